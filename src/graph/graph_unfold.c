/*
 * graph_unfold.c
 *	  The map in time, and what to hold when one of its links is estimated.
 *
 * A link x -> y of lag L says that x of L periods ago moves y of now.  In the
 * map unfolded in time, where x@k is x of k periods back and every series also
 * follows its own past, the strength of the link is the direct effect of x@L
 * on y@0.  A set identifies it that has no descendant of y@0 and separates the
 * two once that one arrow is removed (single-door criterion: J. Pearl,
 * "Causality", 2nd edition, 2009, theorem 5.3.1).
 *
 * 1. The other causes of y at their lags, and y's own past, are such a set in
 *    a map without loops in one period, by the local Markov property, and among
 *    such sets one with the smallest variance (L. Henckel, E. Perkovic and M. H.
 *    Maathuis, J. R. Statist. Soc. B 84, 2022).  Where there are loops of no lag
 *    it is checked.
 * 2. Where a cause of y has no data, or the check fails, two sets are checked.
 *    a) causes of y and causes of x at their lags before it, the own past of
 *    both, and all of these once more one period further back;
 *    b) causes of x with its own past, and those causes of y to which x@L leads.
 *    What has no data is not held, and one more node that nobody sees is made a
 *    cause of everything whose own causes lie before the span that is looked at.
 * 3. Nothing: then there are no rows, and whoever asks must say so.
 *
 * Where x and y move each other within the same period, no regression tells
 * them apart; and what y leads to within the period is never held.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "graph/graph_arrows.h"

PG_FUNCTION_INFO_V1(bsc_unfold);
PG_FUNCTION_INFO_V1(bsc_link_controls);

#define MAX_SPAN		1000

/* nodes and links of an unfolded map that a check takes at most */
#define MAX_CHECK		100000000

/* a node of some periods back */
typedef struct Moment
{
	uint32		node;
	int			back;
} Moment;

/* a growing array of them */
typedef struct MomentList
{
	Moment	   *moment;
	uint32		count;
	uint32		room;
} MomentList;

/* the unfolded map of one check: node v of k periods back is k * nnodes + v */
typedef struct Unfolded
{
	uint32		nnodes;			/* of one period */
	int			span;
	Arrows		arrows;
	ArrowSearch search;
} Unfolded;

/* link_controls: the rows are (control, control_lag) */
typedef struct ControlSet
{
	GraphSet	set;
	uint32		cause;
	uint32		effect;
	int			lag;
	uint64	   *missing;		/* nodes without data */
	uint64	   *after;			/* what the effect leads to in its period, and itself */
	bool		same_period_loop;	/* somewhere in the map */
	MomentList	held;
	uint32		shown;
} ControlSet;

/* Write the name of a node of some periods back. */
static uint32
AddUnfolded(GraphBuilder *b, const GraphView *g, uint32 node, int back, StringInfo name)
{
	int			len;
	const char *plain = GraphNodeName(g, node, &len);

	resetStringInfo(name);
	appendBinaryStringInfo(name, plain, len);
	appendStringInfo(name, "@%d", back);
	return GraphBuilderNode(b, name->data, name->len);
}

/*
 * bsc.unfold(graph, span, own_past)
 *
 * No two names can meet: what follows the last @ is the period, and what comes
 * before it the node.
 */
