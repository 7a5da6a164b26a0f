SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS bsc;
RESET client_min_messages;

-- every form, and what it is printed as
SELECT written, written::bsc.target AS printed, written::bsc.target::text::bsc.target OPERATOR(bsc.=) written::bsc.target AS same
FROM unnest(ARRAY['60..95', '48..24', '>= 95', '<= 24', '60:0 95:1 110:1.2', '10:0 14:1 16:1 20:0',
	' 60 .. 95 ', '>=95', '-5..5', '5..-5', '-0..1', '1..-0', '+60..+95', '.5.. .75', '60.5..95.25', '6e1..9.5E+1', '1e-300..1e300',
	'60:0 95:1', '95:0 96:1', '60:1 95:0', '60:0.0 95:1.0', '60:0   95:2', '0.1..0.3', '-1:-1 0:0 1:1', '0.30000000000000004..1',
	E'60:0\n95:1', '5e-324..1']) AS written;

-- what is no target
SELECT ''::bsc.target;
SELECT '60'::bsc.target;
SELECT '60..'::bsc.target;
SELECT '..95'::bsc.target;
SELECT '60..95..99'::bsc.target;
SELECT '60. .95'::bsc.target;
SELECT '60...95'::bsc.target;
SELECT '60..95 x'::bsc.target;
SELECT '60.:0 95:1'::bsc.target;
SELECT '60:0 95'::bsc.target;
SELECT '60:095:1'::bsc.target;
SELECT '60 :0 95:1'::bsc.target;
SELECT 'NaN..1'::bsc.target;
SELECT '1..Infinity'::bsc.target;
SELECT '0x10..1'::bsc.target;
SELECT '> 95'::bsc.target;
SELECT '>= '::bsc.target;
SELECT '>= 95 96'::bsc.target;
SELECT '1e400..1'::bsc.target;
SELECT '1e-400..1'::bsc.target;
SELECT '-1.7e308..1.7e308'::bsc.target;
SELECT '60..60'::bsc.target;
SELECT '0..-0'::bsc.target;
SELECT '60:0'::bsc.target;
SELECT '95:1 60:0'::bsc.target;
SELECT '60:0 60:1'::bsc.target;
SELECT '>= 0'::bsc.target;
SELECT '>= -5'::bsc.target;
SELECT '<= 0'::bsc.target;
SELECT '<= 1e308'::bsc.target;
SELECT string_agg(i || ':' || i, ' ')::bsc.target FROM generate_series(1, 33) AS i;

-- constructors
SELECT bsc.target(60, 95), bsc.target(48.5, 24), bsc.curve('{60,95,110}', '{0,1,1.2}'), bsc.curve(ARRAY[1, 2], ARRAY[0, 1]),
	bsc.target(NULL, 95) IS NULL AS none;
SELECT bsc.target(1, 1);
SELECT bsc.target('NaN', 1);
SELECT bsc.target(1, 'Infinity');
SELECT bsc.curve('{1,2}', '{0}');
SELECT bsc.curve('{1,2}', '{0,NULL}');
SELECT bsc.curve('{{1,2}}', '{{0,1}}');
SELECT bsc.curve('{}', '{}');
SELECT bsc.curve(array_agg(i), array_agg(i)) FROM generate_series(1, 100) AS i;

-- scores and how far beyond
SELECT t AS target, x AS actual, bsc.score(x, t::bsc.target) AS score, bsc.progress(x, t::bsc.target) AS progress
FROM unnest(ARRAY['60..95', '48..24', '60:0 95:1 110:1.2', '10:0 14:1 16:1 20:0']) WITH ORDINALITY AS g (t, n),
	unnest(ARRAY[-10, 0, 12, 24, 30, 48, 60, 77.5, 95, 100, 110, 130]::float8[]) AS x
ORDER BY n, x;
SELECT bsc.score(80, 60, 100), bsc.score(120, 60, 100), bsc.score(30, 48, 24), bsc.score(60, 48, 24),
	bsc.progress(120, 60, 100), bsc.progress(60, 48, 24), bsc.score(80.5, '60..95'), bsc.score(NULL, '60..95') IS NULL AS none;
SELECT bsc.score('NaN', '60..95');
SELECT bsc.score('-Infinity', '60..95');
SELECT bsc.score('NaN'::numeric, '60:0 95:1 96:2');
SELECT bsc.progress('Infinity', '60..95');
SELECT bsc.score('NaN', 0, 1);
SELECT bsc.score(1, 'NaN', 1);
SELECT bsc.score(1, 0, 'Infinity');
SELECT bsc.score(1, 5, 5);
SELECT bsc.score(1, -1.7e308::float8, 1.7e308::float8);
SELECT bsc.progress(1e300::float8, '0..1e-300');
SELECT bsc.progress(1e300::float8, 0, 1e-300);

