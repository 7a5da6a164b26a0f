SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS bsc;
RESET client_min_messages;
SET datestyle = 'ISO, YMD';
SET intervalstyle = 'postgres';
SET timezone = 'UTC';

INSERT INTO bsc.calendar (code, name, time_zone) VALUES
	('office', 'Office', 'Europe/Berlin'), ('night', 'Night shift', 'Europe/Berlin'),
	('服务', '服务热线', 'Asia/Shanghai'), ('always', NULL, 'America/New_York'), ('never', NULL, DEFAULT);
INSERT INTO bsc.calendar_hours (calendar, weekday, opens, closes)
	SELECT 'office', d, opens, closes FROM generate_series(1, 5) AS d, (VALUES (time '08:00', time '12:00'), ('13:00', '17:00')) AS h (opens, closes)
	UNION ALL SELECT 'night', d, '22:00', '06:00' FROM generate_series(1, 7) AS d
	UNION ALL SELECT '服务', d, '09:00', '18:00' FROM generate_series(1, 6) AS d
	UNION ALL SELECT 'always', d, '00:00', '24:00' FROM generate_series(1, 7) AS d;
INSERT INTO bsc.calendar_exception VALUES ('office', '2024-12-25', 'Christmas'), ('office', '2024-12-26', NULL), ('night', '2024-12-25', 'Christmas');

-- a morning, over lunch, over night, over a weekend, over Christmas, a year; times with offset +01 are Berlin's
SELECT bsc.working_time('2024-12-16 09:00+01', '2024-12-16 11:30+01', 'office') AS morning,
	bsc.working_time('2024-12-16 09:00+01', '2024-12-16 15:00+01', 'office') AS lunch,
	bsc.working_time('2024-12-16 16:00+01', '2024-12-17 09:00+01', 'office') AS night,
	bsc.working_time('2024-12-20 16:00+01', '2024-12-23 09:00+01', 'office') AS weekend,
	bsc.working_time('2024-12-24 16:00+01', '2024-12-27 09:00+01', 'office') AS christmas,
	bsc.working_time('2024-01-01 00:00+01', '2025-01-01 00:00+01', 'office') AS year;
-- outside, not at all, backwards, to the microsecond
SELECT bsc.working_time('2024-12-21 09:00+01', '2024-12-22 09:00+01', 'office'), bsc.working_time('2024-12-16 09:00+01', '2024-12-16 09:00+01', 'office'),
	bsc.working_time('2024-12-17 09:00+01', '2024-12-16 16:00+01', 'office'), bsc.working_time('2024-12-16 11:59:59.999999+01', '2024-12-16 13:00:00.000001+01', 'office');
-- the night shift: seven hours when the clock goes forward, nine when it goes back
SELECT bsc.working_time('2024-03-29 12:00+00', '2024-03-30 12:00+00', 'night') AS usual, bsc.working_time('2024-03-30 12:00+00', '2024-03-31 12:00+00', 'night') AS spring,
	bsc.working_time('2024-10-26 12:00+00', '2024-10-27 12:00+00', 'night') AS autumn;
-- what opened the evening before runs on into the holiday; what would open on it does not
SELECT bsc.working_time('2024-12-24 12:00+01', '2024-12-25 12:00+01', 'night') AS eve, bsc.working_time('2024-12-25 12:00+01', '2024-12-26 12:00+01', 'night') AS holiday;
-- always open: working time is time; never open: there is none
SELECT bsc.working_time(a, b, 'always') = b - a AS equal, bsc.working_time(a, b, 'never') AS never
FROM (VALUES (timestamptz '2024-03-10 01:00', timestamptz '2024-03-12 01:00:00.5'), ('1800-01-01', '2100-01-01'), ('0044-03-15 BC', '9999-12-31')) AS v (a, b);
-- summer time goes on for ever, beyond the 400 years that a zone's table is unrolled for: at 06:30 UTC the office has been open for half an hour
SELECT bsc.working_time('2024-01-01 00:00+01', '2800-07-06 06:30+00', 'office') = count(*) * interval '8 hours' + interval '30 minutes' AS equal
FROM generate_series(timestamp '2024-01-01', '2800-07-05', '1 day') AS day WHERE extract(isodow FROM day) < 6 AND day NOT IN ('2024-12-25', '2024-12-26');
-- a calendar for each row
SELECT code, bsc.working_time('2024-12-16 00:00+00', '2024-12-23 00:00+00', code) FROM bsc.calendar ORDER BY code COLLATE "C";

