/*
 * rules.c
 *	  What actuals and plans must fit: their measure, and no closed period.
 *
 * The triggers look at all rows of a statement at once.  They ask for each
 * measure once, and for the closed periods near what was written, and judge the
 * rows here.  rules.sql says which rules there are.
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "period/period.h"
#include "scorecard/scorecard.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(bsc_check_written);
PG_FUNCTION_INFO_V1(bsc_check_removed);
PG_FUNCTION_INFO_V1(bsc_keep_history);

#define KEEP_HISTORY \
	"INSERT INTO bsc.actual_history" \
	" (measure_id, entity, period, value, volume, source, recorded_at, recorded_by)" \
	" SELECT r.measure_id, r.entity, r.period, r.value, r.volume, r.source, r.recorded_at, r.recorded_by" \
	" FROM removed AS r CROSS JOIN LATERAL (SELECT o.id FROM bsc.measure AS o" \
	" WHERE o.id OPERATOR(pg_catalog.=) r.measure_id OFFSET 0) AS m"

#define KEEP_TARGETS \
	"INSERT INTO bsc.plan_history" \
	" (scorecard_id, measure_id, entity, period, target, changed_at, changed_by, replaced_at)" \
	" SELECT m.scorecard_id, r.measure_id, r.entity, r.period, r.target, r.changed_at, r.changed_by," \
	" CASE WHEN r.changed_at OPERATOR(pg_catalog.>) n.now THEN r.changed_at ELSE n.now END" \
	" FROM (SELECT bsc._now()) AS n (now) CROSS JOIN removed AS r CROSS JOIN LATERAL (" \
	"SELECT o.scorecard_id FROM bsc.measure AS o WHERE o.id OPERATOR(pg_catalog.=) r.measure_id"

/* a measure that went without actuals leaves its targets as well */
#define OF_REMOVED_MEASURE \
	" UNION ALL SELECT h.scorecard_id FROM bsc.measure_history AS h JOIN bsc.scorecard AS s" \
	" ON s.id OPERATOR(pg_catalog.=) h.scorecard_id" \
	" WHERE h.measure_id OPERATOR(pg_catalog.=) r.measure_id AND NOT h.for_good LIMIT 1"

/* what follows its entity to a new code stays what it is */
#define NOT_RENAMED \
	" WHERE NOT EXISTS (SELECT 1 FROM bsc._entity_renaming AS n, bsc.measure AS x" \
	" WHERE x.id OPERATOR(pg_catalog.=) r.measure_id" \
	" AND n.scorecard_id OPERATOR(pg_catalog.=) x.scorecard_id" \
	" AND n.old_code OPERATOR(pg_catalog.=) r.entity)"

/* a closed period, and when it was closed */
typedef struct Closed
{
	Period		period;
	TimestampTz closed_at;
} Closed;

/* a scorecard that is written to */
typedef struct Company
{
	int64		id;
	int			first_month;
	uint64		nclosed;
	Closed	   *closed;
} Company;

/* a measure that is written to */
typedef struct Touched
{
	int64		id;
	int64		scorecard_id;
	Company    *company;
	char	   *code;
	char	   *frequency;
	char	   *rollup;
	PeriodGrain grain;
	bool		queried;		/* are its coarser actuals queried for? */
	int			first_month;
	bool		closes;			/* does its scorecard have closed periods? */
	bool		known;			/* false: there is no such measure (any more) */
} Touched;

/* an entity that is being renamed */
typedef struct Renaming
{
	int64		scorecard_id;
	char	   *code;			/* the old one of removed rows, the new one of written rows */
} Renaming;

/* the columns that both tables have */
typedef struct Columns
{
	int			measure_id;
	int			entity;
	int			period;
	int			recorded_at;	/* a plan's is changed_at */
} Columns;

/* what one statement touches */
typedef struct Rows
{
	TriggerData *trigger;
	bool		is_actual;
	Columns		columns;
	RowKeys		measures;
	Touched    *touched;		/* as many, in the same order */
	Company    *companies;
	int			ncompanies;
	Renaming   *renamings;
	uint64		nrenamings;
	Period		first;			/* of the periods that are given */
	Period		last;
} Rows;

/*
 * Which measures, and between which periods?
 */
