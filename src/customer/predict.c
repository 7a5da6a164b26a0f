/*
 * predict.c
 *	  What one customer will do: still a customer?  How many purchases, how much?
 *
 * The model (BG/NBD: P. S. Fader, B. G. S. Hardie and K. L. Lee, "Counting Your
 * Customers the Easy Way", Marketing Science 24(2), 2005): while a customer she
 * buys at a rate of her own, gamma(r, alpha) among all, and after each
 * purchase leaves with a chance of her own, beta(a, b) among all.  Seen are x
 * purchases after the first, the last of them t_x after the first, until T.
 *
 * The chance that she is still there (the authors' note 021) is 1 for x = 0,
 * as nobody leaves but after a purchase, else
 *
 *		1 / (1 + e^l),  l = ln a - ln(b + x - 1) + (r + x) (ln(alpha + T) - ln(alpha + t_x)).
 *
 * The purchases to be expected within the next t (2005, equation 10) are
 * printed with a hypergeometric function that has poles at a = 1 and at a + b +
 * x = 1, of which nothing is real.  What it is has none: given the chance p of
 * leaving, beta(a, B) with B = b + x among those still there, she makes
 *
 *		g(p) = (1 - (1 + p w)^-K) / p,   K = r + x,  w = t / (alpha + T),  g(0) = K w
 *
 * purchases, and the expectation is that chance times the mean of g.  The mean
 * is integrated by the double-exponential rule (H. Takahasi and M. Mori, Publ.
 * RIMS Kyoto 9, 1974) in half the logit of p, around where the beta distribution
 * lies and as wide as it is, and divided by the integral of the weights alone,
 * whose error is the same.  Where nearly all of the distribution lies at 0 and
 * 1, g less the straight line between g(0) and g(1) is integrated instead.
 *
 * Where it converges fast, a series does: Euler's transformation of the
 * hypergeometric one (Abramowitz and Stegun 15.3.3) with both poles divided
 * out.  With C = a + b + x - 1 and z = t / (alpha + T + t) the mean is
 *
 *		-C ((1 - z)^(a-1) - 1) / (a - 1) - (1 - z)^(a-1) S,
 *		S = sum of term_n,  term_1 = (C - K) z,
 *		term_{n+1} = term_n (C - K + n) (a + n - 1) / ((C + n) (n + 1)) z.
 *
 * What a purchase brings (gamma-gamma: Fader, Hardie and Lee, J. Marketing
 * Research 42, 2005; note 025) is p (gamma + x m) / (p x + q - 1).
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "attainment/sums.h"
#include "compat.h"
#include "customer/customer.h"
#include "miscadmin.h"
#include "statistics/statistics.h"
#include "utils/float.h"

PG_FUNCTION_INFO_V1(bsc_p_alive);
PG_FUNCTION_INFO_V1(bsc_expected_purchases);
PG_FUNCTION_INFO_V1(bsc_expected_purchases_new);
PG_FUNCTION_INFO_V1(bsc_discounted_purchases);
PG_FUNCTION_INFO_V1(bsc_expected_spend);

/* the double-exponential rule: range, first step, halvings, and when it is done */
#define RULE_RANGE			7
#define RULE_FIRST_STEP		0.5
#define RULE_HALVINGS		8
#define RULE_TOLERANCE		1e-14
/* with parameters below this the ends are taken out */
#define AT_THE_ENDS			0.05
/* where the series is as good as the integral */
#define SERIES_FAR			20
#define SERIES_NEAR			0.95
/* how far recency may exceed age by rounding */
#define TIME_TOLERANCE		1e-9
#define MAX_PERIODS			100000

/* a customer and the parameters of all */
typedef struct Customer
{
	double		r;
	double		alpha;
	double		a;
	double		b;
	double		frequency;
	double		recency;
	double		age;
} Customer;

