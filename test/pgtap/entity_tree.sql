-- Inner entities: values, targets and coverage from those below, scope, contributors.
-- Every figure was counted by hand.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc;
SELECT no_plan();

-- all that happens is long over
CREATE FUNCTION pg_temp.card(code text, measures jsonb, more jsonb DEFAULT '{}') RETURNS void LANGUAGE sql AS $$
SELECT bsc.define(jsonb_build_object('code', code, 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p',
    'objectives', jsonb_build_array(jsonb_build_object('code', 'o', 'measures', measures))))) || more)
$$;
CREATE FUNCTION pg_temp.entities(card text, list text) RETURNS void LANGUAGE sql AS $$
INSERT INTO bsc.entity (scorecard_id, code, parent, starts, ends)
SELECT bsc.scorecard_id(card), split_part(e, ' ', 1), split_part(e, ' ', 2),
    nullif(split_part(e, ' ', 3), '')::date, nullif(split_part(e, ' ', 4), '')::date
FROM unnest(string_to_array(list, ', ')) AS e
$$;
-- "entity period value volume, …"
CREATE FUNCTION pg_temp.record(card text, measure text, list text) RETURNS void LANGUAGE sql AS $$
INSERT INTO bsc.actual (measure_id, entity, period, value, volume)
SELECT bsc.measure_id(card, measure), CASE split_part(e, ' ', 1) WHEN '*' THEN '' ELSE split_part(e, ' ', 1) END,
    split_part(e, ' ', 2)::bsc.period, split_part(e, ' ', 3)::float8, nullif(split_part(e, ' ', 4), '')::float8
FROM unnest(string_to_array(list, ', ')) AS e
$$;
CREATE FUNCTION pg_temp.plan(card text, measure text, list text) RETURNS void LANGUAGE sql AS $$
INSERT INTO bsc.plan (measure_id, entity, period, target)
SELECT bsc.measure_id(card, measure), CASE split_part(e, ' ', 1) WHEN '*' THEN '' ELSE split_part(e, ' ', 1) END,
    split_part(e, ' ', 2)::bsc.period, replace(nullif(split_part(e, ' ', 3), '-'), '_', ' ')::bsc.target
FROM unnest(string_to_array(list, ', ')) AS e
$$;
-- entity:actual of everyone that the view lists
CREATE FUNCTION pg_temp.actuals(card text, measure text, period text) RETURNS text LANGUAGE sql AS $$
SELECT string_agg(format('%s:%s', CASE entity WHEN '' THEN '*' ELSE entity END, trim_scale(round(actual::numeric, 3))), ' ' ORDER BY entity COLLATE "C")
FROM bsc.measure_result AS r
WHERE r.scorecard = card AND r.measure = actuals.measure AND r.period = actuals.period AND actual IS NOT NULL
$$;
-- the same of one, by name: actual goal coverage score
CREATE FUNCTION pg_temp.one(card text, measure text, period text, entity text, basis text DEFAULT 'period') RETURNS text LANGUAGE sql AS $$
SELECT concat_ws(' ', coalesce(round(actual::numeric, 3)::text, '-'), coalesce(round(goal::numeric, 3)::text, '-'),
    round(coverage::numeric, 3), coalesce(round(score::numeric, 3)::text, '-'))
FROM bsc.evaluate(card, one.period, one.entity, one.basis) AS e WHERE level = 3 AND e.code = measure
$$;

SELECT pg_temp.card('t', '[
    {"code": "sales"}, {"code": "stock", "rollup": "last", "kind": "amount", "carry_forward": 2},
    {"code": "staff", "rollup": "mean", "kind": "amount"}, {"code": "peak", "rollup": "max", "kind": "amount"},
    {"code": "days", "rollup": "mean"}, {"code": "mood", "rollup": "last", "carry_forward": 1}, {"code": "best", "rollup": "max"}, {"code": "worst", "rollup": "min"},
    {"code": "clients", "rollup": "query"}]');
SELECT pg_temp.entities('t', 'north , south , d1 north, d2 north  2024-02-15, d3 south, d4 south 2024-02-01');

-- amounts
SELECT pg_temp.record('t', 'sales', 'd1 2024-01 10, d2 2024-01 20, d3 2024-01 40, d4 2024-01 1000, stranger 2024-01 500');
SELECT is(pg_temp.actuals('t', 'sales', '2024-01'), '*:70 d1:10 d2:20 d3:40 d4:1000 north:30 south:40 stranger:500',
    'a sum over two levels; one who is not in service yet is shown, and adds nothing; nor does one outside the catalogue');
