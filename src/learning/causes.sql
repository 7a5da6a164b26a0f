-- Why is an outcome off, what does a driver endanger, and what if?
--
-- All three follow the links of the strategy map.  An objective's shortfall is
-- what its score lacks to green; a point of a cause's attainment moves an
-- effect by the total effect of the one on the other, the sum over all paths
-- of the products of their strengths (Bollen 1987).  Strengths are those that the data
-- leave (learned.sql), and low and high bound what follows with 95 %; learned => false
-- takes them as typed, without bounds.  A score so far lacks what
-- its period has still to bring: an objective that is provisional has no shortfall.

-- The scores of all objectives of one entity in a period, by the names that
-- the strategy graph uses.
CREATE FUNCTION bsc._objective_score(scorecard_id bigint, nodes bsc._evaluated_node[])
RETURNS TABLE (objective text, name text, score double precision, status bsc.status, shortfall double precision)
LANGUAGE sql STABLE PARALLEL SAFE COST 200 ROWS 20
BEGIN ATOMIC
    SELECT c.name, n.name, n.score, n.status, CASE WHEN n.score IS NOT NULL AND n.provisional IS NOT TRUE THEN GREATEST(s.green - n.score, 0) END
    FROM unnest(_objective_score.nodes) AS n
    JOIN bsc.scorecard AS s ON s.id = _objective_score.scorecard_id
    JOIN bsc._named_objective(_objective_score.scorecard_id) AS c ON c.objective_id = n.id
    WHERE n.level = 2;
END;
COMMENT ON FUNCTION bsc._objective_score(bigint, bsc._evaluated_node[]) IS
    'score and shortfall below green of every objective among the nodes of a tree';

CREATE FUNCTION bsc._objective_score(scorecard_id bigint, period bsc.period, entity text)
RETURNS TABLE (objective text, name text, score double precision, status bsc.status, shortfall double precision)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 20
BEGIN ATOMIC
    SELECT s.* FROM bsc._objective_score(_objective_score.scorecard_id, ARRAY(
        SELECT n FROM bsc._node(
            _objective_score.scorecard_id, _objective_score.period, _objective_score.entity, 'period'::text) AS n)) AS s;
END;
COMMENT ON FUNCTION bsc._objective_score(bigint, bsc.period, text) IS 'score and shortfall below green of every objective, by its name in the strategy graph';

-- The links that an answer follows, where it follows learned ones.
CREATE FUNCTION bsc._asked_links(scorecard_id bigint, entity text, until bsc.period, learned boolean)
RETURNS bsc._learned_link[]
LANGUAGE sql STABLE PARALLEL SAFE COST 100000
RETURN CASE WHEN learned THEN ARRAY(SELECT l FROM bsc._learned_links(scorecard_id, entity, until) AS l) END;
COMMENT ON FUNCTION bsc._asked_links(bigint, text, bsc.period, boolean) IS 'the learned links of a scorecard, NULL where they are not asked for';

CREATE FUNCTION bsc.root_causes(
    scorecard text, objective text, period bsc.period, entity text DEFAULT '', learned boolean DEFAULT true)
RETURNS TABLE (
    cause text,
    name text,
    score double precision,
    status text,
    shortfall double precision,
    total_effect double precision,
    lag integer,
    share double precision,
    low double precision,
    high double precision)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 2000 ROWS 10
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    asked text := bsc._asked_entity(owner_id, entity);
    outcome text := bsc._objective_name(bsc.objective_id(owner_id, objective));
    own bsc.period := bsc._ended_period(owner_id, root_causes.period, asked);
    links bsc._learned_link[] := bsc._asked_links(owner_id, asked, own, learned);
    uncertain bsc._uncertain_map := bsc._uncertain_map(owner_id, links);
    map bsc.causal_graph := CASE WHEN learned THEN bsc._learned_graph(owner_id, links) ELSE bsc._strategy_graph_of(owner_id) END;
BEGIN
    RETURN QUERY
    SELECT e.cause, s.name, s.score, s.status::text, s.shortfall, e.total, e.min_lag,
        s.shortfall * e.total / sum(s.shortfall * e.total) OVER (),
        e.total - 1.959964 * d.deviation, e.total + 1.959964 * d.deviation
    FROM bsc.effects(map, NULL::text, outcome) AS e
    JOIN bsc._objective_score(owner_id, own, asked) AS s ON s.objective = e.cause
    LEFT JOIN LATERAL bsc._spread(uncertain, e.cause, 1::double precision) AS d ON learned AND d.objective = outcome
    WHERE e.cause <> outcome AND s.shortfall > 0 AND e.total > 0
    ORDER BY s.shortfall * e.total DESC, e.cause;
END
$$;
COMMENT ON FUNCTION bsc.root_causes(text, text, bsc.period, text, boolean) IS
    'the objectives below green that lead to an outcome, with their share of its shortfall: shortfall below green times total effect';

CREATE FUNCTION bsc.root_causes(
    scorecard text, objective text, period text DEFAULT NULL, entity text DEFAULT '', learned boolean DEFAULT true)
RETURNS TABLE (
    cause text,
    name text,
    score double precision,
    status text,
    shortfall double precision,
    total_effect double precision,
    lag integer,
    share double precision,
    low double precision,
    high double precision)
LANGUAGE sql STABLE PARALLEL SAFE COST 2000 ROWS 10
BEGIN ATOMIC
    SELECT r.* FROM bsc.root_causes(
        root_causes.scorecard, root_causes.objective, root_causes.period::bsc.period, root_causes.entity, root_causes.learned) AS r;
