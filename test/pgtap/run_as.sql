-- Whose rights a query runs with is a matter of the role, not of its name; what a query cannot do to
-- its caller's random numbers; and rows that belong to nobody.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

CREATE ROLE bsc_author;
CREATE ROLE bsc_clerk;
CREATE SCHEMA crm;
CREATE TABLE crm.secret AS SELECT 42 AS n;
GRANT USAGE ON SCHEMA crm TO bsc_author, bsc_clerk;
GRANT SELECT ON crm.secret TO bsc_author;
SELECT bsc.define('{"code": "s", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "m", "rollup": "last", "run_as": "bsc_author", "query": "SELECT n AS value FROM crm.secret"},
    {"code": "mine", "rollup": "last", "query": "SELECT 1 AS value"}]}]}]}');
CREATE FUNCTION pg_temp.refresh(measure text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    SET LOCAL client_min_messages = error;
    CALL bsc.refresh('s', '2024-01');
    SET LOCAL client_min_messages = warning;
    RETURN (SELECT coalesce(split_part(l.error, E'\n', 1), 'good') FROM bsc.refresh_log AS l
            WHERE l.measure = refresh.measure ORDER BY l.id DESC LIMIT 1);
END $$;
CREATE FUNCTION pg_temp.noted(measure text) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce((SELECT n.run_as || CASE WHEN r.oid IS NULL THEN ' of old' ELSE ' of today' END
                     FROM bsc._run_as_role AS n LEFT JOIN pg_roles AS r ON r.oid = n.role AND r.rolname = n.run_as
                     WHERE n.measure_id = m.id), 'nobody') FROM bsc.measure AS m WHERE m.code = $1 $$;
SELECT is(pg_temp.noted('m'), 'bsc_author of today', 'the role is noted when the measure is written');
SELECT is(pg_temp.refresh('m'), 'good', 'and the query runs as it');

-- a namesake
CREATE FUNCTION pg_temp.again() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DROP OWNED BY bsc_author;
    DROP ROLE bsc_author;
    CREATE ROLE bsc_author;
    GRANT USAGE ON SCHEMA crm TO bsc_author;
    GRANT SELECT ON crm.secret TO bsc_author;
END $$;
SELECT pg_temp.again();
SELECT is(pg_temp.noted('m'), 'bsc_author of old', 'the role is dropped, and another of its name made');
SELECT is(pg_temp.refresh('m'), '42501: role "bsc_author" is not the one that the query was to run as', 'which lends the query no rights');
SELECT throws_ok($$SELECT * FROM bsc.test_query('s', 'm', '2024-01')$$, '42501', 'role "bsc_author" is not the one that the query was to run as', 'not on trial either');
SELECT matches((SELECT string_agg(l.message, ' ') FROM bsc.lint('s') AS l), 'role "bsc_author" is not the one that the query was to run as', 'lint says so');
SELECT is(pg_temp.refresh('mine'), 'good', 'others run');

-- what does not make it good
UPDATE bsc.measure SET weight = 2, description = 'x';
SELECT bsc.define(jsonb_set(bsc.definition('s'), '{perspectives,0,objectives,0,measures,0,weight}', '3'));
SELECT is(pg_temp.noted('m'), 'bsc_author of old', 'another change of the measure is no word for it');
GRANT USAGE ON SCHEMA bsc TO bsc_clerk;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bsc TO bsc_clerk;
SET ROLE bsc_clerk;
UPDATE bsc.measure SET run_as = run_as;
SELECT throws_ok($$UPDATE bsc._run_as_role SET role = (SELECT oid FROM pg_roles WHERE rolname = 'bsc_author') WHERE run_as = 'bsc_author'$$, '42501', NULL, 'who is no member cannot put the note right');
SELECT throws_ok($$DELETE FROM bsc._run_as_role WHERE run_as = 'bsc_author'$$, '42501', NULL, 'nor take it away');
SELECT throws_ok($$UPDATE bsc._run_as_role SET run_as = 'bsc_clerk' WHERE run_as = 'bsc_author'$$, '42501', NULL, 'nor make it out of date');
RESET ROLE;
SELECT is(pg_temp.noted('m'), 'bsc_author of old', 'nor by naming it again');
SELECT is(pg_temp.refresh('m'), '42501: role "bsc_author" is not the one that the query was to run as', 'it is still refused');

-- what does
GRANT bsc_author TO bsc_clerk;
SET ROLE bsc_clerk;
UPDATE bsc.measure SET run_as = run_as WHERE code = 'm';
RESET ROLE;
SELECT is(pg_temp.refresh('m'), 'good', 'a member says that it is this role');
SELECT pg_temp.again();
UPDATE bsc.measure SET run_as = 'bsc_author' WHERE code = 'm';
SELECT is(pg_temp.refresh('m'), 'good', 'or a superuser');
SELECT pg_temp.again();
UPDATE bsc.measure SET query = query || ' LIMIT 1' WHERE code = 'm';
SELECT is(pg_temp.noted('m'), current_user || ' of today', 'a new query runs as whoever wrote it');

-- where nothing is noted
ALTER TABLE bsc._run_as_role DISABLE TRIGGER USER;
DELETE FROM bsc._run_as_role;
ALTER TABLE bsc._run_as_role ENABLE TRIGGER USER;
SELECT is(pg_temp.refresh('m') || ', ' || pg_temp.noted('m'), 'good, ' || current_user || ' of today', 'the next refresh notes it');
UPDATE bsc.measure SET run_as = 'bsc_unborn' WHERE code = 'm';
SELECT is(pg_temp.refresh('m'), '42704: role "bsc_unborn" does not exist', 'a role that is not there yet');
CREATE ROLE bsc_unborn;
GRANT USAGE ON SCHEMA crm TO bsc_unborn;
GRANT SELECT ON crm.secret TO bsc_unborn;
SELECT is(pg_temp.refresh('m') || ', ' || pg_temp.noted('m'), 'good, bsc_unborn of today', 'is noted when it is');
DELETE FROM bsc.measure WHERE code = 'm';
SELECT is((SELECT count(*) FROM bsc._run_as_role), 1::bigint, 'a note goes with its measure');

-- random numbers: those of the caller do not depend on what a query did to them
CREATE FUNCTION pg_temp.numbers(query text) RETURNS double precision[] LANGUAGE plpgsql AS $$
BEGIN
    UPDATE bsc.measure SET query = numbers.query WHERE code = 'mine';
    PERFORM setseed(0.25), pg_temp.refresh('mine');
    RETURN ARRAY[random(), random(), random()];
END $$;
CREATE FUNCTION crm.reseed() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN PERFORM setseed(0.5); RETURN 1; END $$;
CREATE FUNCTION crm.fail() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN PERFORM setseed(0.5); RAISE 'no'; END $$;
SELECT is(pg_temp.numbers(q), pg_temp.numbers('SELECT 1 AS value'), q) FROM unnest(ARRAY['SELECT crm.reseed() AS value',
    'SELECT 1 AS value FROM (SELECT setseed(0.7)) AS s', 'SELECT sum(random()) AS value FROM generate_series(1, 100)',
    'SELECT crm.fail() AS value']) AS q;
SELECT isnt(pg_temp.numbers('SELECT 1 AS value'), (SELECT ARRAY[random(), random(), random()] FROM (SELECT setseed(0.5)) AS s), 'nor are they known');

-- rows that belong to nobody
CREATE TABLE crm.ticket AS SELECT nullif('team ' || i % 3, 'team 0') AS team, i % 2 AS kind, i AS id FROM generate_series(1, 12) AS i;
ALTER TABLE crm.ticket ADD PRIMARY KEY (id);
CREATE FUNCTION pg_temp.told(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    hint text;
BEGIN
    UPDATE bsc.measure AS m SET query = told.query WHERE m.code = 'mine';
    RETURN (SELECT string_agg(t.entity || '=' || t.value, ' ' ORDER BY t.entity COLLATE "C") FROM bsc.test_query('s', 'mine', '2024-01') AS t);
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
    RETURN SQLSTATE || CASE WHEN hint ~ 'coalesce\(team, ''\(none\)''\)' THEN ' with the hint' ELSE ' ' || SQLERRM END;
END $$;
SELECT is(pg_temp.told(x.query), x.told, x.query) FROM (VALUES
    ('SELECT team AS entity, count(*) AS value FROM crm.ticket GROUP BY team', '22004 with the hint'),
    ('SELECT team AS entity, count(*) AS value FROM crm.ticket GROUP BY 1', '22004 with the hint'),
    ('SELECT upper(team) AS entity, count(*) AS value FROM crm.ticket GROUP BY upper(team)', '22004 with the hint'),
    ('SELECT team::varchar(20) AS entity, count(*) AS value FROM crm.ticket GROUP BY team', '22004 with the hint'),
    ('SELECT lower(team) || ''!'' AS entity, count(*) AS value FROM crm.ticket GROUP BY team', '22004 with the hint'),
    ('SELECT max(team) AS entity, count(*) AS value FROM crm.ticket WHERE id < 1 GROUP BY ()', '=0'),
    ('SELECT CASE kind WHEN 1 THEN ''odd'' END AS entity, count(*) AS value FROM crm.ticket GROUP BY kind', '=6 odd=6'),
    ('SELECT t.team AS entity, count(*) AS value FROM crm.ticket AS t WHERE t.id > 11 GROUP BY t.id', '22004 with the hint'),
    ('SELECT * FROM (SELECT team AS entity, count(*) AS value FROM crm.ticket GROUP BY team) AS q', '22004 with the hint'),
    ('WITH q AS (SELECT team, count(*) AS n FROM crm.ticket GROUP BY team) SELECT team AS entity, n AS value FROM q', '22004 with the hint'),
    ('WITH q AS MATERIALIZED (SELECT team, count(*) AS n FROM crm.ticket GROUP BY team) SELECT team AS entity, n AS value FROM q', '22004 with the hint'),
    ('SELECT coalesce(team, ''(none)'') AS entity, count(*) AS value FROM crm.ticket GROUP BY team', '(none)=4 team 1=4 team 2=4'),
    ('SELECT team AS entity, count(*) AS value FROM crm.ticket WHERE team IS NOT NULL GROUP BY team', 'team 1=4 team 2=4'),
    ('SELECT team AS entity, count(*) AS value FROM crm.ticket GROUP BY ROLLUP (team)', '21000 with the hint'),
    ('SELECT team AS entity, count(*) AS value FROM crm.ticket GROUP BY GROUPING SETS ((team), ())', '21000 with the hint'),
    ('SELECT coalesce(team, ''(none)'') AS entity, count(*) AS value FROM crm.ticket GROUP BY ROLLUP (coalesce(team, ''(none)''))', '=12 (none)=4 team 1=4 team 2=4'),
    ('SELECT team AS entity, count(*) AS value FROM crm.ticket WHERE team IS NOT NULL GROUP BY ROLLUP (team)', '=8 team 1=4 team 2=4'),
    ('SELECT NULL AS entity, count(*) AS value FROM crm.ticket GROUP BY kind HAVING kind = 1', '=6'),
    ('SELECT NULL AS entity, count(*) AS value FROM crm.ticket', '=12'),
    ('SELECT team AS entity, count(*) AS value FROM crm.ticket WHERE team IS NOT NULL GROUP BY team UNION ALL SELECT NULL, count(*) FROM crm.ticket', '=12 team 1=4 team 2=4'),
    ('SELECT * FROM (SELECT team AS entity, count(*) AS value FROM crm.ticket WHERE team IS NOT NULL GROUP BY team UNION ALL SELECT NULL, count(*) FROM crm.ticket) AS q', '=12 team 1=4 team 2=4'),
    ('SELECT team AS entity, id AS value FROM crm.ticket WHERE id = 3', '=3')) AS x (query, told);

SELECT * FROM finish();
ROLLBACK;
