-- The evaluation: what each node of the tree comes to in one period.
--
-- Functions from the measure up to the scorecard, each in terms of the one
-- before.  They are plain queries that the planner pulls into the views, so
-- that a filter on the entity reaches the table actual.

-- The entities that have a result in the period: those of which a measure of
-- the period's grain or finer has an actual within the period, or carried into
-- it.  A plan alone, or an actual of a coarser period, lists nobody.  Who asks
-- for one entity by name gets that one, whatever there is of it.
CREATE FUNCTION bsc.listed_entity(
    scorecard_id bigint, period bsc.period, year_to_date boolean, asked text)
RETURNS TABLE (entity text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
BEGIN ATOMIC
    SELECT listed_entity.asked
    WHERE listed_entity.asked IS NOT NULL
    UNION ALL
    SELECT DISTINCT a.entity
    FROM bsc.measure_reading(
        listed_entity.scorecard_id, listed_entity.period, listed_entity.year_to_date) AS r
    JOIN bsc.actual AS a
      ON a.measure_id = r.measure_id AND a.period >= r.low AND a.period <= r.high
    WHERE listed_entity.asked IS NULL
      AND NOT r.is_coarser
      AND (bsc.grain(a.period) = bsc.grain(r.first_period) OR a.period = r.own_period);
END;

-- What was measured, rolled up: a row for every measure of every listed
-- entity.  The rows without a period stand for the entity, one for each
-- measure, so that a measure without an actual has its row too; is_listed
-- tells these groups from those that exist only because a coarser measure
-- knows the entity.
CREATE FUNCTION bsc.measure_value(
    scorecard_id bigint, period bsc.period, year_to_date boolean, asked text)
RETURNS TABLE (
    measure_id bigint,
    entity text,
    is_listed boolean,
    actual double precision,
    actual_period bsc.period,
    present integer,
    periods bsc.period[])
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    SELECT f.measure_id, f.entity,
        bsc.rollup_is_listed(f.rollup, f.first_period, f.last_period, f.own_period, f.carry, f.period, f.value, f.volume),
        bsc.rollup_value(f.rollup, f.first_period, f.last_period, f.own_period, f.carry, f.period, f.value, f.volume),
        bsc.rollup_period(f.rollup, f.first_period, f.last_period, f.own_period, f.carry, f.period, f.value, f.volume),
        bsc.rollup_present(f.rollup, f.first_period, f.last_period, f.own_period, f.carry, f.period, f.value, f.volume),
        bsc.rollup_periods(f.rollup, f.first_period, f.last_period, f.own_period, f.carry, f.period, f.value, f.volume)
    FROM (
        SELECT r.measure_id, r.rollup, r.first_period, r.last_period, r.own_period, r.carry,
            a.entity, a.period, a.value, a.volume
        FROM bsc.measure_reading(
            measure_value.scorecard_id, measure_value.period, measure_value.year_to_date) AS r
        JOIN bsc.actual AS a
          ON a.measure_id = r.measure_id AND a.period >= r.low AND a.period <= r.high
        UNION ALL
        SELECT r.measure_id, r.rollup, r.first_period, r.last_period, r.own_period, r.carry,
            e.entity, NULL, NULL, NULL
        FROM bsc.measure_reading(
            measure_value.scorecard_id, measure_value.period, measure_value.year_to_date) AS r
        CROSS JOIN bsc.listed_entity(
            measure_value.scorecard_id, measure_value.period, measure_value.year_to_date, measure_value.asked) AS e) AS f
    GROUP BY f.measure_id, f.entity;
END;

-- The same, judged: target, score and coverage.
CREATE FUNCTION bsc.measure_node(
    scorecard_id bigint, period bsc.period, year_to_date boolean, asked text)
RETURNS TABLE (
    entity text,
    measure_id bigint,
    is_listed boolean,
    actual double precision,
    actual_period bsc.period,
    target bsc.target,
    score double precision,
    coverage double precision)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    SELECT j.entity, j.measure_id, j.is_listed, j.actual, j.actual_period, j.target,
        bsc.score(j.actual, j.target),
        CASE WHEN j.actual IS NULL OR j.target IS NULL THEN 0
             WHEN j.first_period = j.last_period THEN 1
             ELSE j.present::double precision / (j.last_period - j.first_period + 1) END
    FROM (
        SELECT v.entity, v.measure_id, v.is_listed, v.actual, v.actual_period, v.present,
            r.first_period, r.last_period,
            COALESCE(own.target,
                CASE WHEN v.periods <> '{}'
                     THEN bsc.rolled_up_target(v.measure_id, v.entity, r.rollup, r.first_month, r.first_period,
                                               r.last_period, v.periods, shared.target)
                     ELSE shared.target END) AS target
        FROM bsc.measure_value(
            measure_node.scorecard_id, measure_node.period, measure_node.year_to_date, measure_node.asked) AS v
        JOIN bsc.measure_reading(
            measure_node.scorecard_id, measure_node.period, measure_node.year_to_date) AS r
            ON r.measure_id = v.measure_id
        LEFT JOIN bsc.plan AS own
            ON own.measure_id = v.measure_id AND own.entity = v.entity AND own.period = r.judged_period
        LEFT JOIN bsc.plan AS shared
            ON shared.measure_id = v.measure_id AND shared.entity = '' AND shared.period = r.judged_period
           AND r.rollup <> 'sum') AS j;
END;

-- Objectives from their measures.  One without measures has no score; it is
-- there all the same, for its parent to count.
CREATE FUNCTION bsc.objective_node(
    scorecard_id bigint, period bsc.period, year_to_date boolean, asked text)
RETURNS TABLE (
    entity text,
    objective_id bigint,
    score double precision,
    coverage double precision,
    measures bigint,
    red bigint,
    amber bigint,
    green bigint)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    SELECT c.entity, c.objective_id,
        bsc.combined_score(c.score, c.weight, c.combine, c.missing),
        COALESCE(bsc.attainment(c.coverage, c.weight), 0),
        pg_catalog.count(c.weight),
        pg_catalog.count(*) FILTER (WHERE c.status = 'red'),
        pg_catalog.count(*) FILTER (WHERE c.status = 'amber'),
        pg_catalog.count(*) FILTER (WHERE c.status = 'green')
    FROM (
        SELECT n.entity, m.objective_id, n.score, n.coverage, m.weight, o.combine, s.missing,
            bsc.status(n.score, s.amber, s.green) AS status
        FROM bsc.measure_node(
            objective_node.scorecard_id, objective_node.period, objective_node.year_to_date, objective_node.asked) AS n
        JOIN bsc.measure AS m ON m.id = n.measure_id
        JOIN bsc.objective AS o ON o.id = m.objective_id
        JOIN bsc.scorecard AS s ON s.id = o.scorecard_id
        WHERE n.is_listed
        UNION ALL
        SELECT e.entity, o.id, NULL, NULL, NULL, o.combine, s.missing, NULL
        FROM bsc.objective AS o
        JOIN bsc.scorecard AS s ON s.id = o.scorecard_id
        CROSS JOIN LATERAL bsc.listed_entity(
            o.scorecard_id, objective_node.period, objective_node.year_to_date, objective_node.asked) AS e
        WHERE o.scorecard_id = objective_node.scorecard_id
          AND NOT EXISTS (SELECT 1 FROM bsc.measure AS m WHERE m.objective_id = o.id)) AS c
    GROUP BY c.entity, c.objective_id;
END;

-- Perspectives from their objectives.
CREATE FUNCTION bsc.perspective_node(
    scorecard_id bigint, period bsc.period, year_to_date boolean, asked text)
RETURNS TABLE (
    entity text,
    perspective_id bigint,
    score double precision,
    coverage double precision,
    measures bigint,
    red bigint,
    amber bigint,
    green bigint)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    SELECT c.entity, c.perspective_id,
        bsc.combined_score(c.score, c.weight, c.combine, c.missing),
        COALESCE(bsc.attainment(c.coverage, c.weight), 0),
        pg_catalog.sum(c.measures)::bigint,
        pg_catalog.sum(c.red)::bigint,
        pg_catalog.sum(c.amber)::bigint,
        pg_catalog.sum(c.green)::bigint
    FROM (
        SELECT n.entity, o.perspective_id, n.score, n.coverage, o.weight, p.combine, s.missing,
            n.measures, n.red, n.amber, n.green
        FROM bsc.objective_node(
            perspective_node.scorecard_id, perspective_node.period, perspective_node.year_to_date, perspective_node.asked) AS n
        JOIN bsc.objective AS o ON o.id = n.objective_id
        JOIN bsc.perspective AS p ON p.id = o.perspective_id
        JOIN bsc.scorecard AS s ON s.id = p.scorecard_id
        UNION ALL
        SELECT e.entity, p.id, NULL, NULL, NULL, p.combine, s.missing, 0, 0, 0, 0
        FROM bsc.perspective AS p
        JOIN bsc.scorecard AS s ON s.id = p.scorecard_id
        CROSS JOIN LATERAL bsc.listed_entity(
            p.scorecard_id, perspective_node.period, perspective_node.year_to_date, perspective_node.asked) AS e
        WHERE p.scorecard_id = perspective_node.scorecard_id
          AND NOT EXISTS (SELECT 1 FROM bsc.objective AS o WHERE o.perspective_id = p.id)) AS c
    GROUP BY c.entity, c.perspective_id;
END;

-- The whole from its perspectives, which are combined as a mean.
CREATE FUNCTION bsc.scorecard_node(
    scorecard_id bigint, period bsc.period, year_to_date boolean, asked text)
RETURNS TABLE (
    entity text,
    score double precision,
    coverage double precision,
    measures bigint,
    red bigint,
    amber bigint,
    green bigint)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    SELECT n.entity,
        bsc.combined_score(n.score, p.weight, 'mean', s.missing),
        COALESCE(bsc.attainment(n.coverage, p.weight), 0),
        pg_catalog.sum(n.measures)::bigint,
        pg_catalog.sum(n.red)::bigint,
        pg_catalog.sum(n.amber)::bigint,
        pg_catalog.sum(n.green)::bigint
    FROM bsc.perspective_node(
        scorecard_node.scorecard_id, scorecard_node.period, scorecard_node.year_to_date, scorecard_node.asked) AS n
    JOIN bsc.perspective AS p ON p.id = n.perspective_id
    JOIN bsc.scorecard AS s ON s.id = p.scorecard_id
    GROUP BY n.entity;
END;

-- The reporting periods of a scorecard in which something was recorded, or
-- into which it may be carried.  Found by stepping through the index from one
-- period's end to the next actual, so that the cost follows the number of
-- periods and not the number of actuals; an actual that somebody recorded for
-- the year 204 by mistake costs one step, not eighteen hundred years of them.
CREATE FUNCTION bsc.reporting_period(scorecard_id bigint)
RETURNS SETOF bsc.period
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 60
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    WITH RECURSIVE reader AS (
        SELECT m.id, m.carry_forward, m.frequency, s.frequency AS reported, s.first_month
        FROM bsc.scorecard AS s
        JOIN bsc.measure AS m ON m.scorecard_id = s.id
        WHERE s.id = reporting_period.scorecard_id
          AND bsc.grain_rank(m.frequency) >= bsc.grain_rank(s.frequency)
    ), found AS (
        SELECT r.id, (
            SELECT bsc.enclosing(a.period, r.reported, r.first_month)
            FROM bsc.actual AS a
            WHERE a.measure_id = r.id
              AND bsc.grain_rank(bsc.grain(a.period)) >= bsc.grain_rank(r.reported)
            ORDER BY a.period
            LIMIT 1) AS period
        FROM reader AS r
        UNION ALL
        SELECT f.id, (
            SELECT bsc.enclosing(a.period, r.reported, r.first_month)
            FROM bsc.actual AS a
            WHERE a.measure_id = r.id
              AND a.period > bsc.last_within(f.period, r.frequency)
              AND bsc.grain_rank(bsc.grain(a.period)) >= bsc.grain_rank(r.reported)
            ORDER BY a.period
            LIMIT 1)
        FROM found AS f
        JOIN reader AS r ON r.id = f.id
        WHERE f.period IS NOT NULL
    )
    SELECT f.period
    FROM found AS f
    WHERE f.period IS NOT NULL
    UNION
    SELECT carried.period
    FROM found AS f
    JOIN reader AS r ON r.id = f.id
    CROSS JOIN LATERAL bsc.periods(
        f.period,
        bsc.enclosing(
            bsc.carried_to(bsc.last_within(f.period, r.frequency), r.carry_forward),
            r.reported, r.first_month)) AS carried (period)
    WHERE f.period IS NOT NULL AND r.carry_forward > 0;
END;

COMMENT ON FUNCTION bsc.listed_entity(bigint, bsc.period, boolean, text) IS 'the entities that have a result in the period';
COMMENT ON FUNCTION bsc.measure_value(bigint, bsc.period, boolean, text) IS 'what was measured in the period: every measure of every listed entity';
COMMENT ON FUNCTION bsc.measure_node(bigint, bsc.period, boolean, text) IS 'actual, target, score and coverage of every measure of every listed entity';
COMMENT ON FUNCTION bsc.objective_node(bigint, bsc.period, boolean, text) IS 'score and coverage of every objective of every listed entity';
COMMENT ON FUNCTION bsc.perspective_node(bigint, bsc.period, boolean, text) IS 'score and coverage of every perspective of every listed entity';
COMMENT ON FUNCTION bsc.scorecard_node(bigint, bsc.period, boolean, text) IS 'score and coverage of the whole for every listed entity';
COMMENT ON FUNCTION bsc.reporting_period(bigint) IS 'the reporting periods of a scorecard in which something was recorded or carried forward';
