/*
 * graph.h
 *	  The causal graph as a value: what this room offers to the others.
 *
 * A bsc.causal_graph is a directed graph with named nodes whose links carry a
 * strength and a lag.  Build one with a GraphBuilder, read one through a
 * GraphView.  A node is a number below nnodes; numbers follow topological
 * order, that is, every link leads to a higher number or stays inside one
 * loop (a strongly connected component that has a cycle), whose nodes are
 * numbered consecutively.
 */
#ifndef BSC_GRAPH_H
#define BSC_GRAPH_H

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/array.h"

#include "compat.h"

/*
 * The stored form.  Sections follow the header, each starting at a multiple
 * of 4 (the strengths, which come first, of 8); their places follow from the
 * counts, so no offset is stored that could be wrong:
 *
 *	strength	float8[nedges]		only with GRAPH_HAS_STRENGTHS, else all 1
 *	fwd_off		edge[nnodes + 1]	links by cause: those of node i are
 *	fwd_to		node[nedges]		fwd_off[i] .. fwd_off[i + 1] - 1, by effect, lag
 *	rev_off		edge[nnodes + 1]	links by effect
 *	rev_from	node[nedges]
 *	rev_edge	edge[nedges]		position of the same link among the forward
 *								ones; only if strengths or lags are stored
 *	lag			lag[nedges]			only with GRAPH_HAS_LAGS, else all 0
 *	loops		node[2 * nloops]	first and last node of every loop, ascending
 *	name_off	name[nnodes + 1]	node i is called names[name_off[i] ..
 *									name_off[i + 1] - 1]
 *	sorted		node[nnodes]		the nodes in byte order of their names
 *	names		char[namebytes]
 *
 * In a compact graph (at most GRAPH_COMPACT_MAX nodes and links) an index
 * takes one or two bytes, as its largest value needs, and a lag one byte, or
 * two with GRAPH_WIDE_LAGS; else an index takes four and a lag two.
 */
typedef struct CausalGraph
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint8		format;			/* GRAPH_FORMAT */
	uint8		flags;
	uint16		unused;			/* zero */
	uint32		nnodes;
	uint32		nedges;
	uint32		nloops;
	uint32		namebytes;
	uint64		hash[2];		/* of all that precedes and follows */
	/* sections follow */
} CausalGraph;

#define GRAPH_FORMAT		1
#define GRAPH_HAS_STRENGTHS	0x01
#define GRAPH_HAS_LAGS		0x02
#define GRAPH_WIDE_LAGS		0x04
#define GRAPH_ALL_FLAGS		0x07

#define GRAPH_COMPACT_MAX	8192
#define GRAPH_MAX_LAG		65535

/* the most bytes that one value can have */
#define GRAPH_MAX_SIZE		MaxAllocSize

/* where the sections of a graph are, and how wide their entries */
typedef struct GraphLayout
{
	bool		compact;
	int			node_width;
	int			edge_width;
	int			name_width;
	int			lag_width;
	Size		strength;
	Size		fwd_off;
	Size		fwd_to;
	Size		rev_off;
	Size		rev_from;
	Size		rev_edge;
	Size		lag;
	Size		loops;
	Size		name_off;
	Size		sorted;
	Size		names;
	Size		total;
} GraphLayout;

/* what of a graph a caller wants to read; passed to GraphOpen */
#define GRAPH_FORWARD	0x01	/* fwd_off, fwd_to */
#define GRAPH_REVERSE	0x02	/* rev_off, rev_from, rev_edge */
#define GRAPH_WEIGHTS	0x04	/* strength, lag */
#define GRAPH_LOOPS		0x08	/* loops */
#define GRAPH_KEEP		0x10	/* stays valid as long as the current context */

/*
 * A graph opened for reading.  Only what was asked for is set; arrays that
 * the graph does not store (all strengths 1, all lags 0) are NULL.
 */
typedef struct GraphView
{
	const CausalGraph *value;
	GraphLayout layout;
	uint32		nnodes;
	uint32		nedges;
	uint32		nloops;
	const uint32 *fwd_off;
	const uint32 *fwd_to;
	const uint32 *rev_off;
	const uint32 *rev_from;
	const uint32 *rev_edge;
	const double *strength;
	const uint16 *lag;
	const uint32 *loops;
	void	   *detoasted;		/* ours to free, or NULL */
	void	   *widened;		/* ours to free, or NULL */
} GraphView;

/* one direction of a graph: forward to effects, or back to causes */
typedef struct GraphLinks
{
	const uint32 *off;
	const uint32 *to;
	const uint32 *edge;			/* forward position of a link, NULL: itself */
} GraphLinks;

