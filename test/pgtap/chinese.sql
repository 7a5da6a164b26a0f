-- Reports in Chinese are Chinese throughout: no word of ours is English in them, but what one has to type.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

CREATE FUNCTION pg_temp.english(said text) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT DISTINCT m.word[1] FROM regexp_matches(said, '[A-Za-z]{2,}[A-Za-z_.]*', 'g') AS m (word) $$;

-- the sentences of every finding and hint, and every word of a page -------------------------------------

CREATE TEMP TABLE sentence AS
SELECT e.key, regexp_replace(e.value, '[{][^}]*[}]|%s', ' ', 'g') AS said
FROM (SELECT bsc._sentences('zh') UNION ALL SELECT bsc._words('zh')) AS s (source), jsonb_each_text(s.source) AS e;
SELECT cmp_ok((SELECT count(*) FROM sentence WHERE said ~ '[一-龥]'), '>', 400::bigint, 'these are sentences in Chinese');
SELECT is_empty($$
    SELECT s.key, w FROM sentence AS s, pg_temp.english(s.said) AS w
    -- functions and tables of ours; keys of the document with what they take; SQL; names of other programs and of what one sets there
    WHERE w !~ '^bsc[.]' AND w <> ALL ('{run_as,rebase,null,kind,rate,amount,empty,zero,missing,spread,equal,days,path,level,starts,ends,financial,volume}'::text[])
      AND w <> ALL ('{WHERE,WITH,AS,MATERIALIZED,SELECT,FROM,GROUP,BY,ROLLUP,CTE,day,at,part,entity,revenue,orders,Citus,Mermaid,maxEdges,maxTextSize}'::text[])$$,
    'no English in them but what has to be typed');
-- a word that stands in both languages alike was not translated
SELECT is_empty($$
    SELECT z.key, z.value FROM (SELECT bsc._sentences('zh') UNION ALL SELECT bsc._words('zh')) AS s (source), jsonb_each_text(s.source) AS z
    JOIN (SELECT e.key, e.value FROM (SELECT bsc._sentences('en') UNION ALL SELECT bsc._words('en')) AS t (source), jsonb_each_text(t.source) AS e) AS e ON e = z
    WHERE z.value ~ '[A-Za-z]{2}' AND regexp_replace(z.value, '[{][^}]*[}]|%s', '', 'g') ~ '[A-Za-z]{2}'$$, 'none is the same in English');

-- whole reports of a company whose names are Chinese ------------------------------------------------------

CREATE TABLE public.tick (now timestamptz);
INSERT INTO public.tick VALUES ('2025-06-16 09:00+00');
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE RETURN (SELECT t.now FROM public.tick AS t);
SELECT bsc.define(jsonb_build_object('code', '公司', 'name', '公司', 'frequency', 'month', 'perspectives', jsonb_build_array(
    jsonb_build_object('code', '财务', 'objectives', jsonb_build_array(jsonb_build_object('code', '利润', 'owner', '王', 'description', '说明', 'measures', jsonb_build_array(
        jsonb_build_object('code', '收入', 'unit', '元', 'plan', p.plan), jsonb_build_object('code', '成本', 'rollup', 'mean', 'plan', p.plan), jsonb_build_object('code', '空', 'plan', p.plan))))),
    jsonb_build_object('code', '客户', 'objectives', jsonb_build_array(jsonb_build_object('code', '满意', 'measures', jsonb_build_array(
        jsonb_build_object('code', '评分', 'rollup', 'mean', 'query', 'SELECT 1 FROM nowhere', 'plan', p.plan))), jsonb_build_object('code', '无'))))),
    false, NULL)
