-- The rules by which results are found, one by one.  Every test names the
-- obvious wrong version that it would catch.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT * FROM no_plan();

-- a scorecard with one perspective p and one objective o
CREATE FUNCTION pg_temp.card(code text, frequency text, measures jsonb, more jsonb DEFAULT '{}')
RETURNS void LANGUAGE sql AS $$
    SELECT bsc.define(jsonb_build_object(
        'code', code, 'frequency', frequency, 'perspectives', jsonb_build_array(jsonb_build_object(
            'code', 'p', 'objectives', jsonb_build_array(jsonb_build_object(
                'code', 'o', 'combine', coalesce(more ->> 'combine', 'mean'), 'measures', measures))))) || (more - 'combine'))
$$;

-- actuals as "measure period value volume" and so on, for one entity
CREATE FUNCTION pg_temp.record(card text, measure text, actuals text, entity text DEFAULT '')
RETURNS void LANGUAGE sql AS $$
    SELECT bsc.record(card, measure, f[1], f[2]::float8, entity, f[3]::float8)
    FROM regexp_split_to_table(actuals, ', *') AS one, regexp_split_to_array(one, ' +') AS f
$$;

CREATE FUNCTION pg_temp.plan(card text, measure text, targets text, entity text DEFAULT '')
RETURNS void LANGUAGE sql AS $$
    INSERT INTO bsc.plan (measure_id, entity, period, target)
    SELECT bsc.measure_id(card, measure), entity, f[1]::bsc.period, f[2]::bsc.target
    FROM regexp_split_to_table(targets, ', *') AS one, regexp_match(one, '^(\S+) +(.*)$') AS f
$$;

-- "actual|goal|score|status|coverage" of one node, - for what is missing
CREATE FUNCTION pg_temp.node(card text, period text, code text DEFAULT NULL, entity text DEFAULT '', basis text DEFAULT 'period')
RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws('|', coalesce(round(e.actual::numeric, 9)::float8::text, '-'), coalesce(e.goal::text, '-'),
                     coalesce(round(e.score::numeric, 9)::float8::text, '-'), coalesce(e.status, '-'),
                     round(e.coverage::numeric, 9)::float8)
    FROM bsc.evaluate(card, period, entity, basis) AS e
    WHERE e.code = coalesce(node.code, card)
$$;

CREATE FUNCTION pg_temp.score(card text, period text, code text DEFAULT NULL, entity text DEFAULT '')
RETURNS float8 LANGUAGE sql AS $$
    SELECT round(e.score::numeric, 12)::float8
    FROM bsc.evaluate(card, period, entity) AS e WHERE e.code = coalesce(score.code, card)
$$;

----------------------------------------------------------------- the worked example
SELECT pg_temp.card(missing, 'month', '[
    {"code": "a", "weight": 50, "plan": [{"period": "2024-01", "target": "0..100"}]},
    {"code": "b", "weight": 30, "plan": [{"period": "2024-01", "target": "0..100"}]},
    {"code": "c", "weight": 20, "plan": [{"period": "2024-01", "target": "0..100"}]}]',
    jsonb_build_object('missing', missing))
FROM unnest(ARRAY['skip', 'zero', 'strict']) AS missing;
SELECT pg_temp.record(missing, 'a', '2024-01 80'), pg_temp.record(missing, 'b', '2024-01 60')
FROM unnest(ARRAY['skip', 'zero', 'strict']) AS missing;

SELECT results_eq(
    $$SELECT scorecard, round(score::numeric, 12), round(coverage::numeric, 12), measures
      FROM bsc.scorecard_result WHERE scorecard IN ('skip', 'zero', 'strict') ORDER BY 1$$,
    $$VALUES ('skip', 0.725, 0.8, 3::bigint), ('strict', NULL, 0.8, 3), ('zero', 0.58, 0.8, 3)$$,
    'weights 50/30/20, scores .8/.6/missing: .725, .58 or none, always .8 covered; the missing measure is counted (wrong: it has no row)');
SELECT is(pg_temp.node('skip', '2024-01', 'c'), '-|100|-|-|0', 'a target without an actual is no score of 0');
SELECT is((SELECT score FROM bsc.objective_result WHERE scorecard = 'skip'),
          (SELECT score FROM bsc.evaluate('skip', '2024-01') WHERE level = 2), 'view and evaluate agree to the last bit');

----------------------------------------------------------------- rows
SELECT pg_temp.card('rows', 'month', '[{"code": "flow", "carry_forward": 1}, {"code": "yearly", "frequency": "year", "rollup": "last"},
    {"code": "daily", "frequency": "day", "carry_forward": 2, "rollup": "last"}]');
SELECT pg_temp.record('rows', 'flow', '2024-01 5', 'east');
SELECT pg_temp.record('rows', 'yearly', '2024 7', 'west');
SELECT pg_temp.record('rows', 'daily', '2024-04-30 7', 'south');
SELECT pg_temp.plan('rows', 'flow', '2024-03 0..10', 'north');

SELECT results_eq(
    $$SELECT entity, period, measure, actual FROM bsc.measure_result WHERE scorecard = 'rows'
      ORDER BY entity, period_start, measure$$,
    $$VALUES ('east', '2024-01', 'daily', NULL::float8), ('east', '2024-01', 'flow', 5), ('east', '2024-01', 'yearly', NULL),
             ('east', '2024-02', 'daily', NULL), ('east', '2024-02', 'flow', 5), ('east', '2024-02', 'yearly', NULL),
             ('south', '2024-04', 'daily', 7), ('south', '2024-04', 'flow', NULL), ('south', '2024-04', 'yearly', NULL),
             ('south', '2024-05', 'daily', 7), ('south', '2024-05', 'flow', NULL), ('south', '2024-05', 'yearly', NULL)$$,
    'rows where an actual is or is carried to, and then every measure (wrong: a plan, or a year''s actual, makes rows; carrying makes none; only measures with data)');
