-- The catalogue of entities: a tree, its places, renaming.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc;
SELECT no_plan();

SELECT bsc.define('{"code": "s", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "m", "plan": [{"period": "2024", "target": "0..10", "entity": "d1"}]}]}]}]}');
SELECT bsc.define('{"code": "other", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m"}]}]}]}');

CREATE FUNCTION pg_temp.places(scorecard text DEFAULT 's') RETURNS text LANGUAGE sql AS
$$-- as if the numbers had no gaps
WITH place AS (
    SELECT p.*, row_number() OVER (ORDER BY p.number) - 1 AS ordinal
    FROM bsc._entity_place AS p WHERE p.scorecard_id = bsc.scorecard_id(scorecard)
)
SELECT string_agg(format('%s:%s-%s%s', p.code, p.ordinal, l.ordinal, coalesce('<' || a.ordinal, '')), ' ' ORDER BY p.number)
FROM place AS p LEFT JOIN place AS l ON l.number = p.last LEFT JOIN place AS a ON a.number = p.above$$;

SELECT is(pg_temp.places(), NULL, 'no catalogue, no places');
INSERT INTO bsc.entity (scorecard_id, code, parent)
SELECT bsc.scorecard_id('s'), v.* FROM (VALUES ('d1', 'north'), ('south', ''), ('d3', 'south'), ('north', ''), ('d2', 'north')) AS v;
SELECT is(pg_temp.places(), ':0-5 north:1-3<0 d1:2-2<1 d2:3-3<1 south:4-5<0 d3:5-5<4', 'parents and children come in any order');
UPDATE bsc.entity SET position = 1 WHERE code = 'north';
SELECT is(pg_temp.places(), ':0-5 south:1-2<0 d3:2-2<1 north:3-5<0 d1:4-4<3 d2:5-5<3', 'the position counts before the code');
UPDATE bsc.entity SET position = 0, parent = CASE code WHEN 'north' THEN 'd3' ELSE parent END WHERE code = 'north';
SELECT is(pg_temp.places(), ':0-5 south:1-5<0 d3:2-5<1 north:3-5<2 d1:4-4<3 d2:5-5<3', 'a part of the tree moves as a whole');
UPDATE bsc.entity SET parent = '', starts = '2024-02-01', ends = '2024-03-31' WHERE code = 'north';
SELECT is((SELECT (starts, ends)::text FROM bsc._entity_place WHERE code = 'north'), '(2024-02-01,2024-03-31)', 'places know the days of service');
DELETE FROM bsc.entity WHERE code = 'd2';
SELECT is(pg_temp.places(), ':0-4 north:1-2<0 d1:2-2<1 south:3-4<0 d3:4-4<3', 'one goes');
INSERT INTO bsc.entity (scorecard_id, code) VALUES (bsc.scorecard_id('other'), 'd1');
SELECT is(pg_temp.places('other'), ':0-1 d1:1-1<0', 'scorecards do not see each other');
SELECT is(pg_temp.places(), ':0-4 north:1-2<0 d1:2-2<1 south:3-4<0 d3:4-4<3', 'nor do their places');

