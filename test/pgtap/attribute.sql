-- What moved a measure, by driver and by entity: figures worked out by hand.
BEGIN;
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT * FROM no_plan();

CREATE FUNCTION pg_temp.card(code text, plan jsonb DEFAULT '[]') RETURNS text LANGUAGE sql AS $$
    SELECT bsc.define(jsonb_build_object('code', code, 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p',
        'objectives', jsonb_build_array(jsonb_build_object('code', 'o', 'measures', jsonb_build_array(
            '{"code": "visits", "name": "Visits"}'::jsonb, '{"code": "orders", "kind": "amount"}'::jsonb || jsonb_build_object('plan', plan), '{"code": "revenue"}'::jsonb,
            '{"code": "rating", "rollup": "mean"}'::jsonb,
            '{"code": "conversion", "formula": "orders / visits"}'::jsonb,
            '{"code": "order-value", "formula": "revenue / orders"}'::jsonb,
            '{"code": "income", "formula": "visits * conversion * \"order-value\"", "plan": [{"period": "2024", "target": "0..1"}]}'::jsonb,
            '{"code": "quarterly", "frequency": "quarter", "formula": "orders / visits"}'::jsonb,
            '{"code": "percent", "formula": "100 * orders / visits"}'::jsonb)))))))
$$;
CREATE FUNCTION pg_temp.put(card text, entity text, period text, visits float8, orders float8, revenue float8) RETURNS void LANGUAGE sql AS $$
    SELECT bsc.record(card, v.measure, period, v.value, entity)
    FROM (VALUES ('visits', visits), ('orders', orders), ('revenue', revenue)) AS v (measure, value) WHERE v.value IS NOT NULL
$$;

-- 12,000 visits of which 240 buy for 50, then 11,400, 256.5 (2.25 %) and 52
SELECT pg_temp.card('web', '[{"period": "2024-02", "target": "0..300"}]');
SELECT pg_temp.put('web', '', '2024-01', 12000, 240, 12000), pg_temp.put('web', '', '2024-02', 11400, 256.5, 13338);
SELECT results_eq($$SELECT driver, name, before, after, round(effect::numeric, 9), round(share::numeric, 6) FROM bsc.attribute('web', 'income', '2024-02')$$,
    $$VALUES ('visits', 'Visits', 12000::float8, 11400::float8, -650.5, round(-650.5 / 1338, 6)), ('conversion', 'conversion', 0.02, 0.0225, 1491.5, round(1491.5 / 1338, 6)),
             ('order-value', 'order-value', 50, 52, 497.0, round(497.0 / 1338, 6))$$, 'one level of drivers, by shapley');
SELECT results_eq($$SELECT driver, round(effect::numeric, 6) FROM bsc.attribute('web', 'income', '2024-02', method => 'lmdi')$$,
    $$VALUES ('visits', -649.230280), ('conversion', 1490.805262), ('order-value', 496.425018)$$, 'by lmdi');
SELECT results_eq($$SELECT driver, round(effect::numeric, 9) FROM bsc.attribute('web', 'income', '2024-01'::bsc.period, '2024-02'::bsc.period)$$,
    $$VALUES ('visits', 650.5), ('conversion', -1491.5), ('order-value', -497.0)$$, 'against a period of one''s choice, as bsc.period');
SELECT results_eq($$SELECT driver, before, after, effect FROM bsc.attribute('web', 'conversion', '2024-01')$$,
    $$VALUES ('orders', NULL::float8, 240::float8, NULL::float8), ('visits', NULL, 12000, NULL)$$, 'nothing before, no effects');
SELECT results_eq($$SELECT driver, before, after, effect FROM bsc.attribute('web', 'order-value', '2024-02', 'goal')$$,
    $$VALUES ('revenue', NULL::float8, 13338::float8, NULL::float8), ('orders', 300, 256.5, NULL)$$, 'against goals, of which one lacks');
UPDATE bsc.measure SET formula = 'orders * 2' WHERE id = bsc.measure_id('web', 'percent');
SELECT results_eq($$SELECT driver, before, after, effect, share FROM bsc.attribute('web', 'percent', '2024-02', 'goal')$$,
    $$VALUES ('orders', 300::float8, 256.5::float8, -87::float8, 1::float8)$$, 'against goals');
