/*
 * reading.c
 *	  Where to look for the actuals that a period's result needs.
 *
 * Small calendar steps that, unlike those of the room "period", do not fail at
 * the ends of the calendar: a result must not break because one actual lies in
 * the year 1.
 */
#include "postgres.h"

#include "compat.h"
#include "period/period.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/lsyscache.h"

PG_FUNCTION_INFO_V1(bsc_carried_from);
PG_FUNCTION_INFO_V1(bsc_carried_to);
PG_FUNCTION_INFO_V1(bsc_period_before);
PG_FUNCTION_INFO_V1(bsc_year_before);
PG_FUNCTION_INFO_V1(bsc_stretch_first);
PG_FUNCTION_INFO_V1(bsc_stretch_whole);
PG_FUNCTION_INFO_V1(bsc_plan_periods);

/* a date by the calendar */
static DateADT
MakeDate(int year, int month, int day)
{
	return date2j(year, month, day) - POSTGRES_EPOCH_JDATE;
}

/*
 * As many of these steps as surely fit into the calendar, given the days left
 * in that direction.
 */
static int32
StepsThatFit(Period period, int32 steps, int64 days_left)
{
	static const int longest[] = {366, 184, 92, 31, 7, 1};
	int64		fit = days_left / longest[PeriodGrainOf(period)];

	return (int32) Min((int64) steps, Max(fit, 0));
}

/* The earliest period whose actual may be carried into this one. */
Datum
bsc_carried_from(PG_FUNCTION_ARGS)
{
	Period		period = PG_GETARG_PERIOD(0);
	int32		carry = PG_GETARG_INT32(1);
	int64		left = (int64) PeriodFirstDay(period) - MakeDate(1, 1, 1);

	PG_RETURN_PERIOD(PeriodShift(period, -StepsThatFit(period, carry, left)));
}

/* The latest period into which this one's actual may be carried. */
Datum
bsc_carried_to(PG_FUNCTION_ARGS)
{
	Period		period = PG_GETARG_PERIOD(0);
	int32		carry = PG_GETARG_INT32(1);
	int64		left = (int64) MakeDate(9999, 12, 31) - PeriodLastDay(period);

	PG_RETURN_PERIOD(PeriodShift(period, StepsThatFit(period, carry, left)));
}

/* The neighbour before; NULL before the first. */
Datum
bsc_period_before(PG_FUNCTION_ARGS)
{
	Period		period = PG_GETARG_PERIOD(0);

	if (PeriodFirstDay(period) < MakeDate(2, 1, 1))
		PG_RETURN_NULL();
	PG_RETURN_PERIOD(PeriodShift(period, -1));
}

/*
 * The same period of the year before: the same month, quarter, half; the ISO
 * week of the same number; the same day.  NULL where that year has none (week
 * 53, 29 February).
 */
