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

-- Everybody may call functions and use types, unless the database's default privileges
-- say otherwise; then whoever installs the extension may, and may grant it to others.
DO $$
DECLARE
    installer text := (
        SELECT pg_catalog.pg_get_userbyid(e.extowner) FROM pg_catalog.pg_extension AS e
        WHERE e.extname OPERATOR(pg_catalog.=) 'bsc');
    restricted record;
BEGIN
    FOR restricted IN
        SELECT 'EXECUTE ON ROUTINE' AS what, p.oid::pg_catalog.regprocedure::pg_catalog.text AS name
        FROM pg_catalog.pg_proc AS p
        WHERE p.pronamespace OPERATOR(pg_catalog.=) 'bsc'::pg_catalog.regnamespace AND p.proacl IS NOT NULL
        UNION ALL
        SELECT 'USAGE ON TYPE', t.oid::pg_catalog.regtype::pg_catalog.text
        FROM pg_catalog.pg_type AS t
        WHERE t.typnamespace OPERATOR(pg_catalog.=) 'bsc'::pg_catalog.regnamespace AND t.typacl IS NOT NULL
          AND t.typrelid OPERATOR(pg_catalog.=) 0::pg_catalog.oid
          AND t.typcategory OPERATOR(pg_catalog.<>) 'A'::"char"
    LOOP
        EXECUTE pg_catalog.format('GRANT %s %s TO %I WITH GRANT OPTION', restricted.what, restricted.name, installer);
    END LOOP;
END
$$;

-- The defaults here may also give rights on tables.  These three never: a trigger
-- would run with the rights of whoever writes, and so, before PostgreSQL 18, would
-- one on a table that a foreign key empties; TRUNCATE loses history.
DO $$
DECLARE
    given record;
BEGIN
    FOR given IN
        SELECT c.relname, CASE WHEN a.grantee OPERATOR(pg_catalog.=) 0::pg_catalog.oid THEN 'PUBLIC'
                               ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)::pg_catalog.text) END AS grantee
        FROM pg_catalog.pg_class AS c
        CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) AS a
        WHERE c.relnamespace OPERATOR(pg_catalog.=) 'bsc'::pg_catalog.regnamespace
          AND c.relkind OPERATOR(pg_catalog.<>) 'S'::"char"
          AND a.grantee OPERATOR(pg_catalog.<>) c.relowner
          AND a.privilege_type OPERATOR(pg_catalog.=) ANY ('{TRIGGER,REFERENCES,TRUNCATE}'::text[])
        GROUP BY c.relname, a.grantee
    LOOP
        EXECUTE pg_catalog.format('REVOKE TRIGGER, REFERENCES, TRUNCATE ON TABLE bsc.%I FROM %s', given.relname, given.grantee);
    END LOOP;
END
$$;

-- A schema that was made beforehand for somebody else is hers to use.  Above
-- all a dump makes it so: it says who owned the schema, but not who had
-- installed the extension, and goes on to grant what she had granted.
DO $$
DECLARE
    owner text := (
        SELECT pg_catalog.pg_get_userbyid(n.nspowner)
        FROM pg_catalog.pg_namespace AS n
        JOIN pg_catalog.pg_extension AS e ON e.extname OPERATOR(pg_catalog.=) 'bsc'
        WHERE n.nspname OPERATOR(pg_catalog.=) 'bsc' AND n.nspowner OPERATOR(pg_catalog.<>) e.extowner);
    granted record;
BEGIN
    IF owner IS NULL THEN
        RETURN;
    END IF;
    FOR granted IN
        SELECT c.relname, c.relkind, pg_catalog.string_agg(a.privilege_type, ', ') AS privileges
        FROM pg_catalog.pg_class AS c
        CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) AS a
        JOIN pg_catalog.pg_extension AS e ON e.extname OPERATOR(pg_catalog.=) 'bsc'
        WHERE c.relnamespace OPERATOR(pg_catalog.=) 'bsc'::pg_catalog.regnamespace
          AND a.grantee OPERATOR(pg_catalog.=) e.extowner AND a.is_grantable
          -- defaults here may have given whoever installs more, which is not to be passed on
          AND a.privilege_type OPERATOR(pg_catalog.=) ANY ('{SELECT,INSERT,UPDATE,DELETE,USAGE}'::text[])
        GROUP BY c.relname, c.relkind
    LOOP
        EXECUTE pg_catalog.format('GRANT %s ON %s bsc.%I TO %I WITH GRANT OPTION', granted.privileges,
            CASE WHEN granted.relkind OPERATOR(pg_catalog.=) 'S'::"char" THEN 'SEQUENCE' ELSE 'TABLE' END,
            granted.relname, owner);
    END LOOP;
    -- less would not be shown
    RAISE WARNING 'the tables of bsc are granted to "%" too, who owns the schema', owner;
END
$$;

-- The planner takes an empty table for a small one only once it has been analyzed.
ANALYZE bsc.scorecard, bsc.perspective, bsc.objective, bsc.measure, bsc.link, bsc.initiative,
    bsc.initiative_objective, bsc.initiative_entity, bsc.initiative_step, bsc.closed_period;
