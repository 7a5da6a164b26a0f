-- Weights from judgements.
--
-- Instead of a weight for each sibling a document may give, beside their list,
-- how much more important each is than each other one:
--
--     "weights": {"ahp": [[1, 3, 5], [null, 1, 2], [null, null, 1]]}
--
-- The rows and columns are the siblings in the order of the list; of each pair
-- one side is enough.  bsc.ahp() makes weights of them.  The parent keeps the
-- judgements in the order of position, with the weights and the consistency
-- ratio that came of them:
--
--     {"ahp": [[...]], "weights": [...], "consistency_ratio": 0.05}
--
-- Plain DML may change weights, add siblings or move them afterwards.  Then the
-- weights no longer are those of the judgements, and definition() writes the
-- weights.

-- Judgements as a matrix.  Anything but n rows of n numbers or nulls is NULL.
CREATE FUNCTION bsc._judgement_matrix(judgements jsonb, n integer)
RETURNS double precision[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN count(*) = _judgement_matrix.n AND bool_and(r.is_row)
                THEN array_agg(r.cells ORDER BY r.ordinal) END
    FROM (
        SELECT j.ordinal,
            count(c.value) = _judgement_matrix.n
                AND bool_and(jsonb_typeof(c.value) IN ('number', 'null')) AS is_row,
            array_agg(
                CASE jsonb_typeof(c.value) WHEN 'number' THEN c.value::double precision END
                ORDER BY c.ordinal) AS cells
        FROM jsonb_array_elements(
                CASE jsonb_typeof(_judgement_matrix.judgements)
                    WHEN 'array' THEN _judgement_matrix.judgements ELSE '[]' END) WITH ORDINALITY AS j (value, ordinal)
        LEFT JOIN LATERAL jsonb_array_elements(
                CASE jsonb_typeof(j.value) WHEN 'array' THEN j.value ELSE '[]' END)
            WITH ORDINALITY AS c (value, ordinal) ON true
        GROUP BY j.ordinal) AS r
    -- rows of unlike lengths make no array
    HAVING count(*) FILTER (WHERE r.is_row IS NOT TRUE) = 0;
END;
COMMENT ON FUNCTION bsc._judgement_matrix(jsonb, integer) IS 'pairwise judgements of a document as a matrix of that size; NULL if they are not';

-- The weights that judgements give to n siblings, and what their parent is to
-- keep.  "at" is the path of the judgements, list the key of the siblings, and turn
-- their numbers in the order of position.
CREATE FUNCTION bsc._weigh_siblings(
    judgements jsonb, at text, list text, n integer, turn integer[],
    OUT weights double precision[], OUT kept jsonb)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET extra_float_digits = 1
AS $$
DECLARE
    matrix double precision[];
    ratio double precision;
    said text;
    more text;
BEGIN
    IF judgements - 'ahp' <> '{}' OR NOT judgements ? 'ahp' THEN
        PERFORM bsc._refuse_document('invalid value', at, bsc._document_excerpt(judgements),
            'It must be an object with the one key "ahp".');
    END IF;
    BEGIN
        matrix := bsc._judgement_matrix(judgements -> 'ahp', n);
        IF matrix IS NOT NULL THEN
            SELECT a.weights, a.consistency_ratio INTO weights, ratio FROM bsc.ahp(matrix, 'saaty-1977') AS a;
        END IF;
    EXCEPTION WHEN data_exception THEN
        GET STACKED DIAGNOSTICS said = MESSAGE_TEXT, more = PG_EXCEPTION_HINT;
        RAISE EXCEPTION 'invalid value at %', at || '.ahp'
            USING ERRCODE = 'invalid_parameter_value', DETAIL = upper(left(said, 1)) || substr(said, 2) || '.',
                  HINT = coalesce(nullif(more, ''), 'Each number says how many times as important the row''s is as the column''s.');
    END;
    IF matrix IS NULL THEN
        PERFORM bsc._refuse_document('invalid value', at || '.ahp', NULL,
            format('It must be %s lists of %1$s numbers or nulls, one list and one number for each of %s.', n, list));
    END IF;
    kept := jsonb_build_object(
        'ahp', (SELECT jsonb_agg((SELECT jsonb_agg(matrix[i.ordinal][j.ordinal] ORDER BY j.place)
                                  FROM unnest(turn) WITH ORDINALITY AS j (ordinal, place)) ORDER BY i.place)
                FROM unnest(turn) WITH ORDINALITY AS i (ordinal, place)),
        'weights', (SELECT jsonb_agg(weights[i.ordinal] ORDER BY i.place)
                    FROM unnest(turn) WITH ORDINALITY AS i (ordinal, place)),
        'consistency_ratio', ratio);
END
$$;
COMMENT ON FUNCTION bsc._weigh_siblings(jsonb, text, text, integer, integer[]) IS 'the weights that judgements give to siblings, and what their parent keeps of them';

-- The nodes, with the weights that judgements give to the children of some, and
-- those some with what they are to keep.
CREATE FUNCTION bsc._weigh_document(nodes bsc._document_node[])
RETURNS bsc._document_node[]
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET extra_float_digits = 1
AS $$
DECLARE
    judge record;
    children record;
    found record;
    weight_of jsonb := '{}';
    kept_by jsonb := '{}';
BEGIN
    FOR judge IN
        SELECT n.place, n.path, bsc._document_path(n.path, 'weights') AS at, n.value -> 'weights' AS judgements,
               k.child, list.key AS list
        FROM unnest(nodes) AS n
        JOIN bsc._document_keys() AS k ON k.kind = n.kind AND k.type = 'judgements'
        JOIN bsc._document_keys() AS list ON list.kind = n.kind AND list.child = k.child AND list.type = 'list'
        WHERE jsonb_typeof(n.value -> 'weights') = 'object'
        ORDER BY n.place
    LOOP
        SELECT count(*)::integer AS n,
               array_agg(c.path ORDER BY c.ordinal) AS paths,
               (array_agg(c.path ORDER BY c.ordinal) FILTER (WHERE jsonb_typeof(c.value -> 'weight') = 'number'))[1] AS weighed,
               array_agg(c.ordinal ORDER BY coalesce((c.value -> 'position')::integer, c.ordinal), c.key COLLATE "C") AS turn
        INTO children
        FROM unnest(nodes) AS c
        WHERE c.kind = judge.child AND c.place[1:cardinality(judge.place)] = judge.place;
        IF children.weighed IS NOT NULL THEN
            PERFORM bsc._refuse_document('invalid value', children.weighed || '.weight', NULL,
                format('The weights of this list come from %s: leave either out.', judge.at));
        END IF;
        found := bsc._weigh_siblings(judge.judgements, judge.at, judge.list, children.n, children.turn);
        weight_of := weight_of || (
            SELECT jsonb_object_agg(u.path, u.weight) FROM unnest(children.paths, found.weights) AS u (path, weight));
        kept_by := kept_by || jsonb_build_object(judge.path, found.kept);
    END LOOP;

    IF kept_by = '{}' THEN
        RETURN nodes;
    END IF;
    RETURN ARRAY(
        SELECT (n.kind, n.place, n.path, n.belongs, n.ordinal, n.key, n.was, n.id,
                CASE WHEN jsonb_typeof(n.value) = 'object'
                     THEN n.value
                          || CASE WHEN weight_of ? n.path THEN jsonb_build_object('weight', weight_of -> n.path) ELSE '{}' END
                          || CASE WHEN kept_by ? n.path THEN jsonb_build_object('judgements', kept_by -> n.path) ELSE '{}' END
                     ELSE n.value END)::bsc._document_node
        FROM unnest(nodes) AS n
        ORDER BY n.place);
END
$$;
COMMENT ON FUNCTION bsc._weigh_document(bsc._document_node[]) IS 'the nodes, with the weights that judgements give them';

-- The judgements as a document gives them, if the weights still are theirs.
CREATE FUNCTION bsc._still_judged(judgements jsonb, weights double precision[])
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET extra_float_digits = 1
RETURN CASE WHEN judgements -> 'weights' = to_jsonb(weights)
            THEN jsonb_build_object('ahp', judgements -> 'ahp') END;
COMMENT ON FUNCTION bsc._still_judged(jsonb, double precision[]) IS 'the judgements that weights come from, NULL if they have been changed since';

-- A list of siblings without their weights, where judgements stand for them.
CREATE FUNCTION bsc._without_weights(siblings jsonb, weights jsonb)
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN _without_weights.weights IS NULL THEN _without_weights.siblings
                ELSE (SELECT jsonb_agg(e.value - 'weight' ORDER BY e.ordinal)
                      FROM jsonb_array_elements(_without_weights.siblings)
                          WITH ORDINALITY AS e (value, ordinal)) END;
END;
COMMENT ON FUNCTION bsc._without_weights(jsonb, jsonb) IS 'siblings as a document lists them, without weights where judgements stand for them';