/* a mean to be integrated */
typedef struct BetaIntegral
{
	double		a;
	double		b;
	double		centre;
	double		width;
	double		height;			/* logarithm of the weight at the centre */
	bool		ends;			/* g less the line between its ends */
	double		g0;
	double		g1;
	double		(*g) (double p, const double *constants);
	const double *constants;
	double		weights;
	double		values;
} BetaIntegral;

/*
 * Refuse what is not a positive number.
 */
void
CheckPositive(double value, const char *what)
{
	StatCheckFinite(value, what);
	if (value <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be positive, but is %g", what, value)));
}

/*
 * ln(1 + e^x), however large x is.
 */
static double
SoftPlus(double x)
{
	return x > 40 ? x : log1p(exp(x));
}

/*
 * Add one point of the rule.
 */
static void
AddPoint(BetaIntegral *integral, double u)
{
	double		s = integral->centre + integral->width * M_PI_2 * sinh(u);
	double		ln_p = -SoftPlus(-2 * s);
	double		ln_q = -SoftPlus(2 * s);
	double		p = exp(ln_p);
	double		weight = exp(integral->a * ln_p + integral->b * ln_q - integral->height) * cosh(u);
	double		value;

	if (weight == 0)
		return;
	value = integral->g(p, integral->constants);
	if (integral->ends)
		value -= exp(ln_q) * integral->g0 + p * integral->g1;
	integral->weights += weight;
	integral->values += weight * value;
}

/*
 * The mean of g(p), p having the distribution beta(a, b).
 */
double
BetaMean(double a, double b, double (*g) (double p, const double *constants), const double *constants)
{
	BetaIntegral integral = {0};
	double		step = RULE_FIRST_STEP;
	double		scale = 0;
	double		line = 0;
	double		last = NAN;

	integral.a = a;
	integral.b = b;
	integral.g = g;
	integral.constants = constants;
	/* the quotient may be too small for a double */
	integral.centre = 0.5 * (log(a) - log(b));
	integral.width = a >= 1 && b >= 1 ? 1 / sqrt(a * (b / (a + b))) : 1;
	integral.height = -a * SoftPlus(-2 * integral.centre) - b * SoftPlus(2 * integral.centre);
	integral.ends = a < AT_THE_ENDS || b < AT_THE_ENDS;
	if (integral.ends)
	{
		integral.g0 = g(0, constants);
		integral.g1 = g(1, constants);
		line = b / (a + b) * integral.g0 + a / (a + b) * integral.g1;
		/* dp = 2 p (1 - p) ds, ds = width pi / 2 cosh(u) du */
		scale = M_PI * integral.width * exp(integral.height - LnBeta(a, b));
	}
	for (double u = -RULE_RANGE; u <= RULE_RANGE; u += step)
		AddPoint(&integral, u);
	for (int halving = 0; halving <= RULE_HALVINGS; halving++)
	{
		double		mean = integral.ends ? line + scale * step * integral.values : integral.values / integral.weights;

		if (fabs(mean - last) <= RULE_TOLERANCE * fabs(mean))
			return mean;
		last = mean;
		if (halving == RULE_HALVINGS)
			break;
		for (double u = -RULE_RANGE + step / 2; u < RULE_RANGE; u += step)
			AddPoint(&integral, u);
		step /= 2;
	}
	return last;
}

/*
 * Purchases given the chance of leaving; constants are K and w.
 */
static double
PurchasesGiven(double p, const double *constants)
{
	double		K = constants[0];
	double		w = constants[1];

	if (p < 1e-290)
		return K * w;
	return -expm1(-K * log1p(p * w)) / p;
}

/*
 * The purchases of somebody who is still there, by the series; D is C + 1, which
 * may be so small that nothing of it is left in C.
 */
static double
PurchasesBySeries(double a, double D, double K, double z)
{
	double		C = D - 1;
	double		ln_rest = log1p(-z);
	double		first = a == 1 ? ln_rest : expm1((a - 1) * ln_rest) / (a - 1);
	double		term = (C - K) * z;
	Sum			sum = {0, 0};

	for (double n = 1;; n++)
	{
		SumAdd(&sum, term);
		/* what is no number will not become one */
		if (!(fabs(term) > 1e-17 * (1 - z) * fabs(SumValue(&sum))))
			break;
		CHECK_FOR_INTERRUPTS();
		term *= (C - K + n) * (a + (n - 1)) / ((D + (n - 1)) * (n + 1)) * z;
	}
	return -C * first - exp((a - 1) * ln_rest) * SumValue(&sum);
}

/*
 * Is she still a customer?
 */
static double
ChanceAlive(const Customer *c)
{
	double		odds;

	if (c->frequency == 0)
		return 1;
	odds = log(c->a) - log(c->b + c->frequency - 1) +
		(c->r + c->frequency) * log1p((c->age - c->recency) / (c->alpha + c->recency));
	return odds > 0 ? exp(-odds) / (1 + exp(-odds)) : 1 / (1 + exp(odds));
}

/*
 * The purchases to be expected within a time to come.
 */
static double
ExpectPurchases(const Customer *c, double horizon)
{
	double		K = c->r + c->frequency;
	double		D = c->a + c->b + c->frequency;
	double		now = c->alpha + c->age;
	double		z = horizon / (now + horizon);
	double		expected;

	if (horizon == 0)
		return 0;
	if (fabs(D - 1 - K) <= SERIES_FAR && z <= SERIES_NEAR)
		expected = PurchasesBySeries(c->a, D, K, z);
	else
	{
		double		constants[2] = {K, horizon / now};

		expected = BetaMean(c->a, c->b + c->frequency, PurchasesGiven, constants);
	}
	expected *= ChanceAlive(c);
	if (isinf(expected) || isnan(expected))
		float_overflow_error();
	return expected;
}

/*
 * A customer from the first seven arguments.
 */
static Customer
CustomerArgument(FunctionCallInfo fcinfo)
{
	Customer	c;
	int64		frequency = PG_GETARG_INT64(4);

	c.r = PG_GETARG_FLOAT8(0);
	c.alpha = PG_GETARG_FLOAT8(1);
	c.a = PG_GETARG_FLOAT8(2);
	c.b = PG_GETARG_FLOAT8(3);
	c.frequency = (double) frequency;
	c.recency = PG_GETARG_FLOAT8(5);
	c.age = PG_GETARG_FLOAT8(6);
	CheckPositive(c.r, "r");
	CheckPositive(c.alpha, "alpha");
	CheckPositive(c.a, "a");
	CheckPositive(c.b, "b");
	CheckCustomer(frequency, &c.recency, c.age);
	return c;
}

/*
 * Refuse what no customer can have done.  Recency beyond age by rounding alone
 * becomes age.
 */
void
CheckCustomer(int64 frequency, double *recency, double age)
{
	StatCheckFinite(*recency, "recency");
	CheckPositive(age, "age");
	if (frequency < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("frequency must not be negative, but is %lld", (long long) frequency),
				 errhint("It counts the purchases after the first.")));
	if (*recency < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("recency must not be negative, but is %g", *recency),
				 errhint("It is the time from the first purchase to the last.")));
	if (*recency > age * (1 + TIME_TOLERANCE))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("recency %g exceeds age %g", *recency, age),
				 errhint("Both count from the first purchase: recency to the last one, age to the end of what is observed.")));
	if (frequency == 0 && *recency != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a customer without a repeat purchase has recency 0, not %g", *recency),
				 errhint("Recency is the time from the first purchase to the last.")));
	*recency = Min(*recency, age);
}

