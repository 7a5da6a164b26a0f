/*
 * period.c
 *	  Calendar arithmetic on periods.
 *
 * A period is a stretch of the proleptic Gregorian calendar: a year, a half
 * year, a quarter, a month, an ISO 8601 week or a day.  It is kept as one
 * integer,
 *
 *		(first day, counted from 0001-01-01) << 8 | grain
 *
 * where longer grains have smaller codes.  So the plain order of integers is
 * the order that users see (by first day, the longer period first), equality
 * is equality of bits, and core's own functions for int8 serve as the btree
 * and hash support of the type.
 *
 * Nothing but the first day says where a year starts.  A company year from
 * April on is a year whose first day is the 1st of April; its quarters are
 * quarters of the common year too, while those of a company year that starts
 * in February are not.  Two years, halves or quarters belong to the same
 * series if a whole number of steps leads from one to the other.
 *
 * Months and what is made of them are computed on a month index, 12 * year +
 * month - 1; weeks on the count of days, because 0001-01-01 was a Monday, so
 * that (day mod 7) is 0 on Mondays.  A week counts for the period that holds
 * its Thursday: that is the rule by which ISO 8601 gives weeks to years, and
 * it gives each week to exactly one month, quarter, half and year of any
 * company calendar.
 *
 * A period is valid if its first day lies in the years 1 to 9999.  The last
 * ones of a few series (2 January 10000 ends week 9999-W52) reach beyond, but
 * dates do too, so that every period has a last day and a day after.
 */
#include "postgres.h"

#include "datatype/timestamp.h"
#include "utils/builtins.h"
#include "utils/datetime.h"

#include "period/period.h"

#define GRAIN_BITS		8
#define GRAIN_MASK		((1 << GRAIN_BITS) - 1)
#define DAYS_PER_WEEK	7
#define THURSDAY		3		/* where Monday is 0 */

/* Julian day numbers of the two days that days are counted from */
#define FIRST_JDATE		1721426 /* 0001-01-01 */
#define DATE_OFFSET		(POSTGRES_EPOCH_JDATE - FIRST_JDATE)

/* 9999-12-31, counted from 0001-01-01 */
#define LAST_DAY		3652058

#define MAX_YEAR		9999

static const char *const grain_names[PERIOD_GRAINS] = {
	"year", "half", "quarter", "month", "week", "day"
};

/* 0 where a grain is not made of months */
static const int grain_months[PERIOD_GRAINS] = {12, 6, 3, 1, 0, 0};

/*
 * The name of a grain, as users write it.
 */
const char *
PeriodGrainName(PeriodGrain grain)
{
	Assert(grain >= PERIOD_YEAR && grain <= PERIOD_DAY);
	return grain_names[grain];
}

/*
 * Find a grain by its name, in either case.
 */
bool
PeriodGrainFind(const char *name, PeriodGrain *grain)
{
	for (int i = 0; i < PERIOD_GRAINS; i++)
	{
		if (pg_strcasecmp(name, grain_names[i]) == 0)
		{
			*grain = (PeriodGrain) i;
			return true;
		}
	}
	return false;
}

/*
 * Read the name of a grain; an unknown one is an error.
 */
PeriodGrain
PeriodGrainFromCString(const char *name)
{
	PeriodGrain grain;

	if (!PeriodGrainFind(name, &grain))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown grain \"%s\"", name),
				 errhint("The grains are \"year\", \"half\", \"quarter\", \"month\", \"week\" and \"day\".")));
	return grain;
}

/*
 * The same for a text value.
 */
PeriodGrain
PeriodGrainFromText(const text *name)
{
	char	   *str = text_to_cstring(name);
	PeriodGrain grain = PeriodGrainFromCString(str);

	pfree(str);
	return grain;
}

/*
 * Raise the error for a period outside the years 1 to 9999.
 */
static void
ReportOutOfRange(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("period out of range"),
			 errdetail("Periods start in the years 1 to 9999.")));
}

/*
 * Put a period together from a first day that is known to fit the grain.
 */
static Period
MakePeriod(int64 first_day, PeriodGrain grain)
{
	if (first_day < 0 || first_day > LAST_DAY)
		ReportOutOfRange();
	return (first_day << GRAIN_BITS) | grain;
}

/*
 * First day of the month with this index, counted from 0001-01-01.
 */
static int64
MonthStart(int64 month)
{
	return date2j(month / MONTHS_PER_YEAR, month % MONTHS_PER_YEAR + 1, 1) - FIRST_JDATE;
}

/*
 * Index of the month that holds a day, and the day's place in it.
 */
static int
MonthOfDay(int64 day, int *day_of_month)
{
	int			year;
	int			month;

	j2date((int) day + FIRST_JDATE, &year, &month, day_of_month);
	return year * MONTHS_PER_YEAR + month - 1;
}

/*
 * Put a period together that starts with a month.
 */
static Period
MakePeriodOfMonths(int64 month, PeriodGrain grain)
{
	if (month < MONTHS_PER_YEAR || month >= (int64) (MAX_YEAR + 1) * MONTHS_PER_YEAR)
		ReportOutOfRange();
	return MakePeriod(MonthStart(month), grain);
}

