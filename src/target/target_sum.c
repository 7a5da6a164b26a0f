/*
 * target_sum.c
 *	  Arithmetic on curves: sums, and values scaled.
 *
 * Only the values take part, never the scores.  Months add up to a quarter if
 * each of them says the same of its values: the first knot is worth 0, say,
 * and the last one 1.  So curves can be added if their scores agree knot by
 * knot; otherwise there is no sum.
 *
 * A target is read by people, so that values are multiplied as people do it:
 * 5 % more than 9 is 9.45, and not 9.450000000000001, to which the product of
 * the two binary numbers comes.
 */
#include "postgres.h"

#include "common/shortest_dec.h"
#include "compat.h"
#include "target/target.h"
#include "utils/fmgrprotos.h"

PG_FUNCTION_INFO_V1(bsc_target_add);
PG_FUNCTION_INFO_V1(bsc_target_same_scores);
PG_FUNCTION_INFO_V1(bsc_target_scale);
PG_FUNCTION_INFO_V1(bsc_target_scaled_by);
PG_FUNCTION_INFO_V1(bsc_target_divide);

/* Have both curves the same scores, knot by knot? */
bool
TargetSameScores(const Target *a, const Target *b)
{
	if (a->nknots != b->nknots)
		return false;
	for (int i = 0; i < a->nknots; i++)
		if (a->knots[i].score != b->knots[i].score)
			return false;
	return true;
}

/* Make a target of values that were computed, so that they may be too large. */
static Target *
MakeComputed(TargetKnot *knots, int nknots)
{
	for (int i = 0; i < nknots; i++)
		if (!IsFinite(knots[i].value))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("value of a target is out of range")));
	return TargetMake(knots, nknots, NULL);
}

/* The values of two curves with the same scores added up. */
Target *
TargetAdd(const Target *a, const Target *b)
{
	TargetKnot	knots[TARGET_MAX_KNOTS];

	Assert(TargetSameScores(a, b));
	for (int i = 0; i < a->nknots; i++)
	{
		knots[i].value = a->knots[i].value + b->knots[i].value;
		knots[i].score = a->knots[i].score;
	}
	return MakeComputed(knots, a->nknots);
}

/* The decimal number that a double is shown as. */
static Datum
ShownNumber(double value)
{
	char		text[DOUBLE_SHORTEST_DECIMAL_LEN];

	double_to_shortest_decimal_buf(value, text);
	return DirectFunctionCall3(numeric_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}

/* The product of two finite numbers as they are shown; HUGE_VAL if too large. */
static double
DecimalProduct(double a, double b)
{
	Datum		product = DirectFunctionCall2(numeric_mul, ShownNumber(a), ShownNumber(b));

	return strtod(DatumGetCString(DirectFunctionCall1(numeric_out, product)), NULL);
}

/*
 * The values multiplied, or divided, by a number.  A negative one turns the
 * curve round.
 */
static Target *
ScaleValues(const Target *target, double number, bool divide)
{
	TargetKnot	knots[TARGET_MAX_KNOTS];

	if (!IsFinite(number) || number == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a target can only be scaled by a finite number other than zero")));
	for (int i = 0; i < target->nknots; i++)
	{
		int			to = number > 0 ? i : target->nknots - 1 - i;
		double		value = target->knots[i].value;

		knots[to].value = divide ? value / number : DecimalProduct(value, number);
		knots[to].score = target->knots[i].score;
	}
	return MakeComputed(knots, target->nknots);
}

Target *
TargetScale(const Target *target, double factor)
{
	return ScaleValues(target, factor, false);
}

Target *
TargetDivide(const Target *target, double divisor)
{
	return ScaleValues(target, divisor, true);
}

/* target + target; transition and combine function of target_sum, too */
Datum
bsc_target_add(PG_FUNCTION_ARGS)
{
	Target	   *a = PG_GETARG_TARGET_P(0);
	Target	   *b = PG_GETARG_TARGET_P(1);

	if (!TargetSameScores(a, b))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("targets with unlike scores cannot be added"),
				 errdetail("Values are added knot by knot; the scores must agree.")));
	PG_RETURN_TARGET_P(TargetAdd(a, b));
}

/* can they be added? */
Datum
bsc_target_same_scores(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(TargetSameScores(PG_GETARG_TARGET_P(0), PG_GETARG_TARGET_P(1)));
}

/* target * float8 */
Datum
bsc_target_scale(PG_FUNCTION_ARGS)
{
	PG_RETURN_TARGET_P(TargetScale(PG_GETARG_TARGET_P(0), PG_GETARG_FLOAT8(1)));
}

/* float8 * target */
Datum
bsc_target_scaled_by(PG_FUNCTION_ARGS)
{
	PG_RETURN_TARGET_P(TargetScale(PG_GETARG_TARGET_P(1), PG_GETARG_FLOAT8(0)));
}

/* target / float8 */
Datum
bsc_target_divide(PG_FUNCTION_ARGS)
{
	PG_RETURN_TARGET_P(TargetDivide(PG_GETARG_TARGET_P(0), PG_GETARG_FLOAT8(1)));
}
