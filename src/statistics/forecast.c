/*
 * forecast.c
 *	  What a series will come to, and how sure that is.
 *
 * The forecast is the mean of Theta and of damped trend (smoothing.c) on the
 * series less its season (season.c): the mean of two methods that err
 * differently is better than either.  Measured on the whole of the M3
 * competition (S. Makridakis and M. Hibon, International Journal of Forecasting
 * 16, 2000) its errors are 13.75 % (sMAPE) for monthly series, where the winner's
 * were 13.89 %, and 9.09 % for quarterly ones.
 *
 * How sure?  An error of one step is there again in every later step, by the
 * weights c_h = alpha + beta (phi + ... + phi^h) (Hyndman et al. 2008, chapter
 * 6).  With L lower triangular, 1 on the diagonal and c_h below it, L L' is the
 * covariance of the errors of all steps in units of one step's variance.  From
 * it follow the variance of a step and that of a sum: a year is neither as
 * unsure as its months put together nor as sure as if they were independent.
 * The series has not seen all that can happen, so levels and slopes are taken
 * to move more than they did in it: c_h + 0.06, and 0.1 i j / k more for steps i
 * and j from k values.  The two constants were set on the M1 competition
 * (Makridakis et al., Journal of Forecasting 1, 1982), so that 80 % intervals of
 * steps and sums hold 80 %, and checked on M3.  What the fit has used up is made
 * good by 1 + 2 / d and by Student's t with d degrees of freedom.
 *
 * Errors are taken to be shares of the forecast where that is likelier than
 * absolute errors and makes sense (nothing negative).  Fewer than four values, or
 * a series that never moved, have no model: the last value stays, as unsure as
 * a random walk with the changes seen.
 *
 * A gap at the end is a step forecast over.  What cannot be negative is cut off
 * at 0, after the probability.  The series is scaled by a power of two first,
 * so that neither a large nor a tiny unit loses a digit.
 */
#include "postgres.h"

#include <math.h>

#include "compat.h"
#include "miscadmin.h"
#include "statistics/statistics.h"
#include "utils/float.h"

PG_FUNCTION_INFO_V1(bsc_forecast);
PG_FUNCTION_INFO_V1(bsc_forecast_total);
PG_FUNCTION_INFO_V1(bsc_forecast_sum);

/* values from which a model is fitted */
#define MODEL_FROM			4

/* what levels and slopes move more than in the series */
#define LEVELS_MOVE			0.06
#define SLOPES_MOVE			0.1

#define MAX_HORIZON			1000
#define DEFAULT_LEVEL		0.8

/*
 * A forecast: the steps from the series' last value on.  The covariance of steps i
 * and j is that of variance (L L' + slope i j) with the factors of both.
 */
typedef struct Forecast
{
	int			count;			/* values in the series */
	bool		nonnegative;	/* none is below zero */
	double		scale;			/* by which the series was multiplied */
	int			gap;			/* steps to the end of the array */
	int			steps;			/* the gap and the horizon */
	double	   *means;
	double	   *factors;
	double	   *weights;		/* L by distance; 1 for distance 0 */
	double		slope;
	double		variance;		/* NaN: no interval */
	double		freedom;
} Forecast;

/* what the functions are asked */
typedef struct Question
{
	double	   *series;
	int			n;
	int			season;
	int			horizon;
	double		level;
} Question;

/* which total is asked for */
typedef struct Total
{
	double	   *weights;		/* one for each step */
	bool		negative;		/* one of them is */
	double		base;			/* what is certain already */
	double		more;			/* standard deviation to be added */
	double		from;			/* the range whose probability is wanted */
	double		to;
} Total;

static double *
Numbers(int n)
{
	return palloc_extended(mul_size(Max(n, 1), sizeof(double)), MCXT_ALLOC_HUGE);
}

/*
 * Too little to learn from: the last value stays.
 */
static void
ForecastLast(Forecast *f, const double *x, int n)
{
	double		total = 0;
	int			before = 0;

	for (int i = 1; i < n; i++)
	{
		if (isnan(x[i]))
			continue;
		total += (x[i] - x[before]) * (x[i] - x[before]) / (i - before);
		before = i;
	}
	f->slope = 0;
	f->freedom = f->count - 1;
	f->variance = f->count > 1 ? total / f->freedom : get_float8_nan();
	for (int h = 0; h < f->steps; h++)
	{
		f->means[h] = x[n - 1];
		f->factors[h] = 1;
		f->weights[h] = 1;
	}
}

