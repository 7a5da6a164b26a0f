/*
 * graph_build.c
 *	  From links in any order to a graph.
 *
 * While links arrive, a builder interns the names in a hash table with open
 * addressing (the hash stays in the slot, so that growing needs no name) and
 * keeps the links in growing arrays.  GraphBuild turns that into the stored
 * form without changing the builder:
 *
 * 1. Sort the names by their bytes; eight bytes after the prefix that all
 *    share decide nearly every comparison.
 * 2. Level the nodes: a node's level is the length of the longest chain of
 *    links that ends in it (Kahn 1962, "Topological sorting of large
 *    networks").  If some node never gets its turn there is a cycle; then the
 *    strongly connected components are levelled in place of the nodes.
 * 3. Number the nodes by level, then component, then name.  That is a
 *    topological order in which what is swept together lies together, and it
 *    depends on nothing but the set of links.
 * 4. Write the links of each node in the new order, sorted by effect and
 *    lag, and the links of each effect after them.
 */
#include "postgres.h"

#include <math.h>

#include "common/hashfn.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "graph/graph.h"

/* one slot of the table of names; node is one more than the number, 0 is empty */
typedef struct NameSlot
{
	uint32		hash;
	uint32		node;
} NameSlot;

struct GraphBuilder
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
};

/* a name to sort: its first bytes as a number */
typedef struct NameKey
{
	uint64		prefix;
	uint32		node;
} NameKey;

typedef struct NameSortArg
{
	const GraphBuilder *builder;
	uint32		skip;			/* bytes that all names share */
} NameSortArg;

/* a link of one node, while the node's links are sorted */
typedef struct LinkKey
{
	uint32		to;
	uint32		edge;			/* in order of arrival */
	uint16		lag;
} LinkKey;

static inline int
CompareNameKeys(const NameKey *a, const NameKey *b, const NameSortArg *arg)
{
	const GraphBuilder *builder = arg->builder;
	uint32		a_start;
	uint32		b_start;
	uint32		a_len;
	uint32		b_len;
	int			order;

	if (a->prefix != b->prefix)
		return a->prefix < b->prefix ? -1 : 1;
	a_start = builder->name_off[a->node] + arg->skip;
	b_start = builder->name_off[b->node] + arg->skip;
	a_len = builder->name_off[a->node + 1] - a_start;
	b_len = builder->name_off[b->node + 1] - b_start;
	order = memcmp(builder->names + a_start, builder->names + b_start, Min(a_len, b_len));
	if (order == 0 && a_len != b_len)
		order = a_len < b_len ? -1 : 1;
	return order;
}

static inline int
CompareLinkKeys(const LinkKey *a, const LinkKey *b)
{
	if (a->to != b->to)
		return a->to < b->to ? -1 : 1;
	return (int) a->lag - (int) b->lag;
}

#define ST_SORT SortNameKeys
#define ST_ELEMENT_TYPE NameKey
#define ST_COMPARE(a, b, arg) CompareNameKeys(a, b, arg)
#define ST_COMPARE_ARG_TYPE const NameSortArg
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

#define ST_SORT SortLinkKeys
#define ST_ELEMENT_TYPE LinkKey
#define ST_COMPARE(a, b) CompareLinkKeys(a, b)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

static void *
AllocArray(Size count, Size width)
{
	return palloc_extended(Max(count, 1) * width, MCXT_ALLOC_HUGE);
}

static uint32 *
ZeroArray(Size count)
{
	return palloc_extended(Max(count, 1) * sizeof(uint32), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
}

/* Give up on a graph that would not fit into one value. */
static void
ReportTooLarge(uint64 nnodes, uint64 nedges, uint64 bytes)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("causal graph is too large"),
			 errdetail("With " UINT64_FORMAT " nodes and " UINT64_FORMAT
					   " links it takes at least " UINT64_FORMAT
					   " bytes, the limit is %zu.",
					   nnodes, nedges, bytes, (Size) GRAPH_MAX_SIZE)));
}

