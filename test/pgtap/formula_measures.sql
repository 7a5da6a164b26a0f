-- Measures made of measures: figures worked out by hand, every rule and every error.
-- The clock is stopped at moments of the tests' choice.
BEGIN;
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT * FROM no_plan();

CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
AS $$SELECT pg_catalog.current_setting('test.now')::timestamptz$$;
CREATE FUNCTION pg_temp.clock(moment text) RETURNS text LANGUAGE sql AS $$SELECT set_config('test.now', moment, true)$$;

-- the document of a scorecard with measures under one objective
CREATE FUNCTION pg_temp.doc(code text, measures jsonb, more jsonb DEFAULT '{}')
RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('code', code, 'perspectives', jsonb_build_array(jsonb_build_object(
        'code', 'p', 'objectives', jsonb_build_array(jsonb_build_object('code', 'o', 'measures', measures))))) || more
$$;
CREATE FUNCTION pg_temp.card(code text, measures jsonb, more jsonb DEFAULT '{}')
RETURNS text LANGUAGE sql AS $$SELECT bsc.define(pg_temp.doc(code, measures, more))$$;

-- plans as "2024 0..1200, 2024-02 -": - is nothing planned
CREATE FUNCTION pg_temp.plan(card text, measure text, targets text, entity text DEFAULT '')
RETURNS void LANGUAGE sql AS $$
    INSERT INTO bsc.plan (measure_id, entity, period, target)
    SELECT bsc.measure_id(card, measure), entity, f[1]::bsc.period, nullif(f[2], '-')::bsc.target
    FROM regexp_split_to_table(targets, ', *') AS one, regexp_match(one, '^(\S+) +(.*)$') AS f
$$;

-- actuals by hand: "2024-01 10, 2024-02 20"
CREATE FUNCTION pg_temp.record(card text, measure text, actuals text, entity text DEFAULT '')
RETURNS void LANGUAGE sql AS $$
    SELECT bsc.record(card, measure, f[1], f[2]::float8, entity)
    FROM regexp_split_to_table(actuals, ', *') AS one, regexp_split_to_array(one, ' +') AS f
$$;

-- what is told of a measure: the columns asked for, in one line, - for none
CREATE FUNCTION pg_temp.told(what text, card text, code text, period text, entity text DEFAULT '', basis text DEFAULT 'period')
RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(coalesce(CASE WHEN jsonb_typeof(to_jsonb(e) -> w) = 'number'
                                    THEN trim_scale(round((to_jsonb(e) ->> w)::numeric, 4))::text
                                    ELSE to_jsonb(e) ->> w END, '-'), ' ' ORDER BY n)
    FROM bsc.evaluate(card, period, entity, basis) AS e, regexp_split_to_table(what, ' ') WITH ORDINALITY AS w (w, n)
    WHERE e.code = told.code AND e.level = 3
$$;
CREATE FUNCTION pg_temp.formula(card text, measure text) RETURNS text LANGUAGE sql AS $$
    SELECT m.formula FROM bsc.measure AS m WHERE m.id = bsc.measure_id(card, measure)
$$;

SELECT pg_temp.clock('2024-08-10 12:00+00');

-- ---------------------------------------------------------------------------
-- Values: first each operand by its own roll-up, then the formula.
SELECT pg_temp.card('shop', '[
    {"code": "revenue"}, {"code": "orders"},
    {"code": "staff", "rollup": "last", "carry_forward": 12},
    {"code": "satisfaction", "rollup": "mean"},
    {"code": "value", "formula": "revenue / orders"},
    {"code": "per head", "formula": "revenue / staff"},
    {"code": "twice", "formula": "value * 2"},
    {"code": "bold", "formula": "coalesce(revenue, 0) - coalesce(orders, 0)"},
    {"code": "quality", "formula": "satisfaction * value + \"per head\""}]');
SELECT pg_temp.record('shop', 'revenue', '2024-01 100, 2024-02 90, 2024-03 200, 2024-05 60'),
    pg_temp.record('shop', 'orders', '2024-01 10, 2024-02 30, 2024-03 10, 2024-04 5, 2024-05 0'),
    pg_temp.record('shop', 'staff', '2023-12 4, 2024-02 5'),
    pg_temp.record('shop', 'satisfaction', '2024-01 1, 2024-02 3');
SELECT is(pg_temp.told('actual', 'shop', 'value', '2024-01'), '10', 'a month');
SELECT is(pg_temp.told('actual', 'shop', 'value', '2024Q1'), '7.8',
    'a quarter is the ratio of its sums (390 / 50), not the mean of its ratios (11)');
