/*
 * sbg.c
 *	  Who renews, when leaving is seen: the shifted beta-geometric model.
 *
 * P. S. Fader and B. G. S. Hardie, "How to Project Customer Retention", J.
 * Interactive Marketing 21(1), 2007: at each renewal date a customer leaves with
 * a chance of her own, beta(alpha, beta) among all.  With i renewals behind,
 *
 *		P(T = t) = alpha / (alpha + beta + t - 1) * product over i < t - 1 of (beta + i) / (alpha + beta + i),
 *		S(t) = product over i < t of (beta + i) / (alpha + beta + i),
 *
 * so those of low chances are left and retention rises with age, though nobody
 * changes.  The likelihood needs no gamma function (ladder.c); the search runs
 * in the logit of the mean chance and the logarithm of alpha + beta.
 *
 * What a customer of n renewals is still to bring, the next one not
 * discounted (Fader and Hardie, "Customer-Base Valuation in a Contractual
 * Setting: The Perils of Ignoring Heterogeneity", Marketing Science 29(1), 2010), is
 * printed as a hypergeometric function.  Given the chance p of leaving it is a
 * geometric series, (1 - p) (1 + d) / (d + p), and the result its mean over
 * beta(alpha, beta + n), which predict.c integrates.
 */
#include "postgres.h"

#include <math.h>

#include "compat.h"
#include "customer/customer.h"
#include "miscadmin.h"
#include "statistics/statistics.h"
#include "utils/builtins.h"
#include "utils/float.h"

PG_FUNCTION_INFO_V1(bsc_sbg_accum);
PG_FUNCTION_INFO_V1(bsc_sbg_final);
PG_FUNCTION_INFO_V1(bsc_sbg_survival);
PG_FUNCTION_INFO_V1(bsc_sbg_retention);
PG_FUNCTION_INFO_V1(bsc_sbg_residual_lifetime);

#define MOST_SIZE		12
#define FAR_OUT			5

/* the parameters in which the search runs */
enum
{
	M, C, COORDINATES
};

/* columns of bsc.sbg_fit */
enum
{
	FIT_ALPHA, FIT_BETA, FIT_ALPHA_ERROR, FIT_BETA_ERROR, FIT_LOG_LIKELIHOOD, FIT_CUSTOMERS, FIT_ENDED,
	FIT_MEAN_CHURN, FIT_STATE, FIT_COLUMNS
};

/* an entry of the state: renewals that were made, whether the next was not */
typedef struct Sbg
{
	const CountEntry *entries;
	int64		n;
	double		customers;
	Ladder		ladder;
} Sbg;

/*
 * Transition: (state, renewals, ended [, customers]).
 */
Datum
bsc_sbg_accum(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Counts	   *counts = CountsArgument(fcinfo, &context);
	int64		weight;

	if (!PG_ARGISNULL(1) && !PG_ARGISNULL(2) && CountsWeight(fcinfo, 3, &weight))
	{
		int			renewals = PG_GETARG_INT32(1);
		bool		ended = PG_GETARG_BOOL(2);
		double		key[COUNT_KEYS] = {ended ? renewals - 1 : renewals, ended, 0};

		if (renewals < (ended ? 1 : 0))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("renewals must not be below %d, but is %d", ended ? 1 : 0, renewals),
					 errhint("It counts renewal dates: 1 for who left at the first.")));
		counts = CountsAdd(counts, context, key, weight);
	}
	if (counts == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(counts);
}

static double
Renewals(const CountEntry *entry)
{
	return entry->key[0];
}

/*
 * The mean log likelihood of a customer, with derivatives in m, c.
 */
static double
Evaluate(void *model, const double *at, double *gradient, double *hessian)
{
	Sbg		   *fit = (Sbg *) model;
	double		alpha = exp(at[C]) / (1 + exp(-at[M]));
	double		beta = exp(at[C]) / (1 + exp(at[M]));
	double		s[6];
	double		w = alpha / (1 + exp(at[M]));
	double		tilt = -tanh(at[M] / 2);

	LadderDropout(&fit->ladder, alpha, beta, s);
	for (int64 i = 0; i < fit->n; i++)
	{
		double		weight = fit->entries[i].count;
		double		rest = beta + fit->entries[i].key[0];
		double		all = alpha + rest;

		if (fit->entries[i].key[1] == 0)
			continue;
		s[0] -= weight * log1p(rest / alpha);
		s[1] += weight * (rest / alpha / all);
		s[2] -= weight / all;
		s[3] -= weight * (rest / alpha / all) * ((alpha + all) / alpha / all);
		s[4] += weight / (all * all);
		s[5] += weight / (all * all);
	}
	for (int i = 0; i < 6; i++)
		s[i] /= fit->customers;
	gradient[M] = (s[1] - s[2]) * w;
	gradient[C] = s[1] * alpha + s[2] * beta;
	hessian[0] = w * w * (s[3] - 2 * s[4] + s[5]) + gradient[M] * tilt;
	hessian[1] = hessian[2] = w * (s[3] * alpha + s[4] * (beta - alpha) - s[5] * beta) + gradient[M];
	hessian[3] = s[3] * alpha * alpha + 2 * s[4] * alpha * beta + s[5] * beta * beta + gradient[C];
	return s[0];
}

/*
 * What the data leave open, in words.
 */
