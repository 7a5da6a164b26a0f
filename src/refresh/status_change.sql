-- Which statuses a refresh can change, and what they are: notify.c looks at them
-- before and after it.

-- The reporting periods whose results depend on what a refresh is going to
-- record, in the order of time; NULL where there is none.
--
-- An actual counts in the period of the report that holds it, or in all that
-- it holds where the measure is coarser; and in those into which it is carried,
-- up to the one that is under way.  What a query finds for a coarser period than
-- its measure's own is shown in the report only where it is the report's.
-- Closed periods show what they showed.
CREATE FUNCTION bsc._refresh_reach(
    scorecard_id bigint, from_period bsc.period, to_period bsc.period, only_changed boolean)
RETURNS bsc.period[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT array_agg(r.period ORDER BY r.period)
        FROM (
            SELECT DISTINCT p.period
            FROM bsc._refresh_work(
                _refresh_reach.scorecard_id, _refresh_reach.from_period, _refresh_reach.to_period,
                _refresh_reach.only_changed) AS w
            JOIN bsc.measure AS m ON m.id = ANY (w.measures)
            JOIN bsc.scorecard AS s ON s.id = m.scorecard_id
            CROSS JOIN LATERAL (
                SELECT bsc._first_of_grain(w.period, s.frequency, s.first_month) AS first_period,
                    bsc._last_of_grain(w.period, s.frequency, s.first_month) AS last_period,
                    bsc._last_of_grain(bsc._carried_to(w.period, m.carry_forward), s.frequency, s.first_month)
                        AS last_carried) AS d
            CROSS JOIN LATERAL bsc.periods(
                d.first_period,
                greatest(d.last_period, CASE WHEN m.carry_forward > 0
                    THEN least(d.last_carried, bsc._current_period(s.id)) END)) AS p (period)
            WHERE bsc.grain(w.period) IN (m.frequency, s.frequency)) AS r
        WHERE NOT EXISTS (
            SELECT 1 FROM bsc.closed_period AS c
            WHERE c.scorecard_id = _refresh_reach.scorecard_id AND c.period OPERATOR(bsc.=) r.period));
END
$$;
COMMENT ON FUNCTION bsc._refresh_reach(bigint, bsc.period, bsc.period, boolean) IS
    'the open reporting periods whose results depend on what a refresh is going to record, in the order of time';

-- Will a good run now move up to when a measure has been observed?  Not where one
-- has started after the period's end already, nor before it begins.
CREATE FUNCTION bsc._moves_observed(measure_id bigint, period bsc.period)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT bsc.grain(_moves_observed.period) = m.frequency
       AND bsc.first_moment(_moves_observed.period, s.time_zone) <= bsc._now()
       AND NOT COALESCE((
            SELECT r.last_success >= bsc.moment_after(_moves_observed.period, s.time_zone)
            FROM bsc.measure_run AS r
            WHERE r.measure_id = m.id AND r.period OPERATOR(bsc.=) _moves_observed.period), false)
    FROM bsc.measure AS m
    JOIN bsc.scorecard AS s ON s.id = m.scorecard_id
    WHERE m.id = _moves_observed.measure_id;
END;
COMMENT ON FUNCTION bsc._moves_observed(bigint, bsc.period) IS
    'will a good run for the period move up to when the measure has been observed?';

-- The statuses of all entities that these periods list, one row for each;
-- number is the period's place in the array, and a NULL there lists nobody.  nodes
-- are those that have a status or are provisional, depth first, as 4 * id + level.
-- (In arrays because nearly all of them are the same before and after: whole
-- entities are compared, and few taken apart.)
CREATE FUNCTION bsc._entity_status(scorecard_id bigint, periods bsc.period[])
RETURNS TABLE (number integer, entity text, nodes bigint[], statuses bsc.status[], provisional boolean[])
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 1000
BEGIN ATOMIC
    SELECT p.number::integer, e.entity, n.nodes, n.statuses, n.provisional
    FROM bsc._outline(_entity_status.scorecard_id, true) AS o (outline)
    CROSS JOIN LATERAL unnest(_entity_status.periods) WITH ORDINALITY AS p (period, number)
    CROSS JOIN LATERAL bsc._entity_result(o.outline, p.period, 'period'::text, NULL::integer, false) AS e
    CROSS JOIN LATERAL bsc._node_statuses(e.nodes) AS n
    WHERE p.period IS NOT NULL;
END;
COMMENT ON FUNCTION bsc._entity_status(bigint, bsc.period[]) IS
    'the statuses of all entities that some reporting periods list';

-- What is to be told of an entity's nodes in a period, given how they were before
-- and are now, and their statuses in the period before it.
--
-- As long as a result is provisional, a change from or to no status is not news: it
-- was or is too early.  The refresh that makes it final tells its status if it
-- differs from what was last shown, or from that of the period before; no status
-- is no difference then.
CREATE FUNCTION bsc._status_news(
    nodes_before bigint[], before bsc.status[], was_provisional boolean[],
    nodes_after bigint[], after bsc.status[], is_provisional boolean[],
    nodes_earlier bigint[], earlier bsc.status[])
RETURNS TABLE (node bigint, old_status bsc.status, new_status bsc.status, provisional boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 5
BEGIN ATOMIC
    SELECT c.node, CASE WHEN c.is_settled AND (c.before IS NULL OR c.before = c.after) THEN c.earlier ELSE c.before END,
        c.after, c.is_provisional
    FROM (
        SELECT COALESCE(b.node, a.node) AS node, b.status AS before, a.status AS after, e.status AS earlier,
            COALESCE(a.is_provisional, false) AS is_provisional,
            COALESCE(b.was_provisional, false) AND NOT COALESCE(a.is_provisional, false) AS is_settled
        FROM ROWS FROM (
            unnest(_status_news.nodes_before), unnest(_status_news.before),
            unnest(_status_news.was_provisional)) AS b (node, status, was_provisional)
        FULL JOIN ROWS FROM (
            unnest(_status_news.nodes_after), unnest(_status_news.after),
            unnest(_status_news.is_provisional)) AS a (node, status, is_provisional) ON a.node = b.node
        LEFT JOIN ROWS FROM (
            unnest(_status_news.nodes_earlier), unnest(_status_news.earlier))
            AS e (node, status) ON e.node = COALESCE(b.node, a.node)) AS c
    WHERE CASE WHEN c.is_settled THEN c.after <> c.before OR c.after <> c.earlier
               WHEN c.is_provisional THEN c.after <> c.before
               ELSE c.after IS DISTINCT FROM c.before END;
END;
COMMENT ON FUNCTION bsc._status_news(
    bigint[], bsc.status[], boolean[], bigint[], bsc.status[], boolean[], bigint[], bsc.status[]) IS
    'which changes of status between two looks at an entity and period are to be told';
