-- define() and definition(): the same document in and out, nothing written
-- twice, nothing lost by renaming and moving, nothing changed by an error.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT plan(109);

-- helpers ---------------------------------------------------------------

-- every row of one scorecard with its place on disk, which each write changes
CREATE FUNCTION pg_temp.rows_of(scorecard text) RETURNS TABLE (relation text, place tid, line text)
LANGUAGE sql AS $$
    WITH own AS (SELECT s.id FROM bsc.scorecard AS s WHERE s.code = rows_of.scorecard)
    SELECT 'scorecard', t.ctid, t::text FROM bsc.scorecard AS t WHERE t.id = (TABLE own)
    UNION ALL SELECT 'perspective', t.ctid, t::text FROM bsc.perspective AS t WHERE t.scorecard_id = (TABLE own)
    UNION ALL SELECT 'objective', t.ctid, t::text FROM bsc.objective AS t WHERE t.scorecard_id = (TABLE own)
    UNION ALL SELECT 'measure', t.ctid, t::text FROM bsc.measure AS t WHERE t.scorecard_id = (TABLE own)
    UNION ALL SELECT 'plan', t.ctid, t::text FROM bsc.plan AS t JOIN bsc.measure AS m ON m.id = t.measure_id
              WHERE m.scorecard_id = (TABLE own)
    UNION ALL SELECT 'actual', t.ctid, t::text FROM bsc.actual AS t JOIN bsc.measure AS m ON m.id = t.measure_id
              WHERE m.scorecard_id = (TABLE own)
    UNION ALL SELECT 'link', t.ctid, t::text FROM bsc.link AS t WHERE t.scorecard_id = (TABLE own)
    UNION ALL SELECT 'entity', t.ctid, t::text FROM bsc.entity AS t WHERE t.scorecard_id = (TABLE own)
    UNION ALL SELECT 'initiative', t.ctid, t::text FROM bsc.initiative AS t WHERE t.scorecard_id = (TABLE own)
    UNION ALL SELECT 'initiative_objective', t.ctid, t::text FROM bsc.initiative_objective AS t
              WHERE t.scorecard_id = (TABLE own)
    UNION ALL SELECT 'initiative_entity', t.ctid, t::text FROM bsc.initiative_entity AS t
              WHERE t.scorecard_id = (TABLE own)
    UNION ALL SELECT 'initiative_step', t.ctid, t::text FROM bsc.initiative_step AS t
              WHERE t.scorecard_id = (TABLE own)
$$;

CREATE FUNCTION pg_temp.measure(scorecard text, measure text) RETURNS bigint
LANGUAGE sql AS $$
    SELECT m.id FROM bsc.measure AS m JOIN bsc.scorecard AS s ON s.id = m.scorecard_id
    WHERE s.code = $1 AND m.code = $2
$$;

-- the tree as one line: perspective(objective(measure measure) ...) ...
CREATE FUNCTION pg_temp.tree(scorecard text) RETURNS text
LANGUAGE sql AS $$
    SELECT string_agg(p.code || '(' || coalesce((
        SELECT string_agg(o.code || '(' || coalesce((
            SELECT string_agg(m.code, ' ' ORDER BY m.position, m.code) FROM bsc.measure AS m
            WHERE m.objective_id = o.id), '') || ')', ' ' ORDER BY o.position, o.code)
        FROM bsc.objective AS o WHERE o.perspective_id = p.id), '') || ')', ' ' ORDER BY p.position, p.code)
    FROM bsc.perspective AS p JOIN bsc.scorecard AS s ON s.id = p.scorecard_id
    WHERE s.code = tree.scorecard
$$;

-- one perspective, one objective and the measures given
CREATE FUNCTION pg_temp.small(code text, measures jsonb) RETURNS jsonb
LANGUAGE sql AS $$
    SELECT jsonb_build_object('code', code, 'perspectives', jsonb_build_array(jsonb_build_object(
        'code', 'p', 'objectives', jsonb_build_array(jsonb_build_object('code', 'o', 'measures', measures)))))
$$;

-- a document with every key -----------------------------------------------

CREATE TEMP TABLE full_document AS SELECT $json$
{
  "code": "集团 2004", "name": "It's \"ours\" 🎯", "mission": "更好", "value_proposition": "customer intimacy",
  "frequency": "quarter", "first_month": 4, "time_zone": "Asia/Shanghai", "amber": 0.25, "green": 0.1e1,
  "missing": "strict", "owner": "王",
  "perspectives": [
    {"code": "财务", "name": "Financial", "position": 7, "weight": 0.1, "combine": "worst",
     "objectives": [
       {"code": "增长", "name": "Growth", "theme": "t", "weight": 0, "combine": "best", "owner": "o", "position": 3,
        "measures": [
          {"code": "收入 \"净\"", "name": "n", "unit": "CNY", "indicator": "lagging", "financial": true,
           "frequency": "month", "rollup": "query", "carry_forward": 1000, "weight": 1e-300,
           "query": "SELECT 'a''b' -- $1\n", "owner": "me", "description": "d\\d", "position": -5,
           "plan": [{"period": "2004-01", "target": "60..95"},
                    {"period": "2004-04/P1Y", "target": "60:0 95:1 110:1.2"},
                    {"entity": "North", "period": "2004Q2", "target": "48..24"},
                    {"entity": "北", "period": "2004-02", "target": "0.1..0.30000000000000004"}]},
          {"code": "plain"}]},
       {"code": "both", "position": 4}]},
    {"code": "customer", "position": 8,
     "objectives": [
       {"code": "both",
        "measures": [
          {"code": "m1", "plan": [{"period": "2004Q3", "target": "0..95"}]},
          {"code": "long"}]}]}],
  "links": [
    {"cause": "customer/both", "effect": "增长", "strength": -0.5, "lag": 2, "hypothesis": "h"},
    {"cause": "customer/both", "effect": "增长", "lag": 3},
    {"cause": "增长", "effect": "增长", "lag": 1}],
  "initiatives": [
    {"code": "crm", "name": "CRM", "owner": "x", "starts": "2004-02-29", "ends": "infinity",
     "budget": 1234567890123456789.25, "spent": 0.01, "progress": 0.5, "state": "active",
     "objectives": ["customer/both", "增长"],
     "entities": [{"entity": "North"}, {"entity": "北", "starts": "2004-03-01"}]},
    {"code": "later"}],
  "entities": [
    {"code": "北", "name": "Region", "position": 2},
    {"code": "North", "parent": "北", "starts": "2004-02-29", "ends": "infinity"}]
}$json$::jsonb AS doc;
UPDATE full_document SET doc = replace(doc::text, '"long"', to_jsonb(repeat('长', 100))::text)::jsonb;

