/*
 * target.h
 *	  What the target room offers: curves that say what a value is worth,
 *	  the score of an actual on such a curve, and the status of a score.
 *
 * A bsc.target is a piecewise linear curve through 2 to 32 knots.  The knots
 * follow the header in ascending order of their values, so that a stored
 * target is computed on in place.  The type has storage "plain": it is never
 * compressed or moved out of line, and never gets the short header that would
 * take away its alignment.
 */
#ifndef BSC_TARGET_H
#define BSC_TARGET_H

#include <float.h>
#include <math.h>

#include "nodes/nodes.h"

#include "compat.h"

#define TARGET_MIN_KNOTS	2
#define TARGET_MAX_KNOTS	32

typedef struct TargetKnot
{
	double		value;			/* what is measured */
	double		score;			/* what that is worth */
} TargetKnot;

typedef struct Target
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint16		nknots;
	uint16		format;			/* 0; anything else is a later version's */
	TargetKnot	knots[FLEXIBLE_ARRAY_MEMBER];	/* values strictly ascending */
} Target;

/* where the better scores are */
typedef enum TargetDirection
{
	TARGET_INCREASE,
	TARGET_DECREASE,
	TARGET_MAINTAIN
} TargetDirection;

typedef enum StatusLevel
{
	STATUS_RED,
	STATUS_AMBER,
	STATUS_GREEN
} StatusLevel;

#define TARGET_SIZE(n)			(offsetof(Target, knots) + (n) * sizeof(TargetKnot))
#define DatumGetTargetP(d)		TargetFromDatum(d)
#define PG_GETARG_TARGET_P(n)	DatumGetTargetP(PG_GETARG_DATUM(n))
#define PG_RETURN_TARGET_P(t)	PG_RETURN_POINTER(t)

/* target_io.c */
pg_noreturn extern void TargetCorrupted(void);
extern Target *TargetMake(TargetKnot *knots, int nknots, Node *escontext);
extern Target *TargetStraight(double baseline, double goal, Node *escontext);

/* target_score.c */
pg_noreturn extern void ActualNotFinite(double actual);
extern double TargetCurveScore(const Target *target, double actual);
extern double TargetProgress(const Target *target, double actual);
extern double StraightScore(double actual, double baseline, double goal);
extern double StraightProgress(double actual, double baseline, double goal);

/* target_curve.c: false where there is no such value */
extern TargetDirection TargetGetDirection(const Target *target);
extern const char *TargetDirectionName(TargetDirection direction);
extern bool TargetGoal(const Target *target, double *goal);
extern bool TargetBaseline(const Target *target, double *baseline);
extern bool TargetValueFor(const Target *target, double score, double *value);
extern double TargetLowestScore(const Target *target);

/* target_sum.c: results are palloc'd; TargetAdd needs TargetSameScores */
extern bool TargetSameScores(const Target *a, const Target *b);
extern Target *TargetAdd(const Target *a, const Target *b);
extern Target *TargetScale(const Target *target, double factor);
extern Target *TargetDivide(const Target *target, double divisor);

/* status.c */
extern StatusLevel StatusOfScore(double score, double amber, double green);
extern Oid *StatusLabels(Oid enumtype);

/* numeric_decode.c */
extern double NumericDatumGetDouble(Datum num);

/* Is this a number, neither NaN nor an infinity? */
static inline bool
IsFinite(double x)
{
	return fabs(x) <= DBL_MAX;
}

/*
 * A target as it lies in the datum; a copy only if it was wrapped somehow.
 */
static inline Target *
TargetFromDatum(Datum d)
{
	Target	   *target = (Target *) DatumGetPointer(d);

	if (unlikely(VARATT_IS_EXTENDED(target)))
		target = (Target *) PG_DETOAST_DATUM(d);
	if (unlikely(target->format != 0 ||
				 target->nknots < TARGET_MIN_KNOTS ||
				 target->nknots > TARGET_MAX_KNOTS ||
				 VARSIZE(target) != TARGET_SIZE(target->nknots)))
		TargetCorrupted();
	return target;
}

/*
 * The curve's value.
 *
 * Most targets have two knots, one of which scores 0; that case is computed
 * here without a branch on the actual, which no processor could predict.
 * Adding 0 turns a negative zero into zero.
 */
static inline double
TargetScore(const Target *target, double actual)
{
	const TargetKnot *first = &target->knots[0];
	const TargetKnot *second = &target->knots[1];
	double		span;

	if (unlikely(!IsFinite(actual)))
		ActualNotFinite(actual);
	if (unlikely(target->nknots != 2))
		return TargetCurveScore(target, actual);
	span = second->value - first->value;
	if (first->score == 0)
	{
		actual = actual > first->value ? actual : first->value;
		actual = actual < second->value ? actual : second->value;
		return (actual - first->value) / span * second->score + 0.0;
	}
	if (second->score == 0)
	{
		actual = actual > first->value ? actual : first->value;
		actual = actual < second->value ? actual : second->value;
		return (second->value - actual) / span * first->score + 0.0;
	}
	return TargetCurveScore(target, actual);
}

#endif							/* BSC_TARGET_H */
