/*
 * gamma_gamma.c
 *	  What customers spend on a purchase: the gamma-gamma model, fitted.
 *
 * R. Colombo and W. Jiang, "A Stochastic RFM Model", J. Interactive Marketing
 * 13(3), 1999; P. S. Fader, B. G. S. Hardie and K. L. Lee, "RFM and CLV: Using
 * Iso-Value Curves for Customer Base Analysis", J. Marketing Research 42,
 * 2005; Fader and Hardie, note 025, 2013.  A purchase of a customer is
 * gamma(p, v) with a v of her own, gamma(q, gamma) among all.  Of x purchases
 * with the mean m, s = x m,
 *
 *		ln L = -ln B(p x, q) - q log1p(s / gamma) - p x log1p(gamma / s) - ln m.
 *
 * Spend is divided by its mean first.  The search runs in ln p (how alike the
 * purchases of one customer are), ln q (how alike customers are) and the
 * logarithm of p gamma / q, about the mean spend: what runs away when the data do
 * not tell is then one coordinate alone.
 *
 * The model holds only where those who buy often spend no more on a purchase
 * than others, so the correlation of the two is reported beside it.
 */
#include "postgres.h"

#include <math.h>

#include "attainment/sums.h"
#include "compat.h"
#include "customer/customer.h"
#include "miscadmin.h"
#include "statistics/statistics.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(bsc_gamma_gamma_accum);
PG_FUNCTION_INFO_V1(bsc_gamma_gamma_final);

#define MOST_MEAN		30
#define MOST_SIZE		12
#define FAR_OUT			5
#define LEAST_CUSTOMERS	3

/* the parameters in which the search runs, all logarithms */
enum
{
	LN_P, LN_Q, LN_MEAN, COORDINATES
};

/* columns of bsc.gamma_gamma_fit */
enum
{
	FIT_P, FIT_Q, FIT_GAMMA, FIT_P_ERROR, FIT_Q_ERROR, FIT_GAMMA_ERROR, FIT_LOG_LIKELIHOOD, FIT_CUSTOMERS,
	FIT_CORRELATION, FIT_MEAN_SPEND, FIT_STATE, FIT_COLUMNS
};

typedef struct GammaGamma
{
	const CountEntry *entries;
	int64		n;
	double		customers;
	double		mean_spend;		/* by which spend is divided */
} GammaGamma;

/*
 * Transition: (state, frequency, mean spend [, customers]).  Who has not
 * bought again tells nothing.
 */
