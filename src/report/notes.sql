-- What was said about the figures of a report: the notes of its entity on its period and
-- on what lies in it, such as the months of a quarter and the days of a month.  Without
-- any, a report has no such part.  A closed period has those of when it was closed.

-- Those as they stand: of the page's entity, or of all where the page is to be kept.
CREATE FUNCTION bsc._notes_now(page bsc._sheet)
RETURNS SETOF bsc._sheet_note
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT row_number() OVER (ORDER BY e.place, bsc.first_day(n.period), bsc.last_day(n.period) DESC, n.id), n.id, n.entity,
        CASE e.level WHEN 0 THEN page.words ->> 'whole' ELSE e.name END,
        CASE WHEN n.period OPERATOR(bsc.<>) page.period THEN n.period::text END,
        n.text, n.author, (n.written_at AT TIME ZONE s.time_zone)::date
    FROM bsc.scorecard AS s
    JOIN bsc.note AS n ON n.scorecard_id = s.id AND (n.entity = page.entity OR page.is_closed) AND NOT n.withdrawn
    JOIN unnest(page.evaluated) AS e ON e.level = n.level AND e.id = n.subject_id
    WHERE s.id = page.scorecard_id AND bsc._is_part(n.period, page.period);
END
$$;
COMMENT ON FUNCTION bsc._notes_now(bsc._sheet) IS 'what is said about the figures of a report as things stand';

-- Those of the page's entity, which may have a new code since they were kept.
CREATE FUNCTION bsc._sheet_notes(page bsc._sheet)
RETURNS SETOF bsc._sheet_note
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 200 ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT k.*
    FROM unnest(page.notes) AS k
    WHERE page.entity = coalesce((SELECT n.entity FROM bsc.note AS n WHERE n.id = k.id), k.entity)
    ORDER BY k.ordinal;
END
$$;
COMMENT ON FUNCTION bsc._sheet_notes(bsc._sheet) IS 'what was said about the figures of a report';

CREATE FUNCTION bsc._text_notes(page bsc._sheet, is_coloured boolean)
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT l.line
    FROM (
        SELECT 0::bigint AS ordinal, ''::text AS line
        UNION ALL SELECT 1::bigint, bsc._coloured(page.words ->> 'notes', NULL::text, is_coloured)
        UNION ALL
        SELECT n.ordinal + 1, rtrim(bsc._fit(s.said, 96 - bsc._display_width(s.tail))) || s.tail
        FROM bsc._sheet_notes(page) AS n
        -- one line each: the other formats have them in full
        CROSS JOIN LATERAL (SELECT
            format('  %s: %s', concat_ws(', ', bsc._markup(n.name, 'text'::text), n.label), bsc._markup(n.said, 'text'::text)) AS said,
            format(' (%s)', bsc._markup(n.author, 'text'::text) || ', ' || n.day) AS tail) AS s) AS l
    WHERE EXISTS (SELECT 1 FROM bsc._sheet_notes(page))
    ORDER BY l.ordinal;
END
$$;
COMMENT ON FUNCTION bsc._text_notes(bsc._sheet, boolean) IS 'the notes on a report''s figures, for terminals';

CREATE FUNCTION bsc._markdown_notes(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT format(E'## %s\n\n%s', page.words ->> 'notes', string_agg(
            format('- **%s** %s *(%s, %s)*', concat_ws(', ', bsc._markup(n.name, 'markdown'::text), n.label),
                   bsc._markup(n.said, 'markdown'::text), bsc._markup(n.author, 'markdown'::text), n.day), E'\n' ORDER BY n.ordinal))
        FROM bsc._sheet_notes(page) AS n
        HAVING count(*) > 0);
END
$$;
COMMENT ON FUNCTION bsc._markdown_notes(bsc._sheet) IS 'the notes on a report''s figures, in Markdown';

CREATE FUNCTION bsc._html_notes(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT bsc._html_part('notes'::text, page.words ->> 'notes', format('<ul>%s</ul>', string_agg(
            format('<li><strong>%s</strong> %s <span class="quiet">(%s, %s)</span></li>',
                   concat_ws(', ', bsc._markup(n.name, 'html'::text), n.label), bsc._markup(n.said, 'html'::text),
                   bsc._markup(n.author, 'html'::text), n.day), '' ORDER BY n.ordinal)))
        FROM bsc._sheet_notes(page) AS n
        HAVING count(*) > 0);
END
$$;
COMMENT ON FUNCTION bsc._html_notes(bsc._sheet) IS 'the notes on a report''s figures, for its page';
