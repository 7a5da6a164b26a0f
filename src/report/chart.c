/*
 * chart.c
 *	  The drawing of one measure: its values, natural limits and targets, what
 *	  happened to it, and what it will come to.
 *
 * bsc._draw_chart() takes all that is in a chart as values, one row for each
 * period, and knows nothing of tables.  The same values give the same drawing,
 * byte for byte.
 *
 * What is known of a period and holds for all of it (limits, centre, target) is
 * drawn as a step over its place; what goes from one period to the next (values,
 * forecasts) as a line.  So a target that changes changes between two periods,
 * and limits that begin anew do not slope.
 *
 * Nothing is told by colour alone.  Values are dots on a line, those that break
 * the limits diamonds, forecasts rings on a dashed line; target and limits have
 * dashes of their own; and each dot says in its title what it is.
 *
 * The scale has steps of 1, 2 or 5 times a power of ten, four or so of them, as
 * in P. S. Heckbert, "Nice Numbers for Graph Labels" (Graphics Gems, 1990).
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "miscadmin.h"
#include "report/chart.h"
#include "utils/builtins.h"
#include "utils/float.h"

PG_FUNCTION_INFO_V1(bsc_draw_chart);

/* columns of bsc._chart_point: three texts, whether there is a signal, figures */
#define POINT_LABEL		0
#define POINT_SAID		1
#define POINT_NOTE		2
#define POINT_SIGNAL	3
#define POINT_FIGURES	4
#define POINT_COLUMNS	13

/* the most places that a chart can show */
#define MOST_POINTS		2000

static double
PlaceX(const Chart *chart, double place)
{
	return chart->left + CHART_INSET + chart->distance * (place + (chart->n == 1 ? 0.5 : 0));
}

static double
PlaceY(const Chart *chart, double value)
{
	/* halves, so that the span of huge values does not overflow */
	return CHART_TOP + CHART_HEIGHT * (1 - (value / 2 - chart->bottom / 2) / (chart->top / 2 - chart->bottom / 2));
}

static void
ReadPoints(Chart *chart, ArrayType *array)
{
	RowReader	reader;

	StartRows(&reader, array, "chart", POINT_COLUMNS, MOST_POINTS, "periods");
	chart->n = reader.nrows;
	chart->points = palloc0(sizeof(ChartPoint) * Max(chart->n, 1));
	for (int i = 0; i < chart->n; i++)
	{
		ChartPoint *point = &chart->points[i];

		ReadRow(&reader, i);
		point->label = TextOf(reader.values[POINT_LABEL], reader.nulls[POINT_LABEL]);
		point->said = TextOf(reader.values[POINT_SAID], reader.nulls[POINT_SAID]);
		point->note = TextOf(reader.values[POINT_NOTE], reader.nulls[POINT_NOTE]);
		point->has_signal = !reader.nulls[POINT_SIGNAL] && DatumGetBool(reader.values[POINT_SIGNAL]);
		for (int k = 0; k < FIGURE_COUNT; k++)
		{
			double		figure = get_float8_nan();

			if (!reader.nulls[POINT_FIGURES + k])
			{
				figure = DatumGetFloat8(reader.values[POINT_FIGURES + k]);
				if (!isfinite(figure))
					DrawingInvalid("chart", "a figure is not finite");
				chart->has[k] = true;
			}
			point->figures[k] = figure;
		}
	}
}

/*
 * Find a scale for all the figures.
 */
static void
FindScale(Chart *chart)
{
	double		low = DBL_MAX;
	double		high = -DBL_MAX;
	double		size;
	double		power;

	for (int i = 0; i < chart->n; i++)
		for (int k = 0; k < FIGURE_COUNT; k++)
			if (!isnan(chart->points[i].figures[k]))
			{
				low = Min(low, chart->points[i].figures[k]);
				high = Max(high, chart->points[i].figures[k]);
			}
	if (low > high)
		low = high = 0;
	size = Max(fabs(low), fabs(high));
	if (high / 2 - low / 2 <= size * 1e-9 || size < DBL_MIN * 1e9)
	{
		double		room = size > DBL_MIN * 1e9 ? size / 10 : 1;

		low -= low < -DBL_MAX / 2 ? 0 : room;
		high += high > DBL_MAX / 2 ? 0 : room;
	}
	chart->bottom = low;
	chart->top = high;

	/* a quarter of the span, made round */
	size = (high / 2 - low / 2) / 2;
	power = pow(10, floor(log10(size)));
	chart->step = power * (size / power < 1.5 ? 1 : size / power < 3.5 ? 2 : size / power < 7.5 ? 5 : 10);
	low = floor(low / chart->step) * chart->step;
	high = ceil(high / chart->step) * chart->step;
	if (isfinite(chart->step) && chart->step > 0 && isfinite(low) && isfinite(high))
	{
		chart->bottom = low;
		chart->top = high;
	}
	else
		chart->step = 0;
}

