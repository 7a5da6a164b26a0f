-- Why a score is missing, and which figures are out of date: one measure for each reason,
-- in the review and in every format of the report, in both languages.
BEGIN;
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT * FROM no_plan();

CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
AS $$SELECT pg_catalog.current_setting('test.now')::timestamptz$$;
SET LOCAL test.now = '2024-08-05 12:00Z';

SELECT bsc.define('{"code": "r", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "neither", "name": "Neither"}, {"code": "none", "name": "None"},
    {"code": "actual", "name": "Actual", "plan": [{"period": "2024-06", "target": "0..10"}]},
    {"code": "failed", "name": "Failed", "query": "SELECT 1 AS value FROM public.crm_gone WHERE $1 IS NOT NULL", "plan": [{"period": "2024", "target": "0..10"}]},
    {"code": "nothing", "name": "Nothing", "plan": [{"period": "2024", "target": "0..12"}, {"period": "2024-07", "target": null}]},
    {"code": "year", "name": "Year", "plan": [{"period": "2024", "target": null}]},
    {"code": "spread", "name": "Spread", "spread": "none", "plan": [{"period": "2024", "target": "0..12"}]},
    {"code": "period", "name": "Period", "plan": [{"period": "2024-01", "target": "0..12"}, {"period": "2024-02", "target": "0..12"}, {"period": "2024-05", "target": "0..12"}, {"period": "2023Q4", "target": "0..12"}]},
    {"code": "entity", "name": "Entity", "plan": [{"entity": "Ann", "period": "2024-07", "target": "0..12"}]},
    {"code": "whole", "name": "Whole", "plan": [{"period": "2024", "target": "0..12"}]},
    {"code": "part", "name": "Part", "plan": [{"period": "2024-04", "target": "0..12"}, {"period": "2024-06", "target": "0..12"}, {"period": "2024-07", "target": "0..12"}]},
    {"code": "last", "name": "Last", "rollup": "last", "plan": [{"period": "2024-04", "target": "0..12"}, {"period": "2024-05", "target": "0..12"}, {"period": "2024-07", "target": "0..12"}]},
    {"code": "unlike", "name": "Unlike", "plan": [{"period": "2024-04", "target": "0..12"}, {"period": "2024-05", "target": "0:0 5:0.4 12:1"}, {"period": "2024-06", "target": "0..12"}, {"period": "2024-07", "target": "0..12"}]},
    {"code": "count", "name": "Count", "rollup": "query", "plan": [{"period": "2024-05", "target": "0..12"}, {"period": "2024-07", "target": "0..12"}]},
    {"code": "yearly", "name": "Yearly", "frequency": "year", "plan": [{"period": "2023", "target": "0..12"}]},
    {"code": "scored", "name": "Scored", "plan": [{"period": "2024", "target": "0..12"}]}]}]}]}');
SELECT bsc.record('r', m, p, 5)
FROM unnest(ARRAY['none', 'nothing', 'year', 'spread', 'period', 'entity', 'whole', 'part', 'last', 'unlike', 'count', 'scored']) AS m,
     unnest(ARRAY['2024-04', '2024-05', '2024-06', '2024-07']) AS p;
SELECT bsc.record('r', 'count', '2024Q2', 12), bsc.record('r', 'yearly', '2024', 12);
SELECT bsc.record('r', 'whole', '2024-07', 3, 'Bob'), bsc.record('r', 'entity', '2024-07', 3, 'Bob');
SET client_min_messages = error;
CALL bsc.refresh('r', '2024-07');
SET client_min_messages = warning;

