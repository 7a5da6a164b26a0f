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

#include <math.h>

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "executor/spi.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "nodes/parsenodes.h"
#include "optimizer/clauses.h"
#include "optimizer/optimizer.h"
#include "parser/parser.h"
#include "parser/parsetree.h"
#include "refresh/refresh.h"
#include "target/target.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/plancache.h"
#include "utils/resowner.h"
#include "utils/snapmgr.h"

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
 * The hashes of the entities that have come so far.  Only where one comes again,
 * or where there are more than memory is for, need the rows themselves be
 * compared: write.c does.
 */
typedef struct SeenEntity
{
	uint64		hash;
	char		status;
} SeenEntity;

#define SH_PREFIX		seen
#define SH_ELEMENT_TYPE	SeenEntity
#define SH_KEY_TYPE		uint64
#define SH_KEY			hash
#define SH_HASH_KEY(tb, key)	((uint32) (key))
#define SH_EQUAL(tb, a, b)		((a) == (b))
#define SH_SCOPE		static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/* which column of the result is what; -1 for none */
typedef struct FoundColumns
{
	int			column[FOUND_COLUMNS];
	Oid			type[FOUND_COLUMNS];
} FoundColumns;

/* takes the result's rows as they come and keeps them in the tuplestore */
typedef struct FoundReceiver
{
	DestReceiver pub;
	FoundColumns columns;
	FmgrInfo	entity_output;
	bool		is_grouped;		/* is a row without an entity a group of its own? */
	Found	   *found;
	seen_hash  *seen;			/* NULL when there are too many to remember */
	MemoryContext row_context;
} FoundReceiver;

/*
 * Room for what a query finds, in the current memory context.
 */
Found *
FoundBegin(void)
{
	Found	   *found = palloc0(sizeof(Found));
	TupleDesc	desc = CreateTemplateTupleDesc(FOUND_COLUMNS);

	TupleDescInitEntry(desc, FOUND_ENTITY + 1, "entity", TEXTOID, -1, 0);
	TupleDescInitEntry(desc, FOUND_VALUE + 1, "value", FLOAT8OID, -1, 0);
	TupleDescInitEntry(desc, FOUND_VOLUME + 1, "volume", FLOAT8OID, -1, 0);
	found->desc = desc;
	found->store = tuplestore_begin_heap(false, false, work_mem);
	return found;
}

void
FoundEnd(Found *found)
{
	tuplestore_end(found->store);
	found->store = NULL;
}

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
 * The number types that an actual can have.
 */
static bool
IsNumberType(Oid type)
{
	return type == INT2OID || type == INT4OID || type == INT8OID ||
		type == FLOAT4OID || type == FLOAT8OID || type == NUMERICOID;
}

/*
 * A column that holds a number, or an error that says how to make it one.
 */
static void
CheckNumberColumn(const char *column, Oid type)
{
	const char *hint;

	if (IsNumberType(type))
		return;

	switch (type)
	{
		case INTERVALOID:
			hint = "Turn it into a number, such as seconds: extract(epoch FROM ...).";
			break;
		case BOOLOID:
			hint = "Count it: count(*) FILTER (WHERE ...), or cast it to integer.";
			break;
		case TEXTOID:
		case VARCHAROID:
		case BPCHAROID:
		case UNKNOWNOID:
			hint = "Cast it to numeric or double precision.";
			break;
		case CASHOID:
			hint = "Cast it to numeric.";
			break;
		default:
			hint = "It can be smallint, integer, bigint, real, double precision or numeric.";
	}
	ereport(ERROR,
			(errcode(ERRCODE_DATATYPE_MISMATCH),
			 errmsg("column \"%s\" of the query is of type %s, not a number",
					column, format_type_be(type)),
			 errhint("%s", hint)));
}

/*
 * Find out which column of the result is what.  One column is the value,
 * whatever its name; several are known by their names.
 */
