/*
 * graph_build.h
 *	  What the two files that build a graph share: graph_number.c gives the
 *	  nodes their numbers, graph_build.c writes the value.
 */
#ifndef BSC_GRAPH_BUILD_H
#define BSC_GRAPH_BUILD_H

#include "graph/graph.h"

/* The links of a builder by their cause, with nodes as the builder numbers them. */
typedef struct GraphSortedLinks
{
	uint32	   *off;			/* links of node i are off[i] .. off[i + 1] - 1 */
	uint32	   *to;				/* the effect */
	uint32	   *edge;			/* the link's number in the builder */
} GraphSortedLinks;

/* Which number each node gets, and which nodes are loops. */
typedef struct GraphNumbering
{
	uint32	   *by_name;		/* the builder's nodes in byte order of their names */
	uint32	   *old_node;		/* the builder's node of each new number */
	uint32	   *new_node;		/* the new number of each of the builder's nodes */
	uint32	   *loops;			/* first and last new number of each loop, ascending */
	uint32		nloops;
} GraphNumbering;

extern void GraphNumberNodes(const GraphBuilder *b, const GraphSortedLinks *links,
							 GraphNumbering *numbering);

static inline void *
GraphAllocArray(Size count, Size width)
{
	return palloc_extended(Max(count, 1) * width, MCXT_ALLOC_HUGE);
}

static inline uint32 *
GraphZeroArray(Size count)
{
	return palloc_extended(Max(count, 1) * sizeof(uint32), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
}

/* Turn counts in off[1 .. n] into where each begins, in off[0 .. n]. */
static inline void
GraphCountsToOffsets(uint32 *off, uint32 n)
{
	uint32		i;

	off[0] = 0;
	for (i = 0; i < n; i++)
		off[i + 1] += off[i];
}

#endif							/* BSC_GRAPH_BUILD_H */
