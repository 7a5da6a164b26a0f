-- Reports: the same figures as the rooms above give, in every format, and
-- names that stay names.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT plan(101);

-- marks

SELECT is(bsc.sparkline('{1,2,3,4,5,6,7,8}'), '▁▂▃▄▅▆▇█', 'eight heights');
SELECT is(bsc.sparkline('{0,NULL,100,49,51}'), '▁ █▄▅', 'a gap is a blank, and heights are rounded to the nearest');
SELECT is(bsc.sparkline('{5,NULL,5}'), '▄ ▄', 'all the same stand in the middle');
SELECT is(bsc.sparkline('{}'), '', 'nothing to show');
SELECT is(bsc.sparkline('{NULL,NULL}'), '  ', 'only gaps');
SELECT is(bsc.sparkline(NULL), NULL, 'NULL gives NULL');
SELECT is(bsc.sparkline('{-1.7e308,0,1.7e308}'), '▁▅█', 'a span beyond a double');
SELECT throws_ok($$SELECT bsc.sparkline('{1,NaN}')$$, '22023', 'a value must be a finite number, not NaN', 'NaN is refused');
SELECT throws_ok($$SELECT bsc.sparkline('{1,-Infinity}')$$, '22023', 'a value must be a finite number, not -Infinity', 'infinity is refused');
SELECT throws_ok($$SELECT bsc.sparkline('{{1,2},{3,4}}')$$, '22023', NULL, 'one dimension');

-- a series of our own, level by level, beside the C code's rounding
SELECT is_empty($$
    SELECT v, s.line FROM generate_series(0, 1000, 7) AS v
    CROSS JOIN LATERAL (SELECT bsc.sparkline(ARRAY[0, v, 1000]) AS line) AS s
    WHERE substr(s.line, 2, 1) <> substr('▁▂▃▄▅▆▇█', floor(v * 7 / 1000.0 + 0.5)::int + 1, 1)$$, 'each value has the nearest of eight heights');

SELECT is(bsc._bar(0.5), '█████░░░░░', 'half a bar');
SELECT is(bsc._bar(0.55, 10), '█████▌░░░░', 'half a block');
SELECT is(bsc._bar(1.7, 4) || bsc._bar(-3, 4), '████░░░░', 'a bar is never more than full or less than empty');
SELECT is(bsc._bar(NULL, 5), '     ', 'no score, no bar');
SELECT is(bsc._bar(0.5, NULL), NULL, 'no width, no answer');
SELECT throws_ok($$SELECT bsc._bar(0.5, 0)$$, '22023', 'invalid number of columns: 0', 'a bar has a column');
SELECT throws_ok($$SELECT bsc._bar('NaN')$$, '22023', 'a score must be a finite number, not NaN', 'NaN is no score');

SELECT is((xpath('count(//svg/path)', x))[1]::text || (xpath('string(//@aria-label)', x))[1]::text, '1a &lt; "b"',
          'a drawing is well-formed and has its label')
FROM (SELECT bsc.sparkline_svg('{1,2,NULL,4}', 'a < "b"')::xml AS x) AS s;
SELECT matches(bsc.sparkline_svg('{1,2,NULL,4}'), 'd="M3\.0 21\.0h0L41\.0 15\.0M117\.0 3\.0h0"', 'a line breaks at a gap');
SELECT ok(bsc.sparkline_svg('{1,2,NULL}') NOT LIKE '%<circle%', 'where the last value is missing no other is marked as the last');

SELECT results_eq($$SELECT bsc._shown_amount(v) FROM unnest('{0,181681.25,-1234.5,99.96,99.94,9.1837,0.02345,0.000012,5,1e15,-0.5}'::float8[]) AS v$$,
    ARRAY['0', '181,681', '-1,235', '100', '99.9', '9.18', '0.0235', '0.000012', '5', '1e+15', '-0.5'], 'amounts');
SELECT is(bsc._shown_change(0.034) || bsc._shown_change(-0.026) || bsc._shown_change(-0.001) || bsc._shown_change(0.0123, 1), '+3-30+1.2', 'changes');

-- a scorecard with everything in it

