SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS bsc;
RESET client_min_messages;
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
SET max_parallel_workers_per_gather = 0;

-- an hourly log with one column of each type
CREATE TABLE log (id int, day date, local timestamp, moment timestamptz, note text);
INSERT INTO log
	SELECT n, t, t, t, 'entry ' || n
	FROM generate_series(timestamp '2003-01-01', '2005-12-31 23:00', '1 hour') WITH ORDINALITY AS g (t, n);
CREATE INDEX ON log (day);
CREATE INDEX ON log (local);
CREATE INDEX ON log (moment);
CREATE TABLE asked (p bsc.period, zone text);
INSERT INTO asked VALUES ('2004-09', 'Asia/Shanghai'), ('2004-10-31', 'America/New_York'), ('2004-W36', 'UTC'), (NULL, 'UTC');
ANALYZE log, asked;

-- literals
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE bsc.during(day, '2004-09');
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE bsc.during(local, '2004-09');
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE bsc.during(moment, '2004-09');
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE bsc.during(moment, '2004-09', 'Asia/Shanghai');

-- several periods in a row
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE bsc.within(day, '2004-09', '2004-11');
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE bsc.within(local, '2004-09', '2004-11');
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE bsc.within(moment, '2004-09', '2004-11');
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE bsc.within(moment, '2004-09', '2004-11', 'Asia/Shanghai');

-- operators
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE day OPERATOR(bsc.<@) '2004-09';
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE '2004-09' OPERATOR(bsc.@>) local;
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE moment OPERATOR(bsc.<@) '2004-09';
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE '2004-09' OPERATOR(bsc.@>) moment;

-- combined with other conditions, negated
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE note <> '' AND bsc.during(day, '2004-09') AND id > 0;
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE bsc.during(day, '2004-09') OR bsc.during(day, '2005-09');
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE NOT bsc.during(day, '2004');

-- the last period there is
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE bsc.during(day, '9999-12-31') AND bsc.during(local, '9999-W52');