static void
CheckColumns(TupleDesc result, FoundColumns *columns)
{
	static const char *const names[FOUND_COLUMNS] = {"entity", "value", "volume"};

	for (int what = 0; what < FOUND_COLUMNS; what++)
	{
		columns->column[what] = -1;
		columns->type[what] = InvalidOid;
	}

	for (int i = 0; i < result->natts; i++)
	{
		Form_pg_attribute attribute = TupleDescAttr(result, i);
		const char *name = NameStr(attribute->attname);
		int			what = FOUND_VALUE;

		if (result->natts > 1)
		{
			for (what = 0; what < FOUND_COLUMNS; what++)
				if (strcmp(name, names[what]) == 0)
					break;
			if (what == FOUND_COLUMNS)
				ereport(ERROR,
						(errcode(ERRCODE_DATATYPE_MISMATCH),
						 errmsg("the query of a measure has no use for column \"%s\"", name),
						 errhint("It returns \"value\" and, if it likes, \"entity\" and \"volume\", or one column of any name.")));
			if (columns->column[what] >= 0)
				ereport(ERROR,
						(errcode(ERRCODE_DATATYPE_MISMATCH),
						 errmsg("the query of a measure returns column \"%s\" twice", name)));
		}
		columns->column[what] = i;
		columns->type[what] = getBaseType(attribute->atttypid);
		if (what != FOUND_ENTITY)
			CheckNumberColumn(name, columns->type[what]);
		else
			columns->type[what] = attribute->atttypid;
	}

	if (columns->column[FOUND_VALUE] < 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("the query of a measure returns no column \"value\""),
				 errhint("It returns \"value\" and, if it likes, \"entity\" and \"volume\", or one column of any name.")));
}

/*
 * A number of any of the accepted types.
 */
static double
NumberToDouble(Datum number, Oid type)
{
	switch (type)
	{
		case INT2OID:
			return DatumGetInt16(number);
		case INT4OID:
			return DatumGetInt32(number);
		case INT8OID:
			return (double) DatumGetInt64(number);
		case FLOAT4OID:
			return DatumGetFloat4(number);
		case FLOAT8OID:
			return DatumGetFloat8(number);
		case NUMERICOID:
			return NumericDatumGetDouble(number);
		default:
			elog(ERROR, "not a number type: %u", type);
			return 0;			/* keep compiler quiet */
	}
}

/*
 * An entity as it is named in messages.
 */
static const char *
EntityForMessage(const char *entity)
{
	return entity[0] == '\0' ? "the whole" : psprintf("entity \"%s\"", entity);
}

/*
 * What the executor calls before the first row; the columns are known already.
 */
static void
FoundStartup(DestReceiver *self, int operation, TupleDesc result)
{
	FoundReceiver *receiver = (FoundReceiver *) self;

	if (receiver->columns.column[FOUND_ENTITY] >= 0)
	{
		Oid			output;
		bool		is_varlena;

		getTypeOutputInfo(receiver->columns.type[FOUND_ENTITY], &output, &is_varlena);
		fmgr_info(output, &receiver->entity_output);
	}
}

/*
 * The entity of a row as text; char(n) without its padding, as in a cast.
 */
static char *
EntityOfRow(FoundReceiver *receiver, TupleTableSlot *slot)
{
	int			column = receiver->columns.column[FOUND_ENTITY];
	Datum		datum;
	bool		isnull;
	char	   *entity;
	size_t		length;

	if (column < 0)
		return pstrdup("");
	datum = slot_getattr(slot, column + 1, &isnull);
	if (isnull && receiver->is_grouped)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("the query returned a row whose entity is NULL, for those that belong to none"),
				 errdetail("It groups by the entity, so that this row is not the total."),
				 errhint(NAME_THE_REST)));
	if (isnull)
		return pstrdup("");

	entity = OutputFunctionCall(&receiver->entity_output, datum);
	length = strlen(entity);
	if (getBaseType(receiver->columns.type[FOUND_ENTITY]) == BPCHAROID)
	{
		while (length > 0 && entity[length - 1] == ' ')
			length--;
		entity[length] = '\0';
	}
	if (length > MAX_ENTITY_LENGTH)
		ereport(ERROR,
				(errcode(ERRCODE_STRING_DATA_RIGHT_TRUNCATION),
				 errmsg("the query returned an entity of %zu bytes", length),
				 errdetail("It starts with \"%s\".", pnstrdup(entity, pg_mbcliplen(entity, length, 50))),
				 errhint("An entity has at most %d bytes.", MAX_ENTITY_LENGTH)));
	return entity;
}

/*
 * Has the entity come before?  Remember it.
 */
