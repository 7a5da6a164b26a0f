-- seasonal indices

CREATE FUNCTION bsc.seasonal_indices(series float8[], season int, model text DEFAULT 'multiplicative') RETURNS float8[]
AS 'MODULE_PATHNAME', 'bsc_seasonal_indices' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION bsc.seasonal_indices(float8[], int, text) IS
'index of each place in the season by classical decomposition, with mean 1 (additive: mean 0); NULL without two whole seasons';

CREATE FUNCTION bsc.deseasonalise(series float8[], season int, model text DEFAULT 'multiplicative') RETURNS float8[]
AS 'MODULE_PATHNAME', 'bsc_deseasonalise' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION bsc.deseasonalise(float8[], int, text) IS
'the series with its seasonal indices taken out; NULL without two whole seasons';