/* An empty builder in a context of the caller's. */
GraphBuilder *
GraphBuilderCreate(MemoryContext context)
{
	MemoryContext caller = MemoryContextSwitchTo(context);
	GraphBuilder *b = palloc0(sizeof(GraphBuilder));

	b->context = context;
	b->node_room = 31;
	b->name_room = 512;
	b->edge_room = 64;
	b->slot_mask = 63;
	b->names = palloc(b->name_room);
	b->name_off = palloc((b->node_room + 1) * sizeof(uint32));
	b->name_off[0] = 0;
	b->slots = palloc0((b->slot_mask + 1) * sizeof(NameSlot));
	b->cause = palloc(b->edge_room * sizeof(uint32));
	b->effect = palloc(b->edge_room * sizeof(uint32));
	b->strength = palloc(b->edge_room * sizeof(double));
	b->lag = palloc(b->edge_room * sizeof(uint16));
	MemoryContextSwitchTo(caller);
	return b;
}

/* Double the table of names. */
static void
GrowSlots(GraphBuilder *b)
{
	uint32		new_mask = b->slot_mask * 2 + 1;
	NameSlot   *slots;
	uint32		i;

	slots = MemoryContextAllocExtended(b->context, ((Size) new_mask + 1) * sizeof(NameSlot),
									   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	for (i = 0; i <= b->slot_mask; i++)
	{
		uint32		place;

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (b->slots[i].node == 0)
			continue;
		place = b->slots[i].hash & new_mask;
		while (slots[place].node != 0)
			place = (place + 1) & new_mask;
		slots[place] = b->slots[i];
	}
	pfree(b->slots);
	b->slots = slots;
	b->slot_mask = new_mask;
}

static inline bool
NameIs(const GraphBuilder *b, uint32 node, const char *name, uint32 len)
{
	uint32		start = b->name_off[node];

	return b->name_off[node + 1] - start == len &&
		memcmp(b->names + start, name, len) == 0;
}

/* The node of a name, a new one if need be. */
uint32
GraphBuilderNode(GraphBuilder *b, const char *name, int len)
{
	uint32		hash;
	uint32		place;
	uint32		end;

	if (b->nnodes > 0 && NameIs(b, b->recent[1], name, len))
		return b->recent[1];

	hash = hash_bytes((const unsigned char *) name, len);
	for (place = hash & b->slot_mask; b->slots[place].node != 0;
		 place = (place + 1) & b->slot_mask)
	{
		uint32		node = b->slots[place].node - 1;

		if (b->slots[place].hash == hash && NameIs(b, node, name, len))
		{
			b->recent[1] = b->recent[0];
			b->recent[0] = node;
			return node;
		}
	}

	/* a new one */
	end = b->name_off[b->nnodes];
	if ((Size) end + len > GRAPH_MAX_SIZE)
		ReportTooLarge((uint64) b->nnodes + 1, b->nedges, (uint64) end + len);
	if ((Size) end + len > b->name_room)
	{
		Size		room = Max(b->name_room * 2, (Size) end + len);

		b->names = repalloc_huge(b->names, room);
		b->name_room = room;
	}
	if (b->nnodes == b->node_room)
	{
		/* at eight bytes a node the limit comes first */
		if ((Size) b->node_room * 8 > GRAPH_MAX_SIZE)
			ReportTooLarge((uint64) b->nnodes + 1, b->nedges, (uint64) b->node_room * 8);
		b->name_off = repalloc_huge(b->name_off,
									((Size) b->node_room * 2 + 2) * sizeof(uint32));
		b->node_room = b->node_room * 2 + 1;
	}
	memcpy(b->names + end, name, len);
	b->slots[place].hash = hash;
	b->slots[place].node = b->nnodes + 1;
	b->name_off[b->nnodes + 1] = end + len;
	b->recent[1] = b->recent[0];
	b->recent[0] = b->nnodes++;
	if (b->nnodes > b->slot_mask / 2)
		GrowSlots(b);
	return b->nnodes - 1;
}

/* Add a link between two nodes of the builder; false after a soft error. */
bool
GraphBuilderLink(GraphBuilder *b, uint32 cause, uint32 effect, double strength,
				 int32 lag, BscErrorContext *escontext)
{
	if (isnan(strength) || isinf(strength))
		ereturn(escontext, false,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("strength of a link must be a finite number")));
	if (lag < 0 || lag > GRAPH_MAX_LAG)
		ereturn(escontext, false,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("lag of a link must be between 0 and %d, but is %d",
						GRAPH_MAX_LAG, lag)));
	if (b->nedges == b->edge_room)
	{
		Size		room = (Size) b->edge_room * 2;

		/* at eight bytes a link, two targets, the limit comes first */
		if ((Size) b->edge_room * 8 > GRAPH_MAX_SIZE)
			ReportTooLarge(b->nnodes, (uint64) b->nedges + 1, (uint64) b->edge_room * 8);
		b->cause = repalloc_huge(b->cause, room * sizeof(uint32));
		b->effect = repalloc_huge(b->effect, room * sizeof(uint32));
		b->strength = repalloc_huge(b->strength, room * sizeof(double));
		b->lag = repalloc_huge(b->lag, room * sizeof(uint16));
		b->edge_room = (uint32) room;
	}
	strength += 0.0;			/* a negative zero becomes a plain one */
	b->cause[b->nedges] = cause;
	b->effect[b->nedges] = effect;
	b->strength[b->nedges] = strength;
	b->lag[b->nedges] = (uint16) lag;
	b->nedges++;
	if (strength != 1.0)
		b->has_strengths = true;
	b->max_lag = Max(b->max_lag, lag);
	return true;
}

