/*
 * combination.h
 *	  How the scores of children make the score of their parent, for the rooms
 *	  below: the rules are told in combined_score.c.
 */
#ifndef BSC_COMBINATION_H
#define BSC_COMBINATION_H

#include "attainment/tally.h"

typedef enum Combine
{
	COMBINE_MEAN,
	COMBINE_WORST,
	COMBINE_BEST
} Combine;

typedef enum Missing
{
	MISSING_SKIP,
	MISSING_ZERO,
	MISSING_STRICT
} Missing;

/* all zero but for the rules: no children yet */
typedef struct Combination
{
	Tally		tally;
	double		lowest;			/* among children with score and weight */
	double		highest;
	bool		found;			/* there is such a child */
	bool		lacking;		/* there is one with weight and no score */
	uint8		combine;
	uint8		missing;
} Combination;

extern Combine CombineFromText(text *name);
extern Missing MissingFromText(text *name);
extern void CombinationAdd(Combination *combination, const double *score, double weight);
extern bool CombinationScore(const Combination *combination, double *score);

#endif							/* BSC_COMBINATION_H */
