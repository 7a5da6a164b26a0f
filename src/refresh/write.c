/*
 * write.c
 *	  Makes what a measure's query found its actuals of the period.
 *
 * One statement compares what was found with what is recorded, and keeps of
 * both only what is to be written: what is new or different, and what a refresh
 * recorded earlier and no longer comes.  A row that is there with the same value
 * is read and no more, so that refreshing again costs reading only; if all are,
 * nothing is written at all, and the caller need not even ask which statuses
 * could change by it.
 *
 * The rest is written by at most three statements as the caller, with her
 * rights: one for each of what is gone, changed and new.  Others may have recorded
 * by hand meanwhile.  What is changed is therefore looked at again; but new rows
 * are simply inserted, for ON CONFLICT makes that dearer by half, and only if one
 * turns out to be there after all is everything done again with it.  What was
 * recorded by hand gives way to a value of the query's, but not to its silence.
 *
 * Where silence means zero, those entities that were expected and did not come
 * are found beside the others, with value and volume 0 and a source of their own
 * (bsc._expected tells who is expected).
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "refresh/refresh.h"
#include "scorecard/scorecard.h"
#include "utils/builtins.h"

/* columns of the rows to be written, counted from 0 */
#define CHANGE_VALUE	1
#define CHANGE_PLACE	4

/*
 * The rows that are to be there: $1 is the measure's id, $2 the period, $3
 * whether the query has no column for entities.
 */
#define WANTED_FOUND \
	" FROM (SELECT f.entity, f.value, f.volume, 'refresh'::text AS source FROM found AS f) AS w"

#define WANTED_FOUND_OR_ZERO \
	" FROM (SELECT coalesce(f.entity, e.entity) AS entity," \
	" coalesce(f.value, CASE WHEN e.entity IS NOT NULL THEN 0::double precision END) AS value," \
	" CASE WHEN f.value IS NOT NULL THEN f.volume" \
	" WHEN e.entity IS NOT NULL THEN 0::double precision END AS volume," \
	" CASE WHEN f.value IS NULL THEN 'empty'::text ELSE 'refresh'::text END AS source" \
	" FROM found AS f" \
	" FULL JOIN bsc._expected($1, $2, $3) AS e (entity) ON e.entity = f.entity) AS w"

/*
 * Those of them that are not recorded so, and those recorded that are to go:
 * their value is NULL.  It is a full join, which is done by hashing or merging
 * whatever the planner believes: a table that has never been analyzed looks as
 * if it had a row or two here, and nested loops over the hundred thousand that
 * it really has would never end.  For the same reason the condition is written
 * so that the planner cannot tell that it drops rows of one side, and the rows to
 * delete are known by their place.  (No other row can come to that place while
 * the snapshot of the calling statement is held.)
 */
#define COMPARE(wanted) \
	"SELECT coalesce(w.entity, r.entity) AS entity, w.value, w.volume, w.source, r.place" \
	wanted \
	" FULL JOIN (SELECT o.ctid AS place, o.entity, o.value, o.volume, o.source FROM bsc.actual AS o" \
	" WHERE o.measure_id = $1 AND o.period OPERATOR(bsc.=) $2) AS r" \
	" ON r.entity = w.entity" \
	" WHERE CASE WHEN w.value IS NULL THEN coalesce(r.source, '') IN ('refresh', 'empty')" \
	" WHEN w.source = 'empty' AND coalesce(r.source, 'empty') NOT IN ('refresh', 'empty') THEN false" \
	" ELSE (w.value, w.volume, w.source) IS DISTINCT FROM (r.value, r.volume, coalesce(r.source, '')) END"

static const char compare_found[] = COMPARE(WANTED_FOUND);
static const char compare_found_or_zero[] = COMPARE(WANTED_FOUND_OR_ZERO);

static const char delete_gone[] =
"DELETE FROM bsc.actual AS a"
" WHERE a.source IN ('refresh', 'empty') AND a.measure_id = $1"
" AND a.ctid = ANY (ARRAY(SELECT c.place FROM change AS c WHERE c.value IS NULL))";

