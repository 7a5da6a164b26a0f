/*
 * plan.c
 *	  Plans that a session keeps, and the rows that a trigger looks at.
 *
 * Whoever records one value fires half a dozen triggers, and planning their
 * statements would cost more than running them.  So each statement is planned
 * once in a session and kept until the session ends, as the server's triggers
 * for foreign keys do.  The table of plans is a cache and nothing else: what a
 * plan returns depends on the tables alone.
 *
 * - After DDL the server's plan cache analyzes and plans a statement again.
 * - Rights are checked whenever a plan runs, as those of the current user.
 * - Every table, function, operator and type is written with its schema, so
 *   that no search_path can put another in its place.
 * - A plan is kept under the oid of the trigger or of the type that it takes,
 *   which are others once the extension has been dropped and created again.
 *   Plans of the old one stay unused.  Nothing is ever freed: an invalid plan
 *   may still be running further up the stack.
 *
 * The statements find rows by their keys.  A plan made while a table has a row
 * or two would be kept when it has many, so none is made that reads a whole
 * table where an index would do.  Nor is any compiled: what looks up a row for
 * each of many costs far more by the planner's reckoning than it takes.
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi_priv.h"
#include "miscadmin.h"
#include "scorecard/scorecard.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/plancache.h"
#include "utils/rel.h"
#include "utils/resowner.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

typedef struct PlanKey
{
	Oid			owner;			/* a trigger, a type, or 0 */
	int			statement;
} PlanKey;

typedef struct PlanEntry
{
	PlanKey		key;			/* hash key; must be first */
	SPIPlanPtr	plan;
} PlanEntry;

static HTAB *plan_cache = NULL;

/*
 * The kept plan of a statement, or NULL.
 */
SPIPlanPtr
PlanFind(Oid owner, ScorecardStatement statement)
{
	PlanKey		key = {owner, statement};
	PlanEntry  *entry;

	if (plan_cache == NULL)
		return NULL;
	entry = hash_search(plan_cache, &key, HASH_FIND, NULL);
	return entry == NULL ? NULL : entry->plan;
}

/*
 * Prepare a statement and keep its plan.  The caller is connected to SPI.
 */
SPIPlanPtr
PlanKeep(Oid owner, ScorecardStatement statement, const char *text, int nargs, Oid *types)
{
	PlanKey		key = {owner, statement};
	PlanEntry  *entry;
	SPIPlanPtr	plan;
	bool		found;

	if (plan_cache == NULL)
	{
		HASHCTL		ctl;

		ctl.keysize = sizeof(PlanKey);
		ctl.entrysize = sizeof(PlanEntry);
		plan_cache = hash_create("bsc plans", 64, &ctl, HASH_ELEM | HASH_BLOBS);
	}

	plan = SPI_prepare_cursor(text, nargs, types, CURSOR_OPT_GENERIC_PLAN);
	if (plan == NULL)
		elog(ERROR, "SPI_prepare_cursor failed: %s", SPI_result_code_string(SPI_result));
	SPI_keepplan(plan);
	entry = hash_search(plan_cache, &key, HASH_ENTER, &found);
	entry->plan = plan;
	return plan;
}

/*
 * Let the server make the plan now, for use with an index and without JIT.
 */
static void
MakePlan(SPIPlanPtr plan)
{
	static const char *const off[] = {"enable_seqscan", "jit"};
	int			nestlevel = NewGUCNestLevel();
	CachedPlan *cached;

	for (int i = 0; i < lengthof(off); i++)
		(void) set_config_option(off[i], "off", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	cached = SPI_plan_get_cached_plan(plan);
	if (cached != NULL)
		ReleaseCachedPlan(cached, CurrentResourceOwner);
	AtEOXact_GUC(true, nestlevel);
}

/*
 * Has the server no plan for it, or none that is still good?
 */
static bool
IsUnplanned(SPIPlanPtr plan)
{
	CachedPlanSource *source = (CachedPlanSource *) linitial(SPI_plan_get_plan_sources(plan));

	return source->gplan == NULL || !source->gplan->is_valid || !SPI_plan_is_valid(plan);
}

/*
 * Run a kept plan; without a snapshot it sees what is committed by now, or
 * what the transaction's snapshot shows.
 */
void
PlanExecute(SPIPlanPtr plan, Datum *values, const char *nulls,
			Snapshot snapshot, Snapshot crosscheck, int expected)
{
	int			result;

	if (IsUnplanned(plan))
		MakePlan(plan);
	result = SPI_execute_snapshot(plan, values, nulls, snapshot, crosscheck, false, true, 0);
	if (result != expected)
		elog(ERROR, "SPI_execute_snapshot failed: %s", SPI_result_code_string(result));
}

/*
 * A column of the last result that holds a number and is never null.
 */
int64
PlanInt64(uint64 row, int column)
{
	bool		isnull;
	Datum		value = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &isnull);

	return isnull ? 0 : DatumGetInt64(value);
}

