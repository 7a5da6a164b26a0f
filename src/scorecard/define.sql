-- Making the tables say what a document says.
--
-- Each node of the document has been matched with the row that it describes
-- (matching.sql).  Now, table by table, rows that are no longer wanted are deleted,
-- rows that differ are updated and rows that are missing are inserted.  A row that
-- is as it should be is not touched: the same document again writes nothing.

-- The lock that comes before all others (lock.c).  A document that leaves out
-- what is there will remove it with all below, and must not begin to while
-- others have rows of it.
CREATE FUNCTION bsc._lock_document(nodes bsc._document_node[], entities bsc._document_node[])
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, s.id, 'drop'::text)
    FROM bsc.scorecard AS s
    WHERE s.code IN (nodes[1].value ->> 'code', nodes[1].value ->> 'was')
      AND (EXISTS (
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
        OR bsc._moves_entities(nodes[1], entities, s.id))
    ORDER BY s.id;
    PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, 0::bigint, 'write'::text);
END
$$;
COMMENT ON FUNCTION bsc._lock_document(bsc._document_node[], bsc._document_node[]) IS
    'lock what a document changes, before any of its rows: the scorecard itself where it removes something or renames entities';

-- The scorecard to write to, locked, made where there is none.  Another session may
-- create it, rename it or drop it meanwhile, so look again until nothing has moved.
CREATE FUNCTION bsc._open_scorecard(top jsonb)
RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own_id bigint;
BEGIN
    LOOP
        own_id := bsc._find_scorecard(top);
        IF own_id IS NULL THEN
            INSERT INTO bsc.scorecard AS s (code) VALUES (top ->> 'code')
            ON CONFLICT ON CONSTRAINT scorecard_code_is_unique DO NOTHING
            RETURNING s.id INTO own_id;
        END IF;
        IF own_id IS NOT NULL THEN
            PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, own_id, 'refresh');
            IF EXISTS (SELECT 1 FROM bsc.scorecard AS s
                       WHERE s.id = own_id AND s.code IN (top ->> 'code', top ->> 'was')) THEN
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
        PERFORM bsc._refuse_document('invalid value', 'time_zone', bsc._document_excerpt(to_jsonb(zone)), bsc._zone_hint(zone));
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

-- Measures go with all that was recorded for them, so only if that is nothing or
-- the caller has said so.
CREATE FUNCTION bsc._check_unwanted_measures(unwanted bigint[], prune boolean)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    lost text[];
BEGIN
    IF prune THEN
        RETURN;
    END IF;
    lost := ARRAY(
        SELECT m.code
        FROM bsc.measure AS m
        WHERE m.id = ANY (unwanted)
          AND (EXISTS (SELECT 1 FROM bsc.actual AS a WHERE a.measure_id = m.id)
               OR EXISTS (SELECT 1 FROM bsc.actual_history AS h WHERE h.measure_id = m.id))
        ORDER BY m.code COLLATE "C");
    IF lost <> '{}' THEN
        RAISE EXCEPTION 'document leaves out measures that have actuals: %', bsc._list_codes(lost)
            USING ERRCODE = 'dependent_objects_still_exist',
                  HINT = 'Keep them, rename them with "was", or say prune => true to lose their actuals.';
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._check_unwanted_measures(bigint[], boolean) IS 'error where measures would go that have actuals, unless prune is true';

-- Queries that are kept beside the document are easily forgotten.
CREATE FUNCTION bsc._tell_lost_queries(nodes bsc._document_node[])
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    lost text[] := ARRAY(
        SELECT n.key
        FROM unnest(nodes) AS n
        JOIN bsc.measure AS m ON m.id = n.id
        WHERE n.kind = 'measure' AND m.query IS NOT NULL
          AND n.value ->> 'query' IS NULL AND n.value ->> 'formula' IS NULL
        ORDER BY n.place);
BEGIN
    IF lost <> '{}' THEN
        RAISE NOTICE '%: %',
            CASE cardinality(lost) WHEN 1 THEN '1 measure loses its query' ELSE cardinality(lost) || ' measures lose their queries' END,
            bsc._list_codes(lost)
            USING HINT = 'Queries beside the document are given each time: bsc.define(doc, queries => ...).';
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._tell_lost_queries(bsc._document_node[]) IS 'a notice where measures lose their queries, and get no formula';