-- a month: the review, in both languages
SELECT results_eq($$SELECT subject, evidence ->> 'reason', finding FROM bsc.review('r', '2024-07') WHERE rule = 'data gap' ORDER BY subject COLLATE "C"$$, $$VALUES
    ('actual', 'actual', 'Measure "Actual" has no actual.'),
    ('entity', 'entity', 'Measure "Entity" has no score: only "Ann" has targets.'),
    ('failed', 'failed', 'Measure "Failed" has no score: no actual, for its query has failed since 2024-08-05: 42P01: relation "public.crm_gone" does not exist.'),
    ('neither', 'neither', 'Measure "Neither" has neither actual nor target.'),
    ('none', 'none', 'Measure "None" has no score: no target.'),
    ('nothing', 'nothing', 'Measure "Nothing" has no score: nothing is planned for 2024-07.'),
    ('period', 'period', 'Measure "Period" has no score: no target for 2024-07, only for 2023Q4, 2024-01 to 2024-02, 2024-05.'),
    ('spread', 'spread', 'Measure "Spread" has no score: the target for 2024 is not spread over its parts.'),
    ('year', 'nothing', 'Measure "Year" has no score: nothing is planned for 2024.'),
    ('yearly', 'period', 'Measure "Yearly" has no score: no target for 2024, only for 2023.')$$, 'a month: each its reason');
SELECT results_eq($$SELECT subject, finding FROM bsc.review('r', '2024-07', '', 'zh') WHERE rule = 'data gap' ORDER BY subject COLLATE "C"$$, $$VALUES
    ('actual', '指标“Actual”没有实际值。'),
    ('entity', '指标“Entity”没有得分：只有“Ann”有目标。'),
    ('failed', '指标“Failed”没有得分：没有实际值，其查询自 2024-08-05 起失败：“42P01: relation "public.crm_gone" does not exist”。'),
    ('neither', '指标“Neither”既无实际值也无目标。'),
    ('none', '指标“None”没有得分：没有目标。'),
    ('nothing', '指标“Nothing”没有得分：2024-07 未作计划。'),
    ('period', '指标“Period”没有得分：2024-07 没有目标，只有 2023Q4、2024-01 至 2024-02、2024-05 有目标。'),
    ('spread', '指标“Spread”没有得分：2024 的目标未分摊到各部分。'),
    ('year', '指标“Year”没有得分：2024 未作计划。'),
    ('yearly', '指标“Yearly”没有得分：2024 没有目标，只有 2023 有目标。')$$, 'in Chinese');
SELECT results_eq($$SELECT subject, finding FROM bsc.review('r', '2024-07', 'Bob') WHERE rule = 'data gap' AND evidence ->> 'actual' IS NOT NULL ORDER BY subject COLLATE "C"$$, $$VALUES
    ('entity', 'Measure "Entity" has no score: only "Ann" has targets.'),
    ('whole', 'Measure "Whole" has no score: only the whole has a target, and an amount''s serves nobody else.')$$, 'of an entity: whose the targets are');

-- a quarter, whose targets are made of the months': the page, in every format and both languages
CREATE FUNCTION pg_temp.cell(page text, name text) RETURNS text LANGUAGE sql AS $$
    SELECT split_part(l, ' | ', 6) FROM regexp_split_to_table(page, '\n') AS l WHERE l LIKE '| ' || name || ' %' $$;
SELECT is(pg_temp.cell(bsc.report('r', '2024Q2', 'markdown', lang), name), said, name || ' in Markdown, ' || lang)
FROM (VALUES ('en', 'Part', '○ no score, a hole in the plan, which has nothing for 2024-05'),
             ('en', 'Last', '○ no score, a hole in the plan, which has nothing for 2024-06'),
             ('en', 'Unlike', '○ no score, targets of unlike scores, which cannot be put together'),
             ('en', 'Count', '○ no score, targets only for parts of 2024Q2, and an amount found by query or formula is not made of parts'),
             ('en', 'Failed (stale since 2024-08-05)', '○ no score, no actual'),
             ('zh', 'Part', '○ 无得分, 计划有缺口，缺少 2024-05'),
             ('zh', 'Unlike', '○ 无得分, 各部分的目标曲线得分刻度不同，无法合并'),
             ('zh', 'Count', '○ 无得分, 只有 2024Q2 的各部分有目标，而由查询或公式得出的数量不能由各部分合成')) AS v (lang, name, said);
