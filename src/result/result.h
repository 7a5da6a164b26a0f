/*
 * result.h
 *	  The room "result": what a scorecard comes to in a period.  The SQL side
 *	  is in reading.sql to closing.sql.
 *
 * reading.c	calendar steps that find the actuals which matter
 * layout.c		the tree of one period
 * tree.c		the scorecard's tree, as the evaluation is given it
 * rollup.c		the value of a window of periods
 * formula.c	the value of a measure that is made of measures
 * targets.c	the targets of a measure, to be looked up in
 * judge.c		the target of a period or a stretch
 * spread.c		from a coarse target to a part of it
 * under_way.c	what a period under way has shown so far
 * measure.c	the result of a measure: value, target, score, pace, status
 * members.c	what entities get from those below them
 * member_goals.c	the targets that they get from these
 * evaluate.c	the aggregate that turns an entity's actuals into its results
 * inner.c		the one that does it for all entities that have others below them
 * everybody.c	the rows of everybody, for that one
 * node_status.c	what of it those who listen for statuses are told
 */
#ifndef BSC_RESULT_H
#define BSC_RESULT_H

#include "attainment/combination.h"
#include "formula/formula.h"
#include "access/tupdesc.h"
#include "period/period.h"
#include "target/target.h"
#include "utils/array.h"
#include "utils/date.h"
#include "utils/timestamp.h"

/* what a figure depends on: the size of the unit and the length of the time, or neither */
typedef enum Kind
{
	KIND_AMOUNT,
	KIND_RATE
} Kind;

/* how a coarse target is made that of a part */
typedef enum Spread
{
	SPREAD_EQUAL,
	SPREAD_DAYS,
	SPREAD_PATH,
	SPREAD_LEVEL,
	SPREAD_NONE
} Spread;

/* how the actuals of a window of periods make its value */
typedef enum Rollup
{
	ROLLUP_SUM,
	ROLLUP_MEAN,
	ROLLUP_LAST,
	ROLLUP_MIN,
	ROLLUP_MAX,
	ROLLUP_QUERY,
	ROLLUP_FORMULA
} Rollup;

/* what is read: the period itself, its company year so far, the year that ends with it */
typedef enum Basis
{
	BASIS_PERIOD,
	BASIS_YTD,
	BASIS_ROLLING,
	BASIS_OUTLOOK,				/* the period, held against all of it that is still to come */
	BASIS_YTD_BEFORE			/* the company year before the period's, and on to its end */
} Basis;

/* An outlook reads the period itself. */
static inline Basis
ReadBasis(Basis basis)
{
	return basis == BASIS_OUTLOOK ? BASIS_PERIOD : basis;
}

/* which entities a measure is for */
typedef enum Scope
{
	SCOPE_ALL,
	SCOPE_WHOLE,				/* the company as a whole alone */
	SCOPE_EACH					/* every other */
} Scope;

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

/* the grain of a measure's own periods */
#define OwnGrain(w)			PeriodGrainOf((w)->first)

/* an actual that may matter to a window */
typedef struct ActualRow
{
	Period		period;
	double		value;
	double		volume;			/* NaN where none was recorded */
	bool		computed;		/* from members, so that it stands for its period alone */
	bool		carried;		/* it was computed of values that are all carried */
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
	/* of measures whose query finds coarser periods, too: which it found */
	int32		nstored;
	int32		stored_capacity;
	Period	   *stored;
} Actuals;

/* all actuals of a measure that lie in the range, for formulas that read it */
typedef struct Rows
{
	int32		nrows;
	int32		capacity;
	bool		sorted;
	ActualRow  *rows;
} Rows;

/* what they come to */
typedef struct Value
{
	double		value;
	bool		is_of_one;		/* the value is that of one period */
	Period		from;			/* that period */
	int			present;		/* periods that have a value */
	bool		has_carried;
	Period		carried;		/* the last of them whose value is an earlier one's */
	double		volume;			/* of all of them; NaN where one has none */
} Value;

/* what is planned for a period; without a target, that nothing is */
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

/* what a search for a target has found */
typedef enum Finding
{
	FOUND_NONE,					/* no row at all */
	FOUND_NOTHING,				/* that nothing is planned */
	FOUND_TARGET
} Finding;

/* why there is no target, in the order of the names in judge.c */
typedef enum Lack
{
	LACK_PLAN,					/* no row serves */
	LACK_NOTHING,				/* nothing is planned for the period */
	LACK_PART,					/* a part with an actual has no row, while others have */
	LACK_UNLIKE,				/* the curves of the parts have no sum */
	LACK_SPREAD,				/* that of the coarser period is not made one of its parts */
	LACK_COUNT					/* the parts have some, but the figure is not made of parts */
} Lack;