#define DatumGetGraphHeader(d) \
	((CausalGraph *) PG_DETOAST_DATUM_SLICE(d, 0, sizeof(CausalGraph) - VARHDRSZ))

/* graph_value.c: layout, reading, names */
extern void GraphComputeLayout(GraphLayout *layout, uint8 flags, uint32 nnodes,
							   uint32 nedges, uint32 nloops, uint32 namebytes);
extern void GraphCheckHeader(const CausalGraph *value, Size size);
extern void GraphOpen(GraphView *g, Datum value, int need);
extern void GraphClose(GraphView *g);
extern void GraphHash(const CausalGraph *value, uint64 hash[2]);
extern const char *GraphNodeName(const GraphView *g, uint32 node, int *len);
extern void GraphPrefetchName(const GraphView *g, const uint32 *nodes, uint32 count);
extern bool GraphLookup(const GraphView *g, const char *name, int len, uint32 *node);
extern uint32 GraphFindNode(const GraphView *g, const text *name);
extern uint32 GraphSortedNode(const GraphView *g, uint32 rank);

/* graph_builder.c: taking in links */

/* one slot of the table of names; node is one more than the number, 0 is empty */
typedef struct NameSlot
{
	uint32		hash;
	uint32		node;
} NameSlot;

typedef struct GraphBuilder
{
	MemoryContext context;
	/* names: node i is names[name_off[i] .. name_off[i + 1] - 1] */
	char	   *names;
	uint32	   *name_off;
	uint32		nnodes;
	uint32		node_room;
	Size		name_room;
	NameSlot   *slots;
	uint32		slot_mask;
	uint32		recent[2];		/* given last: rows often come by cause */
	/* links */
	uint32	   *cause;
	uint32	   *effect;
	double	   *strength;
	uint16	   *lag;
	uint32		nedges;
	uint32		edge_room;
	bool		has_strengths;	/* other than 1 */
	int			max_lag;
} GraphBuilder;

extern GraphBuilder *GraphBuilderCreate(MemoryContext context);
extern uint32 GraphBuilderNode(GraphBuilder *b, const char *name, int len);
extern bool GraphBuilderLink(GraphBuilder *b, uint32 cause, uint32 effect,
							 double strength, int32 lag, BscErrorContext *escontext);
extern void GraphBuilderMerge(GraphBuilder *b, const GraphBuilder *other);
extern bytea *GraphBuilderSerialize(const GraphBuilder *b);
extern GraphBuilder *GraphBuilderDeserialize(MemoryContext context, const bytea *bytes);
extern void GraphReportTooLarge(uint64 nnodes, uint64 nedges, uint64 bytes);

/* graph_build.c: from links to a graph */
extern CausalGraph *GraphBuild(const GraphBuilder *b, BscErrorContext *escontext);

/* graph_cache.c: large stored graphs stay in memory, up to a limit */
extern const CausalGraph *GraphCacheFetch(Datum value, bool keep);

/* Ask for memory that is read soon; a graph is larger than the caches. */
#if defined(__GNUC__)
#define GraphPrefetch(address) __builtin_prefetch(address)
#else
#define GraphPrefetch(address) ((void) 0)
#endif

/* sets of nodes as bitmaps */
static inline bool
GraphBitIsSet(const uint64 *bits, uint32 i)
{
	return (bits[i >> 6] >> (i & 63)) & 1;
}

static inline void
GraphSetBit(uint64 *bits, uint32 i)
{
	bits[i >> 6] |= UINT64CONST(1) << (i & 63);
}

extern uint64 *GraphBitmap(uint32 nbits);

/* the links of one direction */
static inline GraphLinks
GraphForward(const GraphView *g)
{
	GraphLinks	links = {g->fwd_off, g->fwd_to, NULL};

	return links;
}

static inline GraphLinks
GraphReverse(const GraphView *g)
{
	GraphLinks	links = {g->rev_off, g->rev_from, g->rev_edge};

	return links;
}

/* strength and lag of the link at a position of one direction */
static inline double
GraphStrength(const GraphView *g, const GraphLinks *links, uint32 position)
{
	if (g->strength == NULL)
		return 1.0;
	return g->strength[links->edge ? links->edge[position] : position];
}

static inline int
GraphLag(const GraphView *g, const GraphLinks *links, uint32 position)
{
	if (g->lag == NULL)
		return 0;
	return g->lag[links->edge ? links->edge[position] : position];
}

#endif							/* BSC_GRAPH_H */
