-- The catalogue of entities in the document: written, renamed, removed, left alone.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc;
SELECT no_plan();

CREATE FUNCTION pg_temp.doc(entities jsonb) RETURNS jsonb LANGUAGE sql AS $$
SELECT '{"code": "s", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m"}]}]}]}'
    || CASE WHEN entities IS NULL THEN '{}' ELSE jsonb_build_object('entities', entities) END
$$;
CREATE FUNCTION pg_temp.catalogue() RETURNS text LANGUAGE sql AS $$
SELECT string_agg(format('%s<%s', code, parent), ' ' ORDER BY code COLLATE "C") FROM bsc.entity WHERE scorecard_id = bsc.scorecard_id('s')
$$;
CREATE FUNCTION pg_temp.changes(entities jsonb, prune boolean DEFAULT false) RETURNS text LANGUAGE sql AS $$
SELECT string_agg(concat_ws(' ', path, change, before, after), ', ' ORDER BY n)
FROM bsc.define_changes(pg_temp.doc(entities), prune) WITH ORDINALITY AS c (path, change, before, after, n)
$$;
CREATE FUNCTION pg_temp.actuals() RETURNS text LANGUAGE sql AS $$
SELECT string_agg(format('%s %s=%s', entity, period, value), ', ' ORDER BY entity COLLATE "C", period) FROM bsc.actual
$$;

SELECT bsc.define(pg_temp.doc(NULL));
SELECT is(bsc.definition('s') -> 'entities', NULL, 'no catalogue, no key');
SELECT is(pg_temp.changes('[{"code": "d1", "parent": "north"}, {"code": "north", "name": "North"}]'),
    'entities[d1] added {"code": "d1", "parent": "north"}, entities[north] added {"code": "north", "name": "North"}', 'what is new, with nothing touched');
SELECT is(pg_temp.catalogue(), NULL, 'nothing was touched');
SELECT bsc.define(pg_temp.doc('[{"code": "d1", "parent": "north", "starts": "2023-04-01"}, {"code": "d2", "parent": "north", "position": -1}, {"code": "north", "name": "North"}, {"code": "south"}]'));
SELECT is(pg_temp.catalogue(), 'd1<north d2<north north< south<', 'children may come before their parents');
SELECT is(bsc.definition('s') -> 'entities',
    '[{"code": "north", "name": "North"}, {"code": "d2", "parent": "north", "position": -1}, {"code": "d1", "parent": "north", "starts": "2023-04-01"}, {"code": "south"}]',
    'it is written back as a tree, without defaults');
CREATE TEMP TABLE before AS SELECT e.*, e.ctid AS place FROM bsc.entity AS e;
SELECT bsc.define(bsc.definition('s'));
SELECT bsc.define(pg_temp.doc(NULL));
SELECT bsc.define(pg_temp.doc('null'));
SELECT results_eq('SELECT e.*, e.ctid FROM bsc.entity AS e', 'TABLE before', 'what define has written back, or no key, touches no row');
SELECT is_empty('TABLE bsc.entity_history', 'and leaves no history');

-- faults, each at its place
CREATE FUNCTION pg_temp.refuses(entities jsonb, code char(5), message text) RETURNS text LANGUAGE sql AS $$
SELECT throws_ok(format('SELECT bsc.define(pg_temp.doc(%L))', entities), code, message) || E'\n'
    || throws_ok(format('SELECT bsc.define_changes(pg_temp.doc(%L))', entities), code, message)
$$;
SELECT pg_temp.refuses('[{"code": "north"}, {"code": "d1", "parent": "nort"}]', '22023', 'unknown entity at entities[1].parent: "nort"');
SELECT pg_temp.refuses('[{"code": "x"}, {"code": "b", "parent": "a"}, {"code": "a", "parent": "c"}, {"code": "c", "parent": "a"}]', '22023',
    'entities are each other''s parents at entities[1].parent: a -> c -> a');
SELECT pg_temp.refuses('[{"code": "a", "parent": "a"}]', '22023', 'entities are each other''s parents at entities[0].parent: a -> a');
SELECT pg_temp.refuses((SELECT jsonb_agg(jsonb_build_object('code', 'l' || i, 'parent', CASE i WHEN 1 THEN '' ELSE 'l' || i - 1 END) ORDER BY i) FROM generate_series(1, 101) AS i),
    '22023', 'more than 100 levels of entities at entities[100].parent: "l100"');