SELECT pg_temp.record('t', 'sales', 'd1 2024-02 1, d2 2024-02 2, d3 2024-02 4, d4 2024-02 8, south 2024-02 7');
SELECT is(pg_temp.actuals('t', 'sales', '2024-02'), '*:10 d1:1 d2:2 d3:4 d4:8 north:3 south:7',
    'a row of the region''s own wins, also for what is above; a day of service is enough');
SELECT pg_temp.record('t', 'sales', 'd1 2024-03 5, d2 2024-03 100, * 2024-03 6');
SELECT is(pg_temp.actuals('t', 'sales', '2024-03'), '*:6 d1:5 d2:100 north:5', 'the whole''s own row wins; whoever has left adds nothing');
SELECT is(pg_temp.one('t', 'sales', '2024Q1', ''), '86.000 - 0.000 -', 'a quarter: the months, computed and own, 70 + 10 + 6');
SELECT is(pg_temp.one('t', 'sales', '2024Q1', 'south'), '47.000 - 0.000 -', 'the region''s, 40 + 7 and nothing');
SELECT is(pg_temp.one('t', 'sales', '2024-02', '', 'ytd'), '80.000 - 0.000 -', 'year to date');
SELECT is(pg_temp.one('t', 'sales', '2024-02', '', 'rolling'), '80.000 - 0.000 -', 'rolling');
SELECT is((SELECT (previous, change) FROM bsc.measure_result WHERE scorecard = 't' AND entity = 'north' AND measure = 'sales' AND period = '2024-02'),
    (30::float8, -27::float8), 'what it was before is computed, too');
SELECT is((SELECT count(*) FROM bsc.measure_result WHERE scorecard = 't' AND entity = '' AND measure = 'sales'),
    (SELECT count(DISTINCT period) FROM bsc.measure_result WHERE scorecard = 't' AND entity = '' AND measure = 'sales'), 'views list each entity once');

-- carried forward
SELECT pg_temp.record('t', 'stock', 'd1 2024-01 3, d2 2024-02 5, north 2023-12 77');
SELECT is(pg_temp.actuals('t', 'stock', '2024-01'), '*:3 d1:3 north:3', 'what is computed comes before what would be carried');
SELECT is(pg_temp.actuals('t', 'stock', '2024-02'), '*:8 d1:3 d2:5 north:8', 'children''s carried values count');
SELECT is(pg_temp.actuals('t', 'stock', '2024-03'), '*:3 d1:3 d2:5 north:3', 'but not of those who have left');
SELECT is(pg_temp.actuals('t', 'stock', '2024-04'), 'd2:5', 'a computed value is not carried itself');
SELECT is((SELECT actual_period FROM bsc.measure_result WHERE scorecard = 't' AND entity = 'north' AND measure = 'stock' AND period = '2024-03'), '2024-03',
    'a computed value is of its period');
SELECT is(pg_temp.one('t', 'stock', '2024Q1', 'north'), '3.000 - 0.000 -', 'last of the quarter');

-- amounts that are averaged, and such as cannot be put together
SELECT pg_temp.record('t', 'staff', 'd1 2024-01 4, d3 2024-01 6, d1 2024-02 8');
SELECT is(pg_temp.one('t', 'staff', '2024Q1', ''), '9.000 - 0.000 -', 'mean of an amount: (4 + 6, 8) over months');
SELECT pg_temp.record('t', 'peak', 'd1 2024-01 4, d3 2024-01 9');
SELECT is(pg_temp.actuals('t', 'peak', '2024-01'), 'd1:4 d3:9', 'the greatest of amounts says nothing of those above');
SELECT pg_temp.record('t', 'clients', 'd1 2024-01 4, d1 2024Q1 9');
SELECT is(pg_temp.actuals('t', 'clients', '2024-01'), 'd1:4', 'nor what only a query can tell');

