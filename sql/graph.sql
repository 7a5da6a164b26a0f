SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS bsc;
RESET client_min_messages;
SET extra_float_digits = 0;

-- a map, as text
SELECT 'training -> response [0.6, lag 1]; response -> csat [0.5]; csat; "odd; name" -> csat'::bsc.causal_graph;
SELECT ''::bsc.causal_graph AS empty, E' \n'::bsc.causal_graph AS blank;
SELECT ' ; '::bsc.causal_graph;
SELECT 'alone; together -> alone;'::bsc.causal_graph;
SELECT E'  a  b\t->\n c[1e2 ,lag   07]'::bsc.causal_graph;
SELECT 'a -> b [lag 3]; a -> b; a -> b [-0.0, lag 255]; a->b[+.5e-3,LAG 256]'::bsc.causal_graph;
SELECT '客户 满意 -> "" [0.1]; "" -> "say ""hi"""; "->" -> a-b; a- -> >; "[" -> "]"; " x" -> "x "'::bsc.causal_graph;
SELECT '"plain" -> "needs no quotes"'::bsc.causal_graph;
SELECT 'a -> b [0.1]; b -> c [1e300]; c -> d [123456789.125]; d -> e [1e-7]'::bsc.causal_graph;

-- what is no graph
SELECT '->'::bsc.causal_graph;
SELECT 'a ->'::bsc.causal_graph;
SELECT 'a -> b -> c'::bsc.causal_graph;
SELECT 'a -> b; ; c'::bsc.causal_graph;
SELECT 'a -> "b'::bsc.causal_graph;
SELECT 'a -> "b" c'::bsc.causal_graph;
SELECT 'a -> b [x]'::bsc.causal_graph;
SELECT 'a -> b [1'::bsc.causal_graph;
SELECT 'a -> b []'::bsc.causal_graph;
SELECT 'a -> b [lag 1, 2]'::bsc.causal_graph;
SELECT 'a -> b [1, 2]'::bsc.causal_graph;
SELECT 'a -> b [0x10]'::bsc.causal_graph;
SELECT 'a -> b [lag 1.5]'::bsc.causal_graph;
SELECT '满意 -> b ]'::bsc.causal_graph;
SELECT 'a -> b [NaN]'::bsc.causal_graph;
SELECT 'a -> b [-Infinity]'::bsc.causal_graph;
SELECT 'a -> b [1e400]'::bsc.causal_graph;
SELECT 'a -> b [lag -1]'::bsc.causal_graph;
SELECT 'a -> b [lag 65536]'::bsc.causal_graph;
SELECT 'a -> b [lag 99999999999999999999]'::bsc.causal_graph;
SELECT 'a -> b [1, lag 2]; c; a -> b [3, lag 2]'::bsc.causal_graph;

-- from rows
CREATE TABLE strategy (cause text, effect text, strength float8, lag int);
INSERT INTO strategy VALUES
	('training', 'response time', 0.6, 1), ('training', 'first-time fix', 0.4, 2),
	('response time', 'satisfaction', 0.5, 0), ('first-time fix', 'satisfaction', 0.7, 0),
	('satisfaction', 'loyalty', 0.8, 2), ('loyalty', 'revenue', 0.5, 3),
	('parts stock', 'response time', NULL, NULL), ('brand', NULL, NULL, NULL), (NULL, NULL, 5, 5);
SELECT bsc.causal_graph(cause, effect) FROM strategy;
SELECT bsc.causal_graph(cause, effect, strength) FROM strategy;
SELECT bsc.causal_graph(cause, effect, strength, lag) AS map FROM strategy \gset
SELECT :'map';
SELECT bsc.causal_graph(cause, effect) FROM strategy WHERE false;
SELECT bsc.causal_graph(NULL, NULL) FROM strategy;
SELECT bsc.causal_graph(cause, effect, strength, lag) OVER (ORDER BY cause, effect) FROM strategy WHERE lag > 0;
SELECT bsc.causal_graph(NULL, 'x');
SELECT bsc.causal_graph('a', 'b', 'NaN');
SELECT bsc.causal_graph('a', 'b', 'Infinity');
SELECT bsc.causal_graph('a', 'b', 1, -1);
SELECT bsc.causal_graph('a', 'b', 1, 65536);
SELECT bsc.causal_graph('a', 'b', x) FROM generate_series(1, 2) x;
SELECT bsc.causal_graph('a', 'b', x, x) FROM generate_series(1, 2) x;

