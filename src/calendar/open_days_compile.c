/*
 * open_days_compile.c
 *	  From hours and exceptions to the three layers of open_days.c.
 *
 * Days are of a kind: a weekday, closed, or with the hours of some exception.
 * What is open on a day follows from its own kind and from that of the day
 * before, if that runs over midnight.  Each such pair is worked out once.  A date
 * is listed only if its pair differs from what the layer below makes of the day,
 * so of a holiday in an office that closes at night only the day itself is.
 */
#include "postgres.h"

#include "calendar/open_days.h"
#include "common/hashfn.h"
#include "miscadmin.h"
#include "utils/datetime.h"

/* the own hours of a day; the first kinds are the weekdays */
typedef struct DayKind
{
	int			first;			/* of its spans */
	int			n;
	int			spill;			/* itself if it runs over midnight, else closed */
} DayKind;

#define KIND_CLOSED			7
#define N_FIXED_KINDS		8

/* a day whose own hours differ */
typedef struct DatedKind
{
	int64		day;
	int			kind;
} DatedKind;

/* a pattern by the kinds of which it is made */
typedef struct PatternEntry
{
	uint64		key;
	DayPattern *pattern;
	char		status;
} PatternEntry;

#define SH_PREFIX			patterns
#define SH_ELEMENT_TYPE		PatternEntry
#define SH_KEY_TYPE			uint64
#define SH_KEY				key
#define SH_HASH_KEY(tb, key)	hash_combine(murmurhash32((uint32) ((key) >> 32)), murmurhash32((uint32) (key)))
#define SH_EQUAL(tb, a, b)	((a) == (b))
#define SH_SCOPE			static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/* what is needed only while a calendar is compiled */
typedef struct Compiler
{
	OpenDays   *result;
	DayKind    *kinds;
	int			n_kinds;
	OpenSpan   *spans;			/* as given: closes may be before opens */
	int			n_spans;
	patterns_hash *patterns;
	int			n_yearly;
	int			yearly[13 * 32];	/* kind by month and day, or -1 */
} Compiler;

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
 * The pattern of a day with hours of one kind, after a day with those of another.
 */
static const DayPattern *
GetPattern(Compiler *compiler, int kind, int spill)
{
	const DayKind *own = &compiler->kinds[kind];
	const DayKind *previous = &compiler->kinds[spill];
	uint64		key = (uint64) kind << 32 | (uint32) spill;
	bool		found;
	PatternEntry *entry = patterns_insert(compiler->patterns, key, &found);
	DayPattern *pattern;
	OpenSpan   *spans;
	int			n = 0;
	int			merged = 0;

	if (found)
		return entry->pattern;
	entry->pattern = pattern = palloc0(sizeof(DayPattern));
	spans = palloc_extended((Size) Max(own->n + previous->n, 1) * sizeof(OpenSpan), MCXT_ALLOC_HUGE);
	for (int i = own->first; i < own->first + own->n; i++)
	{
		spans[n] = compiler->spans[i];
		if (spans[n].closes < spans[n].opens)
			spans[n].closes = USECS_PER_DAY;
		n++;
	}
	for (int i = previous->first; i < previous->first + previous->n; i++)
	{
		if (compiler->spans[i].closes < compiler->spans[i].opens && compiler->spans[i].closes > 0)
		{
			spans[n].opens = 0;
			spans[n++].closes = compiler->spans[i].closes;
		}
	}
	qsort(spans, n, sizeof(OpenSpan), CompareSpans);

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
	return pattern;
}

/*
 * Add a span to the kind that is being collected.
 */
static void
AddSpan(Compiler *compiler, int kind, TimeADT opens, TimeADT closes)
{
	OpenSpan   *span = &compiler->spans[compiler->n_spans++];

	span->opens = opens;
	span->closes = closes;
	compiler->kinds[kind].n++;
	if (closes < opens && closes > 0)
		compiler->kinds[kind].spill = kind;
}

/*
 * Begin a kind, whose spans come next.
 */
static void
BeginKind(Compiler *compiler, int kind)
{
	compiler->kinds[kind].first = compiler->n_spans;
	compiler->kinds[kind].n = 0;
	compiler->kinds[kind].spill = KIND_CLOSED;
}

