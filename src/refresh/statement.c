/*
 * statement.c
 *	  The statements that a refresh runs for itself, and what they return.
 *
 * They run with a fixed search_path, like the extension's functions do, so that
 * nobody can put another operator under them.  What may fail without ending the
 * call is done in a subtransaction, and its error handed back.
 */
#include "postgres.h"

#include "access/xact.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "executor/tstoreReceiver.h"
#include "refresh/refresh.h"
#include "tcop/dest.h"
#include "utils/datum.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/plancache.h"
#include "utils/queryenvironment.h"
#include "utils/resowner.h"

/*
 * Fix the search_path until OwnEndPath().  An error ends it too, when the
 * (sub)transaction that it aborts is cleaned up.
 */
int
OwnBeginPath(void)
{
	int			nestlevel = NewGUCNestLevel();

	(void) set_config_option("search_path", "pg_catalog, pg_temp",
							 PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	return nestlevel;
}

void
OwnEndPath(int nestlevel)
{
	AtEOXact_GUC(true, nestlevel);
}

/*
 * Run a statement of our own, which returns rows or is an INSERT.  SPI leaves
 * its own memory context as the current one, which lives as long as the call:
 * go back to the caller's.
 */
void
OwnExecute(const char *statement, int nargs, Oid *types, Datum *values, const char *nulls)
{
	MemoryContext oldcontext = CurrentMemoryContext;
	int			nestlevel = OwnBeginPath();
	int			result = SPI_execute_with_args(statement, nargs, types, values, nulls, false, 0);

	if (result != SPI_OK_SELECT && result != SPI_OK_INSERT)
		elog(ERROR, "SPI_execute_with_args failed: %s", SPI_result_code_string(result));
	OwnEndPath(nestlevel);
	MemoryContextSwitchTo(oldcontext);
}

/*
 * A column of the last result as text, in the current memory context.
 */
char *
OwnText(uint64 row, int column)
{
	return SPI_getvalue(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column);
}

Datum
OwnDatum(uint64 row, int column)
{
	bool		isnull;

	return SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &isnull);
}

/*
 * A copy of a column of the last result, in the given memory context.
 */
Datum
OwnCopy(uint64 row, int column, MemoryContext context)
{
	MemoryContext oldcontext = MemoryContextSwitchTo(context);
	int16		length;
	bool		byval;
	Datum		copy;

	get_typlenbyval(SPI_gettypeid(SPI_tuptable->tupdesc, column), &length, &byval);
	copy = datumCopy(OwnDatum(row, column), byval, length);
	MemoryContextSwitchTo(oldcontext);
	return copy;
}

/*
 * Let statements of the current SPI connection read a tuplestore as a table of
 * that name.
 */
void
OwnRegister(const char *name, Tuplestorestate *store, TupleDesc desc)
{
	EphemeralNamedRelation relation = palloc0(sizeof(EphemeralNamedRelationData));

	relation->md.name = pstrdup(name);
	relation->md.reliddesc = InvalidOid;
	relation->md.tupdesc = desc;
	relation->md.enrtype = ENR_NAMED_TUPLESTORE;
	relation->md.enrtuples = tuplestore_tuple_count(store);
	relation->reldata = store;
	if (SPI_register_relation(relation) != SPI_OK_REL_REGISTER)
		elog(ERROR, "SPI_register_relation failed");
}

/*
 * Run a SELECT of our own into a tuplestore; returns the form of its rows, in
 * the context.  For what may be more than memory holds, or is to outlive SPI.
 */
TupleDesc
OwnIntoStore(const char *statement, int nargs, Oid *types, Datum *values,
			   Tuplestorestate *store, MemoryContext context)
{
	SPIExecuteOptions options = {0};
	SPIPlanPtr	plan = SPI_prepare(statement, nargs, types);
	MemoryContext oldcontext;
	CachedPlanSource *source;
	TupleDesc	desc;
	int			result;

	if (plan == NULL)
		elog(ERROR, "SPI_prepare failed: %s", SPI_result_code_string(SPI_result));
	source = (CachedPlanSource *) linitial(SPI_plan_get_plan_sources(plan));
	oldcontext = MemoryContextSwitchTo(context);
	desc = CreateTupleDescCopy(source->resultDesc);
	MemoryContextSwitchTo(oldcontext);

	options.params = makeParamList(nargs);
	for (int i = 0; i < nargs; i++)
	{
		options.params->params[i].value = values[i];
		options.params->params[i].isnull = false;
		options.params->params[i].pflags = PARAM_FLAG_CONST;
		options.params->params[i].ptype = types[i];
	}
	options.must_return_tuples = true;
	options.dest = CreateDestReceiver(DestTuplestore);
	SetTuplestoreDestReceiverParams(options.dest, store, context, false, NULL, NULL);
	result = SPI_execute_plan_extended(plan, &options);
	if (result < 0)
		elog(ERROR, "SPI_execute_plan_extended failed: %s", SPI_result_code_string(result));
	return desc;
}

/*
 * Do some work in a subtransaction, with a connection to SPI and the fixed
 * search_path.  Returns NULL or the error that stopped it, in the current
 * memory context; then nothing that it did is there.
 */
ErrorData *
OwnSubtransaction(void (*work) (void *argument), void *argument)
{
	MemoryContext oldcontext = CurrentMemoryContext;
	ResourceOwner oldowner = CurrentResourceOwner;
	ErrorData  *volatile error = NULL;

	BeginInternalSubTransaction(NULL);
	PG_TRY();
	{
		int			nestlevel = OwnBeginPath();

		if (SPI_connect() != SPI_OK_CONNECT)
			elog(ERROR, "SPI_connect failed");
		work(argument);
		SPI_finish();
		OwnEndPath(nestlevel);
		ReleaseCurrentSubTransaction();
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(oldcontext);
		error = CopyErrorData();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
	}
	PG_END_TRY();

	MemoryContextSwitchTo(oldcontext);
	CurrentResourceOwner = oldowner;
	return error;
}
