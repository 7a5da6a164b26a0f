-- Targets as people keep them: the view bsc.plan_entry and bsc.copy_targets.
\set ECHO none
\set QUIET 1
BEGIN;
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT plan(61);

CREATE FUNCTION pg_temp.document(code text, more jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('code', code, 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p', 'objectives', jsonb_build_array(
        jsonb_build_object('code', 'o', 'measures', '[{"code": "revenue"}, {"code": "visits", "frequency": "week"}, {"code": "orders", "frequency": "day"}]'::jsonb))))) || more
$$;
SELECT bsc.define(pg_temp.document('shop', '{}'));
SELECT bsc.define(pg_temp.document('second', '{"first_month": 4}'));
CREATE VIEW pg_temp.got AS SELECT measure, entity, period, target FROM bsc.plan_entry WHERE scorecard = 'shop';
CREATE FUNCTION pg_temp.told(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    more text;
BEGIN
    EXECUTE statement;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS more = PG_EXCEPTION_DETAIL;
    RETURN SQLSTATE || ' ' || SQLERRM || coalesce(' / ' || nullif(more, ''), '');
END
$$;

-- writing -----------------------------------------------------------------

INSERT INTO bsc.plan_entry VALUES ('shop', 'revenue', '', '2024', '0..1200'), ('shop', 'revenue', 'North', '2024q1', '>= 300'),
    ('second', 'revenue', NULL, '2024-04/P1Y', NULL), ('shop', 'revenue', 'North', '2024-02', ' ');
SELECT bag_eq('SELECT * FROM bsc.plan_entry', $$VALUES ('shop', 'revenue', '', '2024', '0..1200'), ('shop', 'revenue', 'North', '2024Q1', '0..300'),
    ('second', 'revenue', '', '2024-04/P1Y', NULL), ('shop', 'revenue', 'North', '2024-02', NULL)$$, 'targets by code, empty ones too');
SELECT bag_eq($$SELECT m.code, p.entity, p.period::text, p.target IS NULL FROM bsc.plan AS p JOIN bsc.measure AS m ON m.id = p.measure_id$$,
    $$VALUES ('revenue', '', '2024', false), ('revenue', 'North', '2024Q1', false), ('revenue', '', '2024-04/P1Y', true), ('revenue', 'North', '2024-02', true)$$,
    'they are in the plan');
SELECT results_eq($$INSERT INTO bsc.plan_entry VALUES ('shop', 'revenue', NULL, '2024', '60:0 95:1') RETURNING *$$,
    $$VALUES ('shop', 'revenue', '', '2024', '60..95')$$, 'RETURNING shows what is kept, and a row that is there is replaced');
ALTER TABLE bsc.plan DISABLE TRIGGER note_change;
UPDATE bsc.plan SET changed_at = '2001-01-01';
ALTER TABLE bsc.plan ENABLE TRIGGER note_change;
INSERT INTO bsc.plan_entry VALUES ('shop', 'revenue', '', '2024', '60..95'), ('shop', 'revenue', 'North', '2024-02', NULL);
SELECT is((SELECT count(*) FROM bsc.plan WHERE changed_at <> '2001-01-01'), 0::bigint, 'the same again touches nothing');
UPDATE bsc.plan_entry SET target = '1..2' WHERE scorecard = 'shop' AND entity = '';
SELECT results_eq($$SELECT target, changed_at = '2001-01-01' FROM bsc.plan WHERE entity = '' AND period OPERATOR(bsc.=) '2024'$$,
    $$SELECT '1..2'::bsc.target, false$$, 'UPDATE of a target');
UPDATE bsc.plan_entry SET measure = 'visits', period = '2024w07', entity = 'South' WHERE scorecard = 'shop' AND entity = '';
SELECT set_eq('SELECT * FROM pg_temp.got', $$VALUES ('visits', 'South', '2024-W07', '1..2'), ('revenue', 'North', '2024Q1', '0..300'), ('revenue', 'North', '2024-02', NULL)$$,
    'UPDATE of a key');
UPDATE bsc.plan_entry SET target = NULL WHERE scorecard = 'shop' AND entity = 'South';
SELECT is((SELECT target FROM pg_temp.got WHERE entity = 'South'), NULL, 'UPDATE to nothing planned');
DELETE FROM bsc.plan_entry WHERE scorecard = 'shop';
SELECT results_eq('SELECT scorecard FROM bsc.plan_entry', ARRAY['second'], 'DELETE takes away those and no other');

\ir advised.psql
SELECT is(pg_temp.advised(format($$INSERT INTO bsc.plan_entry VALUES (%L, 'revenue', '', %L, '1..2')$$, s, p)), want, 'advice for ' || p)
FROM (VALUES ('second', '2024', 'Its first day is in 2023-04/P1Y, its last day in 2024-04/P1Y.'),
             ('second', '2024-01/P6M', 'Its first day is in 2023-10/P6M, its last day in 2024-04/P6M.'),
             ('shop', '2024-04/P1Y', 'Its first day is in 2024, its last day in 2025.'),
             ('shop', '2024-W07', 'Give a month, such as 2024-02.'), ('second', '2024-01-05', 'Give a month, such as 2024-01.')) AS g (s, p, want);
-- errors name the row
SELECT is(pg_temp.told($$INSERT INTO bsc.plan_entry VALUES ('shop', 'revenue', 'North', '2024-13', '1..2')$$),
    '22008 period out of range: "2024-13" / It is of scorecard ''shop'', measure ''revenue'', entity ''North'', period ''2024-13'', target ''1..2''. Months are 01 to 12.', 'a period that is none');
SELECT alike(pg_temp.told($$INSERT INTO bsc.plan_entry VALUES ('shop', 'revenue', 'North', '2024-03', '5')$$),
    '22P02 %"5"% / It is of scorecard ''shop'', measure ''revenue'', entity ''North'', period ''2024-03'', target ''5''.%', 'a target that is none');
SELECT is(pg_temp.told($$INSERT INTO bsc.plan_entry VALUES ('shop', 'revenue', NULL, NULL, '1..2')$$),
    '22004 a target needs a period / It is of scorecard ''shop'', measure ''revenue'', entity '''', period NULL, target ''1..2''.', 'no period');
SELECT is(pg_temp.told($$INSERT INTO bsc.plan_entry VALUES ('shop', 'revenue', 'North', '2024-03', '1:-1 2:1')$$),
    '23514 a target''s scores must not be negative / It is of scorecard ''shop'', measure ''revenue'', entity ''North'', period ''2024-03'', target ''1:-1 2:1''.', 'scores below zero');
SELECT alike(pg_temp.told($$INSERT INTO bsc.plan_entry VALUES ('shop', 'revenue', repeat('x', 1001), '2024-03', '1..2')$$),
    '23514 an entity has at most 1000 bytes / It is of scorecard ''shop'', measure ''revenue'', entity ''xxx%', 'a long entity');
SELECT is(pg_temp.told($$INSERT INTO bsc.plan_entry VALUES ('shop', 'revenu', '', '2024-03', '1..2')$$), '22023 scorecard "shop" has no measure "revenu"', 'an unknown measure');
SELECT is(pg_temp.told($$INSERT INTO bsc.plan_entry VALUES ('shops', 'revenue', '', '2024-03', '1..2')$$), '22023 scorecard "shops" does not exist', 'an unknown scorecard');
SELECT is(pg_temp.told($$INSERT INTO bsc.plan_entry VALUES (NULL, NULL, '', '2024-03', '1..2')$$), '22023 scorecard "NULL" does not exist', 'none');
SELECT alike(pg_temp.told($$INSERT INTO bsc.plan_entry VALUES ('shop', 'revenue', '', '2024-W03', '1..2')$$), '22023 measure "revenue" takes no target for period 2024-W03%', 'a period that is too short');
SELECT alike(pg_temp.told($$INSERT INTO bsc.plan_entry VALUES ('second', 'revenue', '', '2024', '1..2')$$), '22023 measure "revenue" takes no target for period 2024%', 'or of no company year');
SELECT is(pg_temp.told($$UPDATE bsc.plan_entry SET period = NULL$$),
    '22004 a target needs a period / It is of scorecard ''second'', measure ''revenue'', entity '''', period NULL, target NULL.', 'a key may not be taken away');
INSERT INTO bsc.closed_period (scorecard_id, period, definition) SELECT id, '2023-12', bsc.definition(code) FROM bsc.scorecard WHERE code = 'shop';
SELECT is(pg_temp.told($$INSERT INTO bsc.plan_entry VALUES ('shop', 'revenue', '', '2023-12', '1..2')$$), '55000 period 2023-12 of scorecard "shop" is closed', 'a closed period');
INSERT INTO bsc.plan_entry VALUES ('shop', 'revenue', '', '2024-05', '1..2');
SELECT ok(EXISTS (SELECT 1 FROM pg_locks AS l WHERE l.pid = pg_backend_pid() AND l.classid = 'bsc.scorecard'::regclass
                  AND l.objid = (SELECT id::integer FROM bsc.scorecard WHERE code = 'shop') AND l.mode = 'RowExclusiveLock'),
    'whoever writes has the lock of a writer');

-- copying -------------------------------------------------------------------

DELETE FROM bsc.plan;
INSERT INTO bsc.plan_entry VALUES
    ('shop', 'revenue', '', '2024', '0..1200'), ('shop', 'revenue', '', '2024H1', '0..500'), ('shop', 'revenue', '', '2024Q4', '0..400'),
    ('shop', 'revenue', '', '2024-02', '100:0 200:1 300:1.5'), ('shop', 'revenue', 'North', '2024-12', NULL),
    ('shop', 'revenue', '', '2025-02', '7..8'), ('shop', 'revenue', '', '2023-11', '1..2'),
    ('shop', 'orders', '', '2024-02-28', '0..28'), ('shop', 'orders', '', '2024-02-29', '0..29');
SELECT is(bsc.copy_targets('shop', '2024', '2025', 1.5), 5::bigint, 'those that are not there yet are written');
SELECT set_eq($$SELECT * FROM pg_temp.got WHERE period LIKE '2025%'$$, $$VALUES
    ('revenue', '', '2025', '0..1800'), ('revenue', '', '2025H1', '0..750'), ('revenue', '', '2025Q4', '0..600'),
    ('revenue', '', '2025-02', '7..8'), ('revenue', 'North', '2025-12', NULL), ('orders', '', '2025-02-28', '0..42')$$,
    'at their places, values times factor; what is there stays; the 28th of February is its own before the 29th');
SELECT is(bsc.copy_targets('shop', '2024', '2025', 1.5, replace => true), 1::bigint, 'with replace, what differs');
SELECT is((SELECT target FROM pg_temp.got WHERE period = '2025-02'), '150:0 300:1 450:1.5', 'every knot times factor, its score as it was');
SELECT is(bsc.copy_targets('shop', '2024', '2025', 1.5, replace => true), 0::bigint, 'and again, nothing');
SELECT is(bsc.copy_targets('shop', '2024', '2026', measures => '{orders}'), 1::bigint, 'of some measures');
SELECT set_eq($$SELECT measure, period FROM pg_temp.got WHERE period LIKE '2026%'$$, $$VALUES ('orders', '2026-02-28')$$, 'of those alone');
SELECT is(bsc.copy_targets('shop', '2024', '2026', measures => '{}'), 0::bigint, 'of none');
SELECT is(bsc.copy_targets('shop', '2024Q4'::bsc.period, '2027Q1'::bsc.period), 2::bigint, 'a quarter to another');
SELECT set_eq($$SELECT * FROM pg_temp.got WHERE period LIKE '2027%'$$, $$VALUES ('revenue', '', '2027Q1', '0..400'), ('revenue', 'North', '2027-03', NULL)$$, 'with its third month');
SELECT is(bsc.copy_targets('shop', '2025', '2025', 2, '{revenue}', true), 4::bigint, 'a year onto itself');
SELECT is((SELECT target FROM pg_temp.got WHERE period = '2025'), '0..3600', 'is scaled');
-- the company year of the second starts in April
INSERT INTO bsc.plan_entry VALUES ('second', 'revenue', '', '2024-04/P1Y', '1..2'), ('second', 'revenue', '', '2025Q1', '3..4'), ('second', 'revenue', '', '2025-03', '5..6');
SELECT is(bsc.copy_targets('second', '2024-04/P1Y', '2025-04/P1Y'), 3::bigint, 'a company year');
SELECT set_eq($$SELECT period, target FROM bsc.plan_entry WHERE scorecard = 'second'$$, $$VALUES ('2024-04/P1Y', '1..2'), ('2025Q1', '3..4'), ('2025-03', '5..6'),
    ('2025-04/P1Y', '1..2'), ('2026Q1', '3..4'), ('2026-03', '5..6')$$, 'has its quarters and months');
-- 2020 has 53 weeks, 2019 and 2021 have 52
DELETE FROM bsc.plan;
INSERT INTO bsc.plan_entry SELECT 'shop', 'visits', '', format('2020-W%s', lpad(w::text, 2, '0')), '0..' || w FROM generate_series(1, 53) AS w;
SELECT is(bsc.copy_targets('shop', '2020', '2021'), 52::bigint, 'weeks: 53 to 52');
SELECT is((SELECT count(*) FROM pg_temp.got WHERE period LIKE '2021-W%' AND target = '0..' || right(period, 2)::integer), 52::bigint, 'each to the one of its number');
SELECT is(bsc.copy_targets('shop', '2021', '2015'), 52::bigint, '52 to 53');
DELETE FROM bsc.plan_entry WHERE period = '2020-W52';
SELECT is(bsc.copy_targets('shop', '2020', '2019'), 52::bigint, 'where week 52 has none');
SELECT is((SELECT target FROM pg_temp.got WHERE period = '2019-W52'), '0..53', 'week 53 stands for it');
-- the weeks of a quarter by their Thursdays: the first quarter of 2026 has 13, 2025-W14 has its Thursday in April
DELETE FROM bsc.plan;
INSERT INTO bsc.plan_entry SELECT 'shop', 'visits', '', format('2026-W%s', lpad(w::text, 2, '0')), '0..' || w FROM generate_series(1, 16) AS w;
SELECT bsc.copy_targets('shop', '2026Q1', '2027Q1');
SELECT set_eq($$SELECT period, target FROM pg_temp.got WHERE period LIKE '2027%'$$,
    $$SELECT format('2027-W%s', lpad(w::text, 2, '0')), '0..' || w FROM generate_series(1, 12) AS w$$, 'no week leaves the period: 2027-W13 has its Thursday in April');
SELECT is(bsc.copy_targets('shop', '2026-W03', '2026-W20'), 1::bigint, 'a week to another');
SAVEPOINT written;
INSERT INTO bsc.plan_entry VALUES ('shop', 'revenue', 'North', '2031', '0..9'), ('shop', 'revenue', '', '2031', '0..2700000');
SELECT bsc.copy_targets('shop', '2031', '2032', 1.05);
SELECT set_eq($$SELECT target FROM pg_temp.got WHERE period = '2032'$$, ARRAY['0..9.45', '0..2835000'], 'values are multiplied as they are written');
ROLLBACK TO written;

SELECT is(pg_temp.told($$SELECT bsc.copy_targets('shop', '2026', '2027Q1')$$), '22023 targets of the year 2026 cannot be copied to the quarter 2027Q1', 'unlike periods');
SELECT is(pg_temp.told($$SELECT bsc.copy_targets('second', '2026', '2027')$$), '22023 period 2026 is not one of scorecard "second" / Its company year starts in month 4.', 'of no company year');
SELECT is(pg_temp.told($$SELECT bsc.copy_targets('shop', '2026', NULL::text)$$), '22004 targets are copied from one period to another: neither may be null', 'no period');
SELECT is(pg_temp.told(format('SELECT bsc.copy_targets(''shop'', ''2026'', ''2027'', %s)', f)), '22023 factor must be a number above zero, not ' || t, 'factor ' || t)
FROM (VALUES ('0', '0'), ('''NaN''', 'NaN'), ('''Infinity''', 'Infinity'), ('NULL', 'NULL')) AS v (f, t);
SELECT is(pg_temp.told($$SELECT bsc.copy_targets('shop', '2026', '2027', measures => '{visits,visit}')$$), '22023 scorecard "shop" has no measure "visit"', 'an unknown measure');
SELECT is(pg_temp.told($$SELECT bsc.copy_targets('shops', '2026', '2027')$$), '22023 scorecard "shops" does not exist', 'an unknown scorecard');
SELECT bsc.define('{"code": "crew", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m"}]}]}],
    "entities": [{"code": "here"}, {"code": "came", "starts": "2025-03-01"}, {"code": "left", "ends": "2025-01-31"}]}');
INSERT INTO bsc.plan_entry SELECT 'crew', 'm', e, p, '0..1' FROM unnest('{here,came,left,""}'::text[]) AS e, unnest('{2024,2024-01,2024-02,2024-03}'::text[]) AS p;
SELECT is(bsc.copy_targets('crew', '2024', '2025'), 12::bigint, 'of a catalogue');
SELECT set_eq($$SELECT entity || ' ' || period FROM bsc.plan_entry WHERE scorecard = 'crew' AND period LIKE '2025%'$$,
    $$SELECT e || ' ' || p FROM unnest('{here,""}'::text[]) AS e, unnest('{2025,2025-01,2025-02,2025-03}'::text[]) AS p
      UNION VALUES ('came 2025'), ('came 2025-03'), ('left 2025'), ('left 2025-01')$$, 'none for whom it knows not to be there then');
SELECT lives_ok($$INSERT INTO bsc.plan_entry VALUES ('crew', 'm', 'left', '2025-02', '0..1')$$, 'whoever wants one all the same says so');

INSERT INTO bsc.plan_entry VALUES ('shop', 'visits', '', '2024-12', '1..2');
SELECT is(pg_temp.told($$SELECT bsc.copy_targets('shop', '2024', '2023')$$), '55000 period 2023-12 of scorecard "shop" is closed', 'a closed period');
SELECT * FROM finish();
ROLLBACK;