SELECT is(pg_temp.told('actual', 'shop', 'value', '2024'), '8.1818', 'a year: 450 / 55');
SELECT is(pg_temp.told('actual', 'shop', 'value', '2024-02', '', 'ytd'), '4.75', 'to date: 190 / 40');
SELECT is(pg_temp.told('actual', 'shop', 'value', '2024-03', '', 'rolling'), '7.8', 'a rolling year');
SELECT is(pg_temp.told('actual', 'shop', 'value', '2024-04'), '-', 'no revenue, no ratio');
SELECT is(pg_temp.told('actual', 'shop', 'value', '2024-05'), '-', 'a quotient by zero is none');
SELECT is(pg_temp.told('actual', 'shop', 'bold', '2024-04'), '-5', 'coalesce looks past it');
SELECT is(pg_temp.told('actual', 'shop', 'per head', '2024-01'), '25', 'an operand that is carried forward: 100 / 4');
SELECT is(pg_temp.told('actual', 'shop', 'per head', '2024Q1'), '78', 'the last of the quarter: 390 / 5');
SELECT is(pg_temp.told('actual', 'shop', 'twice', '2024Q1'), '15.6', 'a formula of a formula');
SELECT is(pg_temp.told('actual', 'shop', 'quality', '2024Q1'), '93.6', '2 * 7.8 + 78: three roll-ups, names in quotes');
SELECT is((SELECT count(*)::int FROM bsc.actual AS a JOIN bsc.measure AS m ON m.id = a.measure_id WHERE m.formula IS NOT NULL), 0,
    'nothing is stored');
SELECT results_eq($$SELECT period, actual, previous, change FROM bsc.measure_result
                    WHERE scorecard = 'shop' AND measure = 'value' AND period_start BETWEEN '2024-01-01' AND '2024-03-31' ORDER BY period$$,
    $$VALUES ('2024-01', 10::float8, NULL::float8, NULL::float8), ('2024-02', 3, 10, -7), ('2024-03', 20, 3, 17)$$,
    'the view, with the period before');
SELECT pg_temp.record('shop', 'revenue', '2023-02 60'), pg_temp.record('shop', 'orders', '2023-02 30');
SELECT results_eq($$SELECT year_ago, year_change FROM bsc.measure_result
                    WHERE scorecard = 'shop' AND measure = 'value' AND period = '2024-02'$$,
    $$VALUES (2::float8, 1::float8)$$, 'and that of the year before');
SELECT results_eq($$SELECT grain, basis, period, actual FROM bsc.result_by_grain
                    WHERE scorecard = 'shop' AND measure = 'value' AND period_end <= '2024-03-31' AND grain IN ('month', 'quarter')
                      AND period_start >= '2024-01-01' ORDER BY grain, basis, period$$,
    $$VALUES ('month', 'period', '2024-01', 10::float8), ('month', 'period', '2024-02', 3), ('month', 'period', '2024-03', 20),
             ('month', 'rolling', '2024-01', 160 / 40.0), ('month', 'rolling', '2024-02', 190 / 40.0), ('month', 'rolling', '2024-03', 7.8),
             ('month', 'ytd', '2024-01', 10), ('month', 'ytd', '2024-02', 4.75), ('month', 'ytd', '2024-03', 7.8),
             ('quarter', 'period', '2024Q1', 7.8), ('quarter', 'rolling', '2024Q1', 7.8), ('quarter', 'ytd', '2024Q1', 7.8)$$,
    'every grain, every basis');

-- entities: each from its own operands, nothing added up
SELECT pg_temp.record('shop', 'revenue', '2024-06 50', 'north'), pg_temp.record('shop', 'orders', '2024-06 2', 'north'),
    pg_temp.record('shop', 'revenue', '2024-06 30', 'south'), pg_temp.record('shop', 'revenue', '2024-06 70'),
    pg_temp.record('shop', 'orders', '2024-06 7');
SELECT results_eq($$SELECT entity, actual FROM bsc.measure_result WHERE scorecard = 'shop' AND measure = 'value' AND period = '2024-06' ORDER BY entity$$,
    $$VALUES ('', 10::float8), ('north', 25), ('south', NULL)$$, 'every entity has its own');

-- a formula alone makes no row
\ir advised.psql
SELECT is(pg_temp.advised($$SELECT * FROM bsc.test_query('shop', 'value', '2024-01')$$), 'Its formula gives its values, in bsc.measure_result.', 'a formula is not recorded by hand');
SELECT pg_temp.plan('shop', 'value', '2024 0..10', 'east');
SELECT is((SELECT count(*)::int FROM bsc.measure_result WHERE scorecard = 'shop' AND entity = 'east'), 0, 'a formula makes no row');

-- overflow is none
SELECT pg_temp.card('large', '[{"code": "a"}, {"code": "b", "formula": "a * a * a"}]'), pg_temp.record('large', 'a', '2024-01 1e150');
SELECT is(pg_temp.told('actual', 'large', 'b', '2024-01'), '-', 'what is too large is none');

-- ---------------------------------------------------------------------------
-- Grains that differ.
SELECT pg_temp.card('mixed', '[
    {"code": "weekly", "frequency": "week"}, {"code": "daily", "frequency": "day"},
    {"code": "monthly"}, {"code": "quarterly", "frequency": "quarter"}, {"code": "yearly", "frequency": "year", "rollup": "last"},
    {"code": "share", "formula": "weekly / monthly", "plan": [{"period": "2024-01", "target": "0..1"}, {"period": "2024-03", "target": "0..3"}]},
    {"code": "per year", "formula": "monthly / yearly"},
    {"code": "by quarter", "frequency": "quarter", "formula": "monthly / quarterly"},
    {"code": "of quarter", "formula": "\"by quarter\" * 10"}]');
