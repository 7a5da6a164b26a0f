-- Why is the whole what it is, and what changed?
--
-- The attainment of the whole is a sum over the measures: each contributes its
-- score times its weight in the total, which is the product of the shares that
-- it, its objective and its perspective have in their parents.  shares.c says
-- what these are.

CREATE FUNCTION bsc._contribution(nodes bsc._evaluated_node[])
RETURNS TABLE (
    place text[],
    measure text,
    name text,
    score double precision,
    weight_in_total double precision,
    contribution double precision)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 30
BEGIN ATOMIC
    WITH node AS MATERIALIZED (
        SELECT n.* FROM unnest(_contribution.nodes) AS n
    ), family AS (
        SELECT c.parent, array_agg(c.key ORDER BY c.place) AS keys,
            array_agg(c.score ORDER BY c.place) AS scores,
            array_agg(c.weight ORDER BY c.place) AS weights
        FROM node AS c
        WHERE c.level > 0
        GROUP BY c.parent
    ), share AS MATERIALIZED (
        SELECT s.key, s.share
        FROM family AS f
        JOIN node AS p ON p.key = f.parent
        CROSS JOIN LATERAL ROWS FROM (
            unnest(f.keys),
            unnest(bsc._shares(f.scores, f.weights, p.combine, p.missing))) AS s (key, share)
    )
    SELECT m.place, m.measure, m.name, m.score, t.weight_in_total,
        CASE WHEN t.weight_in_total IS NOT NULL THEN t.weight_in_total * COALESCE(m.score, 0) END
    FROM node AS m
    JOIN share AS own ON own.key = m.key
    JOIN node AS o ON o.key = m.parent
    JOIN share AS above ON above.key = o.key
    JOIN share AS top ON top.key = o.parent
    CROSS JOIN LATERAL (
        SELECT COALESCE(own.share, 0) * COALESCE(above.share, 0) * top.share AS weight_in_total) AS t
    WHERE m.level = 3;
END;
COMMENT ON FUNCTION bsc._contribution(bsc._evaluated_node[]) IS
    'what each measure among the nodes of a tree contributes to the attainment of the whole';

