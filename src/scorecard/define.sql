-- Making the tables say what a document says.
--
-- Each node of the document is first matched with the row that it describes,
-- by its code or by the one it had before; then, table by table, rows that are
-- no longer wanted are deleted, rows that differ are updated and rows that are
-- missing are inserted.  A row that is as it should be is not touched: the same
-- document again writes nothing.

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

-- The lock that comes before all others (lock.c).  A document that leaves out
-- what is there will remove it with all below, and must not begin to while
-- others have rows of it.
CREATE FUNCTION bsc._lock_document(nodes bsc._document_node[])
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, s.id, 'drop'::text)
    FROM bsc.scorecard AS s
    WHERE s.code IN (nodes[1].value ->> 'code', nodes[1].value ->> 'was')
      AND EXISTS (
        SELECT 1
        FROM (SELECT 'perspective', p.code FROM bsc.perspective AS p WHERE p.scorecard_id = s.id
              UNION ALL SELECT 'objective', o.code FROM bsc.objective AS o WHERE o.scorecard_id = s.id
              UNION ALL SELECT 'measure', m.code FROM bsc.measure AS m WHERE m.scorecard_id = s.id
              UNION ALL SELECT 'initiative', i.code FROM bsc.initiative AS i WHERE i.scorecard_id = s.id)
            AS present (kind, code)
        WHERE (present.kind, present.code) NOT IN (
            SELECT n.kind, k.code
            FROM unnest(nodes) AS n
            CROSS JOIN LATERAL (VALUES (n.key), (n.was)) AS k (code)
            WHERE k.code IS NOT NULL))
    ORDER BY s.id;
    PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, 0::bigint, 'write'::text);
END
$$;
COMMENT ON FUNCTION bsc._lock_document(bsc._document_node[]) IS
    'lock what a document changes, before any of its rows: the scorecard itself where it removes something';

-- The scorecard to write to, locked: the one with the document's code or the
-- one with its old code, else a new one.  Another session may create it, rename
-- it or drop it meanwhile, so look again until nothing has moved.
CREATE FUNCTION bsc._open_scorecard(top jsonb)
RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    new_code text := top ->> 'code';
    old_code text := nullif(top ->> 'was', new_code);
    own_id bigint;
BEGIN
    LOOP
        IF (SELECT count(*) FROM bsc.scorecard AS s WHERE s.code IN (new_code, old_code)) = 2 THEN
            PERFORM bsc._refuse_document('invalid value', 'was', bsc._document_excerpt(to_jsonb(old_code)),
                format('There is a scorecard "%s" beside it already, so it cannot get that code.', new_code));
        END IF;
        SELECT s.id INTO own_id FROM bsc.scorecard AS s WHERE s.code IN (new_code, old_code);
        IF own_id IS NULL THEN
            INSERT INTO bsc.scorecard AS s (code) VALUES (new_code)
            ON CONFLICT ON CONSTRAINT scorecard_code_is_unique DO NOTHING
            RETURNING s.id INTO own_id;
        END IF;
        IF own_id IS NOT NULL THEN
            PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, own_id, 'refresh');
            IF EXISTS (SELECT 1 FROM bsc.scorecard AS s WHERE s.id = own_id AND s.code IN (new_code, old_code)) THEN
                RETURN own_id;
            END IF;
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION bsc._open_scorecard(jsonb) IS 'id of the scorecard that a document describes, found or made, and locked';

