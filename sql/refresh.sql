-- What a refresh says.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS bsc;
RESET client_min_messages;
\set SHOW_CONTEXT never
CREATE SCHEMA refresh_test;
CREATE TABLE refresh_test.sale (dealer text, sold_on date, amount numeric);
INSERT INTO refresh_test.sale VALUES ('north', '2024-01-10', 10), ('south', '2024-01-11', 5), ('north', '2024-02-12', 7);
INSERT INTO bsc.scorecard (code) VALUES ('refresh_test');
INSERT INTO bsc.perspective (scorecard_id, code) SELECT id, 'p' FROM bsc.scorecard WHERE code = 'refresh_test';
INSERT INTO bsc.objective (perspective_id, code)
SELECT p.id, 'o' FROM bsc.perspective p JOIN bsc.scorecard s ON s.id = p.scorecard_id WHERE s.code = 'refresh_test';
CREATE FUNCTION refresh_test.measure(code text, query text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO bsc.measure (objective_id, code, query)
    SELECT o.id, $1, $2 FROM bsc.objective o JOIN bsc.scorecard s ON s.id = o.scorecard_id WHERE s.code = 'refresh_test'
    ON CONFLICT (scorecard_id, code) DO UPDATE SET query = excluded.query
$$;

-- nothing to do, nothing known
CALL bsc.refresh('refresh_test', '2024-01');
CALL bsc.refresh('refresh_tset', '2024-01');
CALL bsc.refresh('refresh_test', '2024-13');
CALL bsc.refresh('refresh_test', '2024-02', '2024-01');

-- one query fails, then none
SELECT refresh_test.measure('sales', 'SELECT dealer AS entity, sum(amount) AS value
  FROM refresh_test.sale
 WHERE bsc.during(sold_on, $1)
 GROUP BY ROLLUP (dealer)');
SELECT refresh_test.measure('complaints', 'SELECT count(*)
  FROM refresh_test.complaint
 WHERE bsc.during(made_on, $1)');
CALL bsc.refresh('refresh_test', '2024-01', '2024-02');
SELECT measure, period, rows, error FROM bsc.refresh_log WHERE scorecard = 'refresh_test' ORDER BY id;
SELECT measure, entity, period, value, volume FROM bsc.actual_entry WHERE scorecard = 'refresh_test' ORDER BY 1, 3, 2;
CREATE TABLE refresh_test.complaint (made_on date);
CALL bsc.refresh('refresh_test', '2024-01', '2024-02', only_changed => true);
CALL bsc.refresh('refresh_test', '2024-01', '2024-02', only_changed => true);
SELECT measure, count(*) FROM bsc.refresh_log WHERE scorecard = 'refresh_test' GROUP BY 1 ORDER BY 1;

-- periods of either type, whole calls with names and defaults
CALL bsc.refresh('refresh_test', bsc.period(date '2024-01-31', 'month'));
CALL bsc.refresh(scorecard => 'refresh_test', from_period => '2024-01', to_period => '2024-02');
DO $$
BEGIN
    CALL bsc.refresh('refresh_test', '2024-01');
END
$$;
PREPARE refresh_it(text, text) AS SELECT value FROM bsc.test_query($1, 'sales', $2) WHERE entity = '';
EXECUTE refresh_it('refresh_test', '2024-02');

-- a query on trial
SELECT * FROM bsc.test_query('refresh_test', 'sales', '2024-01') ORDER BY entity;
SELECT * FROM bsc.test_query('refresh_test', 'sales', bsc.period(date '2024-02-01', 'month')) ORDER BY entity;
SELECT * FROM bsc.test_query('refresh_test', 'profit', '2024-01');
SELECT * FROM bsc.test_query('refresh_test', 'sales', NULL::text);
SELECT refresh_test.measure('by_hand', NULL);
SELECT * FROM bsc.test_query('refresh_test', 'by_hand', '2024-01');
SELECT refresh_test.measure('probe', 'SELECT amount AS turnover, dealer FROM refresh_test.sale');
SELECT * FROM bsc.test_query('refresh_test', 'probe', '2024-01');
SELECT refresh_test.measure('probe', 'SELECT age(sold_on) FROM refresh_test.sale');
SELECT * FROM bsc.test_query('refresh_test', 'probe', '2024-01');
SELECT refresh_test.measure('probe', 'SELECT amount > 6 AS value, dealer AS entity FROM refresh_test.sale');
SELECT * FROM bsc.test_query('refresh_test', 'probe', '2024-01');
SELECT refresh_test.measure('probe', 'SELECT amount FROM refresh_test.sale');
SELECT * FROM bsc.test_query('refresh_test', 'probe', '2024-01');
SELECT refresh_test.measure('probe', 'SELECT amount AS value, dealer AS entity FROM refresh_test.sale');
SELECT * FROM bsc.test_query('refresh_test', 'probe', '2024-01');
SELECT refresh_test.measure('probe', 'SELECT count(*) AS value, -1 AS volume FROM refresh_test.sale');
SELECT * FROM bsc.test_query('refresh_test', 'probe', '2024-01');
SELECT refresh_test.measure('probe', E'SELECT sum(amount)\n  FROM refresh_test.sale\n WHERE sold_no = 1');
SELECT * FROM bsc.test_query('refresh_test', 'probe', '2024-01');
SELECT refresh_test.measure('probe', 'DELETE FROM refresh_test.sale; SELECT 1');
SELECT * FROM bsc.test_query('refresh_test', 'probe', '2024-01');

SELECT refresh_test.measure('probe', 'SELECT sum(amount) FROM refresh_test.sale WHERE date_trunc(''month'', sold_on) = $1');
SELECT * FROM bsc.test_query('refresh_test', 'probe', '2024-01');
SELECT refresh_test.measure('probe', 'SELECT sum(amount) FROM refresh_test.sale WHERE sold_on BETWEEN $1 AND $2');
SELECT * FROM bsc.test_query('refresh_test', 'probe', '2024-01');
SELECT refresh_test.measure('probe', 'SELECT sum(amount) FROM refresh_test.sale WHERE bsc.period(sold_on, ''month'') = $1');
SELECT * FROM bsc.test_query('refresh_test', 'probe', '2024-01');
-- a period that no refresh asks for
SELECT value FROM bsc.test_query('refresh_test', 'sales', '2024Q1') WHERE entity = '';
SELECT value FROM bsc.test_query('refresh_test', 'sales', '2024-01-10') WHERE entity = '';

-- entities that the catalogue does not have
SELECT refresh_test.measure('probe', NULL);
INSERT INTO bsc.entity (scorecard_id, code) SELECT id, 'north' FROM bsc.scorecard WHERE code = 'refresh_test';
CALL bsc.refresh('refresh_test', '2024-01', '2024-02');
CALL bsc.refresh('refresh_test', '2024-02');
INSERT INTO refresh_test.sale SELECT 'noth' || n, '2024-01-01', 1 FROM generate_series(1, 9) AS n;
BEGIN;
CALL bsc.refresh('refresh_test', '2024-01');
ROLLBACK;
DELETE FROM bsc.entity WHERE code = 'north';

-- closed periods, and those that have not begun
CALL bsc.close_period('refresh_test', '2024-01');
CALL bsc.refresh('refresh_test', '2024-01', '2024-02');
CALL bsc.close_period('refresh_test', '2024Q2');
CALL bsc.close_period('refresh_test', '2024Q3');
CALL bsc.refresh('refresh_test', '2024-01', '2024-09');
CALL bsc.reopen_period('refresh_test', '2024-01');
CALL bsc.reopen_period('refresh_test', '2024Q2');
CALL bsc.refresh('refresh_test', '2924-01');

-- recording by hand
SELECT bsc.record('refresh_test', 'by_hand', '2024-01', 4);
SELECT bsc.record('refresh_test', 'by_hand', '2024-01', 5, 'north', volume => 3);
SELECT bsc.record('refresh_test', 'by_foot', '2024-01', 4);
SELECT bsc.record('refresh_test', 'by_hand', '2024Q1', 4);
SELECT bsc.record('refresh_test', 'by_hand', '2024-01', NULL);
\set VERBOSITY terse
SELECT bsc.record('refresh_test', 'by_hand', '2024-01', 'NaN');
\set VERBOSITY default
COPY bsc.actual_entry FROM stdin;
refresh_test	by_hand	\N	2024-01	6	\N
refresh_test	by_hand	south	2024-m02	7	2
\.
COPY bsc.actual_entry FROM stdin;
refresh_test	by_hand	\N	2024-01	6	\N
refresh_test	by_hand	south	2024-02	7	2
\.
SELECT bsc.record('refresh_test', 'by_hand', '2924-01', 4);
INSERT INTO bsc.actual_entry (scorecard, measure, period, value) VALUES ('refresh_test', 'by_hand', '2024-05', 1), ('refresh_test', 'by_hand', '2924-02', 1), ('refresh_test', 'by_hand', '2924-01', 1);
UPDATE bsc.actual_entry SET period = '2924-03' WHERE period = '2924-02';
DELETE FROM bsc.actual_entry WHERE period > '2924';
SELECT entity, period, value, volume FROM bsc.actual_entry WHERE measure = 'by_hand' ORDER BY period, entity;
SELECT a.entity, a.period, a.value, a.source FROM bsc.actual_history a JOIN bsc.measure m ON m.id = a.measure_id WHERE m.code = 'by_hand';

SET client_min_messages = warning;
DROP SCHEMA refresh_test CASCADE;
DELETE FROM bsc.scorecard WHERE code = 'refresh_test';
DELETE FROM bsc.refresh_log WHERE scorecard = 'refresh_test';
