/*
 * tree.c
 *	  The scorecard's tree, as SQL hands it to the evaluation.
 *
 * It comes as an array of bsc._tree_node (nodes.sql), depth first: the
 * scorecard, then each perspective followed by its objectives, each of these
 * by its measures.  A measure may be followed by nodes of its own level that
 * read earlier periods.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "compat.h"
#include "result/layout.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

void
TreeCorrupted(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("not the tree of a scorecard")));
}

/* Read the targets given for all, from two arrays of one length. */
static void
ReadShared(Targets *shared, Datum periods, Datum targets)
{
	ArrayType  *period_array = DatumGetArrayTypeP(periods);
	ArrayType  *target_array = DatumGetArrayTypeP(targets);
	Datum	   *period;
	Datum	   *target;
	bool	   *nulls;
	bool	   *nothing;
	int			nperiods;
	int			ntargets;

	if (array_contains_nulls(period_array))
		TreeCorrupted();
	deconstruct_array(period_array, ARR_ELEMTYPE(period_array), sizeof(Period),
					  FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &period, &nulls, &nperiods);
	deconstruct_array(target_array, ARR_ELEMTYPE(target_array), -1,
					  false, TYPALIGN_DOUBLE, &target, &nothing, &ntargets);
	if (nperiods != ntargets)
		TreeCorrupted();
	for (int i = 0; i < nperiods; i++)
		TargetsAdd(shared, CurrentMemoryContext, DatumGetPeriod(period[i]),
				   nothing[i] ? NULL : DatumGetTargetP(target[i]));
	TargetsSort(shared);
}

/* The kind of a figure by its name. */
Kind
KindFromText(text *name)
{
	size_t		len = VARSIZE_ANY_EXHDR(name);

	if (len == strlen("amount") && memcmp(VARDATA_ANY(name), "amount", len) == 0)
		return KIND_AMOUNT;
	if (len == strlen("rate") && memcmp(VARDATA_ANY(name), "rate", len) == 0)
		return KIND_RATE;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown kind of measure: \"%s\"", text_to_cstring(name)),
			 errhint("It is amount or rate.")));
	return KIND_RATE;			/* not reached */
}

/* Which entities a measure is for, by its name; all where nothing was said. */
Scope
ScopeFromText(text *name)
{
	static const char *const names[] = {"all", "whole", "each"};
	size_t		len = VARSIZE_ANY_EXHDR(name);

	for (int i = 0; i < (int) lengthof(names); i++)
	{
		if (len == strlen(names[i]) && memcmp(VARDATA_ANY(name), names[i], len) == 0)
			return (Scope) i;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown scope: \"%s\"", text_to_cstring(name)),
			 errhint("It is all, whole or each.")));
	return SCOPE_ALL;			/* not reached */
}

