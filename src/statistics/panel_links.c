/*
 * panel_links.c
 *	  One effect and its causes over all entities of a panel: how strong are
 *	  the links?
 *
 * All numbers are changes from period to period, less the levels of entities and
 * periods.  With D y for the effect, D x(j) for cause j at its lag and D u for
 * what disturbs the effect,
 *
 *		D y(t) = sum over j of [ b(j) D x(j, t) + g(j) D x(j, t - 1) ] + D u(t)
 *		D u(t) = sum over k of f(k) D u(t - k) + error,		k = 1 .. 4.
 *
 * What the own past is.  Disturbances follow their own past, and changes of what
 * does not wander go back: both must be held, or errors are too small and what
 * the effect moves looks like its cause.  Held as the past of the effect itself,
 * it also holds what the causes did in those periods, which is not in the
 * equation unless every lag of every cause is: the b come out too small, by 7 to
 * 20 % of what they are, however many entities there are.  With every
 * lag of the causes entered, a series that follows the effect looks like its
 * cause.  So the past is that of u = y - sum of b(j) x(j), with the b that come
 * out: the regression on the past of y - sum of b(j) x(j) is repeated until its
 * b are those that it was made with.  Its first pass is the regression on the past of
 * the effect.
 *
 * Then b solves Z' e(b) = 0 for the columns Z of the last pass, and the e change
 * with b(j) as W(j) = D x(j, t) - sum over k of f(k) D x(j, t - k).  The covariance is
 *		(Z' W)^-1 (sum over entities of s s') (W' Z)^-1,	s = sum of z e,
 * with the factor and the degrees of freedom of panel_regression.c.
 *
 * Where the causes in the regression are not all that the effect has (others stand
 * in for one without data), what is left of the effect is no disturbance: then
 * the past of the effect is held, and one lag of each cause is all that a row has.
 * The same is done where repeating does not come to an end.
 */
#include "postgres.h"

#include <math.h>

#include "compat.h"
#include "miscadmin.h"
#include "statistics/least_squares.h"
#include "statistics/panel.h"
#include "utils/float.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(bsc_panel_links_accum);
PG_FUNCTION_INFO_V1(bsc_panel_links_final);

#define OWN_LAGS		4
#define MAX_PASSES		100
#define SETTLED			1e-10

/* the columns, and the regression of the last pass */
typedef struct PanelLinks
{
	Within		w;
	int			k;				/* causes */
	int			depth;			/* lags of each that a row has beyond its own */
	double	  **effect;			/* at lag 0 and its own past */
	double	  **cause;			/* k x (depth + 1) */
	double	   *unit;			/* of the effect per unit of each cause */
	bool	   *asked;			/* is its further lag another one's own? */
	LeastSquares ls;
	double	   *parts;			/* coefficients of the kept columns */
	double	   *residual;
	double		left;			/* sum of its squares */
	int		   *place;			/* of each cause among the kept columns, or -1 */
	int			past[OWN_LAGS];	/* of each period of the own past */
} PanelLinks;

static double *
CauseColumn(const PanelLinks *p, int j, int lag)
{
	return p->cause[j * (p->depth + 1) + lag];
}

/*
 * The rows' numbers in one column, less levels, at the scale of its series.
 */
static double *
ReadColumn(PanelLinks *p, const Panel *panel, const int64 *rows, int column, double *scale)
{
	double	   *x = palloc_extended((Size) Max(p->w.n, 1) * sizeof(double), MCXT_ALLOC_HUGE);
	double		own;
	double		length = PanelTakeColumn(&p->w, panel, rows, column, x, &own);
	double		rest = sqrt(LsInnerProduct(x, x, p->w.n));

	if (*scale == 0)
		*scale = own;
	for (int i = 0; i < p->w.n; i++)
		x[i] = rest > LS_TOLERANCE * length ? x[i] * (*scale / own) : 0;
	return x;
}

/*
 * Is a cause's further lag asked about itself?  A question of values, not of names.
 */
static bool
IsAsked(const PanelLinks *p, const Panel *panel, const int64 *rows, int j)
{
	for (int i = 0; i < p->k; i++)
	{
		int			row = 0;

		for (; row < p->w.n; row++)
		{
			const double *value = panel->value + rows[row] * panel->width + 1 + OWN_LAGS;

			if (value[i * (p->depth + 1)] != value[j * (p->depth + 1) + 1])
				break;
		}
		if (row == p->w.n)
			return true;
	}
	return false;
}

static void
ReadColumns(PanelLinks *p, const Panel *panel, const int64 *rows)
{
	double		effect_scale = 0;
	int			column = 0;

	p->effect = palloc((OWN_LAGS + 1) * sizeof(double *));
	p->cause = palloc(Max(p->k * (p->depth + 1), 1) * sizeof(double *));
	p->unit = palloc(Max(p->k, 1) * sizeof(double));
	p->asked = palloc(Max(p->k, 1) * sizeof(bool));
	for (int lag = 0; lag <= OWN_LAGS; lag++)
		p->effect[lag] = ReadColumn(p, panel, rows, column++, &effect_scale);
	for (int j = 0; j < p->k; j++)
	{
		double		scale = 0;

		for (int lag = 0; lag <= p->depth; lag++)
			p->cause[j * (p->depth + 1) + lag] = ReadColumn(p, panel, rows, column++, &scale);
		p->unit[j] = scale / effect_scale;
		p->asked[j] = IsAsked(p, panel, rows, j);
	}
}