SELECT bsc.define($json${
  "code": "shop", "name": "The shop", "mission": "Sell", "frequency": "quarter",
  "perspectives": [
    {"code": "financial", "name": "Financial", "weight": 60, "objectives": [
      {"code": "growth", "name": "Grow", "measures": [
        {"code": "revenue", "name": "Revenue", "unit": "EUR", "frequency": "month", "rollup": "sum", "weight": 2},
        {"code": "margin", "name": "Margin", "unit": "%", "frequency": "quarter", "rollup": "mean"}]}]},
    {"code": "customer", "name": "客户", "weight": 40, "objectives": [
      {"code": "loyalty", "name": "客户忠诚度", "measures": [
        {"code": "visits", "name": "Visits", "frequency": "quarter", "rollup": "sum"}]},
      {"code": "reach", "name": "Reach", "measures": [
        {"code": "channels", "name": "Channels", "frequency": "quarter", "rollup": "last"}]}]}],
  "links": [{"cause": "loyalty", "effect": "growth", "strength": 0.5, "lag": 1}],
  "initiatives": [
    {"code": "late", "name": "Too late", "starts": "2023-01-01", "ends": "2024-03-31", "state": "active", "progress": 0.5,
     "budget": 100, "spent": 40, "objectives": ["growth"]},
    {"code": "open", "name": "Some day", "state": "planned"}]
}$json$);
INSERT INTO bsc.plan (measure_id, entity, period, target)
SELECT m.id, e, p.period, t.target::bsc.target
FROM (VALUES ('revenue', '0..1000'), ('margin', '10..30'), ('visits', '0..500')) AS t (measure, target)
JOIN bsc.measure AS m ON m.code = t.measure
CROSS JOIN bsc.periods('2023Q1'::bsc.period, '2024Q4'::bsc.period) AS p (period)
CROSS JOIN unnest(ARRAY['', 'north']) AS e;
INSERT INTO bsc.actual (measure_id, period, value)
SELECT m.id, p.period, 100 + 13 * p.n
FROM bsc.measure AS m CROSS JOIN bsc.periods('2023-01'::bsc.period, '2024-06'::bsc.period) WITH ORDINALITY AS p (period, n)
WHERE m.code = 'revenue';
INSERT INTO bsc.actual (measure_id, period, value)
SELECT m.id, p.period, CASE m.code WHEN 'margin' THEN 24.123 - p.n ELSE 1234.5 - 180 * p.n END
FROM bsc.measure AS m CROSS JOIN bsc.periods('2023Q1'::bsc.period, '2024Q2'::bsc.period) WITH ORDINALITY AS p (period, n)
WHERE m.code IN ('margin', 'visits');
INSERT INTO bsc.actual (measure_id, entity, period, value)
SELECT m.id, 'north', '2024Q1', 17 FROM bsc.measure AS m WHERE m.code = 'margin';

CREATE FUNCTION pg_temp.page(period text, lang text DEFAULT 'en', entity text DEFAULT '', scorecard text DEFAULT 'shop') RETURNS xml
LANGUAGE sql RETURN xmlparse(document bsc.report(scorecard, period, 'html', lang, entity));

-- xpath() gives its strings as XML
CREATE FUNCTION pg_temp.said(part xml) RETURNS text
LANGUAGE sql AS $$
SELECT replace(replace(replace((xpath('string(.)', part))[1]::text, '&lt;', '<'), '&gt;', '>'), '&amp;', '&')
$$;
-- the cells of the rows of a part, as text; a bar has no text of its own
CREATE FUNCTION pg_temp.cells(page xml, part text) RETURNS SETOF text[]
LANGUAGE sql AS $$
SELECT ARRAY(SELECT pg_temp.said(c) FROM unnest(xpath('/tr/*', r)) WITH ORDINALITY AS u (c, o) ORDER BY o)
FROM unnest(xpath(format('//section[@id="%s"]//tbody/tr', part), page)) WITH ORDINALITY AS t (r, n) ORDER BY n
$$;
CREATE FUNCTION pg_temp.rows(markdown text, title text) RETURNS SETOF text
LANGUAGE sql AS $$
SELECT l FROM regexp_split_to_table(substring(markdown FROM '\n## ' || title || '\n\n((\|[^\n]*\n)+)'), '\n') WITH ORDINALITY AS s (l, n)
WHERE n > 2 AND l <> '' ORDER BY n
$$;
CREATE TEMP TABLE percent AS
SELECT e.*, round(100 * e.score::numeric) || ' %' AS shown, round(100 * (e.score - b.score)::numeric) AS points
FROM bsc.evaluate('shop', '2024Q2') WITH ORDINALITY AS e (level, path, code, name, actual, goal, score, status, weight, coverage, pace, provisional, goal_period, n)
JOIN bsc.evaluate('shop', '2024Q1') AS b USING (path);

