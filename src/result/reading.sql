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

-- How each measure of a scorecard reads a period, one row a measure.
--
-- A measure that is coarser than the period reads the one period of its own
-- that holds it, and is judged by that one's target.  Every other measure
-- reads its periods within the period.  Year to date, both go back to the
-- measure's first period of the company year.  low and high bound what it may
-- need of the table actual.
CREATE FUNCTION bsc._measure_reading(scorecard_id bigint, period bsc.period, year_to_date boolean)
RETURNS TABLE (
    measure_id bigint,
    rollup text,
    carry integer,
    first_month integer,
    is_coarser boolean,
    first_period bsc.period,
    last_period bsc.period,
    own_period bsc.period,
    judged_period bsc.period,
    low bsc.period,
    high bsc.period)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 30
BEGIN ATOMIC
    SELECT r.measure_id, r.rollup, r.carry, r.first_month, r.is_coarser, r.first_period, r.last_period,
        r.own_period, r.judged_period,
        LEAST(r.own_period, bsc._carried_from(r.first_period, r.carry)),
        GREATEST(r.own_period, r.last_period)
    FROM (
        SELECT w.measure_id, w.rollup, w.carry, w.first_month, w.is_coarser, w.first_period, w.last_period,
            -- the row that holds the value of the whole
            CASE WHEN w.rollup = 'query' AND w.is_whole AND NOT w.is_coarser THEN _measure_reading.period END
                AS own_period,
            -- the period whose target counts, where one was given for it
            CASE WHEN w.first_period = w.last_period THEN w.first_period
                 WHEN w.is_whole AND NOT w.is_coarser THEN _measure_reading.period END AS judged_period
        FROM (
            SELECT m.id AS measure_id, m.rollup, m.carry_forward AS carry, s.first_month, g.is_coarser,
                -- a day of January may lie in a week of the year before
                LEAST(CASE WHEN g.is_coarser
                           THEN bsc.enclosing(_measure_reading.period, m.frequency, s.first_month) END,
                      CASE WHEN _measure_reading.year_to_date OR NOT g.is_coarser
                           THEN bsc.first_within(g.whole, m.frequency) END) AS first_period,
                CASE WHEN g.is_coarser THEN bsc.enclosing(_measure_reading.period, m.frequency, s.first_month)
                     ELSE bsc.last_within(_measure_reading.period, m.frequency) END AS last_period,
                bsc.first_day(g.whole) OPERATOR(pg_catalog.=) bsc.first_day(_measure_reading.period) AS is_whole
            FROM bsc.scorecard AS s
            JOIN bsc.measure AS m ON m.scorecard_id = s.id
            CROSS JOIN LATERAL (
                SELECT bsc._grain_rank(m.frequency) < bsc._grain_rank(bsc.grain(_measure_reading.period)) AS is_coarser,
                    CASE WHEN _measure_reading.year_to_date
                         THEN bsc.enclosing(_measure_reading.period, 'year', s.first_month)
                         ELSE _measure_reading.period END AS whole) AS g
            WHERE s.id = _measure_reading.scorecard_id) AS w) AS r
    -- keeps the planner from spreading these expressions over every actual
    OFFSET 0;
END;
COMMENT ON FUNCTION bsc._measure_reading(bigint, bsc.period, boolean) IS
    'for each measure of a scorecard, the window of its own periods through which it reads a period';