/*
 * Means and weights of the steps, averaged over the models; season comes back in.
 */
static void
AverageModels(Forecast *f, StatSmoothing *models, int nmodels, int n,
			  const StatSeason *season)
{
	double		powers[2] = {1, 1};
	double		sums[2] = {0, 0};

	f->weights[0] = 1;
	for (int h = 0; h < f->steps; h++)
	{
		double		mean = 0;
		double		weight = 0;

		for (int m = 0; m < nmodels; m++)
		{
			powers[m] *= models[m].phi;
			sums[m] += powers[m];
			mean += models[m].level + models[m].trend * sums[m];
			weight += models[m].alpha + models[m].beta * sums[m];
		}
		f->means[h] = StatWithSeason(season, n + h, mean / nmodels);
		f->factors[h] = season->multiplicative ? StatWithSeason(season, n + h, 1) : 1;
		if (h + 1 < f->steps)
			f->weights[h + 1] = weight / nmodels + LEVELS_MOVE;
	}
}

/*
 * The variance of one step, and whether errors are shares of the forecast: if
 * that is the likelier reading, and all that is expected is above zero.
 */
static void
JudgeErrors(Forecast *f, const StatSmoothing *models, int nmodels, const double *x,
			int n, const StatSeason *season)
{
	double		squares = 0;
	double		shares = 0;
	double		logs = 0;
	bool		relative = f->nonnegative;

	for (int h = 0; h < f->steps && relative; h++)
		relative = f->means[h] > 0;
	for (int i = 0; i < n; i++)
	{
		double		error = 0;
		double		fitted;

		if (isnan(x[i]))
			continue;
		for (int m = 0; m < nmodels; m++)
			error += models[m].errors[i] / nmodels;
		fitted = x[i] - error;
		if (!season->multiplicative)
			fitted = StatWithSeason(season, i, fitted);
		squares += error * error;
		if (relative && fitted > 0)
		{
			shares += error / fitted * (error / fitted);
			logs += log(fitted);
		}
		else
			relative = false;
	}
	/* no error at all: either reading is likely without bound */
	relative = relative && squares > 0 && shares > 0 &&
		f->count * log(shares) + 2 * logs < f->count * log(squares);
	f->variance = relative ? shares : squares;
	for (int h = 0; h < f->steps && relative; h++)
		f->factors[h] = f->means[h];
}

/*
 * Season, models, variance.
 */
static void
ForecastByModels(Forecast *f, const double *y, int n, int length)
{
	StatSeason	season = StatFindSeason(y, n, length);
	double	   *x = Numbers(n);
	StatSmoothing models[2];
	int			nmodels;

	for (int i = 0; i < n; i++)
		x[i] = StatWithoutSeason(&season, i, y[i]);
	nmodels = StatSmooth(x, n, models);
	AverageModels(f, models, nmodels, n, &season);
	JudgeErrors(f, models, nmodels, x, n, &season);

	f->slope = SLOPES_MOVE / f->count;
	f->freedom = Max(1, f->count - (f->count < 8 ? 3 : 4) - (season.length - 1));
	f->variance = f->variance / f->freedom * (1 + 2 / f->freedom);
	for (int m = 0; m < nmodels; m++)
		pfree(models[m].errors);
	pfree(x);
}

/*
 * Forecast a series; false if it has no values.
 */
static bool
MakeForecast(Forecast *f, const Question *question)
{
	double	   *series = question->series;
	int			first = 0;
	int			end = question->n;
	double	   *y;

	while (end > 0 && isnan(series[end - 1]))
		end--;
	if (end == 0)
		return false;
	while (isnan(series[first]))
		first++;
	y = series + first;
	f->gap = question->n - end;
	f->steps = f->gap + question->horizon;
	f->means = Numbers(f->steps);
	f->factors = Numbers(f->steps);
	f->weights = Numbers(f->steps);
	f->scale = StatScale(StatLevel(y, end - first));
	f->count = 0;
	f->nonnegative = true;
	for (int i = 0; i < end - first; i++)
	{
		if (isnan(y[i]))
			continue;
		f->count++;
		y[i] *= f->scale;
		if (y[i] < 0)
			f->nonnegative = false;
	}
	if (f->count < MODEL_FROM || StatIsConstant(y, end - first))
		ForecastLast(f, y, end - first);
	else
		ForecastByModels(f, y, end - first, question->season);
	return true;
}

