/*
 * rollup.c
 *	  What a measure's actuals of finer periods come to in a coarser one.
 *
 * A measure reads a reporting period through a window of periods of its own
 * frequency: the months of a quarter, the one month of a month, the one year
 * that holds a month.  The aggregates of this file are fed the recorded
 * actuals that may matter to one measure, one entity and one window, in any
 * order, and answer
 *
 *		rollup_value	the value of the whole window by the measure's rule
 *		rollup_period	the period that this value is from
 *		rollup_present	how many periods of the window have a value
 *		rollup_periods	which ones, where the window has more than one
 *		rollup_is_listed	was there a row that stands for the entity itself?
 *
 * They differ in their final functions only, so the executor keeps one state
 * for all of them.
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

#include "catalog/pg_type.h"
#include "compat.h"
#include "miscadmin.h"
#include "period/period.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/lsyscache.h"

typedef struct RollupRow
{
	Period		period;
	double		value;
	double		volume;			/* NaN where none was recorded */
} RollupRow;

typedef struct RollupState
{
	char		rule;			/* one of RULE_... */
	bool		listed;
	bool		has_own;
	bool		sorted;
	int32		carry;
	int32		nrows;
	int32		capacity;
	Period		first;
	Period		last;
	double		own_value;
	RollupRow  *rows;
	RollupRow	single;			/* spares the common case an allocation */
} RollupState;

/* a letter for each rule */
#define RULE_SUM	'u'
#define RULE_MEAN	'e'
#define RULE_LAST	'a'
#define RULE_MIN	'i'
#define RULE_MAX	'x'
#define RULE_QUERY	'q'

PG_FUNCTION_INFO_V1(bsc_rollup_accum);
PG_FUNCTION_INFO_V1(bsc_rollup_value);
PG_FUNCTION_INFO_V1(bsc_rollup_period);
PG_FUNCTION_INFO_V1(bsc_rollup_present);
PG_FUNCTION_INFO_V1(bsc_rollup_periods);
PG_FUNCTION_INFO_V1(bsc_rollup_is_listed);

/*
 * Read the name of a rule.  They are unique by one letter: the table's check
 * constraint has seen to it that it is one of them, but the aggregate can be
 * called by anybody.
 */
static char
RollupRule(text *name)
{
	static const struct
	{
		const char *name;
		char		rule;
	}			rules[] = {
		{"sum", RULE_SUM}, {"mean", RULE_MEAN}, {"last", RULE_LAST},
		{"min", RULE_MIN}, {"max", RULE_MAX}, {"query", RULE_QUERY}
	};
	int			len = VARSIZE_ANY_EXHDR(name);

	for (int i = 0; i < lengthof(rules); i++)
	{
		if (len == strlen(rules[i].name) &&
			memcmp(VARDATA_ANY(name), rules[i].name, len) == 0)
			return rules[i].rule;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown roll-up: \"%s\"", text_to_cstring(name)),
			 errhint("It is sum, mean, last, min, max or query.")));
	return 0;					/* keep compiler quiet */
}

/*
 * Take one actual into the state.
 *
 * Arguments after the state: rule, first and last period of the window, own
 * (the period whose recorded value is the value of the whole window, or NULL),
 * carry; then the actual's period, value and volume.  A NULL period stands for
 * the entity itself.
 */