/*
 * A figure of the scale: with the decimals of its steps, and by thousands.
 */
static char *
ScaleLabel(const Chart *chart, double value)
{
	double		size = Max(fabs(chart->bottom), fabs(chart->top));
	int			decimals = Max(0, (int) -floor(log10(chart->step) + 1e-9));
	char	   *digits;
	StringInfoData out;
	int			whole;

	if (fabs(value) < chart->step / 2)
		return pstrdup("0");
	if (size >= 1e12 || size < 1e-4)
		return psprintf("%.*g", Min(15, Max(2, (int) ceil(log10(size / chart->step)) + 1)), value);
	digits = psprintf("%.*f", decimals, fabs(value));
	whole = strcspn(digits, ".");
	initStringInfo(&out);
	if (value < 0)
		appendStringInfoChar(&out, '-');
	for (int i = 0; digits[i] != '\0'; i++)
	{
		if (i > 0 && i < whole && (whole - i) % 3 == 0)
			appendStringInfoChar(&out, ',');
		appendStringInfoChar(&out, digits[i]);
	}
	return out.data;
}

/*
 * The steps of the scale, with a line for each.  With no out, only find the room
 * that their figures need.
 */
static double
DrawScale(const Chart *chart, StringInfo out)
{
	int			steps = chart->step > 0 ? (int) rint(chart->top / chart->step - chart->bottom / chart->step) : -1;
	double		room = 0;

	for (int i = 0; i <= steps; i++)
	{
		double		value = (rint(chart->bottom / chart->step) + i) * chart->step;
		MapText		label;

		label.s = ScaleLabel(chart, value);
		label.len = strlen(label.s);
		room = Max(room, DrawnWidth(label.s, label.len) * MAP_SMALL_SIZE);
		if (out == NULL)
			continue;
		appendStringInfoString(out, "<path class=\"bsc-grid\" d=\"M");
		AppendTenths(out, chart->left);
		appendStringInfoChar(out, ' ');
		AppendTenths(out, PlaceY(chart, value));
		appendStringInfoChar(out, 'H');
		AppendTenths(out, chart->right);
		appendStringInfoString(out, "\"/>");
		AppendLine(out, "bsc-small bsc-tick", chart->left - 8, PlaceY(chart, value) + MAP_SMALL_SIZE * 0.36, label, false);
	}
	return room;
}

/*
 * The names of the periods: as many as there is room for, the last one always.
 */
static void
DrawPeriods(const Chart *chart, StringInfo out)
{
	double		widest = 0;
	int			every;

	for (int i = 0; i < chart->n; i++)
		widest = Max(widest, DrawnWidth(chart->points[i].label.s, chart->points[i].label.len) * MAP_SMALL_SIZE);
	every = Max(1, (int) ceil((widest + 14) / chart->distance));
	for (int i = (chart->n - 1) % every; i < chart->n; i += every)
	{
		double		half = DrawnWidth(chart->points[i].label.s, chart->points[i].label.len) * MAP_SMALL_SIZE / 2;
		double		x = Min(Max(PlaceX(chart, i), half + 4), CHART_WIDTH - half - 4);

		AppendLine(out, "bsc-small bsc-period", x, CHART_TOP + CHART_HEIGHT + 18, chart->points[i].label, false);
	}
}

void
AppendPlace(StringInfo out, char command, double x, double y)
{
	appendStringInfoChar(out, command);
	AppendTenths(out, x);
	appendStringInfoChar(out, ' ');
	AppendTenths(out, y);
}

/*
 * A figure as a step over each place that has it.
 */
static void
DrawSteps(const Chart *chart, StringInfo out, ChartFigure figure, const char *class)
{
	bool		goes_on = false;

	if (!chart->has[figure])
		return;
	appendStringInfo(out, "<path class=\"%s\" d=\"", class);
	for (int i = 0; i < chart->n; i++)
	{
		double		value = chart->points[i].figures[figure];

		if (!isnan(value))
		{
			if (!goes_on)
				AppendPlace(out, 'M', PlaceX(chart, i - 0.5), PlaceY(chart, value));
			else if (value != chart->points[i - 1].figures[figure])
			{
				appendStringInfoChar(out, 'V');
				AppendTenths(out, PlaceY(chart, value));
			}
			appendStringInfoChar(out, 'H');
			AppendTenths(out, PlaceX(chart, i + 0.5));
		}
		goes_on = !isnan(value);
	}
	appendStringInfoString(out, "\"/>\n");
}

