/*
 * ladder.c
 *	  Sums over counts that fall, in place of gamma functions.
 *
 * In the models of this room customers make so many purchases or renewals.
 * The likelihood has factors r (r + 1) ... (r + x - 1), which books write as a
 * quotient of gamma functions.  The difference of two log gammas loses all its
 * digits when r is large, and fits do run to large r.  So the factors are
 * summed as they stand.  With N_i customers who got beyond rung i, one sum over
 * rungs serves all customers.  N_i only changes at the values that occur: a
 * ladder is those steps.
 *
 * Rungs beyond the 4096th are summed step by step with Stirling's series
 * (DLMF 5.11), written for the difference, so that nothing cancels: with A the
 * first and n the number of them,
 *
 *		sum of ln(A + i) = n ln A + (A + n - 1/2) log1p(n / A) - n + d(A + n) - d(A),
 *
 * where d(z) = 1/(12 z) - 1/(360 z^3) + ..., and its derivatives in A.
 */
#include "postgres.h"

#include <math.h>

#include "customer/customer.h"
#include "miscadmin.h"
#include "utils/memutils.h"

/* rungs up to here are summed one by one */
#define DIRECT_RUNGS	4096
/* and so are short steps */
#define SHORT_STEP		16

/*
 * ln Gamma(z) - ((z - 1/2) ln z - z + ln(2 pi) / 2) for z from 10.
 */
static double
StirlingRest(double z)
{
	double		y = 1 / (z * z);

	return (1.0 / 12 + y * (-1.0 / 360 + y * (1.0 / 1260 + y * (-1.0 / 1680 + y * (1.0 / 1188 +
		y * (-691.0 / 360360 + y * (1.0 / 156))))))) / z;
}

/*
 * ln B(a, b), of small and large arguments alike (after A. R. DiDonato and A.
 * H. Morris, ACM TOMS 18, 1992, algorithm 708).
 */
double
LnBeta(double a, double b)
{
	double		small = Min(a, b);
	double		large = Max(a, b);

	if (large < 10)
		return lgamma(small) + lgamma(large) - lgamma(small + large);
	if (small < 10)
		return lgamma(small) - small * log(large) - (small + large - 0.5) * log1p(small / large) + small +
			StirlingRest(large) - StirlingRest(small + large);
	return 0.5 * log(2 * M_PI / large) + StirlingRest(small) + StirlingRest(large) - StirlingRest(small + large) -
		(small - 0.5) * log1p(large / small) - large * log1p(small / large);
}

/*
 * The derivative of ln Gamma at a positive x (DLMF 5.5.2, 5.11.2).
 */
double
Digamma(double x)
{
	double		shift = 0;
	double		y;

	for (; x < 8; x += 1)
		shift -= 1 / x;
	y = 1 / (x * x);
	return shift + log(x) - 0.5 / x - y * (1.0 / 12 - y * (1.0 / 120 - y * (1.0 / 252 - y * (1.0 / 240 - y * (1.0 / 132 -
		y * (691.0 / 32760 - y * (1.0 / 12 - y * (3617.0 / 8160))))))));
}

/*
 * And the derivative of that.
 */
double
Trigamma(double x)
{
	double		shift = 0;
	double		y;

	for (; x < 8; x += 1)
		shift += 1 / (x * x);
	y = 1 / (x * x);
	return shift + (1 + 0.5 / x + y * (1.0 / 6 - y * (1.0 / 30 - y * (1.0 / 42 - y * (1.0 / 30 - y * (5.0 / 66 -
		y * (691.0 / 2730 - y * (7.0 / 6 - y * (3617.0 / 510))))))))) / x;
}

/*
 * The sums of ln(A + i), 1 / (A + i) and 1 / (A + i)^2 for i from 0 to n - 1,
 * A being large.
 */
static void
SumStep(double A, double n, double sums[3])
{
	double		Z = A + n;
	double		x = 1 / A;
	double		y = 1 / Z;
	double		x2 = x * x;
	double		y2 = y * y;

	sums[0] = n * log(A) + (Z - 0.5) * log1p(n / A) - n + StirlingRest(Z) - StirlingRest(A);
	sums[1] = log1p(n / A) + (x - y) / 2 + (x2 - y2) / 12 - (x2 * x2 - y2 * y2) / 120;
	sums[2] = n * x * y + (x2 - y2) / 2 + (x2 * x - y2 * y) / 6 - (x2 * x2 * x - y2 * y2 * y) / 30;
}