SELECT results_eq(
    $$SELECT c[1], c[3], c[4], trim(regexp_replace(c[5], '^[^a-z]+', '')) FROM pg_temp.cells(pg_temp.page('2024Q2'), 'tree') AS c$$,
    $$SELECT CASE level WHEN 0 THEN 'Whole' ELSE name END, coalesce(shown, '–'),
             coalesce(CASE WHEN points > 0 THEN '+' ELSE '' END || points, '–'), coalesce(status, 'no score')
      FROM percent WHERE level < 3 ORDER BY n$$,
    'the tree of the page has the scores, changes and states of evaluate()');
SELECT results_eq(
    $$SELECT c[2], c[3], c[5], c[9], c[10] FROM pg_temp.cells(pg_temp.page('2024Q2'), 'measures') AS c$$,
    $$SELECT coalesce(bsc._shown_amount(m.actual), '–'), coalesce(bsc._shown_amount(m.goal), '–'), coalesce(p.shown, '–'),
             coalesce(bsc._shown_amount(m.previous), '–'), coalesce(bsc._shown_amount(m.year_ago), '–')
      FROM bsc.measure_result AS m JOIN percent AS p ON p.code = m.measure AND p.level = 3
      WHERE m.scorecard = 'shop' AND m.entity = '' AND m.period = '2024Q2' ORDER BY p.n$$,
    'its measures are those of measure_result');
SELECT results_eq(
    $$SELECT c[1], c[4] FROM pg_temp.cells(pg_temp.page('2024Q2'), 'changes') AS c$$,
    $$SELECT p.name, CASE WHEN e.change > 0 THEN '+' ELSE '' END || round(100 * e.change::numeric, 1)
      FROM bsc.explain('shop', '2024Q2') AS e JOIN percent AS p ON p.code = e.measure
      WHERE abs(e.change) >= 0.0005 ORDER BY abs(e.change) DESC$$,
    'what changed is what explain() says');
SELECT results_eq(
    $$SELECT c[1], c[2], c[3], c[4], c[5] FROM pg_temp.cells(pg_temp.page('2024Q2'), 'evidence') AS c$$,
    $$SELECT '客户忠诚度 → Grow', '0.5', '1', verdict, reason FROM bsc.evidence('shop')$$,
    'the evidence is that of evidence()');
SELECT results_eq(
    $$SELECT (xpath('string(.)', f))[1]::text FROM unnest(xpath('//section[@id="findings"]//li/span[2]', pg_temp.page('2024Q2'))) AS f$$,
    $$SELECT finding FROM bsc.review('shop', '2024Q2') WHERE evidence ->> 'rule' <> 'link without data'
      UNION ALL SELECT 'Links that cannot be judged yet, for want of data: 1 of 1; the evidence above says what is missing.'$$,
    'the findings are those of review(), and links without data are counted');
SELECT results_eq(
    $$SELECT c[1], c[2], c[3], c[7] FROM pg_temp.cells(pg_temp.page('2024Q2'), 'initiatives') AS c$$,
    $$VALUES ('Too lateGrow', 'active ▲ late', '50 %', '40'), ('Some day', 'planned', '0 %', '0')$$,
    'initiatives, and which are late');
SELECT results_eq(
    $$SELECT (xpath('string(//span[@class="span"]/@style)', pg_temp.page('2024Q2')))[1]::text,
             (xpath('string(//span[@class="span"]/span/@style)', pg_temp.page('2024Q2')))[1]::text$$,
    $$VALUES ('left:0.0%;width:100.0%', 'width:50.0%')$$, 'a bar for the time of an initiative');

SELECT results_eq(
    $$SELECT split_part(r, ' | ', 4), split_part(r, ' | ', 5) FROM pg_temp.rows(bsc.report('shop', '2024Q2', 'markdown'), 'Scorecard') AS r$$,
    $$SELECT coalesce(shown, ''), coalesce(CASE WHEN points > 0 THEN '+' ELSE '' END || points, '') FROM percent WHERE level < 3 ORDER BY n$$,
    'the scores in Markdown are those of evaluate()');