SELECT ok(bsc.report('r', '2024Q2', 'html', lang) LIKE '%<span class="within">' || said || '</span>%', 'in the page: ' || said)
FROM (VALUES ('en', 'a hole in the plan, which has nothing for 2024-05'), ('en', 'targets of unlike scores, which cannot be put together'),
             ('en', 'neither actual nor target'), ('en', 'no target'), ('zh', '计划有缺口，缺少 2024-05'), ('zh', '2024 的目标未分摊到各部分')) AS v (lang, said);
SELECT is((SELECT count(*) FROM unnest((bsc._sheet('r', '2024Q2', '', 'en', false)).nodes) AS n WHERE (n.reason IS NULL) = (n.level = 3 AND n.score IS NULL)), 0::bigint,
          'a reason where a score is missing, and nowhere else');
SELECT bsc.define('{"code": "few", "name": "Few", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "part", "name": "Part", "plan": [{"period": "2024-04", "target": "0..12"}]}, {"code": "good", "name": "Good", "plan": [{"period": "2024", "target": "0..12"}]}]}]}]}');
SELECT bsc.record('few', m, p, 5) FROM unnest(ARRAY['part', 'good']) AS m, unnest(ARRAY['2024-04', '2024-05']) AS p;
SELECT ok(bsc.report('few', '2024Q2', 'text', lang) LIKE '%' || said || '%', 'on a terminal, ' || lang)
FROM (VALUES ('en', E'Without a score\n  Part                         a hole in the plan, which has nothing for 2024-05\n'),
             ('zh', E'没有得分\n  Part                         计划有缺口，缺少 2024-05\n')) AS v (lang, said);
SELECT ok(bsc.report('few', '2024-04') NOT LIKE '%Without a score%', 'which says nothing where nothing is missing');
SELECT matches(bsc.report('r', '2024-07'), E'Without a score(\n  [A-Z][^\n]*){6}\n  and 4 more\n', 'and counts what does not fit');

-- weight 0: what is shown only, or there for a formula, lacks no target; an actual it may lack
SELECT bsc.define('{"code": "shown", "name": "Shown", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "sales", "name": "Sales", "weight": 0}, {"code": "orders", "name": "Orders", "weight": 0}, {"code": "calls", "name": "Calls", "weight": 0},
    {"code": "planned", "name": "Planned", "weight": 0, "plan": [{"period": "2024-05", "target": "0..12"}]},
    {"code": "value", "name": "Value", "formula": "sales / orders", "plan": [{"period": "2024", "target": "0..2"}]}]}]}]}');
SELECT bsc.record('shown', m, '2024-04', 5) FROM unnest(ARRAY['sales', 'orders', 'planned']) AS m;
SELECT results_eq($$SELECT subject, finding FROM bsc.review('shown', '2024-04') WHERE rule = 'data gap' ORDER BY subject COLLATE "C"$$, $$VALUES
    ('calls', 'Measure "Calls" has no actual.'), ('planned', 'Measure "Planned" has no score: no target for 2024-04, only for 2024-05.')$$, 'of what has no weight, the review misses no target that nobody gave');
SELECT matches(bsc.report('shown', '2024-04'), E'Without a score\n  Calls +no actual\n  Planned +no target for 2024-04, only for 2024-05\n\n', 'nor does the terminal');
SELECT is(pg_temp.cell(bsc.report('shown', '2024-04', 'markdown'), 'Sales'), '○ no score', 'nor the page');

-- green is not reached, and what has no score is neither
SELECT bsc.define('{"code": "near", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m", "plan": [{"period": "2024", "target": "0..12"}]}, {"code": "n"}]}]}]}');
SELECT bsc.record('near', 'm', '2024-04', 0.95);
SELECT matches(bsc.report('near', '2024-04', 'text', lang), said, 'what is said where nothing is below green, ' || lang)
FROM (VALUES ('en', E'\n  Every measure that has a score is green\\.\n'), ('zh', E'\n  所有有得分的指标均为绿色。\n')) AS v (lang, said);

