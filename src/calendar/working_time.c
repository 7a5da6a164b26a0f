/*
 * working_time.c
 *	  How much working time lies between two moments?
 *
 * A moment is working time when the clock on the wall says so: when, in the
 * calendar's time zone, the local date and time fall into a span of opening
 * hours that opened on that day or, running over midnight, on the day before,
 * and the day on which it opened is no holiday.  Spans that overlap count
 * once.  This definition needs no rule for times that a clock change skips or
 * repeats: an hour that the clock skips is nobody's working time, one that it
 * shows twice is worked twice if it is worked at all.
 *
 * A calendar is compiled so that the answer takes the same time for a minute
 * as for a century.  Think of the local clock as a number line, and let W(x)
 * be the working time on it up to x.  Opening hours repeat by the week, so W
 * without holidays is whole weeks times the week's total, plus a prefix sum
 * over its days, plus a prefix sum over the day's spans.  Only a holiday and
 * the day after it (which lacks what would have run over midnight) deviate:
 * those days are kept in order with the running sum of their deviations, and
 * one binary search corrects W.
 *
 * Universal time runs along that line with a jump at every change of the
 * zone's offset.  Between jumps the working time is a difference of W.  So,
 * with a running sum of what the jumps skip or repeat,
 *		F(u) = W(u + offset(u)) + jumps(u)
 * is continuous in universal time u, and the working time between two moments
 * is F(to) - F(from): two binary searches each for two moments, in integers,
 * exactly.  The jumps are listed for a window of time around the moments asked
 * for, which grows as needed, since a zone's rules go on for ever.
 */
#include "postgres.h"

#include "common/int.h"
#include "compat.h"
#include "datatype/timestamp.h"
#include "miscadmin.h"
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

/* a day that is not like the others of its weekday */
typedef struct OddDay
{
	DateADT		day;
	DayPattern *pattern;
	int64		after;			/* running sum of deviations, this day's included */
} OddDay;

/* a stretch of universal time with one offset */
typedef struct ZoneSegment
{
	TimestampTz from;
	int64		offset;			/* of local time, east is positive */
	int64		jumps;			/* working time skipped less repeated before it */
} ZoneSegment;

struct WorkCalendar
{
	MemoryContext context;
	pg_tz	   *zone;

	/* by weekday; whether it opens on the day; whether it did on the day before */
	DayPattern	patterns[7][2][2];
	int64		week_before[7]; /* open time earlier in the week */
	int64		week_total;

	int			n_odd_days;
	OddDay	   *odd_days;

	TimestampTz window_from;	/* the segments cover this much */
	TimestampTz window_to;
	int			n_segments;
	int			max_segments;
	ZoneSegment *segments;
};

/* the Monday from which weeks are counted is that many days before day 0 */
#define DAYS_SINCE_MONDAY	5

