-- Steps along the calendar that end with it (reading.c).

CREATE FUNCTION bsc._carried_to(period bsc.period, carry integer)
RETURNS bsc.period
AS 'MODULE_PATHNAME', 'bsc_carried_to'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._carried_to(bsc.period, integer) IS
    'the latest period into which this one''s actual may be carried, at most that many after it';

CREATE FUNCTION bsc._period_before(period bsc.period)
RETURNS bsc.period
AS 'MODULE_PATHNAME', 'bsc_period_before'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._period_before(bsc.period) IS 'the period before; NULL at the start of the calendar';

CREATE FUNCTION bsc._year_before(period bsc.period)
RETURNS bsc.period
AS 'MODULE_PATHNAME', 'bsc_year_before'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._year_before(bsc.period) IS
    'the same period of the year before; NULL where that year has none (week 53, 29 February)';
