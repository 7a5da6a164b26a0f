/*
 * notify.c
 *	  Tells who listens to bsc_status which statuses a refresh has changed.
 *
 * The statuses of all nodes and entities, in all reporting periods that the
 * refresh can touch, are computed twice by the same function that the views
 * read: when the first step holds its lock, and after the last has been
 * committed.  The first set is kept beside the transactions in a tuplestore,
 * which goes to disk where it is large, and one statement compares the two.  If
 * no actual has changed, neither has a status, and the second set is not even
 * computed.
 *
 * Nothing here may cost a user what was recorded.  So both sides work in
 * subtransactions, an error becomes a warning, and the notifications have a
 * transaction of their own where the caller lets us commit; where not, they
 * share the fate of the caller's.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_type.h"
#include "commands/async.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "executor/tstoreReceiver.h"
#include "miscadmin.h"
#include "refresh/refresh.h"
#include "tcop/dest.h"
#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/memutils.h"
#include "utils/resowner.h"

#define CHANNEL		"bsc_status"

/* how many changes a call tells of one by one */
#define MAX_CHANGES	1000

/* bytes of a notification, by which the server has sized its queue's pages */
#define MAX_PAYLOAD	(BLCKSZ - NAMEDATALEN - 128 - 1)

static const char find_statuses[] =
"SELECT n.number, n.entity, n.level, n.node_id, n.status FROM bsc.node_status($1, $2) AS n"
" WHERE n.status IS NOT NULL";

/*
 * $1 is the scorecard's id, $2 the periods.  A node that has gone from the tree
 * meanwhile has no path, and nothing is told of it.
 */
static const char find_changes[] =
"WITH changed AS ("
" SELECT coalesce(b.number, a.number) AS number, coalesce(b.entity, a.entity) AS entity,"
" coalesce(b.level, a.level) AS level, coalesce(b.node_id, a.node_id) AS node_id,"
" b.status AS before, a.status AS after"
" FROM before AS b"
" FULL JOIN (SELECT n.number, n.entity, n.level, n.node_id, n.status"
" FROM bsc.node_status($1, $2) AS n WHERE n.status IS NOT NULL) AS a"
" ON a.number = b.number AND a.entity = b.entity AND a.level = b.level AND a.node_id = b.node_id"
" WHERE a.status IS DISTINCT FROM b.status),"
" told AS ("
" SELECT c.number, c.entity, c.before, c.after, s.code AS scorecard,"
" concat_ws('/', s.code, p.code, o.code, m.code) AS path, count(*) OVER () AS changes"
" FROM changed AS c"
" JOIN bsc.scorecard AS s ON s.id = $1"
" LEFT JOIN bsc.measure AS m ON c.level = 3 AND m.id = c.node_id"
" LEFT JOIN bsc.objective AS o ON o.id = CASE c.level WHEN 2 THEN c.node_id ELSE m.objective_id END"
" LEFT JOIN bsc.perspective AS p ON p.id = CASE c.level WHEN 1 THEN c.node_id ELSE o.perspective_id END"
" WHERE c.level = num_nonnulls(p.id, o.id, m.id)"
" ORDER BY c.entity <> '', c.number DESC, c.level, c.entity, path"
" LIMIT $3)"
" SELECT row_to_json(j)::text, t.changes"
" FROM told AS t"
" CROSS JOIN LATERAL (SELECT t.scorecard, t.entity, t.path AS node, t.before AS \"from\", t.after AS \"to\","
" ($2)[t.number]::text AS period) AS j"
" ORDER BY t.entity <> '', t.number DESC, length(t.path) - length(replace(t.path, '/', '')), t.entity, t.path";

/*
 * What the tuplestore holds: the columns of find_statuses.
 */