SELECT is((SELECT bsc.define(doc) FROM full_document), '集团 2004', 'define answers with the code');
SELECT is(bsc.definition('集团 2004'), (SELECT doc FROM full_document), 'a canonical document comes back as it was');

CREATE TEMP TABLE before AS SELECT * FROM pg_temp.rows_of('集团 2004');
SELECT is((SELECT count(*)::integer FROM before), 1 + 2 + 3 + 4 + 5 + 3 + 2 + 2 + 2 + 2, 'every object became a row');
SELECT bsc.define(bsc.definition('集团 2004'));
SELECT set_eq($$SELECT * FROM pg_temp.rows_of('集团 2004')$$, 'TABLE before', 'the same document again touches no row');
SELECT is(bsc.definition('集团 2004', with_plan => false),
    (SELECT doc #- '{perspectives,0,objectives,0,measures,0,plan}' #- '{perspectives,1,objectives,0,measures,0,plan}' FROM full_document), 'it may leave the targets out');
SELECT is(bsc.definition('集团 2004', true), (SELECT doc FROM full_document), 'or say that they are wanted');
SELECT bsc.define(bsc.definition('集团 2004', with_plan => false));
SELECT set_eq($$SELECT * FROM pg_temp.rows_of('集团 2004')$$, 'TABLE before', 'without the targets it touches no row either');

SELECT is(m.run_as, current_user::text, 'a new measure runs as whoever defines it')
FROM bsc.measure AS m WHERE m.id = pg_temp.measure('集团 2004', 'plain');
SELECT is(m.frequency, 'quarter', 'an absent frequency is the scorecard''s')
FROM bsc.measure AS m WHERE m.id = pg_temp.measure('集团 2004', 'plain');
SELECT is(m.position, 2, 'an absent position is the place in the list')
FROM bsc.measure AS m WHERE m.id = pg_temp.measure('集团 2004', 'plain');

-- settings of the session do not show
SET LOCAL extra_float_digits = -15;
SET LOCAL datestyle = 'SQL, DMY';
SELECT is(bsc.definition('集团 2004'), (SELECT doc FROM full_document), 'definition does not depend on the session''s formats');
SELECT bsc.define(bsc.definition('集团 2004'));
SELECT set_eq($$SELECT relation, place FROM pg_temp.rows_of('集团 2004')$$, 'SELECT relation, place FROM before',
              'nor does define');
RESET extra_float_digits;
RESET datestyle;

-- what a document may hold agrees with the tables ---------------------------

CREATE TEMP VIEW catalogue AS
SELECT k.*, a.attname IS NOT NULL AS is_column, pg_get_expr(d.adbin, d.adrelid) AS default_expression, a.attnum
FROM bsc._document_keys() AS k
LEFT JOIN pg_attribute AS a ON a.attrelid = ('bsc.' || CASE k.kind WHEN 'served' THEN 'objective' ELSE k.kind END)::regclass
    AND a.attname = k.key
LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum;

SELECT set_eq($$SELECT kind || '.' || key FROM catalogue WHERE NOT is_column$$, ARRAY[
    'scorecard.was', 'scorecard.weights', 'scorecard.perspectives', 'scorecard.links', 'scorecard.initiatives', 'scorecard.entities',
    'perspective.was', 'perspective.weights', 'perspective.objectives',
    'objective.was', 'objective.weights', 'objective.measures',
    'measure.was', 'measure.plan', 'initiative.was', 'initiative.objectives', 'initiative.entities', 'initiative.steps', 'entity.was'],
    'keys are columns, but for renaming, for lists and for judgements over them');
SELECT set_eq($$
    SELECT c.relname || '.' || a.attname
    FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
    WHERE c.oid IN (SELECT ('bsc.' || kind)::regclass FROM bsc._document_keys())
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> 'id' AND a.attname !~ '_id$'
    EXCEPT SELECT kind || '.' || key FROM catalogue$$, ARRAY[
        'scorecard.changed_at', 'scorecard.changed_by', 'perspective.changed_at', 'perspective.changed_by',
        'objective.changed_at', 'objective.changed_by', 'measure.changed_at', 'measure.changed_by', 'measure.detail_by', 'plan.changed_at', 'plan.changed_by',
        'link.changed_at', 'link.changed_by', 'initiative.changed_at', 'initiative.changed_by', 'initiative_entity.changed_at', 'initiative_entity.changed_by', 'initiative_step.changed_at', 'initiative_step.changed_by', 'entity.changed_at', 'entity.changed_by',
        'scorecard.judgements', 'perspective.judgements', 'objective.judgements'],
    'columns are keys, but for ids, who wrote when, and what judgements come to');

CREATE FUNCTION pg_temp.evaluate(expression text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
    result jsonb;
BEGIN
    EXECUTE 'SELECT to_jsonb(' || expression || ')' INTO result;
    RETURN result;
END
$$;
-- position: the place in the list, but of entities; run_as: whoever defines
SELECT set_eq($$
    SELECT kind, key, initial FROM catalogue WHERE initial IS NOT NULL$$, $$
    SELECT kind, key, pg_temp.evaluate(default_expression) FROM catalogue
    WHERE default_expression IS NOT NULL AND (key NOT IN ('position', 'run_as') OR kind = 'entity')$$,
    'defaults are those of the columns');
SELECT set_eq($$
    SELECT k.kind, k.key, a FROM catalogue AS k, unnest(k.accepted) AS a$$, $$
    SELECT k.kind, k.key, found.value
    FROM catalogue AS k
    JOIN pg_constraint AS c ON c.conrelid = ('bsc.' || k.kind)::regclass AND c.contype = 'c' AND c.conkey = ARRAY[k.attnum]
    CROSS JOIN regexp_matches(pg_get_constraintdef(c.oid), '_choices\(''([^'']*)''::text', 'g') AS list
    CROSS JOIN LATERAL unnest(bsc._choices(list[1])) AS found (value)
    WHERE k.type = 'choice'$$, 'accepted values are those of the constraints');

-- null is as good as absent
SELECT bsc.define('{"code": "nulls", "name": null, "amber": null, "perspectives": [{"code": "p", "weight": null, "objectives": null}], "links": null}');
SELECT is(bsc.definition('nulls'), '{"code": "nulls", "perspectives": [{"code": "p"}]}', 'null counts as absent');

-- complete: what is absent goes back to its default or away -------------------

SELECT bsc.define('{"code": "全", "name": "n", "amber": 0.1, "perspectives": [
    {"code": "p", "weight": 2, "objectives": [{"code": "o", "theme": "t", "measures": [
        {"code": "m", "unit": "u", "rollup": "mean", "plan": [{"period": "2004-01", "target": "1..2"}]}]},
        {"code": "o2"}]}],
    "links": [{"cause": "o", "effect": "o2", "strength": 3}],
    "initiatives": [{"code": "i", "owner": "me", "progress": 0.5, "objectives": ["o", "o2"]}]}');
CREATE TEMP TABLE ids AS SELECT pg_temp.measure('全', 'm') AS m;
SELECT bsc.define('{"code": "全", "perspectives": [
    {"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m"}]}, {"code": "o2"}]}],
    "links": [{"cause": "o", "effect": "o2"}],
    "initiatives": [{"code": "i", "objectives": ["o2"]}]}');
