-- The library of measures: every query is run over the tables of its system, with rows
-- whose figures are worked out by hand, and what is adopted stays adopted.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT no_plan();

\ir ../data/library/odoo.sql
\ir ../data/library/dolibarr.sql
\ir ../data/library/erpnext.sql
\ir ../data/library/espocrm.sql
\ir ../data/library/suitecrm.sql
\ir ../data/library/twenty.sql
SET LOCAL search_path = public, pg_catalog;
INSERT INTO bsc.calendar VALUES ('office', 'Office', 'Europe/Berlin');
INSERT INTO bsc.calendar_hours SELECT 'office', day, time '09:00', time '17:00' FROM generate_series(1, 5) AS day;

CREATE TEMP TABLE place (source text PRIMARY KEY, schema text NOT NULL);
INSERT INTO place VALUES ('odoo', 'odoo'), ('dolibarr', 'dolibarr'), ('erpnext', 'erpnext'), ('espocrm', 'espocrm'), ('suitecrm', 'suitecrm'), ('twenty', 'workspace-1');
CREATE TEMP TABLE query AS
SELECT m.code, q.key AS source, p.schema, q.value AS entry, (SELECT string_agg(l, E'\n') FROM json_array_elements_text(q.value -> 'sql') AS l) AS sql
FROM bsc._library_measure AS m CROSS JOIN LATERAL json_each(m.entry -> 'queries') AS q LEFT JOIN place AS p ON p.source = q.key;

-- what the catalogue says -----------------------------------------------------------

SELECT set_eq('SELECT DISTINCT source FROM query', 'SELECT source FROM place', 'every system of the library has its tables here');
SELECT set_eq($$
    SELECT DISTINCT q.schema, t.key, c FROM query AS q, json_each(q.entry -> 'tables') AS t, json_array_elements_text(t.value) AS c $$, $$
    SELECT c.table_schema, c.table_name, c.column_name FROM information_schema.columns AS c JOIN place AS p ON p.schema = c.table_schema $$,
    'the tables and columns that the library names are those of the tests');
SELECT is_empty($$
    SELECT q.code, q.source, t.key, c FROM query AS q, json_each(q.entry -> 'tables') AS t, json_array_elements_text(t.value) AS c
    WHERE strpos(q.sql, c) = 0 OR strpos(q.sql, '%1$I.' || t.key) = 0 AND strpos(q.sql, format('%%1$I."%s"', t.key)) = 0 $$, 'and each query names them');
SELECT is_empty($$
    SELECT q.code, q.source, x[1] FROM query AS q, regexp_matches(q.sql, '%1\$I\.("[^"]+"|\w+)', 'g') AS x
    WHERE q.entry -> 'tables' -> trim(x[1], '"') IS NULL $$, 'and no other table');
SELECT cmp_ok((SELECT count(*) FROM bsc.measure_library()), '>=', 15::bigint, 'there are measures');
SELECT is((SELECT array_agg(DISTINCT m.code) FROM bsc.measure_library() AS m WHERE sources = '{}'), NULL, 'each can be read from some system');
SELECT is_empty($$
    SELECT code FROM bsc.measure_library() WHERE code IS NULL OR name IS NULL OR definition !~ '\.$' OR formula IS NULL OR unit IS NULL OR reference IS NULL
        OR direction NOT IN ('up', 'down', 'band') OR rollup <> ALL (bsc._choices('rollup')) OR kind <> ALL (bsc._choices('kind'))
        OR (rollup = 'query' OR kind = bsc._kind(rollup, NULL)) IS NOT TRUE OR indicator <> ALL (bsc._choices('indicator'))
        OR perspective NOT IN ('financial', 'customer', 'process', 'learning') OR industries = '{}'
        OR process NOT IN ('selection', 'acquisition', 'retention', 'development', 'service', 'learning', 'finance') $$, 'their fields are as they must be');
SELECT is_empty($$SELECT code FROM bsc.measure_library() GROUP BY code HAVING count(*) > 1$$, 'no code comes twice');
SELECT is_empty($$SELECT m FROM bsc.measure_library() AS m WHERE m::text ~ '[^ -~]'$$, 'English is ASCII');
SELECT is_empty($$SELECT code FROM bsc.measure_library(lang => 'zh') WHERE name !~ '[^ -~]' OR definition !~ '。$' OR unit !~ '[^ -~]' OR (name || definition || unit) ~ '\\u'$$,
    'every word is translated');
