/*
 * graph_propagate.c
 *	  What a change of one node does to all others, period by period.
 *
 * The change of a node in period t is what comes in from outside plus, for
 * every link that leads to it, the strength of the link times the change of
 * its cause as many periods before as the link's lag.  What comes in from
 * outside is the given change at the given node: in every period from 0 on if
 * it lasts (a press), in period 0 alone if it does not (a pulse).  These are
 * the terms of dynamic structural equation models; summed up to infinity the
 * pulse gives the total effect.
 *
 * Nodes are swept in topological order, a row of periods for each.  Within a
 * loop the periods are gone through one after the other; links of the loop
 * without lag work at once, and go round until they fade, so graph_loops.c
 * solves for their sum.  Links with lag need no such thing: over a limited
 * number of periods even feedback that grows has an answer.
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "graph/graph_questions.h"

PG_FUNCTION_INFO_V1(bsc_propagate);

/* propagate: the rows are (node, period, change) */
typedef struct ChangeSet
{
	GraphSet	set;
	uint32		nperiods;
	uint32		nreached;
	uint32	   *node;			/* those reached, in order */
	uint32	   *place;			/* of a node among them */
	double	   *change;			/* by node reached, then period */
	uint32		next_place;
	uint32		next_period;
	uint32		work;			/* since interrupts were looked for */
} ChangeSet;

/* additions between two looks for interrupts */
#define WORK_UNIT	1000000

static inline double *
RowOf(ChangeSet *c, uint32 node)
{
	return c->change + (Size) c->place[node] * c->nperiods;
}

/* Look for interrupts after so many rows as make up a unit of work. */
static inline void
CountWork(ChangeSet *c)
{
	c->work += Min(c->nperiods, WORK_UNIT);
	if (c->work >= WORK_UNIT)
	{
		CHECK_FOR_INTERRUPTS();
		c->work = 0;
	}
}

/* Pass the changes of a node on to one of its effects. */
static void
FollowLink(ChangeSet *c, const double *from, uint32 link)
{
	GraphView  *g = &c->set.g;
	double		strength = g->strength ? g->strength[link] : 1.0;
	uint32		lag = g->lag ? g->lag[link] : 0;
	double	   *to = RowOf(c, g->fwd_to[link]);
	uint32		t;

	for (t = lag; t < c->nperiods; t++)
		to[t] += strength * from[t - lag];
	CountWork(c);
}

/* The periods of a loop, one after the other, then on to what it leads to. */
static void
FollowLoop(ChangeSet *c, uint32 first, uint32 last)
{
	GraphView  *g = &c->set.g;
	GraphLoop  *at_once = GraphLoopCreate(g, first, last, true);
	double	   *x = palloc_extended(((Size) last - first + 1) * sizeof(double), MCXT_ALLOC_HUGE);
	uint32		t;
	uint32		v;
	uint32		i;

	for (t = 0; t < c->nperiods; t++)
	{
		CHECK_FOR_INTERRUPTS();
		if (GraphLoopHasLinks(at_once))
		{
			for (v = first; v <= last; v++)
				x[v - first] = RowOf(c, v)[t];
			GraphLoopSolve(at_once, x, false);
			for (v = first; v <= last; v++)
				RowOf(c, v)[t] = x[v - first];
		}
		if (g->lag == NULL)
			continue;
		for (v = first; v <= last; v++)
		{
			double		now = RowOf(c, v)[t];

			for (i = g->fwd_off[v]; i < g->fwd_off[v + 1] && g->fwd_to[i] <= last; i++)
			{
				uint32		lag = g->lag[i];

				if (lag > 0 && lag < c->nperiods - t)
					RowOf(c, g->fwd_to[i])[t + lag] += now * (g->strength ? g->strength[i] : 1.0);
			}
		}
	}
	for (v = first; v <= last; v++)
	{
		for (i = g->fwd_off[v]; i < g->fwd_off[v + 1]; i++)
		{
			if (g->fwd_to[i] > last)
				FollowLink(c, RowOf(c, v), i);
		}
	}
	pfree(x);
}

