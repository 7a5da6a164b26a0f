-- Customers: classes, the BG/NBD and gamma-gamma models, survival, contracts, and the recipes of the reference.
-- Golden figures: published where a source is named, else of SciPy, R or mpmath, or counted by hand.
-- Random data are in test/oracle/customer.py and customer_science.py.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc, pg_catalog;
SELECT no_plan();

CREATE FUNCTION pg_temp.near(x float8, y float8, tolerance float8 DEFAULT 1e-12) RETURNS boolean
	LANGUAGE sql AS $$ SELECT abs(x - y) <= tolerance * greatest(abs(x), abs(y)) $$;
-- what a statement says and its code, or that it says nothing
CREATE FUNCTION pg_temp.refusal(statement text) RETURNS text LANGUAGE plpgsql AS
$$BEGIN
	EXECUTE statement;
	RETURN 'none';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ' ' || SQLERRM;
END$$;

-- classes ---------------------------------------------------------------------

CREATE FUNCTION pg_temp.classes(amounts float8[], n int) RETURNS int[] LANGUAGE sql AS
$$SELECT array_agg(c ORDER BY i) FROM (SELECT i, quantile_class(n) OVER (ORDER BY x) AS c FROM unnest(amounts) WITH ORDINALITY AS u (x, i)) AS s$$;
SELECT is(pg_temp.classes('{1,2,3,4,5,6,7,8,9,10}', 5), '{1,1,2,2,3,3,4,4,5,5}', 'two of ten in each of five classes');
SELECT is(pg_temp.classes('{1,1,1,1,1,1,2,3,5,9}', 5), '{2,2,2,2,2,2,4,4,5,5}', 'a tie is in one class, that of its middle');
SELECT is(pg_temp.classes('{3,3,3,3,3}', 5), '{3,3,3,3,3}', 'all equal: the middle class');
SELECT is(pg_temp.classes('{1,2,3,4,5,6,7}', 5), '{1,2,2,3,4,4,5}', 'seven in five classes');
SELECT is(pg_temp.classes('{9,1,5}', 1), '{1,1,1}', 'one class');
SELECT is(pg_temp.classes('{4}', 10000), '{5001}', 'one row');
SELECT is((SELECT array_agg(quantile_class ORDER BY i) FROM (SELECT i, quantile_class() OVER (ORDER BY i) FROM generate_series(1, 10) AS i) AS s),
	'{1,1,2,2,3,3,4,4,5,5}', 'five classes unless said');
SELECT is((SELECT array_agg(DISTINCT quantile_class) FROM (SELECT quantile_class() OVER () FROM generate_series(1, 10)) AS s), '{3}', 'without an order all are equal');
SELECT ok(bool_and(a + b = 6), 'descending: the classes from the other end')
	FROM (SELECT quantile_class(5) OVER (ORDER BY x) AS a, quantile_class(5) OVER (ORDER BY x DESC) AS b FROM unnest('{1,1,2,4,4,4,7}'::int[]) AS x) AS s;
SELECT ok(bool_and(q = n), 'ntile, without ties and where the classes divide the rows')
	FROM (SELECT quantile_class(8) OVER w AS q, ntile(8) OVER w AS n FROM generate_series(1, 800) AS i WINDOW w AS (ORDER BY i * 7919 % 1009)) AS s;
SELECT is((SELECT array_agg(c ORDER BY g, x) FROM (SELECT g, x, quantile_class(2) OVER (PARTITION BY g ORDER BY x) AS c
	FROM (VALUES ('a', 1), ('a', 2), ('b', 1), ('b', 1), ('b', 5), ('b', 6)) AS v (g, x)) AS s), '{1,2,1,1,2,2}', 'each partition by itself');
SELECT is((SELECT quantile_class(NULL) OVER ()), NULL, 'NULL classes: NULL');
SELECT is(pg_temp.refusal('SELECT bsc.quantile_class(0) OVER ()'), '22023 there must be 1 to 10000 classes, not 0', 'no class');
SELECT is(pg_temp.refusal('SELECT bsc.quantile_class(10001) OVER ()'), '22023 there must be 1 to 10000 classes, not 10001', 'too many classes');

CREATE FUNCTION pg_temp.abc(amounts numeric[], a float8 DEFAULT 0.8, b float8 DEFAULT 0.95) RETURNS text LANGUAGE sql AS
$$SELECT string_agg(coalesce(c, '-'), '' ORDER BY i) FROM (SELECT i, abc_class(x, a, b) OVER () AS c FROM unnest(amounts) WITH ORDINALITY AS u (x, i)) AS s$$;
SELECT is(pg_temp.abc('{100,60,40,40,40,20}'), 'AAAAAB', 'whole ties until 80 % are reached');
SELECT is(pg_temp.abc('{2.4,5.6,4.0}'), 'BAA', '9.6 of 12 are 80 %, whatever 5.6 + 4.0 is in binary');
SELECT is(pg_temp.abc('{6,0,-3,NULL,94}'), 'BCC-A', 'nothing or less is C, NULL is NULL, and neither is in the total');
SELECT is(pg_temp.abc('{50,30,15,5}'), 'AABC', 'each limit reached exactly ends its class');
SELECT is(pg_temp.abc('{1,1,1}'), 'AAA', 'equal customers never part');
SELECT is(pg_temp.abc('{0,-1}'), 'CC', 'no amount above zero');
SELECT is(pg_temp.abc('{9,1}', 0, 0), 'CC', 'shares of nothing');
SELECT is(pg_temp.abc('{9,1}', 1, 1), 'AA', 'shares of all');
SELECT is(pg_temp.abc('{60,30,10}', 0.5, 0.7), 'ABC', 'other shares');
SELECT is((SELECT string_agg(c, '' ORDER BY x) FROM (SELECT x, abc_class(x) OVER () AS c FROM unnest('{1e308,1.5e308,1e290}'::float8[]) AS x) AS s), 'CAA', 'a total beyond the largest double');
SELECT is((SELECT string_agg(c, '' ORDER BY g, x) FROM (SELECT g, x, abc_class(x) OVER (PARTITION BY g ORDER BY x) AS c
	FROM (VALUES (1, 90), (1, 10), (2, 9), (2, 1)) AS v (g, x)) AS s), 'BABA', 'each partition by itself, whole whatever its order');
