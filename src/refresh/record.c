/*
 * record.c
 *	  Recording by hand: one value, or a row put into the view of actuals.
 *
 * Both find the measure by its code, lock its scorecard, and put the row in
 * place of the one that is there.  The lock comes before the row: whoever
 * drops or closes the scorecard would else wait for the row while we wait for
 * the scorecard.  The three statements are planned once in a session.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "period/period.h"
#include "scorecard/scorecard.h"
#include "utils/builtins.h"
#include "utils/rel.h"

PG_FUNCTION_INFO_V1(bsc_record);
PG_FUNCTION_INFO_V1(bsc_record_text);
PG_FUNCTION_INFO_V1(bsc_enter_actual);

/* one actual, named by codes */
typedef struct Entry
{
	Datum		scorecard;		/* text */
	Datum		measure;		/* text */
	Datum		entity;			/* text, never null */
	Period		period;
	float8		value;
	float8		volume;
	bool		no_scorecard;	/* is it null? */
	bool		no_measure;
	bool		no_period;
	bool		no_value;
	bool		no_volume;
} Entry;

/*
 * The ids of the measure and its scorecard; false if there is no such one.
 */
static bool
FindIds(const Entry *entry, int64 *measure_id, int64 *scorecard_id)
{
	Oid			types[2] = {TEXTOID, TEXTOID};
	Datum		values[2] = {entry->scorecard, entry->measure};
	SPIPlanPtr	plan;

	if (entry->no_scorecard || entry->no_measure)
		return false;
	plan = PlanFind(InvalidOid, STATEMENT_FIND_MEASURE);
	if (plan == NULL)
		plan = PlanKeep(InvalidOid, STATEMENT_FIND_MEASURE,
						"SELECT m.id, m.scorecard_id FROM bsc.scorecard AS s JOIN bsc.measure AS m"
						" ON m.scorecard_id OPERATOR(pg_catalog.=) s.id"
						" WHERE s.code OPERATOR(pg_catalog.=) $1 AND m.code OPERATOR(pg_catalog.=) $2",
						2, types);
	PlanExecute(plan, values, NULL, InvalidSnapshot, InvalidSnapshot, SPI_OK_SELECT);
	if (SPI_processed == 0)
		return false;
	*measure_id = PlanInt64(0, 1);
	*scorecard_id = PlanInt64(0, 2);
	return true;
}

/*
 * Raise the error that says which code is unknown, and what there is.
 */
static void
MissMeasure(const Entry *entry)
{
	Oid			types[2] = {TEXTOID, TEXTOID};
	Datum		values[2] = {entry->scorecard, entry->measure};
	char		nulls[2] = {entry->no_scorecard ? 'n' : ' ', entry->no_measure ? 'n' : ' '};
	SPIPlanPtr	plan = PlanFind(InvalidOid, STATEMENT_MISS_MEASURE);

	if (plan == NULL)
		plan = PlanKeep(InvalidOid, STATEMENT_MISS_MEASURE,
						"SELECT bsc.measure_id($1, $2)", 2, types);
	PlanExecute(plan, values, nulls, InvalidSnapshot, InvalidSnapshot, SPI_OK_SELECT);
}

static void
RefuseNull(const Entry *entry)
{
	ereport(ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
			 errmsg("an actual needs a period and a value"),
			 errdetail("It is of measure %s, entity %s, period %s.",
					   quote_literal_cstr(TextDatumGetCString(entry->measure)),
					   quote_literal_cstr(TextDatumGetCString(entry->entity)),
					   entry->no_period ? "NULL" : quote_literal_cstr(PeriodToCstring(entry->period))),
			 errhint("To take one away, delete it from bsc.actual_entry.")));
}

/*
 * Put the row in place of the one that is there, unless that is the same.
 */
static void
PutActual(const Entry *entry, int64 measure_id)
{
	Oid			period = PeriodTypeOid();
	Oid			types[5] = {INT8OID, TEXTOID, period, FLOAT8OID, FLOAT8OID};
	Datum		values[5];
	char		nulls[5] = {' ', ' ', ' ', ' ', entry->no_volume ? 'n' : ' '};
	SPIPlanPtr	plan = PlanFind(period, STATEMENT_PUT_ACTUAL);

	if (plan == NULL)
		plan = PlanKeep(period, STATEMENT_PUT_ACTUAL,
						"INSERT INTO bsc.actual AS a (measure_id, entity, period, value, volume, source)"
						" VALUES ($1, $2, $3, $4, $5, 'manual'::pg_catalog.text)"
						" ON CONFLICT (measure_id, entity, period) DO UPDATE"
						" SET value = excluded.value, volume = excluded.volume, source = excluded.source,"
						" recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by"
						" WHERE a.value OPERATOR(pg_catalog.<>) excluded.value"
						" OR a.source OPERATOR(pg_catalog.<>) excluded.source"
						" OR CASE WHEN a.volume IS NULL OR excluded.volume IS NULL"
						" THEN a.volume IS NOT NULL OR excluded.volume IS NOT NULL"
						" ELSE a.volume OPERATOR(pg_catalog.<>) excluded.volume END", 5, types);
	values[0] = Int64GetDatum(measure_id);
	values[1] = entry->entity;
	values[2] = PeriodGetDatum(entry->period);
	values[3] = Float8GetDatum(entry->value);
	values[4] = Float8GetDatum(entry->volume);
	PlanExecute(plan, values, nulls, InvalidSnapshot, InvalidSnapshot, SPI_OK_INSERT);
}