/*
 * Regress the effect on its causes, one further lag of each, and the past of
 * what is left of it once "strengths" times the causes are away.
 */
static void
Pass(PanelLinks *p, const double *strengths)
{
	int			n = p->w.n;

	p->ls.rank = 0;
	for (int lag = 1; lag <= OWN_LAGS; lag++)
	{
		memcpy(p->residual, p->effect[lag], n * sizeof(double));
		for (int j = 0; j < p->k && p->depth == OWN_LAGS; j++)
		{
			const double *x = CauseColumn(p, j, lag);

			for (int i = 0; i < n; i++)
				p->residual[i] -= strengths[j] * x[i];
		}
		p->past[lag - 1] = LsAdd(&p->ls, p->residual) ? p->ls.rank - 1 : -1;
	}
	for (int j = 0; j < p->k; j++)
	{
		if (!p->asked[j])
			(void) LsAdd(&p->ls, CauseColumn(p, j, 1));
	}
	for (int j = 0; j < p->k; j++)
		p->place[j] = LsAdd(&p->ls, CauseColumn(p, j, 0)) ? p->ls.rank - 1 : -1;
	memcpy(p->residual, p->effect[0], n * sizeof(double));
	p->left = LsProject(&p->ls, p->residual, p->parts);
	p->left *= p->left;
	LsSolve(&p->ls, 0, p->parts);
}

/*
 * Repeat until the strengths are those that the pass was made with.  Returns
 * false if they do not settle.
 */
static bool
Settle(PanelLinks *p, double *strengths)
{
	for (int pass = 0; pass < MAX_PASSES; pass++)
	{
		double		change = 0;

		Pass(p, strengths);
		for (int j = 0; j < p->k; j++)
		{
			double		found = p->place[j] < 0 ? 0 : p->parts[p->place[j]];

			change = Max(change, fabs(found - strengths[j]) / Max(1, fabs(found)));
			strengths[j] = found;
		}
		if (p->depth < OWN_LAGS || change <= SETTLED)
			return true;
		if (!(change < 1e6))
			break;
	}
	return false;
}

/*
 * Solve a x = b for many b at once, which are the columns of b, in place;
 * false if a is singular.
 */
static bool
SolveSquare(double *a, double *b, int n)
{
	for (int c = 0; c < n; c++)
	{
		int			best = c;

		for (int r = c + 1; r < n; r++)
		{
			if (fabs(a[r * n + c]) > fabs(a[best * n + c]))
				best = r;
		}
		if (!(fabs(a[best * n + c]) > LS_TOLERANCE))
			return false;
		for (int k = 0; k < n && best != c; k++)
		{
			double		swap = a[c * n + k];

			a[c * n + k] = a[best * n + k];
			a[best * n + k] = swap;
			swap = b[c * n + k];
			b[c * n + k] = b[best * n + k];
			b[best * n + k] = swap;
		}
		for (int r = 0; r < n; r++)
		{
			double		times = a[r * n + c] / a[c * n + c];

			for (int k = 0; k < n && r != c; k++)
			{
				a[r * n + k] -= times * a[c * n + k];
				b[r * n + k] -= times * b[c * n + k];
			}
		}
	}
	for (int r = 0; r < n; r++)
	{
		for (int k = 0; k < n; k++)
			b[r * n + k] /= a[r * n + r];
	}
	return true;
}

/*
 * How the coefficients of the last pass answer to the basis: (Q' W)^-1, where
 * Z = Q R.  NULL if that is not defined.
 */
static double *
Answer(const PanelLinks *p)
{
	const LeastSquares *ls = &p->ls;
	int			k = ls->rank;
	int			n = p->w.n;
	double	   *moved = palloc0(Max(k * k, 1) * sizeof(double));
	double	   *inverse = palloc0(Max(k * k, 1) * sizeof(double));
	double	   *x = palloc_extended((Size) Max(n, 1) * sizeof(double), MCXT_ALLOC_HUGE);

	for (int c = 0; c < k; c++)
	{
		inverse[c * k + c] = 1;
		for (int r = 0; r <= c; r++)
			moved[r * k + c] = ls->factor[(Size) c * ls->room + r];
	}
	for (int j = 0; j < p->k && p->depth == OWN_LAGS; j++)
	{
		if (p->place[j] < 0)
			continue;
		memcpy(x, CauseColumn(p, j, 0), n * sizeof(double));
		for (int lag = 1; lag <= OWN_LAGS; lag++)
		{
			const double *before = CauseColumn(p, j, lag);

			for (int i = 0; i < n && p->past[lag - 1] >= 0; i++)
				x[i] -= p->parts[p->past[lag - 1]] * before[i];
		}
		for (int r = 0; r < k; r++)
			moved[r * k + p->place[j]] = LsInnerProduct(ls->basis + (Size) r * n, x, n);
	}
	pfree(x);
	return SolveSquare(moved, inverse, k) ? inverse : NULL;
}

