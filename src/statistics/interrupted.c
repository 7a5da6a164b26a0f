/*
 * interrupted.c
 *	  Did a series take a step when something began?
 *
 * The series is regressed on a step at the first place after, if asked for a
 * change of slope from there on, a constant, a trend, and a number for each
 * period of the season (interrupted time series: J. Lopez Bernal, S. Cummins
 * and A. Gasparrini, International Journal of Epidemiology 46, 2017).
 *
 * The errors follow each other, by a factor rho from place to place.  It is
 * found by restricted maximum likelihood, which does not mistake for a small
 * rho what the regression has taken out of the errors (best of six methods in S.
 * L. Turner and others, BMC Medical Research Methodology 21, 2021).  With X* and
 * y* freed of what follows from the place before (S. J. Prais and C. B. Winsten,
 * 1954), that is the rho between -0.6 and 0.95 which makes largest
 *		-(n-k)/2 ln SSR* + 1/2 ln(1-rho^2) - 1/2 ln det(X*'X*).
 * Where d - 1 places before a row are missing, what is taken away is rho^d of
 * the last one there, and what is left has the variance (1-rho^2d)/(1-rho^2) in
 * units of that of one step, so the row is divided by its root, and the
 * likelihood gets its logarithm.  The best place of a grid is refined by the
 * golden section.
 *
 * The degrees of freedom are (n-k)(1-rho)/(1+rho), at least 2 and with rho 0
 * where it is below: how many independent errors so many that follow each other
 * are worth.  Student's t with these holds its 5 % where errors that allow for
 * any pattern (Newey and West) reject up to 42 %.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "compat.h"
#include "miscadmin.h"
#include "statistics/least_squares.h"
#include "utils/array.h"
#include "utils/float.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(bsc_interrupted_series);

#define RHO_LOW			(-0.6)
#define RHO_HIGH		0.95
#define GRID			63
#define RHO_TOLERANCE	1e-10

/* rows, rows on each side and degrees of freedom at least */
#define LEAST_ROWS		8
#define LEAST_SIDE		3
#define LEAST_FREEDOM	4

/* the regression without what follows from the place before */
typedef struct Interruption
{
	int			n;				/* rows */
	int			k;				/* columns */
	int		   *places;			/* of the rows */
	double	   *y;
	double	   *columns;		/* k x n; the asked for come last */
	int			asked;
	double	   *moved;			/* a column, while it is transformed */
	double	   *parts;
} Interruption;

/* a transformed regression */
typedef struct MovedFit
{
	LeastSquares ls;
	double		left;			/* sum of squares */
	double		likelihood;
} MovedFit;

/*
 * The power of a number, of either sign.
 */
static double
Power(double x, int exponent)
{
	double		result = 1;

	for (; exponent > 0; exponent /= 2, x *= x)
	{
		if (exponent % 2 == 1)
			result *= x;
	}
	return result;
}

/*
 * Take from a column what follows from the place before; returns the logarithm
 * of what the rows were multiplied by.
 */
static double
Move(const Interruption *s, double rho, const double *column, double *moved)
{
	double		rest = (1 - rho) * (1 + rho);
	double		logarithm = log(rest) / 2;

	moved[0] = column[0] * sqrt(rest);
	for (int i = 1; i < s->n; i++)
	{
		int			distance = s->places[i] - s->places[i - 1];
		double		factor = Power(rho, distance);

		moved[i] = column[i] - factor * column[i - 1];
		if (distance > 1)
		{
			double		scale = rest / ((1 - factor) * (1 + factor));

			moved[i] *= sqrt(scale);
			logarithm += log(scale) / 2;
		}
	}
	return logarithm;
}

/*
 * Estimate with a given rho; the caller frees what is in the result.
 */
static MovedFit
FitMoved(const Interruption *s, double rho)
{
	MovedFit	fit;
	double		logarithm;
	double		left;

	LsBegin(&fit.ls, s->n, s->k);
	for (int c = 0; c < s->k; c++)
	{
		(void) Move(s, rho, s->columns + (Size) c * s->n, s->moved);
		if (!LsAdd(&fit.ls, s->moved))
			elog(ERROR, "column %d of an interrupted series vanishes", c);
	}
	logarithm = Move(s, rho, s->y, s->moved);
	left = LsProject(&fit.ls, s->moved, s->parts);
	fit.left = left * left;
	fit.likelihood = logarithm - (s->n - s->k) / 2.0 * log(fit.left);
	for (int c = 0; c < s->k; c++)
		fit.likelihood -= log(fit.ls.factor[c * s->k + c]);
	return fit;
}

static double
Likelihood(const Interruption *s, double rho)
{
	MovedFit	fit = FitMoved(s, rho);

	LsEnd(&fit.ls);
	return fit.likelihood;
}

/*
 * The rho of the largest likelihood.
 */
