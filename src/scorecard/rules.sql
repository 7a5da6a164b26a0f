-- What plain DML on the tables must keep.
--
-- The row triggers fill in what follows from the parent.  The statement
-- triggers look at all rows of a statement at once, so that a bulk load pays
-- for them once.  None of them changes or refuses what a dump brings back:
-- they fill in NULLs only, and rows whose parent is not there yet pass.

-- Arguments: the parent's table, and the column that holds its id.
CREATE FUNCTION bsc._fill_in_scorecard()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    parent_id bigint := to_jsonb(NEW) ->> TG_ARGV[1];
BEGIN
    NEW.scorecard_id := coalesce(NEW.scorecard_id, CASE TG_ARGV[0]
        WHEN 'perspective' THEN (SELECT p.scorecard_id FROM bsc.perspective AS p WHERE p.id = parent_id)
        WHEN 'objective' THEN (SELECT o.scorecard_id FROM bsc.objective AS o WHERE o.id = parent_id)
        WHEN 'initiative' THEN (SELECT i.scorecard_id FROM bsc.initiative AS i WHERE i.id = parent_id) END);
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION bsc._fill_in_scorecard() IS 'trigger: the scorecard of a row is that of its parent, where none is given';

CREATE TRIGGER fill_in_objective BEFORE INSERT ON bsc.objective
    FOR EACH ROW EXECUTE FUNCTION bsc._fill_in_scorecard('perspective', 'perspective_id');
CREATE TRIGGER fill_in_link BEFORE INSERT ON bsc.link
    FOR EACH ROW EXECUTE FUNCTION bsc._fill_in_scorecard('objective', 'cause');
CREATE TRIGGER fill_in_initiative_objective BEFORE INSERT ON bsc.initiative_objective
    FOR EACH ROW EXECUTE FUNCTION bsc._fill_in_scorecard('initiative', 'initiative_id');
CREATE TRIGGER fill_in_initiative_entity BEFORE INSERT ON bsc.initiative_entity
    FOR EACH ROW EXECUTE FUNCTION bsc._fill_in_scorecard('initiative', 'initiative_id');
CREATE TRIGGER fill_in_initiative_step BEFORE INSERT ON bsc.initiative_step
    FOR EACH ROW EXECUTE FUNCTION bsc._fill_in_scorecard('initiative', 'initiative_id');

-- Whose rights a measure's query runs with.  Whoever writes the query lends it
-- her own.
CREATE FUNCTION bsc._fill_in_measure()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' AND (NEW.scorecard_id IS NULL OR NEW.frequency IS NULL) THEN
        SELECT coalesce(NEW.scorecard_id, o.scorecard_id), coalesce(NEW.frequency, s.frequency)
        INTO NEW.scorecard_id, NEW.frequency
        FROM bsc.objective AS o
        JOIN bsc.scorecard AS s ON s.id = o.scorecard_id
        WHERE o.id = NEW.objective_id;
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.query, NEW.changed_since) IS DISTINCT FROM (OLD.query, OLD.changed_since) AND NEW.run_as = OLD.run_as THEN
        NEW.run_as := current_user;
    END IF;
    IF NEW.detail_query IS NULL THEN
        NEW.detail_by := NULL;
    ELSIF NEW.detail_by IS NULL
        OR (TG_OP = 'UPDATE' AND NEW.detail_query IS DISTINCT FROM OLD.detail_query AND NEW.detail_by = OLD.detail_by) THEN
        NEW.detail_by := current_user;
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION bsc._fill_in_measure() IS 'trigger: scorecard and frequency follow from the objective; a query runs as whoever wrote it';

CREATE TRIGGER fill_in_measure BEFORE INSERT OR UPDATE ON bsc.measure
    FOR EACH ROW EXECUTE FUNCTION bsc._fill_in_measure();

