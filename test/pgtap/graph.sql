BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc, pg_catalog;
SELECT plan(81);

CREATE FUNCTION pg_temp.near(x float8, y float8, tolerance float8 DEFAULT 1e-12) RETURNS boolean
	LANGUAGE sql AS $$ SELECT abs(x - y) <= tolerance * greatest(1, abs(x), abs(y)) $$;

-- published examples ----------------------------------------------------------

-- lavaan's tutorial on mediation prints ab = 0.374, total = 0.410
CREATE TEMP TABLE lavaan AS SELECT 'X -> M [0.474]; M -> Y [0.788]; X -> Y [0.036]'::causal_graph AS g;
SELECT ok(pg_temp.near(direct, 0.036) AND pg_temp.near(indirect, 0.373512) AND pg_temp.near(total, 0.409512)
	AND pg_temp.near(indirect, 0.374, 1e-3) AND pg_temp.near(total, 0.410, 1e-3), 'lavaan: indirect and total effect')
	FROM lavaan, effects(g, 'X', 'Y');

-- Blau and Duncan 1967: V father's education, X father's occupation, U education, W first job, Y job in 1962
CREATE TEMP TABLE blau AS SELECT causal_graph(cause, effect, strength) AS g FROM (VALUES
	('V', 'U', .310), ('X', 'U', .279), ('X', 'W', .224), ('U', 'W', .440), ('U', 'Y', .394), ('W', 'Y', .281),
	('X', 'Y', .115)) v(cause, effect, strength);
SELECT ok(count(*) = 5 AND bool_and(pg_temp.near(e.direct, v.direct) AND pg_temp.near(e.indirect, v.indirect)
		AND pg_temp.near(e.total, v.total)), 'Blau and Duncan: direct, indirect and total effects')
	FROM blau, (VALUES ('V', 'W', 0, .1364, .1364), ('V', 'Y', 0, .1604684, .1604684), ('X', 'W', .224, .12276, .34676),
		('X', 'Y', .115, .20736556, .32236556), ('U', 'Y', .394, .12364, .51764)) v(cause, effect, direct, indirect, total),
	effects(g, v.cause, v.effect) e;
SELECT results_eq($$ SELECT array_to_string(path, ''), effect::numeric(10, 8) FROM blau, paths(g, 'X', 'Y') $$,
	$$ VALUES ('XY', .115), ('XUY', .109926), ('XWY', .062944), ('XUWY', .03449556) $$, 'Blau and Duncan: paths from X to Y');
SELECT results_eq('SELECT node, level FROM blau, topological_order(g)',
	$$ VALUES ('V', 0), ('X', 0), ('U', 1), ('W', 2), ('Y', 3) $$, 'Blau and Duncan: order');
SELECT results_eq('SELECT node FROM blau, nodes(g) WHERE causes = 0', $$ VALUES ('V'), ('X') $$, 'Blau and Duncan: roots');

-- a weighted graph in the introduction to DEMATEL at huaxuejia.cn; whole numbers, so exact
CREATE TEMP TABLE exact AS SELECT
	'1->2 [10]; 1->4 [30]; 1->5 [100]; 2->3 [50]; 3->5 [10]; 4->3 [20]; 4->5 [60]'::causal_graph AS g;
SELECT set_eq('SELECT cause, effect, total FROM exact, effects(g)', $$ VALUES ('1', '2', 10::float8), ('1', '3', 1100),
	('1', '4', 30), ('1', '5', 12900), ('2', '3', 50), ('2', '5', 500), ('3', '5', 10), ('4', '3', 20), ('4', '5', 260) $$,
	'sums of paths, exact');
SELECT results_eq($$ SELECT a.node || b.node, total_effect(g, a.node, b.node) FROM exact, nodes(g) a, nodes(g) b
		WHERE total_effect(g, a.node, b.node) <> 0 ORDER BY 1 $$,
	'SELECT cause || effect, total FROM exact, effects(g) ORDER BY 1', 'total_effect is 0 where there is no path');

