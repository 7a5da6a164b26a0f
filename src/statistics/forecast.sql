-- what a series will come to

CREATE FUNCTION bsc.forecast(series float8[], season int, horizon int, level float8 DEFAULT 0.8,
	OUT step int, OUT mean float8, OUT low float8, OUT high float8) RETURNS SETOF record
AS 'MODULE_PATHNAME', 'bsc_forecast' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000 ROWS 12;
COMMENT ON FUNCTION bsc.forecast(float8[], int, int, float8) IS
'the next values of a series, each with an interval that holds it with the chance of level; step 1 is the place after the array''s end';

CREATE FUNCTION bsc.forecast_total(series float8[], season int, horizon int, weights float8[] DEFAULT NULL,
	level float8 DEFAULT 0.8, at_least float8 DEFAULT NULL,
	OUT mean float8, OUT low float8, OUT high float8, OUT probability float8)
AS 'MODULE_PATHNAME', 'bsc_forecast_total' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION bsc.forecast_total(float8[], int, int, float8[], float8, float8) IS
'the (weighted) sum of the next values of a series, its interval, and the probability that it is at least at_least';

CREATE FUNCTION bsc._forecast_sum(series float8[], season int, horizon int, weights float8[], level float8,
	base float8, open_step int, open_share float8, "from" float8, "to" float8,
	OUT mean float8, OUT low float8, OUT high float8, OUT probability float8)
AS 'MODULE_PATHNAME', 'bsc_forecast_sum' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION bsc._forecast_sum(float8[], int, int, float8[], float8, float8, int, float8, float8, float8) IS
'forecast_total on top of a base, with a step of which a share has been seen, and the probability that it lies in a range';
