-- Which target, which status, as of when: figures worked out by hand.  The clock is
-- stopped at moments of the tests' choice; each test says which wrong rule it would
-- catch.
BEGIN;
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT * FROM no_plan();

CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
AS $$SELECT pg_catalog.current_setting('test.now')::timestamptz$$;
CREATE FUNCTION pg_temp.clock(moment text) RETURNS text LANGUAGE sql AS $$SELECT set_config('test.now', moment, true)$$;

-- a scorecard with measures under one objective
CREATE FUNCTION pg_temp.card(code text, frequency text, measures jsonb, more jsonb DEFAULT '{}')
RETURNS void LANGUAGE sql AS $$
    SELECT bsc.define(jsonb_build_object(
        'code', code, 'frequency', frequency, 'perspectives', jsonb_build_array(jsonb_build_object(
            'code', 'p', 'objectives', jsonb_build_array(jsonb_build_object('code', 'o', 'measures', measures))))) || more)
$$;

-- plans as "2024 0..1200, 2024-02 -": - is nothing planned
CREATE FUNCTION pg_temp.plan(card text, measure text, targets text, entity text DEFAULT '')
RETURNS void LANGUAGE sql AS $$
    INSERT INTO bsc.plan (measure_id, entity, period, target)
    SELECT bsc.measure_id(card, measure), entity, f[1]::bsc.period, nullif(f[2], '-')::bsc.target
    FROM regexp_split_to_table(targets, ', *') AS one, regexp_match(one, '^(\S+) +(.*)$') AS f
$$;

-- actuals by hand, after the period
CREATE FUNCTION pg_temp.record(card text, measure text, actuals text, entity text DEFAULT '')
RETURNS void LANGUAGE sql AS $$
    SELECT bsc.record(card, measure, f[1], f[2]::float8, entity, f[3]::float8)
    FROM regexp_split_to_table(actuals, ', *') AS one, regexp_split_to_array(one, ' +') AS f
$$;

-- what is told of a node: the columns asked for, in one line, - for none
CREATE FUNCTION pg_temp.told(what text, card text, code text, period text, entity text DEFAULT '', basis text DEFAULT 'period')
RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(coalesce(to_jsonb(e) ->> c, '-'), ' ' ORDER BY n)
    FROM bsc.evaluate(card, period, entity, basis) AS e, regexp_split_to_table(what, ' ') WITH ORDINALITY AS x (c, n)
    WHERE e.code = told.code
$$;
CREATE FUNCTION pg_temp.near(what text, card text, code text, period text, expected float8, about text, entity text DEFAULT '', basis text DEFAULT 'period')
RETURNS text LANGUAGE sql AS $$
    SELECT ok(abs(pg_temp.told(what, card, code, period, entity, basis)::float8 - expected) <= 1e-12 * greatest(1, abs(expected)),
              about || ': ' || coalesce(pg_temp.told(what, card, code, period, entity, basis), 'none') || ' is ' || expected)
$$;

SELECT pg_temp.clock('2024-03-05 12:00');

----------------------------------------------------------------- the worked examples
-- 1: a year planned once
SELECT pg_temp.card('one', 'month', '[{"code": "m", "plan": [{"period": "2024", "target": "0..1200"}]}]');
SELECT pg_temp.record('one', 'm', '2024-01 50, 2024-02 150');
SELECT is(pg_temp.told('goal score goal_period provisional', 'one', 'm', '2024-01'), '100 0.5 2024 false', 'a month has a twelfth of the year (wrong: no goal)');
SELECT is(pg_temp.told('goal score', 'one', 'm', '2024-02'), '100 1', 'and so has the next');
SELECT is(pg_temp.told('actual goal score pace', 'one', 'm', '2024-02', '', 'ytd'), '200 200 1 1', 'to date it is on pace (wrong: 200 of 1200)');
SELECT is(pg_temp.told('goal score pace provisional status coverage', 'one', 'm', '2024'), '1200 0.16666666666666666 1 true green 1',
          'the year keeps its score and is on pace (wrong: red until December)');
SELECT is(pg_temp.told('score pace provisional status', 'one', 'one', '2024'), '0.16666666666666666 1 true green', 'and so is the whole');
SELECT is((SELECT concat_ws(' ', goal, goal_period, pace, provisional, status) FROM bsc.measure_result WHERE scorecard = 'one' AND period = '2024-01'),
          '100 2024 0.5 f red', 'measure_result tells the same');