SELECT is((SELECT abc_class(5, NULL) OVER ()), NULL, 'NULL share: NULL');
SELECT is(pg_temp.refusal('SELECT bsc.abc_class(1, 0.9, 0.8) OVER ()'), '22023 share a must not exceed share b, but is 0.9 and b 0.8', 'shares in the wrong order');
SELECT is(pg_temp.refusal('SELECT bsc.abc_class(1, -0.1) OVER ()'), '22023 share a must be between 0 and 1, but is -0.1', 'a share below 0');
SELECT is(pg_temp.refusal('SELECT bsc.abc_class(1, 0.8, ''NaN'') OVER ()'), '22023 share b must be between 0 and 1, but is NaN', 'a share that is no number');
SELECT is(pg_temp.refusal('SELECT bsc.abc_class(x) OVER () FROM (VALUES (1::float8), (''NaN'')) AS v (x)'), '22023 amount must be a finite number, not NaN', 'an amount that is no number');
SELECT is(pg_temp.refusal('SELECT bsc.abc_class(1, x) OVER () FROM (VALUES (0.8), (0.7)) AS v (x)'),
	'22023 shares a and b must be the same in all rows of a partition', 'shares that change');

-- RFM as the README has it
CREATE TEMP TABLE buyer (customer text, last_bought date, orders int, spent numeric);
INSERT INTO buyer VALUES ('a', '2024-12-20', 9, 900), ('b', '2024-12-20', 9, 100), ('c', '2024-06-01', 2, 100), ('d', '2024-03-01', 2, 40), ('e', '2024-01-01', 1, 10);
SELECT results_eq($$
	SELECT customer, (0.5 * r + 0.3 * f + 0.2 * m)::numeric, r::text || f || m AS cell
	FROM (SELECT customer, bsc.quantile_class(5) OVER (ORDER BY last_bought) AS r, bsc.quantile_class(5) OVER (ORDER BY orders) AS f,
		bsc.quantile_class(5) OVER (ORDER BY spent) AS m FROM buyer) AS s ORDER BY customer$$,
	$$VALUES ('a', 5.0, '555'), ('b', 4.8, '554'), ('c', 3.2, '334'), ('d', 2.3, '232'), ('e', 1.0, '111')$$, 'recency, frequency, spend');

-- BG/NBD ----------------------------------------------------------------------

CREATE TEMP TABLE crowd (frequency bigint, recency float8, age float8, customers bigint);
INSERT INTO crowd VALUES (0, 0, 10, 90), (0, 0, 20, 95), (0, 0, 30, 100), (1, 2, 10, 6), (1, 8, 10, 5), (1, 3, 20, 12), (1, 14, 20, 7), (1, 4, 30, 16),
	(1, 17, 30, 6), (1, 27, 30, 6), (2, 5, 10, 2), (2, 6, 20, 6), (2, 18, 20, 4), (2, 8, 30, 7), (2, 26, 30, 6), (3, 10, 20, 4), (3, 19, 20, 3), (3, 12, 30, 5),
	(3, 29, 30, 6), (5, 19, 20, 2), (5, 28, 30, 7), (8, 24, 30, 1), (8, 29, 30, 4), (12, 30, 30, 2);
CREATE TEMP TABLE fit AS SELECT bg_nbd(frequency, recency, age, customers) AS f FROM crowd;
SELECT ok(pg_temp.near((f).r, 0.28845284, 1e-7) AND pg_temp.near((f).alpha, 8.2541026, 1e-7) AND pg_temp.near((f).a, 0.21531876, 1e-7)
	AND pg_temp.near((f).b, 1.06472477, 1e-7) AND pg_temp.near((f).log_likelihood, -1098.21333285, 1e-11), 'the parameters, to all digits known') FROM fit;
SELECT ok(pg_temp.near((f).r_error, 0.0523840, 1e-6) AND pg_temp.near((f).alpha_error, 2.1217907, 1e-6) AND pg_temp.near((f).a_error, 0.2135935, 1e-6)
	AND pg_temp.near((f).b_error, 1.1361469, 1e-6), 'their errors') FROM fit;
SELECT is(((f).customers, (f).repeat_customers, (f).state)::text, '(402,117,converged)', 'counts and state') FROM fit;
SELECT is(bg_nbd(frequency, recency, age), (SELECT f FROM fit), 'row by row: the same to the last bit') FROM crowd, generate_series(1, customers);
SELECT is(bg_nbd(frequency, recency, age, customers ORDER BY md5(frequency::text || recency)), (SELECT f FROM fit), 'in another order too') FROM crowd;
SELECT is(bg_nbd(frequency, recency, age, n), (SELECT f FROM fit), 'and in parts, one of none')
	FROM crowd CROSS JOIN LATERAL (VALUES (customers / 3), (customers - customers / 3), (0)) AS v (n);
SELECT is(bg_nbd(frequency::int, recency::numeric, age::int), (SELECT f FROM fit), 'integers and numeric') FROM crowd, generate_series(1, customers);
SELECT is(bg_nbd(frequency, recency, age, customers), (SELECT f FROM fit), 'rows with a NULL do not count')
	FROM (TABLE crowd UNION ALL VALUES (NULL, 1, 2, 3), (1, NULL, 2, 3), (1, 1, NULL, 3), (1, 1, 2, NULL)) AS s;
