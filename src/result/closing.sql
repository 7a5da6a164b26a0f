-- Closing a period: what the views show of it is frozen, together with the
-- definition that it was computed by, and nothing inside it can be written until
-- it is reopened (scorecard/rules.sql sees to that).
--
-- A coarser period than the reporting one closes all that is inside it, so that
-- there is no quarter of which one half stays and the other moves.  A rolling year
-- reaches beyond what is closed and is computed as before.
--
-- bsc.close_period() itself is in report/closing.sql, since it keeps the board's page, too.

-- What the closing of a period closes: it and every period within it down to the
-- reporting ones, but for those that are closed already; the finest come last.
CREATE FUNCTION bsc._to_close(scorecard_id bigint, closing bsc.period)
RETURNS SETOF bsc.period
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT p.period
    FROM bsc.scorecard AS s
    CROSS JOIN unnest(bsc._grains()) WITH ORDINALITY AS g (grain, rank)
    CROSS JOIN LATERAL bsc.periods(
        bsc.enclosing(bsc.first_within(closing, s.frequency), g.grain, s.first_month),
        bsc.enclosing(bsc.last_within(closing, s.frequency), g.grain, s.first_month)) AS p (period)
    WHERE s.id = _to_close.scorecard_id
      AND g.rank BETWEEN bsc._grain_rank(bsc.grain(closing)) AND bsc._grain_rank(s.frequency)
      AND bsc._is_part(p.period, closing)
      AND NOT EXISTS (SELECT 1 FROM bsc.closed_period AS c
                      WHERE c.scorecard_id = s.id AND c.period OPERATOR(bsc.=) p.period)
    ORDER BY g.rank, p.period;
END
$$;
COMMENT ON FUNCTION bsc._to_close(bigint, bsc.period) IS 'the periods that the closing of one closes';

-- Freeze the results of a period on one basis: the whole tree of every entity,
-- evaluated once.
CREATE FUNCTION bsc._freeze(scorecard_id bigint, period bsc.period, basis text)
RETURNS void
LANGUAGE sql VOLATILE
BEGIN ATOMIC
    INSERT INTO bsc.closed_result (
        scorecard_id, period, basis, entity, ordinal, level, perspective, objective, measure, name, unit,
        actual, actual_period, baseline, goal, score, status, weight, coverage, previous, year_ago,
        measures, red, amber, green, combine, goal_period, pace, provisional, observed, change, year_change, changed_at)
    SELECT _freeze.scorecard_id, _freeze.period, _freeze.basis, e.entity, t.ordinal,
        t.level, t.perspective, t.objective, t.measure, t.name, t.unit,
        n.actual, COALESCE(n.actual_period, CASE WHEN n.actual IS NOT NULL THEN _freeze.period END),
        bsc.baseline(n.target), bsc.goal(n.target), n.score, n.status, t.weight, n.coverage, n.previous, n.year_ago,
        CASE WHEN t.level < 3 THEN n.measures END, CASE WHEN t.level < 3 THEN n.red END,
        CASE WHEN t.level < 3 THEN n.amber END, CASE WHEN t.level < 3 THEN n.green END, t.combine,
        COALESCE(n.goal_period, CASE WHEN n.target IS NOT NULL THEN _freeze.period END), n.pace, n.provisional,
        n.observed, n.change, n.year_change, c.closed_at
    FROM bsc.closed_period AS c
    CROSS JOIN bsc._entity_result(bsc._outline(_freeze.scorecard_id, true), _freeze.period, _freeze.basis,
                            NULL::integer, true) AS e
    CROSS JOIN LATERAL unnest(e.nodes) AS n
    JOIN (SELECT row_number() OVER (ORDER BY b.place) AS ordinal, b.*
          FROM bsc._node(_freeze.scorecard_id) AS b) AS t
      ON t.level = n.level AND t.id = n.node_id
    WHERE c.scorecard_id = _freeze.scorecard_id AND c.period = _freeze.period;
END;
COMMENT ON FUNCTION bsc._freeze(bigint, bsc.period, text) IS 'keep the results of a period on one basis as they are';

-- Mark periods as closed by the closing of one.  Whoever it has waited for may have
-- begun later, and what is frozen must count as recorded before it was closed.
CREATE FUNCTION bsc._mark_closed(scorecard_id bigint, closing bsc.period, closed_periods bsc.period[], pages jsonb[])
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- a week that begins before the period may belong to it
    earliest bsc.period := coalesce(bsc._period_before(closing), closing);
    latest bsc.period := bsc.last_within(closing, 'day');
    named text := (SELECT s.code FROM bsc.scorecard AS s WHERE s.id = _mark_closed.scorecard_id);
