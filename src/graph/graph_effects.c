/*
 * graph_effects.c
 *	  Effects: what one point of a cause does to an effect.
 *
 * The direct effect is the strength of the link; the total effect is the sum
 * over all walks of the product of strengths along the walk, B + B^2 + ...;
 * the indirect effect is the rest (Bollen 1987, "Total, direct, and indirect
 * effects in structural equation models").  There may be more paths than
 * atoms in the world, but a sweep in topological order adds them up link by
 * link: all that leads to a node is known when its own links are followed.
 * The sweep scans a bitmap of the nodes reached so far, so that it costs
 * what it finds.  A loop is swept at once: graph_loops.c solves for what
 * comes out of it, and errors out if that is infinite.
 *
 * Seen from an effect back to its causes everything is the same with the
 * links turned round, so one sweep does both.
 *
 * The least lag of a walk is that of a path, found link by link or, within a
 * loop, by Dijkstra's method.  The greatest lag is unbounded, NULL, if a walk
 * can pass through a loop with a lag in it as often as it likes.
 */
#include "postgres.h"

#include <math.h>

#include "lib/pairingheap.h"
#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "graph/graph_questions.h"

PG_FUNCTION_INFO_V1(bsc_total_effect);
PG_FUNCTION_INFO_V1(bsc_effects);

#define UNBOUNDED	(-1)

/* links whose ends are fetched ahead */
#define AHEAD		16

/* what is known of one node during a sweep */
typedef struct Effect
{
	double		direct;
	double		indirect;
} Effect;

typedef struct LagRange
{
	int32		least;
	int32		greatest;		/* or UNBOUNDED */
} LagRange;

/* a sweep from one node */
typedef struct Sweep
{
	const GraphView *g;
	GraphLinks	links;
	bool		reverse;
	uint32		source;
	const uint64 *wanted;		/* NULL: all nodes matter */
	uint64	   *seen;
	Effect	   *effect;			/* valid where seen */
	LagRange   *lags;			/* the same; NULL if there are no lags */
	GraphLoop **loops;			/* made when first met; shared by sweeps */
	double	   *x;				/* for the nodes of a loop */
} Sweep;

static void
ReportOverflow(const GraphView *g, uint32 cause, uint32 effect)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("total effect is out of range for type double precision"),
			 errdetail("It is the effect of %s on %s.",
					   GraphShowPath(g, &cause, 1, false), GraphShowPath(g, &effect, 1, false))));
}

static int32
AddLags(int32 a, int32 b)
{
	return (int32) Min((int64) a + b, PG_INT32_MAX);
}