-- DEMATEL with feedback (onlineoutput.com project 8733_394698), direct influences divided by 12
CREATE TEMP TABLE dematel AS
	SELECT causal_graph(cause, effect, influence / 12.0::float8) AS g
	FROM (VALUES ('LDRS', '{0,4,3,1,0}'::int[]), ('STFLX', '{0,0,4,1,1}'), ('COLLB', '{0,1,0,4,4}'),
		('TECHL', '{0,0,1,0,0}'), ('ABSCAP', '{1,0,4,4,0}')) v(cause, row),
		unnest(ARRAY['LDRS', 'STFLX', 'COLLB', 'TECHL', 'ABSCAP'], row) u(effect, influence)
	WHERE influence > 0;
CREATE TEMP TABLE relation (cause text, row float8[]);
INSERT INTO relation VALUES ('LDRS', '{.015696,.377784,.470619,.335781,.188355}'),
	('STFLX', '{.020047,.045050,.460416,.322417,.240560}'), ('COLLB', '{.035082,.114552,.234300,.564229,.420979}'),
	('TECHL', '{.002923,.009546,.102858,.047019,.035082}'), ('ABSCAP', '{.097310,.072848,.484938,.565065,.167717}');
SELECT ok(count(*) = 25 AND bool_and(abs(e.total - u.total) < 6e-7), 'DEMATEL: total relations')
	FROM dematel, relation r, unnest(ARRAY['LDRS', 'STFLX', 'COLLB', 'TECHL', 'ABSCAP'], row) u(effect, total),
	effects(g, r.cause, u.effect) e;
SELECT results_eq($$ SELECT node, (d + r)::numeric(8, 4), (d - r)::numeric(8, 4) FROM dematel, nodes(g),
		LATERAL (SELECT sum(total) FILTER (WHERE e.cause = node), sum(total) FILTER (WHERE e.effect = node)
			FROM effects(g) e) s(d, r) ORDER BY 3 DESC $$,
	$$ VALUES ('LDRS', 1.5593, 1.2172), ('STFLX', 1.7083, .4687), ('ABSCAP', 2.4406, .3352), ('COLLB', 3.1223, -.3840),
		('TECHL', 2.0319, -1.6371) $$, 'DEMATEL: prominence and relation');
SELECT ok(count(*) = 1 AND bool_and(steps), 'DEMATEL: a cycle, each step of it a link')
	FROM dematel, cycles(g), LATERAL (SELECT bool_and(e.cause IS NOT NULL) FROM generate_subscripts(cycle, 1) i
		LEFT JOIN edges(g) e ON e.cause = cycle[i] AND e.effect = cycle[i % cardinality(cycle) + 1]) s(steps);

-- Shrier and Platt 2008, as in dagitty's tests
CREATE TEMP TABLE shrier AS SELECT '
	Coach -> FitnessLevel; Coach -> TeamMotivation; Genetics -> FitnessLevel; Genetics -> NeuromuscularFatigue;
	Genetics -> ConnectiveTissueDisorder; TeamMotivation -> PreviousInjury; TeamMotivation -> WarmUpExercises;
	PreGameProprioception -> WarmUpExercises; ConnectiveTissueDisorder -> TissueWeakness;
	ConnectiveTissueDisorder -> NeuromuscularFatigue; ContactSport -> IntraGameProprioception;
	ContactSport -> PreviousInjury; TissueWeakness -> Injury; IntraGameProprioception -> Injury;
	FitnessLevel -> PreGameProprioception; FitnessLevel -> NeuromuscularFatigue;
	NeuromuscularFatigue -> IntraGameProprioception; NeuromuscularFatigue -> Injury;
	WarmUpExercises -> IntraGameProprioception'::causal_graph AS g;
SELECT results_eq($$ SELECT node, depth FROM shrier, upstream(g, 'PreGameProprioception') $$,
	$$ VALUES ('FitnessLevel', 1), ('Coach', 2), ('Genetics', 2) $$, 'Shrier and Platt: ancestors');

-- cycle algebra
SELECT set_eq($$ SELECT cause, effect, total::numeric(6, 4) FROM effects('a -> b [.5]; b -> a [.4]') $$,
	$$ VALUES ('a', 'b', .625), ('b', 'a', .5), ('a', 'a', .25), ('b', 'b', .25) $$, 'feedback that fades has a sum');
