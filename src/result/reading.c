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
#include "utils/datetime.h"

PG_FUNCTION_INFO_V1(bsc_carried_from);
PG_FUNCTION_INFO_V1(bsc_carried_to);
PG_FUNCTION_INFO_V1(bsc_period_before);
PG_FUNCTION_INFO_V1(bsc_year_before);

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
