-- One entity, one period of any grain: the tree as a person reads it.

-- Is this the basis of a year to date?  An unknown word is an error.
CREATE FUNCTION bsc._is_year_to_date(basis text)
RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF basis = 'period' THEN
        RETURN false;
    ELSIF basis = 'ytd' THEN
        RETURN true;
    END IF;
    RAISE EXCEPTION 'unknown basis: %', coalesce('"' || basis || '"', 'NULL')
        USING ERRCODE = 'invalid_parameter_value', HINT = 'It is period or ytd.';
END
$$;
COMMENT ON FUNCTION bsc._is_year_to_date(text) IS 'is the basis ytd? an error unless it is that or period';

-- The latest reporting period in which an entity has an actual.
CREATE FUNCTION bsc._latest_period(scorecard_id bigint, entity text)
RETURNS bsc.period
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
BEGIN ATOMIC
    SELECT bsc.max(bsc.enclosing(latest.period, s.frequency, s.first_month))
    FROM bsc.scorecard AS s
    JOIN bsc.measure AS m ON m.scorecard_id = s.id
    CROSS JOIN LATERAL (
        SELECT bsc.max(a.period) AS period
        FROM bsc.actual AS a
        WHERE a.measure_id = m.id AND a.entity = _latest_period.entity
          AND bsc._grain_rank(bsc.grain(a.period)) >= bsc._grain_rank(s.frequency)) AS latest
    WHERE s.id = _latest_period.scorecard_id;
END;
COMMENT ON FUNCTION bsc._latest_period(bigint, text) IS 'the latest reporting period in which an entity has an actual';

-- The reporting period that is under way where the scorecard is.
CREATE FUNCTION bsc._current_period(scorecard_id bigint)
RETURNS bsc.period
LANGUAGE sql STABLE PARALLEL SAFE COST 10
BEGIN ATOMIC
    SELECT bsc.period((bsc._now() AT TIME ZONE s.time_zone)::date, s.frequency, s.first_month)
    FROM bsc.scorecard AS s
    WHERE s.id = _current_period.scorecard_id;
END;
COMMENT ON FUNCTION bsc._current_period(bigint) IS 'the reporting period that is under way where the scorecard is';

-- The period that somebody asks about: hers, if it is one of the scorecard's, or
-- without one the latest that has an actual, or the one that is under way.
CREATE FUNCTION bsc._asked_period(scorecard_id bigint, period bsc.period, entity text)
RETURNS bsc.period
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
RETURN COALESCE(bsc._own_period(scorecard_id, period), bsc._latest_period(scorecard_id, entity),
    bsc._current_period(scorecard_id));
COMMENT ON FUNCTION bsc._asked_period(bigint, bsc.period, text) IS
    'a period of the scorecard; for NULL the latest with an actual of the entity, else the one that is under way';

-- A node of the tree with its names and what it came to.
--
-- The key names it among the nodes at hand, and parent the node above it; the id
-- is that of its table, NULL where a frozen node is there no more.
CREATE TYPE bsc._evaluated_node AS (
    level integer,
    id bigint,
    key text,
    parent text,
    place text[],
    perspective text,
    objective text,
    measure text,
    name text,
    unit text,
    actual double precision,
    actual_period bsc.period,
    baseline double precision,
    goal double precision,
    score double precision,
    status bsc.status,
    weight double precision,
    coverage double precision,
    combine text,
    missing text);
COMMENT ON TYPE bsc._evaluated_node IS 'a node of a scorecard''s tree with its names and what it came to';