-- What can be judged only beside the tables: the time zone and the roles that
-- the document brings in, and the states that initiatives are to go to.
CREATE FUNCTION bsc._check_document_beside_tables(nodes bsc._document_node[], own_id bigint)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    zone text := nodes[1].value ->> 'time_zone';
    fault record;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM bsc.scorecard AS s WHERE s.id = own_id AND s.time_zone = zone)
        AND NOT EXISTS (SELECT 1 FROM pg_timezone_names AS z WHERE lower(z.name) = lower(zone))
    THEN
        PERFORM bsc._refuse_document('invalid value', 'time_zone', bsc._document_excerpt(to_jsonb(zone)),
                                    'It must be a name of pg_timezone_names, such as Asia/Shanghai.');
    END IF;

    SELECT n.path, n.value -> 'run_as' AS run_as INTO fault
    FROM unnest(nodes) AS n
    LEFT JOIN bsc.measure AS m ON m.id = n.id
    WHERE n.kind = 'measure'
      AND n.value ->> 'run_as' IS DISTINCT FROM m.run_as
      AND n.value ->> 'run_as' NOT IN (SELECT r.rolname FROM pg_roles AS r)
    ORDER BY n.place
    LIMIT 1;
    IF FOUND THEN
        PERFORM bsc._refuse_document('invalid value', fault.path || '.run_as', bsc._document_excerpt(fault.run_as),
                                    'It must be the name of a role.');
    END IF;

    SELECT n.path, n.value -> 'state' AS state, i.state AS before INTO fault
    FROM unnest(nodes) AS n
    JOIN bsc.initiative AS i ON i.id = n.id
    WHERE n.kind = 'initiative'
      AND n.value ->> 'state' <> ALL (bsc._next_states(i.state) || i.state)
    ORDER BY n.place
    LIMIT 1;
    IF FOUND THEN
        PERFORM bsc._refuse_document('invalid value', fault.path || '.state', bsc._document_excerpt(fault.state),
                                    bsc._next_states_hint(fault.before));
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._check_document_beside_tables(bsc._document_node[], bigint) IS 'error where a document names an unknown time zone or role, or a state that an initiative cannot go to';

-- Measures go with all that was recorded for them, so only if that is nothing
-- or the caller has said so.  The lock waits for writers whose actuals cannot
-- be seen yet.
CREATE FUNCTION bsc._remove_measures(own_id bigint, kept bigint[], prune boolean)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    gone bigint[] := ARRAY(
        SELECT m.id FROM bsc.measure AS m WHERE m.scorecard_id = own_id AND m.id <> ALL (kept));
    lost text[];
BEGIN
    IF gone = '{}' THEN
        RETURN;
    END IF;
    PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, own_id, 'close');
    IF prune IS NOT TRUE THEN
        lost := ARRAY(
            SELECT m.code
            FROM bsc.measure AS m
            WHERE m.id = ANY (gone)
              AND (EXISTS (SELECT 1 FROM bsc.actual AS a WHERE a.measure_id = m.id)
                   OR EXISTS (SELECT 1 FROM bsc.actual_history AS h WHERE h.measure_id = m.id))
            ORDER BY m.code COLLATE "C");
        IF lost <> '{}' THEN
            RAISE EXCEPTION 'document leaves out measures that have actuals: %', bsc._list_codes(lost)
                USING ERRCODE = 'dependent_objects_still_exist',
                      HINT = 'Keep them, rename them with "was", or say prune => true to lose their actuals.';
        END IF;
    END IF;
    DELETE FROM bsc.measure AS m WHERE m.id = ANY (gone);
END
$$;
COMMENT ON FUNCTION bsc._remove_measures(bigint, bigint[], boolean) IS 'delete all measures of a scorecard but those, if none has actuals or prune is true';

-- Frozen results and the log call things by their codes, so these follow a
-- renaming; the figures stay.  "old" holds the objects as they are called so far.
CREATE FUNCTION bsc._rename_history(nodes bsc._document_node[], own_id bigint)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    old_code text := (SELECT s.code FROM bsc.scorecard AS s WHERE s.id = own_id);
    new_code text := nodes[1].value ->> 'code';
