/*
 * trial.c
 *	  Measures' queries on trial: what one would record, what is wrong with it.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "refresh/refresh.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

PG_FUNCTION_INFO_V1(bsc_test_query);
PG_FUNCTION_INFO_V1(bsc_query_problem);

/*
 * bsc.test_query(scorecard, measure, period): what a refresh would record.
 */
Datum
bsc_test_query(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	MeasureQuery measure = {0};
	Oid		   *argtypes;
	int			nargs;
	Datum		values[3];
	char		nulls[3];
	Found	   *found;
	TupleTableSlot *slot;
	ErrorData  *error;
	int64		measure_id;

	InitMaterializedSRF(fcinfo, 0);
	(void) get_func_signature(fcinfo->flinfo->fn_oid, &argtypes, &nargs);
	for (int i = 0; i < 3; i++)
	{
		values[i] = PG_GETARG_DATUM(i);
		nulls[i] = PG_ARGISNULL(i) ? 'n' : ' ';
	}

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	OwnExecute("SELECT t.code, t.query, t.run_as, t.time_zone, coalesce(t.role, 0::oid), t.period_to_test, t.zero, t.measure_id"
			   " FROM bsc._query_to_test($1, $2, $3::bsc.period) AS t",
			   3, argtypes, values, nulls);
	QueryRead(&measure, 0, 1);
	measure.period_type = SPI_gettypeid(SPI_tuptable->tupdesc, 6);
	QueryForPeriod(&measure, OwnDatum(0, 6));
	measure.zero = DatumGetBool(OwnDatum(0, 7));
	measure_id = DatumGetInt64(OwnDatum(0, 8));

	found = FoundBegin(&measure);
	error = QueryRun(&measure, found);
	if (error != NULL)
		ReThrowError(error);
	WriteCheck(measure_id, &measure, found);

	tuplestore_select_read_pointer(found->store, 0);
	tuplestore_rescan(found->store);
	slot = MakeSingleTupleTableSlot(found->desc, &TTSOpsMinimalTuple);
	while (tuplestore_gettupleslot(found->store, true, false, slot))
	{
		CHECK_FOR_INTERRUPTS();
		slot_getallattrs(slot);
		if (!slot->tts_isnull[FOUND_VALUE])
			tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc,
								 slot->tts_values, slot->tts_isnull);
	}
	ExecDropSingleTupleTableSlot(slot);
	FoundEnd(found);
	SPI_finish();
	return (Datum) 0;
}

/*
 * bsc.query_problem(measure_id): what is wrong with a measure's query, found
 * without running it; NULL if nothing is, or if there is no query.  With one more
 * argument, the column that has it: the same of another query of the measure.
 *
 * The query and its role come from the table, where nobody can have put a role
 * that she may not become.  That the caller may not read a table is no fault of a
 * query that is run as whoever asks.
 */
Datum
bsc_query_problem(PG_FUNCTION_ARGS)
{
	MemoryContext oldcontext = CurrentMemoryContext;
	Oid			types[] = {INT8OID, TEXTOID};
	Datum		values[] = {PG_GETARG_DATUM(0), PG_NARGS() > 1 ? PG_GETARG_DATUM(1) : CStringGetTextDatum("query")};
	char	   *part = TextDatumGetCString(values[1]);
	MeasureQuery measure = {0};
	ErrorData  *error;
	text	   *problem = NULL;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	OwnExecute("SELECT q.code, q.query, q.run_as, q.time_zone, coalesce(q.role, 0::oid), q.period"
			   " FROM bsc._query_to_look_at($1, $2) AS q",
			   lengthof(types), types, values, NULL);
	if (SPI_processed == 1)
	{
		QueryRead(&measure, 0, 1);
		measure.period_type = SPI_gettypeid(SPI_tuptable->tupdesc, 6);
		QueryForPeriod(&measure, OwnDatum(0, 6));
		measure.zero = false;
		measure.is_whole = true;
		measure.purpose = strcmp(part, "detail_query") == 0 ? QUERY_DETAIL :
			strcmp(part, "changed_since") == 0 ? QUERY_CHANGES : QUERY_VALUES;

		error = QueryExplain(&measure);
		if (error != NULL && QueryErrorIsCancel(error))
			ReThrowError(error);
		if (error != NULL &&
			!(measure.purpose == QUERY_DETAIL && error->sqlerrcode == ERRCODE_INSUFFICIENT_PRIVILEGE))
		{
			char	   *said;

			/* who asked is not part of the answer */
			error->context = NULL;
			said = ErrorText(error, measure.query);

			MemoryContextSwitchTo(oldcontext);
			problem = cstring_to_text(said);
		}
	}
	SPI_finish();

	if (problem == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(problem);
}