/*
 * Of each step of a ladder, how many rungs are to be summed one by one.
 */
static double
DirectRungs(const Ladder *ladder, int64 k)
{
	if (ladder->length[k] <= SHORT_STEP)
		return ladder->length[k];
	return Min(Max(DIRECT_RUNGS - ladder->first[k], 0), ladder->length[k]);
}

/*
 * The sum of N_i ln(r + i), and its first and second derivative in r.
 */
void
LadderRates(const Ladder *ladder, double r, double sums[3])
{
	sums[0] = sums[1] = sums[2] = 0;
	for (int64 k = 0; k < ladder->steps; k++)
	{
		double		weight = ladder->weight[k];
		double		direct = DirectRungs(ladder, k);

		CHECK_FOR_INTERRUPTS();
		for (double i = 0; i < direct; i++)
		{
			double		x = r + (ladder->first[k] + i);

			sums[0] += weight * log(x);
			sums[1] += weight / x;
			sums[2] -= weight / (x * x);
		}
		if (direct < ladder->length[k])
		{
			double		step[3];

			SumStep(r + (ladder->first[k] + direct), ladder->length[k] - direct, step);
			sums[0] += weight * step[0];
			sums[1] += weight * step[1];
			sums[2] -= weight * step[2];
		}
	}
}

/*
 * The sum of N_i ln((b + i) / (a + b + i)): all climb each rung with a chance
 * that has a beta distribution.  Then its derivatives in a, b, aa, ab, bb.
 */
void
LadderDropout(const Ladder *ladder, double a, double b, double sums[6])
{
	memset(sums, 0, 6 * sizeof(double));
	for (int64 k = 0; k < ladder->steps; k++)
	{
		double		weight = ladder->weight[k];
		double		direct = DirectRungs(ladder, k);

		CHECK_FOR_INTERRUPTS();
		for (double i = 0; i < direct; i++)
		{
			double		x = b + (ladder->first[k] + i);
			double		y = a + x;

			sums[0] -= weight * log1p(a / x);
			sums[1] -= weight / y;
			sums[2] += weight * (a / x) / y;
			sums[3] += weight / (y * y);
			sums[5] -= weight * (a / x) / y * ((x + y) / x) / y;
		}
		if (direct < ladder->length[k])
		{
			double		low[3];
			double		high[3];
			double		start = b + (ladder->first[k] + direct);
			double		length = ladder->length[k] - direct;

			SumStep(start, length, low);
			SumStep(a + start, length, high);
			sums[0] += weight * (LnBeta(a, start + length) - LnBeta(a, start));
			sums[1] -= weight * high[1];
			sums[2] += weight * (low[1] - high[1]);
			sums[3] += weight * high[2];
			sums[5] += weight * (high[2] - low[2]);
		}
	}
	sums[4] = sums[3];
}

/*
 * The ladder of entries in ascending order of their rungs.
 */
void
LadderFromCounts(Ladder *ladder, const CountEntry *entries, int64 n, double (*rungs) (const CountEntry *entry))
{
	double		beyond = 0;
	double		below = 0;

	ladder->steps = 0;
	for (int64 i = 0; i < n; i++)
	{
		if (rungs(&entries[i]) > below)
		{
			below = rungs(&entries[i]);
			ladder->steps++;
		}
	}
	ladder->first = palloc_extended(Max(ladder->steps, 1) * sizeof(double), MCXT_ALLOC_HUGE);
	ladder->length = palloc_extended(Max(ladder->steps, 1) * sizeof(double), MCXT_ALLOC_HUGE);
	ladder->weight = palloc_extended(Max(ladder->steps, 1) * sizeof(double), MCXT_ALLOC_HUGE);
	for (int64 i = n, k = ladder->steps; i-- > 0;)
	{
		double		here = rungs(&entries[i]);

		beyond += entries[i].count;
		below = i > 0 ? rungs(&entries[i - 1]) : 0;
		if (here > below)
		{
			ladder->first[--k] = below;
			ladder->length[k] = here - below;
			ladder->weight[k] = beyond;
		}
	}
}
