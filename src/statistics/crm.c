/*
 * crm.c
 *	  Measures over customers that SQL lacks.
 *
 * The net promoter score (F. Reichheld, "The One Number You Need to Grow",
 * Harvard Business Review, December 2003) is the percentage of promoters
 * (ratings 9 and 10) less that of detractors (0 to 6), from -100 to 100.  Its
 * state is three counts, so that it is exact, can be merged in any order and
 * can leave a window frame again.
 *
 * The share of the best customers and the Gini coefficient both need the
 * amounts in order.  They share one state, which just keeps the amounts;
 * workers send theirs whole, and the final function sorts.  As the sums run
 * over sorted values, the result does not depend on the plan, to the last bit.
 *
 * With x1 <= ... <= xn, the Gini coefficient is
 *		sum over i of (2i - n - 1) xi  /  (n * sum of xi),
 * that of the population (no n / (n - 1) correction).
 *
 * "The best fraction f of n customers" is f * n customers, seldom a whole
 * number.  The customer on the boundary counts by the part that falls inside,
 * which is linear interpolation of the Lorenz curve (M. O. Lorenz, "Methods of
 * Measuring the Concentration of Wealth", Publications of the American
 * Statistical Association 9, 1905).  So customers with equal amounts are
 * interchangeable, and the share grows steadily with f.
 *
 * Negative amounts: the share allows them, for that is what a "whale curve" of
 * customer profit shows (R. S. Kaplan and V. G. Narayanan, "Measuring and
 * Managing Customer Profitability", Journal of Cost Management, 2001): the best
 * customers earn more than the whole, and the share is above 1.  The Gini
 * coefficient is not defined with them, and says so.
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "attainment/sums.h"
#include "catalog/pg_type.h"
#include "compat.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "port.h"
#include "statistics/statistics.h"
#include "utils/array.h"
#include "utils/float.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(bsc_nps_accum);
PG_FUNCTION_INFO_V1(bsc_nps_remove);
PG_FUNCTION_INFO_V1(bsc_nps_combine);
PG_FUNCTION_INFO_V1(bsc_nps_final);
PG_FUNCTION_INFO_V1(bsc_amounts_accum);
PG_FUNCTION_INFO_V1(bsc_amounts_combine);
PG_FUNCTION_INFO_V1(bsc_amounts_serialize);
PG_FUNCTION_INFO_V1(bsc_amounts_deserialize);
PG_FUNCTION_INFO_V1(bsc_top_share_final);
PG_FUNCTION_INFO_V1(bsc_gini_final);

/* the counts in a net promoter state */
enum
{
	NPS_PROMOTERS,
	NPS_DETRACTORS,
	NPS_RATINGS,
	NPS_COUNTS
};

/* the share that top_share takes when it is not told */
#define DEFAULT_FRACTION	0.2

/* what top_share and gini remember */
typedef struct Amounts
{
	int64		count;
	int64		capacity;
	bool		sorted;
	bool		has_fraction;	/* fraction comes from the rows */
	double		fraction;
	double	   *values;
} Amounts;

/*
 * The counts of a net promoter state, checked, since anybody may call the
 * support functions.
 */
static int64 *
NpsCounts(ArrayType *state)
{
	int64	   *counts;

	if (ARR_NDIM(state) != 1 || ARR_DIMS(state)[0] != NPS_COUNTS ||
		ARR_HASNULL(state) || ARR_ELEMTYPE(state) != INT8OID)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("net promoter state must be an array of %d counts", NPS_COUNTS)));
	counts = (int64 *) ARR_DATA_PTR(state);
	if (counts[NPS_PROMOTERS] < 0 || counts[NPS_DETRACTORS] < 0 ||
		counts[NPS_RATINGS] < 0 ||
		counts[NPS_PROMOTERS] > counts[NPS_RATINGS] - counts[NPS_DETRACTORS])
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("net promoter state does not add up")));
	return counts;
}

/*
 * The state argument, to be changed in place where that is allowed.
 */
static ArrayType *
NpsState(FunctionCallInfo fcinfo)
{
	if (AggCheckCallContext(fcinfo, NULL))
		return PG_GETARG_ARRAYTYPE_P(0);
	return PG_GETARG_ARRAYTYPE_P_COPY(0);
}

/*
 * Count a rating in (step 1) or out (step -1).
 */
static Datum
NpsCount(FunctionCallInfo fcinfo, int64 step)
{
	ArrayType  *state = NpsState(fcinfo);
	int64	   *counts = NpsCounts(state);
	float8		rating = PG_GETARG_FLOAT8(1);

	if (!(rating >= 0 && rating <= 10))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rating %g is not between 0 and 10", rating)));
	if (rating >= 9)
		counts[NPS_PROMOTERS] += step;
	else if (rating < 7)
		counts[NPS_DETRACTORS] += step;
	counts[NPS_RATINGS] += step;
	PG_RETURN_ARRAYTYPE_P(state);
}

