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
 * run from zero gives the errors, and the derivatives by the start, carried
 * along, tell how each error moves with it.  Alpha, beta and phi are taken from grids
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

/* what rounding may take off a sum of squares that comes out of a difference */
#define DOUBTFUL			1e-9

static const double damped_alpha[] =
	{.02, .05, .1, .15, .2, .3, .4, .5, .6, .7, .8, .9, .99};
static const double damped_beta[] = {.001, .02, .05, .1, .2, .35, .5, .7};
static const double damped_phi[] = {.8, .85, .9, .95, .98};

/* points of a grid that are tried together, so that processors have enough to do */
#define LANES				2

/*
 * What runs of LANES models from a start of zero came to: sums over the places
 * with values, of products of the errors e and of what one unit of the starting
 * level (a) and of the starting trend (b) takes off each of them.
 */
typedef struct Trial
{
	double		ee[LANES];
	double		aa[LANES];
	double		ab[LANES];
	double		bb[LANES];
	double		ae[LANES];
	double		be[LANES];
} Trial;

/*
 * Run LANES models from a level of zero and a trend of drift.
 */
static void
RunFromZero(const double *x, int n, const StatSmoothing *models, double drift,
			Trial *trial)
{
	double		alpha[LANES];
	double		beta[LANES];
	double		phi[LANES];
	double		level[LANES];
	double		trend[LANES];
	double		a[LANES];		/* the level's derivatives */
	double		b[LANES];
	double		da[LANES];		/* the trend's derivatives */
	double		db[LANES];
	Trial		sums = {{0}};

	for (int k = 0; k < LANES; k++)
	{
		alpha[k] = models[k].alpha;
		beta[k] = models[k].beta;
		phi[k] = models[k].phi;
		level[k] = b[k] = da[k] = 0;
		trend[k] = drift;
		a[k] = db[k] = 1;
	}
	for (int i = 0; i < n; i++)
	{
		for (int k = 0; k < LANES; k++)
		{
			trend[k] *= phi[k];
			da[k] *= phi[k];
			db[k] *= phi[k];
			level[k] += trend[k];
			a[k] += da[k];
			b[k] += db[k];
		}
		if (isnan(x[i]))
			continue;
		for (int k = 0; k < LANES; k++)
		{
			double		error = x[i] - level[k];

			sums.ee[k] += error * error;
			sums.aa[k] += a[k] * a[k];
			sums.ab[k] += a[k] * b[k];
			sums.bb[k] += b[k] * b[k];
			sums.ae[k] += a[k] * error;
			sums.be[k] += b[k] * error;
			level[k] += alpha[k] * error;
			trend[k] += beta[k] * error;
			da[k] -= beta[k] * a[k];
			db[k] -= beta[k] * b[k];
			a[k] -= alpha[k] * a[k];
			b[k] -= alpha[k] * b[k];
		}
	}
	*trial = sums;
}

/*
 * The start with the least sum of squared errors; false if it is not determined.
 * Theta's drift stays: only its level is free.  Also returned is a sum of squares
 * that is certainly not above the true one.
 */
static bool
BestStart(const Trial *trial, int k, bool theta, double drift,
		  StatSmoothing *model, double *at_least)
{
	double		aa = trial->aa[k];
	double		ab = trial->ab[k];
	double		bb = trial->bb[k];
	double		ae = trial->ae[k];
	double		be = trial->be[k];
	double		trend = 0;

	if (theta)
		model->level = ae / aa;
	else
	{
		double		determinant = aa * bb - ab * ab;

		if (determinant <= SINGULAR * aa * bb)
			return false;
		model->level = (bb * ae - ab * be) / determinant;
		trend = (aa * be - ab * ae) / determinant;
	}
	*at_least = trial->ee[k] - model->level * ae - trend * be -
		DOUBTFUL * (trial->ee[k] + fabs(model->level * ae) + fabs(trend * be));
	model->trend = theta ? drift : trend;
	return true;
}

/*
 * The sum of squared errors of a model from its start.
 */
static double
SumOfSquares(const double *x, int n, const StatSmoothing *model)
{
	double		level = model->level;
	double		trend = model->trend;
	double		squares = 0;

	for (int i = 0; i < n; i++)
	{
		double		error;

		trend *= model->phi;
		level += trend;
		if (isnan(x[i]))
			continue;
		error = x[i] - level;
		squares += error * error;
		level += model->alpha * error;
		trend += model->beta * error;
	}
	return squares;
}

/*
 * Try LANES points of a grid one after the other: is one clearly better than the
 * best so far?  Only those that may be are run again to see it exactly.
 */
static void
Try(const double *x, int n, StatSmoothing *candidates, bool theta, double drift,
	double *least, StatSmoothing *best)
{
	Trial		trial;

	CHECK_FOR_INTERRUPTS();
	RunFromZero(x, n, candidates, drift, &trial);
	for (int k = 0; k < LANES; k++)
	{
		double		squares;

		if (!BestStart(&trial, k, theta, drift, &candidates[k], &squares) ||
			squares >= CLEARLY_BETTER * *least)
			continue;
		squares = SumOfSquares(x, n, &candidates[k]);
		if (squares < CLEARLY_BETTER * *least)
		{
			*least = squares;
			*best = candidates[k];
		}
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
FitTheta(const double *x, int n, int count, StatSmoothing *best)
{
	double		drift = Slope(x, n, count) / 2;
	double		least = get_float8_infinity();

	for (int i = 1; i <= 100; i += LANES)
	{
		StatSmoothing candidates[LANES];

		for (int k = 0; k < LANES; k++)
		{
			candidates[k].alpha = (i + k) / 100.0;
			candidates[k].beta = 0;
			candidates[k].phi = 1;
		}
		Try(x, n, candidates, true, drift, &least, best);
	}
	return isfinite(least);
}

/*
 * Fit damped trend.
 */
static bool
FitDamped(const double *x, int n, StatSmoothing *best)
{
	double		least = get_float8_infinity();
	int			betas = lengthof(damped_beta);
	int			phis = lengthof(damped_phi);

	StaticAssertStmt(100 % LANES == 0 && lengthof(damped_alpha) *
					 lengthof(damped_beta) * lengthof(damped_phi) % LANES == 0,
					 "grids must be tried to their end");
	for (int i = 0; i < lengthof(damped_alpha) * betas * phis; i += LANES)
	{
		StatSmoothing candidates[LANES];

		for (int k = 0; k < LANES; k++)
		{
			candidates[k].alpha = damped_alpha[(i + k) / (betas * phis)];
			candidates[k].beta = candidates[k].alpha * damped_beta[(i + k) / phis % betas];
			candidates[k].phi = damped_phi[(i + k) % phis];
		}
		Try(x, n, candidates, false, 0, &least, best);
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
	double	   *x = palloc_extended(mul_size(n, sizeof(double)), MCXT_ALLOC_HUGE);
	double		mean = 0;
	int			count = 0;
	int			fitted = 0;

	for (int i = 0; i < n; i++)
		count += !isnan(series[i]);
	for (int i = 0; i < n; i++)
		mean += isnan(series[i]) ? 0 : series[i] / count;
	for (int i = 0; i < n; i++)
		x[i] = series[i] - mean;

	if (FitTheta(x, n, count, &models[fitted]))
		fitted++;
	if (count >= DAMPED_FROM && FitDamped(x, n, &models[fitted]))
		fitted++;
	for (int i = 0; i < fitted; i++)
	{
		RunFromStart(x, n, &models[i]);
		models[i].level += mean;
	}
	pfree(x);
	return fitted;
}
