SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS bsc;
RESET client_min_messages;
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';

-- every form, and what it stands for
CREATE TEMP TABLE form (n int, written text);
INSERT INTO form
	SELECT n, written
	FROM unnest(ARRAY['2004', '2004H1', '2004H2', '2004Q1', '2004Q2', '2004Q3', '2004Q4', '2004-09', '2004-W36', '2004-09-15',
		'2004-04/P1Y', '2004-04/P6M', '2004-02/P3M',
		'2004-Q3', '2004-q3', '2004q3', '2004-H2', '2004-h2', '2004h2', '2004W36', '2004w36', '2004-w36', '2004-02/p3m',
		'2004-01/P1Y', '2004-07/P6M', '2004-04/P3M', '2003-12/P1Y', E' \t2004Q3\n ']) WITH ORDINALITY AS f (written, n);
SELECT written, period, bsc.grain(period), bsc.first_day(period), bsc.last_day(period), bsc.day_after(period)
FROM form, LATERAL (SELECT written::bsc.period) AS p (period)
ORDER BY n;

-- the ends of the calendar
SELECT period, bsc.first_day(period), bsc.last_day(period)
FROM unnest('{0001, 0001H1, 0001Q1, 0001-01, 0001-W01, 0001-01-01, 9999, 9999H2, 9999Q4, 9999-12, 9999-W52, 9999-12-31, 9999-12/P1Y}'::bsc.period[]) AS period;

-- text that is in none of the forms
\set VERBOSITY default
SELECT ''::bsc.period;
SELECT 'September'::bsc.period;
\set VERBOSITY terse
SELECT '   '::bsc.period;
SELECT '204'::bsc.period;
SELECT '20040'::bsc.period;
SELECT '20040915'::bsc.period;
SELECT '-2004'::bsc.period;
SELECT '2004-'::bsc.period;
SELECT '2004Q'::bsc.period;
SELECT '2004Q33'::bsc.period;
SELECT '2004--Q3'::bsc.period;
SELECT '2004 Q3'::bsc.period;
SELECT '2004-9'::bsc.period;
SELECT '2004-091'::bsc.period;
SELECT '2004-09-1'::bsc.period;
SELECT '2004-09-15-'::bsc.period;
SELECT '2004-09-15T00:00'::bsc.period;
SELECT '2004W3'::bsc.period;
SELECT '2004-W36-1'::bsc.period;
SELECT '2004-04/'::bsc.period;
SELECT '2004-04/P2M'::bsc.period;
SELECT '2004-04/P12M'::bsc.period;
SELECT '2004-04/P1Y1'::bsc.period;
SELECT '2004-04-01/P1Y'::bsc.period;
SELECT '2004Q3 x'::bsc.period;

-- a form with numbers that do not exist
\set VERBOSITY default
SELECT '0000'::bsc.period;
SELECT '0000-W01'::bsc.period;
SELECT '2004Q0'::bsc.period;
SELECT '2004Q5'::bsc.period;
SELECT '2004H3'::bsc.period;
SELECT '2004-13'::bsc.period;
SELECT '2004-00/P1Y'::bsc.period;
SELECT '2003-02-29'::bsc.period;
SELECT '2004-02-00'::bsc.period;
SELECT '2005-W53'::bsc.period;
SELECT '2004-W00'::bsc.period;

-- errors that do not end the statement, where the server has them
DO $$
DECLARE
	codes text[];
BEGIN
	IF current_setting('server_version_num')::int >= 160000 THEN
		EXECUTE 'SELECT array_agg((SELECT sql_error_code FROM pg_input_error_info(t, ''bsc.period'')) ORDER BY n)
			FROM unnest(ARRAY[''September'', ''2004Q5'', ''2004Q3'']) WITH ORDINALITY AS i (t, n)' INTO codes;
		IF codes IS DISTINCT FROM ARRAY['22007', '22008', NULL] THEN
			RAISE 'wrong soft errors: %', codes;
		END IF;
	END IF;
END $$;

-- the period that holds a day or a moment; literals need no cast
SELECT bsc.period('2004-09-15', grain), bsc.period(date '2004-09-15', grain), bsc.period(timestamp '2004-09-15 12:00', grain),
	bsc.period(timestamptz '2004-09-15 12:00', grain), bsc.period('2004-09-15', grain, 4) AS company
FROM unnest('{year, half, quarter, month, week, DAY}'::text[]) AS grain;
SELECT bsc.period(timestamp '0001-01-01 00:00', 'day'), bsc.period(timestamp '1999-12-31 23:59:59.999999', 'day'),
	bsc.period(timestamp '9999-12-31 23:59:59.999999', 'week');
