/*
 * period_sql.c
 *	  SQL functions of single periods: thin wrappers around period.c.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "period/period.h"

PG_FUNCTION_INFO_V1(bsc_period_of_date);
PG_FUNCTION_INFO_V1(bsc_grain);
PG_FUNCTION_INFO_V1(bsc_grain_rank);
PG_FUNCTION_INFO_V1(bsc_grains);
PG_FUNCTION_INFO_V1(bsc_first_day);
PG_FUNCTION_INFO_V1(bsc_last_day);
PG_FUNCTION_INFO_V1(bsc_day_after);
PG_FUNCTION_INFO_V1(bsc_shift);
PG_FUNCTION_INFO_V1(bsc_shift_back);
PG_FUNCTION_INFO_V1(bsc_distance);
PG_FUNCTION_INFO_V1(bsc_enclosing);
PG_FUNCTION_INFO_V1(bsc_first_within);
PG_FUNCTION_INFO_V1(bsc_last_within);
PG_FUNCTION_INFO_V1(bsc_contains);
PG_FUNCTION_INFO_V1(bsc_is_part);
PG_FUNCTION_INFO_V1(bsc_contained);

/*
 * The period that holds a day: (date, grain [, first month of the year]).
 */
Datum
bsc_period_of_date(PG_FUNCTION_ARGS)
{
	int			first_month = (PG_NARGS() > 2) ? PG_GETARG_INT32(2) : 1;

	PG_RETURN_PERIOD(PeriodOfDate(PG_GETARG_DATEADT(0),
								   PeriodGrainFromText(PG_GETARG_TEXT_PP(1)),
								   first_month));
}

/*
 * The name of a period's grain.
 */
Datum
bsc_grain(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(PeriodGrainName(PeriodGrainOf(PG_GETARG_PERIOD(0)))));
}

/*
 * The place of a grain from coarse (1) to fine (6); NULL for any other word,
 * however it is written.  Called for every measure and actual, hence in C.
 */
Datum
bsc_grain_rank(PG_FUNCTION_ARGS)
{
	text	   *name = PG_GETARG_TEXT_PP(0);
	size_t		len = VARSIZE_ANY_EXHDR(name);

	for (int i = 0; i < PERIOD_GRAINS; i++)
	{
		const char *grain = PeriodGrainName((PeriodGrain) i);

		if (len == strlen(grain) && memcmp(VARDATA_ANY(name), grain, len) == 0)
			PG_RETURN_INT32(i + 1);
	}
	PG_RETURN_NULL();
}

/*
 * The names of all grains, from coarse to fine.
 */
Datum
bsc_grains(PG_FUNCTION_ARGS)
{
	Datum		names[PERIOD_GRAINS];

	for (int i = 0; i < PERIOD_GRAINS; i++)
		names[i] = CStringGetTextDatum(PeriodGrainName((PeriodGrain) i));
	PG_RETURN_ARRAYTYPE_P(construct_array(names, PERIOD_GRAINS, TEXTOID, -1, false, TYPALIGN_INT));
}

/*
 * The first day that belongs to a period.
 */
Datum
bsc_first_day(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(PeriodFirstDay(PG_GETARG_PERIOD(0)));
}

/*
 * The last day that belongs to a period.
 */
Datum
bsc_last_day(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(PeriodLastDay(PG_GETARG_PERIOD(0)));
}

/*
 * The first day that no longer belongs to a period.
 */
Datum
bsc_day_after(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(PeriodDayAfter(PG_GETARG_PERIOD(0)));
}

/*
 * period + int
 */
Datum
bsc_shift(PG_FUNCTION_ARGS)
{
	PG_RETURN_PERIOD(PeriodShift(PG_GETARG_PERIOD(0), PG_GETARG_INT32(1)));
}

/*
 * period - int
 */
Datum
bsc_shift_back(PG_FUNCTION_ARGS)
{
	PG_RETURN_PERIOD(PeriodShift(PG_GETARG_PERIOD(0), -(int64) PG_GETARG_INT32(1)));
}

/*
 * period - period
 */
Datum
bsc_distance(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(PeriodDistance(PG_GETARG_PERIOD(0), PG_GETARG_PERIOD(1)));
}

/*
 * The coarser period: (period, grain [, first month of the year]).  Without a
 * first month the calendar year is meant, but a period always holds itself.
 */
Datum
bsc_enclosing(PG_FUNCTION_ARGS)
{
	Period		period = PG_GETARG_PERIOD(0);
	PeriodGrain grain = PeriodGrainFromText(PG_GETARG_TEXT_PP(1));

	if (PG_NARGS() > 2)
		PG_RETURN_PERIOD(PeriodEnclosing(period, grain, PG_GETARG_INT32(2)));
	if (grain == PeriodGrainOf(period))
		PG_RETURN_PERIOD(period);
	PG_RETURN_PERIOD(PeriodEnclosing(period, grain, 1));
}

/*
 * The first finer period: (period, grain).
 */
Datum
bsc_first_within(PG_FUNCTION_ARGS)
{
	PG_RETURN_PERIOD(PeriodFirstWithin(PG_GETARG_PERIOD(0),
										 PeriodGrainFromText(PG_GETARG_TEXT_PP(1))));
}

/*
 * The last finer period: (period, grain).
 */
Datum
bsc_last_within(PG_FUNCTION_ARGS)
{
	PG_RETURN_PERIOD(PeriodLastWithin(PG_GETARG_PERIOD(0),
										PeriodGrainFromText(PG_GETARG_TEXT_PP(1))));
}

/*
 * period @> period
 */
Datum
bsc_contains(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PeriodContains(PG_GETARG_PERIOD(0), PG_GETARG_PERIOD(1)));
}

Datum
bsc_is_part(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PeriodIsPart(PG_GETARG_PERIOD(0), PG_GETARG_PERIOD(1)));
}

/*
 * period <@ period
 */
Datum
bsc_contained(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(PeriodContains(PG_GETARG_PERIOD(1), PG_GETARG_PERIOD(0)));
}
