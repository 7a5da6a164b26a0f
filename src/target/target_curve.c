/*
 * target_curve.c
 *	  Reading a curve backwards and comparing curves.
 *
 * A curve has a bad side, where reading it backwards begins: the low end if
 * more is better or if the best lies inside, the high end if less is better.
 * From there the goal is the first value that scores 1, whether at a knot or
 * between two, and the baseline the last value before the goal that scores 0:
 * where the climb to the goal begins.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "utils/builtins.h"

#include "compat.h"
#include "target/target.h"

PG_FUNCTION_INFO_V1(bsc_target_goal);
PG_FUNCTION_INFO_V1(bsc_target_baseline);
PG_FUNCTION_INFO_V1(bsc_target_direction);
PG_FUNCTION_INFO_V1(bsc_target_value_for);
PG_FUNCTION_INFO_V1(bsc_target_lowest_score);
PG_FUNCTION_INFO_V1(bsc_target_eq);
PG_FUNCTION_INFO_V1(bsc_target_ne);
PG_FUNCTION_INFO_V1(bsc_target_lt);
PG_FUNCTION_INFO_V1(bsc_target_le);
PG_FUNCTION_INFO_V1(bsc_target_gt);
PG_FUNCTION_INFO_V1(bsc_target_ge);
PG_FUNCTION_INFO_V1(bsc_target_cmp);
PG_FUNCTION_INFO_V1(bsc_target_hash);
PG_FUNCTION_INFO_V1(bsc_target_hash_extended);

/*
 * Where the best score is: at the upper end only, at the lower end only, or
 * anywhere else.
 */
TargetDirection
TargetGetDirection(const Target *target)
{
	double		first = target->knots[0].score;
	double		last = target->knots[target->nknots - 1].score;
	double		best = first;

	for (int i = 1; i < target->nknots; i++)
		best = Max(best, target->knots[i].score);
	if (last == best && first < best)
		return TARGET_INCREASE;
	if (first == best && last < best)
		return TARGET_DECREASE;
	return TARGET_MAINTAIN;
}

/* The word for a direction. */
const char *
TargetDirectionName(TargetDirection direction)
{
	switch (direction)
	{
		case TARGET_INCREASE:
			return "increase";
		case TARGET_DECREASE:
			return "decrease";
		case TARGET_MAINTAIN:
			break;
	}
	return "maintain";
}

/* The i-th knot counted from the bad side. */
static inline const TargetKnot *
KnotFromBadSide(const Target *target, TargetDirection direction, int i)
{
	return &target->knots[direction == TARGET_DECREASE ? target->nknots - 1 - i : i];
}

/*
 * The value between two neighbouring knots where the curve has this score,
 * which lies strictly between theirs.
 */
static double
Between(const TargetKnot *a, const TargetKnot *b, double score)
{
	double		value;

	if (fabs(a->score) > fabs(b->score))
	{
		const TargetKnot *other = a;

		a = b;
		b = other;
	}
	value = a->value + (score - a->score) / (b->score - a->score) * (b->value - a->value);
	value = Max(value, Min(a->value, b->value));
	return Min(value, Max(a->value, b->value));
}

/* Does the line between two knots pass this score on the way? */
static inline bool
Crosses(const TargetKnot *a, const TargetKnot *b, double score)
{
	return (a->score < score && score < b->score) ||
		(a->score > score && score > b->score);
}

/* The first value from the bad side that has this score. */
bool
TargetValueFor(const Target *target, double score, double *value)
{
	TargetDirection direction = TargetGetDirection(target);

	for (int i = 0; i < target->nknots; i++)
	{
		const TargetKnot *knot = KnotFromBadSide(target, direction, i);
		const TargetKnot *next;

		if (knot->score == score)
		{
			*value = knot->value;
			return true;
		}
		if (i == target->nknots - 1)
			break;
		next = KnotFromBadSide(target, direction, i + 1);
		if (Crosses(knot, next, score))
		{
			*value = Between(knot, next, score);
			return true;
		}
	}
	return false;
}

/* The first value from the bad side that scores 1. */
bool
TargetGoal(const Target *target, double *goal)
{
	return TargetValueFor(target, 1, goal);
}

/*
 * The last value before the goal that scores 0.  A curve that never reaches 1
 * has its best score for a goal here.
 */