SELECT results_eq($$SELECT code, name, unit, direction, rollup FROM bsc.measure_library('赢单率')$$, $$VALUES ('win-rate', 'Win rate', 'share', 'up', 'mean')$$,
    'what is looked for in Chinese is found in English');
SELECT results_eq($$SELECT code, name FROM bsc.measure_library('WIN RATE', lang => 'zh')$$, $$VALUES ('win-rate', '赢单率')$$, 'and the other way, whatever the case');
SELECT is_empty($$SELECT code FROM bsc.measure_library('100%_')$$, 'no character is a wildcard');
SELECT set_eq($$SELECT process FROM bsc.measure_library('retention')$$, ARRAY['retention', 'development'], 'a process is found by its name');
SELECT set_eq($$SELECT code FROM bsc.measure_library(source => 'twenty')$$, ARRAY['abc-a', 'top-share', 'new-customers', 'repurchase', 'active-expected', 'order-value', 'clv', 'sales-cycle'], 'what a system has');
SELECT set_eq($$SELECT code FROM bsc.measure_library() EXCEPT SELECT code FROM bsc.measure_library(industry => 'manufacturing')$$, ARRAY['retention', 'churn-rate', 'median-tenure'],
    'an industry has what any has, and its own');
SELECT throws_ok($$SELECT * FROM bsc.measure_library(source => 'odo')$$, '22023', 'the library has no queries for "odo"');
SELECT throws_ok($$SELECT * FROM bsc.measure_library(industry => 'mining')$$, '22023', 'the library has no measures for "mining"');
SELECT throws_ok($$SELECT * FROM bsc.measure_library(lang => 'de')$$, '22023', 'the library has no language "de"');
SELECT throws_ok($$SELECT * FROM bsc.measure_library(lang => NULL)$$, '22023', 'the library has no language "NULL"');

-- every measure for every system, adopted -------------------------------------------

SELECT bsc.define('{"code": "lib", "time_zone": "Europe/Berlin", "perspectives": [{"code": "p", "objectives": [{"code": "o"}, {"code": "other"}]}]}');
SELECT is(split_part(bsc.adopt('lib', 'o', code, source, schema, code || ' ' || source), E'\n', 1),
          format('Measure "%s %s" is now in objective "o".', code, source)) FROM query;

-- the value and its volume, by hand ---------------------------------------------------
CREATE TEMP TABLE golden (measure text, source text, period text, value double precision, volume double precision);
-- orders: 1 100 in 2003-02, 2 200 in 2003-05, 3 100 in 2003-11; 4 400 in 2004-01, 1 100 in 2004-03, 5 500 in 2004-04
INSERT INTO golden
SELECT g.measure, p.source, g.period, g.value, g.volume
FROM place AS p, (VALUES
    ('new-customers', '2004', 2, NULL), ('new-customers', '2004-03', 0, NULL), ('new-customers', '2004-04', 1, NULL), ('new-customers', '2003', 3, NULL),
    ('repurchase', '2004', 1.0 / 3, 3), ('repurchase', '2004-04', 1, 1), ('repurchase', '2003', NULL, NULL), ('repurchase', '2005', 0, 3), ('order-value', '2004-05', NULL, NULL),
    ('order-value', '2004Q1', 250, 2), ('order-value', '2004-04', 500, 1), ('order-value', '2004-02', NULL, NULL)) AS g (measure, period, value, volume);
INSERT INTO golden
SELECT g.measure, p.source, g.period, g.value
-- 500 and 400 make 80 % of 1000; 20 % of three customers is 0.6 of the best one
FROM (VALUES ('espocrm'), ('suitecrm'), ('twenty')) AS p (source), (VALUES
    ('abc-a', '2004Q1', 1), ('abc-a', '2004-04', 1), ('top-share', '2004Q1', 0.4 * 400 / 500), ('abc-a', '2003', 3), ('top-share', '2003', 0.6 * 200 / 400), ('abc-a', '2004-05', 0), ('top-share', '2004-05', NULL)) AS g (measure, period, value);
