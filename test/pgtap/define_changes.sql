-- bsc.define_changes, with answers written out, and queries beside a document.  That
-- it tells just what define does is for test/oracle/define_changes.py.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT plan(29);

CREATE TEMP TABLE given AS SELECT '{"code": "shop", "name": "Shop", "perspectives": [
    {"code": "fin", "objectives": [{"code": "growth", "measures": [
        {"code": "revenue", "query": "SELECT 1", "plan": [{"period": "2024", "target": "0..12"}, {"period": "2024-02", "entity": "North", "target": "0..1"}]},
        {"code": "orders"}]}]},
    {"code": "cust", "objectives": [{"code": "loyalty", "measures": [{"code": "nps", "rollup": "mean"}]}]}],
    "links": [{"cause": "loyalty", "effect": "growth", "lag": 2}],
    "initiatives": [{"code": "club", "objectives": ["loyalty"], "entities": [{"entity": "North"}, {"entity": "South", "starts": "2024-03-01"}]}]}'::jsonb AS doc;
CREATE FUNCTION pg_temp.changes(doc jsonb) RETURNS TABLE (path text, change text, before jsonb, after jsonb)
LANGUAGE sql AS 'SELECT * FROM bsc.define_changes(doc)';

SELECT results_eq('SELECT path, change FROM given, pg_temp.changes(doc)', $$VALUES
    ('', 'added'), ('perspectives[fin]', 'added'), ('perspectives[fin].objectives[growth]', 'added'),
    ('perspectives[fin].objectives[growth].measures[revenue]', 'added'), ('perspectives[fin].objectives[growth].measures[orders]', 'added'),
    ('perspectives[cust]', 'added'), ('perspectives[cust].objectives[loyalty]', 'added'),
    ('perspectives[cust].objectives[loyalty].measures[nps]', 'added'),
    ('links[loyalty -> growth, lag 2]', 'added'), ('initiatives[club]', 'added')$$, 'a new scorecard: one row for each node, in its order');
SELECT is((SELECT jsonb_object_agg(path, after) FROM given, pg_temp.changes(doc) WHERE path ~ 'revenue|link|initiative|^$'),
    '{"": {"code": "shop", "name": "Shop"},
      "perspectives[fin].objectives[growth].measures[revenue]": {"code": "revenue", "query": "SELECT 1", "plan": [{"period": "2024", "target": "0..12"}, {"period": "2024-02", "entity": "North", "target": "0..1"}]},
      "links[loyalty -> growth, lag 2]": {"cause": "loyalty", "effect": "growth", "lag": 2},
      "initiatives[club]": {"code": "club", "objectives": ["loyalty"], "entities": [{"entity": "North"}, {"entity": "South", "starts": "2024-03-01"}]}}', 'as the document has it');
SELECT is_empty($$SELECT 1 FROM bsc.scorecard WHERE code = 'shop'$$, 'nothing is made');
SELECT bsc.define(doc) FROM given;
SELECT is_empty('SELECT * FROM given, pg_temp.changes(doc)', 'nothing is told of what is so');
SELECT is_empty('SELECT * FROM given, pg_temp.changes(bsc.definition(''shop''))', 'nor of the definition');

SELECT results_eq($$SELECT * FROM pg_temp.changes('{"code": "shop", "amber": 0.5, "perspectives": [
    {"code": "fin", "weight": 2, "objectives": [{"code": "growth", "measures": [
        {"code": "turnover", "was": "revenue", "query": "SELECT 1", "plan": [{"period": "2024", "target": "0..13"}, {"period": "2025", "target": null}]}]}]},
    {"code": "cust", "objectives": [{"code": "service", "measures": [{"code": "nps", "rollup": "mean", "unit": "points"}]}]}],
    "initiatives": [{"code": "club", "objectives": ["service", "growth"], "entities": [{"entity": "South", "starts": "2024-04-01"}, {"entity": "North"}]}]}')$$, $$VALUES
    ('name', 'changed', '"Shop"'::jsonb, NULL::jsonb),
    ('amber', 'changed', '0.7', '0.5'),
    ('perspectives[fin].weight', 'changed', '1', '2'),
    ('perspectives[fin].objectives[growth].measures[turnover].code', 'changed', '"revenue"', '"turnover"'),
    ('perspectives[fin].objectives[growth].measures[turnover].plan[2024].target', 'changed', '"0..12"', '"0..13"'),
    ('perspectives[fin].objectives[growth].measures[turnover].plan[2025]', 'added', NULL, 'null'),
    ('perspectives[fin].objectives[growth].measures[turnover].plan[North 2024-02]', 'removed', '"0..1"', NULL),
    ('perspectives[cust].objectives[service]', 'added', NULL, '{"code": "service"}'),
    ('perspectives[cust].objectives[service].measures[nps]', 'moved', '"perspectives[cust].objectives[loyalty]"', '"perspectives[cust].objectives[service]"'),
    ('perspectives[cust].objectives[service].measures[nps].unit', 'changed', NULL, '"points"'),
    ('initiatives[club].objectives', 'changed', '["loyalty"]', '["service", "growth"]'),
    ('initiatives[club].entities', 'changed', '[{"entity": "North"}, {"entity": "South", "starts": "2024-03-01"}]', '[{"entity": "South", "starts": "2024-04-01"}, {"entity": "North"}]'),
    ('perspectives[cust].objectives[loyalty]', 'removed', '{"code": "loyalty"}', NULL),
    ('perspectives[fin].objectives[growth].measures[orders]', 'removed', '{"code": "orders"}', NULL),
    ('links[loyalty -> growth, lag 2]', 'removed', '{"lag": 2, "cause": "loyalty", "effect": "growth"}', NULL)$$,
    'every kind of change');