SELECT bsc.period('2004Q3');
SELECT bsc.period('2004-09-15', 'fortnight');
SELECT bsc.period('2004-09-15', '');
SELECT bsc.period('2004-09-15', 'year', 0);
SELECT bsc.period('2004-09-15', 'day', 13);
SELECT bsc.period(date '0001-03-01', 'year', 4);
SELECT bsc.period(date '0001-01-01 BC', 'day');
SELECT bsc.period(date '10000-01-01', 'week');
SELECT bsc.period(date 'infinity', 'year');
SELECT bsc.period(timestamp '-infinity', 'year');
SELECT bsc.period(timestamptz 'infinity', 'year');
SELECT bsc.period(timestamptz '294276-12-31', 'year');

-- neighbours
SELECT bsc.shift('2004Q3', 1), bsc.shift('2004Q3', -3), bsc.shift('2004-02/P1Y', 2), bsc.shift('2004-12-31', 1), bsc.shift('2004-W53', 1);
SELECT bsc.shift('9999', 1);
SELECT bsc.shift('0001-W01', -1);
SELECT bsc.shift('9999-04/P1Y', 1);
SELECT bsc.shift('2004', 2147483647);
SELECT bsc._shift_back('2004', (-2147483648)::int);
SELECT bsc.distance('2005Q1', '2004Q3');
SELECT bsc.distance('2005', '2004Q3');
SELECT bsc.distance('2005', '2004-04/P1Y');
SET search_path = public, bsc;
SELECT period '2004Q3' + 1, period '2004Q3' - 1, period '2004Q3' - period '2003Q4', period '2004-W01' - '2003-W01';
SELECT period '2004' < '2004H1', period '2004H1' < '2004Q1', period '2004Q1' < '2004-01', period '2004-01' < '2004-01-01',
	period '2004-01-01' < '2004-W02', period '2004-12-31' < '2005', period '2004Q2' = '2004-04/P3M', period '2004-01' <> '2004';
SELECT period '2004' @> '2004Q3', '2004Q3' <@ period '2004', period '2004' @> '2004-04/P1Y', period '2004' @> '2004-W53',
	period '2004' @> date '2004-12-31', timestamp '2005-01-01' <@ period '2004', timestamptz '2004-12-31 23:59:59' <@ '2004'::period;
SELECT min(p), max(p) FROM unnest('{2004Q3, 2004-09, 2004, 2003-W52}'::period[]) AS p;
SELECT array_agg(p ORDER BY p DESC) FROM unnest('{2004Q3, 2004, 2004Q2, 2004-07, 2004H2}'::period[]) AS p;
RESET search_path;

-- coarser
SELECT bsc.enclosing('2004-09-15', 'week'), bsc.enclosing('2004-09-15', 'month'), bsc.enclosing('2004-09', 'quarter'),
	bsc.enclosing('2004Q3', 'half'), bsc.enclosing('2004H2', 'year'), bsc.enclosing('2004', 'year');
SELECT bsc.enclosing('2004-02', 'year', 4), bsc.enclosing('2004-02', 'half', 4), bsc.enclosing('2004-02', 'quarter', 3),
	bsc.enclosing('2004-04/P1Y', 'year'), bsc.enclosing('2004-04/P1Y', 'year', 4);
-- Thursday decides: 1 January 2004 was one, 2005-W01 begins on the 3rd, 2008-W01 on 31 December 2007
SELECT bsc.enclosing('2004-W01', 'month'), bsc.enclosing('2003-W52', 'year'), bsc.enclosing('2004-W53', 'year'),
	bsc.enclosing('2008-W01', 'month'), bsc.enclosing('2009-W01', 'year', 4);
SELECT bsc.enclosing('2004-11/P3M', 'year');
SELECT bsc.enclosing('2004', 'year', 4);
SELECT bsc.enclosing('9999-12/P3M', 'half');
SELECT bsc.enclosing('2004', 'month');
SELECT bsc.enclosing('2004-09', 'week');
SELECT bsc.enclosing('2004-09', 'year', 13);

-- finer
SELECT bsc.first_within('2004Q3', grain), bsc.last_within('2004Q3', grain)
FROM unnest('{quarter, month, week, day}'::text[]) AS grain;
SELECT bsc.first_within('2004-02/P1Y', grain), bsc.last_within('2004-02/P1Y', grain)
FROM unnest('{year, half, quarter, month, week, day}'::text[]) AS grain;
SELECT bsc.first_within('2004-09', 'quarter');
SELECT bsc.last_within('2004-W36', 'month');
SELECT bsc.last_within('9999-W52', 'day');
SELECT bsc.subdivide('2004', 'quarter');
SELECT bsc.subdivide('2004-02', 'week');
SELECT bsc.subdivide('2004-W36', 'day');
SELECT string_agg(p::text, ' ') FROM bsc.subdivide('2004-02/P1Y', 'quarter') AS p;