SELECT pg_temp.record('mixed', 'weekly', '2024-W01 1, 2024-W05 2, 2024-W09 4, 2024-W10 8, 2024-W13 16, 2024-W14 32'),
    pg_temp.record('mixed', 'monthly', '2024-01 10, 2024-02 20, 2024-03 40, 2024-04 80'),
    pg_temp.record('mixed', 'quarterly', '2024Q1 7, 2024Q2 4'), pg_temp.record('mixed', 'yearly', '2023 2, 2024 5');
-- weeks count where their Thursday falls: W05 (1 February) and W09 (29 February) in February, W14 (4 April) in April
SELECT is(pg_temp.told('actual', 'mixed', 'share', '2024-02'), '0.3', 'weeks in a month: (2 + 4) / 20');
SELECT is(pg_temp.told('actual', 'mixed', 'share', '2024Q1'), '0.4429', 'weeks in a quarter: 31 / 70');
SELECT is(pg_temp.told('actual', 'mixed', 'per year', '2024-02'), '4', 'a yearly operand in a month');
SELECT is(pg_temp.told('actual', 'mixed', 'by quarter', '2024-02'), '10', 'a quarterly formula in a month is that of its quarter: 70 / 7');
SELECT is(pg_temp.told('actual', 'mixed', 'of quarter', '2024-02'), '100', 'and so it is in a monthly formula');
SELECT is(pg_temp.told('actual', 'mixed', 'by quarter', '2024-04', '', 'ytd'), '13.6364', 'to date, by whole quarters: 150 / 11');
SELECT is((SELECT actual_period FROM bsc.measure_result WHERE scorecard = 'mixed' AND measure = 'by quarter' AND period = '2024-02'),
    '2024Q1', 'whose value it is');
SELECT is((SELECT previous FROM bsc.measure_result WHERE scorecard = 'mixed' AND measure = 'by quarter' AND period = '2024-04'),
    10::float8, 'the period before of a coarser formula');

-- ---------------------------------------------------------------------------
-- Targets: parts are its own periods in which it has a value.
SELECT is(pg_temp.told('goal', 'mixed', 'share', '2024Q1'), '3', 'the latest part decides');
DELETE FROM bsc.actual AS a WHERE a.measure_id = bsc.measure_id('mixed', 'monthly') AND a.period::text = '2024-03';
SELECT is(pg_temp.told('actual goal score', 'mixed', 'share', '2024Q1'), '1.0333 - -',
    'a part without a value is none: February decides, which has no row');
SELECT pg_temp.plan('mixed', 'share', '2024-02 0..2');
SELECT is(pg_temp.told('goal goal_period', 'mixed', 'share', '2024Q1'), '2 2024Q1', 'with one it does');
SELECT is(pg_temp.told('goal', 'mixed', 'share', '2024-02', '', 'ytd'), '2', 'to date');

SELECT pg_temp.card('kinds', '[{"code": "revenue"}, {"code": "cost"},
    {"code": "margin", "formula": "(revenue - cost) / revenue"},
    {"code": "profit", "formula": "revenue - cost", "kind": "amount"}]');
SELECT pg_temp.record('kinds', 'revenue', '2024-01 100, 2024-02 100', e), pg_temp.record('kinds', 'cost', '2024-01 60, 2024-02 90', e)
FROM unnest(ARRAY['', 'north']) AS e;
SELECT pg_temp.plan('kinds', m, '2024 0..0.5') FROM unnest(ARRAY['margin', 'profit']) AS m;
SELECT is(pg_temp.told('goal goal_period', 'kinds', 'margin', '2024-01', 'north'), '0.5 2024', 'a rate: the company''s target is everybody''s, and the year''s the month''s');
SELECT is(pg_temp.told('goal', 'kinds', 'profit', '2024-01', 'north'), '-', 'an amount: it is not');
SELECT is(pg_temp.told('goal', 'kinds', 'profit', '2024-01'), '0.5', 'level is the default spread');
UPDATE bsc.measure SET spread = 'days' WHERE id = bsc.measure_id('kinds', 'profit');
SELECT is(pg_temp.told('goal', 'kinds', 'profit', '2024-01'), round(0.5 * 31 / 366, 4)::text, 'or days, if that is said');
DELETE FROM bsc.plan WHERE measure_id = bsc.measure_id('kinds', 'profit');
SELECT pg_temp.plan('kinds', 'profit', '2024-01 0..30, 2024-02 0..30, 2024-03 0..30');
SELECT is(pg_temp.told('actual goal', 'kinds', 'profit', '2024Q1'), '50 -', 'an amount by formula is not held against its parts'' targets');

-- ---------------------------------------------------------------------------
-- Coverage, observed, provisional, too early.
SELECT pg_temp.card('cover', '[{"code": "a"}, {"code": "b"}, {"code": "c", "formula": "a / b", "plan": [{"period": "2024", "target": "0..1"}]},
    {"code": "d", "rollup": "last", "carry_forward": 12}, {"code": "e", "formula": "a / d", "plan": [{"period": "2024", "target": "0..1"}]}]');
SELECT pg_temp.record('cover', 'a', '2024-01 1, 2024-02 1, 2024-03 1'), pg_temp.record('cover', 'b', '2024-01 2, 2024-03 2'),
    pg_temp.record('cover', 'd', '2024-01 4');
