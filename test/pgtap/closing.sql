-- A closed period shows what was frozen and takes no writes until it is reopened.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT * FROM no_plan();

SELECT bsc.define('{"code": "shop", "name": "A shop", "frequency": "quarter", "missing": "zero", "perspectives": [
    {"code": "f", "name": "Money", "combine": "worst", "objectives": [
        {"code": "grow", "measures": [
            {"code": "sales", "name": "Sales", "unit": "EUR", "frequency": "month", "carry_forward": 1, "weight": 3},
            {"code": "margin", "rollup": "last"}]},
        {"code": "none"}]},
    {"code": "c", "objectives": [{"code": "please", "combine": "best", "measures": [
            {"code": "nps", "frequency": "year", "rollup": "last"},
            {"code": "visits", "frequency": "month", "rollup": "query"}]}]}]}');
INSERT INTO bsc.plan (measure_id, period, target)
SELECT bsc.measure_id('shop', m), p::bsc.period, t::bsc.target
FROM (VALUES ('sales', '2023Q4', '0..300'), ('sales', '2024Q1', '0..300'), ('sales', '2024Q2', '0..300'), ('margin', '2024Q1', '0..10'),
             ('margin', '2024Q2', '0..10'), ('nps', '2024', '0..50'), ('visits', '2024Q1', '100..200'), ('visits', '2024Q2', '100..200')) AS t (m, p, t);
SELECT bsc.record('shop', m, p, v, e)
FROM (VALUES ('sales', '2023-12', 90), ('sales', '2024-01', 100), ('sales', '2024-02', 80), ('sales', '2024-05', 200), ('margin', '2024Q1', 5),
             ('margin', '2024Q2', 8), ('nps', '2024', 40), ('visits', '2024-01', 90), ('visits', '2024Q1', 150), ('visits', '2024Q2', 160)) AS a (m, p, v),
     unnest(ARRAY['', 'north']) AS e;

-- what the views, evaluate and explain tell, before and after
CREATE FUNCTION pg_temp.told(what text) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT concat_ws(' ', 'measure', v::text) FROM bsc.measure_result AS v WHERE v.scorecard = 'shop' AND v.period = what
    UNION ALL SELECT concat_ws(' ', 'objective', v::text) FROM bsc.objective_result AS v WHERE v.scorecard = 'shop' AND v.period = what
    UNION ALL SELECT concat_ws(' ', 'perspective', v::text) FROM bsc.perspective_result AS v WHERE v.scorecard = 'shop' AND v.period = what
    UNION ALL SELECT concat_ws(' ', 'scorecard', v::text) FROM bsc.scorecard_result AS v WHERE v.scorecard = 'shop' AND v.period = what
    UNION ALL SELECT concat_ws(' ', e, n, v::text) FROM unnest(ARRAY['', 'north']) AS e,
        bsc.evaluate('shop', what, e) WITH ORDINALITY AS v (level, path, code, name, actual, goal, score, status, weight, coverage, pace, provisional, goal_period, n)
    UNION ALL SELECT concat_ws(' ', e, n, v::text) FROM unnest(ARRAY['', 'north']) AS e,
        bsc.evaluate('shop', what, e, 'ytd') WITH ORDINALITY AS v (level, path, code, name, actual, goal, score, status, weight, coverage, pace, provisional, goal_period, n)
    UNION ALL SELECT concat_ws(' ', 'grain', v::text) FROM bsc.result_by_grain AS v WHERE v.scorecard = 'shop' AND v.period = what AND v.basis <> 'rolling'
    UNION ALL SELECT concat_ws(' ', e, n, v::text) FROM unnest(ARRAY['', 'north']) AS e,
        bsc.explain('shop', what, e, what) WITH ORDINALITY AS v (measure, score, weight_in_total, contribution, contribution_before, change, moved_by_driver, moved_by_entity, n)