/* All changes of all nodes that the source leads to. */
static void
FollowAll(ChangeSet *c)
{
	GraphView  *g = &c->set.g;
	uint32		loop = 0;
	uint32		place;
	uint32		i;

	for (place = 0; place < c->nreached; place++)
	{
		uint32		v = c->node[place];

		while (loop < g->nloops && g->loops[2 * loop + 1] < v)
			loop++;
		if (loop < g->nloops && g->loops[2 * loop] <= v)
		{
			/* all of the loop is reached, in order */
			FollowLoop(c, g->loops[2 * loop], g->loops[2 * loop + 1]);
			place += g->loops[2 * loop + 1] - v;
			continue;
		}
		for (i = g->fwd_off[v]; i < g->fwd_off[v + 1]; i++)
			FollowLink(c, RowOf(c, v), i);
	}
}

static bool
ChangeNext(GraphSet *set, Datum *values, bool *nulls)
{
	ChangeSet  *c = (ChangeSet *) set;
	double		change;

	if (c->next_place == c->nreached)
	{
		c->next_place = 0;
		c->next_period++;
	}
	if (c->next_period == c->nperiods)
		return false;
	change = c->change[(Size) c->next_place * c->nperiods + c->next_period];
	if (isinf(change) || isnan(change))
	{
		int			len;
		const char *name = GraphNodeName(&set->g, c->node[c->next_place], &len);

		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("change is out of range for type double precision"),
				 errdetail("It is the change of \"%.*s\" in period %u.", len, name,
						   c->next_period)));
	}
	values[0] = GraphSetName(set, 0, c->node[c->next_place]);
	values[1] = Int32GetDatum((int32) c->next_period);
	values[2] = Float8GetDatum(change);
	c->next_place++;
	return true;
}

static GraphSet *
ChangeStart(FunctionCallInfo fcinfo)
{
	ChangeSet  *c;
	GraphView  *g;
	GraphLinks	links;
	double		change;
	int32		horizon;
	uint64	   *reached;
	uint32		source;
	uint32		v;
	uint32		t;
	Size		bytes;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3) ||
		PG_ARGISNULL(4))
		return NULL;
	change = PG_GETARG_FLOAT8(2);
	if (isnan(change) || isinf(change))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("change must be a finite number")));
	horizon = PG_GETARG_INT32(3);
	if (horizon < 0 || horizon == PG_INT32_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("horizon must be between 0 and %d, but is %d",
						PG_INT32_MAX - 1, horizon)));

	c = palloc0(sizeof(ChangeSet));
	c->set.next = ChangeNext;
	c->nperiods = (uint32) horizon + 1;
	g = &c->set.g;
	GraphOpen(g, PG_GETARG_DATUM(0),
			  GRAPH_KEEP | GRAPH_FORWARD | GRAPH_WEIGHTS | GRAPH_LOOPS);
	source = GraphFindNode(g, PG_GETARG_TEXT_PP(1));
	links = GraphForward(g);
	reached = GraphReachable(g, &links, source, 0, g->nnodes, &c->nreached);

	bytes = (Size) c->nreached * c->nperiods * sizeof(double);
	if (bytes > GRAPH_MAX_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("changes of %u nodes over %u periods are too many",
						c->nreached, c->nperiods),
				 errdetail("They take %zu bytes, the limit is %zu.", bytes,
						   (Size) GRAPH_MAX_SIZE),
				 errhint("Choose a shorter horizon.")));
	c->change = palloc(bytes);
	c->node = palloc((Size) c->nreached * sizeof(uint32));
	c->place = palloc_extended((Size) g->nnodes * sizeof(uint32), MCXT_ALLOC_HUGE);
	for (v = 0, t = 0; v < g->nnodes; v++)
	{
		if (GraphBitIsSet(reached, v))
		{
			c->node[t] = v;
			c->place[v] = t++;
			memset(RowOf(c, v), 0, c->nperiods * sizeof(double));
			CountWork(c);
		}
	}

	for (t = 0; t < (PG_GETARG_BOOL(4) ? c->nperiods : 1); t++)
		RowOf(c, source)[t] = change;
	FollowAll(c);
	return &c->set;
}

Datum
bsc_propagate(PG_FUNCTION_ARGS)
{
	return GraphReturnSet(fcinfo, ChangeStart);
}
