/*
 * record.c
 *	  Recording by hand, one value at a time.
 *
 * Find the measure by its code, lock its scorecard, and put the row in place of
 * the one that is there.  The lock comes before the row: whoever drops or closes
 * the scorecard would else wait for the row while we wait for the scorecard.
 * The statements are planned once in a session.  (entry.c does the same for all
 * rows of a statement.)
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "refresh/record.h"
#include "scorecard/scorecard.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/float.h"

/* what the table's checks allow, too */
#define MOST_FIGURE 1e150

PG_FUNCTION_INFO_V1(bsc_record);
PG_FUNCTION_INFO_V1(bsc_record_text);

/*
 * The ids of the measure and its scorecard; false if there is no such one.
 */
bool
RecordFind(const Entry *entry, int64 *measure_id, int64 *scorecard_id)
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
void
RecordMiss(const Entry *entry)
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

/*
 * A value or a volume must be a number that sums and products leave one.
 */
static void
RefuseFigure(const Entry *entry, const char *what, float8 figure, const char *least)
{
	ereport(ERROR,
			(errcode(ERRCODE_CHECK_VIOLATION),
			 errmsg("%s of an actual is out of range: %s", what, float8out_internal(figure)),
			 errdetail("It is of measure %s, entity %s, period %s.",
					   quote_literal_cstr(TextDatumGetCString(entry->measure)),
					   quote_literal_cstr(TextDatumGetCString(entry->entity)),
					   quote_literal_cstr(PeriodToCstring(entry->period))),
			 errhint("It must be a number from %s to 1e150.", least)));
}

/*
 * An actual has a period and a value.  What the table's own checks would refuse is
 * refused here, in words, and while COPY still knows the line.
 */
void
RecordRefuse(const Entry *entry)
{
	if (!entry->no_period && !entry->no_value)
	{
		if (!(entry->value >= -MOST_FIGURE && entry->value <= MOST_FIGURE))
			RefuseFigure(entry, "value", entry->value, "-1e150");
		if (!entry->no_volume && !(entry->volume >= 0 && entry->volume <= MOST_FIGURE))
			RefuseFigure(entry, "volume", entry->volume, "0");
		return;
	}
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
 * Entities of scorecards that are locked, as two lists of one length, must be in
 * the catalogue, where a scorecard has one.  (Whatever a refresh finds is
 * recorded: there nobody is at hand to mend it.)
 */
void
RecordCheckEntities(ArrayType *scorecards, ArrayType *entities)
{
	Oid			types[2] = {INT8ARRAYOID, TEXTARRAYOID};
	Datum		values[2] = {PointerGetDatum(scorecards), PointerGetDatum(entities)};
	SPIPlanPtr	plan = PlanFind(InvalidOid, STATEMENT_CHECK_ENTITIES);

	if (plan == NULL)
		plan = PlanKeep(InvalidOid, STATEMENT_CHECK_ENTITIES,
						"SELECT bsc._check_entity(r.scorecard_id, r.entity)"
						" FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2)) WITH ORDINALITY"
						" AS r (scorecard_id, entity, number)"
						" WHERE (SELECT e.id FROM bsc.entity AS e"
						" WHERE e.scorecard_id OPERATOR(pg_catalog.=) r.scorecard_id LIMIT 1) IS NOT NULL"
						" AND (SELECT e.id FROM bsc.entity AS e"
						" WHERE e.scorecard_id OPERATOR(pg_catalog.=) r.scorecard_id"
						" AND e.code OPERATOR(pg_catalog.=) r.entity) IS NULL"
						" ORDER BY r.number",
						2, types);
	PlanExecute(plan, values, NULL, InvalidSnapshot, InvalidSnapshot, SPI_OK_SELECT);
}

/*
 * A notice if the latest period in which something is recorded has not begun.
 */
void
RecordTellAhead(int64 scorecard_id, Period latest)
{
	Oid			period = PeriodTypeOid();
	Oid			types[2] = {INT8OID, period};
	Datum		values[2] = {Int64GetDatum(scorecard_id), PeriodGetDatum(latest)};
	SPIPlanPtr	plan = PlanFind(period, STATEMENT_TELL_AHEAD);

	if (plan == NULL)
		plan = PlanKeep(period, STATEMENT_TELL_AHEAD,
						"SELECT bsc._tell_ahead($1, $2)", 2, types);
	PlanExecute(plan, values, NULL, InvalidSnapshot, InvalidSnapshot, SPI_OK_SELECT);
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
						RECORD_OVER, 5, types);
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
void
Record(const Entry *entry)
{
	int64		measure_id;
	int64		scorecard_id;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	while (!RecordFind(entry, &measure_id, &scorecard_id))
	{
		CHECK_FOR_INTERRUPTS();
		RecordMiss(entry);		/* returns if it has just come into being */
	}
	RecordRefuse(entry);

	/* whom we have waited for may have dropped it, or given the code to another */
	if (!ScorecardLock(scorecard_id, SCORECARD_WRITE) &&
		!RecordFind(entry, &measure_id, &scorecard_id))
		RecordMiss(entry);
	if (VARSIZE_ANY_EXHDR(DatumGetPointer(entry->entity)) > 0)
	{
		Datum		scorecard = Int64GetDatum(scorecard_id);
		Datum		entity = entry->entity;

		RecordCheckEntities(construct_array(&scorecard, 1, INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE),
							construct_array(&entity, 1, TEXTOID, -1, false, TYPALIGN_INT));
	}
	PutActual(entry, measure_id);
	RecordTellAhead(scorecard_id, entry->period);
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
