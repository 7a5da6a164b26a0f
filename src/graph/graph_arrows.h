/*
 * graph_arrows.h
 *	  The arrows of a graph, without strengths and lags, and what is separated
 *	  from what by them.
 *
 * graph_separation.c	reachability in moral graphs, d-separation
 * graph_adjustment.c	minimal adjustment sets
 * graph_unfold.c		the map in time, what to hold when a link is estimated
 */
#ifndef BSC_GRAPH_ARROWS_H
#define BSC_GRAPH_ARROWS_H

#include "graph/graph_questions.h"

/*
 * Children and parents of each node.  A link may be in it more than once, and
 * may lead from a node to itself: neither separates or joins anything.
 */
typedef struct Arrows
{
	uint32		nnodes;
	const uint32 *child_off;
	const uint32 *child;
	const uint32 *parent_off;
	const uint32 *parent;
} Arrows;

/* memory that the searches of one graph use again and again */
typedef struct ArrowSearch
{
	const Arrows *arrows;
	Size		words;			/* of a bitmap */
	uint64	   *reached;		/* what the last search found */
	uint64	   *married;		/* children whose parents have been joined */
	uint32	   *queue;			/* each node twice at most */
} ArrowSearch;

extern Arrows GraphArrows(const GraphView *g);
extern Arrows ArrowsFromLinks(uint32 nnodes, uint32 nlinks, const uint32 *from,
							  const uint32 *to);
extern void ArrowSearchBegin(ArrowSearch *search, const Arrows *arrows);
extern void ArrowsMark(ArrowSearch *search, uint64 *marked, bool upstream);
extern bool ArrowsSeparate(ArrowSearch *search, uint32 a, uint32 b, const uint64 *given);
extern void ArrowsMoralReach(ArrowSearch *search, const uint64 *within, uint32 from,
							 const uint64 *stop);
extern void GraphRefuseCycle(const GraphView *g, const char *what);
extern int	GraphCompareNodes(const void *a, const void *b);
extern uint64 *GraphNodeSet(const GraphView *g, ArrayType *names, const char *what);

#endif							/* BSC_GRAPH_ARROWS_H */
