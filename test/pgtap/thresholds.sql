-- Thresholds of a measure's own: which are taken, and what they do to its status.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT plan(24);

CREATE FUNCTION pg_temp.document(thresholds jsonb, measures jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('code', 'shop', 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p', 'objectives', jsonb_build_array(
        jsonb_build_object('code', 'o', 'measures', measures))))) || thresholds
$$;
SELECT bsc.define(pg_temp.document('{}', '[
    {"code": "plain", "plan": [{"period": "2024-01", "target": "0..100"}]},
    {"code": "strict", "amber": 0.8, "green": 0.95, "plan": [{"period": "2024-01", "target": "0..100"}]},
    {"code": "mild", "amber": 0.3, "plan": [{"period": "2024-01", "target": "0..100"}]},
    {"code": "early", "green": 0.75, "plan": [{"period": "2024-01", "target": "0..100"}]}]'));
CREATE TEMP TABLE kept AS SELECT bsc.definition('shop') AS doc;
SELECT is((SELECT doc #> '{perspectives,0,objectives,0,measures,1}' FROM kept),
    '{"code": "strict", "amber": 0.8, "green": 0.95, "plan": [{"period": "2024-01", "target": "0..100"}]}', 'they are in the definition');
SELECT is_empty('SELECT c.* FROM kept, bsc.define_changes(doc) AS c', 'which changes nothing');

-- status: score 0.2 to 0.96 for all four
CREATE FUNCTION pg_temp.statuses(actual double precision) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bsc.record('shop', m, '2024-01', actual) FROM unnest(ARRAY['plain', 'strict', 'mild', 'early']) AS m;
    RETURN (SELECT string_agg(measure || ' ' || status, ', ' ORDER BY measure COLLATE "C") FROM bsc.measure_result WHERE period = '2024-01');
END
$$;
SELECT is(pg_temp.statuses(20), 'early red, mild red, plain red, strict red', 'a score of 0.2');
SELECT is(pg_temp.statuses(30), 'early red, mild amber, plain red, strict red', 'of 0.3, on a threshold');
SELECT is(pg_temp.statuses(75), 'early green, mild amber, plain amber, strict red', 'of 0.75');
SELECT is(pg_temp.statuses(80), 'early green, mild amber, plain amber, strict amber', 'of 0.8');
SELECT is(pg_temp.statuses(92), 'early green, mild green, plain green, strict amber', 'of 0.92');
SELECT is(pg_temp.statuses(95), 'early green, mild green, plain green, strict green', 'of 0.95');
SELECT is(pg_temp.statuses(75), 'early green, mild amber, plain amber, strict red', 'back to 0.75');
SELECT results_eq($$SELECT code, status FROM bsc.evaluate('shop', '2024-01') WHERE level = 3 ORDER BY code$$,
    $$VALUES ('early', 'green'), ('mild', 'amber'), ('plain', 'amber'), ('strict', 'red')$$, 'evaluate agrees');
SELECT results_eq($$SELECT status, red, amber, green FROM bsc.objective_result WHERE period = '2024-01'$$,
    $$VALUES ('amber', 1::bigint, 2::bigint, 1::bigint)$$, 'the objective goes by the scorecard''s, and counts its measures by theirs');
-- frozen with the status that it had
CALL bsc.close_period('shop', '2024-01');
UPDATE bsc.measure SET amber = NULL, green = NULL;
SELECT is((SELECT string_agg(measure || ' ' || status, ', ' ORDER BY measure COLLATE "C") FROM bsc.measure_result WHERE period = '2024-01'),
    'early green, mild amber, plain amber, strict red', 'a closed period keeps what it was');
CALL bsc.reopen_period('shop', '2024-01');
SELECT is((SELECT string_agg(DISTINCT status, ', ') FROM bsc.measure_result WHERE period = '2024-01'), 'amber', 'reopened, it follows');

-- what crosses
SELECT throws_ok($$UPDATE bsc.measure SET amber = 0.95 WHERE code = 'plain'$$, '23514', 'measure "plain" would be amber from 0.95 and green from 0.9', 'amber above the scorecard''s green');
SELECT throws_ok($$UPDATE bsc.measure SET green = 0.6 WHERE code = 'plain'$$, '23514', 'measure "plain" would be amber from 0.7 and green from 0.6', 'green below its amber');
SELECT throws_ok($$UPDATE bsc.measure SET amber = 0.5, green = 0.4$$, '23514', NULL, 'amber above its own green');
SELECT throws_ok($$UPDATE bsc.measure SET amber = 'NaN', green = 'NaN'$$, '23514', NULL, 'no number');
UPDATE bsc.measure SET amber = 0.8 WHERE code = 'strict';
SELECT throws_ok($$UPDATE bsc.scorecard SET amber = 0.6, green = 0.75 WHERE code = 'shop'$$, '23514', 'measure "strict" would be amber from 0.8 and green from 0.75', 'nor may the scorecard''s cross them');
SELECT lives_ok($$UPDATE bsc.scorecard SET amber = 0.6, green = 0.8 WHERE code = 'shop'$$, 'equal is not above');
SELECT throws_ok($$INSERT INTO bsc.measure (objective_id, code, amber) SELECT objective_id, 'new', 0.85 FROM bsc.measure WHERE code = 'plain'$$, '23514',
    'measure "new" would be amber from 0.85 and green from 0.8', 'nor a new measure''s');
SELECT throws_ok($$SELECT bsc.define(pg_temp.document('{}', '[{"code": "plain", "amber": 0.95}]'), true)$$, '22023',
    'invalid value at perspectives[0].objectives[0].measures[0].amber: 0.95', 'a document names the path');
SELECT throws_ok($$SELECT bsc.define(pg_temp.document('{"amber": 0.5}', '[{"code": "plain", "green": 0.4}]'), true)$$, '22023',
    'invalid value at perspectives[0].objectives[0].measures[0].green: 0.4', 'of the one that is given');
-- all of them at once, past each other
SELECT bsc.define(pg_temp.document('{"amber": 0.1, "green": 0.2}', '[{"code": "plain", "amber": 0.15}, {"code": "strict", "green": 0.12}, {"code": "mild"}, {"code": "early"}]'));
SELECT bsc.define(pg_temp.document('{"amber": 0.8, "green": 0.9}', '[{"code": "plain", "amber": 0.85}, {"code": "strict", "green": 0.82}, {"code": "mild"}, {"code": "early"}]'));
SELECT is((SELECT string_agg(format('%s %s %s', code, amber, green), ', ' ORDER BY code) FROM bsc.measure WHERE code IN ('plain', 'strict')),
    'plain 0.85 , strict  0.82', 'a document may move all of them at once');
SELECT bsc.define(pg_temp.document('{"amber": 0.1, "green": 0.2}', '[{"code": "plain", "amber": 0.15}, {"code": "strict", "green": 0.12}, {"code": "mild"}, {"code": "early"}]'));
SELECT is((SELECT string_agg(format('%s %s %s', code, amber, green), ', ' ORDER BY code) FROM bsc.measure WHERE code IN ('plain', 'strict')),
    'plain 0.15 , strict  0.12', 'and back');
SELECT * FROM finish();
ROLLBACK;
