/*
 * graph_paths.c
 *	  All simple paths from one node to another.
 *
 * A plain depth-first search can take exponential time in a dense part of the
 * graph from which no path leads to the target.  Here a link is followed only
 * if the target can still be reached after it without touching the path so
 * far, so every step belongs to at least one path, and the time is that of the
 * answer (the idea is Read and Tarjan's, 1975, "Bounds on backtrack algorithms
 * for listing cycles, paths, and spanning trees").
 *
 * Outside loops it is enough to know once and for all which nodes lead to
 * the target, as a path cannot meet itself there.  Inside a loop the search
 * looks back, at every step, from the ways out of the loop: the links to
 * nodes behind it that lead to the target, or the target itself.
 *
 * The strongest come first, so all are found before the first is returned;
 * their number is limited.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "graph/graph_questions.h"

PG_FUNCTION_INFO_V1(bsc_paths);

/* a path that was found; its nodes are in the set's array of nodes */
typedef struct FoundPath
{
	Size		start;
	uint32		length;
	int32		lag;
	double		effect;
} FoundPath;

/* one node of the path that is being tried */
typedef struct PathStep
{
	uint32		node;
	Size		first;			/* links to try: choices[first .. end - 1] */
	Size		end;
	double		effect;			/* of the path up to here */
	int64		lag;
} PathStep;

/* a growing array of node or link numbers */
typedef struct NumberList
{
	uint32	   *number;
	Size		count;
	Size		room;
} NumberList;

typedef struct PathSet
{
	GraphSet	set;
	uint32		source;
	uint32		target;
	int			max_paths;		/* -1: no limit */
	uint64	   *leads;			/* nodes that lead to the target */
	uint64	   *on_path;
	uint64	   *open;			/* nodes of a loop from which there is a way out */
	NumberList	choices;
	NumberList	nodes;			/* of all paths found */
	NumberList	queue;
	PathStep   *steps;
	uint32		nsteps;
	uint32		step_room;
	FoundPath  *found;
	uint32		nfound;
	uint32		found_room;
	uint32		shown;
} PathSet;

static void
AddNumber(NumberList *list, uint32 number)
{
	if (list->count == list->room)
	{
		list->room = Max(list->room * 2, 64);
		if (list->room * sizeof(uint32) > GRAPH_MAX_SIZE)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("paths take more than %zu bytes", (Size) GRAPH_MAX_SIZE)));
		if (list->number == NULL)
			list->number = palloc(list->room * sizeof(uint32));
		else
			list->number = repalloc(list->number, list->room * sizeof(uint32));
	}
	list->number[list->count++] = number;
}

/*
 * Mark the nodes of a loop from which the target can be reached off the
 * path: look back from the ways out.
 */
static void
MarkOpen(PathSet *p, uint32 first, uint32 last)
{
	GraphView  *g = &p->set.g;
	Size		head = 0;
	uint32		v;
	uint32		i;

	p->queue.count = 0;
	for (v = first; v <= last; v++)
	{
		bool		way_out = v == p->target;

		if (GraphBitIsSet(p->on_path, v))
			continue;
		for (i = g->fwd_off[v + 1]; !way_out && i > g->fwd_off[v]; i--)
		{
			/* links are in order: those behind the loop come last */
			if (g->fwd_to[i - 1] <= last)
				break;
			way_out = GraphBitIsSet(p->leads, g->fwd_to[i - 1]);
		}
		if (way_out)
		{
			AddNumber(&p->queue, v);
			GraphSetBit(p->open, v);
		}
		else
			p->open[v >> 6] &= ~(UINT64CONST(1) << (v & 63));
	}
	while (head < p->queue.count)
	{
		v = p->queue.number[head++];
		if ((head & 0x3FF) == 0)
			CHECK_FOR_INTERRUPTS();
		for (i = g->rev_off[v]; i < g->rev_off[v + 1]; i++)
		{
			uint32		before = g->rev_from[i];

			if (before < first || GraphBitIsSet(p->on_path, before) ||
				GraphBitIsSet(p->open, before))
				continue;
			GraphSetBit(p->open, before);
			AddNumber(&p->queue, before);
		}
	}
}

