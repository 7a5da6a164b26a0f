/*
 * panel_within.c
 *	  A panel less the levels of its entities, and of its periods.
 *
 * Taking away both levels is easy in a balanced panel: subtract the means of
 * the entity and of the period, add the mean of all.  Otherwise the periods'
 * levels solve a system of equations, one for each period, that is left once
 * the entities' means are away (Baltagi, section 9.4; P. Wansbeek and A.
 * Kapteyn, Journal of Econometrics 41, 1989).  Entities that share periods,
 * directly or by others, hang together; in each such group one period's level
 * is given by the others, so it is left out, and the rest of the system can be
 * solved.  Where there are very many periods, means are taken away in turn
 * until nothing changes.
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "attainment/sums.h"
#include "compat.h"
#include "miscadmin.h"
#include "port.h"
#include "statistics/least_squares.h"
#include "statistics/panel.h"
#include "utils/memutils.h"

/* periods whose levels are solved for at once, and if taking turns fails */
#define DIRECT_PERIODS	1000
#define SOLVED_PERIODS	5000
#define MAX_TURNS		10000
#define TURN_TOLERANCE	1e-12

/*
 * The period that stands for those that hang together with a period.
 */
static int
Leader(int *leader, int period)
{
	while (leader[period] != period)
	{
		leader[period] = leader[leader[period]];
		period = leader[period];
	}
	return period;
}

/*
 * Leave out one period of each group of entities that hang together, and number
 * the others.
 */
static void
NumberUnknowns(Within *w)
{
	int		   *leader = palloc(Max(w->nperiods, 1) * sizeof(int));

	w->unknown = palloc(Max(w->nperiods, 1) * sizeof(int));
	for (int t = 0; t < w->nperiods; t++)
		leader[t] = t;
	for (int g = 0; g < w->nentities; g++)
	{
		for (int i = w->first[g] + 1; i < w->first[g + 1]; i++)
		{
			int			a = Leader(leader, w->period[i - 1]);
			int			b = Leader(leader, w->period[i]);

			leader[Max(a, b)] = Min(a, b);
		}
	}
	for (int t = 0; t < w->nperiods; t++)
	{
		bool		leads = Leader(leader, t) == t;

		w->ngroups += leads;
		w->unknown[t] = leads ? -1 : w->nunknowns++;
	}
	pfree(leader);
}

/*
 * Number entities and periods, leaving out entities with one row; rows gets the
 * panel's rows in order.
 */
void
PanelWithin(Within *w, const PanelOrder *order, bool both, int64 *rows)
{
	const Panel *panel = order->panel;
	Period	   *periods = palloc_extended(Max(order->nrows, 1) * sizeof(Period), MCXT_ALLOC_HUGE);
	int64		i = 0;

	w->first = palloc_extended(((Size) panel->nentities + 1) * sizeof(int), MCXT_ALLOC_HUGE);
	w->period = palloc_extended(Max(order->nrows, 1) * sizeof(int), MCXT_ALLOC_HUGE);
	while (i < order->nrows)
	{
		int64		end = i + 1;

		while (end < order->nrows &&
			   panel->entity[order->row[end]] == panel->entity[order->row[i]])
			end++;
		if (end > i + 1)
		{
			w->first[w->nentities++] = w->n;
			for (; i < end; i++)
			{
				periods[w->n] = panel->period[order->row[i]];
				rows[w->n++] = order->row[i];
			}
		}
		i = end;
	}
	w->first[w->nentities] = w->n;

	qsort_interruptible(periods, w->n, sizeof(Period), PanelComparePeriods, NULL);
	for (int k = 0; k < w->n; k++)
	{
		if (k == 0 || periods[k] != periods[k - 1])
			periods[w->nperiods++] = periods[k];
	}
	for (int k = 0; k < w->n; k++)
	{
		Period	   *found = bsearch_arg(&panel->period[rows[k]], periods, w->nperiods,
										sizeof(Period), PanelComparePeriods, NULL);

		w->period[k] = (int) (found - periods);
	}
	pfree(periods);
	w->balanced = (int64) w->nentities * w->nperiods == w->n;
	w->both = both;
	if (both)
		NumberUnknowns(w);
	w->levels = palloc(Max(w->nperiods, 1) * sizeof(double));
	w->sums = palloc_extended(Max(w->nperiods, 1) * sizeof(Sum), MCXT_ALLOC_HUGE);
	w->counts = palloc0(Max(w->nperiods, 1) * sizeof(int));
	for (int k = 0; k < w->n; k++)
		w->counts[w->period[k]]++;
}

/*
 * Set up the periods' equations and decompose them.
 */
