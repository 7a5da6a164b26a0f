-- One entity, one period of any grain: the tree as a person reads it.

-- The basis as it is asked for.  An unknown word is an error, and so is none.
CREATE FUNCTION bsc._basis(basis text)
RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF basis IN ('period', 'ytd', 'rolling') THEN
        RETURN basis;
    END IF;
    RAISE EXCEPTION 'unknown basis: %', coalesce('"' || basis || '"', 'NULL')
        USING ERRCODE = 'invalid_parameter_value', HINT = 'It is period, ytd or rolling.';
END
$$;
COMMENT ON FUNCTION bsc._basis(text) IS 'period, ytd or rolling; any other word is an error';

-- Is something above an entity, of those that are not always in service, out of it?
CREATE FUNCTION bsc._is_cut_off(number bigint, limited bsc._entity_place[], period bsc.period)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
RETURN EXISTS (
    SELECT 1
    FROM unnest(limited) AS b
    WHERE b.number < _is_cut_off.number AND b.last >= _is_cut_off.number
      AND NOT bsc._in_service(b.starts, b.ends, _is_cut_off.period));
COMMENT ON FUNCTION bsc._is_cut_off(bigint, bsc._entity_place[], bsc.period) IS
    'is one of the places given above that number, and out of service in the period?';

-- The latest reporting period, up to one, in which those below an entity have an actual
-- that gives it a value.  Where they are
-- most of the catalogue, the actuals of all are gone through from the latest on, and as
-- a rule the first is of one of them; else each is looked up.  (What is in brackets after
-- coalesce is looked up for one row after the other: made a join, it would be made with
-- all actuals before the first is looked at.)
CREATE FUNCTION bsc._latest_below(scorecard_id bigint, entity text, until bsc.period)
RETURNS bsc.period
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
DECLARE
    place bsc._entity_place := (
        SELECT p FROM bsc._entity_place AS p
        WHERE p.scorecard_id = _latest_below.scorecard_id AND p.code = _latest_below.entity AND p.last > p.number);
    are_most boolean := bsc._is_most(place.below, (
        SELECT p.below FROM bsc._entity_place AS p WHERE p.scorecard_id = place.scorecard_id AND p.number = 0));
    -- who takes all that is below out of service with it
    limited bsc._entity_place[] := ARRAY(
        SELECT p
        FROM bsc._entity_place AS p
        WHERE p.scorecard_id = place.scorecard_id AND p.number > place.number AND p.number <= place.last
          AND p.last > p.number AND (p.starts IS NOT NULL OR p.ends IS NOT NULL));
BEGIN
    RETURN (
        SELECT bsc.max(bsc.enclosing(latest.period, s.frequency, s.first_month))
        FROM bsc.scorecard AS s
        JOIN bsc.measure AS m ON m.scorecard_id = s.id
        CROSS JOIN LATERAL (
            (SELECT x.period
             FROM bsc.actual AS x
             WHERE are_most AND x.measure_id = m.id AND x.period OPERATOR(bsc.<=) bsc.last_within(_latest_below.until, m.frequency)
               AND CASE WHEN bsc.grain(x.period) = m.frequency
                        THEN bsc.enclosing(x.period, s.frequency, s.first_month) OPERATOR(bsc.<=) _latest_below.until END
               AND coalesce((
                   SELECT bsc._in_service(d.starts, d.ends, x.period)
                       AND (cardinality(limited) = 0 OR NOT bsc._is_cut_off(d.number, limited, x.period))
                   FROM bsc._entity_place AS d
                   WHERE d.scorecard_id = place.scorecard_id AND d.code = x.entity
                     AND d.number > place.number AND d.number <= place.last), false)
             ORDER BY x.period DESC LIMIT 1)
            UNION ALL
            SELECT y.period
            FROM bsc._entity_place AS d
            CROSS JOIN LATERAL (
                SELECT x.period
                FROM bsc.actual AS x
                WHERE x.measure_id = m.id AND x.entity = d.code
                  AND x.period OPERATOR(bsc.<=) bsc.last_within(_latest_below.until, m.frequency)
                  AND CASE WHEN bsc.grain(x.period) = m.frequency
                           THEN bsc.enclosing(x.period, s.frequency, s.first_month) OPERATOR(bsc.<=) _latest_below.until END
                  AND bsc._in_service(d.starts, d.ends, x.period)
                  AND (cardinality(limited) = 0 OR NOT bsc._is_cut_off(d.number, limited, x.period))
                ORDER BY x.period DESC LIMIT 1) AS y
            WHERE NOT are_most
              AND d.scorecard_id = place.scorecard_id AND d.number > place.number AND d.number <= place.last) AS latest
        WHERE s.id = _latest_below.scorecard_id
          AND bsc._is_in_scope(m.scope, place.code)
          AND bsc._takes_members(m.rollup, bsc._kind(m.rollup, m.kind), coalesce(m.scope, 'all'))
          AND bsc._grain_rank(m.frequency) >= bsc._grain_rank(s.frequency));
