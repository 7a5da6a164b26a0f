/*
 * graph_adjustment.c
 *	  Which sets of nodes, when they are held, leave of the association of two
 *	  nodes just the total effect of the one on the other?
 *
 * The back-door criterion (J. Pearl, "Causality", 2nd edition, 2009,
 * definition 3.3.1): no member may be a descendant of the cause, and the set
 * must separate cause and effect in the graph without the links that leave the
 * cause.  For one cause and one effect in a graph without cycles its minimal
 * sets are exactly those of the complete adjustment criterion.
 *
 * What separates two nodes in such a graph, and is minimal, lies among their
 * ancestors and separates them in the ancestors' moral graph, so the sets are
 * the minimal separators there that avoid what must not be held.  All of them
 * are found one from another (A. Berry, J.-P. Bordat and O. Cogis, "Generating
 * All the Minimal Separators of a Graph", International Journal of Foundations
 * of Computer Science 11, 2000).  With near(s, Z) for the members of Z that s
 * reaches without crossing Z, and R for all that may be held:
 *
 * 1. near(effect, near(cause, R)) is the first one, if R separates at all.
 * 2. Of each set S that was found, each member z is tried from both sides: add
 *    z to the component of the side s in the graph less S, and let Z be R less
 *    that.  If Z separates, near(other side, near(s, Z)) is one, perhaps new.
 *
 * That no set serves and that the empty set serves are two answers: no row,
 * and one row with an empty array.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "graph/graph_arrows.h"

PG_FUNCTION_INFO_V1(bsc_adjustment_sets);

/* a set that was found; its members are in the array of members */
typedef struct FoundSet
{
	Size		start;
	uint32		size;
	uint32		hash;
} FoundSet;

typedef struct AdjustmentSet
{
	GraphSet	set;
	Arrows		arrows;			/* without those that leave the cause */
	ArrowSearch search;
	uint32		side[2];		/* cause, effect */
	Size		words;			/* of a bitmap */
	uint64	   *within;			/* ancestors of both */
	uint64	   *allowed;		/* what may be held */
	uint64	   *rest;			/* bitmaps for one step */
	uint64	   *near;
	uint64	   *nearest;
	uint32	   *members;		/* of all sets */
	Size		nmembers;
	Size		member_room;
	FoundSet   *found;
	uint32		nfound;
	uint32		found_room;
	uint32	   *slots;			/* hash table: one more than the number, 0 is empty */
	uint32		slot_mask;
	int			max_sets;
	uint32		shown;
} AdjustmentSet;

