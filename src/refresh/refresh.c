/*
 * refresh.c
 *	  The procedure that runs the queries of a scorecard's measures, records
 *	  what they find, and keeps the log.
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
 *
 * Around this, others are told: sessions that look how far it is (progress.c),
 * the caller, if she wants a line for each query, and listeners, which statuses
 * have changed (notify.c).
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "refresh/refresh.h"
#include "scorecard/scorecard.h"
#include "tcop/pquery.h"
#include "tcop/utility.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(bsc_refresh);

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
	bool		verbose;		/* a notice for each query? */
	bool		notify;			/* tell listeners of statuses? */
	bool		atomic;			/* may we not commit? */
	RefreshStep *steps;
	uint64		nsteps;
	MemoryContext context;		/* lives as long as the call */

	RefreshProgress progress;
	StatusWatch watch;
	int64		ahead;			/* microseconds of bsc._now() before the server's clock */
	int64		changed;		/* actuals that are not what they were */
	bool		moved;			/* is a measure observed farther than before? */
	int64		closed;			/* steps left out */
	char	   *first_failure;
} RefreshCall;

/* a row of bsc._refresh_queries */
typedef struct RefreshQuery
{
	int64		id;
	bool		closed;			/* its actual may not change any more */
	char	   *digest;
	MeasureQuery measure;
} RefreshQuery;

/*
 * Make other refreshes of the scorecard wait for the end of this transaction.
 */
static void
LockScorecard(RefreshCall *call)
{
	call->progress.phase = REFRESH_LOCKING;
	ProgressShow(&call->progress);
	(void) ScorecardLock(DatumGetInt64(call->scorecard_id), SCORECARD_REFRESH);
	call->progress.phase = REFRESH_RUNNING;
	ProgressShow(&call->progress);
}

/*
 * How many queries a step has, as far as was known when it was planned.
 */
static int64
QueriesPlanned(const RefreshStep *step)
{
	ArrayType  *measures = DatumGetArrayTypeP(step->measures);

	return ArrayGetNItems(ARR_NDIM(measures), ARR_DIMS(measures));
}

/*
 * Does an error of one query end the whole call?
 */
static bool
EndsCall(const ErrorData *error)
{
	return QueryErrorIsCancel(error) ||
		(error->sqlerrcode == ERRCODE_T_R_SERIALIZATION_FAILURE && IsolationUsesXactSnapshot());
}

/*
 * What went wrong with telling of statuses is said, and is no reason to stop.
 */
static void
DropWatch(RefreshCall *call, ErrorData *error)
{
	if (EndsCall(error))
		ReThrowError(error);
	call->notify = false;
	ereport(WARNING,
			(errcode(error->sqlerrcode),
			 errmsg("refresh of scorecard \"%s\": cannot tell which statuses change", call->scorecard),
			 errdetail("%s: %s", unpack_sql_state(error->sqlerrcode),
					   error->message ? error->message : "missing error text"),
			 errhint("The actuals are recorded all the same; with notify => false nobody is told.")));
}

/*
 * Find out which statuses can change by it; the bounds are the first and the
 * last period.
 */
