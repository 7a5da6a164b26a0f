/*
 * period_moment.c
 *	  Which moments of time belong to a period, and which period holds a moment.
 *
 * A day is a stretch of local time, so a time zone must say when it begins.
 * It begins when the clocks of the zone have stopped showing an earlier date:
 * mostly at midnight; where clocks are put forward at midnight, at the moment
 * they are; and where they are put back from 1 o'clock to midnight (Havana),
 * at the first of the two midnights.  If they are put back from a minute past
 * midnight to the evening before (St John's until 2011), the evening still
 * belongs to the old day, and with it the minute, since a day should be one
 * stretch without holes.  In all other cases a moment belongs to the day that
 * its cast to date shows.
 *
 * A period begins where its first day begins, and ends where the day after
 * begins.  bsc.during, whether it is executed or rewritten by the planner, and
 * bsc.period of a timestamptz, all go by these two moments, so that grouping by
 * period and filtering by period always count the same rows.
 *
 * Finding them costs two looks into the zone's table of transitions.  As calls
 * in a query mostly ask about the same few periods, each call site remembers
 * the last answer in fn_extra.  Zones are known by the address that
 * pg_tzset gives them, which is good for the life of the process.
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/datetime.h"

#include "period/period.h"

/*
 * What a call site remembers: where a period begins and ends in a zone, and
 * under which grain and first month it was found.
 */
typedef struct Bounds
{
	pg_tz	   *zone;			/* NULL if there is nothing yet */
	Period		period;
	PeriodGrain grain;
	int			first_month;
	TimestampTz first;
	TimestampTz after;
} Bounds;

PG_FUNCTION_INFO_V1(bsc_period_of_timestamp);
PG_FUNCTION_INFO_V1(bsc_period_of_timestamptz);
PG_FUNCTION_INFO_V1(bsc_first_moment);
PG_FUNCTION_INFO_V1(bsc_moment_after);
PG_FUNCTION_INFO_V1(bsc_during_date);
PG_FUNCTION_INFO_V1(bsc_during_timestamp);
PG_FUNCTION_INFO_V1(bsc_during_timestamptz);
PG_FUNCTION_INFO_V1(bsc_holds_date);
PG_FUNCTION_INFO_V1(bsc_holds_timestamp);
PG_FUNCTION_INFO_V1(bsc_holds_timestamptz);

/*
 * Find a time zone by its name.  Does not raise an error for an unknown one if
 * missing_ok.
 */
pg_tz *
period_time_zone(const text *name, bool missing_ok)
{
	char	   *str = text_to_cstring(name);
	pg_tz	   *zone = pg_tzset(str);

	if (zone != NULL && !pg_tz_acceptable(zone))
		zone = NULL;
	if (zone == NULL && !missing_ok)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("time zone \"%s\" not recognized", str)));
	pfree(str);
	return zone;
}

/*
 * The date that the clocks of a zone show, and how many seconds they are
 * behind UTC.
 */
static DateADT
LocalDate(TimestampTz moment, pg_tz *zone, int *behind)
{
	struct pg_tm tm;
	fsec_t		fsec;

	if (timestamp2tm(moment, behind, &tm, &fsec, NULL, zone) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("timestamp out of range")));
	return date2j(tm.tm_year, tm.tm_mon, tm.tm_mday) - POSTGRES_EPOCH_JDATE;
}

/*
 * When does a day begin?
 */
static TimestampTz
FirstMomentOfDay(DateADT day, pg_tz *zone)
{
	Timestamp	midnight = (Timestamp) day * USECS_PER_DAY;
	TimestampTz moment;
	struct pg_tm tm;
	int			behind;

	memset(&tm, 0, sizeof(tm));
	j2date(day + POSTGRES_EPOCH_JDATE, &tm.tm_year, &tm.tm_mon, &tm.tm_mday);
	moment = midnight + (int64) DetermineTimeZoneOffset(&tm, zone) * USECS_PER_SEC;

	/* of two midnights we get the second; the first is it if all between is new */
	if (LocalDate(moment - 1, zone, &behind) >= day)
		moment = midnight + (int64) behind * USECS_PER_SEC;
	return moment;
}

TimestampTz
period_first_moment(Period period, pg_tz *zone)
{
	return FirstMomentOfDay(period_first_day(period), zone);
}

TimestampTz
period_moment_after(Period period, pg_tz *zone)
{
	return FirstMomentOfDay(period_day_after(period), zone);
}

/*
 * Where this call site keeps what it remembers.
 */
static Bounds *
CallSiteBounds(FunctionCallInfo fcinfo)
{
	if (fcinfo->flinfo == NULL)
		return (Bounds *) palloc0(sizeof(Bounds));
	if (fcinfo->flinfo->fn_extra == NULL)
		fcinfo->flinfo->fn_extra = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt,
														  sizeof(Bounds));
	return (Bounds *) fcinfo->flinfo->fn_extra;
}

/*
 * The bounds of a period in a zone.
 */
static Bounds *
BoundsOfPeriod(FunctionCallInfo fcinfo, Period period, pg_tz *zone)
{
	Bounds	   *bounds = CallSiteBounds(fcinfo);

	if (bounds->zone != zone || bounds->period != period)
	{
		bounds->zone = NULL;	/* in case of an error */
		bounds->first = period_first_moment(period, zone);
		bounds->after = period_moment_after(period, zone);
		bounds->period = period;
		bounds->zone = zone;
	}
	return bounds;
}