END
$$;
COMMENT ON FUNCTION bsc._latest_below(bigint, text, bsc.period) IS
    'the latest reporting period, up to one, in which those below an entity have an actual';

-- The latest reporting period in which an entity has an actual, its own or of those
-- below it, among those that have begun by a period.
CREATE FUNCTION bsc._latest_until(scorecard_id bigint, entity text, until bsc.period)
RETURNS bsc.period
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
BEGIN ATOMIC
    SELECT bsc.max(f.period)
    FROM (
        SELECT bsc.max(bsc.enclosing(latest.period, s.frequency, s.first_month)) AS period
        FROM bsc.scorecard AS s
        JOIN bsc.measure AS m ON m.scorecard_id = s.id
        CROSS JOIN LATERAL (
            SELECT bsc.max(a.period) AS period
            FROM bsc.actual AS a
            WHERE a.measure_id = m.id AND a.entity = _latest_until.entity
              AND a.period <= bsc.last_within(_latest_until.until, m.frequency)
              -- a week may begin within the period and count for the next
              AND CASE WHEN bsc._grain_rank(bsc.grain(a.period)) >= bsc._grain_rank(s.frequency)
                       THEN bsc.enclosing(a.period, s.frequency, s.first_month) <= _latest_until.until END) AS latest
        WHERE s.id = _latest_until.scorecard_id AND bsc._grain_rank(m.frequency) >= bsc._grain_rank(s.frequency)
          AND bsc._is_in_scope(m.scope, _latest_until.entity)
        UNION ALL
        SELECT bsc._latest_below(_latest_until.scorecard_id, _latest_until.entity, _latest_until.until)) AS f;
END;
COMMENT ON FUNCTION bsc._latest_until(bigint, text, bsc.period) IS
    'the latest reporting period, up to one, in which an entity has an actual, its own or of those below it';

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

-- The latest reporting period that has something to say of an entity: it has an
-- actual, and is over or has been observed for a fifth of its time by any
-- measure.  NULL if there is none.
CREATE FUNCTION bsc._latest_period(scorecard_id bigint, entity text)
RETURNS bsc.period
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    under_way bsc.period := bsc._current_period(scorecard_id);
    latest bsc.period := bsc._latest_until(scorecard_id, entity, under_way);
    zone text := (SELECT s.time_zone FROM bsc.scorecard AS s WHERE s.id = _latest_period.scorecard_id);
    starts timestamptz;
BEGIN
    IF latest OPERATOR(bsc.=) under_way THEN
        starts := bsc.first_moment(under_way, zone);
        IF NOT EXISTS (
            SELECT 1 FROM unnest(bsc._observed_all(scorecard_id)) AS o
            WHERE o.observed IS NOT NULL  -- least() would pass over it
              AND extract(epoch FROM least(o.observed, bsc.moment_after(under_way, zone)) - starts)
                  >= 0.2 * extract(epoch FROM bsc.moment_after(under_way, zone) - starts)) THEN
            RETURN bsc._latest_until(scorecard_id, entity, bsc._period_before(under_way));
        END IF;
    END IF;
    RETURN latest;
