-- What plain DML on the scorecard's tables must keep: every constraint and
-- every trigger is fired once, and nearly fired once.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

-- Two scorecards with fixed ids, and a row in every table.
INSERT INTO bsc.scorecard (id, code) VALUES (-1, 'one'), (-2, 'two');
INSERT INTO bsc.perspective (id, scorecard_id, code) VALUES (-11, -1, 'p'), (-12, -1, 'q'), (-21, -2, 'p');
INSERT INTO bsc.objective (id, perspective_id, code) VALUES (-111, -11, 'o'), (-112, -11, 'x'), (-121, -12, 'o'), (-211, -21, 'o');
INSERT INTO bsc.measure (id, objective_id, code) VALUES (-1111, -111, 'm'), (-1112, -111, 'n'), (-2111, -211, 'm');
INSERT INTO bsc.plan (measure_id, period, target) VALUES (-1111, '2004-01', '60..95');
INSERT INTO bsc.actual (measure_id, period, value, volume) VALUES (-1111, '2004-01', 70, 3);
INSERT INTO bsc.link (id, cause, effect) VALUES (-31, -111, -112);
INSERT INTO bsc.initiative (id, scorecard_id, code, starts, budget) VALUES (-41, -1, 'i', '2004-01-01', 5), (-42, -2, 'i', NULL, NULL);
INSERT INTO bsc.initiative_objective (initiative_id, objective_id) VALUES (-41, -111);
INSERT INTO bsc.initiative_entity (initiative_id, entity) VALUES (-41, 'e');
INSERT INTO bsc.initiative_step (initiative_id, code) VALUES (-41, 's');
INSERT INTO bsc.initiative_history (id, scorecard_id, initiative_id, code, spent, progress, state, changed_at, changed_by)
VALUES (-71, -1, -41, 'i', 0, 0, 'planned', '2004-01-01', 'me');
INSERT INTO bsc.entity (id, scorecard_id, code) VALUES (-81, -1, 'e'), (-82, -2, 'e');
INSERT INTO bsc.entity_history (id, scorecard_id, entity_id, code, parent, position, changed_at, changed_by)
VALUES (-91, -1, -81, 'e', '', 0, '2004-01-01', 'me');
INSERT INTO bsc.scorecard_history (id, scorecard_id, code, frequency, first_month, time_zone, amber, green, missing, changed_at, changed_by)
SELECT -101, s.id, s.code, s.frequency, s.first_month, s.time_zone, s.amber, s.green, s.missing, s.changed_at, s.changed_by FROM bsc.scorecard AS s WHERE s.id = -1;
INSERT INTO bsc.perspective_history (id, scorecard_id, perspective_id, code, position, weight, combine, changed_at, changed_by)
VALUES (-101, -1, -11, 'p', 0, 1, 'mean', '2004-01-01', 'me');
INSERT INTO bsc.objective_history (id, scorecard_id, objective_id, perspective_id, code, weight, combine, position, changed_at, changed_by)
VALUES (-101, -1, -111, -11, 'o', 1, 'mean', 0, '2004-01-01', 'me');
INSERT INTO bsc.measure_history (id, scorecard_id, measure_id, objective_id, code, financial, frequency, rollup, carry_forward, weight, run_as, position,
    elasticity, rebase, changed_at, changed_by)
VALUES (-101, -1, -1111, -111, 'm', false, 'month', 'sum', 0, 1, 'me', 0, 1, '{}', '2004-01-01', 'me');
INSERT INTO bsc.link_history (id, scorecard_id, link_id, cause, effect, strength, lag, changed_at, changed_by)
VALUES (-101, -1, -31, -111, -112, 1, 0, '2004-01-01', 'me');
INSERT INTO bsc.initiative_objective_history (id, scorecard_id, initiative_id, objective_id, changed_at, changed_by)
VALUES (-101, -1, -41, -111, '2004-01-01', 'me');
INSERT INTO bsc.initiative_entity_history (id, scorecard_id, initiative_id, entity, changed_at, changed_by)
VALUES (-102, -1, -41, 'e', '2004-01-01', 'me');
INSERT INTO bsc.initiative_step_history (id, scorecard_id, initiative_id, code, changed_at, changed_by)
VALUES (-102, -1, -41, 's', '2004-01-01', 'me');
INSERT INTO bsc.plan_history (id, scorecard_id, measure_id, entity, period, target, changed_at, changed_by)
VALUES (-101, -1, -1111, '', '2004-01', '1..2', '2004-01-01', 'me');
INSERT INTO bsc.note (id, scorecard_id, level, subject_id, path, period, text) VALUES (-91, -1, 0, -1, 'one', '2004', 'so it is');
INSERT INTO bsc.note_history (id, scorecard_id, note_id, level, subject_id, path, entity, period, text, author, written_at, withdrawn, changed_at, changed_by)
VALUES (-101, -1, -91, 0, -1, 'one', '', '2004', 'so it was', 'me', '2004-01-01', false, '2004-01-01', 'me');
INSERT INTO bsc._entity_renaming (scorecard_id, old_code, new_code) VALUES (-9, 'old', 'new');
INSERT INTO bsc.actual_history (id, measure_id, entity, period, value, source, recorded_at, recorded_by)
VALUES (-51, -1111, '', '2004-01', 69, 'manual', '2004-02-01', 'me');
INSERT INTO bsc.closed_period (scorecard_id, period, definition) VALUES (-2, '2003-01', '{}');
INSERT INTO bsc.closed_result (scorecard_id, period, entity, ordinal, level) VALUES (-2, '2003-01', '', 1, 0);
INSERT INTO bsc.closed_period_history (id, scorecard_id, period, closed_at, closed_by, definition) VALUES (-101, -1, '2003-01', '2004-01-01', 'me', '{}');
INSERT INTO bsc.closed_result_history (id, scorecard_id, period, basis, entity, ordinal, level, provisional, changed_at)
VALUES (-101, -1, '2003-01', 'period', '', 1, 0, false, '2004-01-01');
INSERT INTO bsc._entity_place_history (id, scorecard_id, number, last, below, position, code, changed_at) VALUES (-101, -1, 0, 0, 0, 0, '', '2004-01-01');
INSERT INTO bsc.refresh_log (id, scorecard, measure, period, started) VALUES (-61, 'one', 'm', '2004-01', now());
INSERT INTO bsc.measure_run (measure_id, period, last_run) VALUES (-1111, '2004-01', now());
INSERT INTO bsc.measure_change (measure_id, seen) VALUES (-1111, now());
INSERT INTO bsc.environment (code, period, planned, observed) VALUES ('market', '2004-01', 100, 90);
INSERT INTO bsc.environment_history (id, code, period, changed_at, changed_by) VALUES (-101, 'market', '2004-01', '2004-01-01', 'me');
INSERT INTO bsc.review_decision (id, scorecard_id, period, loop, rule, severity, subject, finding, evidence, decision)
VALUES (-71, -1, '2004-01', 'single', 'off target', 'high', 'o', 'it is red', '{}', 'look into it');

-- What comes of a statement: nothing is kept of it.
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    state text;
    rule text;
BEGIN
    EXECUTE statement;
    SET CONSTRAINTS ALL IMMEDIATE;
    RAISE SQLSTATE 'RULES';
EXCEPTION
    WHEN SQLSTATE 'RULES' THEN
        RETURN 'passes';
    WHEN integrity_constraint_violation THEN
        GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, rule = CONSTRAINT_NAME;
        RETURN state || ' ' || rule;
    WHEN OTHERS THEN
        RETURN SQLSTATE || ' ' || SQLERRM;
END
$$;

