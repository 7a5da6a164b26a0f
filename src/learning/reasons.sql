-- What is missing or out of date, and why: for the review, and for reports.
--
-- A measure has no score because it has no actual or no target.  What came in the
-- way of a target, the evaluation notes itself (result/judge.c); this adds what it
-- cannot know: whether a query has failed, and for whom and for which periods
-- there are targets instead.  words/review.json says each reason, by the key "lack"
-- and its case:
--
--     failed      no actual, and the query for the period has failed
--     neither     no actual, and no target of anybody for any period
--     actual      no actual
--     closed      frozen without a score
--     nothing     it is said that nothing is planned for the period, or a part of it
--     part        a hole in the plan: a part with an actual has no target, while others have
--     unlike      the targets of the parts have unlike scores, and so no sum
--     spread      the target of the coarser period is not spread over its parts
--     count       the parts have targets, but the figure is not made of parts
--     period      there are targets, for other periods
--     below       of those below whose targets would be added up, some have none for a period with an actual
--     whole       the target is one of the whole, and that of an amount serves no entity
--     entity      only other entities have targets
--     none        nobody has any target

-- Periods as the stretches that they make up, for a sentence that says
-- "each stretch".  From the sixth on they are dots.
CREATE FUNCTION bsc._stretches(periods bsc.period[])
RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        WITH single AS (
            SELECT DISTINCT p.period FROM unnest(periods) AS p (period)
        ), followed AS (
            SELECT s.period, bsc.grain(s.period) AS grain,
                coalesce(bsc.distance(s.period, lag(s.period) OVER (PARTITION BY bsc.grain(s.period) ORDER BY s.period)), 0) = 1
                    AS goes_on
            FROM single AS s
        ), joined AS (
            SELECT f.period, f.grain,
                count(*) FILTER (WHERE NOT f.goes_on) OVER (PARTITION BY f.grain ORDER BY f.period) AS stretch
            FROM followed AS f
        ), stretch AS (
            SELECT bsc.min(j.period) AS first, bsc.max(j.period) AS last
            FROM joined AS j
            GROUP BY j.grain, j.stretch
        ), numbered AS (
            SELECT s.first, s.last,
                row_number() OVER (ORDER BY bsc.first_day(s.first), bsc.last_day(s.last) DESC, bsc.last_day(s.first) DESC) AS ordinal
            FROM stretch AS s
        )
        SELECT jsonb_agg(jsonb_build_object('first', n.first::text, 'last', n.last::text, 'case',
            CASE WHEN n.ordinal = 6 THEN 'more' WHEN n.first OPERATOR(bsc.<>) n.last THEN 'span' END) ORDER BY n.ordinal)
        FROM numbered AS n
        WHERE n.ordinal <= 6);
END
$$;
COMMENT ON FUNCTION bsc._stretches(bsc.period[]) IS 'periods as the stretches that they make up, for a sentence';

-- Entities for a sentence that says "each entity"; from the thirteenth on they are dots.
CREATE FUNCTION bsc._entity_list(entities text[])
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT jsonb_agg(jsonb_build_object('entity', e.entity, 'case',
        CASE WHEN e.ordinality = 13 THEN 'more' WHEN e.entity = '' THEN 'whole' END) ORDER BY e.ordinality)
    FROM unnest(_entity_list.entities) WITH ORDINALITY AS e (entity)
    WHERE e.ordinality <= 13;
END;
COMMENT ON FUNCTION bsc._entity_list(text[]) IS 'entities, the first of many, for a sentence';

-- How many of a scorecard's queries fail, since when the first of them does, and with
-- which error; and the days from which on each measure's query does.
CREATE TYPE bsc._failing AS (
    failing bigint,
    queries bigint,
    since date,
    error text,
    measures text[],
    days date[]);
COMMENT ON TYPE bsc._failing IS 'the queries of a scorecard that fail';

