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
-- number is the period's place in the array.  nodes are those that have a status,
-- depth first, as 4 * id + level.  (In arrays because nearly all of them are the
-- same before and after: whole entities are compared, and few taken apart.)
CREATE FUNCTION bsc._entity_status(scorecard_id bigint, periods bsc.period[])
RETURNS TABLE (number integer, entity text, nodes bigint[], statuses bsc.status[])
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 1000
BEGIN ATOMIC
    SELECT p.number::integer, e.entity, n.nodes, n.statuses
    FROM bsc.scorecard AS s
    CROSS JOIN LATERAL unnest(_entity_status.periods) WITH ORDINALITY AS p (period, number)
    CROSS JOIN LATERAL bsc._entity_result(
        _entity_status.scorecard_id, p.period, 'period'::text, NULL::integer, false,
        bsc._observed_all(_entity_status.scorecard_id)) AS e
    CROSS JOIN LATERAL (
        SELECT array_agg(4 * n.node_id + n.level) AS nodes,
            array_agg(n.status) AS statuses
        FROM unnest(e.nodes) AS n
        WHERE n.status IS NOT NULL) AS n
    WHERE s.id = _entity_status.scorecard_id;
END;
COMMENT ON FUNCTION bsc._entity_status(bigint, bsc.period[]) IS
    'the statuses of all entities that some reporting periods list';
