-- Lint of what measures are held against: their plans, and what was said, or was not,
-- of their kind, their spread and their empty rows.
--
-- Each rule is a function of its own that returns a measure and what the rule's sentence
-- needs; _lint_plan() at the end makes findings of them.  A rule finds a measure at
-- most once, at the first place in its plan, because what is wrong there is as a rule
-- wrong everywhere.

-- The plan of a scorecard with what decides how it is read.  Rank is that of the
-- period's grain, the finer the higher.  What lies at the very ends of the calendar
-- is a slip of the pen, and left to others.
CREATE FUNCTION bsc._planned_target(scorecard_id bigint)
RETURNS TABLE (
    measure_id bigint, entity text, period bsc.period, target bsc.target, rank integer, year bsc.period,
    own_rank integer, rollup text, figure text, spread text)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 500
BEGIN ATOMIC
    SELECT m.id, t.entity, t.period, t.target, bsc._grain_rank(bsc.grain(t.period)),
        bsc.enclosing(t.period, 'year'::text, s.first_month),
        bsc._grain_rank(m.frequency), m.rollup, bsc._kind(m.rollup, m.kind), bsc._spread(m.rollup, m.kind, m.spread)
    FROM bsc.scorecard AS s
    JOIN bsc.measure AS m ON m.scorecard_id = s.id
    JOIN bsc.plan AS t ON t.measure_id = m.id
    WHERE s.id = _planned_target.scorecard_id
      AND bsc.first_day(t.period) >= '0002-01-01' AND bsc.last_day(t.period) < '9999-01-01';
END;
COMMENT ON FUNCTION bsc._planned_target(bigint) IS 'the plan of a scorecard with what decides how it is read';

-- Targets for years only, of a measure that makes nothing of them for its months.
CREATE FUNCTION bsc._lint_coarse(scorecard_id bigint)
RETURNS TABLE (measure_id bigint, rule text, parameters jsonb)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 2
BEGIN ATOMIC
    SELECT p.measure_id, 'coarse-target', jsonb_build_object(
        'grain', CASE WHEN bsc._grain_rank(m.frequency) < bsc._grain_rank(s.frequency) THEN m.frequency ELSE s.frequency END)
    FROM bsc._planned_target(_lint_coarse.scorecard_id) AS p
    JOIN bsc.measure AS m ON m.id = p.measure_id
    JOIN bsc.scorecard AS s ON s.id = m.scorecard_id
    WHERE p.target IS NOT NULL AND p.spread = 'none'
    GROUP BY p.measure_id, m.frequency, s.frequency
    HAVING max(p.rank) < LEAST(bsc._grain_rank(m.frequency), bsc._grain_rank(s.frequency));
END;
COMMENT ON FUNCTION bsc._lint_coarse(bigint) IS 'findings of bsc.lint: targets that are coarser than what is reported, and not spread';