SELECT is(bsc.definition('全'), '{"code": "全", "perspectives": [
    {"code": "p", "objectives": [{"code": "o", "measures": [
        {"code": "m", "plan": [{"period": "2004-01", "target": "1..2"}]}]}, {"code": "o2"}]}],
    "links": [{"cause": "o", "effect": "o2"}],
    "initiatives": [{"code": "i", "objectives": ["o2"]}]}', 'absent keys go back to their defaults; without a key plan, targets stay');
SELECT bsc.define(jsonb_set(bsc.definition('全'), '{perspectives,0,objectives,0,measures,0,plan}', 'null'));
SELECT is((SELECT count(*)::integer FROM bsc.plan WHERE measure_id = pg_temp.measure('全', 'm')), 1, 'a plan that is null is as good as absent');
SELECT bsc.define(jsonb_set(bsc.definition('全'), '{perspectives,0,objectives,0,measures,0,plan}', '[]'));
SELECT is((SELECT count(*)::integer FROM bsc.plan WHERE measure_id = pg_temp.measure('全', 'm')), 0, 'an empty plan removes them');
SELECT is(pg_temp.measure('全', 'm'), (SELECT m FROM ids), 'the measure is the same one');
SELECT bsc.define('{"code": "全"}');
SELECT is(bsc.definition('全'), '{"code": "全"}', 'absent children go away');
SELECT is((SELECT count(*)::integer FROM pg_temp.rows_of('全')), 1, 'with all that was theirs');

-- targets
SELECT bsc.define(pg_temp.small('targets', '[{"code": "a", "plan": [
    {"period": "2004-01", "target": "1..2"}, {"period": "2004-02", "target": "1..2"}, {"period": "2004-02", "entity": "E", "target": "1..2"}]}]'));
ALTER TABLE bsc.plan DISABLE TRIGGER note_change;
UPDATE bsc.plan SET changed_at = '2001-01-01' WHERE measure_id = pg_temp.measure('targets', 'a');
ALTER TABLE bsc.plan ENABLE TRIGGER note_change;
SELECT bsc.define(pg_temp.small('targets', '[{"code": "a", "plan": [
    {"period": "2004-01", "target": "1..2"}, {"period": "2004-02", "target": "1..3"}, {"period": "2004-03", "target": "1..2"}]}]'));
SELECT results_eq($$
    SELECT period::text, entity, target::text, changed_at = '2001-01-01' FROM bsc.plan
    WHERE measure_id = pg_temp.measure('targets', 'a') ORDER BY period$$, $$
    VALUES ('2004-01', '', '1..2', true), ('2004-02', '', '1..3', false), ('2004-03', '', '1..2', false)$$,
    'targets are kept, changed, added and removed');
SELECT bsc.define(pg_temp.small('targets', '[{"code": "a", "plan": [{"period": "2004q1", "target": ">= 95"}]}]'));
SELECT is(bsc.definition('targets') #> '{perspectives,0,objectives,0,measures,0,plan}',
          '[{"period": "2004Q1", "target": "0..95"}]', 'periods and targets come back in their own spelling');

-- positions
SELECT bsc.define('{"code": "order", "perspectives": [{"code": "c", "position": 5}, {"code": "b"}, {"code": "a"}]}');
SELECT is(bsc.definition('order'), '{"code": "order", "perspectives": [
    {"code": "b", "position": 2}, {"code": "a", "position": 3}, {"code": "c", "position": 5}]}',
    'lists are written in the order of positions, which are given where they are not the place');
SELECT bsc.define('{"code": "order", "perspectives": [{"code": "c"}, {"code": "b"}, {"code": "a"}]}');
SELECT is(bsc.definition('order'), '{"code": "order", "perspectives": [{"code": "c"}, {"code": "b"}, {"code": "a"}]}',
    'a new order is kept');

-- renaming ----------------------------------------------------------------

SELECT bsc.define('{"code": "ren", "perspectives": [
    {"code": "p", "objectives": [{"code": "o", "measures": [{"code": "a"}, {"code": "b"}]}]}],
    "initiatives": [{"code": "i", "objectives": ["o"]}]}');
INSERT INTO bsc.actual (measure_id, period, value) VALUES
    (pg_temp.measure('ren', 'a'), '2004-01', 1), (pg_temp.measure('ren', 'b'), '2004-01', 2);
DROP TABLE ids;
CREATE TEMP TABLE ids AS
SELECT pg_temp.measure('ren', 'a') AS a, pg_temp.measure('ren', 'b') AS b,
       (SELECT id FROM bsc.scorecard WHERE code = 'ren') AS s,
       (SELECT id FROM bsc.perspective WHERE scorecard_id = (SELECT id FROM bsc.scorecard WHERE code = 'ren')) AS p,
       (SELECT id FROM bsc.objective WHERE scorecard_id = (SELECT id FROM bsc.scorecard WHERE code = 'ren')) AS o,
       (SELECT id FROM bsc.initiative WHERE scorecard_id = (SELECT id FROM bsc.scorecard WHERE code = 'ren')) AS i;
CREATE TEMP TABLE renamed AS SELECT '{"code": "ren2", "was": "ren", "perspectives": [
    {"code": "p2", "was": "p", "objectives": [{"code": "o2", "was": "o", "measures": [{"code": "a2", "was": "a"}, {"code": "b"}]}]}],
    "initiatives": [{"code": "i2", "was": "i", "objectives": ["o2"]}]}'::jsonb AS doc;
INSERT INTO bsc.closed_period (scorecard_id, period, closed_at, definition)
SELECT s, '2003-12', '2004-01-05', bsc.definition('ren') FROM ids;
INSERT INTO bsc.closed_result (scorecard_id, period, entity, ordinal, level, perspective, objective, measure)
SELECT s, '2003-12', '', g.* FROM ids, (VALUES
    (1, 0, NULL, NULL, NULL), (2, 1, 'p', NULL, NULL), (3, 2, 'p', 'o', NULL), (4, 3, 'p', 'o', 'a'), (5, 3, 'p', 'o', 'b')) AS g;
