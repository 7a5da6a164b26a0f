/*
 * query.c
 *	  Runs one measure's query as another role, and leaves no trace of it.
 *
 * The text of a query was written by somebody, and is run by somebody else: by
 * whoever refreshes the scorecard, often a job with more rights than the
 * author.  Three things must therefore hold, whatever the text calls.
 *
 * It runs with the author's rights.  The user id is switched to run_as, as the
 * server does for REFRESH MATERIALIZED VIEW: inside a security-restricted
 * operation with a local change of user id, where SET ROLE, SET SESSION
 * AUTHORIZATION, temporary tables, PREPARE, LISTEN and cursors WITH HOLD are
 * refused.
 *
 * It leaves nothing behind.  It runs in a subtransaction that is read-only and
 * is rolled back even if all went well: that undoes what read-only
 * transactions still allow, such as settings, notifications, and rows of
 * temporary tables.  A subtransaction cannot be set back to read-write; the
 * one way round that (RESET, up to version 15) is closed in compat.h.  The
 * rows live in a tuplestore of the caller's, which survives the rollback.  The
 * seed of random() is no part of a transaction and is put right by hand.  What
 * else no rollback undoes is listed in README.md, "What a query can leave behind".
 *
 * It gives the same result whoever calls.  search_path is pg_catalog, pg_temp
 * (in this order nothing in pg_temp hides anything, and functions and operators
 * are never looked up there; what a careless query could find there must belong
 * to somebody who has the author's rights anyway), TimeZone is the scorecard's, and every setting
 * that changes what a literal, a comparison or a text form means is pinned to
 * the value that the server has out of the box.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "parser/parser.h"
#include "refresh/refresh.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/plancache.h"
#include "utils/resowner.h"
#include "utils/snapmgr.h"

/* $1 and $2, the periods, and $3, the scorecard's time zone */
#define QUERY_PARAMETERS	3

/* settings that change what a query means, not just how fast it is */
static const struct
{
	const char *name;
	const char *value;
}			pinned_settings[] =
{
	{"search_path", "pg_catalog, pg_temp"},
	{"standard_conforming_strings", "on"},
	{"row_security", "on"},
	{"DateStyle", "ISO, MDY"},
	{"IntervalStyle", "postgres"},
	{"timezone_abbreviations", "Default"},
	{"extra_float_digits", "1"},
	{"bytea_output", "hex"},
	{"xmlbinary", "base64"},
	{"xmloption", "content"},
	{"lc_monetary", "C"},
	{"lc_numeric", "C"},
	{"lc_time", "C"},
	{"array_nulls", "on"},
	{"transform_null_equals", "off"},
	{"quote_all_identifiers", "off"},
	{"gin_fuzzy_search_limit", "0"},
	{"default_text_search_config", "pg_catalog.simple"}
};

/*
 * Is the error one that stops the whole call, and not just this query?
 *
 * A query can raise every SQLSTATE it likes, and an error of another server
 * comes with that server's; so a cancel is only what this server's own
 * interrupt handler raised, on request or at statement_timeout.
 */
bool
QueryErrorIsCancel(const ErrorData *error)
{
	return error->sqlerrcode == ERRCODE_QUERY_CANCELED &&
		error->funcname != NULL &&
		strcmp(error->funcname, "ProcessInterrupts") == 0;
}

/*
 * A syntax error is at a place in the measure's query, not in the caller's.
 */
static void
ParseErrorContext(void *arg)
{
	int			position = geterrposition();

	if (position > 0)
	{
		errposition(0);
		internalerrposition(position);
		internalerrquery((const char *) arg);
	}
}

/*
 * What must be one SELECT, before anything looks at what it names.
 */