-- rates
SELECT pg_temp.record('t', 'days', 'd1 2024-01 4 1, d2 2024-01 8 3, d3 2024-01 6 4, d1 2024-02 4, d2 2024-02 8 3, d1 2024-03 5 0, d3 2024-03 7 0');
SELECT is(pg_temp.actuals('t', 'days', '2024-01'), '*:6.5 d1:4 d2:8 d3:6 north:7 south:6', 'by volume: (4 + 24) / 4, then (28 + 24) / 8');
SELECT is(pg_temp.actuals('t', 'days', '2024-02'), '*:6 d1:4 d2:8 north:6', 'equal where a volume lacks');
SELECT is(pg_temp.actuals('t', 'days', '2024-03'), '*:6 d1:5 d3:7 north:5 south:7', 'equal where volumes are 0');
SELECT is(pg_temp.one('t', 'days', '2024Q1', 'south'), '6.000 - 0.000 -', 'over time by the volumes'' sums');
SELECT is(pg_temp.one('t', 'days', '2024Q1', ''), '6.167 - 0.000 -', 'and equal where a month has none');
SELECT pg_temp.record('t', 'mood', 'd1 2024-01 4 1, d2 2024-02 8 3');
SELECT is(pg_temp.actuals('t', 'mood', '2024-02'), '*:7 d1:4 d2:8 north:7', 'a carried value brings the volume of its row');
SELECT pg_temp.record('t', 'best', 'd1 2024-01 4, d2 2024-01 8, d3 2024-01 6');
SELECT pg_temp.record('t', 'worst', 'd1 2024-01 4, d2 2024-01 8, d3 2024-01 6');
SELECT is(pg_temp.actuals('t', 'best', '2024-01') || ' | ' || pg_temp.actuals('t', 'worst', '2024-01'),
    '*:8 d1:4 d2:8 d3:6 north:8 south:6 | *:4 d1:4 d2:8 d3:6 north:4 south:6', 'the greatest and the least of rates');

-- targets
SELECT pg_temp.card('g', '[{"code": "sales"}, {"code": "days", "rollup": "mean"}]');
SELECT pg_temp.entities('g', 'north , south , d1 north, d2 north, d3 south, d4 south 2024-02-01');
SELECT pg_temp.record('g', 'sales', 'd1 2024-01 5, d2 2024-01 5, d3 2024-01 30, d1 2024-02 1, d3 2024-02 2, d1 2024-03 1, d3 2024-03 1');
SELECT pg_temp.plan('g', 'sales', 'd1 2024-01 0..10, d2 2024 0..120, d3 2024-01 0..40, d4 2024-01 0..99');
SELECT is(pg_temp.one('g', 'sales', '2024-01', 'north'), '10.000 20.000 1.000 0.500', 'the sum of the children''s targets, each by its own search');
SELECT is(pg_temp.one('g', 'sales', '2024-01', ''), '40.000 60.000 1.000 0.667', 'over two levels');
SELECT is((SELECT goal_period FROM bsc.evaluate('g', '2024-01', 'north') WHERE code = 'sales'), '2024-01', 'it is of the period');
SELECT is(pg_temp.one('g', 'sales', '2024-02', 'north'), '1.000 - 0.000 -', 'a child with an actual and no target: none');
SELECT pg_temp.plan('g', 'sales', 'd1 2024-02 0..10, d3 2024-02 -, d3 2024-03 0:0_4:0.5, d1 2024-03 0..10');
SELECT is(pg_temp.one('g', 'sales', '2024-02', 'north'), '1.000 10.000 0.500 0.100', 'children without an actual do not count; coverage does');
SELECT is(pg_temp.one('g', 'sales', '2024-02', ''), '3.000 10.000 0.500 0.300', 'one for whom nothing is planned adds nothing');
SELECT is(pg_temp.one('g', 'sales', '2024-03', ''), '2.000 - 0.000 -', 'unlike scores have no sum');
SELECT pg_temp.plan('g', 'sales', 'north 2024-02 -');
SELECT is(pg_temp.one('g', 'sales', '2024-02', 'north'), '1.000 - 0.000 -', 'nothing planned for the region ends the search');
SELECT pg_temp.plan('g', 'sales', 'north 2024-01 0..40');
SELECT is(pg_temp.one('g', 'sales', '2024-01', 'north'), '10.000 40.000 1.000 0.250', 'its own target comes first');
SELECT is(pg_temp.one('g', 'sales', '2024-01', ''), '40.000 80.000 1.000 0.500', 'for those above, too');
SELECT pg_temp.record('g', 'days', 'd1 2024-01 5, d2 2024-01 7');
SELECT pg_temp.plan('g', 'days', 'd1 2024-01 0..10, d2 2024-01 0..10');
SELECT is(pg_temp.one('g', 'days', '2024-01', 'north'), '6.000 - 0.000 -', 'a rate has no sum of targets');
SELECT pg_temp.plan('g', 'days', '* 2024-01 0..12');
SELECT is(pg_temp.one('g', 'days', '2024-01', 'north'), '6.000 12.000 1.000 0.500', 'but that of the whole');