INSERT INTO bsc.refresh_log (scorecard, measure, period, started) VALUES ('ren', 'a', '2004-01', now());

SELECT bsc.define(doc) FROM renamed;
SELECT is(bsc.definition('ren2'), '{"code": "ren2", "perspectives": [
    {"code": "p2", "objectives": [{"code": "o2", "measures": [{"code": "a2"}, {"code": "b"}]}]}],
    "initiatives": [{"code": "i2", "objectives": ["o2"]}]}', 'everything has its new code');
SELECT is_empty($$SELECT 1 FROM bsc.scorecard WHERE code = 'ren'$$, 'nothing has the old one');
SELECT results_eq($$
    SELECT s.id, p.id, o.id, m.id, i.id
    FROM bsc.scorecard AS s JOIN bsc.perspective AS p ON p.scorecard_id = s.id
    JOIN bsc.objective AS o ON o.perspective_id = p.id JOIN bsc.measure AS m ON m.objective_id = o.id AND m.code = 'a2'
    JOIN bsc.initiative AS i ON i.scorecard_id = s.id WHERE s.code = 'ren2'$$,
    'SELECT s, p, o, a, i FROM ids', 'and it is what it was before');
SELECT results_eq($$SELECT value FROM bsc.actual WHERE measure_id = pg_temp.measure('ren2', 'a2')$$, ARRAY[1::float8],
    'the actuals came along');
SELECT results_eq($$
    SELECT perspective, objective, measure FROM bsc.closed_result WHERE scorecard_id = (SELECT s FROM ids) ORDER BY ordinal$$, $$
    VALUES (NULL, NULL, NULL), ('p2', NULL, NULL), ('p2', 'o2', NULL), ('p2', 'o2', 'a2'), ('p2', 'o2', 'b')$$,
    'so did the frozen results');
SELECT results_eq($$SELECT scorecard, measure FROM bsc.refresh_log WHERE scorecard LIKE 'ren%'$$, $$VALUES ('ren2', 'a2')$$,
    'and the log');
DROP TABLE before;
CREATE TEMP TABLE before AS SELECT * FROM pg_temp.rows_of('ren2');
SELECT bsc.define(doc) FROM renamed;
SELECT set_eq($$SELECT * FROM pg_temp.rows_of('ren2')$$, 'TABLE before', 'a renaming that is done already touches no row');

SELECT bsc.define('{"code": "ren"}');
SELECT throws_like($$SELECT bsc.define(doc) FROM renamed$$, 'invalid value at was: "ren"',
    'a scorecard cannot take a code that another has');

-- codes that change hands
SELECT bsc.define(pg_temp.small('swap', '[{"code": "a"}, {"code": "b"}]'));
INSERT INTO bsc.actual (measure_id, period, value) VALUES
    (pg_temp.measure('swap', 'a'), '2004-01', 1), (pg_temp.measure('swap', 'b'), '2004-01', 2);
DROP TABLE ids;
CREATE TEMP TABLE ids AS SELECT pg_temp.measure('swap', 'a') AS a, pg_temp.measure('swap', 'b') AS b;
SELECT bsc.define(pg_temp.small('swap', '[{"code": "a", "was": "b"}, {"code": "b", "was": "a"}]'));
SELECT is(pg_temp.measure('swap', 'a'), (SELECT b FROM ids), 'two codes can be swapped: one way');
SELECT is(pg_temp.measure('swap', 'b'), (SELECT a FROM ids), 'two codes can be swapped: the other way');

-- now a is the old b: it becomes b, and b becomes c
SELECT bsc.define(pg_temp.small('swap', '[{"code": "b", "was": "a"}, {"code": "c", "was": "b"}]'));
SELECT is(pg_temp.measure('swap', 'b'), (SELECT b FROM ids), 'a code can be handed on: the first');
SELECT is(pg_temp.measure('swap', 'c'), (SELECT a FROM ids), 'a code can be handed on: the second');
SELECT bsc.define(pg_temp.small('swap', '[{"code": "b", "was": "a"}, {"code": "c", "was": "b"}]'));
SELECT is(pg_temp.measure('swap', 'c'), (SELECT a FROM ids), 'and given again it stays');

-- the old code goes to a new measure
SELECT bsc.define(pg_temp.small('swap', '[{"code": "b2", "was": "b"}, {"code": "b"}, {"code": "c"}]'));
SELECT is(pg_temp.measure('swap', 'b2'), (SELECT b FROM ids), 'a code can be taken over by something new');
SELECT bsc.define(pg_temp.small('swap', '[{"code": "b2", "was": "b"}, {"code": "b"}, {"code": "c"}]'));
SELECT is(pg_temp.measure('swap', 'b2'), (SELECT b FROM ids), 'and given again, that stays too');
SELECT is((SELECT count(*)::integer FROM bsc.actual WHERE measure_id IN (SELECT a FROM ids UNION SELECT b FROM ids)), 2,
    'no actual was lost on the way');
SELECT lives_ok($$SELECT bsc.define(pg_temp.small('swap', '[{"code": "b2", "was": "never"}, {"code": "b"}, {"code": "c", "was": "c"}]'))$$,
    'an old code that does not exist is no error');

-- perspectives, objectives and initiatives change codes among them
SELECT bsc.define('{"code": "hands", "perspectives": [
    {"code": "p", "objectives": [{"code": "x", "measures": [{"code": "px"}]}, {"code": "y", "measures": [{"code": "py"}]}]},
    {"code": "q", "objectives": [{"code": "x", "measures": [{"code": "qx"}]}]}],
    "initiatives": [{"code": "i", "name": "I"}, {"code": "j", "name": "J"}]}');
DROP TABLE before;
CREATE TEMP TABLE before AS
SELECT o.id, m.code AS measure FROM bsc.objective AS o JOIN bsc.measure AS m ON m.objective_id = o.id;
SELECT bsc.define('{"code": "hands", "perspectives": [
    {"code": "q", "was": "p", "objectives": [{"code": "y", "was": "x", "measures": [{"code": "px"}]}, {"code": "x", "was": "y", "measures": [{"code": "py"}]}]},
    {"code": "p", "was": "q", "objectives": [{"code": "x", "measures": [{"code": "qx"}]}]}],
    "initiatives": [{"code": "j", "was": "i", "name": "I"}, {"code": "i", "was": "j", "name": "J"}]}');
SELECT is(pg_temp.tree('hands'), 'q(y(px) x(py)) p(x(qx))', 'perspectives and objectives can swap codes');
SELECT set_eq($$
    SELECT o.id, m.code FROM bsc.objective AS o JOIN bsc.measure AS m ON m.objective_id = o.id
    WHERE o.scorecard_id = (SELECT id FROM bsc.scorecard WHERE code = 'hands')$$,
    $$SELECT * FROM before WHERE measure IN ('px', 'py', 'qx')$$, 'and are the same ones');
