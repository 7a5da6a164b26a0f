/*
 * marks.c
 *	  Bars, sparklines and signs: figures to be seen at a glance.
 *
 * On a terminal they are made of characters: eighths of a block, and eight
 * heights of one.  A database that is not UTF8 may lack these, so there they
 * are made of ASCII.  In a page a sparkline is a drawing (Edward Tufte's word
 * for a figure of the size of a word), which takes its colour from the text
 * around it.
 *
 * A gap stays a gap: nothing is drawn across it, because a line would say that
 * somebody had measured there.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "report/report.h"
#include "statistics/statistics.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(bsc_sparkline);
PG_FUNCTION_INFO_V1(bsc_bar);
PG_FUNCTION_INFO_V1(bsc_mark);
PG_FUNCTION_INFO_V1(bsc_sparkline_svg);

/* the drawing of a sparkline: its size, and the room for its line and point */
#define DRAWING_WIDTH	120.0
#define DRAWING_HEIGHT	24.0
#define DRAWING_MARGIN	3.0

static const char *const heights[] = {
	"\xE2\x96\x81", "\xE2\x96\x82", "\xE2\x96\x83", "\xE2\x96\x84",
	"\xE2\x96\x85", "\xE2\x96\x86", "\xE2\x96\x87", "\xE2\x96\x88"
};
static const char *const ascii_heights[] = {"_", ".", ",", "-", "~", "=", "*", "^"};

/* a left part of a block, in eighths */
static const char *const eighths[] = {
	"", "\xE2\x96\x8F", "\xE2\x96\x8E", "\xE2\x96\x8D", "\xE2\x96\x8C",
	"\xE2\x96\x8B", "\xE2\x96\x8A", "\xE2\x96\x89"
};

/* signs by name: the character, and what stands for it in ASCII */
static const struct
{
	const char *name;
	pg_wchar	sign;
	const char *ascii;
}			marks[] = {
	{"red", 0x25C6, "!"},		/* a diamond */
	{"amber", 0x25B2, "~"},		/* a triangle */
	{"green", 0x25CF, "+"},		/* a disc */
	{"none", 0x25CB, "?"},		/* a circle */
	{"late", 0x25B2, "!"},
	{"arrow", 0x2192, ">"},
	{"rule", 0x2500, "-"},
	{"dash", 0x2013, "-"},
	{"dot", 0x00B7, "-"}
};

/*
 * Where a value stands between two others: 0 at the low one, 1 at the high one,
 * and in the middle where these are the same.  By halves, because the distance
 * of two doubles may be too large for one.
 */
static double
Place(double value, double low, double high)
{
	double		distance = high / 2 - low / 2;

	return distance > 0 ? (value / 2 - low / 2) / distance : 0.5;
}

/*
 * bsc.sparkline(float8[]): one character for each value, from the lowest to the
 * highest, and a blank for each gap.
 */
Datum
bsc_sparkline(PG_FUNCTION_ARGS)
{
	int			n;
	double	   *values = StatSeriesFromArray(PG_GETARG_ARRAYTYPE_P(0), "a value", &n);
	const char *const *signs = GetDatabaseEncoding() == PG_UTF8 ? heights : ascii_heights;
	double		low = 0;
	double		high = 0;
	StringInfoData out;

	initStringInfo(&out);
	StatExtremes(values, n, &low, &high);
	for (int i = 0; i < n; i++)
	{
		if (isnan(values[i]))
			appendStringInfoChar(&out, ' ');
		else if (low == high)
			appendStringInfoString(&out, signs[3]);
		else
			appendStringInfoString(&out, signs[(int) rint(7 * Place(values[i], low, high))]);
	}
	PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, out.len));
}

/*
 * bsc._bar(score, columns): a bar that is full at 1.  Blanks for no score, so
 * that what follows stays in line.
 */
