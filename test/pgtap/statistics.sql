-- the statistics: published examples, and what must hold for any data
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc;
SELECT setseed(0.20040709);
SELECT plan(43);

-- F. J. Anscombe, "Graphs in Statistical Analysis", The American Statistician 27, 1973, first data set:
-- y = 3 + 0.5 x, r squared 0.667, t 4.24
CREATE TEMP TABLE anscombe (n int, x float8, y float8);
INSERT INTO anscombe VALUES (1, 10, 8.04), (2, 8, 6.95), (3, 13, 7.58), (4, 9, 8.81), (5, 11, 8.33), (6, 14, 9.96),
	(7, 6, 7.24), (8, 4, 4.26), (9, 12, 10.84), (10, 7, 4.82), (11, 5, 5.68);
CREATE TEMP TABLE fit AS SELECT (bsc.lagged_regression(x, y, 0 ORDER BY n)).* FROM anscombe;
SELECT is(round(slope::numeric, 2), 0.50, 'Anscombe: slope') FROM fit;
SELECT is(round(intercept::numeric, 1), 3.0, 'Anscombe: intercept') FROM fit;
SELECT is(round((r * r)::numeric, 3), 0.667, 'Anscombe: r squared') FROM fit;
SELECT is(round((r * sqrt(9 / (1 - r * r)))::numeric, 2), 4.24, 'Anscombe: t') FROM fit;
SELECT is(n, 11, 'Anscombe: n') FROM fit;
SELECT is((bsc.lagged_regression(array_agg(x ORDER BY n), array_agg(y ORDER BY n))), (SELECT ROW(fit.*)::bsc.regression FROM fit), 'arrays give what rows give') FROM anscombe;
SELECT is(bsc.lagged_corr(x, y, 0 ORDER BY n), (SELECT r FROM fit), 'lagged_corr is the r of lagged_regression') FROM anscombe;
SELECT ok(abs(f.r - corr(a.x, a.y)) < 1e-14 AND abs(f.slope - regr_slope(a.y, a.x)) < 1e-14, 'core agrees') FROM anscombe AS a, fit AS f GROUP BY f.r, f.slope;

-- Student's table: two-sided points of t with 1, 10, 30, 120 degrees of freedom at 5 % and 1 %
SELECT is(round(bsc.p_value(t / sqrt(t * t + f), f + 2)::numeric, 4), p, format('Student''s table: t %s, %s degrees of freedom', t, f))
FROM (VALUES (12.706, 1, 0.0500), (63.657, 1, 0.0100), (2.228, 10, 0.0500), (3.169, 10, 0.0100), (2.750, 30, 0.0100), (1.980, 120, 0.0500)) AS v (t, f, p);
SELECT is(bsc.p_value(0.3, 20, 3), bsc.p_value(0.3, 17), 'a control costs a degree of freedom');
SELECT is(bsc.p_value(-0.3, 20), bsc.p_value(0.3, 20), 'the test is two-sided');
SELECT ok(bool_and(p < before), 'p falls as r grows')
FROM (SELECT bsc.p_value(k / 1000.0, 25) AS p, lag(bsc.p_value(k / 1000.0, 25)) OVER (ORDER BY k) AS before FROM generate_series(0, 1000) AS k) AS s WHERE before IS NOT NULL;

-- Benjamini and Hochberg 1995, section 3.1, reject four hypotheses at 0.05; Bonferroni would reject three
SELECT is(count(*) FILTER (WHERE p <= 0.05), 4::bigint, 'Benjamini and Hochberg''s example')
FROM unnest(bsc.p_adjust('{0.4262,0.0001,0.0095,0.0019,0.0201,0.0278,0.0298,0.0344,1.0000,0.0459,0.3240,0.0004,0.5719,0.6528,0.7590}')) AS p;
SELECT is(bsc.p_adjust('{0.03,0.02}'), (bsc.p_adjust('{NULL,0.03,NULL,0.02}'))[2:2] || (bsc.p_adjust('{NULL,0.03,NULL,0.02}'))[4:4], 'NULLs do not count');

