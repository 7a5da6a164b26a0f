-- A year's target over its months, and weights from judgements: what planning takes from layer 1.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

SELECT bsc.define('{"code": "ph", "first_month": 4, "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "sales"}, {"code": "stock", "rollup": "last"}, {"code": "daily", "frequency": "day"}, {"code": "new"},
    {"code": "quarterly", "frequency": "quarter"}, {"code": "yearly", "frequency": "year"}, {"code": "loss"}, {"code": "closed"}]}]}]}');
-- three company years in which every month keeps its share exactly: the indices are those shares
CREATE TEMP TABLE season AS SELECT i AS place, (ARRAY[0.5, 0.7, 0.9, 1.1, 1.3, 1.5, 1.4, 1.2, 1, 0.9, 0.8, 0.7])[i]::float8 AS share FROM generate_series(1, 12) AS i;
INSERT INTO bsc.actual (measure_id, period, value)
SELECT bsc.measure_id('ph', m), bsc.shift('2001-04'::bsc.period, k), 100 * share
FROM unnest(ARRAY['sales', 'stock', 'closed']) AS m, generate_series(0, 35) AS k JOIN season AS s ON s.place = k % 12 + 1;
INSERT INTO bsc.actual (measure_id, period, value)
SELECT bsc.measure_id('ph', 'daily'), p, share FROM bsc.periods('2001-04-01', '2004-03-31') AS p
JOIN season AS s ON s.place = (extract(month FROM bsc.first_day(p))::int + 8) % 12 + 1;
INSERT INTO bsc.actual (measure_id, period, value) SELECT bsc.measure_id('ph', 'quarterly'), bsc.shift('2001Q2'::bsc.period, k), 1 + k % 4 FROM generate_series(0, 11) AS k;
INSERT INTO bsc.actual (measure_id, period, value) SELECT bsc.measure_id('ph', 'loss'), bsc.shift('2001-04'::bsc.period, k), k % 12 - 3 FROM generate_series(0, 35) AS k;
SELECT bsc.record('ph', 'new', '2004-03', 5);

SELECT results_eq($$SELECT period, round(seasonal_index::numeric, 9), round(goal::numeric, 6), target LIKE '0..%' FROM bsc.phase_targets('ph', 'sales', '2004-04/P1Y', '0..1200')$$,
    $$SELECT bsc.shift('2004-04'::bsc.period, place - 1)::text, round(share::numeric, 9), round((100 * share)::numeric, 6), true FROM season$$,
    'a flow is shared out by the measure''s own season, from the company year''s first month');
SELECT is((SELECT sum(bsc.goal(target)) FROM bsc.plan WHERE measure_id = bsc.measure_id('ph', 'sales')), 1200::float8, 'what is planned adds up exactly');
SELECT is((SELECT count(*) FROM bsc.plan WHERE measure_id = bsc.measure_id('ph', 'sales') AND bsc.during(bsc.first_day(period), '2004-04/P1Y')), 12::bigint, 'in the plan, month by month');
SELECT lives_ok($$SELECT bsc.phase_targets('ph', 'sales', '2004-04/P1Y'::bsc.period, '600..777.77')$$, 'it can be given again, as a period too');
SELECT ok((SELECT sum(bsc.goal(target)) = 777.77 AND sum(bsc.baseline(target)) = 600 FROM bsc.plan WHERE measure_id = bsc.measure_id('ph', 'sales')), 'every knot adds up');
SELECT is((SELECT sum(bsc.goal(target)) FROM (SELECT target FROM bsc.plan WHERE measure_id = bsc.measure_id('ph', 'sales') ORDER BY random()) AS x), 777.77::float8, 'in any order');
SELECT results_eq($$SELECT round(goal::numeric, 6) FROM bsc.phase_targets('ph', 'stock', '2004-04/P1Y', '0..50')$$, $$SELECT round((50 * share)::numeric, 6) FROM season$$, 'a level is scaled');
SELECT ok((SELECT count(*) = 12 AND sum(goal) = 3650 AND max(goal) > 1.4 * 3650 / 12 FROM bsc.phase_targets('ph', 'daily', '2004-04/P1Y', '0..3650')), 'a daily measure is planned by the month');
SELECT results_eq($$SELECT period, round(seasonal_index::numeric, 3) FROM bsc.phase_targets('ph', 'quarterly', '2004-04/P1Y', '0..100')$$,
    $$VALUES ('2004Q2', 0.4), ('2004Q3', 0.8), ('2004Q4', 1.2), ('2005Q1', 1.6)$$, 'a quarterly one by the quarter');