-- 2: by days
SELECT pg_temp.card('two', 'month', '[{"code": "m", "spread": "days", "plan": [{"period": "2024", "target": "0..1200"}]}]');
SELECT pg_temp.record('two', 'm', '2024-01 50, 2024-02 150');
SELECT pg_temp.near('goal', 'two', 'm', '2024-02', 95.08196721311475, 'February 2024 has 29 of 366 days');
SELECT pg_temp.near('goal', 'two', 'm', '2024-02', 196.72131147540983, 'and with January 60', '', 'ytd');

-- 3: a mean keeps its level
SELECT pg_temp.card('three', 'month', '[{"code": "m", "rollup": "mean", "plan": [{"period": "2024", "target": "40..60"}]}]');
SELECT pg_temp.record('three', 'm', '2024-01 50, 2024-02 55');
SELECT is(pg_temp.told('goal score', 'three', 'm', '2024-01'), '60 0.5', 'a mean has the level of the year (wrong: a twelfth of it)');
SELECT is(pg_temp.told('goal score', 'three', 'm', '2024-02'), '60 0.75', 'in every month');
SELECT is(pg_temp.told('actual score pace', 'three', 'm', '2024'), '52.5 0.625 0.625', 'and the year so far');

-- 4: costs
SELECT pg_temp.card('four', 'month', '[{"code": "m", "plan": [{"period": "2024", "target": "1440..1200"}]}, {"code": "n", "plan": [{"period": "2024", "target": "1440..1200"}]}]');
SELECT pg_temp.record('four', 'm', '2024-01 100, 2024-02 100'), pg_temp.record('four', 'n', '2024-01 100, 2024-02 120');
SELECT is(pg_temp.told('score pace', 'four', 'm', '2024'), '1 1', 'costs of 200 of 1200 in two months of twelve are on pace');
SELECT is(pg_temp.told('goal score', 'four', 'm', '2024-02', '', 'ytd'), '200 1', 'to date against 240..200');
SELECT is(pg_temp.told('goal score', 'four', 'n', '2024-02', '', 'ytd'), '200 0.5', 'and 220 is half of it (wrong: 1, far below 1200)');
SELECT is(pg_temp.told('score pace status', 'four', 'n', '2024'), '1 0.5 red', 'a budget that runs away is red in February (wrong: green by its score)');

-- 5: the finest coarser period
SELECT pg_temp.card('five', 'month', '[{"code": "m", "plan": [{"period": "2024", "target": "0..1200"}, {"period": "2024Q2", "target": "0..600"}]}]');
SELECT pg_temp.record('five', 'm', '2024-03 1, 2024-04 1');
SELECT is(pg_temp.told('goal goal_period', 'five', 'm', '2024-03'), '100 2024', 'March has of the year');
SELECT is(pg_temp.told('goal goal_period', 'five', 'm', '2024-04'), '200 2024Q2', 'April of its quarter (wrong: of the year)');
SELECT pg_temp.plan('five', 'm', '2024-04 0..7');
SELECT is(pg_temp.told('goal goal_period', 'five', 'm', '2024-04'), '7 2024-04', 'what is planned for April itself comes first');

-- 6: a level that is to grow
SELECT pg_temp.card('six', 'month', '[{"code": "m", "rollup": "last", "spread": "path", "plan": [{"period": "2023", "target": "0..1000"}, {"period": "2024", "target": "0..1200"}]}]');
SELECT pg_temp.record('six', 'm', '2024-06 1');
SELECT is(pg_temp.told('goal', 'six', 'm', '2024-06'), '1100', 'half of the way from 1000 to 1200');
SELECT is(pg_temp.told('goal', 'six', 'm', '2024-03'), '1050', 'a month without an actual is a quarter on the way at its end');
SELECT is(pg_temp.told('goal', 'six', 'm', '2023-06'), '1000', 'without a year before the level is the year''s');