static void
CheckStatement(const char *query)
{
	ErrorContextCallback context;
	List	   *statements;
	SelectStmt *select;

	context.callback = ParseErrorContext;
	context.arg = unconstify(char *, query);
	context.previous = error_context_stack;
	error_context_stack = &context;
	statements = raw_parser(query, RAW_PARSE_DEFAULT);
	error_context_stack = context.previous;

	if (list_length(statements) != 1)
		ereport(ERROR,
				(errcode(ERRCODE_SYNTAX_ERROR),
				 errmsg("the query of a measure must be one SELECT"),
				 errdetail_plural("It has %d statement.", "It has %d statements.",
								  list_length(statements), list_length(statements))));

	select = (SelectStmt *) linitial_node(RawStmt, statements)->stmt;
	if (!IsA(select, SelectStmt))
		ereport(ERROR,
				(errcode(ERRCODE_SYNTAX_ERROR),
				 errmsg("the query of a measure must be one SELECT"),
				 errdetail("It is another kind of statement.")));

	if (select->lockingClause != NIL)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("the query of a measure must not lock rows"),
				 errhint("Leave out FOR UPDATE or FOR SHARE.")));

	/* INTO stands in the first SELECT of a UNION */
	while (select->op != SETOP_NONE)
		select = select->larg;
	if (select->intoClause != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_SYNTAX_ERROR),
				 errmsg("the query of a measure must be one SELECT"),
				 errdetail("It is SELECT INTO.")));
}

/*
 * Which parameters a query has.  Returns how many.
 */
static int
ParameterTypes(const MeasureQuery *measure, Oid *types)
{
	types[0] = types[1] = measure->period_type;
	types[2] = TEXTOID;
	switch (measure->purpose)
	{
		case QUERY_VALUES:
			return QUERY_PARAMETERS;
		case QUERY_DETAIL:
			types[1] = TEXTARRAYOID;
			return 2;
		case QUERY_CHANGES:
			types[0] = TIMESTAMPTZOID;
			return 1;
	}
	elog(ERROR, "unknown purpose of a query: %d", (int) measure->purpose);
	return 0;					/* keep compiler quiet */
}

/*
 * Parse and check the query.  Leaves an SPI connection open.
 */
static SPIPlanPtr
PrepareQuery(const MeasureQuery *measure, FoundColumns *columns)
{
	CachedPlanSource *source;
	SPIPlanPtr	plan;
	Query	   *query;
	Oid			types[QUERY_PARAMETERS];
	int			ntypes = ParameterTypes(measure, types);

	CheckStatement(measure->query);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");

	plan = SPI_prepare_cursor(measure->query, ntypes, types, CURSOR_OPT_PARALLEL_OK);
	if (plan == NULL)
		elog(ERROR, "SPI_prepare_cursor failed: %s", SPI_result_code_string(SPI_result));
	source = (CachedPlanSource *) linitial(SPI_plan_get_plan_sources(plan));
	query = linitial_node(Query, source->query_list);
	if (query->hasModifyingCTE)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("the query of a measure must not write"),
				 errdetail("It has a WITH clause that does.")));
	if (measure->purpose == QUERY_VALUES)
		found_columns(source->resultDesc, measure->period_type, columns);
	return plan;
}

/*
 * The query's parameters.
 */
static ParamListInfo
QueryParameters(const MeasureQuery *measure)
{
	Oid			types[QUERY_PARAMETERS];
	ParamListInfo params = makeParamList(ParameterTypes(measure, types));

	for (int i = 0; i < params->numParams; i++)
	{
		params->params[i].isnull = false;
		params->params[i].pflags = PARAM_FLAG_CONST;
		params->params[i].ptype = types[i];
	}
	switch (measure->purpose)
	{
		case QUERY_VALUES:
			params->params[0].value = measure->period;
			params->params[1].value = measure->last_period;
			params->params[2].value = CStringGetTextDatum(measure->time_zone);
			break;
		case QUERY_DETAIL:
			params->params[0].value = measure->period;
			params->params[1].value = measure->entities;
			params->params[1].isnull = measure->is_whole;
			break;
		case QUERY_CHANGES:
			params->params[0].value = TimestampTzGetDatum(measure->since);
			break;
	}
	return params;
}