SELECT is((SELECT coverage FROM bsc.measure_result WHERE scorecard = 'rows' AND entity = 'east' AND period = '2024-01'
           AND measure = 'daily'), 0::float8, 'coverage of a measure without data is 0 (wrong: NULL)');
SELECT is((SELECT count(*) FROM bsc.evaluate('rows', '1999', 'east')), 6::bigint,
          'an entity asked for by name has its tree even without data');
SELECT is((SELECT count(*) FROM bsc.evaluate('rows', '1999', NULL)), 6::bigint, 'NULL asks for the whole');

----------------------------------------------------------------- roll-up of actuals
SELECT pg_temp.card('roll', 'quarter', (
    SELECT jsonb_agg(jsonb_build_object('code', r, 'frequency', 'month', 'rollup', r))
    FROM unnest(ARRAY['sum', 'mean', 'last', 'min', 'max', 'query']) AS r));
SELECT pg_temp.record('roll', r, '2024-01 10, 2024-02 30') FROM unnest(ARRAY['sum', 'last', 'min', 'max', 'query']) AS r;
SELECT pg_temp.record('roll', 'mean', '2024-01 10 1, 2024-02 30 3, 2024-04 10 1, 2024-05 30, 2024-07 10 0, 2024-08 20 0');
SELECT pg_temp.record('roll', 'query', '2024Q1 33, 2024 44');

SELECT results_eq(
    $$SELECT measure, actual, actual_period FROM bsc.measure_result
      WHERE scorecard = 'roll' AND period = '2024Q1' ORDER BY measure$$,
    $$VALUES ('last', 30::float8, '2024-02'), ('max', 30, '2024-02'), ('mean', 25, '2024Q1'), ('min', 10, '2024-01'),
             ('query', 33, '2024Q1'), ('sum', 40, '2024Q1')$$,
    'roll-ups, and the period each value is from (wrong: average of averages 20; a distinct count added up to 40; the last month of the quarter, which is empty)');
SELECT is(pg_temp.node('roll', '2024Q2', 'mean'), '20|-|-|-|0', 'one volume missing: months weigh the same (wrong: 10, or 30)');
SELECT is(pg_temp.node('roll', '2024Q3', 'mean'), '15|-|-|-|0', 'no volume at all: months weigh the same (wrong: division by zero)');
SELECT is(pg_temp.node('roll', '2024H1', 'query'), '-|-|-|-|0', 'query: what was not recorded for P is not made up of parts');
SELECT is(pg_temp.node('roll', '2024', 'query'), '44|-|-|-|0', 'query: what refresh recorded for the year');
SELECT is(pg_temp.node('roll', '2024', 'mean'), '18.333333333|-|-|-|0',
          'the mean over a year is not the mean of its quarters (wrong: 20)');
SELECT is((SELECT count(*) FROM bsc.measure_result WHERE scorecard = 'roll' AND measure = 'query'), 3::bigint,
          'a value recorded for the year makes no rows for its quarters');

SELECT pg_temp.record('roll', m, '2024-10 7, 2024-11 7') FROM unnest(ARRAY['min', 'max', 'last']) AS m;
SELECT pg_temp.plan('roll', 'sum', '2024-10 0..5, 2024-11 0..5');
SELECT results_eq(
    $$SELECT measure, actual, actual_period FROM bsc.measure_result
      WHERE scorecard = 'roll' AND period = '2024Q4' AND measure IN ('min', 'max', 'last', 'sum') ORDER BY measure$$,
    $$VALUES ('last', 7::float8, '2024-11'), ('max', 7, '2024-10'), ('min', 7, '2024-10'), ('sum', NULL, NULL)$$,
    'of equal extremes the first; no months with an actual have no sum, planned or not (wrong: 0)');

-- weeks count where their Thursday falls
SELECT pg_temp.card('weeks', 'month', '[{"code": "w", "frequency": "week"}]');
SELECT pg_temp.record('weeks', 'w', '2024-W01 1, 2024-W05 10, 2024-W09 100, 2025-W01 1000, 2020-W53 5');
SELECT results_eq(
    $$SELECT period, actual FROM bsc.measure_result WHERE scorecard = 'weeks' ORDER BY period_start$$,
    $$VALUES ('2020-12', 5::float8), ('2024-01', 1), ('2024-02', 110), ('2025-01', 1000)$$,
    'a week counts for the month of its Thursday: W05 begins in January, W01 of 2025 in December, W53 ends in January (wrong: by first or last day)');
SELECT is(pg_temp.node('weeks', '2024', 'w'), '111|-|-|-|0', 'and for the year of its Thursday (wrong: 1111)');
SELECT is(pg_temp.node('weeks', '2020', 'w'), '5|-|-|-|0', 'week 53 belongs to the old year');

----------------------------------------------------------------- coverage
SELECT pg_temp.card('cover', 'quarter', '[
    {"code": "m", "frequency": "month", "weight": 3, "plan": [{"period": "2024Q1", "target": "0..100"}, {"period": "2024Q2", "target": "0..100"}]},
    {"code": "y", "frequency": "year", "rollup": "last", "plan": [{"period": "2024", "target": "0..100"}]},
    {"code": "untargeted", "frequency": "quarter", "weight": 0}]');
SELECT pg_temp.record('cover', 'm', '2024-01 40, 2024-02 20, 2024-04 50');
SELECT pg_temp.record('cover', 'y', '2024 50');
SELECT pg_temp.record('cover', 'untargeted', '2024Q1 50');
SELECT is(pg_temp.node('cover', '2024Q1', 'm'), '60|100|0.6|red|0.666666667', 'two months of three are covered (wrong: 1)');
SELECT is(pg_temp.node('cover', '2024Q1', 'y'), '50|100|0.5|red|1', 'a coarser measure is covered in full (wrong: a quarter)');
SELECT is(pg_temp.node('cover', '2024Q1', 'untargeted'), '50|-|-|-|0', 'an actual without a target: no score, not covered (wrong: 1)');
SELECT is(pg_temp.node('cover', '2024Q1', 'o'), '-|-|0.575|red|0.75',
          'above the measures coverage is the weighted mean (wrong: 1, as both have a score; .83 unweighted)');
