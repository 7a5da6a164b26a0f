-- Recording by hand: bsc.record and the view bsc.actual_entry.
\set ECHO none
\set QUIET 1
BEGIN;
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT plan(51);

INSERT INTO bsc.scorecard (code) VALUES ('shop'), ('second');
INSERT INTO bsc.perspective (scorecard_id, code) SELECT id, 'p' FROM bsc.scorecard WHERE code IN ('shop', 'second');
INSERT INTO bsc.objective (perspective_id, code) SELECT id, 'o' FROM bsc.perspective;
INSERT INTO bsc.measure (objective_id, code, frequency) SELECT id, 'calls', 'month' FROM bsc.objective;
INSERT INTO bsc.measure (objective_id, code, frequency) SELECT max(id), 'visits', 'week' FROM bsc.objective;

CREATE VIEW pg_temp.got AS SELECT entity, period, value, volume FROM bsc.actual_entry WHERE scorecard = 'shop' AND measure = 'calls';
CREATE VIEW pg_temp.past AS SELECT entity, period::text, value, volume, source FROM bsc.actual_history ORDER BY id;

-- bsc.record
SELECT bsc.record('shop', 'calls', '2024-01', 5);
SELECT results_eq('TABLE pg_temp.got', $$VALUES ('', '2024-01', 5::float8, NULL::float8)$$, 'a value for the whole');
SELECT is((SELECT source || ' by ' || recorded_by FROM bsc.actual), 'manual by ' || current_user, 'by hand, by whom');
SELECT is_empty('TABLE pg_temp.past', 'a first value replaces nothing');
SELECT bsc.record('shop', 'calls', bsc.period(date '2024-01-15', 'month'), 6);
SELECT results_eq('TABLE pg_temp.got', $$VALUES ('', '2024-01', 6::float8, NULL::float8)$$, 'a later value replaces it');
SELECT results_eq('TABLE pg_temp.past', $$VALUES ('', '2024-01', 5::float8, NULL::float8, 'manual')$$, 'which is in the history');
SELECT bsc.record('shop', 'calls', '2024-01', 6, NULL);
SELECT is((SELECT count(*) FROM bsc.actual_history), 1::bigint, 'the same value again changes nothing');
SELECT bsc.record('shop', 'calls', '2024-01', 6, volume => 3);
SELECT is((SELECT volume FROM pg_temp.got), 3::float8, 'a volume');
SELECT bsc.record('shop', 'calls', '2024-01', 7, entity => 'north');
SELECT bag_eq('TABLE pg_temp.got', $$VALUES ('', '2024-01', 6::float8, 3::float8), ('north', '2024-01', 7, NULL)$$, 'an entity');
SELECT bsc.record('shop', 'calls', '2024-01', 7, 'north', NULL) FROM generate_series(1, 3);
SELECT is((SELECT count(*) FROM bsc.actual_history), 2::bigint, 'and again nothing');
UPDATE bsc.actual SET source = 'refresh' WHERE entity = 'north';
SELECT bsc.record('shop', 'calls', '2024-01', 7, 'north');
SELECT is((SELECT source FROM bsc.actual WHERE entity = 'north'), 'manual', 'what is confirmed by hand is by hand');
SELECT throws_ok(format('SELECT bsc.record(''shop'', ''calls'', ''2024-01'', %L)', v), '23514', 'value of an actual is out of range: ' || said, 'a value that is none: ' || v)
FROM (VALUES ('NaN', 'NaN'), ('-Infinity', '-Infinity'), ('1.1e150', '1.1e+150')) AS t (v, said);
SELECT throws_ok($$SELECT bsc.record('shop', 'calls', '2024-01', 7, volume => -3)$$, '23514', 'volume of an actual is out of range: -3', 'a negative volume');
SELECT throws_ok($$INSERT INTO bsc.actual_entry (scorecard, measure, period, value, volume) VALUES ('shop', 'calls', '2024-01', 7, 1), ('shop', 'calls', '2024-02', 7, 'NaN')$$,
    '23514', 'volume of an actual is out of range: NaN', 'through the view, too');
