-- What a strategy is tested on: one series for each objective.
--
-- A series is the objective's attainment at the reporting grain, not capped at
-- the goal: progress() of each measure's actual, weighted as in the score, so
-- that a month beyond the goal still differs from one that just reached it.
-- Measures without a score are left out, whatever "missing" says, because a
-- gap must not look like a fall.  Attainments below zero are allowed, which is
-- why this is a plain mean and none of the tally's.  Under "worst" and "best"
-- the measure that decides gives the value.
--
-- All periods are read by today's definition, the closed ones too: nothing
-- inside them can have changed but the weights, and a series that changes its
-- meaning on the way proves nothing.
--
-- Only what is over counts.  A month that is under way, or one whose data end
-- before it does, would stand in a series as a fall that never was.

-- What a node came to in a period, by today's definition.
CREATE TYPE bsc._past_result AS (
    period bsc.period,
    level integer,
    node_id bigint,
    actual double precision,
    target bsc.target,
    score double precision,
    actual_period bsc.period,
    volume double precision);
COMMENT ON TYPE bsc._past_result IS 'what a node of the tree came to in a period that is over';

-- Every node in those of the periods that are over, without the nodes that were
-- not observed to the period's end.  Whatever looks back reads it through this
-- function; it is dear, and to be asked once.
CREATE FUNCTION bsc._past_of(scorecard_id bigint, entity text, periods bsc.period[])
RETURNS SETOF bsc._past_result
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 1000
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    today date := (SELECT (bsc._now() AT TIME ZONE s.time_zone)::date FROM bsc.scorecard AS s WHERE s.id = _past_of.scorecard_id);
    outline bsc._outline_node[] := bsc._outline(scorecard_id, true);
BEGIN
    RETURN QUERY
    SELECT q.period, v.level, v.node_id, v.actual, v.target, v.score, v.actual_period, v.volume
    FROM unnest(_past_of.periods) AS q (period)
    CROSS JOIN LATERAL bsc._one_result(outline, q.period, 'period'::text, _past_of.entity, NULL::integer, false) AS e
    CROSS JOIN LATERAL unnest(e.nodes) AS v
    WHERE bsc.last_day(q.period) < today AND NOT coalesce(v.provisional, false);
END
$$;
COMMENT ON FUNCTION bsc._past_of(bigint, text, bsc.period[]) IS
    'every node of the tree in those of the periods that are over, where it was observed to the end, by today''s definition';

-- All reporting periods that are over, no later than until.
CREATE FUNCTION bsc._past(scorecard_id bigint, entity text, until bsc.period DEFAULT NULL)
RETURNS SETOF bsc._past_result
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 1000
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT p.*
    FROM bsc._past_of(_past.scorecard_id, _past.entity, ARRAY(
        SELECT q.period
        FROM bsc._reporting_period(_past.scorecard_id) AS q (period)
        WHERE _past.until IS NULL OR q.period OPERATOR(bsc.<=) _past.until)) AS p;
END
$$;
COMMENT ON FUNCTION bsc._past(bigint, text, bsc.period) IS
    'every node of the tree in every reporting period that is over, up to one, by today''s definition';

-- The periods of a grain in which measures, or what they are made of, may have a value:
-- from the first to the last that has one recorded for anybody, and none that has not
-- begun.  More than 600 are cut at the front (somebody recorded the year 204 by mistake).
CREATE FUNCTION bsc._value_periods(scorecard_id bigint, measures bigint[], grain text)
RETURNS SETOF bsc.period
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 60
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
DECLARE
    first bsc.period;
    last bsc.period;
    today bsc.period;
