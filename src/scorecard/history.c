/*
 * history.c
 *	  Who changed a row of the definition and when, and what it was before.
 *
 * Two triggers serve all tables of which history.sql keeps the past.  Before an
 * UPDATE one writes moment and user into the row, unless the row stays as it is;
 * what the statement says about these two counts for nothing.  After an UPDATE
 * or DELETE the other puts the old row into the table's history: the table of
 * that name with "_history" behind it, whose columns are called as the table's,
 * except for "id", which is "<table>_id" there.
 *
 * The times of one row follow each other without a gap: a change is never put
 * before the one that it replaces, even if its transaction began earlier.
 *
 * A scorecard that is being dropped leaves nothing, and neither does a code that
 * bsc.define() lends to a row while codes are handed on: nobody ever saw it.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "nodes/value.h"
#include "parser/parse_func.h"
#include "scorecard/scorecard.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(bsc_note_change);
PG_FUNCTION_INFO_V1(bsc_keep_row);

/* who and when, the same for all rows of a statement */
typedef struct Note
{
	TimestampTz moment;
	Datum		user;
	int			changed_at;		/* numbers of the columns */
	int			changed_by;
} Note;

/*
 * Is each column the same in both rows?
 */
static bool
IsSameRow(HeapTuple before, HeapTuple after, TupleDesc desc)
{
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute column = TupleDescAttr(desc, i);
		Datum		x;
		Datum		y;
		bool		x_null;
		bool		y_null;

		if (column->attisdropped)
			continue;
		x = heap_getattr(before, i + 1, desc, &x_null);
		y = heap_getattr(after, i + 1, desc, &y_null);
		if (x_null != y_null ||
			(!x_null && !datum_image_eq(x, y, column->attbyval, column->attlen)))
			return false;
	}
	return true;
}

/*
 * Find out who and when, once a statement.
 */
static Note *
NoteOf(FunctionCallInfo fcinfo)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	Note	   *note = fcinfo->flinfo->fn_extra;
	MemoryContext oldcontext;
	Oid			clock;

	if (note != NULL)
		return note;
	clock = LookupFuncName(list_make2(makeString("bsc"), makeString("_now")), 0, NULL, false);
	oldcontext = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
	note = palloc(sizeof(Note));
	note->moment = DatumGetTimestampTz(OidFunctionCall0(clock));
	note->user = CStringGetTextDatum(GetUserNameFromId(GetUserId(), false));
	note->changed_at = TriggerColumn(trigger, "changed_at", TIMESTAMPTZOID);
	note->changed_by = TriggerColumn(trigger, "changed_by", TEXTOID);
	fcinfo->flinfo->fn_extra = note;
	MemoryContextSwitchTo(oldcontext);
	return note;
}

/*
 * Trigger, before an UPDATE of a row: who changed it, and when.
 */
Datum
bsc_note_change(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	HeapTuple	before;
	HeapTuple	after;
	TupleDesc	desc;
	Note	   *note;
	int			columns[2];
	Datum		values[2];
	bool		nulls[2] = {false, false};
	TimestampTz since;
	bool		isnull;

	CheckTrigger(fcinfo, "_note_change");
	if (!TRIGGER_FIRED_BEFORE(trigger->tg_event) || !TRIGGER_FIRED_FOR_ROW(trigger->tg_event) ||
		!TRIGGER_FIRED_BY_UPDATE(trigger->tg_event))
		elog(ERROR, "trigger \"%s\" must come before an update of a row", trigger->tg_trigger->tgname);

	before = trigger->tg_trigtuple;
	after = trigger->tg_newtuple;
	desc = RelationGetDescr(trigger->tg_relation);
	if (IsSameRow(before, after, desc))
		return PointerGetDatum(after);
	note = NoteOf(fcinfo);

	since = DatumGetTimestampTz(heap_getattr(before, note->changed_at, desc, &isnull));
	columns[0] = note->changed_at;
	columns[1] = note->changed_by;
	values[0] = TimestampTzGetDatum(Max(note->moment, since));
	values[1] = note->user;
	return PointerGetDatum(heap_modify_tuple_by_cols(after, desc, 2, columns, values, nulls));
}