-- The nodes whose score is one so far, which is no change against that of a whole
-- period: measures of amounts under way (a part of a month's sales), or judged by
-- another target than that of the period, or without a score as yet, and whatever is
-- above one of them.
CREATE FUNCTION bsc._under_way(nodes bsc._evaluated_node[])
RETURNS SETOF text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    WITH part AS MATERIALIZED (
        SELECT n.key
        FROM unnest(nodes) AS n
        WHERE n.level = 3 AND CASE
            WHEN n.provisional THEN n.pace IS DISTINCT FROM n.score OR n.figure = 'amount'
            ELSE n.score IS NULL AND (SELECT w.provisional FROM unnest(nodes) AS w WHERE w.level = 0) END
    )
    SELECT n.key
    FROM unnest(nodes) AS n
    WHERE EXISTS (SELECT 1 FROM part AS p WHERE p.key = n.key OR n.provisional AND (n.level = 0 OR starts_with(p.key, n.key || '/')));
END
$$;
COMMENT ON FUNCTION bsc._under_way(bsc._evaluated_node[]) IS 'the nodes of a tree whose scores are no change against those of a whole period';

-- Those of which nothing can be said between two evaluations, because one of them is
-- under way.
CREATE FUNCTION bsc._not_compared(nodes bsc._evaluated_node[], nodes_before bsc._evaluated_node[])
RETURNS SETOF text
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    SELECT u.key FROM bsc._under_way(_not_compared.nodes) AS u (key)
    UNION
    SELECT u.key FROM bsc._under_way(_not_compared.nodes_before) AS u (key);
END;
COMMENT ON FUNCTION bsc._not_compared(bsc._evaluated_node[], bsc._evaluated_node[]) IS
    'the nodes of two trees that are not compared, because one of them is under way';

-- The contributions of two evaluations side by side.  A measure that is in one of
-- them alone contributes nothing to the other; where either has no total at all,
-- nothing can be said of changes, nor of a measure that is under way in one of them.
CREATE FUNCTION bsc._contribution_change(nodes bsc._evaluated_node[], nodes_before bsc._evaluated_node[])
RETURNS TABLE (
    place text[],
    place_before text[],
    measure text,
    name text,
    score double precision,
    score_before double precision,
    weight_in_total double precision,
    contribution double precision,
    contribution_before double precision,
    change double precision,
    is_under_way boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 200 ROWS 30
BEGIN ATOMIC
    WITH under_way AS MATERIALIZED (
        SELECT n.measure
        FROM bsc._not_compared(_contribution_change.nodes, _contribution_change.nodes_before) AS u (key)
        JOIN (SELECT x.* FROM unnest(_contribution_change.nodes) AS x
              UNION ALL
              SELECT x.* FROM unnest(_contribution_change.nodes_before) AS x) AS n ON n.key = u.key
        WHERE n.level = 3
    )
    SELECT c.place, c.place_before, c.measure, c.name, c.score, c.score_before,
        c.weight_in_total, c.contribution, c.contribution_before,
        CASE WHEN c.has_totals AND NOT c.is_under_way
             THEN COALESCE(c.contribution, 0) - COALESCE(c.contribution_before, 0) END,
        c.has_totals AND c.is_under_way
    FROM (
        SELECT n.place, b.place AS place_before, COALESCE(n.measure, b.measure) AS measure, COALESCE(n.name, b.name) AS name,
            n.score, b.score AS score_before, n.weight_in_total, n.contribution, b.contribution AS contribution_before,
            count(n.contribution) OVER () > 0 AND count(b.contribution) OVER () > 0 AS has_totals,
            EXISTS (SELECT 1 FROM under_way AS u WHERE u.measure = COALESCE(n.measure, b.measure)) AS is_under_way
        FROM bsc._contribution(_contribution_change.nodes) AS n
        FULL JOIN bsc._contribution(_contribution_change.nodes_before) AS b ON b.measure = n.measure) AS c;
END;
COMMENT ON FUNCTION bsc._contribution_change(bsc._evaluated_node[], bsc._evaluated_node[]) IS
    'what each measure contributes to the whole in two evaluations, and the change';

CREATE FUNCTION bsc._explained(scorecard text, period bsc.period, entity text, against bsc.period, basis text)
RETURNS TABLE (
    measure text,
    score double precision,
    weight_in_total double precision,
    contribution double precision,
    contribution_before double precision,
    change double precision,
    moved_by_driver text,
    moved_by_entity text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 30
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    asked text := bsc._asked_entity(owner_id, entity);
    asked_basis text := bsc._basis(basis);
    now_period bsc.period := bsc._asked_period(owner_id, period, asked);
    then_period bsc.period := coalesce(bsc._own_period(owner_id, against), bsc._period_before(now_period));
    nodes bsc._evaluated_node[] := ARRAY(SELECT n FROM bsc._node(owner_id, now_period, asked, asked_basis) AS n);
    nodes_before bsc._evaluated_node[] := ARRAY(SELECT n FROM bsc._node(owner_id, then_period, asked, asked_basis) AS n);
BEGIN
    RETURN QUERY
    SELECT c.measure, c.score, c.weight_in_total, c.contribution, c.contribution_before, c.change,
        bsc._movers_text(nullif(m.said -> 'drivers', 'null'::jsonb)), bsc._movers_text(nullif(m.said -> 'entities', 'null'::jsonb))
    FROM bsc._contribution_change(nodes, nodes_before) AS c
    LEFT JOIN bsc._moved(owner_id, now_period, then_period, asked, asked_basis, nodes, nodes_before) AS m ON m.measure = c.measure
    ORDER BY c.place NULLS LAST, c.place_before;
END
$$;
COMMENT ON FUNCTION bsc._explained(text, bsc.period, text, bsc.period, text) IS 'what each measure contributes to the attainment of the whole and what changed, as it stands';

CREATE FUNCTION bsc.explain(
    scorecard text, period bsc.period, entity text DEFAULT '', against bsc.period DEFAULT NULL,
    basis text DEFAULT 'period', as_of timestamptz DEFAULT NULL)
RETURNS TABLE (
    measure text,
    score double precision,
    weight_in_total double precision,
    contribution double precision,
    contribution_before double precision,
    change double precision,
    moved_by_driver text,
    moved_by_entity text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 30
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
BEGIN
    IF as_of IS NULL THEN
        RETURN QUERY SELECT e.* FROM bsc._explained(scorecard, period, entity, against, basis) AS e;
    ELSE
        RETURN QUERY SELECT e.* FROM bsc._explained(
            scorecard, period, bsc._entity_then(scorecard, entity, as_of), against, basis, as_of) AS e;
    END IF;
END
$$;
COMMENT ON FUNCTION bsc.explain(text, bsc.period, text, bsc.period, text, timestamptz) IS
    'what each measure contributes to the attainment of the whole, and what changed against another period (NULL: the one before), NULL of what is under way; the drivers and entities that moved a measure that is red, the three largest effects of each; basis period, ytd or rolling; as_of for what it showed then';

CREATE FUNCTION bsc.explain(
    scorecard text, period text DEFAULT NULL, entity text DEFAULT '', against text DEFAULT NULL,
    basis text DEFAULT 'period', as_of timestamptz DEFAULT NULL)
RETURNS TABLE (
    measure text,
    score double precision,
    weight_in_total double precision,
    contribution double precision,
    contribution_before double precision,
    change double precision,
    moved_by_driver text,
    moved_by_entity text)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 30
BEGIN ATOMIC
    SELECT e.* FROM bsc.explain(
        explain.scorecard, explain.period::bsc.period, explain.entity, explain.against::bsc.period, explain.basis, explain.as_of) AS e;
END;
COMMENT ON FUNCTION bsc.explain(text, text, text, text, text, timestamptz) IS
    'what each measure contributes to the attainment of the whole, and what changed against another period (NULL: the one before), NULL of what is under way; the drivers and entities that moved a measure that is red, the three largest effects of each; basis period, ytd or rolling; as_of for what it showed then';
