-- What was there before: every change and removal of the definition and of targets is kept, by a document or by
-- plain SQL, and each table can be put together again as it was at any moment.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

-- the clock is ours: one tick for each step
CREATE TABLE public.tick (now timestamptz);
INSERT INTO public.tick VALUES ('2024-01-01 00:00+00');
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE RETURN (SELECT t.now FROM public.tick AS t);
CREATE FUNCTION pg_temp.later() RETURNS void LANGUAGE sql AS $$ UPDATE public.tick SET now = now + interval '1 hour' $$;

CREATE TEMP TABLE kept (relation text, key text[]);
INSERT INTO kept VALUES ('scorecard', '{id}'), ('perspective', '{id}'), ('objective', '{id}'), ('measure', '{id}'), ('link', '{id}'),
    ('initiative', '{id}'), ('initiative_objective', '{initiative_id,objective_id}'), ('initiative_entity', '{initiative_id,entity}'), ('initiative_step', '{initiative_id,code}'), ('entity', '{id}'),
    ('note', '{id}'),
    ('plan', '{measure_id,entity,period}'), ('environment', '{code,period}');

SELECT set_eq($$SELECT relname::text FROM pg_class WHERE relnamespace = 'bsc'::regnamespace AND relkind = 'r' AND relname ~ '_history$'$$,
    $$SELECT relation || '_history' FROM kept UNION VALUES ('actual_history'), ('closed_period_history'), ('closed_result_history'), ('_entity_place_history')$$, 'these tables have a history');
SELECT is_empty($$
    SELECT k.relation, a.attname, a.atttypid::regtype FROM kept AS k JOIN pg_attribute AS a ON a.attrelid = ('bsc.' || k.relation)::regclass
    WHERE a.attnum > 0 AND NOT a.attisdropped AND NOT EXISTS (
        SELECT 1 FROM pg_attribute AS h WHERE h.attrelid = ('bsc.' || k.relation || '_history')::regclass AND h.atttypid = a.atttypid
          AND h.attname = CASE a.attname WHEN 'id' THEN k.relation || '_id' ELSE a.attname END)$$,
    'a history has every column of its table');