END
$$;
COMMENT ON FUNCTION bsc._latest_period(bigint, text) IS
    'the latest reporting period in which an entity has an actual that is over, or of which a fifth has been observed';

-- The period that somebody asks about: hers, if it is one of the scorecard's, or
-- without one the latest that has something to say, or the one that is under way.
CREATE FUNCTION bsc._asked_period(scorecard_id bigint, period bsc.period, entity text)
RETURNS bsc.period
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
RETURN COALESCE(bsc._own_period(scorecard_id, period), bsc._latest_period(scorecard_id, entity),
    bsc._current_period(scorecard_id));
COMMENT ON FUNCTION bsc._asked_period(bigint, bsc.period, text) IS
    'a period of the scorecard; for NULL the latest that has something to say of the entity, else the one that is under way';

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
    missing text,
    pace double precision,
    provisional boolean,
    goal_period bsc.period,
    observed timestamptz,
    lack text,
    lack_period bsc.period,
    figure text);
COMMENT ON TYPE bsc._evaluated_node IS 'a node of a scorecard''s tree with its names and what it came to';

-- All nodes of the tree for one entity, in no order; place sorts them depth
-- first.  The entity is evaluated whether the period lists it or not, and a
-- node without children or data is there with no score.  A closed period gives what
-- was frozen for the entities that it listed, on the bases period and ytd.
CREATE FUNCTION bsc._node(scorecard_id bigint, period bsc.period, entity text, basis text)
RETURNS SETOF bsc._evaluated_node
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 50
BEGIN ATOMIC
    SELECT t.level, t.id, t.key, t.parent, t.place, t.perspective, t.objective, t.measure, t.name, t.unit,
        n.actual, COALESCE(n.actual_period, CASE WHEN n.actual IS NOT NULL THEN _node.period END),
        bsc.baseline(n.target), bsc.goal(n.target),
        n.score, n.status, t.weight, n.coverage, t.combine, s.missing, n.pace, n.provisional,
        COALESCE(n.goal_period, CASE WHEN n.target IS NOT NULL THEN _node.period END), n.observed, n.lack, n.lack_period,
        CASE WHEN t.level = 3 THEN bsc._kind(m.rollup, m.kind) END
    FROM bsc.scorecard AS s
    CROSS JOIN bsc._one_result(bsc._outline(_node.scorecard_id, true), _node.period, _node.basis, _node.entity,
                               NULL::integer, false) AS e
    CROSS JOIN LATERAL unnest(e.nodes) AS n
    JOIN bsc._node(_node.scorecard_id) AS t ON t.level = n.level AND t.id = n.node_id
    LEFT JOIN bsc.measure AS m ON t.level = 3 AND m.id = t.id
    WHERE s.id = _node.scorecard_id
      AND NOT EXISTS (
          SELECT 1 FROM bsc.closed_result AS f
          WHERE f.scorecard_id = _node.scorecard_id AND f.period = _node.period AND f.entity = _node.entity
            AND f.basis = _node.basis)
    UNION ALL
    SELECT f.level, t.id, k.key,
        CASE WHEN f.level > 0 THEN concat_ws('/',
            CASE WHEN f.level > 1 THEN f.perspective END, CASE WHEN f.level > 2 THEN f.objective END) END,
        ARRAY[bsc._place(f.ordinal, '')], f.perspective, f.objective, f.measure, f.name, f.unit,
        f.actual, f.actual_period, f.baseline, f.goal,
        f.score, f.status, f.weight, f.coverage,
        f.combine, COALESCE(c.definition ->> 'missing', 'skip'), f.pace, f.provisional, f.goal_period, f.observed, NULL, NULL,
        CASE WHEN f.level = 3 THEN bsc._kind(
            CASE WHEN d.measure ? 'formula' THEN 'formula' ELSE COALESCE(d.measure ->> 'rollup', 'sum') END,
            d.measure ->> 'kind') END
    FROM bsc.closed_period AS c
    JOIN bsc.closed_result AS f ON f.scorecard_id = c.scorecard_id AND f.period = c.period
    CROSS JOIN LATERAL (
        SELECT concat_ws('/', f.perspective, f.objective, f.measure) AS key) AS k
    LEFT JOIN bsc._node(_node.scorecard_id) AS t ON t.level = f.level AND t.key = k.key
    LEFT JOIN jsonb_path_query(c.definition, '$.perspectives[*].objectives[*].measures[*]') AS d (measure)
        ON f.level = 3 AND d.measure ->> 'code' = f.measure
    WHERE c.scorecard_id = _node.scorecard_id AND c.period = _node.period
      AND f.entity = _node.entity AND f.basis = _node.basis;