-- invoices: 1 100, 2 300 in 2003; 1 150 and 2 100 and 3 800 in 2004-02, 50 back to 1 in 2004-03
INSERT INTO golden
SELECT g.measure, p.source, g.period, g.value, g.volume
FROM (VALUES ('odoo'), ('dolibarr'), ('erpnext')) AS p (source), (VALUES
    ('revenue', '2004', 1000, NULL), ('revenue', '2004-02', 1050, NULL), ('revenue', '2004-03', -50, NULL), ('revenue', '2004-05', 0, NULL), ('revenue', '2003', 400, NULL),
    ('revenue-new', '2004', 0.8, 1000), ('revenue-new', '2004-02', 1, 1050), ('revenue-new', '2004-03', NULL, NULL),
    ('nrr', '2004', 200.0 / 400, NULL), ('nrr', '2004-03', 1, NULL), ('nrr', '2003', NULL, NULL),
    ('abc-a', '2004', 1, NULL), ('abc-a', '2003', 2, NULL), ('top-share', '2004', 0.6 * 800 / 1000, NULL), ('top-share', '2003', 0.4 * 300 / 400, NULL)) AS g (measure, period, value, volume);
INSERT INTO golden VALUES
    ('gross-margin', 'odoo', '2004-02', 400.0 / 1000, 1000), ('gross-margin', 'odoo', '2004', 350.0 / 950, 950), ('gross-margin', 'odoo', '2004-03', NULL, NULL),
    ('gross-margin', 'dolibarr', '2004-02', 300.0 / 1050, 1050), ('gross-margin', 'dolibarr', '2004', 280.0 / 1000, 1000), ('gross-margin', 'dolibarr', '2004-03', NULL, NULL),
    ('dso', 'odoo', '2004Q1', 1400.0 / 1200 * 91, NULL), ('dso', 'odoo', '2004-02', 1700.0 / 1260 * 29, NULL), ('dso', 'odoo', '2004-05', NULL, NULL),
    ('dso', 'dolibarr', '2004Q1', 700.0 / 1200 * 91, NULL), ('dso', 'dolibarr', '2004-02', 1260.0 / 1260 * 29, NULL),
    ('win-rate', 'odoo', '2004-03', 2.0 / 3, 3), ('win-rate', 'odoo', '2004-04', 1, 1), ('win-rate', 'dolibarr', '2004-03', 3.0 / 4, 4), ('win-rate', 'dolibarr', '2004-04', NULL, NULL),
    ('win-rate', 'espocrm', '2004Q1', 2.0 / 3, 3), ('win-rate', 'suitecrm', '2004Q1', 2.0 / 3, 3), ('win-rate', 'suitecrm', '2004-02', 0, 1), ('win-rate', 'espocrm', '2004-06', NULL, NULL), ('win-rate', 'suitecrm', '2004-06', NULL, NULL),
    ('sales-cycle', 'odoo', '2004-03', 15, NULL), ('sales-cycle', 'odoo', '2004-04', 29.4375, NULL), ('sales-cycle', 'odoo', '2004-05', NULL, NULL),
    ('sales-cycle', 'dolibarr', '2004-03', 20, NULL), ('sales-cycle', 'espocrm', '2004Q1', 19.5, NULL), ('sales-cycle', 'espocrm', '2004-04', 3, NULL),
    ('sales-cycle', 'suitecrm', '2004Q1', 19.5, NULL), ('sales-cycle', 'suitecrm', '2004-04', 3, NULL), ('sales-cycle', 'twenty', '2004Q1', 20, NULL), ('sales-cycle', 'twenty', '2004-04', 30, NULL),
    ('lead-conversion', 'odoo', '2004-03', 2.0 / 4, 4), ('lead-conversion', 'odoo', '2004-01', 0, 1), ('lead-conversion', 'erpnext', '2004-03', 2.0 / 4, 4),
    ('lead-conversion', 'espocrm', '2004-03', 2.0 / 3, 3), ('lead-conversion', 'suitecrm', '2004-03', 2.0 / 3, 3),
    -- Friday 10:00 to Monday 11:00, nine hours; Monday 9:00 to 13:00
    ('quote-time', 'odoo', '2004-03', 6.5, 2), ('quote-time', 'odoo', '2004-04', NULL, NULL),
    -- Friday 16:00 to Monday 10:00, two hours; Tuesday 9:00 to 13:00
    ('response-time', 'dolibarr', '2004-03', 3, 2), ('response-time', 'erpnext', '2004-03', 3, 2),
    -- Friday 16:00 to Tuesday 12:00, twelve hours; two hours
    ('complaint-time', 'dolibarr', '2004-03', 7, 2), ('within-target', 'erpnext', '2004-03', 2.0 / 3, 3),
    ('on-time', 'odoo', '2004-03', 2.0 / 4, 4), ('csat', 'odoo', '2004-03', 22.0 / 4, 4),
    -- of 1, 2 and 3 the second has gone; the third has a new contract, the fourth came
    ('retention', 'dolibarr', '2004-03', 2.0 / 3, 3), ('retention', 'dolibarr', '2004Q1', 2.0 / 3, 3), ('retention', 'dolibarr', '2004-02', 1, 3), ('retention', 'dolibarr', '2003', NULL, NULL),
    ('churn-rate', 'dolibarr', '2004-03', 1.0 / 3, 3), ('churn-rate', 'dolibarr', '2004-02', 0, 3),
    ('cross-sell', 'odoo', '2004', 1.0 / 3, 3), ('cross-sell', 'odoo', '2003', 1.0 / 2, 2), ('cross-sell', 'dolibarr', '2004', 1.0 / 3, 3), ('cross-sell', 'dolibarr', '2003', 1.0 / 2, 2),
    ('data-complete', 'odoo', '2004', 1.0 / 3, 3), ('data-complete', 'dolibarr', '2004', 1.0 / 3, 3), ('data-complete', 'espocrm', '2004', 1.0 / 3, 3), ('data-complete', 'suitecrm', '2004', 1.0 / 3, 3),
    ('data-complete', 'odoo', '2005', 2.0 / 4, 4),
    ('gross-margin', 'erpnext', '2004-02', 400.0 / 1000, 1000), ('gross-margin', 'erpnext', '2004', 350.0 / 950, 950), ('gross-margin', 'erpnext', '2004-03', NULL, NULL),
    ('on-time', 'dolibarr', '2004-03', 2.0 / 3, 3), ('on-time', 'dolibarr', '2004-04', NULL, NULL), ('data-complete', 'erpnext', '2004', 1.0 / 3, 3), ('data-complete', 'erpnext', '2005', 2.0 / 4, 4),
    -- of 150, 100 and 800 in February the first is of the segment, and 50 of it goes back in March
    ('unprofitable', 'odoo', '2004', 1.0 / 3, 3), ('unprofitable', 'odoo', '2003', 1.0 / 2, 2), ('customer-profit', 'odoo', '2004', 1.0 / 3, 3), ('customer-profit', 'odoo', '2003', 1.0 / 2, 2),
    ('unprofitable', 'dolibarr', '2004', 0, 3), ('unprofitable', 'dolibarr', '2003', 1.0 / 2, 2), ('customer-profit', 'dolibarr', '2004', 1, 3), ('customer-profit', 'dolibarr', '2003', 0, 2),
    ('service-revenue', 'odoo', '2004-02', 550.0 / 1050, 1050), ('service-revenue', 'odoo', '2004', 500.0 / 1000, 1000), ('service-revenue', 'odoo', '2004-03', NULL, NULL),
    ('service-revenue', 'erpnext', '2004-02', 550.0 / 1050, 1050), ('service-revenue', 'erpnext', '2004', 500.0 / 1000, 1000), ('service-revenue', 'erpnext', '2004-03', NULL, NULL),
    ('service-revenue', 'dolibarr', '2004-02', 800.0 / 1050, 1050), ('service-revenue', 'dolibarr', '2004', 750.0 / 1000, 1000), ('service-revenue', 'dolibarr', '2003', 0, 400),
    ('dso', 'erpnext', '2004Q1', 1400.0 / 1200 * 91, NULL), ('dso', 'erpnext', '2004-02', 1700.0 / 1260 * 29, NULL), ('dso', 'erpnext', '2004-05', NULL, NULL),
    ('cross-sell', 'erpnext', '2004', 1.0 / 3, 3), ('cross-sell', 'erpnext', '2003', 1.0 / 2, 2),
    -- Friday 10:00 to Monday 11:00, nine hours, and four
    ('first-contact', 'odoo', '2004-03', 6.5, 2), ('first-contact', 'espocrm', '2004-04', 6.5, 2), ('first-contact', 'suitecrm', '2004-04', 6.5, 2), ('first-contact', 'suitecrm', '2004-03', NULL, NULL),
    ('complaint-rate', 'dolibarr', '2004-03', 750, 4), ('complaint-rate', 'dolibarr', '2004-04', NULL, NULL), ('complaint-rate', 'erpnext', '2004-03', 500, 4), ('complaint-rate', 'erpnext', '2004Q1', 750, 4),
    -- Friday 16:00 to Tuesday 10:00, ten hours; Tuesday 9:00 to Saturday a week later, 72; Friday 9:00 to Monday a week later 10:00, 49
    ('complaint-time', 'erpnext', '2004-03', 131.0 / 3, 3), ('complaint-time', 'erpnext', '2004-02', NULL, NULL),
    -- left after 319 and 364 days, there since 27, 336 and 456: of four 3/4 stay longer than 319, of two 1/2 longer than 364; at the end of 2003 of two one
    ('median-tenure', 'dolibarr', '2004Q1', 364 / 30.4375, NULL), ('median-tenure', 'dolibarr', '2003', 364 / 30.4375, NULL), ('median-tenure', 'dolibarr', '2003Q2', NULL, NULL);
