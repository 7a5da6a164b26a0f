-- bsc.outlook and bsc.measure_chart: what a year will come to, put together by hand from the forecasts of its months
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc;
SELECT plan(61);

-- 16 May 2024, half of whose 31 days are over but for 12 hours: 15.5 / 31
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE COST 1 RETURN '2024-05-16 12:00+00'::timestamptz;
SELECT lives_ok($$SELECT bsc.define('{"code": "c", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
	{"code": "sales", "name": "Sales", "plan": [{"period": "2024", "target": "0..1400"}, {"period": "2023", "target": "0..1300"}, {"period": "2022", "target": "0..9999"}]},
	{"code": "rating", "rollup": "mean", "plan": [{"period": "2024", "target": "60..76"}]},
	{"code": "price", "rollup": "mean", "plan": [{"period": "2024", "target": "60..76"}]},
	{"code": "staff", "rollup": "last", "plan": [{"period": "2024", "target": "60:0 70:1 80:1 90:0"}]},
	{"code": "peak", "rollup": "max", "plan": [{"period": "2024", "target": "0..100"}]},
	{"code": "few", "plan": [{"period": "2024", "target": "0..10"}]},
	{"code": "none", "plan": [{"period": "2024", "target": "0..10"}]},
	{"code": "done", "plan": [{"period": "2024", "target": "0..400"}]},
	{"code": "cost", "plan": [{"period": "2024", "target": "800..400"}]},
	{"code": "profit", "plan": [{"period": "2024", "target": "0..400"}]},
	{"code": "free"},
	{"code": "visits", "frequency": "week", "plan": [{"period": "2024", "target": "0..900"}]},
	{"code": "quarterly", "frequency": "quarter", "plan": [{"period": "2024", "target": "100..50"}]}]}]}]}')$$, 'a scorecard');
INSERT INTO actual_entry (scorecard, measure, entity, period, value, volume)
SELECT 'c', m, '', shift('2021-01'::period, i),
	CASE m WHEN 'sales' THEN 100 WHEN 'done' THEN 105 WHEN 'cost' THEN 105 WHEN 'free' THEN 10 ELSE 60 END + i * 7919 % 31 - CASE WHEN m = 'profit' AND i = 7 THEN 500 ELSE 0 END
		+ CASE m WHEN 'profit' THEN 50 ELSE 0 END,
	CASE WHEN m = 'price' THEN 1 + i % 12 END
FROM unnest('{sales,rating,price,staff,peak,done,cost,profit,free}'::text[]) AS m, generate_series(0, 39) AS i;
-- May, under way
INSERT INTO actual_entry (scorecard, measure, entity, period, value) VALUES ('c', 'sales', '', '2024-05', 50), ('c', 'rating', '', '2024-05', 99),
	('c', 'few', '', '2024-04', 1), ('c', 'peak', '', '2024-05', 101);
INSERT INTO actual_entry (scorecard, measure, entity, period, value) SELECT 'c', 'visits', '', shift('2022W10'::period, i), 15 + i * 7919 % 7 FROM generate_series(0, 110) AS i;
INSERT INTO actual_entry (scorecard, measure, entity, period, value) SELECT 'c', 'quarterly', '', shift('2022Q1'::period, i), 15 + i * 7919 % 7 FROM generate_series(0, 8) AS i;
CREATE TEMP VIEW history AS SELECT m.code AS measure, array_agg(a.value ORDER BY a.period) AS s FROM actual AS a JOIN measure AS m ON m.id = a.measure_id WHERE last_day(a.period) < '2024-05-16' GROUP BY m.code;
CREATE FUNCTION pg_temp.history(text) RETURNS float8[] STABLE LANGUAGE sql AS 'SELECT s FROM history WHERE measure = $1';
CREATE TEMP TABLE o AS SELECT * FROM outlook('c');
CREATE FUNCTION pg_temp.near(float8, float8) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT coalesce(abs($1 - $2) <= 1e-9 * greatest(1, abs($2)), $1 IS NULL AND $2 IS NULL)';

SELECT is(array_agg(measure), '{sales,rating,price,staff,peak,few,none,done,cost,profit,free,visits,quarterly}', 'a row for each measure, in the tree''s order') FROM o;
SELECT is((SELECT array_agg(x::text) FROM outlook('c') AS x), (SELECT array_agg(x::text) FROM outlook('c', '2024'::period, NULL, NULL) AS x), 'NULL: the company year under way, the whole, 80 %');
SELECT is((SELECT array_agg(x::text) FROM outlook('c', '2024Q2', '', 0.6) AS x), (SELECT array_agg(x::text) FROM outlook('c', '2024Q2'::period, '', 0.6) AS x), 'text and period give the same');