SELECT ok(pg_temp.near((g).r, (f).r, 1e-9) AND pg_temp.near((g).a, (f).a, 1e-9) AND pg_temp.near((g).b, (f).b, 1e-9) AND pg_temp.near((g).alpha, (f).alpha * 604800, 1e-9)
	AND pg_temp.near((g).alpha_error, (f).alpha_error * 604800, 1e-6) AND pg_temp.near((g).log_likelihood, (f).log_likelihood - 271 * ln(604800::float8), 1e-11),
	'in seconds in place of weeks') FROM fit, (SELECT bg_nbd(frequency, recency * 604800, age * 604800, customers) AS g FROM crowd) AS s;
SELECT is((SELECT sum(frequency * customers) FROM crowd), 271::numeric, 'the repeat purchases that were counted for that');
SELECT is((SELECT bg_nbd(1, 1, 2) FROM crowd WHERE false), NULL, 'no row: NULL');
SELECT is((f).state || (f).customers || (f).repeat_customers, 'no repeat purchases500', 'nobody came back') FROM (SELECT bg_nbd(0, 0, 30, 50) AS f) AS s;
SELECT ok((f).r IS NULL AND (f).alpha IS NULL AND (f).a IS NULL AND (f).b IS NULL AND (f).r_error IS NULL AND (f).log_likelihood = 0, 'then there are no parameters')
	FROM (SELECT bg_nbd(0, 0, 30, 50) AS f) AS s;
SELECT ok(p_alive(f, 0, 0, 30) IS NULL AND expected_purchases(f, 0, 0, 30, 10) IS NULL AND expected_purchases(f, 10) IS NULL, 'and no prediction')
	FROM (SELECT bg_nbd(0, 0, 30, 50) AS f) AS s;
CREATE TEMP TABLE flat AS
	SELECT 'one rate' AS what, bg_nbd(4, 20, 30, 100) AS f
	UNION ALL SELECT 'nobody leaves', bg_nbd(x, 30, 30, 20) FROM unnest('{1,2,3,4,7}'::bigint[]) AS x
	UNION ALL SELECT 'both', bg_nbd(x, t, 30, n) FROM (VALUES (4, 20, 100), (1, 30, 20), (2, 30, 20), (3, 30, 20), (4, 30, 20), (7, 30, 20)) AS v (x, t, n)
	UNION ALL SELECT 'one customer', bg_nbd(1, 1, 2)
	UNION ALL SELECT 'all leave', bg_nbd(1, 0.001, 1000, 500);
SELECT ok((f).state LIKE 'flat: %' AND (f).r_error IS NULL AND (f).alpha_error IS NULL AND (f).a_error IS NULL AND (f).b_error IS NULL, what || ': not determined') FROM flat;
SELECT is((f).state, 'flat: all buy at one rate', 'and it is said what is not') FROM flat WHERE what = 'one rate';
SELECT is((f).state, 'flat: nobody seems to leave', 'who never leaves') FROM flat WHERE what = 'nobody leaves';
SELECT is((f).state, 'flat: all leave after the first repeat', 'and who always does') FROM (SELECT bg_nbd(1, t, 1000, 50) AS f FROM unnest('{0.01,0.5,1,3,10,40}'::float8[]) AS t) AS s;
SELECT ok(e >= 0 AND e < 1e6 AND p BETWEEN 0 AND 1, what || ': predictions stay usable')
	FROM flat, LATERAL (SELECT expected_purchases(f, 4, 20, 30, 52) AS e, p_alive(f, 4, 20, 30) AS p) AS s;
SELECT ok((f).state <> '' AND (f).log_likelihood < 'infinity' AND (f).r > 0, 'a million purchases')
	FROM (SELECT bg_nbd(frequency * 100000, recency, age, customers) AS f FROM crowd) AS s;
SELECT is(pg_temp.refusal(format('SELECT bsc.bg_nbd(%s)', arguments)), said, said)
FROM (VALUES ('-1, 0, 1', '22023 frequency must not be negative, but is -1'), ('1, -1, 2', '22023 recency must not be negative, but is -1'),
	('1, 3, 2', '22023 recency 3 exceeds age 2'), ('0, 1, 2', '22023 a customer without a repeat purchase has recency 0, not 1'),
	('0, 0, 0', '22023 age must be positive, but is 0'), ('1, ''NaN'', 2', '22023 recency must be a finite number, not NaN'), ('1, 1, ''infinity''', '22023 age must be a finite number, not Infinity'),
	('1, 1, 2, -1', '22023 customers must not be negative, but is -1'), ('1, 1.0000000001, 1', 'none'), ('9007199254740993, 1, 2', '22003 frequency 9007199254740993 is too large')) AS v (arguments, said);
SELECT is(pg_temp.refusal('SELECT bsc.bg_nbd(1, 1, x, 9000000000000000000) FROM (VALUES (2), (3)) AS v (x)'), '22003 too many customers', 'more customers than can be counted');

-- predictions with the published parameters (Fader, Hardie and Lee 2005; 1.226 is their figure), else mpmath
SELECT ok(pg_temp.near(p_alive(0.243, 4.414, 0.793, 2.426, x, t, 38.86), p) AND pg_temp.near(expected_purchases(0.243, 4.414, 0.793, 2.426, x, t, 38.86, 39), e),
	format('customer (%s, %s)', x, t))
FROM (VALUES (0, 0, 1, 0.195098052011262), (1, 1.71, 0.212100985377379, 0.203186987079754), (2, 30.43, 0.726578570080673, 1.226028174767144),
	(7, 29.43, 0.641756345946107, 3.337053274851413), (26, 38.0, 0.953319997313883, 17.446281209872627)) AS v (x, t, p, e);
SELECT is(round(expected_purchases(0.243, 4.414, 0.793, 2.426, 2, 30.43, 38.86, 39)::numeric, 3), 1.226, 'as published');
-- CDNOW: 2357 customers, the estimates of the paper in more digits; the authors' workbook has 0.0078 to 1.8576
CREATE TEMP TABLE cdnow AS SELECT row(0.24259291, 4.41353156, 0.79288615, 2.42575344, NULL, NULL, NULL, NULL, NULL, 2357, NULL, NULL, 'converged')::bg_nbd_fit AS f;
SELECT ok(abs(expected_purchases(f, t) - e) < 6e-8, 'a new customer, ' || t || ' weeks') FROM cdnow,
	(VALUES (0.1429, 0.0078161), (1, 0.0531847), (3, 0.1506319), (31.8571, 1.0404943), (32, 1.0437372), (78, 1.8579718)) AS v (t, e);
