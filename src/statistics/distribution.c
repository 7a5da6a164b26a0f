/*
 * distribution.c
 *	  How surprising is a correlation?  p values, intervals, many tests at once.
 *
 * A correlation r of n pairs, with k control variables held constant, is
 * tested two-sided by t = r sqrt(f / (1 - r^2)) with f = n - 2 - k degrees of
 * freedom (R. A. Fisher, "The Distribution of the Partial Correlation
 * Coefficient", Metron 3, 1924).  Its p value is a regularized incomplete beta
 * function (DLMF 8.17, with 8.17.4 for the complement):
 *		p = I(1 - r^2; f/2, 1/2) = 1 - I(r^2; 1/2, f/2).
 * Whichever of the two converges fast is taken, by the continued fraction DLMF
 * 8.17.22, evaluated by the modified Lentz method (W. J. Lentz 1976; I. J.
 * Thompson and A. R. Barnett, "Coulomb and Bessel Functions of Complex
 * Arguments and Order", J. Comput. Phys. 64, 1986).  The first one gives tiny
 * p values to full relative accuracy, as nothing is subtracted from one; the
 * second is used only where p is above some 0.05.
 *
 * Both fractions stand behind the same factor,
 *		(1 - r^2)^(f/2) |r| / B(f/2, 1/2),
 * whose power is taken by log1p where r is small, and as (1 - r)(1 + r) where
 * it is large, so that no digit of 1 - r^2 is lost.  B(a, 1/2) is
 * sqrt(pi) Gamma(a) / Gamma(a + 1/2); the difference of two log gammas would
 * lose all digits for large a, so the quotient is computed as such, by its
 * asymptotic series (F. G. Tricomi and A. Erdelyi, "The Asymptotic Expansion
 * of a Ratio of Gamma Functions", Pacific J. Math. 1, 1951; DLMF 5.11.13),
 * after stepping up to a >= 32 by Gamma(a + 1) = a Gamma(a).
 *
 * Student's t itself is the same beta function: the chance that |T| exceeds t is
 * the p value of r^2 = t^2 / (t^2 + f).  Its quantile is found by Newton's method
 * between bounds that halve wherever a step would leave them.  The tail of Fisher's
 * F with a and b degrees of freedom is I(b / (b + a F); b/2, a/2).
 *
 * The interval is Fisher's: atanh r is about normal with standard deviation
 * 1 / sqrt(n - 3 - k) (R. A. Fisher, Metron 1, 1921).
 *
 * Many links are tested at once.  The p values are adjusted so as to control
 * the false discovery rate (Y. Benjamini and Y. Hochberg, "Controlling the
 * False Discovery Rate", J. R. Statist. Soc. B 57, 1995): the i-th smallest of
 * m becomes the least of p(j) m / j over all j >= i.
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "compat.h"
#include "miscadmin.h"
#include "statistics/statistics.h"
#include "utils/float.h"

PG_FUNCTION_INFO_V1(bsc_p_value);
PG_FUNCTION_INFO_V1(bsc_fisher_interval);
PG_FUNCTION_INFO_V1(bsc_p_adjust);
PG_FUNCTION_INFO_V1(bsc_student_quantile);

/* the 0.975 quantile of the standard normal distribution */
#define NORMAL_975			1.959963984540054235524594

/* enough for any f: the fraction takes about sqrt(f) steps at worst */
#define MAX_STEPS			1000000

/* a p value with its place in the array it came from */
typedef struct RankedP
{
	double		p;
	int			place;
} RankedP;

/*
 * Gamma(a + 1/2) / Gamma(a) for positive a.
 */
static double
GammaQuotient(double a)
{
	double		step = 1;
	double		x;

	while (a < 32)
	{
		step *= a / (a + 0.5);
		a += 1;
	}
	x = 1 / a;
	return step * sqrt(a) *
		(1 + x * (-1.0 / 8 + x * (1.0 / 128 + x * (5.0 / 1024 + x * (-21.0 / 32768 +
		x * (-399.0 / 262144 + x * (869.0 / 4194304 + x * (39325.0 / 33554432))))))));
}

/*
 * The continued fraction of the incomplete beta function.
 */