BEGIN
    SELECT bsc.min(e.first), bsc.max(e.last), bsc.period((bsc._now() AT TIME ZONE s.time_zone)::date, _value_periods.grain, s.first_month)
    INTO first, last, today
    FROM bsc.scorecard AS s
    JOIN bsc.measure AS m ON m.scorecard_id = s.id AND m.id = ANY (_value_periods.measures)
    CROSS JOIN LATERAL (
        (SELECT a.period, true AS is_first FROM bsc.actual AS a
         WHERE a.measure_id = m.id AND bsc.grain(a.period) = m.frequency ORDER BY a.period LIMIT 1)
        UNION ALL
        (SELECT a.period, false FROM bsc.actual AS a
         WHERE a.measure_id = m.id AND bsc.grain(a.period) = m.frequency ORDER BY a.period DESC LIMIT 1)) AS a
    CROSS JOIN LATERAL (
        SELECT CASE WHEN bsc._grain_rank(m.frequency) >= bsc._grain_rank(_value_periods.grain)
                    THEN bsc.enclosing(a.period, _value_periods.grain, s.first_month)
                    ELSE bsc.first_within(a.period, _value_periods.grain) END AS first,
               CASE WHEN bsc._grain_rank(m.frequency) >= bsc._grain_rank(_value_periods.grain)
                    THEN bsc.enclosing(a.period, _value_periods.grain, s.first_month)
                    ELSE bsc.last_within(a.period, _value_periods.grain) END AS last) AS e
    WHERE s.id = _value_periods.scorecard_id
    GROUP BY s.time_zone, s.first_month;
    last := LEAST(last, today);
    IF first IS NOT NULL AND first OPERATOR(bsc.<=) last THEN
        IF bsc.distance(last, first) >= 600 THEN
            first := bsc.shift(last, -599);
        END IF;
        RETURN QUERY SELECT p.period FROM bsc.periods(first, last) AS p (period);
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._value_periods(bigint, bigint[], text) IS
    'the periods of a grain in which measures, or what they are made of, may have a value';

-- What a measure came to in one of its own periods, or of those that its year consists of.
CREATE TYPE bsc._own_value AS (
    measure_id bigint,
    period bsc.period,
    value double precision,
    volume double precision);
COMMENT ON TYPE bsc._own_value IS 'what a measure came to in one of its own periods';

-- What measures come to in the periods of a grain, by evaluation.  Where the entity's past
-- is at hand and has all of them in a period, it was evaluated already.
CREATE FUNCTION bsc._computed_values(
    scorecard_id bigint, entity text, outline bsc._outline_node[], periods bsc.period[], measures bigint[],
    past bsc._past_result[])
RETURNS SETOF bsc._own_value
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known bsc.period[] := ARRAY(
        SELECT p.period
        FROM unnest(past) AS p
        WHERE p.level = 3 AND p.node_id = ANY (measures) AND p.period OPERATOR(bsc.=) ANY (periods)
        GROUP BY p.period
        HAVING count(*) = cardinality(measures));
BEGIN
    RETURN QUERY
    SELECT n.node_id, n.period, n.actual, n.volume
    FROM (
        SELECT p.node_id, p.period, p.actual, p.actual_period, p.volume
        FROM unnest(past) AS p
        WHERE p.level = 3 AND p.period OPERATOR(bsc.=) ANY (known)
        UNION ALL
        SELECT v.node_id, q.period, v.actual, v.actual_period, v.volume
        FROM unnest(periods) AS q (period)
        CROSS JOIN LATERAL bsc._one_result(outline, q.period, 'period'::text, _computed_values.entity, 3, false) AS e
        CROSS JOIN LATERAL unnest(e.nodes) AS v
        WHERE q.period OPERATOR(bsc.<>) ALL (known)) AS n
    JOIN bsc.measure AS m ON m.id = n.node_id
    WHERE n.node_id = ANY (measures) AND n.actual IS NOT NULL
      AND (m.frequency <> bsc.grain(n.period) OR n.actual_period OPERATOR(bsc.=) n.period);
END
$$;
COMMENT ON FUNCTION bsc._computed_values(bigint, text, bsc._outline_node[], bsc.period[], bigint[], bsc._past_result[]) IS
    'what measures come to in periods of one grain, as far as it says something new of them';