/*
 * The area between the natural limits: as many stretches as have them.
 */
static void
DrawLimits(const Chart *chart, StringInfo out)
{
	if (!chart->has[FIGURE_LOW] || !chart->has[FIGURE_HIGH])
		return;
	appendStringInfoString(out, "<path class=\"bsc-limits\" d=\"");
	for (int i = 0; i < chart->n; i++)
	{
		const double *figures = chart->points[i].figures;

		if (isnan(figures[FIGURE_LOW]) || isnan(figures[FIGURE_HIGH]))
			continue;
		AppendPlace(out, 'M', PlaceX(chart, i - 0.5), PlaceY(chart, figures[FIGURE_HIGH]));
		appendStringInfoChar(out, 'H');
		AppendTenths(out, PlaceX(chart, i + 0.5));
		appendStringInfoChar(out, 'V');
		AppendTenths(out, PlaceY(chart, figures[FIGURE_LOW]));
		appendStringInfoChar(out, 'H');
		AppendTenths(out, PlaceX(chart, i - 0.5));
		appendStringInfoChar(out, 'z');
	}
	appendStringInfoString(out, "\"/>\n");
	DrawSteps(chart, out, FIGURE_LOW, "bsc-limit");
	DrawSteps(chart, out, FIGURE_HIGH, "bsc-limit");
}

/*
 * The last place with a value, or -1: where the forecast begins.
 */
static int
LastKnown(const Chart *chart)
{
	int			last = chart->n - 1;

	while (last >= 0 && isnan(chart->points[last].figures[FIGURE_VALUE]))
		last--;
	return last;
}

/*
 * The interval of the forecast, a fan from the last value on.
 */
static void
DrawInterval(const Chart *chart, StringInfo out)
{
	int			first = LastKnown(chart);
	int			end;

	if (!chart->has[FIGURE_LEAST] || !chart->has[FIGURE_MOST])
		return;
	end = first + 1;
	appendStringInfoString(out, "<path class=\"bsc-interval\" d=\"");
	if (first >= 0)
		AppendPlace(out, 'M', PlaceX(chart, first), PlaceY(chart, chart->points[first].figures[FIGURE_VALUE]));
	for (; end < chart->n && !isnan(chart->points[end].figures[FIGURE_MOST]); end++)
		AppendPlace(out, end == 0 ? 'M' : 'L', PlaceX(chart, end), PlaceY(chart, chart->points[end].figures[FIGURE_MOST]));
	for (int i = end - 1; i > first; i--)
		if (!isnan(chart->points[i].figures[FIGURE_LEAST]))
			AppendPlace(out, 'L', PlaceX(chart, i), PlaceY(chart, chart->points[i].figures[FIGURE_LEAST]));
	appendStringInfoString(out, "z\"/>\n");
}

/*
 * A figure as a line from place to place, from a place on; a gap breaks it.  The
 * forecast's line begins at the last value.
 */
static void
DrawLine(const Chart *chart, StringInfo out, ChartFigure figure, const char *class)
{
	int			start = figure == FIGURE_EXPECTED ? LastKnown(chart) : -1;
	bool		goes_on = start >= 0;

	if (!chart->has[figure])
		return;
	appendStringInfo(out, "<path class=\"%s\" d=\"", class);
	if (goes_on)
		AppendPlace(out, 'M', PlaceX(chart, start), PlaceY(chart, chart->points[start].figures[FIGURE_VALUE]));
	for (int i = start + 1; i < chart->n; i++)
	{
		double		value = chart->points[i].figures[figure];

		if (!isnan(value))
			AppendPlace(out, goes_on ? 'L' : 'M', PlaceX(chart, i), PlaceY(chart, value));
		goes_on = !isnan(value);
	}
	appendStringInfoString(out, "\"/>\n");
}

/*
 * The class of the sign of a value, of one that breaks the limits, or of a
 * forecast.
 */
const char *
DotClass(int word)
{
	return word == WORD_SIGNAL ? "bsc-signal" : word == WORD_EXPECTED ? "bsc-ring" : "bsc-dot";
}

/*
 * That sign as a path.
 */