SELECT is(pg_temp.node('cover', '2024Q2'), '-|-|0.5|amber|1', 'down to the last level; April alone is under way, and ahead of its third of the quarter');

----------------------------------------------------------------- coarser measures, carrying forward
SELECT pg_temp.card('carry', 'month', '[
    {"code": "none", "rollup": "last"}, {"code": "two", "rollup": "last", "carry_forward": 2},
    {"code": "sum", "carry_forward": 1}, {"code": "quarterly", "frequency": "quarter", "carry_forward": 1},
    {"code": "survey", "frequency": "year", "rollup": "last"}]');
SELECT pg_temp.record('carry', m, '2024-01 1, 2024-06 6') FROM unnest(ARRAY['none', 'two', 'sum']) AS m;
SELECT pg_temp.record('carry', 'quarterly', '2023Q4 4');
SELECT pg_temp.record('carry', 'survey', '2024 9, 2025 8');
SELECT results_eq(
    $$SELECT measure, string_agg(to_char(period_start, 'MM') || '=' || actual || ' of ' || actual_period, ', ' ORDER BY period_start)
      FROM bsc.measure_result WHERE scorecard = 'carry' AND actual IS NOT NULL GROUP BY 1 ORDER BY 1$$,
    $$VALUES ('none', '01=1 of 2024-01, 06=6 of 2024-06'),
             ('quarterly', '01=4 of 2023Q4, 02=4 of 2023Q4, 03=4 of 2023Q4'),
             ('sum', '01=1 of 2024-01, 02=1 of 2024-01, 06=6 of 2024-06, 07=6 of 2024-06'),
             ('survey', '01=9 of 2024, 02=9 of 2024, 03=9 of 2024, 06=9 of 2024, 07=9 of 2024, 08=9 of 2024'),
             ('two', '01=1 of 2024-01, 02=1 of 2024-01, 03=1 of 2024-01, 06=6 of 2024-06, 07=6 of 2024-06, 08=6 of 2024-06')$$,
    'carried n periods of the measure''s own grain and no further, and the coarser period that holds this one (wrong: carried for ever; n reporting periods; one period more)');
SELECT is(pg_temp.node('carry', '2024Q3', 'sum'), '6|-|-|-|0', 'June is carried into July of the next quarter');
SELECT is(pg_temp.node('carry', '2024Q1', 'sum'), '2|-|-|-|0', 'January stands in for February too, and not for March');
SELECT is(pg_temp.node('carry', '2024Q2', 'two'), '6|-|-|-|0', 'an own value beats a carried one');
SELECT is(pg_temp.node('carry', '2024-05-17', 'survey'), '9|-|-|-|0', 'any finer period reads the year that holds it');
SELECT is(pg_temp.node('carry', '2025-03', 'survey'), '8|-|-|-|0', 'and not an older one');

-- no actual falls back from an entity to the whole
SELECT pg_temp.card('fall', 'month', '[{"code": "m", "rollup": "mean"}]');
SELECT pg_temp.record('fall', 'm', '2024-01 1');
INSERT INTO bsc.entity (scorecard_id, code) VALUES (bsc.scorecard_id('fall'), 'east');
SELECT is(pg_temp.node('fall', '2024-01', 'm', 'east'), '-|-|-|-|0', 'an actual of the whole is not the entity''s');

----------------------------------------------------------------- targets
SELECT pg_temp.card('goal', 'quarter', (
    SELECT jsonb_agg(jsonb_build_object('code', r, 'frequency', 'month', 'rollup', r))
    FROM unnest(ARRAY['sum', 'mean', 'last', 'min', 'max', 'query']) AS r));
SELECT pg_temp.record('goal', r, '2024-01 10, 2024-02 30') FROM unnest(ARRAY['sum', 'mean', 'last', 'min', 'max', 'query']) AS r;
SELECT pg_temp.record('goal', 'query', '2024Q1 33');
SELECT pg_temp.plan('goal', r, '2024-01 0..10, 2024-02 0..30, 2024-03 0..500, 2024 0..9999')
FROM unnest(ARRAY['sum', 'mean', 'last', 'min', 'max', 'query']) AS r;
SELECT results_eq(
    $$SELECT measure, goal, round(score::numeric, 12)::float8 FROM bsc.measure_result
      WHERE scorecard = 'goal' AND period = '2024Q1' ORDER BY measure$$,
    $$VALUES ('last', 30::float8, 1::float8), ('max', 30, 1), ('mean', 20, 1), ('min', 30, round(1/3.0, 12)::float8), ('query', NULL, NULL), ('sum', 40, 1)$$,
    'a quarter under way is held against its months so far, rolled up as the values are (wrong: March counts: 540, 180, 500)');

SELECT pg_temp.plan('goal', 'sum', '2024Q1 0..80');
SELECT is(pg_temp.node('goal', '2024Q1', 'sum'), '40|80|0.5|green|1', 'a target for P itself comes before its months'', by which it is on pace');
DELETE FROM bsc.plan WHERE measure_id = bsc.measure_id('goal', 'sum') AND period::text IN ('2024Q1', '2024-01');
SELECT is(pg_temp.node('goal', '2024Q1', 'sum'), '40|2499.75|0.0160016|red|1', 'one month''s target missing: a quarter of the year''s (wrong: 30, 40 out of which is splendid)');
SELECT pg_temp.plan('goal', 'sum', '2024-01 0:0 10:1 20:1.5');
SELECT is(pg_temp.node('goal', '2024Q1', 'sum'), '40|-|-|-|0', 'unlike scores have no sum, and are no error');
UPDATE bsc.plan SET target = '10..0' WHERE measure_id = bsc.measure_id('goal', 'mean') AND period::text = '2024-01';
SELECT is(pg_temp.node('goal', '2024Q1', 'mean'), '20|-|-|-|0', 'nor have curves of opposite directions (wrong: knots added regardless)');
SELECT is(pg_temp.node('goal', '2024Q1', 'o'), '-|-|0.777777778|amber|0.5', 'the other measures are not affected');
SELECT is(pg_temp.node('goal', '2024Q1', 'query'), '33|-|-|-|0', 'a count is not held against a month''s target (wrong: 30)');
UPDATE bsc.measure SET kind = 'rate' WHERE id = bsc.measure_id('goal', 'query');
SELECT is(pg_temp.node('goal', '2024Q1', 'query'), '33|30|1|green|1', 'what a query found for the whole quarter covers it (wrong: 0.67, the share of its months)');

