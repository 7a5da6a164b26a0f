/*
 * season.c
 *	  Seasonal indices by classical decomposition.
 *
 * The trend of a series is its moving average over one whole season, centred:
 * for a season of even length the two ends of the window weigh half.  Each
 * value's ratio to the trend (difference from it, in the additive model) is
 * averaged by place in the season, and the averages are scaled to have mean 1
 * (shifted to have mean 0).  The method goes back to the Census Bureau's of the
 * 1920s; see M. G. Kendall and A. Stuart, "The Advanced Theory of Statistics",
 * volume 3, chapter 46, or R. J. Hyndman and G. Athanasopoulos, "Forecasting:
 * Principles and Practice", section 3.4.
 *
 * All is worked out on values brought to below 1, and for the additive model
 * around their mean, so that sums do not overflow and a large level does not
 * hide a small season.
 *
 * A gap leaves the windows that it falls into without a trend; the remaining
 * places count.  The multiplicative model needs values that are not negative,
 * and a place where the trend is zero has no ratio.  Where a place in the
 * season is left without any ratio (two whole seasons are needed), there are
 * no indices.
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "attainment/sums.h"
#include "compat.h"
#include "miscadmin.h"
#include "statistics/statistics.h"
#include "utils/builtins.h"
#include "utils/float.h"

PG_FUNCTION_INFO_V1(bsc_seasonal_indices);
PG_FUNCTION_INFO_V1(bsc_deseasonalise);

/*
 * The trend at a place, NaN if it has none.
 */
static double
Trend(const double *series, int n, int season, int place)
{
	int			half = season / 2;
	Sum		total = {0, 0};

	if (place < half || place > n - 1 - half)
		return get_float8_nan();
	for (int i = place - half; i <= place + half; i++)
	{
		bool		end = season % 2 == 0 && (i == place - half || i == place + half);

		if (isnan(series[i]))
			return get_float8_nan();
		SumAdd(&total, end ? series[i] / 2 : series[i]);
	}
	return SumValue(&total) / season;
}

/*
 * A series scaled and, if asked for, less its mean.
 */
static double *
Reduced(const double *series, int n, double scale, bool centred)
{
	double	   *reduced = palloc_extended(Max(n, 1) * sizeof(double), MCXT_ALLOC_HUGE);
	Sum			total = {0, 0};
	int			count = 0;
	double		mean = 0;

	for (int i = 0; i < n; i++)
	{
		reduced[i] = series[i] * scale;
		if (!isnan(reduced[i]))
		{
			SumAdd(&total, reduced[i]);
			count++;
		}
	}
	if (centred && count > 0)
		mean = SumValue(&total) / count;
	for (int i = 0; i < n; i++)
		reduced[i] -= mean;
	return reduced;
}

/*
 * Work out the indices; the first is that of the series' first place.  False
 * if the series is too short or too gappy.
 */
bool
StatSeasonalIndices(const double *series, int n, int season, bool multiplicative,
					double *indices)
{
	Sum		   *totals;
	int		   *counts;
	Sum			grand = {0, 0};
	double		mean;
	double		scale = StatScale(StatLevel(series, n));
	double	   *reduced;
	bool		complete = true;

	if (n / 2 < season)
		return false;
	reduced = Reduced(series, n, scale, !multiplicative);
	totals = palloc0(season * sizeof(Sum));
	counts = palloc0(season * sizeof(int));
	for (int i = 0; i < n; i++)
	{
		double		trend = Trend(reduced, n, season, i);

		CHECK_FOR_INTERRUPTS();
		if (isnan(trend) || isnan(reduced[i]) || (multiplicative && trend <= 0))
			continue;
		SumAdd(&totals[i % season],
			   multiplicative ? reduced[i] / trend : reduced[i] - trend);
		counts[i % season]++;
	}
	for (int s = 0; s < season && complete; s++)
	{
		complete = counts[s] > 0;
		indices[s] = complete ? SumValue(&totals[s]) / counts[s] : 0;
		SumAdd(&grand, indices[s]);
	}
	mean = SumValue(&grand) / season;
	if (multiplicative && mean <= 0)
		complete = false;
	for (int s = 0; s < season && complete; s++)
		indices[s] = multiplicative ? indices[s] / mean : (indices[s] - mean) / scale;
	pfree(reduced);
	pfree(totals);
	pfree(counts);
	return complete;
}

/*
 * Read the arguments (series, season, model) that the functions share, and
 * work out the indices; NULL if there are none.
 */
static double *
IndicesFromArguments(FunctionCallInfo fcinfo, double **series, int *n,
					 int *season, bool *multiplicative)
{
	char	   *model = text_to_cstring(PG_GETARG_TEXT_PP(2));
	double	   *indices;

	*series = StatSeriesFromArray(PG_GETARG_ARRAYTYPE_P(0), "series", n);
	*season = PG_GETARG_INT32(1);
	if (*season < 2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("season must have at least 2 periods, not %d", *season)));
	*multiplicative = strcmp(model, "multiplicative") == 0;
	if (!*multiplicative && strcmp(model, "additive") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown seasonal model \"%s\"", model),
				 errhint("Models are \"multiplicative\" and \"additive\".")));
	for (int i = 0; i < *n && *multiplicative; i++)
	{
		if ((*series)[i] < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("series value %g at place %d is negative", (*series)[i], i + 1),
					 errdetail("A multiplicative season scales values of at least zero."),
					 errhint("The \"additive\" model takes any values.")));
	}
	if (*n / 2 < *season)
		return NULL;
	indices = palloc(mul_size(*season, sizeof(double)));
	if (!StatSeasonalIndices(*series, *n, *season, *multiplicative, indices))
		return NULL;
	return indices;
}

/*
 * bsc.seasonal_indices(series, season, model)
 */
Datum
bsc_seasonal_indices(PG_FUNCTION_ARGS)
{
	double	   *series;
	int			n;
	int			season;
	bool		multiplicative;
	double	   *indices = IndicesFromArguments(fcinfo, &series, &n, &season,
											   &multiplicative);

	if (indices == NULL)
		PG_RETURN_NULL();
	PG_RETURN_ARRAYTYPE_P(StatArrayFromSeries(indices, season));
}

/*
 * bsc.deseasonalise(series, season, model): the series with its season taken
 * out.
 */
Datum
bsc_deseasonalise(PG_FUNCTION_ARGS)
{
	double	   *series;
	int			n;
	int			season;
	bool		multiplicative;
	double	   *indices = IndicesFromArguments(fcinfo, &series, &n, &season,
											   &multiplicative);
	double		level;

	if (indices == NULL)
		PG_RETURN_NULL();
	level = StatLevel(series, n);
	for (int i = 0; i < n; i++)
	{
		double		index = indices[i % season];

		if (!multiplicative)
			series[i] -= index;
		else if (index > 0)
			series[i] /= index;
		else
			series[i] = get_float8_nan();
		if (isinf(series[i]))
			float_overflow_error();
	}
	/* the index has rounding of its own */
	StatFlatten(series, n, 4 * level);
	PG_RETURN_ARRAYTYPE_P(StatArrayFromSeries(series, n));
}