-- Parts between the first and the last planned one of their grain that are neither
-- planned nor said to have no plan, by a row of their own, by one of a coarser period
-- that serves them, or by finer ones, and whose entity is in service then.  The first thousand of a hole are looked at.
CREATE FUNCTION bsc._lint_holes(scorecard_id bigint)
RETURNS TABLE (measure_id bigint, rule text, parameters jsonb)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH planned AS MATERIALIZED (
        SELECT p.* FROM bsc._planned_target(_lint_holes.scorecard_id) AS p WHERE p.rank <= p.own_rank
    ), step AS (
        SELECT p.measure_id, p.entity, p.rank, p.figure, p.spread, p.period,
            lead(p.period) OVER (PARTITION BY p.measure_id, p.entity, p.rank ORDER BY p.period) AS next
        FROM planned AS p
    ), hole AS (
        SELECT s.measure_id, s.entity, s.rank, s.figure, s.spread, q.period
        FROM step AS s
        CROSS JOIN LATERAL bsc.periods(
            bsc.shift(s.period, 1), bsc.shift(s.period, least(bsc.distance(s.next, s.period) - 1, 1000))) AS q (period)
        WHERE bsc.distance(s.next, s.period) > 1
    ), unplanned AS MATERIALIZED (
        SELECT h.measure_id, h.entity, h.period
        FROM hole AS h
        WHERE NOT EXISTS (
            SELECT 1
            FROM planned AS c
            WHERE c.measure_id = h.measure_id AND (c.entity = h.entity OR c.entity = '' AND h.figure = 'rate')
              AND CASE WHEN c.rank < h.rank THEN (h.spread <> 'none' OR c.target IS NULL) AND bsc._is_part(h.period, c.period)
                       ELSE bsc._is_part(c.period, h.period) END)
          AND NOT EXISTS (
            SELECT 1
            FROM bsc._entity_place AS e
            WHERE e.scorecard_id = _lint_holes.scorecard_id AND e.code = h.entity AND NOT bsc._in_service(e.starts, e.ends, h.period))
    )
    SELECT u.measure_id, 'plan-hole', jsonb_build_object(
        'holes', bsc._stretches(array_agg(u.period)),
        'entities', CASE WHEN max(u.entity) <> '' THEN bsc._entity_list(array_agg(DISTINCT u.entity ORDER BY u.entity)) END)
    FROM unplanned AS u
    GROUP BY u.measure_id;
END
$$;
COMMENT ON FUNCTION bsc._lint_holes(bigint) IS 'findings of bsc.lint: holes in plans';

-- Goals of parts that are all planned and do not add up to the goal of the whole, by
-- more than rounding them may do.
CREATE FUNCTION bsc._lint_sums(scorecard_id bigint)
RETURNS TABLE (measure_id bigint, rule text, parameters jsonb)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH planned AS MATERIALIZED (
        SELECT p.*, bsc.goal(p.target) AS goal
        FROM bsc._planned_target(_lint_sums.scorecard_id) AS p
        WHERE p.rollup = 'sum' AND p.rank <= p.own_rank
    ), added AS (
        SELECT w.measure_id, w.entity, w.period, w.goal, bsc.grain(bsc.min(p.period)) AS grain,
            sum(p.goal) AS total, count(*) AS parts, count(p.target) - count(p.goal) AS without_goal
        FROM planned AS w
        JOIN planned AS p
            ON p.measure_id = w.measure_id AND p.entity = w.entity AND p.rank > w.rank AND bsc._is_part(p.period, w.period)
        WHERE w.goal IS NOT NULL
        GROUP BY w.measure_id, w.entity, w.period, w.goal, p.rank
    )
    SELECT DISTINCT ON (a.measure_id) a.measure_id, 'plan-sum', jsonb_build_object(
        'period', a.period::text, 'goal', a.goal, 'total', coalesce(a.total, 0), 'grain', a.grain,
        'entity', nullif(a.entity, ''))
    FROM added AS a
    WHERE a.without_goal = 0
      AND a.parts = bsc.distance(bsc.last_within(a.period, a.grain), bsc.first_within(a.period, a.grain)) + 1
      AND abs(coalesce(a.total, 0) - a.goal) > 1e-4 * abs(a.goal)
    ORDER BY a.measure_id, a.period, a.entity, a.grain;
END
$$;
COMMENT ON FUNCTION bsc._lint_sums(bigint) IS 'findings of bsc.lint: goals of parts that do not add up to that of the whole';

