-- working time: counted minute by minute in SQL, and what must hold for any span
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc;
SET LOCAL timezone = 'UTC';
SELECT setseed(0.20040709);
SELECT plan(18);

-- every zone's clock changes inside these hours
INSERT INTO bsc.calendar SELECT 'test ' || zone, NULL, zone FROM unnest(ARRAY['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Shanghai']) AS zone;
INSERT INTO bsc.calendar_hours
	SELECT code, day, opens, closes FROM bsc.calendar, generate_series(1, 7) AS day,
		(VALUES (time '01:15', time '02:10'), ('02:20', '02:45'), ('02:50', '06:00'), ('23:30', '01:45')) AS h (opens, closes)
	WHERE code LIKE 'test %';
INSERT INTO bsc.calendar_exception SELECT code, day::date FROM bsc.calendar, unnest('{2024-03-12,2024-10-06,2024-10-28}'::date[]) AS day WHERE code LIKE 'test %';

-- a minute counts when the clock on the wall shows an open time of a span that opened on no holiday
CREATE TEMP TABLE minute AS
SELECT code, moment, EXISTS (
		SELECT FROM bsc.calendar_hours AS h, generate_series(0, 1) AS back
		WHERE h.calendar = code AND h.weekday = extract(isodow FROM local::date - back)
			AND NOT EXISTS (SELECT FROM bsc.calendar_exception AS d WHERE d.calendar = code AND d.date = local::date - back)
			AND CASE WHEN back = 1 THEN h.closes < h.opens AND local::time < h.closes
				WHEN h.closes < h.opens THEN local::time >= h.opens
				ELSE local::time >= h.opens AND local::time < h.closes END) AS open
FROM bsc.calendar,
	unnest('{2024-03-09,2024-03-30,2024-04-06,2024-10-05,2024-10-26,2024-11-02}'::date[]) AS start,
	generate_series(start::timestamptz, start + interval '3 days', '5 minutes') AS moment,
	LATERAL (SELECT moment AT TIME ZONE time_zone AS local) AS l
WHERE code LIKE 'test %';
SELECT is(count(*) FILTER (WHERE bsc.working_time(moment, moment + interval '5 minutes', code) <> CASE WHEN open THEN interval '5 minutes' ELSE '0' END), 0::bigint, code || ': every five minutes around the clock changes of a year')
FROM minute GROUP BY code ORDER BY code;
SELECT is(sum(bsc.working_time(moment, moment + interval '5 minutes', code)), sum(CASE WHEN open THEN interval '5 minutes' ELSE '0' END), code || ': and their sum')
FROM minute GROUP BY code ORDER BY code;

-- spans of any length
CREATE TEMP TABLE span AS
SELECT code, timestamptz '1900-01-01' + random() ^ 2 * interval '200 years' AS a, timestamptz '2024-06-01' + (random() - 0.5) * interval '2 years' AS b, timestamptz '9999-01-01' - random() ^ 3 * interval '8000 years' AS c
FROM bsc.calendar, generate_series(1, 500) WHERE code LIKE 'test %';
SELECT is(count(*) FILTER (WHERE bsc.working_time(a, b, code) + bsc.working_time(b, c, code) <> bsc.working_time(a, c, code)), 0::bigint, 'spans add up') FROM span;
SELECT is(count(*) FILTER (WHERE bsc.working_time(a, b, code) <> -bsc.working_time(b, a, code)), 0::bigint, 'backwards is negative') FROM span;
SELECT is(count(*) FILTER (WHERE extract(epoch FROM bsc.working_time(a, b, code)) / extract(epoch FROM b - a) NOT BETWEEN 0 AND 0.3), 0::bigint, 'no more than the hours allow')
FROM span WHERE abs(extract(epoch FROM b - a)) > 1e7;
-- windows that grow downwards, upwards and both ways give the same
SELECT is((SELECT array_agg(bsc.working_time(a, b, code) ORDER BY n) FROM (SELECT row_number() OVER (ORDER BY a, b, code) AS n, * FROM span ORDER BY a) AS s),
	(SELECT array_agg(bsc.working_time(a, b, code) ORDER BY n) FROM (SELECT row_number() OVER (ORDER BY a, b, code) AS n, * FROM span ORDER BY a DESC) AS s), 'in whatever order they come');

-- workers read calendars too
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
CREATE TABLE public.request AS SELECT * FROM span;
SELECT is((SELECT sum(bsc.working_time(a, b, code)) FROM public.request), (SELECT sum(bsc.working_time(a, b, code)) FROM span), 'parallel workers agree');

SELECT throws_ok($$SELECT bsc.working_time(now(), now(), 'nowhere')$$, '22023', 'calendar "nowhere" does not exist', 'an unknown calendar is named');
SELECT throws_ok($$SELECT bsc.working_time('infinity', now(), 'test Europe/Berlin')$$, '22008', NULL, 'infinity');
SELECT is(bsc.working_time(NULL, now(), 'nowhere'), NULL, 'NULL in, NULL out');

-- a domain's constraint keeps its call site for the session, a calendar may change
CREATE FUNCTION public.hours_today() RETURNS interval LANGUAGE plpgsql STABLE AS
$$ BEGIN RETURN bsc.working_time('2024-06-03', '2024-06-04', 'test UTC'); END $$;
CREATE DOMAIN public.busy AS interval CHECK (bsc.working_time('2024-06-03', '2024-06-04', 'test UTC') >= value);
INSERT INTO bsc.calendar VALUES ('test UTC');
INSERT INTO bsc.calendar_hours VALUES ('test UTC', 1, '08:00', '16:00');
SELECT lives_ok($$SELECT interval '8 hours'::public.busy$$, 'eight hours fit');
INSERT INTO bsc.calendar_exception VALUES ('test UTC', '2024-06-03');
SELECT throws_ok($$SELECT interval '8 hours'::public.busy$$, '23514', NULL, 'not on a holiday');
SELECT * FROM finish();
ROLLBACK;