SELECT results_eq(
    $$SELECT r FROM pg_temp.rows(bsc.report('shop', '2024Q2', 'markdown'), 'Measures') AS r$$,
    $$SELECT format('| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |', m.name, bsc._shown_amount(m.actual), bsc._shown_amount(m.goal), m.unit,
             p.shown, CASE m.status WHEN 'red' THEN '◆ red' WHEN 'amber' THEN '▲ amber' WHEN 'green' THEN '● green' ELSE '○ no score, neither actual nor target' END,
             (SELECT format('%s (%s to %s%s)', bsc._shown_amount(o.expected), bsc._shown_amount(o.low), bsc._shown_amount(o.high),
                            ', chance ' || round(100 * o.probability) || ' %')
              FROM bsc.outlook('shop', '2024') AS o WHERE o.measure = m.measure AND o.low < o.high),
             (SELECT bsc.sparkline(array_agg(h.actual ORDER BY h.period_start)) FROM bsc.measure_result AS h
              WHERE h.measure = m.measure AND h.scorecard = 'shop' AND h.entity = ''),
             bsc._shown_amount(m.previous), bsc._shown_amount(m.year_ago))
      FROM bsc.measure_result AS m JOIN percent AS p ON p.code = m.measure AND p.level = 3
      WHERE m.scorecard = 'shop' AND m.entity = '' AND m.period = '2024Q2' ORDER BY p.n$$,
    'the measures in Markdown are those of measure_result, with all their quarters');
SELECT results_eq(
    $$SELECT (regexp_match(l, '(\d+ %)'))[1] FROM regexp_split_to_table(bsc.report('shop', '2024Q2'), '\n') WITH ORDINALITY AS s (l, n)
      WHERE n BETWEEN 4 AND 9$$,
    $$SELECT shown FROM percent WHERE level < 3 ORDER BY n$$, 'the scores on a terminal are those of evaluate()');

-- width and colour

SELECT is_empty($$
    SELECT l FROM regexp_split_to_table(bsc.report('shop', '2024Q2'), '\n') AS l WHERE bsc._display_width(l) > 96$$, 'a screen is 96 columns wide');
SELECT results_eq($$
    SELECT DISTINCT bsc._display_width(substring(l FROM '^[^█░▏▎▍▌▋▊▉]*'))
    FROM regexp_split_to_table(bsc.report('shop', '2024Q2', 'text', 'zh'), '\n') AS l WHERE l ~ '[█░]'$$,
    ARRAY[58], 'bars stand in line, whatever the script');
SELECT ok(bsc.report('shop', '2024Q2') NOT LIKE '%' || chr(27) || '%', 'text has no colours');
SELECT is(regexp_replace(bsc.report('shop', '2024Q2', 'ansi'), chr(27) || '\[\d*m', '', 'g'), bsc.report('shop', '2024Q2'),
          'ansi is text with colours');
SELECT ok(bsc.report('shop', '2024Q2', 'ansi') LIKE '%' || chr(27) || '[31m◆ red' || chr(27) || '[0m%', 'red is red');

-- periods, entities, languages

SELECT is(bsc.report('shop'), bsc.report('shop', '2024Q2'), 'the latest period by default');
SELECT is(bsc.report('shop', '2024Q2'::bsc.period), bsc.report('shop', '2024Q2'), 'a bsc.period will do');
SELECT ok(bsc.report('shop', '2024', 'html') LIKE '%Shown for the reporting period 2024Q2.%', 'a year is reviewed by the last quarter that has data');
SELECT ok(bsc.report('shop', '2024-02', 'markdown') LIKE '%Shown for the reporting period 2024Q1.%', 'a month by its quarter');
SELECT is((SELECT c[2] FROM pg_temp.cells(pg_temp.page('2024'), 'measures') AS c LIMIT 1), bsc._shown_amount(e.actual), 'with the figures of the year')
FROM bsc.evaluate('shop', '2024') AS e WHERE e.code = 'revenue';
SELECT is((SELECT c[2] FROM pg_temp.cells(pg_temp.page('2024Q1', 'en', 'north'), 'measures') AS c WHERE c[1] ~ '^Margin'), '17', 'an entity has its own');
SELECT ok(bsc.report('shop', '2024Q1', 'text', 'en', 'north') LIKE '%Entity: north%', 'and is named');
SELECT ok(bsc.report('shop', '2024Q2', 'html', 'zh') LIKE '%<html lang="zh-CN">%平衡计分卡%证据%', 'in Chinese');
SELECT is_empty($$
    SELECT t FROM (
        SELECT c[5] FROM pg_temp.cells(pg_temp.page('2024Q2', 'zh'), 'evidence') AS c
        UNION ALL
        SELECT (xpath('string(.)', f))[1]::text FROM unnest(xpath('//section[@id="findings"]//li/span[2]', pg_temp.page('2024Q2', 'zh'))) AS f) AS s (t)
    WHERE t = '' OR regexp_replace(t, '“[^”]*”', '', 'g') ~ '[A-Za-z]{2,}'$$, 'evidence and findings too');