INSERT INTO golden
SELECT 'target-share', p.source, g.period, g.value, g.volume
FROM (VALUES ('odoo'), ('dolibarr'), ('erpnext')) AS p (source),
    (VALUES ('2004-02', 150.0 / 1050, 1050), ('2004', 100.0 / 1000, 1000), ('2004-03', NULL, NULL), ('2003', 100.0 / 400, 400)) AS g (period, value, volume);
-- of the nineties: days with a purchase after the first, from the first to the last, from the first to the end of 1999, what a later day brought; who came
-- on the last day and what cost nothing do not count
CREATE TEMP TABLE early AS
SELECT v.frequency, (v.last - v.first)::float8 AS recency, (date '1999-12-31' - v.first)::float8 AS age, v.spend
FROM (VALUES (3, date '1996-01-10', date '1999-06-10', 320 / 3.0::float8), (1, '1996-02-01', '1996-02-20', 60), (0, '1997-05-05', '1997-05-05', 1),
             (2, '1997-01-15', '1999-01-15', 90), (0, '1998-08-08', '1998-08-08', 1), (1, '1998-03-03', '1999-11-03', 280)) AS v (frequency, first, last, spend);
INSERT INTO golden
SELECT g.measure, p.source, g.period, g.value
FROM place AS p, (SELECT bsc.bg_nbd(frequency, recency, age) AS buying, bsc.gamma_gamma(frequency, spend) AS spending FROM early) AS f,
    LATERAL (SELECT 'active-expected', '1999', sum(bsc.p_alive(f.buying, frequency, recency, age)) FROM early WHERE frequency > 0
             UNION ALL SELECT 'active-expected', '1995', 0
             UNION ALL SELECT 'clv', '1995', NULL
             UNION ALL SELECT 'clv', '1999', sum(bsc.customer_value(f.buying, f.spending, frequency, recency, age, spend, 4, 0.02, 91.3125)) FROM early) AS g (measure, period, value);
