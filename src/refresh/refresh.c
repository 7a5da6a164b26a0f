/*
 * refresh.c
 *	  The procedure that runs the queries of a scorecard's measures, records
 *	  what they find, and keeps the log; and the function that only shows it.
 *
 * A refresh is a list of steps, one for each period of any grain, by the end
 * of the period and finer ones first; a step has the measures whose query is
 * run for that period.  Each step is a transaction of its own, where the caller
 * lets us commit.  It starts with the lock that keeps other refreshes of the
 * scorecard out, and takes it before the transaction has a snapshot, so that
 * under REPEATABLE READ too it sees what the one it waited for has committed.
 * What a measure's query is, and as whom it runs, is read anew in each step.
 *
 * For each query there are two subtransactions: one in which it runs, which is
 * always rolled back (query.c), and one in which its rows are written
 * (write.c).  An error in either becomes a line of the log, and the refresh
 * goes on.  Two kinds go further: a cancel stops the call, but its line is
 * committed first if it can be; and where the transaction has one snapshot for
 * all, a serialization failure is for the caller, who alone can start again.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "refresh/refresh.h"
#include "tcop/pquery.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(bsc_refresh);
PG_FUNCTION_INFO_V1(bsc_test_query);
PG_FUNCTION_INFO_V1(bsc_query_problem);

extern Datum bsc_lock_scorecard(PG_FUNCTION_ARGS);

/* an error's text in the log is cut here */
#define MAX_ERROR_LENGTH	8000

/* the measures whose query is run for a period */
typedef struct RefreshStep
{
	Datum		period;
	Datum		measures;		/* bigint[] */
} RefreshStep;

typedef struct RefreshCall
{
	Datum		scorecard_id;
	char	   *scorecard;		/* code */
	Oid			period_type;
	bool		only_changed;
	bool		atomic;			/* may we not commit? */
	RefreshStep *steps;
	uint64		nsteps;
	MemoryContext context;		/* lives as long as the call */

	int64		queries;		/* run so far */
	int64		failed;
	int64		closed;			/* steps left out */
	char	   *first_failure;
} RefreshCall;

/* a row of bsc.refresh_queries */
typedef struct RefreshQuery
{
	int64		id;
	char	   *digest;
	MeasureQuery measure;
} RefreshQuery;

/*
 * Run a statement of our own, which returns rows or is an INSERT.  SPI leaves
 * its own memory context as the current one, which lives as long as the call:
 * go back to the caller's.
 */
static void
ExecuteOwn(const char *statement, int nargs, Oid *types, Datum *values, const char *nulls)
{
	MemoryContext oldcontext = CurrentMemoryContext;
	int			nestlevel = write_begin_path();
	int			result = SPI_execute_with_args(statement, nargs, types, values, nulls, false, 0);

	if (result != SPI_OK_SELECT && result != SPI_OK_INSERT)
		elog(ERROR, "SPI_execute_with_args failed: %s", SPI_result_code_string(result));
	write_end_path(nestlevel);
	MemoryContextSwitchTo(oldcontext);
}

/*
 * A column of the last result as text, in the current memory context.
 */
static char *
ResultText(uint64 row, int column)
{
	return SPI_getvalue(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column);
}

static Datum
ResultDatum(uint64 row, int column)
{
	bool		isnull;

	return SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &isnull);
}

/*
 * A copy of a column of the last result, in the given memory context.
 */
static Datum
ResultCopy(uint64 row, int column, MemoryContext context)
{
	MemoryContext oldcontext = MemoryContextSwitchTo(context);
	int16		length;
	bool		byval;
	Datum		copy;

	get_typlenbyval(SPI_gettypeid(SPI_tuptable->tupdesc, column), &length, &byval);
	copy = datumCopy(ResultDatum(row, column), byval, length);
	MemoryContextSwitchTo(oldcontext);
	return copy;
}

/*
 * Make other refreshes of the scorecard wait for the end of this transaction.
 */
static void
LockScorecard(RefreshCall *call)
{
	Oid			relation = get_relname_relid("scorecard", get_namespace_oid("bsc", false));

	DirectFunctionCall3(bsc_lock_scorecard, ObjectIdGetDatum(relation), call->scorecard_id,
						CStringGetTextDatum("refresh"));
}

/*
 * Find out which scorecard is meant, and which steps there are.
 */
