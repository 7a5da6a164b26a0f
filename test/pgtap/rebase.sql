-- measure.rebase: where natural limits begin anew, in the document, the charts, the page and the review
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT plan(25);

CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE COST 1 RETURN '2024-05-16 12:00+00'::timestamptz;
CREATE FUNCTION pg_temp.doc(rebase jsonb) RETURNS jsonb LANGUAGE sql RETURN jsonb_build_object('code', 'c', 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p', 'objectives', jsonb_build_array(
	jsonb_build_object('code', 'o', 'measures', jsonb_build_array(jsonb_build_object('code', 'm', 'name', 'Level', 'rollup', 'mean', 'plan', '[{"period": "2024", "target": "0..40"}, {"period": "2022", "target": "0..20"}, {"period": "2023", "target": "0..20"}]'::jsonb)
		|| coalesce(jsonb_build_object('rebase', rebase), '{}')))))));

-- the document
SELECT is(bsc.define(pg_temp.doc('["2023-06", "2024Q1"]')), 'c', 'a list of periods');
SELECT is((SELECT rebase::text[] FROM bsc.measure WHERE code = 'm'), '{2023-06,2024Q1}', 'is kept');
SELECT is(bsc.definition('c') #> '{perspectives,0,objectives,0,measures,0,rebase}', '["2023-06", "2024Q1"]', 'and written again');
SELECT is_empty($$SELECT * FROM bsc.define_changes(pg_temp.doc('["2023-06", "2024q1"]'))$$, 'in whatever spelling it is the same');
SELECT results_eq($$SELECT change, path, before, after FROM bsc.define_changes(pg_temp.doc('["2023-06"]'))$$,
	$$VALUES ('changed', 'perspectives[p].objectives[o].measures[m].rebase', '["2023-06", "2024Q1"]'::jsonb, '["2023-06"]'::jsonb)$$, 'a change is told');
SELECT throws_ok($$SELECT bsc.define(pg_temp.doc('["2023-06", "2023-13"]'))$$, '22023', 'invalid value at perspectives[0].objectives[0].measures[0].rebase[1]: "2023-13"', 'no period, by its place');
SELECT throws_ok($$SELECT bsc.define(pg_temp.doc('"2023-06"'))$$, '22023', 'invalid value at perspectives[0].objectives[0].measures[0].rebase: "2023-06"', 'no list');
SELECT throws_ok($$SELECT bsc.define(pg_temp.doc('[2023]'))$$, '22023', 'invalid value at perspectives[0].objectives[0].measures[0].rebase: a list', 'a list of something else');
SELECT throws_ok($$UPDATE bsc.measure SET rebase = '{2023-06,NULL}'$$, '23514', NULL, 'nor with a hole in the table');
SELECT is(bsc.define(pg_temp.doc(NULL)), 'c', 'left out');
SELECT is((SELECT rebase::text[] FROM bsc.measure WHERE code = 'm'), '{}', 'it is gone');
SELECT ok(NOT bsc.definition('c') #> '{perspectives,0,objectives,0,measures,0}' ? 'rebase', 'and goes without saying');

-- the charts: 28 months at about 10, from May 2023 (the 17th) at about 30
CREATE TEMP TABLE v AS SELECT i, bsc.shift('2022-01'::bsc.period, i - 1) AS period, (CASE WHEN i < 17 THEN 10 ELSE 30 END + i * 7919 % 7)::float8 AS value FROM generate_series(1, 28) AS i;
INSERT INTO bsc.actual (measure_id, period, value) SELECT bsc.measure_id('c', 'm'), period, value FROM v;
INSERT INTO bsc.actual (measure_id, entity, period, value) SELECT bsc.measure_id('c', 'm'), 'north', period, value + 1 FROM v;
CREATE FUNCTION pg_temp.limits(rebase integer[]) RETURNS text[] LANGUAGE sql RETURN (SELECT array_agg((value, centre, low, high, signal)::text ORDER BY i) FROM bsc.xmr((SELECT array_agg(value ORDER BY i) FROM v), 12, rebase => rebase));
CREATE FUNCTION pg_temp.chart(entity text) RETURNS text[] LANGUAGE sql RETURN (SELECT array_agg((c.value, c.centre, c.low, c.high, c.signal)::text ORDER BY c.period_start) FROM bsc.measure_chart AS c WHERE c.scorecard = 'c' AND c.entity = chart.entity);
SELECT is(pg_temp.chart(''), pg_temp.limits(NULL), 'without a word the chart has one pair of limits, however the level changed');
SELECT is(array_agg(rule ORDER BY rule), '{cannot-reach,level-changed}', 'the review asks') FROM bsc.review('c') WHERE rule IN ('level-changed', 'cannot-reach');
SELECT is(finding, 'The level of measure "Level" changed in 2023-05, from 13 to 33. Who knows why adds the period to its "rebase".', 'which level, and when') FROM bsc.review('c') WHERE rule = 'level-changed';
SELECT ok(abs((evidence ->> 'before')::float8 - (SELECT avg(value) FROM v WHERE i < 17)) < 1e-9 AND abs((evidence ->> 'after')::float8 - (SELECT avg(value) FROM v WHERE i >= 17)) < 1e-9, 'the means on either side') FROM bsc.review('c') WHERE rule = 'level-changed';
SELECT bsc.define(pg_temp.doc('["2023-05", "2019", "2030"]')) \g /dev/null
SELECT is(pg_temp.chart(''), pg_temp.limits('{17}'), 'with it, limits begin anew; periods beyond the values do nothing');
SELECT is((SELECT array_agg(centre ORDER BY period_start) FROM bsc.measure_chart WHERE entity = 'north'), (SELECT array_agg(centre + 1 ORDER BY period_start) FROM bsc.measure_chart WHERE entity = ''), 'for every entity');
SELECT is_empty($$SELECT 1 FROM bsc.review('c') WHERE rule = 'level-changed'$$, 'and the review asks no more');
SELECT is(finding, format('Measure "Level" cannot reach its target as it is: its natural limits are %s to %s, its goal 40.', bsc._shown_amount(c.low), bsc._shown_amount(c.high)), 'but says what the process as it is cannot do')
FROM bsc.review('c') AS r, bsc.measure_chart AS c WHERE r.rule = 'cannot-reach' AND c.entity = '' AND c.period = '2024-04';
UPDATE bsc.measure SET rebase = '{2023Q2}';
SELECT is(pg_temp.chart(''), pg_temp.limits('{16}'), 'a quarter begins with its first month');
SELECT is((SELECT count(DISTINCT m[1]) FROM regexp_matches((xpath('(//*[@class="bsc-limit"])[1]/@d', bsc.chart_svg('c', 'm', '2023')::xml))[1]::text, '(?:V|M[0-9.]+ )([0-9.]+)', 'g') AS m), 2::bigint, 'chart_svg has a step there');

-- the page: a band below the trend, and diamonds
UPDATE bsc.measure SET rebase = '{}';
CREATE FUNCTION pg_temp.spark(period text) RETURNS xml LANGUAGE sql RETURN (xpath('//section[@id="measures"]//*[local-name()="svg"]', xmlparse(document bsc.report('c', period, 'html'))))[1];
SELECT is((xpath('count(//*[local-name()="path"][@class="signal"])', pg_temp.spark('2024-04')))[1]::text,
	(SELECT count(*)::text FROM bsc.xmr((SELECT array_agg(value ORDER BY i) FROM v), 12) WHERE signal IS NOT NULL AND i > 16), 'as many diamonds as signals among the last twelve');
SELECT is((SELECT count(*) FROM regexp_matches((xpath('//*[@class="band"]/@d', pg_temp.spark('2024-04')))[1]::text, 'M', 'g')), 12::bigint, 'over a band, place by place');
SELECT matches((xpath('/*/@aria-label', pg_temp.spark('2024-04')))[1]::text, '; natural limits [0-9.]+ to [0-9.]+, broken \d+ times$', 'and said so');
CALL bsc.close_period('c', '2024-04');
CREATE TEMP TABLE closed AS SELECT pg_temp.spark('2024-04')::text AS page;
UPDATE bsc.measure SET rebase = '{2024-01}';
SELECT is(pg_temp.spark('2024-04')::text, page, 'a closed page has those that it had: a later word moves none') FROM closed;
UPDATE bsc.measure SET rebase = '{}';
SELECT * FROM finish();
ROLLBACK;
