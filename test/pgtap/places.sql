-- The places of entities through many changes: against a walk of the tree, and the past of each.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc;
SELECT no_plan();

-- a clock that goes on
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE COST 1
RETURN timestamptz '2024-01-01' + current_setting('test.minute')::integer * interval '1 minute';
CREATE FUNCTION pg_temp.tick() RETURNS integer LANGUAGE sql AS
$$SELECT set_config('test.minute', (current_setting('test.minute')::integer + 1)::text, true)::integer$$;
SET LOCAL test.minute = 0;
SELECT bsc.define(jsonb_build_object('code', code, 'perspectives', '[{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m"}]}]}]'::jsonb))
FROM (VALUES ('s'), ('flat'), ('deep')) AS v (code);

-- Places that are not as a walk of the tree has them.
CREATE FUNCTION pg_temp.wrong(scorecard text) RETURNS bigint LANGUAGE sql AS $$
WITH RECURSIVE walk (code, parent, path, place) AS (
    SELECT ''::text, NULL::text, ARRAY[''], ARRAY[]::record[]
    UNION ALL
    SELECT e.code, e.parent, w.path || e.code, w.place || ROW(e.position, e.code COLLATE "C")
    FROM walk AS w JOIN bsc.entity AS e ON e.scorecard_id = bsc.scorecard_id($1) AND e.parent = w.code
), told AS (
    SELECT p.*, row_number() OVER (ORDER BY p.number) AS ordinal FROM bsc._entity_place AS p WHERE p.scorecard_id = bsc.scorecard_id($1)
), expected AS (
    SELECT w.code, w.parent, row_number() OVER (ORDER BY w.place) AS ordinal, e.position, e.starts, e.ends,
        (SELECT count(*) - 1 FROM walk AS x WHERE x.path[cardinality(w.path)] = w.code AND x.path[:cardinality(w.path)] = w.path) AS below
    FROM walk AS w LEFT JOIN bsc.entity AS e ON e.scorecard_id = bsc.scorecard_id($1) AND e.code = w.code
    WHERE EXISTS (SELECT 1 FROM bsc.entity AS any_of WHERE any_of.scorecard_id = bsc.scorecard_id($1))
)
SELECT count(*)
FROM expected AS e
FULL JOIN (
    SELECT t.*, a.code AS parent, l.ordinal - t.ordinal AS reaches FROM told AS t
    LEFT JOIN told AS a ON a.number = t.above LEFT JOIN told AS l ON l.number = t.last) AS t ON t.code = e.code
WHERE (e.code, e.parent, e.ordinal, coalesce(e.position, 0), e.starts, e.ends, e.below, e.below)
    IS DISTINCT FROM (t.code, t.parent, t.ordinal, t.position, t.starts, t.ends, t.below::bigint, t.reaches)
$$;