UPDATE bsc.measure SET formula = '100 * orders / visits' WHERE id = bsc.measure_id('web', 'percent');
-- a year to date: of February the sums of both months, 496.5 of 23,400, against January's
SELECT is((SELECT array_agg(row(driver, before, after)::text) FROM bsc.attribute('web', 'conversion', '2024-02', basis => 'ytd')),
    '{"(orders,240,496.5)","(visits,12000,23400)"}', 'the year to date');
SELECT is((SELECT round(sum(effect)::numeric, 12) FROM bsc.attribute('web', 'conversion', '2024-02', basis => 'ytd')),
    round(496.5 / 23400 - 240 / 12000.0, 12), 'and its effects add up to its change');
SELECT is((SELECT array_agg(row(driver, before, after)::text) FROM bsc.attribute('web', 'quarterly', '2024-02', '2024-01')),
    '{"(orders,496.5,496.5)","(visits,23400,23400)"}', 'a measure that is coarser is asked about its own period');
SELECT throws_ok($$SELECT bsc.attribute('web', 'visits', '2024-02')$$, '22023', 'measure "visits" is not a formula');
SELECT throws_ok($$SELECT bsc.attribute('web', 'nonsense', '2024-02')$$, '22023');
SELECT throws_ok($$SELECT bsc.attribute('web', 'income', '2024-02', method => 'x')$$, '22023', 'unknown method "x"');
SELECT throws_ok($$SELECT bsc.attribute('web', 'income', '2024-02', 'gaol')$$, '22007');
SELECT throws_ok($$SELECT bsc.attribute('web', 'income', '2024-02', basis => 'x')$$, '22023', 'unknown basis: "x"');

-- in a closed period: what was frozen, whatever is recorded before it later
CALL bsc.close_period('web', '2024-02');
UPDATE bsc.measure SET rollup = 'last' WHERE id = bsc.measure_id('web', 'rating');
SELECT results_eq($$SELECT driver, before, after, round(effect::numeric, 9) FROM bsc.attribute('web', 'income', '2024-02')$$,
    $$VALUES ('visits', 12000::float8, 11400::float8, -650.5), ('conversion', 0.02, 0.0225, 1491.5), ('order-value', 50, 52, 497.0)$$, 'a closed period');
SET session_replication_role = replica;
UPDATE bsc.actual SET value = 1 WHERE measure_id = bsc.measure_id('web', 'visits') AND period::text = '2024-02';
SET session_replication_role = origin;
SELECT is((SELECT after FROM bsc.attribute('web', 'income', '2024-02') WHERE driver = 'visits'), 11400::float8, 'has what was frozen');

-- by entity, without a catalogue: the whole has rows of its own, which are 5 visits more
SELECT pg_temp.card('shops');
SELECT pg_temp.put('shops', 'a', '2024-01', 100, 10, 500), pg_temp.put('shops', 'b', '2024-01', 300, 60, 900), pg_temp.put('shops', 'c', '2024-01', 50, 5, 20),
    pg_temp.put('shops', '', '2024-01', 455, 75, 1420),
    pg_temp.put('shops', 'a', '2024-02', 200, 30, 800), pg_temp.put('shops', 'b', '2024-02', 200, 50, 900), pg_temp.put('shops', 'd', '2024-02', 10, 1, 7),
    pg_temp.put('shops', '', '2024-02', 420, 81, 1707);
SELECT results_eq($$SELECT * FROM bsc.attribute_entities('shops', 'visits', '2024-02')$$,
    $$VALUES ('a', 100::float8, 200::float8, 100::float8, NULL::float8, NULL::float8, 100 / -35.0::float8), ('b', 300, 200, -100, NULL, NULL, -100 / -35.0),
             ('c', 50, NULL, -50, NULL, NULL, -50 / -35.0), ('d', NULL, 10, 10, NULL, NULL, 10 / -35.0), (NULL, 5, 10, 5, NULL, NULL, 5 / -35.0)$$,
    'a sum: who moved it, the largest first, and what they leave of the whole');
SELECT results_eq($$SELECT entity, effect FROM bsc.attribute_entities('shops', 'visits', '2024-02'::bsc.period, '2024-01'::bsc.period, '{b,b,NULL}')$$,
    $$VALUES ('b', -100::float8), (NULL, 65)$$, 'some entities: the rest is told too');