-- a year to date and a quarter
SELECT pg_temp.card('y', '[{"code": "sales"}]');
SELECT pg_temp.entities('y', 'north , d1 north, d2 north');
SELECT pg_temp.record('y', 'sales', 'd1 2024-01 50, d2 2024-01 100, d1 2024-02 50, stranger 2024-03 1');
SELECT pg_temp.plan('y', 'sales', 'd1 2024 0..1200, d2 2024-01 0..200, d2 2024-02 0..300');
SELECT is(pg_temp.one('y', 'sales', '2024-02', 'north', 'ytd'), '200.000 400.000 0.750 0.500', 'to date: 2/12 of 1200 and the one month that the other has an actual of');
SELECT is(pg_temp.one('y', 'sales', '2024Q1', 'north'), '200.000 500.000 0.500 0.400', 'a quarter: 3/12 of 1200, and 200');

-- coverage: pairs of a leaf and a month
SELECT pg_temp.card('c', '[{"code": "sales", "plan": [{"period": "2024Q1", "target": "0..100"}]}]');
SELECT pg_temp.entities('c', 'north , south , d1 north, d2 north, d3 south, d4 south 2024-02-01');
SELECT pg_temp.record('c', 'sales', 'd1 2024-01 1, d3 2024-01 1, d1 2024-02 1, south 2024-02 1, stranger 2024-03 1');
SELECT is(pg_temp.one('c', 'sales', '2024Q1', ''), '4.000 100.000 0.400 0.040', 'January 2 of 3 in service, February 2 of 3 (the region counts as one), March none of 4');
SELECT pg_temp.record('c', 'sales', '* 2024-03 1');
SELECT is(pg_temp.one('c', 'sales', '2024Q1', ''), '5.000 100.000 0.714 0.050', 'with a row of the whole''s own for March 1 of 1');

-- who is listed, and which is the latest period
SELECT is((SELECT count(*) FROM bsc.scorecard_result WHERE scorecard = 'c' AND entity = ''), 3::bigint, 'the whole has a row wherever one below it has a value');
SELECT pg_temp.card('l', '[{"code": "sales"}]');
SELECT pg_temp.entities('l', 'north , d1 north, d2 north  2024-01-31');
SELECT pg_temp.record('l', 'sales', 'd1 2024-02 3, d2 2024-05 9');
SELECT is((SELECT actual FROM bsc.evaluate('l', NULL::text, 'north') WHERE level = 3), 3::float8, 'without a period: the latest in which one in service has an actual');
SELECT is((SELECT actual FROM bsc.evaluate('l', NULL::text, '') WHERE level = 3), 3::float8, 'also of the whole');
SELECT is((SELECT actual FROM bsc.evaluate('l', NULL::text, 'd2') WHERE level = 3), 9::float8, 'one who has left keeps his own');
-- the same where those below are many, whose actuals are gone through from the latest on
SELECT pg_temp.card('many', '[{"code": "sales"}, {"code": "calls"}]');
SELECT pg_temp.entities('many', 'gone   2024-01-31, here , ' || string_agg(format('g%1$s gone, h%1$s here', n), ', ')) FROM generate_series(1, 120) AS n;
SELECT pg_temp.record('many', 'sales', 'h7 2024-02 3, g5 2024-05 9, gone 2024-06 9'), pg_temp.record('many', 'calls', 'h9 2024-01 4, g3 2024-01 2');
SELECT is((SELECT array_agg(actual ORDER BY code) FROM bsc.evaluate('many', NULL::text, '') WHERE level = 3), '{NULL,3}',
          'of many: the latest in which one is in service, and what it belongs to (wrong: 2024-05 or 2024-06, without a figure)');
SELECT is((SELECT array_agg(actual ORDER BY code) FROM bsc.evaluate('many', NULL::text, 'gone') WHERE level = 3), '{NULL,9}', 'a region''s own row is its own');
DELETE FROM bsc.actual WHERE entity = 'gone' AND measure_id = bsc.measure_id('many', 'sales');
SELECT is((SELECT array_agg(actual ORDER BY code) FROM bsc.evaluate('many', NULL::text, 'gone') WHERE level = 3), '{NULL,9}',
          'and those below it count for itself, whether it is in service or not');
SELECT is((SELECT sum(contribution) FROM bsc.explain('g', '2024-01', 'north')), (SELECT score FROM bsc.evaluate('g', '2024-01', 'north') WHERE level = 0),
    'contributions add up to the score of a region');
