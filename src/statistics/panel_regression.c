/*
 * panel_regression.c
 *	  The within estimator: what moves an effect over time, within entities.
 *
 * Every entity has a level of its own (and, if asked for, every period one of
 * its own), which is taken away from effect and causes; least squares on what
 * is left gives the slopes (B. H. Baltagi, "Econometric Analysis of Panel
 * Data", 2008, chapters 2 and 3).
 *
 * How the levels are taken away is told in panel_within.c.
 *
 * Errors are clustered by entity: they may follow each other in any way within
 * one (M. Arellano, Oxford Bulletin of Economics and Statistics 49, 1987).
 * With x and e for what is left of the causes and for the residuals, the
 * covariance is
 *		A^-1 (sum over entities of s s') A^-1 * G/(G-1) * (N-1)/(N-K),
 *		A = sum of x x', s = sum over an entity's periods of x e,
 * with K the slopes, one, and the periods' levels beyond the first; the
 * entities' levels do not count, as they are nested in the clusters.  p values
 * are Student's with G - 1 degrees of freedom.  It is the convention of Stata's
 * xtreg, fe vce(cluster).
 *
 * An entity with one row alone tells nothing within, and is left out.
 */
#include "postgres.h"

#include <math.h>

#include "attainment/sums.h"
#include "catalog/pg_type.h"
#include "compat.h"
#include "miscadmin.h"
#include "statistics/least_squares.h"
#include "statistics/panel.h"
#include "utils/array.h"
#include "utils/float.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(bsc_panel_accum);
PG_FUNCTION_INFO_V1(bsc_panel_regression_final);

#define MAX_CAUSES		1000

/*
 * Add a row: (state, entity, period, effect, causes, ...), of an aggregate with
 * this option.  A row with a NULL anywhere is left out.
 */
Datum
PanelAccumulate(FunctionCallInfo fcinfo, int option)
{
	MemoryContext context;
	Panel	   *panel = PanelArgument(fcinfo, &context);
	double	   *causes = NULL;
	double	   *value;
	text	   *entity;
	int			k = 0;
	bool		complete;

	if (panel == NULL)
		panel = PanelCreate(context);
	if (panel->option >= 0 && panel->option != option)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("period_effects must be the same in all rows")));
	panel->option = option;

	complete = !PG_ARGISNULL(1) && !PG_ARGISNULL(2) && !PG_ARGISNULL(3) && !PG_ARGISNULL(4);
	if (!PG_ARGISNULL(3))
		StatCheckFinite(PG_GETARG_FLOAT8(3), "effect");
	if (!PG_ARGISNULL(4))
	{
		causes = StatSeriesFromArray(PG_GETARG_ARRAYTYPE_P(4), "causes", &k);
		if (k < 1 || k > MAX_CAUSES)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("there must be from 1 to %d causes, not %d", MAX_CAUSES, k)));
		PanelSetWidth(panel, k + 1);
		for (int c = 0; c < k; c++)
			complete = complete && !isnan(causes[c]);
	}
	if (complete)
	{
		Period		period = PanelPeriodArgument(fcinfo, 2);

		entity = PG_GETARG_TEXT_PP(1);
		value = PanelAddRow(panel, PanelEntity(panel, VARDATA_ANY(entity),
											   (int) VARSIZE_ANY_EXHDR(entity), PANEL_NEVER),
							period);
		value[0] = PG_GETARG_FLOAT8(3);
		memcpy(value + 1, causes, k * sizeof(double));
	}
	PG_RETURN_POINTER(panel);
}

/*
 * Transition: (state, entity, period, effect, causes [, period_effects])
 */
Datum
bsc_panel_accum(PG_FUNCTION_ARGS)
{
	if (PG_NARGS() > 5 && PG_ARGISNULL(5))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("period_effects must not be null")));
	return PanelAccumulate(fcinfo, PG_NARGS() > 5 && PG_GETARG_BOOL(5));
}

/*
 * A fit of which nothing is known yet.
 */
void
PanelFitBegin(PanelFit *fit, int k)
{
	fit->k = k;
	fit->estimates = StatGaps(k);
	fit->errors = StatGaps(k);
	fit->t = StatGaps(k);
	fit->p_values = StatGaps(k);
	fit->covariance = StatGaps(k * k);
	fit->r_squared = get_float8_nan();
}

/*
 * The estimate of cause i from the coefficient of its column, in the cause's own units.
 */
void
PanelTakeEstimate(PanelFit *fit, int i, double part, double unit)
{
	fit->estimates[i] = part * unit;
	if (isinf(fit->estimates[i]))
		float_overflow_error();
}

/*
 * The error of that coefficient.  In the cause's own units both may be too small for a double, so
 * the one is not divided by the other there.
 */
