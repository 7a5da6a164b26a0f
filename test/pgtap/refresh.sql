-- What a refresh runs and records: rows, grains, order, errors, the log.
\set ECHO none
\set QUIET 1
BEGIN;
SET client_min_messages = error;

CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT plan(102);

CREATE SCHEMA crm;
CREATE TABLE crm.sale (dealer text, sold_on date, amount numeric);
INSERT INTO crm.sale VALUES
    ('north', '2024-01-10', 100), ('north', '2024-01-20', 50), ('south', '2024-01-31', 30),
    ('north', '2024-02-01', 70),
    ('south', '2024-03-15', 20), ('west', '2024-03-16', 5),
    ('north', '2024-04-01', 1000);

INSERT INTO bsc.scorecard (code) VALUES ('shop');
INSERT INTO bsc.perspective (scorecard_id, code) SELECT id, 'p' FROM bsc.scorecard WHERE code = 'shop';
INSERT INTO bsc.objective (perspective_id, code)
SELECT p.id, 'o' FROM bsc.perspective p JOIN bsc.scorecard s ON s.id = p.scorecard_id WHERE s.code = 'shop';

-- a measure of the scorecard, with a query
CREATE FUNCTION pg_temp.measure(code text, query text, frequency text DEFAULT NULL, rollup text DEFAULT 'sum',
                                scorecard text DEFAULT 'shop') RETURNS bigint
LANGUAGE sql AS $$
    INSERT INTO bsc.measure (objective_id, code, query, frequency, rollup)
    SELECT o.id, $1, $2, $3, $4 FROM bsc.objective o JOIN bsc.scorecard s ON s.id = o.scorecard_id WHERE s.code = $5
    RETURNING id
$$;
CREATE FUNCTION pg_temp.query(code text, query text) RETURNS void
LANGUAGE sql AS 'UPDATE bsc.measure SET query = $2 WHERE code = $1';
-- the last line of the log of a measure: its SQLSTATE and message, or the rows
CREATE FUNCTION pg_temp.log(code text) RETURNS text
LANGUAGE sql AS $$
    SELECT coalesce(split_part(error, E'\n', 1), rows || ' recorded') FROM bsc.refresh_log WHERE measure = $1 ORDER BY id DESC LIMIT 1