/*
 * The type bsc.period.
 */
Oid
PeriodTypeOid(void)
{
	return GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum("period"),
						   ObjectIdGetDatum(get_namespace_oid("bsc", false)));
}

/*
 * Refuse a call that is not from a trigger of this extension's own tables:
 * anybody may create a trigger with these functions on another table.
 */
void
CheckTrigger(FunctionCallInfo fcinfo, const char *name)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		RelationGetNamespace(trigger->tg_relation) != get_namespace_oid("bsc", false))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" is a trigger of the tables of bsc", name)));
}

/*
 * The number of a column, which must be of that type.
 */
int
TriggerColumn(TriggerData *trigger, const char *name, Oid type)
{
	TupleDesc	desc = RelationGetDescr(trigger->tg_relation);
	int			column = SPI_fnumber(desc, name);

	if (column <= 0 || SPI_gettypeid(desc, column) != type)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("table \"%s\" has no column \"%s\" of type %s",
						RelationGetRelationName(trigger->tg_relation), name, format_type_be(type))));
	return column;
}

/*
 * The rows that the statement wrote or, where the trigger has no such table,
 * those that it removed.
 */
static Tuplestorestate *
TransitionTable(TriggerData *trigger)
{
	Tuplestorestate *rows = trigger->tg_newtable != NULL ? trigger->tg_newtable : trigger->tg_oldtable;

	if (rows == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("trigger \"%s\" has no transition table", trigger->tg_trigger->tgname)));
	return rows;
}

/*
 * Did the statement write or remove any rows?  Every INSERT ... ON CONFLICT
 * fires the triggers of updates too, mostly for nothing.
 */
bool
TriggerHasRows(TriggerData *trigger)
{
	return tuplestore_tuple_count(TransitionTable(trigger)) > 0;
}

/*
 * The rows, to be read from the first one on.
 */
Tuplestorestate *
TriggerRows(TriggerData *trigger)
{
	Tuplestorestate *rows = TransitionTable(trigger);

	/* other triggers read the same rows, so read by a pointer of our own */
	tuplestore_select_read_pointer(rows, tuplestore_alloc_read_pointer(rows, EXEC_FLAG_REWIND));
	tuplestore_rescan(rows);
	return rows;
}

/*
 * One or two columns of all rows, without neighbours that are the same.  They
 * are numbers of eight bytes and never null.
 */
void
TriggerKeys(TriggerData *trigger, int ncolumns, const int *columns, RowKeys *keys)
{
	Tuplestorestate *rows = TriggerRows(trigger);
	TupleTableSlot *slot = MakeSingleTupleTableSlot(RelationGetDescr(trigger->tg_relation),
													&TTSOpsMinimalTuple);

	keys->count = 0;
	keys->size = 16;
	keys->keys = palloc(keys->size * sizeof(RowKey));
	while (tuplestore_gettupleslot(rows, true, false, slot))
	{
		RowKey		key = {{0, 0}};

		CHECK_FOR_INTERRUPTS();
		for (int i = 0; i < ncolumns; i++)
		{
			bool		isnull;
			Datum		value = slot_getattr(slot, columns[i], &isnull);

			key.parts[i] = isnull ? 0 : DatumGetInt64(value);
		}
		if (keys->count > 0 && memcmp(&keys->keys[keys->count - 1], &key, sizeof(key)) == 0)
			continue;
		if (keys->count == keys->size)
		{
			keys->size *= 2;
			keys->keys = repalloc_huge(keys->keys, mul_size(keys->size, sizeof(RowKey)));
		}
		keys->keys[keys->count++] = key;
	}
	ExecDropSingleTupleTableSlot(slot);
}

static int
CompareKeys(const void *a, const void *b)
{
	const RowKey *x = a;
	const RowKey *y = b;

	for (int i = 0; i < 2; i++)
		if (x->parts[i] != y->parts[i])
			return x->parts[i] < y->parts[i] ? -1 : 1;
	return 0;
}

/*
 * Put keys in order, each once.
 */
void
SortKeys(RowKeys *keys)
{
	uint64		kept = 0;

	if (keys->count < 2)
		return;
	qsort(keys->keys, keys->count, sizeof(RowKey), CompareKeys);
	for (uint64 i = 1; i < keys->count; i++)
		if (CompareKeys(&keys->keys[kept], &keys->keys[i]) != 0)
			keys->keys[++kept] = keys->keys[i];
	keys->count = kept + 1;
}
