-- The report on a terminal: one screen.
--
-- Four columns: what it is, how far it has come, the change, the status.  Every
-- text is fitted by the columns it takes, so that Chinese stands in line.

-- A text in the colour of a status, or (NULL) in bold; plain where no colour is
-- asked for.
CREATE FUNCTION bsc._coloured(value text, status text, is_coloured boolean)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN is_coloured AND value <> ''
    THEN chr(27) || CASE status WHEN 'red' THEN '[31m' WHEN 'amber' THEN '[33m' WHEN 'green' THEN '[32m'
                                           WHEN 'none' THEN '[2m' ELSE '[1m' END
        || value || chr(27) || '[0m'
    ELSE value END;
COMMENT ON FUNCTION bsc._coloured(text, text, boolean) IS 'a text in the colour of a status, for terminals';

-- A score with its bar, its change and its status.
CREATE FUNCTION bsc._text_score(
    node bsc._sheet_node, words jsonb, is_coloured boolean)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN bsc._coloured(bsc._bar((node).score, 10), COALESCE((node).status, 'none'), is_coloured)
    || bsc._fit_right(bsc._shown_score((node).score, (node).thresholds), 7) || bsc._fit_right(bsc._shown_change((node).change, 0), 8) || '   '
    || bsc._coloured(bsc._mark(COALESCE((node).status, 'none'), false) || ' ' || bsc._status_word(node, words),
                    COALESCE((node).status, 'none'), is_coloured);
COMMENT ON FUNCTION bsc._text_score(bsc._sheet_node, jsonb, boolean) IS 'a score with its bar, change and status, for terminals';

-- The measures below green, those furthest from their goals first.
CREATE FUNCTION bsc._text_worst(page bsc._sheet, is_coloured boolean)
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 7
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
    is_under_way boolean := EXISTS (SELECT 1 FROM unnest(page.nodes) AS n WHERE n.provisional);
BEGIN
    RETURN QUERY
    SELECT '  ' || bsc._fit(n.name, CASE WHEN is_under_way THEN 22 ELSE 28 END)
        || bsc._fit_right(bsc._shown_amount(n.actual), 11) || ' ' || bsc._fit(bsc._mark('arrow', false), 2)
        || bsc._fit(concat_ws(' ', bsc._shown_amount(n.goal), n.unit), 13) || ' '
        || bsc._text_score(n, words, is_coloured)
    FROM unnest(page.nodes) AS n
    WHERE n.level = 3 AND n.status IN ('red', 'amber')
    ORDER BY coalesce(n.pace, n.score), n.ordinal
    LIMIT 6;
    IF NOT FOUND THEN
        RETURN NEXT '  ' || CASE WHEN EXISTS (SELECT 1 FROM unnest(page.nodes) AS n WHERE n.level = 3 AND n.score IS NOT NULL)
                                 THEN words ->> CASE WHEN is_under_way THEN 'none behind' ELSE 'all green' END ELSE words ->> 'no data' END;
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._text_worst(bsc._sheet, boolean) IS 'the measures furthest from their goals, for terminals';

-- The measures without a score, and why they have none.
CREATE FUNCTION bsc._text_unscored(page bsc._sheet, is_coloured boolean)
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 8
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    count_left bigint := (SELECT count(*) FROM unnest(page.nodes) AS n WHERE n.reason IS NOT NULL) - 6;
BEGIN
    RETURN QUERY
    SELECT l.line
    FROM (
        SELECT -1 AS ordinal, ''::text AS line
        WHERE count_left > -6
        UNION ALL
        SELECT 0, bsc._coloured(page.words ->> 'without score', NULL, is_coloured)
        WHERE count_left > -6
        UNION ALL
        (SELECT n.ordinal, '  ' || bsc._fit(n.name, 28) || ' ' || bsc._fit(n.reason, 65)
         FROM unnest(page.nodes) AS n
         WHERE n.reason IS NOT NULL
         ORDER BY n.ordinal
         LIMIT 6)) AS l
    ORDER BY l.ordinal;
    IF count_left > 0 THEN
        RETURN NEXT '  ' || format(page.words ->> 'more', count_left);
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._text_unscored(bsc._sheet, boolean) IS 'the measures without a score and why, for terminals';