Datum
bsc_year_before(PG_FUNCTION_ARGS)
{
	static const int per_year[] = {1, 2, 4, 12};
	Period		period = PG_GETARG_PERIOD(0);
	PeriodGrain grain = PeriodGrainOf(period);
	DateADT		first = PeriodFirstDay(period);
	int			year,
				month,
				day;

	if (first < MakeDate(2, 1, 4))
		PG_RETURN_NULL();
	if (grain <= PERIOD_MONTH)
		PG_RETURN_PERIOD(PeriodShift(period, -per_year[grain]));

	if (grain == PERIOD_WEEK)
	{
		int			jdate = first + POSTGRES_EPOCH_JDATE;
		int			thursday;
		int			week;

		j2date(jdate + 3, &year, &month, &day);
		week = date2isoweek(year, month, day);
		/* isoweek2j gives the Monday; its Thursday must be of that year still */
		thursday = isoweek2j(year - 1, week) + 3;
		j2date(thursday, &year, &month, &day);
		if (date2isoweek(year, month, day) != week)
			PG_RETURN_NULL();
		PG_RETURN_PERIOD(PeriodOfDate(thursday - POSTGRES_EPOCH_JDATE, grain, 1));
	}

	j2date(first + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	if (month == 2 && day == 29)
		PG_RETURN_NULL();
	PG_RETURN_PERIOD(PeriodOfDate(MakeDate(year - 1, month, day), grain, 1));
}

/* Is a text this word? */
static bool
IsWord(text *value, const char *word)
{
	return VARSIZE_ANY_EXHDR(value) == strlen(word) &&
		memcmp(VARDATA_ANY(value), word, strlen(word)) == 0;
}

/*
 * bsc._stretch_first(period, basis, first_month): the first period of the stretch
 * that ends with this one: itself, the first of its company year, or that of the
 * year that ends with it.
 */
Datum
bsc_stretch_first(PG_FUNCTION_ARGS)
{
	static const int per_year[] = {1, 2, 4, 12, 52, 365};
	Period		period = PG_GETARG_PERIOD(0);
	text	   *basis = PG_GETARG_TEXT_PP(1);
	int			first_month = PG_GETARG_INT32(2);
	PeriodGrain grain = PeriodGrainOf(period);

	if (IsWord(basis, "period"))
		PG_RETURN_PERIOD(period);
	if (IsWord(basis, "ytd"))
		PG_RETURN_PERIOD(PeriodFirstWithin(PeriodEnclosing(period, PERIOD_YEAR, first_month), grain));
	if (IsWord(basis, "rolling"))
	{
		int64		left = (int64) PeriodFirstDay(period) - MakeDate(1, 1, 1);

		PG_RETURN_PERIOD(PeriodShift(period, -StepsThatFit(period, per_year[grain] - 1, left)));
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown basis: \"%s\"", text_to_cstring(basis)),
			 errhint("It is period, ytd or rolling.")));
	PG_RETURN_NULL();			/* not reached */
}

/*
 * bsc._stretch_whole(first, last, first_month): the period that is just the
 * stretch from one period to another of the same grain; NULL if there is none.
 */
Datum
bsc_stretch_whole(PG_FUNCTION_ARGS)
{
	Period		first = PG_GETARG_PERIOD(0);
	Period		last = PG_GETARG_PERIOD(1);
	int			first_month = PG_GETARG_INT32(2);
	PeriodGrain fine = PeriodGrainOf(last);

	for (int grain = fine; grain >= PERIOD_YEAR; grain--)
	{
		Period		whole = PeriodEnclosing(last, (PeriodGrain) grain, first_month);

		if (PeriodFirstWithin(whole, fine) == first && PeriodLastWithin(whole, fine) == last)
			PG_RETURN_PERIOD(whole);
	}
	PG_RETURN_NULL();
}

/*
 * bsc._plan_periods(first, first_month, before, low, high): the coarser periods
 * outside low to high whose targets may count for a window that begins with the
 * first, with the one before each if that is asked for.
 *
 * A coarser period that does not hold the first one starts later and lies in the
 * range anyhow.
 */
Datum
bsc_plan_periods(PG_FUNCTION_ARGS)
{
	Period		first = PG_GETARG_PERIOD(0);
	int			first_month = PG_GETARG_INT32(1);
	bool		before = PG_GETARG_BOOL(2);
	Period		low = PG_GETARG_PERIOD(3);
	Period		high = PG_GETARG_PERIOD(4);
	Datum		found[2 * PERIOD_GRAINS];
	int			nfound = 0;

	for (int grain = (int) PeriodGrainOf(first) - 1; grain >= PERIOD_YEAR; grain--)
	{
		Period		coarse = PeriodEnclosing(first, (PeriodGrain) grain, first_month);

		if (coarse < low || coarse > high)
			found[nfound++] = PeriodGetDatum(coarse);
		if (before && PeriodFirstDay(coarse) >= MakeDate(2, 1, 1))
		{
			coarse = PeriodShift(coarse, -1);
			if (coarse < low || coarse > high)
				found[nfound++] = PeriodGetDatum(coarse);
		}
	}
	PG_RETURN_ARRAYTYPE_P(construct_array(found, nfound, get_element_type(get_fn_expr_rettype(fcinfo->flinfo)),
										  sizeof(Period), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}