static const char *
WhatIsFlat(const Search *search, int flattest)
{
	double		at = search->at[flattest];

	if (flattest == M && at > FAR_OUT)
		return "flat: all left at the first date";
	if (flattest == C && at > FAR_OUT)
		return "flat: all leave with one probability";
	if (flattest == C && at < -FAR_OUT)
		return "flat: some always leave, others never";
	return "flat: too few customers";
}

/*
 * Climb from three places.
 */
static void
Climb(Sbg *fit, Search *search)
{
	static const double starts[3 * COORDINATES] = {-1, 1, -2, 3, 0, -1};

	LadderFromCounts(&fit->ladder, fit->entries, fit->n, Renewals);
	search->size = COORDINATES;
	search->evaluate = Evaluate;
	search->model = fit;
	search->low[M] = search->low[C] = -MOST_SIZE;
	search->high[M] = search->high[C] = MOST_SIZE;
	SearchBest(search, starts, 3);
}

/*
 * The fit as a row.
 */
Datum
bsc_sbg_final(PG_FUNCTION_ARGS)
{
	Fit			fit;
	Sbg			model = {0};
	const char *state = "nobody left";
	int64		ended = 0;
	double		p[2];
	double		directions[2][COORDINATES];

	if (!FitBegin(&fit, fcinfo))
		PG_RETURN_NULL();
	model.entries = fit.counts->entries;
	model.n = fit.counts->used;
	model.customers = fit.counts->total;
	for (int64 i = 0; i < model.n; i++)
		if (model.entries[i].key[1] != 0)
			ended += model.entries[i].count;
	if (ended > 0)
	{
		Climb(&model, &fit.search);
		state = FitSettle(&fit, model.customers) ? "converged" : WhatIsFlat(&fit.search, fit.flattest);
	}
	for (int i = 0; i < 2; i++)
	{
		double		side = i == 0 ? 1 : -1;

		p[i] = exp(fit.search.at[C]) / (1 + exp(-side * fit.search.at[M]));
		directions[i][M] = side / (1 + exp(side * fit.search.at[M]));
		directions[i][C] = 1;
	}
	FitParameters(&fit, 2, p, &directions[0][0]);
	fit.values[FIT_LOG_LIKELIHOOD] = Float8GetDatum(ended == 0 ? 0 : fit.search.value * model.customers);
	fit.values[FIT_CUSTOMERS] = Int64GetDatum(fit.counts->total);
	fit.values[FIT_ENDED] = Int64GetDatum(ended);
	fit.nulls[FIT_MEAN_CHURN] = ended == 0;
	fit.values[FIT_MEAN_CHURN] = Float8GetDatum(1 / (1 + exp(-fit.search.at[M])));
	fit.values[FIT_STATE] = CStringGetTextDatum(state);
	return FitRow(&fit);
}

/*
 * alpha, beta and renewals from the first three arguments.
 */
static int
SbgArguments(FunctionCallInfo fcinfo, int least, double *alpha, double *beta)
{
	int			renewals = PG_GETARG_INT32(2);

	*alpha = PG_GETARG_FLOAT8(0);
	*beta = PG_GETARG_FLOAT8(1);
	CheckPositive(*alpha, "alpha");
	CheckPositive(*beta, "beta");
	if (renewals < least)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("renewals must not be below %d, but is %d", least, renewals)));
	return renewals;
}

/*
 * bsc.sbg_survival(alpha, beta, renewals)
 */
Datum
bsc_sbg_survival(PG_FUNCTION_ARGS)
{
	double		alpha;
	double		beta;
	double		first = 0;
	double		length = SbgArguments(fcinfo, 0, &alpha, &beta);
	double		weight = 1;
	double		sums[6];
	Ladder		ladder = {1, &first, &length, &weight};

	LadderDropout(&ladder, alpha, beta, sums);
	PG_RETURN_FLOAT8(exp(sums[0]));
}

/*
 * bsc.sbg_retention(alpha, beta, renewals): of those who were there until this
 * renewal date, the share that renews
 */
Datum
bsc_sbg_retention(PG_FUNCTION_ARGS)
{
	double		alpha;
	double		beta;
	int			renewals = SbgArguments(fcinfo, 1, &alpha, &beta);

	PG_RETURN_FLOAT8(1 / (1 + alpha / (beta + (renewals - 1))));
}

/*
 * Renewals still to come, given the chance of leaving; the constant is the
 * discount.
 */
static double
RenewalsGiven(double p, const double *constants)
{
	return (1 - p) * (1 + constants[0]) / (constants[0] + p);
}

/*
 * bsc.sbg_residual_lifetime(alpha, beta, renewals, discount)
 */
Datum
bsc_sbg_residual_lifetime(PG_FUNCTION_ARGS)
{
	double		alpha;
	double		beta;
	int			renewals = SbgArguments(fcinfo, 0, &alpha, &beta);
	double		discount = PG_GETARG_FLOAT8(3);

	StatCheckFinite(discount, "discount");
	if (discount < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("discount must not be negative, but is %g", discount)));
	if (discount > 0)
	{
		double		mean = BetaMean(alpha, beta + renewals, RenewalsGiven, &discount);

		if (isinf(mean) || isnan(mean))
			float_overflow_error();
		PG_RETURN_FLOAT8(mean);
	}
	/* without discount the mean may be infinite */
	if (alpha <= 1)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8((beta + renewals) / (alpha - 1));
}
