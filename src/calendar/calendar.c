/*
 * calendar.c
 *	  bsc.working_time and bsc.deadline: reading calendars, and keeping them compiled.
 *
 * A calendar is read from its tables with one query, as the caller (whose
 * rights apply), and compiled (working_time.c).  That takes a few hundred
 * microseconds, a question to a compiled calendar well under one, so what is
 * compiled is kept with the call site (fn_extra) for as long as it is surely
 * what a fresh look at the tables would give.
 *
 * Within a query that is easy: the function is STABLE, reads with the query's
 * snapshot, and the call site lives as long as the query.  But PL/pgSQL keeps
 * the call sites of simple expressions for a whole transaction, and a domain's
 * constraint keeps them longer.  So each call compares what decides which rows
 * a query sees: the active snapshot's bound and command, the subtransaction
 * (its rollback takes changes back without a new command), and the user.  Two
 * snapshots with the same upper bound and as many transactions in progress see
 * the same: a transaction below the bound can leave that set, not enter it.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "compat.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "calendar/working_time.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

PG_FUNCTION_INFO_V1(bsc_working_time);
PG_FUNCTION_INFO_V1(bsc_deadline);

/* a calendar that has been read, by its code */
typedef struct CalendarEntry
{
	text	   *code;
	WorkCalendar *calendar;
	uint32		hash;
	char		status;
} CalendarEntry;

static uint32 HashCode(const text *code);
static bool SameCode(const text *a, const text *b);

#define SH_PREFIX			calendars
#define SH_ELEMENT_TYPE		CalendarEntry
#define SH_KEY_TYPE			text *
#define SH_KEY				code
#define SH_HASH_KEY(tb, key)	HashCode(key)
#define SH_EQUAL(tb, a, b)	SameCode(a, b)
#define SH_SCOPE			static inline
#define SH_STORE_HASH
#define SH_GET_HASH(tb, a)	((a)->hash)
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/* what decides which rows of the calendar tables a query sees */
typedef struct VisibleState
{
	TransactionId xmax;
	uint32		in_progress;
	int32		sub_in_progress;
	CommandId	command;
	SubTransactionId subtransaction;
	Oid			user;
} VisibleState;

/* what a call site keeps */
typedef struct CalendarCache
{
	MemoryContext context;
	VisibleState seen;
	calendars_hash *calendars;
	CalendarEntry *last;
} CalendarCache;

static uint32
HashCode(const text *code)
{
	return hash_bytes((const unsigned char *) VARDATA_ANY(code),
					  (int) VARSIZE_ANY_EXHDR(code));
}

static bool
SameCode(const text *a, const text *b)
{
	return VARSIZE_ANY_EXHDR(a) == VARSIZE_ANY_EXHDR(b) &&
		memcmp(VARDATA_ANY(a), VARDATA_ANY(b), VARSIZE_ANY_EXHDR(a)) == 0;
}

/*
 * What decides, now, which rows a query sees.
 */
static void
GetVisibleState(VisibleState *state)
{
	Snapshot	snapshot = GetActiveSnapshot();

	state->xmax = snapshot->xmax;
	state->in_progress = snapshot->xcnt;
	state->sub_in_progress = snapshot->subxcnt;
	state->command = snapshot->curcid;
	state->subtransaction = GetCurrentSubTransactionId();
	state->user = GetUserId();
}

/*
 * The elements of an array column of the only row that SPI has.
 */
static int
FetchArray(int column, Oid type, int size, char align, Datum **elements)
{
	bool		isnull;
	Datum		array = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc,
									  column, &isnull);
	int			n;

	if (isnull)
		elog(ERROR, "unexpected null in calendar query");
	deconstruct_array(DatumGetArrayTypeP(array), type, size, true, align,
					  elements, NULL, &n);
	return n;
}