typedef struct Goal
{
	Finding		finding;
	const Target *target;
	bool		has_period;
	Period		period;			/* the one that it was given for */
	/* where there is no target */
	Lack		lack;
	bool		has_lack_period;
	Period		lack_period;	/* the period that it is told of */
} Goal;

/* periods that have an actual, in their order */
typedef struct Parts
{
	int			count;
	Period	   *periods;
	int			nstored;		/* coarser ones that a query has found */
	Period	   *stored;
} Parts;

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
	int			nchildren;
	/* what follows is for measures */
	bool		lists;			/* do its actuals list the entity? */
	int			first_month;
	Window		window;
	Kind		figure;
	Spread		spread;
	double		amber;			/* its own thresholds, or the scorecard's */
	double		green;
	Period		period;			/* that is read, or the last of a stretch */
	Formula    *formula;		/* of a measure that is made of measures */
	int		   *operands;		/* their places in the tree, -1 for what is not there */
	bool		keeps_rows;		/* a formula reads it for other periods, too */
	Scope		scope;
	bool		has_judged;
	Period		judged;			/* the period that is read, unless it is a stretch of several */
	Targets		shared;			/* targets given for all entities */
	bool		has_usual;
	Goal		usual;			/* of whoever has no targets of her own */
	/* where its actuals and targets lie */
	bool		reads_actuals;
	Period		low;
	Period		high;
	bool		reads_plans;
	Period		plan_low;
	Period		plan_high;
	ArrayType  *plan_periods;	/* and coarser periods; or NULL */
	/* how far its time has gone, the same for all entities */
	bool		has_observed;
	TimestampTz observed;		/* until then its actuals are known */
	bool		lost;			/* nobody knows any more until when; taken for up to now */
	TimestampTz end;			/* of the period */
	bool		over;			/* by the clock */
	bool		complete;		/* over and observed to its end */
	int			begun;			/* own periods that had begun by then */
	bool		too_early;		/* to judge what there is */
} TreeNode;

typedef struct Tree
{
	Missing		missing;
	Basis		basis;			/* never outlook */
	bool		is_outlook;		/* what is still to come counts among the parts of targets */
	double		amber;
	double		green;
	pg_tz	   *zone;
	TimestampTz now;
	Oid			period_type;	/* bsc.period */
	int			nnodes;
	TreeNode	nodes[FLEXIBLE_ARRAY_MEMBER];
} Tree;

/* an entity of a part of the catalogue; number 0 is the one above all others */
typedef struct Member
{
	int			above;			/* number of the one it belongs to */
	int			last;			/* those below it have numbers up to this one */
	int			inner;			/* place among those that have others below; or -1 */
	DateADT		starts;
	DateADT		ends;
} Member;

typedef struct Members
{
	int			count;
	int			ninner;
	Member	   *member;
} Members;

typedef struct MemberActual
{
	int			member;
	ActualRow	row;
} MemberActual;

typedef struct MemberTarget
{
	int			member;
	TargetRow	row;
} MemberTarget;

/* what was recorded and planned for a measure and members, in any order */
typedef struct MemberRows
{
	int32		nactuals;
	int32		actual_capacity;
	MemberActual *actuals;
	int32		ntargets;
	int32		target_capacity;
	MemberTarget *targets;
} MemberRows;

/* the last answer for an inner entity, and to what */
typedef struct MemberGoal
{
	bool		known;
	bool		is_stretch;
	int			limit;
	int			coming;
	TimestampTz observed;
	bool		is_cut;
	bool	   *counts;			/* by period of the window */
	Goal		goal;
} MemberGoal;

/* the same in the order of members */
typedef struct Shelf
{
	int32	   *first;			/* where each member's actuals begin; one more for the end */
	ActualRow  *rows;			/* in the order of their periods */
	Targets    *targets;		/* by member; NULL if there is none */
} Shelf;

/* what an inner entity came to in one own period of a measure */
typedef struct CombinedPeriod
{
	bool		is_computed;	/* its value is what its members come to */
	ActualRow	row;			/* then */
	int64		leaves;			/* below it in service, and with a value */
	int64		present;
} CombinedPeriod;

/* what members come to, and for whom it is looked at */
typedef struct Combined
{
	const Members *members;
	const Shelf *shelf;
	MemoryContext context;
	int			length;			/* the measure's own periods in the window */
	int			top;			/* the number of the entity at hand */
	int			ncomputed;		/* its own periods whose value came from members */
	bool		all;			/* are all inner entities kept, or the first alone? */
	CombinedPeriod *periods;	/* by inner entity, then own period */
	bool	   *has;			/* by member, then own period: has it a value? NULL for rates */
	MemberGoal *goals;			/* by inner entity: the last that was looked for; NULL for rates, or where one alone is kept */
} Combined;

