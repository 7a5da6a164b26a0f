/*
 * period.h
 *	  The room "period": stretches of the calendar, and what one can do with
 *	  them in C.  The SQL side is in period.sql and period_during.sql.
 *
 * period.c		calendar arithmetic, and the essay on how a period is kept
 * period_text.c	text forms, binary forms
 * period_label.c	the same period of another year, names of company years
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

/* grains */
extern PeriodGrain PeriodGrainFromText(const text *name);
extern PeriodGrain PeriodGrainFromCString(const char *name);
extern bool PeriodGrainFind(const char *name, PeriodGrain *grain);
extern const char *PeriodGrainName(PeriodGrain grain);

/* parts; day_after is the first day that no longer belongs to the period */
extern PeriodGrain PeriodGrainOf(Period period);
extern DateADT PeriodFirstDay(Period period);
extern DateADT PeriodLastDay(Period period);
extern DateADT PeriodDayAfter(Period period);

/* the period that holds a day, in years that start in first_month (1 to 12) */
extern Period PeriodOfDate(DateADT day, PeriodGrain grain, int first_month);

/* neighbours: b = shift(a, n) if and only if n = distance(b, a) */
extern Period PeriodShift(Period period, int64 steps);
extern int	PeriodDistance(Period a, Period b);
extern bool PeriodSameSeries(Period a, Period b);

/* the period of the same place in the calendar, that many years later */
extern Period PeriodSameInYear(Period period, int years);

/* names of company years, which start in first_month, after the calendar year of their end or start */
extern char *PeriodLabel(Period period, int first_month, bool after_end);
extern Period PeriodFromLabel(const char *label, int first_month, bool after_end);

/* from a period to the coarser one that holds it, and back to the finer ones */
extern Period PeriodEnclosing(Period period, PeriodGrain grain, int first_month);
extern Period PeriodFirstWithin(Period period, PeriodGrain grain);
extern Period PeriodLastWithin(Period period, PeriodGrain grain);

/* does every day of b belong to a? */
extern bool PeriodContains(Period a, Period b);

/* does a part count for the whole when values are rolled up? */
extern bool PeriodIsPart(Period part, Period whole);

/* is this first day one that a period of this grain can have? */
extern bool PeriodIsValid(int64 first_day, int grain, Period *period);

/* text; a soft error leaves it to the caller to ask SOFT_ERROR_OCCURRED */
extern Period PeriodParse(const char *str, BscErrorContext *escontext);
extern char *PeriodToCstring(Period period);

/* moments: where a day and a period begin in a time zone */
extern pg_tz *PeriodTimeZone(const text *name, bool missing_ok);
extern TimestampTz PeriodFirstMoment(Period period, pg_tz *zone);
extern TimestampTz PeriodMomentAfter(Period period, pg_tz *zone);
extern Period PeriodOfMoment(TimestampTz moment, PeriodGrain grain,
							   int first_month, pg_tz *zone);

#endif							/* BSC_PERIOD_H */
