-- The attainment aggregates: the same result in every way of computing it, and the same as SQL written by hand
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc;

SELECT plan(46);

-- Weights over 300 orders of magnitude, missing scores, null and zero weights.
SELECT setseed(0.25);
CREATE TABLE result (id int, unit int, score float8, weight float8) PARTITION BY RANGE (unit);
CREATE TABLE result_1 PARTITION OF result FOR VALUES FROM (0) TO (40);
CREATE TABLE result_2 PARTITION OF result FOR VALUES FROM (40) TO (80);
CREATE TABLE result_3 PARTITION OF result FOR VALUES FROM (80) TO (100);
INSERT INTO result
SELECT i, i % 100, CASE WHEN random() > 0.1 THEN random() * 1.3 END,
	CASE WHEN random() < 0.02 THEN NULL WHEN random() < 0.02 THEN 0 WHEN i % 997 = 0 THEN 1e15 * random() WHEN i % 5003 = 0 THEN 1e200
		WHEN i % 11 = 0 THEN 1e-100 * random() ELSE random() * 10 END
FROM generate_series(1, 20000) AS i;
ANALYZE result;
CREATE TEMP TABLE stored AS SELECT unit, id % 7 AS day, tally(score, weight) FROM result GROUP BY 1, 2;

-- What is right: with numerics, which do not round
CREATE TEMP TABLE exact AS
SELECT unit, sum(score::numeric * weight::numeric) / sum(weight::numeric) FILTER (WHERE score IS NOT NULL) AS attainment,
	sum(weight::numeric) FILTER (WHERE score IS NOT NULL) / sum(weight::numeric) AS coverage,
	count(score) FILTER (WHERE weight IS NOT NULL) AS count, count(weight) - count(score) FILTER (WHERE weight IS NOT NULL) AS missing
FROM result GROUP BY GROUPING SETS ((unit), ());
CREATE FUNCTION pg_temp.differs(a float8, b numeric, tolerance float8) RETURNS boolean LANGUAGE sql
	RETURN CASE WHEN a IS NULL OR b IS NULL THEN (a IS NULL) <> (b IS NULL) ELSE abs(a::numeric - b) > tolerance::numeric * greatest(abs(b), 1e-300) END;
SELECT is_empty($$
	SELECT * FROM exact JOIN (SELECT unit, attainment(score, weight) AS a, coverage(score, weight) AS c, parts(tally(score, weight)) AS p FROM result
			GROUP BY GROUPING SETS ((unit), ())) AS ours ON ours.unit IS NOT DISTINCT FROM exact.unit
	WHERE pg_temp.differs(a, exact.attainment, 1e-14) OR pg_temp.differs(c, exact.coverage, 1e-14) OR (p).count <> exact.count OR (p).missing <> exact.missing
		OR a <> (p).attainment OR c <> (p).coverage$$, 'attainment, coverage and tally are what numerics say');
SELECT is((SELECT count(*) FROM exact), 101::bigint, 'for a hundred units and all of them');

-- Plans. Each one is checked to be what it is called.
CREATE FUNCTION pg_temp.plan_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	line text;
	plan text := '';
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
		plan := plan || line || E'\n';
	END LOOP;
	RETURN plan;
END $$;
CREATE TEMP TABLE answer (way text, unit int, attainment float8, coverage float8, tally tally);
SET LOCAL max_parallel_workers_per_gather = 0;
INSERT INTO answer SELECT 'serial', NULL, attainment(score, weight), coverage(score, weight), tally(score, weight) FROM result;
INSERT INTO answer SELECT 'serial', unit, attainment(score, weight), coverage(score, weight), tally(score, weight) FROM result GROUP BY unit;
INSERT INTO answer SELECT 'reversed', unit, attainment(score, weight ORDER BY id DESC), coverage(score, weight ORDER BY id DESC), tally(score, weight ORDER BY weight)
	FROM result GROUP BY GROUPING SETS ((unit), ());
