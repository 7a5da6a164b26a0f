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
