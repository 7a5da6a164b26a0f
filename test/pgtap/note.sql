-- Notes: what people say about figures.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

SELECT bsc.define('{"code": "s", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "m", "plan": [{"period": "2024", "target": "0..12"}]}, {"code": "n"}]}]}]}');
SELECT bsc.record('s', 'm', '2024-01', 1), bsc.record('s', 'm', '2024-02', 1), bsc.record('s', 'm', '2024-01', 1, 'north');
CREATE FUNCTION pg_temp.notes() RETURNS TABLE (entity text, period text, measure text, note text) LANGUAGE sql AS $$
    SELECT r.entity, r.period, r.measure, r.note FROM bsc.measure_result AS r WHERE r.note IS NOT NULL ORDER BY 1, 2, 3 $$;
CREATE TEMP TABLE given (name text, id bigint);

INSERT INTO given VALUES ('first', bsc.annotate('s', 's/p/o/m', '2024-01', 'a strike')), ('second', bsc.annotate('s', 'p/o/m', '2024-01'::bsc.period, 'a strike of two days')),
    ('north', bsc.annotate('s', 's/p/o/m', '2024-01', 'snow', 'north')), ('event', bsc.annotate('s', 's', '2024-02-14', 'the fair'));
SELECT bsc.annotate('s', 's/p/o', '2024Q1', 'an objective'), bsc.annotate('s', 's/p', '2024', 'a perspective');
SELECT results_eq('SELECT * FROM pg_temp.notes()', $$VALUES ('', '2024-01', 'm', 'a strike of two days'), ('north', '2024-01', 'm', 'snow')$$,
    'the latest note stands beside its figure: that of the entity, the period, the measure');
SELECT results_eq('SELECT level, path, entity, period::text, text, author, written_at, withdrawn FROM bsc.note ORDER BY id', $$
    SELECT v.*, current_user::text COLLATE "default", now(), false FROM (VALUES (3, 's/p/o/m', '', '2024-01', 'a strike'), (3, 'p/o/m', '', '2024-01', 'a strike of two days'),
    (3, 's/p/o/m', 'north', '2024-01', 'snow'), (0, 's', '', '2024-02-14', 'the fair'), (2, 's/p/o', '', '2024Q1', 'an objective'), (1, 's/p', '', '2024', 'a perspective')) AS v$$,
    'who said what of which node, and when');

SELECT bsc.edit_note(id, 'a strike of three days') FROM given WHERE name = 'second';
SELECT is((SELECT note FROM pg_temp.notes() WHERE entity = ''), 'a strike of three days', 'edited');
SELECT results_eq('SELECT h.text, h.replaced_by FROM bsc.note_history AS h', $$VALUES ('a strike of two days', current_user::text COLLATE "default")$$, 'and kept');
SELECT bsc.withdraw_note(id) FROM given WHERE name = 'second';
SELECT is((SELECT note FROM pg_temp.notes() WHERE entity = ''), 'a strike', 'one that is withdrawn gives way to the one before');
SELECT is((SELECT count(*) FROM bsc.note), 6::bigint, 'and is still there');
SELECT throws_ok($$SELECT bsc.edit_note(id, 'x') FROM given WHERE name = 'second'$$, '22023', format('there is no note %s', (SELECT id FROM given WHERE name = 'second')), 'but said no more');
SELECT throws_ok($$SELECT bsc.withdraw_note(id) FROM given WHERE name = 'second'$$, '22023', NULL, 'nor withdrawn again');
SELECT throws_ok('SELECT bsc.withdraw_note(-1)', '22023', 'there is no note -1', 'one that never was');
SELECT throws_ok('SELECT bsc.edit_note(NULL, ''x'')', '22023', 'there is no note NULL', 'nor none');

