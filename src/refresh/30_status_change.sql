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
CREATE FUNCTION bsc.refresh_reach(
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
            FROM bsc.refresh_work(
                refresh_reach.scorecard_id, refresh_reach.from_period, refresh_reach.to_period,
                refresh_reach.only_changed) AS w
            JOIN bsc.measure AS m ON m.id = ANY (w.measures)
            JOIN bsc.scorecard AS s ON s.id = m.scorecard_id
            CROSS JOIN LATERAL (
                SELECT bsc.first_of_grain(w.period, s.frequency, s.first_month) AS first_period,
                    bsc.last_of_grain(w.period, s.frequency, s.first_month) AS last_period,
                    bsc.last_of_grain(bsc.carried_to(w.period, m.carry_forward), s.frequency, s.first_month)
                        AS last_carried) AS d
            CROSS JOIN LATERAL bsc.periods(
                d.first_period,
                greatest(d.last_period, least(d.last_carried, bsc.current_period(s.id)))) AS p (period)
            WHERE bsc.grain(w.period) IN (m.frequency, s.frequency)) AS r
        WHERE NOT EXISTS (
            SELECT 1 FROM bsc.closed_period AS c
            WHERE c.scorecard_id = refresh_reach.scorecard_id AND c.period OPERATOR(bsc.=) r.period));
END
$$;

-- The status of every node that has one, for all entities that these periods
-- list; number is the period's place in the array.
CREATE FUNCTION bsc.node_status(scorecard_id bigint, periods bsc.period[])
RETURNS TABLE (number integer, entity text, level integer, node_id bigint, status text)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 10000
BEGIN ATOMIC
    SELECT p.number::integer, e.entity, n.level, n.node_id, bsc.status(n.score, s.amber, s.green)::text
    FROM bsc.scorecard AS s
    CROSS JOIN LATERAL pg_catalog.unnest(node_status.periods) WITH ORDINALITY AS p (period, number)
    CROSS JOIN LATERAL bsc.entity_result(node_status.scorecard_id, p.period, false, NULL, NULL, false) AS e
    CROSS JOIN LATERAL pg_catalog.unnest(e.nodes) AS n
    WHERE s.id = node_status.scorecard_id;
END;

COMMENT ON FUNCTION bsc.refresh_reach(bigint, bsc.period, bsc.period, boolean) IS
    'the open reporting periods whose results depend on what a refresh is going to record, in the order of time';
COMMENT ON FUNCTION bsc.node_status(bigint, bsc.period[]) IS
    'the status of every node for all entities in some reporting periods';