/* Read the columns that only measures have. */
static void
ReadMeasure(const Tree *tree, TreeNode *node, Datum *values, bool *nulls)
{
	Window	   *window = &node->window;

	if (nulls[COLUMN_AMBER] || nulls[COLUMN_GREEN])
		TreeCorrupted();
	for (int i = COLUMN_PERIOD; i <= COLUMN_LAST_PERIOD; i++)
	{
		if (nulls[i])
			TreeCorrupted();
	}
	node->amber = DatumGetFloat8(values[COLUMN_AMBER]);
	node->green = DatumGetFloat8(values[COLUMN_GREEN]);
	node->figure = KindFromText(DatumGetTextPP(values[COLUMN_FIGURE]));
	node->spread = SpreadFromText(DatumGetTextPP(values[COLUMN_SPREAD]));
	node->scope = ScopeFromText(DatumGetTextPP(values[COLUMN_SCOPE]));
	window->rule = RollupFromText(DatumGetTextPP(values[COLUMN_ROLLUP]));
	window->carry = DatumGetInt32(values[COLUMN_CARRY]);
	window->first = DatumGetPeriod(values[COLUMN_FIRST_PERIOD]);
	window->last = DatumGetPeriod(values[COLUMN_LAST_PERIOD]);
	window->has_own = !nulls[COLUMN_OWN_PERIOD];
	if (window->has_own)
		window->own = DatumGetPeriod(values[COLUMN_OWN_PERIOD]);
	if (PeriodGrainOf(window->first) != PeriodGrainOf(window->last) ||
		window->first > window->last)
		TreeCorrupted();

	node->period = DatumGetPeriod(values[COLUMN_PERIOD]);
	if ((window->rule == ROLLUP_FORMULA) != !nulls[COLUMN_FORMULA] || nulls[COLUMN_FORMULA] != nulls[COLUMN_OPERANDS])
		TreeCorrupted();
	if (window->rule == ROLLUP_FORMULA)
		node->formula = FormulaParse(TextDatumGetCString(values[COLUMN_FORMULA]));

	node->first_month = DatumGetInt32(values[COLUMN_FIRST_MONTH]);
	node->lists = node->kind == READING_NOW && !DatumGetBool(values[COLUMN_IS_COARSER]);
	node->has_judged = !nulls[COLUMN_JUDGED_PERIOD];
	if (node->has_judged)
		node->judged = DatumGetPeriod(values[COLUMN_JUDGED_PERIOD]);
	if (!nulls[COLUMN_SHARED_PERIODS] && !nulls[COLUMN_SHARED_TARGETS])
		ReadShared(&node->shared, values[COLUMN_SHARED_PERIODS], values[COLUMN_SHARED_TARGETS]);
	FindUsualGoal(node);
	node->reads_actuals = !nulls[COLUMN_LOW] && !nulls[COLUMN_HIGH];
	if (node->reads_actuals)
	{
		node->low = DatumGetPeriod(values[COLUMN_LOW]);
		node->high = DatumGetPeriod(values[COLUMN_HIGH]);
	}
	node->reads_plans = !nulls[COLUMN_PLAN_LOW] && !nulls[COLUMN_PLAN_HIGH];
	if (node->reads_plans)
	{
		node->plan_low = DatumGetPeriod(values[COLUMN_PLAN_LOW]);
		node->plan_high = DatumGetPeriod(values[COLUMN_PLAN_HIGH]);
	}
	if (!nulls[COLUMN_PLAN_PERIODS])
		node->plan_periods = DatumGetArrayTypeP(values[COLUMN_PLAN_PERIODS]);
	node->has_observed = !nulls[COLUMN_OBSERVED];
	if (node->has_observed)
		node->observed = DatumGetTimestampTz(values[COLUMN_OBSERVED]);
	node->lost = node->has_observed && TIMESTAMP_IS_NOEND(node->observed);
	if (node->lost)
		node->observed = tree->now;
	if (node->kind == READING_NOW)
		ReadProgress(node, DatumGetPeriod(values[COLUMN_PERIOD]), tree->zone, tree->now);
}

/* Read the columns that only the scorecard has. */
static void
ReadScorecard(Tree *tree, Datum *values, bool *nulls)
{
	if (nulls[COLUMN_MISSING] || nulls[COLUMN_AMBER] || nulls[COLUMN_GREEN] ||
		nulls[COLUMN_TIME_ZONE] || nulls[COLUMN_NOW] || nulls[COLUMN_BASIS])
		TreeCorrupted();
	tree->missing = MissingFromText(DatumGetTextPP(values[COLUMN_MISSING]));
	tree->basis = BasisFromText(DatumGetTextPP(values[COLUMN_BASIS]));
	tree->is_outlook = tree->basis == BASIS_OUTLOOK;
	tree->basis = ReadBasis(tree->basis);
	tree->amber = DatumGetFloat8(values[COLUMN_AMBER]);
	tree->green = DatumGetFloat8(values[COLUMN_GREEN]);
	tree->zone = PeriodTimeZone(DatumGetTextPP(values[COLUMN_TIME_ZONE]), false);
	tree->now = DatumGetTimestampTz(values[COLUMN_NOW]);
}

/* Read the columns of a row that is a value. */
void
ReadRowColumns(Datum row, TupleDesc desc, Datum *values, bool *nulls)
{
	HeapTupleHeader header = DatumGetHeapTupleHeader(row);
	HeapTupleData tuple = {.t_len = HeapTupleHeaderGetDatumLength(header), .t_data = header};

	heap_deform_tuple(&tuple, desc, values, nulls);
}