-- The lock waits for writers whose actuals cannot be seen yet.
CREATE FUNCTION bsc._remove_measures(own_id bigint, unwanted bigint[], prune boolean)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF unwanted <> '{}' THEN
        PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, own_id, 'close');
        PERFORM bsc._check_unwanted_measures(unwanted, prune);
        PERFORM bsc._release_operands(unwanted);
        DELETE FROM bsc.measure AS m WHERE m.id = ANY (unwanted);
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._remove_measures(bigint, bigint[], boolean) IS 'delete measures, if none has actuals or prune is true';

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

    UPDATE bsc.closed_result AS c SET measure = n.key, changed_at = greatest(bsc._now(), c.changed_at)
    FROM unnest(nodes) AS n
    JOIN bsc.measure AS m ON m.id = n.id
    WHERE n.kind = 'measure' AND m.code <> n.key AND c.scorecard_id = own_id AND c.measure = m.code;

    -- an objective that was elsewhere when the period was closed is known by
    -- its code alone, unless another has that code in that perspective
    UPDATE bsc.closed_result AS c SET objective = n.value ->> 'code', changed_at = greatest(bsc._now(), c.changed_at)
    FROM unnest(nodes) AS n
    JOIN bsc.objective AS o ON o.id = n.id
    JOIN bsc.perspective AS p ON p.id = o.perspective_id
    WHERE n.kind = 'objective' AND o.code <> n.value ->> 'code'
      AND c.scorecard_id = own_id AND c.objective = o.code
      AND (c.perspective = p.code
           OR NOT EXISTS (SELECT 1 FROM bsc.objective AS twin
                          WHERE twin.scorecard_id = own_id AND twin.code = o.code AND twin.id <> o.id));

    UPDATE bsc.closed_result AS c SET perspective = n.key, changed_at = greatest(bsc._now(), c.changed_at)
    FROM unnest(nodes) AS n
    JOIN bsc.perspective AS p ON p.id = n.id
    WHERE n.kind = 'perspective' AND p.code <> n.key AND c.scorecard_id = own_id AND c.perspective = p.code;
END
$$;
COMMENT ON FUNCTION bsc._rename_history(bsc._document_node[], bigint) IS 'let frozen results and the log follow codes that a document changes';

-- The scorecard's thresholds and those of its measures go together, in one statement:
-- on the way from the old to the new ones they might cross.
CREATE FUNCTION bsc._define_thresholds(nodes bsc._document_node[], own_id bigint)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    wanted_amber double precision := nodes[1].value -> 'amber';
    wanted_green double precision := nodes[1].value -> 'green';
BEGIN
    IF EXISTS (SELECT 1 FROM bsc.scorecard AS s
               WHERE s.id = own_id AND (s.amber <> wanted_amber OR s.green <> wanted_green)) THEN
        WITH company AS (
            UPDATE bsc.scorecard AS s SET amber = wanted_amber, green = wanted_green WHERE s.id = own_id
        )
        UPDATE bsc.measure AS m SET amber = d.amber, green = d.green
        FROM (SELECT n.id, (n.value -> 'amber')::double precision AS amber, (n.value -> 'green')::double precision AS green
              FROM unnest(nodes) AS n WHERE n.kind = 'measure') AS d
        WHERE m.id = d.id AND (m.amber IS DISTINCT FROM d.amber OR m.green IS DISTINCT FROM d.green);
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._define_thresholds(bsc._document_node[], bigint) IS 'write the thresholds of a scorecard and its measures, where the scorecard''s change';