-- "has no target", and "no target" alone, are said of those alone for whom nothing is planned
SELECT is_empty($$
    SELECT p, e, r.subject, r.finding
    FROM unnest(ARRAY['2024-03', '2024-04', '2024-05', '2024-06', '2024-07', '2024-08']) AS p, unnest(ARRAY['', 'Ann', 'Bob']) AS e, bsc.review('r', p, e) AS r
    WHERE r.rule = 'data gap' AND r.finding ~ '(no target\.|nor target)'
      AND EXISTS (SELECT 1 FROM bsc.plan AS t JOIN bsc.measure AS m ON m.id = t.measure_id WHERE m.code = r.subject AND t.target IS NOT NULL)$$, 'never "no target" where there is one');
-- what the evaluation says and what it does
SELECT is_empty($$
    SELECT p, n.measure FROM unnest(ARRAY['2024-04', '2024-07', '2024Q2', '2024Q3', '2024H1', '2024']) AS p, unnest(ARRAY['', 'Ann', 'Bob']) AS e,
        unnest(ARRAY['period', 'ytd', 'rolling']) AS b, bsc._node(bsc.scorecard_id('r'), p::bsc.period, e, b) AS n
    WHERE (n.lack IS NOT NULL) <> (n.level = 3 AND n.actual IS NOT NULL AND n.score IS NULL)$$, 'the evaluation says why wherever it finds no target');
SELECT results_eq($$SELECT n.measure, n.lack, n.lack_period::text FROM bsc._node(bsc.scorecard_id('r'), '2024-05', '', 'ytd') AS n WHERE n.lack IS NOT NULL ORDER BY n.measure COLLATE "C"$$,
    $$VALUES ('entity', 'plan', NULL), ('none', 'plan', NULL), ('part', 'part', '2024-05'), ('period', 'part', '2024-04'), ('spread', 'spread', '2024'), ('unlike', 'unlike', '2024-05'), ('year', 'nothing', '2024-05'), ('yearly', 'plan', NULL)$$,
    'of a year to date too');

-- a whole without a target, since one of those below it has none
SELECT bsc.define('{"code": "below", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "sales"}, {"code": "stock", "rollup": "last", "kind": "amount"}, {"code": "few"}, {"code": "rate", "rollup": "mean"}]}]}],
    "entities": [{"code": "north"}, {"code": "d1", "parent": "north"}, {"code": "d2", "parent": "north"}, {"code": "d3", "parent": "north", "ends": "2024-01-31"}]}');
INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value)
SELECT 'below', m, e, p::text, 9 FROM unnest('{sales,stock,rate}'::text[]) AS m, unnest('{d1,d2,d3}'::text[]) AS e, bsc.periods('2024-01', '2024-03') AS p
UNION ALL SELECT 'below', 'few', 'd' || i, '2024-0' || 1 + i % 3, 1 FROM generate_series(1, 2) AS i;
INSERT INTO bsc.plan_entry
SELECT 'below', m, e, p, '0..10' FROM unnest('{sales,stock,rate}'::text[]) AS m, (VALUES ('d1', '2024'), ('d2', '2024-02'), ('d3', '2024-01')) AS v (e, p);
SELECT is(pg_temp.cell(bsc.report('below', p, 'markdown', lang, e), m), said, concat_ws(' ', m, p, e, lang)) FROM (VALUES
    ('sales', '2024-01', '', 'en', '○ no score, "d2" has no target for 2024-01'), ('sales', '2024Q1', '', 'en', '○ no score, "d2" has no target for 2024-01, 2024-03'),
    ('sales', '2024Q1', 'north', 'zh', '○ 无得分, “d2”在 2024-01、2024-03 没有目标'), ('stock', '2024Q1', '', 'en', '○ no score, "d2" has no target for 2024-03'),
    ('few', '2024Q1', '', 'en', '○ no score, no target'), ('rate', '2024-01', '', 'en', '○ no score, only "d1", "d2", "d3" has targets')) AS v (m, p, e, lang, said);
SELECT is((SELECT finding FROM bsc.review('below', '2024-01') WHERE subject = 'sales' AND rule = 'data gap'),
    'Measure "sales" has no score: "d2" has no target for 2024-01.', 'the review says so');
