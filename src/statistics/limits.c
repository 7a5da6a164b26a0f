/*
 * limits.c
 *	  Noise or signal?  Natural limits of a process, and what breaks its habits.
 *
 * The chart of individual values and moving ranges (XmR) of W. A. Shewhart, as D.
 * J. Wheeler explains it in "Understanding Variation" (1993): the mean of the
 * values, plus and minus 2.66 times the mean of the moving ranges, which are the
 * differences between neighbours; or median and 3.145 times the median range.
 * The ranges say how much the process moves by itself from one value to the
 * next, whatever else has happened to it; a standard deviation would take a
 * change of level for noise.  The constants are used as printed.  Six values and
 * four ranges are needed; Wheeler: five or six suffice for useful limits.
 *
 * A change that somebody knows the reason of begins a new group with limits of
 * its own (rebase).  Limits can be held from a group's first values (baseline).
 * Ranges of 3.267 times their mean or more (3.865 times their median) can be
 * left out once before limits are drawn (screen), as L. P. Provost and S. K.
 * Murray do ("The Health Care Data Guide", 2011) and Wheeler does not.
 *
 * What breaks the habits, in the order in which the rules are asked, as in the
 * NHS programme "Making Data Count":
 *	 high, low			outside the limits; on a limit is inside
 *	 trend up, down		so many values (7) in strictly rising or falling order; a
 *						turning point between two trends belongs to the falling one
 *	 near high, low		of three in a row on one side of the centre, two or three
 *						are in the outer third; only these are marked
 *	 shift up, down		so many in a row (8) on one side; one on the centre ends it
 * Gaps are passed over: the values beside one follow each other in the rules, but
 * no range is taken across it.  Rules begin anew with each group, since what one
 * process did says nothing of the next.
 *
 * With a season all this is done on the values without it, and the limits are
 * shown with it.  Two values count as equal when they differ by no more than the
 * rounding of the largest, so that a value of 0.3 lies on a limit of 0.1 + 0.2.
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "attainment/sums.h"
#include "catalog/pg_type.h"
#include "compat.h"
#include "miscadmin.h"
#include "statistics/statistics.h"
#include "utils/builtins.h"
#include "utils/float.h"

PG_FUNCTION_INFO_V1(bsc_xmr);

/* what a group needs for limits */
#define LEAST_VALUES		6
#define LEAST_RANGES		4

/* Wheeler's constants, for means and for medians */
#define MEAN_FACTOR			2.66
#define MEAN_SCREEN			3.267
#define MEDIAN_FACTOR		3.145
#define MEDIAN_SCREEN		3.865

#define DEFAULT_RUN			8
#define DEFAULT_TREND		7

typedef enum Signal
{
	SIGNAL_NONE,
	SIGNAL_HIGH,
	SIGNAL_LOW,
	SIGNAL_TREND_UP,
	SIGNAL_TREND_DOWN,
	SIGNAL_NEAR_HIGH,
	SIGNAL_NEAR_LOW,
	SIGNAL_SHIFT_UP,
	SIGNAL_SHIFT_DOWN
} Signal;

static const char *const signal_names[] = {
	NULL, "high", "low", "trend up", "trend down", "near high", "near low",
	"shift up", "shift down"
};

/* how limits are drawn and signals found */
typedef struct Rules
{
	bool		median;
	int			baseline;		/* 0: from all values */
	bool		screen;
	int			run;
	int			trend;
	double		rounding;		/* values as close as this are equal */
} Rules;

/* the values of a group, without gaps */
typedef struct LimitGroup
{
	int			count;
	double	   *values;
	int		   *places;
	Signal	   *signals;
	double		centre;
	double		low;
	double		high;
} LimitGroup;

static int
CompareDoubles(const void *a, const void *b)
{
	double		x = *(const double *) a;
	double		y = *(const double *) b;

	return (x > y) - (x < y);
}

static int
CompareInts(const void *a, const void *b)
{
	int			x = *(const int *) a;
	int			y = *(const int *) b;

	return (x > y) - (x < y);
}

