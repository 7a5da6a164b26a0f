/*
 * graph_sweep.h
 *	  A sweep from one node of a graph, which adds up effects and lags.
 */
#ifndef BSC_GRAPH_SWEEP_H
#define BSC_GRAPH_SWEEP_H

#include "port/pg_bitutils.h"

#include "graph/graph_questions.h"

/* a greatest lag without a limit */
#define GRAPH_LAG_UNBOUNDED	(-1)

/* what is known of one node during a sweep */
typedef struct GraphEffect
{
	double		direct;
	double		indirect;
} GraphEffect;

typedef struct GraphLagRange
{
	int32		least;
	int32		greatest;		/* or GRAPH_LAG_UNBOUNDED */
} GraphLagRange;

/* a sweep from one node, and what it found */
typedef struct GraphSweep
{
	const GraphView *g;
	GraphLinks	links;
	bool		reverse;
	uint32		source;
	const uint64 *wanted;		/* NULL: all nodes matter */
	uint64	   *seen;
	GraphEffect *effect;		/* valid where seen */
	GraphLagRange *lags;		/* the same; NULL if there are no lags */
	GraphLoop **loops;			/* made when first met; shared by sweeps */
	double	   *x;				/* for the nodes of a loop */
} GraphSweep;

/* graph_sweep.c */
extern void GraphSweepPrepare(GraphSweep *sweep, const GraphView *g, bool reverse);
extern void GraphSweepFrom(GraphSweep *sweep, uint32 source, const uint64 *wanted);

/* The next node reached, at or after a place; nnodes if there is none. */
static inline uint32
GraphSweepNext(const GraphSweep *sweep, uint32 from)
{
	uint32		nnodes = sweep->g->nnodes;
	uint32		word = from >> 6;
	uint64		bits;

	if (from >= nnodes)
		return nnodes;
	bits = sweep->seen[word] & (~UINT64CONST(0) << (from & 63));
	while (bits == 0)
	{
		if (++word > nnodes >> 6)
			return nnodes;
		bits = sweep->seen[word];
	}
	return word * 64 + (uint32) pg_rightmost_one_pos64(bits);
}

#endif							/* BSC_GRAPH_SWEEP_H */
