-- The report in Markdown, for chats and wikis: headings, tables, and the map
-- as a Mermaid diagram.

-- The lines of a table: its head, the line below it, where r is a column to be
-- put to the right, and its rows.
CREATE FUNCTION bsc._markdown_table(heads text[], alignment text, rows text[])
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '| ' || array_to_string(heads, ' | ') || E' |\n|'
    || replace(replace(alignment, 'l', ' --- |'), 'r', ' ---: |')
    || COALESCE(E'\n' || array_to_string(rows, E'\n'), '');
COMMENT ON FUNCTION bsc._markdown_table(text[], text, text[]) IS 'a table in Markdown';

-- One row of it; a cell that is NULL is empty.
CREATE FUNCTION bsc._markdown_row(cells text[])
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '| ' || array_to_string(cells, ' | ', '') || ' |';
COMMENT ON FUNCTION bsc._markdown_row(text[]) IS 'a row of a table in Markdown';

-- A status with its sign, or that there is no score.
CREATE FUNCTION bsc._markdown_node_status(node bsc._sheet_node, words jsonb)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN concat_ws(', ', bsc._mark(COALESCE((node).status, 'none'), false) || ' ' || bsc._status_word(node, words),
                 bsc._shown_pace(node, words), bsc._markup((node).reason, 'markdown'));
COMMENT ON FUNCTION bsc._markdown_node_status(bsc._sheet_node, jsonb) IS 'a node''s status with its sign and, under way, its pace; why there is no score';

