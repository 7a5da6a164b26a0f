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
 *
 * What SQL's seasonal_indices returns is that and no more.  The forecast, the
 * natural limits and the change points ask StatFindSeason, which uses the same
 * decomposition in three more steps, because nobody looks at their indices:
 *
 * Is there a season?  The autocorrelation at the season must stand out from
 * what those at shorter lags alone would make it, at 5 % one-sided: above 1.645
 * standard errors by M. S. Bartlett's formula (J. R. Statist. Soc. Suppl. 8,
 * 1946), sqrt((1 + 2 (r1^2 + ... + r(m-1)^2)) / k) for k values.
 *
 * Which model?  Ratios where all values are above zero, differences otherwise;
 * differences too where a ratio would be below 0.05, since dividing by next to
 * nothing has made forecasts of millions from values of hundreds.
 *
 * How much of it is noise?  Two or three ratios for each place make indices
 * that are mostly chance.  They are drawn towards 1 (or 0) by the share of
 * their spread that the noise of means accounts for, as by James and Stein (D.
 * M. Miller and D. Williams, "Shrinkage Estimators of Time Series Seasonal
 * Factors and Their Effect on Forecasting Accuracy", International Journal of
 * Forecasting 19, 2003).
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
 * The mean ratio to the trend (or difference from it) of each phase, and how
 * far chance moves such a mean: the mean over the phases of its squared standard
 * error, 0 where no phase has two ratios.  False if a phase has no ratio.
 */
static bool
PhaseMeans(const double *series, int n, int season, bool multiplicative,
		   double *means, double *noise)
{
	double	   *ratios = palloc_extended(Max(n, 1) * sizeof(double), MCXT_ALLOC_HUGE);
	Sum		   *totals = palloc0(season * sizeof(Sum));
	int		   *counts = palloc0(season * sizeof(int));
	int			found = 0;
	bool		complete = true;
	double		squares = 0;
	double		inverse = 0;

	for (int i = 0; i < n; i++)
	{
		double		trend = Trend(series, n, season, i);

		CHECK_FOR_INTERRUPTS();
		ratios[i] = get_float8_nan();
		if (isnan(trend) || isnan(series[i]) || (multiplicative && trend <= 0))
			continue;
		ratios[i] = multiplicative ? series[i] / trend : series[i] - trend;
		SumAdd(&totals[i % season], ratios[i]);
		counts[i % season]++;
		found++;
	}
	for (int s = 0; s < season && complete; s++)
	{
		complete = counts[s] > 0;
		means[s] = complete ? SumValue(&totals[s]) / counts[s] : 0;
		inverse += 1.0 / Max(counts[s], 1);
	}
	for (int i = 0; i < n && complete; i++)
	{
		double		off = isnan(ratios[i]) ? 0 : ratios[i] - means[i % season];

		squares += off * off;
	}
	*noise = found > season ? squares / (found - season) * inverse / season : 0;
	pfree(ratios);
	pfree(totals);
	pfree(counts);
	return complete;
}

/*
 * Draw indices of mean 1 (or 0) towards it, by the share of their spread that
 * noise accounts for.
 */
static void
Shrink(double *indices, int season, double neutral, double noise)
{
	double		spread = 0;
	double		share;

	for (int s = 0; s < season; s++)
		spread += (indices[s] - neutral) * (indices[s] - neutral);
	if (spread <= 0)
		return;
	share = Min(1, Max(season - 3, 1) * noise / spread);
	for (int s = 0; s < season; s++)
		indices[s] = neutral + (1 - share) * (indices[s] - neutral);
}

/*
 * Work out the indices, shrunk or as they are; the first is that of the series'
 * first place.  False if the series is too short or too gappy.
 */
static bool
Decompose(const double *series, int n, int season, bool multiplicative, bool shrunk,
		  double *indices)
{
	Sum			grand = {0, 0};
	double		mean;
	double		noise;
	double		scale = StatScale(StatLevel(series, n));
	double	   *reduced;
	bool		complete;

	if (n / 2 < season)
		return false;
	reduced = Reduced(series, n, scale, !multiplicative);
	complete = PhaseMeans(reduced, n, season, multiplicative, indices, &noise);
	pfree(reduced);
	if (!complete)
		return false;
	for (int s = 0; s < season; s++)
		SumAdd(&grand, indices[s]);
	mean = SumValue(&grand) / season;
	if (multiplicative && mean <= 0)
		return false;
	for (int s = 0; s < season; s++)
		indices[s] = multiplicative ? indices[s] / mean : indices[s] - mean;
	if (shrunk)
		Shrink(indices, season, multiplicative ? 1 : 0, noise);
	for (int s = 0; s < season && !multiplicative; s++)
		indices[s] /= scale;
	return true;
}

/*
 * The indices of SQL's seasonal_indices.
 */
bool
StatSeasonalIndices(const double *series, int n, int season, bool multiplicative,
					double *indices)
{
	return Decompose(series, n, season, multiplicative, false, indices);
}

/*
 * Does the autocorrelation at the season stand out?
 */
static bool
SeasonStandsOut(const double *series, int n, int season)
{
	double	   *reduced = Reduced(series, n, StatScale(StatLevel(series, n)), true);
	double		total = 0;
	double		shorter = 0;
	double		r = 0;
	int			count = 0;

	for (int i = 0; i < n; i++)
	{
		if (!isnan(reduced[i]))
		{
			count++;
			total += reduced[i] * reduced[i];
		}
	}
	if (count / 2 < season || total <= 0 || StatIsConstant(series, n))
	{
		pfree(reduced);
		return false;
	}
	for (int lag = 1; lag <= season; lag++)
	{
		double		products = 0;

		CHECK_FOR_INTERRUPTS();
		for (int i = lag; i < n; i++)
		{
			if (!isnan(reduced[i]) && !isnan(reduced[i - lag]))
				products += reduced[i] * reduced[i - lag];
		}
		r = products / total;
		if (lag < season)
			shorter += r * r;
	}
	pfree(reduced);
	return r > 1.645 * sqrt((1 + 2 * shorter) / count);
}

/*
 * The season of a series, if it has one of that length; a length of 0 or 1 asks
 * for none.
 */
StatSeason
StatFindSeason(const double *series, int n, int length)
{
	StatSeason	season = {1, false, NULL};
	double	   *indices;

	if (length < 2 || !SeasonStandsOut(series, n, length))
		return season;
	indices = palloc(mul_size(length, sizeof(double)));
	season.multiplicative = true;
	for (int i = 0; i < n && season.multiplicative; i++)
		season.multiplicative = isnan(series[i]) || series[i] > 0;
	if (season.multiplicative)
	{
		if (!Decompose(series, n, length, true, true, indices))
		{
			season.multiplicative = false;
			return season;
		}
		for (int s = 0; s < length && season.multiplicative; s++)
			season.multiplicative = indices[s] >= 0.05;
	}
	if (!season.multiplicative && !Decompose(series, n, length, false, true, indices))
		return season;
	season.length = length;
	season.indices = indices;
	return season;
}

/*
 * A series (or limits of it) with the season of its places taken out, and put
 * back in.
 */
double
StatWithoutSeason(const StatSeason *season, int place, double value)
{
	double		index;

	if (season->indices == NULL)
		return value;
	index = season->indices[place % season->length];
	return season->multiplicative ? value / index : value - index;
}

double
StatWithSeason(const StatSeason *season, int place, double value)
{
	double		index;

	if (season->indices == NULL)
		return value;
	index = season->indices[place % season->length];
	return season->multiplicative ? value * index : value + index;
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