SELECT pg_temp.refuses('[{"code": ""}]', '22023', 'invalid value at entities[0].code: ""');
SELECT pg_temp.refuses('[{"name": "x"}]', '22023', 'missing value at entities[0].code');
SELECT pg_temp.refuses('[{"code": "a", "begins": "2024-01-01"}]', '22023', 'unknown key at entities[0].begins');
SELECT pg_temp.refuses('[{"code": "a"}, {"code": "a"}]', '22023', 'duplicate code at entities[1].code: "a"');
SELECT pg_temp.refuses('[{"code": "a", "starts": "2024-02-30"}]', '22023', 'invalid value at entities[0].starts: "2024-02-30"');
SELECT pg_temp.refuses('[{"code": "a", "starts": "2024-02-02", "ends": "2024-02-01"}]', '22023', 'invalid value at entities[0].ends: "2024-02-01"');
SELECT pg_temp.refuses(jsonb_build_array(jsonb_build_object('code', repeat('x', 1001))), '22023', format('invalid value at entities[0].code: "%s...', repeat('x', 119)));
SELECT pg_temp.refuses('{}', '22023', 'invalid value at entities: an object');
SELECT pg_temp.refuses('["d1"]', '22023', 'invalid value at entities[0]: "d1"');

-- renaming: all that was recorded follows, in closed periods too
SELECT bsc.record('s', 'm', '2024-01', 1, 'd1'), bsc.record('s', 'm', '2024-02', 2, 'd1'), bsc.record('s', 'm', '2024-02', 3, 'd1'), bsc.record('s', 'm', '2024-01', 5, 'd2'),
    bsc.record('s', 'm', '2024-01', 9, 'south');
INSERT INTO bsc.plan_entry VALUES ('s', 'm', 'd1', '2024', '0..10');
INSERT INTO bsc.review_decision (scorecard_id, entity, period, loop, rule, severity, subject, finding, evidence, decision)
VALUES (bsc.scorecard_id('s'), 'd1', '2024-01', 'single', 'r', 'low', 's', 'f', '{}', 'look at it');
CALL bsc.close_period('s', '2024-01');
SELECT is(pg_temp.changes('[{"code": "nord", "was": "north", "name": "North"}, {"code": "e1", "was": "d1", "parent": "nord", "starts": "2023-04-01"}, {"code": "d2", "parent": "nord", "position": -1}, {"code": "south"}]'),
    'entities[nord].code changed "north" "nord", entities[e1].code changed "d1" "e1", entities[e1].parent changed "north" "nord", entities[d2].parent changed "north" "nord"',
    'a renaming, told beforehand');
SELECT bsc.define(pg_temp.doc('[{"code": "nord", "was": "north", "name": "North"}, {"code": "e1", "was": "d1", "parent": "nord", "starts": "2023-04-01"}, {"code": "d2", "parent": "nord", "position": -1}, {"code": "south"}]'));
SELECT is(pg_temp.catalogue(), 'd2<nord e1<nord nord< south<', 'and done');
SELECT is(pg_temp.actuals(), 'd2 2024-01=5, e1 2024-01=1, e1 2024-02=3, south 2024-01=9', 'actuals follow');
SELECT is((SELECT string_agg(DISTINCT entity, ' ') FROM bsc.plan), 'e1', 'targets follow');
SELECT is((SELECT count(*) || string_agg(entity, ' ') FROM bsc.actual_history), '1e1', 'the history follows, and the renaming leaves nothing in it');
SELECT is((SELECT string_agg(DISTINCT entity, ' ' ORDER BY entity) FROM bsc.closed_result WHERE entity <> ''), 'd2 e1 nord south', 'frozen results follow');
SELECT is((SELECT entity FROM bsc.review_decision), 'e1', 'decisions follow');
SELECT is((SELECT string_agg(code || '<' || parent, ' ' ORDER BY code) FROM bsc.entity_history), 'd1<north d2<north north<', 'the old codes are in the history of the entities');
SELECT is(pg_temp.changes('[{"code": "nord", "was": "north", "name": "North"}, {"code": "e1", "was": "d1", "parent": "nord", "starts": "2023-04-01"}, {"code": "d2", "parent": "nord", "position": -1}, {"code": "south"}]'),
    NULL, 'given again, it changes nothing');