SELECT set_eq($$SELECT i.code, i.name FROM bsc.initiative AS i JOIN bsc.scorecard AS s ON s.id = i.scorecard_id WHERE s.code = 'hands'$$,
    $$VALUES ('j', 'I'), ('i', 'J')$$, 'so can initiatives');

-- moving --------------------------------------------------------------------

SELECT bsc.define('{"code": "move", "perspectives": [
    {"code": "p", "objectives": [{"code": "x", "measures": [{"code": "m"}, {"code": "n"}]}, {"code": "y"}]},
    {"code": "q"}]}');
INSERT INTO bsc.actual (measure_id, period, value) VALUES (pg_temp.measure('move', 'm'), '2004-01', 1);
DROP TABLE ids;
CREATE TEMP TABLE ids AS
SELECT pg_temp.measure('move', 'm') AS m, (SELECT objective_id FROM bsc.measure WHERE id = pg_temp.measure('move', 'm')) AS x;
SELECT bsc.define('{"code": "move", "perspectives": [
    {"code": "p", "objectives": [{"code": "x", "measures": [{"code": "n"}]}, {"code": "y", "measures": [{"code": "m"}]}]},
    {"code": "q"}]}');
SELECT is(pg_temp.tree('move'), 'p(x(n) y(m)) q()', 'a measure moves to another objective');
SELECT is(pg_temp.measure('move', 'm'), (SELECT m FROM ids), 'and is the same one');
SELECT bsc.define('{"code": "move", "perspectives": [{"code": "q", "objectives": [
    {"code": "x", "measures": [{"code": "n"}]}, {"code": "new", "measures": [{"code": "m"}]}]}]}');
SELECT is(pg_temp.tree('move'), 'q(x(n) new(m))', 'an objective moves to another perspective, its old one and its sister are removed');
SELECT is((SELECT objective_id FROM bsc.measure WHERE id = pg_temp.measure('move', 'n')), (SELECT x FROM ids), 'and is the same one');
SELECT is(pg_temp.measure('move', 'm'), (SELECT m FROM ids), 'a measure is saved from an objective that is removed');
SELECT bsc.define('{"code": "move", "perspectives": [{"code": "r", "objectives": [
    {"code": "z", "was": "q/x", "measures": [{"code": "n"}, {"code": "m"}]}]}]}');
SELECT is((SELECT objective_id FROM bsc.measure WHERE id = pg_temp.measure('move', 'n')), (SELECT x FROM ids),
    'an objective can be moved and renamed at once');
SELECT bsc.define('{"code": "move", "perspectives": [
    {"code": "s", "objectives": [{"code": "z", "measures": [{"code": "n"}]}]},
    {"code": "r", "objectives": [{"code": "z", "measures": [{"code": "m"}]}]}]}');
SELECT is((SELECT p.code FROM bsc.objective AS o JOIN bsc.perspective AS p ON p.id = o.perspective_id WHERE o.id = (SELECT x FROM ids)),
    'r', 'an objective that stays where it is is not taken for one that moves');
SELECT is((SELECT count(*)::integer FROM bsc.actual WHERE measure_id = (SELECT m FROM ids)), 1, 'no actual was lost on the way');

-- what is in the way of removal ---------------------------------------------

SELECT bsc.define(pg_temp.small('prune', '[{"code": "a"}, {"code": "b"}, {"code": "c"}, {"code": "d"}]'));
INSERT INTO bsc.actual (measure_id, period, value) VALUES
    (pg_temp.measure('prune', 'a'), '2004-01', 1), (pg_temp.measure('prune', 'b'), '2004-01', 1), (pg_temp.measure('prune', 'c'), '2004-01', 1);
DELETE FROM bsc.actual WHERE measure_id = pg_temp.measure('prune', 'b');
DROP TABLE before;
CREATE TEMP TABLE before AS SELECT * FROM pg_temp.rows_of('prune');
SELECT throws_ok($$SELECT bsc.define(pg_temp.small('prune', '[{"code": "a", "name": "changed"}]'))$$, '2BP01',
    'document leaves out measures that have actuals: b, c', 'a measure with actuals, or with a history of some, is not removed');
SELECT throws_ok($$SELECT bsc.define('{"code": "prune"}')$$, '2BP01', NULL, 'nor with its perspective');
SELECT throws_ok($$SELECT bsc.define('{"code": "prune"}', NULL)$$, '2BP01', NULL, 'not even if we know not whether to prune');
SELECT throws_ok($$SELECT bsc.define('{"code": "prune", "perspectives": [{"code": "p", "objectives": [{"code": "o2"}]}]}')$$, '2BP01', NULL,
    'nor with its objective');
SELECT set_eq($$SELECT * FROM pg_temp.rows_of('prune')$$, 'TABLE before', 'nothing is changed by an error');
SELECT lives_ok($$SELECT bsc.define(pg_temp.small('prune', '[{"code": "a"}, {"code": "b"}, {"code": "c"}]'))$$, 'one without actuals is');
SELECT lives_ok($$SELECT bsc.define(pg_temp.small('prune', '[{"code": "a"}]'), prune => true)$$, 'others are if we insist');
SELECT is(pg_temp.tree('prune'), 'p(o(a))', 'and they are gone');

-- closed periods ---------------------------------------------------------------

CREATE TEMP TABLE closed AS SELECT pg_temp.small('closed', '[{"code": "m", "plan": [
    {"period": "2004-01", "target": "1..2"}, {"period": "2004-02", "target": "1..2"}, {"period": "2004Q1", "target": "3..6"}]}, {"code": "n"}]') AS doc;
SELECT bsc.define(doc) FROM closed;
INSERT INTO bsc.actual (measure_id, period, value) VALUES (pg_temp.measure('closed', 'm'), '2004-01', 1);
INSERT INTO bsc.closed_period (scorecard_id, period, definition)
SELECT id, '2004-01', bsc.definition('closed') FROM bsc.scorecard WHERE code = 'closed';
SELECT lives_ok('SELECT bsc.define(doc) FROM closed', 'the same document passes beside a closed period');
SELECT lives_ok($$SELECT bsc.define(replace(doc::text, '"3..6"', '"3..7"')::jsonb || '{"name": "new", "green": 0.8}') FROM closed$$,
    'so does a change outside it');
SELECT throws_ok($$SELECT bsc.define(jsonb_set(doc, '{perspectives,0,objectives,0,measures,0,plan,0,target}', '"1..3"')) FROM closed$$,
    '55000', 'period 2004-01 of scorecard "closed" is closed', 'a target inside it cannot be changed');
