-- bsc.period: behaviour, compared with core's date functions
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL timezone = 'UTC';
SET LOCAL client_min_messages = warning;

SELECT plan(74);

-- Four hundred years, after which the calendar repeats itself, and the ends of it.

CREATE TEMP TABLE calendar AS
SELECT d::date AS day, d::timestamp AS midnight
FROM (SELECT generate_series(timestamp '1801-01-01', '2200-12-31', '1 day')
	UNION ALL SELECT generate_series(timestamp '0001-01-01', '0002-12-31', '1 day')
	UNION ALL SELECT generate_series(timestamp '9998-01-01', '9999-12-31', '1 day')) AS g (d);
CREATE INDEX ON calendar (day);
ANALYZE calendar;

SELECT is(count(*), 0::bigint, 'a day is its own period') FROM calendar
WHERE period(day, 'day')::text <> to_char(day, 'YYYY-MM-DD')
	OR first_day(period(day, 'day')) <> day OR last_day(period(day, 'day')) <> day OR day_after(period(day, 'day')) <> day + 1;
SELECT is(count(*), 0::bigint, 'weeks are those of date_trunc, and are called as to_char calls them') FROM calendar
WHERE period(day, 'week')::text <> to_char(day, 'IYYY-"W"IW')
	OR first_day(period(day, 'week')) <> date_trunc('week', midnight)::date
	OR last_day(period(day, 'week')) <> date_trunc('week', midnight)::date + 6;
SELECT is(count(*), 0::bigint, 'months') FROM calendar
WHERE period(day, 'month')::text <> to_char(day, 'YYYY-MM')
	OR first_day(period(day, 'month')) <> date_trunc('month', midnight)::date
	OR day_after(period(day, 'month')) <> (date_trunc('month', midnight) + interval '1 month')::date;
SELECT is(count(*), 0::bigint, 'quarters') FROM calendar
WHERE period(day, 'quarter')::text <> to_char(day, 'YYYY"Q"Q')
	OR first_day(period(day, 'quarter')) <> date_trunc('quarter', midnight)::date
	OR day_after(period(day, 'quarter')) <> (date_trunc('quarter', midnight) + interval '3 months')::date;
SELECT is(count(*), 0::bigint, 'halves') FROM calendar
WHERE period(day, 'half')::text <> to_char(day, 'YYYY"H"') || CASE WHEN extract(month FROM day) <= 6 THEN '1' ELSE '2' END
	OR first_day(period(day, 'half')) <> make_date(extract(year FROM day)::int, CASE WHEN extract(month FROM day) <= 6 THEN 1 ELSE 7 END, 1)
	OR day_after(period(day, 'half')) <> (first_day(period(day, 'half')) + interval '6 months')::date;
SELECT is(count(*), 0::bigint, 'years') FROM calendar
WHERE period(day, 'year')::text <> to_char(day, 'YYYY')
	OR first_day(period(day, 'year')) <> date_trunc('year', midnight)::date
	OR day_after(period(day, 'year')) <> (date_trunc('year', midnight) + interval '1 year')::date;
SELECT is(count(*), 0::bigint, 'moments belong where their day does') FROM calendar, unnest('{year, half, quarter, month, week, day}'::text[]) AS g
WHERE midnight >= '1990-01-01' AND midnight < '2010-01-01'
	AND (period(midnight + interval '23:59:59.999999', g) <> period(day, g) OR period(midnight, g) <> period(day, g)
		OR period(midnight AT TIME ZONE 'UTC', g) <> period(day, g));

-- Company years: the same, moved by some months.

CREATE TEMP TABLE company AS
SELECT day, first_month, g AS grain, months, period(day, g, first_month) AS p,
	(date_trunc('month', midnight) - ((((extract(month FROM day) - first_month)::int + 12) % months) || ' months')::interval)::date AS first
FROM calendar, generate_series(1, 12) AS first_month, (VALUES ('year', 12), ('half', 6), ('quarter', 3)) AS g (g, months)
WHERE day BETWEEN '1999-01-01' AND '2005-12-31';
SELECT is(count(*), 0::bigint, 'company years, halves and quarters') FROM company
WHERE first_day(p) <> first OR day_after(p) <> (first + (months || ' months')::interval)::date OR day NOT BETWEEN first_day(p) AND last_day(p)
	OR grain(p) <> grain;