-- against a walk from each entity upwards
CREATE FUNCTION pg_temp.wrong_places() RETURNS bigint LANGUAGE sql AS $$
WITH RECURSIVE up (scorecard_id, code, above) AS (
    SELECT e.scorecard_id, e.code, e.parent FROM bsc.entity AS e
    UNION ALL
    SELECT u.scorecard_id, u.code, e.parent
    FROM up AS u JOIN bsc.entity AS e ON e.scorecard_id = u.scorecard_id AND e.code = u.above
), by_number AS (
    SELECT d.scorecard_id, d.code, a.code AS above
    FROM bsc._entity_place AS d
    JOIN bsc._entity_place AS a ON a.scorecard_id = d.scorecard_id AND a.number < d.number AND a.last >= d.number
)
SELECT count(*) FROM ((TABLE up EXCEPT TABLE by_number) UNION ALL (TABLE by_number EXCEPT TABLE up)) AS x
$$;
SELECT setseed(0.4);
INSERT INTO bsc.entity (scorecard_id, code, parent, position)
SELECT bsc.scorecard_id('other'), 'e' || i, CASE WHEN i < 4 THEN '' ELSE 'e' || 1 + floor(random() * (i - 1))::int END, floor(random() * 3)::int
FROM generate_series(1, 300) AS i;
SELECT is(pg_temp.wrong_places(), 0::bigint, 'the numbers say who is below whom, in a random tree');
UPDATE bsc.entity SET parent = '' WHERE code LIKE 'e%7';
DELETE FROM bsc.entity AS e WHERE NOT EXISTS (SELECT FROM bsc.entity AS c WHERE c.parent = e.code AND c.scorecard_id = e.scorecard_id) AND e.code LIKE '%3';
SELECT is(pg_temp.wrong_places(), 0::bigint, 'and after changes of many at once');

-- service
SELECT is(array_agg(bsc._in_service(starts, ends, p::bsc.period) ORDER BY ordinal), '{f,t,t,t,f,t,t,t}', 'in service are those with a day in the period')
FROM (VALUES (1, date '2024-02-10', date '2024-03-20', '2024-01'), (2, '2024-02-10', '2024-03-20', '2024-02'), (3, '2024-02-10', '2024-03-20', '2024-03'),
    (4, '2024-02-10', '2024-03-20', '2024'), (5, '2024-02-10', '2024-03-20', '2024-04'), (6, NULL, NULL, '2024-04'), (7, '2024-04-30', NULL, '2024-04'),
    (8, NULL, '2024-04-01', '2024-04')) AS v (ordinal, starts, ends, p);

-- what is refused
SELECT throws_ok($$INSERT INTO bsc.entity (scorecard_id, code, parent) VALUES (bsc.scorecard_id('s'), 'd9', 'nort')$$, '23503', 'the parent of entity "d9" is not there: "nort"');
SELECT throws_ok($$DELETE FROM bsc.entity WHERE scorecard_id = bsc.scorecard_id('s') AND code = 'north'$$, '23503', 'the parent of entity "d1" is not there: "north"');
SELECT throws_ok($$UPDATE bsc.entity SET parent = 'd1' WHERE code = 'north'$$, '22023', 'entities are each other''s parents: d1 -> north -> d1');
SELECT throws_ok($$INSERT INTO bsc.entity (scorecard_id, code, parent) VALUES (bsc.scorecard_id('s'), 'x', 'x')$$, '23514');
SELECT throws_ok($$INSERT INTO bsc.entity (scorecard_id, code, parent) SELECT bsc.scorecard_id('s'), 'l' || i, CASE i WHEN 1 THEN '' ELSE 'l' || i - 1 END FROM generate_series(1, 101) AS i$$,
    '54000', 'entity "l101" is more than 100 levels deep');
SELECT lives_ok($$INSERT INTO bsc.entity (scorecard_id, code, parent) SELECT bsc.scorecard_id('s'), 'l' || i, CASE i WHEN 1 THEN '' ELSE 'l' || i - 1 END FROM generate_series(1, 100) AS i$$, '100 levels are taken');
SELECT throws_ok($$INSERT INTO bsc.entity (scorecard_id, code) VALUES (bsc.scorecard_id('s'), '')$$, '23514');
SELECT throws_ok($$INSERT INTO bsc.entity (scorecard_id, code) VALUES (bsc.scorecard_id('s'), repeat('x', 1001))$$, '23514');
SELECT throws_ok($$INSERT INTO bsc.entity (scorecard_id, code) VALUES (bsc.scorecard_id('s'), 'd1')$$, '23505');
SELECT throws_ok($$INSERT INTO bsc.entity (scorecard_id, code, starts, ends) VALUES (bsc.scorecard_id('s'), 'd9', '2024-02-01', '2024-01-31')$$, '23514');
SELECT throws_ok($$INSERT INTO bsc.entity (scorecard_id, code) VALUES (0, 'd9')$$, '23503');
SELECT throws_ok($$UPDATE bsc.entity SET scorecard_id = bsc.scorecard_id('other') WHERE code = 'south'$$, '55000', 'entity "south" belongs to its scorecard and cannot be moved to another');
SELECT throws_ok($$UPDATE bsc.entity SET id = 0 WHERE code = 'south'$$, '55000', 'the id of a row of "entity" cannot be changed');
SELECT throws_ok('TRUNCATE bsc.entity', '55000', 'cannot truncate bsc.entity');

