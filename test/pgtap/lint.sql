-- bsc.lint: each rule is fired once, and nearly fired once.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

-- A scorecard with which nothing is wrong, and what lint says of it once
-- something is changed.  A change is a path, and a value or NULL to remove.

CREATE FUNCTION pg_temp.objective(code text, theme text, financial boolean DEFAULT false) RETURNS jsonb
LANGUAGE sql AS $$
    SELECT jsonb_build_object('code', code, 'name', upper(code), 'theme', theme, 'measures', jsonb_build_array(
        jsonb_build_object('code', code || '-lead', 'indicator', 'leading', 'query', 'SELECT 1 AS value WHERE $1 IS NOT NULL',
                           'plan', '[{"period": "2004", "target": "1..2"}]'::jsonb),
        jsonb_build_object('code', code || '-lag', 'indicator', 'lagging', 'financial', financial, 'query', 'SELECT 1 AS value WHERE $1 IS NOT NULL',
                           'plan', '[{"period": "2004", "target": "1..2"}]'::jsonb)))
$$;

CREATE TEMP TABLE sound AS SELECT jsonb_build_object(
    'code', 'co', 'name', 'Company', 'value_proposition', 'customer intimacy',
    'perspectives', jsonb_build_array(
        jsonb_build_object('code', 'financial', 'name', 'Finance', 'objectives', jsonb_build_array(
            pg_temp.objective('more', 'growth', true), pg_temp.objective('less', 'productivity', true))),
        jsonb_build_object('code', 'customer', 'name', 'Customers', 'objectives', jsonb_build_array(
            pg_temp.objective('joy', 'experience'))),
        jsonb_build_object('code', 'process', 'name', 'Processes', 'objectives', jsonb_build_array(
            pg_temp.objective('acq', 'acquisition'), pg_temp.objective('ret', 'retention'),
            pg_temp.objective('dev', 'development'))),
        jsonb_build_object('code', 'learning', 'name', 'People', 'objectives', jsonb_build_array(
            pg_temp.objective('it', 'technology'), pg_temp.objective('skill', 'capability')))),
    'links', '[{"cause": "joy", "effect": "more", "strength": 0.5}, {"cause": "joy", "effect": "less", "strength": 0.5},
               {"cause": "acq", "effect": "joy", "strength": 0.5}, {"cause": "ret", "effect": "joy", "strength": 0.5},
               {"cause": "dev", "effect": "joy", "strength": 0.5}, {"cause": "it", "effect": "ret", "strength": 0.5},
               {"cause": "skill", "effect": "acq", "strength": 0.5}]'::jsonb,
    'initiatives', '[{"code": "crm", "name": "CRM system", "objectives": ["it"]}]'::jsonb) AS doc;

CREATE FUNCTION pg_temp.findings(VARIADIC changes text[] DEFAULT '{}') RETURNS text[]
LANGUAGE plpgsql AS $$
DECLARE
    doc jsonb := (SELECT s.doc FROM sound AS s);
BEGIN
    FOR i IN 1 .. cardinality(changes) BY 2 LOOP
        IF changes[i + 1] IS NULL THEN
            doc := doc #- changes[i]::text[];
        ELSIF changes[i] ~ '\+}$' THEN
            doc := jsonb_insert(doc, replace(changes[i], '+', '-1')::text[], changes[i + 1]::jsonb, true);
        ELSE
            doc := jsonb_set(doc, changes[i]::text[], changes[i + 1]::jsonb);
        END IF;
    END LOOP;
    PERFORM bsc.define(doc, prune => true);
    RETURN ARRAY(SELECT concat(l.severity, ' ', l.rule, ' ', l.subject, ': ', l.message) FROM bsc.lint('co') AS l);
END
$$;

SELECT is(pg_temp.findings(), '{}', 'a sound scorecard is clean');

SELECT pg_temp.findings('{perspectives,1,objectives,0,measures,0,query}', '"SELECT 1 AS value, 2 AS other WHERE $1 IS NOT NULL"');
SELECT is(hint, 'It returns "value" and, if it likes, "entity", "volume" and "period", or one column of any name.', 'what the server hints is a hint') FROM bsc.lint('co') WHERE rule = 'broken-query';

CREATE TEMP TABLE trial (ordinal serial, rule text, about text, changes text[], found text[]);
INSERT INTO trial (rule, about, changes, found) VALUES
('empty-scorecard', 'no perspective', ARRAY['{perspectives}', NULL, '{links}', NULL, '{initiatives}', NULL],
    ARRAY['warning empty-scorecard co: scorecard "Company" has no perspective']),
('empty-perspective', 'no objective', ARRAY['{perspectives,+}', '{"code": "extra", "name": "Extra"}'],
    ARRAY['warning empty-perspective co/extra: perspective "Extra" has no objective']),
('unmeasured-objective', 'no measure', ARRAY['{perspectives,3,objectives,1,measures}', NULL],
    ARRAY['warning unmeasured-objective co/learning/skill: nobody measures objective "SKILL"']),
('unmeasured-objective', 'one measure', ARRAY['{perspectives,3,objectives,1,measures,0}', NULL], '{}'),
('no-target', 'no plan', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[]'],
    ARRAY['warning no-target co/customer/joy/joy-lead: measure "joy-lead" has no target']),
('no-target', 'shown only', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[]', '{perspectives,1,objectives,0,measures,0,weight}', '0'], '{}'),
('no-target', 'only an entity''s', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"entity": "E", "period": "2004", "target": "1..2"}]'], '{}'),
('no-query', 'no query', ARRAY['{perspectives,1,objectives,0,measures,1,query}', NULL],
    ARRAY['notice no-query co/customer/joy/joy-lag: measure "joy-lag" has no query']),
('no-query', 'a formula', ARRAY['{perspectives,1,objectives,0,measures,1,query}', NULL,
    '{perspectives,1,objectives,0,measures,1,formula}', '"\"joy-lead\" * 2"', '{perspectives,1,objectives,0,measures,1,rollup}', '"formula"'], '{}'),
('reads-actuals', 'the table', ARRAY['{perspectives,1,objectives,0,measures,1,query}', '"SELECT sum(value) FROM \"bsc\".actual WHERE $1 IS NULL"'],
    ARRAY['warning reads-actuals co/customer/joy/joy-lag: the query of measure "joy-lag" reads what other queries write']),
('reads-actuals', 'a view of results', ARRAY['{perspectives,1,objectives,0,measures,1,query}', '"SELECT sum(actual) FROM BSC.measure_result WHERE $1 IS NULL"'],
    ARRAY['warning reads-actuals co/customer/joy/joy-lag: the query of measure "joy-lag" reads what other queries write']),
('reads-actuals', 'another table', ARRAY['{perspectives,1,objectives,0,measures,1,query}', '"SELECT count(*)::float8 FROM bsc.actual_history WHERE $1 IS NULL"'], '{}'),
('idle-initiative', 'no objective', ARRAY['{initiatives,0,objectives}', '[]'],
    ARRAY['warning idle-initiative co/crm: initiative "CRM system" serves no objective']),

('no-outcome', 'technology alone', ARRAY['{links,5}', NULL],
    ARRAY['warning no-outcome co/learning/it: technology "IT" leads to no financial objective']),
('no-outcome', 'any other', ARRAY['{links,6}', NULL],
    ARRAY['warning no-outcome co/learning/skill: objective "SKILL" leads to no financial one']),
('no-outcome', 'a path that ends before', ARRAY['{links,1}', NULL, '{links,0}', NULL],
    ARRAY(SELECT format('warning no-outcome co/%s: %s "%s" leads to no financial %s', o.path,
                        CASE o.path WHEN 'learning/it' THEN 'technology' ELSE 'objective' END, upper(split_part(o.path, '/', 2)),
                        CASE o.path WHEN 'learning/it' THEN 'objective' ELSE 'one' END)
          FROM unnest(ARRAY['customer/joy', 'learning/it', 'learning/skill', 'process/acq', 'process/dev', 'process/ret']) AS o (path))),