SELECT is(count(*), 0::bigint, 'their text says the start and the length') FROM company
WHERE p::text <> CASE
	WHEN grain = 'year' AND extract(month FROM first) = 1 THEN to_char(first, 'YYYY')
	WHEN grain = 'half' AND extract(month FROM first) IN (1, 7) THEN to_char(first, 'YYYY"H"') || (extract(month FROM first)::int / 6 + 1)
	WHEN grain = 'quarter' AND extract(month FROM first) IN (1, 4, 7, 10) THEN to_char(first, 'YYYY"Q"Q')
	ELSE to_char(first, 'YYYY-MM') || CASE grain WHEN 'year' THEN '/P1Y' WHEN 'half' THEN '/P6M' ELSE '/P3M' END END;
SELECT is(count(*), 0::bigint, 'months, weeks and days are the same in every company')
FROM calendar, generate_series(1, 12) AS m, unnest('{month, week, day}'::text[]) AS g
WHERE day BETWEEN '2003-12-01' AND '2005-01-31' AND period(day, g, m) <> period(day, g);

-- All periods of 400 years, calendar's and companies'.

CREATE TEMP TABLE all_periods AS
SELECT DISTINCT period(day, g) AS p FROM calendar, unnest('{year, half, quarter, month, week, day}'::text[]) AS g
UNION SELECT DISTINCT p FROM company;
ANALYZE all_periods;

SELECT is(count(*), 0::bigint, 'text reads back') FROM all_periods
WHERE p::text::period <> p OR lower(p::text)::period <> p OR ('  ' || p || E'\n')::period <> p;
SELECT is(count(DISTINCT p::text), count(*), 'no two periods have the same text') FROM all_periods;
SELECT is(count(*), 0::bigint, 'shift(p, 1) begins where p ends') FROM all_periods
WHERE p < '9990' AND first_day(p + 1) <> day_after(p);
SELECT is(count(*), 0::bigint, 'shift there and back') FROM all_periods, unnest('{1, 2, 7, 53, 400}'::int[]) AS n
WHERE p < '9000' AND (p + n - n <> p OR (p + n) - p <> n OR p - (p + n) <> -n OR grain(p + n) <> grain(p));
SELECT is(count(*), 0::bigint, 'shift far is shift step by step')
FROM (SELECT p, shift('1801', (row_number() OVER (ORDER BY p) - 1)::int) AS q FROM all_periods WHERE grain(p) = 'year' AND p BETWEEN '1801' AND '2200-01'
	AND first_day(p) = date_trunc('year', first_day(p)::timestamp)::date) AS s
WHERE p <> q;

-- Order: by first day, the longer first.

SELECT is(count(*), 0::bigint, 'order')
FROM (SELECT p, lead(p) OVER (ORDER BY first_day(p), array_position('{year, half, quarter, month, week, day}', grain(p))) AS q FROM all_periods) AS s
WHERE NOT (p < q AND p <= q AND q > p AND q >= p AND p <> q AND NOT p = q AND _period_cmp(p, q) = -1 AND _period_cmp(q, p) = 1 AND _period_cmp(p, p) = 0);

-- Coarser and finer.

SELECT is(count(*), 0::bigint, 'a day is enclosed by the period that holds it')
FROM calendar, unnest('{year, half, quarter, month, week, day}'::text[]) AS g
WHERE enclosing(period(day, 'day'), g) <> period(day, g);
SELECT is(count(*), 0::bigint, 'a week belongs where its Thursday falls')
FROM all_periods, unnest('{year, half, quarter, month}'::text[]) AS g
WHERE grain(p) = 'week' AND enclosing(p, g) <> period(first_day(p) + 3, g);
SELECT is(count(*), 0::bigint, 'a week belongs to its ISO year')
FROM all_periods WHERE grain(p) = 'week' AND enclosing(p, 'year')::text <> substr(p::text, 1, 4);
SELECT is(count(*), 0::bigint, 'the company period that holds a month, week or day')
FROM company, unnest('{month, day}'::text[]) AS finer
WHERE enclosing(period(day, finer), grain, first_month) <> p;
SELECT is(count(*), 0::bigint, 'subdivide gives just the periods that are enclosed')
FROM (SELECT p, finer,
		(SELECT array_agg(s ORDER BY s) FROM subdivide(p, finer) AS s) AS parts,
		(SELECT array_agg(DISTINCT e ORDER BY e) FROM (SELECT period(day, finer, first_month) AS e, first_month
			FROM calendar WHERE day BETWEEN first_day(p) - 6 AND last_day(p) + 6) AS d WHERE enclosing(e, grain(p), first_month) = p) AS enclosed
	FROM (SELECT DISTINCT p, extract(month FROM first)::int AS first_month FROM company
		WHERE day BETWEEN '2003-06-01' AND '2005-06-01' AND grain IN ('year', 'quarter')) AS c,
		unnest('{quarter, month, week, day}'::text[]) AS finer
	WHERE NOT (grain(p) = 'quarter' AND finer = 'quarter')) AS s