INSERT INTO bsc.entity (scorecard_id, code, parent) SELECT bsc.scorecard_id('below'), 'e' || i, 'north' FROM generate_series(1, 8) AS i;
INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value) SELECT 'below', 'sales', 'e' || i, '2024-02', 9 FROM generate_series(1, 8) AS i;
SELECT is(pg_temp.cell(bsc.report('below', '2024-02', 'markdown'), 'sales'), '○ no score, ' || (
    SELECT string_agg(format('"e%s" has no target for 2024-02', i), ', ') FROM generate_series(1, 6) AS i) || E', \\.\\..', 'the first of many, dots as Markdown has them');

-- what is frozen without a score
CALL bsc.close_period('r', '2024-05');
SELECT is(finding, 'Measure "None" has no score: there was none when the period was closed.', 'closed') FROM bsc.review('r', '2024-05') WHERE subject = 'none';
CALL bsc.reopen_period('r', '2024-05');

-- lists
SELECT is(bsc._filled('{p:each stretch}', jsonb_build_object('p', bsc._stretches(p::bsc.period[])), bsc._sentences('en')), said, 'stretches: ' || said)
FROM (VALUES ('{2024-03,2024-01,2024-02,2024-02}', '2024-01 to 2024-03'), ('{2023-12,2024-01,2024Q1}', '2023-12 to 2024-01, 2024Q1'),
             ('{2024,2024H1,2024-06}', '2024, 2024H1, 2024-06'), ('{9999-12,0001-01,9999}', '0001-01, 9999, 9999-12'),
             ('{2024-01,2024-03,2024-05,2024-07,2024-09,2024-11}', '2024-01, 2024-03, 2024-05, 2024-07, 2024-09, ...'),
             ('{2020-W53,2021-W01}', '2020-W53 to 2021-W01')) AS v (p, said);
SELECT is(bsc._stretches('{}'), NULL, 'of nothing');

------------------------------------------------------------------ what is out of date
SELECT is(finding, '1 query of 1 has failed since 2024-08-05: 42P01: relation "public.crm_gone" does not exist. Out of date: "Failed" since 2024-08-05.', 'the review says which queries fail')
FROM bsc.review('r', '2024-07') WHERE rule = 'failing queries' AND subject = 'r' AND severity = 'high';
SELECT is(finding, '1 个查询中有 1 个自 2024-08-05 起失败：“42P01: relation "public.crm_gone" does not exist”。未更新：“Failed”（自 2024-08-05）。', 'in Chinese')
FROM bsc.review('r', '2024-07', '', 'zh') WHERE rule = 'failing queries';
SELECT matches(bsc.report('r', '2024-07', f, lang), said, format('so does the report: %s, %s', f, lang))
FROM (VALUES ('text', 'en', '\n1 query of 1 has failed since 2024-08-05: 42P01: relation "public.crm_gone" does not exist\n'), ('text', 'zh', '\n1 个查询（共 1 个）自 2024-08-05 起失败'),
             ('markdown', 'en', '\*\*1 query of 1 has failed since 2024-08-05'), ('markdown', 'zh', '\*\*1 个查询（共 1 个）自 2024-08-05 起失败'),
             ('html', 'en', '1 query of 1 has failed since 2024-08-05'), ('html', 'zh', '1 个查询（共 1 个）自 2024-08-05 起失败')) AS v (f, lang, said);
