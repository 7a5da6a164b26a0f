/*
 * layout.c
 *	  The tree of a scorecard for one period, from its outline.
 *
 * A trend asks for a tree in each of its periods.  What is the same in all of them,
 * the targets given for all among it, stands in the outline (outline.sql); it is read
 * once, and for each period only the measures' windows are worked out anew.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "compat.h"
#include "funcapi.h"
#include "result/layout.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

PG_FUNCTION_INFO_V1(bsc_tree);

/* the columns of bsc._outline_node, in their order */
enum
{
	OUTLINE_LEVEL,
	OUTLINE_NODE_ID,
	OUTLINE_WEIGHT,
	OUTLINE_COMBINE,
	OUTLINE_MISSING,
	OUTLINE_AMBER,
	OUTLINE_GREEN,
	OUTLINE_TIME_ZONE,
	OUTLINE_NOW,
	OUTLINE_FREQUENCY,
	OUTLINE_ROLLUP,
	OUTLINE_FIGURE,
	OUTLINE_SPREAD,
	OUTLINE_SCOPE,
	OUTLINE_CARRY,
	OUTLINE_FIRST_MONTH,
	OUTLINE_OBSERVED,
	OUTLINE_FORMULA,
	OUTLINE_OPERANDS,
	OUTLINE_READERS,
	OUTLINE_PLANNED,
	OUTLINE_SHARED_PERIODS,
	OUTLINE_SHARED_TARGETS,
	OUTLINE_COLUMNS
};

/* what of it goes into the tree as it is */
static const struct
{
	int			from;
	int			to;
}			copied[] = {
	{OUTLINE_LEVEL, COLUMN_LEVEL},
	{OUTLINE_NODE_ID, COLUMN_NODE_ID},
	{OUTLINE_WEIGHT, COLUMN_WEIGHT},
	{OUTLINE_COMBINE, COLUMN_COMBINE},
	{OUTLINE_MISSING, COLUMN_MISSING},
	{OUTLINE_AMBER, COLUMN_AMBER},
	{OUTLINE_GREEN, COLUMN_GREEN},
	{OUTLINE_TIME_ZONE, COLUMN_TIME_ZONE},
	{OUTLINE_NOW, COLUMN_NOW},
	{OUTLINE_ROLLUP, COLUMN_ROLLUP},
	{OUTLINE_FIGURE, COLUMN_FIGURE},
	{OUTLINE_SPREAD, COLUMN_SPREAD},
	{OUTLINE_SCOPE, COLUMN_SCOPE},
	{OUTLINE_CARRY, COLUMN_CARRY},
	{OUTLINE_FIRST_MONTH, COLUMN_FIRST_MONTH},
	{OUTLINE_OBSERVED, COLUMN_OBSERVED},
	{OUTLINE_FORMULA, COLUMN_FORMULA},
	{OUTLINE_OPERANDS, COLUMN_OPERANDS}
};

/* a node of the outline */
typedef struct OutlineNode
{
	int			level;
	Datum		values[COLUMN_COUNT];	/* of the tree, what is the same in every period */
	bool		nulls[COLUMN_COUNT];
	/* what follows is for measures */
	MeasureReader reader;
	bool		planned;		/* somebody may have targets of her own */
	int			nshared;		/* targets given for all */
	Datum	   *shared_periods;
	Datum	   *shared_targets;
	bool	   *shared_nothing;
} OutlineNode;

/* an outline, and the bytes it was read from */
typedef struct Outline
{
	MemoryContext context;
	ArrayType  *array;
	TupleDesc	tree_desc;
	Oid			period_type;
	Oid			target_type;
	int			nnodes;
	OutlineNode *nodes;
} Outline;