CREATE FUNCTION bsc._markdown_scores(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
BEGIN
    RETURN format(E'## %s\n\n%s\n\n## %s\n\n%s',
        words ->> 'tree',
        bsc._markdown_table(
            ARRAY[words ->> 'perspective', words ->> 'objective', words ->> 'attainment', words ->> 'title score',
                  words ->> 'change', words ->> 'status'], 'lllrrl',
            ARRAY(SELECT bsc._markdown_row(ARRAY[
                      CASE n.level WHEN 0 THEN '**' || (words ->> 'whole') || '**'
                                   WHEN 1 THEN '**' || bsc._markup(n.name, 'markdown') || '**' END,
                      CASE n.level WHEN 2 THEN bsc._markup(n.name || coalesce(' (' || n.owner || ')', ''), 'markdown') END,
                      bsc._bar(n.score, 10), bsc._shown_score(n.score, n.thresholds), bsc._shown_change(n.change, 0),
                      bsc._markdown_node_status(n, words)])
                  FROM unnest(page.nodes) AS n
                  WHERE n.level < 3
                  ORDER BY n.ordinal)),
        words ->> 'measures',
        CASE WHEN EXISTS (SELECT 1 FROM unnest(page.nodes) AS n WHERE n.level = 3)
             THEN bsc._markdown_table(
                 ARRAY[words ->> 'measure', words ->> 'actual', words ->> 'goal', words ->> 'unit', words ->> 'title score',
                       words ->> 'status']
                 || CASE WHEN cardinality(page.outlook) > 0 THEN ARRAY[format(words ->> 'outlook', page.outlook_label)] END
                 || ARRAY[words ->> 'trend', words ->> 'previous', words ->> 'year ago'],
                 CASE WHEN cardinality(page.outlook) > 0 THEN 'lrrlrlllrr' ELSE 'lrrlrllrr' END,
                 ARRAY(SELECT bsc._markdown_row(ARRAY[
                           bsc._markup(n.name || coalesce(' (' || n.owner || ')', ''), 'markdown') || coalesce(' (' || replace(words ->> 'stale since', '%s', n.stale_since::text) || ')', ''),
                           bsc._shown_amount(n.actual), bsc._shown_amount(n.goal),
                           bsc._markup(n.unit, 'markdown'), bsc._shown_score(n.score, n.thresholds),
                           bsc._markdown_node_status(n, words)]
                           || CASE WHEN cardinality(page.outlook) > 0 THEN ARRAY[(
                                  SELECT concat_ws(' ', bsc._shown_amount(x.expected), '(' || bsc._shown_outlook(x, words) || ')')
                                  FROM unnest(page.outlook) AS x WHERE x.measure = split_part(n.path, '/', 3))] END
                           || ARRAY[bsc.sparkline(n.series), bsc._shown_amount(n.previous), bsc._shown_amount(n.year_ago)])
                       FROM unnest(page.nodes) AS n
                       WHERE n.level = 3
                       ORDER BY n.ordinal))
             ELSE words ->> 'no measures' END);
END
$$;
COMMENT ON FUNCTION bsc._markdown_scores(bsc._sheet) IS 'tree and measures in Markdown';

CREATE FUNCTION bsc._markdown_changes(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
    rows text[] := ARRAY(
        SELECT bsc._markdown_row(ARRAY[bsc._markup(c.name, 'markdown'), bsc._shown_score(c.score_before, (page.nodes[1]).thresholds),
                                bsc._shown_score(c.score, (page.nodes[1]).thresholds), bsc._shown_change(c.change, 1)])
        FROM unnest(page.changes) AS c
        WHERE c.is_told
        ORDER BY c.ordinal);
BEGIN
    RETURN format(E'## %s\n\n%s', words ->> 'what changed',
        concat_ws(E'\n\n',
            CASE WHEN cardinality(rows) > 0
                 THEN bsc._markdown_table(
                     ARRAY[words ->> 'measure', page.label_before, page.label, words ->> 'effect on whole'],
                     'lrrr', rows) END,
            bsc._sheet_change_note(page)));
END
$$;
COMMENT ON FUNCTION bsc._markdown_changes(bsc._sheet) IS 'what changed, in Markdown';

-- What the review finds, and what the record says of the links.
CREATE FUNCTION bsc._markdown_review(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
BEGIN
    RETURN format(E'## %s\n\n%s%s\n\n## %s\n\n%s',
        words ->> 'evidence',
        CASE WHEN page.links IS NULL THEN words ->> 'not kept'
             WHEN cardinality(page.links) = 0 THEN words ->> 'no links'
             ELSE bsc._markdown_table(
                 ARRAY[words ->> 'link', words ->> 'strength', words ->> 'title lag', words ->> 'verdict', words ->> 'reason'],
                 'lrrll',
                 ARRAY(SELECT bsc._markdown_row(ARRAY[
                           bsc._markup(l.cause, 'markdown') || ' ' || bsc._mark('arrow', false) || ' ' || bsc._markup(l.effect, 'markdown'),
                           bsc._shown_amount(l.strength), l.lag::text, words ->> l.verdict, bsc._markup(l.reason, 'markdown')])
                       FROM unnest(page.links) AS l
                       ORDER BY l.ordinal)) END,
        CASE WHEN page.reported OPERATOR(bsc.<>) page.period
             THEN E'\n\n' || format(words ->> 'only at', page.label_reported) ELSE '' END,
        words ->> 'review',
        coalesce((
            SELECT string_agg(format('- **%s** %s', words ->> f.severity, bsc._markup(f.finding, 'markdown')),
                              E'\n' ORDER BY f.ordinal)
            FROM unnest(page.findings) AS f), words ->> CASE WHEN page.findings IS NULL THEN 'not kept' ELSE 'no findings' END));
END
$$;
COMMENT ON FUNCTION bsc._markdown_review(bsc._sheet) IS 'evidence and findings in Markdown';

CREATE FUNCTION bsc._markdown_initiatives(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
    has_steps boolean := EXISTS (SELECT 1 FROM unnest(page.initiatives) AS i WHERE cardinality(i.steps) > 0);
BEGIN
    RETURN format(E'## %s\n\n%s', words ->> 'initiatives',
        CASE WHEN cardinality(page.initiatives) = 0 THEN words ->> 'no initiatives'
             ELSE bsc._markdown_table(
                 ARRAY[words ->> 'initiative', words ->> 'owner', words ->> 'starts', words ->> 'ends', words ->> 'state',
                       words ->> 'progress', words ->> 'spent', words ->> 'budget', words ->> 'objectives']
                 || CASE WHEN has_steps THEN ARRAY[words ->> 'steps'] END, 'lllllrrrl' || CASE WHEN has_steps THEN 'l' ELSE '' END,
                 ARRAY(SELECT bsc._markdown_row(ARRAY[
                           bsc._markup(i.name, 'markdown'), bsc._markup(i.owner, 'markdown'), i.starts::text, i.ends::text,
                           (words ->> i.state) || CASE WHEN i.late THEN ', **' || (words ->> 'late') || '**' ELSE '' END,
                           bsc._short_percent(i.progress), bsc._shown_amount(i.spent), bsc._shown_amount(i.budget),
                           bsc._markup(i.objectives, 'markdown')]
                           || CASE WHEN has_steps THEN ARRAY[(
                                  SELECT string_agg(bsc._shown_step(ROW(bsc._markup(s.name, 'markdown'), s.due, s.done, s.late)::bsc._sheet_step, words), '; '
                                                    ORDER BY s.ordinality)
                                  FROM unnest(i.steps) WITH ORDINALITY AS s (name, due, done, late, ordinality))] END)
                       FROM unnest(page.initiatives) AS i
                       ORDER BY i.ordinal)) END);
END
$$;
COMMENT ON FUNCTION bsc._markdown_initiatives(bsc._sheet) IS 'initiatives in Markdown';

CREATE FUNCTION bsc._markdown_later(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
BEGIN
    RETURN CASE WHEN page.later_count > 0 THEN concat_ws(E'\n\n', '## ' || (words ->> 'later'),
        bsc._markdown_table(
            ARRAY[words ->> 'later when', words ->> 'later who', words ->> 'later what', words ->> 'later before', words ->> 'later after'], 'lllll',
            ARRAY(SELECT bsc._markdown_row(ARRAY[l.moment, bsc._markup(l.author, 'markdown'),
                      format(words ->> ('later ' || l.what), bsc._markup(l.path, 'markdown')),
                      bsc._markup(l.before, 'markdown'), bsc._markup(l.after, 'markdown')])
                  FROM unnest(page.later) AS l
                  ORDER BY l.ordinal)),
        CASE WHEN page.later_count > cardinality(page.later)
             THEN format(words ->> 'later more', page.later_count - cardinality(page.later)) END) END;
END
$$;
COMMENT ON FUNCTION bsc._markdown_later(bsc._sheet) IS 'what was changed since the period ended in Markdown; NULL where nothing was';

CREATE FUNCTION bsc._report_markdown(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
    whole bsc._sheet_node := page.nodes[1];
    map text := bsc._sheet_map(page, 'mermaid');
BEGIN
    RETURN concat_ws(E'\n\n',
        '# ' || bsc._markup(whole.name, 'markdown'),
        concat_ws(' ' || bsc._mark('dot', false) || ' ',
            format('**%s** (%s %s %s)', page.label, bsc.first_day(page.period), words ->> 'to', bsc.last_day(page.period)),
            CASE WHEN page.entity <> '' THEN format('%s: %s', words ->> 'entity', bsc._markup(page.entity, 'markdown')) END,
            page.out_of_service,
            CASE WHEN page.is_closed THEN words ->> 'closed' END),
        concat_ws(', ',
            format('**%s: %s**', words ->> 'whole', concat_ws(' ', bsc._shown_score(whole.score, whole.thresholds), bsc._markdown_node_status(whole, words))),
            bsc._shown_change(whole.change, 0) || ' ' || (words ->> 'points') || ' '
                || format(words ->> 'against', page.label_before),
            CASE WHEN whole.coverage < 1 THEN (words ->> 'coverage') || ' ' || bsc._short_percent(whole.coverage) END),
        '**' || bsc._markup(bsc._sheet_stale_line(page.stale, words), 'markdown') || '**',
        CASE WHEN EXISTS (SELECT 1 FROM unnest(page.nodes) AS n WHERE n.provisional) THEN words ->> 'so far note' END,
        '## ' || (words ->> 'strategy map') || E'\n\n```mermaid\n' || map || E'\n```',
        bsc._markdown_scores(page),
        bsc._markdown_changes(page),
        bsc._markdown_notes(page),
        bsc._markdown_review(page),
        bsc._markdown_initiatives(page),
        bsc._markdown_later(page),
        '*' || format(words ->> 'generated', bsc._markup(page.made, 'markdown'), bsc._markup(page.scorecard, 'markdown')) || '*');
END
$$;
COMMENT ON FUNCTION bsc._report_markdown(bsc._sheet) IS 'a report in Markdown';