('no-outcome', 'a path to one financial objective of two', ARRAY['{links,1}', NULL], '{}'),
('no-financial-side', 'nothing financial', ARRAY['{perspectives,0,code}', '"money"',
        '{perspectives,0,objectives,0,measures,1,financial}', 'false', '{perspectives,0,objectives,1,measures,1,financial}', 'false'],
    ARRAY['warning no-financial-side co: scorecard "Company" has no financial side']),
('no-financial-side', 'a financial measure', ARRAY['{perspectives,0,code}', '"money"',
        '{perspectives,0,objectives,0,measures,1,financial}', 'false'], '{}'),
('no-growth', 'productivity alone', ARRAY['{perspectives,0,objectives,0,theme}', '"profit"'],
    ARRAY['warning no-growth co/financial: perspective "Finance" has no objective for growth']),
('no-growth', 'another word', ARRAY['{perspectives,0,objectives,0,theme}', '"undergrowth"'],
    ARRAY['warning no-growth co/financial: perspective "Finance" has no objective for growth']),
('no-growth', 'in the name', ARRAY['{perspectives,0,objectives,0,theme}', '"profit"', '{perspectives,0,objectives,0,name}', '"Profit growth"'], '{}'),
('no-growth', 'in Chinese', ARRAY['{perspectives,0,objectives,0,theme}', '"利润增长"'], '{}'),
('no-growth', 'outside the financial side', ARRAY['{perspectives,0,objectives,0,theme}', '"profit"', '{perspectives,1,objectives,0,theme}', '"growth"'],
    ARRAY['warning no-growth co/financial: perspective "Finance" has no objective for growth']),
('no-productivity', 'growth alone', ARRAY['{perspectives,0,objectives,1,theme}', '"growth"'],
    ARRAY['warning no-productivity co/financial: perspective "Finance" has no objective for productivity']),
('no-productivity', 'both in one', ARRAY['{perspectives,0,objectives,1,theme}', '"Growth and Productivity"'], '{}'),
('no-productivity', 'in Chinese', ARRAY['{perspectives,0,objectives,1,theme}', '"生产率"'], '{}'),
('no-key-process', 'of customer intimacy', ARRAY['{perspectives,2,objectives,2,theme}', '"service"'],
    ARRAY['warning no-key-process co: no objective is about customer development, a key process of customer intimacy']),
('no-key-process', 'of product leadership', ARRAY['{value_proposition}', '"product leadership"'],
    ARRAY['warning no-key-process co: no objective is about customer selection, a key process of product leadership']),
('no-key-process', 'operational excellence needs neither', ARRAY['{value_proposition}', '"operational excellence"', '{perspectives,2,objectives,2,theme}', '"service"'], '{}'),
('no-key-process', 'operational excellence needs retention', ARRAY['{value_proposition}', '"operational excellence"', '{perspectives,2,objectives,1,theme}', '"service"'],
    ARRAY['warning no-key-process co: no objective is about customer retention, a key process of operational excellence']),
('no-key-process', 'no proposition, no key process', ARRAY['{value_proposition}', NULL, '{perspectives,2,objectives,1,theme}', '"service"'], '{}'),
('no-key-process', 'in Chinese', ARRAY['{perspectives,2,objectives,2,theme}', '"客户发展"'], '{}'),
('no-key-process', 'by its code', ARRAY['{perspectives,2,objectives,2,theme}', NULL, '{perspectives,2,objectives,2,code}', '"customer-development"',
        '{links,4,cause}', '"customer-development"'], '{}'),
('no-key-process', 'the development of staff is another', ARRAY['{perspectives,2,objectives,2,theme}', '"service"', '{perspectives,3,objectives,1,theme}', '"development"'],
    ARRAY['warning no-key-process co: no objective is about customer development, a key process of customer intimacy']),

('only-lagging', 'no leading', ARRAY['{perspectives,1,objectives,0,measures,0,indicator}', '"lagging"'],
    ARRAY['warning only-lagging co/customer: perspective "Customers" has only lagging measures']),
('only-lagging', 'no mark at all', ARRAY['{perspectives,1,objectives,0,measures,0,indicator}', NULL, '{perspectives,1,objectives,0,measures,1,indicator}', NULL], '{}'),
('only-leading', 'no lagging', ARRAY['{perspectives,1,objectives,0,measures,1,indicator}', '"leading"'],
    ARRAY['warning only-leading co/customer: perspective "Customers" has only leading measures']),
('only-leading', 'a lagging one at another objective', ARRAY['{perspectives,3,objectives,1,measures,1,indicator}', '"leading"'], '{}'),

('backward-link', 'from customers to processes', ARRAY['{links,+}', '{"cause": "joy", "effect": "it", "lag": 1, "strength": -0.1}', '{links,5}', NULL,
        '{links,+}', '{"cause": "it", "effect": "less"}'],
    ARRAY['warning backward-link co/customer/joy: the link "JOY" -> "IT" runs down, from "Customers" to "People"']),
('backward-link', 'within a perspective', ARRAY['{links,+}', '{"cause": "acq", "effect": "dev"}'], '{}'),
('backward-link', 'up, over a perspective', ARRAY['{links,+}', '{"cause": "it", "effect": "less"}'], '{}'),
('backward-link', 'the financial side at the bottom', ARRAY['{perspectives,0,position}', '9', '{perspectives,1,position}', '3', '{perspectives,2,position}', '2', '{perspectives,3,position}', '1'], '{}'),
('cycle', 'in one perspective', ARRAY['{links,+}', '{"cause": "acq", "effect": "dev"}', '{links,+}', '{"cause": "dev", "effect": "acq", "lag": 1, "strength": 0.9}'],
    ARRAY['warning cycle co/process/acq: the links "ACQ" -> "DEV" -> "ACQ" form a cycle']),
('cycle', 'two ways', ARRAY['{links,+}', '{"cause": "acq", "effect": "dev"}', '{links,+}', '{"cause": "acq", "effect": "dev", "lag": 1, "strength": 0.9}'], '{}'),
('amplifying-loop', 'strengths of 1', ARRAY['{links,+}', '{"cause": "acq", "effect": "dev", "strength": 2}', '{links,+}', '{"cause": "dev", "effect": "acq", "lag": 1, "strength": 0.5}'],
    ARRAY['error amplifying-loop co/process/acq: the links "ACQ" -> "DEV" -> "ACQ" are part of a loop that amplifies']),

('zero-weights', 'of objectives', ARRAY['{perspectives,1,objectives,0,weight}', '0'],
    ARRAY['error zero-weights co/customer: all objectives of perspective "Customers" have weight 0']),
('zero-weights', 'of measures', ARRAY['{perspectives,1,objectives,0,measures,0,weight}', '0', '{perspectives,1,objectives,0,measures,1,weight}', '0'],
    ARRAY['error zero-weights co/customer/joy: all measures of objective "JOY" have weight 0']),
('zero-weights', 'of all but one', ARRAY['{perspectives,1,objectives,0,measures,0,weight}', '0', '{perspectives,1,objectives,0,measures,1,weight}', '1e-300'], '{}'),
('weights-off', 'percentages', ARRAY['{perspectives,0,weight}', '40', '{perspectives,1,weight}', '30', '{perspectives,2,weight}', '20', '{perspectives,3,weight}', '5'],
    ARRAY['warning weights-off co: the weights of the perspectives of scorecard "Company" add up to 95, not 100']),
('weights-off', 'all percentages', ARRAY['{perspectives,0,weight}', '40', '{perspectives,1,weight}', '30', '{perspectives,2,weight}', '20', '{perspectives,3,weight}', '10'], '{}'),
('weights-off', 'far from percentages', ARRAY['{perspectives,0,weight}', '40', '{perspectives,1,weight}', '30', '{perspectives,2,weight}', '15', '{perspectives,3,weight}', '4'], '{}'),
('weights-off', 'alike', ARRAY['{perspectives,0,weight}', '24', '{perspectives,1,weight}', '24', '{perspectives,2,weight}', '24', '{perspectives,3,weight}', '24'], '{}'),
('weights-off', 'shares', ARRAY['{perspectives,2,objectives,0,weight}', '0.5', '{perspectives,2,objectives,1,weight}', '0.3', '{perspectives,2,objectives,2,weight}', '0.3'],
    ARRAY['warning weights-off co/process: the weights of the objectives of perspective "Processes" add up to 1.1, not 1']),