-- sums
SELECT ok(pg_temp.near(actual_so_far, (SELECT sum(v) FROM unnest((pg_temp.history('sales'))[37:]) AS v) + 50), 'so far: four months and May to date') FROM o WHERE measure = 'sales';
SELECT ok(pg_temp.near(expected, actual_so_far + t.mean), 'a sum is expected to come to what is there, half of May and seven months')
FROM o, forecast_total(pg_temp.history('sales'), 12, 8, '{0.5,1,1,1,1,1,1,1}') AS t WHERE measure = 'sales';
SELECT ok(pg_temp.near(o.high - expected, sqrt((t.high - t.mean) ^ 2 + 0.25 * (f.high - f.mean) ^ 2)) AND pg_temp.near(expected - o.low, o.high - expected), 'the rest of May is as unsure as its days are many')
FROM o, forecast_total(pg_temp.history('sales'), 12, 8, '{0.5,1,1,1,1,1,1,1}') AS t, forecast(pg_temp.history('sales'), 12, 1) AS f WHERE measure = 'sales';
SELECT ok(goal = 1400 AND name = 'Sales' AND verdict = CASE WHEN probability >= 0.8 THEN 'likely' WHEN probability <= 0.2 THEN 'unlikely' ELSE 'open' END, 'goal and verdict') FROM o WHERE measure = 'sales';
SELECT ok(pg_temp.near(o.expected, e.actual + t.mean) AND pg_temp.near(o.low, e.actual + t.low) AND pg_temp.near(o.high, e.actual + t.high), 'a measure without May begins with it whole')
FROM o, evaluate('c', '2024') AS e, forecast_total(pg_temp.history('free'), 12, 8) AS t WHERE o.measure = 'free' AND e.code = 'free';
SELECT ok(goal IS NULL AND probability IS NULL AND verdict IS NULL, 'and without a target it has no verdict') FROM o WHERE measure = 'free';
SELECT ok(pg_temp.near(o.pace, e.pace), 'pace is that of evaluate') FROM o JOIN evaluate('c', '2024') AS e ON e.code = o.measure WHERE measure = 'sales';
SELECT is(ROW(actual_so_far > 400, probability, verdict), ROW(true, 1::float8, 'met'::text), 'a sum that is there stays there') FROM o WHERE measure = 'done';
SELECT is(ROW(actual_so_far > 400, probability, verdict), ROW(true, 0::float8, 'missed'::text), 'and one that should have stayed below does not come back') FROM o WHERE measure = 'cost';
SELECT ok(probability BETWEEN 0.5 AND 0.9999999 AND verdict <> 'met', 'unless there are losses') FROM o WHERE measure = 'profit';
SELECT ok(expected BETWEEN 8 AND 10 AND low IS NULL AND high IS NULL AND verdict = 'insufficient data', 'one value has no interval') FROM o WHERE measure = 'few';
SELECT ok(num_nulls(actual_so_far, expected, low, high, probability) = 5 AND verdict = 'insufficient data', 'no value has nothing') FROM o WHERE measure = 'none';

-- means, with and without volumes
SELECT ok(pg_temp.near(o.expected, ((SELECT sum(v) FROM unnest((pg_temp.history('rating'))[37:]) AS v) + t.mean) / 12) AND pg_temp.near(o.high - o.expected, (t.high - t.mean) / 12), 'a mean of twelve months; May''s part does not count')
FROM o, forecast_total(pg_temp.history('rating'), 12, 8) AS t WHERE measure = 'rating';
SELECT ok(pg_temp.near(o.expected, ((SELECT sum(v * i) FROM unnest((pg_temp.history('price'))[37:]) WITH ORDINALITY AS u (v, i)) + t.mean) / 78), 'weighted by volume, of months to come by that of a year before')
FROM o, forecast_total(pg_temp.history('price'), 12, 8, '{5,6,7,8,9,10,11,12}') AS t WHERE measure = 'price';
SELECT ok(pg_temp.near(o.probability, t.probability), 'and the chance of a goal') FROM o, LATERAL (SELECT sum(v) AS past FROM unnest((pg_temp.history('rating'))[37:]) AS v) AS p,
	forecast_total(pg_temp.history('rating'), 12, 8, NULL, 0.8, 12 * 76 - p.past) AS t WHERE measure = 'rating';