/*
 * Parse, check and run the query; its rows go to the receiver.
 */
static void
ExecuteQuery(const MeasureQuery *measure, void *argument)
{
	DestReceiver *receiver = argument;
	SPIExecuteOptions options = {0};
	FoundColumns columns;
	SPIPlanPtr	plan = PrepareQuery(measure, &columns);
	CachedPlanSource *source = (CachedPlanSource *) linitial(SPI_plan_get_plan_sources(plan));
	int			result;

	if (measure->purpose == QUERY_VALUES &&
		!found_expect(receiver, &columns, linitial_node(Query, source->query_list)))
	{
		SPI_finish();
		return;
	}
	options.params = QueryParameters(measure);
	options.must_return_tuples = true;
	options.dest = receiver;
	result = SPI_execute_plan_extended(plan, &options);
	if (result < 0)
		elog(ERROR, "SPI_execute_plan_extended failed: %s", SPI_result_code_string(result));

	SPI_finish();
}

/*
 * Parse and check the query; does it return the period of each row?
 */
static void
DescribeQuery(const MeasureQuery *measure, void *argument)
{
	FoundColumns columns;

	(void) PrepareQuery(measure, &columns);
	*(bool *) argument = columns.column[FOUND_PERIOD] >= 0;
	SPI_finish();
}

/*
 * Run a query that returns periods, and collect them.
 */
static void
CollectPeriods(const MeasureQuery *measure, void *argument)
{
	ArrayBuildState **periods = argument;
	MemoryContext context = (*periods)->mcontext;
	SPIExecuteOptions options = {0};
	SPIPlanPtr	plan = PrepareQuery(measure, NULL);
	CachedPlanSource *source = (CachedPlanSource *) linitial(SPI_plan_get_plan_sources(plan));
	int			result;

	if (source->resultDesc->natts != 1 ||
		getBaseType(TupleDescAttr(source->resultDesc, 0)->atttypid) != measure->period_type)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("changed_since must return one column of type %s",
						format_type_be(measure->period_type)),
				 errhint("For example: SELECT DISTINCT bsc.period(sold_on, 'month') FROM crm.sale WHERE updated_at >= $1.")));
	options.params = QueryParameters(measure);
	options.must_return_tuples = true;
	result = SPI_execute_plan_extended(plan, &options);
	if (result < 0)
		elog(ERROR, "SPI_execute_plan_extended failed: %s", SPI_result_code_string(result));
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		bool		isnull;
		Datum		period = SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull);

		CHECK_FOR_INTERRUPTS();
		if (isnull)
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("changed_since returned a period that is NULL")));
		*periods = accumArrayResult(*periods, period, false, measure->period_type, context);
	}
	SPI_finish();
}

/* what is to be done with a query that was parsed and checked */
typedef struct Inspection
{
	void		(*inspect) (List *queries, void *argument);
	void	   *argument;
} Inspection;

/*
 * Parse and check the query, and show what came of it: its views are those
 * tables already that they read.
 */
static void
InspectQuery(const MeasureQuery *measure, void *argument)
{
	Inspection *inspection = argument;
	FoundColumns columns;
	SPIPlanPtr	plan = PrepareQuery(measure, &columns);
	CachedPlanSource *source = (CachedPlanSource *) linitial(SPI_plan_get_plan_sources(plan));

	inspection->inspect(source->query_list, inspection->argument);
	SPI_finish();
}

/*
 * Parse, check and plan the query, and start and end its executor as EXPLAIN
 * does: that checks the rights on its tables, and fetches no row.
 */