('weights-off', 'all shares', ARRAY['{perspectives,2,objectives,0,weight}', '0.7', '{perspectives,2,objectives,1,weight}', '0.2', '{perspectives,2,objectives,2,weight}', '0.1'], '{}'),
('inconsistent-judgements', 'in a circle', ARRAY['{perspectives,0,weights}', '{"ahp": [[1, 1], [1, 1]]}',
        '{perspectives,2,weights}', '{"ahp": [[1, 9, null], [null, 1, 9], [9, null, 1]]}'],
    ARRAY['warning inconsistent-judgements co/process: the judgements of the objectives of perspective "Processes" contradict each other, consistency ratio 6.13']),
('inconsistent-judgements', 'of perspectives', ARRAY['{weights}', '{"ahp": [[1, 9, null, 1], [null, 1, 9, 1], [9, null, 1, 1], [1, 1, 1, 1]]}'],
    ARRAY['warning inconsistent-judgements co: the judgements of the perspectives of scorecard "Company" contradict each other, consistency ratio 2.38']),
('inconsistent-judgements', 'nearly consistent', ARRAY['{perspectives,2,weights}', '{"ahp": [[1, 3, 5], [null, 1, 3], [null, null, 1]]}'], '{}'),
('weights-off', 'of measures', ARRAY['{perspectives,1,objectives,0,measures,0,weight}', '0.5', '{perspectives,1,objectives,0,measures,1,weight}', '0.45'],
    ARRAY['warning weights-off co/customer/joy: the weights of the measures of objective "JOY" add up to 0.95, not 1']),
('weights-off', 'where weights do not count', ARRAY['{perspectives,1,objectives,0,combine}', '"worst"',
        '{perspectives,1,objectives,0,measures,0,weight}', '0.5', '{perspectives,1,objectives,0,measures,1,weight}', '0.45'], '{}'),

('broken-query', 'no such table', ARRAY['{perspectives,1,objectives,0,measures,0,query}', '"SELECT count(*) FROM public.nope"'],
    ARRAY['error broken-query co/customer/joy/joy-lead: the query of measure "joy-lead" would fail: 42P01: relation "public.nope" does not exist']),
('broken-query', 'a column of no use', ARRAY['{perspectives,1,objectives,0,measures,0,query}', '"SELECT 1 AS value, 2 AS other"'],
    ARRAY['error broken-query co/customer/joy/joy-lead: the query of measure "joy-lead" would fail: 42804: the query of a measure has no use for column "other"']),
('broken-query', 'not run: it would fail then', ARRAY['{perspectives,1,objectives,0,measures,0,query}', '"SELECT 1 / (oid::bigint - oid::bigint) FROM pg_class WHERE $1 IS NOT NULL"'], '{}'),

('no-period', 'a constant', ARRAY['{perspectives,1,objectives,0,measures,0,query}', '"SELECT 1 AS value"'],
    ARRAY['warning no-period co/customer/joy/joy-lead: the query of measure "joy-lead" never uses $1, the period']),
('no-period', 'in a comment, a literal, a name', ARRAY['{perspectives,1,objectives,0,measures,0,query}', '"SELECT length(''$1'') AS value -- $1\n/* $1 * */ FROM (SELECT 1 AS \"$1\") AS x"'],
    ARRAY['warning no-period co/customer/joy/joy-lead: the query of measure "joy-lead" never uses $1, the period']),
('no-period', 'after a comment and a literal', ARRAY['{perspectives,1,objectives,0,measures,0,query}', '"SELECT 1 AS value -- it''s\nWHERE ''it''''s'' <> '''' AND $1 IS NOT NULL /* '' */"'],
    '{}'),
('coarse-target', 'a year of a sum that is not spread', ARRAY['{perspectives,1,objectives,0,measures,0,spread}', '"none"'],
    ARRAY['warning coarse-target co/customer/joy/joy-lead: all targets of measure "joy-lead" are for periods coarser than a month, and they are not spread']),
('coarse-target', 'a year of what a query counts', ARRAY['{perspectives,1,objectives,0,measures,0,rollup}', '"query"', '{perspectives,1,objectives,0,measures,0,kind}', '"amount"'],
    ARRAY['warning coarse-target co/customer/joy/joy-lead: all targets of measure "joy-lead" are for periods coarser than a month, and they are not spread']),
('coarse-target', 'spread', ARRAY['{perspectives,1,objectives,0,measures,0,rollup}', '"query"', '{perspectives,1,objectives,0,measures,0,kind}', '"amount"', '{perspectives,1,objectives,0,measures,0,spread}', '"days"'],
    '{}'),
('coarse-target', 'one month is planned too', ARRAY['{perspectives,1,objectives,0,measures,0,spread}', '"none"', '{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004", "target": "1..2"}, {"period": "2004-03", "target": "1..2"}]'],
    '{}'),
('coarse-target', 'a yearly measure', ARRAY['{perspectives,1,objectives,0,measures,0,spread}', '"none"', '{perspectives,1,objectives,0,measures,0,frequency}', '"year"'],
    '{}'),
('plan-hole', 'a month', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-01", "target": "1..2"}, {"period": "2004-03", "target": "1..2"}]'],
    ARRAY['warning plan-hole co/customer/joy/joy-lead: the plan of measure "joy-lead" leaves out 2004-02']),
('plan-hole', 'more than one, and an entity', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-01", "target": "1..2", "entity": "E"}, {"period": "2004-04", "target": "1..2", "entity": "E"}, {"period": "2004-06", "target": "1..2", "entity": "E"}]'],
    ARRAY['warning plan-hole co/customer/joy/joy-lead: the plan of measure "joy-lead" leaves out 2004-02 to 2004-03, 2004-05 of "E"']),
('plan-hole', 'nothing planned', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-01", "target": "1..2"}, {"period": "2004-02", "target": null}, {"period": "2004-03", "target": "1..2"}]'],
    '{}'),
('plan-hole', 'the year stands for it', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-01", "target": "1..2"}, {"period": "2004-03", "target": "1..2"}, {"period": "2004", "target": "12..24"}]'],
    '{}'),
('plan-hole', 'not where it is not spread', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-01", "target": "1..2"}, {"period": "2004-03", "target": "1..2"}, {"period": "2004", "target": "12..24"}]', '{perspectives,1,objectives,0,measures,0,spread}', '"none"'],
    ARRAY['warning plan-hole co/customer/joy/joy-lead: the plan of measure "joy-lead" leaves out 2004-02']),
('plan-hole', 'nothing planned for its quarter', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-01", "target": "1..2"}, {"period": "2004-05", "target": "1..2"}, {"period": "2004Q1", "target": null}, {"period": "2004-04", "target": "1..2"}]'],
    '{}'),
('plan-hole', 'a quarter planned by months', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004Q1", "target": "1..2"}, {"period": "2004Q3", "target": "1..2"}, {"period": "2004-04", "target": "1..2"}, {"period": "2004-05", "target": "1..2"}, {"period": "2004-06", "target": "1..2"}]'],
    '{}'),
('plan-hole', 'a rate that the whole stands for', ARRAY['{perspectives,1,objectives,0,measures,0,rollup}', '"mean"', '{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-01", "target": "1..2", "entity": "E"}, {"period": "2004-02", "target": "1..2"}, {"period": "2004-03", "target": "1..2", "entity": "E"}]'],
    '{}'),
('plan-hole', 'an amount that it does not', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-01", "target": "1..2", "entity": "E"}, {"period": "2004-02", "target": "1..2"}, {"period": "2004-03", "target": "1..2", "entity": "E"}]'],
    ARRAY['warning plan-hole co/customer/joy/joy-lead: the plan of measure "joy-lead" leaves out 2004-02 of "E"']),
