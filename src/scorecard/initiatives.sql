-- Initiatives as work.
--
-- An initiative is planned, then active, then done or stopped, and goes no other
-- way: what was given up before it began was never work, and is removed; what
-- is over and needed again is a new initiative.  A row may be inserted in any
-- state, since a dump does, and since work may have begun before the scorecard.

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

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON bsc.initiative
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._refuse_truncate();
