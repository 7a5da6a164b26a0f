/*
 * evaluate.c
 *	  The aggregate that turns what was recorded for one entity into its
 *	  results: all nodes of the scorecard's tree, or those of one level.
 *
 * Everything a result needs of one entity meets in one group: its actuals of
 * the period, those of the earlier periods it is compared with, and its own
 * targets.  So the tables are read once, in whatever order suits, and nothing
 * large is ever joined with anything else, whatever the planner believes about
 * its size.  The tree, with the targets given for all, is the same for every
 * group; it is read when it is first met.
 *
 * An entity has results if a measure of the period's grain or finer has an
 * actual within the period, or carried into it.  A plan alone, or an actual of
 * a coarser period, lists nobody.  Who asks for one entity by name gets that
 * one, whatever there is of it: a row without a period stands for it.
 *
 * The group of an entity that has others below it in the catalogue has their
 * rows, too, each with the number of its member (members.c).
 *
 * A measure that is not for this entity (its scope) is left out of the tree, and
 * so is what has no other measures below it.
 */
#include "postgres.h"

#include <math.h>

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "compat.h"
#include "funcapi.h"
#include "result/result.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

/* the columns of bsc._result_node, in their order */
enum
{
	RESULT_LEVEL,
	RESULT_NODE_ID,
	RESULT_ACTUAL,
	RESULT_ACTUAL_PERIOD,
	RESULT_TARGET,
	RESULT_GOAL_PERIOD,
	RESULT_SCORE,
	RESULT_PACE,
	RESULT_STATUS,
	RESULT_PROVISIONAL,
	RESULT_COVERAGE,
	RESULT_OBSERVED,
	RESULT_MEASURES,
	RESULT_RED,
	RESULT_AMBER,
	RESULT_GREEN,
	RESULT_PREVIOUS,
	RESULT_CHANGE,
	RESULT_YEAR_AGO,
	RESULT_YEAR_CHANGE,
	RESULT_LACK,
	RESULT_LACK_PERIOD,
	RESULT_VOLUME,
	RESULT_COLUMNS
};

#define ALL_LEVELS	(-1)

/* one group: an entity */
typedef struct Evaluation
{
	struct TreeCache *cache;	/* whose tree it is */
	uint64		generation;		/* and which of its trees */
	int			wanted;			/* level, or ALL_LEVELS */
	bool		is_whole;		/* the entity is the company as a whole */
	bool		listed;
	Members		members;
	Recorded   *recorded[FLEXIBLE_ARRAY_MEMBER];	/* by place in the tree */
} Evaluation;

/* the tree that the groups at hand share, and the bytes it was read from */
typedef struct TreeCache
{
	MemoryContext context;
	ArrayType  *array;
	Tree	   *tree;
	uint64		generation;		/* trees read so far */
} TreeCache;

PG_FUNCTION_INFO_V1(bsc_entity_nodes_accum);
PG_FUNCTION_INFO_V1(bsc_entity_nodes_final);
PG_FUNCTION_INFO_V1(bsc_node_statuses);

/*
 * The cache, with the tree of this argument in it.  A new tree takes the place
 * of the last one, because the groups of that one are finished with: whoever
 * evaluates by several trees does so one after the other.
 */
static TreeCache *
GetTree(FunctionCallInfo fcinfo, int argno)
{
	TreeCache  *cache = (TreeCache *) fcinfo->flinfo->fn_extra;
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(argno);
	MemoryContext old;

	if (cache != NULL && cache->tree != NULL &&
		VARSIZE(cache->array) == VARSIZE(array) &&
		memcmp(cache->array, array, VARSIZE(array)) == 0)
		return cache;

	if (cache == NULL)
	{
		cache = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(TreeCache));
		cache->context = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "scorecard tree",
											   ALLOCSET_DEFAULT_SIZES);
		fcinfo->flinfo->fn_extra = cache;
	}
	cache->tree = NULL;
	cache->generation++;
	MemoryContextReset(cache->context);
	old = MemoryContextSwitchTo(cache->context);
	cache->array = palloc(VARSIZE(array));
	memcpy(cache->array, array, VARSIZE(array));
	cache->tree = TreeFromArray(cache->array);
	MemoryContextSwitchTo(old);
	return cache;
}

