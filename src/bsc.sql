-- complain if the script is sourced in psql, rather than by CREATE EXTENSION
\echo Use "CREATE EXTENSION bsc" to load this file. \quit

-- The schema may have been made beforehand, by anybody who may create one.  An
-- operator or function that waits there could be chosen in place of one of the
-- server's, and would then run with the rights of everybody who uses ours.  So
-- the extension wants the schema to itself while it is created; src/bsc_end.sql
-- looks again.
DO $$
DECLARE
    stranger text := (
        SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)
        FROM pg_catalog.pg_depend AS d
        WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_namespace'::pg_catalog.regclass
          AND d.refobjid OPERATOR(pg_catalog.=) 'bsc'::pg_catalog.regnamespace
          AND d.classid OPERATOR(pg_catalog.<>) 'pg_catalog.pg_extension'::pg_catalog.regclass
          AND d.deptype OPERATOR(pg_catalog.=) 'n'::"char"
        LIMIT 1);
BEGIN
    IF stranger IS NOT NULL THEN
        RAISE EXCEPTION 'schema "bsc" is not empty'
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  DETAIL = pg_catalog.format('There is %s.', stranger),
                  HINT = 'Move what is there to another schema, or drop it, before CREATE EXTENSION bsc.';
    END IF;
END
$$;

