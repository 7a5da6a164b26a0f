-- The demo: Northwind's own tables become its scorecard.
\set QUIET on
\pset null '-'
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

\echo
\echo 'The scorecard for 1997Q4: scores are in percent, 0 at the baseline and 100 at the goal'
\echo
SELECT repeat('  ', level) || name AS "Northwind Traders",
       CASE WHEN abs(actual) >= 1000 THEN to_char(actual, 'FM999,999,999') ELSE to_char(actual, 'FM990.0') END AS actual,
       CASE WHEN abs(goal) >= 1000 THEN to_char(goal, 'FM999,999,999') ELSE to_char(goal, 'FM990.0') END AS goal,
       round(100 * score) AS score,
       repeat('█', round(score * 10)::int) || repeat('░', 10 - round(least(score, 1) * 10)::int) AS " ",
       status,
       weight
FROM bsc.evaluate('northwind', '1997Q4');

\echo 'The whole over all quarters, and its four sides'
\echo
SELECT w.period AS quarter,
       round(100 * w.score) AS score,
       repeat('█', round(w.score * 20)::int) || repeat('░', 20 - round(least(w.score, 1) * 20)::int) AS " ",
       w.status,
       round(100 * max(p.score) FILTER (WHERE p.perspective = 'financial')) AS financial,
       round(100 * max(p.score) FILTER (WHERE p.perspective = 'customer')) AS customer,
       round(100 * max(p.score) FILTER (WHERE p.perspective = 'process')) AS process,
       round(100 * max(p.score) FILTER (WHERE p.perspective = 'learning')) AS learning,
       to_char(100 * w.coverage, 'FM990') || ' %' AS "data there"
FROM bsc.scorecard_result AS w
JOIN bsc.perspective_result AS p USING (scorecard, entity, period_start)
WHERE w.scorecard = 'northwind' AND w.entity = ''
GROUP BY w.period, w.period_start, w.score, w.status, w.coverage
ORDER BY w.period_start;