-- targets given more finely and more coarsely than needed
SELECT pg_temp.card('grains', 'half', '[{"code": "m", "frequency": "month"}]');
SELECT pg_temp.record('grains', 'm', '2024-01 10, 2024-02 10, 2024-03 10, 2024-04 10');
SELECT pg_temp.plan('grains', 'm', '2024Q1 0..30, 2024Q2 0..90');
SELECT is(pg_temp.node('grains', '2024H1', 'm'), '40|120|0.333333333|red|1',
          'without targets for months, those of their quarters');
SELECT pg_temp.plan('grains', 'm', '2024-01 0..10, 2024-02 0..10, 2024-03 0..10, 2024-04 0..30');
SELECT is(pg_temp.node('grains', '2024H1', 'm'), '40|60|0.666666667|red|1',
          'with them, the months so far (wrong: all of the second quarter)');

-- the entity's own, the whole's
SELECT pg_temp.card('own', 'quarter', '[{"code": "mean", "frequency": "month", "rollup": "mean"},
    {"code": "sum", "frequency": "month"}, {"code": "q", "rollup": "last"}]');
SELECT pg_temp.record('own', m, '2024-01 10, 2024-02 10', e) FROM unnest(ARRAY['mean', 'sum']) AS m, unnest(ARRAY['', 'east', 'west']) AS e;
SELECT pg_temp.record('own', 'q', '2024Q1 10', e) FROM unnest(ARRAY['east', 'west']) AS e;
SELECT pg_temp.plan('own', m, '2024-01 0..20, 2024-02 0..20') FROM unnest(ARRAY['mean', 'sum']) AS m;
SELECT pg_temp.plan('own', 'q', '2024Q1 0..20');
SELECT pg_temp.plan('own', 'q', '2024Q1 0..50', 'east');
SELECT pg_temp.plan('own', 'mean', '2024-02 0..40', 'east');
SELECT is(pg_temp.node('own', '2024Q1', 'q', 'east'), '10|50|0.2|red|1', 'the entity''s own target comes first');
SELECT is(pg_temp.node('own', '2024Q1', 'q', 'west'), '10|20|0.5|red|1', 'the one for all serves who has none');
SELECT is(pg_temp.node('own', '2024Q1', 'mean', 'east'), '10|30|0.333333333|red|1', 'month by month, too');
SELECT is(pg_temp.node('own', '2024Q1', 'sum', 'east'), '20|-|-|-|0', 'but a sum of the whole is no entity''s target (wrong: 40)');
SELECT is(pg_temp.node('own', '2024Q1', 'sum'), '20|40|0.5|red|1', 'it is that of the whole');
SELECT pg_temp.plan('own', 'mean', '2024Q1 0..100');
SELECT is(pg_temp.node('own', '2024Q1', 'mean', 'west'), '10|100|0.1|red|1', 'the whole''s for P comes before its months''');
SELECT pg_temp.plan('own', 'mean', '2024-01 0..40', 'east');
SELECT is(pg_temp.node('own', '2024Q1', 'mean', 'east'), '10|40|0.25|red|1',
          'the entity''s own months come before the whole''s quarter (wrong: 100)');

-- a coarser measure is judged by its own period's target
SELECT pg_temp.card('coarse', 'month', '[{"code": "m"}, {"code": "y", "frequency": "year", "rollup": "last",
    "plan": [{"period": "2024", "target": "0..100"}]}]');
SELECT pg_temp.record('coarse', 'm', '2024-05 1');
SELECT pg_temp.record('coarse', 'y', '2024 75');
SELECT is(pg_temp.node('coarse', '2024-05', 'y'), '75|100|0.75|amber|1', 'a coarser measure is judged by its own period''s target');

----------------------------------------------------------------- missing and combine
-- d is worth .5 and e nothing; n has no data, z weighs nothing and is the worst of all
SELECT pg_temp.card(concat_ws('-', combine, missing), 'month', '[
    {"code": "d", "weight": 2, "plan": [{"period": "2024-01", "target": "0..10"}]},
    {"code": "e", "weight": 1, "plan": [{"period": "2024-01", "target": "0..10"}]},
    {"code": "n", "weight": 1, "plan": [{"period": "2024-01", "target": "0..10"}]},
    {"code": "z", "weight": 0, "plan": [{"period": "2024-01", "target": "0..10"}]}]',
    jsonb_build_object('combine', combine, 'missing', missing))
FROM unnest(ARRAY['mean', 'worst', 'best']) AS combine, unnest(ARRAY['skip', 'zero', 'strict']) AS missing;
SELECT pg_temp.record(c || '-' || m, 'd', '2024-01 5'), pg_temp.record(c || '-' || m, 'e', '2024-01 8'), pg_temp.record(c || '-' || m, 'z', '2024-01 0')
FROM unnest(ARRAY['mean', 'worst', 'best']) AS c, unnest(ARRAY['skip', 'zero', 'strict']) AS m;
SELECT results_eq(
    $$SELECT scorecard, round(score::numeric, 12), round(coverage::numeric, 12) FROM bsc.objective_result
      WHERE scorecard ~ '^(mean|worst|best)-' ORDER BY 1$$,
    $$VALUES ('best-skip', .8, .75), ('best-strict', NULL, .75), ('best-zero', .8, .75),
             ('mean-skip', .6, .75), ('mean-strict', NULL, .75), ('mean-zero', .45, .75),
             ('worst-skip', .5, .75), ('worst-strict', NULL, .75), ('worst-zero', 0, .75)$$,
    'combine and missing (wrong: worst takes the weightless 0; zero leaves out the missing under worst; coverage of the deciding child)');
