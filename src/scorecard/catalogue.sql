-- The catalogue of entities as the document has it.
--
-- Its list may have ten thousand of them, so define() and define_changes() keep these
-- nodes apart from the others, and all that is asked about them is asked of all at once.
-- Where the document has no key "entities", the catalogue stays as it is.

-- The circle that the parents lead to from a code: "a -> b -> a"; empty if they lead out.
CREATE FUNCTION bsc._parents_circle(start text, parents jsonb)
RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    chain text[] := '{}';
    code text := start;
BEGIN
    WHILE code <> '' AND code <> ALL (chain) LOOP
        chain := chain || code;
        code := parents ->> code;
    END LOOP;
    RETURN CASE WHEN code <> '' THEN array_to_string(chain[array_position(chain, code):] || code, ' -> ') ELSE '' END;
END
$$;
COMMENT ON FUNCTION bsc._parents_circle(text, jsonb) IS 'the circle that parents lead to, as an error shows it; empty if there is none';

-- The parents that a document gives its entities make a tree.  (Ten thousand nodes are
-- joined here; the planner, which takes them for ten, would loop over them.)
CREATE FUNCTION bsc._check_document_entities(nodes bsc._document_node[])
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET enable_nestloop = off
AS $$
DECLARE
    fault bsc._document_node;
    codes text[] := ARRAY(SELECT n.key FROM unnest(nodes) AS n WHERE n.kind = 'entity' ORDER BY n.place);
    circle text;
BEGIN
    SELECT n.* INTO fault
    FROM unnest(nodes) AS n
    WHERE n.kind = 'entity' AND n.value ->> 'parent' <> ''
      AND n.value ->> 'parent' NOT IN (SELECT u.code FROM unnest(codes) AS u (code))
    ORDER BY n.place
    LIMIT 1;
    IF FOUND THEN
        PERFORM bsc._refuse_document('unknown entity'::text, fault.path || '.parent', bsc._document_excerpt(fault.value -> 'parent'),
            bsc._near_hint(fault.value ->> 'parent', codes));
    END IF;

    WITH RECURSIVE given AS MATERIALIZED (
        SELECT n.key AS code, n.value ->> 'parent' AS parent FROM unnest(nodes) AS n WHERE n.kind = 'entity'
    ), walk (code, depth) AS (
        SELECT g.code, 1 FROM given AS g WHERE g.parent = ''
        UNION ALL
        SELECT g.code, w.depth + 1 FROM walk AS w JOIN given AS g ON g.parent = w.code WHERE w.depth < 100
    )
    SELECT n.* INTO fault
    FROM unnest(nodes) AS n
    WHERE n.kind = 'entity' AND n.key NOT IN (SELECT w.code FROM walk AS w)
    ORDER BY n.place
    LIMIT 1;
    IF FOUND THEN
        circle := bsc._parents_circle(fault.key, (
            SELECT jsonb_object_agg(n.key, n.value ->> 'parent') FROM unnest(nodes) AS n WHERE n.kind = 'entity'));
        PERFORM bsc._refuse_document(
            CASE circle WHEN '' THEN 'more than 100 levels of entities' ELSE 'entities are each other''s parents' END,
            fault.path || '.parent', CASE circle WHEN '' THEN bsc._document_excerpt(fault.value -> 'parent') ELSE circle END,
            CASE circle WHEN '' THEN 'At most 100 stand below each other.' ELSE 'One of them needs another parent, or none.' END);
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._check_document_entities(bsc._document_node[]) IS
    'error where the entities of a document are no tree: a parent that is not there, a circle, too many levels';

