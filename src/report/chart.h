/*
 * chart.h
 *	  The chart of one measure, as its two files share it.
 */
#ifndef BSC_CHART_H
#define BSC_CHART_H

#include "report/report.h"

/* the figures of a period; NaN is none */
typedef enum ChartFigure
{
	FIGURE_VALUE,
	FIGURE_CENTRE,
	FIGURE_LOW,					/* natural limits */
	FIGURE_HIGH,
	FIGURE_GOAL_FROM,			/* values that reach the goal */
	FIGURE_GOAL_TO,
	FIGURE_EXPECTED,			/* forecast */
	FIGURE_LEAST,
	FIGURE_MOST,
	FIGURE_COUNT
} ChartFigure;

/* the words that a chart needs */
#define WORD_VALUE		0
#define WORD_SIGNAL		1
#define WORD_CENTRE		2
#define WORD_LIMITS		3
#define WORD_GOAL		4
#define WORD_EXPECTED	5
#define WORD_INTERVAL	6
#define WORD_NOTE		7
#define WORD_EMPTY		8
#define WORD_COUNT		9

/* sizes, in the units of its view box */
#define CHART_WIDTH		760.0
#define CHART_TOP		104.0
#define CHART_HEIGHT	260.0
#define CHART_INSET		16.0
#define CHART_FOOT		26.0	/* for the names of the periods */
#define CHART_DOT		3.2
#define SAMPLE_WIDTH	26.0

typedef struct ChartPoint
{
	MapText		label;
	MapText		said;			/* what it is, in words */
	MapText		note;
	bool		has_signal;
	double		figures[FIGURE_COUNT];
} ChartPoint;

typedef struct Chart
{
	int			n;
	ChartPoint *points;
	MapText    *words;
	bool		has[FIGURE_COUNT];
	double		bottom;			/* the ends of the scale */
	double		top;
	double		step;			/* of the scale; 0: none */
	double		left;			/* the sides of the plot */
	double		right;
	double		distance;		/* between two places */
} Chart;

/* chart.c */
extern void AppendPlace(StringInfo out, char command, double x, double y);
extern const char *DotClass(int word);
extern void AppendDot(StringInfo out, int word, double x, double y, double size);

/* chart_words.c */
extern double DrawWords(const Chart *chart, StringInfo out);

#endif							/* BSC_CHART_H */