-- Goals of an entity and of all that are next below it in the catalogue, planned for one period, that
-- do not add up, by more than rounding them may do.  Ten thousand dealers may have targets for years:
-- they are put beside those of the ones above by sorting, and who is below is asked of the few that differ.
CREATE FUNCTION bsc._lint_below(scorecard_id bigint)
RETURNS TABLE (measure_id bigint, rule text, parameters jsonb)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 2
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH planned AS MATERIALIZED (
        SELECT p.measure_id, p.entity, p.period, p.target, bsc.goal(p.target) AS goal, e.number, e.above, e.last > e.number AS is_above,
            bsc._in_service(e.starts, e.ends, p.period) AS in_service
        FROM bsc._planned_target(_lint_below.scorecard_id) AS p
        JOIN bsc.measure AS m ON m.id = p.measure_id
        JOIN bsc._entity_place AS e ON e.scorecard_id = _lint_below.scorecard_id AND e.code = p.entity
        WHERE p.figure = 'amount' AND bsc._takes_members(p.rollup, p.figure, coalesce(m.scope, 'all'))
    ), added AS (
        SELECT f.measure_id, f.number, f.period, max(f.entity) AS entity, max(f.goal) AS goal, coalesce(sum(f.part), 0) AS total,
            count(*) - count(f.entity) AS parts
        FROM (
            SELECT p.measure_id, p.number, p.period, p.entity, p.goal, NULL::double precision AS part, true AS is_known
            FROM planned AS p WHERE p.is_above AND p.goal IS NOT NULL
            UNION ALL
            SELECT p.measure_id, p.above, p.period, NULL, NULL, p.goal, p.target IS NULL OR p.goal IS NOT NULL
            FROM planned AS p WHERE p.in_service) AS f
        GROUP BY f.measure_id, f.number, f.period
        HAVING count(f.entity) = 1 AND bool_and(f.is_known)
    )
    SELECT DISTINCT ON (a.measure_id) a.measure_id, 'plan-below', jsonb_build_object(
        'period', a.period::text, 'goal', a.goal, 'total', a.total, 'entity', a.entity,
        'case', CASE WHEN a.entity = '' THEN 'whole' END)
    FROM added AS a
    WHERE abs(a.total - a.goal) > 0.01 * abs(a.goal) AND a.parts > 0
      -- all planned, and there for all of the period
      AND (SELECT count(*) = a.parts AND bool_and(
               coalesce(d.starts <= bsc.first_day(a.period), true) AND coalesce(d.ends >= bsc.last_day(a.period), true))
           FROM bsc._entity_place AS d
           WHERE d.scorecard_id = _lint_below.scorecard_id AND d.above = a.number AND bsc._in_service(d.starts, d.ends, a.period))
    ORDER BY a.measure_id, a.period, a.entity;
END
$$;
COMMENT ON FUNCTION bsc._lint_below(bigint) IS 'findings of bsc.lint: goals of entities that do not add up to that of the one above';

-- Curves within one year that score unlike steps, so that the year has no target.
CREATE FUNCTION bsc._lint_unlike(scorecard_id bigint)
RETURNS TABLE (measure_id bigint, rule text, parameters jsonb)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH compared AS (
        SELECT p.measure_id, p.entity, p.period, p.target,
            first_value(p.period) OVER same AS first_period, first_value(p.target) OVER same AS first_target
        FROM bsc._planned_target(_lint_unlike.scorecard_id) AS p
        WHERE p.rollup IN ('sum', 'mean') AND p.period OPERATOR(bsc.<>) p.year AND p.rank <= p.own_rank AND p.target IS NOT NULL
        WINDOW same AS (PARTITION BY p.measure_id, p.entity, p.rank, p.year ORDER BY p.period)
    )
    SELECT DISTINCT ON (c.measure_id) c.measure_id, 'unlike-curves', jsonb_build_object(
        'period', c.first_period::text, 'other', c.period::text, 'entity', nullif(c.entity, ''))
    FROM compared AS c
    WHERE NOT bsc._target_same_scores(c.target, c.first_target)
    ORDER BY c.measure_id, c.period, c.entity;
END
$$;
COMMENT ON FUNCTION bsc._lint_unlike(bigint) IS 'findings of bsc.lint: targets of one year that cannot be put together';

