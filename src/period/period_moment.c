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
 * Finding such a moment costs two looks into the zone's table of transitions.
 * As calls in a query mostly ask about the same few periods, each call site
 * remembers its last answer in fn_extra.  Zones are known by the address that
 * pg_tzset gives them, which is good for the life of the process.
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/datetime.h"

#include "period/period.h"

/*
 * When a day begins in a zone.  zone is NULL if nothing is known yet.
 */
typedef struct KnownDay
{
	pg_tz	   *zone;
	DateADT		day;
	TimestampTz moment;
} KnownDay;

/*
 * What a call site remembers.  Whoever looks for the period of a moment also
 * remembers the last one found, and its bounds once it was found twice in a
 * row; before that they are not worth their cost.
 */
typedef struct CallSite
{
	KnownDay	first;
	KnownDay	after;

	bool		has_period;
	bool		has_bounds;
	Period		period;
	PeriodGrain grain;
	int			first_month;
	pg_tz	   *zone;
} CallSite;

PG_FUNCTION_INFO_V1(bsc_period_of_timestamp);
PG_FUNCTION_INFO_V1(bsc_period_of_timestamptz);
PG_FUNCTION_INFO_V1(bsc_first_moment);
PG_FUNCTION_INFO_V1(bsc_moment_after);
PG_FUNCTION_INFO_V1(bsc_during_date);
PG_FUNCTION_INFO_V1(bsc_during_timestamp);
PG_FUNCTION_INFO_V1(bsc_during_timestamptz);
PG_FUNCTION_INFO_V1(bsc_within_date);
PG_FUNCTION_INFO_V1(bsc_within_timestamp);
PG_FUNCTION_INFO_V1(bsc_within_timestamptz);
PG_FUNCTION_INFO_V1(bsc_holds_date);
PG_FUNCTION_INFO_V1(bsc_holds_timestamp);
PG_FUNCTION_INFO_V1(bsc_holds_timestamptz);

/*
 * Find a time zone by its name.  Does not raise an error for an unknown one if
 * missing_ok.
 */
pg_tz *
PeriodTimeZone(const text *name, bool missing_ok)
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

/*
 * When does a period begin in a time zone?
 */
TimestampTz
PeriodFirstMoment(Period period, pg_tz *zone)
{
	return FirstMomentOfDay(PeriodFirstDay(period), zone);
}

/*
 * When is a period over in a time zone?
 */
TimestampTz
PeriodMomentAfter(Period period, pg_tz *zone)
{
	return FirstMomentOfDay(PeriodDayAfter(period), zone);
}

/*
 * Where this call site keeps what it remembers.
 */
static CallSite *
GetCallSite(FunctionCallInfo fcinfo)
{
	if (fcinfo->flinfo == NULL)
		return (CallSite *) palloc0(sizeof(CallSite));
	if (fcinfo->flinfo->fn_extra == NULL)
		fcinfo->flinfo->fn_extra = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt,
														  sizeof(CallSite));
	return (CallSite *) fcinfo->flinfo->fn_extra;
}

/*
 * When does a day begin?  From memory, if it is the same as before.
 */
static TimestampTz
RecallFirstMoment(KnownDay *known, DateADT day, pg_tz *zone)
{
	if (known->zone != zone || known->day != day)
	{
		known->zone = NULL;		/* in case of an error */
		known->moment = FirstMomentOfDay(day, zone);
		known->day = day;
		known->zone = zone;
	}
	return known->moment;
}

/*
 * Is a moment within a period?
 */
static bool
HoldsTimestampTz(CallSite *site, Period period, TimestampTz moment, pg_tz *zone)
{
	return moment >= RecallFirstMoment(&site->first, PeriodFirstDay(period), zone) &&
		moment < RecallFirstMoment(&site->after, PeriodDayAfter(period), zone);
}

/*
 * The period of a grain that holds a moment.  The date that clocks show gives
 * the period, except where that date is shown before the day begins; as clocks
 * are never put back by more than a day, it can only be the first of a period.
 */
Period
PeriodOfMoment(TimestampTz moment, PeriodGrain grain, int first_month, pg_tz *zone)
{
	int			behind;
	DateADT		day = LocalDate(moment, zone, &behind);
	Period		period = PeriodOfDate(day, grain, first_month);

	if (day == PeriodFirstDay(period) && moment < FirstMomentOfDay(day, zone))
		period = PeriodShift(period, -1);
	return period;
}

/*
 * The zone that a call is about: its argument, or else the session's.
 */
static pg_tz *
ZoneOfCall(FunctionCallInfo fcinfo, int argno)
{
	if (PG_NARGS() > argno)
		return PeriodTimeZone(PG_GETARG_TEXT_PP(argno), false);
	return session_timezone;
}

/*
 * The period that holds a local moment: (timestamp, grain [, first month of the
 * year]).
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
	PG_RETURN_PERIOD(PeriodOfDate((DateADT) day, grain, first_month));
}

/*
 * The period that holds a moment: (timestamptz, grain [, first month of the year
 * [, time zone]]), in the session's zone if none is given.
 */
Datum
bsc_period_of_timestamptz(PG_FUNCTION_ARGS)
{
	TimestampTz moment = PG_GETARG_TIMESTAMPTZ(0);
	PeriodGrain grain = PeriodGrainFromText(PG_GETARG_TEXT_PP(1));
	int			first_month = (PG_NARGS() > 2) ? PG_GETARG_INT32(2) : 1;
	pg_tz	   *zone = ZoneOfCall(fcinfo, 3);
	CallSite   *site = GetCallSite(fcinfo);
	bool		same = site->has_period && site->grain == grain &&
		site->first_month == first_month && site->zone == zone;
	Period		period;

	if (same && site->has_bounds &&
		HoldsTimestampTz(site, site->period, moment, zone))
		PG_RETURN_PERIOD(site->period);

	period = PeriodOfMoment(moment, grain, first_month, zone);
	site->has_bounds = same && period == site->period;
	site->has_period = true;
	site->period = period;
	site->grain = grain;
	site->first_month = first_month;
	site->zone = zone;
	PG_RETURN_PERIOD(period);
}