SELECT throws_ok($$ SELECT * FROM effects('a -> b [2]; b -> a [1]') $$, '22023',
	'feedback amplifies, so effects grow without bound', 'feedback that grows is refused, though an inverse exists');
SELECT throws_ok($$ SELECT * FROM effects('a -> b [2]; b -> a [.5]') $$, '22023', NULL, 'so is feedback that stays');
SELECT lives_ok($$ SELECT * FROM effects('a -> b [2]; b -> a [-.4999]') $$, 'negative feedback below 1 fades');
SELECT throws_ok($$ SELECT * FROM effects('a -> b [2]; b -> a [-.5]') $$, '22023', NULL, 'negative feedback of 1 does not');
-- radius of |B| is 1.2, of B it is 0.8: walks cancel
SELECT ok(pg_temp.near(total_effect('a -> a [1]; a -> b [.2]; b -> a [-.2]; b -> b [.6]', 'a', 'b'), .2 / (0 * .4 + .04), 1e-9),
	'walks of opposite sign cancel');

-- lags: pulse and press
SELECT results_eq($$ SELECT period, change::numeric(4, 2) FROM propagate('x -> y [.5]', 'x', 1, 2, false) WHERE node = 'y' $$,
	'VALUES (0, .5), (1, 0), (2, 0)', 'without lag all comes at once');
CREATE TEMP TABLE lagged AS SELECT 'a -> b [.5, lag 1]; b -> c [.4, lag 2]; a -> c [.1]'::causal_graph AS g;
SELECT results_eq($$ SELECT change::numeric(4, 2) FROM lagged, propagate(g, 'a', 1, 3, false) WHERE node = 'c' $$,
	'VALUES (.1), (0), (0), (.2)', 'pulse');
SELECT results_eq($$ SELECT change::numeric(4, 2) FROM lagged, propagate(g, 'a', 1, 3) WHERE node = 'c' $$,
	'VALUES (.1), (.1), (.1), (.3)', 'press');
SELECT results_eq($$ SELECT change FROM propagate('x -> x [.5, lag 1]', 'x', 1, 3, lasting => false) $$,
	'VALUES (1::float8), (.5), (.25), (.125)', 'feedback after a pulse');
SELECT results_eq($$ SELECT change FROM propagate('x -> x [.5, lag 1]', 'x', 1, 3) $$,
	'VALUES (1::float8), (1.5), (1.75), (1.875)', 'feedback under a press');
SELECT ok(pg_temp.near(sum(change), max(2.0)), 'a press tends to the sum of all walks')
	FROM propagate('x -> x [.5, lag 1]', 'x', 1, 60) WHERE period = 60;
SELECT ok(pg_temp.near(sum(change) FILTER (WHERE node = 'b'), max(total_effect(g, 'a', 'b')))
	AND pg_temp.near(sum(change) FILTER (WHERE node = 'c'), max(total_effect(g, 'a', 'c'))), 'a pulse adds up to the total effect')
	FROM lagged, propagate(g, 'a', 1, 10, false) GROUP BY g;
SELECT results_eq($$ SELECT effect, min_lag, max_lag FROM lagged, effects(g, 'a') $$,
	$$ VALUES ('b', 1, 1), ('c', 0, 3) $$, 'least and greatest lags');
SELECT results_eq($$ SELECT min_lag, max_lag FROM effects('a -> b [.1, lag 2]; b -> a [.1]; b -> c [1, lag 1]', 'a', 'c') $$,
	'VALUES (3, NULL::int)', 'a loop with a lag in it has no greatest lag');

-- search that does not explode ---------------------------------------------------

-- networkx issue 8792: a complete graph where one path leads out; plain search takes an hour
CREATE TEMP TABLE dense AS
	SELECT causal_graph(a, b) AS g FROM (SELECT 'n' || a, 'n' || b FROM generate_series(1, 40) a, generate_series(1, 40) b
		WHERE a <> b UNION ALL VALUES ('n1', 'out'), ('in', 'n1')) e(a, b);
SELECT results_eq($$ SELECT path FROM dense, paths(g, 'in', 'out') $$, $$ VALUES ('{in,n1,out}'::text[]) $$,
	'one path out of a dense graph is found at once');
