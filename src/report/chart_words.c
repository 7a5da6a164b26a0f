/*
 * chart_words.c
 *	  The legend of a measure's chart: a sample of whatever is in it, and what it
 *	  is.
 */
#include "postgres.h"

#include "report/chart.h"

/*
 * Is what a word explains in the chart?
 */
static bool
IsShown(const Chart *chart, int word)
{
	bool		result = false;

	switch (word)
	{
		case WORD_VALUE:
			return chart->has[FIGURE_VALUE];
		case WORD_CENTRE:
			return chart->has[FIGURE_CENTRE];
		case WORD_LIMITS:
			return chart->has[FIGURE_LOW] && chart->has[FIGURE_HIGH];
		case WORD_GOAL:
			return chart->has[FIGURE_GOAL_FROM] || chart->has[FIGURE_GOAL_TO];
		case WORD_EXPECTED:
			return chart->has[FIGURE_EXPECTED];
		case WORD_INTERVAL:
			return chart->has[FIGURE_LEAST] && chart->has[FIGURE_MOST];
		default:
			for (int i = 0; i < chart->n; i++)
				result |= word == WORD_SIGNAL ? chart->points[i].has_signal : chart->points[i].note.len > 0;
			return result;
	}
}

/*
 * A sample of what a word explains.
 */
static void
AppendSample(StringInfo out, int word, double x, double y)
{
	static const char *const lines[] = {
		[WORD_VALUE] = "bsc-value",[WORD_CENTRE] = "bsc-centre",[WORD_LIMITS] = "bsc-limit",
		[WORD_GOAL] = "bsc-goal",[WORD_EXPECTED] = "bsc-expected",[WORD_INTERVAL] = NULL,
		[WORD_NOTE] = NULL
	};
	double		middle = x + SAMPLE_WIDTH / 2;

	if (word == WORD_LIMITS || word == WORD_INTERVAL)
		AppendRectangle(out, word == WORD_LIMITS ? "bsc-limits" : "bsc-interval", x, y - 6, SAMPLE_WIDTH, 12, 0);
	if (word == WORD_NOTE)
	{
		appendStringInfoString(out, "<path class=\"bsc-note\" d=\"");
		AppendPlace(out, 'M', middle, y + 4);
		appendStringInfoString(out, "l-5-9h10z\"/>");
	}
	if (word != WORD_SIGNAL && lines[word] != NULL)
		for (int edge = word == WORD_LIMITS ? -1 : 0; edge <= (word == WORD_LIMITS ? 1 : 0); edge += 2)
		{
			appendStringInfo(out, "<path class=\"%s\" d=\"", lines[word]);
			AppendPlace(out, 'M', x, y + 6 * edge);
			appendStringInfoString(out, "h26\"/>");
		}
	if (word == WORD_VALUE || word == WORD_SIGNAL || word == WORD_EXPECTED)
	{
		appendStringInfo(out, "<path class=\"%s\" d=\"", DotClass(word));
		AppendDot(out, word, middle, y, CHART_DOT);
		appendStringInfoString(out, "\"/>");
	}
}

/*
 * Explain what is in the chart.  Returns the height up to the legend's end.
 */
double
DrawWords(const Chart *chart, StringInfo out)
{
	MapPoint	used = {MAP_MARGIN, CHART_TOP + CHART_HEIGHT + CHART_FOOT + DRAWING_LEGEND_LINE / 2 + 6};

	appendStringInfoString(out, "<g class=\"bsc-legend\">\n");
	for (int word = 0; word < WORD_EMPTY; word++)
	{
		MapText		text = chart->words[word];
		MapPoint	place;

		if (!IsShown(chart, word))
			continue;
		place = NextEntry(&used, CHART_WIDTH, SAMPLE_WIDTH + 8 + DrawnWidth(text.s, text.len) * MAP_SMALL_SIZE);
		AppendSample(out, word, place.x, place.y);
		AppendLine(out, "bsc-small", place.x + SAMPLE_WIDTH + 8, place.y + MAP_SMALL_SIZE * 0.36, text, false);
	}
	appendStringInfoString(out, "</g>\n");
	return used.y + DRAWING_LEGEND_LINE / 2 + MAP_MARGIN / 2;
}
