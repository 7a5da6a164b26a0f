SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS bsc;
RESET client_min_messages;
SET extra_float_digits = 0;

-- net promoter score: 2 promoters, 2 passive, 1 detractor; a missing answer does not count
CREATE TEMP TABLE answer (id int, rating int);
INSERT INTO answer VALUES (1, 10), (2, 9), (3, 8), (4, 7), (5, 6), (6, NULL);
SELECT bsc.nps(rating) FROM answer;
SELECT bsc.nps(rating::smallint), bsc.nps(rating::bigint), bsc.nps(rating::real), bsc.nps(rating::numeric) FROM answer;
SELECT bsc.nps(x) FROM (VALUES (6.9), (7.0), (8.9), (9.0)) AS v (x);
SELECT bsc.nps(rating) FROM answer WHERE rating IS NULL;
SELECT bsc.nps(rating) FILTER (WHERE id > 3), bsc.nps(DISTINCT rating) FROM answer;
SELECT id, bsc.nps(rating) OVER (ORDER BY id ROWS 1 PRECEDING) FROM answer ORDER BY id;
SELECT bsc.nps(11);
SELECT bsc.nps(-0.1);
SELECT bsc.nps('NaN');
SELECT bsc._nps_accum('{1,2}', 5);
SELECT bsc._nps_accum('{1,NULL,3}', 5);
SELECT bsc._nps_accum('{5,1,2}', 5);
SELECT bsc._nps_accum('{1,-1,2}', 5);
SELECT bsc._nps_combine('{1,1,2}', '{0,3,4}');

-- the share of the best customers: 10 customers with 1 to 10, together 55
SELECT bsc.top_share(x), bsc.top_share(x, 0.2), bsc.top_share(x, 0.5), 19.0 / 55, 40.0 / 55 FROM generate_series(1, 10) AS x;
-- a part of a customer: 2.5 of 10 bring 10 + 9 + 8/2
SELECT bsc.top_share(x, 0.25), 23.0 / 55 FROM generate_series(1, 10) AS x;
SELECT bsc.top_share(x, 0), bsc.top_share(x, 1) FROM generate_series(1, 10) AS x;
-- on a tie it does not matter who is in
SELECT bsc.top_share(x, 0.5 ORDER BY n), bsc.top_share(x, 0.5 ORDER BY n DESC) FROM (VALUES (1, 5), (2, 5), (3, 5), (4, 10), (5, NULL)) AS v (n, x);
-- costs above sales: the best earn more than the whole
SELECT bsc.top_share(x, 0.5) FROM (VALUES (80), (60), (-20), (-20)) AS v (x);
SELECT bsc.top_share(x) FROM (VALUES (1), (-1)) AS v (x);
SELECT bsc.top_share(x), bsc.top_share(x, NULL) FROM (VALUES (NULL::numeric)) AS v (x);
SELECT bsc.top_share(x, 1.5) FROM generate_series(1, 3) AS x;
SELECT bsc.top_share(x, 'NaN') FROM generate_series(1, 3) AS x;
SELECT bsc.top_share(x, x / 10.0) FROM generate_series(1, 3) AS x;
SELECT bsc.top_share('Infinity');
SELECT bsc.top_share('NaN');
SELECT bsc.top_share(1e308, 0.5) FROM generate_series(1, 10) AS x;

-- Gini: 1 to 10 give 0.3; one of n has all: (n - 1) / n
SELECT bsc.gini(x) FROM generate_series(1, 10) AS x;
SELECT bsc.gini(x) FROM (VALUES (0), (0), (0), (7), (NULL)) AS v (x);
SELECT bsc.gini(5), bsc.gini(0), bsc.gini(NULL);
SELECT bsc.gini(x), bsc.top_share(x) FROM (VALUES (5e-324), (5e-324)) AS v (x);
SELECT bsc.gini(x) FROM (VALUES (3), (-1)) AS v (x);
SELECT bsc.gini('NaN');