/* Read a tree, into the current memory context. */
Tree *
TreeFromArray(ArrayType *array)
{
	Oid			type = ARR_ELEMTYPE(array);
	TupleDesc	desc = lookup_rowtype_tupdesc_copy(type, -1);
	int			parents[LEVEL_MEASURE + 2] = {-1, -1, -1, -1, -1};
	Datum	   *elements;
	bool	   *element_nulls;
	int			nnodes;
	int16		length;
	bool		by_value;
	char		align;
	ArrayType **operands;
	Tree	   *tree;

	get_typlenbyvalalign(type, &length, &by_value, &align);
	deconstruct_array(array, type, length, by_value, align, &elements, &element_nulls, &nnodes);
	if (nnodes == 0 || desc->natts != COLUMN_COUNT)
		TreeCorrupted();

	tree = palloc0(add_size(offsetof(Tree, nodes), mul_size(sizeof(TreeNode), nnodes)));
	tree->nnodes = nnodes;
	tree->period_type = TupleDescAttr(desc, COLUMN_PERIOD)->atttypid;
	operands = palloc0(mul_size(sizeof(ArrayType *), nnodes));
	for (int i = 0; i < nnodes; i++)
	{
		TreeNode   *node = &tree->nodes[i];
		Datum		values[COLUMN_COUNT];
		bool		nulls[COLUMN_COUNT];

		if (element_nulls[i])
			TreeCorrupted();
		ReadRowColumns(elements[i], desc, values, nulls);

		for (int j = COLUMN_ORDINAL; j <= COLUMN_WEIGHT; j++)
		{
			if (nulls[j])
				TreeCorrupted();
		}
		node->level = DatumGetInt32(values[COLUMN_LEVEL]);
		node->kind = (ReadingKind) DatumGetInt32(values[COLUMN_KIND]);
		node->id = DatumGetInt64(values[COLUMN_NODE_ID]);
		node->weight = DatumGetFloat8(values[COLUMN_WEIGHT]);
		CheckWeight(node->weight);

		/* it stands in its place, under a parent of the level above */
		if (DatumGetInt32(values[COLUMN_ORDINAL]) != i ||
			node->level < LEVEL_SCORECARD || node->level > LEVEL_MEASURE ||
			(node->level == LEVEL_SCORECARD) != (i == 0) ||
			node->kind < READING_NOW || node->kind > READING_YEAR_AGO ||
			(node->kind != READING_NOW && node->level != LEVEL_MEASURE))
			TreeCorrupted();
		node->parent = parents[node->kind == READING_NOW ? node->level : LEVEL_MEASURE + 1];
		if (i > 0 && (node->parent < 0 ||
					  tree->nodes[node->parent].level != node->level - (node->kind == READING_NOW)))
			TreeCorrupted();
		if (node->kind == READING_NOW)
		{
			for (int level = node->level + 1; level < (int) lengthof(parents); level++)
				parents[level] = level == node->level + 1 ? i : -1;
		}

		if (i == 0)
			ReadScorecard(tree, values, nulls);
		if (node->level == LEVEL_MEASURE)
		{
			ReadMeasure(tree, node, values, nulls);
			if (node->formula != NULL)
				operands[i] = DatumGetArrayTypeP(values[COLUMN_OPERANDS]);
		}
		else
		{
			if (nulls[COLUMN_COMBINE])
				TreeCorrupted();
			node->combine = CombineFromText(DatumGetTextPP(values[COLUMN_COMBINE]));
		}
		if (i > 0 && node->kind == READING_NOW)
			tree->nodes[node->parent].nchildren++;
	}
	LinkFormulas(tree, operands);
	return tree;
}

/*
 * The tree of this array, kept beside the function that asks for it.  A new tree
 * takes the place of the last one, because the groups of that one are finished
 * with: whoever evaluates by several trees does so one after the other.
 */
TreeCache *
CacheTree(FunctionCallInfo fcinfo, ArrayType *array)
{
	TreeCache  *cache = (TreeCache *) fcinfo->flinfo->fn_extra;
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

/* The tree that a group began with; an error if the rows of another one have replaced it. */
const Tree *
CachedTree(const TreeCache *cache, uint64 generation)
{
	if (generation != cache->generation)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the groups of an evaluation must have the same tree")));
	return cache->tree;
}