/*
 * The mean of numbers, which for equal ones is just that number; or their median,
 * for which they are put in order.
 */
static double
Middle(double *values, int n, bool median)
{
	Sum			total = {0, 0};
	Sum			count = {n, 0};

	if (median)
	{
		qsort(values, n, sizeof(double), CompareDoubles);
		return (values[(n - 1) / 2] + values[n / 2]) / 2;
	}
	for (int i = 0; i < n; i++)
		SumAdd(&total, values[i]);
	return SumDivide(&total, &count);
}

/*
 * Leave out once what is far above the others.
 */
static int
Screen(double *ranges, int n, double limit)
{
	int			kept = 0;

	for (int i = 0; i < n; i++)
	{
		if (ranges[i] <= 0 || ranges[i] < limit)
			ranges[kept++] = ranges[i];
	}
	return kept;
}

/*
 * The limits of a group; false if it has too few values.
 */
static bool
DrawLimits(LimitGroup *group, const Rules *rules)
{
	int			count = group->count;
	int			nranges = 0;
	double	   *ranges;
	double	   *values;
	double		half;
	bool		enough;

	if (rules->baseline > 0)
		count = Min(count, rules->baseline);
	if (count < LEAST_VALUES)
		return false;
	ranges = palloc_extended(mul_size(count, sizeof(double)), MCXT_ALLOC_HUGE);
	values = palloc_extended(mul_size(count, sizeof(double)), MCXT_ALLOC_HUGE);
	memcpy(values, group->values, count * sizeof(double));
	for (int i = 1; i < count; i++)
	{
		if (group->places[i] == group->places[i - 1] + 1)
			ranges[nranges++] = fabs(values[i] - values[i - 1]);
	}
	enough = nranges >= LEAST_RANGES;
	if (enough)
	{
		half = Middle(ranges, nranges, rules->median);
		if (rules->screen)
		{
			nranges = Screen(ranges, nranges,
							 half * (rules->median ? MEDIAN_SCREEN : MEAN_SCREEN));
			half = Middle(ranges, nranges, rules->median);
		}
		half *= rules->median ? MEDIAN_FACTOR : MEAN_FACTOR;
		group->centre = Middle(values, count, rules->median);
		group->low = group->centre - half;
		group->high = group->centre + half;
	}
	pfree(ranges);
	pfree(values);
	return enough;
}

/*
 * -1, 0 or 1: is a below b, equal to it but for rounding, or above?
 */
static int
Compare(double a, double b, const Rules *rules)
{
	if (fabs(a - b) <= rules->rounding)
		return 0;
	return a > b ? 1 : -1;
}

/*
 * Mark runs on one side of the centre.
 */
static void
MarkShifts(LimitGroup *group, const Rules *rules)
{
	int			start = 0;

	for (int i = 0; i < group->count; i++)
	{
		int			side = Compare(group->values[i], group->centre, rules);
		bool		ends = i + 1 == group->count ||
			Compare(group->values[i + 1], group->centre, rules) != side;

		if (!ends)
			continue;
		for (int j = start; j <= i && side != 0 && i - start + 1 >= rules->run; j++)
			group->signals[j] = side > 0 ? SIGNAL_SHIFT_UP : SIGNAL_SHIFT_DOWN;
		start = i + 1;
	}
}

/*
 * 1 or -1 if a value is in the outer third on that side and not outside; else 0.
 */
static int
Near(const LimitGroup *group, int i, const Rules *rules)
{
	double		x = group->values[i];
	double		third = (group->high - group->centre) / 3;

	if (Compare(x, group->centre + 2 * third, rules) > 0)
		return Compare(x, group->high, rules) <= 0 ? 1 : 0;
	if (Compare(x, group->centre - 2 * third, rules) < 0)
		return Compare(x, group->low, rules) >= 0 ? -1 : 0;
	return 0;
}

/*
 * Mark values in the outer third, two or three of three in a row on one side.
 */