/*
 * Estimates and errors in the causes' own units.
 */
static void
TakeLinks(const PanelLinks *p, PanelFit *fit)
{
	int			k = p->ls.rank;
	double		g = p->w.nentities;
	double		factor = g / (g - 1) * (p->w.n - 1.0) / (p->w.n - (k + 1.0 + p->w.nunknowns));
	double		total = LsInnerProduct(p->effect[0], p->effect[0], p->w.n);
	double	   *answer;
	double	   *meat;

	for (int j = 0; j < p->k; j++)
	{
		if (p->place[j] >= 0)
			PanelTakeEstimate(fit, j, p->parts[p->place[j]], p->unit[j]);
	}
	if (total == 0 || p->left <= LS_EXACT * total || (answer = Answer(p)) == NULL)
		return;
	meat = PanelClusterSums(&p->w, &p->ls, p->residual);
	for (int i = 0; i < p->k; i++)
	{
		double		variance;

		if (p->place[i] < 0)
			continue;
		variance = PanelSandwich(answer, meat, k, p->place[i], p->place[i]) * factor;
		if (PanelHasSpread(answer, k, p->place[i], variance, p->left))
			PanelTakeError(fit, i, p->parts[p->place[i]], variance, p->unit[i], g - 1);
	}
	for (int i = 0; i < p->k * p->k; i++)
	{
		int			a = i / p->k;
		int			b = i % p->k;

		if (!isnan(fit->errors[a]) && !isnan(fit->errors[b]))
			fit->covariance[i] = PanelSandwich(answer, meat, k, p->place[a], p->place[b]) * factor *
				(p->unit[a] * p->unit[b]);
	}
}

/*
 * Number the rows, and estimate if there are enough of them; false if not.
 */
static bool
FitLinks(const Panel *panel, PanelLinks *p, PanelFit *fit)
{
	PanelOrder	order;
	int64	   *rows;
	double	   *strengths;

	memset(p, 0, sizeof(PanelLinks));
	if (panel == NULL || panel->nrows == 0)
		return false;
	PanelOrderRows(&order, panel);
	rows = palloc_extended(order.nrows * sizeof(int64), MCXT_ALLOC_HUGE);
	PanelWithin(&p->w, &order, true, rows);
	p->depth = panel->option;
	p->k = (panel->width - 1 - OWN_LAGS) / (p->depth + 1);
	if (p->w.nentities < 2 ||
		p->w.n < (int64) p->w.nentities + p->w.nunknowns + OWN_LAGS + 2 * p->k)
		return false;
	ReadColumns(p, panel, rows);
	p->parts = palloc0((OWN_LAGS + 2 * p->k) * sizeof(double));
	p->place = palloc(p->k * sizeof(int));
	p->residual = palloc_extended((Size) p->w.n * sizeof(double), MCXT_ALLOC_HUGE);
	LsBegin(&p->ls, p->w.n, OWN_LAGS + 2 * p->k);
	strengths = palloc0(p->k * sizeof(double));
	if (!Settle(p, strengths))
	{
		p->depth = 1;
		for (int j = 0; j < p->k; j++)
		{
			p->cause[2 * j] = p->cause[j * (OWN_LAGS + 1)];
			p->cause[2 * j + 1] = p->cause[j * (OWN_LAGS + 1) + 1];
		}
		(void) Settle(p, strengths);
	}
	PanelFitBegin(fit, p->k);
	TakeLinks(p, fit);
	return true;
}

/*
 * Transition: (state, entity, period, effect, row, depth).  A row holds the effect's past,
 * 1 to 4 periods before, then of each cause its value at its lag and so many lags beyond as
 * depth says, 1 or 4.
 */
Datum
bsc_panel_links_accum(PG_FUNCTION_ARGS)
{
	int			depth = PG_ARGISNULL(5) ? 0 : PG_GETARG_INT32(5);

	if (depth != 1 && depth != OWN_LAGS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("own lags must be 1 or %d, not %d", OWN_LAGS, depth)));
	return PanelAccumulate(fcinfo, depth);
}

/*
 * Final function: (n, entities, periods, df, estimates, std_errors, t, p_values, covariance,
 * r_squared), one figure for each cause; the last is NULL.
 */
Datum
bsc_panel_links_final(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Panel	   *panel = PanelArgument(fcinfo, &context);
	MemoryContext work = AllocSetContextCreate(CurrentMemoryContext, "bsc panel links",
											   ALLOCSET_DEFAULT_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(work);
	PanelLinks	p;
	PanelFit	fit;
	bool		is_fitted = FitLinks(panel, &p, &fit);
	Datum		row = PanelFitDatum(fcinfo, &p.w, is_fitted ? &fit : NULL, true, caller);

	MemoryContextDelete(work);
	PG_RETURN_DATUM(row);
}