/*
 * Record one actual.
 */
static void
Record(const Entry *entry)
{
	int64		measure_id;
	int64		scorecard_id;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	while (!FindIds(entry, &measure_id, &scorecard_id))
	{
		CHECK_FOR_INTERRUPTS();
		MissMeasure(entry);		/* returns if it has just come into being */
	}
	if (entry->no_period || entry->no_value)
		RefuseNull(entry);

	/* whom we have waited for may have dropped it, or given the code to another */
	if (!ScorecardLock(scorecard_id, SCORECARD_WRITE) &&
		!FindIds(entry, &measure_id, &scorecard_id))
		MissMeasure(entry);
	PutActual(entry, measure_id);
	SPI_finish();
}

/*
 * The arguments but the period: scorecard, measure, period, value, entity, volume.
 */
static void
ReadArguments(FunctionCallInfo fcinfo, Entry *entry)
{
	entry->no_scorecard = PG_ARGISNULL(0);
	entry->no_measure = PG_ARGISNULL(1);
	entry->no_period = PG_ARGISNULL(2);
	entry->no_value = PG_ARGISNULL(3);
	entry->no_volume = PG_ARGISNULL(5);
	entry->scorecard = PG_GETARG_DATUM(0);
	entry->measure = PG_GETARG_DATUM(1);
	entry->value = entry->no_value ? 0 : PG_GETARG_FLOAT8(3);
	entry->entity = PG_ARGISNULL(4) ? CStringGetTextDatum("") : PG_GETARG_DATUM(4);
	entry->volume = entry->no_volume ? 0 : PG_GETARG_FLOAT8(5);
}

/*
 * Record one actual of a period.
 */
Datum
bsc_record(PG_FUNCTION_ARGS)
{
	Entry		entry = {0};

	ReadArguments(fcinfo, &entry);
	if (!entry.no_period)
		entry.period = PG_GETARG_PERIOD(2);
	Record(&entry);
	PG_RETURN_VOID();
}

/*
 * The same with the period as text.
 */
Datum
bsc_record_text(PG_FUNCTION_ARGS)
{
	Entry		entry = {0};

	ReadArguments(fcinfo, &entry);
	if (!entry.no_period)
		entry.period = PeriodParse(text_to_cstring(PG_GETARG_TEXT_PP(2)), NULL);
	Record(&entry);
	PG_RETURN_VOID();
}

/*
 * Trigger: a row put into actual_entry is recorded, and returned as it is kept.
 */
Datum
bsc_enter_actual(PG_FUNCTION_ARGS)
{
	static const char *const names[] = {"scorecard", "measure", "entity", "period", "value", "volume"};
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	TupleDesc	desc;
	Entry		entry = {0};
	Datum		values[lengthof(names)];
	bool		nulls[lengthof(names)];
	int			columns[lengthof(names)];

	CheckTrigger(fcinfo, "_enter_actual");
	desc = RelationGetDescr(trigger->tg_relation);
	for (int i = 0; i < (int) lengthof(names); i++)
	{
		columns[i] = TriggerColumn(trigger, names[i], i < 4 ? TEXTOID : FLOAT8OID);
		values[i] = heap_getattr(trigger->tg_trigtuple, columns[i], desc, &nulls[i]);
	}
	if (nulls[2])
		values[2] = CStringGetTextDatum("");
	nulls[2] = false;
	if (!nulls[3])
	{
		entry.period = PeriodParse(TextDatumGetCString(values[3]), NULL);
		values[3] = CStringGetTextDatum(PeriodToCstring(entry.period));
	}

	entry.scorecard = values[0];
	entry.measure = values[1];
	entry.entity = values[2];
	entry.value = nulls[4] ? 0 : DatumGetFloat8(values[4]);
	entry.volume = nulls[5] ? 0 : DatumGetFloat8(values[5]);
	entry.no_scorecard = nulls[0];
	entry.no_measure = nulls[1];
	entry.no_period = nulls[3];
	entry.no_value = nulls[4];
	entry.no_volume = nulls[5];
	Record(&entry);

	return PointerGetDatum(heap_modify_tuple_by_cols(trigger->tg_trigtuple, desc, 2,
													 (int[]) {columns[2], columns[3]},
													 (Datum[]) {values[2], values[3]},
													 (bool[]) {nulls[2], nulls[3]}));
}
