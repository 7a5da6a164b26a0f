/*
 * bg_nbd.c
 *	  How customers buy and leave when nobody tells: the BG/NBD model, fitted.
 *
 * P. S. Fader, B. G. S. Hardie and K. L. Lee, "'Counting Your Customers' the
 * Easy Way: An Alternative to the Pareto/NBD Model", Marketing Science 24(2),
 * 2005, equation 6; how it is computed without overflow follows Fader and
 * Hardie, note 027, 2013.  predict.c says what the parameters mean.  With N_i
 * customers of more than i repeat purchases,
 *
 *		ln L = sum over i of N_i (ln(r + i) - log1p(a / (b + i)))
 *			 + sum over customers of ln(e^l3 + e^l4),
 *		l3 = -r log1p(T / alpha) - x ln(alpha + T),
 *		l4 = ln a - ln(b + x - 1) - r log1p(t_x / alpha) - x ln(alpha + t_x)   (x > 0),
 *
 * so no gamma function is needed (see ladder.c).  First and second derivatives
 * are exact; l3 and l4 are weighed against each other by their difference alone.
 *
 * Times are divided by their mean first.  Then the search (search.c) runs in
 *
 *		u = ln(r / alpha), the mean rate;    v = ln r, how alike the rates are,
 *		m = logit(a / (a + b)), the mean chance of leaving;    c = ln(a + b), how alike those are,
 *
 * for the two means are well determined even by few customers, and it is how
 * alike customers are that runs away.  What comes back says which of these was
 * determined by the data.  Nothing is penalized, nothing is assumed beforehand:
 * where the data do not tell, the state says so, and there are no errors.
 */
#include "postgres.h"

#include <math.h>

#include "attainment/sums.h"
#include "compat.h"
#include "customer/customer.h"
#include "miscadmin.h"
#include "statistics/statistics.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(bsc_bg_nbd_accum);
PG_FUNCTION_INFO_V1(bsc_bg_nbd_final);

/* more than this and doubles no longer count one by one */
#define MAX_FREQUENCY	(INT64CONST(1) << 53)

#define MOST_RATE		30
#define MOST_SIZE		12
/* beyond this a parameter that is not determined counts as run away */
#define FAR_OUT			5

/* the parameters in which the search runs */
enum
{
	U, V, M, C, COORDINATES
};

/* those of the model */
enum
{
	R, ALPHA, A, B
};

/* columns of bsc.bg_nbd_fit */
enum
{
	FIT_R, FIT_ALPHA, FIT_A, FIT_B, FIT_R_ERROR, FIT_ALPHA_ERROR, FIT_A_ERROR, FIT_B_ERROR, FIT_LOG_LIKELIHOOD,
	FIT_CUSTOMERS, FIT_REPEAT_CUSTOMERS, FIT_ITERATIONS, FIT_STATE, FIT_COLUMNS
};

typedef struct BgNbd
{
	const CountEntry *entries;
	int64		n;
	double		scale;			/* mean age, by which times are divided */
	double		customers;
	int64		repeat_customers;
	double		purchases;
	Ladder		ladder;
} BgNbd;

/*
 * Transition: (state, frequency, recency, age [, customers]).
 */
Datum
bsc_bg_nbd_accum(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Counts	   *counts = CountsArgument(fcinfo, &context);
	int64		weight;

	if (!PG_ARGISNULL(1) && !PG_ARGISNULL(2) && !PG_ARGISNULL(3) && CountsWeight(fcinfo, 4, &weight))
	{
		int64		frequency = PG_GETARG_INT64(1);
		double		recency = PG_GETARG_FLOAT8(2);
		double		age = PG_GETARG_FLOAT8(3);
		double		key[COUNT_KEYS];

		CheckCustomer(frequency, &recency, age);
		if (frequency > MAX_FREQUENCY)
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("frequency %lld is too large", (long long) frequency)));
		key[0] = (double) frequency;
		key[1] = recency;
		key[2] = age;
		counts = CountsAdd(counts, context, key, weight);
	}
	if (counts == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(counts);
}

static double
Frequency(const CountEntry *entry)
{
	return entry->key[0];
}

/*
 * The part of the likelihood that has times in it, for one entry: value, and
 * derivatives in r, alpha, a, b added to sums, gradient and hessian.
 */