static TupleDesc
StatusDesc(void)
{
	TupleDesc	desc = CreateTemplateTupleDesc(5);

	TupleDescInitEntry(desc, 1, "number", INT4OID, -1, 0);
	TupleDescInitEntry(desc, 2, "entity", TEXTOID, -1, 0);
	TupleDescInitEntry(desc, 3, "level", INT4OID, -1, 0);
	TupleDescInitEntry(desc, 4, "node_id", INT8OID, -1, 0);
	TupleDescInitEntry(desc, 5, "status", TEXTOID, -1, 0);
	TupleDescInitEntryCollation(desc, 2, DEFAULT_COLLATION_OID);
	TupleDescInitEntryCollation(desc, 5, DEFAULT_COLLATION_OID);
	return desc;
}

/*
 * Compute the statuses into the tuplestore.
 */
static void
FindStatuses(StatusWatch *watch)
{
	SPIExecuteOptions options = {0};
	DestReceiver *receiver = CreateDestReceiver(DestTuplestore);
	ParamListInfo params = makeParamList(2);
	int			result;

	SetTuplestoreDestReceiverParams(receiver, watch->before, watch->context, false, NULL, NULL);
	params->params[0].value = Int64GetDatum(watch->scorecard_id);
	params->params[0].ptype = INT8OID;
	params->params[1].value = watch->periods;
	params->params[1].ptype = watch->periods_type;
	for (int i = 0; i < 2; i++)
	{
		params->params[i].isnull = false;
		params->params[i].pflags = PARAM_FLAG_CONST;
	}
	options.params = params;
	options.must_return_tuples = true;
	options.dest = receiver;
	result = SPI_execute_extended(find_statuses, &options);
	if (result < 0)
		elog(ERROR, "SPI_execute_extended failed: %s", SPI_result_code_string(result));
}

/*
 * Send one notification for each change, and one more for those that are too
 * many or do not fit: their number.
 */
static void
TellChanges(StatusWatch *watch)
{
	Oid			types[] = {INT8OID, watch->periods_type, INT8OID};
	Datum		values[] = {Int64GetDatum(watch->scorecard_id), watch->periods, Int64GetDatum(MAX_CHANGES)};
	int64		told = 0;

	own_register("before", watch->before, watch->desc);
	own_execute(find_changes, lengthof(types), types, values, NULL);
	watch->changes = SPI_processed > 0 ? DatumGetInt64(own_datum(0, 2)) : 0;

	for (uint64 i = 0; i < SPI_processed; i++)
	{
		char	   *payload = own_text(i, 1);

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
 * Do one side of the work in a subtransaction.  Returns NULL or the error that
 * stopped it, in the current memory context.
 */
static ErrorData *
InSubtransaction(StatusWatch *watch, void (*work) (StatusWatch *))
{
	MemoryContext oldcontext = CurrentMemoryContext;
	ResourceOwner oldowner = CurrentResourceOwner;
	ErrorData  *volatile error = NULL;

	BeginInternalSubTransaction(NULL);
	PG_TRY();
	{
		int			nestlevel = own_begin_path();

		if (SPI_connect() != SPI_OK_CONNECT)
			elog(ERROR, "SPI_connect failed");
		work(watch);
		SPI_finish();
		own_end_path(nestlevel);
		ReleaseCurrentSubTransaction();
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(oldcontext);
		error = CopyErrorData();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
	}
	PG_END_TRY();

	MemoryContextSwitchTo(oldcontext);
	CurrentResourceOwner = oldowner;
	return error;
}

/*
 * Keep the statuses as they are.  The memory context is to outlive the
 * transaction, and status_watch_end() must be called, whatever happens.
 */
ErrorData *
status_watch_begin(StatusWatch *watch)
{
	MemoryContext oldcontext = MemoryContextSwitchTo(watch->context);

	watch->desc = StatusDesc();
	watch->before = tuplestore_begin_heap(false, true, work_mem);
	MemoryContextSwitchTo(oldcontext);
	return InSubtransaction(watch, FindStatuses);
}

/*
 * Tell what has changed since.
 */
ErrorData *
status_watch_tell(StatusWatch *watch)
{
	return InSubtransaction(watch, TellChanges);
}

/*
 * Let go of what was kept, and of its file.
 */
void
status_watch_end(StatusWatch *watch)
{
	if (watch->before != NULL)
		tuplestore_end(watch->before);
	watch->before = NULL;
}