SELECT is((SELECT array_agg(p.actual ORDER BY p.period::text) FROM bsc._past(bsc.scorecard_id('l'), 'north') AS p WHERE level = 3 AND actual IS NOT NULL), ARRAY[3::float8],
    'series are of evaluated values');
SELECT is(bsc._measure_history(bsc.measure_id('l', 'sales'), 'north', 'month'), ARRAY[NULL, 3]::float8[], 'and seasons');

-- closing
SELECT pg_temp.card('z', '[{"code": "sales", "plan": [{"entity": "d1", "period": "2024-01", "target": "0..10"}]}]');
SELECT pg_temp.entities('z', 'north , d1 north, d2 north');
SELECT pg_temp.record('z', 'sales', 'd1 2024-01 5');
CALL bsc.close_period('z', '2024-01');
INSERT INTO bsc.entity (scorecard_id, code, parent, ends) VALUES (bsc.scorecard_id('z'), 'd3', 'north', NULL);
UPDATE bsc.entity SET parent = '' WHERE code = 'd1' AND scorecard_id = bsc.scorecard_id('z');
SELECT is(pg_temp.actuals('z', 'sales', '2024-01'), '*:5 d1:5 north:5', 'closing freezes inner entities: the tree may change');
SELECT is(pg_temp.one('z', 'sales', '2024-01', 'north'), '5.000 10.000 0.500 0.500', 'with their targets and coverage');

-- scope
SELECT pg_temp.card('s', '[{"code": "all", "plan": [{"period": "2024-01", "target": "0..10"}, {"period": "2024-01", "entity": "d1", "target": "0..10"}]},
    {"code": "whole", "scope": "whole"}, {"code": "each", "scope": "each"}]', '{"missing": "zero"}');
SELECT pg_temp.entities('s', 'd1 , d2 ');
SELECT pg_temp.record('s', m, 'd1 2024-01 5') FROM unnest(ARRAY['all', 'whole', 'each']) AS m;
SELECT is((SELECT string_agg(entity || '/' || measure || ':' || coalesce(actual::text, '-'), ' ' ORDER BY entity, measure) FROM bsc.measure_result WHERE scorecard = 's'),
    '/all:5 /whole:- d1/all:5 d1/each:5', 'a measure has rows for the entities that it is for; nothing is put together for the whole alone');
SELECT is((SELECT array_agg(code ORDER BY code) FROM bsc.evaluate('s', '2024-01', 'd1') WHERE level = 3), '{all,each}', 'in evaluate');
SELECT is((SELECT array_agg(measure ORDER BY measure) FROM bsc.explain('s', '2024-01', '')), '{all,whole}', 'in explain');
SELECT is((SELECT (score, measures) FROM bsc.scorecard_result WHERE scorecard = 's' AND entity = 'd1'), (0.25::float8, 2::bigint), 'what is out of scope is not missing');
SELECT pg_temp.record('s', 'whole', '* 2024-01 9');
SELECT is((SELECT actual FROM bsc.measure_result WHERE scorecard = 's' AND entity = '' AND measure = 'whole'), 9::float8, 'the whole''s own row');
SELECT pg_temp.record('s', 'each', '* 2024-05 9');
SELECT is((SELECT count(*) FROM bsc.scorecard_result WHERE scorecard = 's' AND period = '2024-05'), 0::bigint, 'what is recorded outside the scope lists nobody');
SELECT is((SELECT count(*) FROM bsc.result_by_grain WHERE scorecard = 's' AND period = '2024-05' AND grain = 'month'), 0::bigint, 'not even to date');
SELECT is((SELECT sum(score) FROM bsc.evaluate('s', NULL::text, '') WHERE level = 0), (SELECT score FROM bsc.evaluate('s', '2024-01', '') WHERE level = 0), 'and makes no period the latest');
SELECT is(bsc.definition('s') #>> '{perspectives,0,objectives,0,measures,1,scope}', 'whole', 'the document says the scope');
SELECT throws_ok($$SELECT pg_temp.card('bad', '[{"code": "m", "scope": "some"}]')$$, '22023');
SELECT throws_ok($$UPDATE bsc.measure SET scope = 'some' WHERE code = 'whole'$$, '23514');
SELECT bsc.define('{"code": "e", "missing": "zero", "perspectives": [{"code": "p", "objectives": [
    {"code": "top", "measures": [{"code": "w", "scope": "whole"}]},
    {"code": "low", "measures": [{"code": "m", "plan": [{"entity": "d1", "period": "2024-01", "target": "0..10"}]}]}]}]}');