/* The arrows of the graph but those that leave the cause. */
static Arrows
WithoutCause(const GraphView *g, uint32 cause)
{
	uint32	   *from = palloc_extended(((Size) g->nedges + 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
	uint32	   *to = palloc_extended(((Size) g->nedges + 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
	uint32		count = 0;
	Arrows		arrows;

	for (uint32 v = 0; v < g->nnodes; v++)
	{
		if (v == cause)
			continue;
		for (uint32 i = g->fwd_off[v]; i < g->fwd_off[v + 1]; i++)
		{
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
 * Put into "near" the members of a set that a side reaches without crossing
 * the set; false if it reaches the other side too.
 */
static bool
Near(AdjustmentSet *adj, int side, const uint64 *members, uint64 *near)
{
	ArrowsMoralReach(&adj->search, adj->within, adj->side[side], members);
	for (Size w = 0; w < adj->words; w++)
		near[w] = members[w] & adj->search.reached[w];
	return !GraphBitIsSet(adj->search.reached, adj->side[1 - side]);
}

/* Double the hash table. */
static void
GrowTable(AdjustmentSet *adj)
{
	uint32		mask = adj->slot_mask * 2 + 1;
	uint32	   *slots = palloc_extended(((Size) mask + 1) * sizeof(uint32),
										MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);

	for (uint32 i = 0; i < adj->nfound; i++)
	{
		uint32		place = adj->found[i].hash & mask;

		while (slots[place] != 0)
			place = (place + 1) & mask;
		slots[place] = i + 1;
	}
	pfree(adj->slots);
	adj->slots = slots;
	adj->slot_mask = mask;
}

/* Write the members of a set behind those of the sets found; returns how many. */
static uint32
ListMembers(AdjustmentSet *adj, const uint64 *members)
{
	uint32		size = 0;

	for (uint32 v = 0; v < adj->arrows.nnodes; v++)
	{
		if (!GraphBitIsSet(members, v))
			continue;
		if (adj->nmembers + size == adj->member_room)
		{
			adj->member_room *= 2;
			adj->members = repalloc_huge(adj->members, adj->member_room * sizeof(uint32));
		}
		adj->members[adj->nmembers + size++] = v;
	}
	return size;
}

/* Keep a set, unless it was found before. */
static void
KeepSet(AdjustmentSet *adj, const uint64 *members)
{
	uint32		size = ListMembers(adj, members);
	const uint32 *list = adj->members + adj->nmembers;
	uint32		hash = hash_bytes((const unsigned char *) list, (int) (size * sizeof(uint32)));
	uint32		place;
	FoundSet   *found;

	for (place = hash & adj->slot_mask; adj->slots[place] != 0;
		 place = (place + 1) & adj->slot_mask)
	{
		found = &adj->found[adj->slots[place] - 1];
		if (found->hash == hash && found->size == size &&
			memcmp(adj->members + found->start, list, size * sizeof(uint32)) == 0)
			return;
	}
	if (adj->nfound >= (uint32) adj->max_sets)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg_plural("more than %d minimal set adjusts for the effect of %s on %s",
							   "more than %d minimal sets adjust for the effect of %s on %s",
							   adj->max_sets, adj->max_sets,
							   GraphShowPath(&adj->set.g, &adj->side[0], 1, false),
							   GraphShowPath(&adj->set.g, &adj->side[1], 1, false)),
				 errhint("Raise max_sets.")));
	if (adj->nfound == adj->found_room)
	{
		adj->found_room *= 2;
		adj->found = repalloc_huge(adj->found, (Size) adj->found_room * sizeof(FoundSet));
	}
	found = &adj->found[adj->nfound++];
	found->start = adj->nmembers;
	found->size = size;
	found->hash = hash;
	adj->nmembers += size;
	adj->slots[place] = adj->nfound;
	if (adj->nfound > adj->slot_mask / 2)
		GrowTable(adj);
}

/* Try each member of a set from both sides. */
static void
Exchange(AdjustmentSet *adj, FoundSet set)
{
	uint64	   *component = adj->nearest;

	for (int side = 0; side < 2; side++)
	{
		for (uint32 i = 0; i < set.size; i++)
		{
			uint32		member = adj->members[set.start + i];

			CHECK_FOR_INTERRUPTS();
			/* what is left of the allowed ones outside the component and the member */
			memset(component, 0, adj->words * sizeof(uint64));
			for (uint32 k = 0; k < set.size; k++)
				GraphSetBit(component, adj->members[set.start + k]);
			ArrowsMoralReach(&adj->search, adj->within, adj->side[side], component);
			for (Size w = 0; w < adj->words; w++)
				adj->rest[w] = adj->allowed[w] & ~(adj->search.reached[w] & ~component[w]);
			adj->rest[member >> 6] &= ~(UINT64CONST(1) << (member & 63));
			if (!Near(adj, side, adj->rest, adj->near))
				continue;
			(void) Near(adj, 1 - side, adj->near, adj->nearest);
			KeepSet(adj, adj->nearest);
		}
	}
}

/* Smallest first, then by names. */
static int
CompareSets(const void *a, const void *b, void *arg)
{
	const FoundSet *x = (const FoundSet *) a;
	const FoundSet *y = (const FoundSet *) b;
	const uint32 *ranks = (const uint32 *) arg;

	if (x->size != y->size)
		return x->size < y->size ? -1 : 1;
	for (uint32 i = 0; i < x->size; i++)
	{
		if (ranks[x->start + i] != ranks[y->start + i])
			return ranks[x->start + i] < ranks[y->start + i] ? -1 : 1;
	}
	return 0;
}

/* Find all sets, and put them and their members in order. */
static void
FindSets(AdjustmentSet *adj)
{
	GraphView  *g = &adj->set.g;
	uint32	   *rank;

	if (!Near(adj, 0, adj->allowed, adj->near))
		return;
	(void) Near(adj, 1, adj->near, adj->nearest);
	KeepSet(adj, adj->nearest);
	for (uint32 i = 0; i < adj->nfound; i++)
		Exchange(adj, adj->found[i]);

	/* from here on members are known by the rank of their names */
	rank = palloc_extended(((Size) g->nnodes + 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
	for (uint32 i = 0; i < g->nnodes; i++)
		rank[GraphSortedNode(g, i)] = i;
	for (Size i = 0; i < adj->nmembers; i++)
		adj->members[i] = rank[adj->members[i]];
	for (uint32 i = 0; i < adj->nfound; i++)
		qsort(adj->members + adj->found[i].start, adj->found[i].size, sizeof(uint32),
			  GraphCompareNodes);
	qsort_arg(adj->found, adj->nfound, sizeof(FoundSet), CompareSets, adj->members);
	pfree(rank);
}

/* adjustment_sets: the rows are (nodes text[]) */
static bool
AdjustmentNext(GraphSet *set, Datum *values, bool *nulls)
{
	AdjustmentSet *adj = (AdjustmentSet *) set;
	FoundSet   *found;
	Datum	   *names;

	if (adj->shown == adj->nfound)
		return false;
	found = &adj->found[adj->shown++];
	names = palloc_extended(((Size) found->size + 1) * sizeof(Datum), MCXT_ALLOC_HUGE);
	for (uint32 i = 0; i < found->size; i++)
	{
		int			len;
		const char *name;

		name = GraphNodeName(&set->g, GraphSortedNode(&set->g, adj->members[found->start + i]),
							 &len);
		names[i] = PointerGetDatum(cstring_to_text_with_len(name, len));
	}
	values[0] = PointerGetDatum(construct_array(names, (int) found->size, TEXTOID, -1, false,
												TYPALIGN_INT));
	return true;
}

/* Work out what may be held; false if the effect leads to the cause. */
static bool
FindAllowed(AdjustmentSet *adj, uint32 cause, uint32 effect)
{
	GraphView  *g = &adj->set.g;
	Arrows		all = GraphArrows(g);
	ArrowSearch search;
	uint64	   *below_cause = GraphBitmap(g->nnodes);
	uint64	   *below_effect = GraphBitmap(g->nnodes);

	ArrowSearchBegin(&search, &all);
	GraphSetBit(below_effect, effect);
	ArrowsMark(&search, below_effect, false);
	if (GraphBitIsSet(below_effect, cause))
		return false;
	GraphSetBit(below_cause, cause);
	ArrowsMark(&search, below_cause, false);

	adj->arrows = WithoutCause(g, cause);
	ArrowSearchBegin(&adj->search, &adj->arrows);
	GraphSetBit(adj->within, cause);
	GraphSetBit(adj->within, effect);
	ArrowsMark(&adj->search, adj->within, true);
	for (Size w = 0; w < adj->words; w++)
		adj->allowed[w] = adj->within[w] & ~below_cause[w];
	adj->allowed[effect >> 6] &= ~(UINT64CONST(1) << (effect & 63));
	return true;
}

static GraphSet *
AdjustmentStart(FunctionCallInfo fcinfo)
{
	AdjustmentSet *adj = palloc0(sizeof(AdjustmentSet));
	GraphView  *g = &adj->set.g;

	adj->set.next = AdjustmentNext;
	adj->set.makes_garbage = true;
	adj->max_sets = PG_GETARG_INT32(3);
	if (adj->max_sets < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("maximum number of sets must be positive, but is %d", adj->max_sets)));
	GraphOpen(g, PG_GETARG_DATUM(0),
			  GRAPH_KEEP | GRAPH_FORWARD | GRAPH_REVERSE | GRAPH_LOOPS);
	adj->side[0] = GraphFindNode(g, PG_GETARG_TEXT_PP(1));
	adj->side[1] = GraphFindNode(g, PG_GETARG_TEXT_PP(2));
	if (adj->side[0] == adj->side[1])
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cause and effect must be two nodes, but both are %s",
						GraphShowPath(g, &adj->side[0], 1, false))));
	GraphRefuseCycle(g, "adjustment sets");

	adj->words = (Size) g->nnodes / 64 + 1;
	adj->within = GraphBitmap(g->nnodes);
	adj->allowed = GraphBitmap(g->nnodes);
	adj->rest = GraphBitmap(g->nnodes);
	adj->near = GraphBitmap(g->nnodes);
	adj->nearest = GraphBitmap(g->nnodes);
	adj->member_room = 64;
	adj->members = palloc(adj->member_room * sizeof(uint32));
	adj->found_room = 16;
	adj->found = palloc(adj->found_room * sizeof(FoundSet));
	adj->slot_mask = 63;
	adj->slots = palloc0((adj->slot_mask + 1) * sizeof(uint32));
	if (!FindAllowed(adj, adj->side[0], adj->side[1]))
		return NULL;
	FindSets(adj);
	return &adj->set;
}

Datum
bsc_adjustment_sets(PG_FUNCTION_ARGS)
{
	return GraphReturnSet(fcinfo, AdjustmentStart);
}
