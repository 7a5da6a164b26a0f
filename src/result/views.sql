-- The reporting views: plain types, one row for each node, entity and
-- reporting period.  Closed periods show what was frozen.

-- The periods that are still open, with their ends as dates and what all their
-- evaluations need to know.
CREATE VIEW bsc._open_period WITH (security_invoker = true) AS
SELECT s.id AS scorecard_id, s.code AS scorecard, r.period,
    bsc.first_day(r.period) AS period_start, bsc.last_day(r.period) AS period_end, o.outline
FROM bsc.scorecard AS s
CROSS JOIN LATERAL bsc._outline(s.id, true) AS o (outline)
CROSS JOIN LATERAL bsc._reporting_period(s.id) AS r (period)
WHERE NOT EXISTS (
    SELECT 1 FROM bsc.closed_period AS c
    WHERE c.scorecard_id = s.id AND c.period = r.period);
COMMENT ON VIEW bsc._open_period IS 'the reporting periods of each scorecard that have something to report and are not closed';

-- What was said last about each figure.  Joined as a whole: a look at the table for each
-- row of a result would cost more than the row.
CREATE VIEW bsc._measure_note WITH (security_invoker = true) AS
SELECT DISTINCT ON (n.scorecard_id, m.code, n.entity, n.period) n.scorecard_id, m.code AS measure, n.entity, n.period, n.text
FROM bsc.note AS n
JOIN bsc.measure AS m ON m.id = n.subject_id
WHERE n.level = 3 AND NOT n.withdrawn
ORDER BY n.scorecard_id, m.code, n.entity, n.period, n.id DESC;
COMMENT ON VIEW bsc._measure_note IS 'the latest note on each figure of a measure';

-- Owners and descriptions are those of now, of closed periods, too: that is whom to ask.
CREATE VIEW bsc.measure_result WITH (security_invoker = true) AS
SELECT q.scorecard, e.entity, q.period::text AS period, q.period_start, q.period_end,
    t.perspective, t.objective, t.measure, t.name, t.unit,
    n.actual, COALESCE(n.actual_period, CASE WHEN n.actual IS NOT NULL THEN q.period END)::text AS actual_period,
    bsc.baseline(n.target) AS baseline, bsc.goal(n.target) AS goal, n.score, n.status::text AS status, t.weight, n.coverage,
    n.previous, n.change, n.year_ago, n.year_change,
    n.goal_period::text AS goal_period, n.pace, n.provisional, n.observed,
    w.text AS note, t.owner, t.description
FROM bsc._open_period AS q
CROSS JOIN LATERAL bsc._entity_result(q.outline, q.period, 'period'::text, 3, true) AS e
CROSS JOIN LATERAL unnest(e.nodes) AS n
JOIN bsc._measure_node AS t ON t.id = n.node_id
LEFT JOIN bsc._measure_note AS w
    ON w.scorecard_id = q.scorecard_id AND w.measure = t.measure AND w.entity = e.entity AND w.period = q.period
UNION ALL
SELECT s.code, f.entity, f.period::text, bsc.first_day(f.period), bsc.last_day(f.period),
    f.perspective, f.objective, f.measure, f.name, f.unit,
    f.actual, f.actual_period::text, f.baseline, f.goal, f.score, f.status::text, f.weight, f.coverage,
    f.previous, f.change, f.year_ago, f.year_change,
    f.goal_period::text, f.pace, f.provisional, f.observed,
    w.text, m.owner, m.description
FROM bsc.closed_result AS f
JOIN bsc.scorecard AS s ON s.id = f.scorecard_id
LEFT JOIN bsc.measure AS m ON m.scorecard_id = f.scorecard_id AND m.code = f.measure
LEFT JOIN bsc._measure_note AS w
    ON w.scorecard_id = f.scorecard_id AND w.measure = f.measure AND w.entity = f.entity AND w.period = f.period
WHERE f.level = 3 AND f.basis = 'period' AND bsc.grain(f.period) = s.frequency;
COMMENT ON VIEW bsc.measure_result IS
    'every measure of every entity by reporting period: actual, goal, score, pace, how it was before, what was last said about it, and whose it is';

CREATE VIEW bsc.objective_result WITH (security_invoker = true) AS
SELECT q.scorecard, e.entity, q.period::text AS period, q.period_start, q.period_end,
    t.perspective, t.objective, t.name, n.score, n.status::text AS status, t.weight, n.coverage,
    n.measures, n.red, n.amber, n.green, n.pace, n.provisional, t.owner, t.description
FROM bsc._open_period AS q
CROSS JOIN LATERAL bsc._entity_result(q.outline, q.period, 'period'::text, 2, false) AS e
CROSS JOIN LATERAL unnest(e.nodes) AS n
JOIN bsc._objective_node AS t ON t.id = n.node_id
UNION ALL
SELECT s.code, f.entity, f.period::text, bsc.first_day(f.period), bsc.last_day(f.period),
    f.perspective, f.objective, f.name, f.score, f.status::text, f.weight, f.coverage,
    f.measures, f.red, f.amber, f.green, f.pace, f.provisional, o.owner, o.description
FROM bsc.closed_result AS f
JOIN bsc.scorecard AS s ON s.id = f.scorecard_id
LEFT JOIN bsc.perspective AS p ON p.scorecard_id = f.scorecard_id AND p.code = f.perspective
LEFT JOIN bsc.objective AS o ON o.perspective_id = p.id AND o.code = f.objective
WHERE f.level = 2 AND f.basis = 'period' AND bsc.grain(f.period) = s.frequency;
COMMENT ON VIEW bsc.objective_result IS 'every objective of every entity by reporting period: score, status and how its measures stand';