SELECT throws_ok(s, c, m, s) FROM (VALUES
    ($$SELECT bsc.annotate('s', 's/p/o/x', '2024-01', 'x')$$, '22023', 'scorecard "s" has no node "s/p/o/x"'),
    ($$SELECT bsc.annotate('s', NULL, '2024-01', 'x')$$, '22023', 'scorecard "s" has no node "NULL"'),
    ($$SELECT bsc.annotate('s', '', '2024-01', 'x')$$, '22023', 'scorecard "s" has no node ""'),
    ($$SELECT bsc.annotate('x', 's', '2024-01', 'x')$$, '22023', NULL),
    ($$SELECT bsc.annotate('s', 's', 'x', 'x')$$, '22007', NULL),
    ($$SELECT bsc.annotate('s', 's', '2024-04/P1Y', 'x')$$, '22023', 'period 2024-04/P1Y is not one of scorecard "s"'),
    ($$SELECT bsc.annotate('s', 's', NULL::text, 'x')$$, '22004', 'a note needs a period'),
    ($$SELECT bsc.annotate('s', 's', '2024', NULL)$$, '22004', 'a note must say something'),
    ($$SELECT bsc.annotate('s', 's', '2024', ' ')$$, '22004', 'a note must say something'),
    ($$SELECT bsc.edit_note(1, '')$$, '22004', 'a note must say something')) AS v (s, c, m);

\ir advised.psql
SELECT is(pg_temp.advised(format($$SELECT bsc.annotate('s', %L, '2024-01', 'x')$$, path)), want, 'advice for ' || path)
FROM (VALUES ('m', 'Perhaps you mean "s/p/o/m".'), ('o/m', 'Perhaps you mean "s/p/o/m".'), ('o', 'Perhaps you mean "s/p/o".'),
             ('else', 'There is: s, s/p, s/p/o, s/p/o/m, s/p/o/n.')) AS a (path, want);

-- on a terminal a note is a line, however long it is
SELECT bsc.define('{"code": "long", "name": "Long", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m"}]}]}]}');
SELECT bsc.annotate('long', 'p/o/m', '2024-01', repeat('公司 words ', 40)), bsc.annotate('long', 'p/o/m', '2024-01', 'short');
SELECT is_empty($$SELECT l FROM regexp_split_to_table(bsc.report('long', '2024-01'), E'\n') AS l WHERE bsc._display_width(l) > 96$$, 'no line is too long');
SELECT matches(bsc.report('long', '2024-01'), format(E'\n  m: 公司 words [^\n]*… \\(%s, [0-9-]{10}\\)\n  m: short \\(', current_user), 'it ends with dots and who said it');
SELECT matches(bsc.report('long', '2024-01', 'markdown'), '(公司 words ?){40} ', 'elsewhere it is whole');
SELECT bsc.drop_scorecard('long');

-- a note goes with its node, and stands beside what is closed
SELECT bsc.define('{"code": "s", "perspectives": [{"code": "p", "objectives": [{"code": "q", "measures": [
    {"code": "k", "was": "m", "plan": [{"period": "2024", "target": "0..12"}]}]}]}]}');
SELECT results_eq('SELECT * FROM pg_temp.notes()', $$VALUES ('', '2024-01', 'k', 'a strike'), ('north', '2024-01', 'k', 'snow')$$, 'a measure takes its notes along');
SELECT results_eq('SELECT * FROM pg_temp.notes()', $$VALUES ('', '2024-01', 'k', 'a strike'), ('north', '2024-01', 'k', 'snow')$$, 'a measure takes its notes along');
INSERT INTO bsc.entity (scorecard_id, code) SELECT id, 'north' FROM bsc.scorecard WHERE code = 's';
UPDATE bsc.entity SET code = 'northern';
SELECT results_eq('SELECT * FROM pg_temp.notes()', $$VALUES ('', '2024-01', 'k', 'a strike'), ('northern', '2024-01', 'k', 'snow')$$, 'so does an entity');
SELECT throws_ok($$SELECT bsc.annotate('s', 's', '2024-01', 'x', 'nrthern')$$, '22023', 'scorecard "s" has no entity "nrthern"', 'one that is there');

