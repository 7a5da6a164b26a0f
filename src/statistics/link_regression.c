/*
 * link_regression.c
 *	  How strongly do causes move an effect?  One regression for all of them.
 *
 * With D for the change from one period to the next, L(j) for the lag of cause
 * j, and rows where every term is there:
 *
 *	D y(t) = c + sum over j of [ b(j) D x(j, t - L(j)) + g(j) D x(j, t - L(j) - 1) ]
 *			+ f1 D y(t - 1) + f2 D y(t - 2) + season + error
 *
 * The b are what is asked for.  Why the rest:
 * - Changes in place of levels, since slow movements that nobody measured drop
 *	 out of them.
 * - One further lag of each cause, and the effect's own past.  Where what
 *	 disturbs the effect follows its own past, the effect of the period before is
 *	 a collider; the further lag closes what that opens, and keeps the usual t
 *	 tests right for series that wander (H. Y. Toda and T. Yamamoto, Journal of
 *	 Econometrics 66, 1995; J. L. Montiel Olea and M. Plagborg-Moller,
 *	 Econometrica 89, 2021).
 * - Two periods of own past, since changes of noise are a moving average.
 * - The season, where the effect or a cause shows one: a common cause like any
 *	 other.  It is looked for in the levels of each series, by an F test of
 *		level ~ c + trend + level before + season,
 *	 generously (p < 0.25, shared among the causes): one that is missed
 *	 does harm, one that is needless costs only power.  A season of up to twelve
 *	 periods is one number for each of them, a longer one three waves.
 *
 * The t tests are the usual ones.  Standard errors that allow for errors that
 * follow each other (Newey and West) are not used: with so few periods they
 * come out too small, and the own past has taken care of that.
 *
 * Two links of one cause at neighbouring lags are each other's further lag;
 * such a term is entered once.
 *
 * bsc.evidence asks for more forms: with the season held whether it shows or
 * not, every place a number of its own; over levels, with a trend and one
 * period of own past, for series known to be steady; and with two further lags of
 * each cause, where that leaves 30 degrees of freedom: the own past of two periods
 * holds what the causes did then, and without that lag b is 2 to 7 % too small.
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

PG_FUNCTION_INFO_V1(bsc_link_regression);
PG_FUNCTION_INFO_V1(bsc_link_regression_form);

#define MAX_CAUSES		64
#define OWN_LAGS		2

/* a second further lag of the causes has to leave so many degrees of freedom */
#define MORE_FREEDOM	30

/* a season of more periods than this is made of waves */
#define MAX_DUMMIES		12
#define WAVES			3

/* p values of a season below this, and what is left to tell by */
#define SEASON_P		0.25
#define SEASON_FREEDOM	4

/* the series of one regression, NaN for what is missing */
typedef struct LinkSeries
{
	int			n;				/* places */
	int			k;				/* causes */
	int			season;			/* periods, or 0 */
	bool		always;			/* hold it without looking, place by place */
	bool		levels;			/* levels and a trend in place of changes */
	int			own_lags;
	int			further;		/* lags of each cause beyond its own */
	double	   *effect;
	double	   *causes;			/* k x n */
	int		   *lags;
	double	   *effect_change;	/* scaled changes */
	double	   *cause_changes;
	double		effect_scale;
	double	   *cause_scales;
} LinkSeries;

static double *
Cause(const LinkSeries *s, int j)
{
	return s->causes + (Size) j * s->n;
}

/*
 * Are two causes the same series?  Not a question of names here: a term that
 * is there already is recognized by its values.
 */
static bool
SameCause(const LinkSeries *s, int i, int j)
{
	const double *a = Cause(s, i);
	const double *b = Cause(s, j);

	for (int t = 0; t < s->n; t++)
	{
		if (a[t] != b[t] && !(isnan(a[t]) && isnan(b[t])))
			return false;
	}
	return true;
}

/*
 * The changes of a series from place to place, scaled; or its levels, less the
 * first of them.
 */