-- All nodes of the tree for one entity, in no order; place sorts them depth
-- first.  The entity is evaluated whether the period lists it or not, and a
-- node without children or data is there with no score.  A closed reporting
-- period gives what was frozen for the entities that it listed.
CREATE FUNCTION bsc._node(scorecard_id bigint, period bsc.period, entity text, year_to_date boolean)
RETURNS SETOF bsc._evaluated_node
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 50
BEGIN ATOMIC
    SELECT t.level, t.id, t.key, t.parent, t.place, t.perspective, t.objective, t.measure, t.name, t.unit,
        n.actual, COALESCE(n.actual_period, CASE WHEN n.actual IS NOT NULL THEN _node.period END),
        bsc.baseline(n.target), bsc.goal(n.target),
        n.score, bsc.status(n.score, s.amber, s.green), t.weight, n.coverage, t.combine, s.missing
    FROM bsc.scorecard AS s
    CROSS JOIN bsc._one_result(_node.scorecard_id, _node.period, _node.year_to_date, _node.entity, NULL::integer, false) AS e
    CROSS JOIN LATERAL unnest(e.nodes) AS n
    JOIN bsc._node(_node.scorecard_id) AS t ON t.level = n.level AND t.id = n.node_id
    WHERE s.id = _node.scorecard_id
      AND (_node.year_to_date OR NOT EXISTS (
          SELECT 1 FROM bsc.closed_result AS f
          WHERE f.scorecard_id = _node.scorecard_id AND f.period = _node.period AND f.entity = _node.entity))
    UNION ALL
    SELECT f.level, t.id, k.key,
        CASE WHEN f.level > 0 THEN concat_ws('/',
            CASE WHEN f.level > 1 THEN f.perspective END, CASE WHEN f.level > 2 THEN f.objective END) END,
        ARRAY[bsc._place(f.ordinal, '')], f.perspective, f.objective, f.measure, f.name, f.unit,
        f.actual, f.actual_period, f.baseline, f.goal,
        f.score, f.status, f.weight, f.coverage,
        f.combine, COALESCE(c.definition ->> 'missing', 'skip')
    FROM bsc.closed_period AS c
    JOIN bsc.closed_result AS f ON f.scorecard_id = c.scorecard_id AND f.period = c.period
    CROSS JOIN LATERAL (
        SELECT concat_ws('/', f.perspective, f.objective, f.measure) AS key) AS k
    LEFT JOIN bsc._node(_node.scorecard_id) AS t ON t.level = f.level AND t.key = k.key
    WHERE c.scorecard_id = _node.scorecard_id AND c.period = _node.period
      AND f.entity = _node.entity AND NOT _node.year_to_date;
END;
COMMENT ON FUNCTION bsc._node(bigint, bsc.period, text, boolean) IS 'every node of the tree for one entity and period';

CREATE FUNCTION bsc.evaluate(
    scorecard text, period bsc.period, entity text DEFAULT '', basis text DEFAULT 'period')
RETURNS TABLE (
    level integer,
    path text,
    code text,
    name text,
    actual double precision,
    goal double precision,
    score double precision,
    status text,
    weight double precision,
    coverage double precision)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 50
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    asked text := coalesce(entity, '');
    own bsc.period := bsc._asked_period(owner_id, period, asked);
    ytd boolean := bsc._is_year_to_date(basis);
BEGIN
    RETURN QUERY
    SELECT n.level, concat_ws('/', scorecard, nullif(n.key, '')),
        coalesce(n.measure, n.objective, n.perspective, scorecard),
        n.name, n.actual, n.goal, n.score, n.status::text, n.weight, n.coverage
    FROM bsc._node(owner_id, own, asked, ytd) AS n
    ORDER BY n.place;
END
$$;
COMMENT ON FUNCTION bsc.evaluate(text, bsc.period, text, text) IS
    'the scorecard of one entity for a period of any grain, one row a node, depth first; NULL for the latest reporting period with an actual, or the current one if there is none; basis period or ytd';

CREATE FUNCTION bsc.evaluate(
    scorecard text, period text DEFAULT NULL, entity text DEFAULT '', basis text DEFAULT 'period')
RETURNS TABLE (
    level integer,
    path text,
    code text,
    name text,
    actual double precision,
    goal double precision,
    score double precision,
    status text,
    weight double precision,
    coverage double precision)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 50
BEGIN ATOMIC
    SELECT e.* FROM bsc.evaluate(
        evaluate.scorecard, evaluate.period::bsc.period, evaluate.entity, evaluate.basis) AS e;
END;
COMMENT ON FUNCTION bsc.evaluate(text, text, text, text) IS
    'the scorecard of one entity for a period of any grain, one row a node, depth first; NULL for the latest reporting period with an actual, or the current one if there is none; basis period or ytd';