SELECT results_eq(
    $$SELECT (xpath('string(.)', f))[1]::text FROM unnest(xpath('//section[@id="findings"]//li/span[2]', pg_temp.page('2024Q2', 'zh'))) WITH ORDINALITY AS u (f, n) ORDER BY n LIMIT 1$$,
    $$SELECT finding FROM bsc.review('shop', '2024Q2', '', 'zh') LIMIT 1$$, 'as review() says them');
SELECT throws_ok($$SELECT bsc.report('shop', '2024Q2', 'pdf')$$, '22023', 'unknown format of a report: "pdf"', 'unknown format');
SELECT throws_ok($$SELECT bsc.report('shop', '2024Q2', NULL)$$, '22023', 'unknown format of a report: NULL', 'no format');
SELECT throws_ok($$SELECT bsc.report('shop', '2024Q2', 'text', 'xx')$$, '22023', 'reports are not to be had in language "xx"', 'unknown language');
SELECT throws_ok($$SELECT bsc.report('nowhere')$$, '22023', 'scorecard "nowhere" does not exist', 'unknown scorecard');

-- every word is there in every language
SELECT is_empty($$
    SELECT l.language, w.key FROM bsc._word_source AS s CROSS JOIN LATERAL json_each(s.source) AS w
    CROSS JOIN (VALUES ('en'), ('zh')) AS l (language) WHERE w.value ->> l.language IS NULL$$, 'every word has its translation');

-- closed periods stay as they were
CREATE TEMP TABLE before_closing AS
SELECT array_agg(c) AS measures FROM pg_temp.cells(pg_temp.page('2024Q1'), 'measures') AS c;
CALL bsc.close_period('shop', '2024Q1');
UPDATE bsc.measure SET weight = 50 WHERE code = 'margin';
SELECT is((SELECT array_agg(c) FROM pg_temp.cells(pg_temp.page('2024Q1'), 'measures') AS c), measures, 'a closed period shows what was frozen')
FROM before_closing;
SELECT is((SELECT n.series FROM unnest((bsc._sheet('shop', '2024Q2', '', 'en', false)).nodes) AS n WHERE n.level = 0),
          (SELECT array_agg(r.score ORDER BY r.period_start) FROM bsc.scorecard_result AS r WHERE r.scorecard = 'shop' AND r.entity = ''),
          'a trend is of closed periods as they were and of open ones as they are');
SELECT ok(bsc.report('shop', '2024Q1', 'html') LIKE '% closed</p>%', 'and says so');

-- little to show

SELECT bsc.define('{"code": "empty", "frequency": "month", "perspectives": []}');
SELECT matches(bsc.report('empty', '2024-01', 'html', l), format('<section class="part" id="map"><h2>%s</h2>\n<p>%s</p>', h, p), 'an empty scorecard''s page has the map''s place, ' || l)
FROM (VALUES ('en', 'Strategy map', 'This scorecard has no perspectives yet.'), ('zh', '战略图', '此计分卡尚无视角。')) AS v (l, h, p);
SELECT matches(bsc.report('empty', '2024-01', 'html', l), said, 'the period that there is nothing of is named, ' || l)
FROM (VALUES ('en', 'There are no data of 2023-12 to compare with'), ('zh', '没有可供比较的 2023-12 的数据')) AS v (l, said);
SELECT bsc.define('{"code": "bare", "frequency": "month", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m_of_bare"}]}]}]}');
SELECT ok(bool_and(bsc.report(s, p, f, l) <> ''), 'scorecards without perspectives or data have reports')
FROM unnest(ARRAY['empty', 'bare']) AS s, unnest(ARRAY['text', 'ansi', 'markdown']) AS f, unnest(ARRAY['en', 'zh']) AS l,
     unnest(ARRAY[NULL, '2024-01', '2024', '0001', '0001-01-01', '9999-12']) AS p;
