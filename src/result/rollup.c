/*
 * rollup.c
 *	  What a measure's actuals of finer periods come to in a coarser one.
 *
 * A measure reads a reporting period through a window of periods of its own
 * frequency: the months of a quarter, the one month of a month, the one year
 * that holds a month.  A window is shown the recorded actuals that may matter
 * to it, in any order.
 *
 * Carrying forward: a period without an actual takes the latest one of at most
 * "carry" periods before it, from before the window if need be.  A period
 * filled so counts as present, since its value does stand for it.
 *
 * The rules: sum adds what is present; mean weighs by volume where every row
 * has one (and they do not sum to 0), else equally; last takes the latest
 * present; min and max as said.  A measure with rule "query" is not rolled up
 * at all (a distinct count cannot be): its value for a window of several
 * periods is the row recorded for the whole, "own".
 *
 * Sums are compensated (Neumaier 1974), so that the order in which the
 * executor meets the rows does not show in the result.
 */
#include "postgres.h"

#include <math.h>

#include "compat.h"
#include "miscadmin.h"
#include "result/result.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

/* The rule of that name. */
Rollup
RollupFromText(text *name)
{
	static const char *const names[] = {"sum", "mean", "last", "min", "max", "query", "formula"};
	size_t		len = VARSIZE_ANY_EXHDR(name);

	for (int i = 0; i < (int) lengthof(names); i++)
	{
		if (len == strlen(names[i]) &&
			memcmp(VARDATA_ANY(name), names[i], len) == 0)
			return (Rollup) i;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown roll-up: \"%s\"", text_to_cstring(name)),
			 errhint("It is sum, mean, last, min, max, query or formula.")));
	return ROLLUP_SUM;			/* not reached */
}

/* How many periods the window has. */
int
WindowLength(const Window *window)
{
	return WindowIsSingle(window) ? 1 : PeriodDistance(window->last, window->first) + 1;
}

/* Keep, in order, that a query has found something for a coarser period. */
static void
KeepStored(Actuals *actuals, MemoryContext context, Period period)
{
	int32		place = actuals->nstored;

	if (actuals->nstored == actuals->stored_capacity)
	{
		if (actuals->stored_capacity > (int32) (MaxAllocSize / sizeof(Period) / 2))
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many actuals in one period")));
		actuals->stored_capacity = Max(4, actuals->stored_capacity * 2);
		actuals->stored = actuals->stored == NULL ?
			MemoryContextAlloc(context, sizeof(Period) * actuals->stored_capacity) :
			repalloc(actuals->stored, sizeof(Period) * actuals->stored_capacity);
	}
	for (; place > 0 && actuals->stored[place - 1] > period; place--)
		actuals->stored[place] = actuals->stored[place - 1];
	actuals->stored[place] = period;
	actuals->nstored++;
}

/*
 * May an own period's actual matter to the window?  Not those of other grains, nor
 * those too old to be carried into it.
 */
bool
ActualsTake(const Window *window, Period period)
{
	if (PeriodGrainOf(period) != OwnGrain(window) || period > window->last)
		return false;
	return period >= window->first || PeriodDistance(window->first, period) <= window->carry;
}

/* Add a row to those of a window of several periods. */
void
ActualsPush(Actuals *actuals, MemoryContext context, const ActualRow *row)
{
	if (actuals->nrows == actuals->capacity)
	{
		if (actuals->capacity == 0)
		{
			actuals->capacity = 4;
			actuals->sorted = true;
			actuals->rows = MemoryContextAlloc(context, sizeof(ActualRow) * actuals->capacity);
		}
		else
		{
			if (actuals->capacity > (int32) (MaxAllocSize / sizeof(ActualRow) / 2))
				ereport(ERROR,
						(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						 errmsg("too many actuals in one period")));
			actuals->capacity *= 2;
			actuals->rows = repalloc(actuals->rows, sizeof(ActualRow) * actuals->capacity);
		}
	}
	if (actuals->nrows > 0 && actuals->rows[actuals->nrows - 1].period > row->period)
		actuals->sorted = false;
	actuals->rows[actuals->nrows++] = *row;
}

/* Show an actual to the window; those that cannot matter do not take part. */
void
ActualsAdd(Actuals *actuals, const Window *window, MemoryContext context,
		   Period period, double value, double volume)
{
	ActualRow	row;

	if (window->has_own && period == window->own && !WindowIsSingle(window))
	{
		actuals->has_own = true;
		actuals->own_value = value;
		return;
	}
	if (window->rule == ROLLUP_QUERY && PeriodGrainOf(period) < OwnGrain(window))
	{
		if (!WindowIsSingle(window))
			KeepStored(actuals, context, period);
		return;
	}
	if (!ActualsTake(window, period))
		return;

	row.period = period;
	row.value = value;
	row.volume = volume;
	row.computed = row.carried = false;
	if (WindowIsSingle(window))
	{
		if (actuals->nrows == 0 || actuals->latest.period < period)
			actuals->latest = row;
		actuals->nrows = 1;
		return;
	}

	ActualsPush(actuals, context, &row);
}

static int
CompareRows(const void *a, const void *b)
{
	Period		left = ((const ActualRow *) a)->period;
	Period		right = ((const ActualRow *) b)->period;

	return (left > right) - (left < right);
}

