/*
 * smoothing.c
 *	  Exponential smoothing: Theta and damped trend, fitted on fixed grids.
 *
 * A model goes through a series with a level l and a trend b.  At each place it
 * expects f = l + phi b; the error is e = x - f; then l = f + alpha e and b =
 * phi b + beta e.  At a gap it goes on without an error.  This is the
 * innovations form of exponential smoothing (R. J. Hyndman, A. B. Koehler, J. K.
 * Ord and R. D. Snyder, "Forecasting with Exponential Smoothing", 2008, section
 * 3.4).  Two members are used:
 *
 * Theta (V. Assimakopoulos and K. Nikolopoulos, "The Theta Model", International
 * Journal of Forecasting 16, 2000), which won the M3 competition, is simple
 * smoothing with a drift of half the slope of the line through the series (R.
 * J. Hyndman and B. Billah, "Unmasking the Theta Method", the same 19, 2003,
 * equation 9): phi = 1, beta = 0, and b never changes.
 *
 * Damped trend (E. S. Gardner and E. McKenzie, "Forecasting Trends in Time
 * Series", Management Science 31, 1985) lets the trend die away by phi < 1.  It
 * has more to learn and is used from eight values on.
 *
 * What is fitted?  Errors are linear in the level and trend at the start, so
 * the best start for given alpha, beta and phi follows from normal equations: a
 * run from zero gives the errors, and two more numbers carried along tell how
 * each error moves with the start.  Alpha, beta and phi are taken from grids
 * and not from an optimiser, so that every machine and every implementation
 * chooses the same; a later point of the grid must be better by a thousand
 * millionth, lest rounding choose.  A finer choice would not forecast better.
 *
 * The series comes less its mean, which changes no error but keeps the digits of
 * a small movement on a high level.
 */
#include "postgres.h"

#include <math.h>

#include "compat.h"
#include "miscadmin.h"
#include "statistics/statistics.h"
#include "utils/float.h"

/* values from which damped trend is fitted too */
#define DAMPED_FROM			8

/* a later point of a grid must do better by this share */
#define CLEARLY_BETTER		(1 - 1e-9)

/* normal equations with less than this of their diagonal left are singular */
#define SINGULAR			1e-12

static const double damped_alpha[] =
	{.02, .05, .1, .15, .2, .3, .4, .5, .6, .7, .8, .9, .99};
static const double damped_beta[] = {.001, .02, .05, .1, .2, .35, .5, .7};
static const double damped_phi[] = {.8, .85, .9, .95, .98};

/* the errors of one point of a grid, and what moves them */
typedef struct Trial
{
	double	   *errors;			/* from a start of zero */
	double	   *by_level;		/* what the starting level adds to each */
	double	   *by_trend;		/* and the starting trend */
} Trial;

/*
 * Run a model from zero (Theta: from zero with its drift), with the two
 * sensitivities.
 */
static void
RunFromZero(const double *x, int n, const StatSmoothing *model, double drift,
			Trial *trial)
{
	double		alpha = model->alpha;
	double		beta = model->beta;
	double		phi = model->phi;
	double		level = 0;
	double		trend = drift;
	double		level_by_level = 1;
	double		trend_by_level = 0;
	double		level_by_trend = 0;
	double		trend_by_trend = 1;

	for (int i = 0; i < n; i++)
	{
		double		error;
		double		by_level;
		double		by_trend;

		trend *= phi;
		trend_by_level *= phi;
		trend_by_trend *= phi;
		level += trend;
		level_by_level += trend_by_level;
		level_by_trend += trend_by_trend;
		if (isnan(x[i]))
		{
			trial->errors[i] = trial->by_level[i] = trial->by_trend[i] = 0;
			continue;
		}
		error = x[i] - level;
		by_level = -level_by_level;
		by_trend = -level_by_trend;
		trial->errors[i] = error;
		trial->by_level[i] = by_level;
		trial->by_trend[i] = by_trend;
		level += alpha * error;
		level_by_level += alpha * by_level;
		level_by_trend += alpha * by_trend;
		trend += beta * error;
		trend_by_level += beta * by_level;
		trend_by_trend += beta * by_trend;
	}
}

/*
 * The start with the least sum of squared errors, and that sum, infinite if the
 * start is not determined.  Theta's drift stays: only its level is free.
 */
static double
BestStart(const Trial *trial, int n, bool theta, double drift,
		  double *level, double *trend)
{
	const double *e = trial->errors;
	const double *a = trial->by_level;
	const double *b = trial->by_trend;
	double		aa = 0;
	double		ab = 0;
	double		bb = 0;
	double		ae = 0;
	double		be = 0;
	double		squares = 0;

	for (int i = 0; i < n; i++)
	{
		aa += a[i] * a[i];
		ab += a[i] * b[i];
		bb += b[i] * b[i];
		ae += a[i] * e[i];
		be += b[i] * e[i];
	}
	if (theta)
	{
		*level = -ae / aa;
		*trend = 0;
	}
	else
	{
		double		determinant = aa * bb - ab * ab;

		if (determinant <= SINGULAR * aa * bb)
			return get_float8_infinity();
		*level = (ab * be - bb * ae) / determinant;
		*trend = (ab * ae - aa * be) / determinant;
	}
	for (int i = 0; i < n; i++)
	{
		double		error = e[i] + *level * a[i] + *trend * b[i];

		squares += error * error;
	}
	if (theta)
		*trend = drift;
	return squares;
}

