/*
 * period.h
 *	  The room "period": stretches of the calendar, and what one can do with
 *	  them in C.  The SQL side is in period.sql and period_during.sql.
 *
 * period.c		calendar arithmetic, and the essay on how a period is kept
 * period_text.c	text forms, binary forms
 * period_sql.c		what SQL calls, over period.c
 * period_series.c	functions that return many periods
 * period_moment.c	moments of time: which period holds them, where a day begins
 * period_support.c	what the planner is told about bsc.during
 *
 * Functions here report errors with ereport and the codes that users are
 * promised: 22007 for unknown text, 22008 for what lies outside the years 1 to
 * 9999, 22023 for an argument that makes no sense.
 */
#ifndef BSC_PERIOD_H
#define BSC_PERIOD_H

#include "lib/stringinfo.h"
#include "utils/date.h"
#include "utils/timestamp.h"

#include "compat.h"

/* (days since 0001-01-01) << 8 | grain; compares as a plain integer */
typedef int64 Period;

/* from long to short: the codes are stored and must never change */
typedef enum PeriodGrain
{
	PERIOD_YEAR = 0,
	PERIOD_HALF = 1,
	PERIOD_QUARTER = 2,
	PERIOD_MONTH = 3,
	PERIOD_WEEK = 4,
	PERIOD_DAY = 5
} PeriodGrain;

#define PERIOD_GRAINS	(PERIOD_DAY + 1)

/*
 * int8 is passed by value where Datum has 8 bytes and by reference elsewhere;
 * its macros and the type's LIKE = int8 follow the build.
 */
#define DatumGetPeriod(X)		((Period) DatumGetInt64(X))
#define PeriodGetDatum(X)		Int64GetDatum(X)
#define PG_GETARG_PERIOD(n)		DatumGetPeriod(PG_GETARG_DATUM(n))
#define PG_RETURN_PERIOD(x)		return PeriodGetDatum(x)

/* long enough for every printed period, with its closing zero */
#define PERIOD_TEXT_SIZE	16

/*
 */
/* grains */
extern PeriodGrain PeriodGrainFromText(const text *name);
extern PeriodGrain PeriodGrainFromCString(const char *name);
extern bool period_grain_find(const char *name, PeriodGrain *grain);
extern const char *period_grain_name(PeriodGrain grain);

/* parts; day_after is the first day that no longer belongs to the period */
extern PeriodGrain period_grain(Period period);
extern DateADT period_first_day(Period period);
extern DateADT period_last_day(Period period);
extern DateADT period_day_after(Period period);

/* the period that holds a day, in years that start in first_month (1 to 12) */
extern Period period_of_day(DateADT day, PeriodGrain grain, int first_month);

/* neighbours: b = shift(a, n) if and only if n = distance(b, a) */
extern Period period_shift(Period period, int64 steps);
extern int	period_distance(Period a, Period b);
extern bool period_same_series(Period a, Period b);

/* from a period to the coarser one that holds it, and back to the finer ones */
extern Period period_enclosing(Period period, PeriodGrain grain, int first_month);
extern Period period_first_within(Period period, PeriodGrain grain);
extern Period period_last_within(Period period, PeriodGrain grain);

/* does every day of b belong to a? */
extern bool period_contains(Period a, Period b);

/* is this first day one that a period of this grain can have? */
extern bool period_is_valid(int64 first_day, int grain, Period *period);

/* text; a soft error leaves it to the caller to ask SOFT_ERROR_OCCURRED */
extern Period period_parse(const char *str, BscErrorContext *escontext);
extern void period_print(StringInfo buf, Period period);
extern char *period_to_cstring(Period period);

/* moments: where a day and a period begin in a time zone */
extern pg_tz *period_time_zone(const text *name, bool missing_ok);
extern TimestampTz period_first_moment(Period period, pg_tz *zone);
extern TimestampTz period_moment_after(Period period, pg_tz *zone);
extern Period period_of_moment(TimestampTz moment, PeriodGrain grain,
							   int first_month, pg_tz *zone);

#endif							/* BSC_PERIOD_H */
