-- Initiatives as work.
--
-- An initiative is planned, then active, then done or stopped, and goes no other
-- way: what was given up before it began was never work, and is removed; what
-- is over and needed again is a new initiative.  A row may be inserted in any
-- state, since a dump does, and since work may have begun before the scorecard.
--
-- Each row says since when and by whom it is as it is.  What a change replaces
-- goes to initiative_history, as does what is removed; only a whole scorecard
-- that is dropped takes both along.

CREATE FUNCTION bsc._next_states(state text)
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE state
    WHEN 'planned' THEN ARRAY['active']
    WHEN 'active' THEN ARRAY['done', 'stopped']
    ELSE ARRAY[]::text[] END;
COMMENT ON FUNCTION bsc._next_states(text) IS 'the states that an initiative can go to from a state';

CREATE FUNCTION bsc._next_states_hint(state text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN bsc._next_states(state) = ARRAY[]::text[]
    THEN format('It is %s, and stays so: start a new initiative.', state)
    ELSE format('It is %s, and can only become %s.', state,
        array_to_string(bsc._next_states(state), ' or ')) END;
COMMENT ON FUNCTION bsc._next_states_hint(text) IS 'the states that an initiative can go to, as a hint';

CREATE FUNCTION bsc._note_change()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.changed_at := bsc._now();
    NEW.changed_by := current_user;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION bsc._note_change() IS 'trigger: who changed a row, and when';

CREATE TRIGGER note_initiative BEFORE UPDATE ON bsc.initiative
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION bsc._note_change();

CREATE FUNCTION bsc._check_initiative_state()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NEW.state <> ALL (bsc._next_states(OLD.state)) THEN
        RAISE EXCEPTION 'initiative "%" cannot become %', NEW.code, NEW.state
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = bsc._next_states_hint(OLD.state);
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION bsc._check_initiative_state() IS 'trigger: an initiative goes from planned to active to done or stopped';

CREATE TRIGGER check_initiative_state AFTER UPDATE ON bsc.initiative
    FOR EACH ROW WHEN (OLD.state <> NEW.state)
    EXECUTE FUNCTION bsc._check_initiative_state();

-- A code that define() lends to a row while codes are handed on was never seen
-- by anybody.
CREATE FUNCTION bsc._keep_initiative()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO bsc.initiative_history
        (scorecard_id, initiative_id, code, name, owner, starts, ends, budget, spent, progress, state,
         changed_at, changed_by)
    SELECT OLD.scorecard_id, OLD.id, OLD.code, OLD.name, OLD.owner, OLD.starts, OLD.ends, OLD.budget, OLD.spent,
        OLD.progress, OLD.state, OLD.changed_at, OLD.changed_by
    FROM bsc.scorecard AS s
    WHERE s.id = OLD.scorecard_id AND OLD.code <> bsc._lent_code(OLD.id);
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION bsc._keep_initiative() IS 'trigger: a changed or removed initiative is kept in initiative_history';

CREATE TRIGGER keep_initiative AFTER UPDATE ON bsc.initiative
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION bsc._keep_initiative();
CREATE TRIGGER keep_removed_initiative AFTER DELETE ON bsc.initiative
    FOR EACH ROW EXECUTE FUNCTION bsc._keep_initiative();

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON bsc.initiative
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._refuse_truncate();

CREATE FUNCTION bsc._lent_code(id bigint)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN chr(1) || id;
COMMENT ON FUNCTION bsc._lent_code(bigint) IS 'the code that a row has while define() hands codes on';