-- the path
SELECT results_eq($$SELECT * FROM bsc.entity_path('s', 'd1')$$, $$VALUES (0, '', ''), (1, 'north', 'north'), (2, 'd1', 'd1')$$, 'from the whole down to a dealer');
SELECT results_eq($$SELECT code FROM bsc.entity_path('s', '')$$, $$VALUES ('')$$, 'the whole is a path of its own');
SELECT throws_ok($$SELECT * FROM bsc.entity_path('s', 'nroth')$$, '22023', 'scorecard "s" has no entity "nroth"');
SELECT is_empty($$SELECT * FROM bsc.entity_path('s', NULL)$$, 'NULL is no entity');

-- near names
SELECT is(bsc._near_names('d', '{dealer,d1,e,NULL,D}'), '{D,d1}', 'case does not count, NULL is no name, and one letter is not near another');
SELECT is(bsc._near_names('Muenchen', '{München,Berlin,Muenster}'), '{München}', 'a third of the characters may differ');
SELECT is(bsc._near_names('Miller', '{Miller Ltd. Hamburg,Millersville,Miller/Hamburg,West}'), '{Miller Ltd. Hamburg}', 'a word more is near, the same word with more letters, or one step of a path, is not');
SELECT is(bsc._near_names('d2 new', '{d1,d2,d23}'), '{d2}', 'so is one that lacks a word');
SELECT is(bsc._near_names('x', '{}'), '{}', 'of none there is none');
SELECT is(bsc._near_names(repeat('x', 300), ARRAY[repeat('x', 300)]), '{}', 'long names have no near ones');

-- Renaming: all that was recorded follows, in closed periods too, and is in the history once.
INSERT INTO bsc.entity (scorecard_id, code) VALUES (bsc.scorecard_id('s'), 'taken'), (bsc.scorecard_id('s'), 'free');
SELECT bsc.record('s', 'm', '2024-01', 1, 'd1'), bsc.record('s', 'm', '2024-02', 2, 'd1'), bsc.record('s', 'm', '2024-02', 3, 'd1'), bsc.record('s', 'm', '2024-02', 7, 'taken');
SELECT bsc.record('other', 'm', '2024-01', 1, 'd1');
CALL bsc.close_period('s', '2024-01');
CREATE TEMP TABLE before AS SELECT to_jsonb(a) - 'entity' AS row FROM bsc.actual AS a WHERE a.entity = 'd1' AND a.measure_id = bsc.measure_id('s', 'm');
INSERT INTO bsc.initiative (scorecard_id, code) SELECT s.id, 'club' FROM bsc.scorecard AS s WHERE s.code IN ('s', 'other');
INSERT INTO bsc.initiative_entity (initiative_id, entity) SELECT i.id, 'd1' FROM bsc.initiative AS i WHERE i.code = 'club';
UPDATE bsc.entity SET code = 'dealer one' WHERE code = 'd1' AND scorecard_id = bsc.scorecard_id('s');
SELECT results_eq('SELECT x.scorecard_id, x.entity FROM bsc.initiative_entity AS x ORDER BY 1', $$VALUES
    (bsc.scorecard_id('s'), 'dealer one'), (bsc.scorecard_id('other'), 'd1') ORDER BY 1$$, 'where an initiative is carried out follows, in its own scorecard');
