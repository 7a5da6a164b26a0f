-- How a measure reads a period: through which periods of its own frequency,
-- and what it needs of the tables for that.  reading.c has the arithmetic.

CREATE FUNCTION bsc._carried_from(period bsc.period, carry integer)
RETURNS bsc.period
AS 'MODULE_PATHNAME', 'bsc_carried_from'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._carried_from(bsc.period, integer) IS
    'the earliest period whose actual may be carried into this one, at most that many before it';

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
-- need; plan_low to plan_high, with the coarser plan_periods, its targets, all of
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
    period bsc.period, basis text, frequency text, rollup text, spread text, carry integer, first_month integer)
RETURNS bsc._window
AS 'MODULE_PATHNAME', 'bsc_read_window'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._read_window(bsc.period, text, text, text, text, integer, integer) IS
    'the window of its own periods through which a measure reads a period, its year to date or the year up to it';

-- Up to when each measure of a scorecard has been observed, any entity.
CREATE TYPE bsc._observed AS (
    measure_id bigint,
    observed timestamptz);
COMMENT ON TYPE bsc._observed IS 'up to when a measure has been observed';

-- The latest, over the measure's own periods that have begun, of: when the last
-- good run of its query started, at most the period's end; and, where something
-- was recorded by hand, the end of the period, or the time of the recording if that
-- lies in it and the period is not over.
--
-- From the latest period on backwards: a run that started within or after its
-- period reaches farther than any period before, so that the first of these ends
-- the search.  Only what was recorded by hand in the period under way is looked
-- at row by row; before it, that there is something is enough.
CREATE FUNCTION bsc._observed_all(scorecard_id bigint)
RETURNS bsc._observed[]
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN ARRAY(
        SELECT ROW(m.id, greatest(
            CASE WHEN g.good_period IS NOT NULL
                 THEN least(g.good_success, bsc.moment_after(g.good_period, s.time_zone)) END,
            (SELECT max(r.last_success)
             FROM bsc.measure_run AS r
             WHERE r.measure_id = m.id AND r.period OPERATOR(bsc.<=) u.under_way
               AND (g.good_period IS NULL OR r.period OPERATOR(bsc.>) g.good_period)
               AND bsc.grain(r.period) = m.frequency),
            CASE WHEN h.period IS NULL THEN NULL
                 WHEN h.period OPERATOR(bsc.<>) u.under_way OR EXISTS (
                     SELECT 1 FROM bsc.actual AS a
                     WHERE a.measure_id = m.id AND a.period OPERATOR(bsc.=) h.period
                       AND a.source NOT IN ('refresh', 'empty')
                       AND (a.recorded_at < bsc.first_moment(h.period, s.time_zone)
                            OR a.recorded_at >= bsc.moment_after(h.period, s.time_zone)))
                 THEN bsc.moment_after(h.period, s.time_zone)
                 ELSE (SELECT max(a.recorded_at) FROM bsc.actual AS a
                       WHERE a.measure_id = m.id AND a.period OPERATOR(bsc.=) h.period
                         AND a.source NOT IN ('refresh', 'empty')) END))::bsc._observed
        FROM bsc.scorecard AS s
        JOIN bsc.measure AS m ON m.scorecard_id = s.id
        CROSS JOIN LATERAL (
            SELECT bsc.period((bsc._now() AT TIME ZONE s.time_zone)::date, m.frequency, s.first_month) AS under_way) AS u
        LEFT JOIN LATERAL (
            SELECT r.period AS good_period, r.last_success AS good_success
            FROM bsc.measure_run AS r
            WHERE r.measure_id = m.id AND r.period OPERATOR(bsc.<=) u.under_way AND bsc.grain(r.period) = m.frequency
              AND r.last_success >= bsc.first_moment(r.period, s.time_zone)
            ORDER BY r.period DESC
            LIMIT 1) AS g ON true
        LEFT JOIN LATERAL (
            SELECT a.period
            FROM bsc.actual AS a
            WHERE a.measure_id = m.id AND a.period OPERATOR(bsc.<=) u.under_way
              AND bsc.grain(a.period) = m.frequency AND a.source NOT IN ('refresh', 'empty')
            ORDER BY a.period DESC
            LIMIT 1) AS h ON true
        WHERE s.id = _observed_all.scorecard_id);
END
$$;
COMMENT ON FUNCTION bsc._observed_all(bigint) IS 'up to when each measure of a scorecard has been observed';
