-- The strategy map as nodes and edges for Grafana's node graph.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

-- two scorecards with the same codes; in the first, two objectives of one code,
-- parallel links, loops, a link that weakens, and names to trip over
SELECT bsc.define(jsonb_build_object('code', code, 'frequency', 'month', 'perspectives', '[
    {"code": "p", "name": "<b>Finance & \"more\"</b>", "objectives": [
        {"code": "twin", "name": "''); DROP TABLE x; --", "measures": [{"code": "m1", "financial": true, "plan": [{"period": "2004-01", "target": "0..100"}]}]},
        {"code": "b -> [c], \"d\"", "measures": [{"code": "m2", "plan": [{"period": "2004-01", "target": "0..100"}]}]}]},
    {"code": "q", "objectives": [
        {"code": "twin", "name": "客户 😀", "measures": [{"code": "m3", "plan": [{"period": "2004-01", "target": "0..100"}]}]},
        {"code": "silent"}]}]'::jsonb,
    'links', CASE WHEN code = 'one' THEN '[
        {"cause": "q/twin", "effect": "p/twin", "strength": 0.5, "lag": 0, "hypothesis": "what if?"},
        {"cause": "q/twin", "effect": "p/twin", "strength": 0.25, "lag": 2},
        {"cause": "p/twin", "effect": "q/twin", "strength": -0.5, "lag": 1},
        {"cause": "silent", "effect": "silent", "strength": 0.1, "lag": 1},
        {"cause": "silent", "effect": "b -> [c], \"d\"", "strength": 7}]'::jsonb ELSE '[]' END))
FROM unnest(ARRAY['one', 'two']) AS code;
SELECT bsc.define('{"code": "empty"}');
SELECT bsc.record('one', 'm1', '2004-01', 95), bsc.record('one', 'm2', '2004-01', 70.4), bsc.record('one', 'm3', '2004-01', 12);

-- nodes -----------------------------------------------------------------------