#define INSERT_CHANGE \
	"INSERT INTO bsc.actual AS a (measure_id, entity, period, value, volume, source)" \
	" SELECT $1, c.entity, $2, c.value, c.volume, c.source FROM change AS c" \
	" WHERE c.value IS NOT NULL"

#define OR_UPDATE \
	" ON CONFLICT (measure_id, entity, period) DO UPDATE" \
	" SET value = excluded.value, volume = excluded.volume, source = excluded.source," \
	" recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by" \
	" WHERE (a.value, a.volume, a.source)" \
	" IS DISTINCT FROM (excluded.value, excluded.volume, excluded.source)" \
	" AND (excluded.source = 'refresh' OR a.source IN ('refresh', 'empty'))"

static const char insert_new[] = INSERT_CHANGE " AND c.place IS NULL";
static const char put_changed[] = INSERT_CHANGE " AND c.place IS NOT NULL" OR_UPDATE;
static const char put_all[] = INSERT_CHANGE OR_UPDATE;

static const char find_twice[] =
"SELECT f.entity FROM found AS f GROUP BY f.entity HAVING count(*) > 1 ORDER BY f.entity LIMIT 1";

static const char find_zeros[] =
"SELECT e.entity FROM bsc._expected($1, $2, $3) AS e (entity)"
" LEFT JOIN found AS f ON f.entity = e.entity WHERE f.value IS NULL ORDER BY e.entity";

/* what is to be done, for what does it in a subtransaction */
typedef struct Writing
{
	int64		measure_id;
	const MeasureQuery *measure;
	const Found *found;
	void		(*before) (void *argument);
	void	   *argument;
	bool		again;			/* has an insert met a row that was new itself? */
	uint64		rows;
} Writing;

/*
 * No entity comes twice, or it would be chance which of its values counts.
 */
static void
CheckFound(const Found *found)
{
	const char *entity;

	if (!found->maybe_twice)
		return;
	if (SPI_execute(find_twice, false, 1) != SPI_OK_SELECT)
		elog(ERROR, "SPI_execute failed: %s", find_twice);
	if (SPI_processed == 0)
		return;

	entity = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	ereport(ERROR,
			(errcode(ERRCODE_CARDINALITY_VIOLATION),
			 entity[0] == '\0' ? errmsg("the query returned more than one row for the whole") :
			 errmsg("the query returned more than one row for entity \"%s\"", entity),
			 entity[0] == '\0' && found->has_entity ? errhint(NAME_THE_REST) :
			 errhint("Group by the entity; a row without one, or with NULL, stands for the whole.")));
}

/*
 * Raise an error if the rows cannot be recorded as they are, and put those that
 * silence means beside them.
 */
void
WriteCheck(int64 measure_id, const MeasureQuery *measure, Found *found)
{
	int			nestlevel = OwnBeginPath();

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	OwnRegister("found", found->store, found->desc);
	CheckFound(found);
	if (measure->zero)
	{
		Oid			types[] = {INT8OID, measure->period_type, BOOLOID};
		Datum		values[] = {Int64GetDatum(measure_id), measure->period, BoolGetDatum(!found->has_entity)};

		OwnExecute(find_zeros, lengthof(types), types, values, NULL);
		for (uint64 i = 0; i < SPI_processed; i++)
		{
			Datum		row[FOUND_COLUMNS];
			bool		nulls[FOUND_COLUMNS] = {false};

			CHECK_FOR_INTERRUPTS();
			row[FOUND_ENTITY] = OwnDatum(i, 1);
			row[FOUND_VALUE] = row[FOUND_VOLUME] = Float8GetDatum(0);
			tuplestore_putvalues(found->store, found->desc, row, nulls);
		}
	}
	SPI_finish();
	OwnEndPath(nestlevel);
}

/*
 * Compare what was found with what is recorded, and put what is to be written
 * into the tuplestore.  Returns the form of its rows.
 */
