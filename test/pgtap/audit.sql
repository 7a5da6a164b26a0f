-- The audit trail, and pruning what it is made of.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

-- the clock is ours: step n is at n o'clock
CREATE TABLE public.tick (now timestamptz);
INSERT INTO public.tick VALUES ('2024-03-01 00:00+00');
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE RETURN (SELECT t.now FROM public.tick AS t);
CREATE FUNCTION pg_temp.at(hour integer) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$ SELECT timestamptz '2024-03-01 00:00+00' + make_interval(hours => hour) $$;
CREATE FUNCTION pg_temp.step(hour integer, statement text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE public.tick SET now = pg_temp.at(hour);
    EXECUTE statement;
END
$$;
-- the trail since an hour, and in that hour
CREATE FUNCTION pg_temp.trail(since integer, till integer DEFAULT 99)
RETURNS TABLE (hour integer, what text, path text, before text, after text) LANGUAGE sql AS $$
    SELECT (extract(epoch FROM c.at - pg_temp.at(0)) / 3600)::integer, c.what, c.path, c.before #>> '{}', c.after #>> '{}'
    FROM bsc.changes('s', pg_temp.at(since)) AS c WHERE c.at <= pg_temp.at(till) $$;

SELECT pg_temp.step(1, $step$SELECT bsc.define('{"code": "s", "perspectives": [
    {"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m", "plan": [{"period": "2024-01", "target": "0..1"}]}, {"code": "gone", "plan": [{"period": "2024-01", "target": "5..6"}]}]}]},
    {"code": "q", "objectives": [{"code": "o2"}]}],
    "links": [{"cause": "o2", "effect": "o", "strength": 0.5}], "initiatives": [{"code": "i", "objectives": ["o2"]}]}')$step$);
SELECT bag_eq('SELECT * FROM pg_temp.trail(0)', $$VALUES
    (1, 'added', '', NULL, '{"code": "s"}'),
    (1, 'added', 'perspectives[p]', NULL, '{"code": "p", "position": 1}'),
    (1, 'added', 'perspectives[q]', NULL, '{"code": "q", "position": 2}'),
    (1, 'added', 'perspectives[p].objectives[o]', NULL, '{"code": "o", "position": 1}'),
    (1, 'added', 'perspectives[q].objectives[o2]', NULL, '{"code": "o2", "position": 1}'),
    (1, 'added', 'perspectives[p].objectives[o].measures[m]', NULL, '{"code": "m", "run_as": "postgres", "position": 1, "frequency": "month"}'),
    (1, 'added', 'perspectives[p].objectives[o].measures[gone]', NULL, '{"code": "gone", "run_as": "postgres", "position": 2, "frequency": "month"}'),
    (1, 'added', 'perspectives[p].objectives[o].measures[m].plan[2024-01]', NULL, '0..1'),
    (1, 'added', 'perspectives[p].objectives[o].measures[gone].plan[2024-01]', NULL, '5..6'),
    (1, 'added', 'links[o2 -> o]', NULL, '{"strength": 0.5}'),
    (1, 'added', 'initiatives[i]', NULL, '{"code": "i"}'),
    (1, 'added', 'initiatives[i].objectives[o2]', NULL, NULL)$$, 'all of a new scorecard was added');

SELECT pg_temp.step(2, $$UPDATE bsc.measure SET weight = 2, name = 'M', unit = NULL WHERE code = 'm'$$);
SELECT pg_temp.step(3, $$UPDATE bsc.plan SET target = '0..2' WHERE target::text = '0..1'$$);
SELECT pg_temp.step(4, $$SELECT bsc.record('s', 'm', '2024-01', 5, 'north', 7)$$);
SELECT pg_temp.step(5, $$UPDATE bsc.actual SET value = 6$$);
SELECT pg_temp.step(6, $$UPDATE bsc.plan SET target = target$$);
SELECT results_eq('SELECT * FROM pg_temp.trail(2)', $$VALUES
    (5, 'changed', 'perspectives[p].objectives[o].measures[m].actual[north 2024-01].value', '5', '6'),
    (4, 'added', 'perspectives[p].objectives[o].measures[m].actual[north 2024-01]', NULL, '5'),
    (3, 'changed', 'perspectives[p].objectives[o].measures[m].plan[2024-01].target', '0..1', '0..2'),
    (2, 'changed', 'perspectives[p].objectives[o].measures[m].name', NULL, 'M'),
    (2, 'changed', 'perspectives[p].objectives[o].measures[m].weight', '1', '2')$$, 'newest first, a row for each key that changed, whoever wrote it');