/* A walk over the periods of the window that have a value. */
typedef struct Walk
{
	const Actuals *actuals;
	const Window *window;
	int32		next;			/* first row after "current" */
	const ActualRow *to_carry;	/* the last one before it that may be carried */
	Period		period;			/* the period to look at next */
	bool		ended;
} Walk;

/*
 * Go on to the next period that has a value, and return the row that gives it
 * one; *period is the period it stands for.  NULL at the end.
 */
static const ActualRow *
NextInWalk(Walk *walk, Period *period)
{
	const ActualRow *rows = walk->actuals->rows;
	int32		nrows = walk->actuals->nrows;

	while (!walk->ended)
	{
		const ActualRow *row;

		CHECK_FOR_INTERRUPTS();
		for (; walk->next < nrows && rows[walk->next].period <= walk->period; walk->next++)
		{
			if (!rows[walk->next].computed)
				walk->to_carry = &rows[walk->next];
		}
		row = walk->next > 0 && rows[walk->next - 1].period == walk->period ?
			&rows[walk->next - 1] : walk->to_carry;

		*period = walk->period;
		if (walk->period >= walk->window->last)
			walk->ended = true;
		else if (row == NULL && walk->next < nrows)
			walk->period = rows[walk->next].period; /* skip the gap */
		else if (row == NULL)
			walk->ended = true;
		else
			walk->period = PeriodShift(walk->period, 1);

		if (row != NULL &&
			(row->period == *period ||
			 PeriodDistance(*period, row->period) <= walk->window->carry))
			return row;
	}
	return NULL;
}

/* A sum and what its roundings lost. */
typedef struct Total
{
	double		sum;
	double		rest;
} Total;

static void
TotalAdd(Total *total, double term)
{
	double		sum = total->sum + term;

	total->rest += fabs(total->sum) >= fabs(term) ?
		(total->sum - sum) + term : (term - sum) + total->sum;
	total->sum = sum;
}

/* what the rows add up to */
typedef struct Sums
{
	Total		total;
	Total		weighted_total;
	double		volume;			/* of those that have one */
	bool		weighted;		/* every row has */
} Sums;

/* Take in the row that stands for the next period. */
static void
TakeRow(const Window *window, const ActualRow *row, Value *result, Sums *sums)
{
	bool		takes = false;

	if (isnan(row->volume))
		sums->weighted = false;
	else
		sums->volume += row->volume;
	switch (window->rule)
	{
		case ROLLUP_LAST:
			takes = true;
			break;
		case ROLLUP_MIN:
			takes = result->present == 0 || row->value < result->value;
			break;
		case ROLLUP_MAX:
			takes = result->present == 0 || row->value > result->value;
			break;
		case ROLLUP_SUM:
		case ROLLUP_MEAN:
			TotalAdd(&sums->total, row->value);
			if (!isnan(row->volume))
				TotalAdd(&sums->weighted_total, row->value * row->volume);
			break;
		case ROLLUP_QUERY:
		case ROLLUP_FORMULA:
			break;
	}
	if (takes)
	{
		result->value = row->value;
		result->is_of_one = true;
		result->from = row->period;
	}
}

/*
 * The value of the window; false if it has none.  In both cases result->present
 * tells how many of its periods have one, and "present", unless NULL, which:
 * it must have room for the whole window.  The rows are sorted in place.
 */
bool
ActualsRollUp(Actuals *actuals, const Window *window, Value *result, Period *present)
{
	Walk		walk;
	const ActualRow *row;
	Period		period;
	Sums		sums = {{0, 0}, {0, 0}, 0, true};

	memset(result, 0, sizeof(Value));
	if (WindowIsSingle(window))
	{
		if (actuals->nrows == 0)
			return false;
		result->value = actuals->latest.value;
		result->is_of_one = true;
		result->from = actuals->latest.period;
		result->present = 1;
		result->has_carried = actuals->latest.carried || result->from != window->first;
		result->carried = window->first;
		result->volume = actuals->latest.volume;
		if (present != NULL)
			present[0] = window->first;
		return true;
	}

	if (actuals->nrows > 0 && !actuals->sorted)
	{
		qsort(actuals->rows, actuals->nrows, sizeof(ActualRow), CompareRows);
		actuals->sorted = true;
	}
	walk.actuals = actuals;
	walk.window = window;
	walk.next = 0;
	walk.to_carry = NULL;
	walk.period = window->first;
	walk.ended = false;
	while ((row = NextInWalk(&walk, &period)) != NULL)
	{
		TakeRow(window, row, result, &sums);
		if (row->carried || row->period != period)
		{
			result->has_carried = true;
			result->carried = period;
		}
		if (present != NULL)
			present[result->present] = period;
		result->present++;
	}

	result->volume = sums.weighted && result->present > 0 && window->rule != ROLLUP_QUERY ? sums.volume : NAN;
	if (window->rule == ROLLUP_QUERY)
	{
		result->value = actuals->own_value;
		return actuals->has_own;
	}
	if (result->present == 0)
		return false;
	if (window->rule == ROLLUP_SUM)
		result->value = sums.total.sum + sums.total.rest;
	else if (window->rule == ROLLUP_MEAN)
		result->value = sums.weighted && sums.volume > 0 ?
			(sums.weighted_total.sum + sums.weighted_total.rest) / sums.volume :
			(sums.total.sum + sums.total.rest) / result->present;
	if (!IsFinite(result->value))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("the actuals of a measure are too large to be rolled up")));
	return true;
}