SELECT pg_temp.record('e', 'm', 'd1 2024-01 5');
SELECT is((SELECT string_agg(code || ':' || score || ':' || coverage, ' ' ORDER BY level, code) FROM bsc.evaluate('e', '2024-01', 'd1')), 'e:0.5:1 p:0.5:1 low:0.5:1 m:0.5:1',
    'an objective with nothing for an entity is left out for it');

SELECT bsc.define('{"code": "f", "perspectives": [{"code": "p", "objectives": [{"code": "none"}, {"code": "top", "measures": [{"code": "w", "scope": "whole"}]}]}]}');
INSERT INTO bsc.entity (scorecard_id, code) SELECT id, 'd1' FROM bsc.scorecard WHERE code = 'f';
SELECT is((SELECT string_agg(code, ' ' ORDER BY level, code) FROM bsc.evaluate('f', '2024-01', 'd1')), 'f p none', 'not one that has no measures at all');

-- contributors
SELECT pg_temp.card('k', '[{"code": "sales", "plan": [{"entity": "d1", "period": "2024", "target": "0..1200"}, {"entity": "d2", "period": "2024-01", "target": "0..50"},
    {"entity": "d3", "period": "2024-01", "target": "0..10"}]}, {"code": "cost", "rollup": "last", "plan": [{"period": "2024-01", "target": "20..10"}]}, {"code": "yearly", "frequency": "year", "plan": [{"entity": "d1", "period": "2024", "target": "0..4"}]}]');
SELECT pg_temp.entities('k', 'north , south , d1 north, d2 north, d3 south, d4 south, gone south  2023-12-31');
SELECT pg_temp.record('k', 'sales', 'd1 2024-01 40, d2 2024-01 30, d3 2024-01 15, gone 2024-01 1');
SELECT is((SELECT array_agg((child, name, actual, goal, score, gap, share)::text) FROM bsc.contributors('k', 'sales', '2024-01', 'north')),
    ARRAY['(d1,d1,40,100,0.4,60,0.75)', '(d2,d2,30,50,0.6,20,0.25)'], 'the largest gap first, with its share');
SELECT is((SELECT sum(gap) FROM bsc.contributors('k', 'sales', '2024-01')), (SELECT goal - actual FROM bsc.evaluate('k', '2024-01', '') WHERE code = 'sales'), 'gaps add up');
SELECT is((SELECT array_agg((child, gap)::text) FROM bsc.contributors('k', 'sales', '2024-01')), ARRAY['(north,80)', '(south,-5)'], 'the whole''s are the regions; below zero is more than enough');
SELECT is((SELECT array_agg((child, actual, goal, gap, share)::text) FROM bsc.contributors('k', 'sales', '2024-01', 'south')),
    ARRAY['(d3,15,10,-5,1)', '(d4,,,,)'], 'without a goal last; whoever has left is not there');
SELECT pg_temp.record('k', 'cost', 'd1 2024-01 12, d2 2024-01 9');
SELECT is((SELECT array_agg((child, gap)::text) FROM bsc.contributors('k', 'cost', '2024-01'::bsc.period, 'north')), ARRAY['(d1,2)', '(d2,-1)'], 'in the direction of the target');
SELECT pg_temp.record('k', 'yearly', 'd1 2024 3');
SELECT is((SELECT array_agg((child, gap)::text) FROM bsc.contributors('k', 'yearly', '2024-03', 'north')), ARRAY['(d1,1)', '(d2,)'], 'a measure that is coarser than the period');
SELECT throws_ok($$SELECT * FROM bsc.contributors('k', 'sales', '2024-01', 'nort')$$, '22023', 'scorecard "k" has no entity "nort"');
SELECT throws_ok($$SELECT * FROM bsc.contributors('k', 'sails', '2024-01')$$, '22023');
CALL bsc.close_period('k', '2024-01');
SELECT is((SELECT array_agg((child, gap)::text) FROM bsc.contributors('k', 'sales', '2024-01')), ARRAY['(north,80)', '(south,-5)'], 'of a closed period');

-- no row, or zero
CREATE TABLE pg_temp.sale (entity text, month text, amount float8);
SELECT pg_temp.card('r', $d$[{"code": "sales", "query": "SELECT entity, amount AS value FROM pg_temp.sale WHERE month = $1::text", "plan": [{"period": "2024", "target": "0..1"}, {"period": "2024", "entity": "north", "target": "0..1"},
    {"period": "2024", "entity": "gone", "target": "0..1"}, {"period": "2024", "entity": "d9", "target": "0..1"}, {"period": "2024", "entity": "other", "target": "0..1"}]}]$d$);