/* Add all that another builder has. */
void
GraphBuilderMerge(GraphBuilder *b, const GraphBuilder *other)
{
	uint32	   *node = AllocArray(other->nnodes, sizeof(uint32));
	uint32		i;

	for (i = 0; i < other->nnodes; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		node[i] = GraphBuilderNode(b, other->names + other->name_off[i],
								   (int) (other->name_off[i + 1] - other->name_off[i]));
	}
	for (i = 0; i < other->nedges; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		GraphBuilderLink(b, node[other->cause[i]], node[other->effect[i]],
						 other->strength[i], other->lag[i], NULL);
	}
	pfree(node);
}

/*
 * A builder as bytes, to be sent from a parallel worker: the counts, then
 * each array.
 */
bytea *
GraphBuilderSerialize(const GraphBuilder *b)
{
	uint32		counts[3] = {b->nnodes, b->nedges, b->name_off[b->nnodes]};
	Size		size = VARHDRSZ + sizeof(counts) + (Size) b->nnodes * sizeof(uint32) +
		(Size) b->nedges * (2 * sizeof(uint32) + sizeof(double) + sizeof(uint16)) + counts[2];
	bytea	   *bytes;
	char	   *at;

	if (size > MaxAllocSize)
		ReportTooLarge(b->nnodes, b->nedges, size);
	bytes = palloc(size);
	SET_VARSIZE(bytes, size);
	at = VARDATA(bytes);

#define PUT(array, count) \
	do { \
		Size		put_size = (Size) (count) * sizeof(*(array)); \
		memcpy(at, array, put_size); \
		at += put_size; \
	} while (0)

	PUT(counts, 3);
	PUT(b->strength, b->nedges);
	PUT(b->name_off + 1, b->nnodes);
	PUT(b->cause, b->nedges);
	PUT(b->effect, b->nedges);
	PUT(b->lag, b->nedges);
	PUT(b->names, counts[2]);
#undef PUT
	return bytes;
}

/*
 * The builder that bytes stand for.  Other servers may have sent them, so
 * every count, place and number is checked.
 */
GraphBuilder *
GraphBuilderDeserialize(MemoryContext context, const bytea *bytes)
{
	Size		size = VARSIZE_ANY_EXHDR(bytes);
	const char *at = VARDATA_ANY(bytes);
	const char *strength;
	const char *name_end;
	const char *cause;
	const char *effect;
	const char *lag;
	const char *names;
	uint32		counts[3];
	uint32		start = 0;
	uint32		i;
	GraphBuilder *b = GraphBuilderCreate(context);

	if (size < sizeof(counts))
		goto invalid;
	memcpy(counts, at, sizeof(counts));
	if (size != sizeof(counts) + (Size) counts[0] * sizeof(uint32) +
		(Size) counts[1] * (2 * sizeof(uint32) + sizeof(double) + sizeof(uint16)) + counts[2])
		goto invalid;
	strength = at + sizeof(counts);
	name_end = strength + (Size) counts[1] * sizeof(double);
	cause = name_end + (Size) counts[0] * sizeof(uint32);
	effect = cause + (Size) counts[1] * sizeof(uint32);
	lag = effect + (Size) counts[1] * sizeof(uint32);
	names = lag + (Size) counts[1] * sizeof(uint16);

	for (i = 0; i < counts[0]; i++)
	{
		uint32		end;

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		memcpy(&end, name_end + (Size) i * sizeof(uint32), sizeof(uint32));
		if (end < start || end > counts[2] ||
			GraphBuilderNode(b, names + start, (int) (end - start)) != i)
			goto invalid;
		start = end;
	}
	for (i = 0; i < counts[1]; i++)
	{
		uint32		from;
		uint32		to;
		double		number;
		uint16		delay;

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		memcpy(&from, cause + (Size) i * sizeof(uint32), sizeof(uint32));
		memcpy(&to, effect + (Size) i * sizeof(uint32), sizeof(uint32));
		memcpy(&number, strength + (Size) i * sizeof(double), sizeof(double));
		memcpy(&delay, lag + (Size) i * sizeof(uint16), sizeof(uint16));
		if (from >= counts[0] || to >= counts[0])
			goto invalid;
		GraphBuilderLink(b, from, to, number, delay, NULL);
	}
	return b;

invalid:
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid state of a causal graph aggregate")));
	return NULL;				/* keep compiler quiet */
}

