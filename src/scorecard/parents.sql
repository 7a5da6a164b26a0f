-- Parents and children: what foreign keys would do.
--
-- A foreign key between two tables of an extension makes a restore fail: their
-- rows come after the constraint exists, and pg_restore -j, or a dump of the
-- data alone, loads them in any order.  So two statement triggers keep the
-- families together: a child needs its parent, and goes with it.
--
-- While a dump is being loaded the first one stands back.  Every dump says so
-- by turning check_function_bodies off; rows that somebody else writes under
-- that setting without a parent are seen by nobody, because every query comes
-- down from the scorecard.
--
-- Two sessions cannot slip past each other (one writes a child while the other
-- removes its parent): both lock the scorecard first, in ways that conflict.
-- lock.c says more, parents.c how it is done for transactions with one snapshot.

CREATE FUNCTION bsc._lock_scorecard(relation regclass, scorecard_id bigint, work text)
RETURNS void
AS 'MODULE_PATHNAME', 'bsc_lock_scorecard'
LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION bsc._lock_scorecard(regclass, bigint, text) IS
    'lock a scorecard to write, plan, refresh, close or drop, until the end of the transaction';

-- Arguments: the parent's table, then the child's columns and the parent's, as
-- they would stand in a foreign key, and the name that it would have.
CREATE FUNCTION bsc._check_parent()
RETURNS trigger
AS 'MODULE_PATHNAME', 'bsc_check_parent'
LANGUAGE C VOLATILE;
COMMENT ON FUNCTION bsc._check_parent() IS 'trigger: a child needs its parent';

-- Arguments: the child's table, then the child's column and the parent's.
CREATE FUNCTION bsc._remove_children()
RETURNS trigger
AS 'MODULE_PATHNAME', 'bsc_remove_children'
LANGUAGE C VOLATILE;
COMMENT ON FUNCTION bsc._remove_children() IS 'trigger: children go with their parent';

-- Parents are removed alone: whoever writes below the scorecard is waited for.
CREATE FUNCTION bsc._lock_removed()
RETURNS trigger
AS 'MODULE_PATHNAME', 'bsc_lock_removed'
LANGUAGE C VOLATILE;
COMMENT ON FUNCTION bsc._lock_removed() IS 'trigger: whoever writes below a removed parent is waited for';

-- A plain UPDATE or DELETE has its rows before it can know their scorecard.
-- Argument, where a DELETE takes all that is below along: parent; where an UPDATE
-- may reach as far: alone.
CREATE FUNCTION bsc._lock_first()
RETURNS trigger
AS 'MODULE_PATHNAME', 'bsc_lock_first'
LANGUAGE C VOLATILE;
COMMENT ON FUNCTION bsc._lock_first() IS
    'trigger: writers of rows and those who remove parents wait for each other before they have rows';

-- An id is for life: children know their parent by it.
CREATE FUNCTION bsc._refuse_new_id()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION 'the id of a row of "%" cannot be changed', TG_TABLE_NAME
        USING ERRCODE = 'object_not_in_prerequisite_state';
END
$$;
COMMENT ON FUNCTION bsc._refuse_new_id() IS 'trigger: an id is for life';

-- So is the scorecard of what has children, which repeat it.
CREATE FUNCTION bsc._refuse_move()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION '% "%" cannot be moved to another scorecard', TG_TABLE_NAME, OLD.code
        USING ERRCODE = 'object_not_in_prerequisite_state',
              HINT = 'Define it there, and delete it here.';
END
$$;
COMMENT ON FUNCTION bsc._refuse_move() IS 'trigger: what has children stays in its scorecard';