static void
FindTouched(FunctionCallInfo fcinfo, Rows *rows)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	int			columns[2];
	RowKeys    *keys = &rows->measures;

	rows->trigger = trigger;
	rows->is_actual = strcmp(RelationGetRelationName(trigger->tg_relation), "actual") == 0;
	rows->columns.measure_id = TriggerColumn(trigger, "measure_id", INT8OID);
	rows->columns.entity = TriggerColumn(trigger, "entity", TEXTOID);
	rows->columns.period = TriggerColumn(trigger, "period", PeriodTypeOid());
	rows->columns.recorded_at = TriggerColumn(trigger, rows->is_actual ? "recorded_at" : "changed_at",
														  TIMESTAMPTZOID);
	columns[0] = rows->columns.measure_id;
	columns[1] = rows->columns.period;
	TriggerKeys(trigger, 2, columns, keys);
	for (uint64 i = 0; i < keys->count; i++)
	{
		Period		period = keys->keys[i].parts[1];

		/* periods compare as numbers: a day is the last of those that begin with it */
		rows->first = i == 0 ? period : Min(rows->first, period);
		rows->last = i == 0 ? period : Max(rows->last, period);
		keys->keys[i].parts[1] = 0;
	}
	SortKeys(keys);
}

/*
 * Look the measures up, with what their scorecards say.
 */
static void
ReadMeasures(Rows *rows)
{
	Oid			type = INT8OID;
	SPIPlanPtr	plan = PlanFind(InvalidOid, STATEMENT_MEASURE);

	if (plan == NULL)
		plan = PlanKeep(InvalidOid, STATEMENT_MEASURE,
						"SELECT m.scorecard_id, s.first_month, m.code, m.frequency, m.rollup,"
						" EXISTS (SELECT 1 FROM bsc.closed_period AS c"
						" WHERE c.scorecard_id OPERATOR(pg_catalog.=) m.scorecard_id)"
						" FROM bsc.measure AS m JOIN bsc.scorecard AS s"
						" ON s.id OPERATOR(pg_catalog.=) m.scorecard_id"
						" WHERE m.id OPERATOR(pg_catalog.=) $1", 1, &type);
	for (uint64 i = 0; i < rows->measures.count; i++)
	{
		Touched    *touched = &rows->touched[i];
		Datum		value = Int64GetDatum(rows->measures.keys[i].parts[0]);
		bool		isnull;

		CHECK_FOR_INTERRUPTS();
		PlanExecute(plan, &value, NULL, InvalidSnapshot, InvalidSnapshot, SPI_OK_SELECT);
		touched->id = rows->measures.keys[i].parts[0];
		touched->known = SPI_processed > 0;
		if (touched->known)
		{
			HeapTuple	row = SPI_tuptable->vals[0];
			TupleDesc	desc = SPI_tuptable->tupdesc;

			touched->scorecard_id = PlanInt64(0, 1);
			touched->first_month = DatumGetInt32(SPI_getbinval(row, desc, 2, &isnull));
			touched->code = SPI_getvalue(row, desc, 3);
			touched->frequency = SPI_getvalue(row, desc, 4);
			touched->rollup = SPI_getvalue(row, desc, 5);
			touched->closes = DatumGetBool(SPI_getbinval(row, desc, 6, &isnull));
			touched->grain = PeriodGrainFromCString(touched->frequency);
			touched->queried = strcmp(touched->rollup, "query") == 0;
		}
		SPI_freetuptable(SPI_tuptable);
	}
}

/*
 * Lock the scorecards of the measures, in order; true if all of them were
 * locked before the measures were read.
 */
static bool
LockCompanies(Rows *rows)
{
	RowKeys		scorecards = {palloc(rows->measures.count * sizeof(RowKey)), 0, rows->measures.count};
	bool		held = true;

	for (uint64 i = 0; i < rows->measures.count; i++)
		if (rows->touched[i].known)
			scorecards.keys[scorecards.count++] = (RowKey) {{rows->touched[i].scorecard_id, 0}};
	SortKeys(&scorecards);
	for (uint64 i = 0; i < scorecards.count; i++)
		held &= ScorecardLock(scorecards.keys[i].parts[0], SCORECARD_WRITE);

	rows->companies = palloc0(Max(scorecards.count, 1) * sizeof(Company));
	rows->ncompanies = (int) scorecards.count;
	for (uint64 i = 0; i < scorecards.count; i++)
		rows->companies[i].id = scorecards.keys[i].parts[0];
	return held;
}

/*
 * The day, as a period, that lies so many days from another; not outside the
 * calendar.
 */
