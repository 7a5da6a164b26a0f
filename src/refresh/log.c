/*
 * log.c
 *	  Keeps the log of a refresh, and tells the caller of each query and of all.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "refresh/refresh.h"
#include "tcop/pquery.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

/*
 * The period or the periods that a query is run for, as they are named in
 * messages.
 */
const char *
RefreshPeriodsText(const MeasureQuery *measure)
{
	const char *first = PeriodToCstring(DatumGetPeriod(measure->period));

	if (measure->nperiods == 1)
		return first;
	return psprintf("%s to %s", first, PeriodToCstring(DatumGetPeriod(measure->last_period)));
}

/*
 * How many rows with a value came for each of the periods, bigint[].
 */
static Datum
RowsOfPeriods(const MeasureQuery *measure, const Found *found)
{
	Datum	   *items;
	int			nitems;

	deconstruct_array(DatumGetArrayTypeP(measure->periods), measure->period_type, sizeof(Period),
					  FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &items, NULL, &nitems);
	for (int i = 0; i < nitems; i++)
		items[i] = Int64GetDatum(found->counts[PeriodDistance(DatumGetPeriod(items[i]),
															  DatumGetPeriod(measure->period))]);
	return PointerGetDatum(construct_array(items, nitems, INT8OID, sizeof(int64), FLOAT8PASSBYVAL,
										   TYPALIGN_DOUBLE));
}

/*
 * Write the log's line of one query, and which run of it was the last; a line for
 * each period if it was run for several.
 *
 * The last run counts from when its transaction began, not from when the query
 * did: so it is never later than what the query saw, and all that one step
 * records is of one moment.
 */
void
RefreshLogQuery(RefreshCall *call, const RefreshQuery *query, TimestampTz started,
				TimestampTz finished, const Found *found, const char *error)
{
	Oid			types[] = {TEXTOID, TEXTOID, get_array_type(call->period_type), TIMESTAMPTZOID,
	TIMESTAMPTZOID, INT8ARRAYOID, TEXTOID, TEXTOID, INT8OID};
	Datum		values[lengthof(types)];
	char		nulls[lengthof(types)];

	memset(nulls, ' ', sizeof(nulls));
	values[0] = CStringGetTextDatum(call->scorecard);
	values[1] = CStringGetTextDatum(query->measure.measure);
	values[2] = query->measure.periods;
	values[3] = TimestampTzGetDatum(started + call->ahead);
	values[4] = TimestampTzGetDatum(finished + call->ahead);
	values[5] = RowsOfPeriods(&query->measure, found);
	values[6] = error ? CStringGetTextDatum(error) : (Datum) 0;
	values[7] = CStringGetTextDatum(query->digest);
	values[8] = Int64GetDatum(query->id);
	nulls[error ? 5 : 6] = 'n';

	OwnExecute("INSERT INTO bsc.refresh_log"
			   " (scorecard, measure, period, started, finished, rows, error, digest, measure_id)"
			   " SELECT $1, $2, p.period, $4, $5, p.rows, $7, $8, $9 FROM unnest($3, $6) AS p (period, rows)",
			   lengthof(types), types, values, nulls);

	values[0] = Int64GetDatum(query->id);
	types[0] = INT8OID;
	OwnExecute("INSERT INTO bsc.measure_run AS r"
				" (measure_id, period, last_run, last_success, failing_since, error, digest, first_success)"
				" SELECT $1, p.period, n.now, CASE WHEN $7 IS NULL THEN n.now END,"
				" CASE WHEN $7 IS NOT NULL THEN n.now END, $7, CASE WHEN $7 IS NULL THEN $8 END,"
				" CASE WHEN $7 IS NULL THEN n.now END"
				" FROM bsc.measure AS m CROSS JOIN bsc._now() AS n (now)"
				" CROSS JOIN unnest($3) AS p (period) WHERE m.id = $1"
				" ON CONFLICT (measure_id, period) DO UPDATE"
				" SET last_run = excluded.last_run,"
				" last_success = coalesce(excluded.last_success, r.last_success),"
				" failing_since = CASE WHEN excluded.error IS NOT NULL"
				" THEN coalesce(r.failing_since, excluded.failing_since) END,"
				" error = excluded.error, digest = coalesce(excluded.digest, r.digest),"
				" first_success = coalesce(r.first_success, excluded.first_success)",
				lengthof(types), types, values, nulls);
	if (error == NULL && query->is_noted)
	{
		OwnExecute("SELECT bsc._forget_changes($1, $3)", 3, types, values, nulls);
		SPI_freetuptable(SPI_tuptable);
	}
}

