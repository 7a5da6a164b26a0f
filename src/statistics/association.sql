-- lagged and partial correlation, regression

CREATE TYPE bsc.regression AS (
	n int,
	slope float8,
	intercept float8,
	r float8,
	p_value float8
);
COMMENT ON TYPE bsc.regression IS
'simple regression over n complete pairs; what is not defined (too few pairs, constant series) is NULL';

CREATE FUNCTION bsc._pairs_accum(state internal, cause float8, effect float8, lag int) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_pairs_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._pairs_accum(internal, float8, float8, int) IS
'transition function of lagged_corr and lagged_regression';

CREATE FUNCTION bsc._lagged_corr_final(state internal) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_lagged_corr_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._lagged_corr_final(internal) IS 'final function of lagged_corr';

CREATE FUNCTION bsc._lagged_regression_final(state internal) RETURNS bsc.regression
AS 'MODULE_PATHNAME', 'bsc_lagged_regression_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._lagged_regression_final(internal) IS 'final function of lagged_regression';

CREATE AGGREGATE bsc.lagged_corr(cause float8, effect float8, lag int) (
	SFUNC = bsc._pairs_accum,
	STYPE = internal,
	FINALFUNC = bsc._lagged_corr_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.lagged_corr(float8, float8, int) IS
'correlation of each effect with the cause of lag rows before; give the rows an ORDER BY, one for each period';

CREATE AGGREGATE bsc.lagged_regression(cause float8, effect float8, lag int) (
	SFUNC = bsc._pairs_accum,
	STYPE = internal,
	FINALFUNC = bsc._lagged_regression_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.lagged_regression(float8, float8, int) IS
'regression of each effect on the cause of lag rows before; give the rows an ORDER BY, one for each period';

CREATE FUNCTION bsc.lagged_corr(cause float8[], effect float8[], lag int DEFAULT 0) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_lagged_corr' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION bsc.lagged_corr(float8[], float8[], int) IS
'correlation of each effect with the cause of lag places before';

CREATE FUNCTION bsc.lagged_regression(cause float8[], effect float8[], lag int DEFAULT 0) RETURNS bsc.regression
AS 'MODULE_PATHNAME', 'bsc_lagged_regression' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION bsc.lagged_regression(float8[], float8[], int) IS
'regression of each effect on the cause of lag places before';

CREATE FUNCTION bsc.partial_corr(cause float8[], effect float8[], controls float8[] DEFAULT '{}',
	OUT n int, OUT controls_used int, OUT r float8, OUT p_value float8)
AS 'MODULE_PATHNAME', 'bsc_partial_corr' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION bsc.partial_corr(float8[], float8[], float8[]) IS
'correlation of cause and effect with the control series, one a row, held constant, over the places where all have values';

-- p values, intervals, many tests at once

CREATE FUNCTION bsc.p_value(r float8, n int, controls int DEFAULT 0) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_p_value' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.p_value(float8, int, int) IS
'two-sided p value of a correlation of n pairs with so many control variables held constant';

CREATE FUNCTION bsc.fisher_interval(r float8, n int, controls int DEFAULT 0,
	OUT ci_low float8, OUT ci_high float8)
AS 'MODULE_PATHNAME', 'bsc_fisher_interval' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.fisher_interval(float8, int, int) IS
'95 % confidence interval of a correlation of n pairs, by Fisher''s transformation';

CREATE FUNCTION bsc.p_adjust(p float8[]) RETURNS float8[]
AS 'MODULE_PATHNAME', 'bsc_p_adjust' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.p_adjust(float8[]) IS
'p values of many tests, adjusted for the false discovery rate by Benjamini and Hochberg; NULLs stay NULL and do not count';
