-- Initiatives as work: the way of their states, what is kept of every change,
-- and how they stand.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

SELECT bsc.define('{"code": "公司", "time_zone": "Asia/Shanghai", "perspectives": [
    {"code": "p", "objectives": [{"code": "one", "measures": [{"code": "m1", "rollup": "mean", "plan": [{"period": "2004-01", "target": "0..1"}, {"period": "2004-02", "target": "0..1"}]}]},
                                 {"code": "two", "measures": [{"code": "m2", "rollup": "mean", "plan": [{"period": "2004-01", "target": "0..1"}, {"period": "2004-02", "target": "0..1"}]}]},
                                 {"code": "none"}]}],
    "initiatives": [{"code": "i", "name": "培训", "objectives": ["two", "one"]}]}');

-- states ----------------------------------------------------------------------

CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    said text;
    advice text;
BEGIN
    EXECUTE statement;
    RAISE SQLSTATE 'RULES';
EXCEPTION
    WHEN SQLSTATE 'RULES' THEN
        RETURN 'passes';
    WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS said = MESSAGE_TEXT, advice = PG_EXCEPTION_HINT;
        RETURN concat_ws(' | ', SQLSTATE || ' ' || said, advice);
END
$$;

INSERT INTO bsc.initiative (scorecard_id, code, state)
SELECT s.id, 'is ' || w.state, w.state FROM bsc.scorecard AS s, unnest(ARRAY['planned', 'active', 'done', 'stopped']) AS w (state)
WHERE s.code = '公司';
SELECT is((SELECT count(*)::integer FROM bsc.initiative WHERE code LIKE 'is %'), 4, 'any state may be inserted, as a dump does');

CREATE FUNCTION pg_temp.hint(state text) RETURNS text LANGUAGE sql AS $$
    SELECT CASE state WHEN 'planned' THEN 'It is planned, and can only become active.'
                      WHEN 'active' THEN 'It is active, and can only become done or stopped.'
                      ELSE 'It is ' || state || ', and stays so: start a new initiative.' END
$$;
-- all sixteen ways; the three, and staying, are open
SELECT is(pg_temp.outcome(format('UPDATE bsc.initiative SET state = %L WHERE code = %L', b.state, 'is ' || a.state)),
          CASE WHEN a.state = b.state OR (a.state, b.state) IN (('planned', 'active'), ('active', 'done'), ('active', 'stopped'))
               THEN 'passes'
               ELSE format('55000 initiative "is %s" cannot become %s | %s', a.state, b.state, pg_temp.hint(a.state)) END,
          format('%s to %s by an update', a.state, b.state))
FROM unnest(ARRAY['planned', 'active', 'done', 'stopped']) AS a (state), unnest(ARRAY['planned', 'active', 'done', 'stopped']) AS b (state);

SELECT bsc.define(jsonb_set(bsc.definition('公司'), '{owner}', '"x"'));
SELECT is(pg_temp.outcome(format('SELECT bsc.define(%L)',
              jsonb_set(bsc.definition('公司'), ARRAY['initiatives', (a.ordinality)::text, 'state'], to_jsonb(b.state)))),
          CASE WHEN a.state = b.state OR (a.state, b.state) IN (('planned', 'active'), ('active', 'done'), ('active', 'stopped'))
               THEN 'passes'
               ELSE format('22023 invalid value at initiatives[%s].state: "%s" | %s', a.ordinality, b.state, pg_temp.hint(a.state)) END,
          format('%s to %s by a document', a.state, b.state))
-- in the order of their codes, behind "i"
FROM unnest(ARRAY['active', 'done', 'planned', 'stopped']) WITH ORDINALITY AS a (state, ordinality),
     unnest(ARRAY['planned', 'active', 'done', 'stopped']) AS b (state);
SELECT is(pg_temp.outcome($$SELECT bsc.define('{"code": "fresh", "initiatives": [{"code": "a", "state": "done"}, {"code": "b", "state": "stopped"}]}')$$),
    'passes', 'a new one may be in any state by a document');
SELECT is(pg_temp.outcome('TRUNCATE bsc.initiative CASCADE'),
    '55000 cannot truncate bsc.initiative | Use DELETE, which keeps the history and respects closed periods, or bsc.drop_scorecard().',
    'not truncated');