SELECT results_eq($$
    SELECT (xpath('string(//section[@id="tree"]/p)', x))[1]::text, (xpath('string(//section[@id="evidence"]/p)', x))[1]::text,
           (xpath('string(//section[@id="initiatives"]/p)', x))[1]::text, (xpath('string(//section[@id="findings"]/p)', x))[1]::text
    FROM pg_temp.page('2024-01', 'en', '', 'empty') AS x$$,
    $$VALUES ('This scorecard has no perspectives yet.', 'No links between objectives are assumed.', 'No initiatives yet.', 'No findings.')$$,
    'each part says what is missing');

-- hostile names

SELECT bsc.define(jsonb_build_object('code', '<h>', 'name', n, 'mission', n, 'frequency', 'quarter',
    'perspectives', jsonb_build_array(jsonb_build_object('code', 'p', 'name', n, 'objectives', jsonb_build_array(
        jsonb_build_object('code', 'o<', 'name', n, 'measures', jsonb_build_array(jsonb_build_object(
            'code', 'm<', 'name', n, 'unit', n, 'frequency', 'quarter'))),
        jsonb_build_object('code', 'o>', 'name', n)))),
    'links', jsonb_build_array(jsonb_build_object('cause', 'o>', 'effect', 'o<')),
    'initiatives', jsonb_build_array(jsonb_build_object('code', 'i', 'name', n, 'owner', n, 'objectives', jsonb_build_array('o<')))))
FROM (VALUES ('</style><script>alert(1)</script> "''&amp; `|*_[x](y) ]]> --> \ %s $1 😀')) AS t (n);
INSERT INTO bsc.plan (measure_id, period, target) SELECT id, '2024Q1', '0..10' FROM bsc.measure WHERE code = 'm<';
INSERT INTO bsc.actual (measure_id, period, value) SELECT id, '2024Q1', 3 FROM bsc.measure WHERE code = 'm<';
INSERT INTO bsc.entity (scorecard_id, code) VALUES (bsc.scorecard_id('<h>'), '"><script>');
SELECT is((xpath('count(//script)', x))[1]::text, '0', 'no name becomes a script')
FROM pg_temp.page('2024Q1', 'en', '"><script>', '<h>') AS x;
SELECT is(array_agg(DISTINCT pg_temp.said(h)), ARRAY['</style><script>alert(1)</script> "''&amp; `|*_[x](y) ]]> --> \ %s $1 😀'],
          'names are shown as they are')
FROM pg_temp.page('2024Q1', 'en', '', '<h>') AS x,
     unnest(xpath('//h1', x) || xpath('//section[@id="tree"]//tbody/tr[position() > 1]/th', x)
            || xpath('//section[@id="measures"]//tbody/tr/th/span', x)) AS h;
SELECT is((xpath('string(//section[@id="measures"]//tbody/tr/th/text())', x))[1]::text, (xpath('string(//h1)', x))[1]::text, 'of measures, too')
FROM pg_temp.page('2024Q1', 'en', '', '<h>') AS x;
SELECT ok(bsc.report('<h>', '2024Q1', 'markdown') NOT LIKE '%<script%', 'Markdown has no tags of theirs');
SELECT is_empty($$
    SELECT l FROM regexp_split_to_table(bsc.report('<h>', '2024Q1', 'markdown'), '\n') AS l
    WHERE l ~ '^[|#*-]' AND regexp_replace(l, '\\.', '', 'g') ~ '[`<\[\]]'$$, 'nor code or links');

-- rights

CREATE ROLE report_reader;
GRANT USAGE ON SCHEMA bsc, public TO report_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO report_reader;
SET ROLE report_reader;
SELECT lives_ok($$SELECT bsc.report('shop', '2024Q2', f) FROM unnest(ARRAY['text', 'ansi', 'markdown', 'html']) AS f$$,
                'who may only read can make every report');
RESET ROLE;

-- a month under way, beside hand arithmetic: 50 of 100 by noon of 25 February, of
-- 29 days: 100 * 24.5 / 29 = 84.48 is due; nothing else has an actual

CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE AS $$SELECT '2024-02-25 12:00+00'::timestamptz$$;
SELECT bsc.define('{"code": "way", "name": "Under way", "perspectives": [{"code": "p", "name": "P", "objectives": [{"code": "o", "name": "O", "measures": [
  {"code": "sales", "name": "Sales", "rollup": "sum", "query": "SELECT 1 AS value", "plan": [{"period": "2024", "target": "0..1200"}]}, {"code": "gone", "name": "Gone", "rollup":"mean", "query": "SELECT 1 AS value", "plan": [{"period": "2024", "target": "0..10"}]}]}]}]}');