SET LOCAL enable_hashagg = off;
INSERT INTO answer SELECT 'sorted', unit, attainment(score, weight), coverage(score, weight), tally(score, weight) FROM result GROUP BY unit;
RESET enable_hashagg;
SET LOCAL enable_partitionwise_aggregate = on;
SELECT matches(pg_temp.plan_of('SELECT unit, attainment(score, weight) FROM result GROUP BY unit'), 'Append\s+->  HashAggregate', 'aggregated by partition');
SELECT matches(pg_temp.plan_of('SELECT attainment(score, weight) FROM result'), 'Finalize Aggregate\s+->  Append\s+->  Partial Aggregate', 'partially by partition');
INSERT INTO answer SELECT 'by partition', unit, attainment(score, weight), coverage(score, weight), tally(score, weight) FROM result GROUP BY unit;
INSERT INTO answer SELECT 'by partition', NULL, attainment(score, weight), coverage(score, weight), tally(score, weight) FROM result;
RESET enable_partitionwise_aggregate;
SET LOCAL max_parallel_workers_per_gather = 3;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SELECT matches(pg_temp.plan_of('SELECT unit, attainment(score, weight), coverage(score, weight), tally(score, weight) FROM result GROUP BY unit'),
	'Finalize .*Gather.*Partial ', 'aggregated by parallel workers');
CREATE TEMP TABLE parallel AS SELECT 'parallel' AS way, unit, attainment(score, weight) AS a, coverage(score, weight) AS c, tally(score, weight) AS t FROM result GROUP BY unit;
CREATE TEMP TABLE parallel_whole AS SELECT 'parallel' AS way, NULL::int AS unit, attainment(score, weight) AS a, coverage(score, weight) AS c, tally(score, weight) AS t FROM result;
INSERT INTO answer TABLE parallel UNION ALL TABLE parallel_whole;
SELECT matches(pg_temp.plan_of('SELECT combined_score(score, weight, ''mean'', ''skip'') FROM result'), 'Finalize .*Gather.*Partial ', 'combined_score too');
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
SET LOCAL max_parallel_workers_per_gather = 0;
INSERT INTO answer SELECT 'from tallies', unit, attainment(tally), coverage(tally), tally(tally) FROM stored GROUP BY GROUPING SETS ((unit), ());
INSERT INTO answer SELECT 'from tallies, backwards', unit, attainment(tally ORDER BY day DESC, unit DESC), coverage(tally), tally(tally ORDER BY tally)
	FROM stored GROUP BY GROUPING SETS ((unit), ());
INSERT INTO answer SELECT 'from text', unit, attainment(tally::text::tally), coverage(tally::text::tally), tally(tally::text::tally) FROM stored GROUP BY unit;
INSERT INTO answer SELECT 'from tallies of tallies', NULL, attainment(t), coverage(t), tally(t) FROM (SELECT tally(tally) AS t FROM stored GROUP BY unit) AS s;
SELECT is((SELECT count(*) FROM (SELECT DISTINCT way FROM answer) AS w), 9::bigint, 'nine ways');
SELECT is_empty('SELECT unit, count(*) FROM (SELECT DISTINCT unit, attainment FROM answer) AS a GROUP BY unit HAVING count(*) > 1', 'the same attainment every way, to the last bit');
SELECT is_empty('SELECT unit, count(*) FROM (SELECT DISTINCT unit, coverage FROM answer) AS a GROUP BY unit HAVING count(*) > 1', 'the same coverage');
SELECT is_empty($$
	SELECT unit FROM (SELECT DISTINCT unit, (parts(tally)).weight, (parts(tally)).missing_weight, (parts(tally)).count, (parts(tally)).missing FROM answer) AS a
	GROUP BY unit HAVING count(*) > 1$$, 'the same weights and counts');
SELECT is_empty('SELECT * FROM answer WHERE tally::float8 IS DISTINCT FROM attainment OR _tally_coverage(tally) IS DISTINCT FROM coverage', 'a tally has the attainment and the coverage');

-- combined_score from partial states, where one partition lacks what another has
CREATE FUNCTION pg_temp.combined(partitionwise boolean) RETURNS TABLE (c text, m text, lacking text, score float8) LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config('enable_partitionwise_aggregate', partitionwise::text, true);
	FOR c, m, lacking IN SELECT * FROM unnest('{mean,worst,best}'::text[]) AS a, unnest('{skip,zero,strict}'::text[]) AS b, unnest('{unit < 40,unit >= 80,false,true}'::text[]) AS d LOOP
		EXECUTE format('SELECT combined_score(CASE WHEN NOT (%s) THEN coalesce(score, unit / 80.0) END, weight, %L, %L) FROM result', lacking, c, m) INTO score;
		RETURN NEXT;
	END LOOP;