/* Room for sweeps over a graph, which can follow each other. */
static void
SweepPrepare(Sweep *sweep, const GraphView *g, bool reverse)
{
	uint32		longest = 0;
	uint32		i;

	memset(sweep, 0, sizeof(Sweep));
	sweep->g = g;
	sweep->reverse = reverse;
	sweep->links = reverse ? GraphReverse(g) : GraphForward(g);
	sweep->seen = GraphBitmap(g->nnodes);
	sweep->effect = palloc_extended(Max((Size) g->nnodes, 1) * sizeof(Effect), MCXT_ALLOC_HUGE);
	if (g->lag != NULL)
		sweep->lags = palloc_extended((Size) g->nnodes * sizeof(LagRange), MCXT_ALLOC_HUGE);
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
static inline Effect *
Touch(Sweep *sweep, uint32 node)
{
	Effect	   *effect = &sweep->effect[node];

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
NoteLags(LagRange *lags, int32 least, int32 greatest)
{
	lags->least = Min(lags->least, least);
	if (lags->greatest != UNBOUNDED)
		lags->greatest = greatest == UNBOUNDED ? UNBOUNDED : Max(lags->greatest, greatest);
}

/* The links of the source itself. */
static void
FollowSource(Sweep *sweep)
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
PrefetchLink(const Sweep *sweep, uint32 link)
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
FollowNode(Sweep *sweep, uint32 node, uint32 loop_first, uint32 loop_last)
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
			LagRange	here = sweep->lags[node];
			int			lag = GraphLag(g, &sweep->links, i);

			NoteLags(&sweep->lags[next], AddLags(here.least, lag),
					 here.greatest == UNBOUNDED ? UNBOUNDED : AddLags(here.greatest, lag));
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
LoopLags(Sweep *sweep, uint32 first, uint32 last)
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
		LagRange   *lags = &sweep->lags[v];

		if (lags->least < PG_INT32_MAX)
		{
			LagEntry   *entry = palloc(sizeof(LagEntry));

			entry->node = v;
			entry->lag = lags->least;
			pairingheap_add(heap, &entry->ph_node);
			if (greatest != UNBOUNDED)
				greatest = lags->greatest == UNBOUNDED ? UNBOUNDED : Max(greatest, lags->greatest);
		}
		/* any link within the loop is part of a cycle */
		for (i = sweep->links.off[v]; greatest != UNBOUNDED && i < sweep->links.off[v + 1]; i++)
		{
			if (sweep->links.to[i] >= first && sweep->links.to[i] <= last &&
				GraphLag(g, &sweep->links, i) > 0)
				greatest = UNBOUNDED;
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
FollowLoop(Sweep *sweep, uint32 loop)
{
	uint32		first = sweep->g->loops[2 * loop];
	uint32		last = sweep->g->loops[2 * loop + 1];
	uint32		v;

	if (sweep->loops[loop] == NULL)
		sweep->loops[loop] = GraphLoopCreate(sweep->g, first, last, false);
	for (v = first; v <= last; v++)
	{
		Effect	   *effect = Touch(sweep, v);

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

/* The next node reached, at or after a place; nnodes if there is none. */
static uint32
NextSeen(const Sweep *sweep, uint32 from)
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

/* The next node reached, before a place; PG_UINT32_MAX if there is none. */
static uint32
PreviousSeen(const Sweep *sweep, uint32 before)
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
static void
SweepFrom(Sweep *sweep, uint32 source, const uint64 *wanted)
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
		for (v = NextSeen(sweep, 0); v < g->nnodes; v = NextSeen(sweep, v))
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

/* The nodes that matter for one effect: those that lead to it, and itself. */
static uint64 *
LeadingTo(const GraphView *g, uint32 effect, uint32 cause)
{
	GraphLinks	links = GraphReverse(g);
	int			loop = GraphLoopOf(g, cause);

	return GraphReachable(g, &links, effect, loop < 0 ? cause : g->loops[2 * loop],
						  g->nnodes, NULL);
}

/*
 * One total effect in a graph without loops: the sweep with nothing but the
 * sums, and only between the two nodes.
 */
static double
SweepTotal(const GraphView *g, uint32 cause, uint32 effect)
{
	uint32		base = cause & ~(uint32) 63;
	uint64	   *seen = GraphBitmap(effect - base);
	double	   *total = palloc_extended(((Size) effect - base + 1) * sizeof(double),
										MCXT_ALLOC_HUGE);
	uint32		last = (effect - base) >> 6;
	uint32		word;
	double		result;

	GraphSetBit(seen, cause - base);
	total[cause - base] = 1.0;
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
			double		here = total[node - base];
			uint32		i;

			done |= UINT64CONST(1) << bit;
			if (node >= effect)
				break;
			for (i = g->fwd_off[node]; i < g->fwd_off[node + 1]; i++)
			{
				uint32		next = g->fwd_to[i];
				double		add = g->strength ? here * g->strength[i] : here;

				/* the links of a node are in order */
				if (next > effect)
					break;
				if (GraphBitIsSet(seen, next - base))
					total[next - base] += add;
				else
				{
					GraphSetBit(seen, next - base);
					total[next - base] = add;
				}
			}
		}
	}
	result = GraphBitIsSet(seen, effect - base) ? total[effect - base] : 0.0;
	pfree(seen);
	pfree(total);
	return result;
}

/*
 * The total effect of one node on another.  Needs all of GRAPH_FORWARD,
 * GRAPH_REVERSE, GRAPH_WEIGHTS and GRAPH_LOOPS.
 */
double
GraphTotalEffect(const GraphView *g, uint32 cause, uint32 effect)
{
	double		result = 0.0;

	if (g->nloops == 0)
	{
		if (cause < effect)
			result = SweepTotal(g, cause, effect);
	}
	else
	{
		Sweep		sweep;

		SweepPrepare(&sweep, g, false);
		SweepFrom(&sweep, cause, LeadingTo(g, effect, cause));
		if (GraphBitIsSet(sweep.seen, effect))
			result = sweep.effect[effect].direct + sweep.effect[effect].indirect;
	}
	if (isinf(result) || isnan(result))
		ReportOverflow(g, cause, effect);
	return result;
}

/* total_effect: one number. */
Datum
bsc_total_effect(PG_FUNCTION_ARGS)
{
	MemoryContext work = NULL;
	MemoryContext caller = CurrentMemoryContext;
	GraphView	g;
	double		result;

	GraphOpen(&g, PG_GETARG_DATUM(0), GRAPH_FORWARD | GRAPH_WEIGHTS | GRAPH_LOOPS);
	if (g.nloops > 0)
	{
		/* feedback needs more arrays, and makes garbage */
		GraphClose(&g);
		work = AllocSetContextCreate(caller, "bsc causal graph call", ALLOCSET_DEFAULT_SIZES);
		MemoryContextSwitchTo(work);
		GraphOpen(&g, PG_GETARG_DATUM(0),
				  GRAPH_FORWARD | GRAPH_REVERSE | GRAPH_WEIGHTS | GRAPH_LOOPS);
	}
	result = GraphTotalEffect(&g, GraphFindNode(&g, PG_GETARG_TEXT_PP(1)),
							  GraphFindNode(&g, PG_GETARG_TEXT_PP(2)));
	GraphClose(&g);
	MemoryContextSwitchTo(caller);
	if (work != NULL)
		MemoryContextDelete(work);
	PG_RETURN_FLOAT8(result);
}

/* effects: the rows are (cause, effect, direct, indirect, total, min_lag, max_lag) */
typedef struct EffectSet
{
	GraphSet	set;
	Sweep		sweep;
	bool		all_causes;
	uint32		only;			/* the one other end that is asked for */
	bool		has_only;
	uint32		next;			/* node to look at */
} EffectSet;

static int32
CheckLag(int32 lag)
{
	if (lag == PG_INT32_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("lag of an effect is out of range for type integer")));
	return lag;
}

static bool
EffectNext(GraphSet *set, Datum *values, bool *nulls)
{
	EffectSet  *effects = (EffectSet *) set;
	Sweep	   *sweep = &effects->sweep;
	GraphView  *g = &set->g;
	MemoryContext caller;
	Effect	   *effect;
	double		total;
	uint32		node;
	uint32		cause;
	uint32		target;

	for (;;)
	{
		node = NextSeen(sweep, effects->next);
		if (node < g->nnodes)
			break;
		if (!effects->all_causes || sweep->source + 1 >= g->nnodes)
			return false;
		CHECK_FOR_INTERRUPTS();
		/* the loops that the sweep prepares are for later ones, too */
		caller = MemoryContextSwitchTo(GetMemoryChunkContext(effects));
		SweepFrom(sweep, sweep->source + 1, NULL);
		MemoryContextSwitchTo(caller);
		effects->next = 0;
	}
	effects->next = effects->has_only ? g->nnodes : node + 1;

	effect = &sweep->effect[node];
	cause = sweep->reverse ? node : sweep->source;
	target = sweep->reverse ? sweep->source : node;
	total = effect->direct + effect->indirect;
	if (isnan(total) || isinf(total))
		ReportOverflow(g, cause, target);
	values[0] = GraphSetName(set, 0, cause);
	values[1] = GraphSetName(set, 1, target);
	values[2] = Float8GetDatum(effect->direct);
	values[3] = Float8GetDatum(effect->indirect);
	values[4] = Float8GetDatum(total);
	values[5] = Int32GetDatum(sweep->lags ? CheckLag(sweep->lags[node].least) : 0);
	nulls[6] = sweep->lags != NULL && sweep->lags[node].greatest == UNBOUNDED;
	values[6] = Int32GetDatum(sweep->lags && !nulls[6] ? CheckLag(sweep->lags[node].greatest) : 0);
	return true;
}

/*
 * Start with one sweep: from the cause, back from the effect, or from the
 * first node to begin with.  With both ends given, only what leads from one
 * to the other is swept.
 */
static GraphSet *
EffectStart(FunctionCallInfo fcinfo)
{
	EffectSet  *effects;
	GraphView  *g;
	bool		has_cause = !PG_ARGISNULL(1);
	bool		has_effect = !PG_ARGISNULL(2);
	uint32		cause = 0;
	uint32		effect = 0;

	if (PG_ARGISNULL(0))
		return NULL;
	effects = palloc0(sizeof(EffectSet));
	effects->set.next = EffectNext;
	g = &effects->set.g;
	GraphOpen(g, PG_GETARG_DATUM(0), GRAPH_KEEP | GRAPH_WEIGHTS | GRAPH_LOOPS |
			  GRAPH_FORWARD | (has_effect ? GRAPH_REVERSE : 0));
	if (g->nnodes == 0 && !has_cause && !has_effect)
		return NULL;
	if (has_cause)
		cause = GraphFindNode(g, PG_GETARG_TEXT_PP(1));
	if (has_effect)
		effect = GraphFindNode(g, PG_GETARG_TEXT_PP(2));

	SweepPrepare(&effects->sweep, g, has_effect && !has_cause);
	effects->all_causes = !has_cause && !has_effect;
	if (has_cause && has_effect)
	{
		SweepFrom(&effects->sweep, cause, LeadingTo(g, effect, cause));
		if (!GraphBitIsSet(effects->sweep.seen, effect))
			return NULL;
		effects->has_only = true;
		effects->next = effect;
	}
	else
		SweepFrom(&effects->sweep, has_effect ? effect : cause, NULL);
	return &effects->set;
}

Datum
bsc_effects(PG_FUNCTION_ARGS)
{
	return GraphReturnSet(fcinfo, EffectStart);
}