Datum
bsc_unfold(PG_FUNCTION_ARGS)
{
	GraphView	g;
	int			span = PG_GETARG_INT32(1);
	bool		own_past = PG_GETARG_BOOL(2);
	GraphBuilder *b;
	StringInfoData name;
	uint64		nnodes;
	uint64		bytes;

	if (span < 0 || span > MAX_SPAN)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("span must be between 0 and %d, but is %d", MAX_SPAN, span)));
	GraphOpen(&g, PG_GETARG_DATUM(0), GRAPH_FORWARD | GRAPH_WEIGHTS);
	nnodes = (uint64) g.nnodes * (span + 1);
	/* each node takes its name, two of "@0", and eight bytes at least */
	bytes = (g.value->namebytes + (uint64) g.nnodes * 10) * (span + 1);
	if (bytes > GRAPH_MAX_SIZE)
		GraphReportTooLarge(nnodes, (uint64) g.nedges * (span + 1), bytes);

	b = GraphBuilderCreate(CurrentMemoryContext);
	initStringInfo(&name);
	for (int k = 0; k <= span; k++)
	{
		for (uint32 v = 0; v < g.nnodes; v++)
			(void) AddUnfolded(b, &g, v, k, &name);
		CHECK_FOR_INTERRUPTS();
	}
	/* node v of k periods back has become k * nnodes + v */
	for (uint32 v = 0; v < g.nnodes; v++)
	{
		if (own_past)
		{
			for (int k = 0; k < span; k++)
				GraphBuilderLink(b, (k + 1) * g.nnodes + v, k * g.nnodes + v, 1.0, 0, NULL);
		}
		for (uint32 i = g.fwd_off[v]; i < g.fwd_off[v + 1]; i++)
		{
			uint32		w = g.fwd_to[i];
			int			lag = g.lag ? g.lag[i] : 0;

			if ((i & 0xFFF) == 0)
				CHECK_FOR_INTERRUPTS();
			if (v == w && (lag == 0 || (lag == 1 && own_past)))
				continue;
			for (int k = 0; k + lag <= span; k++)
				GraphBuilderLink(b, (k + lag) * g.nnodes + v, k * g.nnodes + w, 1.0, 0, NULL);
		}
	}
	PG_RETURN_POINTER(GraphBuild(b, NULL));
}

static int
LagOf(const GraphView *g, uint32 edge)
{
	return g->lag ? g->lag[edge] : 0;
}

/* Add a node of some periods back, unless it is there. */
static void
AddMoment(MomentList *list, uint32 node, int back)
{
	for (uint32 i = 0; i < list->count; i++)
	{
		if (list->moment[i].node == node && list->moment[i].back == back)
			return;
	}
	if (list->count == list->room)
	{
		list->room = Max(list->room * 2, 16);
		if (list->moment == NULL)
			list->moment = palloc(list->room * sizeof(Moment));
		else
			list->moment = repalloc_huge(list->moment, (Size) list->room * sizeof(Moment));
	}
	list->moment[list->count].node = node;
	list->moment[list->count++].back = back;
}

/*
 * Add a node of some periods back to what is held, if it may be: it has data,
 * it is not the cause itself, and the effect does not lead to it.
 */
static void
Hold(ControlSet *c, uint32 node, int64 back)
{
	if (GraphBitIsSet(c->missing, node) ||
		(back == 0 && GraphBitIsSet(c->after, node)) ||
		(node == c->cause && back == c->lag))
		return;
	AddMoment(&c->held, node, (int) back);
}