static void
TakeChanges(const double *series, int n, bool levels, double *change, double *scale)
{
	double		level = StatLevel(series, n);
	int			first = 0;

	*scale = StatScale(level);
	while (first < n - 1 && isnan(series[first]))
		first++;
	for (int t = 0; t < n; t++)
	{
		if (levels)
			change[t] = series[t] * *scale - series[first] * *scale;
		else
			change[t] = t == 0 ? get_float8_nan() : series[t] * *scale - series[t - 1] * *scale;
	}
	StatFlatten(change, n, level * *scale);
}

/*
 * How many columns a season takes.
 */
static int
SeasonColumns(int season, bool waves)
{
	if (season <= 1)
		return 0;
	return waves ? 2 * WAVES : season - 1;
}

/*
 * The value of a column of the season at a place.
 */
static double
SeasonValue(int season, bool waves, int column, int place)
{
	int			part = place % season;
	double		angle;

	if (!waves)
		return part == column + 1 ? 1 : 0;
	angle = 2 * M_PI * (column / 2 + 1) * part / season;
	return column % 2 == 0 ? sin(angle) : cos(angle);
}

/*
 * Add the columns of a season for the places of the rows.
 */
static void
AddSeason(LeastSquares *ls, int season, bool waves, const int *places, double *column)
{
	for (int c = 0; c < SeasonColumns(season, waves); c++)
	{
		for (int i = 0; i < ls->n; i++)
			column[i] = SeasonValue(season, waves, c, places[i]);
		(void) LsAdd(ls, column);
	}
}

/*
 * Does a series show a season?
 */
static bool
ShowsSeason(const double *series, int n, int season, double limit)
{
	double		scale = StatScale(StatLevel(series, n));
	bool		waves = season > MAX_DUMMIES;
	Size		size = Max(n, 1) * sizeof(double);
	double	   *column = palloc_extended(size, MCXT_ALLOC_HUGE);
	double	   *level = palloc_extended(size, MCXT_ALLOC_HUGE);
	int		   *places = palloc_extended(Max(n, 1) * sizeof(int), MCXT_ALLOC_HUGE);
	double		parts[2 * WAVES + MAX_DUMMIES + 3];
	int			values = 0;
	int			rows = 0;
	bool		shows = false;

	for (int t = 0; t < n; t++)
	{
		values += !isnan(series[t]);
		if (t > 0 && !isnan(series[t]) && !isnan(series[t - 1]))
			places[rows++] = t;
	}
	if (values / 2 >= season)
	{
		LeastSquares ls;
		double		plain;
		double		seasonal;
		double		total;
		int			plain_rank;

		LsBegin(&ls, rows, 3 + SeasonColumns(season, waves));
		for (int c = 0; c < 3; c++)
		{
			for (int i = 0; i < rows; i++)
				column[i] = c == 0 ? 1 : c == 1 ? (double) places[i] / n : series[places[i] - 1] * scale;
			(void) LsAdd(&ls, column);
		}
		for (int i = 0; i < rows; i++)
			level[i] = series[places[i]] * scale;
		total = LsInnerProduct(level, level, rows);
		plain = LsProject(&ls, level, parts);
		plain_rank = ls.rank;
		AddSeason(&ls, season, waves, places, column);
		seasonal = LsProject(&ls, level, parts);
		if (ls.rank > plain_rank && rows - ls.rank >= SEASON_FREEDOM &&
			plain * plain > LS_EXACT * total)
		{
			double		above = ls.rank - plain_rank;
			double		below = rows - ls.rank;
			double		f = (plain * plain - seasonal * seasonal) / above / (seasonal * seasonal / below);

			shows = seasonal * seasonal <= LS_EXACT * total || StatFisherP(f, above, below) < limit;
		}
		LsEnd(&ls);
	}
	pfree(column);
	pfree(level);
	pfree(places);
	return shows;
}

/*
 * Does the effect or one of its causes show a season?
 */