static void
NoteEntity(FoundReceiver *receiver, const char *entity)
{
	uint64		hash;
	bool		again;

	if (receiver->seen == NULL)
		return;
	hash = hash_bytes_extended((const unsigned char *) entity, strlen(entity), 0);
	(void) seen_insert(receiver->seen, hash, &again);
	if (again || receiver->seen->members > work_mem * (Size) 1024 / sizeof(SeenEntity))
	{
		receiver->found->maybe_twice = true;
		seen_destroy(receiver->seen);
		receiver->seen = NULL;
	}
}

/*
 * Take a row into the tuplestore, or refuse it.
 */
static bool
FoundReceive(TupleTableSlot *slot, DestReceiver *self)
{
	FoundReceiver *receiver = (FoundReceiver *) self;
	MemoryContext oldcontext = MemoryContextSwitchTo(receiver->row_context);
	Datum		values[FOUND_COLUMNS];
	bool		nulls[FOUND_COLUMNS];
	char	   *entity = EntityOfRow(receiver, slot);

	NoteEntity(receiver, entity);
	values[FOUND_ENTITY] = CStringGetTextDatum(entity);
	nulls[FOUND_ENTITY] = false;

	for (int what = FOUND_VALUE; what < FOUND_COLUMNS; what++)
	{
		int			column = receiver->columns.column[what];
		const char *name = what == FOUND_VALUE ? "value" : "volume";
		double		number;

		values[what] = (Datum) 0;
		nulls[what] = true;
		if (column < 0)
			continue;
		values[what] = slot_getattr(slot, column + 1, &nulls[what]);
		if (nulls[what])
			continue;

		number = NumberToDouble(values[what], receiver->columns.type[what]);
		if (isnan(number) || isinf(number))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("the query returned %s %s for %s", name,
							isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity",
							EntityForMessage(entity)),
					 errhint("Where there is nothing to measure, return NULL.")));
		if (what == FOUND_VOLUME && number < 0)
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("the query returned volume %g for %s", number,
							EntityForMessage(entity)),
					 errhint("A volume weighs its value in a mean and cannot be negative.")));
		values[what] = Float8GetDatum(number);
	}

	tuplestore_putvalues(receiver->found->store, receiver->found->desc, values, nulls);
	if (!nulls[FOUND_VALUE])
		receiver->found->actuals++;
	MemoryContextSwitchTo(oldcontext);
	MemoryContextReset(receiver->row_context);
	return true;
}

/*
 * Nothing is left to do after the last row, and the receiver goes with its
 * memory context.
 */
static void
FoundShutdown(DestReceiver *self)
{
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
	Oid			argtype = measure->period_type;

	CheckStatement(measure->query);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");

	plan = SPI_prepare_cursor(measure->query, 1, &argtype, CURSOR_OPT_PARALLEL_OK);
	if (plan == NULL)
		elog(ERROR, "SPI_prepare_cursor failed: %s", SPI_result_code_string(SPI_result));
	source = (CachedPlanSource *) linitial(SPI_plan_get_plan_sources(plan));
	query = linitial_node(Query, source->query_list);
	if (query->hasModifyingCTE)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("the query of a measure must not write"),
				 errdetail("It has a WITH clause that does.")));
	CheckColumns(source->resultDesc, columns);
	return plan;
}

/*
 * The period as the query's one parameter.
 */
static ParamListInfo
PeriodParameter(const MeasureQuery *measure)
{
	ParamListInfo params = makeParamList(1);

	params->params[0].value = measure->period;
	params->params[0].isnull = false;
	params->params[0].pflags = PARAM_FLAG_CONST;
	params->params[0].ptype = measure->period_type;
	return params;
}

/*
 * Does a row without an entity stand for those that belong to none, and not for
 * the whole?  So it is where the entity is what the query groups by, or comes from
 * columns of such a group by functions that make NULL only of NULL; without
 * grouping sets, which make totals.  If the column comes from a subquery as it is,
 * it is a matter of that.  A UNION may take its total from anywhere.
 */