SELECT pg_temp.entities('r', 'north , d1 north, d2 north 2024-03-01, gone north  2023-12-31, d9 , empty ');
CREATE FUNCTION pg_temp.expected(period text) RETURNS text LANGUAGE sql AS
$$SELECT string_agg(CASE e WHEN '' THEN '*' ELSE e END, ' ' ORDER BY e COLLATE "C") FROM bsc._expected(bsc.measure_id('r', 'sales'), expected.period::bsc.period, false) AS e$$;
SELECT is(pg_temp.expected('2024-02'), 'd9 other', 'those with a target, unless they have left or have others below them');
INSERT INTO bsc.actual (measure_id, entity, period, value, source) SELECT bsc.measure_id('r', 'sales'), e, '2024-01', 1, 'refresh' FROM unnest(ARRAY['d1', 'd2', 'gone', 'stranger']) AS e;
SELECT is(pg_temp.expected('2024-02'), 'd1 d9 other', 'and those in service that the query has told of in the year');
SELECT is(pg_temp.expected('2024-03'), 'd1 d2 d9 other', 'as soon as they are');
SELECT is(pg_temp.expected('2025-03'), NULL, 'in that company year');
INSERT INTO bsc.actual (measure_id, entity, period, value, source) SELECT bsc.measure_id('r', 'sales'), e, '2024-01', 1, 'refresh' FROM unnest(ARRAY['north', '']) AS e;
SELECT is(pg_temp.expected('2024-02'), '* d1 d9 north other', 'inner ones only if the query has told of them');
UPDATE bsc.measure SET scope = 'each' WHERE id = bsc.measure_id('r', 'sales');
SELECT is(pg_temp.expected('2024-02'), 'd1 d9 north other', 'within the scope: each');
UPDATE bsc.measure SET scope = 'whole' WHERE id = bsc.measure_id('r', 'sales');
SELECT is(pg_temp.expected('2024-02'), '*', 'the whole');

-- Who left has no part in the goal of a value that she is not in.
SELECT pg_temp.card('left', '[{"code": "open", "rollup": "last", "kind": "amount"}, {"code": "staff", "rollup": "mean", "kind": "amount"}, {"code": "sales"}]');
SELECT pg_temp.entities('left', 'north , d1 north, d2 north  2024-01-31, d3 north 2024-02-01, south   2024-01-31, d4 south');
SELECT pg_temp.record('left', m, 'd1 2024-01 6, d2 2024-01 6, d1 2024-02 7, d1 2024-03 7, d2 2024-02 99, d4 2024-01 1, d4 2024-02 50') FROM unnest(ARRAY['open', 'staff', 'sales']) AS m;
SELECT pg_temp.plan('left', m, 'd1 2024 8..4, d2 2024 8..4, d3 2024 8..4, d4 2024 8..4') FROM unnest(ARRAY['open', 'staff']) AS m;
SELECT pg_temp.plan('left', 'sales', 'd1 2024 0..120, d2 2024 0..120, d4 2024 0..120');
SELECT is(pg_temp.one('left', 'open', p, '', b), '7.000 4.000 ' || c || ' 0.250', format('the latest stock, in %s by %s, against the goal of those who have it', p, b))
FROM (VALUES ('2024-03', 'ytd', '0.714'), ('2024-03', 'rolling', '0.147')) AS v (p, b, c);
SELECT is(pg_temp.one('left', 'open', '2024Q1', e), '7.000 4.000 ' || c || ' 0.250', 'a quarter of "' || e || '"') FROM (VALUES ('', '0.714'), ('north', '0.667')) AS v (e, c);
SELECT is((SELECT string_agg(concat_ws(' ', entity, actual, goal), ', ' ORDER BY entity COLLATE "C") FROM bsc.result_by_grain
           WHERE scorecard = 'left' AND grain = 'quarter' AND basis = 'period' AND level = 3 AND measure = 'open'),
    ' 7 4, d1 7 4, d2 99 4, d4 50 4, north 7 4, south 50 4', 'the same where all are evaluated together, each for itself');
