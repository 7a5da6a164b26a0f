/*
 * refresh.c
 *	  The procedure that runs the queries of a scorecard's measures and records
 *	  what they find.
 *
 * A refresh is a list of steps, one for each period of any grain, by the end
 * of the period and finer ones first; a step has the measures whose query is
 * run for that period.  A query that returns the period of each row is run once
 * for all periods of a grain instead: a step of its own, before the others.  Each
 * step is a transaction of its own, where the caller
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
#include "portability/instr_time.h"
#include "refresh/refresh.h"
#include "scorecard/scorecard.h"
#include "storage/shmem.h"
#include "tcop/pquery.h"
#include "tcop/utility.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(bsc_refresh);

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

static int
ArrayLength(Datum array)
{
	ArrayType  *items = DatumGetArrayTypeP(array);

	return ArrayGetNItems(ARR_NDIM(items), ARR_DIMS(items));
}

/*
 * How many queries a step has, as far as was known when it was planned.  One that
 * is run for several periods counts as so many.
 */
static int64
QueriesPlanned(const RefreshStep *step)
{
	return (int64) ArrayLength(step->measures) * ArrayLength(step->periods);
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
	Oid			types[5];
	Datum		values[5];
	char		nulls[3];

	/* the periods are given as text or as bsc.period */
	(void) get_func_signature(fcinfo->flinfo->fn_oid, &argtypes, &nargs);
	for (int i = 0; i < 3; i++)
	{
		types[i] = argtypes[i];
		values[i] = PG_GETARG_DATUM(i);
		nulls[i] = PG_ARGISNULL(i) ? 'n' : ' ';
	}
	OwnExecute("SELECT r.scorecard_id, r.first_period, r.last_period, bsc._now()"
			   " FROM bsc._refresh_range($1, $2::bsc.period, $3::bsc.period) AS r",
			   3, types, values, nulls);
	call->scorecard_id = OwnCopy(0, 1, call->context);
	call->began = DatumGetTimestampTz(OwnDatum(0, 4));
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
	types[4] = INT8ARRAYOID;
	values[0] = call->scorecard_id;
	values[1] = OwnCopy(0, 2, call->context);
	values[2] = OwnCopy(0, 3, call->context);
	values[3] = BoolGetDatum(call->only_changed);
	if (call->only_changed)
		ChangesLook(call);
	values[4] = RefreshRangedMeasures(call, values[1]);
	OwnExecute("SELECT s.periods, s.measures FROM bsc._refresh_steps($1, $2, $3, $4, $5) AS s",
			   lengthof(types), types, values, NULL);

	call->nsteps = SPI_processed;
	call->steps = MemoryContextAllocHuge(call->context,
										 Max(call->nsteps, 1) * sizeof(RefreshStep));
	for (uint64 i = 0; i < call->nsteps; i++)
	{
		call->steps[i].periods = OwnCopy(i, 1, call->context);
		call->steps[i].measures = OwnCopy(i, 2, call->context);
		call->progress.total += QueriesPlanned(&call->steps[i]);
	}
	SPI_freetuptable(SPI_tuptable);

	if (call->notify)
		PlanWatch(call, &values[1]);
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
	Oid			types[] = {INT8OID, get_array_type(call->period_type)};
	Datum		values[] = {Int64GetDatum(query->id), query->measure.periods};

	if (!call->notify || call->moved)
		return;
	OwnExecute("SELECT coalesce(bool_or(bsc._moves_observed($1, p.period)), false) FROM unnest($2) AS p (period)",
			   lengthof(types), types, values, NULL);
	call->moved = DatumGetBool(OwnDatum(0, 1));
	SPI_freetuptable(SPI_tuptable);
	if (call->moved)
		BeginWatch(call);
}

/*
 * How long something takes is measured by a clock that nobody sets, unlike the one
 * that tells the moment.
 */
static instr_time
Stopwatch(void)
{
	instr_time	now;

	INSTR_TIME_SET_CURRENT(now);
	return now;
}

