/*
 * graph_questions.h
 *	  What can be asked of a causal graph: order and loops, reachability, effects,
 *	  and how a function answers with a set of rows.
 */
#ifndef BSC_GRAPH_QUESTIONS_H
#define BSC_GRAPH_QUESTIONS_H

#include "graph/graph.h"

/* gains closer to 1 than this count as 1: their sums would be mere noise */
#define GRAPH_GAIN_LIMIT	(1.0 - 1e-12)

/* the largest loop whose equations are solved by elimination */
#define GRAPH_DENSE_MAX		2000

/* graph_order.c: components, levels, cycles */
extern uint32 GraphComponents(uint32 nnodes, const uint32 *off, const uint32 *to,
							  uint32 *component);
extern uint32 *GraphShortestCycle(const GraphView *g, uint32 first, uint32 last,
								  uint32 *length);
extern char *GraphShowPath(const GraphView *g, const uint32 *nodes, uint32 count,
						   bool closed);
extern int	GraphLoopOf(const GraphView *g, uint32 node);

/* a sparse matrix of effects among the nodes of one loop, row by row */
typedef struct GraphMatrix
{
	uint32		n;
	uint32	   *off;
	uint32	   *to;
	double	   *value;
} GraphMatrix;

/* graph_radius.c: does feedback die away? */
extern bool GraphFeedbackFades(const GraphMatrix *b);

/* graph_strongest.c: the cycle that is to blame if it does not */
extern uint32 *GraphStrongestCycle(const GraphMatrix *b, uint32 *length, double *product);

/* graph_loops.c: sums over all walks within loops */
typedef struct GraphLoop GraphLoop;

extern GraphLoop *GraphLoopCreate(const GraphView *g, uint32 first, uint32 last,
								  bool same_period);
extern bool GraphLoopHasLinks(const GraphLoop *loop);
extern void GraphLoopSolve(GraphLoop *loop, double *x, bool reverse);

/* graph_traverse.c: walking */
extern uint64 *GraphReachable(const GraphView *g, const GraphLinks *links,
							  uint32 from, uint32 low, uint32 high, uint32 *count);
extern double GraphCountReachable(const GraphView *g, const GraphLinks *links,
								  const uint32 *from, uint32 nfrom, int max_depth,
								  uint32 give_up);

/* graph_effects.c: sums over all walks */
extern double GraphTotalEffect(const GraphView *g, uint32 cause, uint32 effect);

/*
 * graph_srf.c: a set of rows, produced one at a time.  A function that
 * returns a set describes how to start and how to get the next row; the
 * framework serves it both to FROM (all rows at once) and to a select list
 * (row by row, so that a LIMIT stops it).
 */
typedef struct GraphSet
{
	/* fills in one row, or returns false after the last */
	bool		(*next) (struct GraphSet *set, Datum *values, bool *nulls);
	bool		makes_garbage;	/* rows need memory beside GraphSetName's */
	GraphView	g;
	char	   *name_buffer[2];
	int			name_room[2];
	uint32		name_of[2];		/* the node whose name is in the buffer */
} GraphSet;

/* returns NULL for the empty set; runs in a context that outlives the set */
typedef GraphSet *(*GraphSetStart) (FunctionCallInfo fcinfo);

extern Datum GraphReturnSet(FunctionCallInfo fcinfo, GraphSetStart start);
extern Datum GraphSetName(GraphSet *set, int slot, uint32 node);

#endif							/* BSC_GRAPH_QUESTIONS_H */