static Period
DayNear(DateADT day, int days)
{
	DateADT		first = date2j(1, 1, 1) - POSTGRES_EPOCH_JDATE;
	DateADT		last = date2j(9999, 12, 31) - POSTGRES_EPOCH_JDATE;

	return PeriodOfDate(Max(first, Min(last, day + days)), PERIOD_DAY, 1);
}

/*
 * Read the closed periods of a scorecard that what was written could lie in:
 * a period is no longer than a year, and a week sticks out by some days.
 */
static void
ReadClosed(Rows *rows, Company *company)
{
	Oid			period = PeriodTypeOid();
	Oid			types[3] = {INT8OID, period, period};
	SPIPlanPtr	plan = PlanFind(period, STATEMENT_CLOSED_NEAR);
	Datum		values[3];

	if (plan == NULL)
		plan = PlanKeep(period, STATEMENT_CLOSED_NEAR,
						"SELECT c.period, c.closed_at FROM bsc.closed_period AS c"
						" WHERE c.scorecard_id OPERATOR(pg_catalog.=) $1"
						" AND c.period OPERATOR(bsc.>=) $2 AND c.period OPERATOR(bsc.<=) $3", 3, types);
	values[0] = Int64GetDatum(company->id);
	values[1] = PeriodGetDatum(DayNear(PeriodFirstDay(rows->first), -380));
	values[2] = PeriodGetDatum(DayNear(PeriodFirstDay(rows->last), 380));
	PlanExecute(plan, values, NULL, InvalidSnapshot, InvalidSnapshot, SPI_OK_SELECT);
	company->nclosed = SPI_processed;
	company->closed = palloc(Max(SPI_processed, 1) * sizeof(Closed));
	for (uint64 i = 0; i < company->nclosed; i++)
	{
		company->closed[i].period = PlanInt64(i, 1);
		company->closed[i].closed_at = PlanInt64(i, 2);
	}
	SPI_freetuptable(SPI_tuptable);
}

/*
 * May the user rename entities?  Who may not even look at what is being renamed
 * renames nothing.
 */
static bool
MayRename(void)
{
	Oid			table = get_relname_relid("_entity_renaming", get_namespace_oid("bsc", false));

	return pg_class_aclcheck(table, GetUserId(), ACL_SELECT) == ACLCHECK_OK;
}

/*
 * Read which entities the statement renames, if it does: entities.sql says how.
 */
static void
ReadRenamings(Rows *rows, bool written)
{
	SPIPlanPtr	plan;

	if (!TRIGGER_FIRED_BY_UPDATE(rows->trigger->tg_event) || !MayRename())
		return;
	plan = PlanFind(InvalidOid, STATEMENT_RENAMINGS);
	if (plan == NULL)
		plan = PlanKeep(InvalidOid, STATEMENT_RENAMINGS,
						"SELECT r.scorecard_id, r.old_code, r.new_code FROM bsc._entity_renaming AS r", 0, NULL);
	PlanExecute(plan, NULL, NULL, InvalidSnapshot, InvalidSnapshot, SPI_OK_SELECT);
	rows->nrenamings = SPI_processed;
	rows->renamings = palloc(Max(SPI_processed, 1) * sizeof(Renaming));
	for (uint64 i = 0; i < rows->nrenamings; i++)
	{
		rows->renamings[i].scorecard_id = PlanInt64(i, 1);
		rows->renamings[i].code = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, written ? 3 : 2);
	}
	SPI_freetuptable(SPI_tuptable);
}

/*
 * Does the row only follow an entity to its new code?
 */
static bool
IsRenamed(Rows *rows, Touched *measure, TupleTableSlot *slot)
{
	bool		isnull;
	char	   *entity;
	bool		result = false;

	if (rows->nrenamings == 0)
		return false;
	entity = TextDatumGetCString(slot_getattr(slot, rows->columns.entity, &isnull));
	for (uint64 i = 0; i < rows->nrenamings && !result; i++)
		result = rows->renamings[i].scorecard_id == measure->scorecard_id &&
			strcmp(rows->renamings[i].code, entity) == 0;
	pfree(entity);
	return result;
}

/*
 * Read all that the rows are judged by, under the locks of their scorecards.
 */
