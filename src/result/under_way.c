/*
 * under_way.c
 *	  What a period under way has shown so far.
 *
 * A measure is observed up to a moment: the start of the last good run of its
 * query, or the time at which something was recorded by hand, as far as that lies
 * in a period of its own that has begun (SQL finds it).  The clock alone is not
 * enough: a refresh of 30 January is no full January on 3 February.  A period is
 * complete when it is over by the clock and observed to its end.
 */
#include "postgres.h"

#include "compat.h"
#include "result/result.h"

/* a period of which less has been observed is not judged */
#define ENOUGH_OBSERVED	0.2

/* The share of a period that lies before a moment, from 0 to 1. */
double
ObservedShare(Period period, TimestampTz observed, pg_tz *zone)
{
	TimestampTz first = PeriodFirstMoment(period, zone);
	TimestampTz after = PeriodMomentAfter(period, zone);

	if (observed >= after)
		return 1;
	if (observed <= first)
		return 0;
	return (double) (observed - first) / (double) (after - first);
}

/* How many periods of the window have begun before a moment. */
int
CountBegun(const Window *window, TimestampTz observed, pg_tz *zone)
{
	int			low = 0;
	int			high = WindowLength(window);

	if (observed >= PeriodMomentAfter(window->last, zone))
		return high;
	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (PeriodFirstMoment(PeriodShift(window->first, middle), zone) < observed)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * Is none of a window's periods over, and of the first too little observed to be
 * judged?
 */
bool
IsTooEarly(const Window *window, TimestampTz observed, pg_tz *zone, TimestampTz now)
{
	return now < PeriodMomentAfter(window->first, zone) &&
		(TIMESTAMP_IS_NOBEGIN(observed) ||
		 ObservedShare(window->first, observed, zone) < ENOUGH_OBSERVED);
}

/*
 * Read how far the time of a measure's window has gone.  "period" is the one that
 * the window is of, or the last of a stretch.
 */
void
ReadProgress(TreeNode *node, Period period, pg_tz *zone, TimestampTz now)
{
	const Window *window = &node->window;
	bool		is_coarser = OwnGrain(window) < PeriodGrainOf(period);

	/* a measure that is coarser than the period is read for one of its own */
	node->end = PeriodMomentAfter(WindowIsSingle(window) || is_coarser ? window->last : period, zone);
	node->over = now >= node->end;
	node->begun = node->has_observed ? CountBegun(window, node->observed, zone) : 0;
	node->complete = node->over && node->has_observed && node->observed >= node->end;
	node->too_early = IsTooEarly(window, node->has_observed ? node->observed : DT_NOBEGIN, zone, now);
}