BEGIN
    IF old_code <> new_code THEN
        UPDATE bsc.refresh_log AS l SET scorecard = new_code WHERE l.scorecard = old_code;
    END IF;

    UPDATE bsc.refresh_log AS l SET measure = n.key
    FROM unnest(nodes) AS n
    JOIN bsc.measure AS m ON m.id = n.id
    WHERE n.kind = 'measure' AND m.code <> n.key AND l.scorecard = new_code AND l.measure = m.code;

    UPDATE bsc.closed_result AS c SET measure = n.key
    FROM unnest(nodes) AS n
    JOIN bsc.measure AS m ON m.id = n.id
    WHERE n.kind = 'measure' AND m.code <> n.key AND c.scorecard_id = own_id AND c.measure = m.code;

    -- an objective that was elsewhere when the period was closed is known by
    -- its code alone, unless another has that code in that perspective
    UPDATE bsc.closed_result AS c SET objective = n.value ->> 'code'
    FROM unnest(nodes) AS n
    JOIN bsc.objective AS o ON o.id = n.id
    JOIN bsc.perspective AS p ON p.id = o.perspective_id
    WHERE n.kind = 'objective' AND o.code <> n.value ->> 'code'
      AND c.scorecard_id = own_id AND c.objective = o.code
      AND (c.perspective = p.code
           OR NOT EXISTS (SELECT 1 FROM bsc.objective AS twin
                          WHERE twin.scorecard_id = own_id AND twin.code = o.code AND twin.id <> o.id));

    UPDATE bsc.closed_result AS c SET perspective = n.key
    FROM unnest(nodes) AS n
    JOIN bsc.perspective AS p ON p.id = n.id
    WHERE n.kind = 'perspective' AND p.code <> n.key AND c.scorecard_id = own_id AND c.perspective = p.code;
END
$$;
COMMENT ON FUNCTION bsc._rename_history(bsc._document_node[], bigint) IS 'let frozen results and the log follow codes that a document changes';

-- From here on each function brings one table in line; the first three return
-- the ids of what it then holds by name.

-- A list of columns of the row that is called "alias", for a statement.
CREATE FUNCTION bsc._column_list(alias text, names text[])
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT string_agg(format('%s%I', alias || '.', c.name), ', ' ORDER BY c.ordinal)
    FROM unnest(names) WITH ORDINALITY AS c (name, ordinal);
END;
COMMENT ON FUNCTION bsc._column_list(text, text[]) IS 'columns as a statement lists them, each of the row of that alias, if there is one';

-- Insert the rows that have no id, and update those that have one where they
-- differ.  Which columns these are is for bsc._document_columns() to say; "rows" is
-- a list of objects whose keys are columns.  "extra" names columns that only a
-- new row is given.  Within what "scope" names codes are unique: one that passes
-- from one row to another is first taken from the row that had it, since
-- uniqueness is checked row by row.
CREATE FUNCTION bsc._write_rows(kind text, scope text, extra text[], rows jsonb)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    columns text[] := bsc._document_columns(kind);
    wanted text := format('jsonb_populate_recordset(NULL::bsc.%I, $1) AS d', kind);
BEGIN
    IF 'code' = ANY (columns) THEN
        EXECUTE format('UPDATE bsc.%I AS t SET code = bsc._lent_code(t.id) FROM %s'
                       ' WHERE t.%I = d.%3$I AND t.code = d.code AND t.id IS DISTINCT FROM d.id', kind, wanted, scope)
        USING rows;
    END IF;
    EXECUTE format('UPDATE bsc.%I AS t SET (%s) = ROW(%s) FROM %s'
                   ' WHERE t.id = d.id AND (%s) IS DISTINCT FROM (%3$s)',
                   kind, bsc._column_list(NULL::text, columns), bsc._column_list('d'::text, columns), wanted,
                   bsc._column_list('t'::text, columns))
    USING rows;
    EXECUTE format('INSERT INTO bsc.%I (%s) SELECT %s FROM %s WHERE d.id IS NULL',
                   kind, bsc._column_list(NULL::text, columns || extra), bsc._column_list('d'::text, columns || extra), wanted)
    USING rows;
END
$$;
COMMENT ON FUNCTION bsc._write_rows(text, text, text[], jsonb) IS 'insert and update the rows of a kind of node as its document says';

