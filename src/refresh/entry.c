/*
 * entry.c
 *	  Rows put into the view of actuals, all of a statement together.
 *
 * A view with INSTEAD OF triggers is written row by row.  Were each row recorded
 * when it comes, a load of a thousand would fire the triggers of bsc.actual a
 * thousand times, and two loads that have the same rows in different orders
 * would wait for each other in a circle.  So a row that comes is looked at, so
 * that COPY can say in which line a code or a period is wrong, and kept; at the
 * statement's end all are recorded by one INSERT:
 *
 * - the scorecards are locked in the order of their ids, before any row; one
 *   that has several rows as for a refresh, so that others who write several
 *   of its rows, in whatever order, are waited for.  Who writes one waits for nobody;
 * - entities that are not in the catalogue of their scorecard are refused;
 * - the rows are written in the order of measure, entity and period.
 *
 * A row that a statement gives twice is recorded twice, and the first value is
 * in the history.  A statement of more than twenty thousand rows, or many
 * megabytes, is recorded in parts.
 *
 * What belongs together is known by the trigger before the statement: it opens
 * a gathering, and the one after the statement closes it.  Statements nest (a row
 * may come from a function that puts rows into the view), so gatherings do.
 * They live in the memory of the transaction or the savepoint, and are gone
 * when that is rolled back.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "miscadmin.h"
#include "refresh/record.h"
#include "scorecard/scorecard.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"

PG_FUNCTION_INFO_V1(bsc_enter_actual);
PG_FUNCTION_INFO_V1(bsc_enter_actuals);

/* so much is kept before it is written */
#define MOST_ROWS 20000
#define MOST_BYTES ((Size) 64 * 1024 * 1024)

/* the columns of the view */
enum
{
	COLUMN_SCORECARD,
	COLUMN_MEASURE,
	COLUMN_ENTITY,
	COLUMN_PERIOD,
	COLUMN_VALUE,
	COLUMN_VOLUME,
	COLUMNS
};

/* a measure that has rows */
typedef struct Known
{
	Entry		codes;			/* scorecard and measure */
	int64		id;
	int64		scorecard_id;
	uint64		rows;			/* that are kept */
	struct Known *next;			/* with the same hash */
} Known;

typedef struct KnownEntry
{
	uint64		hash;			/* hash key; must be first */
	Known	   *first;
} KnownEntry;

/* a row that is kept */
typedef struct Gathered
{
	Known	   *measure;
	text	   *entity;
	Period		period;
	float8		value;
	float8		volume;
	bool		no_volume;
	uint64		number;			/* in the order in which they came */
	uint64		turn;			/* how many before it have the same key */
} Gathered;

/* what one statement has put into the view so far */
typedef struct Gathering
{
	struct Gathering *outer;
	MemoryContext context;
	MemoryContext row_context;
	MemoryContextCallback callback;
	Oid			relid;
	int			columns[COLUMNS];
	HTAB	   *hash;			/* of the measures */
	List	   *measures;
	Known	   *last;			/* the measure of the last row */
	Gathered   *rows;
	uint64		count;
	uint64		size;
} Gathering;

static Gathering *gatherings = NULL;

/*
 * The innermost gathering of a view, or NULL.
 */
static Gathering *
FindGathering(Oid relid)
{
	for (Gathering *gathering = gatherings; gathering != NULL; gathering = gathering->outer)
		if (gathering->relid == relid)
			return gathering;
	return NULL;
}

/*
 * Its memory goes.
 */
static void
ForgetGathering(void *argument)
{
	for (Gathering **link = &gatherings; *link != NULL; link = &(*link)->outer)
		if (*link == argument)
		{
			*link = (*link)->outer;
			break;
		}
}

static void
FindColumns(TriggerData *trigger, int *columns)
{
	static const char *const names[COLUMNS] = {"scorecard", "measure", "entity", "period", "value", "volume"};

	for (int i = 0; i < COLUMNS; i++)
		columns[i] = TriggerColumn(trigger, names[i], i < COLUMN_VALUE ? TEXTOID : FLOAT8OID);
}