/* Step on a node: list the links that can lead on from it. */
static void
PushStep(PathSet *p, uint32 node, double effect, int64 lag)
{
	GraphView  *g = &p->set.g;
	int			loop = GraphLoopOf(g, node);
	uint32		first = 1;
	uint32		last = 0;
	PathStep   *step;
	uint32		i;

	CHECK_FOR_INTERRUPTS();
	if (p->nsteps == p->step_room)
	{
		p->step_room = Max(p->step_room * 2, 32);
		if (p->steps == NULL)
			p->steps = palloc(p->step_room * sizeof(PathStep));
		else
			p->steps = repalloc_huge(p->steps, (Size) p->step_room * sizeof(PathStep));
	}
	GraphSetBit(p->on_path, node);
	if (loop >= 0)
	{
		first = g->loops[2 * loop];
		last = g->loops[2 * loop + 1];
		MarkOpen(p, first, last);
	}

	step = &p->steps[p->nsteps++];
	step->node = node;
	step->effect = effect;
	step->lag = lag;
	step->first = p->choices.count;
	for (i = g->fwd_off[node]; i < g->fwd_off[node + 1]; i++)
	{
		uint32		next = g->fwd_to[i];
		bool		leads;

		if (next >= first && next <= last)
			leads = !GraphBitIsSet(p->on_path, next) && GraphBitIsSet(p->open, next);
		else
			leads = GraphBitIsSet(p->leads, next);
		if (leads)
			AddNumber(&p->choices, i);
	}
	step->end = p->choices.count;
}

/* Keep a path that has reached the target. */
static void
KeepPath(PathSet *p, double effect, int64 lag)
{
	FoundPath  *path;
	uint32		i;

	if (p->max_paths >= 0 && p->nfound >= (uint32) p->max_paths)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg_plural("more than %d path leads from %s to %s",
							   "more than %d paths lead from %s to %s",
							   p->max_paths, p->max_paths,
							   GraphShowPath(&p->set.g, &p->source, 1, false),
							   GraphShowPath(&p->set.g, &p->target, 1, false)),
				 errhint("Raise max_paths, or use bsc.effects, which adds up any number of paths.")));
	if (isinf(effect) || isnan(effect))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("effect of a path is out of range for type double precision")));
	if (lag > PG_INT32_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("lag of a path is out of range for type integer")));
	if (p->nfound == p->found_room)
	{
		p->found_room = Max(p->found_room * 2, 64);
		if (p->found == NULL)
			p->found = palloc(p->found_room * sizeof(FoundPath));
		else
			p->found = repalloc_huge(p->found, (Size) p->found_room * sizeof(FoundPath));
	}
	path = &p->found[p->nfound++];
	path->start = p->nodes.count;
	path->effect = effect;
	path->lag = (int32) lag;
	for (i = 0; i < p->nsteps; i++)
		AddNumber(&p->nodes, p->steps[i].node);
	AddNumber(&p->nodes, p->target);
	path->length = p->nsteps + 1;
}

/* Find all paths. */
static void
FindPaths(PathSet *p)
{
	GraphView  *g = &p->set.g;

	PushStep(p, p->source, 1.0, 0);
	while (p->nsteps > 0)
	{
		PathStep   *step = &p->steps[p->nsteps - 1];
		uint32		link;
		uint32		next;
		double		effect;
		int64		lag;

		if (step->first == step->end)
		{
			/* nothing left to try here */
			p->on_path[step->node >> 6] &= ~(UINT64CONST(1) << (step->node & 63));
			p->nsteps--;
			p->choices.count = p->nsteps > 0 ? p->steps[p->nsteps - 1].end : 0;
			continue;
		}
		link = p->choices.number[step->first++];
		next = g->fwd_to[link];
		effect = step->effect * (g->strength ? g->strength[link] : 1.0);
		lag = step->lag + (g->lag ? g->lag[link] : 0);
		if (next == p->target)
			KeepPath(p, effect, lag);
		else
			PushStep(p, next, effect, lag);
	}
}