CREATE VIEW bsc.perspective_result WITH (security_invoker = true) AS
SELECT q.scorecard, e.entity, q.period::text AS period, q.period_start, q.period_end,
    t.perspective, t.name, n.score, n.status::text AS status, t.weight, n.coverage,
    n.measures, n.red, n.amber, n.green, n.pace, n.provisional
FROM bsc._open_period AS q
CROSS JOIN LATERAL bsc._entity_result(q.outline, q.period, 'period'::text, 1, false) AS e
CROSS JOIN LATERAL unnest(e.nodes) AS n
JOIN bsc._perspective_node AS t ON t.id = n.node_id
UNION ALL
SELECT s.code, f.entity, f.period::text, bsc.first_day(f.period), bsc.last_day(f.period),
    f.perspective, f.name, f.score, f.status::text, f.weight, f.coverage,
    f.measures, f.red, f.amber, f.green, f.pace, f.provisional
FROM bsc.closed_result AS f
JOIN bsc.scorecard AS s ON s.id = f.scorecard_id
WHERE f.level = 1 AND f.basis = 'period' AND bsc.grain(f.period) = s.frequency;
COMMENT ON VIEW bsc.perspective_result IS 'every perspective of every entity by reporting period';

CREATE VIEW bsc.scorecard_result WITH (security_invoker = true) AS
SELECT q.scorecard, e.entity, q.period::text AS period, q.period_start, q.period_end,
    t.name, n.score, n.status::text AS status, t.weight, n.coverage,
    n.measures, n.red, n.amber, n.green, n.pace, n.provisional
FROM bsc._open_period AS q
CROSS JOIN LATERAL bsc._entity_result(q.outline, q.period, 'period'::text, 0, false) AS e
CROSS JOIN LATERAL unnest(e.nodes) AS n
JOIN bsc._scorecard_node AS t ON t.id = n.node_id
UNION ALL
SELECT s.code, f.entity, f.period::text, bsc.first_day(f.period), bsc.last_day(f.period),
    f.name, f.score, f.status::text, f.weight, f.coverage,
    f.measures, f.red, f.amber, f.green, f.pace, f.provisional
FROM bsc.closed_result AS f
JOIN bsc.scorecard AS s ON s.id = f.scorecard_id
WHERE f.level = 0 AND f.basis = 'period' AND bsc.grain(f.period) = s.frequency;
COMMENT ON VIEW bsc.scorecard_result IS 'the whole scorecard of every entity by reporting period';

-- All of it at every grain from the reporting one to the year, on every basis.  What
-- it is asked for only then is evaluated: grain, basis and level are columns of
-- lists, so that a filter on them leaves the rest out.
CREATE VIEW bsc.result_by_grain WITH (security_invoker = true) AS
SELECT s.code AS scorecard, e.entity, g.grain, b.basis, q.period::text AS period,
    bsc.first_day(q.period) AS period_start, bsc.last_day(q.period) AS period_end,
    l.level, concat_ws('/', s.code, m.key, j.key, v.key) AS path,
    COALESCE(m.perspective, j.perspective, v.perspective) AS perspective, COALESCE(m.objective, j.objective) AS objective,
    m.measure, CASE l.level WHEN 0 THEN COALESCE(s.name, s.code) ELSE COALESCE(m.name, j.name, v.name) END AS name, m.unit,
    n.actual, bsc.goal(n.target) AS goal, n.score, n.pace, n.status::text AS status, n.provisional,
    CASE l.level WHEN 0 THEN 1 ELSE COALESCE(m.weight, j.weight, v.weight) END AS weight, n.coverage
FROM bsc.scorecard AS s
CROSS JOIN LATERAL bsc._outline(s.id, true) AS o (outline)
CROSS JOIN unnest(bsc._grains()) AS g (grain)
CROSS JOIN (VALUES ('period'), ('ytd'), ('rolling')) AS b (basis)
CROSS JOIN (VALUES (0), (1), (2), (3)) AS l (level)
CROSS JOIN LATERAL bsc._result_period(s.id, g.grain) AS q (period)
CROSS JOIN LATERAL bsc._entity_result(o.outline, q.period, b.basis, l.level, false) AS e
CROSS JOIN LATERAL unnest(e.nodes) AS n
LEFT JOIN bsc._measure_node AS m ON l.level = 3 AND m.id = n.node_id
LEFT JOIN bsc._objective_node AS j ON l.level = 2 AND j.id = n.node_id
LEFT JOIN bsc._perspective_node AS v ON l.level = 1 AND v.id = n.node_id
WHERE b.basis = 'rolling' OR NOT EXISTS (
    SELECT 1 FROM bsc.closed_period AS c
    WHERE c.scorecard_id = s.id AND c.period = q.period)
UNION ALL
SELECT s.code, f.entity, bsc.grain(f.period), f.basis, f.period::text, bsc.first_day(f.period), bsc.last_day(f.period),
    f.level, concat_ws('/', s.code, f.perspective, f.objective, f.measure), f.perspective, f.objective, f.measure,
    f.name, f.unit,
    f.actual, f.goal, f.score, f.pace, f.status::text, f.provisional, f.weight, f.coverage
FROM bsc.closed_result AS f
JOIN bsc.scorecard AS s ON s.id = f.scorecard_id;
COMMENT ON VIEW bsc.result_by_grain IS
    'every node of every entity for the periods of every grain from the reporting one to the year, by themselves, as year to date and as the year up to them';

GRANT SELECT ON
    bsc._open_period, bsc._measure_note, bsc.measure_result, bsc.objective_result, bsc.perspective_result, bsc.scorecard_result,
    bsc.result_by_grain
    TO @extowner@ WITH GRANT OPTION;
