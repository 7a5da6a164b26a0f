-- In which periods a scorecard has something to report.

-- Which measures are looked at for that, and how: weeks tells whether only weeks
-- count, or only the others, or (NULL) all.  A week counts where its Thursday falls,
-- so it may begin before days that count for an earlier period: the weeks that are
-- stored for a daily measure are looked at apart from its days.
CREATE FUNCTION bsc._period_reader(scorecard_id bigint, grain text)
RETURNS TABLE (id bigint, weeks boolean, carry_forward integer, frequency text, first_month integer, scope text)
LANGUAGE sql STABLE PARALLEL SAFE COST 100 ROWS 30
BEGIN ATOMIC
    SELECT m.id, w.weeks, w.carry_forward, w.frequency, s.first_month, m.scope
    FROM bsc.scorecard AS s
    JOIN bsc.measure AS m ON m.scorecard_id = s.id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN m.rollup = 'query' AND m.frequency = 'day' THEN false END AS weeks, m.frequency, m.carry_forward
        UNION ALL
        SELECT true, 'week', 0
        WHERE m.rollup = 'query' AND m.frequency = 'day') AS w
    WHERE s.id = _period_reader.scorecard_id
      AND bsc._grain_rank(w.frequency) >= bsc._grain_rank(_period_reader.grain)
      AND bsc._grain_rank(_period_reader.grain) <= bsc._grain_rank(s.frequency);
END;
COMMENT ON FUNCTION bsc._period_reader(bigint, text) IS
    'the measures whose actuals tell in which periods of a grain there is something to report';

-- The periods of a grain into which something is carried from these ones, and those
-- it is carried from.
CREATE FUNCTION bsc._carried_period(scorecard_id bigint, grain text, periods bsc.period[])
RETURNS SETOF bsc.period
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 60
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT carried.period
    FROM bsc._period_reader(_carried_period.scorecard_id, _carried_period.grain) AS r
    CROSS JOIN unnest(_carried_period.periods) AS f (period)
    CROSS JOIN LATERAL (
        SELECT a.period
        FROM bsc.actual AS a
        WHERE a.measure_id = r.id AND bsc._is_in_scope(r.scope, a.entity) AND bsc.grain(a.period) = r.frequency
          AND a.period OPERATOR(bsc.>=) bsc.first_within(f.period, r.frequency)
          AND a.period OPERATOR(bsc.<=) bsc.last_within(f.period, r.frequency)
        ORDER BY a.period DESC
        LIMIT 1) AS latest
    CROSS JOIN LATERAL bsc.periods(
        f.period,
        bsc.enclosing(bsc._carried_to(latest.period, r.carry_forward), _carried_period.grain, r.first_month))
        AS carried (period)
    WHERE r.carry_forward > 0;
END
$$;
COMMENT ON FUNCTION bsc._carried_period(bigint, text, bsc.period[]) IS
    'the periods of a grain into which the actuals of some of them are carried';

-- The periods of a grain in which something was recorded for a scorecard, or
-- into which it may be carried.  Found by going from each period to the next: as a
-- rule that is its neighbour, which is certain as soon as one measure has an actual
-- in it; if none has, the next actual of every measure is looked up.  So the cost
-- follows the number of periods and not the number of actuals, and an actual that
-- somebody recorded for the year 204 by mistake costs one step, not eighteen
-- hundred years of them.
-- (In plpgsql, like all that sorts periods or tells them apart: pg_upgrade makes
-- functions with an SQL body before the operator class that they would need.)
CREATE FUNCTION bsc._result_period(scorecard_id bigint, grain text)
RETURNS SETOF bsc.period
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 60
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH RECURSIVE reader AS MATERIALIZED (SELECT r.* FROM bsc._period_reader(scorecard_id, _result_period.grain) AS r),
    found AS (
        SELECT (
            SELECT bsc.min(x.period)
            FROM reader AS r
            CROSS JOIN LATERAL (
                SELECT bsc.enclosing(a.period, _result_period.grain, r.first_month) AS period
                FROM bsc.actual AS a
                WHERE a.measure_id = r.id AND bsc._is_in_scope(r.scope, a.entity)
                  AND bsc._grain_rank(bsc.grain(a.period)) >= bsc._grain_rank(_result_period.grain)
                  AND coalesce((bsc.grain(a.period) = 'week') = r.weeks, true)
                ORDER BY a.period
                LIMIT 1) AS x) AS period
        UNION ALL
        SELECT CASE WHEN EXISTS (
            SELECT 1
            FROM reader AS r
            CROSS JOIN LATERAL (
                SELECT 1
                FROM bsc.actual AS a
                WHERE a.measure_id = r.id AND bsc._is_in_scope(r.scope, a.entity)
                  AND a.period OPERATOR(bsc.>) bsc.last_within(f.period, r.frequency)
                  AND a.period OPERATOR(bsc.<=) bsc.last_within(n.neighbour, r.frequency)
                  AND bsc._grain_rank(bsc.grain(a.period)) >= bsc._grain_rank(_result_period.grain)
                  AND coalesce((bsc.grain(a.period) = 'week') = r.weeks, true)
                LIMIT 1) AS a)
            THEN n.neighbour
            ELSE (
                SELECT bsc.min(x.period)
                FROM reader AS r
                CROSS JOIN LATERAL (
                    SELECT bsc.enclosing(a.period, _result_period.grain, r.first_month) AS period
                    FROM bsc.actual AS a
                    WHERE a.measure_id = r.id AND bsc._is_in_scope(r.scope, a.entity)
                      AND a.period OPERATOR(bsc.>) bsc.last_within(f.period, r.frequency)
                      AND bsc._grain_rank(bsc.grain(a.period)) >= bsc._grain_rank(_result_period.grain)
                      AND coalesce((bsc.grain(a.period) = 'week') = r.weeks, true)
                    ORDER BY a.period
                    LIMIT 1) AS x) END
        FROM found AS f
        CROSS JOIN LATERAL bsc._carried_to(f.period, 1) AS n (neighbour)
        WHERE f.period IS NOT NULL
    )
    SELECT f.period FROM found AS f WHERE f.period IS NOT NULL
    UNION
    SELECT c.period
    FROM bsc._carried_period(_result_period.scorecard_id, _result_period.grain, ARRAY(
        SELECT f.period FROM found AS f WHERE f.period IS NOT NULL)) AS c (period);
END
$$;
COMMENT ON FUNCTION bsc._result_period(bigint, text) IS
    'the periods of a grain, the reporting one or a coarser one, in which something was recorded or carried forward';

CREATE FUNCTION bsc._reporting_period(scorecard_id bigint)
RETURNS SETOF bsc.period
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 60
BEGIN ATOMIC
    SELECT p.period
    FROM bsc.scorecard AS s
    CROSS JOIN LATERAL bsc._result_period(s.id, s.frequency) AS p (period)
    WHERE s.id = _reporting_period.scorecard_id;
END;
COMMENT ON FUNCTION bsc._reporting_period(bigint) IS 'the reporting periods of a scorecard in which something was recorded or carried forward';
