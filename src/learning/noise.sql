-- Is it noise?  Natural limits of what a page looks back on: the measures' values in the
-- reporting periods that are over.
--
-- Status and limits answer different questions, and neither hides the other.  A
-- value in the red and inside the limits is a process that cannot do better as it is: asking
-- why that month was bad is in vain.  Limits begin anew where measure.rebase says so, and
-- nowhere else: a chart that begins anew at every change that it finds never shows a decline.

-- A measure in one reporting period, with NULL in gaps.  is_new: its limits begin anew with
-- it.
CREATE TYPE bsc._noise AS (
    measure_id bigint,
    period bsc.period,
    is_new boolean,
    value double precision,
    low double precision,
    high double precision,
    signal text,
    target bsc.target);
COMMENT ON TYPE bsc._noise IS 'a measure in a reporting period that is over, and its natural limits';

-- From the results at hand; no rows where the period that is looked at is closed, so that what a
-- closed period showed is not changed by a later word on its measures.
CREATE FUNCTION bsc._noise(scorecard_id bigint, reported bsc.period, past bsc._past_result[])
RETURNS SETOF bsc._noise
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 5000 ROWS 1000
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH value AS MATERIALIZED (
        SELECT p.node_id AS id, p.period, p.actual, p.target
        FROM unnest(_noise.past) AS p
        WHERE p.level = 3 AND p.actual IS NOT NULL
    ), series AS MATERIALIZED (
        SELECT s.id, s.first, x.frequency, x.first_month, m.rebase,
            bsc._at_places(array_agg(v.actual ORDER BY w.place), array_agg(w.place ORDER BY w.place)) AS series,
            (array_agg(v.target ORDER BY w.place DESC))[1] AS target
        FROM (SELECT v.id, bsc.min(v.period) AS first FROM value AS v GROUP BY v.id) AS s
        JOIN value AS v ON v.id = s.id
        CROSS JOIN LATERAL (SELECT bsc.distance(v.period, s.first) + 1 AS place) AS w
        JOIN bsc.measure AS m ON m.id = s.id
        JOIN bsc.scorecard AS x ON x.id = m.scorecard_id
        GROUP BY s.id, s.first, x.frequency, x.first_month, m.rebase
    )
    SELECT s.id, bsc.shift(s.first, x.i - 1), x.i = ANY (r.places), x.value, x.low, x.high, x.signal, s.target
    FROM series AS s
    CROSS JOIN LATERAL (
        SELECT bsc._rebase_places(s.rebase, s.frequency, s.first_month, s.first, cardinality(s.series)) AS places OFFSET 0) AS r
    CROSS JOIN LATERAL bsc.xmr(s.series, bsc._season_length(s.frequency), 'mean'::text, NULL::integer, r.places, false, 8, 7) AS x
    WHERE NOT EXISTS (
        SELECT 1 FROM bsc.closed_period AS c
        WHERE c.scorecard_id = _noise.scorecard_id AND c.period OPERATOR(bsc.=) _noise.reported);
END
$$;
COMMENT ON FUNCTION bsc._noise(bigint, bsc.period, bsc._past_result[]) IS
    'the natural limits of all measures over the reporting periods that are over, from results at hand';

-- Findings: a signal in the last period that is over; a process that cannot reach its target
-- as it is, of which twelve values are known since its limits began; a level that changed within
-- the last twelve periods, with which nobody has let the limits begin anew.
CREATE FUNCTION bsc._review_noise(scorecard_id bigint, noise bsc._noise[])
RETURNS SETOF bsc._finding
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 2000 ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    season integer := (SELECT bsc._season_length(s.frequency) FROM bsc.scorecard AS s WHERE s.id = _review_noise.scorecard_id);
BEGIN
    RETURN QUERY
    WITH point AS MATERIALIZED (
        SELECT n.*, count(*) FILTER (WHERE n.is_new) OVER (PARTITION BY n.measure_id ORDER BY n.period) AS stretch
        FROM unnest(_review_noise.noise) AS n
    ), measure AS MATERIALIZED (
        SELECT p.measure_id, m.code, coalesce(m.name, m.code) AS name, (array_agg(p.period ORDER BY p.period DESC))[1] AS last_period,
            (array_agg(p.value ORDER BY p.period DESC))[1] AS value, (array_agg(p.signal ORDER BY p.period DESC))[1] AS signal,
            (array_agg(p.low ORDER BY p.period DESC))[1] AS low, (array_agg(p.high ORDER BY p.period DESC))[1] AS high,
            (array_agg(p.target ORDER BY p.period DESC))[1] AS target, max(p.stretch) AS stretch,
            array_agg(p.value ORDER BY p.period) AS series, array_agg(p.is_new ORDER BY p.period) AS news
        FROM point AS p
        JOIN bsc.measure AS m ON m.id = p.measure_id
        GROUP BY p.measure_id, m.code, m.name
    )
    SELECT 'signal', 'low', m.code,
        jsonb_build_object('name', m.name, 'period', m.last_period::text, 'value', m.value, 'signal', m.signal, 'low', m.low, 'high', m.high),
        jsonb_build_object('period', m.last_period::text, 'value', m.value, 'signal', m.signal, 'low', m.low, 'high', m.high)
    FROM measure AS m
    WHERE m.signal IS NOT NULL AND m.last_period OPERATOR(bsc.=) (SELECT bsc.max(p.period) FROM point AS p)
    UNION ALL
    SELECT 'cannot-reach', 'medium', m.code,
        jsonb_build_object('name', m.name, 'low', m.low, 'high', m.high, 'goal', bsc.goal(m.target)),
        jsonb_build_object('low', m.low, 'high', m.high, 'goal', bsc.goal(m.target))
    FROM measure AS m
    WHERE bsc.assurance(m.low, m.high, m.target) = 'never'
      AND (SELECT count(p.value) FROM point AS p WHERE p.measure_id = m.measure_id AND p.stretch = m.stretch) >= 12
    UNION ALL
    SELECT 'level-changed', 'low', m.code,
        jsonb_build_object('name', m.name, 'period', c.period::text, 'before', c.before, 'after', c.after),
        jsonb_build_object('period', c.period::text, 'before', c.before, 'after', c.after)
    FROM measure AS m
    CROSS JOIN LATERAL (
        SELECT bsc.shift(m.last_period, x.i - cardinality(m.series)) AS period, x.before, x.after
        FROM bsc.change_points(m.series, season, 6, 5) AS x
        WHERE x.i > cardinality(m.series) - 12 AND NOT coalesce(m.news[x.i], false)
        ORDER BY x.i DESC
        LIMIT 1) AS c;
END
$$;
COMMENT ON FUNCTION bsc._review_noise(bigint, bsc._noise[]) IS
    'findings of a review: signals, measures that cannot reach their targets, levels that changed';
