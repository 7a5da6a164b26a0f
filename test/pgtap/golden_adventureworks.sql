-- Every golden value of the AdventureWorks data out of define and refresh; NULL where golden is NULL. The two halves of
-- May 2014 are no calendar periods: they are added up here from the recorded days.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
\o /dev/null
\ir ../data/adventureworks/load.sql
\ir ../data/adventureworks/scorecard.sql
\ir ../data/adventureworks/golden.sql
CALL bsc.refresh('adventureworks', '2011-01', '2013-12');
CALL bsc.refresh('adventureworks', '2014-05', '2014-06');
\o

CREATE TEMP TABLE result AS
SELECT e.code AS measure, k.grain, k.period_start, k.period_end, e.actual
FROM (SELECT DISTINCT grain, period_start, period_end FROM golden
      WHERE period_start = date_trunc('month', period_start) AND extract(day FROM period_end) = 1) AS k
CROSS JOIN LATERAL bsc.evaluate('adventureworks',
    bsc.period(k.period_start, CASE k.grain WHEN 'may2014' THEN 'month' ELSE k.grain END)) AS e
WHERE e.level = 3;

INSERT INTO result
SELECT m.code, g.grain, g.period_start, g.period_end, sum(a.value * a.volume) / sum(a.volume)
FROM (SELECT DISTINCT grain, period_start, period_end FROM golden
      WHERE extract(day FROM period_start) <> 1 OR extract(day FROM period_end) <> 1) AS g
JOIN bsc.actual AS a ON bsc.grain(a.period) = 'day' AND a.entity = ''
    AND bsc.first_day(a.period) >= g.period_start AND bsc.first_day(a.period) < g.period_end
JOIN bsc.measure AS m ON m.id = a.measure_id
GROUP BY m.code, g.grain, g.period_start, g.period_end;

\ir golden_compare.psql
ROLLBACK;