SELECT ok(pg_temp.near(expected_purchases(0.243, 4.414, 1, 2.426, 2, 30.43, 38.86, 39), 1.1021367860399554), 'at the pole of the printed formula');
SELECT ok(pg_temp.near(p_alive(f, x, t, 30), p, 1e-7) AND coalesce(pg_temp.near(expected_purchases(f, x, t, 30, 10), e, 1e-7), true), format('fitted: customer (%s, %s)', x, t))
FROM fit, (VALUES (1, 4, 0.53285016, 0.17487329), (1, 27, 0.81654694, 0.26797824), (3, 12, 0.63749032, 0.53399063), (12, 30, 0.98246596, 3.07536904)) AS v (x, t, p, e);
SELECT is(expected_purchases(f, 1, 4, 30, 10), expected_purchases((f).r, (f).alpha, (f).a, (f).b, 1, 4, 30, 10), 'a fit or its numbers') FROM fit;
SELECT is(expected_purchases(0.243, 4.414, 0.793, 2.426, 2, 30.43, 38.86, 0), 0::float8, 'nothing in no time');
-- half of them leave after every purchase (1 - 1 / 1.5 is expected), half never do (0.5)
SELECT ok(bool_and(pg_temp.near(expected_purchases(1, 1, a, a, 0, 0, 1, 1), 5 / 12.0)), 'parameters of which nothing is left beside 1') FROM unnest('{1e-16,1e-17,1e-300,5e-324}'::float8[]) AS a;
SELECT is(p_alive(1, 1, 1, 1, 5000, 0, 1e6), 0::float8, 'a chance below the smallest double is 0, no error');
SELECT is(p_alive(0.243, 4.414, 0.793, 2.426, NULL, 1, 2), NULL, 'NULL in, NULL out');
SELECT is(p_alive(0.2, 4, 1, 2, 3, 10.0000000001, 10), p_alive(0.2, 4, 1, 2, 3, 10, 10), 'recency beyond age by rounding is age');
SELECT is(pg_temp.refusal(format('SELECT bsc.%s', call)), said, call)
FROM (VALUES ('p_alive(0, 1, 1, 1, 1, 1, 2)', '22023 r must be positive, but is 0'), ('p_alive(1, -1, 1, 1, 1, 1, 2)', '22023 alpha must be positive, but is -1'),
	('p_alive(1, 1, 1, 1, 1, 3, 2)', '22023 recency 3 exceeds age 2'), ('expected_purchases(1, 1, ''NaN'', 1, 1, 1, 2, 3)', '22023 a must be a finite number, not NaN'),
	('expected_purchases(1, 1, 1, 0, 1, 1, 2, 3)', '22023 b must be positive, but is 0'), ('expected_purchases(1, 1, 1, 1, 1, 1, 2, -3)', '22023 horizon must not be negative, but is -3'),
	('expected_purchases(1, 1, 1, 1, 1, 1, 2, ''infinity'')', '22023 horizon must be a finite number, not Infinity'), ('p_alive(1, 1, 1, 1, -1, 0, 2)', '22023 frequency must not be negative, but is -1'),
	('p_alive(1, 1, 1, 1, 0, 0, 0)', '22023 age must be positive, but is 0'), ('expected_spend(1, 2, 3, 1, 0)', '22023 mean spend must be positive, but is 0'),
	('expected_spend(1, 2, 0, 1, 1)', '22023 gamma must be positive, but is 0'), ('expected_spend(1, 2, 3, -1, 1)', '22023 frequency must not be negative, but is -1'),
	('gamma_gamma(1, -5)', '22023 mean spend must be positive, but is -5'), ('gamma_gamma(1, ''NaN'')', '22023 mean spend must be a finite number, not NaN'),
	('gamma_gamma(-1, 5)', '22023 frequency must not be negative, but is -1'), ('gamma_gamma(1, 5, -1)', '22023 customers must not be negative, but is -1')) AS v (call, said);

-- gamma-gamma -----------------------------------------------------------------

CREATE TEMP TABLE spender (frequency int, mean_spend numeric, customers int);
INSERT INTO spender VALUES (1, 20, 3), (1, 35.5, 2), (2, 18, 2), (2, 42, 3), (3, 25.5, 2), (3, 60, 1), (4, 31, 2), (5, 22.5, 1), (6, 48, 1), (8, 27, 1), (1, 90, 1), (2, 12, 2);
CREATE TEMP TABLE spend AS SELECT gamma_gamma(frequency, mean_spend, customers) AS f FROM spender;
SELECT ok(pg_temp.near((f).p, 3.000035, 1e-6) AND pg_temp.near((f).q, 18.428063, 1e-6) AND pg_temp.near((f).gamma, 185.54888, 1e-6) AND pg_temp.near((f).log_likelihood, -84.65242427337911)
	AND pg_temp.near((f).p_error, 2.30495, 1e-3) AND pg_temp.near((f).q_error, 35.862, 1e-3) AND pg_temp.near((f).gamma_error, 507.71, 1e-3)
	AND pg_temp.near((f).mean_spend, 32.26190476190476) AND pg_temp.near((f).correlation, -0.024100925985632946) AND (f).customers = 21 AND (f).state = 'converged',
	'as SciPy finds it') FROM spend;
SELECT is(gamma_gamma(frequency, mean_spend ORDER BY md5(mean_spend::text)), (SELECT f FROM spend), 'row by row, shuffled: the same to the last bit') FROM spender, generate_series(1, customers);
SELECT is(gamma_gamma(frequency, mean_spend, customers), (SELECT f FROM spend), 'who has not bought again, and rows with a NULL, do not count')
	FROM (TABLE spender UNION ALL VALUES (0, 0, 5), (0, -3, 1), (NULL, 1, 1), (1, NULL, 1), (1, 1, NULL), (1, 1, 0)) AS s;