-- 7: a month under way
CREATE TABLE public.sale (entity text, day date, amount float8);
SELECT pg_temp.card('seven', 'month', '[{"code": "m", "query": "SELECT sum(amount) AS value FROM public.sale WHERE bsc.during(day, $1)", "plan": [{"period": "2024-06", "target": "0..300"}]}]');
INSERT INTO public.sale VALUES ('', '2024-06-02', 30);
SELECT pg_temp.clock('2024-06-04 00:00');
CALL bsc.refresh('seven', '2024-06');
SELECT is(pg_temp.told('actual goal score pace status provisional', 'seven', 'm', '2024-06'), '30 300 0.1 - - true', 'three days of thirty are too early to judge (wrong: red)');
SELECT is(pg_temp.told('score pace status provisional', 'seven', 'seven', '2024-06'), '0.1 - - true', 'and nobody above is judged');
INSERT INTO public.sale VALUES ('', '2024-06-08', 30);
SELECT pg_temp.clock('2024-06-10 00:00');
CALL bsc.refresh('seven', '2024-06');
SELECT is(pg_temp.told('actual score status provisional', 'seven', 'm', '2024-06'), '60 0.2 red true', 'nine days may be judged');
SELECT pg_temp.near('pace', 'seven', 'm', '2024-06', 60.0 / 90, 'by nine thirtieths of the goal');
SELECT pg_temp.clock('2024-07-03 00:00');
SELECT is(pg_temp.told('provisional status', 'seven', 'm', '2024-06'), 'true red', 'over by the clock, but observed for nine days only: provisional (wrong: a refresh of the 10th is a full month)');
SELECT is((SELECT observed FROM bsc.measure_result WHERE scorecard = 'seven' AND period = '2024-06'), '2024-06-10 00:00Z'::timestamptz, 'observed says up to when');
CALL bsc.refresh('seven', '2024-06');
SELECT is(pg_temp.told('score pace status provisional', 'seven', 'm', '2024-06'), '0.2 0.2 red false', 'the refresh after its end makes it final');

-- 8: no row means zero
SELECT pg_temp.clock('2024-04-05 12:00');
SELECT pg_temp.card(code, 'quarter', jsonb_build_array(jsonb_build_object('code', 'm', 'frequency', 'month',
    'query', 'SELECT entity, sum(amount) AS value FROM public.sale WHERE bsc.during(day, $1) GROUP BY entity') || more))
FROM (VALUES ('eight', '{}'::jsonb), ('eight-missing', '{"empty": "missing"}')) AS v (code, more);
DELETE FROM public.sale;
INSERT INTO public.sale VALUES ('Ann', '2024-01-05', 100), ('Ann', '2024-02-05', 100), ('Ann', '2024-03-05', 100), ('Bob', '2024-01-05', 100);
SELECT pg_temp.plan(c, 'm', '2024-01 0..100, 2024-02 0..100, 2024-03 0..100', e) FROM unnest(ARRAY['eight', 'eight-missing']) AS c, unnest(ARRAY['Ann', 'Bob']) AS e;
CALL bsc.refresh('eight', '2024-01', '2024-03');
CALL bsc.refresh('eight-missing', '2024-01', '2024-03');
SELECT is(pg_temp.told('actual goal status coverage', 'eight', 'm', '2024Q1', 'Bob'), '100 300 red 1', 'an idle rep has zeros (wrong: 100 of 100, green)');
SELECT pg_temp.near('score', 'eight', 'm', '2024Q1', 1.0 / 3, 'and a third of his quarter', 'Bob');
SELECT is(pg_temp.told('actual goal score status coverage', 'eight', 'm', '2024Q1', 'Ann'), '300 300 1 green 1', 'who sold is as she was');
SELECT results_eq($$SELECT a.period::text, a.value, a.volume, a.source FROM bsc.actual AS a WHERE measure_id = bsc.measure_id('eight', 'm') AND entity = 'Bob' ORDER BY a.period$$,
    $$VALUES ('2024-01', 100::float8, NULL::float8, 'refresh'), ('2024-02', 0, 0, 'empty'), ('2024-03', 0, 0, 'empty')$$, 'the zeros are written down, with their source');
SELECT is(pg_temp.told('actual goal score', 'eight-missing', 'm', '2024Q1', 'Bob'), '100 100 1', 'where no row is no value, it is none');
SELECT pg_temp.near('coverage', 'eight-missing', 'm', '2024Q1', 1.0 / 3, 'and covers a third', 'Bob');

