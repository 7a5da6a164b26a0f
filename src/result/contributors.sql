-- Who makes an entity's gap: its children in the catalogue, each with what it lacks
-- of its own goal.

-- What is missing to the goal, below zero where there is more than enough.  A value on
-- the far side of a goal that is to be kept scores less than 1 and is missing as much.
CREATE FUNCTION bsc._missing_to_goal(
    actual double precision, baseline double precision, goal double precision, score double precision)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN CASE
    WHEN score < 1 THEN abs(goal - actual)
    WHEN goal < baseline THEN actual - goal
    ELSE goal - actual END;
COMMENT ON FUNCTION bsc._missing_to_goal(double precision, double precision, double precision, double precision) IS
    'what is missing to a goal in its target''s direction';

-- The tree with no other measures than some; with all of them where one is a formula.
CREATE FUNCTION bsc._outline_of(scorecard_id bigint, measures bigint[])
RETURNS bsc._outline_node[]
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT ARRAY(
        SELECT o
        FROM unnest(bsc._outline(_outline_of.scorecard_id, true)) AS o
        WHERE o.level < 3 OR o.node_id = ANY (_outline_of.measures)
            OR EXISTS (SELECT 1 FROM bsc.measure AS m WHERE m.id = ANY (_outline_of.measures) AND m.formula IS NOT NULL));
END;
COMMENT ON FUNCTION bsc._outline_of(bigint, bigint[]) IS 'a scorecard''s tree with some measures alone, or with all where one is made of others';

-- One measure of some entities in a period that is not closed.  Those that the period
-- does not list, because the measure is coarser than it, are asked for by name.
CREATE FUNCTION bsc._measure_of(scorecard_id bigint, measure_id bigint, period bsc.period, entities text[])
RETURNS TABLE (entity text, actual double precision, actual_period bsc.period, target bsc.target, score double precision)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    outline bsc._outline_node[] := bsc._outline_of(scorecard_id, ARRAY[measure_id]);
    is_coarser boolean := (
        SELECT bsc._grain_rank(m.frequency) < bsc._grain_rank(bsc.grain(period))
        FROM bsc.measure AS m WHERE m.id = measure_id);
BEGIN
    IF is_coarser THEN
        RETURN QUERY
        SELECT c.code, n.actual, n.actual_period, n.target, n.score
        FROM unnest(entities) AS c (code)
        CROSS JOIN LATERAL bsc._one_result(outline, _measure_of.period, 'period'::text, c.code, 3, false) AS e
        CROSS JOIN LATERAL unnest(e.nodes) AS n
        WHERE n.node_id = _measure_of.measure_id;
    ELSE
        RETURN QUERY
        SELECT e.entity, n.actual, n.actual_period, n.target, n.score
        FROM bsc._entity_result(outline, _measure_of.period, 'period'::text, 3, false) AS e
        CROSS JOIN LATERAL unnest(e.nodes) AS n
        WHERE e.entity = ANY (entities) AND n.node_id = _measure_of.measure_id;
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._measure_of(bigint, bigint, bsc.period, text[]) IS 'what a measure of some entities comes to in a period';

CREATE FUNCTION bsc.contributors(scorecard text, measure text, period bsc.period, entity text DEFAULT '')
RETURNS TABLE (
    child text,
    name text,
    actual double precision,
    goal double precision,
    score double precision,
    gap double precision,
    share double precision)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 10
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    asked_id bigint := bsc.measure_id(scorecard, measure);
    asked text := bsc._asked_entity(owner_id, entity);
    own bsc.period := bsc._asked_period(owner_id, period, asked);
    children text[];
BEGIN
    PERFORM bsc._check_entity(owner_id, asked);
    children := ARRAY(
        SELECT d.code
        FROM bsc._entity_place AS a
        JOIN bsc._entity_place AS d ON d.scorecard_id = a.scorecard_id AND d.number > a.number AND d.number <= a.last AND d.above = a.number
        WHERE a.scorecard_id = owner_id AND a.code = asked AND bsc._in_service(d.starts, d.ends, own));
    RETURN QUERY
    WITH result AS MATERIALIZED (
        SELECT r.entity, r.actual, r.actual_period, bsc.baseline(r.target) AS baseline, bsc.goal(r.target) AS goal, r.score
        FROM bsc._measure_of(owner_id, asked_id, own, children) AS r
        WHERE NOT EXISTS (SELECT 1 FROM bsc.closed_period AS p WHERE p.scorecard_id = owner_id AND p.period OPERATOR(bsc.=) own)
        UNION ALL
        SELECT f.entity, f.actual, f.actual_period, f.baseline, f.goal, f.score
        FROM bsc.closed_result AS f
        WHERE f.scorecard_id = owner_id AND f.period OPERATOR(bsc.=) own AND f.basis = 'period' AND f.level = 3
          AND f.measure = contributors.measure AND f.entity = ANY (children)
    ), latest AS (
        -- an amount of which the latest value is shown is made of those in service then, by their values of then
        SELECT bsc.max(r.actual_period) AS period, max(m.carry_forward) AS carry
        FROM bsc.measure AS m
        CROSS JOIN result AS r
        JOIN bsc.entity AS e ON e.scorecard_id = owner_id AND e.code = r.entity
        WHERE m.id = asked_id AND m.rollup = 'last' AND bsc._kind(m.rollup, m.kind) = 'amount'
          AND bsc._in_service(e.starts, e.ends, r.actual_period)
    )
    SELECT c.code, coalesce(e.name, c.code), n.actual, n.goal, n.score, g.gap,
        -- no part is 0, never -0
        g.gap / nullif(sum(g.gap) OVER (), 0) + 0.0::double precision
    FROM unnest(children) AS c (code)
    JOIN bsc.entity AS e ON e.scorecard_id = owner_id AND e.code = c.code
    CROSS JOIN latest AS l
    LEFT JOIN result AS n ON n.entity = c.code
      AND (l.period IS NULL OR bsc.distance(n.actual_period, l.period) >= -l.carry)
    CROSS JOIN LATERAL (SELECT bsc._missing_to_goal(n.actual, n.baseline, n.goal, n.score) AS gap) AS g
    WHERE l.period IS NULL OR bsc._in_service(e.starts, e.ends, l.period)
    ORDER BY g.gap DESC NULLS LAST, c.code COLLATE "C";
END
$$;
COMMENT ON FUNCTION bsc.contributors(text, text, bsc.period, text) IS
    'who makes an entity''s gap to its goal: its children, the largest gap first, with their shares of the sum; period NULL for the latest that has something to say';

CREATE FUNCTION bsc.contributors(scorecard text, measure text, period text DEFAULT NULL, entity text DEFAULT '')
RETURNS TABLE (
    child text,
    name text,
    actual double precision,
    goal double precision,
    score double precision,
    gap double precision,
    share double precision)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 10
BEGIN ATOMIC
    SELECT c.* FROM bsc.contributors(
        contributors.scorecard, contributors.measure, contributors.period::bsc.period, contributors.entity) AS c;
END;
COMMENT ON FUNCTION bsc.contributors(text, text, text, text) IS
    'who makes an entity''s gap to its goal: its children, the largest gap first, with their shares of the sum; period NULL for the latest that has something to say';
