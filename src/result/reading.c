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

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "compat.h"
#include "funcapi.h"
#include "result/result.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datetime.h"

PG_FUNCTION_INFO_V1(bsc_carried_to);
PG_FUNCTION_INFO_V1(bsc_period_before);
PG_FUNCTION_INFO_V1(bsc_year_before);
PG_FUNCTION_INFO_V1(bsc_read_window);

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
 * The coarser periods outside low to high whose targets may count for a window,
 * with the one before each if that is asked for.  They hold its first period; or its
 * last one, if that is a week which begins before the month that it counts for.
 * Any other starts in between and lies in the range.
 */
static int
FindPlanPeriods(Period first, Period last, int first_month, bool before, Period low, Period high,
				Datum *found)
{
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
		coarse = PeriodEnclosing(last, (PeriodGrain) grain, first_month);
		if (coarse > high && coarse != PeriodEnclosing(first, (PeriodGrain) grain, first_month))
			found[nfound++] = PeriodGetDatum(coarse);
	}
	return nfound;
}

/* the columns of bsc._window, in their order */
enum
{
	WINDOW_IS_COARSER,
	WINDOW_FIRST_PERIOD,
	WINDOW_LAST_PERIOD,
	WINDOW_OWN_PERIOD,
	WINDOW_JUDGED_PERIOD,
	WINDOW_LOW,
	WINDOW_HIGH,
	WINDOW_PLAN_LOW,
	WINDOW_PLAN_HIGH,
	WINDOW_PLAN_PERIODS,
	WINDOW_PLAN_FIRST,
	WINDOW_PLAN_LAST,
	WINDOW_COLUMNS
};

/* The row type; looked up once. */
static TupleDesc
GetWindowDesc(FunctionCallInfo fcinfo)
{
	if (fcinfo->flinfo->fn_extra == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
		TupleDesc	desc;

		if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE || desc->natts != WINDOW_COLUMNS)
			elog(ERROR, "unexpected row type of windows");
		fcinfo->flinfo->fn_extra = BlessTupleDesc(CreateTupleDescCopy(desc));
		MemoryContextSwitchTo(old);
	}
	return (TupleDesc) fcinfo->flinfo->fn_extra;
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
 * that.  "readers" are the formulas' frequencies.
 */
static void
WidenRange(const Window *own, PeriodGrain grain, Period period, Basis basis, int first_month,
		   ArrayType *readers, Period *low, Period *high)
{
	Asked		asked[MOST_ASKED];
	int			nasked = 0;
	Datum	   *grains;
	int			ngrains;

	deconstruct_array(readers, TEXTOID, -1, false, TYPALIGN_INT, &grains, NULL, &ngrains);
	if (ngrains == 0)
		return;
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

/*
 * bsc._read_window(period, basis, frequency, rollup, spread, carry, first_month, readers)
 */
Datum
bsc_read_window(PG_FUNCTION_ARGS)
{
	Period		period = PG_GETARG_PERIOD(0);
	Basis		basis = ReadBasis(BasisFromText(PG_GETARG_TEXT_PP(1)));
	PeriodGrain own = PeriodGrainFromText(PG_GETARG_TEXT_PP(2));
	Window		window = {.rule = RollupFromText(PG_GETARG_TEXT_PP(3)), .carry = PG_GETARG_INT32(5)};
	Spread		spread = SpreadFromText(PG_GETARG_TEXT_PP(4));
	int			first_month = PG_GETARG_INT32(6);
	TupleDesc	desc = GetWindowDesc(fcinfo);
	Datum		values[WINDOW_COLUMNS];
	bool		nulls[WINDOW_COLUMNS] = {0};
	Datum		plans[3 * PERIOD_GRAINS];
	int			nplans;
	bool		is_coarser;
	bool		is_single;
	bool		has_whole;
	Period		first;
	Period		last;
	Period		whole = 0;
	Period		low;
	Period		high;
	Period		plan_low;
	Period		plan_high;
	Period		plan_first;
	Period		plan_last;

	is_coarser = FindWindow(period, basis, own, first_month, &first, &last);
	is_single = first == last;
	has_whole = FindWhole(first, last, first_month, &whole);
	/* the row that holds the value of the whole */
	window.first = first;
	window.last = last;
	window.has_own = window.rule == ROLLUP_QUERY && !is_single && has_whole;
	window.own = whole;
	FindRange(&window, &low, &high);
	WidenRange(&window, own, period, basis, first_month, PG_GETARG_ARRAYTYPE_P(7), &low, &high);
	if (is_single)
		plan_low = plan_high = first;
	else
	{
		plan_low = StepBack(first, 1);
		plan_high = last;
		if (has_whole)
		{
			plan_low = Min(plan_low, whole);
			plan_high = Max(plan_high, whole);
		}
	}
	nplans = FindPlanPeriods(first, last, first_month, spread == SPREAD_PATH, plan_low, plan_high, plans);

	plan_first = plan_low;
	plan_last = plan_high;
	for (int i = 0; i < nplans; i++)
	{
		plan_first = Min(plan_first, DatumGetPeriod(plans[i]));
		plan_last = Max(plan_last, DatumGetPeriod(plans[i]));
	}

	values[WINDOW_IS_COARSER] = BoolGetDatum(is_coarser);
	values[WINDOW_FIRST_PERIOD] = PeriodGetDatum(first);
	values[WINDOW_LAST_PERIOD] = PeriodGetDatum(last);
	values[WINDOW_OWN_PERIOD] = PeriodGetDatum(whole);
	nulls[WINDOW_OWN_PERIOD] = !window.has_own;
	values[WINDOW_JUDGED_PERIOD] = PeriodGetDatum(whole);
	nulls[WINDOW_JUDGED_PERIOD] = !has_whole;
	values[WINDOW_LOW] = PeriodGetDatum(low);
	values[WINDOW_HIGH] = PeriodGetDatum(high);
	/* nothing is recorded for a formula */
	nulls[WINDOW_LOW] = nulls[WINDOW_HIGH] = window.rule == ROLLUP_FORMULA;
	values[WINDOW_PLAN_LOW] = PeriodGetDatum(plan_low);
	values[WINDOW_PLAN_HIGH] = PeriodGetDatum(plan_high);
	values[WINDOW_PLAN_FIRST] = PeriodGetDatum(plan_first);
	values[WINDOW_PLAN_LAST] = PeriodGetDatum(plan_last);
	nulls[WINDOW_PLAN_PERIODS] = nplans == 0;
	if (nplans > 0)
		values[WINDOW_PLAN_PERIODS] = PointerGetDatum(
			construct_array(plans, nplans, TupleDescAttr(desc, WINDOW_FIRST_PERIOD)->atttypid,
							sizeof(Period), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(desc, values, nulls)));
}