/*
 * Transition: one more rating.
 */
Datum
bsc_nps_accum(PG_FUNCTION_ARGS)
{
	return NpsCount(fcinfo, 1);
}

/*
 * Inverse transition: a rating leaves the window frame.
 */
Datum
bsc_nps_remove(PG_FUNCTION_ARGS)
{
	return NpsCount(fcinfo, -1);
}

/*
 * Merge the counts of two states.
 */
Datum
bsc_nps_combine(PG_FUNCTION_ARGS)
{
	ArrayType  *state = NpsState(fcinfo);
	int64	   *counts = NpsCounts(state);
	int64	   *more = NpsCounts(PG_GETARG_ARRAYTYPE_P(1));

	for (int i = 0; i < NPS_COUNTS; i++)
		counts[i] += more[i];
	PG_RETURN_ARRAYTYPE_P(state);
}

/*
 * The score, NULL without a rating.
 */
Datum
bsc_nps_final(PG_FUNCTION_ARGS)
{
	int64	   *counts = NpsCounts(PG_GETARG_ARRAYTYPE_P(0));

	if (counts[NPS_RATINGS] == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(100.0 * (counts[NPS_PROMOTERS] - counts[NPS_DETRACTORS]) /
					 counts[NPS_RATINGS]);
}

/*
 * An empty state with room for some amounts.
 */
static Amounts *
NewAmounts(MemoryContext context, int64 capacity)
{
	Amounts    *state = MemoryContextAllocZero(context, sizeof(Amounts));

	state->capacity = Max(capacity, 16);
	state->fraction = DEFAULT_FRACTION;
	state->values = MemoryContextAllocHuge(context, state->capacity * sizeof(double));
	return state;
}

/*
 * Make room for more amounts.
 */
static void
ReserveAmounts(Amounts *state, int64 more)
{
	int64		needed = state->count + more;

	if (needed <= state->capacity)
		return;
	if (needed > (int64) (MaxAllocHugeSize / sizeof(double) / 2))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many amounts to put in order")));
	state->capacity = Max(needed, state->capacity * 2);
	state->values = repalloc_huge(state->values, state->capacity * sizeof(double));
}

/*
 * Take over the fraction that a row or a worker names: it must be the same
 * one throughout.
 */
static void
SetFraction(Amounts *state, double fraction)
{
	if (!(fraction >= 0 && fraction <= 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("fraction %g is not between 0 and 1", fraction)));
	if (state->has_fraction && state->fraction != fraction)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("fraction must be the same in all rows, not %g and %g",
						state->fraction, fraction)));
	state->has_fraction = true;
	state->fraction = fraction;
}

/*
 * Transition of top_share and gini: (state, amount [, fraction]).  A row in
 * which either is NULL does not count.
 */
Datum
bsc_amounts_accum(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Amounts    *state;
	double		amount;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "bsc_amounts_accum called in non-aggregate context");
	state = PG_ARGISNULL(0) ? NULL : (Amounts *) PG_GETARG_POINTER(0);
	if (PG_ARGISNULL(1) || (PG_NARGS() > 2 && PG_ARGISNULL(2)))
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	amount = PG_GETARG_FLOAT8(1);
	StatCheckFinite(amount, "amount");
	if (state == NULL)
		state = NewAmounts(context, 0);
	if (PG_NARGS() > 2)
		SetFraction(state, PG_GETARG_FLOAT8(2));
	ReserveAmounts(state, 1);
	state->values[state->count++] = amount;
	state->sorted = false;
	PG_RETURN_POINTER(state);
}

/*
 * Merge the amounts of two states.
 */
Datum
bsc_amounts_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Amounts    *state;
	Amounts    *more;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "bsc_amounts_combine called in non-aggregate context");
	state = PG_ARGISNULL(0) ? NULL : (Amounts *) PG_GETARG_POINTER(0);
	more = PG_ARGISNULL(1) ? NULL : (Amounts *) PG_GETARG_POINTER(1);
	if (more == NULL)
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	if (state == NULL)
		state = NewAmounts(context, more->count);
	if (more->has_fraction)
		SetFraction(state, more->fraction);
	ReserveAmounts(state, more->count);
	memcpy(state->values + state->count, more->values, more->count * sizeof(double));
	state->count += more->count;
	state->sorted = false;
	PG_RETURN_POINTER(state);
}

/*
 * A state as bytes: whether there is a fraction, the fraction, the amounts.
 */