#define SECONDS_TO_UNIX_EPOCH \
	((int64) (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * SECS_PER_DAY)

#define USECS_PER_YEAR		(INT64CONST(366) * USECS_PER_DAY)

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
 * The weekday of a day number, 0 for Monday.
 */
static inline int
Weekday(DateADT day)
{
	return (int) ((int64) day + DAYS_SINCE_MONDAY - 7 * FloorDivide((int64) day + DAYS_SINCE_MONDAY, 7));
}

/*
 * qsort comparator: by opening.
 */
static int
CompareSpans(const void *a, const void *b)
{
	const OpenSpan *x = a;
	const OpenSpan *y = b;

	return (x->opens > y->opens) - (x->opens < y->opens);
}

/*
 * Work out the pattern of a weekday on which it opens or not, after a day on
 * which it opened or not.
 */
static void
CompilePattern(DayPattern *pattern, const CalendarHours *hours, int n_hours,
			   int weekday, bool opens, bool opened)
{
	OpenSpan   *spans = palloc(Max(n_hours, 1) * 2 * sizeof(OpenSpan));
	int			n = 0;
	int			merged = 0;

	for (int i = 0; i < n_hours; i++)
	{
		bool		overnight = hours[i].closes < hours[i].opens;

		if (opens && hours[i].weekday == weekday)
		{
			spans[n].opens = hours[i].opens;
			spans[n++].closes = overnight ? USECS_PER_DAY : hours[i].closes;
		}
		if (opened && overnight && hours[i].closes > 0 &&
			(hours[i].weekday + 1) % 7 == weekday)
		{
			spans[n].opens = 0;
			spans[n++].closes = hours[i].closes;
		}
	}
	qsort(spans, n, sizeof(OpenSpan), CompareSpans);

	pattern->total = 0;
	for (int i = 0; i < n; i++)
	{
		if (merged > 0 && spans[i].opens <= spans[merged - 1].closes)
			spans[merged - 1].closes = Max(spans[merged - 1].closes, spans[i].closes);
		else
			spans[merged++] = spans[i];
	}
	for (int i = 0; i < merged; i++)
	{
		spans[i].before = pattern->total;
		pattern->total += spans[i].closes - spans[i].opens;
	}
	pattern->spans = spans;
	pattern->n_spans = merged;
}

/*
 * List the days that a holiday changes: itself and the day after.
 */
static void
CompileOddDays(WorkCalendar *calendar, const DateADT *holidays, int n_holidays)
{
	int64		deviation = 0;
	int			n = 0;

	calendar->odd_days = palloc_extended(Max(n_holidays, 1) * 2 * sizeof(OddDay),
										 MCXT_ALLOC_HUGE);
	for (int i = 0; i < n_holidays; i++)
	{
		bool		follows = i > 0 && holidays[i - 1] == holidays[i] - 1;
		bool		followed = i + 1 < n_holidays && holidays[i + 1] == holidays[i] + 1;

		for (int next = 0; next <= (followed ? 0 : 1); next++)
		{
			OddDay	   *odd = &calendar->odd_days[n++];
			int			weekday = Weekday(holidays[i] + next);

			odd->day = holidays[i] + next;
			odd->pattern = next ? &calendar->patterns[weekday][1][0] :
				&calendar->patterns[weekday][0][follows ? 0 : 1];
			deviation += odd->pattern->total - calendar->patterns[weekday][1][1].total;
			odd->after = deviation;
		}
	}
	calendar->n_odd_days = n;
}

/*
 * Compile a calendar into the current memory context.  Holidays come in order,
 * without repetition.
 */
WorkCalendar *
WorkCalendarCompile(pg_tz *zone, const CalendarHours *hours, int n_hours,
					const DateADT *holidays, int n_holidays)
{
	WorkCalendar *calendar = palloc0(sizeof(WorkCalendar));

	calendar->context = CurrentMemoryContext;
	calendar->zone = zone;
	for (int weekday = 0; weekday < 7; weekday++)
	{
		for (int opens = 0; opens < 2; opens++)
		{
			for (int opened = 0; opened < 2; opened++)
				CompilePattern(&calendar->patterns[weekday][opens][opened],
							   hours, n_hours, weekday, opens, opened);
		}
		calendar->week_before[weekday] = calendar->week_total;
		calendar->week_total += calendar->patterns[weekday][1][1].total;
	}
	CompileOddDays(calendar, holidays, n_holidays);
	return calendar;
}

/*
 * W: the working time up to a point on the local clock's line, from the Monday
 * that weeks are counted from.
 */
static int64
LocalWorkingTime(const WorkCalendar *calendar, int64 local)
{
	int64		day = FloorDivide(local, USECS_PER_DAY);
	int64		in_day = local - day * USECS_PER_DAY;
	int64		week = FloorDivide(day + DAYS_SINCE_MONDAY, 7);
	int			weekday = (int) (day + DAYS_SINCE_MONDAY - 7 * week);
	const DayPattern *pattern = &calendar->patterns[weekday][1][1];
	int64		result = week * calendar->week_total + calendar->week_before[weekday];
	int			low = 0;
	int			high = calendar->n_odd_days;

	/* the first odd day that is not before this one */
	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (calendar->odd_days[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	if (low > 0)
		result += calendar->odd_days[low - 1].after;
	if (low < calendar->n_odd_days && calendar->odd_days[low].day == day)
		pattern = calendar->odd_days[low].pattern;

	/* the first span that opens later */
	low = 0;
	high = pattern->n_spans;
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
 * Append a segment, with the working time that its jump skips or repeats.
 */
static void
AddSegment(WorkCalendar *calendar, TimestampTz from, int64 offset)
{
	ZoneSegment *segment;

	if (calendar->n_segments == calendar->max_segments)
	{
		calendar->max_segments *= 2;
		calendar->segments = repalloc_huge(calendar->segments,
										   calendar->max_segments * sizeof(ZoneSegment));
	}
	segment = &calendar->segments[calendar->n_segments];
	segment->from = from;
	segment->offset = offset;
	segment->jumps = 0;
	if (calendar->n_segments > 0)
	{
		if (segment[-1].offset == offset)
			return;
		segment->jumps = segment[-1].jumps +
			LocalWorkingTime(calendar, from + segment[-1].offset) -
			LocalWorkingTime(calendar, from + offset);
	}
	calendar->n_segments++;
}

/*
 * List the zone's segments for a window that holds the two moments.
 */
static void
ExtendWindow(WorkCalendar *calendar, TimestampTz first, TimestampTz last)
{
	pg_time_t	time;
	pg_time_t	boundary;
	long		before;
	long		after;
	int			before_dst;
	int			after_dst;

	/* a margin that grows with the window, so that this is done seldom */
	if (calendar->n_segments > 0)
	{
		int64		margin = Max(USECS_PER_YEAR,
								 calendar->window_to / 2 - calendar->window_from / 2);

		first = first < calendar->window_from ?
			Max(MIN_TIMESTAMP, first - margin) : calendar->window_from;
		last = last >= calendar->window_to ?
			Min(END_TIMESTAMP - margin, last) + margin : calendar->window_to;
	}
	else
	{
		first = Max(MIN_TIMESTAMP, first - USECS_PER_YEAR);
		last = Min(END_TIMESTAMP - USECS_PER_YEAR, last) + USECS_PER_YEAR;
		calendar->max_segments = 64;
		calendar->segments = MemoryContextAlloc(calendar->context,
												calendar->max_segments * sizeof(ZoneSegment));
	}

	/* incomplete until it is done: an interrupt may leave it here */
	calendar->n_segments = 0;
	calendar->window_from = calendar->window_to = 0;

	time = FloorDivide(first, USECS_PER_SEC) + SECONDS_TO_UNIX_EPOCH;
	first = (time - SECONDS_TO_UNIX_EPOCH) * USECS_PER_SEC;
	for (TimestampTz from = first; from < last;)
	{
		int			found = pg_next_dst_boundary(&time, &before, &before_dst, &boundary,
												 &after, &after_dst, calendar->zone);

		/* at the table's very last entry it does not see the rule that follows */
		if (found == 0)
		{
			pg_time_t	next = time + 1;
			long		next_before;

			found = pg_next_dst_boundary(&next, &next_before, &before_dst, &boundary,
										 &after, &after_dst, calendar->zone);
		}
		if (found < 0)
			elog(ERROR, "could not read time zone \"%s\"",
				 pg_get_timezone_name(calendar->zone));
		AddSegment(calendar, from, before * USECS_PER_SEC);
		if (found == 0)
		{
			last = END_TIMESTAMP;
			break;
		}
		time = boundary;
		from = (boundary - SECONDS_TO_UNIX_EPOCH) * USECS_PER_SEC;
		CHECK_FOR_INTERRUPTS();
	}
	calendar->window_from = first;
	calendar->window_to = last;
}

/*
 * F: the working time up to a moment inside the window.
 */
static int64
WorkingTimeUpTo(const WorkCalendar *calendar, TimestampTz moment)
{
	int			low = 0;
	int			high = calendar->n_segments - 1;

	while (low < high)
	{
		int			middle = low + (high - low + 1) / 2;

		if (calendar->segments[middle].from <= moment)
			low = middle;
		else
			high = middle - 1;
	}
	return LocalWorkingTime(calendar, moment + calendar->segments[low].offset) +
		calendar->segments[low].jumps;
}

/*
 * The working time between two finite moments, in microseconds.
 */
int64
WorkCalendarElapsed(WorkCalendar *calendar, TimestampTz from, TimestampTz to)
{
	int64		result;

	if (calendar->n_segments == 0 ||
		Min(from, to) < calendar->window_from || Max(from, to) >= calendar->window_to)
		ExtendWindow(calendar, Min(from, to), Max(from, to));
	if (pg_sub_s64_overflow(WorkingTimeUpTo(calendar, to),
							WorkingTimeUpTo(calendar, from), &result))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("interval out of range")));
	return result;
}
