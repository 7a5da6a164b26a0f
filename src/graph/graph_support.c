/*
 * graph_support.c
 *	  What the planner is told: how many rows, at what cost.
 *
 * A graph is a value, so where the planner can see it (a literal, or a
 * parameter whose value is known, such as a variable in PL/pgSQL) the number
 * of rows is counted, not guessed: from the header, or by searching, which
 * takes less time than planning does.  In a join with a column the graph is
 * unknown; then the estimate starts from the function's declared ROWS, which
 * suit the map of a company and can be changed with ALTER FUNCTION, and takes
 * the other arguments into account.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "optimizer/cost.h"
#include "optimizer/optimizer.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "graph/graph_questions.h"

PG_FUNCTION_INFO_V1(bsc_downstream_support);
PG_FUNCTION_INFO_V1(bsc_upstream_support);
PG_FUNCTION_INFO_V1(bsc_edges_support);
PG_FUNCTION_INFO_V1(bsc_nodes_support);
PG_FUNCTION_INFO_V1(bsc_cycles_support);
PG_FUNCTION_INFO_V1(bsc_effects_support);
PG_FUNCTION_INFO_V1(bsc_propagate_support);

/* a search that has found so many stops counting */
#define COUNT_LIMIT		20000

/* an unknown graph costs as much as a map with so many nodes and links */
#define TYPICAL_SIZE	100

/* of propagate, if it is not told */
#define DEFAULT_PERIODS	13

/* what is known of the call when it is planned */
typedef struct PlannedCall
{
	bool		known;			/* the graph is */
	bool		empty;			/* the graph is NULL */
	double		declared;		/* rows of the function, for an unknown graph */
	GraphView	g;
	List	   *args;
	PlannerInfo *root;
} PlannedCall;

typedef double (*RowEstimate) (PlannedCall *call);

/* The value of an argument, if the planner can know it. */
static Const *
KnownArgument(PlannedCall *call, int n)
{
	Node	   *arg;

	if (n >= list_length(call->args))
		return NULL;
	arg = estimate_expression_value(call->root, (Node *) list_nth(call->args, n));
	return IsA(arg, Const) ? (Const *) arg : NULL;
}

/* The node that an argument names, if known and in the graph. */
static bool
KnownNode(PlannedCall *call, int n, uint32 *node)
{
	Const	   *name = KnownArgument(call, n);
	text	   *value;

	if (name == NULL || name->constisnull || name->consttype != TEXTOID)
		return false;
	value = DatumGetTextPP(name->constvalue);
	return GraphLookup(&call->g, VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), node);
}

/* The number of rows that a function is declared to return. */
static double
DeclaredRows(Oid function)
{
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
	double		rows;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for function %u", function);
	rows = ((Form_pg_proc) GETSTRUCT(tuple))->prorows;
	ReleaseSysCache(tuple);
	return rows;
}

/*
 * Answer a support request: open the graph if it is known, and ask "estimate"
 * for the rows.  The cost of a call follows from the size of the graph.
 */
static Datum
Answer(FunctionCallInfo fcinfo, RowEstimate estimate)
{
	Node	   *request = (Node *) PG_GETARG_POINTER(0);
	Node	   *expr;
	PlannedCall call;
	Const	   *graph;
	double		rows;
	MemoryContext work;
	MemoryContext caller;

	memset(&call, 0, sizeof(call));
	if (IsA(request, SupportRequestRows))
	{
		expr = ((SupportRequestRows *) request)->node;
		call.root = ((SupportRequestRows *) request)->root;
	}
	else if (IsA(request, SupportRequestCost))
	{
		expr = ((SupportRequestCost *) request)->node;
		call.root = ((SupportRequestCost *) request)->root;
	}
	else
		PG_RETURN_POINTER(NULL);
	if (expr == NULL || !is_funcclause(expr) || call.root == NULL)
		PG_RETURN_POINTER(NULL);

	work = AllocSetContextCreate(CurrentMemoryContext, "bsc causal graph planning",
								 ALLOCSET_DEFAULT_SIZES);
	caller = MemoryContextSwitchTo(work);
	call.args = ((FuncExpr *) expr)->args;
	call.declared = DeclaredRows(((FuncExpr *) expr)->funcid);
	graph = KnownArgument(&call, 0);
	if (graph != NULL && graph->constisnull)
		call.empty = true;
	else if (graph != NULL)
	{
		call.known = true;
		GraphOpen(&call.g, graph->constvalue, GRAPH_FORWARD | GRAPH_REVERSE | GRAPH_LOOPS);
	}

	rows = 0;
	if (IsA(request, SupportRequestRows))
		rows = call.empty ? 1.0 : Max(1.0, estimate(&call));
	MemoryContextSwitchTo(caller);

	if (IsA(request, SupportRequestRows))
		((SupportRequestRows *) request)->rows = rows;
	else
	{
		double		size = TYPICAL_SIZE;

		if (call.known)
			size = (double) call.g.nnodes + call.g.nedges;

		/* one operation for each node and link, and some for the call */
		((SupportRequestCost *) request)->startup = 0;
		((SupportRequestCost *) request)->per_tuple = cpu_operator_cost * (100.0 + size);
	}
	MemoryContextDelete(work);
	PG_RETURN_POINTER(request);
}

