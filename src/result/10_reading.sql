-- How a measure reads a period: through which periods of its own frequency,
-- and what they come to.  reading.c and rollup.c have the arithmetic.

CREATE FUNCTION bsc.carried_from(period bsc.period, carry integer)
RETURNS bsc.period
AS 'MODULE_PATHNAME', 'bsc_carried_from'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION bsc.carried_to(period bsc.period, carry integer)
RETURNS bsc.period
AS 'MODULE_PATHNAME', 'bsc_carried_to'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION bsc.period_before(period bsc.period)
RETURNS bsc.period
AS 'MODULE_PATHNAME', 'bsc_period_before'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION bsc.year_before(period bsc.period)
RETURNS bsc.period
AS 'MODULE_PATHNAME', 'bsc_year_before'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION bsc.carried_from(bsc.period, integer) IS
    'the earliest period whose actual may be carried into this one, at most that many before it';
COMMENT ON FUNCTION bsc.carried_to(bsc.period, integer) IS
    'the latest period into which this one''s actual may be carried, at most that many after it';
COMMENT ON FUNCTION bsc.period_before(bsc.period) IS 'the period before; NULL at the start of the calendar';
COMMENT ON FUNCTION bsc.year_before(bsc.period) IS
    'the same period of the year before; NULL where that year has none (week 53, 29 February)';

-- The five aggregates of rollup.c: one state, five questions.

CREATE FUNCTION bsc.rollup_accum(
    state internal, rule text, first_period bsc.period, last_period bsc.period, own_period bsc.period,
    carry integer, period bsc.period, value double precision, volume double precision)
RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_rollup_accum'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION bsc.rollup_value_final(state internal)
RETURNS double precision
AS 'MODULE_PATHNAME', 'bsc_rollup_value'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION bsc.rollup_period_final(state internal)
RETURNS bsc.period
AS 'MODULE_PATHNAME', 'bsc_rollup_period'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION bsc.rollup_present_final(state internal)
RETURNS integer
AS 'MODULE_PATHNAME', 'bsc_rollup_present'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION bsc.rollup_periods_final(state internal)
RETURNS bsc.period[]
AS 'MODULE_PATHNAME', 'bsc_rollup_periods'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION bsc.rollup_is_listed_final(state internal)
RETURNS boolean
AS 'MODULE_PATHNAME', 'bsc_rollup_is_listed'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE AGGREGATE bsc.rollup_value(
    rule text, first_period bsc.period, last_period bsc.period, own_period bsc.period,
    carry integer, period bsc.period, value double precision, volume double precision) (
    SFUNC = bsc.rollup_accum, STYPE = internal, SSPACE = 128,
    FINALFUNC = bsc.rollup_value_final, FINALFUNC_MODIFY = SHAREABLE, PARALLEL = SAFE);

CREATE AGGREGATE bsc.rollup_period(
    rule text, first_period bsc.period, last_period bsc.period, own_period bsc.period,
    carry integer, period bsc.period, value double precision, volume double precision) (
    SFUNC = bsc.rollup_accum, STYPE = internal, SSPACE = 128,
    FINALFUNC = bsc.rollup_period_final, FINALFUNC_MODIFY = SHAREABLE, PARALLEL = SAFE);

CREATE AGGREGATE bsc.rollup_present(
    rule text, first_period bsc.period, last_period bsc.period, own_period bsc.period,
    carry integer, period bsc.period, value double precision, volume double precision) (
    SFUNC = bsc.rollup_accum, STYPE = internal, SSPACE = 128,
    FINALFUNC = bsc.rollup_present_final, FINALFUNC_MODIFY = SHAREABLE, PARALLEL = SAFE);

CREATE AGGREGATE bsc.rollup_periods(
    rule text, first_period bsc.period, last_period bsc.period, own_period bsc.period,
    carry integer, period bsc.period, value double precision, volume double precision) (
    SFUNC = bsc.rollup_accum, STYPE = internal, SSPACE = 128,
    FINALFUNC = bsc.rollup_periods_final, FINALFUNC_MODIFY = SHAREABLE, PARALLEL = SAFE);

CREATE AGGREGATE bsc.rollup_is_listed(
    rule text, first_period bsc.period, last_period bsc.period, own_period bsc.period,
    carry integer, period bsc.period, value double precision, volume double precision) (
    SFUNC = bsc.rollup_accum, STYPE = internal, SSPACE = 128,
    FINALFUNC = bsc.rollup_is_listed_final, FINALFUNC_MODIFY = SHAREABLE, PARALLEL = SAFE);