-- what it holds
SELECT * FROM bsc.edges(:'map');
SELECT * FROM bsc.nodes(:'map');
SELECT * FROM bsc.topological_order(:'map');
SELECT bsc.is_acyclic(:'map'), bsc.is_acyclic('a -> a'), bsc.is_acyclic('a -> b; b -> a'), bsc.is_acyclic('');
SELECT * FROM bsc.cycles(:'map');
SELECT * FROM bsc.cycles('a -> b; b -> c; c -> a; b -> a; c -> d; d -> d; e -> a');
SELECT * FROM bsc.topological_order('x -> a; a -> b; b -> c; c -> a');

-- where it leads
SELECT * FROM bsc.downstream(:'map', 'training');
SELECT * FROM bsc.downstream(:'map', 'training', 2);
SELECT * FROM bsc.downstream(:'map', 'training', 0);
SELECT * FROM bsc.upstream(:'map', 'satisfaction');
SELECT * FROM bsc.downstream_of_any(:'map', ARRAY['parts stock', 'satisfaction', 'satisfaction']);
SELECT * FROM bsc.upstream_of_any(:'map', ARRAY['brand', 'satisfaction'], max_depth => 1);
SELECT * FROM bsc.upstream_of_any(:'map', '{}');
SELECT bsc.downstream(:'map', 'training');
SELECT (bsc.downstream(:'map', 'training')).node LIMIT 2;
SELECT bsc.is_cause(:'map', 'training', 'revenue'), bsc.is_cause(:'map', 'revenue', 'training'),
	bsc.is_cause(:'map', 'revenue', 'revenue'), bsc.is_cause('a -> a', 'a', 'a');
SELECT * FROM bsc.downstream('a -> b; b -> c; c -> a; c -> d', 'b');
SELECT * FROM bsc.downstream(:'map', 'trainin');
SELECT * FROM bsc.downstream(:'map', 'training', -1);
SELECT * FROM bsc.upstream_of_any(:'map', ARRAY['brand', NULL]);
SELECT bsc.is_cause(:'map', 'training', '');

-- how strongly, and after how long
SELECT * FROM bsc.effects(:'map', 'training');
SELECT * FROM bsc.effects(:'map', effect => 'satisfaction');
SELECT * FROM bsc.effects(:'map', 'training', 'revenue');
SELECT * FROM bsc.effects(:'map', 'revenue', 'training');
SELECT count(*) FROM bsc.effects(:'map');
SELECT bsc.total_effect(:'map', 'training', 'satisfaction'), bsc.total_effect(:'map', 'brand', 'revenue');
SELECT * FROM bsc.paths(:'map', 'training', 'revenue');
SELECT * FROM bsc.paths(:'map', 'revenue', 'revenue');
SELECT * FROM bsc.paths('a -> b [2]; a -> b [-3, lag 1]; b -> c; a -> c [lag 2]', 'a', 'c');
SELECT * FROM bsc.paths(:'map', 'training', 'revenue', 1);
SELECT * FROM bsc.paths(:'map', 'training', 'revenue', 0);
SELECT * FROM bsc.propagate(:'map', 'training', 10, 4);
SELECT * FROM bsc.propagate(:'map', 'training', 10, 4, lasting => false) WHERE node = 'satisfaction';
SELECT * FROM bsc.propagate(:'map', 'revenue', 1, 0);
SELECT * FROM bsc.propagate(:'map', 'training', 'NaN');
SELECT * FROM bsc.propagate(:'map', 'training', 1, -1);
SELECT * FROM bsc.propagate(:'map', 'training', 1, 2147483647);
SELECT * FROM bsc.propagate(:'map', 'training', 1, 2147483646);

