/*
 * graph_traverse.c
 *	  Walking a graph: what a node leads to, where it comes from.
 *
 * Breadth-first search with a queue that grows as needed and one bit per
 * node to remember what was seen, so that a search costs what it finds plus
 * a cleared bitmap.  The depth of a node follows from where levels end in
 * the queue.  The search goes on only when the next row is asked for.
 *
 * Whether one node leads to another is decided without a queue: node numbers
 * are a topological order, so it is enough to sweep the bitmap upwards from
 * the one node to the other.  Only a loop can lead back, and a loop is known
 * by its first and last node: once any of it is reached, all of it is.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "graph/graph_questions.h"

PG_FUNCTION_INFO_V1(bsc_downstream);
PG_FUNCTION_INFO_V1(bsc_upstream);
PG_FUNCTION_INFO_V1(bsc_downstream_of_any);
PG_FUNCTION_INFO_V1(bsc_upstream_of_any);
PG_FUNCTION_INFO_V1(bsc_is_cause);
PG_FUNCTION_INFO_V1(bsc_edges);
PG_FUNCTION_INFO_V1(bsc_nodes);

/* nodes found ahead of those that were asked for: enough to prefetch names */
#define BATCH	64

/* a breadth-first search that can be continued */
typedef struct Search
{
	GraphLinks	links;
	uint64	   *seen;
	uint32	   *queue;			/* the sources, then all found, nearest first */
	uint32		room;
	uint32		head;			/* next to follow */
	uint32		tail;
	uint32		level_end;		/* where the level being followed ends */
	int			depth;			/* of what is being found */
	int			max_depth;		/* -1: no limit */
} Search;

/* Begin a search; the sources are not in it yet. */
static void
SearchBegin(Search *search, const GraphView *g, GraphLinks links, int max_depth)
{
	memset(search, 0, sizeof(Search));
	search->links = links;
	search->seen = GraphBitmap(g->nnodes);
	search->room = 256;
	search->queue = palloc(search->room * sizeof(uint32));
	search->max_depth = max_depth;
}

/* Make room for so many more nodes. */
static inline void
SearchReserve(Search *search, uint32 more)
{
	if (search->room - search->tail >= more)
		return;
	search->room = Max(search->room * 2, search->tail + more);
	search->queue = repalloc_huge(search->queue, (Size) search->room * sizeof(uint32));
}

/* Add a source, unless it is one already. */
static void
SearchSource(Search *search, uint32 node)
{
	if (GraphBitIsSet(search->seen, node))
		return;
	GraphSetBit(search->seen, node);
	SearchReserve(search, 1);
	search->queue[search->tail++] = node;
}

/* Follow the links of one more node, false if there is none to follow. */
static bool
SearchStep(Search *search)
{
	const uint32 *to = search->links.to;
	uint64	   *seen = search->seen;
	uint32	   *queue;
	uint32		tail;
	uint32		node;
	uint32		i;
	uint32		end;

	if (search->head == search->tail)
		return false;
	if (search->head == search->level_end)
	{
		if (search->depth == search->max_depth)
			return false;
		search->depth++;
		search->level_end = search->tail;
	}
	if ((search->head & 0x3FF) == 0)
		CHECK_FOR_INTERRUPTS();

	/* the next nodes of the queue lie anywhere in the graph: fetch them ahead */
	if (search->tail - search->head > 12)
	{
		GraphPrefetch(&search->links.off[search->queue[search->head + 12]]);
		GraphPrefetch(&to[search->links.off[search->queue[search->head + 6]]]);
	}

	node = search->queue[search->head++];
	i = search->links.off[node];
	end = search->links.off[node + 1];
	SearchReserve(search, end - i);
	queue = search->queue;
	tail = search->tail;
	for (; i < end; i++)
	{
		uint32		next = to[i];

		/* no branch on whether the node is new, which no processor can predict */
		queue[tail] = next;
		tail += !GraphBitIsSet(seen, next);
		GraphSetBit(seen, next);
	}
	search->tail = tail;
	return true;
}