void
PanelTakeError(PanelFit *fit, int i, double part, double variance, double unit, double df)
{
	fit->errors[i] = sqrt(variance) * unit;
	fit->t[i] = part / sqrt(variance);
	fit->p_values[i] = StatStudentP(fit->t[i], df);
}

/*
 * The row (n, entities, periods, df, estimates, std_errors, t, p_values, covariance, r_squared),
 * made in the caller's memory.  fit is NULL where there was too little to fit anything.
 */
Datum
PanelFitDatum(FunctionCallInfo fcinfo, const Within *w, const PanelFit *fit, bool has_df,
			  MemoryContext caller)
{
	TupleDesc	tupdesc;
	Datum		values[10] = {0};
	bool		nulls[10] = {false, false, false, true, true, true, true, true, true, true};

	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	values[0] = Int32GetDatum(w->n);
	values[1] = Int32GetDatum(w->nentities);
	values[2] = Int32GetDatum(w->nperiods);
	values[3] = Int32GetDatum(w->nentities - 1);
	nulls[3] = !has_df;
	if (fit != NULL)
	{
		values[4] = PointerGetDatum(StatArrayFromSeries(fit->estimates, fit->k));
		values[5] = PointerGetDatum(StatArrayFromSeries(fit->errors, fit->k));
		values[6] = PointerGetDatum(StatArrayFromSeries(fit->t, fit->k));
		values[7] = PointerGetDatum(StatArrayFromSeries(fit->p_values, fit->k));
		values[8] = PointerGetDatum(StatArrayFromMatrix(fit->covariance, fit->k, fit->k));
		memset(nulls + 4, 0, 5 * sizeof(bool));
		values[9] = Float8GetDatum(fit->r_squared);
		nulls[9] = isnan(fit->r_squared);
	}
	MemoryContextSwitchTo(caller);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(tupdesc), values, nulls));
}

/*
 * Sum of u u' over the entities, where u is the sum of basis column times
 * residual over an entity's rows.
 */
double *
PanelClusterSums(const Within *w, const LeastSquares *ls, const double *residual)
{
	int			k = ls->rank;
	double	   *meat = palloc0(Max(k * k, 1) * sizeof(double));
	double	   *u = palloc(Max(k, 1) * sizeof(double));

	for (int g = 0; g < w->nentities; g++)
	{
		Size		start = w->first[g];

		if ((g & 0xFF) == 0)
			CHECK_FOR_INTERRUPTS();
		for (int c = 0; c < k; c++)
			u[c] = LsInnerProduct(ls->basis + (Size) c * w->n + start, residual + start,
								  w->first[g + 1] - start);
		for (int c = 0; c < k; c++)
		{
			for (int d = 0; d < k; d++)
				meat[c * k + d] += u[c] * u[d];
		}
	}
	pfree(u);
	return meat;
}

/*
 * The covariance of two slopes: rows a and b of the inverse factor around the
 * clusters' sums.
 */
double
PanelSandwich(const double *inverse, const double *meat, int k, int a, int b)
{
	Sum			total = {0, 0};

	for (int c = 0; c < k; c++)
	{
		for (int d = 0; d < k; d++)
			SumAdd(&total, inverse[a * k + c] * meat[c * k + d] * inverse[b * k + d]);
	}
	return SumValue(&total);
}

/*
 * Is a variance more than rounding?  Two entities, or two that share a period,
 * can have sums that are zero by their nature.
 */
bool
PanelHasSpread(const double *inverse, int k, int a, double variance, double left)
{
	double		bound = 0;

	for (int c = 0; c < k; c++)
		bound += inverse[a * k + c] * inverse[a * k + c];
	return variance > LS_EXACT * bound * left;
}

/*
 * Errors of the slopes, in the causes' own units.
 */
static void
TakeErrors(const Within *w, PanelFit *fit, const LeastSquares *ls, const double *residual,
		   double left, const double *parts, const int *place, const double *unit)
{
	int			k = ls->rank;
	double	   *inverse = palloc(Max(k * k, 1) * sizeof(double));
	double	   *meat = PanelClusterSums(w, ls, residual);
	double		g = w->nentities;
	double		parameters = k + 1.0 + (w->both ? w->nunknowns : 0);
	double		factor = g / (g - 1) * (w->n - 1.0) / (w->n - parameters);

	LsInverse(ls, 0, inverse);
	for (int i = 0; i < fit->k; i++)
	{
		for (int j = 0; j <= i && place[i] >= 0; j++)
		{
			double		covariance;

			if (place[j] < 0)
				continue;
			covariance = PanelSandwich(inverse, meat, k, place[i], place[j]) * factor;
			fit->covariance[i * fit->k + j] = fit->covariance[j * fit->k + i] =
				covariance * (unit[i] * unit[j]);
			if (i == j && PanelHasSpread(inverse, k, place[i], covariance, left))
				PanelTakeError(fit, i, parts[place[i]], covariance, unit[i], g - 1);
		}
	}
	/* without an error there is no covariance either */
	for (int i = 0; i < fit->k * fit->k; i++)
	{
		if (isnan(fit->errors[i / fit->k]) || isnan(fit->errors[i % fit->k]))
			fit->covariance[i] = get_float8_nan();
	}
	pfree(inverse);
	pfree(meat);
}