COMMENT ON AGGREGATE bsc.rollup_value(text, bsc.period, bsc.period, bsc.period, integer, bsc.period, double precision, double precision) IS
    'the value of a window of periods by the measure''s roll-up';
COMMENT ON AGGREGATE bsc.rollup_period(text, bsc.period, bsc.period, bsc.period, integer, bsc.period, double precision, double precision) IS
    'the period that the value of the window is from; NULL where it is made of several';
COMMENT ON AGGREGATE bsc.rollup_present(text, bsc.period, bsc.period, bsc.period, integer, bsc.period, double precision, double precision) IS
    'how many periods of the window have a value, carried ones included';
COMMENT ON AGGREGATE bsc.rollup_periods(text, bsc.period, bsc.period, bsc.period, integer, bsc.period, double precision, double precision) IS
    'which periods of the window have a value; NULL where the window is one period';
COMMENT ON AGGREGATE bsc.rollup_is_listed(text, bsc.period, bsc.period, bsc.period, integer, bsc.period, double precision, double precision) IS
    'was there a row without a period, which stands for the entity itself?';
COMMENT ON FUNCTION bsc.rollup_accum(internal, text, bsc.period, bsc.period, bsc.period, integer, bsc.period, double precision, double precision) IS 'aggregate transition function';
COMMENT ON FUNCTION bsc.rollup_value_final(internal) IS 'aggregate final function';
COMMENT ON FUNCTION bsc.rollup_period_final(internal) IS 'aggregate final function';
COMMENT ON FUNCTION bsc.rollup_present_final(internal) IS 'aggregate final function';
COMMENT ON FUNCTION bsc.rollup_periods_final(internal) IS 'aggregate final function';
COMMENT ON FUNCTION bsc.rollup_is_listed_final(internal) IS 'aggregate final function';

-- How each measure of a scorecard reads a period, one row a measure.
--
-- A measure that is coarser than the period reads the one period of its own
-- that holds it, and is judged by that one's target.  Every other measure
-- reads its periods within the period.  Year to date, both go back to the
-- measure's first period of the company year.  low and high bound what it may
-- need of the table actual.
CREATE FUNCTION bsc.measure_reading(scorecard_id bigint, period bsc.period, year_to_date boolean)
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
        LEAST(r.own_period, bsc.carried_from(r.first_period, r.carry)),
        GREATEST(r.own_period, r.last_period)
    FROM (
        SELECT w.measure_id, w.rollup, w.carry, w.first_month, w.is_coarser, w.first_period, w.last_period,
            -- the row that holds the value of the whole
            CASE WHEN w.rollup = 'query' AND w.is_whole AND NOT w.is_coarser THEN measure_reading.period END
                AS own_period,
            -- the period whose target counts, where one was given for it
            CASE WHEN w.first_period = w.last_period THEN w.first_period
                 WHEN w.is_whole AND NOT w.is_coarser THEN measure_reading.period END AS judged_period
        FROM (
            SELECT m.id AS measure_id, m.rollup, m.carry_forward AS carry, s.first_month, g.is_coarser,
                -- a day of January may lie in a week of the year before
                LEAST(CASE WHEN g.is_coarser
                           THEN bsc.enclosing(measure_reading.period, m.frequency, s.first_month) END,
                      CASE WHEN measure_reading.year_to_date OR NOT g.is_coarser
                           THEN bsc.first_within(g.whole, m.frequency) END) AS first_period,
                CASE WHEN g.is_coarser THEN bsc.enclosing(measure_reading.period, m.frequency, s.first_month)
                     ELSE bsc.last_within(measure_reading.period, m.frequency) END AS last_period,
                bsc.first_day(g.whole) OPERATOR(pg_catalog.=) bsc.first_day(measure_reading.period) AS is_whole
            FROM bsc.scorecard AS s
            JOIN bsc.measure AS m ON m.scorecard_id = s.id
            CROSS JOIN LATERAL (
                SELECT bsc.grain_rank(m.frequency) < bsc.grain_rank(bsc.grain(measure_reading.period)) AS is_coarser,
                    CASE WHEN measure_reading.year_to_date
                         THEN bsc.enclosing(measure_reading.period, 'year', s.first_month)
                         ELSE measure_reading.period END AS whole) AS g
            WHERE s.id = measure_reading.scorecard_id) AS w) AS r
    -- keeps the planner from spreading these expressions over every actual
    OFFSET 0;
END;