WHERE parts IS DISTINCT FROM enclosed;
SELECT is(count(*), 0::bigint, 'first_within and last_within are the ends of subdivide')
FROM (SELECT DISTINCT p FROM company WHERE day BETWEEN '2003-06-01' AND '2005-06-01') AS c, unnest('{quarter, month, week, day}'::text[]) AS g,
	LATERAL (SELECT min(s) AS lo, max(s) AS hi, count(*) AS n FROM subdivide(p, g) AS s) AS parts
WHERE lo <> first_within(p, g) OR hi <> last_within(p, g) OR n <> last_within(p, g) - first_within(p, g) + 1;
SELECT is(array_agg(y::text ORDER BY y), (SELECT array_agg(to_char(j, 'YYYY') ORDER BY j)
		FROM generate_series(timestamp '1801-01-01', '2200-01-01', '1 year') AS j
		-- 53 weeks: 1 January is a Thursday, or 31 December is
		WHERE extract(isodow FROM j) = 4 OR extract(isodow FROM j + interval '1 year' - interval '1 day') = 4), 'long years have 53 weeks')
FROM periods('1801', '2200') AS y WHERE (SELECT count(*) FROM subdivide(y, 'week')) = 53;
SELECT is(sum((SELECT count(*) FROM subdivide(y, 'week'))), 146097 / 7::numeric, 'the weeks of 400 years') FROM periods('1801', '2200') AS y;
SELECT results_eq($$ SELECT p FROM periods('1999-01', '2005-12') AS p $$,
	$$ SELECT to_char(d, 'YYYY-MM')::period FROM generate_series(timestamp '1999-01-01', '2005-12-01', '1 month') AS d $$, 'periods gives a series');
SELECT is((SELECT count(*) FROM periods('0001-01-01', '9999-12-31')), 3652059::bigint, 'all days there are');
SELECT is(count(*), 0::bigint, 'contains is containment of ranges')
FROM (SELECT p FROM all_periods WHERE p BETWEEN '2003' AND '2005' AND grain(p) <> 'day' ORDER BY p LIMIT 150) AS a,
	(SELECT p FROM all_periods WHERE p BETWEEN '2003' AND '2005' ORDER BY p LIMIT 600) AS b (q)
WHERE contains(p, q) <> (daterange(p) @> daterange(q)) OR (q <@ p) <> contains(p, q) OR (p @> q) <> contains(p, q);

-- Is a moment inside?  Planned as a range and executed as a call, and by hand.

CREATE TEMP TABLE asked AS
SELECT p FROM all_periods WHERE p BETWEEN '2003' AND '2004-03' AND grain(p) IN ('year', 'month', 'week', 'quarter');
CREATE TEMP TABLE moment AS
SELECT t AT TIME ZONE 'UTC' AS at, t AS local, t::date AS day FROM generate_series(timestamp '2002-12-25', '2004-04-05', '12 hours') AS t
UNION ALL SELECT 'infinity', 'infinity', 'infinity' UNION ALL SELECT '-infinity', '-infinity', '-infinity' UNION ALL SELECT NULL, NULL, NULL;
CREATE FUNCTION pg_temp.as_is(anyelement) RETURNS anyelement LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN $1; END';
SELECT is(count(*), 0::bigint, 'during(date)') FROM asked, moment
WHERE during(day, p) IS DISTINCT FROM (day BETWEEN first_day(p) AND last_day(p)) OR (p @> day) IS DISTINCT FROM (day <@ daterange(p));
SELECT is(count(*), 0::bigint, 'during(timestamp)') FROM asked, moment
WHERE during(local, p) IS DISTINCT FROM (local >= first_day(p) AND local < day_after(p)) OR (p @> local) IS DISTINCT FROM during(local, p);
SELECT is(count(*), 0::bigint, 'during(timestamptz)') FROM asked, moment
WHERE during(at, p) IS DISTINCT FROM during(local, p) OR (p @> at) IS DISTINCT FROM during(local, p) OR during(at, p, 'UTC') IS DISTINCT FROM during(local, p);
SELECT is(count(*), 0::bigint, 'the same without the planner''s help') FROM asked, moment
WHERE (p = ANY (ARRAY['2003', '2003-02', '2004-W01']::period[])) AND (
	during(pg_temp.as_is(day), p) IS DISTINCT FROM (day BETWEEN first_day(p) AND last_day(p))
	OR during(pg_temp.as_is(local), p) IS DISTINCT FROM during(local, p) OR _period_holds(p, pg_temp.as_is(local)) IS DISTINCT FROM during(local, p)
	OR during(pg_temp.as_is(at), p) IS DISTINCT FROM during(local, p) OR _period_holds(p, pg_temp.as_is(at)) IS DISTINCT FROM during(local, p)
	OR during(pg_temp.as_is(at), p, 'UTC') IS DISTINCT FROM during(local, p) OR _period_holds(p, pg_temp.as_is(day)) IS DISTINCT FROM during(day, p));