static void
AddEntry(const CountEntry *entry, double scale, const double *p, double ln_alpha, Sum *sums, double *hessian)
{
	double		x = entry->key[0];
	double		weight = entry->count;
	double		t[2] = {entry->key[2] / scale, entry->key[1] / scale};
	double		share[2] = {1, 0};
	double		l[2];
	double		g[2][4] = {{0}};
	double		h[2][3];		/* r alpha, alpha alpha, b b */
	double		d[4];
	int			parts = x > 0 ? 2 : 1;
	double		value;

	for (int k = 0; k < parts; k++)
	{
		double		grown = log1p(t[k] / p[ALPHA]);
		double		now = p[ALPHA] + t[k];

		l[k] = -p[R] * grown - x * (ln_alpha + grown);
		g[k][R] = -grown;
		g[k][ALPHA] = (p[R] * t[k] / p[ALPHA] - x) / now;
		h[k][0] = t[k] / p[ALPHA] / now;
		h[k][1] = -p[R] * h[k][0] / p[ALPHA] - g[k][ALPHA] / now;
	}
	value = l[0];
	if (parts == 2)
	{
		double		rest = p[B] + (x - 1);
		double		apart;

		l[1] += log(p[A] / rest);
		apart = l[1] - l[0];
		value = apart < 0 ? l[0] + log1p(exp(apart)) : l[1] + log1p(exp(-apart));
		share[0] = 1 / (1 + exp(apart));
		share[1] = 1 / (1 + exp(-apart));
		g[1][A] = 1 / p[A];
		g[1][B] = -1 / rest;
		hessian[A * 4 + A] -= weight * share[1] / (p[A] * p[A]);
		hessian[B * 4 + B] += weight * share[1] / (rest * rest);
		for (int i = 0; i < 4; i++)
			d[i] = g[1][i] - g[0][i];
		for (int i = 0; i < 4; i++)
			for (int j = 0; j < 4; j++)
				hessian[i * 4 + j] += weight * share[0] * share[1] * d[i] * d[j];
	}
	SumAdd(&sums[4], weight * value);
	for (int k = 0; k < parts; k++)
	{
		for (int i = 0; i < 4; i++)
			if (g[k][i] != 0)
				SumAdd(&sums[i], weight * share[k] * g[k][i]);
		hessian[R * 4 + ALPHA] += weight * share[k] * h[k][0];
		hessian[ALPHA * 4 + R] += weight * share[k] * h[k][0];
		hessian[ALPHA * 4 + ALPHA] += weight * share[k] * h[k][1];
	}
}

/*
 * The parameters of the model at a place of the search.
 */
static void
Parameters(const double *at, double *p)
{
	p[R] = exp(at[V]);
	p[ALPHA] = exp(at[V] - at[U]);
	p[A] = exp(at[C]) / (1 + exp(-at[M]));
	p[B] = exp(at[C]) / (1 + exp(at[M]));
}

/*
 * The mean log likelihood of a customer, with derivatives in u, v, m, c.
 */
static double
Evaluate(void *model, const double *at, double *gradient, double *hessian)
{
	BgNbd	   *fit = (BgNbd *) model;
	double		p[4];
	Sum			sums[5] = {{0, 0}};
	double		rates[3];
	double		dropout[6];
	double		h[16] = {0};
	double		g[4];
	double		j[4][COORDINATES] = {{0}};
	double		w;
	double		tilt;

	Parameters(at, p);
	for (int64 i = 0; i < fit->n; i++)
	{
		if (i % 1024 == 0)
			CHECK_FOR_INTERRUPTS();
		AddEntry(&fit->entries[i], fit->scale, p, at[V] - at[U], sums, h);
	}
	LadderRates(&fit->ladder, p[R], rates);
	LadderDropout(&fit->ladder, p[A], p[B], dropout);
	SumAdd(&sums[4], rates[0]);
	SumAdd(&sums[4], dropout[0]);
	SumAdd(&sums[R], rates[1]);
	SumAdd(&sums[A], dropout[1]);
	SumAdd(&sums[B], dropout[2]);
	h[R * 4 + R] += rates[2];
	h[A * 4 + A] += dropout[3];
	h[A * 4 + B] += dropout[4];
	h[B * 4 + A] += dropout[4];
	h[B * 4 + B] += dropout[5];
	for (int i = 0; i < 4; i++)
		g[i] = SumValue(&sums[i]) / fit->customers;

	/* the chain rule; a and b move against each other with m */
	w = p[A] / (1 + exp(at[M]));
	tilt = -tanh(at[M] / 2);
	j[R][V] = p[R];
	j[ALPHA][V] = p[ALPHA];
	j[ALPHA][U] = -p[ALPHA];
	j[A][M] = w;
	j[B][M] = -w;
	j[A][C] = p[A];
	j[B][C] = p[B];
	for (int s = 0; s < COORDINATES; s++)
	{
		gradient[s] = 0;
		for (int k = 0; k < 4; k++)
			gradient[s] += g[k] * j[k][s];
		for (int t = 0; t < COORDINATES; t++)
		{
			double		sum = 0;

			for (int k = 0; k < 4; k++)
				for (int l = 0; l < 4; l++)
					sum += j[k][s] * h[k * 4 + l] * j[l][t];
			hessian[s * COORDINATES + t] = sum / fit->customers;
		}
	}
	hessian[U * COORDINATES + U] += g[ALPHA] * p[ALPHA];
	hessian[U * COORDINATES + V] -= g[ALPHA] * p[ALPHA];
	hessian[V * COORDINATES + U] -= g[ALPHA] * p[ALPHA];
	hessian[V * COORDINATES + V] += g[ALPHA] * p[ALPHA] + g[R] * p[R];
	hessian[M * COORDINATES + M] += (g[A] - g[B]) * w * tilt;
	hessian[M * COORDINATES + C] += (g[A] - g[B]) * w;
	hessian[C * COORDINATES + M] += (g[A] - g[B]) * w;
	hessian[C * COORDINATES + C] += g[A] * p[A] + g[B] * p[B];
	return SumValue(&sums[4]) / fit->customers;
}

