-- Whatever looks back uses periods that are over and were observed to their end: series of evidence, root causes,
-- gaps, seasons and charts, with one month under way by the clock and one that is over and was not seen to its end.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

CREATE TABLE public.moment AS SELECT '2004-05-20 12:00+00'::timestamptz AS at;
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE COST 1
    AS 'SELECT m.at FROM public.moment AS m';

-- by hand: cause, effect and sales; by a query, whose last good run was on 20 May: seen, with a measure by hand beside it,
-- and apart, with one that weighs nothing
SELECT bsc.define(jsonb_build_object('code', 'past', 'perspectives', '[{"code": "p", "objectives": [
    {"code": "cause", "measures": [{"code": "cause", "environment": "market", "plan": [{"period": "2003", "target": "0..120"}, {"period": "2004", "target": "0..120"}]}]},
    {"code": "effect", "measures": [{"code": "effect", "plan": [{"period": "2003", "target": "0..120"}, {"period": "2004", "target": "0..120"}]}]},
    {"code": "seen", "measures": [
        {"code": "seen", "query": "SELECT 4 AS value", "plan": [{"period": "2004", "target": "0..96"}]},
        {"code": "beside", "rollup": "last", "plan": [{"period": "2004", "target": "0..10"}]}]},
    {"code": "apart", "measures": [
        {"code": "apart", "query": "SELECT 4 AS value", "weight": 0, "plan": [{"period": "2004", "target": "0..120"}]},
        {"code": "alone", "rollup": "last", "plan": [{"period": "2004", "target": "0..10"}]}]}]}]'::jsonb,
    'links', '[{"cause": "cause", "effect": "effect", "strength": 0.5}, {"cause": "seen", "effect": "effect", "strength": 0.5},
               {"cause": "apart", "effect": "effect", "strength": 0.5}]'::jsonb));
INSERT INTO bsc.environment VALUES ('market', '2004', 100, 90);
SELECT bsc.record('past', m, '2004-0' || i, v)
FROM (VALUES ('cause', ARRAY[1, 3, 2, 5, 4]), ('effect', ARRAY[1, 3, 2, 5, 6]), ('beside', ARRAY[2.5, 2.5, 2.5, 2.5, 6]), ('alone', ARRAY[1, 2, 3, 4, 5])) AS x (m, vs),
     unnest(vs) WITH ORDINALITY AS u (v, i);
\o /dev/null
CALL bsc.refresh('past', '2004-01', '2004-05');
\o
UPDATE moment SET at = '2004-06-10 12:00+00';
SELECT bsc.record('past', m, '2004-06', 0.5) FROM unnest(ARRAY['cause', 'effect', 'beside', 'alone']) AS m;

SELECT results_eq($$SELECT measure, provisional FROM bsc.measure_result WHERE scorecard = 'past' AND period = '2004-05' ORDER BY measure$$,
    $$VALUES ('alone', false), ('apart', true), ('beside', false), ('cause', false), ('effect', false), ('seen', true)$$,
    'May is over, and not observed to its end by the queries');

-- 1. series
CREATE FUNCTION pg_temp.series() RETURNS TABLE (objective text, first text, series float8[]) LANGUAGE sql AS $$
    SELECT o.code, s.first_period::text, s.series FROM bsc._objective_series(bsc.scorecard_id('past'), '') AS s
    JOIN bsc.objective AS o ON o.id = s.objective_id ORDER BY o.code $$;
SELECT results_eq('SELECT * FROM pg_temp.series()', $$VALUES
    ('apart', '2004-01', '{0.1,0.2,0.3,0.4,0.5}'::float8[]), ('cause', '2004-01', '{0.1,0.3,0.2,0.5,0.4}'),
    ('effect', '2004-01', '{0.1,0.3,0.2,0.5,0.6}'), ('seen', '2004-01', ARRAY[0.375, 0.375, 0.375, 0.375, NULL])$$,
    'June is no fall; what was seen of May is none either, whatever stands beside it; what weighs nothing takes nothing away');
SELECT results_eq($$SELECT cause, n FROM bsc.evidence('past', 'none')$$, $$VALUES ('apart', 5), ('cause', 5), ('seen', 4)$$,
    'evidence pairs what is over');
SELECT is_empty($$SELECT 1 FROM bsc._past(bsc.scorecard_id('past'), '', '2004-06') AS p WHERE p.period::text = '2004-06'$$, 'and asked for June, nothing of June');

-- 2. causes and gaps
SELECT results_eq($$SELECT cause, round(shortfall::numeric, 9) FROM bsc.root_causes('past', 'effect', '2004-05') ORDER BY cause$$,
    'VALUES (''apart'', 0.4), (''cause'', 0.5)', 'root causes leave out what was not seen to the end');
SELECT is_empty($$SELECT * FROM bsc.root_causes('past', 'effect', '2004-06')$$, 'a month under way lacks what it has still to bring, which is no cause');
SELECT results_eq($$SELECT cause, round(shortfall::numeric, 9) FROM bsc.root_causes('past', 'effect') ORDER BY cause$$,
    'VALUES (''apart'', 0.5), (''cause'', 0.4), (''seen'', 0.525)', 'without a period: April, the last month that is over and known');
SELECT results_eq($$SELECT period, expected_change FROM (VALUES ('2004-05'), ('2004-06')) AS q (period), bsc.impact('past', 'seen', q.period)$$,
    $$VALUES ('2004-05', NULL::float8), ('2004-06', NULL)$$, 'nor does it endanger anything yet');