SELECT is(pg_temp.one('left', 'staff', '2024Q1', ''), '9.000 6.667 0.714 0.650', 'a mean of 13, 7 and 7: d1 three months, d2 and d4 one each of them');
SELECT is(pg_temp.one('left', 'sales', '2024Q1', ''), '27.000 50.000 0.714 0.540', 'a sum: of a year''s goal d2 and d4 have January''s');
SELECT pg_temp.plan('left', 'sales', 'd2 2024-01 0..10, d2 2024-02 0..10, d4 2024Q1 0..18');
SELECT is(pg_temp.one('left', 'sales', '2024Q1', ''), '27.000 58.000 0.714 0.466', 'what is planned for the quarter stays, a month out of service does not');
SELECT results_eq($$SELECT child, actual, goal, gap, share FROM bsc.contributors('left', 'open', '2024Q1', 'north')$$,
    $$VALUES ('d1', 7::float8, 4::float8, 3::float8, 1::float8), ('d3', NULL, NULL, NULL, NULL)$$, 'nor has she a part in the gap');

-- Formulas above entities: the ratio of what the children add up to, for other periods too.
SELECT bsc.define('{"code": "ratios", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "revenue"}, {"code": "orders"}, {"code": "each", "formula": "revenue / orders"},
    {"code": "slow", "frequency": "quarter", "formula": "revenue / orders"}]}]}]}');
INSERT INTO bsc.entity (scorecard_id, code, parent)
SELECT bsc.scorecard_id('ratios'), v.* FROM (VALUES ('north', ''), ('ann', 'north'), ('bob', 'north')) AS v;
INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value) VALUES
    ('ratios', 'revenue', 'ann', '2024-01', 100), ('ratios', 'orders', 'ann', '2024-01', 10), ('ratios', 'revenue', 'bob', '2024-01', 500), ('ratios', 'orders', 'bob', '2024-01', 10),
    ('ratios', 'revenue', 'ann', '2024-02', 300), ('ratios', 'orders', 'ann', '2024-02', 10);
SELECT is((SELECT e.actual FROM bsc.evaluate('ratios', '2024-01', 'north') AS e WHERE e.code = 'each'), 30::float8, 'a region''s ratio is that of its sums');
SELECT is((SELECT e.actual FROM bsc.evaluate('ratios', '2024Q1', 'north') AS e WHERE e.code = 'each'), 30::float8, 'over a quarter too');
SELECT is((SELECT e.actual FROM bsc.evaluate('ratios', '2024Q1', '') AS e WHERE e.code = 'slow'), 30::float8, 'and where the formula is a quarter''s');
SELECT is((SELECT e.actual FROM bsc.evaluate('ratios', '2024-02', 'ann') AS e WHERE e.code = 'slow'), 20::float8, 'read for a month, a quarter''s formula is that of the quarter');
SELECT is((SELECT e.actual FROM bsc.evaluate('ratios', '2024-02', 'north') AS e WHERE e.code = 'slow'), 30::float8, 'and so for a region: 900 of 30');
SELECT is((SELECT string_agg(r.actual::text, ',' ORDER BY r.entity COLLATE "C") FROM bsc.measure_result AS r WHERE r.scorecard = 'ratios' AND r.period = '2024-02' AND r.measure = 'slow'),
    '30,20,30', 'where all are read together, too; bob has nothing in February, and a formula alone lists nobody');
INSERT INTO bsc.plan (measure_id, entity, period, target)
SELECT bsc.measure_id('ratios', 'each'), 'north', v.period::bsc.period, v.target::bsc.target FROM (VALUES ('2024-01', '0..10'), ('2024-02', '0..40'), ('2024-03', '0..99')) AS v (period, target);
SELECT is((SELECT e.goal FROM bsc.evaluate('ratios', '2024Q1', 'north') AS e WHERE e.code = 'each'), 40::float8,
    'the target of a region''s quarter is that of the latest month in which its ratio has a value');

-- of a closed period, what was frozen of others tells nothing of who was there in a region
SELECT bsc.define('{"code": "shut", "frequency": "quarter", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "staff", "rollup": "last", "kind": "amount", "frequency": "month"}]}]}],
    "entities": [{"code": "north"}, {"code": "south"}, {"code": "d1", "parent": "north"}, {"code": "d2", "parent": "south"}]}');
SELECT bsc.record('shut', 'staff', p, 5, e) FROM (VALUES ('2024-02', 'd1'), ('2024-03', 'd2')) AS v (p, e);
CALL bsc.close_period('shut', '2024Q1');
SELECT is((SELECT array_agg((child, actual)::text) FROM bsc.contributors('shut', 'staff', '2024Q1', 'north')), ARRAY['(d1,5)'],
    'contributors of a region whose latest value is of an earlier month than another''s, closed');

SELECT * FROM finish();
ROLLBACK;
