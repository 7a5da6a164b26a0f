/*
 * parents.c
 *	  Parents and children: what foreign keys would do.
 *
 * parents.sql says why there are none.  The statement triggers here look at all
 * rows of a statement at once, and ask for each parent once.
 *
 * A transaction may have one snapshot for all its statements (REPEATABLE READ
 * and above).  It does not show what another session has committed since: a
 * parent that is gone still seems to be there, and a child that has come is
 * not seen.  As with foreign keys (the server's ri_triggers.c), parents are
 * therefore looked for, and children removed, in the latest snapshot.  Where
 * the two snapshots disagree, the transaction cannot be one of a series and
 * gets a serialization failure.
 *
 * Under READ COMMITTED every statement has a fresh snapshot.  What is left to
 * say is that writers of children and removers of parents wait for each other,
 * which the locks of lock.c do.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "scorecard/scorecard.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/varlena.h"

PG_FUNCTION_INFO_V1(bsc_check_parent);
PG_FUNCTION_INFO_V1(bsc_remove_children);
PG_FUNCTION_INFO_V1(bsc_lock_removed);

/* one or two pairs of columns, as they would stand in a foreign key */
typedef struct Family
{
	const char *relation;		/* the other table */
	int			nkeys;
	char	   *own[2];			/* columns of the table that fired */
	char	   *others[2];		/* columns of the other table */
	int			columns[2];		/* numbers of the former */
	Oid			types[2];
} Family;

/*
 * A list of columns, separated by commas.
 */
static int
ReadColumns(char *list, char **columns)
{
	List	   *names;
	int			count = 0;
	ListCell   *cell;

	if (!SplitIdentifierString(pstrdup(list), ',', &names) ||
		list_length(names) < 1 || list_length(names) > 2)
		elog(ERROR, "a family has one or two columns, not \"%s\"", list);
	foreach(cell, names)
		columns[count++] = (char *) lfirst(cell);
	return count;
}

/*
 * Read the arguments of a trigger: the other table, the columns of the child
 * and those of the parent.
 */
static void
ReadFamily(TriggerData *trigger, bool fired_by_child, Family *family)
{
	Trigger    *definition = trigger->tg_trigger;
	Oid			period = PeriodTypeOid();

	if (definition->tgnargs < 3)
		elog(ERROR, "trigger \"%s\" needs a table and its columns", definition->tgname);
	family->relation = definition->tgargs[0];
	family->nkeys = ReadColumns(definition->tgargs[1], fired_by_child ? family->own : family->others);
	if (family->nkeys != ReadColumns(definition->tgargs[2], fired_by_child ? family->others : family->own))
		elog(ERROR, "trigger \"%s\" has columns without a counterpart", definition->tgname);
	for (int i = 0; i < family->nkeys; i++)
	{
		family->types[i] = strcmp(family->own[i], "period") == 0 ? period : INT8OID;
		family->columns[i] = TriggerColumn(trigger, family->own[i], family->types[i]);
	}
}

/*
 * Add "alias.column = $1 AND ..." to a statement.
 */
static void
AppendCondition(StringInfo text, const Family *family, const char *alias)
{
	for (int i = 0; i < family->nkeys; i++)
		appendStringInfo(text, "%s%s.%s OPERATOR(%s.=) $%d", i == 0 ? "" : " AND ", alias,
						 quote_identifier(family->others[i]),
						 family->types[i] == INT8OID ? "pg_catalog" : "bsc", i + 1);
}

/*
 * Is there a parent with that key?
 */
static bool
HasParent(TriggerData *trigger, Family *family, RowKey *key, Snapshot snapshot)
{
	Oid			owner = trigger->tg_trigger->tgoid;
	SPIPlanPtr	plan = PlanFind(owner, STATEMENT_OF_TRIGGER);
	Datum		values[2] = {Int64GetDatum(key->parts[0]), Int64GetDatum(key->parts[1])};
	bool		result;

	if (plan == NULL)
	{
		StringInfoData text;

		initStringInfo(&text);
		appendStringInfo(&text, "SELECT true FROM bsc.%s AS p WHERE ", quote_identifier(family->relation));
		AppendCondition(&text, family, "p");
		plan = PlanKeep(owner, STATEMENT_OF_TRIGGER, text.data, family->nkeys, family->types);
	}
	PlanExecute(plan, values, NULL, snapshot, InvalidSnapshot, SPI_OK_SELECT);
	result = SPI_processed > 0;
	SPI_freetuptable(SPI_tuptable);
	return result;
}

/*
 * The name of a table in an error message.
 */
static char *
Spoken(const char *relation)
{
	char	   *name = pstrdup(relation);

	for (char *c = name; *c != '\0'; c++)
		if (*c == '_')
			*c = ' ';
	return name;
}

pg_noreturn static void
RefuseOrphan(TriggerData *trigger, const Family *family, const RowKey *key)
{
	StringInfoData values;
	char	   *parent = Spoken(family->relation);
	char	   *constraint = trigger->tg_trigger->tgnargs > 3 ? trigger->tg_trigger->tgargs[3] : "";

	initStringInfo(&values);
	for (int i = 0; i < family->nkeys; i++)
	{
		Oid			output;
		bool		isvarlena;

		getTypeOutputInfo(family->types[i], &output, &isvarlena);
		appendStringInfo(&values, "%s%s", i == 0 ? "" : ", ",
						 OidOutputFunctionCall(output, Int64GetDatum(key->parts[i])));
	}
	ereport(ERROR,
			(errcode(ERRCODE_FOREIGN_KEY_VIOLATION),
			 errmsg("a row of \"%s\" needs its %s", RelationGetRelationName(trigger->tg_relation), parent),
			 errdetail("There is no %s with (%s%s%s) = (%s).", parent, family->others[0],
					   family->nkeys > 1 ? ", " : "", family->nkeys > 1 ? family->others[1] : "", values.data),
			 err_generic_string(PG_DIAG_SCHEMA_NAME, "bsc"),
			 err_generic_string(PG_DIAG_TABLE_NAME, RelationGetRelationName(trigger->tg_relation)),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, constraint)));
}