void
AppendDot(StringInfo out, int word, double x, double y, double size)
{
	if (word == WORD_SIGNAL)
	{
		AppendPlace(out, 'M', x, y - size - 3);
		AppendPlace(out, 'L', x + size + 3, y);
		AppendPlace(out, 'L', x, y + size + 3);
		AppendPlace(out, 'L', x - size - 3, y);
		appendStringInfoChar(out, 'z');
		return;
	}
	AppendPlace(out, 'M', x - size, y);
	for (int turn = 1; turn >= -1; turn -= 2)
	{
		appendStringInfoChar(out, 'a');
		AppendTenths(out, size);
		appendStringInfoChar(out, ' ');
		AppendTenths(out, size);
		appendStringInfoString(out, " 0 1 0 ");
		AppendTenths(out, turn * 2 * size);
		appendStringInfoString(out, " 0");
	}
	appendStringInfoChar(out, 'z');
}

static void
DrawDots(const Chart *chart, StringInfo out)
{
	double		size = Min(CHART_DOT, Max(chart->distance / 4, 1));

	for (int i = 0; i < chart->n; i++)
	{
		const ChartPoint *point = &chart->points[i];
		bool		is_known = !isnan(point->figures[FIGURE_VALUE]);
		double		value = is_known ? point->figures[FIGURE_VALUE] : point->figures[FIGURE_EXPECTED];
		int			word = !is_known ? WORD_EXPECTED : point->has_signal ? WORD_SIGNAL : WORD_VALUE;

		CHECK_FOR_INTERRUPTS();
		if (point->note.len > 0)
		{
			appendStringInfoString(out, "<path class=\"bsc-note\" d=\"");
			AppendPlace(out, 'M', PlaceX(chart, i), CHART_TOP);
			appendStringInfoString(out, "l-5-9h10z\"><title>");
			AppendName(out, point->label);
			appendStringInfoString(out, ": ");
			AppendName(out, point->note);
			appendStringInfoString(out, "</title></path>");
		}
		if (isnan(value))
			continue;
		appendStringInfo(out, "<path class=\"%s\" data-period=\"", DotClass(word));
		AppendName(out, point->label);
		appendStringInfoString(out, "\" d=\"");
		AppendDot(out, word, PlaceX(chart, i), PlaceY(chart, value), size);
		appendStringInfoString(out, "\"><title>");
		AppendName(out, point->said);
		appendStringInfoString(out, "</title></path>\n");
	}
}

/*
 * bsc._draw_chart(title, subtitle, description, points, words, style)
 */
Datum
bsc_draw_chart(PG_FUNCTION_ARGS)
{
	Chart		chart = {0};
	MapText		title = TextOf(PG_GETARG_DATUM(0), false);
	MapText		subtitle = TextOf(PG_GETARG_DATUM(1), false);
	int			nwords;
	double		height;
	uint64		id;
	StringInfoData body;
	StringInfoData out;

	ReadPoints(&chart, PG_GETARG_ARRAYTYPE_P(3));
	chart.words = ReadTexts(PG_GETARG_ARRAYTYPE_P(4), &nwords);
	if (nwords != WORD_COUNT)
		DrawingInvalid("chart", "wrong number of words");
	FindScale(&chart);
	chart.left = MAP_MARGIN + ceil(DrawScale(&chart, NULL)) + 8;
	chart.right = CHART_WIDTH - MAP_MARGIN;
	chart.distance = (chart.right - chart.left - 2 * CHART_INSET) / Max(chart.n - 1, 1);

	initStringInfo(&body);
	if (chart.n == 0)
		AppendLine(&body, "bsc-subtitle", MAP_MARGIN, CHART_TOP, chart.words[WORD_EMPTY], false);
	else
	{
		DrawLimits(&chart, &body);
		DrawScale(&chart, &body);
		appendStringInfoChar(&body, '\n');
		DrawPeriods(&chart, &body);
		DrawSteps(&chart, &body, FIGURE_CENTRE, "bsc-centre");
		DrawInterval(&chart, &body);
		DrawSteps(&chart, &body, FIGURE_GOAL_FROM, "bsc-goal");
		DrawSteps(&chart, &body, FIGURE_GOAL_TO, "bsc-goal");
		DrawLine(&chart, &body, FIGURE_EXPECTED, "bsc-expected");
		DrawLine(&chart, &body, FIGURE_VALUE, "bsc-value");
		DrawDots(&chart, &body);
	}
	height = chart.n == 0 ? CHART_TOP + MAP_MARGIN : DrawWords(&chart, &body);

	id = DrawingId(title, subtitle, &body);
	initStringInfo(&out);
	StartDrawing(&out, "bsc-chart", id, CHART_WIDTH, height, title, subtitle, TextOf(PG_GETARG_DATUM(2), false),
				 TextOf(PG_GETARG_DATUM(5), false));
	AppendHeading(&out, CHART_WIDTH, height, title, subtitle);
	appendBinaryStringInfo(&out, body.data, body.len);
	appendStringInfoString(&out, "</svg>");
	PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, out.len));
}
