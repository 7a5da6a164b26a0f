/*
 * reading.c
 *	  Through which of its own periods a measure reads a period, and where to
 *	  look for the actuals and targets that it needs for that.
 *
 * Small calendar steps that, unlike those of the room "period", do not fail at
 * the ends of the calendar: a result must not break because one actual lies in
 * the year 1.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "compat.h"
#include "result/layout.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datetime.h"

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

/* So many periods before, as far as the calendar goes. */
static Period
StepBack(Period period, int32 steps)
{
	int64		left = (int64) PeriodFirstDay(period) - MakeDate(1, 1, 1);

	return PeriodShift(period, -StepsThatFit(period, steps, left));
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

/* The neighbour before; false before the first. */
bool
PeriodBefore(Period period, Period *before)
{
	if (PeriodFirstDay(period) < MakeDate(2, 1, 1))
		return false;
	*before = PeriodShift(period, -1);
	return true;
}

Datum
bsc_period_before(PG_FUNCTION_ARGS)
{
	Period		before;

	if (!PeriodBefore(PG_GETARG_PERIOD(0), &before))
		PG_RETURN_NULL();
	PG_RETURN_PERIOD(before);
}

/*
 * The same period of the year before: the same month, quarter, half; the ISO
 * week of the same number; the same day.  False where that year has none (week
 * 53, 29 February).
 */
bool
YearBefore(Period period, Period *before)
{
	static const int per_year[] = {1, 2, 4, 12};
	PeriodGrain grain = PeriodGrainOf(period);
	DateADT		first = PeriodFirstDay(period);
	int			year,
				month,
				day;

	if (first < MakeDate(2, 1, 4))
		return false;
	if (grain <= PERIOD_MONTH)
	{
		*before = PeriodShift(period, -per_year[grain]);
		return true;
	}

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
			return false;
		*before = PeriodOfDate(thursday - POSTGRES_EPOCH_JDATE, grain, 1);
		return true;
	}

	j2date(first + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	if (month == 2 && day == 29)
		return false;
	*before = PeriodOfDate(MakeDate(year - 1, month, day), grain, 1);
	return true;
}

Datum
bsc_year_before(PG_FUNCTION_ARGS)
{
	Period		before;

	if (!YearBefore(PG_GETARG_PERIOD(0), &before))
		PG_RETURN_NULL();
	PG_RETURN_PERIOD(before);
}

/* The basis of that name.  (Outlook is for the forecasts of the room "learning" alone; the last of the enum has none.) */
Basis
BasisFromText(text *name)
{
	static const char *const names[] = {"period", "ytd", "rolling", "outlook"};
	size_t		len = VARSIZE_ANY_EXHDR(name);

	for (int i = 0; i < (int) lengthof(names); i++)
	{
		if (len == strlen(names[i]) && memcmp(VARDATA_ANY(name), names[i], len) == 0)
			return (Basis) i;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown basis: \"%s\"", text_to_cstring(name)),
			 errhint("It is period, ytd or rolling.")));
	return BASIS_PERIOD;		/* not reached */
}

/* The first of the periods of the same grain that make the year which ends with this one. */
static Period
RollingFirst(Period period)
{
	static const int per_year[] = {1, 2, 4, 12, 52, 365};

	return StepBack(period, per_year[PeriodGrainOf(period)] - 1);
}

/*
 * The company's period that is just the stretch from one period to another of
 * the same grain.
 */
static bool
FindWhole(Period first, Period last, int first_month, Period *whole)
{
	PeriodGrain fine = PeriodGrainOf(last);

	for (int grain = fine; grain >= PERIOD_YEAR; grain--)
	{
		*whole = PeriodEnclosing(last, (PeriodGrain) grain, first_month);
		if (PeriodFirstWithin(*whole, fine) == first && PeriodLastWithin(*whole, fine) == last)
			return true;
	}
	return false;
}

/*
 * Find the measure's own periods through which it reads a period or what ends with
 * it; true if it is coarser than the period.
 */
static bool
FindWindow(Period period, Basis basis, PeriodGrain own, int first_month, Period *first, Period *last)
{
	Period		year = PeriodEnclosing(period, PERIOD_YEAR, first_month);
	bool		is_ytd = basis == BASIS_YTD || basis == BASIS_YTD_BEFORE;

	if (basis == BASIS_YTD_BEFORE)
		year = PeriodShift(year, -1);
	if (own >= PeriodGrainOf(period))
	{
		*last = PeriodLastWithin(period, own);
		*first = PeriodFirstWithin(basis == BASIS_PERIOD ? period : is_ytd ? year : RollingFirst(period), own);
		return false;
	}
	*last = *first = PeriodEnclosing(period, own, first_month);
	if (basis == BASIS_ROLLING)
		*first = RollingFirst(*last);
	else if (is_ytd)
	{
		/* a day of January may lie in a week of the year before */
		Period		start = PeriodFirstWithin(year, own);

		*first = Min(*first, start);
	}
	return true;
}

/*
 * The coarser periods outside low to high whose targets may count for a window, with
 * the one before each if that is asked for; the coarsest first, as most plans are of
 * years.  They hold its first period; or its last one, if that is a week which begins
 * before the month that it counts for.  Any other starts in between and lies in the
 * range.
 */
