/*
 * notify.c
 *	  Tells who listens to bsc_status which statuses a refresh has changed.
 *
 * The statuses of all nodes and entities, in all reporting periods that the
 * refresh can touch, are computed twice by the same function that the views
 * read: before the first actual is written, and after the last has been
 * committed.  The first set is kept beside the transactions in a tuplestore,
 * which goes to disk where it is large, and one statement compares the two.  If
 * no actual is to change, nor does a status, and neither set is computed.
 *
 * Nothing here may cost a user what was recorded.  So both sides work in
 * subtransactions, an error becomes a warning, and the notifications have a
 * transaction of their own where the caller lets us commit; where not, they
 * share the fate of the caller's.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "commands/async.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "refresh/refresh.h"
#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/memutils.h"

#define CHANNEL		"bsc_status"

/* how many changes a call tells of one by one */
#define MAX_CHANGES	1000

/* bytes of a notification, by which the server has sized its queue's pages */
#define MAX_PAYLOAD	(BLCKSZ - NAMEDATALEN - 128 - 1)

static const char find_statuses[] =
"SELECT e.number, e.entity, e.nodes, e.statuses, e.provisional FROM bsc._entity_status($1, $2) AS e"
" WHERE e.nodes IS NOT NULL";

/*
 * $1 is the scorecard's id, $2 the periods.  A node that has gone from the tree
 * meanwhile has no path, and nothing is told of it.
 */
static const char find_changes[] =
"WITH entity AS MATERIALIZED ("
" SELECT coalesce(b.number, a.number) AS number, coalesce(b.entity, a.entity) AS entity,"
" b.nodes AS nodes_before, b.statuses AS before, b.provisional AS was_provisional,"
" a.nodes AS nodes_after, a.statuses AS after, a.provisional AS is_provisional"
" FROM before AS b"
" FULL JOIN bsc._entity_status($1, $2) AS a ON a.entity = b.entity AND a.number = b.number"
" WHERE (a.nodes, a.statuses, a.provisional) IS DISTINCT FROM (b.nodes, b.statuses, b.provisional)),"
/* the periods before those in which a result has become final */
" earlier AS MATERIALIZED ("
" SELECT s.number, s.entity, s.nodes, s.statuses"
" FROM bsc._entity_status($1, ARRAY("
" SELECT CASE WHEN p.number IN (SELECT e.number FROM entity AS e WHERE true = ANY (e.was_provisional))"
" THEN bsc._period_before(p.period) END"
" FROM unnest($2) WITH ORDINALITY AS p (period, number) ORDER BY p.number)) AS s),"
" told AS ("
" SELECT e.number, e.entity, c.old_status AS before, c.new_status AS after, c.provisional,"
" s.code AS scorecard, t.level,"
" concat_ws('/', s.code, nullif(t.key, '')) AS path, count(*) OVER () AS changes"
" FROM entity AS e"
" LEFT JOIN earlier AS l ON l.number = e.number AND l.entity = e.entity"
" CROSS JOIN LATERAL bsc._status_news(e.nodes_before, e.before, e.was_provisional,"
" e.nodes_after, e.after, e.is_provisional, l.nodes, l.statuses) AS c"
" JOIN bsc.scorecard AS s ON s.id = $1"
" JOIN bsc._node($1) AS t ON t.level = c.node & 3 AND t.id = c.node >> 2"
" ORDER BY e.entity <> '', e.number DESC, level, e.entity, path"
" LIMIT $3)"
" SELECT CASE WHEN t.provisional"
" THEN left(j.told, -1) || ',\"provisional\":true}' ELSE j.told END, t.changes"
" FROM told AS t"
" CROSS JOIN LATERAL (SELECT row_to_json(x)::text AS told"
" FROM (SELECT t.scorecard, t.entity, t.path AS node, t.before AS \"from\", t.after AS \"to\","
" ($2)[t.number]::text AS period) AS x) AS j"
" ORDER BY t.entity <> '', t.number DESC, t.level, t.entity, t.path";

/*
 * Find out which reporting periods' statuses can change.
 */
static void
FindPeriods(void *argument)
{
	StatusWatch *watch = argument;
	Oid			types[] = {INT8OID, watch->period_type, watch->period_type, BOOLOID};
	Datum		values[] = {Int64GetDatum(watch->scorecard_id), watch->first_period, watch->last_period,
	BoolGetDatum(watch->only_changed)};
	bool		isnull;

	OwnExecute("SELECT bsc._refresh_reach($1, $2, $3, $4)", lengthof(types), types, values, NULL);
	(void) SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull);
	if (!isnull)
	{
		watch->periods = OwnCopy(0, 1, watch->context);
		watch->periods_type = SPI_gettypeid(SPI_tuptable->tupdesc, 1);
	}
}

/*
 * Compute the statuses into the tuplestore.
 */
static void
FindStatuses(void *argument)
{
	StatusWatch *watch = argument;
	Oid			types[] = {INT8OID, watch->periods_type};
	Datum		values[] = {Int64GetDatum(watch->scorecard_id), watch->periods};

	watch->desc = OwnIntoStore(find_statuses, lengthof(types), types, values,
								 watch->before, watch->context);
}

/*
 * Send one notification for each change, and one more for those that are too
 * many or do not fit: their number.
 */
static void
TellChanges(void *argument)
{
	StatusWatch *watch = argument;
	Oid			types[] = {INT8OID, watch->periods_type, INT8OID};
	Datum		values[] = {Int64GetDatum(watch->scorecard_id), watch->periods, Int64GetDatum(MAX_CHANGES)};
	int64		told = 0;

	OwnRegister("before", watch->before, watch->desc);
	OwnExecute(find_changes, lengthof(types), types, values, NULL);
	watch->changes = SPI_processed > 0 ? DatumGetInt64(OwnDatum(0, 2)) : 0;

	for (uint64 i = 0; i < SPI_processed; i++)
	{
		char	   *payload = OwnText(i, 1);

		CHECK_FOR_INTERRUPTS();
		if (strlen(payload) <= MAX_PAYLOAD)
		{
			Async_Notify(CHANNEL, payload);
			told++;
		}
		pfree(payload);
	}
	if (told < watch->changes)
	{
		StringInfoData payload;

		initStringInfo(&payload);
		appendStringInfoString(&payload, "{\"scorecard\":");
		escape_json(&payload, watch->scorecard);
		appendStringInfo(&payload, ",\"more\":" INT64_FORMAT "}", watch->changes - told);
		Async_Notify(CHANNEL, payload.data);
	}
}

/*
 * Find out what there is to look at.
 */
ErrorData *
StatusWatchPlan(StatusWatch *watch)
{
	return OwnSubtransaction(FindPeriods, watch);
}

/*
 * Keep the statuses as they are.  The memory context is to outlive the
 * transaction, and StatusWatchEnd() must be called, whatever happens.
 */
ErrorData *
StatusWatchBegin(StatusWatch *watch)
{
	MemoryContext oldcontext = MemoryContextSwitchTo(watch->context);

	watch->before = tuplestore_begin_heap(false, true, work_mem);
	MemoryContextSwitchTo(oldcontext);
	return OwnSubtransaction(FindStatuses, watch);
}

/*
 * Tell what has changed since.
 */
ErrorData *
StatusWatchTell(StatusWatch *watch)
{
	return OwnSubtransaction(TellChanges, watch);
}

/*
 * Let go of what was kept, and of its file.
 */
void
StatusWatchEnd(StatusWatch *watch)
{
	if (watch->before != NULL)
		tuplestore_end(watch->before);
	watch->before = NULL;
}
