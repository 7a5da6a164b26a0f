/*
 * lock.c
 *	  Who waits for whom when a scorecard is written to.
 *
 * Three kinds of work meet on one scorecard.  Writers of actuals and plans do
 * not disturb each other.  A refresh must not run beside another refresh of
 * the same scorecard, or the two would take turns at replacing each other's
 * rows.  Closing a period must wait for writers that are still at work, and
 * later writers must wait until the closing has been decided; otherwise a
 * value could slip in behind the frozen results.  The server's heavyweight
 * locks on an object (the row of bsc.scorecard) say just that:
 *
 *		write	RowExclusiveLock			waits for close
 *		refresh	ShareUpdateExclusiveLock	waits for refresh and close
 *		close	ExclusiveLock				waits for all three
 *
 * They are held to the end of the transaction, show up in pg_locks, and need
 * no privilege on the table, unlike row locks.  But who may write nothing of
 * scorecards has no reason to lock one, and could keep all others from work.
 *
 * Waiting is not enough where a transaction has one snapshot for all its
 * statements (REPEATABLE READ and above): it would go on with what was true
 * before the wait.  A writer then looks with a fresh snapshot whether the same
 * periods are closed, as foreign keys do for the rows that they refer to, and
 * gets a serialization failure if not, which says what to do: start again.
 * (bsc.close_period() wants READ COMMITTED: nobody could tell cheaply whether
 * what an older snapshot shows is all that is to be frozen.)
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "compat.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "scorecard/lock.h"
#include "storage/lmgr.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/snapmgr.h"

PG_FUNCTION_INFO_V1(bsc_lock_scorecard);

/* who may write to one of these may lock */
static const char *const written_tables[] = {
	"actual", "plan", "scorecard", "measure", "closed_period"
};

/*
 * The periods of a scorecard that a snapshot shows as closed, as text; NULL if
 * there is none.
 */
static char *
ClosedPeriods(SPIPlanPtr plan, int64 scorecard_id, Snapshot snapshot)
{
	Datum		value = Int64GetDatum(scorecard_id);

	if (SPI_execute_snapshot(plan, &value, NULL, snapshot, InvalidSnapshot, true, false, 1) != SPI_OK_SELECT)
		elog(ERROR, "SPI_execute_snapshot failed");
	return SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
}

/*
 * Does the transaction's snapshot know which periods are closed by now?
 */
static bool
KnowsClosedPeriods(int64 scorecard_id)
{
	Oid			type = INT8OID;
	SPIPlanPtr	plan;
	char	   *seen;
	char	   *true_now;
	bool		result;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	plan = SPI_prepare("SELECT pg_catalog.string_agg(c.period::pg_catalog.text, ' '"
					   " ORDER BY c.period::pg_catalog.text)"
					   " FROM bsc.closed_period AS c WHERE c.scorecard_id OPERATOR(pg_catalog.=) $1",
					   1, &type);
	if (plan == NULL)
		elog(ERROR, "SPI_prepare failed: %s", SPI_result_code_string(SPI_result));
	seen = ClosedPeriods(plan, scorecard_id, GetTransactionSnapshot());
	true_now = ClosedPeriods(plan, scorecard_id, GetLatestSnapshot());
	result = seen == NULL ? true_now == NULL : true_now != NULL && strcmp(seen, true_now) == 0;
	SPI_finish();
	return result;
}

/*
 * May the current user write to any of the tables, or to a column of it?
 */
static bool
IsWriter(Oid namespace)
{
	const AclMode mode = ACL_INSERT | ACL_UPDATE | ACL_DELETE;

	for (int i = 0; i < (int) lengthof(written_tables); i++)
	{
		Oid			table = get_relname_relid(written_tables[i], namespace);

		if (OidIsValid(table) &&
			(pg_class_aclmask(table, GetUserId(), mode, ACLMASK_ANY) != 0 ||
			 pg_attribute_aclcheck_all(table, GetUserId(), mode & ~ACL_DELETE, ACLMASK_ANY) == ACLCHECK_OK))
			return true;
	}
	return false;
}

/*
 * Lock a scorecard for a kind of work.  The first argument is the table
 * bsc.scorecard, the second the scorecard's id; ids that agree in their low 32
 * bits share a lock, which costs a wait and nothing else.
 */
Datum
bsc_lock_scorecard(PG_FUNCTION_ARGS)
{
	Oid			relid = PG_GETARG_OID(0);
	Oid			objid = (Oid) (uint64) PG_GETARG_INT64(1);
	char	   *work = text_to_cstring(PG_GETARG_TEXT_PP(2));
	LOCKMODE	mode;

	if (strcmp(work, "write") == 0)
		mode = RowExclusiveLock;
	else if (strcmp(work, "refresh") == 0)
		mode = ShareUpdateExclusiveLock;
	else if (strcmp(work, "close") == 0)
		mode = ExclusiveLock;
	else
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown kind of work: \"%s\"", work),
				 errhint("It is write, refresh or close.")));

	if (relid != get_relname_relid("scorecard", get_namespace_oid("bsc", false)) ||
		!IsWriter(get_rel_namespace(relid)))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied to lock scorecards"),
				 errhint("Only who may write to the tables of bsc may do that.")));

	LockDatabaseObject(relid, objid, 0, mode);

	if (mode == RowExclusiveLock && IsolationUsesXactSnapshot() &&
		!KnowsClosedPeriods(PG_GETARG_INT64(1)))
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("could not serialize access due to concurrent update"),
				 errhint("The transaction might succeed if retried.")));

	PG_RETURN_VOID();
}
