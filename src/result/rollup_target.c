/*
 * rollup_target.c
 *	  What the targets of the parts of a period come to for the whole.
 *
 * A target rolls up as its measure does: if the months' values add up, so do
 * their targets, knot by knot; if the value is the months' mean, the target is
 * the mean curve; and where the value is that of one month (last, min, max) or
 * not made of months at all (query), it is held against the last target given.
 *
 * Curves of unlike scores (a straight one and one with a stretch goal) have no
 * sum.  The whole then has no target, rather than an error: one inconsistent
 * plan must not keep the rest of a scorecard from being read.
 */
#include "postgres.h"

#include "compat.h"
#include "period/period.h"
#include "target/target.h"
#include "utils/builtins.h"

typedef struct TargetPart
{
	Period		period;
	Target	   *target;
} TargetPart;

typedef struct TargetRollup
{
	bool		adds;
	bool		is_mean;
	int32		nparts;
	int32		capacity;
	TargetPart *parts;
} TargetRollup;

PG_FUNCTION_INFO_V1(bsc_rollup_target_accum);
PG_FUNCTION_INFO_V1(bsc_rollup_target_final);

/* Keep one part; a NULL target is the caller's to count. */
Datum
bsc_rollup_target_accum(PG_FUNCTION_ARGS)
{
	MemoryContext aggcontext;
	MemoryContext old;
	TargetRollup *state = PG_ARGISNULL(0) ? NULL : (TargetRollup *) PG_GETARG_POINTER(0);
	TargetPart *part;
	Target	   *target;

	if (!AggCheckCallContext(fcinfo, &aggcontext))
		elog(ERROR, "bsc_rollup_target_accum called in non-aggregate context");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}

	old = MemoryContextSwitchTo(aggcontext);
	if (state == NULL)
	{
		char	   *rule = text_to_cstring(PG_GETARG_TEXT_PP(1));

		state = palloc0(sizeof(TargetRollup));
		state->is_mean = strcmp(rule, "mean") == 0;
		state->adds = state->is_mean || strcmp(rule, "sum") == 0;
		state->capacity = 16;
		state->parts = palloc(sizeof(TargetPart) * state->capacity);
	}
	if (state->nparts == state->capacity)
	{
		state->capacity *= 2;
		state->parts = repalloc(state->parts,
								mul_size(sizeof(TargetPart), state->capacity));
	}
	target = PG_GETARG_TARGET_P(3);
	part = &state->parts[state->nparts++];
	part->period = PG_GETARG_PERIOD(2);
	part->target = palloc(VARSIZE(target));
	memcpy(part->target, target, VARSIZE(target));
	MemoryContextSwitchTo(old);

	PG_RETURN_POINTER(state);
}

static int
CompareParts(const void *a, const void *b)
{
	Period		left = ((const TargetPart *) a)->period;
	Period		right = ((const TargetPart *) b)->period;

	return (left > right) - (left < right);
}

/* The target of the whole, or NULL. */
Datum
bsc_rollup_target_final(PG_FUNCTION_ARGS)
{
	TargetRollup *state = PG_ARGISNULL(0) ? NULL : (TargetRollup *) PG_GETARG_POINTER(0);
	Target	   *whole;

	if (state == NULL)
		PG_RETURN_NULL();
	qsort(state->parts, state->nparts, sizeof(TargetPart), CompareParts);
	if (!state->adds)
		PG_RETURN_TARGET_P(state->parts[state->nparts - 1].target);

	whole = state->parts[0].target;
	for (int i = 1; i < state->nparts; i++)
	{
		if (!TargetSameScores(whole, state->parts[i].target))
			PG_RETURN_NULL();
		whole = TargetAdd(whole, state->parts[i].target);
	}
	if (state->is_mean)
		whole = TargetDivide(whole, state->nparts);
	PG_RETURN_TARGET_P(whole);
}