SELECT is(pg_temp.told('actual coverage provisional', 'cover', 'c', '2024Q1'), '0.75 0.6667 false', 'coverage is the least of the operands''');
SELECT is(pg_temp.told('actual coverage provisional', 'cover', 'e', '2024Q1'), '0.75 1 false', 'what is carried covers');
SELECT is(pg_temp.told('actual coverage', 'cover', 'c', '2024-02'), '- 0', 'none without a value');
SELECT results_eq($$SELECT measure, observed FROM bsc.measure_result WHERE scorecard = 'cover' AND period = '2024-03' ORDER BY measure$$,
    $$VALUES ('a', '2024-04-01'::timestamptz), ('b', '2024-04-01'), ('c', '2024-04-01'), ('d', '2024-02-01'), ('e', '2024-02-01')$$,
    'observed is the earliest of the operands''');
SELECT is(pg_temp.told('actual provisional', 'cover', 'e', '2024-03'), '0.25 false', 'and final, if what is carried stands for it');
SELECT pg_temp.clock('2024-04-10 00:00+00');
SELECT pg_temp.record('cover', 'a', '2024-04 1');
SELECT pg_temp.clock('2024-04-20 00:00+00');
SELECT pg_temp.record('cover', 'b', '2024-04 2');
SELECT is(pg_temp.told('actual status provisional', 'cover', 'c', '2024-04'), '0.5 red true', 'observed to 10 April, three tenths');
SELECT pg_temp.clock('2024-04-04 00:00+00');
UPDATE bsc.actual SET recorded_at = '2024-04-03 00:00+00' WHERE measure_id = bsc.measure_id('cover', 'a') AND period::text = '2024-04';
SELECT is(pg_temp.told('actual status provisional', 'cover', 'c', '2024-04'), '0.5 - true', 'too early, as its first operand is');
SELECT pg_temp.clock('2024-08-10 12:00+00');

-- ---------------------------------------------------------------------------
-- Closing freezes it with the rest.
CALL bsc.close_period('shop', '2024-01');
UPDATE bsc.measure SET formula = 'revenue / orders * 100' WHERE id = bsc.measure_id('shop', 'value');
SELECT results_eq($$SELECT period, actual FROM bsc.measure_result WHERE scorecard = 'shop' AND measure = 'value'
                    AND period IN ('2024-01', '2024-02') ORDER BY period$$,
    $$VALUES ('2024-01', 10::float8), ('2024-02', 300)$$, 'what is closed stays');
SELECT is((SELECT definition #>> '{perspectives,0,objectives,0,measures,4,formula}' FROM bsc.closed_period AS c
           JOIN bsc.scorecard AS s ON s.id = c.scorecard_id WHERE s.code = 'shop'), 'revenue / orders', 'with its formula');
UPDATE bsc.measure SET formula = 'revenue / orders' WHERE id = bsc.measure_id('shop', 'value');
SELECT pg_temp.plan('shop', 'value', '2024 0..10');
SELECT results_eq($$SELECT score, contribution, contribution_before FROM bsc.explain('shop', '2024-03', '', '2024-02') WHERE measure = 'value'$$,
    $$VALUES (1::float8, 1::float8, 0.3::float8)$$, 'explain');
SELECT results_eq($$SELECT measure, observed FROM bsc.measure_freshness WHERE scorecard = 'cover' ORDER BY measure$$,
    $$SELECT measure, observed FROM bsc.measure_result WHERE scorecard = 'cover' AND period = '2024-03' ORDER BY measure$$, 'freshness');
SELECT matches(bsc.report('shop', '2024-02', 'text'), 'value +3 → 10', 'the report shows it');

