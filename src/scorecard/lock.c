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
 * no privilege on the table, unlike row locks.
 */
#include "postgres.h"

#include "compat.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

PG_FUNCTION_INFO_V1(bsc_lock_scorecard);

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

	LockDatabaseObject(relid, objid, 0, mode);
	PG_RETURN_VOID();
}
