-- The steps of initiatives, and whose things are: in the document, in the tables, in views, reviews and reports.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

-- the clock is ours
CREATE TABLE public.tick (now timestamptz);
INSERT INTO public.tick VALUES ('2025-06-16 09:00+00');
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE RETURN (SELECT t.now FROM public.tick AS t);

CREATE TEMP TABLE doc AS SELECT $json${"code": "st", "name": "Steps", "frequency": "month", "perspectives": [
    {"code": "p", "objectives": [{"code": "o", "name": "Answer", "owner": "Olga Objective", "description": "what <o> is for", "measures": [
        {"code": "m", "name": "Calls", "rollup": "mean", "owner": "Max Measure", "description": "how \"m\" is counted", "plan": [{"period": "2025-05", "target": "0..10"}]}]}]}],
    "initiatives": [
        {"code": "hot", "name": "Hotline", "owner": "Ines Initiative", "description": "a line that is answered", "state": "active", "starts": "2025-01-01", "ends": "2025-12-31", "progress": 0.6,
         "objectives": ["o"], "steps": [
            {"code": "buy", "name": "Buy phones", "due": "2025-02-01", "done": "2025-02-20"}, {"code": "hire", "name": "Hire ten", "due": "2025-06-01"},
            {"code": "edge", "due": "2025-06-16"}, {"code": "open", "name": "Open it", "due": "2025-09-01"}, {"code": "party"}]},
        {"code": "over", "name": "Over", "state": "stopped", "objectives": ["o"], "steps": [{"code": "buy", "due": "2025-01-01"}]}]}$json$::jsonb AS doc;
SELECT bsc.define(doc) FROM doc;
SELECT bsc.record('st', 'm', '2025-05', 3);

-- the document -------------------------------------------------------------------------------

