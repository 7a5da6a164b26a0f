-- The second data set: what the ledger, the purchasing and the staff of AdventureWorks can tell of its strategy.
\set QUIET on
\pset null '-'
\pset footer off
\pset linestyle unicode
\pset border 1
SET client_min_messages = warning;

\echo '* CREATE EXTENSION bsc, and load what the company has'
CREATE EXTENSION bsc;
\ir ../data/adventureworks/load.sql

\echo '* Define the scorecard over these tables, and refresh 2011 to 2013'
\o /dev/null
\ir ../data/adventureworks/scorecard.sql
\o
CALL bsc.refresh('adventureworks', '2011-01', '2013-12');

\echo
\echo 'The months of 2011, in which sales had a budget'
\echo
SELECT period, round(100 * score) AS score, status, to_char(100 * coverage, 'FM990') || ' %' AS "data there"
FROM bsc.scorecard_result
WHERE scorecard = 'adventureworks' AND entity = '' AND bsc.during(period_start, '2011') ORDER BY period_start;

\echo 'Do the assumed causes have the assumed effects?'
\echo
SELECT cause || ' -> ' || effect AS link, lag, n AS pairs, round(r::numeric, 2) AS r, verdict FROM bsc.evidence('adventureworks');
