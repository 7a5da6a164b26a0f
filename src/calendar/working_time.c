/*
 * working_time.c
 *	  How much working time lies between two moments, and when has so much passed?
 *
 * A moment is working time when the clock on the wall says so: when, in the
 * calendar's time zone, the local date and time fall into a span of opening
 * hours that opened on that day or, running over midnight, on the day before.
 * The hours of a day are those given for its date, else those given for its
 * month and day in every year, else its weekday's.  Spans that overlap count
 * once.  This definition needs no rule for times that a clock change skips or
 * repeats: an hour that the clock skips is nobody's working time, one that it
 * shows twice is worked twice if it is worked at all.
 *
 * open_days.c knows W(x), the open time up to a point of the local clock, and
 * where W reaches a value.  Universal time runs along the local clock with a
 * jump at every change of the zone's offset.  Between jumps the working time is
 * a difference of W.  So, with a running sum of what the jumps skip or repeat,
 *		F(u) = W(u + offset(u)) + jumps(u)
 * is continuous in universal time u and never falls, and the working time
 * between two moments is F(to) - F(from): a few binary searches, in integers,
 * exactly, and as fast for a century as for a minute.  The jumps are listed for
 * a window of time around the moments asked for, which grows as needed, since a
 * zone's rules go on for ever.
 *
 * The deadline of a duration d from a start is the earliest u with
 * F(u) = F(start) + d: the last segment of the zone that begins with less is
 * found by binary search, and W turned around finds the moment in it.  So time
 * that is used up exactly at closing ends at closing.  Of a pause only the open
 * time counts.  Pauses are taken in order: one that begins when the time is used
 * up already changes nothing, any other moves the sum to be reached by
 * F(its end) - F(its beginning), and one that has no end leaves no deadline.  A
 * negative duration asks for the latest u from which d lies before the start,
 * which is the same read backwards.
 */
#include "postgres.h"

#include "common/int.h"
#include "compat.h"
#include "datatype/timestamp.h"
#include "miscadmin.h"
#include "calendar/working_time.h"

/* a stretch of universal time with one offset */
typedef struct ZoneSegment
{
	TimestampTz from;
	int64		offset;			/* of local time, east is positive */
	int64		jumps;			/* working time skipped less repeated before it */
	int64		before;			/* F at its beginning */
} ZoneSegment;

struct WorkCalendar
{
	MemoryContext context;
	pg_tz	   *zone;
	OpenDays   *days;

	TimestampTz window_from;	/* the segments cover this much */
	TimestampTz window_to;
	int			n_segments;
	int			max_segments;
	ZoneSegment *segments;
};

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
 * Compile a calendar into the current memory context; the exceptions are sorted
 * in place.
 */
WorkCalendar *
WorkCalendarCompile(pg_tz *zone, const CalendarHours *hours, int n_hours,
					CalendarException *exceptions, int n_exceptions)
{
	WorkCalendar *calendar = palloc0(sizeof(WorkCalendar));

	calendar->context = CurrentMemoryContext;
	calendar->zone = zone;
	calendar->days = OpenDaysCompile(hours, n_hours, exceptions, n_exceptions);
	return calendar;
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
			OpenDaysElapsed(calendar->days, from + segment[-1].offset) -
			OpenDaysElapsed(calendar->days, from + offset);
	}
	segment->before = OpenDaysElapsed(calendar->days, from + offset) + segment->jumps;
	calendar->n_segments++;
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
	return OpenDaysElapsed(calendar->days, moment + calendar->segments[low].offset) +
		calendar->segments[low].jumps;
}

/*
 * List the zone's segments for a window that holds the two moments, and all that
 * it held before.
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
	bool		grows = calendar->n_segments > 0;
	TimestampTz anchor = calendar->window_from;
	int64		anchored = grows ? WorkingTimeUpTo(calendar, anchor) : 0;

	/* a margin that grows with the window, so that this is done seldom */
	if (grows)
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

	/* F keeps its values */
	if (grows)
	{
		anchored -= WorkingTimeUpTo(calendar, anchor);
		for (int i = 0; i < calendar->n_segments; i++)
		{
			calendar->segments[i].jumps += anchored;
			calendar->segments[i].before += anchored;
		}
	}
}

/*
 * See to it that the window holds two finite moments.
 */
static inline void
HoldMoments(WorkCalendar *calendar, TimestampTz first, TimestampTz last)
{
	if (calendar->n_segments == 0 ||
		first < calendar->window_from || last >= calendar->window_to)
		ExtendWindow(calendar, first, last);
}

/*
 * The bounds of a pause, infinite ones as the infinite timestamps.
 */
static void
GetPause(TypeCacheEntry *type, const MultirangeType *pauses, int i,
		 TimestampTz *from, TimestampTz *to)
{
	RangeBound	lower;
	RangeBound	upper;

	multirange_get_bounds(type, pauses, i, &lower, &upper);
	*from = lower.infinite ? DT_NOBEGIN : DatumGetTimestampTz(lower.val);
	*to = upper.infinite ? DT_NOEND : DatumGetTimestampTz(upper.val);
}

/*
 * The type of the pauses' ranges, if there are any.
 */