CREATE TRIGGER a_lock_first BEFORE UPDATE OR DELETE ON bsc.scorecard
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_first('parent');
CREATE TRIGGER a_lock_first BEFORE UPDATE OR DELETE ON bsc.perspective
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_first('parent');
CREATE TRIGGER a_lock_first BEFORE UPDATE OR DELETE ON bsc.objective
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_first('parent');
CREATE TRIGGER a_lock_first BEFORE UPDATE OR DELETE ON bsc.measure
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_first('parent');
CREATE TRIGGER a_lock_first BEFORE UPDATE OR DELETE ON bsc.initiative
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_first('parent');
CREATE TRIGGER a_lock_first BEFORE UPDATE OR DELETE ON bsc.closed_period
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_first('parent');
CREATE TRIGGER a_lock_first BEFORE UPDATE OR DELETE ON bsc.plan
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_first();
CREATE TRIGGER a_lock_first BEFORE UPDATE OR DELETE ON bsc.actual
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_first();
CREATE TRIGGER a_lock_first BEFORE UPDATE OR DELETE ON bsc.measure_run
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_first();
CREATE TRIGGER a_lock_first BEFORE UPDATE OR DELETE ON bsc.measure_change
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_first();
CREATE TRIGGER a_lock_first BEFORE UPDATE OR DELETE ON bsc.actual_history
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_first();
CREATE TRIGGER a_lock_first BEFORE UPDATE OR DELETE ON bsc.link
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_first();
CREATE TRIGGER a_lock_first BEFORE UPDATE OR DELETE ON bsc.initiative_objective
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_first();
CREATE TRIGGER a_lock_first BEFORE UPDATE OR DELETE ON bsc.initiative_entity
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_first();
CREATE TRIGGER a_lock_first BEFORE UPDATE OR DELETE ON bsc.initiative_step
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_first();
CREATE TRIGGER a_lock_first BEFORE UPDATE OR DELETE ON bsc.closed_result
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_first();

CREATE TRIGGER a_lock_removed AFTER DELETE ON bsc.scorecard
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_removed();
CREATE TRIGGER refuse_new_id AFTER UPDATE OF id ON bsc.scorecard
    FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION bsc._refuse_new_id();

CREATE TRIGGER a_lock_removed AFTER DELETE ON bsc.perspective
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_removed();
CREATE TRIGGER refuse_new_id AFTER UPDATE OF id ON bsc.perspective
    FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION bsc._refuse_new_id();
CREATE TRIGGER refuse_move AFTER UPDATE ON bsc.perspective
    FOR EACH ROW WHEN (OLD.scorecard_id <> NEW.scorecard_id) EXECUTE FUNCTION bsc._refuse_move();

CREATE TRIGGER a_lock_removed AFTER DELETE ON bsc.objective
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_removed();
CREATE TRIGGER refuse_new_id AFTER UPDATE OF id ON bsc.objective
    FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION bsc._refuse_new_id();
CREATE TRIGGER refuse_move AFTER UPDATE ON bsc.objective
    FOR EACH ROW WHEN (OLD.scorecard_id <> NEW.scorecard_id) EXECUTE FUNCTION bsc._refuse_move();

CREATE TRIGGER a_lock_removed AFTER DELETE ON bsc.measure
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_removed();
CREATE TRIGGER refuse_new_id AFTER UPDATE OF id ON bsc.measure
    FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION bsc._refuse_new_id();
CREATE TRIGGER refuse_move AFTER UPDATE ON bsc.measure
    FOR EACH ROW WHEN (OLD.scorecard_id <> NEW.scorecard_id) EXECUTE FUNCTION bsc._refuse_move();

CREATE TRIGGER a_lock_removed AFTER DELETE ON bsc.initiative
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_removed();
CREATE TRIGGER refuse_new_id AFTER UPDATE OF id ON bsc.initiative
    FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION bsc._refuse_new_id();
CREATE TRIGGER refuse_move AFTER UPDATE ON bsc.initiative
    FOR EACH ROW WHEN (OLD.scorecard_id <> NEW.scorecard_id) EXECUTE FUNCTION bsc._refuse_move();

CREATE TRIGGER needs_scorecard AFTER INSERT ON bsc.perspective
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('scorecard', 'scorecard_id', 'id', 'perspective_belongs_to_a_scorecard');
CREATE TRIGGER still_needs_scorecard AFTER UPDATE ON bsc.perspective
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('scorecard', 'scorecard_id', 'id', 'perspective_belongs_to_a_scorecard');
CREATE TRIGGER b_remove_perspective AFTER DELETE ON bsc.scorecard
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._remove_children('perspective', 'scorecard_id', 'id');

CREATE TRIGGER needs_perspective AFTER INSERT ON bsc.objective
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('perspective', 'perspective_id, scorecard_id', 'id, scorecard_id', 'objective_belongs_to_a_perspective');
CREATE TRIGGER still_needs_perspective AFTER UPDATE ON bsc.objective
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('perspective', 'perspective_id, scorecard_id', 'id, scorecard_id', 'objective_belongs_to_a_perspective');
CREATE TRIGGER b_remove_objective AFTER DELETE ON bsc.perspective
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._remove_children('objective', 'perspective_id', 'id');

