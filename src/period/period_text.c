/*
 * period_text.c
 *	  How periods are written: as text, and on the wire.
 *
 * The forms are those of ISO 8601 where it has one: a year, a month, a day, a
 * week, and "start/duration" for the years, halves and quarters of a company
 * whose year does not begin in January.  Quarters and halves of the common
 * year are written with Q and H, as everybody does.  Each period has one
 * printed form, the shortest that fits; input takes a few more.
 *
 *		2004	2004H2	2004Q3	2004-09	2004-W36	2004-09-15
 *		2004-04/P1Y		2004-04/P6M		2004-02/P3M
 *
 * On the wire a period is five bytes: the first day as date has it (days since
 * 2000-01-01, int32), then the code of the grain.
 */
#include "postgres.h"

#include <ctype.h>

#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/datetime.h"

#include "period/period.h"

/*
 * The grain of a company period, by the letters of its duration.
 */
typedef struct Duration
{
	const char *text;
	PeriodGrain grain;
} Duration;

static const Duration durations[] = {
	{"/P1Y", PERIOD_YEAR},
	{"/P6M", PERIOD_HALF},
	{"/P3M", PERIOD_QUARTER}
};

/*
 * Read exactly this many digits, and step over them.
 */
static bool
ReadDigits(const char **p, int digits, int *value)
{
	*value = 0;
	for (int i = 0; i < digits; i++)
	{
		char		c = (*p)[i];

		if (c < '0' || c > '9')
			return false;
		*value = *value * 10 + (c - '0');
	}
	*p += digits;
	return true;
}

/*
 * Is there nothing left but spaces?
 */
static bool
AtEnd(const char *p)
{
	while (isspace((unsigned char) *p))
		p++;
	return *p == '\0';
}

/* what a period's text says, before it is known to be a period */
typedef struct PeriodParts
{
	PeriodGrain grain;
	int			year;
	int			month;			/* 1 where the text has none */
	int			day;			/* 1 where the text has none */
	int			week;			/* only of weeks */
} PeriodParts;

/*
 * Read a half, quarter or week by its number, which letter tells apart.
 * Returns false if this is not its form; says in *detail if the year has none of
 * this number.
 */
static bool
ReadNumbered(const char *p, int letter, PeriodParts *parts, const char **detail)
{
	int			number;

	p += (p[0] == '-') ? 2 : 1;
	if (!ReadDigits(&p, letter == 'W' ? 2 : 1, &number) || !AtEnd(p))
		return false;

	if (letter == 'W')
	{
		parts->grain = PERIOD_WEEK;
		parts->week = number;
		/* the last week of a year is the one that 28 December is in */
		if (number < 1 || number > date2isoweek(parts->year, 12, 28))
			*detail = "The year has no week of this number.";
		return true;
	}
	parts->grain = (letter == 'H') ? PERIOD_HALF : PERIOD_QUARTER;
	if (letter == 'H' && (number < 1 || number > 2))
		*detail = "A year has halves 1 and 2.";
	else if (letter == 'Q' && (number < 1 || number > 4))
		*detail = "A year has quarters 1 to 4.";
	parts->month = (number - 1) * (letter == 'H' ? 6 : 3) + 1;
	return true;
}

/*
 * Read what begins with a month, from its dash on: the month itself, a day in
 * it, or the year, half or quarter of a company that begins with it.  Returns false
 * if it is none of these; says in *detail if there is no such month or day.
 */
static bool
ReadMonthOrDay(const char *p, PeriodParts *parts, const char **detail)
{
	p++;
	if (!ReadDigits(&p, 2, &parts->month))
		return false;
	parts->grain = PERIOD_MONTH;
	if (p[0] == '-')
	{
		p++;
		if (!ReadDigits(&p, 2, &parts->day))
			return false;
		parts->grain = PERIOD_DAY;
	}
	else
	{
		for (int i = 0; i < (int) lengthof(durations); i++)
		{
			if (pg_strncasecmp(p, durations[i].text, strlen(durations[i].text)) == 0)
			{
				parts->grain = durations[i].grain;
				p += strlen(durations[i].text);
				break;
			}
		}
	}
	if (!AtEnd(p))
		return false;
	if (parts->month < 1 || parts->month > MONTHS_PER_YEAR)
		*detail = "Months are 01 to 12.";
	else if (parts->day < 1 || parts->day > day_tab[isleap(parts->year)][parts->month - 1])
		*detail = "The month has no day of this number.";
	return true;
}

/*
 * Take text apart.  Returns false if it is in none of the forms; otherwise
 * either a period, or in *detail what is wrong with the numbers.
 */