CREATE FUNCTION bsc._define_perspectives(nodes bsc._document_node[], own_id bigint)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM bsc._write_rows('perspective'::text, 'scorecard_id'::text, '{}'::text[], (
        SELECT jsonb_agg(n.value || jsonb_build_object('id', n.id, 'scorecard_id', own_id) ORDER BY n.place)
        FROM unnest(nodes) AS n
        WHERE n.kind = 'perspective'));

    RETURN (
        SELECT coalesce(jsonb_object_agg(p.code, p.id), '{}')
        FROM bsc.perspective AS p
        WHERE p.scorecard_id = own_id
          AND p.code IN (SELECT n.key FROM unnest(nodes) AS n WHERE n.kind = 'perspective'));
END
$$;
COMMENT ON FUNCTION bsc._define_perspectives(bsc._document_node[], bigint) IS 'make the perspectives of a scorecard those of its document; their ids by code';

CREATE FUNCTION bsc._define_objectives(nodes bsc._document_node[], own_id bigint, perspectives jsonb)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM bsc._write_rows('objective'::text, 'perspective_id'::text, ARRAY['scorecard_id'::text], (
        SELECT jsonb_agg(n.value || jsonb_build_object(
                'id', n.id, 'scorecard_id', own_id, 'perspective_id', perspectives -> n.belongs) ORDER BY n.place)
        FROM unnest(nodes) AS n
        WHERE n.kind = 'objective'));

    RETURN (
        SELECT coalesce(jsonb_object_agg(p.key || '/' || o.code, o.id), '{}')
        FROM jsonb_each_text(perspectives) AS p
        JOIN bsc.objective AS o ON o.perspective_id = p.value::bigint
        WHERE (p.key, o.code) IN (SELECT n.belongs, n.value ->> 'code' FROM unnest(nodes) AS n WHERE n.kind = 'objective'));
END
$$;
COMMENT ON FUNCTION bsc._define_objectives(bsc._document_node[], bigint, jsonb) IS 'make the objectives of a scorecard those of its document; their ids by perspective/code';

-- A new query runs as whoever brings it: a trigger of the table sees to that.
-- A role that the document names is therefore written after the query.
CREATE FUNCTION bsc._define_measures(nodes bsc._document_node[], own_id bigint, objectives jsonb)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM bsc._write_rows('measure'::text, 'scorecard_id'::text, ARRAY['scorecard_id'::text, 'run_as'::text], (
        SELECT jsonb_agg(jsonb_build_object('run_as', current_user) || n.value || jsonb_build_object(
                'id', n.id, 'scorecard_id', own_id, 'objective_id', objectives -> n.belongs) ORDER BY n.place)
        FROM unnest(nodes) AS n
        WHERE n.kind = 'measure'));

    UPDATE bsc.measure AS m SET run_as = n.value ->> 'run_as'
    FROM unnest(nodes) AS n
    WHERE n.kind = 'measure' AND m.id = n.id AND m.run_as <> n.value ->> 'run_as';

    RETURN (
        SELECT coalesce(jsonb_object_agg(m.code, m.id), '{}') FROM bsc.measure AS m WHERE m.scorecard_id = own_id);
END
$$;
COMMENT ON FUNCTION bsc._define_measures(bsc._document_node[], bigint, jsonb) IS 'make the measures of a scorecard those of its document; their ids by code';

-- Targets that are no longer wanted go before their measures change, for they
-- need not suit what the measures become.  The map holds the measures' ids by
-- the codes that they are to have.
CREATE FUNCTION bsc._remove_plans(plans bsc._document_node[], own_id bigint, measures jsonb)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM bsc.plan AS t
    USING (
        SELECT p.measure_id, p.entity, p.period
        FROM bsc.measure AS m
        JOIN bsc.plan AS p ON p.measure_id = m.id
        WHERE m.scorecard_id = own_id
        EXCEPT
        SELECT (measures ->> n.belongs)::bigint, n.value ->> 'entity', (n.value ->> 'period')::bsc.period
        FROM unnest(plans) AS n
    ) AS gone
    WHERE t.measure_id = gone.measure_id AND t.entity = gone.entity AND t.period OPERATOR(bsc.=) gone.period;