-- The constraint of the table says that these do not go together; this says what
-- to do about it.
CREATE FUNCTION bsc._refuse_misfit()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    misfit text[] := bsc._misfit(NEW.rollup, NEW.kind, NEW.spread, NEW.empty);
BEGIN
    RAISE EXCEPTION 'measure "%" cannot have % "%" with roll-up "%"', NEW.code, misfit[1],
        CASE misfit[1] WHEN 'kind' THEN NEW.kind WHEN 'spread' THEN NEW.spread ELSE NEW.empty END, NEW.rollup
        USING ERRCODE = 'check_violation', HINT = misfit[2], SCHEMA = 'bsc', TABLE = 'measure',
              CONSTRAINT = 'measure_kind_spread_and_empty_suit_its_rollup';
END
$$;
COMMENT ON FUNCTION bsc._refuse_misfit() IS
    'trigger: say what to do about a kind, spread or empty that does not suit the roll-up';

CREATE TRIGGER explain_misfit BEFORE INSERT OR UPDATE ON bsc.measure
    FOR EACH ROW WHEN (bsc._misfit(NEW.rollup, NEW.kind, NEW.spread, NEW.empty) IS NOT NULL)
    EXECUTE FUNCTION bsc._refuse_misfit();

-- A value that is none of a column's choices is refused by the table's constraint, too;
-- this names what may stand there.  Arguments: the columns, named as their lists are.
CREATE FUNCTION bsc._refuse_choice()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    list text;
    given text;
BEGIN
    FOREACH list IN ARRAY TG_ARGV LOOP
        given := to_jsonb(NEW) ->> translate(list, ' ', '_');
        IF given <> ALL (bsc._choices(list)) THEN
            RAISE EXCEPTION '% "%" cannot have % "%"', TG_TABLE_NAME, NEW.code, translate(list, ' ', '_'), given
                USING ERRCODE = 'check_violation', SCHEMA = 'bsc', TABLE = TG_TABLE_NAME, COLUMN = translate(list, ' ', '_'),
                      CONSTRAINT = (
                          SELECT c.conname FROM pg_constraint AS c
                          JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attname = translate(list, ' ', '_')
                          WHERE c.conrelid = TG_RELID AND c.contype = 'c' AND c.conkey = ARRAY[a.attnum]),
                      HINT = concat_ws(' ', bsc._perhaps(given, bsc._choices(list)),
                                       format('It is one of: %s.', array_to_string(bsc._choices(list), ', ')));
        END IF;
    END LOOP;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION bsc._refuse_choice() IS 'trigger: say which values a column of choices takes';

CREATE TRIGGER explain_choice BEFORE INSERT OR UPDATE ON bsc.scorecard
    FOR EACH ROW WHEN (
        NOT (NEW.value_proposition = ANY (bsc._choices('value proposition')) AND NEW.frequency = ANY (bsc._choices('frequency'))
             AND NEW.missing = ANY (bsc._choices('missing'))))
    EXECUTE FUNCTION bsc._refuse_choice('value proposition', 'frequency', 'missing');
CREATE TRIGGER explain_choice BEFORE INSERT OR UPDATE ON bsc.perspective
    FOR EACH ROW WHEN (NOT NEW.combine = ANY (bsc._choices('combine')))
    EXECUTE FUNCTION bsc._refuse_choice('combine');
CREATE TRIGGER explain_choice BEFORE INSERT OR UPDATE ON bsc.objective
    FOR EACH ROW WHEN (NOT NEW.combine = ANY (bsc._choices('combine')))
    EXECUTE FUNCTION bsc._refuse_choice('combine');
CREATE TRIGGER explain_choice BEFORE INSERT OR UPDATE ON bsc.measure
    FOR EACH ROW WHEN (
        NOT (NEW.indicator = ANY (bsc._choices('indicator')) AND NEW.frequency = ANY (bsc._choices('frequency'))
             AND NEW.rollup = ANY (bsc._choices('rollup')) AND NEW.kind = ANY (bsc._choices('kind'))
             AND NEW.spread = ANY (bsc._choices('spread')) AND NEW.empty = ANY (bsc._choices('empty'))
             AND NEW.scope = ANY (bsc._choices('scope'))))
    EXECUTE FUNCTION bsc._refuse_choice('indicator', 'frequency', 'rollup', 'kind', 'spread', 'empty', 'scope');