-- feedback
SELECT * FROM bsc.effects('a -> b [0.5]; b -> a [0.5, lag 1]; b -> c [2, lag 3]', 'a');
SELECT * FROM bsc.effects('a -> b [2]; b -> a [1]');
SELECT bsc.total_effect('x -> a; a -> b [-0.9]; b -> c [1.2]; c -> a; b -> a [0.1]; c -> y', 'x', 'y');
SELECT bsc.total_effect('self -> self [1]', 'self', 'self');
-- only what lies between the two matters
SELECT bsc.total_effect('a -> b [0.5]; b -> loop; loop -> loop [3]', 'a', 'b');
SELECT bsc.total_effect('a -> b [0.5]; b -> loop; loop -> loop [3]', 'a', 'loop');
-- a loop that takes time may grow, a loop within one period may not
SELECT * FROM bsc.propagate('a -> a [2, lag 1]', 'a', 1, 3, false);
SELECT * FROM bsc.propagate('a -> b; b -> a [0.5]; b -> c [1, lag 1]', 'a', 1, 1, false);
SELECT * FROM bsc.propagate('a -> b; b -> a', 'a', 1);
-- out of range
SELECT bsc.total_effect('a -> b [1e200]; b -> c [1e200]', 'a', 'c');
SELECT * FROM bsc.paths('a -> b [1e200]; b -> c [1e200]', 'a', 'c');
SELECT * FROM bsc.propagate('a -> b [1e200]', 'a', 1e200, 0);

-- values of a type like any other
SELECT count(DISTINCT g), count(*) FROM (VALUES
	('a -> b; c'::bsc.causal_graph), ('c; a -> b'), ('c;a->b[1,lag 0]')) v(g);
SELECT g FROM (VALUES ('a -> b'::bsc.causal_graph), ('a'), ('b -> c; a -> b'), ('')) v(g) ORDER BY g;
SELECT bsc._causal_graph_eq('a', 'a'), bsc._causal_graph_ne('a', 'b'), bsc._causal_graph_lt('', 'a');
CREATE TABLE maps (name text, map bsc.causal_graph UNIQUE);
INSERT INTO maps VALUES ('one', :'map'), ('two', 'a -> b');
INSERT INTO maps VALUES ('three', 'a->b');
SELECT name FROM maps WHERE map OPERATOR(bsc.=) 'a -> b';
SELECT name, d.* FROM maps, bsc.downstream(map, 'a') d WHERE name = 'two';

-- a stored graph, many sources
CREATE MATERIALIZED VIEW strategy_graph AS SELECT bsc.causal_graph(cause, effect, strength, lag) AS map FROM strategy;
CREATE TABLE start (department text, node text);
INSERT INTO start VALUES ('people', 'training'), ('service', 'satisfaction');
SELECT s.department, d.node, d.depth FROM strategy_graph, start s, bsc.downstream(map, s.node) d ORDER BY 1, 3, 2;

-- missing things
SELECT count(*) FROM bsc.edges(NULL), bsc.nodes(NULL);
SELECT count(*) FROM bsc.downstream(NULL, 'a'), bsc.upstream('a', NULL);
SELECT count(*) FROM bsc.effects(NULL), bsc.paths(NULL, 'a', 'b'), bsc.cycles(NULL);
SELECT bsc.is_cause(NULL, 'a', 'b'), bsc.total_effect('a', NULL, 'a'), bsc.is_acyclic(NULL);

-- the cache's limit
SHOW bsc.graph_cache_size;
SET bsc.graph_cache_size = '1MB';
\set VERBOSITY sqlstate
SET bsc.graph_cache_size = -1;
SET bsc.graph_cash_size = 1;
\set VERBOSITY default
RESET bsc.graph_cache_size;

DROP MATERIALIZED VIEW strategy_graph;
DROP TABLE strategy, maps, start;