SELECT throws_ok($$SELECT bsc.phase_targets('ph', 'new', '2004-04/P1Y', '0..1200')$$, '55000', 'measure "new" has too little history to show its season', 'too little history');
SELECT throws_ok($$SELECT bsc.phase_targets('ph', 'sales', '2004-04/P1Y', '0..1200', 'E')$$, '55000', 'measure "sales" has too little history to show its season', 'of that entity');
SELECT throws_ok($$SELECT bsc.phase_targets('ph', 'loss', '2004-04/P1Y', '0..1200')$$, '55000', 'measure "loss" has values below zero, which no season can scale', 'losses have no multiplicative season');
SELECT throws_ok($$SELECT bsc.phase_targets('ph', 'yearly', '2004-04/P1Y', '0..1200')$$, '22023', 'measure "yearly" is measured by the year, which has no season', 'a year has none');
SELECT throws_ok($$SELECT bsc.phase_targets('ph', 'sales', '2004', '0..1200')$$, '22023', 'period 2004 is not one of scorecard "ph"', 'only company years');
SELECT throws_ok($$SELECT bsc.phase_targets('ph', 'sales', '2004Q2', '0..1200')$$, '22023', 'period 2004Q2 is not a year', 'and no quarters');
SELECT throws_ok($$SELECT bsc.phase_targets('ph', 'sales', NULL::text, '0..1200')$$, '22004', 'a year and its target are needed', 'nor nothing');
INSERT INTO bsc.actual (measure_id, period, value) SELECT bsc.measure_id('ph', 'new'), p, CASE WHEN p::text LIKE '%-08' THEN 0 ELSE 1 END FROM bsc.periods('2001-04', '2004-02') AS p;
CREATE FUNCTION pg_temp.caught(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    more text;
BEGIN
    EXECUTE statement;
    RETURN 'nothing';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS more = PG_EXCEPTION_DETAIL;
    RETURN concat_ws(' / ', SQLSTATE, SQLERRM, more);
END
$$;
SELECT is(pg_temp.caught($$SELECT bsc.phase_targets('ph', 'new', '2004-04/P1Y', '0..1200')$$), '55000 / the season of measure "new" has a month that came to nothing'
    ' / It is number 5 of the year, with 3 values in all, and 0 wherever half a year is known on either side, which takes the season: 2 times.', 'a month that is always 0 can bear no target');
-- one August of 0 is not each August
UPDATE bsc.actual SET value = 20 WHERE measure_id = bsc.measure_id('ph', 'new') AND period::text <> '2002-08';
DELETE FROM bsc.actual WHERE measure_id = bsc.measure_id('ph', 'new') AND period OPERATOR(bsc.>) '2003-11';
SELECT is(pg_temp.caught($$SELECT bsc.phase_targets('ph', 'new', '2004-04/P1Y', '0..1200')$$), '55000 / the season of measure "new" has a month that came to nothing'
    ' / It is number 5 of the year, with 3 values in all, and 0 wherever half a year is known on either side, which takes the season: once.', 'nor one that was when it mattered');
CALL bsc.close_period('ph', '2004-06');
SELECT throws_ok($$SELECT bsc.phase_targets('ph', 'closed', '2004-04/P1Y', '0..1200')$$, '55000', 'period 2004-06 of scorecard "ph" is closed', 'closed months stay');
SELECT is_empty($$SELECT 1 FROM bsc.plan WHERE measure_id = bsc.measure_id('ph', 'closed')$$, 'and nothing is written beside them');

-- weights from judgements: AHPy's criteria (its tests, Saaty 1977), as perspectives
CREATE TEMP TABLE judged AS SELECT '{"code": "ahp", "weights": {"ahp": [
    [1, null, 3, null, 5], [5, 1, 7, 1, 7], [null, null, 1, null, 3], [2, null, 4, 1, 7], [null, null, null, null, 1]]},
    "perspectives": [{"code": "culture"}, {"code": "family"}, {"code": "housing"}, {"code": "jobs"}, {"code": "transport"}]}'::jsonb AS doc;
SELECT bsc.define(doc) FROM judged;
SELECT results_eq($$SELECT code, round(weight::numeric, 4) FROM bsc.perspective WHERE scorecard_id = bsc.scorecard_id('ahp') ORDER BY position$$,
    $$VALUES ('culture', 0.1522), ('family', 0.4335), ('housing', 0.0716), ('jobs', 0.3050), ('transport', 0.0378)$$, 'weights come from judgements');
SELECT ok((SELECT round((judgements -> 'consistency_ratio')::numeric, 4) = 0.0503 AND judgements -> 'ahp' = doc #> '{weights,ahp}'
           FROM bsc.scorecard, judged WHERE code = 'ahp'), 'which are kept, with their consistency ratio');