-- A tree in the order of its numbers; each entity began its service on a day of its own.
CREATE FUNCTION pg_temp.tree(moment timestamptz DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
SELECT string_agg(coalesce(p.starts::text, '') || '<' || coalesce(a.starts::text, '') || p.below, ' ' ORDER BY p.number)
FROM bsc._entity_place_at(coalesce($1, bsc._now())) AS p
LEFT JOIN bsc._entity_place_at(coalesce($1, bsc._now())) AS a ON a.scorecard_id = p.scorecard_id AND a.number = p.above
WHERE p.scorecard_id = bsc.scorecard_id('s')
$$;

CREATE FUNCTION pg_temp.few(wanted integer) RETURNS text[] LANGUAGE sql VOLATILE AS
$$SELECT ARRAY(SELECT e.code FROM bsc.entity AS e WHERE e.scorecard_id = bsc.scorecard_id('s') ORDER BY random() LIMIT $1)$$;
CREATE SEQUENCE pg_temp.fresh;
CREATE TEMP TABLE log (minute integer, change text, wrong bigint, tree text);
SELECT setseed(0.7);
INSERT INTO bsc.entity (scorecard_id, code, parent, position, starts)
SELECT bsc.scorecard_id('s'), 'e' || i, CASE WHEN i < 4 THEN '' ELSE 'e' || 1 + floor(random() * (i - 1))::int END, floor(random() * 3)::int, date '2000-01-01' + i
FROM generate_series(1, 60) AS i;
SELECT setval('pg_temp.fresh', 60);
DO $$
DECLARE
    kind integer;
    them text[];
    said text;
BEGIN
    FOR i IN 1..250 LOOP
        PERFORM pg_temp.tick();
        kind := floor(random() * 9);
        them := pg_temp.few(1 + floor(random() ^ 3 * 8)::int);
        said := kind || ' ' || them::text;
        BEGIN
            CASE kind
            WHEN 0, 1 THEN
                INSERT INTO bsc.entity (scorecard_id, code, parent, position, starts)
                SELECT bsc.scorecard_id('s'), chr(97 + floor(random() * 26)::int) || n, CASE WHEN random() < 0.1 THEN '' ELSE c END, floor(random() * 3)::int, date '2000-01-01' + n::int
                FROM (SELECT c, nextval('pg_temp.fresh') AS n FROM unnest(them) AS c) AS v;
            WHEN 2 THEN  -- a few with what is below them
                DELETE FROM bsc.entity AS e USING bsc._entity_place AS p, bsc._entity_place AS d
                WHERE p.scorecard_id = bsc.scorecard_id('s') AND p.code = them[1] AND d.scorecard_id = p.scorecard_id AND d.number BETWEEN p.number AND p.last
                  AND e.scorecard_id = p.scorecard_id AND e.code = d.code AND p.below < 8;
            WHEN 3, 4 THEN  -- may come to a circle
                UPDATE bsc.entity AS e SET parent = (pg_temp.few(1))[1], position = CASE WHEN random() < 0.5 THEN e.position ELSE floor(random() * 3) END
                WHERE e.scorecard_id = bsc.scorecard_id('s') AND e.code = ANY (them);
            WHEN 5 THEN
                UPDATE bsc.entity AS e SET position = floor(random() * 3) WHERE e.scorecard_id = bsc.scorecard_id('s') AND e.code = ANY (them);
            WHEN 6 THEN
                UPDATE bsc.entity AS e SET code = chr(97 + floor(random() * 26)::int) || nextval('pg_temp.fresh'), name = 'other'
                WHERE e.scorecard_id = bsc.scorecard_id('s') AND e.code = ANY (them);
            WHEN 7 THEN
                UPDATE bsc.entity AS e SET ends = date '2030-01-01' + i, name = 'other' WHERE e.scorecard_id = bsc.scorecard_id('s') AND e.code = ANY (them);
            WHEN 8 THEN  -- all at once
                MERGE INTO bsc.entity AS e
                USING (
                    SELECT bsc.scorecard_id('s') AS scorecard_id, x.code, (pg_temp.few(1))[1] AS parent, n, n % 5 AS what
                    FROM (SELECT c AS code, nextval('pg_temp.fresh') AS n FROM unnest(them) AS c
                          UNION ALL SELECT 'n' || n, n FROM (SELECT nextval('pg_temp.fresh') AS n FROM generate_series(1, 2)) AS f) AS x) AS v
                ON e.scorecard_id = v.scorecard_id AND e.code = v.code
                WHEN MATCHED AND v.what = 0 THEN UPDATE SET code = 'r' || v.n
                WHEN MATCHED AND v.what = 1 AND NOT EXISTS (SELECT 1 FROM bsc.entity AS c WHERE c.scorecard_id = v.scorecard_id AND c.parent = v.code) THEN DELETE
                WHEN MATCHED THEN UPDATE SET parent = v.parent, position = v.n % 3
                WHEN NOT MATCHED THEN INSERT (scorecard_id, code, parent, starts) VALUES (v.scorecard_id, v.code, v.parent, date '2000-01-01' + v.n::int);
            END CASE;
        EXCEPTION WHEN invalid_parameter_value OR check_violation OR foreign_key_violation THEN
            said := 'refused: ' || said || ' ' || sqlerrm;
        END;
        INSERT INTO log VALUES (current_setting('test.minute')::integer, said, pg_temp.wrong('s'), pg_temp.tree());
    END LOOP;
END
$$;
SELECT is_empty('SELECT * FROM log WHERE wrong > 0', 'the numbers are those of a walk after each of many changes');
SELECT cmp_ok((SELECT count(*) FROM log WHERE change !~ '^refused'), '>', 150::bigint, 'most changes are done');
SELECT is_empty($$SELECT l.minute, l.change FROM log AS l WHERE pg_temp.tree(timestamptz '2024-01-01' + l.minute * interval '1 minute') <> l.tree$$,
    'each tree of the past is as it was');

-- One more at one spot, again and again, where there is no room.
INSERT INTO bsc.entity (scorecard_id, code) SELECT bsc.scorecard_id('flat'), 'd' || i FROM generate_series(1, 500) AS i;
DO $$
BEGIN
    FOR i IN 1..120 LOOP
        PERFORM pg_temp.tick();
        INSERT INTO bsc.entity (scorecard_id, code, parent) VALUES
            (bsc.scorecard_id('flat'), 'd1x' || 500 - i, ''), (bsc.scorecard_id('flat'), 'd2x' || 500 + i, ''), (bsc.scorecard_id('flat'), 'below' || 500 - i, 'd7');
    END LOOP;
END
$$;
SELECT is(pg_temp.wrong('flat'), 0::bigint, 'before, behind and below one, each closer to it than the last');
SELECT cmp_ok((SELECT count(*) FROM bsc._entity_place_history WHERE scorecard_id = bsc.scorecard_id('flat')), '<', 4000::bigint, 'few others get other numbers');

-- What a change leaves in the history.
INSERT INTO bsc.entity (scorecard_id, code, parent)
SELECT bsc.scorecard_id('deep'), 'd' || i, CASE WHEN i <= 10 THEN '' ELSE 'd' || 1 + i % 10 END FROM generate_series(1, 1000) AS i;
CREATE FUNCTION pg_temp.kept(change text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    minute integer := pg_temp.tick();
BEGIN
    EXECUTE change;
    RETURN (SELECT coalesce(string_agg(h.code, ',' ORDER BY h.number), 'none') FROM bsc._entity_place_history AS h
            WHERE h.scorecard_id = bsc.scorecard_id('deep') AND h.replaced_at = bsc._now());
END
$$;
SELECT is(pg_temp.kept(v.change), v.kept, v.said)
FROM (VALUES
    ($$INSERT INTO bsc.entity (scorecard_id, code, parent) VALUES (bsc.scorecard_id('deep'), 'd20x', 'd1')$$, ',d1', 'one more: those above'),
    ($$UPDATE bsc.entity SET name = 'x' WHERE scorecard_id = bsc.scorecard_id('deep')$$, 'none', 'names of all'),
    ($$UPDATE bsc.entity SET ends = '2030-01-01' WHERE code = 'd30' AND scorecard_id = bsc.scorecard_id('deep')$$, ',d30', 'a time of service: its own'),
    ($$UPDATE bsc.entity SET code = 'd3-' WHERE code = 'd30' AND scorecard_id = bsc.scorecard_id('deep')$$, '', 'another code in the same order'),
    ($$UPDATE bsc.entity SET position = 1 WHERE code = 'd9' AND scorecard_id = bsc.scorecard_id('deep')$$, ',d9', 'a position that changes no order'),
    ($$DELETE FROM bsc.entity WHERE code = 'd40' AND scorecard_id = bsc.scorecard_id('deep')$$, ',d1,d40', 'one goes: it and those above'),
    ($$UPDATE bsc.entity SET parent = 'd2' WHERE code = 'd50' AND scorecard_id = bsc.scorecard_id('deep')$$, ',d1,d50,d2', 'one moves: it and those above')) AS v (change, kept, said);
SELECT is(pg_temp.wrong('deep'), 0::bigint, 'all of it right');

-- Places that were lost come back.
DELETE FROM bsc._entity_place AS p WHERE p.scorecard_id = bsc.scorecard_id('deep') AND p.code = 'd3';
INSERT INTO bsc.entity (scorecard_id, code, parent) VALUES (bsc.scorecard_id('deep'), 'new', 'd3');
SELECT is(pg_temp.wrong('deep'), 0::bigint, 'by the next who is below them');
DELETE FROM bsc._entity_place AS p WHERE p.scorecard_id = bsc.scorecard_id('deep') AND p.code > 'd5';
UPDATE bsc.entity SET name = name WHERE scorecard_id = bsc.scorecard_id('deep');
SELECT is(pg_temp.wrong('deep'), 0::bigint, 'by an update of all');

SELECT * FROM finish();
ROLLBACK;
