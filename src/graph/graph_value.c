/*
 * graph_value.c
 *	  The stored form of a causal graph: layout, opening, names, comparison.
 *
 * A graph is read where it lies.  A large graph has four-byte indexes and is
 * used in place, whether it sits in the cache or in a detoasted copy; a
 * compact one has narrow indexes, so that the map of a company stays within
 * its table row, and the few arrays a call needs are widened when it opens
 * the graph, which takes less than looking up one row in an index.
 *
 * The same links give the same bytes, whatever order they came in.  So two
 * graphs are equal if their bytes are, and the 128-bit hash in the header
 * decides nearly every comparison without reading further.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "graph/graph.h"

PG_FUNCTION_INFO_V1(bsc_causal_graph_eq);
PG_FUNCTION_INFO_V1(bsc_causal_graph_ne);
PG_FUNCTION_INFO_V1(bsc_causal_graph_lt);
PG_FUNCTION_INFO_V1(bsc_causal_graph_le);
PG_FUNCTION_INFO_V1(bsc_causal_graph_gt);
PG_FUNCTION_INFO_V1(bsc_causal_graph_ge);
PG_FUNCTION_INFO_V1(bsc_causal_graph_cmp);
PG_FUNCTION_INFO_V1(bsc_causal_graph_hash);
PG_FUNCTION_INFO_V1(bsc_causal_graph_hash_extended);

/* bytes that an index up to "largest" takes in a compact graph */
static int
IndexWidth(uint32 largest)
{
	if (largest <= 0xFF)
		return 1;
	if (largest <= 0xFFFF)
		return 2;
	return 4;
}

/* Place a section and move past it; sizes are too small to overflow. */
static Size
PlaceSection(Size *end, uint64 count, int width)
{
	Size		start = *end;

	*end = start + INTALIGN(count * width);
	return start;
}

/* Work out the sections of a graph from its counts. */
void
GraphComputeLayout(GraphLayout *layout, uint8 flags, uint32 nnodes,
				   uint32 nedges, uint32 nloops, uint32 namebytes)
{
	bool		weighted = (flags & (GRAPH_HAS_STRENGTHS | GRAPH_HAS_LAGS)) != 0;
	Size		end = sizeof(CausalGraph);

	layout->compact = nnodes <= GRAPH_COMPACT_MAX && nedges <= GRAPH_COMPACT_MAX;
	if (layout->compact)
	{
		layout->node_width = IndexWidth(nnodes > 0 ? nnodes - 1 : 0);
		layout->edge_width = IndexWidth(nedges);
		layout->name_width = IndexWidth(namebytes);
	}
	else
	{
		layout->node_width = 4;
		layout->edge_width = 4;
		layout->name_width = 4;
	}
	layout->lag_width = (flags & GRAPH_WIDE_LAGS) ? 2 : 1;

	layout->strength = PlaceSection(&end, (flags & GRAPH_HAS_STRENGTHS) ? nedges : 0, 8);
	layout->fwd_off = PlaceSection(&end, (uint64) nnodes + 1, layout->edge_width);
	layout->fwd_to = PlaceSection(&end, nedges, layout->node_width);
	layout->rev_off = PlaceSection(&end, (uint64) nnodes + 1, layout->edge_width);
	layout->rev_from = PlaceSection(&end, nedges, layout->node_width);
	layout->rev_edge = PlaceSection(&end, weighted ? nedges : 0, layout->edge_width);
	layout->lag = PlaceSection(&end, (flags & GRAPH_HAS_LAGS) ? nedges : 0,
							   layout->lag_width);
	layout->loops = PlaceSection(&end, (uint64) nloops * 2, layout->node_width);
	layout->name_off = PlaceSection(&end, (uint64) nnodes + 1, layout->name_width);
	layout->sorted = PlaceSection(&end, nnodes, layout->node_width);
	layout->names = end;
	layout->total = end + namebytes;
}

/*
 * Refuse a stored value whose header does not belong to a graph of this
 * format and size.  All values come from GraphBuild, so this cheap check is
 * for damaged data and formats of later versions.
 */
