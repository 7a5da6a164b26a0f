/*
 * reads.c
 *	  Which tables a measure's query reads, and what in it depends on the session.
 *
 * A refresh runs a query with the scorecard's time zone.  Where a table is spread
 * over other servers, a part of the query is run there, in sessions with a time
 * zone of their own: then bsc.during(at, $1) finds other rows than it would here,
 * or all rows must travel because it cannot be sent.  And some engines refuse
 * grouping sets over such tables.  bsc.lint warns of both; this file tells it what
 * the parsed query has, with its views resolved and functions left alone.
 */
#include "postgres.h"

#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "refresh/refresh.h"
#include "storage/shmem.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(bsc_query_reads);

typedef struct QueryReads
{
	Oid			namespace;		/* where our functions are */
	MemoryContext context;		/* the tables are kept here */
	List	   *tables;			/* of oids */
	List	   *grouped;		/* those of them that grouping sets read */
	bool		session_zone;
} QueryReads;

/*
 * Is this a function of ours that looks at moments in the session's time zone?
 * They are the stable ones among those that take or give a timestamptz.
 */
static bool
LooksAtZone(const QueryReads *reads, Oid function)
{
	Oid		   *types;
	int			count;
	bool		moment = get_func_rettype(function) == TIMESTAMPTZOID;

	if (get_func_namespace(function) != reads->namespace || func_volatile(function) != PROVOLATILE_STABLE)
		return false;
	(void) get_func_signature(function, &types, &count);
	for (int i = 0; i < count; i++)
		moment = moment || types[i] == TIMESTAMPTZOID;
	pfree(types);
	return moment;
}

static bool
CheckFunction(Oid function, void *argument)
{
	return LooksAtZone(argument, function);
}

/*
 * Note the tables that a query with grouping sets reads, in itself or its
 * subqueries.  What it reads from a materialized CTE was put together before.
 */
static void
NoteGrouped(Query *query, QueryReads *reads)
{
	ListCell   *cell;

	check_stack_depth();
	foreach(cell, query->rtable)
	{
		RangeTblEntry *rte = lfirst_node(RangeTblEntry, cell);

		if (rte->rtekind == RTE_RELATION)
		{
			MemoryContext oldcontext = MemoryContextSwitchTo(reads->context);

			reads->grouped = list_append_unique_oid(reads->grouped, rte->relid);
			MemoryContextSwitchTo(oldcontext);
		}
		else if (rte->rtekind == RTE_SUBQUERY)
			NoteGrouped(rte->subquery, reads);
	}
	foreach(cell, query->cteList)
	{
		CommonTableExpr *cte = lfirst_node(CommonTableExpr, cell);

		if (cte->ctematerialized != CTEMaterializeAlways && IsA(cte->ctequery, Query))
			NoteGrouped((Query *) cte->ctequery, reads);
	}
}

/*
 * Look at a node of the query, and go on to those below it.
 */
static bool
Inspect(Node *node, QueryReads *reads)
{
	if (node == NULL)
		return false;
	check_stack_depth();
	if (IsA(node, RangeTblEntry))
	{
		RangeTblEntry *rte = (RangeTblEntry *) node;

		if (rte->rtekind == RTE_RELATION)
		{
			MemoryContext oldcontext = MemoryContextSwitchTo(reads->context);

			reads->tables = list_append_unique_oid(reads->tables, rte->relid);
			MemoryContextSwitchTo(oldcontext);
		}
		return false;
	}
	if (IsA(node, Query))
	{
		Query	   *query = (Query *) node;

		if (query->groupingSets != NIL)
			NoteGrouped(query, reads);
		return query_tree_walker(query, Inspect, reads, QTW_EXAMINE_RTES_BEFORE);
	}
	if (check_functions_in_node(node, CheckFunction, reads))
		reads->session_zone = true;
	return expression_tree_walker(node, Inspect, reads);
}

static void
InspectQueries(List *queries, void *argument)
{
	ListCell   *cell;

	foreach(cell, queries)
		(void) Inspect((Node *) lfirst(cell), argument);
}

static Datum
OidArray(List *oids)
{
	Datum	   *items = palloc(mul_size(sizeof(Datum), list_length(oids) + 1));
	int			count = 0;
	ListCell   *cell;

	foreach(cell, oids)
		items[count++] = ObjectIdGetDatum(lfirst_oid(cell));
	return PointerGetDatum(construct_array(items, count, OIDOID, sizeof(Oid), true, TYPALIGN_INT));
}

/*
 * bsc._query_reads(measure_id): (tables oid[], session_zone, grouped oid[]), all
 * NULL if there is no query or it does not parse.
 */
Datum
bsc_query_reads(PG_FUNCTION_ARGS)
{
	Oid			types[] = {INT8OID};
	Datum		values[3] = {PG_GETARG_DATUM(0)};
	bool		nulls[3] = {true, true, true};
	QueryReads	reads = {get_func_namespace(fcinfo->flinfo->fn_oid), CurrentMemoryContext};
	TupleDesc	desc;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	OwnExecute("SELECT q.code, q.query, q.run_as, q.time_zone, coalesce(q.role, 0::oid), q.period"
			   " FROM bsc._query_to_look_at($1, 'query') AS q",
			   1, types, values, NULL);
	if (SPI_processed == 1)
	{
		MeasureQuery measure = {0};
		ErrorData  *error;

		QueryRead(&measure, 0, 1);
		measure.period_type = SPI_gettypeid(SPI_tuptable->tupdesc, 6);
		QueryForPeriod(&measure, OwnDatum(0, 6));
		error = QueryInspect(&measure, InspectQueries, &reads);
		if (error != NULL && QueryErrorIsCancel(error))
			ReThrowError(error);
		nulls[0] = nulls[1] = nulls[2] = error != NULL;
	}
	SPI_finish();
	if (!nulls[0])
	{
		values[0] = OidArray(reads.tables);
		values[1] = BoolGetDatum(reads.session_zone);
		values[2] = OidArray(reads.grouped);
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls)));
}
