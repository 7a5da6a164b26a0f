/*
 * diff_in_diff.c
 *	  What did it bring those who began, over those who did not?
 *
 * Entities that begin in the same period are a cohort.  For each cohort g and
 * each period t from its beginning on, the mean change of the cohort since the
 * period before it began is compared with that of entities which have not
 * begun (B. Callaway and P. H. C. Sant'Anna, "Difference-in-Differences with
 * Multiple Time Periods", Journal of Econometrics 225, 2021, without
 * covariates).  These cells are averaged over the periods of a cohort, and then
 * over cohorts by their number of entities, so that every entity that began
 * counts once.  A regression with levels for entities and periods would compare
 * late ones with early ones that have begun already (A. Goodman-Bacon, the same
 * issue), so there is none.
 *
 * The controls are those who never begin within the panel, or those who have
 * not begun yet.  Cohorts that had begun by the first period have no period
 * before, and are left out.  So are entities that lack a period which is used.
 *
 * The estimate is a sum of means: over each cohort h, never treated being one
 * too, of w(h) . Y(i), where Y(i) are the outcomes of entity i and w(h) weights
 * that follow from the design alone.  So its variance is the sum over h of
 * s(h)^2 / n(h), with s(h)^2 the variance of w(h) . Y(i) within the cohort.  How
 * the outcomes of one entity hang together over time does not matter.  The
 * degrees of freedom are Welch's and Satterthwaite's.
 *
 * The same with the last two periods before the beginning says whether the two
 * went different ways before.
 */
#include "postgres.h"

#include <math.h>

#include "attainment/sums.h"
#include "catalog/pg_type.h"
#include "compat.h"
#include "miscadmin.h"
#include "statistics/panel.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(bsc_diff_in_diff_accum);
PG_FUNCTION_INFO_V1(bsc_diff_in_diff_final);

/* whose changes are compared with; what the state's option says */
enum
{
	CONTROLS_NEVER,
	CONTROLS_NOT_YET
};

/* a variance below this, relative to the square of the level, is rounding */
#define TRIAL_EXACT		1e-30

/* a cohort: entities that begin in the same period */
typedef struct Cohort
{
	Period		start;
	int			place;			/* of its first period among the panel's, or nplaces */
	bool		used;			/* it has a period before and one from then on */
	int			size;			/* entities that count */
	double	   *weights;		/* of each period */
} Cohort;

/* a panel with places for periods, and entities by cohort */
typedef struct Trial
{
	const Panel *panel;
	int			option;
	int			nentities;
	int			nplaces;
	Period	   *periods;
	int			ncohorts;		/* the last one is never treated */
	Cohort	   *cohorts;
	int		   *cohort;			/* of each entity */
	double	   *outcomes;		/* nentities x nplaces, NaN where there is none */
	bool	   *counts;			/* entities that count */
} Trial;

/* an estimate with its error */
typedef struct TrialEstimate
{
	int			cells;
	double		estimate;
	bool		has_error;
	double		error;
	double		df;
	double		p_value;
} TrialEstimate;

/*
 * Transition: (state, entity, period, outcome, first_treated [, controls]).  A
 * row without entity, period or outcome is left out; without first_treated the
 * entity is never treated.
 */
