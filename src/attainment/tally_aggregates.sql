-- attainment, coverage and tally: the aggregates over weighted scores

-- transition functions: (state, row) -> state

CREATE FUNCTION bsc._tally_accum(state bsc.tally, score float8) RETURNS bsc.tally
	AS 'MODULE_PATHNAME', 'bsc_tally_accum_score' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_accum(bsc.tally, float8) IS 'tally with one more row';
CREATE FUNCTION bsc._tally_accum(state bsc.tally, score float8, weight float8) RETURNS bsc.tally
	AS 'MODULE_PATHNAME', 'bsc_tally_accum_score_weight' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_accum(bsc.tally, float8, float8) IS 'tally with one more row';
CREATE FUNCTION bsc._tally_accum(state bsc.tally, actual float8, target bsc.target) RETURNS bsc.tally
	AS 'MODULE_PATHNAME', 'bsc_tally_accum_actual' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_accum(bsc.tally, float8, bsc.target) IS 'tally with one more row';
CREATE FUNCTION bsc._tally_accum(state bsc.tally, actual float8, target bsc.target, weight float8) RETURNS bsc.tally
	AS 'MODULE_PATHNAME', 'bsc_tally_accum_actual_weight' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_accum(bsc.tally, float8, bsc.target, float8) IS 'tally with one more row';
CREATE FUNCTION bsc._tally_accum(state bsc.tally, score numeric) RETURNS bsc.tally
	AS 'MODULE_PATHNAME', 'bsc_tally_accum_score_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_accum(bsc.tally, numeric) IS 'tally with one more row';
CREATE FUNCTION bsc._tally_accum(state bsc.tally, score numeric, weight numeric) RETURNS bsc.tally
	AS 'MODULE_PATHNAME', 'bsc_tally_accum_score_weight_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_accum(bsc.tally, numeric, numeric) IS 'tally with one more row';
CREATE FUNCTION bsc._tally_accum(state bsc.tally, score float8, weight numeric) RETURNS bsc.tally
	AS 'MODULE_PATHNAME', 'bsc_tally_accum_score_numeric_weight' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_accum(bsc.tally, float8, numeric) IS 'tally with one more row';
CREATE FUNCTION bsc._tally_accum(state bsc.tally, actual numeric, target bsc.target) RETURNS bsc.tally
	AS 'MODULE_PATHNAME', 'bsc_tally_accum_actual_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_accum(bsc.tally, numeric, bsc.target) IS 'tally with one more row';
CREATE FUNCTION bsc._tally_accum(state bsc.tally, actual numeric, target bsc.target, weight numeric) RETURNS bsc.tally
	AS 'MODULE_PATHNAME', 'bsc_tally_accum_actual_weight_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_accum(bsc.tally, numeric, bsc.target, numeric) IS 'tally with one more row';
CREATE FUNCTION bsc._tally_combine(state bsc.tally, other bsc.tally) RETURNS bsc.tally
	AS 'MODULE_PATHNAME', 'bsc_tally_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_combine(bsc.tally, bsc.tally) IS 'both tallies together; a null counts as empty';

-- transition functions of moving frames

