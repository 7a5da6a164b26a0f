/*
 * period_label.c
 *	  Periods as people speak of them: the same one of another year, and the
 *	  names that companies give to their own years.
 *
 * The same period of another year has the same place in the calendar.  What is
 * made of months starts in the same month.  A week has the same number in the
 * year that its Thursday falls in, as ISO 8601 numbers weeks; where that year
 * has no week 53, it is week 52.  The 29th of February becomes the 28th.
 *
 * A company whose year does not begin in January calls its years FY2025, after
 * the calendar year in which they end or, elsewhere, begin; and their halves
 * and quarters FY2025 H1 and FY2025 Q4.  Months, weeks and days are the same for
 * everybody, and what is no part of that company's year keeps its own text.  So
 * each period has one label, and each label is read back to its period.
 */
#include "postgres.h"

#include <ctype.h>

#include "utils/builtins.h"
#include "utils/datetime.h"

#include "period/period.h"

/* months in what a company year is divided into */
static const int grain_months[] = {
	[PERIOD_YEAR] = 12,
	[PERIOD_HALF] = 6,
	[PERIOD_QUARTER] = 3,
	[PERIOD_MONTH] = 1
};

static void
ReportYear(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("period out of range"),
			 errdetail("Periods start in the years 1 to 9999.")));
}

/*
 * The period of the same place in the calendar, that many years later.
 */
Period
PeriodSameInYear(Period period, int years)
{
	PeriodGrain grain = PeriodGrainOf(period);
	int			jdate = PeriodFirstDay(period) + POSTGRES_EPOCH_JDATE;
	int			year,
				month,
				day;
	int64		then;

	if (grain <= PERIOD_MONTH)
		return PeriodShift(period, (int64) years * (MONTHS_PER_YEAR / grain_months[grain]));

	j2date(jdate, &year, &month, &day);
	then = (int64) (grain == PERIOD_WEEK ? date2isoyear(year, month, day) : year) + years;
	if (then < 1 || then > 9999)
		ReportYear();
	if (grain == PERIOD_WEEK)
	{
		/* the last week of a year is the one that 28 December is in */
		int			week = Min(date2isoweek(year, month, day), date2isoweek((int) then, 12, 28));

		jdate = isoweek2j((int) then, week);
	}
	else
		jdate = date2j((int) then, month, Min(day, day_tab[isleap((int) then)][month - 1]));
	return PeriodOfDate(jdate - POSTGRES_EPOCH_JDATE, grain, 1);
}

/*
 * Is a company year named after the calendar year in which it ends?
 */
static bool
IsNamedAfterEnd(const text *word)
{
	const char *named_after = text_to_cstring(word);

	if (pg_strcasecmp(named_after, "end") == 0)
		return true;
	if (pg_strcasecmp(named_after, "start") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a company year cannot be named after \"%s\"", named_after),
				 errhint("It is named after its \"end\" or its \"start\".")));
	return false;
}

static void
CheckFirstMonth(int first_month)
{
	if (first_month < 1 || first_month > MONTHS_PER_YEAR)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("first month of a year must be between 1 and 12, not %d", first_month)));
}

/*
 * How many years is the name of a company year beyond the calendar year in
 * which it starts?
 */
static int
YearsBeyond(int first_month, bool after_end)
{
	return after_end && first_month > 1 ? 1 : 0;
}

/*
 * A period as a company calls it whose year starts in that month.
 */