$$;
CREATE TEMP TABLE before AS SELECT t AS line FROM pg_temp.told('2024Q1') AS t;
SELECT is((SELECT count(*) FROM before), (2 * (4 + 3 + 2 + 1) + 2 * 2 * 10 + 2 * 2 * 10 + 2 * 4)::bigint, 'there is something to keep');
SELECT is((SELECT score FROM bsc.scorecard_result WHERE scorecard = 'shop' AND entity = '' AND period = '2024Q1'), 0.4::float8,
          'the whole is worth .4: 0 from the missing objective under worst, .8 under best');

----------------------------------------------------------------- what cannot be closed
SELECT throws_ok($$CALL bsc.close_period('shop', '2024-01')$$, '22023', 'cannot close period 2024-01: scorecard "shop" reports by quarter', 'a finer period cannot be closed');
SELECT throws_ok($$CALL bsc.close_period('shop', NULL::text)$$, '22023', NULL, 'nor no period');
SELECT throws_ok($$CALL bsc.close_period('nope', '2024Q1')$$, '22023', 'scorecard "nope" does not exist', 'nor one of an unknown scorecard');
SELECT throws_ok($$CALL bsc.reopen_period('shop', '2024Q1')$$, '55000', 'period 2024Q1 of scorecard "shop" is not closed', 'what is open cannot be reopened');
SELECT throws_ok($$CALL bsc.close_period('shop', '2024-02/P3M')$$, '22023', NULL, 'nor a quarter of another company year');

