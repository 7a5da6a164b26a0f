-- The report as one page: valid HTML that is well-formed XML as well, with no
-- script and nothing from outside.  Whatever comes from people goes through
-- bsc._markup(); everything else here is our own.
--
-- Signs are written as character references, so that the page is the same
-- from a database of any encoding.

CREATE FUNCTION bsc._html_language(language text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE language WHEN 'zh' THEN 'zh-CN' ELSE language END;
COMMENT ON FUNCTION bsc._html_language(text) IS 'a language of words as a page names it';

CREATE FUNCTION bsc._html_status(status text, words jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '<span class="status ' || COALESCE(status, 'none') || '"><span aria-hidden="true">'
    || bsc._mark(COALESCE(status, 'none'), true)
    || '</span> ' || (words ->> COALESCE(status, 'no score')) || '</span>';
COMMENT ON FUNCTION bsc._html_status(text, jsonb) IS 'a status with its sign, for a page';

-- A bar; the number stands beside it, so it is passed over when the page is
-- read out.
CREATE FUNCTION bsc._html_bar(score double precision, status text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '<span class="bar" aria-hidden="true"><span class="' || COALESCE(status, 'none') || '" style="width:'
    || round(100 * LEAST(GREATEST(COALESCE(score, 0), 0), 1)::numeric, 1) || '%"></span></span>';
COMMENT ON FUNCTION bsc._html_bar(double precision, text) IS 'a bar for a page';

-- A node's status, and that it is one so far: by word, with a dotted line.  Below it the
-- pace, or why there is no score.
CREATE FUNCTION bsc._html_node_status(node bsc._sheet_node, words jsonb)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN '<span class="status ' || COALESCE((node).status, 'none') || CASE WHEN (node).provisional THEN ' far' ELSE '' END
    || '"><span aria-hidden="true">' || bsc._mark(COALESCE((node).status, 'none'), true) || '</span> '
    || bsc._status_word(node, words) || '</span>' || COALESCE(
        '<span class="within">' || COALESCE(bsc._shown_pace(node, words), bsc._markup((node).reason, 'html')) || '</span>', '');
COMMENT ON FUNCTION bsc._html_node_status(bsc._sheet_node, jsonb) IS 'a node''s status with its sign and, under way, its pace, and why it has no score, for a page';

CREATE FUNCTION bsc._html_score(node bsc._sheet_node)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '<span class="score">' || bsc._html_bar((node).score, (node).status) || '<span>'
    || COALESCE(bsc._shown_score((node).score, (node).thresholds), bsc._mark('dash', true)) || '</span></span>';
COMMENT ON FUNCTION bsc._html_score(bsc._sheet_node) IS 'a score with its bar, for a page';

-- A number in a cell, or a dash.
CREATE FUNCTION bsc._html_number(shown text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '<td class="n">' || COALESCE(shown, bsc._mark('dash', true)) || '</td>';
COMMENT ON FUNCTION bsc._html_number(text) IS 'a cell with a number, or with a dash for none';

-- A name, and what is behind it where the mouse rests on it.
CREATE FUNCTION bsc._html_titled(name text, description text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN COALESCE('<span title="' || bsc._markup(description, 'html') || '">' || bsc._markup(name, 'html') || '</span>',
                bsc._markup(name, 'html'));
COMMENT ON FUNCTION bsc._html_titled(text, text) IS 'a name with its description, for a page';

-- A table that can be scrolled by keyboard where it is wider than the screen.
-- A head that begins with > stands to the right.
CREATE FUNCTION bsc._html_table(label text, caption text, heads text[], rows text[])
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '<div class="scroll" tabindex="0" role="region" aria-label="' || label || '"><table><caption>' || caption
    || '</caption><thead><tr>' || regexp_replace(
        '<th scope="col">' || array_to_string(heads, '</th><th scope="col">') || '</th>',
        '<th scope="col">&gt;', '<th scope="col" class="n">', 'g')
    || E'</tr></thead><tbody>\n' || array_to_string(rows, E'\n') || E'\n</tbody></table></div>';
COMMENT ON FUNCTION bsc._html_table(text, text, text[], text[]) IS 'a table that can be scrolled, for a page';

CREATE FUNCTION bsc._html_part(id text, title text, body text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '<section class="part" id="' || id || '"><h2>' || title || E'</h2>\n' || body || E'\n</section>\n';
COMMENT ON FUNCTION bsc._html_part(text, text, text) IS 'a part of a page with its heading';

CREATE FUNCTION bsc._html_summary(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
    whole bsc._sheet_node := page.nodes[1];
    counts text;
BEGIN
    SELECT string_agg(format('%s %s', bsc._html_status(c.status, words), c.n), '<br/>'
                      ORDER BY array_position(ARRAY['red', 'amber', 'green'], c.status)) INTO counts
    FROM (
        SELECT n.status, count(*) AS n
        FROM unnest(page.nodes) AS n
        WHERE n.level = 3
        GROUP BY n.status) AS c;
    RETURN bsc._html_part('summary', words ->> 'summary', concat('<dl class="cards">',
        format('<div><dt>%s</dt><dd><span class="big">%s</span>%s%s</dd></div>', words ->> 'whole',
            coalesce(bsc._shown_score(whole.score, whole.thresholds), bsc._mark('dash', true)), bsc._html_bar(whole.score, whole.status),
            bsc._html_node_status(whole, words)),
        format('<div><dt>%s</dt><dd><span class="big">%s</span>%s</dd></div>', words ->> 'change',
            coalesce(bsc._shown_change(whole.change, 0), bsc._mark('dash', true)),
            CASE WHEN whole.score_before IS NULL THEN format(words ->> 'no comparison', page.label_before)
                 WHEN whole.change IS NULL THEN words ->> 'so far'
                 ELSE (words ->> 'points') || ' ' || format(words ->> 'against', page.label_before) END),
        format('<div><dt>%s</dt><dd><span class="big">%s</span>%s</dd></div>', words ->> 'coverage',
            coalesce(bsc._short_percent(whole.coverage), bsc._mark('dash', true)),
            CASE WHEN whole.coverage < 1 THEN words ->> 'coverage part' ELSE words ->> 'coverage all' END),
        format('<div><dt>%s</dt><dd>%s</dd></div>', words ->> 'measures', coalesce(counts, words ->> 'no measures')),
        CASE WHEN num_nonnulls(VARIADIC whole.series) > 1
             THEN format('<div><dt>%s</dt><dd>%s<span class="quiet">%s</span></dd></div>', words ->> 'trend',
                 bsc.sparkline_svg(whole.series, (
                     SELECT format(words ->> 'series label', words ->> 'whole', bsc._shown_score(min(s.v), whole.thresholds),
                                   bsc._shown_score(max(s.v), whole.thresholds),
                                   bsc._shown_score(bsc._last_known(whole.series), whole.thresholds))
                     FROM unnest(whole.series) AS s (v))),
                 bsc._sheet_trend_span(page, whole.series)) END,
        '</dl>',
        '<p class="stale"><strong>' || bsc._markup(bsc._sheet_stale_line(page.stale, words), 'html') || '</strong></p>',
        CASE WHEN EXISTS (SELECT 1 FROM unnest(page.nodes) AS n WHERE n.provisional)
             THEN '<p class="quiet">' || (words ->> 'so far note') || '</p>' END));
END
$$;
COMMENT ON FUNCTION bsc._html_summary(bsc._sheet) IS 'a report''s figures at a glance, for its page';

-- The scorecard down to its objectives.
CREATE FUNCTION bsc._html_tree(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
BEGIN
    RETURN bsc._html_part('tree', words ->> 'tree',
        CASE WHEN cardinality(page.nodes) = 1 THEN '<p>' || (words ->> 'no perspectives') || '</p>'
             ELSE bsc._html_table(words ->> 'tree',
                 (words ->> 'tree caption'),
                 ARRAY[(words ->> 'perspective') || ' / ' || (words ->> 'objective'), '&gt;' || (words ->> 'weight'),
                       '&gt;' || (words ->> 'title score'), '&gt;' || (words ->> 'change'), words ->> 'status'],
                 ARRAY(SELECT format('<tr class="level%s"><th scope="row">%s</th>%s<td>%s</td>%s<td>%s</td></tr>',
                           n.level,
                           CASE n.level WHEN 0 THEN words ->> 'whole' ELSE bsc._html_titled(n.name, n.description) END
                               || coalesce('<span class="within">' || bsc._markup(n.owner, 'html') || '</span>', ''),
                           bsc._html_number(CASE n.level WHEN 0 THEN '' ELSE bsc._shown_amount(n.weight) END),
                           bsc._html_score(n),
                           bsc._html_number(bsc._shown_change(n.change, 0)),
                           bsc._html_node_status(n, words))
                       FROM unnest(page.nodes) AS n
                       WHERE n.level < 3
                       ORDER BY n.ordinal)) END);
END
$$;
COMMENT ON FUNCTION bsc._html_tree(bsc._sheet) IS 'perspectives and objectives of a report, for its page';

-- What a measure's year will come to: the figure, its interval as a bar with the goal as a line
-- across it, and both in words.
CREATE FUNCTION bsc._html_outlook("row" bsc._outlook, words jsonb)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT format('<td class="outlook"><span class="expected">%s</span><span class="range" aria-hidden="true"><span class="span" style="left:%s%%;width:%s%%"></span>%s<span class="mean" style="left:%s%%"></span></span><span class="within">%s</span></td>',
        bsc._shown_amount(("row").expected),
        round((100 * (("row").low / 2 - s.low / 2) / s.half)::numeric, 1),
        round((100 * (("row").high / 2 - ("row").low / 2) / s.half)::numeric, 1),
        '<span class="goal" style="left:' || round((100 * (("row").goal / 2 - s.low / 2) / s.half)::numeric, 1) || '%"></span>',
        round((100 * (("row").expected / 2 - s.low / 2) / s.half)::numeric, 1),
        bsc._shown_outlook("row", _html_outlook.words))
    FROM (SELECT LEAST(("row").low, ("row").goal) AS low, GREATEST(("row").high, ("row").goal) / 2 - LEAST(("row").low, ("row").goal) / 2 AS half) AS s;
END;
COMMENT ON FUNCTION bsc._html_outlook(bsc._outlook, jsonb) IS 'what a measure''s year will come to, as a cell of a page';

CREATE FUNCTION bsc._html_measures(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
    rows text[] := ARRAY(
        SELECT format('<tr><th scope="row">%s<span class="within">%s</span>%s</th>%s%s<td class="unit">%s</td><td>%s</td><td>%s</td>%s<td>%s</td>%s%s</tr>',
            bsc._html_titled(n.name, n.description),
            concat_ws(' ' || bsc._mark('dot', true) || ' ', bsc._markup(o.name, 'html'), bsc._markup(n.owner, 'html')),
            '<span class="within stale">' || replace(words ->> 'stale since', '%s', n.stale_since::text) || '</span>',
            bsc._html_number(bsc._shown_amount(n.actual)), bsc._html_number(bsc._shown_amount(n.goal)),
            coalesce(bsc._markup(n.unit, 'html'), ''),
            bsc._html_score(n), bsc._html_node_status(n, words),
            CASE WHEN cardinality(page.outlook) > 0 THEN coalesce((
                SELECT bsc._html_outlook(x, words) FROM unnest(page.outlook) AS x WHERE x.measure = split_part(n.path, '/', 3)), '<td></td>') END,
            CASE WHEN num_nonnulls(VARIADIC n.series) > 1
                 THEN bsc._sparkline_svg(n.series, (
                     SELECT concat_ws('; ',
                         format(words ->> 'series label', n.name, bsc._shown_amount(min(s.v)), bsc._shown_amount(max(s.v)),
                                bsc._shown_amount(bsc._last_known(n.series))),
                         bsc._sheet_limits(n, words))
                     FROM unnest(n.series) AS s (v)), n.low, n.high, n.signals)
                 ELSE '' END,
            bsc._html_number(bsc._shown_amount(n.previous)), bsc._html_number(bsc._shown_amount(n.year_ago)))
        FROM unnest(page.nodes) AS n
        JOIN unnest(page.nodes) AS o ON o.path = n.parent AND o.level = 2
        WHERE n.level = 3
        ORDER BY n.ordinal);
BEGIN
    RETURN bsc._html_part('measures', words ->> 'measures',
        CASE WHEN cardinality(rows) = 0 THEN '<p>' || (words ->> 'no measures') || '</p>'
             ELSE bsc._html_table(words ->> 'measures', words ->> 'measures caption',
                 ARRAY[(words ->> 'measure') || ' / ' || (words ->> 'objective'), '&gt;' || (words ->> 'actual'),
                       '&gt;' || (words ->> 'goal'), words ->> 'unit', '&gt;' || (words ->> 'title score'), words ->> 'status']
                 || CASE WHEN cardinality(page.outlook) > 0 THEN ARRAY[format(words ->> 'outlook', page.outlook_label)] END
                 || ARRAY[words ->> 'trend', '&gt;' || (words ->> 'previous'), '&gt;' || (words ->> 'year ago')],
                 rows)
             || CASE WHEN cardinality(page.outlook) > 0 THEN '<p class="quiet">' || (words ->> 'outlook note') || '</p>' ELSE '' END END);
END
$$;
COMMENT ON FUNCTION bsc._html_measures(bsc._sheet) IS 'the measures of a report, for its page';

-- A map whose letters would be smaller than 6 points on an upright sheet of A4 is on paper
-- once more, in parts that can be read: each on a sheet of its own, lying, overlapping its
-- neighbours by a tenth.  They show the same drawing, which is in the page once.
CREATE FUNCTION bsc._html_map_parts(map text, words jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT '<div class="tiles" aria-hidden="true">' || string_agg(format(
            '<div class="tile"><p class="quiet">%s</p><svg class="bsc-map" viewBox="%s %s %s %s"><use href="#map-drawing"/></svg></div>',
            format(_html_map_parts.words ->> 'map part', (r.n - 1) * g.columns + c.n, g.columns * g.rows),
            round((c.n - 1) * g.width), round((r.n - 1) * g.height), ceil(1.1 * g.width), ceil(1.1 * g.height)), '' ORDER BY r.n, c.n) || '</div>'
    FROM (SELECT m.size[1]::numeric AS width, m.size[2]::numeric AS height
          FROM regexp_match(_html_map_parts.map, 'viewBox="0 0 ([0-9.]+) ([0-9.]+)"') AS m (size)) AS d
    -- of 687 by 661 pixels 8 are the height of the letters; a part has 1570 by 1020 at most, which is 1047 by 680 on paper
    CROSS JOIN LATERAL (
        SELECT ceil(1.1 * d.width / 1570) AS columns, ceil(1.1 * d.height / 1020) AS rows) AS n
    CROSS JOIN LATERAL (
        SELECT n.columns, n.rows, d.width / n.columns AS width, d.height / n.rows AS height) AS g
    CROSS JOIN LATERAL generate_series(1, g.columns) AS c (n)
    CROSS JOIN LATERAL generate_series(1, g.rows) AS r (n)
    WHERE 13 * LEAST(687 / d.width, 661 / d.height) < 8;
END;
COMMENT ON FUNCTION bsc._html_map_parts(text, jsonb) IS 'a large strategy map in parts that can be read on paper; NULL for one that is not';

-- The map, and on paper its parts.
CREATE FUNCTION bsc._html_map(map text, words jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN format('<div class="chart scroll" tabindex="0" role="region" aria-label="%s">%s</div>', words ->> 'strategy map',
        CASE WHEN bsc._html_map_parts(map, words) IS NULL THEN map
             ELSE replace(regexp_replace(map, '</style>', '</style><g id="map-drawing">'), '</svg>', '</g></svg>') END)
    || COALESCE(bsc._html_map_parts(map, words), '');
COMMENT ON FUNCTION bsc._html_map(text, jsonb) IS 'a strategy map for a page';

CREATE FUNCTION bsc._report_html(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
    name text := bsc._markup((page.nodes[1]).name, 'html');
    map text := bsc._sheet_map(page, 'svg');
BEGIN
    RETURN concat(
        E'<!DOCTYPE html>\n<html lang="', bsc._html_language(page.language),
        E'">\n<head>\n<meta charset="utf-8"/>\n<meta name="viewport" content="width=device-width, initial-scale=1"/>\n<title>',
        name, ', ', page.label, E'</title>\n<style>', bsc._html_style(), E'</style>\n</head>\n<body>\n',
        '<header class="sheet"><p class="quiet">', words ->> 'scorecard', '</p><h1>', name, '</h1><p class="quiet">',
        concat_ws(' ' || bsc._mark('dot', true) || ' ',
            format('<strong>%s</strong> (%s %s %s)', page.label,
                   bsc.first_day(page.period), words ->> 'to', bsc.last_day(page.period)),
            CASE WHEN page.entity <> '' THEN format('%s: %s', words ->> 'entity', bsc._markup(page.entity, 'html')) END,
            page.out_of_service,
            CASE WHEN page.is_closed THEN words ->> 'closed' END),
        '</p>', '<p>' || bsc._markup(page.mission, 'html') || '</p>', E'</header>\n<main class="sheet">\n',
        bsc._html_summary(page),
        bsc._html_part('map', words ->> 'strategy map',
            CASE WHEN map IS NULL THEN '<p>' || (words ->> 'no perspectives') || '</p>'
                 ELSE bsc._html_map(map, words) END),
        bsc._html_tree(page),
        bsc._html_measures(page),
        bsc._html_changes(page),
        bsc._html_notes(page),
        bsc._html_evidence(page),
        bsc._html_findings(page),
        bsc._html_initiatives(page),
        bsc._html_later(page),
        E'</main>\n<footer class="sheet"><p>',
        format(words ->> 'generated', bsc._markup(page.made, 'html'), '<code>' || bsc._markup(page.scorecard, 'html') || '</code>'),
        E'</p></footer>\n</body>\n</html>');
END
$$;
COMMENT ON FUNCTION bsc._report_html(bsc._sheet) IS 'a report as one self-contained page';