void
GraphCheckHeader(const CausalGraph *value, Size size)
{
	GraphLayout layout;

	if (size < sizeof(CausalGraph) || value->format != GRAPH_FORMAT)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("stored causal graph has an unknown format")));
	GraphComputeLayout(&layout, value->flags, value->nnodes, value->nedges,
					   value->nloops, value->namebytes);
	if ((value->flags & ~GRAPH_ALL_FLAGS) != 0 || value->unused != 0 ||
		(!layout.compact && (value->flags & GRAPH_HAS_LAGS) && layout.lag_width != 2) ||
		value->nloops > value->nnodes || layout.total != size)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("stored causal graph is damaged"),
				 errdetail("It takes %zu bytes, but its header calls for %zu.",
						   size, layout.total)));
}

/* Widen an array of narrow indexes to four bytes each. */
static uint32 *
Widen(uint32 **room, const char *from, int width, uint32 count)
{
	uint32	   *to = *room;
	uint32		i;

	if (width == 1)
	{
		const uint8 *narrow = (const uint8 *) from;

		for (i = 0; i < count; i++)
			to[i] = narrow[i];
	}
	else if (width == 2)
	{
		const uint16 *narrow = (const uint16 *) from;

		for (i = 0; i < count; i++)
			to[i] = narrow[i];
	}
	else
		memcpy(to, from, (Size) count * 4);
	*room += count;
	return to;
}

/* Give the view four-byte copies of what is asked for of a compact graph. */
static void
WidenSections(GraphView *g, int need)
{
	const char *base = (const char *) g->value;
	GraphLayout *l = &g->layout;
	bool		weighted = (g->value->flags & (GRAPH_HAS_STRENGTHS | GRAPH_HAS_LAGS)) != 0;
	bool		widen_lags = (need & GRAPH_WEIGHTS) &&
	(g->value->flags & GRAPH_HAS_LAGS) && l->lag_width == 1;
	Size		room = 0;
	uint32	   *next;
	uint32		i;

	if (need & GRAPH_FORWARD)
		room += (Size) g->nnodes + 1 + g->nedges;
	if (need & GRAPH_REVERSE)
		room += (Size) g->nnodes + 1 + (Size) g->nedges * (weighted ? 2 : 1);
	if (need & GRAPH_LOOPS)
		room += (Size) g->nloops * 2;
	if (widen_lags)
		room += g->nedges / 2 + 1;
	if (room == 0)
		return;

	g->widened = next = palloc(room * sizeof(uint32));
	if (need & GRAPH_FORWARD)
	{
		g->fwd_off = Widen(&next, base + l->fwd_off, l->edge_width, g->nnodes + 1);
		g->fwd_to = Widen(&next, base + l->fwd_to, l->node_width, g->nedges);
	}
	if (need & GRAPH_REVERSE)
	{
		g->rev_off = Widen(&next, base + l->rev_off, l->edge_width, g->nnodes + 1);
		g->rev_from = Widen(&next, base + l->rev_from, l->node_width, g->nedges);
		if (weighted)
			g->rev_edge = Widen(&next, base + l->rev_edge, l->edge_width, g->nedges);
	}
	if (need & GRAPH_LOOPS)
		g->loops = Widen(&next, base + l->loops, l->node_width, g->nloops * 2);
	if (widen_lags)
	{
		const uint8 *narrow = (const uint8 *) (base + l->lag);
		uint16	   *wide = (uint16 *) next;

		for (i = 0; i < g->nedges; i++)
			wide[i] = narrow[i];
		g->lag = wide;
	}
}

/* Point the view into a large graph, where everything is wide. */
static void
PointToSections(GraphView *g)
{
	const char *base = (const char *) g->value;
	GraphLayout *l = &g->layout;

	g->fwd_off = (const uint32 *) (base + l->fwd_off);
	g->fwd_to = (const uint32 *) (base + l->fwd_to);
	g->rev_off = (const uint32 *) (base + l->rev_off);
	g->rev_from = (const uint32 *) (base + l->rev_from);
	if (g->value->flags & (GRAPH_HAS_STRENGTHS | GRAPH_HAS_LAGS))
		g->rev_edge = (const uint32 *) (base + l->rev_edge);
	g->loops = (const uint32 *) (base + l->loops);
}

/*
 * Open a graph for reading.  Takes it from the cache if it is large and
 * stored out of line.  Memory is allocated in the current context; the view
 * is good until GraphClose, or with GRAPH_KEEP as long as that context.
 */
