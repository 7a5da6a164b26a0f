/*
 * graph_build.c
 *	  From a builder's names and links, in any order, to a graph.
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

#include "common/shortest_dec.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "graph/graph_questions.h"

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
 * Refuse a graph whose text would not fit into one value: it could be stored,
 * but no dump could be made of it.  Counts what COPY would write, taking
 * numbers at their longest.
 */
static void
CheckTextFits(const GraphBuilder *b)
{
	uint32	   *name_text = AllocArray(b->nnodes, sizeof(uint32));
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
	CheckTextFits(b);

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
