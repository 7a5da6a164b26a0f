-- type

CREATE TYPE bsc.causal_graph;

CREATE FUNCTION bsc._causal_graph_in(cstring) RETURNS bsc.causal_graph
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_in(cstring) IS 'I/O';

CREATE FUNCTION bsc._causal_graph_out(bsc.causal_graph) RETURNS cstring
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_out(bsc.causal_graph) IS 'I/O';

CREATE FUNCTION bsc._causal_graph_recv(internal) RETURNS bsc.causal_graph
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_recv(internal) IS 'I/O';

CREATE FUNCTION bsc._causal_graph_send(bsc.causal_graph) RETURNS bytea
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_send(bsc.causal_graph) IS 'I/O';

CREATE TYPE bsc.causal_graph (
	INPUT = bsc._causal_graph_in,
	OUTPUT = bsc._causal_graph_out,
	RECEIVE = bsc._causal_graph_recv,
	SEND = bsc._causal_graph_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = external
);
COMMENT ON TYPE bsc.causal_graph IS
	'directed graph of causes and effects; each link has a strength and a lag in periods';

-- comparison

CREATE FUNCTION bsc._causal_graph_eq(bsc.causal_graph, bsc.causal_graph) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_eq(bsc.causal_graph, bsc.causal_graph) IS 'implementation of = operator';

CREATE FUNCTION bsc._causal_graph_ne(bsc.causal_graph, bsc.causal_graph) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_ne(bsc.causal_graph, bsc.causal_graph) IS 'implementation of <> operator';

CREATE FUNCTION bsc._causal_graph_lt(bsc.causal_graph, bsc.causal_graph) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_lt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_lt(bsc.causal_graph, bsc.causal_graph) IS 'implementation of < operator';

CREATE FUNCTION bsc._causal_graph_le(bsc.causal_graph, bsc.causal_graph) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_le' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_le(bsc.causal_graph, bsc.causal_graph) IS 'implementation of <= operator';

CREATE FUNCTION bsc._causal_graph_gt(bsc.causal_graph, bsc.causal_graph) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_gt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_gt(bsc.causal_graph, bsc.causal_graph) IS 'implementation of > operator';

CREATE FUNCTION bsc._causal_graph_ge(bsc.causal_graph, bsc.causal_graph) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_ge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_ge(bsc.causal_graph, bsc.causal_graph) IS 'implementation of >= operator';

CREATE FUNCTION bsc._causal_graph_cmp(bsc.causal_graph, bsc.causal_graph) RETURNS integer
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_cmp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_cmp(bsc.causal_graph, bsc.causal_graph) IS 'less-equal-greater';

CREATE FUNCTION bsc._causal_graph_hash(bsc.causal_graph) RETURNS integer
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_hash(bsc.causal_graph) IS 'hash';