/*
 * A time to come, an argument.
 */
static double
HorizonArgument(FunctionCallInfo fcinfo, int argument)
{
	double		horizon = PG_GETARG_FLOAT8(argument);

	StatCheckFinite(horizon, "horizon");
	if (horizon < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("horizon must not be negative, but is %g", horizon)));
	return horizon;
}

/*
 * bsc.p_alive(r, alpha, a, b, frequency, recency, age)
 */
Datum
bsc_p_alive(PG_FUNCTION_ARGS)
{
	Customer	c = CustomerArgument(fcinfo);

	PG_RETURN_FLOAT8(ChanceAlive(&c));
}

/*
 * bsc.expected_purchases(r, alpha, a, b, frequency, recency, age, horizon)
 */
Datum
bsc_expected_purchases(PG_FUNCTION_ARGS)
{
	Customer	c = CustomerArgument(fcinfo);

	PG_RETURN_FLOAT8(ExpectPurchases(&c, HorizonArgument(fcinfo, 7)));
}

/*
 * bsc._expected_purchases_new(r, alpha, a, b, horizon): of who has just bought
 * for the first time
 */
Datum
bsc_expected_purchases_new(PG_FUNCTION_ARGS)
{
	Customer	c = {0};

	c.r = PG_GETARG_FLOAT8(0);
	c.alpha = PG_GETARG_FLOAT8(1);
	c.a = PG_GETARG_FLOAT8(2);
	c.b = PG_GETARG_FLOAT8(3);
	CheckPositive(c.r, "r");
	CheckPositive(c.alpha, "alpha");
	CheckPositive(c.a, "a");
	CheckPositive(c.b, "b");
	PG_RETURN_FLOAT8(ExpectPurchases(&c, HorizonArgument(fcinfo, 4)));
}