-- the entities in which it is carried out
SELECT is(pg_temp.outcome(format('SELECT bsc.define(%L)', '{"code": "fresh", "initiatives": [{"code": "a", "entities": ' || entities || '}]}')), told, told)
FROM (VALUES
    ('[{"entity": "e", "starts": "2024-02-29"}, {"entity": "f"}]', 'passes'),
    ('[{"entity": "e"}, {"entity": "E"}, {"entity": "e"}]',
     '22023 duplicate entity at initiatives[0].entities[2]: "e" | It is given before, at initiatives[0].entities[0].'),
    ('[{"entity": ""}]', '22023 invalid value at initiatives[0].entities[0].entity: "" | It must name an entity. '
     'For the whole, leave the list out: the initiative''s own "starts" is meant.'),
    ('[{"entity": "e", "starts": "2024-02-30"}]', '22023 invalid value at initiatives[0].entities[0].starts: "2024-02-30" | It must be a string such as "2004-12-31".'),
    ('["e"]', '22023 invalid value at initiatives[0].entities[0]: "e" | It must be an object.'),
    ('[{"starts": "2024-02-29"}]', '22023 missing value at initiatives[0].entities[0].entity | It must be a string of at most 1000 bytes.'),
    ('[{"entity": "e", "ends": "2024-02-29"}]', '22023 unknown key at initiatives[0].entities[0].ends | Known here are: entity, starts.'))
    AS v (entities, told);

-- history ------------------------------------------------------------------------

CREATE VIEW pg_temp.past AS
SELECT h.code, h.state, h.progress, h.spent, h.changed_by, h.replaced_by, h.initiative_id, h.changed_at, h.replaced_at, h.name
FROM bsc.initiative_history AS h JOIN bsc.scorecard AS s ON s.id = h.scorecard_id WHERE s.code = '公司' ORDER BY h.id;

DELETE FROM bsc.initiative WHERE code LIKE 'is %';
SELECT results_eq('SELECT code, state FROM pg_temp.past ORDER BY code COLLATE "C"',
    $$VALUES ('is active', 'active'), ('is done', 'done'), ('is planned', 'planned'), ('is stopped', 'stopped')$$, 'what is removed is kept');
DELETE FROM bsc.initiative_history;

CREATE ROLE bsc_test_worker;
GRANT USAGE ON SCHEMA bsc TO bsc_test_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bsc TO bsc_test_worker;
UPDATE bsc.initiative SET changed_at = '2004-01-01' WHERE code = 'i';
SELECT is((SELECT changed_at FROM bsc.initiative WHERE code = 'i'), now(), 'nobody writes the time of change');
DELETE FROM bsc.initiative_history;
CREATE TEMP TABLE me AS SELECT current_user::text COLLATE "default" AS name;
GRANT SELECT ON me TO bsc_test_worker;

SET LOCAL ROLE bsc_test_worker;
UPDATE bsc.initiative SET state = 'active', changed_by = 'boss' WHERE code = 'i';
RESET ROLE;
UPDATE bsc.initiative SET progress = 0.5, spent = 10 WHERE code = 'i';
UPDATE bsc.initiative SET progress = 0.5, spent = 10 WHERE code = 'i';
SELECT bsc.define(bsc.definition('公司'));
SELECT bsc.define(jsonb_set(bsc.definition('公司'), '{initiatives,0,progress}', '0.75'));
SELECT results_eq('SELECT code, state, progress, spent, changed_by, replaced_by FROM pg_temp.past', $$
    SELECT 'i', s, p, x, a, b FROM me, LATERAL (VALUES
        ('planned', 0::float8, 0::numeric, me.name, 'bsc_test_worker'),
        ('active', 0, 0, 'bsc_test_worker', me.name),
        ('active', 0.5, 10, me.name, me.name)) AS v (s, p, x, a, b)$$,
    'every change is kept, with who made it and who ended it; an update that changes nothing is none');
SELECT is((SELECT bool_and(changed_at = now() AND replaced_at = now()) FROM pg_temp.past), true, 'and when');
SELECT is((SELECT array_agg(DISTINCT name) FROM pg_temp.past), ARRAY['培训'], 'in every script');