-- codes are handed on and swapped
SELECT bsc.define(pg_temp.doc('[{"code": "nord"}, {"code": "d2", "was": "e1", "parent": "nord"}, {"code": "d3", "was": "d2", "parent": "nord"}, {"code": "south"}]'));
SELECT is(pg_temp.actuals(), 'd2 2024-01=1, d2 2024-02=3, d3 2024-01=5, south 2024-01=9', 'each keeps its own where codes are handed on');
SELECT bsc.define(pg_temp.doc('[{"code": "nord", "was": "south"}, {"code": "d2", "parent": "south"}, {"code": "d3", "parent": "nord"}, {"code": "south", "was": "nord"}]'));
SELECT is(pg_temp.catalogue(), 'd2<south d3<nord nord< south<', 'two regions swap their codes');
SELECT is(pg_temp.actuals(), 'd2 2024-01=1, d2 2024-02=3, d3 2024-01=5, nord 2024-01=9', 'and their actuals');
SELECT is((SELECT count(*) FROM bsc.entity_history WHERE code LIKE chr(1) || '%' OR parent LIKE chr(1) || '%'), 0::bigint, 'a lent code is in no history');
SELECT is_empty('TABLE bsc._entity_renaming', 'nothing is left of the renamings');

-- what has values is not taken over
SELECT throws_ok($$SELECT bsc.define(pg_temp.doc('[{"code": "nord"}, {"code": "d2", "was": "d3"}, {"code": "south"}]'))$$, '2BP01',
    'document leaves out entities that have actuals: d3', 'of two that are there, one cannot become the other');
SELECT bsc.record('s', 'm', '2024-03', 1, 'south');
UPDATE bsc.entity SET parent = '' WHERE code = 'd2';
DELETE FROM bsc.entity WHERE code = 'south';
SELECT pg_temp.refuses('[{"code": "nord"}, {"code": "d2"}, {"code": "south", "was": "d3"}]', '22023', 'invalid value at entities[2].code: "south"');
INSERT INTO bsc.entity (scorecard_id, code) VALUES (bsc.scorecard_id('s'), 'south');
UPDATE bsc.entity SET parent = 'south' WHERE code = 'd2';

-- who is left out
SELECT throws_ok($$SELECT bsc.define(pg_temp.doc('[{"code": "nord"}, {"code": "d2", "parent": "nord"}]'))$$, '2BP01', 'document leaves out entities that have actuals: d3, south');
SELECT throws_ok($$SELECT bsc.define_changes(pg_temp.doc('[]'))$$, '2BP01', 'document leaves out entities that have actuals: d2, d3, nord, south');
SELECT is(pg_temp.changes('[{"code": "nord"}, {"code": "d2", "parent": "nord"}]', true),
    'entities[d2].parent changed "south" "nord", entities[d3] removed {"code": "d3", "parent": "nord"}, entities[south] removed {"code": "south"}', 'with prune they go');
SELECT bsc.define(pg_temp.doc('[{"code": "nord"}, {"code": "d2", "parent": "nord"}]'), prune => true);
SELECT is(pg_temp.catalogue(), 'd2<nord nord<', 'out of the catalogue');
SELECT is(pg_temp.actuals(), 'd2 2024-01=1, d2 2024-02=3, d3 2024-01=5, nord 2024-01=9, south 2024-03=1', 'their actuals stay');
SELECT bsc.define(pg_temp.doc('[{"code": "nord"}, {"code": "d2", "parent": "nord"}, {"code": "empty", "parent": "nord"}]'));
SELECT bsc.define(pg_temp.doc('[{"code": "nord"}, {"code": "d2", "parent": "nord"}]'));
SELECT is(pg_temp.catalogue(), 'd2<nord nord<', 'who has no actuals goes without a word');
SELECT bsc.define(pg_temp.doc('[]'), prune => true);
SELECT is((SELECT count(*) FROM bsc._entity_place), 0::bigint, 'an empty list is no catalogue');
SELECT is(bsc.definition('s') -> 'entities', NULL, 'and has no key');