/*
 * The nodes between two numbers that a node leads to, as a bitmap; the node
 * itself is in it.  For planning, and for narrowing other work down.
 */
uint64 *
GraphReachable(const GraphView *g, const GraphLinks *links, uint32 from,
			   uint32 low, uint32 high, uint32 *count)
{
	uint64	   *seen = GraphBitmap(g->nnodes);
	uint32		room = 256;
	uint32	   *queue = palloc(room * sizeof(uint32));
	uint32		head = 0;
	uint32		tail = 0;

	GraphSetBit(seen, from);
	queue[tail++] = from;
	while (head < tail)
	{
		uint32		node = queue[head++];
		uint32		i = links->off[node];
		uint32		end = links->off[node + 1];

		if ((head & 0x3FF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (room - tail < end - i)
		{
			room = Max(room * 2, tail + (end - i));
			queue = repalloc_huge(queue, (Size) room * sizeof(uint32));
		}
		for (; i < end; i++)
		{
			uint32		next = links->to[i];

			if (next >= low && next <= high && !GraphBitIsSet(seen, next))
			{
				GraphSetBit(seen, next);
				queue[tail++] = next;
			}
		}
	}
	if (count)
		*count = tail;
	pfree(queue);
	return seen;
}

/* How many nodes a search would find; an estimate after "give_up" of them. */
double
GraphCountReachable(const GraphView *g, const GraphLinks *links, const uint32 *from,
					uint32 nfrom, int max_depth, uint32 give_up)
{
	Search		search;
	uint32		i;
	double		found;

	SearchBegin(&search, g, *links, max_depth);
	for (i = 0; i < nfrom; i++)
		SearchSource(&search, from[i]);
	nfrom = search.tail;
	while (search.tail < give_up && SearchStep(&search))
		 /* go on */ ;
	found = search.tail - nfrom;
	if (search.tail >= give_up)
		found = Max(found, g->nnodes / 2.0);
	pfree(search.queue);
	pfree(search.seen);
	return found;
}

/* downstream and its kin: the rows are (node, depth) */
typedef struct ReachSet
{
	GraphSet	set;
	Search		search;
	uint32		shown;			/* place in the queue */
} ReachSet;

static bool
ReachNext(GraphSet *set, Datum *values, bool *nulls)
{
	ReachSet   *reach = (ReachSet *) set;
	Search	   *search = &reach->search;

	if (reach->shown == search->tail)
	{
		/* search on until there are some more, all of one depth */
		do
		{
			if (!SearchStep(search))
				return false;
		} while (search->tail == reach->shown ||
				 (search->tail - reach->shown < BATCH && search->head < search->level_end));
	}
	GraphPrefetchName(&set->g, search->queue + reach->shown, search->tail - reach->shown);
	values[0] = GraphSetName(set, 0, search->queue[reach->shown++]);
	values[1] = Int32GetDatum(search->depth);
	return true;
}

/* Take the sources from a text or a text[] argument. */
static void
AddSources(FunctionCallInfo fcinfo, ReachSet *reach, bool many)
{
	GraphView  *g = &reach->set.g;
	ArrayType  *names;
	ArrayIterator iterator;
	Datum		name;
	bool		isnull;

	if (!many)
	{
		SearchSource(&reach->search, GraphFindNode(g, PG_GETARG_TEXT_PP(1)));
		return;
	}
	names = PG_GETARG_ARRAYTYPE_P(1);
	iterator = array_create_iterator(names, 0, NULL);
	while (array_iterate(iterator, &name, &isnull))
	{
		if (isnull)
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("array of nodes must not contain nulls")));
		SearchSource(&reach->search, GraphFindNode(g, DatumGetTextPP(name)));
	}
	array_free_iterator(iterator);
}