/*
 * When a period begins: (period [, time zone]).
 */
Datum
bsc_first_moment(PG_FUNCTION_ARGS)
{
	pg_tz	   *zone = ZoneOfCall(fcinfo, 1);

	PG_RETURN_TIMESTAMPTZ(RecallFirstMoment(&GetCallSite(fcinfo)->first,
											PeriodFirstDay(PG_GETARG_PERIOD(0)), zone));
}

/*
 * When a period is over: (period [, time zone]).
 */
Datum
bsc_moment_after(PG_FUNCTION_ARGS)
{
	pg_tz	   *zone = ZoneOfCall(fcinfo, 1);

	PG_RETURN_TIMESTAMPTZ(RecallFirstMoment(&GetCallSite(fcinfo)->after,
											PeriodDayAfter(PG_GETARG_PERIOD(0)), zone));
}

/*
 * Is a day or a local moment within a period?  Infinite ones are outside of
 * all, as they are less or greater than every bound.
 */
static bool
HoldsDate(Period period, DateADT day)
{
	return day >= PeriodFirstDay(period) && day < PeriodDayAfter(period);
}

static bool
HoldsTimestamp(Period period, Timestamp moment)
{
	return moment >= (Timestamp) PeriodFirstDay(period) * USECS_PER_DAY &&
		moment < (Timestamp) PeriodDayAfter(period) * USECS_PER_DAY;
}

/*
 * during(day, period), also day <@ period
 */
Datum
bsc_during_date(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(HoldsDate(PG_GETARG_PERIOD(1), PG_GETARG_DATEADT(0)));
}

/*
 * The same for a moment without time zone.
 */
Datum
bsc_during_timestamp(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(HoldsTimestamp(PG_GETARG_PERIOD(1), PG_GETARG_TIMESTAMP(0)));
}

/*
 * The same for a moment, in a time zone or the session's.
 */
Datum
bsc_during_timestamptz(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(HoldsTimestampTz(GetCallSite(fcinfo), PG_GETARG_PERIOD(1),
									PG_GETARG_TIMESTAMPTZ(0), ZoneOfCall(fcinfo, 2)));
}

/*
 * What within() returns: of a period that is NULL nothing is known, as with
 * BETWEEN.  So it is the same whether it is executed or written as a range.
 */
static Datum
BothSides(FunctionCallInfo fcinfo, bool after_begin, bool before_end)
{
	bool		unknown = PG_ARGISNULL(1) || PG_ARGISNULL(2);

	if ((!PG_ARGISNULL(1) && !after_begin) || (!PG_ARGISNULL(2) && !before_end))
		PG_RETURN_BOOL(false);
	if (unknown)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(true);
}

/*
 * within(day, first period, last period)
 */
Datum
bsc_within_date(PG_FUNCTION_ARGS)
{
	DateADT		day = PG_GETARG_DATEADT(0);

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	return BothSides(fcinfo,
					 !PG_ARGISNULL(1) && day >= PeriodFirstDay(PG_GETARG_PERIOD(1)),
					 !PG_ARGISNULL(2) && day < PeriodDayAfter(PG_GETARG_PERIOD(2)));
}

/*
 * The same for a moment without time zone.
 */
Datum
bsc_within_timestamp(PG_FUNCTION_ARGS)
{
	Timestamp	moment = PG_GETARG_TIMESTAMP(0);

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	return BothSides(fcinfo,
					 !PG_ARGISNULL(1) &&
					 moment >= (Timestamp) PeriodFirstDay(PG_GETARG_PERIOD(1)) * USECS_PER_DAY,
					 !PG_ARGISNULL(2) &&
					 moment < (Timestamp) PeriodDayAfter(PG_GETARG_PERIOD(2)) * USECS_PER_DAY);
}

/*
 * The same for a moment, in a time zone or the session's.
 */
Datum
bsc_within_timestamptz(PG_FUNCTION_ARGS)
{
	TimestampTz moment = PG_GETARG_TIMESTAMPTZ(0);
	CallSite   *site = GetCallSite(fcinfo);
	pg_tz	   *zone;

	if (PG_ARGISNULL(0) || (PG_NARGS() > 3 && PG_ARGISNULL(3)))
		PG_RETURN_NULL();
	zone = ZoneOfCall(fcinfo, 3);
	return BothSides(fcinfo,
					 !PG_ARGISNULL(1) &&
					 moment >= RecallFirstMoment(&site->first, PeriodFirstDay(PG_GETARG_PERIOD(1)), zone),
					 !PG_ARGISNULL(2) &&
					 moment < RecallFirstMoment(&site->after, PeriodDayAfter(PG_GETARG_PERIOD(2)), zone));
}

/*
 * The same with the arguments exchanged: period @> day
 */
Datum
bsc_holds_date(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(HoldsDate(PG_GETARG_PERIOD(0), PG_GETARG_DATEADT(1)));
}

/*
 * The same for a moment without time zone.
 */
Datum
bsc_holds_timestamp(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(HoldsTimestamp(PG_GETARG_PERIOD(0), PG_GETARG_TIMESTAMP(1)));
}

/*
 * The same for a moment, in the session's time zone.
 */
Datum
bsc_holds_timestamptz(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(HoldsTimestampTz(GetCallSite(fcinfo), PG_GETARG_PERIOD(0),
									PG_GETARG_TIMESTAMPTZ(1), session_timezone));
}
