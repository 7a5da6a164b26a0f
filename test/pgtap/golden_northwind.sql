-- Every golden value of the Northwind data, month, quarter and year, out of define and refresh; NULL where golden is NULL.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
\o /dev/null
\ir ../data/northwind/load.sql
\ir ../data/northwind/scorecard.sql
\ir ../data/northwind/golden.sql
CALL bsc.refresh('northwind', '1996-07', '1998-06');
-- The orders end in May 1998.  The golden values come from SQL, to which the sum of
-- nothing is NULL; a measure that sums up and has a target took nothing in June: zero.
UPDATE golden SET value = 0
WHERE grain = 'month' AND period_start = '1998-06-01' AND measure IN ('discount_given', 'net_revenue') AND value IS NULL;
\o

CREATE TEMP TABLE result AS
SELECT e.code AS measure, k.grain, k.period_start, e.actual
FROM (SELECT DISTINCT grain, period_start FROM golden) AS k
CROSS JOIN LATERAL bsc.evaluate('northwind', bsc.period(k.period_start, k.grain)) AS e
WHERE e.level = 3;

\ir golden_compare.psql
ROLLBACK;