SELECT lives_ok($$INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value, volume) VALUES ('shop', 'calls', 'edge', '2024-01', -1e150, 1e150), ('shop', 'calls', 'edge', '2024-02', 1e150, 0)$$, 'up to 1e150');
DELETE FROM bsc.actual_entry WHERE entity = 'edge';
DELETE FROM bsc.actual_history WHERE entity = 'edge';
SELECT throws_ok($$SELECT bsc.record('shop', 'cals', '2024-01', 7)$$, '22023', 'scorecard "shop" has no measure "cals"', 'unknown measure');
SELECT throws_ok($$SELECT bsc.record('shoop', 'calls', '2024-01', 7)$$, '22023', 'scorecard "shoop" does not exist', 'unknown scorecard');
SELECT throws_ok($$SELECT bsc.record('shop', 'calls', '2024-01-01', 7)$$, '22023', 'measure "calls" takes no actual for period 2024-01-01', 'a finer period');
SELECT throws_ok($$SELECT bsc.record('shop', 'calls', NULL::text, 7)$$, '22004', 'an actual needs a period and a value', 'no period');
SELECT throws_ok($$SELECT bsc.record('shop', 'calls', '2024-01', NULL)$$, '22004', 'an actual needs a period and a value', 'no value');
SELECT throws_ok($$SELECT bsc.record('shop', 'calls', '2024-01', 'Infinity')$$, '23514', NULL, 'infinity');
SELECT throws_ok($$SELECT bsc.record('shop', 'calls', '2024-01', 1, repeat('x', 1001))$$, '23514', NULL, 'a long entity');

-- the view
DELETE FROM bsc.actual;
DELETE FROM bsc.actual_history;
INSERT INTO bsc.actual_entry (scorecard, measure, period, value) VALUES ('shop', 'calls', '2024-01', 1), ('second', 'calls', '2024-01', 2);
SELECT bag_eq('SELECT * FROM bsc.actual_entry', $$VALUES ('shop', 'calls', '', '2024-01', 1::float8, NULL::float8), ('second', 'calls', '', '2024-01', 2, NULL)$$, 'INSERT by code');
INSERT INTO bsc.actual_entry SELECT 'shop', 'calls', 'e' || n % 2, '2024-02', n, n FROM generate_series(1, 4) n;
SELECT bag_eq($$SELECT * FROM pg_temp.got WHERE period = '2024-02'$$, $$VALUES ('e0', '2024-02', 4::float8, 4::float8), ('e1', '2024-02', 3, 3)$$, 'a row that is there is replaced, even one of the same statement');
SELECT results_eq($$INSERT INTO bsc.actual_entry VALUES ('second', 'visits', NULL, '2024w07', 9) RETURNING *$$,
    $$VALUES ('second', 'visits', '', '2024-W07', 9::float8, NULL::float8)$$, 'RETURNING shows what is recorded');
SELECT throws_ok($$INSERT INTO bsc.actual_entry VALUES ('shop', 'visits', '', '2024-01', 9)$$, '22023', 'scorecard "shop" has no measure "visits"', 'a measure of another scorecard');
SELECT throws_ok($$INSERT INTO bsc.actual_entry VALUES ('shop', 'calls', '', '2024-01')$$, '22004', 'an actual needs a period and a value', 'a row without value');
DELETE FROM bsc.actual_history;
-- the rows of a statement are recorded together
DELETE FROM bsc.actual_history;
INSERT INTO bsc.actual_entry VALUES ('shop', 'calls', 'twice', '2024-03', 1), ('shop', 'calls', 'once', '2024-03', 5), ('shop', 'calls', 'twice', '2024-03', 2), ('shop', 'calls', 'twice', '2024-03', 3);
SELECT bag_eq($$SELECT entity, value FROM pg_temp.got WHERE period = '2024-03'$$, $$VALUES ('twice', 3::float8), ('once', 5)$$, 'a row given again replaces the first');
SELECT results_eq('SELECT entity, value FROM pg_temp.past', $$VALUES ('twice', 1::float8), ('twice', 2)$$, 'which is in the history');
CREATE FUNCTION pg_temp.enter(value float8) RETURNS float8 LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bsc.actual_entry VALUES ('second', 'visits', 'inner', '2024-W20', value);
    RETURN (SELECT max(a.value) FROM bsc.actual_entry AS a WHERE a.entity = 'inner');
