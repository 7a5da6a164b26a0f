/*
 * rows.c
 *	  Takes the rows of a measure's query as they come, and refuses those that
 *	  could not be recorded.
 *
 * What the query returns is told by its columns before it runs: which is the
 * value, which the entity, of what types; and by its parsed form, whether a row
 * without an entity is the total or belongs to nobody.  Each row is then kept as
 * (entity, value, volume, period) in a tuplestore.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/clauses.h"
#include "optimizer/optimizer.h"
#include "parser/parsetree.h"
#include "refresh/refresh.h"
#include "storage/shmem.h"
#include "target/target.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

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

/* takes the result's rows as they come and keeps them in the tuplestore */
typedef struct FoundReceiver
{
	DestReceiver pub;
	FoundColumns columns;
	FmgrInfo	entity_output;
	bool		is_grouped;		/* is a row without an entity a group of its own? */
	const MeasureQuery *measure;
	Found	   *found;
	seen_hash  *seen;			/* NULL when there are too many to remember */
	MemoryContext row_context;
} FoundReceiver;

/*
 * Room for what a query finds, in the current memory context.
 */
Found *
FoundBegin(const MeasureQuery *measure)
{
	Found	   *found = palloc0(sizeof(Found));
	TupleDesc	desc = CreateTemplateTupleDesc(FOUND_COLUMNS);

	TupleDescInitEntry(desc, FOUND_ENTITY + 1, "entity", TEXTOID, -1, 0);
	TupleDescInitEntry(desc, FOUND_VALUE + 1, "value", FLOAT8OID, -1, 0);
	TupleDescInitEntry(desc, FOUND_VOLUME + 1, "volume", FLOAT8OID, -1, 0);
	TupleDescInitEntry(desc, FOUND_PERIOD + 1, "period", measure->period_type, -1, 0);
	found->desc = desc;
	found->store = tuplestore_begin_heap(false, false, work_mem);
	found->counts = palloc0(mul_size(sizeof(int64),
									 (Size) PeriodDistance(DatumGetPeriod(measure->last_period),
														   DatumGetPeriod(measure->period)) + 1));
	return found;
}

void
FoundEnd(Found *found)
{
	tuplestore_end(found->store);
	found->store = NULL;
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
 * A column for the period holds periods.
 */
static void
CheckPeriodColumn(Oid type, Oid period_type)
{
	if (type != period_type)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("column \"period\" of the query is of type %s, not %s",
						format_type_be(type), format_type_be(period_type)),
				 errhint("Make it a period: bsc.period(moment, bsc.grain($1)).")));
}

#define COLUMNS_OF_A_QUERY \
	"It returns \"value\" and, if it likes, \"entity\", \"volume\" and \"period\", or one column of any name."

/*
 * Find out which column of the result is what.  One column is the value,
 * whatever its name; several are known by their names.
 */
void
found_columns(TupleDesc result, Oid period_type, FoundColumns *columns)
{
	static const char *const names[FOUND_COLUMNS] = {"entity", "value", "volume", "period"};

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
						 errhint(COLUMNS_OF_A_QUERY)));
			if (columns->column[what] >= 0)
				ereport(ERROR,
						(errcode(ERRCODE_DATATYPE_MISMATCH),
						 errmsg("the query of a measure returns column \"%s\" twice", name)));
		}
		columns->column[what] = i;
		columns->type[what] = getBaseType(attribute->atttypid);
		if (what == FOUND_ENTITY)
			columns->type[what] = attribute->atttypid;
		else if (what == FOUND_PERIOD)
			CheckPeriodColumn(columns->type[what], period_type);
		else
			CheckNumberColumn(name, columns->type[what]);
	}

	if (columns->column[FOUND_VALUE] < 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("the query of a measure returns no column \"value\""),
				 errhint(COLUMNS_OF_A_QUERY)));
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
 * The period of a row: one of those that were asked for.
 */
static Period
PeriodOfRow(FoundReceiver *receiver, TupleTableSlot *slot)
{
	int			column = receiver->columns.column[FOUND_PERIOD];
	Period		first = DatumGetPeriod(receiver->measure->period);
	Period		last = DatumGetPeriod(receiver->measure->last_period);
	Datum		datum;
	bool		isnull;
	Period		period;

	if (column < 0)
		return first;
	datum = slot_getattr(slot, column + 1, &isnull);
	if (isnull)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("the query returned a row whose period is NULL"),
				 errhint("Leave such rows out: WHERE bsc.within(moment, $1, $2).")));
	period = DatumGetPeriod(datum);
	if (!PeriodSameSeries(period, first))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the query returned period %s, which is not of the same kind as %s",
						PeriodToCstring(period), PeriodToCstring(first)),
				 errhint("Make it of the grain that is asked for, in years that start as the company's do: bsc.period(moment, bsc.grain($1), first_month).")));
	if (period < first || period > last)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 first == last ?
				 errmsg("the query returned period %s when it was asked for %s",
						PeriodToCstring(period), PeriodToCstring(first)) :
				 errmsg("the query returned period %s when it was asked for %s to %s",
						PeriodToCstring(period), PeriodToCstring(first), PeriodToCstring(last)),
				 errhint("Keep to what is asked for: WHERE bsc.within(moment, $1, $2).")));
	return period;
}

/*
 * Has the entity come before in this period?  Remember it.
 */
static void
NoteEntity(FoundReceiver *receiver, const char *entity, Period period)
{
	uint64		hash;
	bool		again;

	if (receiver->seen == NULL)
		return;
	hash = hash_bytes_extended((const unsigned char *) entity, strlen(entity), (uint64) period);
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
	Period		period = PeriodOfRow(receiver, slot);

	NoteEntity(receiver, entity, period);
	values[FOUND_ENTITY] = CStringGetTextDatum(entity);
	values[FOUND_PERIOD] = PeriodGetDatum(period);
	nulls[FOUND_ENTITY] = nulls[FOUND_PERIOD] = false;

	for (int what = FOUND_VALUE; what <= FOUND_VOLUME; what++)
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
	{
		receiver->found->actuals++;
		receiver->found->counts[PeriodDistance(period, DatumGetPeriod(receiver->measure->period))]++;
	}
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
 * A receiver of rows into found, in the memory context.
 */
DestReceiver *
found_receiver(Found *found, const MeasureQuery *measure, MemoryContext context)
{
	FoundReceiver *receiver = MemoryContextAllocZero(context, sizeof(FoundReceiver));

	receiver->pub.receiveSlot = FoundReceive;
	receiver->pub.rStartup = FoundStartup;
	receiver->pub.rShutdown = FoundShutdown;
	receiver->pub.rDestroy = FoundShutdown;
	receiver->pub.mydest = DestNone;
	receiver->measure = measure;
	receiver->found = found;
	receiver->seen = seen_create(context, 256, NULL);
	receiver->row_context = AllocSetContextCreate(context, "bsc row", ALLOCSET_SMALL_SIZES);
	return &receiver->pub;
}

/*
 * Tell a receiver what the query is, before the first row; false if it cannot be
 * run so, because it is for several periods and does not tell which.
 */
bool
found_expect(DestReceiver *self, const FoundColumns *columns, Query *query)
{
	FoundReceiver *receiver = (FoundReceiver *) self;

	receiver->columns = *columns;
	receiver->is_grouped = IsGroupedColumn(query, columns->column[FOUND_ENTITY]);
	receiver->found->has_entity = columns->column[FOUND_ENTITY] >= 0;
	receiver->found->lacks_period = receiver->measure->nperiods > 1 && columns->column[FOUND_PERIOD] < 0;
	return !receiver->found->lacks_period;
}