SELECT is((SELECT round(expected_change::numeric, 9) FROM bsc.impact('past', 'seen')), -0.2625, 'in April it does');
SELECT results_eq($$SELECT measure, gap FROM bsc.gap('past', '2004-05') ORDER BY measure$$,
    $$VALUES ('alone', -5::float8), ('apart', NULL), ('beside', -4), ('cause', -6), ('effect', -4), ('seen', NULL)$$, 'no gap so far');
SELECT is((SELECT num_nonnulls(gap, environment_part, execution_part) FROM bsc.gap('past', '2004-06') WHERE measure = 'cause'), 0, 'none in June, and no parts of one');
SELECT is((SELECT round(environment_part::numeric, 9) FROM bsc.gap('past') WHERE measure = 'cause'), -1.0, 'without a period: of April');
SELECT is_empty($$SELECT subject FROM bsc.review('past', '2004-06') WHERE evidence ->> 'rule' = 'driver in the red'$$, 'the review warns of nothing that is not over');

-- 3. charts
CREATE FUNCTION pg_temp.chart(period text) RETURNS TABLE (path text, series float8[]) LANGUAGE sql AS $$
    SELECT n.path, n.series FROM unnest((bsc._sheet('past', period::bsc.period, '', 'en', false)).nodes) AS n
    WHERE n.path IN ('p/cause/cause', 'p/seen', 'p/seen/seen') ORDER BY n.path $$;
SELECT results_eq($$SELECT * FROM pg_temp.chart('2004-06')$$, $$VALUES
    ('p/cause/cause', ARRAY[1, 3, 2, 5, 4, NULL]::float8[]), ('p/seen', ARRAY[0.375, 0.375, 0.375, 0.375, NULL, NULL]),
    ('p/seen/seen', ARRAY[4, 4, 4, 4, NULL, NULL])$$, 'a chart ends with what is over');
SET client_min_messages = error;
CALL bsc.close_period('past', '2004-05');
SET client_min_messages = warning;
SELECT results_eq($$SELECT * FROM pg_temp.chart('2004-06')$$, $$VALUES
    ('p/cause/cause', ARRAY[1, 3, 2, 5, 4, NULL]::float8[]), ('p/seen', ARRAY[0.375, 0.375, 0.375, 0.375, NULL, NULL]),
    ('p/seen/seen', ARRAY[4, 4, 4, 4, NULL, NULL])$$, 'closed or not');
CALL bsc.reopen_period('past', '2004-05');

-- 4. seasons: two whole years, and then a part of a month
CREATE FUNCTION pg_temp.indices() RETURNS float8[] LANGUAGE sql AS $$
    SELECT array_agg(p.seasonal_index ORDER BY p.period) FROM bsc.phase_targets('past', 'cause', '2005', '0..1200') AS p $$;
DELETE FROM bsc.actual;
UPDATE moment SET at = '2005-01-01 00:00+00';
SELECT bsc.record('past', 'cause', p, 10 + i % 12) FROM bsc.periods('2003-01', '2004-12') WITH ORDINALITY AS u (p, i);
CREATE TEMP TABLE whole AS SELECT pg_temp.indices() AS i;
UPDATE moment SET at = '2005-01-03 00:00+00';
SELECT bsc.record('past', 'cause', '2005-01', 1);
SELECT is(pg_temp.indices(), i, 'the first days of January are no season') FROM whole;
UPDATE moment SET at = '2005-02-01 00:00+00';
SELECT isnt(pg_temp.indices(), i, 'over, it counts') FROM whole;

-- 5. a sum does not depend on who was written first: 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1
CREATE FUNCTION pg_temp.ordered(code text, written text[]) RETURNS float8[] LANGUAGE plpgsql AS $$
DECLARE
    n integer;
BEGIN
    FOR n IN 1 .. cardinality(written) LOOP
        PERFORM bsc.define(jsonb_build_object('code', code, 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p', 'objectives',
            jsonb_build_array(jsonb_build_object('code', 'o', 'measures', (
                SELECT jsonb_agg(jsonb_build_object('code', m, 'rollup', 'last', 'plan', '[{"period": "2004-01", "target": "0..1"}]'::jsonb) ORDER BY i)
                FROM unnest(written[:n]) WITH ORDINALITY AS u (m, i))))))));
    END LOOP;
    PERFORM bsc.record(code, m, '2004-01', (ascii(m) - 96) / 10.0::float8) FROM unnest(written) AS m;
    RETURN (SELECT s.series FROM bsc._objective_series(bsc.scorecard_id(code), '') AS s);
END $$;
SELECT isnt((0.1::float8 + 0.2 + 0.3) / 3, (0.3::float8 + 0.2 + 0.1) / 3, 'the order tells');
SELECT is(pg_temp.ordered('up', '{a,b,c}'), pg_temp.ordered('down', '{c,b,a}'), 'measures are added up by code, whatever their ids');

-- what a driver without a score does to others is unknown; one on target takes nothing away
SELECT is(ARRAY[i.expected_change, i.low, i.high], ARRAY[NULL, NULL, NULL]::float8[], 'without a score, nothing can be said') FROM bsc.impact('past', 'cause', '2002-07') AS i;
SELECT is(ARRAY[i.expected_change]::text, '{0}', 'green, nothing is lost (and that is no negative zero)') FROM bsc.impact('past', 'cause', '2003-07') AS i;

SELECT * FROM finish();
ROLLBACK;