CREATE FUNCTION bsc._causal_graph_hash_extended(bsc.causal_graph, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_hash_extended(bsc.causal_graph, bigint) IS 'hash';

CREATE OPERATOR bsc.= (
	LEFTARG = bsc.causal_graph, RIGHTARG = bsc.causal_graph, FUNCTION = bsc._causal_graph_eq,
	COMMUTATOR = OPERATOR(bsc.=), NEGATOR = OPERATOR(bsc.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR bsc.= (bsc.causal_graph, bsc.causal_graph) IS 'same nodes and links';

CREATE OPERATOR bsc.<> (
	LEFTARG = bsc.causal_graph, RIGHTARG = bsc.causal_graph, FUNCTION = bsc._causal_graph_ne,
	COMMUTATOR = OPERATOR(bsc.<>), NEGATOR = OPERATOR(bsc.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR bsc.<> (bsc.causal_graph, bsc.causal_graph) IS 'different nodes or links';

CREATE OPERATOR bsc.< (
	LEFTARG = bsc.causal_graph, RIGHTARG = bsc.causal_graph, FUNCTION = bsc._causal_graph_lt,
	COMMUTATOR = OPERATOR(bsc.>), NEGATOR = OPERATOR(bsc.>=),
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR bsc.< (bsc.causal_graph, bsc.causal_graph) IS 'less than, in an order for sorting only';

CREATE OPERATOR bsc.<= (
	LEFTARG = bsc.causal_graph, RIGHTARG = bsc.causal_graph, FUNCTION = bsc._causal_graph_le,
	COMMUTATOR = OPERATOR(bsc.>=), NEGATOR = OPERATOR(bsc.>),
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR bsc.<= (bsc.causal_graph, bsc.causal_graph) IS 'less than or equal, in an order for sorting only';

CREATE OPERATOR bsc.> (
	LEFTARG = bsc.causal_graph, RIGHTARG = bsc.causal_graph, FUNCTION = bsc._causal_graph_gt,
	COMMUTATOR = OPERATOR(bsc.<), NEGATOR = OPERATOR(bsc.<=),
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR bsc.> (bsc.causal_graph, bsc.causal_graph) IS 'greater than, in an order for sorting only';

CREATE OPERATOR bsc.>= (
	LEFTARG = bsc.causal_graph, RIGHTARG = bsc.causal_graph, FUNCTION = bsc._causal_graph_ge,
	COMMUTATOR = OPERATOR(bsc.<=), NEGATOR = OPERATOR(bsc.<),
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR bsc.>= (bsc.causal_graph, bsc.causal_graph) IS 'greater than or equal, in an order for sorting only';

CREATE OPERATOR CLASS bsc.causal_graph_ops DEFAULT FOR TYPE bsc.causal_graph USING btree AS
	OPERATOR 1 bsc.<, OPERATOR 2 bsc.<=, OPERATOR 3 bsc.=, OPERATOR 4 bsc.>=, OPERATOR 5 bsc.>,
	FUNCTION 1 bsc._causal_graph_cmp(bsc.causal_graph, bsc.causal_graph);

CREATE OPERATOR CLASS bsc.causal_graph_ops DEFAULT FOR TYPE bsc.causal_graph USING hash AS
	OPERATOR 1 bsc.=,
	FUNCTION 1 bsc._causal_graph_hash(bsc.causal_graph),
	FUNCTION 2 bsc._causal_graph_hash_extended(bsc.causal_graph, bigint);

-- aggregate

CREATE FUNCTION bsc._causal_graph_transition(internal, text, text) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_transition(internal, text, text) IS 'aggregate transition function';

CREATE FUNCTION bsc._causal_graph_transition(internal, text, text, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_transition(internal, text, text, double precision) IS
	'aggregate transition function';

CREATE FUNCTION bsc._causal_graph_transition(internal, text, text, double precision, integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_transition(internal, text, text, double precision, integer) IS
	'aggregate transition function';

CREATE FUNCTION bsc._causal_graph_combine(internal, internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_combine(internal, internal) IS 'aggregate combine function';

CREATE FUNCTION bsc._causal_graph_serialize(internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_serialize(internal) IS 'aggregate serialize function';

CREATE FUNCTION bsc._causal_graph_deserialize(bytea, internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_deserialize(bytea, internal) IS 'aggregate deserialize function';

CREATE FUNCTION bsc._causal_graph_final(internal) RETURNS bsc.causal_graph
	AS 'MODULE_PATHNAME', 'bsc_causal_graph_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._causal_graph_final(internal) IS 'aggregate final function';

CREATE AGGREGATE bsc.causal_graph(cause text, effect text) (
	SFUNC = bsc._causal_graph_transition,
	STYPE = internal,
	SSPACE = 4096,
	FINALFUNC = bsc._causal_graph_final,
	COMBINEFUNC = bsc._causal_graph_combine,
	SERIALFUNC = bsc._causal_graph_serialize,
	DESERIALFUNC = bsc._causal_graph_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.causal_graph(text, text) IS
	'graph of links from cause to effect, of strength 1 and without lag';

CREATE AGGREGATE bsc.causal_graph(cause text, effect text, strength double precision) (
	SFUNC = bsc._causal_graph_transition,
	STYPE = internal,
	SSPACE = 4096,
	FINALFUNC = bsc._causal_graph_final,
	COMBINEFUNC = bsc._causal_graph_combine,
	SERIALFUNC = bsc._causal_graph_serialize,
	DESERIALFUNC = bsc._causal_graph_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.causal_graph(text, text, double precision) IS
	'graph of links from cause to effect, without lag';

CREATE AGGREGATE bsc.causal_graph(cause text, effect text, strength double precision, lag integer) (
	SFUNC = bsc._causal_graph_transition,
	STYPE = internal,
	SSPACE = 4096,
	FINALFUNC = bsc._causal_graph_final,
	COMBINEFUNC = bsc._causal_graph_combine,
	SERIALFUNC = bsc._causal_graph_serialize,
	DESERIALFUNC = bsc._causal_graph_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.causal_graph(text, text, double precision, integer) IS
	'graph of links from cause to effect';

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
