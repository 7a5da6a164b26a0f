/*
 * tally.h
 *	  What the attainment room offers: the tally of weighted scores, which is
 *	  the state of the attainment aggregates and a type of its own.
 *
 * The struct is the stored form: 64 bytes, aligned as a double.  In a stored
 * value, and in every one that a function of this room returns, each sum is
 * normalized and finite; see TallyNormalize.
 */
#ifndef BSC_TALLY_H
#define BSC_TALLY_H

#include <float.h>

#include "attainment/sums.h"
#include "compat.h"

typedef struct Tally
{
	int64		count;			/* scores seen */
	int64		missing;		/* rows with a weight but no score */
	Sum			weight;			/* weight of the scores seen */
	Sum			missing_weight; /* weight of the missing ones */
	Sum			score;			/* sum of weight * score */
} Tally;

#define DatumGetTallyP(d)		((Tally *) DatumGetPointer(d))
#define PG_GETARG_TALLY_P(n)	DatumGetTallyP(PG_GETARG_DATUM(n))
#define PG_RETURN_TALLY_P(t)	PG_RETURN_POINTER(t)

/* tally.c */
pg_noreturn extern void WeightInvalid(double weight);
pg_noreturn extern void ScoreInvalid(double score);
extern void TallyNormalize(Tally *tally);
extern void TallyAdd(Tally *tally, const Tally *other);
extern bool TallyAttainment(const Tally *tally, double *attainment);
extern bool TallyCoverage(const Tally *tally, double *coverage);

/*
 * Refuse a weight or a score that is negative, NaN or infinite.
 */
static inline void
CheckWeight(double weight)
{
	if (unlikely(!(weight >= 0 && weight <= DBL_MAX)))
		WeightInvalid(weight);
}

static inline void
CheckScore(double score)
{
	if (unlikely(!(score >= 0 && score <= DBL_MAX)))
		ScoreInvalid(score);
}

/* Count a score; both arguments have been checked. */
static inline void
TallySeen(Tally *tally, double score, double weight)
{
	tally->count++;
	SumAdd(&tally->weight, weight);
	SumAddProduct(&tally->score, weight, score, 1);
}

/* Count a missing score; its weight has been checked. */
static inline void
TallyMissing(Tally *tally, double weight)
{
	tally->missing++;
	SumAdd(&tally->missing_weight, weight);
}

#endif							/* BSC_TALLY_H */