/* The links of no lag alone, but those of a node to itself. */
static Arrows
SamePeriodArrows(const GraphView *g)
{
	uint32	   *from = palloc_extended(((Size) g->nedges + 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
	uint32	   *to = palloc_extended(((Size) g->nedges + 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
	uint32		count = 0;
	Arrows		arrows;

	for (uint32 v = 0; v < g->nnodes; v++)
	{
		for (uint32 i = g->fwd_off[v]; i < g->fwd_off[v + 1]; i++)
		{
			if (LagOf(g, i) != 0 || g->fwd_to[i] == v)
				continue;
			from[count] = v;
			to[count++] = g->fwd_to[i];
		}
	}
	arrows = ArrowsFromLinks(g->nnodes, count, from, to);
	pfree(from);
	pfree(to);
	return arrows;
}

/*
 * Look at the links of no lag: what does the effect lead to within its period,
 * and is there a loop of such links?  False if the link itself lies in one.
 */
static bool
LookAtSamePeriod(ControlSet *c)
{
	const GraphView *g = &c->set.g;
	Arrows		arrows = SamePeriodArrows(g);
	ArrowSearch search;
	uint32	   *component = palloc_extended(((Size) g->nnodes + 1) * sizeof(uint32),
											MCXT_ALLOC_HUGE);

	ArrowSearchBegin(&search, &arrows);
	c->after = GraphBitmap(g->nnodes);
	GraphSetBit(c->after, c->effect);
	ArrowsMark(&search, c->after, false);
	c->same_period_loop = GraphComponents(g->nnodes, arrows.child_off, arrows.child,
										  component) < g->nnodes;
	return c->lag != 0 || component[c->cause] != component[c->effect];
}

/* Unfold the map for a check, without the link that is asked for. */
static void
UnfoldForCheck(const ControlSet *c, Unfolded *u)
{
	const GraphView *g = &c->set.g;
	int			longest = 0;
	uint64		total;
	uint32		hidden;
	uint32	   *from;
	uint32	   *to;
	uint32		count = 0;

	for (uint32 i = 0; i < g->nedges; i++)
		longest = Max(longest, LagOf(g, i));
	u->nnodes = g->nnodes;
	u->span = c->lag + 2 * longest + 4;
	/* each link and each own past once in each period, from the hidden node at the end */
	total = ((uint64) g->nnodes + g->nedges) * (u->span + 1);
	if (total > MAX_CHECK)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the map unfolded over %d periods is too large to look for controls", u->span)));
	from = palloc_extended((total + 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
	to = palloc_extended((total + 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
	hidden = g->nnodes * (uint32) (u->span + 1);
	for (int k = 0; k <= u->span; k++)
	{
		uint32		now = k * g->nnodes;

		CHECK_FOR_INTERRUPTS();
		for (uint32 v = 0; v < g->nnodes; v++)
		{
			from[count] = k < u->span ? now + g->nnodes + v : hidden;
			to[count++] = now + v;
			for (uint32 i = g->fwd_off[v]; i < g->fwd_off[v + 1]; i++)
			{
				int			lag = LagOf(g, i);
				uint32		w = g->fwd_to[i];

				if ((k == 0 && v == c->cause && w == c->effect && lag == c->lag) ||
					(v == w && lag == 0))
					continue;
				from[count] = k + lag <= u->span ? now + lag * g->nnodes + v : hidden;
				to[count++] = now + w;
			}
		}
	}
	u->arrows = ArrowsFromLinks(hidden + 1, count, from, to);
	pfree(from);
	pfree(to);
	ArrowSearchBegin(&u->search, &u->arrows);
}

/* Does what is held separate the effect from the cause, but for their link? */
static bool
Separates(const ControlSet *c, Unfolded *u)
{
	uint64	   *given = GraphBitmap(u->arrows.nnodes);
	bool		result;

	for (uint32 i = 0; i < c->held.count; i++)
	{
		if (c->held.moment[i].back <= u->span)
			GraphSetBit(given, c->held.moment[i].back * u->nnodes + c->held.moment[i].node);
	}
	result = ArrowsSeparate(&u->search, c->lag * u->nnodes + c->cause, c->effect, given);
	pfree(given);
	return result;
}

/* Hold the causes of a node of some periods back, and these some periods earlier. */
static void
HoldCauses(ControlSet *c, uint32 node, int back, int earlier)
{
	const GraphView *g = &c->set.g;

	for (uint32 i = g->rev_off[node]; i < g->rev_off[node + 1]; i++)
	{
		int			lag = LagOf(g, g->rev_edge ? g->rev_edge[i] : i);

		if (g->rev_from[i] != node || lag > 0)
			Hold(c, g->rev_from[i], (int64) back + lag + earlier);
	}
	Hold(c, node, (int64) back + 1 + earlier);
}

/* Is there a cause of a node that has no data? */
static bool
CauseMissing(const ControlSet *c, uint32 node)
{
	const GraphView *g = &c->set.g;

	for (uint32 i = g->rev_off[node]; i < g->rev_off[node + 1]; i++)
	{
		if (GraphBitIsSet(c->missing, g->rev_from[i]))
			return true;
	}
	return false;
}

/* Hold those causes of the effect, its own past among them, to which the cause leads. */
static void
HoldMediators(ControlSet *c, Unfolded *u)
{
	const GraphView *g = &c->set.g;
	uint64	   *below = GraphBitmap(u->arrows.nnodes);

	GraphSetBit(below, c->lag * u->nnodes + c->cause);
	ArrowsMark(&u->search, below, false);
	for (uint32 i = g->rev_off[c->effect]; i < g->rev_off[c->effect + 1]; i++)
	{
		int			lag = LagOf(g, g->rev_edge ? g->rev_edge[i] : i);
		uint32		node = g->rev_from[i];

		if (GraphBitIsSet(below, lag * u->nnodes + node))
			Hold(c, node, lag);
	}
	if (GraphBitIsSet(below, u->nnodes + c->effect))
		Hold(c, c->effect, 1);
	pfree(below);
}

/* Find what to hold; nothing is held if nothing serves. */
static void
FindControls(ControlSet *c)
{
	Unfolded	u;

	if (GraphBitIsSet(c->missing, c->cause) || GraphBitIsSet(c->missing, c->effect) ||
		!LookAtSamePeriod(c))
		return;
	if (!CauseMissing(c, c->effect))
	{
		HoldCauses(c, c->effect, 0, 0);
		if (!c->same_period_loop)
			return;
		UnfoldForCheck(c, &u);
		if (Separates(c, &u))
			return;
	}
	else
		UnfoldForCheck(c, &u);

	c->held.count = 0;
	for (int earlier = 0; earlier < 2; earlier++)
	{
		HoldCauses(c, c->effect, 0, earlier);
		HoldCauses(c, c->cause, c->lag, earlier);
	}
	if (Separates(c, &u))
		return;

	c->held.count = 0;
	HoldCauses(c, c->cause, c->lag, 0);
	HoldMediators(c, &u);
	if (!Separates(c, &u))
		c->held.count = 0;
}

/* Order by name, then lag. */
static int
CompareMoments(const void *a, const void *b, void *arg)
{
	const Moment *x = (const Moment *) a;
	const Moment *y = (const Moment *) b;
	int			x_len;
	int			y_len;
	const char *x_name = GraphNodeName((const GraphView *) arg, x->node, &x_len);
	const char *y_name = GraphNodeName((const GraphView *) arg, y->node, &y_len);
	int			order = memcmp(x_name, y_name, Min(x_len, y_len));

	if (order == 0)
		order = x_len - y_len;
	return order != 0 ? order : (x->back > y->back) - (x->back < y->back);
}

/* The lag of the link that is asked for, which must be there. */
static int
FindLag(const ControlSet *c, bool given, int lag)
{
	const GraphView *g = &c->set.g;
	int			count = 0;
	int			found = 0;
	char	   *cause = GraphShowPath(g, &c->cause, 1, false);
	char	   *effect = GraphShowPath(g, &c->effect, 1, false);
	StringInfoData lags;

	initStringInfo(&lags);
	for (uint32 i = g->fwd_off[c->cause]; i < g->fwd_off[c->cause + 1]; i++)
	{
		if (g->fwd_to[i] != c->effect)
			continue;
		appendStringInfo(&lags, "%s%d", lags.len > 0 ? ", " : "", LagOf(g, i));
		if (!given || LagOf(g, i) == lag)
		{
			found = LagOf(g, i);
			count++;
		}
	}
	if (count == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 given ? errmsg("there is no link %s -> %s with lag %d", cause, effect, lag)
				 : errmsg("there is no link %s -> %s", cause, effect),
				 lags.len > 0 ? errhint("There is one with lag %s.", lags.data) : 0));
	if (count > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there are %d links %s -> %s", count, cause, effect),
				 errhint("Give the lag of the one you mean: %s.", lags.data)));
	return found;
}

static bool
ControlNext(GraphSet *set, Datum *values, bool *nulls)
{
	ControlSet *c = (ControlSet *) set;

	if (c->shown == c->held.count)
		return false;
	values[0] = GraphSetName(set, 0, c->held.moment[c->shown].node);
	values[1] = Int32GetDatum(c->held.moment[c->shown].back);
	c->shown++;
	return true;
}

static GraphSet *
ControlStart(FunctionCallInfo fcinfo)
{
	ControlSet *c;
	GraphView  *g;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(4))
		return NULL;
	c = palloc0(sizeof(ControlSet));
	c->set.next = ControlNext;
	g = &c->set.g;
	GraphOpen(g, PG_GETARG_DATUM(0),
			  GRAPH_KEEP | GRAPH_FORWARD | GRAPH_REVERSE | GRAPH_WEIGHTS);
	c->cause = GraphFindNode(g, PG_GETARG_TEXT_PP(1));
	c->effect = GraphFindNode(g, PG_GETARG_TEXT_PP(2));
	if (c->cause == c->effect)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cause and effect must be two nodes, but both are %s",
						GraphShowPath(g, &c->cause, 1, false))));
	c->missing = GraphNodeSet(g, PG_GETARG_ARRAYTYPE_P(4), "without");
	c->lag = FindLag(c, !PG_ARGISNULL(3), PG_ARGISNULL(3) ? 0 : PG_GETARG_INT32(3));
	FindControls(c);
	qsort_arg(c->held.moment, c->held.count, sizeof(Moment), CompareMoments, g);
	return &c->set;
}

Datum
bsc_link_controls(PG_FUNCTION_ARGS)
{
	return GraphReturnSet(fcinfo, ControlStart);
}
