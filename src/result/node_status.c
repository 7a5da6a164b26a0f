/*
 * node_status.c
 *	  What those who listen for statuses may be told of an entity's results.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "compat.h"
#include "funcapi.h"
#include "result/result.h"
#include "utils/array.h"
#include "utils/typcache.h"

PG_FUNCTION_INFO_V1(bsc_node_statuses);

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
		Datum		result[RESULT_COLUMNS];
		bool		result_nulls[RESULT_COLUMNS];

		ReadRowColumns(rows[i], shape->results, result, result_nulls);
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
