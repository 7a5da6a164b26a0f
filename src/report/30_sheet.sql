-- What a report shows: one place that asks the rooms above, for all formats.

-- A node of the tree as a report shows it: how it stands, how it stood a
-- period and a year before, what it did to the whole, and how it came here.
CREATE TYPE bsc.sheet_node AS (
    ordinal bigint,
    level integer,
    perspective text,
    objective text,
    measure text,
    name text,
    unit text,
    actual double precision,
    goal double precision,
    score double precision,
    status text,
    weight double precision,
    coverage double precision,
    score_before double precision,
    previous double precision,
    year_ago double precision,
    contribution double precision,
    contribution_before double precision,
    series double precision[]);

-- The reporting periods of a sparkline: up to twelve, the last one no later
-- than the period.
CREATE FUNCTION bsc.sheet_period(scorecard_id bigint, period bsc.period)
RETURNS SETOF bsc.period
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 12
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    company bsc.scorecard;
    last_period bsc.period;
BEGIN
    SELECT s.* INTO company FROM bsc.scorecard AS s WHERE s.id = sheet_period.scorecard_id;
    last_period := bsc.period(bsc.last_day(sheet_period.period), company.frequency, company.first_month);
    RETURN QUERY
    SELECT q.period
    FROM bsc.periods(bsc.shift(last_period, -11), last_period) AS q (period)
    WHERE q.period OPERATOR(bsc.>=) (
        SELECT bsc.min(r.period) FROM bsc.reporting_period(company.id) AS r (period))
    ORDER BY 1;
END
$$;

CREATE FUNCTION bsc.sheet(scorecard_id bigint, period bsc.period, entity text)
RETURNS SETOF bsc.sheet_node
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 50
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    before bsc.period := bsc.period_before(sheet.period);
BEGIN
    RETURN QUERY
    WITH now_node AS MATERIALIZED (
        SELECT n.* FROM bsc.node(sheet.scorecard_id, sheet.period, sheet.entity, false) AS n
    ), trend AS (
        SELECT n.level, n.perspective, n.objective, n.measure,
            array_agg(CASE n.level WHEN 3 THEN n.actual ELSE n.score END ORDER BY bsc.first_day(q.period)) AS series
        FROM bsc.sheet_period(sheet.scorecard_id, sheet.period) AS q (period)
        CROSS JOIN LATERAL bsc.node(sheet.scorecard_id, q.period, sheet.entity, false) AS n
        GROUP BY n.level, n.perspective, n.objective, n.measure
    ), past AS (
        SELECT m.code AS measure, v.previous, v.year_ago
        FROM bsc.entity_result(sheet.scorecard_id, sheet.period, false, sheet.entity, 3, true) AS e
        CROSS JOIN LATERAL unnest(e.nodes) AS v
        JOIN bsc.measure AS m ON m.id = v.node_id
        WHERE e.entity = sheet.entity
    )
    SELECT row_number() OVER (ORDER BY n.place), n.level, n.perspective, n.objective, n.measure, n.name, n.unit,
        n.actual, n.goal, n.score, n.status::text, n.weight, n.coverage, b.score,
        CASE WHEN f.measure IS NOT NULL THEN f.previous ELSE h.previous END,
        CASE WHEN f.measure IS NOT NULL THEN f.year_ago ELSE h.year_ago END,
        c.contribution, d.contribution, t.series
    FROM now_node AS n
    LEFT JOIN bsc.node(sheet.scorecard_id, before, sheet.entity, false) AS b
        ON (b.level, b.perspective, b.objective, b.measure)
            IS NOT DISTINCT FROM (n.level, n.perspective, n.objective, n.measure)
    LEFT JOIN past AS h ON h.measure = n.measure
    LEFT JOIN bsc.closed_result AS f
        ON f.scorecard_id = sheet.scorecard_id AND f.period OPERATOR(bsc.=) sheet.period
            AND f.entity = sheet.entity AND f.measure = n.measure
    LEFT JOIN bsc.contribution(sheet.scorecard_id, sheet.period, sheet.entity) AS c ON c.measure = n.measure
    LEFT JOIN bsc.contribution(sheet.scorecard_id, before, sheet.entity) AS d ON d.measure = n.measure
    LEFT JOIN trend AS t
        ON (t.level, t.perspective, t.objective, t.measure)
            IS NOT DISTINCT FROM (n.level, n.perspective, n.objective, n.measure)
    ORDER BY n.place;
END
$$;

COMMENT ON TYPE bsc.sheet_node IS 'a node of a scorecard''s tree as reports show it';
COMMENT ON FUNCTION bsc.sheet_period(bigint, bsc.period) IS 'the reporting periods of a sparkline, the last one no later than the period';
COMMENT ON FUNCTION bsc.sheet(bigint, bsc.period, text) IS 'every node of the tree as reports show it, depth first';