static double
BetaFraction(double x, double a, double b)
{
	double		c = 1;
	double		d = 1 - (a + b) * x / (a + 1);
	double		result;

	if (fabs(d) < DBL_MIN)
		d = DBL_MIN;
	d = 1 / d;
	result = d;
	for (int m = 1; m < MAX_STEPS; m++)
	{
		double		even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		double		odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
		double		change;

		for (int half = 0; half < 2; half++)
		{
			double		term = half == 0 ? even : odd;

			d = 1 + term * d;
			c = 1 + term / c;
			if (fabs(d) < DBL_MIN)
				d = DBL_MIN;
			if (fabs(c) < DBL_MIN)
				c = DBL_MIN;
			d = 1 / d;
			change = c * d;
			result *= change;
		}
		if (fabs(change - 1) <= DBL_EPSILON)
			return result;
		CHECK_FOR_INTERRUPTS();
	}
	elog(ERROR, "incomplete beta function did not converge");
}

/*
 * I(rest; a, 1/2), where square + rest = 1 and root is the square's root.
 */
static double
BothTails(double root, double square, double rest, double a)
{
	double		factor;
	double		p;

	if (rest <= 0 || root == 0)
		return root == 0 ? 1 : 0;
	factor = exp(a * (square < 0.5 ? log1p(-square) : log(rest))) *
		root * GammaQuotient(a) / sqrt(M_PI);
	if (rest < (a + 1) / (a + 2.5))
		p = factor / a * BetaFraction(rest, a, 0.5);
	else
		p = 1 - factor / 0.5 * BetaFraction(square, 0.5, a);
	return Min(Max(p, 0), 1);
}

/*
 * Two-sided p value of a correlation; false if no degree of freedom is left.
 */
bool
StatPValue(double r, int n, int controls, double *p)
{
	double		freedom = (double) n - 2 - controls;

	if (freedom < 1)
		return false;
	*p = BothTails(fabs(r), r * r, (1 - fabs(r)) * (1 + fabs(r)), freedom / 2);
	return true;
}

/*
 * The chance that |T| exceeds t, which is not negative.
 */
static double
StudentTails(double t, double freedom)
{
	double		length = hypot(t, sqrt(freedom));
	double		root = t / length;
	double		other = sqrt(freedom) / length;

	return BothTails(root, root * root, other * other, freedom / 2);
}

/*
 * Two-sided p value of Student's t; NaN of NaN, as by a fraction it would take long
 * to find out.
 */
double
StatStudentP(double t, double freedom)
{
	if (isnan(t) || isnan(freedom))
		return get_float8_nan();
	return isinf(t) ? 0 : StudentTails(fabs(t), freedom);
}

/*
 * The chance that T exceeds t, for any positive degrees of freedom.
 */
double
StatStudentTail(double t, double freedom)
{
	double		half = isinf(t) ? 0 : StudentTails(fabs(t), freedom) / 2;

	return t >= 0 ? half : 1 - half;
}

/*
 * The t that |T| stays within with the chance of level, above 0 and below 1.
 */
double
StatStudentQuantile(double level, double freedom)
{
	double		tails = 1 - level;
	double		low = 0;
	double		high = 1;
	double		t;
	double		peak = GammaQuotient(freedom / 2) / sqrt(freedom * M_PI);

	while (StudentTails(high, freedom) > tails && high < DBL_MAX / 4)
		high *= 2;
	t = high / 2;
	for (int i = 0; i < 200 && high - low > 1e-14 * high; i++)
	{
		double		excess = StudentTails(t, freedom) - tails;
		double		density = 2 * peak * exp(-(freedom + 1) / 2 * log1p(t * t / freedom));
		double		next;

		if (excess > 0)
			low = t;
		else
			high = t;
		next = density > 0 ? t + excess / density : low;
		if (!(next > low && next < high))
			next = low + (high - low) / 2;
		if (fabs(next - t) <= 1e-15 * t)
			return next;
		t = next;
	}
	return t;
}

/*
 * How likely Fisher's F is that large or larger.
 */
double
StatFisherP(double f, double above, double below)
{
	double		a = below / 2;
	double		b = above / 2;
	double		x = below / (below + above * f);
	double		y = above * f / (below + above * f);
	double		factor;

	if (isinf(f) || x <= 0)
		return 0;
	if (y <= 0)
		return 1;
	factor = exp(a * log(x) + b * log(y) + lgamma(a + b) - lgamma(a) - lgamma(b));
	if (x < (a + 1) / (a + b + 2))
		return Min(factor / a * BetaFraction(x, a, b), 1);
	return Max(1 - factor / b * BetaFraction(y, b, a), 0);
}