static TupleDesc
CompareFound(const Writing *writing, Tuplestorestate *changes)
{
	const MeasureQuery *measure = writing->measure;
	Oid			types[] = {INT8OID, measure->period_type, BOOLOID};
	Datum		values[] = {Int64GetDatum(writing->measure_id), measure->period,
	BoolGetDatum(!writing->found->has_entity)};

	OwnRegister("found", writing->found->store, writing->found->desc);
	CheckFound(writing->found);
	return OwnIntoStore(measure->zero ? compare_found_or_zero : compare_found,
						  measure->zero ? 3 : 2, types, values, changes, CurrentMemoryContext);
}

/*
 * Which of the statements are there rows for?
 */
static void
LookAtChanges(Tuplestorestate *changes, TupleDesc desc, bool *gone, bool *changed, bool *new)
{
	TupleTableSlot *slot = MakeSingleTupleTableSlot(desc, &TTSOpsMinimalTuple);

	*gone = *changed = *new = false;
	tuplestore_rescan(changes);
	while (!(*gone && *changed && *new) &&
		   tuplestore_gettupleslot(changes, true, false, slot))
	{
		CHECK_FOR_INTERRUPTS();
		if (slot_attisnull(slot, CHANGE_VALUE + 1))
			*gone = true;
		else if (slot_attisnull(slot, CHANGE_PLACE + 1))
			*new = true;
		else
			*changed = true;
	}
	ExecDropSingleTupleTableSlot(slot);
}

/*
 * One of the statements; how many rows it changed.
 */
static uint64
ExecuteWrite(const char *statement, int expected, const Writing *writing)
{
	Oid			types[2] = {INT8OID, writing->measure->period_type};
	Datum		values[2] = {Int64GetDatum(writing->measure_id), writing->measure->period};
	int			result = SPI_execute_with_args(statement, 2, types, values, NULL, false, 0);

	if (result != expected)
		elog(ERROR, "SPI_execute_with_args failed: %s", SPI_result_code_string(result));
	return SPI_processed;
}

static void
WriteFound(void *argument)
{
	Writing    *writing = argument;
	Tuplestorestate *changes = tuplestore_begin_heap(false, false, work_mem);
	TupleDesc	desc;
	bool		gone;
	bool		changed;
	bool		new;

	writing->rows = 0;
	MeasureLock(writing->measure_id);
	desc = CompareFound(writing, changes);
	LookAtChanges(changes, desc, &gone, &changed, &new);
	if (gone || changed || new)
		writing->before(writing->argument);
	OwnRegister("change", changes, desc);
	if (gone)
		writing->rows += ExecuteWrite(delete_gone, SPI_OK_DELETE, writing);
	if (writing->again && (changed || new))
		writing->rows += ExecuteWrite(put_all, SPI_OK_INSERT, writing);
	else
	{
		if (changed)
			writing->rows += ExecuteWrite(put_changed, SPI_OK_INSERT, writing);
		if (new)
			writing->rows += ExecuteWrite(insert_new, SPI_OK_INSERT, writing);
	}
	tuplestore_end(changes);
}

/*
 * Make what was found the measure's actuals of the period, in a subtransaction,
 * so that an error leaves the old ones; before() is called first if any is to
 * change.  Add the rows that changed to *changed.  Returns NULL or that error, in
 * the current memory context.
 *
 * (It is one subtransaction, because the server keeps some memory of each up to
 * the end of the transaction.)
 */
ErrorData *
WriteActuals(int64 measure_id, const MeasureQuery *measure, const Found *found,
			  void (*before) (void *argument), void *argument, int64 *changed)
{
	Writing		writing = {measure_id, measure, found, before, argument, false, 0};
	ErrorData  *error = OwnSubtransaction(WriteFound, &writing);

	if (error != NULL && error->sqlerrcode == ERRCODE_UNIQUE_VIOLATION)
	{
		writing.again = true;
		error = OwnSubtransaction(WriteFound, &writing);
	}
	if (error == NULL)
		*changed += writing.rows;
	return error;
}
