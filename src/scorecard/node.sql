-- The tree of a scorecard: the one place that says what its nodes are called and
-- how they are ordered.  Whatever evaluates, freezes, reports or checks nodes
-- joins this and filters it.

-- A text that sorts as position and code do.
CREATE FUNCTION bsc._place(place bigint, code text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lpad((place + 2147483648)::text, 20, '0') || code COLLATE "C";
COMMENT ON FUNCTION bsc._place(bigint, text) IS 'a text that sorts as position and code do';

-- One view a level, because a query that needs the nodes of one level can then be
-- planned as a join of plain tables.  Level 0 is the scorecard, 3 a measure.  The
-- key joins the codes of perspective, objective and measure by slashes and is
-- empty for the scorecard; parent is the key of the node above; place sorts the
-- nodes depth first.
CREATE VIEW bsc._scorecard_node WITH (security_invoker = true) AS
SELECT s.id AS scorecard_id, 0 AS level, s.id, ARRAY[]::text[] AS place, ''::text AS key, NULL::text AS parent,
    NULL::text AS perspective, NULL::text AS objective, NULL::text AS measure,
    COALESCE(s.name, s.code) AS name, NULL::text AS unit, 1::double precision AS weight, 'mean'::text AS combine
FROM bsc.scorecard AS s;
COMMENT ON VIEW bsc._scorecard_node IS 'level 0 of the trees: the scorecards themselves';

CREATE VIEW bsc._perspective_node WITH (security_invoker = true) AS
SELECT p.scorecard_id, 1 AS level, p.id, ARRAY[bsc._place(p.position::bigint, p.code)] AS place, p.code AS key, ''::text AS parent,
    p.code AS perspective, NULL::text AS objective, NULL::text AS measure,
    COALESCE(p.name, p.code) AS name, NULL::text AS unit, p.weight, p.combine
FROM bsc.perspective AS p;
COMMENT ON VIEW bsc._perspective_node IS 'level 1 of the trees: the perspectives';

CREATE VIEW bsc._objective_node WITH (security_invoker = true) AS
SELECT o.scorecard_id, 2 AS level, o.id, p.place || bsc._place(o.position::bigint, o.code) AS place,
    p.key || '/' || o.code AS key, p.key AS parent,
    p.perspective, o.code AS objective, NULL::text AS measure,
    COALESCE(o.name, o.code) AS name, NULL::text AS unit, o.weight, o.combine, o.owner, o.description
FROM bsc.objective AS o
JOIN bsc._perspective_node AS p ON p.id = o.perspective_id;
COMMENT ON VIEW bsc._objective_node IS 'level 2 of the trees: the objectives';

CREATE VIEW bsc._measure_node WITH (security_invoker = true) AS
SELECT m.scorecard_id, 3 AS level, m.id, o.place || bsc._place(m.position::bigint, m.code) AS place,
    o.key || '/' || m.code AS key, o.key AS parent,
    o.perspective, o.objective, m.code AS measure,
    COALESCE(m.name, m.code) AS name, m.unit, m.weight, NULL::text AS combine, m.owner, m.description
FROM bsc.measure AS m
JOIN bsc._objective_node AS o ON o.id = m.objective_id;
COMMENT ON VIEW bsc._measure_node IS 'level 3 of the trees: the measures';

GRANT SELECT ON bsc._scorecard_node, bsc._perspective_node, bsc._objective_node, bsc._measure_node
    TO @extowner@ WITH GRANT OPTION;

-- All of one scorecard.
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
    SELECT n.level, n.id, n.place, n.key, n.parent, n.perspective, n.objective, n.measure, n.name, n.unit, n.weight, n.combine
    FROM bsc._scorecard_node AS n WHERE n.scorecard_id = _node.scorecard_id
    UNION ALL
    SELECT n.level, n.id, n.place, n.key, n.parent, n.perspective, n.objective, n.measure, n.name, n.unit, n.weight, n.combine
    FROM bsc._perspective_node AS n WHERE n.scorecard_id = _node.scorecard_id
    UNION ALL
    SELECT n.level, n.id, n.place, n.key, n.parent, n.perspective, n.objective, n.measure, n.name, n.unit, n.weight, n.combine
    FROM bsc._objective_node AS n WHERE n.scorecard_id = _node.scorecard_id
    UNION ALL
    SELECT n.level, n.id, n.place, n.key, n.parent, n.perspective, n.objective, n.measure, n.name, n.unit, n.weight, n.combine
    FROM bsc._measure_node AS n WHERE n.scorecard_id = _node.scorecard_id;
END;
COMMENT ON FUNCTION bsc._node(bigint) IS 'the nodes of a scorecard''s tree with their codes and names; place sorts them depth first';