-- Several periods in a row: what BETWEEN says of their ends, NULLs too; planned and executed, and by hand.
CREATE TEMP TABLE bound (p period, q period);
INSERT INTO bound SELECT p, q FROM unnest(ARRAY['2003', '2003-02', '2004-W01', NULL]::period[]) AS p, unnest(ARRAY['2003', '2002Q4', '2003-04', '2004-W02', NULL]::period[]) AS q;
SELECT is(count(*), 0::bigint, 'within') FROM bound, moment
WHERE within(day, p, q) IS DISTINCT FROM (day >= first_day(p) AND day < day_after(q))
	OR within(local, p, q) IS DISTINCT FROM (local >= first_day(p) AND local < day_after(q))
	OR within(at, p, q) IS DISTINCT FROM (at >= first_moment(p) AND at < moment_after(q))
	OR within(at, p, q, 'Asia/Tokyo') IS DISTINCT FROM (at >= first_moment(p, 'Asia/Tokyo') AND at < moment_after(q, 'Asia/Tokyo'));
SELECT is(count(*), 0::bigint, 'the same without the planner''s help') FROM bound, moment
WHERE within(pg_temp.as_is(day), p, q) IS DISTINCT FROM (day >= first_day(p) AND day < day_after(q))
	OR within(pg_temp.as_is(local), p, q) IS DISTINCT FROM (local >= first_day(p) AND local < day_after(q))
	OR within(pg_temp.as_is(at), p, q) IS DISTINCT FROM (at >= first_moment(p) AND at < moment_after(q))
	OR within(pg_temp.as_is(at), p, q, 'Asia/Tokyo') IS DISTINCT FROM (at >= first_moment(p, 'Asia/Tokyo') AND at < moment_after(q, 'Asia/Tokyo'))
	OR within(pg_temp.as_is(at), p, q, NULL) IS NOT NULL;
SELECT is(count(*), 0::bigint, 'within one period is during') FROM asked, moment WHERE within(at, p, p) IS DISTINCT FROM during(at, p);
SELECT is(count(*), 0::bigint, 'infinite moments are in no period') FROM asked, moment
WHERE NOT isfinite(local) AND (during(local, p) OR during(at, p) OR during(day, p) OR during(pg_temp.as_is(at), p));
SELECT ok(during(date '9999-12-31', '9999-12-31') AND during(timestamp '9999-12-31 23:59:59.999999', '9999')
	AND NOT during(timestamp '10000-01-01', '9999') AND during(timestamptz '10000-01-02 23:00+00', '9999-W52'), 'the end of the calendar');
SELECT ok(during(date '0001-01-01', '0001-W01') AND NOT during(date '0001-12-31 BC', '0001') AND during(timestamptz '0001-01-01 00:00+00', '0001'), 'its begin');

-- Time zones.  A moment belongs to the day that the clocks show.

CREATE TEMP TABLE zone AS SELECT unnest(ARRAY['America/New_York', 'America/Havana', 'America/Sao_Paulo', 'Asia/Shanghai', 'Asia/Kathmandu',
	'Australia/Lord_Howe', 'Pacific/Apia', 'Atlantic/Azores', 'Asia/Beirut', 'Europe/London', 'Africa/Casablanca', 'Etc/GMT+12', 'Pacific/Kiritimati']) AS zone;
