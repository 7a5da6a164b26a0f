/*
 * graph_order.c
 *	  Strongly connected components, topological order, cycles.
 *
 * The strongly connected components are Tarjan's (1972, "Depth-first search
 * and linear graph algorithms"), with the recursion turned into a stack of
 * our own, since a chain of a million links must not exhaust the C stack.
 * GraphBuild numbers nodes by the result, so that nobody needs it again: in
 * an acyclic graph node numbers are a topological order, and in a graph with
 * feedback each loop is a run of numbers, named in the stored value.
 */
#include "postgres.h"

#include "access/detoast.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "graph/graph_questions.h"

PG_FUNCTION_INFO_V1(bsc_topological_order);
PG_FUNCTION_INFO_V1(bsc_is_acyclic);
PG_FUNCTION_INFO_V1(bsc_cycles);

/* names shown at most when an error names a cycle */
#define SHOWN_NAMES		20

#define UNSEEN			PG_UINT32_MAX

/*
 * Strongly connected components.  Sets component[] to a number for each node
 * such that links between components lead from higher to lower numbers, and
 * returns how many there are.
 */
uint32
GraphComponents(uint32 nnodes, const uint32 *off, const uint32 *to, uint32 *component)
{
	Size		bytes = Max((Size) nnodes, 1) * sizeof(uint32);
	uint32	   *visit = palloc_extended(bytes, MCXT_ALLOC_HUGE);	/* order of first visit */
	uint32	   *low = palloc_extended(bytes, MCXT_ALLOC_HUGE);
	uint32	   *next = palloc_extended(bytes, MCXT_ALLOC_HUGE); /* link to follow next */
	uint32	   *trail = palloc_extended(bytes, MCXT_ALLOC_HUGE);	/* the path to here */
	uint32	   *open = palloc_extended(bytes, MCXT_ALLOC_HUGE); /* not yet in a component */
	uint32		nvisits = 0;
	uint32		nopen = 0;
	uint32		ncomponents = 0;
	uint32		root;
	uint32		steps = 0;

	for (root = 0; root < nnodes; root++)
	{
		visit[root] = UNSEEN;
		component[root] = UNSEEN;
	}

	for (root = 0; root < nnodes; root++)
	{
		uint32		depth = 0;

		if (visit[root] != UNSEEN)
			continue;
		trail[0] = root;
		depth = 1;
		visit[root] = low[root] = nvisits++;
		next[root] = off[root];
		open[nopen++] = root;

		while (depth > 0)
		{
			uint32		v = trail[depth - 1];

			if ((++steps & 0xFFFF) == 0)
				CHECK_FOR_INTERRUPTS();
			if (next[v] < off[v + 1])
			{
				uint32		w = to[next[v]++];

				if (visit[w] == UNSEEN)
				{
					visit[w] = low[w] = nvisits++;
					next[w] = off[w];
					open[nopen++] = w;
					trail[depth++] = w;
				}
				else if (component[w] == UNSEEN)
					low[v] = Min(low[v], visit[w]);
				continue;
			}

			/* all links of v are followed */
			if (low[v] == visit[v])
			{
				uint32		w;

				do
				{
					w = open[--nopen];
					component[w] = ncomponents;
				} while (w != v);
				ncomponents++;
			}
			depth--;
			if (depth > 0)
				low[trail[depth - 1]] = Min(low[trail[depth - 1]], low[v]);
		}
	}

	pfree(visit);
	pfree(low);
	pfree(next);
	pfree(trail);
	pfree(open);
	return ncomponents;
}

/* Which loop a node is in, or -1. */
int
GraphLoopOf(const GraphView *g, uint32 node)
{
	uint32		low = 0;
	uint32		high = g->nloops;

	while (low < high)
	{
		uint32		middle = low + (high - low) / 2;

		if (g->loops[2 * middle + 1] < node)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < g->nloops && g->loops[2 * low] <= node)
		return (int) low;
	return -1;
}

/*
 * The shortest cycle through the first node of a loop, by breadth-first
 * search within the loop.  Needs GRAPH_FORWARD.
 */
uint32 *
GraphShortestCycle(const GraphView *g, uint32 first, uint32 last, uint32 *length)
{
	Size		bytes = ((Size) last - first + 1) * sizeof(uint32);
	uint32	   *parent = palloc_extended(bytes, MCXT_ALLOC_HUGE);
	uint32	   *queue = palloc_extended(bytes, MCXT_ALLOC_HUGE);
	uint32		head = 0;
	uint32		tail = 0;
	uint32		end = UNSEEN;
	uint32		count = 0;
	uint32	   *cycle;
	uint32		v;

	for (v = first; v <= last; v++)
		parent[v - first] = UNSEEN;
	queue[tail++] = first;
	while (end == UNSEEN && head < tail)
	{
		uint32		i;

		v = queue[head++];
		if ((head & 0x3FF) == 0)
			CHECK_FOR_INTERRUPTS();
		for (i = g->fwd_off[v]; i < g->fwd_off[v + 1]; i++)
		{
			uint32		w = g->fwd_to[i];

			if (w == first)
			{
				end = v;
				break;
			}
			if (w > first && w <= last && parent[w - first] == UNSEEN)
			{
				parent[w - first] = v;
				queue[tail++] = w;
			}
		}
	}
	if (end == UNSEEN)
		elog(ERROR, "loop of a causal graph has no cycle");

	for (v = end; v != first; v = parent[v - first])
		count++;
	count++;
	cycle = queue;
	*length = count;
	for (v = end; count > 0; v = parent[v - first])
		cycle[--count] = v;
	pfree(parent);
	return cycle;
}