/*
 * One column of the panel, scaled, around its mean, and within.  Returns the
 * length that it had around its mean.
 */
double
PanelTakeColumn(Within *w, const Panel *panel, const int64 *rows, int column,
				double *x, double *scale)
{
	Sum			total = {0, 0};
	double		mean;
	double		length;

	for (int i = 0; i < w->n; i++)
		x[i] = panel->value[rows[i] * panel->width + column];
	*scale = StatScale(StatLevel(x, w->n));
	length = StatIsConstant(x, w->n) ? 0 : 1;
	for (int i = 0; i < w->n; i++)
	{
		x[i] *= *scale;
		SumAdd(&total, x[i]);
	}
	mean = SumValue(&total) / w->n;
	for (int i = 0; i < w->n; i++)
		x[i] -= mean;
	length *= sqrt(LsInnerProduct(x, x, w->n));
	PanelProject(w, x);
	return length;
}

/*
 * Estimate the slopes.
 */
static void
FitPanel(Within *w, const Panel *panel, const int64 *rows, PanelFit *fit)
{
	double	   *x = palloc_extended((Size) w->n * sizeof(double), MCXT_ALLOC_HUGE);
	double	   *parts = palloc(fit->k * sizeof(double));
	double	   *unit = palloc(fit->k * sizeof(double));
	int		   *place = palloc(fit->k * sizeof(int));	/* of each cause among the kept columns, or -1 */
	double		scale;
	double		length;
	double		within;
	double		left;
	LeastSquares ls;

	LsBegin(&ls, w->n, fit->k);
	for (int c = 0; c < fit->k; c++)
	{
		length = PanelTakeColumn(w, panel, rows, c + 1, x, &unit[c]);
		within = sqrt(LsInnerProduct(x, x, w->n));
		place[c] = length > 0 && within > LS_TOLERANCE * length && LsAdd(&ls, x) ? ls.rank - 1 : -1;
	}
	length = PanelTakeColumn(w, panel, rows, 0, x, &scale);
	within = LsInnerProduct(x, x, w->n);
	left = LsProject(&ls, x, parts);
	LsSolve(&ls, 0, parts);
	for (int c = 0; c < fit->k; c++)
	{
		unit[c] /= scale;
		if (place[c] < 0)
			continue;
		PanelTakeEstimate(fit, c, parts[place[c]], unit[c]);
	}
	if (within > LS_EXACT * length * length && length > 0)
	{
		fit->r_squared = Min(Max(1 - left * left / within, 0), 1);
		if (left * left > LS_EXACT * within)
			TakeErrors(w, fit, &ls, x, left * left, parts, place, unit);
	}
	LsEnd(&ls);
	pfree(x);
	pfree(parts);
	pfree(unit);
	pfree(place);
}

/*
 * Number the rows, and estimate if there are enough of them; false if not.
 */
static bool
FitRows(const Panel *panel, Within *w, PanelFit *fit)
{
	PanelOrder	order;
	int64	   *rows;
	int64		parameters;

	memset(w, 0, sizeof(Within));
	if (panel == NULL || panel->nrows == 0)
		return false;
	PanelOrderRows(&order, panel);
	rows = palloc_extended(order.nrows * sizeof(int64), MCXT_ALLOC_HUGE);
	PanelWithin(w, &order, panel->option == 1, rows);
	parameters = (int64) w->nentities + w->nunknowns + panel->width - 1;
	if (w->nentities < 2 || w->n < parameters)
		return false;
	PanelFitBegin(fit, panel->width - 1);
	FitPanel(w, panel, rows, fit);
	return true;
}

/*
 * Final function of panel_regression: (n, entities, periods, df, estimates,
 * std_errors, t, p_values, covariance, r_squared).
 */
Datum
bsc_panel_regression_final(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Panel	   *panel = PanelArgument(fcinfo, &context);
	MemoryContext work = AllocSetContextCreate(CurrentMemoryContext, "bsc panel regression",
											   ALLOCSET_DEFAULT_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(work);
	Within		w;
	PanelFit	fit;
	bool		is_fitted = FitRows(panel, &w, &fit);
	Datum		row = PanelFitDatum(fcinfo, &w, is_fitted ? &fit : NULL, is_fitted, caller);

	MemoryContextDelete(work);
	PG_RETURN_DATUM(row);
}