static void
OpenGathering(TriggerData *trigger)
{
	MemoryContext context = AllocSetContextCreate(CurTransactionContext, "bsc rows put into a view",
												  ALLOCSET_DEFAULT_SIZES);
	Gathering  *gathering = MemoryContextAllocZero(context, sizeof(Gathering));
	HASHCTL		ctl;

	gathering->context = context;
	gathering->row_context = AllocSetContextCreate(context, "rows", ALLOCSET_DEFAULT_SIZES);
	gathering->relid = RelationGetRelid(trigger->tg_relation);
	FindColumns(trigger, gathering->columns);
	ctl.keysize = sizeof(uint64);
	ctl.entrysize = sizeof(KnownEntry);
	ctl.hcxt = context;
	gathering->hash = hash_create("bsc measures put into a view", 64, &ctl, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);

	gathering->outer = gatherings;
	gatherings = gathering;
	gathering->callback.func = ForgetGathering;
	gathering->callback.arg = gathering;
	MemoryContextRegisterResetCallback(context, &gathering->callback);
}

static bool
SameText(Datum a, Datum b)
{
	text	   *x = DatumGetTextPP(a);
	text	   *y = DatumGetTextPP(b);

	return VARSIZE_ANY_EXHDR(x) == VARSIZE_ANY_EXHDR(y) &&
		memcmp(VARDATA_ANY(x), VARDATA_ANY(y), VARSIZE_ANY_EXHDR(x)) == 0;
}

static bool
HasCodes(const Known *known, const Entry *entry)
{
	return SameText(known->codes.measure, entry->measure) && SameText(known->codes.scorecard, entry->scorecard);
}

static uint64
HashText(Datum value, uint64 seed)
{
	text	   *bytes = DatumGetTextPP(value);

	return hash_bytes_extended((unsigned char *) VARDATA_ANY(bytes), (int) VARSIZE_ANY_EXHDR(bytes), seed);
}

/*
 * Look a measure up, or raise the error that there is none.
 */
static void
LookUp(Known *known, const Entry *entry)
{
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	while (!RecordFind(entry, &known->id, &known->scorecard_id))
	{
		CHECK_FOR_INTERRUPTS();
		RecordMiss(entry);		/* returns if it has just come into being */
	}
	SPI_finish();
}

/*
 * The measure of a row, which a statement looks up once.
 */
static Known *
FindKnown(Gathering *gathering, const Entry *entry)
{
	KnownEntry *bucket;
	Known	   *known;
	Known		found = {0};
	uint64		hash;
	bool		exists;
	MemoryContext caller;

	if (entry->no_scorecard || entry->no_measure)
		LookUp(&found, entry);	/* there is none */
	if (gathering->last != NULL && HasCodes(gathering->last, entry))
		return gathering->last;

	hash = HashText(entry->measure, HashText(entry->scorecard, 0));
	bucket = hash_search(gathering->hash, &hash, HASH_ENTER, &exists);
	if (!exists)
		bucket->first = NULL;
	for (known = bucket->first; known != NULL; known = known->next)
		if (HasCodes(known, entry))
			return known;

	LookUp(&found, entry);
	caller = MemoryContextSwitchTo(gathering->context);
	known = palloc(sizeof(Known));
	*known = found;
	known->codes.scorecard = PointerGetDatum(DatumGetTextPCopy(entry->scorecard));
	known->codes.measure = PointerGetDatum(DatumGetTextPCopy(entry->measure));
	known->next = bucket->first;
	bucket->first = known;
	gathering->measures = lappend(gathering->measures, known);
	MemoryContextSwitchTo(caller);
	return known;
}

/*
 * Has a scorecard several rows?
 */
static bool
HasSeveral(const Gathering *gathering, int64 scorecard_id)
{
	uint64		rows = 0;
	ListCell   *cell;

	foreach(cell, gathering->measures)
	{
		Known	   *known = lfirst(cell);

		if (known->scorecard_id == scorecard_id)
			rows += known->rows;
	}
	return rows > 1;
}