-- 9 and 10: plans with holes
SELECT pg_temp.clock('2024-08-01 00:00');
SELECT pg_temp.card('nine', 'quarter', '[{"code": "m", "frequency": "quarter"}]', '{"first_month": 7}');
SELECT pg_temp.plan('nine', 'm', '2023Q3 0..3340, 2023Q4 0..17568, 2024Q1 0..335, 2024Q2 -');
SELECT pg_temp.record('nine', 'm', '2023Q3 3340, 2023Q4 17568, 2024Q1 335, 2024Q2 0');
SELECT is(pg_temp.told('actual goal score coverage provisional', 'nine', 'm', '2023-07/P1Y'), '21243 21243 1 1 false', 'nothing planned for a quarter is nothing to the sum (wrong: no score)');
SELECT is(pg_temp.told('actual goal score', 'nine', 'm', '2024Q2'), '0 - -', 'and no target of the quarter itself');
DELETE FROM bsc.plan WHERE measure_id = bsc.measure_id('nine', 'm') AND target IS NULL;
SELECT is(pg_temp.told('goal score', 'nine', 'm', '2023-07/P1Y'), '- -', 'a quarter that was forgotten is a hole, and the year has no target');
SELECT pg_temp.clock('2025-01-05 00:00');
SELECT pg_temp.card('ten', 'quarter', '[{"code": "m", "rollup": "last"}]');
SELECT pg_temp.plan('ten', 'm', '2024Q2 0..40, 2024Q3 0..70, 2024Q4 0..80');
SELECT pg_temp.record('ten', 'm', '2024Q1 0, 2024Q2 40, 2024Q3 70, 2024Q4 80');
SELECT is(pg_temp.told('goal score', 'ten', 'm', '2024'), '80 1', 'the last quarter decides, the others are not asked (wrong: "has no target")');

-- 11: a distinct count is not held against a month's target
SELECT pg_temp.card('eleven', 'month', '[{"code": "m", "rollup": "query"}, {"code": "n", "rollup": "query", "kind": "rate"}]');
SELECT pg_temp.plan('eleven', m, string_agg(format('2024-%s 0..600', lpad(i::text, 2, '0')), ', ')),
       pg_temp.record('eleven', m, string_agg(format('2024-%s 500', lpad(i::text, 2, '0')), ', ') || ', 2024 2712')
FROM unnest(ARRAY['m', 'n']) AS m, generate_series(1, 12) AS i GROUP BY m;
SELECT is(pg_temp.told('actual goal score', 'eleven', 'm', '2024'), '2712 - -', 'customers of a year have no goal of the month''s (wrong: 2712 of 600, green)');
SELECT is(pg_temp.told('actual goal score', 'eleven', 'n', '2024'), '2712 600 1', 'a rate has');
SELECT results_eq($$SELECT subject FROM bsc.lint('eleven') WHERE rule = 'kind-unsaid'$$, $$VALUES ('eleven/p/o/m')$$, 'lint asks which of the two it is');
SELECT is((SELECT reason ->> 'case' FROM bsc._score_reason(bsc.scorecard_id('eleven'), '2024', '', ARRAY(SELECT n FROM bsc._node(bsc.scorecard_id('eleven'), '2024', '', 'period'::text) AS n))), 'count',
          'and the missing score says why (wrong: "has no target")');

