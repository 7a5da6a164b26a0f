-- The strategy map of a scorecard as a graph.

CREATE FUNCTION bsc._strategy_graph_of(scorecard_id bigint)
RETURNS bsc.causal_graph
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
BEGIN ATOMIC
    WITH named AS MATERIALIZED (
        SELECT n.objective_id, n.name FROM bsc._named_objective(_strategy_graph_of.scorecard_id) AS n
    )
    SELECT COALESCE(bsc.causal_graph(g.cause, g.effect, g.strength, g.lag), ''::bsc.causal_graph)
    FROM (
        SELECT n.name AS cause, NULL::text AS effect, 1::double precision AS strength, 0 AS lag
        FROM named AS n
        UNION ALL
        SELECT c.name, e.name, l.strength, l.lag
        FROM bsc.link AS l
        JOIN named AS c ON c.objective_id = l.cause
        JOIN named AS e ON e.objective_id = l.effect
        WHERE l.scorecard_id = _strategy_graph_of.scorecard_id) AS g;
END;
COMMENT ON FUNCTION bsc._strategy_graph_of(bigint) IS 'strategy_graph by the scorecard''s id';

-- The perspective in which the strategy is to pay: the one called financial,
-- else the first by position that has a financial measure.
CREATE FUNCTION bsc._financial_perspective(scorecard_id bigint)
RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE COST 100
BEGIN ATOMIC
    SELECT p.id
    FROM bsc.perspective AS p
    WHERE p.scorecard_id = _financial_perspective.scorecard_id
      AND (lower(p.code) = 'financial' OR EXISTS (
          SELECT 1
          FROM bsc.objective AS o
          JOIN bsc.measure AS m ON m.objective_id = o.id
          WHERE o.perspective_id = p.id AND m.financial))
    ORDER BY lower(p.code) <> 'financial', p.position, p.code
    LIMIT 1;
END;
COMMENT ON FUNCTION bsc._financial_perspective(bigint) IS 'the perspective called financial, else the first one with a financial measure';

-- The perspectives from the outcome down: from the first by position, or from the
-- last, if that is the financial one.
CREATE FUNCTION bsc._perspective_rank(scorecard_id bigint)
RETURNS TABLE (perspective_id bigint, rank bigint)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 200 ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    goal_id bigint := bsc._financial_perspective(scorecard_id);
BEGIN
    RETURN QUERY
    SELECT r.id, CASE WHEN bool_or(r.id = goal_id AND r.up = 1 AND r.down > 1) OVER () THEN r.up ELSE r.down END
    FROM (
        SELECT p.id, row_number() OVER (ORDER BY p.position, p.code) AS down,
            row_number() OVER (ORDER BY p.position DESC, p.code DESC) AS up
        FROM bsc.perspective AS p
        WHERE p.scorecard_id = _perspective_rank.scorecard_id) AS r;
END
$$;
COMMENT ON FUNCTION bsc._perspective_rank(bigint) IS 'the perspectives of a scorecard from the outcome (1) down to its drivers';

-- How much a point of each objective's attainment moves that of the financial
-- perspective: its total effects on the financial objectives, weighted as they
-- are there; a financial objective moves it by its own weight too.  Where a
-- loop of links amplifies, no effect is defined and there are no rows.
CREATE FUNCTION bsc._financial_effect(scorecard_id bigint)
RETURNS TABLE (objective_id bigint, effect double precision)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 1000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    map bsc.causal_graph := bsc._strategy_graph_of(scorecard_id);
    goal_id bigint := bsc._financial_perspective(scorecard_id);
    total_weight double precision := (
        SELECT sum(o.weight) FROM bsc.objective AS o WHERE o.perspective_id = goal_id);
BEGIN
    RETURN QUERY
    WITH named AS (
        SELECT o.id, n.name, o.weight / nullif(total_weight, 0) AS share,
            o.perspective_id = goal_id AS is_financial
        FROM bsc.objective AS o
        JOIN bsc._named_objective(_financial_effect.scorecard_id) AS n ON n.objective_id = o.id
        WHERE o.scorecard_id = _financial_effect.scorecard_id
    )
    SELECT c.id,
        coalesce(sum(f.share * e.total), 0) + CASE WHEN c.is_financial THEN c.share ELSE 0 END
    FROM named AS c
    LEFT JOIN (named AS f CROSS JOIN LATERAL bsc.effects(map, NULL, f.name) AS e)
        ON f.is_financial AND e.cause = c.name
    GROUP BY c.id, c.is_financial, c.share;
EXCEPTION
    WHEN invalid_parameter_value OR numeric_value_out_of_range THEN
        RETURN;
END
$$;
COMMENT ON FUNCTION bsc._financial_effect(bigint) IS 'how much a point of each objective''s attainment moves that of the financial perspective';

-- Where an objective stands in the map: how many links its farthest driver is
-- away, 0 for a driver itself.  Loops do not disturb it.
CREATE FUNCTION bsc._causal_level(map bsc.causal_graph, objective text)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
BEGIN ATOMIC
    SELECT COALESCE(max(u.depth), 0)
    FROM bsc.upstream(_causal_level.map, _causal_level.objective, NULL::integer) AS u;
END;
COMMENT ON FUNCTION bsc._causal_level(bsc.causal_graph, text) IS 'how many links the farthest driver of an objective is away';

-- The map and the results of a scorecard are made once, not for each of its
-- objectives: that is what the materialized expressions are for.
CREATE VIEW bsc.strategy_map_node WITH (security_invoker = true) AS
SELECT s.code AS scorecard, n.perspective, n.objective, n.name, n.level, n.score, n.status, n.pace, n.provisional
FROM bsc.scorecard AS s
CROSS JOIN LATERAL (
    WITH graph AS MATERIALIZED (
        SELECT bsc._strategy_graph_of(s.id) AS map
    ),
    result AS MATERIALIZED (
        SELECT r.key, r.score, r.status, r.pace, r.provisional
        FROM bsc._node(s.id, bsc._asked_period(s.id, NULL::bsc.period, ''::text), ''::text, 'period'::text) AS r
        WHERE r.level = 2
    )
    SELECT o.perspective, o.objective, o.name, bsc._causal_level(g.map, bsc._objective_name(o.id)) AS level,
        r.score, r.status::text AS status, r.pace, COALESCE(r.provisional, false) AS provisional
    FROM graph AS g
    CROSS JOIN bsc._node(s.id) AS o
    LEFT JOIN result AS r ON r.key = o.key
    WHERE o.level = 2) AS n;
COMMENT ON VIEW bsc.strategy_map_node IS 'every objective with its place in the strategy map and its score in the latest period; provisional: so far, judged by its pace';

GRANT SELECT ON bsc.strategy_map_node TO @extowner@ WITH GRANT OPTION;
