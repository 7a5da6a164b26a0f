-- Templates: each comes back from the tables as it went in, and holds the
-- model that it is named after; Chinese names survive wherever they go.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

SELECT set_eq('SELECT name, language FROM bsc.templates', $$
    SELECT n, l FROM unnest(ARRAY['crm', 'crm/product-leadership', 'crm/customer-intimacy', 'crm/operational-excellence', 'xcmg']) AS n,
                     unnest(ARRAY['en', 'zh']) AS l$$, 'five templates in two languages');
SELECT is_empty('SELECT * FROM bsc.templates WHERE title IS NULL OR description IS NULL', 'each has a title and a description');
SELECT results_eq($$SELECT title, description FROM bsc.templates WHERE name = 'crm/customer-intimacy' AND language = 'zh'$$,
    $$VALUES ('客户关系管理战略：客户亲密', '以长期的客户关系获取持续盈利')$$, 'in its language');
SELECT columns_are('bsc'::name, 'templates'::name, ARRAY['name', 'title', 'language', 'description']::name[]);

CREATE TEMP TABLE shipped AS
SELECT t.name, t.language, bsc.template(t.name, t.language) || jsonb_build_object('code', t.name || ' ' || t.language) AS doc
FROM bsc.templates AS t;
UPDATE shipped SET doc = jsonb_set(doc, '{code}', to_jsonb(replace(doc ->> 'code', '/', ' ')));

SELECT is(bsc.define(doc), doc ->> 'code', 'define ' || name || ' ' || language) FROM shipped;
SELECT is(bsc.definition(doc ->> 'code'), doc, name || ' ' || language || ' comes back') FROM shipped;
SELECT is(ARRAY(SELECT DISTINCT l.rule FROM bsc.lint(doc ->> 'code') AS l ORDER BY 1), ARRAY['no-query', 'no-target'],
          name || ' ' || language || ' lints clean, but for what only its user knows')
FROM shipped;
SELECT is((SELECT count(*)::integer FROM bsc.lint(doc ->> 'code')),
          2 * jsonb_array_length(jsonb_path_query_array(doc, '$.perspectives[*].objectives[*].measures[*]')),
          'which is named for each measure of ' || name || ' ' || language)
FROM shipped;
SELECT is(bsc.template('crm'), bsc.template('crm', 'en'), 'English is the default');