DELETE FROM bsc.actual WHERE measure_id = bsc.measure_id('mean-strict', 'z');
SELECT pg_temp.record('mean-strict', 'n', '2024-01 10');
SELECT is(pg_temp.score('mean-strict', '2024-01'), 0.7::float8, 'strict does not mind a weightless child without data');

-- nothing at all
SELECT pg_temp.card('void-' || missing, 'month', '[{"code": "m"}, {"code": "z", "weight": 0, "plan": [{"period": "2024-01", "target": "0..10"}]}]',
    jsonb_build_object('missing', missing))
FROM unnest(ARRAY['skip', 'zero', 'strict']) AS missing;
SELECT pg_temp.record('void-' || missing, 'm', '2024-01 5'), pg_temp.record('void-' || missing, 'z', '2024-01 5')
FROM unnest(ARRAY['skip', 'zero', 'strict']) AS missing;
SELECT results_eq(
    $$SELECT scorecard, score, status, coverage, measures, red + amber + green FROM bsc.scorecard_result WHERE scorecard ~ '^void-' ORDER BY 1$$,
    $$VALUES ('void-skip', NULL::float8, NULL, 0::float8, 2::bigint, 1::bigint), ('void-strict', NULL, NULL, 0, 2, 1), ('void-zero', NULL, NULL, 0, 2, 1)$$,
    'no descendant with a score and a weight: no score under any rule (wrong: 0 under zero, NaN)');

-- a mean of scores above 1 is not cut off, and a perspective is the mean of its objectives
SELECT bsc.define('{"code": "tree", "frequency": "month", "perspectives": [
    {"code": "B", "position": 1, "weight": 3, "objectives": [
        {"code": "x", "position": 2, "measures": [{"code": "x1", "plan": [{"period": "2024-01", "target": "0:0 10:1 20:2"}]}]},
        {"code": "y", "position": 1, "measures": [{"code": "y2", "position": 2, "plan": [{"period": "2024-01", "target": "0..10"}]},
                                  {"code": "y1", "position": 3, "plan": [{"period": "2024-01", "target": "0..10"}]},
                                  {"code": "y3", "position": 1, "plan": [{"period": "2024-01", "target": "0..10"}]}]}]},
    {"code": "A", "name": "First", "position": 1, "objectives": [{"code": "x", "name": "Without measures"}]},
    {"code": "C", "position": 0}]}');
SELECT pg_temp.record('tree', 'x1', '2024-01 20'), pg_temp.record('tree', 'y1', '2024-01 2'), pg_temp.record('tree', 'y2', '2024-01 4'),
       pg_temp.record('tree', 'y3', '2024-01 6');
SELECT results_eq(
    $$SELECT level, path, code, name, round(score::numeric, 9)::float8, status, weight, round(coverage::numeric, 9)::float8 FROM bsc.evaluate('tree', '2024-01')$$,
    $$VALUES (0, 'tree', 'tree', 'tree', 1.2::float8, 'green', 1::float8, 0.6::float8),
             (1, 'tree/C', 'C', 'C', NULL, NULL, 1, 0),
             (1, 'tree/A', 'A', 'First', NULL, NULL, 1, 0),
             (2, 'tree/A/x', 'x', 'Without measures', NULL, NULL, 1, 0),
             (1, 'tree/B', 'B', 'B', 1.2, 'green', 3, 1),
             (2, 'tree/B/y', 'y', 'y', 0.4, 'red', 1, 1),
             (3, 'tree/B/y/y3', 'y3', 'y3', 0.6, 'red', 1, 1),
             (3, 'tree/B/y/y2', 'y2', 'y2', 0.4, 'red', 1, 1),
             (3, 'tree/B/y/y1', 'y1', 'y1', 0.2, 'red', 1, 1),
             (2, 'tree/B/x', 'x', 'x', 2, 'green', 1, 1),
             (3, 'tree/B/x/x1', 'x1', 'x1', 2, 'green', 1, 1)$$,
    'the tree depth first by position, then code; empty perspectives and objectives are there; each level is the mean of the one below (wrong: .8, the mean of all measures; 1, cut off)');
SELECT results_eq(
    $$SELECT perspective, objective, score IS NULL, measures, red, amber, green FROM bsc.objective_result WHERE scorecard = 'tree' ORDER BY 1, 2$$,
    $$VALUES ('A', 'x', true, 0::bigint, 0::bigint, 0::bigint, 0::bigint), ('B', 'x', false, 1, 0, 0, 1), ('B', 'y', false, 3, 3, 0, 0)$$,
    'an objective without measures has its row, and two perspectives may share a code');
SELECT results_eq(
    $$SELECT perspective, measures, red, amber, green FROM bsc.perspective_result WHERE scorecard = 'tree' ORDER BY 1$$,
    $$VALUES ('A', 0::bigint, 0::bigint, 0::bigint, 0::bigint), ('B', 4, 3, 0, 1), ('C', 0, 0, 0, 0)$$,
    'so has a perspective without objectives, and measures are counted through');
UPDATE bsc.scorecard SET missing = 'strict' WHERE code = 'tree';
SELECT is((SELECT score FROM bsc.scorecard_result WHERE scorecard = 'tree'), NULL::float8, 'strict: an empty perspective leaves the whole open');
UPDATE bsc.scorecard SET missing = 'zero' WHERE code = 'tree';
SELECT is((SELECT round(score::numeric, 12) FROM bsc.scorecard_result WHERE scorecard = 'tree'), 0.72, 'zero: it counts as 0');