-- Measures whose kind decides what they are held against, and does not follow from
-- what was said.
CREATE FUNCTION bsc._lint_kind(scorecard_id bigint)
RETURNS TABLE (measure_id bigint, rule text, parameters jsonb)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH planned AS MATERIALIZED (
        SELECT p.*
        FROM bsc._planned_target(_lint_kind.scorecard_id) AS p
        JOIN bsc.measure AS m ON m.id = p.measure_id
        WHERE m.kind IS NULL AND m.rollup IN ('query', 'last')
    ), unsaid AS (
        -- targets of parts, and none of the year that they are parts of
        SELECT p.measure_id, 'parts' AS variant
        FROM planned AS p
        WHERE p.rollup = 'query' AND p.target IS NOT NULL AND p.period OPERATOR(bsc.<>) p.year
          AND NOT EXISTS (
              SELECT 1 FROM planned AS y
              WHERE y.measure_id = p.measure_id AND y.entity = p.entity AND y.period OPERATOR(bsc.=) p.year)
        UNION
        -- a target of the whole, and entities that have none of their own
        SELECT w.measure_id, 'whole ' || w.figure
        FROM planned AS w
        WHERE w.entity = '' AND w.target IS NOT NULL
          AND EXISTS (
              SELECT 1 FROM bsc.actual AS a
              WHERE a.measure_id = w.measure_id AND a.entity <> ''
                AND NOT EXISTS (
                    SELECT 1 FROM bsc.plan AS t WHERE t.measure_id = a.measure_id AND t.entity = a.entity))
    )
    SELECT u.measure_id, 'kind-unsaid', jsonb_build_object('case', min(u.variant))
    FROM unsaid AS u
    GROUP BY u.measure_id;
END
$$;
COMMENT ON FUNCTION bsc._lint_kind(bigint) IS 'findings of bsc.lint: measures whose kind should be said';

-- Entities with a target that a good run returned no row for, where nobody has said
-- what that means.
CREATE FUNCTION bsc._lint_empty(scorecard_id bigint)
RETURNS TABLE (measure_id bigint, rule text, parameters jsonb)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH idle AS (
        SELECT m.id, m.rollup, p.entity, r.period
        FROM bsc.measure AS m
        JOIN bsc._planned_target(_lint_empty.scorecard_id) AS p ON p.measure_id = m.id
        JOIN bsc.measure_run AS r ON r.measure_id = m.id
        WHERE m.scorecard_id = _lint_empty.scorecard_id
          AND m.query IS NOT NULL AND m.empty IS NULL AND m.rollup <> 'sum'
          AND p.entity <> '' AND p.target IS NOT NULL
          AND r.last_success IS NOT NULL AND bsc.grain(r.period) = m.frequency
          AND (bsc._is_part(r.period, p.period) OR bsc._is_part(p.period, r.period))
          AND NOT EXISTS (
              SELECT 1 FROM bsc.actual AS a
              WHERE a.measure_id = m.id AND a.entity = p.entity AND a.period OPERATOR(bsc.=) r.period)
          AND NOT EXISTS (
              SELECT 1 FROM bsc._entity_place AS e
              WHERE e.scorecard_id = m.scorecard_id AND e.code = p.entity AND NOT bsc._in_service(e.starts, e.ends, r.period))
    )
    SELECT i.id, 'empty-unsaid', jsonb_build_object(
        'periods', bsc._stretches(array_agg(i.period)),
        'entities', bsc._entity_list(array_agg(DISTINCT i.entity ORDER BY i.entity)),
        'case', CASE WHEN i.rollup IN ('mean', 'min', 'max') THEN 'level' END)
    FROM idle AS i
    GROUP BY i.id, i.rollup;
END
$$;
COMMENT ON FUNCTION bsc._lint_empty(bigint) IS 'findings of bsc.lint: entities without a row, where nobody has said what that means';