-- a lag is a shift
CREATE TEMP TABLE noise AS SELECT n, CASE WHEN random() > 0.1 THEN random() END AS a, CASE WHEN random() > 0.1 THEN random() END AS b, random() AS c FROM generate_series(1, 60) AS n;
SELECT is(bsc.lagged_corr(array_agg(a ORDER BY n), array_agg(b ORDER BY n), k), bsc.lagged_corr(bsc.lagged(array_agg(a ORDER BY n), k), array_agg(b ORDER BY n)), 'a lag of ' || k || ' is a shift by as much')
FROM noise, generate_series(0, 3) AS k GROUP BY k ORDER BY k;
SELECT ok(abs(bsc.lagged_corr(a, b, 2 ORDER BY n) - corr(before, b)) < 1e-14, 'and core''s window function lag()')
FROM noise JOIN (SELECT n, lag(a, 2) OVER (ORDER BY n) AS before FROM noise) AS s USING (n);
-- r does not depend on the unit
SELECT ok(abs(bsc.lagged_corr(1e6 + 1e-3 * a, -1e9 * b, 1 ORDER BY n) + bsc.lagged_corr(a, b, 1 ORDER BY n)) < 1e-8, 'r does not depend on the unit') FROM noise;

-- two trends correlate; their differences do not
SELECT ok(bsc.lagged_corr(t + a, 3 * t + c, 0 ORDER BY t) > 0.99, 'trends alone correlate') FROM (SELECT n AS t, coalesce(a, 0.5) AS a, c FROM noise) AS s;
SELECT ok(bsc.p_value(bsc.lagged_corr(bsc.difference(array_agg(t + a ORDER BY t)), bsc.difference(array_agg(3 * t + c ORDER BY t))), 59) > 0.05, 'their differences do not')
FROM (SELECT n AS t, coalesce(a, 0.5) AS a, c FROM noise) AS s;

-- a common cause: x and y follow z; without z there is nothing left
SELECT ok(bsc.lagged_corr(z + 0.01 * x, z + 0.01 * y, 0 ORDER BY n) > 0.99 AND abs((bsc.partial_corr(array_agg(z + 0.01 * x ORDER BY n), array_agg(z + 0.01 * y ORDER BY n), ARRAY[array_agg(z ORDER BY n)])).r) < 0.4, 'a common cause, held constant')
FROM (SELECT n, c AS z, coalesce(a, 0.5) AS x, coalesce(b, 0.5) AS y FROM noise) AS s;

-- seasons
CREATE TEMP TABLE index AS SELECT bsc.seasonal_indices(array_agg((1000 + 5 * n) * (1 + 0.5 * sin(n * pi() / 6)) ORDER BY n), 12) AS i FROM generate_series(0, 59) AS n;
SELECT ok(abs(avg(v) - 1) < 1e-15, 'indices have mean 1') FROM index, unnest(i) AS v;
SELECT ok(bool_and(abs(v - 1 - 0.5 * sin((n - 1) * pi() / 6)) < 0.01), 'a sine comes out of its trend') FROM index, unnest(i) WITH ORDINALITY AS u (v, n);
SELECT ok(max(abs(v - 1000 - 5 * (n - 1))) < 10, 'and the trend out of the sine')
FROM unnest(bsc.deseasonalise((SELECT array_agg((1000 + 5 * n) * (1 + 0.5 * sin(n * pi() / 6)) ORDER BY n) FROM generate_series(0, 59) AS n), 12)) WITH ORDINALITY AS u (v, n);

