-- p values, intervals, many tests at once

CREATE FUNCTION bsc.p_value(r double precision, n integer, controls integer DEFAULT 0) RETURNS double precision
AS 'MODULE_PATHNAME', 'bsc_p_value' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.p_value(double precision, integer, integer) IS
'two-sided p value of a correlation of n pairs with so many control variables held constant';

CREATE FUNCTION bsc.fisher_interval(r double precision, n integer, controls integer DEFAULT 0,
    OUT ci_low double precision, OUT ci_high double precision)
AS 'MODULE_PATHNAME', 'bsc_fisher_interval' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.fisher_interval(double precision, integer, integer) IS
'95 % confidence interval of a correlation of n pairs, by Fisher''s transformation';

CREATE FUNCTION bsc.p_adjust(p double precision[]) RETURNS double precision[]
AS 'MODULE_PATHNAME', 'bsc_p_adjust' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.p_adjust(double precision[]) IS
'p values of many tests, adjusted for the false discovery rate by Benjamini and Hochberg; NULLs stay NULL and do not count';
