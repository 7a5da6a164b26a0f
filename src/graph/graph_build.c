/*
 * graph_build.c
 *	  From a builder's names and links, in any order, to a graph.
 *
 * The links are grouped by cause, the nodes numbered (graph_number.c), and the
 * sections of the value written: the links of each node in the new order,
 * sorted by effect and lag, the links of each effect after them, the names.
 */
#include "postgres.h"

#include "common/shortest_dec.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "graph/graph_build.h"

/* a link of one node, while the node's links are sorted */
typedef struct LinkKey
{
	uint32		to;
	uint32		edge;			/* in order of arrival */
	uint16		lag;
} LinkKey;

static inline int
CompareLinkKeys(const LinkKey *a, const LinkKey *b)
{
	if (a->to != b->to)
		return a->to < b->to ? -1 : 1;
	return (int) a->lag - (int) b->lag;
}

#define ST_SORT SortLinkKeys
#define ST_ELEMENT_TYPE LinkKey
#define ST_COMPARE(a, b) CompareLinkKeys(a, b)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

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
	return GraphAllocArray(count, sizeof(uint32));
}

/* what the sections of a value are written from */
typedef struct BuildState
{
	const GraphBuilder *b;
	CausalGraph *graph;
	GraphLayout layout;
	GraphSortedLinks links;
	GraphNumbering numbering;
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
	const GraphSortedLinks *links = &s->links;
	const uint32 *old_node = s->numbering.old_node;
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
		uint32		start = links->off[old_node[v]];
		uint32		count = links->off[old_node[v] + 1] - start;

		if ((v & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (count > key_room)
		{
			if (keys)
				pfree(keys);
			key_room = Max(count, 64);
			keys = GraphAllocArray(key_room, sizeof(LinkKey));
		}
		for (i = 0; i < count; i++)
		{
			keys[i].to = s->numbering.new_node[links->to[start + i]];
			keys[i].edge = links->edge[start + i];
			keys[i].lag = b->lag[keys[i].edge];
		}
		if (count > 1)
			SortLinkKeys(keys, count);

		fwd_off[v] = done;
		for (i = 0; i < count; i++)
		{
			if (i > 0 && CompareLinkKeys(&keys[i - 1], &keys[i]) == 0)
			{
				uint32		from = old_node[v];
				uint32		to = old_node[keys[i].to];

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

	GraphCountsToOffsets(rev_off, n);
	next = GraphAllocArray(n, sizeof(uint32));
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
WriteNames(BuildState *s)
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
		uint32		start = b->name_off[s->numbering.old_node[v]];
		uint32		len = b->name_off[s->numbering.old_node[v] + 1] - start;

		if ((v & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		name_off[v] = end;
		memcpy(names + end, b->names + start, len);
		end += len;
		sorted[v] = s->numbering.new_node[s->numbering.by_name[v]];
	}
	name_off[n] = end;
	PutIndexes(s->graph, l->name_off, l->name_width, name_off, (Size) n + 1);
	PutIndexes(s->graph, l->sorted, l->node_width, sorted, n);
}

/*
 * Refuse a graph whose text would not fit into one value: it could be stored,
 * but no dump could be made of it.  Counts what COPY would write, taking
 * numbers at their longest.
 */
static void
CheckTextFits(const GraphBuilder *b)
{
	uint32	   *name_text = GraphAllocArray(b->nnodes, sizeof(uint32));
	uint64		total = 0;
	uint32		i;

	for (i = 0; i < b->nnodes; i++)
	{
		const char *at = b->names + b->name_off[i];
		const char *end = b->names + b->name_off[i + 1];

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		name_text[i] = 2;
		for (; at < end; at++)
			name_text[i] += (*at == '"' || *at == '\\' || (unsigned char) *at < ' ') ? 2 : 1;
		total += name_text[i] + strlen("; ");
	}
	for (i = 0; i < b->nedges; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		total += name_text[b->cause[i]] + name_text[b->effect[i]] + strlen("; -> ");
		if (b->strength[i] != 1.0)
			total += DOUBLE_SHORTEST_DECIMAL_LEN + strlen(" []");
		if (b->lag[i] != 0)
			total += strlen(" [, lag 65535]");
	}
	if (total > GRAPH_MAX_SIZE)
		GraphReportTooLarge(b->nnodes, b->nedges, total);
	pfree(name_text);
}

/* Group the links by cause. */
static void
SortLinks(const GraphBuilder *b, GraphSortedLinks *links)
{
	uint32		n = b->nnodes;
	uint32		m = b->nedges;
	uint32	   *next = GraphAllocArray(n, sizeof(uint32));
	uint32		i;

	links->off = GraphZeroArray((Size) n + 1);
	links->to = GraphAllocArray(m, sizeof(uint32));
	links->edge = GraphAllocArray(m, sizeof(uint32));
	for (i = 0; i < m; i++)
		links->off[b->cause[i] + 1]++;
	GraphCountsToOffsets(links->off, n);
	memcpy(next, links->off, (Size) n * sizeof(uint32));
	for (i = 0; i < m; i++)
	{
		uint32		place = next[b->cause[i]]++;

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		links->to[place] = b->effect[i];
		links->edge[place] = i;
	}
	pfree(next);
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
	uint32		nloops;
	uint8		flags = 0;
	CausalGraph *graph;

	work = AllocSetContextCreate(caller, "bsc causal graph build", ALLOCSET_DEFAULT_SIZES);
	MemoryContextSwitchTo(work);
	CheckTextFits(b);
	SortLinks(b, &s.links);
	GraphNumberNodes(b, &s.links, &s.numbering);
	nloops = s.numbering.nloops;

	if (b->has_strengths)
		flags |= GRAPH_HAS_STRENGTHS;
	if (b->max_lag > 0)
		flags |= GRAPH_HAS_LAGS;
	if (b->max_lag > 0xFF ||
		(b->max_lag > 0 && (n > GRAPH_COMPACT_MAX || m > GRAPH_COMPACT_MAX)))
		flags |= GRAPH_WIDE_LAGS;
	GraphComputeLayout(&s.layout, flags, n, m, nloops, b->name_off[n]);
	if (s.layout.total > GRAPH_MAX_SIZE)
		GraphReportTooLarge(n, m, s.layout.total);
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
	if (WriteLinks(&s, escontext))
	{
		WriteNames(&s);
		if (nloops > 0)
			PutIndexes(graph, s.layout.loops, s.layout.node_width, s.numbering.loops,
					   (Size) nloops * 2);
		GraphHash(graph, graph->hash);
	}
	else
		graph = NULL;

	MemoryContextSwitchTo(caller);
	MemoryContextDelete(work);
	return graph;
}
