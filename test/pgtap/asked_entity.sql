-- Whoever asks about an entity that the scorecard does not know is told so, and whom she may mean.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT * FROM no_plan();

SELECT bsc.define('{"code": "s", "perspectives": [{"code": "p", "objectives": [
    {"code": "o", "measures": [{"code": "m", "detail_query": "SELECT 1 AS x"}, {"code": "f", "formula": "m + 1"}]}, {"code": "e"}]}],
    "links": [{"cause": "o", "effect": "e"}]}');
CREATE FUNCTION pg_temp.told(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    said text;
    hint text;
BEGIN
    EXECUTE statement;
    RETURN 'passes';
EXCEPTION WHEN invalid_parameter_value THEN
    GET STACKED DIAGNOSTICS said = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
    RETURN said || ': ' || hint;
END
$$;
SELECT is(pg_temp.told($$SELECT bsc.evaluate('s', '2024-01', 'north')$$),
    'scorecard "s" has no entity "north": Nothing was recorded or planned for any entity; without one, the whole is meant.', 'nobody is there');

SELECT bsc.record('s', 'm', '2024-01', 1, 'north'), bsc.record('s', 'm', '2024-01', 1);
INSERT INTO bsc.plan (measure_id, entity, period, target) VALUES (bsc.measure_id('s', 'm'), 'South', '2024-02', '0..1');
SELECT bsc.define('{"code": "other", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m"}]}]}]}');
SELECT bsc.record('other', 'm', '2024-01', 1, 'nort');
CREATE TEMP TABLE question (statement text);
INSERT INTO question VALUES ('bsc.evaluate(''s'', ''2024-01'', %L)'), ('bsc.explain(''s'', ''2024-01'', %L)'), ('bsc.report(''s'', ''2024-01'', ''html'', ''en'', %L)'),
    ('bsc.report(''s'', ''2024-01'', ''text'', ''en'', %L)'), ('bsc.strategy_map(''s'', ''2024-01'', ''svg'', ''en'', %L)'),
    ('bsc.gap(''s'', ''2024-01'', %L)'), ('bsc.review(''s'', ''2024-01'', %L)'), ('bsc.root_causes(''s'', ''e'', ''2024-01'', %L)'),
    ('bsc.impact(''s'', ''o'', ''2024-01'', %L)'), ('bsc.outlook(''s'', ''2024-01'', %L)'), ('bsc.evidence(''s'', entity => %L)'),
    ('bsc.contributors(''s'', ''m'', ''2024-01'', %L)'), ('bsc.chart_svg(''s'', ''m'', ''2024-01'', %L)'), ('bsc.learned_links(''s'', entity => %L)'),
    ('bsc.missing_links(''s'', %L)'), ('bsc.attribute(''s'', ''f'', ''2024-01'', entity => %L)'), ('bsc.attribute_entities(''s'', ''m'', ''2024-01'', whole => %L)'),
    ('bsc.attribute_entities(''s'', ''m'', ''2024-01'', entities => ARRAY[%L])'), ('bsc.attribute_entities(''s'', ''m'', ''2024-01'', whole => %L, as_of => now())'),
    ('bsc.drill(''s'', ''m'', ''2024-01'', %L)'), ('bsc.annotate(''s'', ''s'', ''2024-01'', ''x'', %L)'), ('bsc.evaluate(''s'', ''2024-01'', %L, as_of => now())'),
    ('bsc.explain(''s'', ''2024-01'', %L, as_of => now())'), ('bsc.report(''s'', ''2024-01'', entity => %L, as_of => now())');
SELECT is(pg_temp.told('SELECT count(*) FROM ' || format(q.statement, 'nort')), 'scorecard "s" has no entity "nort": Perhaps you mean "north".', q.statement)
FROM question AS q;
SELECT is(pg_temp.told('SELECT count(*) FROM ' || format(q.statement, e)), 'passes', coalesce(e, 'NULL') || ' is known: ' || q.statement)
FROM question AS q, unnest(ARRAY['north', 'South', '', NULL]) AS e;
SELECT is(pg_temp.told($$SELECT bsc.evaluate('s', '2024-01', 'x')$$), 'scorecard "s" has no entity "x": There is: South, north.', 'who is there');
SELECT is(pg_temp.told($$SELECT bsc.record_review('s', '2024-01', 'o', 'wait', entity => 'nort')$$),
    'scorecard "s" has no entity "nort": Perhaps you mean "north".', 'a decision is not kept under a mistyped name');

-- one of the catalogue that has done nothing, and one of whom only frozen results are left
INSERT INTO bsc.entity (scorecard_id, code) VALUES (bsc.scorecard_id('s'), 'idle');
SELECT is(pg_temp.told($$SELECT bsc.evaluate('s', '2024-01', 'idle')$$), 'passes', 'the catalogue knows her');
CALL bsc.close_period('s', '2024-01');
DELETE FROM bsc.measure WHERE scorecard_id = bsc.scorecard_id('s');
SELECT is(pg_temp.told($$SELECT bsc.evaluate('s', '2024-01', 'north')$$), 'passes', 'what is frozen for her is shown');
SELECT is(pg_temp.told($$SELECT bsc.evaluate('s', '2024-01', 'South')$$), 'scorecard "s" has no entity "South": There is: idle.', 'who is gone is gone');

SELECT * FROM finish();
ROLLBACK;