('plan-sum', 'a quarter and its months', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004Q1", "target": "0..300"}, {"period": "2004-01", "target": "0..100"}, {"period": "2004-02", "target": "0..90"}, {"period": "2004-03", "target": "0..100"}]'],
    ARRAY['warning plan-sum co/customer/joy/joy-lead: the goals of the months in 2004Q1 of measure "joy-lead" add up to 290.00, but that of 2004Q1 is 300.00']),
('plan-sum', 'that agree', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004Q1", "target": "0..300"}, {"period": "2004-01", "target": "0..100"}, {"period": "2004-02", "target": "0..100"}, {"period": "2004-03", "target": "0..100"}]'],
    '{}'),
('plan-sum', 'but for rounding', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004Q1", "target": "0..300"}, {"period": "2004-01", "target": "0..100"}, {"period": "2004-02", "target": "0..100.02"}, {"period": "2004-03", "target": "0..100"}]'],
    '{}'),
('plan-sum', 'or more', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004Q1", "target": "0..300"}, {"period": "2004-01", "target": "0..100"}, {"period": "2004-02", "target": "0..100.04"}, {"period": "2004-03", "target": "0..100"}]'],
    ARRAY['warning plan-sum co/customer/joy/joy-lead: the goals of the months in 2004Q1 of measure "joy-lead" add up to 300.04, but that of 2004Q1 is 300.00']),
('plan-sum', 'nothing planned adds nothing', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004Q1", "target": "0..300"}, {"period": "2004-01", "target": "0..100"}, {"period": "2004-02", "target": null}, {"period": "2004-03", "target": "0..100"}]'],
    ARRAY['warning plan-sum co/customer/joy/joy-lead: the goals of the months in 2004Q1 of measure "joy-lead" add up to 200.00, but that of 2004Q1 is 300.00']),
('plan-sum', 'not all months are planned', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004Q1", "target": "0..300"}, {"period": "2004-01", "target": "0..100"}, {"period": "2004-02", "target": "0..100"}]'],
    '{}'),
('plan-sum', 'of a mean', ARRAY['{perspectives,1,objectives,0,measures,0,rollup}', '"mean"', '{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004Q1", "target": "0..300"}, {"period": "2004-01", "target": "0..100"}, {"period": "2004-02", "target": "0..90"}, {"period": "2004-03", "target": "0..100"}]'],
    '{}'),
('plan-sum', 'of an entity', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004Q1", "target": "0..300", "entity": "E"}, {"period": "2004-01", "target": "0..100", "entity": "E"}, {"period": "2004-02", "target": "0..90", "entity": "E"}, {"period": "2004-03", "target": "0..100", "entity": "E"}]'],
    ARRAY['warning plan-sum co/customer/joy/joy-lead: the goals of the months in 2004Q1 of measure "joy-lead" for "E" add up to 290.00, but that of 2004Q1 is 300.00']),
('unlike-curves', 'of a sum', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-01", "target": "0..2"}, {"period": "2004-02", "target": "0:0 1:0.4 2:1"}]'],
    ARRAY['warning unlike-curves co/customer/joy/joy-lead: the targets of measure "joy-lead" in 2004-01 and 2004-02 have unlike scores and cannot be put together']),
('unlike-curves', 'of a mean', ARRAY['{perspectives,1,objectives,0,measures,0,rollup}', '"mean"', '{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-01", "target": "0..2"}, {"period": "2004-02", "target": "0:0 2:1.2"}]'],
    ARRAY['warning unlike-curves co/customer/joy/joy-lead: the targets of measure "joy-lead" in 2004-01 and 2004-02 have unlike scores and cannot be put together']),
('unlike-curves', 'of what has one value', ARRAY['{perspectives,1,objectives,0,measures,0,rollup}', '"last"', '{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-01", "target": "0..2"}, {"period": "2004-02", "target": "0:0 1:0.4 2:1"}]'],
    '{}'),
('unlike-curves', 'other values', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-01", "target": "0..2"}, {"period": "2004-02", "target": "0..7"}]'],
    '{}'),
('unlike-curves', 'in two years', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-12", "target": "0..2"}, {"period": "2005-01", "target": "0:0 2:1.2"}]'],
    '{}'),
('kind-unsaid', 'months of what a query finds', ARRAY['{perspectives,1,objectives,0,measures,0,rollup}', '"query"', '{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-01", "target": "0..600"}]'],
    ARRAY['warning kind-unsaid co/customer/joy/joy-lead: measure "joy-lead" has targets for parts of a year only, and it is not said whether it is an amount or a rate']),
('kind-unsaid', 'said', ARRAY['{perspectives,1,objectives,0,measures,0,rollup}', '"query"', '{perspectives,1,objectives,0,measures,0,kind}', '"amount"', '{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-01", "target": "0..600"}]'],
    '{}'),
('kind-unsaid', 'the year is planned too', ARRAY['{perspectives,1,objectives,0,measures,0,rollup}', '"query"', '{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-01", "target": "0..600"}, {"period": "2004", "target": "0..3000"}]'],
    '{}'),
('kind-unsaid', 'the year of another', ARRAY['{perspectives,1,objectives,0,measures,0,rollup}', '"query"', '{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-01", "target": "0..600", "entity": "E"}, {"period": "2004", "target": "0..3000"}]'],
    ARRAY['warning kind-unsaid co/customer/joy/joy-lead: measure "joy-lead" has targets for parts of a year only, and it is not said whether it is an amount or a rate']),
('kind-unsaid', 'a sum is an amount', ARRAY['{perspectives,1,objectives,0,measures,0,plan}', '[{"period": "2004-01", "target": "0..600"}]'],
    '{}'),
('percent-thresholds', 'both', ARRAY['{amber}', '70', '{green}', '90'],
    ARRAY['warning percent-thresholds co: scorecard "Company" is amber from 7000 % and green from 9000 % of the goal']),
('percent-thresholds', 'green alone', ARRAY['{amber}', '0.7', '{green}', '2.1'],
    ARRAY['warning percent-thresholds co: scorecard "Company" is amber from 70 % and green from 210 % of the goal']),
('percent-thresholds', 'twice the goal', ARRAY['{amber}', '1', '{green}', '2'],
    '{}');

SELECT is(pg_temp.findings(VARIADIC t.changes), t.found, t.rule || ': ' || t.about) FROM trial AS t ORDER BY t.ordinal;


-- in Chinese: the same findings, and not a word of English but what the scorecard and the server say
SELECT pg_temp.findings(VARIADIC ARRAY['{perspectives,1,objectives,0,measures,0,weight}', '40', '{perspectives,1,objectives,0,measures,1,weight}', '55',
    '{perspectives,2,objectives,2,theme}', '"service"', '{links,5}', NULL, '{links,+}', '{"cause": "acq", "effect": "dev"}',
    '{links,+}', '{"cause": "dev", "effect": "acq", "lag": 1, "strength": 0.9}', '{perspectives,+}', '{"code": "extra", "name": "Extra"}',
    '{amber}', '70', '{green}', '90', '{perspectives,0,objectives,0,measures,0,spread}', '"none"',
    '{perspectives,0,objectives,0,measures,1,plan}', '[{"period": "2004-01", "target": "1..2"}, {"period": "2004-03", "target": "1:0 2:1.2"}]',
    '{perspectives,0,objectives,1,measures,0,plan}', '[{"period": "2004Q1", "target": "1..2"}, {"period": "2004-01", "target": "1..2"}, {"period": "2004-02", "target": "1..2"}, {"period": "2004-03", "target": "1..2"}]',
    '{perspectives,0,objectives,1,measures,1,rollup}', '"query"', '{perspectives,0,objectives,1,measures,1,plan}', '[{"entity": "E", "period": "2004-01", "target": "1..2"}]']) \gset ignored_
SELECT results_eq($$SELECT rule, severity, subject FROM bsc.lint('co', 'zh')$$, $$SELECT rule, severity, subject FROM bsc.lint('co')$$, 'in Chinese, the same is found');
SELECT is((SELECT message FROM bsc.lint('co', 'zh') WHERE rule = 'weights-off'), '战略主题“JOY”的指标权重合计为 95，而不是 100', 'and said in Chinese');
SELECT is_empty($$
    SELECT message FROM bsc.lint('co', 'zh')
    WHERE regexp_replace(message, '“[^”]*”', '', 'g') ~ '[a-z]' OR hint ~ '^[[:ascii:]]*$'$$, 'all of it');
