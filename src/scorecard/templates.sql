-- Templates: strategies to start from.
--
-- A source (templates/*.json, which the view template_source holds) is a
-- document of bsc.define in which any value may be a choice.  An object with
-- the key "en" is a choice of language; one with the key "any" a choice of
-- variant, in which "any" serves the variants that are not named.  What is
-- chosen may again be a choice; a null leaves its key or its place out.

CREATE FUNCTION bsc._chosen(source json, language text, variant text)
RETURNS json
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CASE json_typeof(source)
        WHEN 'object' THEN
            IF source -> 'any' IS NOT NULL THEN
                RETURN bsc._chosen(coalesce(source -> variant, source -> 'any'), language, variant);
            ELSIF source -> 'en' IS NOT NULL THEN
                RETURN bsc._chosen(coalesce(source -> language, source -> 'en'), language, variant);
            END IF;
            RETURN (
                SELECT json_object_agg(e.key, e.chosen ORDER BY e.ordinality)
                FROM (SELECT m.key, m.ordinality, bsc._chosen(m.value, language, variant) AS chosen
                      FROM json_each(source) WITH ORDINALITY AS m) AS e
                WHERE json_typeof(e.chosen) <> 'null');
        WHEN 'array' THEN
            RETURN (
                SELECT json_agg(e.chosen ORDER BY e.ordinality)
                FROM (SELECT m.ordinality, bsc._chosen(m.value, language, variant) AS chosen
                      FROM json_array_elements(source) WITH ORDINALITY AS m) AS e
                WHERE json_typeof(e.chosen) <> 'null');
        ELSE
            RETURN source;
    END CASE;
END
$$;
COMMENT ON FUNCTION bsc._chosen(json, text, text) IS 'a template''s source with every choice made for a language and a variant';

-- A part of a source in its own characters.  to_sql.pl has hidden those that are
-- not ASCII behind doubled backslashes: reading any part of a source must not
-- fail where the database's encoding lacks a character of another part.
CREATE FUNCTION bsc._spoken(part json)
RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN replace(part::text, repeat(chr(92), 2) || 'u', chr(92) || 'u')::json;
COMMENT ON FUNCTION bsc._spoken(json) IS 'a part of a template''s source with its hidden characters restored';

-- Every template by name, with the source and the variant behind it.
CREATE VIEW bsc._template_variant WITH (security_invoker = true) AS
SELECT t.name, t.name AS source_name, 'any' AS variant, t.source
FROM bsc._template_source AS t
UNION ALL
SELECT t.name || '/' || v.variant, t.name, v.variant, t.source
FROM bsc._template_source AS t
CROSS JOIN LATERAL json_object_keys(t.source -> 'name') AS v (variant)
WHERE t.source -> 'name' -> 'any' IS NOT NULL AND v.variant <> 'any';
COMMENT ON VIEW bsc._template_variant IS 'every template by name, with the source and the variant behind it';

CREATE VIEW bsc._template_language WITH (security_invoker = true) AS
SELECT l.language
FROM (VALUES ('en'), ('zh')) AS l (language)
-- what the database's encoding cannot hold is not offered
WHERE l.language = 'en' OR getdatabaseencoding() IN ('UTF8', 'EUC_CN');
COMMENT ON VIEW bsc._template_language IS 'the languages of the templates that the database''s encoding can hold';

CREATE VIEW bsc.templates WITH (security_invoker = true) AS
SELECT t.name,
    bsc._spoken(bsc._chosen(t.source -> 'name', l.language, t.variant)) #>> '{}' AS title,
    l.language,
    bsc._spoken(bsc._chosen(t.source -> 'mission', l.language, t.variant)) #>> '{}' AS description
FROM bsc._template_variant AS t
CROSS JOIN bsc._template_language AS l;
COMMENT ON VIEW bsc.templates IS 'the strategies that bsc.template() has to start from';

CREATE FUNCTION bsc.template(name text, language text DEFAULT 'en')
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    origin record;
BEGIN
    SELECT t.* INTO origin FROM bsc._template_variant AS t WHERE t.name = template.name;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'template "%" does not exist', coalesce(name, 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = bsc._near_hint(name, ARRAY(SELECT t.name FROM bsc._template_variant AS t ORDER BY t.name));
    END IF;
    IF NOT EXISTS (SELECT 1 FROM bsc._template_language AS l WHERE l.language = template.language) THEN
        RAISE EXCEPTION 'template "%" is not to be had in language "%"', name, coalesce(language, 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = (SELECT format('There is: %s.', string_agg(l.language, ', ' ORDER BY l.language))
                          FROM bsc._template_language AS l);
    END IF;
    RETURN bsc._spoken(bsc._chosen(origin.source, language, origin.variant))::jsonb;
END
$$;
COMMENT ON FUNCTION bsc.template(text, text) IS
    'a strategy to start from, as a document for bsc.define(); bsc.templates lists them; language en or zh';

GRANT SELECT ON bsc._template_variant, bsc._template_language, bsc.templates TO @extowner@ WITH GRANT OPTION;