/* Strongest first; then shortest, soonest, and by nodes. */
static int
ComparePaths(const void *a, const void *b, void *arg)
{
	const FoundPath *x = (const FoundPath *) a;
	const FoundPath *y = (const FoundPath *) b;
	const uint32 *nodes = ((PathSet *) arg)->nodes.number;
	uint32		i;

	if (fabs(x->effect) != fabs(y->effect))
		return fabs(x->effect) > fabs(y->effect) ? -1 : 1;
	if (x->length != y->length)
		return x->length < y->length ? -1 : 1;
	if (x->lag != y->lag)
		return x->lag < y->lag ? -1 : 1;
	for (i = 0; i < x->length; i++)
	{
		if (nodes[x->start + i] != nodes[y->start + i])
			return nodes[x->start + i] < nodes[y->start + i] ? -1 : 1;
	}
	return 0;
}

/* paths: the rows are (path, effect, lag) */
static bool
PathNext(GraphSet *set, Datum *values, bool *nulls)
{
	PathSet    *p = (PathSet *) set;
	FoundPath  *path;
	Datum	   *names;
	uint32		i;

	if (p->shown == p->nfound)
		return false;
	path = &p->found[p->shown++];
	names = palloc_extended((Size) path->length * sizeof(Datum), MCXT_ALLOC_HUGE);
	for (i = 0; i < path->length; i++)
	{
		int			len;
		const char *name = GraphNodeName(&set->g, p->nodes.number[path->start + i], &len);

		names[i] = PointerGetDatum(cstring_to_text_with_len(name, len));
	}
	values[0] = PointerGetDatum(construct_array(names, (int) path->length, TEXTOID, -1, false,
												TYPALIGN_INT));
	values[1] = Float8GetDatum(path->effect);
	values[2] = Int32GetDatum(path->lag);
	return true;
}

static GraphSet *
PathStart(FunctionCallInfo fcinfo)
{
	PathSet    *p;
	GraphView  *g;
	GraphLinks	back;
	int			loop;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return NULL;
	p = palloc0(sizeof(PathSet));
	p->set.next = PathNext;
	p->set.makes_garbage = true;
	p->max_paths = -1;
	if (!PG_ARGISNULL(3))
	{
		p->max_paths = PG_GETARG_INT32(3);
		if (p->max_paths < 1)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("maximum number of paths must be positive, but is %d",
							p->max_paths)));
	}
	g = &p->set.g;
	GraphOpen(g, PG_GETARG_DATUM(0), GRAPH_KEEP | GRAPH_FORWARD | GRAPH_REVERSE |
			  GRAPH_WEIGHTS | GRAPH_LOOPS);
	p->source = GraphFindNode(g, PG_GETARG_TEXT_PP(1));
	p->target = GraphFindNode(g, PG_GETARG_TEXT_PP(2));

	/* a simple path meets no node twice, so none leads back to its start */
	if (p->source == p->target)
		return NULL;
	back = GraphReverse(g);
	loop = GraphLoopOf(g, p->source);
	p->leads = GraphReachable(g, &back, p->target,
							  loop < 0 ? p->source : g->loops[2 * loop], g->nnodes, NULL);
	if (!GraphBitIsSet(p->leads, p->source))
		return NULL;
	p->on_path = GraphBitmap(g->nnodes);
	p->open = GraphBitmap(g->nnodes);
	FindPaths(p);
	qsort_arg(p->found, p->nfound, sizeof(FoundPath), ComparePaths, p);
	return &p->set;
}

Datum
bsc_paths(PG_FUNCTION_ARGS)
{
	return GraphReturnSet(fcinfo, PathStart);
}