static void
PlanRefresh(RefreshCall *call, FunctionCallInfo fcinfo)
{
	Oid		   *argtypes;
	int			nargs;
	Oid			types[4];
	Datum		values[4];
	char		nulls[4];

	/* the periods are given as text or as bsc.period */
	(void) get_func_signature(fcinfo->flinfo->fn_oid, &argtypes, &nargs);
	for (int i = 0; i < 3; i++)
	{
		types[i] = argtypes[i];
		values[i] = PG_GETARG_DATUM(i);
		nulls[i] = PG_ARGISNULL(i) ? 'n' : ' ';
	}
	ExecuteOwn("SELECT r.scorecard_id, r.first_period, r.last_period"
			   " FROM bsc.refresh_range($1, $2::bsc.period, $3::bsc.period) AS r",
			   3, types, values, nulls);
	call->scorecard_id = ResultCopy(0, 1, call->context);
	call->scorecard = MemoryContextStrdup(call->context, text_to_cstring(PG_GETARG_TEXT_PP(0)));
	call->period_type = SPI_gettypeid(SPI_tuptable->tupdesc, 2);
	call->only_changed = !PG_ARGISNULL(3) && PG_GETARG_BOOL(3);

	/* with the lock, what only_changed looks at is what will be true then */
	if (call->atomic)
		LockScorecard(call);

	types[0] = INT8OID;
	types[1] = types[2] = call->period_type;
	types[3] = BOOLOID;
	values[0] = call->scorecard_id;
	values[1] = ResultDatum(0, 2);
	values[2] = ResultDatum(0, 3);
	values[3] = BoolGetDatum(call->only_changed);
	ExecuteOwn("SELECT w.period, w.measures FROM bsc.refresh_work($1, $2, $3, $4) AS w",
			   4, types, values, NULL);

	call->nsteps = SPI_processed;
	call->steps = MemoryContextAllocHuge(call->context,
										 Max(call->nsteps, 1) * sizeof(RefreshStep));
	for (uint64 i = 0; i < call->nsteps; i++)
	{
		call->steps[i].period = ResultCopy(i, 1, call->context);
		call->steps[i].measures = ResultCopy(i, 2, call->context);
	}
	SPI_freetuptable(SPI_tuptable);
}

/*
 * The line of the measure's query that an error points to.
 */
static void
AppendErrorLine(StringInfo text, const ErrorData *error, const char *query)
{
	const char *line = query;
	const char *end;
	int			number = 1;
	int			bytes;

	if (error->internalpos <= 0 || error->internalquery == NULL ||
		strcmp(error->internalquery, query) != 0)
		return;
	bytes = pg_mbcharcliplen(query, strlen(query), error->internalpos - 1);
	for (const char *p = query; p < query + bytes; p++)
		if (*p == '\n')
		{
			line = p + 1;
			number++;
		}
	end = strchr(line, '\n');
	appendStringInfo(text, "\nLINE %d: %.*s", number,
					 end ? (int) (end - line) : (int) strlen(line), line);
}

/*
 * What the log says about an error.
 */
static char *
ErrorText(const ErrorData *error, const char *query)
{
	StringInfoData text;

	initStringInfo(&text);
	appendStringInfo(&text, "%s: %s", unpack_sql_state(error->sqlerrcode),
					 error->message ? error->message : "missing error text");
	AppendErrorLine(&text, error, query);
	if (error->detail)
		appendStringInfo(&text, "\nDETAIL: %s", error->detail);
	if (error->hint)
		appendStringInfo(&text, "\nHINT: %s", error->hint);
	if (error->context)
		appendStringInfo(&text, "\nCONTEXT: %s", error->context);
	if (text.len > MAX_ERROR_LENGTH)
		text.data[pg_mbcliplen(text.data, text.len, MAX_ERROR_LENGTH)] = '\0';
	return text.data;
}

/*
 * A period as text.
 */
static char *
PeriodText(Oid period_type, Datum period)
{
	Oid			output;
	bool		is_varlena;

	getTypeOutputInfo(period_type, &output, &is_varlena);
	return OidOutputFunctionCall(output, period);
}

/*
 * Write the log's line of one query.
 */
static void
LogQuery(RefreshCall *call, const RefreshQuery *query, TimestampTz started,
		 int64 actuals, const char *error)
{
	Oid			types[] = {TEXTOID, TEXTOID, call->period_type, TIMESTAMPTZOID, TIMESTAMPTZOID,
	INT8OID, TEXTOID, TEXTOID};
	Datum		values[lengthof(types)];
	char		nulls[lengthof(types)];

	memset(nulls, ' ', sizeof(nulls));
	values[0] = CStringGetTextDatum(call->scorecard);
	values[1] = CStringGetTextDatum(query->measure.measure);
	values[2] = query->measure.period;
	values[3] = TimestampTzGetDatum(started);
	values[4] = TimestampTzGetDatum(GetCurrentTimestamp());
	values[5] = Int64GetDatum(actuals);
	values[6] = error ? CStringGetTextDatum(error) : (Datum) 0;
	values[7] = CStringGetTextDatum(query->digest);
	nulls[error ? 5 : 6] = 'n';

	ExecuteOwn("INSERT INTO bsc.refresh_log"
			   " (scorecard, measure, period, started, finished, rows, error, digest)"
			   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
			   lengthof(types), types, values, nulls);
}

