-- The document that describes a whole scorecard.
--
-- document_keys() says once what a document may hold: the keys of each kind of
-- node, what their values must be, and what stands for an absent one.  The
-- reader checks documents against it, definition() leaves out what it would
-- fill in, and the hints quote it.
--
-- read_document() walks a document once and turns it into rows: one node for
-- each object in it, with its path, its place in the document's order, the name
-- of what it belongs to, and its own values with the defaults filled in.  All
-- that can be judged without looking at the tables is judged here, the first
-- fault in the document's order first.
--
-- Names are looked up in jsonb maps, not by joining nodes to nodes or to rows:
-- the planner knows nothing about either, and would loop over thousands in
-- thousands.

CREATE TYPE bsc._document_node AS (
    kind text,
    place integer[],
    path text,
    belongs text,
    ordinal integer,
    key text,
    was text,
    id bigint,
    value jsonb
);
COMMENT ON TYPE bsc._document_node IS 'one object of a scorecard''s document, as bsc._read_document() finds it';

-- The one list of what a document may hold.  What the values of a key must be
-- is its type and, in the last column, a name: of a choice the list that it is
-- from, of a number the range that it lies in, of a list and of judgements over
-- one the kind of the list's elements.  Reading, checking, writing to the tables
-- and definition() all go by this list.  It has more than 60 lines because
-- each key is a line of it.
CREATE FUNCTION bsc._document_keys()
RETURNS TABLE (kind text, key text, type text, required boolean, initial jsonb,
               low numeric, high numeric, accepted text[], child text, ordinal integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 80
BEGIN ATOMIC
    SELECT k.kind, k.key, k.type, k.required, k.initial::jsonb,
           (bsc._limits(k.named))[1]::numeric, (bsc._limits(k.named))[2]::numeric,
           CASE k.type WHEN 'choice' THEN bsc._choices(k.named) END,
           CASE WHEN k.type IN ('list', 'judgements') THEN k.named END,
           row_number() OVER ()::integer
    FROM (VALUES
        ('scorecard', 'code', 'code', true, NULL, NULL),
        ('scorecard', 'was', 'former', false, NULL, NULL),
        ('scorecard', 'name', 'text', false, NULL, NULL),
        ('scorecard', 'mission', 'text', false, NULL, NULL),
        ('scorecard', 'value_proposition', 'choice', false, NULL, 'value proposition'),
        ('scorecard', 'frequency', 'choice', false, '"month"', 'frequency'),
        ('scorecard', 'first_month', 'integer', false, '1', 'month'),
        ('scorecard', 'time_zone', 'text', false, '"UTC"', NULL),
        ('scorecard', 'amber', 'number', false, '0.7', NULL),
        ('scorecard', 'green', 'number', false, '0.9', NULL),
        ('scorecard', 'missing', 'choice', false, '"skip"', 'missing'),
        ('scorecard', 'owner', 'text', false, NULL, NULL),
        ('scorecard', 'weights', 'judgements', false, NULL, 'perspective'),
        ('scorecard', 'perspectives', 'list', false, NULL, 'perspective'),
        ('scorecard', 'links', 'list', false, NULL, 'link'),
        ('scorecard', 'initiatives', 'list', false, NULL, 'initiative'),
        ('scorecard', 'entities', 'list', false, NULL, 'entity'),

        ('perspective', 'code', 'code', true, NULL, NULL),
        ('perspective', 'was', 'former', false, NULL, NULL),
        ('perspective', 'name', 'text', false, NULL, NULL),
        ('perspective', 'position', 'integer', false, NULL, 'position'),
        ('perspective', 'weight', 'number', false, '1', 'not negative'),
        ('perspective', 'combine', 'choice', false, '"mean"', 'combine'),
        ('perspective', 'weights', 'judgements', false, NULL, 'objective'),
        ('perspective', 'objectives', 'list', false, NULL, 'objective'),

        ('objective', 'code', 'code', true, NULL, NULL),
        ('objective', 'was', 'former', false, NULL, NULL),
        ('objective', 'name', 'text', false, NULL, NULL),
        ('objective', 'theme', 'text', false, NULL, NULL),
        ('objective', 'weight', 'number', false, '1', 'not negative'),
        ('objective', 'combine', 'choice', false, '"mean"', 'combine'),
        ('objective', 'owner', 'text', false, NULL, NULL),
        ('objective', 'description', 'text', false, NULL, NULL),
        ('objective', 'position', 'integer', false, NULL, 'position'),
        ('objective', 'weights', 'judgements', false, NULL, 'measure'),
        ('objective', 'measures', 'list', false, NULL, 'measure'),

        ('measure', 'code', 'code', true, NULL, NULL),
        ('measure', 'was', 'former', false, NULL, NULL),
        ('measure', 'name', 'text', false, NULL, NULL),
        ('measure', 'unit', 'text', false, NULL, NULL),
        ('measure', 'indicator', 'choice', false, NULL, 'indicator'),
        ('measure', 'financial', 'boolean', false, 'false', NULL),
        ('measure', 'frequency', 'choice', false, NULL, 'frequency'),
        ('measure', 'rollup', 'choice', false, '"sum"', 'rollup'),
        ('measure', 'carry_forward', 'integer', false, '0', 'periods'),
        ('measure', 'weight', 'number', false, '1', 'not negative'),
        ('measure', 'query', 'text', false, NULL, NULL),
        ('measure', 'detail_query', 'text', false, NULL, NULL),
        ('measure', 'changed_since', 'text', false, NULL, NULL),
        ('measure', 'formula', 'text', false, NULL, NULL),
        ('measure', 'run_as', 'role', false, NULL, NULL),
        ('measure', 'owner', 'text', false, NULL, NULL),
        ('measure', 'description', 'text', false, NULL, NULL),
        ('measure', 'environment', 'code', false, NULL, NULL),
        ('measure', 'elasticity', 'number', false, '1', NULL),
        ('measure', 'kind', 'choice', false, NULL, 'kind'),
        ('measure', 'spread', 'choice', false, NULL, 'spread'),
        ('measure', 'empty', 'choice', false, NULL, 'empty'),
        ('measure', 'amber', 'number', false, NULL, NULL),
        ('measure', 'green', 'number', false, NULL, NULL),
        ('measure', 'scope', 'choice', false, NULL, 'scope'),
        ('measure', 'rebase', 'periods', false, '[]', NULL),
        ('measure', 'position', 'integer', false, NULL, 'position'),
        ('measure', 'plan', 'list', false, NULL, 'plan'),

        ('plan', 'entity', 'entity', false, '""', NULL),
        ('plan', 'period', 'period', true, NULL, NULL),
        ('plan', 'target', 'target', true, NULL, NULL),

        ('link', 'cause', 'text', true, NULL, NULL),
        ('link', 'effect', 'text', true, NULL, NULL),
        ('link', 'strength', 'number', false, '1', NULL),
        ('link', 'lag', 'integer', false, '0', 'periods'),
        ('link', 'hypothesis', 'text', false, NULL, NULL),

        ('initiative', 'code', 'code', true, NULL, NULL),
        ('initiative', 'was', 'former', false, NULL, NULL),
        ('initiative', 'name', 'text', false, NULL, NULL),
        ('initiative', 'owner', 'text', false, NULL, NULL),
        ('initiative', 'description', 'text', false, NULL, NULL),
        ('initiative', 'starts', 'date', false, NULL, NULL),
        ('initiative', 'ends', 'date', false, NULL, NULL),
        ('initiative', 'budget', 'amount', false, NULL, 'not negative'),
        ('initiative', 'spent', 'amount', false, '0', 'not negative'),
        ('initiative', 'progress', 'number', false, '0', 'fraction'),
        ('initiative', 'state', 'choice', false, '"planned"', 'state'),
        ('initiative', 'objectives', 'list', false, NULL, 'served'),
        ('initiative', 'entities', 'list', false, NULL, 'initiative_entity'),
        ('initiative', 'steps', 'list', false, NULL, 'initiative_step'),

        ('initiative_entity', 'entity', 'entity', true, NULL, NULL),
        ('initiative_entity', 'starts', 'date', false, NULL, NULL),

        ('initiative_step', 'code', 'code', true, NULL, NULL),
        ('initiative_step', 'name', 'text', false, NULL, NULL),
        ('initiative_step', 'due', 'date', false, NULL, NULL),
        ('initiative_step', 'done', 'date', false, NULL, NULL),

        ('entity', 'code', 'unit', true, NULL, NULL),
        ('entity', 'was', 'former', false, NULL, NULL),
        ('entity', 'name', 'text', false, NULL, NULL),
        ('entity', 'parent', 'entity', false, '""', NULL),
        ('entity', 'starts', 'date', false, NULL, NULL),
        ('entity', 'ends', 'date', false, NULL, NULL),
        -- not the place in the list: who comes in between would move all the others
        ('entity', 'position', 'integer', false, '0', 'position')
    ) AS k (kind, key, type, required, initial, named);
END;
COMMENT ON FUNCTION bsc._document_keys() IS 'the keys of a scorecard''s document: what their values must be and what stands for an absent one';

-- The columns of a kind's table that a document fills: the id of what the row
-- belongs to, and the keys that are values.  Judgements are kept in a column of
-- their own name.  The former code ("was") is not kept, and the role that
-- a query runs as is written apart: see bsc._define_measures().
-- In PL/pgSQL, which keeps the plan: to plan a look at the list takes longer than
-- the look.
CREATE FUNCTION bsc._document_columns(kind text)
RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN ARRAY(
        SELECT c.name
        FROM (
            SELECT list.kind || '_id', 0
            FROM bsc._document_keys() AS list
            WHERE list.type = 'list' AND list.child = _document_columns.kind
            UNION ALL
            SELECT CASE k.type WHEN 'judgements' THEN 'judgements' ELSE k.key END, k.ordinal
            FROM bsc._document_keys() AS k
            WHERE k.kind = _document_columns.kind AND k.type NOT IN ('list', 'former', 'role')
        ) AS c (name, ordinal)
        ORDER BY c.ordinal);
END
$$;
COMMENT ON FUNCTION bsc._document_columns(text) IS 'the columns of a table that the document of a scorecard fills';

-- Does a value that is given for a key have the right JSON type, and does it
-- lie in its range?  Numbers are kept as double precision, save amounts of
-- money, so they must neither overflow nor vanish on the way.
CREATE FUNCTION bsc._document_value_fits(value jsonb, type text, low numeric, high numeric, accepted text[])
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN jsonb_typeof(value) = 'number' AND type IN ('number', 'amount', 'integer')
    THEN value::numeric >= coalesce(low, '-Infinity')
     AND value::numeric <= coalesce(high, 'Infinity')
     AND CASE type
         WHEN 'integer' THEN value::numeric = trunc(value::numeric)
         WHEN 'number' THEN value::numeric = 0
             OR abs(value::numeric) BETWEEN 5e-324 AND 1.7976931348623157e308
         ELSE true END
    WHEN jsonb_typeof(value) = 'string'
    THEN CASE type
         WHEN 'code' THEN bsc._is_code(value #>> '{}')
         WHEN 'choice' THEN value #>> '{}' = ANY (accepted)
         WHEN 'entity' THEN bsc._is_entity(value #>> '{}')
         WHEN 'unit' THEN bsc._is_entity(value #>> '{}') AND value <> '""'
         WHEN 'date' THEN value #>> '{}' ~ '^(\d{4,7}-\d\d-\d\d( BC)?|-?infinity)$'
         ELSE type IN ('text', 'former', 'role', 'period', 'target') END
    WHEN type = 'periods'
    THEN jsonb_typeof(value) = 'array' AND NOT jsonb_path_exists(value, '$[*] ? (@.type() != "string")') AND jsonb_array_length(value) <= 1000
    ELSE jsonb_typeof(value) = CASE type WHEN 'list' THEN 'array' WHEN 'judgements' THEN 'object' ELSE type END
END;
COMMENT ON FUNCTION bsc._document_value_fits(jsonb, text, numeric, numeric, text[]) IS 'is the value one that the key takes?';

CREATE FUNCTION bsc._document_value_hint(type text, low numeric, high numeric, accepted text[])
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN type IN ('text', 'former', 'role') THEN 'It must be a string.'
    ELSE CASE type
    WHEN 'code' THEN 'A code is a string of 1 to 100 characters on one line, without a slash and without blanks at its ends.'
    WHEN 'entity' THEN 'It must be a string of at most 1000 bytes.'
    WHEN 'unit' THEN 'It must be a string of 1 to 1000 bytes.'
    WHEN 'choice' THEN 'It is one of: ' || array_to_string(accepted, ', ') || '.'
    WHEN 'boolean' THEN 'It must be true or false.'
    WHEN 'list' THEN 'It must be a list.'
    WHEN 'periods' THEN 'It must be a list of periods, such as ["2024-03"], 1000 at most.'
    WHEN 'judgements' THEN 'It must be an object such as {"ahp": [[1, 3], [null, 1]]}.'
    WHEN 'date' THEN 'It must be a string such as "2004-12-31".'
    WHEN 'period' THEN 'It must be a string such as "2004-09".'
    WHEN 'target' THEN 'It must be a string such as "60..95", or null where nothing is planned.'
    ELSE CASE type WHEN 'integer' THEN 'It must be a whole number' ELSE 'It must be a number' END
        || CASE WHEN high IS NOT NULL THEN ' from ' || low || ' to ' || high
                WHEN low IS NOT NULL THEN ', ' || low || ' or more'
                ELSE '' END || '.'
    END
END;
COMMENT ON FUNCTION bsc._document_value_hint(text, numeric, numeric, text[]) IS 'the values that a key takes, as a hint';

-- A value as an error shows it.
CREATE FUNCTION bsc._document_excerpt(value jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE jsonb_typeof(value)
    WHEN 'object' THEN 'an object'
    WHEN 'array' THEN 'a list'
    ELSE CASE WHEN length(value::text) > 120
              THEN left(value::text, 120) || '...'
              ELSE value::text END
END;
COMMENT ON FUNCTION bsc._document_excerpt(jsonb) IS 'a value as an error shows it, cut short';

CREATE FUNCTION bsc._document_path(path text, key text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE path WHEN '' THEN key ELSE path || '.' || key END;
COMMENT ON FUNCTION bsc._document_path(text, text) IS 'path of a key of the node at a path';

CREATE FUNCTION bsc._refuse_document(problem text, path text, value text, hint text)
RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM bsc._refuse(
        '22023'::text, problem || CASE path WHEN '' THEN '' ELSE ' at ' || path END || coalesce(': ' || value, ''), NULL::text, hint);
END
$$;
COMMENT ON FUNCTION bsc._refuse_document(text, text, text, text) IS 'raise the error that a document is wrong at a path';

-- The document as nodes, with nothing checked but what the walk itself needs.
-- A measure belongs to perspective/objective, since an objective's code alone
-- may stand in two perspectives.
CREATE FUNCTION bsc._walk_document(doc jsonb)
RETURNS SETOF bsc._document_node
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000
BEGIN ATOMIC
    WITH RECURSIVE walk (kind, place, path, belongs, ordinal, value) AS (
        SELECT 'scorecard'::text, '{}'::integer[], ''::text, NULL::text, 1, _walk_document.doc
        UNION ALL
        SELECT k.child,
               w.place || ARRAY[k.ordinal, e.ordinal::integer],
               bsc._document_path(w.path, k.key) || '[' || (e.ordinal - 1) || ']',
               CASE w.kind WHEN 'objective' THEN w.belongs || '/' ELSE '' END || (w.value ->> 'code'),
               e.ordinal::integer,
               e.value
        FROM walk AS w
        JOIN bsc._document_keys() AS k ON k.kind = w.kind AND k.type = 'list'
        CROSS JOIN LATERAL jsonb_array_elements(
            CASE jsonb_typeof(w.value -> k.key) WHEN 'array' THEN w.value -> k.key ELSE '[]' END)
            WITH ORDINALITY AS e (value, ordinal)
    )
    SELECT w.kind, w.place, w.path, w.belongs, w.ordinal,
           w.value ->> 'code', w.value ->> 'was', NULL::bigint, w.value
    FROM walk AS w;
END;
COMMENT ON FUNCTION bsc._walk_document(jsonb) IS 'the objects of a scorecard''s document, unchecked';

-- Whoever renames a node changes its code first, and the places that name it later, or
-- never: they mean the new one, unless the old code is another node's by now.
CREATE FUNCTION bsc._follow_renamings(nodes bsc._document_node[])
RETURNS bsc._document_node[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    codes jsonb := (
        SELECT jsonb_object_agg(n.was, n.key)
        FROM unnest(nodes) AS n
        WHERE n.kind = 'entity' AND n.was <> ''
          AND n.was NOT IN (SELECT o.key FROM unnest(nodes) AS o WHERE o.kind = 'entity'));
BEGIN
    IF codes IS NULL THEN
        RETURN nodes;
    END IF;
    RETURN ARRAY(
        SELECT (n.kind, n.place, n.path, n.belongs, n.ordinal, n.key, n.was, n.id,
                CASE WHEN k.key IS NULL THEN n.value
                     ELSE n.value || jsonb_build_object(k.key, codes -> (n.value ->> k.key)) END)::bsc._document_node
        FROM unnest(nodes) AS n
        LEFT JOIN (VALUES ('plan', 'entity'), ('initiative_entity', 'entity'), ('entity', 'parent')) AS k (kind, key)
          ON k.kind = n.kind AND codes ? (n.value ->> k.key)
        ORDER BY n.place);
END
$$;
COMMENT ON FUNCTION bsc._follow_renamings(bsc._document_node[]) IS
    'the nodes, with entities by their new codes where plans, initiatives and parents name the old ones';

-- Each name that objectives are known by, to the full ones (perspective/code) of those that
-- it may stand for; a name of before to those that had it, unless it is in use again.
CREATE FUNCTION bsc._objective_names(nodes bsc._document_node[])
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(jsonb_object_agg(g.name, coalesce(g.full_names, g.once)), '{}')
    FROM (
        SELECT s.name, jsonb_agg(s.full_name ORDER BY s.place) FILTER (WHERE NOT s.former) AS full_names,
               jsonb_agg(s.full_name ORDER BY s.place) AS once
        FROM (
            SELECT f.name, n.place, n.belongs || '/' || n.key AS full_name, bool_and(f.former) AS former
            FROM unnest(nodes) AS n
            LEFT JOIN unnest(nodes) AS p ON p.kind = 'perspective' AND p.key = n.belongs
            CROSS JOIN LATERAL (VALUES
                (n.key, false), (n.belongs || '/' || n.key, false),
                (n.was, true), (n.belongs || '/' || n.was, true),
                (p.was || '/' || n.key, true), (p.was || '/' || n.was, true)) AS f (name, former)
            WHERE n.kind = 'objective' AND f.name IS NOT NULL
            GROUP BY f.name, n.place, n.belongs, n.key) AS s
        GROUP BY s.name
    ) AS g;
END;
COMMENT ON FUNCTION bsc._objective_names(bsc._document_node[]) IS 'the objectives of a document, in full, by the names that they are known by';

-- The objectives that links and initiatives name, in full: perspective/code.
-- "given" keeps the words of the document, for errors.
CREATE FUNCTION bsc._resolve_document_names(nodes bsc._document_node[])
RETURNS bsc._document_node[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    names jsonb := bsc._objective_names(nodes);
    fault record;
BEGIN
    SELECT CASE n.kind WHEN 'link' THEN bsc._document_path(n.path, k.key) ELSE n.path END AS path,
           n.value -> k.key AS name,
           names -> (n.value ->> k.key) AS full_names INTO fault
    FROM unnest(nodes) AS n
    JOIN (VALUES ('link', 1, 'cause'), ('link', 2, 'effect'), ('served', 1, 'objective')) AS k (kind, ordinal, key)
      ON k.kind = n.kind
    WHERE jsonb_array_length(names -> (n.value ->> k.key)) IS DISTINCT FROM 1
    ORDER BY n.place, k.ordinal
    LIMIT 1;
    IF FOUND THEN
        PERFORM bsc._refuse_document(
            CASE WHEN fault.full_names IS NULL THEN 'unknown objective' ELSE 'ambiguous objective' END,
            fault.path,
            bsc._document_excerpt(fault.name),
            CASE WHEN fault.full_names IS NOT NULL
                 THEN format('Write one of: %s.',
                             bsc._list_codes(ARRAY(SELECT jsonb_array_elements_text(fault.full_names))))
                 ELSE coalesce(bsc._perhaps(fault.name #>> '{}', ARRAY(
                                   SELECT n.belongs || '/' || n.key FROM unnest(nodes) AS n
                                   WHERE n.kind = 'objective' ORDER BY n.place)),
                               bsc._near_hint(fault.name #>> '{}', ARRAY(
                                   SELECT n.key FROM unnest(nodes) AS n WHERE n.kind = 'objective' ORDER BY n.place)),
                               'The document has no objectives.')
            END);
    END IF;

    RETURN ARRAY(
        SELECT (n.kind, n.place, n.path, n.belongs, n.ordinal, n.key, n.was, n.id,
                CASE n.kind
                    WHEN 'link' THEN n.value || jsonb_build_object(
                        'cause', names -> (n.value ->> 'cause') -> 0, 'effect', names -> (n.value ->> 'effect') -> 0,
                        'given', n.value)
                    WHEN 'served' THEN jsonb_build_object(
                        'objective', names -> (n.value ->> 'objective') -> 0, 'given', n.value)
                    ELSE n.value END)::bsc._document_node
        FROM unnest(nodes) AS n
        ORDER BY n.place);
END
$$;
COMMENT ON FUNCTION bsc._resolve_document_names(bsc._document_node[]) IS 'the nodes, with the objectives that links and initiatives name in full';

-- Queries that are given beside the document, by the codes of their measures, or by the
-- old ones of measures that it renames.
CREATE FUNCTION bsc._add_queries(nodes bsc._document_node[], queries jsonb)
RETURNS bsc._document_node[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    codes text[] := ARRAY(SELECT n.key FROM unnest(nodes) AS n WHERE n.kind = 'measure' ORDER BY n.place);
    fault record;
BEGIN
    IF queries IS NULL OR queries = 'null' THEN
        RETURN nodes;
    ELSIF jsonb_typeof(queries) <> 'object' THEN
        PERFORM bsc._refuse_document('invalid value', 'queries', bsc._document_excerpt(queries),
                                    'It must be an object: measures'' codes with their queries.');
    END IF;

    SELECT q.key, q.value, m.path, m.query INTO fault
    FROM jsonb_each(queries) AS q (key, value)
    LEFT JOIN LATERAL (
        SELECT CASE WHEN n.value ->> 'query' <> q.value #>> '{}' THEN n.path || '.query'
                    WHEN queries ->> n.key <> q.value #>> '{}' THEN 'queries.' || n.key END AS query, n.path
        FROM unnest(nodes) AS n
        WHERE n.kind = 'measure' AND (n.key = q.key OR n.was = q.key AND q.key <> ALL (codes))) AS m ON true
    WHERE m.path IS NULL OR jsonb_typeof(q.value) NOT IN ('string', 'null') OR m.query IS NOT NULL
    ORDER BY q.key COLLATE "C"
    LIMIT 1;
    IF FOUND AND fault.path IS NULL THEN
        PERFORM bsc._refuse_document('unknown measure', 'queries', bsc._document_excerpt(to_jsonb(fault.key)),
            coalesce(bsc._near_hint(fault.key, codes), 'The document has no measures.'));
    ELSIF FOUND THEN
        PERFORM bsc._refuse_document('invalid value', 'queries.' || fault.key, bsc._document_excerpt(fault.value),
            CASE jsonb_typeof(fault.value)
                WHEN 'string' THEN format('There is another query, at %s: leave either out.', fault.query)
                ELSE 'It must be a string.' END);
    END IF;

    RETURN ARRAY(
        SELECT (n.kind, n.place, n.path, n.belongs, n.ordinal, n.key, n.was, n.id,
                CASE WHEN q.query IS NOT NULL
                     THEN n.value || jsonb_build_object('query', q.query)
                     ELSE n.value END)::bsc._document_node
        FROM unnest(nodes) AS n
        CROSS JOIN LATERAL (
            SELECT CASE WHEN n.kind = 'measure'
                        THEN coalesce(queries ->> n.key, CASE WHEN n.was <> ALL (codes) THEN queries ->> n.was END) END) AS q (query)
        ORDER BY n.place);
END
$$;
COMMENT ON FUNCTION bsc._add_queries(bsc._document_node[], jsonb) IS 'the nodes, measures with the queries that are given beside the document';

-- Whatever takes thousands of nodes as one argument plans its statements for any: a
-- plan for just these would copy all of them each time the planner looks at it.
CREATE FUNCTION bsc._read_document(doc jsonb, queries jsonb)
RETURNS bsc._document_node[]
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 10000
SET search_path = pg_catalog, pg_temp
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    nodes bsc._document_node[];
    frequency text;
BEGIN
    IF doc IS NULL THEN
        RAISE EXCEPTION 'scorecard document must not be null'
            USING ERRCODE = 'null_value_not_allowed';
    ELSIF jsonb_typeof(doc) <> 'object' THEN
        RAISE EXCEPTION 'scorecard document must be an object, not %', bsc._document_excerpt(doc)
            USING ERRCODE = 'invalid_parameter_value';
    END IF;

    nodes := ARRAY(SELECT w FROM bsc._walk_document(doc) AS w ORDER BY w.place);
    PERFORM bsc._check_document_values(nodes);
    nodes := bsc._add_queries(nodes, queries);
    nodes := bsc._weigh_document(nodes);

    frequency := coalesce(doc ->> 'frequency', 'month');
    nodes := ARRAY(
        SELECT (n.kind, n.place, n.path, n.belongs, n.ordinal, n.key, n.was, n.id,
                CASE n.kind
                    WHEN 'served' THEN jsonb_build_object('objective', n.value)
                    ELSE jsonb_build_object('position', n.ordinal, 'frequency', frequency)
                         || d.initial
                         || CASE WHEN n.value ->> 'formula' IS NOT NULL THEN '{"rollup": "formula"}'::jsonb ELSE '{}'::jsonb END
                         || jsonb_strip_nulls(n.value - d.children)
                         -- a measure without this key keeps its targets
                         || CASE WHEN n.value ->> 'plan' IS NOT NULL THEN '{"planned": true}'::jsonb ELSE '{}' END
                         -- and without this one the catalogue of entities stays as it is
                         || CASE WHEN n.kind = 'scorecard' AND jsonb_typeof(n.value -> 'entities') = 'array'
                                 THEN '{"catalogue": true}'::jsonb ELSE '{}' END
                END)::bsc._document_node
        FROM unnest(nodes) AS n
        LEFT JOIN (
            SELECT k.kind,
                   coalesce(jsonb_object_agg(k.key, k.initial) FILTER (WHERE k.initial IS NOT NULL), '{}') AS initial,
                   coalesce(array_agg(k.key) FILTER (WHERE k.type = 'list'), '{}') AS children
            FROM bsc._document_keys() AS k
            GROUP BY k.kind) AS d ON d.kind = n.kind
        ORDER BY n.place);

    PERFORM bsc._check_document_texts(nodes);
    nodes := bsc._follow_renamings(nodes);
    nodes := bsc._resolve_document_names(nodes);
    PERFORM bsc._check_document_doubles(nodes);
    PERFORM bsc._check_document_sense(nodes);
    PERFORM bsc._check_document_entities(nodes);
    PERFORM bsc._check_document_formulas(nodes);
    RETURN nodes;
END
$$;
COMMENT ON FUNCTION bsc._read_document(jsonb, jsonb) IS 'the objects of a scorecard''s document, checked, with defaults filled in';