SELECT cmp_ok((SELECT min(value) FROM golden WHERE measure = 'clv' AND period = '1999'), '>', 200::float8, 'there is a lifetime value');
SELECT cmp_ok((SELECT max(value) FROM golden WHERE measure = 'active-expected' AND period = '1999'), '<=', 4::float8, 'of four who came back at most four are there');

SELECT is_empty('SELECT code, source FROM query EXCEPT SELECT measure, source FROM golden', 'every query has a figure to be held to');
SELECT is_empty('SELECT measure, source FROM golden EXCEPT SELECT code, source FROM query', 'and no other');
CREATE FUNCTION pg_temp.found(measure text, source text, period text, OUT value double precision, OUT volume double precision) LANGUAGE sql AS $$
    SELECT t.value, CASE WHEN t.value IS NOT NULL THEN t.volume END FROM bsc.test_query('lib', measure || ' ' || source, period) AS t WHERE t.entity = ''
$$;
SELECT ok(f.value IS NOT DISTINCT FROM g.value OR abs(f.value - g.value) <= 1e-12 * abs(g.value), format('%s of %s in %s: %s', g.measure, g.source, g.period, f.value))
FROM golden AS g, pg_temp.found(g.measure, g.source, g.period) AS f;
SELECT is(f.volume, g.volume, format('what it weighs: %s of %s in %s', g.measure, g.source, g.period))
FROM golden AS g, pg_temp.found(g.measure, g.source, g.period) AS f
WHERE g.value IS NOT NULL AND (g.volume IS NOT NULL OR EXISTS (SELECT 1 FROM bsc._library_measure AS m WHERE m.code = g.measure AND m.entry ->> 'rollup' = 'mean'));
-- as the mean of months by their volume, a quarter is what a query over the quarter finds
CALL bsc.refresh('lib', '2004-01', '2004-12', verbose => false);
SELECT is((SELECT count(*) FROM bsc.refresh_log WHERE error IS NOT NULL), 0::bigint, 'a refresh runs all of them');
SELECT is(round(e.actual::numeric, 12), round(f.value::numeric, 12), 'rolled up, ' || e.code)
FROM bsc.evaluate('lib', '2004Q1') AS e
JOIN query AS q ON e.code = q.code || ' ' || q.source
JOIN bsc._library_measure AS m ON m.code = q.code AND m.entry ->> 'rollup' IN ('mean', 'sum')
CROSS JOIN LATERAL pg_temp.found(q.code, q.source, '2004Q1') AS f;