/*
 * Lock the scorecards of all measures, in the order of their ids.  Whom we have
 * waited for may have dropped a measure, or given its code to another.
 */
static void
LockScorecards(Gathering *gathering)
{
	bool		held;

	do
	{
		RowKeys		ids = {palloc(list_length(gathering->measures) * sizeof(RowKey)), 0, 0};
		ListCell   *cell;

		foreach(cell, gathering->measures)
			ids.keys[ids.count++] = (RowKey) {{((Known *) lfirst(cell))->scorecard_id, 0}};
		SortKeys(&ids);
		held = true;
		for (uint64 i = 0; i < ids.count; i++)
		{
			int64		id = ids.keys[i].parts[0];

			held &= ScorecardLock(id, HasSeveral(gathering, id) ? SCORECARD_REFRESH : SCORECARD_WRITE);
		}
		foreach(cell, gathering->measures)
			if (!held)
				LookUp(lfirst(cell), &((Known *) lfirst(cell))->codes);
	} while (!held);
}

/*
 * Does that row have the same key, or a lower one?
 */
static int
CompareGathered(const Gathered *x, const Gathered *y)
{
	int			xlen = VARSIZE_ANY_EXHDR(x->entity);
	int			ylen = VARSIZE_ANY_EXHDR(y->entity);
	int			order;

	if (x->measure->id != y->measure->id)
		return x->measure->id < y->measure->id ? -1 : 1;
	order = memcmp(VARDATA_ANY(x->entity), VARDATA_ANY(y->entity), Min(xlen, ylen));
	if (order != 0)
		return order;
	if (xlen != ylen)
		return xlen < ylen ? -1 : 1;
	return x->period == y->period ? 0 : x->period < y->period ? -1 : 1;
}

static int
ByKeyAndNumber(const void *a, const void *b)
{
	const Gathered *x = a;
	const Gathered *y = b;
	int			order = CompareGathered(x, y);

	return order != 0 ? order : x->number < y->number ? -1 : 1;
}

static int
ByTurnAndKey(const void *a, const void *b)
{
	const Gathered *x = a;
	const Gathered *y = b;

	return x->turn != y->turn ? (x->turn < y->turn ? -1 : 1) : CompareGathered(x, y);
}

/*
 * Record so many rows, of which no two have the same key.
 */