static void
ExplainQuery(const MeasureQuery *measure, void *argument)
{
	FoundColumns columns;
	SPIPlanPtr	plan = PrepareQuery(measure, &columns);
	CachedPlanSource *source = (CachedPlanSource *) linitial(SPI_plan_get_plan_sources(plan));
	ParamListInfo params = QueryParameters(measure);
	CachedPlan *cached;
	QueryDesc  *execution;

	PushActiveSnapshot(GetTransactionSnapshot());
	cached = GetCachedPlan(source, params, NULL, NULL);
	execution = CreateQueryDesc(linitial_node(PlannedStmt, cached->stmt_list), measure->query,
								GetActiveSnapshot(), InvalidSnapshot, None_Receiver,
								params, NULL, 0);
	ExecutorStart(execution, EXEC_FLAG_EXPLAIN_ONLY);
	ExecutorEnd(execution);
	FreeQueryDesc(execution);
	ReleaseCachedPlan(cached, NULL);
	PopActiveSnapshot();
	SPI_finish();
}

/*
 * Give a setting its value until the end of the subtransaction.  Some settings
 * are costly to set, and most have that value already.
 */
static void
PinSetting(const char *name, const char *value)
{
	if (strcmp(GetConfigOption(name, false, false), value) != 0)
		(void) set_config_option(name, value, PGC_USERSET, PGC_S_SESSION,
								 GUC_ACTION_LOCAL, true, 0, false);
}

/*
 * Make the current subtransaction what the essay above says: read-only, in a
 * fixed world, as another role.  Its rollback takes all of it back.
 */
static void
EnterRestricted(const MeasureQuery *measure)
{
	Oid			save_userid;
	Oid			role = get_role_oid(measure->run_as, true);
	int			save_sec_context;

	if (!OidIsValid(role))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("role \"%s\" does not exist", measure->run_as),
				 errhint("Measure \"%s\" is to be run as it: create the role, or set the measure's run_as to another.",
						 measure->measure)));
	if (OidIsValid(measure->role) && measure->role != role)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("role \"%s\" is not the one that the query was to run as", measure->run_as),
				 errdetail("That role was dropped, and another of its name was created."),
				 errhint("If this one is to lend it her rights, she or a superuser says so: UPDATE bsc.measure SET run_as = run_as WHERE code = %s.",
						 quote_literal_cstr(measure->measure))));
	QueryCheckTemporary(measure, role);

	for (Size i = 0; i < lengthof(pinned_settings); i++)
		PinSetting(pinned_settings[i].name, pinned_settings[i].value);
	PinSetting("TimeZone", measure->time_zone);
	PinSetting("transaction_read_only", "on");

	GetUserIdAndSecContext(&save_userid, &save_sec_context);
	SetUserIdAndSecContext(role, save_sec_context |
						   SECURITY_LOCAL_USERID_CHANGE | SECURITY_RESTRICTED_OPERATION);
}

/*
 * Do something with a query in a restricted subtransaction, which is rolled back.
 *
 * Returns NULL, or the error that stopped it, in the current memory context.
 * Errors include a cancel: the caller asks QueryErrorIsCancel() and throws it
 * on.  Needs an SPI connection of the caller's or none.
 */
static ErrorData *
InRestricted(const MeasureQuery *measure, void (*work) (const MeasureQuery *measure, void *argument),
			 void *argument, MemoryContext context)
{
	MemoryContext oldcontext = CurrentMemoryContext;
	ResourceOwner oldowner = CurrentResourceOwner;
	bool	   *reset_read_only = ReadOnlyResetValue();
	bool		save_reset = false;
	double		seed = DatumGetFloat8(DirectFunctionCall1(drandom, (Datum) 0));
	ErrorData  *volatile error = NULL;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(context);
	if (reset_read_only)
	{
		save_reset = *reset_read_only;
		*reset_read_only = true;
	}

	PG_TRY();
	{
		EnterRestricted(measure);
		work(measure, argument);
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(oldcontext);
		error = CopyErrorData();
		FlushErrorState();
		ErrorExplainPath(error);
	}
	PG_END_TRY();

	if (reset_read_only)
		*reset_read_only = save_reset;
	RollbackAndReleaseCurrentSubTransaction();
	MemoryContextSwitchTo(oldcontext);
	CurrentResourceOwner = oldowner;

	/* the caller's random numbers go on from hers, whatever the query has done to the seed */
	DirectFunctionCall1(setseed, Float8GetDatum(2 * seed - 1));
	return error;
}