SELECT throws_ok($$SELECT bsc.define(doc #- '{perspectives,0,objectives,0,measures,0,plan,0}') FROM closed$$,
    '55000', 'period 2004-01 of scorecard "closed" is closed', 'nor removed');
SELECT throws_ok($$SELECT bsc.define(jsonb_set(doc, '{perspectives,0,objectives,0,measures,1,plan}', '[{"period": "2004-01", "target": "1..2"}]')) FROM closed$$,
    '55000', 'period 2004-01 of scorecard "closed" is closed', 'nor added');

-- frequencies --------------------------------------------------------------------

SELECT bsc.define(pg_temp.small('freq', '[{"code": "m", "plan": [{"period": "2004-01", "target": "1..2"}]}, {"code": "n"}]'));
SELECT lives_ok($$SELECT bsc.define(pg_temp.small('freq', '[{"code": "m", "plan": [{"period": "2004Q1", "target": "1..2"}]}, {"code": "n"}]') || '{"frequency": "quarter"}')$$,
    'a coarser frequency comes with the targets that suit it');
SELECT is((SELECT frequency FROM bsc.measure WHERE id = pg_temp.measure('freq', 'm')), 'quarter', 'and the measures follow');
SELECT lives_ok($$SELECT bsc.define(pg_temp.small('freq', '[{"code": "m", "plan": [{"period": "2004-04/P1Y", "target": "1..2"}]}, {"code": "n"}]') || '{"first_month": 4}')$$,
    'so does another company year');
INSERT INTO bsc.actual (measure_id, period, value) VALUES (pg_temp.measure('freq', 'n'), '2004-01', 1);
SELECT throws_ok($$SELECT bsc.define(pg_temp.small('freq', '[{"code": "m"}, {"code": "n"}]') || '{"frequency": "quarter"}')$$,
    '55000', NULL, 'a frequency that actuals do not suit is refused');

-- whose rights a query runs with ----------------------------------------------------

CREATE ROLE bsc_test_analyst;
CREATE ROLE bsc_test_group;
CREATE ROLE bsc_test_other;
GRANT bsc_test_group TO bsc_test_analyst;
GRANT USAGE ON SCHEMA bsc TO bsc_test_analyst;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bsc TO bsc_test_analyst;
SELECT bsc.define(pg_temp.small('rights', '[{"code": "m", "query": "SELECT 1"}, {"code": "n"}, {"code": "k", "query": "SELECT 1", "run_as": "bsc_test_other"}]'));
SELECT is(bsc.definition('rights') #>> '{perspectives,0,objectives,0,measures,2,run_as}', 'bsc_test_other', 'another''s name is written');
SELECT is(bsc.definition('rights') #>> '{perspectives,0,objectives,0,measures,0,run_as}', NULL, 'one''s own is not');
SELECT throws_like($$SELECT bsc.define(pg_temp.small('rights', '[{"code": "m", "run_as": "bsc_test_nobody"}]'))$$,
    'invalid value at perspectives[0].objectives[0].measures[0].run_as: "bsc_test_nobody"', 'an unknown role is an error');

CREATE TEMP TABLE owner AS SELECT current_user::text AS name;
CREATE FUNCTION pg_temp.runs_as() RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(m.code || ' ' || CASE m.run_as WHEN (SELECT name FROM owner) THEN 'owner' ELSE m.run_as END, ', ' ORDER BY m.code)
    FROM bsc.measure AS m JOIN bsc.scorecard AS s ON s.id = m.scorecard_id WHERE s.code = 'rights'
$$;
GRANT SELECT ON owner TO bsc_test_analyst;
SET LOCAL ROLE bsc_test_analyst;
SELECT bsc.define(pg_temp.small('rights', '[{"code": "m", "query": "SELECT 1", "unit": "changed"}, {"code": "n"}, {"code": "k", "query": "SELECT 1"}]'));
SELECT is(pg_temp.runs_as(), 'k bsc_test_other, m owner, n owner', 'a query that stays runs as before');
SELECT bsc.define(pg_temp.small('rights', '[{"code": "m", "query": "SELECT 2"}, {"code": "n"}, {"code": "k", "query": "SELECT 1"}, {"code": "new"}]'));
SELECT is(pg_temp.runs_as(), 'k bsc_test_other, m bsc_test_analyst, n owner, new bsc_test_analyst', 'a new one runs as whoever brings it');
SELECT bsc.define(pg_temp.small('rights', '[{"code": "m", "query": "SELECT 3", "run_as": "bsc_test_group"}, {"code": "n"}, {"code": "k", "query": "SELECT 1"}, {"code": "new"}]'));
SELECT is(pg_temp.runs_as(), 'k bsc_test_other, m bsc_test_group, n owner, new bsc_test_analyst', 'or as a role that she is in');
SELECT bsc.define(pg_temp.small('rights', '[{"code": "m", "query": "SELECT 4", "run_as": "bsc_test_group"}, {"code": "n"}, {"code": "k", "query": "SELECT 1"}, {"code": "new"}]'));
SELECT is(pg_temp.runs_as(), 'k bsc_test_other, m bsc_test_group, n owner, new bsc_test_analyst', 'also when the query changes under that name');
SELECT throws_ok($$SELECT bsc.define(pg_temp.small('rights', '[{"code": "m", "query": "SELECT 4", "run_as": "bsc_test_other"}, {"code": "n"}, {"code": "k", "query": "SELECT 1"}, {"code": "new"}]'))$$,
    '42501', 'permission denied to run measure "m" as role "bsc_test_other"', 'not as anybody else');
SELECT throws_ok($$SELECT bsc.define(pg_temp.small('rights', '[{"code": "m"}, {"code": "n"}, {"code": "k", "query": "SELECT 2", "run_as": "bsc_test_other"}, {"code": "new"}]'))$$,
    '42501', 'permission denied to run measure "k" as role "bsc_test_other"', 'nor can she bring another''s measure a query');
SELECT throws_ok($$SELECT bsc.define(pg_temp.small('rights2', '[{"code": "k", "query": "SELECT 2", "run_as": "bsc_test_other"}]'))$$,
    '42501', NULL, 'nor make one');
SELECT lives_ok($$SELECT bsc.drop_scorecard('rights')$$, 'who may write may drop');
RESET ROLE;
REVOKE ALL ON ALL TABLES IN SCHEMA bsc FROM bsc_test_analyst;
SET LOCAL ROLE bsc_test_analyst;
SELECT throws_ok($$SELECT bsc.define('{"code": "none"}')$$, '42501', NULL, 'who may not write cannot define');
RESET ROLE;

-- time zones -----------------------------------------------------------------------

SELECT throws_ok($$SELECT bsc.define('{"code": "z", "time_zone": "UTC+8"}')$$, '22023', 'invalid value at time_zone: "UTC+8"',
    'a time zone is known by its name, not by a formula');
SELECT throws_ok($$SELECT bsc.define('{"code": "z", "time_zone": "Asia/Shangai"}')$$, '22023', 'invalid value at time_zone: "Asia/Shangai"',
    'an unknown one is an error');
SELECT lives_ok($$SELECT bsc.define('{"code": "z", "time_zone": "Asia/Shanghai"}')$$, 'a known one is not');
UPDATE bsc.scorecard SET time_zone = 'UTC-8' WHERE code = 'z';
CREATE FUNCTION pg_temp.zone(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    advice text;
BEGIN
    EXECUTE statement;
    RETURN 'taken';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS advice = PG_EXCEPTION_HINT;
    RETURN concat_ws(' / ', SQLSTATE, SQLERRM, advice);
END
$$;
SELECT is(pg_temp.zone($$SELECT bsc.define('{"code": "z", "time_zone": "berlin"}')$$),
    '22023 / invalid value at time_zone: "berlin" / Perhaps you mean "Europe/Berlin". It must be a name of pg_timezone_names, such as Asia/Shanghai.', 'of a place, its zone');
SELECT is(pg_temp.zone($$UPDATE bsc.scorecard SET time_zone = 'Berlin' WHERE code = 'z'$$),
    '22023 / time zone "Berlin" not recognized / Perhaps you mean "Europe/Berlin". It must be a name of pg_timezone_names, such as Asia/Shanghai.', 'the table takes none that nobody knows');
SELECT is(pg_temp.zone($$INSERT INTO bsc.scorecard (code, time_zone) VALUES ('y', 'Mars')$$),
    '22023 / time zone "Mars" not recognized / It must be a name of pg_timezone_names, such as Asia/Shanghai.', 'nor in a new scorecard');
SELECT is(pg_temp.zone($$INSERT INTO bsc.calendar (code, time_zone) VALUES ('y', 'Mars')$$),
    '22023 / time zone "Mars" not recognized / It must be a name of pg_timezone_names, such as Asia/Shanghai.', 'nor does a calendar');
SET LOCAL check_function_bodies = off;
SELECT is(pg_temp.zone($$INSERT INTO bsc.calendar (code, time_zone) VALUES ('y', 'Mars')$$), 'taken', 'a dump may bring what its server knew');
RESET check_function_bodies;
SELECT lives_ok($$SELECT bsc.define('{"code": "z", "time_zone": "UTC-8"}')$$, 'what the tables have is taken as it is');

-- faults in a document change nothing, whatever stands before them ----------------------

CREATE TEMP TABLE fault (path text, problem text, change jsonb);
INSERT INTO fault
SELECT k.kind, k.key, v.value
FROM bsc._document_keys() AS k
CROSS JOIN (VALUES ('true'::jsonb), ('1'), ('-1'), ('1e400'), ('1e-400'), ('0.5'), ('3000000000'), ('""'), ('"x"'), ('"2004-13-01"'), ('[]'), ('[1]'), ('{}'), ('[{}]')) AS v (value)
-- what a formula is, formula_measures.sql has, and what a parent of entities, catalogue.sql
WHERE k.key <> 'formula' AND NOT (k.kind = 'entity' AND k.key = 'parent');
-- The values that each key takes among these, written down by type; all others must be refused.
CREATE FUNCTION pg_temp.outcome(kind text, key text, value jsonb) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    slot text[] := CASE kind
        WHEN 'scorecard' THEN '{}' WHEN 'perspective' THEN '{perspectives,0}' WHEN 'objective' THEN '{perspectives,0,objectives,0}'
        WHEN 'measure' THEN '{perspectives,0,objectives,0,measures,0}' WHEN 'plan' THEN '{perspectives,0,objectives,0,measures,0,plan,0}'
        WHEN 'link' THEN '{links,0}' WHEN 'entity' THEN '{entities,0}' WHEN 'initiative_entity' THEN '{initiatives,0,entities,0}' WHEN 'initiative_step' THEN '{initiatives,0,steps,0}' ELSE '{initiatives,0}' END;
    doc jsonb := '{"code": "fault", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m", "plan": [
        {"period": "2004-01", "target": "1..2"}]}]}]}], "links": [{"cause": "o", "effect": "o", "lag": 1}], "initiatives": [{"code": "i", "entities": [{"entity": "e"}], "steps": [{"code": "s"}]}], "entities": [{"code": "e"}]}';
    expected_path text := regexp_replace(regexp_replace(array_to_string(slot || key, '.'), '\.(\d+)', '[\1]', 'g'), '^\.', '');