-- rows as they are, and as they were at a moment: the version of each key that held then
CREATE FUNCTION pg_temp.as_they_are(relation text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY EXECUTE format('SELECT to_jsonb(t)::text FROM bsc.%I AS t', relation);
END
$$;
CREATE FUNCTION pg_temp.as_of(relation text, moment timestamptz) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT to_jsonb(t)::text FROM bsc.%1$I AS t WHERE t.changed_at <= $1'
        ' UNION ALL SELECT (jsonb_build_object(''id'', to_jsonb(h) -> %2$L)'
        ' || to_jsonb(h) - %2$L::text - ''id''::text - ''replaced_at''::text - ''replaced_by''::text - ''for_good''::text'
        ' - CASE WHEN %3$L IN (''plan'', ''environment'') THEN ''scorecard_id'' ELSE '''' END)::text'
        ' FROM bsc.%4$I AS h WHERE h.changed_at <= $1 AND $1 < h.replaced_at',
        relation, CASE relation WHEN 'plan' THEN 'no' WHEN 'initiative_objective' THEN 'no' WHEN 'initiative_entity' THEN 'no' WHEN 'initiative_step' THEN 'no' WHEN 'environment' THEN 'no' ELSE relation || '_id' END,
        relation, relation || '_history') USING moment;
END
$$;
CREATE TEMP TABLE snapshot (moment timestamptz, step text, relation text, contents jsonb[]);
CREATE FUNCTION pg_temp.comparable(contents text[]) RETURNS jsonb[] LANGUAGE sql AS $$
    SELECT coalesce(array_agg(jsonb_strip_nulls(c::jsonb) ORDER BY jsonb_strip_nulls(c::jsonb)::text), '{}') FROM unnest(contents) AS c $$;
CREATE FUNCTION pg_temp.step(statement text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_temp.later();
    EXECUTE statement;
    INSERT INTO snapshot SELECT t.now, statement, k.relation, pg_temp.comparable(ARRAY(SELECT pg_temp.as_they_are(k.relation)))
    FROM kept AS k, public.tick AS t;
END
$$;

SELECT pg_temp.step($step$SELECT bsc.define('{"code": "s", "perspectives": [
    {"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m", "plan": [{"period": "2024-01", "target": "0..1"}, {"period": "2024", "target": "0..12"}]},
        {"code": "n", "environment": "market", "plan": [{"period": "2024-01", "target": "5..6"}]}]}]},
    {"code": "q", "objectives": [{"code": "o2"}, {"code": "o3"}]}],
    "links": [{"cause": "o2", "effect": "o", "strength": 0.5}], "initiatives": [{"code": "i", "objectives": ["o", "o2"]}]}')$step$);
SELECT pg_temp.step($$INSERT INTO bsc.entity (scorecard_id, code, parent) SELECT s.id, e.code, e.parent FROM bsc.scorecard AS s, (VALUES ('r', ''), ('d', 'r'), ('e', 'r')) AS e (code, parent)$$);
SELECT pg_temp.step($$INSERT INTO bsc.environment (code, period, planned) VALUES ('market', '2024-01', 100)$$);
SELECT pg_temp.step($$UPDATE bsc.environment SET observed = 90$$);
SELECT pg_temp.step($$SELECT bsc.record('s', 'm', '2024-01', 1)$$);
SELECT pg_temp.step($$UPDATE bsc.scorecard SET amber = 0.6$$);
SELECT pg_temp.step($$UPDATE bsc.measure SET weight = weight + 1, name = 'M' WHERE code = 'm'$$);
SELECT pg_temp.step($$UPDATE bsc.measure SET weight = weight$$);
SELECT pg_temp.step($$UPDATE bsc.plan SET target = '0..2' WHERE period::text = '2024-01'$$);
SELECT pg_temp.step($$INSERT INTO bsc.plan_entry (scorecard, measure, entity, period, target) VALUES ('s', 'm', 'd', '2024-02', '0..3')$$);
SELECT pg_temp.step($$INSERT INTO bsc.plan_entry (scorecard, measure, entity, period, target) VALUES ('s', 'm', 'd', '2024-02', NULL)$$);
SELECT pg_temp.step($$UPDATE bsc.plan_entry SET period = '2024-03' WHERE entity = 'd'$$);
SELECT pg_temp.step($$DELETE FROM bsc.plan WHERE entity = 'd'$$);
SELECT pg_temp.step($$INSERT INTO bsc.plan_entry (scorecard, measure, entity, period, target) VALUES ('s', 'm', 'd', '2024-02', '0..7')$$);
SELECT pg_temp.step($$INSERT INTO bsc.initiative_entity (initiative_id, entity) SELECT id, 'd' FROM bsc.initiative$$);
SELECT pg_temp.step($$UPDATE bsc.initiative_entity SET starts = '2024-03-01'$$);
SELECT pg_temp.step($$INSERT INTO bsc.initiative_step (initiative_id, code, due) SELECT id, 's', '2024-02-01' FROM bsc.initiative$$);
SELECT pg_temp.step($$UPDATE bsc.initiative_step SET done = '2024-02-02'$$);
SELECT pg_temp.step($$UPDATE bsc.entity SET parent = '' WHERE code = 'e'$$);
SELECT pg_temp.step($$UPDATE bsc.perspective SET name = initcap(code)$$);
SELECT pg_temp.step($$SELECT bsc.annotate('s', 's/p/o', '2024-01', 'one'), bsc.annotate('s', 's', '2024-01', 'two')$$);
SELECT pg_temp.step($$SELECT bsc.edit_note(max(id), 'three') FROM bsc.note$$);
SELECT pg_temp.step($$SELECT bsc.withdraw_note(max(id)) FROM bsc.note$$);
SELECT pg_temp.step($$UPDATE bsc.link SET strength = 0.7$$);
SELECT pg_temp.step($$UPDATE bsc.initiative SET state = 'active'$$);
SELECT pg_temp.step($$DELETE FROM bsc.initiative_objective WHERE objective_id = (SELECT id FROM bsc.objective WHERE code = 'o2')$$);
-- a measure without actuals goes, a code is handed on, an objective moves
SELECT pg_temp.step($step$SELECT bsc.define('{"code": "s", "green": 0.95, "perspectives": [
    {"code": "p", "objectives": [{"code": "o", "measures": [{"code": "k", "was": "m"}]}, {"code": "o2", "was": "o3", "name": "third"}]},
    {"code": "q", "weight": 2, "objectives": [{"code": "o3", "was": "o2"}]}],
    "links": [{"cause": "o3", "effect": "o", "strength": 0.7, "lag": 1}], "initiatives": []}')$step$);
SELECT pg_temp.step($$DELETE FROM bsc.environment$$);
SELECT pg_temp.step($$DELETE FROM bsc.objective WHERE code = 'o3'$$);
SELECT pg_temp.step($$DELETE FROM bsc.entity WHERE code = 'e'$$);

SELECT is(pg_temp.comparable(ARRAY(SELECT pg_temp.as_of(s.relation, s.moment + interval '1 minute'))), s.contents,
    s.relation || ' as it was after: ' || left(s.step, 60))
FROM snapshot AS s ORDER BY s.moment, s.relation;
SELECT is_empty($$SELECT relation FROM snapshot GROUP BY relation HAVING count(DISTINCT contents) < 3$$, 'each of them has changed and changed again');
SELECT is_empty($$SELECT 1 FROM bsc.measure_history WHERE code LIKE chr(1) || '%' UNION ALL SELECT 1 FROM bsc.objective_history WHERE code LIKE chr(1) || '%'$$,
    'codes on their way are nobody''s');
-- who
CREATE ROLE bsc_test_planner;
GRANT USAGE ON SCHEMA bsc TO bsc_test_planner;
GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO bsc_test_planner;
GRANT SELECT ON public.tick TO bsc_test_planner;
GRANT UPDATE ON bsc.plan, bsc.measure TO bsc_test_planner;
GRANT INSERT ON bsc.plan_history, bsc.measure_history TO bsc_test_planner;
SELECT pg_temp.later();
SET LOCAL ROLE bsc_test_planner;
UPDATE bsc.plan SET target = '0..9', changed_by = 'somebody else', changed_at = '1999-01-01' WHERE entity = '' AND period::text = '2024-01';
UPDATE bsc.measure SET name = 'by the planner' WHERE code = 'k';
RESET ROLE;
SELECT results_eq($$SELECT p.target::text, p.changed_by, p.changed_at, h.target::text, h.replaced_by, h.replaced_at
    FROM bsc.plan AS p JOIN bsc.plan_history AS h ON (h.measure_id, h.entity, h.period::text) = (p.measure_id, p.entity, p.period::text) WHERE h.replaced_by = 'bsc_test_planner'$$,
    $$SELECT '0..9', 'bsc_test_planner', now, '0..2', 'bsc_test_planner', now FROM public.tick$$, 'who changed a target, and when, is not what she says');
SELECT results_eq($$SELECT m.name, m.changed_by, h.name, h.replaced_by FROM bsc.measure AS m JOIN bsc.measure_history AS h ON h.measure_id = m.id WHERE h.replaced_by = 'bsc_test_planner'$$,
    $$VALUES ('by the planner', 'bsc_test_planner', NULL, 'bsc_test_planner'::text COLLATE "default")$$, 'nor with a measure');

-- a transaction that began before the one that it waited for
UPDATE public.tick SET now = now - interval '30 minutes';
UPDATE bsc.plan SET target = '0..10' WHERE entity = '' AND period::text = '2024-01';
UPDATE bsc.measure SET name = 'from the past' WHERE code = 'k';
SELECT is_empty($$SELECT 1 FROM bsc.plan_history WHERE replaced_at < changed_at UNION ALL SELECT 1 FROM bsc.measure_history WHERE replaced_at < changed_at
    UNION ALL SELECT 1 FROM bsc.plan, public.tick WHERE target::text = '0..10' AND changed_at <= now UNION ALL SELECT 1 FROM bsc.measure, public.tick WHERE code = 'k' AND changed_at <= now$$,
    'a row''s time never goes back');
SELECT pg_temp.later();

-- entities take their targets along, and these have not changed
SELECT set_config('test.kept', (SELECT count(*) FROM bsc.plan_history)::text, true);
UPDATE bsc.entity SET code = 'dealer' WHERE code = 'd';
SELECT is((SELECT count(*)::text || ' ' || count(*) FILTER (WHERE entity = 'd') FROM bsc.plan_history), current_setting('test.kept') || ' 0',
    'targets follow an entity to its new code, now and before');

-- for good
SELECT set_config('test.id', bsc.measure_id('s', 'k')::text, true);
SELECT bsc.define(jsonb_set(bsc.definition('s'), '{perspectives,0,objectives,0,measures}', '[]'), true);
SELECT is((SELECT bool_and(for_good) FROM bsc.measure_history WHERE measure_id = current_setting('test.id')::bigint), true,
    'a measure that is pruned with its actuals is gone for good');
SELECT is((SELECT bool_or(for_good) FROM bsc.measure_history WHERE measure_id <> current_setting('test.id')::bigint), false, 'one without actuals is not');
SELECT is_empty($$SELECT 1 FROM bsc.plan_history WHERE measure_id = current_setting('test.id')::bigint$$, 'and so are its targets');
SELECT isnt_empty($$SELECT 1 FROM bsc.plan_history$$, 'but not those of the other');
SELECT bsc.drop_scorecard('s');
SELECT is_empty($$SELECT k.relation FROM kept AS k WHERE k.relation <> 'environment' AND EXISTS (SELECT pg_temp.as_of(k.relation, '2024-01-01 12:00+00'))$$,
    'a scorecard takes its histories along');

SELECT * FROM finish();
ROLLBACK;