/* How many nodes are reached from the sources, within the depth. */
static double
ReachRows(PlannedCall *call, bool forward)
{
	Const	   *depth = KnownArgument(call, 2);
	int			max_depth = -1;
	GraphLinks	links;
	uint32		node;

	if (depth != NULL && !depth->constisnull)
		max_depth = Max(DatumGetInt32(depth->constvalue), 0);
	if (!call->known)
	{
		/* two links a node, as in a typical map */
		if (max_depth >= 0 && max_depth < 20)
			return Min(call->declared, (1 << (max_depth + 1)) - 2);
		return call->declared;
	}
	links = forward ? GraphForward(&call->g) : GraphReverse(&call->g);
	if (KnownNode(call, 1, &node))
		return GraphCountReachable(&call->g, &links, &node, 1, max_depth, COUNT_LIMIT);
	if (max_depth >= 0 && max_depth < 20 && call->g.nnodes > 0)
	{
		double		fan_out = (double) call->g.nedges / call->g.nnodes;
		double		level = 1.0;
		double		rows = 0.0;
		int			i;

		for (i = 0; i < max_depth; i++)
		{
			level *= fan_out;
			rows += level;
		}
		return Min(rows, call->g.nnodes / 2.0);
	}
	return call->g.nnodes / 2.0;
}

static double
DownstreamRows(PlannedCall *call)
{
	return ReachRows(call, true);
}

static double
UpstreamRows(PlannedCall *call)
{
	return ReachRows(call, false);
}

static double
EdgeRows(PlannedCall *call)
{
	return call->known ? call->g.nedges : call->declared;
}

static double
NodeRows(PlannedCall *call)
{
	return call->known ? call->g.nnodes : call->declared;
}

static double
CycleRows(PlannedCall *call)
{
	return call->known ? call->g.nloops : call->declared;
}

/* Of one cause, on one effect, of one on one, or all pairs. */
static double
EffectRows(PlannedCall *call)
{
	Const	   *cause = KnownArgument(call, 1);
	Const	   *effect = KnownArgument(call, 2);
	bool		all_causes = cause != NULL && cause->constisnull;
	bool		all_effects = effect != NULL && effect->constisnull;
	double		nodes = call->known ? call->g.nnodes / 2.0 : call->declared;
	GraphLinks	links;
	uint32		node;

	if (!all_causes && !all_effects)
		return 1.0;
	if (all_causes && all_effects)
		return nodes * nodes;
	if (call->known && KnownNode(call, all_effects ? 1 : 2, &node))
	{
		links = all_effects ? GraphForward(&call->g) : GraphReverse(&call->g);
		return GraphCountReachable(&call->g, &links, &node, 1, -1, COUNT_LIMIT);
	}
	return nodes;
}

/* A row for each node reached and each period. */
static double
ChangeRows(PlannedCall *call)
{
	Const	   *horizon = KnownArgument(call, 3);
	double		periods = DEFAULT_PERIODS;
	double		nodes = call->known ? call->g.nnodes / 2.0 : call->declared / DEFAULT_PERIODS;
	GraphLinks	links;
	uint32		node;

	if (horizon != NULL && !horizon->constisnull)
		periods = 1.0 + Max(DatumGetInt32(horizon->constvalue), 0);
	if (call->known && KnownNode(call, 1, &node))
	{
		links = GraphForward(&call->g);
		nodes = 1.0 + GraphCountReachable(&call->g, &links, &node, 1, -1, COUNT_LIMIT);
	}
	return nodes * periods;
}

Datum
bsc_downstream_support(PG_FUNCTION_ARGS)
{
	return Answer(fcinfo, DownstreamRows);
}

Datum
bsc_upstream_support(PG_FUNCTION_ARGS)
{
	return Answer(fcinfo, UpstreamRows);
}

Datum
bsc_edges_support(PG_FUNCTION_ARGS)
{
	return Answer(fcinfo, EdgeRows);
}

Datum
bsc_nodes_support(PG_FUNCTION_ARGS)
{
	return Answer(fcinfo, NodeRows);
}

Datum
bsc_cycles_support(PG_FUNCTION_ARGS)
{
	return Answer(fcinfo, CycleRows);
}

Datum
bsc_effects_support(PG_FUNCTION_ARGS)
{
	return Answer(fcinfo, EffectRows);
}

Datum
bsc_propagate_support(PG_FUNCTION_ARGS)
{
	return Answer(fcinfo, ChangeRows);
}
