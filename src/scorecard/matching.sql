-- Which rows do the nodes of a document describe?
--
-- Each node is matched with the row of its own code, or of the code that it had
-- before.  Whoever makes the tables say what a document says, and whoever tells what
-- would change, begin here, and both ask the functions below which rows are
-- wanted, which are no longer, and which targets differ.

-- The scorecard that a document describes: the one with its code or the one with
-- its old code; NULL if there is neither.
CREATE FUNCTION bsc._find_scorecard(top jsonb)
RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    new_code text := top ->> 'code';
    old_code text := nullif(top ->> 'was', new_code);
BEGIN
    IF (SELECT count(*) FROM bsc.scorecard AS s WHERE s.code IN (new_code, old_code)) = 2 THEN
        PERFORM bsc._refuse_document('invalid value', 'was', bsc._document_excerpt(to_jsonb(old_code)),
            format('There is a scorecard "%s" beside it already, so it cannot get that code.', new_code));
    END IF;
    RETURN (SELECT s.id FROM bsc.scorecard AS s WHERE s.code IN (new_code, old_code));
END
$$;
COMMENT ON FUNCTION bsc._find_scorecard(jsonb) IS 'id of the scorecard that a document describes, NULL if there is none yet';

-- Which row does each node of a kind describe?  The one with its own code; or
-- the one with the code that it had before ("was"), if there is none with its
-- own, or if that one becomes another node's in turn.  So codes can be handed
-- on (a becomes b, b becomes c) or swapped, and a document whose renaming has
-- been done already can be given again.
--
-- "claim" holds the nodes whose old code exists.  A claim is void if the node's
-- own code exists too and nobody else claims that row with effect; "chain"
-- follows each claim to whoever claims the code that it would take.
CREATE FUNCTION bsc._match_nodes(nodes bsc._document_node[], kind text, keys text[], ids bigint[])
RETURNS bsc._document_node[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN ARRAY(
        WITH RECURSIVE
        present AS MATERIALIZED (
            SELECT u.key, u.id FROM unnest(keys, ids) AS u (key, id)
        ),
        claim AS MATERIALIZED (
            SELECT n.key, n.was
            FROM unnest(nodes) AS n
            JOIN present AS r ON r.key = n.was
            WHERE n.kind = _match_nodes.kind AND n.was <> n.key
        ),
        chain (start, key) AS (
            SELECT c.key, c.key FROM claim AS c
            UNION
            SELECT h.start, c.key
            FROM chain AS h
            JOIN present AS r ON r.key = h.key
            JOIN claim AS c ON c.was = h.key
        ),
        renamed AS MATERIALIZED (
            SELECT c.key, c.was
            FROM claim AS c
            WHERE c.key NOT IN (
                SELECT h.start
                FROM chain AS h
                JOIN present AS r ON r.key = h.key
                WHERE h.key NOT IN (SELECT o.was FROM claim AS o))
        )
        SELECT CASE WHEN n.kind = _match_nodes.kind
                    THEN (n.kind, n.place, n.path, n.belongs, n.ordinal, n.key, c.was,
                          coalesce(old.id, own.id), n.value)::bsc._document_node
                    ELSE n::bsc._document_node END
        FROM unnest(nodes) AS n
        LEFT JOIN renamed AS c ON c.key = n.key AND n.kind = _match_nodes.kind
        LEFT JOIN present AS old ON old.key = c.was
        LEFT JOIN present AS own ON own.key = n.key AND n.kind = _match_nodes.kind
            AND own.key NOT IN (SELECT o.was FROM renamed AS o)
        ORDER BY n.place);
END
$$;
COMMENT ON FUNCTION bsc._match_nodes(bsc._document_node[], text, text[], bigint[]) IS 'the nodes, those of one kind with the ids of the rows that they describe';

-- The same for objectives, whose codes are unique in their perspective only.
-- Their keys are perspective/code, with the perspective's code as it is in the
-- tables so far.  Where an objective is new in its place while one of that code
-- is wanted no longer in another, it has been moved from there.
CREATE FUNCTION bsc._match_objectives(nodes bsc._document_node[], own_id bigint)
RETURNS bsc._document_node[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    keys text[];
    ids bigint[];
    keyed bsc._document_node[];
BEGIN
    SELECT coalesce(array_agg(p.code || '/' || o.code ORDER BY o.id), '{}'), array_agg(o.id ORDER BY o.id)
    INTO keys, ids
    FROM bsc.objective AS o
    JOIN bsc.perspective AS p ON p.id = o.perspective_id
    WHERE o.scorecard_id = own_id;

    -- below a perspective that is new nothing can stand yet: no code has a slash
    keyed := ARRAY(
        SELECT (n.kind, n.place, n.path, n.belongs, n.ordinal,
                coalesce(p.code, '/' || n.belongs) || '/' || n.key,
                (SELECT u.key
                 FROM unnest(keys) WITH ORDINALITY AS u (key, ordinal)
                 WHERE n.was IN (u.key, split_part(u.key, '/', 2))
                 ORDER BY u.key = p.code || '/' || n.was DESC NULLS LAST, u.ordinal
                 LIMIT 1),
                n.id, n.value)::bsc._document_node
        FROM unnest(nodes) AS n
        JOIN unnest(nodes) AS above ON above.kind = 'perspective' AND above.key = n.belongs
        LEFT JOIN bsc.perspective AS p ON p.id = above.id
        WHERE n.kind = 'objective');

    keyed := ARRAY(
        SELECT (n.kind, n.place, n.path, n.belongs, n.ordinal, n.key, coalesce(moved.key, n.was),
                n.id, n.value)::bsc._document_node
        FROM unnest(keyed) AS n
        LEFT JOIN (
            SELECT k.path, k.value ->> 'code' AS code,
                   row_number() OVER (PARTITION BY k.value -> 'code' ORDER BY k.place) AS turn
            FROM unnest(keyed) AS k
            WHERE k.key <> ALL (keys) AND k.was IS NULL
        ) AS homeless ON homeless.path = n.path
        LEFT JOIN (
            SELECT u.key, split_part(u.key, '/', 2) AS code,
                   row_number() OVER (PARTITION BY split_part(u.key, '/', 2) ORDER BY u.ordinal) AS turn
            FROM unnest(keys) WITH ORDINALITY AS u (key, ordinal)
            WHERE NOT EXISTS (SELECT 1 FROM unnest(keyed) AS k WHERE u.key = k.key)
              AND NOT EXISTS (SELECT 1 FROM unnest(keyed) AS k WHERE u.key = k.was)
        ) AS moved ON moved.code = homeless.code AND moved.turn = homeless.turn);

    RETURN ARRAY(SELECT n FROM unnest(nodes) AS n WHERE n.kind <> 'objective')
        || bsc._match_nodes(keyed, 'objective', keys, ids);
END
$$;
COMMENT ON FUNCTION bsc._match_objectives(bsc._document_node[], bigint) IS 'the nodes, objectives with the ids of the rows that they describe';

CREATE FUNCTION bsc._match_document(nodes bsc._document_node[], own_id bigint)
RETURNS bsc._document_node[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    keys text[];
    ids bigint[];
BEGIN
    SELECT array_agg(p.code), array_agg(p.id) INTO keys, ids
    FROM bsc.perspective AS p WHERE p.scorecard_id = own_id;
    nodes := bsc._match_nodes(nodes, 'perspective', keys, ids);

    nodes := bsc._match_objectives(nodes, own_id);

    SELECT array_agg(m.code), array_agg(m.id) INTO keys, ids
    FROM bsc.measure AS m WHERE m.scorecard_id = own_id;
    nodes := bsc._match_nodes(nodes, 'measure', keys, ids);

    SELECT array_agg(i.code), array_agg(i.id) INTO keys, ids
    FROM bsc.initiative AS i WHERE i.scorecard_id = own_id;
    RETURN bsc._match_nodes(nodes, 'initiative', keys, ids);
END
$$;
COMMENT ON FUNCTION bsc._match_document(bsc._document_node[], bigint) IS 'the nodes with the ids of the rows that they describe, NULL where they are new';

-- The ids of a kind's nodes by the names that others know them by: objectives by
-- perspective/code, all else by code.  New nodes have none.
CREATE FUNCTION bsc._matched_ids(nodes bsc._document_node[], kind text)
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(jsonb_object_agg(
        CASE n.kind WHEN 'objective' THEN n.belongs || '/' ELSE '' END || (n.value ->> 'code'), n.id), '{}')
    FROM unnest(nodes) AS n
    WHERE n.kind = _matched_ids.kind AND n.id IS NOT NULL;
END;
COMMENT ON FUNCTION bsc._matched_ids(bsc._document_node[], text) IS 'the ids of a kind''s nodes by name, as far as they have one';

-- The rows of a kind's table that the document no longer has.
CREATE FUNCTION bsc._unwanted_ids(nodes bsc._document_node[], kind text, own_id bigint)
RETURNS bigint[]
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(array_agg(present.id), '{}')
    FROM (
        SELECT p.id FROM bsc.perspective AS p WHERE p.scorecard_id = own_id AND _unwanted_ids.kind = 'perspective'
        UNION ALL SELECT o.id FROM bsc.objective AS o WHERE o.scorecard_id = own_id AND _unwanted_ids.kind = 'objective'
        UNION ALL SELECT m.id FROM bsc.measure AS m WHERE m.scorecard_id = own_id AND _unwanted_ids.kind = 'measure'
        UNION ALL SELECT i.id FROM bsc.initiative AS i WHERE i.scorecard_id = own_id AND _unwanted_ids.kind = 'initiative'
    ) AS present
    WHERE present.id NOT IN (
        SELECT n.id FROM unnest(nodes) AS n WHERE n.kind = _unwanted_ids.kind AND n.id IS NOT NULL);
END;
COMMENT ON FUNCTION bsc._unwanted_ids(bsc._document_node[], text, bigint) IS 'the rows of a scorecard that its document no longer has';

-- The rows that a kind's nodes are to be, as objects whose keys are columns.
-- "above" holds the ids of what they belong to, by name, as far as these have one:
-- of perspectives for objectives, of objectives for measures and links.
CREATE FUNCTION bsc._wanted_rows(nodes bsc._document_node[], kind text, own_id bigint, above jsonb)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT jsonb_agg(n.value || jsonb_build_object('id', n.id, 'scorecard_id', own_id)
        || CASE n.kind
            WHEN 'scorecard' THEN jsonb_build_object('id', own_id)
            WHEN 'objective' THEN jsonb_build_object('perspective_id', above -> n.belongs)
            WHEN 'measure' THEN jsonb_build_object(
                'objective_id', above -> n.belongs, 'run_as', coalesce(n.value ->> 'run_as', CURRENT_USER::text))
            ELSE '{}' END
        ORDER BY n.place)
    FROM unnest(nodes) AS n
    WHERE n.kind = _wanted_rows.kind;
END;
COMMENT ON FUNCTION bsc._wanted_rows(bsc._document_node[], text, bigint, jsonb) IS 'the rows that the nodes of a kind are to be, with the ids of those that are there';

-- A link has no code: it is known by its ends and its lag.
CREATE FUNCTION bsc._wanted_links(nodes bsc._document_node[], own_id bigint, objectives jsonb)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT jsonb_agg(w.value || jsonb_build_object('id', l.id, 'scorecard_id', own_id) ORDER BY w.place)
    FROM (
        SELECT n.place, n.value || jsonb_build_object(
            'cause', objectives -> (n.value ->> 'cause'), 'effect', objectives -> (n.value ->> 'effect'))
        FROM unnest(nodes) AS n
        WHERE n.kind = 'link') AS w (place, value)
    LEFT JOIN bsc.link AS l
      ON l.scorecard_id = own_id AND l.cause = (w.value ->> 'cause')::bigint
     AND l.effect = (w.value ->> 'effect')::bigint AND l.lag = (w.value ->> 'lag')::integer;
END;
COMMENT ON FUNCTION bsc._wanted_links(bsc._document_node[], bigint, jsonb) IS 'the rows that the links of a document are to be, with the ids of those that are there';

-- Those of a scorecard's links that are not among the wanted ones.
CREATE FUNCTION bsc._unwanted_links(own_id bigint, wanted jsonb)
RETURNS SETOF bsc.link
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    SELECT l.* FROM bsc.link AS l
    WHERE l.scorecard_id = own_id
      AND l.id NOT IN (SELECT (w.value ->> 'id')::bigint FROM jsonb_array_elements(wanted) AS w (value)
                       WHERE w.value ->> 'id' IS NOT NULL);
END;
COMMENT ON FUNCTION bsc._unwanted_links(bigint, jsonb) IS 'the links of a scorecard that its document no longer has';

-- Which objectives initiatives are to serve and which they do: the pairs that are
-- only wanted and those that are only there.  The maps hold ids by name; what is new
-- has none.
CREATE FUNCTION bsc._differing_services(nodes bsc._document_node[], own_id bigint, initiatives jsonb, objectives jsonb)
RETURNS TABLE (initiative_id bigint, objective_id bigint, wanted boolean)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    WITH wanted AS MATERIALIZED (
        SELECT (initiatives ->> n.belongs)::bigint AS initiative_id,
               (objectives ->> (n.value ->> 'objective'))::bigint AS objective_id
        FROM unnest(nodes) AS n
        WHERE n.kind = 'served'
    ), present AS MATERIALIZED (
        SELECT s.initiative_id, s.objective_id FROM bsc.initiative_objective AS s WHERE s.scorecard_id = own_id
    )
    (SELECT w.initiative_id, w.objective_id, true FROM wanted AS w
     EXCEPT SELECT p.initiative_id, p.objective_id, true FROM present AS p)
    UNION ALL
    (SELECT p.initiative_id, p.objective_id, false FROM present AS p
     EXCEPT SELECT w.initiative_id, w.objective_id, false FROM wanted AS w);
END;
COMMENT ON FUNCTION bsc._differing_services(bsc._document_node[], bigint, jsonb, jsonb) IS
    'the objectives that initiatives are to serve and do not, or serve and are not to';

-- The entities of initiatives, in the same way; where only the date differs, the pair
-- with the one that is there comes as not wanted, that with the other as wanted.
-- "renamed" holds the new codes of those entities that are still to be renamed.
CREATE FUNCTION bsc._differing_starts(nodes bsc._document_node[], own_id bigint, initiatives jsonb, renamed jsonb)
RETURNS TABLE (initiative_id bigint, entity text, starts date, wanted boolean)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    WITH wanted AS MATERIALIZED (
        SELECT (initiatives ->> n.belongs)::bigint AS initiative_id, n.value ->> 'entity' AS entity,
               (n.value ->> 'starts')::date AS starts
        FROM unnest(nodes) AS n
        WHERE n.kind = 'initiative_entity'
    ), present AS MATERIALIZED (
        SELECT s.initiative_id, coalesce(renamed ->> s.entity, s.entity) AS entity, s.starts
        FROM bsc.initiative_entity AS s
        WHERE s.scorecard_id = own_id
    )
    (SELECT w.initiative_id, w.entity, w.starts, true FROM wanted AS w
     EXCEPT SELECT p.initiative_id, p.entity, p.starts, true FROM present AS p)
    UNION ALL
    (SELECT p.initiative_id, p.entity, p.starts, false FROM present AS p
     EXCEPT SELECT w.initiative_id, w.entity, w.starts, false FROM wanted AS w);
END;
COMMENT ON FUNCTION bsc._differing_starts(bsc._document_node[], bigint, jsonb, jsonb) IS
    'the entities in which initiatives are to be carried out and are not, or are and are not to be, with their dates';

-- Their steps, likewise.
CREATE FUNCTION bsc._differing_steps(nodes bsc._document_node[], own_id bigint, initiatives jsonb)
RETURNS TABLE (initiative_id bigint, code text, name text, due date, done date, wanted boolean)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
    WITH wanted AS MATERIALIZED (
        SELECT (initiatives ->> n.belongs)::bigint AS initiative_id, n.value ->> 'code' AS code, n.value ->> 'name' AS name,
               (n.value ->> 'due')::date AS due, (n.value ->> 'done')::date AS done
        FROM unnest(nodes) AS n
        WHERE n.kind = 'initiative_step'
    ), present AS MATERIALIZED (
        SELECT s.initiative_id, s.code, s.name, s.due, s.done FROM bsc.initiative_step AS s WHERE s.scorecard_id = own_id
    )
    (SELECT w.initiative_id, w.code, w.name, w.due, w.done, true FROM wanted AS w
     EXCEPT SELECT p.initiative_id, p.code, p.name, p.due, p.done, true FROM present AS p)
    UNION ALL
    (SELECT p.initiative_id, p.code, p.name, p.due, p.done, false FROM present AS p
     EXCEPT SELECT w.initiative_id, w.code, w.name, w.due, w.done, false FROM wanted AS w);
END;
COMMENT ON FUNCTION bsc._differing_steps(bsc._document_node[], bigint, jsonb) IS
    'the steps that initiatives are to have and have not, or have and are not to, as they are or are to be';

-- The targets that differ: only wanted (before is NULL and present is false), only
-- there (wanted is false), or another.  Of measures whose node has no key "plan",
-- nothing does.  The maps hold the measures' ids by code, and the new codes of those
-- entities that are still to be renamed.
CREATE FUNCTION bsc._differing_plans(
    nodes bsc._document_node[], plans bsc._document_node[], own_id bigint, measures jsonb, renamed jsonb)
RETURNS TABLE (
    measure_id bigint, measure text, entity text, period bsc.period,
    wanted boolean, present boolean, after bsc.target, before bsc.target)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH own AS MATERIALIZED (
        SELECT (measures ->> n.key)::bigint AS id, n.key AS code
        FROM unnest(nodes) AS n
        WHERE n.kind = 'measure' AND n.value ? 'planned'
    ), wanted AS MATERIALIZED (
        SELECT (measures ->> n.belongs)::bigint AS measure_id, n.belongs AS measure, n.value ->> 'entity' AS entity,
               (n.value ->> 'period')::bsc.period AS period, (n.value ->> 'target')::bsc.target AS target
        FROM unnest(plans) AS n
    ), present AS MATERIALIZED (
        SELECT p.measure_id, o.code AS measure, coalesce(renamed ->> p.entity, p.entity) AS entity, p.period, p.target
        FROM own AS o
        JOIN bsc.measure AS m ON m.id = o.id AND m.scorecard_id = own_id
        JOIN bsc.plan AS p ON p.measure_id = m.id
    )
    SELECT coalesce(w.measure_id, p.measure_id), coalesce(w.measure, p.measure), coalesce(w.entity, p.entity),
           coalesce(w.period, p.period), w.measure IS NOT NULL, p.measure IS NOT NULL, w.target, p.target
    FROM wanted AS w
    FULL JOIN present AS p
      ON p.measure_id = w.measure_id AND p.entity = w.entity AND p.period OPERATOR(bsc.=) w.period
    WHERE w.measure IS NULL OR p.measure IS NULL
       OR (w.target IS NULL) <> (p.target IS NULL) OR w.target OPERATOR(bsc.<>) p.target;
END;
COMMENT ON FUNCTION bsc._differing_plans(bsc._document_node[], bsc._document_node[], bigint, jsonb, jsonb) IS
    'the targets in which a scorecard and its document differ';

-- A list of columns of the row that is called "alias", for a statement.
CREATE FUNCTION bsc._column_list(alias text, names text[])
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT string_agg(format('%s%I', alias || '.', c.name), ', ' ORDER BY c.ordinal)
    FROM unnest(names) WITH ORDINALITY AS c (name, ordinal);
END;
COMMENT ON FUNCTION bsc._column_list(text, text[]) IS 'columns as a statement lists them, each of the row of that alias, if there is one';

-- For a statement: that a row, t, is to become another, d, in one of these columns.
CREATE FUNCTION bsc._differing_rows(columns text[])
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN format('t.id = d.id AND (%s) IS DISTINCT FROM (%s)',
              bsc._column_list('t'::text, columns), bsc._column_list('d'::text, columns));
COMMENT ON FUNCTION bsc._differing_rows(text[]) IS 'the condition, for a statement, that a row is to become another';