CREATE TRIGGER needs_objective AFTER INSERT ON bsc.measure
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('objective', 'objective_id, scorecard_id', 'id, scorecard_id', 'measure_belongs_to_an_objective');
CREATE TRIGGER still_needs_objective AFTER UPDATE ON bsc.measure
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('objective', 'objective_id, scorecard_id', 'id, scorecard_id', 'measure_belongs_to_an_objective');
CREATE TRIGGER b_remove_measure AFTER DELETE ON bsc.objective
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._remove_children('measure', 'objective_id', 'id');

CREATE TRIGGER needs_measure AFTER INSERT ON bsc.plan
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('measure', 'measure_id', 'id', 'plan_belongs_to_a_measure');
CREATE TRIGGER still_needs_measure AFTER UPDATE ON bsc.plan
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('measure', 'measure_id', 'id', 'plan_belongs_to_a_measure');
CREATE TRIGGER b_remove_plan AFTER DELETE ON bsc.measure
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._remove_children('plan', 'measure_id', 'id');

CREATE TRIGGER needs_measure AFTER INSERT ON bsc.actual
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('measure', 'measure_id', 'id', 'actual_belongs_to_a_measure');
CREATE TRIGGER still_needs_measure AFTER UPDATE ON bsc.actual
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('measure', 'measure_id', 'id', 'actual_belongs_to_a_measure');
CREATE TRIGGER b_remove_actual AFTER DELETE ON bsc.measure
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._remove_children('actual', 'measure_id', 'id');

CREATE TRIGGER needs_measure AFTER INSERT ON bsc.actual_history
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('measure', 'measure_id', 'id', 'actual_history_belongs_to_a_measure');
CREATE TRIGGER still_needs_measure AFTER UPDATE ON bsc.actual_history
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('measure', 'measure_id', 'id', 'actual_history_belongs_to_a_measure');
CREATE TRIGGER b_remove_actual_history AFTER DELETE ON bsc.measure
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._remove_children('actual_history', 'measure_id', 'id');

CREATE TRIGGER needs_measure AFTER INSERT ON bsc.measure_run
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('measure', 'measure_id', 'id', 'measure_run_belongs_to_a_measure');
CREATE TRIGGER needs_measure AFTER INSERT ON bsc.measure_change
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('measure', 'measure_id', 'id', 'measure_change_belongs_to_a_measure');
CREATE TRIGGER still_needs_measure AFTER UPDATE ON bsc.measure_run
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('measure', 'measure_id', 'id', 'measure_run_belongs_to_a_measure');
CREATE TRIGGER still_needs_measure AFTER UPDATE ON bsc.measure_change
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('measure', 'measure_id', 'id', 'measure_change_belongs_to_a_measure');
CREATE TRIGGER b_remove_measure_run AFTER DELETE ON bsc.measure
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._remove_children('measure_run', 'measure_id', 'id');
CREATE TRIGGER b_remove_measure_change AFTER DELETE ON bsc.measure
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._remove_children('measure_change', 'measure_id', 'id');

CREATE TRIGGER needs_cause AFTER INSERT ON bsc.link
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('objective', 'cause, scorecard_id', 'id, scorecard_id', 'link_cause_is_an_objective_of_the_scorecard');
CREATE TRIGGER still_needs_cause AFTER UPDATE ON bsc.link
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('objective', 'cause, scorecard_id', 'id, scorecard_id', 'link_cause_is_an_objective_of_the_scorecard');
CREATE TRIGGER b_remove_link_of_cause AFTER DELETE ON bsc.objective
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._remove_children('link', 'cause', 'id');

CREATE TRIGGER needs_effect AFTER INSERT ON bsc.link
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('objective', 'effect, scorecard_id', 'id, scorecard_id', 'link_effect_is_an_objective_of_the_scorecard');
CREATE TRIGGER still_needs_effect AFTER UPDATE ON bsc.link
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('objective', 'effect, scorecard_id', 'id, scorecard_id', 'link_effect_is_an_objective_of_the_scorecard');
CREATE TRIGGER b_remove_link_of_effect AFTER DELETE ON bsc.objective
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._remove_children('link', 'effect', 'id');

