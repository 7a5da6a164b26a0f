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
PG_FUNCTION_INFO_V1(bsc_goal_range);

/*
 * Where the line between two knots scores 1.
 */
static double
Crossing(const TargetKnot *a, const TargetKnot *b)
{
	return a->value + (1 - a->score) / (b->score - a->score) * (b->value - a->value);
}

/*
 * The next stretch of values, ends included, where the goal is reached, from the
 * knot at place on; false if there is none.
 */
static bool
NextStretch(const Target *target, int *place, double *from, double *to)
{
	const TargetKnot *knots = target->knots;
	int			i = *place;

	while (i < target->nknots && knots[i].score < 1)
		i++;
	if (i == target->nknots)
		return false;
	*from = i == 0 ? -get_float8_infinity() : Crossing(&knots[i - 1], &knots[i]);
	while (i < target->nknots && knots[i].score >= 1)
		i++;
	*to = i == target->nknots ? get_float8_infinity() : Crossing(&knots[i - 1], &knots[i]);
	*place = i;
	return true;
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
	double		from;
	double		to;
	int			place = 0;
	const char *answer = "never";

	StatCheckFinite(low, "low limit");
	StatCheckFinite(high, "high limit");
	if (low > high)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("low limit %g is above the high limit %g", low, high)));
	while (NextStretch(target, &place, &from, &to))
	{
		if (from < low && high < to)
			answer = "always";
		else if (from <= high && low <= to)
			answer = "sometimes";
	}
	PG_RETURN_TEXT_P(cstring_to_text(answer));
}

/*
 * bsc._goal_range(target) -> (from, to): the first stretch of values that reach the
 * goal, NULL where it has no end
 */
Datum
bsc_goal_range(PG_FUNCTION_ARGS)
{
	Target	   *target = PG_GETARG_TARGET_P(0);
	TupleDesc	tupdesc;
	Datum		values[2] = {0};
	bool		nulls[2];
	double		from;
	double		to;
	int			place = 0;

	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	if (!NextStretch(target, &place, &from, &to))
		PG_RETURN_NULL();
	nulls[0] = isinf(from);
	nulls[1] = isinf(to);
	if (!nulls[0])
		values[0] = Float8GetDatum(from);
	if (!nulls[1])
		values[1] = Float8GetDatum(to);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(tupdesc),
													  values, nulls)));
}