static void
PutRows(const Gathered *rows, uint64 nrows)
{
	static const Oid elements[3] = {INT8OID, TEXTOID, FLOAT8OID};
	Oid			period = PeriodTypeOid();
	Oid			types[5] = {INT8ARRAYOID, TEXTARRAYOID, get_array_type(period), FLOAT8ARRAYOID, FLOAT8ARRAYOID};
	SPIPlanPtr	plan = PlanFind(period, STATEMENT_PUT_ACTUALS);
	Datum	   *columns[5];
	Datum		values[5];
	bool	   *no_volume = palloc(nrows * sizeof(bool));
	int			count = 0;
	int			lower = 1;

	for (int c = 0; c < 5; c++)
		columns[c] = palloc(nrows * sizeof(Datum));
	for (uint64 i = 0; i < nrows; i++)
	{
		const Gathered *row = &rows[i];

		CHECK_FOR_INTERRUPTS();
		columns[0][count] = Int64GetDatum(row->measure->id);
		columns[1][count] = PointerGetDatum(row->entity);
		columns[2][count] = PeriodGetDatum(row->period);
		columns[3][count] = Float8GetDatum(row->value);
		columns[4][count] = Float8GetDatum(row->volume);
		no_volume[count++] = row->no_volume;
	}
	values[0] = PointerGetDatum(construct_array(columns[0], count, elements[0], sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
	values[1] = PointerGetDatum(construct_array(columns[1], count, elements[1], -1, false, TYPALIGN_INT));
	values[2] = PointerGetDatum(construct_array(columns[2], count, period, sizeof(Period), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
	values[3] = PointerGetDatum(construct_array(columns[3], count, elements[2], sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
	values[4] = PointerGetDatum(construct_md_array(columns[4], no_volume, 1, &count, &lower, elements[2], sizeof(float8),
												   FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
	if (plan == NULL)
		plan = PlanKeep(period, STATEMENT_PUT_ACTUALS,
						"INSERT INTO bsc.actual AS a (measure_id, entity, period, value, volume, source)"
						" SELECT r.measure_id, r.entity, r.period, r.value, r.volume, 'manual'::pg_catalog.text"
						" FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3),"
						" pg_catalog.unnest($4), pg_catalog.unnest($5)) AS r (measure_id, entity, period, value, volume)"
						RECORD_OVER, 5, types);
	PlanExecute(plan, values, NULL, InvalidSnapshot, InvalidSnapshot, SPI_OK_INSERT);
}

/*
 * Record the rows, which know their turns: those that come for the first time, then
 * those for the second, and so on.
 */
static void
PutTurns(Gathered *rows, uint64 nrows)
{
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext turn_context = AllocSetContextCreate(caller, "rows of one turn", ALLOCSET_DEFAULT_SIZES);
	uint64		end;

	qsort(rows, nrows, sizeof(Gathered), ByTurnAndKey);
	for (uint64 start = 0; start < nrows; start = end)
	{
		for (end = start + 1; end < nrows && rows[end].turn == rows[start].turn; end++)
			;
		MemoryContextSwitchTo(turn_context);
		PutRows(rows + start, end - start);
		MemoryContextSwitchTo(caller);
		MemoryContextReset(turn_context);
	}
	MemoryContextDelete(turn_context);
}

/*
 * The entities of the rows, which are in order: each that is not the one before.
 */
static void
CheckEntities(Gathering *gathering)
{
	Datum	   *scorecards = palloc(gathering->count * sizeof(Datum));
	Datum	   *entities = palloc(gathering->count * sizeof(Datum));
	int			count = 0;

	for (uint64 i = 0; i < gathering->count; i++)
	{
		Datum		scorecard = Int64GetDatum(gathering->rows[i].measure->scorecard_id);
		Datum		entity = PointerGetDatum(gathering->rows[i].entity);

		if (VARSIZE_ANY_EXHDR(DatumGetPointer(entity)) == 0 ||
			(count > 0 && scorecards[count - 1] == scorecard && SameText(entities[count - 1], entity)))
			continue;
		scorecards[count] = scorecard;
		entities[count++] = entity;
	}
	if (count > 0)
		RecordCheckEntities(construct_array(scorecards, count, INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE),
							construct_array(entities, count, TEXTOID, -1, false, TYPALIGN_INT));
}

/*
 * Record what has been kept.
 */
static void
Flush(Gathering *gathering)
{
	const Gathered *latest;

	if (gathering->count == 0)
		return;
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	LockScorecards(gathering);
	qsort(gathering->rows, gathering->count, sizeof(Gathered), ByKeyAndNumber);
	CheckEntities(gathering);
	latest = gathering->rows;
	for (uint64 i = 0; i < gathering->count; i++)
	{
		Gathered   *row = &gathering->rows[i];

		row->turn = i > 0 && CompareGathered(row - 1, row) == 0 ? (row - 1)->turn + 1 : 0;
		row->measure->rows = 0;
		if (PeriodFirstDay(row->period) > PeriodFirstDay(latest->period))
			latest = row;
	}
	RecordTellAhead(latest->measure->scorecard_id, latest->period);
	PutTurns(gathering->rows, gathering->count);
	SPI_finish();

	MemoryContextReset(gathering->row_context);
	gathering->rows = NULL;
	gathering->count = gathering->size = 0;
}

/*
 * Keep a row for the end of the statement.
 */
static void
KeepRow(Gathering *gathering, const Entry *entry)
{
	MemoryContext caller;
	Gathered   *row;
	Known	   *measure = FindKnown(gathering, entry);

	RecordRefuse(entry);
	gathering->last = measure;
	caller = MemoryContextSwitchTo(gathering->row_context);
	if (gathering->rows == NULL)
	{
		gathering->size = 16;
		gathering->rows = palloc(gathering->size * sizeof(Gathered));
	}
	else if (gathering->count == gathering->size)
	{
		gathering->size *= 2;
		gathering->rows = repalloc(gathering->rows, gathering->size * sizeof(Gathered));
	}
	row = &gathering->rows[gathering->count];
	row->measure = measure;
	row->entity = DatumGetTextPCopy(entry->entity);
	row->period = entry->period;
	row->value = entry->value;
	row->volume = entry->volume;
	row->no_volume = entry->no_volume;
	row->number = gathering->count++;
	measure->rows++;
	MemoryContextSwitchTo(caller);

	if (gathering->count >= MOST_ROWS || MemoryContextMemAllocated(gathering->row_context, false) > MOST_BYTES)
		Flush(gathering);
}

/*
 * Trigger: a row put into actual_entry is recorded, at the end of the statement,
 * and returned as it will be kept.
 */
Datum
bsc_enter_actual(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	Gathering  *gathering;
	TupleDesc	desc;
	Entry		entry = {0};
	Datum		values[COLUMNS];
	bool		nulls[COLUMNS];
	int			own_columns[COLUMNS];
	int		   *columns = own_columns;

	CheckTrigger(fcinfo, "_enter_actual");
	desc = RelationGetDescr(trigger->tg_relation);
	gathering = FindGathering(RelationGetRelid(trigger->tg_relation));
	if (gathering != NULL)
		columns = gathering->columns;
	else
		FindColumns(trigger, own_columns);
	for (int i = 0; i < COLUMNS; i++)
		values[i] = heap_getattr(trigger->tg_trigtuple, columns[i], desc, &nulls[i]);
	if (nulls[COLUMN_ENTITY])
		values[COLUMN_ENTITY] = CStringGetTextDatum("");
	nulls[COLUMN_ENTITY] = false;
	if (!nulls[COLUMN_PERIOD])
	{
		entry.period = PeriodParse(TextDatumGetCString(values[COLUMN_PERIOD]), NULL);
		values[COLUMN_PERIOD] = CStringGetTextDatum(PeriodToCstring(entry.period));
	}

	entry.scorecard = values[COLUMN_SCORECARD];
	entry.measure = values[COLUMN_MEASURE];
	entry.entity = values[COLUMN_ENTITY];
	entry.value = nulls[COLUMN_VALUE] ? 0 : DatumGetFloat8(values[COLUMN_VALUE]);
	entry.volume = nulls[COLUMN_VOLUME] ? 0 : DatumGetFloat8(values[COLUMN_VOLUME]);
	entry.no_scorecard = nulls[COLUMN_SCORECARD];
	entry.no_measure = nulls[COLUMN_MEASURE];
	entry.no_period = nulls[COLUMN_PERIOD];
	entry.no_value = nulls[COLUMN_VALUE];
	entry.no_volume = nulls[COLUMN_VOLUME];
	if (gathering != NULL)
		KeepRow(gathering, &entry);
	else
		Record(&entry);

	return PointerGetDatum(heap_modify_tuple_by_cols(trigger->tg_trigtuple, desc, 2,
													 (int[]) {columns[COLUMN_ENTITY], columns[COLUMN_PERIOD]},
													 (Datum[]) {values[COLUMN_ENTITY], values[COLUMN_PERIOD]},
													 (bool[]) {false, nulls[COLUMN_PERIOD]}));
}

/*
 * Trigger, before and after a statement that puts rows into actual_entry: what
 * comes in between is recorded together.
 */
Datum
bsc_enter_actuals(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	Gathering  *gathering;

	CheckTrigger(fcinfo, "_enter_actuals");
	if (TRIGGER_FIRED_BEFORE(trigger->tg_event))
		OpenGathering(trigger);
	else if ((gathering = FindGathering(RelationGetRelid(trigger->tg_relation))) != NULL)
	{
		Flush(gathering);
		MemoryContextDelete(gathering->context);
	}
	return PointerGetDatum(NULL);
}