COMMENT ON FUNCTION bsc.measure_reading(bigint, bsc.period, boolean) IS
    'for each measure of a scorecard, the window of its own periods through which it reads a period';

CREATE FUNCTION bsc.rollup_target_accum(state internal, rule text, period bsc.period, target bsc.target)
RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_rollup_target_accum'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION bsc.rollup_target_final(state internal)
RETURNS bsc.target
AS 'MODULE_PATHNAME', 'bsc_rollup_target_final'
LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE AGGREGATE bsc.rollup_target(rule text, period bsc.period, target bsc.target) (
    SFUNC = bsc.rollup_target_accum, STYPE = internal, SSPACE = 1024,
    FINALFUNC = bsc.rollup_target_final, FINALFUNC_MODIFY = SHAREABLE, PARALLEL = SAFE);

COMMENT ON AGGREGATE bsc.rollup_target(text, bsc.period, bsc.target) IS
    'the target of the whole from those of its parts, by the measure''s roll-up; NULL where their scores differ';
COMMENT ON FUNCTION bsc.rollup_target_accum(internal, text, bsc.period, bsc.target) IS 'aggregate transition function';
COMMENT ON FUNCTION bsc.rollup_target_final(internal) IS 'aggregate final function';

-- The target of a window of several periods, rolled up from the targets of just
-- those parts that have an actual, all of them needed.  The parts are of the
-- measure's frequency, so that a quarter under way is held against its months
-- so far; where they have no targets, of the finest coarser grain that does
-- and that does not stick out of the window.  The entity's own targets come
-- first.  Without all of those, the one given for all ('') and the whole period
-- counts; without that, those given for all fill in, unless the rule is to add
-- up.
CREATE FUNCTION bsc.rolled_up_target(
    measure_id bigint, entity text, rollup text, first_month integer,
    first_period bsc.period, last_period bsc.period, periods bsc.period[], shared_target bsc.target)
RETURNS bsc.target
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
BEGIN ATOMIC
    SELECT CASE WHEN whole.is_own THEN whole.own_target
                ELSE COALESCE(rolled_up_target.shared_target, whole.target) END
    FROM (
        SELECT bsc.grain_rank(part.grain) AS rank,
            bsc.rollup_target(rolled_up_target.rollup, part.period, part.own) AS own_target,
            bsc.rollup_target(rolled_up_target.rollup, part.period, COALESCE(part.own, part.shared)) AS target,
            pg_catalog.count(*) = pg_catalog.count(part.own) AS is_own,
            pg_catalog.count(*) = pg_catalog.count(COALESCE(part.own, part.shared)) AS is_complete
        FROM (
            SELECT g.grain, p.period,
                CASE WHEN fit.is_within THEN own.target END AS own,
                CASE WHEN fit.is_within THEN shared.target END AS shared
            FROM pg_catalog.unnest(ARRAY['year', 'half', 'quarter', 'month', 'week', 'day']) AS g (grain)
            CROSS JOIN LATERAL (
                SELECT DISTINCT bsc.enclosing(f.period, g.grain, rolled_up_target.first_month) AS period
                FROM pg_catalog.unnest(rolled_up_target.periods) AS f (period)) AS p
            CROSS JOIN LATERAL (
                SELECT bsc.first_within(p.period, bsc.grain(rolled_up_target.first_period))
                           OPERATOR(bsc.>=) rolled_up_target.first_period
                   AND bsc.last_within(p.period, bsc.grain(rolled_up_target.first_period))
                           OPERATOR(bsc.<=) rolled_up_target.last_period AS is_within) AS fit
            LEFT JOIN bsc.plan AS own
                ON own.measure_id = rolled_up_target.measure_id
               AND own.entity = rolled_up_target.entity AND own.period = p.period
            LEFT JOIN bsc.plan AS shared
                ON shared.measure_id = rolled_up_target.measure_id
               AND shared.entity = '' AND shared.period = p.period
               AND rolled_up_target.rollup <> 'sum'
            WHERE bsc.grain_rank(g.grain) <= bsc.grain_rank(bsc.grain(rolled_up_target.first_period))) AS part
        GROUP BY part.grain) AS whole
    WHERE whole.is_complete OR rolled_up_target.shared_target IS NOT NULL
    ORDER BY whole.is_own DESC, whole.rank DESC
    LIMIT 1;
END;

COMMENT ON FUNCTION bsc.rolled_up_target(bigint, text, text, integer, bsc.period, bsc.period, bsc.period[], bsc.target) IS
    'the target of several periods together, from the targets of those parts that have an actual; NULL if one is missing or they score differently';
