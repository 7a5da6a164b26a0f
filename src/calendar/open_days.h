/*
 * open_days.h
 *	  The days of a compiled calendar: see open_days.c.
 */
#ifndef BSC_OPEN_DAYS_H
#define BSC_OPEN_DAYS_H

#include "calendar/working_time.h"

/* a stretch of the local day in which the calendar is open */
typedef struct OpenSpan
{
	int64		opens;			/* from local midnight */
	int64		closes;
	int64		before;			/* open time earlier on the day */
} OpenSpan;

/* the open time of one kind of day */
typedef struct DayPattern
{
	int			n_spans;
	OpenSpan   *spans;			/* in order, apart */
	int64		total;
} DayPattern;

/* a day that is not like the layer below has it */
typedef struct OddDay
{
	int64		day;
	const DayPattern *pattern;
	int64		before;			/* W at its beginning */
	int64		after;			/* running sum of deviations, this day's included */
} OddDay;

typedef struct OddDays
{
	int			n;
	OddDay	   *days;
} OddDays;

/* days are counted from a Monday, 1999-12-27 */
struct OpenDays
{
	const DayPattern *week[7];
	int64		week_before[7]; /* open time earlier in the week */
	int64		week_total;
	OddDays		cycle;			/* by the day in a cycle of 400 years */
	int64		cycle_total;
	OddDays		single;
	bool		opens_on_single;
};

#define DAYS_SINCE_MONDAY	5
#define CYCLE_YEARS			400
#define CYCLE_DAYS			146097
#define CYCLE_WEEKS			(CYCLE_DAYS / 7)

/*
 * Quotient rounded down, for a positive divisor.
 */
static inline int64
FloorDivide(int64 a, int64 b)
{
	int64		quotient = a / b;

	return a - quotient * b < 0 ? quotient - 1 : quotient;
}

/*
 * The day's place in a list: that of the first day in it that is not before.
 */
static inline int
FindDay(const OddDays *list, int64 day)
{
	int			low = 0;
	int			high = list->n;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (list->days[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * Correct what the layer below says about a day.
 */
static inline void
Correct(const OddDays *list, int64 day, const DayPattern **pattern, int64 *before)
{
	int			place = FindDay(list, day);

	if (place > 0)
		*before += list->days[place - 1].after;
	if (place < list->n && list->days[place].day == day)
		*pattern = list->days[place].pattern;
}

/*
 * A day's pattern, and W at its beginning, by weekdays alone.
 */
static inline const DayPattern *
DayOfWeek(const OpenDays *days, int64 day, int64 *before)
{
	int64		week = FloorDivide(day, 7);
	int			weekday = (int) (day - 7 * week);

	*before = week * days->week_total + days->week_before[weekday];
	return days->week[weekday];
}

/*
 * The same with yearly exceptions.
 */
static inline const DayPattern *
DayOfCycle(const OpenDays *days, int64 day, int64 *before)
{
	const DayPattern *pattern;
	int64		cycle;

	if (days->cycle.n == 0)
		return DayOfWeek(days, day, before);
	cycle = FloorDivide(day, CYCLE_DAYS);
	day -= cycle * CYCLE_DAYS;
	pattern = DayOfWeek(days, day, before);
	Correct(&days->cycle, day, &pattern, before);
	*before += cycle * days->cycle_total;
	return pattern;
}

#endif							/* BSC_OPEN_DAYS_H */