Datum
bsc_bar(PG_FUNCTION_ARGS)
{
	bool		is_utf8 = GetDatabaseEncoding() == PG_UTF8;
	int			columns;
	int			filled;
	double		score;
	StringInfoData out;

	if (PG_ARGISNULL(1))
		PG_RETURN_NULL();
	columns = PG_GETARG_INT32(1);
	if (columns < 1 || columns > 1000)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid number of columns: %d", columns),
				 errhint("It is from 1 to 1000.")));

	initStringInfo(&out);
	if (PG_ARGISNULL(0))
	{
		appendStringInfoSpaces(&out, columns);
		PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, out.len));
	}
	score = PG_GETARG_FLOAT8(0);
	StatCheckFinite(score, "a score");
	score = Min(Max(score, 0), 1);

	/* in eighths of a column, or in whole ones */
	filled = (int) rint(score * columns * (is_utf8 ? 8 : 1));
	for (int i = 0; i < columns; i++)
	{
		int			part = is_utf8 ? filled - 8 * i : 8 * (filled - i);

		if (part >= 8)
			appendStringInfoString(&out, is_utf8 ? heights[7] : "#");
		else if (part > 0)
			appendStringInfoString(&out, eighths[part]);
		else
			appendStringInfoString(&out, is_utf8 ? "\xE2\x96\x91" : ".");
	}
	PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, out.len));
}

/*
 * bsc._mark(name, is_html): a sign that the database can hold, or for a page,
 * where it is a reference and the same in any encoding.
 */
Datum
bsc_mark(PG_FUNCTION_ARGS)
{
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(0));
	bool		is_html = PG_GETARG_BOOL(1);

	for (int i = 0; i < (int) lengthof(marks); i++)
	{
		unsigned char sign[MAX_MULTIBYTE_CHAR_LEN + 1];

		if (strcmp(marks[i].name, name) != 0)
			continue;
		if (is_html)
			PG_RETURN_TEXT_P(cstring_to_text(psprintf("&#%u;", marks[i].sign)));
		if (GetDatabaseEncoding() != PG_UTF8)
			PG_RETURN_TEXT_P(cstring_to_text(marks[i].ascii));
		unicode_to_utf8(marks[i].sign, sign);
		PG_RETURN_TEXT_P(cstring_to_text_with_len((char *) sign, pg_utf_mblen(sign)));
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown mark: \"%s\"", name)));
	PG_RETURN_NULL();
}

/* a sparkline as it is drawn; low and high are the ends of its scale */
typedef struct Sparkline
{
	int			n;
	double	   *values;
	double		low;
	double		high;
} Sparkline;

static double
SparkX(const Sparkline *line, double place)
{
	double		x = DRAWING_MARGIN + (DRAWING_WIDTH - 2 * DRAWING_MARGIN) * (line->n > 1 ? place / (line->n - 1) : 1);

	return Min(Max(x, 0), DRAWING_WIDTH);
}

static double
SparkY(const Sparkline *line, double value)
{
	return DRAWING_HEIGHT - DRAWING_MARGIN
		- (DRAWING_HEIGHT - 2 * DRAWING_MARGIN) * Place(value, line->low, line->high);
}

/*
 * An argument that goes with the series, place by place; NULL where it is not
 * given.
 */
static double *
BesideSeries(FunctionCallInfo fcinfo, int argument, Sparkline *line)
{
	double	   *values;
	int			n;

	if (PG_NARGS() <= argument || PG_ARGISNULL(argument))
		return NULL;
	values = StatSeriesFromArray(PG_GETARG_ARRAYTYPE_P(argument), "a limit", &n);
	if (n != line->n)
		DrawingInvalid("sparkline", "limits of another length");
	return values;
}

/*
 * The area between two limits, a step for each place that has them.
 */
static void
DrawBand(const Sparkline *line, const double *lows, const double *highs, StringInfo out)
{
	appendStringInfoString(out, "<path class=\"band\" fill=\"currentColor\" fill-opacity=\"0.14\" d=\"");
	for (int i = 0; i < line->n; i++)
		if (!isnan(lows[i]) && !isnan(highs[i]))
			appendStringInfo(out, "M%.1f %.1fH%.1fV%.1fH%.1fz", SparkX(line, i - 0.5), SparkY(line, highs[i]),
							 SparkX(line, i + 0.5), SparkY(line, lows[i]), SparkX(line, i - 0.5));
	appendStringInfoString(out, "\"/>");
}