static double
FindRho(const Interruption *s)
{
	const double golden = (sqrt(5) - 1) / 2;
	const double step = (RHO_HIGH - RHO_LOW) / (GRID - 1);
	double		best = 0;
	int			place = 0;
	double		low;
	double		high;
	double		left;
	double		right;
	double		left_value;
	double		right_value;

	for (int i = 0; i < GRID; i++)
	{
		double		value = Likelihood(s, RHO_LOW + i * step);

		if (i == 0 || value > best)
		{
			best = value;
			place = i;
		}
	}
	low = RHO_LOW + Max(place - 1, 0) * step;
	high = RHO_LOW + Min(place + 1, GRID - 1) * step;
	left = high - golden * (high - low);
	right = low + golden * (high - low);
	left_value = Likelihood(s, left);
	right_value = Likelihood(s, right);
	while (high - low > RHO_TOLERANCE)
	{
		if (left_value >= right_value)
		{
			high = right;
			right = left;
			right_value = left_value;
			left = high - golden * (high - low);
			left_value = Likelihood(s, left);
		}
		else
		{
			low = left;
			left = right;
			left_value = right_value;
			right = low + golden * (high - low);
			right_value = Likelihood(s, right);
		}
	}
	return (low + high) / 2;
}

/*
 * The value of a column at a place: constant, trend, periods of the season,
 * then what is asked for, the change of slope before the step.
 */
static double
ColumnValue(int column, int place, int n, int dummies, int first_after, bool with_slope)
{
	if (column == 0)
		return 1;
	if (column == 1)
		return (double) place / n;
	if (column < 2 + dummies)
		return place % (dummies + 1) == column - 1 ? 1 : 0;
	if (with_slope && column == 2 + dummies)
		return place >= first_after ? place - first_after : 0;
	return place >= first_after ? 1 : 0;
}

/* what the function was asked */
typedef struct Question
{
	double	   *series;
	int			length;
	int			first_after;	/* from 0 */
	int			dummies;
	bool		with_slope;
} Question;

/* what it answers */
typedef struct Answer
{
	int			n;
	bool		has_fit;
	bool		has_error;
	double		rho;
	double		df;
	double		estimate[2];	/* level, slope */
	double		error[2];
	double		p_value[2];
	double	   *counterfactual;
} Answer;

/*
 * Set the regression up: the rows that have a value, and the columns that are
 * not determined by others.  False if there is too little to go by.
 */
static bool
SetUp(const Question *q, Interruption *s, double scale)
{
	int			before = 0;
	int			room = 3 + q->with_slope + q->dummies;
	int			all = room;
	LeastSquares ls;

	for (int t = 0; t < q->length; t++)
	{
		if (isnan(q->series[t]))
			continue;
		s->places[s->n++] = t;
		before += t < q->first_after;
	}
	if (s->n < LEAST_ROWS || before < LEAST_SIDE || s->n - before < LEAST_SIDE || q->dummies >= s->n)
		return false;
	s->asked = 1 + q->with_slope;
	s->y = palloc(s->n * sizeof(double));
	s->moved = palloc(s->n * sizeof(double));
	s->parts = palloc(room * sizeof(double));
	s->columns = palloc_extended(mul_size(s->n, room * sizeof(double)), MCXT_ALLOC_HUGE);
	for (int i = 0; i < s->n; i++)
		s->y[i] = q->series[s->places[i]] * scale;
	LsBegin(&ls, s->n, room);
	for (int c = 0; c < all; c++)
	{
		double	   *column = s->columns + (Size) s->k * s->n;

		for (int i = 0; i < s->n; i++)
			column[i] = ColumnValue(c, s->places[i], q->length, q->dummies, q->first_after,
									q->with_slope);
		if (LsAdd(&ls, column))
			s->k++;
		else if (c >= all - s->asked)
		{
			LsEnd(&ls);
			return false;
		}
	}
	LsEnd(&ls);
	return s->n - s->k >= LEAST_FREEDOM;
}

/*
 * What would have been, from the first place after on: the regression without
 * what was asked for.  A season's period that no row has stays unknown.
 */
static void
TakeCounterfactual(const Question *q, const Interruption *s, const double *coefficients,
				   double scale, double *counterfactual)
{
	int			season = q->dummies + 1;
	bool	   *seen = palloc0(season * sizeof(bool));
	double	   *dummy = palloc0(season * sizeof(double));
	double		constant = coefficients[0];
	double		trend = coefficients[1];

	for (int i = 0; i < s->n; i++)
		seen[s->places[i] % season] = true;
	/* which period a column is of, its rows tell */
	for (int c = 2; c < s->k - s->asked; c++)
	{
		for (int i = 0; i < s->n; i++)
		{
			if (s->columns[(Size) c * s->n + i] != 0)
			{
				dummy[s->places[i] % season] = coefficients[c];
				break;
			}
		}
	}
	for (int t = q->first_after; t < q->length; t++)
	{
		if (seen[t % season])
			counterfactual[t] = (constant + trend * t / q->length + dummy[t % season]) / scale;
	}
	pfree(seen);
	pfree(dummy);
}