-- The measures that moved the whole most.
CREATE FUNCTION bsc._text_changes(page bsc._sheet)
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 7
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT '  ' || bsc._fit(c.name, 42)
        || bsc._fit_right(coalesce(bsc._shown_score(c.score_before, (page.nodes[1]).thresholds), '?'), 13) || ' ' || bsc._fit(bsc._mark('arrow', false), 2)
        || bsc._fit(coalesce(bsc._shown_score(c.score, (page.nodes[1]).thresholds), '?'), 13)
        || bsc._fit_right(bsc._shown_change(c.change, 1), 10)
    FROM unnest(page.changes) AS c
    WHERE c.is_told
    ORDER BY c.ordinal
    LIMIT 6;
    RETURN QUERY SELECT bsc._fit('  ' || n, 96) FROM bsc._sheet_change_note(page) AS n WHERE n IS NOT NULL;
END
$$;
COMMENT ON FUNCTION bsc._text_changes(bsc._sheet) IS 'the measures that moved the whole most, for terminals';

CREATE FUNCTION bsc._report_text(page bsc._sheet, is_coloured boolean)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
    whole bsc._sheet_node := page.nodes[1];
    dates text := format('%s %s %s', bsc.first_day(page.period), words ->> 'to', bsc.last_day(page.period));
    is_under_way boolean := EXISTS (SELECT 1 FROM unnest(page.nodes) AS n WHERE n.provisional);
    -- what is under way has more to say of its status
    width integer := CASE WHEN is_under_way THEN 40 ELSE 58 END;
    rule text := repeat(bsc._mark('rule', false), 96);
    lines text[];
BEGIN
    lines := ARRAY[
        bsc._coloured(bsc._fit(whole.name, 62), NULL, is_coloured)
            || bsc._fit_right(format('%s (%s)', page.label, dates), 34)]
        || CASE WHEN page.entity <> '' THEN format('%s: %s', words ->> 'entity', bsc._markup(page.entity, 'text')) END
        || page.out_of_service
        || CASE WHEN page.is_closed THEN words ->> 'closed' END
        || bsc._markup(bsc._sheet_stale_line(page.stale, words), 'text')
        || (
            SELECT string_agg(format('  %s: %s', bsc._markup(n.name, 'text'), replace(words ->> 'stale since', '%s', n.stale_since::text)), E'\n' ORDER BY n.ordinal)
            FROM unnest(page.nodes) AS n
            WHERE n.stale_since IS NOT NULL)
        || rule
        || (repeat(' ', width) || bsc._fit_right(words ->> 'title score', 17) || bsc._fit_right(words ->> 'change', 8)
            || '   ' || (words ->> 'status'))
        || ARRAY(
            SELECT bsc._coloured(bsc._fit(CASE WHEN n.level = 0 THEN words ->> 'whole'
                                             ELSE repeat('  ', n.level) || n.name END, width),
                                CASE WHEN n.level < 2 THEN NULL ELSE 'plain' END, is_coloured AND n.level < 2)
                || bsc._text_score(n, words, is_coloured) || coalesce(', ' || bsc._shown_pace(n, words), '')
            FROM unnest(page.nodes) AS n
            WHERE n.level < 3
            ORDER BY n.ordinal)
        || CASE WHEN whole.coverage < 1 THEN format('%s: %s', words ->> 'coverage', bsc._short_percent(whole.coverage)) END
        || CASE WHEN cardinality(page.nodes) = 1 THEN words ->> 'no perspectives' END
        || ''::text
        || bsc._coloured(words ->> 'worst', NULL, is_coloured)
        || ARRAY(SELECT w FROM bsc._text_worst(page, is_coloured) AS w)
        || ARRAY(SELECT u FROM bsc._text_unscored(page, is_coloured) AS u)
        || ''::text
        || bsc._coloured(format('%s (%s, %s)', words ->> 'what changed', words ->> 'points of the whole',
                               format(words ->> 'against', page.label_before)), NULL, is_coloured)
        || ARRAY(SELECT c FROM bsc._text_changes(page) AS c)
        || ARRAY(SELECT n FROM bsc._text_notes(page, is_coloured) AS n);
    RETURN (SELECT string_agg(rtrim(l.line), E'\n' ORDER BY l.ordinality)
            FROM unnest(lines) WITH ORDINALITY AS l (line)
            WHERE l.line IS NOT NULL);
END
$$;
COMMENT ON FUNCTION bsc._report_text(bsc._sheet, boolean) IS 'a report for a terminal';