char *
PeriodLabel(Period period, int first_month, bool after_end)
{
	PeriodGrain grain = PeriodGrainOf(period);
	int			year,
				month,
				day;
	int			into;			/* months from the start of the company year */

	CheckFirstMonth(first_month);
	j2date(PeriodFirstDay(period) + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	into = (month - first_month + MONTHS_PER_YEAR) % MONTHS_PER_YEAR;
	if (first_month == 1 || grain >= PERIOD_MONTH || into % grain_months[grain] != 0)
		return PeriodToCstring(period);

	if (month < first_month)
		year--;
	year += YearsBeyond(first_month, after_end);
	if (grain == PERIOD_YEAR)
		return psprintf("FY%04d", year);
	return psprintf("FY%04d %c%d", year, grain == PERIOD_HALF ? 'H' : 'Q', into / grain_months[grain] + 1);
}

/*
 * Read FY2025, FY2025 H1 or FY2025 Q4, with or without blanks and dashes, in
 * upper or lower case.  Returns false where the text is no such label.
 */
static bool
ReadLabel(const char *p, int *year, PeriodGrain *grain, int *number)
{
	int			digits = 0;

	while (isspace((unsigned char) *p))
		p++;
	if (pg_strncasecmp(p, "FY", 2) != 0)
		return false;
	p += 2;
	while (*p == ' ' || *p == '-')
		p++;
	*year = 0;
	for (; isdigit((unsigned char) *p); p++)
	{
		if (++digits > 5)
			return false;
		*year = *year * 10 + (*p - '0');
	}
	if (digits < 4)
		return false;

	while (*p == ' ' || *p == '-')
		p++;
	*grain = PERIOD_YEAR;
	*number = 1;
	if (pg_toupper((unsigned char) *p) == 'H' || pg_toupper((unsigned char) *p) == 'Q')
	{
		*grain = pg_toupper((unsigned char) *p) == 'H' ? PERIOD_HALF : PERIOD_QUARTER;
		p++;
		if (!isdigit((unsigned char) *p))
			return false;
		*number = *p++ - '0';
	}
	while (isspace((unsigned char) *p))
		p++;
	return *p == '\0';
}

/*
 * The period that has that label; every other form of a period is read as
 * what it says.
 */
Period
PeriodFromLabel(const char *label, int first_month, bool after_end)
{
	const char *p = label;
	PeriodGrain grain;
	int			year,
				number;
	int			month;

	CheckFirstMonth(first_month);
	while (isspace((unsigned char) *p))
		p++;
	if (pg_toupper((unsigned char) *p) != 'F')
		return PeriodParse(label, NULL);
	if (!ReadLabel(label, &year, &grain, &number))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_DATETIME_FORMAT),
				 errmsg("\"%s\" is no label of a period", label),
				 errhint("Write a company year, half or quarter as FY2025, FY2025 H1 or FY2025 Q4.")));
	if (number < 1 || number > MONTHS_PER_YEAR / grain_months[grain])
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("period out of range: \"%s\"", label),
				 grain == PERIOD_HALF ? errdetail("A year has halves 1 and 2.") :
				 errdetail("A year has quarters 1 to 4.")));

	/* months from January of year 0 */
	month = (year - YearsBeyond(first_month, after_end)) * MONTHS_PER_YEAR + first_month - 1 +
		(number - 1) * grain_months[grain];
	if (month < MONTHS_PER_YEAR || month >= 10000 * MONTHS_PER_YEAR)
		ReportYear();
	return PeriodOfDate(date2j(month / MONTHS_PER_YEAR, month % MONTHS_PER_YEAR + 1, 1) - POSTGRES_EPOCH_JDATE,
						grain, month % MONTHS_PER_YEAR + 1);
}

PG_FUNCTION_INFO_V1(bsc_same_period);
PG_FUNCTION_INFO_V1(bsc_label);
PG_FUNCTION_INFO_V1(bsc_from_label);

/*
 * The same period of another year: (period, years).
 */
Datum
bsc_same_period(PG_FUNCTION_ARGS)
{
	PG_RETURN_PERIOD(PeriodSameInYear(PG_GETARG_PERIOD(0), PG_GETARG_INT32(1)));
}

/*
 * (period, first month, named after)
 */
Datum
bsc_label(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(PeriodLabel(PG_GETARG_PERIOD(0), PG_GETARG_INT32(1),
												 IsNamedAfterEnd(PG_GETARG_TEXT_PP(2)))));
}

/*
 * (label, first month, named after)
 */
Datum
bsc_from_label(PG_FUNCTION_ARGS)
{
	PG_RETURN_PERIOD(PeriodFromLabel(text_to_cstring(PG_GETARG_TEXT_PP(0)), PG_GETARG_INT32(1),
									 IsNamedAfterEnd(PG_GETARG_TEXT_PP(2))));
}