SELECT throws_ok($$ SELECT * FROM dense, paths(g, 'in', 'n2', 5000) $$, '54000', 'more than 5000 paths lead from "in" to "n2"',
	'too many paths are an error');
CREATE TEMP TABLE ladder AS SELECT causal_graph('n' || i, 'n' || i + d, .5) AS g FROM generate_series(1, 200) i, generate_series(1, 2) d;
SELECT ok(total_effect(g, 'n1', 'n200') BETWEEN .66666 AND .66667, 'more paths than atoms add up') FROM ladder;
SELECT throws_ok($$ SELECT * FROM ladder, paths(g, 'n1', 'n200') $$, '54000', NULL, 'but are not listed');
SELECT is((SELECT count(*) FROM ladder, paths(g, 'n1', 'n18', NULL)), 2584::bigint, 'paths without limit');

-- the aggregate -------------------------------------------------------------------

CREATE TABLE pg_temp.link (part int, cause text, effect text, strength float8, lag int) PARTITION BY LIST (part);
CREATE TABLE pg_temp.link_0 PARTITION OF pg_temp.link FOR VALUES IN (0);
CREATE TABLE pg_temp.link_1 PARTITION OF pg_temp.link FOR VALUES IN (1);
CREATE UNLOGGED TABLE public.graph_test_link AS
	SELECT i % 2 AS part, 'node ' || least(a, b) AS cause, 'node ' || greatest(a, b) + (a = b)::int AS effect,
		i % 1009 / 1e5::float8 AS strength, i % 300 AS lag
	FROM generate_series(1, 60000) i, LATERAL (SELECT i * 7919 % 5003, i * 11::bigint * 9521 % 4999) x(a, b);
DELETE FROM public.graph_test_link a USING public.graph_test_link b
	WHERE a.cause = b.cause AND a.effect = b.effect AND a.lag = b.lag AND a.strength > b.strength;
INSERT INTO pg_temp.link SELECT * FROM public.graph_test_link;
ANALYZE pg_temp.link;
ANALYZE public.graph_test_link;
CREATE TEMP TABLE serial_result AS SELECT causal_graph(cause, effect, strength, lag) AS g FROM public.graph_test_link;
SELECT is((SELECT causal_graph(cause, effect, strength, lag ORDER BY strength DESC) FROM public.graph_test_link), g,
	'the order of rows does not matter') FROM serial_result;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 3;
CREATE FUNCTION pg_temp.plan_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE result text = ''; line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN ' || query LOOP result = result || line || E'\n'; END LOOP;
	RETURN result;
END $$;
SELECT matches(pg_temp.plan_of('SELECT causal_graph(cause, effect, strength, lag) FROM public.graph_test_link'),
	'Finalize Aggregate.*Gather.*Partial Aggregate', 'the aggregate runs in parallel');
SELECT is((SELECT causal_graph(cause, effect, strength, lag) FROM public.graph_test_link), g,
	'parallel workers make the same graph') FROM serial_result;
SELECT matches(pg_temp.plan_of($$ SELECT count(*) FROM public.graph_test_link WHERE is_cause('node 1 -> a; a -> node 7', cause, 'node 7') $$),
	'Gather.*Parallel Seq Scan', 'functions run in parallel workers');
SELECT is((SELECT count(*) FROM public.graph_test_link WHERE cause IN ('node 1', 'node 7') AND is_cause('node 1 -> a; a -> node 7', cause, 'node 7')),
	(SELECT count(*) FROM public.graph_test_link WHERE cause = 'node 1'), 'with the same results');
SELECT is((SELECT causal_graph(cause, NULLIF(effect, 'none')) FROM (VALUES ('a', 'b'), ('c', 'none')) v(cause, effect)), 'a -> b; c',
	'a lone node');
SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL enable_partitionwise_aggregate = on;
SELECT matches(pg_temp.plan_of('SELECT causal_graph(cause, effect, strength, lag) FROM pg_temp.link'),
	'Finalize Aggregate.*Partial Aggregate.*Partial Aggregate', 'the aggregate runs by partition');
