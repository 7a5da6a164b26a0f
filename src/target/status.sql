-- status: red, amber or green

CREATE TYPE bsc.status AS ENUM ('red', 'amber', 'green');
COMMENT ON TYPE bsc.status IS 'what a score looks like at a glance: red < amber < green';

CREATE FUNCTION bsc.status(score float8, amber float8 DEFAULT 0.7, green float8 DEFAULT 0.9) RETURNS bsc.status
	AS 'MODULE_PATHNAME', 'bsc_status' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.status(float8, float8, float8) IS 'status of a score; one exactly on a threshold has the better status';