-- 12: closing a quarter
CREATE FUNCTION pg_temp.quarter(card text) RETURNS text LANGUAGE sql AS
$$SELECT pg_temp.told('score', card, card, '2024Q1')$$;
SELECT pg_temp.card(c, 'month', '[{"code": "m", "plan": [{"period": "2024Q1", "target": "0..300"}]}, {"code": "n", "plan": [{"period": "2024Q1", "target": "0..300"}]}]')
FROM unnest(ARRAY['twelve', 'twelve-open']) AS c;
SELECT pg_temp.record(c, 'm', '2024-01 100, 2024-02 100, 2024-03 100'), pg_temp.record(c, 'n', '2024-01 0, 2024-02 0, 2024-03 0')
FROM unnest(ARRAY['twelve', 'twelve-open']) AS c;
CALL bsc.close_period('twelve', '2024Q1');
CALL bsc.close_period('twelve-open', '2024-01');
CALL bsc.close_period('twelve-open', '2024-02');
SELECT is(bsc._left_open(bsc.scorecard_id('twelve-open'), '2024-02'), NULL, 'as long as a month is open nothing is missing');
CALL bsc.close_period('twelve-open', '2024-03');
SELECT is(bsc._left_open(bsc.scorecard_id('twelve-open'), '2024-03'), '2024Q1', 'all months are closed, the quarter is open');
SELECT is(bsc._left_open(bsc.scorecard_id('twelve'), '2024-03'), NULL, 'not where it was closed');
SELECT is(pg_temp.quarter('twelve'), '0.5', 'a half before');
UPDATE bsc.measure SET weight = 3 WHERE id IN (bsc.measure_id('twelve', 'm'), bsc.measure_id('twelve-open', 'm'));
SELECT is(pg_temp.quarter('twelve'), '0.5', 'what was closed as a quarter stays');
SELECT is(pg_temp.quarter('twelve-open'), '0.75', 'of which only the months were closed, it moves');
SELECT is(pg_temp.told('score', 'twelve', 'twelve', '2024-02'), '0.5', 'closing the quarter closed its months');
SELECT is(pg_temp.told('score', 'twelve', 'twelve', '2024-03', '', 'ytd'), '0.5', 'and the year to date');
SELECT is(pg_temp.told('score', 'twelve', 'twelve', '2024-03', '', 'rolling'), '0.75', 'the rolling year is computed');
SELECT is((SELECT count(*) FROM bsc.closed_period AS c JOIN bsc.scorecard AS s ON s.id = c.scorecard_id WHERE s.code = 'twelve'), 4::bigint, 'a quarter and three months');
SELECT throws_ok($$CALL bsc.reopen_period('twelve', '2024-02')$$, '55000', NULL, 'a month of a closed quarter cannot be reopened');
SELECT throws_ok($$SELECT bsc.record('twelve', 'm', '2024-02', 1)$$, '55000', NULL, 'nor written');
CALL bsc.reopen_period('twelve', '2024Q1');
SELECT is((SELECT count(*) FROM bsc.closed_period AS c JOIN bsc.scorecard AS s ON s.id = c.scorecard_id WHERE s.code = 'twelve'), 0::bigint, 'reopening it reopens what its closing closed');
SELECT is(pg_temp.quarter('twelve'), '0.75', 'and it moves again');
CALL bsc.close_period('twelve', '2024-01');
CALL bsc.close_period('twelve', '2024');
CALL bsc.reopen_period('twelve', '2024');
SELECT is((SELECT string_agg(c.period::text, ' ') FROM bsc.closed_period AS c JOIN bsc.scorecard AS s ON s.id = c.scorecard_id WHERE s.code = 'twelve'),
          '2024-01', 'what was closed before stays closed');

-- 13: carried forward
SELECT pg_temp.card('thirteen', 'month', '[{"code": "m", "rollup": "last", "carry_forward": 2, "plan": [{"period": "2024", "target": "0..100"}]}]');
SELECT pg_temp.record('thirteen', 'm', '2024-03 80');
SELECT pg_temp.clock('2024-05-02 00:00');
SELECT is(pg_temp.told('actual score pace status provisional', 'thirteen', 'm', '2024-04'), '80 0.8 0.8 amber false', 'carried into a month that is over: not provisional');
SELECT is(pg_temp.told('actual score pace status provisional', 'thirteen', 'm', '2024-05'), '80 0.8 0.8 amber true', 'under way it has the carried value''s status (wrong: too early)');
SELECT pg_temp.clock('2024-07-02 00:00');
SELECT is(pg_temp.told('status provisional', 'thirteen', 'm', '2024-05'), 'amber false', 'and once it is over');
SELECT is(pg_temp.told('actual status provisional', 'thirteen', 'm', '2024-06'), '- - false', 'into the third month nothing is carried');

-- 14: a rolling year takes from both years
SELECT pg_temp.clock('2024-04-05 00:00');
SELECT pg_temp.card('fourteen', 'month', '[{"code": "m", "plan": [{"period": "2023", "target": "0..1200"}, {"period": "2024", "target": "0..2400"}]}]');
SELECT pg_temp.record('fourteen', 'm', string_agg(to_char(date '2023-04-01' + i * interval '1 month', 'YYYY-MM') || ' 100', ', ')) FROM generate_series(0, 11) AS i;
SELECT is(pg_temp.told('actual goal score', 'fourteen', 'm', '2024-03', '', 'rolling'), '1200 1500 0.8', 'nine months of one year and three of the next');