-- workers' states: the plan is parallel and the results equal
CREATE TABLE sale AS SELECT n AS customer, (n * 7919 % 10007) / 8.0 AS amount, n * 31 % 11 AS rating FROM generate_series(1, 50000) AS n;
ALTER TABLE sale SET (parallel_workers = 2);
ANALYZE sale;
SET max_parallel_workers_per_gather = 0;
CREATE TEMP TABLE serial AS SELECT bsc.gini(amount), bsc.top_share(amount), bsc.top_share(amount, 0.033) AS top, bsc.nps(rating) FROM sale;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT bsc.gini(amount), bsc.top_share(amount), bsc.top_share(amount, 0.033) AS top, bsc.nps(rating) FROM sale;
SELECT s = p AS equal FROM serial AS s, (SELECT bsc.gini(amount), bsc.top_share(amount), bsc.top_share(amount, 0.033) AS top, bsc.nps(rating) FROM sale) AS p;
\set VERBOSITY sqlstate
SELECT bsc.top_share(amount, customer % 2 * 0.1) FROM sale WHERE customer > 49990;
\set VERBOSITY default
RESET max_parallel_workers_per_gather;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
DROP TABLE sale;

-- lag: effect = 2 * cause of the month before + 1
CREATE TEMP TABLE month (period int, cause float8, effect float8);
INSERT INTO month VALUES (1, 1, 0), (2, 4, 3), (3, 2, 9), (4, 7, 5), (5, 3, 15), (6, 0, 7);
SELECT bsc.lagged_corr(cause, effect, 1 ORDER BY period), (bsc.lagged_regression(cause, effect, 1 ORDER BY period)).* FROM month;
SELECT round(bsc.lagged_corr(cause, effect, 0 ORDER BY period)::numeric, 12) AS r0, round(corr(cause, effect)::numeric, 12) AS core FROM month;
-- a gap keeps its place
UPDATE month SET cause = NULL WHERE period = 3;
SELECT (bsc.lagged_regression(cause, effect, 1 ORDER BY period)).* FROM month;
-- what is not defined is NULL: no pairs, two pairs, a constant cause, a constant effect
SELECT (bsc.lagged_regression(cause, effect, 6 ORDER BY period)).* FROM month;
SELECT (bsc.lagged_regression(cause, effect, 4 ORDER BY period)).* FROM month;
SELECT (bsc.lagged_regression(7, effect, 1 ORDER BY period)).* FROM month;
SELECT (bsc.lagged_regression(cause, 0.1, 1 ORDER BY period)).* FROM month;
SELECT (bsc.lagged_regression(cause, effect, 1)).* FROM month WHERE false;
SELECT bsc.lagged_corr(cause, effect, 1), bsc.lagged_corr(NULL, NULL, 0) FROM month WHERE false;
-- constant but for rounding
SELECT bsc.lagged_corr(1 + x * 1e-15, x, 0 ORDER BY x), bsc.lagged_corr(1 + x * 1e-10, x, 0 ORDER BY x) IS NULL FROM generate_series(1.0, 9) AS x;
SELECT bsc.lagged_corr(cause, effect, -1 ORDER BY period) FROM month;
SELECT bsc.lagged_corr(cause, effect, NULL ORDER BY period) FROM month;
SELECT bsc.lagged_corr(cause, effect, period ORDER BY period) FROM month;
SELECT bsc.lagged_corr('NaN', effect, 1 ORDER BY period) FROM month;
SELECT bsc.lagged_corr(1, 'Infinity', 1);
SELECT bsc.lagged_corr(cause, effect, 0 ORDER BY x) FROM (VALUES (1, 1e308, -1e308), (2, -1e308, 1e308), (3, 0, 0)) AS v (x, cause, effect);
SELECT (bsc.lagged_regression(cause, effect, 0 ORDER BY x)).slope FROM (VALUES (1, 1e-200, -1e200), (2, -1e-200, 1e200), (3, 0, 0)) AS v (x, cause, effect);
-- arrays
SELECT (bsc.lagged_regression(ARRAY[1, 4, NULL, 7, 3, 0], ARRAY[0, 3, 9, 5, 15, 7], 1)).*;
SELECT bsc.lagged_corr(ARRAY[1, 2, 3], ARRAY[3, 2, 1]), bsc.lagged_corr('{}'::float8[], '{}'::float8[]);
SELECT bsc.lagged_corr(ARRAY[1, 2, 3], ARRAY[3, 2]);
SELECT bsc.lagged_corr(ARRAY[[1, 2], [3, 4]], ARRAY[3, 2]);
SELECT bsc.lagged_corr('{1,2,NaN}'::float8[], ARRAY[3, 2, 1]);

