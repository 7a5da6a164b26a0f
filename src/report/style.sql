-- How the page looks: one sheet of CSS, for light and dark screens, for narrow
-- ones, and for A4.  palette.sql has the colours; a status is told by its word and its
-- sign, too.

CREATE FUNCTION bsc._page_colors()
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY['page', 'card', 'text', 'quiet', 'line', 'track', 'accent', 'red', 'amber', 'green', 'none',
             'red-bar', 'amber-bar', 'green-bar', 'none-bar'];
COMMENT ON FUNCTION bsc._page_colors() IS 'the names of the colours that a page uses';

CREATE FUNCTION bsc._html_style()
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN $css$
:root { color-scheme: light dark; $css$ || bsc._css_colors(bsc._page_colors(), false) || $css$ }
@media screen and (prefers-color-scheme: dark) {
  :root { $css$ || bsc._css_colors(bsc._page_colors(), true) || $css$ }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 $css$ || bsc._css_fonts() || $css$; }
.sheet { max-width: 72rem; margin: 0 auto; padding: 1.5rem; }
header.sheet { padding-bottom: 0; }
footer.sheet { padding-top: 0; color: var(--quiet); font-size: 0.87rem; }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { margin: 0 0 0.75rem; font-size: 1.2rem; line-height: 1.3; }
h3 { margin: 1.25rem 0 0.5rem; font-size: 1rem; }
p { margin: 0 0 0.75rem; }
.quiet, caption { color: var(--quiet); }
.part { margin: 0 0 1.25rem; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.part > :last-child { margin-bottom: 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1.25rem; margin: 0; }
.cards dt { color: var(--quiet); font-size: 0.87rem; }
.cards dd { margin: 0; font-size: 1.05rem; }
.cards .big { display: block; font-size: 1.9rem; font-weight: 650; line-height: 1.25; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
table { width: 100%; border-collapse: collapse; font-size: 0.93rem; }
caption { padding-bottom: 0.5rem; text-align: left; font-size: 0.87rem; }
th, td { padding: 0.4rem 0.5rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { color: var(--quiet); font-size: 0.8rem; font-weight: 600; vertical-align: bottom; border-bottom-width: 2px; white-space: nowrap; }
tbody tr:last-child > * { border-bottom: 0; }
th[scope=row] { font-weight: 500; min-width: 9rem; overflow-wrap: anywhere; }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.level0 > th, .level1 > th { font-weight: 650; }
.level1 > * { border-top: 1px solid var(--line); }
.level2 > th { padding-left: 1.75rem; }
.within { display: block; color: var(--quiet); font-size: 0.87rem; font-weight: 400; }
td.reason { min-width: 18rem; }
.status { white-space: nowrap; font-weight: 600; }
.far { text-decoration: underline dotted; text-underline-offset: 0.2em; }
.within.stale { color: var(--text); font-style: italic; }
p.stale { margin-top: 1rem; overflow-wrap: anywhere; }
.red { color: var(--red); } .amber { color: var(--amber); } .green { color: var(--green); } .none { color: var(--none); }
.score { display: flex; align-items: center; justify-content: flex-end; gap: 0.6rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.score > :last-child { min-width: 3.3rem; text-align: right; }
.bar { flex: 1 1 auto; display: block; min-width: 4.5rem; max-width: 11rem; height: 0.6rem; border-radius: 0.3rem; background: var(--track); overflow: hidden; }
.bar > span { display: block; height: 100%; background: var(--none-bar); }
.bar > .red { background: var(--red-bar); } .bar > .amber { background: var(--amber-bar); } .bar > .green { background: var(--green-bar); }
.big + .bar { max-width: none; margin: 0.25rem 0; }
.sparkline { display: block; color: var(--accent); }
.chart { margin: 0; }
.chart svg { display: block; min-width: min(var(--width), 44rem); max-width: 100%; height: auto; margin: 0 auto; }
.findings { margin: 0; padding: 0; list-style: none; }
.findings li { display: flex; gap: 0.75rem; padding: 0.45rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.findings li:first-child { border-top: 0; }
.tag { flex: 0 0 4.6rem; font-size: 0.87rem; font-weight: 600; }
.time { position: relative; display: block; min-width: 14rem; height: 1rem; margin-top: 0.25rem; background: var(--track); border-radius: 3px; }
.time > .span { position: absolute; top: 0; bottom: 0; min-width: 3px; background: var(--none-bar); border-radius: 3px; overflow: hidden; }
.time > .span > span { display: block; height: 100%; background: var(--accent); }
.time > .now { position: absolute; top: -0.25rem; bottom: -0.25rem; width: 2px; background: var(--text); }
.axis { display: flex; justify-content: space-between; gap: 1rem; }
.outlook { min-width: 7rem; }
#measures thead th { white-space: normal; } #measures .bar { min-width: 3rem; }
.range { position: relative; display: block; min-width: 5rem; height: 0.6rem; margin: 0.2rem 0; background: var(--track); border-radius: 0.3rem; }
.range > .span { position: absolute; top: 0; bottom: 0; min-width: 3px; background: var(--none-bar); border-radius: 0.3rem; }
.range > .mean { position: absolute; top: 0; bottom: 0; width: 3px; margin-left: -1.5px; background: var(--accent); }
.range > .goal { position: absolute; top: -0.2rem; bottom: -0.2rem; width: 2px; margin-left: -1px; background: var(--text); }
/* a large map in parts: on paper only */
.tiles { display: none; }
@media (max-width: 40rem) {
  body { font-size: 14px; }
  .sheet { padding: 0.75rem; }
  .part { padding: 0.9rem; }
  h1 { font-size: 1.5rem; }
  .bar { min-width: 2.5rem; }
  .findings li { display: block; }
}
@media print {
  @page { size: A4; margin: 14mm; }
  :root { font-size: 9pt; }
  body { background: none; font-size: 9pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .sheet { max-width: none; padding: 0; }
  header.sheet { margin-bottom: 4mm; }
  .part { padding: 0 0 4mm; border: 0; border-radius: 0; margin: 0 0 3mm; }
  h2, h3, caption, thead { break-after: avoid; }
  tr, figure, .chart, .cards, .findings li { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  th, td { padding: 1.2mm 1.3mm; }
  th[scope=row] { min-width: 0; }
  td { overflow-wrap: anywhere; }
  td.reason { min-width: 45mm; }
  td.unit { min-width: 20mm; } td.state { overflow-wrap: normal; }
  .chart svg { min-width: 0; max-height: 175mm; }
  @page wide { size: A4 landscape; margin: 10mm; }
  .tiles { display: block; }
  .tile { page: wide; break-before: page; break-inside: avoid; }
  .tile svg { display: block; width: 100%; height: 178mm; }
  .cards { grid-template-columns: repeat(5, auto); }
  .bar { min-width: 12mm; } .time { min-width: 30mm; }
  /* ten columns: in the widest font, and with the longest numbers, each takes no more than it needs */
  #measures table { font-size: 7.5pt; line-height: 1.35; }
  #measures thead th { font-size: 7pt; white-space: normal; }
  #measures th, #measures td { padding: 1.1mm 0.7mm; }
  #measures th[scope=row] { width: 30mm; } #measures .unit { min-width: 7mm; width: 15mm; font-size: 7pt; }
  #measures .status { white-space: normal; } #measures .within { font-size: 7pt; }
  #measures .score { flex-direction: column-reverse; align-items: flex-end; gap: 0.6mm; }
  #measures .score > :last-child, #measures .outlook, #measures .range { min-width: 0; }
  #measures .bar { flex: none; width: 100%; min-width: 7mm; max-width: 12mm; height: 1.4mm; }
  #measures .range { max-width: 24mm; }
  #measures .sparkline { width: 12mm; height: auto; }
  .sparkline { width: 17mm; height: auto; }
}
$css$;
COMMENT ON FUNCTION bsc._html_style() IS 'the style sheet of a report''s page';
