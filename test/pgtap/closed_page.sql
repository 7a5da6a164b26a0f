-- The board's report on a closed period is the same for ever, byte for byte, whatever changes.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT * FROM no_plan();

CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
RETURN current_setting('test.now')::timestamptz;
SET LOCAL test.now = '2024-07-10 12:00+00';

CREATE TABLE broken (v float8);
SELECT bsc.define($json${"code": "firm", "name": "The firm", "mission": "To last", "frequency": "month", "first_month": 1, "perspectives": [
    {"code": "money", "name": "Money", "objectives": [
        {"code": "grow", "name": "Grow", "measures": [
            {"code": "sales", "name": "Sales", "unit": "EUR", "weight": 2, "plan": [{"period": "2024", "target": "0..1200"}]},
            {"code": "margin", "name": "Margin", "rollup": "last"},
            {"code": "untold", "name": "Untold", "rollup": "last"}]}]},
    {"code": "people", "name": "People", "objectives": [
        {"code": "skill", "name": "Skill", "measures": [
            {"code": "hours", "name": "Hours", "rollup": "mean", "plan": [{"period": "2023", "target": "0..30"}, {"period": "2024", "target": "0..30"}]},
            {"code": "asked", "name": "Asked", "query": "SELECT v AS value FROM public.broken", "rollup": "mean"}]},
        {"code": "stay", "name": "Stay", "measures": [{"code": "left", "name": "Left", "rollup": "last",
            "plan": [{"period": "2024", "target": "10..2"}]}]}]}],
  "links": [{"cause": "skill", "effect": "grow", "strength": 0.5, "lag": 1, "hypothesis": "Skill sells"},
            {"cause": "stay", "effect": "skill", "strength": 0.3}],
  "initiatives": [{"code": "school", "name": "School", "owner": "Ann", "starts": "2024-01-01", "ends": "2024-12-31", "state": "active",
    "progress": 0.1, "budget": 100, "spent": 40, "objectives": ["skill"]}]}$json$);
INSERT INTO bsc.plan (measure_id, entity, period, target) VALUES
    (bsc.measure_id('firm', 'sales'), 'north', '2024', '0..600'), (bsc.measure_id('firm', 'untold'), 'south', '2024-02', '0..600');
INSERT INTO bsc.actual (measure_id, entity, period, value, recorded_at)
SELECT bsc.measure_id('firm', m), e, p, v + 7 * (extract(month FROM bsc.first_day(p))::integer * 37 % 11),
    bsc.moment_after(p, 'UTC')
FROM (VALUES ('sales', 40), ('margin', 3), ('hours', 5), ('left', 1)) AS t (m, v), unnest(ARRAY['', 'north', 'south']) AS e,
    bsc.periods('2023-03', '2024-06') AS p
WHERE NOT (e = 'south' AND m = 'left');
INSERT INTO bsc.actual (measure_id, entity, period, value, recorded_at)
SELECT bsc.measure_id('firm', m), e, '2024-07', 20, '2024-07-09 10:00+00'
FROM unnest(ARRAY['sales', 'hours']) AS m, unnest(ARRAY['', 'north']) AS e;
DROP TABLE broken;
CALL bsc.refresh('firm', '2024-06', '2024-06');

CREATE FUNCTION pg_temp.pages(entity text, VARIADIC periods text[]) RETURNS TABLE (what text, page text) LANGUAGE sql AS $$
    SELECT concat_ws(' ', p, f, l), CASE f WHEN 'svg' THEN bsc.strategy_map('firm', p, f, l, pages.entity) ELSE bsc.report('firm', p, f, l, pages.entity) END
    FROM unnest(pages.periods) AS p,
        (VALUES ('text', 'en'), ('markdown', 'en'), ('markdown', 'zh'), ('html', 'en'), ('html', 'zh'), ('svg', 'zh')) AS v (f, l)
$$;
SELECT bsc.annotate('firm', p, '2024-04', 'said of ' || p || coalesce(nullif(length(e), 0)::text, ''), e) FROM unnest(ARRAY['firm', 'money/grow/sales']) AS p, unnest(ARRAY['', 'north']) AS e;
CREATE TEMP TABLE open AS SELECT * FROM pg_temp.pages('', '2024-04', '2024-05');

----------------------------------------------------------------- closing
CALL bsc.close_period('firm', '2024-03');
CALL bsc.close_period('firm', '2024Q2');
CALL bsc.close_period('firm', '2024-07');
CREATE TEMP TABLE whole AS SELECT * FROM pg_temp.pages('', '2024-03', '2024-04', '2024Q2', '2024-07');
CREATE TEMP TABLE entity AS
SELECT e, x.* FROM unnest(ARRAY['north', 'south']) AS e, pg_temp.pages(e, '2024-04', '2024Q2') AS x;
SELECT is((SELECT count(*) FROM whole), 4 * 6::bigint, 'there is something to keep');
-- but that it is closed, and when initiatives were looked at
CREATE FUNCTION pg_temp.bare(page text) RETURNS text LANGUAGE sql AS $$
    SELECT regexp_replace(page, '( &#183;| ·|\n) ?(closed|已关账)(?=\n|</p>)|As they stand now|As they stood when the period was closed|当前状况|关账时的状况', '', 'g')