-- series
SELECT bsc.lagged('{1,2,NULL,4}', 1), bsc.lagged('{1,2,NULL,4}', -1), bsc.lagged('{1,2}', 5), bsc.lagged('{1,2}', -2147483648), bsc.lagged('{}', 1);
SELECT bsc.difference('{1,4,NULL,6,9}'), bsc.difference('{1,4,9,16,25}', 2), bsc.difference('{}');
SELECT count(DISTINCT d), 0.7::float8 - 0.6::float8 = 0.2::float8 - 0.1::float8 AS in_doubles FROM unnest(bsc.difference('{0.1,0.2,0.3,0.4,0.5,0.6,0.7}')) AS d;
SELECT bsc.difference('{1,2}', 0);
SELECT bsc.difference('{1e308,-1e308}');

-- p values: one degree of freedom has a closed form, 1 - 2/pi atan(t)
SELECT bsc.p_value(0.5, 3), bsc.p_value(-0.5, 3), bsc.p_value(0.5, 4, 1);
SELECT bsc.p_value(0, 5), bsc.p_value(1, 5), bsc.p_value(-1, 5), bsc.p_value(0.5, 2), bsc.p_value(0.5, 10, 8), bsc.p_value(NULL, 5);
SELECT bsc.p_value(1.1, 5);
SELECT bsc.p_value('NaN', 5);
SELECT bsc.p_value(0.5, -1);
SELECT bsc.p_value(0.5, 5, -1);
SELECT bsc.p_value(0.9, 2147483647), bsc.p_value(1e-5, 2147483647) < 1, bsc.p_value(0.5, 3, 2147483647);
SELECT (bsc.fisher_interval(0.5, 28)).*, tanh(atanh(0.5) - 1.9599639845400545 / 5), tanh(atanh(0.5) + 1.9599639845400545 / 5);
SELECT bsc.fisher_interval(1, 28), bsc.fisher_interval(0.5, 3), bsc.fisher_interval(0.5, 29, 1) = bsc.fisher_interval(0.5, 28), bsc.fisher_interval(NULL, 28);
SELECT bsc.fisher_interval(-2, 28);

-- Benjamini and Hochberg 1995, section 3.1: fifteen p values, four rejected at 0.05
SELECT ordinality, p FROM unnest(bsc.p_adjust('{0.0001,0.0004,0.0019,0.0095,0.0201,0.0278,0.0298,0.0344,0.0459,0.3240,0.4262,0.5719,0.6528,0.7590,1.0000}')) WITH ORDINALITY AS u (p);
SELECT bsc.p_adjust('{0.04,NULL,0.01,0.03,0.005}'), bsc.p_adjust('{}'), bsc.p_adjust('{NULL}'), bsc.p_adjust('{0.9,0.9}');
SELECT bsc.p_adjust('{0.5,1.5}');
SELECT bsc.p_adjust('{0.5,NaN}');
SELECT bsc.p_adjust('{{0.5},{0.1}}');

-- partial correlation: with one control, (rxy - rxz ryz) / sqrt((1 - rxz^2)(1 - ryz^2))
CREATE TEMP TABLE xyz (x float8, y float8, z float8);
INSERT INTO xyz VALUES (2, 1, 1), (4, 2, 3), (3, 5, 2), (7, 4, 5), (6, 8, 4), (9, 6, 8);
SELECT n, controls_used, round(r::numeric, 12) AS r,
	(SELECT round(((corr(x, y) - corr(x, z) * corr(y, z)) / sqrt((1 - corr(x, z) ^ 2) * (1 - corr(y, z) ^ 2)))::numeric, 12) FROM xyz) AS formula,
	p_value = bsc.p_value(r, 6, 1) AS p
