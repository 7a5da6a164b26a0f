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
 *		write	RowExclusiveLock			waits for close and drop
 *		refresh	ShareUpdateExclusiveLock	waits for refresh, close and drop
 *		close	ExclusiveLock				waits for all
 *		drop	ExclusiveLock				waits for all
 *
 * Our functions take the lock before they touch a row.  A plain UPDATE or
 * DELETE cannot: it has found and locked its rows before any trigger can see
 * whose they are.  So there is one lock more, that of no scorecard in
 * particular (its object is number 0), which comes before all others:
 *
 *		write, refresh, close, plain UPDATE and DELETE	RowExclusiveLock
 *		drop, plain DELETE of a parent,
 *		plain UPDATE and DELETE of entities				ExclusiveLock
 *
 * All but the last ones go together.  Whoever removes a parent with all that is
 * below it needs rows that others may hold while these wait for the scorecard;
 * therefore it waits here first, until nobody writes to any scorecard.
 *
 * Writers may still wait for each other's rows.  Two that write the same rows in
 * different orders would do so in a circle; therefore whoever may write several by
 * one call or statement of ours waits for those who do likewise: a load of
 * several actuals through their view, and a correction or removal there, have a
 * refresh's lock; who plans several targets has, after the lock to write, one more,
 * of the same number and of bsc.plan, so that no planning waits for a refresh:
 *
 *		plan	ExclusiveLock	waits for the same
 *
 * All locks are held to the end of the transaction, show up in pg_locks, and need
 * no privilege on the table, unlike row locks.  But who may write nothing of
 * scorecards has no reason to lock one, and could keep all others from work.
 *
 * Waiting is not enough where a transaction has one snapshot for all its
 * statements (REPEATABLE READ and above): it would go on with what was true
 * before the wait.  A writer then looks with a fresh snapshot whether the same
 * periods are closed and the entities have the same codes, as foreign keys do for
 * the rows that they refer to, and gets a serialization failure if not, which says
 * what to do: start again.
 * (bsc.close_period() wants READ COMMITTED: nobody could tell cheaply whether
 * what an older snapshot shows is all that is to be frozen.)
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "scorecard/scorecard.h"
#include "storage/lmgr.h"
#include "storage/lock.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

PG_FUNCTION_INFO_V1(bsc_lock_scorecard);
PG_FUNCTION_INFO_V1(bsc_lock_first);

/* the lock that comes before those of scorecards, whose ids begin at 1 */
#define NO_SCORECARD 0

/* whoever may write to one of these tables may lock */
static const char *const written_tables[] = {
	"actual", "plan", "scorecard", "measure", "closed_period", "note"
};

/*
 * The periods of a scorecard that a snapshot shows as closed, as text, and what
 * stands for the codes of its entities; NULL if there is neither.
 */
static char *
WhatHolds(SPIPlanPtr plan, int64 scorecard_id, Snapshot snapshot)
{
	Datum		value = Int64GetDatum(scorecard_id);

	PlanExecute(plan, &value, NULL, snapshot, InvalidSnapshot, SPI_OK_SELECT);
	return SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
}

/*
 * Does the transaction's snapshot know which periods are closed by now, and which
 * entities there are?
 */
static bool
KnowsWhatHolds(int64 scorecard_id)
{
	Oid			type = INT8OID;
	SPIPlanPtr	plan;
	char	   *seen;
	char	   *true_now;
	bool		result;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	plan = PlanFind(InvalidOid, STATEMENT_WHAT_HOLDS);
	if (plan == NULL)
		plan = PlanKeep(InvalidOid, STATEMENT_WHAT_HOLDS,
						"SELECT pg_catalog.string_agg(c.fact, ' '::pg_catalog.text"
						" ORDER BY c.fact)"
						" FROM (SELECT p.period::pg_catalog.text FROM bsc.closed_period AS p"
						" WHERE p.scorecard_id OPERATOR(pg_catalog.=) $1"
						" UNION ALL SELECT pg_catalog.sum(pg_catalog.hashtextextended(e.code, 0))::pg_catalog.text"
						" FROM bsc.entity AS e WHERE e.scorecard_id OPERATOR(pg_catalog.=) $1) AS c (fact)",
						1, &type);
	seen = WhatHolds(plan, scorecard_id, GetTransactionSnapshot());
	true_now = WhatHolds(plan, scorecard_id, GetLatestSnapshot());
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
 * Raise the error that the current user may write nothing of scorecards.
 */
static void
RefuseWriter(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("permission denied to write to scorecards"),
			 errdetail("Role \"%s\" may write to none of the tables that say so: bsc.actual, bsc.plan, bsc.scorecard,"
					   " bsc.measure, bsc.closed_period, bsc.note.", GetUserNameFromId(GetUserId(), false)),
			 errhint("GRANT INSERT, UPDATE, DELETE on bsc.actual to whoever records or refreshes, on bsc.plan for planning, on bsc.note"
					 " for notes, on bsc.closed_period for closing, on all tables for defining; what each needs beside is"
					 " in the README of bsc under \"Rights\".")));
}

