/*
 * drill.c
 *	  bsc.drill(): the company's rows behind a figure, as a measure's detail query
 *	  shows them to whoever asks.
 *
 * The query runs with the care of query.c, but as the caller: who may not read the
 * company's table gets that error and nobody else's rights.  Since its author
 * could let a superuser's session run what she likes, a superuser runs only what
 * one has written (refresh.sql checks that).  Each row becomes an object while the
 * query's world still stands, since that may call functions of types.  No row
 * is asked for beyond those wanted.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "refresh/refresh.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(bsc_drill);

/* takes the rows as they come, and stops the query after the last one wanted */
typedef struct DetailReceiver
{
	DestReceiver pub;
	TupleDesc	row;			/* of the query */
	Tuplestorestate *store;		/* of objects */
	TupleDesc	desc;
	int			wanted;			/* rows still to come */
	MemoryContext context;
	MemoryContext row_context;
} DetailReceiver;

static void
DetailStartup(DestReceiver *self, int operation, TupleDesc result)
{
	DetailReceiver *receiver = (DetailReceiver *) self;
	MemoryContext oldcontext = MemoryContextSwitchTo(receiver->context);

	receiver->row = BlessTupleDesc(CreateTupleDescCopy(result));
	MemoryContextSwitchTo(oldcontext);
}

/*
 * Keep a row as an object.
 */
static bool
DetailReceive(TupleTableSlot *slot, DestReceiver *self)
{
	DetailReceiver *receiver = (DetailReceiver *) self;
	MemoryContext oldcontext;
	HeapTuple	tuple;
	Datum		json;
	Datum		object;
	bool		isnull = false;

	if (receiver->wanted == 0)
		return false;
	receiver->wanted--;

	oldcontext = MemoryContextSwitchTo(receiver->row_context);
	slot_getallattrs(slot);
	tuple = heap_form_tuple(receiver->row, slot->tts_values, slot->tts_isnull);
	json = DirectFunctionCall1(row_to_json, HeapTupleGetDatum(tuple));
	object = DirectFunctionCall1(jsonb_in, CStringGetDatum(TextDatumGetCString(json)));
	tuplestore_putvalues(receiver->store, receiver->desc, &object, &isnull);
	MemoryContextSwitchTo(oldcontext);
	MemoryContextReset(receiver->row_context);
	return receiver->wanted > 0;
}

static void
DetailShutdown(DestReceiver *self)
{
}

/*
 * The query to run, as refresh.sql finds it for these arguments.
 */
static void
FindDetail(FunctionCallInfo fcinfo, MeasureQuery *measure)
{
	Oid		   *argtypes;
	int			nargs;
	Datum		values[4];
	char		nulls[4];
	bool		isnull;

	(void) get_func_signature(fcinfo->flinfo->fn_oid, &argtypes, &nargs);
	for (int i = 0; i < 4; i++)
	{
		values[i] = PG_GETARG_DATUM(i);
		nulls[i] = PG_ARGISNULL(i) ? 'n' : ' ';
	}
	OwnExecute("SELECT t.code, t.query, t.time_zone, t.period_to_show, t.entities"
			   " FROM bsc._detail_query($1, $2, $3::bsc.period, $4) AS t",
			   4, argtypes, values, nulls);
	measure->measure = OwnText(0, 1);
	measure->query = OwnText(0, 2);
	measure->run_as = GetUserNameFromId(GetUserId(), false);
	measure->role = GetUserId();
	measure->time_zone = OwnText(0, 3);
	measure->period_type = SPI_gettypeid(SPI_tuptable->tupdesc, 4);
	measure->period = OwnDatum(0, 4);
	measure->purpose = QUERY_DETAIL;
	measure->entities = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 5, &isnull);
	measure->is_whole = isnull;
}

/*
 * bsc.drill(scorecard, measure, period, entity, max_rows)
 */
Datum
bsc_drill(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	MeasureQuery measure = {0};
	DetailReceiver receiver = {0};
	ErrorData  *error;

	if (PG_ARGISNULL(4) || PG_GETARG_INT32(4) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("max_rows must be a number of rows, not %s",
						PG_ARGISNULL(4) ? "NULL" : psprintf("%d", PG_GETARG_INT32(4)))));
	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	FindDetail(fcinfo, &measure);

	receiver.pub.receiveSlot = DetailReceive;
	receiver.pub.rStartup = DetailStartup;
	receiver.pub.rShutdown = DetailShutdown;
	receiver.pub.rDestroy = DetailShutdown;
	receiver.pub.mydest = DestNone;
	receiver.store = rsinfo->setResult;
	receiver.desc = rsinfo->setDesc;
	receiver.wanted = PG_GETARG_INT32(4);
	receiver.context = CurrentMemoryContext;
	receiver.row_context = AllocSetContextCreate(CurrentMemoryContext, "bsc row", ALLOCSET_SMALL_SIZES);
	error = QueryShow(&measure, &receiver.pub);
	if (error != NULL)
		ReThrowError(error);
	SPI_finish();
	return (Datum) 0;
}