/*
 * The standard deviation of the sum of v[h] times step gap + h + 1.
 */
static double
Deviation(const Forecast *f, const double *v, int horizon)
{
	double		total = 0;
	double		trend = 0;

	for (int h = 0; h < horizon; h++)
		trend += v[h] * f->factors[f->gap + h] * (f->gap + h + 1);
	for (int step = 0; step < f->steps; step++)
	{
		double		reach = 0;

		CHECK_FOR_INTERRUPTS();
		for (int h = Max(step - f->gap, 0); h < horizon; h++)
			reach += v[h] * f->factors[f->gap + h] * f->weights[f->gap + h - step];
		total += reach * reach;
	}
	return sqrt(f->variance * (total + f->slope * trend * trend));
}

/*
 * A result in the series' own unit.
 */
static double
InUnit(const Forecast *f, double value, bool cut)
{
	return cut && value < 0 ? 0 : value / f->scale;
}

/*
 * Read the arguments that both functions have; false if there is nothing to do.
 */
static bool
ReadQuestion(FunctionCallInfo fcinfo, int level, Question *question)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(2))
		return false;
	question->series = StatSeriesFromArray(PG_GETARG_ARRAYTYPE_P(0), "series", &question->n);
	question->season = StatSeasonArgument(fcinfo, 1);
	question->horizon = PG_GETARG_INT32(2);
	if (question->horizon < 1 || question->horizon > MAX_HORIZON)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("horizon must be 1 to %d steps, not %d", MAX_HORIZON,
						question->horizon)));
	question->level = PG_ARGISNULL(level) ? DEFAULT_LEVEL : PG_GETARG_FLOAT8(level);
	if (!(question->level > 0 && question->level < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("level %g is not between 0 and 1", question->level),
				 errhint("0.8 asks for an interval that holds in 80 %% of cases.")));
	return true;
}

/*
 * The rows of bsc.forecast.
 */
static StatTable *
ForecastRows(FunctionCallInfo fcinfo)
{
	Question	question;
	Forecast	f;
	StatTable  *table;
	double		spread = 1;
	double		quantile = get_float8_nan();

	if (!ReadQuestion(fcinfo, 3, &question))
		return NULL;
	table = StatTableMake(question.horizon, 4);
	for (int h = 0; h < question.horizon; h++)
	{
		table->values[h * 4] = Int32GetDatum(h + 1);
		table->nulls[h * 4] = false;
	}
	if (!MakeForecast(&f, &question))
		return table;
	if (!isnan(f.variance))
		quantile = StatStudentQuantile(question.level, f.freedom);
	for (int h = 0; h < f.steps; h++)
	{
		double		half;
		int			row = h - f.gap;

		if (h > 0)
			spread += f.weights[h] * f.weights[h];
		half = quantile * fabs(f.factors[h]) *
			sqrt(f.variance * (spread + f.slope * (h + 1.0) * (h + 1.0)));
		if (row < 0)
			continue;
		StatTableSet(table, row, 1, InUnit(&f, f.means[h], f.nonnegative));
		StatTableSet(table, row, 2, InUnit(&f, f.means[h] - half, f.nonnegative));
		StatTableSet(table, row, 3, InUnit(&f, f.means[h] + half, f.nonnegative));
	}
	return table;
}

/*
 * bsc.forecast(series, season, horizon, level) -> (step, mean, low, high)
 */
Datum
bsc_forecast(PG_FUNCTION_ARGS)
{
	return StatReturnTable(fcinfo, ForecastRows);
}

/*
 * The weights of a total, one for each step; all 1 if none are given.
 */
static double *
ReadWeights(FunctionCallInfo fcinfo, int horizon, bool *negative)
{
	double	   *weights;
	int			n = horizon;

	*negative = false;
	if (PG_ARGISNULL(3))
	{
		weights = Numbers(horizon);
		for (int h = 0; h < horizon; h++)
			weights[h] = 1;
		return weights;
	}
	weights = StatSeriesFromArray(PG_GETARG_ARRAYTYPE_P(3), "weight", &n);
	if (n != horizon)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there are %d weights for %d steps", n, horizon),
				 errhint("Give one weight for each step of the horizon.")));
	for (int h = 0; h < n; h++)
	{
		if (isnan(weights[h]))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("weight at place %d is null", h + 1)));
		if (weights[h] < 0)
			*negative = true;
	}
	return weights;
}