SELECT results_eq('SELECT hour FROM pg_temp.trail(4)', ARRAY[5, 4], 'from the moment on');

-- what is shown is what lasted: codes are handed on, a figure is written twice in a transaction
SELECT pg_temp.step(7, $step$SELECT bsc.define('{"code": "s", "perspectives": [
    {"code": "p", "objectives": [{"code": "o", "name": "O"}]},
    {"code": "q", "objectives": [{"code": "o2", "measures": [{"code": "n", "was": "m", "weight": 2, "name": "M"}]}]}], "links": [], "initiatives": [{"code": "i", "objectives": ["o"]}]}')$step$);
SELECT bag_eq('SELECT * FROM pg_temp.trail(6)', $$VALUES
    (7, 'changed', 'perspectives[p].objectives[o].name', NULL, 'O'),
    (7, 'moved', 'perspectives[q].objectives[o2].measures[n]', 'perspectives[p].objectives[o]', 'perspectives[q].objectives[o2]'),
    (7, 'changed', 'perspectives[q].objectives[o2].measures[n].code', 'm', 'n'),
    (7, 'removed', 'perspectives[p].objectives[o].measures[gone]', '{"code": "gone", "run_as": "postgres", "position": 2, "frequency": "month"}', NULL),
    (7, 'removed', 'perspectives[p].objectives[o].measures[gone].plan[2024-01]', '5..6', NULL),
    (7, 'removed', 'links[o2 -> o]', '{"strength": 0.5}', NULL),
    (7, 'removed', 'initiatives[i].objectives[o2]', NULL, NULL), (7, 'added', 'initiatives[i].objectives[o]', NULL, NULL)$$,
    'what a document changed, removed, moved and renamed');
SELECT pg_temp.step(8, $$UPDATE bsc.actual SET value = 100; UPDATE bsc.actual SET value = 7, volume = NULL; UPDATE bsc.objective SET name = 'X'; UPDATE bsc.objective SET name = 'O' WHERE code = 'o'$$);
SELECT results_eq('SELECT * FROM pg_temp.trail(8)', $$VALUES
    (8, 'changed', 'perspectives[q].objectives[o2].measures[n].actual[north 2024-01].value', '6', '7'),
    (8, 'changed', 'perspectives[q].objectives[o2].measures[n].actual[north 2024-01].volume', '7', NULL),
    (8, 'changed', 'perspectives[q].objectives[o2].name', NULL, 'X')$$, 'what lasted no longer than its transaction was seen by nobody');
