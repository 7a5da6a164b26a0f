-- A measure's query runs as its author, leaves nothing behind, and finds the
-- same world whoever calls.
\set ECHO none
\set QUIET 1
BEGIN;
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT plan(69);

CREATE ROLE bsc_author;
CREATE ROLE bsc_friend;
CREATE ROLE bsc_stranger;
CREATE ROLE bsc_reader;
GRANT bsc_friend TO bsc_author;
GRANT USAGE ON SCHEMA bsc TO bsc_author, bsc_reader, bsc_stranger;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bsc TO bsc_author;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bsc TO bsc_stranger;

CREATE SCHEMA crm;
CREATE TABLE crm.secret (n int);
INSERT INTO crm.secret VALUES (42);
CREATE SCHEMA author AUTHORIZATION bsc_author;
CREATE TABLE author.data (n int);
ALTER TABLE author.data OWNER TO bsc_author;
INSERT INTO author.data VALUES (1), (2);
CREATE SEQUENCE author.numbers;
ALTER SEQUENCE author.numbers OWNER TO bsc_author;

INSERT INTO bsc.scorecard (code) VALUES ('shop');
INSERT INTO bsc.perspective (scorecard_id, code) SELECT id, 'p' FROM bsc.scorecard;
INSERT INTO bsc.objective (perspective_id, code) SELECT id, 'o' FROM bsc.perspective;
SET ROLE bsc_author;
INSERT INTO bsc.measure (objective_id, code) SELECT id, 'probe' FROM bsc.objective;
RESET ROLE;