$$;
SELECT is_empty($$
    SELECT w.what FROM whole AS w JOIN open AS o USING (what) WHERE pg_temp.bare(w.page) <> pg_temp.bare(o.page)$$,
    'closing keeps the pages as they are: evidence, findings, initiatives, comparisons, what is under way and what is stale');
SELECT ok((SELECT page FROM whole WHERE what = '2024-04 html en') ~ p, 'the page says ' || p)
FROM unnest(ARRAY['said of money/grow/sales <', 'said of firm <', 'Skill .{1,10} Grow', 'School', 'Ann', 'To last', 'relation .*broken', 'stale since', 'Grow.*Skill']) AS p;
SELECT ok((SELECT page FROM whole WHERE what = '2024-07 html en') LIKE '%so far%', 'what was under way is so far');
SELECT ok((SELECT page FROM entity WHERE e = 'north' AND what = '2024-04 ' || f || ' en') LIKE '%this was kept for the whole alone%',
          'evidence is kept for the whole: ' || f) FROM unnest(ARRAY['markdown', 'html']) AS f;
SELECT ok(NOT (SELECT bool_or(page LIKE '%kept for the whole alone%') FROM whole), 'and is there');
SELECT results_eq($$SELECT x, array_agg(n.said ORDER BY n.ordinal) FROM unnest(ARRAY['', 'north', 'south']) AS x,
        bsc._sheet_notes(bsc._sheet('firm', '2024-04', x, 'en', false)) AS n GROUP BY x ORDER BY x$$,
    $$VALUES ('', ARRAY['said of firm', 'said of money/grow/sales']), ('north', ARRAY['said of firm5', 'said of money/grow/sales5'])$$, 'each has its own notes');
SELECT results_eq($$SELECT n.name, n.score_before, n.previous, n.series FROM unnest((bsc._sheet('firm', '2024-04', 'north', 'en', false)).nodes) AS n WHERE n.name = 'Sales'$$,
    $$SELECT 'Sales', (SELECT e.score FROM bsc.evaluate('firm', '2024-03', 'north') AS e WHERE e.code = 'sales'), 40 + 7 * (111 % 11)::float8,
          ARRAY[40 + 7 * (111 % 11), 40 + 7 * (148 % 11)]::float8[]$$, 'an entity is compared with what was closed no later');
SELECT results_eq($$SELECT n.score_before, n.previous, n.series FROM unnest((bsc._sheet('firm', '2024-03', 'north', 'en', false)).nodes) AS n WHERE n.name = 'Sales'$$,
    $$VALUES (NULL::float8, 40 + 7 * (74 % 11)::float8, ARRAY[40 + 7 * (111 % 11)]::float8[])$$, 'but with no open period');
SELECT is((SELECT array_agg(n.reason) FROM unnest((bsc._sheet('firm', '2024-04', 'south', 'en', false)).nodes) AS n WHERE n.level = 3 AND n.name IN ('Left', 'Margin')),
          ARRAY['there was none when the period was closed', 'no actual'], 'why an entity has no score');