static TypeCacheEntry *
GetPauseType(const MultirangeType *pauses)
{
	if (pauses == NULL || pauses->rangeCount == 0)
		return NULL;
	return lookup_type_cache(MultirangeTypeGetOid(pauses), TYPECACHE_MULTIRANGE_INFO)->rngtype;
}

/*
 * The working time between two finite moments, in microseconds, less that of
 * the pauses.
 */
int64
WorkCalendarElapsed(WorkCalendar *calendar, TimestampTz from, TimestampTz to,
					const MultirangeType *pauses)
{
	TimestampTz first = Min(from, to);
	TimestampTz last = Max(from, to);
	TypeCacheEntry *type = GetPauseType(pauses);
	int64		result;

	HoldMoments(calendar, first, last);
	if (pg_sub_s64_overflow(WorkingTimeUpTo(calendar, last),
							WorkingTimeUpTo(calendar, first), &result))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("interval out of range")));
	for (uint32 i = 0; type != NULL && i < pauses->rangeCount; i++)
	{
		TimestampTz begin;
		TimestampTz end;

		GetPause(type, pauses, i, &begin, &end);
		if (end > first && begin < last)
			result -= WorkingTimeUpTo(calendar, Min(end, last)) -
				WorkingTimeUpTo(calendar, Max(begin, first));
		CHECK_FOR_INTERRUPTS();
	}
	return from <= to ? result : -result;
}

/*
 * The moment at which F is reached, the earliest or the latest one.
 */
static TimestampTz
ReachMoment(WorkCalendar *calendar, int64 reached, bool latest, const char *code)
{
	const ZoneSegment *segment;
	TimestampTz result;
	int			low = 0;
	int			high;

	/* until the window has it */
	for (;;)
	{
		bool		before = latest ? calendar->segments[0].before > reached : calendar->segments[0].before >= reached;
		int64		last = WorkingTimeUpTo(calendar, calendar->window_to - 1);

		if (before ? calendar->window_from <= MIN_TIMESTAMP :
			last >= reached ? false : calendar->window_to >= END_TIMESTAMP)
			ereport(ERROR,
					(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
					 errmsg("deadline out of range"),
					 errdetail("Calendar \"%s\" has not so many hours on that side of the start.", code)));
		if (before)
			ExtendWindow(calendar, calendar->window_from - 1, calendar->window_from);
		else if (last < reached)
			ExtendWindow(calendar, calendar->window_to - 1, calendar->window_to);
		else
			break;
		CHECK_FOR_INTERRUPTS();
	}

	/* the last segment that begins before */
	high = calendar->n_segments - 1;
	while (low < high)
	{
		int			middle = low + (high - low + 1) / 2;
		int64		before = calendar->segments[middle].before;

		if (latest ? before <= reached : before < reached)
			low = middle;
		else
			high = middle - 1;
	}
	segment = &calendar->segments[low];
	result = OpenDaysReach(calendar->days, reached - segment->jumps, latest) - segment->offset;
	Assert(WorkingTimeUpTo(calendar, result) == reached);
	return result;
}

/*
 * The moment at which so much working time, less that of the pauses, has passed
 * since a finite start; for a negative duration, the one from which on it has
 * passed at the start.
 */
TimestampTz
WorkCalendarDeadline(WorkCalendar *calendar, TimestampTz start, int64 duration,
					 const MultirangeType *pauses, const char *code)
{
	TypeCacheEntry *type = GetPauseType(pauses);
	bool		back = duration < 0;
	int			n = type == NULL ? 0 : pauses->rangeCount;
	int64		reached;
	bool		overflow;

	if (duration == 0)
		return start;
	if (OpenDaysNeverOpen(calendar->days))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("calendar \"%s\" has no hours", code),
				 errhint("Opening hours are the rows of table bsc.calendar_hours.")));
	HoldMoments(calendar, start, start);
	overflow = pg_add_s64_overflow(WorkingTimeUpTo(calendar, start), duration, &reached);
	for (int i = 0; i < n && !overflow; i++)
	{
		TimestampTz begin;
		TimestampTz end;
		int64		begun;
		int64		ended;

		CHECK_FOR_INTERRUPTS();
		GetPause(type, pauses, back ? n - 1 - i : i, &begin, &end);
		if (back ? begin >= start : end <= start)
			continue;
		if (back)
			end = Min(end, start);
		else
			begin = Max(begin, start);
		HoldMoments(calendar, TIMESTAMP_IS_NOBEGIN(begin) ? end : begin,
					TIMESTAMP_IS_NOEND(end) ? begin : end);
		if (back)
		{
			ended = WorkingTimeUpTo(calendar, end);
			if (ended <= reached)
				break;
			if (TIMESTAMP_IS_NOBEGIN(begin))
				return begin;
			begun = WorkingTimeUpTo(calendar, begin);
			overflow = pg_sub_s64_overflow(reached, ended - begun, &reached);
		}
		else
		{
			begun = WorkingTimeUpTo(calendar, begin);
			if (begun >= reached)
				break;
			if (TIMESTAMP_IS_NOEND(end))
				return end;
			ended = WorkingTimeUpTo(calendar, end);
			overflow = pg_add_s64_overflow(reached, ended - begun, &reached);
		}
	}
	if (overflow)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("deadline out of range")));
	return ReachMoment(calendar, reached, back, code);
}
