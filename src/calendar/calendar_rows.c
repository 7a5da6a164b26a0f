/*
 * calendar_rows.c
 *	  Hours and exceptions belong to a calendar: what foreign keys would do.
 *
 * calendar.sql says why there are none.  Who writes hours or exceptions and who
 * removes or renames a calendar wait for each other: before the statement, when
 * it has no rows yet, each locks one and the same object (that of no calendar in
 * particular, for calendars are few and seldom written), in ways that conflict.
 * The lock is held to the end of the transaction.
 *
 * A transaction that has one snapshot for all its statements (REPEATABLE READ and
 * above) does not show what was committed before it got the lock.  As with
 * foreign keys (the server's ri_triggers.c) the calendar is therefore looked for,
 * and hours and exceptions are removed, in the latest snapshot, and where that
 * differs from the transaction's own the transaction fails.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "compat.h"
#include "executor/spi.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

PG_FUNCTION_INFO_V1(bsc_lock_calendars);
PG_FUNCTION_INFO_V1(bsc_calendar_must_exist);
PG_FUNCTION_INFO_V1(bsc_calendar_changed);

/*
 * The trigger of one of the three tables; anybody may put the function on a
 * table of hers, where it has nothing to do.
 */
static TriggerData *
CalendarTrigger(FunctionCallInfo fcinfo, const char *name)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		RelationGetNamespace(trigger->tg_relation) != get_namespace_oid("bsc", false))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" is a trigger of the tables of bsc", name)));
	return trigger;
}

/*
 * A column of a row, which must be a text and is never null.
 */
static Datum
CodeOf(TriggerData *trigger, HeapTuple row, const char *name)
{
	TupleDesc	desc = RelationGetDescr(trigger->tg_relation);
	int			column = SPI_fnumber(desc, name);
	bool		isnull = true;
	Datum		value = 0;

	if (column > 0 && SPI_gettypeid(desc, column) == TEXTOID)
		value = heap_getattr(row, column, desc, &isnull);
	if (isnull)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("table \"%s\" has no code of a calendar", RelationGetRelationName(trigger->tg_relation))));
	return value;
}

/*
 * Run a statement that has one or two codes; how many rows it found or wrote.
 */
static uint64
Execute(const char *text, int nargs, Datum *values, Snapshot snapshot, Snapshot crosscheck)
{
	Oid			types[2] = {TEXTOID, TEXTOID};
	SPIPlanPtr	plan = SPI_prepare(text, nargs, types);
	int			result;

	if (plan == NULL)
		elog(ERROR, "SPI_prepare failed: %s", SPI_result_code_string(SPI_result));
	result = SPI_execute_snapshot(plan, values, NULL, snapshot, crosscheck, false, false, 0);
	if (result < 0)
		elog(ERROR, "SPI_execute_snapshot failed: %s", SPI_result_code_string(result));
	SPI_freeplan(plan);
	return SPI_processed;
}

/*
 * Trigger, before a statement: writers of hours and exceptions and those who
 * remove or rename calendars wait for each other.
 */
Datum
bsc_lock_calendars(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = CalendarTrigger(fcinfo, "_lock_calendars");
	Oid			relid = get_relname_relid("calendar", RelationGetNamespace(trigger->tg_relation));

	LockDatabaseObject(relid, 0, 0, RelationGetRelid(trigger->tg_relation) == relid ? ExclusiveLock : RowExclusiveLock);
	return PointerGetDatum(NULL);
}

/*
 * Trigger: hours and exceptions need their calendar.  While a dump is being loaded
 * it stands back; every dump says so by turning check_function_bodies off.
 */
Datum
bsc_calendar_must_exist(PG_FUNCTION_ARGS)
{
	static const char *const find = "SELECT true FROM bsc.calendar AS c WHERE c.code OPERATOR(pg_catalog.=) $1";
	TriggerData *trigger = CalendarTrigger(fcinfo, "_calendar_must_exist");
	HeapTuple	row = TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ? trigger->tg_newtuple : trigger->tg_trigtuple;
	Snapshot	latest = InvalidSnapshot;
	Datum		code;

	if (!check_function_bodies)
		return PointerGetDatum(NULL);
	code = CodeOf(trigger, row, "calendar");
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (IsolationUsesXactSnapshot())
		latest = GetLatestSnapshot();
	if (Execute(find, 1, &code, latest, InvalidSnapshot) == 0)
	{
		if (latest != InvalidSnapshot && Execute(find, 1, &code, InvalidSnapshot, InvalidSnapshot) > 0)
			ereport(ERROR,
					(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
					 errmsg("could not serialize access due to concurrent delete"),
					 errhint("The transaction might succeed if retried.")));
		ereport(ERROR,
				(errcode(ERRCODE_FOREIGN_KEY_VIOLATION),
				 errmsg("calendar \"%s\" does not exist", TextDatumGetCString(code)),
				 errhint("Insert it into bsc.calendar first.")));
	}
	SPI_finish();
	return PointerGetDatum(NULL);
}

/*
 * Trigger: hours and exceptions follow their calendar when it is renamed, and go
 * with it.  A transaction that does not see all of them fails, or some would stay.
 */
Datum
bsc_calendar_changed(PG_FUNCTION_ARGS)
{
	static const char *const renamed[] = {
		"UPDATE bsc.calendar_hours AS h SET calendar = $2 WHERE h.calendar OPERATOR(pg_catalog.=) $1",
		"UPDATE bsc.calendar_exception AS h SET calendar = $2 WHERE h.calendar OPERATOR(pg_catalog.=) $1"
	};
	static const char *const removed[] = {
		"DELETE FROM bsc.calendar_hours AS h WHERE h.calendar OPERATOR(pg_catalog.=) $1",
		"DELETE FROM bsc.calendar_exception AS h WHERE h.calendar OPERATOR(pg_catalog.=) $1"
	};
	static const char *const truncated[] = {
		"DELETE FROM bsc.calendar_hours",
		"DELETE FROM bsc.calendar_exception"
	};
	TriggerData *trigger = CalendarTrigger(fcinfo, "_calendar_changed");
	const char *const *statements = truncated;
	Datum		codes[2];
	int			ncodes = 0;

	if (!TRIGGER_FIRED_BY_TRUNCATE(trigger->tg_event))
	{
		statements = removed;
		codes[ncodes++] = CodeOf(trigger, trigger->tg_trigtuple, "code");
	}
	if (TRIGGER_FIRED_BY_UPDATE(trigger->tg_event))
	{
		statements = renamed;
		codes[ncodes++] = CodeOf(trigger, trigger->tg_newtuple, "code");
	}

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	for (int i = 0; i < 2; i++)
	{
		bool		pinned = IsolationUsesXactSnapshot();

		(void) Execute(statements[i], ncodes, codes, pinned ? GetLatestSnapshot() : InvalidSnapshot,
					   pinned ? GetTransactionSnapshot() : InvalidSnapshot);
	}
	SPI_finish();
	return PointerGetDatum(NULL);
}