-- The series of an entity: what measures came to in each of their own periods or, with
-- of_year, of those that a year consists of (months for weeks and days).  Forecasts and
-- charts read it through this function.  A value that is recorded for just the period is
-- read as it stands; what is made of others (by a formula, of those below the entity, of
-- the days of a month) is evaluated, by no more of the tree than it takes.  What is only
-- carried into a period says nothing new of it, and is left out (not where entities below
-- carry it).  Whoever has evaluated the entity's past hands it on; else it is NULL.
CREATE FUNCTION bsc._own_values(
    scorecard_id bigint, entity text, measures bigint[], of_year boolean, past bsc._past_result[])
RETURNS SETOF bsc._own_value
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 1000
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    links bsc._formula_link[] := bsc._formula_links(scorecard_id);
    is_inner boolean := EXISTS (
        SELECT 1 FROM bsc._entity_place AS p
        WHERE p.scorecard_id = _own_values.scorecard_id AND p.code = _own_values.entity AND p.last > p.number);
    computed bigint[] := ARRAY(
        SELECT m.id FROM bsc.measure AS m
        WHERE m.id = ANY (measures) AND bsc._is_in_scope(m.scope, _own_values.entity)
          AND (m.formula IS NOT NULL
               OR (is_inner AND bsc._takes_members(m.rollup, bsc._kind(m.rollup, m.kind), coalesce(m.scope, 'all')))
               OR (of_year AND m.frequency IN ('week', 'day') AND m.rollup <> 'query')));
    needed bigint[] := computed;
    outline bsc._outline_node[];
BEGIN
    RETURN QUERY
    SELECT m.id, a.period, a.value, a.volume
    FROM bsc.measure AS m
    JOIN bsc.actual AS a ON a.measure_id = m.id AND a.entity = _own_values.entity
    WHERE m.id = ANY (measures) AND m.id <> ALL (computed) AND bsc._is_in_scope(m.scope, _own_values.entity)
      AND bsc.grain(a.period) = CASE WHEN of_year THEN bsc._phase_grain(m.frequency) ELSE m.frequency END;
    IF cardinality(computed) = 0 THEN
        RETURN;
    END IF;
    IF EXISTS (SELECT 1 FROM unnest(links) AS l WHERE l.operands IS NOT NULL AND l.measure_id = ANY (computed)) THEN
        needed := computed || ARRAY(
            SELECT x.id FROM unnest(links) AS l CROSS JOIN LATERAL unnest(l.measure_id || l.sources) AS x (id)
            WHERE l.operands IS NOT NULL);
    END IF;
    outline := ARRAY(
        SELECT o FROM unnest(bsc._outline(scorecard_id, false)) AS o WHERE o.level < 3 OR o.node_id = ANY (needed));
    RETURN QUERY
    SELECT v.*
    FROM (
        SELECT g.grain, array_agg(m.id) AS ids
        FROM bsc.measure AS m
        CROSS JOIN LATERAL (
            SELECT CASE WHEN of_year THEN bsc._phase_grain(m.frequency) ELSE m.frequency END AS grain) AS g
        WHERE m.id = ANY (computed)
        GROUP BY g.grain) AS g
    CROSS JOIN LATERAL bsc._computed_values(
        _own_values.scorecard_id, _own_values.entity, outline,
        ARRAY(SELECT q.period FROM bsc._value_periods(_own_values.scorecard_id, needed, g.grain) AS q (period)), g.ids, past) AS v;
END
$$;
COMMENT ON FUNCTION bsc._own_values(bigint, text, bigint[], boolean, bsc._past_result[]) IS
    'what measures came to in each of their own periods, or of those that their year consists of, for one entity';