/*
 * What the data leave open, in words.
 */
static const char *
WhatIsFlat(const Search *search, int flattest)
{
	double		at = search->at[flattest];

	if (flattest == V && at > FAR_OUT)
		return "flat: all buy at one rate";
	if (flattest == M && at < -FAR_OUT)
		return "flat: nobody seems to leave";
	if (flattest == M && at > FAR_OUT)
		return "flat: all leave after the first repeat";
	if (flattest == C && at > FAR_OUT)
		return "flat: all leave with one probability";
	if (flattest == C && at < -FAR_OUT)
		return "flat: some always leave, others never";
	return "flat: too few customers";
}

/*
 * Count what the entries hold, and divide times by the mean age.
 */
static void
Prepare(BgNbd *fit, Counts *counts)
{
	Sum			purchases = {0, 0};
	Sum			age = {0, 0};
	double		oldest = 0;

	fit->entries = counts->entries;
	fit->n = counts->used;
	for (int64 i = 0; i < fit->n; i++)
		oldest = Max(oldest, fit->entries[i].key[2]);
	for (int64 i = 0; i < fit->n; i++)
	{
		const CountEntry *entry = &fit->entries[i];

		fit->customers += entry->count;
		if (entry->key[0] > 0)
			fit->repeat_customers += entry->count;
		SumAdd(&purchases, entry->key[0] * entry->count);
		SumAdd(&age, entry->key[2] / oldest * entry->count);
	}
	fit->purchases = SumValue(&purchases);
	fit->scale = SumValue(&age) / fit->customers * oldest;
	LadderFromCounts(&fit->ladder, fit->entries, fit->n, Frequency);
}

/*
 * Climb from three places: rates and chances much alike, less alike, unlike.
 */
static void
Climb(BgNbd *fit, Search *search)
{
	static const double places[3][3] = {{-0.5, -1, 1}, {1, -2, 2}, {-1, 0, 0}};
	double		starts[3 * COORDINATES];
	double		most = fit->entries[fit->n - 1].key[0];

	search->size = COORDINATES;
	search->evaluate = Evaluate;
	search->model = fit;
	search->low[U] = -MOST_RATE;
	search->high[U] = MOST_RATE;
	search->low[V] = search->low[M] = search->low[C] = -MOST_SIZE;
	search->high[M] = search->high[C] = MOST_SIZE;
	/* Poisson's limit is reached to x^2 / r */
	search->high[V] = MOST_SIZE + 2 * log1p(most);
	for (int s = 0; s < 3; s++)
	{
		starts[s * COORDINATES + U] = log(fit->purchases / fit->customers);
		memcpy(starts + s * COORDINATES + V, places[s], 3 * sizeof(double));
	}
	SearchBest(search, starts, 3);
}

/*
 * The fit as a row.
 */
Datum
bsc_bg_nbd_final(PG_FUNCTION_ARGS)
{
	Fit			fit;
	BgNbd		model = {0};
	const char *state = "no repeat purchases";
	double		p[4];
	double		directions[4][COORDINATES] = {{0, 1, 0, 0}, {-1, 1, 0, 0}, {0, 0, 0, 1}, {0, 0, 0, 1}};

	if (!FitBegin(&fit, fcinfo))
		PG_RETURN_NULL();
	Prepare(&model, fit.counts);
	if (model.repeat_customers > 0)
	{
		Climb(&model, &fit.search);
		state = FitSettle(&fit, model.customers) ? "converged" : WhatIsFlat(&fit.search, fit.flattest);
	}
	Parameters(fit.search.at, p);
	p[ALPHA] *= model.scale;
	directions[A][M] = 1 / (1 + exp(fit.search.at[M]));
	directions[B][M] = -1 / (1 + exp(-fit.search.at[M]));
	FitParameters(&fit, 4, p, &directions[0][0]);
	fit.values[FIT_LOG_LIKELIHOOD] = Float8GetDatum(model.repeat_customers == 0 ? 0 :
													fit.search.value * model.customers - model.purchases * log(model.scale));
	fit.values[FIT_CUSTOMERS] = Int64GetDatum(fit.counts->total);
	fit.values[FIT_REPEAT_CUSTOMERS] = Int64GetDatum(model.repeat_customers);
	fit.values[FIT_ITERATIONS] = Int32GetDatum(fit.search.iterations);
	fit.values[FIT_STATE] = CStringGetTextDatum(state);
	return FitRow(&fit);
}
