-- what can be asked of a causal graph: its structure, who reaches whom, effects, paths, propagation

-- planner support

CREATE FUNCTION bsc._downstream_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_downstream_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._downstream_support(internal) IS 'planner support for downstream';

CREATE FUNCTION bsc._upstream_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_upstream_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._upstream_support(internal) IS 'planner support for upstream';

CREATE FUNCTION bsc._edges_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_edges_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._edges_support(internal) IS 'planner support for edges';

CREATE FUNCTION bsc._nodes_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_nodes_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._nodes_support(internal) IS 'planner support for nodes and topological_order';

CREATE FUNCTION bsc._cycles_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_cycles_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._cycles_support(internal) IS 'planner support for cycles';

CREATE FUNCTION bsc._effects_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_effects_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._effects_support(internal) IS 'planner support for effects';

CREATE FUNCTION bsc._propagate_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_propagate_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._propagate_support(internal) IS 'planner support for propagate';

-- structure

CREATE FUNCTION bsc.edges(graph bsc.causal_graph) RETURNS TABLE (cause text, effect text, strength double precision, lag integer)
	AS 'MODULE_PATHNAME', 'bsc_edges' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 60 SUPPORT bsc._edges_support;
COMMENT ON FUNCTION bsc.edges(bsc.causal_graph) IS
	'links of a graph, in topological order of their causes';

CREATE FUNCTION bsc.nodes(graph bsc.causal_graph) RETURNS TABLE (node text, causes integer, effects integer)
	AS 'MODULE_PATHNAME', 'bsc_nodes' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 30 SUPPORT bsc._nodes_support;
COMMENT ON FUNCTION bsc.nodes(bsc.causal_graph) IS
	'nodes of a graph in topological order, with the number of direct causes and effects of each';

CREATE FUNCTION bsc.topological_order(graph bsc.causal_graph) RETURNS TABLE (node text, level integer)
	AS 'MODULE_PATHNAME', 'bsc_topological_order' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 30 SUPPORT bsc._nodes_support;
COMMENT ON FUNCTION bsc.topological_order(bsc.causal_graph) IS
	'nodes of a graph so that every cause comes before its effects; level is the length of the longest path to the node';

CREATE FUNCTION bsc.is_acyclic(graph bsc.causal_graph) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_is_acyclic' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.is_acyclic(bsc.causal_graph) IS
	'whether a graph is free of feedback loops';

CREATE FUNCTION bsc.cycles(graph bsc.causal_graph) RETURNS TABLE (cycle text[])
	AS 'MODULE_PATHNAME', 'bsc_cycles' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 1 SUPPORT bsc._cycles_support;
COMMENT ON FUNCTION bsc.cycles(bsc.causal_graph) IS
	'a shortest cycle for every strongly connected component; its last node leads back to its first';

-- reachability

CREATE FUNCTION bsc.downstream(graph bsc.causal_graph, node text, max_depth integer DEFAULT NULL) RETURNS TABLE (node text, depth integer)
	AS 'MODULE_PATHNAME', 'bsc_downstream' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 15 SUPPORT bsc._downstream_support;
COMMENT ON FUNCTION bsc.downstream(bsc.causal_graph, text, integer) IS
	'all that a node leads to, nearest first';

CREATE FUNCTION bsc.upstream(graph bsc.causal_graph, node text, max_depth integer DEFAULT NULL) RETURNS TABLE (node text, depth integer)
	AS 'MODULE_PATHNAME', 'bsc_upstream' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 15 SUPPORT bsc._upstream_support;
COMMENT ON FUNCTION bsc.upstream(bsc.causal_graph, text, integer) IS
	'all that leads to a node, nearest first';

CREATE FUNCTION bsc.downstream_of_any(graph bsc.causal_graph, nodes text[], max_depth integer DEFAULT NULL) RETURNS TABLE (node text, depth integer)
	AS 'MODULE_PATHNAME', 'bsc_downstream_of_any' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 15 SUPPORT bsc._downstream_support;
COMMENT ON FUNCTION bsc.downstream_of_any(bsc.causal_graph, text[], integer) IS
	'all that any of the given nodes leads to, other than these, nearest first';

CREATE FUNCTION bsc.upstream_of_any(graph bsc.causal_graph, nodes text[], max_depth integer DEFAULT NULL) RETURNS TABLE (node text, depth integer)
	AS 'MODULE_PATHNAME', 'bsc_upstream_of_any' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 15 SUPPORT bsc._upstream_support;
COMMENT ON FUNCTION bsc.upstream_of_any(bsc.causal_graph, text[], integer) IS
	'all that leads to any of the given nodes, other than these, nearest first';

CREATE FUNCTION bsc.is_cause(graph bsc.causal_graph, cause text, effect text) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_is_cause' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION bsc.is_cause(bsc.causal_graph, text, text) IS
	'whether a path of links leads from one node to another';

-- effects

CREATE FUNCTION bsc.effects(graph bsc.causal_graph, cause text DEFAULT NULL, effect text DEFAULT NULL) RETURNS TABLE (cause text, effect text, direct double precision, indirect double precision, total double precision, min_lag integer, max_lag integer)
	AS 'MODULE_PATHNAME', 'bsc_effects' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 15 SUPPORT bsc._effects_support;
COMMENT ON FUNCTION bsc.effects(bsc.causal_graph, text, text) IS
	'direct, indirect and total effects of one cause, on one effect, or of all pairs that a path joins';

CREATE FUNCTION bsc.total_effect(graph bsc.causal_graph, cause text, effect text) RETURNS double precision
	AS 'MODULE_PATHNAME', 'bsc_total_effect' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION bsc.total_effect(bsc.causal_graph, text, text) IS
	'sum over all paths from cause to effect of the product of strengths; 0 where there is no path';

CREATE FUNCTION bsc.paths(graph bsc.causal_graph, cause text, effect text, max_paths integer DEFAULT 1000) RETURNS TABLE (path text[], effect double precision, lag integer)
	AS 'MODULE_PATHNAME', 'bsc_paths' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 10;
COMMENT ON FUNCTION bsc.paths(bsc.causal_graph, text, text, integer) IS
	'all simple paths from cause to effect, strongest first';

CREATE FUNCTION bsc.propagate(graph bsc.causal_graph, node text, change double precision, horizon integer DEFAULT 12, lasting boolean DEFAULT true) RETURNS TABLE (node text, period integer, change double precision)
	AS 'MODULE_PATHNAME', 'bsc_propagate' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 195 SUPPORT bsc._propagate_support;
COMMENT ON FUNCTION bsc.propagate(bsc.causal_graph, text, double precision, integer, boolean) IS
	'what a change of one node does to it and to all it leads to, period by period; lasting or in period 0 only';
