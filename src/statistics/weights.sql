-- choosing weights with method

CREATE FUNCTION bsc.ahp(judgements double precision[], random_indices text DEFAULT 'saaty-1977',
    OUT weights double precision[], OUT lambda_max double precision,
    OUT consistency_index double precision, OUT consistency_ratio double precision)
AS 'MODULE_PATHNAME', 'bsc_ahp' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION bsc.ahp(double precision[], text) IS
'weights from pairwise judgements by the analytic hierarchy process; a consistency ratio above 0.1 asks for better judgements';

CREATE FUNCTION bsc.dematel(direct double precision[]) RETURNS double precision[]
AS 'MODULE_PATHNAME', 'bsc_dematel' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION bsc.dematel(double precision[]) IS
'total influence, direct and indirect, of each row''s factor on each column''s, from the direct influences (DEMATEL)';