SELECT pg_temp.step(9, $$DELETE FROM bsc.actual$$);
SELECT pg_temp.step(10, $$SELECT bsc.record('s', 'n', '2024-01', 8, 'north')$$);
SELECT pg_temp.step(11, $$INSERT INTO bsc.entity (scorecard_id, code) SELECT id, 'north' FROM bsc.scorecard$$);
SELECT pg_temp.step(12, $$UPDATE bsc.entity SET starts = '2024-01-01'$$);
SELECT pg_temp.step(13, $$UPDATE bsc.measure SET environment = 'market'; INSERT INTO bsc.environment (code, period, planned) VALUES ('market', '2024-01', 100), ('other', '2024-01', 1)$$);
SELECT pg_temp.step(14, $$UPDATE bsc.environment SET observed = 90$$);
SELECT pg_temp.step(15, $$DELETE FROM bsc.environment WHERE code = 'market'$$);
SELECT results_eq('SELECT * FROM pg_temp.trail(9)', $$VALUES
    (15, 'removed', 'environment[market 2024-01]', '{"code": "market", "period": "2024-01", "planned": 100, "observed": 90}', NULL),
    (14, 'changed', 'environment[market 2024-01].observed', NULL, '90'),
    (13, 'added', 'environment[market 2024-01]', NULL, '{"code": "market", "period": "2024-01", "planned": 100}'),
    (13, 'changed', 'perspectives[q].objectives[o2].measures[n].environment', NULL, 'market'),
    (12, 'changed', 'entities[north].starts', NULL, '2024-01-01'),
    (11, 'added', 'entities[north]', NULL, '{"code": "north", "parent": "", "position": 0}'),
    (10, 'added', 'perspectives[q].objectives[o2].measures[n].actual[north 2024-01]', NULL, '8'),
    (9, 'removed', 'perspectives[q].objectives[o2].measures[n].actual[north 2024-01]', '7', NULL)$$, 'actuals, entities and the environment that moves a measure');

SELECT results_eq($$SELECT hour, what FROM pg_temp.trail(9) WHERE NOT (what = 'added' AND path LIKE '%.actual[%')$$, $$VALUES
    (15, 'removed'), (14, 'changed'), (13, 'added'), (13, 'changed'), (12, 'changed'), (11, 'added'), (9, 'removed')$$, 'without figures that came first');

-- closing and reopening; in one transaction neither is seen
SELECT pg_temp.step(13, $$CALL bsc.close_period('s', '2024-01')$$);
SELECT pg_temp.step(14, $$CALL bsc.reopen_period('s', '2024-01')$$);
SELECT pg_temp.step(15, $$CALL bsc.close_period('s', '2024-01'); CALL bsc.reopen_period('s', '2024-01')$$);
SELECT results_eq($$SELECT * FROM pg_temp.trail(13) WHERE path LIKE 'periods%'$$, $$VALUES
    (14, 'reopened', 'periods[2024-01]', 'closed', 'open'), (13, 'closed', 'periods[2024-01]', 'open', 'closed')$$, 'periods that were closed and reopened');
SELECT results_eq($$SELECT hour FROM pg_temp.trail(14) WHERE path LIKE 'periods%'$$, ARRAY[14], 'from the moment on');

CREATE ROLE bsc_test_clerk;
GRANT USAGE ON SCHEMA bsc TO bsc_test_clerk;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA bsc TO bsc_test_clerk;
GRANT SELECT ON public.tick TO bsc_test_clerk;
UPDATE public.tick SET now = pg_temp.at(16);
SET LOCAL ROLE bsc_test_clerk;
UPDATE bsc.scorecard SET amber = 0.5;
RESET ROLE;
SELECT results_eq($$SELECT by, path, before, after FROM bsc.changes('s', pg_temp.at(16))$$, $$VALUES ('bsc_test_clerk'::text COLLATE "default", 'amber', '0.7'::jsonb, '0.5'::jsonb)$$, 'by whom');
SELECT is_empty($$SELECT * FROM bsc.changes('s', pg_temp.at(17))$$, 'nothing since');
SELECT is((SELECT count(*) FROM bsc.changes('s', NULL)), (SELECT count(*) FROM bsc.changes('s', '-infinity')), 'NULL: all that is known');
SELECT throws_ok($$SELECT * FROM bsc.changes('nope', now())$$, '22023', NULL, 'of a scorecard that is there');

-- pruning ----------------------------------------------------------------------------------

INSERT INTO bsc.refresh_log (scorecard, measure, period, started, finished) VALUES
    ('s', 'n', '2024-01', pg_temp.at(2), pg_temp.at(2)), ('s', 'n', '2024-01', pg_temp.at(9), pg_temp.at(9)), ('other', 'n', '2024-01', pg_temp.at(2), pg_temp.at(2));