-- a document that renames may say the old name, or the new one, wherever it names the entity
CREATE FUNCTION pg_temp.renaming(code text, was text, named text) RETURNS jsonb LANGUAGE sql AS $$
SELECT jsonb_build_object('code', 't', 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p', 'objectives', jsonb_build_array(jsonb_build_object('code', 'o', 'measures',
        jsonb_build_array(jsonb_build_object('code', 'm', 'plan', jsonb_build_array(
            jsonb_build_object('entity', named, 'period', '2026', 'target', '0..10'), jsonb_build_object('entity', '', 'period', '2026', 'target', '0..90')))))))),
    'initiatives', jsonb_build_array(jsonb_build_object('code', 'i', 'entities', jsonb_build_array(jsonb_build_object('entity', named)))),
    'entities', jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('code', code, 'was', was)), jsonb_build_object('code', 'below', 'parent', named)))
$$;
CREATE FUNCTION pg_temp.named() RETURNS text LANGUAGE sql AS $$
SELECT (SELECT string_agg(entity, ' ' ORDER BY entity) FROM bsc.plan_entry WHERE scorecard = 't' AND period = '2026')
    || (SELECT string_agg(', ' || entity, ' ') FROM bsc.initiative_entity WHERE scorecard_id = bsc.scorecard_id('t'))
    || (SELECT ', ' || parent FROM bsc.entity WHERE code = 'below')
$$;
SELECT bsc.define(pg_temp.renaming('old', NULL, 'old'));
SELECT bsc.record('t', 'm', '2026-01', 1, 'old');
CALL bsc.close_period('t', '2026-01');
SELECT results_eq(format('SELECT path, change FROM bsc.define_changes(pg_temp.renaming(''new'', ''old'', %L))', named),
    $$VALUES ('entities[new].code', 'changed'), ('entities[below].parent', 'changed')$$, 'a renaming moves no target: ' || named)
FROM unnest('{old,new}'::text[]) AS named;
SELECT bsc.define(pg_temp.renaming('new', 'old', 'old'));
SELECT is(pg_temp.named(), ' new, new, new', 'the old name is read as the new one, with a closed month in it');
SELECT is_empty(format('SELECT * FROM bsc.define_changes(pg_temp.renaming(''new'', ''old'', %L))', named), 'given again, it changes nothing: ' || named)
FROM unnest('{old,new}'::text[]) AS named;
SELECT bsc.define(pg_temp.renaming('new', 'old', 'old'));
SELECT is(pg_temp.named(), ' new, new, new', 'nor is it told otherwise: given twice, it is as it was');
SELECT bsc.define(pg_temp.renaming('newest', 'new', 'newest'));
SELECT is(pg_temp.named(), ' newest, newest, newest', 'the new name may be said the first time');
SELECT is_empty('SELECT * FROM bsc.plan_history AS h JOIN bsc.measure AS m ON m.id = h.measure_id WHERE m.scorecard_id = bsc.scorecard_id(''t'')', 'no target was written');
SELECT bsc.define(pg_temp.renaming('newest', '', 'newest'));
SELECT is(pg_temp.named(), ' newest, newest, newest', 'who was nobody does not get the targets of the whole');
CALL bsc.reopen_period('t', '2026-01');
SELECT bsc.define(jsonb_set(pg_temp.renaming('z', 'newest', 'newest'), '{entities,2}', '{"code": "newest"}'));
SELECT is(pg_temp.named(), ' newest, newest, newest', 'an entity of the document is meant by its own code, whoever had it');
SELECT throws_ok(format('SELECT bsc.define(%L)', jsonb_set(pg_temp.renaming('z', 'newest', 'newest'), '{initiatives,0,entities,1}', '{"entity": "z"}')), '22023',
    'duplicate entity at initiatives[0].entities[1]: "z"', 'both names are one entity');
SELECT bsc.drop_scorecard('t');