END;
COMMENT ON FUNCTION bsc.root_causes(text, text, text, text, boolean) IS
    'the objectives below green that lead to an outcome, with their share of its shortfall: shortfall below green times total effect';

CREATE FUNCTION bsc.impact(
    scorecard text, objective text, period bsc.period, entity text DEFAULT '', learned boolean DEFAULT true)
RETURNS TABLE (
    effect text,
    name text,
    score double precision,
    status text,
    total_effect double precision,
    expected_change double precision,
    first_period text,
    last_period text,
    low double precision,
    high double precision)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 2000 ROWS 10
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    asked text := bsc._asked_entity(owner_id, entity);
    driver text := bsc._objective_name(bsc.objective_id(owner_id, objective));
    own bsc.period := bsc._ended_period(owner_id, impact.period, asked);
    links bsc._learned_link[] := bsc._asked_links(owner_id, asked, own, learned);
    uncertain bsc._uncertain_map := bsc._uncertain_map(owner_id, links);
    map bsc.causal_graph := CASE WHEN learned THEN bsc._learned_graph(owner_id, links) ELSE bsc._strategy_graph_of(owner_id) END;
    loss double precision := (
        SELECT s.shortfall FROM bsc._objective_score(owner_id, own, asked) AS s WHERE s.objective = driver);
BEGIN
    RETURN QUERY
    SELECT e.effect, s.name, s.score, s.status::text, e.total, 0 - loss * e.total,
        bsc.shift(own, e.min_lag)::text, bsc.shift(own, e.max_lag)::text,
        0 - loss * e.total - 1.959964 * loss * d.deviation, 0 - loss * e.total + 1.959964 * loss * d.deviation
    FROM bsc.effects(map, driver, NULL::text) AS e
    JOIN bsc._objective_score(owner_id, own, asked) AS s ON s.objective = e.effect
    LEFT JOIN bsc._spread(uncertain, driver, 1::double precision) AS d ON learned AND d.objective = e.effect
    WHERE e.effect <> driver
    ORDER BY e.min_lag, abs(e.total) DESC, e.effect;
END
$$;
COMMENT ON FUNCTION bsc.impact(text, text, bsc.period, text, boolean) IS
    'what an objective leads to, by how much its shortfall below green lowers it, and from which period to which';

CREATE FUNCTION bsc.impact(
    scorecard text, objective text, period text DEFAULT NULL, entity text DEFAULT '', learned boolean DEFAULT true)
RETURNS TABLE (
    effect text,
    name text,
    score double precision,
    status text,
    total_effect double precision,
    expected_change double precision,
    first_period text,
    last_period text,
    low double precision,
    high double precision)
LANGUAGE sql STABLE PARALLEL SAFE COST 2000 ROWS 10
BEGIN ATOMIC
    SELECT i.* FROM bsc.impact(
        impact.scorecard, impact.objective, impact.period::bsc.period, impact.entity, impact.learned) AS i;
END;
COMMENT ON FUNCTION bsc.impact(text, text, text, text, boolean) IS
    'what an objective leads to, by how much its shortfall below green lowers it, and from which period to which';

CREATE FUNCTION bsc.what_if(
    scorecard text, objective text, change double precision, horizon integer DEFAULT 12,
    lasting boolean DEFAULT true, learned boolean DEFAULT true)
RETURNS TABLE (
    effect text, name text, period integer, expected_change double precision, low double precision, high double precision)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 2000 ROWS 100
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    driver text := bsc._objective_name(bsc.objective_id(owner_id, objective));
    links bsc._learned_link[] := bsc._asked_links(owner_id, ''::text, NULL::bsc.period, learned);
    uncertain bsc._uncertain_map := bsc._uncertain_map(owner_id, links);
    map bsc.causal_graph := CASE WHEN learned THEN bsc._learned_graph(owner_id, links) ELSE bsc._strategy_graph_of(owner_id) END;
BEGIN
    IF abs(what_if.change) > 1 THEN
        RAISE WARNING 'a change of attainment by % is more than the whole of it', what_if.change
            USING HINT = 'A change is a fraction: 0.1 is ten points.';
    END IF;
    RETURN QUERY
    WITH moved AS MATERIALIZED (
        SELECT g.node, g.period, g.change FROM bsc.propagate(map, driver, what_if.change, horizon, lasting) AS g
    )
    SELECT g.node, n.name, g.period, g.change, g.change - 1.959964 * d.deviation, g.change + 1.959964 * d.deviation
    FROM moved AS g
    -- after propagate, which refuses what cannot be asked
    LEFT JOIN (
        SELECT d.*
        FROM (SELECT CASE WHEN count(*) > 0 THEN horizon END AS horizon FROM moved) AS c
        CROSS JOIN LATERAL bsc._spread(uncertain, driver, what_if.change, c.horizon, lasting) AS d
        WHERE learned) AS d ON d.objective = g.node AND d.period = g.period
    JOIN (SELECT bsc._objective_name(o.id) AS code, coalesce(o.name, o.code) AS name
          FROM bsc.objective AS o WHERE o.scorecard_id = owner_id) AS n ON n.code = g.node
    ORDER BY g.period, g.node;
END
$$;
COMMENT ON FUNCTION bsc.what_if(text, text, double precision, integer, boolean, boolean) IS
    'what a change of one objective''s attainment does to the others, period by period; a lasting change or a single pulse';