-- Measures that an outlook forecasts from next to nothing.  Below two values it says so
-- itself.
CREATE FUNCTION bsc._lint_history(scorecard_id bigint)
RETURNS TABLE (measure_id bigint, rule text, parameters jsonb)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT m.id, 'short-history', jsonb_build_object('values', count(*), 'grain', bsc._phase_grain(m.frequency))
    FROM bsc._own_values(_lint_history.scorecard_id, ''::text, ARRAY(
             SELECT x.id FROM bsc.measure AS x WHERE x.scorecard_id = _lint_history.scorecard_id), true, NULL::bsc._past_result[]) AS h
    JOIN bsc.measure AS m ON m.id = h.measure_id
    WHERE m.rollup IN ('sum', 'mean', 'last')
      AND EXISTS (SELECT 1 FROM bsc._planned_target(_lint_history.scorecard_id) AS p WHERE p.measure_id = m.id AND p.entity = '' AND p.target IS NOT NULL)
    GROUP BY m.id
    HAVING count(*) BETWEEN 2 AND 7;
END
$$;
COMMENT ON FUNCTION bsc._lint_history(bigint) IS 'findings of bsc.lint: measures with too short a history for an outlook';

-- Periods that were left before they were over.  Closed ones stay as they are, and of a
-- query that fails the review tells.
CREATE FUNCTION bsc._lint_runs(scorecard_id bigint)
RETURNS TABLE (measure_id bigint, rule text, parameters jsonb)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 2
BEGIN ATOMIC
    SELECT r.measure_id, 'cut-short', jsonb_build_object('periods', bsc._stretches(array_agg(r.period)))
    FROM bsc._cut_short(_lint_runs.scorecard_id) AS r
    WHERE NOT EXISTS (SELECT 1 FROM bsc.measure_run AS x
                      WHERE x.measure_id = r.measure_id AND x.period OPERATOR(bsc.=) r.period AND x.failing_since IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM bsc.closed_period AS c
                      WHERE c.scorecard_id = _lint_runs.scorecard_id AND bsc._is_part(r.period, c.period))
    GROUP BY r.measure_id;
END;
COMMENT ON FUNCTION bsc._lint_runs(bigint) IS 'findings of bsc.lint: periods that a query last ran for before they were over';