BEGIN
    -- a link that the change leaves without an objective is another test's
    IF key IN ('perspectives', 'objectives') AND kind <> 'initiative' OR kind = 'objective' AND key = 'code' THEN
        doc := doc - 'links';
    END IF;
    doc := jsonb_set(doc, slot || key, value);
    PERFORM bsc._read_document(doc, NULL);
    RETURN 'taken';
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN CASE WHEN SQLERRM LIKE '%' || replace(replace(expected_path, '_', '\_'), '%', '\%') || '%' THEN 'refused'
                ELSE 'refused elsewhere: ' || SQLERRM END;
END
$$;
SELECT set_eq($$
    SELECT DISTINCT k.type, f.change, pg_temp.outcome(f.path, f.problem, f.change)
    FROM fault AS f JOIN bsc._document_keys() AS k ON k.kind = f.path AND k.key = f.problem
    WHERE k.type IN ('code', 'text', 'former', 'role', 'choice', 'boolean', 'entity', 'unit', 'amount', 'date', 'period', 'target')
      AND NOT (k.kind = 'link' AND k.type = 'text' AND k.required)
      -- the whole is none of an initiative's entities
      AND NOT (k.kind = 'initiative_entity' AND f.change = '""')$$, $$
    SELECT t, v, CASE WHEN v IN (SELECT x FROM (VALUES
            ('code', '"x"'::jsonb), ('code', '"2004-13-01"'), ('text', '""'), ('text', '"x"'), ('text', '"2004-13-01"'),
            ('former', '""'), ('former', '"x"'), ('former', '"2004-13-01"'), ('role', '""'), ('role', '"x"'), ('role', '"2004-13-01"'),
            ('boolean', 'true'), ('unit', '"x"'), ('unit', '"2004-13-01"'), ('entity', '""'), ('entity', '"x"'), ('entity', '"2004-13-01"'),
            ('amount', '1'), ('amount', '1e400'), ('amount', '1e-400'), ('amount', '0.5'), ('amount', '3000000000')
        ) AS good (y, x) WHERE y = t) THEN 'taken' ELSE 'refused' END
    FROM unnest(ARRAY['code', 'text', 'former', 'role', 'choice', 'boolean', 'entity', 'unit', 'amount', 'date', 'period', 'target']) AS t,
         (SELECT DISTINCT change AS v FROM fault) AS c$$, 'each type of key takes its values and no other, and says where it stands');
