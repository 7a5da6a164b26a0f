/*
 * write.c
 *	  Replaces the actuals of a measure and period by what its query found.
 *
 * The rows are written as the caller, with her rights, by two statements over
 * all of them: what a refresh recorded earlier and no longer comes is deleted,
 * and what is new or different is put in its place.  A row that is there with
 * the same value is not touched at all, not even locked, so that refreshing
 * again costs reading only.  What was recorded by hand gives way to a value of
 * the query's, but not to its silence.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "refresh/refresh.h"
#include "utils/builtins.h"

/*
 * What the query found beside what is recorded; $1 is the measure's id, $2 the
 * period.  It is a full join, which is done by hashing or merging whatever the
 * planner believes: a table that has never been analyzed looks as if it had a
 * row or two here, and nested loops over the hundred thousand that it really
 * has would never end.  For the same reason the conditions on its result are
 * written so that the planner cannot tell that they drop rows of one side, and
 * the rows to delete are fetched by their place.
 */
#define FOUND_AND_RECORDED \
	" FROM found AS f" \
	" FULL JOIN (SELECT o.ctid, o.entity, o.value, o.volume, o.source FROM bsc.actual AS o" \
	" WHERE o.measure_id = $1 AND o.period OPERATOR(bsc.=) $2) AS r" \
	" ON r.entity = f.entity"

static const char delete_missing[] =
"DELETE FROM bsc.actual AS a"
" WHERE a.source = 'refresh' AND a.ctid = ANY (ARRAY(SELECT r.ctid" FOUND_AND_RECORDED
" WHERE f.value IS NULL AND coalesce(r.source, '') = 'refresh'))";

static const char put_found[] =
"INSERT INTO bsc.actual AS a (measure_id, entity, period, value, volume, source)"
" SELECT $1, f.entity, $2, f.value, f.volume, 'refresh'" FOUND_AND_RECORDED
" WHERE coalesce(f.value, 'NaN') <> 'NaN'"
" AND (f.value, f.volume, 'refresh') IS DISTINCT FROM (r.value, r.volume, coalesce(r.source, ''))"
" ON CONFLICT (measure_id, entity, period) DO UPDATE"
" SET value = excluded.value, volume = excluded.volume, source = excluded.source,"
" recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by"
" WHERE (a.value, a.volume, a.source)"
" IS DISTINCT FROM (excluded.value, excluded.volume, excluded.source)";

static const char find_twice[] =
"SELECT f.entity FROM found AS f GROUP BY f.entity HAVING count(*) > 1 ORDER BY f.entity LIMIT 1";

/*
 * No entity comes twice, or it would be chance which of its values counts.
 */
static void
CheckFound(void)
{
	const char *entity;

	if (SPI_execute(find_twice, false, 1) != SPI_OK_SELECT)
		elog(ERROR, "SPI_execute failed: %s", find_twice);
	if (SPI_processed == 0)
		return;

	entity = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	ereport(ERROR,
			(errcode(ERRCODE_CARDINALITY_VIOLATION),
			 entity[0] == '\0' ? errmsg("the query returned more than one row for the whole") :
			 errmsg("the query returned more than one row for entity \"%s\"", entity),
			 errhint("Group by the entity; a row without one, or with NULL, stands for the whole.")));
}

/*
 * Raise an error if the rows cannot be recorded as they are.
 */
void
WriteCheck(Tuplestorestate *found, TupleDesc desc)
{
	int			nestlevel = OwnBeginPath();

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	OwnRegister("found", found, desc);
	CheckFound();
	SPI_finish();
	OwnEndPath(nestlevel);
}

/*
 * One of the two statements; how many rows it changed.
 */
static uint64
ExecuteWrite(const char *statement, int expected, int64 measure_id, const MeasureQuery *measure)
{
	Oid			types[2] = {INT8OID, measure->period_type};
	Datum		values[2] = {Int64GetDatum(measure_id), measure->period};
	int			result = SPI_execute_with_args(statement, 2, types, values, NULL, false, 0);

	if (result != expected)
		elog(ERROR, "SPI_execute_with_args failed: %s", SPI_result_code_string(result));
	return SPI_processed;
}

/* what is to be written, and how many rows that was */
typedef struct Writing
{
	int64		measure_id;
	const MeasureQuery *measure;
	Tuplestorestate *found;
	TupleDesc	desc;
	uint64		rows;
} Writing;

static void
WriteFound(void *argument)
{
	Writing    *writing = argument;

	OwnRegister("found", writing->found, writing->desc);
	CheckFound();
	writing->rows = ExecuteWrite(delete_missing, SPI_OK_DELETE, writing->measure_id, writing->measure);
	writing->rows += ExecuteWrite(put_found, SPI_OK_INSERT, writing->measure_id, writing->measure);
}

/*
 * Make the rows the measure's actuals of the period, in a subtransaction, so
 * that an error leaves the old ones; add the rows that changed by it to
 * *changed.  Returns NULL or that error, in the current memory context.
 */
ErrorData *
WriteActuals(int64 measure_id, const MeasureQuery *measure,
			  Tuplestorestate *found, TupleDesc desc, int64 *changed)
{
	Writing		writing = {measure_id, measure, found, desc, 0};
	ErrorData  *error = OwnSubtransaction(WriteFound, &writing);

	if (error == NULL)
		*changed += writing.rows;
	return error;
}
