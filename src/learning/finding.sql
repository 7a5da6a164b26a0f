-- Findings: what lint, the review and the evidence have to say, as data.
--
-- A finding is a rule, how grave it is, what it is about, and the parameters
-- of its sentence.  Nobody writes sentences but the last step before the
-- reader: words/*.json has one for each rule in every language, and _message()
-- fills it.
--
-- A rule may need several sentences.  The parameter "case" then says which: the
-- key of the sentence is the rule, or the rule, a blank and the case.  "... hint"
-- is the key of what to do about it.
--
-- In a sentence {key} stands for a parameter, {key:form} for it in a form:
--
--     percent, number, p    a fraction as a percentage, two decimals, a p value
--     score                 a score as a percentage, rounded over none of the parameter "thresholds"
--     amount                a figure in its unit, as reports show it
--     as KIND               the word with the key "KIND value", or the value itself
--     count THING           so many of it, by the keys "1 THING" and "n THING"
--     periods               so many periods of the parameter "grain"
--     each ITEM             a list: every element fills the sentence "ITEM"; "ITEM join" or "comma" between them
--
-- What stands in [brackets] is left out where a parameter in it is missing.

CREATE TYPE bsc._finding AS (
    rule text,
    severity text,
    subject text,
    parameters jsonb,
    evidence jsonb);
COMMENT ON TYPE bsc._finding IS 'what was found: by which rule, how grave, about what, what its sentence says, and on what grounds';

-- The words of a source in one language; English where a word has no other.
CREATE FUNCTION bsc._words_in(source json, language text)
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT bsc._spoken(json_object_agg(
        w.key, COALESCE(w.value -> _words_in.language, w.value -> 'en')))::jsonb
    FROM json_each(_words_in.source) AS w;
END;
COMMENT ON FUNCTION bsc._words_in(json, text) IS 'a source of words in one language, as an object by keys';

CREATE FUNCTION bsc._check_language(language text)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 200
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF language IS NULL OR NOT EXISTS (SELECT 1 FROM bsc._template_language AS l WHERE l.language = _check_language.language) THEN
        RAISE EXCEPTION 'reports are not to be had in language "%"', coalesce(language, 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = (SELECT format('There is: %s.', string_agg(l.language, ', ' ORDER BY l.language))
                          FROM bsc._template_language AS l);
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._check_language(text) IS 'refuse a language that there are no words in';

CREATE FUNCTION bsc._sentences(language text)
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 2000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    said jsonb := '{}';
    source json;
BEGIN
    PERFORM bsc._check_language(language);
    FOR source IN SELECT s.source FROM bsc._sentence_source AS s LOOP
        said := said || bsc._words_in(source, language);
    END LOOP;
    RETURN said;
END
$$;
COMMENT ON FUNCTION bsc._sentences(text) IS 'the sentences of findings in a language (en, zh), as an object by keys';

-- The sentence of a rule, or of its case.
CREATE FUNCTION bsc._sentence(rule text, parameters jsonb, addition text, sentences jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN COALESCE(
    sentences ->> concat(rule, ' ' || (parameters ->> 'case'), addition),
    sentences ->> concat(rule, addition));
COMMENT ON FUNCTION bsc._sentence(text, jsonb, text, jsonb) IS 'the sentence of a rule, unfilled';

CREATE FUNCTION bsc._filled(sentence text, parameters jsonb, sentences jsonb)
RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 500
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    part text;
    shown text;
    said text := '';
    before text := '';
    is_complete boolean := true;
BEGIN
    FOR part IN SELECT m.match[1] FROM regexp_matches(sentence, '([{][^}]*[}]|[][]|[^][{]+)', 'g') AS m (match) LOOP
        IF part = '[' THEN
            before := said;
            is_complete := true;
        ELSIF part = ']' THEN
            said := CASE WHEN is_complete THEN said ELSE before END;
        ELSIF left(part, 1) = '{' THEN
            shown := bsc._shown(trim(part, '{}'), parameters, sentences);
            is_complete := is_complete AND shown IS NOT NULL;
            said := said || coalesce(shown, '');
        ELSE
            said := said || part;
        END IF;
    END LOOP;
    RETURN said;
END
$$;
COMMENT ON FUNCTION bsc._filled(text, jsonb, jsonb) IS 'a sentence with its parameters filled in';

-- "key:form ..." of a sentence; NULL where the parameter is missing.
CREATE FUNCTION bsc._shown(place text, parameters jsonb, sentences jsonb)
RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 200
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    key text := split_part(place, ':', 1);
    form text := split_part(split_part(place, ':', 2), ' ', 1);
    about text := substr(split_part(place, ':', 2), length(form) + 2);
    value text := parameters ->> key;
BEGIN
    IF value IS NULL THEN
        RETURN NULL;
    END IF;
    IF form = 'periods' THEN
        form := 'count';
        about := parameters ->> 'grain';
    END IF;
    RETURN CASE form
        WHEN '' THEN value
        WHEN 'percent' THEN bsc._short_percent(value::double precision)
        WHEN 'score' THEN bsc._shown_score(value::double precision, ARRAY(
            SELECT t.value::double precision FROM jsonb_array_elements_text(coalesce(parameters -> 'thresholds', '[]')) AS t))
        WHEN 'points' THEN bsc._shown(
            'points:count point'::text, jsonb_build_object('points', round(value::numeric * 100)), sentences)
        WHEN 'number' THEN bsc._short_number(value::double precision)
        WHEN 'amount' THEN bsc._shown_amount(value::double precision)
        WHEN 'p' THEN bsc._short_p(value::double precision)
        WHEN 'as' THEN coalesce(sentences ->> concat(about, ' ', value), value)
        WHEN 'count' THEN bsc._filled(sentences ->> concat(CASE value WHEN '1' THEN '1 ' ELSE 'n ' END, about),
                                      jsonb_build_object('n', value), sentences)
        WHEN 'each' THEN (
            SELECT string_agg(bsc._filled(bsc._sentence(about, e.value, ''::text, sentences), e.value, sentences),
                              coalesce(sentences ->> concat(about, ' join'), sentences ->> 'comma') ORDER BY e.ordinality)
            FROM jsonb_array_elements(parameters -> key) WITH ORDINALITY AS e)
        END;
END
$$;
COMMENT ON FUNCTION bsc._shown(text, jsonb, jsonb) IS 'a parameter as a sentence shows it';

CREATE FUNCTION bsc._message(finding bsc._finding, sentences jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000
RETURN bsc._filled(
    bsc._sentence((finding).rule, (finding).parameters, ''::text, sentences), (finding).parameters, sentences);
COMMENT ON FUNCTION bsc._message(bsc._finding, jsonb) IS 'what a finding says, in a language';

CREATE FUNCTION bsc._hint(finding bsc._finding, sentences jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000
RETURN bsc._filled(
    bsc._sentence((finding).rule, (finding).parameters, ' hint'::text, sentences), (finding).parameters, sentences);
COMMENT ON FUNCTION bsc._hint(bsc._finding, jsonb) IS 'what to do about a finding, in a language';