/* The tree of a group; an error if the rows of another one have replaced it. */
static const Tree *
TreeOf(const Evaluation *state)
{
	if (state->generation != state->cache->generation)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the groups of an evaluation must have the same tree")));
	return state->cache->tree;
}

/* the arguments of the transition function; the first is the state */
enum
{
	ARG_TREE = 1,
	ARG_LEVEL,
	ARG_ENTITY,
	ARG_ORDINAL,
	ARG_PERIOD,
	ARG_VALUE,
	ARG_VOLUME,
	ARG_TARGET,
	ARG_MEMBER,
	ARG_ABOVE,
	ARG_STARTS,
	ARG_ENDS
};

/* The state of a group that has its first row. */
static Evaluation *
BeginEvaluation(FunctionCallInfo fcinfo, MemoryContext context)
{
	TreeCache  *cache;
	Evaluation *state;

	if (PG_ARGISNULL(ARG_TREE))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("an evaluation needs the tree of a scorecard")));
	cache = GetTree(fcinfo, ARG_TREE);
	state = MemoryContextAllocZero(context,
								   add_size(offsetof(Evaluation, recorded),
											mul_size(sizeof(Recorded *), cache->tree->nnodes)));
	state->cache = cache;
	state->generation = cache->generation;
	state->wanted = PG_ARGISNULL(ARG_LEVEL) ? ALL_LEVELS : PG_GETARG_INT32(ARG_LEVEL);
	state->is_whole = !PG_ARGISNULL(ARG_ENTITY) && VARSIZE_ANY_EXHDR(PG_GETARG_TEXT_PP(ARG_ENTITY)) == 0;
	return state;
}

/* Is a measure for this entity? */
static bool
IsInScope(const TreeNode *node, const Evaluation *state)
{
	return IsForEntity(node, state->is_whole);
}

/* Take in an actual or a target of a measure, the entity's own or a member's. */
static void
TakeRecorded(FunctionCallInfo fcinfo, MemoryContext context, Evaluation *state,
			 const TreeNode *node, Recorded *recorded)
{
	Period		period = PG_GETARG_PERIOD(ARG_PERIOD);
	const Target *target = PG_ARGISNULL(ARG_TARGET) ? NULL : PG_GETARG_TARGET_P(ARG_TARGET);
	double		volume = PG_ARGISNULL(ARG_VOLUME) ? get_float8_nan() : PG_GETARG_FLOAT8(ARG_VOLUME);

	if (!PG_ARGISNULL(ARG_MEMBER))
	{
		if (PG_ARGISNULL(ARG_VALUE))
			MemberTargetsAdd(&recorded->members, context, PG_GETARG_INT32(ARG_MEMBER), period, target);
		else if (ActualsTake(&node->window, period))
			MemberActualsAdd(&recorded->members, context, PG_GETARG_INT32(ARG_MEMBER), period,
							 PG_GETARG_FLOAT8(ARG_VALUE), volume);
	}
	else if (PG_ARGISNULL(ARG_VALUE))
		TargetsAdd(&recorded->targets, context, period, target);
	else
	{
		ActualsAdd(&recorded->actuals, &node->window, context, period, PG_GETARG_FLOAT8(ARG_VALUE), volume);
		if (node->keeps_rows)
			RowsAdd(&recorded->rows, context, period, PG_GETARG_FLOAT8(ARG_VALUE), volume);
		/* a coarser period that a query has found lies in the period or is it */
		if (node->lists &&
			(recorded->actuals.nrows > 0 || recorded->actuals.has_own ||
			 (recorded->actuals.nstored > 0 && node->has_judged && PeriodIsPart(period, node->judged))))
			state->listed = true;
	}
}

/*
 * Take in one row of the entity: (state, tree, wanted level, entity, place in the
 * tree, period, value, volume, target, member, above, starts, ends).  It is the
 * entity itself, or the place of a member, if it has no period, an actual if it
 * has a value, and otherwise what is planned: the target, or nothing.
 */