-- A second row like the one in a history, of another scorecard.
CREATE FUNCTION pg_temp.copied(history text, scorecard bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('INSERT INTO bsc.%I SELECT (jsonb_populate_record(h, jsonb_build_object(''id'', -999, ''scorecard_id'', $1))).*'
        ' FROM bsc.%1$I AS h WHERE h.id < 0', history) USING scorecard;
END
$$;

-- constraints -----------------------------------------------------------------

CREATE TEMP TABLE attempt (ordinal serial, rule text, bad text, good text);
INSERT INTO attempt (rule, bad, good) VALUES
('scorecard_pkey', $$INSERT INTO bsc.scorecard (id, code) VALUES (-1, 'new')$$, $$INSERT INTO bsc.scorecard (id, code) VALUES (-3, 'new')$$),
('scorecard_code_is_unique', $$INSERT INTO bsc.scorecard (code) VALUES ('one')$$, $$INSERT INTO bsc.scorecard (code) VALUES ('One')$$),
('scorecard_code_is_a_short_key', $$INSERT INTO bsc.scorecard (code) VALUES ('')$$, $$INSERT INTO bsc.scorecard (code) VALUES ('🎯')$$),
('scorecard_code_is_a_short_key', $$INSERT INTO bsc.scorecard (code) VALUES (' x')$$, $$INSERT INTO bsc.scorecard (code) VALUES ('x "y"')$$),
('scorecard_code_is_a_short_key', $$INSERT INTO bsc.scorecard (code) VALUES ('x/y')$$, $$INSERT INTO bsc.scorecard (code) VALUES ('x\y')$$),
('scorecard_code_is_a_short_key', $$INSERT INTO bsc.scorecard (code) VALUES (E'x\ny')$$, $$INSERT INTO bsc.scorecard (code) VALUES ('x y')$$),
('scorecard_code_is_a_short_key', $$INSERT INTO bsc.scorecard (code) VALUES (repeat('长', 101))$$, $$INSERT INTO bsc.scorecard (code) VALUES (repeat('长', 100))$$),
('scorecard_value_proposition_is_known', $$UPDATE bsc.scorecard SET value_proposition = 'best price'$$, $$UPDATE bsc.scorecard SET value_proposition = 'product leadership'$$),
('scorecard_frequency_is_a_grain', $$UPDATE bsc.scorecard SET frequency = 'monthly'$$, $$UPDATE bsc.scorecard SET frequency = 'half' WHERE id = -1$$),
('scorecard_first_month_is_a_month', $$UPDATE bsc.scorecard SET first_month = 13$$, $$UPDATE bsc.scorecard SET first_month = 12$$),
('scorecard_first_month_is_a_month', $$UPDATE bsc.scorecard SET first_month = 0$$, $$UPDATE bsc.scorecard SET first_month = 1$$),
('scorecard_amber_is_not_above_green', $$UPDATE bsc.scorecard SET amber = 0.91$$, $$UPDATE bsc.scorecard SET amber = 0.9$$),
('scorecard_amber_is_not_above_green', $$UPDATE bsc.scorecard SET green = 'NaN'$$, $$UPDATE bsc.scorecard SET green = 1e308$$),
('scorecard_amber_is_not_above_green', $$UPDATE bsc.scorecard SET green = 'Infinity'$$, $$UPDATE bsc.scorecard SET green = 2$$),
('scorecard_amber_is_not_above_green', $$UPDATE bsc.scorecard SET amber = '-Infinity'$$, $$UPDATE bsc.scorecard SET amber = -1e308$$),
('scorecard_missing_is_a_rule', $$UPDATE bsc.scorecard SET missing = 'ignore'$$, $$UPDATE bsc.scorecard SET missing = 'zero'$$),

('perspective_pkey', $$INSERT INTO bsc.perspective (id, scorecard_id, code) VALUES (-11, -1, 'new')$$, $$INSERT INTO bsc.perspective (id, scorecard_id, code) VALUES (-13, -1, 'new')$$),
('perspective_belongs_to_a_scorecard', $$INSERT INTO bsc.perspective (scorecard_id, code) VALUES (-9, 'new')$$, $$INSERT INTO bsc.perspective (scorecard_id, code) VALUES (-2, 'new')$$),
('perspective_code_is_unique_in_its_scorecard', $$INSERT INTO bsc.perspective (scorecard_id, code) VALUES (-1, 'q')$$, $$INSERT INTO bsc.perspective (scorecard_id, code) VALUES (-2, 'q')$$),
('perspective_code_is_a_short_key', $$INSERT INTO bsc.perspective (scorecard_id, code) VALUES (-1, 'a/b')$$, $$INSERT INTO bsc.perspective (scorecard_id, code) VALUES (-1, 'a-b')$$),
('perspective_weight_is_finite_and_not_negative', $$UPDATE bsc.perspective SET weight = -1e-300$$, $$UPDATE bsc.perspective SET weight = 0$$),
('perspective_weight_is_finite_and_not_negative', $$UPDATE bsc.perspective SET weight = 'NaN'$$, $$UPDATE bsc.perspective SET weight = 1e308$$),
('perspective_combine_is_a_rule', $$UPDATE bsc.perspective SET combine = 'median'$$, $$UPDATE bsc.perspective SET combine = 'worst'$$),

('objective_pkey', $$INSERT INTO bsc.objective (id, perspective_id, code) VALUES (-111, -11, 'new')$$, $$INSERT INTO bsc.objective (id, perspective_id, code) VALUES (-113, -11, 'new')$$),
('objective_belongs_to_a_perspective', $$INSERT INTO bsc.objective (perspective_id, code, scorecard_id) VALUES (-11, 'new', -2)$$, $$INSERT INTO bsc.objective (perspective_id, code, scorecard_id) VALUES (-21, 'new', -2)$$),
('objective_belongs_to_a_perspective', $$UPDATE bsc.objective SET perspective_id = -21 WHERE id = -112$$, $$UPDATE bsc.objective SET perspective_id = -12 WHERE id = -112$$),
('objective_code_is_unique_in_its_perspective', $$INSERT INTO bsc.objective (perspective_id, code) VALUES (-11, 'x')$$, $$INSERT INTO bsc.objective (perspective_id, code) VALUES (-12, 'x')$$),
('objective_code_is_a_short_key', $$INSERT INTO bsc.objective (perspective_id, code) VALUES (-11, 'new ')$$, $$INSERT INTO bsc.objective (perspective_id, code) VALUES (-11, 'new')$$),
('objective_weight_is_finite_and_not_negative', $$UPDATE bsc.objective SET weight = 'Infinity'$$, $$UPDATE bsc.objective SET weight = 0$$),
('objective_combine_is_a_rule', $$UPDATE bsc.objective SET combine = 'Best'$$, $$UPDATE bsc.objective SET combine = 'best'$$),

('measure_pkey', $$INSERT INTO bsc.measure (id, objective_id, code) VALUES (-1111, -111, 'new')$$, $$INSERT INTO bsc.measure (id, objective_id, code) VALUES (-1113, -111, 'new')$$),
('measure_belongs_to_an_objective', $$INSERT INTO bsc.measure (objective_id, code, frequency, scorecard_id) VALUES (-111, 'new', 'month', -2)$$, $$INSERT INTO bsc.measure (objective_id, code, frequency, scorecard_id) VALUES (-211, 'new', 'month', -2)$$),
('measure_belongs_to_an_objective', $$UPDATE bsc.measure SET objective_id = -211 WHERE id = -1112$$, $$UPDATE bsc.measure SET objective_id = -121 WHERE id = -1112$$),
('measure_code_is_unique_in_its_scorecard', $$INSERT INTO bsc.measure (objective_id, code) VALUES (-121, 'n')$$, $$INSERT INTO bsc.measure (objective_id, code) VALUES (-211, 'n')$$),
('measure_code_is_a_short_key', $$INSERT INTO bsc.measure (objective_id, code) VALUES (-111, '')$$, $$INSERT INTO bsc.measure (objective_id, code) VALUES (-111, '.')$$),
('measure_indicator_is_leading_or_lagging', $$UPDATE bsc.measure SET indicator = 'lead'$$, $$UPDATE bsc.measure SET indicator = 'leading'$$),
('measure_frequency_is_a_grain', $$INSERT INTO bsc.measure (objective_id, code, frequency) VALUES (-111, 'new', 'hour')$$, $$INSERT INTO bsc.measure (objective_id, code, frequency) VALUES (-111, 'new', 'day')$$),
('measure_rollup_is_a_rule', $$UPDATE bsc.measure SET rollup = 'avg' WHERE id = -1112$$, $$UPDATE bsc.measure SET rollup = 'mean' WHERE id = -1112$$),
('measure_carry_forward_is_a_number_of_periods', $$UPDATE bsc.measure SET carry_forward = 1001$$, $$UPDATE bsc.measure SET carry_forward = 1000$$),
('measure_carry_forward_is_a_number_of_periods', $$UPDATE bsc.measure SET carry_forward = -1$$, $$UPDATE bsc.measure SET carry_forward = 0$$),
('measure_weight_is_finite_and_not_negative', $$UPDATE bsc.measure SET weight = -1$$, $$UPDATE bsc.measure SET weight = 0$$),

('plan_pkey', $$INSERT INTO bsc.plan (measure_id, period, target) VALUES (-1111, '2004-01', '1..2')$$, $$INSERT INTO bsc.plan (measure_id, entity, period, target) VALUES (-1111, 'E', '2004-01', '1..2')$$),
('plan_belongs_to_a_measure', $$INSERT INTO bsc.plan (measure_id, period, target) VALUES (-9, '2004-01', '1..2')$$, $$INSERT INTO bsc.plan (measure_id, period, target) VALUES (-1112, '2004-01', '1..2')$$),
('plan_entity_is_short', $$UPDATE bsc.plan SET entity = repeat('长', 333) || 'xx'$$, $$UPDATE bsc.plan SET entity = repeat('长', 333) || 'x'$$),
('plan_target_scores_are_not_negative', $$UPDATE bsc.plan SET target = '0:-0.1 5:1'$$, $$UPDATE bsc.plan SET target = '0:0 5:1'$$),

('actual_pkey', $$INSERT INTO bsc.actual (measure_id, period, value) VALUES (-1111, '2004-01', 1)$$, $$INSERT INTO bsc.actual (measure_id, period, value) VALUES (-1111, '2004-02', 1)$$),
('actual_belongs_to_a_measure', $$INSERT INTO bsc.actual (measure_id, period, value) VALUES (-9, '2004-01', 1)$$, $$INSERT INTO bsc.actual (measure_id, period, value) VALUES (-1112, '2004-01', 1)$$),
('actual_entity_is_short', $$UPDATE bsc.actual SET entity = repeat('x', 1001)$$, $$UPDATE bsc.actual SET entity = repeat('x', 1000)$$),
('actual_value_is_finite', $$UPDATE bsc.actual SET value = 'NaN'$$, $$UPDATE bsc.actual SET value = -1e150$$),
('actual_value_is_finite', $$UPDATE bsc.actual SET value = '-Infinity'$$, $$UPDATE bsc.actual SET value = 0$$),
('actual_value_is_finite', $$UPDATE bsc.actual SET value = 'Infinity'$$, $$UPDATE bsc.actual SET value = 1e150$$),
('actual_volume_is_finite_and_not_negative', $$UPDATE bsc.actual SET volume = -1$$, $$UPDATE bsc.actual SET volume = 0$$),
('actual_volume_is_finite_and_not_negative', $$UPDATE bsc.actual SET volume = 'NaN'$$, $$UPDATE bsc.actual SET volume = NULL$$),

('actual_history_pkey', $$INSERT INTO bsc.actual_history SELECT * FROM bsc.actual_history WHERE id = -51$$, $$INSERT INTO bsc.actual_history SELECT -52, h.measure_id, h.entity, h.period, h.value, h.volume, h.source, h.recorded_at, h.recorded_by FROM bsc.actual_history AS h WHERE id = -51$$),
('actual_history_belongs_to_a_measure', $$UPDATE bsc.actual_history SET measure_id = -9$$, $$UPDATE bsc.actual_history SET measure_id = -1112$$),

('link_pkey', $$INSERT INTO bsc.link (id, cause, effect) VALUES (-31, -112, -111)$$, $$INSERT INTO bsc.link (id, cause, effect) VALUES (-32, -112, -111)$$),
('link_cause_is_an_objective_of_the_scorecard', $$INSERT INTO bsc.link (scorecard_id, cause, effect) VALUES (-1, -211, -111)$$, $$INSERT INTO bsc.link (scorecard_id, cause, effect) VALUES (-1, -121, -111)$$),
('link_effect_is_an_objective_of_the_scorecard', $$INSERT INTO bsc.link (cause, effect) VALUES (-111, -211)$$, $$INSERT INTO bsc.link (cause, effect) VALUES (-111, -121)$$),
('link_is_given_once_for_each_lag', $$INSERT INTO bsc.link (cause, effect) VALUES (-111, -112)$$, $$INSERT INTO bsc.link (cause, effect, lag) VALUES (-111, -112, 1)$$),
('link_to_itself_needs_a_lag', $$INSERT INTO bsc.link (cause, effect) VALUES (-111, -111)$$, $$INSERT INTO bsc.link (cause, effect, lag) VALUES (-111, -111, 1)$$),
('link_strength_is_finite', $$UPDATE bsc.link SET strength = 'NaN'$$, $$UPDATE bsc.link SET strength = -1e308$$),
('link_strength_is_finite', $$UPDATE bsc.link SET strength = '-Infinity'$$, $$UPDATE bsc.link SET strength = 0$$),
('link_lag_is_a_number_of_periods', $$UPDATE bsc.link SET lag = 1001$$, $$UPDATE bsc.link SET lag = 1000$$),
('link_lag_is_a_number_of_periods', $$UPDATE bsc.link SET lag = -1$$, $$UPDATE bsc.link SET lag = 0$$),

('initiative_pkey', $$INSERT INTO bsc.initiative (id, scorecard_id, code) VALUES (-41, -1, 'new')$$, $$INSERT INTO bsc.initiative (id, scorecard_id, code) VALUES (-43, -1, 'new')$$),
('initiative_belongs_to_a_scorecard', $$INSERT INTO bsc.initiative (scorecard_id, code) VALUES (-9, 'new')$$, $$INSERT INTO bsc.initiative (scorecard_id, code) VALUES (-2, 'new')$$),
('initiative_code_is_unique_in_its_scorecard', $$INSERT INTO bsc.initiative (scorecard_id, code) VALUES (-1, 'i')$$, $$INSERT INTO bsc.initiative (scorecard_id, code) VALUES (-1, 'j')$$),
('initiative_code_is_a_short_key', $$INSERT INTO bsc.initiative (scorecard_id, code) VALUES (-1, '/')$$, $$INSERT INTO bsc.initiative (scorecard_id, code) VALUES (-1, '|')$$),
('initiative_ends_after_it_starts', $$UPDATE bsc.initiative SET ends = '2003-12-31'$$, $$UPDATE bsc.initiative SET ends = '2004-01-01'$$),
('initiative_budget_is_not_negative', $$UPDATE bsc.initiative SET budget = -0.01$$, $$UPDATE bsc.initiative SET budget = 0$$),
('initiative_budget_is_not_negative', $$UPDATE bsc.initiative SET budget = 'NaN'$$, $$UPDATE bsc.initiative SET budget = NULL$$),
('initiative_spent_is_not_negative', $$UPDATE bsc.initiative SET spent = -0.01$$, $$UPDATE bsc.initiative SET spent = 99$$),
('initiative_progress_is_a_fraction', $$UPDATE bsc.initiative SET progress = 1.01$$, $$UPDATE bsc.initiative SET progress = 1$$),
('initiative_progress_is_a_fraction', $$UPDATE bsc.initiative SET progress = -0.01$$, $$UPDATE bsc.initiative SET progress = 0$$),
('initiative_state_is_known', $$UPDATE bsc.initiative SET state = 'dropped'$$, $$INSERT INTO bsc.initiative (scorecard_id, code, state) VALUES (-1, 'new', 'stopped')$$),

('initiative_history_pkey', $$INSERT INTO bsc.initiative_history SELECT * FROM bsc.initiative_history WHERE id = -71$$, $$UPDATE bsc.initiative_history SET id = -72$$),
('initiative_history_belongs_to_a_scorecard', $$SELECT pg_temp.copied('initiative_history', -9)$$, $$SELECT pg_temp.copied('initiative_history', -2)$$),

('initiative_objective_pkey', $$INSERT INTO bsc.initiative_objective (initiative_id, objective_id) VALUES (-41, -111)$$, $$INSERT INTO bsc.initiative_objective (initiative_id, objective_id) VALUES (-41, -112)$$),
('initiative_objective_names_an_initiative', $$INSERT INTO bsc.initiative_objective (initiative_id, objective_id, scorecard_id) VALUES (-42, -112, -1)$$, $$INSERT INTO bsc.initiative_objective (initiative_id, objective_id, scorecard_id) VALUES (-42, -211, -2)$$),
('initiative_objective_names_an_objective_of_its_scorecard', $$INSERT INTO bsc.initiative_objective (initiative_id, objective_id) VALUES (-41, -211)$$, $$INSERT INTO bsc.initiative_objective (initiative_id, objective_id) VALUES (-41, -121)$$),

('initiative_entity_pkey', $$INSERT INTO bsc.initiative_entity (initiative_id, entity) VALUES (-41, 'e')$$, $$INSERT INTO bsc.initiative_entity (initiative_id, entity) VALUES (-42, 'e')$$),
('initiative_entity_names_an_initiative', $$INSERT INTO bsc.initiative_entity (initiative_id, entity, scorecard_id) VALUES (-42, 'E', -1)$$, $$INSERT INTO bsc.initiative_entity (initiative_id, entity) VALUES (-42, 'E')$$),
('initiative_entity_is_short_and_not_empty', $$UPDATE bsc.initiative_entity SET entity = ''$$, $$UPDATE bsc.initiative_entity SET entity = ' '$$),
('initiative_step_pkey', $$INSERT INTO bsc.initiative_step (initiative_id, code) VALUES (-41, 's')$$, $$INSERT INTO bsc.initiative_step (initiative_id, code) VALUES (-42, 's')$$),
('initiative_step_belongs_to_an_initiative', $$INSERT INTO bsc.initiative_step (initiative_id, code, scorecard_id) VALUES (-42, 'S', -1)$$, $$INSERT INTO bsc.initiative_step (initiative_id, code) VALUES (-42, 'S')$$),
('initiative_step_code_is_a_short_key', $$UPDATE bsc.initiative_step SET code = 'a/b'$$, $$UPDATE bsc.initiative_step SET code = 'a b'$$),

('closed_period_pkey', $$INSERT INTO bsc.closed_period (scorecard_id, period, definition) VALUES (-2, '2003-01', '{}')$$, $$INSERT INTO bsc.closed_period (scorecard_id, period, definition) VALUES (-2, '2003-02', '{}')$$),
('closed_period_belongs_to_a_scorecard', $$INSERT INTO bsc.closed_period (scorecard_id, period, definition) VALUES (-9, '2003-01', '{}')$$, $$INSERT INTO bsc.closed_period (scorecard_id, period, definition) VALUES (-1, '2003-01', '{}')$$),
('closed_result_pkey', $$INSERT INTO bsc.closed_result (scorecard_id, period, entity, ordinal, level) VALUES (-2, '2003-01', '', 1, 1)$$, $$INSERT INTO bsc.closed_result (scorecard_id, period, entity, ordinal, level) VALUES (-2, '2003-01', 'E', 1, 0)$$),
('closed_result_belongs_to_a_closed_period', $$INSERT INTO bsc.closed_result (scorecard_id, period, entity, ordinal, level) VALUES (-2, '2003-02', '', 1, 0)$$, $$INSERT INTO bsc.closed_result (scorecard_id, period, entity, ordinal, level) VALUES (-2, '2003-01', '', 2, 1)$$),
('refresh_log_pkey', $$INSERT INTO bsc.refresh_log (id, scorecard, measure, period, started) VALUES (-61, 'one', 'm', '2004-02', now())$$, $$INSERT INTO bsc.refresh_log (id, scorecard, measure, period, started) VALUES (-62, 'one', 'm', '2004-01', now())$$),
('measure_run_pkey', $$INSERT INTO bsc.measure_run (measure_id, period, last_run) VALUES (-1111, '2004-01', now())$$, $$INSERT INTO bsc.measure_run (measure_id, period, last_run) VALUES (-1111, '2004', now())$$),
('measure_change_pkey', $$INSERT INTO bsc.measure_change (measure_id, seen) VALUES (-1111, now())$$, $$INSERT INTO bsc.measure_change (measure_id, seen) VALUES (-1112, now())$$),
('measure_change_is_a_list_of_periods', $$UPDATE bsc.measure_change SET periods = '{2004-01,NULL}'$$, $$UPDATE bsc.measure_change SET periods = '{2004-01,2004Q3}'$$),
('measure_change_belongs_to_a_measure', $$INSERT INTO bsc.measure_change (measure_id, seen) VALUES (-9, now())$$, $$UPDATE bsc.measure_change SET measure_id = -1112$$),
('measure_run_belongs_to_a_measure', $$INSERT INTO bsc.measure_run (measure_id, period, last_run) VALUES (-9, '2004-01', now())$$, $$UPDATE bsc.measure_run SET measure_id = -1112$$),
('entity_pkey', $$INSERT INTO bsc.entity (id, scorecard_id, code) VALUES (-81, -1, 'f')$$, $$INSERT INTO bsc.entity (id, scorecard_id, code) VALUES (-83, -1, 'f')$$),
('entity_code_is_unique_in_its_scorecard', $$INSERT INTO bsc.entity (scorecard_id, code) VALUES (-1, 'e')$$, $$INSERT INTO bsc.entity (scorecard_id, code) VALUES (-1, 'E')$$),
('entity_code_is_short_and_not_empty', $$INSERT INTO bsc.entity (scorecard_id, code) VALUES (-1, '')$$, $$INSERT INTO bsc.entity (scorecard_id, code) VALUES (-1, repeat('x', 1000))$$),
('entity_is_not_its_own_parent', $$INSERT INTO bsc.entity (scorecard_id, code, parent) VALUES (-1, 'f', 'f')$$, $$INSERT INTO bsc.entity (scorecard_id, code, parent) VALUES (-1, 'f', 'e')$$),
('entity_ends_after_it_starts', $$UPDATE bsc.entity SET starts = '2004-01-02', ends = '2004-01-01'$$, $$UPDATE bsc.entity SET starts = '2004-01-01', ends = '2004-01-01'$$),
('entity_belongs_to_a_scorecard', $$INSERT INTO bsc.entity (scorecard_id, code) VALUES (-9, 'e')$$, $$INSERT INTO bsc.entity (scorecard_id, code) VALUES (-2, 'f')$$),
('entity_history_pkey', $$INSERT INTO bsc.entity_history SELECT * FROM bsc.entity_history WHERE id = -91$$, $$UPDATE bsc.entity_history SET id = -92$$),
('entity_history_belongs_to_a_scorecard', $$SELECT pg_temp.copied('entity_history', -9)$$, $$SELECT pg_temp.copied('entity_history', -2)$$),
('scorecard_history_pkey', $$INSERT INTO bsc.scorecard_history SELECT * FROM bsc.scorecard_history WHERE id = -101$$, $$UPDATE bsc.scorecard_history SET id = -102$$),
('scorecard_history_belongs_to_a_scorecard', $$SELECT pg_temp.copied('scorecard_history', -9)$$, $$SELECT pg_temp.copied('scorecard_history', -2)$$),
('perspective_history_pkey', $$INSERT INTO bsc.perspective_history SELECT * FROM bsc.perspective_history WHERE id = -101$$, $$UPDATE bsc.perspective_history SET id = -102$$),
('perspective_history_belongs_to_a_scorecard', $$SELECT pg_temp.copied('perspective_history', -9)$$, $$SELECT pg_temp.copied('perspective_history', -2)$$),
('objective_history_pkey', $$INSERT INTO bsc.objective_history SELECT * FROM bsc.objective_history WHERE id = -101$$, $$UPDATE bsc.objective_history SET id = -102$$),
('objective_history_belongs_to_a_scorecard', $$SELECT pg_temp.copied('objective_history', -9)$$, $$SELECT pg_temp.copied('objective_history', -2)$$),
('measure_history_pkey', $$INSERT INTO bsc.measure_history SELECT * FROM bsc.measure_history WHERE id = -101$$, $$UPDATE bsc.measure_history SET id = -102$$),
('measure_history_belongs_to_a_scorecard', $$SELECT pg_temp.copied('measure_history', -9)$$, $$SELECT pg_temp.copied('measure_history', -2)$$),
('link_history_pkey', $$INSERT INTO bsc.link_history SELECT * FROM bsc.link_history WHERE id = -101$$, $$UPDATE bsc.link_history SET id = -102$$),
('link_history_belongs_to_a_scorecard', $$SELECT pg_temp.copied('link_history', -9)$$, $$SELECT pg_temp.copied('link_history', -2)$$),
('initiative_objective_history_pkey', $$INSERT INTO bsc.initiative_objective_history SELECT * FROM bsc.initiative_objective_history WHERE id = -101$$, $$UPDATE bsc.initiative_objective_history SET id = -102$$),
('initiative_entity_history_pkey', $$INSERT INTO bsc.initiative_entity_history SELECT * FROM bsc.initiative_entity_history WHERE id = -102$$, $$UPDATE bsc.initiative_entity_history SET id = -102$$),
('initiative_objective_history_belongs_to_a_scorecard', $$SELECT pg_temp.copied('initiative_objective_history', -9)$$, $$SELECT pg_temp.copied('initiative_objective_history', -2)$$),
('initiative_entity_history_belongs_to_a_scorecard', $$SELECT pg_temp.copied('initiative_entity_history', -9)$$, $$SELECT pg_temp.copied('initiative_entity_history', -2)$$),
('initiative_step_history_pkey', $$INSERT INTO bsc.initiative_step_history SELECT * FROM bsc.initiative_step_history WHERE id = -102$$, $$UPDATE bsc.initiative_step_history SET id = -103$$),
('initiative_step_history_belongs_to_a_scorecard', $$SELECT pg_temp.copied('initiative_step_history', -9)$$, $$SELECT pg_temp.copied('initiative_step_history', -2)$$),
('plan_history_pkey', $$INSERT INTO bsc.plan_history SELECT * FROM bsc.plan_history WHERE id = -101$$, $$UPDATE bsc.plan_history SET id = -102$$),
('plan_history_belongs_to_a_scorecard', $$SELECT pg_temp.copied('plan_history', -9)$$, $$SELECT pg_temp.copied('plan_history', -2)$$),
('closed_period_history_pkey', $$INSERT INTO bsc.closed_period_history SELECT * FROM bsc.closed_period_history WHERE id = -101$$, $$UPDATE bsc.closed_period_history SET id = -102 WHERE id = -101$$),
('closed_period_history_belongs_to_a_scorecard', $$SELECT pg_temp.copied('closed_period_history', -9)$$, $$SELECT pg_temp.copied('closed_period_history', -2)$$),
('closed_result_history_pkey', $$INSERT INTO bsc.closed_result_history SELECT * FROM bsc.closed_result_history WHERE id = -101$$, $$UPDATE bsc.closed_result_history SET id = -102 WHERE id = -101$$),
('closed_result_history_belongs_to_a_scorecard', $$SELECT pg_temp.copied('closed_result_history', -9)$$, $$SELECT pg_temp.copied('closed_result_history', -2)$$),
('_entity_place_history_pkey', $$INSERT INTO bsc._entity_place_history SELECT * FROM bsc._entity_place_history WHERE id = -101$$, $$UPDATE bsc._entity_place_history SET id = -102 WHERE id = -101$$),
('environment_history_pkey', $$INSERT INTO bsc.environment_history SELECT * FROM bsc.environment_history WHERE id = -101$$, $$UPDATE bsc.environment_history SET id = -102$$),
('note_pkey', $$INSERT INTO bsc.note (id, scorecard_id, level, subject_id, path, period, text) VALUES (-91, -1, 0, -1, 'one', '2004', 'again')$$, $$INSERT INTO bsc.note (id, scorecard_id, level, subject_id, path, period, text) VALUES (-92, -1, 0, -1, 'one', '2004', 'again')$$),
('note_belongs_to_a_scorecard', $$UPDATE bsc.note SET scorecard_id = -9$$, $$UPDATE bsc.note SET scorecard_id = -2$$),
('note_level_is_one_of_the_tree', $$UPDATE bsc.note SET level = 4$$, $$UPDATE bsc.note SET level = 3$$),
('note_entity_is_short', $$UPDATE bsc.note SET entity = repeat('x', 1001)$$, $$UPDATE bsc.note SET entity = repeat('x', 1000)$$),
('note_says_something', $$UPDATE bsc.note SET text = ' '$$, $$UPDATE bsc.note SET text = 'x'$$),
('note_history_pkey', $$INSERT INTO bsc.note_history SELECT * FROM bsc.note_history WHERE id = -101$$, $$UPDATE bsc.note_history SET id = -102$$),
('note_history_belongs_to_a_scorecard', $$SELECT pg_temp.copied('note_history', -9)$$, $$SELECT pg_temp.copied('note_history', -2)$$),
('_entity_place_pkey', $$INSERT INTO bsc._entity_place VALUES (-1, 0, 0, NULL, 0, 0, 'f')$$, $$INSERT INTO bsc._entity_place VALUES (-1, 2, 2, 0, 0, 0, 'f')$$),
('entity_has_one_place', $$INSERT INTO bsc._entity_place VALUES (-1, 2, 2, 0, 0, 0, 'e')$$, $$INSERT INTO bsc._entity_place VALUES (-1, 2, 2, 0, 0, 0, 'E')$$),
('_entity_renaming_pkey', $$INSERT INTO bsc._entity_renaming VALUES (-9, 'old', 'newer')$$, $$INSERT INTO bsc._entity_renaming VALUES (-9, 'older', 'new')$$),
('_run_as_role_pkey', $$INSERT INTO bsc._run_as_role SELECT * FROM bsc._run_as_role$$, $$UPDATE bsc._run_as_role SET role = role$$),

('measure_kind_is_amount_or_rate', $$UPDATE bsc.measure SET kind = 'level' WHERE id = -1112$$, $$UPDATE bsc.measure SET kind = 'amount' WHERE id = -1112$$),
('measure_spread_is_a_rule', $$UPDATE bsc.measure SET spread = '' WHERE id = -1112$$, $$UPDATE bsc.measure SET spread = 'path' WHERE id = -1112$$),
('measure_empty_is_zero_or_missing', $$UPDATE bsc.measure SET empty = 'null' WHERE id = -1112$$, $$UPDATE bsc.measure SET empty = 'zero' WHERE id = -1112$$),
('measure_scope_is_all_whole_or_each', $$UPDATE bsc.measure SET scope = 'some' WHERE id = -1112$$, $$UPDATE bsc.measure SET scope = 'each' WHERE id = -1112$$),
('measure_rebase_is_a_list_of_periods', $$UPDATE bsc.measure SET rebase = '{2004-01,NULL}' WHERE id = -1112$$, $$UPDATE bsc.measure SET rebase = '{2004-01,2004Q3}' WHERE id = -1112$$),
('measure_kind_spread_and_empty_suit_its_rollup', $$UPDATE bsc.measure SET kind = 'rate' WHERE id = -1112$$, $$UPDATE bsc.measure SET kind = 'rate', rollup = 'mean' WHERE id = -1112$$),
('measure_kind_spread_and_empty_suit_its_rollup', $$UPDATE bsc.measure SET empty = 'zero', rollup = 'mean' WHERE id = -1112$$, $$UPDATE bsc.measure SET empty = 'zero', rollup = 'last' WHERE id = -1112$$),
('measure_formula_goes_with_its_rollup_and_without_a_query', $$UPDATE bsc.measure SET rollup = 'formula' WHERE id = -1112$$, $$UPDATE bsc.measure SET rollup = 'formula', formula = 'm' WHERE id = -1112$$),
('measure_formula_goes_with_its_rollup_and_without_a_query', $$UPDATE bsc.measure SET rollup = 'formula', formula = 'm', query = 'SELECT 1' WHERE id = -1112$$, $$UPDATE bsc.measure SET rollup = 'formula', formula = 'm + 0' WHERE id = -1112$$),
('measure_environment_is_a_short_key', $$UPDATE bsc.measure SET environment = 'a/b'$$, $$UPDATE bsc.measure SET environment = 'no such index'$$),
('measure_thresholds_are_finite', $$UPDATE bsc.measure SET amber = '-Infinity', green = 0.9$$, $$UPDATE bsc.measure SET amber = -1, green = 1e308$$),
('measure_amber_is_not_above_green', $$UPDATE bsc.measure SET amber = 0.9, green = 0.8$$, $$UPDATE bsc.measure SET amber = 0.8, green = 0.8$$),
('measure_elasticity_is_finite', $$UPDATE bsc.measure SET elasticity = 'NaN'$$, $$UPDATE bsc.measure SET elasticity = -1e308$$),
('measure_elasticity_is_finite', $$UPDATE bsc.measure SET elasticity = '-Infinity'$$, $$UPDATE bsc.measure SET elasticity = 0$$),
('environment_pkey', $$INSERT INTO bsc.environment (code, period) VALUES ('market', '2004-01')$$, $$INSERT INTO bsc.environment (code, period) VALUES ('market', '2004')$$),
('environment_code_is_a_short_key', $$INSERT INTO bsc.environment (code, period) VALUES ('', '2004-01')$$, $$INSERT INTO bsc.environment (code, period) VALUES ('Märkte', '2004-01')$$),
('environment_planned_is_finite_and_not_negative', $$UPDATE bsc.environment SET planned = -1$$, $$UPDATE bsc.environment SET planned = 0$$),
('environment_planned_is_finite_and_not_negative', $$UPDATE bsc.environment SET planned = 'NaN'$$, $$UPDATE bsc.environment SET planned = NULL$$),
('environment_observed_is_finite_and_not_negative', $$UPDATE bsc.environment SET observed = -1$$, $$UPDATE bsc.environment SET observed = 0$$),
('environment_observed_is_finite_and_not_negative', $$UPDATE bsc.environment SET observed = 'Infinity'$$, $$UPDATE bsc.environment SET observed = NULL$$),
('review_decision_pkey', $$INSERT INTO bsc.review_decision SELECT * FROM bsc.review_decision$$, $$INSERT INTO bsc.review_decision SELECT -72, scorecard_id, entity, period, loop, rule, severity, subject, finding, evidence, decision FROM bsc.review_decision$$),
('review_decision_belongs_to_a_scorecard', $$UPDATE bsc.review_decision SET scorecard_id = -9$$, $$UPDATE bsc.review_decision SET scorecard_id = -2$$),
('review_decision_entity_is_short', $$UPDATE bsc.review_decision SET entity = repeat('x', 1001)$$, $$UPDATE bsc.review_decision SET entity = repeat('x', 1000)$$),
('review_decision_loop_is_single_or_double', $$UPDATE bsc.review_decision SET loop = 'triple'$$, $$UPDATE bsc.review_decision SET loop = 'double'$$),
('review_decision_severity_is_known', $$UPDATE bsc.review_decision SET severity = 'info'$$, $$UPDATE bsc.review_decision SET severity = 'low'$$),
('review_decision_says_something', $$UPDATE bsc.review_decision SET decision = ''$$, $$UPDATE bsc.review_decision SET decision = 'no'$$);

SELECT is(pg_temp.outcome(a.bad),
          CASE c.contype WHEN 'c' THEN '23514 ' WHEN 'p' THEN '23505 ' WHEN 'u' THEN '23505 '
              -- no constraint: a trigger that does what a foreign key would do
              ELSE '23503 ' END || a.rule,
          a.rule || ': ' || a.bad)
FROM attempt AS a LEFT JOIN pg_constraint AS c ON c.conname = a.rule AND c.connamespace = 'bsc'::regnamespace
ORDER BY a.ordinal;
SELECT is(pg_temp.outcome(a.good), 'passes', a.rule || ' lets pass: ' || a.good)
FROM attempt AS a ORDER BY a.ordinal;

SELECT is_empty($$
    SELECT conname::text FROM pg_constraint
    WHERE connamespace = 'bsc'::regnamespace AND conrelid <> 0 AND contype IN ('c', 'u', 'p', 'f', 'x')
      AND conrelid::regclass::text NOT LIKE 'bsc.calendar%'
    EXCEPT SELECT rule FROM attempt$$,
    'every constraint has been tried');
SELECT set_eq($$
    SELECT DISTINCT (string_to_array(encode(t.tgargs, 'escape'), '\000'))[4] FROM pg_trigger AS t
    WHERE t.tgfoid = 'bsc._check_parent'::regproc$$,
    $$SELECT a.rule FROM attempt AS a WHERE a.rule ~ '_belongs_to_|_names_|_is_an_objective_of_'$$,
    'and so has every parent');
SELECT is_empty($$
    SELECT conrelid::regclass, conname FROM pg_constraint
    WHERE connamespace = 'bsc'::regnamespace AND contype = 'f'$$,
    'there are no foreign keys, which would make pg_restore -j fail');

-- columns that must have a value: all those that are declared so have a row to lose it from
CREATE TEMP TABLE needed AS
SELECT a.attrelid::regclass::text AS relation, a.attname::text AS name
FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
WHERE c.relnamespace = 'bsc'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND a.attnotnull
  AND c.relname NOT LIKE 'calendar%'   -- these have a test of their own
  AND NOT (a.attname IN ('changed_at', 'changed_by')   -- a trigger's
           AND EXISTS (SELECT 1 FROM pg_trigger AS t WHERE t.tgrelid = c.oid AND t.tgname = 'note_change'));
SELECT cmp_ok((SELECT count(*) FROM needed), '>', 70::bigint, 'many columns need a value');
SELECT is_empty($$
    SELECT relation, name, pg_temp.outcome(format('UPDATE %s SET %I = NULL', relation, name)) FROM needed
    WHERE pg_temp.outcome(format('UPDATE %s SET %I = NULL', relation, name)) NOT LIKE '23502%'$$,
    'and none of them does without');
SELECT is_empty($$
    SELECT relation, name, pg_temp.outcome(format('UPDATE %s SET %I = %2$I', relation, name)) FROM needed
    WHERE pg_temp.outcome(format('UPDATE %s SET %I = %2$I', relation, name)) <> 'passes'$$,
    'each may be set to what it is');

-- what triggers fill in ------------------------------------------------------------

SELECT results_eq('SELECT scorecard_id FROM bsc.objective WHERE id IN (-111, -211) ORDER BY id', 'VALUES (-2::bigint), (-1)',
    'the scorecard of an objective is that of its perspective');
SELECT results_eq('SELECT scorecard_id, frequency FROM bsc.measure WHERE id = -1111', $$VALUES (-1::bigint, 'month')$$,
    'scorecard and frequency of a measure follow from its objective');
SELECT is((SELECT scorecard_id FROM bsc.link WHERE id = -31), -1::bigint, 'the scorecard of a link is that of its cause');
SELECT is((SELECT scorecard_id FROM bsc.initiative_entity WHERE initiative_id = -41), -1::bigint,
    'the scorecard of an initiative''s entity is the initiative''s');
SELECT is((SELECT scorecard_id FROM bsc.initiative_step WHERE initiative_id = -41), -1::bigint,
    'the scorecard of a step is that of its initiative');
SELECT is((SELECT scorecard_id FROM bsc.initiative_objective WHERE initiative_id = -41), -1::bigint,
    'the scorecard of a tie is that of its initiative');
INSERT INTO bsc.measure (id, objective_id, code, frequency) VALUES (-1113, -111, 'weekly', 'week');
SELECT is((SELECT frequency FROM bsc.measure WHERE id = -1113), 'week', 'a frequency that is given stays');

-- whose rights a query runs with -------------------------------------------------------

CREATE ROLE bsc_test_writer;
CREATE ROLE bsc_test_boss;
CREATE ROLE bsc_test_group;
GRANT bsc_test_group TO bsc_test_writer;
GRANT USAGE ON SCHEMA bsc TO bsc_test_writer;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bsc TO bsc_test_writer;
INSERT INTO bsc.measure (id, objective_id, code, query, run_as) VALUES (-1114, -111, 'boss', 'SELECT 1', 'bsc_test_boss');
SELECT is(pg_temp.outcome($$INSERT INTO bsc.measure (objective_id, code, run_as) VALUES (-111, 'new', 'bsc_test_not_yet')$$), 'passes',
    'a superuser may name a role that is not there yet');
SET LOCAL ROLE bsc_test_writer;
SELECT is(pg_temp.outcome(a.statement), a.outcome, a.statement) FROM (VALUES
    ($$INSERT INTO bsc.measure (objective_id, code, run_as) VALUES (-111, 'new', 'bsc_test_boss')$$, '42501 permission denied to run measure "new" as role "bsc_test_boss"'),
    ($$INSERT INTO bsc.measure (objective_id, code, run_as) VALUES (-111, 'new', 'bsc_test_group')$$, 'passes'),
    ($$INSERT INTO bsc.measure (objective_id, code) VALUES (-111, 'new')$$, 'passes'),
    ($$UPDATE bsc.measure SET run_as = 'bsc_test_boss' WHERE code = 'n'$$, '42501 permission denied to run measure "n" as role "bsc_test_boss"'),
    ($$UPDATE bsc.measure SET run_as = 'bsc_test_not_yet' WHERE code = 'n'$$, '42501 permission denied to run measure "n" as role "bsc_test_not_yet"'),
    ($$UPDATE bsc.measure SET run_as = 'bsc_test_group' WHERE code = 'n'$$, 'passes'),
    ($$UPDATE bsc.measure SET query = 'SELECT 2', run_as = 'bsc_test_group' WHERE code = 'n'$$, 'passes'),
    ($$UPDATE bsc.measure SET name = 'new', run_as = 'bsc_test_boss' WHERE code = 'boss'$$, 'passes')
) AS a (statement, outcome);
UPDATE bsc.measure SET query = 'SELECT 2' WHERE code = 'boss';
SELECT is((SELECT run_as FROM bsc.measure WHERE code = 'boss'), 'bsc_test_writer', 'a query runs as whoever changed it');
RESET ROLE;
UPDATE bsc.measure SET name = 'new' WHERE code = 'boss';
SELECT is((SELECT run_as FROM bsc.measure WHERE code = 'boss'), 'bsc_test_writer', 'and not as whoever changes something else');

-- actuals and targets suit their measure ---------------------------------------------------

INSERT INTO bsc.scorecard (id, code, first_month) VALUES (-3, 'april', 4);
INSERT INTO bsc.perspective (id, scorecard_id, code) VALUES (-31, -3, 'p');
INSERT INTO bsc.objective (id, perspective_id, code) VALUES (-311, -31, 'o');
INSERT INTO bsc.measure (id, objective_id, code, frequency, rollup) VALUES
    (-3111, -311, 'year', 'year', 'sum'), (-3112, -311, 'month', 'month', 'sum'), (-3113, -311, 'query', 'month', 'query');
CREATE TEMP TABLE suits (measure_id bigint, period text, plan boolean, actual boolean);
INSERT INTO suits VALUES
    (-3111, '2004', false, false), (-3111, '2004-04/P1Y', true, true), (-3111, '2004-04/P6M', false, false),
    (-3112, '2004-04', true, true), (-3112, '2004Q2', true, false), (-3112, '2004-02/P3M', false, false), (-3112, '2004-04/P1Y', true, false),
    (-3112, '2004', false, false), (-3112, '2004-W20', false, false), (-3112, '2004-04-01', false, false),
    (-3113, '2004-04', true, true), (-3113, '2004Q2', true, true), (-3113, '2004-04/P1Y', true, true), (-3113, '2004', false, false),
    (-3113, '2004-04-01', false, false);
SELECT is(pg_temp.outcome(format('INSERT INTO bsc.plan (measure_id, period, target) VALUES (%s, %L, ''1..2'')', s.measure_id, s.period)) NOT LIKE '22023 measure "%" takes no target for period %',
          s.plan, format('target of %s: %s', s.measure_id, s.period)) FROM suits AS s;
SELECT is(pg_temp.outcome(format('INSERT INTO bsc.actual (measure_id, period, value) VALUES (%s, %L, 1)', s.measure_id, s.period)) NOT LIKE '22023 measure "%" takes no actual for period %',
          s.actual, format('actual of %s: %s', s.measure_id, s.period)) FROM suits AS s;
SELECT is(pg_temp.outcome($$UPDATE bsc.plan SET period = '2004-01-01' WHERE measure_id = -1111$$), '22023 measure "m" takes no target for period 2004-01-01', 'a target is not moved where it does not suit');
SELECT is(pg_temp.outcome($$UPDATE bsc.plan SET period = '2004Q1' WHERE measure_id = -1111$$), 'passes', 'but where it does');
SELECT is(pg_temp.outcome($$UPDATE bsc.actual SET period = '2004Q1' WHERE measure_id = -1111$$), '22023 measure "m" takes no actual for period 2004Q1', 'an actual is not moved where it does not suit');
SELECT is(pg_temp.outcome($$UPDATE bsc.actual SET period = '2004-02' WHERE measure_id = -1111$$), 'passes', 'but where it does');

-- what moves ------------------------------------------------------------------------------

SELECT is(pg_temp.outcome(a.statement), a.outcome, a.statement) FROM (VALUES
    ($$UPDATE bsc.perspective SET scorecard_id = -2, code = 'moved' WHERE id = -11$$, '55000 perspective "p" cannot be moved to another scorecard'),
    ($$UPDATE bsc.perspective SET scorecard_id = -2, code = 'moved' WHERE id = -12$$, '55000 perspective "q" cannot be moved to another scorecard'),
    ($$UPDATE bsc.objective SET scorecard_id = -2, perspective_id = -21, code = 'moved' WHERE id = -111$$, '55000 objective "o" cannot be moved to another scorecard'),
    ($$UPDATE bsc.measure SET scorecard_id = -2, objective_id = -211, code = 'moved' WHERE id = -1111$$, '55000 measure "m" cannot be moved to another scorecard'),
    ($$UPDATE bsc.initiative SET scorecard_id = -2, code = 'moved' WHERE id = -41$$, '55000 initiative "i" cannot be moved to another scorecard'),
    ($$UPDATE bsc.objective SET perspective_id = -12, code = 'moved' WHERE id = -111$$, 'passes'),
    ($$UPDATE bsc.measure SET objective_id = -121 WHERE id = -1111$$, 'passes'),
    ($$UPDATE bsc.closed_period SET period = '2003-02' WHERE scorecard_id = -2$$, '55000 period 2003-01 of scorecard "two" is closed'),
    ($$UPDATE bsc.closed_period SET scorecard_id = -1 WHERE scorecard_id = -2$$, '55000 period 2003-01 of scorecard "two" is closed'),
    ($$UPDATE bsc.closed_result SET period = '2003-02' WHERE scorecard_id = -2$$, '55000 period 2003-01 of scorecard "two" is closed'),
    ($$UPDATE bsc.closed_result SET scorecard_id = -1 WHERE scorecard_id = -2$$, '55000 period 2003-01 of scorecard "two" is closed'),
    ($$UPDATE bsc.closed_result SET status = 'red' WHERE scorecard_id = -2$$, '55000 period 2003-01 of scorecard "two" is closed'),
    ($$UPDATE bsc.closed_result SET name = 'n' WHERE scorecard_id = -2$$, '55000 period 2003-01 of scorecard "two" is closed'),
    ($$UPDATE bsc.closed_result SET actual_period = '2003-01' WHERE scorecard_id = -2$$, '55000 period 2003-01 of scorecard "two" is closed'),
    ($$UPDATE bsc.closed_result SET measure = 'renamed' WHERE scorecard_id = -2$$, 'passes'),
    ($$UPDATE bsc.closed_period SET definition = '[]' WHERE scorecard_id = -2$$, '55000 period 2003-01 of scorecard "two" is closed'),
    ($$UPDATE bsc.closed_period SET page = '{}' WHERE scorecard_id = -2$$, '55000 period 2003-01 of scorecard "two" is closed'),
    ($$UPDATE bsc.closed_period SET closed_by = 'somebody' WHERE scorecard_id = -2$$, 'passes')
) AS a (statement, outcome);
-- an actual or a target moves to another measure only where nothing is closed, here or there
SAVEPOINT before_moves;
INSERT INTO bsc.perspective (id, scorecard_id, code) VALUES (-22, -2, 'moves');
INSERT INTO bsc.objective (id, perspective_id, code) VALUES (-222, -22, 'moves');
INSERT INTO bsc.measure (id, objective_id, code, frequency) VALUES (-2222, -222, 'moves', 'month'), (-2223, -222, 'weekly', 'week');
DELETE FROM bsc.actual WHERE measure_id = -1112;
DELETE FROM bsc.plan WHERE measure_id = -1112;
INSERT INTO bsc.actual (measure_id, period, value) VALUES (-1112, '2003-01', 1), (-1112, '2003-03', 1), (-2222, '2003-04', 1);
INSERT INTO bsc.plan (measure_id, period, target) VALUES (-1112, '2003-01', '0..1'), (-1112, '2003-03', '0..1');
INSERT INTO bsc.closed_period (scorecard_id, period, definition) VALUES (-2, '2003-04', '{}');
SELECT is(pg_temp.outcome(a.statement), a.outcome, a.statement) FROM (VALUES
    ($$UPDATE bsc.actual SET measure_id = -2222 WHERE measure_id = -1112 AND period::text = '2003-01'$$, '55000 period 2003-01 of scorecard "two" is closed'),
    ($$UPDATE bsc.plan SET measure_id = -2222 WHERE measure_id = -1112 AND period::text = '2003-01'$$, '55000 period 2003-01 of scorecard "two" is closed'),
    ($$UPDATE bsc.actual SET measure_id = -1112 WHERE measure_id = -2222$$, '55000 period 2003-04 of scorecard "two" is closed'),
    ($$UPDATE bsc.actual SET measure_id = -2222 WHERE measure_id = -1112 AND period::text = '2003-03'$$, 'passes'),
    ($$UPDATE bsc.plan SET measure_id = -2222 WHERE measure_id = -1112 AND period::text = '2003-03'$$, 'passes'),
    ($$UPDATE bsc.actual SET measure_id = -2223 WHERE measure_id = -1112 AND period::text = '2003-03'$$, '22023 measure "weekly" takes no actual for period 2003-03'),
    ($$UPDATE bsc.actual SET measure_id = -99 WHERE measure_id = -1112$$, '23503 actual_belongs_to_a_measure')
) AS a (statement, outcome);
ROLLBACK TO before_moves;

-- one bad row among many
SELECT is(pg_temp.outcome($$INSERT INTO bsc.actual (measure_id, period, value)
    SELECT -1112, p, 1 FROM unnest('{2004-01,2004-02,2004Q1,2004-03}'::bsc.period[]) AS p$$),
    '22023 measure "n" takes no actual for period 2004Q1', 'a bad row among good ones is found');

-- closed periods -------------------------------------------------------------------------

INSERT INTO bsc.plan (measure_id, period, target) VALUES (-1111, '2004-02', '60..95'), (-1111, '2004Q1', '180..285');
INSERT INTO bsc.actual (measure_id, period, value) VALUES (-1111, '2004-02', 70);
INSERT INTO bsc.closed_period (scorecard_id, period, closed_at, definition) VALUES (-1, '2004-01', '2004-02-10', '{}');
CREATE TEMP TABLE closed (statement text, closed boolean);
INSERT INTO closed VALUES
    ($$UPDATE bsc.plan SET target = '1..2' WHERE measure_id = -1111 AND period::text = '2004-01'$$, true),
    ($$UPDATE bsc.plan SET target = '1..2' WHERE measure_id = -1111 AND period::text = '2004-02'$$, false),
    ($$UPDATE bsc.plan SET target = '1..2' WHERE measure_id = -1111 AND period::text = '2004Q1'$$, false),
    ($$UPDATE bsc.plan SET period = '2004-03' WHERE measure_id = -1111 AND period::text = '2004-01'$$, true),
    ($$UPDATE bsc.plan SET period = '2004-01', entity = 'E' WHERE measure_id = -1111 AND period::text = '2004-02'$$, true),
    ($$DELETE FROM bsc.plan WHERE measure_id = -1111 AND period::text = '2004-01'$$, true),
    ($$DELETE FROM bsc.plan WHERE measure_id = -1111 AND period::text = '2004-02'$$, false),
    ($$INSERT INTO bsc.plan (measure_id, period, target) VALUES (-1112, '2004-01', '1..2')$$, true),
    ($$INSERT INTO bsc.plan (measure_id, period, target) VALUES (-1112, '2003-12', '1..2')$$, false),
    ($$INSERT INTO bsc.plan (measure_id, period, target) VALUES (-2111, '2004-01', '1..2')$$, false),
    ($$UPDATE bsc.actual SET value = 1 WHERE measure_id = -1111 AND period::text = '2004-01'$$, true),
    ($$UPDATE bsc.actual SET value = 1 WHERE measure_id = -1111 AND period::text = '2004-02'$$, false),
    ($$UPDATE bsc.actual SET period = '2004-03' WHERE measure_id = -1111 AND period::text = '2004-01'$$, true),
    ($$UPDATE bsc.actual SET period = '2004-01', entity = 'E' WHERE measure_id = -1111 AND period::text = '2004-02'$$, true),
    ($$DELETE FROM bsc.actual WHERE measure_id = -1111 AND period::text = '2004-01'$$, true),
    ($$DELETE FROM bsc.actual WHERE measure_id = -1111 AND period::text = '2004-02'$$, false),
    ($$INSERT INTO bsc.actual (measure_id, period, value) VALUES (-1112, '2004-01', 1)$$, true),
    ($$INSERT INTO bsc.actual (measure_id, period, value) VALUES (-1113, '2004-W02', 1)$$, true),
    ($$INSERT INTO bsc.actual (measure_id, period, value) VALUES (-1113, '2004-W10', 1)$$, false),
    ($$INSERT INTO bsc.actual (measure_id, period, value) VALUES (-2111, '2004-01', 1)$$, false),
    ($$INSERT INTO bsc.actual (measure_id, period, value) VALUES (-1111, '2004-01', 1) ON CONFLICT (measure_id, entity, period) DO UPDATE SET value = 1$$, true),
    -- what a dump brings back
    ($$INSERT INTO bsc.actual (measure_id, period, value, recorded_at) VALUES (-1112, '2004-01', 1, '2004-02-09')$$, false),
    ($$INSERT INTO bsc.actual (measure_id, period, value, recorded_at) VALUES (-1112, '2004-01', 1, '2004-02-10 00:00:01')$$, true),
    ($$INSERT INTO bsc.plan (measure_id, period, target, changed_at) VALUES (-1112, '2004-01', '1..2', '2004-02-09')$$, false),
    ($$UPDATE bsc.actual SET value = 1, recorded_at = '2004-02-09' WHERE measure_id = -1111 AND period::text = '2004-01'$$, true);
SELECT is(pg_temp.outcome(c.statement),
          CASE WHEN c.closed THEN '55000 period 2004-01 of scorecard "one" is closed' ELSE 'passes' END, c.statement)
FROM closed AS c;
SET LOCAL ROLE bsc_test_writer;
SELECT is(pg_temp.outcome($$INSERT INTO bsc.actual (measure_id, period, value, recorded_at) VALUES (-1112, '2004-01', 1, '2004-02-09')$$),
    '55000 period 2004-01 of scorecard "one" is closed', 'others than the owner of the extension bring nothing back');
RESET ROLE;
SELECT is(pg_temp.outcome('TRUNCATE ' || t || ' CASCADE'), o, 'TRUNCATE ' || t) FROM (VALUES
    ('bsc.actual', '55000 cannot truncate bsc.actual'), ('bsc.plan', '55000 cannot truncate bsc.plan'),
    ('bsc.closed_period', '55000 cannot truncate bsc.closed_period'), ('bsc.refresh_log', 'passes')) AS x (t, o);

-- history -----------------------------------------------------------------------------------

DELETE FROM bsc.actual_history;
INSERT INTO bsc.actual (measure_id, entity, period, value, volume, source, recorded_at, recorded_by)
VALUES (-2111, 'E', '2004-05', 1, 2, 'file', '2004-06-01', 'clerk');
SELECT is_empty('TABLE bsc.actual_history', 'a new actual has no history');
UPDATE bsc.actual SET value = 3 WHERE measure_id = -2111;
SELECT results_eq($$SELECT measure_id, entity, period::text, value, volume, source, recorded_at, recorded_by, replaced_at, replaced_by FROM bsc.actual_history$$,
    $$VALUES (-2111::bigint, 'E', '2004-05', 1::float8, 2::float8, 'file', '2004-06-01'::timestamptz, 'clerk', now(), current_user::text COLLATE "default")$$,
    'a changed one leaves the row it replaces, and who replaced it');
DELETE FROM bsc.actual WHERE measure_id = -2111;
SELECT results_eq('SELECT value FROM bsc.actual_history ORDER BY id', ARRAY[1::float8, 3], 'so does one that is removed');
INSERT INTO bsc.actual (measure_id, period, value) VALUES (-2111, '2004-05', 4);
DELETE FROM bsc.measure WHERE id = -2111;
SELECT is_empty('TABLE bsc.actual_history', 'the history goes with the measure');
SELECT is_empty('SELECT 1 FROM bsc.actual WHERE measure_id = -2111', 'and so do the actuals');

-- measures and company years that change -------------------------------------------------------

INSERT INTO bsc.measure (id, objective_id, code, rollup) VALUES (-2112, -211, 'fit', 'query'), (-2113, -211, 'planned', 'sum'), (-2114, -211, 'free', 'sum');
INSERT INTO bsc.actual (measure_id, period, value) VALUES (-2112, '2004-01', 1), (-2112, '2004Q1', 2), (-2112, '2004', 3);
INSERT INTO bsc.plan (measure_id, period, target) VALUES (-2113, '2004-01', '1..2'), (-2113, '2004Q1', '1..2');
SELECT is(pg_temp.outcome(a.statement), a.outcome, a.statement) FROM (VALUES
    ($$UPDATE bsc.measure SET frequency = 'quarter' WHERE id = -2112$$, '55000 measure "fit" has an actual for 2004-01, which does not fit frequency quarter'),
    ($$UPDATE bsc.measure SET frequency = 'week' WHERE id = -2112$$, 'passes'),
    ($$UPDATE bsc.measure SET frequency = 'quarter' WHERE id = -2113$$, '55000 measure "planned" has a target for 2004-01, which is finer than frequency quarter'),
    ($$UPDATE bsc.measure SET frequency = 'day' WHERE id = -2113$$, 'passes'),
    ($$UPDATE bsc.measure SET frequency = 'year' WHERE id = -2114$$, 'passes'),
    ($$UPDATE bsc.measure SET frequency = 'quarter', rollup = 'sum' WHERE id = -2112$$, '55000 measure "fit" has an actual for 2004-01, which does not fit frequency quarter'),
    ($$UPDATE bsc.scorecard SET first_month = 4 WHERE id = -2$$, '55000 scorecard "two" has something recorded for 2004, which is no period of a company year from month 4')
) AS a (statement, outcome);
UPDATE bsc.measure SET rollup = 'sum' WHERE id = -2112;
SELECT results_eq('SELECT period::text FROM bsc.actual WHERE measure_id = -2112', ARRAY['2004-01'],
    'actuals of coarser periods go when they are no longer queried for');
SELECT results_eq('SELECT period::text FROM bsc.actual_history WHERE measure_id = -2112 ORDER BY period', ARRAY['2004', '2004Q1'],
    'and stay in the history');
SELECT is(pg_temp.outcome('UPDATE bsc.scorecard SET first_month = 4 WHERE id = -2'), 'passes',
    'a company year may change when nothing is recorded for years: quarters of April are quarters of January');
SELECT is(pg_temp.outcome('UPDATE bsc.scorecard SET first_month = 2 WHERE id = -2'),
    '55000 scorecard "two" has something recorded for 2004Q1, which is no period of a company year from month 2', 'those of February are not');
DELETE FROM bsc.plan WHERE measure_id = -2113 AND period::text = '2004Q1';
SELECT is(pg_temp.outcome('UPDATE bsc.scorecard SET first_month = 2 WHERE id = -2'), 'passes', 'months are what they are');

-- closed periods keep the frequency that they were reported at; -2 has 2003-01
SELECT is(pg_temp.outcome('UPDATE bsc.scorecard SET frequency = ''quarter'' WHERE id = -2'),
    '55000 scorecard "two" has a closed period, 2003-01, which is no quarter', 'a frequency stays while periods of it are closed');
SELECT is(pg_temp.outcome('UPDATE bsc.scorecard SET frequency = ''month'', name = ''x'' WHERE id = -2'), 'passes', 'all else may change');
INSERT INTO bsc.scorecard (id, code) VALUES (-7, 'seven');
SELECT is(pg_temp.outcome('UPDATE bsc.scorecard SET frequency = ''quarter'' WHERE id = -7'), 'passes', 'with nothing closed it may change');

-- codes that two perspectives share are told apart
DO $$
DECLARE
    advice text;
BEGIN
    PERFORM bsc.objective_id(-1, 'nope');
EXCEPTION WHEN invalid_parameter_value THEN
    GET STACKED DIAGNOSTICS advice = PG_EXCEPTION_HINT;
    PERFORM set_config('test.advice', advice, true);
END $$;
SELECT is(current_setting('test.advice'), 'There is: p/o, q/o, x.', 'a hint lists objectives by names that can be used');

-- plans that a session keeps are good for a bulk load too
CREATE FUNCTION pg_temp.scans() RETURNS bigint LANGUAGE sql AS $$
    SELECT sum(seq_scan)::bigint FROM pg_stat_xact_user_tables
    WHERE schemaname = 'bsc' AND relname IN ('scorecard', 'measure', 'closed_period') $$;
INSERT INTO bsc.scorecard (id, code) VALUES (-70, 'tiny');
INSERT INTO bsc.perspective (id, scorecard_id, code) VALUES (-70, -70, 'p');
INSERT INTO bsc.objective (id, perspective_id, code) VALUES (-70, -70, 'o');
INSERT INTO bsc.measure (id, objective_id, code) VALUES (-70, -70, 'm');
ANALYZE bsc.scorecard, bsc.measure, bsc.closed_period;   -- so small that the planner would read them whole
SELECT set_config('test.scans', pg_temp.scans()::text, true);
INSERT INTO bsc.actual (measure_id, period, value) VALUES (-70, '2031-01', 1);
UPDATE bsc.actual SET value = 2 WHERE measure_id = -70;
DELETE FROM bsc.actual WHERE measure_id = -70;
SELECT is(pg_temp.scans(), current_setting('test.scans')::bigint, 'what is kept for writing looks up by key');

-- every trigger above has fired: this is the list
SELECT set_eq($$
    SELECT t.tgrelid::regclass::text || ' ' || t.tgname FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = 'bsc'::regnamespace AND c.relkind = 'r'
      AND t.tgfoid <> ALL (ARRAY['bsc._check_parent', 'bsc._remove_children', 'bsc._lock_removed', 'bsc._lock_first']::regproc[])
      AND c.relname NOT LIKE 'calendar%'$$, ARRAY[
    'bsc.actual a_check_removed', 'bsc.actual a_check_replaced', 'bsc.actual a_check_written', 'bsc.actual a_check_written_over',
    'bsc.actual b_keep_removed', 'bsc.actual b_keep_replaced', 'bsc.actual refuse_truncate', 'bsc.closed_period refuse_truncate',
    'bsc.initiative check_initiative_state', 'bsc.initiative refuse_truncate',   -- initiative.sql fires these
    'bsc.scorecard note_change', 'bsc.perspective note_change', 'bsc.objective note_change', 'bsc.measure note_change', 'bsc.link note_change',
    'bsc.initiative note_change', 'bsc.initiative_objective note_change', 'bsc.initiative_entity note_change', 'bsc.initiative_step note_change', 'bsc.entity note_change', 'bsc.plan note_change',
    'bsc.environment note_change', 'bsc.environment keep_row', 'bsc.note note_change', 'bsc.note keep_row',
    'bsc.scorecard keep_row', 'bsc.perspective keep_row', 'bsc.objective keep_row', 'bsc.measure keep_row', 'bsc.link keep_row',
    'bsc.initiative keep_row', 'bsc.initiative_objective keep_row', 'bsc.initiative_entity keep_row', 'bsc.initiative_step keep_row', 'bsc.entity keep_row', 'bsc.plan b_keep_replaced', 'bsc.plan b_keep_removed',
    'bsc.measure b_note_loss',   -- history.sql fires these
    'bsc.scorecard check_refitted_frequency', 'bsc.scorecard check_thresholds', 'bsc.measure check_thresholds',   -- thresholds.sql fires these
    'bsc.entity a_lock_before_rows', 'bsc.entity rename_decisions', 'bsc.entity number_inserted', 'bsc.entity number_removed',
    'bsc.entity number_updated', 'bsc.entity refuse_moved_entity', 'bsc.entity refuse_new_id', 'bsc.entity refuse_truncate',   -- entities.sql fires these
    'bsc.initiative_objective fill_in_initiative_objective', 'bsc.initiative_entity fill_in_initiative_entity', 'bsc.initiative_step fill_in_initiative_step', 'bsc.link fill_in_link', 'bsc.measure check_refitted_measure',
    'bsc.measure check_run_as', 'bsc.measure check_run_as_changed',
    'bsc.measure check_detail_by', 'bsc.measure check_detail_by_changed',   -- drill.sql fires these
    'bsc.measure fill_in_measure', 'bsc.measure explain_misfit',
    'bsc.scorecard explain_choice', 'bsc.perspective explain_choice', 'bsc.objective explain_choice', 'bsc.measure explain_choice', 'bsc.initiative explain_choice',   -- choices.sql reads what they say
    'bsc.measure formulas_inserted', 'bsc.measure formulas_updated', 'bsc.measure keep_operands',   -- formula_measures.sql fires these
    'bsc.measure note_run_as', 'bsc.measure note_run_as_again', 'bsc.measure note_run_as_changed', 'bsc.measure remove_run_as_role',   -- run_as.sql fires these
    'bsc._run_as_role guard_run_as',
    'bsc.objective fill_in_objective',
    'bsc.plan a_check_removed', 'bsc.plan a_check_replaced', 'bsc.plan a_check_written', 'bsc.plan a_check_written_over',
    'bsc.plan refuse_truncate', 'bsc.closed_result refuse_thaw', 'bsc.closed_period refuse_thaw', 'bsc.closed_period a_keep_closed', 'bsc.closed_result b_keep_renamed_results',   -- as_of.sql fires these
    'bsc.closed_result refuse_thaw_removed', 'bsc.scorecard check_refitted_year', 'bsc.scorecard refuse_new_id',
    'bsc.perspective refuse_new_id', 'bsc.objective refuse_new_id', 'bsc.measure refuse_new_id', 'bsc.initiative refuse_new_id',
    'bsc.scorecard time_zone_is_known', 'bsc.perspective refuse_move', 'bsc.objective refuse_move', 'bsc.measure refuse_move', 'bsc.initiative refuse_move'],
    'these are the triggers');

SELECT * FROM finish();
ROLLBACK;