-- adopting ---------------------------------------------------------------------------

SELECT bsc.define('{"code": "mine", "frequency": "quarter", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "hours"}]}, {"code": "other"}]}]}');
SELECT is(bsc.adopt('mine', 'o', 'win-rate', 'odoo', 'odoo'), $$Measure "win-rate" is now in objective "o".
Give it a target: more is better.
It is measured each quarter: change its frequency if that is not right.
The query holds for versions 16 to 18. Check what it takes for granted: an opportunity with date_closed is decided: won if its stage is_won, else lost; what was archived counts as lost.$$,
    'adopt says what is left to do');
SELECT results_eq($$SELECT m.code, m.name, m.unit, m.indicator, m.financial, m.frequency, m.rollup, m.kind, m.position, m.run_as = CURRENT_USER, m.query LIKE '%FROM odoo.crm_lead%'
    FROM bsc.measure AS m WHERE m.id = bsc.measure_id('mine', 'win-rate')$$,
    $$VALUES ('win-rate', 'Win rate', 'share', 'leading', false, 'quarter', 'mean', NULL, 2, true, true)$$, 'it is a measure like any other, the last of its objective');
CREATE TEMP TABLE before AS SELECT m.*, m.ctid AS place FROM bsc.measure AS m;
SELECT is(split_part(bsc.adopt('mine', 'o', 'win-rate', 'odoo', 'odoo', lang => 'zh'), E'\n', 1), '指标“win-rate”早已在目标“o”中。', 'once more, it is there');
SELECT matches(bsc.adopt('mine', 'o', 'win-rate'), 'already\.\n', 'without a source, it is there');
SELECT results_eq('SELECT m.*, m.ctid FROM bsc.measure AS m', 'TABLE before', 'and no row was touched');
SELECT throws_ok($$SELECT bsc.adopt('mine', 'o', 'win-rate', 'dolibarr')$$, '22023', 'code "win-rate" is taken by another measure', 'a measure has one query');
SELECT throws_ok($$SELECT bsc.adopt('mine', 'other', 'win-rate', 'odoo', 'odoo')$$, '22023', 'code "win-rate" is taken by another measure', 'and stands in one objective');
SELECT throws_ok($$SELECT bsc.adopt('mine', 'o', 'revenue', code => 'hours')$$, '22023', 'code "hours" is taken by another measure', 'what is no measure of the library is another');
UPDATE bsc.measure SET unit = 'of 1', description = 'ours', weight = 3 WHERE id = bsc.measure_id('mine', 'win-rate');
SELECT matches(bsc.adopt('mine', 'o', 'win-rate', 'odoo', 'odoo'), 'already', 'its words may be changed');
SELECT is(split_part(bsc.adopt('mine', 'other', 'win-rate', 'dolibarr', code => 'proposals'), E'\n', 1), 'Measure "proposals" is now in objective "other".', 'under another code');
SELECT is((SELECT m.query LIKE '%FROM public.llx_propal %' FROM bsc.measure AS m WHERE m.id = bsc.measure_id('mine', 'proposals')), true, 'in schema public if none is said');