----------------------------------------------------------------- what goes wrong without it
SELECT pg_temp.card('kinds', 'month', '[{"code": "customers", "rollup": "query"}, {"code": "satisfaction", "rollup": "mean"}, {"code": "staff", "rollup": "last", "kind": "amount"}, {"code": "sales"}]');
SELECT pg_temp.plan('kinds', m, '2024-03 4..8'), pg_temp.record('kinds', m, '2024-03 4', 'Ann') FROM unnest(ARRAY['customers', 'satisfaction', 'staff', 'sales']) AS m;
SELECT is(pg_temp.told('goal', 'kinds', m, '2024-03', 'Ann'), goal, 'the company''s target of ' || m || ' for one rep')
FROM (VALUES ('customers', '-'), ('satisfaction', '8'), ('staff', '-'), ('sales', '-')) AS v (m, goal);
SELECT pg_temp.card('levels', 'month', '[{"code": "last", "rollup": "last"}, {"code": "mean", "rollup": "mean"}, {"code": "none", "rollup": "last", "spread": "none"}]');
SELECT pg_temp.plan('levels', m, '2024 0..10'), pg_temp.record('levels', m, '2024-03 5') FROM unnest(ARRAY['last', 'mean', 'none']) AS m;
SELECT is(pg_temp.told('goal goal_period', 'levels', m, '2024-03'), goal, 'a yearly target of a level: ' || m)
FROM (VALUES ('last', '10 2024'), ('mean', '10 2024'), ('none', '- -')) AS v (m, goal);
SELECT pg_temp.clock('2024-10-05 00:00');
SELECT pg_temp.card('stored', 'month', '[{"code": "m", "rollup": "query"}]');
SELECT pg_temp.record('stored', 'm', '2024-06 3, 2024H1 30, 2024-09 4, 2024Q3 12');
SELECT is(pg_temp.told('actual', 'stored', 'm', p, '', 'ytd'), a, 'to date ' || p) FROM (VALUES ('2024-06', '30'), ('2024-09', '-'), ('2024Q2', '30'), ('2024-05', '-')) AS v (p, a);

----------------------------------------------------------------- nothing planned
SELECT pg_temp.clock('2024-05-05 00:00');
SELECT pg_temp.card('null', 'month', '[{"code": "m", "rollup": "mean"}, {"code": "s"}]');
SELECT pg_temp.plan('null', 'm', '2024 -, 2024-01 0..10, 2024-02 0..20'), pg_temp.record('null', 'm', '2024-01 5, 2024-02 5, 2024-03 5, 2024-04 5');
SELECT is(pg_temp.told('goal', 'null', 'm', '2024-02'), '20', 'an empty column of the year beside filled months: the month''s own');
SELECT is(pg_temp.told('goal', 'null', 'm', '2024-03'), '-', 'a month that is not filled has none');
SELECT is(pg_temp.told('goal', 'null', 'm', '2024-02', '', 'ytd'), '15', 'and the months planned come to their mean');
SELECT is(pg_temp.told('goal', 'null', 'm', '2024-04', '', 'ytd'), '15', 'with a part for which nothing is planned left out');
SELECT pg_temp.plan('null', 's', '2024 0..1200, 2024-03 -'), pg_temp.record('null', 's', '2024-02 50, 2024-03 5, 2024-04 5');
SELECT is(pg_temp.told('goal', 'null', 's', '2024-03'), '-', 'nothing planned for a month of a planned year');
SELECT is(pg_temp.told('goal', 'null', 's', '2024-04', '', 'ytd'), '200', 'adds nothing to the months to date');
SELECT pg_temp.plan('null', 'm', '2024-03 -', 'Ann'), pg_temp.plan('null', 'm', '2024-04 -'), pg_temp.plan('null', 'm', '2024-04 0..3', 'Bob'),
       pg_temp.record('null', 'm', '2024-02 5, 2024-03 5', 'Ann'), pg_temp.record('null', 'm', '2024-04 5', 'Bob');
SELECT is(pg_temp.told('goal', 'null', 'm', '2024-02', 'Ann'), '20', 'a rate has the target of the whole');
SELECT is(pg_temp.told('goal', 'null', 'm', '2024-03', 'Ann'), '-', 'not where nothing is planned for her');
SELECT is(pg_temp.told('goal', 'null', 'm', '2024-04', 'Bob'), '3', 'who has a target is not touched by nothing planned for the whole');

----------------------------------------------------------------- under way
-- every node: too early takes no part, whatever is done about what is missing
SELECT pg_temp.card('early-' || missing, 'month', '[{"code": "month", "plan": [{"period": "2024", "target": "0..1200"}]}, {"code": "week", "frequency": "week", "plan": [{"period": "2024", "target": "0..520"}]}]',
                    jsonb_build_object('missing', missing)) FROM unnest(ARRAY['skip', 'zero', 'strict']) AS missing;
