-- The demo: Northwind's own tables become its scorecard.
\set QUIET on
\pset null ''
\pset footer off
\pset linestyle unicode
\pset border 1
SET client_min_messages = warning;

\echo '* CREATE EXTENSION bsc (as the owner of the database, who is no superuser)'
CREATE EXTENSION bsc;

\echo '* Load what the company has: customers, orders, order lines, products, employees'
\ir ../data/northwind/load.sql

\echo '* Define the scorecard: 4 perspectives, 8 objectives, 12 measures over these tables, targets, causes, initiatives'
\o /dev/null
\ir ../data/northwind/scorecard.sql
\o

\echo '* Refresh it: CALL bsc.refresh(''northwind'', ''1996-07'', ''1998-05'')'
RESET client_min_messages;
CALL bsc.refresh('northwind', '1996-07', '1998-05');
DO $$
DECLARE
    failure bsc.refresh_log;
BEGIN
    SELECT * INTO failure FROM bsc.refresh_log WHERE error IS NOT NULL LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'measure "%" could not be refreshed for %: %', failure.measure, failure.period, failure.error;
    END IF;
END
$$;

\echo
\echo 'The scorecard for 1997Q4: scores are in percent, 0 at the baseline and 100 at the goal'
\echo
SELECT repeat('  ', e.level) || e.name AS "Northwind Traders",
       CASE WHEN abs(e.actual) >= 1000 THEN to_char(e.actual, 'FM999,999,999') ELSE to_char(e.actual, 'FM990.0') END AS actual,
       CASE WHEN abs(e.goal) >= 1000 THEN to_char(e.goal, 'FM999,999,999') ELSE to_char(e.goal, 'FM990.0') END AS goal,
       m.unit,
       round(100 * e.score) AS score,
       repeat('█', round(e.score * 10)::int) || repeat('░', 10 - round(least(e.score, 1) * 10)::int) AS " ",
       e.status,
       CASE WHEN e.level > 0 THEN e.weight END AS weight
FROM bsc.evaluate('northwind', '1997Q4') WITH ORDINALITY AS
    e (level, path, code, name, actual, goal, score, status, weight, coverage, line)
LEFT JOIN bsc.measure AS m ON e.level = 3 AND m.code = e.code
ORDER BY e.line;

\echo 'The whole over all quarters, and its four sides; of the last quarter only two months are refreshed'
\echo
SELECT w.period AS quarter,
       round(100 * w.score) AS score,
       repeat('█', round(w.score * 20)::int) || repeat('░', 20 - round(least(w.score, 1) * 20)::int) AS " ",
       w.status || CASE WHEN w.provisional THEN ' so far' ELSE '' END AS status,
       round(100 * max(p.score) FILTER (WHERE p.perspective = 'financial')) AS financial,
       round(100 * max(p.score) FILTER (WHERE p.perspective = 'customer')) AS customer,
       round(100 * max(p.score) FILTER (WHERE p.perspective = 'process')) AS process,
       round(100 * max(p.score) FILTER (WHERE p.perspective = 'learning')) AS learning,
       to_char(100 * w.coverage, 'FM990') || ' %' AS "data there"
FROM bsc.scorecard_result AS w
JOIN bsc.perspective_result AS p USING (scorecard, entity, period_start)
WHERE w.scorecard = 'northwind' AND w.entity = ''
GROUP BY w.period, w.period_start, w.score, w.status, w.provisional, w.coverage
ORDER BY w.period_start;

\echo 'Do the assumed causes have the assumed effects? What seven quarters can tell (the eighth is not over in the data)'
\echo
SELECT cause || ' -> ' || effect AS link, lag, n AS pairs, round(r::numeric, 2) AS r, verdict FROM bsc.evidence('northwind');

\echo 'A month under way: the sellers'' revenue as it stood at ten in the morning of 7 May 1998 (one query is to fail here)'
\echo
\o /dev/null
\ir ../data/northwind/sellers.sql
\o
\echo
\echo 'The year was planned once, "1998": "0..1200000" for the whole and 142,500 for a seller, so each month has its twelfth. Score'
\echo 'holds May against all of May, pace against the fifth of it that is over, and the status so far is that of the pace. Who has'
\echo 'no order has a zero: the refresh wrote it down. A country (bsc.entity) has what its sellers have, target and all.'
\echo
SELECT CASE entity WHEN '' THEN '(whole)' ELSE entity END AS "May 1998", to_char(actual, 'FM999,990') AS actual,
       to_char(goal, 'FM999,990') AS goal, goal_period AS "planned for", round(100 * score) AS score, round(100 * pace) AS pace,
       status || CASE WHEN provisional THEN ' so far' ELSE '' END AS status
FROM bsc.measure_result
WHERE scorecard = 'sellers' AND measure = 'revenue' AND period_start = '1998-05-01'
ORDER BY entity <> '', entity NOT IN (SELECT country FROM northwind.employees), pace DESC, entity;

\echo 'The same in its quarter and its year, alone and to date: bsc.result_by_grain, for tools that know only tables'
\echo
SELECT grain, basis, period, to_char(actual, 'FM999,990') AS actual, to_char(goal, 'FM9,999,990') AS goal,
       round(100 * score) AS score, round(100 * pace) AS pace, status || CASE WHEN provisional THEN ' so far' ELSE '' END AS status
FROM bsc.result_by_grain
WHERE scorecard = 'sellers' AND level = 3 AND measure = 'revenue' AND entity = ''
  AND basis IN ('period', 'ytd') AND grain IN ('month', 'quarter', 'year') AND '1998-05-07' BETWEEN period_start AND period_end
ORDER BY period_end - period_start, basis;

\echo 'And which figures are stale: what the query of one measure reads is gone'
\echo
SELECT name, to_char(observed AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS "known up to",
       to_char(failing_since AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS "fails since", split_part(error, E'\n', 1) AS error
FROM bsc.measure_freshness WHERE scorecard = 'sellers' ORDER BY name;