CREATE FUNCTION bsc._failing_queries(scorecard_id bigint)
RETURNS bsc._failing
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stale bsc._failing;
BEGIN
    SELECT count(*), min(f.day), (array_agg(split_part(f.error, E'\n', 1) ORDER BY f.failing_since, f.measure COLLATE "C"))[1],
        array_agg(f.measure ORDER BY f.failing_since, f.measure COLLATE "C"),
        array_agg(f.day ORDER BY f.failing_since, f.measure COLLATE "C")
    INTO stale.failing, stale.since, stale.error, stale.measures, stale.days
    FROM (
        SELECT v.measure, v.error, v.failing_since, (v.failing_since AT TIME ZONE s.time_zone)::date AS day
        FROM bsc.scorecard AS s
        JOIN bsc.measure_freshness AS v ON v.scorecard = s.code
        WHERE s.id = _failing_queries.scorecard_id AND v.failing_since IS NOT NULL) AS f;
    stale.queries := (
        SELECT count(*)
        FROM bsc.measure AS m
        WHERE m.scorecard_id = _failing_queries.scorecard_id AND m.query IS NOT NULL);
    RETURN stale;
END
$$;
COMMENT ON FUNCTION bsc._failing_queries(bigint) IS 'the queries of a scorecard that fail';