-- both languages say the same thing: all but the words
CREATE FUNCTION pg_temp.skeleton(doc jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT CASE jsonb_typeof(doc)
        WHEN 'object' THEN (SELECT jsonb_object_agg(key, CASE WHEN key IN ('name', 'mission', 'theme', 'unit', 'description', 'hypothesis')
                                                             THEN 'true' ELSE pg_temp.skeleton(value) END)
                            FROM jsonb_each(doc))
        WHEN 'array' THEN (SELECT jsonb_agg(pg_temp.skeleton(value)) FROM jsonb_array_elements(doc))
        ELSE doc END
$$;
SELECT is(pg_temp.skeleton(bsc.template(n, 'zh')), pg_temp.skeleton(bsc.template(n, 'en')), n || ': the same in both languages')
FROM (SELECT DISTINCT name FROM shipped) AS t (n);
SELECT is_empty($$SELECT name FROM shipped WHERE language = 'en' AND doc::text ~ '[^ -~]'$$, 'English is ASCII');
SELECT is_empty($$
    SELECT s.name, w.value FROM shipped AS s, jsonb_path_query(s.doc, '$.**.name') AS w (value)
    WHERE s.language = 'zh' AND w.value #>> '{}' !~ '[^ -~]'$$, 'every name is translated');
SELECT is_empty($$SELECT name FROM shipped WHERE doc::text ~ '\\u'$$, 'no character is left hidden');

-- the generic model -------------------------------------------------------------

SELECT is(jsonb_path_query_array(bsc.template('crm'), '$.perspectives[*].code'), '["financial", "customer", "process", "learning"]',
    'four perspectives');
SELECT is(bsc.template('crm/customer-intimacy', 'zh') #> '{perspectives,2,objectives}' @> '[{"theme": "客户选择"}, {"theme": "客户获取"},
    {"theme": "客户保持"}, {"theme": "客户发展"}]', true, 'the four processes of the customer life cycle');
-- the paper's rule, by hand: who leads in what
SELECT is((SELECT string_agg(o ->> 'theme', ' ' ORDER BY o ->> 'theme')
           FROM jsonb_path_query(bsc.template('crm/' || replace(p.proposition, ' ', '-')), '$.perspectives[2].objectives[*]') AS o
           WHERE (o ->> 'weight')::numeric > 1),
          p.leads, p.proposition || ' leads in ' || p.leads)
FROM (VALUES ('product leadership', 'acquisition selection'), ('customer intimacy', 'acquisition development retention'),
             ('operational excellence', 'acquisition retention')) AS p (proposition, leads);
SELECT is(bsc.template('crm/' || replace(p, ' ', '-')) ->> 'value_proposition', p, 'the proposition of ' || p)
FROM unnest(ARRAY['product leadership', 'customer intimacy', 'operational excellence']) AS p;
SELECT ok(NOT bsc.template('crm') ? 'value_proposition' AND NOT jsonb_path_exists(bsc.template('crm'), '$.perspectives[2].objectives[*].weight'),
    'without one, no process is weighted up');
SELECT is_empty($$
    SELECT s.name, m FROM shipped AS s, jsonb_path_query(s.doc, '$.perspectives[*].objectives[*].measures[*]') AS m
    WHERE NOT m ?& ARRAY['name', 'unit', 'indicator', 'description']$$, 'every measure says what to count, in what, and whether it leads');
SELECT is_empty($$SELECT s.name, l FROM shipped AS s, jsonb_path_query(s.doc, '$.links[*]') AS l WHERE NOT l ?& ARRAY['strength', 'lag']$$,
    'every link has a strength and a lag');

-- the case: table 1 of the paper ---------------------------------------------------

SELECT results_eq($$
    SELECT jsonb_array_length(d -> 'perspectives'), jsonb_array_length(jsonb_path_query_array(d, '$.perspectives[*].objectives[*]')),
        jsonb_array_length(jsonb_path_query_array(d, '$.perspectives[*].objectives[*].measures[*]')),
        jsonb_array_length(d -> 'initiatives')
    FROM bsc.template('xcmg') AS d$$, 'VALUES (4, 9, 16, 13)', '4 perspectives, 9 objectives, 16 measures, 13 initiatives');
SELECT set_eq($$SELECT o ->> 'name' FROM jsonb_path_query(bsc.template('xcmg', 'zh'), '$.perspectives[*].objectives[*]') AS o$$,
    ARRAY['利润增长', '取悦客户', '与代理商建立双赢关系', '增加客户价值', '有竞争力的代理商', '有效的渠道管理', '工作氛围', '战略能力', '技术'],
    'its objectives');
SELECT set_eq($$SELECT m ->> 'name' FROM jsonb_path_query(bsc.template('xcmg', 'zh'), '$.perspectives[*].objectives[*].measures[*]') AS m$$,
    ARRAY['净利润', '现金流', '额外服务收入', '客户平均成本', '客户满意度', '代理商满意度', '代理商利润增加', '服务平均反应时间',
          '客户投诉反应时间', '代理商质量', '与客户沟通渠道的种类', '管理渠道总成本', '员工满意度', '激励手段满意度', '员工培训成本', '技术应用范围'],
    'its measures');
SELECT set_eq($$SELECT i ->> 'name' FROM jsonb_path_query(bsc.template('xcmg', 'zh'), '$.initiatives[*]') AS i$$,
    ARRAY['满意调查', '帮助代理商提升经营技能', '为代理商提供客户信息', '客户价值分析', '客户定位', '规范客户投诉流程', '规范服务流程',
          '代理商质量评定', '大区、办事处和备件中心信息共享', '高层领导参与', '员工培训', '系统集成', '系统应用'], 'its initiatives');

-- errors, and the user's own copy ------------------------------------------------------

SELECT throws_ok($$SELECT bsc.template('crm/cheapest')$$, '22023', 'template "crm/cheapest" does not exist', 'an unknown template');
SELECT throws_ok($$SELECT bsc.template('crm', 'fr')$$, '22023', 'template "crm" is not to be had in language "fr"', 'an unknown language');
SELECT throws_ok($$SELECT bsc.template(NULL)$$, '22023', 'template "NULL" does not exist', 'no template');
UPDATE bsc.objective SET name = '我的' WHERE code = 'selection';
SELECT isnt(bsc.definition('crm zh'), (SELECT doc FROM shipped WHERE name = 'crm' AND language = 'zh'), 'a copy is its user''s to change');
SELECT is(bsc.template('crm', 'zh') || '{"code": "crm zh"}', (SELECT doc FROM shipped WHERE name = 'crm' AND language = 'zh'), 'the template stays');

-- Chinese in results and in errors ---------------------------------------------------------

SELECT bsc.define('{"code": "公司", "name": "营销公司", "perspectives": [{"code": "客户", "objectives": [{"code": "取悦", "name": "取悦客户",
    "measures": [{"code": "满意度", "name": "客户满意度", "unit": "分", "rollup": "mean", "plan": [{"period": "2004-01", "target": "60..95"}]}]}]}]}');
SELECT bsc.record('公司', '满意度', '2004-01', 95);
SELECT results_eq($$SELECT path, name, score FROM bsc.evaluate('公司', '2004-01') WHERE level >= 2$$,
    $$VALUES ('公司/客户/取悦', '取悦客户', 1::float8), ('公司/客户/取悦/满意度', '客户满意度', 1)$$, 'in evaluate');
SELECT results_eq($$SELECT scorecard, objective, measure, name, unit FROM bsc.measure_result WHERE scorecard = '公司'$$,
    $$VALUES ('公司', '取悦', '满意度', '客户满意度', '分')$$, 'in views');
SELECT throws_ok($$SELECT bsc.record('公司', '满意', '2004-01', 95)$$, '22023', 'scorecard "公司" has no measure "满意"', 'in errors');
SELECT results_eq($$SELECT subject, message FROM bsc.lint('公司') WHERE rule = 'no-query'$$,
    $$VALUES ('公司/客户/取悦/满意度', 'measure "客户满意度" has no query')$$, 'in findings');

SELECT * FROM finish();
ROLLBACK;