CREATE TRIGGER explain_choice BEFORE INSERT OR UPDATE ON bsc.initiative
    FOR EACH ROW WHEN (NOT NEW.state = ANY (bsc._choices('state')))
    EXECUTE FUNCTION bsc._refuse_choice('state');

CREATE TRIGGER time_zone_is_known BEFORE INSERT OR UPDATE OF time_zone ON bsc.scorecard
    FOR EACH ROW EXECUTE FUNCTION bsc._check_time_zone();

-- A threshold that a measure has alone must not cross the scorecard's other one.
CREATE FUNCTION bsc._check_thresholds()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    crossed record;
BEGIN
    SELECT m.code, coalesce(m.amber, s.amber) AS amber, coalesce(m.green, s.green) AS green INTO crossed
    FROM bsc.measure AS m
    JOIN bsc.scorecard AS s ON s.id = m.scorecard_id
    WHERE CASE TG_TABLE_NAME WHEN 'measure' THEN m.id ELSE s.id END = NEW.id
      AND coalesce(m.amber, s.amber) > coalesce(m.green, s.green)
    ORDER BY m.code COLLATE "C"
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'measure "%" would be amber from % and green from %', crossed.code, crossed.amber, crossed.green
            USING ERRCODE = 'check_violation', SCHEMA = 'bsc', TABLE = TG_TABLE_NAME,
                  HINT = 'The scorecard''s threshold stands where the measure has none: give the measure both.';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION bsc._check_thresholds() IS 'trigger: a measure''s threshold does not cross the scorecard''s other one';

CREATE TRIGGER check_thresholds AFTER INSERT OR UPDATE ON bsc.measure
    FOR EACH ROW WHEN ((NEW.amber IS NULL) <> (NEW.green IS NULL))
    EXECUTE FUNCTION bsc._check_thresholds();
CREATE TRIGGER check_thresholds AFTER UPDATE OF amber, green ON bsc.scorecard
    FOR EACH ROW WHEN (OLD.amber <> NEW.amber OR OLD.green <> NEW.green)
    EXECUTE FUNCTION bsc._check_thresholds();

-- Another's name may be given only by someone who could become that role
-- anyway.  A superuser may name a role that does not exist (yet), so that a
-- dump can be restored before the roles are.  This is an AFTER trigger, because
-- it must see the row as it is stored: whoever has been granted TRIGGER could
-- put a BEFORE trigger of her own behind ours.
CREATE FUNCTION bsc._check_run_as()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    named text := CASE WHEN TG_NARGS = 0 THEN NEW.run_as ELSE NEW.detail_by END;
BEGIN
    -- from 16 on a member need not be allowed to become the role
    IF NOT EXISTS (
        SELECT 1 FROM pg_roles AS r
        WHERE r.rolname = current_user AND r.rolsuper)
       AND NOT EXISTS (
        SELECT 1 FROM pg_roles AS r
        WHERE r.rolname = named
          AND pg_has_role(r.oid, CASE
              WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END))
    THEN
        RAISE EXCEPTION 'permission denied to run measure "%" as role "%"', NEW.code, named
            USING ERRCODE = 'insufficient_privilege',
                  HINT = 'Name a role that you are a member of, or none to run it as yourself.';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION bsc._check_run_as() IS 'trigger: nobody can borrow another role''s rights';

CREATE TRIGGER check_run_as AFTER INSERT ON bsc.measure
    FOR EACH ROW WHEN (NEW.run_as <> CURRENT_USER)
    EXECUTE FUNCTION bsc._check_run_as();
CREATE TRIGGER check_run_as_changed AFTER UPDATE ON bsc.measure
    FOR EACH ROW WHEN (NEW.run_as <> CURRENT_USER
        AND (NEW.run_as <> OLD.run_as OR NEW.query IS DISTINCT FROM OLD.query OR NEW.changed_since IS DISTINCT FROM OLD.changed_since))
    EXECUTE FUNCTION bsc._check_run_as();
