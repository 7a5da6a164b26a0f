/*
 * range.c
 *	  Which queries are run once for several periods.
 *
 * They are those that return the period of each row.  To know that they must be
 * parsed, as whom they run as; only those that name $2, the last period, are.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "refresh/refresh.h"
#include "storage/shmem.h"
#include "utils/array.h"

/*
 * The measures whose queries return the period of each row, bigint[].
 */
Datum
RefreshRangedMeasures(RefreshCall *call, Datum period)
{
	Oid			types[] = {INT8OID};
	Datum	   *ids;
	int			count = 0;
	SPITupleTable *rows;
	uint64		nrows;

	OwnExecute("SELECT q.id, q.code, q.query, q.run_as, q.time_zone, coalesce(q.role, 0::oid)"
			   " FROM bsc._range_queries($1) AS q",
			   lengthof(types), types, &call->scorecard_id, NULL);
	rows = SPI_tuptable;
	nrows = SPI_processed;
	ids = palloc(mul_size(sizeof(Datum), Max(nrows, 1)));
	for (uint64 i = 0; i < nrows; i++)
	{
		MeasureQuery measure = {0};

		CHECK_FOR_INTERRUPTS();
		SPI_tuptable = rows;
		QueryRead(&measure, i, 2);
		measure.period_type = call->period_type;
		measure.period = measure.last_period = period;
		if (QueryReturnsPeriod(&measure))
			ids[count++] = OwnDatum(i, 1);
	}
	SPI_freetuptable(rows);
	return PointerGetDatum(construct_array(ids, count, INT8OID, sizeof(int64), FLOAT8PASSBYVAL,
										   TYPALIGN_DOUBLE));
}