SELECT is(bsc.adopt('mine', 'o', 'dso'), $$Measure "dso" is now in objective "o".
Give it a target: less is better.
It is measured each quarter: change its frequency if that is not right.
It has no query: record its values, or give it one; the library has queries for odoo, dolibarr, erpnext.$$, 'without a source, only what it is');
SELECT is((SELECT (m.query, m.kind, m.financial)::text FROM bsc.measure AS m WHERE m.id = bsc.measure_id('mine', 'dso')), '(,rate,t)', 'a rate, of money');
SELECT matches(bsc.adopt('mine', 'o', 'dso', 'odoo', 'odoo'), '^Measure "dso" in objective "o" now has its query\.', 'the query may come later');
SELECT is((SELECT m.query LIKE '%odoo.account_move_line%' FROM bsc.measure AS m WHERE m.id = bsc.measure_id('mine', 'dso')), true, 'and is there');
SELECT matches(bsc.adopt('mine', 'o', 'repurchase', 'suitecrm', 'suitecrm'), 'SuiteCRM does not run on PostgreSQL as a rule.*\nMind: No purchase is not churn', 'what must be known is said');
SELECT matches(bsc.adopt('mine', 'o', 'top-share', 'twenty', 'a "b" %s'), 'neither too much nor too little', 'a band');
SELECT is((SELECT strpos(m.query, 'FROM "a ""b"" %s".opportunity') > 0 FROM bsc.measure AS m WHERE m.id = bsc.measure_id('mine', 'top-share')), true, 'a schema is quoted');
SELECT is((SELECT m.name || ' ' || m.unit FROM bsc.measure AS m WHERE m.id = bsc.measure_id('mine', 'top-share')), 'Share of the best customers share', 'in English');
SELECT matches(bsc.adopt('mine', 'o', 'csat', lang => 'zh'), '请给出目标值：越高越好。', 'the advice in Chinese');
SELECT is((SELECT m.name || ' ' || m.unit FROM bsc.measure AS m WHERE m.id = bsc.measure_id('mine', 'csat')), '客户满意度 分（0 至 10）', 'and the measure');
SELECT matches(bsc.adopt('mine', 'o', 'csat'), 'already', 'which is the same in English');

SELECT throws_ok($$SELECT bsc.adopt('mine', 'o', 'winrate')$$, '22023', 'the library has no measure "winrate"');
SELECT throws_ok($$SELECT bsc.adopt('mine', 'o', NULL)$$, '22023', 'the library has no measure "NULL"');
SELECT throws_ok($$SELECT bsc.adopt('nobody', 'o', 'nrr')$$, '22023', 'scorecard "nobody" does not exist');
SELECT throws_ok($$SELECT bsc.adopt(NULL, 'o', 'nrr')$$, '22023', 'scorecard "NULL" does not exist');
SELECT throws_ok($$SELECT bsc.adopt('mine', 'oo', 'nrr')$$, '22023', 'scorecard "mine" has no objective "oo"');
SELECT throws_ok($$SELECT bsc.adopt('mine', 'o', 'nrr', 'twenty', 'w')$$, '22023', 'measure "nrr" of the library has no query for "twenty"');
SELECT throws_ok($$SELECT bsc.adopt('mine', 'o', 'nrr', 'odo')$$, '22023', 'measure "nrr" of the library has no query for "odo"');
SELECT throws_ok($$SELECT bsc.adopt('mine', 'o', 'nrr', 'erpnext')$$, '22023', 'schema of the tables of ERPNext is missing');
SELECT throws_ok($$SELECT bsc.adopt('mine', 'o', 'nrr', 'odoo', '')$$, '22023', 'schema of the tables of Odoo is missing');
SELECT throws_ok($$SELECT bsc.adopt('mine', 'o', 'nrr', schema => 'odoo')$$, '22023', 'a schema is of no use without a source');
SELECT throws_ok($$SELECT bsc.adopt('mine', 'o', 'nrr', code => '')$$, '23514', NULL, 'a code is one');
SELECT throws_ok($$SELECT bsc.adopt('mine', 'o', 'nrr', lang => 'de')$$, '22023', 'the library has no language "de"');
\ir advised.psql
SELECT is(pg_temp.advised($$SELECT bsc.adopt('mine', 'o', 'winrate')$$), 'Perhaps you mean "win-rate".', 'near names');
SELECT is(pg_temp.advised($$SELECT bsc.adopt('mine', 'o', 'nrr', 'odo')$$), 'Perhaps you mean "odoo".', 'of systems, too');
SELECT is(bsc.define(bsc.definition('mine')), 'mine', 'what was adopted comes back in the document');

SELECT * FROM finish();
ROLLBACK;
