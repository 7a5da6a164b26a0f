-- The same period of another year, and what companies call their years, compared
-- with core's dates and intervals.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc;
SET LOCAL datestyle = 'ISO, YMD';

SELECT plan(42);

-- the same period of another year -----------------------------------------

CREATE TEMP TABLE step AS SELECT unnest(ARRAY[-400, -28, -4, -1, 0, 1, 2, 3, 5, 100]) AS n;
CREATE TEMP TABLE calendar AS SELECT d::date AS day FROM generate_series(timestamp '1995-12-25', '2016-01-10', '1 day') AS d;

-- an interval of years goes to the last day of a month that has no such day, as we do
SELECT is(count(*), 0::bigint, 'a day is the same day of its month, the 29th of February the 28th')
FROM calendar, step
WHERE first_day(same_period(period(day, 'day'), n)) <> (day + n * interval '1 year')::date;
SELECT is(count(*), 0::bigint, 'years, halves, quarters and months start in the same month, in every company year')
FROM calendar, step, unnest(ARRAY['year', 'half', 'quarter', 'month']) AS g, generate_series(1, 12) AS m
WHERE extract(day FROM day) = 1
  AND (first_day(same_period(period(day, g, m), n)) <> (first_day(period(day, g, m)) + n * interval '1 year')::date
       OR grain(same_period(period(day, g, m), n)) <> g);
SELECT is(count(*), 0::bigint, 'a week has the same number, or the last of its year')
FROM calendar, step
CROSS JOIN LATERAL (SELECT to_char(day, 'IYYY')::integer + n AS year, to_char(day, 'IW')::integer AS week) AS was
CROSS JOIN LATERAL (SELECT to_char(make_date(was.year, 12, 28), 'IW')::integer AS last) AS other
WHERE same_period(period(day, 'week'), n)::text <> format('%s-W%s', lpad(was.year::text, 4, '0'), lpad(least(was.week, other.last)::text, 2, '0'));
SELECT is(same_period('2020-W53', -1)::text, '2019-W52', 'week 53 becomes 52');
SELECT is(same_period('2020-W53', -5)::text, '2015-W53', 'where there is one, it stays');
SELECT is(same_period('2024-02-29', 1)::text, '2025-02-28', 'the 29th of February becomes the 28th');
SELECT is(same_period('2023-02-28', 1)::text, '2024-02-28', 'the 28th stays');
SELECT is(same_period('2004-02/P3M', 1)::text, '2005-02/P3M', 'a company''s quarter');
SELECT is(same_period(NULL, 1)::text, NULL, 'NULL for NULL');
SELECT is(same_period('2004', NULL)::text, NULL, 'on either side');
SELECT throws_ok(format('SELECT bsc.same_period(%L, %s)', p, n), '22008', 'period out of range', format('%s and %s years', p, n))
FROM (VALUES ('9999', 1), ('0001', -1), ('9999-12-31', 1), ('0001-02', -1), ('9999-W50', 1), ('2004-02-29', 2147483647),
             ('2004-W01', -2147483648), ('2004', 2147483647)) AS v (p, n);

-- labels --------------------------------------------------------------------

-- by hand: the American government's year 2025 ends in September 2025, Japan's year 2024 begins in April 2024
SELECT is(label(p, m, n), l, format('%s in a year from month %s named after its %s', p, m, n))
FROM (VALUES
    ('2024-10/P1Y'::period, 10, 'end', 'FY2025'), ('2024-04/P1Y', 4, 'start', 'FY2024'),
    ('2024-10/P6M', 10, 'end', 'FY2025 H1'), ('2025Q1', 10, 'end', 'FY2025 Q2'), ('2025Q1', 4, 'start', 'FY2024 Q4'),
    ('2025-02/P3M', 2, 'end', 'FY2026 Q1'), ('2025-02', 10, 'end', '2025-02'), ('2025-W07', 10, 'end', '2025-W07'),
    ('2025-02-03', 10, 'end', '2025-02-03'), ('2025', 10, 'end', '2025'), ('2025Q1', 2, 'end', '2025Q1'),
    ('2025', 1, 'end', '2025'), ('2025Q4', 1, 'start', '2025Q4')) AS v (p, m, n, l);