-- ---------------------------------------------------------------------------
-- The document: there and back, and what it refuses.
SELECT bsc.define(bsc.definition('kinds') || '{"code": "copy"}');
SELECT is(bsc.definition('copy') || '{"code": "kinds"}', bsc.definition('kinds'), 'the definition makes the same scorecard');
SELECT is((SELECT jsonb_agg(m - 'plan') FROM jsonb_array_elements(bsc.definition('kinds') #> '{perspectives,0,objectives,0,measures}') AS m),
    '[{"code": "revenue"}, {"code": "cost"},
      {"code": "margin", "rollup": "formula", "formula": "(revenue - cost) / revenue"},
      {"code": "profit", "kind": "amount", "rollup": "formula", "spread": "days", "formula": "revenue - cost"}]'::jsonb, 'and says no more than it needs');
SELECT lives_ok($$SELECT pg_temp.card('order', '[{"code": "z", "formula": "a + y"}, {"code": "y", "formula": "a"}, {"code": "a"}]')$$,
    'operands may come after');

CREATE FUNCTION pg_temp.fails(measures jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    said text; why text; advice text;
BEGIN
    PERFORM pg_temp.card('bad', measures);
    RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS said = MESSAGE_TEXT, why = PG_EXCEPTION_DETAIL, advice = PG_EXCEPTION_HINT;
    RETURN concat_ws(' | ', SQLSTATE, said, nullif(why, ''), nullif(advice, ''));
END
$$;
SELECT is(pg_temp.fails(m::jsonb), f, f)
FROM (VALUES
    ('[{"code": "revenue"}, {"code": "b", "formula": "revenu / 2"}]',
     '22023 | invalid value at perspectives[0].objectives[0].measures[1].formula: "revenu / 2" | There is no measure "revenu". | Perhaps you mean "revenue".'),
    ('[{"code": "a", "formula": "b"}, {"code": "b", "formula": "c + 1"}, {"code": "c", "formula": "b"}, {"code": "x"}]',
     '22023 | invalid value at perspectives[0].objectives[0].measures[1].formula: "c + 1" | It comes back to itself, b -> c -> b.'),
    ('[{"code": "a", "formula": "a"}]',
     '22023 | invalid value at perspectives[0].objectives[0].measures[0].formula: "a" | It comes back to itself, a -> a.'),
    ('[{"code": "a", "formula": "2 * 3"}]',
     '22023 | invalid value at perspectives[0].objectives[0].measures[0].formula: "2 * 3" | It names no measure. | What never changes is no measure: write it into the formulas that need it.'),
    ('[{"code": "a"}, {"code": "b", "formula": "a +"}]',
     '42601 | invalid value at perspectives[0].objectives[0].measures[1].formula: "a +" | Syntax error at the end of formula "a +". | A number, a name or "(" was expected.'),
    ('[{"code": "a", "frequency": "quarter"}, {"code": "b", "formula": "a"}]',
     '22023 | invalid value at perspectives[0].objectives[0].measures[1].formula: "a" | Measure "a" is a sum for each quarter, of which a month is a part. | Give the formula''s measure frequency quarter or a coarser one.'),
    ('[{"code": "a", "query": "SELECT 1", "formula": "b"}, {"code": "b"}]',
     '22023 | invalid value at perspectives[0].objectives[0].measures[0].query: "SELECT 1" | A measure with a formula has none: the formula gives its values.'),
    ('[{"code": "a", "carry_forward": 2, "formula": "b"}, {"code": "b"}]',
     '22023 | invalid value at perspectives[0].objectives[0].measures[0].carry_forward: 2 | A measure with a formula has none: the formula gives its values.'),
    ('[{"code": "a", "rollup": "sum", "formula": "b"}, {"code": "b"}]',
     '22023 | invalid value at perspectives[0].objectives[0].measures[0].rollup: "sum" | Roll-up formula and a formula go together.'),
    ('[{"code": "a", "rollup": "formula"}]',
     '22023 | invalid value at perspectives[0].objectives[0].measures[0].rollup: "formula" | Roll-up formula and a formula go together.'),
    ('[{"code": "a", "empty": "zero", "formula": "b"}, {"code": "b"}]',
     '22023 | invalid value at perspectives[0].objectives[0].measures[0].empty: "zero" | No row is no zero to a mean, a minimum or a maximum: let the query return a volume, by which the mean is weighed.'))
    AS c (m, f);
SELECT lives_ok(format($$SELECT pg_temp.card('deep', %L)$$, (
    SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('code', 'm' || i, 'formula', CASE WHEN i > 0 THEN 'm' || i - 1 || ' + m' || i - 1 END)))
    FROM generate_series(0, 32) AS i)), 'formulas of formulas, 32 levels');
SELECT pg_temp.record('deep', 'm0', '2024-01 1, 2024-02 1'), pg_temp.plan('deep', 'm32', '2024-01 0..1');
SELECT is(pg_temp.told('actual', 'deep', 'm32', '2024Q1', '', 'ytd'), (2 ^ 33)::bigint::text, 'each is read once');
SELECT matches(pg_temp.fails((
    SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('code', 'm' || i, 'formula', CASE WHEN i > 0 THEN 'm' || i - 1 END)))
    FROM generate_series(0, 33) AS i)), '^54000 .*measures\[33\].formula.*more than 32 levels deep', 'and no more');