-- The period that a question about causes is asked of: the one that was named, or
-- the latest reporting period that is over and in which nothing is provisional, or
-- else the one that a report would show.
CREATE FUNCTION bsc._ended_period(scorecard_id bigint, period bsc.period, entity text)
RETURNS bsc.period
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    candidate bsc.period := bsc._current_period(scorecard_id);
BEGIN
    IF period IS NULL THEN
        LOOP
            candidate := bsc._latest_until(scorecard_id, entity, bsc._period_before(candidate));
            EXIT WHEN candidate IS NULL;
            IF EXISTS (SELECT 1 FROM bsc._past_of(scorecard_id, entity, ARRAY[candidate]) AS p WHERE p.level = 0) THEN
                RETURN candidate;
            END IF;
        END LOOP;
    END IF;
    RETURN bsc._asked_period(scorecard_id, period, entity);
END
$$;
COMMENT ON FUNCTION bsc._ended_period(bigint, bsc.period, text) IS
    'a period of the scorecard; for NULL the latest reporting period that is over and observed to its end';

-- One row for each objective, all series over the same periods: from the first
-- to the last in which there is any attainment.  Periods between them without
-- one are NULLs.  More than 5000 periods (13 years of days) are cut at the front.
CREATE FUNCTION bsc._objective_series(scorecard_id bigint, past bsc._past_result[])
RETURNS TABLE (objective_id bigint, first_period bsc.period, series double precision[])
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH attained AS MATERIALIZED (
        SELECT o.id AS objective_id, n.period,
            -- by code: sums must not depend on who was written first
            bsc._combined_value(array_agg(n.progress ORDER BY n.code COLLATE "C") FILTER (WHERE n.progress IS NOT NULL),
                                array_agg(n.weight ORDER BY n.code COLLATE "C") FILTER (WHERE n.progress IS NOT NULL),
                                o.combine) AS value
        FROM (
            SELECT v.period, v.level, coalesce(m.objective_id, v.node_id) AS objective_id, m.code, m.weight,
                CASE v.level WHEN 3 THEN bsc.progress(v.actual, v.target) END AS progress
            FROM unnest(_objective_series.past) AS v
            LEFT JOIN bsc.measure AS m ON v.level = 3 AND m.id = v.node_id
            WHERE v.level IN (2, 3)) AS n
        JOIN bsc.objective AS o ON o.id = n.objective_id
        GROUP BY o.id, o.combine, n.period
        -- an objective that is still provisional has no value yet, whichever of its measures are known
        HAVING bool_or(n.level = 2)
    ), span AS MATERIALIZED (
        -- five thousand at most; so many years back there is no calendar
        SELECT CASE WHEN bsc.distance(e.last, e.first) > 4999 THEN bsc.shift(e.last, -4999) ELSE e.first END AS first, e.last
        FROM (SELECT bsc.min(a.period) AS first, bsc.max(a.period) AS last FROM attained AS a WHERE a.value IS NOT NULL) AS e
    )
    SELECT o.id, s.first, array_agg(a.value ORDER BY p.period)
    FROM span AS s
    CROSS JOIN bsc.objective AS o
    CROSS JOIN LATERAL bsc.periods(s.first, s.last) AS p (period)
    LEFT JOIN attained AS a ON a.objective_id = o.id AND a.period OPERATOR(bsc.=) p.period
    WHERE o.scorecard_id = _objective_series.scorecard_id
    GROUP BY o.id, s.first;
END
$$;
COMMENT ON FUNCTION bsc._objective_series(bigint, bsc._past_result[]) IS
    'the uncapped attainment of every objective by reporting period, from results at hand';

CREATE FUNCTION bsc._objective_series(scorecard_id bigint, entity text, until bsc.period DEFAULT NULL)
RETURNS TABLE (objective_id bigint, first_period bsc.period, series double precision[])
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 20
BEGIN ATOMIC
    SELECT s.* FROM bsc._objective_series(_objective_series.scorecard_id, ARRAY(
        SELECT p FROM bsc._past(_objective_series.scorecard_id, _objective_series.entity, _objective_series.until) AS p)) AS s;