-- phasing by those indices: exact in any order, and by quarter
SELECT is(bsc.target_sum(part ORDER BY random()), '100.3..120.7'::bsc.target, 'months add up to the year, in any order') FROM index, bsc.phase('100.3..120.7', i) AS part;
SELECT is(bsc.target_sum(quarter), '100.3..120.7'::bsc.target, 'and so do the quarters')
FROM (SELECT bsc.target_sum(part) AS quarter FROM index, bsc.phase('100.3..120.7', i) WITH ORDINALITY AS p (part, n) GROUP BY (n - 1) / 3) AS s;
SELECT ok(max(abs(bsc.goal(part) - 120.7 * i[n] / 12)) < 1e-12, 'each has its share') FROM index, bsc.phase('100.3..120.7', i) WITH ORDINALITY AS p (part, n);
SELECT ok(abs(avg(bsc.goal(part)) - 95) < 1e-12, 'the mean of a level''s parts is the level') FROM index, bsc.phase('60..95', i, 'mean') AS part;

-- AHP and DEMATEL: printed results
SELECT ok(bool_and(abs(weight - printed) <= 0.00005), 'AHP: the weights of AHPy''s example')
FROM bsc.ahp('{{1,NULL,3,NULL,5},{5,1,7,1,7},{NULL,NULL,1,NULL,3},{2,NULL,4,1,7},{NULL,NULL,NULL,NULL,1}}') AS a,
	unnest(a.weights, ARRAY[.1522, .4335, .0716, .3050, .0378]) AS u (weight, printed);
SELECT ok(bool_and(abs(w - expected) < 1e-15), 'AHP: consistent judgements give back what they came from')
FROM bsc.ahp((SELECT array_agg(r) FROM (SELECT array_agg(i / j ORDER BY j) AS r FROM unnest(ARRAY[1, 2, 3, 4]::float8[]) AS i, unnest(ARRAY[1, 2, 3, 4]::float8[]) AS j GROUP BY i ORDER BY i) AS rows)) AS a,
	unnest(a.weights, ARRAY[0.1, 0.2, 0.3, 0.4]) AS u (w, expected);
CREATE TEMP TABLE relation AS SELECT bsc.dematel('{{0,4,3,1,0},{0,0,4,1,1},{0,1,0,4,4},{0,0,1,0,0},{1,0,4,4,0}}') AS t;
SELECT is(array_agg(round((d - r)::numeric, 4) ORDER BY i), ARRAY[1.2172, 0.4687, -0.3840, -1.6371, 0.3352], 'DEMATEL: causes and effects')
FROM (SELECT i, (SELECT sum(t[i][j]) FROM relation, generate_series(1, 5) AS j) AS d, (SELECT sum(t[j][i]) FROM relation, generate_series(1, 5) AS j) AS r FROM generate_series(1, 5) AS i) AS s;

-- customers
CREATE TEMP TABLE customer AS SELECT n, round((random() ^ 4 * 1000)::numeric, 2) AS amount, (random() * 10)::int AS rating FROM generate_series(1, 1000) AS n;
SELECT is(bsc.gini(amount * 8), bsc.gini(amount), 'Gini does not depend on the unit') FROM customer;
SELECT is((SELECT bsc.gini(amount) FROM (SELECT amount FROM customer UNION ALL SELECT amount FROM customer) AS s), (SELECT bsc.gini(amount) FROM customer), 'nor on the number of customers');
SELECT ok(bool_and(share >= before), 'the share grows with the fraction') FROM
	(SELECT bsc.top_share(amount, f / 37.0) AS share, lag(bsc.top_share(amount, f / 37.0)) OVER (ORDER BY f) AS before FROM customer, generate_series(0, 37) AS f GROUP BY f) AS s WHERE before IS NOT NULL;
SELECT is(bsc.nps(rating), (100.0 * (count(*) FILTER (WHERE rating > 8) - count(*) FILTER (WHERE rating < 7)) / count(*))::float8, 'nps is a difference of percentages') FROM customer;
SELECT throws_ok('SELECT bsc.top_share(amount, 2) FROM customer', '22023', NULL, 'a fraction above 1');
SELECT * FROM finish();
ROLLBACK;
