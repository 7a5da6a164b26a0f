/*
 * tally_aggregates.c
 *	  The weighted attainment aggregates.
 *
 * attainment, coverage and tally differ in their final functions only: used
 * side by side on the same arguments they share one state, the tally.  It is
 * a by-reference type of fixed size with an initial value, so the executor
 * hands each group a copy of its own, which the transition functions change
 * in place.
 *
 * A row whose weight is null is ignored; one without a score (a null score,
 * actual or target) counts as missing, with its weight.
 *
 * Moving frames (OVER with a frame whose start moves) also take rows out
 * again.  Subtracting undoes an addition, but what was rounded away when the
 * sums were large stays lost.  Each step is off by at most 4 u^2 of the largest
 * sum there was, u = 2^-53, so as long as the sum is at least 2^-30 of that,
 * n steps leave it within n * 2^32 * u^2 = n * 5.3e-23 of the exact one,
 * relatively: 1e-12 would take 1.9e10 rows.  When the sum falls below
 * that share, say because a huge outlier left the frame, the inverse function
 * gives up by returning NULL, and the executor adds the frame's rows up afresh.
 * When the last score leaves, its sums are zero exactly.
 */
#include "postgres.h"

#include "compat.h"
#include "attainment/tally.h"
#include "target/target.h"

PG_FUNCTION_INFO_V1(bsc_tally_final);
PG_FUNCTION_INFO_V1(bsc_tally_combine);
PG_FUNCTION_INFO_V1(bsc_tally_forward_tally);
PG_FUNCTION_INFO_V1(bsc_tally_inverse_tally);
PG_FUNCTION_INFO_V1(bsc_tally_moving_attainment);
PG_FUNCTION_INFO_V1(bsc_tally_moving_coverage);
PG_FUNCTION_INFO_V1(bsc_tally_moving_final);

/* a sum below this share of the largest one has lost too many digits */
#define SMALLEST_SHARE	(1.0 / (1 << 30))

/* the state of a moving frame */
typedef struct MovingTally
{
	Tally		tally;
	/* the largest sums since they were last exact */
	double		peak_weight;
	double		peak_missing_weight;
	double		peak_score;
} MovingTally;

/* what an input row is */
typedef enum RowKind
{
	ROW_IGNORED,
	ROW_MISSING,
	ROW_SEEN
} RowKind;

/* the type of the weight among the arguments */
typedef enum WeightType
{
	NO_WEIGHT,
	FLOAT8_WEIGHT,
	NUMERIC_WEIGHT
} WeightType;

typedef struct Row
{
	double		score;
	double		weight;
} Row;

/*
 * Readers of the arguments behind the state, one for each argument list.
 */
static pg_attribute_always_inline double
ReadNumberArg(FunctionCallInfo fcinfo, int argno, bool numeric)
{
	if (numeric)
		return NumericDatumGetDouble(PG_GETARG_DATUM(argno));
	return PG_GETARG_FLOAT8(argno);
}

/* Read the weight; false if it is null. */
static pg_attribute_always_inline bool
ReadWeight(FunctionCallInfo fcinfo, int argno, WeightType type, Row *row)
{
	row->weight = 1;
	if (type == NO_WEIGHT)
		return true;
	if (PG_ARGISNULL(argno))
		return false;
	row->weight = ReadNumberArg(fcinfo, argno, type == NUMERIC_WEIGHT);
	CheckWeight(row->weight);
	return true;
}

/* (score [, weight]) */
static pg_attribute_always_inline RowKind
ReadScore(FunctionCallInfo fcinfo, bool numeric, WeightType weight, Row *row)
{
	if (!ReadWeight(fcinfo, 2, weight, row))
		return ROW_IGNORED;
	if (PG_ARGISNULL(1))
		return ROW_MISSING;
	row->score = ReadNumberArg(fcinfo, 1, numeric);
	CheckScore(row->score);
	return ROW_SEEN;
}

/* (actual, target [, weight]) */
static pg_attribute_always_inline RowKind
ReadActual(FunctionCallInfo fcinfo, bool numeric, WeightType weight, Row *row)
{
	if (!ReadWeight(fcinfo, 3, weight, row))
		return ROW_IGNORED;
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return ROW_MISSING;
	row->score = TargetScore(PG_GETARG_TARGET_P(2),
							 ReadNumberArg(fcinfo, 1, numeric));
	CheckScore(row->score);
	return ROW_SEEN;
}