Datum
bsc_diff_in_diff_accum(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Panel	   *panel = PanelArgument(fcinfo, &context);
	int			option = CONTROLS_NEVER;

	if (panel == NULL)
	{
		panel = PanelCreate(context);
		PanelSetWidth(panel, 1);
	}
	if (PG_NARGS() > 5)
	{
		char	   *controls;

		if (PG_ARGISNULL(5))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("controls must not be null")));
		controls = text_to_cstring(PG_GETARG_TEXT_PP(5));
		if (strcmp(controls, "not yet") == 0)
			option = CONTROLS_NOT_YET;
		else if (strcmp(controls, "never") != 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("unknown controls \"%s\"", controls),
					 errhint("Controls are \"never\" and \"not yet\".")));
	}
	if (panel->option >= 0 && panel->option != option)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("controls must be the same in all rows")));
	panel->option = option;
	if (!PG_ARGISNULL(3))
		StatCheckFinite(PG_GETARG_FLOAT8(3), "outcome");
	if (!PG_ARGISNULL(1) && !PG_ARGISNULL(2) && !PG_ARGISNULL(3))
	{
		text	   *name = PG_GETARG_TEXT_PP(1);
		Period		period = PanelPeriodArgument(fcinfo, 2);
		Period		start = PG_ARGISNULL(4) ? PANEL_NEVER : PanelPeriodArgument(fcinfo, 4);
		uint32		entity;

		if (start != PANEL_NEVER && !PeriodSameSeries(period, start))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("period %s and first treated period %s are not of one series",
							PeriodToCstring(period), PeriodToCstring(start))));
		if (panel->nrows > 0 && !PeriodSameSeries(period, panel->period[0]))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("periods %s and %s are not of one series",
							PeriodToCstring(panel->period[0]), PeriodToCstring(period))));
		entity = PanelEntity(panel, VARDATA_ANY(name), (int) VARSIZE_ANY_EXHDR(name), start);
		*PanelAddRow(panel, entity, period) = PG_GETARG_FLOAT8(3);
	}
	PG_RETURN_POINTER(panel);
}

/*
 * Sort periods, and keep each once; returns how many.
 */
static int
SortPeriods(Period *periods, int64 count)
{
	int			distinct = 0;

	qsort_interruptible(periods, count, sizeof(Period), PanelComparePeriods, NULL);
	for (int64 i = 0; i < count; i++)
	{
		if (i == 0 || periods[i] != periods[i - 1])
			periods[distinct++] = periods[i];
	}
	return distinct;
}

/*
 * The place of the first of the panel's periods that is not before a period.
 */