Datum
bsc_entity_nodes_accum(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Evaluation *state;
	const Tree *tree;
	int			place;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "bsc_entity_nodes_accum called in non-aggregate context");

	state = PG_ARGISNULL(0) ? BeginEvaluation(fcinfo, context) : (Evaluation *) PG_GETARG_POINTER(0);
	tree = TreeOf(state);

	if (PG_ARGISNULL(ARG_PERIOD))
	{
		if (PG_ARGISNULL(ARG_MEMBER))
			state->listed = true;
		else
			MembersAdd(&state->members, context, PG_GETARG_INT32(ARG_MEMBER), PG_GETARG_INT32(ARG_ABOVE),
					   PG_ARGISNULL(ARG_STARTS) ? DATEVAL_NOBEGIN : PG_GETARG_DATEADT(ARG_STARTS),
					   PG_ARGISNULL(ARG_ENDS) ? DATEVAL_NOEND : PG_GETARG_DATEADT(ARG_ENDS));
		PG_RETURN_POINTER(state);
	}
	place = PG_ARGISNULL(ARG_ORDINAL) ? -1 : PG_GETARG_INT32(ARG_ORDINAL);
	if (place < 0 || place >= tree->nnodes ||
		tree->nodes[place].level != LEVEL_MEASURE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the tree has no measure in place %d", place)));
	if (!IsInScope(&tree->nodes[place], state))
		PG_RETURN_POINTER(state);
	if (state->recorded[place] == NULL)
		state->recorded[place] = MemoryContextAllocZero(context, sizeof(Recorded));
	TakeRecorded(fcinfo, context, state, &tree->nodes[place], state->recorded[place]);
	PG_RETURN_POINTER(state);
}

/*
 * Tell a node's parent what it has come to.  What it is too early to judge takes
 * no part in the parent's pace, whatever "missing" says.
 */
static void
TellParent(const TreeNode *node, const NodeResult *result, NodeResult *parent)
{
	CombinationAdd(&parent->combination, result->has_score ? &result->score : NULL, node->weight);
	parent->weighs_early |= result->too_early && node->weight > 0;
	parent->weighs_other |= !result->too_early && node->weight > 0;
	if (!result->too_early)
		CombinationAdd(&parent->paces, result->has_pace ? &result->pace : NULL, node->weight);
	parent->provisional |= result->provisional && node->weight > 0;
	TallySeen(&parent->covered, result->coverage, node->weight);
	parent->told++;
	parent->measures += result->measures;
	for (int i = STATUS_RED; i <= STATUS_GREEN; i++)
		parent->count[i] += result->count[i];
}

/* The result of a node that has heard of all its children. */
static void
EvaluateParent(const Tree *tree, const TreeNode *node, NodeResult *result)
{
	result->combination.combine = result->paces.combine = node->combine;
	result->combination.missing = result->paces.missing = tree->missing;
	result->has_score = CombinationScore(&result->combination, &result->score);
	if (result->provisional)
		result->has_pace = CombinationScore(&result->paces, &result->pace);
	else
	{
		result->has_pace = result->has_score;
		result->pace = result->score;
	}
	result->too_early = result->weighs_early && !result->weighs_other;
	result->has_status = result->has_pace;
	if (result->has_pace)
		result->status = StatusOfScore(result->pace, tree->amber, tree->green);
	if (!TallyAttainment(&result->covered, &result->coverage))
		result->coverage = 0;
}

/*
 * What an earlier period's value differs by; false where nothing can be said.  A
 * part of an amount against a whole is no change.
 */
static bool
FindChange(const TreeNode *node, const NodeResult *result, ReadingKind earlier, double *change)
{
	if (!result->has_actual || !result->has_earlier[earlier] ||
		(result->provisional && node->figure == KIND_AMOUNT))
		return false;
	*change = result->actual.value - result->earlier[earlier];
	return true;
}

/* what is looked up once: the row type of results, and the values of bsc.status */
typedef struct Shape
{
	TupleDesc	desc;
	Oid		   *status;
} Shape;