-- Which measures' queries failed for a period, since when their failing goes on, and
-- with which error (the server's own words, its first line).
CREATE FUNCTION bsc._failed_runs(scorecard_id bigint, period bsc.period)
RETURNS TABLE (measure_id bigint, since date, error text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH failed AS MATERIALIZED (
        SELECT m.id, m.code, s.code AS scorecard, s.time_zone, min(r.failing_since) AS failing_since,
            (array_agg(r.error ORDER BY r.last_run DESC, bsc.last_day(r.period) DESC))[1] AS error
        FROM bsc.scorecard AS s
        JOIN bsc.measure AS m ON m.scorecard_id = s.id
        JOIN bsc.measure_run AS r ON r.measure_id = m.id
        WHERE s.id = _failed_runs.scorecard_id AND r.failing_since IS NOT NULL
          AND (bsc._is_part(r.period, _failed_runs.period) OR bsc._is_part(_failed_runs.period, r.period))
        GROUP BY m.id, m.code, s.code, s.time_zone
    )
    SELECT f.id, (least(v.failing_since, f.failing_since) AT TIME ZONE f.time_zone)::date, split_part(f.error, E'\n', 1)
    FROM failed AS f
    LEFT JOIN bsc.measure_freshness AS v ON v.scorecard = f.scorecard AND v.measure = f.code;
END
$$;
COMMENT ON FUNCTION bsc._failed_runs(bigint, bsc.period) IS 'the measures whose query failed for a period, since when, and why';

-- What is planned for measures: the periods of the targets that serve an entity, and
-- the others who have some, as many as a sentence may name and one more.  Ten thousand
-- dealers may have targets for years, so that others are found by going from one to the
-- next in the index.
CREATE FUNCTION bsc._planned_for(measures bigint[], entity text)
RETURNS TABLE (measure_id bigint, periods bsc.period[], others text[])
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 20
BEGIN ATOMIC
    SELECT m.id, own.periods, other.entities
    FROM bsc.measure AS m
    CROSS JOIN LATERAL (
        SELECT CASE WHEN bsc._kind(m.rollup, m.kind) = 'rate' THEN ARRAY['', _planned_for.entity]
                    ELSE ARRAY[_planned_for.entity] END AS entities) AS serving
    CROSS JOIN LATERAL (
        SELECT array_agg(t.period) AS periods
        FROM bsc.plan AS t
        WHERE t.measure_id = m.id AND t.entity = ANY (serving.entities) AND t.target IS NOT NULL) AS own
    CROSS JOIN LATERAL (
        WITH RECURSIVE planned AS (
            (SELECT t.entity, 1 AS place FROM bsc.plan AS t
             WHERE t.measure_id = m.id AND t.target IS NOT NULL
             ORDER BY t.entity
             LIMIT 1)
            UNION ALL
            SELECT n.entity, p.place + 1
            FROM planned AS p
            CROSS JOIN LATERAL (
                SELECT t.entity FROM bsc.plan AS t
                WHERE t.measure_id = m.id AND t.entity > p.entity AND t.target IS NOT NULL
                ORDER BY t.entity
                LIMIT 1) AS n
            WHERE p.place < 15
        )
        SELECT (array_agg(p.entity ORDER BY p.place))[:13] AS entities
        FROM planned AS p
        WHERE p.entity <> ALL (serving.entities)) AS other
    WHERE m.id = ANY (_planned_for.measures) AND (own.periods IS NOT NULL OR other.entities IS NOT NULL);
END;
COMMENT ON FUNCTION bsc._planned_for(bigint[], text) IS 'for which periods measures have targets that serve an entity, and who else has some';

-- Which of those at the bottom below an entity have an actual in an own period and nothing planned
-- that serves it, where others have: their sum is no target.  Of a stock (last) the latest period
-- counts.  The first six and one more.
CREATE FUNCTION bsc._unplanned_below(scorecard_id bigint, measures bigint[], period bsc.period, entity text)
RETURNS TABLE (measure_id bigint, unplanned jsonb)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH counted AS MATERIALIZED (
        SELECT m.id, d.number, d.code, a.period, w.number AS top,
            m.rollup = 'last' AND a.period OPERATOR(bsc.<) bsc.max(a.period) OVER (PARTITION BY m.id) AS is_past,
            bsc._spread(m.rollup, m.kind, m.spread) <> 'none' AS spreads
        FROM bsc.measure AS m
        JOIN bsc._entity_place AS w ON w.scorecard_id = m.scorecard_id AND w.code = _unplanned_below.entity
        JOIN bsc._entity_place AS d
          ON d.scorecard_id = w.scorecard_id AND d.number > w.number AND d.number <= w.last AND d.last = d.number
        JOIN bsc.actual AS a ON a.measure_id = m.id AND a.entity = d.code AND bsc.grain(a.period) = m.frequency
         AND (bsc._is_part(a.period, _unplanned_below.period) OR bsc._is_part(_unplanned_below.period, a.period))
        WHERE m.scorecard_id = _unplanned_below.scorecard_id AND m.id = ANY (measures)
          AND bsc._kind(m.rollup, m.kind) = 'amount' AND bsc._takes_members(m.rollup, 'amount'::text, coalesce(m.scope, 'all'))
          AND bsc._in_service(d.starts, d.ends, a.period)
    ), planned AS MATERIALIZED (
        SELECT c.*, EXISTS (
            SELECT 1
            FROM bsc._entity_place AS o
            JOIN bsc.plan AS t ON t.measure_id = c.id AND t.entity = o.code
            WHERE o.scorecard_id = _unplanned_below.scorecard_id AND o.number > c.top AND o.number <= c.number AND o.last >= c.number
              AND bsc._is_part(c.period, t.period)
              AND (c.spreads OR t.target IS NULL OR bsc._is_part(t.period, _unplanned_below.period))) AS has_target
        FROM counted AS c
        WHERE NOT c.is_past
    ), lacking AS (
        SELECT p.id, p.code, bsc._stretches(array_agg(p.period)) AS periods,
            row_number() OVER (PARTITION BY p.id ORDER BY p.number) AS ordinal
        FROM planned AS p
        WHERE NOT p.has_target AND EXISTS (SELECT 1 FROM planned AS o WHERE o.id = p.id AND o.has_target)
        GROUP BY p.id, p.code, p.number
    )
    SELECT l.id, jsonb_agg(jsonb_build_object('entity', l.code, 'periods', l.periods,
        'case', CASE WHEN l.ordinal = 7 THEN 'more' END) ORDER BY l.ordinal)
    FROM lacking AS l
    WHERE l.ordinal <= 7
    GROUP BY l.id;
END
$$;
COMMENT ON FUNCTION bsc._unplanned_below(bigint, bigint[], bsc.period, text) IS
    'who below an entity has an actual and no target, where others have, and for which periods';

-- The reason of each measure that has no score, by the measure's key.  One of weight 0 that
-- nobody has a target for is there to be shown, or for a formula: it lacks nothing.
CREATE FUNCTION bsc._score_reason(scorecard_id bigint, period bsc.period, entity text, nodes bsc._evaluated_node[])
RETURNS TABLE (key text, reason jsonb)
LANGUAGE sql STABLE PARALLEL SAFE COST 5000 ROWS 10
BEGIN ATOMIC
    WITH missing AS MATERIALIZED (
        SELECT n.key, n.id, n.weight, n.actual, n.lack, n.lack_period,
            CASE WHEN bsc._grain_rank(m.frequency) < bsc._grain_rank(bsc.grain(_score_reason.period))
                 THEN bsc.enclosing(_score_reason.period, m.frequency, s.first_month)
                 ELSE _score_reason.period END AS period
        FROM unnest(_score_reason.nodes) AS n
        JOIN bsc.scorecard AS s ON s.id = _score_reason.scorecard_id
        LEFT JOIN bsc.measure AS m ON m.id = n.id
        WHERE n.level = 3 AND n.score IS NULL
    ), told AS (
        SELECT g.key, g.weight, g.period, g.lack_period, p.periods, p.others, u.unplanned, f.since, f.error,
            CASE WHEN g.actual IS NULL AND f.measure_id IS NOT NULL THEN 'failed'
                 WHEN g.actual IS NULL AND p.measure_id IS NULL AND g.weight > 0 THEN 'neither'
                 WHEN g.actual IS NULL THEN 'actual'
                 WHEN g.lack IS NULL THEN 'closed'
                 WHEN g.lack <> 'plan' THEN g.lack
                 WHEN p.periods IS NOT NULL THEN 'period'
                 WHEN u.unplanned IS NOT NULL THEN 'below'
                 WHEN '' = ANY (p.others) THEN 'whole'
                 WHEN p.others IS NOT NULL THEN 'entity'
                 ELSE 'none' END AS reason
        FROM missing AS g
        LEFT JOIN bsc._planned_for(ARRAY(SELECT x.id FROM missing AS x), _score_reason.entity) AS p ON p.measure_id = g.id
        LEFT JOIN bsc._unplanned_below(
            _score_reason.scorecard_id, ARRAY(SELECT x.id FROM missing AS x WHERE x.lack = 'plan'), _score_reason.period,
            _score_reason.entity) AS u ON u.measure_id = g.id
        LEFT JOIN bsc._failed_runs(_score_reason.scorecard_id, _score_reason.period) AS f ON f.measure_id = g.id
    )
    SELECT t.key, jsonb_strip_nulls(jsonb_build_object(
        'case', t.reason, 'period', t.period::text,
        'part', t.lack_period::text,
        'since', CASE WHEN t.reason = 'failed' THEN t.since END,
        'error', CASE WHEN t.reason = 'failed' THEN t.error END,
        'planned', CASE WHEN t.reason = 'period' THEN bsc._stretches(t.periods) END,
        'unplanned', CASE WHEN t.reason = 'below' THEN t.unplanned END,
        'entities', CASE WHEN t.reason = 'entity' THEN bsc._entity_list(t.others) END))
    FROM told AS t
    WHERE t.reason <> 'none' OR t.weight > 0;
END;
COMMENT ON FUNCTION bsc._score_reason(bigint, bsc.period, text, bsc._evaluated_node[]) IS
    'why each measure without a score has none, for the sentence "lack"';
