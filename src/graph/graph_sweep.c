/*
 * graph_sweep.c
 *	  The effects of one node on all that it leads to, in one sweep.
 *
 * The direct effect is the strength of the link; the total effect is the sum
 * over all walks of the product of strengths along the walk, B + B^2 + ...;
 * the indirect effect is the rest (Bollen 1987, "Total, direct, and indirect
 * effects in structural equation models").  The number of paths may be
 * astronomical, but a sweep in topological order adds them up link by
 * link: when it comes to a node, all effects that lead there are summed already.
 * The sweep scans a bitmap of the nodes reached so far, so that its cost depends
 * on how many nodes it reaches, not on the size of the graph.  A loop is swept
 * at once: graph_loops.c solves for what comes out of it, and errors out if that
 * is infinite.
 *
 * Seen from an effect back to its causes everything is the same with the
 * links turned round, so one sweep does both.
 *
 * The least lag of a walk is that of a path, found link by link or, within a
 * loop, by Dijkstra's method.  The greatest lag is unbounded, NULL, if a walk
 * can pass through a loop with a lag in it as often as it likes.
 */
#include "postgres.h"

#include "lib/pairingheap.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "graph/graph_sweep.h"

/* how many links ahead to prefetch */
#define AHEAD		16

static int32
AddLags(int32 a, int32 b)
{
	return (int32) Min((int64) a + b, PG_INT32_MAX);
}

