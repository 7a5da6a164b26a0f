-- status: red, amber or green

CREATE TYPE bsc.status AS ENUM ('red', 'amber', 'green');
COMMENT ON TYPE bsc.status IS 'what a score looks like at a glance: red < amber < green';

CREATE FUNCTION bsc.status(score float8, amber float8 DEFAULT 0.7, green float8 DEFAULT 0.9) RETURNS bsc.status
	AS 'MODULE_PATHNAME', 'bsc_status' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.status(float8, float8, float8) IS 'status of a score; one exactly on a threshold has the better status';

-- target: a curve from measured values to scores

CREATE TYPE bsc.target;

CREATE FUNCTION bsc._target_in(cstring) RETURNS bsc.target
	AS 'MODULE_PATHNAME', 'bsc_target_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._target_in(cstring) IS 'I/O';
CREATE FUNCTION bsc._target_out(bsc.target) RETURNS cstring
	AS 'MODULE_PATHNAME', 'bsc_target_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._target_out(bsc.target) IS 'I/O';
CREATE FUNCTION bsc._target_recv(internal) RETURNS bsc.target
	AS 'MODULE_PATHNAME', 'bsc_target_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._target_recv(internal) IS 'I/O';
CREATE FUNCTION bsc._target_send(bsc.target) RETURNS bytea
	AS 'MODULE_PATHNAME', 'bsc_target_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._target_send(bsc.target) IS 'I/O';

CREATE TYPE bsc.target (
	INPUT = bsc._target_in,
	OUTPUT = bsc._target_out,
	RECEIVE = bsc._target_recv,
	SEND = bsc._target_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = plain
);
COMMENT ON TYPE bsc.target IS 'what a measured value is worth: a piecewise linear curve such as 60..95 or 60:0 95:1 110:1.2';

-- constructors

CREATE FUNCTION bsc.target(baseline float8, goal float8) RETURNS bsc.target
	AS 'MODULE_PATHNAME', 'bsc_target_straight' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.target(float8, float8) IS 'the straight line from a baseline, which scores 0, to a goal, which scores 1';

CREATE FUNCTION bsc.curve(actuals float8[], scores float8[]) RETURNS bsc.target
	AS 'MODULE_PATHNAME', 'bsc_target_curve' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.curve(float8[], float8[]) IS 'the curve through these knots, given by ascending actuals';

-- score and progress

CREATE FUNCTION bsc.score(actual float8, target bsc.target) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_score_target_float8' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.score(float8, bsc.target) IS 'what an actual is worth on the curve of its target';
CREATE FUNCTION bsc.score(actual numeric, target bsc.target) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_score_target_numeric' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.score(numeric, bsc.target) IS 'what an actual is worth on the curve of its target';
CREATE FUNCTION bsc.score(actual float8, baseline float8, goal float8) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_score_straight_float8' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.score(float8, float8, float8) IS 'what an actual is worth between a baseline (0) and a goal (1)';
CREATE FUNCTION bsc.score(actual numeric, baseline numeric, goal numeric) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_score_straight_numeric' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.score(numeric, numeric, numeric) IS 'what an actual is worth between a baseline (0) and a goal (1)';

CREATE FUNCTION bsc.progress(actual float8, target bsc.target) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_progress_target_float8' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.progress(float8, bsc.target) IS 'score that goes on along the end segments of the curve';
CREATE FUNCTION bsc.progress(actual numeric, target bsc.target) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_progress_target_numeric' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.progress(numeric, bsc.target) IS 'score that goes on along the end segments of the curve';
CREATE FUNCTION bsc.progress(actual float8, baseline float8, goal float8) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_progress_straight_float8' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.progress(float8, float8, float8) IS 'score that goes on below the baseline and above the goal';
CREATE FUNCTION bsc.progress(actual numeric, baseline numeric, goal numeric) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_progress_straight_numeric' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.progress(numeric, numeric, numeric) IS 'score that goes on below the baseline and above the goal';

-- what a curve says

CREATE FUNCTION bsc.goal(target bsc.target) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_target_goal' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.goal(bsc.target) IS 'the first value from the bad side that scores 1, or NULL';

CREATE FUNCTION bsc.baseline(target bsc.target) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_target_baseline' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.baseline(bsc.target) IS 'the last value before the goal that scores 0, or NULL';

CREATE FUNCTION bsc.direction(target bsc.target) RETURNS text
	AS 'MODULE_PATHNAME', 'bsc_target_direction' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.direction(bsc.target) IS 'where the best score is: increase, decrease or maintain';

CREATE FUNCTION bsc.value_for(target bsc.target, score float8) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_target_value_for' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.value_for(bsc.target, float8) IS 'the first actual from the bad side that has this score, or NULL';