/* what was recorded and planned for one measure of an entity */
typedef struct Recorded
{
	Actuals		actuals;
	Targets		targets;
	Rows		rows;
	const Combined *combined;	/* of what is below the entity; NULL if it takes nothing of it */
} Recorded;

/* what a measure has come to in another period than the one that is asked for */
typedef struct Reading
{
	bool		known;
	bool		has_progress;	/* observed and covered are known, too */
	Period		period;
	Basis		basis;
	double		value;			/* NaN if there is none */
	TimestampTz observed;
	double		covered;
} Reading;

/* a node's result, while its children are being counted */
typedef struct NodeResult
{
	bool		evaluated;		/* a measure is, as soon as a formula reads it */
	bool		has_actual;
	Value		actual;
	TimestampTz observed;		/* until then its actual is known, carried ones included */
	bool		is_carried;		/* that is farther than the measure is */
	double		share;			/* of its periods begun that have an actual */
	Reading    *readings;		/* of other periods, by grain: the last of each */
	Goal		goal;
	bool		has_score;
	double		score;
	bool		has_pace;
	double		pace;
	bool		provisional;
	bool		lost;			/* it may have been provisional */
	bool		too_early;		/* takes no part in its parent's pace */
	bool		has_status;
	StatusLevel status;
	double		coverage;
	Combination combination;
	Combination paces;
	bool		weighs_early;	/* a child with a weight is too early to judge */
	bool		weighs_other;	/* one is not */
	Tally		covered;
	bool		left_out;		/* not for this entity */
	int			told;			/* children that are */
	int64		measures;
	int64		count[STATUS_GREEN + 1];	/* of its measures, by status */
	bool		has_earlier[READING_YEAR_AGO + 1];
	double		earlier[READING_YEAR_AGO + 1];
} NodeResult;

/* one entity, while it is evaluated; both arrays are by place in the tree */
typedef struct Entity
{
	const Tree *tree;
	Recorded  **recorded;
	NodeResult *results;
	bool		is_whole;		/* is it the company as a whole? */
	struct Below *below;		/* what there is of those below it; NULL where there is nobody */
	int			number;			/* and its own number among these */
} Entity;

/* the columns of bsc._result_node, in their order */
enum
{
	RESULT_LEVEL,
	RESULT_NODE_ID,
	RESULT_ACTUAL,
	RESULT_ACTUAL_PERIOD,
	RESULT_TARGET,
	RESULT_GOAL_PERIOD,
	RESULT_SCORE,
	RESULT_PACE,
	RESULT_STATUS,
	RESULT_PROVISIONAL,
	RESULT_COVERAGE,
	RESULT_OBSERVED,
	RESULT_MEASURES,
	RESULT_RED,
	RESULT_AMBER,
	RESULT_GREEN,
	RESULT_PREVIOUS,
	RESULT_CHANGE,
	RESULT_YEAR_AGO,
	RESULT_YEAR_CHANGE,
	RESULT_LACK,
	RESULT_LACK_PERIOD,
	RESULT_VOLUME,
	RESULT_COLUMNS
};

#define ALL_LEVELS	(-1)

/* what is looked up once: the row type of results, and the values of bsc.status */
typedef struct ResultShape
{
	Oid			element;
	TupleDesc	desc;
	Oid		   *status;
} ResultShape;

/* the tree that the groups at hand share, and the bytes it was read from */
typedef struct TreeCache
{
	MemoryContext context;
	ArrayType  *array;
	Tree	   *tree;
	uint64		generation;		/* trees read so far */
} TreeCache;

/* Is a measure for the company as a whole, or for another entity? */
#define IsForEntity(node, whole) \
	((node)->scope == SCOPE_ALL || ((node)->scope == SCOPE_WHOLE) == (whole))

/* reading.c */
extern Basis BasisFromText(text *name);
extern void ReadWindow(Window *window, PeriodGrain own, Period period, Basis basis, int first_month,
					   Period *low, Period *high);

/* rollup.c */
extern Rollup RollupFromText(text *name);
extern void ActualsAdd(Actuals *actuals, const Window *window, MemoryContext context,
					   Period period, double value, double volume);
extern void ActualsPush(Actuals *actuals, MemoryContext context, const ActualRow *row);
extern bool ActualsTake(const Window *window, Period period);
extern bool ActualsRollUp(Actuals *actuals, const Window *window, Value *result, Period *present);
extern int	WindowLength(const Window *window);

