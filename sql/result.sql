--
-- What a small scorecard shows: a shop and a branch, four months
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS bsc;
RESET client_min_messages;
\set SHOW_CONTEXT never
SET datestyle = 'ISO, YMD';

SELECT bsc.define($$
{"code": "shop", "name": "Corner shop", "frequency": "month",
 "perspectives": [
  {"code": "financial", "name": "Financial", "weight": 2, "objectives": [
    {"code": "grow", "name": "Grow", "measures": [
      {"code": "revenue", "name": "Revenue", "unit": "EUR", "weight": 50},
      {"code": "margin", "name": "Margin", "unit": "%", "rollup": "mean", "weight": 30},
      {"code": "cash", "name": "Cash", "unit": "EUR", "rollup": "last", "weight": 20}]}]},
  {"code": "customer", "name": "Customer", "combine": "worst", "objectives": [
    {"code": "please", "name": "Please", "measures": [
      {"code": "answer", "name": "Answer in", "unit": "h", "rollup": "mean"},
      {"code": "survey", "name": "Survey", "frequency": "quarter", "rollup": "last", "carry_forward": 1}]},
    {"code": "keep", "name": "Keep"}]}]}
$$);
INSERT INTO bsc.plan (measure_id, entity, period, target)
SELECT bsc.measure_id('shop', measure), entity, period, target::bsc.target
FROM (VALUES ('revenue', '', '>= 100'), ('revenue', 'north', '>= 60'), ('margin', '', '10..30'),
             ('cash', '', '0..50'), ('answer', '', '48..24')) AS t (measure, entity, target),
     bsc.periods('2024-01', '2024-04') AS period;
INSERT INTO bsc.plan (measure_id, period, target) VALUES (bsc.measure_id('shop', 'survey'), '2024Q1', '60:0 80:1 90:1.2');
INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value, volume) VALUES
    ('shop', 'revenue', '', '2024-01', 80, NULL),
    ('shop', 'revenue', '', '2024-02', 95, NULL),
    ('shop', 'revenue', '', '2024-04', 120, NULL),
    ('shop', 'revenue', 'north', '2024-01', 48, NULL),
    ('shop', 'margin', '', '2024-01', 22, 80),
    ('shop', 'margin', '', '2024-02', 26, 95),
    ('shop', 'margin', '', '2024-04', 20, 120),
    ('shop', 'cash', '', '2024-02', 50, NULL),
    ('shop', 'answer', '', '2024-01', 36, NULL),
    ('shop', 'answer', '', '2024-04', 12, NULL),
    ('shop', 'survey', '', '2024Q1', 85, NULL);

SELECT entity, period, name, round(score::numeric, 4) AS score, status, weight, round(coverage::numeric, 4) AS coverage,
    measures, red, amber, green
FROM bsc.scorecard_result WHERE scorecard = 'shop' ORDER BY entity, period_start;
SELECT period, perspective, name, round(score::numeric, 4) AS score, status, weight, round(coverage::numeric, 4) AS coverage, measures
FROM bsc.perspective_result WHERE scorecard = 'shop' AND entity = '' ORDER BY period_start, perspective;
SELECT period_start, period_end, objective, round(score::numeric, 4) AS score, status, measures, red, amber, green
FROM bsc.objective_result WHERE scorecard = 'shop' AND entity = '' ORDER BY period_start, objective;
SELECT period, measure, unit, actual, actual_period, baseline, goal, round(score::numeric, 4) AS score, status, coverage, previous, change
FROM bsc.measure_result WHERE scorecard = 'shop' AND entity = '' ORDER BY period_start, measure;
SELECT entity, period, measure, actual, goal, score FROM bsc.measure_result WHERE scorecard = 'shop' AND entity <> '' ORDER BY measure;

-- as a person reads it
SELECT level, path, name, actual, goal, round(score::numeric, 4) AS score, status, weight, round(coverage::numeric, 4) AS coverage
FROM bsc.evaluate('shop', '2024-02');
SELECT repeat('  ', level) || name AS name, actual, goal, round(score::numeric, 4) AS score, status, round(coverage::numeric, 4) AS coverage
FROM bsc.evaluate('shop', '2024Q1');
SELECT code, actual, goal, round(score::numeric, 4) AS score FROM bsc.evaluate('shop', '2024-04', basis => 'ytd') WHERE level = 3;
SELECT code, actual, goal, score FROM bsc.evaluate('shop', entity => 'north') WHERE level IN (0, 3);
SELECT measure, round(score::numeric, 4) AS score, round(weight_in_total::numeric, 4) AS weight_in_total,
    round(contribution::numeric, 4) AS contribution, round(contribution_before::numeric, 4) AS before, round(change::numeric, 4) AS change
FROM bsc.explain('shop', '2024-02');

-- what cannot be asked
SELECT * FROM bsc.evaluate('shp');
SELECT * FROM bsc.evaluate('shop', '2024-13');
SELECT * FROM bsc.evaluate('shop', '2024-02/P1Y');
SELECT * FROM bsc.evaluate('shop', '2024', '', 'year');

CALL bsc.close_period('shop', '2024-02');
CALL bsc.close_period('shop', '2024-02');
CALL bsc.close_period('shop', '2024-02-01');
SELECT bsc.record('shop', 'revenue', '2024-02', 1);
SELECT name, score FROM bsc.scorecard_result WHERE scorecard = 'shop' AND period = '2024-02';
CALL bsc.reopen_period('shop', '2024-03');
-- month after month, but not the quarter
CALL bsc.close_period('shop', '2024-01');
CALL bsc.close_period('shop', '2024-03');
-- a refresh that came before the end of the month, and none after it
UPDATE bsc.measure SET query = 'SELECT 1 AS value' WHERE id = bsc.measure_id('shop', 'revenue');
INSERT INTO bsc.measure_run (measure_id, period, last_run, last_success)
SELECT bsc.measure_id('shop', 'revenue'), p::bsc.period, t::timestamptz, t::timestamptz
FROM (VALUES ('2024-05', '2024-05-20 12:00+00'), ('2024-06', '2024-07-01 00:05+00')) AS r (p, t);
CALL bsc.close_period('shop', '2024-05');
CALL bsc.close_period('shop', '2024-06');
-- a slip of the year
CALL bsc.close_period('shop', '2924-03');
CALL bsc.reopen_period('shop', '2924-03');
SELECT bsc.drop_scorecard('shop');