/*
 * Does an error of one query end the whole call?
 */
static bool
EndsCall(const ErrorData *error)
{
	return query_error_is_cancel(error) ||
		(error->sqlerrcode == ERRCODE_T_R_SERIALIZATION_FAILURE && IsolationUsesXactSnapshot());
}

/*
 * Run one query, record what it finds, and log it.
 */
static void
RefreshMeasure(RefreshCall *call, const RefreshQuery *query)
{
	MemoryContext context = AllocSetContextCreate(call->context, "bsc refresh of a measure",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext oldcontext = MemoryContextSwitchTo(context);
	TimestampTz started = GetCurrentTimestamp();
	TupleDesc	desc = query_found_desc();
	Tuplestorestate *found = tuplestore_begin_heap(false, false, work_mem);
	int64		actuals = 0;
	char	   *text = NULL;
	ErrorData  *error;

	error = query_run(&query->measure, found, desc, &actuals);
	if (error == NULL)
		error = write_actuals(query->id, &query->measure, found, desc);
	tuplestore_end(found);

	call->queries++;
	if (error != NULL)
	{
		if (EndsCall(error) && !query_error_is_cancel(error))
			ReThrowError(error);

		text = ErrorText(error, query->measure.query);
		if (call->failed++ == 0)
		{
			MemoryContextSwitchTo(call->context);
			call->first_failure =
				psprintf("measure \"%s\" for %s: %s: %s", query->measure.measure,
						 PeriodText(call->period_type, query->measure.period),
						 unpack_sql_state(error->sqlerrcode), error->message);
			MemoryContextSwitchTo(context);
		}
	}
	LogQuery(call, query, started, actuals, text);

	if (error != NULL && EndsCall(error))
	{
		if (!call->atomic)
			SPI_commit();
		ReThrowError(error);
	}
	MemoryContextSwitchTo(oldcontext);
	MemoryContextDelete(context);
}

/*
 * Run the queries of one step.
 */
static void
RefreshPeriod(RefreshCall *call, const RefreshStep *step)
{
	MemoryContext context = AllocSetContextCreate(call->context, "bsc refresh of a period",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext oldcontext = MemoryContextSwitchTo(context);
	Oid			types[3] = {INT8OID, call->period_type, INT8ARRAYOID};
	Datum		values[3] = {call->scorecard_id, step->period, step->measures};
	RefreshQuery *queries;
	uint64		nqueries;
	bool		closed = false;

	LockScorecard(call);
	if (!call->atomic)
		EnsurePortalSnapshotExists();

	ExecuteOwn("SELECT q.id, q.digest, q.code, q.query, q.run_as, q.time_zone, q.closed"
			   " FROM bsc.refresh_queries($1, $2, $3) AS q",
			   3, types, values, NULL);
	nqueries = SPI_processed;
	queries = palloc(Max(nqueries, 1) * sizeof(RefreshQuery));
	for (uint64 i = 0; i < nqueries; i++)
	{
		queries[i].id = DatumGetInt64(ResultDatum(i, 1));
		queries[i].digest = ResultText(i, 2);
		queries[i].measure.measure = ResultText(i, 3);
		queries[i].measure.query = ResultText(i, 4);
		queries[i].measure.run_as = ResultText(i, 5);
		queries[i].measure.time_zone = ResultText(i, 6);
		queries[i].measure.period_type = call->period_type;
		queries[i].measure.period = step->period;
		closed = DatumGetBool(ResultDatum(i, 7));
	}
	SPI_freetuptable(SPI_tuptable);

	if (closed)
		call->closed++;
	else
		for (uint64 i = 0; i < nqueries; i++)
		{
			CHECK_FOR_INTERRUPTS();
			RefreshMeasure(call, &queries[i]);
		}

	MemoryContextSwitchTo(oldcontext);
	MemoryContextDelete(context);
}

/*
 * Say what came of it.
 */
static void
ReportRefresh(RefreshCall *call)
{
	if (call->closed > 0)
		ereport(NOTICE,
				(errmsg_plural("refresh of scorecard \"%s\": left out %lld closed period",
							   "refresh of scorecard \"%s\": left out %lld closed periods",
							   (unsigned long) call->closed,
							   call->scorecard, (long long) call->closed)));
	if (call->queries == 0)
		ereport(NOTICE,
				(errmsg("refresh of scorecard \"%s\": nothing to run", call->scorecard)));
	if (call->failed > 0)
		ereport(WARNING,
				(errmsg("refresh of scorecard \"%s\": %lld of %lld queries failed",
						call->scorecard, (long long) call->failed, (long long) call->queries),
				 errdetail("The first was %s.", call->first_failure),
				 errhint("See the column error of bsc.refresh_log.")));
}

/*
 * CALL bsc.refresh(scorecard, from_period, to_period, only_changed), with the
 * periods as text or as bsc.period.
 */
Datum
bsc_refresh(PG_FUNCTION_ARGS)
{
	RefreshCall call = {0};

	PreventCommandIfReadOnly("bsc.refresh()");

	/* inside a transaction block or a function there is no committing */
	call.atomic = fcinfo->context == NULL || !IsA(fcinfo->context, CallContext) ||
		((CallContext *) fcinfo->context)->atomic || IsSubTransaction();

	if (SPI_connect_ext(call.atomic ? 0 : SPI_OPT_NONATOMIC) != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect_ext failed");
	call.context = AllocSetContextCreate(CurrentMemoryContext, "bsc refresh", ALLOCSET_DEFAULT_SIZES);

	PlanRefresh(&call, fcinfo);
	if (!call.atomic)
		SPI_commit();

	for (uint64 i = 0; i < call.nsteps; i++)
	{
		RefreshPeriod(&call, &call.steps[i]);
		if (!call.atomic)
			SPI_commit();
	}

	ReportRefresh(&call);
	SPI_finish();
	PG_RETURN_VOID();
}

/*
 * bsc.test_query(scorecard, measure, period): what a refresh would record.
 */
Datum
bsc_test_query(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	MeasureQuery measure;
	Oid		   *argtypes;
	int			nargs;
	Datum		values[3];
	char		nulls[3];
	TupleDesc	desc;
	Tuplestorestate *found;
	TupleTableSlot *slot;
	ErrorData  *error;
	int64		actuals;

	InitMaterializedSRF(fcinfo, 0);
	(void) get_func_signature(fcinfo->flinfo->fn_oid, &argtypes, &nargs);
	for (int i = 0; i < 3; i++)
	{
		values[i] = PG_GETARG_DATUM(i);
		nulls[i] = PG_ARGISNULL(i) ? 'n' : ' ';
	}

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	ExecuteOwn("SELECT t.code, t.query, t.run_as, t.time_zone, t.period_to_test"
			   " FROM bsc.query_to_test($1, $2, $3::bsc.period) AS t",
			   3, argtypes, values, nulls);
	measure.measure = ResultText(0, 1);
	measure.query = ResultText(0, 2);
	measure.run_as = ResultText(0, 3);
	measure.time_zone = ResultText(0, 4);
	measure.period_type = SPI_gettypeid(SPI_tuptable->tupdesc, 5);
	measure.period = ResultDatum(0, 5);

	desc = query_found_desc();
	found = tuplestore_begin_heap(false, false, work_mem);
	error = query_run(&measure, found, desc, &actuals);
	if (error != NULL)
		ReThrowError(error);
	write_check(found, desc);

	tuplestore_select_read_pointer(found, 0);
	slot = MakeSingleTupleTableSlot(desc, &TTSOpsMinimalTuple);
	while (tuplestore_gettupleslot(found, true, false, slot))
	{
		CHECK_FOR_INTERRUPTS();
		slot_getallattrs(slot);
		if (!slot->tts_isnull[FOUND_VALUE])
			tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc,
								 slot->tts_values, slot->tts_isnull);
	}
	ExecDropSingleTupleTableSlot(slot);
	tuplestore_end(found);
	SPI_finish();
	return (Datum) 0;
}

/*
 * bsc.query_problem(measure_id): what is wrong with a measure's query, found
 * without running it; NULL if nothing is, or if there is no query.
 *
 * The query and its role come from the table, where nobody can have put a role
 * that she may not become.
 */
Datum
bsc_query_problem(PG_FUNCTION_ARGS)
{
	MemoryContext oldcontext = CurrentMemoryContext;
	Oid			types[] = {INT8OID};
	Datum		values[] = {PG_GETARG_DATUM(0)};
	MeasureQuery measure;
	ErrorData  *error;
	text	   *problem = NULL;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	ExecuteOwn("SELECT m.code, m.query, m.run_as, s.time_zone,"
			   " bsc.period(current_date, m.frequency, s.first_month)"
			   " FROM bsc.measure AS m JOIN bsc.scorecard AS s ON s.id = m.scorecard_id"
			   " WHERE m.id = $1 AND m.query IS NOT NULL",
			   1, types, values, NULL);
	if (SPI_processed == 1)
	{
		measure.measure = ResultText(0, 1);
		measure.query = ResultText(0, 2);
		measure.run_as = ResultText(0, 3);
		measure.time_zone = ResultText(0, 4);
		measure.period_type = SPI_gettypeid(SPI_tuptable->tupdesc, 5);
		measure.period = ResultDatum(0, 5);

		error = query_explain(&measure);
		if (error != NULL && query_error_is_cancel(error))
			ReThrowError(error);
		if (error != NULL)
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
