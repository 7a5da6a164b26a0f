-- bsc.target: what holds of every curve, compared with SQL written by hand
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc;

SELECT plan(55);

CREATE TEMP TABLE curve AS
SELECT n, t::bsc.target AS target
FROM unnest(ARRAY['60..95', '48..24', '60:0 95:1 110:1.2', '10:0 14:1 16:1 20:0', '-3:0.1 -1:0.7 2:0.3 5:1.1', '0:0 1e6:1',
	'0.1..0.3', '1e-10..1e10', '5:1.2 10:0.8 20:0', '-5:-1 5:1', '0:0.3 7:0.1']) WITH ORDINALITY AS g (t, n);
CREATE TEMP TABLE knot AS
SELECT n, target, split_part(k, ':', 1)::float8 AS value, split_part(k, ':', 2)::float8 AS score, i
FROM curve, regexp_split_to_table(CASE WHEN target::text NOT LIKE '%..%' THEN target::text
	WHEN direction(target) = 'increase' THEN format('%s:0 %s:1', baseline(target), goal(target))
	ELSE format('%s:1 %s:0', goal(target), baseline(target)) END, ' ') WITH ORDINALITY AS g (k, i);

-- scores
SELECT is(count(*), 28::bigint, 'knots are read back') FROM knot;
SELECT is_empty('SELECT * FROM knot WHERE bsc.score(value, target) <> score', 'a knot scores exactly what it says');
SELECT is_empty('SELECT * FROM knot WHERE bsc.progress(value, target) <> score', 'its progress is the same');
SELECT is_empty($$
	SELECT a.target, x FROM knot AS a JOIN knot AS b ON a.n = b.n AND b.i = a.i + 1, generate_series(0, 1, 0.01) AS f,
		LATERAL (SELECT a.value + f * (b.value - a.value) AS x) AS at
	WHERE abs(bsc.score(x, a.target) - (a.score + (x - a.value) / (b.value - a.value) * (b.score - a.score))) > 1e-14
		OR bsc.score(x, a.target) NOT BETWEEN least(a.score, b.score) AND greatest(a.score, b.score)$$,
	'between two knots it is the straight line, and never outside their scores');
SELECT is_empty($$
	SELECT target FROM (SELECT DISTINCT ON (n) * FROM knot ORDER BY n, i) AS first
	WHERE bsc.score(value - 1e9, target) <> score OR bsc.score('-1e308', target) <> score$$, 'before the first knot the score stays');
SELECT is_empty($$
	SELECT target FROM (SELECT DISTINCT ON (n) * FROM knot ORDER BY n, i DESC) AS last
	WHERE bsc.score(value + 1e9, target) <> score OR bsc.score('1e308', target) <> score$$, 'and after the last');
SELECT is_empty($$
	SELECT a.target FROM knot AS a JOIN knot AS b ON a.n = b.n AND a.i = 1 AND b.i = 2
	WHERE abs(bsc.progress(a.value - 10 * (b.value - a.value), a.target) - (a.score - 10 * (b.score - a.score))) > 1e-9$$,
	'progress goes on along the first segment');
CREATE TEMP TABLE straight AS
SELECT b, g, x FROM generate_series(-3, 3, 0.7) AS b, generate_series(-3.1, 3, 0.9) AS g, generate_series(-4, 4, 0.13) AS x WHERE b <> g;
SELECT is_empty($$
	SELECT * FROM straight WHERE bsc.score(x, b, g) <> bsc.score(x, target(b, g)) OR bsc.progress(x, b, g) <> bsc.progress(x, target(b, g))$$,
	'a baseline and a goal score as the target made of them, to the last bit');
SELECT is_empty($$
	SELECT * FROM straight WHERE bsc.progress(x::float8, b::float8, g::float8) <> (x::float8 - b::float8) / (g::float8 - b::float8)
		OR bsc.score(x::float8, b::float8, g::float8) <> least(greatest((x::float8 - b::float8) / (g::float8 - b::float8), 0), 1)$$,
	'and as the formula written by hand');
SELECT is_empty($$
	SELECT * FROM straight WHERE bsc.score(x, b, g) <> bsc.score(x::float8, b::float8, g::float8) OR bsc.score(x, target(b, g)) <> bsc.score(x::float8, target(b, g))
		OR bsc.progress(x, b, g) <> bsc.progress(x::float8, b::float8, g::float8)$$,
	'numerics score as the same double precision numbers');
