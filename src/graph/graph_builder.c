/*
 * graph_builder.c
 *	  Taking in names and links, in any order.
 *
 * A builder interns names in a hash table with open addressing and keeps links
 * in growing arrays.  The hash of a name stays in its slot, so that the table
 * can grow without looking at names again.  A builder can be merged into
 * another and sent from one process to another, which is what a parallel
 * aggregate needs.
 */
#include "postgres.h"

#include <math.h>

#include "common/hashfn.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "graph/graph.h"

/* Give up on a graph that would not fit into one value. */
void
GraphReportTooLarge(uint64 nnodes, uint64 nedges, uint64 bytes)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("causal graph is too large"),
			 errdetail("With " UINT64_FORMAT " nodes and " UINT64_FORMAT
					   " links it may take " UINT64_FORMAT
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
		GraphReportTooLarge((uint64) b->nnodes + 1, b->nedges, (uint64) end + len);
	if ((Size) end + len > b->name_room)
	{
		Size		room = Max(b->name_room * 2, (Size) end + len);

		b->names = repalloc_huge(b->names, room);
		b->name_room = room;
	}
	if (b->nnodes == b->node_room)
	{
		/* a node takes at least eight bytes, so more cannot fit into a value */
		if ((Size) b->node_room * 8 > GRAPH_MAX_SIZE)
			GraphReportTooLarge((uint64) b->nnodes + 1, b->nedges, (uint64) b->node_room * 8);
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

		/* a link takes at least eight bytes, so more cannot fit into a value */
		if ((Size) b->edge_room * 8 > GRAPH_MAX_SIZE)
			GraphReportTooLarge(b->nnodes, (uint64) b->nedges + 1, (uint64) b->edge_room * 8);
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
	uint32	   *node = palloc_extended(Max((Size) other->nnodes, 1) * sizeof(uint32),
									   MCXT_ALLOC_HUGE);
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
		GraphReportTooLarge(b->nnodes, b->nedges, size);
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
