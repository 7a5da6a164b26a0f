-- a year's target over its parts

CREATE FUNCTION bsc.phase(target bsc.target, indices float8[], rollup text DEFAULT 'sum') RETURNS SETOF bsc.target
AS 'MODULE_PATHNAME', 'bsc_phase' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 12;
COMMENT ON FUNCTION bsc.phase(bsc.target, float8[], text) IS
'one target for each index: a sum is shared out by the indices, adding up exactly; anything else is scaled by its index';
