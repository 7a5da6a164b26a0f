/*
 * open_days.c
 *	  The open hours of a calendar's days, on the local clock.
 *
 * Think of the local clock as a number line, and let W(x) be the open time on
 * it up to x.  This file answers two questions, in a time that does not grow
 * with the distance: what is W(x), and where does W reach a given value.
 *
 * A day has hours of its own and what runs over midnight from the day before.
 * Which hours are its own?  Those that are given for the date; failing that,
 * those given for its month and day in every year; failing that, its weekday's.
 * So there are three layers.  Weeks are all alike: W is whole weeks times the
 * week's total, plus a prefix sum over its days, plus one over the day's spans.
 * Yearly exceptions repeat with the Gregorian calendar, every 400 years, which
 * are 146,097 days and happen to be 20,871 whole weeks; so weeks with yearly
 * exceptions repeat as well, and the days of one such cycle that are not like
 * others of their weekday are listed in order.  Single dates are a second list
 * on top of that.  Each entry of a list keeps W at the beginning of its day and
 * the running sum of what the list's days deviate from the layer below, so that
 * one binary search corrects W, and one finds the day on which W gets there:
 * either one in the list, or the layer below tells which between two of them.
 *
 * Days with the same own hours and the same hours from the day before share one
 * pattern.  A day that gets the pattern it would have had anyway, as most days
 * after a holiday do, is not listed.
 */
#include "postgres.h"

#include "calendar/open_days.h"

/*
 * The same with all exceptions.
 */
static inline const DayPattern *
GetDay(const OpenDays *days, int64 day, int64 *before)
{
	const DayPattern *pattern = DayOfCycle(days, day, before);

	Correct(&days->single, day, &pattern, before);
	return pattern;
}

/*
 * Is there no day on which the calendar opens?
 */
bool
OpenDaysNeverOpen(const OpenDays *days)
{
	return days->cycle_total == 0 && !days->opens_on_single;
}

/*
 * W: the open time up to a point on the local clock's line, from the Monday that
 * days are counted from.
 */
int64
OpenDaysElapsed(const OpenDays *days, int64 local)
{
	int64		day = FloorDivide(local, USECS_PER_DAY);
	int64		in_day = local - day * USECS_PER_DAY;
	int64		result;
	const DayPattern *pattern = GetDay(days, day + DAYS_SINCE_MONDAY, &result);
	int			low = 0;
	int			high = pattern->n_spans;

	/* the first span that opens later */
	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (pattern->spans[middle].opens <= in_day)
			low = middle + 1;
		else
			high = middle;
	}
	if (low > 0)
	{
		const OpenSpan *span = &pattern->spans[low - 1];

		result += span->before + Min(in_day, span->closes) - span->opens;
	}
	return result;
}

/*
 * Does a stretch that begins with W = before begin before the point looked for?
 * The earliest point at which W has a value lies in the last stretch that begins
 * with less; the latest in the last one that does not begin with more.
 */
static inline bool
Precedes(int64 before, int64 elapsed, bool latest)
{
	return latest ? before <= elapsed : before < elapsed;
}

/*
 * The day on which W gets there, by weekdays alone.
 */
static int64
ReachInWeeks(const OpenDays *days, int64 elapsed, bool latest)
{
	int64		week;
	int			weekday = 6;

	if (days->week_total == 0)
		elog(ERROR, "calendar is asked for more than it has");
	week = FloorDivide(latest ? elapsed : elapsed - 1, days->week_total);
	elapsed -= week * days->week_total;
	while (weekday > 0 && !Precedes(days->week_before[weekday], elapsed, latest))
		weekday--;
	return week * 7 + weekday;
}

/*
 * The last day in a list that begins before the point, if there is one.
 */
static const OddDay *
LastOddDay(const OddDays *list, int64 elapsed, bool latest)
{
	int			low = 0;
	int			high = list->n;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (Precedes(list->days[middle].before, elapsed, latest))
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? &list->days[low - 1] : NULL;
}

/*
 * The same with yearly exceptions.
 */
static int64
ReachInCycles(const OpenDays *days, int64 elapsed, bool latest)
{
	int64		cycle;
	const OddDay *odd;

	if (days->cycle.n == 0)
		return ReachInWeeks(days, elapsed, latest);
	if (days->cycle_total == 0)
		elog(ERROR, "calendar is asked for more than it has");
	cycle = FloorDivide(latest ? elapsed : elapsed - 1, days->cycle_total);
	elapsed -= cycle * days->cycle_total;
	odd = LastOddDay(&days->cycle, elapsed, latest);
	if (odd != NULL && !Precedes(odd->before + odd->pattern->total, elapsed, latest))
		return cycle * CYCLE_DAYS + odd->day;
	return cycle * CYCLE_DAYS + ReachInWeeks(days, elapsed - (odd ? odd->after : 0), latest);
}

/*
 * The earliest (or latest) point on the local clock's line at which W has that
 * value, which it must have somewhere.
 */
int64
OpenDaysReach(const OpenDays *days, int64 elapsed, bool latest)
{
	const OddDay *odd = LastOddDay(&days->single, elapsed, latest);
	const DayPattern *pattern;
	int64		before;
	int64		day;
	int			span;

	if (odd != NULL && !Precedes(odd->before + odd->pattern->total, elapsed, latest))
		day = odd->day;
	else
		day = ReachInCycles(days, elapsed - (odd ? odd->after : 0), latest);
	pattern = GetDay(days, day, &before);
	elapsed -= before;
	Assert(Precedes(0, elapsed, latest) && !Precedes(pattern->total, elapsed, latest));

	/* a day has few spans */
	for (span = pattern->n_spans - 1; span > 0 && !Precedes(pattern->spans[span].before, elapsed, latest); span--)
		;
	if (span < 0)
		elog(ERROR, "calendar is asked for more than it has");
	return (day - DAYS_SINCE_MONDAY) * USECS_PER_DAY +
		pattern->spans[span].opens + elapsed - pattern->spans[span].before;
}
