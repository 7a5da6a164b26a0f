-- What a scorecard showed then: evaluate, explain, report and the map as of a moment.  Snapshots are taken as things stand at
-- each step and held against what is told of it afterwards.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

-- the clock is ours: one tick for each step
CREATE TABLE public.tick (now timestamptz);
INSERT INTO public.tick VALUES ('2024-03-20 00:00+00');
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE RETURN (SELECT t.now FROM public.tick AS t);

SELECT bsc.define('{"code": "shop", "perspectives": [{"code": "money", "objectives": [{"code": "grow", "measures": [
    {"code": "sales", "unit": "EUR", "plan": [{"period": "2024", "target": "0..1200"}]},
    {"code": "survey", "rollup": "last", "plan": [{"period": "2024", "target": "0..10"}]}]}]}],
  "entities": [{"code": "north"}, {"code": "south"}]}');

CREATE TEMP TABLE snapshot (step text, moment timestamptz, entity text, format text, shown text);
CREATE FUNCTION pg_temp.shown(entity text, format text, moment timestamptz DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(E'\n',
        (SELECT string_agg(e::text, E'\n')
         FROM (VALUES ('2024-02', 'period'), ('2024Q1', 'period'), ('2024-03', 'ytd'), ('2024-02', 'rolling'), (NULL, 'period')) AS q (p, b),
             bsc.evaluate('shop', p, entity, b, moment) AS e),
        (SELECT string_agg(e::text, E'\n') FROM bsc.explain('shop', '2024-02', entity, NULL, 'period', moment) AS e),
        CASE WHEN format IS NOT NULL THEN bsc.report('shop', '2024-02', format, 'en', entity, moment) END,
        CASE WHEN format IS NOT NULL THEN bsc.strategy_map('shop', '2024-02', CASE format WHEN 'html' THEN 'svg' ELSE 'dot' END, 'en', entity, moment) END) $$;
-- a step is done at its own moment, and what it shows is noted; south is called otherwise one day, and pages call it so
CREATE FUNCTION pg_temp.step(statement text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE public.tick SET now = now + interval '7 hours';
    EXECUTE statement;
    INSERT INTO snapshot
    SELECT statement, t.now, e.entity, e.format, pg_temp.shown(e.entity, e.format)
    FROM public.tick AS t, (VALUES
        ('', CASE WHEN statement ~ 'CALL|define|parent' THEN 'html' ELSE 'text' END),
        ('north', CASE WHEN statement ~ 'CALL' THEN 'text' END),
        ((SELECT c.code FROM bsc.entity AS c WHERE c.code IN ('south', 'sud')), NULL)) AS e (entity, format)
    WHERE e.entity IS NOT NULL AND (e.entity <> 'north' OR EXISTS (SELECT 1 FROM bsc.entity AS c WHERE c.code = 'north'));
END
$$;

SELECT pg_temp.step(s) FROM unnest(ARRAY[
    $s$SELECT bsc.record('shop', 'sales', '2024-01', 50), bsc.record('shop', 'sales', '2024-02', 150)$s$,
    $s$INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value) VALUES ('shop', 'sales', 'north', '2024-02', 30), ('shop', 'sales', 'south', '2024-02', 20)$s$,
    $s$SELECT bsc.record('shop', 'sales', '2024-02', 90)$s$,
    $s$UPDATE bsc.actual SET value = 95 WHERE entity = '' AND period::text = '2024-02'$s$,
    $s$UPDATE bsc.plan_entry SET target = '0..600' WHERE scorecard = 'shop' AND measure = 'sales'$s$,
    $s$UPDATE bsc.measure SET weight = 3, name = 'Sales' WHERE code = 'sales'$s$,
    $s$UPDATE bsc.scorecard SET amber = 0.5, missing = 'zero'$s$,
    $s$DELETE FROM bsc.actual WHERE entity = 'north'$s$,
    $s$UPDATE bsc.entity SET code = 'sud' WHERE code = 'south'$s$,
    $s$UPDATE bsc.entity SET parent = 'north' WHERE code = 'sud'$s$,
    $s$UPDATE bsc.measure SET code = 'turnover' WHERE code = 'sales'$s$,
    $s$CALL bsc.close_period('shop', '2024-02')$s$,
    $s$UPDATE bsc.perspective SET weight = 2, name = 'Money'$s$,
    $s$CALL bsc.reopen_period('shop', '2024-02')$s$,
    $s$SELECT bsc.record('shop', 'turnover', '2024-02', 60)$s$,
    $s$INSERT INTO bsc.objective (perspective_id, code) SELECT p.id, 'new' FROM bsc.perspective AS p$s$,
    $s$INSERT INTO bsc.link (cause, effect, lag) SELECT c.id, e.id, 2 FROM bsc.objective AS c, bsc.objective AS e WHERE c.code = 'new' AND e.code = 'grow'$s$,
    $s$UPDATE bsc.measure SET objective_id = (SELECT o.id FROM bsc.objective AS o WHERE o.code = 'new') WHERE code = 'survey'$s$,
    $s$CALL bsc.close_period('shop', '2024-02')$s$,
    $s$SELECT bsc.define('{"code": "shop", "amber": 0.5, "missing": "zero", "perspectives": [{"code": "cash", "was": "money", "objectives": [{"code": "grow", "measures": [
        {"code": "revenue", "was": "turnover"}]}]}], "entities": [{"code": "sud"}]}', true)$s$
    ]) AS s;

