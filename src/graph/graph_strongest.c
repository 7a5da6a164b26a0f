/*
 * graph_strongest.c
 *	  The cycle of a loop with the greatest mean gain per link, to be named in an
 *	  error.
 *
 * Howard's policy iteration (Cochet-Terrasson and others 1998, "Numerical
 * computation of spectral elements in max-plus algebra"): every node chooses a
 * link; that leads each into some cycle; choose better links until none is
 * better.  Gains are compared by their logarithms, so that the gain of a cycle is
 * a sum.
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"

#include "graph/graph_questions.h"

/* most rounds of choosing; a handful is usual */
#define POLICY_ROUNDS	200

/* differences below this are rounding errors */
#define GAIN_TOLERANCE	1e-9

/* what every node has chosen, and what comes of it */
typedef struct Policy
{
	const GraphMatrix *b;
	uint32	   *choice;			/* a link of each node */
	double	   *mean;			/* mean gain of the cycle that its choices end in */
	double	   *value;			/* gain on the way there, less the mean for each link */
	uint32	   *mark;			/* 0: not yet visited; else 1 + where the trail began */
	uint32	   *trail;
} Policy;

static inline double
LinkGain(const GraphMatrix *b, uint32 link)
{
	return log(Max(fabs(b->value[link]), 1e-300));
}

/* Begin with the strongest link of each node. */
static void
ChooseStrongest(Policy *policy)
{
	const GraphMatrix *b = policy->b;

	for (uint32 v = 0; v < b->n; v++)
	{
		policy->choice[v] = b->off[v];
		for (uint32 k = b->off[v]; k < b->off[v + 1]; k++)
		{
			if (fabs(b->value[k]) > fabs(b->value[policy->choice[v]]))
				policy->choice[v] = k;
		}
	}
}

/* The mean gain of the cycle that a node's choices lead through. */
static double
MeanGain(const Policy *policy, uint32 start)
{
	double		sum = 0.0;
	uint32		size = 0;
	uint32		i = start;

	do
	{
		sum += LinkGain(policy->b, policy->choice[i]);
		size++;
		i = policy->b->to[policy->choice[i]];
	} while (i != start);
	return sum / size;
}

/*
 * Where do the choices lead, and how much is gained on the way?  Returns a node
 * of the best cycle.
 */
static uint32
FollowChoices(Policy *policy)
{
	const GraphMatrix *b = policy->b;
	uint32	   *mark = policy->mark;
	uint32		best = PG_UINT32_MAX;

	memset(mark, 0, (Size) b->n * sizeof(uint32));
	for (uint32 v = 0; v < b->n; v++)
	{
		uint32		count = 0;
		uint32		at = v;

		while (mark[at] == 0)
		{
			mark[at] = v + 1;
			policy->trail[count++] = at;
			at = b->to[policy->choice[at]];
		}
		if (mark[at] == v + 1)
		{
			/* a new cycle, which the end of the trail goes through */
			policy->mean[at] = MeanGain(policy, at);
			policy->value[at] = 0.0;
			if (best == PG_UINT32_MAX || policy->mean[at] > policy->mean[best])
				best = at;
		}
		while (count > 0)
		{
			uint32		i = policy->trail[--count];
			uint32		next = b->to[policy->choice[i]];

			if (i == at && mark[at] == v + 1)
				continue;
			policy->mean[i] = policy->mean[next];
			policy->value[i] = LinkGain(b, policy->choice[i]) - policy->mean[i] + policy->value[next];
		}
	}
	return best;
}

/* Choose better links where there are any; returns whether there were. */
static bool
ImproveChoices(Policy *policy)
{
	const GraphMatrix *b = policy->b;
	const double *mean = policy->mean;
	const double *value = policy->value;
	bool		changed = false;

	for (uint32 v = 0; v < b->n; v++)
	{
		double		now_mean = mean[v];
		double		now_value = value[v];

		for (uint32 k = b->off[v]; k < b->off[v + 1]; k++)
		{
			uint32		next = b->to[k];
			double		then_value = LinkGain(b, k) - mean[next] + value[next];

			if (mean[next] > now_mean + GAIN_TOLERANCE ||
				(mean[next] > now_mean - GAIN_TOLERANCE && then_value > now_value + GAIN_TOLERANCE))
			{
				now_mean = mean[next];
				now_value = then_value;
				policy->choice[v] = k;
				changed = true;
			}
		}
	}
	return changed;
}

/*
 * The cycle of a loop with the greatest mean gain per link, as nodes of the
 * matrix, beginning with the first by number, that is, by name.
 */
uint32 *
GraphStrongestCycle(const GraphMatrix *b, uint32 *length, double *product)
{
	uint32		n = b->n;
	Policy		policy;
	uint32	   *cycle;
	uint32		best = 0;
	uint32		first = 0;
	uint32		v;

	policy.b = b;
	policy.choice = palloc_extended((Size) n * sizeof(uint32), MCXT_ALLOC_HUGE);
	policy.mean = palloc_extended((Size) n * sizeof(double), MCXT_ALLOC_HUGE);
	policy.value = palloc_extended((Size) n * sizeof(double), MCXT_ALLOC_HUGE);
	policy.mark = palloc_extended((Size) n * sizeof(uint32), MCXT_ALLOC_HUGE);
	policy.trail = palloc_extended((Size) n * sizeof(uint32), MCXT_ALLOC_HUGE);

	ChooseStrongest(&policy);
	for (int round = 0; round < POLICY_ROUNDS; round++)
	{
		CHECK_FOR_INTERRUPTS();
		best = FollowChoices(&policy);
		if (!ImproveChoices(&policy))
			break;
	}

	/* choices may have changed after the last round: follow them to a cycle */
	memset(policy.mark, 0, (Size) n * sizeof(uint32));
	while (policy.mark[best] == 0)
	{
		policy.mark[best] = 1;
		best = b->to[policy.choice[best]];
	}
	*length = 0;
	*product = 1.0;
	v = best;
	do
	{
		policy.trail[(*length)++] = v;
		*product *= b->value[policy.choice[v]];
		v = b->to[policy.choice[v]];
	} while (v != best);

	for (uint32 i = 0; i < *length; i++)
	{
		if (policy.trail[i] < policy.trail[first])
			first = i;
	}
	cycle = policy.mark;
	for (uint32 i = 0; i < *length; i++)
		cycle[i] = policy.trail[(first + i) % *length];
	pfree(policy.choice);
	pfree(policy.mean);
	pfree(policy.value);
	pfree(policy.trail);
	return cycle;
}