END
$$;
COMMENT ON FUNCTION bsc._remove_plans(bsc._document_node[], bigint, jsonb) IS 'delete the targets of a scorecard that its document does not plan';

CREATE FUNCTION bsc._define_plans(plans bsc._document_node[], own_id bigint, measures jsonb)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO bsc.plan (measure_id, entity, period, target)
    SELECT (measures ->> n.belongs)::bigint, n.value ->> 'entity',
           (n.value ->> 'period')::bsc.period, (n.value ->> 'target')::bsc.target
    FROM unnest(plans) AS n
    EXCEPT
    SELECT p.measure_id, p.entity, p.period, p.target
    FROM bsc.measure AS m
    JOIN bsc.plan AS p ON p.measure_id = m.id
    WHERE m.scorecard_id = own_id
    ON CONFLICT (measure_id, entity, period)
    DO UPDATE SET target = excluded.target, recorded_at = bsc._now();
END
$$;
COMMENT ON FUNCTION bsc._define_plans(bsc._document_node[], bigint, jsonb) IS 'write the targets that a document plans, where they differ';

-- A link has no code: it is known by its ends and its lag.
CREATE FUNCTION bsc._define_links(nodes bsc._document_node[], own_id bigint, objectives jsonb)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    wanted jsonb := (
        SELECT jsonb_agg(w.value || jsonb_build_object('id', l.id, 'scorecard_id', own_id) ORDER BY w.place)
        FROM (
            SELECT n.place, n.value || jsonb_build_object(
                'cause', objectives -> (n.value ->> 'cause'), 'effect', objectives -> (n.value ->> 'effect'))
            FROM unnest(nodes) AS n
            WHERE n.kind = 'link') AS w (place, value)
        LEFT JOIN bsc.link AS l
          ON l.scorecard_id = own_id AND l.cause = (w.value -> 'cause')::bigint
         AND l.effect = (w.value -> 'effect')::bigint AND l.lag = (w.value -> 'lag')::integer);
BEGIN
    DELETE FROM bsc.link AS l
    WHERE l.scorecard_id = own_id
      AND l.id NOT IN (SELECT (w.value -> 'id')::bigint FROM jsonb_array_elements(wanted) AS w (value)
                       WHERE w.value -> 'id' <> 'null');
    PERFORM bsc._write_rows('link'::text, NULL::text, '{}'::text[], wanted);
END
$$;
COMMENT ON FUNCTION bsc._define_links(bsc._document_node[], bigint, jsonb) IS 'make the links of a scorecard those of its document';

CREATE FUNCTION bsc._define_initiatives(nodes bsc._document_node[], own_id bigint, objectives jsonb)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    served bsc.initiative_objective[];
BEGIN
    DELETE FROM bsc.initiative AS i
    WHERE i.scorecard_id = own_id
      AND i.id NOT IN (SELECT n.id FROM unnest(nodes) AS n WHERE n.kind = 'initiative' AND n.id IS NOT NULL);
    PERFORM bsc._write_rows('initiative'::text, 'scorecard_id'::text, '{}'::text[], (
        SELECT jsonb_agg(n.value || jsonb_build_object('id', n.id, 'scorecard_id', own_id) ORDER BY n.place)
        FROM unnest(nodes) AS n
        WHERE n.kind = 'initiative'));

    served := ARRAY(
        SELECT (i.id, (objectives -> (n.value ->> 'objective'))::bigint, own_id)::bsc.initiative_objective
        FROM unnest(nodes) AS n
        JOIN bsc.initiative AS i ON i.scorecard_id = own_id AND i.code = n.belongs
        WHERE n.kind = 'served');

    DELETE FROM bsc.initiative_objective AS s
    WHERE s.scorecard_id = own_id
      AND (s.initiative_id, s.objective_id) NOT IN (SELECT d.initiative_id, d.objective_id FROM unnest(served) AS d);

    INSERT INTO bsc.initiative_objective (initiative_id, objective_id, scorecard_id)
    SELECT d.initiative_id, d.objective_id, d.scorecard_id
    FROM unnest(served) AS d
    WHERE (d.initiative_id, d.objective_id) NOT IN (
        SELECT s.initiative_id, s.objective_id FROM bsc.initiative_objective AS s WHERE s.scorecard_id = own_id);
