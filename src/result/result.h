/*
 * result.h
 *	  The room "result": what a scorecard comes to in a period.  The SQL side
 *	  is in reading.sql to closing.sql.
 *
 * reading.c	calendar steps that find the actuals which matter
 * tree.c		the scorecard's tree, as the evaluation is given it
 * rollup.c		the value of a window of periods
 * judge.c		the target of a window of periods
 * evaluate.c	the aggregate that turns an entity's actuals into its results
 */
#ifndef BSC_RESULT_H
#define BSC_RESULT_H

#include "attainment/combination.h"
#include "period/period.h"
#include "target/target.h"
#include "utils/array.h"

/* how the actuals of a window of periods make its value */
typedef enum Rollup
{
	ROLLUP_SUM,
	ROLLUP_MEAN,
	ROLLUP_LAST,
	ROLLUP_MIN,
	ROLLUP_MAX,
	ROLLUP_QUERY
} Rollup;

/* the window of its own periods through which a measure reads a period */
typedef struct Window
{
	Rollup		rule;
	int32		carry;			/* for so many periods an actual may stand in */
	Period		first;
	Period		last;
	bool		has_own;
	Period		own;			/* the period whose actual is that of the whole */
} Window;

#define WindowIsSingle(w)	((w)->first == (w)->last)

/* an actual that may matter to a window */
typedef struct ActualRow
{
	Period		period;
	double		value;
	double		volume;			/* NaN where none was recorded */
} ActualRow;

/* the actuals that a window has been shown so far */
typedef struct Actuals
{
	int32		nrows;
	int32		capacity;
	bool		sorted;
	bool		has_own;
	double		own_value;
	ActualRow  *rows;
	ActualRow	latest;			/* all that a single period needs */
} Actuals;

/* what they come to */
typedef struct Value
{
	double		value;
	bool		is_of_one;		/* the value is that of one period */
	Period		from;			/* that period */
	int			present;		/* periods that have a value */
} Value;

/* a target and the period that it was given for */
typedef struct TargetRow
{
	Period		period;
	Target	   *target;
} TargetRow;

typedef struct Targets
{
	int32		nrows;
	int32		capacity;
	TargetRow  *rows;			/* sorted by period where it is looked up in */
} Targets;

/* which question a node of level 3 answers */
typedef enum ReadingKind
{
	READING_NOW,				/* the period itself */
	READING_BEFORE,				/* the period before */
	READING_YEAR_AGO			/* that of the year before */
} ReadingKind;

#define LEVEL_SCORECARD		0
#define LEVEL_MEASURE		3

/* a node of the tree; children follow their parent, depth first */
typedef struct TreeNode
{
	int			level;
	ReadingKind kind;
	int			parent;			/* place of the parent; of the measure, for other kinds */
	int64		id;
	double		weight;
	Combine		combine;
	/* what follows is for measures */
	bool		lists;			/* do its actuals list the entity? */
	int			first_month;
	Window		window;
	bool		has_judged;
	Period		judged;			/* the period whose own target counts first */
	Targets		shared;			/* targets given for all entities */
} TreeNode;

typedef struct Tree
{
	Missing		missing;
	double		amber;
	double		green;
	int			nnodes;
	TreeNode	nodes[FLEXIBLE_ARRAY_MEMBER];
} Tree;

/* rollup.c */
extern Rollup RollupFromText(text *name);
extern void ActualsAdd(Actuals *actuals, const Window *window, MemoryContext context,
					   Period period, double value, double volume);
extern bool ActualsRollUp(Actuals *actuals, const Window *window, Value *result, Period *present);
extern int	WindowLength(const Window *window);

/* judge.c */
extern void TargetsAdd(Targets *targets, MemoryContext context, Period period, const Target *target);
extern void TargetsSort(Targets *targets);
extern const Target *FindTarget(const TreeNode *node, const Targets *own,
								const Period *present, int npresent);

/* tree.c */
extern Tree *TreeFromArray(ArrayType *array);

#endif							/* BSC_RESULT_H */