SELECT is_empty($$SELECT * FROM given, pg_temp.changes(doc #- '{perspectives,0,objectives,0,measures,0,plan}')$$, 'without the key plan, targets stay');
SELECT is((SELECT count(*) FROM given, pg_temp.changes(jsonb_set(doc, '{perspectives,0,objectives,0,measures,0,plan}', '[]')) AS c WHERE c.change = 'removed'),
    2::bigint, 'an empty plan removes them');

-- prune
INSERT INTO bsc.actual (measure_id, period, value) SELECT id, '2024-01', 1 FROM bsc.measure WHERE code = 'orders';
SELECT throws_ok($$SELECT * FROM given, bsc.define_changes(doc #- '{perspectives,0,objectives,0,measures,1}')$$, '2BP01',
    'document leaves out measures that have actuals: orders', 'what define refuses');
SELECT results_eq($$SELECT path, change FROM given, bsc.define_changes(doc #- '{perspectives,0,objectives,0,measures,1}', true)$$,
    $$VALUES ('perspectives[fin].objectives[growth].measures[orders]', 'removed')$$, 'and what it does with prune');

-- who a query runs as
CREATE ROLE bsc_test_clerk;
GRANT USAGE ON SCHEMA bsc TO bsc_test_clerk;
GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO bsc_test_clerk;
GRANT SELECT ON given TO bsc_test_clerk;
CREATE TEMP TABLE me AS SELECT to_jsonb(current_user) AS name;
GRANT SELECT ON me TO bsc_test_clerk;
SET LOCAL ROLE bsc_test_clerk;
SELECT results_eq($$SELECT path, before, after FROM given, pg_temp.changes(jsonb_set(doc, '{perspectives,0,objectives,0,measures,0,query}', '"SELECT 2"'))$$,
    $$VALUES ('perspectives[fin].objectives[growth].measures[revenue].query', '"SELECT 1"'::jsonb, '"SELECT 2"'::jsonb),
             ('perspectives[fin].objectives[growth].measures[revenue].run_as', (SELECT name FROM me), '"bsc_test_clerk"')$$,
    'a reader may ask; another query would run as whoever brings it');
RESET ROLE;

-- queries beside the document --------------------------------------------------

SELECT bsc.define(doc, queries => jsonb_build_object('orders', $q$SELECT 'it''s' AS entity, 1 AS value$q$, 'nps', NULL)) FROM given;
SELECT is((SELECT query FROM bsc.measure WHERE code = 'orders'), $q$SELECT 'it''s' AS entity, 1 AS value$q$, 'a query as SQL');
SELECT is_empty($$SELECT * FROM bsc.define_changes(bsc.definition('shop'))$$, 'it is in the definition');
SELECT is_empty($$SELECT * FROM bsc.define_changes(bsc.definition('shop'), queries => '{"revenue": "SELECT 1"}')$$, 'the document''s own may be said again');
SELECT throws_ok($$SELECT bsc.define(doc, queries => '{"revenues": "SELECT 1"}') FROM given$$, '22023', 'unknown measure at queries: "revenues"', 'a measure that is none');
SELECT throws_ok($$SELECT bsc.define(doc, queries => '{"revenue": "SELECT 2"}') FROM given$$, '22023', 'invalid value at queries.revenue: "SELECT 2"', 'two queries');
SELECT throws_ok($$SELECT bsc.define(doc, queries => '{"orders": 1}') FROM given$$, '22023', 'invalid value at queries.orders: 1', 'no text');
SELECT throws_ok($$SELECT bsc.define(doc, queries => '[]') FROM given$$, '22023', 'invalid value at queries: a list', 'no object');
SELECT lives_ok($$SELECT bsc.define(doc, queries => 'null') FROM given$$, 'null is none');

-- old codes in a document that renames -----------------------------------------

CREATE FUNCTION pg_temp.old(perspectives text, extra text) RETURNS jsonb LANGUAGE sql AS $$
SELECT format('{"code": "ren", "perspectives": [%s]%s}', perspectives, extra)::jsonb
$$;
CREATE FUNCTION pg_temp.ends(name text) RETURNS text LANGUAGE sql AS $$
SELECT string_agg(concat_ws(' ', l ->> 'cause', l ->> 'effect', i ->> 'objectives'), '; ')
FROM bsc.definition(name) AS d, jsonb_array_elements(d -> 'links') AS l, jsonb_array_elements(d -> 'initiatives') AS i
$$;
SELECT bsc.define(pg_temp.old('{"code": "p", "objectives": [{"code": "a", "measures": [{"code": "m"}]}, {"code": "b"}]}',
    ', "links": [{"cause": "a", "effect": "p/b"}], "initiatives": [{"code": "i", "objectives": ["a", "p/b"]}]'));
CREATE TEMP TABLE renaming AS
SELECT pg_temp.old('{"code": "q", "was": "p", "objectives": [{"code": "a2", "was": "a", "measures": [{"code": "m2", "was": "m"}]}, {"code": "b"}]}',
    ', "links": [{"cause": "p/a", "effect": "p/b"}], "initiatives": [{"code": "i", "objectives": ["a", "q/b"]}]') AS doc;
SELECT results_eq($$SELECT path FROM renaming, bsc.define_changes(doc, queries => '{"m": "SELECT 1"}')$$,
    $$VALUES ('perspectives[q].code'), ('perspectives[q].objectives[a2].code'), ('perspectives[q].objectives[a2].measures[m2].code'), ('perspectives[q].objectives[a2].measures[m2].query')$$,
    'links, initiatives and queries may still name old codes: only the renaming is told');
SELECT bsc.define(doc, queries => '{"m": "SELECT 1"}') FROM renaming;
SELECT is(pg_temp.ends('ren'), 'a2 b ["a2", "b"]', 'they go on');
SELECT is((SELECT query FROM bsc.measure WHERE code = 'm2'), 'SELECT 1', 'as does the query');
SELECT is_empty($$SELECT path FROM renaming, bsc.define_changes(doc, queries => '{"m": "SELECT 1"}')$$, 'given again, they say the same');
SELECT is_empty($$SELECT path FROM renaming, bsc.define_changes(doc, queries => '{"m": "SELECT 1", "m2": "SELECT 1"}')$$, 'by both codes, too');
SELECT throws_ok($$SELECT bsc.define(doc, queries => '{"m": "SELECT 1", "m2": "SELECT 2"}') FROM renaming$$, '22023', 'invalid value at queries.m: "SELECT 1"', 'but not another');
SELECT throws_ok($$SELECT bsc.define(doc, queries => '{"m3": "SELECT 1"}') FROM renaming$$, '22023', 'unknown measure at queries: "m3"', 'nor what was never a code');
SELECT bsc.define(pg_temp.old('{"code": "q", "objectives": [{"code": "c", "was": "a2", "measures": [{"code": "m3", "was": "m2"}, {"code": "m2"}]}, {"code": "a2", "was": "b"}]}',
    ', "links": [{"cause": "b", "effect": "c"}], "initiatives": [{"code": "i", "objectives": ["a2"]}]'), queries => '{"m2": "SELECT 2", "m3": "SELECT 3"}');
SELECT is(pg_temp.ends('ren'), 'a2 c ["a2"]', 'a code that another has by now is that other''s');
SELECT is((SELECT string_agg(code || ' ' || query, ', ' ORDER BY code) FROM bsc.measure WHERE scorecard_id = bsc.scorecard_id('ren')), 'm2 SELECT 2, m3 SELECT 3', 'of measures, too');
SELECT throws_ok($$SELECT bsc.define(pg_temp.old('{"code": "p", "objectives": [{"code": "x", "was": "a"}]}, {"code": "q", "objectives": [{"code": "y", "was": "p/a"}, {"code": "z", "was": "b"}]}',
    ', "links": [{"cause": "p/a", "effect": "z"}]'))$$, '22023', 'ambiguous objective at links[0].cause: "p/a"', 'two that say they were one are not told apart');
SELECT * FROM finish();
ROLLBACK;
