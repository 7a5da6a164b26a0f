-- Initiatives beside what they were to move.

-- The status of every objective for the whole in the latest period.  In plpgsql,
-- so that it is asked once for a scorecard, whatever it is joined to.
CREATE FUNCTION bsc._latest_objective_status(scorecard_id bigint)
RETURNS TABLE (objective_id bigint, status bsc.status)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 5000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT n.id, n.status
    FROM bsc._node(_latest_objective_status.scorecard_id,
                  bsc._asked_period(_latest_objective_status.scorecard_id, NULL::bsc.period, ''::text),
                  ''::text, 'period'::text) AS n
    -- a closed period may show an objective that is gone
    WHERE n.level = 2 AND n.id IS NOT NULL;
END
$$;
COMMENT ON FUNCTION bsc._latest_objective_status(bigint) IS 'status of every objective of a scorecard for the whole in the latest period';

-- The share of an initiative's days that were over when the day began: 0 on its
-- first day, 1 from the day after its last.  NULL where it has no end or start.
CREATE FUNCTION bsc._expected_progress(starts date, ends date, today date)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN isfinite(starts) AND isfinite(ends)
    THEN LEAST(GREATEST((today - starts)::double precision / (ends - starts + 1), 0), 1) END;
COMMENT ON FUNCTION bsc._expected_progress(date, date, date) IS 'the share of the days from start to end that is over on a day''s morning';

-- Money is numeric, which may be more, or nearer to nothing, than a double can
-- be: then it is the most, or nothing, and does not take everybody's rows away
-- by an error.
CREATE FUNCTION bsc._money(amount numeric)
RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN amount < 1e-300 THEN 0 ELSE LEAST(amount, 1e308) END::double precision;
COMMENT ON FUNCTION bsc._money(numeric) IS 'an amount of money as a double, whatever it is';

-- An initiative is late once it is over without being done, or when its
-- progress is more than 0.1 behind what is expected.
CREATE FUNCTION bsc._is_late(state text, starts date, ends date, progress double precision, today date)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN state IN ('planned', 'active') AND (
    COALESCE(today > ends, false)
    OR COALESCE(bsc._expected_progress(starts, ends, today)::numeric - progress::numeric > 0.1, false));
COMMENT ON FUNCTION bsc._is_late(text, date, date, double precision, date) IS
    'is an initiative behind its time on a day''s morning, or over without being done?';

-- The same for a step, which is over when it is due and has no time of its own to be behind in.
CREATE FUNCTION bsc._is_step_late(state text, due date, done date, today date)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN bsc._is_late(CASE WHEN done IS NULL THEN state ELSE 'done' END, NULL::date, due, 0::double precision, today);
COMMENT ON FUNCTION bsc._is_step_late(text, date, date, date) IS
    'is a step of an initiative in that state over on a day''s morning without being done?';

-- It is overspent when more than its progress and 0.1 of the budget is spent, or
-- more than all of it.
CREATE VIEW bsc.initiative_status WITH (security_invoker = true) AS
SELECT s.code AS scorecard, i.code AS initiative, COALESCE(i.name, i.code) AS name, i.owner, i.state,
    i.starts, i.ends,
    bsc._is_late(i.state, i.starts, i.ends, i.progress, t.today) AS late,
    i.progress, e.expected AS expected_progress,
    bsc._money(i.budget) AS budget, bsc._money(i.spent) AS spent,
    i.objectives, i.worst_status,
    i.spent > i.budget * LEAST(i.progress::numeric + 0.1, 1) AS overspent,
    i.description, n.steps, n.steps_done, n.late_steps, n.next_step, n.next_due
FROM bsc.scorecard AS s
CROSS JOIN LATERAL (SELECT (bsc._now() AT TIME ZONE s.time_zone)::date AS today) AS t
-- grouped within the scorecard, so that its objectives are evaluated once
CROSS JOIN LATERAL (
    SELECT w.*,
        string_agg(bsc._objective_name(o.id), ', '
            ORDER BY p.position, p.code, o.position, o.code) AS objectives,
        min(n.status)::text AS worst_status
    FROM bsc.initiative AS w
    LEFT JOIN bsc.initiative_objective AS x ON x.initiative_id = w.id
    LEFT JOIN bsc.objective AS o ON o.id = x.objective_id
    LEFT JOIN bsc.perspective AS p ON p.id = o.perspective_id
    LEFT JOIN bsc._latest_objective_status(s.id) AS n ON n.objective_id = o.id
    WHERE w.scorecard_id = s.id
    GROUP BY w.id) AS i
CROSS JOIN LATERAL (SELECT bsc._expected_progress(i.starts, i.ends, t.today) AS expected) AS e
CROSS JOIN LATERAL (
    SELECT count(*) AS steps, count(p.done) AS steps_done,
        count(*) FILTER (WHERE bsc._is_step_late(i.state, p.due, p.done, t.today)) AS late_steps,
        (array_agg(COALESCE(p.name, p.code) ORDER BY p.due, p.code COLLATE "C") FILTER (WHERE p.done IS NULL))[1] AS next_step,
        min(p.due) FILTER (WHERE p.done IS NULL) AS next_due
    FROM bsc.initiative_step AS p
    WHERE p.initiative_id = i.id) AS n;
COMMENT ON VIEW bsc.initiative_status IS
    'every initiative: whether it is late or spends ahead of its progress, how far its steps are, and whether the objectives that it serves move';

GRANT SELECT ON bsc.initiative_status TO @extowner@ WITH GRANT OPTION;