-- the author changes the query, somebody else (here: a superuser) refreshes
CREATE FUNCTION pg_temp.try(query text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    SET LOCAL ROLE bsc_author;
    UPDATE bsc.measure SET query = $1 WHERE code = 'probe';
    RESET ROLE;
    CALL bsc.refresh('shop', '2024-01');
    RETURN (SELECT coalesce(split_part(l.error, E'\n', 1), a.value::text)
            FROM bsc.refresh_log l LEFT JOIN bsc.actual_entry a ON true ORDER BY l.id DESC LIMIT 1);
END
$$;
-- a function of the author's that does something and returns a number
CREATE FUNCTION pg_temp.try_code(code text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    SET LOCAL ROLE bsc_author;
    EXECUTE format('CREATE OR REPLACE FUNCTION author.f() RETURNS float8 LANGUAGE plpgsql AS %L',
                   format('BEGIN %s; RETURN 1; END', code));
    RETURN pg_temp.try('SELECT author.f()');
END
$$;
GRANT ALL ON SCHEMA author TO bsc_author;

-- whose rights -----------------------------------------------------------------

SELECT is((SELECT run_as FROM bsc.measure), 'bsc_author', 'a measure runs as who wrote it');
SELECT is(pg_temp.try('SELECT sum(n) FROM author.data'), '3', 'with her rights');
SELECT is(pg_temp.try('SELECT sum(n) FROM crm.secret'), '42501: permission denied for schema crm', 'and no more, though a superuser refreshes');
SELECT is(pg_temp.try('SELECT CASE WHEN current_user = ''bsc_author'' THEN 7 END'), '7', 'current_user');
SELECT matches(pg_temp.try_code('SET ROLE bsc_friend'),
    '^42501: cannot set parameter "role" within security-', 'no SET ROLE, not even to a role of hers');
SELECT matches(pg_temp.try_code('RESET ROLE'),
    '^42501: cannot set parameter "role" within security-', 'no RESET ROLE');
SELECT matches(pg_temp.try_code('PERFORM set_config(''role'', ''none'', true)'),
    '^42501: cannot set parameter "role" within security-', 'no set_config');
SELECT matches(pg_temp.try_code('RESET SESSION AUTHORIZATION'),
    '^42501: cannot set parameter "session_authorization" within security-', 'no RESET SESSION AUTHORIZATION');
SELECT is(current_user, session_user, 'and the caller is who she was');

SELECT pg_temp.try('SELECT 5');
UPDATE bsc.measure SET run_as = 'bsc_nobody';
CALL bsc.refresh('shop', '2024-01');
SELECT is((SELECT split_part(error, E'\n', 1) FROM bsc.refresh_log ORDER BY id DESC LIMIT 1),
    '42704: role "bsc_nobody" does not exist', 'a missing role is the measure''s error');
SELECT is((SELECT value FROM bsc.actual), 5::float8, 'and its old actual stays');
SELECT throws_ok($$SELECT * FROM bsc.test_query('shop', 'probe', '2024-01')$$, '42704', 'role "bsc_nobody" does not exist', 'test_query says so too');
UPDATE bsc.measure SET run_as = 'bsc_author';

-- who may lend whose rights
SET ROLE bsc_stranger;
SELECT throws_ok($$UPDATE bsc.measure SET run_as = 'bsc_friend'$$, '42501',
    'permission denied to run measure "probe" as role "bsc_friend"', 'a stranger cannot borrow a role');
SELECT throws_ok($$INSERT INTO bsc.measure (objective_id, code, run_as, query) SELECT id, 'x', 'bsc_author', 'SELECT 1' FROM bsc.objective$$, '42501',
    'permission denied to run measure "x" as role "bsc_author"', 'nor for a new measure');
SELECT throws_ok($$UPDATE bsc.measure SET query = 'SELECT 1', run_as = 'bsc_nobody'$$, '42501',
    'permission denied to run measure "probe" as role "bsc_nobody"', 'nor one that does not exist');
UPDATE bsc.measure SET query = 'SELECT 6';
SELECT is((SELECT run_as FROM bsc.measure), 'bsc_stranger', 'whoever changes the query lends it her own rights');
SET ROLE bsc_author;
UPDATE bsc.measure SET query = 'SELECT sum(n) FROM author.data', run_as = 'bsc_friend';
SELECT is((SELECT run_as FROM bsc.measure), 'bsc_friend', 'a member may name the role');
RESET ROLE;
CALL bsc.refresh('shop', '2024-01');
SELECT is((SELECT split_part(error, E'\n', 1) FROM bsc.refresh_log ORDER BY id DESC LIMIT 1),
    '42501: permission denied for schema author', 'and then only that role''s rights count');
-- a BEFORE trigger behind ours, by one who was granted TRIGGER
GRANT TRIGGER ON bsc.measure TO bsc_stranger;
CREATE SCHEMA stranger AUTHORIZATION bsc_stranger;
SET ROLE bsc_stranger;
CREATE FUNCTION stranger.borrow() RETURNS trigger LANGUAGE plpgsql AS
    $$BEGIN NEW.run_as := (SELECT rolname FROM pg_roles WHERE oid = 10); RETURN NEW; END$$;
CREATE TRIGGER zzz BEFORE INSERT OR UPDATE ON bsc.measure FOR EACH ROW EXECUTE FUNCTION stranger.borrow();
SELECT throws_like($$UPDATE bsc.measure SET query = 'SELECT 1 FROM pg_authid'$$,
    'permission denied to run measure "probe" as role%', 'a later trigger cannot borrow the superuser''s');
SELECT throws_like($$UPDATE bsc.measure SET name = 'harmless'$$,
    'permission denied to run measure "probe" as role%', 'not even without a new query');
RESET ROLE;
DROP TRIGGER zzz ON bsc.measure;
SELECT is_empty($$SELECT c.relname, a.privilege_type FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.relnamespace = 'bsc'::regnamespace AND c.relkind IN ('r', 'v') AND a.privilege_type = 'TRIGGER'
      AND a.grantee NOT IN (c.relowner, 'bsc_stranger'::regrole)$$,
    'nobody is granted TRIGGER on the tables by the installation');
SET ROLE bsc_author;
UPDATE bsc.measure SET query = 'SELECT 0', run_as = 'bsc_author';
RESET ROLE;

-- nothing is left behind ---------------------------------------------------------

SELECT is(pg_temp.try_code('INSERT INTO author.data VALUES (3)'),
    '25006: cannot execute INSERT in a read-only transaction', 'no INSERT');
SELECT is(pg_temp.try_code('SET TRANSACTION READ WRITE; INSERT INTO author.data VALUES (3)'),
    '25001: cannot set transaction read-write mode inside a read-only transaction', 'no SET TRANSACTION READ WRITE');
SELECT is(pg_temp.try_code('PERFORM set_config(''transaction_read_only'', ''off'', true); INSERT INTO author.data VALUES (3)'),
    '25001: cannot set transaction read-write mode inside a read-only transaction', 'no set_config(transaction_read_only)');
SELECT matches(pg_temp.try_code('RESET transaction_read_only; INSERT INTO author.data VALUES (3)'),
    CASE WHEN current_setting('server_version_num')::int < 160000 THEN '^(25006|55P02): ' ELSE '^(25006|55P02|0A000): ' END, 'no RESET transaction_read_only');
SELECT matches(pg_temp.try_code('SET transaction_read_only TO DEFAULT; PERFORM nextval(''author.numbers'')'),
    CASE WHEN current_setting('server_version_num')::int < 160000 THEN '^(25006|55P02): ' ELSE '^(25006|55P02|0A000): ' END, 'no SET ... TO DEFAULT');
SELECT matches(pg_temp.try_code('PERFORM set_config(''transaction_read_only'', NULL, false); PERFORM setval(''author.numbers'', 99)'),
    CASE WHEN current_setting('server_version_num')::int < 160000 THEN '^(25006|55P02): ' ELSE '^(25006|55P02|0A000): ' END, 'no set_config(..., NULL)');
SELECT is(pg_temp.try_code('PERFORM nextval(''author.numbers'')'),
    '25006: cannot execute nextval() in a read-only transaction', 'no nextval');
SELECT is((SELECT is_called FROM author.numbers), false, 'the sequence is as it was');
SELECT is(pg_temp.try_code('CREATE TABLE author.more ()'),
    '25006: cannot execute CREATE TABLE in a read-only transaction', 'no CREATE');
SELECT matches(pg_temp.try_code('CREATE TEMP TABLE more ()'), '^(25006|42501): cannot ', 'no CREATE TEMP');
SELECT is(pg_temp.try_code('PERFORM FROM author.data FOR UPDATE'),
    '25006: cannot execute SELECT FOR UPDATE in a read-only transaction', 'no row locks');
SELECT is(pg_temp.try_code('LISTEN crm'), '42501: cannot execute LISTEN within security-restricted operation', 'no LISTEN');
SELECT matches(pg_temp.try_code('EXECUTE ''PREPARE p AS SELECT 1'''), '^42501: cannot execute PREPARE', 'no PREPARE');
SELECT is(pg_temp.try_code('SET work_mem = ''123MB''; SET bsc_test.mark = ''set''; PERFORM set_config(''TimeZone'', ''Asia/Tokyo'', false)'), '1', 'settings may be set');
SELECT isnt(current_setting('work_mem'), '123MB', 'but are taken back');
SELECT is(coalesce(current_setting('bsc_test.mark', true), ''), '', 'all of them');
SELECT isnt(current_setting('TimeZone'), 'Asia/Tokyo', 'time zone too');
SELECT is(pg_temp.try_code('BEGIN INSERT INTO author.data VALUES (3); EXCEPTION WHEN OTHERS THEN NULL; END'), '1',
    'an error that the function catches itself is none');
SELECT is((SELECT count(*) FROM author.data), 2::bigint, 'nobody has written');
SELECT is(current_setting('transaction_read_only'), 'off', 'the transaction is read-write again');

CREATE TEMP TABLE mine (n int);
GRANT ALL ON mine TO bsc_author;
SELECT is(pg_temp.try_code('INSERT INTO pg_temp.mine VALUES (1)'), '1', 'rows of a temporary table of the session');
SELECT is_empty('SELECT * FROM mine', 'are taken back');
SELECT is(pg_temp.try_code('PERFORM pg_notify(''crm'', ''hello'')'), '1', 'a notification');
SELECT is(pg_temp.try_code('PERFORM pg_advisory_xact_lock(77)'), '1', 'a lock of the transaction');
SELECT is_empty($$SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND objid = 77$$, 'is let go');

-- the same world whoever calls ------------------------------------------------------

CREATE FUNCTION public.sum(float8) RETURNS float8 LANGUAGE sql AS 'SELECT 666';
CREATE FUNCTION public.sum(int) RETURNS float8 LANGUAGE sql AS 'SELECT 666';
CREATE FUNCTION public.plus(int, int) RETURNS int LANGUAGE sql AS 'SELECT 666';
CREATE OPERATOR public.+ (LEFTARG = int, RIGHTARG = int, FUNCTION = public.plus);
CREATE FUNCTION pg_temp.planted() RETURNS int LANGUAGE sql AS 'SELECT 666';
CREATE FUNCTION public.planted() RETURNS int LANGUAGE sql AS 'SELECT 666';
CREATE TEMP TABLE pg_class (n int);
INSERT INTO pg_temp.pg_class VALUES (1);
GRANT SELECT ON pg_temp.pg_class TO bsc_author;
SET search_path = public, pg_temp, pg_catalog;
SELECT is(pg_temp.try('SELECT sum(n) FROM author.data'), '3', 'a planted function is not found');
SELECT is(pg_temp.try('SELECT 1 + 1'), '2', 'nor a planted operator');
SELECT is(pg_temp.try('SELECT planted()'), '42883: function planted() does not exist', 'public is not searched, nor are functions in pg_temp');
SELECT is(pg_temp.try('SELECT count(*) FROM pg_class WHERE relname = ''pg_class'' AND relnamespace = 11'), '1', 'nor does a temporary table hide a catalog');
RESET search_path;
DROP TABLE pg_temp.pg_class;

SET TimeZone = 'Asia/Shanghai';
SET DateStyle = 'SQL, DMY';
SET IntervalStyle = 'sql_standard';
SET extra_float_digits = -10;
SET transform_null_equals = on;
SET standard_conforming_strings = off;
SET bytea_output = 'escape';
SET default_text_search_config = 'pg_catalog.english';
SELECT is(pg_temp.try($$SELECT extract(hour FROM timestamptz '2024-01-01 00:00:00+00')$$), '0', 'TimeZone is the scorecard''s');
SELECT is(pg_temp.try($$SELECT extract(month FROM date '02/01/2024')$$), '2', 'DateStyle is fixed');
SELECT is(pg_temp.try($$SELECT count(*) FROM (VALUES (NULL)) v (n) WHERE n = NULL$$), '0', 'NULL = NULL is not true');
SELECT is(pg_temp.try($$SELECT length('a\b')$$), '3', 'a backslash is a backslash');
SELECT is(pg_temp.try($$SELECT length((1.0::float8 / 3)::text)$$), '18', 'floats in full');
SELECT is(pg_temp.try($$SELECT to_tsvector('the cats') @@ 'cat'::tsquery::text::tsquery$$), '42804: column "?column?" of the query is of type boolean, not a number', 'boolean again');
SELECT is(pg_temp.try($$SELECT (to_tsvector('the cats') @@ 'cat')::int$$), '0', 'text search does not depend on the session');
SELECT is(current_setting('DateStyle'), 'SQL, DMY', 'and the caller''s settings stay');
SELECT is(current_setting('TimeZone'), 'Asia/Shanghai', 'all of them');
UPDATE bsc.scorecard SET time_zone = 'Asia/Tokyo';
SELECT is(pg_temp.try($$SELECT extract(hour FROM timestamptz '2024-01-01 00:00:00+00')$$), '9', 'another zone of the scorecard');
SET check_function_bodies = off;       -- as a dump of a server that knew it
UPDATE bsc.scorecard SET time_zone = 'Mars/Base';
RESET check_function_bodies;
SELECT throws_ok($$CALL bsc.refresh('shop')$$, '22023', 'time zone "Mars/Base" not recognized', 'a zone that does not exist: no current period');
SELECT is(pg_temp.try('SELECT 1'), '22023: invalid value for parameter "TimeZone": "Mars/Base"', 'and each measure''s error');
UPDATE bsc.scorecard SET time_zone = 'UTC';
RESET ALL;
SET client_min_messages = error;

-- row security applies to the author
ALTER TABLE crm.secret ENABLE ROW LEVEL SECURITY;
CREATE POLICY small ON crm.secret USING (n < 10);
GRANT USAGE ON SCHEMA crm TO bsc_author;
GRANT SELECT ON crm.secret TO bsc_author;
INSERT INTO crm.secret VALUES (3);
SET row_security = off;
SELECT is(pg_temp.try('SELECT sum(n) FROM crm.secret'), '3', 'policies apply to her, whatever the caller has set');
RESET row_security;

-- the caller writes with her own rights ------------------------------------------------

GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO bsc_reader;
GRANT INSERT ON bsc.refresh_log TO bsc_reader;
DELETE FROM bsc.refresh_log;
SELECT pg_temp.try('SELECT 11');
UPDATE bsc.measure SET query = 'SELECT 12', run_as = 'bsc_author';
SET ROLE bsc_reader;
SELECT throws_ok($$CALL bsc.refresh('shop', '2024-01')$$, '42501', NULL, 'who may write nothing cannot refresh');
RESET ROLE;
GRANT INSERT ON bsc.plan TO bsc_reader;
GRANT INSERT, UPDATE ON bsc.measure_run TO bsc_reader;
SET ROLE bsc_reader;
CALL bsc.refresh('shop', '2024-01');
SELECT is((SELECT split_part(error, E'\n', 1) FROM bsc.refresh_log ORDER BY id DESC LIMIT 1),
    '42501: permission denied for table actual', 'who may not write actuals gets that as the error');
SELECT throws_ok($$SELECT * FROM bsc.test_query('shop', 'probe', '2024-01')$$, '42501',
    'permission denied to run the query of measure "probe"', 'nor does she get the author''s rights by testing the query');
RESET ROLE;
SET ROLE bsc_author;
SELECT results_eq($$SELECT * FROM bsc.test_query('shop', 'probe', '2024-01')$$,
    $$VALUES ('', 12::float8, NULL::float8)$$, 'the author can test it');
RESET ROLE;
SELECT is((SELECT value FROM bsc.actual), 11::float8, 'the old actual is there');
SET TRANSACTION READ ONLY;
SELECT throws_ok($$CALL bsc.refresh('shop', '2024-01')$$, '25006', 'cannot execute bsc.refresh() in a read-only transaction', 'no refresh in a read-only transaction');

SELECT * FROM finish();
ROLLBACK;