SELECT bsc.record('way','sales','2024-01',90), bsc.record('way','sales','2024-02',50), bsc.record('way','gone','2024-01',9);
INSERT INTO bsc.measure_run (measure_id, period, last_run, failing_since, error) SELECT id, '2024-02', '2024-02-20 12:00+00','2024-02-03 12:00+00','relation "crm" does <not> exist' FROM bsc.measure WHERE code = 'gone';

SELECT results_eq(
    $$SELECT c[3], c[4], regexp_replace(c[5], '^[^a-z]+', '') FROM pg_temp.cells(pg_temp.page('2024-02', 'en', '', 'way'), 'tree') AS c LIMIT 1$$,
    $$VALUES ('50 %', '–', 'red so farpace 59 %')$$, 'the page marks what is so far, with its pace and no change');
SELECT results_eq(
    $$SELECT c[1] FROM pg_temp.cells(pg_temp.page('2024-02', 'en', '', 'way'), 'measures') AS c$$,
    $$VALUES ('SalesO'), ('GoneOstale since 2024-02-03')$$, 'and the measure that is stale, no other');
SELECT ok(bsc.report('way', '2024-02', f, l) LIKE w, format('queries that fail: %s, %s', f, l))
FROM (VALUES ('text', 'en', '%1 query of 2 has failed since 2024-02-03: relation "crm"%'),
             ('markdown', 'zh', '%1 个查询（共 2 个）自 2024-02-03 起失败%'),
             ('html', 'zh', '%1 个查询（共 2 个）自 2024-02-03 起失败：relation &quot;crm&quot; does &lt;not&gt; exist%')) AS v (f, l, w);
SELECT ok(bsc.strategy_map('way', '2024-02', 'svg') LIKE '%so far 50 \% red%', 'the map marks an objective so far');
SELECT ok((SELECT max(bsc._display_width(l)) FROM unnest(ARRAY['en', 'zh']) AS g,
    regexp_split_to_table(bsc.report('way', '2024-02', 'text', g), '\n') AS l WHERE l !~ 'crm') <= 96, 'a screen is as wide as ever');

-- what is under way is no change against what was whole, also where nothing has come yet
SELECT is_empty($$SELECT c FROM pg_temp.cells(pg_temp.page('2024-02', 'en', '', 'way'), 'changes') AS c$$, 'sales so far are not compared with a whole month');
SELECT ok(bsc.report('way', '2024-02', f, l) LIKE '%' || w || '%', format('and it is said: %s, %s', f, l))
FROM (VALUES ('text', 'en', 'Measures under way are left out'), ('markdown', 'en', 'Measures under way are left out'),
             ('html', 'en', 'Measures under way are left out'), ('text', 'zh', '尚未结束的指标不列入')) AS v (f, l, w);
INSERT INTO bsc.plan_entry (scorecard, measure, entity, period, target) VALUES ('way', 'sales', 'idle', '2024', '0..1200'), ('way', 'sales', '', '2023', '0..1200');
INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value)
VALUES ('way', 'sales', 'idle', '2024-01', 100), ('way', 'sales', 'idle', '2024-02', 0), ('way', 'sales', '', '2023-12', 80), ('way', 'gone', '', '2023-12', 5);
INSERT INTO bsc.plan_entry (scorecard, measure, period, target) VALUES ('way', 'gone', '2023', '0..10');
SELECT set_eq($$SELECT c[4] FROM pg_temp.cells(pg_temp.page('2024-02', 'en', 'idle', 'way'), 'tree') AS c$$, ARRAY['–'],
    'nothing so far is no fall from a whole month, in no node');
SELECT is_empty($$SELECT c FROM pg_temp.cells(pg_temp.page('2024-02', 'en', 'idle', 'way'), 'changes') AS c$$, 'nor is it told as one');
SELECT results_eq($$SELECT c[4] FROM pg_temp.cells(pg_temp.page('2024-01', 'en', '', 'way'), 'tree') AS c LIMIT 1$$, ARRAY['+25'],
    'a month that is over is compared with the one before: (90 % + 90 %) / 2 - (80 % + 50 %) / 2');