FROM (SELECT jsonb_agg(jsonb_build_object('period', to_char(d, 'YYYY-MM'), 'target', '0..100') || '{}') AS plan FROM generate_series(timestamp '2022-01-01', '2025-12-01', '1 month') AS d) AS p;
SELECT bsc.define(bsc.definition('公司') || jsonb_build_object('links', jsonb_build_array(jsonb_build_object('cause', '满意', 'effect', '利润', 'lag', 1, 'hypothesis', '假设')),
    'initiatives', jsonb_build_array(
        jsonb_build_object('code', '培训', 'state', 'active', 'owner', '李', 'starts', '2025-01-01', 'ends', '2025-05-31', 'objectives', jsonb_build_array('利润'),
            'steps', jsonb_build_array(jsonb_build_object('code', '一', 'due', '2025-02-01'), jsonb_build_object('code', '二', 'done', '2025-02-01'), jsonb_build_object('code', '三', 'due', '2025-12-01'), jsonb_build_object('code', '四'))),
        jsonb_build_object('code', '热线', 'starts', '2025-02-01', 'objectives', jsonb_build_array('利润')))));
SELECT bsc.record('公司', m.code, to_char(d, 'YYYY-MM'), 40 + 20 * sin(extract(month FROM d)::float8 + m.n) + 5 * m.n)
FROM (VALUES ('收入', 1), ('成本', 2), ('评分', 3)) AS m (code, n), generate_series(timestamp '2022-01-01', '2025-06-01', '1 month') AS d WHERE m.code <> '评分' OR d < '2025-05-01';
CALL bsc.refresh('公司', '2025-05');
SELECT bsc.annotate('公司', '公司', '2025-05', '备注');
UPDATE bsc.measure SET weight = 2 WHERE code = '收入';

CREATE TEMP TABLE page AS
SELECT p.period, f.format, bsc.report('公司', p.period, f.format, 'zh') AS said
FROM unnest(ARRAY['2025-05', '2025-06', '2025Q1', '2021-01']) AS p (period), unnest(ARRAY['text', 'markdown', 'html']) AS f (format)
UNION ALL SELECT '2025-05', 'svg', bsc.strategy_map('公司', '2025-05', 'svg', 'zh')
UNION ALL SELECT '2025-05', 'chart', bsc.chart_svg('公司', '收入', '2025-05', '', 'zh')
UNION ALL SELECT '2025-05', 'review', string_agg(r.finding, E'\n') FROM bsc.review('公司', '2025-05', '', 'zh') AS r
UNION ALL SELECT '', 'lint', string_agg(concat_ws(' ', l.message, l.hint), E'\n') FROM bsc.lint('公司', 'zh') AS l WHERE l.rule <> 'broken-query';
SELECT is_empty(format($$
    SELECT DISTINCT p.period, w FROM page AS p,
        pg_temp.english(regexp_replace(regexp_replace(
            -- what is read out or shown at the mouse is text; styles, marks and other attributes are not
            regexp_replace(replace(p.said, chr(92), ''), '(aria-label|title)="([^"]*)"', '>\2<', 'g'),
            '<style>.*?</style>|```mermaid.*?```|<[^<>]*>|&[a-z]+;|&#[0-9]+;', ' ', 'g'), '[a-z]+(\[[^]]*\])?[.][a-z]+[^ ]*|[a-z]+\[[^]]*\][^ ]*', ' ', 'g')) AS w
    WHERE p.format = %L AND w NOT IN ('UTC', 'bsc.initiative_effect', 'bsc.define', 'bsc.record', 'bsc.actual_entry', 'rebase', 'financial', 'kind', 'rate', 'amount', 'empty', 'zero', 'missing', %L)
      -- the server's own words on why a query failed, in its language, and who it is that wrote
      AND p.said !~ ('relation "nowhere"[^\n]*' || w) AND w NOT IN ('relation', 'nowhere', 'does', 'not', 'exist') AND 'nowhere' !~ ('^' || w)$$, f, current_user),
    f || ' has no English word')
FROM unnest(ARRAY['text', 'markdown', 'html', 'svg', 'chart', 'review', 'lint']) AS f;
-- so that this test looks at something
SELECT cmp_ok(length(said), '>', 100, format('%s %s is there', format, period)) FROM page WHERE period <> '2021-01';
SELECT set_has('SELECT rule FROM bsc.review(''公司'', ''2025-05'')', $$VALUES ('off target'::text), ('late initiative'), ('late steps'), ('should have started'), ('unfunded initiative'), ('failing queries'), ('data gap')$$, 'with findings of many kinds');

SELECT * FROM finish();
ROLLBACK;