-- From here on each function brings one table in line; the first three return
-- the ids of what it then holds by name.

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
    -- one statement, at whose end they are checked together
    EXECUTE format('WITH changed AS (UPDATE bsc.%I AS t SET (%s) = ROW(%s) FROM %s WHERE %s)',
                   kind, bsc._column_list(NULL::text, columns), bsc._column_list('d'::text, columns), wanted,
                   bsc._differing_rows(columns))
         || format(' INSERT INTO bsc.%I (%s) SELECT %s FROM %s WHERE d.id IS NULL',
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
    PERFORM bsc._write_rows('perspective'::text, 'scorecard_id'::text, '{}'::text[],
                            bsc._wanted_rows(nodes, 'perspective'::text, own_id, '{}'::jsonb));
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
    PERFORM bsc._write_rows('objective'::text, 'perspective_id'::text, ARRAY['scorecard_id'::text],
                            bsc._wanted_rows(nodes, 'objective'::text, own_id, perspectives));
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
    PERFORM bsc._write_rows('measure'::text, 'scorecard_id'::text, ARRAY['scorecard_id'::text, 'run_as'::text],
                            bsc._wanted_rows(nodes, 'measure'::text, own_id, objectives));

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
CREATE FUNCTION bsc._remove_plans(nodes bsc._document_node[], plans bsc._document_node[], own_id bigint, measures jsonb)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM bsc.plan AS t
    USING bsc._differing_plans(nodes, plans, own_id, measures, '{}'::jsonb) AS d
    WHERE NOT d.wanted
      AND t.measure_id = d.measure_id AND t.entity = d.entity AND t.period OPERATOR(bsc.=) d.period;
END
$$;
COMMENT ON FUNCTION bsc._remove_plans(bsc._document_node[], bsc._document_node[], bigint, jsonb) IS
    'delete the targets of a scorecard that its document does not plan';

CREATE FUNCTION bsc._define_plans(nodes bsc._document_node[], plans bsc._document_node[], own_id bigint, measures jsonb)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO bsc.plan (measure_id, entity, period, target)
    SELECT d.measure_id, d.entity, d.period, d.after
    FROM bsc._differing_plans(nodes, plans, own_id, measures, '{}'::jsonb) AS d
    WHERE d.wanted
    ORDER BY d.measure_id, d.entity, d.period USING OPERATOR(bsc.<)
    ON CONFLICT (measure_id, entity, period)
    DO UPDATE SET target = excluded.target;
END
$$;
COMMENT ON FUNCTION bsc._define_plans(bsc._document_node[], bsc._document_node[], bigint, jsonb) IS
    'write the targets that a document plans, where they differ';

CREATE FUNCTION bsc._define_links(nodes bsc._document_node[], own_id bigint, objectives jsonb)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    wanted jsonb := bsc._wanted_links(nodes, own_id, objectives);
BEGIN
    DELETE FROM bsc.link AS l WHERE l.id IN (SELECT u.id FROM bsc._unwanted_links(own_id, wanted) AS u);
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
    initiatives jsonb;
BEGIN
    DELETE FROM bsc.initiative AS i WHERE i.id = ANY (bsc._unwanted_ids(nodes, 'initiative'::text, own_id));
    PERFORM bsc._write_rows('initiative'::text, 'scorecard_id'::text, '{}'::text[],
                            bsc._wanted_rows(nodes, 'initiative'::text, own_id, '{}'::jsonb));

    initiatives := (SELECT jsonb_object_agg(i.code, i.id) FROM bsc.initiative AS i WHERE i.scorecard_id = own_id);
    DELETE FROM bsc.initiative_objective AS s
    USING bsc._differing_services(nodes, own_id, initiatives, objectives) AS d
    WHERE NOT d.wanted AND s.initiative_id = d.initiative_id AND s.objective_id = d.objective_id;
    INSERT INTO bsc.initiative_objective (initiative_id, objective_id, scorecard_id)
    SELECT d.initiative_id, d.objective_id, own_id
    FROM bsc._differing_services(nodes, own_id, initiatives, objectives) AS d
    WHERE d.wanted;

    DELETE FROM bsc.initiative_entity AS s
    USING bsc._differing_starts(nodes, own_id, initiatives, '{}'::jsonb) AS d
    WHERE NOT d.wanted AND s.initiative_id = d.initiative_id AND s.entity = d.entity
      AND NOT EXISTS (SELECT 1 FROM unnest(nodes) AS n
                      WHERE n.kind = 'initiative_entity' AND n.value ->> 'entity' = d.entity
                        AND (initiatives ->> n.belongs)::bigint = d.initiative_id);
    INSERT INTO bsc.initiative_entity (initiative_id, entity, starts, scorecard_id)
    SELECT d.initiative_id, d.entity, d.starts, own_id
    FROM bsc._differing_starts(nodes, own_id, initiatives, '{}'::jsonb) AS d
    WHERE d.wanted
    ON CONFLICT (initiative_id, entity) DO UPDATE SET starts = excluded.starts;

    DELETE FROM bsc.initiative_step AS s
    USING bsc._differing_steps(nodes, own_id, initiatives) AS d
    WHERE NOT d.wanted AND s.initiative_id = d.initiative_id AND s.code = d.code
      AND NOT EXISTS (SELECT 1 FROM unnest(nodes) AS n
                      WHERE n.kind = 'initiative_step' AND n.value ->> 'code' = d.code
                        AND (initiatives ->> n.belongs)::bigint = d.initiative_id);
    INSERT INTO bsc.initiative_step (initiative_id, code, name, due, done, scorecard_id)
    SELECT d.initiative_id, d.code, d.name, d.due, d.done, own_id
    FROM bsc._differing_steps(nodes, own_id, initiatives) AS d
    WHERE d.wanted
    ON CONFLICT (initiative_id, code) DO UPDATE SET name = excluded.name, due = excluded.due, done = excluded.done;
END
$$;
COMMENT ON FUNCTION bsc._define_initiatives(bsc._document_node[], bigint, jsonb) IS 'make the initiatives of a scorecard those of its document';

CREATE FUNCTION bsc.define(doc jsonb, prune boolean DEFAULT false, queries jsonb DEFAULT NULL)
RETURNS text
LANGUAGE plpgsql VOLATILE COST 100000
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'
SET extra_float_digits = 1
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    nodes bsc._document_node[] := bsc._read_document(doc, queries);
    -- thousands, which nothing but their measures needs
    plans bsc._document_node[] := ARRAY(SELECT n FROM unnest(nodes) AS n WHERE n.kind = 'plan');
    entities bsc._document_node[] := ARRAY(SELECT n FROM unnest(nodes) AS n WHERE n.kind = 'entity' ORDER BY n.place);
    own_id bigint;
    gone_objectives bigint[];
    gone_perspectives bigint[];
    perspectives jsonb;
    objectives jsonb;
    measures jsonb;
BEGIN
    nodes := ARRAY(SELECT n FROM unnest(nodes) AS n WHERE n.kind NOT IN ('plan', 'entity') ORDER BY n.place);
    PERFORM bsc._lock_document(nodes, entities);
    own_id := bsc._open_scorecard(nodes[1].value);
    -- entities that have come since the first look
    PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, own_id, 'close'::text) WHERE bsc._moves_entities(nodes[1], entities, own_id);
    nodes := bsc._match_document(nodes, own_id);
    PERFORM bsc._check_document_beside_tables(nodes, own_id);
    entities := bsc._match_entities(entities, own_id);
    PERFORM bsc._check_catalogue(nodes[1], entities, own_id, prune);
    PERFORM bsc._check_named_entities(nodes, plans, entities, own_id);
    gone_objectives := bsc._unwanted_ids(nodes, 'objective'::text, own_id);
    gone_perspectives := bsc._unwanted_ids(nodes, 'perspective'::text, own_id);

    PERFORM bsc._tell_lost_queries(nodes);
    PERFORM bsc._rename_history(nodes, own_id);
    PERFORM bsc._remove_measures(own_id, bsc._unwanted_ids(nodes, 'measure'::text, own_id), prune);
    -- plans and initiatives name entities by their new codes
    PERFORM bsc._define_catalogue(nodes[1], entities, own_id);
    PERFORM bsc._remove_plans(nodes, plans, own_id, bsc._matched_ids(nodes, 'measure'::text));

    PERFORM bsc._define_thresholds(nodes, own_id);
    PERFORM bsc._write_rows('scorecard'::text, 'id'::text, '{}'::text[],
                            bsc._wanted_rows(nodes, 'scorecard'::text, own_id, '{}'::jsonb));
    perspectives := bsc._define_perspectives(nodes, own_id);
    objectives := bsc._define_objectives(nodes, own_id, perspectives);
    measures := bsc._define_measures(nodes, own_id, objectives);
    PERFORM bsc._define_plans(nodes, plans, own_id, measures);

    -- by now all that is to stay has moved out of these
    DELETE FROM bsc.objective AS o WHERE o.id = ANY (gone_objectives);
    DELETE FROM bsc.perspective AS p WHERE p.id = ANY (gone_perspectives);

    PERFORM bsc._define_links(nodes, own_id, objectives);
    PERFORM bsc._define_initiatives(nodes, own_id, objectives);
    RETURN nodes[1].key;
END
$$;
COMMENT ON FUNCTION bsc.define(jsonb, boolean, jsonb) IS
    'create or change a whole scorecard as a document says; with prune, measures that have actuals may go; queries by measure may be given beside the document';