/*
 * Add ", name" and ", $n" to the two lists of an INSERT.
 */
static void
AppendColumn(StringInfo names, StringInfo values, const char *name, int number)
{
	appendStringInfo(names, "%s, ", quote_identifier(name));
	appendStringInfo(values, "$%d, ", number);
}

/*
 * Prepare the statement that puts an old row, column by column, into the history.
 */
static SPIPlanPtr
KeepStatement(TriggerData *trigger)
{
	TupleDesc	desc = RelationGetDescr(trigger->tg_relation);
	const char *relation = RelationGetRelationName(trigger->tg_relation);
	int			id = SPI_fnumber(desc, "id");
	int			code = SPI_fnumber(desc, "code");
	int			owner = SPI_fnumber(desc, "scorecard_id");
	Oid		   *types = palloc(desc->natts * sizeof(Oid));
	StringInfoData text;
	StringInfoData values;

	initStringInfo(&text);
	initStringInfo(&values);
	appendStringInfo(&text, "INSERT INTO bsc.%s (", quote_identifier(psprintf("%s_history", relation)));
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute column = TupleDescAttr(desc, i);

		types[i] = column->attisdropped ? INT4OID : column->atttypid;
		if (!column->attisdropped)
			AppendColumn(&text, &values,
						 i + 1 == id ? psprintf("%s_id", relation) : NameStr(column->attname), i + 1);
	}
	appendStringInfo(&text, "replaced_at) SELECT %sCASE WHEN $%d OPERATOR(pg_catalog.>) n.now THEN $%d ELSE n.now END"
					 " FROM (SELECT bsc._now()) AS n (now)",
					 values.data, TriggerColumn(trigger, "changed_at", TIMESTAMPTZOID),
					 TriggerColumn(trigger, "changed_at", TIMESTAMPTZOID));
	if (owner > 0)
		appendStringInfo(&text, " WHERE EXISTS (SELECT 1 FROM bsc.scorecard AS s WHERE s.id OPERATOR(pg_catalog.=) $%d)", owner);
	if (code > 0 && id > 0)
		appendStringInfo(&text, " %s $%d OPERATOR(pg_catalog.<>) bsc._lent_code($%d)", owner > 0 ? "AND" : "WHERE", code, id);
	return PlanKeep(trigger->tg_trigger->tgoid, STATEMENT_OF_TRIGGER, text.data, desc->natts, types);
}

/*
 * Trigger, after an UPDATE or DELETE of a row: keep what it was.
 */
Datum
bsc_keep_row(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	TupleDesc	desc;
	SPIPlanPtr	plan;
	Datum	   *values;
	bool	   *isnull;
	char	   *nulls;

	CheckTrigger(fcinfo, "_keep_row");
	if (!TRIGGER_FIRED_AFTER(trigger->tg_event) || !TRIGGER_FIRED_FOR_ROW(trigger->tg_event) ||
		TRIGGER_FIRED_BY_INSERT(trigger->tg_event))
		elog(ERROR, "trigger \"%s\" must come after an update or removal of a row", trigger->tg_trigger->tgname);

	desc = RelationGetDescr(trigger->tg_relation);
	if (TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) &&
		IsSameRow(trigger->tg_trigtuple, trigger->tg_newtuple, desc))
		return PointerGetDatum(NULL);

	values = palloc(desc->natts * sizeof(Datum));
	isnull = palloc(desc->natts * sizeof(bool));
	nulls = palloc(desc->natts);
	heap_deform_tuple(trigger->tg_trigtuple, desc, values, isnull);
	for (int i = 0; i < desc->natts; i++)
		nulls[i] = isnull[i] ? 'n' : ' ';

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	plan = PlanFind(trigger->tg_trigger->tgoid, STATEMENT_OF_TRIGGER);
	if (plan == NULL)
		plan = KeepStatement(trigger);
	PlanExecute(plan, values, nulls, InvalidSnapshot, InvalidSnapshot, SPI_OK_INSERT);
	SPI_finish();
	return PointerGetDatum(NULL);
}
