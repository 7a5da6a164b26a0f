/*
 * write.c
 *	  Makes what a measure's query found its actuals of the period, or of several.
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
 *
 * The statements for several periods are the same, with the period as one more
 * column by which rows are found again.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "refresh/refresh.h"
#include "scorecard/scorecard.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

/* columns of the rows to be written, counted from 0 */
#define CHANGE_VALUE	2
#define CHANGE_PLACE	5

/*
 * The rows that are to be there: $1 is the measure's id, $2 the period or the
 * periods, $3 whether the query has no column for entities.
 */
#define WANTED_FOUND \
	" FROM (SELECT f.entity, f.period, f.value, f.volume, 'refresh'::text AS source FROM found AS f) AS w"

#define WANTED_FOUND_OF_PERIODS \
	" FROM (SELECT f.entity, f.period, f.value, f.volume, 'refresh'::text AS source FROM found AS f" \
	" WHERE f.period OPERATOR(bsc.=) ANY ($2)) AS w"

#define FOUND_OR_ZERO \
	" FROM (SELECT coalesce(f.entity, e.entity) AS entity, coalesce(f.period, e.period) AS period," \
	" coalesce(f.value, CASE WHEN e.entity IS NOT NULL THEN 0::double precision END) AS value," \
	" CASE WHEN f.value IS NOT NULL THEN f.volume" \
	" WHEN e.entity IS NOT NULL THEN 0::double precision END AS volume," \
	" CASE WHEN f.value IS NULL THEN 'empty'::text ELSE 'refresh'::text END AS source"

#define WANTED_FOUND_OR_ZERO \
	FOUND_OR_ZERO \
	" FROM found AS f" \
	" FULL JOIN (SELECT x.entity, $2 AS period FROM bsc._expected($1, $2, $3) AS x (entity)) AS e" \
	" ON e.entity = f.entity) AS w"

#define WANTED_FOUND_OR_ZERO_OF_PERIODS \
	FOUND_OR_ZERO \
	" FROM (SELECT g.* FROM found AS g WHERE g.period OPERATOR(bsc.=) ANY ($2)) AS f" \
	" FULL JOIN (SELECT x.entity, p.period FROM unnest($2) AS p (period)" \
	" CROSS JOIN LATERAL bsc._expected($1, p.period, $3) AS x (entity)) AS e" \
	" ON e.entity = f.entity AND e.period OPERATOR(bsc.=) f.period) AS w"

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
#define COMPARE(wanted, recorded, same) \
	"SELECT coalesce(w.entity, r.entity) AS entity, coalesce(w.period, r.period) AS period," \
	" w.value, w.volume, w.source, r.place" \
	wanted \
	" FULL JOIN (SELECT o.ctid AS place, o.entity, o.period, o.value, o.volume, o.source FROM bsc.actual AS o" \
	" WHERE o.measure_id = $1 AND o.period OPERATOR(bsc.=) " recorded ") AS r" \
	" ON r.entity = w.entity" same \
	" WHERE CASE WHEN w.value IS NULL THEN coalesce(r.source, '') IN ('refresh', 'empty')" \
	" WHEN w.source = 'empty' AND coalesce(r.source, 'empty') NOT IN ('refresh', 'empty') THEN false" \
	" ELSE (w.value, w.volume, w.source) IS DISTINCT FROM (r.value, r.volume, coalesce(r.source, '')) END"

#define SAME_PERIOD		" AND r.period OPERATOR(bsc.=) w.period"

/* by whether there are several periods, and whether silence means zero */
static const char *const compare_found[2][2] =
{
	{COMPARE(WANTED_FOUND, "$2", ""), COMPARE(WANTED_FOUND_OR_ZERO, "$2", "")},
	{
		COMPARE(WANTED_FOUND_OF_PERIODS, "ANY ($2)", SAME_PERIOD),
		COMPARE(WANTED_FOUND_OR_ZERO_OF_PERIODS, "ANY ($2)", SAME_PERIOD)
	}
};

static const char delete_gone[] =
"DELETE FROM bsc.actual AS a"
" WHERE a.source IN ('refresh', 'empty') AND a.measure_id = $1"
" AND a.ctid = ANY (ARRAY(SELECT c.place FROM change AS c WHERE c.value IS NULL))";

#define INSERT_CHANGE \
	"INSERT INTO bsc.actual AS a (measure_id, entity, period, value, volume, source)" \
	" SELECT $1, c.entity, c.period, c.value, c.volume, c.source FROM change AS c" \
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
"SELECT f.entity, f.period FROM found AS f GROUP BY f.entity, f.period"
" HAVING count(*) > 1 ORDER BY f.entity, f.period LIMIT 1";

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
 * No entity comes twice in a period, or it would be chance which of its values
 * counts.
 */
static void
CheckFound(const MeasureQuery *measure, const Found *found)
{
	const char *entity;
	const char *where;

	if (!found->maybe_twice)
		return;
	if (SPI_execute(find_twice, false, 1) != SPI_OK_SELECT)
		elog(ERROR, "SPI_execute failed: %s", find_twice);
	if (SPI_processed == 0)
		return;

	entity = OwnText(0, 1);
	where = measure->nperiods == 1 ? "" :
		psprintf(" in %s", PeriodToCstring(DatumGetPeriod(OwnDatum(0, 2))));
	ereport(ERROR,
			(errcode(ERRCODE_CARDINALITY_VIOLATION),
			 entity[0] == '\0' ? errmsg("the query returned more than one row for the whole%s", where) :
			 errmsg("the query returned more than one row for entity \"%s\"%s", entity, where),
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
	CheckFound(measure, found);
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
			row[FOUND_PERIOD] = measure->period;
			tuplestore_putvalues(found->store, found->desc, row, nulls);
		}
	}
	SPI_finish();
	OwnEndPath(nestlevel);
}

/*
 * What $2 is: the period, or all of them.
 */
static Oid
PeriodsType(const MeasureQuery *measure)
{
	return measure->nperiods > 1 ? get_array_type(measure->period_type) : measure->period_type;
}

static Datum
PeriodsValue(const MeasureQuery *measure)
{
	return measure->nperiods > 1 ? measure->periods : measure->period;
}

/*
 * Compare what was found with what is recorded, and put what is to be written
 * into the tuplestore.  Returns the form of its rows.
 */
static TupleDesc
CompareFound(const Writing *writing, Tuplestorestate *changes)
{
	const MeasureQuery *measure = writing->measure;
	Oid			types[] = {INT8OID, PeriodsType(measure), BOOLOID};
	Datum		values[] = {Int64GetDatum(writing->measure_id), PeriodsValue(measure),
	BoolGetDatum(!writing->found->has_entity)};

	OwnRegister("found", writing->found->store, writing->found->desc);
	CheckFound(measure, writing->found);
	return OwnIntoStore(compare_found[measure->nperiods > 1][measure->zero],
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
	Oid			types[1] = {INT8OID};
	Datum		values[1] = {Int64GetDatum(writing->measure_id)};
	int			result = SPI_execute_with_args(statement, 1, types, values, NULL, false, 0);

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