-- cheap expressions are written twice
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE bsc.during(day, bsc.shift('2004-09', id));
-- volatile ones, sub-selects, sets and dear ones are not
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE bsc.during(clock_timestamp(), bsc.period(moment, 'day'));
CREATE FUNCTION pg_temp.is_called(query text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (VERBOSE, COSTS OFF) ' || query LOOP
		IF line LIKE '%bsc.during(%' THEN
			RETURN true;
		END IF;
	END LOOP;
	RETURN false;
END $$;
SELECT pg_temp.is_called($$ SELECT bsc.during((SELECT count(*) FROM asked)::int + day, '2004') FROM log $$) AS sub_select,
	pg_temp.is_called($$ SELECT bsc.during(generate_series(local, local + '1 day', '1 hour'), '2004') FROM log $$) AS a_set,
	pg_temp.is_called($$ SELECT bsc.during(moment + random() * '1 day'::interval, '2004') FROM log $$) AS volatile,
	pg_temp.is_called($$ SELECT bsc.during(moment + '1 day'::interval, '2004') FROM log $$) AS cheap;
CREATE FUNCTION dear(date) RETURNS date LANGUAGE plpgsql IMMUTABLE COST 1000 AS 'BEGIN RETURN $1; END';
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE bsc.during(dear(day), '2004-09');
DROP FUNCTION dear;
-- an unknown zone is an error when it is used, not before
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE bsc.during(moment, '2004', 'Middle/Earth');
SELECT count(*) FROM log WHERE bsc.during(moment, '2004', 'Middle/Earth');
SELECT count(*) FROM log WHERE false AND bsc.during(moment, '2004', 'Middle/Earth');
-- NULL
EXPLAIN (COSTS OFF) SELECT * FROM log WHERE bsc.during(day, NULL);

-- parameters
SET plan_cache_mode = force_generic_plan;
PREPARE by_day(bsc.period) AS SELECT * FROM log WHERE bsc.during(day, $1);
PREPARE by_local(bsc.period) AS SELECT * FROM log WHERE bsc.during(local, $1);
PREPARE by_moment(bsc.period) AS SELECT * FROM log WHERE bsc.during(moment, $1);
PREPARE by_zone(bsc.period, text) AS SELECT * FROM log WHERE bsc.during(moment, $1, $2);
EXPLAIN (COSTS OFF) EXECUTE by_day('2004-09');
EXPLAIN (COSTS OFF) EXECUTE by_local('2004-09');
EXPLAIN (COSTS OFF) EXECUTE by_moment('2004-09');
EXPLAIN (COSTS OFF) EXECUTE by_zone('2004-09', 'UTC');
SET plan_cache_mode = force_custom_plan;
EXPLAIN (COSTS OFF) EXECUTE by_day('2004-09');
EXPLAIN (COSTS OFF) EXECUTE by_moment('2004-09');
EXPLAIN (COSTS OFF) EXECUTE by_zone('2004-09', 'Asia/Shanghai');
DEALLOCATE ALL;

-- a prepared statement follows the session's time zone
SET plan_cache_mode = force_generic_plan;
PREPARE days AS SELECT min(moment), max(moment), count(*) FROM log WHERE bsc.during(moment, '2004-09-15');
EXECUTE days;
SET timezone = 'Asia/Shanghai';
EXECUTE days;
SET timezone = 'UTC';
EXECUTE days;
DEALLOCATE days;
RESET plan_cache_mode;

-- joins with a table of periods
SET enable_memoize = off;
EXPLAIN (COSTS OFF) SELECT p, count(*) FROM asked JOIN log ON bsc.during(day, p) GROUP BY p;
EXPLAIN (COSTS OFF) SELECT p, count(*) FROM asked JOIN log ON bsc.during(local, p) GROUP BY p;
EXPLAIN (COSTS OFF) SELECT p, count(*) FROM asked JOIN log ON bsc.during(moment, p) GROUP BY p;
EXPLAIN (COSTS OFF) SELECT p, count(*) FROM asked JOIN log ON bsc.during(moment, p, zone) GROUP BY p;
SELECT p, count(*), min(moment), max(moment) FROM asked LEFT JOIN log ON bsc.during(moment, p, zone) GROUP BY p ORDER BY p;
EXPLAIN (COSTS OFF) SELECT p, id FROM bsc.periods('2004Q1', '2004Q4') AS p, LATERAL (SELECT id FROM log WHERE bsc.during(day, p) ORDER BY day DESC LIMIT 1) AS newest;

RESET enable_memoize;

-- BRIN
CREATE TABLE archive AS SELECT * FROM log;
CREATE INDEX archive_brin ON archive USING brin (day, local, moment) WITH (pages_per_range = 8);
ANALYZE archive;
EXPLAIN (COSTS OFF) SELECT * FROM archive WHERE bsc.during(day, '2004-09');
EXPLAIN (COSTS OFF) SELECT * FROM archive WHERE bsc.during(local, '2004-09');
EXPLAIN (COSTS OFF) SELECT * FROM archive WHERE bsc.during(moment, '2004-09');
SELECT count(*) FROM archive WHERE bsc.during(moment, '2004-09');
DROP TABLE archive;

-- a partial index
CREATE INDEX log_2004 ON log (id) WHERE bsc.during(day, '2004');
SET enable_seqscan = off;
EXPLAIN (COSTS OFF) SELECT id FROM log WHERE bsc.during(day, '2004') AND id = 1;
EXPLAIN (COSTS OFF) SELECT id FROM log WHERE bsc.during(day, '2004Q3') AND id = 1;
RESET enable_seqscan;
DROP INDEX log_2004;

-- partitions: left out when planning where the bounds are constants
CREATE TABLE sold_day (day date) PARTITION BY RANGE (day);
CREATE TABLE sold_day_2003 PARTITION OF sold_day FOR VALUES FROM ('2003-01-01') TO ('2004-01-01');
CREATE TABLE sold_day_2004 PARTITION OF sold_day FOR VALUES FROM ('2004-01-01') TO ('2005-01-01');
CREATE TABLE sold_day_2005 PARTITION OF sold_day FOR VALUES FROM ('2005-01-01') TO ('2006-01-01');
EXPLAIN (COSTS OFF) SELECT * FROM sold_day WHERE bsc.during(day, '2004-09');
CREATE TABLE sold (moment timestamptz) PARTITION BY RANGE (moment);
CREATE TABLE sold_2003 PARTITION OF sold FOR VALUES FROM ('2003-01-01') TO ('2004-01-01');
CREATE TABLE sold_2004 PARTITION OF sold FOR VALUES FROM ('2004-01-01') TO ('2005-01-01');
CREATE TABLE sold_2005 PARTITION OF sold FOR VALUES FROM ('2005-01-01') TO ('2006-01-01');
EXPLAIN (COSTS OFF) SELECT * FROM sold WHERE bsc.during(moment, '2004-09', 'UTC');
-- and when starting where the session's time zone has a say
EXPLAIN (COSTS OFF) SELECT * FROM sold WHERE bsc.during(moment, '2004-09');
SET timezone = 'Asia/Shanghai';
EXPLAIN (COSTS OFF) SELECT * FROM sold WHERE bsc.during(moment, '2005-01');
SET timezone = 'UTC';
SET plan_cache_mode = force_generic_plan;
PREPARE sales(bsc.period) AS SELECT * FROM sold_day WHERE bsc.during(day, $1);
EXPLAIN (COSTS OFF) EXECUTE sales('2003-09');
DEALLOCATE sales;
RESET plan_cache_mode;
DROP TABLE sold, sold_day;

-- estimates are those of the condition written by hand
CREATE FUNCTION pg_temp.expected_rows(query text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN ' || query LOOP
		RETURN substring(line FROM 'rows=(\d+)');
	END LOOP;
END $$;
SELECT pg_temp.expected_rows($$ SELECT FROM log WHERE bsc.during(day, '2004-09') $$) =
		pg_temp.expected_rows($$ SELECT FROM log WHERE day >= '2004-09-01' AND day < '2004-10-01' $$) AS day,
	pg_temp.expected_rows($$ SELECT FROM log WHERE bsc.during(local, '2004-09') $$) =
		pg_temp.expected_rows($$ SELECT FROM log WHERE local >= '2004-09-01' AND local < '2004-10-01' $$) AS local,
	pg_temp.expected_rows($$ SELECT FROM log WHERE bsc.during(moment, '2004-09') $$) =
		pg_temp.expected_rows($$ SELECT FROM log WHERE moment >= '2004-09-01' AND moment < '2004-10-01' $$) AS moment,
	pg_temp.expected_rows($$ SELECT FROM log WHERE bsc.during(moment, '2004-09') $$) BETWEEN 650 AND 790 AS about_720;

-- nobody's functions or operators but ours and core's are used
CREATE SCHEMA hostile;
CREATE FUNCTION hostile.first_day(bsc.period) RETURNS date LANGUAGE sql AS $$ SELECT date '1999-01-01' $$;
CREATE FUNCTION hostile.day_after(bsc.period) RETURNS date LANGUAGE sql AS $$ SELECT date '1999-01-01' $$;
CREATE FUNCTION hostile.no(date, date) RETURNS boolean LANGUAGE sql AS 'SELECT false';
CREATE OPERATOR hostile.>= (LEFTARG = date, RIGHTARG = date, FUNCTION = hostile.no);
CREATE OPERATOR hostile.< (LEFTARG = date, RIGHTARG = date, FUNCTION = hostile.no);
SET search_path = hostile, pg_catalog, public;
SELECT p, count(*) FROM asked JOIN log ON bsc.during(day, p) GROUP BY p ORDER BY p::text;
SELECT count(*) FROM log WHERE bsc.during(day, '2004-09');
RESET search_path;
SET client_min_messages = warning;
DROP SCHEMA hostile CASCADE;
RESET client_min_messages;

-- views and constraints keep the call as it was written
CREATE VIEW september AS SELECT * FROM log WHERE bsc.during(day, '2004-09');
SELECT pg_get_viewdef('september'::regclass) LIKE '%bsc.during(%' AS kept;
EXPLAIN (COSTS OFF) SELECT * FROM september;
DROP VIEW september;
ALTER TABLE log ADD CHECK (bsc.during(day, '2004') OR id IS NOT NULL);
INSERT INTO log (day) VALUES ('2004-06-01');
INSERT INTO log (day) VALUES ('2006-06-01');

DROP TABLE log, asked;
