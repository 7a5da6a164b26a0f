-- The reporting views: plain types, one row for each node, entity and
-- reporting period.  Closed periods show what was frozen.

-- The periods that are still open, with their ends as dates.
CREATE VIEW bsc._open_period WITH (security_invoker = true) AS
SELECT s.id AS scorecard_id, s.code AS scorecard, s.amber, s.green, r.period,
    bsc.first_day(r.period) AS period_start, bsc.last_day(r.period) AS period_end
FROM bsc.scorecard AS s
CROSS JOIN LATERAL bsc._reporting_period(s.id) AS r (period)
WHERE NOT EXISTS (
    SELECT 1 FROM bsc.closed_period AS c
    WHERE c.scorecard_id = s.id AND c.period = r.period);
COMMENT ON VIEW bsc._open_period IS 'the reporting periods of each scorecard that have something to report and are not closed';

CREATE VIEW bsc.measure_result WITH (security_invoker = true) AS
SELECT d.scorecard, d.entity, d.period, d.period_start, d.period_end,
    d.perspective, d.objective, d.measure, d.name, d.unit,
    d.actual, d.actual_period, d.baseline, d.goal, d.score, d.status, d.weight, d.coverage,
    d.previous, d.actual - d.previous AS change,
    d.year_ago, d.actual - d.year_ago AS year_change
FROM (
    SELECT q.scorecard, e.entity, q.period::text AS period, q.period_start, q.period_end,
        t.perspective, t.objective, t.measure, t.name, t.unit,
        n.actual, COALESCE(n.actual_period, CASE WHEN n.actual IS NOT NULL THEN q.period END)::text AS actual_period,
        bsc.baseline(n.target) AS baseline, bsc.goal(n.target) AS goal, n.score,
        bsc.status(n.score, q.amber, q.green)::text AS status, t.weight, n.coverage,
        n.previous, n.year_ago
    FROM bsc._open_period AS q
    CROSS JOIN LATERAL bsc._entity_result(q.scorecard_id, q.period, false, 3, true) AS e
    CROSS JOIN LATERAL unnest(e.nodes) AS n
    JOIN bsc._measure_node AS t ON t.id = n.node_id
    UNION ALL
    SELECT s.code, f.entity, f.period::text, bsc.first_day(f.period), bsc.last_day(f.period),
        f.perspective, f.objective, f.measure, f.name, f.unit,
        f.actual, f.actual_period::text, f.baseline, f.goal, f.score, f.status::text, f.weight, f.coverage,
        f.previous, f.year_ago
    FROM bsc.closed_result AS f
    JOIN bsc.scorecard AS s ON s.id = f.scorecard_id
    WHERE f.level = 3) AS d;
COMMENT ON VIEW bsc.measure_result IS 'every measure of every entity by reporting period: actual, goal, score, and how it was before';

CREATE VIEW bsc.objective_result WITH (security_invoker = true) AS
SELECT q.scorecard, e.entity, q.period::text AS period, q.period_start, q.period_end,
    t.perspective, t.objective, t.name,
    n.score, bsc.status(n.score, q.amber, q.green)::text AS status, t.weight, n.coverage,
    n.measures, n.red, n.amber, n.green
FROM bsc._open_period AS q
CROSS JOIN LATERAL bsc._entity_result(q.scorecard_id, q.period, false, 2, false) AS e
CROSS JOIN LATERAL unnest(e.nodes) AS n
JOIN bsc._objective_node AS t ON t.id = n.node_id
UNION ALL
SELECT s.code, f.entity, f.period::text, bsc.first_day(f.period), bsc.last_day(f.period),
    f.perspective, f.objective, f.name,
    f.score, f.status::text, f.weight, f.coverage,
    f.measures, f.red, f.amber, f.green
FROM bsc.closed_result AS f
JOIN bsc.scorecard AS s ON s.id = f.scorecard_id
WHERE f.level = 2;
COMMENT ON VIEW bsc.objective_result IS 'every objective of every entity by reporting period: score, status and how its measures stand';

CREATE VIEW bsc.perspective_result WITH (security_invoker = true) AS
SELECT q.scorecard, e.entity, q.period::text AS period, q.period_start, q.period_end,
    t.perspective, t.name,
    n.score, bsc.status(n.score, q.amber, q.green)::text AS status, t.weight, n.coverage,
    n.measures, n.red, n.amber, n.green
FROM bsc._open_period AS q
CROSS JOIN LATERAL bsc._entity_result(q.scorecard_id, q.period, false, 1, false) AS e
CROSS JOIN LATERAL unnest(e.nodes) AS n
JOIN bsc._perspective_node AS t ON t.id = n.node_id
UNION ALL
SELECT s.code, f.entity, f.period::text, bsc.first_day(f.period), bsc.last_day(f.period),
    f.perspective, f.name,
    f.score, f.status::text, f.weight, f.coverage,
    f.measures, f.red, f.amber, f.green
FROM bsc.closed_result AS f
JOIN bsc.scorecard AS s ON s.id = f.scorecard_id
WHERE f.level = 1;
COMMENT ON VIEW bsc.perspective_result IS 'every perspective of every entity by reporting period';

CREATE VIEW bsc.scorecard_result WITH (security_invoker = true) AS
SELECT q.scorecard, e.entity, q.period::text AS period, q.period_start, q.period_end,
    t.name,
    n.score, bsc.status(n.score, q.amber, q.green)::text AS status, t.weight, n.coverage,
    n.measures, n.red, n.amber, n.green
FROM bsc._open_period AS q
CROSS JOIN LATERAL bsc._entity_result(q.scorecard_id, q.period, false, 0, false) AS e
CROSS JOIN LATERAL unnest(e.nodes) AS n
JOIN bsc._scorecard_node AS t ON t.id = n.node_id
UNION ALL
SELECT s.code, f.entity, f.period::text, bsc.first_day(f.period), bsc.last_day(f.period),
    f.name,
    f.score, f.status::text, f.weight, f.coverage,
    f.measures, f.red, f.amber, f.green
FROM bsc.closed_result AS f
JOIN bsc.scorecard AS s ON s.id = f.scorecard_id
WHERE f.level = 0;
COMMENT ON VIEW bsc.scorecard_result IS 'the whole scorecard of every entity by reporting period';

GRANT SELECT ON
    bsc._open_period, bsc.measure_result, bsc.objective_result, bsc.perspective_result, bsc.scorecard_result
    TO @extowner@ WITH GRANT OPTION;