SELECT bsc.define('{"code": "bare"}');
SELECT results_eq($$SELECT level, path, score, coverage FROM bsc.evaluate('bare', '2024')$$, $$VALUES (0, 'bare', NULL::float8, 0::float8)$$,
    'an empty scorecard is one node without a score');
SELECT is_empty($$SELECT * FROM bsc.scorecard_result WHERE scorecard = 'bare'$$, 'and has no rows');
SELECT is_empty($$SELECT * FROM bsc.explain('bare', '2024')$$, 'nor anything to explain');

----------------------------------------------------------------- status
SELECT pg_temp.card('light', 'month', (
    SELECT jsonb_agg(jsonb_build_object('code', 'm' || v, 'plan', '[{"period": "2024-01", "target": "0..100"}]'::jsonb))
    FROM unnest(ARRAY[24, 25, 74, 75]) AS v), '{"amber": 0.25, "green": 0.75}');
SELECT pg_temp.record('light', 'm' || v, '2024-01 ' || v) FROM unnest(ARRAY[24, 25, 74, 75]) AS v;
SELECT results_eq(
    $$SELECT measure, status FROM bsc.measure_result WHERE scorecard = 'light' ORDER BY 1$$,
    $$VALUES ('m24', 'red'), ('m25', 'amber'), ('m74', 'amber'), ('m75', 'green')$$,
    'a score on a threshold has the better status, by the scorecard''s own thresholds (wrong: > for >=, .7 and .9)');
SELECT results_eq($$SELECT red, amber, green FROM bsc.scorecard_result WHERE scorecard = 'light'$$,
    $$VALUES (1::bigint, 2::bigint, 1::bigint)$$, 'statuses are counted');

----------------------------------------------------------------- company years
SELECT pg_temp.card('april', 'year', '[{"code": "m", "frequency": "month"}, {"code": "h", "frequency": "half", "rollup": "last"}]', '{"first_month": 4}');
SELECT pg_temp.record('april', 'm', '2024-03 1, 2024-04 10, 2025-03 100, 2025-04 1000');
SELECT pg_temp.record('april', 'h', '2024-10/P6M 7');
SELECT results_eq(
    $$SELECT period, period_start, period_end, actual FROM bsc.measure_result WHERE scorecard = 'april' AND measure = 'm' ORDER BY 2$$,
    $$VALUES ('2023-04/P1Y', '2023-04-01'::date, '2024-03-31'::date, 1::float8), ('2024-04/P1Y', '2024-04-01', '2025-03-31', 110),
             ('2025-04/P1Y', '2025-04-01', '2026-03-31', 1000)$$,
    'the company year starts in April (wrong: calendar years)');
SELECT is(pg_temp.node('april', '2024Q2', 'm'), '10|-|-|-|0', 'a calendar quarter that is one of the company''s is taken');
SELECT is(pg_temp.node('april', '2025-01', 'h'), '7|-|-|-|0', 'a month lies in its company half-year');
SELECT throws_ok($$SELECT * FROM bsc.evaluate('april', '2024')$$, '22023', 'period 2024 is not one of scorecard "april"', 'a calendar year is refused');
SELECT throws_ok($$SELECT * FROM bsc.evaluate('april', '2024H1')$$, '22023', NULL, 'so is a calendar half');
SELECT throws_ok($$SELECT * FROM bsc.explain('april', '2024-04/P1Y', '', '2023')$$, '22023', NULL, 'also to compare against');
SELECT throws_ok($$SELECT bsc.record('april', 'h', '2024H1', 5)$$, '22023', NULL, 'and to record');
SELECT throws_ok($$INSERT INTO bsc.plan (measure_id, period, target) VALUES (bsc.measure_id('april', 'm'), '2024', '0..5')$$, '22023', NULL, 'and to plan');
SELECT is(pg_temp.node('april', '2024-06', 'm', '', 'ytd'), '10|-|-|-|0', 'the year to date starts in April (wrong: in January, 11)');

----------------------------------------------------------------- evaluate
SELECT pg_temp.card('ask', 'quarter', '[{"code": "m", "frequency": "month"}, {"code": "c", "frequency": "month", "rollup": "query"},
    {"code": "q"}, {"code": "w", "frequency": "week"}]');