-- Thresholds of a status that were meant as percentages.
CREATE FUNCTION bsc._lint_thresholds(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL SAFE COST 100 ROWS 1
BEGIN ATOMIC
    SELECT f.*
    FROM bsc.scorecard AS s
    CROSS JOIN LATERAL bsc._lint_finding('percent-thresholds'::text, s.code, jsonb_build_object(
        'name', COALESCE(s.name, s.code), 'amber', s.amber, 'green', s.green)) AS f
    WHERE s.id = _lint_thresholds.scorecard_id AND (s.amber > 2 OR s.green > 2);
END;
COMMENT ON FUNCTION bsc._lint_thresholds(bigint) IS 'findings of bsc.lint: thresholds that look like percentages';

-- The entities, but for the whole, of which a scorecard has actuals: found by steps from
-- one to the next in each measure's index, however many actuals they have.
CREATE FUNCTION bsc._recorded_entities(scorecard_id bigint)
RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 100
BEGIN ATOMIC
    WITH RECURSIVE step (measure_id, entity) AS (
        SELECT m.id, ''::text FROM bsc.measure AS m WHERE m.scorecard_id = _recorded_entities.scorecard_id
        UNION ALL
        SELECT s.measure_id, (
            SELECT a.entity FROM bsc.actual AS a
            WHERE a.measure_id = s.measure_id AND a.entity > s.entity ORDER BY a.entity LIMIT 1)
        FROM step AS s
        WHERE s.entity IS NOT NULL
    )
    SELECT DISTINCT s.entity FROM step AS s WHERE s.entity > '';
END;
COMMENT ON FUNCTION bsc._recorded_entities(bigint) IS 'the entities, but for the whole, of which a scorecard has actuals';

-- Entities that have actuals and no place in the catalogue.
CREATE FUNCTION bsc._lint_catalogue(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 1
BEGIN ATOMIC
    WITH unknown AS MATERIALIZED (
        SELECT u.entity, row_number() OVER (ORDER BY u.entity COLLATE "C") AS ordinal
        FROM bsc._recorded_entities(_lint_catalogue.scorecard_id) AS u (entity)
        WHERE EXISTS (SELECT 1 FROM bsc._entity_place AS p WHERE p.scorecard_id = _lint_catalogue.scorecard_id)
          AND u.entity NOT IN (
            SELECT p.code FROM bsc._entity_place AS p WHERE p.scorecard_id = _lint_catalogue.scorecard_id)
    ), listed AS (
        SELECT jsonb_agg(jsonb_build_object('entity', u.entity,
                'near', bsc._entity_list(NULLIF(n.names, '{}'::text[])),
                'case', CASE WHEN u.ordinal = 13 THEN 'more' END) ORDER BY u.ordinal) AS entities
        FROM unknown AS u
        CROSS JOIN LATERAL bsc._near_names(u.entity, bsc._entity_codes(_lint_catalogue.scorecard_id)) AS n (names)
        WHERE u.ordinal <= 13
    )
    SELECT f.*
    FROM listed AS l
    JOIN bsc.scorecard AS s ON s.id = _lint_catalogue.scorecard_id
    CROSS JOIN LATERAL bsc._lint_finding('unknown-entity'::text, s.code, jsonb_build_object(
        'name', COALESCE(s.name, s.code), 'entities', l.entities, 'count', (SELECT count(*) FROM unknown AS u))) AS f
    WHERE l.entities IS NOT NULL;
END;
COMMENT ON FUNCTION bsc._lint_catalogue(bigint) IS 'findings of bsc.lint: entities with actuals that the catalogue does not have';

-- Entities with actuals of periods that end before they are in service, or begin after it,
-- where those above are computed without them.
CREATE FUNCTION bsc._lint_service_time(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL SAFE COST 5000 ROWS 1
BEGIN ATOMIC
    WITH outside AS MATERIALIZED (
        SELECT e.code, e.starts, e.ends, bool_or(x.early) AS early, bool_or(x.late) AS late,
            row_number() OVER (ORDER BY e.code COLLATE "C") AS ordinal
        FROM bsc._entity_place AS e
        JOIN bsc.measure AS m ON m.scorecard_id = e.scorecard_id
        CROSS JOIN LATERAL (SELECT
            EXISTS (SELECT 1 FROM bsc.actual AS a
                    WHERE a.measure_id = m.id AND a.entity = e.code AND a.period OPERATOR(bsc.<) bsc.period(e.starts, 'day'::text)
                      AND bsc.last_day(a.period) < e.starts AND a.value <> 0) AS early,
            EXISTS (SELECT 1 FROM bsc.actual AS a
                    WHERE a.measure_id = m.id AND a.entity = e.code AND a.period OPERATOR(bsc.>) bsc.period(e.ends, 'day'::text)
                      AND bsc.first_day(a.period) > e.ends AND a.value <> 0) AS late) AS x
        WHERE e.scorecard_id = _lint_service_time.scorecard_id AND (e.starts IS NOT NULL OR e.ends IS NOT NULL)
          AND m.rollup NOT IN ('query', 'formula') AND m.scope IS DISTINCT FROM 'whole'
          AND NOT (m.rollup IN ('min', 'max') AND bsc._kind(m.rollup, m.kind) = 'amount')
          AND (x.early OR x.late)
        GROUP BY e.code, e.starts, e.ends
    ), listed AS (
        SELECT count(*) AS total, jsonb_agg(jsonb_build_object('entity', o.code, 'starts', o.starts, 'ends', o.ends, 'case',
            CASE WHEN o.ordinal = 13 THEN 'more' WHEN NOT o.late THEN 'early' WHEN NOT o.early THEN 'late' END)
            ORDER BY o.ordinal) FILTER (WHERE o.ordinal <= 13) AS entities
        FROM outside AS o
    )
    SELECT f.*
    FROM listed AS l
    JOIN bsc.scorecard AS s ON s.id = _lint_service_time.scorecard_id
    CROSS JOIN LATERAL bsc._lint_finding('out-of-service'::text, s.code, jsonb_build_object(
        'name', COALESCE(s.name, s.code), 'entities', l.entities, 'count', l.total)) AS f
    WHERE l.total > 0;
END;
COMMENT ON FUNCTION bsc._lint_service_time(bigint) IS 'findings of bsc.lint: entities with actuals of times at which they are not in service';

-- Entities that look the same: those of actuals, of targets and of the catalogue.
CREATE FUNCTION bsc._lint_alike(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 1
BEGIN ATOMIC
    WITH named AS MATERIALIZED (
        SELECT r.entity FROM bsc._recorded_entities(_lint_alike.scorecard_id) AS r (entity)
        UNION
        SELECT p.entity FROM bsc.measure AS m JOIN bsc.plan AS p ON p.measure_id = m.id
        WHERE m.scorecard_id = _lint_alike.scorecard_id AND p.entity > ''
        UNION
        SELECT e.code FROM bsc._entity_place AS e WHERE e.scorecard_id = _lint_alike.scorecard_id
    ), alike AS (
        -- blanks that do not break, as sheets have them, are no class of every locale; some have no width at all
        SELECT lower(btrim(regexp_replace(
                regexp_replace(n.entity, E'[\\u200b-\\u200d\\u2060\\ufeff]'::text, ''::text, 'g'::text),
                E'[[:space:]\\u00a0\\u2000-\\u200a\\u202f\\u3000]+'::text, ' '::text, 'g'::text))) AS looks,
            array_agg(n.entity ORDER BY n.entity COLLATE "C") AS names
        FROM named AS n
        GROUP BY 1
        HAVING count(*) > 1
    )
    SELECT f.*
    FROM alike AS a
    JOIN bsc.scorecard AS s ON s.id = _lint_alike.scorecard_id
    CROSS JOIN LATERAL bsc._lint_finding('alike-entities'::text, s.code, jsonb_build_object(
        'name', COALESCE(s.name, s.code), 'entities', bsc._entity_list(a.names))) AS f;
END;
COMMENT ON FUNCTION bsc._lint_alike(bigint) IS 'findings of bsc.lint: entities whose names look the same';

CREATE FUNCTION bsc._lint_plan(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL SAFE COST 5000 ROWS 10
BEGIN ATOMIC
    SELECT f.*
    FROM (
        SELECT x.* FROM bsc._lint_coarse(_lint_plan.scorecard_id) AS x
        UNION ALL
        SELECT x.* FROM bsc._lint_holes(_lint_plan.scorecard_id) AS x
        UNION ALL
        SELECT x.* FROM bsc._lint_sums(_lint_plan.scorecard_id) AS x
        UNION ALL
        SELECT x.* FROM bsc._lint_below(_lint_plan.scorecard_id) AS x
        UNION ALL
        SELECT x.* FROM bsc._lint_unlike(_lint_plan.scorecard_id) AS x
        UNION ALL
        SELECT x.* FROM bsc._lint_kind(_lint_plan.scorecard_id) AS x
        UNION ALL
        SELECT x.* FROM bsc._lint_empty(_lint_plan.scorecard_id) AS x
        UNION ALL
        SELECT x.* FROM bsc._lint_history(_lint_plan.scorecard_id) AS x
        UNION ALL
        SELECT x.* FROM bsc._lint_runs(_lint_plan.scorecard_id) AS x) AS p
    JOIN bsc._node(_lint_plan.scorecard_id) AS n ON n.level = 3 AND n.id = p.measure_id
    JOIN bsc.scorecard AS s ON s.id = _lint_plan.scorecard_id
    CROSS JOIN LATERAL bsc._lint_finding(
        p.rule, concat_ws('/', s.code, n.key), jsonb_build_object('name', n.name) || p.parameters) AS f
    UNION ALL
    SELECT f.* FROM bsc._lint_thresholds(_lint_plan.scorecard_id) AS f;
END;
COMMENT ON FUNCTION bsc._lint_plan(bigint) IS 'findings of bsc.lint: what measures are held against';