/* Read the targets given for all. */
static void
ReadSharedOutline(OutlineNode *node, ArrayType *periods, ArrayType *targets)
{
	int			ntargets;

	if (array_contains_nulls(periods))
		TreeCorrupted();
	deconstruct_array(periods, ARR_ELEMTYPE(periods), sizeof(Period), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE,
					  &node->shared_periods, NULL, &node->nshared);
	deconstruct_array(targets, ARR_ELEMTYPE(targets), -1, false, TYPALIGN_DOUBLE,
					  &node->shared_targets, &node->shared_nothing, &ntargets);
	if (node->nshared != ntargets)
		TreeCorrupted();
}

/* Read a node of the outline from its columns. */
static void
ReadOutlineNode(OutlineNode *node, const Datum *values, const bool *nulls)
{
	if (nulls[OUTLINE_LEVEL])
		TreeCorrupted();
	node->level = DatumGetInt32(values[OUTLINE_LEVEL]);
	memset(node->nulls, true, sizeof(node->nulls));
	for (int i = 0; i < (int) lengthof(copied); i++)
	{
		node->values[copied[i].to] = values[copied[i].from];
		node->nulls[copied[i].to] = nulls[copied[i].from];
	}
	node->nulls[COLUMN_ORDINAL] = node->nulls[COLUMN_KIND] = false;
	if (node->level != LEVEL_MEASURE)
		return;

	for (int i = OUTLINE_FREQUENCY; i <= OUTLINE_FIRST_MONTH; i++)
	{
		if (nulls[i])
			TreeCorrupted();
	}
	if (nulls[OUTLINE_PLANNED])
		TreeCorrupted();
	node->reader.own = PeriodGrainFromText(DatumGetTextPP(values[OUTLINE_FREQUENCY]));
	node->reader.rule = RollupFromText(DatumGetTextPP(values[OUTLINE_ROLLUP]));
	node->reader.spread = SpreadFromText(DatumGetTextPP(values[OUTLINE_SPREAD]));
	node->reader.carry = DatumGetInt32(values[OUTLINE_CARRY]);
	node->reader.first_month = DatumGetInt32(values[OUTLINE_FIRST_MONTH]);
	if (!nulls[OUTLINE_READERS])
		node->reader.readers = DatumGetArrayTypeP(values[OUTLINE_READERS]);
	node->planned = DatumGetBool(values[OUTLINE_PLANNED]);
	if (!nulls[OUTLINE_SHARED_PERIODS] && !nulls[OUTLINE_SHARED_TARGETS])
		ReadSharedOutline(node, DatumGetArrayTypeP(values[OUTLINE_SHARED_PERIODS]),
						  DatumGetArrayTypeP(values[OUTLINE_SHARED_TARGETS]));
}

/* Read an outline, whose array is kept, in its memory context. */
static void
ReadOutline(Outline *outline)
{
	Oid			type = ARR_ELEMTYPE(outline->array);
	TupleDesc	desc = lookup_rowtype_tupdesc_copy(type, -1);
	Datum	   *elements;
	bool	   *element_nulls;

	if (desc->natts != OUTLINE_COLUMNS)
		TreeCorrupted();
	deconstruct_array(outline->array, type, -1, false, TYPALIGN_DOUBLE, &elements, &element_nulls, &outline->nnodes);
	outline->nodes = palloc0(mul_size(sizeof(OutlineNode), outline->nnodes));
	for (int i = 0; i < outline->nnodes; i++)
	{
		Datum		values[OUTLINE_COLUMNS];
		bool		nulls[OUTLINE_COLUMNS];

		if (element_nulls[i])
			TreeCorrupted();
		ReadRowColumns(elements[i], desc, values, nulls);
		ReadOutlineNode(&outline->nodes[i], values, nulls);
	}
}

