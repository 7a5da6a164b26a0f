-- how sure sums over paths are, if strengths are not

CREATE FUNCTION bsc._effect_spread(nodes integer, causes integer[], effects integer[], lags integer[], strengths double precision[], first integer[], second integer[], covariances double precision[], source integer, change double precision, periods integer, lasting boolean) RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'bsc_effect_spread' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION bsc._effect_spread(integer, integer[], integer[], integer[], double precision[], integer[], integer[], double precision[], integer, double precision, integer, boolean) IS
	'standard deviations of what a change of one node does to all, by node and period, where strengths have covariances';