static void
Decompose(Within *w)
{
	int			n = w->nunknowns;
	double	   *a = palloc_extended(mul_size(Max(n, 1), Max(n, 1) * sizeof(double)),
									MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);

	for (int g = 0; g < w->nentities; g++)
	{
		double		share = 1.0 / (w->first[g + 1] - w->first[g]);

		CHECK_FOR_INTERRUPTS();
		for (int i = w->first[g]; i < w->first[g + 1]; i++)
		{
			int			row = w->unknown[w->period[i]];

			if (row < 0)
				continue;
			a[(Size) row * n + row] += 1;
			for (int k = w->first[g]; k <= i; k++)
			{
				int			column = w->unknown[w->period[k]];

				if (column >= 0)
					a[(Size) Max(row, column) * n + Min(row, column)] -= share;
			}
		}
	}
	for (int i = 0; i < n; i++)
	{
		double	   *row = a + (Size) i * n;

		CHECK_FOR_INTERRUPTS();
		for (int k = 0; k <= i; k++)
		{
			const double *other = a + (Size) k * n;
			double		rest = row[k];

			for (int c = 0; c < k; c++)
				rest -= row[c] * other[c];
			if (k == i)
				row[i] = sqrt(Max(rest, DBL_MIN));
			else
				row[k] = rest / other[k];
		}
	}
	w->triangle = a;
}

/*
 * Take the entities' means away.
 */
static void
TakeEntities(const Within *w, double *x)
{
	for (int g = 0; g < w->nentities; g++)
	{
		int			end = w->first[g + 1];
		Sum			total = {0, 0};
		double		mean;

		if ((g & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		for (int i = w->first[g]; i < end; i++)
			SumAdd(&total, x[i]);
		mean = SumValue(&total) / (end - w->first[g]);
		for (int i = w->first[g]; i < end; i++)
			x[i] -= mean;
	}
}

/*
 * Take the periods' means away; returns the largest.
 */
static double
TakePeriods(const Within *w, double *x)
{
	double		largest = 0;

	memset(w->sums, 0, w->nperiods * sizeof(Sum));
	for (int i = 0; i < w->n; i++)
		SumAdd(&w->sums[w->period[i]], x[i]);
	for (int t = 0; t < w->nperiods; t++)
	{
		w->levels[t] = SumValue(&w->sums[t]) / w->counts[t];
		largest = Max(largest, fabs(w->levels[t]));
	}
	CHECK_FOR_INTERRUPTS();
	for (int i = 0; i < w->n; i++)
		x[i] -= w->levels[w->period[i]];
	return largest;
}

/*
 * Take the periods' levels away that solve the equations, from a column
 * without entity means.
 */
static void
TakeSolved(const Within *w, double *x)
{
	int			n = w->nunknowns;
	const double *a = w->triangle;
	double	   *solution = palloc(Max(n, 1) * sizeof(double));

	memset(w->sums, 0, w->nperiods * sizeof(Sum));
	for (int i = 0; i < w->n; i++)
		SumAdd(&w->sums[w->period[i]], x[i]);
	for (int t = 0; t < w->nperiods; t++)
	{
		if (w->unknown[t] >= 0)
			solution[w->unknown[t]] = SumValue(&w->sums[t]);
	}
	for (int i = 0; i < n; i++)
	{
		for (int k = 0; k < i; k++)
			solution[i] -= a[(Size) i * n + k] * solution[k];
		solution[i] /= a[(Size) i * n + i];
	}
	for (int i = n - 1; i >= 0; i--)
	{
		solution[i] /= a[(Size) i * n + i];
		for (int k = 0; k < i; k++)
			solution[k] -= a[(Size) i * n + k] * solution[i];
	}
	for (int i = 0; i < w->n; i++)
	{
		int			unknown = w->unknown[w->period[i]];

		if (unknown >= 0)
			x[i] -= solution[unknown];
	}
	pfree(solution);
	TakeEntities(w, x);
}

/*
 * Take means away in turn until nothing changes; false if that does not end.
 */
static bool
TakeTurns(const Within *w, double *x)
{
	double		spread = sqrt(LsInnerProduct(x, x, w->n) / Max(w->n, 1));

	for (int turn = 0; turn < MAX_TURNS; turn++)
	{
		double		change = TakePeriods(w, x);

		TakeEntities(w, x);
		if (change <= TURN_TOLERANCE * spread)
			return true;
	}
	return false;
}

/*
 * Take away what is not within.
 */
void
PanelProject(Within *w, double *x)
{
	/* a mean of a large level is rounded; what is left of it goes in a second pass */
	TakeEntities(w, x);
	TakeEntities(w, x);
	if (!w->both)
		return;
	if (w->balanced)
	{
		(void) TakePeriods(w, x);
		(void) TakePeriods(w, x);
		return;
	}
	if (w->nperiods > DIRECT_PERIODS && w->triangle == NULL)
	{
		double	   *copy = palloc_extended((Size) w->n * sizeof(double), MCXT_ALLOC_HUGE);
		bool		ended;

		memcpy(copy, x, w->n * sizeof(double));
		ended = TakeTurns(w, copy);
		if (ended)
			memcpy(x, copy, w->n * sizeof(double));
		pfree(copy);
		if (ended)
			return;
		if (w->nperiods > SOLVED_PERIODS)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("panel of %d periods hangs together too loosely for period effects",
							w->nperiods)));
	}
	if (w->triangle == NULL)
		Decompose(w);
	TakeSolved(w, x);
	TakeSolved(w, x);
}

