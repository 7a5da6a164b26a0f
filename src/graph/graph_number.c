/*
 * graph_number.c
 *	  Which number each node of a graph gets.
 *
 * 1. Sort the names by their bytes; eight bytes after the prefix that all
 *    share decide nearly every comparison.
 * 2. Level the nodes: a node's level is the length of the longest chain of
 *    links that ends in it (Kahn 1962, "Topological sorting of large
 *    networks").  If some node never gets its turn there is a cycle; then the
 *    strongly connected components are levelled in place of the nodes.
 * 3. Number the nodes by level, then component, then name.  That is a
 *    topological order in which the nodes of a loop lie together, and it
 *    depends on nothing but the set of links.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "graph/graph_build.h"
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

#define ST_SORT SortNameKeys
#define ST_ELEMENT_TYPE NameKey
#define ST_COMPARE(a, b, arg) CompareNameKeys(a, b, arg)
#define ST_COMPARE_ARG_TYPE const NameSortArg
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/* The nodes in byte order of their names. */
static uint32 *
SortNames(const GraphBuilder *b)
{
	uint32		n = b->nnodes;
	NameKey    *keys = GraphAllocArray(n, sizeof(NameKey));
	uint32	   *order = GraphAllocArray(n, sizeof(uint32));
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

/*
 * Level the nodes of an acyclic graph; false if it has a cycle.
 */
static bool
LevelNodes(uint32 n, uint32 m, const uint32 *off, const uint32 *to, uint32 *level)
{
	uint32	   *waiting = GraphZeroArray(n); /* links not yet followed */
	uint32	   *queue = GraphAllocArray(n, sizeof(uint32));
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
	uint32	   *next = GraphZeroArray((Size) n + 1);
	uint32		i;

	for (i = 0; i < n; i++)
		next[level[i] + 1]++;
	GraphCountsToOffsets(next, n);
	for (i = 0; i < n; i++)
		old_node[next[level[order[i]]]++] = order[i];
	pfree(next);
}

/* The components of a graph with cycles, while its nodes are numbered. */
typedef struct Components
{
	uint32		count;
	uint32	   *of_node;
	uint32	   *member_off;		/* members of component c are */
	uint32	   *member;			/* member[member_off[c] .. member_off[c + 1] - 1] */
	uint32	   *level;			/* the longest chain of links that ends in it */
	bool	   *is_loop;		/* is there a link within it? */
} Components;

static inline uint32
ComponentSize(const Components *components, uint32 c)
{
	return components->member_off[c + 1] - components->member_off[c];
}

/* Find the components and list the members of each. */
static void
FindComponents(Components *components, uint32 n, const uint32 *off, const uint32 *to)
{
	uint32	   *place;
	uint32		i;

	components->of_node = GraphAllocArray(n, sizeof(uint32));
	components->count = GraphComponents(n, off, to, components->of_node);
	components->member_off = GraphZeroArray((Size) components->count + 1);
	components->member = GraphAllocArray(n, sizeof(uint32));
	components->level = GraphZeroArray(components->count);
	components->is_loop = palloc_extended(Max((Size) components->count, 1),
										  MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);

	for (i = 0; i < n; i++)
		components->member_off[components->of_node[i] + 1]++;
	GraphCountsToOffsets(components->member_off, components->count);
	place = GraphAllocArray(components->count, sizeof(uint32));
	for (i = 0; i < components->count; i++)
		place[i] = components->member_off[i];
	for (i = 0; i < n; i++)
		components->member[place[components->of_node[i]]++] = i;
	pfree(place);
}

/* Level the components, and find out which are loops. */
static void
LevelComponents(Components *components, const uint32 *off, const uint32 *to)
{
	uint32	   *level = components->level;
	uint32		c;
	uint32		i;

	/* links lead from higher to lower component numbers */
	for (c = components->count; c-- > 0;)
	{
		if ((c & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		components->is_loop[c] = ComponentSize(components, c) > 1;
		for (i = components->member_off[c]; i < components->member_off[c + 1]; i++)
		{
			uint32		v = components->member[i];
			uint32		k;

			for (k = off[v]; k < off[v + 1]; k++)
			{
				uint32		other = components->of_node[to[k]];

				if (other != c)
					level[other] = Max(level[other], level[c] + 1);
				else
					components->is_loop[c] = true;
			}
		}
	}
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
	Components	components;
	uint32	   *next;			/* where the next component of a level begins */
	uint32	   *place;			/* where the next node of a component goes */
	uint32		nloops = 0;
	uint32		c;
	uint32		i;

	FindComponents(&components, n, off, to);
	LevelComponents(&components, off, to);

	next = GraphZeroArray((Size) components.count + 1);
	place = GraphAllocArray(components.count, sizeof(uint32));
	for (c = 0; c < components.count; c++)
	{
		next[components.level[c] + 1] += ComponentSize(&components, c);
		place[c] = PG_UINT32_MAX;
	}
	GraphCountsToOffsets(next, components.count);
	for (i = 0; i < n; i++)
	{
		c = components.of_node[order[i]];
		if (place[c] == PG_UINT32_MAX)
		{
			place[c] = next[components.level[c]];
			next[components.level[c]] += ComponentSize(&components, c);
			nloops += components.is_loop[c];
		}
		old_node[place[c]++] = order[i];
	}
	pfree(next);
	pfree(place);

	*loops = GraphAllocArray((Size) nloops * 2, sizeof(uint32));
	nloops = 0;
	for (i = 0; i < n; i += ComponentSize(&components, c))
	{
		c = components.of_node[old_node[i]];
		if (components.is_loop[c])
		{
			(*loops)[2 * nloops] = i;
			(*loops)[2 * nloops + 1] = i + ComponentSize(&components, c) - 1;
			nloops++;
		}
	}

	pfree(components.of_node);
	pfree(components.member_off);
	pfree(components.member);
	pfree(components.level);
	pfree(components.is_loop);
	return nloops;
}

/* Decide which number each node gets. */
void
GraphNumberNodes(const GraphBuilder *b, const GraphSortedLinks *links, GraphNumbering *numbering)
{
	uint32		n = b->nnodes;
	uint32	   *level = GraphAllocArray(n, sizeof(uint32));
	uint32		i;

	numbering->by_name = SortNames(b);
	numbering->old_node = GraphAllocArray(n, sizeof(uint32));
	numbering->loops = NULL;
	numbering->nloops = 0;
	if (LevelNodes(n, b->nedges, links->off, links->to, level))
		NumberByLevel(n, level, numbering->by_name, numbering->old_node);
	else
		numbering->nloops = NumberByComponent(n, links->off, links->to, numbering->by_name,
											  numbering->old_node, &numbering->loops);
	pfree(level);
	numbering->new_node = GraphAllocArray(n, sizeof(uint32));
	for (i = 0; i < n; i++)
		numbering->new_node[numbering->old_node[i]] = i;
}