SELECT is(bsc.score(48, 48, 24)::text || bsc.score(60, '48..24')::text || bsc.progress(48, 48, 24)::text || bsc.score(10, '0:0 10:-1')::text || bsc.score(0, '0:0 10:-1')::text,
	'000-10', 'no negative zero');
SELECT ok(bsc.score(NULL, '60..95') IS NULL AND bsc.score(1, NULL) IS NULL AND bsc.score(1, NULL, 2) IS NULL AND bsc.progress(NULL, 1, 2) IS NULL
	AND goal(NULL) IS NULL AND target(1, NULL) IS NULL AND status(NULL) IS NULL, 'null in, null out');

-- the errors' codes
SELECT throws_ok('SELECT ''x''::bsc.target', '22P02', NULL, 'no target');
SELECT throws_ok('SELECT ''1:1 0:0''::bsc.target', '22023', NULL, 'values that do not ascend');
SELECT throws_ok('SELECT ''1e999..1''::bsc.target', '22003', NULL, 'number out of range');
SELECT throws_ok('SELECT ''<= 1e308''::bsc.target', '22003', NULL, 'twice the goal out of range');
SELECT throws_ok('SELECT ''-1e308..1e308''::bsc.target', '22003', NULL, 'span out of range');
SELECT throws_ok('SELECT ''>= 0''::bsc.target', '22023', NULL, 'short form without a meaning');
SELECT throws_ok('SELECT string_agg(i || '':1'', '' '')::bsc.target FROM generate_series(1, 33) AS i', '54000', NULL, 'too many knots');
SELECT throws_ok('SELECT curve(''{1}'', ''{1}'')', '22023', NULL, 'too few knots');
SELECT throws_ok('SELECT bsc.score(''NaN'', ''60..95'')', '22023', NULL, 'actual NaN');
SELECT throws_ok('SELECT bsc.score(''NaN'', ''0:0 1:1 2:3'')', '22023', NULL, 'actual NaN on a curve');
SELECT throws_ok('SELECT bsc.score(''infinity''::numeric, 0, 1)', '22023', NULL, 'numeric infinity');
SELECT throws_ok('SELECT bsc.score(1e400::numeric, ''60..95'')', '22003', NULL, 'numeric beyond double precision');
SELECT throws_ok('SELECT bsc.score(1, 2, 2)', '22023', NULL, 'baseline = goal');
SELECT throws_ok('SELECT bsc.progress(1e308::float8, ''-1e308..0'')', '22003', NULL, 'progress out of range');
SELECT throws_ok('SELECT status(0.5, 0.9, 0.7)', '22023', NULL, 'amber above green');
SELECT throws_ok('SELECT target_sum(t) FROM unnest(''{1..2,2..1}''::bsc.target[]) AS t', '22023', NULL, 'unlike scores');
SELECT throws_ok('SELECT scale(''1..2'', ''NaN'')', '22023', NULL, 'scaled by NaN');
SELECT throws_ok('SELECT scale(''1..2'', 1e308)', '22003', NULL, 'scaled out of range');

-- values are multiplied as they are written
SELECT is(scale(t::bsc.target, f)::text, want, format('%s times %s', t, f))
FROM (VALUES ('0..9', 1.05::float8, '0..9.45'), ('0..2700000', 1.1, '0..2970000'), ('0.1:0 0.2:1 0.7:1.2', 3, '0.3:0 0.6:1 2.1:1.2'), ('6..2', 1.1, '6.6..2.2'),
             ('1..1e300', 1e-300, '1e-300..1'), ('1..3', -0.1, '-0.1..-0.3')) AS s (t, f, want);
SELECT is('0..9'::bsc.target * 1.05::float8, '0..9.45'::bsc.target, 'by the operator, too');
SELECT is(1.05::float8 * '0..9'::bsc.target, '0..9.45'::bsc.target, 'and from the left');

-- reading a curve backwards
SELECT is_empty($$
	SELECT target, s FROM curve, generate_series(-1, 1.2, 0.1) AS s
	WHERE abs(bsc.score(value_for(target, s), target) - s) > 1e-14$$, 'value_for is where the curve has that score');
