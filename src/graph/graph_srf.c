/*
 * graph_srf.c
 *	  Serving sets of rows, to FROM and to a select list.
 *
 * In FROM the executor wants the whole set in a tuplestore and says so; it is
 * filled in one go, in a memory context that is gone when the call ends.  In
 * a select list it asks for one row at a time and may stop whenever it likes;
 * then the set does no more work than for the rows that were asked for.
 */
#include "postgres.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "utils/memutils.h"
#include "utils/tuplestore.h"

#include "graph/graph_questions.h"

/* columns at most that a set of this room has */
#define MAX_COLUMNS		8

/*
 * The name of a node as a text datum, in a buffer that the next name for the
 * same slot overwrites: rows are copied before that.
 */
Datum
GraphSetName(GraphSet *set, int slot, uint32 node)
{
	int			len;
	const char *name;
	char	   *buffer = set->name_buffer[slot];

	if (buffer != NULL && set->name_of[slot] == node)
		return PointerGetDatum(buffer);
	name = GraphNodeName(&set->g, node, &len);
	if (buffer == NULL || set->name_room[slot] < len)
	{
		MemoryContext owner = GetMemoryChunkContext(set);
		int			room = Max(len, 120);

		if (buffer != NULL)
			pfree(buffer);
		buffer = MemoryContextAlloc(owner, (Size) room + VARHDRSZ);
		set->name_buffer[slot] = buffer;
		set->name_room[slot] = room;
	}
	SET_VARSIZE(buffer, len + VARHDRSZ);
	memcpy(VARDATA(buffer), name, len);
	set->name_of[slot] = node;
	return PointerGetDatum(buffer);
}

/* All rows at once. */
static void
Materialize(FunctionCallInfo fcinfo, GraphSetStart start)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext work;
	MemoryContext row = NULL;
	MemoryContext caller;
	GraphSet   *set;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	work = AllocSetContextCreate(CurrentMemoryContext, "bsc causal graph call",
								 ALLOCSET_DEFAULT_SIZES);
	caller = MemoryContextSwitchTo(work);
	set = start(fcinfo);
	if (set != NULL)
	{
		Datum		values[MAX_COLUMNS];
		bool		nulls[MAX_COLUMNS];
		uint32		rows = 0;

		memset(nulls, 0, sizeof(nulls));
		if (set->makes_garbage)
		{
			row = AllocSetContextCreate(work, "bsc causal graph row", ALLOCSET_DEFAULT_SIZES);
			MemoryContextSwitchTo(row);
		}
		while (set->next(set, values, nulls))
		{
			tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
			if ((++rows & 0x3FF) == 0)
				CHECK_FOR_INTERRUPTS();
			if (row != NULL)
				MemoryContextReset(row);
		}
	}
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(work);
}

/* One row for each call. */
static Datum
NextValue(FunctionCallInfo fcinfo, GraphSetStart start)
{
	FuncCallContext *funcctx;
	GraphSet   *set;
	Datum		values[MAX_COLUMNS];
	bool		nulls[MAX_COLUMNS];

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext caller;
		TupleDesc	tupdesc;

		funcctx = SRF_FIRSTCALL_INIT();
		caller = MemoryContextSwitchTo(funcctx->multi_call_memory_ctx);
		if (get_call_result_type(fcinfo, NULL, &tupdesc) == TYPEFUNC_COMPOSITE)
			funcctx->tuple_desc = BlessTupleDesc(tupdesc);
		else
			funcctx->tuple_desc = NULL;
		funcctx->user_fctx = start(fcinfo);
		MemoryContextSwitchTo(caller);
	}

	funcctx = SRF_PERCALL_SETUP();
	set = (GraphSet *) funcctx->user_fctx;
	memset(nulls, 0, sizeof(nulls));
	if (set == NULL || !set->next(set, values, nulls))
		SRF_RETURN_DONE(funcctx);
	if (funcctx->tuple_desc == NULL)
	{
		if (nulls[0])
			SRF_RETURN_NEXT_NULL(funcctx);
		SRF_RETURN_NEXT(funcctx, values[0]);
	}
	SRF_RETURN_NEXT(funcctx,
					HeapTupleGetDatum(heap_form_tuple(funcctx->tuple_desc, values, nulls)));
}

/* Serve a set in the way that the caller prefers. */
Datum
GraphReturnSet(FunctionCallInfo fcinfo, GraphSetStart start)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	if (rsinfo != NULL && IsA(rsinfo, ReturnSetInfo) &&
		(rsinfo->allowedModes & SFRM_Materialize) &&
		(rsinfo->allowedModes & SFRM_Materialize_Preferred))
	{
		Materialize(fcinfo, start);
		return (Datum) 0;
	}
	return NextValue(fcinfo, start);
}