SELECT is((SELECT causal_graph(cause, effect, strength, lag) FROM pg_temp.link), g, 'partitions make the same graph') FROM serial_result;
SELECT set_eq('SELECT cause, effect, strength, lag FROM serial_result, edges(g)',
	'SELECT cause, effect, strength, lag FROM public.graph_test_link', 'edges gives back the rows');

SELECT throws_ok($$ SELECT causal_graph(repeat('x', 60000000), i::text) FROM generate_series(1, 20) i $$, '54000', 'causal graph is too large',
	'a graph whose text no dump could hold is refused');
SELECT is((SELECT count(*) FROM edges((SELECT causal_graph(repeat('x', 1000000), i::text) FROM generate_series(1, 20) i))), 20::bigint,
	'long names are not');

-- sets in FROM and in a select list --------------------------------------------------

SELECT results_eq($$ SELECT (d).node, (d).depth FROM (SELECT downstream(g, 'X') AS d FROM blau OFFSET 0) x $$,
	$$ SELECT node, depth FROM blau, downstream(g, 'X') $$, 'row by row as all at once: downstream');
SELECT results_eq($$ SELECT (e).cause, (e).effect, (e).total FROM (SELECT effects(g) AS e FROM dematel OFFSET 0) x $$,
	$$ SELECT cause, effect, total FROM dematel, effects(g) $$, 'row by row as all at once: effects with feedback');
SELECT results_eq($$ SELECT (e).path, (e).effect FROM (SELECT paths(g, 'X', 'Y') AS e FROM blau OFFSET 0) x $$,
	$$ SELECT path, effect FROM blau, paths(g, 'X', 'Y') $$, 'row by row as all at once: paths');
SELECT results_eq($$ SELECT cycles(g) FROM dematel $$, $$ SELECT cycle FROM dematel, cycles(g) $$, 'row by row as all at once: cycles');
SELECT is((SELECT count(*) FROM (SELECT downstream(g, node) FROM (SELECT g, node FROM blau, nodes(g)) n LIMIT 3) x), 3::bigint,
	'a limit stops row by row');
PREPARE reach(causal_graph, text) AS SELECT count(*) FROM downstream($1, $2);
SELECT results_eq($$ EXECUTE reach('a -> b; b -> c', 'a') $$, 'VALUES (2::bigint)', 'prepared statement');
SELECT lives_ok($$ DO $d$ DECLARE h bsc.causal_graph; n int = 0;
	BEGIN SELECT g INTO h FROM blau; FOR i IN 1..20 LOOP n := n + (SELECT count(*) FROM bsc.downstream(h, 'X')); END LOOP;
	ASSERT n = 60; END $d$ $$, 'PL/pgSQL variable');

-- row estimates ----------------------------------------------------------------------