static GraphSet *
ReachStart(FunctionCallInfo fcinfo, bool forward, bool many)
{
	ReachSet   *reach;
	GraphView  *g;
	int			max_depth = -1;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return NULL;
	if (!PG_ARGISNULL(2))
	{
		max_depth = PG_GETARG_INT32(2);
		if (max_depth < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("maximum depth must not be negative, but is %d", max_depth)));
	}

	reach = palloc0(sizeof(ReachSet));
	reach->set.next = ReachNext;
	g = &reach->set.g;
	GraphOpen(g, PG_GETARG_DATUM(0),
			  GRAPH_KEEP | (forward ? GRAPH_FORWARD : GRAPH_REVERSE));
	SearchBegin(&reach->search, g, forward ? GraphForward(g) : GraphReverse(g), max_depth);
	AddSources(fcinfo, reach, many);
	reach->shown = reach->search.tail;
	return &reach->set;
}

static GraphSet *
DownstreamStart(FunctionCallInfo fcinfo)
{
	return ReachStart(fcinfo, true, false);
}

static GraphSet *
UpstreamStart(FunctionCallInfo fcinfo)
{
	return ReachStart(fcinfo, false, false);
}

static GraphSet *
DownstreamOfAnyStart(FunctionCallInfo fcinfo)
{
	return ReachStart(fcinfo, true, true);
}

static GraphSet *
UpstreamOfAnyStart(FunctionCallInfo fcinfo)
{
	return ReachStart(fcinfo, false, true);
}

Datum
bsc_downstream(PG_FUNCTION_ARGS)
{
	return GraphReturnSet(fcinfo, DownstreamStart);
}

Datum
bsc_upstream(PG_FUNCTION_ARGS)
{
	return GraphReturnSet(fcinfo, UpstreamStart);
}

Datum
bsc_downstream_of_any(PG_FUNCTION_ARGS)
{
	return GraphReturnSet(fcinfo, DownstreamOfAnyStart);
}

Datum
bsc_upstream_of_any(PG_FUNCTION_ARGS)
{
	return GraphReturnSet(fcinfo, UpstreamOfAnyStart);
}

/*
 * Does a path lead from cause to effect in a graph without loops?  Sweep
 * upwards over a bitmap of what was reached; word by word, and within a word
 * until no reached node is left unfollowed.
 */
static bool
SweepReaches(const GraphView *g, uint32 cause, uint32 effect)
{
	uint32		base = cause & ~(uint32) 63;
	uint64	   *seen = GraphBitmap(effect - base);
	uint32		last = (effect - base) >> 6;
	uint32		word;
	bool		result;

	GraphSetBit(seen, cause - base);
	for (word = 0; word <= last; word++)
	{
		uint64		done = 0;
		uint64		todo;

		if ((word & 0xF) == 0)
			CHECK_FOR_INTERRUPTS();
		while ((todo = seen[word] & ~done) != 0)
		{
			uint32		bit = (uint32) pg_rightmost_one_pos64(todo);
			uint32		node = base + word * 64 + bit;
			uint32		i;

			done |= UINT64CONST(1) << bit;
			if (node >= effect)
				break;
			for (i = g->fwd_off[node]; i < g->fwd_off[node + 1]; i++)
			{
				/* the links of a node are in order */
				if (g->fwd_to[i] > effect)
					break;
				GraphSetBit(seen, g->fwd_to[i] - base);
			}
		}
	}
	result = GraphBitIsSet(seen, effect - base);
	pfree(seen);
	return result;
}

/* Does a path of at least one link lead from cause to effect? */
static bool
IsCause(const GraphView *g, uint32 cause, uint32 effect)
{
	int			loop = GraphLoopOf(g, effect);
	GraphLinks	links = GraphForward(g);
	uint64	   *seen;
	bool		result;

	if (loop >= 0 && loop == GraphLoopOf(g, cause))
		return true;
	if (cause >= effect)
		return false;
	if (g->nloops == 0)
		return SweepReaches(g, cause, effect);

	seen = GraphReachable(g, &links, cause, 0, loop < 0 ? effect : g->loops[2 * loop + 1],
						  NULL);
	result = GraphBitIsSet(seen, effect);
	pfree(seen);
	return result;
}