/*
 * The state to change: in place if an aggregate owns it, else a copy.
 */
static pg_attribute_always_inline Tally *
GetState(FunctionCallInfo fcinfo)
{
	Tally	   *copy;

	if (likely(!PG_ARGISNULL(0) && AggCheckCallContext(fcinfo, NULL)))
		return PG_GETARG_TALLY_P(0);
	copy = (Tally *) palloc0(sizeof(Tally));
	if (!PG_ARGISNULL(0))
		*copy = *PG_GETARG_TALLY_P(0);
	return copy;
}

/* Add a row to the state. */
static pg_attribute_always_inline Datum
Accumulate(FunctionCallInfo fcinfo, RowKind kind, const Row *row)
{
	Tally	   *state = GetState(fcinfo);

	if (kind == ROW_SEEN)
		TallySeen(state, row->score, row->weight);
	else if (kind == ROW_MISSING)
		TallyMissing(state, row->weight);
	PG_RETURN_TALLY_P(state);
}

/* The state of a moving frame, made when it is first wanted. */
static inline MovingTally *
GetMovingState(FunctionCallInfo fcinfo)
{
	MemoryContext aggcontext;

	if (!AggCheckCallContext(fcinfo, &aggcontext))
		elog(ERROR, "moving-aggregate function called in non-aggregate context");
	if (PG_ARGISNULL(0))
		return (MovingTally *) MemoryContextAllocZero(aggcontext, sizeof(MovingTally));
	return (MovingTally *) PG_GETARG_POINTER(0);
}

/* Keep the largest sums. */
static inline void
NotePeaks(MovingTally *state)
{
	state->peak_weight = Max(state->peak_weight, state->tally.weight.hi);
	state->peak_missing_weight = Max(state->peak_missing_weight,
									 state->tally.missing_weight.hi);
	state->peak_score = Max(state->peak_score, state->tally.score.hi);
}

/* A row enters the frame. */
static inline Datum
Enter(FunctionCallInfo fcinfo, RowKind kind, const Row *row)
{
	MovingTally *state = GetMovingState(fcinfo);

	if (kind == ROW_SEEN)
		TallySeen(&state->tally, row->score, row->weight);
	else if (kind == ROW_MISSING)
		TallyMissing(&state->tally, row->weight);
	NotePeaks(state);
	PG_RETURN_POINTER(state);
}

/*
 * After rows were taken out: are the sums still good?  If not, the answer is
 * NULL and the executor starts again.  A sum that has overflowed is not good.
 */
static inline Datum
CheckMoving(FunctionCallInfo fcinfo, MovingTally *state)
{
	Tally	   *tally = &state->tally;

	if (tally->count == 0)
	{
		memset(&tally->weight, 0, sizeof(Sum));
		memset(&tally->score, 0, sizeof(Sum));
		state->peak_weight = state->peak_score = 0;
	}
	if (tally->missing == 0)
	{
		memset(&tally->missing_weight, 0, sizeof(Sum));
		state->peak_missing_weight = 0;
	}
	if (tally->weight.hi >= state->peak_weight * SMALLEST_SHARE &&
		tally->missing_weight.hi >= state->peak_missing_weight * SMALLEST_SHARE &&
		tally->score.hi >= state->peak_score * SMALLEST_SHARE)
		PG_RETURN_POINTER(state);
	PG_RETURN_NULL();
}

/* A row leaves the frame. */
static inline Datum
Leave(FunctionCallInfo fcinfo, RowKind kind, const Row *row)
{
	MovingTally *state = GetMovingState(fcinfo);
	Tally	   *tally = &state->tally;

	if (kind == ROW_SEEN)
	{
		tally->count--;
		SumAdd(&tally->weight, -row->weight);
		SumAddProduct(&tally->score, row->weight, row->score, -1);
	}
	else if (kind == ROW_MISSING)
	{
		tally->missing--;
		SumAdd(&tally->missing_weight, -row->weight);
	}
	return CheckMoving(fcinfo, state);
}

/*
 * The three transition functions of an argument list: one adds a row to a
 * tally, two move a frame over it.
 */
