/*
 * layout.h
 *	  How the tree of a period is laid out from the outline of a scorecard.
 */
#ifndef BSC_LAYOUT_H
#define BSC_LAYOUT_H

#include "result/result.h"

/* the columns of bsc._tree_node, in their order */
enum
{
	COLUMN_ORDINAL,
	COLUMN_LEVEL,
	COLUMN_KIND,
	COLUMN_NODE_ID,
	COLUMN_WEIGHT,
	COLUMN_COMBINE,
	COLUMN_MISSING,
	COLUMN_AMBER,
	COLUMN_GREEN,
	COLUMN_TIME_ZONE,
	COLUMN_NOW,
	COLUMN_PERIOD,
	COLUMN_ROLLUP,
	COLUMN_FIGURE,
	COLUMN_SPREAD,
	COLUMN_SCOPE,
	COLUMN_CARRY,
	COLUMN_FIRST_MONTH,
	COLUMN_IS_COARSER,
	COLUMN_FIRST_PERIOD,
	COLUMN_LAST_PERIOD,
	COLUMN_OWN_PERIOD,
	COLUMN_JUDGED_PERIOD,
	COLUMN_OBSERVED,
	COLUMN_LOW,
	COLUMN_HIGH,
	COLUMN_PLAN_LOW,
	COLUMN_PLAN_HIGH,
	COLUMN_PLAN_PERIODS,
	COLUMN_SHARED_PERIODS,
	COLUMN_SHARED_TARGETS,
	COLUMN_BASIS,
	COLUMN_FORMULA,
	COLUMN_OPERANDS,
	COLUMN_COUNT
};

/* what it takes to know how a measure reads a period */
typedef struct MeasureReader
{
	PeriodGrain own;			/* its frequency */
	Rollup		rule;
	Spread		spread;
	int32		carry;
	int			first_month;
	ArrayType  *readers;		/* frequencies of the formulas that read it; NULL if there is none */
} MeasureReader;

/*
 * How it reads one.  A measure that is coarser than the period reads the one
 * period of its own that holds it.  Every other measure reads its periods within
 * the period.  In a year to date, both go back to the measure's first period of the
 * company year; in a rolling year, to as many of its periods as make a year.  Where
 * these periods are just one of the company's (March to date is the first quarter),
 * that one is judged and, under "query", read.
 */
typedef struct Reach
{
	bool		is_coarser;
	Window		window;
	bool		has_whole;
	Period		whole;
	/* where the actuals lie that it may need, or formulas may need of it */
	Period		low;
	Period		high;
	/* and its targets, with coarser periods */
	Period		plan_low;
	Period		plan_high;
	int			nplans;
	Period		plans[3 * PERIOD_GRAINS];
} Reach;

/* reading.c */
extern bool PeriodBefore(Period period, Period *before);
extern bool YearBefore(Period period, Period *before);
extern void FindReach(const MeasureReader *reader, Period period, Basis basis, Reach *reach);

/* tree.c */
pg_noreturn extern void TreeCorrupted(void);

#endif							/* BSC_LAYOUT_H */