FROM bsc.partial_corr((SELECT array_agg(x) FROM xyz), (SELECT array_agg(y) FROM xyz), ARRAY[(SELECT array_agg(z) FROM xyz)]);
SELECT * FROM bsc.partial_corr('{1,2,3,5}', '{1,3,2,4}');
-- a control that repeats another, one that is constant, one that is the cause itself, too many
SELECT n, controls_used, round(r::numeric, 12) AS r FROM bsc.partial_corr('{1,2,4,3,7,9}', '{1,3,4,6,7,12}', '{{1,2,3,5,5,7},{3,5,7,11,11,15},{4,4,4,4,4,4}}');
SELECT n, controls_used, round(r::numeric, 12) AS r FROM bsc.partial_corr('{1,2,4,3,7,9}', '{1,3,4,6,7,12}', '{{1,2,3,5,5,7}}');
SELECT * FROM bsc.partial_corr('{1,2,4,3,7,9}', '{1,3,4,6,7,12}', '{{1,2,4,3,7,9}}');
SELECT * FROM bsc.partial_corr('{1,2,4}', '{1,3,4}', '{{1,2,1}}');
SELECT * FROM bsc.partial_corr('{1,NULL,4,3,7,9}', '{1,3,NULL,6,7,12}', '{{1,2,3,5,NULL,7}}');
SELECT * FROM bsc.partial_corr('{}', '{}');
SELECT * FROM bsc.partial_corr('{1,2,3}', '{1,2}');
SELECT * FROM bsc.partial_corr('{1,2,3}', '{1,2,3}', '{{1,2}}');
SELECT * FROM bsc.partial_corr('{1,2,3}', '{1,2,3}', '{1,2,3}');

-- seasons: a level of 10 and a pattern of 0.5, 1, 1.5 comes out as it went in
SELECT bsc.seasonal_indices('{5,10,15,5,10,15,5,10,15}', 3);
SELECT bsc.seasonal_indices('{5,10,15,20,5,10,15,20,5}', 4);
SELECT bsc.seasonal_indices('{5,10,15,5,10,15}', 3, 'additive');
SELECT bsc.deseasonalise('{5,10,15,5,10,15,NULL,10,15}', 3), bsc.deseasonalise('{-5,0,5,-5,0,5}', 3, 'additive');
-- too short; a place without a ratio; nothing but zeros; a month that is always zero
SELECT bsc.seasonal_indices('{5,10,15,5,10}', 3), bsc.seasonal_indices('{5,10,15,NULL,5,10}', 3), bsc.seasonal_indices('{0,0,0,0}', 2), bsc.seasonal_indices('{}', 2);
SELECT bsc.seasonal_indices('{0,10,0,10,0,10}', 2), bsc.deseasonalise('{0,10,0,10,0,10}', 2);
SELECT bsc.seasonal_indices('{5,10,-15,5,10,15}', 3);
SELECT bsc.seasonal_indices('{5,10,15}', 1);
SELECT bsc.seasonal_indices('{5,10,15}', 3, 'loess');
SELECT bsc.seasonal_indices('{5,10,15}', 2147483647);

-- AHP: Culture, Family, Housing, Jobs, Transport; each judgement given once
SELECT (SELECT array_agg(round(w::numeric, 4)) FROM unnest(weights) AS w) AS weights, round(lambda_max::numeric, 5) AS lambda_max, round(consistency_index::numeric, 5) AS index, round(consistency_ratio::numeric, 4) AS ratio
FROM bsc.ahp('{{1,NULL,3,NULL,5},{5,1,7,1,7},{NULL,NULL,1,NULL,3},{2,NULL,4,1,7},{NULL,NULL,NULL,NULL,1}}');
SELECT name, round(consistency_ratio::numeric, 4) AS ratio
FROM unnest(ARRAY['saaty-1977', 'saaty-2005', 'donegan-dodd-1991']) AS name,
	bsc.ahp('{{1,0.2,3,0.5,5},{5,1,7,1,7},{0.33333333,0.14285714,1,0.25,3},{2,1,4,1,7},{0.2,0.14285714,0.33333333,0.14285714,1}}', name);
