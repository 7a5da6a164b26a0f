-- The library: measures that many companies keep, to look through.
--
-- A catalogue (measures/*.json, which the view measure_source holds) has the measures
-- of one field, each with its words in every language and a query for each system whose
-- tables it can be read from.  Where a query needs the name of the schema with these
-- tables it says %1$I.  As in templates, an object with the key "en" is a choice of
-- language, and what is not ASCII is hidden until it is spoken.

CREATE VIEW bsc._library_measure WITH (security_invoker = true) AS
SELECT m.value ->> 'code' AS code, c.name AS catalogue, m.ordinality AS place, m.value AS entry,
    c.source -> 'sources' AS sources, c.source -> 'words' AS words
FROM bsc._measure_source AS c
CROSS JOIN LATERAL json_array_elements(c.source -> 'measures') WITH ORDINALITY AS m (value, ordinality);
COMMENT ON VIEW bsc._library_measure IS 'every measure of the library, as its catalogue has it';

CREATE FUNCTION bsc._library_text(part json, language text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000
RETURN bsc._spoken(bsc._chosen(part, language, 'any'::text)) #>> '{}'::text[];
COMMENT ON FUNCTION bsc._library_text(json, text) IS 'what a part of a catalogue says in a language';

CREATE FUNCTION bsc._library_list(list json)
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT e.value FROM json_array_elements_text(list) WITH ORDINALITY AS e (value, ordinality) ORDER BY e.ordinality);
COMMENT ON FUNCTION bsc._library_list(json) IS 'a list of a catalogue';

-- The systems for which a measure has queries, in the catalogue's order.
CREATE FUNCTION bsc._library_sources(entry json)
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT k.key FROM json_object_keys(entry -> 'queries') WITH ORDINALITY AS k (key, ordinality) ORDER BY k.ordinality);
COMMENT ON FUNCTION bsc._library_sources(json) IS 'the systems that a measure of the library has queries for';

CREATE FUNCTION bsc._check_library_choice(what text, choice text, choices text[])
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF choice IS NULL OR choice <> ALL (choices) THEN
        RAISE EXCEPTION 'the library has no % "%"', what, coalesce(choice, 'NULL')
            USING ERRCODE = 'invalid_parameter_value', HINT = bsc._near_hint(choice, choices);
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._check_library_choice(text, text, text[]) IS 'error where the library does not have what was asked for';

CREATE FUNCTION bsc._check_library_language(lang text)
RETURNS void
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT bsc._check_library_choice('language'::text, _check_library_language.lang, array_agg(l.language ORDER BY l.language))
    FROM bsc._template_language AS l;
END;
COMMENT ON FUNCTION bsc._check_library_language(text) IS 'error where the library does not speak a language';

CREATE FUNCTION bsc.measure_library(
    search text DEFAULT NULL, industry text DEFAULT NULL, source text DEFAULT NULL, lang text DEFAULT 'en')
RETURNS TABLE (
    code text, name text, definition text, formula text, unit text, direction text, rollup text, kind text,
    perspective text, indicator text, process text, industries text[], reference text, sources text[])
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 25
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM bsc._check_library_language(lang);
    IF source IS NOT NULL THEN
        PERFORM bsc._check_library_choice('queries for'::text, source, ARRAY(
            SELECT DISTINCT k.key
            FROM bsc._measure_source AS c CROSS JOIN LATERAL json_object_keys(c.source -> 'sources') AS k (key) ORDER BY 1));
    END IF;
    IF industry IS NOT NULL THEN
        PERFORM bsc._check_library_choice('measures for'::text, industry, ARRAY(
            SELECT DISTINCT i.industry
            FROM bsc._library_measure AS m CROSS JOIN LATERAL unnest(bsc._library_list(m.entry -> 'industries')) AS i (industry) ORDER BY 1));
    END IF;
    RETURN QUERY
    SELECT m.code, bsc._library_text(m.entry -> 'name', lang), bsc._library_text(m.entry -> 'definition', lang),
        m.entry ->> 'formula', bsc._library_text(m.entry -> 'unit', lang), m.entry ->> 'direction', m.entry ->> 'rollup',
        m.entry ->> 'kind', m.entry ->> 'perspective', m.entry ->> 'indicator', m.entry ->> 'process',
        bsc._library_list(m.entry -> 'industries'), m.entry ->> 'reference', bsc._library_sources(m.entry)
    FROM bsc._library_measure AS m
    WHERE (measure_library.source IS NULL OR measure_library.source = ANY (bsc._library_sources(m.entry)))
      AND (industry IS NULL OR ARRAY['any', industry] && bsc._library_list(m.entry -> 'industries'))
      AND (search IS NULL OR strpos(lower(m.entry ->> 'process'), lower(search)) > 0 OR EXISTS (
          SELECT 1
          FROM bsc._template_language AS l
          WHERE strpos(lower(concat_ws(' ', bsc._library_text(m.entry -> 'name', l.language),
                                       bsc._library_text(m.entry -> 'definition', l.language))), lower(search)) > 0))
    ORDER BY m.catalogue, m.place;
END
$$;
COMMENT ON FUNCTION bsc.measure_library(text, text, text, text) IS
    'measures that many companies keep, and the systems that they can be read from; search looks into name, definition and process';

GRANT SELECT ON bsc._library_measure TO @extowner@ WITH GRANT OPTION;