/* A node as a row of bsc._result_node. */
static Datum
FormResult(const Shape *shape, const TreeNode *node, const NodeResult *result)
{
	Datum		values[RESULT_COLUMNS] = {0};
	bool		nulls[RESULT_COLUMNS] = {0};
	double		change = 0;
	double		year_change = 0;

	nulls[RESULT_CHANGE] = !FindChange(node, result, READING_BEFORE, &change);
	nulls[RESULT_YEAR_CHANGE] = !FindChange(node, result, READING_YEAR_AGO, &year_change);
	values[RESULT_LEVEL] = Int32GetDatum(node->level);
	values[RESULT_NODE_ID] = Int64GetDatum(node->id);
	values[RESULT_ACTUAL] = Float8GetDatum(result->actual.value);
	nulls[RESULT_ACTUAL] = !result->has_actual;
	values[RESULT_ACTUAL_PERIOD] = PeriodGetDatum(result->actual.from);
	nulls[RESULT_ACTUAL_PERIOD] = !result->has_actual || !result->actual.is_of_one;
	values[RESULT_TARGET] = PointerGetDatum(result->goal.target);
	nulls[RESULT_TARGET] = result->goal.target == NULL;
	values[RESULT_GOAL_PERIOD] = PeriodGetDatum(result->goal.period);
	nulls[RESULT_GOAL_PERIOD] = result->goal.target == NULL || !result->goal.has_period;
	values[RESULT_SCORE] = Float8GetDatum(result->score);
	nulls[RESULT_SCORE] = !result->has_score;
	values[RESULT_PACE] = Float8GetDatum(result->pace);
	nulls[RESULT_PACE] = !result->has_pace;
	values[RESULT_STATUS] = ObjectIdGetDatum(shape->status[result->status]);
	nulls[RESULT_STATUS] = !result->has_status;
	values[RESULT_PROVISIONAL] = BoolGetDatum(result->provisional);
	values[RESULT_COVERAGE] = Float8GetDatum(result->coverage);
	values[RESULT_OBSERVED] = TimestampTzGetDatum(node->observed);
	nulls[RESULT_OBSERVED] = !node->has_observed;
	values[RESULT_MEASURES] = Int64GetDatum(result->measures);
	values[RESULT_RED] = Int64GetDatum(result->count[STATUS_RED]);
	values[RESULT_AMBER] = Int64GetDatum(result->count[STATUS_AMBER]);
	values[RESULT_GREEN] = Int64GetDatum(result->count[STATUS_GREEN]);
	values[RESULT_PREVIOUS] = Float8GetDatum(result->earlier[READING_BEFORE]);
	nulls[RESULT_PREVIOUS] = !result->has_earlier[READING_BEFORE];
	values[RESULT_CHANGE] = Float8GetDatum(change);
	values[RESULT_YEAR_AGO] = Float8GetDatum(result->earlier[READING_YEAR_AGO]);
	nulls[RESULT_YEAR_AGO] = !result->has_earlier[READING_YEAR_AGO];
	values[RESULT_YEAR_CHANGE] = Float8GetDatum(year_change);
	nulls[RESULT_LACK] = nulls[RESULT_LACK_PERIOD] = true;
	values[RESULT_VOLUME] = Float8GetDatum(result->actual.volume);
	nulls[RESULT_VOLUME] = !result->has_actual || isnan(result->actual.volume);
	if (node->level == LEVEL_MEASURE && result->has_actual && result->goal.target == NULL)
	{
		values[RESULT_LACK] = CStringGetTextDatum(LackName(result->goal.lack));
		nulls[RESULT_LACK] = false;
		values[RESULT_LACK_PERIOD] = PeriodGetDatum(result->goal.lack_period);
		nulls[RESULT_LACK_PERIOD] = !result->goal.has_lack_period;
	}
	return HeapTupleGetDatum(heap_form_tuple(shape->desc, values, nulls));
}

/* Look it up. */
static const Shape *
GetShape(FunctionCallInfo fcinfo, Oid element)
{
	if (fcinfo->flinfo->fn_extra == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
		Shape	   *shape = palloc(sizeof(Shape));

		shape->desc = lookup_rowtype_tupdesc_copy(element, -1);
		if (shape->desc->natts != RESULT_COLUMNS)
			elog(ERROR, "unexpected row type of results");
		shape->desc = BlessTupleDesc(shape->desc);
		shape->status = StatusLabels(TupleDescAttr(shape->desc, RESULT_STATUS)->atttypid);
		fcinfo->flinfo->fn_extra = shape;
		MemoryContextSwitchTo(old);
	}
	return (const Shape *) fcinfo->flinfo->fn_extra;
}