Datum
bsc_rollup_accum(PG_FUNCTION_ARGS)
{
	MemoryContext aggcontext;
	RollupState *state;
	Period		period;
	double		value;
	double		volume;

	if (!AggCheckCallContext(fcinfo, &aggcontext))
		elog(ERROR, "bsc_rollup_accum called in non-aggregate context");

	if (PG_ARGISNULL(0))
	{
		for (int i = 1; i <= 3; i++)
		{
			if (PG_ARGISNULL(i))
				ereport(ERROR,
						(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
						 errmsg("a roll-up needs its rule and its window")));
		}
		state = MemoryContextAllocZero(aggcontext, sizeof(RollupState));
		state->rule = RollupRule(PG_GETARG_TEXT_PP(1));
		state->first = PG_GETARG_PERIOD(2);
		state->last = PG_GETARG_PERIOD(3);
		state->carry = PG_ARGISNULL(5) ? 0 : PG_GETARG_INT32(5);
		state->rows = &state->single;
		state->capacity = 1;
		state->sorted = true;
	}
	else
		state = (RollupState *) PG_GETARG_POINTER(0);

	if (PG_ARGISNULL(6))
	{
		state->listed = true;
		PG_RETURN_POINTER(state);
	}
	if (PG_ARGISNULL(7))
		PG_RETURN_POINTER(state);

	period = PG_GETARG_PERIOD(6);
	value = PG_GETARG_FLOAT8(7);
	volume = PG_ARGISNULL(8) ? get_float8_nan() : PG_GETARG_FLOAT8(8);

	if (!PG_ARGISNULL(4) && period == PG_GETARG_PERIOD(4) &&
		state->first != state->last)
	{
		state->has_own = true;
		state->own_value = value;
		PG_RETURN_POINTER(state);
	}

	/* actuals of other grains do not take part */
	if (period_grain(period) != period_grain(state->first) ||
		period > state->last)
		PG_RETURN_POINTER(state);

	if (state->nrows == state->capacity)
	{
		MemoryContext old = MemoryContextSwitchTo(aggcontext);
		int32		capacity = state->capacity < 8 ? 8 : state->capacity * 2;
		RollupRow  *rows = palloc(mul_size(sizeof(RollupRow), capacity));

		memcpy(rows, state->rows, sizeof(RollupRow) * state->nrows);
		if (state->rows != &state->single)
			pfree(state->rows);
		state->rows = rows;
		state->capacity = capacity;
		MemoryContextSwitchTo(old);
	}
	if (state->nrows > 0 && state->rows[state->nrows - 1].period > period)
		state->sorted = false;
	state->rows[state->nrows].period = period;
	state->rows[state->nrows].value = value;
	state->rows[state->nrows].volume = volume;
	state->nrows++;

	PG_RETURN_POINTER(state);
}

static int
CompareRows(const void *a, const void *b)
{
	Period		left = ((const RollupRow *) a)->period;
	Period		right = ((const RollupRow *) b)->period;

	return (left > right) - (left < right);
}

/*
 * A walk over the periods of the window that have a value.  The rows are
 * sorted in place, which is allowed to final functions that are declared
 * shareable: it changes the order and nothing else.
 */
typedef struct RollupWalk
{
	RollupState *state;
	int32		next;			/* first row after "current" */
	Period		period;			/* the period to look at next */
	bool		ended;
} RollupWalk;

static void
StartWalk(RollupWalk *walk, RollupState *state)
{
	if (!state->sorted)
	{
		qsort(state->rows, state->nrows, sizeof(RollupRow), CompareRows);
		state->sorted = true;
	}
	walk->state = state;
	walk->next = 0;
	walk->period = state->first;
	walk->ended = false;
}

/*
 * Go on to the next period that has a value, and return the row that gives it
 * one; *period is the period it stands for.  NULL at the end.
 */
static RollupRow *
NextInWalk(RollupWalk *walk, Period *period)
{
	RollupState *state = walk->state;

	while (!walk->ended)
	{
		RollupRow  *row = NULL;

		CHECK_FOR_INTERRUPTS();
		while (walk->next < state->nrows &&
			   state->rows[walk->next].period <= walk->period)
			walk->next++;
		if (walk->next > 0)
			row = &state->rows[walk->next - 1];

		*period = walk->period;
		if (walk->period >= state->last)
			walk->ended = true;
		else if (row == NULL && walk->next < state->nrows)
			walk->period = state->rows[walk->next].period;	/* skip the gap */
		else if (row == NULL)
			walk->ended = true;
		else
			walk->period = period_shift(walk->period, 1);

		if (row != NULL &&
			(row->period == *period ||
			 period_distance(*period, row->period) <= state->carry))
			return row;
	}
	return NULL;
}

/*
 * The value of the window; false if it has none.  *one tells whether it is the
 * value of one period, *from.
 */