static void
MarkNear(LimitGroup *group, const Rules *rules)
{
	for (int i = 2; i < group->count; i++)
	{
		int			side = Compare(group->values[i], group->centre, rules);
		int			near = 0;

		for (int j = i - 2; j <= i; j++)
		{
			if (Compare(group->values[j], group->centre, rules) != side)
				near = -3;
			near += Near(group, j, rules) != 0;
		}
		if (side == 0 || near < 2)
			continue;
		for (int j = i - 2; j <= i; j++)
		{
			if (Near(group, j, rules) != 0)
				group->signals[j] = side > 0 ? SIGNAL_NEAR_HIGH : SIGNAL_NEAR_LOW;
		}
	}
}

/*
 * Mark values that follow each other in one direction (1 or -1).
 */
static void
MarkTrends(LimitGroup *group, const Rules *rules, int direction, Signal signal)
{
	int			start = 0;

	for (int i = 1; i <= group->count; i++)
	{
		if (i < group->count &&
			Compare(group->values[i], group->values[i - 1], rules) == direction)
			continue;
		for (int j = start; j < i && i - start >= rules->trend; j++)
			group->signals[j] = signal;
		start = i;
	}
}

/*
 * Find the signals of a group: of the rules that fit, the first has the last word.
 */
static void
FindSignals(LimitGroup *group, const Rules *rules)
{
	MarkShifts(group, rules);
	MarkNear(group, rules);
	MarkTrends(group, rules, 1, SIGNAL_TREND_UP);
	MarkTrends(group, rules, -1, SIGNAL_TREND_DOWN);
	for (int i = 0; i < group->count; i++)
	{
		if (Compare(group->values[i], group->high, rules) > 0)
			group->signals[i] = SIGNAL_HIGH;
		else if (Compare(group->values[i], group->low, rules) < 0)
			group->signals[i] = SIGNAL_LOW;
	}
}

/*
 * The limits and signals of the places from first to before end.
 */
static void
ChartGroup(StatTable *table, const double *x, int first, int end, const Rules *rules,
		   const StatSeason *season, double scale)
{
	int			size = end - first;
	LimitGroup	group = {0};

	group.values = palloc_extended(mul_size(size, sizeof(double)), MCXT_ALLOC_HUGE);
	group.places = palloc_extended(mul_size(size, sizeof(int)), MCXT_ALLOC_HUGE);
	group.signals = palloc_extended(mul_size(size, sizeof(Signal)),
									MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	for (int i = first; i < end; i++)
	{
		if (isnan(x[i]))
			continue;
		group.values[group.count] = x[i];
		group.places[group.count++] = i;
	}
	if (DrawLimits(&group, rules))
	{
		FindSignals(&group, rules);
		for (int i = first; i < end; i++)
		{
			StatTableSet(table, i, 2, StatWithSeason(season, i, group.centre) / scale);
			StatTableSet(table, i, 3, StatWithSeason(season, i, group.low) / scale);
			StatTableSet(table, i, 4, StatWithSeason(season, i, group.high) / scale);
		}
		for (int i = 0; i < group.count; i++)
		{
			Size		cell = (Size) group.places[i] * table->columns + 5;
			const char *name = signal_names[group.signals[i]];

			if (name == NULL)
				continue;
			table->values[cell] = CStringGetTextDatum(name);
			table->nulls[cell] = false;
		}
	}
	pfree(group.values);
	pfree(group.places);
	pfree(group.signals);
}

/*
 * An integer argument that must be at least so much; NULL is its default.
 */
static int
IntArgument(FunctionCallInfo fcinfo, int argument, const char *name, int least,
			int otherwise)
{
	int			value = PG_ARGISNULL(argument) ? otherwise : PG_GETARG_INT32(argument);

	if (!PG_ARGISNULL(argument) && value < least)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be at least %d, not %d", name, least, value)));
	return value;
}

/*
 * Which rules are asked for?
 */
static Rules
ReadRules(FunctionCallInfo fcinfo)
{
	Rules		rules = {0};
	char	   *centre = PG_ARGISNULL(2) ? "mean" : text_to_cstring(PG_GETARG_TEXT_PP(2));

	rules.median = strcmp(centre, "median") == 0;
	if (!rules.median && strcmp(centre, "mean") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown centre \"%s\"", centre),
				 errhint("The centre is \"mean\" or \"median\".")));
	rules.baseline = IntArgument(fcinfo, 3, "baseline", LEAST_VALUES, 0);
	rules.screen = !PG_ARGISNULL(5) && PG_GETARG_BOOL(5);
	rules.run = IntArgument(fcinfo, 6, "run", 2, DEFAULT_RUN);
	rules.trend = IntArgument(fcinfo, 7, "trend", 3, DEFAULT_TREND);
	return rules;
}