SELECT results_eq($$SELECT entity, before, after, round(effect::numeric, 9), round(rate_effect::numeric, 9), round(mix_effect::numeric, 9)
        FROM bsc.attribute_entities('shops', 'conversion', '2024-02', entities => '{a,b}') WHERE entity IS NOT NULL ORDER BY 1$$,
    $$VALUES ('a', 0.1::float8, 0.15::float8, 0.01875 + round(0.25 * (0.125 - 0.1875), 9), 0.01875::numeric, round(0.25 * (0.125 - 0.1875), 9)),
             ('b', 0.2, 0.25, 0.03125 - 0.25 * (0.225 - 0.1875), 0.03125, -0.25 * (0.225 - 0.1875))$$, 'a quotient of two sums: rates and mix');
SELECT is((SELECT round(sum(effect)::numeric, 12) FROM bsc.attribute_entities('shops', 'conversion', '2024-02')),
    round(81 / 420.0 - 75 / 455.0, 12), 'with the last row it adds up to the change of the whole');
SELECT is((SELECT array_agg(row(entity, before, after, effect)::text) FROM bsc.attribute_entities('shops', 'visits', '2024-02', basis => 'ytd')),
    '{"(a,100,300,200)","(b,300,500,200)","(d,,10,10)","(c,50,50,0)","(,5,15,10)"}', 'the year to date');
SELECT results_eq($$SELECT entity, before, after, round(effect::numeric, 9), round(rate_effect::numeric, 9), round(mix_effect::numeric, 9)
        FROM bsc.attribute_entities('shops', 'percent', '2024-02', entities => '{a,b}') WHERE entity IS NOT NULL ORDER BY 1$$,
    $$VALUES ('a', 10::float8, 15::float8, 1.875 + 25 * (0.125 - 0.1875), 1.875::numeric, 25 * (0.125 - 0.1875)),
             ('b', 20, 25, 3.125 - 25 * (0.225 - 0.1875), 3.125, -25 * (0.225 - 0.1875))$$, 'and a hundred times that');
SELECT is((SELECT round(sum(effect)::numeric, 10) FROM bsc.attribute_entities('shops', 'percent', '2024-02')), round(8100 / 420.0 - 7500 / 455.0, 10), 'which adds up, too');
SELECT is((SELECT array_agg(format('%s %s %s', f, bsc._formula_quotient(f), bsc._times_quotient(f))) FROM unnest(
        '{a / b,100 * a / b,a / b * 100,a / (4 * b),(a * 2 / 5) / b,1 / a * b,a * b,a / b / b,a * a / (a * b),a / a,2 * a,-100 * a / b,0 * a / b,a / b + 1,a / b / c}'::text[]) AS f),
    '{"a / b {a,b} 1","100 * a / b {a,b} 100","a / b * 100 {a,b} 100","a / (4 * b) {a,b} 0.25","(a * 2 / 5) / b {a,b} 0.4","1 / a * b {b,a} 1","a * b  ","a / b / b  ","a * a / (a * b)  ","a / a  ","2 * a  ","-100 * a / b  ","0 * a / b  ","a / b + 1  ","a / b / c  "}',
    'what is a quotient and what is not');
SELECT throws_ok($$SELECT bsc.attribute_entities('shops', 'income', '2024-02')$$, '22023', 'measure "income" does not add up over entities');
SELECT throws_ok($$SELECT bsc.attribute_entities('shops', 'rating', '2024-02')$$, '22023', 'measure "rating" does not add up over entities');
CALL bsc.close_period('shops', '2024-01');
CALL bsc.close_period('shops', '2024-02');
SET session_replication_role = replica;
UPDATE bsc.actual SET value = 1 WHERE measure_id = bsc.measure_id('shops', 'visits');
SET session_replication_role = origin;
SELECT results_eq($$SELECT entity, effect FROM bsc.attribute_entities('shops', 'visits', '2024-02')$$,
    $$VALUES ('a', 100::float8), ('b', -100), ('c', -50), ('d', 10), (NULL, 5)$$, 'closed periods: what was frozen');

-- in a tree: regions and the whole are made of the shops; and the drivers of a region
SELECT pg_temp.card('tree');
INSERT INTO bsc.entity (scorecard_id, code, parent)
SELECT bsc.scorecard_id('tree'), v.* FROM (VALUES ('north', ''), ('south', ''), ('a', 'north'), ('b', 'north'), ('c', 'south')) AS v;
SELECT pg_temp.put('tree', 'a', '2024-01', 100, 10, 500), pg_temp.put('tree', 'b', '2024-01', 300, 60, 900), pg_temp.put('tree', 'c', '2024-01', 50, 5, 20),
    pg_temp.put('tree', 'a', '2024-02', 200, 30, 800), pg_temp.put('tree', 'b', '2024-02', 100, 50, 900), pg_temp.put('tree', 'c', '2024-02', 40, 5, 20);