-- nor let others believe that somebody else has written what they run
CREATE TRIGGER check_detail_by AFTER INSERT ON bsc.measure
    FOR EACH ROW WHEN (NEW.detail_by <> CURRENT_USER)
    EXECUTE FUNCTION bsc._check_run_as('detail_by');
CREATE TRIGGER check_detail_by_changed AFTER UPDATE ON bsc.measure
    FOR EACH ROW WHEN (NEW.detail_by <> CURRENT_USER
        AND (NEW.detail_by IS DISTINCT FROM OLD.detail_by OR NEW.detail_query IS DISTINCT FROM OLD.detail_query))
    EXECUTE FUNCTION bsc._check_run_as('detail_by');

-- May this row be written although its period is closed?  Only where a dump
-- brings it back: by a role that has the rights of the one who installed the
-- extension, and recorded before the period was closed.  What is recorded by
-- this very transaction is no such row, however long ago the transaction began.
CREATE FUNCTION bsc._is_restored(recorded_at timestamptz, closed_at timestamptz)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT recorded_at <= closed_at AND recorded_at <> bsc._now()
       AND pg_has_role(e.extowner, 'MEMBER')
    FROM pg_extension AS e
    WHERE e.extname = 'bsc';
END;
COMMENT ON FUNCTION bsc._is_restored(timestamptz, timestamptz) IS 'is the row one that a dump brings back into a closed period?';

CREATE FUNCTION bsc._refuse_closed(scorecard_id bigint, period bsc.period)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    code text := (SELECT s.code FROM bsc.scorecard AS s WHERE s.id = _refuse_closed.scorecard_id);
BEGIN
    RAISE EXCEPTION 'period % of scorecard "%" is closed', period, code
        USING ERRCODE = 'object_not_in_prerequisite_state',
              HINT = format('Reopen it first: CALL bsc.reopen_period(%L, %L).', code, period);
END
$$;
COMMENT ON FUNCTION bsc._refuse_closed(bigint, bsc.period) IS 'raise the error that a period is closed';

-- An actual or a plan is for a period of its measure's frequency, of its
-- company year, and not inside a closed reporting period.  Coarser periods are
-- for plans, and for the actuals of measures whose query is run for them.
CREATE FUNCTION bsc._check_written()
RETURNS trigger
AS 'MODULE_PATHNAME', 'bsc_check_written'
LANGUAGE C VOLATILE;
COMMENT ON FUNCTION bsc._check_written() IS 'trigger: actuals and plans fit their measure and lie in no closed period';

-- What is taken away from plans and actuals: not out of a closed period, and
-- an actual leaves its old self in the history.  The actuals of a measure that
-- is itself being dropped go without a trace.
CREATE FUNCTION bsc._check_removed()
RETURNS trigger
AS 'MODULE_PATHNAME', 'bsc_check_removed'
LANGUAGE C VOLATILE;
COMMENT ON FUNCTION bsc._check_removed() IS 'trigger: nothing is taken out of a closed period';

CREATE FUNCTION bsc._keep_history()
RETURNS trigger
AS 'MODULE_PATHNAME', 'bsc_keep_history'
LANGUAGE C VOLATILE;
COMMENT ON FUNCTION bsc._keep_history() IS 'trigger: a replaced or removed actual is kept in actual_history';

CREATE TRIGGER a_check_written AFTER INSERT ON bsc.plan
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION bsc._check_written();
CREATE TRIGGER a_check_written_over AFTER UPDATE ON bsc.plan
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION bsc._check_written();
CREATE TRIGGER a_check_replaced AFTER UPDATE ON bsc.plan
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION bsc._check_removed();
CREATE TRIGGER a_check_removed AFTER DELETE ON bsc.plan
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION bsc._check_removed();

CREATE TRIGGER a_check_written AFTER INSERT ON bsc.actual
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION bsc._check_written();
CREATE TRIGGER a_check_written_over AFTER UPDATE ON bsc.actual
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION bsc._check_written();
CREATE TRIGGER a_check_replaced AFTER UPDATE ON bsc.actual
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION bsc._check_removed();
CREATE TRIGGER a_check_removed AFTER DELETE ON bsc.actual
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION bsc._check_removed();
CREATE TRIGGER b_keep_replaced AFTER UPDATE ON bsc.actual
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION bsc._keep_history();
CREATE TRIGGER b_keep_removed AFTER DELETE ON bsc.actual
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION bsc._keep_history();