/*
 * Tell the caller what came of one query, if she wants to know.
 */
void
RefreshTellQuery(RefreshCall *call, const RefreshQuery *query, int64 microseconds,
				 int64 actuals, const ErrorData *error)
{
	const char *period;

	if (!call->verbose)
		return;
	period = RefreshPeriodsText(&query->measure);
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
 * Name the entities that the catalogue does not have: what was found of them is
 * recorded and is in no other figure, and whoever is meant may look as if there
 * were nothing of her.
 */
static void
ReportUnlisted(RefreshCall *call)
{
	Oid			types[] = {INT8OID, TIMESTAMPTZOID};
	Datum		values[] = {call->scorecard_id, TimestampTzGetDatum(call->began)};
	int64		entities;

	if (!call->atomic)
		EnsurePortalSnapshotExists();
	OwnExecute("SELECT u.entities, u.list FROM bsc._unlisted_since($1, $2) AS u", lengthof(types), types, values, NULL);
	entities = DatumGetInt64(OwnDatum(0, 1));
	if (entities > 0)
		ereport(WARNING,
				(errmsg_plural("refresh of scorecard \"%s\": %lld entity is not in the catalogue: %s",
							   "refresh of scorecard \"%s\": %lld entities are not in the catalogue: %s",
							   (unsigned long) entities,
							   call->scorecard, (long long) entities, OwnText(0, 2)),
				 errdetail("What was found of them is recorded, and the figures of all others lack it."),
				 errhint("Delete what is recorded under a wrong code, then rename the entity in the catalogue (\"was\"),"
						 " or let the query return the codes that it has, and refresh again.")));
	SPI_freetuptable(SPI_tuptable);
}

/*
 * The first closed periods that were left out, as the refresh met them.
 */
static const char *
ClosedText(const RefreshCall *call)
{
	StringInfoData text;

	initStringInfo(&text);
	for (int i = 0; i < Min(call->nclosed, 5); i++)
		appendStringInfo(&text, "%s%s", i > 0 ? ", " : "", PeriodToCstring(call->closed[i]));
	if (call->nclosed > 5)
		appendStringInfoString(&text, ", ...");
	return text.data;
}

/*
 * Say what came of it.
 */
void
RefreshReport(RefreshCall *call)
{
	if (call->nclosed > 0)
		ereport(NOTICE,
				(errmsg_plural("refresh of scorecard \"%s\": left out %lld closed period: %s",
							   "refresh of scorecard \"%s\": left out %lld closed periods: %s",
							   (unsigned long) call->nclosed,
							   call->scorecard, (long long) call->nclosed, ClosedText(call))));
	if (call->progress.done == 0)
		ereport(NOTICE,
				(errmsg("refresh of scorecard \"%s\": nothing to run", call->scorecard)));
	if (call->progress.failed > 0)
		ereport(WARNING,
				(errmsg("refresh of scorecard \"%s\": %lld of %lld queries failed",
						call->scorecard, (long long) call->progress.failed, (long long) call->progress.done),
				 errdetail("The first was %s.", call->first_failure),
				 errhint("See the column error of bsc.refresh_log.")));
	if (call->progress.done > call->progress.failed)
		ReportUnlisted(call);
}