/* Prepare for sweeps over a graph; one preparation serves any number of them. */
void
GraphSweepPrepare(GraphSweep *sweep, const GraphView *g, bool reverse)
{
	uint32		longest = 0;
	uint32		i;

	memset(sweep, 0, sizeof(GraphSweep));
	sweep->g = g;
	sweep->reverse = reverse;
	sweep->links = reverse ? GraphReverse(g) : GraphForward(g);
	sweep->seen = GraphBitmap(g->nnodes);
	sweep->effect = palloc_extended(Max((Size) g->nnodes, 1) * sizeof(GraphEffect), MCXT_ALLOC_HUGE);
	if (g->lag != NULL)
		sweep->lags = palloc_extended((Size) g->nnodes * sizeof(GraphLagRange), MCXT_ALLOC_HUGE);
	if (g->nloops > 0)
	{
		for (i = 0; i < g->nloops; i++)
			longest = Max(longest, g->loops[2 * i + 1] - g->loops[2 * i] + 1);
		sweep->loops = palloc_extended((Size) g->nloops * sizeof(GraphLoop *),
									   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
		sweep->x = palloc_extended((Size) longest * sizeof(double), MCXT_ALLOC_HUGE);
	}
}

/* The record of a node, an empty one if it is reached for the first time. */
static inline GraphEffect *
Touch(GraphSweep *sweep, uint32 node)
{
	GraphEffect *effect = &sweep->effect[node];

	if (!GraphBitIsSet(sweep->seen, node))
	{
		GraphSetBit(sweep->seen, node);
		effect->direct = 0.0;
		effect->indirect = 0.0;
		if (sweep->lags != NULL)
		{
			sweep->lags[node].least = PG_INT32_MAX;
			sweep->lags[node].greatest = 0;
		}
	}
	return effect;
}

/* Take a walk into account that leads to a node in addition to others. */
static inline void
NoteLags(GraphLagRange *lags, int32 least, int32 greatest)
{
	lags->least = Min(lags->least, least);
	if (lags->greatest != GRAPH_LAG_UNBOUNDED)
		lags->greatest = greatest == GRAPH_LAG_UNBOUNDED ? GRAPH_LAG_UNBOUNDED : Max(lags->greatest, greatest);
}

/* The links of the source itself. */
static void
FollowSource(GraphSweep *sweep)
{
	const GraphView *g = sweep->g;
	uint32		i;

	for (i = sweep->links.off[sweep->source]; i < sweep->links.off[sweep->source + 1]; i++)
	{
		uint32		next = sweep->links.to[i];
		int			lag = GraphLag(g, &sweep->links, i);

		if (sweep->wanted && !GraphBitIsSet(sweep->wanted, next))
			continue;
		Touch(sweep, next)->direct += GraphStrength(g, &sweep->links, i);
		if (sweep->lags != NULL)
			NoteLags(&sweep->lags[next], lag, lag);
	}
}

/*
 * Fetch what a link some places away will need: links are followed nearly in
 * the order in which they are stored, but lead anywhere.
 */
static inline void
PrefetchLink(const GraphSweep *sweep, uint32 link)
{
	const GraphView *g = sweep->g;

	link += sweep->reverse ? -AHEAD : AHEAD;
	if (link >= g->nedges)
		return;
	GraphPrefetch(&sweep->effect[sweep->links.to[link]]);
	if (sweep->links.edge != NULL && g->strength != NULL)
		GraphPrefetch(&g->strength[sweep->links.edge[link]]);
}

/* The links of a node that was reached, but for those within its loop. */
static inline void
FollowNode(GraphSweep *sweep, uint32 node, uint32 loop_first, uint32 loop_last)
{
	const GraphView *g = sweep->g;
	double		total = sweep->effect[node].direct + sweep->effect[node].indirect;
	uint32		i;

	for (i = sweep->links.off[node]; i < sweep->links.off[node + 1]; i++)
	{
		uint32		next = sweep->links.to[i];

		PrefetchLink(sweep, i);
		if (next >= loop_first && next <= loop_last)
			continue;
		if (sweep->wanted && !GraphBitIsSet(sweep->wanted, next))
			continue;
		Touch(sweep, next)->indirect += total * GraphStrength(g, &sweep->links, i);
		if (sweep->lags != NULL)
		{
			GraphLagRange here = sweep->lags[node];
			int			lag = GraphLag(g, &sweep->links, i);

			NoteLags(&sweep->lags[next], AddLags(here.least, lag),
					 here.greatest == GRAPH_LAG_UNBOUNDED ? GRAPH_LAG_UNBOUNDED : AddLags(here.greatest, lag));
		}
	}
}

/* a node waiting for its least lag to be final */
typedef struct LagEntry
{
	pairingheap_node ph_node;
	uint32		node;
	int32		lag;
} LagEntry;

static int
CompareLagEntries(const pairingheap_node *a, const pairingheap_node *b, void *arg)
{
	int32		x = pairingheap_const_container(LagEntry, ph_node, a)->lag;
	int32		y = pairingheap_const_container(LagEntry, ph_node, b)->lag;

	/* the heap has its greatest on top */
	return x < y ? 1 : (x > y ? -1 : 0);
}

/* Least and greatest lags in a loop, from those with which it is entered. */
static void
LoopLags(GraphSweep *sweep, uint32 first, uint32 last)
{
	const GraphView *g = sweep->g;
	int32		greatest = 0;
	uint32		v;
	uint32		i;
	MemoryContext work;
	MemoryContext caller;
	pairingheap *heap;
	uint32		steps = 0;

	work = AllocSetContextCreate(CurrentMemoryContext, "bsc causal graph lags",
								 ALLOCSET_DEFAULT_SIZES);
	caller = MemoryContextSwitchTo(work);
	heap = pairingheap_allocate(CompareLagEntries, NULL);
	for (v = first; v <= last; v++)
	{
		GraphLagRange *lags = &sweep->lags[v];

		if (lags->least < PG_INT32_MAX)
		{
			LagEntry   *entry = palloc(sizeof(LagEntry));

			entry->node = v;
			entry->lag = lags->least;
			pairingheap_add(heap, &entry->ph_node);
			if (greatest != GRAPH_LAG_UNBOUNDED)
				greatest = lags->greatest == GRAPH_LAG_UNBOUNDED ? GRAPH_LAG_UNBOUNDED : Max(greatest, lags->greatest);
		}
		/* any link within the loop is part of a cycle */
		for (i = sweep->links.off[v]; greatest != GRAPH_LAG_UNBOUNDED && i < sweep->links.off[v + 1]; i++)
		{
			if (sweep->links.to[i] >= first && sweep->links.to[i] <= last &&
				GraphLag(g, &sweep->links, i) > 0)
				greatest = GRAPH_LAG_UNBOUNDED;
		}
	}
	while (!pairingheap_is_empty(heap))
	{
		LagEntry   *entry = pairingheap_container(LagEntry, ph_node,
												  pairingheap_remove_first(heap));

		if ((++steps & 0x3FF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (entry->lag > sweep->lags[entry->node].least)
			continue;
		for (i = sweep->links.off[entry->node]; i < sweep->links.off[entry->node + 1]; i++)
		{
			uint32		next = sweep->links.to[i];
			int32		lag;
			LagEntry   *more;

			if (next < first || next > last)
				continue;
			lag = AddLags(entry->lag, GraphLag(g, &sweep->links, i));
			if (lag >= sweep->lags[next].least)
				continue;
			sweep->lags[next].least = lag;
			more = palloc(sizeof(LagEntry));
			more->node = next;
			more->lag = lag;
			pairingheap_add(heap, &more->ph_node);
		}
	}
	for (v = first; v <= last; v++)
		sweep->lags[v].greatest = greatest;
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(work);
}

/* All of a loop, once any of it was reached: solve it, then go on from it. */
static void
FollowLoop(GraphSweep *sweep, uint32 loop)
{
	uint32		first = sweep->g->loops[2 * loop];
	uint32		last = sweep->g->loops[2 * loop + 1];
	uint32		v;

	if (sweep->loops[loop] == NULL)
		sweep->loops[loop] = GraphLoopCreate(sweep->g, first, last, false);
	for (v = first; v <= last; v++)
	{
		GraphEffect *effect = Touch(sweep, v);

		sweep->x[v - first] = effect->direct + effect->indirect;
	}
	if (sweep->lags != NULL)
		LoopLags(sweep, first, last);
	GraphLoopSolve(sweep->loops[loop], sweep->x, sweep->reverse);
	for (v = first; v <= last; v++)
		sweep->effect[v].indirect = sweep->x[v - first] - sweep->effect[v].direct;
	for (v = first; v <= last; v++)
	{
		if ((v & 0x3FF) == 0)
			CHECK_FOR_INTERRUPTS();
		FollowNode(sweep, v, first, last);
	}
}

/* The next node reached, before a place; PG_UINT32_MAX if there is none. */
static uint32
PreviousSeen(const GraphSweep *sweep, uint32 before)
{
	uint32		word;
	uint64		bits;

	if (before == 0)
		return PG_UINT32_MAX;
	word = (before - 1) >> 6;
	bits = sweep->seen[word] & (~UINT64CONST(0) >> (63 - ((before - 1) & 63)));
	while (bits == 0)
	{
		if (word-- == 0)
			return PG_UINT32_MAX;
		bits = sweep->seen[word];
	}
	return word * 64 + (uint32) pg_leftmost_one_pos64(bits);
}

/*
 * Sweep from a node to all that it leads to or, in reverse, that leads to
 * it; or to only those wanted, whose loops alone must converge then.
 */
void
GraphSweepFrom(GraphSweep *sweep, uint32 source, const uint64 *wanted)
{
	const GraphView *g = sweep->g;
	int			loop;
	uint32		steps = 0;
	uint32		v;

	sweep->source = source;
	sweep->wanted = wanted;
	memset(sweep->seen, 0, ((Size) g->nnodes / 64 + 1) * sizeof(uint64));
	FollowSource(sweep);

	if (!sweep->reverse)
	{
		loop = 0;
		for (v = GraphSweepNext(sweep, 0); v < g->nnodes; v = GraphSweepNext(sweep, v))
		{
			if ((++steps & 0x3FF) == 0)
				CHECK_FOR_INTERRUPTS();
			while (loop < (int) g->nloops && g->loops[2 * loop + 1] < v)
				loop++;
			if (loop < (int) g->nloops && g->loops[2 * loop] <= v)
			{
				FollowLoop(sweep, loop);
				v = g->loops[2 * loop + 1] + 1;
			}
			else
			{
				FollowNode(sweep, v, 1, 0);
				v++;
			}
		}
	}
	else
	{
		loop = (int) g->nloops - 1;
		for (v = PreviousSeen(sweep, g->nnodes); v != PG_UINT32_MAX; v = PreviousSeen(sweep, v))
		{
			if ((++steps & 0x3FF) == 0)
				CHECK_FOR_INTERRUPTS();
			while (loop >= 0 && g->loops[2 * loop] > v)
				loop--;
			if (loop >= 0 && g->loops[2 * loop + 1] >= v)
			{
				FollowLoop(sweep, loop);
				v = g->loops[2 * loop];
			}
			else
				FollowNode(sweep, v, 1, 0);
		}
	}
}

