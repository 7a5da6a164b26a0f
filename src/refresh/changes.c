/*
 * changes.c
 *	  Which periods have changed in the company's tables since the last look.
 *
 * A refresh with only_changed leaves out what was run already; a correction of
 * last spring's orders it would never see.  A measure may have a second query for
 * that, changed_since: it takes a moment, and returns the periods of which anything
 * was changed since.  It is asked at the start of such a refresh, with the start of
 * the transaction in which it was last asked; what it says is noted in
 * bsc.measure_change, together with that start, and a period stays noted until a
 * run of the measure's query for it has succeeded.  So a crash, a cancel or a failure
 * in between loses nothing.
 *
 * What it returns counts wherever it is, not only between the refresh's first and
 * last period.  Closed periods are named in a NOTICE and in the log, and left alone.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "refresh/refresh.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

/*
 * Note what a measure's changed_since has told, or that it failed.
 */
static void
NoteChanges(RefreshCall *call, int64 measure_id, Datum periods, const char *error)
{
	Oid			types[] = {INT8OID, get_array_type(call->period_type), TEXTOID};
	Datum		values[] = {Int64GetDatum(measure_id), periods, error ? CStringGetTextDatum(error) : (Datum) 0};
	char		nulls[] = {' ', error ? 'n' : ' ', error ? ' ' : 'n'};

	OwnExecute("SELECT bsc._note_changes($1, $2, $3)", lengthof(types), types, values, nulls);
	SPI_freetuptable(SPI_tuptable);
}

/*
 * Ask all measures of the scorecard that have such a query.
 */
void
ChangesLook(RefreshCall *call)
{
	Oid			types[] = {INT8OID};
	SPITupleTable *rows;
	uint64		nrows;

	OwnExecute("SELECT q.id, q.code, q.query, q.run_as, q.time_zone, coalesce(q.role, 0::oid), q.since"
			   " FROM bsc._change_queries($1) AS q",
			   lengthof(types), types, &call->scorecard_id, NULL);
	rows = SPI_tuptable;
	nrows = SPI_processed;
	for (uint64 i = 0; i < nrows; i++)
	{
		MeasureQuery measure = {0};
		ArrayBuildState *periods = initArrayResult(call->period_type, CurrentMemoryContext, false);
		ErrorData  *error = NULL;
		int64		id;
		bool		isnull;
		Datum		since;

		CHECK_FOR_INTERRUPTS();
		SPI_tuptable = rows;
		id = DatumGetInt64(OwnDatum(i, 1));
		measure.purpose = QUERY_CHANGES;
		QueryRead(&measure, i, 2);
		measure.period_type = call->period_type;
		since = SPI_getbinval(rows->vals[i], rows->tupdesc, 7, &isnull);
		if (!isnull)
		{
			/* nothing was run yet where there is no moment */
			measure.since = DatumGetTimestampTz(since);
			error = QueryPeriods(&measure, &periods);
		}
		if (error != NULL && QueryErrorIsCancel(error))
			ReThrowError(error);
		NoteChanges(call, id, error == NULL ? makeArrayResult(periods, CurrentMemoryContext) : (Datum) 0,
					error == NULL ? NULL : ErrorText(error, measure.query));
	}
	SPI_freetuptable(rows);
}