CREATE FUNCTION pg_temp.kept(code text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    total bigint := 0; n bigint; t text;
BEGIN
    FOREACH t IN ARRAY '{scorecard,perspective,objective,measure,link,initiative,initiative_objective,initiative_entity,initiative_step,entity,note,plan}'::text[] LOOP
        EXECUTE format('SELECT count(*) FROM bsc.%I AS h JOIN bsc.scorecard AS s ON s.id = h.scorecard_id WHERE s.code = %L', t || '_history', code) INTO n;
        total := total + n;
    END LOOP;
    RETURN total + (SELECT count(*) FROM bsc.actual_history AS h JOIN bsc.measure AS m ON m.id = h.measure_id WHERE m.scorecard_id = bsc.scorecard_id(kept.code))
        + (SELECT count(*) FROM bsc.refresh_log AS l WHERE l.scorecard = kept.code);
END
$$;
SELECT set_config('test.trail', (SELECT count(*) FROM pg_temp.trail(8))::text, true);
SELECT set_config('test.definition', bsc.definition('s')::text, true);
SELECT set_config('test.kept', pg_temp.kept('s')::text, true);
SELECT throws_ok($$SELECT bsc.prune_history('s', NULL)$$, '22004', 'the moment up to which history is pruned must not be null', 'when must be said');
SELECT throws_ok($$SELECT bsc.prune_history('nope', now())$$, '22023', NULL, 'and of what');
SELECT is(bsc.prune_history('s', pg_temp.at(1)), 0::bigint, 'there is nothing so old');
SELECT bsc.define('{"code": "t", "perspectives": [{"code": "p"}]}');
UPDATE bsc.scorecard SET name = 'T' WHERE code = 't';
UPDATE public.tick SET now = pg_temp.at(20);
SELECT is(bsc.prune_history('s', pg_temp.at(8)), current_setting('test.kept')::bigint - pg_temp.kept('s'), 'the number of rows that are gone');
SELECT cmp_ok(pg_temp.kept('s'), '<', current_setting('test.kept')::bigint, 'some are');
SELECT is((SELECT count(*) FROM pg_temp.trail(8)), current_setting('test.trail')::bigint, 'the trail after the moment is as it was');
SELECT is_empty($$SELECT 1 FROM pg_temp.trail(0, 7) AS t WHERE t.what <> 'added'$$, 'of what was before, nothing is left but what is still there');
SELECT is(bsc.definition('s')::text, current_setting('test.definition'), 'the scorecard is as it was');
SELECT is((SELECT count(*) FROM bsc.refresh_log WHERE scorecard = 'other'), 1::bigint, 'and so is another''s log');
-- the environment: an index of one scorecard's own, one that two go by, and one that is nobody's
SELECT bsc.define('{"code": "e1", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "a", "environment": "own"}, {"code": "b", "environment": "shared"}]}]}]}');
SELECT bsc.define('{"code": "e2", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "b", "environment": "shared"}]}]}]}');
INSERT INTO bsc.environment_history (code, period, changed_at, changed_by, replaced_at)
SELECT c, '2020-01', '2020-02-01', 'me', r FROM unnest(ARRAY['own', 'shared', 'nobody']) AS c, unnest(ARRAY['2020-03-01'::timestamptz, '2022-03-01']) AS r;
SELECT is(bsc.prune_history('e1', '2021-01-01'), 1::bigint, 'the environment is pruned, too');
SELECT results_eq($$SELECT code, count(*) FROM bsc.environment_history WHERE period::text = '2020-01' GROUP BY code ORDER BY code$$,
    $$VALUES ('nobody'::text, 2::bigint), ('own', 1), ('shared', 2)$$, 'up to the moment, and but for what another scorecard goes by');
SELECT cmp_ok(bsc.prune_history('s', 'infinity'), '>', 0::bigint, 'all of it');
SELECT is(pg_temp.kept('s'), 0::bigint, 'leaves nothing');
SELECT is(pg_temp.kept('t'), 1::bigint, 'but another scorecard''s');
SELECT bsc.prune_history('t', 'infinity');

SELECT * FROM finish();
ROLLBACK;