static bool
HoldsSeason(const LinkSeries *s)
{
	int			distinct = 0;
	bool		first[MAX_CAUSES];

	if (s->season <= 1 || s->always)
		return s->season > 1;
	if (ShowsSeason(s->effect, s->n, s->season, SEASON_P))
		return true;
	for (int j = 0; j < s->k; j++)
	{
		first[j] = true;
		for (int i = 0; i < j && first[j]; i++)
			first[j] = !SameCause(s, i, j);
		distinct += first[j];
	}
	for (int j = 0; j < s->k; j++)
	{
		if (first[j] && ShowsSeason(Cause(s, j), s->n, s->season, SEASON_P / distinct))
			return true;
	}
	return false;
}

/*
 * Is a further lag of a cause entered already as another one's own lag, or
 * further lag?
 */
static bool
HasFurtherLag(const LinkSeries *s, int j, int further)
{
	int			lag = s->lags[j] + further;

	for (int i = 0; i < s->k; i++)
	{
		if ((s->lags[i] == lag || (i < j && s->lags[i] < lag && lag <= s->lags[i] + s->further)) &&
			SameCause(s, i, j))
			return true;
	}
	return false;
}

/*
 * The places where every term of the regression is there.
 */
static int
CompletePlaces(const LinkSeries *s, int *places)
{
	int			rows = 0;

	for (int t = s->own_lags; t < s->n; t++)
	{
		bool		complete = true;

		for (int lag = 0; lag <= s->own_lags && complete; lag++)
			complete = !isnan(s->effect_change[t - lag]);
		for (int j = 0; j < s->k && complete; j++)
		{
			const double *change = s->cause_changes + (Size) j * s->n;
			int			first = t - s->lags[j] - s->further;

			for (int f = 0; f <= s->further && complete; f++)
				complete = first >= 0 && !isnan(change[first + f]);
		}
		if (complete)
			places[rows++] = t;
	}
	return rows;
}

/*
 * Fill a column with the changes of so many places before the rows.
 */
static void
FillColumn(double *column, const double *change, const int *places, int rows, int lag)
{
	for (int i = 0; i < rows; i++)
		column[i] = change[places[i] - lag];
}

/* what link_regression returns, but for the season */
typedef struct LinkFit
{
	int			n;
	int			df;
	double	   *estimates;
	double	   *errors;
	double	   *p_values;
	double	   *covariance;
	double	   *margins;		/* half the width of the 95 % interval */
} LinkFit;

/*
 * Turn the solved regression into figures; kept[j] is the place of cause j
 * among the last columns of the basis, or -1.
 */
static void
TakeFigures(const LinkSeries *s, LinkFit *fit, const LeastSquares *ls, int first,
			const int *kept, double *parts, double left, double total)
{
	int			size = ls->rank - first;
	double	   *inverse = palloc(Max(size * size, 1) * sizeof(double));
	bool		exact = left <= LS_EXACT * total;
	double		variance = left / fit->df;

	LsSolve(ls, first, parts);
	LsInverse(ls, first, inverse);
	for (int j = 0; j < s->k; j++)
	{
		double		unit = s->cause_scales[j] / s->effect_scale;

		if (kept[j] < 0)
			continue;
		fit->estimates[j] = parts[first + kept[j]] * unit;
		if (isinf(fit->estimates[j]))
			float_overflow_error();
		for (int i = 0; i < s->k && !exact; i++)
		{
			double		product = 0;

			if (kept[i] < 0)
				continue;
			for (int c = 0; c < size; c++)
				product += inverse[kept[j] * size + c] * inverse[kept[i] * size + c];
			fit->covariance[j * s->k + i] =
				product * variance * (unit * (s->cause_scales[i] / s->effect_scale));
			if (i == j)
			{
				double		error = sqrt(product * variance);

				fit->errors[j] = error * unit;
				fit->p_values[j] = StatStudentP(parts[first + kept[j]] / error, fit->df);
				if (fit->margins)
					fit->margins[j] = fit->errors[j] * StatStudentQuantile(0.95, fit->df);
			}
		}
	}
	pfree(inverse);
}

/*
 * Estimate the regression.
 */