static void
ReadRules(Rows *rows)
{
	rows->touched = palloc0(rows->measures.count * sizeof(Touched));
	ReadMeasures(rows);
	if (!LockCompanies(rows))
		ReadMeasures(rows);
	for (uint64 i = 0; i < rows->measures.count; i++)
	{
		Touched    *touched = &rows->touched[i];

		for (int c = 0; c < rows->ncompanies && touched->known; c++)
			if (rows->companies[c].id == touched->scorecard_id)
				touched->company = &rows->companies[c];
		if (touched->company != NULL && touched->closes && touched->company->closed == NULL)
			ReadClosed(rows, touched->company);
	}
}

static Touched *
FindMeasure(Rows *rows, int64 id)
{
	uint64		low = 0;
	uint64		high = rows->measures.count;

	while (low < high)
	{
		uint64		middle = low + (high - low) / 2;

		if (rows->touched[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return &rows->touched[low];
}

/*
 * May this row be written although its period is closed?  The function in SQL
 * says when: a dump brings it back.
 */
static bool
IsRestored(TimestampTz recorded_at, TimestampTz closed_at)
{
	Oid			types[2] = {TIMESTAMPTZOID, TIMESTAMPTZOID};
	Datum		values[2] = {TimestampTzGetDatum(recorded_at), TimestampTzGetDatum(closed_at)};
	SPIPlanPtr	plan = PlanFind(InvalidOid, STATEMENT_IS_RESTORED);
	bool		isnull;
	Datum		result;

	if (plan == NULL)
		plan = PlanKeep(InvalidOid, STATEMENT_IS_RESTORED, "SELECT bsc._is_restored($1, $2)", 2, types);
	PlanExecute(plan, values, NULL, InvalidSnapshot, InvalidSnapshot, SPI_OK_SELECT);
	result = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull);
	return !isnull && DatumGetBool(result);
}

/*
 * Raise the error that a period is closed.
 */
static void
RefuseClosed(int64 scorecard_id, Period closed)
{
	Oid			period = PeriodTypeOid();
	Oid			types[2] = {INT8OID, period};
	Datum		values[2] = {Int64GetDatum(scorecard_id), PeriodGetDatum(closed)};
	SPIPlanPtr	plan = PlanFind(period, STATEMENT_REFUSE_CLOSED);

	if (plan == NULL)
		plan = PlanKeep(period, STATEMENT_REFUSE_CLOSED, "SELECT bsc._refuse_closed($1, $2)", 2, types);
	PlanExecute(plan, values, NULL, InvalidSnapshot, InvalidSnapshot, SPI_OK_SELECT);
}

/*
 * Refuse a row inside a closed period.
 */
static void
CheckOpen(Rows *rows, Touched *measure, Period period, TimestampTz recorded_at)
{
	Company    *company = measure->company;

	for (uint64 i = 0; i < company->nclosed; i++)
		if (PeriodIsPart(period, company->closed[i].period) &&
			!(TRIGGER_FIRED_BY_INSERT(rows->trigger->tg_event) &&
			  IsRestored(recorded_at, company->closed[i].closed_at)))
			RefuseClosed(company->id, company->closed[i].period);
}

/*
 * A period is one of the measure's frequency and of its company year.  Coarser
 * ones are for plans, and for the actuals of measures whose query is run for
 * them.
 */
static void
CheckFit(Rows *rows, Touched *measure, Period period)
{
	PeriodGrain grain = PeriodGrainOf(period);
	bool		own = grain >= PERIOD_MONTH ||
		PeriodOfDate(PeriodFirstDay(period), grain, measure->first_month) == period;
	bool		allowed;

	if (rows->is_actual && strcmp(measure->rollup, "formula") == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("measure \"%s\" takes no actuals: its formula gives them", measure->code),
				 errhint("Record what the formula is made of.")));
	allowed = grain <= measure->grain && (!rows->is_actual || measure->queried || grain == measure->grain);
	if (own && allowed)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("measure \"%s\" takes no %s for period %s", measure->code,
					rows->is_actual ? "actual" : "target", PeriodToCstring(period)),
			 errdetail("Its frequency is %s, its roll-up %s, and its company year starts in month %d.",
					   measure->frequency, measure->rollup, measure->first_month),
			 allowed ? errhint("Its first day is in %s, its last day in %s.",
							   PeriodToCstring(PeriodOfDate(PeriodFirstDay(period), grain, measure->first_month)),
							   PeriodToCstring(PeriodOfDate(PeriodLastDay(period), grain, measure->first_month))) :
			 errhint("Give a %s, such as %s.", measure->frequency,
					 PeriodToCstring(PeriodOfDate(PeriodFirstDay(period), measure->grain, measure->first_month)))));
}