SELECT pg_temp.clock('2024-06-04 00:00');
SELECT bsc.record('early-' || missing, 'month', '2024-06', 1), bsc.record('early-' || missing, 'week', '2024-W22', 1) FROM unnest(ARRAY['skip', 'zero', 'strict']) AS missing;
UPDATE bsc.actual SET recorded_at = '2024-06-04 00:00Z' WHERE measure_id IN (SELECT bsc.measure_id('early-' || missing, 'month') FROM unnest(ARRAY['skip', 'zero', 'strict']) AS missing);
SELECT is(pg_temp.told('pace status', 'early-' || missing, 'month', '2024-06'), '- -', missing || ': a tenth of the month is too early')
FROM unnest(ARRAY['skip', 'zero', 'strict']) AS missing;
SELECT is(pg_temp.told('pace provisional status', 'early-' || missing, 'early-' || missing, '2024-06'), '- true -', missing || ': nobody can be judged, so there is no status')
FROM unnest(ARRAY['skip', 'zero', 'strict']) AS missing;

-- at 0.19 and 0.2 of a month in which the clocks change: 743 hours in Berlin
SELECT pg_temp.card('berlin', 'month', '[{"code": "m", "query": "SELECT 1.0 AS value WHERE $1 IS NOT NULL", "plan": [{"period": "2024-03", "target": "0..10"}]}]', '{"time_zone": "Europe/Berlin"}');
CREATE FUNCTION pg_temp.berlin(share float8) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_temp.clock(('2024-03-01 00:00 Europe/Berlin'::timestamptz + share * interval '743 hours')::text);
    DELETE FROM bsc.actual WHERE measure_id = bsc.measure_id('berlin', 'm');
    DELETE FROM bsc.measure_run WHERE measure_id = bsc.measure_id('berlin', 'm');
    CALL bsc.refresh('berlin', '2024-03');
    RETURN pg_temp.told('pace status provisional', 'berlin', 'm', '2024-03');
END
$$;
SELECT is(pg_temp.berlin(0.19), '- - true', 'too early at 0.19');
SELECT is(pg_temp.berlin(0.2), '0.5 red true', 'judged at 0.2');
SELECT is(pg_temp.berlin(0.5), '0.2 red true', 'by half of the goal at half of the 743 hours (wrong: 744)');
SELECT is(pg_temp.berlin(1), '0.1 red false', 'final at the end, the moment at which April begins');

-- a part against a whole is no change
SELECT pg_temp.card('change', 'month', '[{"code": "m"}, {"code": "n", "rollup": "mean"}]');
SELECT pg_temp.clock('2024-05-20 00:00');
SELECT pg_temp.record('change', m, '2024-04 10, 2024-05 4') FROM unnest(ARRAY['m', 'n']) AS m;
SELECT results_eq($$SELECT measure, previous, change FROM bsc.measure_result WHERE scorecard = 'change' AND period = '2024-05' ORDER BY measure$$,
    $$VALUES ('m', 10::float8, NULL::float8), ('n', 10, -6)$$, 'no change of an amount under way');

----------------------------------------------------------------- freshness
SELECT pg_temp.clock('2024-05-20 08:00');
SELECT pg_temp.card('fresh', 'month', '[{"code": "good", "query": "SELECT 1 AS value WHERE $1 IS NOT NULL"}, {"code": "bad", "query": "SELECT amount AS value FROM public.gone WHERE bsc.during(day, $1)"}, {"code": "hand", "rollup": "last"}]');
CALL bsc.refresh('fresh', '2024-05');
SELECT results_eq($$SELECT measure, observed, last_run, last_success, failing_since FROM bsc.measure_freshness WHERE scorecard = 'fresh' AND measure <> 'hand' ORDER BY measure$$,
    $$VALUES ('bad', NULL::timestamptz, '2024-05-20 08:00Z'::timestamptz, NULL::timestamptz, '2024-05-20 08:00Z'::timestamptz), ('good', '2024-05-20 08:00Z', '2024-05-20 08:00Z', '2024-05-20 08:00Z', NULL)$$,
    'when each last ran, and since when it fails');
SELECT matches((SELECT error FROM bsc.measure_freshness WHERE scorecard = 'fresh' AND measure = 'bad'), 'gone', 'and why');
SELECT pg_temp.clock('2024-05-21 08:00');
CALL bsc.refresh('fresh', '2024-05');
SELECT is((SELECT failing_since FROM bsc.measure_freshness WHERE scorecard = 'fresh' AND measure = 'bad'), '2024-05-20 08:00Z'::timestamptz, 'it has failed since the first failure');
CREATE TABLE public.gone (day date, amount float8);
SELECT pg_temp.clock('2024-05-22 08:00');
CALL bsc.refresh('fresh', '2024-05');
SELECT is((SELECT failing_since::text || error FROM bsc.measure_freshness WHERE scorecard = 'fresh' AND measure = 'bad'), NULL, 'until it succeeds again');