----------------------------------------------------------------- closing
CALL bsc.close_period('shop', '2024Q1');
SELECT bag_eq('SELECT pg_temp.told(''2024Q1'')', 'SELECT line FROM before', 'closing changes nothing in any view, evaluate or explain (wrong: a row comes twice, frozen and open)');
SELECT is((SELECT definition - 'perspectives' FROM bsc.closed_period), bsc.definition('shop') - 'perspectives', 'the definition is kept with it');
SELECT is((SELECT definition #>> '{perspectives,0,objectives,0,measures,0,code}' FROM bsc.closed_period), 'sales', 'with its measures');
SELECT is((SELECT closed_by FROM bsc.closed_period), current_user::text, 'and who closed it');
SELECT throws_ok($$CALL bsc.close_period('shop', '2024Q1')$$, '55000', 'period 2024Q1 of scorecard "shop" is closed already', 'it cannot be closed twice');
SELECT bsc.record('shop', 'sales', '2024-04', 1, 'late');
SELECT is((SELECT count(*) FROM bsc.evaluate('shop', '2024Q1', 'late')), 10::bigint,
          'an entity that was not there has its empty tree in a closed period, too');

----------------------------------------------------------------- writes inside are refused
SELECT throws_ok(what, '55000', 'period 2024Q1 of scorecard "shop" is closed', 'refused: ' || what)
FROM unnest(ARRAY[
    $$SELECT bsc.record('shop', 'sales', '2024-03', 1)$$,
    $$SELECT bsc.record('shop', 'sales', '2024-01', 1)$$,
    $$SELECT bsc.record('shop', 'margin', '2024Q1', 1, 'elsewhere')$$,
    $$INSERT INTO bsc.actual (measure_id, period, value) VALUES (bsc.measure_id('shop', 'sales'), '2024-03', 1)$$,
    $$INSERT INTO bsc.actual (measure_id, period, value, recorded_at) VALUES (bsc.measure_id('shop', 'sales'), '2024-03', 1, now() + interval '1 day')$$,
    $$INSERT INTO bsc.actual (measure_id, period, value) VALUES (bsc.measure_id('shop', 'sales'), '2024-01', 1) ON CONFLICT (measure_id, entity, period) DO UPDATE SET value = excluded.value$$,
    $$UPDATE bsc.actual SET value = 1 WHERE measure_id = bsc.measure_id('shop', 'sales') AND period::text = '2024-02'$$,
    $$UPDATE bsc.actual SET period = '2024-03' WHERE measure_id = bsc.measure_id('shop', 'sales') AND period::text = '2023-12'$$,
    $$UPDATE bsc.actual SET period = '2024-06' WHERE measure_id = bsc.measure_id('shop', 'sales') AND period::text = '2024-02'$$,
    $$DELETE FROM bsc.actual WHERE measure_id = bsc.measure_id('shop', 'visits')$$,
    $$INSERT INTO bsc.plan (measure_id, period, target) VALUES (bsc.measure_id('shop', 'sales'), '2024-03', '0..5')$$,
    $$UPDATE bsc.plan SET target = '0..1' WHERE period::text = '2024Q1'$$,
    $$DELETE FROM bsc.plan WHERE period::text = '2024Q1'$$,
    $$INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value) VALUES ('shop', 'sales', '', '2024-03', 1)$$,
    $$UPDATE bsc.actual_entry SET value = 1 WHERE scorecard = 'shop' AND measure = 'margin' AND period = '2024Q1'$$,
    $$DELETE FROM bsc.actual_entry WHERE scorecard = 'shop' AND measure = 'margin' AND period = '2024Q1'$$]) AS what;
SELECT throws_ok($$TRUNCATE bsc.actual$$, '55000', NULL, 'refused: TRUNCATE of actuals');
SELECT throws_ok($$TRUNCATE bsc.plan$$, '55000', NULL, 'refused: TRUNCATE of plans');
SELECT throws_ok($$TRUNCATE bsc.closed_period CASCADE$$, '55000', NULL, 'refused: TRUNCATE of what was closed');

----------------------------------------------------------------- but the rest goes on
SELECT lives_ok($$SELECT bsc.record('shop', 'sales', '2024-06', 7)$$, 'other periods can be written');
SELECT lives_ok($$SELECT bsc.record('shop', 'nps', '2024', 10), bsc.record('shop', 'nps', '2024', 10, 'north')$$, 'so can the year that holds the period');
SELECT lives_ok($$SELECT bsc.record('shop', 'sales', '2023-12', 9999)$$, 'and what was carried into it');
UPDATE bsc.plan SET target = '0..1000' WHERE period::text = '2024';
UPDATE bsc.scorecard SET missing = 'skip', amber = 0.1, green = 0.2, name = 'Renamed' WHERE code = 'shop';
UPDATE bsc.perspective SET combine = 'best', weight = 77, position = 9, name = 'Renamed' WHERE code = 'f';
UPDATE bsc.objective SET weight = 55, code = 'grown' WHERE code = 'grow';
UPDATE bsc.measure SET weight = 0, rollup = 'mean', name = 'Renamed', unit = NULL, carry_forward = 0 WHERE code = 'sales';
CREATE TEMP TABLE after AS SELECT t AS line FROM pg_temp.told('2024Q1') AS t;
SELECT bag_eq('SELECT line FROM after', 'SELECT line FROM before',
    'views, evaluate and explain stay, though actuals, plans, weights, rules, thresholds, codes and names change');

DELETE FROM bsc.actual WHERE measure_id = bsc.measure_id('shop', 'nps');
SELECT lives_ok($$DELETE FROM bsc.measure WHERE code = 'nps'$$, 'a measure can go');
SELECT lives_ok($$DELETE FROM bsc.measure WHERE code = 'sales'$$, 'even one with actuals inside the closed period');
SELECT lives_ok($$DELETE FROM bsc.perspective WHERE code = 'c'$$, 'or a whole perspective');
TRUNCATE after;
INSERT INTO after SELECT t FROM pg_temp.told('2024Q1') AS t;
SELECT bag_eq('SELECT line FROM after', 'SELECT line FROM before', 'the frozen results outlive the measures they are of');

----------------------------------------------------------------- reopening
CALL bsc.reopen_period('shop', '2024Q1'::bsc.period);
SELECT is_empty('SELECT 1 FROM bsc.closed_result', 'reopening gives up what was frozen');
SELECT results_eq($$SELECT measure FROM bsc.measure_result WHERE scorecard = 'shop' AND period = '2024Q1' AND entity = ''$$,
    $$VALUES ('margin')$$, 'and shows what there is now');
SELECT lives_ok($$SELECT bsc.record('shop', 'margin', '2024Q1', 9)$$, 'the period can be written again');
SELECT is((SELECT actual FROM bsc.measure_result WHERE scorecard = 'shop' AND period = '2024Q1' AND entity = ''), 9::float8, 'and is evaluated');
CALL bsc.close_period('shop', '2024Q1'::bsc.period);
SELECT is((SELECT actual FROM bsc.measure_result WHERE scorecard = 'shop' AND period = '2024Q1' AND entity = ''), 9::float8, 'and closed once more');
CALL bsc.close_period('shop', '2030Q1');
SELECT is_empty($$SELECT 1 FROM bsc.scorecard_result WHERE period = '2030Q1'$$, 'a period without a result can be closed');
SELECT throws_ok($$SELECT bsc.record('shop', 'margin', '2030Q1', 9)$$, '55000', NULL, 'and takes nothing');
SELECT lives_ok($$SELECT bsc.drop_scorecard('shop')$$, 'a scorecard can be dropped with its closed periods');
SELECT is_empty('SELECT 1 FROM bsc.closed_period', 'which go with it');

----------------------------------------------------------------- coarser results are not frozen with it
SELECT bsc.define('{"code": "mix", "frequency": "month", "first_month": 4, "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "m"}, {"code": "w", "frequency": "week"}, {"code": "y", "frequency": "year"}]}]}]}');
SELECT bsc.record('mix', 'm', '2024-04', 4), bsc.record('mix', 'w', '2024-W14', 1), bsc.record('mix', 'w', '2024-W18', 1), bsc.record('mix', 'y', '2024-04/P1Y', 1);
CALL bsc.close_period('mix', '2024-04');
SELECT throws_ok($$SELECT bsc.record('mix', 'w', '2024-W14', 2)$$, '55000', NULL, 'a week that begins in the closed month is closed (Thursday 4 April)');
SELECT lives_ok($$SELECT bsc.record('mix', 'w', '2024-W18', 2)$$, 'one that begins in it but counts for May is not (Thursday 2 May)');
SELECT lives_ok($$SELECT bsc.record('mix', 'y', '2024-04/P1Y', 2)$$, 'nor is the company year');
CALL bsc.close_period('mix', '2024-05');
SELECT throws_ok($$SELECT bsc.record('mix', 'w', '2024-W18', 3)$$, '55000', 'period 2024-05 of scorecard "mix" is closed', 'once May is closed, it is, too (wrong: it begins in April)');
SELECT throws_ok($$DELETE FROM bsc.actual WHERE period::text = '2024-W18'$$, '55000', NULL, 'and is not taken away');
CALL bsc.reopen_period('mix', '2024-05');
SELECT results_eq($$SELECT measure, previous FROM bsc.measure_result WHERE scorecard = 'mix' AND period = '2024-05' ORDER BY 1$$,
    $$VALUES ('m', 4::float8), ('w', 1), ('y', 2)$$, 'the next month looks back on the closed one');
SELECT is((SELECT e.actual FROM bsc.evaluate('mix', '2024Q2') AS e WHERE e.code = 'm'), 4::float8, 'the quarter is evaluated from its actuals');

----------------------------------------------------------------- a quarter and a year
SELECT bsc.define('{"code": "board", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "m", "plan": [{"period": "2024", "target": "0..1200"}]}, {"code": "x", "rollup": "last", "plan": [{"period": "2024", "target": "0..10"}]}]}]}]}');
SELECT count(bsc.record('board', 'm', p, 60 + extract(month FROM bsc.first_day(p)))) FROM bsc.periods('2023-12', '2024-05') AS p;
SELECT count(bsc.record('board', 'x', p, 3 + extract(month FROM bsc.first_day(p)))) FROM bsc.periods('2023-12', '2024-05') AS p;
CREATE FUNCTION pg_temp.shown(basis text, VARIADIC periods text[]) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT concat_ws(' ', p, basis, v::text) FROM unnest(periods) AS p, bsc.evaluate('board', p, '', basis) AS v
$$;
CREATE TEMP TABLE board AS SELECT pg_temp.shown(b, '2024-01', '2024-02', '2024-03', '2024Q1') AS line FROM unnest(ARRAY['period', 'ytd']) AS b;
CALL bsc.close_period('board', '2024-02');
CALL bsc.close_period('board', '2024Q1');
SELECT bag_eq($$SELECT c.period::text, c.closed_with::text FROM bsc.closed_period AS c WHERE scorecard_id = bsc.scorecard_id('board')$$,
    $$VALUES ('2024-01', '2024Q1'), ('2024-02', NULL), ('2024-03', '2024Q1'), ('2024Q1', NULL)$$, 'closing a quarter closes its months, but for the one that is');
UPDATE bsc.measure SET weight = 5 WHERE code = 'x' AND scorecard_id = bsc.scorecard_id('board');
UPDATE bsc.scorecard SET amber = 0, green = 0.1 WHERE code = 'board';
UPDATE bsc.plan SET target = '0..9' WHERE measure_id = bsc.measure_id('board', 'x');
SELECT bag_eq($$SELECT pg_temp.shown(b, '2024-01', '2024-02', '2024-03', '2024Q1') FROM unnest(ARRAY['period', 'ytd']) AS b$$,
    'SELECT line FROM board', 'the quarter and its months stay, by themselves and to date (wrong: half of it moves)');
SELECT isnt((SELECT score FROM bsc.evaluate('board', '2024Q1', '', 'rolling') WHERE level = 0),
            (SELECT score FROM bsc.evaluate('board', '2024Q1') WHERE level = 0), 'the rolling year is computed');
SELECT throws_ok($$SELECT bsc.record('board', 'm', '2024-03', 1)$$, '55000', NULL, 'nothing is recorded in a closed quarter');
SELECT throws_ok($$INSERT INTO bsc.plan (measure_id, period, target) VALUES (bsc.measure_id('board', 'm'), '2024Q1', '0..1')$$, '55000', NULL, 'nor planned for it');
SELECT throws_ok($$CALL bsc.reopen_period('board', '2024-03')$$, '55000',
    'cannot reopen period 2024-03 of scorecard "board" alone: it is part of 2024Q1, which is closed', 'a part of it cannot be reopened');
SELECT is((SELECT count(*) FROM bsc.measure_result WHERE scorecard = 'board' AND period = '2024Q1'), 0::bigint,
          'a closed quarter does not stand among the months');
SELECT is((SELECT count(*) FROM bsc.result_by_grain WHERE scorecard = 'board' AND period = '2024Q1' AND level = 0), 3::bigint,
          'it stands once for each basis among the results of every grain (wrong: 5, frozen and computed)');
CALL bsc.reopen_period('board', '2024Q1');
SELECT bag_eq($$SELECT c.period::text FROM bsc.closed_period AS c WHERE scorecard_id = bsc.scorecard_id('board')$$,
    $$VALUES ('2024-02')$$, 'reopening it reopens what its closing closed, and no more');
CALL bsc.close_period('board', '2024');
SELECT is((SELECT count(*) FROM bsc.closed_period AS c WHERE scorecard_id = bsc.scorecard_id('board')), (1 + 2 + 4 + 12)::bigint,
          'a year with its halves, quarters and months');
SELECT ok((SELECT bool_and(provisional AND pace IS NOT NULL AND score < pace) FROM bsc.closed_result
           WHERE scorecard_id = bsc.scorecard_id('board') AND period::text = '2024' AND basis = 'period' AND measure = 'm'), 'pace and provisional are frozen with it');

SELECT * FROM finish();
ROLLBACK;
