-- series as arrays

CREATE FUNCTION bsc.lagged(series float8[], lag int) RETURNS float8[]
AS 'MODULE_PATHNAME', 'bsc_lagged' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.lagged(float8[], int) IS
'the series moved on by lag places, with NULLs in the places that become free';

CREATE FUNCTION bsc.difference(series float8[], span int DEFAULT 1) RETURNS float8[]
AS 'MODULE_PATHNAME', 'bsc_difference' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.difference(float8[], int) IS
'what each value has gained over the one span places before, NULL where either is missing';

-- seasonal indices

CREATE FUNCTION bsc.seasonal_indices(series float8[], season int, model text DEFAULT 'multiplicative') RETURNS float8[]
AS 'MODULE_PATHNAME', 'bsc_seasonal_indices' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION bsc.seasonal_indices(float8[], int, text) IS
'index of each place in the season by classical decomposition, with mean 1 (additive: mean 0); NULL without two whole seasons';

CREATE FUNCTION bsc.deseasonalise(series float8[], season int, model text DEFAULT 'multiplicative') RETURNS float8[]
AS 'MODULE_PATHNAME', 'bsc_deseasonalise' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION bsc.deseasonalise(float8[], int, text) IS
'the series with its seasonal indices taken out; NULL without two whole seasons';

-- a year's target over its parts

CREATE FUNCTION bsc.phase(target bsc.target, indices float8[], rollup text DEFAULT 'sum') RETURNS SETOF bsc.target
AS 'MODULE_PATHNAME', 'bsc_phase' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 12;
COMMENT ON FUNCTION bsc.phase(bsc.target, float8[], text) IS
'one target for each index: a sum is shared out by the indices, adding up exactly; anything else is scaled by its index';
