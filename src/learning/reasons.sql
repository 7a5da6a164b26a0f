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

-- Amounts whose targets come from below: in which of their own periods they have values of a
-- period, and the targets of which periods serve these.
CREATE FUNCTION bsc._summed_measure(scorecard_id bigint, measures bigint[], period bsc.period)
RETURNS TABLE (measure_id bigint, is_last boolean, spreads boolean, own bsc.period[], served_by bsc.period[])
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 5
BEGIN ATOMIC
    SELECT m.id, m.rollup = 'last', bsc._spread(m.rollup, m.kind, m.spread) <> 'none',
        ARRAY(SELECT c.period FROM bsc.periods(o.first, o.last) AS c (period)),
        ARRAY(SELECT bsc.enclosing(c.period, g.grain, s.first_month)
              FROM bsc.periods(o.first, o.last) AS c (period)
              CROSS JOIN unnest(ARRAY['year', 'half', 'quarter', 'month', 'week', 'day']) AS g (grain)
              WHERE bsc._grain_rank(g.grain) <= bsc._grain_rank(m.frequency))
    FROM bsc.measure AS m
    JOIN bsc.scorecard AS s ON s.id = m.scorecard_id
    CROSS JOIN LATERAL (
        SELECT bsc._grain_rank(m.frequency) < bsc._grain_rank(bsc.grain(_summed_measure.period)) AS is_coarser) AS k
    CROSS JOIN LATERAL (
        SELECT CASE WHEN k.is_coarser THEN bsc.enclosing(_summed_measure.period, m.frequency, s.first_month)
                    ELSE bsc.first_within(_summed_measure.period, m.frequency) END AS first,
            CASE WHEN k.is_coarser THEN bsc.enclosing(_summed_measure.period, m.frequency, s.first_month)
                 ELSE bsc.last_within(_summed_measure.period, m.frequency) END AS last) AS o
    WHERE m.scorecard_id = _summed_measure.scorecard_id AND m.id = ANY (_summed_measure.measures)
      AND bsc._kind(m.rollup, m.kind) = 'amount' AND bsc._takes_members(m.rollup, 'amount', COALESCE(m.scope, 'all'));
END;
COMMENT ON FUNCTION bsc._summed_measure(bigint, bigint[], bsc.period) IS
    'amounts whose targets come from below, their own periods of a period, and the periods whose targets serve these';

-- Which of those at the bottom below an entity have an actual in an own period and nothing planned
-- that serves it, where others have: their sum is no target.  Of a stock (last) the latest period
-- counts.  The first six and one more.  There may be ten thousand of them, with targets of years:
-- only those of the period are read, and nobody's actuals where there are none.  IS TRUE keeps the planner
-- from beginning with all who are below.  Both are put side by side by sorting: in whichever way the planner
-- joined them, it would be wrong about how many there are.
CREATE FUNCTION bsc._unplanned_below(scorecard_id bigint, measures bigint[], period bsc.period, entity text)
RETURNS TABLE (measure_id bigint, unplanned jsonb)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 5
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
    top bsc._entity_place := (
        SELECT p FROM bsc._entity_place AS p WHERE p.scorecard_id = _unplanned_below.scorecard_id AND p.code = _unplanned_below.entity);
BEGIN
    RETURN QUERY
    WITH asked AS MATERIALIZED (
        SELECT q.* FROM bsc._summed_measure(_unplanned_below.scorecard_id, measures, _unplanned_below.period) AS q WHERE top.last > top.number
    ), target AS MATERIALIZED (
        SELECT q.measure_id AS id, t.period, d.number, d.last
        FROM asked AS q
        JOIN bsc.plan AS t ON t.measure_id = q.measure_id AND t.period OPERATOR(bsc.=) ANY (q.served_by)
        JOIN bsc._entity_place AS d ON d.scorecard_id = top.scorecard_id AND d.code = t.entity
         AND (d.number > top.number AND d.number <= top.last) IS TRUE
        WHERE q.spreads OR t.target IS NULL OR bsc._is_part(t.period, _unplanned_below.period)
    ), counted AS MATERIALIZED (
        SELECT q.measure_id AS id, d.number, a.period,
            q.is_last AND a.period OPERATOR(bsc.<) bsc.max(a.period) OVER (PARTITION BY q.measure_id) AS is_past
        FROM (SELECT k.* FROM asked AS k WHERE k.measure_id IN (SELECT t.id FROM target AS t) OFFSET 0) AS q
        CROSS JOIN LATERAL (
            SELECT x.entity, x.period FROM bsc.actual AS x WHERE x.measure_id = q.measure_id AND x.period OPERATOR(bsc.=) ANY (q.own) OFFSET 0) AS a
        JOIN bsc._entity_place AS d ON d.scorecard_id = top.scorecard_id AND d.code = a.entity
         AND (d.number > top.number AND d.number <= top.last AND d.last = d.number AND bsc._in_service(d.starts, d.ends, a.period)) IS TRUE
    ), leaf AS MATERIALIZED (
        SELECT f.id, f.number, array_agg(f.counted) FILTER (WHERE f.counted IS NOT NULL) AS counted,
            array_agg(f.planned) FILTER (WHERE f.planned IS NOT NULL) AS planned
        FROM (
            SELECT c.id, c.number, c.period AS counted, NULL::bsc.period AS planned FROM counted AS c WHERE NOT c.is_past
            UNION ALL
            SELECT t.id, t.number, NULL, t.period FROM target AS t WHERE t.last = t.number
            UNION ALL -- what is planned for one between those at the bottom and the entity serves all below it
            SELECT t.id, d.number, NULL, t.period
            FROM target AS t
            JOIN bsc._entity_place AS d ON d.scorecard_id = top.scorecard_id AND d.number > t.number AND d.number <= t.last AND d.last = d.number
            WHERE t.last > t.number) AS f
        GROUP BY f.id, f.number
    ), judged AS MATERIALIZED (
        SELECT l.id, l.number, c.period,
            EXISTS (SELECT 1 FROM unnest(l.planned) AS t (period) WHERE bsc._is_part(c.period, t.period)) AS is_planned
        FROM leaf AS l
        CROSS JOIN LATERAL unnest(l.counted) AS c (period)
    ), lacking AS (
        SELECT j.id, j.number, bsc._stretches(array_agg(j.period)) AS periods, row_number() OVER (PARTITION BY j.id ORDER BY j.number) AS ordinal
        FROM judged AS j
        WHERE NOT j.is_planned AND j.id IN (SELECT o.id FROM judged AS o WHERE o.is_planned)
        GROUP BY j.id, j.number
    )
    SELECT l.id, jsonb_agg(jsonb_build_object('entity', d.code, 'periods', l.periods, 'case', CASE WHEN l.ordinal = 7 THEN 'more' END) ORDER BY l.ordinal)
    FROM lacking AS l
    JOIN bsc._entity_place AS d ON d.scorecard_id = top.scorecard_id AND d.number = l.number
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
