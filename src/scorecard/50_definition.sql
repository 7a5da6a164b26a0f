-- The document of a scorecard as it is: what define() would need to make it
-- again, and no more.  Values that define() fills in by itself are left out.

CREATE FUNCTION bsc.without_defaults(kind text, value jsonb)
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(pg_catalog.jsonb_object_agg(k.key, v.value), '{}')
    FROM bsc.document_keys() AS k
    JOIN pg_catalog.jsonb_each(without_defaults.value) AS v ON v.key = k.key
    WHERE k.kind = without_defaults.kind
      AND v.value <> 'null'
      AND v.value IS DISTINCT FROM k.initial;
END;

CREATE FUNCTION bsc.definition(code text)
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
SET extra_float_digits = 1
AS $$
DECLARE
    own_id bigint := bsc.scorecard_id(code);
BEGIN
    RETURN (
        WITH plans AS (
            SELECT t.measure_id,
                   jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                       'entity', nullif(t.entity, ''), 'period', t.period, 'target', t.target))
                       ORDER BY t.entity COLLATE "C", t.period) AS rows
            FROM bsc.measure AS m
            JOIN bsc.plan AS t ON t.measure_id = m.id
            WHERE m.scorecard_id = own_id
            GROUP BY t.measure_id
        ),
        measures AS (
            SELECT m.objective_id,
                   jsonb_agg(
                       bsc.without_defaults('measure', to_jsonb(m) || jsonb_build_object(
                           'position', nullif(m.position, m.ordinal),
                           'frequency', nullif(m.frequency, s.frequency),
                           'run_as', CASE WHEN m.query IS NOT NULL THEN nullif(m.run_as, current_user) END,
                           'plan', t.rows))
                       ORDER BY m.ordinal) AS rows
            FROM (SELECT x.*, row_number() OVER (
                             PARTITION BY x.objective_id ORDER BY x.position, x.code COLLATE "C") AS ordinal
                  FROM bsc.measure AS x
                  WHERE x.scorecard_id = own_id) AS m
            JOIN bsc.scorecard AS s ON s.id = own_id
            LEFT JOIN plans AS t ON t.measure_id = m.id
            GROUP BY m.objective_id
        ),
        objectives AS (
            SELECT o.perspective_id,
                   jsonb_agg(
                       bsc.without_defaults('objective', to_jsonb(o) || jsonb_build_object(
                           'position', nullif(o.position, o.ordinal),
                           'measures', m.rows))
                       ORDER BY o.ordinal) AS rows
            FROM (SELECT x.*, row_number() OVER (
                             PARTITION BY x.perspective_id ORDER BY x.position, x.code COLLATE "C") AS ordinal
                  FROM bsc.objective AS x
                  WHERE x.scorecard_id = own_id) AS o
            LEFT JOIN measures AS m ON m.objective_id = o.id
            GROUP BY o.perspective_id
        ),
        perspectives AS (
            SELECT jsonb_agg(
                       bsc.without_defaults('perspective', to_jsonb(p) || jsonb_build_object(
                           'position', nullif(p.position, p.ordinal),
                           'objectives', o.rows))
                       ORDER BY p.ordinal) AS rows
            FROM (SELECT x.*, row_number() OVER (ORDER BY x.position, x.code COLLATE "C") AS ordinal
                  FROM bsc.perspective AS x
                  WHERE x.scorecard_id = own_id) AS p
            LEFT JOIN objectives AS o ON o.perspective_id = p.id
        ),
        links AS (
            SELECT jsonb_agg(
                       bsc.without_defaults('link', to_jsonb(l) || jsonb_build_object(
                           'cause', l.cause_name, 'effect', l.effect_name))
                       ORDER BY l.cause_name COLLATE "C", l.effect_name COLLATE "C", l.lag) AS rows
            FROM (SELECT x.*, bsc.objective_name(x.cause) AS cause_name, bsc.objective_name(x.effect) AS effect_name
                  FROM bsc.link AS x
                  WHERE x.scorecard_id = own_id) AS l
        ),
        served AS (
            SELECT n.initiative_id, jsonb_agg(n.name ORDER BY n.name COLLATE "C") AS rows
            FROM (SELECT x.initiative_id, bsc.objective_name(x.objective_id) AS name
                  FROM bsc.initiative_objective AS x
                  WHERE x.scorecard_id = own_id) AS n
            GROUP BY n.initiative_id
        ),
        initiatives AS (
            SELECT jsonb_agg(
                       bsc.without_defaults('initiative', to_jsonb(i) || jsonb_build_object('objectives', n.rows))
                       ORDER BY i.code COLLATE "C") AS rows
            FROM bsc.initiative AS i
            LEFT JOIN served AS n ON n.initiative_id = i.id
            WHERE i.scorecard_id = own_id
        )
        SELECT bsc.without_defaults('scorecard', to_jsonb(s) || jsonb_build_object(
                   'perspectives', p.rows, 'links', l.rows, 'initiatives', i.rows))
        FROM bsc.scorecard AS s, perspectives AS p, links AS l, initiatives AS i
        WHERE s.id = own_id);
END
$$;

COMMENT ON FUNCTION bsc.without_defaults(text, jsonb) IS 'a row as its node in a document: known keys only, without what define() would fill in';
COMMENT ON FUNCTION bsc.definition(text) IS 'the document of a scorecard, such that define() makes the same scorecard of it';
