-- What a document would change: define() without the writing.
--
-- Reading, matching and the questions "which rows are wanted, which differ, which
-- are no longer wanted" are define's own functions (matching.sql); here their
-- answers become rows instead of statements, so that the two cannot disagree.
--
-- A node is named by the codes on the way to it, as
-- perspectives[customer].objectives[loyalty].measures[nps]: the document's keys, and in
-- brackets what the node is known by, which holds for nodes that are gone, too.

-- One row of the answer, with its place: that of the node in the document, then the
-- key's; what is gone comes last.
CREATE TYPE bsc._document_change AS (
    place integer[],
    path text,
    change text,
    before jsonb,
    after jsonb
);
COMMENT ON TYPE bsc._document_change IS 'one thing that a document would change';

CREATE FUNCTION bsc._node_path(kind text, belongs text, code text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE kind
    WHEN 'perspective' THEN format('perspectives[%s]', code)
    WHEN 'objective' THEN format('perspectives[%s].objectives[%s]', belongs, code)
    WHEN 'measure' THEN format('perspectives[%s].objectives[%s].measures[%s]',
                               split_part(belongs, '/', 1), split_part(belongs, '/', 2), code)
    WHEN 'initiative' THEN format('initiatives[%s]', code)
    WHEN 'entity' THEN format('entities[%s]', code)
    ELSE '' END;
COMMENT ON FUNCTION bsc._node_path(text, text, text) IS 'a node of a scorecard by the codes on the way to it';

CREATE FUNCTION bsc._link_path(cause text, effect text, lag integer)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN format('links[%s -> %s%s]', cause, effect, CASE WHEN lag > 0 THEN ', lag ' || lag ELSE '' END);
COMMENT ON FUNCTION bsc._link_path(text, text, integer) IS 'a link by its ends and its lag';

-- The entities of an initiative as its node lists them.
CREATE FUNCTION bsc._given_starts(nodes bsc._document_node[], initiative text)
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('entity', n.value -> 'entity', 'starts', n.value -> 'starts'))
                     ORDER BY n.place)
    FROM unnest(nodes) AS n
    WHERE n.kind = 'initiative_entity' AND n.belongs = _given_starts.initiative;
END;
COMMENT ON FUNCTION bsc._given_starts(bsc._document_node[], text) IS 'the entities of an initiative as its document lists them';

-- Its steps, in the order in which definition() has them: a list in another one is no other list.
CREATE FUNCTION bsc._given_steps(nodes bsc._document_node[], initiative text)
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT jsonb_agg(bsc._without_defaults('initiative_step'::text, n.value) ORDER BY (n.value ->> 'due')::date, n.key COLLATE "C")
    FROM unnest(nodes) AS n
    WHERE n.kind = 'initiative_step' AND n.belongs = _given_steps.initiative;
END;
COMMENT ON FUNCTION bsc._given_steps(bsc._document_node[], text) IS 'the steps of an initiative as its document lists them';

