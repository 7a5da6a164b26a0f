-- The strategy map as a picture, beside the rooms that it draws.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT plan(20);

-- three perspectives, the financial one last by position; two objectives share a code
SELECT bsc.define('{"code": "m", "name": "Shop", "frequency": "month", "perspectives": [
    {"code": "learning", "objectives": [{"code": "skill", "measures": [{"code": "a", "rollup": "mean", "plan": [{"period": "2024-01", "target": "0..10"}, {"period": "2024-01", "entity": "north", "target": "0..10"}]}]}]},
    {"code": "customer", "objectives": [{"code": "grow", "name": "Grow the circle", "measures": [{"code": "b", "rollup": "mean", "plan": [{"period": "2024-01", "target": "0..10"}]}]}]},
    {"code": "financial", "objectives": [{"code": "grow", "name": "Grow", "measures": [{"code": "c", "rollup": "mean", "financial": true, "plan": [{"period": "2024-01", "target": "0..10"}]}]}]}],
    "links": [{"cause": "skill", "effect": "customer/grow", "lag": 3}, {"cause": "customer/grow", "effect": "financial/grow", "strength": -0.5}]}');
SELECT bsc.record('m', 'a', '2024-01', 9.3), bsc.record('m', 'b', '2024-01', 7.7), bsc.record('m', 'c', '2024-01', 2.2),
    bsc.record('m', 'a', '2024-01', 1, 'north');

CREATE FUNCTION pg_temp.svg(period text DEFAULT NULL, entity text DEFAULT '') RETURNS xml LANGUAGE sql
    RETURN xmlparse(DOCUMENT regexp_replace(bsc.strategy_map('m', period, 'svg', 'en', entity), ' xmlns="[^"]*"', ''));
CREATE FUNCTION pg_temp.texts(path text, x xml) RETURNS text[] LANGUAGE sql
    RETURN ARRAY(SELECT t::text FROM unnest(xpath(path, x)) AS t);

SELECT results_eq($$SELECT p.code, r.rank FROM bsc.scorecard AS s JOIN bsc.perspective AS p ON p.scorecard_id = s.id
                    JOIN bsc._perspective_rank(s.id) AS r ON r.perspective_id = p.id WHERE s.code = 'm' ORDER BY r.rank$$,
    $$VALUES ('financial', 1::bigint), ('customer', 2), ('learning', 3)$$, 'the financial perspective is first, wherever it stands');
SELECT is(pg_temp.texts('//g[@class="bsc-band"]/title/text()', pg_temp.svg()), '{financial,customer,learning}', 'and on top');
SELECT is(pg_temp.texts('//g[starts-with(@class, "bsc-node")]/@data-node', pg_temp.svg()),
    '{financial/grow,customer/grow,skill}', 'objectives are named as links name them');
SELECT is(pg_temp.texts('//text[@class="bsc-score"]/text()', pg_temp.svg()),
    ARRAY(SELECT bsc._short_percent(e.score) || ' ' || e.status
          FROM bsc.evaluate('m') WITH ORDINALITY AS e (level, path, code, name, actual, goal, score, status, weight, coverage, pace, provisional, goal_period, line)
          WHERE e.level = 2 ORDER BY e.line DESC), 'scores and statuses are those of the evaluation');
SELECT ok((xpath('//rect[@class="bsc-box"]/@y', pg_temp.svg()))[1]::text::float8 < (xpath('//rect[@class="bsc-box"]/@y', pg_temp.svg()))[2]::text::float8,
    'effects stand above causes');
SELECT is(pg_temp.texts('//path[starts-with(@class, "bsc-link")]/@data-cause', pg_temp.svg()), '{customer/grow,skill}', 'every link is there');
SELECT is(pg_temp.texts('//path[starts-with(@class, "bsc-link")]/@stroke-width', pg_temp.svg()), '{2.50,4.00}', 'the stronger, the wider');
SELECT is(pg_temp.texts('//path[contains(@class, "bsc-link bsc-opposite")]/@data-cause', pg_temp.svg()), '{customer/grow}', 'what works the other way is dashed');
SELECT is(pg_temp.texts('//text[@class="bsc-lag"]/text()', pg_temp.svg()), '{lag 3}', 'a lag stands at its link, and none where there is none');
SELECT is(pg_temp.texts('//text[@class="bsc-score"]/text()', pg_temp.svg(NULL, 'north')), '{no score,no score,"10 % red"}', 'an entity has scores of its own');
SELECT is(bsc.strategy_map('m', '2024-01', 'svg'), bsc.strategy_map('m', '2024-01'::bsc.period, 'svg'), 'text and bsc.period are the same');
SELECT is(bsc.strategy_map('m', '2024', 'svg') LIKE '%2024, %', true, 'a period of any grain');

CALL bsc.close_period('m', '2024-01');
UPDATE bsc.objective SET name = 'Changed' WHERE code = 'skill';
UPDATE bsc.scorecard SET green = 0.95 WHERE code = 'm';
SELECT ok(bsc.strategy_map('m', '2024-01', f) NOT LIKE '%Changed%' AND bsc.strategy_map('m', '2024-01', f) LIKE '%skill%', 'a closed period is drawn as it was frozen: ' || f)
FROM unnest(ARRAY['mermaid', 'dot', 'svg']) AS f;
SELECT is((pg_temp.texts('//text[@class="bsc-score"]/text()', pg_temp.svg('2024-01')))[3], '93 % green', 'with its statuses');

-- Mermaid's own limit is named, by a comment above the map, where it is reached
SELECT is(split_part(bsc._map_mermaid(ROW('t', 's', 'd', ARRAY['b'], ARRAY[ROW(1, 'a', 'A', '1 %', 'red')::bsc._map_box], array_fill(ROW(1, 1, 0.5, 0, NULL)::bsc._map_arrow, ARRAY[n]), '{1}', bsc._words(l), '{}', NULL)::bsc._map_parts), E'\n', 1), said, n || ' links, ' || l)
FROM (VALUES (499, 'en', 'flowchart BT'), (500, 'en', '%% This map has 500 links. Mermaid refuses 500 and more, and more than 50,000 characters, unless maxEdges and maxTextSize are raised where it is initialized.'),
    (500, 'zh', '%% 此图有 500 个因果关系。Mermaid 默认不绘制 500 个及以上的连线或超过 50,000 个字符的图，请在其初始化时调高 maxEdges 和 maxTextSize。')) AS v (n, l, said);

CREATE ROLE bsc_map_reader;
GRANT USAGE ON SCHEMA bsc, public TO bsc_map_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO bsc_map_reader;
SET LOCAL ROLE bsc_map_reader;
SELECT lives_ok($$SELECT bsc.strategy_map('m', NULL::text, f) FROM unnest(ARRAY['mermaid', 'dot', 'svg']) AS f$$, 'a reader may see it');
RESET ROLE;

SELECT * FROM finish();
ROLLBACK;
