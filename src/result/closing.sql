-- Closing a reporting period: what the views show of it is frozen, together
-- with the definition that it was computed by, and nothing inside it can be
-- written until it is reopened (scorecard/rules.sql sees to that).

CREATE PROCEDURE bsc.close_period(scorecard text, period bsc.period)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    closing bsc.period := bsc._own_period(owner_id, period);
    frequency text := (SELECT s.frequency FROM bsc.scorecard AS s WHERE s.id = owner_id);
    -- a week that begins before the period may belong to it
    earliest bsc.period := coalesce(bsc._period_before(closing), closing);
    latest bsc.period := bsc.last_within(closing, 'day');
BEGIN
    IF closing IS NULL OR bsc.grain(closing) <> frequency THEN
        RAISE EXCEPTION 'cannot close %: scorecard "%" reports by %',
            coalesce('period ' || closing::text, 'no period'), scorecard, frequency
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = format('Close its %ss one by one.', replace(frequency, 'half', 'half-year'));
    END IF;

    -- what is committed while we wait for the lock must be frozen too
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'cannot close a period at isolation level %', upper(current_setting('transaction_isolation'))
            USING ERRCODE = 'invalid_transaction_state',
                  HINT = 'Close it in a transaction of its own: BEGIN ISOLATION LEVEL READ COMMITTED.';
    END IF;
    PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, owner_id, 'close'::text);

    IF EXISTS (SELECT 1 FROM bsc.closed_period AS c
               WHERE c.scorecard_id = owner_id AND c.period OPERATOR(bsc.=) closing) THEN
        RAISE EXCEPTION 'period % of scorecard "%" is closed already', closing, scorecard
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;

    -- The whole tree is evaluated once, into one statement.  Whoever we have
    -- waited for may have begun later than we, and what is frozen must count as
    -- recorded before it was closed.
    WITH closed AS (
        INSERT INTO bsc.closed_period (scorecard_id, period, closed_at, definition)
        SELECT owner_id, closing, greatest(bsc._now(), max(w.recorded_at)), bsc.definition(scorecard)
        FROM bsc.measure AS m
        CROSS JOIN LATERAL (
            SELECT a.recorded_at
            FROM bsc.actual AS a
            WHERE a.measure_id = m.id AND bsc._is_part(a.period, closing)
              AND a.period OPERATOR(bsc.>=) earliest AND a.period OPERATOR(bsc.<=) latest
            UNION ALL
            SELECT p.recorded_at
            FROM bsc.plan AS p
            WHERE p.measure_id = m.id AND bsc._is_part(p.period, closing)) AS w
        WHERE m.scorecard_id = owner_id
    )
    INSERT INTO bsc.closed_result (
        scorecard_id, period, entity, ordinal, level, perspective, objective, measure, name, unit,
        actual, actual_period, baseline, goal, score, status, weight, coverage, previous, year_ago,
        measures, red, amber, green, combine)
    SELECT owner_id, closing, e.entity,
        t.ordinal,
        t.level, t.perspective, t.objective, t.measure, t.name, t.unit,
        n.actual, coalesce(n.actual_period, CASE WHEN n.actual IS NOT NULL THEN closing END),
        bsc.baseline(n.target), bsc.goal(n.target), n.score, bsc.status(n.score, s.amber, s.green),
        t.weight, n.coverage, n.previous, n.year_ago,
        CASE WHEN t.level < 3 THEN n.measures END, CASE WHEN t.level < 3 THEN n.red END,
        CASE WHEN t.level < 3 THEN n.amber END, CASE WHEN t.level < 3 THEN n.green END, t.combine
    FROM bsc.scorecard AS s
    CROSS JOIN bsc._entity_result(owner_id, closing, false, NULL::integer, true) AS e
    CROSS JOIN LATERAL unnest(e.nodes) AS n
    JOIN (SELECT row_number() OVER (ORDER BY b.place) AS ordinal, b.* FROM bsc._node(owner_id) AS b) AS t
      ON t.level = n.level AND t.id = n.node_id
    WHERE s.id = owner_id;
END
$$;
COMMENT ON PROCEDURE bsc.close_period(text, bsc.period) IS 'freeze a reporting period: its results stay as they are, and nothing inside it can be written';

CREATE PROCEDURE bsc.close_period(scorecard text, period text)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CALL bsc.close_period(scorecard, period::bsc.period);
END
$$;
COMMENT ON PROCEDURE bsc.close_period(text, text) IS 'freeze a reporting period: its results stay as they are, and nothing inside it can be written';

CREATE PROCEDURE bsc.reopen_period(scorecard text, period bsc.period)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
BEGIN
    PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, owner_id, 'close'::text);
    DELETE FROM bsc.closed_period AS c
    WHERE c.scorecard_id = owner_id AND c.period OPERATOR(bsc.=) reopen_period.period;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'period % of scorecard "%" is not closed', coalesce(period::text, 'NULL'), scorecard
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
END
$$;
COMMENT ON PROCEDURE bsc.reopen_period(text, bsc.period) IS 'give up the frozen results of a period, so that it can be written and evaluated again';

CREATE PROCEDURE bsc.reopen_period(scorecard text, period text)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CALL bsc.reopen_period(scorecard, period::bsc.period);
END
$$;
COMMENT ON PROCEDURE bsc.reopen_period(text, text) IS 'give up the frozen results of a period, so that it can be written and evaluated again';