/* a calendar by its code: hours and exceptions, column by column */
static const char calendar_query[] =
	"SELECT c.time_zone,"
	" ARRAY(SELECT h.weekday FROM bsc.calendar_hours h"
	"  WHERE h.calendar OPERATOR(pg_catalog.=) c.code ORDER BY h.weekday, h.opens),"
	" ARRAY(SELECT h.opens FROM bsc.calendar_hours h"
	"  WHERE h.calendar OPERATOR(pg_catalog.=) c.code ORDER BY h.weekday, h.opens),"
	" ARRAY(SELECT h.closes FROM bsc.calendar_hours h"
	"  WHERE h.calendar OPERATOR(pg_catalog.=) c.code ORDER BY h.weekday, h.opens),"
	" e.dates, e.yearly, e.opens, e.closes"
	" FROM bsc.calendar c CROSS JOIN LATERAL (SELECT"
	"  COALESCE(pg_catalog.array_agg(d.date), '{}'::pg_catalog.date[]) AS dates,"
	"  COALESCE(pg_catalog.array_agg(d.yearly), '{}'::pg_catalog.bool[]) AS yearly,"
	"  COALESCE(pg_catalog.array_agg(COALESCE(d.opens, '24:00'::pg_catalog.time)), '{}'::pg_catalog.time[]) AS opens,"
	"  COALESCE(pg_catalog.array_agg(COALESCE(d.closes, '24:00'::pg_catalog.time)), '{}'::pg_catalog.time[]) AS closes"
	"  FROM bsc.calendar_exception d WHERE d.calendar OPERATOR(pg_catalog.=) c.code) AS e"
	" WHERE c.code OPERATOR(pg_catalog.=) $1";

/*
 * Read a calendar and compile it into the given context.
 */
static WorkCalendar *
ReadCalendar(text *code, MemoryContext context)
{
	Oid			argtypes[1] = {TEXTOID};
	Datum		values[1] = {PointerGetDatum(code)};
	MemoryContext old;
	WorkCalendar *calendar;
	pg_tz	   *zone;
	char	   *zone_name;
	CalendarHours *hours;
	CalendarException *exceptions;
	Datum	   *weekdays;
	Datum	   *opens;
	Datum	   *closes;
	Datum	   *dates;
	Datum	   *yearly;
	int			n_hours;
	int			n_exceptions;

	SPI_connect();
	if (SPI_execute_with_args(calendar_query, 1, argtypes, values, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not read calendar");
	if (SPI_processed == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("calendar \"%s\" does not exist", text_to_cstring(code)),
				 errhint("Calendars are the rows of table bsc.calendar.")));

	zone_name = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	zone = pg_tzset(zone_name);
	if (zone == NULL || !pg_tz_acceptable(zone))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("calendar \"%s\" has an unknown time zone \"%s\"",
						text_to_cstring(code), zone_name),
				 errhint("View pg_timezone_names lists the known ones.")));

	n_hours = FetchArray(2, INT2OID, sizeof(int16), TYPALIGN_SHORT, &weekdays);
	if (FetchArray(3, TIMEOID, sizeof(int64), TYPALIGN_DOUBLE, &opens) != n_hours ||
		FetchArray(4, TIMEOID, sizeof(int64), TYPALIGN_DOUBLE, &closes) != n_hours)
		elog(ERROR, "calendar query is out of step");
	hours = palloc(Max(n_hours, 1) * sizeof(CalendarHours));
	for (int i = 0; i < n_hours; i++)
	{
		hours[i].weekday = DatumGetInt16(weekdays[i]) - 1;
		hours[i].opens = DatumGetTimeADT(opens[i]);
		hours[i].closes = DatumGetTimeADT(closes[i]);
	}
	/* a row without hours has come as one that opens at 24:00, which none does */
	n_exceptions = FetchArray(5, DATEOID, sizeof(int32), TYPALIGN_INT, &dates);
	if (FetchArray(6, BOOLOID, sizeof(bool), TYPALIGN_CHAR, &yearly) != n_exceptions ||
		FetchArray(7, TIMEOID, sizeof(int64), TYPALIGN_DOUBLE, &opens) != n_exceptions ||
		FetchArray(8, TIMEOID, sizeof(int64), TYPALIGN_DOUBLE, &closes) != n_exceptions)
		elog(ERROR, "calendar query is out of step");
	exceptions = palloc_extended((Size) Max(n_exceptions, 1) * sizeof(CalendarException), MCXT_ALLOC_HUGE);
	for (int i = 0; i < n_exceptions; i++)
	{
		exceptions[i].date = DatumGetDateADT(dates[i]);
		exceptions[i].yearly = DatumGetBool(yearly[i]);
		exceptions[i].opens = DatumGetTimeADT(opens[i]);
		exceptions[i].closes = DatumGetTimeADT(closes[i]);
		exceptions[i].closed = exceptions[i].opens == USECS_PER_DAY;
	}

	old = MemoryContextSwitchTo(context);
	calendar = WorkCalendarCompile(zone, hours, n_hours, exceptions, n_exceptions);
	MemoryContextSwitchTo(old);
	SPI_finish();
	return calendar;
}