static void
FitLinks(LinkSeries *s, bool seasonal, LinkFit *fit)
{
	int		   *places = palloc_extended(Max(s->n, 1) * sizeof(int), MCXT_ALLOC_HUGE);
	int			rows = CompletePlaces(s, places);
	double	   *column = palloc_extended(Max(rows, 1) * sizeof(double), MCXT_ALLOC_HUGE);
	double	   *parts;
	int			kept[MAX_CAUSES];
	bool		waves = s->season > MAX_DUMMIES && !s->always;
	int			room = 2 + s->own_lags + (1 + s->further) * s->k + (seasonal ? SeasonColumns(s->season, waves) : 0);
	int			first;
	LeastSquares ls;
	double		length;
	double		total;
	double		left;

	LsBegin(&ls, rows, room);
	parts = palloc(room * sizeof(double));
	for (int i = 0; i < rows; i++)
		column[i] = 1;
	(void) LsAdd(&ls, column);
	FillColumn(column, s->effect_change, places, rows, 0);
	length = LsInnerProduct(column, column, rows);
	left = LsProject(&ls, column, parts);
	total = left * left;
	/* an effect whose changes are all the same is moved by nothing */
	if (total <= LS_EXACT * length)
		total = 0;
	if (s->levels)
	{
		for (int i = 0; i < rows; i++)
			column[i] = (double) places[i] / s->n;
		(void) LsAdd(&ls, column);
	}
	if (seasonal)
		AddSeason(&ls, s->season, waves, places, column);
	for (int lag = 1; lag <= s->own_lags; lag++)
	{
		FillColumn(column, s->effect_change, places, rows, lag);
		(void) LsAdd(&ls, column);
	}
	for (int j = 0; j < s->k * s->further; j++)
	{
		int			further = 1 + j / s->k;

		if (HasFurtherLag(s, j % s->k, further))
			continue;
		FillColumn(column, s->cause_changes + (Size) (j % s->k) * s->n, places, rows,
				   s->lags[j % s->k] + further);
		(void) LsAdd(&ls, column);
	}
	first = ls.rank;
	for (int j = 0; j < s->k; j++)
	{
		FillColumn(column, s->cause_changes + (Size) j * s->n, places, rows, s->lags[j]);
		kept[j] = LsAdd(&ls, column) ? ls.rank - 1 - first : -1;
	}

	fit->n = rows;
	fit->df = rows - ls.rank;
	if (s->further > 1 && fit->df < MORE_FREEDOM)
	{
		s->further = 1;
		FitLinks(s, seasonal, fit);
	}
	else if (fit->df >= 1)
	{
		FillColumn(column, s->effect_change, places, rows, 0);
		if (total == 0)
			memset(column, 0, rows * sizeof(double));
		left = LsProject(&ls, column, parts);
		TakeFigures(s, fit, &ls, first, kept, parts, left * left, total);
	}
	LsEnd(&ls);
	pfree(parts);
	pfree(column);
	pfree(places);
}

/*
 * Read and check the lags, one for each cause.
 */
static int *
ReadLags(ArrayType *array, int k, int n)
{
	int		   *lags = palloc(Max(k, 1) * sizeof(int));
	int			count = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));

	if (ARR_NDIM(array) > 1 || count != k)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there must be one lag for each cause"),
				 errdetail("There are %d lags and %d causes.", count, k)));
	if (array_contains_nulls(array))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("lags must not contain nulls")));
	for (int j = 0; j < k; j++)
	{
		lags[j] = ((int32 *) ARR_DATA_PTR(array))[j];
		if (lags[j] < 0 || lags[j] >= n)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("lag must be at least 0 and less than the length of the series, %d, but is %d",
							n, lags[j])));
	}
	return lags;
}

/*
 * Read and check the arguments.
 */
