-- What of a scorecard's evaluation is the same for all periods and entities.

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
SET enable_seqscan = off
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

-- A node of the tree with all that is said of it: its weight and rule and, for a
-- measure, how it reads a period and up to when it has been observed.  What
-- concerns the scorecard as a whole stands in its first node.
CREATE TYPE bsc._outline_node AS (
    level integer,
    node_id bigint,
    weight double precision,
    combine text,
    missing text,
    amber double precision,
    green double precision,
    time_zone text,
    "now" timestamptz,
    frequency text,
    rollup text,
    figure text,
    spread text,
    carry integer,
    first_month integer,
    observed timestamptz);
COMMENT ON TYPE bsc._outline_node IS 'a node of a scorecard''s tree: what its evaluation needs to know for any period and entity';

-- All of them, depth first.  Whoever evaluates many periods asks for this once.
CREATE FUNCTION bsc._outline(scorecard_id bigint, with_observed boolean)
RETURNS bsc._outline_node[]
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
DECLARE
    -- asked for before, so that it is once
    observed_all bsc._observed[] := CASE WHEN with_observed THEN bsc._observed_all(scorecard_id) END;
BEGIN
    RETURN ARRAY(
        SELECT ROW(n.level, n.id, n.weight, n.combine, t.missing,
            -- a measure's thresholds may be its own
            CASE n.level WHEN 3 THEN LEAST(COALESCE(m.amber, s.amber), COALESCE(m.green, s.green)) ELSE t.amber END,
            CASE n.level WHEN 3 THEN COALESCE(m.green, s.green) ELSE t.green END, t.time_zone, t.moment,
            m.frequency, m.rollup, bsc._kind(m.rollup, m.kind), bsc._spread(m.rollup, m.kind, m.spread),
            m.carry_forward, s.first_month, m.observed)::bsc._outline_node
        FROM bsc.scorecard AS s
        CROSS JOIN bsc._node(_outline.scorecard_id) AS n
        LEFT JOIN LATERAL (
            SELECT s.missing, s.amber, s.green, s.time_zone, bsc._now() AS moment) AS t ON n.level = 0
        LEFT JOIN (
            SELECT x.*, o.observed
            FROM bsc.measure AS x
            LEFT JOIN unnest(observed_all) AS o ON o.measure_id = x.id
            WHERE x.scorecard_id = _outline.scorecard_id
            OFFSET 0) AS m ON n.level = 3 AND m.id = n.id
        WHERE s.id = _outline.scorecard_id
        ORDER BY n.place COLLATE "C");
END
$$;
COMMENT ON FUNCTION bsc._outline(bigint, boolean) IS
    'the nodes of a scorecard''s tree, depth first, with what is the same for all periods and entities; without observed, nothing counts as observed';