void
GraphOpen(GraphView *g, Datum value, int need)
{
	const CausalGraph *graph;

	memset(g, 0, sizeof(GraphView));
	graph = GraphCacheFetch(value, (need & GRAPH_KEEP) != 0);
	if (graph == NULL)
	{
		struct varlena *plain = PG_DETOAST_DATUM(value);

		if ((Pointer) plain != DatumGetPointer(value))
			g->detoasted = plain;
		graph = (const CausalGraph *) plain;
		GraphCheckHeader(graph, VARSIZE(graph));
	}

	g->value = graph;
	g->nnodes = graph->nnodes;
	g->nedges = graph->nedges;
	g->nloops = graph->nloops;
	GraphComputeLayout(&g->layout, graph->flags, graph->nnodes, graph->nedges,
					   graph->nloops, graph->namebytes);
	if (g->layout.compact)
		WidenSections(g, need);
	else
		PointToSections(g);
	if (need & GRAPH_WEIGHTS)
	{
		const char *base = (const char *) graph;

		if (graph->flags & GRAPH_HAS_STRENGTHS)
			g->strength = (const double *) (base + g->layout.strength);
		if ((graph->flags & GRAPH_HAS_LAGS) && g->layout.lag_width == 2)
			g->lag = (const uint16 *) (base + g->layout.lag);
	}
}

/* Give back what GraphOpen allocated. */
void
GraphClose(GraphView *g)
{
	if (g->widened)
		pfree(g->widened);
	if (g->detoasted)
		pfree(g->detoasted);
	g->widened = g->detoasted = NULL;
	g->value = NULL;
}

/* Read one entry of an array of indexes of any width. */
static inline uint32
ReadIndex(const char *base, int width, uint32 i)
{
	if (width == 1)
		return ((const uint8 *) base)[i];
	if (width == 2)
		return ((const uint16 *) base)[i];
	return ((const uint32 *) base)[i];
}

/* The name of a node, not terminated. */
const char *
GraphNodeName(const GraphView *g, uint32 node, int *len)
{
	const char *base = (const char *) g->value;
	const char *off = base + g->layout.name_off;
	uint32		start = ReadIndex(off, g->layout.name_width, node);

	*len = (int) (ReadIndex(off, g->layout.name_width, node + 1) - start);
	return base + g->layout.names + start;
}

/*
 * Prefetch what reading the names of a list of nodes will need: the name of a
 * node some places ahead, and the offset of a name further ahead.  Call it for
 * each node, with the rest of the list.
 */
void
GraphPrefetchName(const GraphView *g, const uint32 *nodes, uint32 count)
{
	const char *base = (const char *) g->value;
	const uint32 *off = (const uint32 *) (base + g->layout.name_off);

	if (g->layout.compact)
		return;
	if (count > 12)
		GraphPrefetch(&off[nodes[12]]);
	if (count > 6)
		GraphPrefetch(base + g->layout.names + off[nodes[6]]);
}

/* The node whose name is at a place in byte order. */
uint32
GraphSortedNode(const GraphView *g, uint32 rank)
{
	return ReadIndex((const char *) g->value + g->layout.sorted, g->layout.node_width, rank);
}

/* Find a node by its name. */
bool
GraphLookup(const GraphView *g, const char *name, int len, uint32 *node)
{
	uint32		low = 0;
	uint32		high = g->nnodes;

	while (low < high)
	{
		uint32		middle = low + (high - low) / 2;
		uint32		candidate = GraphSortedNode(g, middle);
		int			other_len;
		const char *other = GraphNodeName(g, candidate, &other_len);
		int			order = memcmp(name, other, Min(len, other_len));

		if (order == 0)
			order = len - other_len;
		if (order == 0)
		{
			*node = candidate;
			return true;
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

/* Find a node by its name, which a user gave and must exist. */
uint32
GraphFindNode(const GraphView *g, const text *name)
{
	uint32		node;

	if (!GraphLookup(g, VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name), &node))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("node \"%.*s\" is not in the graph",
						(int) VARSIZE_ANY_EXHDR(name), VARDATA_ANY(name))));
	return node;
}