-- the lines that are told otherwise, or not
CREATE FUNCTION pg_temp.lines(text) RETURNS TABLE (line text) LANGUAGE sql AS $$ SELECT string_to_table($1, E'\n') $$;
SELECT is_empty(format($f$
    (SELECT 'then', line FROM pg_temp.lines(%1$L) EXCEPT ALL SELECT 'then', line FROM pg_temp.lines(%2$L))
    UNION ALL
    (SELECT 'as of', line FROM pg_temp.lines(%2$L) EXCEPT ALL SELECT 'as of', line FROM pg_temp.lines(%1$L))$f$,
    s.shown, pg_temp.shown(s.entity, s.format, s.moment)), format('after %s: %s', left(s.step, 60), coalesce(nullif(s.entity, ''), 'the whole')))
FROM snapshot AS s;
SELECT cmp_ok(count(DISTINCT shown), '>', 30::bigint, 'and they were not the same') FROM snapshot;

-- errors
SELECT throws_ok($$SELECT * FROM bsc.evaluate('shop', '2024-02', '', 'period', '2024-03-19 00:00+00')$$, '22023',
    'scorecard "shop" did not exist at 2024-03-19 00:00:00+00', 'before it existed');
SELECT throws_ok($$SELECT bsc.report('shop', '2024-02', 'text', 'en', '', '2034-03-19 00:00+00')$$, '22023',
    'the moment 2034-03-19 00:00:00+00 is still to come', 'the future is not known');
SELECT throws_ok($$SELECT bsc.strategy_map('shop', as_of => '2024-03-19 00:00+00')$$, '22023',
    'scorecard "shop" did not exist at 2024-03-19 00:00:00+00', 'nor had it a map');
SELECT throws_ok($$SELECT * FROM bsc.explain('nowhere', '2024-02', '', NULL, 'period', '2024-03-21 00:00+00')$$, '22023',
    'scorecard "nowhere" does not exist', 'a scorecard that never was');
SELECT throws_ok($$SELECT * FROM bsc.evaluate('shop', '2024-02', 'nobody', 'period', '2024-03-21 00:00+00')$$, '22023',
    'scorecard "shop" has no entity "nobody"', 'an entity that was unknown then');
SELECT isnt_empty($$SELECT * FROM bsc.evaluate('shop', '2024-02', 'south', 'period', '2024-03-21 00:00+00')
    INTERSECT SELECT * FROM bsc.evaluate('shop', '2024-02', 'sud', 'period', '2024-03-21 00:00+00')$$, 'a renamed entity is known by both codes');
SELECT is((SELECT path FROM bsc.evaluate('shop', '2024-02', '', 'period', '2024-03-21 00:00+00') WHERE level = 3 ORDER BY 1 LIMIT 1),
    'shop/money/grow/sales', 'a measure that has another code and another parent is shown where it was');