/* Write a path for an error message, as "a" -> "b"; closed adds the start. */
char *
GraphShowPath(const GraphView *g, const uint32 *nodes, uint32 count, bool closed)
{
	StringInfoData shown;
	uint32		i;

	initStringInfo(&shown);
	for (i = 0; i < count; i++)
	{
		int			len;
		const char *name;

		if (count > SHOWN_NAMES && i == SHOWN_NAMES - 1)
		{
			appendStringInfo(&shown, " -> (%u more)", count - i);
			break;
		}
		name = GraphNodeName(g, nodes[i], &len);
		appendStringInfo(&shown, "%s\"%.*s\"", i > 0 ? " -> " : "", len, name);
	}
	if (closed)
	{
		int			len;
		const char *name = GraphNodeName(g, nodes[0], &len);

		appendStringInfo(&shown, " -> \"%.*s\"", len, name);
	}
	return shown.data;
}

/* topological_order: the rows are (node, level) */
typedef struct OrderSet
{
	GraphSet	set;
	uint32		node;
	uint32		level;			/* of the node before */
	uint32		level_start;	/* where that level begins */
} OrderSet;

/*
 * The next node.  Nodes are numbered by level, so its last cause is of the
 * highest level among its causes: a new level begins where that is of the
 * present one.
 */
static bool
OrderNext(GraphSet *set, Datum *values, bool *nulls)
{
	OrderSet   *order = (OrderSet *) set;
	GraphView  *g = &set->g;
	uint32		v = order->node;

	if (v >= g->nnodes)
		return false;
	if (g->rev_off[v + 1] > g->rev_off[v] &&
		g->rev_from[g->rev_off[v + 1] - 1] >= order->level_start)
	{
		order->level++;
		order->level_start = v;
	}
	values[0] = GraphSetName(set, 0, v);
	values[1] = Int32GetDatum((int32) order->level);
	order->node++;
	return true;
}

static GraphSet *
OrderStart(FunctionCallInfo fcinfo)
{
	OrderSet   *order;

	if (PG_ARGISNULL(0))
		return NULL;
	order = palloc0(sizeof(OrderSet));
	order->set.next = OrderNext;
	GraphOpen(&order->set.g, PG_GETARG_DATUM(0),
			  GRAPH_FORWARD | GRAPH_REVERSE | GRAPH_LOOPS | GRAPH_KEEP);
	if (order->set.g.nloops > 0)
	{
		GraphView  *g = &order->set.g;
		uint32		length;
		uint32	   *cycle = GraphShortestCycle(g, g->loops[0], g->loops[1], &length);

		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a graph with a cycle has no topological order"),
				 errdetail("A cycle is %s.", GraphShowPath(g, cycle, length, true))));
	}
	return &order->set;
}

Datum
bsc_topological_order(PG_FUNCTION_ARGS)
{
	return GraphReturnSet(fcinfo, OrderStart);
}

/* Only the header need be read. */
Datum
bsc_is_acyclic(PG_FUNCTION_ARGS)
{
	CausalGraph *header = DatumGetGraphHeader(PG_GETARG_DATUM(0));
	bool		result;

	GraphCheckHeader(header, toast_raw_datum_size(PG_GETARG_DATUM(0)));
	result = header->nloops == 0;
	PG_FREE_IF_COPY(header, 0);
	PG_RETURN_BOOL(result);
}

/* cycles: the rows are (cycle text[]), one for each loop */
typedef struct CycleSet
{
	GraphSet	set;
	uint32		loop;
} CycleSet;

static bool
CycleNext(GraphSet *set, Datum *values, bool *nulls)
{
	CycleSet   *cycles = (CycleSet *) set;
	GraphView  *g = &set->g;
	uint32		length;
	uint32		i;
	uint32	   *cycle;
	Datum	   *names;

	if (cycles->loop >= g->nloops)
		return false;
	cycle = GraphShortestCycle(g, g->loops[2 * cycles->loop],
							   g->loops[2 * cycles->loop + 1], &length);
	names = palloc_extended((Size) length * sizeof(Datum), MCXT_ALLOC_HUGE);
	for (i = 0; i < length; i++)
	{
		int			len;
		const char *name = GraphNodeName(g, cycle[i], &len);

		names[i] = PointerGetDatum(cstring_to_text_with_len(name, len));
	}
	values[0] = PointerGetDatum(construct_array(names, (int) length, TEXTOID, -1, false,
												TYPALIGN_INT));
	cycles->loop++;
	return true;
}

static GraphSet *
CycleStart(FunctionCallInfo fcinfo)
{
	CycleSet   *cycles;

	if (PG_ARGISNULL(0))
		return NULL;
	cycles = palloc0(sizeof(CycleSet));
	cycles->set.next = CycleNext;
	cycles->set.makes_garbage = true;
	GraphOpen(&cycles->set.g, PG_GETARG_DATUM(0), GRAPH_FORWARD | GRAPH_LOOPS | GRAPH_KEEP);
	return &cycles->set;
}

Datum
bsc_cycles(PG_FUNCTION_ARGS)
{
	return GraphReturnSet(fcinfo, CycleStart);
}