/* Does a path lead from cause to effect? */
Datum
bsc_is_cause(PG_FUNCTION_ARGS)
{
	GraphView	g;
	bool		result;

	GraphOpen(&g, PG_GETARG_DATUM(0), GRAPH_FORWARD | GRAPH_LOOPS);
	result = IsCause(&g, GraphFindNode(&g, PG_GETARG_TEXT_PP(1)),
					 GraphFindNode(&g, PG_GETARG_TEXT_PP(2)));
	GraphClose(&g);
	PG_RETURN_BOOL(result);
}

/* edges: the rows are (cause, effect, strength, lag) */
typedef struct EdgeSet
{
	GraphSet	set;
	uint32		node;
	uint32		edge;
} EdgeSet;

static bool
EdgeNext(GraphSet *set, Datum *values, bool *nulls)
{
	EdgeSet    *edges = (EdgeSet *) set;
	GraphView  *g = &set->g;
	uint32		edge = edges->edge;

	if (edge >= g->nedges)
		return false;
	while (g->fwd_off[edges->node + 1] <= edge)
		edges->node++;
	values[0] = GraphSetName(set, 0, edges->node);
	values[1] = GraphSetName(set, 1, g->fwd_to[edge]);
	values[2] = Float8GetDatum(g->strength ? g->strength[edge] : 1.0);
	values[3] = Int32GetDatum(g->lag ? g->lag[edge] : 0);
	edges->edge++;
	return true;
}

static GraphSet *
EdgeStart(FunctionCallInfo fcinfo)
{
	EdgeSet    *edges;

	if (PG_ARGISNULL(0))
		return NULL;
	edges = palloc0(sizeof(EdgeSet));
	edges->set.next = EdgeNext;
	GraphOpen(&edges->set.g, PG_GETARG_DATUM(0), GRAPH_KEEP | GRAPH_FORWARD | GRAPH_WEIGHTS);
	return &edges->set;
}

Datum
bsc_edges(PG_FUNCTION_ARGS)
{
	return GraphReturnSet(fcinfo, EdgeStart);
}

/* nodes: the rows are (node, causes, effects) */
typedef struct NodeSet
{
	GraphSet	set;
	uint32		node;
} NodeSet;

/* Count the different nodes among sorted neighbours. */
static int32
CountDistinct(const uint32 *to, uint32 from, uint32 end)
{
	int32		count = 0;
	uint32		i;

	for (i = from; i < end; i++)
	{
		if (i == from || to[i] != to[i - 1])
			count++;
	}
	return count;
}

static bool
NodeNext(GraphSet *set, Datum *values, bool *nulls)
{
	NodeSet    *nodes = (NodeSet *) set;
	GraphView  *g = &set->g;
	uint32		v = nodes->node;

	if (v >= g->nnodes)
		return false;
	values[0] = GraphSetName(set, 0, v);
	values[1] = Int32GetDatum(CountDistinct(g->rev_from, g->rev_off[v], g->rev_off[v + 1]));
	values[2] = Int32GetDatum(CountDistinct(g->fwd_to, g->fwd_off[v], g->fwd_off[v + 1]));
	nodes->node++;
	return true;
}

static GraphSet *
NodeStart(FunctionCallInfo fcinfo)
{
	NodeSet    *nodes;

	if (PG_ARGISNULL(0))
		return NULL;
	nodes = palloc0(sizeof(NodeSet));
	nodes->set.next = NodeNext;
	GraphOpen(&nodes->set.g, PG_GETARG_DATUM(0), GRAPH_KEEP | GRAPH_FORWARD | GRAPH_REVERSE);
	return &nodes->set;
}

Datum
bsc_nodes(PG_FUNCTION_ARGS)
{
	return GraphReturnSet(fcinfo, NodeStart);
}