-- codes that are handed on
DELETE FROM bsc.initiative_history;
SELECT bsc.define(jsonb_set(bsc.definition('公司'), '{initiatives,1}', '{"code": "j"}'));
SELECT bsc.define(jsonb_set(jsonb_set(bsc.definition('公司'), '{initiatives,0}', bsc.definition('公司') #> '{initiatives,0}' || '{"code": "j", "was": "i"}'),
                            '{initiatives,1}', '{"code": "i", "was": "j"}'));
SELECT results_eq('SELECT code, state FROM pg_temp.past ORDER BY code', $$VALUES ('i', 'active'), ('j', 'planned')$$,
    'a swap of codes keeps what there was, not what was lent');
SELECT is((SELECT array_agg(code || ' ' || state ORDER BY code) FROM bsc.initiative WHERE initiative.id IN (SELECT initiative_id FROM pg_temp.past)),
    ARRAY['i planned', 'j active'], 'they are swapped');
DELETE FROM bsc.initiative WHERE code = 'i' AND state = 'planned';
UPDATE bsc.initiative SET code = 'i' WHERE code = 'j';

-- how they stand -------------------------------------------------------------------

CREATE VIEW pg_temp.today AS SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date AS day;

-- expected progress: linear by days, on the morning of the day
SELECT is(bsc._expected_progress('2004-01-01', '2004-01-10', t.day::date), t.expected, 'expected on ' || t.day)
FROM (VALUES ('2003-12-31', 0::float8), ('2004-01-01', 0), ('2004-01-02', 0.1), ('2004-01-06', 0.5), ('2004-01-10', 0.9),
             ('2004-01-11', 1), ('2005-01-01', 1)) AS t (day, expected);
SELECT is(bsc._expected_progress('2004-01-01', '2004-01-01', '2004-01-01'), 0::float8, 'on the one day');
SELECT is(bsc._expected_progress('2004-01-01', '2004-01-01', '2004-01-02'), 1::float8, 'after it');
SELECT is(bsc._expected_progress(starts, ends, '2004-01-02'), NULL, 'expected of work without bounds')
FROM (VALUES (NULL::date, '2004-01-01'::date), ('2004-01-01', NULL), ('-infinity', '2004-01-01'), ('2004-01-01', 'infinity')) AS b (starts, ends);

CREATE FUNCTION pg_temp.late(state text, starts integer, ends integer, progress float8) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    answer boolean;
BEGIN
    DELETE FROM bsc.initiative AS i WHERE i.code = 'try';
    INSERT INTO bsc.initiative (scorecard_id, code, state, starts, ends, progress)
    SELECT s.id, 'try', late.state, t.day + late.starts, t.day + late.ends, late.progress
    FROM bsc.scorecard AS s, pg_temp.today AS t WHERE s.code = '公司';
    SELECT v.late INTO answer FROM bsc.initiative_status AS v WHERE v.initiative = 'try';
    RETURN answer;
END
$$;
SELECT is(pg_temp.late(state, starts, ends, progress), late, format('%s, from %s to %s, progress %s', state, starts, ends, progress))
FROM (VALUES
    ('active', -50, -1, 1::float8, true), ('active', -50, 0, 1, false), ('active', NULL, -1, 1, true), ('active', NULL, 0, 0, false),
    ('planned', -50, -1, 0, true), ('done', -50, -1, 0.2, false), ('stopped', -50, -1, 0.2, false),
    ('active', -50, 49, 0.4, false), ('active', -50, 49, 0.399, true), ('active', -80, 19, 0.7, false), ('active', -80, 19, 0.69, true),
    ('active', -50, 49, 0.9, false), ('planned', 0, 99, 0, false), ('planned', -10, 89, 0, false), ('planned', -11, 88, 0, true),
    ('active', -50, NULL, 0, false), ('active', NULL, NULL, 0, false)) AS t (state, starts, ends, progress, late);
DELETE FROM bsc.initiative WHERE code = 'try';

CREATE FUNCTION pg_temp.overspent(budget numeric, spent numeric, progress float8) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    answer boolean;
BEGIN
    UPDATE bsc.initiative AS i SET budget = overspent.budget, spent = overspent.spent, progress = overspent.progress WHERE i.code = 'i';
    SELECT v.overspent INTO answer FROM bsc.initiative_status AS v WHERE v.initiative = 'i' AND v.scorecard = '公司';
    RETURN answer;
END
$$;
SELECT is(pg_temp.overspent(budget, spent, progress), overspent, format('%s of %s spent at %s', spent, budget, progress))
FROM (VALUES
    (100, 60, 0.5::float8, false), (100, 60.01, 0.5, true), (100, 80, 0.7, false), (100, 100, 0.95, false), (100, 100.01, 1, true),
    (100, 0, 0, false), (0, 0, 0, false), (0, 0.01, 1, true), (NULL, 10, 0, NULL)) AS t (budget, spent, progress, overspent);

-- one row, in plain types
UPDATE bsc.initiative SET starts = (SELECT day - 50 FROM pg_temp.today), ends = (SELECT day + 49 FROM pg_temp.today),
    budget = 100, spent = 25.5, progress = 0.25, owner = '王' WHERE code = 'i';
SELECT results_eq($$SELECT * FROM bsc.initiative_status WHERE scorecard = '公司'$$, $$
    SELECT '公司', 'i', '培训', '王', 'active', day - 50, day + 49, true, 0.25::float8, 0.5::float8, 100::float8, 25.5::float8,
        'one, two', NULL::text, false, NULL::text, 0::bigint, 0::bigint, 0::bigint, NULL::text, NULL::date FROM pg_temp.today$$, 'the view has it all; nothing measured, no status');
SELECT is((SELECT array_agg(format_type(atttypid, NULL) ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'bsc.initiative_status'::regclass),
    '{text,text,text,text,text,date,date,boolean,"double precision","double precision","double precision","double precision",text,text,boolean,text,bigint,bigint,bigint,text,date}',
    'its columns are of plain types');
SELECT bsc.record('公司', 'm1', '2004-01', 0.95), bsc.record('公司', 'm2', '2004-01', 0.1);
SELECT is((SELECT worst_status FROM bsc.initiative_status WHERE initiative = 'i' AND scorecard = '公司'), 'red', 'the worst of two');
SELECT bsc.record('公司', 'm1', '2004-02', 0.95), bsc.record('公司', 'm2', '2004-02', 0.8);
SELECT is((SELECT worst_status FROM bsc.initiative_status WHERE initiative = 'i' AND scorecard = '公司'), 'amber', 'in the latest period');
SELECT bsc.record('公司', 'm2', '2004-03', 0.1, entity => 'north');
SELECT is((SELECT worst_status FROM bsc.initiative_status WHERE initiative = 'i' AND scorecard = '公司'), 'amber', 'of the whole');
CALL bsc.close_period('公司', '2004-02');
SELECT is((SELECT worst_status FROM bsc.initiative_status WHERE initiative = 'i' AND scorecard = '公司'), 'amber', 'frozen or not');
UPDATE bsc.initiative SET name = NULL WHERE code = 'i';
DELETE FROM bsc.initiative_objective;
SELECT results_eq($$SELECT name, objectives, worst_status FROM bsc.initiative_status WHERE scorecard = '公司' AND initiative = 'i'$$,
    $$VALUES ('i', NULL::text, NULL::text)$$, 'one that serves nothing is there too');

-- dropped with its scorecard, history and all
-- money beyond what a double can be does not take the row away, and none stays none
SELECT is(bsc._money(NULL), NULL, 'no money is no number');
SELECT is(ARRAY[bsc._money(0), bsc._money(12.5), bsc._money(1e-310), bsc._money(1e400)], '{0,12.5,0,1e308}'::float8[], 'money as a double, whatever it is');
UPDATE bsc.initiative SET budget = NULL WHERE code = (SELECT min(code) FROM bsc.initiative);
SELECT is((SELECT array_agg(DISTINCT s.budget) FROM bsc.initiative_status AS s WHERE s.initiative = (SELECT min(code) FROM bsc.initiative)), '{NULL}'::float8[],
    'an initiative without a budget shows none');

SELECT bsc.drop_scorecard('公司');
SELECT is((SELECT count(*)::integer FROM bsc.initiative_history), 0, 'a dropped scorecard takes the history along');

SELECT * FROM finish();
ROLLBACK;