SELECT pg_temp.record('ask', 'm', '2024-01 1, 2024-02 2, 2024-03 3, 2024-04 4, 2024-07 7, 2023-12 100');
SELECT pg_temp.record('ask', 'm', '2024-11 11', 'east');
SELECT pg_temp.record('ask', 'c', '2024-01 5, 2024-02 6, 2024Q1 9, 2024 50');
SELECT pg_temp.record('ask', 'q', '2024Q1 10, 2024Q2 20, 2024Q3 40');
SELECT pg_temp.record('ask', 'w', '2025-W01 3');
SELECT pg_temp.plan('ask', 'm', '2024-01 0..10, 2024-02 0..10, 2024-03 0..10, 2024-04 0..10');
SELECT pg_temp.plan('ask', 'w', '2025-W01 0..4');
SELECT bsc.define('{"code": "young", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m"}]}]}]}');
SELECT is((SELECT count(*) FROM bsc.evaluate('young') WHERE level = 3), 1::bigint, 'nothing recorded yet and no period: the one under way');
SELECT is((SELECT count(*) FROM bsc.explain('young')), 1::bigint, 'explain takes it, too');
SELECT is((SELECT count(*) FROM bsc.gap('young')), 1::bigint, 'so does gap');
SELECT is((SELECT count(*) FROM bsc.review('young') WHERE subject = 'm'), 1::bigint, 'and review, which misses an actual and a target');
SELECT is((SELECT count(*) FROM bsc.strategy_map_node WHERE scorecard = 'young'), 1::bigint, 'and the map');
SELECT is(pg_temp.node('ask', NULL, 'w'), '3|4|0.75|amber|1', 'no period: the latest reporting period with an actual, 2025Q1');
SELECT is(pg_temp.node('ask', NULL, 'm', 'east'), '11|-|-|-|0', 'that of the entity (wrong: the latest of anybody)');
SELECT is(pg_temp.node('ask', '2024-04', 'm', '', 'ytd'), '10|40|0.25|red|1', 'year to date: January to April, and their targets (wrong: with last December; the whole year''s)');
SELECT is(pg_temp.node('ask', '2024-03', 'c', '', 'ytd'), '9|-|-|-|0', 'March to date of a distinct count is the first quarter''s (wrong: 11, or March''s)');
SELECT is(pg_temp.node('ask', '2024-01', 'c', '', 'ytd'), '5|-|-|-|0', 'but where it is the period itself');
SELECT is(pg_temp.node('ask', '2024', 'c', '', 'ytd'), '50|-|-|-|0', 'as the year is');
SELECT is(pg_temp.node('ask', '2024-08', 'q', '', 'ytd'), '70|-|-|-|0', 'a coarser measure goes back to the year''s first day too (wrong: its last quarter, 40)');
SELECT is(pg_temp.node('ask', '2025-W01', 'w', '', 'ytd'), '3|4|0.75|amber|1', 'a year to date of one week that starts in the old year (wrong: no target)');
SELECT is(pg_temp.node('ask', '2023-01-01', 'w', '', 'ytd'), '-|-|-|-|0', 'a New Year''s Day in a week of the old year has a year to date (wrong: an error)');
SELECT is((SELECT count(*) FROM bsc.evaluate('ask', '2024Q1'::bsc.period)), 7::bigint, 'a period may be given as one');
SELECT throws_ok($$SELECT * FROM bsc.evaluate('ask', '2024', '', 'qtd')$$, '22023', 'unknown basis: "qtd"', 'an unknown basis is an error');
SELECT throws_ok($$SELECT * FROM bsc.evaluate('nope')$$, '22023', 'scorecard "nope" does not exist', 'so is an unknown scorecard');
SELECT throws_ok($$SELECT * FROM bsc.evaluate('ask', 'soon')$$, '22007', NULL, 'and what is no period');
SELECT is((SELECT sum(actual) FROM bsc.evaluate('ask', '0001') WHERE actual IS NOT NULL), NULL::float8, 'the first year of the calendar is no error');
SELECT is((SELECT sum(actual) FROM bsc.evaluate('ask', '9999') WHERE actual IS NOT NULL), NULL::float8, 'nor is the last');

----------------------------------------------------------------- previous and year ago
SELECT pg_temp.card('ago', 'quarter', '[{"code": "m", "frequency": "month"}, {"code": "y", "frequency": "year", "rollup": "last"}]');
SELECT pg_temp.record('ago', 'm', '2022-12 5, 2023-01 7, 2023-10 20, 2024-01 9');
SELECT pg_temp.record('ago', 'y', '2022 1, 2023 2');
SELECT results_eq(
    $$SELECT period, measure, actual, previous, change, year_ago, year_change FROM bsc.measure_result
      WHERE scorecard = 'ago' ORDER BY period_start, measure$$,
    $$VALUES ('2022Q4', 'm', 5::float8, NULL::float8, NULL::float8, NULL::float8, NULL::float8), ('2022Q4', 'y', 1, 1, 0, NULL, NULL),
             ('2023Q1', 'm', 7, 5, 2, NULL, NULL), ('2023Q1', 'y', 2, 1, 1, 1, 1),
             ('2023Q4', 'm', 20, NULL, NULL, 5, 15), ('2023Q4', 'y', 2, 2, 0, 1, 1),
             ('2024Q1', 'm', 9, 20, NULL, 7, NULL), ('2024Q1', 'y', NULL, 2, NULL, 2, NULL)$$,
    'the quarter before and the same quarter a year ago, over the year''s end; no change of a quarter of which January is known (wrong: the row before, 2023Q1 for 2023Q4; -11)');
SELECT pg_temp.card('ago-week', 'week', '[{"code": "w"}]');
SELECT pg_temp.record('ago-week', 'w', '2019-W52 1, 2020-W01 9, 2020-W52 2, 2020-W53 3, 2021-W01 4, 2021-W52 5');
SELECT results_eq(
    $$SELECT period, previous, year_ago FROM bsc.measure_result WHERE scorecard = 'ago-week' ORDER BY period_start$$,
    $$VALUES ('2019-W52', NULL::float8, NULL::float8), ('2020-W01', 1, NULL), ('2020-W52', NULL, 1), ('2020-W53', 2, NULL), ('2021-W01', 3, 9), ('2021-W52', NULL, 2)$$,
    'week 53 has no year ago, and is the one before week 1 (wrong: 52 weeks back; 9, that of week 1)');
SELECT pg_temp.card('ago-day', 'day', '[{"code": "d"}]');
SELECT pg_temp.record('ago-day', 'd', '2023-02-28 1, 2023-03-01 2, 2024-02-29 3, 2024-03-01 4');
SELECT results_eq(
    $$SELECT period, previous, year_ago FROM bsc.measure_result WHERE scorecard = 'ago-day' AND period_start > '2024-01-01' ORDER BY period_start$$,
    $$VALUES ('2024-02-29', NULL::float8, NULL::float8), ('2024-03-01', 3, 2)$$, '29 February has no year ago (wrong: 365 days back)');

----------------------------------------------------------------- explain
SELECT results_eq(
    $$SELECT measure, round(score::numeric, 9)::float8, round(weight_in_total::numeric, 9)::float8, round(contribution::numeric, 9)::float8 FROM bsc.explain('skip', '2024-01')$$,
    $$VALUES ('a', .8::float8, .625::float8, .5::float8), ('b', .6, .375, .225), ('c', NULL, 0, 0)$$,
    'skip: the others share the weight of what is missing');
SELECT results_eq(
    $$SELECT measure, round(weight_in_total::numeric, 9)::float8, round(contribution::numeric, 9)::float8 FROM bsc.explain('zero', '2024-01')$$,
    $$VALUES ('a', .5::float8, .4::float8), ('b', .3, .18), ('c', .2, 0)$$, 'zero: it keeps its weight');