SELECT results_eq($$SELECT to_jsonb(a) - 'entity' FROM bsc.actual AS a WHERE a.entity = 'dealer one' ORDER BY 1$$, $$SELECT row FROM before ORDER BY 1$$, 'actuals follow, and are otherwise as they were');
SELECT is((SELECT count(*) FROM bsc.plan WHERE entity = 'dealer one'), 1::bigint, 'targets follow');
SELECT is((SELECT count(*) || ' ' || min(entity) FROM bsc.actual_history WHERE measure_id = bsc.measure_id('s', 'm')), '1 dealer one', 'the history follows, and the renaming leaves nothing in it');
SELECT is((SELECT count(*) FROM bsc.closed_result WHERE scorecard_id = bsc.scorecard_id('s') AND entity = 'd1'), 0::bigint, 'frozen results follow');
SELECT is((SELECT actual FROM bsc.measure_result WHERE scorecard = 's' AND entity = 'dealer one' AND period = '2024-01'), 1::float8, 'and are shown');
SELECT is((SELECT count(*) FROM bsc.actual WHERE entity = 'd1'), 1::bigint, 'another scorecard keeps its entity');
SELECT is((SELECT string_agg(code, ' ') FROM bsc.entity_history WHERE scorecard_id = bsc.scorecard_id('s') AND entity_id = (SELECT id FROM bsc.entity WHERE code = 'dealer one')),
    'd1', 'the old code is in the history of the entity');
SELECT is_empty('TABLE bsc._entity_renaming', 'nothing is left of the renaming');
SELECT throws_ok($$UPDATE bsc.actual SET value = 9 WHERE entity = 'dealer one' AND period = '2024-01'$$, '55000', 'period 2024-01 of scorecard "s" is closed');
SELECT throws_ok($$UPDATE bsc.actual SET entity = 'd1' WHERE entity = 'dealer one' AND period = '2024-01'$$, '55000', 'period 2024-01 of scorecard "s" is closed');
SELECT throws_ok($$UPDATE bsc.closed_result SET entity = 'd1' WHERE entity = 'dealer one'$$, '55000', 'period 2024-01 of scorecard "s" is closed');
UPDATE bsc.entity SET code = 'n' WHERE code = 'north';
SELECT is((SELECT parent FROM bsc.entity WHERE code = 'dealer one'), 'n', 'children follow their parent');
SELECT throws_ok($$UPDATE bsc.entity SET code = 'taken' WHERE code = 'dealer one'$$, '23505', 'duplicate key value violates unique constraint "entity_code_is_unique_in_its_scorecard"');
DELETE FROM bsc.entity WHERE code = 'taken';
SELECT throws_ok($$UPDATE bsc.entity SET code = 'taken' WHERE code = 'dealer one'$$, '23505', 'entity "dealer one" cannot become "taken", which has actuals or targets already');
UPDATE bsc.entity SET name = 'Free' WHERE code = 'free';
SELECT is((SELECT count(*) FROM bsc.entity_history AS h JOIN bsc.entity AS e ON e.id = h.entity_id WHERE e.code = 'free'), 1::bigint, 'another change is kept too');
UPDATE bsc.entity SET name = 'Free' WHERE code = 'free';
SELECT is((SELECT count(*) FROM bsc.entity_history AS h JOIN bsc.entity AS e ON e.id = h.entity_id WHERE e.code = 'free'), 1::bigint, 'an update that changes nothing is not');

SELECT bsc.drop_scorecard('s'), bsc.drop_scorecard('other');
SELECT is((SELECT (SELECT count(*) FROM bsc.entity) + (SELECT count(*) FROM bsc.entity_history) + (SELECT count(*) FROM bsc._entity_place)), 0::bigint, 'a dropped scorecard takes all of it along');

SELECT * FROM finish();
ROLLBACK;