-- a measure that goes with its actuals goes from the past as well; so does what was pruned
UPDATE public.tick SET now = now + interval '1 day';
DELETE FROM bsc.measure WHERE code = 'revenue';
SELECT is_empty($$SELECT * FROM bsc.evaluate('shop', '2024-02', '', 'period', '2024-03-21 00:00+00') WHERE code IN ('sales', 'turnover', 'revenue')$$,
    'what was removed with its actuals is shown no more');
SELECT isnt_empty($$SELECT * FROM bsc.evaluate('shop', '2024-02', '', 'period', '2024-03-21 00:00+00')$$, 'the rest of it is');

-- when a query was run is in the log: of May, run on the 20th, then when it was over, then once more
UPDATE public.tick SET now = '2024-05-10 00:00+00';
SELECT bsc.define('{"code": "runs", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "q", "query": "SELECT 1"}]}]}]}');
CREATE FUNCTION pg_temp.run(moment timestamptz, value float8) RETURNS void LANGUAGE sql AS $$
    UPDATE public.tick SET now = moment;
    INSERT INTO bsc.actual AS a (measure_id, entity, period, value, source) VALUES (bsc.measure_id('runs', 'q'), '', '2024-05', value, 'refresh')
    ON CONFLICT (measure_id, entity, period) DO UPDATE SET value = excluded.value, source = excluded.source, recorded_at = excluded.recorded_at;
    INSERT INTO bsc.refresh_log (scorecard, measure, period, started, finished, measure_id)
    VALUES ('runs', 'q', '2024-05', moment, moment, bsc.measure_id('runs', 'q'));
    INSERT INTO bsc.measure_run AS r (measure_id, period, last_run, last_success, first_success)
    VALUES (bsc.measure_id('runs', 'q'), '2024-05', moment, moment, moment)
    ON CONFLICT (measure_id, period) DO UPDATE SET last_run = excluded.last_run, last_success = excluded.last_success;
$$;
CREATE FUNCTION pg_temp.may(moment timestamptz) RETURNS text LANGUAGE sql AS $$
    SELECT format('%s %s', coalesce(e.actual::text, 'nothing'), coalesce(e.provisional::text, 'unknown'))
    FROM bsc.evaluate('runs', '2024-05', '', 'period', moment) AS e WHERE e.level = 3
$$;
UPDATE public.tick SET now = '2024-05-15 00:00+00';
SELECT is(pg_temp.may(NULL), 'nothing false', 'as it stands before the first run: what is not there is not provisional');
SELECT pg_temp.run('2024-05-20 00:00+00', 10);
SELECT is(pg_temp.may(NULL), '10 true', 'as it stands, the period under way');
SELECT pg_temp.run('2024-06-02 00:00+00', 20);
SELECT is(pg_temp.may(NULL), '20 false', 'as it stands, run when it was over');
SELECT pg_temp.run('2024-07-02 00:00+00', 30);
CREATE TEMP TABLE mays AS SELECT t.* FROM (VALUES
    ('2024-05-15 00:00+00'::timestamptz, 'nothing false', 'before the first run'), ('2024-05-25 00:00+00', '10 true', 'under way'),
    ('2024-06-01 12:00+00', '10 true', 'over, and not run since'), ('2024-06-05 00:00+00', '20 false', 'run since'),
    ('2024-07-02 00:00+00', '30 false', 'run again')) AS t (moment, shown, said);
SELECT is(pg_temp.may(moment), shown, 'as of ' || moment || ': ' || said) FROM mays ORDER BY moment;

-- what is pruned: two runs, and the first's value, replaced in June; the second's was replaced in July and stays
SELECT is(bsc.prune_history('runs', '2024-07-01'), 3::bigint, 'runs and replaced values are pruned');
SELECT is(pg_temp.may(moment), shown, 'pruned, as of ' || moment) FROM (VALUES
    ('2024-05-25 00:00+00'::timestamptz, 'nothing false'), ('2024-06-05 00:00+00', '20 unknown'), ('2024-07-02 00:00+00', '30 false')) AS t (moment, shown)
