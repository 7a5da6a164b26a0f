/*
 * combined_score.c
 *	  One score from the scores of the children: the rule of every level of a
 *	  scorecard above the measures.
 *
 * How the children are combined:
 *
 *		mean	weighted mean of their scores
 *		worst	lowest score among those with a weight above zero
 *		best	highest score among those
 *
 * What one without a score does:
 *
 *		skip	nothing: the others share its weight in proportion
 *		zero	it counts as if it scored 0
 *		strict	it takes the score from its parent, if it has a weight
 *
 * Where no child has both a score and a weight there is no score, whatever the
 * rule.  A child whose weight is null is left out.
 */
#include "postgres.h"

#include "compat.h"
#include "attainment/combination.h"

PG_FUNCTION_INFO_V1(bsc_combined_score_accum);
PG_FUNCTION_INFO_V1(bsc_combined_score_combine);
PG_FUNCTION_INFO_V1(bsc_combined_score_serialize);
PG_FUNCTION_INFO_V1(bsc_combined_score_deserialize);
PG_FUNCTION_INFO_V1(bsc_combined_score_final);

/* the words for them, in that order */
static const char *const combine_names[] = {"mean", "worst", "best"};
static const char *const missing_names[] = {"skip", "zero", "strict"};

/* The place of a word in a list of three. */
static int
FindName(text *word, const char *const *names, const char *what)
{
	const char *data = VARDATA_ANY(word);
	size_t		length = VARSIZE_ANY_EXHDR(word);

	for (int i = 0; i < 3; i++)
		if (strlen(names[i]) == length && memcmp(names[i], data, length) == 0)
			return i;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown value of \"%s\": \"%s\"",
					what, pnstrdup(data, length)),
			 errhint("Use \"%s\", \"%s\" or \"%s\".", names[0], names[1], names[2])));
	return 0;					/* not reached */
}

Combine
CombineFromText(text *name)
{
	return (Combine) FindName(name, combine_names, "combine");
}

Missing
MissingFromText(text *name)
{
	return (Missing) FindName(name, missing_names, "missing");
}

/* Refuse a rule that is null. */
static void
RequireRule(FunctionCallInfo fcinfo, int argno, const char *what)
{
	if (PG_ARGISNULL(argno))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("\"%s\" must not be null", what)));
}

/* Take a child into account; score is NULL if it has none. */
void
CombinationAdd(Combination *combination, const double *score, double weight)
{
	CheckWeight(weight);
	if (score == NULL)
	{
		TallyMissing(&combination->tally, weight);
		combination->lacking |= weight > 0;
		return;
	}
	CheckScore(*score);
	TallySeen(&combination->tally, *score, weight);
	if (weight > 0)
	{
		if (!combination->found || *score < combination->lowest)
			combination->lowest = *score;
		if (!combination->found || *score > combination->highest)
			combination->highest = *score;
		combination->found = true;
	}
}

/* The parent's score; false if it has none. */
bool
CombinationScore(const Combination *combination, double *score)
{
	double		coverage;

	if (!combination->found)
		return false;
	if (combination->missing == MISSING_STRICT && combination->lacking)
		return false;

	switch ((Combine) combination->combine)
	{
		case COMBINE_WORST:
			*score = combination->missing == MISSING_ZERO && combination->lacking ? 0 : combination->lowest;
			return true;
		case COMBINE_BEST:
			*score = combination->highest;
			return true;
		case COMBINE_MEAN:
			break;
	}
	if (!TallyAttainment(&combination->tally, score))
		return false;

	/* missing scores count as 0: scale down by the weight that has a score */
	if (combination->missing == MISSING_ZERO &&
		TallyCoverage(&combination->tally, &coverage))
		*score *= coverage;
	return true;
}

/* The context that the aggregate's states live in. */
static MemoryContext
AggregateContext(FunctionCallInfo fcinfo)
{
	MemoryContext aggcontext;

	if (!AggCheckCallContext(fcinfo, &aggcontext))
		elog(ERROR, "aggregate function called in non-aggregate context");
	return aggcontext;
}