-- series
SELECT string_agg(p::text, ' ') FROM bsc.periods('2004-11', '2005-02') AS p;
SELECT string_agg(p::text, ' ') FROM bsc.periods('9999-12-30', '9999-12-31') AS p;
SELECT count(*) FROM bsc.periods('2004-11', '2004-10');
SELECT count(*) FROM bsc.periods(NULL, '2004-10');
SELECT bsc.periods('2004', '2004Q4');
SELECT bsc.periods('2004', '2006-04/P1Y');
SELECT bsc.periods('0001-01-01', '9999-12-31') LIMIT 2;

-- how many rows the planner expects of them
CREATE FUNCTION pg_temp.expected_rows(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN ' || query LOOP
		RETURN substring(line FROM 'rows=(\d+)');
	END LOOP;
END $$;
SELECT pg_temp.expected_rows($$ SELECT * FROM bsc.periods('2004-01', '2006-12') $$) AS months,
	pg_temp.expected_rows($$ SELECT * FROM bsc.periods('2004-01-01', '2004-12-31') $$) AS days,
	pg_temp.expected_rows($$ SELECT * FROM bsc.periods('2004', '2004Q4') $$) AS error,
	pg_temp.expected_rows($$ SELECT * FROM bsc.subdivide('2004', 'week') $$) AS weeks,
	pg_temp.expected_rows($$ SELECT * FROM bsc.subdivide('2004-09', 'week') $$) AS weeks_of_month,
	pg_temp.expected_rows($$ SELECT * FROM bsc.subdivide('2004Q1', 'day') $$) AS days_of_quarter,
	pg_temp.expected_rows($$ SELECT * FROM bsc.subdivide('2004Q1', 'nonsense') $$) AS nonsense,
	pg_temp.expected_rows($$ SELECT * FROM unnest('{2004}'::bsc.period[]) AS p, bsc.subdivide(p, 'month') $$) AS unknown;

-- ranges
SELECT bsc.daterange('2004Q3'), '2004-W36'::bsc.period::daterange, bsc.daterange(NULL) IS NULL AS null_in_null_out,
	'9999-12-31'::bsc.period::daterange;

-- on the wire: the day as date has it, and the grain
SELECT period, bsc._period_send(period), date_send(bsc.first_day(period))
FROM unnest('{2004, 2004H2, 2004Q3, 2004-09, 2004-W36, 2004-09-15, 2000-01-01, 0001}'::bsc.period[]) AS period;

-- stored, indexed, shown
CREATE TABLE kept (p bsc.period UNIQUE, n int);
INSERT INTO kept SELECT p, row_number() OVER (ORDER BY p DESC) FROM bsc.periods('2004-01', '2005-12') AS p;
\d kept
INSERT INTO kept VALUES ('2004-01', 0);
SELECT count(*), bsc.min(p), bsc.max(p) FROM kept;
SET enable_seqscan = off;
EXPLAIN (COSTS OFF) SELECT n FROM kept WHERE p OPERATOR(bsc.=) '2004-09';
EXPLAIN (COSTS OFF) SELECT p FROM kept WHERE p OPERATOR(bsc.<) '2005' ORDER BY p DESC;
RESET enable_seqscan;
EXPLAIN (VERBOSE, COSTS OFF) SELECT p::daterange FROM kept;
DROP TABLE kept;

-- common jobs
CREATE TEMP TABLE orders (closed_at timestamptz);
INSERT INTO orders VALUES ('2004-02-29'), ('2004-03-31 23:59:59'), ('2004-04-01'), ('2004-07-01'), ('2004-09-15'), ('2004-09-30 23:59'), ('2004-10-01'), (NULL);
SELECT count(*) FROM orders WHERE bsc.during(closed_at, '2004Q3');
SELECT bsc.period(closed_at, 'month') AS month, count(*) FROM orders GROUP BY 1 ORDER BY 1;
SELECT bsc.period(closed_at, 'year', 4) AS company_year, count(*) FROM orders GROUP BY 1 ORDER BY 1;
SELECT month, count(closed_at)
FROM bsc.subdivide('2004', 'month') AS month LEFT JOIN orders ON bsc.during(closed_at, month)
GROUP BY month ORDER BY month;
SELECT bsc.shift('2004Q3', -4), bsc.enclosing('2004-W53', 'year'), bsc.last_day('2004Q3');
