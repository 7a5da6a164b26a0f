-- The strategy map as a picture: SVG, Mermaid, DOT.
--
-- What is to be drawn is put together once, as values (_map_parts); three
-- functions draw it.  The SVG is laid out in C (map.c); Mermaid and Graphviz do
-- their own layout and only need to be told what there is.

-- An objective: the place of its perspective from above, the name that links use,
-- its own name, its score as it is shown, and its status.
CREATE TYPE bsc._map_box AS (band integer, code text, name text, shown text, status text);
COMMENT ON TYPE bsc._map_box IS 'an objective in a strategy map';

-- A link: places of two boxes in their list, and what else there is to say.
CREATE TYPE bsc._map_arrow AS (cause integer, effect integer, strength double precision, lag integer, note text);
COMMENT ON TYPE bsc._map_arrow IS 'a link in a strategy map';

-- ranks are the bands' places from above, in the order of the tree; denied are the places of the
-- arrows that the data contradict; thresholds are where a status changes.
CREATE TYPE bsc._map_parts AS (
    title text,
    subtitle text,
    description text,
    bands text[],
    boxes bsc._map_box[],
    arrows bsc._map_arrow[],
    ranks integer[],
    words jsonb,
    denied integer[],
    thresholds double precision[]);
COMMENT ON TYPE bsc._map_parts IS 'all that a strategy map shows';

CREATE FUNCTION bsc._draw_map(
    title text, subtitle text, description text, bands text[], boxes bsc._map_box[], arrows bsc._map_arrow[],
    captions text[], style text, denied integer[])
RETURNS text
AS 'MODULE_PATHNAME', 'bsc_draw_map'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION bsc._draw_map(text, text, text, text[], bsc._map_box[], bsc._map_arrow[], text[], text, integer[]) IS
    'an SVG of boxes in bands, from above to below, and arrows between them that run through no box';

