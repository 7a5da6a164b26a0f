-- Which role a measure's run_as is.
--
-- run_as is a name, so that it survives a dump; but after DROP ROLE a; CREATE
-- ROLE a the name is somebody else's, whose rights nobody has lent to the query.
-- So the role itself is noted beside the name when it is given, and the query is
-- refused when they no longer match.  The note belongs to this server and is not
-- dumped: a restore writes the measures again, and with them the notes.  Where
-- there is none (the role came later, the measure came by logical replication, or
-- its writer has no right to this table), the next refresh notes who it is then.
-- An id is never given again, so a note that outlives its measure means nothing.

CREATE TABLE bsc._run_as_role (
    measure_id bigint PRIMARY KEY,
    run_as text NOT NULL,
    role oid NOT NULL
);
COMMENT ON TABLE bsc._run_as_role IS 'the role that had the name run_as when a measure was given it; not dumped';

GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE bsc._run_as_role TO @extowner@ WITH GRANT OPTION;

-- May the current user lend the rights of a role?
CREATE FUNCTION bsc._may_run_as(role oid)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN COALESCE((SELECT r.rolsuper FROM pg_roles AS r WHERE r.rolname = CURRENT_USER), false)
    -- from 16 on a member need not be allowed to become the role
    OR pg_has_role(role, CASE
        WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END);
COMMENT ON FUNCTION bsc._may_run_as(oid) IS 'may the current user lend the rights of the role to a query?';

-- The role that is known to be meant by a measure's run_as; NULL where none is.
CREATE FUNCTION bsc._noted_role(measure_id bigint, run_as text)
RETURNS oid
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT n.role FROM bsc._run_as_role AS n
    WHERE n.measure_id = _noted_role.measure_id AND n.run_as = _noted_role.run_as;
END;
COMMENT ON FUNCTION bsc._noted_role(bigint, text) IS
    'the role that had that name when the measure was given it; NULL where it was not noted';

-- Note the role that a measure's run_as is now, if whoever calls may write here.
CREATE FUNCTION bsc._note_role(measure_id bigint, run_as text)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF has_table_privilege('bsc._run_as_role', 'SELECT') AND has_table_privilege('bsc._run_as_role', 'INSERT')
       AND has_table_privilege('bsc._run_as_role', 'UPDATE') THEN
        INSERT INTO bsc._run_as_role AS n (measure_id, run_as, role)
        SELECT _note_role.measure_id, r.rolname, r.oid
        FROM pg_roles AS r WHERE r.rolname = _note_role.run_as
        ON CONFLICT ON CONSTRAINT _run_as_role_pkey DO UPDATE
        SET run_as = excluded.run_as, role = excluded.role
        WHERE (n.run_as, n.role) IS DISTINCT FROM (excluded.run_as, excluded.role);
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._note_role(bigint, text) IS 'note which role a measure''s run_as is now';

CREATE FUNCTION bsc._note_run_as()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- the name said again is the word that it is this role now, if she may give it
    IF TG_OP = 'INSERT' OR NEW.run_as <> OLD.run_as OR NEW.query IS DISTINCT FROM OLD.query
       OR EXISTS (SELECT 1 FROM pg_roles AS r WHERE r.rolname = NEW.run_as AND bsc._may_run_as(r.oid)) THEN
        PERFORM bsc._note_role(NEW.id, NEW.run_as);
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION bsc._note_run_as() IS 'trigger: note which role a measure''s run_as is';

-- after check_run_as, which refuses names that one may not give
CREATE TRIGGER note_run_as AFTER INSERT ON bsc.measure
    FOR EACH ROW EXECUTE FUNCTION bsc._note_run_as();
CREATE TRIGGER note_run_as_again AFTER UPDATE OF run_as ON bsc.measure
    FOR EACH ROW WHEN (NEW.run_as = OLD.run_as AND NEW.query IS NOT DISTINCT FROM OLD.query)
    EXECUTE FUNCTION bsc._note_run_as();
CREATE TRIGGER note_run_as_changed AFTER UPDATE ON bsc.measure
    FOR EACH ROW WHEN (NEW.run_as <> OLD.run_as OR NEW.query IS DISTINCT FROM OLD.query)
    EXECUTE FUNCTION bsc._note_run_as();

-- A note is what is so.  It can be put right only by who may lend the role's
-- rights, and goes only with its measure: or whoever may write here could make a
-- namesake's rights those of the query.
CREATE FUNCTION bsc._guard_run_as()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    named text;
    meant oid;
BEGIN
    SELECT m.run_as, r.oid INTO named, meant
    FROM bsc.measure AS m
    LEFT JOIN pg_roles AS r ON r.rolname = m.run_as
    WHERE m.id = CASE TG_OP WHEN 'INSERT' THEN NEW.measure_id ELSE OLD.measure_id END;
    IF named IS NULL AND TG_OP = 'DELETE' THEN
        RETURN NULL;
    END IF;
    IF TG_OP <> 'DELETE' AND (NEW.run_as, NEW.role) IS DISTINCT FROM (named, meant)
       OR TG_OP = 'UPDATE' AND NEW.measure_id <> OLD.measure_id
       OR TG_OP <> 'INSERT' AND OLD.run_as = named AND bsc._may_run_as(meant) IS NOT TRUE THEN
        RAISE EXCEPTION 'permission denied to say which role "%" is', coalesce(named, NEW.run_as)
            USING ERRCODE = 'insufficient_privilege',
                  HINT = 'Set the measure''s run_as, as a member of that role.';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION bsc._guard_run_as() IS 'trigger: a note of a role is what is so, and stays';

CREATE TRIGGER guard_run_as AFTER INSERT OR UPDATE OR DELETE ON bsc._run_as_role
    FOR EACH ROW EXECUTE FUNCTION bsc._guard_run_as();

CREATE FUNCTION bsc._remove_run_as_role()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF has_table_privilege('bsc._run_as_role', 'SELECT') AND has_table_privilege('bsc._run_as_role', 'DELETE') THEN
        DELETE FROM bsc._run_as_role AS n USING removed AS r WHERE n.measure_id = r.id;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION bsc._remove_run_as_role() IS 'trigger: the note of a role goes with its measure';

CREATE TRIGGER remove_run_as_role AFTER DELETE ON bsc.measure
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION bsc._remove_run_as_role();