-- spans that overlap, or touch, count once
INSERT INTO bsc.calendar VALUES ('overlap', NULL, 'UTC');
INSERT INTO bsc.calendar_hours VALUES ('overlap', 1, '08:00', '12:00'), ('overlap', 1, '10:00', '14:00'), ('overlap', 1, '14:00', '15:00'), ('overlap', 1, '23:00', '02:00'), ('overlap', 2, '01:00', '03:00'), ('overlap', 2, '22:00', '00:00'), ('overlap', 7, '20:00', '01:00');
SELECT d::date, bsc.working_time(d, d + interval '1 day', 'overlap') FROM generate_series(timestamptz '2024-12-15', '2024-12-18', '1 day') AS d;

-- NULL in, NULL out
SELECT bsc.working_time(NULL, now(), 'office'), bsc.working_time(now(), NULL, 'office'), bsc.working_time(now(), now(), NULL);
-- what it does not accept
SELECT bsc.working_time('-infinity', '2024-12-16', 'office');
SELECT bsc.working_time('2024-12-16', 'infinity', 'office');
SELECT bsc.working_time('2024-12-16', '2024-12-17', 'Office');
UPDATE bsc.calendar SET time_zone = 'UTC' WHERE code = 'always';
SELECT bsc.working_time('4713-01-01 BC', '294276-01-01', 'always');
\set SHOW_CONTEXT never
INSERT INTO bsc.calendar VALUES ('lost', NULL, 'Europe/Atlantis');
\set SHOW_CONTEXT errors
SET check_function_bodies = off;	-- a dump of a server that knew it
INSERT INTO bsc.calendar VALUES ('lost', NULL, 'Europe/Atlantis');
RESET check_function_bodies;
SELECT bsc.working_time('2024-12-16', '2024-12-17', 'lost');

-- what the tables do not accept
INSERT INTO bsc.calendar VALUES ('');
INSERT INTO bsc.calendar VALUES ('x', NULL, '');
INSERT INTO bsc.calendar VALUES ('office');
INSERT INTO bsc.calendar_hours VALUES ('x', 1, '08:00', '12:00');
INSERT INTO bsc.calendar_exception VALUES ('x', '2024-12-25');
UPDATE bsc.calendar_exception SET calendar = 'x' WHERE calendar = 'night';
INSERT INTO bsc.calendar_hours VALUES ('never', 0, '08:00', '12:00');
INSERT INTO bsc.calendar_hours VALUES ('never', 8, '08:00', '12:00');
INSERT INTO bsc.calendar_hours VALUES ('never', 1, '08:00', '08:00');
INSERT INTO bsc.calendar_hours VALUES ('never', 1, '24:00', '08:00');
INSERT INTO bsc.calendar_exception VALUES ('never', 'infinity');
INSERT INTO bsc.calendar_exception VALUES ('office', '2024-12-25');

-- a calendar that changes: between statements, and inside a PL/pgSQL loop that keeps its expressions
BEGIN;
SELECT bsc.working_time('2024-12-16 00:00+01', '2024-12-21 00:00+01', 'office');
INSERT INTO bsc.calendar_exception VALUES ('office', '2024-12-18', 'Works outing');
SELECT bsc.working_time('2024-12-16 00:00+01', '2024-12-21 00:00+01', 'office');
ROLLBACK;
SELECT bsc.working_time('2024-12-16 00:00+01', '2024-12-21 00:00+01', 'office');
CREATE FUNCTION pg_temp.week() RETURNS interval LANGUAGE plpgsql AS
$$ BEGIN RETURN bsc.working_time('2024-12-16 00:00+01', '2024-12-21 00:00+01', 'office'); END $$;
DO $$
BEGIN
	FOR day IN 16 .. 18 LOOP
		INSERT INTO bsc.calendar_exception VALUES ('office', make_date(2024, 12, day));
		RAISE NOTICE 'closed to December %: %', day, pg_temp.week();
		BEGIN
			UPDATE bsc.calendar_hours SET closes = '13:00' WHERE calendar = 'office' AND opens = '08:00';
			RAISE NOTICE 'no lunch: %', pg_temp.week();
			RAISE division_by_zero;
		EXCEPTION WHEN division_by_zero THEN
			RAISE NOTICE 'taken back: %', pg_temp.week();
		END;
	END LOOP;
	DELETE FROM bsc.calendar_exception WHERE calendar = 'office' AND date < '2024-12-20';
	RAISE NOTICE 'open again: %', pg_temp.week();