static void
PlanWatch(RefreshCall *call, const Datum *bounds)
{
	StatusWatch *watch = &call->watch;
	ErrorData  *error;

	watch->scorecard_id = call->progress.scorecard_id;
	watch->scorecard = call->scorecard;
	watch->period_type = call->period_type;
	watch->first_period = bounds[0];
	watch->last_period = bounds[1];
	watch->only_changed = call->only_changed;
	watch->context = call->context;
	error = StatusWatchPlan(watch);
	if (error != NULL)
		DropWatch(call, error);
	else if (!OidIsValid(watch->periods_type))
		call->notify = false;
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
	OwnExecute("SELECT r.scorecard_id, r.first_period, r.last_period"
			   " FROM bsc._refresh_range($1, $2::bsc.period, $3::bsc.period) AS r",
			   3, types, values, nulls);
	call->scorecard_id = OwnCopy(0, 1, call->context);
	call->scorecard = MemoryContextStrdup(call->context, text_to_cstring(PG_GETARG_TEXT_PP(0)));
	call->period_type = SPI_gettypeid(SPI_tuptable->tupdesc, 2);
	call->only_changed = !PG_ARGISNULL(3) && PG_GETARG_BOOL(3);
	call->verbose = !PG_ARGISNULL(4) && PG_GETARG_BOOL(4);
	call->notify = PG_ARGISNULL(5) || PG_GETARG_BOOL(5);

	call->progress.scorecard_id = DatumGetInt64(call->scorecard_id);
	call->progress.started = GetCurrentTimestamp();
	ProgressShow(&call->progress);

	/* with the lock, what only_changed looks at is what will be true then */
	if (call->atomic)
		LockScorecard(call);

	types[0] = INT8OID;
	types[1] = types[2] = call->period_type;
	types[3] = BOOLOID;
	values[0] = call->scorecard_id;
	values[1] = OwnCopy(0, 2, call->context);
	values[2] = OwnCopy(0, 3, call->context);
	values[3] = BoolGetDatum(call->only_changed);
	OwnExecute("SELECT w.period, w.measures FROM bsc._refresh_work($1, $2, $3, $4) AS w",
			   4, types, values, NULL);

	call->nsteps = SPI_processed;
	call->steps = MemoryContextAllocHuge(call->context,
										 Max(call->nsteps, 1) * sizeof(RefreshStep));
	for (uint64 i = 0; i < call->nsteps; i++)
	{
		call->steps[i].period = OwnCopy(i, 1, call->context);
		call->steps[i].measures = OwnCopy(i, 2, call->context);
		call->progress.total += QueriesPlanned(&call->steps[i]);
	}
	SPI_freetuptable(SPI_tuptable);

	if (call->notify)
		PlanWatch(call, &values[1]);
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
 * Write the log's line of one query, and which run of it was the last.
 *
 * The last run counts from when its transaction began, not from when the query
 * did: so it is never later than what the query saw, and all that one step
 * records is of one moment.
 */
static void
LogQuery(RefreshCall *call, const RefreshQuery *query, TimestampTz started,
		 TimestampTz finished, int64 actuals, const char *error)
{
	Oid			types[] = {TEXTOID, TEXTOID, call->period_type, TIMESTAMPTZOID, TIMESTAMPTZOID,
	INT8OID, TEXTOID, TEXTOID};
	Datum		values[lengthof(types)];
	char		nulls[lengthof(types)];

	memset(nulls, ' ', sizeof(nulls));
	values[0] = CStringGetTextDatum(call->scorecard);
	values[1] = CStringGetTextDatum(query->measure.measure);
	values[2] = query->measure.period;
	values[3] = TimestampTzGetDatum(started + call->ahead);
	values[4] = TimestampTzGetDatum(finished + call->ahead);
	values[5] = Int64GetDatum(actuals);
	values[6] = error ? CStringGetTextDatum(error) : (Datum) 0;
	values[7] = CStringGetTextDatum(query->digest);
	nulls[error ? 5 : 6] = 'n';

	OwnExecute("INSERT INTO bsc.refresh_log"
			   " (scorecard, measure, period, started, finished, rows, error, digest)"
			   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
			   lengthof(types), types, values, nulls);

	values[0] = Int64GetDatum(query->id);
	types[0] = INT8OID;
	OwnExecute("INSERT INTO bsc.measure_run AS r"
				" (measure_id, period, last_run, last_success, failing_since, error, digest)"
				" SELECT $1, $3, n.now, CASE WHEN $7 IS NULL THEN n.now END,"
				" CASE WHEN $7 IS NOT NULL THEN n.now END, $7, CASE WHEN $7 IS NULL THEN $8 END"
				" FROM bsc.measure AS m CROSS JOIN bsc._now() AS n (now) WHERE m.id = $1"
				" ON CONFLICT (measure_id, period) DO UPDATE"
				" SET last_run = excluded.last_run,"
				" last_success = coalesce(excluded.last_success, r.last_success),"
				" failing_since = CASE WHEN excluded.error IS NOT NULL"
				" THEN coalesce(r.failing_since, excluded.failing_since) END,"
				" error = excluded.error, digest = coalesce(excluded.digest, r.digest)",
				lengthof(types), types, values, nulls);
}

/*
 * Tell the caller what came of one query, if she wants to know.
 */
static void
TellQuery(RefreshCall *call, const RefreshQuery *query, int64 microseconds,
		  int64 actuals, const ErrorData *error)
{
	const char *period;

	if (!call->verbose)
		return;
	period = PeriodText(call->period_type, query->measure.period);
	if (error == NULL)
		ereport(NOTICE,
				(errmsg_plural("%lld of %lld: measure \"%s\" for %s: %lld row in %.1f ms",
							   "%lld of %lld: measure \"%s\" for %s: %lld rows in %.1f ms",
							   (unsigned long) actuals,
							   (long long) call->progress.done, (long long) call->progress.total,
							   query->measure.measure, period,
							   (long long) actuals, microseconds / 1000.0)));
	else
		ereport(NOTICE,
				(errmsg("%lld of %lld: measure \"%s\" for %s failed after %.1f ms: %s: %s",
						(long long) call->progress.done, (long long) call->progress.total,
						query->measure.measure, period, microseconds / 1000.0,
						unpack_sql_state(error->sqlerrcode),
						error->message ? error->message : "missing error text")));
}

/*
 * Keep the statuses as they are, before the first actual is written.
 */
static void
BeginWatch(void *argument)
{
	RefreshCall *call = argument;
	ErrorData  *error;

	if (!call->notify || call->watch.before != NULL)
		return;
	error = StatusWatchBegin(&call->watch);
	if (error != NULL)
		DropWatch(call, error);
}

/*
 * From now on it is known which role this name is.
 */
static void
NoteRole(const RefreshQuery *query)
{
	Oid			types[] = {INT8OID, TEXTOID};
	Datum		values[] = {Int64GetDatum(query->id), CStringGetTextDatum(query->measure.run_as)};

	OwnExecute("SELECT bsc._note_role($1, $2)", lengthof(types), types, values, NULL);
	SPI_freetuptable(SPI_tuptable);
}

/*
 * A run that found nothing new may still change a status: it tells that a period
 * has been observed farther, or to its end.
 */
static void
NoteObserved(RefreshCall *call, const RefreshQuery *query)
{
	Oid			types[] = {INT8OID, call->period_type};
	Datum		values[] = {Int64GetDatum(query->id), query->measure.period};

	if (!call->notify || call->moved)
		return;
	OwnExecute("SELECT bsc._moves_observed($1, $2)", lengthof(types), types, values, NULL);
	call->moved = DatumGetBool(OwnDatum(0, 1));
	SPI_freetuptable(SPI_tuptable);
	if (call->moved)
		BeginWatch(call);
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
	TimestampTz finished;
	Found	   *found = FoundBegin();
	char	   *text = NULL;
	ErrorData  *error;

	call->progress.measure_id = query->id;
	call->progress.period = DatumGetPeriod(query->measure.period);
	call->progress.query_started = started;
	ProgressShow(&call->progress);

	if (!OidIsValid(query->measure.role))
		NoteRole(query);
	error = QueryRun(&query->measure, found);
	if (error == NULL)
		error = WriteActuals(query->id, &query->measure, found, BeginWatch, call, &call->changed);
	if (error == NULL)
		NoteObserved(call, query);
	FoundEnd(found);

	finished = GetCurrentTimestamp();
	call->progress.busy += Max(finished - started, 0);
	call->progress.done++;
	call->progress.measure_id = 0;
	if (error != NULL)
	{
		if (EndsCall(error) && !QueryErrorIsCancel(error))
			ReThrowError(error);

		text = ErrorText(error, query->measure.query);
		if (call->progress.failed++ == 0)
		{
			MemoryContextSwitchTo(call->context);
			call->first_failure =
				psprintf("measure \"%s\" for %s: %s: %s", query->measure.measure,
						 PeriodText(call->period_type, query->measure.period),
						 unpack_sql_state(error->sqlerrcode), error->message);
			MemoryContextSwitchTo(context);
		}
	}
	LogQuery(call, query, started, finished, found->actuals, text);
	TellQuery(call, query, finished - started, found->actuals, error);

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
 * Tell listeners of the statuses that are not what they were.
 */
static void
EndWatch(RefreshCall *call)
{
	TimestampTz started = GetCurrentTimestamp();
	ErrorData  *error;

	if (!call->notify || call->watch.before == NULL || (call->changed == 0 && !call->moved))
		return;
	call->progress.phase = REFRESH_COMPARING;
	ProgressShow(&call->progress);
	if (!call->atomic)
		EnsurePortalSnapshotExists();
	error = StatusWatchTell(&call->watch);
	if (error != NULL)
		DropWatch(call, error);
	else if (call->verbose)
		ereport(NOTICE,
				(errmsg_plural("statuses compared in %.1f ms: %lld change",
							   "statuses compared in %.1f ms: %lld changes",
							   (unsigned long) call->watch.changes,
							   (GetCurrentTimestamp() - started) / 1000.0,
							   (long long) call->watch.changes)));
	if (!call->atomic)
		SPI_commit();
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

	OwnExecute("SELECT q.id, q.digest, q.code, q.query, q.run_as, q.time_zone, q.closed, bsc._now(), q.zero,"
				" coalesce(q.role, 0::oid)"
			   " FROM bsc._refresh_queries($1, $2, $3) AS q",
			   3, types, values, NULL);
	nqueries = SPI_processed;
	queries = palloc(Max(nqueries, 1) * sizeof(RefreshQuery));
	for (uint64 i = 0; i < nqueries; i++)
	{
		queries[i].id = DatumGetInt64(OwnDatum(i, 1));
		queries[i].digest = OwnText(i, 2);
		queries[i].measure.measure = OwnText(i, 3);
		queries[i].measure.query = OwnText(i, 4);
		queries[i].measure.run_as = OwnText(i, 5);
		queries[i].measure.time_zone = OwnText(i, 6);
		queries[i].measure.period_type = call->period_type;
		queries[i].measure.period = step->period;
		queries[i].measure.zero = DatumGetBool(OwnDatum(i, 9));
		queries[i].measure.role = DatumGetObjectId(OwnDatum(i, 10));
		queries[i].closed = DatumGetBool(OwnDatum(i, 7));
		call->ahead = DatumGetTimestampTz(OwnDatum(i, 8)) - GetCurrentTransactionStartTimestamp();
	}
	SPI_freetuptable(SPI_tuptable);

	/* measures may have come or gone meanwhile, and periods been closed */
	call->progress.total += (int64) nqueries - QueriesPlanned(step);
	for (uint64 i = 0; i < nqueries; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (queries[i].closed)
		{
			closed = true;
			call->progress.total--;
		}
		else
			RefreshMeasure(call, &queries[i]);
	}
	if (closed)
		call->closed++;

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
	if (call->progress.done == 0)
		ereport(NOTICE,
				(errmsg("refresh of scorecard \"%s\": nothing to run", call->scorecard)));
	if (call->progress.failed > 0)
		ereport(WARNING,
				(errmsg("refresh of scorecard \"%s\": %lld of %lld queries failed",
						call->scorecard, (long long) call->progress.failed, (long long) call->progress.done),
				 errdetail("The first was %s.", call->first_failure),
				 errhint("See the column error of bsc.refresh_log.")));
}

/*
 * Do all of it.
 */
static void
RunRefresh(RefreshCall *call, FunctionCallInfo fcinfo)
{
	PlanRefresh(call, fcinfo);
	if (!call->atomic)
		SPI_commit();

	for (uint64 i = 0; i < call->nsteps; i++)
	{
		RefreshPeriod(call, &call->steps[i]);
		if (!call->atomic)
			SPI_commit();
	}
	EndWatch(call);
	ReportRefresh(call);
}

/*
 * CALL bsc.refresh(scorecard, from_period, to_period, only_changed, verbose,
 * notify), with the periods as text or as bsc.period.
 */
Datum
bsc_refresh(PG_FUNCTION_ARGS)
{
	RefreshCall *call;
	MemoryContext context;
	bool		atomic;

	PreventCommandIfReadOnly("bsc.refresh()");

	/* inside a transaction block or a function there is no committing */
	atomic = fcinfo->context == NULL || !IsA(fcinfo->context, CallContext) ||
		((CallContext *) fcinfo->context)->atomic || IsSubTransaction();

	if (SPI_connect_ext(atomic ? 0 : SPI_OPT_NONATOMIC) != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect_ext failed");
	context = AllocSetContextCreate(CurrentMemoryContext, "bsc refresh", ALLOCSET_DEFAULT_SIZES);
	call = MemoryContextAllocZero(context, sizeof(RefreshCall));
	call->context = context;
	call->atomic = atomic;

	PG_TRY();
	{
		RunRefresh(call, fcinfo);
	}
	PG_FINALLY();
	{
		ProgressClear();
		StatusWatchEnd(&call->watch);
	}
	PG_END_TRY();

	SPI_finish();
	PG_RETURN_VOID();
}