-- A truncated table would lose closed periods and history alike.
CREATE FUNCTION bsc._refuse_truncate()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION 'cannot truncate %.%', TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'object_not_in_prerequisite_state',
              HINT = 'Use DELETE, which keeps the history and respects closed periods, or bsc.drop_scorecard().';
END
$$;
COMMENT ON FUNCTION bsc._refuse_truncate() IS 'trigger: tables with history are not truncated';

CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON bsc.actual
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON bsc.plan
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON bsc.closed_period
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._refuse_truncate();

-- What was frozen stays as it was: its figures change only by reopening the
-- period, which takes all of them away.
CREATE FUNCTION bsc._refuse_thaw()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- results follow an entity to its new code
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'closed_result'
        AND has_table_privilege('bsc._entity_renaming'::regclass, 'SELECT'::text)
    THEN
        IF EXISTS (
            SELECT 1 FROM bsc._entity_renaming AS r
            WHERE r.scorecard_id = OLD.scorecard_id AND r.old_code = OLD.entity AND r.new_code = NEW.entity)
        THEN
            RETURN NULL;
        END IF;
    END IF;
    IF TG_OP = 'UPDATE' OR EXISTS (
        SELECT 1 FROM bsc.closed_period AS c
        WHERE c.scorecard_id = OLD.scorecard_id AND c.period OPERATOR(bsc.=) OLD.period)
    THEN
        PERFORM bsc._refuse_closed(OLD.scorecard_id, OLD.period);
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION bsc._refuse_thaw() IS 'trigger: frozen results stay until their period is reopened';

-- (the codes follow those of a document that renames; _rename_history)
CREATE TRIGGER refuse_thaw AFTER UPDATE ON bsc.closed_result
    FOR EACH ROW WHEN (
        (OLD.scorecard_id, OLD.period::text, OLD.basis, OLD.entity, OLD.ordinal, OLD.level, OLD.name, OLD.unit, OLD.actual,
         OLD.actual_period::text, OLD.baseline, OLD.goal, OLD.goal_period::text, OLD.score, OLD.status::text, OLD.weight,
         OLD.coverage, OLD.previous, OLD.year_ago, OLD.measures, OLD.red, OLD.amber, OLD.green, OLD.combine, OLD.pace,
         OLD.provisional, OLD.observed, OLD.change, OLD.year_change)
        IS DISTINCT FROM
        (NEW.scorecard_id, NEW.period::text, NEW.basis, NEW.entity, NEW.ordinal, NEW.level, NEW.name, NEW.unit, NEW.actual,
         NEW.actual_period::text, NEW.baseline, NEW.goal, NEW.goal_period::text, NEW.score, NEW.status::text, NEW.weight,
         NEW.coverage, NEW.previous, NEW.year_ago, NEW.measures, NEW.red, NEW.amber, NEW.green, NEW.combine, NEW.pace,
         NEW.provisional, NEW.observed, NEW.change, NEW.year_change))
    EXECUTE FUNCTION bsc._refuse_thaw();
CREATE TRIGGER refuse_thaw_removed AFTER DELETE ON bsc.closed_result
    FOR EACH ROW EXECUTE FUNCTION bsc._refuse_thaw();
-- what is frozen belongs to the period that was closed
CREATE TRIGGER refuse_thaw AFTER UPDATE ON bsc.closed_period
    FOR EACH ROW WHEN (
        OLD.scorecard_id <> NEW.scorecard_id OR OLD.period::text <> NEW.period::text
        OR (OLD.definition, OLD.page, OLD.closed_at) IS DISTINCT FROM (NEW.definition, NEW.page, NEW.closed_at))
    EXECUTE FUNCTION bsc._refuse_thaw();

