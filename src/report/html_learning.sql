-- The rest of the page: what changed, whether the strategy is right, what the
-- review finds, and the work that is to move it.

CREATE FUNCTION bsc._html_changes(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
    rows text[] := ARRAY(
        SELECT format('<tr><th scope="row">%s</th>%s%s%s</tr>', bsc._markup(c.name, 'html'),
                      bsc._html_number(bsc._shown_score(c.score_before, (page.nodes[1]).thresholds)),
                      bsc._html_number(bsc._shown_score(c.score, (page.nodes[1]).thresholds)),
                      bsc._html_number(bsc._shown_change(c.change, 1)))
        FROM unnest(page.changes) AS c
        WHERE c.is_told
        ORDER BY c.ordinal);
BEGIN
    RETURN bsc._html_part('changes', words ->> 'what changed',
        concat(
            CASE WHEN cardinality(rows) > 0
                 THEN bsc._html_table(words ->> 'what changed',
                     format(words ->> 'what changed note', format(words ->> 'against', page.label_before)),
                     ARRAY[words ->> 'measure', '&gt;' || page.label_before, '&gt;' || page.label,
                           '&gt;' || (words ->> 'effect on whole')],
                     rows) END,
            '<p>' || bsc._sheet_change_note(page) || '</p>'));
END
$$;
COMMENT ON FUNCTION bsc._html_changes(bsc._sheet) IS 'what changed the whole, for a report''s page';

CREATE FUNCTION bsc._html_later(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
BEGIN
    IF coalesce(page.later_count, 0) = 0 THEN
        RETURN '';
    END IF;
    RETURN bsc._html_part('later', words ->> 'later', bsc._html_table(words ->> 'later', words ->> 'later caption',
        ARRAY[words ->> 'later when', words ->> 'later who', words ->> 'later what', words ->> 'later before', words ->> 'later after'],
        ARRAY(SELECT format('<tr><th scope="row">%s</th><td>%s</td><td class="reason">%s</td><td>%s</td><td>%s</td></tr>',
                  l.moment, bsc._markup(l.author, 'html'),
                  format(words ->> ('later ' || l.what), '<code>' || bsc._markup(l.path, 'html') || '</code>'),
                  coalesce(bsc._markup(l.before, 'html'), bsc._mark('dash', true)),
                  coalesce(bsc._markup(l.after, 'html'), bsc._mark('dash', true)))
              FROM unnest(page.later) AS l
              ORDER BY l.ordinal))
        || CASE WHEN page.later_count > cardinality(page.later)
                THEN '<p class="quiet">' || format(words ->> 'later more', page.later_count - cardinality(page.later)) || '</p>' ELSE '' END);
END
$$;
COMMENT ON FUNCTION bsc._html_later(bsc._sheet) IS 'what was changed since the period ended, for a report''s page; nothing where nothing was';

-- A word on the period, where evidence and review are for another one.
CREATE FUNCTION bsc._html_only_at(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN CASE WHEN page.reported OPERATOR(bsc.<>) page.period
        THEN '<p class="quiet">' || format(page.words ->> 'only at', page.label_reported) || '</p>' ELSE '' END;
END
$$;
COMMENT ON FUNCTION bsc._html_only_at(bsc._sheet) IS 'for which reporting period evidence and review are, where the report is for another period';

CREATE FUNCTION bsc._html_evidence(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
BEGIN
    RETURN bsc._html_part('evidence', words ->> 'evidence', bsc._html_only_at(page)
        || CASE WHEN page.links IS NULL THEN '<p>' || (words ->> 'not kept') || '</p>'
                WHEN cardinality(page.links) = 0 THEN '<p>' || (words ->> 'no links') || '</p>'
                ELSE bsc._html_table(words ->> 'evidence', words ->> 'evidence caption',
                    ARRAY[words ->> 'link', '&gt;' || (words ->> 'strength'), '&gt;' || (words ->> 'title lag'),
                          words ->> 'verdict', words ->> 'reason'],
                    ARRAY(SELECT format('<tr><th scope="row">%s %s %s</th>%s%s<td><span class="status %s">%s</span></td><td class="reason">%s</td></tr>',
                              bsc._markup(l.cause, 'html'), bsc._mark('arrow', true), bsc._markup(l.effect, 'html'),
                              bsc._html_number(bsc._shown_amount(l.strength)), bsc._html_number(l.lag::text),
                              CASE l.verdict WHEN 'supported' THEN 'green' WHEN 'contradicted' THEN 'red'
                                             WHEN 'unproven' THEN 'amber' ELSE 'none' END,
                              words ->> l.verdict, bsc._markup(l.reason, 'html'))
                          FROM unnest(page.links) AS l
                          ORDER BY l.ordinal)) END);
END
$$;
COMMENT ON FUNCTION bsc._html_evidence(bsc._sheet) IS 'the evidence for each link, for a report''s page';

-- Both loops, the gravest findings first.
CREATE FUNCTION bsc._html_findings(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
BEGIN
    RETURN bsc._html_part('findings', words ->> 'review', bsc._html_only_at(page) || coalesce((
        SELECT string_agg(format(E'<h3>%s</h3>\n<ul class="findings">%s</ul>', words ->> (g.loop || ' loop'), g.items),
                          E'\n' ORDER BY g.loop DESC)
        FROM (
            SELECT f.loop,
                string_agg(format('<li><span class="tag %s">%s</span><span>%s</span></li>',
                               CASE f.severity WHEN 'high' THEN 'red' WHEN 'medium' THEN 'amber' ELSE 'none' END,
                               words ->> f.severity, bsc._markup(f.finding, 'html')),
                           E'\n' ORDER BY f.ordinal) AS items
            FROM unnest(page.findings) AS f
            GROUP BY f.loop) AS g),
        '<p>' || (words ->> CASE WHEN page.findings IS NULL THEN 'not kept' ELSE 'no findings' END) || '</p>'));
END
$$;
COMMENT ON FUNCTION bsc._html_findings(bsc._sheet) IS 'the findings of the review, for a report''s page';

-- Initiatives with their time as bars on one axis, from the first start to the
-- last end; what has no start or no end has no bar.
CREATE FUNCTION bsc._html_initiatives(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    words jsonb := page.words;
    first_day date;
    days double precision;
    now_line text := '';
    rows text[];
BEGIN
    SELECT min(i.starts), max(i.ends) - min(i.starts) + 1 INTO first_day, days
    FROM unnest(page.initiatives) AS i
    WHERE isfinite(i.starts) AND isfinite(i.ends);
    IF page.as_of BETWEEN first_day AND first_day + (days::integer - 1) THEN
        now_line := format('<span class="now" style="left:%s%%"></span>',
            round(((page.as_of - first_day + 0.5) / days * 100)::numeric, 1));
    END IF;
    rows := ARRAY(
        SELECT format('<tr><th scope="row">%s<span class="within">%s</span>%s</th><td class="state">%s%s</td>%s<td>%s</td><td class="n">%s</td><td class="n">%s</td>%s%s</tr>',
            bsc._html_titled(i.name, i.description),
            concat_ws(' ' || bsc._mark('dot', true) || ' ', bsc._markup(i.owner, 'html'), bsc._markup(i.objectives, 'html')),
            (SELECT string_agg('<span class="within">' || CASE WHEN s.late THEN '<span class="status red" aria-hidden="true">'
                        || bsc._mark('late', true) || '</span> ' ELSE '' END || bsc._shown_step(ROW(bsc._markup(s.name, 'html'), s.due, s.done, s.late)::bsc._sheet_step, words) || '</span>',
                    '' ORDER BY s.ordinality)
             FROM unnest(i.steps) WITH ORDINALITY AS s (name, due, done, late, ordinality)),
            words ->> i.state,
            CASE WHEN i.late THEN ' <span class="status red"><span aria-hidden="true">' || bsc._mark('late', true) || '</span> ' || (words ->> 'late') || '</span>' ELSE '' END,
            bsc._html_number(bsc._short_percent(i.progress)),
            CASE WHEN isfinite(i.starts) AND isfinite(i.ends)
                 THEN format('<span class="time" aria-hidden="true"><span class="span" style="left:%s%%;width:%s%%"><span style="width:%s%%"></span></span>%s</span>',
                     round(((i.starts - first_day) / days * 100)::numeric, 1),
                     round(((i.ends - i.starts + 1) / days * 100)::numeric, 1),
                     round(i.progress::numeric * 100, 1), now_line)
                 ELSE '<span class="quiet">' || (words ->> 'undated') || '</span>' END,
            coalesce(i.starts::text, bsc._mark('dash', true)), coalesce(i.ends::text, bsc._mark('dash', true)),
            bsc._html_number(bsc._shown_amount(i.spent)), bsc._html_number(bsc._shown_amount(i.budget)))
        FROM unnest(page.initiatives) AS i
        ORDER BY i.ordinal);
    RETURN bsc._html_part('initiatives', words ->> 'initiatives',
        CASE WHEN cardinality(rows) = 0 THEN '<p>' || (words ->> 'no initiatives') || '</p>'
             ELSE bsc._html_table(words ->> 'initiatives', format(words ->> CASE WHEN page.is_closed THEN 'initiatives as closed' ELSE 'initiatives caption' END, page.as_of),
                 ARRAY[(words ->> 'initiative'), words ->> 'state', '&gt;' || (words ->> 'progress'),
                       CASE WHEN first_day IS NULL THEN words ->> 'timeline'
                            ELSE format('<span class="axis"><span>%s</span><span>%s</span></span>',
                                        first_day, first_day + (days::integer - 1)) END,
                       '&gt;' || (words ->> 'starts'), '&gt;' || (words ->> 'ends'),
                       '&gt;' || (words ->> 'spent'), '&gt;' || (words ->> 'budget')],
                 rows) END);
END
$$;
COMMENT ON FUNCTION bsc._html_initiatives(bsc._sheet) IS 'the initiatives as a timeline, for a report''s page';