CREATE TRIGGER needs_scorecard AFTER INSERT ON bsc.initiative
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('scorecard', 'scorecard_id', 'id', 'initiative_belongs_to_a_scorecard');
CREATE TRIGGER still_needs_scorecard AFTER UPDATE ON bsc.initiative
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('scorecard', 'scorecard_id', 'id', 'initiative_belongs_to_a_scorecard');
CREATE TRIGGER b_remove_initiative AFTER DELETE ON bsc.scorecard
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._remove_children('initiative', 'scorecard_id', 'id');

CREATE TRIGGER needs_initiative AFTER INSERT ON bsc.initiative_objective
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('initiative', 'initiative_id, scorecard_id', 'id, scorecard_id', 'initiative_objective_names_an_initiative');
CREATE TRIGGER still_needs_initiative AFTER UPDATE ON bsc.initiative_objective
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('initiative', 'initiative_id, scorecard_id', 'id, scorecard_id', 'initiative_objective_names_an_initiative');
CREATE TRIGGER b_remove_initiative_objective_of_initiative AFTER DELETE ON bsc.initiative
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._remove_children('initiative_objective', 'initiative_id', 'id');

CREATE TRIGGER needs_initiative AFTER INSERT ON bsc.initiative_entity
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('initiative', 'initiative_id, scorecard_id', 'id, scorecard_id', 'initiative_entity_names_an_initiative');
CREATE TRIGGER still_needs_initiative AFTER UPDATE ON bsc.initiative_entity
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('initiative', 'initiative_id, scorecard_id', 'id, scorecard_id', 'initiative_entity_names_an_initiative');
CREATE TRIGGER b_remove_initiative_entity AFTER DELETE ON bsc.initiative
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._remove_children('initiative_entity', 'initiative_id', 'id');

CREATE TRIGGER needs_initiative AFTER INSERT ON bsc.initiative_step
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('initiative', 'initiative_id, scorecard_id', 'id, scorecard_id', 'initiative_step_belongs_to_an_initiative');
CREATE TRIGGER still_needs_initiative AFTER UPDATE ON bsc.initiative_step
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('initiative', 'initiative_id, scorecard_id', 'id, scorecard_id', 'initiative_step_belongs_to_an_initiative');
CREATE TRIGGER b_remove_initiative_step AFTER DELETE ON bsc.initiative
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._remove_children('initiative_step', 'initiative_id', 'id');

CREATE TRIGGER needs_objective AFTER INSERT ON bsc.initiative_objective
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('objective', 'objective_id, scorecard_id', 'id, scorecard_id', 'initiative_objective_names_an_objective_of_its_scorecard');
CREATE TRIGGER still_needs_objective AFTER UPDATE ON bsc.initiative_objective
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('objective', 'objective_id, scorecard_id', 'id, scorecard_id', 'initiative_objective_names_an_objective_of_its_scorecard');
CREATE TRIGGER b_remove_initiative_objective_of_objective AFTER DELETE ON bsc.objective
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._remove_children('initiative_objective', 'objective_id', 'id');

CREATE TRIGGER needs_scorecard AFTER INSERT ON bsc.closed_period
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('scorecard', 'scorecard_id', 'id', 'closed_period_belongs_to_a_scorecard');
CREATE TRIGGER still_needs_scorecard AFTER UPDATE ON bsc.closed_period
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('scorecard', 'scorecard_id', 'id', 'closed_period_belongs_to_a_scorecard');
CREATE TRIGGER b_remove_closed_period AFTER DELETE ON bsc.scorecard
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._remove_children('closed_period', 'scorecard_id', 'id');

CREATE TRIGGER needs_closed_period AFTER INSERT ON bsc.closed_result
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('closed_period', 'scorecard_id, period', 'scorecard_id, period', 'closed_result_belongs_to_a_closed_period');
CREATE TRIGGER still_needs_closed_period AFTER UPDATE ON bsc.closed_result
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._check_parent('closed_period', 'scorecard_id, period', 'scorecard_id, period', 'closed_result_belongs_to_a_closed_period');
CREATE TRIGGER b_remove_closed_result AFTER DELETE ON bsc.closed_period
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION bsc._remove_children('closed_result', 'scorecard_id, period', 'scorecard_id, period');
