-- The report, in each of its formats.  Its dates and numbers do not depend on the session's
-- settings.  Its plans are generic: planning its many queries anew for every report takes a
-- third of the time, and no argument would make another plan better.

CREATE FUNCTION bsc._reported(scorecard text, period bsc.period, format text, lang text, entity text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CASE format
        WHEN 'text' THEN RETURN bsc._report_text(bsc._sheet(scorecard, period, entity, lang, true), false);
        WHEN 'ansi' THEN RETURN bsc._report_text(bsc._sheet(scorecard, period, entity, lang, true), true);
        WHEN 'markdown' THEN RETURN bsc._report_markdown(bsc._sheet(scorecard, period, entity, lang, false));
        WHEN 'html' THEN RETURN bsc._report_html(bsc._sheet(scorecard, period, entity, lang, false));
        ELSE
            RAISE EXCEPTION 'unknown format of a report: %', coalesce('"' || format || '"', 'NULL')
                USING ERRCODE = 'invalid_parameter_value', HINT = 'It is text, ansi, markdown or html.';
    END CASE;
END
$$;
COMMENT ON FUNCTION bsc._reported(text, bsc.period, text, text, text) IS 'the scorecard of one entity for a period in a format, as it stands';

CREATE FUNCTION bsc.report(
    scorecard text, period bsc.period, format text DEFAULT 'text', lang text DEFAULT 'en', entity text DEFAULT '',
    as_of timestamptz DEFAULT NULL)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'
SET extra_float_digits = 1
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    IF as_of IS NULL THEN
        RETURN bsc._reported(scorecard, period, format, lang, entity);
    END IF;
    RETURN bsc._reported(scorecard, period, format, lang, bsc._entity_then(scorecard, entity, as_of), as_of);
END
$$;
COMMENT ON FUNCTION bsc.report(text, bsc.period, text, text, text, timestamptz) IS
    'the scorecard of one entity for a period as people read it: text, ansi (text with colours), markdown or html; as_of for what it showed then';

CREATE FUNCTION bsc.report(
    scorecard text, period text DEFAULT NULL, format text DEFAULT 'text', lang text DEFAULT 'en', entity text DEFAULT '',
    as_of timestamptz DEFAULT NULL)
RETURNS text
LANGUAGE sql STABLE PARALLEL UNSAFE COST 100000
RETURN bsc.report(scorecard, period::bsc.period, format, lang, entity, as_of);
COMMENT ON FUNCTION bsc.report(text, text, text, text, text, timestamptz) IS
    'the scorecard of one entity for a period as people read it: text, ansi (text with colours), markdown or html; as_of for what it showed then';