CREATE FUNCTION bsc.lowest_score(target bsc.target) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_target_lowest_score' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.lowest_score(bsc.target) IS 'the lowest score on the curve';

-- comparison

CREATE FUNCTION bsc._target_eq(bsc.target, bsc.target) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_target_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._target_eq(bsc.target, bsc.target) IS 'implementation of = operator';
CREATE FUNCTION bsc._target_ne(bsc.target, bsc.target) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_target_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._target_ne(bsc.target, bsc.target) IS 'implementation of <> operator';
CREATE FUNCTION bsc._target_lt(bsc.target, bsc.target) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_target_lt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._target_lt(bsc.target, bsc.target) IS 'implementation of < operator';
CREATE FUNCTION bsc._target_le(bsc.target, bsc.target) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_target_le' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._target_le(bsc.target, bsc.target) IS 'implementation of <= operator';
CREATE FUNCTION bsc._target_gt(bsc.target, bsc.target) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_target_gt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._target_gt(bsc.target, bsc.target) IS 'implementation of > operator';
CREATE FUNCTION bsc._target_ge(bsc.target, bsc.target) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_target_ge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._target_ge(bsc.target, bsc.target) IS 'implementation of >= operator';
CREATE FUNCTION bsc._target_cmp(bsc.target, bsc.target) RETURNS integer
	AS 'MODULE_PATHNAME', 'bsc_target_cmp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._target_cmp(bsc.target, bsc.target) IS 'less-equal-greater';
CREATE FUNCTION bsc._target_hash(bsc.target) RETURNS integer
	AS 'MODULE_PATHNAME', 'bsc_target_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._target_hash(bsc.target) IS 'hash';
CREATE FUNCTION bsc._target_hash_extended(bsc.target, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'bsc_target_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._target_hash_extended(bsc.target, bigint) IS 'hash';

CREATE OPERATOR bsc.= (
	LEFTARG = bsc.target, RIGHTARG = bsc.target, FUNCTION = bsc._target_eq,
	COMMUTATOR = OPERATOR(bsc.=), NEGATOR = OPERATOR(bsc.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR bsc.= (bsc.target, bsc.target) IS 'the same curve, knot by knot';
CREATE OPERATOR bsc.<> (
	LEFTARG = bsc.target, RIGHTARG = bsc.target, FUNCTION = bsc._target_ne,
	COMMUTATOR = OPERATOR(bsc.<>), NEGATOR = OPERATOR(bsc.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR bsc.<> (bsc.target, bsc.target) IS 'not the same curve';
CREATE OPERATOR bsc.< (
	LEFTARG = bsc.target, RIGHTARG = bsc.target, FUNCTION = bsc._target_lt,
	COMMUTATOR = OPERATOR(bsc.>), NEGATOR = OPERATOR(bsc.>=),
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR bsc.< (bsc.target, bsc.target) IS 'before, by the first knot that differs';
CREATE OPERATOR bsc.<= (
	LEFTARG = bsc.target, RIGHTARG = bsc.target, FUNCTION = bsc._target_le,
	COMMUTATOR = OPERATOR(bsc.>=), NEGATOR = OPERATOR(bsc.>),
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR bsc.<= (bsc.target, bsc.target) IS 'before or the same';
CREATE OPERATOR bsc.> (
	LEFTARG = bsc.target, RIGHTARG = bsc.target, FUNCTION = bsc._target_gt,
	COMMUTATOR = OPERATOR(bsc.<), NEGATOR = OPERATOR(bsc.<=),
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR bsc.> (bsc.target, bsc.target) IS 'after, by the first knot that differs';
CREATE OPERATOR bsc.>= (
	LEFTARG = bsc.target, RIGHTARG = bsc.target, FUNCTION = bsc._target_ge,
	COMMUTATOR = OPERATOR(bsc.<=), NEGATOR = OPERATOR(bsc.<),
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR bsc.>= (bsc.target, bsc.target) IS 'after or the same';

CREATE OPERATOR CLASS bsc.target_ops DEFAULT FOR TYPE bsc.target USING btree AS
	OPERATOR 1 bsc.<,
	OPERATOR 2 bsc.<=,
	OPERATOR 3 bsc.=,
	OPERATOR 4 bsc.>=,
	OPERATOR 5 bsc.>,
	FUNCTION 1 bsc._target_cmp(bsc.target, bsc.target);
COMMENT ON OPERATOR CLASS bsc.target_ops USING btree IS 'order of targets';
CREATE OPERATOR CLASS bsc.target_ops DEFAULT FOR TYPE bsc.target USING hash AS
	OPERATOR 1 bsc.=,
	FUNCTION 1 bsc._target_hash(bsc.target),
	FUNCTION 2 bsc._target_hash_extended(bsc.target, bigint);
COMMENT ON OPERATOR CLASS bsc.target_ops USING hash IS 'hashing of targets';
