/*
 * graph_separation.c
 *	  What do the arrows of a graph make independent?
 *
 * Two nodes are d-separated by a set of nodes that are held if every way
 * between them, whichever way its arrows point, is blocked: at a node that is
 * held and is no collider (its two arrows on the way do not meet in it), or
 * at a collider that neither is held nor leads to anything that is (J. Pearl,
 * "Causality", 2nd edition, 2009, definition 1.2.3).
 *
 * That is decided by reachability, in time proportional to nodes and links
 * (R. D. Shachter, "Bayes-Ball", UAI 1998; D. Koller and N. Friedman,
 * "Probabilistic Graphical Models", 2009, algorithm 3.1).  A state is a node
 * and whether it was entered from one of its children or from one of its
 * parents.  A node that is not held passes what comes from a child on to
 * parents and children, and what comes from a parent on to children.  A node
 * that is held stops what comes from a child, and sends what comes from a
 * parent back to parents; so a collider above it is opened from below.
 *
 * The same rule serves graphs with cycles.  For linear models with independent
 * disturbances it is right: d-separated variables have a vanishing partial
 * correlation (P. Spirtes, "Directed Cyclic Graphical Representations of
 * Feedback Models", UAI 1995; J. T. A. Koster, "Markov Properties of
 * Nonrecursive Causal Models", Annals of Statistics 24, 1996).  For other
 * models with cycles it is not (P. Forre and J. M. Mooij, 2017).
 *
 * Other questions are asked of the moral graph of a set of ancestors: the
 * links among them without their direction, and the parents of a common child
 * joined.  It is never built.  A search that comes to a node goes on to its
 * parents, to its children, and once for each child to all of its parents.
 *
 * The independences that a map without cycles claims follow from those of a
 * basis (J. Pearl, "Probabilistic Reasoning in Intelligent Systems", 1988; B.
 * Shipley, "A New Inferential Test for Path Models", Structural Equation
 * Modeling 7, 2000): each pair without a link, the later of the two with its
 * parents held.  Only those parents are named that the earlier one reaches in
 * the moral graph of the pair's ancestors before it reaches another parent;
 * none of them can be left out.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "graph/graph_arrows.h"

PG_FUNCTION_INFO_V1(bsc_d_separated);
PG_FUNCTION_INFO_V1(bsc_implied_independences);

/* A state of the search for d-separation in one number. */
#define FROM_CHILD(node)	((node) * 2)
#define FROM_PARENT(node)	((node) * 2 + 1)

/* The arrows of a graph that was opened forward and in reverse. */
Arrows
GraphArrows(const GraphView *g)
{
	Arrows		arrows = {g->nnodes, g->fwd_off, g->fwd_to, g->rev_off, g->rev_from};

	return arrows;
}

