/*
 * graph_agg.c
 *	  The aggregate that makes a graph of rows.
 *
 * The state is a GraphBuilder in the aggregate's memory.  Its final function
 * leaves it as it is, so that window frames and several aggregates can share
 * it, and since GraphBuild sorts everything, the result does not depend on
 * the order of rows or on how parallel workers divided them.
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/memutils.h"

#include "graph/graph.h"

PG_FUNCTION_INFO_V1(bsc_causal_graph_transition);
PG_FUNCTION_INFO_V1(bsc_causal_graph_combine);
PG_FUNCTION_INFO_V1(bsc_causal_graph_serialize);
PG_FUNCTION_INFO_V1(bsc_causal_graph_deserialize);
PG_FUNCTION_INFO_V1(bsc_causal_graph_final);

static MemoryContext
AggregateContext(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "causal graph aggregate called in non-aggregate context");
	return context;
}

/*
 * Take in one row: (state, cause, effect [, strength [, lag]]).  A row without
 * an effect adds the cause as a node; a row with neither adds nothing.
 */
Datum
bsc_causal_graph_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = AggregateContext(fcinfo);
	GraphBuilder *b;
	text	   *cause;
	uint32		cause_node;

	b = PG_ARGISNULL(0) ? GraphBuilderCreate(context) : (GraphBuilder *) PG_GETARG_POINTER(0);
	if (PG_ARGISNULL(1))
	{
		if (!PG_ARGISNULL(2))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("link to \"%s\" has no cause", text_to_cstring(PG_GETARG_TEXT_PP(2))),
					 errhint("A node without links is given as a cause with a null effect.")));
		PG_RETURN_POINTER(b);
	}

	cause = PG_GETARG_TEXT_PP(1);
	cause_node = GraphBuilderNode(b, VARDATA_ANY(cause), (int) VARSIZE_ANY_EXHDR(cause));
	if (!PG_ARGISNULL(2))
	{
		text	   *effect = PG_GETARG_TEXT_PP(2);
		uint32		effect_node = GraphBuilderNode(b, VARDATA_ANY(effect),
												   (int) VARSIZE_ANY_EXHDR(effect));
		double		strength = 1.0;
		int32		lag = 0;

		if (PG_NARGS() > 3 && !PG_ARGISNULL(3))
			strength = PG_GETARG_FLOAT8(3);
		if (PG_NARGS() > 4 && !PG_ARGISNULL(4))
			lag = PG_GETARG_INT32(4);
		GraphBuilderLink(b, cause_node, effect_node, strength, lag, NULL);
	}
	PG_RETURN_POINTER(b);
}

/* Put two states together, into the first. */
Datum
bsc_causal_graph_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = AggregateContext(fcinfo);
	GraphBuilder *b;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_POINTER(PG_GETARG_POINTER(0));
	}
	b = PG_ARGISNULL(0) ? GraphBuilderCreate(context) : (GraphBuilder *) PG_GETARG_POINTER(0);
	GraphBuilderMerge(b, (GraphBuilder *) PG_GETARG_POINTER(1));
	PG_RETURN_POINTER(b);
}

Datum
bsc_causal_graph_serialize(PG_FUNCTION_ARGS)
{
	(void) AggregateContext(fcinfo);
	PG_RETURN_BYTEA_P(GraphBuilderSerialize((GraphBuilder *) PG_GETARG_POINTER(0)));
}

Datum
bsc_causal_graph_deserialize(PG_FUNCTION_ARGS)
{
	(void) AggregateContext(fcinfo);
	PG_RETURN_POINTER(GraphBuilderDeserialize(CurrentMemoryContext, PG_GETARG_BYTEA_PP(0)));
}

/* The graph; NULL if there was no row. */
Datum
bsc_causal_graph_final(PG_FUNCTION_ARGS)
{
	(void) AggregateContext(fcinfo);
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_POINTER(GraphBuild((GraphBuilder *) PG_GETARG_POINTER(0), NULL));
}
