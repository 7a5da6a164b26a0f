-- weights from judgements: AHP and DEMATEL

CREATE FUNCTION bsc.ahp(judgements float8[], random_indices text DEFAULT 'saaty-1977',
	OUT weights float8[], OUT lambda_max float8,
	OUT consistency_index float8, OUT consistency_ratio float8)
AS 'MODULE_PATHNAME', 'bsc_ahp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION bsc.ahp(float8[], text) IS
'weights from pairwise judgements by the analytic hierarchy process; a consistency ratio above 0.1 asks for better judgements';

CREATE FUNCTION bsc.dematel(direct float8[]) RETURNS float8[]
AS 'MODULE_PATHNAME', 'bsc_dematel' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION bsc.dematel(float8[]) IS
'total influence, direct and indirect, of each row''s factor on each column''s, from the direct influences (DEMATEL)';