-- plans and initiatives name entities of the catalogue, the document's or the one that is there
CREATE FUNCTION pg_temp.naming(planned text, begun text, entities jsonb DEFAULT NULL) RETURNS jsonb LANGUAGE sql AS $$
SELECT jsonb_build_object('code', 'u', 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p', 'objectives', jsonb_build_array(jsonb_build_object('code', 'o', 'measures',
        jsonb_build_array(jsonb_build_object('code', 'm', 'plan', jsonb_build_array(
            jsonb_build_object('period', '2026', 'target', '0..90'), jsonb_build_object('entity', planned, 'period', '2026', 'target', '0..10')))))))),
    'initiatives', jsonb_build_array(jsonb_build_object('code', 'i', 'entities', jsonb_build_array(jsonb_build_object('entity', begun)))))
    || CASE WHEN entities IS NULL THEN '{}' ELSE jsonb_build_object('entities', entities) END
$$;
CREATE FUNCTION pg_temp.unknown(doc jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    advice text;
    said text;
BEGIN
    BEGIN
        PERFORM bsc.define_changes(doc);
    EXCEPTION WHEN OTHERS THEN
        said := SQLERRM;
    END;
    PERFORM bsc.define(doc);
    RETURN said;
EXCEPTION WHEN invalid_parameter_value THEN
    GET STACKED DIAGNOSTICS advice = PG_EXCEPTION_HINT;
    RETURN SQLERRM || CASE WHEN said = SQLERRM THEN ' ' ELSE ' - ' || coalesce(said, 'but not told') || ' - ' END || advice;
END
$$;
SELECT is(pg_temp.unknown(pg_temp.naming('dealer-17', 'north', '[{"code": "dealer-71"}, {"code": "north"}]')),
    'unknown entity at perspectives[0].objectives[0].measures[0].plan[1].entity: "dealer-17" Perhaps you mean "dealer-71".', 'a target of nobody, in a new scorecard');
SELECT is(pg_temp.unknown(pg_temp.naming('dealer-17', 'nort')), NULL, 'without a catalogue, entities are what they are');
SELECT is(pg_temp.unknown(pg_temp.naming('dealer-17', 'nort', '[]')), NULL, 'an empty one is none');
SELECT is(pg_temp.unknown(pg_temp.naming('dealer-17', 'nort', '[{"code": "dealer-71"}, {"code": "north"}]')), NULL, 'what is there stays');
SELECT is_empty('SELECT * FROM bsc.define_changes(bsc.definition(''u''))', 'and is definable');
SELECT is(pg_temp.unknown(jsonb_set(bsc.definition('u'), '{perspectives,0,objectives,0,measures,0,plan,1,target}', '"0..20"')), NULL, 'its target may be another');
SELECT is(pg_temp.unknown(jsonb_set(bsc.definition('u'), '{perspectives,0,objectives,0,measures,0,plan,1,period}', '"2027"')),
    'unknown entity at perspectives[0].objectives[0].measures[0].plan[1].entity: "dealer-17" Perhaps you mean "dealer-71".', 'but it gets no other targets');
SELECT is(pg_temp.unknown(jsonb_set(bsc.definition('u'), '{initiatives,0,code}', '"j"')), 'unknown entity at initiatives[0].entities[0].entity: "nort" Perhaps you mean "north".',
    'nor a new initiative');
SELECT is(pg_temp.unknown(jsonb_set(bsc.definition('u'), '{initiatives,0,entities,0,starts}', '"2026-02-01"')), NULL, 'one that is there may begin later');
SELECT is(pg_temp.unknown(pg_temp.naming('dealer-18', 'north')), 'unknown entity at perspectives[0].objectives[0].measures[0].plan[1].entity: "dealer-18" Perhaps you mean "dealer-71".',
    'a document without the key goes by the catalogue that is there');
SELECT is(pg_temp.unknown(pg_temp.naming('dealer-18', 'north', '[{"code": "dealer-18"}, {"code": "north"}]')), NULL, 'and one with it by its own');
SELECT bsc.drop_scorecard('u');

-- ten thousand are read as a list is
SELECT bsc.define(pg_temp.doc((SELECT jsonb_agg(jsonb_build_object('code', 'd' || i, 'parent', CASE WHEN i <= 100 THEN '' ELSE 'd' || 1 + i % 100 END)) FROM generate_series(1, 10000) AS i)));
SELECT is((SELECT count(*) || ' ' || max(below) FROM bsc._entity_place), '10001 10000', 'ten thousand');

SELECT * FROM finish();
ROLLBACK;
