-- Why is the whole what it is, and what changed?
--
-- The attainment of the whole is a sum over the measures: each contributes its
-- score times its weight in the total, which is the product of the shares that
-- it, its objective and its perspective have in their parents.  Under "mean" a
-- child's share is its weight as a part of the weights that count: all of them
-- where a missing score counts as 0, else those with a score.  Under "worst"
-- and "best" the child that decides carries all, the first of them by position
-- and code.

CREATE FUNCTION bsc._contribution(nodes bsc._evaluated_node[])
RETURNS TABLE (
    place text[],
    measure text,
    score double precision,
    weight_in_total double precision,
    contribution double precision)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 30
BEGIN ATOMIC
    WITH node AS MATERIALIZED (
        SELECT n.* FROM unnest(_contribution.nodes) AS n
    ), child AS (
        SELECT c.level, c.perspective, c.objective, c.measure, c.place, c.score,
            parent.combine,
            CASE WHEN c.missing = 'zero' THEN COALESCE(c.score, 0) ELSE c.score END AS counted_score,
            CASE WHEN c.score IS NOT NULL OR c.missing = 'zero' THEN c.weight ELSE 0 END AS counted_weight,
            parent.score IS NOT NULL AS has_total
        FROM node AS c
        JOIN node AS parent
          ON parent.level = c.level - 1
         AND (c.level < 2 OR parent.perspective = c.perspective)
         AND (c.level < 3 OR parent.objective = c.objective)
    ), shared AS (
        SELECT s.level, s.perspective, s.objective, s.measure, s.place, s.score,
            CASE WHEN NOT s.has_total THEN NULL
                 WHEN s.combine = 'mean' THEN s.counted_weight / sum(s.counted_weight) OVER siblings
                 WHEN s.counted_weight = 0 THEN 0
                 WHEN row_number() OVER (
                         siblings
                         ORDER BY s.counted_weight = 0,
                             CASE WHEN s.combine = 'best' THEN - s.counted_score ELSE s.counted_score END,
                             s.place) = 1 THEN 1
                 ELSE 0 END AS share
        FROM child AS s
        WINDOW siblings AS (
            PARTITION BY s.level, CASE WHEN s.level > 1 THEN s.perspective END,
                         CASE WHEN s.level = 3 THEN s.objective END)
    ), borne AS (
        -- what the parents carry, seen from each of their measures
        SELECT s.level, s.measure, s.place, s.score, s.share,
            max(CASE WHEN s.level = 2 THEN s.share END) OVER (
                PARTITION BY s.perspective, s.objective) AS objective_share,
            max(CASE WHEN s.level = 1 THEN s.share END) OVER (
                PARTITION BY s.perspective) AS perspective_share
        FROM shared AS s
    )
    SELECT m.place, m.measure, m.score, t.weight_in_total,
        CASE WHEN t.weight_in_total IS NOT NULL THEN t.weight_in_total * COALESCE(m.score, 0) END
    FROM borne AS m
    CROSS JOIN LATERAL (
        SELECT CASE WHEN m.perspective_share IS NULL THEN NULL
                    ELSE COALESCE(m.share, 0) * COALESCE(m.objective_share, 0) * m.perspective_share END
            AS weight_in_total) AS t
    WHERE m.level = 3;
END;
COMMENT ON FUNCTION bsc._contribution(bsc._evaluated_node[]) IS
    'what each measure among the nodes of a tree contributes to the attainment of the whole';

CREATE FUNCTION bsc._contribution(scorecard_id bigint, period bsc.period, entity text)
RETURNS TABLE (
    place text[],
    measure text,
    score double precision,
    weight_in_total double precision,
    contribution double precision)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 30
BEGIN ATOMIC
    SELECT c.* FROM bsc._contribution(ARRAY(
        SELECT n FROM bsc._node(_contribution.scorecard_id, _contribution.period, _contribution.entity, false) AS n)) AS c;
END;
COMMENT ON FUNCTION bsc._contribution(bigint, bsc.period, text) IS
    'what each measure contributes to the attainment of the whole';

CREATE FUNCTION bsc.explain(
    scorecard text, period bsc.period, entity text DEFAULT '', against bsc.period DEFAULT NULL)
RETURNS TABLE (
    measure text,
    score double precision,
    weight_in_total double precision,
    contribution double precision,
    contribution_before double precision,
    change double precision)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 30
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    asked text := coalesce(entity, '');
    now_period bsc.period := coalesce(bsc._own_period(owner_id, period), bsc._latest_period(owner_id, asked));
    then_period bsc.period := coalesce(bsc._own_period(owner_id, against), bsc._period_before(now_period));
BEGIN
    RETURN QUERY
    SELECT coalesce(n.measure, b.measure), n.score, n.weight_in_total, n.contribution, b.contribution,
        CASE WHEN count(n.contribution) OVER () > 0 AND count(b.contribution) OVER () > 0
             THEN coalesce(n.contribution, 0) - coalesce(b.contribution, 0) END
    FROM bsc._contribution(owner_id, now_period, asked) AS n
    FULL JOIN bsc._contribution(owner_id, then_period, asked) AS b ON b.measure = n.measure
    ORDER BY n.place NULLS LAST, b.place;
END
$$;
COMMENT ON FUNCTION bsc.explain(text, bsc.period, text, bsc.period) IS
    'what each measure contributes to the attainment of the whole, and what changed against another period (NULL: the one before)';

CREATE FUNCTION bsc.explain(
    scorecard text, period text DEFAULT NULL, entity text DEFAULT '', against text DEFAULT NULL)
RETURNS TABLE (
    measure text,
    score double precision,
    weight_in_total double precision,
    contribution double precision,
    contribution_before double precision,
    change double precision)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 30
BEGIN ATOMIC
    SELECT e.* FROM bsc.explain(
        explain.scorecard, explain.period::bsc.period, explain.entity, explain.against::bsc.period) AS e;
END;
COMMENT ON FUNCTION bsc.explain(text, text, text, text) IS
    'what each measure contributes to the attainment of the whole, and what changed against another period (NULL: the one before)';