/*
 * The compiled calendar of that code, from the call site's cache if it is
 * still what a query would see.
 */
static WorkCalendar *
GetCalendar(FmgrInfo *flinfo, text *code)
{
	CalendarCache *cache = flinfo->fn_extra;
	VisibleState now;
	CalendarEntry *entry;
	bool		found;

	if (cache == NULL)
	{
		cache = MemoryContextAllocZero(flinfo->fn_mcxt, sizeof(CalendarCache));
		cache->context = AllocSetContextCreate(flinfo->fn_mcxt, "bsc calendars",
											   ALLOCSET_DEFAULT_SIZES);
		flinfo->fn_extra = cache;
	}
	GetVisibleState(&now);
	if (cache->calendars == NULL || memcmp(&now, &cache->seen, sizeof(now)) != 0)
	{
		cache->calendars = NULL;
		cache->last = NULL;
		MemoryContextReset(cache->context);
		cache->calendars = calendars_create(cache->context, 16, NULL);
		cache->seen = now;
	}
	if (cache->last != NULL && SameCode(cache->last->code, code))
		return cache->last->calendar;

	entry = calendars_lookup(cache->calendars, code);
	if (entry == NULL)
	{
		/* read first: an error must leave no entry behind */
		WorkCalendar *calendar = ReadCalendar(code, cache->context);
		text	   *key = MemoryContextAlloc(cache->context, VARSIZE_ANY(code));

		memcpy(key, code, VARSIZE_ANY(code));
		entry = calendars_insert(cache->calendars, key, &found);
		entry->calendar = calendar;
	}
	cache->last = entry;
	return entry->calendar;
}

/*
 * The pauses, which may be NULL: range_agg of no rows is.
 */
static const MultirangeType *
GetPauses(FunctionCallInfo fcinfo)
{
	return PG_ARGISNULL(3) ? NULL : PG_GETARG_MULTIRANGE_P(3);
}

/*
 * bsc.working_time(from, to, calendar, pauses)
 */
Datum
bsc_working_time(PG_FUNCTION_ARGS)
{
	TimestampTz from;
	TimestampTz to;
	WorkCalendar *calendar;
	Interval   *result;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	from = PG_GETARG_TIMESTAMPTZ(0);
	to = PG_GETARG_TIMESTAMPTZ(1);
	if (TIMESTAMP_NOT_FINITE(from) || TIMESTAMP_NOT_FINITE(to))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("working time between infinite timestamps is not defined")));
	calendar = GetCalendar(fcinfo->flinfo, PG_GETARG_TEXT_PP(2));

	result = palloc0(sizeof(Interval));
	result->time = WorkCalendarElapsed(calendar, from, to, GetPauses(fcinfo));
	PG_RETURN_INTERVAL_P(result);
}

/*
 * bsc.deadline(start, duration, calendar, pauses)
 */
Datum
bsc_deadline(PG_FUNCTION_ARGS)
{
	TimestampTz start;
	Interval   *duration;
	text	   *code;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	start = PG_GETARG_TIMESTAMPTZ(0);
	duration = PG_GETARG_INTERVAL_P(1);
	code = PG_GETARG_TEXT_PP(2);
	if (TIMESTAMP_NOT_FINITE(start))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("deadline from an infinite timestamp is not defined")));
	if (duration->month != 0 || duration->day != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("duration must be given in hours"),
				 errhint("A working day is not 24 hours: write interval '8 hours', not interval '1 day'.")));
	PG_RETURN_TIMESTAMPTZ(WorkCalendarDeadline(GetCalendar(fcinfo->flinfo, code), start, duration->time,
											   GetPauses(fcinfo), text_to_cstring(code)));
}