/*
 * Try a point of a grid: is it clearly better than the best so far?
 */
static void
Try(const double *x, int n, StatSmoothing *candidate, bool theta, double drift,
	Trial *trial, double *least, StatSmoothing *best)
{
	double		squares;

	RunFromZero(x, n, candidate, drift, trial);
	squares = BestStart(trial, n, theta, drift, &candidate->level, &candidate->trend);
	if (squares < CLEARLY_BETTER * *least)
	{
		*least = squares;
		*best = *candidate;
	}
}

/*
 * Run the chosen model from its start: its errors, and where it ends.
 */
static void
RunFromStart(const double *x, int n, StatSmoothing *model)
{
	model->errors = palloc_extended(n * sizeof(double), MCXT_ALLOC_HUGE);
	for (int i = 0; i < n; i++)
	{
		double		error;

		model->trend *= model->phi;
		model->level += model->trend;
		error = isnan(x[i]) ? 0 : x[i] - model->level;
		model->errors[i] = error;
		model->level += model->alpha * error;
		model->trend += model->beta * error;
	}
}

/*
 * The slope of the line through a series of mean zero.
 */
static double
Slope(const double *x, int n, int count)
{
	double		middle = 0;
	double		products = 0;
	double		squares = 0;

	for (int i = 0; i < n; i++)
		middle += isnan(x[i]) ? 0 : (double) i / count;
	for (int i = 0; i < n; i++)
	{
		if (!isnan(x[i]))
		{
			products += (i - middle) * x[i];
			squares += (i - middle) * (i - middle);
		}
	}
	return products / squares;
}

/*
 * Fit Theta.
 */
static bool
FitTheta(const double *x, int n, int count, Trial *trial, StatSmoothing *best)
{
	double		drift = Slope(x, n, count) / 2;
	double		least = get_float8_infinity();

	for (int i = 1; i <= 100; i++)
	{
		StatSmoothing candidate = {.alpha = i / 100.0, .beta = 0, .phi = 1};

		CHECK_FOR_INTERRUPTS();
		Try(x, n, &candidate, true, drift, trial, &least, best);
	}
	return isfinite(least);
}

/*
 * Fit damped trend.
 */
static bool
FitDamped(const double *x, int n, Trial *trial, StatSmoothing *best)
{
	double		least = get_float8_infinity();

	for (int a = 0; a < lengthof(damped_alpha); a++)
	{
		for (int b = 0; b < lengthof(damped_beta); b++)
		{
			CHECK_FOR_INTERRUPTS();
			for (int p = 0; p < lengthof(damped_phi); p++)
			{
				StatSmoothing candidate = {.alpha = damped_alpha[a],
				.beta = damped_alpha[a] * damped_beta[b], .phi = damped_phi[p]};

				Try(x, n, &candidate, false, 0, trial, &least, best);
			}
		}
	}
	return isfinite(least);
}

/*
 * Fit the models to a series of at least four values that are not all equal and
 * below 1 in size; it begins and ends with a value.  Returns how many there are.
 */
int
StatSmooth(const double *series, int n, StatSmoothing *models)
{
	Size		size = mul_size(n, sizeof(double));
	double	   *x = palloc_extended(size, MCXT_ALLOC_HUGE);
	Trial		trial;
	double		mean = 0;
	int			count = 0;
	int			fitted = 0;

	trial.errors = palloc_extended(size, MCXT_ALLOC_HUGE);
	trial.by_level = palloc_extended(size, MCXT_ALLOC_HUGE);
	trial.by_trend = palloc_extended(size, MCXT_ALLOC_HUGE);
	for (int i = 0; i < n; i++)
		count += !isnan(series[i]);
	for (int i = 0; i < n; i++)
		mean += isnan(series[i]) ? 0 : series[i] / count;
	for (int i = 0; i < n; i++)
		x[i] = series[i] - mean;

	if (FitTheta(x, n, count, &trial, &models[fitted]))
		fitted++;
	if (count >= DAMPED_FROM && FitDamped(x, n, &trial, &models[fitted]))
		fitted++;
	for (int i = 0; i < fitted; i++)
	{
		RunFromStart(x, n, &models[i]);
		models[i].level += mean;
	}
	pfree(trial.errors);
	pfree(trial.by_level);
	pfree(trial.by_trend);
	pfree(x);
	return fitted;
}