CREATE FUNCTION bsc._match_entities(entities bsc._document_node[], own_id bigint)
RETURNS bsc._document_node[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET enable_nestloop = off
AS $$
DECLARE
    keys text[];
    ids bigint[];
BEGIN
    SELECT array_agg(e.code), array_agg(e.id) INTO keys, ids
    FROM bsc.entity AS e WHERE e.scorecard_id = own_id;
    RETURN bsc._match_nodes(entities, 'entity'::text, keys, ids);
END
$$;
COMMENT ON FUNCTION bsc._match_entities(bsc._document_node[], bigint) IS 'the entities of a document with the ids of the rows that they describe';

-- The new codes of entities that a document renames, by the old ones.
CREATE FUNCTION bsc._renamed_entities(entities bsc._document_node[])
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(jsonb_object_agg(e.code, n.key), '{}')
    FROM unnest(entities) AS n
    JOIN bsc.entity AS e ON e.id = n.id
    WHERE e.code <> n.key;
END;
COMMENT ON FUNCTION bsc._renamed_entities(bsc._document_node[]) IS 'the new codes of entities that a document renames, by the old ones';

-- The entities that the catalogue has and the document no longer.
CREATE FUNCTION bsc._unwanted_entities(top bsc._document_node, entities bsc._document_node[], own_id bigint)
RETURNS SETOF bsc.entity
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    SELECT e.*
    FROM bsc.entity AS e
    WHERE e.scorecard_id = own_id AND top.value ? 'catalogue'
      AND e.id NOT IN (SELECT n.id FROM unnest(entities) AS n WHERE n.id IS NOT NULL);
END;
COMMENT ON FUNCTION bsc._unwanted_entities(bsc._document_node, bsc._document_node[], bigint) IS
    'the entities of a scorecard that its document no longer has';

-- Does a document rename or remove entities, so that those who write to the scorecard
-- must be waited for?  Asked before the lock, of codes alone.
CREATE FUNCTION bsc._moves_entities(top bsc._document_node, entities bsc._document_node[], own_id bigint)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT EXISTS (
        SELECT 1 FROM bsc.entity AS e
        WHERE e.scorecard_id = own_id AND top.value ? 'catalogue'
          AND e.code NOT IN (SELECT n.key FROM unnest(entities) AS n WHERE n.was IS NULL OR n.was = n.key));
END;
COMMENT ON FUNCTION bsc._moves_entities(bsc._document_node, bsc._document_node[], bigint) IS
    'may a document rename or remove entities of a scorecard?';

-- Two entities cannot become one, and one that has actuals does not go unless the caller
-- has said so.  (Its actuals stay all the same: only the catalogue loses it.)
CREATE FUNCTION bsc._check_catalogue(top bsc._document_node, entities bsc._document_node[], own_id bigint, prune boolean)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    fault record;
    gone text[] := ARRAY(SELECT e.code FROM bsc._unwanted_entities(top, entities, own_id) AS e ORDER BY e.code COLLATE "C");
    lost text[];
BEGIN
    SELECT n.path, n.key, e.code INTO fault
    FROM unnest(entities) AS n
    JOIN bsc.entity AS e ON e.id = n.id AND e.code <> n.key
    WHERE bsc._has_values(own_id, n.key)
      AND n.key NOT IN (
        SELECT r.code FROM unnest(entities) AS o JOIN bsc.entity AS r ON r.id = o.id AND r.code <> o.key)
    ORDER BY n.place
    LIMIT 1;
    IF FOUND THEN
        PERFORM bsc._refuse_document('invalid value'::text, fault.path || '.code', bsc._document_excerpt(to_jsonb(fault.key)),
            format('It has actuals or targets already, so "%s" cannot become it: delete these first'
                   ' (the history keeps them), or take another code.', fault.code));
    END IF;

    IF NOT coalesce(prune, false) THEN
        lost := ARRAY(
            SELECT g.code
            FROM unnest(gone) WITH ORDINALITY AS g (code, ordinal)
            WHERE EXISTS (
                SELECT 1 FROM bsc.measure AS m
                WHERE m.scorecard_id = own_id
                  AND (EXISTS (SELECT 1 FROM bsc.actual AS a WHERE a.measure_id = m.id AND a.entity = g.code)
                       OR EXISTS (SELECT 1 FROM bsc.actual_history AS h WHERE h.measure_id = m.id AND h.entity = g.code)))
            ORDER BY g.ordinal);
        IF lost <> '{}' THEN
            RAISE EXCEPTION 'document leaves out entities that have actuals: %', bsc._list_codes(lost)
                USING ERRCODE = 'dependent_objects_still_exist',
                      HINT = 'Keep them (with "ends", if they have left), rename them with "was", or say prune => true'
                          ' to take them out of the catalogue; their actuals stay.';
        END IF;
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._check_catalogue(bsc._document_node, bsc._document_node[], bigint, boolean) IS
    'error where entities would be renamed to codes that have values, or go though they have actuals';

-- Where there is a catalogue, what is new in plans and in initiatives' lists names entities
-- of it.  What is there already may stay.  (That is asked only of the few that are in no
-- catalogue; of measures and initiatives that are new, nothing is there.)
CREATE FUNCTION bsc._check_named_entities(
    nodes bsc._document_node[], plans bsc._document_node[], entities bsc._document_node[], own_id bigint)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    codes text[] := CASE WHEN nodes[1].value ? 'catalogue'
                         THEN ARRAY(SELECT n.key FROM unnest(entities) AS n ORDER BY n.place)
                         ELSE bsc._entity_codes(own_id) END;
    measures jsonb := bsc._matched_ids(nodes, 'measure'::text);
    initiatives jsonb := bsc._matched_ids(nodes, 'initiative'::text);
    fault record;
BEGIN
    IF codes = '{}' THEN
        RETURN;
    END IF;
    SELECT n.path, n.value -> 'entity' AS entity INTO fault
    FROM (
        SELECT p.* FROM unnest(plans) AS p
        UNION ALL
        SELECT i.* FROM unnest(nodes) AS i WHERE i.kind = 'initiative_entity') AS n
    WHERE n.value ->> 'entity' <> ''
      AND n.value ->> 'entity' NOT IN (SELECT u.code FROM unnest(codes) AS u (code))
      AND NOT EXISTS (
        SELECT 1 FROM bsc.plan AS p
        WHERE n.kind = 'plan' AND p.measure_id = (measures ->> n.belongs)::bigint
          AND p.entity = n.value ->> 'entity' AND p.period OPERATOR(bsc.=) (n.value ->> 'period')::bsc.period)
      AND NOT EXISTS (
        SELECT 1 FROM bsc.initiative_entity AS i
        WHERE n.kind = 'initiative_entity' AND i.initiative_id = (initiatives ->> n.belongs)::bigint
          AND i.entity = n.value ->> 'entity')
    ORDER BY n.place
    LIMIT 1;
    IF FOUND THEN
        PERFORM bsc._refuse_document('unknown entity'::text, fault.path || '.entity', bsc._document_excerpt(fault.entity),
                                     bsc._near_hint(fault.entity #>> '{}', codes));
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._check_named_entities(bsc._document_node[], bsc._document_node[], bsc._document_node[], bigint) IS
    'error where a document plans for, or begins initiatives in, entities that are not in the catalogue, and did not before';

CREATE FUNCTION bsc._define_catalogue(top bsc._document_node, entities bsc._document_node[], own_id bigint)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    unwanted bigint[] := ARRAY(SELECT e.id FROM bsc._unwanted_entities(top, entities, own_id) AS e);
BEGIN
    IF entities <> '{}' THEN
        PERFORM bsc._write_rows('entity'::text, 'scorecard_id'::text, '{}'::text[],
                                bsc._wanted_rows(entities, 'entity'::text, own_id, '{}'::jsonb));
    END IF;
    IF unwanted <> '{}' THEN
        DELETE FROM bsc.entity AS e WHERE e.id = ANY (unwanted);
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._define_catalogue(bsc._document_node, bsc._document_node[], bigint) IS
    'make the catalogue of a scorecard that of its document, if it has one';

-- An entity as a document writes it.
CREATE FUNCTION bsc._entity_definition(entity bsc.entity)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
RETURN jsonb_strip_nulls(jsonb_build_object(
    'code', (entity).code, 'name', (entity).name, 'parent', nullif((entity).parent, ''),
    'starts', (entity).starts, 'ends', (entity).ends, 'position', nullif((entity).position, 0)));
COMMENT ON FUNCTION bsc._entity_definition(bsc.entity) IS 'an entity as a document writes it';

CREATE FUNCTION bsc._catalogue_definition(scorecard_id bigint)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT jsonb_agg(bsc._entity_definition(e) ORDER BY p.number)
    FROM bsc.entity AS e
    JOIN bsc._entity_place AS p ON p.scorecard_id = e.scorecard_id AND p.code = e.code
    WHERE e.scorecard_id = _catalogue_definition.scorecard_id;
END;
COMMENT ON FUNCTION bsc._catalogue_definition(bigint) IS 'the catalogue of a scorecard as a document lists it; NULL if there is none';

-- What a document would change of the catalogue.
CREATE FUNCTION bsc._changed_catalogue(top bsc._document_node, entities bsc._document_node[], own_id bigint)
RETURNS SETOF bsc._document_change
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT n.place, bsc._node_path(n.kind, n.belongs, n.key), 'added', NULL::jsonb,
           bsc._entity_definition(jsonb_populate_record(NULL::bsc.entity, n.value))
    FROM unnest(entities) AS n
    WHERE n.id IS NULL
    UNION ALL
    SELECT n.place || k.ordinal, bsc._document_path(bsc._node_path(n.kind, n.belongs, n.key), c.name), 'changed',
           nullif(c.before, 'null'), nullif(c.after, 'null')
    FROM bsc._changed_columns('entity'::text, bsc._wanted_rows(entities, 'entity'::text, own_id, '{}'::jsonb)) AS c
    JOIN unnest(entities) AS n ON n.id = c.id
    JOIN bsc._document_keys() AS k ON k.kind = 'entity' AND k.key = c.name
    UNION ALL
    SELECT ARRAY[2147483647, 6], bsc._node_path('entity'::text, NULL::text, e.code), 'removed',
           bsc._entity_definition(e), NULL
    FROM bsc._unwanted_entities(top, entities, own_id) AS e;
END;
COMMENT ON FUNCTION bsc._changed_catalogue(bsc._document_node, bsc._document_node[], bigint) IS
    'what a document would change of the catalogue of entities';