/* (state, score, weight, combine, missing): add a child */
Datum
bsc_combined_score_accum(PG_FUNCTION_ARGS)
{
	MemoryContext aggcontext = AggregateContext(fcinfo);
	Combine		combine;
	Missing		missing;
	Combination *state;
	double		score = 0;

	RequireRule(fcinfo, 3, "combine");
	RequireRule(fcinfo, 4, "missing");
	combine = CombineFromText(PG_GETARG_TEXT_PP(3));
	missing = MissingFromText(PG_GETARG_TEXT_PP(4));
	if (PG_ARGISNULL(0))
	{
		state = (Combination *) MemoryContextAllocZero(aggcontext, sizeof(Combination));
		state->combine = combine;
		state->missing = missing;
	}
	else
	{
		state = (Combination *) PG_GETARG_POINTER(0);
		if (state->combine != combine || state->missing != missing)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("\"combine\" and \"missing\" must be the same for all rows of a group")));
	}

	if (PG_ARGISNULL(2))
		PG_RETURN_POINTER(state);
	if (!PG_ARGISNULL(1))
		score = PG_GETARG_FLOAT8(1);
	CombinationAdd(state, PG_ARGISNULL(1) ? NULL : &score, PG_GETARG_FLOAT8(2));
	PG_RETURN_POINTER(state);
}

/* (state, state): add the children of another state */
Datum
bsc_combined_score_combine(PG_FUNCTION_ARGS)
{
	MemoryContext aggcontext = AggregateContext(fcinfo);
	Combination *state;
	Combination *other;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	other = (Combination *) PG_GETARG_POINTER(1);
	if (PG_ARGISNULL(0))
	{
		state = (Combination *) MemoryContextAlloc(aggcontext, sizeof(Combination));
		*state = *other;
		PG_RETURN_POINTER(state);
	}
	state = (Combination *) PG_GETARG_POINTER(0);
	if (state->combine != other->combine || state->missing != other->missing)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"combine\" and \"missing\" must be the same for all rows of a group")));
	TallyAdd(&state->tally, &other->tally);
	if (other->found)
	{
		state->lowest = state->found ? Min(state->lowest, other->lowest) : other->lowest;
		state->highest = state->found ? Max(state->highest, other->highest) : other->highest;
		state->found = true;
	}
	state->lacking |= other->lacking;
	PG_RETURN_POINTER(state);
}

/* state -> bytes, between processes of one server only */
Datum
bsc_combined_score_serialize(PG_FUNCTION_ARGS)
{
	bytea	   *result;

	(void) AggregateContext(fcinfo);
	result = (bytea *) palloc(VARHDRSZ + sizeof(Combination));
	SET_VARSIZE(result, VARHDRSZ + sizeof(Combination));
	memcpy(VARDATA(result), PG_GETARG_POINTER(0), sizeof(Combination));
	PG_RETURN_BYTEA_P(result);
}

/* bytes -> state */
Datum
bsc_combined_score_deserialize(PG_FUNCTION_ARGS)
{
	bytea	   *bytes = PG_GETARG_BYTEA_PP(0);
	Combination *state;

	(void) AggregateContext(fcinfo);
	if (VARSIZE_ANY_EXHDR(bytes) != sizeof(Combination))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid state of combined_score")));
	state = (Combination *) palloc(sizeof(Combination));
	memcpy(state, VARDATA_ANY(bytes), sizeof(Combination));
	PG_RETURN_POINTER(state);
}

/* state -> score */
Datum
bsc_combined_score_final(PG_FUNCTION_ARGS)
{
	double		score;

	(void) AggregateContext(fcinfo);
	if (PG_ARGISNULL(0) ||
		!CombinationScore((Combination *) PG_GETARG_POINTER(0), &score))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(score);
}
