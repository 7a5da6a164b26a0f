/*
 * statistics.h
 *	  What the statistics room offers to the rooms below it.
 *
 * The room holds the figures a customer strategy needs and SQL lacks: measures
 * over customers (net promoter score, the share of the best customers, the
 * Gini coefficient), the statistics with which a strategy is tested (lagged
 * correlation and regression, seasonal indices, partial correlation, p values,
 * the AHP and DEMATEL methods), and those that tell what a series will come to
 * and whether it has changed (forecasts, natural limits, change points).
 *
 * A series is an array of doubles in which NaN stands for a gap.  SQL never
 * hands us a NaN of its own: the functions that read arguments refuse NaN and
 * infinity, so inside the room NaN has this one meaning.
 */
#ifndef BSC_STATISTICS_H
#define BSC_STATISTICS_H

#include "fmgr.h"
#include "utils/array.h"

/* simple regression of an effect on a cause, over the complete pairs */
typedef struct StatRegression
{
	int			n;				/* complete pairs */
	bool		has_slope;		/* the causes differ */
	bool		has_r;			/* causes and effects differ */
	bool		has_p;			/* and a degree of freedom is left */
	double		slope;
	double		intercept;
	double		r;
	double		p_value;
} StatRegression;

/* the season that a series has; a series without one has length 1 */
typedef struct StatSeason
{
	int			length;			/* places in a season */
	bool		multiplicative;
	double	   *indices;		/* the first is that of the first place; NULL: none */
} StatSeason;

/* a smoothing model fitted to a series */
typedef struct StatSmoothing
{
	double		alpha;			/* how much of an error the level takes up */
	double		beta;			/* and the trend */
	double		phi;			/* what is left of the trend one step later */
	double		level;			/* after the last place */
	double		trend;
	double	   *errors;			/* of the forecasts one step ahead, 0 at gaps */
} StatSmoothing;

/* rows of a function that returns a set */
typedef struct StatTable
{
	int			rows;
	int			columns;
	Datum	   *values;			/* row after row */
	bool	   *nulls;
} StatTable;

/* series.c */
extern void StatCheckFinite(double value, const char *what);
extern double *StatSeriesFromArray(ArrayType *array, const char *what, int *n);
extern double *StatMatrixFromArray(ArrayType *array, const char *what,
								   int *rows, int *columns);
extern ArrayType *StatArrayFromSeries(const double *values, int n);
extern ArrayType *StatArrayFromMatrix(const double *values, int rows, int columns);
extern bool StatIsConstant(const double *values, int n);
extern void StatFlatten(double *values, int n, double level);
extern double StatLevel(const double *values, int n);
extern double StatScale(double level);
extern bool StatExtremes(const double *values, int n, double *low, double *high);
extern double *StatGaps(int n);

/* distribution.c */
extern bool StatPValue(double r, int n, int controls, double *p);
extern bool StatFisherInterval(double r, int n, int controls,
							   double *low, double *high);
extern double StatStudentP(double t, double freedom);
extern double StatFisherP(double f, double above, double below);
extern void StatAdjustP(const double *p, double *adjusted, int n);
extern double StatStudentTail(double t, double freedom);
extern double StatStudentQuantile(double level, double freedom);

/* association.c */
extern StatRegression StatRegress(const double *cause, const double *effect,
								  int n, int lag);

/* season.c */
extern bool StatSeasonalIndices(const double *series, int n, int season,
								bool multiplicative, double *indices);
extern StatSeason StatFindSeason(const double *series, int n, int length);
extern double StatWithoutSeason(const StatSeason *season, int place, double value);
extern double StatWithSeason(const StatSeason *season, int place, double value);

/* smoothing.c */
extern int	StatSmooth(const double *series, int n, StatSmoothing *models);

/* table.c */
extern StatTable *StatTableMake(int rows, int columns);
extern void StatTableSet(StatTable *table, int row, int column, double value);
extern Datum StatReturnTable(FunctionCallInfo fcinfo,
							 StatTable *(*build) (FunctionCallInfo fcinfo));
extern int	StatSeasonArgument(FunctionCallInfo fcinfo, int argument);

#endif							/* BSC_STATISTICS_H */
