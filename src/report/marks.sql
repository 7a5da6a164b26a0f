-- Escaped names, widths on a terminal, and the words of reports.

CREATE FUNCTION bsc._markup(name text, language text)
RETURNS text
AS 'MODULE_PATHNAME', 'bsc_markup'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._markup(text, text) IS
    'a name so that a language (html, mermaid, dot, markdown, text) shows just it and takes nothing of it for a command';

CREATE FUNCTION bsc._display_width(value text)
RETURNS integer
AS 'MODULE_PATHNAME', 'bsc_display_width'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._display_width(text) IS 'the columns that a text takes on a terminal';

CREATE FUNCTION bsc._fit(value text, columns integer)
RETURNS text
AS 'MODULE_PATHNAME', 'bsc_fit'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._fit(text, integer) IS
    'a text in so many columns of a terminal: filled up with blanks, or cut with an ellipsis';

-- The words that reports say, in a language: an object by keys.  They are made from
-- the files in words/.
CREATE FUNCTION bsc._words(language text)
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 200
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    said jsonb := '{}';
    source json;
BEGIN
    PERFORM bsc._check_language(language);
    FOR source IN SELECT s.source FROM bsc._word_source AS s LOOP
        said := said || bsc._words_in(source, language);
    END LOOP;
    RETURN said;
END
$$;
COMMENT ON FUNCTION bsc._words(text) IS 'the words that reports say, in a language (en, zh), as an object by keys';
