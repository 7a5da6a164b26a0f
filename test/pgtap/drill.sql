-- The rows behind a figure: as the caller, read only, and no more than were asked for.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

CREATE SCHEMA crm;
CREATE TABLE crm.sale (id int PRIMARY KEY, day date, dealer text, amount numeric);
INSERT INTO crm.sale VALUES (1, '2024-01-05', 'north', 10.50), (2, '2024-01-07', 'south', 20), (3, '2024-02-01', 'north', 30), (4, '2024-01-31', NULL, 40);
SELECT bsc.define('{"code": "s", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "m", "detail_query": "SELECT id, day, dealer, amount FROM crm.sale WHERE bsc.during(day, $1) AND (dealer = ANY ($2) OR $2 IS NULL) ORDER BY id"}, {"code": "n"}]}]}]}');
SELECT is(bsc.definition('s') #>> '{perspectives,0,objectives,0,measures,0,detail_query}', (SELECT detail_query FROM bsc.measure WHERE code = 'm'), 'it is of the document');
SELECT bsc.record('s', 'm', '2024-01', v, e) FROM (VALUES (70.5, ''), (10.5, 'north'), (20, 'south'), (0, 'east')) AS a (v, e);
CREATE FUNCTION pg_temp.ids(period text, entity text, max_rows int) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(d ->> 'id', ' ') FROM bsc.drill('s', 'm', period, entity, max_rows) AS d $$;

SELECT results_eq($$SELECT bsc.drill('s', 'm', '2024-02')$$, $$VALUES ('{"id": 3, "day": "2024-02-01", "dealer": "north", "amount": 30}'::jsonb)$$, 'a row as an object');
SELECT is(pg_temp.ids('2024-01', '', 1000), '1 2 4', 'of the whole: all');
SELECT is(pg_temp.ids('2024-01', NULL, 1000), '1 2 4', 'NULL is the whole');
SELECT is(pg_temp.ids('2024-01', 'north', 1000), '1', 'of an entity');
SELECT is(pg_temp.ids('2024Q1', 'north', 1000), '1 3', 'of any period');
SELECT is(pg_temp.ids('2024Q1', 'east', 1000), NULL, 'of one that has none');
SELECT throws_ok($$SELECT bsc.drill('s', 'm', '2024Q1', 'nort')$$, '22023', 'scorecard "s" has no entity "nort"', 'of one that nobody knows');
SELECT is((SELECT string_agg(d ->> 'id', ' ') FROM bsc.drill('s', 'm', '2024-01'::bsc.period) AS d), '1 2 4', 'the period as a period');
SELECT is(pg_temp.ids('2024Q1', '', 2), '1 2', 'cut');
SELECT is(pg_temp.ids('2024Q1', '', 0), NULL, 'to nothing');
INSERT INTO bsc.entity (scorecard_id, code, parent) SELECT id, e.code, e.parent FROM bsc.scorecard, (VALUES ('land', ''), ('north', 'land'), ('south', '')) AS e (code, parent);
SELECT is(pg_temp.ids('2024Q1', 'land', 9), '1 3', 'an entity and all below it');
SELECT throws_ok($$SELECT bsc.drill('s', 'm', '2024-01', 'nrth')$$, '22023', 'scorecard "s" has no entity "nrth"', 'one that is there');
-- no row beyond those asked for is computed
UPDATE bsc.measure SET detail_query = 'SELECT 1 / (3 - g) AS x FROM generate_series(1, 5) AS g' WHERE code = 'm';
SELECT is((SELECT count(*) FROM bsc.drill('s', 'm', '2024-01', '', 2)), 2::bigint, 'nor looked at');
SELECT throws_ok($$SELECT bsc.drill('s', 'm', '2024-01', '', 3)$$, '22012', NULL, 'its errors are the caller''s');

SELECT throws_ok(s, c, m, s) FROM (VALUES
    ($$SELECT bsc.drill('s', 'n', '2024-01')$$, '55000', 'measure "n" has no detail query'),
    ($$SELECT bsc.drill('s', 'x', '2024-01')$$, '22023', NULL),
    ($$SELECT bsc.drill('x', 'm', '2024-01')$$, '22023', NULL),
    ($$SELECT bsc.drill('s', 'm', NULL::text)$$, '22004', 'no period is given to show the rows behind measure "m" of'),
    ($$SELECT bsc.drill('s', 'm', '2024-04/P1Y')$$, '22023', 'period 2024-04/P1Y is not one of scorecard "s"'),
    ($$SELECT bsc.drill('s', 'm', '2024', '', -1)$$, '22023', 'max_rows must be a number of rows, not -1'),
    ($$SELECT bsc.drill('s', 'm', '2024', '', NULL)$$, '22023', 'max_rows must be a number of rows, not NULL')) AS v (s, c, m);

-- with the care of test_query
CREATE FUNCTION public.writes() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO crm.sale VALUES (9, now(), 'x', 1); RETURN 1; END $$;
CREATE FUNCTION public.sets() RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM set_config('test.left', 'behind', false); RETURN current_setting('search_path'); END $$;
CREATE FUNCTION pg_temp.try(wanted text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    UPDATE bsc.measure SET detail_query = wanted WHERE code = 'm';
    RETURN (SELECT string_agg(d::text, ' ') FROM bsc.drill('s', 'm', '2024-01') AS d);
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;
SELECT is(pg_temp.try(q), r, q) FROM (VALUES
    ('SELECT public.writes()', '25006'), ('DELETE FROM crm.sale RETURNING *', '42601'), ('SELECT 1; SELECT 2', '42601'),
    ('WITH d AS (DELETE FROM crm.sale RETURNING *) SELECT * FROM d', '0A000'), ('SELECT * FROM crm.sale FOR UPDATE', '0A000'),
    ('SELECT public.sets()', '{"sets": "pg_catalog, pg_temp"}'), ('SELECT id FROM sale', '42P01'), ('SELECT 1 AS a, 2 AS a -- twice', '{"a": 2}'),
    ('SELECT current_setting(''TimeZone'') AS zone, pg_typeof($2) AS two, $2 IS NULL AS whole', '{"two": "text[]", "zone": "UTC", "whole": true}')) AS v (q, r);
SELECT is(coalesce(current_setting('test.left', true), ''), '', 'nothing is left behind');

-- as the caller
CREATE ROLE bsc_test_author;
CREATE ROLE bsc_test_seller;
CREATE ROLE bsc_test_guest;
GRANT USAGE ON SCHEMA bsc, crm TO bsc_test_author, bsc_test_seller, bsc_test_guest;
GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO bsc_test_author, bsc_test_seller, bsc_test_guest;
GRANT UPDATE ON bsc.measure TO bsc_test_author;
GRANT INSERT ON bsc.measure_history TO bsc_test_author;
GRANT SELECT ON crm.sale TO bsc_test_seller;
SET LOCAL ROLE bsc_test_author;
UPDATE bsc.measure SET detail_query = 'SELECT id, current_user AS who FROM crm.sale ORDER BY id' WHERE code = 'm';
SELECT throws_ok($$SELECT bsc.drill('s', 'm', '2024')$$, '42501', 'permission denied for table sale', 'its author cannot read what she may not');
SELECT throws_ok($$UPDATE bsc.measure SET detail_by = session_user WHERE code = 'm'$$, '42501', NULL, 'nor say that somebody else has written it');
SET LOCAL ROLE bsc_test_guest;
SELECT throws_ok($$SELECT bsc.drill('s', 'm', '2024')$$, '42501', 'permission denied for table sale', 'nor can a guest');
SET LOCAL ROLE bsc_test_seller;
SELECT is((SELECT d::text FROM bsc.drill('s', 'm', '2024') AS d LIMIT 1), '{"id": 1, "who": "bsc_test_seller"}', 'whoever may read the table can');
RESET ROLE;
SELECT is((SELECT detail_by FROM bsc.measure WHERE code = 'm'), 'bsc_test_author', 'who wrote it');
SELECT throws_ok($$SELECT bsc.drill('s', 'm', '2024')$$, '42501', format('permission denied to run the detail query of measure "m" as "%s"', current_user),
    'a superuser does not run what others have written');
GRANT pg_write_server_files TO bsc_test_seller;
SET LOCAL ROLE bsc_test_seller;
SELECT throws_ok($$SELECT bsc.drill('s', 'm', '2024')$$, '42501', NULL, 'nor whoever has the server''s files');
RESET ROLE;
UPDATE bsc.measure SET detail_by = current_user WHERE code = 'm';
SELECT is((SELECT count(*) FROM bsc.drill('s', 'm', '2024')), 4::bigint, 'but makes it his own');
UPDATE bsc.measure SET detail_query = NULL WHERE code = 'm';
SELECT is((SELECT detail_by FROM bsc.measure WHERE code = 'm'), NULL, 'none is by nobody');

SELECT * FROM finish();
ROLLBACK;
