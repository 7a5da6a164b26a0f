/*
 * progress.c
 *	  How far the refreshes of this database are, for all sessions to see.
 *
 * Whoever looks must see a query that is running now, of a refresh that has
 * committed nothing yet, and nothing of one that has ended, however it ended.
 * A table cannot do that: inside a transaction block nobody sees its rows, and
 * after a crash someone must find out which of them are dead.  Shared memory of
 * our own would have to be preloaded.  But each backend has room in the server's
 * table of activities for the counters by which VACUUM, COPY and others are
 * followed in pg_stat_progress_vacuum and its sisters; any command may use it,
 * and writing there costs next to nothing: no transaction, no lock, no WAL.
 *
 * No value of ProgressCommandType is free for extensions, so we announce none
 * and fill in the counters only, from FIRST_PARAM on, where the commands that can
 * run around a refresh (COPY of a function's rows, say) have none: their views
 * show what they always do.  The end of each subtransaction that fails takes a
 * command's announcement away, which is why even one of our own would not do.
 * What the counters of a backend are worth is told by a number of ours in the
 * first and, because they outlive their backend, by its start in the second.
 * The end of the call, good or bad, clears the first.
 *
 * Like all activities, none of it is there under track_activities = off, and a
 * transaction that looks twice sees the same unless it calls
 * pg_stat_clear_snapshot().
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "refresh/refresh.h"
#include "storage/proc.h"
#include "storage/procarray.h"
#include "utils/backend_progress.h"
#include "utils/backend_status.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"
#include "utils/wait_event.h"

PG_FUNCTION_INFO_V1(bsc_running_refreshes);

/* "bsc" and the version of what follows: to be raised when that changes */
#define PROGRESS_MARK	INT64CONST(0x6273635f70726f01)

/* the counters that we use, from here to the last */
#define FIRST_PARAM		8

enum
{
	PARAM_MARK,
	PARAM_BACKEND_START,
	PARAM_SCORECARD,
	PARAM_STARTED,
	PARAM_TOTAL,
	PARAM_DONE,
	PARAM_FAILED,
	PARAM_MEASURE,
	PARAM_PERIOD,
	PARAM_QUERY_STARTED,
	PARAM_BUSY,
	PARAM_PHASE,
	PARAMS
};

StaticAssertDecl(FIRST_PARAM + PARAMS <= PGSTAT_NUM_PROGRESS_PARAM,
				 "the counters do not hold the progress of a refresh");

/* columns of bsc._running_refreshes(), counted from 0 */
enum
{
	RUNNING_PID,
	RUNNING_SCORECARD,
	RUNNING_STATE,
	RUNNING_STARTED,
	RUNNING_DONE,
	RUNNING_TOTAL,
	RUNNING_FAILED,
	RUNNING_MEASURE,
	RUNNING_PERIOD,
	RUNNING_QUERY_STARTED,
	RUNNING_ESTIMATED_END,
	RUNNING_COLUMNS
};

/*
 * Show all sessions how far a refresh is.
 */
void
ProgressShow(const RefreshProgress *progress)
{
	int			index[PARAMS];
	int64		value[PARAMS];

	/* a parallel or background worker may have no entry */
	if (MyBEEntry == NULL)
		return;
	for (int i = 0; i < PARAMS; i++)
		index[i] = FIRST_PARAM + i;
	value[PARAM_MARK] = PROGRESS_MARK;
	value[PARAM_BACKEND_START] = MyBEEntry->st_proc_start_timestamp;
	value[PARAM_SCORECARD] = progress->scorecard_id;
	value[PARAM_STARTED] = progress->started;
	value[PARAM_TOTAL] = progress->total;
	value[PARAM_DONE] = progress->done;
	value[PARAM_FAILED] = progress->failed;
	value[PARAM_MEASURE] = progress->measure_id;
	value[PARAM_PERIOD] = progress->period;
	value[PARAM_QUERY_STARTED] = progress->query_started;
	value[PARAM_BUSY] = progress->busy;
	value[PARAM_PHASE] = progress->phase;
	pgstat_progress_update_multi_param(PARAMS, index, value);
}

/*
 * There is no refresh any more.
 */