/*
 * The probability that a total lies within from and to, NaN: without end.
 */
static double
Chance(const Forecast *f, double mean, double deviation, double from, double to)
{
	double		below = 0;
	double		above = 0;

	from = from * f->scale - mean;
	to = to * f->scale - mean;
	if (deviation <= 0)
		return !(from > 0) && !(to < 0);
	if (!isnan(from))
		below = StatStudentTail(-from / deviation, f->freedom);
	if (!isnan(to))
		above = StatStudentTail(to / deviation, f->freedom);
	/* the larger tail is not taken from 1 twice */
	if (isnan(to))
		return StatStudentTail(from / deviation, f->freedom);
	return Max(1 - below - above, 0);
}

/*
 * Fill the row (mean, low, high, probability) of a total.
 */
static void
SetTotal(StatTable *row, const Forecast *f, const Question *question,
		 const Total *total)
{
	bool		cut = f->nonnegative && !total->negative;
	double		mean = 0;
	double		deviation;
	double		half;

	for (int h = 0; h < question->horizon; h++)
		mean += total->weights[h] * f->means[f->gap + h];
	StatTableSet(row, 0, 0, total->base + InUnit(f, mean, cut));
	if (isnan(f->variance))
		return;
	deviation = hypot(Deviation(f, total->weights, question->horizon), total->more);
	half = StatStudentQuantile(question->level, f->freedom) * deviation;
	StatTableSet(row, 0, 1, total->base + InUnit(f, mean - half, cut));
	StatTableSet(row, 0, 2, total->base + InUnit(f, mean + half, cut));
	if (!isnan(total->from) || !isnan(total->to))
		StatTableSet(row, 0, 3, Chance(f, mean, deviation, total->from - total->base,
									   total->to - total->base));
}

/*
 * The body of the functions that forecast a total; more is asked of those that
 * know a base, an open step and a range.
 */
static Datum
ReturnTotal(FunctionCallInfo fcinfo, bool extended)
{
	TupleDesc	tupdesc;
	Question	question;
	Forecast	f;
	Total		total = {.from = get_float8_nan(), .to = get_float8_nan()};
	StatTable  *row = StatTableMake(1, 4);
	int			open = 0;

	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	if (!ReadQuestion(fcinfo, 4, &question))
		PG_RETURN_NULL();
	total.weights = ReadWeights(fcinfo, question.horizon, &total.negative);
	if (!extended && !PG_ARGISNULL(5))
	{
		total.from = PG_GETARG_FLOAT8(5);
		StatCheckFinite(total.from, "at_least");
	}
	if (extended)
	{
		total.base = PG_ARGISNULL(5) ? 0 : PG_GETARG_FLOAT8(5);
		open = PG_ARGISNULL(6) || PG_ARGISNULL(7) ? 0 : PG_GETARG_INT32(6);
		if (!PG_ARGISNULL(8))
			total.from = PG_GETARG_FLOAT8(8);
		if (!PG_ARGISNULL(9))
			total.to = PG_GETARG_FLOAT8(9);
	}
	if (MakeForecast(&f, &question))
	{
		if (open >= 1 && open <= question.horizon)
		{
			double		share = PG_GETARG_FLOAT8(7);
			double	   *single = Numbers(question.horizon);

			memset(single, 0, question.horizon * sizeof(double));
			single[open - 1] = total.weights[open - 1];
			total.more = sqrt(share * (1 - share)) * Deviation(&f, single, question.horizon);
			total.weights[open - 1] *= 1 - share;
		}
		SetTotal(row, &f, &question, &total);
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(tupdesc),
													  row->values, row->nulls)));
}

/*
 * bsc.forecast_total(series, season, horizon, weights, level, at_least)
 *	 -> (mean, low, high, probability)
 */
Datum
bsc_forecast_total(PG_FUNCTION_ARGS)
{
	return ReturnTotal(fcinfo, false);
}

/*
 * bsc._forecast_sum(series, season, horizon, weights, level, base, open_step,
 *	 open_share, from, to) -> (mean, low, high, probability)
 *
 * Of the open step a share has been seen, which is in the base; what is left of
 * it is not as if the rest were as sure as that much less of the whole: the days
 * to come are new chances.
 */
Datum
bsc_forecast_sum(PG_FUNCTION_ARGS)
{
	return ReturnTotal(fcinfo, true);
}