/* targets.c */
extern void TargetsAdd(Targets *targets, MemoryContext context, Period period, const Target *target);
extern void TargetsSort(Targets *targets);
extern const TargetRow *TargetsFind(const Targets *targets, Period period);

/* judge.c */
extern const char *LackName(Lack lack);
extern void FindUsualGoal(TreeNode *node);
extern void FindGoal(const TreeNode *node, const Targets *own, const Parts *parts, Goal *goal);
extern void FindStretchGoal(const TreeNode *node, const Targets *own, const Parts *parts,
							double last_share, Goal *goal);

/* spread.c */
extern Spread SpreadFromText(text *name);
extern const Target *SpreadTarget(const TreeNode *node, const Targets *rows, const TargetRow *row,
								  Period part, const Parts *parts);
extern const Target *ScaledTarget(const Target *target, double numerator, double denominator);

/* under_way.c */
extern bool IsTooEarly(const Window *window, TimestampTz observed, pg_tz *zone, TimestampTz now);
extern void ReadProgress(TreeNode *node, Period period, pg_tz *zone, TimestampTz now);
extern double ObservedShare(Period period, TimestampTz observed, pg_tz *zone);
extern int	CountBegun(const Window *window, TimestampTz observed, pg_tz *zone);

/* formula.c */
extern void LinkFormulas(Tree *tree, ArrayType **operands);
extern void RowsAdd(Rows *rows, MemoryContext context, Period period, double value, double volume);
extern void ReadFormula(const Entity *entity, int place, Parts *parts);

/* measure.c */
extern double CoveredShare(const Tree *tree, const TreeNode *node, const Combined *combined, const Parts *parts,
						   const Value *actual, TimestampTz *observed, bool *is_carried);
extern void EvaluateMeasure(const Entity *entity, int place);

/* members.c */
extern void MembersComplete(Members *members);
extern bool MembersCombine(const TreeNode *node);
extern void MemberActualsAdd(MemberRows *rows, MemoryContext context, int number,
							 Period period, double value, double volume);
extern void MemberTargetsAdd(MemberRows *rows, MemoryContext context, int number,
							 Period period, const Target *target);
extern Shelf *ShelveRows(const MemberRows *rows, int count);
extern void KeepInner(Shelf *shelf, const Members *members);
extern Combined *CombineMembers(const TreeNode *node, const Members *members, const Shelf *shelf, bool all);
extern bool GatherMember(const TreeNode *node, const Shelf *shelf, const Combined *combined, int number,
						 Recorded *recorded);
extern double CombinedCoverage(const Combined *combined, int begun);

/* everybody.c */
typedef struct Everybody Everybody;

/* a row of bsc.actual or bsc.plan, good until the next one */
typedef struct RecordedRow
{
	text	   *entity;
	Period		period;
	bool		is_plan;
	const Target *target;		/* NULL: nothing is planned */
	double		value;
	double		volume;			/* NaN where none was recorded */
} RecordedRow;

typedef void (*TakeRecorded) (void *argument, const RecordedRow *row);

extern Everybody *EverybodyBegin(Oid period_type, const TimestampTz *as_of);
extern void EverybodyRead(Everybody *everybody, const TreeNode *node, bool with_plan, TakeRecorded take, void *argument);
extern void EverybodyEnd(Everybody *everybody);

/* inner.c */
extern void GatherFor(const Entity *entity, int place, const TreeNode *node, Recorded *recorded);

/* member_goals.c */
extern void FindMembersGoal(const Tree *tree, const TreeNode *node, const Recorded *recorded,
							bool is_stretch, int limit, TimestampTz observed, int coming, Goal *goal);

/* tree.c */
extern Kind KindFromText(text *name);
extern Scope ScopeFromText(text *name);
extern void ReadRowColumns(Datum row, TupleDesc desc, Datum *values, bool *nulls);
extern Tree *TreeFromArray(ArrayType *array);
extern TreeCache *CacheTree(FunctionCallInfo fcinfo, ArrayType *array);
extern const Tree *CachedTree(const TreeCache *cache, uint64 generation);

/* evaluate.c */
extern bool RecordedActual(Recorded *recorded, const TreeNode *node, MemoryContext context,
						   Period period, double value, double volume);
extern const ResultShape *GetResultShape(FunctionCallInfo fcinfo, Oid element);
extern ArrayType *EvaluateEntity(Entity *entity, int wanted, const ResultShape *shape);

#endif							/* BSC_RESULT_H */