SELECT is(label('2025Q4'), '2025Q4', 'by default the company year is the calendar''s');

CREATE TEMP TABLE company AS
SELECT first::date, g AS grain, p::period AS period, m AS first_month, n AS named_after
FROM generate_series(timestamp '1999-01-01', '2026-12-01', '1 month') AS first,
     generate_series(1, 12) AS m,
     (VALUES ('year', '/P1Y'), ('half', '/P6M'), ('quarter', '/P3M'), ('month', '')) AS g (g, suffix)
CROSS JOIN LATERAL (SELECT to_char(first, 'YYYY-MM') || suffix) AS text (p),
     unnest(ARRAY['start', 'end']) AS n;
-- moved back by first_month - 1 months, a company year is a calendar year
SELECT is(count(*), 0::bigint, 'every period of every company year has the label that moving the calendar gives it')
FROM company AS c
CROSS JOIN LATERAL (SELECT c.first - (c.first_month - 1) * interval '1 month') AS moved (first)
CROSS JOIN LATERAL (
    SELECT 'FY' || (extract(year FROM moved.first)::integer + CASE c.named_after WHEN 'end' THEN 1 ELSE 0 END)) AS year (label)
WHERE c.first_month > 1 AND label(c.period, c.first_month, c.named_after) <> CASE
    WHEN c.grain = 'year' AND extract(month FROM moved.first) = 1 THEN year.label
    WHEN c.grain = 'half' AND extract(month FROM moved.first) IN (1, 7)
    THEN year.label || ' H' || (extract(month FROM moved.first)::integer + 5) / 6
    WHEN c.grain = 'quarter' AND extract(month FROM moved.first) IN (1, 4, 7, 10)
    THEN year.label || ' Q' || extract(quarter FROM moved.first)
    ELSE c.period::text END;
SELECT is(count(*), 0::bigint, 'and is read back from it, in whatever way it is written')
FROM company AS c
CROSS JOIN LATERAL (SELECT label(c.period, c.first_month, c.named_after)) AS l (label)
WHERE c.period <> ANY (ARRAY[
    from_label(l.label, c.first_month, c.named_after), from_label(lower(replace(l.label, ' ', '')), c.first_month, c.named_after),
    from_label(' ' || replace(l.label, ' ', '-') || ' ', c.first_month, upper(c.named_after))]);
SELECT is(count(DISTINCT (first_month, named_after, grain, label(period, first_month, named_after))), count(*), 'no two have one label')
FROM company;
SELECT results_eq($$SELECT from_label('FY2025 Q4')::text, from_label('fy2025', 1, 'start')::text$$, $$VALUES ('2025Q4', '2025')$$,
    'a company year that is the calendar''s can be written so, too');
SELECT is(from_label(label('9999-07/P1Y', 7), 7)::text, '9999-07/P1Y', 'the last year has a name');
SELECT is(from_label(label('0001Q1', 4, 'start'), 4, 'start')::text, '0001Q1', 'so has the first');
SELECT throws_ok($$SELECT bsc.from_label('FY25')$$, '22007', '"FY25" is no label of a period', 'a year has four digits');
SELECT throws_ok($$SELECT bsc.from_label('FY2025 Q5')$$, '22008', 'period out of range: "FY2025 Q5"', 'there is no fifth quarter');
SELECT throws_ok($$SELECT bsc.label('2025', 13)$$, '22023', 'first month of a year must be between 1 and 12, not 13', 'nor month 13');
SELECT throws_ok($$SELECT bsc.label('2025', 4, 'middle')$$, '22023', 'a company year cannot be named after "middle"',
    'years are named after their end or start');

SELECT * FROM finish();
ROLLBACK;