static bool
RollUp(RollupState *state, double *value, bool *one, Period *from)
{
	RollupWalk	walk;
	RollupRow  *row;
	Period		period;
	int			n = 0;
	bool		weighted = true;
	double		total = 0,
				total_rest = 0,
				volume = 0,
				weighted_total = 0,
				weighted_rest = 0;

	*one = false;
	if (state->rule == RULE_QUERY && state->first != state->last)
	{
		*value = state->own_value;
		return state->has_own;
	}

	StartWalk(&walk, state);
	while ((row = NextInWalk(&walk, &period)) != NULL)
	{
		if (state->first == state->last)
		{
			*value = row->value;
			*one = true;
			*from = row->period;
			return true;
		}
		switch (state->rule)
		{
			case RULE_LAST:
				*value = row->value;
				*one = true;
				*from = row->period;
				break;
			case RULE_MIN:
			case RULE_MAX:
				if (n == 0 ||
					(state->rule == RULE_MIN ? row->value < *value : row->value > *value))
				{
					*value = row->value;
					*one = true;
					*from = row->period;
				}
				break;
			default:
				{
					double		term = row->value;
					double		sum = total + term;

					total_rest += fabs(total) >= fabs(term) ?
						(total - sum) + term : (term - sum) + total;
					total = sum;
					if (isnan(row->volume))
						weighted = false;
					else
					{
						term = row->value * row->volume;
						sum = weighted_total + term;
						weighted_rest += fabs(weighted_total) >= fabs(term) ?
							(weighted_total - sum) + term : (term - sum) + weighted_total;
						weighted_total = sum;
						volume += row->volume;
					}
				}
		}
		n++;
	}
	if (n == 0)
		return false;

	if (state->rule == RULE_SUM)
		*value = total + total_rest;
	else if (state->rule == RULE_MEAN)
		*value = weighted && volume > 0 ?
			(weighted_total + weighted_rest) / volume : (total + total_rest) / n;
	if (isnan(*value) || isinf(*value))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("the actuals of a measure are too large to be rolled up")));
	return true;
}

/* Final function: the value of the window. */
Datum
bsc_rollup_value(PG_FUNCTION_ARGS)
{
	double		value;
	bool		one;
	Period		from;

	if (PG_ARGISNULL(0) ||
		!RollUp((RollupState *) PG_GETARG_POINTER(0), &value, &one, &from))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(value);
}

/*
 * Final function: the period that the value is from; NULL where it is made of
 * several, or recorded for the window as a whole.
 */
Datum
bsc_rollup_period(PG_FUNCTION_ARGS)
{
	double		value;
	bool		one;
	Period		from;

	if (PG_ARGISNULL(0) ||
		!RollUp((RollupState *) PG_GETARG_POINTER(0), &value, &one, &from) ||
		!one)
		PG_RETURN_NULL();
	PG_RETURN_PERIOD(from);
}

/* Final function: how many periods of the window have a value. */
Datum
bsc_rollup_present(PG_FUNCTION_ARGS)
{
	RollupWalk	walk;
	Period		period;
	int32		n = 0;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	StartWalk(&walk, (RollupState *) PG_GETARG_POINTER(0));
	while (NextInWalk(&walk, &period) != NULL)
		n++;
	PG_RETURN_INT32(n);
}

/*
 * Final function: which periods of the window have a value.  NULL where the
 * window is a single one: there the question does not arise.
 */
Datum
bsc_rollup_periods(PG_FUNCTION_ARGS)
{
	RollupState *state;
	RollupWalk	walk;
	Period		period;
	Datum	   *periods;
	int			n = 0;
	Oid			arraytype = get_fn_expr_rettype(fcinfo->flinfo);
	Oid			elemtype = get_element_type(arraytype);

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = (RollupState *) PG_GETARG_POINTER(0);
	if (state->first == state->last)
		PG_RETURN_NULL();

	if (!OidIsValid(elemtype))
		elog(ERROR, "could not determine the element type of %u", arraytype);
	periods = palloc(mul_size(sizeof(Datum),
							  period_distance(state->last, state->first) + 1));
	StartWalk(&walk, state);
	while (NextInWalk(&walk, &period) != NULL)
		periods[n++] = PeriodGetDatum(period);
	PG_RETURN_ARRAYTYPE_P(construct_array(periods, n, elemtype,
										  sizeof(Period), FLOAT8PASSBYVAL,
										  TYPALIGN_DOUBLE));
}

/* Final function: was there a row for the entity itself? */
Datum
bsc_rollup_is_listed(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!PG_ARGISNULL(0) &&
				   ((RollupState *) PG_GETARG_POINTER(0))->listed);
}
