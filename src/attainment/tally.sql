-- tally: what weighted scores add up to

CREATE TYPE bsc.tally;
CREATE FUNCTION bsc._tally_in(cstring) RETURNS bsc.tally
	AS 'MODULE_PATHNAME', 'bsc_tally_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_in(cstring) IS 'I/O';
CREATE FUNCTION bsc._tally_out(bsc.tally) RETURNS cstring
	AS 'MODULE_PATHNAME', 'bsc_tally_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_out(bsc.tally) IS 'I/O';
CREATE FUNCTION bsc._tally_recv(internal) RETURNS bsc.tally
	AS 'MODULE_PATHNAME', 'bsc_tally_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_recv(internal) IS 'I/O';
CREATE FUNCTION bsc._tally_send(bsc.tally) RETURNS bytea
	AS 'MODULE_PATHNAME', 'bsc_tally_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_send(bsc.tally) IS 'I/O';

CREATE TYPE bsc.tally (
	INPUT = bsc._tally_in,
	OUTPUT = bsc._tally_out,
	RECEIVE = bsc._tally_recv,
	SEND = bsc._tally_send,
	INTERNALLENGTH = 64,
	ALIGNMENT = double
);
COMMENT ON TYPE bsc.tally IS 'what weighted scores add up to: count/missing/weight/missing weight/weighted score';

-- reading and adding

CREATE FUNCTION bsc._tally_attainment(tally bsc.tally) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_tally_attainment' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_attainment(bsc.tally) IS 'weighted mean of the scores in a tally, or NULL';

CREATE FUNCTION bsc._tally_coverage(tally bsc.tally) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_tally_coverage' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_coverage(bsc.tally) IS 'share of the weight in a tally that has data, or NULL';

CREATE CAST (bsc.tally AS float8) WITH FUNCTION bsc._tally_attainment(bsc.tally) AS ASSIGNMENT;
COMMENT ON CAST (bsc.tally AS float8) IS 'attainment of a tally';

CREATE FUNCTION bsc.parts(tally bsc.tally, OUT attainment float8, OUT coverage float8, OUT weight float8,
		OUT missing_weight float8, OUT count bigint, OUT missing bigint)
	AS 'MODULE_PATHNAME', 'bsc_tally_parts' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.parts(bsc.tally) IS 'all that a tally knows, as columns';

CREATE FUNCTION bsc.tally_add(bsc.tally, bsc.tally) RETURNS bsc.tally
	AS 'MODULE_PATHNAME', 'bsc_tally_add' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.tally_add(bsc.tally, bsc.tally) IS 'implementation of + operator';

CREATE OPERATOR bsc.+ (
	LEFTARG = bsc.tally, RIGHTARG = bsc.tally, FUNCTION = bsc.tally_add,
	COMMUTATOR = OPERATOR(bsc.+)
);
COMMENT ON OPERATOR bsc.+ (bsc.tally, bsc.tally) IS 'both tallies together';

-- comparison