SELECT is((SELECT gamma_gamma(0, 5)), NULL, 'nobody bought again: NULL');
SELECT is((f).state, 'flat: all spend alike', 'all spend alike') FROM (SELECT gamma_gamma(frequency, 5, customers) AS f FROM spender) AS s;
SELECT ok((f).p_error IS NULL AND (f).correlation IS NULL AND pg_temp.near(expected_spend(f, 3, 5), 5, 1e-4), 'then the mean is what counts') FROM (SELECT gamma_gamma(frequency, 5, customers) AS f FROM spender) AS s;
SELECT ok((f).state = 'too few customers' AND (f).p IS NULL AND (f).customers = 2 AND (f).mean_spend = 15, 'two customers') FROM (SELECT gamma_gamma(1, x) AS f FROM (VALUES (10), (20)) AS v (x)) AS s;
SELECT ok(pg_temp.near((f).p, (g).p, 1e-8) AND pg_temp.near((f).gamma * 100, (g).gamma, 1e-8) AND pg_temp.near((g).log_likelihood, (f).log_likelihood - 21 * ln(100::float8)), 'in cents')
	FROM spend, (SELECT gamma_gamma(frequency, mean_spend * 100, customers) AS g FROM spender) AS s;
SELECT ok(pg_temp.near(expected_spend(6.25, 3.74, 15.44, 2, 22.35), 24.663713910761153), 'expected spend');
SELECT ok(pg_temp.near(expected_spend(6.25, 3.74, 15.44, 0, 0), 6.25 * 15.44 / 2.74), 'before the first repeat purchase: the mean of all');
SELECT is(expected_spend(0.5, 0.4, 10, 1, 5), NULL, 'a model without a mean gives none, not one below zero');
SELECT is(expected_spend(0.5, 1, 10, 0, 5), NULL, 'nor one of nobody');