END
$$;
INSERT INTO bsc.actual_entry SELECT 'shop', 'calls', 'outer' || n, '2024-03', pg_temp.enter(n * 7) FROM generate_series(1, 3) n;
SELECT bag_eq($$SELECT entity, value FROM bsc.actual_entry WHERE entity LIKE 'outer_' OR entity = 'inner'$$,
    $$VALUES ('outer1', 7::float8), ('outer2', 14), ('outer3', 21), ('inner', 21)$$, 'one statement within another');
CREATE FUNCTION pg_temp.fail() RETURNS float8 LANGUAGE plpgsql AS $$
BEGIN
    BEGIN
        INSERT INTO bsc.actual_entry SELECT 'shop', 'calls', 'lost' || n, '2024-03', 1 / (2 - n) FROM generate_series(1, 3) n;
    EXCEPTION WHEN division_by_zero THEN NULL;
    END;
    RETURN 4;
END
$$;
INSERT INTO bsc.actual_entry SELECT 'shop', 'calls', 'kept' || n, '2024-03', pg_temp.fail() FROM generate_series(1, 2) n;
SELECT bag_eq($$SELECT entity, value FROM bsc.actual_entry WHERE entity LIKE 'lost%' OR entity LIKE 'kept%'$$,
    $$VALUES ('kept1', 4::float8), ('kept2', 4)$$, 'and one that failed leaves nothing');
WITH a AS (INSERT INTO bsc.actual_entry VALUES ('shop', 'calls', 'a', '2024-04', 1) RETURNING *),
     b AS (INSERT INTO bsc.actual_entry VALUES ('second', 'calls', 'b', '2024-04', 2) RETURNING *)
INSERT INTO bsc.actual_entry SELECT scorecard, measure, entity, '2024-05', value FROM a UNION ALL SELECT scorecard, measure, entity, '2024-05', value FROM b;
SELECT bag_eq($$SELECT scorecard, entity, period, value FROM bsc.actual_entry WHERE entity IN ('a', 'b')$$,
    $$VALUES ('shop', 'a', '2024-04', 1::float8), ('second', 'b', '2024-04', 2), ('shop', 'a', '2024-05', 1), ('second', 'b', '2024-05', 2)$$, 'several inserts in one query');