BEGIN
    INSERT INTO bsc.closed_period (scorecard_id, period, closed_at, definition, page, closed_with)
    SELECT _mark_closed.scorecard_id, p.period, closed.at, closed.definition, p.page,
        CASE WHEN p.period OPERATOR(bsc.<>) closing THEN closing END
    FROM (
        SELECT greatest(bsc._now(), max(w.recorded_at)) AS at, bsc.definition(named, true) AS definition
        FROM bsc.measure AS m
        CROSS JOIN LATERAL (
            SELECT a.recorded_at
            FROM bsc.actual AS a
            WHERE a.measure_id = m.id AND bsc._is_part(a.period, closing)
              AND a.period OPERATOR(bsc.>=) earliest AND a.period OPERATOR(bsc.<=) latest
            UNION ALL
            SELECT p.changed_at
            FROM bsc.plan AS p
            WHERE p.measure_id = m.id AND bsc._is_part(p.period, closing)
            UNION ALL
            SELECT h.reopened_at
            FROM bsc.closed_period_history AS h
            WHERE h.scorecard_id = m.scorecard_id AND h.period OPERATOR(bsc.=) ANY (closed_periods)) AS w
        WHERE m.scorecard_id = _mark_closed.scorecard_id) AS closed
    CROSS JOIN unnest(closed_periods, pages) AS p (period, page);
END
$$;
COMMENT ON FUNCTION bsc._mark_closed(bigint, bsc.period, bsc.period[], jsonb[]) IS 'mark periods as closed by the closing of one';

-- Who closes month after month and forgets the quarter has a quarter that still moves.
CREATE FUNCTION bsc._left_open(scorecard_id bigint, closing bsc.period)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT string_agg(c.period::text, ', ' ORDER BY g.rank DESC)
        FROM bsc.scorecard AS s
        CROSS JOIN unnest(bsc._grains()) WITH ORDINALITY AS g (grain, rank)
        CROSS JOIN LATERAL (SELECT bsc.enclosing(closing, g.grain, s.first_month) AS period) AS c
        WHERE s.id = _left_open.scorecard_id AND g.rank < bsc._grain_rank(bsc.grain(closing))
          AND NOT EXISTS (
              SELECT 1 FROM bsc._to_close(s.id, c.period) AS p
              WHERE bsc.grain(p) = s.frequency)
          AND NOT EXISTS (
              SELECT 1 FROM bsc.closed_period AS o
              WHERE o.scorecard_id = s.id AND o.period OPERATOR(bsc.=) c.period));
END
$$;
COMMENT ON FUNCTION bsc._left_open(bigint, bsc.period) IS
    'the coarser periods around one that are open although all of their reporting periods are closed';

CREATE PROCEDURE bsc.reopen_period(scorecard text, period bsc.period)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    whole bsc.period;
BEGIN
    PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, owner_id, 'close'::text);
    SELECT c.period INTO whole
    FROM bsc.closed_period AS c
    WHERE c.scorecard_id = owner_id AND c.period OPERATOR(bsc.<>) reopen_period.period
      AND bsc._is_part(reopen_period.period, c.period)
    ORDER BY bsc._grain_rank(bsc.grain(c.period))
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'cannot reopen period % of scorecard "%" alone: it is part of %, which is closed',
            period, scorecard, whole
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = format('Reopen that one: CALL bsc.reopen_period(%L, %L).', scorecard, whole);
    END IF;
    DELETE FROM bsc.closed_period AS c
    WHERE c.scorecard_id = owner_id AND c.period OPERATOR(bsc.=) reopen_period.period;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'period % of scorecard "%" is not closed', coalesce(period::text, 'NULL'), scorecard
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    -- and what its closing closed, unless that was closed by itself before
    DELETE FROM bsc.closed_period AS c
    WHERE c.scorecard_id = owner_id AND c.closed_with OPERATOR(bsc.=) reopen_period.period;
END
$$;
COMMENT ON PROCEDURE bsc.reopen_period(text, bsc.period) IS 'give up the frozen results of a period and of those that its closing closed, so that they can be written and evaluated again';

CREATE PROCEDURE bsc.reopen_period(scorecard text, period text)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CALL bsc.reopen_period(scorecard, period::bsc.period);
END
$$;
COMMENT ON PROCEDURE bsc.reopen_period(text, text) IS 'give up the frozen results of a period and of those that its closing closed, so that they can be written and evaluated again';