END $$;
-- the same where all of the transaction shares one snapshot
BEGIN ISOLATION LEVEL REPEATABLE READ;
DO $$
BEGIN
	FOR day IN 16 .. 18 LOOP
		INSERT INTO bsc.calendar_exception VALUES ('office', make_date(2024, 12, day));
		RAISE NOTICE 'closed to December %: %', day, pg_temp.week();
		BEGIN
			UPDATE bsc.calendar_hours SET closes = '13:00' WHERE calendar = 'office' AND opens = '08:00';
			RAISE NOTICE 'no lunch: %', pg_temp.week();
			RAISE division_by_zero;
		EXCEPTION WHEN division_by_zero THEN
			RAISE NOTICE 'taken back: %', pg_temp.week();
		END;
	END LOOP;
	DELETE FROM bsc.calendar_exception WHERE calendar = 'office' AND date < '2024-12-20';
	RAISE NOTICE 'open again: %', pg_temp.week();
END $$;
ROLLBACK;
-- a query sees what was there when it began
WITH closed AS (INSERT INTO bsc.calendar_exception SELECT 'office', make_date(2024, 12, day) FROM generate_series(16, 20) AS day RETURNING date)
SELECT count(*), sum(bsc.working_time('2024-12-16 00:00+01', '2024-12-21 00:00+01', 'office')) FROM closed;
SELECT bsc.working_time('2024-12-16 00:00+01', '2024-12-21 00:00+01', 'office');
DELETE FROM bsc.calendar_exception WHERE date < '2024-12-21';

-- hours and holidays follow a code that changes, and go with it
UPDATE bsc.calendar SET code = 'desk' WHERE code = 'office';
SELECT bsc.working_time('2024-12-16 00:00+01', '2024-12-28 00:00+01', 'desk');
DELETE FROM bsc.calendar WHERE code = 'night';
SELECT calendar, count(*) FROM bsc.calendar_hours GROUP BY calendar ORDER BY calendar COLLATE "C";
SELECT calendar, count(*) FROM bsc.calendar_exception GROUP BY calendar;
-- both at once, and a dump that loads in whatever order
WITH c AS (INSERT INTO bsc.calendar VALUES ('both') RETURNING code) INSERT INTO bsc.calendar_hours SELECT code, 1, time '08:00', time '12:00' FROM c;
SET check_function_bodies = off;
INSERT INTO bsc.calendar_hours VALUES ('later', 1, '08:00', '12:00');
RESET check_function_bodies;
INSERT INTO bsc.calendar VALUES ('later');
SELECT bsc.working_time('2024-12-16', '2024-12-17', 'both'), bsc.working_time('2024-12-16', '2024-12-17', 'later');
TRUNCATE bsc.calendar;
SELECT (SELECT count(*) FROM bsc.calendar_hours) AS hours, (SELECT count(*) FROM bsc.calendar_exception) AS holidays;

-- rights: those of the caller
CREATE ROLE regress_bsc_clerk;
GRANT USAGE ON SCHEMA bsc TO regress_bsc_clerk;
INSERT INTO bsc.calendar VALUES ('office');
SET ROLE regress_bsc_clerk;
\set VERBOSITY terse
SELECT bsc.working_time('2024-12-16', '2024-12-17', 'office');
\set VERBOSITY default
RESET ROLE;
GRANT SELECT ON bsc.calendar, bsc.calendar_hours, bsc.calendar_exception TO regress_bsc_clerk;
SET ROLE regress_bsc_clerk;
SELECT bsc.working_time('2024-12-16', '2024-12-17', 'office');
RESET ROLE;
DROP OWNED BY regress_bsc_clerk;
DROP ROLE regress_bsc_clerk;
DELETE FROM bsc.calendar;
-- nothing is granted to everybody, and everything is dumped
SELECT relname, bool_or(a.grantee = 0) AS public, c.oid = ANY (e.extconfig) AS dumped
FROM pg_class AS c CROSS JOIN aclexplode(c.relacl) AS a JOIN pg_extension AS e ON e.extname = 'bsc'
WHERE c.oid IN ('bsc.calendar'::regclass, 'bsc.calendar_hours'::regclass, 'bsc.calendar_exception'::regclass)
GROUP BY c.oid, relname, e.extconfig ORDER BY relname;