/*
 * First day of a period, counted from 0001-01-01.
 */
static int64
FirstDay(Period period)
{
	return period >> GRAIN_BITS;
}

/*
 * Day after a period, counted from 0001-01-01.
 */
static int64
DayAfter(Period period)
{
	PeriodGrain grain = PeriodGrainOf(period);
	int64		first = FirstDay(period);
	int			day_of_month;

	switch (grain)
	{
		case PERIOD_DAY:
			return first + 1;
		case PERIOD_WEEK:
			return first + DAYS_PER_WEEK;
		default:
			return MonthStart(MonthOfDay(first, &day_of_month) + grain_months[grain]);
	}
}

/*
 * How long is a period?
 */
PeriodGrain
PeriodGrainOf(Period period)
{
	return (PeriodGrain) (period & GRAIN_MASK);
}

/*
 * The first day of a period, as date has it.
 */
DateADT
PeriodFirstDay(Period period)
{
	return (DateADT) (FirstDay(period) - DATE_OFFSET);
}

/*
 * The last day that belongs to a period.
 */
DateADT
PeriodLastDay(Period period)
{
	return (DateADT) (DayAfter(period) - 1 - DATE_OFFSET);
}

/*
 * The first day that no longer belongs to a period.
 */
DateADT
PeriodDayAfter(Period period)
{
	return (DateADT) (DayAfter(period) - DATE_OFFSET);
}

/*
 * Make a period of a first day and a grain; false if no period of that grain
 * begins on that day.  first_day counts as date does, from 2000-01-01.
 */
bool
PeriodIsValid(int64 first_day, int grain, Period *period)
{
	int64		day = first_day + DATE_OFFSET;
	int			day_of_month;

	if (grain < PERIOD_YEAR || grain > PERIOD_DAY || day < 0 || day > LAST_DAY)
		return false;

	if (grain == PERIOD_WEEK)
	{
		if (day % DAYS_PER_WEEK != 0)
			return false;
	}
	else if (grain != PERIOD_DAY)
	{
		(void) MonthOfDay(day, &day_of_month);
		if (day_of_month != 1)
			return false;
	}

	*period = MakePeriod(day, (PeriodGrain) grain);
	return true;
}

/*
 * Which period of a grain holds a day?  Months, weeks and days are the same in
 * every company's year.
 */
static Period
PeriodOfDay(int64 day, PeriodGrain grain, int first_month)
{
	int			month;
	int			day_of_month;
	int			beyond;

	if (first_month < 1 || first_month > MONTHS_PER_YEAR)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("first month of a year must be between 1 and 12, not %d", first_month)));
	if (day < 0 || day > LAST_DAY)
		ReportOutOfRange();

	if (grain == PERIOD_DAY)
		return MakePeriod(day, grain);
	if (grain == PERIOD_WEEK)
		return MakePeriod(day - day % DAYS_PER_WEEK, grain);

	/* a multiple of the grain before the month, starting at the first month */
	month = MonthOfDay(day, &day_of_month);
	beyond = (month - (first_month - 1)) % grain_months[grain];
	return MakePeriodOfMonths(month - beyond, grain);
}

/*
 * The same for a date, finite or not.
 */
Period
PeriodOfDate(DateADT day, PeriodGrain grain, int first_month)
{
	return PeriodOfDay((int64) day + DATE_OFFSET, grain, first_month);
}

/*
 * The period of the same grain that is this many steps later.
 */
Period
PeriodShift(Period period, int64 steps)
{
	PeriodGrain grain = PeriodGrainOf(period);
	int64		first = FirstDay(period);
	int			day_of_month;

	/* never within the calendar; and the products below stay small */
	if (steps < -LAST_DAY || steps > LAST_DAY)
		ReportOutOfRange();

	if (grain == PERIOD_DAY)
		return MakePeriod(first + steps, grain);
	if (grain == PERIOD_WEEK)
		return MakePeriod(first + steps * DAYS_PER_WEEK, grain);
	return MakePeriodOfMonths(MonthOfDay(first, &day_of_month) + steps * grain_months[grain],
							  grain);
}

/*
 * Steps from b to a, if a whole number of steps leads there.
 */
static bool
Distance(Period a, Period b, int *steps)
{
	PeriodGrain grain = PeriodGrainOf(a);
	int			distance;
	int			day_of_month;

	if (grain != PeriodGrainOf(b))
		return false;

	if (grain == PERIOD_DAY)
		*steps = (int) (FirstDay(a) - FirstDay(b));
	else if (grain == PERIOD_WEEK)
		*steps = (int) (FirstDay(a) - FirstDay(b)) / DAYS_PER_WEEK;
	else
	{
		distance = MonthOfDay(FirstDay(a), &day_of_month) -
			MonthOfDay(FirstDay(b), &day_of_month);
		if (distance % grain_months[grain] != 0)
			return false;
		*steps = distance / grain_months[grain];
	}
	return true;
}

