/*
 * series.c
 *	  Series of numbers: from SQL arrays and back, shifted, differenced.
 *
 * Everything here that tells a number from a gap does so by NaN; see
 * statistics.h.
 *
 * When is a series constant?  In floating point the differences of 0.1, 0.2,
 * 0.3 ... are not quite equal, and a correlation of what is left would be a
 * correlation of rounding errors, reported as if it meant something.  A double
 * is off by at most half of DBL_EPSILON of its size, so values that should be
 * equal differ by at most DBL_EPSILON of the largest, and differences of two
 * such by twice that; twice as much again is left for the sums that data come
 * from.  A series that varies by no more counts as constant (StatIsConstant),
 * and what is derived from a series is made exactly constant when it varies by
 * no more than the rounding of the values that it was derived from
 * (StatFlatten).  Whole numbers of 1e15 that differ by 1 still differ.
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "attainment/sums.h"
#include "catalog/pg_type.h"
#include "compat.h"
#include "miscadmin.h"
#include "statistics/statistics.h"
#include "utils/float.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(bsc_lagged);
PG_FUNCTION_INFO_V1(bsc_difference);

/* variation that is rounding, relative to the level */
#define ROUNDING_TOLERANCE	(4 * DBL_EPSILON)

/*
 * Refuse NaN and infinity: a fault in the data must not become a figure.
 */
void
StatCheckFinite(double value, const char *what)
{
	if (isnan(value) || isinf(value))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be a finite number, not %s", what,
						isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity")));
}

/*
 * Read the elements of a float8 array of any shape, NULL as NaN.
 */
static double *
ReadElements(ArrayType *array, const char *what, int *n)
{
	Datum	   *elements;
	bool	   *nulls;
	double	   *values;

	deconstruct_array(array, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL,
					  TYPALIGN_DOUBLE, &elements, &nulls, n);
	values = palloc_extended(Max(*n, 1) * sizeof(double), MCXT_ALLOC_HUGE);
	for (int i = 0; i < *n; i++)
	{
		if (nulls[i])
			values[i] = get_float8_nan();
		else
		{
			values[i] = DatumGetFloat8(elements[i]);
			StatCheckFinite(values[i], what);
		}
	}
	pfree(elements);
	pfree(nulls);
	return values;
}

/*
 * A one-dimensional (or empty) float8 array as a series.
 */
double *
StatSeriesFromArray(ArrayType *array, const char *what, int *n)
{
	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be an array of one dimension, not %d",
						what, ARR_NDIM(array))));
	return ReadElements(array, what, n);
}

/*
 * A two-dimensional (or empty) float8 array, row after row.
 */
double *
StatMatrixFromArray(ArrayType *array, const char *what, int *rows, int *columns)
{
	int			n;

	if (ARR_NDIM(array) != 2 && ARR_NDIM(array) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be an array of two dimensions, not %d",
						what, ARR_NDIM(array))));
	*rows = ARR_NDIM(array) == 0 ? 0 : ARR_DIMS(array)[0];
	*columns = ARR_NDIM(array) == 0 ? 0 : ARR_DIMS(array)[1];
	return ReadElements(array, what, &n);
}

/*
 * Build the array that ReadElements would read back.
 */
static ArrayType *
BuildArray(const double *values, int ndim, int *dims)
{
	int			lower[2] = {1, 1};
	int			n = ArrayGetNItems(ndim, dims);
	Datum	   *elements;
	bool	   *nulls;
	ArrayType  *result;

	if (n == 0)
		return construct_empty_array(FLOAT8OID);
	elements = palloc_extended(n * sizeof(Datum), MCXT_ALLOC_HUGE);
	nulls = palloc_extended(n * sizeof(bool), MCXT_ALLOC_HUGE);
	for (int i = 0; i < n; i++)
	{
		nulls[i] = isnan(values[i]);
		elements[i] = nulls[i] ? (Datum) 0 : Float8GetDatum(values[i]);
	}
	result = construct_md_array(elements, nulls, ndim, dims, lower, FLOAT8OID,
								sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE);
	pfree(elements);
	pfree(nulls);
	return result;
}

/*
 * A series as a float8 array.
 */
ArrayType *
StatArrayFromSeries(const double *values, int n)
{
	return BuildArray(values, 1, &n);
}