bool
TargetBaseline(const Target *target, double *baseline)
{
	TargetDirection direction = TargetGetDirection(target);
	double		summit = target->knots[0].score;
	bool		found = false;

	for (int i = 1; i < target->nknots; i++)
		summit = Max(summit, target->knots[i].score);
	summit = Min(summit, 1);

	for (int i = 0; i < target->nknots; i++)
	{
		const TargetKnot *knot = KnotFromBadSide(target, direction, i);
		const TargetKnot *next;

		if (knot->score == 0)
		{
			*baseline = knot->value;
			found = true;
		}
		if (knot->score == summit || i == target->nknots - 1)
			break;
		next = KnotFromBadSide(target, direction, i + 1);
		if (knot->score > summit && Crosses(knot, next, summit))
			break;				/* a fall, which passes the goal first */
		if (Crosses(knot, next, 0))
		{
			*baseline = Between(knot, next, 0);
			found = true;
		}
		if (Crosses(knot, next, summit))
			break;
	}
	return found;
}

/* The lowest score on the curve. */
double
TargetLowestScore(const Target *target)
{
	double		lowest = target->knots[0].score;

	for (int i = 1; i < target->nknots; i++)
		lowest = Min(lowest, target->knots[i].score);
	return lowest;
}

/* bsc.goal(target) */
Datum
bsc_target_goal(PG_FUNCTION_ARGS)
{
	double		goal;

	if (!TargetGoal(PG_GETARG_TARGET_P(0), &goal))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(goal);
}

/* bsc.baseline(target) */
Datum
bsc_target_baseline(PG_FUNCTION_ARGS)
{
	double		baseline;

	if (!TargetBaseline(PG_GETARG_TARGET_P(0), &baseline))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(baseline);
}

/* bsc.direction(target) */
Datum
bsc_target_direction(PG_FUNCTION_ARGS)
{
	TargetDirection direction = TargetGetDirection(PG_GETARG_TARGET_P(0));

	PG_RETURN_TEXT_P(cstring_to_text(TargetDirectionName(direction)));
}

/* bsc.value_for(target, score) */
Datum
bsc_target_value_for(PG_FUNCTION_ARGS)
{
	Target	   *target = PG_GETARG_TARGET_P(0);
	double		score = PG_GETARG_FLOAT8(1);
	double		value;

	if (!IsFinite(score))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("score must be a finite number")));
	if (!TargetValueFor(target, score, &value))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(value);
}

/* bsc.lowest_score(target) */
Datum
bsc_target_lowest_score(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(TargetLowestScore(PG_GETARG_TARGET_P(0)));
}

/*
 * A total order: knot by knot, value before score; the curve that ends first
 * comes first.
 */
static int
TargetCompare(const Target *a, const Target *b)
{
	int			common = Min(a->nknots, b->nknots);

	for (int i = 0; i < common; i++)
	{
		const TargetKnot *x = &a->knots[i];
		const TargetKnot *y = &b->knots[i];

		if (x->value != y->value)
			return x->value < y->value ? -1 : 1;
		if (x->score != y->score)
			return x->score < y->score ? -1 : 1;
	}
	return (int) a->nknots - (int) b->nknots;
}

/* Compare two arguments. */
static int
CompareArguments(FunctionCallInfo fcinfo)
{
	return TargetCompare(PG_GETARG_TARGET_P(0), PG_GETARG_TARGET_P(1));
}

/* target = target */
Datum
bsc_target_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareArguments(fcinfo) == 0);
}

/* target <> target */
Datum
bsc_target_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareArguments(fcinfo) != 0);
}

/* target < target */
Datum
bsc_target_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareArguments(fcinfo) < 0);
}

/* target <= target */
Datum
bsc_target_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareArguments(fcinfo) <= 0);
}

/* target > target */
Datum
bsc_target_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareArguments(fcinfo) > 0);
}

/* target >= target */
Datum
bsc_target_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareArguments(fcinfo) >= 0);
}

/* btree comparison */
Datum
bsc_target_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(CompareArguments(fcinfo));
}

/* hash; the bytes will do, for there is neither -0 nor NaN in them */
Datum
bsc_target_hash(PG_FUNCTION_ARGS)
{
	Target	   *target = PG_GETARG_TARGET_P(0);

	return hash_any((unsigned char *) target->knots,
					target->nknots * sizeof(TargetKnot));
}

/* hash with a seed */
Datum
bsc_target_hash_extended(PG_FUNCTION_ARGS)
{
	Target	   *target = PG_GETARG_TARGET_P(0);

	return hash_any_extended((unsigned char *) target->knots,
							 target->nknots * sizeof(TargetKnot),
							 PG_GETARG_INT64(1));
}