SELECT results_eq($$SELECT entity, before, after, effect FROM bsc.attribute_entities('tree', 'visits', '2024-02')$$,
    $$VALUES ('north', 400::float8, 300::float8, -100::float8), ('south', 50, 40, -10), (NULL, 0, 0, 0)$$, 'the children of the whole');
SELECT results_eq($$SELECT driver, before, after FROM bsc.attribute('tree', 'conversion', '2024-02', entity => 'north')$$,
    $$VALUES ('orders', 70::float8, 80::float8), ('visits', 400, 300)$$, 'the drivers of a region');
SELECT is((SELECT round(sum(effect)::numeric, 12) FROM bsc.attribute('tree', 'conversion', '2024-02', entity => 'north')), round(80 / 300.0 - 70 / 400.0, 12), 'add up');
SELECT is((SELECT round(sum(effect)::numeric, 12) FROM bsc.attribute_entities('tree', 'conversion', '2024-02') WHERE entity IS NOT NULL),
    round(85 / 340.0 - 75 / 450.0, 12), 'and so do the regions');
SELECT throws_ok($$SELECT bsc.attribute('tree', 'conversion', '2024-02', entity => 'nroth')$$, '22023', 'scorecard "tree" has no entity "nroth"');
SELECT throws_ok($$SELECT bsc.attribute_entities('tree', 'visits', '2024-02', entities => '{nroth}')$$, '22023', 'scorecard "tree" has no entity "nroth"');

-- the review and the page: what moved the measures that are red
INSERT INTO bsc.plan (measure_id, period, target)
SELECT bsc.measure_id('tree', m), '2024-02', t FROM (VALUES ('visits', '>= 1000'::bsc.target), ('conversion', '0..1')) AS v (m, t);
UPDATE bsc.entity SET name = 'The north' WHERE code = 'north' AND scorecard_id = bsc.scorecard_id('tree');
SELECT is((SELECT substring(finding FROM '"Visits" went.*') FROM bsc.review('tree', '2024-02') WHERE rule = 'off target'),
    '"Visits" went from 450 to 340 since 2024-01, by entity: The north -100, south -10; '
    || '"conversion" went from 0.167 to 0.25 since 2024-01, by driver: Visits 0.0575, orders 0.0258, by entity: The north 0.0811, south 0.00223.',
    'the review tells what moved red measures, by driver, then by entity');
SELECT is((SELECT jsonb_path_query_array(evidence, '$.moved[*].measure') FROM bsc.review('tree', '2024-02') WHERE rule = 'off target'),
    '["visits", "conversion"]', 'and has it in its evidence');
SELECT matches(bsc.report('tree', '2024-02', 'html', 'zh'), '自 2024-01 由 450 变为 340，按对象：The north -100、south -10', 'the page in Chinese');
SELECT matches(bsc.report('tree', '2024-02', 'html', 'en'), 'by driver: Visits 0.0575, orders 0.0258, by entity: The north 0.0811', 'the page in English');

-- explain: the same beside what each red measure contributes
SELECT results_eq($$SELECT measure, moved_by_driver, moved_by_entity FROM bsc.explain('tree', '2024-02') WHERE moved_by_driver || moved_by_entity <> '' OR measure IN ('visits', 'orders', 'conversion')$$,
    $$VALUES ('visits', NULL::text, 'north -100, south -10'), ('orders', NULL, NULL), ('conversion', 'visits +0.0575, orders +0.0258', 'north +0.0811, south +0.00223')$$,
    'explain tells of the whole what moved it, by driver, then by entity, of red measures alone');
-- of the north, by its own target: visits 400 to 300, of which a does +100 and b -200; conversion 70 of 400 to 80 of 300:
-- a 0.1 to 0.15 with a weight of 1/4 to 2/3, b 0.2 to 0.5 with 3/4 to 1/3, against 0.2208 in the middle
INSERT INTO bsc.plan (measure_id, period, entity, target) SELECT bsc.measure_id('tree', 'visits'), '2024-02', 'north', '>= 1000';
SELECT results_eq($$SELECT measure, moved_by_driver, moved_by_entity FROM bsc.explain('tree', '2024-02', 'north') WHERE measure IN ('visits', 'conversion')$$,
    $$VALUES ('visits', NULL::text, 'b -200, a +100'), ('conversion', 'visits +0.0625, orders +0.0292', 'b +0.109, a -0.017')$$, 'of a region by what it is made of');