/* The outline of this array, kept beside the function that asks for it. */
static const Outline *
CacheOutline(FunctionCallInfo fcinfo, ArrayType *array)
{
	Outline    *outline = (Outline *) fcinfo->flinfo->fn_extra;
	MemoryContext old;

	if (outline != NULL && outline->nodes != NULL &&
		VARSIZE(outline->array) == VARSIZE(array) && memcmp(outline->array, array, VARSIZE(array)) == 0)
		return outline;

	if (outline == NULL)
	{
		Oid			type = get_element_type(get_fn_expr_rettype(fcinfo->flinfo));

		old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
		outline = palloc0(sizeof(Outline));
		outline->tree_desc = BlessTupleDesc(lookup_rowtype_tupdesc_copy(type, -1));
		if (outline->tree_desc->natts != COLUMN_COUNT)
			elog(ERROR, "unexpected row type of trees");
		outline->period_type = TupleDescAttr(outline->tree_desc, COLUMN_PERIOD)->atttypid;
		outline->target_type = get_element_type(TupleDescAttr(outline->tree_desc, COLUMN_SHARED_TARGETS)->atttypid);
		outline->context = AllocSetContextCreate(CurrentMemoryContext, "scorecard outline", ALLOCSET_DEFAULT_SIZES);
		MemoryContextSwitchTo(old);
		fcinfo->flinfo->fn_extra = outline;
	}
	outline->nodes = NULL;
	MemoryContextReset(outline->context);
	old = MemoryContextSwitchTo(outline->context);
	outline->array = palloc(VARSIZE(array));
	memcpy(outline->array, array, VARSIZE(array));
	ReadOutline(outline);
	MemoryContextSwitchTo(old);
	return outline;
}