SELECT is_empty($$
	SELECT target, s FROM curve, generate_series(-1, 1.2, 0.1) AS s
	WHERE (value_for(target, s) IS NULL) <> NOT EXISTS (SELECT FROM knot AS k WHERE k.n = curve.n HAVING s::float8 BETWEEN min(score) AND max(score))$$,
	'and null just where the curve never gets');
SELECT is_empty($$
	SELECT curve.target, s, v FROM curve, generate_series(-1, 1.2, 0.1) AS s, LATERAL (SELECT value_for(curve.target, s) AS v) AS found, knot AS k
	WHERE k.n = curve.n AND abs(k.score - s::float8) < 1e-14 AND CASE direction(curve.target) WHEN 'decrease' THEN k.value > v + 1e-9 ELSE k.value < v - 1e-9 END$$,
	'the first from the bad side');
SELECT is_empty('SELECT * FROM curve WHERE goal(target) IS DISTINCT FROM value_for(target, 1)', 'the goal is the value for 1');
SELECT is_empty('SELECT * FROM curve WHERE bsc.score(baseline(target), target) <> 0', 'the baseline scores 0');
SELECT is_empty('SELECT n FROM knot GROUP BY n, target HAVING lowest_score(target) <> min(score)', 'lowest score');

-- arithmetic
SELECT is_empty($$
	SELECT target, f, v FROM curve, unnest('{2, 0.5, -1, -4}'::float8[]) AS f, unnest('{0.25, 3, 12, 55, 100}'::float8[]) AS v
	WHERE abs(bsc.score(v * f, target * f) - bsc.score(v, target)) > 1e-12$$, 'a scaled curve scores scaled actuals alike');
SELECT is(target_sum(target(i, i + 5))::text, '5050..5550', 'a sum of targets') FROM generate_series(1, 100) AS i;
SELECT is(('10..20'::bsc.target + '20..40' + '30..90') / 3, '20..50'::bsc.target, 'a mean of targets');

-- storage
CREATE TEMP TABLE stored AS SELECT n, target, 'x'::text AS pad FROM curve;
SELECT is_empty('SELECT * FROM stored JOIN curve USING (n) WHERE stored.target <> curve.target OR bsc.score(10, stored.target) <> bsc.score(10, curve.target)',
	'a stored target is the same');
SELECT is((SELECT typstorage::text || typalign::text FROM pg_type WHERE oid = 'bsc.target'::regtype), 'pd', 'stored as it is computed on');
SELECT is_empty($$SELECT * FROM curve WHERE (SELECT (json_populate_record(NULL::curve, to_json(curve))).target) <> target$$, 'through JSON and back');
SELECT is(count(*), 1::bigint, 'equal curves are one, hashed')
FROM (SELECT _target_hash(t), _target_hash_extended(t, 42), count(*) FROM unnest('{0..1, -0..1.0, 0:0 1:1, >=1}'::bsc.target[]) AS t GROUP BY 1, 2) AS g;
SELECT is(count(DISTINCT _target_hash_extended(target, 1)), 11::bigint, 'different ones are not') FROM curve;
SELECT is_empty($$
	SELECT a.target, b.target FROM curve AS a, curve AS b
	WHERE (a.target < b.target) <> (b.target > a.target) OR (a.target <= b.target) <> NOT (a.target > b.target) OR (a.target = b.target) <> (a.n = b.n)
		OR (a.target >= b.target) <> (b.target <= a.target) OR (a.target <> b.target) <> (a.n <> b.n) OR sign(_target_cmp(a.target, b.target)) <> -sign(_target_cmp(b.target, a.target))$$,
	'the order is one');

-- soft errors, where the server has them
SELECT CASE WHEN current_setting('server_version_num')::int < 160000 THEN skip('soft errors came with 16')
	ELSE is_empty($$
		SELECT t FROM unnest('{x,60..60,1e999..1,>= 0,<= 1e308,1:1 0:0,-1e308..1e308,1:1,"0:0 1"}'::text[]) AS t WHERE pg_input_is_valid(t, 'bsc.target')
		UNION ALL SELECT t FROM unnest('{1..2,>= 3}'::text[]) AS t WHERE NOT pg_input_is_valid(t, 'bsc.target')$$, 'input can be tested') END;
SELECT is(status(0.7) || ' ' || status(0.9) || ' ' || status(0.69999) || ' ' || status(1, 1, 1), 'amber green red green', 'a score on a threshold has the better status');

SELECT * FROM finish();
ROLLBACK;