static int64
MicrosecondsSince(instr_time begin)
{
	instr_time	now = Stopwatch();

	INSTR_TIME_SUBTRACT(now, begin);
	return (int64) INSTR_TIME_GET_MICROSEC(now);
}

/*
 * Run one query, record what it finds, and log it; false, with nothing done, if it
 * was to return several periods and does not any more.
 */
static bool
RefreshMeasure(RefreshCall *call, const RefreshQuery *query)
{
	MemoryContext context = AllocSetContextCreate(call->context, "bsc refresh of a measure",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext oldcontext = MemoryContextSwitchTo(context);
	TimestampTz started = GetCurrentTimestamp();
	instr_time	begin = Stopwatch();
	int64		took;
	Found	   *found = FoundBegin(&query->measure);
	char	   *text = NULL;
	ErrorData  *error;

	call->progress.measure_id = query->id;
	call->progress.period = DatumGetPeriod(query->measure.period);
	call->progress.query_started = started;
	ProgressShow(&call->progress);

	if (!OidIsValid(query->measure.role))
		NoteRole(query);
	error = QueryRun(&query->measure, found);
	if (error == NULL && found->lacks_period)
	{
		FoundEnd(found);
		MemoryContextSwitchTo(oldcontext);
		MemoryContextDelete(context);
		return false;
	}
	if (error == NULL)
		error = WriteActuals(query->id, &query->measure, found, BeginWatch, call, &call->changed);
	if (error == NULL)
		NoteObserved(call, query);
	FoundEnd(found);

	took = MicrosecondsSince(begin);
	call->progress.busy += took;
	call->progress.done += query->measure.nperiods;
	call->progress.measure_id = 0;
	if (error != NULL)
	{
		if (EndsCall(error) && !QueryErrorIsCancel(error))
			ReThrowError(error);

		text = ErrorText(error, query->measure.query);
		if (call->progress.failed == 0)
		{
			MemoryContextSwitchTo(call->context);
			call->first_failure =
				psprintf("measure \"%s\" for %s: %s: %s", query->measure.measure,
						 RefreshPeriodsText(&query->measure),
						 unpack_sql_state(error->sqlerrcode), error->message);
			MemoryContextSwitchTo(context);
		}
		call->progress.failed += query->measure.nperiods;
	}
	RefreshLogQuery(call, query, started, started + took, found, text);
	RefreshTellQuery(call, query, took, found->actuals, error);

	if (error != NULL && EndsCall(error))
	{
		if (!call->atomic)
			SPI_commit();
		ReThrowError(error);
	}
	MemoryContextSwitchTo(oldcontext);
	MemoryContextDelete(context);
	return true;
}

/*
 * Tell listeners of the statuses that are not what they were.
 */
static void
EndWatch(RefreshCall *call)
{
	instr_time	begin = Stopwatch();
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
							   MicrosecondsSince(begin) / 1000.0,
							   (long long) call->watch.changes)));
	if (!call->atomic)
		SPI_commit();
}

/*
 * Remember that a period is closed.
 */
static void
NoteClosed(RefreshCall *call, Period period)
{
	MemoryContext oldcontext;

	for (int i = 0; i < call->nclosed; i++)
		if (call->closed[i] == period)
			return;
	oldcontext = MemoryContextSwitchTo(call->context);
	if (call->nclosed % 64 == 0)
		call->closed = call->nclosed == 0 ? palloc(64 * sizeof(Period)) :
			repalloc(call->closed, mul_size(sizeof(Period), call->nclosed + 64));
	call->closed[call->nclosed++] = period;
	MemoryContextSwitchTo(oldcontext);
}

/*
 * Let a query be run for those of a step's periods that may still change, from
 * the first to the last; false if there is none.
 */
