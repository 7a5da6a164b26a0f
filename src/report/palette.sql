-- Every colour and font of the room: the page, the map as SVG, Mermaid and DOT, and
-- what other tools are told to draw with.

-- A colour by its name, on a light and on a dark screen.  Text and signs (text, quiet,
-- accent, red, amber, green, none) have a contrast of 4.5 to 1 at least against
-- page, card, strip and box.  Formats that know no dark screen take the light ones; the
-- ...-fill colours are of these alone.
CREATE FUNCTION bsc._color(name text, is_dark boolean)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (CASE name
    WHEN 'page' THEN ARRAY['#f5f6f8', '#11151a']
    WHEN 'card' THEN ARRAY['#ffffff', '#1a2027']
    WHEN 'strip' THEN ARRAY['#f1f4f8', '#232b34']
    WHEN 'box' THEN ARRAY['#ffffff', '#151a20']
    WHEN 'edge' THEN ARRAY['#8792a0', '#77838f']
    WHEN 'line' THEN ARRAY['#dde1e7', '#303944']
    WHEN 'track' THEN ARRAY['#e6e9ee', '#303944']
    WHEN 'link' THEN ARRAY['#66717f', '#96a2af']
    WHEN 'text' THEN ARRAY['#1b232d', '#e7eaee']
    WHEN 'quiet' THEN ARRAY['#525d6b', '#a8b2be']
    WHEN 'accent' THEN ARRAY['#1f5f99', '#83bdf2']
    WHEN 'red' THEN ARRAY['#b3261e', '#ff9389']
    WHEN 'amber' THEN ARRAY['#855600', '#f3c44f']
    WHEN 'green' THEN ARRAY['#16693f', '#71d49c']
    WHEN 'none' THEN ARRAY['#525d6b', '#a8b2be']
    WHEN 'red-bar' THEN ARRAY['#d2493f', '#d9574c']
    WHEN 'amber-bar' THEN ARRAY['#dc9f12', '#d3a02a']
    WHEN 'green-bar' THEN ARRAY['#2f9d64', '#3fa96f']
    WHEN 'none-bar' THEN ARRAY['#a3acb8', '#6d7885']
    WHEN 'red-fill' THEN ARRAY['#fbe3e1']
    WHEN 'amber-fill' THEN ARRAY['#fdf0d5']
    WHEN 'green-fill' THEN ARRAY['#ddf1e5']
    WHEN 'none-fill' THEN ARRAY['#ffffff'] END)[is_dark::integer + 1];
COMMENT ON FUNCTION bsc._color(text, boolean) IS 'a colour of pages and maps by its name, for a light or a dark screen';

CREATE FUNCTION bsc._css_colors(names text[], is_dark boolean)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT string_agg(format('--%s: %s;', n.name, bsc._color(n.name, _css_colors.is_dark)), ' ' ORDER BY n.ordinality)
    FROM unnest(_css_colors.names) WITH ORDINALITY AS n (name, ordinality);
END;
COMMENT ON FUNCTION bsc._css_colors(text[], boolean) IS 'colours as the custom properties of a style sheet';

CREATE FUNCTION bsc._css_fonts()
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
COMMENT ON FUNCTION bsc._css_fonts() IS 'the fonts of pages and maps, the first that is there';

-- The beginning of a drawing's sheet of styles: its colours by their names, and what all
-- drawings have.  It does not reach beyond the drawings of that class but for rules that are
-- the same in all of them, so that several can stand in one page or be files of their own.
CREATE FUNCTION bsc._drawing_style(class text, colors text[])
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN format($css$
.%1$s { max-width: 100%%; height: auto; font-family: %2$s;
  %3$s }
@media screen and (prefers-color-scheme: dark) {
  .%1$s { %4$s }
}
.bsc-page { fill: var(--card); }
.bsc-title { fill: var(--text); font-size: 20px; font-weight: 600; }
.bsc-subtitle { fill: var(--quiet); font-size: 13px; }
.bsc-small { fill: var(--quiet); font-size: 11px; }
@media print { .%1$s { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
$css$, class, bsc._css_fonts(), bsc._css_colors(colors, false), bsc._css_colors(colors, true));
COMMENT ON FUNCTION bsc._drawing_style(text, text[]) IS 'the colours of a drawing and the styles that all drawings have';

-- What other tools paint a status with: in their own surroundings, and often as an area, so
-- that these are not the colours of our text.  They stay apart for people who do not see red
-- and green as others do, as they differ in lightness and in blue, too.
CREATE FUNCTION bsc.status_color(status text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE status
    WHEN 'red' THEN '#B2182B'
    WHEN 'amber' THEN '#F0B000'
    WHEN 'green' THEN '#009E73'
    ELSE '#C8C8C8' END;
COMMENT ON FUNCTION bsc.status_color(text) IS 'the colour of a status as #rrggbb; grey where there is none';

CREATE FUNCTION bsc._link_color(strength double precision)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN strength < 0 THEN '#CC79A7' ELSE '#808080' END;
COMMENT ON FUNCTION bsc._link_color(double precision) IS 'what other tools draw a link with: one that weakens its effect has a colour of its own';
