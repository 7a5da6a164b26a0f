/*
 * association.c
 *	  Does the effect follow the cause?  Lagged and partial correlation.
 *
 * Two series are read in the order of their periods, and the effect of each
 * period is paired with the cause of lag periods before.  A NULL keeps its
 * place and makes the pairs that it falls into incomplete, so that a gap never
 * shifts what comes after it.
 *
 * Least squares over the complete pairs takes two passes, means first, over
 * values scaled by powers of two, so that it neither overflows nor cancels
 * where a large level hides a small movement (T. F. Chan, G. H. Golub and R. J.
 * LeVeque, "Algorithms for Computing the Sample Variance", The American
 * Statistician 37, 1983).  A mean of a large level is itself rounded by more
 * than the movement may be; what it leaves of the values is exact, so the mean
 * of that is taken away in its turn.  A series that is constant, in the sense of series.c,
 * correlates with nothing: r is missing rather than a number made of rounding.
 *
 * The partial correlation of x and y given controls is the correlation of what
 * least squares on the controls leaves of both.  The controls are centred and
 * made orthonormal by the modified Gram-Schmidt process (A. Bjorck, "Solving
 * Linear Least Squares Problems by Gram-Schmidt Orthogonalization", BIT 7,
 * 1967).  A control that the ones before it
 * determine adds nothing, and does not count as a degree of freedom.
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "attainment/sums.h"
#include "compat.h"
#include "miscadmin.h"
#include "statistics/statistics.h"
#include "utils/float.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(bsc_pairs_accum);
PG_FUNCTION_INFO_V1(bsc_lagged_corr_final);
PG_FUNCTION_INFO_V1(bsc_lagged_regression_final);
PG_FUNCTION_INFO_V1(bsc_lagged_corr);
PG_FUNCTION_INFO_V1(bsc_lagged_regression);
PG_FUNCTION_INFO_V1(bsc_partial_corr);

/* what is left of a unit vector counts as nothing below this */
#define DETERMINED_TOLERANCE	1e-9

/* the series that the aggregates remember */
typedef struct Pairs
{
	int			lag;
	int			count;
	int			capacity;
	double	   *causes;
	double	   *effects;
} Pairs;

/*
 * Take the mean of a gapless series away, and return it.
 */
static double
TakeMean(double *values, int n)
{
	Sum			total = {0, 0};
	double		mean;

	for (int i = 0; i < n; i++)
		SumAdd(&total, values[i]);
	mean = n > 0 ? SumValue(&total) / n : 0;
	for (int i = 0; i < n; i++)
		values[i] -= mean;
	return mean;
}

/*
 * Scale a gapless series and take its mean away; returns the scaled mean.
 */
static double
Centre(double *values, int n, double scale)
{
	double		mean;

	for (int i = 0; i < n; i++)
		values[i] *= scale;
	mean = TakeMean(values, n);
	return mean + TakeMean(values, n);
}

/*
 * The inner product of two series.
 */
static double
InnerProduct(const double *a, const double *b, int n)
{
	Sum		total = {0, 0};

	for (int i = 0; i < n; i++)
		SumAdd(&total, a[i] * b[i]);
	return SumValue(&total);
}

/*
 * Regress the effects on the causes of lag places before.
 */
StatRegression
StatRegress(const double *cause, const double *effect, int n, int lag)
{
	StatRegression result = {0};
	Size		size = Max(n, 1) * sizeof(double);
	double	   *x = palloc_extended(size, MCXT_ALLOC_HUGE);
	double	   *y = palloc_extended(size, MCXT_ALLOC_HUGE);

	for (int i = lag; i < n; i++)
	{
		if (!isnan(cause[i - lag]) && !isnan(effect[i]))
		{
			x[result.n] = cause[i - lag];
			y[result.n++] = effect[i];
		}
	}
	result.has_slope = !StatIsConstant(x, result.n);
	result.has_r = result.has_slope && !StatIsConstant(y, result.n);
	if (result.has_slope)
	{
		double		x_scale = StatScale(StatLevel(x, result.n));
		double		y_scale = StatScale(StatLevel(y, result.n));
		double		x_mean = Centre(x, result.n, x_scale);
		double		y_mean = Centre(y, result.n, y_scale);
		double		xx = InnerProduct(x, x, result.n);
		double		xy = result.has_r ? InnerProduct(x, y, result.n) : 0;
		double		slope = xy / xx;

		result.slope = slope * x_scale / y_scale;
		result.intercept = (y_mean - slope * x_mean) / y_scale;
		if (isinf(result.slope) || isinf(result.intercept))
			float_overflow_error();
		if (result.has_r)
		{
			double		yy = InnerProduct(y, y, result.n);

			result.r = Min(Max(xy / sqrt(xx * yy), -1), 1);
			result.has_p = StatPValue(result.r, result.n, 0, &result.p_value);
		}
	}
	pfree(x);
	pfree(y);
	return result;
}