Datum
bsc_gamma_gamma_accum(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Counts	   *counts = CountsArgument(fcinfo, &context);
	int64		weight;

	if (!PG_ARGISNULL(1) && !PG_ARGISNULL(2) && CountsWeight(fcinfo, 3, &weight))
	{
		int64		frequency = PG_GETARG_INT64(1);
		double		key[COUNT_KEYS] = {(double) frequency, PG_GETARG_FLOAT8(2), 0};

		CheckSpend(frequency, key[1]);
		if (frequency > 0)
			counts = CountsAdd(counts, context, key, weight);
	}
	if (counts == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(counts);
}

/*
 * The mean log likelihood of a customer, with derivatives.
 */
static double
Evaluate(void *model, const double *at, double *gradient, double *hessian)
{
	GammaGamma *fit = (GammaGamma *) model;
	double		p = exp(at[LN_P]);
	double		q = exp(at[LN_Q]);
	double		gamma = exp(at[LN_MEAN] + at[LN_Q] - at[LN_P]);
	double		psi_q = Digamma(q);
	double		psi1_q = Trigamma(q);
	Sum			sums[4] = {{0, 0}};
	double		h[9] = {0};
	double		g[3];
	/* d (p, q, gamma) / d (ln p, ln q, ln mean) */
	double		j[3][3] = {{p, 0, 0}, {0, q, 0}, {-gamma, gamma, gamma}};
	static const double signs[3] = {-1, 1, 1};

	for (int64 i = 0; i < fit->n; i++)
	{
		const CountEntry *entry = &fit->entries[i];
		double		weight = entry->count;
		double		x = entry->key[0];
		double		m = entry->key[1] / fit->mean_spend;
		double		s = x * m;
		double		P = p * x;
		double		psi = Digamma(P + q);
		double		psi1 = Trigamma(P + q);
		double		high = log1p(s / gamma);
		double		low = log1p(gamma / s);

		if (i % 1024 == 0)
			CHECK_FOR_INTERRUPTS();
		SumAdd(&sums[3], weight * (-LnBeta(P, q) - q * high - P * low - log(m)));
		SumAdd(&sums[0], weight * x * (psi - Digamma(P) - low));
		SumAdd(&sums[1], weight * (psi - psi_q - high));
		SumAdd(&sums[2], weight * ((q * s / gamma - P) / (gamma + s)));
		h[0] += weight * x * x * (psi1 - Trigamma(P));
		h[1] += weight * x * psi1;
		h[2] -= weight * x / (s + gamma);
		h[4] += weight * (psi1 - psi1_q);
		h[5] += weight * (s / gamma / (gamma + s));
		h[8] += weight * (P - q * (s / gamma) * (2 * gamma + s) / gamma) / (gamma + s) / (gamma + s);
	}
	h[3] = h[1];
	h[6] = h[2];
	h[7] = h[5];
	for (int k = 0; k < 3; k++)
		g[k] = SumValue(&sums[k]) / fit->customers;
	for (int s = 0; s < 3; s++)
	{
		gradient[s] = 0;
		for (int k = 0; k < 3; k++)
			gradient[s] += g[k] * j[k][s];
		for (int t = 0; t < 3; t++)
		{
			double		sum = 0;

			for (int k = 0; k < 3; k++)
				for (int l = 0; l < 3; l++)
					sum += j[k][s] * h[k * 3 + l] * j[l][t];
			hessian[s * 3 + t] = sum / fit->customers + g[2] * gamma * signs[s] * signs[t];
		}
	}
	hessian[0] += g[0] * p;
	hessian[4] += g[1] * q;
	return SumValue(&sums[3]) / fit->customers;
}

/*
 * What the data leave open, in words.
 */
static const char *
WhatIsFlat(const Search *search, int flattest)
{
	if (search->at[LN_Q] >= MOST_SIZE || (flattest == LN_Q && search->at[LN_Q] > FAR_OUT))
		return "flat: all spend alike";
	if (flattest == LN_P && search->at[LN_P] > FAR_OUT)
		return "flat: each spends the same every time";
	return "flat: too few customers";
}

/*
 * Means of frequency and spend, and their correlation, NaN if not defined.
 */
static double
Describe(GammaGamma *fit)
{
	Sum			sums[2] = {{0, 0}};
	double		largest[2] = {0, 0};
	double		means[2];
	Sum			squares[3] = {{0, 0}};

	for (int64 i = 0; i < fit->n; i++)
	{
		fit->customers += fit->entries[i].count;
		for (int k = 0; k < 2; k++)
			largest[k] = Max(largest[k], fit->entries[i].key[k]);
	}
	for (int64 i = 0; i < fit->n; i++)
		for (int k = 0; k < 2; k++)
			SumAdd(&sums[k], fit->entries[i].key[k] / largest[k] * fit->entries[i].count);
	for (int k = 0; k < 2; k++)
		means[k] = SumValue(&sums[k]) / fit->customers;
	for (int64 i = 0; i < fit->n; i++)
	{
		double		x = fit->entries[i].key[0] / largest[0] - means[0];
		double		m = fit->entries[i].key[1] / largest[1] - means[1];

		SumAdd(&squares[0], x * x * fit->entries[i].count);
		SumAdd(&squares[1], x * m * fit->entries[i].count);
		SumAdd(&squares[2], m * m * fit->entries[i].count);
	}
	fit->mean_spend = means[1] * largest[1];
	/* a spread that is rounding is none */
	if (SumValue(&squares[0]) <= 1e-24 * fit->customers || SumValue(&squares[2]) <= 1e-24 * fit->customers)
		return NAN;
	return Min(Max(SumValue(&squares[1]) / sqrt(SumValue(&squares[0])) / sqrt(SumValue(&squares[2])), -1), 1);
}

/*
 * Climb from three places.
 */
static void
Climb(GammaGamma *fit, Search *search)
{
	static const double starts[3 * COORDINATES] = {0.7, 0.7, 0, 2, 2, 0, 0, 3, 0};

	search->size = COORDINATES;
	search->evaluate = Evaluate;
	search->model = fit;
	for (int i = 0; i < COORDINATES; i++)
	{
		search->low[i] = i == LN_MEAN ? -MOST_MEAN : -MOST_SIZE;
		search->high[i] = i == LN_MEAN ? MOST_MEAN : MOST_SIZE;
	}
	/* so many purchases still differ by p times their number */
	search->low[LN_P] -= log(fit->entries[fit->n - 1].key[0]);
	SearchBest(search, starts, 3);
}

/*
 * The fit as a row.
 */
Datum
bsc_gamma_gamma_final(PG_FUNCTION_ARGS)
{
	Fit			fit;
	GammaGamma	model = {0};
	const char *state = "too few customers";
	double		correlation;
	double		p[3];
	static const double directions[3][COORDINATES] = {{1, 0, 0}, {0, 1, 0}, {-1, 1, 1}};

	if (!FitBegin(&fit, fcinfo))
		PG_RETURN_NULL();
	model.entries = fit.counts->entries;
	model.n = fit.counts->used;
	correlation = Describe(&model);
	if (model.customers >= LEAST_CUSTOMERS)
	{
		Climb(&model, &fit.search);
		state = FitSettle(&fit, model.customers) ? "converged" : WhatIsFlat(&fit.search, fit.flattest);
	}
	p[0] = exp(fit.search.at[LN_P]);
	p[1] = exp(fit.search.at[LN_Q]);
	p[2] = exp(fit.search.at[LN_MEAN] + fit.search.at[LN_Q] - fit.search.at[LN_P]) * model.mean_spend;
	FitParameters(&fit, 3, p, &directions[0][0]);
	fit.nulls[FIT_LOG_LIKELIHOOD] = !fit.searched;
	fit.values[FIT_LOG_LIKELIHOOD] = Float8GetDatum(model.customers * (fit.search.value - log(model.mean_spend)));
	fit.values[FIT_CUSTOMERS] = Int64GetDatum(fit.counts->total);
	fit.nulls[FIT_CORRELATION] = isnan(correlation);
	fit.values[FIT_CORRELATION] = Float8GetDatum(correlation);
	fit.values[FIT_MEAN_SPEND] = Float8GetDatum(model.mean_spend);
	fit.values[FIT_STATE] = CStringGetTextDatum(state);
	return FitRow(&fit);
}
