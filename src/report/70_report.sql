-- The report: what people read, in the format they read it in.

CREATE FUNCTION bsc.report(
    scorecard text, period bsc.period, format text DEFAULT 'text', lang text DEFAULT 'en', entity text DEFAULT '')
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    asked text := coalesce(entity, '');
    own bsc.period := coalesce(bsc.own_period(owner_id, period), bsc.latest_period(owner_id, asked),
        bsc.current_period(owner_id));
    words jsonb := bsc.words(lang);
    sheet bsc.sheet_node[];
BEGIN
    IF format IS NULL OR format NOT IN ('text', 'ansi', 'markdown', 'html') THEN
        RAISE EXCEPTION 'unknown format of a report: %', coalesce('"' || format || '"', 'NULL')
            USING ERRCODE = 'invalid_parameter_value', HINT = 'It is text, ansi, markdown or html.';
    END IF;
    sheet := ARRAY(SELECT s FROM bsc.sheet(owner_id, own, asked) AS s ORDER BY s.ordinal);
    RETURN CASE format
        WHEN 'html' THEN bsc.report_html(owner_id, own, asked, sheet, words, lang)
        ELSE bsc.report_text(owner_id, own, asked, sheet, words, format = 'ansi') END;
END
$$;

CREATE FUNCTION bsc.report(
    scorecard text, period text DEFAULT NULL, format text DEFAULT 'text', lang text DEFAULT 'en', entity text DEFAULT '')
RETURNS text
LANGUAGE sql STABLE PARALLEL UNSAFE COST 100000
RETURN bsc.report(scorecard, period::bsc.period, format, lang, entity);

COMMENT ON FUNCTION bsc.report(text, bsc.period, text, text, text) IS
    'the scorecard of one entity for a period as people read it: text, ansi (text with colours), markdown or html';
COMMENT ON FUNCTION bsc.report(text, text, text, text, text) IS
    'the scorecard of one entity for a period as people read it: text, ansi (text with colours), markdown or html';
