/*
 * target_score.c
 *	  What an actual is worth: score and progress.
 *
 * The score is the curve's value by linear interpolation; outside the first
 * and last knot it stays at the end's score, while progress goes on along the
 * end segment.  A segment is measured from its end with the smaller score:
 * that makes the straight line from baseline to goal
 *
 *		(actual - baseline) / (goal - baseline)
 *
 * to the last bit, in whichever direction it runs, so that score and progress
 * of three plain numbers and of the target made from them agree exactly.  At a
 * knot the result is the knot's score exactly, and between two knots it never
 * leaves the range of their scores.
 */
#include "postgres.h"

#include "compat.h"
#include "target/target.h"

PG_FUNCTION_INFO_V1(bsc_score_target_float8);
PG_FUNCTION_INFO_V1(bsc_score_target_numeric);
PG_FUNCTION_INFO_V1(bsc_score_straight_float8);
PG_FUNCTION_INFO_V1(bsc_score_straight_numeric);
PG_FUNCTION_INFO_V1(bsc_progress_target_float8);
PG_FUNCTION_INFO_V1(bsc_progress_target_numeric);
PG_FUNCTION_INFO_V1(bsc_progress_straight_float8);
PG_FUNCTION_INFO_V1(bsc_progress_straight_numeric);

/* Raise the error for an actual that is NaN or infinite. */
void
ActualNotFinite(double actual)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("actual must be a finite number, not %s",
					isnan(actual) ? "NaN" : "infinity")));
}

/* Say what is wrong with an actual, a baseline and a goal. */
static void
StraightInvalid(double actual, double baseline, double goal)
{
	if (!IsFinite(actual))
		ActualNotFinite(actual);
	if (!IsFinite(baseline) || !IsFinite(goal))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("baseline and goal must be finite numbers")));
	if (baseline == goal)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("baseline and goal must differ"),
				 errdetail("Both are %g.", goal)));
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("distance from baseline to goal is out of range")));
}

/* The distance from baseline to goal, once all three numbers are good. */
static inline double
StraightSpan(double actual, double baseline, double goal)
{
	double		span = goal - baseline;

	if (unlikely(!IsFinite(actual) || !IsFinite(span) || span == 0))
		StraightInvalid(actual, baseline, goal);
	return span;
}

/* The line through two knots, at any value. */
static inline double
OnLine(const TargetKnot *a, const TargetKnot *b, double value)
{
	if (fabs(a->score) <= fabs(b->score))
		return a->score +
			(value - a->value) / (b->value - a->value) * (b->score - a->score);
	return b->score +
		(b->value - value) / (b->value - a->value) * (a->score - b->score);
}

/* The curve's value, at any finite actual; TargetScore handles common cases. */
double
TargetCurveScore(const Target *target, double actual)
{
	const TargetKnot *knots = target->knots;
	int			below = 0;
	int			above = target->nknots - 1;
	double		score;

	if (actual <= knots[below].value)
		return knots[below].score;
	if (actual >= knots[above].value)
		return knots[above].score;

	while (above - below > 1)
	{
		int			middle = (below + above) / 2;

		if (knots[middle].value <= actual)
			below = middle;
		else
			above = middle;
	}
	if (actual == knots[below].value)
		return knots[below].score;

	score = OnLine(&knots[below], &knots[above], actual);
	score = Max(score, Min(knots[below].score, knots[above].score));
	return Min(score, Max(knots[below].score, knots[above].score));
}

/* The same, but going on beyond the ends. */
double
TargetProgress(const Target *target, double actual)
{
	const TargetKnot *first = &target->knots[0];
	const TargetKnot *last = &target->knots[target->nknots - 1];
	double		progress;

	if (unlikely(!IsFinite(actual)))
		ActualNotFinite(actual);
	if (actual < first->value)
		progress = OnLine(first, first + 1, actual);
	else if (actual > last->value)
		progress = OnLine(last - 1, last, actual);
	else
		return TargetScore(target, actual);
	if (unlikely(!IsFinite(progress)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("progress is out of range")));
	return progress;
}

/* Score on the straight line from baseline to goal. */
double
StraightScore(double actual, double baseline, double goal)
{
	double		span = StraightSpan(actual, baseline, goal);
	double		low = baseline < goal ? baseline : goal;
	double		high = baseline < goal ? goal : baseline;

	actual = actual > low ? actual : low;
	actual = actual < high ? actual : high;
	return (actual - baseline) / span + 0.0;
}

/* The same, but going on beyond the ends. */
double
StraightProgress(double actual, double baseline, double goal)
{
	double		span = StraightSpan(actual, baseline, goal);
	double		progress = (actual - baseline) / span + 0.0;

	if (unlikely(!IsFinite(progress)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("progress is out of range")));
	return progress;
}

/* bsc.score(float8, target) */
Datum
bsc_score_target_float8(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(TargetScore(PG_GETARG_TARGET_P(1), PG_GETARG_FLOAT8(0)));
}

/* bsc.score(numeric, target) */
Datum
bsc_score_target_numeric(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(TargetScore(PG_GETARG_TARGET_P(1),
								 NumericDatumGetDouble(PG_GETARG_DATUM(0))));
}

/* bsc.score(float8, baseline, goal) */
Datum
bsc_score_straight_float8(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(StraightScore(PG_GETARG_FLOAT8(0),
								   PG_GETARG_FLOAT8(1),
								   PG_GETARG_FLOAT8(2)));
}

/* bsc.score(numeric, baseline, goal) */
Datum
bsc_score_straight_numeric(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(StraightScore(NumericDatumGetDouble(PG_GETARG_DATUM(0)),
								   NumericDatumGetDouble(PG_GETARG_DATUM(1)),
								   NumericDatumGetDouble(PG_GETARG_DATUM(2))));
}

/* bsc.progress(float8, target) */
Datum
bsc_progress_target_float8(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(TargetProgress(PG_GETARG_TARGET_P(1), PG_GETARG_FLOAT8(0)));
}

/* bsc.progress(numeric, target) */
Datum
bsc_progress_target_numeric(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(TargetProgress(PG_GETARG_TARGET_P(1),
									NumericDatumGetDouble(PG_GETARG_DATUM(0))));
}

/* bsc.progress(float8, baseline, goal) */
Datum
bsc_progress_straight_float8(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(StraightProgress(PG_GETARG_FLOAT8(0),
									  PG_GETARG_FLOAT8(1),
									  PG_GETARG_FLOAT8(2)));
}

/* bsc.progress(numeric, baseline, goal) */
Datum
bsc_progress_straight_numeric(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(StraightProgress(NumericDatumGetDouble(PG_GETARG_DATUM(0)),
									  NumericDatumGetDouble(PG_GETARG_DATUM(1)),
									  NumericDatumGetDouble(PG_GETARG_DATUM(2))));
}
