-- Environment and execution: the split of a gap, and what gets none.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

SELECT bsc.define('{"code": "env", "frequency": "quarter", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "sales", "frequency": "quarter", "environment": "market", "elasticity": 2, "plan": [{"period": "2004Q1", "target": "0..1000"}]},
    {"code": "cost", "frequency": "quarter", "environment": "market", "elasticity": -1, "plan": [{"period": "2004Q1", "target": "200..100"}]},
    {"code": "own", "frequency": "quarter", "plan": [{"period": "2004Q1", "target": "0..50"}]},
    {"code": "heat", "frequency": "quarter", "environment": "winter", "plan": [{"period": "2004Q1", "target": "0..50"}]},
    {"code": "free", "frequency": "quarter", "environment": "market"},
    {"code": "idle", "frequency": "quarter", "environment": "market", "plan": [{"period": "2004Q1", "target": "0..50"}]}]}]}]}');
SELECT bsc.record('env', m, '2004Q1', v) FROM (VALUES ('sales', 900), ('cost', 130), ('own', 40), ('heat', 40), ('free', 7)) AS x (m, v);
INSERT INTO bsc.environment VALUES ('market', '2004Q1', 100, 90);

-- expected sales = 1000 * 0.9 ^ 2 = 810: the market explains -190, execution made +90 of it good
SELECT results_eq($$SELECT measure, round(gap::numeric, 9), round(environment_part::numeric, 9), round(execution_part::numeric, 9) FROM bsc.gap('env', '2004Q1')$$, $$VALUES
    ('sales', -100.000000000, -190.000000000, 90.000000000),
    ('cost', 30, 11.111111111, 18.888888889),
    ('own', -10, 0, -10),
    ('heat', -10, NULL, NULL),
    ('free', NULL::numeric, NULL::numeric, NULL::numeric),
    ('idle', NULL, NULL, NULL)$$, 'gap = environment + execution; all to execution where no environment is named; unknown where it is missing');
SELECT is_empty($$SELECT * FROM bsc.gap('env', '2004Q1') WHERE gap <> environment_part + execution_part$$, 'adding up exactly');
SELECT results_eq($$SELECT * FROM bsc.gap('env')$$, $$SELECT * FROM bsc.gap('env', '2004Q1'::bsc.period, '')$$, 'the latest period by default');
INSERT INTO bsc.entity (scorecard_id, code) SELECT id, 'E' FROM bsc.scorecard WHERE code = 'env';
SELECT is_empty($$SELECT * FROM bsc.gap('env', '2004Q1', 'E') WHERE num_nonnulls(gap, environment_part, execution_part) > 0$$, 'an entity without data has no gap');
DELETE FROM bsc.entity WHERE code = 'E';

-- exactly, at random
SELECT bsc.define(jsonb_build_object('code', 'many', 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p', 'objectives', jsonb_build_array(
    jsonb_build_object('code', 'o', 'measures', (
        SELECT jsonb_agg(jsonb_build_object('code', 'm' || i, 'rollup', 'last', 'environment', 'e' || i, 'elasticity', (i % 9 - 4) / 1.7,
            'plan', jsonb_build_array(jsonb_build_object('period', '2004-01', 'target',
                bsc.target(0, (1 + (i * 7919) % 1000) * 10.0 ^ (i % 13 - 6)))))) FROM generate_series(1, 300) AS i)))))));
INSERT INTO bsc.actual (measure_id, period, value)
SELECT m.id, '2004-01', (i * 104729 % 3000 - 500) * 10.0 ^ (i % 11 - 5) / 7
FROM generate_series(1, 300) AS i JOIN bsc.measure AS m ON m.code = 'm' || i AND m.scorecard_id = bsc.scorecard_id('many');
INSERT INTO bsc.environment SELECT 'e' || i, '2004-01', 100, 30 + i / 3.0 FROM generate_series(1, 300) AS i;
SELECT is_empty($$SELECT * FROM bsc.gap('many') WHERE gap = environment_part + execution_part IS NOT TRUE$$, 'parts of any size add up to the gap, to the last bit');
SELECT is_empty($$SELECT g.* FROM bsc.gap('many') AS g JOIN bsc.measure_result AS r ON r.scorecard = 'many' AND r.measure = g.measure
    WHERE abs(g.gap - (r.actual - r.goal)) > 1e-15 * (abs(r.actual) + abs(r.goal) + abs(g.environment_part))$$, 'and the gap is actual less goal');

-- the index in other grains
SELECT results_eq($$SELECT planned, observed FROM bsc._environment_in('market', '2004-02', 1)$$, 'VALUES (100::float8, 90::float8)', 'a month reads the quarter that holds it');
INSERT INTO bsc.environment VALUES ('market', '2004-03', 50, 60), ('market', '2005-01', 100, 80), ('market', '2005-02', 110, 90), ('market', '2005-03', 1, NULL);
SELECT results_eq($$SELECT planned, observed FROM bsc._environment_in('market', '2004-03', 1)$$, 'VALUES (50::float8, 60::float8)', 'its own comes first');
SELECT results_eq($$SELECT planned, observed FROM bsc._environment_in('market', '2005Q1', 1)$$, 'VALUES (105::float8, 85::float8)', 'a quarter takes the mean of its months that have both');
SELECT is_empty($$SELECT 1 FROM bsc._environment_in('market', '2006', 1)$$, 'none is none');

-- the formula and its edges
SELECT is(bsc._expected_actual(g, p, o, e), w, format('expected_actual(%s, %s, %s, %s)', g, p, o, e)) FROM (VALUES
    (1000.0::float8, 100::float8, 90::float8, 0::float8, 1000::float8), (1000, 100, 100, 3, 1000), (0, 100, 90, 1, 0), (-10, 100, 50, 1, -5),
    (10, 0, 90, 1, NULL), (10, 0, 0, 1, NULL), (10, 100, 0, 1, 0), (10, 100, 0, -1, NULL), (10, 1, 1e300, 5, NULL), (10, NULL, 90, 1, NULL), (10, 100, NULL, 1, NULL)) AS x (g, p, o, e, w);

-- the columns are part of the document
SELECT is((bsc.definition('env') #> '{perspectives,0,objectives,0,measures,0}') - 'plan'::text,
    '{"code": "sales", "environment": "market", "elasticity": 2}', 'definition writes environment and elasticity');
SELECT is((bsc.definition('env') #> '{perspectives,0,objectives,0,measures,3}') - 'plan'::text,
    '{"code": "heat", "environment": "winter"}', 'an elasticity of 1 goes without saying');
SELECT bsc.define(bsc.definition('env'));
SELECT is((SELECT elasticity FROM bsc.measure WHERE id = bsc.measure_id('env', 'cost')), -1::float8, 'and reads them back');
SELECT throws_ok($$SELECT bsc.define(jsonb_set(bsc.definition('env'), '{perspectives,0,objectives,0,measures,0,elasticity}', '"2"'))$$,
    '22023', 'invalid value at perspectives[0].objectives[0].measures[0].elasticity: "2"', 'a text is no elasticity');

SELECT * FROM finish();
ROLLBACK;
