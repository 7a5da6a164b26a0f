-- working time: counted minute by minute in SQL, and what must hold for any span
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc;
SET LOCAL timezone = 'UTC';
SELECT setseed(0.20040709);
SELECT plan(63);

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

-- deadlines that are published: the tests of help desks, and what their issues say is right
INSERT INTO bsc.calendar VALUES ('8-18', NULL, 'UTC'), ('9-17', NULL, 'UTC'), ('9-17 New York', NULL, 'America/New_York'),
	('9-17 Berlin', NULL, 'Europe/Berlin'), ('São Paulo', NULL, 'America/Sao_Paulo'), ('never', NULL, 'UTC');
INSERT INTO bsc.calendar_hours SELECT '8-18', day, '08:00'::time, '18:00'::time FROM generate_series(1, 5) AS day
	UNION ALL SELECT code, day, '09:00', '17:00' FROM bsc.calendar, generate_series(1, 5) AS day WHERE code LIKE '9-17%'
	UNION ALL SELECT 'São Paulo', day, '00:00', '24:00' FROM generate_series(1, 7) AS day;
SELECT is(bsc.deadline(start, duration, calendar, pauses), due, source || ', ' || duration)
FROM (VALUES
	('GLPI 22678', '8-18', timestamptz '2024-12-16 10:00', interval '4 hours', timestamptz '2024-12-16 14:00', '{}'::tstzmultirange),
	('GLPI 22678', '8-18', '2024-12-16 17:00', '4 hours', '2024-12-17 11:00', '{}'),
	('GLPI 22678, one hour before', '8-18', '2024-12-16 17:00', '3 hours', '2024-12-17 10:00', NULL),
	('osTicket 4807', '8-18', '2024-12-20 17:00', '4 hours', '2024-12-23 11:00', '{}'),
	('working_hours 50', '9-17', '2014-08-04 08:32', '4 hours', '2014-08-04 13:00', '{}'),
	('biz 80', '9-17 New York', '2016-08-06 13:30:01-04', '1 second', '2016-08-08 09:00:01-04', '{}'),
	('biz 80', '9-17 New York', '2016-08-06 13:30:01-04', '1 hour', '2016-08-08 10:00-04', '{}'),
	('Zammad', '9-17 Berlin', '2013-03-21 09:30', '60 minutes', '2013-03-21 10:30', '{}'),
	('Zammad', '9-17 Berlin', '2013-03-21 09:30', '240 minutes', '2013-03-21 13:30', '{}'),
	('OTRS, clock back', 'São Paulo', '2015-02-21 22:00-02', '5 hours', '2015-02-22 02:00-03', '{}'),
	('OTRS, clock forward', 'São Paulo', '2015-10-17 22:00-03', '7 hours', '2015-10-18 06:00-02', '{}'),
	('ERPNext 49414', '9-17', '2024-12-16 09:00', '8 hours', '2024-12-16 17:00', '{[2024-12-16 17:00, 2024-12-17 09:00)}'),
	-- pauses: inside, two, one before the start, one that begins when all is used up, one that runs, one that ran from ever on
	('a pause of two hours', '9-17', '2024-12-16 09:00', '8 hours', '2024-12-17 11:00', '{[2024-12-16 10:00, 2024-12-16 12:00)}'),
	('two pauses, one over night', '9-17', '2024-12-16 09:00', '8 hours', '2024-12-17 14:00', '{[2024-12-16 10:00, 2024-12-16 12:00), [2024-12-16 16:00, 2024-12-17 11:00)}'),
	('a pause before', '9-17', '2024-12-16 12:00', '1 hour', '2024-12-16 13:00', '{[2024-12-16 09:00, 2024-12-16 12:00)}'),
	('a pause around the start', '9-17', '2024-12-16 12:00', '1 hour', '2024-12-16 15:00', '{(, 2024-12-16 14:00)}'),
	('still waiting', '9-17', '2024-12-16 09:00', '1 hour', 'infinity', '{[2024-12-16 09:30,)}'),
	('waiting to infinity', '9-17', '2024-12-16 09:00', '1 hour', 'infinity', '{[2024-12-16 09:30, infinity)}'),
	('waiting, but done before', '9-17', '2024-12-16 09:00', '1 hour', '2024-12-16 10:00', '{[2024-12-16 10:00,)}'),
	-- no time, and backwards
	('no time, when closed', '9-17', '2024-12-21 12:00', '0', '2024-12-21 12:00', '{(,)}'),
	('no time where nothing opens', 'never', '2024-12-21 12:00', '0', '2024-12-21 12:00', '{}'),
	('start by when', '9-17', '2024-12-16 10:00', '-2 hours', '2024-12-13 16:00', '{}'),
	('start by when: not a moment too soon', '9-17', '2024-12-16 10:00', '-1 hour', '2024-12-16 09:00', '{}'),
	('backwards over a pause', '9-17', '2024-12-16 10:00', '-2 hours', '2024-12-13 14:00', '{[2024-12-13 15:00, 2024-12-13 17:00)}'),
	('backwards into one that has no beginning', '9-17', '2024-12-16 10:00', '-2 hours', '-infinity', '{(,2024-12-13 17:00)}'),
	-- far away: beyond the window that the first call opens, and what a century and the cycle of 400 years take
	('a thousand years', '8-18', '2024-01-01', interval '10 hours' * 5 * 52 * 1000, timestamptz '2024-01-01 18:00' + (52000 * 7 - 3) * interval '24 hours', '{}')
) AS v (source, calendar, start, duration, due, pauses);
SELECT is(bsc.working_time('2013-03-21 09:30', '2013-03-21 14:00', '9-17 Berlin'), '270 minutes', 'Zammad: the answer took 270 minutes');