----------------------------------------------------------------- everything changes
SET LOCAL test.now = '2025-03-20 08:00+00';
UPDATE bsc.scorecard SET name = 'Another', mission = 'Changed', code = 'company', amber = 0.01, green = 0.02, missing = 'zero', time_zone = 'Asia/Shanghai';
UPDATE bsc.perspective SET name = 'Changed', weight = 5, position = 9 - position;
UPDATE bsc.objective SET name = 'Changed', weight = 7, position = 9 - position;
UPDATE bsc.objective SET code = 'sold' WHERE code = 'grow';
UPDATE bsc.measure SET name = 'Changed', unit = 'X', weight = 9, kind = NULL WHERE code <> 'margin';
DELETE FROM bsc.link WHERE lag = 1;
UPDATE bsc.link SET strength = -0.9, hypothesis = 'Changed';
INSERT INTO bsc.link (scorecard_id, cause, effect, strength)
SELECT s.id, c.id, e.id, 1 FROM bsc.scorecard AS s, bsc.objective AS c, bsc.objective AS e WHERE c.code = 'stay' AND e.code = 'sold';
UPDATE bsc.initiative SET name = 'Changed', owner = 'Bob', state = 'done', progress = 1, spent = 1000, ends = '2024-02-01';
INSERT INTO bsc.initiative (scorecard_id, code, name) SELECT s.id, 'new', 'New' FROM bsc.scorecard AS s;
UPDATE bsc.actual SET value = value * 3 WHERE period OPERATOR(bsc.<) '2024-03' OR period OPERATOR(bsc.>) '2024-07';
DELETE FROM bsc.actual WHERE period OPERATOR(bsc.<) '2023-08';
UPDATE bsc.plan SET target = '0..5' WHERE bsc.grain(period) = 'year';
SELECT bsc.withdraw_note(n.id), bsc.annotate('company', 'company', '2024-04', 'said later', n.entity) FROM bsc.note AS n WHERE n.level = 0 AND NOT n.withdrawn;
SELECT bsc.edit_note(n.id, 'said otherwise') FROM bsc.note AS n WHERE n.level = 3;
INSERT INTO bsc.plan (measure_id, period, target) SELECT m.id, '2024-02', '0..1' FROM bsc.measure AS m WHERE m.frequency = 'month';
INSERT INTO bsc.actual (measure_id, entity, period, value)
SELECT m.id, e, '2024-08', 1 FROM bsc.measure AS m, unnest(ARRAY['', 'north', 'east']) AS e;
INSERT INTO bsc.environment (code, period, planned, observed) VALUES ('fx', '2024-04', 1, 2), ('fx', '2024-05', 1, 3);
UPDATE bsc.measure SET environment = 'fx' WHERE code = 'hours';
UPDATE bsc.measure SET query = NULL WHERE code = 'asked';
SELECT bsc.record_review('company', '2024-08', f.subject, 'done', 'Ann') FROM bsc.review('company', '2024-08') AS f WHERE f.subject IS NOT NULL LIMIT 1;
CREATE FUNCTION pg_temp.later(entity text, VARIADIC periods text[]) RETURNS TABLE (what text, page text) LANGUAGE sql AS $$
    SELECT concat_ws(' ', p, f, l), CASE f WHEN 'svg' THEN bsc.strategy_map('company', p, f, l, later.entity) ELSE bsc.report('company', p, f, l, later.entity) END
    FROM unnest(later.periods) AS p,
        (VALUES ('text', 'en'), ('markdown', 'en'), ('markdown', 'zh'), ('html', 'en'), ('html', 'zh'), ('svg', 'zh')) AS v (f, l)
$$;
CREATE FUNCTION pg_temp.moved(entities text[] DEFAULT '{north,south}') RETURNS SETOF text LANGUAGE sql AS $$
    SELECT w.what FROM whole AS w JOIN pg_temp.later('', '2024-03', '2024-04', '2024Q2', '2024-07') AS x USING (what)
    WHERE md5(w.page) <> md5(x.page)
    UNION ALL
    SELECT w.e || ' ' || w.what
    FROM entity AS w
    JOIN (SELECT e, x.* FROM unnest(moved.entities) AS e, pg_temp.later(e, '2024-04', '2024Q2') AS x) AS x
        USING (e, what)
    WHERE md5(w.page) <> md5(x.page)
$$;
SELECT is_empty('SELECT pg_temp.moved()', 'names, weights, links, thresholds, initiatives, plans, actuals, decisions and the environment change; no page does');

CALL bsc.close_period('company', '2024-02');
CALL bsc.reopen_period('company', '2024-02');
CALL bsc.close_period('company', '2023');
SELECT is_empty('SELECT pg_temp.moved()', 'nor where periods before are closed later');
DELETE FROM bsc.perspective WHERE code = 'people';
DELETE FROM bsc.measure WHERE code <> 'margin';
SELECT is_empty('SELECT pg_temp.moved()', 'nor where half of the scorecard is taken away');
INSERT INTO bsc.entity (scorecard_id, code) SELECT s.id, 'nobody' FROM bsc.scorecard AS s;
SELECT lives_ok($$SELECT pg_temp.later('nobody', '2024-04', '2024Q2')$$, 'an entity that was not there has a page of the tree as it was');
SELECT ok(bsc.report('company', '2024-04', 'html', 'en', 'nobody') ~ 'Skill.*Stay' AND replace(bsc.report('company', '2024-04', 'html', 'en', 'nobody'), 'Changed since', '') !~ 'Changed',
          'with the names of then');

----------------------------------------------------------------- an entity's new name follows
INSERT INTO bsc.entity (scorecard_id, code, name) SELECT s.id, 'north', 'North' FROM bsc.scorecard AS s;
UPDATE bsc.entity SET code = 'nord' WHERE code = 'north';
SELECT is_empty($$
    SELECT w.what FROM entity AS w JOIN pg_temp.later('nord', '2024-04', '2024Q2') AS x USING (what)
    WHERE w.e = 'north' AND replace(w.page, 'north', 'nord') <> x.page$$, 'and nothing else of its pages');
SELECT is_empty($$SELECT pg_temp.moved('{south}')$$, 'nor of the others');

----------------------------------------------------------------- what was kept stays
SELECT throws_ok(format($$UPDATE bsc.closed_period SET %s$$, what), '55000', NULL, 'refused: ' || what)
FROM unnest(ARRAY['page = ''{}''', 'page = NULL', 'definition = ''{}''', 'closed_at = now()']) AS what;

SELECT * FROM finish();
ROLLBACK;