ORDER BY moment;
SELECT is(pg_temp.may(NULL), '30 false', 'as it stands, nothing is missing');

-- what is pruned of the tree: it is the oldest that is left, whole, with the sums of its entities
CREATE FUNCTION pg_temp.tree(statement text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE public.tick SET now = now + interval '1 day';
    EXECUTE statement;
END
$$;
SELECT bsc.define('{"code": "tree", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "sales"}]}]}],
    "entities": [{"code": "north"}, {"code": "d1", "parent": "north"}, {"code": "d2", "parent": "north"}, {"code": "south"}]}');
SELECT bsc.record('tree', 'sales', '2024-05', 5, 'd1'), bsc.record('tree', 'sales', '2024-05', 7, 'd2');
CREATE TEMP TABLE tree_time AS SELECT 'made' AS step, now FROM public.tick;
SELECT pg_temp.tree(s) FROM unnest(ARRAY[
    $s$UPDATE bsc.entity SET code = 'd1new' WHERE code = 'd1'; INSERT INTO tree_time SELECT 'renamed', now FROM public.tick$s$,
    $s$UPDATE bsc.entity SET parent = 'south' WHERE code = 'd2'; INSERT INTO tree_time SELECT 'moved', now FROM public.tick$s$,
    $s$UPDATE bsc.entity SET name = 'The north' WHERE code = 'north'; INSERT INTO tree_time SELECT 'named', now FROM public.tick$s$,
    $s$INSERT INTO bsc.entity (scorecard_id, code) VALUES (bsc.scorecard_id('tree'), 'a'); INSERT INTO tree_time SELECT 'added', now FROM public.tick$s$]) AS s;
CREATE FUNCTION pg_temp.trees() RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(format('%s: %s = %s + %s', t.step, w.actual, n.actual, s.actual), ', ' ORDER BY t.now)
    FROM tree_time AS t,
         LATERAL (SELECT e.actual FROM bsc.evaluate('tree', '2024-05', '', 'period', t.now) AS e WHERE e.level = 3) AS w,
         LATERAL (SELECT e.actual FROM bsc.evaluate('tree', '2024-05', 'north', 'period', t.now) AS e WHERE e.level = 3) AS n,
         LATERAL (SELECT e.actual FROM bsc.evaluate('tree', '2024-05', 'south', 'period', t.now) AS e WHERE e.level = 3) AS s
$$;
SELECT is(pg_temp.trees(), 'made: 12 = 12 + , renamed: 12 = 12 + , moved: 12 = 5 + 7, named: 12 = 5 + 7, added: 12 = 5 + 7', 'a tree that was changed');
SELECT bsc.prune_history('tree', (SELECT t.now + interval '1 hour' FROM tree_time AS t WHERE t.step = 'renamed'));
SELECT is(pg_temp.trees(), 'made: 12 = 12 + , renamed: 12 = 12 + , moved: 12 = 5 + 7, named: 12 = 5 + 7, added: 12 = 5 + 7', 'pruned up to the new code');
SELECT is((SELECT e.actual FROM bsc.evaluate('tree', '2024-05', 'd1new', 'period', (SELECT t.now FROM tree_time AS t WHERE t.step = 'made')) AS e WHERE e.level = 3), 5::float8,
    'by which it is known before, too');
SELECT throws_ok($$SELECT bsc.report('tree', '2024-05', 'text', 'en', 'd1', (SELECT t.now FROM tree_time AS t WHERE t.step = 'made'))$$, '22023',
    'scorecard "tree" has no entity "d1"', 'and by no other');
SELECT bsc.prune_history('tree', 'infinity');
SELECT is(pg_temp.trees(), 'made: 12 = 5 + 7, renamed: 12 = 5 + 7, moved: 12 = 5 + 7, named: 12 = 5 + 7, added: 12 = 5 + 7', 'all pruned: as it stands');
SELECT matches(bsc.report('tree', '2024-05', f, 'en', e, t.now), 'north|sales', format('a page as of then, %s, of "%s", %s', t.step, e, f))
FROM tree_time AS t, unnest(ARRAY['', 'north']) AS e, unnest(ARRAY['text', 'html']) AS f;
SELECT ok((SELECT count(*) FROM bsc.attribute_entities('tree', 'sales', '2024-05', '2024-04', as_of => t.now)) > 0
      AND (SELECT count(*) FROM bsc.explain('tree', '2024-05', '', '2024-04', 'period', t.now)) > 0, 'what moved it, as of then: ' || t.step)
FROM tree_time AS t;

-- whatever names an entity names it as today, also what was kept before it was renamed
UPDATE public.tick SET now = '2024-08-01 00:00+00';
SELECT bsc.define('{"code": "codes", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m"}]}]}],
    "entities": [{"code": "north"}, {"code": "south", "parent": "north"}],
    "initiatives": [{"code": "i", "starts": "2024-08-01", "objectives": ["o"], "entities": [{"entity": "south"}]}]}');
SELECT bsc.annotate('codes', 'codes', '2024-08', 'it rains', 'south');
UPDATE public.tick SET now = '2024-08-02 00:00+00';
UPDATE bsc.entity SET code = CASE code WHEN 'north' THEN 'nord' ELSE 'sud' END WHERE scorecard_id = bsc.scorecard_id('codes');
SELECT results_eq($$SELECT code, parent FROM bsc._entity_at('2024-08-01 12:00+00') WHERE scorecard_id = bsc.scorecard_id('codes') ORDER BY 1$$,
    $$VALUES ('nord', ''), ('sud', 'nord')$$, 'entities, and their parents');
SELECT results_eq($$SELECT entity FROM bsc._note_at('2024-08-01 12:00+00') WHERE scorecard_id = bsc.scorecard_id('codes')$$, ARRAY['sud'], 'notes');
SELECT results_eq($$SELECT entity FROM bsc._initiative_entity_at('2024-08-01 12:00+00') WHERE scorecard_id = bsc.scorecard_id('codes')$$, ARRAY['sud'], 'initiatives');

-- so many entities that their rows are read together, not one by one: then, too, as they were
UPDATE public.tick SET now = '2024-09-01 00:00+00';
SELECT bsc.define('{"code": "many", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m"}, {"code": "y"}]}]}]}');
INSERT INTO bsc.entity (scorecard_id, code) SELECT bsc.scorecard_id('many'), 'd' || d FROM generate_series(1, 120) AS d;
INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value) SELECT 'many', m, 'd' || d, '2024-03', 1 FROM generate_series(1, 120) AS d, unnest('{m,y}'::text[]) AS m;
INSERT INTO bsc.plan_entry SELECT 'many', m, 'd' || d, p, '0..12' FROM generate_series(1, 120) AS d, (VALUES ('m', '2024-03'), ('y', '2024')) AS p (m, p);
CREATE FUNCTION pg_temp.many(moment timestamptz) RETURNS text LANGUAGE sql AS
    $$SELECT string_agg(format('%s %s of %s', e.code, e.actual, e.goal), ', ' ORDER BY e.path) FROM bsc.evaluate('many', '2024-03', '', 'period', moment) AS e WHERE e.level = 3$$;
SELECT is(pg_temp.many(NULL), 'm 120 of 1440, y 120 of 120', 'a hundred and twenty entities');
UPDATE public.tick SET now = '2024-09-02 00:00+00';
UPDATE bsc.actual SET value = 2 WHERE measure_id IN (SELECT m.id FROM bsc.measure AS m WHERE m.scorecard_id = bsc.scorecard_id('many'));
UPDATE bsc.plan SET target = '0..24' WHERE measure_id IN (SELECT m.id FROM bsc.measure AS m WHERE m.scorecard_id = bsc.scorecard_id('many'));
SELECT is(pg_temp.many(NULL), 'm 240 of 2880, y 240 of 240', 'others since');
SELECT is(pg_temp.many('2024-09-01 12:00+00'), 'm 120 of 1440, y 120 of 120', 'as they were');

SELECT * FROM finish();
ROLLBACK;
