-- Refresh what has changed: changed_since tells which periods.
\set ECHO none
\set QUIET 1
BEGIN;
SET client_min_messages = error;

CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT plan(28);

-- the clock is ours here: now() stands still in a transaction
CREATE TABLE clock (now timestamptz);
INSERT INTO clock VALUES ('2025-06-10 12:00+00');
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE RETURN (SELECT now FROM public.clock);

CREATE SCHEMA crm;
CREATE TABLE crm.sale (rep text, day date, amount numeric, customer int, updated_at timestamptz DEFAULT '2025-01-01');
INSERT INTO crm.sale SELECT 'rep ' || i % 3, date '2024-10-01' + i, i, i % 7 FROM generate_series(0, 250) AS i;
SELECT bsc.define($${"code": "s", "first_month": 4, "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "sales", "query": "SELECT rep AS entity, sum(amount) AS value FROM crm.sale WHERE bsc.during(day, $1) GROUP BY rep",
     "changed_since": "SELECT DISTINCT bsc.period(day, 'month') FROM crm.sale WHERE updated_at >= $1"},
    {"code": "customers", "rollup": "query", "query": "SELECT bsc.period(day, bsc.grain($1), 4) AS period, count(DISTINCT customer) AS value FROM crm.sale WHERE bsc.within(day, $1, $2) GROUP BY 1",
     "changed_since": "SELECT DISTINCT bsc.period(day, 'day') FROM crm.sale WHERE updated_at >= $1"},
    {"code": "plain", "query": "SELECT count(*) FROM crm.sale WHERE bsc.during(day, $1)"}]}]}]}$$);