/*
 * Does a whole number of steps lead from one period to the other?
 */
bool
PeriodSameSeries(Period a, Period b)
{
	int			steps;

	return Distance(a, b, &steps);
}

/*
 * How many steps is a later than b?
 */
int
PeriodDistance(Period a, Period b)
{
	int			steps;

	if (!Distance(a, b, &steps))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("periods %s and %s do not belong to one series",
						PeriodToCstring(a), PeriodToCstring(b)),
				 PeriodGrainOf(a) != PeriodGrainOf(b)
				 ? errdetail("One is a %s, the other a %s.",
							 PeriodGrainName(PeriodGrainOf(a)),
							 PeriodGrainName(PeriodGrainOf(b)))
				 : errdetail("Their years start in different months.")));
	return steps;
}

/*
 * The coarser period that holds this one.  A week always has one, as it
 * belongs where its Thursday falls; what is made of months must fit in whole.
 */
Period
PeriodEnclosing(Period period, PeriodGrain grain, int first_month)
{
	PeriodGrain own = PeriodGrainOf(period);
	Period		result;

	if (grain > own)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("no %s holds the %s %s",
						PeriodGrainName(grain), PeriodGrainName(own),
						PeriodToCstring(period)),
				 errdetail("A %s is shorter than a %s.",
						   PeriodGrainName(grain), PeriodGrainName(own)),
				 errhint("Use bsc.subdivide to go to a finer grain.")));

	if (own == PERIOD_WEEK)
		return PeriodOfDay(FirstDay(period) + (grain == PERIOD_WEEK ? 0 : THURSDAY),
						   grain, first_month);

	result = PeriodOfDay(FirstDay(period), grain, first_month);
	if (DayAfter(period) > DayAfter(result))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("no %s holds the %s %s",
						PeriodGrainName(grain), PeriodGrainName(own),
						PeriodToCstring(period)),
				 errdetail("It begins in %s and goes on after its end.",
						   PeriodToCstring(result)),
				 (first_month == 1)
				 ? errhint("Name the month in which the company's year starts as third argument.")
				 : 0));
	return result;
}

/*
 * The grain asked for must not be longer than the period.
 */
static void
CheckGrainWithin(Period period, PeriodGrain grain)
{
	PeriodGrain own = PeriodGrainOf(period);

	if (grain < own)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cannot divide the %s %s into periods of grain \"%s\"",
						PeriodGrainName(own), PeriodToCstring(period),
						PeriodGrainName(grain)),
				 errdetail("A %s is longer than a %s.",
						   PeriodGrainName(grain), PeriodGrainName(own)),
				 errhint("Use bsc.enclosing to go to a coarser grain.")));
}

/*
 * The first finer period within this one: for weeks, that of the first
 * Thursday.
 */
Period
PeriodFirstWithin(Period period, PeriodGrain grain)
{
	int64		first = FirstDay(period);

	CheckGrainWithin(period, grain);
	if (grain == PeriodGrainOf(period))
		return period;
	if (grain == PERIOD_WEEK)
	{
		/* on or after the first day there is a Thursday; go to its Monday */
		int64		ahead = (THURSDAY - first % DAYS_PER_WEEK + DAYS_PER_WEEK) % DAYS_PER_WEEK;

		return MakePeriod(first + ahead - THURSDAY, grain);
	}
	return MakePeriod(first, grain);
}

/*
 * The last finer period within this one.
 */
Period
PeriodLastWithin(Period period, PeriodGrain grain)
{
	int64		last = DayAfter(period) - 1;
	int			day_of_month;

	CheckGrainWithin(period, grain);
	if (grain == PeriodGrainOf(period))
		return period;
	if (grain == PERIOD_DAY)
		return MakePeriod(last, grain);
	if (grain == PERIOD_WEEK)
	{
		int64		back = (last % DAYS_PER_WEEK - THURSDAY + DAYS_PER_WEEK) % DAYS_PER_WEEK;

		return MakePeriod(last - back - THURSDAY, grain);
	}
	return MakePeriodOfMonths(MonthOfDay(last, &day_of_month) + 1 - grain_months[grain], grain);
}

/*
 * Does every day of b belong to a?
 */
bool
PeriodContains(Period a, Period b)
{
	return FirstDay(a) <= FirstDay(b) && DayAfter(b) <= DayAfter(a);
}

/*
 * Does a part count for the whole when values are rolled up?  A week counts
 * where its Thursday falls, whatever days stick out; a period is part of
 * itself.  No first month need be given: the whole itself shows in which month
 * the company's year starts.
 */
bool
PeriodIsPart(Period part, Period whole)
{
	PeriodGrain grain = PeriodGrainOf(whole);
	int			year,
				month,
				day;

	if (PeriodGrainOf(part) <= grain)
		return part == whole;
	if (PeriodLastDay(part) < PeriodFirstDay(whole) ||
		PeriodFirstDay(part) > PeriodLastDay(whole))
		return false;
	j2date(PeriodFirstDay(whole) + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	return PeriodEnclosing(part, grain, month) == whole;
}
