/*
 * graph_effects.c
 *	  total_effect() and effects(): what one point of a cause does to an effect.
 *
 * effects() returns what a sweep (graph_sweep.c) found, one row for each node
 * that it reached.  total_effect() needs one number: in a graph without loops it
 * has a sweep of its own, which carries nothing but the sums and looks at no node
 * beyond the effect.
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "graph/graph_sweep.h"

PG_FUNCTION_INFO_V1(bsc_total_effect);
PG_FUNCTION_INFO_V1(bsc_effects);

static void
ReportOverflow(const GraphView *g, uint32 cause, uint32 effect)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("total effect is out of range for type double precision"),
			 errdetail("It is the effect of %s on %s.",
					   GraphShowPath(g, &cause, 1, false), GraphShowPath(g, &effect, 1, false))));
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
		GraphSweep	sweep;

		GraphSweepPrepare(&sweep, g, false);
		GraphSweepFrom(&sweep, cause, LeadingTo(g, effect, cause));
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
		/* feedback needs more arrays, and a context to free its memory with */
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
	GraphSweep	sweep;
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
	GraphSweep *sweep = &effects->sweep;
	GraphView  *g = &set->g;
	MemoryContext caller;
	GraphEffect *effect;
	double		total;
	uint32		node;
	uint32		cause;
	uint32		target;

	for (;;)
	{
		node = GraphSweepNext(sweep, effects->next);
		if (node < g->nnodes)
			break;
		if (!effects->all_causes || sweep->source + 1 >= g->nnodes)
			return false;
		CHECK_FOR_INTERRUPTS();
		/* later sweeps use the loops that this one prepares, so keep them */
		caller = MemoryContextSwitchTo(GetMemoryChunkContext(effects));
		GraphSweepFrom(sweep, sweep->source + 1, NULL);
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
	nulls[6] = sweep->lags != NULL && sweep->lags[node].greatest == GRAPH_LAG_UNBOUNDED;
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

	GraphSweepPrepare(&effects->sweep, g, has_effect && !has_cause);
	effects->all_causes = !has_cause && !has_effect;
	if (has_cause && has_effect)
	{
		GraphSweepFrom(&effects->sweep, cause, LeadingTo(g, effect, cause));
		if (!GraphBitIsSet(effects->sweep.seen, effect))
			return NULL;
		effects->has_only = true;
		effects->next = effect;
	}
	else
		GraphSweepFrom(&effects->sweep, has_effect ? effect : cause, NULL);
	return &effects->set;
}

Datum
bsc_effects(PG_FUNCTION_ARGS)
{
	return GraphReturnSet(fcinfo, EffectStart);
}
