SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS bsc;
RESET client_min_messages;

-- weights 50, 30 and 20; the last has no score
CREATE TABLE child (name text, score float8, weight float8);
INSERT INTO child VALUES ('growth', 0.8, 50), ('service', 0.6, 30), ('training', NULL, 20);
SELECT bsc.attainment(score, weight), bsc.coverage(score, weight), bsc.attainment(score) AS equal_weights, bsc.coverage(score) AS share FROM child;
SELECT m AS missing, round(bsc.combined_score(score, weight, 'mean', m)::numeric, 15) AS mean,
	bsc.combined_score(score, weight, 'worst', m) AS worst, bsc.combined_score(score, weight, 'best', m) AS best
FROM child, unnest('{skip,zero,strict}'::text[]) WITH ORDINALITY AS g (m, n) GROUP BY m, n ORDER BY n;
SELECT (bsc.parts(bsc.tally(score, weight))).* FROM child;

-- actual against target
SELECT bsc.attainment(actual, target, weight), bsc.attainment(actual, target), bsc.coverage(actual, target, weight), (bsc.parts(bsc.tally(actual, target, weight))).*
FROM (VALUES (36.0::float8, '48..24'::bsc.target, 3.0::float8), (95, '60..95', 1), (NULL, '60..95', 2), (70, NULL, 2), (70, '60..95', NULL)) AS v (actual, target, weight);
SELECT bsc.attainment(80, '60..100'::bsc.target), bsc.attainment(80, '60..100', 2);

-- all rows of the missing and the ignored kind
SELECT bsc.attainment(score, weight), bsc.coverage(score, weight), bsc.tally(score, weight) FROM child WHERE false;
SELECT bsc.attainment(score, weight), bsc.coverage(score, weight), bsc.tally(score, weight) FROM child WHERE score IS NULL;
SELECT bsc.attainment(score, NULL), bsc.coverage(score, NULL), bsc.tally(score, NULL) FROM child;
SELECT bsc.attainment(score, 0), bsc.coverage(score, 0), bsc.tally(score, 0) FROM child;
SELECT bsc.attainment(NULL::bsc.tally), bsc.tally(NULL::bsc.tally);

-- an attainment above one is not capped, and zero is a score
SELECT bsc.attainment(s), bsc.tally(s) FROM unnest('{1.25, 1.5, 0, -0}'::float8[]) AS s;

-- faults in the data
SELECT bsc.attainment(-0.1, 1);
SELECT bsc.attainment('NaN'::float8);
SELECT bsc.attainment('Infinity'::float8, 1);
SELECT bsc.attainment('NaN'::numeric, 1);
SELECT bsc.attainment(1, -1);
SELECT bsc.coverage(1, 'NaN'::float8);
SELECT bsc.coverage(NULL, -1);
SELECT bsc.tally(1, 'Infinity'::numeric);
SELECT bsc.attainment(5, '0:0 10:-1'::bsc.target);
SELECT bsc.attainment('NaN', '60..95'::bsc.target);
SELECT bsc.attainment(1, w) FROM unnest('{1e308, 1e308}'::float8[]) AS w;
SELECT bsc.attainment(s, 1e200::float8) FROM unnest('{1e200}'::float8[]) AS s;
SELECT bsc.combined_score(1, 1, 'median', 'skip');
SELECT bsc.combined_score(1, 1, 'mean', 'ignore');
SELECT bsc.combined_score(1, 1, 'mean', NULL);
SELECT bsc.combined_score(1, 1, c, 'skip') FROM unnest('{mean,best}'::text[]) AS c;
SELECT bsc.combined_score(-1, 1, 'best', 'skip');
SELECT bsc.combined_score(1, 'NaN', 'best', 'skip');

