-- Which reporting periods a refresh can change the statuses of.
\set ECHO none
\set QUIET 1
BEGIN;
SET client_min_messages = error;

CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT plan(37);

-- one scorecard for each case, with one measure or more: frequency, roll-up, carry_forward
CREATE FUNCTION pg_temp.scorecard(code text, frequency text, measures text[], first_month int DEFAULT 1) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO bsc.scorecard (code, frequency, first_month) VALUES ($1, $2, $4);
    INSERT INTO bsc.perspective (scorecard_id, code) SELECT id, 'p' FROM bsc.scorecard WHERE code = $1;
    INSERT INTO bsc.objective (perspective_id, code)
    SELECT p.id, 'o' FROM bsc.perspective p JOIN bsc.scorecard s ON s.id = p.scorecard_id WHERE s.code = $1;
    INSERT INTO bsc.measure (objective_id, code, query, frequency, rollup, carry_forward)
    SELECT o.id, 'm' || n, 'SELECT 1', split_part(m, ' ', 1), split_part(m, ' ', 2), split_part(m, ' ', 3)::int
    FROM bsc.objective o JOIN bsc.scorecard s ON s.id = o.scorecard_id, unnest($3) WITH ORDINALITY x (m, n) WHERE s.code = $1
$$;
CREATE FUNCTION pg_temp.reach(code text, from_period text, to_period text DEFAULT NULL, only_changed boolean DEFAULT false) RETURNS text
LANGUAGE sql AS $$
    SELECT array_to_string(bsc._refresh_reach(id, from_period::bsc.period, coalesce(to_period, from_period)::bsc.period, only_changed), ' ')
    FROM bsc.scorecard s WHERE s.code = $1
$$;

SELECT pg_temp.scorecard('monthly', 'month', '{month sum 0}');
SELECT is(pg_temp.reach('monthly', '2024-03'), '2024-03', 'a month');
SELECT is(pg_temp.reach('monthly', '2024-11', '2025-02'), '2024-11 2024-12 2025-01 2025-02', 'months, in the order of time');
SELECT is(pg_temp.reach('monthly', '2024Q2'), '2024-04 2024-05 2024-06', 'a quarter of months');
SELECT is(pg_temp.reach('monthly', '2024-03-15'), '2024-03', 'the month that holds a day');

SELECT pg_temp.scorecard('query', 'month', '{month query 0}');
SELECT is(pg_temp.reach('query', '2024-03'), '2024-03', 'what a query finds for the quarter and the year is not in the report of months');
SELECT pg_temp.scorecard('quarterly', 'quarter', '{month query 0}');
SELECT is(pg_temp.reach('quarterly', '2024-03'), '2024Q1', 'but in that of quarters');
SELECT pg_temp.scorecard('daily', 'quarter', '{day query 0}');
SELECT is(pg_temp.reach('daily', '2024-03-31', '2024-04-01'), '2024Q1 2024Q2', 'days that touch two quarters');

SELECT pg_temp.scorecard('survey', 'quarter', '{year sum 0,month sum 0}');
SELECT is(pg_temp.reach('survey', '2024-05'), '2024Q1 2024Q2 2024Q3 2024Q4', 'a coarser measure counts in all that its period holds');
SELECT pg_temp.scorecard('company', 'quarter', '{year sum 0}', 4);
SELECT is(pg_temp.reach('company', '2024-05'), '2024Q2 2024Q3 2024Q4 2025Q1', 'in a company year, too');

SELECT pg_temp.scorecard('weekly', 'month', '{week sum 0}');
SELECT is(pg_temp.reach('weekly', '2024-01-30'), '2024-02', 'a week counts where its Thursday falls');
SELECT is(pg_temp.reach('weekly', '2024-01'), '2024-01', 'and a month has the weeks whose Thursdays it holds');

SELECT pg_temp.scorecard('carried', 'month', '{month last 2}');
SELECT is(pg_temp.reach('carried', '2023-11'), '2023-11 2023-12 2024-01', 'a value that is carried counts in the months after');
SELECT is(pg_temp.reach('carried', bsc.period(current_date, 'month')::text), bsc.period(current_date, 'month')::text, 'but not in those to come');
SELECT is(pg_temp.reach('carried', bsc.shift(bsc.period(current_date, 'month'), 1)::text), bsc.shift(bsc.period(current_date, 'month'), 1)::text,
    'which are looked at only if they are refreshed');
SELECT pg_temp.scorecard('carried_year', 'half', '{year last 1}');
SELECT is(pg_temp.reach('carried_year', '2022'), '2022H1 2022H2 2023H1 2023H2', 'a coarser measure that is carried');
SELECT is(pg_temp.reach('weekly', '9999-12'), '9999-12', 'the end of the calendar');
SELECT pg_temp.scorecard('end', 'month', '{month last 1000}');
SELECT is(pg_temp.reach('end', '9999-12'), '9999-12', 'is not left by carrying');