/*
 * What was recorded for each measure, members put together with the entity's own.
 * *listed tells whether the period lists the entity.
 */
static Recorded **
PutTogether(const Tree *tree, Evaluation *state, bool *listed)
{
	Recorded  **recorded = state->recorded;

	*listed = state->listed;
	if (state->members.count == 0)
		return recorded;
	MembersComplete(&state->members);
	recorded = palloc(mul_size(sizeof(Recorded *), tree->nnodes));
	for (int i = 0; i < tree->nnodes; i++)
	{
		recorded[i] = state->recorded[i];
		if (recorded[i] == NULL || recorded[i]->members.nactuals == 0 || !MembersCombine(&tree->nodes[i]))
			continue;
		recorded[i] = CombineMembers(&tree->nodes[i], &state->members, recorded[i]);
		if (tree->nodes[i].lists && recorded[i]->combined->ncomputed > 0)
			*listed = true;
	}
	return recorded;
}

/* Is a node, all of whose children have been heard, not for this entity? */
static bool
IsLeftOut(const Evaluation *state, const TreeNode *node, const NodeResult *result)
{
	if (node->level == LEVEL_MEASURE)
		return !IsInScope(node, state);
	return node->level > LEVEL_SCORECARD && node->nchildren > 0 && result->told == 0;
}

/*
 * The results of the entity, depth first; NULL if the period does not list it.
 *
 * Children stand after their parents, so from last to first every node is
 * complete when its turn comes.
 */
Datum
bsc_entity_nodes_final(PG_FUNCTION_ARGS)
{
	Oid			element = get_element_type(get_fn_expr_rettype(fcinfo->flinfo));
	Evaluation *state;
	const Tree *tree;
	Recorded  **recorded;
	NodeResult *results;
	Entity		entity;
	const Shape *shape;
	Datum	   *rows;
	int			nrows = 0;
	bool		listed;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = (Evaluation *) PG_GETARG_POINTER(0);
	tree = TreeOf(state);
	recorded = PutTogether(tree, state, &listed);
	if (!listed)
		PG_RETURN_NULL();
	shape = GetShape(fcinfo, element);

	results = palloc0(mul_size(sizeof(NodeResult), tree->nnodes));
	entity = (Entity) {tree, recorded, results, state->is_whole, state->members.count > 0};
	for (int i = tree->nnodes - 1; i >= 0; i--)
	{
		const TreeNode *node = &tree->nodes[i];
		NodeResult *result = &results[i];

		result->left_out = IsLeftOut(state, node, result);
		if (result->left_out)
			continue;
		if (node->level == LEVEL_MEASURE)
			EvaluateMeasure(&entity, i);
		else
			EvaluateParent(tree, node, result);
		if (node->kind != READING_NOW)
		{
			NodeResult *measure = &results[node->parent];

			measure->has_earlier[node->kind] = result->has_actual;
			measure->earlier[node->kind] = result->actual.value;
			continue;
		}
		if (i > 0)
			TellParent(node, result, &results[node->parent]);
	}

	rows = palloc(mul_size(sizeof(Datum), tree->nnodes));
	for (int i = 0; i < tree->nnodes; i++)
	{
		const TreeNode *node = &tree->nodes[i];

		if (node->kind == READING_NOW && !results[i].left_out &&
			(state->wanted == ALL_LEVELS || state->wanted == node->level))
			rows[nrows++] = FormResult(shape, node, &results[i]);
	}
	PG_RETURN_ARRAYTYPE_P(construct_array(rows, nrows, element, -1, false, TYPALIGN_DOUBLE));
}

/* what bsc_node_statuses looks up once: its row type, and that of the results it reads */
typedef struct StatusShape
{
	TupleDesc	desc;
	TupleDesc	results;
} StatusShape;

