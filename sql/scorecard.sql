--
-- Plain DML on the scorecard's tables: what its errors say
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS bsc;
RESET client_min_messages;
\set SHOW_CONTEXT never
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';

SELECT bsc.define('{
  "code": "dml", "first_month": 4, "perspectives": [
    {"code": "p", "objectives": [{"code": "o", "measures": [
        {"code": "m", "plan": [{"period": "2004-05", "target": "1..2"}]},
        {"code": "q", "frequency": "quarter", "rollup": "query"}]}, {"code": "x"}]},
    {"code": "r", "objectives": [{"code": "x"}]}]}');
SELECT bsc.scorecard_id('dml') AS scorecard, bsc.measure_id('dml', 'm') AS m, bsc.measure_id('dml', 'q') AS q,
       bsc.objective_id(bsc.scorecard_id('dml'), 'o') AS o \gset

-- codes
SELECT bsc.measure_id('dml', 'n');
SELECT bsc.measure_id('dml', NULL);
SELECT bsc.objective_id(:scorecard, 'x');
SELECT bsc.objective_id(:scorecard, 'y');
SELECT bsc._objective_name(bsc.objective_id(:scorecard, 'r/x')), bsc._objective_name(:o);
SELECT bsc._list_codes(array_agg('c' || i ORDER BY i)) FROM generate_series(1, 12) AS i;
SELECT bsc._list_codes(array_agg('c' || i ORDER BY i)) FROM generate_series(1, 13) AS i;

-- periods of the company year
SELECT bsc._own_period(:scorecard, '2004'::bsc.period);
SELECT bsc._own_period(:scorecard, '2004-04/P1Y'::bsc.period);
SELECT bsc._own_period(:scorecard, '2004Q1'::bsc.period), bsc._own_period(:scorecard, NULL::bsc.period);

-- actuals and targets
INSERT INTO bsc.actual (measure_id, period, value) VALUES (:m, '2004Q2', 1);
INSERT INTO bsc.actual (measure_id, period, value) VALUES (:q, '2004-05', 1);
INSERT INTO bsc.actual (measure_id, period, value) VALUES (:q, '2004', 1);
INSERT INTO bsc.plan (measure_id, period, target) VALUES (:m, '2004-05-01', '1..2');
INSERT INTO bsc.actual (measure_id, period, value) VALUES (:m, '2004-05', 1), (:q, '2004Q2', 1), (:q, '2004-04/P1Y', 1);
UPDATE bsc.measure SET frequency = 'quarter' WHERE id = :m;
UPDATE bsc.scorecard SET first_month = 1 WHERE id = :scorecard;
DELETE FROM bsc.actual WHERE measure_id = :m;
UPDATE bsc.measure SET frequency = 'quarter' WHERE id = :m;

-- closed periods
INSERT INTO bsc.closed_period (scorecard_id, period, definition) VALUES (:scorecard, '2004-05', '{}');
INSERT INTO bsc.actual (measure_id, period, value) VALUES (:m, '2004-05', 1);
DELETE FROM bsc.plan WHERE measure_id = :m;
TRUNCATE bsc.actual;

-- locks
SELECT bsc._lock_scorecard('bsc.scorecard', :scorecard, 'read');
BEGIN;
SELECT bsc._lock_scorecard('bsc.scorecard', :scorecard, w) FROM unnest('{write,refresh,close}'::text[]) AS w;
SELECT mode, granted FROM pg_locks
WHERE pid = pg_backend_pid() AND locktype = 'object' AND classid = 'bsc.scorecard'::regclass ORDER BY mode;
ROLLBACK;

-- what goes with a scorecard
SELECT bsc.drop_scorecard('dml');
SELECT count(*) FROM bsc.actual_history WHERE measure_id IN (:m, :q);