/*
 * The values as a line, which a gap breaks, and the last one as a point.
 */
static void
DrawValues(const Sparkline *line, StringInfo out)
{
	appendStringInfoString(out, "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\""
						   " stroke-linecap=\"round\" stroke-linejoin=\"round\" d=\"");
	for (int i = 0; i < line->n; i++)
	{
		if (isnan(line->values[i]))
			continue;
		/* a lone value is a line of no length, which the caps make a dot */
		appendStringInfo(out, i == 0 || isnan(line->values[i - 1]) ? "M%.1f %.1fh0" : "L%.1f %.1f",
						 SparkX(line, i), SparkY(line, line->values[i]));
	}
	appendStringInfoString(out, "\"/>");
	if (!isnan(line->values[line->n - 1]))
		appendStringInfo(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"currentColor\"/>",
						 SparkX(line, line->n - 1), SparkY(line, line->values[line->n - 1]));
}

/*
 * A diamond at each value that breaks its limits.
 */
static void
DrawSignals(const Sparkline *line, ArrayType *array, StringInfo out)
{
	Datum	   *signals;
	bool	   *nulls;
	int			n;

	deconstruct_array(array, BOOLOID, 1, true, TYPALIGN_CHAR, &signals, &nulls, &n);
	if (n != line->n)
		DrawingInvalid("sparkline", "signals of another length");
	for (int i = 0; i < n; i++)
		if (!nulls[i] && DatumGetBool(signals[i]) && !isnan(line->values[i]))
			appendStringInfo(out, "<path class=\"signal\" fill=\"currentColor\" d=\"M%.1f %.1fl3.4 3.4l-3.4 3.4l-3.4-3.4z\"/>",
							 SparkX(line, i), SparkY(line, line->values[i]) - 3.4);
}

/*
 * bsc.sparkline_svg(float8[], label [, low, high, signals]): the series as a
 * small drawing to be put into a page, with its last value as a point; over its
 * natural limits, if they are given, with diamonds where they are broken.  The
 * label is what a screen reader says; without one, it skips the drawing.
 */
Datum
bsc_sparkline_svg(PG_FUNCTION_ARGS)
{
	Sparkline	line = {0};
	double	   *lows;
	double	   *highs;
	StringInfoData out;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	line.values = StatSeriesFromArray(PG_GETARG_ARRAYTYPE_P(0), "a value", &line.n);
	lows = BesideSeries(fcinfo, 2, &line);
	highs = BesideSeries(fcinfo, 3, &line);
	initStringInfo(&out);
	appendStringInfo(&out, "<svg class=\"sparkline\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\"",
					 DRAWING_WIDTH, DRAWING_HEIGHT, DRAWING_WIDTH, DRAWING_HEIGHT);
	if (PG_ARGISNULL(1))
		appendStringInfoString(&out, " aria-hidden=\"true\">");
	else
	{
		text	   *label = PG_GETARG_TEXT_PP(1);

		appendStringInfoString(&out, " role=\"img\" aria-label=\"");
		AppendMarkup(&out, VARDATA_ANY(label), VARSIZE_ANY_EXHDR(label), MARKUP_XML);
		appendStringInfoString(&out, "\">");
	}
	if (StatExtremes(line.values, line.n, &line.low, &line.high))
	{
		double		low = 0;
		double		high = 0;
		double		unused = 0;

		if (lows != NULL && highs != NULL && StatExtremes(lows, line.n, &low, &unused) && StatExtremes(highs, line.n, &unused, &high))
		{
			line.low = Min(line.low, low);
			line.high = Max(line.high, high);
			DrawBand(&line, lows, highs, &out);
		}
		DrawValues(&line, &out);
		if (PG_NARGS() > 4 && !PG_ARGISNULL(4))
			DrawSignals(&line, PG_GETARG_ARRAYTYPE_P(4), &out);
	}
	appendStringInfoString(&out, "</svg>");
	PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, out.len));
}
