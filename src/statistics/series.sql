-- series as arrays

CREATE FUNCTION bsc.lagged(series double precision[], lag integer) RETURNS double precision[]
AS 'MODULE_PATHNAME', 'bsc_lagged' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.lagged(double precision[], integer) IS
'the series moved on by lag places, with NULLs in the places that become free';

CREATE FUNCTION bsc.difference(series double precision[], span integer DEFAULT 1) RETURNS double precision[]
AS 'MODULE_PATHNAME', 'bsc_difference' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.difference(double precision[], integer) IS
'what each value has gained over the one span places before, NULL where either is missing';