END
$$;
COMMENT ON FUNCTION bsc._define_initiatives(bsc._document_node[], bigint, jsonb) IS 'make the initiatives of a scorecard those of its document';

CREATE FUNCTION bsc.define(doc jsonb, prune boolean DEFAULT false)
RETURNS text
LANGUAGE plpgsql VOLATILE COST 100000
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'
SET jit = off
AS $$
DECLARE
    nodes bsc._document_node[] := bsc._read_document(doc);
    plans bsc._document_node[];
    own_id bigint;
    keys text[];
    ids bigint[];
    perspectives jsonb;
    objectives jsonb;
    measures jsonb;
BEGIN
    plans := ARRAY(SELECT n FROM unnest(nodes) AS n WHERE n.kind = 'plan');
    nodes := ARRAY(SELECT n FROM unnest(nodes) AS n WHERE n.kind <> 'plan' ORDER BY n.place);
    PERFORM bsc._lock_document(nodes);
    own_id := bsc._open_scorecard(nodes[1].value);

    SELECT array_agg(p.code), array_agg(p.id) INTO keys, ids
    FROM bsc.perspective AS p WHERE p.scorecard_id = own_id;
    nodes := bsc._match_nodes(nodes, 'perspective', keys, ids);

    nodes := bsc._match_objectives(nodes, own_id);

    SELECT array_agg(m.code), array_agg(m.id) INTO keys, ids
    FROM bsc.measure AS m WHERE m.scorecard_id = own_id;
    nodes := bsc._match_nodes(nodes, 'measure', keys, ids);

    SELECT array_agg(i.code), array_agg(i.id) INTO keys, ids
    FROM bsc.initiative AS i WHERE i.scorecard_id = own_id;
    nodes := bsc._match_nodes(nodes, 'initiative', keys, ids);

    PERFORM bsc._check_document_beside_tables(nodes, own_id);
    PERFORM bsc._rename_history(nodes, own_id);

    measures := (SELECT coalesce(jsonb_object_agg(n.key, n.id), '{}')
                 FROM unnest(nodes) AS n WHERE n.kind = 'measure' AND n.id IS NOT NULL);
    PERFORM bsc._remove_measures(own_id, ARRAY(SELECT e.value::bigint FROM jsonb_each_text(measures) AS e), prune);
    PERFORM bsc._remove_plans(plans, own_id, measures);

    PERFORM bsc._write_rows('scorecard'::text, 'id'::text, '{}'::text[],
                            jsonb_build_array(nodes[1].value || jsonb_build_object('id', own_id)));
    perspectives := bsc._define_perspectives(nodes, own_id);
    objectives := bsc._define_objectives(nodes, own_id, perspectives);
    measures := bsc._define_measures(nodes, own_id, objectives);
    PERFORM bsc._define_plans(plans, own_id, measures);

    -- by now all that is to stay has moved out of these
    DELETE FROM bsc.objective AS o
    WHERE o.scorecard_id = own_id AND o.id NOT IN (SELECT e.value::bigint FROM jsonb_each_text(objectives) AS e);
    DELETE FROM bsc.perspective AS p
    WHERE p.scorecard_id = own_id AND p.id NOT IN (SELECT e.value::bigint FROM jsonb_each_text(perspectives) AS e);

    PERFORM bsc._define_links(nodes, own_id, objectives);
    PERFORM bsc._define_initiatives(nodes, own_id, objectives);
    RETURN nodes[1].key;
END
$$;
COMMENT ON FUNCTION bsc.define(jsonb, boolean) IS 'create or change a whole scorecard as a document says; with prune, measures that have actuals may go';