#define TRANSITIONS(arguments, read, numeric, weight) \
PG_FUNCTION_INFO_V1(bsc_tally_accum_##arguments); \
PG_FUNCTION_INFO_V1(bsc_tally_forward_##arguments); \
PG_FUNCTION_INFO_V1(bsc_tally_inverse_##arguments); \
Datum \
bsc_tally_accum_##arguments(PG_FUNCTION_ARGS) \
{ \
	Row			row; \
	RowKind		kind = read(fcinfo, numeric, weight, &row); \
\
	return Accumulate(fcinfo, kind, &row); \
} \
Datum \
bsc_tally_forward_##arguments(PG_FUNCTION_ARGS) \
{ \
	Row			row; \
	RowKind		kind = read(fcinfo, numeric, weight, &row); \
\
	return Enter(fcinfo, kind, &row); \
} \
Datum \
bsc_tally_inverse_##arguments(PG_FUNCTION_ARGS) \
{ \
	Row			row; \
	RowKind		kind = read(fcinfo, numeric, weight, &row); \
\
	return Leave(fcinfo, kind, &row); \
} \
extern int	no_such_variable

TRANSITIONS(score, ReadScore, false, NO_WEIGHT);
TRANSITIONS(score_weight, ReadScore, false, FLOAT8_WEIGHT);
TRANSITIONS(actual, ReadActual, false, NO_WEIGHT);
TRANSITIONS(actual_weight, ReadActual, false, FLOAT8_WEIGHT);
TRANSITIONS(score_numeric, ReadScore, true, NO_WEIGHT);
TRANSITIONS(score_weight_numeric, ReadScore, true, NUMERIC_WEIGHT);
TRANSITIONS(score_numeric_weight, ReadScore, false, NUMERIC_WEIGHT);
TRANSITIONS(actual_numeric, ReadActual, true, NO_WEIGHT);
TRANSITIONS(actual_weight_numeric, ReadActual, true, NUMERIC_WEIGHT);

/*
 * Add a tally to the state: combines partial states, and is the transition
 * function over stored tallies.
 */
Datum
bsc_tally_combine(PG_FUNCTION_ARGS)
{
	Tally	   *state = GetState(fcinfo);

	if (!PG_ARGISNULL(1))
		TallyAdd(state, PG_GETARG_TALLY_P(1));
	PG_RETURN_TALLY_P(state);
}

/* A stored tally enters the frame. */
Datum
bsc_tally_forward_tally(PG_FUNCTION_ARGS)
{
	MovingTally *state = GetMovingState(fcinfo);

	if (!PG_ARGISNULL(1))
		TallyAdd(&state->tally, PG_GETARG_TALLY_P(1));
	NotePeaks(state);
	PG_RETURN_POINTER(state);
}

/* A stored tally leaves the frame. */
Datum
bsc_tally_inverse_tally(PG_FUNCTION_ARGS)
{
	MovingTally *state = GetMovingState(fcinfo);

	if (!PG_ARGISNULL(1))
	{
		Tally	   *tally = &state->tally;
		const Tally *other = PG_GETARG_TALLY_P(1);

		tally->count -= other->count;
		tally->missing -= other->missing;
		SumAddParts(&tally->weight, -other->weight.hi, -other->weight.lo);
		SumAddParts(&tally->missing_weight,
					-other->missing_weight.hi, -other->missing_weight.lo);
		SumAddParts(&tally->score, -other->score.hi, -other->score.lo);
	}
	return CheckMoving(fcinfo, state);
}

/* The aggregate's result as a value of its own. */
Datum
bsc_tally_final(PG_FUNCTION_ARGS)
{
	Tally	   *result = (Tally *) palloc0(sizeof(Tally));

	if (!PG_ARGISNULL(0))
		*result = *PG_GETARG_TALLY_P(0);
	TallyNormalize(result);
	PG_RETURN_TALLY_P(result);
}

/* The same three results of a moving frame. */
Datum
bsc_tally_moving_final(PG_FUNCTION_ARGS)
{
	Tally	   *result = (Tally *) palloc0(sizeof(Tally));

	if (!PG_ARGISNULL(0))
		*result = ((MovingTally *) PG_GETARG_POINTER(0))->tally;
	TallyNormalize(result);
	PG_RETURN_TALLY_P(result);
}

Datum
bsc_tally_moving_attainment(PG_FUNCTION_ARGS)
{
	double		attainment;

	if (PG_ARGISNULL(0) ||
		!TallyAttainment(&((MovingTally *) PG_GETARG_POINTER(0))->tally, &attainment))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(attainment);
}

Datum
bsc_tally_moving_coverage(PG_FUNCTION_ARGS)
{
	double		coverage;

	if (PG_ARGISNULL(0) ||
		!TallyCoverage(&((MovingTally *) PG_GETARG_POINTER(0))->tally, &coverage))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(coverage);
}
