-- A score is not shown as "90 % amber": where rounding would carry it over a threshold, it gets the
-- decimals that keep it on its side, everywhere.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

SELECT is(bsc._shown_score(x.score, x.thresholds), x.shown, format('%s between %s', x.score, x.thresholds))
FROM (VALUES
    (0.896, '{0.7,0.9}'::float8[], '89.6 %'), (0.9, '{0.7,0.9}', '90 %'), (0.8949, '{0.7,0.9}', '89 %'),
    (0.8996, '{0.7,0.9}', '89.96 %'), (0.89996, '{0.7,0.9}', '89.996 %'), (0.695, '{0.7,0.9}', '69.5 %'), (0.694, '{0.7,0.9}', '69 %'),
    (0.896, '{0.7,0.95}', '90 %'), (0.8346, '{0.833,0.9}', '83.5 %'), (0.8344, '{0.8345,0.9}', '83 %'), (0.8346, '{0.8345,0.9}', '83.5 %'),
    (1.204, '{0.7,0.9}', '120 %'), (0, '{0.7,0.9}', '0 %'), (0.896, '{}', '90 %'), (0.896, NULL, '90 %'), (NULL, '{0.7}', NULL),
    ((0.6::float8 + 1.2) / 2, '{0.7,0.9}', '< 90 %')) AS x (score, thresholds, shown);

-- one measure at 89.6 % of its goal, amber; one at 69.7 %, red; a threshold of its own on the third
SELECT bsc.define('{"code": "edge", "name": "On the edge", "frequency": "month", "perspectives": [{"code": "f", "objectives": [
    {"code": "a", "name": "Nearly green", "measures": [{"code": "ma", "rollup": "mean", "plan": [{"period": "2025-05", "target": "0..1000"}, {"period": "2025-06", "target": "0..1000"}]}]},
    {"code": "b", "name": "Nearly amber", "measures": [{"code": "mb", "rollup": "mean", "plan": [{"period": "2025-05", "target": "0..1000"}, {"period": "2025-06", "target": "0..1000"}]}]},
    {"code": "c", "name": "On its own", "measures": [{"code": "mc", "rollup": "mean", "green": 0.8, "plan": [{"period": "2025-05", "target": "0..1000"}, {"period": "2025-06", "target": "0..1000"}]}]}]}]}');
SELECT bsc.record('edge', m, p, v) FROM (VALUES ('ma', '2025-05', 500), ('mb', '2025-05', 500), ('mc', '2025-05', 500),
    ('ma', '2025-06', 896), ('mb', '2025-06', 697), ('mc', '2025-06', 798)) AS x (m, p, v);

CREATE TEMP TABLE page ON COMMIT DROP AS
SELECT f AS format, lang, bsc.report('edge', '2025-06', f, lang) AS said FROM unnest(ARRAY['text', 'ansi', 'markdown', 'html']) AS f, unnest(ARRAY['en', 'zh']) AS lang
UNION ALL
-- points and per cent are written as references in Mermaid
SELECT f, lang, replace(replace(bsc.strategy_map('edge', '2025-06', f, lang), '#46;', '.'), '#37;', '%') FROM unnest(ARRAY['svg', 'mermaid', 'dot']) AS f, unnest(ARRAY['en', 'zh']) AS lang
UNION ALL
SELECT 'review', lang, string_agg(r.finding, E'\n') FROM unnest(ARRAY['en', 'zh']) AS lang, bsc.review('edge', '2025-06', '', lang) AS r GROUP BY lang
UNION ALL
SELECT 'grafana', 'en', string_agg(g.mainstat, ' ') FROM bsc.grafana_node AS g WHERE g.scorecard = 'edge';

SELECT ok(p.said ~ '89[.]6 %', format('nearly green is not 90 %% (%s, %s)', p.format, p.lang)) FROM page AS p;
SELECT ok(p.said ~ '69[.]7 %', format('nearly amber is not 70 %% (%s, %s)', p.format, p.lang)) FROM page AS p;
SELECT ok(p.said ~ '79[.]8 %', format('nor is what has a threshold of its own (%s, %s)', p.format, p.lang)) FROM page AS p;
SELECT ok(p.said !~ '\m(90|70) %', format('and nowhere else (%s, %s)', p.format, p.lang)) FROM page AS p;

-- what is closed stays so, for its entities, too
CALL bsc.close_period('edge', '2025-06');
UPDATE bsc.scorecard SET green = 0.95 WHERE code = 'edge';
SELECT ok(bsc.report('edge', '2025-06', f) ~ '89[.]6 %', format('a closed period is shown as it was closed (%s)', f)) FROM unnest(ARRAY['text', 'markdown', 'html']) AS f;
SELECT ok(bsc.strategy_map('edge', '2025-06', 'svg') ~ '89[.]6 %', 'and so is its map');

SELECT * FROM finish();
ROLLBACK;