static bool
IsGroupedColumn(Query *query, int column)
{
	TargetEntry *entry;
	Node	   *expression;
	RangeTblEntry *rte;
	Var		   *var;

	check_stack_depth();
	if (column < 0 || query->setOperations != NULL || query->groupingSets != NIL)
		return false;
	entry = list_nth_node(TargetEntry, query->targetList, column);
	expression = (Node *) entry->expr;
	if (query->groupClause != NIL)
		return (contain_var_clause(expression) && !contain_nonstrict_functions(expression)) ||
			get_sortgroupref_clause_noerr(entry->ressortgroupref, query->groupClause) != NULL;

	expression = strip_implicit_coercions(expression);
	if (!IsA(expression, Var))
		return false;
	var = (Var *) expression;
	if (var->varlevelsup != 0 || var->varattno <= 0)
		return false;
	rte = rt_fetch(var->varno, query->rtable);
	if (rte->rtekind == RTE_SUBQUERY)
		return IsGroupedColumn(rte->subquery, var->varattno - 1);
	if (rte->rtekind == RTE_CTE && rte->ctelevelsup == 0 && !rte->self_reference)
	{
		ListCell   *cell;

		foreach(cell, query->cteList)
		{
			CommonTableExpr *cte = lfirst_node(CommonTableExpr, cell);

			if (strcmp(cte->ctename, rte->ctename) == 0 && IsA(cte->ctequery, Query))
				return IsGroupedColumn((Query *) cte->ctequery, var->varattno - 1);
		}
	}
	return false;
}

/*
 * Parse, check and run the query; its rows go to the receiver.
 */
static void
ExecuteQuery(const MeasureQuery *measure, FoundReceiver *receiver)
{
	SPIExecuteOptions options = {0};
	SPIPlanPtr	plan = PrepareQuery(measure, &receiver->columns);
	CachedPlanSource *source;
	int			result;

	source = (CachedPlanSource *) linitial(SPI_plan_get_plan_sources(plan));
	receiver->is_grouped = IsGroupedColumn(linitial_node(Query, source->query_list),
										   receiver->columns.column[FOUND_ENTITY]);
	options.params = PeriodParameter(measure);
	options.must_return_tuples = true;
	options.dest = &receiver->pub;
	result = SPI_execute_plan_extended(plan, &options);
	if (result < 0)
		elog(ERROR, "SPI_execute_plan_extended failed: %s", SPI_result_code_string(result));

	SPI_finish();
}

/*
 * Parse, check and plan the query, and start and end its executor as EXPLAIN
 * does: that checks the rights on its tables, and fetches no row.
 */
static void
ExplainQuery(const MeasureQuery *measure)
{
	FoundColumns columns;
	SPIPlanPtr	plan = PrepareQuery(measure, &columns);
	CachedPlanSource *source = (CachedPlanSource *) linitial(SPI_plan_get_plan_sources(plan));
	ParamListInfo params = PeriodParameter(measure);
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
 * Do what one query asks for in a restricted subtransaction, which is rolled
 * back: run it into the receiver, or without one only explain it.
 *
 * Returns NULL, or the error that stopped it, in the current memory context.
 * Errors include a cancel: the caller asks QueryErrorIsCancel() and throws it
 * on.  Needs an SPI connection of the caller's or none.
 */
static ErrorData *
InRestricted(const MeasureQuery *measure, FoundReceiver *receiver, MemoryContext context)
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
		if (receiver != NULL)
			ExecuteQuery(measure, receiver);
		else
			ExplainQuery(measure);
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(oldcontext);
		error = CopyErrorData();
		FlushErrorState();
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
	MemoryContext context;
	FoundReceiver *receiver;
	ErrorData  *error;

	context = AllocSetContextCreate(CurrentMemoryContext, "bsc measure query", ALLOCSET_DEFAULT_SIZES);
	receiver = MemoryContextAllocZero(context, sizeof(FoundReceiver));
	receiver->pub.receiveSlot = FoundReceive;
	receiver->pub.rStartup = FoundStartup;
	receiver->pub.rShutdown = FoundShutdown;
	receiver->pub.rDestroy = FoundShutdown;
	receiver->pub.mydest = DestNone;
	receiver->found = found;
	receiver->seen = seen_create(context, 256, NULL);
	receiver->row_context = AllocSetContextCreate(context, "bsc row", ALLOCSET_SMALL_SIZES);

	error = InRestricted(measure, receiver, context);
	found->has_entity = receiver->columns.column[FOUND_ENTITY] >= 0;
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
	ErrorData  *error = InRestricted(measure, NULL, context);

	MemoryContextDelete(context);
	return error;
}