/*
 * Check each row of a statement.  Rows whose measure does not exist pass: a
 * dump may load it later, or it is being dropped.
 */
static void
CheckRows(FunctionCallInfo fcinfo, bool written)
{
	MemoryContext caller = CurrentMemoryContext;
	Rows		rows = {0};
	Tuplestorestate *store;
	TupleTableSlot *slot;
	Touched    *measure = NULL;

	if (!TriggerHasRows((TriggerData *) fcinfo->context))
		return;
	FindTouched(fcinfo, &rows);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	ReadRules(&rows);
	ReadRenamings(&rows, written);

	store = TriggerRows(rows.trigger);
	slot = MakeSingleTupleTableSlot(RelationGetDescr(rows.trigger->tg_relation), &TTSOpsMinimalTuple);
	while (tuplestore_gettupleslot(store, true, false, slot))
	{
		bool		isnull;
		int64		id = DatumGetInt64(slot_getattr(slot, rows.columns.measure_id, &isnull));
		Period		period = DatumGetPeriod(slot_getattr(slot, rows.columns.period, &isnull));
		TimestampTz recorded_at = DatumGetTimestampTz(slot_getattr(slot, rows.columns.recorded_at, &isnull));

		CHECK_FOR_INTERRUPTS();
		if (measure == NULL || measure->id != id)
			measure = FindMeasure(&rows, id);
		if (measure->company == NULL)
			continue;
		if (IsRenamed(&rows, measure, slot))
			continue;
		CheckOpen(&rows, measure, period, recorded_at);
		if (written)
			CheckFit(&rows, measure, period);
	}
	ExecDropSingleTupleTableSlot(slot);
	SPI_finish();
	MemoryContextSwitchTo(caller);
}

/*
 * Trigger: actuals and plans fit their measure and lie in no closed period.
 */
Datum
bsc_check_written(PG_FUNCTION_ARGS)
{
	CheckTrigger(fcinfo, "_check_written");
	CheckRows(fcinfo, true);
	return PointerGetDatum(NULL);
}

/*
 * Trigger: nothing is taken out of a closed period.
 */
Datum
bsc_check_removed(PG_FUNCTION_ARGS)
{
	CheckTrigger(fcinfo, "_check_removed");
	CheckRows(fcinfo, false);
	return PointerGetDatum(NULL);
}

/*
 * The statement that keeps what a statement replaced or removed.
 */
static char *
KeepStatement(TriggerData *trigger, bool renamer)
{
	StringInfoData text;

	initStringInfo(&text);
	if (strcmp(RelationGetRelationName(trigger->tg_relation), "actual") == 0)
		appendStringInfoString(&text, KEEP_HISTORY);
	else
		appendStringInfo(&text, "%s%s OFFSET 0) AS m", KEEP_TARGETS,
						 TRIGGER_FIRED_BY_DELETE(trigger->tg_event) ? OF_REMOVED_MEASURE : "");
	if (renamer)
		appendStringInfoString(&text, NOT_RENAMED);
	return text.data;
}

/*
 * Trigger: an actual or a target that is replaced or removed is kept in
 * actual_history or plan_history.  Actuals of a measure that is itself being
 * removed leave no history, and targets only if there were no actuals.
 */
Datum
bsc_keep_history(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	ScorecardStatement statement;
	SPIPlanPtr	plan;
	int			result;

	CheckTrigger(fcinfo, "_keep_history");
	if (!TriggerHasRows(trigger))
		return PointerGetDatum(NULL);

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	result = SPI_register_trigger_data(trigger);
	if (result < 0)
		elog(ERROR, "SPI_register_trigger_data failed: %s", SPI_result_code_string(result));
	statement = MayRename() ? STATEMENT_OF_RENAMER : STATEMENT_OF_TRIGGER;
	plan = PlanFind(trigger->tg_trigger->tgoid, statement);
	if (plan == NULL)
		plan = PlanKeep(trigger->tg_trigger->tgoid, statement,
						KeepStatement(trigger, statement == STATEMENT_OF_RENAMER), 0, NULL);
	PlanExecute(plan, NULL, NULL, InvalidSnapshot, InvalidSnapshot, SPI_OK_INSERT);
	SPI_finish();
	return PointerGetDatum(NULL);
}
