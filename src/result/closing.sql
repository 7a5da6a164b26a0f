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
    PERFORM bsc._lock_scorecard('bsc.scorecard', owner_id, 'close');

    IF EXISTS (SELECT 1 FROM bsc.closed_period AS c
               WHERE c.scorecard_id = owner_id AND c.period OPERATOR(bsc.=) closing) THEN
        RAISE EXCEPTION 'period % of scorecard "%" is closed already', closing, scorecard
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;

    -- One statement, so that the views still see the period open.  Whoever we have
    -- waited for may have begun later than we, and what is frozen must count as
    -- recorded before it was closed.
    WITH closed AS (
        INSERT INTO bsc.closed_period (scorecard_id, period, closed_at, definition)
        SELECT owner_id, closing, greatest(bsc._now(), max(w.recorded_at)), bsc.definition(scorecard)
        FROM bsc.measure AS m
        CROSS JOIN LATERAL (
            SELECT a.recorded_at
            FROM bsc.actual AS a
            WHERE a.measure_id = m.id AND bsc.contains(closing, a.period)
              AND a.period OPERATOR(bsc.>=) earliest AND a.period OPERATOR(bsc.<=) latest
            UNION ALL
            SELECT p.recorded_at
            FROM bsc.plan AS p
            WHERE p.measure_id = m.id AND bsc.contains(closing, p.period)) AS w
        WHERE m.scorecard_id = owner_id
    )
    INSERT INTO bsc.closed_result (
        scorecard_id, period, entity, ordinal, level, perspective, objective, measure, name, unit,
        actual, actual_period, baseline, goal, score, status, weight, coverage, previous, year_ago,
        measures, red, amber, green, combine)
    SELECT owner_id, closing, r.entity,
        row_number() OVER (PARTITION BY r.entity ORDER BY r.place),
        r.level, r.perspective, r.objective, r.measure, r.name, r.unit,
        r.actual, r.actual_period::bsc.period, r.baseline, r.goal, r.score, r.status::bsc.status,
        r.weight, r.coverage, r.previous, r.year_ago, r.measures, r.red, r.amber, r.green, r.combine
    FROM (
        SELECT v.entity, 0 AS level, ARRAY[]::text[] AS place,
            NULL AS perspective, NULL AS objective, NULL AS measure, v.name, NULL AS unit,
            NULL::double precision AS actual, NULL AS actual_period,
            NULL::double precision AS baseline, NULL::double precision AS goal,
            v.score, v.status, v.weight, v.coverage,
            NULL::double precision AS previous, NULL::double precision AS year_ago,
            v.measures, v.red, v.amber, v.green, 'mean' AS combine
        FROM bsc.scorecard_result AS v
        WHERE v.scorecard = close_period.scorecard AND v.period_start = bsc.first_day(closing)
        UNION ALL
        SELECT v.entity, 1, ARRAY[bsc._place(p.position, p.code)],
            v.perspective, NULL, NULL, v.name, NULL,
            NULL, NULL, NULL, NULL,
            v.score, v.status, v.weight, v.coverage, NULL, NULL,
            v.measures, v.red, v.amber, v.green, p.combine
        FROM bsc.perspective_result AS v
        JOIN bsc.perspective AS p ON p.scorecard_id = owner_id AND p.code = v.perspective
        WHERE v.scorecard = close_period.scorecard AND v.period_start = bsc.first_day(closing)
        UNION ALL
        SELECT v.entity, 2, ARRAY[bsc._place(p.position, p.code), bsc._place(o.position, o.code)],
            v.perspective, v.objective, NULL, v.name, NULL,
            NULL, NULL, NULL, NULL,
            v.score, v.status, v.weight, v.coverage, NULL, NULL,
            v.measures, v.red, v.amber, v.green, o.combine
        FROM bsc.objective_result AS v
        JOIN bsc.perspective AS p ON p.scorecard_id = owner_id AND p.code = v.perspective
        JOIN bsc.objective AS o ON o.perspective_id = p.id AND o.code = v.objective
        WHERE v.scorecard = close_period.scorecard AND v.period_start = bsc.first_day(closing)
        UNION ALL
        SELECT v.entity, 3,
            ARRAY[bsc._place(p.position, p.code), bsc._place(o.position, o.code), bsc._place(m.position, m.code)],
            v.perspective, v.objective, v.measure, v.name, v.unit,
            v.actual, v.actual_period, v.baseline, v.goal,
            v.score, v.status, v.weight, v.coverage, v.previous, v.year_ago,
            NULL, NULL, NULL, NULL, NULL
        FROM bsc.measure_result AS v
        JOIN bsc.measure AS m ON m.scorecard_id = owner_id AND m.code = v.measure
        JOIN bsc.objective AS o ON o.id = m.objective_id
        JOIN bsc.perspective AS p ON p.id = o.perspective_id
        WHERE v.scorecard = close_period.scorecard AND v.period_start = bsc.first_day(closing)) AS r;
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
    PERFORM bsc._lock_scorecard('bsc.scorecard', owner_id, 'close');
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
