-- How a measure reads a period: through which periods of its own frequency,
-- and what it needs of the tables for that.  reading.c has the arithmetic.

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

-- The window of its own periods through which a measure reads a period, or a
-- stretch that ends with it.
--
-- A measure that is coarser than the period reads the one period of its own
-- that holds it.  Every other measure reads its periods within the period.  In a
-- year to date, both go back to the measure's first period of the company year; in
-- a rolling year, to as many of its periods as make a year.  Where these periods
-- are just one of the company's (March to date is the first quarter), that one is
-- judged and, under "query", read.  low to high is where the actuals lie that it may
-- need, or that formulas of the frequencies "readers" may need of it (NULL where the
-- measure is one itself); plan_low to plan_high, with the coarser plan_periods, its targets, all of
-- which are for periods from plan_first to plan_last.
CREATE TYPE bsc._window AS (
    is_coarser boolean,
    first_period bsc.period,
    last_period bsc.period,
    own_period bsc.period,
    judged_period bsc.period,
    low bsc.period,
    high bsc.period,
    plan_low bsc.period,
    plan_high bsc.period,
    plan_periods bsc.period[],
    plan_first bsc.period,
    plan_last bsc.period);
COMMENT ON TYPE bsc._window IS 'the window of its own periods through which a measure reads a period';

CREATE FUNCTION bsc._read_window(
    period bsc.period, basis text, frequency text, rollup text, spread text, carry integer, first_month integer,
    readers text[])
RETURNS bsc._window
AS 'MODULE_PATHNAME', 'bsc_read_window'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._read_window(bsc.period, text, text, text, text, integer, integer, text[]) IS
    'the window of its own periods through which a measure reads a period, its year to date or the year up to it';