END $$;
SELECT results_eq('SELECT * FROM pg_temp.combined(true)', 'SELECT * FROM pg_temp.combined(false)', 'combined_score is the same from parts');
SET LOCAL enable_partitionwise_aggregate = on;
SELECT matches(pg_temp.plan_of('SELECT combined_score(score, weight, ''mean'', ''skip'') FROM result'), 'Finalize Aggregate\s+->  Append\s+->  Partial Aggregate', 'which are by partition');
RESET enable_partitionwise_aggregate;

-- Rules of combined_score, by hand
SELECT results_eq($$SELECT c, m, round(combined_score(score, weight, c, m)::numeric, 12) FROM (VALUES (0.8, 50), (0.6, 30), (NULL, 20)) AS v (score, weight),
		unnest('{mean,worst,best}'::text[]) WITH ORDINALITY AS a (c, i), unnest('{skip,zero,strict}'::text[]) WITH ORDINALITY AS b (m, j) GROUP BY c, m, i, j ORDER BY i, j$$,
	$$VALUES ('mean', 'skip', 0.725), ('mean', 'zero', 0.58), ('mean', 'strict', NULL), ('worst', 'skip', 0.6), ('worst', 'zero', 0), ('worst', 'strict', NULL),
		('best', 'skip', 0.8), ('best', 'zero', 0.8), ('best', 'strict', NULL)$$, 'the worked example');
SELECT results_eq($$SELECT c, m, combined_score(score, weight, c, m)::numeric FROM (VALUES (0.5, 1), (0.25, 0), (NULL, 0), (NULL, NULL), (0.125, NULL), (1.5, 0)) AS v (score, weight),
		unnest('{mean,worst,best}'::text[]) WITH ORDINALITY AS a (c, i), unnest('{skip,zero,strict}'::text[]) WITH ORDINALITY AS b (m, j) GROUP BY c, m, i, j ORDER BY i, j$$,
	$$SELECT c, m, 0.5 FROM unnest('{mean,worst,best}'::text[]) WITH ORDINALITY AS a (c, i), unnest('{skip,zero,strict}'::text[]) WITH ORDINALITY AS b (m, j) ORDER BY i, j$$,
	'who has no weight does not matter, whether with a score or without');
SELECT is_empty($$SELECT c, m, combined_score(score, weight, c, m) FROM (VALUES (NULL::float8, 1), (0.5, 0)) AS v (score, weight),
		unnest('{mean,worst,best}'::text[]) AS c, unnest('{skip,zero,strict}'::text[]) AS m GROUP BY c, m HAVING combined_score(score, weight, c, m) IS NOT NULL$$,
	'without a child that has score and weight there is no score');

-- Equal scores have that score for their mean, under any weights
SELECT is_empty($$SELECT s FROM generate_series(0, 1.2, 0.01) AS s, generate_series(1, 60) AS w GROUP BY s
	HAVING attainment(s::float8, w / 7.0::float8) <> s::float8 OR attainment(s, w) <> s::float8$$, 'equal scores give just that score');
SELECT is(attainment(s::float8, w::float8), 0.3::float8, 'tenths add up')
FROM (VALUES (0.1, 1), (0.2, 1), (0.3, 1), (0.4, 1), (0.5, 1)) AS v (s, w);

-- Frames
CREATE TEMP TABLE series AS
SELECT i, CASE WHEN random() > 0.2 THEN random() END AS score,
	CASE WHEN i % 50 = 7 THEN 1e15 WHEN i % 211 = 0 THEN 1e300 WHEN i BETWEEN 300 AND 340 THEN 1e-300 * random() WHEN i BETWEEN 341 AND 360 THEN 0
		WHEN i % 31 = 0 THEN NULL ELSE random() END AS weight
