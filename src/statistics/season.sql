-- seasonal indices

CREATE FUNCTION bsc.seasonal_indices(series double precision[], season integer, model text DEFAULT 'multiplicative') RETURNS double precision[]
AS 'MODULE_PATHNAME', 'bsc_seasonal_indices' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION bsc.seasonal_indices(double precision[], integer, text) IS
'index of each place in the season by classical decomposition, with mean 1 (additive: mean 0); NULL without two whole seasons';

CREATE FUNCTION bsc.deseasonalise(series double precision[], season integer, model text DEFAULT 'multiplicative') RETURNS double precision[]
AS 'MODULE_PATHNAME', 'bsc_deseasonalise' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION bsc.deseasonalise(double precision[], integer, text) IS
'the series with its seasonal indices taken out; NULL without two whole seasons';
