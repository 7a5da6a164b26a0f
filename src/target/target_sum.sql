-- arithmetic on targets

CREATE FUNCTION bsc.target_add(bsc.target, bsc.target) RETURNS bsc.target
	AS 'MODULE_PATHNAME', 'bsc_target_add' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.target_add(bsc.target, bsc.target) IS 'implementation of + operator';
CREATE FUNCTION bsc._target_same_scores(a bsc.target, b bsc.target) RETURNS boolean
	AS 'MODULE_PATHNAME', 'bsc_target_same_scores' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._target_same_scores(bsc.target, bsc.target) IS 'have two targets the same scores, so that they can be added?';
CREATE FUNCTION bsc.scale(target bsc.target, factor float8) RETURNS bsc.target
	AS 'MODULE_PATHNAME', 'bsc_target_scale' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.scale(bsc.target, float8) IS 'the target with every value multiplied';
CREATE FUNCTION bsc._target_scaled_by(factor float8, target bsc.target) RETURNS bsc.target
	AS 'MODULE_PATHNAME', 'bsc_target_scaled_by' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._target_scaled_by(float8, bsc.target) IS 'implementation of * operator';
CREATE FUNCTION bsc.target_divide(target bsc.target, divisor float8) RETURNS bsc.target
	AS 'MODULE_PATHNAME', 'bsc_target_divide' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.target_divide(bsc.target, float8) IS 'the target with every value divided';

CREATE OPERATOR bsc.+ (
	LEFTARG = bsc.target, RIGHTARG = bsc.target, FUNCTION = bsc.target_add,
	COMMUTATOR = OPERATOR(bsc.+)
);
COMMENT ON OPERATOR bsc.+ (bsc.target, bsc.target) IS 'values added knot by knot; the scores must agree';
CREATE OPERATOR bsc.* (
	LEFTARG = bsc.target, RIGHTARG = float8, FUNCTION = bsc.scale,
	COMMUTATOR = OPERATOR(bsc.*)
);
COMMENT ON OPERATOR bsc.* (bsc.target, float8) IS 'every value multiplied';
CREATE OPERATOR bsc.* (
	LEFTARG = float8, RIGHTARG = bsc.target, FUNCTION = bsc._target_scaled_by,
	COMMUTATOR = OPERATOR(bsc.*)
);
COMMENT ON OPERATOR bsc.* (float8, bsc.target) IS 'every value multiplied';
CREATE OPERATOR bsc./ (
	LEFTARG = bsc.target, RIGHTARG = float8, FUNCTION = bsc.target_divide
);
COMMENT ON OPERATOR bsc./ (bsc.target, float8) IS 'every value divided';

CREATE AGGREGATE bsc.target_sum(target bsc.target) (
	SFUNC = bsc.target_add, STYPE = bsc.target, COMBINEFUNC = bsc.target_add, PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.target_sum(bsc.target) IS 'values added knot by knot; the scores must agree';