/*
 * 95 % interval of a correlation; false if there are too few pairs for one.
 */
bool
StatFisherInterval(double r, int n, int controls, double *low, double *high)
{
	double		freedom = (double) n - 3 - controls;
	double		half;

	if (freedom < 1)
		return false;
	half = NORMAL_975 / sqrt(freedom);
	*low = fabs(r) >= 1 ? r : tanh(atanh(r) - half);
	*high = fabs(r) >= 1 ? r : tanh(atanh(r) + half);
	return true;
}

/*
 * qsort comparator: largest p first.
 */
static int
CompareRankedP(const void *a, const void *b)
{
	const RankedP *x = a;
	const RankedP *y = b;

	return (x->p < y->p) - (x->p > y->p);
}

/*
 * Adjust p values by Benjamini and Hochberg; gaps stay and do not count.
 */
void
StatAdjustP(const double *p, double *adjusted, int n)
{
	RankedP    *ranked = palloc_extended(Max(n, 1) * sizeof(RankedP), MCXT_ALLOC_HUGE);
	double		least = 1;
	int			m = 0;

	for (int i = 0; i < n; i++)
	{
		adjusted[i] = p[i];
		if (!isnan(p[i]))
		{
			ranked[m].p = p[i];
			ranked[m++].place = i;
		}
	}
	qsort(ranked, m, sizeof(RankedP), CompareRankedP);
	for (int i = 0; i < m; i++)
	{
		least = Min(least, ranked[i].p * m / (m - i));
		adjusted[ranked[i].place] = least;
	}
	pfree(ranked);
}

/*
 * Refuse what cannot be a correlation of so many pairs.
 */
static void
CheckCorrelation(double r, int n, int controls)
{
	if (!(r >= -1 && r <= 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("correlation %g is not between -1 and 1", r)));
	if (n < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("number of pairs must not be negative")));
	if (controls < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("number of controls must not be negative")));
}

/*
 * bsc.p_value(r, n, controls)
 */
Datum
bsc_p_value(PG_FUNCTION_ARGS)
{
	double		r = PG_GETARG_FLOAT8(0);
	int			n = PG_GETARG_INT32(1);
	int			controls = PG_GETARG_INT32(2);
	double		p;

	CheckCorrelation(r, n, controls);
	if (!StatPValue(r, n, controls, &p))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(p);
}

/*
 * bsc.fisher_interval(r, n, controls) -> (ci_low, ci_high)
 */
Datum
bsc_fisher_interval(PG_FUNCTION_ARGS)
{
	double		r = PG_GETARG_FLOAT8(0);
	int			n = PG_GETARG_INT32(1);
	int			controls = PG_GETARG_INT32(2);
	TupleDesc	tupdesc;
	Datum		values[2];
	bool		nulls[2] = {false, false};
	double		low;
	double		high;

	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	CheckCorrelation(r, n, controls);
	if (!StatFisherInterval(r, n, controls, &low, &high))
		PG_RETURN_NULL();
	values[0] = Float8GetDatum(low);
	values[1] = Float8GetDatum(high);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(tupdesc),
													  values, nulls)));
}

/*
 * bsc.p_adjust(p)
 */
Datum
bsc_p_adjust(PG_FUNCTION_ARGS)
{
	int			n;
	double	   *p = StatSeriesFromArray(PG_GETARG_ARRAYTYPE_P(0), "p value", &n);
	double	   *adjusted = palloc_extended(Max(n, 1) * sizeof(double), MCXT_ALLOC_HUGE);

	for (int i = 0; i < n; i++)
	{
		if (p[i] < 0 || p[i] > 1)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("p value %g is not between 0 and 1", p[i])));
	}
	StatAdjustP(p, adjusted, n);
	PG_RETURN_ARRAYTYPE_P(StatArrayFromSeries(adjusted, n));
}

/*
 * bsc._student_quantile(level, df)
 */
Datum
bsc_student_quantile(PG_FUNCTION_ARGS)
{
	double		level = PG_GETARG_FLOAT8(0);
	double		df = PG_GETARG_FLOAT8(1);

	if (!(df >= 1) || !(level > 0 && level < 1))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(StatStudentQuantile(level, df));
}