-- What a map is read out as: the objectives of each status, the worst first.
CREATE FUNCTION bsc._map_description(boxes bsc._map_box[], words jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN cardinality(boxes) = 0 THEN words ->> 'no objectives' ELSE (
    SELECT string_agg(concat(COALESCE(_map_description.words ->> s.status, _map_description.words ->> 'no score'), ': ', s.names), '; '
                      ORDER BY s.rank)
    FROM (
        SELECT b.status, COALESCE(array_position(ARRAY['red', 'amber', 'green'], b.status), 4) AS rank,
            string_agg(b.name, ', ' ORDER BY b.ordinality) AS names
        FROM unnest(_map_description.boxes) WITH ORDINALITY AS b
        GROUP BY b.status) AS s) END;
COMMENT ON FUNCTION bsc._map_description(bsc._map_box[], jsonb) IS 'a strategy map in words';

-- The parts of a map as it is to be drawn from an evaluation.  Objectives and
-- perspectives are those of the evaluation; their order and the links between them are
-- today's, or those of a map of the same tree that was kept (kept.sql).
CREATE FUNCTION bsc._map_parts(
    scorecard_id bigint, label text, nodes bsc._evaluated_node[], kept bsc._map_parts, words jsonb)
RETURNS bsc._map_parts
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 5000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    parts bsc._map_parts;
BEGIN
    parts.words := words;
    parts.thresholds := coalesce(kept.thresholds, bsc._thresholds(scorecard_id));
    SELECT n.name, concat_ws(', ', words ->> 'strategy map', _map_parts.label,
            CASE WHEN n.provisional THEN words ->> 'so far' END, bsc._shown_score(n.score, parts.thresholds),
            coalesce(words ->> n.status::text, words ->> CASE WHEN n.score IS NULL THEN 'no score' ELSE 'not judged' END))
    INTO parts.title, parts.subtitle
    FROM unnest(nodes) AS n
    WHERE n.level = 0;

    WITH node AS MATERIALIZED (
        SELECT n.level, n.id, n.perspective, n.objective, n.place, n.name, n.score, n.status, n.provisional
        FROM unnest(nodes) AS n
        WHERE n.level IN (1, 2)
    ), band AS MATERIALIZED (
        SELECT q.perspective, q.name, q.place, row_number() OVER (ORDER BY q.rank, q.place)::integer AS ordinal
        FROM (
            SELECT n.perspective, n.name, n.place,
                coalesce(_map_parts.kept.ranks[row_number() OVER (ORDER BY n.place)], r.rank) AS rank
            FROM node AS n
            LEFT JOIN bsc._perspective_rank(_map_parts.scorecard_id) AS r ON r.perspective_id = n.id
            WHERE n.level = 1) AS q
    ), box AS MATERIALIZED (
        SELECT n.id, n.name, b.ordinal AS band, row_number() OVER (ORDER BY b.ordinal, n.place)::integer AS ordinal,
            CASE WHEN count(*) OVER (PARTITION BY n.objective) > 1 THEN n.perspective || '/' ELSE '' END || n.objective AS code,
            nullif(concat_ws(' ', CASE WHEN n.provisional THEN words ->> 'so far' END,
                bsc._shown_score(n.score, parts.thresholds)), '') AS shown, n.status::text AS status
        FROM node AS n
        JOIN band AS b ON b.perspective = n.perspective
        WHERE n.level = 2
    )
    SELECT ARRAY(SELECT b.name FROM band AS b ORDER BY b.ordinal),
        ARRAY(SELECT ROW(b.band, b.code, b.name, b.shown, b.status)::bsc._map_box FROM box AS b ORDER BY b.ordinal),
        coalesce(_map_parts.kept.arrows, ARRAY(
            SELECT ROW(c.ordinal, e.ordinal, l.strength, l.lag,
                concat(c.name, ' -> ', e.name, ': ', lower(words ->> 'strength'), ' ', l.strength,
                       CASE WHEN l.lag > 0 THEN concat(', ', words ->> 'lag', ' ', l.lag) END,
                       '. ' || l.hypothesis))::bsc._map_arrow
            FROM bsc.link AS l
            JOIN box AS c ON c.id = l.cause
            JOIN box AS e ON e.id = l.effect
            WHERE l.scorecard_id = _map_parts.scorecard_id
            ORDER BY c.ordinal, e.ordinal, l.lag)),
        ARRAY(SELECT b.ordinal FROM band AS b ORDER BY b.place)
    INTO parts.bands, parts.boxes, parts.arrows, parts.ranks;

    parts.description := bsc._map_description(parts.boxes, words);
    RETURN parts;
END
$$;
COMMENT ON FUNCTION bsc._map_parts(bigint, text, bsc._evaluated_node[], bsc._map_parts, jsonb) IS 'what there is to draw of an evaluation';

CREATE FUNCTION bsc._map_colors()
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY['card', 'strip', 'box', 'edge', 'text', 'quiet', 'link', 'red', 'amber', 'green', 'none'];
COMMENT ON FUNCTION bsc._map_colors() IS 'the names of the colours that a strategy map uses';

-- How a map looks.
CREATE FUNCTION bsc._map_style()
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN bsc._drawing_style('bsc-map'::text, bsc._map_colors()) || $css$
.bsc-strip { fill: var(--strip); }
.bsc-side { fill: var(--text); font-size: 13px; font-weight: 600; }
.bsc-box { fill: var(--box); stroke: var(--edge); stroke-width: 1; }
.bsc-name { fill: var(--text); font-size: 13px; }
.bsc-score { fill: var(--text); font-size: 12px; font-weight: 600; }
.bsc-link, .bsc-sample { fill: none; stroke: var(--link); }
.bsc-opposite { stroke-dasharray: 7 5; }
.bsc-denied { stroke-dasharray: 1 5; stroke-linecap: round; }
.bsc-cross { fill: none; stroke: var(--text); stroke-width: 2; stroke-linecap: round; }
.bsc-head { fill: var(--link); }
.bsc-pill { fill: var(--card); stroke: var(--edge); stroke-width: 0.75; }
.bsc-lag { fill: var(--text); font-size: 11px; text-anchor: middle; }
.bsc-shape { fill: currentColor; stroke: none; }
.bsc-mark { fill: none; stroke: var(--box); stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }
.bsc-stripe { fill: currentColor; }
.bsc-red { color: var(--red); } .bsc-amber { color: var(--amber); } .bsc-green { color: var(--green); } .bsc-none { color: var(--none); }
.bsc-none .bsc-shape { fill: none; stroke: currentColor; stroke-width: 1.5; stroke-dasharray: 3 2; }
.bsc-none .bsc-stripe { fill: none; stroke: currentColor; stroke-dasharray: 2 2; }
$css$;
COMMENT ON FUNCTION bsc._map_style() IS 'the sheet of styles of a strategy map';

-- Is there a box with a score that is too early to judge?
CREATE FUNCTION bsc._is_any_unjudged(boxes bsc._map_box[])
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT EXISTS (SELECT 1 FROM unnest(_is_any_unjudged.boxes) AS b WHERE b.status IS NULL AND b.shown IS NOT NULL);
END;
COMMENT ON FUNCTION bsc._is_any_unjudged(bsc._map_box[]) IS 'is there a box with a score that is too early to judge?';

CREATE FUNCTION bsc._map_svg(parts bsc._map_parts, frequency text)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
RETURN bsc._draw_map(
    parts.title, parts.subtitle, parts.description, parts.bands, parts.boxes, parts.arrows,
    ARRAY[parts.words ->> 'green', parts.words ->> 'amber', parts.words ->> 'red',
          parts.words ->> CASE WHEN bsc._is_any_unjudged(parts.boxes) THEN 'not judged' ELSE 'no score' END,
          parts.words ->> 'lag', format(parts.words ->> 'lag in', parts.words ->> frequency),
          parts.words ->> 'stronger', parts.words ->> 'opposite',
          parts.words ->> 'denied', parts.words ->> 'no objectives', parts.words ->> 'no perspectives'],
    bsc._map_style(), COALESCE(parts.denied, '{}'));
COMMENT ON FUNCTION bsc._map_svg(bsc._map_parts, text) IS 'a strategy map as SVG';

-- The width of the line of a link by its strength, the same in every format.
CREATE FUNCTION bsc._map_line_width(strength double precision, strongest double precision)
RETURNS text
AS 'MODULE_PATHNAME', 'bsc_map_line_width'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._map_line_width(double precision, double precision) IS 'the width of the line of a link by its strength';

-- What is written at a link where there is no legend: its lag, and that the data deny
-- it.  NULL where there is nothing to say.
CREATE FUNCTION bsc._map_arrow_label(lag integer, is_denied boolean, words jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN NULLIF(concat_ws(', ', words ->> 'lag' || ' ' || NULLIF(lag, 0), CASE WHEN is_denied THEN words ->> 'denied' END), '');
COMMENT ON FUNCTION bsc._map_arrow_label(integer, boolean, jsonb) IS 'what is written at a link where a map has no legend';

-- The places of the arrows that the data contradict, of a map drawn from an evaluation.
CREATE FUNCTION bsc._denied_arrows(parts bsc._map_parts, links bsc._link_evidence[])
RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 200
RETURN ARRAY(
    SELECT a.ordinality::integer
    FROM unnest(parts.arrows) WITH ORDINALITY AS a
    JOIN unnest(links) AS l ON l.cause = (parts.boxes[a.cause]).code AND l.effect = (parts.boxes[a.effect]).code AND l.lag = a.lag
    WHERE l.verdict = 'contradicted'
    ORDER BY a.ordinality);
COMMENT ON FUNCTION bsc._denied_arrows(bsc._map_parts, bsc._link_evidence[]) IS 'the places of the arrows of a map that the data contradict';

-- Mermaid: a flow chart from the bottom up, with a frame for each perspective.  It draws
-- no more than 500 links (and 50,000 characters) unless whoever runs it allows for more,
-- which a map cannot do for itself.
CREATE FUNCTION bsc._map_mermaid(parts bsc._map_parts)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5000
BEGIN ATOMIC
    SELECT concat(
        CASE WHEN cardinality(parts.arrows) >= 500 THEN format(E'%%%% %s\n', format(parts.words ->> 'many links', cardinality(parts.arrows))) END,
        E'flowchart BT\n',
        (SELECT string_agg(concat(
                '  subgraph p', p.ordinality, '["', bsc._markup(p.name, 'mermaid'), E'"]\n',
                (SELECT string_agg(format(E'    o%s["%s<br/>%s"]:::%s\n',
                        b.ordinality, bsc._markup(b.name, 'mermaid'),
                        bsc._markup(concat_ws(' ', b.shown, COALESCE(parts.words ->> b.status, parts.words ->> CASE WHEN b.shown IS NULL THEN 'no score' ELSE 'not judged' END)), 'mermaid'),
                        COALESCE(b.status, 'none')), '' ORDER BY b.ordinality)
                 FROM unnest(parts.boxes) WITH ORDINALITY AS b
                 WHERE b.band = p.ordinality),
                E'  end\n'), '' ORDER BY p.ordinality)
         FROM unnest(parts.bands) WITH ORDINALITY AS p (name, ordinality)),
        (SELECT string_agg(concat(
                '  o', a.cause, CASE WHEN a.ordinality = ANY (parts.denied) THEN ' -.-x' WHEN a.strength < 0 THEN ' -.->' ELSE ' -->' END,
                '|"' || bsc._markup(bsc._map_arrow_label(a.lag, a.ordinality = ANY (parts.denied), parts.words), 'mermaid') || '"|',
                ' o', a.effect, E'\n'), '' ORDER BY a.ordinality)
         FROM unnest(parts.arrows) WITH ORDINALITY AS a),
        (SELECT string_agg(format(E'  linkStyle %s stroke-width:%spx\n',
                a.ordinality - 1, bsc._map_line_width(a.strength, s.strongest)), '' ORDER BY a.ordinality)
         FROM unnest(parts.arrows) WITH ORDINALITY AS a
         CROSS JOIN (SELECT max(abs(x.strength)) AS strongest
                     FROM unnest(parts.arrows) AS x) AS s),
        (SELECT string_agg(format('  classDef %s fill:%s,stroke:%s,%s,color:%s',
                c.status, bsc._color(c.status || '-fill', false), bsc._color(c.status, false),
                CASE c.status WHEN 'none' THEN 'stroke-dasharray:4 3' ELSE 'stroke-width:2px' END,
                bsc._color('text'::text, false)), E'\n' ORDER BY c.ordinality)
         FROM unnest(ARRAY['red', 'amber', 'green', 'none']) WITH ORDINALITY AS c (status, ordinality)));
END;
COMMENT ON FUNCTION bsc._map_mermaid(bsc._map_parts) IS 'a strategy map as a Mermaid flow chart';

-- DOT, for Graphviz.
CREATE FUNCTION bsc._map_dot(parts bsc._map_parts)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5000
BEGIN ATOMIC
    SELECT concat(
        E'digraph strategy_map {\n',
        '  graph [rankdir=BT, charset="UTF-8", fontname="Helvetica", labelloc=t, newrank=true, label="', bsc._markup(parts.title, 'dot'), chr(92), 'n',
        bsc._markup(parts.subtitle, 'dot'), E'"];\n',
        E'  node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=11];\n',
        '  edge [fontname="Helvetica", fontsize=9, color="', bsc._color('link'::text, false), E'"];\n',
        (SELECT string_agg(concat(
                '  subgraph cluster_', p.ordinality, E' {\n    style="rounded,filled"; color="', bsc._color('line'::text, false),
                '"; fillcolor="', bsc._color('strip'::text, false), '"; label="',
                bsc._markup(p.name, 'dot'), E'";\n',
                COALESCE((SELECT string_agg(concat(
                        '    o', b.ordinality, ' [label="', bsc._markup(b.name, 'dot'), chr(92), 'n',
                        bsc._markup(concat_ws(' ', b.shown, COALESCE(parts.words ->> b.status, parts.words ->> CASE WHEN b.shown IS NULL THEN 'no score' ELSE 'not judged' END)), 'dot'),
                        '", color="', bsc._color(COALESCE(b.status, 'none'), false),
                        '", fillcolor="', bsc._color(COALESCE(b.status, 'none') || '-fill', false), '"',
                        CASE WHEN b.status IS NULL THEN ', style="rounded,filled,dashed"' END,
                        E'];\n'), '' ORDER BY b.ordinality)
                 FROM unnest(parts.boxes) WITH ORDINALITY AS b
                 WHERE b.band = p.ordinality),
                 -- a cluster must hold something to be drawn
                 concat('    none', p.ordinality, E' [style=invis, label="", width=1.5];\n')),
                E'  }\n'), '' ORDER BY p.ordinality)
         FROM unnest(parts.bands) WITH ORDINALITY AS p (name, ordinality)),
        (SELECT string_agg(concat(
                '  o', a.cause, ' -> o', a.effect, ' [penwidth=', bsc._map_line_width(a.strength, s.strongest),
                CASE WHEN a.ordinality = ANY (parts.denied) THEN ', style=dotted, arrowhead=tee' WHEN a.strength < 0 THEN ', style=dashed' END,
                ', label="' || bsc._markup(bsc._map_arrow_label(a.lag, a.ordinality = ANY (parts.denied), parts.words), 'dot') || '"',
                ', tooltip="', bsc._markup(a.note, 'dot'), E'"];\n'), '' ORDER BY a.ordinality)
         FROM unnest(parts.arrows) WITH ORDINALITY AS a
         CROSS JOIN (SELECT max(abs(x.strength)) AS strongest
                     FROM unnest(parts.arrows) AS x) AS s),
        '}');
END;
COMMENT ON FUNCTION bsc._map_dot(bsc._map_parts) IS 'a strategy map as a DOT graph';

-- The evidence that a map is drawn with: of the reporting period that stands for its own.
CREATE FUNCTION bsc._map_evidence(scorecard_id bigint, period bsc.period, entity text)
RETURNS SETOF bsc._link_evidence
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    until bsc.period := bsc._sheet_period(scorecard_id, period, entity);
BEGIN
    IF EXISTS (SELECT 1 FROM bsc.link AS l WHERE l.scorecard_id = _map_evidence.scorecard_id) THEN
        RETURN QUERY
        SELECT e.*
        FROM bsc._best_evidence(scorecard_id, entity, until, ARRAY(SELECT p FROM bsc._past(scorecard_id, entity, until) AS p)) AS e;
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._map_evidence(bigint, bsc.period, text) IS 'what is known of the links of a map at the end of its period';

-- A map in a format.
CREATE FUNCTION bsc._drawn_map(scorecard_id bigint, parts bsc._map_parts, format text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 20000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CASE format
        WHEN 'mermaid' THEN RETURN bsc._map_mermaid(parts);
        WHEN 'dot' THEN RETURN bsc._map_dot(parts);
        WHEN 'svg' THEN RETURN bsc._map_svg(parts, (SELECT s.frequency FROM bsc.scorecard AS s WHERE s.id = _drawn_map.scorecard_id));
        ELSE
            RAISE EXCEPTION 'unknown format of a strategy map: %', coalesce('"' || format || '"', 'NULL')
                USING ERRCODE = 'invalid_parameter_value', HINT = 'It is mermaid, dot or svg.';
    END CASE;
END
$$;
COMMENT ON FUNCTION bsc._drawn_map(bigint, bsc._map_parts, text) IS 'a strategy map in a format';