-- A measure whose frequency or roll-up changes must not strand what was
-- recorded for it.  Coarser actuals of a measure that is no longer queried for
-- them are derived values and go (the history keeps them).
CREATE FUNCTION bsc._check_refitted_measure()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stray bsc.period;
BEGIN
    IF OLD.rollup = 'query' AND NEW.rollup <> 'query' THEN
        DELETE FROM bsc.actual AS a
        WHERE a.measure_id = NEW.id
          AND bsc._grain_rank(bsc.grain(a.period)) < bsc._grain_rank(NEW.frequency);
    END IF;
    SELECT a.period INTO stray
    FROM bsc.actual AS a
    WHERE a.measure_id = NEW.id
      AND (bsc._grain_rank(bsc.grain(a.period)) > bsc._grain_rank(NEW.frequency)
           OR (NEW.rollup <> 'query' AND bsc.grain(a.period) <> NEW.frequency) OR NEW.rollup = 'formula')
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'measure "%" has an actual for %, which does not fit %',
            NEW.code, stray, CASE NEW.rollup WHEN 'formula' THEN 'a formula' ELSE 'frequency ' || NEW.frequency END
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = 'Delete its actuals first (the history keeps them), or start a new measure.';
    END IF;
    SELECT p.period INTO stray
    FROM bsc.plan AS p
    WHERE p.measure_id = NEW.id
      AND bsc._grain_rank(bsc.grain(p.period)) > bsc._grain_rank(NEW.frequency)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'measure "%" has a target for %, which is finer than frequency %',
            NEW.code, stray, NEW.frequency
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = 'Delete that target first.';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION bsc._check_refitted_measure() IS 'trigger: a new frequency or roll-up fits what is recorded';

CREATE TRIGGER check_refitted_measure AFTER UPDATE OF frequency, rollup ON bsc.measure
    FOR EACH ROW WHEN (OLD.frequency <> NEW.frequency OR OLD.rollup <> NEW.rollup)
    EXECUTE FUNCTION bsc._check_refitted_measure();

CREATE FUNCTION bsc._check_refitted_year()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stray bsc.period;
BEGIN
    SELECT given.period INTO stray
    FROM (SELECT a.period FROM bsc.measure AS m JOIN bsc.actual AS a ON a.measure_id = m.id
          WHERE m.scorecard_id = NEW.id
          UNION ALL
          SELECT p.period FROM bsc.measure AS m JOIN bsc.plan AS p ON p.measure_id = m.id
          WHERE m.scorecard_id = NEW.id
          UNION ALL
          SELECT c.period FROM bsc.closed_period AS c WHERE c.scorecard_id = NEW.id) AS given
    WHERE NOT bsc._is_own_period(given.period, NEW.first_month)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'scorecard "%" has something recorded for %, which is no period of a company year from month %',
            NEW.code, stray, NEW.first_month
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = 'Delete its yearly, half-yearly and quarterly actuals and targets first.';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION bsc._check_refitted_year() IS 'trigger: a new company year fits what is recorded';

CREATE TRIGGER check_refitted_year AFTER UPDATE OF first_month ON bsc.scorecard
    FOR EACH ROW WHEN (OLD.first_month <> NEW.first_month)
    EXECUTE FUNCTION bsc._check_refitted_year();

-- Results of a closed period are frozen at the grain that was reported then.
CREATE FUNCTION bsc._check_refitted_frequency()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    closed bsc.period;
BEGIN
    SELECT c.period INTO closed
    FROM bsc.closed_period AS c
    WHERE c.scorecard_id = NEW.id AND bsc.grain(c.period) <> NEW.frequency
    ORDER BY c.period
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'scorecard "%" has a closed period, %, which is no %', NEW.code, closed, NEW.frequency
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = 'Reopen its closed periods first, or start a new scorecard.';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION bsc._check_refitted_frequency() IS 'trigger: a new reporting frequency fits the periods that are closed';

CREATE TRIGGER check_refitted_frequency AFTER UPDATE OF frequency ON bsc.scorecard
    FOR EACH ROW WHEN (OLD.frequency <> NEW.frequency)
    EXECUTE FUNCTION bsc._check_refitted_frequency();
