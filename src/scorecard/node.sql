-- The tree of a scorecard: the one place that says what its nodes are called and
-- how they are ordered.  Whatever evaluates, freezes, reports or checks nodes
-- joins this and filters it.

-- A text that sorts as position and code do.
CREATE FUNCTION bsc._place(place bigint, code text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lpad((place + 2147483648)::text, 20, '0') || code COLLATE "C";
COMMENT ON FUNCTION bsc._place(bigint, text) IS 'a text that sorts as position and code do';

-- Level 0 is the scorecard, 3 a measure.  The key joins the codes of perspective,
-- objective and measure by slashes and is empty for the scorecard; place sorts
-- the nodes depth first.  A plain query that the planner pulls into its caller's,
-- so that a filter on level or id leaves the tables that it does not need alone.
CREATE FUNCTION bsc._node(scorecard_id bigint)
RETURNS TABLE (
    level integer,
    id bigint,
    place text[],
    key text,
    parent text,
    perspective text,
    objective text,
    measure text,
    name text,
    unit text,
    weight double precision,
    combine text)
LANGUAGE sql STABLE PARALLEL SAFE COST 100 ROWS 50
BEGIN ATOMIC
    SELECT 0, s.id, ARRAY[]::text[], '', NULL::text, NULL::text, NULL::text, NULL::text,
        COALESCE(s.name, s.code), NULL::text, 1::double precision, 'mean'
    FROM bsc.scorecard AS s
    WHERE s.id = _node.scorecard_id
    UNION ALL
    SELECT 1, p.id, ARRAY[bsc._place(p.position::bigint, p.code)], p.code, '', p.code, NULL, NULL,
        COALESCE(p.name, p.code), NULL, p.weight, p.combine
    FROM bsc.perspective AS p
    WHERE p.scorecard_id = _node.scorecard_id
    UNION ALL
    SELECT 2, o.id, ARRAY[bsc._place(p.position::bigint, p.code), bsc._place(o.position::bigint, o.code)],
        p.code || '/' || o.code, p.code, p.code, o.code, NULL,
        COALESCE(o.name, o.code), NULL, o.weight, o.combine
    FROM bsc.objective AS o
    JOIN bsc.perspective AS p ON p.id = o.perspective_id
    WHERE o.scorecard_id = _node.scorecard_id
    UNION ALL
    SELECT 3, m.id, ARRAY[bsc._place(p.position::bigint, p.code), bsc._place(o.position::bigint, o.code),
            bsc._place(m.position::bigint, m.code)],
        p.code || '/' || o.code || '/' || m.code, p.code || '/' || o.code, p.code, o.code, m.code,
        COALESCE(m.name, m.code), m.unit, m.weight, NULL
    FROM bsc.measure AS m
    JOIN bsc.objective AS o ON o.id = m.objective_id
    JOIN bsc.perspective AS p ON p.id = o.perspective_id
    WHERE m.scorecard_id = _node.scorecard_id;
END;
COMMENT ON FUNCTION bsc._node(bigint) IS 'the nodes of a scorecard''s tree with their codes and names; place sorts them depth first';