/*
 * The kind of a day by weekdays and yearly exceptions.
 */
static int
UsualKind(const Compiler *compiler, int64 day)
{
	if (compiler->n_yearly > 0)
	{
		int			year;
		int			month;
		int			mday;

		j2date((int) (day - DAYS_SINCE_MONDAY + POSTGRES_EPOCH_JDATE), &year, &month, &mday);
		if (compiler->yearly[month * 32 + mday] >= 0)
			return compiler->yearly[month * 32 + mday];
	}
	return (int) (day - 7 * FloorDivide(day, 7));
}

/*
 * List the days that the dated ones change, which are in order: each of them,
 * and the day after.  Only those from first to before last are kept.
 */
static void
ListOddDays(Compiler *compiler, OddDays *list, const DatedKind *dated, int n_dated,
			int64 first, int64 last)
{
	OpenDays   *result = compiler->result;
	int64		deviation = 0;
	int			n = 0;

	list->days = palloc_extended((Size) Max(n_dated, 1) * 2 * sizeof(OddDay), MCXT_ALLOC_HUGE);
	for (int i = 0; i < n_dated; i++)
	{
		bool		follows = i > 0 && dated[i - 1].day == dated[i].day - 1;
		bool		followed = i + 1 < n_dated && dated[i + 1].day == dated[i].day + 1;

		CHECK_FOR_INTERRUPTS();
		for (int next = 0; next <= (followed ? 0 : 1); next++)
		{
			int64		day = dated[i].day + next;
			int			kind = next ? UsualKind(compiler, day) : dated[i].kind;
			int			previous = next ? dated[i].kind :
				follows ? dated[i - 1].kind : UsualKind(compiler, day - 1);
			const DayPattern *pattern = GetPattern(compiler, kind, compiler->kinds[previous].spill);
			int64		before;
			const DayPattern *usual = list == &result->cycle ?
				DayOfWeek(result, day, &before) : DayOfCycle(result, day, &before);

			if (day < first || day >= last || pattern == usual)
				continue;
			list->days[n].day = day;
			list->days[n].pattern = pattern;
			list->days[n].before = before + deviation;
			deviation += pattern->total - usual->total;
			list->days[n++].after = deviation;
		}
	}
	list->n = n;
}

/*
 * List the days of a cycle that yearly exceptions change, from the day before
 * it, which may run over midnight.
 */
static void
CompileCycle(Compiler *compiler)
{
	OpenDays   *result = compiler->result;
	DatedKind  *dated = palloc_extended((Size) (CYCLE_YEARS + 1) * Max(compiler->n_yearly, 1) * sizeof(DatedKind),
										MCXT_ALLOC_HUGE);
	int			n = 0;

	for (int year = 1999; compiler->n_yearly > 0 && year <= 1999 + CYCLE_YEARS; year++)
	{
		for (int month = 1; month <= 12; month++)
		{
			for (int mday = 1; mday <= day_tab[isleap(year)][month - 1]; mday++)
			{
				int			kind = compiler->yearly[month * 32 + mday];
				int64		day;

				if (kind < 0)
					continue;
				day = (int64) date2j(year, month, mday) - POSTGRES_EPOCH_JDATE + DAYS_SINCE_MONDAY;
				if (day < -1 || day >= CYCLE_DAYS)
					continue;
				dated[n].day = day;
				dated[n++].kind = kind;
			}
		}
	}
	ListOddDays(compiler, &result->cycle, dated, n, 0, CYCLE_DAYS);
	pfree(dated);
	result->cycle_total = CYCLE_WEEKS * result->week_total;
	if (result->cycle.n > 0)
		result->cycle_total += result->cycle.days[result->cycle.n - 1].after;
}

/*
 * What tells the exceptions of one date from those of another.
 */
static int
ExceptionKey(const CalendarException *exception)
{
	int			year;
	int			month;
	int			mday;

	if (!exception->yearly)
		return exception->date;
	j2date(exception->date + POSTGRES_EPOCH_JDATE, &year, &month, &mday);
	return month * 32 + mday;
}