-- the last of the year, in a band
SELECT ok(pg_temp.near(o.expected, f.mean) AND pg_temp.near(o.low, f.low) AND pg_temp.near(o.high, f.high), 'the last month') FROM o, forecast(pg_temp.history('staff'), 12, 8) AS f WHERE measure = 'staff' AND step = 8;
SELECT ok(pg_temp.near(o.probability, a.probability - b.probability) AND o.probability > 0.1, 'within its band')
FROM o, forecast_total(pg_temp.history('staff'), 12, 8, '{0,0,0,0,0,0,0,1}', 0.8, 70) AS a, forecast_total(pg_temp.history('staff'), 12, 8, '{0,0,0,0,0,0,0,1}', 0.8, 80) AS b WHERE measure = 'staff';

-- what has no forecast of the whole from its parts
SELECT ok(actual_so_far = 101 AND num_nulls(expected, low, high, probability, verdict) = 5 AND pace IS NOT NULL, 'a maximum has its pace alone') FROM o WHERE measure = 'peak';

-- weeks become months; quarters stay
-- the last week, 2024W16, is that of 15 April: April, whose last week ends on 28 April, is under way as far as anybody has seen
SELECT ok(pg_temp.near(o.expected, actual_so_far + t.mean), 'weeks by the months of their Thursdays')
FROM o, LATERAL (SELECT array_agg(v ORDER BY month) AS s FROM (SELECT date_trunc('month', first_day(a.period) + 3) AS month, sum(a.value) AS v
	FROM actual AS a JOIN measure AS m ON m.id = a.measure_id WHERE m.code = 'visits' GROUP BY 1) AS l WHERE month < '2024-04-01') AS h,
	forecast_total(h.s, 12, 9, ARRAY[1 - 21 / 30.0, 1, 1, 1, 1, 1, 1, 1, 1]) AS t WHERE measure = 'visits';
SELECT ok(pg_temp.near(o.expected, actual_so_far + t.mean) AND pg_temp.near(o.probability, 1 - t.probability), 'three quarters, less is better')
FROM o, forecast_total(pg_temp.history('quarterly'), 4, 3, NULL, 0.8, 50 - (SELECT value FROM actual AS a JOIN measure AS m ON m.id = a.measure_id WHERE m.code = 'quarterly' AND a.period = '2024Q1')) AS t WHERE measure = 'quarterly';

-- other periods
SELECT ok(bool_and(expected = actual_so_far AND low = expected AND high = expected) AND count(*) = 8, 'a year that is over is what it was') FROM outlook('c', '2022') WHERE measure NOT IN ('few', 'none', 'peak', 'visits', 'quarterly');
SELECT is(ROW(probability, verdict), ROW(1::float8, 'met'::text), 'and its goal was met') FROM outlook('c', '2023') WHERE measure = 'sales';
SELECT is(ROW(probability, verdict), ROW(0::float8, 'missed'::text), 'or missed') FROM outlook('c', '2022') WHERE measure = 'sales';
SELECT is(ROW(actual_so_far, expected), ROW(88::float8, 88::float8), 'a maximum too, once nothing remains') FROM outlook('c', '2023') WHERE measure = 'peak';
SELECT ok(pg_temp.near(o.expected, t.mean) AND pg_temp.near(o.low, t.low), 'a year to come')
FROM outlook('c', '2025') AS o, forecast_total(pg_temp.history('free'), 12, 20, array_fill(0::float8, '{8}') || array_fill(1::float8, '{12}')) AS t WHERE measure = 'free';
SELECT is(array_agg(measure ORDER BY measure), '{cost,done,few,free,none,peak,price,profit,rating,sales,staff,visits}', 'a month leaves out what is measured by the quarter') FROM outlook('c', '2024-06');