/* The nodes in byte order of their names. */
static uint32 *
SortNames(const GraphBuilder *b)
{
	uint32		n = b->nnodes;
	NameKey    *keys = AllocArray(n, sizeof(NameKey));
	uint32	   *order = AllocArray(n, sizeof(uint32));
	NameSortArg arg;
	uint32		i;

	/* what do all names begin with? */
	arg.builder = b;
	arg.skip = n > 0 ? b->name_off[1] : 0;
	for (i = 1; i < n && arg.skip > 0; i++)
	{
		const char *name = b->names + b->name_off[i];
		uint32		len = b->name_off[i + 1] - b->name_off[i];
		uint32		same = 0;

		while (same < arg.skip && same < len && name[same] == b->names[same])
			same++;
		arg.skip = same;
	}

	for (i = 0; i < n; i++)
	{
		const unsigned char *name = (const unsigned char *) b->names + b->name_off[i] + arg.skip;
		uint32		len = b->name_off[i + 1] - b->name_off[i] - arg.skip;
		uint64		prefix = 0;
		uint32		k;

		for (k = 0; k < 8 && k < len; k++)
			prefix |= (uint64) name[k] << (56 - 8 * k);
		keys[i].prefix = prefix;
		keys[i].node = i;
	}
	SortNameKeys(keys, n, &arg);
	for (i = 0; i < n; i++)
		order[i] = keys[i].node;
	pfree(keys);
	return order;
}

/* Turn counts in off[1 .. n] into where each begins, in off[0 .. n]. */
static void
CountsToOffsets(uint32 *off, uint32 n)
{
	uint32		i;

	off[0] = 0;
	for (i = 0; i < n; i++)
		off[i + 1] += off[i];
}

/*
 * Level the nodes of an acyclic graph; false if it has a cycle.
 * GraphBuild's second step.
 */
