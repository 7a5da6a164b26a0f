/*
 * shares.c
 *	  How much of a parent's score each child carries.
 *
 * A parent's score is the sum of its children's scores, each times its share.
 * Under "mean" the share is the child's weight as a part of the weights that
 * count: all of them where a missing score counts as 0, else those with a
 * score.  Under "worst" and "best" the child that decides has all of it, the
 * first of them in the order given.  This is the rule of combined_score.c
 * turned round, for whoever has to explain a score, and for series whose values
 * may lie below zero, which no score does.
 */
#include "postgres.h"

#include <math.h>

#include "attainment/combination.h"
#include "catalog/pg_type.h"
#include "compat.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/float.h"

PG_FUNCTION_INFO_V1(bsc_shares);
PG_FUNCTION_INFO_V1(bsc_combined_value);

/* children as they stand in two arrays of one length */
typedef struct Children
{
	int			count;
	double	   *values;			/* NaN where there is none */
	double	   *weights;
} Children;

/* Read them. */
static Children
GetChildren(ArrayType *values, ArrayType *weights)
{
	Children	children;
	Datum	   *value;
	Datum	   *weight;
	bool	   *no_value;
	bool	   *no_weight;
	int			nweights;

	deconstruct_array(values, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE,
					  &value, &no_value, &children.count);
	deconstruct_array(weights, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE,
					  &weight, &no_weight, &nweights);
	if (children.count != nweights)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("each value must have a weight")));
	children.values = palloc(mul_size(sizeof(double), children.count));
	children.weights = palloc(mul_size(sizeof(double), children.count));
	for (int i = 0; i < children.count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		children.values[i] = no_value[i] ? get_float8_nan() : DatumGetFloat8(value[i]);
		children.weights[i] = no_weight[i] ? 0 : DatumGetFloat8(weight[i]);
		CheckWeight(children.weights[i]);
	}
	return children;
}

/* The child that decides under "worst" or "best"; -1 if there is none. */
static int
DecidingChild(const Children *children, Combine combine)
{
	int			found = -1;

	for (int i = 0; i < children->count; i++)
	{
		if (isnan(children->values[i]) || !(children->weights[i] > 0))
			continue;
		if (found < 0 ||
			(combine == COMBINE_WORST ?
			 children->values[i] < children->values[found] :
			 children->values[i] > children->values[found]))
			found = i;
	}
	return found;
}

/*
 * bsc._shares(scores, weights, combine, missing): the share of each child; NULL
 * if their parent has no score.
 */
Datum
bsc_shares(PG_FUNCTION_ARGS)
{
	Children	children = GetChildren(PG_GETARG_ARRAYTYPE_P(0), PG_GETARG_ARRAYTYPE_P(1));
	Combine		combine = CombineFromText(PG_GETARG_TEXT_PP(2));
	Missing		missing = MissingFromText(PG_GETARG_TEXT_PP(3));
	Datum	   *shares = palloc(mul_size(sizeof(Datum), Max(children.count, 1)));
	double		total = 0;
	bool		lacking = false;
	int			deciding;

	if (DecidingChild(&children, COMBINE_BEST) < 0)
		PG_RETURN_NULL();
	for (int i = 0; i < children.count; i++)
	{
		if (!isnan(children.values[i]))
			continue;
		lacking |= children.weights[i] > 0;
		if (missing == MISSING_ZERO)
			children.values[i] = 0;
		else
			children.weights[i] = 0;
	}
	if (missing == MISSING_STRICT && lacking)
		PG_RETURN_NULL();

	deciding = DecidingChild(&children, combine);
	for (int i = 0; i < children.count; i++)
		total += children.weights[i];
	for (int i = 0; i < children.count; i++)
		shares[i] = Float8GetDatum(combine == COMBINE_MEAN ? children.weights[i] / total : i == deciding);
	PG_RETURN_ARRAYTYPE_P(construct_array(shares, children.count, FLOAT8OID, sizeof(float8),
										  FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

/*
 * bsc._combined_value(values, weights, combine): what the values come to that are
 * there, whatever their sign; NULL where none of them has a weight.
 */
Datum
bsc_combined_value(PG_FUNCTION_ARGS)
{
	Children	children = GetChildren(PG_GETARG_ARRAYTYPE_P(0), PG_GETARG_ARRAYTYPE_P(1));
	Combine		combine = CombineFromText(PG_GETARG_TEXT_PP(2));
	int			deciding = DecidingChild(&children, combine);
	double		total = 0;
	double		weight = 0;

	if (deciding < 0)
		PG_RETURN_NULL();
	if (combine != COMBINE_MEAN)
		PG_RETURN_FLOAT8(children.values[deciding]);
	for (int i = 0; i < children.count; i++)
	{
		if (isnan(children.values[i]))
			continue;
		total += children.weights[i] * children.values[i];
		weight += children.weights[i];
	}
	PG_RETURN_FLOAT8(total / weight);
}