-- other hours on a date
INSERT INTO bsc.calendar_exception (calendar, date, name, opens, closes, yearly) VALUES
	('9-17', '2020-12-24', 'Christmas Eve', '09:00', '12:00', true), ('9-17', '2020-12-24', NULL, '13:00', '14:00', true),
	('9-17', '2020-12-25', 'Christmas', NULL, NULL, true), ('9-17', '2026-12-24', 'at home', NULL, NULL, false),
	('9-17', '2024-12-28', 'stocktaking', '20:00', '02:00', false), ('9-17', '2024-02-29', NULL, NULL, NULL, true);
SELECT is(bsc.working_time(d, d + interval '24 hours', '9-17'), hours, 'open on ' || d)
FROM (VALUES (timestamptz '2024-12-24', interval '4 hours'), ('2024-12-25', '0'), ('2026-12-24', '0'), ('2024-12-28', '4 hours'), ('2024-12-29', '2 hours'),
	('1999-12-24', '4 hours'), ('2399-12-24', '4 hours'), ('2400-12-25', '0'), ('2024-02-29', '0'), ('2023-03-01', '8 hours')) AS v (d, hours);
SELECT is(sum(bsc.working_time(d, d + interval '24 hours', '9-17')), bsc.working_time('1590-01-01', '2410-01-01', '9-17'), 'days add up over 820 years')
FROM generate_series(timestamptz '1590-01-01', timestamptz '2409-12-31', '24 hours') AS d;
INSERT INTO bsc.calendar_exception (calendar, date, opens, closes) VALUES ('never', '2024-12-28', '09:00', '12:00');
SELECT is(bsc.deadline('2000-01-01', '2 hours', 'never'), '2024-12-28 11:00', 'open on one day only');
SELECT is(bsc.deadline('2040-01-01', '-2 hours', 'never'), '2024-12-28 10:00', 'and backwards');
SELECT throws_ok($$SELECT bsc.deadline('2025-01-01', '2 hours', 'never')$$, '22008', 'deadline out of range', 'after it there is none');
DELETE FROM bsc.calendar_exception WHERE calendar = 'never';
SELECT throws_ok($$SELECT bsc.deadline('2025-01-01', '2 hours', 'never')$$, '22023', 'calendar "never" has no hours', 'a calendar that never opens');
SELECT throws_ok($$SELECT bsc.deadline('2025-01-01', '1 day', '9-17')$$, '22023', 'duration must be given in hours', 'a day is no number of hours');
SELECT throws_ok($$SELECT bsc.deadline('infinity', '1 hour', '9-17')$$, '22008', NULL, 'infinity');
SELECT throws_ok($$INSERT INTO bsc.calendar_exception (calendar, date, opens) VALUES ('9-17', '2025-01-01', '09:00')$$, '23514', NULL, 'hours that never end');
SELECT * FROM finish();
ROLLBACK;