void
ProgressClear(void)
{
	pgstat_progress_update_param(FIRST_PARAM + PARAM_MARK, 0);
}

/*
 * Does a backend wait for a lock?
 */
static bool
WaitsForLock(int pid)
{
	PGPROC	   *process = BackendPidGetProc(pid);

	return process != NULL && (process->wait_event_info & 0xFF000000) == PG_WAIT_LOCK;
}

/*
 * What a refresh is at, in a word.
 */
static const char *
StateName(RefreshPhase phase, int pid)
{
	switch (phase)
	{
		case REFRESH_PLANNING:
			return "starting";
		case REFRESH_LOCKING:
			return WaitsForLock(pid) ? "waiting" : "running";
		case REFRESH_RUNNING:
			return "running";
		case REFRESH_COMPARING:
			return "comparing";
	}
	return "unknown";
}

/*
 * When the last query will have ended, if each that is left takes as long as
 * those that have ended did on the average; the one that is running may have
 * taken longer already.
 */
static TimestampTz
EstimatedEnd(const int64 *param, TimestampTz now)
{
	int64		left = param[PARAM_TOTAL] - param[PARAM_DONE];
	double		mean = (double) param[PARAM_BUSY] / param[PARAM_DONE];
	TimestampTz end_of_query = now;

	if (param[PARAM_MEASURE] != 0)
	{
		end_of_query = Max(now, param[PARAM_QUERY_STARTED] + (int64) mean);
		left--;
	}
	return end_of_query + (int64) (mean * left);
}

/*
 * bsc._running_refreshes(): one row for each refresh of this database.
 */
Datum
bsc_running_refreshes(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	int			nbackends = pgstat_fetch_stat_numbackends();
	TimestampTz now = GetCurrentTimestamp();

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 1; i <= nbackends; i++)
	{
		LocalPgBackendStatus *local = LocalBackendStatus(i);
		const PgBackendStatus *backend;
		const int64 *param;
		Datum		values[RUNNING_COLUMNS];
		bool		nulls[RUNNING_COLUMNS] = {false};

		if (local == NULL)
			continue;
		backend = &local->backendStatus;
		param = backend->st_progress_param + FIRST_PARAM;
		if (backend->st_procpid == 0 || backend->st_databaseid != MyDatabaseId ||
			param[PARAM_MARK] != PROGRESS_MARK ||
			param[PARAM_BACKEND_START] != backend->st_proc_start_timestamp)
			continue;

		values[RUNNING_PID] = Int32GetDatum(backend->st_procpid);
		values[RUNNING_SCORECARD] = Int64GetDatum(param[PARAM_SCORECARD]);
		values[RUNNING_STATE] =
			CStringGetTextDatum(StateName((RefreshPhase) param[PARAM_PHASE], backend->st_procpid));
		values[RUNNING_STARTED] = TimestampTzGetDatum(param[PARAM_STARTED]);
		values[RUNNING_DONE] = Int64GetDatum(param[PARAM_DONE]);
		values[RUNNING_TOTAL] = Int64GetDatum(param[PARAM_TOTAL]);
		nulls[RUNNING_TOTAL] = param[PARAM_PHASE] == REFRESH_PLANNING;
		values[RUNNING_FAILED] = Int64GetDatum(param[PARAM_FAILED]);

		/* between two queries there is no current one */
		values[RUNNING_MEASURE] = Int64GetDatum(param[PARAM_MEASURE]);
		values[RUNNING_PERIOD] = PeriodGetDatum(param[PARAM_PERIOD]);
		values[RUNNING_QUERY_STARTED] = TimestampTzGetDatum(param[PARAM_QUERY_STARTED]);
		nulls[RUNNING_MEASURE] = nulls[RUNNING_PERIOD] = nulls[RUNNING_QUERY_STARTED] =
			param[PARAM_MEASURE] == 0;

		nulls[RUNNING_ESTIMATED_END] = param[PARAM_DONE] <= 0 || param[PARAM_DONE] >= param[PARAM_TOTAL];
		if (!nulls[RUNNING_ESTIMATED_END])
			values[RUNNING_ESTIMATED_END] = TimestampTzGetDatum(EstimatedEnd(param, now));
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