-- closed periods; only what is going to be run
INSERT INTO bsc.closed_period (scorecard_id, period, definition)
SELECT s.id, '2024-02', '{}' FROM bsc.scorecard s WHERE s.code = 'monthly';
SELECT is(pg_temp.reach('monthly', '2024-01', '2024-03'), '2024-01 2024-03', 'a closed period does not change');
CALL bsc.refresh('monthly', '2024-01');
SELECT is(pg_temp.reach('monthly', '2024-01', '2024-03', true), '2024-03', 'nor one that only_changed leaves out');
CALL bsc.refresh('monthly', '2024-03');
SELECT is(pg_temp.reach('monthly', '2024-01', '2024-03', true), NULL, 'and then there is nothing to look at');

-- statuses, one row for each entity and period
UPDATE bsc.measure SET query = 'SELECT 1 AS value UNION ALL SELECT 2' WHERE code = 'm1';
INSERT INTO bsc.plan (measure_id, period, target)
SELECT m.id, '2024-03', '0..10' FROM bsc.measure m JOIN bsc.scorecard s ON s.id = m.scorecard_id WHERE s.code = 'monthly';
SELECT results_eq(
    $$SELECT e.number, e.entity, array_length(e.nodes, 1), e.statuses::text FROM bsc.scorecard s, bsc._entity_status(s.id, '{2024-01,2024-03}') e
      WHERE s.code = 'monthly' ORDER BY 1$$,
    $$VALUES (1, '', NULL::int, NULL::text), (2, '', 4, '{red,red,red,red}')$$, 'a period without a target has entities and no status');
SELECT results_eq(
    $$SELECT n & 3, n >> 2 FROM bsc.scorecard s, bsc._entity_status(s.id, '{2024-03}') e, unnest(e.nodes) WITH ORDINALITY x (n, o)
      WHERE s.code = 'monthly' ORDER BY o$$,
    $$SELECT x.* FROM bsc.measure m JOIN bsc.objective o ON o.id = m.objective_id JOIN bsc.scorecard s ON s.id = m.scorecard_id,
      LATERAL (VALUES (0::bigint, s.id), (1, o.perspective_id), (2, o.id), (3, m.id)) x WHERE s.code = 'monthly'$$, 'a node is its id and its level');

----------------------------------------------------------------- which changes of status are told
CREATE FUNCTION pg_temp.news(before text, was_provisional boolean, after text, is_provisional boolean, earlier text)
RETURNS text LANGUAGE sql AS $$
    SELECT coalesce((
        SELECT concat_ws(' ', coalesce(n.old_status::text, '-'), coalesce(n.new_status::text, '-'), CASE WHEN n.provisional THEN 'so far' END)
        FROM bsc._status_news(CASE WHEN was_provisional IS NOT NULL THEN ARRAY[7::bigint] END, ARRAY[before::bsc.status], ARRAY[was_provisional],
                              CASE WHEN is_provisional IS NOT NULL THEN ARRAY[7::bigint] END, ARRAY[after::bsc.status], ARRAY[is_provisional],
                              ARRAY[7::bigint], ARRAY[earlier::bsc.status]) AS n), 'nothing')
$$;
SELECT is(pg_temp.news(b, wp, a, ip, e), told, format('%s%s, then %s%s, %s before: %s', coalesce(b, 'none'), CASE WHEN wp THEN ' so far' END,
          coalesce(a, 'none'), CASE WHEN ip THEN ' so far' END, coalesce(e, 'none'), told))
FROM (VALUES
    ('green', false, 'red', false, 'red', 'green red'), (NULL, NULL, 'red', false, 'red', '- red'), ('red', false, NULL, NULL, 'red', 'red -'),
    ('green', false, 'green', false, 'red', 'nothing'),
    ('green', true, 'red', true, 'green', 'green red so far'), (NULL, true, 'red', true, 'green', 'nothing'),
    ('red', true, NULL, true, 'green', 'nothing'), (NULL, NULL, 'red', true, 'green', 'nothing'),
    ('green', true, 'red', false, NULL, 'green red'), ('red', true, 'red', false, 'green', 'green red'),
    ('red', true, 'red', false, 'red', 'nothing'), (NULL, true, 'red', false, NULL, 'nothing'), (NULL, true, 'red', false, 'amber', 'amber red'),
    ('green', true, 'red', false, 'red', 'green red'), ('green', true, NULL, false, 'red', 'nothing')) AS t (b, wp, a, ip, e, told);

SELECT * FROM finish();
ROLLBACK;