SELECT ok(pg_temp.page('2024-02', 'en', '', 'way')::text LIKE w, 'the trend ends with what is over: ' || w)
FROM unnest(ARRAY['%<span class="quiet">2023-12 to 2024-01</span>%', '%highest 90 \%, last 90 \%%']) AS w;

SELECT is(finding, said, 'the review says how it stands so far: ' || l)
FROM (VALUES ('en', '"O" is red so far, its pace is 59 %, by "Sales".'), ('zh', '“O”截至目前为红色，进度为 59 %，相关指标：“Sales”。')) AS v (l, said),
     bsc.review('way', '2024-02', '', l) AS r WHERE r.rule = 'off target';

-- a company year has the company's name

SELECT bsc.define('{"code": "fy", "name": "Fiscal", "frequency": "quarter", "first_month": 4, "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
  {"code": "m", "plan": [{"period": "2022-04/P1Y", "target": "0..100"}, {"period": "2023-04/P1Y", "target": "0..100"}]}]}]}]}');
SELECT bsc.record('fy', 'm', '2022Q2', 40), bsc.record('fy', 'm', '2023Q1', 20), bsc.record('fy', 'm', '2023Q2', 60);
SELECT ok(bsc.report('fy', p, f) LIKE w, format('%s as %s: %s', p, f, w))
FROM (VALUES ('2023-04/P1Y', 'text', '%FY2024 (2023-04-01 to 2024-03-31)%against FY2023)%'), ('2023Q2', 'text', '%FY2024 Q1 (2023-04-01 to 2023-06-30)%'),
             ('2023-04/P1Y', 'markdown', '%**FY2024** (2023-04-01%'), ('2023-04/P1Y', 'html', '%<title>Fiscal, FY2024</title>%<strong>FY2024</strong>%Strategy map, FY2024%')) AS v (p, f, w);

-- what is said does not depend on how the session shows numbers

CREATE FUNCTION pg_temp.said() RETURNS text[] STABLE LANGUAGE sql AS $$
    SELECT ARRAY(SELECT bsc.report('way', '2024-02', f) FROM unnest('{text,markdown,html}'::text[]) AS f)
        || ARRAY(SELECT r.finding || r.evidence::text FROM bsc.review('way', '2024-02') AS r)
        || ARRAY(SELECT l.message FROM bsc.lint('way') AS l)
$$;
CREATE TEMP TABLE usual AS SELECT pg_temp.said() AS said;
SET LOCAL extra_float_digits = -15;
SELECT is(pg_temp.said(), u.said, 'with few digits') FROM usual AS u;
RESET extra_float_digits;

-- an entity that is not in service says so near the top
SELECT bsc.define('{"code": "crew", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m"}]}]}],
    "entities": [{"code": "here"}, {"code": "came", "starts": "2024-03-01"}, {"code": "left", "ends": "2024-01-31"},
                 {"code": "of old", "starts": "-infinity", "ends": "2024-01-31"}]}');
SELECT bsc.record('crew', 'm', '2024-02', 1, e) FROM unnest('{here,left}'::text[]) AS e;
SELECT is((SELECT array_agg(DISTINCT left(m[1], 60)) FROM unnest('{text,markdown,html}'::text[]) AS f,
           regexp_matches(bsc.report('crew', p, f, lang, e), '((?:not in service|自 20)[^<\n]*)') AS m), said, format('%s in %s, %s', e, p, lang))
FROM (VALUES ('left', '2024-02', 'en', ARRAY['not in service since 2024-02-01']), ('left', '2024-02', 'zh', ARRAY['自 2024-02-01 起停用']),
             ('of old', '2024-02', 'en', ARRAY['not in service since 2024-02-01']),
             ('left', '2024-01', 'en', NULL), ('here', '2024-02', 'en', NULL), ('here', '2024-01', 'en', NULL),
             ('came', '2024-02', 'en', ARRAY['not in service before 2024-03-01']), ('came', '2024-02', 'zh', ARRAY['自 2024-03-01 起才启用'])) AS v (e, p, lang, said);
SELECT is((SELECT count(*) FROM unnest('{text,ansi,markdown,html}'::text[]) AS f WHERE bsc.report('crew', '2024-02', f, 'en', 'left') ~ 'not in service since 2024-02-01'),
    4::bigint, 'in every format');

SELECT * FROM finish();
ROLLBACK;
