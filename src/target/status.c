/*
 * status.c
 *	  Red, amber or green: what a score looks like at a glance.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_enum.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "compat.h"
#include "target/target.h"

PG_FUNCTION_INFO_V1(bsc_status);

#define STATUS_LEVELS	3

static const char *const status_labels[STATUS_LEVELS] = {"red", "amber", "green"};

/*
 * The status of a score.  A score exactly on a threshold has the better one.
 */
StatusLevel
StatusOfScore(double score, double amber, double green)
{
	if (!IsFinite(score))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("score must be a finite number")));
	if (isnan(amber) || isnan(green))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("thresholds of a status must not be NaN")));
	if (amber > green)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("amber must not be above green"),
				 errdetail("Amber begins at %g, green at %g.", amber, green)));
	if (score >= green)
		return STATUS_GREEN;
	if (score >= amber)
		return STATUS_AMBER;
	return STATUS_RED;
}

/* The values of the enum bsc.status in order of level, in the current memory context. */
Oid *
StatusLabels(Oid enumtype)
{
	Oid		   *labels = (Oid *) palloc(STATUS_LEVELS * sizeof(Oid));

	for (int i = 0; i < STATUS_LEVELS; i++)
	{
		HeapTuple	tuple = SearchSysCache2(ENUMTYPOIDNAME,
											ObjectIdGetDatum(enumtype),
											CStringGetDatum(status_labels[i]));

		if (!HeapTupleIsValid(tuple))
			elog(ERROR, "enum bsc.status has no label \"%s\"", status_labels[i]);
		labels[i] = ((Form_pg_enum) GETSTRUCT(tuple))->oid;
		ReleaseSysCache(tuple);
	}
	return labels;
}

/* bsc.status(score, amber, green) */
Datum
bsc_status(PG_FUNCTION_ARGS)
{
	StatusLevel level = StatusOfScore(PG_GETARG_FLOAT8(0),
									  PG_GETARG_FLOAT8(1),
									  PG_GETARG_FLOAT8(2));

	if (fcinfo->flinfo->fn_extra == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);

		fcinfo->flinfo->fn_extra = StatusLabels(get_func_rettype(fcinfo->flinfo->fn_oid));
		MemoryContextSwitchTo(old);
	}
	PG_RETURN_OID(((Oid *) fcinfo->flinfo->fn_extra)[level]);
}
