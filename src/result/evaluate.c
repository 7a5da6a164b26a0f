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
 * An entity that has others below it in the catalogue is evaluated with these
 * (inner.c).
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

/* one group: an entity */
typedef struct Evaluation
{
	TreeCache  *cache;			/* whose tree it is */
	uint64		generation;		/* and which of its trees */
	int			wanted;			/* level, or ALL_LEVELS */
	bool		is_whole;		/* the entity is the company as a whole */
	bool		listed;
	bool		elsewhere;		/* it has others below it, and is evaluated with these */
	Recorded   *recorded[FLEXIBLE_ARRAY_MEMBER];	/* by place in the tree */
} Evaluation;

PG_FUNCTION_INFO_V1(bsc_entity_nodes_accum);
PG_FUNCTION_INFO_V1(bsc_entity_nodes_final);

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
	ARG_TARGET
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
	cache = CacheTree(fcinfo, PG_GETARG_ARRAYTYPE_P(ARG_TREE));
	state = MemoryContextAllocZero(context,
								   add_size(offsetof(Evaluation, recorded),
											mul_size(sizeof(Recorded *), cache->tree->nnodes)));
	state->cache = cache;
	state->generation = cache->generation;
	state->wanted = PG_ARGISNULL(ARG_LEVEL) ? ALL_LEVELS : PG_GETARG_INT32(ARG_LEVEL);
	state->is_whole = !PG_ARGISNULL(ARG_ENTITY) && VARSIZE_ANY_EXHDR(PG_GETARG_TEXT_PP(ARG_ENTITY)) == 0;
	return state;
}

/* Take in an actual; true if the period lists who has it. */
bool
RecordedActual(Recorded *recorded, const TreeNode *node, MemoryContext context,
			   Period period, double value, double volume)
{
	ActualsAdd(&recorded->actuals, &node->window, context, period, value, volume);
	if (node->keeps_rows)
		RowsAdd(&recorded->rows, context, period, value, volume);
	/* a coarser period that a query has found lies in the period or is it */
	return node->lists &&
		(recorded->actuals.nrows > 0 || recorded->actuals.has_own ||
		 (recorded->actuals.nstored > 0 && node->has_judged && PeriodIsPart(period, node->judged)));
}

/*
 * Take in one row of the entity: (state, tree, wanted level, entity, place in the
 * tree, period, value, volume, target).  Without a period it is the entity itself
 * or, with a place, says that it is evaluated elsewhere; else an actual if it has a
 * value, and otherwise what is planned: the target, or nothing.
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
	tree = CachedTree(state->cache, state->generation);

	if (PG_ARGISNULL(ARG_PERIOD))
	{
		if (PG_ARGISNULL(ARG_ORDINAL))
			state->listed = true;
		else
			state->elsewhere = true;
		PG_RETURN_POINTER(state);
	}
	place = PG_ARGISNULL(ARG_ORDINAL) ? -1 : PG_GETARG_INT32(ARG_ORDINAL);
	if (place < 0 || place >= tree->nnodes ||
		tree->nodes[place].level != LEVEL_MEASURE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the tree has no measure in place %d", place)));
	if (!IsForEntity(&tree->nodes[place], state->is_whole))
		PG_RETURN_POINTER(state);
	if (state->recorded[place] == NULL)
		state->recorded[place] = MemoryContextAllocZero(context, sizeof(Recorded));
	if (PG_ARGISNULL(ARG_VALUE))
		TargetsAdd(&state->recorded[place]->targets, context, PG_GETARG_PERIOD(ARG_PERIOD),
				   PG_ARGISNULL(ARG_TARGET) ? NULL : PG_GETARG_TARGET_P(ARG_TARGET));
	else if (RecordedActual(state->recorded[place], &tree->nodes[place], context, PG_GETARG_PERIOD(ARG_PERIOD),
							PG_GETARG_FLOAT8(ARG_VALUE),
							PG_ARGISNULL(ARG_VOLUME) ? get_float8_nan() : PG_GETARG_FLOAT8(ARG_VOLUME)))
		state->listed = true;
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
	parent->lost |= result->lost && node->weight > 0;
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

/* A node as a row of bsc._result_node. */
static Datum
FormResult(const ResultShape *shape, const TreeNode *node, const NodeResult *result)
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
	nulls[RESULT_PROVISIONAL] = result->lost && !result->provisional;
	values[RESULT_COVERAGE] = Float8GetDatum(result->coverage);
	values[RESULT_OBSERVED] = TimestampTzGetDatum(node->observed);
	nulls[RESULT_OBSERVED] = !node->has_observed || node->lost;
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