static Datum
PeriodArray(Datum *periods, int count, Oid type)
{
	return PointerGetDatum(construct_array(periods, count, type, sizeof(Period), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

/* May a measure need a target of that period? */
static bool
NeedsTargetOf(const Reach *reach, Period period)
{
	if (period >= reach->plan_low && period <= reach->plan_high)
		return true;
	for (int i = 0; i < reach->nplans; i++)
	{
		if (reach->plans[i] == period)
			return true;
	}
	return false;
}

/* Put in the targets given for all that a measure may need. */
static void
LayOutShared(const Outline *outline, const OutlineNode *node, const Reach *reach, Datum *values, bool *nulls)
{
	Datum	   *periods = palloc(mul_size(sizeof(Datum), node->nshared));
	Datum	   *targets = palloc(mul_size(sizeof(Datum), node->nshared));
	bool	   *nothing = palloc(node->nshared);
	int			count = 0;
	int			lower = 1;

	for (int i = 0; i < node->nshared; i++)
	{
		if (!NeedsTargetOf(reach, DatumGetPeriod(node->shared_periods[i])))
			continue;
		periods[count] = node->shared_periods[i];
		targets[count] = node->shared_targets[i];
		nothing[count] = node->shared_nothing[i];
		count++;
	}
	if (count == 0)
		return;
	values[COLUMN_SHARED_PERIODS] = PeriodArray(periods, count, outline->period_type);
	values[COLUMN_SHARED_TARGETS] =
		PointerGetDatum(construct_md_array(targets, nothing, 1, &count, &lower, outline->target_type,
										   -1, false, TYPALIGN_DOUBLE));
	nulls[COLUMN_SHARED_PERIODS] = nulls[COLUMN_SHARED_TARGETS] = false;
}

/* Put in how a measure reads a period. */
static void
LayOutMeasure(const Outline *outline, const OutlineNode *node, Period period, Basis basis, bool is_now,
			  Datum *values, bool *nulls)
{
	Reach		reach;
	Datum		plans[lengthof(reach.plans)];

	FindReach(&node->reader, period, basis, &reach);
	values[COLUMN_PERIOD] = PeriodGetDatum(period);
	values[COLUMN_IS_COARSER] = BoolGetDatum(reach.is_coarser);
	values[COLUMN_FIRST_PERIOD] = PeriodGetDatum(reach.window.first);
	values[COLUMN_LAST_PERIOD] = PeriodGetDatum(reach.window.last);
	nulls[COLUMN_PERIOD] = nulls[COLUMN_IS_COARSER] = nulls[COLUMN_FIRST_PERIOD] = nulls[COLUMN_LAST_PERIOD] = false;
	values[COLUMN_OWN_PERIOD] = PeriodGetDatum(reach.window.own);
	nulls[COLUMN_OWN_PERIOD] = !reach.window.has_own;
	values[COLUMN_JUDGED_PERIOD] = PeriodGetDatum(reach.whole);
	nulls[COLUMN_JUDGED_PERIOD] = !reach.has_whole;
	/* nothing is recorded for a formula */
	values[COLUMN_LOW] = PeriodGetDatum(reach.low);
	values[COLUMN_HIGH] = PeriodGetDatum(reach.high);
	nulls[COLUMN_LOW] = nulls[COLUMN_HIGH] = node->reader.rule == ROLLUP_FORMULA;
	/* earlier periods are not judged */
	if (!is_now)
		return;
	LayOutShared(outline, node, &reach, values, nulls);
	if (!node->planned)
		return;
	values[COLUMN_PLAN_LOW] = PeriodGetDatum(reach.plan_low);
	values[COLUMN_PLAN_HIGH] = PeriodGetDatum(reach.plan_high);
	nulls[COLUMN_PLAN_LOW] = nulls[COLUMN_PLAN_HIGH] = false;
	if (reach.nplans == 0)
		return;
	for (int i = 0; i < reach.nplans; i++)
		plans[i] = PeriodGetDatum(reach.plans[i]);
	values[COLUMN_PLAN_PERIODS] = PeriodArray(plans, reach.nplans, outline->period_type);
	nulls[COLUMN_PLAN_PERIODS] = false;
}

/*
 * bsc._tree(outline, period, basis, history): the nodes depth first, each measure
 * followed by those that read earlier periods, as far as the calendar has them.
 */
Datum
bsc_tree(PG_FUNCTION_ARGS)
{
	const Outline *outline;
	Basis		basis;
	Period		periods[READING_YEAR_AGO + 1] = {0};
	bool		has_period[READING_YEAR_AGO + 1] = {0};
	Datum	   *rows;
	int			nrows = 0;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	outline = CacheOutline(fcinfo, PG_GETARG_ARRAYTYPE_P(0));
	basis = ReadBasis(BasisFromText(PG_GETARG_TEXT_PP(2)));
	if (!PG_ARGISNULL(1))
	{
		bool		history = !PG_ARGISNULL(3) && PG_GETARG_BOOL(3);

		periods[READING_NOW] = PG_GETARG_PERIOD(1);
		has_period[READING_NOW] = true;
		has_period[READING_BEFORE] = history && PeriodBefore(periods[READING_NOW], &periods[READING_BEFORE]);
		has_period[READING_YEAR_AGO] = history && YearBefore(periods[READING_NOW], &periods[READING_YEAR_AGO]);
	}

	rows = palloc(mul_size(sizeof(Datum), mul_size(outline->nnodes, lengthof(periods))));
	for (int i = 0; i < outline->nnodes; i++)
	{
		const OutlineNode *node = &outline->nodes[i];

		for (int kind = READING_NOW; kind <= READING_YEAR_AGO; kind++)
		{
			Datum		values[COLUMN_COUNT];
			bool		nulls[COLUMN_COUNT];

			if (node->level == LEVEL_MEASURE ? !has_period[kind] : kind != READING_NOW)
				continue;
			memcpy(values, node->values, sizeof(values));
			memcpy(nulls, node->nulls, sizeof(nulls));
			values[COLUMN_ORDINAL] = Int32GetDatum(nrows);
			values[COLUMN_KIND] = Int32GetDatum(kind);
			if (node->level == LEVEL_SCORECARD)
			{
				values[COLUMN_BASIS] = PG_GETARG_DATUM(2);
				nulls[COLUMN_BASIS] = false;
			}
			if (node->level == LEVEL_MEASURE)
				LayOutMeasure(outline, node, periods[kind], basis, kind == READING_NOW, values, nulls);
			rows[nrows++] = HeapTupleGetDatum(heap_form_tuple(outline->tree_desc, values, nulls));
		}
	}
	PG_RETURN_ARRAYTYPE_P(construct_array(rows, nrows, outline->tree_desc->tdtypeid, -1, false, TYPALIGN_DOUBLE));
}