SELECT throws_ok($$SELECT * FROM bsc.lint('co', 'xx')$$, '22023', 'reports are not to be had in language "xx"', 'an unknown language');

-- only-financial: all measures, or all but one
SELECT bsc.define(jsonb_set(jsonb_set((SELECT doc FROM sound), '{perspectives}', jsonb_path_query_array(doc, '$.perspectives[0]')), '{links}', '[]')
                  #- '{initiatives}' #- '{value_proposition}', prune => true) FROM sound;
UPDATE bsc.measure AS m SET financial = true FROM bsc.scorecard AS s WHERE s.id = m.scorecard_id AND s.code = 'co';
SELECT results_eq($$SELECT rule, subject, message FROM bsc.lint('co')$$,
    $$VALUES ('only-financial', 'co', 'all measures of scorecard "Company" are financial')$$, 'only-financial: all of them');
UPDATE bsc.measure SET financial = false WHERE code = 'more-lead';
SELECT is_empty($$SELECT * FROM bsc.lint('co')$$, 'only-financial: all but one');

-- no-role ---------------------------------------------------------------------
SELECT is(pg_temp.findings(), '{}', 'clean again');
CREATE ROLE bsc_test_reader;
CREATE SCHEMA lint_test;
CREATE TABLE lint_test.ledger (amount numeric);
UPDATE bsc.measure SET query = 'SELECT sum(amount) FROM lint_test.ledger WHERE $1 IS NOT NULL', run_as = 'bsc_test_reader' WHERE code = 'joy-lead';
SELECT results_eq($$SELECT rule, severity, message, hint FROM bsc.lint('co')$$,
    $$VALUES ('broken-query', 'error', 'the query of measure "joy-lead" would fail: 42501: permission denied for schema lint_test',
              'LINE 1: SELECT sum(amount) FROM lint_test.ledger WHERE $1 IS NOT NULL')$$, 'broken-query: a schema that the role may not use');
GRANT USAGE ON SCHEMA lint_test TO bsc_test_reader;
SELECT results_eq($$SELECT rule, message FROM bsc.lint('co')$$,
    $$VALUES ('broken-query', 'the query of measure "joy-lead" would fail: 42501: permission denied for table ledger')$$,
    'broken-query: a table that the role may not read');
GRANT SELECT ON lint_test.ledger TO bsc_test_reader;
SELECT is_empty($$SELECT * FROM bsc.lint('co')$$, 'no-role: it exists, and may read the table');
UPDATE bsc.measure SET run_as = 'bsc_test_nobody' WHERE code = 'joy-lead';
SELECT results_eq($$SELECT rule, severity, subject, message FROM bsc.lint('co')$$,
    $$VALUES ('no-role', 'error', 'co/customer/joy/joy-lead', 'measure "joy-lead" is to be run as role "bsc_test_nobody", which does not exist')$$,
    'no-role: it does not');

-- a query is explained as its role, in a world that nothing leaves ----------------
CREATE FUNCTION lint_test.who() RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    PERFORM pg_catalog.set_config('lint_test.who', current_user, false);
    RAISE EXCEPTION 'planned as %', current_user;
END
$$;
UPDATE bsc.measure SET query = 'SELECT lint_test.who()', run_as = 'bsc_test_reader' WHERE code = 'joy-lead';
SELECT is((SELECT message FROM bsc.lint('co')), 'the query of measure "joy-lead" would fail: P0001: planned as bsc_test_reader',
    'what planning evaluates is evaluated as the role');
SELECT is(coalesce(current_setting('lint_test.who', true), ''), '', 'and leaves nothing behind');
SELECT is(current_user, session_user, 'not even the role');
SELECT is(bsc.query_problem(-1), NULL, 'no measure, no problem');

-- the other queries of a measure: the rows behind a figure, as whoever asks, and what has changed
SAVEPOINT other_queries;
UPDATE bsc.measure SET query = 'SELECT sum(amount) FROM lint_test.ledger WHERE $1 IS NOT NULL', detail_query = 'SELECT * FROM lint_test.ledger WHERE $1 IS NOT NULL AND amuont > 0',
    changed_since = 'SELECT bsc.period(day, ''month'') FROM lint_test.ledger WHERE at >= $1' WHERE code = 'joy-lead';
SELECT results_eq($$SELECT rule, message FROM bsc.lint('co')$$, $$VALUES
    ('broken-query', 'the query changed_since of measure "joy-lead" would fail: 42703: column "day" does not exist'),
    ('broken-query', 'the query detail_query of measure "joy-lead" would fail: 42703: column "amuont" does not exist')$$, 'broken-query: what else a measure has');
UPDATE bsc.measure SET changed_since = NULL, detail_query = 'SELECT lint_test.who(), $2::text[]' WHERE code = 'joy-lead';
SELECT is((SELECT message FROM bsc.lint('co')), 'the query detail_query of measure "joy-lead" would fail: P0001: planned as postgres', 'as whoever asks');
-- who may not be trusted with a superuser's session, and a table that the caller may not read, are left out
ALTER ROLE bsc_test_reader NOLOGIN;
SET LOCAL session_replication_role = replica;
UPDATE bsc.measure SET detail_by = 'bsc_test_reader' WHERE code = 'joy-lead';
SET LOCAL session_replication_role = origin;
SELECT is_empty($$SELECT message FROM bsc.lint('co')$$, 'but not where drill would not run it');
UPDATE bsc.measure SET detail_query = 'SELECT * FROM lint_test.ledger WHERE $1 IS NOT NULL' WHERE code = 'joy-lead';
GRANT USAGE ON SCHEMA bsc TO bsc_test_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO bsc_test_reader;
REVOKE ALL ON lint_test.ledger FROM bsc_test_reader;
UPDATE bsc.measure SET query = 'SELECT 1 WHERE $1 IS NOT NULL' WHERE code = 'joy-lead';
SET LOCAL ROLE bsc_test_reader;
SELECT is_empty($$SELECT message FROM bsc.lint('co')$$, 'nor for want of the caller''s own rights');
RESET ROLE;
ROLLBACK TO other_queries;

-- no-actuals ----------------------------------------------------------------------
SELECT pg_temp.findings('{perspectives,1,objectives,0,measures,0,plan}', '[
    {"period": "2004", "target": "1..2"}, {"entity": "north", "period": "2004-01", "target": "1..2"},
    {"entity": "nroth", "period": "2004-01", "target": "1..2"}, {"entity": "west", "period": "2004-03", "target": "1..2"}]');
SELECT is_empty($$SELECT * FROM bsc.lint('co')$$, 'no-actuals: as long as there are none at all, none is missing');
INSERT INTO bsc.actual (measure_id, entity, period, value)
SELECT m.id, e.entity, '2004-02', 1 FROM bsc.measure AS m JOIN bsc.scorecard AS s ON s.id = m.scorecard_id, (VALUES (''), ('north')) AS e (entity)
WHERE s.code = 'co' AND (e.entity = '' OR m.code = 'joy-lead');
SELECT results_eq($$SELECT rule, severity, subject, message FROM bsc.lint('co')$$,
    $$VALUES ('no-actuals', 'warning', 'co/customer/joy/joy-lead', 'measure "joy-lead" has targets but no actuals for "nroth"')$$,
    'no-actuals: an entity that is misspelt, but not one whose targets begin later');
UPDATE bsc.plan SET entity = 'north', period = '2004-02' WHERE entity = 'nroth';
SELECT is_empty($$SELECT * FROM bsc.lint('co')$$, 'no-actuals: the spelling mended');
DELETE FROM bsc.actual AS a USING bsc.measure AS m WHERE m.id = a.measure_id AND m.code = 'joy-lead' AND a.entity = '';
SELECT results_eq($$SELECT rule, message FROM bsc.lint('co')$$,
    $$VALUES ('no-actuals', 'measure "joy-lead" has targets but no actuals for the whole')$$, 'no-actuals: the whole of a sum');
UPDATE bsc.measure SET rollup = 'mean' WHERE code = 'joy-lead';
SELECT is_empty($$SELECT * FROM bsc.lint('co')$$, 'no-actuals: the target of the whole serves the entities of a mean');

-- technology-first, technology-alone, technology-heavy, tracking-only ------------------
CREATE FUNCTION pg_temp.cause(initiatives jsonb) RETURNS text[] LANGUAGE plpgsql AS $$
BEGIN
    PERFORM bsc.define((SELECT jsonb_set(s.doc, '{initiatives}', initiatives) FROM sound AS s), prune => true);
    RETURN ARRAY(SELECT l.severity || ' ' || l.subject || ': ' || l.message FROM bsc.lint('co') AS l WHERE l.rule LIKE 'technology%' ORDER BY l.rule);
END $$;
SELECT is(pg_temp.cause(i::jsonb), said, what) FROM (VALUES
    ('[{"code": "t", "name": "CRM", "starts": "2004-03-01", "objectives": ["it"]}]', ARRAY[
        'warning co/t: initiative "CRM" on technology starts on 2004-03-01, and none on organization and people starts before or with it',
        'warning co/t: technology comes first: initiative "CRM" starts on 2004-03-01, before any that serves customers, processes or finance'], 'technology only'),
    ('[{"code": "t", "objectives": ["it"]}]', '{}', 'one without a start comes before nothing'),
    ('[{"code": "t", "starts": "2004-03-01", "objectives": ["it"]}, {"code": "p", "starts": "2004-03-01", "objectives": ["skill", "ret"]}]', '{}', 'people and processes with it'),
    ('[{"code": "t", "starts": "2004-03-01", "objectives": ["it"]}, {"code": "p", "starts": "2004-03-02", "objectives": ["skill"]}, {"code": "r", "starts": "2004-01-01", "objectives": ["ret"]}]',
        ARRAY['warning co/t: initiative "t" on technology starts on 2004-03-01, and none on organization and people starts before or with it'], 'people a day later'),
    ('[{"code": "t", "starts": "2004-03-01", "objectives": ["it"]}, {"code": "p", "starts": "2004-01-01", "objectives": ["skill"]}, {"code": "r", "starts": "2004-03-02", "objectives": ["joy"]}]',
        ARRAY['warning co/t: technology comes first: initiative "t" starts on 2004-03-01, before any that serves customers, processes or finance'], 'customers a day later'),
    ('[{"code": "t", "budget": 60, "objectives": ["it"]}, {"code": "r", "budget": 40, "objectives": ["ret"]}]', ARRAY['warning co: 60 % of the budget of the initiatives of scorecard "Company" is for technology'], 'more than half for technology'),
    ('[{"code": "t", "budget": 60, "objectives": ["it", "skill"]}, {"code": "r", "budget": 40, "objectives": ["ret"]}]', '{}', 'a budget is shared among the objectives'),
    ('[{"code": "t", "budget": 50, "objectives": ["it"]}, {"code": "r", "budget": 50, "objectives": ["ret"]}]', '{}', 'half is not more'),
    ('[{"code": "t", "budget": 0, "objectives": ["it"]}]', '{}', 'nothing has no share')) AS v (i, said, what);
SELECT pg_temp.cause('[{"code": "t", "starts": "2004-03-01", "objectives": ["it"], "state": "active"}]');
UPDATE bsc.initiative SET state = 'stopped' WHERE code = 't';
SELECT is_empty($$SELECT * FROM bsc.lint('co') WHERE rule LIKE 'technology%'$$, 'one that is stopped comes before nothing');
SELECT is(ARRAY(SELECT f FROM unnest(pg_temp.findings('{perspectives,1}', jsonb_build_object('code', 'market', 'name', 'Market', 'objectives', jsonb_build_array(pg_temp.objective('joy', t)))::text)) AS f
    WHERE f LIKE '% tracking-only %'), said::text[], 'tracking-only: ' || t)
FROM (VALUES ('experience', '{"warning tracking-only co: scorecard \"Company\" follows customers, and has no objective for what they get"}'), ('value proposition', '{}')) AS v (t, said);
SELECT pg_temp.findings();

-- plans of a tree ------------------------------------------------------------------
SELECT bsc.define('{"code": "tree", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m"}]}]}],
    "entities": [{"code": "north"}, {"code": "d1", "parent": "north"}, {"code": "d2", "parent": "north", "starts": "2024-02-01", "ends": "2024-04-30"}]}');
CREATE FUNCTION pg_temp.tree_plan(planned text, kept text) RETURNS text[] LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM bsc.plan WHERE measure_id = bsc.measure_id('tree', 'm');
    INSERT INTO bsc.plan_entry SELECT 'tree', 'm', split_part(r, ' ', 1), split_part(r, ' ', 2), nullif(split_part(r, ' ', 3), '-')
    FROM regexp_split_to_table(planned, ', ') AS r;
    RETURN ARRAY(SELECT concat(l.severity, ': ', l.message) FROM bsc.lint('tree') AS l WHERE l.rule = kept);
END
$$;
SELECT is(pg_temp.tree_plan(planned, 'plan-below'), said, 'plan-below: ' || what) FROM (VALUES
    ('d1 2024-02 0..10, d2 2024-02 0..20, north 2024-02 0..40', ARRAY['warning: the goals of those below "north" for 2024-02 of measure "m" add up to 30.00, but that of "north" is 40.00'], 'a region'),
    ('north 2024-02 0..40,  2024-02 0..100', ARRAY['warning: the goals of those below the whole for 2024-02 of measure "m" add up to 40.00, but that of the whole is 100.00'], 'the whole'),
    ('d1 2024-02 0..10, d2 2024-02 0..20, north 2024-02 0..30.2', '{}', 'but for rounding'),
    ('d1 2024-02 0..10, north 2024-02 0..40', '{}', 'one is not planned'),
    ('d1 2024-02 0..10, d2 2024-02 -, north 2024-02 0..40', ARRAY['warning: the goals of those below "north" for 2024-02 of measure "m" add up to 10.00, but that of "north" is 40.00'], 'nothing planned adds nothing'),
    ('d1 2024-01 0..10, north 2024-01 0..40', ARRAY['warning: the goals of those below "north" for 2024-01 of measure "m" add up to 10.00, but that of "north" is 40.00'], 'of those in service'),
    ('d1 2024 0..10, d2 2024 0..20, north 2024 0..40', '{}', 'where one is there for a part of it, who knows'),
    ('d1 2024-02 0..10, d2 2024-02 0..20, north 2024Q1 0..400', '{}', 'another period')) AS v (planned, said, what);
UPDATE bsc.measure SET kind = 'rate', rollup = 'mean' WHERE id = bsc.measure_id('tree', 'm');
SELECT is(pg_temp.tree_plan('d1 2024-02 0..10, d2 2024-02 0..20, north 2024-02 0..40', 'plan-below'), '{}', 'plan-below: a rate does not add up');
UPDATE bsc.measure SET kind = NULL, rollup = 'sum' WHERE id = bsc.measure_id('tree', 'm');
SELECT is(pg_temp.tree_plan('d2 2023-11 0..1, d2 2024-01 0..1, d2 2024-02 0..1, d2 2024-04 0..1, d2 2024-06 0..1', 'plan-hole'),
    ARRAY['warning: the plan of measure "m" leaves out 2024-03 of "d2"'], 'plan-hole: none where the entity is out of service');

-- alike-entities ------------------------------------------------------------------
CREATE FUNCTION pg_temp.alike() RETURNS SETOF text LANGUAGE sql AS $$
    SELECT concat(l.severity, ' ', l.subject, ': ', l.message) FROM bsc.lint('co') AS l WHERE l.rule = 'alike-entities' $$;
INSERT INTO bsc.actual (measure_id, entity, period, value)
SELECT m.id, e, '2004-02', 1 FROM bsc.measure AS m, unnest(ARRAY['Europe', 'Europa', 'West Asia']) AS e WHERE m.code = 'joy-lead';
SELECT is_empty('SELECT pg_temp.alike()', 'alike-entities: other letters are another name');
INSERT INTO bsc.actual (measure_id, entity, period, value) SELECT m.id, 'Europe ', '2004-02', 1 FROM bsc.measure AS m WHERE m.code = 'joy-lag';
INSERT INTO bsc.plan (measure_id, entity, period, target) SELECT m.id, 'west  asia', '2004-02', '1..2' FROM bsc.measure AS m WHERE m.code = 'joy-lag';
SELECT set_eq('SELECT pg_temp.alike()', ARRAY['warning co: scorecard "Company" has entities that look the same: "Europe", "Europe "',
    'warning co: scorecard "Company" has entities that look the same: "West Asia", "west  asia"'], 'alike-entities: a blank, and case, of several measures and of a plan');
DELETE FROM bsc.plan WHERE entity = 'west  asia';
UPDATE bsc.actual SET entity = e.name FROM (VALUES ('Europe ', E'Europe\u00a0'), ('West Asia', E'Euro\u200bpe')) AS e (was, name) WHERE entity = e.was;
SELECT is((SELECT count(*) FROM pg_temp.alike() AS a WHERE a LIKE '%"Europe", %, %'), 1::bigint, 'alike-entities: blanks that do not break, or cannot be seen');
DELETE FROM bsc.actual WHERE entity <> '';

-- short-history -------------------------------------------------------------------
UPDATE bsc.measure SET rollup = 'sum' WHERE code = 'joy-lead';
CREATE FUNCTION pg_temp.with_history(values_there integer) RETURNS text[] LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM bsc.actual AS a USING bsc.measure AS m WHERE m.id = a.measure_id AND m.code = 'joy-lead';
    INSERT INTO bsc.actual (measure_id, period, value)
    SELECT m.id, bsc.shift('2004-02'::bsc.period, i), i FROM bsc.measure AS m, generate_series(1, values_there) AS i WHERE m.code = 'joy-lead';
    RETURN ARRAY(SELECT concat(l.severity, ' ', l.subject, ': ', l.message) FROM bsc.lint('co') AS l WHERE l.rule = 'short-history');
END $$;
SELECT is(pg_temp.with_history(1), '{}', 'short-history: of one value the outlook says itself that it is none');
SELECT is(pg_temp.with_history(2), ARRAY['notice co/customer/joy/joy-lead: the outlook of measure "joy-lead" is made from 2 values: its interval is too narrow'], 'short-history: two values');
SELECT is(cardinality(pg_temp.with_history(7)), 1, 'short-history: seven');
SELECT is(pg_temp.with_history(8), '{}', 'short-history: eight are taken');
UPDATE bsc.measure SET rollup = 'max' WHERE code = 'joy-lead';
SELECT is(pg_temp.with_history(7), '{}', 'short-history: what is not forecast');

-- kind-unsaid and empty-unsaid, which need actuals and runs -----------------------------
SELECT bsc.drop_scorecard('co');
DELETE FROM bsc.actual;
CREATE FUNCTION pg_temp.shown(wanted text) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT concat(l.severity, ' ', l.subject, ': ', l.message, ' / ', l.hint) FROM bsc.lint('kinds') AS l WHERE l.rule = wanted $$;
SELECT bsc.define('{"code": "kinds", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "m", "name": "Backlog", "rollup": "last", "query": "SELECT NULL::text AS entity, 1 AS value WHERE $1 IS NULL", "plan": [{"period": "2004", "target": "1..2"}]}]}]}]}');
SELECT is_empty($$SELECT pg_temp.shown('kind-unsaid')$$, 'kind-unsaid: a target of the whole, and no entity');
INSERT INTO bsc.actual (measure_id, entity, period, value) SELECT m.id, 'E', '2004-02', 1 FROM bsc.measure AS m WHERE m.code = 'm';
SELECT is(pg_temp.shown('kind-unsaid'), 'warning kinds/p/o/m: measure "Backlog" holds entities against the target of the whole, and it is not said whether it is an amount or a rate / '
    || 'Say "kind": "rate" if the target of the whole is that of every entity, and "amount" if it is nobody else''s.', 'kind-unsaid: an entity with actuals');
UPDATE bsc.measure SET rollup = 'query' WHERE code = 'm';
SELECT matches(pg_temp.shown('kind-unsaid'), 'has a target of the whole but none of its entities', 'kind-unsaid: of what a query finds');
UPDATE bsc.measure SET rollup = 'mean' WHERE code = 'm';
SELECT is_empty($$SELECT pg_temp.shown('kind-unsaid')$$, 'kind-unsaid: a mean is a rate');
UPDATE bsc.measure SET rollup = 'last', kind = 'rate' WHERE code = 'm';
SELECT is_empty($$SELECT pg_temp.shown('kind-unsaid')$$, 'kind-unsaid: said');
UPDATE bsc.measure SET kind = NULL WHERE code = 'm';
INSERT INTO bsc.plan (measure_id, entity, period, target) SELECT m.id, 'E', '2004-02', '1..2' FROM bsc.measure AS m WHERE m.code = 'm';
SELECT is_empty($$SELECT pg_temp.shown('kind-unsaid')$$, 'kind-unsaid: the entity has a target of its own');

INSERT INTO bsc.plan (measure_id, entity, period, target) SELECT m.id, 'F', p::bsc.period, '1..2' FROM bsc.measure AS m, unnest(ARRAY['2004Q1', '2004-05']) AS p WHERE m.code = 'm';
INSERT INTO bsc.actual (measure_id, entity, period, value) SELECT m.id, 'F', '2004-01', 1 FROM bsc.measure AS m WHERE m.code = 'm';
SELECT is_empty($$SELECT pg_temp.shown('empty-unsaid')$$, 'empty-unsaid: nothing has run');
INSERT INTO bsc.measure_run (measure_id, period, last_run, last_success, failing_since, error)
SELECT m.id, p::bsc.period, '2004-06-01', CASE WHEN p <> '2004-05' THEN timestamptz '2004-06-01' END, CASE WHEN p = '2004-05' THEN timestamptz '2004-06-01' END, CASE WHEN p = '2004-05' THEN 'gone' END
FROM bsc.measure AS m, unnest(ARRAY['2004-01', '2004-02', '2004-04', '2004-05', '2004Q1']) AS p WHERE m.code = 'm';
SELECT is(pg_temp.shown('empty-unsaid'), 'warning kinds/p/o/m: the query of measure "Backlog" returned no row for "F" in 2004-02, and it is not said what that means / '
    || 'Say "empty": "zero" if no row means none, and "missing" if it means unknown.',
    'empty-unsaid: planned by the quarter, a good run, no row; not in April, which is not planned, nor in May, which failed');
UPDATE bsc.measure SET rollup = 'mean' WHERE code = 'm';
SELECT matches(pg_temp.shown('empty-unsaid'), 'let the query return the row, with its volume', 'empty-unsaid: no row is no zero to a mean');
UPDATE bsc.measure SET rollup = 'sum' WHERE code = 'm';
SELECT is_empty($$SELECT pg_temp.shown('empty-unsaid')$$, 'empty-unsaid: a sum is zero then');
UPDATE bsc.measure SET rollup = 'last', empty = 'missing' WHERE code = 'm';
SELECT is_empty($$SELECT pg_temp.shown('empty-unsaid')$$, 'empty-unsaid: said');
UPDATE bsc.measure SET empty = NULL WHERE code = 'm';
UPDATE bsc.plan SET target = NULL WHERE entity = 'F';
SELECT is_empty($$SELECT pg_temp.shown('empty-unsaid')$$, 'empty-unsaid: nothing is planned for the entity');
SELECT bsc.drop_scorecard('kinds');

-- tables of other servers: foreign ones, partitions that are, and those that Citus lists
CREATE FOREIGN DATA WRAPPER elsewhere;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER elsewhere;
CREATE SCHEMA remote;
CREATE TABLE remote.local (at timestamptz, day date, team text);
CREATE FOREIGN TABLE remote.visit (at timestamptz, day date, team text) SERVER elsewhere;
CREATE TABLE remote.split (at timestamptz, day date, team text) PARTITION BY LIST (team);
CREATE FOREIGN TABLE remote.split_a PARTITION OF remote.split FOR VALUES IN ('a') SERVER elsewhere;
CREATE VIEW remote.seen AS SELECT l.day, (SELECT count(*) FROM remote.visit v WHERE bsc.during(v.at, '2024')) AS n FROM remote.local l;
SELECT bsc.define('{"code": "remote", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m"}]}]}]}');
CREATE FUNCTION pg_temp.remote(query text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    UPDATE bsc.measure AS m SET query = remote.query WHERE m.code = 'm' AND m.objective_id = (SELECT o.id FROM bsc.objective AS o JOIN bsc.scorecard AS s ON s.id = o.scorecard_id WHERE s.code = 'remote');
    RETURN (SELECT string_agg(l.rule || ' ' || substring(l.message FROM 'table [^ ]+'), ', ' ORDER BY l.rule) FROM bsc.lint('remote') AS l WHERE l.rule LIKE 'remote%');
END $$;
SELECT is(pg_temp.remote('SELECT count(*) FROM remote.' || f), said, 'remote: ' || f) FROM (VALUES
    ('visit WHERE bsc.during(at, $1)', 'remote-zone table remote.visit'),
    ('visit WHERE bsc.within(at, $1, $2)', 'remote-zone table remote.visit'),
    ('visit WHERE at >= bsc.first_moment($1)', 'remote-zone table remote.visit'),
    ('visit WHERE at OPERATOR(bsc.<@) $1', 'remote-zone table remote.visit'),
    ('split WHERE bsc.period(at, ''month'') OPERATOR(bsc.=) $1', 'remote-zone table remote.split'),
    ('seen WHERE bsc.during(day, $1)', 'remote-zone table remote.visit'),
    ('local WHERE (SELECT bsc.during(max(v.at), $1) FROM remote.visit v)', 'remote-zone table remote.visit'),
    ('visit WHERE bsc.during(at, $1, $3)', NULL), ('visit WHERE bsc.during(day, $1)', NULL), ('local WHERE bsc.during(at, $1)', NULL), ('visit WHERE nonsense', NULL)) AS v (f, said);
SELECT is(pg_temp.remote('SELECT team AS entity, count(*) AS value FROM remote.visit WHERE bsc.during(day, $1) GROUP BY ROLLUP (team)'), NULL, 'remote: grouping sets of foreign tables are no trouble');
SET allow_system_table_mods = on;
CREATE TABLE pg_catalog.pg_dist_partition (logicalrelid regclass);
RESET allow_system_table_mods;
INSERT INTO pg_catalog.pg_dist_partition VALUES ('remote.local');
SELECT is(pg_temp.remote(q), said, 'Citus: ' || q) FROM (VALUES
    ('SELECT team AS entity, count(*) AS value FROM remote.local WHERE bsc.during(at, $1) GROUP BY ROLLUP (team)', 'remote-rollup table remote.local, remote-zone table remote.local'),
    ('SELECT entity, sum(n) AS value FROM (SELECT team AS entity, 1 AS n FROM remote.local WHERE bsc.during(day, $1)) AS s GROUP BY GROUPING SETS ((entity), ())', 'remote-rollup table remote.local'),
    ('WITH part AS (SELECT team AS entity, count(*) AS n FROM remote.local WHERE bsc.during(day, $1) GROUP BY 1) SELECT entity, sum(n) AS value FROM part GROUP BY ROLLUP (entity)', 'remote-rollup table remote.local'),
    ('WITH part AS MATERIALIZED (SELECT team AS entity, count(*) AS n FROM remote.local WHERE bsc.during(day, $1) GROUP BY 1) SELECT entity, sum(n) AS value FROM part GROUP BY ROLLUP (entity)', NULL),
    ('SELECT team AS entity, count(*) AS value FROM remote.local WHERE bsc.during(day, $1) GROUP BY team', NULL)) AS v (q, said);
SET allow_system_table_mods = on;
DROP TABLE pg_catalog.pg_dist_partition;
RESET allow_system_table_mods;
SELECT bsc.drop_scorecard('remote');

-- the very ends of the calendar disturb nobody
SELECT bsc.define('{"code": "ends", "first_month": 7, "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "d", "frequency": "day", "query": "SELECT 1 AS value WHERE $1 IS NULL", "plan": [{"period": "0001-01-01", "target": "1..2"}, {"period": "0002-07-01", "target": "1..2"}, {"period": "9998-06-30", "target": "1..2"}, {"period": "9999-12-31", "target": "1..2"}]}]}]}]}');
SELECT matches(string_agg(l.message, '|'), 'leaves out 0002-07-02 to 0005-03-27') FROM bsc.lint('ends') AS l WHERE l.rule = 'plan-hole';
SELECT bsc.drop_scorecard('ends');
SELECT pg_temp.findings();

-- the rules -----------------------------------------------------------------------
SELECT set_eq('SELECT rule FROM bsc.lint_rule', $$
    SELECT DISTINCT rule FROM trial UNION VALUES ('only-financial'), ('no-role'), ('no-actuals'), ('empty-unsaid'), ('short-history'), ('unknown-entity'), ('out-of-service'), ('cut-short'), ('alike-entities'), ('plan-below'), ('technology-first'), ('technology-alone'), ('technology-heavy'), ('tracking-only'), ('remote-zone'), ('remote-rollup')$$, 'every rule is tried here');
-- a rule is a literal in one of lint's functions, a row of lint_rule, and two sentences
CREATE TEMP VIEW coded AS
SELECT DISTINCT m[1] AS rule
FROM pg_proc AS p
CROSS JOIN LATERAL regexp_matches(pg_get_functiondef(p.oid), '''((?:[a-z]+-)+[a-z]+|cycle)''', 'g') AS m
WHERE p.pronamespace = 'bsc'::regnamespace AND p.proname ~ '^_?lint_' AND p.prokind = 'f';
SELECT set_eq('SELECT rule FROM bsc.lint_rule', 'SELECT rule FROM coded', 'the rules of the code are those of lint_rule');
SELECT set_eq('SELECT rule FROM bsc.lint_rule', $$
    SELECT k FROM jsonb_object_keys(bsc._sentences('en')) AS k WHERE k ~ '^((?:[a-z]+-)+[a-z]+|cycle)$'
      -- the review has rules of its own
      AND NOT bsc._sentences('en') ? ('rule ' || k)$$, 'and those of the sentences');
SELECT is_empty($$SELECT rule FROM bsc.lint_rule WHERE NOT bsc._sentences('en') ? (rule || ' hint')$$, 'each says what to do');
SELECT is_empty($$SELECT k FROM bsc._sentence_source AS s, json_object_keys(s.source) AS k GROUP BY k HAVING count(*) > 1$$, 'no sentence stands in for another of its name');
SELECT is_empty($$SELECT rule FROM bsc.lint_rule GROUP BY rule HAVING count(*) > 1$$, 'no rule is listed twice');
SELECT is_empty($$SELECT rule FROM bsc.lint_rule WHERE finds = '' OR reason = '' OR finds || reason IS NULL$$, 'every rule says what it finds, and why');
SELECT is_empty($$SELECT rule FROM bsc.lint_rule WHERE severity NOT IN ('error', 'warning', 'notice')$$, 'severities are three');
SELECT is_empty($$
    SELECT l.* FROM bsc.lint('co') AS l
    WHERE l.severity IS NULL OR l.subject IS NULL OR l.message IS NULL OR l.hint IS NULL$$, 'nothing is missing in a finding');
SELECT throws_ok($$SELECT * FROM bsc.lint('nope')$$, '22023', 'scorecard "nope" does not exist', 'an unknown scorecard');

-- no rights of the caller's are needed but to read
DELETE FROM bsc.actual;
SELECT pg_temp.findings();
GRANT USAGE ON SCHEMA bsc TO bsc_test_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO bsc_test_reader;
SET LOCAL ROLE bsc_test_reader;
SELECT is_empty($$SELECT * FROM bsc.lint('co')$$, 'a reader may lint');
RESET ROLE;

SELECT * FROM finish();
ROLLBACK;