SELECT * FROM bsc.ahp('{{1}}');
SELECT * FROM bsc.ahp('{{1,4},{0.25,1}}');
SELECT consistency_index < 1e-12, consistency_ratio < 1e-12 FROM bsc.ahp('{{1,2,6},{0.5,1,3},{NULL,NULL,NULL}}');
SELECT consistency_ratio FROM bsc.ahp((SELECT array_agg(r) FROM (SELECT array_agg(1.0) AS r FROM generate_series(1, 16) AS i, generate_series(1, 16) AS j GROUP BY i) AS rows));
SELECT * FROM bsc.ahp('{{1,4},{0.3,1}}');
SELECT * FROM bsc.ahp('{{1,4},{0.25,2}}');
SELECT * FROM bsc.ahp('{{1,-4},{-0.25,1}}');
SELECT * FROM bsc.ahp('{{1,NULL},{0,1}}');
SELECT * FROM bsc.ahp('{{1,NULL},{NULL,1}}');
SELECT * FROM bsc.ahp('{{1,2,3},{1,2,3}}');
SELECT * FROM bsc.ahp('{1,2}');
SELECT * FROM bsc.ahp('{}');
SELECT * FROM bsc.ahp('{{1,Infinity},{0,1}}');
SELECT * FROM bsc.ahp('{{1}}', 'mine');

-- DEMATEL: without cycles a sum over paths; here 1 -> 5 directly and by three ways
SELECT round(t[1][5]::numeric, 12) AS total, round(100 / 170.0 + 10 * 50 * 10 / 170.0 ^ 3 + 30 * 60 / 170.0 ^ 2 + 30 * 20 * 10 / 170.0 ^ 3, 12) AS by_hand, t[5][1]
FROM bsc.dematel('{{0,10,0,30,100},{0,0,50,0,0},{0,0,0,0,10},{0,0,20,0,60},{0,0,0,0,0}}') AS t;
SELECT array_agg(round(v::numeric, 6))
FROM unnest(bsc.dematel('{{0,4,3,1,0},{0,0,4,1,1},{0,1,0,4,4},{0,0,1,0,0},{1,0,4,4,0}}')) AS v;
SELECT bsc.dematel('{{0,0},{0,0}}'), bsc.dematel('{{0,1},{0,0}}');
SELECT bsc.dematel('{{0,1,0},{1,0,0},{0,1,0}}');
SELECT bsc.dematel('{{0,1},{1,0}}');
-- row sums that are equal but for rounding
SELECT bsc.dematel('{{0.9,0.7,1.0},{0.8,1.2,0.6},{0.9,0.7,1.0}}');
SELECT bsc.dematel('{{0,0.1,0.6},{0.3,0,0.4},{0.2,0.5,0}}');
SELECT bsc.dematel('{{0,-1},{1,0}}');
SELECT bsc.dematel('{{0,NULL},{1,0}}');
SELECT bsc.dematel('{{0,1}}');
SELECT bsc.dematel('{0}');

-- phasing: a flow is shared out, a level is scaled
SELECT month, part FROM ROWS FROM (generate_series(1, 4), bsc.phase('0..1000', '{0.5,1,1.5,1}')) AS p (month, part);
SELECT bsc.phase('60:0 90:1 100:1.2', '{0.5,1.5}', 'mean');
SELECT bsc.target_sum(part) FROM bsc.phase('0.1..1000.7', '{0.31,1.07,1.9,0.77,0.95}') AS part;
SELECT bsc.phase('0..1000', '{1,0}');
SELECT bsc.phase('0..1000', '{1,NULL}');
SELECT bsc.phase('0..1000', '{}');
SELECT bsc.phase('0..1000', '{1}', 'median');

-- everything is labelled, described, immutable (working_time reads tables) and fit for parallel plans
SELECT p.oid::regprocedure
FROM pg_depend AS d JOIN pg_proc AS p ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
WHERE d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'bsc')
	AND p.proname ~ '^(nps|amounts|top_share|gini|pairs|lagged|difference|p_value|p_adjust|fisher|partial|seasonal|deseason|ahp|dematel|phase$|working)'
	AND (p.proparallel <> 's' OR p.provolatile <> CASE WHEN p.proname IN ('working_time', 'deadline') THEN 's' ELSE 'i' END::"char" OR obj_description(p.oid, 'pg_proc') IS NULL OR p.proargnames IS NULL);