static int
PlaceOf(const Trial *trial, Period period)
{
	int			low = 0;
	int			high = trial->nplaces;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (trial->periods[middle] < period)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * Put the outcomes into a table of entities, in order, and periods.
 */
static void
FillOutcomes(Trial *trial)
{
	const Panel *panel = trial->panel;
	PanelOrder	order;
	Size		cells;

	PanelOrderRows(&order, panel);
	trial->periods = palloc_extended(panel->nrows * sizeof(Period), MCXT_ALLOC_HUGE);
	memcpy(trial->periods, panel->period, panel->nrows * sizeof(Period));
	trial->nplaces = SortPeriods(trial->periods, panel->nrows);
	cells = mul_size(trial->nentities, trial->nplaces);
	trial->outcomes = palloc_extended(mul_size(cells, sizeof(double)), MCXT_ALLOC_HUGE);
	for (Size i = 0; i < cells; i++)
		trial->outcomes[i] = get_float8_nan();
	for (int64 i = 0; i < panel->nrows; i++)
	{
		int64		row = order.row[i];
		Size		entity = order.rank[panel->entity[row]];

		trial->outcomes[entity * trial->nplaces + PlaceOf(trial, panel->period[row])] =
			panel->value[row];
	}
}

/*
 * Make the cohorts.  Who begins after the last period is never treated here.
 */
static void
MakeCohorts(Trial *trial)
{
	const Panel *panel = trial->panel;
	Period	   *starts = palloc_extended(trial->nentities * sizeof(Period), MCXT_ALLOC_HUGE);
	Period		last = trial->periods[trial->nplaces - 1];
	PanelOrder	order;
	int64		count = 0;

	for (int i = 0; i < trial->nentities; i++)
	{
		if (panel->start[i] != PANEL_NEVER && panel->start[i] <= last)
			starts[count++] = panel->start[i];
	}
	trial->ncohorts = SortPeriods(starts, count) + 1;
	trial->cohorts = palloc0(trial->ncohorts * sizeof(Cohort));
	for (int c = 0; c < trial->ncohorts; c++)
	{
		Cohort	   *cohort = &trial->cohorts[c];
		bool		never = c == trial->ncohorts - 1;

		cohort->start = never ? PANEL_NEVER : starts[c];
		cohort->place = never ? trial->nplaces : PlaceOf(trial, starts[c]);
		cohort->used = !never && cohort->place >= 1;
		cohort->weights = palloc(trial->nplaces * sizeof(double));
	}
	PanelOrderRows(&order, panel);
	for (int i = 0; i < trial->nentities; i++)
	{
		Period		start = panel->start[i];
		int			c = trial->ncohorts - 1;

		if (start != PANEL_NEVER && start <= last)
			c = (int) ((Period *) bsearch_arg(&start, starts, trial->ncohorts - 1, sizeof(Period),
											  PanelComparePeriods, NULL) - starts);
		trial->cohort[order.rank[i]] = c;
	}
	pfree(starts);
}

/*
 * Which entities have all periods that are used?  Before says whether the
 * comparison is that of the two periods before the beginning.  Returns how many
 * are left out.
 */
static int
CountEntities(Trial *trial, bool before)
{
	bool	   *needed = palloc0(trial->nplaces * sizeof(bool));
	int			left_out = 0;

	for (int c = 0; c < trial->ncohorts; c++)
	{
		Cohort	   *cohort = &trial->cohorts[c];

		cohort->size = 0;
		if (before)
			cohort->used = cohort->used && cohort->place >= 2;
		if (!cohort->used)
			continue;
		for (int t = cohort->place - (before ? 2 : 1); t < (before ? cohort->place : trial->nplaces); t++)
			needed[t] = true;
	}
	for (int i = 0; i < trial->nentities; i++)
	{
		const Cohort *cohort = &trial->cohorts[trial->cohort[i]];
		bool		complete = cohort->used || cohort->place == trial->nplaces || before;

		/* in the comparison before, who did not count does not count now */
		if (before && !trial->counts[i])
			continue;
		for (int t = 0; t < trial->nplaces && complete; t++)
			complete = !needed[t] || !isnan(trial->outcomes[(Size) i * trial->nplaces + t]);
		trial->counts[i] = complete;
		trial->cohorts[trial->cohort[i]].size += complete;
		left_out += !complete;
	}
	pfree(needed);
	return left_out;
}

/*
 * Is a cohort a control for one that begins at a place, in period t?
 */
static bool
IsControl(const Trial *trial, const Cohort *cohort, const Cohort *treated, int t)
{
	if (cohort == treated || cohort->size == 0)
		return false;
	if (trial->option == CONTROLS_NEVER)
		return cohort->place == trial->nplaces;
	return cohort->place > t;
}

/*
 * Add a cell to the weights: the change from period "base" to period t of a
 * cohort less that of its controls, times a factor.  False without controls.
 */
static bool
AddCell(Trial *trial, Cohort *treated, int base, int t, double factor)
{
	int			controls = 0;

	for (int c = 0; c < trial->ncohorts; c++)
	{
		if (IsControl(trial, &trial->cohorts[c], treated, t))
			controls += trial->cohorts[c].size;
	}
	if (controls == 0)
		return false;
	treated->weights[t] += factor;
	treated->weights[base] -= factor;
	for (int c = 0; c < trial->ncohorts; c++)
	{
		Cohort	   *cohort = &trial->cohorts[c];
		double		share = factor * cohort->size / controls;

		if (!IsControl(trial, cohort, treated, t))
			continue;
		cohort->weights[t] -= share;
		cohort->weights[base] += share;
	}
	return true;
}

/*
 * How many cells of a cohort have controls?
 */
static int
CountCells(const Trial *trial, const Cohort *treated, bool before)
{
	int			cells = 0;

	if (!treated->used || treated->size == 0)
		return 0;
	for (int t = before ? treated->place - 1 : treated->place;
		 t < (before ? treated->place : trial->nplaces); t++)
	{
		bool		has_controls = false;

		for (int c = 0; c < trial->ncohorts && !has_controls; c++)
			has_controls = IsControl(trial, &trial->cohorts[c], treated, t);
		cells += has_controls;
	}
	return cells;
}

/*
 * Work out the weights: of a cell within its cohort, and of a cohort by its
 * size.  Returns the number of cells; treated and cohorts get what is in them.
 */
static int
TakeWeights(Trial *trial, bool before, int *treated, int *cohorts)
{
	int			total = 0;

	*treated = *cohorts = 0;
	for (int c = 0; c < trial->ncohorts; c++)
	{
		memset(trial->cohorts[c].weights, 0, trial->nplaces * sizeof(double));
		if (CountCells(trial, &trial->cohorts[c], before) > 0)
		{
			*treated += trial->cohorts[c].size;
			++*cohorts;
		}
	}
	for (int c = 0; c < trial->ncohorts; c++)
	{
		Cohort	   *cohort = &trial->cohorts[c];
		int			cells = CountCells(trial, cohort, before);
		int			end = before ? cohort->place : trial->nplaces;

		for (int t = before ? cohort->place - 1 : cohort->place; cells > 0 && t < end; t++)
			(void) AddCell(trial, cohort, cohort->place - (before ? 2 : 1), t,
						   (double) cohort->size / *treated / cells);
		total += cells;
		CHECK_FOR_INTERRUPTS();
	}
	return total;
}

/*
 * Mean and variance of the weighted outcomes of a cohort's entities.  Outcomes
 * are scaled by a power of two.
 */
static void
CohortMoments(const Trial *trial, int c, double scale, double *weighted,
			  double *mean, double *variance)
{
	const Cohort *cohort = &trial->cohorts[c];
	Sum			total = {0, 0};
	Sum			squares = {0, 0};
	int			n = 0;

	for (int i = 0; i < trial->nentities; i++)
	{
		Sum			value = {0, 0};

		if (trial->cohort[i] != c || !trial->counts[i])
			continue;
		for (int t = 0; t < trial->nplaces; t++)
		{
			if (cohort->weights[t] != 0)
				SumAdd(&value, cohort->weights[t] * (trial->outcomes[(Size) i * trial->nplaces + t] * scale));
		}
		weighted[n++] = SumValue(&value);
		SumAdd(&total, SumValue(&value));
	}
	*mean = SumValue(&total) / n;
	for (int i = 0; i < n; i++)
		SumAdd(&squares, (weighted[i] - *mean) * (weighted[i] - *mean));
	*variance = n > 1 ? SumValue(&squares) / (n - 1) : get_float8_nan();
}

/*
 * Is any of the weights other than 0?
 */
static bool
HasWeight(const Trial *trial, const Cohort *cohort)
{
	for (int t = 0; t < trial->nplaces && cohort->size > 0; t++)
	{
		if (cohort->weights[t] != 0)
			return true;
	}
	return false;
}

/*
 * The estimate of the weights, its error and degrees of freedom.
 */
static void
Estimate(const Trial *trial, TrialEstimate *result)
{
	double		level = StatLevel(trial->panel->value, (int) trial->panel->nrows);
	double		scale = StatScale(level);
	double	   *weighted = palloc_extended(trial->nentities * sizeof(double), MCXT_ALLOC_HUGE);
	Sum			estimate = {0, 0};
	double		variance = 0;
	double		pooled = 0;

	for (int c = 0; c < trial->ncohorts; c++)
	{
		const Cohort *cohort = &trial->cohorts[c];
		double		mean;
		double		spread;

		if (!HasWeight(trial, cohort))
			continue;
		CohortMoments(trial, c, scale, weighted, &mean, &spread);
		SumAdd(&estimate, mean);
		spread /= cohort->size;
		variance += spread;
		pooled += spread * spread / (cohort->size - 1);
	}
	pfree(weighted);
	result->estimate = SumValue(&estimate) / scale;
	if (isinf(result->estimate))
		float_overflow_error();
	/* not by a cohort of one, and not by rounding alone */
	result->has_error = !isnan(variance) && variance > TRIAL_EXACT * level * scale * level * scale;
	if (result->has_error)
	{
		result->error = sqrt(variance) / scale;
		result->df = variance * variance / pooled;
		result->p_value = StatStudentP(SumValue(&estimate) / sqrt(variance), result->df);
	}
}

/*
 * Write an estimate with its figures into a row from a column on.
 */
static void
PutEstimate(const TrialEstimate *result, Datum *values, bool *nulls)
{
	double		half = result->has_error ? StatStudentQuantile(0.95, result->df) * result->error : 0;

	values[0] = Float8GetDatum(result->estimate);
	values[1] = Float8GetDatum(result->error);
	values[2] = Float8GetDatum(result->df);
	values[3] = Float8GetDatum(result->p_value);
	values[4] = Float8GetDatum(result->estimate - half);
	values[5] = Float8GetDatum(result->estimate + half);
	nulls[0] = result->cells == 0;
	for (int i = 1; i < 6; i++)
		nulls[i] = !result->has_error;
}

/*
 * Work it all out: a row of (treated, untreated, cohorts, cells, estimate,
 * std_error, df, p_value, ci_low, ci_high, pre_estimate, pre_p, left_out,
 * pre_df).
 */
static void
FillRow(Trial *trial, Datum *values, bool *nulls)
{
	TrialEstimate after = {0};
	TrialEstimate before = {0};
	int			treated;
	int			cohorts;
	int			left_out;

	FillOutcomes(trial);
	MakeCohorts(trial);
	left_out = CountEntities(trial, false);
	after.cells = TakeWeights(trial, false, &treated, &cohorts);
	values[0] = Int32GetDatum(treated);
	values[1] = Int32GetDatum(trial->cohorts[trial->ncohorts - 1].size);
	values[2] = Int32GetDatum(cohorts);
	values[3] = Int32GetDatum(after.cells);
	values[12] = Int32GetDatum(left_out);
	if (after.cells > 0)
		Estimate(trial, &after);
	PutEstimate(&after, values + 4, nulls + 4);

	(void) CountEntities(trial, true);
	before.cells = TakeWeights(trial, true, &treated, &cohorts);
	if (before.cells > 0)
		Estimate(trial, &before);
	values[10] = Float8GetDatum(before.estimate);
	values[11] = Float8GetDatum(before.p_value);
	nulls[10] = before.cells == 0;
	values[13] = Float8GetDatum(before.df);
	nulls[11] = nulls[13] = !before.has_error;
}

/*
 * Final function of diff_in_diff.
 */
Datum
bsc_diff_in_diff_final(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Panel	   *panel = PanelArgument(fcinfo, &context);
	MemoryContext work = AllocSetContextCreate(CurrentMemoryContext, "bsc difference in differences",
											   ALLOCSET_DEFAULT_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(work);
	Trial		trial = {0};
	TupleDesc	tupdesc;
	Datum		values[14] = {0};
	bool		nulls[14] = {false, false, false, false, true, true, true, true, true, true, true, true, false, true};
	HeapTuple	tuple;

	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	if (panel != NULL && panel->nrows > 0)
	{
		trial.panel = panel;
		trial.option = panel->option;
		trial.nentities = (int) panel->nentities;
		trial.cohort = palloc_extended(trial.nentities * sizeof(int), MCXT_ALLOC_HUGE);
		trial.counts = palloc_extended(trial.nentities * sizeof(bool), MCXT_ALLOC_HUGE);
		FillRow(&trial, values, nulls);
	}
	MemoryContextSwitchTo(caller);
	tuple = heap_form_tuple(BlessTupleDesc(tupdesc), values, nulls);
	MemoryContextDelete(work);
	PG_RETURN_DATUM(HeapTupleGetDatum(tuple));
}