/* One direction of a list of links. */
static uint32 *
SortLinks(uint32 nnodes, uint32 nlinks, const uint32 *from, const uint32 *to,
		  const uint32 **sorted)
{
	Size		size = ((Size) nnodes + 2) * sizeof(uint32);
	uint32	   *off = palloc_extended(size, MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	uint32	   *ends = palloc_extended(((Size) nlinks + 1) * sizeof(uint32), MCXT_ALLOC_HUGE);

	for (uint32 i = 0; i < nlinks; i++)
		off[from[i] + 2]++;
	for (uint32 v = 2; v <= nnodes; v++)
		off[v] += off[v - 1];
	/* off[v + 1] is where the next link of v goes, and ends where v + 1 begins */
	for (uint32 i = 0; i < nlinks; i++)
		ends[off[from[i] + 1]++] = to[i];
	*sorted = ends;
	return off;
}

/* The arrows of a list of links. */
Arrows
ArrowsFromLinks(uint32 nnodes, uint32 nlinks, const uint32 *from, const uint32 *to)
{
	Arrows		arrows;

	arrows.nnodes = nnodes;
	arrows.child_off = SortLinks(nnodes, nlinks, from, to, &arrows.child);
	arrows.parent_off = SortLinks(nnodes, nlinks, to, from, &arrows.parent);
	return arrows;
}

/* Get ready to search. */
void
ArrowSearchBegin(ArrowSearch *search, const Arrows *arrows)
{
	search->arrows = arrows;
	search->words = (Size) arrows->nnodes * 2 / 64 + 1;
	search->reached = GraphBitmap(arrows->nnodes * 2);
	search->married = GraphBitmap(arrows->nnodes);
	search->queue = palloc_extended(((Size) arrows->nnodes * 2 + 1) * sizeof(uint32),
									MCXT_ALLOC_HUGE);
}

/* Add to a set of nodes all that leads to it, or all that it leads to. */
void
ArrowsMark(ArrowSearch *search, uint64 *marked, bool upstream)
{
	const Arrows *arrows = search->arrows;
	const uint32 *off = upstream ? arrows->parent_off : arrows->child_off;
	const uint32 *to = upstream ? arrows->parent : arrows->child;
	uint32		head = 0;
	uint32		tail = 0;

	for (uint32 v = 0; v < arrows->nnodes; v++)
	{
		if (GraphBitIsSet(marked, v))
			search->queue[tail++] = v;
	}
	while (head < tail)
	{
		uint32		v = search->queue[head++];

		if ((head & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		for (uint32 i = off[v]; i < off[v + 1]; i++)
		{
			if (!GraphBitIsSet(marked, to[i]))
			{
				GraphSetBit(marked, to[i]);
				search->queue[tail++] = to[i];
			}
		}
	}
}

/* Enter a state, unless that was done before. */
static inline void
Enter(ArrowSearch *search, uint32 state, uint32 *tail)
{
	if (!GraphBitIsSet(search->reached, state))
	{
		GraphSetBit(search->reached, state);
		search->queue[(*tail)++] = state;
	}
}

/* Do the arrows make a and b independent once "given" is held? */
bool
ArrowsSeparate(ArrowSearch *search, uint32 a, uint32 b, const uint64 *given)
{
	const Arrows *arrows = search->arrows;
	uint32		head = 0;
	uint32		tail = 0;

	memset(search->reached, 0, search->words * sizeof(uint64));
	Enter(search, FROM_CHILD(a), &tail);
	while (head < tail)
	{
		uint32		state = search->queue[head++];
		uint32		v = state / 2;
		bool		held = GraphBitIsSet(given, v);

		if ((head & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (v == b)
			break;
		if (held == (state == FROM_PARENT(v)))
		{
			for (uint32 i = arrows->parent_off[v]; i < arrows->parent_off[v + 1]; i++)
				Enter(search, FROM_CHILD(arrows->parent[i]), &tail);
		}
		if (!held)
		{
			for (uint32 i = arrows->child_off[v]; i < arrows->child_off[v + 1]; i++)
				Enter(search, FROM_PARENT(arrows->child[i]), &tail);
		}
	}
	return !GraphBitIsSet(search->reached, FROM_CHILD(b)) &&
		!GraphBitIsSet(search->reached, FROM_PARENT(b));
}

/*
 * Find in search->reached what a node reaches in the moral graph of the nodes
 * "within", itself included.  A node in "stop" is reached and not crossed.
 */
void
ArrowsMoralReach(ArrowSearch *search, const uint64 *within, uint32 from, const uint64 *stop)
{
	const Arrows *arrows = search->arrows;
	Size		words = (Size) arrows->nnodes / 64 + 1;
	uint32		head = 0;
	uint32		tail = 0;

	memset(search->reached, 0, words * sizeof(uint64));
	memset(search->married, 0, words * sizeof(uint64));
	Enter(search, from, &tail);
	while (head < tail)
	{
		uint32		v = search->queue[head++];

		if ((head & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (v != from && GraphBitIsSet(stop, v))
			continue;
		for (uint32 i = arrows->parent_off[v]; i < arrows->parent_off[v + 1]; i++)
		{
			if (GraphBitIsSet(within, arrows->parent[i]))
				Enter(search, arrows->parent[i], &tail);
		}
		for (uint32 i = arrows->child_off[v]; i < arrows->child_off[v + 1]; i++)
		{
			uint32		child = arrows->child[i];

			if (!GraphBitIsSet(within, child) || GraphBitIsSet(search->married, child))
				continue;
			GraphSetBit(search->married, child);
			Enter(search, child, &tail);
			for (uint32 k = arrows->parent_off[child]; k < arrows->parent_off[child + 1]; k++)
			{
				if (GraphBitIsSet(within, arrows->parent[k]))
					Enter(search, arrows->parent[k], &tail);
			}
		}
	}
}

/*
 * Refuse a graph with a cycle, and show one.  A link of a node to itself does
 * not count: left out of what is searched for it.  Needs GRAPH_FORWARD and
 * GRAPH_LOOPS.
 */
void
GraphRefuseCycle(const GraphView *g, const char *what)
{
	for (uint32 loop = 0; loop < g->nloops; loop++)
	{
		uint32		first = g->loops[2 * loop];
		uint32		last = g->loops[2 * loop + 1];
		GraphView	plain = *g;
		uint32	   *off;
		uint32	   *to;
		uint32		end = 0;
		uint32		length;
		uint32	   *cycle;

		if (first == last)
			continue;
		off = palloc_extended(((Size) g->nnodes + 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
		to = palloc_extended(((Size) g->nedges + 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
		for (uint32 v = 0; v < g->nnodes; v++)
		{
			off[v] = end;
			for (uint32 i = g->fwd_off[v]; i < g->fwd_off[v + 1]; i++)
			{
				if (g->fwd_to[i] != v)
					to[end++] = g->fwd_to[i];
			}
		}
		off[g->nnodes] = end;
		plain.fwd_off = off;
		plain.fwd_to = to;
		cycle = GraphShortestCycle(&plain, first, last, &length);
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s need a graph without cycles", what),
				 errdetail("A cycle is %s.", GraphShowPath(g, cycle, length, true)),
				 errhint("Give the links their lags and ask bsc.unfold(...), where time has no cycles.")));
	}
}

/* An array of names as a set of nodes. */
uint64 *
GraphNodeSet(const GraphView *g, ArrayType *names, const char *what)
{
	uint64	   *set = GraphBitmap(g->nnodes);
	ArrayIterator iterator = array_create_iterator(names, 0, NULL);
	Datum		name;
	bool		isnull;

	while (array_iterate(iterator, &name, &isnull))
	{
		if (isnull)
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("%s must not contain nulls", what)));
		GraphSetBit(set, GraphFindNode(g, DatumGetTextPP(name)));
	}
	array_free_iterator(iterator);
	return set;
}

/* Refuse a node that was given twice. */
static void
RefuseBoth(const GraphView *g, uint32 node, const char *one, const char *other)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("node %s is in both %s and %s", GraphShowPath(g, &node, 1, false),
					one, other)));
}

/* bsc.d_separated(graph, a, b, given) */
Datum
bsc_d_separated(PG_FUNCTION_ARGS)
{
	GraphView	g;
	Arrows		arrows;
	ArrowSearch search;
	uint32		a;
	uint32		b;
	uint64	   *given;

	GraphOpen(&g, PG_GETARG_DATUM(0), GRAPH_KEEP | GRAPH_FORWARD | GRAPH_REVERSE);
	a = GraphFindNode(&g, PG_GETARG_TEXT_PP(1));
	b = GraphFindNode(&g, PG_GETARG_TEXT_PP(2));
	given = GraphNodeSet(&g, PG_GETARG_ARRAYTYPE_P(3), "given");
	if (a == b)
		RefuseBoth(&g, a, "a", "b");
	if (GraphBitIsSet(given, a))
		RefuseBoth(&g, a, "a", "given");
	if (GraphBitIsSet(given, b))
		RefuseBoth(&g, b, "b", "given");
	arrows = GraphArrows(&g);
	ArrowSearchBegin(&search, &arrows);
	PG_RETURN_BOOL(ArrowsSeparate(&search, a, b, given));
}

/* implied_independences: the rows are (a, b, given) */
typedef struct IndependenceSet
{
	GraphSet	set;
	Arrows		arrows;
	ArrowSearch search;
	uint32	   *rank;			/* of each node among the names */
	uint64	   *ancestors;		/* of a and b */
	uint64	   *stop;			/* parents of b, and b */
	uint32		a;
	uint32		b;
	Datum	   *names;
	uint32	   *given;
} IndependenceSet;

/* qsort comparator: nodes by their numbers. */
int
GraphCompareNodes(const void *a, const void *b)
{
	uint32		x = *(const uint32 *) a;
	uint32		y = *(const uint32 *) b;

	return (x > y) - (x < y);
}

/* The text of a node's name. */
static Datum
NameDatum(const GraphView *g, uint32 node)
{
	int			len;
	const char *name = GraphNodeName(g, node, &len);

	return PointerGetDatum(cstring_to_text_with_len(name, len));
}

/* Step to the next pair without a link; false after the last. */
static bool
NextPair(IndependenceSet *pairs)
{
	GraphView  *g = &pairs->set.g;
	Size		words = (Size) g->nnodes / 64 + 1;

	for (;;)
	{
		pairs->a++;
		if (pairs->a >= pairs->b)
		{
			pairs->a = 0;
			if (++pairs->b >= g->nnodes)
				return false;
			CHECK_FOR_INTERRUPTS();
			memset(pairs->stop, 0, words * sizeof(uint64));
			for (uint32 i = g->rev_off[pairs->b]; i < g->rev_off[pairs->b + 1]; i++)
				GraphSetBit(pairs->stop, g->rev_from[i]);
			GraphSetBit(pairs->stop, pairs->b);
		}
		if (pairs->a < pairs->b && !GraphBitIsSet(pairs->stop, pairs->a))
			return true;
	}
}

static bool
IndependenceNext(GraphSet *set, Datum *values, bool *nulls)
{
	IndependenceSet *pairs = (IndependenceSet *) set;
	GraphView  *g = &set->g;
	uint32		count = 0;
	uint32		b = pairs->b;

	if (!NextPair(pairs))
		return false;
	b = pairs->b;
	memset(pairs->ancestors, 0, ((Size) g->nnodes / 64 + 1) * sizeof(uint64));
	GraphSetBit(pairs->ancestors, pairs->a);
	GraphSetBit(pairs->ancestors, b);
	ArrowsMark(&pairs->search, pairs->ancestors, true);
	ArrowsMoralReach(&pairs->search, pairs->ancestors, pairs->a, pairs->stop);
	for (uint32 i = g->rev_off[b]; i < g->rev_off[b + 1]; i++)
	{
		uint32		parent = g->rev_from[i];

		/* parallel links stand side by side */
		if (GraphBitIsSet(pairs->search.reached, parent) && parent != b &&
			(i == g->rev_off[b] || g->rev_from[i - 1] != parent))
			pairs->given[count++] = pairs->rank[parent];
	}
	qsort(pairs->given, count, sizeof(uint32), GraphCompareNodes);
	for (uint32 i = 0; i < count; i++)
		pairs->names[i] = NameDatum(g, GraphSortedNode(g, pairs->given[i]));
	values[0] = GraphSetName(set, 0, pairs->a);
	values[1] = GraphSetName(set, 1, b);
	values[2] = PointerGetDatum(construct_array(pairs->names, (int) count, TEXTOID, -1, false,
												TYPALIGN_INT));
	return true;
}

static GraphSet *
IndependenceStart(FunctionCallInfo fcinfo)
{
	IndependenceSet *pairs = palloc0(sizeof(IndependenceSet));
	GraphView  *g = &pairs->set.g;

	pairs->set.next = IndependenceNext;
	pairs->set.makes_garbage = true;
	GraphOpen(g, PG_GETARG_DATUM(0),
			  GRAPH_KEEP | GRAPH_FORWARD | GRAPH_REVERSE | GRAPH_LOOPS);
	GraphRefuseCycle(g, "implied independences");
	pairs->arrows = GraphArrows(g);
	ArrowSearchBegin(&pairs->search, &pairs->arrows);
	pairs->ancestors = GraphBitmap(g->nnodes);
	pairs->stop = GraphBitmap(g->nnodes);
	pairs->rank = palloc_extended(((Size) g->nnodes + 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
	pairs->given = palloc_extended(((Size) g->nnodes + 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
	pairs->names = palloc_extended(((Size) g->nnodes + 1) * sizeof(Datum), MCXT_ALLOC_HUGE);
	for (uint32 i = 0; i < g->nnodes; i++)
		pairs->rank[GraphSortedNode(g, i)] = i;
	return &pairs->set;
}

Datum
bsc_implied_independences(PG_FUNCTION_ARGS)
{
	return GraphReturnSet(fcinfo, IndependenceStart);
}