UPDATE bsc.measure SET query = 'SELECT 1 AS value FROM public.crm_gone2 WHERE $1 IS NOT NULL' WHERE id = bsc.measure_id('r', 'none');
SET LOCAL test.now = '2024-08-06 12:00Z';
SET client_min_messages = error;
CALL bsc.refresh('r', '2024-07');
SET client_min_messages = warning;
SELECT is(finding, '2 of 2 queries have failed since 2024-08-05: 42P01: relation "public.crm_gone" does not exist. Out of date: "Failed" since 2024-08-05, "None" since 2024-08-06.', 'the first of them first')
FROM bsc.review('r', '2024-07') WHERE rule = 'failing queries';
SELECT ok(bsc.record_review('r', '2024-07', 'r', 'ask IT') IS NOT NULL, 'a decision can be taken on it');
SELECT bsc.define(jsonb_set(bsc.definition('r'), '{perspectives,0,objectives,0,measures}', (SELECT jsonb_agg(m - 'query') FROM jsonb_array_elements(bsc.definition('r') #> '{perspectives,0,objectives,0,measures}') AS m)));
DELETE FROM bsc.measure_run;
SELECT is((SELECT count(*) FROM bsc.review('r', '2024-07') WHERE rule = 'failing queries'), 0::bigint, 'nothing fails, nothing is said');

------------------------------------------------------------------ nothing there at all
SELECT bsc.define(doc::jsonb) FROM unnest(ARRAY['{"code": "empty"}', '{"code": "bare", "perspectives": [{"code": "p"}]}', '{"code": "blank", "perspectives": [{"code": "p", "objectives": [{"code": "o"}]}]}']) AS doc;
SELECT is((SELECT count(*) FROM bsc.evaluate(c, p)), n::bigint, format('evaluate %s %s', c, p)) FROM (VALUES ('empty', 1), ('bare', 2), ('blank', 3)) AS v (c, n), unnest(ARRAY[NULL, '2024', '0001-01', '9999-12']) AS p;
SELECT is((SELECT count(*) FROM bsc.review(c, p)), 0::bigint, format('review %s %s', c, p)) FROM unnest(ARRAY['empty', 'bare', 'blank']) AS c, unnest(ARRAY[NULL, '0001-01', '9999-12']) AS p;
SELECT is((SELECT count(*) FROM bsc.lint(c) WHERE severity = 'warning'), 1::bigint, 'lint ' || c) FROM unnest(ARRAY['empty', 'bare']) AS c;
SELECT ok(length(bsc.report(c, p, f)) > 100, format('report %s %s %s', c, p, f)) FROM unnest(ARRAY['empty', 'bare', 'blank']) AS c, unnest(ARRAY[NULL, '0001-01']) AS p, unnest(ARRAY['text', 'markdown', 'html']) AS f;

------------------------------------------------------------------ the end of the calendar
SET LOCAL test.now = '9999-12-20 12:00Z';
SELECT bsc.define('{"code": "late", "perspectives": [{"code": "financial", "objectives": [{"code": "a", "measures": [{"code": "a", "plan": [{"period": "9999-11", "target": "0..10"}]}]}]},
    {"code": "process", "objectives": [{"code": "b", "measures": [{"code": "b", "plan": [{"period": "9999-11", "target": "0..10"}]}]}, {"code": "c", "measures": [{"code": "c", "plan": [{"period": "9999-11", "target": "0..10"}]}]}]}],
    "links": [{"cause": "b", "effect": "a", "lag": 3}, {"cause": "c", "effect": "a", "lag": 0}]}');
SELECT bsc.record('late', m, '9999-11', 1) FROM unnest(ARRAY['a', 'b', 'c']) AS m;
SELECT matches(finding, CASE l WHEN 'en' THEN 'will lower "[^"]+" by [0-9]+ points?( |\[)' ELSE '降低 [0-9]+ 个百分点' END, 'a fall of attainment is told in points, ' || l)
FROM unnest(ARRAY['en', 'zh']) AS l, bsc.review('late', '9999-11', lang => l) WHERE rule = 'driver in the red';
SELECT is(bsc._filled('{x:points}', jsonb_build_object('x', x), bsc._sentences('en')), said, said) FROM (VALUES (0.014, '1 point'), (0.08, '8 points'), (-1.5, '-150 points')) AS v (x, said);
SELECT results_eq($$SELECT subject FROM bsc.review('late', '9999-11') WHERE rule = 'driver in the red'$$, $$VALUES ('c -> a')$$, 'what would be reached after it is left out, and the others stay');
UPDATE bsc.link SET strength = 0.005 WHERE scorecard_id = bsc.scorecard_id('late') AND lag = 0;
SELECT is_empty($$SELECT finding FROM bsc.review('late', '9999-11') WHERE rule = 'driver in the red'$$, 'nor what rounds to nothing');

SELECT * FROM finish();
ROLLBACK;