Datum
bsc_amounts_serialize(PG_FUNCTION_ARGS)
{
	Amounts    *state;
	StringInfoData buffer;

	if (!AggCheckCallContext(fcinfo, NULL))
		elog(ERROR, "bsc_amounts_serialize called in non-aggregate context");
	state = (Amounts *) PG_GETARG_POINTER(0);
	if (state->count > (int64) ((MaxAllocSize - 64) / sizeof(double)))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many amounts for one parallel worker"),
				 errhint("Set max_parallel_workers_per_gather to 0.")));
	pq_begintypsend(&buffer);
	enlargeStringInfo(&buffer, 16 + state->count * sizeof(double));
	pq_sendbyte(&buffer, state->has_fraction ? 1 : 0);
	pq_sendfloat8(&buffer, state->fraction);
	for (int64 i = 0; i < state->count; i++)
		pq_sendfloat8(&buffer, state->values[i]);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buffer));
}

/*
 * The state that amounts_serialize wrote, checked.
 */
Datum
bsc_amounts_deserialize(PG_FUNCTION_ARGS)
{
	bytea	   *bytes;
	StringInfoData buffer;
	Amounts    *state;
	bool		has_fraction;
	double		fraction;
	int64		count;

	if (!AggCheckCallContext(fcinfo, NULL))
		elog(ERROR, "bsc_amounts_deserialize called in non-aggregate context");
	bytes = PG_GETARG_BYTEA_PP(0);
	initStringInfo(&buffer);
	appendBinaryStringInfo(&buffer, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
	has_fraction = pq_getmsgbyte(&buffer) != 0;
	fraction = pq_getmsgfloat8(&buffer);
	count = (buffer.len - buffer.cursor) / sizeof(double);
	state = NewAmounts(CurrentMemoryContext, count);
	if (has_fraction)
		SetFraction(state, fraction);
	for (int64 i = 0; i < count; i++)
	{
		state->values[i] = pq_getmsgfloat8(&buffer);
		StatCheckFinite(state->values[i], "amount");
	}
	state->count = count;
	pq_getmsgend(&buffer);
	pfree(buffer.data);
	PG_RETURN_POINTER(state);
}

/*
 * qsort comparator: smallest first.
 */
static int
CompareAmounts(const void *a, const void *b, void *arg)
{
	double		x = *(const double *) a;
	double		y = *(const double *) b;

	return (x > y) - (x < y);
}

/*
 * Put the amounts in order.  That does not change what the state means, so
 * that it may be shared and go on.  Returns the power of two by which to
 * multiply amounts, so that their sum cannot overflow.
 */
static double
SortAmounts(Amounts *state)
{
	int			exponent;
	double		largest;

	if (!state->sorted)
	{
		qsort_interruptible(state->values, state->count, sizeof(double),
							CompareAmounts, NULL);
		state->sorted = true;
	}
	largest = Max(fabs(state->values[0]), fabs(state->values[state->count - 1]));
	frexp(largest, &exponent);
	return ldexp(1.0, Min(-exponent, DBL_MAX_EXP - 1));
}

/*
 * The share of the total that comes from the best fraction of the customers.
 * NULL when the total is not positive.
 */
Datum
bsc_top_share_final(PG_FUNCTION_ARGS)
{
	Amounts    *state = PG_ARGISNULL(0) ? NULL : (Amounts *) PG_GETARG_POINTER(0);
	Sum		total = {0, 0};
	double		head = 0;
	double		scale;
	double		best;
	int64		whole;

	if (state == NULL || state->count == 0)
		PG_RETURN_NULL();
	scale = SortAmounts(state);
	best = state->fraction * state->count;
	whole = Min((int64) floor(best), state->count);
	for (int64 i = 0; i < state->count; i++)
	{
		double		amount = state->values[state->count - 1 - i] * scale;

		if (i == whole)
			head = SumValue(&total) + (best - whole) * amount;
		SumAdd(&total, amount);
	}
	if (whole == state->count)
		head = SumValue(&total);
	if (SumValue(&total) <= 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(head / SumValue(&total));
}

/*
 * The Gini coefficient: 0 when all have the same, near 1 when one has all.
 * NULL when the total is zero.
 */
Datum
bsc_gini_final(PG_FUNCTION_ARGS)
{
	Amounts    *state = PG_ARGISNULL(0) ? NULL : (Amounts *) PG_GETARG_POINTER(0);
	Sum		total = {0, 0};
	Sum		ranked = {0, 0};
	double		scale;
	int64		n;

	if (state == NULL || state->count == 0)
		PG_RETURN_NULL();
	scale = SortAmounts(state);
	n = state->count;
	if (state->values[0] < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("amount %g is negative", state->values[0]),
				 errdetail("The Gini coefficient is defined for amounts of at least zero.")));
	for (int64 i = 0; i < n; i++)
	{
		double		amount = state->values[i] * scale;

		SumAdd(&total, amount);
		/* the factors add up to 0: a level that all have in common does not count */
		SumAdd(&ranked, (double) (2 * i + 1 - n) * (amount - state->values[0] * scale));
	}
	if (SumValue(&total) <= 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(SumValue(&ranked) / ((double) n * SumValue(&total)));
}