SELECT results_eq($$SELECT measure, weight_in_total, contribution, change FROM bsc.explain('strict', '2024-01')$$,
    $$VALUES ('a', NULL::float8, NULL::float8, NULL::float8), ('b', NULL, NULL, NULL), ('c', NULL, NULL, NULL)$$, 'strict: nothing to share out (wrong: 0)');
SELECT pg_temp.card('tie-' || combine, 'month', '[
    {"code": "b", "position": 2}, {"code": "c", "position": 1}, {"code": "a", "position": 1}, {"code": "z", "weight": 0, "position": 0}, {"code": "n", "position": 0}]',
    jsonb_build_object('combine', combine)) FROM unnest(ARRAY['worst', 'best']) AS combine;
SELECT pg_temp.plan('tie-' || c, m, '2024-01 0..10, 2024-02 0..10') FROM unnest(ARRAY['worst', 'best']) AS c, unnest(ARRAY['a', 'b', 'c', 'z', 'n']) AS m;
SELECT pg_temp.record('tie-' || c, m, '2024-01 5') FROM unnest(ARRAY['worst', 'best']) AS c, unnest(ARRAY['a', 'b', 'c', 'z']) AS m;
SELECT pg_temp.record('tie-' || c, m, '2024-02 9') FROM unnest(ARRAY['worst', 'best']) AS c, unnest(ARRAY['a', 'c', 'z']) AS m;
SELECT pg_temp.record('tie-' || c, 'b', '2024-02 7') FROM unnest(ARRAY['worst', 'best']) AS c;
SELECT results_eq(
    format($$SELECT measure, weight_in_total, contribution FROM bsc.explain('tie-%s', '2024-01')$$, c),
    $$VALUES ('n', 0::float8, 0::float8), ('z', 0, 0), ('a', 1, .5), ('c', 0, 0), ('b', 0, 0)$$,
    c || ': ties go to the first by position, then code, of those with a score and a weight (wrong: shared, or by id)')
FROM unnest(ARRAY['worst', 'best']) AS c;
SELECT results_eq(
    $$SELECT measure, contribution, contribution_before, round(change::numeric, 12)::float8 FROM bsc.explain('tie-worst', '2024-02', '', '2024-01') WHERE contribution + contribution_before <> 0$$,
    $$VALUES ('a', 0::float8, .5::float8, -.5::float8), ('b', .7, 0, .7)$$, 'the decider changes hands, and the changes add up');
SELECT is((SELECT count(change) FROM bsc.explain('skip', '2024-01')), 0::bigint,
          'against a month without a result no change is made up (wrong: all of it)');
SELECT is((SELECT array_agg(contribution_before ORDER BY measure) FROM bsc.explain('tie-best', '2024-02')),
          (SELECT array_agg(contribution ORDER BY measure) FROM bsc.explain('tie-best', '2024-01')), 'against nothing in particular: the period before');

----------------------------------------------------------------- the views' columns
CREATE TEMP VIEW view_column AS
SELECT table_name::text, string_agg(column_name || ' ' || data_type, ', ' ORDER BY ordinal_position) AS columns
FROM information_schema.columns WHERE table_schema = 'bsc' GROUP BY table_name;
SELECT is(columns,
    'scorecard text, entity text, period text, period_start date, period_end date, perspective text, objective text, '
    'measure text, name text, unit text, actual double precision, actual_period text, baseline double precision, '
    'goal double precision, score double precision, status text, weight double precision, coverage double precision, '
    'previous double precision, change double precision, year_ago double precision, year_change double precision, '
    'goal_period text, pace double precision, provisional boolean, observed timestamp with time zone, note text, '
    'owner text, description text', 'measure_result') FROM view_column WHERE table_name = 'measure_result';
SELECT is(columns,
    'scorecard text, entity text, period text, period_start date, period_end date, ' || levels || 'name text, '
    'score double precision, status text, weight double precision, coverage double precision, '
    'measures bigint, red bigint, amber bigint, green bigint, pace double precision, provisional boolean' || more, table_name)
FROM (VALUES ('objective_result', 'perspective text, objective text, ', ', owner text, description text'), ('perspective_result', 'perspective text, ', ''),
    ('scorecard_result', '', '')) AS v (table_name, levels, more)
JOIN view_column USING (table_name);
SELECT is(pg_get_function_result('bsc.evaluate(text, text, text, text, timestamptz)'::regprocedure),
    'TABLE(level integer, path text, code text, name text, actual double precision, goal double precision, score double precision, status text, weight double precision, coverage double precision, pace double precision, provisional boolean, goal_period text)', 'evaluate');
SELECT is(pg_get_function_result('bsc.explain(text, text, text, text, text, timestamptz)'::regprocedure),
    'TABLE(measure text, score double precision, weight_in_total double precision, contribution double precision, contribution_before double precision, change double precision, moved_by_driver text, moved_by_entity text)', 'explain');

-- the groups of an evaluation share the tree that was read last: another one
-- must not take it from under them
SELECT pg_temp.card('tree-1', 'month', '[{"code": "a"}]'), pg_temp.card('tree-2', 'month', '[{"code": "a"}, {"code": "b"}]');
SET LOCAL enable_sort = off;
PREPARE two_trees AS
    SELECT t.entity, bsc._entity_nodes(t.tree, NULL, t.entity, NULL::integer, NULL::bsc.period, NULL, NULL, NULL)
    FROM (SELECT s.code AS entity, bsc._tree(bsc._outline(s.id, false), '2004-01', 'period', false) AS tree
          FROM bsc.scorecard AS s WHERE s.code IN ('tree-1', 'tree-2')) AS t
    GROUP BY t.entity;
SELECT throws_ok('two_trees', '22023', 'the groups of an evaluation must have the same tree', 'a second tree among the groups of one evaluation');
RESET enable_sort;

SELECT * FROM finish();
ROLLBACK;
