-- The strategy map as Grafana's node graph panel wants it.
--
-- The panel finds its fields by their names, whatever their case; see "Data API"
-- in https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/node-graph/.
-- A frame with a field "source" holds the edges, another one the nodes.  Texts
-- are shown as they are, numbers with two digits; fields detail__... are what a
-- click on a node or an edge shows.
--
-- Ids are made of codes: these contain no slash, so that no two ids are alike
-- in whatever scorecards, and stay what they are when a database is restored.

CREATE FUNCTION bsc._grafana_id(scorecard text, perspective text, objective text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN scorecard || '/' || perspective || '/' || objective;
COMMENT ON FUNCTION bsc._grafana_id(text, text, text) IS 'what the node of an objective is called in a graph of whatever scorecards';

CREATE VIEW bsc.grafana_node WITH (security_invoker = true) AS
SELECT n.scorecard,
    bsc._grafana_id(n.scorecard, n.perspective, n.objective) AS id,
    n.name AS title,
    (SELECT COALESCE(p.name, p.code)
     FROM bsc.scorecard AS s
     JOIN bsc.perspective AS p ON p.scorecard_id = s.id
     WHERE s.code = n.scorecard AND p.code = n.perspective) AS subtitle,
    COALESCE(bsc._shown_score(n.score, (
        SELECT bsc._thresholds(s.id) FROM bsc.scorecard AS s WHERE s.code = n.scorecard)), '') AS mainstat,
    COALESCE(n.status, 'no score') || CASE WHEN n.provisional THEN ' so far' ELSE '' END AS secondarystat,
    bsc.status_color(n.status) AS color,
    n.perspective AS detail__perspective,
    n.objective AS detail__objective,
    n.score AS detail__score,
    n.level AS detail__level,
    n.pace AS detail__pace
FROM bsc.strategy_map_node AS n;
COMMENT ON VIEW bsc.grafana_node IS 'the objectives of every scorecard as the nodes of Grafana''s node graph: score and status of the whole in the latest period';

-- A stronger link is thicker, from 1 to 5 at a strength of 1 whatever else is in the
-- graph: a row of a view does not know the strongest link that will be shown beside it, as
-- our own maps do.  A link that weakens its effect is dashed and of another colour; one
-- that the data contradict is dotted, pale, and says so.
CREATE VIEW bsc.grafana_edge WITH (security_invoker = true) AS
SELECT e.scorecard, n.source || '/' || pe.code || '/' || t.code || '/' || e.lag AS id, n.source, n.target, e.strength AS mainstat,
    'lag ' || e.lag || CASE WHEN (e.learned).verdict = 'contradicted' THEN ', contradicted' ELSE '' END AS secondarystat,
    1 + 4 * LEAST(abs(e.strength), 1) AS thickness,
    CASE WHEN (e.learned).verdict = 'contradicted' THEN bsc.status_color(NULL) ELSE bsc._link_color(e.strength) END AS color,
    CASE WHEN (e.learned).verdict = 'contradicted' THEN '1 6' WHEN e.strength < 0 THEN '6 4' END AS strokedasharray,
    e.hypothesis AS detail__hypothesis, e.lag AS detail__lag, e.financial_effect AS detail__financial_effect,
    (e.learned).learned AS detail__learned, (e.learned).low AS detail__low, (e.learned).high AS detail__high,
    (e.learned).verdict AS detail__verdict
FROM bsc._drawn_link AS e
JOIN bsc.objective AS c ON c.id = e.cause_id
JOIN bsc.perspective AS pc ON pc.id = c.perspective_id
JOIN bsc.objective AS t ON t.id = e.effect_id
JOIN bsc.perspective AS pe ON pe.id = t.perspective_id
CROSS JOIN LATERAL (
    SELECT bsc._grafana_id(e.scorecard, pc.code, c.code) AS source, bsc._grafana_id(e.scorecard, pe.code, t.code) AS target) AS n;
COMMENT ON VIEW bsc.grafana_edge IS 'the links of every scorecard as the edges of Grafana''s node graph, with what the data leave of them';

GRANT SELECT ON bsc.grafana_node, bsc.grafana_edge TO @extowner@ WITH GRANT OPTION;