/*
 * Does this transaction have the lock of an object in that mode?
 */
static bool
HasLock(Oid relid, Oid objid, LOCKMODE mode)
{
	LOCKTAG		tag;

	SET_LOCKTAG_OBJECT(tag, MyDatabaseId, relid, objid, 0);
	return BscLockHeldByMe(&tag, mode);
}

/*
 * Lock a scorecard for a kind of work; true if the transaction had done so
 * before.  Ids that agree in their low 32 bits share a lock, which costs a
 * wait and nothing else.
 */
bool
ScorecardLock(int64 scorecard_id, ScorecardWork work)
{
	static const LOCKMODE modes[] = {
		RowExclusiveLock, RowExclusiveLock, ShareUpdateExclusiveLock, ExclusiveLock, ExclusiveLock
	};
	Oid			namespace = get_namespace_oid("bsc", false);
	Oid			relid = get_relname_relid("scorecard", namespace);
	Oid			objid = (Oid) (uint64) scorecard_id;

	if (!OidIsValid(relid) || !IsWriter(namespace))
		RefuseWriter();

	/* rights first: an earlier statement may have run as another role */
	if (work == SCORECARD_PLAN)
	{
		bool		held = ScorecardLock(scorecard_id, SCORECARD_WRITE);
		Oid			plan = get_relname_relid("plan", namespace);

		if (held && HasLock(plan, objid, ExclusiveLock))
			return true;
		LockDatabaseObject(plan, objid, 0, ExclusiveLock);
		return false;
	}
	if (HasLock(relid, objid, modes[work]))
		return true;
	LockDatabaseObject(relid, NO_SCORECARD, 0, work == SCORECARD_DROP ? ExclusiveLock : RowExclusiveLock);
	LockDatabaseObject(relid, objid, 0, modes[work]);

	if (work == SCORECARD_WRITE && IsolationUsesXactSnapshot() && !KnowsWhatHolds(scorecard_id))
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("could not serialize access due to concurrent update"),
				 errhint("The transaction might succeed if retried.")));
	return false;
}

/*
 * ScorecardLock from SQL.  The first argument is the table bsc.scorecard.
 */
Datum
bsc_lock_scorecard(PG_FUNCTION_ARGS)
{
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(2));
	ScorecardWork work;

	if (strcmp(name, "write") == 0)
		work = SCORECARD_WRITE;
	else if (strcmp(name, "plan") == 0)
		work = SCORECARD_PLAN;
	else if (strcmp(name, "refresh") == 0)
		work = SCORECARD_REFRESH;
	else if (strcmp(name, "close") == 0)
		work = SCORECARD_CLOSE;
	else if (strcmp(name, "drop") == 0)
		work = SCORECARD_DROP;
	else
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown kind of work: \"%s\"", name),
				 errhint("It is write, plan, refresh, close or drop.")));

	if (PG_GETARG_OID(0) != get_relname_relid("scorecard", get_namespace_oid("bsc", false)))
		RefuseWriter();
	(void) ScorecardLock(PG_GETARG_INT64(1), work);
	PG_RETURN_VOID();
}

/*
 * Trigger, before a plain UPDATE or DELETE: take the lock that comes before
 * all others.  A statement of a function that has it, in whatever mode, needs
 * no more: it has the scorecard's lock too.
 */
Datum
bsc_lock_first(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	char	  **arguments = trigger->tg_trigger->tgargs;
	bool		alone;
	Oid			relid;

	CheckTrigger(fcinfo, "_lock_first");
	alone = trigger->tg_trigger->tgnargs > 0 &&
		(TRIGGER_FIRED_BY_DELETE(trigger->tg_event) || strcmp(arguments[0], "alone") == 0);
	relid = get_relname_relid("scorecard", RelationGetNamespace(trigger->tg_relation));
	if (!HasLock(relid, NO_SCORECARD, RowExclusiveLock) && !HasLock(relid, NO_SCORECARD, ExclusiveLock))
		LockDatabaseObject(relid, NO_SCORECARD, 0,
						   alone ? ExclusiveLock : RowExclusiveLock);
	return PointerGetDatum(NULL);
}
