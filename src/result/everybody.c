/*
 * everybody.c
 *	  What was recorded and planned for one measure and everybody, read straight
 *	  from the tables.
 *
 * What a country of ten thousand dealers comes to is made of the rows of all of
 * them, in each month of a trend anew.  Handed on through a query's joins, unions
 * and an aggregate's arguments, a row costs five times what it costs to find it.  So
 * here plain statements, each a range of one index, give their rows to a function
 * as they are found.
 *
 * They run as the caller, by the snapshot of the query at hand.  Each name and
 * operator in them is written whole.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "compat.h"
#include "executor/spi.h"
#include "result/result.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/lsyscache.h"

#define ACTUALS_OF_RANGE(actual) \
	"SELECT a.entity, a.period, a.value, a.volume " \
	"FROM " actual " AS a " \
	"WHERE a.measure_id OPERATOR(pg_catalog.=) $1 " \
	"AND a.period OPERATOR(bsc.>=) $2 AND a.period OPERATOR(bsc.<=) $3"

#define PLANS_OF_RANGE(plan) \
	"SELECT g.entity, g.period, g.target " \
	"FROM " plan " AS g " \
	"WHERE g.measure_id OPERATOR(pg_catalog.=) $1 " \
	"AND g.period OPERATOR(bsc.>=) $2 AND g.period OPERATOR(bsc.<=) $3"

#define PLANS_OF_PERIODS(plan) \
	"SELECT g.entity, g.period, g.target " \
	"FROM " plan " AS g " \
	"WHERE g.measure_id OPERATOR(pg_catalog.=) $1 AND g.period OPERATOR(bsc.=) ANY ($2)"

/* the statements, in their order */
enum
{
	STATEMENT_ACTUALS,
	STATEMENT_PLANS,
	STATEMENT_COARSER_PLANS,
	STATEMENT_COUNT
};

/* of the tables, and of what they were at a moment, which is the last parameter */
static const char *const texts[][STATEMENT_COUNT] = {
	{ACTUALS_OF_RANGE("bsc.actual"), PLANS_OF_RANGE("bsc.plan"), PLANS_OF_PERIODS("bsc.plan")},
	{ACTUALS_OF_RANGE("bsc._actual_at($4)"), PLANS_OF_RANGE("bsc._plan_at($4)"), PLANS_OF_PERIODS("bsc._plan_at($3)")}
};

struct Everybody
{
	Oid			period_type;
	const TimestampTz *as_of;
	SPIPlanPtr	plans[STATEMENT_COUNT];
};

/* hands rows on as they are found */
typedef struct RowReceiver
{
	DestReceiver pub;
	bool		is_plan;
	TakeRecorded take;
	void	   *argument;
} RowReceiver;

static void
RowStartup(DestReceiver *self, int operation, TupleDesc desc)
{
}

static bool
RowReceive(TupleTableSlot *slot, DestReceiver *self)
{
	RowReceiver *receiver = (RowReceiver *) self;
	RecordedRow row = {0};

	slot_getallattrs(slot);
	row.entity = DatumGetTextPP(slot->tts_values[0]);
	row.period = DatumGetPeriod(slot->tts_values[1]);
	row.is_plan = receiver->is_plan;
	if (row.is_plan)
		row.target = slot->tts_isnull[2] ? NULL : DatumGetTargetP(slot->tts_values[2]);
	else
	{
		row.value = DatumGetFloat8(slot->tts_values[2]);
		row.volume = slot->tts_isnull[3] ? get_float8_nan() : DatumGetFloat8(slot->tts_values[3]);
	}
	receiver->take(receiver->argument, &row);
	return true;
}

static void
RowShutdown(DestReceiver *self)
{
}

/* Begin to read what there is or (as_of) was at a moment; the memory context stays what it is. */
Everybody *
EverybodyBegin(Oid period_type, const TimestampTz *as_of)
{
	Everybody  *everybody = palloc0(sizeof(Everybody));
	MemoryContext context = CurrentMemoryContext;

	everybody->period_type = period_type;
	everybody->as_of = as_of;
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	MemoryContextSwitchTo(context);
	return everybody;
}

void
EverybodyEnd(Everybody *everybody)
{
	SPI_finish();
	pfree(everybody);
}

/* Run one of the statements for a measure. */
static void
RunStatement(Everybody *everybody, int statement, const TreeNode *node, Datum from, Datum to,
			 TakeRecorded take, void *argument)
{
	const char *text = texts[everybody->as_of != NULL][statement];
	int			nargs = statement == STATEMENT_COARSER_PLANS ? 2 : 3;
	Oid			types[] = {INT8OID, everybody->period_type, everybody->period_type, TIMESTAMPTZOID};
	Datum		values[] = {Int64GetDatum(node->id), from, to, (Datum) 0};
	MemoryContext context = CurrentMemoryContext;
	SPIExecuteOptions options = {0};
	RowReceiver receiver = {
		{RowReceive, RowStartup, RowShutdown, RowShutdown, DestNone},
		statement != STATEMENT_ACTUALS, take, argument
	};
	int			result;

	if (statement == STATEMENT_COARSER_PLANS)
		types[1] = get_array_type(everybody->period_type);
	if (everybody->as_of != NULL)
	{
		types[nargs] = TIMESTAMPTZOID;
		values[nargs++] = TimestampTzGetDatum(*everybody->as_of);
	}
	if (everybody->plans[statement] == NULL)
		everybody->plans[statement] = SPI_prepare(text, nargs, types);
	if (everybody->plans[statement] == NULL)
		elog(ERROR, "SPI_prepare failed: %s", SPI_result_code_string(SPI_result));
	options.params = makeParamList(nargs);
	for (int i = 0; i < nargs; i++)
	{
		options.params->params[i].value = values[i];
		options.params->params[i].isnull = false;
		options.params->params[i].pflags = 0;
		options.params->params[i].ptype = types[i];
	}
	options.read_only = true;
	options.must_return_tuples = true;
	options.dest = &receiver.pub;
	result = SPI_execute_plan_extended(everybody->plans[statement], &options);
	if (result < 0)
		elog(ERROR, "SPI_execute_plan_extended failed: %s", SPI_result_code_string(result));
	MemoryContextSwitchTo(context);
}

/*
 * Read what was recorded for a measure and, with_plan, what was planned; whoever it
 * is for.
 */
void
EverybodyRead(Everybody *everybody, const TreeNode *node, bool with_plan, TakeRecorded take, void *argument)
{
	if (node->reads_actuals)
		RunStatement(everybody, STATEMENT_ACTUALS, node, PeriodGetDatum(node->low), PeriodGetDatum(node->high),
					 take, argument);
	if (with_plan && node->reads_plans)
		RunStatement(everybody, STATEMENT_PLANS, node, PeriodGetDatum(node->plan_low), PeriodGetDatum(node->plan_high),
					 take, argument);
	if (with_plan && node->plan_periods != NULL)
		RunStatement(everybody, STATEMENT_COARSER_PLANS, node, PointerGetDatum(node->plan_periods), (Datum) 0,
					 take, argument);
}
