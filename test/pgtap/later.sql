-- What was changed since a period ended stands in its report.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

-- the clock is ours
CREATE TABLE public.tick (now timestamptz);
INSERT INTO public.tick VALUES ('2025-05-20 09:00+00');
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE RETURN (SELECT t.now FROM public.tick AS t);
CREATE FUNCTION pg_temp.at(moment timestamptz) RETURNS void LANGUAGE sql AS $$ UPDATE public.tick SET now = moment $$;

SELECT bsc.define('{"code": "la", "name": "Later", "frequency": "month", "time_zone": "Asia/Shanghai", "perspectives": [{"code": "p", "objectives": [
    {"code": "o", "measures": [{"code": "m", "rollup": "mean", "plan": [{"period": "2025-05", "target": "0..10"}, {"period": "2025-06", "target": "0..10"}]}]}]}]}');
SELECT bsc.record('la', 'm', '2025-05', 3);
UPDATE bsc.measure SET weight = 2 WHERE code = 'm';
SELECT ok(bsc.report('la', '2025-04', f) !~ 'Changed since', 'what a scorecard began with after a period ended is no change: ' || f) FROM unnest(ARRAY['html', 'markdown']) AS f;
SELECT ok(bsc.report('la', '2025-05', f) !~ 'Changed since', 'while the period lasts there is nothing: ' || f) FROM unnest(ARRAY['html', 'markdown']) AS f;
-- 8 hours before it is over in UTC it is over in Shanghai
SELECT pg_temp.at('2025-05-31 17:00+00');
UPDATE bsc.actual SET value = 4, recorded_at = bsc._now(), recorded_by = 'ann';
SELECT bsc.record('la', 'm', '2025-06', 1);
SELECT pg_temp.at('2025-06-02 09:00+00');
UPDATE bsc.plan SET target = '0..20' WHERE period::text = '2025-05';
UPDATE bsc.plan SET target = '0..30' WHERE period::text = '2025-06';
UPDATE bsc.objective SET name = '<b>O|</b>' WHERE code = 'o';
SELECT results_eq($$SELECT moment, what, path, before, after FROM bsc._sheet_later(bsc.scorecard_id('la'), '2025-05')$$, $$VALUES
    ('2025-06-02 17:00'::text, 'changed'::text, 'perspectives[p].objectives[o].measures[m].plan[2025-05].target'::text, '0..10'::text, '0..20'::text),
    ('2025-06-02 17:00', 'changed', 'perspectives[p].objectives[o].name', NULL, '<b>O|</b>'),
    ('2025-06-01 01:00', 'changed', 'perspectives[p].objectives[o].measures[m].actual[2025-05].value', '3', '4')$$,
    'targets and actuals of the period and the definition, in the company''s time; what was recorded of June is of June');
SELECT ok(bsc.report('la', '2025-05', 'html') ~ '<h2>Changed since the period ended</h2>', 'the page has it');
SELECT ok(bsc.report('la', '2025-05', 'html') ~ '<td>&lt;b&gt;O[^<]*&lt;/b&gt;</td></tr>', 'with what people wrote as text');
SELECT ok(bsc.report('la', '2025-05', 'markdown') ~ '## Changed since the period ended', 'and so has the Markdown');
SELECT ok(bsc.report('la', '2025-05', f, 'zh') ~ U&'\671F\672B\4E4B\540E\7684\53D8\66F4' AND bsc.report('la', '2025-05', f, 'zh') !~ 'changed', 'in Chinese, too: ' || f) FROM unnest(ARRAY['html', 'markdown']) AS f;

-- a sensible number
UPDATE bsc.measure SET description = 'x';
SELECT pg_temp.at('2025-06-03 09:00+00'::timestamptz + i * interval '1 minute'), bsc.define(jsonb_set(bsc.definition('la'), '{owner}', to_jsonb('o' || i))) FROM generate_series(1, 20) AS i;
SELECT is((SELECT count(*) FROM regexp_matches(bsc.report('la', '2025-05', 'html'), '<code>owner</code> changed', 'g')), 15::bigint, 'fifteen are shown');
SELECT ok(bsc.report('la', '2025-05', f) ~ 'And 9 more', 'and the others counted: ' || f) FROM unnest(ARRAY['html', 'markdown']) AS f;
-- where very many figures were replaced, the newest are looked into, and all are counted
SELECT bsc.record('la', 'm', '2025-05', 1, 'd' || d) FROM generate_series(1, 6) AS d;
SELECT pg_temp.at('2025-06-04 09:00+00'::timestamptz + d * interval '1 minute'), bsc.record('la', 'm', '2025-05', 2, 'd' || d) FROM generate_series(1, 6) AS d;
SELECT ok(bsc.report('la', '2025-05', f) ~ 'And 15 more', 'six more were replaced: ' || f) FROM unnest(ARRAY['html', 'markdown']) AS f;
CREATE OR REPLACE FUNCTION bsc._most_looked_into() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1 RETURN 2;
DISCARD PLANS;
SELECT results_eq($$SELECT path FROM bsc._sheet_later(bsc.scorecard_id('la'), '2025-05') WHERE path ~ 'actual'$$,
    ARRAY['perspectives[p].objectives[o].measures[m].actual[d6 2025-05].value', 'perspectives[p].objectives[o].measures[m].actual[d5 2025-05].value'],
    'the newest two of seven');
SELECT ok(bsc.report('la', '2025-05', f) ~ 'And 15 more', 'and the others counted: ' || f) FROM unnest(ARRAY['html', 'markdown']) AS f;

-- closing keeps what was known then
CALL bsc.close_period('la', '2025-05');
SELECT set_config('test.page', bsc.report('la', '2025-05', 'html'), true);
SELECT pg_temp.at('2025-07-03 09:00+00');
UPDATE bsc.scorecard SET mission = 'another' WHERE code = 'la';
SELECT is(bsc.report('la', '2025-05', 'html'), current_setting('test.page'), 'a closed page stays as it was');

SELECT * FROM finish();
ROLLBACK;