END;
COMMENT ON FUNCTION bsc._objective_series(bigint, text, bsc.period) IS
    'the uncapped attainment of every objective by reporting period, all from the same first period on';

-- Reporting periods after which a season comes round: a year's, and a week's
-- for days.  A year has none.
CREATE FUNCTION bsc._season_length(frequency text)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE frequency
    WHEN 'half' THEN 2 WHEN 'quarter' THEN 4 WHEN 'month' THEN 12 WHEN 'week' THEN 52 WHEN 'day' THEN 7 END;
COMMENT ON FUNCTION bsc._season_length(text) IS 'after how many periods of a grain a season comes round';

-- A series without its season.  A year of weeks has 52 places for the season, so
-- that a place is the same week in every year: week 53, which comes every five
-- or six years, has no season to compare it with and is left out of it, a gap in
-- the result.  (Averaged into week 52 it would halve a Christmas peak there, in
-- all series at once.)
CREATE FUNCTION bsc._seasonless(series double precision[], first bsc.period, season integer)
RETURNS double precision[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
BEGIN ATOMIC
    WITH place AS (
        SELECT v.ordinal, v.value,
            CASE WHEN bsc.grain(_seasonless.first) = 'week'
                      AND EXTRACT(week FROM bsc.first_day(_seasonless.first) + 7 * (v.ordinal::integer - 1)) = 53
                 THEN NULL
                 ELSE v.ordinal - count(*) FILTER (WHERE bsc.grain(_seasonless.first) = 'week'
                      AND EXTRACT(week FROM bsc.first_day(_seasonless.first) + 7 * (v.ordinal::integer - 1)) = 53)
                      OVER (ORDER BY v.ordinal) END AS place
        FROM unnest(_seasonless.series) WITH ORDINALITY AS v (value, ordinal)
    ), adjusted AS MATERIALIZED (
        SELECT bsc.deseasonalise(array_agg(p.value ORDER BY p.ordinal), _seasonless.season, 'additive'::text) AS series
        FROM place AS p
        WHERE p.place IS NOT NULL
    )
    SELECT CASE WHEN a.series IS NOT NULL THEN (
        SELECT array_agg(a.series[p.place] ORDER BY p.ordinal) FROM place AS p) END
    FROM adjusted AS a;
END;
COMMENT ON FUNCTION bsc._seasonless(double precision[], bsc.period, integer) IS
    'a series less its season, with a gap in each week 53; NULL without two whole seasons';

-- The series as it is tested.  Attainments may lie below zero and their zero is
-- a baseline that somebody chose, so the season is taken out by subtraction.
CREATE FUNCTION bsc._adjusted_series(series double precision[], adjust text, first bsc.period)
RETURNS double precision[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
RETURN CASE adjust
    WHEN 'none' THEN series
    WHEN 'difference' THEN bsc.difference(series, 1)
    WHEN 'seasonal' THEN bsc.difference(
        CASE WHEN bsc._season_length(bsc.grain(first)) IS NULL THEN series
             ELSE bsc._seasonless(series, first, bsc._season_length(bsc.grain(first))) END, 1) END;
COMMENT ON FUNCTION bsc._adjusted_series(double precision[], text, bsc.period) IS
    'the series as it is, differenced, or without its season and differenced';

-- How strongly a series repeats itself: its correlation with itself 1, 2, ...
-- periods before.
CREATE FUNCTION bsc.autocorrelations(series double precision[], lags integer)
RETURNS double precision[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
BEGIN ATOMIC
    SELECT array_agg(bsc.lagged_corr(autocorrelations.series, autocorrelations.series, k.lag) ORDER BY k.lag)
    -- as many as have a pair
    FROM generate_series(1, LEAST(autocorrelations.lags, cardinality(autocorrelations.series) - 1)) AS k (lag);
END;
COMMENT ON FUNCTION bsc.autocorrelations(double precision[], integer) IS
    'correlation of the series with itself, 1, 2 and more periods before, up to lags or the series'' length less 1';
