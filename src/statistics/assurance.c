/*
 * assurance.c
 *	  Can a process reach its target at all?
 *
 * A process that is left alone stays within its natural limits.  If it reaches
 * its goal everywhere between them, it always will; if nowhere, it never will,
 * whatever is demanded of it, until it is changed; in between, chance decides.
 * The question and its three answers are those of the NHS programme "Making Data
 * Count".  A goal exactly on a limit is reached sometimes.
 *
 * The goal is reached where the target's curve scores 1 or more: one stretch of
 * values for most curves, several for a curve with dips.
 */
#include "postgres.h"

#include <math.h>

#include "compat.h"
#include "statistics/statistics.h"
#include "target/target.h"
#include "utils/builtins.h"
#include "utils/float.h"

PG_FUNCTION_INFO_V1(bsc_assurance);

/*
 * Where the line between two knots scores 1.
 */
static double
Crossing(const TargetKnot *a, const TargetKnot *b)
{
	return a->value + (1 - a->score) / (b->score - a->score) * (b->value - a->value);
}

/*
 * Look at a stretch of values, ends included, where the goal is reached.
 */
static void
LookAt(double from, double to, double low, double high, bool *inside, bool *touched)
{
	if (from < low && high < to)
		*inside = true;
	if (from <= high && low <= to)
		*touched = true;
}

/*
 * bsc.assurance(low, high, target)
 */
Datum
bsc_assurance(PG_FUNCTION_ARGS)
{
	double		low = PG_GETARG_FLOAT8(0);
	double		high = PG_GETARG_FLOAT8(1);
	Target	   *target = PG_GETARG_TARGET_P(2);
	const TargetKnot *knots = target->knots;
	double		from = -get_float8_infinity();
	bool		reached = knots[0].score >= 1;
	bool		inside = false;
	bool		touched = false;

	StatCheckFinite(low, "low limit");
	StatCheckFinite(high, "high limit");
	if (low > high)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("low limit %g is above the high limit %g", low, high)));
	for (int i = 1; i < target->nknots; i++)
	{
		bool		before = reached;

		reached = knots[i].score >= 1;
		if (before && !reached)
			LookAt(from, Crossing(&knots[i - 1], &knots[i]), low, high, &inside, &touched);
		else if (!before && reached)
			from = Crossing(&knots[i - 1], &knots[i]);
	}
	if (reached)
		LookAt(from, get_float8_infinity(), low, high, &inside, &touched);
	PG_RETURN_TEXT_P(cstring_to_text(inside ? "always" : touched ? "sometimes" : "never"));
}