SELECT is(bsc.definition('st') -> 'initiatives', (SELECT doc -> 'initiatives' FROM doc), 'the steps come back as they were given');
SELECT is(bsc.definition('st') #> '{perspectives,0,objectives,0,description}', '"what <o> is for"', 'and so do descriptions');
CREATE FUNCTION pg_temp.rows() RETURNS SETOF text LANGUAGE sql AS $$
    SELECT t.ctid || ' ' || t::text FROM bsc.initiative_step AS t UNION ALL SELECT t.ctid || ' ' || t::text FROM bsc.initiative AS t
    UNION ALL SELECT t.ctid || ' ' || t::text FROM bsc.objective AS t UNION ALL SELECT 'h ' || count(*) FROM bsc.initiative_step_history $$;
CREATE TEMP TABLE before AS SELECT * FROM pg_temp.rows();
SELECT bsc.define(bsc.definition('st'));
SELECT set_eq('SELECT * FROM pg_temp.rows()', 'SELECT * FROM before', 'the same document again touches no row');
SELECT is_empty($$SELECT * FROM bsc.define_changes(bsc.definition('st'))$$, 'and would change nothing');
SELECT is_empty($$SELECT * FROM bsc.define_changes(jsonb_set(bsc.definition('st'), '{initiatives,0,steps}', (
    SELECT jsonb_agg(e.value ORDER BY e.ordinality DESC) FROM jsonb_array_elements(bsc.definition('st') #> '{initiatives,0,steps}') WITH ORDINALITY AS e)))$$, 'nor would another order');

CREATE TEMP TABLE changed AS SELECT jsonb_set(jsonb_set(doc, '{initiatives,0,steps,1,done}', '"2025-06-10"'), '{initiatives,0,steps}',
    jsonb_set(doc #> '{initiatives,0,steps}', '{1,done}', '"2025-06-10"') - 4 || '[{"code": "close", "due": "2025-12-01"}]') AS doc FROM doc;
SELECT results_eq($$SELECT path, change, before, after FROM changed, bsc.define_changes(doc)$$,
    $$SELECT 'initiatives[hot].steps'::text, 'changed'::text, (SELECT doc #> '{initiatives,0,steps}' FROM doc), (SELECT doc #> '{initiatives,0,steps}' FROM changed)$$,
    'what another document would change');
SELECT is((SELECT d.after -> 'steps' FROM doc, bsc.define_changes(jsonb_set(doc, '{code}', '"new"')) AS d WHERE d.path = 'initiatives[hot]'),
    (SELECT doc #> '{initiatives,0,steps}' FROM doc), 'a new initiative comes with its steps');
SELECT is((SELECT d.before -> 'steps' FROM doc, bsc.define_changes(doc #- '{initiatives,0}') AS d WHERE d.path = 'initiatives[hot]'),
    (SELECT doc #> '{initiatives,0,steps}' FROM doc), 'one that goes takes its own along');
SELECT throws_ok(format('SELECT bsc.define(%L)', jsonb_set(doc, path, value)), '22023', said, said)
FROM doc, (VALUES
    ('{initiatives,0,steps,1,code}'::text[], '"buy"'::jsonb, 'duplicate code at initiatives[0].steps[1].code: "buy"'),
    ('{initiatives,0,steps,1,due}', '"2025-02-30"', 'invalid value at initiatives[0].steps[1].due: "2025-02-30"'),
    ('{initiatives,0,steps,1,code}', '"a/b"', 'invalid value at initiatives[0].steps[1].code: "a/b"'),
    ('{initiatives,0,steps,1}', '{"name": "x"}', 'missing value at initiatives[0].steps[1].code')) AS x (path, value, said);

-- late steps, by one rule -----------------------------------------------------------------------

SELECT results_eq($$SELECT initiative, steps, steps_done, late_steps, next_step, next_due, description, owner FROM bsc.initiative_status WHERE scorecard = 'st' ORDER BY 1$$, $$VALUES
    ('hot'::text, 5::bigint, 1::bigint, 1::bigint, 'Hire ten'::text, date '2025-06-01', 'a line that is answered'::text, 'Ines Initiative'::text),
    ('over', 1, 0, 0, 'buy', '2025-01-01', NULL, NULL)$$, 'how far the steps are: what is due today is in time, what was stopped is late no more');
SELECT is(bsc._is_step_late(s.state, s.due, s.done, '2025-06-16'), bsc._is_late(CASE WHEN s.done IS NULL THEN s.state ELSE 'done' END, NULL, s.due, 0, '2025-06-16'), 'the rule of initiatives')
FROM (SELECT unnest(ARRAY['planned', 'active', 'done', 'stopped']), d.due, d.done FROM (VALUES (date '2025-06-15', NULL::date), ('2025-06-16', NULL), ('2025-06-15', '2025-06-20'), (NULL, NULL)) AS d (due, done)) AS s (state, due, done);
SELECT results_eq($$SELECT loop, severity, subject, rule, finding, evidence -> 'steps' FROM bsc.review('st', '2025-05') WHERE rule = 'late steps'$$, 'SELECT NULL::text, NULL::text, NULL::text, NULL::text, NULL::text, NULL::jsonb WHERE false',
    'at the end of May it was in time, on the morning after, when that is judged, too');
UPDATE bsc.initiative_step SET due = '2025-05-30' WHERE code = 'hire';
SELECT results_eq($$SELECT loop, severity, subject, rule, finding, evidence -> 'steps' FROM bsc.review('st', '2025-05') WHERE rule = 'late steps'$$,
    $$VALUES ('single'::text, 'medium'::text, 'hot'::text, 'late steps'::text, 'Initiative "Hotline" is late with "Hire ten" (due 2025-05-30); it serves "Answer" (red).'::text, '[{"due": "2025-05-30", "step": "hire"}]'::jsonb)$$, 'a finding');
SELECT is((SELECT finding FROM bsc.review('st', '2025-05', '', 'zh') WHERE rule = 'late steps'), U&'\884C\52A8\65B9\6848\201CHotline\201D\7684\6B65\9AA4\5EF6\8BEF\FF1A\201CHire ten\201D\FF08\671F\9650 2025-05-30\FF09\FF1B\5B83\670D\52A1\4E8E\201CAnswer\201D\FF08\7EA2\8272\FF09\3002', 'in Chinese');
UPDATE bsc.actual SET value = 10 WHERE period::text = '2025-05';
SELECT is_empty($$SELECT 1 FROM bsc.review('st', '2025-05') WHERE rule = 'late steps'$$, 'none where what it serves is green, as of late initiatives');
UPDATE bsc.actual SET value = 3 WHERE period::text = '2025-05';

-- reports and views ------------------------------------------------------------------------------

SELECT results_eq($$SELECT owner, description FROM bsc.measure_result WHERE scorecard = 'st' AND period = '2025-05'$$, $$VALUES ('Max Measure'::text, 'how "m" is counted'::text)$$, 'whose a measure is');
SELECT results_eq($$SELECT owner, description FROM bsc.objective_result WHERE scorecard = 'st' AND period = '2025-05'$$, $$VALUES ('Olga Objective'::text, 'what <o> is for'::text)$$, 'whose an objective is');
SELECT is((SELECT array_agg(a.attname::text ORDER BY a.attnum DESC) FROM pg_attribute AS a WHERE a.attrelid = v.name::regclass AND a.attnum > v.many), '{description,owner}', v.name || ' has them last')
FROM (SELECT name, (SELECT max(attnum) - 2 FROM pg_attribute WHERE attrelid = name::regclass) FROM unnest(ARRAY['bsc.measure_result', 'bsc.objective_result']) AS name) AS v (name, many);
CREATE TEMP TABLE page AS SELECT f AS format, bsc.report('st', '2025-05', f) AS said FROM unnest(ARRAY['markdown', 'html']) AS f;
SELECT ok(position(x.part IN p.said) > 0, format('%s shows %s', p.format, x.part))
FROM page AS p JOIN (VALUES
    ('html', 'Max Measure'), ('html', '<span title="how &quot;m&quot; is counted">Calls</span>'), ('html', '<span title="what &lt;o&gt; is for">Answer</span><span class="within">Olga Objective</span>'),
    ('html', '<span title="a line that is answered">Hotline</span>'), ('html', 'Hire ten: late, due 2025-05-30'), ('html', 'Buy phones: done 2025-02-20'), ('html', 'Open it: due 2025-09-01'), ('html', 'party: open'),
    ('markdown', 'Calls (Max Measure)'), ('markdown', 'Answer (Olga Objective)'), ('markdown', 'Hire ten: late, due 2025-05-30; edge: due 2025-06-16')) AS x (format, part) ON x.format = p.format;
SELECT is((SELECT count(*) FROM regexp_matches((SELECT said FROM page WHERE format = 'html'), ': late, due', 'g')), 1::bigint, 'one is late');
CALL bsc.close_period('st', '2025-05');
UPDATE bsc.initiative_step SET done = '2025-06-16' WHERE code = 'hire';
UPDATE bsc.measure SET owner = 'Mia' WHERE code = 'm' AND owner = 'Max Measure';
SELECT is(bsc.report('st', '2025-05', 'html') ~ 'Hire ten: late, due 2025-05-30', true, 'a closed page stays as it was');
SELECT is((SELECT owner FROM bsc.measure_result WHERE scorecard = 'st' AND period = '2025-05'), 'Mia', 'whom to ask of a closed period is who it is now');

-- what was before ----------------------------------------------------------------------------------

SELECT results_eq($$SELECT path, what, before, after FROM bsc.changes('st', '2025-06-16 09:00+00') WHERE path ~ 'steps.hire'$$,
    $$VALUES ('initiatives[hot].steps[hire]'::text, 'added'::text, NULL::jsonb, '{"code": "hire", "due": "2025-05-30", "done": "2025-06-16", "name": "Hire ten"}'::jsonb)$$, 'what lasted no moment is told by nobody');
UPDATE public.tick SET now = now + interval '1 hour';
UPDATE bsc.initiative_step SET due = '2025-10-01' WHERE code = 'open';
DELETE FROM bsc.initiative_step WHERE code = 'party';
SELECT results_eq($$SELECT path, what, before, after FROM bsc.changes('st', '2025-06-16 09:30+00')$$, $$VALUES
    ('initiatives[hot].steps[open].due'::text, 'changed'::text, '"2025-09-01"'::jsonb, '"2025-10-01"'::jsonb), ('initiatives[hot].steps[party]', 'removed', '{"code": "party"}', NULL)$$, 'the audit trail tells of steps');
SELECT bsc.prune_history('st', '2025-07-01');
SELECT is((SELECT count(*) FROM bsc.initiative_step_history), 0::bigint, 'and pruning takes their past, too');
SELECT bsc.define(jsonb_set(doc, '{initiatives,0,steps}', '[]')) FROM doc;
SELECT results_eq($$SELECT initiative_id IS NOT NULL, code FROM bsc.initiative_step$$, $$VALUES (true, 'buy'::text)$$, 'steps that the document has no more go');
SELECT bsc.drop_scorecard('st');
SELECT is((SELECT count(*) FROM bsc.initiative_step) + (SELECT count(*) FROM bsc.initiative_step_history), 0::bigint, 'and with the scorecard all do');

SELECT * FROM finish();
ROLLBACK;