CREATE FUNCTION bsc._tally_forward(state internal, score float8) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_forward_score' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_forward(internal, float8) IS 'aggregate transition function of moving frames';
CREATE FUNCTION bsc._tally_inverse(state internal, score float8) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_inverse_score' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_inverse(internal, float8) IS 'inverse transition function of moving frames';
CREATE FUNCTION bsc._tally_forward(state internal, score float8, weight float8) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_forward_score_weight' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_forward(internal, float8, float8) IS 'aggregate transition function of moving frames';
CREATE FUNCTION bsc._tally_inverse(state internal, score float8, weight float8) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_inverse_score_weight' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_inverse(internal, float8, float8) IS 'inverse transition function of moving frames';
CREATE FUNCTION bsc._tally_forward(state internal, actual float8, target bsc.target) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_forward_actual' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_forward(internal, float8, bsc.target) IS 'aggregate transition function of moving frames';
CREATE FUNCTION bsc._tally_inverse(state internal, actual float8, target bsc.target) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_inverse_actual' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_inverse(internal, float8, bsc.target) IS 'inverse transition function of moving frames';
CREATE FUNCTION bsc._tally_forward(state internal, actual float8, target bsc.target, weight float8) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_forward_actual_weight' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_forward(internal, float8, bsc.target, float8) IS 'aggregate transition function of moving frames';
CREATE FUNCTION bsc._tally_inverse(state internal, actual float8, target bsc.target, weight float8) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_inverse_actual_weight' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_inverse(internal, float8, bsc.target, float8) IS 'inverse transition function of moving frames';
CREATE FUNCTION bsc._tally_forward(state internal, score numeric) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_forward_score_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_forward(internal, numeric) IS 'aggregate transition function of moving frames';
CREATE FUNCTION bsc._tally_inverse(state internal, score numeric) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_inverse_score_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_inverse(internal, numeric) IS 'inverse transition function of moving frames';
CREATE FUNCTION bsc._tally_forward(state internal, score numeric, weight numeric) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_forward_score_weight_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_forward(internal, numeric, numeric) IS 'aggregate transition function of moving frames';
CREATE FUNCTION bsc._tally_inverse(state internal, score numeric, weight numeric) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_inverse_score_weight_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_inverse(internal, numeric, numeric) IS 'inverse transition function of moving frames';
CREATE FUNCTION bsc._tally_forward(state internal, score float8, weight numeric) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_forward_score_numeric_weight' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_forward(internal, float8, numeric) IS 'aggregate transition function of moving frames';
CREATE FUNCTION bsc._tally_inverse(state internal, score float8, weight numeric) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_inverse_score_numeric_weight' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_inverse(internal, float8, numeric) IS 'inverse transition function of moving frames';
CREATE FUNCTION bsc._tally_forward(state internal, actual numeric, target bsc.target) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_forward_actual_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_forward(internal, numeric, bsc.target) IS 'aggregate transition function of moving frames';
CREATE FUNCTION bsc._tally_inverse(state internal, actual numeric, target bsc.target) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_inverse_actual_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_inverse(internal, numeric, bsc.target) IS 'inverse transition function of moving frames';
CREATE FUNCTION bsc._tally_forward(state internal, actual numeric, target bsc.target, weight numeric) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_forward_actual_weight_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_forward(internal, numeric, bsc.target, numeric) IS 'aggregate transition function of moving frames';
CREATE FUNCTION bsc._tally_inverse(state internal, actual numeric, target bsc.target, weight numeric) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_inverse_actual_weight_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_inverse(internal, numeric, bsc.target, numeric) IS 'inverse transition function of moving frames';
CREATE FUNCTION bsc._tally_forward(state internal, tally bsc.tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_forward_tally' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_forward(internal, bsc.tally) IS 'aggregate transition function of moving frames';
CREATE FUNCTION bsc._tally_inverse(state internal, tally bsc.tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_tally_inverse_tally' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_inverse(internal, bsc.tally) IS 'inverse transition function of moving frames';

-- final functions; those of plain aggregation of attainment and coverage are tally's own

CREATE FUNCTION bsc._tally_final(state bsc.tally) RETURNS bsc.tally
	AS 'MODULE_PATHNAME', 'bsc_tally_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_final(bsc.tally) IS 'aggregate final function';
CREATE FUNCTION bsc._tally_moving_final(state internal) RETURNS bsc.tally
	AS 'MODULE_PATHNAME', 'bsc_tally_moving_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_moving_final(internal) IS 'aggregate final function of moving frames';
CREATE FUNCTION bsc._tally_moving_attainment(state internal) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_tally_moving_attainment' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_moving_attainment(internal) IS 'aggregate final function of moving frames';
CREATE FUNCTION bsc._tally_moving_coverage(state internal) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_tally_moving_coverage' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._tally_moving_coverage(internal) IS 'aggregate final function of moving frames';

-- attainment

CREATE AGGREGATE bsc.attainment(score float8) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_attainment,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_attainment,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.attainment(float8) IS 'weighted mean of the scores, NULL without any';
CREATE AGGREGATE bsc.attainment(score float8, weight float8) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_attainment,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_attainment,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.attainment(float8, float8) IS 'weighted mean of the scores, NULL without any';
CREATE AGGREGATE bsc.attainment(actual float8, target bsc.target) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_attainment,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_attainment,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.attainment(float8, bsc.target) IS 'weighted mean of the scores, NULL without any';
CREATE AGGREGATE bsc.attainment(actual float8, target bsc.target, weight float8) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_attainment,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_attainment,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.attainment(float8, bsc.target, float8) IS 'weighted mean of the scores, NULL without any';
CREATE AGGREGATE bsc.attainment(score numeric) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_attainment,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_attainment,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.attainment(numeric) IS 'weighted mean of the scores, NULL without any';
CREATE AGGREGATE bsc.attainment(score numeric, weight numeric) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_attainment,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_attainment,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.attainment(numeric, numeric) IS 'weighted mean of the scores, NULL without any';
CREATE AGGREGATE bsc.attainment(score float8, weight numeric) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_attainment,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_attainment,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.attainment(float8, numeric) IS 'weighted mean of the scores, NULL without any';
CREATE AGGREGATE bsc.attainment(actual numeric, target bsc.target) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_attainment,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_attainment,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.attainment(numeric, bsc.target) IS 'weighted mean of the scores, NULL without any';
CREATE AGGREGATE bsc.attainment(actual numeric, target bsc.target, weight numeric) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_attainment,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_attainment,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.attainment(numeric, bsc.target, numeric) IS 'weighted mean of the scores, NULL without any';
CREATE AGGREGATE bsc.attainment(tally bsc.tally) (
	SFUNC = bsc._tally_combine, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_attainment,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_attainment,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.attainment(bsc.tally) IS 'weighted mean of the scores, NULL without any';

-- coverage

CREATE AGGREGATE bsc.coverage(score float8) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_coverage,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_coverage,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.coverage(float8) IS 'share of the weight that has data';
CREATE AGGREGATE bsc.coverage(score float8, weight float8) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_coverage,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_coverage,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.coverage(float8, float8) IS 'share of the weight that has data';
CREATE AGGREGATE bsc.coverage(actual float8, target bsc.target) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_coverage,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_coverage,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.coverage(float8, bsc.target) IS 'share of the weight that has data';
CREATE AGGREGATE bsc.coverage(actual float8, target bsc.target, weight float8) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_coverage,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_coverage,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.coverage(float8, bsc.target, float8) IS 'share of the weight that has data';
CREATE AGGREGATE bsc.coverage(score numeric) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_coverage,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_coverage,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.coverage(numeric) IS 'share of the weight that has data';
CREATE AGGREGATE bsc.coverage(score numeric, weight numeric) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_coverage,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_coverage,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.coverage(numeric, numeric) IS 'share of the weight that has data';
CREATE AGGREGATE bsc.coverage(score float8, weight numeric) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_coverage,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_coverage,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.coverage(float8, numeric) IS 'share of the weight that has data';
CREATE AGGREGATE bsc.coverage(actual numeric, target bsc.target) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_coverage,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_coverage,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.coverage(numeric, bsc.target) IS 'share of the weight that has data';
CREATE AGGREGATE bsc.coverage(actual numeric, target bsc.target, weight numeric) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_coverage,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_coverage,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.coverage(numeric, bsc.target, numeric) IS 'share of the weight that has data';
CREATE AGGREGATE bsc.coverage(tally bsc.tally) (
	SFUNC = bsc._tally_combine, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_coverage,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_coverage,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.coverage(bsc.tally) IS 'share of the weight that has data';

-- tally

CREATE AGGREGATE bsc.tally(score float8) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_final,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.tally(float8) IS 'counts, weights and weighted scores, to store and to add up later';
CREATE AGGREGATE bsc.tally(score float8, weight float8) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_final,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.tally(float8, float8) IS 'counts, weights and weighted scores, to store and to add up later';
CREATE AGGREGATE bsc.tally(actual float8, target bsc.target) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_final,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.tally(float8, bsc.target) IS 'counts, weights and weighted scores, to store and to add up later';
CREATE AGGREGATE bsc.tally(actual float8, target bsc.target, weight float8) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_final,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.tally(float8, bsc.target, float8) IS 'counts, weights and weighted scores, to store and to add up later';
CREATE AGGREGATE bsc.tally(score numeric) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_final,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.tally(numeric) IS 'counts, weights and weighted scores, to store and to add up later';
CREATE AGGREGATE bsc.tally(score numeric, weight numeric) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_final,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.tally(numeric, numeric) IS 'counts, weights and weighted scores, to store and to add up later';
CREATE AGGREGATE bsc.tally(score float8, weight numeric) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_final,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.tally(float8, numeric) IS 'counts, weights and weighted scores, to store and to add up later';
CREATE AGGREGATE bsc.tally(actual numeric, target bsc.target) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_final,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.tally(numeric, bsc.target) IS 'counts, weights and weighted scores, to store and to add up later';
CREATE AGGREGATE bsc.tally(actual numeric, target bsc.target, weight numeric) (
	SFUNC = bsc._tally_accum, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_final,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.tally(numeric, bsc.target, numeric) IS 'counts, weights and weighted scores, to store and to add up later';
CREATE AGGREGATE bsc.tally(tally bsc.tally) (
	SFUNC = bsc._tally_combine, STYPE = bsc.tally, INITCOND = '0/0/0/0/0', COMBINEFUNC = bsc._tally_combine, FINALFUNC = bsc._tally_final,
	MSFUNC = bsc._tally_forward, MINVFUNC = bsc._tally_inverse, MSTYPE = internal, MFINALFUNC = bsc._tally_moving_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.tally(bsc.tally) IS 'counts, weights and weighted scores, to store and to add up later';