/*
 * The period of a grain that holds a moment.  The date that clocks show gives
 * the period, except for the minutes described above.
 */
Period
period_of_moment(TimestampTz moment, PeriodGrain grain, int first_month, pg_tz *zone)
{
	int			behind;
	Period		period;

	period = period_of_day(LocalDate(moment, zone, &behind), grain, first_month);
	while (moment < period_first_moment(period, zone))
		period = period_shift(period, -1);
	return period;
}

/*
 * The zone that a call is about: its argument, or else the session's.
 */
static pg_tz *
ZoneOfCall(FunctionCallInfo fcinfo, int argno)
{
	if (PG_NARGS() > argno)
		return period_time_zone(PG_GETARG_TEXT_PP(argno), false);
	return session_timezone;
}

/*
 * (timestamp, grain [, first month of the year])
 */
Datum
bsc_period_of_timestamp(PG_FUNCTION_ARGS)
{
	Timestamp	moment = PG_GETARG_TIMESTAMP(0);
	PeriodGrain grain = PeriodGrainFromText(PG_GETARG_TEXT_PP(1));
	int			first_month = (PG_NARGS() > 2) ? PG_GETARG_INT32(2) : 1;
	int64		day;

	day = moment / USECS_PER_DAY;
	if (moment % USECS_PER_DAY < 0)
		day--;
	PG_RETURN_PERIOD(period_of_day((DateADT) day, grain, first_month));
}

/*
 * (timestamptz, grain [, first month of the year]), in the session's time zone
 */
Datum
bsc_period_of_timestamptz(PG_FUNCTION_ARGS)
{
	TimestampTz moment = PG_GETARG_TIMESTAMPTZ(0);
	PeriodGrain grain = PeriodGrainFromText(PG_GETARG_TEXT_PP(1));
	int			first_month = (PG_NARGS() > 2) ? PG_GETARG_INT32(2) : 1;
	Bounds	   *bounds = CallSiteBounds(fcinfo);

	if (bounds->zone != session_timezone || bounds->grain != grain ||
		bounds->first_month != first_month ||
		moment < bounds->first || moment >= bounds->after)
	{
		Period		period = period_of_moment(moment, grain, first_month, session_timezone);

		bounds = BoundsOfPeriod(fcinfo, period, session_timezone);
		bounds->grain = grain;
		bounds->first_month = first_month;
	}
	PG_RETURN_PERIOD(bounds->period);
}

/*
 * (period [, time zone])
 */
Datum
bsc_first_moment(PG_FUNCTION_ARGS)
{
	Bounds	   *bounds = BoundsOfPeriod(fcinfo, PG_GETARG_PERIOD(0), ZoneOfCall(fcinfo, 1));

	PG_RETURN_TIMESTAMPTZ(bounds->first);
}

/*
 * (period [, time zone])
 */
Datum
bsc_moment_after(PG_FUNCTION_ARGS)
{
	Bounds	   *bounds = BoundsOfPeriod(fcinfo, PG_GETARG_PERIOD(0), ZoneOfCall(fcinfo, 1));

	PG_RETURN_TIMESTAMPTZ(bounds->after);
}

/*
 * Is a day, a local moment, a moment within a period?  Infinite ones are
 * outside of all, as they are less or greater than every bound.
 */
static bool
HoldsDate(Period period, DateADT day)
{
	return day >= period_first_day(period) && day < period_day_after(period);
}

static bool
HoldsTimestamp(Period period, Timestamp moment)
{
	return moment >= (Timestamp) period_first_day(period) * USECS_PER_DAY &&
		moment < (Timestamp) period_day_after(period) * USECS_PER_DAY;
}

static bool
HoldsTimestampTz(FunctionCallInfo fcinfo, Period period, TimestampTz moment, pg_tz *zone)
{
	Bounds	   *bounds = BoundsOfPeriod(fcinfo, period, zone);

	return moment >= bounds->first && moment < bounds->after;
}

/*
 * during(moment, period [, time zone]), also moment <@ period
 */
Datum
bsc_during_date(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(HoldsDate(PG_GETARG_PERIOD(1), PG_GETARG_DATEADT(0)));
}

Datum
bsc_during_timestamp(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(HoldsTimestamp(PG_GETARG_PERIOD(1), PG_GETARG_TIMESTAMP(0)));
}

Datum
bsc_during_timestamptz(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(HoldsTimestampTz(fcinfo, PG_GETARG_PERIOD(1),
									PG_GETARG_TIMESTAMPTZ(0), ZoneOfCall(fcinfo, 2)));
}

/*
 * The same with the arguments exchanged: period @> moment
 */
Datum
bsc_holds_date(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(HoldsDate(PG_GETARG_PERIOD(0), PG_GETARG_DATEADT(1)));
}

Datum
bsc_holds_timestamp(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(HoldsTimestamp(PG_GETARG_PERIOD(0), PG_GETARG_TIMESTAMP(1)));
}

Datum
bsc_holds_timestamptz(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(HoldsTimestampTz(fcinfo, PG_GETARG_PERIOD(0),
									PG_GETARG_TIMESTAMPTZ(1), session_timezone));
}