CREATE FUNCTION pg_temp.rows_of(query text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan;
	RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows';
END $$;
SELECT is(pg_temp.rows_of($$ SELECT * FROM downstream('a -> b; b -> c; a -> d; e -> a', 'a') $$), 3, 'rows of downstream');
SELECT is(pg_temp.rows_of($$ SELECT * FROM downstream('a -> b; b -> c; a -> d; e -> a', 'a', 1) $$), 2, 'rows of downstream to a depth');
SELECT is(pg_temp.rows_of($$ SELECT * FROM upstream('a -> b; b -> c; a -> d; e -> a', 'c') $$), 3, 'rows of upstream');
SELECT is(pg_temp.rows_of($$ SELECT * FROM edges('a -> b; b -> c; a -> d; e -> a') $$), 4, 'rows of edges');
SELECT is(pg_temp.rows_of($$ SELECT * FROM nodes('a -> b; b -> c; a -> d; e -> a') $$), 5, 'rows of nodes');
SELECT is(pg_temp.rows_of($$ SELECT * FROM effects('a -> b; b -> c; a -> d; e -> a', 'a') $$), 3, 'rows of effects of one cause');
SELECT is(pg_temp.rows_of($$ SELECT * FROM effects('a -> b; b -> c; a -> d; e -> a', effect => 'c') $$), 3, 'rows of effects on one effect');
SELECT is(pg_temp.rows_of($$ SELECT * FROM propagate('a -> b; b -> c; a -> d; e -> a', 'b', 1, 9) $$), 20, 'rows of propagate');
SELECT is(pg_temp.rows_of($$ SELECT * FROM downstream((SELECT g FROM blau), 'X') $$), 15, 'rows where the graph is unknown');
SELECT is(pg_temp.rows_of($$ SELECT * FROM downstream((SELECT g FROM blau), 'X', 1) $$), 2, 'rows to a depth where the graph is unknown');
SELECT lives_ok($$ EXPLAIN SELECT * FROM downstream('a -> b', 'typo'), upstream(NULL, 'x'), effects('', 'x', NULL) $$,
	'planning raises no errors of execution');

-- the cache -----------------------------------------------------------------------------

CREATE TABLE public.graph_test_store (id int PRIMARY KEY, g causal_graph);
INSERT INTO public.graph_test_store SELECT 1, g FROM serial_result;
CREATE FUNCTION pg_temp.cached() RETURNS bigint LANGUAGE sql AS $$
	SELECT coalesce(sum(total_bytes), 0) FROM pg_backend_memory_contexts
	WHERE name LIKE 'bsc causal graph%' AND name NOT IN ('bsc causal graph cache', 'bsc causal graphs') $$;
SET LOCAL bsc.graph_cache_size = 0;
SELECT is((SELECT count(*) > 0 FROM public.graph_test_store, downstream(g, 'node 7')), true, 'a large graph without cache');
SELECT is(pg_temp.cached(), 0::numeric::bigint, 'leaves nothing behind');
SET LOCAL bsc.graph_cache_size = '64MB';
SELECT is((SELECT count(*) > 0 FROM public.graph_test_store, downstream(g, 'node 7')), true, 'a large graph with cache');
SELECT ok(pg_temp.cached() BETWEEN pg_column_size(g) AND pg_column_size(g) * 1.1 + 10000, 'is kept, and named in pg_backend_memory_contexts')
	FROM public.graph_test_store;
INSERT INTO public.graph_test_store SELECT i, causal_graph('other ' || e.cause, e.effect, i) FROM generate_series(2, 4) i,
	public.graph_test_store s, LATERAL (SELECT DISTINCT cause, effect FROM edges(s.g)) e GROUP BY i;
SELECT is((SELECT count(*) FROM public.graph_test_store, downstream(g, (SELECT node FROM nodes(g) LIMIT 1)) WHERE id > 1) > 0, true,
	'several large graphs');
DO $$ BEGIN EXECUTE format('SET LOCAL bsc.graph_cache_size = %s', (SELECT max(pg_column_size(g)) FROM public.graph_test_store) * 2 / 1024); END $$;
SELECT ok((SELECT sum(n) FROM (SELECT (SELECT count(*) FROM upstream(s.g, (SELECT effect FROM edges(s.g) LIMIT 1))) AS n
		FROM public.graph_test_store s, generate_series(1, 3)) x) > 0
	AND pg_temp.cached() <= (SELECT max(pg_column_size(g)) FROM public.graph_test_store) * 2.2, 'the cache keeps to its limit');
UPDATE public.graph_test_store s SET g = (SELECT causal_graph(cause, 'new ' || effect) FROM (SELECT DISTINCT cause, effect FROM edges(s.g)) e) WHERE id = 1;
SELECT ok(bool_and(effect LIKE 'new %'), 'a changed graph is read anew') FROM public.graph_test_store, edges(g) WHERE id = 1;
SAVEPOINT s;
DELETE FROM public.graph_test_store;
INSERT INTO public.graph_test_store SELECT 1, causal_graph('a' || i, 'b' || i) FROM generate_series(1, 20000) i;
SELECT is((SELECT count(*) FROM public.graph_test_store, nodes(g)), 40000::bigint, 'a graph in a subtransaction');
ROLLBACK TO s;
SELECT isnt((SELECT count(*) FROM public.graph_test_store, nodes(g) WHERE id = 1), 40000::bigint, 'is gone after its rollback');
DECLARE part CURSOR FOR SELECT nodes(g) FROM public.graph_test_store WHERE id = 2;
SELECT lives_ok('MOVE 10 FROM part', 'a cursor over a cached graph');
SET LOCAL bsc.graph_cache_size = 0;
SELECT ok(pg_temp.cached() > 0, 'an entry in use outlives an empty cache');
CREATE TEMP TABLE scratch AS SELECT repeat('x', 3000000) AS x FROM generate_series(1, 5);
SELECT lives_ok('MOVE FORWARD ALL FROM part', 'and can be read to its end');
CLOSE part;
SELECT is(pg_temp.cached(), 0::bigint, 'then it is freed');

-- cancelling -------------------------------------------------------------------------------

-- A query is run to its end, and then again with a statement_timeout of a tenth of that: it must stop before a fifth of it. So
-- it does not matter how fast the machine is. Where something else took the machine just then, it may try again.
CREATE TEMP TABLE stopped (what text, query text, whole float8, part float8 DEFAULT 'Infinity');
INSERT INTO stopped (what, query) VALUES
	('paths', $$ SELECT count(*) FROM dense, paths(g, 'in', 'n2', 100000000) $$),
	('effects', $$ SELECT count(*) FROM serial_result, effects(g) $$),
	('elimination', $$ SELECT count(*) FROM knot, effects(g, 'k0') $$),
	('building', $$ SELECT causal_graph('n' || i % 99991, 'm' || i) FROM generate_series(1, 1000000) i $$),
	('propagate', $$ SELECT propagate(g, 'node 7', 0.0, 10000) FROM serial_result LIMIT 1 $$);
CREATE TEMP TABLE knot AS	-- a loop of 1500 nodes
	SELECT causal_graph('k' || i, 'k' || j, 1e-4) AS g FROM (SELECT DISTINCT i, (i * k * 37 + k) % 1500 AS j
		FROM generate_series(0, 1499) i, generate_series(1, 9) k UNION SELECT i, (i + 1) % 1500 FROM generate_series(0, 1499) i) x;
-- milliseconds until it ends: by itself, at a limit or because it is cancelled
CREATE FUNCTION pg_temp.took(query text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE start timestamptz = clock_timestamp();
BEGIN
	BEGIN
		EXECUTE query;
	EXCEPTION WHEN query_canceled OR program_limit_exceeded THEN NULL;
	END;
	RETURN extract(epoch FROM clock_timestamp() - start) * 1000;
END $$;
UPDATE stopped SET whole = pg_temp.took(query);
-- one statement for each try, as a timeout is one of a statement
SELECT format('DO $d$ BEGIN PERFORM set_config(''statement_timeout'', greatest(1, whole / 10)::int::text, true) FROM stopped WHERE what = %1$L; END $d$;
	UPDATE stopped SET part = pg_temp.took(query) WHERE what = %1$L AND part >= whole / 5; SET LOCAL statement_timeout = 0', what)
	FROM stopped, generate_series(1, 5) \gexec
SELECT cmp_ok(part, '<', whole / 5, what || ' can be cancelled') FROM stopped;

-- how functions are declared -------------------------------------------------------------------

SELECT is_empty($$ SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_depend d ON d.objid = p.oid AND d.classid = 'pg_proc'::regclass
	AND d.deptype = 'e' JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'bsc'
	WHERE (p.prosrc IN ('bsc_downstream', 'bsc_upstream', 'bsc_downstream_of_any', 'bsc_upstream_of_any', 'bsc_edges', 'bsc_nodes',
		'bsc_topological_order', 'bsc_cycles', 'bsc_effects', 'bsc_paths', 'bsc_propagate', 'bsc_is_cause', 'bsc_total_effect',
		'bsc_is_acyclic') OR p.prosrc LIKE 'bsc_causal_graph%')
	AND (p.provolatile <> 'i' OR p.proparallel <> 's' OR obj_description(p.oid, 'pg_proc') IS NULL) $$,
	'all are immutable, parallel safe and described');
SELECT is_empty($$ SELECT p.oid::regprocedure FROM pg_proc p WHERE p.proname = 'causal_graph' AND p.prokind = 'a' AND p.proparallel <> 's' $$,
	'so are the aggregates');
SELECT is((SELECT count(*)::int FROM pg_opclass WHERE opcintype = 'causal_graph'::regtype AND opcdefault), 2, 'default operator classes');

SELECT * FROM finish();
ROLLBACK;