-- (fit, fit) and published parameters: the discounted purchases times the spend
CREATE TEMP TABLE model AS SELECT row(0.243, 4.414, 0.793, 2.426, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::bg_nbd_fit AS b,
	row(6.25, 3.74, 15.44, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::gamma_gamma_fit AS g;
SELECT ok(pg_temp.near(customer_value(b, g, 2, 30.43, 38.86, 22.35, 52), 1.5587208064320885 * 24.663713910761153)
	AND pg_temp.near(customer_value(b, g, 2, 30.43, 38.86, 22.35, 52, 0.0025), 1.466676391488587 * 24.663713910761153), 'value of 52 weeks, discounted or not') FROM model;
SELECT ok(pg_temp.near(customer_value(b, g, 2, 30.43, 38.86, 22.35, 13, 0, 4), customer_value(b, g, 2, 30.43, 38.86, 22.35, 52)), '13 periods of four weeks are 52') FROM model;
SELECT ok(pg_temp.near(customer_value(b, g, 2, 30.43, 38.86, 22.35, 2, 0.1, 4), 24.663713910761153 * (e4 / 1.1 + (e8 - e4) / 1.21)), 'what comes in a period is discounted, not what came until then')
	FROM model, LATERAL (SELECT expected_purchases(b, 2, 30.43, 38.86, 4) AS e4, expected_purchases(b, 2, 30.43, 38.86, 8) AS e8) AS e;
SELECT is(customer_value(b, g, 2, 30.43, 38.86, 22.35, 0), 0::float8, 'no periods') FROM model;
SELECT is(pg_temp.refusal('SELECT bsc.customer_value(b, g, 2, 30.43, 38.86, 22.35, ' || rest || ') FROM model'), said, said)
FROM (VALUES ('-1', '22023 there must be 0 to 100000 periods, not -1'), ('1, -0.1', '22023 discount must not be negative, but is -0.1'), ('1, 0, 0', '22023 step must be positive, but is 0')) AS v (rest, said);

-- the sale table to the three numbers, as the README has it
CREATE TEMP TABLE sale (customer text, sold_on date, amount numeric);
INSERT INTO sale VALUES ('a', '2004-12-01', 10), ('a', '2004-12-01', 5), ('a', '2004-12-11', 20), ('b', '2004-12-21', 7), ('c', '2004-12-30', 1), ('c', '2005-01-05', 9);
SELECT results_eq($$SELECT customer, count(DISTINCT sold_on) - 1 AS frequency, max(sold_on) - min(sold_on) AS recency, date '2004-12-31' - min(sold_on) AS age
	FROM sale WHERE sold_on <= '2004-12-31' GROUP BY customer HAVING min(sold_on) < '2004-12-31' ORDER BY customer$$,
	$$VALUES ('a', 1::bigint, 10, 30), ('b', 0, 0, 10), ('c', 0, 0, 1)$$, 'two purchases on a day are one, what comes after the end is cut');

-- survival --------------------------------------------------------------------

-- remission with the drug 6-MP and without (Freireich 1963, in Gehan 1965); R's survfit, conf.type = "log-log"
CREATE FUNCTION pg_temp.curve(list text) RETURNS survival_step[] LANGUAGE sql AS
$$SELECT bsc.kaplan_meier(trim(trailing '+' FROM x)::numeric, x !~ '[+]') FROM unnest(string_to_array(list, ' ')) AS x$$;
CREATE TEMP TABLE remission AS SELECT pg_temp.curve('6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+') AS drug,
	pg_temp.curve('1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23') AS placebo;
SELECT results_eq($$SELECT s.time, at_risk, events, round(survival::numeric, 6), round(std_error::numeric, 7), round(ci_low::numeric, 6), round(ci_high::numeric, 6)
	FROM remission, unnest(drug) AS s WHERE events > 0$$,
	$$VALUES (6::float8, 21::bigint, 3::bigint, 0.857143, 0.0763604, 0.619718, 0.951552), (7, 17, 1, 0.806723, 0.0869353, 0.563147, 0.922809), (10, 15, 1, 0.752941, 0.0963497, 0.503200, 0.889362),
	(13, 12, 1, 0.690196, 0.1068147, 0.431610, 0.849066), (16, 11, 1, 0.627451, 0.1140539, 0.367511, 0.804912), (22, 7, 1, 0.537815, 0.1282338, 0.267779, 0.746791),
	(23, 6, 1, 0.448179, 0.1345915, 0.188052, 0.680143)$$, 'remission with the drug, as R');
SELECT is((SELECT (count(*), sum(events), sum(censored), min(s.time), max(s.time))::text FROM remission, unnest(drug) AS s), '(16,9,12,6,35)', 'one step for each duration');
SELECT is(survival_quantile(drug)::text, '(23,13,)', 'median, its upper bound not reached') FROM remission;
SELECT ok(pg_temp.near(mean_until(drug, 35), 23.2874, 1e-6), 'mean until the end') FROM remission;
SELECT is(survival_quantile(placebo)::text, '(8,4,11)', 'median of those without') FROM remission;
SELECT ok(pg_temp.near(s.survival, 0.3809524, 1e-7) AND pg_temp.near(ci_low, 0.1830666, 1e-6) AND pg_temp.near(ci_high, 0.577789, 1e-6), 'without the drug at 8') FROM remission, unnest(placebo) AS s WHERE s.time = 8;
SELECT is((SELECT (s.survival, std_error, ci_low, ci_high)::text FROM remission, unnest(placebo) AS s WHERE s.time = 23), '(0,,,)', 'nobody left: no error, no interval');
SELECT is((SELECT array_agg(survival_at(drug, t)) FROM remission, unnest('{0,5.9,36}'::float8[]) AS t), '{1,1,NULL}', 'before the first step all, beyond the last nothing is known');
SELECT ok(pg_temp.near(survival_at(drug, 9.5), 0.8067226890756303) AND pg_temp.near(survival_at(drug, 35), 0.44817927170868344), 'between steps, and at the last') FROM remission;
SELECT is((SELECT (survival_at(placebo, 99), mean_until(placebo, 99) = mean_until(placebo, 23), round(mean_until(placebo, 99)::numeric, 6))::text FROM remission), '(0,t,8.666667)', 'a curve that ends at 0 stays there');
SELECT is(mean_until(drug, 36), NULL, 'no mean beyond what is known') FROM remission;
SELECT is((SELECT (s.survival, std_error, ci_low, ci_high)::text FROM unnest(pg_temp.curve('1+ 2 3+')) AS s WHERE s.time = 1), '(1,0,1,1)', 'before anybody leaves');
-- 1 - p hit by a product: 4/5 * 3/4 * 2/3 * 1/2 is 0.2 but for rounding
SELECT is((survival_quantile(pg_temp.curve('1 2 3 4 5'), 0.8)).value, 4::float8, 'a level that is reached exactly');
CREATE TEMP TABLE late (entry int, duration numeric, ended boolean);
INSERT INTO late VALUES (0, 5, true), (2, 6, true), (0, 8, false), (5, 9, true), (1, 9, true), (0, 10, false), (3, 12, true), (8, 14, true), (0, 15, false), (4, 15, true);
SELECT results_eq($$SELECT s.time, at_risk, round(survival::numeric, 6) FROM (SELECT bsc.kaplan_meier(duration, ended, entry) AS k FROM late) AS l, unnest(k) AS s WHERE events > 0$$,
	$$VALUES (5::float8, 8::bigint, 0.875), (6, 8, 0.765625), (9, 7, 0.546875), (12, 4, 0.410156), (14, 3, 0.273438), (15, 2, 0.136719)$$, 'late entry, as R');
SELECT is(kaplan_meier(duration, ended, 0), (SELECT kaplan_meier(duration, ended) FROM late), 'nobody late: as without entries') FROM late;
SELECT is(kaplan_meier(duration, ended, entry ORDER BY md5(duration::text)), (SELECT kaplan_meier(duration, ended, entry) FROM late), 'in another order the same') FROM late;
SELECT is(kaplan_meier(duration, ended, entry), (SELECT kaplan_meier(duration, ended, entry) FROM late), 'rows with a NULL do not count')
	FROM (SELECT duration, ended, entry FROM late UNION ALL VALUES (NULL, true, 1), (3, NULL, 1), (3, true, NULL)) AS s;
SELECT is((SELECT array_agg(s.survival) FROM unnest((SELECT kaplan_meier(d, true, e) FROM (VALUES (1, 0), (3, 2)) AS v (d, e))) AS s), '{0,0}', 'once nobody is left the curve stays 0, whoever enters later');
SELECT is((SELECT kaplan_meier(1, true) FROM late WHERE false), NULL, 'no row: NULL');
SELECT is(pg_temp.refusal(format('SELECT bsc.%s FROM remission', call)), said, call)
FROM (VALUES ('kaplan_meier(0, true)', '22023 duration must be positive, but is 0'), ('kaplan_meier(''NaN'', true)', '22023 duration must be a finite number, not NaN'),
	('kaplan_meier(2, true, -1)', '22023 entry must not be negative, but is -1'), ('kaplan_meier(2, true, 2)', '22023 entry 2 is not before the end of duration 2'),
	('survival_at(drug, -1)', '22023 time must not be negative, but is -1'), ('mean_until(drug, ''NaN'')', '22023 time must be a finite number, not NaN'),
	('survival_quantile(drug, 1)', '22023 p must be above 0 and below 1, but is 1'), ('survival_at(drug || NULL::bsc.survival_step, 1)', '22004 steps of a survival curve must not be NULL'),
	('survival_at(drug || drug, 1)', '22023 steps of a survival curve must be in order of time'),
	('survival_at(ARRAY[row(1, 1, 1, 1, NULL, 1, 1, 1)::bsc.survival_step], 1)', '22004 steps of a survival curve must have a time and a survival')) AS v (call, said);
SELECT is(survival_at('{}', 1), NULL, 'no steps: NULL');

-- contracts (Fader and Hardie 2007, table 1, after Berry and Linoff: survivors of 1000) ------------------------

CREATE FUNCTION pg_temp.renewals(survivors int[], OUT t int, OUT ended boolean, OUT n bigint) RETURNS SETOF record LANGUAGE sql AS
$$SELECT i, true, coalesce(survivors[i - 1], 1000) - survivors[i] FROM generate_subscripts(survivors, 1) AS i
	UNION ALL SELECT cardinality(survivors), false, survivors[cardinality(survivors)]$$;
CREATE TEMP TABLE contract AS
	SELECT what, (SELECT sbg(t, ended, n) FROM pg_temp.renewals(survivors)) AS f
	FROM (VALUES ('regular', '{631,468,382,326,289,262,241}'::int[]), ('high end', '{869,743,653,593,551,517,491}'), ('note 032', '{631,468,382,326}')) AS v (what, survivors);
SELECT ok(pg_temp.near((f).alpha, alpha, 1e-7) AND pg_temp.near((f).beta, beta, 1e-7) AND pg_temp.near((f).log_likelihood, l, 1e-11) AND (f).state = 'converged' AND (f).customers = 1000
	AND pg_temp.near((f).mean_churn, alpha / (alpha + beta), 1e-7), what || ': as published, in more digits')
FROM contract JOIN (VALUES ('regular', 0.70407731, 1.1820431, -1680.26518846), ('high end', 0.66808834, 3.8060947, -1611.15814739), ('note 032', 0.76366507, 1.29583029, -1401.55942358)) AS v (what, alpha, beta, l)
	USING (what);
SELECT ok(pg_temp.near((f).alpha_error, e, 1e-4) AND pg_temp.near((f).beta_error, g, 1e-4), what || ': errors')
FROM contract JOIN (VALUES ('regular', 0.06560, 0.15248), ('high end', 0.10373, 0.78553)) AS v (what, e, g) USING (what);
SELECT is((SELECT array_agg(round(sbg_survival((f).alpha, (f).beta, 12)::numeric, 4) ORDER BY what DESC) FROM contract WHERE what <> 'note 032'), '{0.1700,0.3780}', 'who is there after twelve years');
SELECT is((SELECT array_agg(round(1000 * sbg_survival((f).alpha, (f).beta, t)::numeric, 1) ORDER BY t) FROM contract, generate_series(5, 8) AS t WHERE what = 'note 032'), '{284.5,253.7,229.6,210.3}', 'the next years of note 032');
SELECT is((SELECT sbg(t, ended) FROM pg_temp.renewals('{631,468,382,326,289,262,241}'), generate_series(1, n)), (SELECT f FROM contract WHERE what = 'regular'), 'customer by customer: the same to the last bit');
SELECT is((SELECT sbg(t, ended, n) FROM (SELECT * FROM pg_temp.renewals('{631,468,382,326}') UNION ALL VALUES (NULL, true, 1), (1, NULL, 1), (1, true, NULL), (1, true, 0)) AS s),
	(SELECT f FROM contract WHERE what = 'note 032'), 'rows with a NULL, or of nobody, do not count');
SELECT is((SELECT ((f).state, (f).alpha, (f).customers, (f).ended, (f).mean_churn)::text FROM (SELECT sbg(3, false, 9) AS f) AS s), '("nobody left",,9,0,)', 'nobody left');
SELECT is((SELECT ((f).state, (f).alpha_error)::text FROM (SELECT sbg(1, true, 50) AS f) AS s), '("flat: all left at the first date",)', 'all left at once');
SELECT is((SELECT ((f).state, round((f).mean_churn::numeric, 4))::text FROM (SELECT sbg(t, true, n) AS f FROM unnest('{512,256,128,64,32,16,8,4,2,1}'::bigint[]) WITH ORDINALITY AS u (n, o), LATERAL (SELECT o::int AS t) AS v) AS s),
	'("flat: all leave with one probability",0.5025)', 'half of those left leave each year: plain geometric, 1023 of 2036 dates');
SELECT is((SELECT sbg(1, true) FROM contract WHERE false), NULL, 'no row: NULL');
SELECT ok((f).state = 'flat: some always leave, others never', 'some leave at once, the others never') FROM (SELECT sbg(t, ended, n) AS f FROM (VALUES (1, true, 50), (200, false, 50)) AS v (t, ended, n)) AS s;
SELECT ok(pg_temp.near(sbg_residual_lifetime(0.668, 3.806, 7, 0.1), 7.529949530910963), 'residual lifetime (published: 7.530)');
SELECT is(sbg_residual_lifetime(0.668, 3.806, 7), sbg_residual_lifetime(0.668, 3.806, 7, 0.1), 'a tenth unless said');
SELECT ok(pg_temp.near(sbg_residual_lifetime(a, b, n, d), (SELECT sum(sbg_survival(a, b, t) / sbg_survival(a, b, n) / (1 + d) ^ (t - n - 1)) FROM generate_series(n + 1, n + 600) AS t), 1e-11),
	format('the sum that it stands for: %s %s %s %s', a, b, n, d)) FROM (VALUES (0.5::float8, 2::float8, 0, 0.1::float8), (3, 0.02, 4, 0.2), (0.01, 0.3, 1, 0.15), (40, 90, 2, 0.07)) AS v (a, b, n, d);
SELECT is(sbg_residual_lifetime(3, 4, 6, 0), 5::float8, 'without discount (beta + n) / (alpha - 1)');
SELECT ok(pg_temp.near(sbg_residual_lifetime(1e-300, 1e300, 2147483647, 0.25), 5), 'who never leaves: (1 + discount) / discount');
SELECT is(sbg_residual_lifetime(1e300, 1e-300, 0, d), 0::float8, 'nobody is left, however large the numbers are') FROM unnest('{0.1,1,1e300}'::float8[]) AS d;
SELECT ok(pg_temp.near(expected_purchases(1, 1, 1e-300, 1e300, 0, 0, 1, 1), 0.5) AND pg_temp.near(expected_purchases(1, 1, 1e300, 1e-300, 0, 0, 1, 1), 1 / 3.0), 'who never leaves, or at once');
SELECT is(sbg_residual_lifetime(1, 4, 6, 0), NULL, 'which may be infinite');
SELECT ok(pg_temp.near(sbg_residual_lifetime(3, 4, 6, 1e-12), 5, 1e-9), 'and is the limit of small discounts');
SELECT is((SELECT array_agg(sbg_retention(1, 2, t) ORDER BY t) FROM generate_series(1, 3) AS t), '{0.6666666666666666,0.75,0.8}', 'retention rises with age: 2/3, 3/4, 4/5');
SELECT ok(bool_and(pg_temp.near(sbg_survival(0.7, 1.2, t), sbg_survival(0.7, 1.2, t - 1) * sbg_retention(0.7, 1.2, t))), 'survival is the product of retentions, across what is summed otherwise')
	FROM unnest('{1,2,50,4096,4097,4112,4113,4114,100000}'::int[]) AS t;
SELECT is(sbg_survival(0.7, 1.2, 0), 1::float8, 'all are there at the start');
-- alpha = 1: beta / (beta + t)
SELECT ok(pg_temp.near(sbg_survival(1, 3, 2000000000), 3 / 2000000003.0, 1e-12), 'two thousand million renewals');
SELECT is(pg_temp.refusal('SELECT bsc.' || call), said, call)
FROM (VALUES ('sbg(0, true)', '22023 renewals must not be below 1, but is 0'), ('sbg(-1, false)', '22023 renewals must not be below 0, but is -1'), ('sbg(1, true, -1)', '22023 customers must not be negative, but is -1'),
	('sbg(-2147483648, true)', '22023 renewals must not be below 1, but is -2147483648'),
	('sbg_survival(0, 1, 1)', '22023 alpha must be positive, but is 0'), ('sbg_retention(1, 1, 0)', '22023 renewals must not be below 1, but is 0'),
	('sbg_residual_lifetime(1, 1, 0, -0.1)', '22023 discount must not be negative, but is -0.1'), ('sbg_residual_lifetime(1, ''NaN'', 0)', '22023 beta must be a finite number, not NaN')) AS v (call, said);

-- the cohort table as the README has it: a month late is absent, not zero
CREATE TEMP TABLE visit (customer text, sold_on date);
INSERT INTO visit VALUES ('a', '2024-01-05'), ('a', '2024-01-20'), ('a', '2024-02-01'), ('b', '2024-01-31'), ('c', '2024-02-10'), ('c', '2024-03-01'), ('a', '2024-03-15'), ('d', '2024-02-11');
SELECT results_eq($$
	WITH first AS (SELECT customer, date_trunc('month', min(sold_on))::date AS cohort FROM visit GROUP BY customer),
		active AS (SELECT DISTINCT customer, date_trunc('month', sold_on)::date AS month FROM visit),
		size AS (SELECT cohort, count(*) AS n FROM first GROUP BY cohort)
	SELECT cohort, bsc.distance(bsc.period(month, 'month'), bsc.period(cohort, 'month')) AS age, count(*)::float8 / max(size.n) AS retained
	FROM first JOIN active USING (customer) JOIN size USING (cohort) GROUP BY cohort, age ORDER BY 1, 2$$,
	$$VALUES ('2024-01-01'::date, 0, 1::float8), ('2024-01-01', 1, 0.5), ('2024-01-01', 2, 0.5), ('2024-02-01', 0, 1), ('2024-02-01', 1, 0.5)$$, 'cohorts');

-- what workers merge is what one sees: by way of plans
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL max_parallel_workers_per_gather = 4;
CREATE TABLE crowds AS SELECT frequency, recency, age, customers, i FROM crowd, generate_series(1, 400) AS i;
ALTER TABLE crowds SET (parallel_workers = 4);
ANALYZE crowds;
CREATE FUNCTION pg_temp.plan(statement text) RETURNS SETOF text LANGUAGE plpgsql AS $$BEGIN RETURN QUERY EXECUTE 'EXPLAIN ' || statement; END$$;
SELECT isnt_empty($$SELECT p FROM pg_temp.plan('SELECT bsc.bg_nbd(frequency, recency, age, customers) FROM crowds') AS p WHERE p LIKE '%Partial Aggregate%'$$, 'a plan with workers');
CREATE TEMP TABLE by_workers AS SELECT bg_nbd(frequency, recency + i / 400.0 * (frequency > 0)::int * (age > recency)::int, age, customers) AS f, gamma_gamma(frequency, 10 + age + i % 7, customers) AS g,
	kaplan_meier(age + i, frequency > 0, i % 9) AS k, sbg((frequency + 1)::int, recency < i % 20, customers) AS s FROM crowds;
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT is((SELECT (bg_nbd(frequency, recency + i / 400.0 * (frequency > 0)::int * (age > recency)::int, age, customers), gamma_gamma(frequency, 10 + age + i % 7, customers),
	kaplan_meier(age + i, frequency > 0, i % 9), sbg((frequency + 1)::int, recency < i % 20, customers))::text FROM crowds),
	(SELECT (f, g, k, s)::text FROM by_workers), 'workers and none: the same to the last bit');
SELECT ok((f).customers = 402 * 400 AND (f).state = 'converged', 'and all are counted') FROM by_workers;
-- as a window frame, the state goes on after it was read
SELECT is((SELECT array_agg((f).customers ORDER BY i) FROM (SELECT i, bg_nbd(i % 3, CASE WHEN i % 3 > 0 THEN 1 ELSE 0 END, 5 + i) OVER (ORDER BY i) AS f FROM generate_series(1, 6) AS i) AS s),
	'{1,2,3,4,5,6}', 'in growing frames');

SELECT * FROM finish();
ROLLBACK;