CREATE TEMP TABLE tick AS
SELECT generate_series(timestamptz '2011-01-01 00:00+00', '2012-01-31', '30 minutes') AS at
UNION ALL SELECT generate_series(timestamptz '2004-10-29 00:00+00', '2004-11-02', '1 minute');
CREATE FUNCTION pg_temp.wrong_days(zone text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	n bigint;
BEGIN
	PERFORM set_config('timezone', zone, true);
	SELECT count(*) INTO n FROM tick, LATERAL (SELECT period(at::date, 'day') AS d) AS s
	WHERE period(at, 'day') <> d OR NOT during(at, d) OR NOT during(at, d, zone) OR during(at, d + 1) OR during(at, d - 1)
		OR period(at, 'month') <> period(at::date, 'month') OR NOT during(at, period(at::date, 'month'))
		OR at < first_moment(d) OR at >= moment_after(d) OR first_moment(d + 1) <> moment_after(d)
		OR first_moment(d, zone) <> first_moment(d);
	PERFORM set_config('timezone', 'UTC', true);
	RETURN n;
END $$;
SELECT is(array_agg(zone ORDER BY zone) FILTER (WHERE pg_temp.wrong_days(zone) <> 0), NULL, 'days of many time zones over clock changes') FROM zone;
-- known lengths: spring and autumn, no 30 December 2011 in Samoa, both midnights of Havana
SELECT results_eq($$ SELECT moment_after(p, z) - first_moment(p, z) FROM (VALUES
		('2004-04-04'::period, 'America/New_York'), ('2004-10-31', 'America/New_York'), ('2011-12-30', 'Pacific/Apia'), ('2011-12-31', 'Pacific/Apia'),
		('2012-11-04', 'America/Havana'), ('2011-10-16', 'America/Sao_Paulo'), ('2012-02-25', 'America/Sao_Paulo'), ('2011-04-03', 'Australia/Lord_Howe'), ('2004', 'Asia/Shanghai')) AS v (p, z) $$,
	$$ VALUES (interval '23:00'), ('25:00'), ('0'), ('24:00'), ('25:00'), ('23:00'), ('25:00'), ('24:30'), ('366 days') $$, 'lengths of days when clocks change');
SELECT is(first_moment('2012-11-04', 'America/Havana'), timestamptz '2012-11-04 00:00-04', 'a day begins at the first of two midnights');
-- clocks went from 0:01 back to 23:01 there: that hour belongs to the old day, and the minute before with it
SELECT is(first_moment('2006-10-29', 'America/St_Johns'), timestamptz '2006-10-29 00:00-03:30', 'where clocks are put back over midnight, the old day goes on');
SELECT is(first_moment('2006-10-30', 'America/St_Johns') - first_moment('2006-10-28', 'America/St_Johns'), interval '49:00', 'and no day has a hole');
SET LOCAL timezone = 'America/St_Johns';
SELECT is(array_agg(DISTINCT period(at, 'day')), ARRAY['2006-10-28', '2006-10-29']::period[], 'moments around it are in the one day or the other')
FROM generate_series(timestamptz '2006-10-28 22:00-02:30', '2006-10-29 02:00-03:30', '10 seconds') AS at;
SELECT is(count(*), 0::bigint, 'period and during agree there, too')
FROM generate_series(timestamptz '2006-10-28 22:00-02:30', '2006-10-29 02:00-03:30', '10 seconds') AS at
WHERE NOT during(at, period(at, 'day')) OR NOT during(pg_temp.as_is(at), period(at, 'day')) OR during(at, period(at, 'day') + 1) OR during(at, period(at, 'day') - 1);
SELECT is(count(*) FILTER (WHERE period(at, 'day') <> period(at::date, 'day')), 6::bigint, 'only that minute has another date than the clocks show')
FROM generate_series(timestamptz '2006-10-28 22:00-02:30', '2006-10-29 02:00-03:30', '10 seconds') AS at;
SELECT is(period(timestamptz '2006-10-29 00:00:30-02:30', 'month'), '2006-10', 'nor does it matter to a month')
UNION ALL SELECT is(period(timestamptz '2006-10-29 00:00:30-02:30', 'day'), '2006-10-28', 'without anything remembered');
SET LOCAL timezone = 'UTC';
SELECT is(during(timestamptz '2004-09-30 17:00+00', '2004-10', 'Asia/Shanghai'), true, 'a zone by name');
SELECT is(period(timestamptz '2004-03-31 17:00+00', g, 4, 'Asia/Shanghai')::text, e, 'the ' || g || ' in a zone by name')
FROM (VALUES ('day', '2004-04-01'), ('month', '2004-04'), ('year', '2004-04/P1Y')) AS v (g, e);
SELECT throws_ok($$ SELECT during(now(), '2004', 'Middle/Earth') $$, '22023', 'time zone "Middle/Earth" not recognized', 'an unknown zone');
-- one call site, many zones, periods and grains: what it remembers must not be wrong for the next row
SELECT is(count(*), 0::bigint, 'remembered bounds')
FROM (SELECT at, z, p, during(pg_temp.as_is(at), p, z) AS got, first_moment(p, z) AS lo, moment_after(p, z) AS hi
	FROM tick, unnest(ARRAY['2011-03', '2011-03-13']::period[]) AS p, unnest(ARRAY['Asia/Shanghai', 'America/Havana']) AS z
	WHERE at BETWEEN '2011-03-10' AND '2011-03-16' ORDER BY at, p, z) AS s
WHERE got <> ((at AT TIME ZONE z)::date BETWEEN first_day(p) AND last_day(p))
	OR lo AT TIME ZONE z NOT IN (first_day(p), first_day(p) + interval '1 hour') OR (hi AT TIME ZONE z)::date <> day_after(p);
SELECT results_eq($$ SELECT period(timestamptz '2004-02-15 12:00+00', g, m)::text
		FROM (VALUES (1, 'day', 1), (2, 'day', 1), (3, 'month', 1), (4, 'month', 1), (5, 'year', 1), (6, 'year', 1), (7, 'year', 4)) AS v (n, g, m) ORDER BY n $$,
	$$ VALUES ('2004-02-15'), ('2004-02-15'), ('2004-02'), ('2004-02'), ('2004'), ('2004'), ('2003-04/P1Y') $$, 'remembered periods');

-- Stored, indexed, grouped, hashed, partitioned.

SELECT is(count(*), 0::bigint, 'hashes')
FROM all_periods WHERE _period_hash(p) <> _period_hash(p::text::period) OR _period_hash_extended(p, 42) <> _period_hash_extended(p::text::period, 42)
	OR _period_hash_extended(p, 0) = _period_hash_extended(p, 42);
SELECT cmp_ok((SELECT count(DISTINCT _period_hash(p)) FROM all_periods)::numeric, '>', (SELECT count(*) * 0.999 FROM all_periods), 'hashes differ');
CREATE TEMP TABLE kept (p period, n int) PARTITION BY HASH (p);
CREATE TEMP TABLE kept_0 PARTITION OF kept FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TEMP TABLE kept_1 PARTITION OF kept FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO kept SELECT p, 1 FROM all_periods;
SELECT is((SELECT count(*) FROM kept), (SELECT count(*) FROM all_periods), 'hash partitions keep all');
SELECT ok((SELECT count(*) FROM kept_0) BETWEEN (SELECT count(*) * 0.4 FROM kept) AND (SELECT count(*) * 0.6 FROM kept), 'and share them');
CREATE INDEX ON kept (p);
ANALYZE kept;
CREATE FUNCTION pg_temp.plan_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	line text;
	lines text = '';
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
		lines := lines || line || E'\n';
	END LOOP;
	RETURN lines;
END $$;
SELECT matches(pg_temp.plan_of($$ SELECT n FROM kept WHERE p = '2004-09' $$), 'Index Scan using kept_[01]_p_idx', 'index');
SELECT matches(pg_temp.plan_of($$ SELECT max(p), min(p) FROM kept_0 $$), 'Index Only Scan Backward', 'max from the end of an index');
CREATE TEMP TABLE by_range (p period) PARTITION BY RANGE (p);
CREATE TEMP TABLE by_range_2003 PARTITION OF by_range FOR VALUES FROM ('2003') TO ('2004');
CREATE TEMP TABLE by_range_2004 PARTITION OF by_range FOR VALUES FROM ('2004') TO ('2005');
INSERT INTO by_range SELECT p FROM all_periods WHERE p >= '2003' AND p < '2005';
SELECT is((SELECT array_agg(DISTINCT left(p::text, 4)) FROM by_range_2004 WHERE grain(p) <> 'week'), '{2004}', 'range partitions');
SELECT set_config('enable_hashagg', 'off', true), set_config('enable_hashjoin', 'off', true) \g /dev/null
SELECT is((SELECT count(*) FROM (SELECT p FROM kept GROUP BY p) AS s), (SELECT count(*) FROM all_periods), 'grouping by sort');
SELECT is((SELECT count(*) FROM kept JOIN all_periods USING (p)), (SELECT count(*) FROM all_periods), 'merge join');
SELECT set_config('enable_hashagg', 'on', true), set_config('enable_hashjoin', 'on', true), set_config('enable_mergejoin', 'off', true), set_config('enable_sort', 'off', true) \g /dev/null
SELECT is((SELECT count(*) FROM (SELECT DISTINCT p FROM kept) AS s), (SELECT count(*) FROM all_periods), 'grouping by hash');
SELECT is((SELECT count(*) FROM kept JOIN all_periods USING (p)), (SELECT count(*) FROM all_periods), 'hash join');
SELECT set_config('enable_mergejoin', 'on', true), set_config('enable_sort', 'on', true) \g /dev/null
SELECT is((SELECT min(p) || ' ' || max(p) FROM kept), '0001 9999-12-31', 'min and max');
SELECT is((SELECT max(p) FROM kept WHERE false), NULL, 'max of none');
SELECT is((SELECT array_agg(p) FROM (SELECT unnest('{2004Q3, NULL, 2004}'::period[]) AS p ORDER BY 1) AS s), '{2004, 2004Q3, NULL}', 'NULLs are sorted last');
SELECT is(to_jsonb('2004Q3'::period), '"2004Q3"'::jsonb, 'in JSON it is text');

-- Every function takes NULL for NULL.
SELECT ok(period(NULL::date, 'day') IS NULL AND period(date '2004-01-01', NULL) IS NULL AND period(date '2004-01-01', 'year', NULL) IS NULL
	AND grain(NULL) IS NULL AND first_day(NULL) IS NULL AND shift(NULL, 1) IS NULL AND shift('2004', NULL) IS NULL AND enclosing(NULL, 'year') IS NULL
	AND contains(NULL, '2004') IS NULL AND during(NULL::date, '2004') IS NULL AND during(date '2004-01-01', NULL) IS NULL
	AND during(now(), '2004', NULL) IS NULL AND daterange(NULL) IS NULL, 'NULL in, NULL out');

-- Every member is safe in parallel plans and none is volatile; only the session's time zone makes one stable.
SELECT is(array_agg(proname::text || '(' || pg_get_function_identity_arguments(oid) || ')'), NULL, 'labels of the functions')
FROM pg_proc
WHERE pronamespace = 'bsc'::regnamespace AND 'bsc.period'::regtype = ANY (proargtypes::oid[] || prorettype)
	AND (oid IN (SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'))
	AND proname IN ('period', 'grain', 'first_day', 'last_day', 'day_after', 'daterange', 'shift', 'shift_back', 'distance', 'enclosing', 'first_within',
		'last_within', 'contains', 'contained', 'periods', 'subdivide', 'first_moment', 'moment_after', 'during', 'within', 'period_holds', 'period_in', 'period_out', 'period_send')
	AND (proparallel <> 's' OR provolatile <> CASE
		WHEN proname IN ('first_moment', 'moment_after', 'during', 'within', 'period_holds', 'period')
			AND ('timestamptz'::regtype = ANY (proargtypes::oid[] || prorettype)) AND NOT (proname <> 'period' AND 'text'::regtype = ANY (proargtypes::oid[]))
			AND pronargs < 4
		THEN 's' ELSE 'i' END);
SELECT ok(pg_catalog.amvalidate(oid), 'operator class ' || amname)
FROM (SELECT o.oid, amname FROM pg_opclass AS o JOIN pg_am AS a ON a.oid = opcmethod
	WHERE opcname = 'period_ops' AND opcnamespace = 'bsc'::regnamespace) AS o ORDER BY amname;
SELECT ok(typbyval AND typlen = 8, 'eight bytes, by value') FROM pg_type WHERE oid = 'bsc.period'::regtype;

SELECT * FROM finish();
ROLLBACK;