-- What is new, as a document would say it; a new measure comes with its targets, a
-- new initiative with what it serves.
CREATE FUNCTION bsc._added_nodes(nodes bsc._document_node[], plans bsc._document_node[], own_id bigint, links jsonb)
RETURNS SETOF bsc._document_change
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH planned AS MATERIALIZED (
        SELECT p.belongs, jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                'entity', nullif(p.value ->> 'entity', ''), 'period', p.value -> 'period'))
                || jsonb_build_object('target', p.value -> 'target') ORDER BY p.place) AS plan
        FROM unnest(plans) AS p
        GROUP BY p.belongs
    ), served AS MATERIALIZED (
        SELECT s.belongs, jsonb_agg(s.value #> '{given,objective}' ORDER BY s.place) AS objectives
        FROM unnest(nodes) AS s
        WHERE s.kind = 'served'
        GROUP BY s.belongs
    )
    SELECT n.place, bsc._node_path(n.kind, n.belongs, n.value ->> 'code'), 'added', NULL::jsonb,
           bsc._without_defaults(n.kind, n.value - 'was' || jsonb_build_object(
               'position', nullif((n.value ->> 'position')::integer, n.ordinal),
               'weights', n.value -> 'weights',
               'plan', p.plan,
               'objectives', s.objectives,
               'entities', CASE n.kind WHEN 'initiative' THEN bsc._given_starts(nodes, n.key) END,
               'steps', CASE n.kind WHEN 'initiative' THEN bsc._given_steps(nodes, n.key) END)
               || CASE n.kind WHEN 'measure' THEN jsonb_build_object(
                      'frequency', nullif(n.value ->> 'frequency', nodes[1].value ->> 'frequency')) ELSE '{}' END)
    FROM unnest(nodes) AS n
    LEFT JOIN planned AS p ON n.kind = 'measure' AND p.belongs = n.key
    LEFT JOIN served AS s ON n.kind = 'initiative' AND s.belongs = n.key
    WHERE n.kind IN ('perspective', 'objective', 'measure', 'initiative') AND n.id IS NULL
       OR n.kind = 'scorecard' AND _added_nodes.own_id IS NULL
    UNION ALL
    SELECT n.place, bsc._link_path(n.value #>> '{given,cause}', n.value #>> '{given,effect}', (n.value ->> 'lag')::integer),
           'added', NULL, bsc._without_defaults('link', n.value || jsonb_build_object(
               'cause', n.value #> '{given,cause}', 'effect', n.value #> '{given,effect}'))
    FROM (SELECT x.*, row_number() OVER (ORDER BY x.place) AS turn FROM unnest(nodes) AS x WHERE x.kind = 'link') AS n
    JOIN jsonb_array_elements(links) WITH ORDINALITY AS l (value, turn) ON l.turn = n.turn
    WHERE l.value ->> 'id' IS NULL;
END;
COMMENT ON FUNCTION bsc._added_nodes(bsc._document_node[], bsc._document_node[], bigint, jsonb) IS 'what a document brings that is new';

-- The columns in which rows of a kind's table are to become others.
CREATE FUNCTION bsc._changed_columns(kind text, rows jsonb)
RETURNS TABLE (id bigint, name text, before jsonb, after jsonb)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    columns text[] := bsc._document_columns(kind);
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT t.id, c.name, to_jsonb(t) -> c.name, to_jsonb(d) -> c.name'
        ' FROM jsonb_populate_recordset(NULL::bsc.%I, $1) AS d JOIN bsc.%1$I AS t ON %s'
        ' CROSS JOIN unnest($2) AS c (name)'
        ' WHERE to_jsonb(t) -> c.name IS DISTINCT FROM to_jsonb(d) -> c.name', kind, bsc._differing_rows(columns))
    USING rows, columns;
END
$$;
COMMENT ON FUNCTION bsc._changed_columns(text, jsonb) IS 'the columns in which rows are to become others';

-- The keys of nodes that stay and change, and where they move.  An id of what a
-- node belongs to shows as that node's path.
CREATE FUNCTION bsc._changed_nodes(nodes bsc._document_node[], own_id bigint)
RETURNS SETOF bsc._document_change
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH rows AS MATERIALIZED (
        SELECT k.kind, bsc._wanted_rows(nodes, k.kind, own_id, bsc._matched_ids(nodes, k.above)) AS rows
        FROM (VALUES ('scorecard', ''), ('perspective', 'scorecard'), ('objective', 'perspective'),
                     ('measure', 'objective'), ('initiative', 'scorecard')) AS k (kind, above)
    ), named AS (
        SELECT n.*, bsc._node_path(n.kind, n.belongs, n.value ->> 'code') AS name,
               CASE n.kind WHEN 'scorecard' THEN own_id ELSE n.id END AS row_id
        FROM unnest(nodes) AS n
        WHERE n.kind IN ('scorecard', 'perspective', 'objective', 'measure', 'initiative')
    )
    SELECT n.place || coalesce(k.ordinal, 0),
           CASE WHEN c.name IN ('perspective_id', 'objective_id') THEN n.name
                ELSE bsc._document_path(n.name, coalesce(k.key, c.name)) END,
           CASE WHEN c.name IN ('perspective_id', 'objective_id') THEN 'moved' ELSE 'changed' END,
           CASE c.name
               WHEN 'perspective_id' THEN (
                   SELECT to_jsonb(bsc._node_path('perspective'::text, NULL::text, p.code))
                   FROM bsc.perspective AS p WHERE p.id = c.before::bigint)
               WHEN 'objective_id' THEN (
                   SELECT to_jsonb(bsc._node_path('objective'::text, p.code, o.code))
                   FROM bsc.objective AS o JOIN bsc.perspective AS p ON p.id = o.perspective_id
                   WHERE o.id = c.before::bigint)
               ELSE nullif(c.before, 'null') END,
           CASE c.name
               WHEN 'perspective_id' THEN to_jsonb(bsc._node_path('perspective'::text, NULL::text, n.belongs))
               WHEN 'objective_id' THEN to_jsonb(bsc._node_path(
                   'objective'::text, split_part(n.belongs, '/', 1), split_part(n.belongs, '/', 2)))
               ELSE nullif(c.after, 'null') END
    FROM rows AS r
    CROSS JOIN LATERAL bsc._changed_columns(r.kind, r.rows) AS c
    JOIN named AS n ON n.kind = r.kind AND n.row_id = c.id
    LEFT JOIN bsc._document_keys() AS k
      ON k.kind = r.kind AND k.key = CASE c.name WHEN 'judgements' THEN 'weights' ELSE c.name END;
END;
COMMENT ON FUNCTION bsc._changed_nodes(bsc._document_node[], bigint) IS 'the keys of nodes that stay and change, and where they move';

-- The role that a query runs as: the one that the document names or, where the query
-- is another and no role is named, whoever defines.
CREATE FUNCTION bsc._changed_roles(nodes bsc._document_node[])
RETURNS SETOF bsc._document_change
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT n.place || k.ordinal, bsc._node_path(n.kind, n.belongs, n.key) || '.run_as', 'changed',
           to_jsonb(m.run_as), to_jsonb(coalesce(n.value ->> 'run_as', CURRENT_USER::text))
    FROM unnest(nodes) AS n
    JOIN bsc.measure AS m ON m.id = n.id
    JOIN bsc._document_keys() AS k ON k.kind = 'measure' AND k.key = 'run_as'
    WHERE n.kind = 'measure'
      AND CASE WHEN n.value ->> 'run_as' IS NOT NULL THEN m.run_as <> n.value ->> 'run_as'
               ELSE m.query IS DISTINCT FROM n.value ->> 'query' AND m.run_as <> CURRENT_USER END;
END;
COMMENT ON FUNCTION bsc._changed_roles(bsc._document_node[]) IS 'the measures whose query would run as another role';

-- Links and targets of what is there already.
CREATE FUNCTION bsc._changed_details(
    nodes bsc._document_node[], plans bsc._document_node[], own_id bigint, links jsonb, renamed jsonb)
RETURNS SETOF bsc._document_change
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT n.place || k.ordinal,
           bsc._link_path(n.value #>> '{given,cause}', n.value #>> '{given,effect}', (n.value ->> 'lag')::integer) || '.' || c.name,
           'changed', nullif(c.before, 'null'), nullif(c.after, 'null')
    FROM bsc._changed_columns('link'::text, links) AS c
    JOIN jsonb_array_elements(links) WITH ORDINALITY AS l (value, turn) ON (l.value ->> 'id')::bigint = c.id
    JOIN (SELECT x.*, row_number() OVER (ORDER BY x.place) AS turn FROM unnest(nodes) AS x WHERE x.kind = 'link') AS n
      ON n.turn = l.turn
    JOIN bsc._document_keys() AS k ON k.kind = 'link' AND k.key = c.name
    UNION ALL
    SELECT n.place || ARRAY[k.ordinal, row_number() OVER (
               PARTITION BY d.measure ORDER BY d.entity COLLATE "C", bsc.first_day(d.period), bsc.last_day(d.period) DESC)::integer],
           bsc._node_path(n.kind, n.belongs, n.key) || '.plan[' || concat_ws(' ', nullif(d.entity, ''), d.period::text) || ']'
               || CASE WHEN d.wanted AND d.present THEN '.target' ELSE '' END,
           CASE WHEN NOT d.present THEN 'added' WHEN NOT d.wanted THEN 'removed' ELSE 'changed' END,
           CASE WHEN d.present THEN coalesce(to_jsonb(d.before), 'null') END,
           CASE WHEN d.wanted THEN coalesce(to_jsonb(d.after), 'null') END
    FROM bsc._differing_plans(nodes, plans, own_id, bsc._matched_ids(nodes, 'measure'::text), renamed) AS d
    JOIN unnest(nodes) AS n ON n.kind = 'measure' AND n.key = d.measure AND n.id IS NOT NULL
    JOIN bsc._document_keys() AS k ON k.kind = 'measure' AND k.key = 'plan';
END;
COMMENT ON FUNCTION bsc._changed_details(bsc._document_node[], bsc._document_node[], bigint, jsonb, jsonb) IS
    'the links and targets of what is there that would be others';

-- What initiatives that are there already serve, where they are carried out, and their steps.
CREATE FUNCTION bsc._changed_initiatives(nodes bsc._document_node[], own_id bigint, renamed jsonb)
RETURNS SETOF bsc._document_change
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT n.place || k.ordinal, bsc._node_path(n.kind, n.belongs, n.key) || '.objectives', 'changed',
           (SELECT jsonb_agg(s.name ORDER BY s.name COLLATE "C")
            FROM (SELECT bsc._objective_name(i.objective_id) FROM bsc.initiative_objective AS i
                  WHERE i.initiative_id = n.id) AS s (name)),
           (SELECT jsonb_agg(s.value #> '{given,objective}' ORDER BY s.place)
            FROM unnest(nodes) AS s WHERE s.kind = 'served' AND s.belongs = n.key)
    FROM unnest(nodes) AS n
    JOIN bsc._document_keys() AS k ON k.kind = 'initiative' AND k.key = 'objectives'
    WHERE n.kind = 'initiative'
      AND n.id IN (SELECT d.initiative_id
                   FROM bsc._differing_services(nodes, own_id, bsc._matched_ids(nodes, 'initiative'::text),
                                                bsc._matched_ids(nodes, 'objective'::text)) AS d)
    UNION ALL
    SELECT n.place || k.ordinal, bsc._node_path(n.kind, n.belongs, n.key) || '.entities', 'changed',
           bsc._started_definition(n.id), bsc._given_starts(nodes, n.key)
    FROM unnest(nodes) AS n
    JOIN bsc._document_keys() AS k ON k.kind = 'initiative' AND k.key = 'entities'
    WHERE n.kind = 'initiative'
      AND n.id IN (SELECT d.initiative_id
                   FROM bsc._differing_starts(nodes, own_id, bsc._matched_ids(nodes, 'initiative'::text), renamed) AS d)
    UNION ALL
    SELECT n.place || k.ordinal, bsc._node_path(n.kind, n.belongs, n.key) || '.steps', 'changed',
           bsc._steps_definition(n.id), bsc._given_steps(nodes, n.key)
    FROM unnest(nodes) AS n
    JOIN bsc._document_keys() AS k ON k.kind = 'initiative' AND k.key = 'steps'
    WHERE n.kind = 'initiative'
      AND n.id IN (SELECT d.initiative_id
                   FROM bsc._differing_steps(nodes, own_id, bsc._matched_ids(nodes, 'initiative'::text)) AS d);
END;
COMMENT ON FUNCTION bsc._changed_initiatives(bsc._document_node[], bigint, jsonb) IS
    'what initiatives that are there serve, their entities and their steps, where these would be others';

-- What is gone, as a document said it.
CREATE FUNCTION bsc._removed_nodes(nodes bsc._document_node[], own_id bigint, links jsonb)
RETURNS SETOF bsc._document_change
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT ARRAY[2147483647, r.turn], r.path, 'removed', r.value, NULL::jsonb
    FROM (
        SELECT 1, bsc._node_path('perspective'::text, NULL::text, p.code), bsc._without_defaults('perspective'::text, to_jsonb(p) - 'position')
        FROM bsc.perspective AS p WHERE p.id = ANY (bsc._unwanted_ids(nodes, 'perspective'::text, own_id))
        UNION ALL
        SELECT 2, bsc._node_path('objective'::text, p.code, o.code), bsc._without_defaults('objective'::text, to_jsonb(o) - 'position')
        FROM bsc.objective AS o JOIN bsc.perspective AS p ON p.id = o.perspective_id
        WHERE o.id = ANY (bsc._unwanted_ids(nodes, 'objective'::text, own_id))
        UNION ALL
        SELECT 3, bsc._node_path('measure'::text, p.code || '/' || o.code, m.code),
               bsc._without_defaults('measure'::text, to_jsonb(m) - 'position' || jsonb_build_object(
                   'frequency', nullif(m.frequency, s.frequency), 'run_as', nullif(m.run_as, CURRENT_USER::text),
                   'plan', bsc._plan_definition(m.id)))
        FROM bsc.measure AS m
        JOIN bsc.objective AS o ON o.id = m.objective_id
        JOIN bsc.perspective AS p ON p.id = o.perspective_id
        JOIN bsc.scorecard AS s ON s.id = m.scorecard_id
        WHERE m.id = ANY (bsc._unwanted_ids(nodes, 'measure'::text, own_id))
        UNION ALL
        SELECT 4, bsc._link_path(l.cause_name, l.effect_name, l.lag), bsc._without_defaults('link'::text,
                   to_jsonb(l) || jsonb_build_object('cause', l.cause_name, 'effect', l.effect_name))
        FROM (SELECT x.*, bsc._objective_name(x.cause) AS cause_name, bsc._objective_name(x.effect) AS effect_name
              FROM bsc._unwanted_links(own_id, links) AS x) AS l
        UNION ALL
        SELECT 5, bsc._node_path('initiative'::text, NULL::text, i.code),
               bsc._without_defaults('initiative'::text, to_jsonb(i) || jsonb_build_object(
                   'objectives', bsc._served_definition(i.id), 'entities', bsc._started_definition(i.id),
                   'steps', bsc._steps_definition(i.id)))
        FROM bsc.initiative AS i WHERE i.id = ANY (bsc._unwanted_ids(nodes, 'initiative'::text, own_id))
    ) AS r (turn, path, value);
END;
COMMENT ON FUNCTION bsc._removed_nodes(bsc._document_node[], bigint, jsonb) IS 'what a document leaves out that is there';

CREATE FUNCTION bsc.define_changes(doc jsonb, prune boolean DEFAULT false, queries jsonb DEFAULT NULL)
RETURNS TABLE (path text, change text, before jsonb, after jsonb)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000 ROWS 20
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'
SET extra_float_digits = 1
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    nodes bsc._document_node[] := bsc._read_document(doc, queries);
    plans bsc._document_node[] := ARRAY(SELECT n FROM unnest(nodes) AS n WHERE n.kind = 'plan' ORDER BY n.place);
    entities bsc._document_node[] := ARRAY(SELECT n FROM unnest(nodes) AS n WHERE n.kind = 'entity' ORDER BY n.place);
    own_id bigint;
    links jsonb;
    renamed jsonb;
BEGIN
    nodes := ARRAY(SELECT n FROM unnest(nodes) AS n WHERE n.kind NOT IN ('plan', 'entity') ORDER BY n.place);
    own_id := bsc._find_scorecard(nodes[1].value);
    nodes := bsc._match_document(nodes, own_id);
    PERFORM bsc._check_document_beside_tables(nodes, own_id);
    PERFORM bsc._check_unwanted_measures(bsc._unwanted_ids(nodes, 'measure'::text, own_id), prune);
    entities := bsc._match_entities(entities, own_id);
    PERFORM bsc._check_catalogue(nodes[1], entities, own_id, prune);
    PERFORM bsc._check_named_entities(nodes, plans, entities, own_id);
    renamed := bsc._renamed_entities(entities);
    links := coalesce(bsc._wanted_links(nodes, own_id, bsc._matched_ids(nodes, 'objective'::text)), '[]'::jsonb);

    RETURN QUERY
    SELECT c.path, c.change, c.before, c.after
    FROM (
        SELECT * FROM bsc._added_nodes(nodes, plans, own_id, links)
        UNION ALL SELECT * FROM bsc._changed_nodes(nodes, own_id)
        UNION ALL SELECT * FROM bsc._changed_roles(nodes)
        UNION ALL SELECT * FROM bsc._changed_details(nodes, plans, own_id, links, renamed)
        UNION ALL SELECT * FROM bsc._changed_initiatives(nodes, own_id, renamed)
        UNION ALL SELECT * FROM bsc._removed_nodes(nodes, own_id, links)
        UNION ALL SELECT * FROM bsc._changed_catalogue(nodes[1], entities, own_id)
    ) AS c
    ORDER BY c.place, c.path COLLATE "C";
END
$$;
COMMENT ON FUNCTION bsc.define_changes(jsonb, boolean, jsonb) IS
    'what bsc.define() would change, with nothing touched: one row for each node that is added, removed or moved, and for each key that changes';