$$;
-- run one query for 2024-01 and tell what the log says
CREATE FUNCTION pg_temp.try(query text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_temp.query('probe', query);
    CALL bsc.refresh('shop', '2024-01');
    RETURN pg_temp.log('probe');
END
$$;
CREATE VIEW pg_temp.got AS SELECT measure, entity, period, value, volume FROM bsc.actual_entry;

-- rows ----------------------------------------------------------------------

SELECT pg_temp.measure('revenue',
    'SELECT dealer AS entity, sum(amount) AS value, count(*) AS volume
     FROM crm.sale WHERE bsc.during(sold_on, $1) GROUP BY ROLLUP (dealer)');
CALL bsc.refresh('shop', '2024-01', '2024-03');
SELECT results_eq(
    $$SELECT entity, period, value, volume FROM pg_temp.got WHERE measure = 'revenue' ORDER BY period, entity$$,
    $$VALUES ('', '2024-01', 180::float8, 3::float8), ('north', '2024-01', 150, 2), ('south', '2024-01', 30, 1),
             ('', '2024-02', 70, 1), ('north', '2024-02', 70, 1),
             ('', '2024-03', 25, 2), ('south', '2024-03', 20, 1), ('west', '2024-03', 5, 1)$$,
    'every entity and the whole, for every period of the range');
SELECT is((SELECT array_agg(DISTINCT source) FROM bsc.actual), ARRAY['refresh'], 'what a refresh wrote says so');
SELECT is((SELECT count(*) FROM bsc.refresh_log WHERE error IS NULL AND finished >= started), 3::bigint,
    'one line of the log for each query');
SELECT is((SELECT array_agg(rows ORDER BY id) FROM bsc.refresh_log), ARRAY[3, 2, 3]::bigint[], 'with its rows');

-- again: nothing changes, not even a row version
CREATE TEMP TABLE before AS SELECT a.*, a.ctid AS at, a.xmin::text AS x, a.xmax::text AS locked FROM bsc.actual a;
CALL bsc.refresh('shop', '2024-01', '2024-03');
SELECT is_empty(
    $$(SELECT a.*, a.ctid, a.xmin::text, a.xmax::text FROM bsc.actual a EXCEPT SELECT * FROM before)
      UNION ALL (SELECT * FROM before EXCEPT SELECT a.*, a.ctid, a.xmin::text, a.xmax::text FROM bsc.actual a)$$,
    'a second refresh touches no row');
SELECT is((SELECT count(*) FROM bsc.actual_history), 0::bigint, 'and leaves no history');
SELECT is((SELECT count(*) FROM bsc.refresh_log), 6::bigint, 'but is logged');

-- a change of the data
UPDATE crm.sale SET amount = 31 WHERE dealer = 'south' AND amount = 30;
DELETE FROM crm.sale WHERE dealer = 'west';
INSERT INTO crm.sale VALUES ('east', '2024-02-10', 1);
CALL bsc.refresh('shop', '2024-01', '2024-03');
SELECT results_eq(
    $$SELECT entity, period, value FROM pg_temp.got WHERE measure = 'revenue' ORDER BY period, entity$$,
    $$VALUES ('', '2024-01', 181::float8), ('north', '2024-01', 150), ('south', '2024-01', 31),
             ('', '2024-02', 71), ('east', '2024-02', 1), ('north', '2024-02', 70),
             ('', '2024-03', 20), ('south', '2024-03', 20)$$,
    'changed, new and vanished entities');
SELECT results_eq(
    $$SELECT entity, period::text, value FROM bsc.actual_history ORDER BY period, entity$$,
    $$VALUES ('', '2024-01', 180::float8), ('south', '2024-01', 30), ('', '2024-02', 70),
             ('', '2024-03', 25), ('west', '2024-03', 5)$$,
    'what was replaced or went is in the history, and nothing else');

-- only the volume changes
SELECT pg_temp.query('revenue',
    'SELECT dealer AS entity, sum(amount) AS value, 7 AS volume
     FROM crm.sale WHERE bsc.during(sold_on, $1) GROUP BY ROLLUP (dealer)');
CALL bsc.refresh('shop', '2024-01');
SELECT is((SELECT array_agg(volume) FROM pg_temp.got WHERE period = '2024-01'), '{7,7,7}', 'a new volume is recorded');
SELECT pg_temp.query('revenue',
    'SELECT dealer AS entity, sum(amount) AS value FROM crm.sale WHERE bsc.during(sold_on, $1) GROUP BY ROLLUP (dealer)');
CALL bsc.refresh('shop', '2024-01');
SELECT is((SELECT count(volume) FROM pg_temp.got WHERE period = '2024-01'), 0::bigint, 'and goes when the query has none');

-- by hand and by query
SELECT bsc.record('shop', 'revenue', '2024-02', 999, 'south');
SELECT bsc.record('shop', 'revenue', '2024-02', 888, 'north');
CALL bsc.refresh('shop', '2024-02');
SELECT results_eq(
    $$SELECT a.entity, a.value, a.source FROM bsc.actual a WHERE a.period::text = '2024-02' ORDER BY 1$$,
    $$VALUES ('', 71::float8, 'refresh'), ('east', 1, 'refresh'), ('north', 70, 'refresh'), ('south', 999, 'manual')$$,
    'a hand-made actual stays where the query says nothing, and gives way where it does');

-- NULL values
SELECT pg_temp.query('revenue', $$SELECT v.* FROM (VALUES ('north', NULL::int), ('south', NULL), ('east', 2)) v (entity, value)$$);
CALL bsc.refresh('shop', '2024-02');
SELECT results_eq(
    $$SELECT a.entity, a.value, a.source FROM bsc.actual a WHERE a.period::text = '2024-02' ORDER BY 1$$,
    $$VALUES ('east', 2::float8, 'refresh'), ('south', 999, 'manual')$$,
    'a NULL is no actual: an old one goes, a hand-made one stays');
SELECT is(pg_temp.log('revenue'), '1 recorded', 'the log counts rows with a value');

-- what a column may be --------------------------------------------------------

DELETE FROM bsc.measure;
DELETE FROM bsc.refresh_log;
SELECT pg_temp.measure('probe', NULL);
SELECT is(pg_temp.try('SELECT 42 AS anything'), '1 recorded', 'one column of any name is the value');
SELECT is((SELECT value FROM pg_temp.got), 42::float8, 'int4');
SELECT pg_temp.try('SELECT 7::smallint');
SELECT is((SELECT value FROM pg_temp.got), 7::float8, 'int2');
SELECT pg_temp.try('SELECT 9007199254740993');
SELECT is((SELECT value FROM pg_temp.got), 9007199254740992::float8, 'int8, rounded as float8 rounds');
SELECT pg_temp.try('SELECT 0.1::real');
SELECT is((SELECT value FROM pg_temp.got), 0.1::real::float8, 'float4');
SELECT pg_temp.try('SELECT -1e-300::float8');
SELECT is((SELECT value FROM pg_temp.got), -1e-300::float8, 'float8');
SELECT pg_temp.try('SELECT 1234567890.123456789');
SELECT is((SELECT value FROM pg_temp.got), 1234567890.123456789::float8, 'numeric');
CREATE DOMAIN crm.money_amount AS numeric(12, 2);
SELECT is(pg_temp.try('SELECT 12.34::crm.money_amount AS value'), '1 recorded', 'a domain over a number');
SELECT is(pg_temp.try('VALUES (3)'), '1 recorded', 'VALUES');
SELECT is(pg_temp.try('TABLE crm.one'), '42P01: relation "crm.one" does not exist', 'TABLE is a SELECT too');
SELECT is(pg_temp.try('WITH a AS (SELECT 1 AS n UNION ALL SELECT 2) SELECT sum(n) FROM a;'), '1 recorded', 'WITH, and a semicolon');
SELECT is(pg_temp.try('SELECT 1 UNION ALL SELECT 2 LIMIT 1 -- the end'), '1 recorded', 'UNION, and a comment at the end');
SELECT is(pg_temp.try('SELECT 1 WHERE false'), '0 recorded', 'no row');
SELECT is((SELECT count(*) FROM pg_temp.got), 0::bigint, 'no row, no actual');

SELECT is(pg_temp.try($$SELECT v.* FROM (VALUES (NULL::int, 1), (17, 2)) v (entity, value)$$), '2 recorded', 'an integer entity');
SELECT bag_eq('SELECT entity, value FROM pg_temp.got', $$VALUES ('', 1::float8), ('17', 2)$$, 'read as text, NULL is the whole');
SELECT pg_temp.try($$SELECT date '2024-02-01' AS entity, 1 AS value UNION ALL SELECT date '2024-03-01', 2$$);
SELECT bag_eq('SELECT entity FROM pg_temp.got', $$VALUES ('2024-02-01'), ('2024-03-01')$$, 'a date as entity, in ISO form');
SELECT pg_temp.try($$SELECT 'ab'::char(10) AS entity, 1 AS value$$);
SELECT is((SELECT entity FROM pg_temp.got), 'ab', 'char(n) without its padding');
SELECT pg_temp.try($$SELECT '8c6f6c4e-2e2a-4a3e-9d6c-0123456789ab'::uuid AS entity, 1 AS value$$);
SELECT is((SELECT entity FROM pg_temp.got), '8c6f6c4e-2e2a-4a3e-9d6c-0123456789ab', 'a uuid');
SELECT is(pg_temp.try($$SELECT repeat('é', 500) AS entity, 1 AS value$$), '1 recorded', 'an entity of 1000 bytes');

-- errors ----------------------------------------------------------------------

SELECT pg_temp.try('SELECT 5');
SELECT is(pg_temp.try($$SELECT repeat('é', 500) || 'x' AS entity, 1 AS value$$),
    '22001: the query returned an entity of 1001 bytes', 'a longer entity');
SELECT is(pg_temp.try($$SELECT interval '1 day'$$),
    '42804: column "interval" of the query is of type interval, not a number', 'interval');
SELECT matches((SELECT error FROM bsc.refresh_log ORDER BY id DESC LIMIT 1), 'HINT: .*extract\(epoch FROM', 'with a way out');
SELECT is(pg_temp.try('SELECT true AS value, 1 AS volume'),
    '42804: column "value" of the query is of type boolean, not a number', 'boolean');
SELECT is(pg_temp.try($$SELECT '5'$$),
    '42804: column "?column?" of the query is of type text, not a number', 'text');
SELECT is(pg_temp.try($$SELECT 1 AS value, '5'::varchar AS volume$$),
    '42804: column "volume" of the query is of type character varying, not a number', 'volume of a wrong type');
SELECT is(pg_temp.try('SELECT 1 AS value, 2 AS total'),
    '42804: the query of a measure has no use for column "total"', 'an unknown column');
SELECT is(pg_temp.try($$SELECT 'x' AS entity, 2 AS volume$$),
    '42804: the query of a measure returns no column "value"', 'no value');
SELECT is(pg_temp.try('SELECT 1 AS value, 2 AS value'),
    '42804: the query of a measure returns column "value" twice', 'two values');
SELECT is(pg_temp.try('SELECT'),
    '42804: the query of a measure returns no column "value"', 'no column at all');
SELECT is(pg_temp.try($$SELECT v.* FROM (VALUES ('a', 1), ('b', 2), ('a', 3)) v (entity, value)$$),
    '21000: the query returned more than one row for entity "a"', 'an entity twice');
SELECT is(pg_temp.try($$SELECT v.* FROM (VALUES ('', 1), (NULL, 1)) v (entity, value)$$),
    '21000: the query returned more than one row for the whole', 'NULL and the empty text are one entity');
SELECT is(pg_temp.try('SELECT 1 UNION ALL SELECT 2'),
    '21000: the query returned more than one row for the whole', 'two rows without entity');
SELECT is(pg_temp.try($$SELECT v.* FROM (VALUES ('a', 1), ('a', NULL)) v (entity, value)$$),
    '21000: the query returned more than one row for entity "a"', 'an entity twice, once without value');
SELECT is(pg_temp.try($$SELECT 'NaN'::float8$$), '22003: the query returned value NaN for the whole', 'NaN');
SELECT is(pg_temp.try($$SELECT 'x' AS entity, '-Infinity'::numeric AS value$$),
    '22003: the query returned value -Infinity for entity "x"', 'infinity');
SELECT matches(pg_temp.try('SELECT 10.0 ^ 400'), '^22003: .* is out of range for type double precision',
    'a number that float8 cannot hold');
SELECT is(pg_temp.try($$SELECT 1 AS value, 'Infinity'::real AS volume$$),
    '22003: the query returned volume Infinity for the whole', 'infinite volume');
SELECT is(pg_temp.try('SELECT 1 AS value, -1 AS volume'), '22003: the query returned volume -1 for the whole', 'negative volume');
SELECT is(pg_temp.try('SELECT 1/0'), '22012: division by zero', 'an error at run time');
SELECT is(pg_temp.try('SELEC 1'), '42601: syntax error at or near "SELEC"', 'a syntax error');
SELECT is(pg_temp.try(E'SELECT 1\nFROM crm.sale\nWHERE dealer = 5'), '42883: operator does not exist: text = integer', 'an error of analysis');
SELECT matches((SELECT error FROM bsc.refresh_log ORDER BY id DESC LIMIT 1), E'\nLINE 3: WHERE dealer = 5\n', 'says in which line');
CREATE FUNCTION pg_temp.names_path(query text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_temp.try(query);
    RETURN (SELECT l.error ~ 'HINT: .*search_path of a measure''s query is empty' FROM bsc.refresh_log AS l ORDER BY l.id DESC LIMIT 1);
END $$;
SELECT is(pg_temp.names_path(q), said, q)
FROM (VALUES ('SELECT 1 FROM crm.sale WHERE dealer = 5', true), ('SELECT count(*) FROM sale', true), ('SELECT count(*) FROM crm.nope', false),
    ('SELECT planted(1.5)', true), ('SELECT crm.planted(1.5)', false), ('SELECT nothing FROM crm.sale', false),
    ('SELECT count(*) FROM crm.sale WHERE dealer::folded = ''north''', true), ('SELECT 1 FROM crm.sale WHERE dealer::crm.folded = ''''', false),
    ('SELECT length(current_setting(''no.such''))', false)) AS v (q, said);
SELECT is(pg_temp.try('SELECT $4'), '42P02: there is no parameter $4', 'another parameter');
SELECT is(pg_temp.try(''), '42601: the query of a measure must be one SELECT', 'nothing');
SELECT is(pg_temp.try('SELECT 1; SELECT 2'), '42601: the query of a measure must be one SELECT', 'two statements');
SELECT is(pg_temp.try('DELETE FROM crm.sale'), '42601: the query of a measure must be one SELECT', 'DELETE');
SELECT is(pg_temp.try('EXPLAIN SELECT 1'), '42601: the query of a measure must be one SELECT', 'EXPLAIN');
SELECT is(pg_temp.try('SELECT 1 INTO crm.copy'), '42601: the query of a measure must be one SELECT', 'SELECT INTO');
SELECT is(pg_temp.try('SELECT 1 INTO crm.copy UNION SELECT 2'), '42601: the query of a measure must be one SELECT', 'INTO in a UNION');
SELECT is(pg_temp.try('SELECT amount FROM crm.sale FOR UPDATE'), '0A000: the query of a measure must not lock rows', 'FOR UPDATE');
SELECT is(pg_temp.try('SELECT sum(amount) FROM (SELECT amount FROM crm.sale FOR SHARE) x'),
    '25006: cannot execute SELECT FOR SHARE in a read-only transaction', 'FOR SHARE further inside');
SELECT is(pg_temp.try('WITH d AS (DELETE FROM crm.sale RETURNING amount) SELECT sum(amount) FROM d'),
    '0A000: the query of a measure must not write', 'a WITH clause that writes');
SELECT is((SELECT array_agg(value) FROM pg_temp.got), '{5}', 'after all these errors the old actual is there');
SELECT is((SELECT count(*) FROM crm.sale), 7::bigint, 'and the sales');

-- the neighbours of a failing query go on
SELECT pg_temp.query('probe', 'SELECT 1 FROM crm.gone');
SELECT pg_temp.measure('after', 'SELECT 2');
SELECT pg_temp.measure('a_first', 'SELECT 1');
CALL bsc.refresh('shop', '2024-01');
SELECT results_eq($$SELECT measure, value FROM pg_temp.got WHERE period = '2024-01' ORDER BY 1$$,
    $$VALUES ('a_first', 1::float8), ('after', 2), ('probe', 5)$$, 'other measures are recorded');

-- writing refused is that measure's error
INSERT INTO bsc.closed_period (scorecard_id, period, definition) SELECT id, '2024-02', '{}' FROM bsc.scorecard;
DELETE FROM bsc.refresh_log;
CALL bsc.refresh('shop', '2024-01', '2024-03');
SELECT is((SELECT array_agg(DISTINCT period::text) FROM bsc.refresh_log), '{2024-01,2024-03}', 'a closed period is left out');

-- which periods, in which order ------------------------------------------------

DELETE FROM bsc.measure;
DELETE FROM bsc.closed_period;
DELETE FROM bsc.refresh_log;
CREATE FUNCTION pg_temp.ran() RETURNS text LANGUAGE sql AS $$
    WITH gone AS (DELETE FROM bsc.refresh_log RETURNING id, measure, period)
    SELECT string_agg(measure || ' ' || period, ', ' ORDER BY id) FROM gone
$$;
SELECT pg_temp.measure('month', 'SELECT 1');
SELECT pg_temp.measure('year', 'SELECT 1', 'year');
SELECT pg_temp.measure('distinct', 'SELECT 1', 'month', 'query');
CALL bsc.refresh('shop', '2024-03', '2024-04');
SELECT is(pg_temp.ran(),
    'distinct 2024-03, month 2024-03, distinct 2024Q1, distinct 2024-04, month 2024-04, '
    'distinct 2024Q2, distinct 2024H1, distinct 2024, year 2024',
    'by end of period, finer first; coarser periods where the roll-up is the query');
CALL bsc.refresh('shop', '2024Q1');
SELECT is(pg_temp.ran(),
    'distinct 2024-01, month 2024-01, distinct 2024-02, month 2024-02, distinct 2024-03, month 2024-03, '
    'distinct 2024Q1, distinct 2024H1, distinct 2024, year 2024',
    'a period of another grain stands for those within');
CALL bsc.refresh('shop', '2024-12-31', '2025-01-01');
SELECT is(pg_temp.ran(),
    'distinct 2024-12, month 2024-12, distinct 2024Q4, distinct 2024H2, distinct 2024, year 2024, '
    'distinct 2025-01, month 2025-01, distinct 2025Q1, distinct 2025H1, distinct 2025, year 2025',
    'days stand for the months that hold them');
CALL bsc.refresh('shop', bsc.period(date '2024-05-05', 'month'), only_changed => NULL);
SELECT is(pg_temp.ran(), 'distinct 2024-05, month 2024-05, distinct 2024Q2, distinct 2024H1, distinct 2024, year 2024',
    'a period as bsc.period; NULL for only_changed is false');

DELETE FROM bsc.measure;
SELECT pg_temp.measure('week', 'SELECT 1', 'week');
SELECT pg_temp.measure('monthly', 'SELECT 1');
CALL bsc.refresh('shop', '2024-10');
SELECT is(pg_temp.ran(), 'week 2024-W40, week 2024-W41, week 2024-W42, week 2024-W43, monthly 2024-10, week 2024-W44',
    'weeks belong where their Thursday falls');
CALL bsc.refresh('shop', '2024-W40');
SELECT is(pg_temp.ran(), 'week 2024-W40, monthly 2024-10', 'a week stands for the month of its Thursday');

-- a company year from April
DELETE FROM bsc.measure;
UPDATE bsc.scorecard SET first_month = 4;
SELECT pg_temp.measure('distinct', 'SELECT 1', 'month', 'query');
CALL bsc.refresh('shop', '2024-03');
SELECT is(pg_temp.ran(), 'distinct 2024-03, distinct 2024Q1, distinct 2023-10/P6M, distinct 2023-04/P1Y', 'in a company year');
SELECT throws_ok($$CALL bsc.refresh('shop', '2024')$$, '22023', 'period 2024 is not one of scorecard "shop"', 'a calendar year is none of its own');
DELETE FROM bsc.measure;
UPDATE bsc.scorecard SET first_month = 1;

-- the current period, in the scorecard's time zone
SELECT pg_temp.measure('month', 'SELECT 1');
UPDATE bsc.scorecard SET time_zone = 'Pacific/Kiritimati', frequency = 'day';
SELECT pg_temp.measure('daily', 'SELECT 1', 'day');
CALL bsc.refresh('shop');
SELECT is((SELECT array_agg(DISTINCT period::text) FROM bsc.refresh_log WHERE measure = 'daily'),
    ARRAY[(now() AT TIME ZONE 'Pacific/Kiritimati')::date::text], 'no period: the one under way there');
UPDATE bsc.scorecard SET time_zone = 'Pacific/Pago_Pago';
DELETE FROM bsc.refresh_log;
CALL bsc.refresh('shop');
SELECT is((SELECT array_agg(DISTINCT period::text) FROM bsc.refresh_log WHERE measure = 'daily'),
    ARRAY[(now() AT TIME ZONE 'Pacific/Pago_Pago')::date::text], 'which is not the same everywhere');
SELECT throws_ok($$CALL bsc.refresh('shop', '2024-02', '2024-01')$$, '22023',
    'period 2024-01 ends before period 2024-02 starts', 'the wrong way round');
SELECT throws_ok($$CALL bsc.refresh('nowhere')$$, '22023', 'scorecard "nowhere" does not exist', 'an unknown scorecard');
SELECT throws_ok($$CALL bsc.refresh(NULL)$$, '22023', 'scorecard "NULL" does not exist', 'none');
SELECT throws_ok($$CALL bsc.refresh('shop', 'May')$$, '22007', NULL, 'no period');

-- only what has changed ------------------------------------------------------------

DELETE FROM bsc.measure;
DELETE FROM bsc.refresh_log;
UPDATE bsc.scorecard SET time_zone = 'UTC', frequency = 'month';
SELECT pg_temp.measure('a', 'SELECT 1');
SELECT pg_temp.measure('b', 'SELECT 1 FROM crm.gone');
SELECT pg_temp.measure('c', 'SELECT 1', 'month', 'query');
CALL bsc.refresh('shop', '2024-01', NULL, true);
SELECT is(pg_temp.ran(), 'a 2024-01, b 2024-01, c 2024-01, c 2024Q1, c 2024H1, c 2024', 'what never ran is run');
CALL bsc.refresh('shop', '2024-01');
CALL bsc.refresh('shop', '2024-01', NULL, true);
SELECT is((SELECT string_agg(measure || ' ' || n, ', ') FROM (SELECT measure, count(*) n FROM bsc.refresh_log GROUP BY 1 ORDER BY 1) x),
    'a 1, b 2, c 4', 'then only what failed');
UPDATE bsc.measure SET query = 'SELECT 2' WHERE code IN ('a', 'b');
CALL bsc.refresh('shop', '2024-01', NULL, true);
SELECT is((SELECT string_agg(measure || ' ' || n, ', ') FROM (SELECT measure, count(*) n FROM bsc.refresh_log GROUP BY 1 ORDER BY 1) x),
    'a 2, b 3, c 4', 'a new query is run');
UPDATE bsc.measure SET query = 'SELECT 1' WHERE code = 'a';
CALL bsc.refresh('shop', '2024-01', NULL, true);
SELECT is((SELECT value FROM pg_temp.got WHERE measure = 'a'), 1::float8, 'and the old one when it is back');
UPDATE bsc.measure_run SET last_success = '2024-01-31 23:59:59+00';
CALL bsc.refresh('shop', '2024-01', NULL, true);
SELECT is((SELECT count(*) FROM bsc.refresh_log WHERE measure = 'a'), 4::bigint, 'a run before the period was over does not count');
UPDATE bsc.measure_run SET last_success = '2024-02-01 00:00:00+00';
CALL bsc.refresh('shop', '2024-01', NULL, true);
SELECT is((SELECT count(*) FROM bsc.refresh_log WHERE measure = 'a'), 4::bigint, 'one at its end does');
DELETE FROM bsc.refresh_log WHERE measure <> 'a';
UPDATE bsc.scorecard SET time_zone = 'America/New_York';
CALL bsc.refresh('shop', '2024-01', NULL, true);
SELECT is((SELECT count(*) FROM bsc.refresh_log WHERE measure = 'a'), 5::bigint, 'in another time zone it is another query');
DELETE FROM bsc.measure WHERE code = 'a';
SELECT pg_temp.measure('a', 'SELECT 1');
CALL bsc.refresh('shop', '2024-01', NULL, true);
SELECT is((SELECT value FROM pg_temp.got WHERE measure = 'a'), 1::float8, 'a measure made anew has no runs');

SELECT * FROM finish();
ROLLBACK;