/*
 * Answer the question.
 */
static void
Answering(const Question *q, Answer *a)
{
	Interruption s = {0};
	double		scale = StatScale(StatLevel(q->series, q->length));
	double		total;
	double		variance;
	double	   *inverse;
	MovedFit	fit;
	bool		enough;

	s.places = palloc_extended(Max(q->length, 1) * sizeof(int), MCXT_ALLOC_HUGE);
	enough = SetUp(q, &s, scale);
	a->n = s.n;
	if (!enough)
		return;
	/* without errors there is no rho, and no figure but the step itself */
	fit = FitMoved(&s, 0);
	total = LsInnerProduct(s.y, s.y, s.n);
	a->has_error = fit.left > LS_EXACT * total;
	if (a->has_error)
	{
		LsEnd(&fit.ls);
		a->rho = FindRho(&s);
		fit = FitMoved(&s, a->rho);
	}
	a->has_fit = true;
	a->df = Max(2, (s.n - s.k) * (1 - Max(a->rho, 0)) / (1 + Max(a->rho, 0)));
	variance = fit.left / (s.n - s.k);
	LsSolve(&fit.ls, 0, s.parts);
	inverse = palloc(s.k * s.k * sizeof(double));
	LsInverse(&fit.ls, 0, inverse);
	for (int i = 0; i < s.asked; i++)
	{
		/* the step is the last column */
		int			c = s.k - 1 - i;
		double		squares = 0;

		for (int d = 0; d < s.k; d++)
			squares += inverse[c * s.k + d] * inverse[c * s.k + d];
		a->estimate[i] = s.parts[c] / scale;
		a->error[i] = sqrt(squares * variance) / scale;
		if (a->has_error)
			a->p_value[i] = StatStudentP(s.parts[c] / sqrt(squares * variance), a->df);
		if (isinf(a->estimate[i]))
			float_overflow_error();
	}
	TakeCounterfactual(q, &s, s.parts, scale, a->counterfactual);
	LsEnd(&fit.ls);
}

/*
 * Read and check the arguments.
 */
static void
ReadQuestion(FunctionCallInfo fcinfo, Question *q)
{
	int			season = PG_ARGISNULL(2) ? 0 : PG_GETARG_INT32(2);

	q->series = StatSeriesFromArray(PG_GETARG_ARRAYTYPE_P(0), "series", &q->length);
	q->first_after = PG_GETARG_INT32(1) - 1;
	q->with_slope = PG_GETARG_BOOL(3);
	if (q->first_after < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("first_after must be a place in the series, from 1 on, but is %d",
						q->first_after + 1)));
	if (season < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("season must not be negative, but is %d", season)));
	/* a season longer than the series leaves nothing to go by, however long it is */
	q->dummies = season > 1 ? Min(season, q->length + 1) - 1 : 0;
}

/*
 * bsc.interrupted_series(series, first_after, season, with_slope) -> (n, rho,
 * df, level, level_se, level_p, slope, slope_se, slope_p, counterfactual)
 */
Datum
bsc_interrupted_series(PG_FUNCTION_ARGS)
{
	Question	q;
	Answer		a = {0};
	TupleDesc	tupdesc;
	Datum		values[10] = {0};
	bool		nulls[10];

	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	ReadQuestion(fcinfo, &q);
	a.counterfactual = palloc_extended(Max(q.length, 1) * sizeof(double), MCXT_ALLOC_HUGE);
	for (int t = 0; t < q.length; t++)
		a.counterfactual[t] = get_float8_nan();
	Answering(&q, &a);

	memset(nulls, true, sizeof(nulls));
	values[0] = Int32GetDatum(a.n);
	nulls[0] = false;
	if (a.has_fit)
	{
		values[1] = Float8GetDatum(a.rho);
		values[2] = Float8GetDatum(a.df);
		nulls[1] = nulls[2] = !a.has_error;
		for (int i = 0; i < 1 + q.with_slope; i++)
		{
			values[3 + 3 * i] = Float8GetDatum(a.estimate[i]);
			values[4 + 3 * i] = Float8GetDatum(a.error[i]);
			values[5 + 3 * i] = Float8GetDatum(a.p_value[i]);
			nulls[3 + 3 * i] = false;
			nulls[4 + 3 * i] = nulls[5 + 3 * i] = !a.has_error;
		}
		values[9] = PointerGetDatum(StatArrayFromSeries(a.counterfactual, q.length));
		nulls[9] = false;
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(tupdesc), values, nulls)));
}