/* the columns that it returns, in their order */
enum
{
	STATUSES_NODES,
	STATUSES_STATUSES,
	STATUSES_PROVISIONAL,
	STATUSES_COLUMNS
};

/* Look them up. */
static const StatusShape *
GetStatusShape(FunctionCallInfo fcinfo, Oid element)
{
	if (fcinfo->flinfo->fn_extra == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
		StatusShape *shape = palloc(sizeof(StatusShape));

		if (get_call_result_type(fcinfo, NULL, &shape->desc) != TYPEFUNC_COMPOSITE ||
			shape->desc->natts != STATUSES_COLUMNS)
			elog(ERROR, "unexpected row type of statuses");
		shape->desc = BlessTupleDesc(CreateTupleDescCopy(shape->desc));
		shape->results = lookup_rowtype_tupdesc_copy(element, -1);
		if (shape->results->natts != RESULT_COLUMNS)
			elog(ERROR, "unexpected row type of results");
		fcinfo->flinfo->fn_extra = shape;
		MemoryContextSwitchTo(old);
	}
	return (const StatusShape *) fcinfo->flinfo->fn_extra;
}

/*
 * Of an entity's results, what those who listen for statuses may be told of: the
 * nodes that have a status or are provisional, each as 4 * id + level, with both.
 * NULLs if there is none.
 */
Datum
bsc_node_statuses(PG_FUNCTION_ARGS)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(0);
	const StatusShape *shape = GetStatusShape(fcinfo, ARR_ELEMTYPE(array));
	Oid			status_type = TupleDescAttr(shape->results, RESULT_STATUS)->atttypid;
	Datum	   *rows;
	int			nrows;
	Datum	   *nodes;
	Datum	   *statuses;
	Datum	   *provisional;
	bool	   *no_status;
	int			count = 0;
	int			lower = 1;
	Datum		values[STATUSES_COLUMNS] = {0};
	bool		nulls[STATUSES_COLUMNS] = {true, true, true};

	if (array_contains_nulls(array))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("the results of an entity must not be NULL")));
	deconstruct_array(array, ARR_ELEMTYPE(array), -1, false, TYPALIGN_DOUBLE, &rows, NULL, &nrows);
	nodes = palloc(mul_size(sizeof(Datum), Max(nrows, 1)));
	statuses = palloc(mul_size(sizeof(Datum), Max(nrows, 1)));
	provisional = palloc(mul_size(sizeof(Datum), Max(nrows, 1)));
	no_status = palloc(mul_size(sizeof(bool), Max(nrows, 1)));
	for (int i = 0; i < nrows; i++)
	{
		HeapTupleHeader header = DatumGetHeapTupleHeader(rows[i]);
		HeapTupleData tuple = {.t_len = HeapTupleHeaderGetDatumLength(header), .t_data = header};
		Datum		result[RESULT_COLUMNS];
		bool		result_nulls[RESULT_COLUMNS];

		heap_deform_tuple(&tuple, shape->results, result, result_nulls);
		if (result_nulls[RESULT_STATUS] && !DatumGetBool(result[RESULT_PROVISIONAL]))
			continue;
		nodes[count] = Int64GetDatum(4 * DatumGetInt64(result[RESULT_NODE_ID]) + DatumGetInt32(result[RESULT_LEVEL]));
		statuses[count] = result[RESULT_STATUS];
		no_status[count] = result_nulls[RESULT_STATUS];
		provisional[count++] = result[RESULT_PROVISIONAL];
	}
	if (count > 0)
	{
		nulls[STATUSES_NODES] = nulls[STATUSES_STATUSES] = nulls[STATUSES_PROVISIONAL] = false;
		values[STATUSES_NODES] = PointerGetDatum(
			construct_array(nodes, count, INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
		values[STATUSES_STATUSES] = PointerGetDatum(
			construct_md_array(statuses, no_status, 1, &count, &lower, status_type,
							   sizeof(Oid), true, TYPALIGN_INT));
		values[STATUSES_PROVISIONAL] = PointerGetDatum(
			construct_array(provisional, count, BOOLOID, sizeof(bool), true, TYPALIGN_CHAR));
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(shape->desc, values, nulls)));
}
