-- lagged and partial correlation, regression

CREATE TYPE bsc.regression AS (
    n integer,
    slope double precision,
    intercept double precision,
    r double precision,
    p_value double precision
);
COMMENT ON TYPE bsc.regression IS
'simple regression over n complete pairs; what is not defined (too few pairs, constant series) is NULL';

CREATE FUNCTION bsc.pairs_add(state internal, cause double precision, effect double precision, lag integer) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_pairs_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc.pairs_add(internal, double precision, double precision, integer) IS
'transition function of lagged_corr and lagged_regression';

CREATE FUNCTION bsc.lagged_corr_final(state internal) RETURNS double precision
AS 'MODULE_PATHNAME', 'bsc_lagged_corr_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc.lagged_corr_final(internal) IS 'final function of lagged_corr';

CREATE FUNCTION bsc.lagged_regression_final(state internal) RETURNS bsc.regression
AS 'MODULE_PATHNAME', 'bsc_lagged_regression_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc.lagged_regression_final(internal) IS 'final function of lagged_regression';

CREATE AGGREGATE bsc.lagged_corr(cause double precision, effect double precision, lag integer) (
    SFUNC = bsc.pairs_add,
    STYPE = internal,
    FINALFUNC = bsc.lagged_corr_final,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.lagged_corr(double precision, double precision, integer) IS
'correlation of each effect with the cause of lag rows before; give the rows an ORDER BY, one for each period';

CREATE AGGREGATE bsc.lagged_regression(cause double precision, effect double precision, lag integer) (
    SFUNC = bsc.pairs_add,
    STYPE = internal,
    FINALFUNC = bsc.lagged_regression_final,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.lagged_regression(double precision, double precision, integer) IS
'regression of each effect on the cause of lag rows before; give the rows an ORDER BY, one for each period';

CREATE FUNCTION bsc.lagged_corr(cause double precision[], effect double precision[], lag integer DEFAULT 0) RETURNS double precision
AS 'MODULE_PATHNAME', 'bsc_lagged_corr' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION bsc.lagged_corr(double precision[], double precision[], integer) IS
'correlation of each effect with the cause of lag places before';

CREATE FUNCTION bsc.lagged_regression(cause double precision[], effect double precision[], lag integer DEFAULT 0) RETURNS bsc.regression
AS 'MODULE_PATHNAME', 'bsc_lagged_regression' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION bsc.lagged_regression(double precision[], double precision[], integer) IS
'regression of each effect on the cause of lag places before';

CREATE FUNCTION bsc.partial_corr(cause double precision[], effect double precision[], controls double precision[] DEFAULT '{}',
    OUT n integer, OUT controls_used integer, OUT r double precision, OUT p_value double precision)
AS 'MODULE_PATHNAME', 'bsc_partial_corr' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION bsc.partial_corr(double precision[], double precision[], double precision[]) IS
'correlation of cause and effect with the control series, one a row, held constant, over the places where all have values';