/* A bitmap with no bit set; as large as the caller likes. */
uint64 *
GraphBitmap(uint32 nbits)
{
	return palloc_extended(((Size) nbits / 64 + 1) * sizeof(uint64),
						   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
}

/* Mix bytes into both halves of a hash, in pieces so as to stay interruptible. */
static void
HashPieces(uint64 hash[2], const char *bytes, Size length)
{
	while (length > 0)
	{
		int			piece = (int) Min(length, 1024 * 1024);

		CHECK_FOR_INTERRUPTS();
		hash[0] = hash_bytes_extended((const unsigned char *) bytes, piece, hash[0]);
		hash[1] = hash_bytes_extended((const unsigned char *) bytes, piece, hash[1]);
		bytes += piece;
		length -= piece;
	}
}

/* Hash all of a graph but its length word and the hash itself. */
void
GraphHash(const CausalGraph *value, uint64 hash[2])
{
	const char *base = (const char *) value;

	hash[0] = UINT64CONST(0x9e3779b97f4a7c15);
	hash[1] = UINT64CONST(0xc2b2ae3d27d4eb4f);
	HashPieces(hash, base + VARHDRSZ, offsetof(CausalGraph, hash) - VARHDRSZ);
	HashPieces(hash, base + sizeof(CausalGraph), VARSIZE(value) - sizeof(CausalGraph));
}

/*
 * Order two graphs: by number of nodes, links, then by hash and, should that
 * not tell them apart, by their bytes.  A total order, small graphs first;
 * beyond that it means nothing.  Most pairs are told apart by a slice of
 * their headers.
 */
static int
CompareGraphs(Datum left, Datum right)
{
	CausalGraph *a = DatumGetGraphHeader(left);
	CausalGraph *b = DatumGetGraphHeader(right);
	int			result = 0;
	int			i;

	if (a->nnodes != b->nnodes)
		result = a->nnodes < b->nnodes ? -1 : 1;
	else if (a->nedges != b->nedges)
		result = a->nedges < b->nedges ? -1 : 1;
	for (i = 0; i < 2 && result == 0; i++)
	{
		if (a->hash[i] != b->hash[i])
			result = a->hash[i] < b->hash[i] ? -1 : 1;
	}

	if (result == 0)
	{
		struct varlena *x = PG_DETOAST_DATUM(left);
		struct varlena *y = PG_DETOAST_DATUM(right);

		if (VARSIZE(x) != VARSIZE(y))
			result = VARSIZE(x) < VARSIZE(y) ? -1 : 1;
		else
			result = memcmp(x, y, VARSIZE(x));
		if ((Pointer) x != DatumGetPointer(left))
			pfree(x);
		if ((Pointer) y != DatumGetPointer(right))
			pfree(y);
	}
	if ((Pointer) a != DatumGetPointer(left))
		pfree(a);
	if ((Pointer) b != DatumGetPointer(right))
		pfree(b);
	return result;
}

Datum
bsc_causal_graph_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareGraphs(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) == 0);
}

Datum
bsc_causal_graph_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareGraphs(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) != 0);
}

Datum
bsc_causal_graph_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareGraphs(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) < 0);
}

Datum
bsc_causal_graph_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareGraphs(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) <= 0);
}

Datum
bsc_causal_graph_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareGraphs(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) > 0);
}

Datum
bsc_causal_graph_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareGraphs(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) >= 0);
}

Datum
bsc_causal_graph_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(CompareGraphs(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)));
}

/* The hash was worked out when the graph was built. */
Datum
bsc_causal_graph_hash(PG_FUNCTION_ARGS)
{
	CausalGraph *header = DatumGetGraphHeader(PG_GETARG_DATUM(0));
	uint32		hash = (uint32) header->hash[0];

	PG_FREE_IF_COPY(header, 0);
	PG_RETURN_UINT32(hash);
}

/* With seed 0, the low half must equal the plain hash. */
Datum
bsc_causal_graph_hash_extended(PG_FUNCTION_ARGS)
{
	CausalGraph *header = DatumGetGraphHeader(PG_GETARG_DATUM(0));
	uint64		seed = (uint64) PG_GETARG_INT64(1);
	uint64		hash = header->hash[0];

	if (seed != 0)
		hash = hash_combine64(hash, seed);
	PG_FREE_IF_COPY(header, 0);
	PG_RETURN_UINT64(hash);
}
