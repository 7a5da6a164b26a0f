-- From the library into a scorecard.
--
-- A measure is adopted as a copy: it belongs to the scorecard from then on, and its
-- words may be changed.  Adopted once more, it is the same measure if it still stands
-- in that objective under a name of the library, with its roll-up, kind and query.

-- What there is to do about an adopted measure, line by line.
CREATE FUNCTION bsc._library_advice(entry json, sources json, words json, source text, frequency text, lang text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000
RETURN concat_ws(
    chr(10),
    bsc._library_text(words -> (entry ->> 'direction'), lang),
    format(bsc._library_text(words -> 'frequency', lang), frequency),
    CASE WHEN source IS NULL
         THEN format(bsc._library_text(words -> 'query', lang), array_to_string(bsc._library_sources(entry), ', ')) END,
    CASE WHEN source IS NOT NULL
         THEN format(bsc._library_text(words -> 'check', lang), entry #>> ARRAY['queries', source, 'versions'],
                     bsc._library_text(entry #> ARRAY['queries', source, 'assumes'], lang)) END,
    CASE WHEN sources #>> ARRAY[source, 'postgresql'] = 'false'
         THEN format(bsc._library_text(words -> 'copy', lang), sources #>> ARRAY[source, 'name']) END,
    CASE WHEN entry -> 'notes' IS NOT NULL
         THEN format(bsc._library_text(words -> 'note', lang), bsc._library_text(entry -> 'notes', lang)) END);
COMMENT ON FUNCTION bsc._library_advice(json, json, json, text, text, text) IS 'what is left to do about a measure that was adopted';

-- The query of a measure for a system whose tables stand in that schema; NULL without a
-- system.
CREATE FUNCTION bsc._library_query(measure text, entry json, sources json, source text, schema text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    place text := coalesce(schema, sources #>> ARRAY[source, 'schema']);
BEGIN
    IF source IS NULL THEN
        IF schema IS NOT NULL THEN
            RAISE EXCEPTION 'a schema is of no use without a source'
                USING ERRCODE = 'invalid_parameter_value',
                      HINT = format('The source is one of: %s.', array_to_string(bsc._library_sources(entry), ', '));
        END IF;
        RETURN NULL;
    END IF;
    IF source <> ALL (bsc._library_sources(entry)) THEN
        RAISE EXCEPTION 'measure "%" of the library has no query for "%"', measure, source
            USING ERRCODE = 'invalid_parameter_value', HINT = bsc._near_hint(source, bsc._library_sources(entry));
    END IF;
    IF coalesce(place, '') = '' THEN
        RAISE EXCEPTION 'schema of the tables of % is missing', sources #>> ARRAY[source, 'name']
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give the name of the schema in which its tables, or the foreign tables for them, are.';
    END IF;
    RETURN format(array_to_string(bsc._library_list(entry #> ARRAY['queries', source, 'sql']), chr(10)), place);
END
$$;
COMMENT ON FUNCTION bsc._library_query(text, json, json, text, text) IS 'the query of a measure of the library, over the tables of a schema';

-- Written below, where everything is known: adds the measure, gives it the query that it
-- lacks, or finds it as it should be; says which.
CREATE FUNCTION bsc._adopt(scorecard_id bigint, objective_id bigint, code text, entry json, query text, lang text)
RETURNS text
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    there bsc.measure;
BEGIN
    SELECT m.* INTO there FROM bsc.measure AS m WHERE m.scorecard_id = _adopt.scorecard_id AND m.code = _adopt.code;
    IF there.id IS NULL THEN
        INSERT INTO bsc.measure (objective_id, code, name, unit, indicator, financial, frequency, rollup, kind, query, description, position)
        SELECT _adopt.objective_id, _adopt.code, bsc._library_text(entry -> 'name', lang), bsc._library_text(entry -> 'unit', lang),
            entry ->> 'indicator', coalesce((entry ->> 'financial')::boolean, false), s.frequency, entry ->> 'rollup',
            CASE WHEN entry ->> 'rollup' = 'query' THEN entry ->> 'kind' END, _adopt.query,
            bsc._library_text(entry -> 'definition', lang),
            (SELECT coalesce(max(m.position), 0) + 1 FROM bsc.measure AS m WHERE m.objective_id = _adopt.objective_id)
        FROM bsc.scorecard AS s
        WHERE s.id = _adopt.scorecard_id;
        RETURN 'added';
    END IF;
    IF there.objective_id <> _adopt.objective_id OR there.rollup <> entry ->> 'rollup'
       OR bsc._kind(there.rollup, there.kind) <> entry ->> 'kind' OR there.query <> _adopt.query
       OR NOT EXISTS (SELECT 1 FROM bsc._template_language AS l WHERE bsc._library_text(entry -> 'name', l.language) = there.name) THEN
        RAISE EXCEPTION 'code "%" is taken by another measure', _adopt.code
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('It is "%s" in objective "%s".', coalesce(there.name, there.code), bsc._objective_name(there.objective_id)),
                  HINT = 'Adopt it under another code, by the argument code.';
    END IF;
    IF there.query IS NULL AND _adopt.query IS NOT NULL THEN
        UPDATE bsc.measure AS m SET query = _adopt.query, run_as = CURRENT_USER WHERE m.id = there.id;
        RETURN 'queried';
    END IF;
    RETURN 'there';
END
$$;
COMMENT ON FUNCTION bsc._adopt(bigint, bigint, text, json, text, text) IS
    'put a measure of the library into a scorecard, or find it there: added, queried (it had no query) or there';

CREATE FUNCTION bsc.adopt(
    scorecard text, objective text, measure text, source text DEFAULT NULL, schema text DEFAULT NULL,
    code text DEFAULT NULL, lang text DEFAULT 'en')
RETURNS text
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own_id bigint := bsc.scorecard_id(scorecard);
    own_objective bigint;
    own_code text := coalesce(code, measure);
    query text;
    done text;
    item record;
BEGIN
    PERFORM bsc._check_library_language(lang);
    PERFORM bsc._check_library_choice('measure'::text, measure, ARRAY(SELECT m.code FROM bsc._library_measure AS m ORDER BY m.code));
    SELECT m.* INTO item FROM bsc._library_measure AS m WHERE m.code = measure;
    query := bsc._library_query(measure, item.entry, item.sources, source, schema);
    -- two who adopt the same at once: the second finds what the first has written
    PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, own_id, 'refresh'::text);
    own_objective := bsc.objective_id(own_id, objective);
    done := bsc._adopt(own_id, own_objective, own_code, item.entry, query, lang);
    RETURN format(bsc._library_text(item.words -> done, lang), own_code, bsc._objective_name(own_objective)) || chr(10)
        || bsc._library_advice(
            item.entry, item.sources, item.words, source,
            (SELECT m.frequency FROM bsc.measure AS m WHERE m.scorecard_id = own_id AND m.code = own_code), lang);
END
$$;
COMMENT ON FUNCTION bsc.adopt(text, text, text, text, text, text, text) IS
    'put a measure of the library into a scorecard, with its query for a system whose tables are in that schema; returns what is left to do';