static void
ReadSeries(FunctionCallInfo fcinfo, LinkSeries *s)
{
	int			columns;

	s->effect = StatSeriesFromArray(PG_GETARG_ARRAYTYPE_P(0), "effect", &s->n);
	s->causes = StatMatrixFromArray(PG_GETARG_ARRAYTYPE_P(1), "causes", &s->k, &columns);
	if (s->k > 0 && columns != s->n)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("effect and every cause must be equally long, not %d and %d values",
						s->n, columns)));
	if (s->k > MAX_CAUSES)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there may be at most %d causes, not %d", MAX_CAUSES, s->k)));
	s->lags = ReadLags(PG_GETARG_ARRAYTYPE_P(2), s->k, s->n);
	s->season = PG_ARGISNULL(3) ? 0 : PG_GETARG_INT32(3);
	if (s->season < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("season must not be negative, but is %d", s->season)));

	s->effect_change = palloc_extended(Max(s->n, 1) * sizeof(double), MCXT_ALLOC_HUGE);
	s->cause_changes = palloc_extended(mul_size(Max(s->n, 1), Max(s->k, 1) * sizeof(double)),
									   MCXT_ALLOC_HUGE);
	s->cause_scales = palloc(Max(s->k, 1) * sizeof(double));
	TakeChanges(s->effect, s->n, s->levels, s->effect_change, &s->effect_scale);
	for (int j = 0; j < s->k; j++)
		TakeChanges(Cause(s, j), s->n, s->levels, s->cause_changes + (Size) j * s->n, &s->cause_scales[j]);
}

/*
 * Estimate, and return n, df, season, estimates, std_errors, p_values,
 * covariance and, where there is a column for them, margins.
 */
static Datum
ReturnLinks(FunctionCallInfo fcinfo, LinkSeries *s)
{
	LinkFit		fit;
	bool		seasonal;
	TupleDesc	tupdesc;
	Datum		values[8] = {0};
	bool		nulls[8] = {false, false, false, true, true, true, true, true};

	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	ReadSeries(fcinfo, s);
	fit.estimates = StatGaps(s->k);
	fit.errors = StatGaps(s->k);
	fit.p_values = StatGaps(s->k);
	fit.covariance = StatGaps(s->k * s->k);
	fit.margins = tupdesc->natts > 7 ? StatGaps(s->k) : NULL;
	seasonal = HoldsSeason(s);
	FitLinks(s, seasonal, &fit);
	values[0] = Int32GetDatum(fit.n);
	values[1] = Int32GetDatum(fit.df);
	values[2] = BoolGetDatum(seasonal);
	if (fit.df >= 1)
	{
		values[3] = PointerGetDatum(StatArrayFromSeries(fit.estimates, s->k));
		values[4] = PointerGetDatum(StatArrayFromSeries(fit.errors, s->k));
		values[5] = PointerGetDatum(StatArrayFromSeries(fit.p_values, s->k));
		values[6] = PointerGetDatum(StatArrayFromMatrix(fit.covariance, s->k, s->k));
		if (fit.margins)
			values[7] = PointerGetDatum(StatArrayFromSeries(fit.margins, s->k));
		memset(nulls, 0, sizeof(nulls));
	}
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(tupdesc), values, nulls));
}

/*
 * bsc.link_regression(effect, causes, lags, season) -> (n, df, season,
 * estimates, std_errors, p_values, covariance)
 */
Datum
bsc_link_regression(PG_FUNCTION_ARGS)
{
	LinkSeries	s = {.own_lags = OWN_LAGS, .further = 1};

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(ReturnLinks(fcinfo, &s));
}

/*
 * bsc._link_regression(effect, causes, lags, season, levels, always, more) ->
 * the same and margins
 */
Datum
bsc_link_regression_form(PG_FUNCTION_ARGS)
{
	LinkSeries	s = {.own_lags = OWN_LAGS, .further = 1};

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	s.levels = !PG_ARGISNULL(4) && PG_GETARG_BOOL(4);
	s.always = !PG_ARGISNULL(5) && PG_GETARG_BOOL(5);
	if (s.levels)
		s.own_lags = 1;
	else if (!PG_ARGISNULL(6) && PG_GETARG_BOOL(6))
		s.further = 2;
	PG_RETURN_DATUM(ReturnLinks(fcinfo, &s));
}
