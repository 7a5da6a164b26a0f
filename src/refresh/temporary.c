/*
 * temporary.c
 *	  Keeps a measure's query away from temporary objects of other people.
 *
 * A query that forgets a schema, in its own text or in that of a function that
 * it calls, may find a temporary view or domain of the session's instead of an
 * error; and that runs as whom the query runs as, whoever has made it.  No
 * setting keeps pg_temp from being searched, so nothing may be there that is not
 * from somebody with the rights of that role.
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/namespace.h"
#include "catalog/objectaddress.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_namespace.h"
#include "miscadmin.h"
#include "refresh/refresh.h"
#include "utils/acl.h"
#include "utils/fmgroids.h"
#include "utils/rel.h"

/*
 * Raise an error if the session has temporary objects of somebody who has not
 * the rights of the role that the query is to be run as.
 */
void
QueryCheckTemporary(const MeasureQuery *measure, Oid role)
{
	Oid			namespace;
	Oid			toast_namespace;
	Relation	depend;
	ScanKeyData key[2];
	SysScanDesc scan;
	HeapTuple	tuple;

	GetTempNamespaceState(&namespace, &toast_namespace);
	if (!OidIsValid(namespace) || role == GetUserId())
		return;

	depend = table_open(DependRelationId, AccessShareLock);
	ScanKeyInit(&key[0], Anum_pg_depend_refclassid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(NamespaceRelationId));
	ScanKeyInit(&key[1], Anum_pg_depend_refobjid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(namespace));
	scan = systable_beginscan(depend, DependReferenceIndexId, true, NULL, lengthof(key), key);
	while (HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend form = (Form_pg_depend) GETSTRUCT(tuple);
		ObjectAddress object = {form->classid, form->objid, 0};
		AttrNumber	owner_column = get_object_attnum_owner(form->classid);
		Oid			owner = InvalidOid;

		if (owner_column != InvalidAttrNumber)
		{
			Relation	catalog = table_open(form->classid, AccessShareLock);
			HeapTuple	row = get_catalog_object_by_oid(catalog, get_object_attnum_oid(form->classid),
														form->objid);
			bool		isnull;

			if (HeapTupleIsValid(row))
				owner = DatumGetObjectId(heap_getattr(row, owner_column, RelationGetDescr(catalog), &isnull));
			table_close(catalog, AccessShareLock);
		}
		if (OidIsValid(owner) && !has_privs_of_role(owner, role))
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("cannot run a query as \"%s\" beside temporary objects of others", measure->run_as),
					 errdetail("There is %s of role \"%s\".", getObjectDescription(&object, false),
							   GetUserNameFromId(owner, false)),
					 errhint("Run it in a session of its own, or drop them first: DISCARD TEMP.")));
	}
	systable_endscan(scan);
	table_close(depend, AccessShareLock);
}