----------------------------------------------------------------- the period that is shown
SELECT pg_temp.card('latest', 'month', '[{"code": "m", "plan": [{"period": "2024", "target": "0..1200"}]}]');
SELECT pg_temp.record('latest', 'm', '2024-04 100, 2024-05 10');
UPDATE bsc.actual SET recorded_at = '2024-05-04 00:00Z' WHERE measure_id = bsc.measure_id('latest', 'm') AND period::text = '2024-05';
CREATE FUNCTION pg_temp.shown() RETURNS float8 LANGUAGE plpgsql AS $$BEGIN RETURN (SELECT actual FROM bsc.evaluate('latest') WHERE code = 'm'); END$$;
SELECT pg_temp.clock('2024-05-04 12:00');
SELECT is(pg_temp.shown(), 100::float8, 'a month of which a tenth was observed is not shown yet');
UPDATE bsc.actual SET recorded_at = '2024-05-09 00:00Z' WHERE measure_id = bsc.measure_id('latest', 'm') AND period::text = '2024-05';
SELECT pg_temp.clock('2024-05-09 12:00');
SELECT is(pg_temp.shown(), 10::float8, 'from a fifth on it is');

----------------------------------------------------------------- what is written where
SELECT is(bsc.definition('one') #> '{perspectives,0,objectives,0,measures,0}' ?| ARRAY['kind', 'spread', 'empty'], false, 'what was not given is not written');
SELECT is(bsc.definition('two') #>> '{perspectives,0,objectives,0,measures,0,spread}', 'days', 'and what was given is');
SELECT throws_ok(format($$SELECT pg_temp.card('wrong', 'month', '[%s]')$$, m), '22023', NULL, 'refused: ' || m)
FROM unnest(ARRAY['{"code": "m", "kind": "rate"}', '{"code": "m", "spread": "level"}', '{"code": "m", "rollup": "mean", "empty": "zero"}']) AS m;
SELECT throws_ok(format($$UPDATE bsc.measure SET %s WHERE id = bsc.measure_id('%s', 'm')$$, change, card), '23514', NULL, 'refused: ' || change)
FROM (VALUES ('one', $$kind = 'rate'$$), ('one', $$spread = 'level'$$), ('three', $$empty = 'zero'$$)) AS v (card, change);

----------------------------------------------------------------- what changed, of a period under way
SELECT pg_temp.card('half-way', 'month', '[
    {"code": "sales", "plan": [{"period": "2024", "target": "0..1200"}]},
    {"code": "share", "rollup": "last", "plan": [{"period": "2024", "target": "0..10"}]},
    {"code": "survey", "rollup": "last", "plan": [{"period": "2024", "target": "0..10"}]}]');
SELECT pg_temp.clock('2024-03-16 12:00');
SELECT pg_temp.record('half-way', 'sales', '2024-02 100, 2024-03 40'), pg_temp.record('half-way', 'share', '2024-02 5, 2024-03 8'),
       pg_temp.record('half-way', 'survey', '2024-02 5');
CREATE FUNCTION pg_temp.changed(period text, against text, entity text DEFAULT '')
RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(measure || ' ' || coalesce(round(change::numeric, 3)::text, '-'), ', ' ORDER BY measure) FROM bsc.explain('half-way', period, entity, against)
$$;
SELECT is(pg_temp.changed('2024-03', NULL), 'sales -, share 0.233, survey -',
          'half a month of an amount is no change, nor is what has no score yet; a level is (wrong: sales -0.267)');
SELECT is(pg_temp.changed('2024-02', '2024-03'), 'sales -, share -0.233, survey -', 'nor is a whole month against the half (wrong: sales 0.267)');
UPDATE bsc.measure SET kind = 'amount' WHERE code = 'share' AND scorecard_id = bsc.scorecard_id('half-way');
SELECT is(pg_temp.changed('2024-03', NULL), 'sales -, share -, survey -', 'a level that depends on the time is none');
CALL bsc.close_period('half-way', '2024-03');
UPDATE bsc.measure SET kind = 'rate' WHERE code = 'share' AND scorecard_id = bsc.scorecard_id('half-way');
SELECT is(pg_temp.changed('2024-03', NULL), 'sales -, share -, survey -', 'what is closed keeps the kind that it had');

SELECT * FROM finish();
ROLLBACK;
