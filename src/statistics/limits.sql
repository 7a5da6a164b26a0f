-- noise or signal?

CREATE FUNCTION bsc.xmr(series float8[], season int DEFAULT NULL, centre text DEFAULT 'mean', baseline int DEFAULT NULL,
	rebase int[] DEFAULT NULL, screen boolean DEFAULT false, run int DEFAULT 8, trend int DEFAULT 7,
	OUT i int, OUT value float8, OUT centre float8, OUT low float8, OUT high float8, OUT signal text) RETURNS SETOF record
AS 'MODULE_PATHNAME', 'bsc_xmr' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 60;
COMMENT ON FUNCTION bsc.xmr(float8[], int, text, int, int[], boolean, int, int) IS
'the natural limits of a series (XmR chart), and at each place the signal that breaks them, if any';

CREATE FUNCTION bsc.assurance(low float8, high float8, target bsc.target) RETURNS text
AS 'MODULE_PATHNAME', 'bsc_assurance' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.assurance(float8, float8, bsc.target) IS
'does a process within these limits reach its target: always, sometimes or never?';

CREATE FUNCTION bsc._goal_range(target bsc.target, OUT "from" float8, OUT "to" float8)
AS 'MODULE_PATHNAME', 'bsc_goal_range' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._goal_range(bsc.target) IS
'the first stretch of values that score 1 or more; NULL where it has no end, no row where there is none';

CREATE FUNCTION bsc.change_points(series float8[], season int DEFAULT NULL, min_length int DEFAULT 6, most int DEFAULT 5,
	OUT i int, OUT before float8, OUT after float8) RETURNS SETOF record
AS 'MODULE_PATHNAME', 'bsc_change_points' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000 ROWS 2;
COMMENT ON FUNCTION bsc.change_points(float8[], int, int, int) IS
'the places at which the level of a series has changed, with the means of the stretches before and after';