static int
FindPlanPeriods(Period first, Period last, int first_month, bool before, Period low, Period high,
				Period *found)
{
	int			nfound = 0;

	for (int grain = PERIOD_YEAR; grain < (int) PeriodGrainOf(first); grain++)
	{
		Period		coarse = PeriodEnclosing(first, (PeriodGrain) grain, first_month);

		if (coarse < low || coarse > high)
			found[nfound++] = coarse;
		if (before && PeriodFirstDay(coarse) >= MakeDate(2, 1, 1))
		{
			coarse = PeriodShift(coarse, -1);
			if (coarse < low || coarse > high)
				found[nfound++] = coarse;
		}
		coarse = PeriodEnclosing(last, (PeriodGrain) grain, first_month);
		if (coarse > high && coarse != PeriodEnclosing(first, (PeriodGrain) grain, first_month))
			found[nfound++] = coarse;
	}
	return nfound;
}

/*
 * Where the actuals lie that a window may need.  Where a query's coarser rows
 * count, a week may begin before the first day.
 */
static void
FindRange(const Window *window, Period *low, Period *high)
{
	*low = StepBack(window->first, window->has_own ? Max(window->carry, 6) : window->carry);
	*high = window->last;
	if (window->has_own)
	{
		*low = Min(*low, window->own);
		*high = Max(*high, window->own);
	}
}

/*
 * The window of a measure, whose rule and carry are there already, and where its
 * actuals lie.
 */
void
ReadWindow(Window *window, PeriodGrain own, Period period, Basis basis, int first_month,
		   Period *low, Period *high)
{
	Period		whole = 0;

	(void) FindWindow(period, basis, own, first_month, &window->first, &window->last);
	window->has_own = window->rule == ROLLUP_QUERY && !WindowIsSingle(window) &&
		FindWhole(window->first, window->last, first_month, &whole);
	window->own = whole;
	FindRange(window, low, high);
}

/* a period, and how it is read */
typedef struct Asked
{
	Period		period;
	Basis		basis;
} Asked;

/* as many as formulas of all grains may ask for, each through all others */
#define MOST_ASKED	128

/* Note that a period is read, unless it is noted already. */
static void
Ask(Asked *asked, int *nasked, Period period, Basis basis)
{
	for (int i = 0; i < *nasked; i++)
	{
		if (asked[i].period == period && asked[i].basis == basis)
			return;
	}
	if (*nasked < MOST_ASKED)
		asked[(*nasked)++] = (Asked) {period, basis};
}

/*
 * Widen the range to what the formulas that read the measure need of it: each
 * reads it for the first and the last of the formula's own periods and all between
 * them and, where it is coarser than the period, for its own period in place of
 * that.  "readers" are the formulas' frequencies; NULL if there is none.
 */
static void
WidenRange(const Window *own, PeriodGrain grain, Period period, Basis basis, int first_month,
		   ArrayType *readers, Period *low, Period *high)
{
	Asked		asked[MOST_ASKED];
	int			nasked = 0;
	Datum	   *grains;
	int			ngrains;

	if (readers == NULL)
		return;
	deconstruct_array(readers, TEXTOID, -1, false, TYPALIGN_INT, &grains, NULL, &ngrains);
	Ask(asked, &nasked, period, basis);
	for (int i = 0; i < nasked; i++)
	{
		for (int j = 0; j < ngrains; j++)
		{
			Period		first;
			Period		last;
			bool		is_coarser = FindWindow(asked[i].period, asked[i].basis,
												PeriodGrainFromText(DatumGetTextPP(grains[j])),
												first_month, &first, &last);

			Ask(asked, &nasked, first, BASIS_PERIOD);
			Ask(asked, &nasked, last, BASIS_PERIOD);
			if (is_coarser)
				Ask(asked, &nasked, last, asked[i].basis);
		}
	}
	for (int i = 0; i < nasked; i++)
	{
		Window		window = *own;
		Period		from;
		Period		to;

		ReadWindow(&window, grain, asked[i].period, asked[i].basis, first_month, &from, &to);
		*low = Min(*low, from);
		*high = Max(*high, to);
	}
}

/* Find through which of its own periods a measure reads a period, and where to look for that. */
void
FindReach(const MeasureReader *reader, Period period, Basis basis, Reach *reach)
{
	Window	   *window = &reach->window;
	int			first_month = reader->first_month;

	window->rule = reader->rule;
	window->carry = reader->carry;
	reach->is_coarser = FindWindow(period, basis, reader->own, first_month, &window->first, &window->last);
	reach->has_whole = FindWhole(window->first, window->last, first_month, &reach->whole);
	/* the row that holds the value of the whole */
	window->has_own = window->rule == ROLLUP_QUERY && !WindowIsSingle(window) && reach->has_whole;
	window->own = reach->whole;
	FindRange(window, &reach->low, &reach->high);
	WidenRange(window, reader->own, period, basis, first_month, reader->readers, &reach->low, &reach->high);
	if (WindowIsSingle(window))
		reach->plan_low = reach->plan_high = window->first;
	else
	{
		reach->plan_low = StepBack(window->first, 1);
		reach->plan_high = window->last;
		if (reach->has_whole)
		{
			reach->plan_low = Min(reach->plan_low, reach->whole);
			reach->plan_high = Max(reach->plan_high, reach->whole);
		}
	}
	reach->nplans = FindPlanPeriods(window->first, window->last, first_month, reader->spread == SPREAD_PATH,
									reach->plan_low, reach->plan_high, reach->plans);
}