/*
 * A matrix as a float8 array.
 */
ArrayType *
StatArrayFromMatrix(const double *values, int rows, int columns)
{
	int			dims[2] = {rows, columns};

	return BuildArray(values, 2, dims);
}

/*
 * So many gaps.
 */
double *
StatGaps(int n)
{
	double	   *values = palloc(mul_size(sizeof(double), Max(n, 1)));

	for (int i = 0; i < n; i++)
		values[i] = get_float8_nan();
	return values;
}

/*
 * The smallest and the largest value of a series, gaps left out; false if it
 * has only gaps.
 */
bool
StatExtremes(const double *values, int n, double *low, double *high)
{
	*low = get_float8_infinity();
	*high = -get_float8_infinity();
	for (int i = 0; i < n; i++)
	{
		if (!isnan(values[i]))
		{
			*low = Min(*low, values[i]);
			*high = Max(*high, values[i]);
		}
	}
	return *low <= *high;
}

/*
 * Do the values (without gaps) not differ, but for rounding?
 */
bool
StatIsConstant(const double *values, int n)
{
	double		low;
	double		high;

	if (!StatExtremes(values, n, &low, &high))
		return true;
	/* halves, so that their difference does not overflow */
	return low == high ||
		high / 2 - low / 2 <= ROUNDING_TOLERANCE / 2 * StatLevel(values, n);
}

/*
 * The size of the largest value of a series, gaps left out.
 */
double
StatLevel(const double *values, int n)
{
	double		level = 0;

	for (int i = 0; i < n; i++)
	{
		if (!isnan(values[i]))
			level = Max(level, fabs(values[i]));
	}
	return level;
}

/*
 * The power of two that brings a series of the given level to below 1.
 */
double
StatScale(double level)
{
	int			exponent;

	frexp(level, &exponent);
	return ldexp(1.0, Min(-exponent, DBL_MAX_EXP - 1));
}

/*
 * Make a derived series exactly constant, where its values differ by no more
 * than the rounding of the values of the given level that it came from.
 */
void
StatFlatten(double *values, int n, double level)
{
	double		low;
	double		high;
	double		middle;

	if (!StatExtremes(values, n, &low, &high) || low == high ||
		high - low > ROUNDING_TOLERANCE * level)
		return;
	middle = low + (high - low) / 2;
	if (fabs(middle) <= ROUNDING_TOLERANCE * level)
		middle = 0;
	for (int i = 0; i < n; i++)
	{
		if (!isnan(values[i]))
			values[i] = middle;
	}
}

/*
 * bsc.lagged(series, lag): the series moved on by lag places, gaps in front
 * (or, for a negative lag, back, gaps behind).
 */
Datum
bsc_lagged(PG_FUNCTION_ARGS)
{
	int			n;
	double	   *series = StatSeriesFromArray(PG_GETARG_ARRAYTYPE_P(0), "series", &n);
	int64		lag = PG_GETARG_INT32(1);
	double	   *moved = palloc_extended(Max(n, 1) * sizeof(double), MCXT_ALLOC_HUGE);

	for (int i = 0; i < n; i++)
	{
		int64		from = i - lag;

		moved[i] = from >= 0 && from < n ? series[from] : get_float8_nan();
	}
	PG_RETURN_ARRAYTYPE_P(StatArrayFromSeries(moved, n));
}

/*
 * bsc.difference(series, span): what each value has gained over the one span
 * places before; a gap where either is missing, and in the first places.
 */
Datum
bsc_difference(PG_FUNCTION_ARGS)
{
	int			n;
	double	   *series = StatSeriesFromArray(PG_GETARG_ARRAYTYPE_P(0), "series", &n);
	int			span = PG_GETARG_INT32(1);
	double	   *gain = palloc_extended(Max(n, 1) * sizeof(double), MCXT_ALLOC_HUGE);

	if (span < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("span must be at least 1, not %d", span)));
	for (int i = 0; i < n; i++)
	{
		gain[i] = i < span ? get_float8_nan() : series[i] - series[i - span];
		if (isinf(gain[i]))
			float_overflow_error();
	}
	StatFlatten(gain, n, StatLevel(series, n));
	PG_RETURN_ARRAYTYPE_P(StatArrayFromSeries(gain, n));
}