CREATE FUNCTION bsc._tally_eq(bsc.tally, bsc.tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_tally_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_eq(bsc.tally, bsc.tally) IS 'implementation of = operator';
CREATE FUNCTION bsc._tally_ne(bsc.tally, bsc.tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_tally_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_ne(bsc.tally, bsc.tally) IS 'implementation of <> operator';
CREATE FUNCTION bsc._tally_lt(bsc.tally, bsc.tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_tally_lt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_lt(bsc.tally, bsc.tally) IS 'implementation of < operator';
CREATE FUNCTION bsc._tally_le(bsc.tally, bsc.tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_tally_le' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_le(bsc.tally, bsc.tally) IS 'implementation of <= operator';
CREATE FUNCTION bsc._tally_gt(bsc.tally, bsc.tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_tally_gt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_gt(bsc.tally, bsc.tally) IS 'implementation of > operator';
CREATE FUNCTION bsc._tally_ge(bsc.tally, bsc.tally) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_tally_ge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_ge(bsc.tally, bsc.tally) IS 'implementation of >= operator';
CREATE FUNCTION bsc._tally_cmp(bsc.tally, bsc.tally) RETURNS integer
	AS 'MODULE_PATHNAME', 'bsc_tally_cmp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_cmp(bsc.tally, bsc.tally) IS 'less-equal-greater';
CREATE FUNCTION bsc._tally_hash(bsc.tally) RETURNS integer
	AS 'MODULE_PATHNAME', 'bsc_tally_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_hash(bsc.tally) IS 'hash';
CREATE FUNCTION bsc._tally_hash_extended(bsc.tally, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'bsc_tally_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_hash_extended(bsc.tally, bigint) IS 'hash';

CREATE OPERATOR bsc.= (
	LEFTARG = bsc.tally, RIGHTARG = bsc.tally, FUNCTION = bsc._tally_eq,
	COMMUTATOR = OPERATOR(bsc.=), NEGATOR = OPERATOR(bsc.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR bsc.= (bsc.tally, bsc.tally) IS 'the same tally';
CREATE OPERATOR bsc.<> (
	LEFTARG = bsc.tally, RIGHTARG = bsc.tally, FUNCTION = bsc._tally_ne,
	COMMUTATOR = OPERATOR(bsc.<>), NEGATOR = OPERATOR(bsc.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR bsc.<> (bsc.tally, bsc.tally) IS 'not the same tally';
CREATE OPERATOR bsc.< (
	LEFTARG = bsc.tally, RIGHTARG = bsc.tally, FUNCTION = bsc._tally_lt,
	COMMUTATOR = OPERATOR(bsc.>), NEGATOR = OPERATOR(bsc.>=),
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR bsc.< (bsc.tally, bsc.tally) IS 'the lower attainment, then the smaller tally';
CREATE OPERATOR bsc.<= (
	LEFTARG = bsc.tally, RIGHTARG = bsc.tally, FUNCTION = bsc._tally_le,
	COMMUTATOR = OPERATOR(bsc.>=), NEGATOR = OPERATOR(bsc.>),
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR bsc.<= (bsc.tally, bsc.tally) IS 'the lower attainment, or the same tally';
CREATE OPERATOR bsc.> (
	LEFTARG = bsc.tally, RIGHTARG = bsc.tally, FUNCTION = bsc._tally_gt,
	COMMUTATOR = OPERATOR(bsc.<), NEGATOR = OPERATOR(bsc.<=),
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR bsc.> (bsc.tally, bsc.tally) IS 'the higher attainment, then the larger tally';
CREATE OPERATOR bsc.>= (
	LEFTARG = bsc.tally, RIGHTARG = bsc.tally, FUNCTION = bsc._tally_ge,
	COMMUTATOR = OPERATOR(bsc.<=), NEGATOR = OPERATOR(bsc.<),
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR bsc.>= (bsc.tally, bsc.tally) IS 'the higher attainment, or the same tally';

CREATE OPERATOR CLASS bsc.tally_ops DEFAULT FOR TYPE bsc.tally USING btree AS
	OPERATOR 1 bsc.<,
	OPERATOR 2 bsc.<=,
	OPERATOR 3 bsc.=,
	OPERATOR 4 bsc.>=,
	OPERATOR 5 bsc.>,
	FUNCTION 1 bsc._tally_cmp(bsc.tally, bsc.tally);
COMMENT ON OPERATOR CLASS bsc.tally_ops USING btree IS 'order of tallies';
CREATE OPERATOR CLASS bsc.tally_ops DEFAULT FOR TYPE bsc.tally USING hash AS
	OPERATOR 1 bsc.=,
	FUNCTION 1 bsc._tally_hash(bsc.tally),
	FUNCTION 2 bsc._tally_hash_extended(bsc.tally, bigint);
COMMENT ON OPERATOR CLASS bsc.tally_ops USING hash IS 'hashing of tallies';