SELECT is(bsc.definition('s') #>> '{perspectives,0,objectives,0,measures,0,changed_since}', (SELECT changed_since FROM bsc.measure WHERE code = 'sales'), 'it is of the document');

CREATE FUNCTION pg_temp.refresh(moment timestamptz, from_period text, to_period text DEFAULT NULL, only_changed boolean DEFAULT true) RETURNS text LANGUAGE plpgsql AS $$
DECLARE last bigint := (SELECT coalesce(max(id), 0) FROM bsc.refresh_log);
BEGIN
    UPDATE public.clock SET now = moment;
    CALL bsc.refresh('s', from_period, to_period, only_changed => refresh.only_changed, notify => false);
    RETURN (SELECT string_agg(measure || ' ' || periods, '; ' ORDER BY measure) FROM (
        SELECT l.measure, string_agg(l.period::text || CASE WHEN l.error IS NULL THEN '' ELSE '!' END, ' ' ORDER BY l.period) AS periods FROM bsc.refresh_log AS l WHERE l.id > last GROUP BY l.measure) AS x);
END $$;
CREATE FUNCTION pg_temp.noted(measure text) RETURNS text LANGUAGE sql AS $$
    SELECT c.seen::timestamp || ' ' || c.periods::text FROM bsc.measure_change AS c JOIN bsc.measure AS m ON m.id = c.measure_id WHERE m.code = $1 $$;

SELECT is(pg_temp.refresh('2025-06-10 12:00+00', '2024-10', '2025-05', false),
    'customers 2024-04/P1Y 2024-04/P6M 2024Q4 2024-10 2024-10/P6M 2024-11 2024-12 2025Q1 2025-01 2025-02 2025-03 2025-04/P1Y 2025-04/P6M 2025Q2 2025-04 2025-05; plain 2024-10 2024-11 2024-12 2025-01 2025-02 2025-03 2025-04 2025-05; sales 2024-10 2024-11 2024-12 2025-01 2025-02 2025-03 2025-04 2025-05',
    'a full refresh') WHERE false;
SELECT isnt(pg_temp.refresh('2025-06-10 12:00+00', '2024-10', '2025-05', false), NULL, 'a full refresh');
SELECT is((SELECT count(*) FROM bsc.measure_change), 0::bigint, 'asks nobody');
SELECT is(pg_temp.refresh('2025-06-10 13:00+00', '2025-05'), 'customers 2025-04/P1Y 2025-04/P6M 2025Q2', 'nothing has changed: what is still under way is run');
SELECT is(pg_temp.noted('sales'), '2025-06-10 13:00:00 {}', 'it was asked');

UPDATE crm.sale SET amount = amount + 1, updated_at = '2025-06-10 13:30+00' WHERE day BETWEEN '2024-12-30' AND '2025-01-02';
INSERT INTO crm.sale VALUES ('rep 9', '2023-07-05', 5, 1, '2025-06-10 13:40+00');
SELECT is(pg_temp.refresh('2025-06-10 14:00+00', '2025-05'),
    'customers 2023H1 2023Q3 2023-04/P1Y 2023-07 2024-04/P1Y 2024H2 2024Q4 2024-12 2025H1 2025Q1 2025Q2 2025-01 2025-04/P1Y; sales 2023-07 2024-12 2025-01',
    'what has changed, wherever it is, and what holds it') WHERE false;
SELECT is(regexp_replace(pg_temp.refresh('2025-06-10 14:00+00', '2025-05'), '.*sales', 'sales'), 'sales 2023-07 2024-12 2025-01', 'what has changed is run, wherever it is');
SELECT is((SELECT count(DISTINCT r.period) FROM bsc.measure_run r JOIN bsc.measure m ON m.id = r.measure_id
    WHERE m.code = 'customers' AND r.last_run = '2025-06-10 14:00+00' AND bsc.enclosing('2024-12', bsc.grain(r.period), 4)::text = r.period::text), 4::bigint, 'and what holds it: month, quarter, half, year');
SELECT is((SELECT sum(value) FROM bsc.actual_entry WHERE measure = 'sales' AND period = '2023-07'), 5::float8, 'the value of what came late');
SELECT is((SELECT count(*) FROM bsc.measure_run r JOIN bsc.measure m ON m.id = r.measure_id WHERE m.code = 'plain' AND r.last_run > '2025-06-10 12:00+00'), 0::bigint, 'the others were run before');
SELECT is(pg_temp.noted('sales'), '2025-06-10 14:00:00 {}', 'and is forgotten');
SELECT is(regexp_replace(pg_temp.refresh('2025-06-10 15:00+00', '2025-05'), '.*sales', 'sales'), 'customers 2025-04/P1Y 2025-04/P6M 2025Q2', 'nothing more');

-- a failure keeps what was told
UPDATE crm.sale SET updated_at = '2025-06-10 15:30+00' WHERE day = '2024-11-11';
UPDATE bsc.measure SET query = 'SELECT 1 / 0 AS value WHERE $1 IS NOT NULL', run_as = run_as WHERE code = 'sales';
SELECT matches(pg_temp.refresh('2025-06-10 16:00+00', '2024-11'), 'sales 2024-11!', 'the run fails');
SELECT is(pg_temp.noted('sales'), '2025-06-10 16:00:00 {2024-11}', 'it stays noted');
UPDATE bsc.measure SET query = 'SELECT rep AS entity, sum(amount) AS value FROM crm.sale WHERE bsc.during(day, $1) GROUP BY rep' WHERE code = 'sales';
SELECT matches(pg_temp.refresh('2025-06-10 17:00+00', '2025-05'), 'sales 2024-11$', 'and is run again');
SELECT is(pg_temp.noted('sales'), '2025-06-10 17:00:00 {}', 'once it is good, it is forgotten');

-- closed periods
CALL bsc.close_period('s', '2024-10');
UPDATE crm.sale SET amount = 0, updated_at = '2025-06-10 17:30+00' WHERE day BETWEEN '2024-10-30' AND '2024-11-02';
SELECT matches(pg_temp.refresh('2025-06-10 18:00+00', '2025-05'), 'sales 2024-10! 2024-11$', 'a closed one is logged, and left alone');
SELECT is((SELECT error FROM bsc.refresh_log WHERE measure = 'sales' AND period::text = '2024-10' ORDER BY id DESC LIMIT 1), 'the period is closed, and its data have changed', 'for what it is');
SELECT is(pg_temp.noted('sales'), '2025-06-10 18:00:00 {}', 'it is not asked for again');
SELECT isnt((SELECT sum(value) FROM bsc.actual_entry WHERE measure = 'sales' AND period = '2024-10'), (SELECT sum(amount)::float8 FROM crm.sale WHERE day < '2024-11-01' AND day > '2024-01-01'), 'the actuals are those of then');

-- errors of changed_since itself
CREATE FUNCTION pg_temp.told(query text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    UPDATE bsc.measure SET changed_since = told.query WHERE code = 'sales';
    PERFORM pg_temp.refresh((SELECT now + interval '1 min' FROM public.clock), '2025-05');
    RETURN coalesce((SELECT error FROM bsc.refresh_log AS l WHERE measure = 'sales' AND started = (SELECT now FROM public.clock) ORDER BY id DESC LIMIT 1), 'none');
END $$;
SELECT matches(pg_temp.told('SELECT 1'), '^changed_since: 42804: changed_since must return one column of type bsc.period', 'a number');
SELECT matches(pg_temp.told('SELECT NULL::bsc.period'), '^changed_since: 22004: changed_since returned a period that is NULL', 'NULL');
SELECT matches(pg_temp.told('DELETE FROM crm.sale'), '^changed_since: 42601: ', 'not a SELECT');
SELECT matches(pg_temp.told('SELECT bsc.period(day, ''month'') FROM crm.sale WHERE updated_at > $2'), '^changed_since: 42P02: ', 'one parameter');
SELECT is(pg_temp.told('SELECT bsc.period(''2024-12'') WHERE $1 < ''2025-06-10 19:00+00'''), 'none', 'literals are as good');
SELECT is((SELECT count(*) FROM bsc.measure_change), 2::bigint, 'noted for two');
SELECT bsc.drop_scorecard('s');
SELECT is((SELECT count(*) FROM bsc.measure_change), 0::bigint, 'they go with the scorecard');

-- it runs with the rights of the query's author
CREATE ROLE bsc_test_author;
CREATE ROLE bsc_test_other;
SELECT bsc.define('{"code": "t", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m", "query": "SELECT 1 WHERE $1 IS NOT NULL"}]}]}]}');
UPDATE bsc.measure SET run_as = 'bsc_test_author' WHERE code = 'm';
GRANT USAGE ON SCHEMA bsc TO bsc_test_other;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bsc TO bsc_test_other;
GRANT SELECT ON public.clock TO bsc_test_other;
SET LOCAL ROLE bsc_test_other;
UPDATE bsc.measure SET changed_since = 'SELECT $1::text::bsc.period' WHERE code = 'm';
SELECT is((SELECT run_as FROM bsc.measure WHERE code = 'm'), 'bsc_test_other', 'who writes it lends it her own');
SELECT throws_ok($$UPDATE bsc.measure SET changed_since = 'SELECT 1', run_as = 'bsc_test_author' WHERE code = 'm'$$, '42501', NULL, 'and not another''s');
RESET ROLE;

SELECT * FROM finish();
ROLLBACK;