/*
 * A regression as a row of type bsc.regression.
 */
static Datum
RegressionDatum(FunctionCallInfo fcinfo, const StatRegression *result)
{
	TupleDesc	tupdesc;
	Datum		values[5];
	bool		nulls[5];

	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	values[0] = Int32GetDatum(result->n);
	values[1] = Float8GetDatum(result->slope);
	values[2] = Float8GetDatum(result->intercept);
	values[3] = Float8GetDatum(result->r);
	values[4] = Float8GetDatum(result->p_value);
	nulls[0] = false;
	nulls[1] = nulls[2] = !result->has_slope;
	nulls[3] = !result->has_r;
	nulls[4] = !result->has_p;
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(tupdesc), values, nulls));
}

/*
 * Refuse a lag that looks ahead.
 */
static void
CheckLag(int lag)
{
	if (lag < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("lag must not be negative, but is %d", lag)));
}

/*
 * Transition of lagged_corr and lagged_regression: (state, cause, effect, lag).
 */
Datum
bsc_pairs_accum(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Pairs	   *state;
	int			lag;
	double		cause = get_float8_nan();
	double		effect = get_float8_nan();

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "bsc_pairs_accum called in non-aggregate context");
	if (PG_ARGISNULL(3))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("lag must not be null")));
	lag = PG_GETARG_INT32(3);
	CheckLag(lag);
	if (!PG_ARGISNULL(1))
	{
		cause = PG_GETARG_FLOAT8(1);
		StatCheckFinite(cause, "cause");
	}
	if (!PG_ARGISNULL(2))
	{
		effect = PG_GETARG_FLOAT8(2);
		StatCheckFinite(effect, "effect");
	}

	if (PG_ARGISNULL(0))
	{
		state = MemoryContextAllocZero(context, sizeof(Pairs));
		state->lag = lag;
		state->capacity = 32;
		state->causes = MemoryContextAlloc(context, state->capacity * sizeof(double));
		state->effects = MemoryContextAlloc(context, state->capacity * sizeof(double));
	}
	else
		state = (Pairs *) PG_GETARG_POINTER(0);
	if (state->lag != lag)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("lag must be the same in all rows, not %d and %d",
						state->lag, lag)));
	if (state->count == state->capacity)
	{
		if (state->capacity > INT_MAX / 2)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("series is too long")));
		state->capacity *= 2;
		state->causes = repalloc_huge(state->causes, state->capacity * sizeof(double));
		state->effects = repalloc_huge(state->effects, state->capacity * sizeof(double));
	}
	state->causes[state->count] = cause;
	state->effects[state->count++] = effect;
	PG_RETURN_POINTER(state);
}

/*
 * What lagged_corr and lagged_regression found in their state.
 */
static StatRegression
RegressPairs(FunctionCallInfo fcinfo)
{
	Pairs	   *state;
	StatRegression none = {0};

	if (PG_ARGISNULL(0))
		return none;
	state = (Pairs *) PG_GETARG_POINTER(0);
	return StatRegress(state->causes, state->effects, state->count, state->lag);
}

/*
 * Final function of lagged_corr.
 */
Datum
bsc_lagged_corr_final(PG_FUNCTION_ARGS)
{
	StatRegression result = RegressPairs(fcinfo);

	if (!result.has_r)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(result.r);
}

/*
 * Final function of lagged_regression.
 */
Datum
bsc_lagged_regression_final(PG_FUNCTION_ARGS)
{
	StatRegression result = RegressPairs(fcinfo);

	PG_RETURN_DATUM(RegressionDatum(fcinfo, &result));
}

/*
 * The same for two arrays and a lag.
 */
static StatRegression
RegressArrays(FunctionCallInfo fcinfo)
{
	int			n;
	int			n_effects;
	double	   *cause = StatSeriesFromArray(PG_GETARG_ARRAYTYPE_P(0), "cause", &n);
	double	   *effect = StatSeriesFromArray(PG_GETARG_ARRAYTYPE_P(1), "effect", &n_effects);
	int			lag = PG_GETARG_INT32(2);

	CheckLag(lag);
	if (n != n_effects)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cause and effect must be equally long, not %d and %d values",
						n, n_effects)));
	return StatRegress(cause, effect, n, lag);
}

/*
 * bsc.lagged_corr(cause[], effect[], lag)
 */
