-- A refresh that is told no period: the one under way, and what was under way when it last ran.
\set ECHO none
\set QUIET 1
BEGIN;
SET client_min_messages = error;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT no_plan();

CREATE TABLE public.moment AS SELECT '2024-08-20 12:00+00'::timestamptz AS at;
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE COST 1 AS 'SELECT m.at FROM public.moment AS m';
CREATE SCHEMA crm;
CREATE TABLE crm.sale (at timestamptz);
INSERT INTO crm.sale VALUES ('2024-08-05 12:00+00');
SELECT bsc.define('{"code": "s", "time_zone": "Europe/Berlin", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "month", "query": "SELECT count(*) AS value FROM crm.sale WHERE bsc.during(at, $1)"},
    {"code": "week", "frequency": "week", "query": "SELECT count(*) AS value FROM crm.sale WHERE bsc.during(at, $1)"},
    {"code": "quarter", "frequency": "quarter", "query": "SELECT count(*) AS value FROM crm.sale WHERE bsc.during(at, $1)"},
    {"code": "count", "rollup": "query", "query": "SELECT count(*) AS value FROM crm.sale WHERE bsc.during(at, $1)"},
    {"code": "gone", "query": "SELECT count(*) AS value FROM crm.nothing WHERE bsc.during(at, $1)"}, {"code": "hand"}]}]}]}');
-- what a refresh at a moment ran a measure for
CREATE FUNCTION pg_temp.ran(point text, measure text DEFAULT 'month') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    before bigint := (SELECT coalesce(max(id), 0) FROM bsc.refresh_log);
BEGIN
    UPDATE public.moment SET at = point::timestamptz;
    CALL bsc.refresh('s');
    RETURN (SELECT string_agg(l.period::text, ' ' ORDER BY l.id) FROM bsc.refresh_log AS l WHERE l.id > before AND l.measure = ran.measure);
END
$$;
CREATE FUNCTION pg_temp.value(code text, p text) RETURNS float8 LANGUAGE sql AS $$
    SELECT value FROM bsc.actual_entry WHERE scorecard = 's' AND measure = code AND period = p $$;

SELECT is(pg_temp.ran('2024-08-20 12:00+02'), '2024-08', 'the first: the period under way');
SELECT is(pg_temp.ran('2024-08-31 23:05+02'), '2024-08', 'every hour');
INSERT INTO crm.sale VALUES ('2024-08-31 23:30+02');
SELECT is(pg_temp.ran('2024-09-01 00:05+02'), '2024-08 2024-09', 'after its end, once more: what came in its last hour is in it');
SELECT is(ARRAY[pg_temp.value('month', '2024-08'), pg_temp.value('count', '2024-08'), pg_temp.value('week', '2024-W35'), pg_temp.value('quarter', '2024Q3')], '{2,2,1,2}', 'in every measure');
SELECT is((SELECT array_agg(DISTINCT provisional) FROM bsc.measure_result WHERE period = '2024-08' AND measure IN ('month', 'count')), '{f}', 'so that it is final');
INSERT INTO crm.sale VALUES ('2024-09-01 20:00+02');
SELECT is(pg_temp.ran('2024-09-02 01:05+02', 'week'), '2024-W31 2024-W32 2024-W33 2024-W34 2024-W35 2024-W36 2024-W37 2024-W38 2024-W39', 'a week that ends in the next month is finished as well');
SELECT is(pg_temp.value('week', '2024-W35'), 2::float8, 'with its last day');
SELECT is(pg_temp.ran('2024-09-02 02:05+02'), '2024-09', 'and then the month under way again');
SELECT is(pg_temp.ran('2024-09-20 02:05+02'), '2024-09', 'however long it lasts');
INSERT INTO crm.sale SELECT timestamptz '2024-09-30 12:00+02' UNION ALL SELECT '2024-10-15' UNION ALL SELECT '2024-11-01'::timestamptz;
SELECT is(pg_temp.ran('2024-12-01 12:00+01'), '2024-09 2024-10 2024-11 2024-12', 'after a pause: what was under way then, and all since');
SELECT is(pg_temp.ran('2024-12-01 13:00+01', 'gone'), '2024-12', 'what fails has been tried');
SELECT is(ARRAY[pg_temp.value('month', '2024-10'), pg_temp.value('quarter', '2024Q3'), pg_temp.value('count', '2024Q4')], '{1,4,2}', 'quarters are finished, too');
SELECT is(pg_temp.ran('2025-01-01 00:05+01', 'count'), '2024-11 2024-12 2024Q4 2024H2 2024 2025-01 2025Q1 2025H1 2025', 'and years (and a week that is November''s and ended in December)');

-- asked for by name, it is what is named
UPDATE public.moment SET at = '2025-02-01 00:05+01';
CREATE TEMP TABLE before AS SELECT max(id) AS id FROM bsc.refresh_log;
CALL bsc.refresh('s', '2025-02');
SELECT is((SELECT string_agg(l.period::text, ' ' ORDER BY l.id) FROM bsc.refresh_log AS l, before AS b WHERE l.id > b.id AND l.measure = 'month'), '2025-02', 'who names a period gets that one');
SELECT is(pg_temp.ran('2025-02-03 01:05+01'), '2025-01 2025-02', 'and the one before it is still to be finished');
SELECT is(pg_temp.ran('2025-02-03 02:05+01'), '2025-02', 'once');
-- what is closed is left out; who comes back after more than a year decides for herself
CALL bsc.close_period('s', '2025-02');
SELECT is(pg_temp.ran('2025-03-03 01:05+01'), '2025-03', 'a closed period stays as it is');
SELECT is(pg_temp.ran('2026-05-01 01:05+01'), '2026-05', 'after more than a year: the period under way');
SELECT bsc.record('s', 'hand', '2026-05', 1);
SELECT is(pg_temp.ran('2026-06-01 01:05+01'), '2026-05 2026-06', 'what is recorded by hand changes nothing');
CALL bsc.refresh('s', '2027-01');
SELECT is(pg_temp.ran('2026-06-01 02:05+01'), '2026-06', 'nor a run for a period that has not begun');

-- lint tells what nobody has finished
CREATE FUNCTION pg_temp.cut(lang text DEFAULT 'en') RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(message, '; ' ORDER BY subject) FROM bsc.lint('s', lang) WHERE rule = 'cut-short' $$;
SELECT matches(pg_temp.cut(), '^measure "count" was last refreshed before their end for 2025-03; measure "month" .* for 2025-W10 to 2025-W13$', 'what a pause of a year left, and a person has to finish');
UPDATE public.moment SET at = '2026-08-31 23:05+02';
CALL bsc.refresh('s', '2025-03', '2026-08');
SELECT is(pg_temp.cut(), NULL, 'nothing to say of what is finished, closed, failing or under way');
UPDATE public.moment SET at = '2026-09-01 00:05+02';
SELECT is(pg_temp.cut(), 'measure "count" was last refreshed before their end for 2026-08; measure "month" was last refreshed before their end for 2026-08', 'what was left before it was over');
CALL bsc.refresh('s', '2026-09');
SELECT is(pg_temp.cut('zh'), '指标“count”的以下期间在结束之前最后一次刷新，此后未再刷新：2026-08; 指标“month”的以下期间在结束之前最后一次刷新，此后未再刷新：2026-08', 'in Chinese, and whatever was refreshed later');
CALL bsc.refresh('s', '2026-08');
SELECT is(pg_temp.cut(), NULL, 'until it is done once more');

SELECT * FROM finish();
ROLLBACK;