/*
 * Trigger: a child needs its parent.  While a dump is being loaded it stands
 * back; every dump says so by turning check_function_bodies off.
 */
Datum
bsc_check_parent(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	Family		family;
	RowKeys		keys;

	CheckTrigger(fcinfo, "_check_parent");
	if (!TriggerHasRows(trigger))
		return PointerGetDatum(NULL);
	if (!check_function_bodies)
		return PointerGetDatum(NULL);

	ReadFamily(trigger, true, &family);
	TriggerKeys(trigger, family.nkeys, family.columns, &keys);
	SortKeys(&keys);

	for (int i = 0; i < family.nkeys; i++)
		if (strcmp(family.own[i], "scorecard_id") == 0)
		{
			RowKeys		scorecards = {palloc(keys.count * sizeof(RowKey)), 0, keys.count};

			for (uint64 k = 0; k < keys.count; k++)
				scorecards.keys[scorecards.count++] = (RowKey) {{keys.keys[k].parts[i], 0}};
			SortKeys(&scorecards);
			for (uint64 k = 0; k < scorecards.count; k++)
				(void) ScorecardLock(scorecards.keys[k].parts[0], SCORECARD_WRITE);
			pfree(scorecards.keys);
		}

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	for (uint64 k = 0; k < keys.count; k++)
	{
		Snapshot	latest = IsolationUsesXactSnapshot() ? GetLatestSnapshot() : InvalidSnapshot;

		CHECK_FOR_INTERRUPTS();
		if (HasParent(trigger, &family, &keys.keys[k], latest))
			continue;
		if (latest != InvalidSnapshot && HasParent(trigger, &family, &keys.keys[k], InvalidSnapshot))
			ereport(ERROR,
					(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
					 errmsg("could not serialize access due to concurrent delete"),
					 errhint("The transaction might succeed if retried.")));
		RefuseOrphan(trigger, &family, &keys.keys[k]);
	}
	SPI_finish();
	return PointerGetDatum(NULL);
}

/*
 * Trigger: children go with their parent.  A transaction that does not see all
 * of them fails, or some would stay.
 */
Datum
bsc_remove_children(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	Oid			owner;
	Family		family;
	RowKeys		keys;
	SPIPlanPtr	plan;

	CheckTrigger(fcinfo, "_remove_children");
	if (!TriggerHasRows(trigger))
		return PointerGetDatum(NULL);
	owner = trigger->tg_trigger->tgoid;
	ReadFamily(trigger, false, &family);
	TriggerKeys(trigger, family.nkeys, family.columns, &keys);

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	plan = PlanFind(owner, STATEMENT_OF_TRIGGER);
	if (plan == NULL)
	{
		StringInfoData text;

		initStringInfo(&text);
		appendStringInfo(&text, "DELETE FROM bsc.%s AS c WHERE ", quote_identifier(family.relation));
		if (family.nkeys == 1)
		{
			family.types[0] = INT8ARRAYOID;
			appendStringInfo(&text, "c.%s OPERATOR(pg_catalog.=) ANY ($1)", quote_identifier(family.others[0]));
		}
		else
			AppendCondition(&text, &family, "c");
		plan = PlanKeep(owner, STATEMENT_OF_TRIGGER, text.data, family.nkeys, family.types);
	}

	for (uint64 k = 0; k < keys.count;)
	{
		Datum		values[2];
		Snapshot	latest = InvalidSnapshot;
		Snapshot	crosscheck = InvalidSnapshot;

		CHECK_FOR_INTERRUPTS();
		if (family.nkeys == 1)
		{
			int			count = (int) Min(keys.count - k, 10000);
			Datum	   *ids = palloc(count * sizeof(Datum));

			for (int i = 0; i < count; i++)
				ids[i] = Int64GetDatum(keys.keys[k + i].parts[0]);
			values[0] = PointerGetDatum(construct_array(ids, count, INT8OID, sizeof(int64),
														FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
			k += count;
		}
		else
		{
			values[0] = Int64GetDatum(keys.keys[k].parts[0]);
			values[1] = Int64GetDatum(keys.keys[k].parts[1]);
			k++;
		}
		if (IsolationUsesXactSnapshot())
		{
			latest = GetLatestSnapshot();
			crosscheck = GetTransactionSnapshot();
		}
		PlanExecute(plan, values, NULL, latest, crosscheck, SPI_OK_DELETE);
	}
	SPI_finish();
	return PointerGetDatum(NULL);
}

/*
 * Trigger: whoever writes below a parent that is being removed is waited for.
 */
Datum
bsc_lock_removed(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	const char *name;
	int			column;
	RowKeys		keys;

	CheckTrigger(fcinfo, "_lock_removed");
	if (!TriggerHasRows(trigger))
		return PointerGetDatum(NULL);
	name = strcmp(RelationGetRelationName(trigger->tg_relation), "scorecard") == 0 ? "id" : "scorecard_id";
	column = TriggerColumn(trigger, name, INT8OID);
	TriggerKeys(trigger, 1, &column, &keys);
	SortKeys(&keys);
	for (uint64 k = 0; k < keys.count; k++)
		(void) ScorecardLock(keys.keys[k].parts[0], SCORECARD_CLOSE);
	return PointerGetDatum(NULL);
}
