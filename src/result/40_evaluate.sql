-- One entity, one period of any grain: the tree as a person reads it.

-- Is this the basis of a year to date?  An unknown word is an error.
CREATE FUNCTION bsc.is_year_to_date(basis text)
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

-- The latest reporting period in which an entity has an actual.
CREATE FUNCTION bsc.latest_period(scorecard_id bigint, entity text)
RETURNS bsc.period
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
BEGIN ATOMIC
    SELECT bsc.enclosing(latest.period, s.frequency, s.first_month)
    FROM bsc.scorecard AS s
    JOIN bsc.measure AS m ON m.scorecard_id = s.id
    CROSS JOIN LATERAL (
        SELECT a.period
        FROM bsc.actual AS a
        WHERE a.measure_id = m.id AND a.entity = latest_period.entity
          AND bsc.grain_rank(bsc.grain(a.period)) >= bsc.grain_rank(s.frequency)
        ORDER BY a.period DESC
        LIMIT 1) AS latest
    WHERE s.id = latest_period.scorecard_id
    ORDER BY 1 DESC
    LIMIT 1;
END;

-- A text that sorts as position and code do.
CREATE FUNCTION bsc.place(place bigint, code text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.lpad((place + 2147483648)::text, 20, '0') || code COLLATE pg_catalog."C";

-- All nodes of the tree for one entity, in no order; place sorts them depth
-- first.  The entity is evaluated whether the period lists it or not, and a
-- node without children or data is there with no score.  A closed reporting
-- period gives what was frozen for the entities that it listed.
CREATE FUNCTION bsc.node(scorecard_id bigint, period bsc.period, entity text, year_to_date boolean)
RETURNS TABLE (
    level integer,
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
    missing text)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 50
BEGIN ATOMIC
    WITH company AS MATERIALIZED (
        SELECT s.* FROM bsc.scorecard AS s
        WHERE s.id = node.scorecard_id
          AND (node.year_to_date OR NOT EXISTS (
              SELECT 1 FROM bsc.closed_result AS f
              WHERE f.scorecard_id = s.id AND f.period = node.period AND f.entity = node.entity))
    ), leaf AS MATERIALIZED (
        SELECT m.objective_id, m.position, m.code, COALESCE(m.name, m.code) AS name, m.unit,
            n.actual, n.actual_period, n.target, n.score, m.weight, COALESCE(n.coverage, 0) AS coverage
        FROM company AS s
        JOIN bsc.measure AS m ON m.scorecard_id = s.id
        LEFT JOIN bsc.measure_node(node.scorecard_id, node.period, node.year_to_date, node.entity) AS n
            ON n.measure_id = m.id AND n.entity = node.entity
    ), objective AS MATERIALIZED (
        SELECT o.id, o.perspective_id, o.position, o.code, COALESCE(o.name, o.code) AS name, o.weight, o.combine,
            bsc.combined_score(l.score, l.weight, o.combine, s.missing) AS score,
            COALESCE(bsc.attainment(l.coverage, l.weight), 0) AS coverage
        FROM company AS s
        JOIN bsc.objective AS o ON o.scorecard_id = s.id
        LEFT JOIN leaf AS l ON l.objective_id = o.id
        GROUP BY o.id
    ), perspective AS MATERIALIZED (
        SELECT p.id, p.position, p.code, COALESCE(p.name, p.code) AS name, p.weight, p.combine,
            bsc.combined_score(o.score, o.weight, p.combine, s.missing) AS score,
            COALESCE(bsc.attainment(o.coverage, o.weight), 0) AS coverage
        FROM company AS s
        JOIN bsc.perspective AS p ON p.scorecard_id = s.id
        LEFT JOIN objective AS o ON o.perspective_id = p.id
        GROUP BY p.id
    ), whole AS (
        SELECT bsc.combined_score(p.score, p.weight, 'mean', s.missing) AS score,
            COALESCE(bsc.attainment(p.coverage, p.weight), 0) AS coverage
        FROM company AS s
        CROSS JOIN perspective AS p
    )
    SELECT 0, ARRAY[]::text[], NULL::text, NULL::text, NULL::text, COALESCE(s.name, s.code), NULL::text,
        NULL::double precision, NULL::bsc.period, NULL::double precision, NULL::double precision,
        w.score, bsc.status(w.score, s.amber, s.green), 1::double precision, w.coverage,
        'mean', s.missing
    FROM company AS s
    CROSS JOIN whole AS w
    UNION ALL
    SELECT 1, ARRAY[bsc.place(p.position, p.code)], p.code, NULL, NULL, p.name, NULL,
        NULL, NULL, NULL, NULL,
        p.score, bsc.status(p.score, s.amber, s.green), p.weight, p.coverage,
        p.combine, s.missing
    FROM company AS s
    CROSS JOIN perspective AS p
    UNION ALL
    SELECT 2, ARRAY[bsc.place(p.position, p.code), bsc.place(o.position, o.code)],
        p.code, o.code, NULL, o.name, NULL,
        NULL, NULL, NULL, NULL,
        o.score, bsc.status(o.score, s.amber, s.green), o.weight, o.coverage,
        o.combine, s.missing
    FROM company AS s
    CROSS JOIN objective AS o
    JOIN perspective AS p ON p.id = o.perspective_id
    UNION ALL
    SELECT 3, ARRAY[bsc.place(p.position, p.code), bsc.place(o.position, o.code), bsc.place(l.position, l.code)],
        p.code, o.code, l.code, l.name, l.unit,
        l.actual, COALESCE(l.actual_period, CASE WHEN l.actual IS NOT NULL THEN node.period END),
        bsc.baseline(l.target), bsc.goal(l.target),
        l.score, bsc.status(l.score, s.amber, s.green), l.weight, l.coverage,
        NULL, s.missing
    FROM company AS s
    CROSS JOIN leaf AS l
    JOIN objective AS o ON o.id = l.objective_id
    JOIN perspective AS p ON p.id = o.perspective_id
    UNION ALL
    SELECT f.level, ARRAY[bsc.place(f.ordinal, '')], f.perspective, f.objective, f.measure, f.name, f.unit,
        f.actual, f.actual_period, f.baseline, f.goal,
        f.score, f.status, f.weight, f.coverage,
        f.combine, COALESCE(c.definition ->> 'missing', 'skip')
    FROM bsc.closed_period AS c
    JOIN bsc.closed_result AS f ON f.scorecard_id = c.scorecard_id AND f.period = c.period
    WHERE c.scorecard_id = node.scorecard_id AND c.period = node.period
      AND f.entity = node.entity AND NOT node.year_to_date;
END;

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
    own bsc.period := coalesce(bsc.own_period(owner_id, period), bsc.latest_period(owner_id, asked));
    ytd boolean := bsc.is_year_to_date(basis);
BEGIN
    RETURN QUERY
    SELECT n.level, concat_ws('/', scorecard, n.perspective, n.objective, n.measure),
        coalesce(n.measure, n.objective, n.perspective, scorecard),
        n.name, n.actual, n.goal, n.score, n.status::text, n.weight, n.coverage
    FROM bsc.node(owner_id, own, asked, ytd) AS n
    ORDER BY n.place;
END
$$;

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

COMMENT ON FUNCTION bsc.is_year_to_date(text) IS 'is the basis ytd? an error unless it is that or period';
COMMENT ON FUNCTION bsc.latest_period(bigint, text) IS 'the latest reporting period in which an entity has an actual';
COMMENT ON FUNCTION bsc.node(bigint, bsc.period, text, boolean) IS 'every node of the tree for one entity and period';
COMMENT ON FUNCTION bsc.place(bigint, text) IS 'a text that sorts as position and code do';
COMMENT ON FUNCTION bsc.evaluate(text, bsc.period, text, text) IS
    'the scorecard of one entity for a period of any grain, one row a node, depth first; NULL for the latest reporting period with an actual; basis period or ytd';
COMMENT ON FUNCTION bsc.evaluate(text, text, text, text) IS
    'the scorecard of one entity for a period of any grain, one row a node, depth first; NULL for the latest reporting period with an actual; basis period or ytd';