-- renaming by document: codes handed on, swapped, taken anew
SELECT bsc.define(pg_temp.doc('renamed', '[{"code": "a"}, {"code": "b"}, {"code": "f", "formula": "a / b"}]'));
SELECT pg_temp.record('renamed', 'a', '2024-01 6'), pg_temp.record('renamed', 'b', '2024-01 2');
SELECT bsc.define(pg_temp.doc('renamed', '[{"code": "sales volume", "was": "a"}, {"code": "b"}, {"code": "f", "formula": "\"sales volume\" / b"}]'));
SELECT is(pg_temp.told('actual', 'renamed', 'f', '2024-01'), '3', 'renamed with was');
SELECT matches(pg_temp.fails('[{"code": "new", "was": "a"}, {"code": "f", "formula": "a"}]'), 'There is no measure "a"', 'a document names the new codes');
SELECT bsc.define(pg_temp.doc('renamed', '[{"code": "b", "was": "sales volume"}, {"code": "sales volume", "was": "b"}, {"code": "f", "formula": "\"sales volume\" / b"}]'));
SELECT is(pg_temp.told('actual', 'renamed', 'f', '2024-01'), '0.3333', 'swapped under the same formula');
SELECT bsc.define(pg_temp.doc('renamed', '[{"code": "old", "was": "b"}, {"code": "b"}, {"code": "sales volume"}, {"code": "f", "formula": "\"sales volume\" / b"}]'));
SELECT pg_temp.record('renamed', 'b', '2024-01 4');
SELECT is(pg_temp.told('actual', 'renamed', 'f', '2024-01'), '0.5', 'a new measure under the old code');
-- by SQL the formula follows
UPDATE bsc.measure SET code = 'divisor' WHERE id = bsc.measure_id('renamed', 'b');
UPDATE bsc.measure SET code = 'a "b"' WHERE id = bsc.measure_id('renamed', 'sales volume');
SELECT is(pg_temp.formula('renamed', 'f'), '"a ""b""" / divisor', 'formulas follow a new code');
SELECT is(pg_temp.told('actual', 'renamed', 'f', '2024-01'), '0.5', 'and nothing changes');
-- removed by document, while the formula changes
SELECT bsc.define(pg_temp.doc('renamed', '[{"code": "old"}, {"code": "divisor"}, {"code": "f", "formula": "old / divisor"}]'), prune => true);
SELECT is(pg_temp.told('actual', 'renamed', 'f', '2024-01'), '1.5', 'what a formula named may go if it names another');
SELECT is((SELECT count(*)::int FROM bsc.define(bsc.definition('renamed'))), 1, 'again');
SELECT bsc.define(pg_temp.doc('renamed', '[{"code": "old"}, {"code": "divisor"}, {"code": "f", "rollup": "last"}]'));
SELECT pg_temp.record('renamed', 'f', '2024-01 9');
SELECT throws_ok($$SELECT bsc.define(pg_temp.doc('renamed', '[{"code": "old"}, {"code": "divisor"}, {"code": "f", "formula": "old"}]'))$$, '55000',
    'measure "f" has an actual for 2024-01, which does not fit a formula', 'a measure with actuals gets no formula');

-- ---------------------------------------------------------------------------
-- Plain SQL.
SELECT throws_ok($$UPDATE bsc.measure SET formula = 'revenue / order' WHERE id = bsc.measure_id('shop', 'value')$$, '22023',
    'formula of measure "value" cannot be: there is no measure "order"', 'unknown name');
SELECT throws_ok($$UPDATE bsc.measure SET formula = 'twice' WHERE id = bsc.measure_id('shop', 'value')$$, '22023',
    'formula of measure "value" cannot be: it comes back to itself, value -> twice -> value', 'circle');
SELECT throws_ok($$UPDATE bsc.measure SET formula = 'revenue /' WHERE id = bsc.measure_id('shop', 'value')$$, '42601', NULL, 'no formula');
SELECT throws_ok($$UPDATE bsc.measure SET frequency = 'week' WHERE id = bsc.measure_id('shop', 'value')$$, '22023',
    'formula of measure "value" cannot be: measure "revenue" is a sum for each month, of which a week is a part', 'too fine');
SELECT throws_ok($$UPDATE bsc.measure SET frequency = 'quarter' WHERE id = bsc.measure_id('order', 'a')$$, '22023', NULL, 'an operand too coarse');
SELECT throws_ok($$UPDATE bsc.measure SET formula = NULL WHERE id = bsc.measure_id('shop', 'value')$$, '23514', NULL, 'roll-up without formula');
SELECT throws_ok($$UPDATE bsc.measure SET rollup = 'sum' WHERE id = bsc.measure_id('shop', 'value')$$, '23514', NULL, 'formula without roll-up');
SELECT throws_ok($$UPDATE bsc.measure SET query = 'SELECT 1' WHERE id = bsc.measure_id('shop', 'value')$$, '23514', NULL, 'a query beside it');
SELECT throws_ok($$UPDATE bsc.measure SET carry_forward = 1 WHERE id = bsc.measure_id('shop', 'value')$$, '23514', NULL, 'carrying forward');
SELECT throws_ok($$SELECT bsc.record('shop', 'value', '2024-02', 1)$$, '22023',
    'measure "value" takes no actuals: its formula gives them', 'record');
SELECT throws_ok($$INSERT INTO bsc.actual_entry (scorecard, measure, period, value) VALUES ('shop', 'value', '2024-02', 1)$$, '22023',
    'measure "value" takes no actuals: its formula gives them', 'actual_entry');
SELECT throws_ok($$INSERT INTO bsc.actual (measure_id, period, value) VALUES (bsc.measure_id('shop', 'value'), '2024-02', 1)$$, '22023',
    'measure "value" takes no actuals: its formula gives them', 'a plain INSERT');
SELECT throws_ok($$UPDATE bsc.actual SET measure_id = bsc.measure_id('shop', 'value')
                   WHERE measure_id = bsc.measure_id('shop', 'orders') AND period::text = '2024-02'$$, '22023',
    'measure "value" takes no actuals: its formula gives them', 'a plain UPDATE');
SELECT throws_ok($$DELETE FROM bsc.measure WHERE id = bsc.measure_id('shop', 'orders')$$, '2BP01',
    'measure "orders" cannot be removed: the formula of measure "bold" names it', 'what a formula names stays');
SELECT throws_ok($$SELECT bsc.define(pg_temp.doc('order', '[{"code": "y", "formula": "a"}]'))$$, '22023', NULL, 'in a document, too');
SELECT lives_ok($$DELETE FROM bsc.measure WHERE id IN (bsc.measure_id('order', 'a'), bsc.measure_id('order', 'y'), bsc.measure_id('order', 'z'))$$,
    'all at once may go');