-- tallies are values
CREATE TABLE daily (day int, tally bsc.tally);
INSERT INTO daily SELECT i, bsc.tally(i / 10.0, i) FROM generate_series(1, 9) AS i GROUP BY i;
INSERT INTO daily VALUES (10, '0/3/0/7.5/0'), (11, NULL), (12, '0/0/0/0/0');
SELECT day, tally, round(tally::float8::numeric, 15) AS attainment FROM daily ORDER BY day;
SELECT round(bsc.attainment(tally)::numeric, 15) AS attainment, bsc.coverage(tally), bsc.tally(tally) FROM daily;
SELECT bsc.attainment(tally) = (SELECT bsc.attainment(i / 10.0, i) FROM generate_series(1, 9) AS i) AS same FROM daily;
SELECT (bsc.parts(tally)).* FROM daily WHERE day >= 9 ORDER BY day;
SET search_path = public, bsc;
SELECT '2/1/80/20/58'::bsc.tally + '1/0/20/0/20' AS sum, bsc.tally_add('2/1/80/20/58', '0/0/0/0/0') AS same;
SELECT count(*), count(DISTINCT tally), min(tally::text) FROM (SELECT tally FROM daily UNION ALL SELECT tally FROM daily) AS twice;
SELECT tally, count(*) FROM daily GROUP BY tally ORDER BY tally LIMIT 3;
SELECT '1/0/1/0/0.5'::bsc.tally < '1/0/1/0/0.6' AS lower, '2/0/2/0/1'::bsc.tally > '1/0/1/0/0.5' AS heavier, '0/0/0/0/0'::bsc.tally < '1/0/1/0/0' AS none_first,
	'1/0/1/0/1'::bsc.tally = '1/0/1.0/0/1e0' AS equal, '1/0/1/0/1'::bsc.tally <> '1/0/1/0/1+1e-17' AS unequal;
RESET search_path;
CREATE INDEX ON daily (tally);
CREATE INDEX ON daily USING hash (tally);

-- text that is a tally, and text that is none
SELECT t::bsc.tally FROM unnest(ARRAY['2/1/80/20/58', '0/0/0/0/0', '1/0/0.1+1e-19/0/-0', '1/1/0/0/0', '1/0/5e-324/0/1.5', '9223372036854775807/0/1e308/0/1e308',
	'1/0/1+1/0/1', '3/0/1-1e-17/0/1']) AS t;
SELECT ''::bsc.tally;
SELECT '1/2/3/4'::bsc.tally;
SELECT '1/0/1/0/1/0'::bsc.tally;
SELECT ' 1/0/1/0/1'::bsc.tally;
SELECT '1/0/1/0/1 '::bsc.tally;
SELECT '1/0/NaN/0/1'::bsc.tally;
SELECT '1/0/1e999/0/1'::bsc.tally;
SELECT '9223372036854775808/0/1/0/1'::bsc.tally;
SELECT '-1/0/1/0/1'::bsc.tally;
SELECT '1/0/-1/0/1'::bsc.tally;
SELECT '1/0/1-2/0/1'::bsc.tally;
SELECT '0/0/1/0/0'::bsc.tally;
SELECT '1/0/1/1/1'::bsc.tally;
SELECT '1/0/0/0/1'::bsc.tally;
SELECT bsc.tally_add('9223372036854775807/0/1/0/1', '1/0/1/0/1');
SELECT bsc.tally_add('1/0/1e308/0/1', '1/0/1e308/0/1');

-- aggregation in its forms
SELECT name, bsc.attainment(score, weight) FILTER (WHERE score > 0.7) AS filtered, bsc.attainment(DISTINCT score) AS once, bsc.attainment(score, weight ORDER BY weight) AS ordered
FROM child GROUP BY GROUPING SETS ((name), ()) ORDER BY name;
SELECT bsc.attainment(bsc.score(actual, 60, 100), weight) FROM (VALUES (80.0, 1), (100, 1.5)) AS v (actual, weight);

-- in a frame
SELECT i, bsc.attainment(score, weight) OVER w AS attainment, bsc.coverage(score, weight) OVER w AS coverage, bsc.tally(score, weight) OVER w AS tally
FROM (VALUES (1, 0.5, 50), (2, 0.75, 32), (3, NULL, 16), (4, 1, 1e300), (5, 0.25, 1), (6, 0.25, 1), (7, 0.25, 2), (8, NULL, 0), (9, NULL, NULL), (10, NULL, 0), (11, 0.5, 1))
	AS v (i, score, weight)
WINDOW w AS (ORDER BY i ROWS 2 PRECEDING);
SELECT day, bsc.coverage(tally) OVER w, bsc.tally(tally) OVER w FROM daily WHERE day > 8 WINDOW w AS (ORDER BY day ROWS 1 PRECEDING);
SELECT bsc.attainment(1, w) OVER (ORDER BY w ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING) FROM unnest('{1e308, 1.1e308}'::float8[]) AS w;

DROP TABLE child, daily;