FROM generate_series(1, 1500) AS i;
CREATE TEMP TABLE frame AS SELECT unnest('{1,2,12,120}'::int[]) AS width;
CREATE FUNCTION pg_temp.by_frame(width int) RETURNS TABLE (i int, moving float8, again float8, moving_coverage float8, coverage float8, m tally, a tally) LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE format('SELECT s.i::int, attainment(score, weight) OVER w, x.a, coverage(score, weight) OVER w, x.c, tally(score, weight) OVER w, x.t FROM series AS s
		CROSS JOIN LATERAL (SELECT attainment(score, weight) AS a, coverage(score, weight) AS c, tally(score, weight) AS t
			FROM series AS o WHERE o.i BETWEEN s.i - %1$s AND s.i) AS x
		WINDOW w AS (ORDER BY s.i ROWS %1$s PRECEDING)', width - 1);
END $$;
CREATE TEMP TABLE framed AS SELECT width, f.* FROM frame, pg_temp.by_frame(width) AS f;
SELECT is((SELECT count(*) FROM framed), 6000::bigint, 'frames of four widths');
SELECT is_empty('SELECT * FROM framed WHERE pg_temp.differs(moving, again::numeric, 1e-12)', 'a moving frame is exact to 1e-12, outliers passing through');
SELECT is_empty('SELECT * FROM framed WHERE pg_temp.differs(moving_coverage, coverage::numeric, 1e-12)', 'coverage as well');
SELECT is_empty($$
	SELECT * FROM framed WHERE (parts(m)).count <> (parts(a)).count OR (parts(m)).missing <> (parts(a)).missing
		OR pg_temp.differs((parts(m)).weight, (parts(a)).weight::numeric, 1e-12) OR pg_temp.differs((parts(m)).missing_weight, (parts(a)).missing_weight::numeric, 1e-12)$$,
	'and tallies');
SELECT cmp_ok((SELECT count(*) FROM framed WHERE moving IS NULL), '>', 10::bigint, 'frames without data have none');
SELECT is_empty($$
	SELECT unit, day FROM (SELECT unit, day, attainment(tally) OVER w AS moving, (SELECT attainment(o.tally) FROM stored AS o WHERE o.unit = s.unit AND o.day BETWEEN s.day - 2 AND s.day) AS again
		FROM stored AS s WINDOW w AS (PARTITION BY unit ORDER BY day ROWS 2 PRECEDING)) AS f
	WHERE pg_temp.differs(moving, again::numeric, 1e-12)$$, 'frames over stored tallies');
SELECT is_empty($$
	SELECT * FROM (SELECT attainment(score, weight) OVER (ORDER BY i ROWS 3 PRECEDING EXCLUDE CURRENT ROW) AS a,
		(SELECT attainment(score, weight) FROM series AS o WHERE o.i BETWEEN s.i - 3 AND s.i - 1) AS b FROM series AS s) AS f WHERE a IS DISTINCT FROM b$$,
	'frames with an exclusion');
SELECT is(array_agg(a), '{0.5,0.75,1}'::float8[], 'numeric arguments in a frame') FROM (
	SELECT attainment(s, w) OVER (ORDER BY s ROWS 1 PRECEDING) AS a FROM (VALUES (0.5, 1.0), (1.0, 1.0), (1.0, 2.0)) AS v (s, w)) AS f;
SELECT is(array_agg(a), '{0.5,0.75,1}'::float8[], 'and actuals against a target') FROM (
	SELECT attainment(x, '0..2', 1.0) OVER (ORDER BY x ROWS 1 PRECEDING) AS a FROM (VALUES (1.0), (2.0), (3.0)) AS v (x)) AS f;

-- Types of arguments
CREATE TEMP TABLE kind AS SELECT unnest('{1,1.0,1::smallint,1::int,1::bigint,1::numeric,1::real,1::float8}'::text[]) AS value;
CREATE FUNCTION pg_temp.float8_of(expression text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
	result float8;
BEGIN
	EXECUTE 'SELECT ' || expression INTO STRICT result;
	RETURN result;
END $$;
SELECT is_empty($$SELECT a.value, b.value FROM kind AS a, kind AS b WHERE pg_temp.float8_of(format('attainment(%s, %s) + coverage(%1$s, %2$s) + tally(%1$s, %2$s)::float8', a.value, b.value)) <> 3$$,
	'any two kinds of number are score and weight');
SELECT is_empty($$SELECT a.value, b.value FROM kind AS a, kind AS b
	WHERE pg_temp.float8_of(format('attainment(%s, ''0..2'', %s) + coverage(%1$s, ''0..2'', %2$s) + tally(%1$s, ''0..2'', %2$s)::float8', a.value, b.value)) <> 2$$,
	'or actual and weight');
SELECT is_empty($$SELECT value FROM kind WHERE pg_temp.float8_of(format('attainment(%s) + coverage(%1$s) + tally(%1$s)::float8 + attainment(%1$s, ''0..2''::bsc.target)
	+ bsc.score(%1$s, ''0..2'') + bsc.progress(%1$s, ''0..2'')', value)) <> 4.5$$, 'or score, or actual');
SELECT is_empty($$SELECT a.value, b.value FROM kind AS a, kind AS b WHERE pg_temp.float8_of(format('bsc.score(%s, 0, %s) + bsc.score(0, %1$s, %2$s + 1) + bsc.progress(%2$s, %1$s, 2)', a.value, b.value)) <> 1$$,
	'or actual, baseline and goal');
SELECT is(attainment(1.0::float8, '0.5') + attainment(1.0, '0.5'), 2::float8, 'a literal as second of two arguments is a number');
SELECT is(attainment(NULL, 1), NULL::float8, 'an untyped null is a missing score');

-- numeric is rounded correctly
CREATE TEMP TABLE number (x numeric);
INSERT INTO number
SELECT sign * round((random() * 1e9)::numeric, (random() * 9)::int) * 10::numeric ^ ((random() * 44)::int - 22) AS x FROM generate_series(1, 20000), unnest('{1,-1}'::int[]) AS sign
UNION ALL SELECT (random() * 1e9)::bigint::numeric * 1e9 + (random() * 1e9)::bigint + (random() * 1e6)::numeric(12, 6) FROM generate_series(1, 5000)
UNION ALL SELECT 9007199254740992::numeric * 10::numeric ^ p + d FROM generate_series(0, 24) AS p, generate_series(-20, 20) AS d
UNION ALL SELECT unnest('{0,-0,0.000,1e22,1e23,1e-22,1e-23,1.7976931348623157e308,-1e308,1e-307,4.9e-324,0.30000000000000004,9999,10000,99999999,100000000,0.0001,0.00001,123456789012345678901234567890}'::numeric[])
UNION ALL SELECT 10000::numeric ^ p * d FROM generate_series(-20, 20) AS p, unnest('{1,9999,12345.6789,-0.5}'::numeric[]) AS d;
SELECT is_empty('SELECT x FROM number WHERE bsc.progress(x, 0, 1) <> x::float8', 'numerics become the double precision number next to them');
SELECT is_empty('SELECT x FROM number WHERE x >= 0 AND x < 1e300 GROUP BY x HAVING attainment(x) <> x::float8 OR attainment(1, x) <> 1', 'as scores and weights, too');

-- One state for all three
SELECT is((SELECT count(DISTINCT (a.aggtransfn, a.aggtranstype, a.agginitval, a.aggcombinefn, a.aggserialfn)) FROM pg_aggregate AS a JOIN pg_proc AS p ON p.oid = a.aggfnoid
	WHERE p.pronamespace = 'bsc'::regnamespace AND p.proname IN ('attainment', 'coverage', 'tally')), 10::bigint,
	'attainment, coverage and tally of the same arguments share their state');
SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_aggregate AS a JOIN pg_proc AS p ON p.oid = a.aggfnoid
	WHERE p.pronamespace = 'bsc'::regnamespace AND p.proname IN ('attainment', 'coverage', 'tally')
		AND (a.aggfinalmodify <> 'r' OR a.aggmfinalmodify <> 'r' OR a.aggcombinefn = 0 OR a.aggmtransfn = 0 OR a.aggminvtransfn = 0 OR a.agginitval IS NULL OR p.proparallel <> 's')$$,
	'all of them can be split, moved and shared');

-- A tally as a value
SELECT is_empty('SELECT * FROM answer WHERE tally::text::tally <> tally', 'text keeps a tally exactly');
SELECT is_empty($$
	SELECT * FROM (SELECT DISTINCT tally FROM stored) AS a, (SELECT DISTINCT tally FROM stored LIMIT 50) AS b
	WHERE (a.tally < b.tally) <> (b.tally > a.tally) OR (a.tally <= b.tally) <> NOT (a.tally > b.tally) OR (a.tally = b.tally) <> (a.tally::text = b.tally::text)
		OR (a.tally = b.tally AND _tally_hash(a.tally) <> _tally_hash(b.tally)) OR (a.tally = b.tally AND _tally_hash_extended(a.tally, 7) <> _tally_hash_extended(b.tally, 7))
		OR (a.tally::float8 < b.tally::float8 AND NOT a.tally < b.tally)$$, 'the order of tallies is one, by attainment');
SELECT is((SELECT _tally_accum(_tally_accum(NULL, 0.5::float8, 2::float8), 1.0, 2.0)), '2/0/4/0/3'::tally, 'rows can be added to a tally one by one');
SELECT is(_tally_combine(t, t) + t, '3/3/6/6/3'::tally, 'a tally as an argument is not changed') FROM (SELECT '1/1/2/2/1'::tally AS t OFFSET 0) AS s;

-- Stored tallies: any slice of a table of daily ones is what the rows give, to the last bit
CREATE TEMP TABLE raw AS
SELECT date '2024-01-01' + i * 7919 % 366 AS day, i % 37 AS dealer, CASE WHEN i % 11 <> 0 THEN (hashint4(i) & 65535) / 49151.0::float8 END AS score,
	(hashint4(i + 1) & 1023) / 7.0::float8 AS weight
FROM generate_series(1, 30000) AS i;
CREATE TABLE public.raw_visit AS SELECT * FROM raw;
CREATE MATERIALIZED VIEW public.daily_tally AS SELECT day, dealer, bsc.tally(score, weight) AS tally FROM public.raw_visit GROUP BY day, dealer;
CREATE UNIQUE INDEX ON public.daily_tally (day, dealer);
CREATE FUNCTION pg_temp.slices(OUT from_rows text, OUT from_tallies text) RETURNS SETOF record LANGUAGE sql AS $$
	SELECT (s, x.a, x.c)::text, (s, y.a, y.c)::text
	FROM (
		SELECT concat_ws(' ', bsc.period(day, 'month')::text, bsc.period(day, 'week')::text, dealer, GROUPING(bsc.period(day, 'month'), bsc.period(day, 'week'), dealer)) AS s,
			float8send(bsc.attainment(score, weight)) AS a, float8send(bsc.coverage(score, weight)) AS c
		FROM public.raw_visit GROUP BY GROUPING SETS ((), (bsc.period(day, 'month')), (bsc.period(day, 'week'), dealer), (dealer), (bsc.period(day, 'month'), dealer))) AS x
	FULL JOIN (
		SELECT concat_ws(' ', bsc.period(day, 'month')::text, bsc.period(day, 'week')::text, dealer, GROUPING(bsc.period(day, 'month'), bsc.period(day, 'week'), dealer)) AS s,
			float8send(bsc.attainment(tally)) AS a, float8send(bsc.coverage(tally)) AS c
		FROM public.daily_tally GROUP BY GROUPING SETS ((), (bsc.period(day, 'month')), (bsc.period(day, 'week'), dealer), (dealer), (bsc.period(day, 'month'), dealer))) AS y USING (s)$$;
SELECT is((SELECT count(*) FROM pg_temp.slices()), (1 + 12 + 53 * 37 + 37 + 12 * 37)::bigint, 'slices by month, week and dealer');
SELECT is_empty('SELECT * FROM pg_temp.slices() WHERE from_rows IS DISTINCT FROM from_tallies', 'from stored tallies they are the same to the last bit');
UPDATE public.raw_visit SET score = score / 3 WHERE bsc.during(day, '2024-02');
INSERT INTO public.raw_visit SELECT day, 99, score, weight FROM raw WHERE dealer = 1;
DELETE FROM public.raw_visit WHERE dealer = 5;
SELECT isnt_empty('SELECT * FROM pg_temp.slices() WHERE from_rows IS DISTINCT FROM from_tallies', 'not any more when rows have changed');
REFRESH MATERIALIZED VIEW CONCURRENTLY public.daily_tally;
SELECT is_empty('SELECT * FROM pg_temp.slices() WHERE from_rows IS DISTINCT FROM from_tallies', 'but again when the materialized view was refreshed concurrently');
SELECT is_empty($$SELECT day, dealer FROM public.daily_tally WHERE dealer = 5$$, 'what has gone is gone there, too');

SELECT * FROM finish();
ROLLBACK;