SELECT is(bsc.definition('ahp'), doc, 'definition writes them back, in place of the weights') FROM judged;
CREATE TEMP TABLE before AS SELECT tableoid AS relation, ctid AS place, xmin AS writer FROM bsc.perspective WHERE scorecard_id = bsc.scorecard_id('ahp') UNION ALL SELECT tableoid AS relation, ctid AS place, xmin AS writer FROM bsc.scorecard WHERE code = 'ahp';
SELECT bsc.define(bsc.definition('ahp'));
SELECT set_eq($$SELECT tableoid AS relation, ctid AS place, xmin AS writer FROM bsc.perspective WHERE scorecard_id = bsc.scorecard_id('ahp') UNION ALL SELECT tableoid AS relation, ctid AS place, xmin AS writer FROM bsc.scorecard WHERE code = 'ahp'$$, 'TABLE before', 'and define then touches nothing');
SELECT is_empty($$SELECT * FROM bsc.lint('ahp') WHERE rule = 'inconsistent-judgements'$$, 'a ratio of 0.05 is good enough');
-- in the order of position, whatever that of the list
SELECT bsc.define('{"code": "turned", "perspectives": [{"code": "p", "weights": {"ahp": [[1, 9], [null, 1]]}, "objectives": [
    {"code": "a", "position": 2, "weights": {"ahp": [[1, 9, null], [null, 1, 9], [9, null, 1]]}, "measures": [{"code": "x"}, {"code": "y"}, {"code": "z"}]}, {"code": "b", "position": 1}]}]}');
SELECT results_eq($$SELECT code, round(weight::numeric, 6) FROM bsc.objective WHERE scorecard_id = bsc.scorecard_id('turned') ORDER BY code$$, $$VALUES ('a', 0.9), ('b', 0.1)$$, 'judgements follow the list');
SELECT is(bsc.definition('turned') #> '{perspectives,0,weights}', '{"ahp": [[1, null], [9, 1]]}', 'and are kept in the order of position');
SELECT bsc.define(bsc.definition('turned'));
SELECT results_eq($$SELECT code, round(weight::numeric, 6) FROM bsc.objective WHERE scorecard_id = bsc.scorecard_id('turned') ORDER BY code$$, $$VALUES ('a', 0.9), ('b', 0.1)$$, 'so that the same comes of them');
SELECT results_eq($$SELECT subject, message FROM bsc.lint('turned') WHERE rule = 'inconsistent-judgements'$$,
    $$VALUES ('turned/p/a', 'the judgements of the measures of objective "a" contradict each other, consistency ratio ' || (SELECT round((judgements -> 'consistency_ratio')::numeric, 2) FROM bsc.objective WHERE code = 'a' AND scorecard_id = bsc.scorecard_id('turned')))$$,
    'judgements that go round in a circle are found');
UPDATE bsc.measure SET weight = 3 WHERE scorecard_id = bsc.scorecard_id('turned') AND code = 'x';
SELECT is_empty($$SELECT * FROM bsc.lint('turned') WHERE rule = 'inconsistent-judgements'$$, 'but not once the weights are somebody''s own');
-- plain DML has the last word
UPDATE bsc.objective SET weight = 3 WHERE scorecard_id = bsc.scorecard_id('turned') AND code = 'b';
SELECT ok(NOT bsc.definition('turned') #> '{perspectives,0}' ? 'weights' AND bsc.definition('turned') #> '{perspectives,0,objectives,0,weight}' = '3', 'changed weights are written as weights');
UPDATE bsc.scorecard SET judgements = '[1, "x"]' WHERE code = 'turned';
SELECT lives_ok($$SELECT bsc.definition('turned'), (SELECT count(*) FROM bsc.lint('turned'))$$, 'nonsense in the column disturbs nobody');

SELECT throws_ok(format('SELECT bsc.define(%L)', jsonb_set(doc, path, value)), '22023', message, message) FROM judged, (VALUES
    ('{weights}'::text[], '{"ahp": [[1, 2], [null, 1]]}'::jsonb, 'invalid value at weights.ahp'),
    ('{weights}', '{"ahp": "x"}', 'invalid value at weights.ahp'), ('{weights}', '{"ahp": []}', 'invalid value at weights.ahp'),
    ('{weights,ahp,0,2}', '"3"', 'invalid value at weights.ahp'), ('{weights,ahp,0,2}', '-3', 'invalid value at weights.ahp'),
    ('{weights,ahp,2,0}', '3', 'invalid value at weights.ahp'), ('{weights,ahp,4}', '[1]', 'invalid value at weights.ahp'),
    ('{weights}', '{"AHP": []}', 'invalid value at weights: an object'), ('{weights}', '{"ahp": [], "x": 1}', 'invalid value at weights: an object'),
    ('{weights}', '[1]', 'invalid value at weights: a list'),
    ('{perspectives,1,weight}', '2', 'invalid value at perspectives[1].weight')) AS x (path, value, message);

SELECT * FROM finish();
ROLLBACK;