SELECT results_eq($$SELECT entity, before, after, effect, share FROM bsc.attribute_entities('tree', 'visits', '2024-02', whole => 'north')$$,
    $$VALUES ('b', 300::float8, 100::float8, -200::float8, 2::float8), ('a', 100, 200, 100, -1), (NULL, 0, 0, 0, 0)$$, 'and so do attribute_entities');
SELECT results_eq($$SELECT entity, effect FROM bsc.attribute_entities('tree', 'visits', '2024-02', entities => '{b}', whole => 'north')$$,
    $$VALUES ('b', -200::float8), (NULL, 100)$$, 'some of a region');
SELECT throws_ok($$SELECT bsc.attribute_entities('tree', 'visits', '2024-02', whole => 'nroth')$$, '22023', 'scorecard "tree" has no entity "nroth"');
INSERT INTO bsc.plan (measure_id, period, entity, target) SELECT bsc.measure_id('tree', 'visits'), '2024-02', 'c', '>= 1000';
SELECT results_eq($$SELECT moved_by_driver, moved_by_entity FROM bsc.explain('tree', '2024-02', 'c') WHERE measure = 'visits'$$,
    $$VALUES (NULL::text, NULL::text)$$, 'of a shop by nobody');
-- to date: 450 and 340 make 790 of a year, against the 450 to date of January
INSERT INTO bsc.plan (measure_id, period, target) SELECT bsc.measure_id('tree', 'visits'), '2024-01', '>= 1000';
SELECT results_eq($$SELECT moved_by_driver, moved_by_entity FROM bsc.explain('tree', '2024-02', '', '2024-01', 'ytd') WHERE measure = 'visits'$$,
    $$VALUES (NULL::text, 'north +300, south +40')$$, 'to date');
SELECT results_eq($$SELECT moved_by_driver, moved_by_entity FROM bsc.explain('tree', '2024-01', '', '2024-02') WHERE measure = 'visits'$$,
    $$VALUES (NULL::text, 'north +100, south +10')$$, 'against a period of one''s choice');
-- a month against a quarter is no change
SELECT throws_ok($$SELECT bsc.attribute_entities('tree', 'visits', '2024-02', '2024Q1')$$, '22023', 'the month 2024-02 cannot be held against the quarter 2024Q1', 'not against another grain');
SELECT throws_ok($$SELECT bsc.attribute('tree', 'conversion', '2024-02', '2023')$$, '22023', 'the month 2024-02 cannot be held against the year 2023', 'neither by driver');
SELECT results_eq($$SELECT contribution_before IS NOT NULL, moved_by_driver, moved_by_entity FROM bsc.explain('tree', '2024-02', '', '2024Q1') WHERE measure = 'visits'$$,
    $$VALUES (true, NULL::text, NULL::text)$$, 'explain compares scores and tells of no movers');
-- closed: what was frozen
CALL bsc.close_period('tree', '2024-01');
CALL bsc.close_period('tree', '2024-02');
SET session_replication_role = replica;
UPDATE bsc.actual SET value = 1 WHERE measure_id IN (bsc.measure_id('tree', 'visits'), bsc.measure_id('tree', 'orders'));
SET session_replication_role = origin;
SELECT results_eq($$SELECT measure, moved_by_driver, moved_by_entity FROM bsc.explain('tree', '2024-02') WHERE measure IN ('visits', 'conversion')$$,
    $$VALUES ('visits', NULL::text, 'north -100, south -10'), ('conversion', 'visits +0.0575, orders +0.0258', 'north +0.0811, south +0.00223')$$, 'closed periods as they were frozen');

-- what cannot be told apart is left out, and fails nothing: 17 drivers that all changed, rates over a number below zero
SELECT bsc.define(jsonb_build_object('code', 'wide', 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p', 'objectives', jsonb_build_array(
    jsonb_build_object('code', 'o', 'measures', (SELECT jsonb_agg(jsonb_build_object('code', 'm' || i)) FROM generate_series(1, 17) AS i)
        || jsonb_build_array(jsonb_build_object('code', 'total', 'formula', (SELECT string_agg('m' || i, ' + ') FROM generate_series(1, 17) AS i),
                                                'plan', '[{"period": "2024-02", "target": ">= 1000"}]'::jsonb),
                             jsonb_build_object('code', 'part', 'formula', (SELECT string_agg('m' || i, ' + ') FROM generate_series(1, 16) AS i),
                                                'plan', '[{"period": "2024-02", "target": ">= 1000"}]'::jsonb),
                             '{"code": "rate", "formula": "m1 / m2", "plan": [{"period": "2024-02", "target": ">= 1000"}]}'::jsonb)))))));