SELECT lives_ok($$DELETE FROM bsc.perspective AS p USING bsc.scorecard AS s WHERE s.id = p.scorecard_id AND s.code = 'deep'$$, 'with all that is above them');
SELECT lives_ok($$SELECT bsc.drop_scorecard('copy')$$, 'and with the scorecard');
-- a multi-row INSERT may bring operands and formulas in any order
INSERT INTO bsc.measure (objective_id, code, rollup, formula)
SELECT o.id, x.code, x.rollup, x.formula
FROM bsc.objective AS o JOIN bsc.scorecard AS s ON s.id = o.scorecard_id,
    (VALUES (1, 'k', 'formula', 'l * 2'), (2, 'l', 'sum', NULL)) AS x (n, code, rollup, formula)
WHERE s.code = 'large' ORDER BY x.n;
SELECT pg_temp.record('large', 'l', '2024-01 4');
SELECT is(pg_temp.told('actual', 'large', 'k', '2024-01'), '8', 'inserted by SQL');

-- ---------------------------------------------------------------------------
-- The same worked out otherwise, with random actuals and plans: the value by
-- bsc.calculate() from what the operands are shown to be; the goal by a stored measure
-- of roll-up last that has the formula's own values as its actuals.
SELECT pg_temp.clock('2026-01-01 00:00+00');
SELECT pg_temp.card('random', (
    SELECT jsonb_agg(m) || jsonb_agg(jsonb_build_object('code', 'mirror ' || (m ->> 'code'), 'rollup', 'last', 'kind', 'rate',
                                                        'frequency', coalesce(m ->> 'frequency', 'month'))) FILTER (WHERE m ? 'formula')
    FROM jsonb_array_elements('[
        {"code": "rev"}, {"code": "ord", "frequency": "week"}, {"code": "staff", "rollup": "last", "carry_forward": 2},
        {"code": "nps", "rollup": "mean"}, {"code": "q", "rollup": "last", "frequency": "quarter"},
        {"code": "f1", "formula": "rev / ord"}, {"code": "f2", "formula": "rev / staff + coalesce(q, 1)"},
        {"code": "f3", "formula": "greatest(f1, f2) - nps"},
        {"code": "f4", "frequency": "quarter", "formula": "rev / (ord - 20)"}, {"code": "f5", "formula": "f4 * f1"}]') AS m),
    '{"first_month": 4}');
SELECT setseed(0.4);
INSERT INTO bsc.actual (measure_id, entity, period, value)
SELECT m.id, e, p, floor(random() * 10)
FROM bsc.measure AS m, unnest(ARRAY['', 'north']) AS e,
    LATERAL (SELECT p FROM bsc.subdivide('2023-04'::bsc.period, m.frequency) AS p WHERE false
             UNION ALL SELECT p FROM bsc.periods(bsc.period('2023-04-03'::date, m.frequency, 4), bsc.period('2025-03-20'::date, m.frequency, 4)) AS p) AS p
WHERE m.scorecard_id = bsc.scorecard_id('random') AND m.formula IS NULL AND m.code NOT LIKE 'mirror%' AND random() < 0.7;
CREATE TEMP TABLE shown AS
SELECT entity, grain, basis, period, measure, actual FROM bsc.result_by_grain WHERE scorecard = 'random' AND level = 3;
SELECT cmp_ok((SELECT count(*)::int FROM shown WHERE measure LIKE 'f%' AND actual IS NOT NULL), '>', 400, 'many values');
SELECT is_empty($$
    SELECT f.*, c.value
    FROM shown AS f
    JOIN bsc.measure AS m ON m.code = f.measure AND m.formula IS NOT NULL AND m.scorecard_id = bsc.scorecard_id('random')
    CROSS JOIN LATERAL (
        SELECT bsc.calculate(m.formula, array_agg(o.measure), array_agg(o.actual)) AS value
        FROM shown AS o
        WHERE (o.entity, o.grain, o.basis, o.period) = (f.entity, f.grain, f.basis, f.period) AND o.measure NOT LIKE 'mirror%') AS c
    WHERE (m.frequency = 'month' OR f.grain IN ('quarter', 'half', 'year'))
      AND (abs(c.value - f.actual) > 1e-9 * abs(f.actual) OR (c.value IS NULL) <> (f.actual IS NULL))$$,
    'every value is that of the operands shown beside it');
SELECT is_empty($$
    SELECT f.*, c.value
    FROM shown AS f
    CROSS JOIN LATERAL (SELECT bsc.enclosing(f.period::bsc.period, 'quarter', 4)::text) AS q (period)
    JOIN shown AS c (entity, grain, basis, period, measure, value)
      ON c.entity = f.entity AND c.grain = 'quarter' AND c.basis = 'period' AND c.period = q.period AND c.measure = 'f4'
    WHERE f.measure = 'f4' AND f.grain = 'month' AND f.basis = 'period' AND f.actual IS DISTINCT FROM c.value$$,
    'and a month of a quarterly one that of its quarter');
INSERT INTO bsc.plan (measure_id, entity, period, target)
SELECT m.id, r.entity, r.period, r.target
FROM (
    SELECT f, e AS entity, p AS period, CASE WHEN random() < 0.9 THEN bsc.target(0, 1 + floor(random() * 9)) END AS target
    FROM unnest(ARRAY['f1', 'f2', 'f3', 'f5']) AS f, unnest(ARRAY['', 'north']) AS e, unnest(ARRAY['month', 'quarter', 'half', 'year']) AS g,
        LATERAL bsc.periods(bsc.period('2023-04-03'::date, g, 4), bsc.period('2025-03-20'::date, g, 4)) AS p
    WHERE random() < 0.3) AS r
CROSS JOIN LATERAL (VALUES (r.f), ('mirror ' || r.f)) AS c (code)
JOIN bsc.measure AS m ON m.code = c.code AND m.scorecard_id = bsc.scorecard_id('random');
INSERT INTO bsc.actual (measure_id, entity, period, value)
SELECT bsc.measure_id('random', 'mirror ' || s.measure), s.entity, s.period::bsc.period, s.actual
FROM shown AS s
WHERE s.grain = 'month' AND s.basis = 'period' AND s.measure IN ('f1', 'f2', 'f3', 'f5') AND s.actual IS NOT NULL;
SELECT is_empty($$
    WITH judged AS (
        SELECT r.entity, r.grain, r.basis, r.period, r.measure, r.goal, r.actual
        FROM bsc.result_by_grain AS r WHERE r.scorecard = 'random' AND r.level = 3)
    SELECT f.*, m.goal
    FROM judged AS f
    JOIN judged AS m ON m.measure = 'mirror ' || f.measure
      AND (m.entity, m.grain, m.basis, m.period) = (f.entity, f.grain, f.basis, f.period)
    WHERE f.measure <> 'f4' AND f.goal IS DISTINCT FROM m.goal$$,
    'every goal is that of a measure with these values');

-- A weekly formula that is asked for a day whose week counts for another year.
SELECT pg_temp.clock('2024-08-10 12:00+00');
SELECT pg_temp.card('days', '[
    {"code": "a", "frequency": "week"}, {"code": "b", "frequency": "week"}, {"code": "f", "frequency": "week", "formula": "a / b"},
    {"code": "g", "frequency": "week", "formula": "f * 2"}, {"code": "h", "frequency": "day", "formula": "f * 3"}]');
SELECT pg_temp.record('days', 'a', '2019-W52 4, 2020-W01 1, 2020-W52 5, 2020-W53 6');
SELECT pg_temp.record('days', 'b', '2019-W52 4, 2020-W01 10, 2020-W52 10, 2020-W53 2');
SELECT is((SELECT string_agg(pg_temp.told('actual', 'days', c, '2021-01-03', '', 'ytd'), ' ' ORDER BY c) FROM unnest('{a,b,f,g,h}'::text[]) AS c),
    '6 2 3 6 9', 'to date in the first days of January, in a week of the year before, there is that week alone');
SELECT is((SELECT string_agg(pg_temp.told('actual', 'days', c, '2019-12-31', '', 'ytd'), ' ' ORDER BY c) FROM unnest('{a,b,f,g,h}'::text[]) AS c),
    '5 14 0.3571 0.7143 1.0714', 'and on the last of December, in the first week of the next year, all of the old one and this week');
SELECT is((SELECT string_agg(pg_temp.told('actual', 'days', c, '2020-01-01', '', 'ytd'), ' ' ORDER BY c) FROM unnest('{a,b,f,g,h}'::text[]) AS c),
    '1 10 0.1 0.2 0.3', 'while a week of its own year begins it');
SELECT is((SELECT string_agg(pg_temp.told('actual', 'days', c, '2020-W53', '', 'ytd'), ' ' ORDER BY c) FROM unnest('{a,b,f,g}'::text[]) AS c),
    '12 22 0.5455 1.0909', 'and the last week ends it');

-- What a formula lacks is not carried to it: its operand's operand is, but the operand is not for the entity.
SELECT pg_temp.clock('2024-07-09 12:00+00');
SELECT pg_temp.card('lacks', '[
    {"code": "base", "rollup": "last", "carry_forward": 2, "weight": 0},
    {"code": "whole", "formula": "base", "scope": "whole", "weight": 0},
    {"code": "made", "frequency": "quarter", "formula": "whole + 1"},
    {"code": "x", "rollup": "last"}]', '{"missing": "zero"}');
SELECT pg_temp.plan('lacks', 'x', '2024 0..10', 'north');
SELECT pg_temp.record('lacks', 'base', '2024-06 7', 'north'), pg_temp.record('lacks', 'x', '2024-07 5', 'north');
SELECT is((SELECT string_agg(concat_ws(' ', e.code, coalesce(e.actual::text, '-'), coalesce(e.pace::text, '-')), ', ')
           FROM bsc.evaluate('lacks', '2024Q3', 'north', 'period') AS e WHERE e.code IN ('o', 'made', 'x')),
    'o - 0.5, made - -, x 5 0.5', 'so that in a quarter that has just begun it is too early for it, and it takes no part in the pace above');

SELECT * FROM finish();
ROLLBACK;