Datum
bsc_lagged_corr(PG_FUNCTION_ARGS)
{
	StatRegression result = RegressArrays(fcinfo);

	if (!result.has_r)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(result.r);
}

/*
 * bsc.lagged_regression(cause[], effect[], lag)
 */
Datum
bsc_lagged_regression(PG_FUNCTION_ARGS)
{
	StatRegression result = RegressArrays(fcinfo);

	PG_RETURN_DATUM(RegressionDatum(fcinfo, &result));
}

/*
 * Bring a gapless series to length 1 around its mean; false if it is constant.
 */
static bool
Normalize(double *values, int n)
{
	double		length;

	if (StatIsConstant(values, n))
		return false;
	Centre(values, n, StatScale(StatLevel(values, n)));
	length = sqrt(InnerProduct(values, values, n));
	for (int i = 0; i < n; i++)
		values[i] /= length;
	return true;
}

/*
 * Take from a unit vector what an orthonormal basis determines of it, and
 * bring the rest to length 1; false if nothing is left.
 */
static bool
Orthogonalize(double *values, const double *basis, int n_basis, int n)
{
	double		length;

	for (int b = 0; b < n_basis; b++)
	{
		double		part = InnerProduct(values, basis + (Size) b * n, n);

		for (int i = 0; i < n; i++)
			values[i] -= part * basis[(Size) b * n + i];
		CHECK_FOR_INTERRUPTS();
	}
	length = sqrt(InnerProduct(values, values, n));
	if (length < DETERMINED_TOLERANCE)
		return false;
	for (int i = 0; i < n; i++)
		values[i] /= length;
	return true;
}

/*
 * bsc.partial_corr(cause[], effect[], controls[][]) -> (n, controls, r, p_value)
 */
Datum
bsc_partial_corr(PG_FUNCTION_ARGS)
{
	int			n;
	int			n_effects;
	int			n_controls;
	int			n_values;
	int			n_complete = 0;
	int			n_basis = 0;
	double	   *cause = StatSeriesFromArray(PG_GETARG_ARRAYTYPE_P(0), "cause", &n);
	double	   *effect = StatSeriesFromArray(PG_GETARG_ARRAYTYPE_P(1), "effect", &n_effects);
	double	   *controls = StatMatrixFromArray(PG_GETARG_ARRAYTYPE_P(2), "controls",
											   &n_controls, &n_values);
	double	   *basis;
	TupleDesc	tupdesc;
	Datum		values[4] = {0};
	bool		nulls[4] = {false, false, true, true};

	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	if (n != n_effects || (n_controls > 0 && n_values != n))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cause, effect and every control must be equally long"),
				 errdetail("There are %d causes, %d effects and %d values in each control.",
						   n, n_effects, n_controls > 0 ? n_values : n)));

	/* keep the complete places; what is written never overtakes what is read */
	basis = palloc_extended(mul_size(Max(n, 1), mul_size(Max(n_controls, 1), sizeof(double))),
							MCXT_ALLOC_HUGE);
	for (int i = 0; i < n; i++)
	{
		bool		complete = !isnan(cause[i]) && !isnan(effect[i]);

		for (int c = 0; c < n_controls && complete; c++)
			complete = !isnan(controls[(Size) c * n + i]);
		if (!complete)
			continue;
		cause[n_complete] = cause[i];
		effect[n_complete] = effect[i];
		for (int c = 0; c < n_controls; c++)
			controls[(Size) c * n + n_complete] = controls[(Size) c * n + i];
		n_complete++;
	}

	for (int c = 0; c < n_controls; c++)
	{
		double	   *next = basis + (Size) n_basis * n_complete;

		memcpy(next, controls + (Size) c * n, n_complete * sizeof(double));
		if (Normalize(next, n_complete) &&
			Orthogonalize(next, basis, n_basis, n_complete))
			n_basis++;
	}
	values[0] = Int32GetDatum(n_complete);
	values[1] = Int32GetDatum(n_basis);
	if (n_complete - 2 - n_basis >= 1 &&
		Normalize(cause, n_complete) && Normalize(effect, n_complete) &&
		Orthogonalize(cause, basis, n_basis, n_complete) &&
		Orthogonalize(effect, basis, n_basis, n_complete))
	{
		double		r = Min(Max(InnerProduct(cause, effect, n_complete), -1), 1);
		double		p;

		values[2] = Float8GetDatum(r);
		nulls[2] = false;
		nulls[3] = !StatPValue(r, n_complete, n_basis, &p);
		if (!nulls[3])
			values[3] = Float8GetDatum(p);
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(tupdesc),
													  values, nulls)));
}