SELECT bsc.record('wide', 'm' || i, '2024-0' || month, i * month * CASE WHEN i = 2 AND e = 'a' THEN -1 ELSE 1 END * CASE e WHEN '' THEN 2 ELSE 1 END, e)
FROM generate_series(1, 17) AS i, generate_series(1, 2) AS month, unnest('{"",a,b}'::text[]) AS e;
UPDATE bsc.actual SET value = 99 WHERE measure_id = bsc.measure_id('wide', 'm1') AND entity = '' AND period::text = '2024-02';
SELECT results_eq($$SELECT measure, moved_by_driver, moved_by_entity FROM bsc.explain('wide', '2024-02') WHERE measure IN ('total', 'part', 'rate')$$,
    $$VALUES ('total', NULL::text, NULL::text), ('part', 'm1 +97, m16 +32, m15 +30', NULL), ('rate', 'm1 +18.2, m2 -6.31', NULL)$$, 'what cannot be told apart is left out');
SELECT ok(count(*) > 0, 'and the review comes') FROM bsc.review('wide', '2024-02');

-- as of a moment: what each question was answered then, whatever is recorded and renamed since
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE RETURN timestamptz '2024-03-10 00:00+00';
SELECT pg_temp.card('past');
INSERT INTO bsc.entity (scorecard_id, code, parent) SELECT bsc.scorecard_id('past'), v.* FROM (VALUES ('north', ''), ('south', ''), ('a', 'north'), ('b', 'north')) AS v;
INSERT INTO bsc.plan (measure_id, period, target) SELECT bsc.measure_id('past', m), '2024-02', '>= 1000' FROM unnest('{visits,conversion}'::text[]) AS m;
SELECT pg_temp.put('past', 'a', '2024-01', 100, 10, 500), pg_temp.put('past', 'b', '2024-01', 300, 60, 900), pg_temp.put('past', 'south', '2024-01', 50, 5, 20),
    pg_temp.put('past', 'a', '2024-02', 200, 30, 800), pg_temp.put('past', 'b', '2024-02', 100, 50, 900), pg_temp.put('past', 'south', '2024-02', 40, 5, 20);
CREATE FUNCTION pg_temp.told(moment timestamptz) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT a::text FROM bsc.attribute('past', 'conversion', '2024-02', as_of => moment) AS a
    UNION ALL SELECT a::text FROM bsc.attribute('past', 'conversion', '2024-02'::bsc.period, entity => 'north', basis => 'ytd', as_of => moment) AS a
    UNION ALL SELECT a::text FROM bsc.attribute_entities('past', 'visits', '2024-02', as_of => moment) AS a
    UNION ALL SELECT a::text FROM bsc.attribute_entities('past', 'conversion', '2024-02'::bsc.period, entities => '{a}', whole => 'north', as_of => moment) AS a
    UNION ALL SELECT concat_ws('|', measure, moved_by_driver, moved_by_entity) FROM bsc.explain('past', '2024-02', as_of => moment)
$$;
CREATE TEMP TABLE told AS SELECT t FROM pg_temp.told(NULL) AS t;
SELECT is(count(*), (2 + 2 + 3 + 2 + 9)::bigint, 'there is something to be told') FROM told;
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE RETURN timestamptz '2024-03-11 00:00+00';
SELECT pg_temp.put('past', 'a', '2024-02', 90, 30, 800), pg_temp.put('past', 'south', '2024-01', 500, 5, 20);
UPDATE bsc.measure SET formula = 'revenue / visits' WHERE id = bsc.measure_id('past', 'conversion');
SELECT ok(count(*) > 5, 'things are otherwise now') FROM (SELECT t FROM told EXCEPT ALL SELECT t FROM pg_temp.told(NULL) AS t) AS x;
SELECT results_eq($$SELECT t FROM pg_temp.told('2024-03-10 12:00+00') AS t$$, 'TABLE told', 'and are told as they were then');
SELECT results_eq($$SELECT t FROM pg_temp.told('2024-03-11 00:00+00') AS t$$, 'SELECT t FROM pg_temp.told(NULL) AS t', 'and as they are now');

SELECT * FROM finish();
ROLLBACK;