/*
 * bsc._discounted_purchases(r, alpha, a, b, frequency, recency, age, periods,
 * discount, step): those of each period to come, worth less the later
 */
Datum
bsc_discounted_purchases(PG_FUNCTION_ARGS)
{
	Customer	c = CustomerArgument(fcinfo);
	int			periods = PG_GETARG_INT32(7);
	double		discount = PG_GETARG_FLOAT8(8);
	double		step = PG_GETARG_FLOAT8(9);
	double		before = 0;
	Sum			sum = {0, 0};

	StatCheckFinite(discount, "discount");
	CheckPositive(step, "step");
	if (periods < 0 || periods > MAX_PERIODS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there must be 0 to %d periods, not %d", MAX_PERIODS, periods)));
	if (discount < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("discount must not be negative, but is %g", discount)));
	for (int k = 1; k <= periods; k++)
	{
		double		until = ExpectPurchases(&c, k * step);

		CHECK_FOR_INTERRUPTS();
		SumAdd(&sum, (until - before) * exp(-k * log1p(discount)));
		before = until;
	}
	PG_RETURN_FLOAT8(SumValue(&sum));
}

/*
 * bsc.expected_spend(p, q, gamma, frequency, mean_spend): NULL where the model
 * gives no mean
 */
Datum
bsc_expected_spend(PG_FUNCTION_ARGS)
{
	double		p = PG_GETARG_FLOAT8(0);
	double		q = PG_GETARG_FLOAT8(1);
	double		gamma = PG_GETARG_FLOAT8(2);
	int64		frequency = PG_GETARG_INT64(3);
	double		mean_spend = PG_GETARG_FLOAT8(4);
	double		spend;

	CheckPositive(p, "p");
	CheckPositive(q, "q");
	CheckPositive(gamma, "gamma");
	CheckSpend(frequency, mean_spend);
	if (frequency == 0)
		mean_spend = 0;
	if (p * frequency + q <= 1)
		PG_RETURN_NULL();
	spend = p * (gamma + frequency * mean_spend) / (p * frequency + q - 1);
	if (isinf(spend) || isnan(spend))
		float_overflow_error();
	PG_RETURN_FLOAT8(spend);
}

/*
 * Refuse a mean spend that no customer can have; without a repeat purchase
 * there is none to look at.
 */
void
CheckSpend(int64 frequency, double mean_spend)
{
	if (frequency < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("frequency must not be negative, but is %lld", (long long) frequency),
				 errhint("It counts the purchases after the first.")));
	StatCheckFinite(mean_spend, "mean spend");
	if (frequency > 0 && mean_spend <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("mean spend must be positive, but is %g", mean_spend),
				 errhint("Leave returns and gifts out.")));
}
