-- bsc.measure_freshness, beside hand-made histories of runs.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

CREATE TABLE public.moment AS SELECT '2024-06-10 12:00+00'::timestamptz AS at;
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE COST 1
    AS 'SELECT m.at FROM public.moment AS m';
SELECT bsc.define('{"code": "s", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "good", "name": "Good", "query": "SELECT 1 AS value"}, {"code": "failing", "query": "SELECT 1 AS value"},
    {"code": "hand"}, {"code": "never", "query": "SELECT 1 AS value"}, {"code": "old", "query": "SELECT 1 AS value"},
    {"code": "recent", "query": "SELECT 1 AS value"}, {"code": "rolled", "rollup": "query", "query": "SELECT 1 AS value"}]}]}]}');
INSERT INTO bsc.measure_run (measure_id, period, last_run, last_success, failing_since, error)
SELECT m.id, r.period::bsc.period, r.last_run::timestamptz, r.last_success::timestamptz, r.failing_since::timestamptz, r.error
FROM (VALUES
    ('good', '2024-05', '2024-06-01 00:00+00', '2024-06-01 00:00+00', NULL, NULL),
    ('good', '2024-06', '2024-06-10 11:00+00', '2024-06-10 11:00+00', NULL, NULL),
    -- since 3 May, whatever happened to April meanwhile
    ('failing', '2024-04', '2024-06-10 10:00+00', '2024-06-10 10:00+00', NULL, NULL),
    ('failing', '2024-05', '2024-05-31 23:00+00', '2024-05-02 23:00+00', '2024-05-03 00:00+00', 'first'),
    ('failing', '2024-06', '2024-06-10 11:00+00', NULL, '2024-06-01 00:00+00', 'second'),
    -- 2019 failed once, in April
    ('old', '2019-01', '2024-04-10 11:00+00', NULL, '2024-04-10 11:00+00', 'gone'),
    ('old', '2024-06', '2024-06-10 11:00+00', '2024-06-10 11:00+00', NULL, NULL),
    -- 2019 is the last that was tried
    ('recent', '2019-01', '2024-06-10 11:30+00', NULL, '2024-06-10 11:30+00', 'gone'),
    ('recent', '2024-05', '2024-06-02 11:00+00', '2024-06-02 11:00+00', NULL, NULL),
    -- the year fails, its months do not
    ('rolled', '2024', '2024-06-10 11:00+00', NULL, '2024-06-10 11:00+00', 'too long'),
    ('rolled', '2024-06', '2024-06-10 10:59+00', '2024-06-10 10:59+00', NULL, NULL)
) AS r (code, period, last_run, last_success, failing_since, error)
JOIN bsc.measure AS m ON m.code = r.code;
SELECT bsc.record('s', 'hand', '2024-03', 1);
SELECT results_eq($$SELECT scorecard, measure, name, observed, last_run, last_success, failing_since, error FROM bsc.measure_freshness ORDER BY measure$$,
    $$SELECT 's', v.* FROM (VALUES
    ('failing', 'failing', '2024-05-02 23:00+00'::timestamptz, '2024-06-10 11:00+00'::timestamptz, '2024-06-10 10:00+00'::timestamptz, '2024-05-03 00:00+00'::timestamptz, 'second'),
    ('good', 'Good', '2024-06-10 11:00+00', '2024-06-10 11:00+00', '2024-06-10 11:00+00', NULL, NULL),
    ('hand', 'hand', '2024-04-01 00:00+00', NULL, NULL, NULL, NULL),
    ('never', 'never', NULL, NULL, NULL, NULL, NULL),
    ('old', 'old', '2024-06-10 11:00+00', '2024-06-10 11:00+00', '2024-06-10 11:00+00', NULL, NULL),
    ('recent', 'recent', '2024-06-01 00:00+00', '2024-06-10 11:30+00', '2024-06-02 11:00+00', '2024-06-10 11:30+00', 'gone'),
    ('rolled', 'rolled', '2024-06-10 10:59+00', '2024-06-10 11:00+00', '2024-06-10 10:59+00', '2024-06-10 11:00+00', 'too long')) AS v$$,
    'what each measure''s runs come to');

-- from real runs, with the log pruned
CREATE SCHEMA crm;
CREATE TABLE crm.t AS SELECT 1 AS n;
UPDATE bsc.measure SET query = 'SELECT n AS value FROM crm.t' WHERE code = 'never';
CREATE FUNCTION pg_temp.fresh() RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' | ', observed, last_success, failing_since, split_part(error, E'\n', 1)) FROM bsc.measure_freshness WHERE measure = 'never' $$;
SET timezone = 'UTC';
SET client_min_messages = error;
CALL bsc.refresh('s');
SELECT is(pg_temp.fresh(), '2024-06-10 12:00:00+00 | 2024-06-10 12:00:00+00', 'a good run');
ALTER TABLE crm.t RENAME TO u;
UPDATE moment SET at = '2024-06-11 12:00+00';
CALL bsc.refresh('s');
UPDATE moment SET at = '2024-07-02 12:00+00';
CALL bsc.refresh('s');
DELETE FROM bsc.refresh_log;
SELECT is(pg_temp.fresh(), '2024-06-10 12:00:00+00 | 2024-06-10 12:00:00+00 | 2024-06-11 12:00:00+00 | 42P01: relation "crm.t" does not exist',
    'the table is gone: known up to the last good run, failing ever since');
ALTER TABLE crm.u RENAME TO t;
CALL bsc.refresh('s');
SELECT is(pg_temp.fresh(), '2024-07-02 12:00:00+00 | 2024-07-02 12:00:00+00', 'and well again');

-- a run that finds nothing new may still move up to when a measure is known, and with it a status
SELECT is(array_agg(bsc._moves_observed(m.id, p::bsc.period) ORDER BY i), '{t,t,f,f}', 'a period under way, one never run; not one to come, nor a coarser one')
FROM bsc.measure AS m, unnest(ARRAY['2024-07', '2024-06', '2024-08', '2024Q2']) WITH ORDINALITY AS x (p, i) WHERE m.code = 'never';
UPDATE bsc.measure_run SET last_success = '2024-07-01 00:00+00' WHERE period OPERATOR(bsc.=) '2024-06';
SELECT is(bsc._moves_observed(m.id, '2024-06'), false, 'nor one that has been observed to its end') FROM bsc.measure AS m WHERE m.code = 'good';
UPDATE bsc.measure_run SET last_success = '2024-06-30 23:59+00' WHERE period OPERATOR(bsc.=) '2024-06';
SELECT is(bsc._moves_observed(m.id, '2024-06'), true, 'but one that was not quite') FROM bsc.measure AS m WHERE m.code = 'good';

SELECT * FROM finish();
ROLLBACK;