SELECT results_eq($$
    SELECT id, title, subtitle, mainstat, secondarystat, color, detail__perspective, detail__objective
    FROM bsc.grafana_node WHERE scorecard = 'one' ORDER BY id COLLATE "C"$$, $$ VALUES
    ('one/p/b -> [c], "d"', 'b -> [c], "d"', '<b>Finance & "more"</b>', '70 %', 'amber', bsc.status_color('amber'), 'p', 'b -> [c], "d"'),
    ('one/p/twin', '''); DROP TABLE x; --', '<b>Finance & "more"</b>', '95 %', 'green', bsc.status_color('green'), 'p', 'twin'),
    ('one/q/silent', 'silent', 'q', '', 'no score', bsc.status_color(NULL), 'q', 'silent'),
    ('one/q/twin', '客户 😀', 'q', '12 %', 'red', bsc.status_color('red'), 'q', 'twin')$$,
    'a node for each objective, under its own id, with score and status as words and as a colour');
SELECT results_eq($$SELECT id, mainstat, secondarystat, color FROM bsc.grafana_node WHERE scorecard = 'two' ORDER BY id COLLATE "C"$$,
    $$SELECT 'two/' || x, '', 'no score', '#C8C8C8' FROM unnest(ARRAY['p/b -> [c], "d"', 'p/twin', 'q/silent', 'q/twin']) AS x$$,
    'a scorecard without an actual shows its map without scores');
SELECT is_empty($$SELECT 1 FROM bsc.grafana_node WHERE scorecard = 'empty' UNION ALL SELECT 1 FROM bsc.grafana_edge WHERE scorecard = 'empty'$$,
    'a scorecard without an objective has no node and no edge');
SELECT is((SELECT count(*) - count(DISTINCT id) FROM bsc.grafana_node), 0::bigint, 'ids of nodes differ over all scorecards');
SELECT results_eq($$SELECT n.scorecard, detail__perspective, detail__objective, detail__score, title, detail__level FROM bsc.grafana_node AS n ORDER BY id$$,
    $$SELECT scorecard, perspective, objective, score, name, level FROM bsc.strategy_map_node ORDER BY scorecard || '/' || perspective || '/' || objective$$,
    'they are the nodes of the strategy map');

-- the latest period, and the whole
SELECT bsc.record('one', 'm1', '2004-01', 10, entity => 'north');
SELECT is((SELECT mainstat FROM bsc.grafana_node WHERE id = 'one/p/twin'), '95 %', 'what an entity comes to does not show');
SELECT bsc.record('one', 'm1', '2004-02', 1);
SELECT is((SELECT mainstat || secondarystat FROM bsc.grafana_node WHERE id = 'one/p/twin'), 'no score', 'a later period without targets has no score');
INSERT INTO bsc.plan (measure_id, period, target) SELECT id, '2004-02', '0:0 50:1 100:1.3' FROM bsc.measure WHERE code = 'm1' AND scorecard_id = bsc.scorecard_id('one');
SELECT is((SELECT mainstat FROM bsc.grafana_node WHERE id = 'one/p/twin'), '2 %', 'and then it has');
SELECT bsc.record('one', 'm1', '2004-02', 100);
SELECT is((SELECT mainstat || ' ' || secondarystat FROM bsc.grafana_node WHERE id = 'one/p/twin'), '130 % green', 'a score above one is shown as it is');
CALL bsc.close_period('one', '2004-02');
SELECT is((SELECT mainstat || ' ' || secondarystat FROM bsc.grafana_node WHERE id = 'one/p/twin'), '130 % green', 'and so is a frozen one');
CALL bsc.reopen_period('one', '2004-02');

-- what is under way has a status so far, by its pace
SELECT bsc.define(format('{"code": "now", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m", "frequency": "year", "plan": [{"period": "%s", "target": "0..1"}]}]}]}], "frequency": "year"}', extract(year FROM now()))::jsonb);
SELECT bsc.record('now', 'm', extract(year FROM now())::text, 1);
SELECT results_eq($$SELECT mainstat, secondarystat, detail__pace FROM bsc.grafana_node WHERE scorecard = 'now'$$,
    $$SELECT '100 %', status || ' so far', pace FROM bsc.objective_result WHERE scorecard = 'now' AND provisional$$, 'of a period under way both are so far');
SELECT bsc.drop_scorecard('now');

-- edges -----------------------------------------------------------------------

SELECT results_eq($$
    SELECT id, source, target, mainstat, secondarystat, thickness, color, strokedasharray, detail__hypothesis, detail__lag
    FROM bsc.grafana_edge WHERE scorecard = 'one' ORDER BY id COLLATE "C"$$, $$ VALUES
    ('one/p/twin/q/twin/1', 'one/p/twin', 'one/q/twin', -0.5::float8, 'lag 1', 3::float8, '#CC79A7', '6 4', NULL, 1),
    ('one/q/silent/p/b -> [c], "d"/0', 'one/q/silent', 'one/p/b -> [c], "d"', 7, 'lag 0', 5, '#808080', NULL, NULL, 0),
    ('one/q/silent/q/silent/1', 'one/q/silent', 'one/q/silent', 0.1, 'lag 1', 1.4, '#808080', NULL, NULL, 1),
    ('one/q/twin/p/twin/0', 'one/q/twin', 'one/p/twin', 0.5, 'lag 0', 3, '#808080', NULL, 'what if?', 0),
    ('one/q/twin/p/twin/2', 'one/q/twin', 'one/p/twin', 0.25, 'lag 2', 2, '#808080', NULL, NULL, 2)$$,
    'an edge for each link: parallel ones apart, the weakening one dashed');
SELECT bsc.define(jsonb_set(bsc.definition('two'), '{links}', bsc.definition('one') -> 'links'));
SELECT is((SELECT count(*) || ' ' || count(DISTINCT id) FROM bsc.grafana_edge), '10 10', 'ids of edges differ over all scorecards');
SELECT is_empty($$SELECT id FROM bsc.grafana_edge AS e
    WHERE NOT EXISTS (SELECT 1 FROM bsc.grafana_node AS n WHERE n.scorecard = e.scorecard AND n.id = e.source)
       OR NOT EXISTS (SELECT 1 FROM bsc.grafana_node AS n WHERE n.scorecard = e.scorecard AND n.id = e.target)$$,
    'every edge ends in nodes of its scorecard: the panel breaks on others');
SELECT results_eq($$SELECT mainstat, detail__lag, detail__financial_effect FROM bsc.grafana_edge WHERE scorecard = 'one' ORDER BY 1, 2$$,
    $$SELECT strength, lag, financial_effect FROM bsc.strategy_map_edge WHERE scorecard = 'one' ORDER BY 1, 2$$,
    'strength and effect are those of the strategy map');
UPDATE bsc.link SET strength = 5 WHERE lag = 1;
SELECT is((SELECT count(*) || ' ' || count(detail__financial_effect) FROM bsc.grafana_edge WHERE scorecard = 'one'), '5 0',
    'loops that amplify take the effects away, not the edges');

-- what the data leave of the links, of which they contradict one
SELECT bsc.define('{"code": "told", "frequency": "month", "perspectives": [{"code": "p", "objectives": [
    {"code": "a", "measures": [{"code": "a", "rollup": "last"}]}, {"code": "b", "measures": [{"code": "b", "rollup": "last"}]},
    {"code": "c", "measures": [{"code": "c", "rollup": "last"}]}]}],
    "links": [{"cause": "a", "effect": "b", "strength": 0.5}, {"cause": "a", "effect": "c", "strength": 0.5, "lag": 1}]}');
INSERT INTO bsc.plan (measure_id, period, target)
SELECT m.id, y::bsc.period, '0..100' FROM bsc.measure AS m, unnest(ARRAY['2001', '2002', '2003']) AS y WHERE m.scorecard_id = bsc.scorecard_id('told');
INSERT INTO bsc.actual (measure_id, period, value)
SELECT bsc.measure_id('told', x.code), bsc.shift('2001-01'::bsc.period, i), x.value
FROM generate_series(0, 35) AS i, LATERAL (VALUES ('a', i * 7919 % 101), ('b', 100 - i * 7919 % 101 + i * 104729 % 7), ('c', 20 + i * 1299709 % 11)) AS x (code, value);
SELECT results_eq($$SELECT cause, effect, lag, strength, verdict, round(learned::numeric, 9), round(low::numeric, 9), round(high::numeric, 9)
        FROM bsc.strategy_map_edge WHERE scorecard = 'told' ORDER BY effect$$,
    $$SELECT cause, effect, lag, strength, verdict, round(learned::numeric, 9), round(low::numeric, 9), round(high::numeric, 9)
        FROM bsc.learned_links('told') ORDER BY effect$$, 'the map''s view has what the links have learned');
SELECT results_eq($$SELECT mainstat, secondarystat, color, strokedasharray, detail__learned, detail__low, detail__verdict,
        detail__high > 0 FROM bsc.grafana_edge WHERE scorecard = 'told' AND target LIKE '%/b'$$,
    $$VALUES (0.5::float8, 'lag 0, contradicted', bsc.status_color(NULL), '1 6', NULL::float8, NULL::float8, 'contradicted', NULL::boolean)$$,
    'a link that the data contradict is drawn as one, and has no strength');
SELECT results_eq($$SELECT secondarystat, strokedasharray, detail__learned, detail__low, detail__high, detail__verdict FROM bsc.grafana_edge WHERE scorecard = 'told' AND target LIKE '%/c'$$,
    $$SELECT 'lag 1', NULL::text, learned, low, high, verdict FROM bsc.learned_links('told') WHERE effect = 'c'$$, 'the other one as it is');

-- what the panel and other tools need -----------------------------------------

SELECT is((SELECT string_agg(DISTINCT format_type(a.atttypid, NULL), ', ' ORDER BY format_type(a.atttypid, NULL))
           FROM pg_attribute AS a WHERE a.attrelid IN ('bsc.grafana_node'::regclass, 'bsc.grafana_edge'::regclass)),
    'double precision, integer, text', 'columns are of plain types');
SELECT ok((SELECT array_agg(attname::text) FROM pg_attribute WHERE attrelid = 'bsc.grafana_edge'::regclass)
    @> '{id,source,target,mainstat,secondarystat,thickness,color,strokedasharray}', 'an edge has the fields that Grafana documents');
SELECT ok((SELECT array_agg(attname::text) FROM pg_attribute WHERE attrelid = 'bsc.grafana_node'::regclass)
    @> '{id,title,subtitle,mainstat,secondarystat,color}', 'so has a node');
SELECT hasnt_column('bsc', 'grafana_node', 'source', 'which is told from an edge by having no source');
SELECT results_eq($$SELECT s, bsc.status_color(s) ~ '^#[0-9A-F]{6}$' FROM unnest(ARRAY['red', 'amber', 'green', NULL, 'else']) AS s$$,
    $$SELECT s, true FROM unnest(ARRAY['red', 'amber', 'green', NULL, 'else']) AS s$$, 'every status has a colour');
SELECT is((SELECT count(DISTINCT bsc.status_color(s))::integer FROM unnest(ARRAY['red', 'amber', 'green', NULL]) AS s), 4, 'of its own');

-- rights: a reader, with what the README grants
CREATE ROLE grafana_test_reader;
GRANT USAGE ON SCHEMA bsc TO grafana_test_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO grafana_test_reader;
SET ROLE grafana_test_reader;
SELECT lives_ok($$SELECT * FROM bsc.grafana_node, bsc.grafana_edge$$, 'a reader sees both');
RESET ROLE;

-- cost ------------------------------------------------------------------------

-- with the joins that would ask again for every row, as the planner may choose them
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off;
SET LOCAL enable_material = off;

SET LOCAL track_functions = 'all';

-- how often a query calls a function
CREATE FUNCTION pg_temp.calls(query text, called regprocedure) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    calls_before bigint := coalesce(pg_stat_get_xact_function_calls(called), 0);
BEGIN
    EXECUTE 'CREATE TEMP TABLE answer ON COMMIT DROP AS ' || query;
    DROP TABLE answer;
    RETURN coalesce(pg_stat_get_xact_function_calls(called), 0) - calls_before;
END
$$;
SELECT is(pg_temp.calls(w.query, w.called::regprocedure), w.calls, format('%s is called for %s', w.called, w.query))
FROM (VALUES
    ($$SELECT * FROM bsc.grafana_node WHERE scorecard = 'two'$$, 'bsc._tree(bsc._outline_node[],bsc.period,text,boolean)', 1::bigint),
    ($$SELECT * FROM bsc.grafana_node WHERE scorecard = 'two'$$, 'bsc._strategy_graph_of(bigint)', 1),
    ($$SELECT * FROM bsc.grafana_node$$, 'bsc._tree(bsc._outline_node[],bsc.period,text,boolean)', 3),
    ($$SELECT * FROM bsc.grafana_node$$, 'bsc._strategy_graph_of(bigint)', 4),
    ($$SELECT * FROM bsc.grafana_edge WHERE scorecard = 'one'$$, 'bsc._financial_effect(bigint)', 1),
    ($$SELECT * FROM bsc.grafana_edge WHERE scorecard <> 'told'$$, 'bsc._financial_effect(bigint)', 2),
    ($$SELECT * FROM bsc.grafana_edge WHERE scorecard = 'told'$$, 'bsc._best_evidence(bigint,text,bsc.period,bsc._past_result[])', 1),
    ($$SELECT id, mainstat, thickness, detail__lag FROM bsc.grafana_edge WHERE scorecard = 'told'$$, 'bsc._best_evidence(bigint,text,bsc.period,bsc._past_result[])', 0),
    ($$SELECT * FROM bsc.strategy_map_edge WHERE scorecard = 'told'$$, 'bsc._best_evidence(bigint,text,bsc.period,bsc._past_result[])', 1),
    ($$SELECT cause, effect, strength, lag, financial_effect FROM bsc.strategy_map_edge WHERE scorecard = 'told'$$, 'bsc._best_evidence(bigint,text,bsc.period,bsc._past_result[])', 0)) AS w (query, called, calls);

SELECT * FROM finish();
ROLLBACK;