static bool
LevelNodes(uint32 n, uint32 m, const uint32 *off, const uint32 *to, uint32 *level)
{
	uint32	   *waiting = ZeroArray(n); /* links not yet followed */
	uint32	   *queue = AllocArray(n, sizeof(uint32));
	uint32		head = 0;
	uint32		tail = 0;
	uint32		i;

	for (i = 0; i < m; i++)
		waiting[to[i]]++;
	CHECK_FOR_INTERRUPTS();
	for (i = 0; i < n; i++)
	{
		level[i] = 0;
		if (waiting[i] == 0)
			queue[tail++] = i;
	}
	while (head < tail)
	{
		uint32		v = queue[head++];

		if ((head & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		for (i = off[v]; i < off[v + 1]; i++)
		{
			uint32		w = to[i];

			/* the last cause that is followed has the highest level */
			if (--waiting[w] == 0)
			{
				level[w] = level[v] + 1;
				queue[tail++] = w;
			}
		}
	}
	pfree(waiting);
	pfree(queue);
	return tail == n;
}

/*
 * Number the nodes of an acyclic graph by level, then name.  order has the
 * nodes by name; old_node gets them by number.
 */
static void
NumberByLevel(uint32 n, const uint32 *level, const uint32 *order, uint32 *old_node)
{
	uint32	   *next = ZeroArray((Size) n + 1);
	uint32		i;

	for (i = 0; i < n; i++)
		next[level[i] + 1]++;
	CountsToOffsets(next, n);
	for (i = 0; i < n; i++)
		old_node[next[level[order[i]]]++] = order[i];
	pfree(next);
}

/*
 * Number the nodes of a graph with cycles by the level of their component,
 * then by the first name in the component, then by name.  Returns the number
 * of loops and sets loops[] to their first and last nodes.
 */
static uint32
NumberByComponent(uint32 n, const uint32 *off, const uint32 *to, const uint32 *order,
				  uint32 *old_node, uint32 **loops)
{
	uint32	   *component = AllocArray(n, sizeof(uint32));
	uint32		ncomponents = GraphComponents(n, off, to, component);
	uint32	   *member_off = ZeroArray((Size) ncomponents + 1);
	uint32	   *member = AllocArray(n, sizeof(uint32));
	uint32	   *level = ZeroArray(ncomponents);
	uint32	   *next = ZeroArray((Size) ncomponents + 1);
	uint32	   *place = AllocArray(ncomponents, sizeof(uint32));
	bool	   *is_loop = palloc_extended(Max((Size) ncomponents, 1),
										  MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	uint32		nloops = 0;
	uint32		c;
	uint32		i;

	/* the members of each component */
	for (i = 0; i < n; i++)
		member_off[component[i] + 1]++;
	CountsToOffsets(member_off, ncomponents);
	for (i = 0; i < ncomponents; i++)
		place[i] = member_off[i];
	for (i = 0; i < n; i++)
		member[place[component[i]]++] = i;

	/* links lead from higher to lower component numbers */
	for (c = ncomponents; c-- > 0;)
	{
		if ((c & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		is_loop[c] = member_off[c + 1] - member_off[c] > 1;
		for (i = member_off[c]; i < member_off[c + 1]; i++)
		{
			uint32		v = member[i];
			uint32		k;

			for (k = off[v]; k < off[v + 1]; k++)
			{
				uint32		other = component[to[k]];

				if (other != c)
					level[other] = Max(level[other], level[c] + 1);
				else
					is_loop[c] = true;
			}
		}
	}

	/* where the nodes of each level begin, then those of each component */
	for (c = 0; c < ncomponents; c++)
	{
		next[level[c] + 1] += member_off[c + 1] - member_off[c];
		place[c] = PG_UINT32_MAX;
	}
	CountsToOffsets(next, ncomponents);
	for (i = 0; i < n; i++)
	{
		c = component[order[i]];
		if (place[c] == PG_UINT32_MAX)
		{
			place[c] = next[level[c]];
			next[level[c]] += member_off[c + 1] - member_off[c];
			nloops += is_loop[c];
		}
		old_node[place[c]++] = order[i];
	}

	*loops = AllocArray((Size) nloops * 2, sizeof(uint32));
	nloops = 0;
	for (i = 0; i < n; i += member_off[c + 1] - member_off[c])
	{
		c = component[old_node[i]];
		if (is_loop[c])
		{
			(*loops)[2 * nloops] = i;
			(*loops)[2 * nloops + 1] = i + (member_off[c + 1] - member_off[c]) - 1;
			nloops++;
		}
	}

	pfree(component);
	pfree(member_off);
	pfree(member);
	pfree(level);
	pfree(next);
	pfree(place);
	pfree(is_loop);
	return nloops;
}

/* Write indexes at their width in the graph. */
static void
PutIndexes(CausalGraph *graph, Size offset, int width, const uint32 *from, Size count)
{
	char	   *to = (char *) graph + offset;
	Size		i;

	if (width == 4)
	{
		if ((const char *) from != to)
			memcpy(to, from, count * 4);
	}
	else if (width == 2)
	{
		for (i = 0; i < count; i++)
			((uint16 *) to)[i] = (uint16) from[i];
	}
	else
	{
		for (i = 0; i < count; i++)
			((uint8 *) to)[i] = (uint8) from[i];
	}
}

/* Room to write a section's indexes in: the section itself, if wide enough. */
static uint32 *
SectionRoom(CausalGraph *graph, Size offset, int width, Size count)
{
	if (width == 4)
		return (uint32 *) ((char *) graph + offset);
	return AllocArray(count, sizeof(uint32));
}

/* all that the last step of GraphBuild works with */
typedef struct BuildState
{
	const GraphBuilder *b;
	CausalGraph *graph;
	GraphLayout layout;
	const uint32 *off;			/* links by old cause: to (old), edge */
	const uint32 *to;
	const uint32 *edge;
	const uint32 *old_node;		/* old number of a new node */
	const uint32 *new_node;
} BuildState;

/*
 * Write the links by cause, then by effect.  False after a soft error: the
 * same link given twice.
 */
static bool
WriteLinks(BuildState *s, BscErrorContext *escontext)
{
	const GraphBuilder *b = s->b;
	CausalGraph *graph = s->graph;
	GraphLayout *l = &s->layout;
	uint32		n = b->nnodes;
	uint32		m = b->nedges;
	bool		weighted = (graph->flags & (GRAPH_HAS_STRENGTHS | GRAPH_HAS_LAGS)) != 0;
	double	   *strength = (double *) ((char *) graph + l->strength);
	uint8	   *narrow_lag = (uint8 *) graph + l->lag;
	uint16	   *wide_lag = (uint16 *) narrow_lag;
	uint32	   *fwd_off = SectionRoom(graph, l->fwd_off, l->edge_width, (Size) n + 1);
	uint32	   *fwd_to = SectionRoom(graph, l->fwd_to, l->node_width, m);
	uint32	   *rev_off = SectionRoom(graph, l->rev_off, l->edge_width, (Size) n + 1);
	uint32	   *rev_from = SectionRoom(graph, l->rev_from, l->node_width, m);
	uint32	   *rev_edge = SectionRoom(graph, l->rev_edge, l->edge_width, weighted ? m : 0);
	uint32	   *next;
	LinkKey    *keys = NULL;
	uint32		key_room = 0;
	uint32		done = 0;
	uint32		v;
	uint32		i;

	memset(rev_off, 0, ((Size) n + 1) * sizeof(uint32));
	for (v = 0; v < n; v++)
	{
		uint32		start = s->off[s->old_node[v]];
		uint32		count = s->off[s->old_node[v] + 1] - start;

		if ((v & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (count > key_room)
		{
			if (keys)
				pfree(keys);
			key_room = Max(count, 64);
			keys = AllocArray(key_room, sizeof(LinkKey));
		}
		for (i = 0; i < count; i++)
		{
			keys[i].to = s->new_node[s->to[start + i]];
			keys[i].edge = s->edge[start + i];
			keys[i].lag = b->lag[keys[i].edge];
		}
		if (count > 1)
			SortLinkKeys(keys, count);

		fwd_off[v] = done;
		for (i = 0; i < count; i++)
		{
			if (i > 0 && CompareLinkKeys(&keys[i - 1], &keys[i]) == 0)
			{
				uint32		from = s->old_node[v];
				uint32		to = s->old_node[keys[i].to];

				ereturn(escontext, false,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("link \"%.*s\" -> \"%.*s\" is given twice with lag %d",
								(int) (b->name_off[from + 1] - b->name_off[from]),
								b->names + b->name_off[from],
								(int) (b->name_off[to + 1] - b->name_off[to]),
								b->names + b->name_off[to], keys[i].lag)));
			}
			fwd_to[done] = keys[i].to;
			rev_off[keys[i].to + 1]++;
			if (graph->flags & GRAPH_HAS_STRENGTHS)
				strength[done] = b->strength[keys[i].edge];
			if (graph->flags & GRAPH_WIDE_LAGS)
				wide_lag[done] = keys[i].lag;
			else if (graph->flags & GRAPH_HAS_LAGS)
				narrow_lag[done] = (uint8) keys[i].lag;
			done++;
		}
	}
	fwd_off[n] = done;

	CountsToOffsets(rev_off, n);
	next = AllocArray(n, sizeof(uint32));
	memcpy(next, rev_off, (Size) n * sizeof(uint32));
	for (v = 0; v < n; v++)
	{
		if ((v & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		for (i = fwd_off[v]; i < fwd_off[v + 1]; i++)
		{
			uint32		place = next[fwd_to[i]]++;

			rev_from[place] = v;
			if (weighted)
				rev_edge[place] = i;
		}
	}
	pfree(next);
	if (keys)
		pfree(keys);

	PutIndexes(graph, l->fwd_off, l->edge_width, fwd_off, (Size) n + 1);
	PutIndexes(graph, l->fwd_to, l->node_width, fwd_to, m);
	PutIndexes(graph, l->rev_off, l->edge_width, rev_off, (Size) n + 1);
	PutIndexes(graph, l->rev_from, l->node_width, rev_from, m);
	if (weighted)
		PutIndexes(graph, l->rev_edge, l->edge_width, rev_edge, m);
	return true;
}

/* Write the names, in order of node numbers, and the nodes in order of names. */
static void
WriteNames(BuildState *s, const uint32 *order)
{
	const GraphBuilder *b = s->b;
	GraphLayout *l = &s->layout;
	uint32		n = b->nnodes;
	char	   *names = (char *) s->graph + l->names;
	uint32	   *name_off = SectionRoom(s->graph, l->name_off, l->name_width, (Size) n + 1);
	uint32	   *sorted = SectionRoom(s->graph, l->sorted, l->node_width, n);
	uint32		end = 0;
	uint32		v;

	for (v = 0; v < n; v++)
	{
		uint32		start = b->name_off[s->old_node[v]];
		uint32		len = b->name_off[s->old_node[v] + 1] - start;

		if ((v & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		name_off[v] = end;
		memcpy(names + end, b->names + start, len);
		end += len;
		sorted[v] = s->new_node[order[v]];
	}
	name_off[n] = end;
	PutIndexes(s->graph, l->name_off, l->name_width, name_off, (Size) n + 1);
	PutIndexes(s->graph, l->sorted, l->node_width, sorted, n);
}

/*
 * Make the graph of what was given to a builder, in the current context.
 * Returns NULL after a soft error.
 */
CausalGraph *
GraphBuild(const GraphBuilder *b, BscErrorContext *escontext)
{
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext work;
	BuildState	s;
	uint32		n = b->nnodes;
	uint32		m = b->nedges;
	uint32		nloops = 0;
	uint32	   *loops = NULL;
	uint32	   *off;
	uint32	   *to;
	uint32	   *edge;
	uint32	   *next;
	uint32	   *level;
	uint32	   *order;
	uint32	   *old_node;
	uint32	   *new_node;
	uint8		flags = 0;
	uint32		i;
	CausalGraph *graph;

	work = AllocSetContextCreate(caller, "bsc causal graph build", ALLOCSET_DEFAULT_SIZES);
	MemoryContextSwitchTo(work);

	/* links by cause */
	off = ZeroArray((Size) n + 1);
	to = AllocArray(m, sizeof(uint32));
	edge = AllocArray(m, sizeof(uint32));
	next = AllocArray(n, sizeof(uint32));
	for (i = 0; i < m; i++)
		off[b->cause[i] + 1]++;
	CountsToOffsets(off, n);
	memcpy(next, off, (Size) n * sizeof(uint32));
	for (i = 0; i < m; i++)
	{
		uint32		place = next[b->cause[i]]++;

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		to[place] = b->effect[i];
		edge[place] = i;
	}
	pfree(next);

	/* numbers */
	order = SortNames(b);
	old_node = AllocArray(n, sizeof(uint32));
	level = AllocArray(n, sizeof(uint32));
	if (LevelNodes(n, m, off, to, level))
		NumberByLevel(n, level, order, old_node);
	else
		nloops = NumberByComponent(n, off, to, order, old_node, &loops);
	pfree(level);
	new_node = AllocArray(n, sizeof(uint32));
	for (i = 0; i < n; i++)
		new_node[old_node[i]] = i;

	/* the value */
	if (b->has_strengths)
		flags |= GRAPH_HAS_STRENGTHS;
	if (b->max_lag > 0)
		flags |= GRAPH_HAS_LAGS;
	if (b->max_lag > 0xFF)
		flags |= GRAPH_WIDE_LAGS;
	GraphComputeLayout(&s.layout, flags, n, m, nloops, b->name_off[n]);
	if (s.layout.total > GRAPH_MAX_SIZE)
		ReportTooLarge(n, m, s.layout.total);
	graph = MemoryContextAllocZero(caller, s.layout.total);
	SET_VARSIZE(graph, s.layout.total);
	graph->format = GRAPH_FORMAT;
	graph->flags = flags;
	graph->nnodes = n;
	graph->nedges = m;
	graph->nloops = nloops;
	graph->namebytes = b->name_off[n];

	s.b = b;
	s.graph = graph;
	s.off = off;
	s.to = to;
	s.edge = edge;
	s.old_node = old_node;
	s.new_node = new_node;
	if (WriteLinks(&s, escontext))
	{
		WriteNames(&s, order);
		if (nloops > 0)
			PutIndexes(graph, s.layout.loops, s.layout.node_width, loops, (Size) nloops * 2);
		GraphHash(graph, graph->hash);
	}
	else
		graph = NULL;

	MemoryContextSwitchTo(caller);
	MemoryContextDelete(work);
	return graph;
}
