-- Did anybody put something of her own into the schema meanwhile?
DO $$
DECLARE
    stranger text := (
        SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)
        FROM pg_catalog.pg_depend AS d
        WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_namespace'::pg_catalog.regclass
          AND d.refobjid OPERATOR(pg_catalog.=) 'bsc'::pg_catalog.regnamespace
          AND d.classid OPERATOR(pg_catalog.<>) 'pg_catalog.pg_extension'::pg_catalog.regclass
          AND d.deptype OPERATOR(pg_catalog.=) 'n'::"char"
          AND NOT EXISTS (
            SELECT 1
            FROM pg_catalog.pg_depend AS own
            JOIN pg_catalog.pg_extension AS e ON e.oid OPERATOR(pg_catalog.=) own.refobjid
            WHERE own.classid OPERATOR(pg_catalog.=) d.classid AND own.objid OPERATOR(pg_catalog.=) d.objid
              AND own.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass
              AND own.deptype OPERATOR(pg_catalog.=) 'e'::"char" AND e.extname OPERATOR(pg_catalog.=) 'bsc')
        LIMIT 1);
BEGIN
    IF stranger IS NOT NULL THEN
        RAISE EXCEPTION 'somebody has created something in schema "bsc" at the same time'
            USING ERRCODE = 'object_in_use',
                  DETAIL = pg_catalog.format('There is %s.', stranger);
    END IF;
END
$$;
