-- series as arrays

CREATE FUNCTION bsc.lagged(series float8[], lag int) RETURNS float8[]
AS 'MODULE_PATHNAME', 'bsc_lagged' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.lagged(float8[], int) IS
'the series moved on by lag places, with NULLs in the places that become free';

CREATE FUNCTION bsc.difference(series float8[], span int DEFAULT 1) RETURNS float8[]
AS 'MODULE_PATHNAME', 'bsc_difference' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.difference(float8[], int) IS
'what each value has gained over the one span places before, NULL where either is missing';
