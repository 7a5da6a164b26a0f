-- What a refresh makes of entities that its query does not return; and which periods it leaves alone.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

CREATE TABLE public.moment AS SELECT '2024-04-15 12:00+00'::timestamptz AS at;
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE COST 1
    AS 'SELECT m.at FROM public.moment AS m';
CREATE SCHEMA crm;
CREATE TABLE crm.sale (rep text, day date, amount double precision);
INSERT INTO crm.sale VALUES ('Ann', '2024-01-05', 100), ('Ann', '2024-02-05', 100), ('Ann', '2024-03-05', 100), ('Bob', '2024-01-09', 100);
CREATE FUNCTION pg_temp.document(extra text, plan text) RETURNS jsonb LANGUAGE sql AS $$
    SELECT ('{"code": "s", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m",
        "query": "SELECT rep AS entity, sum(amount) AS value, count(*) AS volume FROM crm.sale WHERE bsc.during(day, $1) GROUP BY rep"'
        || extra || ', "plan": [' || plan || ']}]}]}]}')::jsonb $$;
CREATE FUNCTION pg_temp.refresh(first text, last text DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    CALL bsc.refresh('s', first, last);
    RETURN (SELECT string_agg(concat_ws(' ', a.period::text, nullif(a.entity, ''), a.value, a.volume, a.source), ', '
                              ORDER BY bsc.first_day(a.period), bsc.last_day(a.period), a.entity) FROM bsc.actual AS a
            WHERE a.period OPERATOR(bsc.<@) first::bsc.period OR a.period OPERATOR(bsc.<@) last::bsc.period);
END $$;

-- (a) who has a target, of the month, of a longer period, or NULL
SELECT bsc.define(pg_temp.document('', '{"entity": "Ann", "period": "2024", "target": "0..1200"},
    {"entity": "Bob", "period": "2024Q1", "target": "0..300"}, {"entity": "Eve", "period": "2024-02", "target": "0..1"},
    {"entity": "Joe", "period": "2024", "target": null}, {"period": "2024", "target": "0..9"}'));
SELECT is(pg_temp.refresh('2024-01'), '2024-01 Ann 100 1 refresh, 2024-01 Bob 100 1 refresh', 'who comes has no zero, and who is not expected has none');
SELECT is(pg_temp.refresh('2024-02'), '2024-02 Ann 100 1 refresh, 2024-02 Bob 0 0 empty, 2024-02 Eve 0 0 empty',
    'who is expected and does not come has zero: by a target of the month or of a longer period, unless nothing is planned; the whole is another matter');
SELECT is(pg_temp.refresh('2024-04'), '2024-04 Ann 0 0 empty', 'so has who is expected in a month that has begun');
SELECT is(pg_temp.refresh('2024-05'), NULL, 'none in one that has not');
UPDATE moment SET at = '2024-04-30 23:59:59+00';
SELECT is(pg_temp.refresh('2024-05'), NULL, 'not a second before');
UPDATE moment SET at = '2024-05-01 00:00:00+00';
SELECT is(pg_temp.refresh('2024-05'), '2024-05 Ann 0 0 empty', 'but when it begins');
SELECT is((SELECT count(*) FROM bsc.actual_history), 0::bigint, 'nothing was replaced on the way');
SELECT is(pg_temp.refresh('2024-02'), '2024-02 Ann 100 1 refresh, 2024-02 Bob 0 0 empty, 2024-02 Eve 0 0 empty', 'again it is the same');
SELECT is((SELECT count(*) FROM bsc.actual_history), 0::bigint, 'and nothing is written');
SELECT results_eq($$SELECT entity, value, volume FROM bsc.test_query('s', 'm', '2024-02') ORDER BY 1$$,
    $$VALUES ('Ann', 100::float8, 1::float8), ('Bob', 0, 0), ('Eve', 0, 0)$$, 'test_query shows it');

-- what replaces a zero, and what it does not replace
INSERT INTO crm.sale VALUES ('Bob', '2024-02-20', 7);
SELECT bsc.record('s', 'm', '2024-02', 5, 'Eve');
SELECT is(pg_temp.refresh('2024-02'), '2024-02 Ann 100 1 refresh, 2024-02 Bob 7 1 refresh, 2024-02 Eve 5 manual',
    'a row replaces the zero, and silence no value that was recorded by hand');
SELECT results_eq('SELECT entity, value, source FROM bsc.actual_history ORDER BY id', $$VALUES ('Eve', 0::float8, 'empty'), ('Bob', 0, 'empty')$$,
    'the history has the zeros');
DELETE FROM crm.sale WHERE rep = 'Bob' AND day > '2024-02-01';
SELECT is(pg_temp.refresh('2024-02'), '2024-02 Ann 100 1 refresh, 2024-02 Bob 0 0 empty, 2024-02 Eve 5 manual', 'and who goes becomes zero again');
INSERT INTO crm.sale VALUES ('Bob', '2024-02-20', NULL);
SELECT is(pg_temp.refresh('2024-02'), '2024-02 Ann 100 1 refresh, 2024-02 Bob 0 0 empty, 2024-02 Eve 5 manual', 'a row without a value is no row');
INSERT INTO crm.sale VALUES ('Zoe', '2024-02-20', 1);
SELECT ok(pg_temp.refresh('2024-02') ~ 'Zoe 1 1 refresh', 'who is not expected is recorded when she comes');
DELETE FROM crm.sale WHERE rep = 'Zoe';
SELECT ok(pg_temp.refresh('2024-02') !~ 'Zoe', 'and goes when not');

-- a query that fails writes none
UPDATE bsc.measure SET query = 'SELECT ''Ann'' AS entity, 1/0 AS value';
SET client_min_messages = error;
SELECT is(pg_temp.refresh('2024-03'), NULL, 'a failed query says nothing of anybody');
SET client_min_messages = warning;
SELECT bsc.define(bsc.definition('s') #- '{perspectives,0,objectives,0,measures,0,run_as}');

-- taking it back
SELECT bsc.define(pg_temp.document(', "empty": "missing"', '{"entity": "Ann", "period": "2024", "target": "0..1200"},
    {"entity": "Bob", "period": "2024Q1", "target": "0..300"}, {"entity": "Eve", "period": "2024-02", "target": "0..1"}'));
SELECT is(pg_temp.refresh('2024-02'), '2024-02 Ann 100 1 refresh, 2024-02 Eve 5 manual', 'taken back, zeros go');
SELECT is(pg_temp.refresh('2024-05'), NULL, 'all of them');

-- by the roll-up, and of coarser periods
SELECT bsc.define(pg_temp.document(', "rollup": "query"', '{"entity": "Bob", "period": "2024", "target": "0..1"}'));
SELECT is(pg_temp.refresh('2024-03'), '2024-03 Ann 100 1 refresh', 'other roll-ups write none by themselves');
SELECT bsc.define(pg_temp.document(', "rollup": "query", "empty": "zero"',
    '{"entity": "Bob", "period": "2024-02", "target": "0..1"}, {"entity": "Jim", "period": "2024", "target": "0..1"}'));
SELECT is(pg_temp.refresh('2024', '2024'),
    '2024-01 Ann 100 1 refresh, 2024-01 Bob 100 1 refresh, 2024-01 Jim 0 0 empty, 2024Q1 Ann 300 3 refresh, 2024Q1 Bob 100 2 refresh, '
    || '2024H1 Ann 300 3 refresh, 2024H1 Bob 100 2 refresh, 2024 Ann 300 3 refresh, 2024 Bob 100 2 refresh, '
    || '2024-02 Ann 100 1 refresh, 2024-02 Bob 0 0 empty, 2024-02 Eve 5 manual, 2024-02 Jim 0 0 empty, '
    || '2024-03 Ann 100 1 refresh, 2024-03 Jim 0 0 empty, 2024-04 Jim 0 0 empty, 2024-05 Jim 0 0 empty', 'with it said they do, for their own periods alone');
DELETE FROM bsc.actual;

-- (c) the whole
SELECT bsc.define(pg_temp.document('', '{"period": "2024", "target": "0..9"}'));
UPDATE bsc.measure SET query = 'SELECT sum(amount) AS value FROM crm.sale WHERE bsc.during(day, $1) HAVING count(*) > 0';
SELECT is(pg_temp.refresh('2024-04'), '2024-04 0 0 empty', 'a query without entities tells of the whole');
SELECT is(pg_temp.refresh('2024-01'), '2024-01 200 refresh', 'when it does not come');
UPDATE bsc.measure SET query = 'SELECT NULL::text AS entity, sum(amount) AS value FROM crm.sale WHERE bsc.during(day, $1) HAVING count(*) > 0';
SELECT is(pg_temp.refresh('2024-05'), '2024-05 0 0 empty', 'one with entities if it has told of it in the year');
DELETE FROM bsc.actual WHERE source = 'refresh';
SELECT is(pg_temp.refresh('2024-05'), NULL, 'else not: a zero is no such telling');

-- 2. A closed period stays; a quarter of closed months, too, where its query is run for it
UPDATE bsc.measure SET rollup = 'query', empty = NULL, query = 'SELECT count(*) AS value FROM crm.sale WHERE bsc.during(day, $1)';
SELECT pg_temp.refresh('2024-01', '2024-06');
CALL bsc.close_period('s', '2024-01');
CALL bsc.close_period('s', '2024-02');
INSERT INTO crm.sale VALUES ('Ann', '2024-02-06', 1);
SELECT pg_temp.refresh('2024-02');
SELECT results_eq($$SELECT period::text, value FROM bsc.actual WHERE period::text IN ('2024-02', '2024Q1', '2024') ORDER BY 1$$,
    $$VALUES ('2024', 6::float8), ('2024-02', 2), ('2024Q1', 6)$$, 'a quarter with an open month goes on');
CALL bsc.close_period('s', '2024-03');
INSERT INTO crm.sale VALUES ('Ann', '2024-02-06', 1);
SELECT pg_temp.refresh('2024-02');
SELECT results_eq($$SELECT period::text, value FROM bsc.actual WHERE period::text IN ('2024-02', '2024Q1', '2024H1', '2024') ORDER BY 1$$,
    $$VALUES ('2024', 7::float8), ('2024-02', 2), ('2024H1', 7), ('2024Q1', 6)$$, 'one without is left out');
CALL bsc.reopen_period('s', '2024-01');
SELECT pg_temp.refresh('2024-02');
SELECT is((SELECT value FROM bsc.actual WHERE period OPERATOR(bsc.=) '2024Q1'), 7::float8, 'until one is reopened');

SELECT * FROM finish();
ROLLBACK;