/*
 * Run a measure's query and keep its rows.  Returns the error that stopped it or
 * NULL; memory that the query took is gone at the return.
 */
ErrorData *
QueryRun(const MeasureQuery *measure, Found *found)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "bsc measure query",
												  ALLOCSET_DEFAULT_SIZES);
	ErrorData  *error = InRestricted(measure, ExecuteQuery, found_receiver(found, measure, context), context);

	MemoryContextDelete(context);
	return error;
}

/*
 * Run a query of details into a receiver that lives in the current memory
 * context.  Returns the error that stopped it or NULL.
 */
ErrorData *
QueryShow(const MeasureQuery *measure, DestReceiver *receiver)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "bsc measure query",
												  ALLOCSET_DEFAULT_SIZES);
	ErrorData  *error = InRestricted(measure, ExecuteQuery, receiver, context);

	MemoryContextDelete(context);
	return error;
}

/*
 * Would a measure's query run?  Returns the error that says why not or NULL.
 */
ErrorData *
QueryExplain(const MeasureQuery *measure)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "bsc measure query",
												  ALLOCSET_DEFAULT_SIZES);
	ErrorData  *error = InRestricted(measure, ExplainQuery, NULL, context);

	MemoryContextDelete(context);
	return error;
}

/*
 * Run a query that tells which periods have been touched, and collect them.
 * Returns the error that stopped it, or NULL.
 */
ErrorData *
QueryPeriods(const MeasureQuery *measure, ArrayBuildState **periods)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "bsc measure query",
												  ALLOCSET_DEFAULT_SIZES);
	ErrorData  *error = InRestricted(measure, CollectPeriods, periods, context);

	MemoryContextDelete(context);
	return error;
}

/*
 * Does a measure's query return the period of each row, so that one run of it
 * serves several?  One that has an error does not.
 */
bool
QueryReturnsPeriod(const MeasureQuery *measure)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "bsc measure query",
												  ALLOCSET_DEFAULT_SIZES);
	bool		returns = false;
	ErrorData  *error = InRestricted(measure, DescribeQuery, &returns, context);

	MemoryContextDelete(context);
	if (error != NULL && QueryErrorIsCancel(error))
		ReThrowError(error);
	return error == NULL && returns;
}

/*
 * Look at a query without running it.  What is kept of it is to be allocated in a
 * context of the caller's.  Returns the error that says why it could not be parsed,
 * or NULL.
 */
ErrorData *
QueryInspect(const MeasureQuery *measure, void (*inspect) (List *queries, void *argument),
			 void *argument)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "bsc measure query",
												  ALLOCSET_DEFAULT_SIZES);
	Inspection	inspection = {inspect, argument};
	ErrorData  *error = InRestricted(measure, InspectQuery, &inspection, context);

	MemoryContextDelete(context);
	return error;
}

/*
 * Read a query from a row of the last result: its measure's code, its text, the
 * role's name, the time zone and the role stand in this column and the next ones.
 */
void
QueryRead(MeasureQuery *measure, uint64 row, int column)
{
	measure->measure = OwnText(row, column);
	measure->query = OwnText(row, column + 1);
	measure->run_as = OwnText(row, column + 2);
	measure->time_zone = OwnText(row, column + 3);
	measure->role = DatumGetObjectId(OwnDatum(row, column + 4));
}

/*
 * Let a query be run for one period.
 */
void
QueryForPeriod(MeasureQuery *measure, Datum period)
{
	measure->period = measure->last_period = period;
	measure->periods = PointerGetDatum(construct_array(&period, 1, measure->period_type, sizeof(Period),
													   FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
	measure->nperiods = 1;
}