static bool
ReadPeriod(const char *p, Period *period, const char **detail)
{
	PeriodParts parts = {.grain = PERIOD_YEAR, .month = 1, .day = 1};
	int			letter;
	int			jdate;

	*detail = NULL;

	while (isspace((unsigned char) *p))
		p++;
	if (!ReadDigits(&p, 4, &parts.year))
		return false;

	/* the letter that says what follows may come without a dash */
	letter = pg_toupper((unsigned char) (p[0] == '-' ? p[1] : p[0]));
	if (letter == 'H' || letter == 'Q' || letter == 'W')
	{
		if (!ReadNumbered(p, letter, &parts, detail))
			return false;
	}
	else if (p[0] == '-')
	{
		if (!ReadMonthOrDay(p, &parts, detail))
			return false;
	}
	else if (!AtEnd(p))
		return false;

	if (parts.year < 1)
		*detail = "Years are 0001 to 9999.";
	if (*detail != NULL)
		return true;

	jdate = (parts.grain == PERIOD_WEEK) ? isoweek2j(parts.year, parts.week) :
		date2j(parts.year, parts.month, parts.day);
	if (!PeriodIsValid((int64) jdate - POSTGRES_EPOCH_JDATE, parts.grain, period))
		elog(ERROR, "Julian day %d is not the first of a %s", jdate, PeriodGrainName(parts.grain));
	return true;
}

/*
 * Read a period from text.
 */
Period
PeriodParse(const char *str, BscErrorContext *escontext)
{
	Period		period = 0;
	const char *detail;

	if (!ReadPeriod(str, &period, &detail))
		ereturn(escontext, 0,
				(errcode(ERRCODE_INVALID_DATETIME_FORMAT),
				 errmsg("invalid input syntax for type %s: \"%s\"", "bsc.period", str),
				 errhint("Write a year, half, quarter, month, week or day as 2004, 2004H2, 2004Q3, 2004-09, 2004-W36 or 2004-09-15; a company's year, half or quarter as 2004-04/P1Y, 2004-04/P6M or 2004-02/P3M.")));

	if (detail != NULL)
		ereturn(escontext, 0,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("period out of range: \"%s\"", str),
				 errdetail_internal("%s", detail)));

	return period;
}

/*
 * Write a period in its shortest form, into PERIOD_TEXT_SIZE bytes.
 */
static void
WritePeriod(char *str, Period period)
{
	int			jdate = PeriodFirstDay(period) + POSTGRES_EPOCH_JDATE;
	int			year;
	int			month;
	int			day;

	j2date(jdate, &year, &month, &day);
	switch (PeriodGrainOf(period))
	{
		case PERIOD_YEAR:
			if (month == 1)
				snprintf(str, PERIOD_TEXT_SIZE, "%04d", year);
			else
				snprintf(str, PERIOD_TEXT_SIZE, "%04d-%02d/P1Y", year, month);
			break;
		case PERIOD_HALF:
			if (month % 6 == 1)
				snprintf(str, PERIOD_TEXT_SIZE, "%04dH%d", year, month / 6 + 1);
			else
				snprintf(str, PERIOD_TEXT_SIZE, "%04d-%02d/P6M", year, month);
			break;
		case PERIOD_QUARTER:
			if (month % 3 == 1)
				snprintf(str, PERIOD_TEXT_SIZE, "%04dQ%d", year, month / 3 + 1);
			else
				snprintf(str, PERIOD_TEXT_SIZE, "%04d-%02d/P3M", year, month);
			break;
		case PERIOD_MONTH:
			snprintf(str, PERIOD_TEXT_SIZE, "%04d-%02d", year, month);
			break;
		case PERIOD_WEEK:
			snprintf(str, PERIOD_TEXT_SIZE, "%04d-W%02d",
					 date2isoyear(year, month, day), date2isoweek(year, month, day));
			break;
		case PERIOD_DAY:
			snprintf(str, PERIOD_TEXT_SIZE, "%04d-%02d-%02d", year, month, day);
			break;
	}
}

/*
 * A period's text as a string of its own.
 */
char *
PeriodToCstring(Period period)
{
	char	   *str = (char *) palloc(PERIOD_TEXT_SIZE);

	WritePeriod(str, period);
	return str;
}

PG_FUNCTION_INFO_V1(bsc_period_in);
PG_FUNCTION_INFO_V1(bsc_period_out);
PG_FUNCTION_INFO_V1(bsc_period_recv);
PG_FUNCTION_INFO_V1(bsc_period_send);

/*
 * Text to period.
 */
Datum
bsc_period_in(PG_FUNCTION_ARGS)
{
	PG_RETURN_PERIOD(PeriodParse(PG_GETARG_CSTRING(0), BSC_ESCONTEXT(fcinfo)));
}

/*
 * Period to text.
 */
Datum
bsc_period_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(PeriodToCstring(PG_GETARG_PERIOD(0)));
}

/*
 * Wire to period.  Takes only what send could have written, as equality is
 * equality of bits.
 */
Datum
bsc_period_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int32		first_day = (int32) pq_getmsgint(buf, sizeof(int32));
	int			grain = pq_getmsgbyte(buf);
	Period		period;

	if (!PeriodIsValid(first_day, grain, &period))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type %s", "bsc.period"),
				 errdetail("Day %d is not the first day of a period with grain code %d.",
						   first_day, grain)));
	PG_RETURN_PERIOD(period);
}

/*
 * Period to wire.
 */
Datum
bsc_period_send(PG_FUNCTION_ARGS)
{
	Period		period = PG_GETARG_PERIOD(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint32(&buf, (uint32) PeriodFirstDay(period));
	pq_sendbyte(&buf, (uint8) PeriodGrainOf(period));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