/* Look up what results are made with, once. */
const ResultShape *
GetResultShape(FunctionCallInfo fcinfo, Oid element)
{
	if (fcinfo->flinfo->fn_extra == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
		ResultShape *shape = palloc(sizeof(ResultShape));

		shape->desc = lookup_rowtype_tupdesc_copy(element, -1);
		if (shape->desc->natts != RESULT_COLUMNS)
			elog(ERROR, "unexpected row type of results");
		shape->desc = BlessTupleDesc(shape->desc);
		shape->element = element;
		shape->status = StatusLabels(TupleDescAttr(shape->desc, RESULT_STATUS)->atttypid);
		fcinfo->flinfo->fn_extra = shape;
		MemoryContextSwitchTo(old);
	}
	return (const ResultShape *) fcinfo->flinfo->fn_extra;
}

/* Is a node, all of whose children have been heard, not for this entity? */
static bool
IsLeftOut(bool is_whole, const TreeNode *node, const NodeResult *result)
{
	if (node->level == LEVEL_MEASURE)
		return !IsForEntity(node, is_whole);
	return node->level > LEVEL_SCORECARD && node->nchildren > 0 && result->told == 0;
}

/*
 * The results of an entity, depth first: nodes of the wanted level or of all.
 *
 * Children stand after their parents, so from last to first every node is
 * complete when its turn comes.
 */
ArrayType *
EvaluateEntity(Entity *entity, int wanted, const ResultShape *shape)
{
	const Tree *tree = entity->tree;
	NodeResult *results = palloc0(mul_size(sizeof(NodeResult), tree->nnodes));
	Datum	   *rows = palloc(mul_size(sizeof(Datum), tree->nnodes));
	int			nrows = 0;

	/*
	 * Rows came measure by measure, so what there is of one entity is spread over
	 * the memory of all: have it fetched while the first of it is worked on.
	 */
	for (int i = 0; i < tree->nnodes; i++)
	{
		if (entity->recorded[i] != NULL)
		{
			BscPrefetch(entity->recorded[i]);
			BscPrefetch(&entity->recorded[i]->targets);
		}
	}
	entity->results = results;
	for (int i = tree->nnodes - 1; i >= 0; i--)
	{
		const TreeNode *node = &tree->nodes[i];
		NodeResult *result = &results[i];

		result->left_out = IsLeftOut(entity->is_whole, node, result);
		if (result->left_out)
			continue;
		if (node->level == LEVEL_MEASURE)
			EvaluateMeasure(entity, i);
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

	for (int i = 0; i < tree->nnodes; i++)
	{
		const TreeNode *node = &tree->nodes[i];

		if (node->kind == READING_NOW && !results[i].left_out && (wanted == ALL_LEVELS || wanted == node->level))
			rows[nrows++] = FormResult(shape, node, &results[i]);
	}
	return construct_array(rows, nrows, shape->element, -1, false, TYPALIGN_DOUBLE);
}

/* The results of the entity; NULL if the period does not list it. */
Datum
bsc_entity_nodes_final(PG_FUNCTION_ARGS)
{
	Evaluation *state;
	const Tree *tree;
	Entity		entity;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = (Evaluation *) PG_GETARG_POINTER(0);
	tree = CachedTree(state->cache, state->generation);
	if (!state->listed || state->elsewhere)
		PG_RETURN_NULL();
	entity = (Entity) {tree, state->recorded, NULL, state->is_whole, NULL, 0};
	PG_RETURN_ARRAYTYPE_P(EvaluateEntity(&entity, state->wanted,
										 GetResultShape(fcinfo, get_element_type(get_fn_expr_rettype(fcinfo->flinfo)))));
}