-- planned month by month: the whole year counts, not the months so far
INSERT INTO plan (measure_id, period, target) SELECT m.id, p, '0..125' FROM measure AS m, subdivide('2024', 'month') AS p WHERE m.code IN ('free', 'few');
SELECT is(ROW(o.goal, e.goal, o.verdict IN ('likely', 'open', 'unlikely')), ROW(1500::float8, 500::float8, true), 'a year planned by months has the goal of all of them')
FROM outlook('c') AS o, evaluate('c', '2024') AS e WHERE o.measure = 'free' AND e.code = 'free';
SELECT is(goal, 10::float8, 'a row of the year itself decides') FROM outlook('c') WHERE measure = 'few';
DELETE FROM plan USING measure AS m WHERE m.id = measure_id AND m.code = 'few' AND period = '2024';
SELECT is(goal, 1125::float8, 'without it, the months that were measured or are still to come') FROM outlook('c') WHERE measure = 'few';
DELETE FROM plan USING measure AS m WHERE m.id = measure_id AND m.code = 'few';
UPDATE plan SET target = '125..90' FROM measure AS m WHERE m.id = measure_id AND m.code = 'free' AND period = '2024-11';
SELECT is(ROW(goal, probability, verdict), ROW(NULL::float8, NULL::float8, NULL::text), 'curves of unlike scores have no sum') FROM outlook('c') WHERE measure = 'free';
DELETE FROM plan USING measure AS m WHERE m.id = measure_id AND m.code = 'free' AND period = '2024-11';
SELECT is(ROW(goal, probability, verdict), ROW(NULL::float8, NULL::float8, NULL::text), 'nor is there one where a month is not planned') FROM outlook('c') WHERE measure = 'free';
DELETE FROM plan USING measure AS m WHERE m.id = measure_id AND m.code = 'free';

-- an ended month without a value is still to come
DELETE FROM actual AS a USING measure AS m WHERE m.id = a.measure_id AND m.code = 'free' AND a.period IN ('2024-03', '2024-04');
SELECT ok(pg_temp.near(o.expected, actual_so_far + t.mean), 'months whose values are not there yet remain')
FROM outlook('c') AS o, forecast_total(pg_temp.history('free'), 12, 10) AS t WHERE measure = 'free';

-- errors
SELECT throws_ok($$SELECT * FROM outlook('c', '2024W20')$$, '22023', 'period 2024-W20 is finer than what any measure of scorecard "c" can be forecast by', 'a week');
SELECT throws_ok($$SELECT * FROM outlook('c', '2024', '', 1.5)$$, '22023', 'level 1.5 is not between 0 and 1', 'a level');
SELECT throws_ok($$SELECT * FROM outlook('d')$$, '22023', NULL, 'an unknown scorecard');
SELECT throws_ok($$SELECT * FROM outlook('c', '2024-13')$$, '22008', NULL, 'no period');
INSERT INTO bsc.entity (scorecard_id, code) SELECT s.id, 'nobody' FROM bsc.scorecard AS s WHERE s.code = 'c';
SELECT is(count(*) FILTER (WHERE num_nulls(actual_so_far, expected, low, high) = 4), 13::bigint, 'an entity without values') FROM outlook('c', '2024', 'nobody');

-- a company year from April
SELECT bsc.define('{"code": "f", "first_month": 4, "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m"}]}]}]}') \g /dev/null
INSERT INTO actual_entry (scorecard, measure, entity, period, value) SELECT 'f', 'm', '', shift('2022-04'::period, i), 10 + i % 3 FROM generate_series(0, 24) AS i;
SELECT ok(pg_temp.near(o.expected, 10 + t.mean) AND o.actual_so_far = 10, 'from April on, eleven months remain') FROM outlook('f') AS o, forecast_total((SELECT array_agg(10 + i % 3 ORDER BY i) FROM generate_series(0, 24) AS i)::float8[], 12, 11) AS t;

-- entities above others, and formulas: what they come to month by month
SELECT bsc.define('{"code": "t", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "turnover"}, {"code": "orders"},
	{"code": "price", "formula": "turnover / orders"}, {"code": "rating", "rollup": "mean"}, {"code": "visits", "frequency": "week"},
	{"code": "mood", "rollup": "last", "carry_forward": 2}, {"code": "inner", "scope": "whole"}]}]}]}') \g /dev/null