static bool
TakeOpenPeriods(RefreshCall *call, const RefreshStep *step, RefreshQuery *query, uint64 row)
{
	MeasureQuery *measure = &query->measure;
	Datum	   *all;
	Datum	   *open = NULL;
	int			nall;
	int			nopen = 0;
	int			next = 0;
	bool		isnull;
	Datum		periods = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, 8, &isnull);

	deconstruct_array(DatumGetArrayTypeP(step->periods), call->period_type, sizeof(Period),
					  FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &all, NULL, &nall);
	if (!isnull)
	{
		measure->periods = PointerGetDatum(DatumGetArrayTypePCopy(periods));
		deconstruct_array(DatumGetArrayTypeP(measure->periods), call->period_type, sizeof(Period),
						  FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &open, NULL, &nopen);
	}
	for (int i = 0; i < nall; i++)
	{
		if (next < nopen && DatumGetPeriod(open[next]) == DatumGetPeriod(all[i]))
			next++;
		else
		{
			NoteClosed(call, DatumGetPeriod(all[i]));
			call->progress.total--;
		}
	}
	measure->nperiods = nopen;
	if (nopen == 0)
		return false;
	measure->period = open[0];
	measure->last_period = open[nopen - 1];
	return true;
}

/*
 * Run a query that was to return several periods and does not any more: for each
 * by itself.
 */
static void
RefreshOneByOne(RefreshCall *call, const RefreshQuery *query)
{
	Datum	   *periods;
	int			nperiods;

	deconstruct_array(DatumGetArrayTypeP(query->measure.periods), call->period_type, sizeof(Period),
					  FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &periods, NULL, &nperiods);
	for (int i = 0; i < nperiods; i++)
	{
		RefreshQuery one = *query;

		QueryForPeriod(&one.measure, periods[i]);
		(void) RefreshMeasure(call, &one);
	}
}

/*
 * Run the queries of one step.
 */
static void
RunStep(RefreshCall *call, const RefreshStep *step)
{
	MemoryContext context = AllocSetContextCreate(call->context, "bsc refresh of a period",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext oldcontext = MemoryContextSwitchTo(context);
	Oid			types[3] = {INT8OID, get_array_type(call->period_type), INT8ARRAYOID};
	Datum		values[3] = {call->scorecard_id, step->periods, step->measures};
	RefreshQuery *queries;
	uint64		nqueries;
	uint64		nrows;

	LockScorecard(call);
	if (!call->atomic)
		EnsurePortalSnapshotExists();

	OwnExecute("SELECT q.id, q.digest, q.code, q.query, q.run_as, q.time_zone, coalesce(q.role, 0::oid), q.open,"
			   " bsc._now(), q.zero, q.noted"
			   " FROM bsc._refresh_queries($1, $2, $3) AS q",
			   3, types, values, NULL);
	nrows = SPI_processed;
	nqueries = 0;
	queries = palloc0(Max(nrows, 1) * sizeof(RefreshQuery));

	/* measures may have come or gone meanwhile, and periods been closed */
	call->progress.total -= QueriesPlanned(step);
	for (uint64 i = 0; i < nrows; i++)
	{
		RefreshQuery *query = &queries[nqueries];

		query->id = DatumGetInt64(OwnDatum(i, 1));
		query->digest = OwnText(i, 2);
		QueryRead(&query->measure, i, 3);
		query->measure.period_type = call->period_type;
		query->measure.zero = DatumGetBool(OwnDatum(i, 10));
		query->is_noted = DatumGetBool(OwnDatum(i, 11));
		call->ahead = DatumGetTimestampTz(OwnDatum(i, 9)) - GetCurrentTransactionStartTimestamp();
		call->progress.total += ArrayLength(step->periods);
		if (TakeOpenPeriods(call, step, query, i))
			nqueries++;
	}
	SPI_freetuptable(SPI_tuptable);

	for (uint64 i = 0; i < nqueries; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (!RefreshMeasure(call, &queries[i]))
			RefreshOneByOne(call, &queries[i]);
	}

	MemoryContextSwitchTo(oldcontext);
	MemoryContextDelete(context);
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
		RunStep(call, &call->steps[i]);
		if (!call->atomic)
			SPI_commit();
	}
	EndWatch(call);
	RefreshReport(call);
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