SELECT set_eq($$
    SELECT DISTINCT f.path || '.' || f.problem, f.change
    FROM fault AS f JOIN bsc._document_keys() AS k ON k.kind = f.path AND k.key = f.problem
    WHERE k.type IN ('number', 'integer') AND pg_temp.outcome(f.path, f.problem, f.change) = 'taken'$$, $$
    SELECT n, v::jsonb FROM (VALUES
        ('perspective.weight', '{1,0.5,3000000000}'), ('objective.weight', '{1,0.5,3000000000}'), ('measure.weight', '{1,0.5,3000000000}'),
        ('perspective.position', '{1,-1}'), ('entity.position', '{1,-1}'), ('objective.position', '{1,-1}'), ('measure.position', '{1,-1}'),
        ('scorecard.amber', '{-1,0.5}'), ('scorecard.green', '{1,3000000000}'), ('scorecard.first_month', '{1}'),
        ('measure.carry_forward', '{1}'), ('measure.elasticity', '{1,-1,0.5,3000000000}'), ('measure.amber', '{-1,0.5}'), ('measure.green', '{1,3000000000}'), ('link.lag', '{1}'), ('link.strength', '{1,-1,0.5,3000000000}'),
        ('initiative.progress', '{1,0.5}')) AS g (n, vs), unnest(vs::text[]) AS v$$, 'numbers keep their bounds');
SELECT is_empty($$
    SELECT f.path || '.' || f.problem || ' ' || f.change || ': ' || pg_temp.outcome(f.path, f.problem, f.change)
    FROM fault AS f
    WHERE pg_temp.outcome(f.path, f.problem, f.change) LIKE 'refused elsewhere%'
      AND f.problem NOT IN ('green', 'first_month')$$, 'every refusal names the path of the key');
SELECT set_eq($$
    SELECT f.change FROM fault AS f JOIN bsc._document_keys() AS k ON k.kind = f.path AND k.key = f.problem
    WHERE k.type = 'list' AND pg_temp.outcome(f.path, f.problem, f.change) = 'taken'$$, ARRAY['[]'::jsonb],
    'lists are lists, and of the right things');
SELECT is_empty($$SELECT 1 FROM bsc.scorecard WHERE code IN ('fault', 'rights2')$$, 'an error leaves nothing behind');

-- dropping ------------------------------------------------------------------------------

INSERT INTO bsc.closed_result (scorecard_id, period, entity, ordinal, level)
SELECT id, '2004-01', '', 1, 0 FROM bsc.scorecard WHERE code = 'closed';
INSERT INTO bsc.refresh_log (scorecard, measure, period, started) VALUES ('closed', 'm', '2004-01', now());
DROP TABLE ids;
CREATE TEMP TABLE ids AS SELECT id AS s, pg_temp.measure('closed', 'm') AS m FROM bsc.scorecard WHERE code = 'closed';
SELECT is((SELECT count(*)::integer FROM pg_temp.rows_of('full')), 0, 'there is nothing where there is no scorecard');
SELECT lives_ok($$SELECT bsc.drop_scorecard('closed')$$, 'a scorecard with closed periods can be dropped');
SELECT is_empty($$
    SELECT 1 FROM bsc.scorecard WHERE id = (SELECT s FROM ids)
    UNION ALL SELECT 2 FROM bsc.perspective WHERE scorecard_id = (SELECT s FROM ids)
    UNION ALL SELECT 3 FROM bsc.measure WHERE scorecard_id = (SELECT s FROM ids)
    UNION ALL SELECT 4 FROM bsc.plan WHERE measure_id = (SELECT m FROM ids)
    UNION ALL SELECT 5 FROM bsc.actual WHERE measure_id = (SELECT m FROM ids)
    UNION ALL SELECT 6 FROM bsc.actual_history WHERE measure_id = (SELECT m FROM ids)
    UNION ALL SELECT 7 FROM bsc.closed_period WHERE scorecard_id = (SELECT s FROM ids)
    UNION ALL SELECT 8 FROM bsc.closed_result WHERE scorecard_id = (SELECT s FROM ids)
    UNION ALL SELECT 9 FROM bsc.refresh_log WHERE scorecard = 'closed'$$, 'and nothing of it stays');
SELECT isnt_empty($$SELECT 1 FROM bsc.scorecard WHERE code = '集团 2004'$$, 'others do');
SELECT throws_ok($$SELECT bsc.drop_scorecard('closed')$$, '22023', 'scorecard "closed" does not exist', 'once');
SELECT throws_ok($$SELECT bsc.drop_scorecard(NULL)$$, '22023', NULL, 'no code is an error');
SELECT throws_ok($$SELECT bsc.definition('closed')$$, '22023', 'scorecard "closed" does not exist', 'what is not there has no definition');
SELECT throws_ok($$SELECT bsc.define(NULL)$$, '22004', NULL, 'no document is an error');

-- a large document ------------------------------------------------------------------------

CREATE TEMP TABLE large AS
SELECT jsonb_build_object('code', 'large', 'perspectives', (
    SELECT jsonb_agg(jsonb_build_object('code', 'p' || p, 'objectives', (
        SELECT jsonb_agg(jsonb_build_object('code', 'o' || o, 'measures', (
            SELECT jsonb_agg(jsonb_build_object('code', format('m%s.%s.%s', p, o, m), 'plan', (
                SELECT jsonb_agg(jsonb_build_object('period', bsc.shift('2004-01', k)::text, 'target', k || '..' || k + m))
                FROM generate_series(0, 23) AS k)))
            FROM generate_series(1, 20) AS m)))
        FROM generate_series(1, 10) AS o)))
    FROM generate_series(1, 5) AS p)) AS doc;
SELECT bsc.define(doc) FROM large;
SELECT is(bsc.definition('large'), (SELECT doc FROM large), 'a thousand measures with two years of targets come back');
DROP TABLE before;
CREATE TEMP TABLE before AS SELECT * FROM pg_temp.rows_of('large');
SELECT is((SELECT count(*)::integer FROM before), 1 + 5 + 50 + 1000 + 24000, 'all of them');
SELECT bsc.define(doc) FROM large;
SELECT set_eq($$SELECT relation, place FROM pg_temp.rows_of('large')$$, 'SELECT relation, place FROM before', 'and are not touched again');

SELECT * FROM finish();
ROLLBACK;