INSERT INTO entity (scorecard_id, code, parent) SELECT scorecard_id('t'), v.* FROM (VALUES ('north', ''), ('a', 'north'), ('b', 'north')) AS v;
INSERT INTO actual_entry (scorecard, measure, entity, period, value, volume)
SELECT 't', m, e, shift('2021-01'::period, i), 100 + (i * 7919 + length(m)) % 31 + CASE e WHEN 'b' THEN i * 31 % 17 ELSE 0 END, CASE WHEN m = 'rating' THEN 1 + i % 12 + ascii(e) - 97 END
FROM unnest('{turnover,orders,rating}'::text[]) AS m, unnest('{a,b}'::text[]) AS e, generate_series(0, 39) AS i;
INSERT INTO actual_entry (scorecard, measure, entity, period, value) SELECT 't', 'visits', e, shift('2022W10'::period, i), 15 + i * 7919 % 7 FROM generate_series(0, 110) AS i, unnest('{a,b}'::text[]) AS e;
INSERT INTO actual_entry (scorecard, measure, entity, period, value) SELECT 't', 'mood', 'a', shift('2021-01'::period, 3 * i), 5 + i % 3 FROM generate_series(0, 13) AS i;
INSERT INTO actual_entry (scorecard, measure, entity, period, value) VALUES ('t', 'inner', 'a', '2024-01', 1);
INSERT INTO plan (measure_id, entity, period, target) SELECT measure_id('t', 'turnover'), e, p, '0..125' FROM subdivide('2024', 'month') AS p, unnest('{a,b}'::text[]) AS e;
CREATE TEMP TABLE t AS SELECT shift('2021-01'::period, i) AS period, sum(value) FILTER (WHERE m.code = 'turnover') AS sales, sum(value) FILTER (WHERE m.code = 'orders') AS orders,
	sum(value * volume) FILTER (WHERE m.code = 'rating') / sum(volume) FILTER (WHERE m.code = 'rating') AS rating, sum(volume) FILTER (WHERE m.code = 'rating') AS volume
FROM generate_series(0, 39) AS i JOIN actual AS a ON a.period = shift('2021-01'::period, i) JOIN measure AS m ON m.id = a.measure_id AND m.scorecard_id = scorecard_id('t') GROUP BY i;
SELECT ok(pg_temp.near(o.actual_so_far, s.past) AND pg_temp.near(o.expected, s.past + f.mean) AND pg_temp.near(o.low, s.past + f.low), 'a region''s year from what its dealers came to')
FROM outlook('t', '2024', 'north') AS o, (SELECT array_agg(sales ORDER BY period) AS all, sum(sales) FILTER (WHERE period >= '2024-01') AS past FROM t) AS s, forecast_total(s.all, 12, 8) AS f WHERE o.measure = 'turnover';
SELECT is(ROW(o.goal, o.verdict), ROW(3000::float8, 'unlikely'::text), 'its goal is what all its dealers'' months add up to, those to come too') FROM outlook('t', '2024', 'north') AS o WHERE o.measure = 'turnover';
DELETE FROM plan WHERE measure_id = measure_id('t', 'turnover') AND entity = 'b' AND period = '2024-12';
SELECT is(ROW(o.goal, e.goal), ROW(NULL::float8, 1000::float8), 'none, where one of these is not planned') FROM outlook('t', '2024', 'north') AS o, evaluate('t', '2024', 'north') AS e WHERE o.measure = 'turnover' AND e.code = 'turnover';
SELECT ok(pg_temp.near(o.expected, (s.past + f.mean) / (s.volumes + s.to_come)), 'a mean by the volumes of all dealers')
FROM outlook('t', '2024', 'north') AS o, (SELECT array_agg(rating ORDER BY period) AS all, sum(rating * volume) FILTER (WHERE period >= '2024-01') AS past, sum(volume) FILTER (WHERE period >= '2024-01') AS volumes,
	array_agg(volume ORDER BY period) FILTER (WHERE period BETWEEN '2023-05' AND '2023-12') AS next, sum(volume) FILTER (WHERE period BETWEEN '2023-05' AND '2023-12') AS to_come FROM t) AS s, forecast_total(s.all, 12, 8, s.next) AS f WHERE o.measure = 'rating';
SELECT is(o.expected, 2 * a.expected, 'months of the weeks of two who are alike') FROM outlook('t', '2024', '') AS o, outlook('t', '2024', 'a') AS a WHERE o.measure = 'visits' AND a.measure = 'visits';
SELECT is(array_agg(round(c.value::numeric, 9) ORDER BY c.period_start), (SELECT array_agg(round((sales / orders)::numeric, 9) ORDER BY period) FROM t), 'a region''s formula has a chart')
FROM measure_chart AS c WHERE scorecard = 't' AND measure = 'price' AND entity = 'north';
SELECT is(string_agg(entity, ',' ORDER BY entity COLLATE "C"), ',a,b,north', 'and so has everyone who has what it is made of') FROM (SELECT DISTINCT entity FROM measure_chart WHERE scorecard = 't' AND measure = 'price') AS c;
SELECT is(count(c.value), 14::bigint, 'what is only carried is no value of its own') FROM measure_chart AS c WHERE scorecard = 't' AND measure = 'mood' AND entity = 'a';
SELECT is(count(*), 0::bigint, 'what is out of scope has no chart') FROM measure_chart WHERE scorecard = 't' AND measure = 'inner';

