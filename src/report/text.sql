-- The report on a terminal: one screen.
--
-- Four columns: what it is, how far it has come, the change, the status.  Every
-- text is fitted by the columns it takes, so that Chinese stands in line.

-- A text in the colour of a status, or (NULL) in bold; plain where no colour is
-- asked for.
CREATE FUNCTION bsc.coloured(value text, status text, is_coloured boolean)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN is_coloured AND value <> ''
    THEN chr(27) || CASE status WHEN 'red' THEN '[31m' WHEN 'amber' THEN '[33m' WHEN 'green' THEN '[32m'
                                           WHEN 'none' THEN '[2m' ELSE '[1m' END
        || value || chr(27) || '[0m'
    ELSE value END;
COMMENT ON FUNCTION bsc.coloured(text, text, boolean) IS 'a text in the colour of a status, for terminals';

-- A score with its bar, its change and its status.
CREATE FUNCTION bsc.text_score(
    score double precision, change text, status text, words jsonb, is_coloured boolean)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN bsc.coloured(bsc.bar(score), COALESCE(status, 'none'), is_coloured)
    || bsc.fit_right(bsc.short_percent(score), 7) || bsc.fit_right(change, 8) || '   '
    || bsc.coloured(bsc.mark(COALESCE(status, 'none')) || ' ' || (words ->> COALESCE(status, 'no score')),
                    COALESCE(status, 'none'), is_coloured);
COMMENT ON FUNCTION bsc.text_score(double precision, text, text, jsonb, boolean) IS 'a score with its bar, change and status, for terminals';

-- The measures below green, those furthest from their goals first.
CREATE FUNCTION bsc.text_worst(page bsc.sheet, is_coloured boolean)
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 7
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
BEGIN
    RETURN QUERY
    SELECT '  ' || bsc.fit(n.name, 28)
        || bsc.fit_right(bsc.shown_amount(n.actual), 11) || ' ' || bsc.fit(bsc.mark('arrow'), 2)
        || bsc.fit(concat_ws(' ', bsc.shown_amount(n.goal), n.unit), 13) || ' '
        || bsc.text_score(n.score, bsc.shown_change(n.score - n.score_before), n.status, words, is_coloured)
    FROM unnest(page.nodes) AS n
    WHERE n.level = 3 AND n.status IN ('red', 'amber')
    ORDER BY n.score, n.ordinal
    LIMIT 6;
    IF NOT FOUND THEN
        RETURN NEXT '  ' || CASE WHEN EXISTS (SELECT 1 FROM unnest(page.nodes) AS n WHERE n.level = 3 AND n.score IS NOT NULL)
                                 THEN words ->> 'all reached' ELSE words ->> 'no data' END;
    END IF;
END
$$;
COMMENT ON FUNCTION bsc.text_worst(bsc.sheet, boolean) IS 'the measures furthest from their goals, for terminals';

-- The measures that moved the whole most.
CREATE FUNCTION bsc.text_changes(page bsc.sheet)
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 7
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF cardinality(page.changes) = 0 THEN
        RETURN NEXT '  ' || (page.words ->> 'no comparison');
        RETURN;
    END IF;
    RETURN QUERY
    SELECT '  ' || bsc.fit(c.name, 42)
        || bsc.fit_right(coalesce(bsc.short_percent(c.score_before), '?'), 13) || ' ' || bsc.fit(bsc.mark('arrow'), 2)
        || bsc.fit(coalesce(bsc.short_percent(c.score), '?'), 13)
        || bsc.fit_right(bsc.shown_change(c.change, 1), 10)
    FROM unnest(page.changes) AS c
    WHERE c.is_told
    ORDER BY c.ordinal
    LIMIT 6;
    IF NOT FOUND THEN
        RETURN NEXT '  ' || (page.words ->> 'nothing changed');
    END IF;
END
$$;
COMMENT ON FUNCTION bsc.text_changes(bsc.sheet) IS 'the measures that moved the whole most, for terminals';

CREATE FUNCTION bsc.report_text(page bsc.sheet, is_coloured boolean)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
    whole bsc.sheet_node := page.nodes[1];
    dates text := format('%s %s %s', bsc.first_day(page.period), words ->> 'to', bsc.last_day(page.period));
    rule text := repeat(bsc.mark('rule'), 96);
    lines text[];
BEGIN
    lines := ARRAY[
        bsc.coloured(bsc.fit(whole.name, 62), NULL, is_coloured)
            || bsc.fit_right(format('%s (%s)', page.period, dates), 34)]
        || CASE WHEN page.entity <> '' THEN format('%s: %s', words ->> 'entity', bsc.markup(page.entity, 'text')) END
        || CASE WHEN page.is_closed THEN words ->> 'closed' END
        || rule
        || (repeat(' ', 58) || bsc.fit_right(words ->> 'title score', 17) || bsc.fit_right(words ->> 'change', 8)
            || '   ' || (words ->> 'status'))
        || ARRAY(
            SELECT bsc.coloured(bsc.fit(CASE WHEN n.level = 0 THEN words ->> 'whole'
                                             ELSE repeat('  ', n.level) || n.name END, 58),
                                CASE WHEN n.level < 2 THEN NULL ELSE 'plain' END, is_coloured AND n.level < 2)
                || bsc.text_score(n.score, bsc.shown_change(n.score - n.score_before), n.status, words, is_coloured)
            FROM unnest(page.nodes) AS n
            WHERE n.level < 3
            ORDER BY n.ordinal)
        || CASE WHEN whole.coverage < 1 THEN format('%s: %s', words ->> 'coverage', bsc.short_percent(whole.coverage)) END
        || CASE WHEN cardinality(page.nodes) = 1 THEN words ->> 'no perspectives' END
        || ''::text
        || bsc.coloured(words ->> 'worst', NULL, is_coloured)
        || ARRAY(SELECT w FROM bsc.text_worst(page, is_coloured) AS w)
        || ''::text
        || bsc.coloured(format('%s (%s, %s)', words ->> 'what changed', words ->> 'points of the whole',
                               format(words ->> 'against', page.before)), NULL, is_coloured)
        || ARRAY(SELECT c FROM bsc.text_changes(page) AS c);
    RETURN (SELECT string_agg(rtrim(l.line), E'\n' ORDER BY l.ordinality)
            FROM unnest(lines) WITH ORDINALITY AS l (line)
            WHERE l.line IS NOT NULL);
END
$$;
COMMENT ON FUNCTION bsc.report_text(bsc.sheet, boolean) IS 'a report for a terminal';