/*
 * The places (from 0) at which groups begin, in order: the first one and those of
 * rebase.
 */
static int *
ReadGroups(FunctionCallInfo fcinfo, int n, int *ngroups)
{
	Datum	   *elements = NULL;
	bool	   *nulls = NULL;
	int			count = 0;
	int		   *starts;

	if (!PG_ARGISNULL(4))
	{
		ArrayType  *rebase = PG_GETARG_ARRAYTYPE_P(4);

		if (ARR_NDIM(rebase) > 1)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("rebase must be an array of one dimension, not %d",
							ARR_NDIM(rebase))));
		deconstruct_array(rebase, INT4OID, sizeof(int32), true, TYPALIGN_INT,
						  &elements, &nulls, &count);
	}
	starts = palloc(mul_size(count + 1, sizeof(int)));
	starts[0] = 0;
	for (int i = 0; i < count; i++)
	{
		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("rebase at place %d is null", i + 1)));
		starts[i + 1] = DatumGetInt32(elements[i]) - 1;
		if (starts[i + 1] < 0 || starts[i + 1] >= n)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("rebase %d is not a place of the series, which has %d",
							DatumGetInt32(elements[i]), n)));
	}
	qsort(starts, count + 1, sizeof(int), CompareInts);
	*ngroups = count + 1;
	return starts;
}

/*
 * The rows of bsc.xmr.
 */
static StatTable *
ChartRows(FunctionCallInfo fcinfo)
{
	Rules		rules;
	StatTable  *table;
	StatSeason	season;
	double	   *x;
	double		scale;
	int			length;
	int			n;
	int		   *starts;
	int			ngroups;

	if (PG_ARGISNULL(0))
		return NULL;
	x = StatSeriesFromArray(PG_GETARG_ARRAYTYPE_P(0), "series", &n);
	length = StatSeasonArgument(fcinfo, 1);
	rules = ReadRules(fcinfo);
	starts = ReadGroups(fcinfo, n, &ngroups);
	table = StatTableMake(n, 6);
	scale = StatScale(StatLevel(x, n));
	for (int i = 0; i < n; i++)
	{
		table->values[(Size) i * 6] = Int32GetDatum(i + 1);
		table->nulls[(Size) i * 6] = false;
		StatTableSet(table, i, 1, x[i]);
		x[i] *= scale;
	}
	season = StatFindSeason(x, n, length);
	for (int i = 0; i < n; i++)
		x[i] = StatWithoutSeason(&season, i, x[i]);
	rules.rounding = 4 * DBL_EPSILON * StatLevel(x, n);
	for (int g = 0; g < ngroups; g++)
	{
		int			end = g + 1 < ngroups ? starts[g + 1] : n;

		CHECK_FOR_INTERRUPTS();
		if (end > starts[g])
			ChartGroup(table, x, starts[g], end, &rules, &season, scale);
	}
	return table;
}

/*
 * bsc.xmr(series, season, centre, baseline, rebase, screen, run, trend)
 *	 -> (i, value, centre, low, high, signal)
 */
Datum
bsc_xmr(PG_FUNCTION_ARGS)
{
	return StatReturnTable(fcinfo, ChartRows);
}
