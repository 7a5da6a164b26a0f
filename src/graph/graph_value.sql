-- bsc.causal_graph as a value: the type, its text, comparison, and the aggregate that builds one

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