-- status
SELECT bsc.status(s) AS status, bsc.status(s, 0.5, 0.5) AS one_threshold, s FROM unnest('{-1,0,0.69,0.7,0.89,0.9,2}'::float8[]) AS s;
SELECT bsc.status(NULL) IS NULL AS none, 'red'::bsc.status < 'amber' AND 'amber'::bsc.status < 'green' AS ordered;
SELECT bsc.status(0.5, 0.9, 0.7);
SELECT bsc.status('NaN'::float8);
SELECT bsc.status(0.5, 'NaN');

-- what a curve says
SELECT t, bsc.baseline(t), bsc.goal(t), bsc.direction(t), bsc.value_for(t, 0.5) AS half, bsc.lowest_score(t)
FROM unnest(ARRAY['60..95', '48..24', '60:0 95:1 110:1.2', '10:0 14:1 16:1 20:0', '0:0 100:2', '-5:-1 5:1', '10:0 20:0 95:1',
	'1:0.2 2:0.3', '10:1 20:1', '10:1 15:0 20:1', '0:0 10:-1', '5:1.2 10:0.8 20:0', '10:0 14:1 16:1 20:0.5', '0:2 10:-2']::bsc.target[]) AS t;
SELECT bsc.value_for('60..95', 1.5) IS NULL AS none, bsc.value_for('60..95', 'NaN');

-- arithmetic; operators are found through search_path, functions need not be
SET search_path = public, bsc;
SELECT '60..95'::bsc.target * 2 AS twice, 2 * '48..24'::bsc.target AS before, '60..95'::bsc.target * -1 AS turned,
	'10:0 14:1 16:1 20:0'::bsc.target / 2 AS half, '60..95'::bsc.target + '1..2' AS sum, bsc.scale('60..95', 0.5);
SELECT bsc.target_sum(t) FROM unnest('{60..95, 40..80, NULL, 0..1}'::bsc.target[]) AS t;
SELECT bsc.target_sum(t) FROM unnest('{48..24, 1..95}'::bsc.target[]) AS t;
SELECT bsc.target_sum(t) FROM unnest('{60..95, 60:0 95:1 96:1}'::bsc.target[]) AS t;
SELECT bsc.target_sum(t) IS NULL AS none FROM unnest('{NULL}'::bsc.target[]) AS t;
SELECT bsc.target_sum(t) FROM unnest('{0..1e308, 0..1e308}'::bsc.target[]) AS t;
SELECT bsc.scale('60..95', 3), bsc.target_add('60..95', '1..2'), bsc.target_divide('60..95', 2);
SELECT bsc.scale('60..95', 0);
SELECT bsc.scale('60..95', 'NaN');
SELECT bsc.scale('60..95', 1e307);
SELECT bsc.target_divide('1..2', 0);

-- every way of scoring in use elsewhere is a curve
SELECT actual,
	bsc.score(actual, '40..100') AS performance,
	bsc.progress(actual, 40, 100) AS progress_from_baseline,
	round(bsc.score(actual, '40:0 60:3.33 80:6.67 100:10')::numeric, 2) AS red_flag_to_goal,
	bsc.score(actual, '50:0 60:0.25 70:0.5 80:0.75 90:1') AS bands,
	bsc.score(actual, '100..40') AS less_is_better,
	bsc.progress(actual, 0, 80) AS percent_of_goal,
	bsc.score(actual, '60:0 80:1 100:0') AS close_to_80
FROM unnest('{30,40,70,80,100,120}'::float8[]) AS actual;

-- comparison
SELECT array_agg(t ORDER BY t) FROM unnest('{60..95, 48..24, 1..2, 60:0 95:1 96:1, 60:0 95:1 97:1, 60..94, 60..95}'::bsc.target[]) AS t;
SELECT t, count(*) FROM unnest('{60..95, 60:0 95:1, 60..95.0, 95..60}'::bsc.target[]) AS t GROUP BY t ORDER BY t;
SELECT count(DISTINCT t) FROM unnest('{60..95, 60:0 95:1, 60..95.0, 95..60}'::bsc.target[]) AS t;

-- stored and indexed
CREATE TABLE goal (id int, target bsc.target) PARTITION BY HASH (target);
CREATE TABLE goal_0 PARTITION OF goal FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE goal_1 PARTITION OF goal FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO goal SELECT i, bsc.target(i % 100, i % 100 + 7) FROM generate_series(1, 1000) AS i;
CREATE INDEX ON goal (target);
ANALYZE goal;
SELECT count(*), count(DISTINCT target), count(DISTINCT tableoid) > 1 AS spread FROM goal;
SET enable_seqscan = off;
SELECT count(*) FROM goal WHERE target = '42..49';
RESET enable_seqscan;
DROP TABLE goal;
RESET search_path;