CREATE FUNCTION pg_temp.context_of(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE said text;
BEGIN
    EXECUTE command;
    RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS said = PG_EXCEPTION_DETAIL;
    RETURN SQLERRM || ' / ' || said;
END
$$;
SELECT is(pg_temp.context_of($$INSERT INTO bsc.actual_entry VALUES ('shop', 'calls', 'n', '2024-04', 1), ('shop', 'calls', 'n', NULL, 1)$$),
    'an actual needs a period and a value / It is of measure ''calls'', entity ''n'', period NULL.', 'a row without period behind a good one');
SELECT throws_ok($$INSERT INTO bsc.actual_entry VALUES ('shop', 'calls', 'n', '2024-04', 1), ('shop', NULL, 'n', '2024-04', 1)$$, '22023', NULL, 'a row without measure behind a good one');
SELECT throws_ok($$INSERT INTO bsc.actual_entry VALUES (NULL, 'calls', 'n', '2024-04', 1)$$, '22023', NULL, 'a row without scorecard');
INSERT INTO bsc.actual_entry SELECT 'shop', 'calls', 'many' || n, '2024-06', n, CASE WHEN n % 2 = 0 THEN n END FROM generate_series(1, 50000) n;
SELECT is((SELECT ARRAY[count(*), count(volume), sum(value), sum(volume)] FROM bsc.actual WHERE entity LIKE 'many%'),
    ARRAY[50000, 25000, 1250025000, 625025000]::float8[], 'more rows than are kept at once');
DELETE FROM bsc.actual WHERE entity LIKE 'many%';
-- one row given a thousand times is recorded as often, in no more memory than that of two
CREATE SEQUENCE pg_temp.times;
CREATE TEMP TABLE memory (bytes numeric);
CREATE FUNCTION pg_temp.look() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF nextval('pg_temp.times') % 100 = 0 THEN
        INSERT INTO pg_temp.memory SELECT sum(m.total_bytes) FROM pg_backend_memory_contexts AS m;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER look BEFORE INSERT ON bsc.actual FOR EACH STATEMENT EXECUTE FUNCTION pg_temp.look();
INSERT INTO bsc.actual_entry SELECT 'shop', 'calls', 'many', '2024-06', n FROM generate_series(1, 1000) n;
DROP TRIGGER look ON bsc.actual;
SELECT is((SELECT ARRAY[(SELECT a.value FROM bsc.actual AS a WHERE a.entity = 'many'), count(*), sum(h.value)] FROM bsc.actual_history AS h WHERE h.entity = 'many'),
    ARRAY[1000, 999, 499500]::float8[], 'one row a thousand times');
SELECT ok(count(*) = 10 AND max(bytes) - min(bytes) < 8e6, 'which takes no more memory from one time to the next') FROM pg_temp.memory;
DELETE FROM bsc.actual WHERE entity IN ('twice', 'once', 'inner', 'a', 'b') OR entity ~ '^(outer|kept|many)';
DELETE FROM bsc.actual_history;

UPDATE bsc.actual_entry SET value = value + 10 WHERE scorecard = 'shop' AND period = '2024-02';
SELECT bag_eq($$SELECT entity, value, volume FROM pg_temp.got WHERE period = '2024-02'$$, $$VALUES ('e0', 14::float8, 4::float8), ('e1', 13, 3)$$, 'UPDATE of values');
SELECT bag_eq('SELECT entity, value FROM pg_temp.past', $$VALUES ('e0', 4::float8), ('e1', 3)$$, 'with history');
SELECT results_eq($$UPDATE bsc.actual_entry SET measure = 'visits', scorecard = 'second', period = '2024-w08', entity = NULL WHERE entity = 'e0' RETURNING *$$,
    $$VALUES ('second', 'visits', '', '2024-W08', 14::float8, 4::float8)$$, 'UPDATE of the key moves the actual');
SELECT is((SELECT count(*) FROM pg_temp.got WHERE entity = 'e0'), 0::bigint, 'away from where it was');
SELECT throws_ok($$UPDATE bsc.actual_entry SET period = '2024-W08' WHERE period = '2024-W07'$$, '23505', NULL, 'not onto another');
SELECT throws_ok($$UPDATE bsc.actual_entry SET value = NULL$$, '22004', 'an actual needs a period and a value', 'not to nothing');
SELECT throws_ok($$UPDATE bsc.actual_entry SET measure = 'x'$$, '22023', NULL, 'not to an unknown measure');
DELETE FROM bsc.actual_history;
SELECT results_eq($$DELETE FROM bsc.actual_entry WHERE measure = 'visits' RETURNING period$$, $$VALUES ('2024-W07'), ('2024-W08')$$, 'DELETE');
SELECT is((SELECT count(*) FROM bsc.actual WHERE period::text IN ('2024-W07', '2024-W08')), 0::bigint, 'deletes');
SELECT results_eq($$SELECT period FROM pg_temp.past$$, $$VALUES ('2024-W07'), ('2024-W08')$$, 'and keeps the history');

-- who may
CREATE ROLE bsc_clerk;
GRANT USAGE ON SCHEMA bsc TO bsc_clerk;
GRANT SELECT, INSERT ON bsc.actual_entry TO bsc_clerk;
SET ROLE bsc_clerk;
SELECT throws_ok($$SELECT * FROM bsc.actual_entry$$, '42501', NULL, 'the view shows nobody more than the tables do');
SELECT throws_ok($$INSERT INTO bsc.actual_entry VALUES ('shop', 'calls', '', '2024-01', 3)$$, '42501', NULL, 'and lets nobody write more');
RESET ROLE;

SELECT * FROM finish();
ROLLBACK;