END;
COMMENT ON FUNCTION bsc._node(bigint, bsc.period, text, text) IS 'every node of the tree for one entity, period and basis';

CREATE FUNCTION bsc._evaluated(scorecard text, period bsc.period, entity text, basis text)
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
    coverage double precision,
    pace double precision,
    provisional boolean,
    goal_period text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 50
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    asked text := bsc._asked_entity(owner_id, entity);
    own bsc.period := bsc._asked_period(owner_id, period, asked);
    asked_basis text := bsc._basis(basis);
BEGIN
    RETURN QUERY
    SELECT n.level, concat_ws('/', scorecard, nullif(n.key, '')),
        coalesce(n.measure, n.objective, n.perspective, scorecard),
        n.name, n.actual, n.goal, n.score, n.status::text, n.weight, n.coverage,
        n.pace, n.provisional, n.goal_period::text
    FROM bsc._node(owner_id, own, asked, asked_basis) AS n
    ORDER BY n.place;
END
$$;
COMMENT ON FUNCTION bsc._evaluated(text, bsc.period, text, text) IS 'the scorecard of one entity for a period of any grain, as it stands';

CREATE FUNCTION bsc.evaluate(
    scorecard text, period bsc.period, entity text DEFAULT '', basis text DEFAULT 'period', as_of timestamptz DEFAULT NULL)
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
    coverage double precision,
    pace double precision,
    provisional boolean,
    goal_period text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 50
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
BEGIN
    IF as_of IS NULL THEN
        RETURN QUERY SELECT e.* FROM bsc._evaluated(scorecard, period, entity, basis) AS e;
    ELSE
        RETURN QUERY SELECT e.* FROM bsc._evaluated(
            scorecard, period, bsc._entity_then(scorecard, entity, as_of), basis, as_of) AS e;
    END IF;
END
$$;
COMMENT ON FUNCTION bsc.evaluate(text, bsc.period, text, text, timestamptz) IS
    'the scorecard of one entity for a period of any grain, one row a node, depth first; NULL for the latest reporting period that has something to say, else the one under way; basis period, ytd or rolling; as_of for what it showed then';

CREATE FUNCTION bsc.evaluate(
    scorecard text, period text DEFAULT NULL, entity text DEFAULT '', basis text DEFAULT 'period',
    as_of timestamptz DEFAULT NULL)
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
    coverage double precision,
    pace double precision,
    provisional boolean,
    goal_period text)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 50
BEGIN ATOMIC
    SELECT e.* FROM bsc.evaluate(
        evaluate.scorecard, evaluate.period::bsc.period, evaluate.entity, evaluate.basis, evaluate.as_of) AS e;
END;
COMMENT ON FUNCTION bsc.evaluate(text, text, text, text, timestamptz) IS
    'the scorecard of one entity for a period of any grain, one row a node, depth first; NULL for the latest reporting period that has something to say, else the one under way; basis period, ytd or rolling; as_of for what it showed then';