/*
 * qsort comparator: yearly ones first, then by their key.
 */
static int
CompareExceptions(const void *a, const void *b)
{
	const CalendarException *x = a;
	const CalendarException *y = b;
	int			xkey;
	int			ykey;

	if (x->yearly != y->yearly)
		return x->yearly ? -1 : 1;
	xkey = ExceptionKey(x);
	ykey = ExceptionKey(y);
	return (xkey > ykey) - (xkey < ykey);
}

/*
 * Collect the kinds of days that exceptions make: yearly ones by month and day,
 * single ones as a list.  Of a date that is closed and has hours the hours count.
 */
static int
CollectExceptions(Compiler *compiler, CalendarException *exceptions, int n_exceptions, DatedKind *dated)
{
	int			n_dated = 0;

	for (int i = 0; i < 13 * 32; i++)
		compiler->yearly[i] = -1;
	qsort(exceptions, n_exceptions, sizeof(CalendarException), CompareExceptions);
	for (int i = 0, next; i < n_exceptions; i = next)
	{
		int			kind = KIND_CLOSED;

		BeginKind(compiler, compiler->n_kinds);
		for (next = i; next < n_exceptions && CompareExceptions(&exceptions[i], &exceptions[next]) == 0; next++)
		{
			if (exceptions[next].closed)
				continue;
			kind = compiler->n_kinds;
			AddSpan(compiler, kind, exceptions[next].opens, exceptions[next].closes);
		}
		if (kind != KIND_CLOSED)
			compiler->n_kinds++;
		if (exceptions[i].yearly)
		{
			compiler->yearly[ExceptionKey(&exceptions[i])] = kind;
			compiler->n_yearly++;
		}
		else
		{
			if (kind != KIND_CLOSED)
				compiler->result->opens_on_single = true;
			dated[n_dated].day = (int64) exceptions[i].date + DAYS_SINCE_MONDAY;
			dated[n_dated++].kind = kind;
		}
	}
	return n_dated;
}

/*
 * Compile hours and exceptions (which are sorted in place) into the current
 * memory context.
 */
OpenDays *
OpenDaysCompile(const CalendarHours *hours, int n_hours, CalendarException *exceptions, int n_exceptions)
{
	OpenDays   *result = palloc0(sizeof(OpenDays));
	Compiler   *compiler = palloc0(sizeof(Compiler));
	DatedKind  *dated = palloc_extended((Size) Max(n_exceptions, 1) * sizeof(DatedKind), MCXT_ALLOC_HUGE);
	int			n_dated;

	compiler->result = result;
	compiler->kinds = palloc_extended(((Size) N_FIXED_KINDS + n_exceptions + 1) * sizeof(DayKind), MCXT_ALLOC_HUGE);
	compiler->spans = palloc_extended(((Size) n_hours + n_exceptions + 1) * sizeof(OpenSpan), MCXT_ALLOC_HUGE);
	compiler->patterns = patterns_create(CurrentMemoryContext, 32, NULL);
	for (int kind = 0; kind < N_FIXED_KINDS; kind++)
	{
		BeginKind(compiler, kind);
		for (int i = 0; i < n_hours; i++)
		{
			if (hours[i].weekday == kind)
				AddSpan(compiler, kind, hours[i].opens, hours[i].closes);
		}
	}
	compiler->n_kinds = N_FIXED_KINDS;
	n_dated = CollectExceptions(compiler, exceptions, n_exceptions, dated);

	for (int weekday = 0; weekday < 7; weekday++)
	{
		result->week[weekday] = GetPattern(compiler, weekday, compiler->kinds[(weekday + 6) % 7].spill);
		result->week_before[weekday] = result->week_total;
		result->week_total += result->week[weekday]->total;
	}
	CompileCycle(compiler);
	ListOddDays(compiler, &result->single, dated, n_dated, PG_INT64_MIN, PG_INT64_MAX);

	patterns_destroy(compiler->patterns);
	pfree(compiler->spans);
	pfree(compiler->kinds);
	pfree(dated);
	pfree(compiler);
	return result;
}