-- charts
SELECT is(array_agg((c.period, c.value, c.centre, c.low, c.high, c.signal)::text ORDER BY c.period_start), (SELECT array_agg((shift('2021-01'::period, i - 1), value, centre, low, high, signal)::text ORDER BY i) FROM xmr(pg_temp.history('sales'), 12)), 'a chart has the ended months')
FROM measure_chart AS c WHERE scorecard = 'c' AND measure = 'sales' AND entity = '';
SELECT is(array_agg(DISTINCT assurance), ARRAY[(SELECT assurance(min(low), max(high), '0..116.66666666666667') FROM measure_chart WHERE scorecard = 'c' AND measure = 'sales')], 'its target is that of the last month: 1400 / 12') FROM measure_chart WHERE scorecard = 'c' AND measure = 'sales' AND entity = '';
SELECT is(count(*) FILTER (WHERE period = '2024-W16'), 1::bigint, 'weeks are charted as weeks') FROM measure_chart WHERE scorecard = 'c' AND measure = 'visits';
SELECT is(count(*), 38::bigint, 'the chart ends with the last ended value') FROM measure_chart WHERE scorecard = 'c' AND measure = 'free';
CREATE FUNCTION pg_temp.plan_of(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$BEGIN RETURN QUERY EXECUTE 'EXPLAIN (COSTS OFF) ' || query; END$$;
SET LOCAL enable_seqscan = off;
SELECT matches(string_agg(line, ' '), 'Index Cond: \(\(measure_id = m\.id\) AND \(entity = ''''::text\)\)', 'a filter reaches the index') FROM pg_temp.plan_of($$SELECT * FROM bsc.measure_chart WHERE scorecard = 'c' AND measure = 'sales' AND entity = ''$$) AS line;
RESET enable_seqscan;

-- what a query has found, but nobody knows until when: nothing of it has ended
SELECT bsc.define('{"code": "unseen", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
	{"code": "found", "query": "SELECT 1", "plan": [{"period": "2024", "target": "0..1400"}]}, {"code": "half", "formula": "found / 2"}]}]}]}');
INSERT INTO actual (measure_id, period, value, source)
SELECT measure_id('unseen', 'found'), shift('2021-01'::period, i), 100 + i * 7919 % 31, 'refresh' FROM generate_series(0, 39) AS i;
SELECT is(ROW(o.expected, o.verdict, r.provisional), ROW(NULL::float8, 'insufficient data'::text, true), 'what was never observed has no outlook')
FROM outlook('unseen') AS o JOIN evaluate('unseen', '2024-04') AS r ON r.code = o.measure WHERE o.measure = 'found';
SELECT is(count(*), 0::bigint, 'and no chart') FROM measure_chart WHERE scorecard = 'unseen';
INSERT INTO measure_run (measure_id, period, last_run, last_success) VALUES (measure_id('unseen', 'found'), '2024-04', '2024-05-02', '2024-05-02');
SELECT is(ROW(o.expected > 1000, array(SELECT count(*) FROM measure_chart WHERE scorecard = 'unseen' GROUP BY measure)), ROW(true, '{40,40}'::bigint[]), 'once a run is known, it has both')
FROM outlook('unseen') AS o WHERE o.measure = 'found';

-- far off
INSERT INTO plan_entry (scorecard, measure, period, target) VALUES ('c', 'sales', '9999', '0..1400');
SELECT is(verdict || coalesce(expected::text, ''), 'insufficient data', 'what is farther off than can be forecast') FROM outlook('c', '9999') WHERE measure = 'sales';
SELECT ok(report('c', '9999-12', 'html') LIKE '%</html>%' AND (SELECT count(*) > 0 FROM review('c', '9999-12')), 'is shown on a page and reviewed nevertheless');
SELECT * FROM finish();
ROLLBACK;