-- in reports, beside what changed
SELECT bsc.annotate('s', 's', '2024-01-15', '<b>fair & *square*</b>');
SELECT results_eq($$SELECT line FROM string_to_table(bsc.report('s', '2024-01'), E'\n') WITH ORDINALITY AS l (line, turn)
    WHERE turn >= (SELECT min(turn) FROM string_to_table(bsc.report('s', '2024-01'), E'\n') WITH ORDINALITY AS l (line, turn) WHERE line = 'Notes') ORDER BY turn$$,
    $$VALUES ('Notes'), (format('  Whole, 2024-01-15: <b>fair & *square*</b> (%s, %s)', current_user::text COLLATE "default", (now() AT TIME ZONE 'UTC')::date)),
             (format('  k: a strike (%s, %s)', current_user::text COLLATE "default", (now() AT TIME ZONE 'UTC')::date))$$, 'text: whose, of when, what, by whom; an event is one of the whole');
SELECT matches(bsc.report('s', '2024-01', 'markdown'), '## Notes\n\n- \*\*Whole, 2024-01-15\*\* [^\n]*fair[^\n]*\n- \*\*k\*\* a strike \*\(', 'Markdown');
SELECT matches(bsc.report('s', '2024-01', 'html'), '<h2>Notes</h2>\n<ul><li><strong>Whole, 2024-01-15</strong> &lt;b&gt;fair &amp; \*square\*&lt;/b&gt; <span class="quiet">[^<]*</span></li><li><strong>k</strong> a strike', 'the page');
SELECT matches(bsc.report('s', '2024-01', 'text', 'zh'), E'\n备注\n', 'in Chinese');
SELECT matches(bsc.report('s', '2024Q1'), 'k, 2024-01: a strike', 'a quarter has its months'' notes');
SELECT matches(bsc.report('s', '2024-01', 'text', 'en', 'northern'), 'k: snow', 'another entity has its own');
SELECT doesnt_match(bsc.report('s', '2024-01', 'text', 'en', 'northern'), 'strike', 'and no other');
SELECT doesnt_match(bsc.report('s', '2024-02', f, 'en', 'northern'), 'Notes', f || ': without notes there is no such part') FROM unnest('{text,markdown,html}'::text[]) AS f;

CREATE FUNCTION pg_temp.closed() RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bsc.closed_period (scorecard_id, period, definition) SELECT s.id, '2024-01', '{}' FROM bsc.scorecard AS s WHERE s.code = 's';
    INSERT INTO bsc.closed_result (scorecard_id, period, entity, ordinal, level, measure) SELECT s.id, '2024-01', '', 1, 3, 'k' FROM bsc.scorecard AS s WHERE s.code = 's';
    PERFORM bsc.annotate('s', 's/p/q/k', '2024-01', 'said after closing');
    RETURN QUERY SELECT n.note FROM pg_temp.notes() AS n WHERE n.entity = '' AND n.period = '2024-01';
END
$$;
SELECT results_eq('SELECT * FROM pg_temp.closed()', ARRAY['said after closing'], 'what is closed can be talked about');

-- rights
CREATE ROLE bsc_test_talker;
GRANT USAGE ON SCHEMA bsc TO bsc_test_talker;
GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO bsc_test_talker;
SET LOCAL ROLE bsc_test_talker;
SELECT throws_ok($$SELECT bsc.annotate('s', 's', '2024', 'x')$$, '42501', NULL, 'who may only read says nothing');
RESET ROLE;
GRANT INSERT ON bsc.note TO bsc_test_talker;
SET LOCAL ROLE bsc_test_talker;
SELECT lives_ok($$SELECT bsc.annotate('s', 's', '2024', 'by the talker')$$, 'who may insert into bsc.note does');
RESET ROLE;
SELECT is((SELECT author FROM bsc.note WHERE text = 'by the talker'), 'bsc_test_talker', 'in her name');

-- the trail; what lasted no longer than this transaction is not in it
SELECT bag_eq($$SELECT what, path, after #>> '{}' FROM bsc.changes('s', now()) WHERE path ~ '^notes'$$, $$
    SELECT 'added', format('notes[%s %s]', concat_ws(' ', nullif(n.path, ''), nullif(n.entity, '')), n.period), n.text FROM bsc.note AS n$$, 'what was said is in the audit trail');
SELECT bsc.drop_scorecard('s');
SELECT is((SELECT count(*) FROM bsc.note) + (SELECT count(*) FROM bsc.note_history), 0::bigint, 'a scorecard takes its notes along');

SELECT * FROM finish();
ROLLBACK;
