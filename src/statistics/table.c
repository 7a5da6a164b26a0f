/*
 * table.c
 *	  What the functions over series that return rows have in common.
 *
 * Such a function works out all its rows at the first call and hands them out
 * one by one, so that it can stand in FROM and in a SELECT list.
 */
#include "postgres.h"

#include <math.h>

#include "compat.h"
#include "statistics/statistics.h"
#include "utils/float.h"

/* more is no season of anything that is reported by day or coarser */
#define MAX_SEASON			366

/*
 * A table of NULLs.
 */
StatTable *
StatTableMake(int rows, int columns)
{
	StatTable  *table = palloc(sizeof(StatTable));
	Size		cells = mul_size(Max(rows, 1), columns);

	table->rows = rows;
	table->columns = columns;
	table->values = palloc_extended(mul_size(cells, sizeof(Datum)),
									MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	table->nulls = palloc_extended(mul_size(cells, sizeof(bool)), MCXT_ALLOC_HUGE);
	memset(table->nulls, true, cells * sizeof(bool));
	return table;
}

/*
 * Set a number in a table; NaN, a gap, leaves the NULL.
 */
void
StatTableSet(StatTable *table, int row, int column, double value)
{
	Size		cell = (Size) row * table->columns + column;

	if (isnan(value))
		return;
	if (isinf(value))
		float_overflow_error();
	table->values[cell] = Float8GetDatum(value);
	table->nulls[cell] = false;
}

/*
 * The body of a function that returns the rows that build works out; none if it
 * returns NULL.
 */
Datum
StatReturnTable(FunctionCallInfo fcinfo, StatTable *(*build) (FunctionCallInfo fcinfo))
{
	FuncCallContext *context;
	StatTable  *table;

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext old;
		TupleDesc	tupdesc;

		context = SRF_FIRSTCALL_INIT();
		old = MemoryContextSwitchTo(context->multi_call_memory_ctx);
		if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "return type must be a row type");
		context->tuple_desc = BlessTupleDesc(tupdesc);
		table = build(fcinfo);
		context->user_fctx = table;
		context->max_calls = table == NULL ? 0 : table->rows;
		MemoryContextSwitchTo(old);
	}
	context = SRF_PERCALL_SETUP();
	table = context->user_fctx;
	if (context->call_cntr < context->max_calls)
	{
		Size		first = (Size) context->call_cntr * table->columns;
		HeapTuple	tuple = heap_form_tuple(context->tuple_desc, table->values + first,
											table->nulls + first);

		SRF_RETURN_NEXT(context, HeapTupleGetDatum(tuple));
	}
	SRF_RETURN_DONE(context);
}

/*
 * The length of a season as an argument; NULL, 0 and 1 mean none.
 */
int
StatSeasonArgument(FunctionCallInfo fcinfo, int argument)
{
	int			season = PG_ARGISNULL(argument) ? 0 : PG_GETARG_INT32(argument);

	if (season < 0 || season > MAX_SEASON)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("season must have 0 to %d places, not %d", MAX_SEASON, season),
				 errhint("Give 12 for months, 4 for quarters, 1 or NULL for none.")));
	return season;
}
