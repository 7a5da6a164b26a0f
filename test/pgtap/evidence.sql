-- Does the record bear the strategy out? Figures against R's and scipy's for small series that can be done by hand
-- (test/oracle/evidence.py does it at large), and the rules for what gets no figure.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

-- objectives with a measure each, by month; a target of 0..1 makes the actual the attainment
SELECT bsc.define(jsonb_build_object(
    'code', 'ev', 'missing', 'zero', 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p', 'objectives', (
        SELECT jsonb_agg(jsonb_build_object('code', o, 'name', upper(o), 'measures', jsonb_build_array(jsonb_build_object(
            'code', o, 'rollup', 'last', 'plan', (
                SELECT jsonb_agg(jsonb_build_object('period', x.p::text, 'target', '0..1'))
                FROM bsc.periods('2003-01', '2004-12') AS x (p))))))
        FROM unnest(ARRAY['cause', 'effect', 'still', 'short', 'gappy', 'bare', 'against', 'other']) AS o))),
    'links', '[{"cause": "cause", "effect": "effect", "strength": 0.7, "lag": 1},
               {"cause": "cause", "effect": "against", "strength": 0.7, "lag": 1},
               {"cause": "cause", "effect": "still", "strength": 1},
               {"cause": "still", "effect": "other", "strength": 1},
               {"cause": "cause", "effect": "short", "strength": 1},
               {"cause": "gappy", "effect": "other", "strength": 1},
               {"cause": "bare", "effect": "other", "strength": 1}]'::jsonb));

CREATE FUNCTION pg_temp.load(measure text, "values" float8[], entity text DEFAULT '') RETURNS void LANGUAGE sql AS $$
    INSERT INTO bsc.actual (measure_id, entity, period, value)
    SELECT bsc.measure_id('ev', measure), entity, bsc.shift('2003-01'::bsc.period, i::int - 1), v
    FROM unnest("values") WITH ORDINALITY AS u (v, i) WHERE v IS NOT NULL
$$;
-- what cause gains in a month, effect gains the month after, and against loses
SELECT pg_temp.load('cause', ARRAY[0,1,3,2,5,4,4.5,7,6,8,7.5,9.5,8,10,12,11,11.5,14,12.5,13]);
SELECT pg_temp.load('effect', ARRAY[5,5,6,8.1,7,9.9,9,9.4,12,11,13,12.6,14.4,13,15,17.1,16,16.5,19,17.4]);
SELECT pg_temp.load('against', ARRAY[5,5,4,1.9,3,0.1,1,0.6,-2,-1,-3,-2.6,-4.4,-3,-5,-7.1,-6,-6.5,-9,-7.4]);
SELECT pg_temp.load('other', ARRAY[2,3,1,4,4.5,3,6,5,7,6.5,8,6,9,8.5,10,9,11,10.5,9.5,12]);
SELECT pg_temp.load('still', array_fill(0.5::float8, ARRAY[20]));
SELECT pg_temp.load('short', ARRAY[1,3,2,5,4,6,5,8]);
SELECT pg_temp.load('gappy', ARRAY[1,NULL,3,4,NULL,6,5,NULL,3,4,NULL,4,NULL,3,NULL,5,3,NULL,5,4]);

CREATE TEMP TABLE found AS SELECT * FROM bsc.evidence('ev');
SELECT results_eq('SELECT cause, effect FROM found', $$VALUES ('bare', 'other'), ('cause', 'against'), ('cause', 'effect'),
    ('cause', 'short'), ('cause', 'still'), ('gappy', 'other'), ('still', 'other')$$, 'one row for each link, in order');

-- scipy.stats.linregress of diff(effect)[1:] on diff(cause)[:-1]
SELECT is((SELECT (n, verdict)::text FROM found WHERE effect = 'effect' AND cause = 'cause'), '(18,supported)', 'a true link is supported');
SELECT ok((SELECT abs(r - 0.9982712363554122) < 1e-12 AND abs(slope - 1.0004514672686233) < 1e-12 AND abs(p_value / 3.9892101863385104e-21 - 1) < 1e-9 AND abs(p_adjusted - p_value) < 1e-25
                   AND abs(ci_low - 0.9952506166616505) < 1e-12 AND abs(ci_high - 0.9993713396654199) < 1e-12
           FROM found WHERE effect = 'effect' AND cause = 'cause'), 'with its correlation');
SELECT is((SELECT (best_lag, round(best_r::numeric, 6), round(r::numeric, 6))::text FROM found WHERE effect = 'effect' AND cause = 'cause'),
          (SELECT (1, round(r::numeric, 6), round(r::numeric, 6))::text FROM found WHERE effect = 'effect' AND cause = 'cause'), 'the assumed lag is the best one');
SELECT is((SELECT (round(r::numeric, 12), round(slope::numeric, 12), partial_r)::text FROM found WHERE effect = 'against'),
          (SELECT (round(-r::numeric, 12), round(-slope::numeric, 12), partial_r)::text FROM found WHERE cause = 'cause' AND effect = 'effect'), 'the mirrored series has the mirrored figures');
SELECT is((SELECT verdict FROM found WHERE effect = 'against'), 'contradicted', 'against the sign of the strength is against the link');
UPDATE bsc.link SET strength = -0.7 WHERE effect = (SELECT id FROM bsc.objective WHERE code = 'against' AND scorecard_id = bsc.scorecard_id('ev'));
SELECT is((SELECT verdict FROM bsc.evidence('ev') WHERE effect = 'against'), 'supported', 'unless the strength is negative too');
UPDATE bsc.link SET strength = 0 WHERE effect = (SELECT id FROM bsc.objective WHERE code = 'against' AND scorecard_id = bsc.scorecard_id('ev'));
SELECT is((SELECT verdict FROM bsc.evidence('ev') WHERE effect = 'against'), 'contradicted', 'an effect where none is assumed contradicts');
SELECT is((SELECT reason FROM found WHERE effect = 'effect' AND cause = 'cause'),
    'A point more of "CAUSE" brings 0.99 of "EFFECT" 1 month later, as assumed, with the effect''s own past held (95 %: 0.94 to 1.03, 12 degrees of freedom, adjusted p < 0.001).', 'said in a sentence');

-- no figures where there is nothing to go by
SELECT results_eq($$SELECT effect, cause, verdict, reason FROM found WHERE r IS NULL ORDER BY effect, cause$$, $$VALUES
    ('other', 'bare', 'insufficient data', '"BARE" has no attainment in any of 20 months: it takes actuals and targets.'),
    ('other', 'gappy', 'insufficient data', '"GAPPY" has an attainment in 13 of 20 months and "OTHER" in 20, which makes 5 pairs of changes; 8 are needed.'),
    ('other', 'still', 'insufficient data', 'Changes of "STILL" are all the same, so 20 months teach nothing.'),
    ('short', 'cause', 'insufficient data', '"CAUSE" has an attainment in 20 of 20 months and "SHORT" in 8, which makes 7 pairs of changes; 8 are needed.'),
    ('still', 'cause', 'insufficient data', 'Changes of "STILL" are all the same, so 20 months teach nothing.')$$, 'series without information are named');
SELECT is_empty($$SELECT 1 FROM found WHERE verdict = 'insufficient data'
    AND num_nonnulls(r, ci_low, ci_high, slope, p_value, p_adjusted, partial_r, best_lag, best_r, estimate, std_error, estimate_low, estimate_high, p_estimate, q_estimate) > 0$$, 'and get no number');
SELECT pg_temp.load('short', ARRAY[NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,7.0]);
SELECT is((SELECT (n, verdict)::text FROM bsc.evidence('ev') WHERE effect = 'short'), '(8,"insufficient data")', 'eight pairs are enough for a correlation, not to judge');
SELECT is((SELECT reason FROM bsc.evidence('ev') WHERE effect = 'short'), '6 rows of 20 months hold all that moves "SHORT", with its past, at once; 8 are needed.', 'which takes rows that hold all');
SELECT pg_temp.load('short', ARRAY[NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,6.5,8,7.0]);
SELECT is((SELECT (n, df, verdict)::text FROM bsc.evidence('ev') WHERE effect = 'short'), '(11,4,unproven)', 'nine of them are enough');

-- adjustments
SELECT is((SELECT n FROM bsc.evidence('ev', 'none') WHERE effect = 'effect' AND cause = 'cause'), 19, 'none: a pair more');
SELECT matches((SELECT reason FROM bsc.evidence('ev', 'seasonal') WHERE effect = 'effect' AND cause = 'cause'),
    'cannot be told from 20 months', 'seasonal: not without two years');
SELECT throws_ok($$SELECT * FROM bsc.evidence('ev', 'trend')$$, '22023', 'unknown adjustment: "trend"', 'no other adjustment');
SELECT throws_ok($$SELECT * FROM bsc.evidence('ev', NULL)$$, '22023', 'unknown adjustment: NULL', 'nor an unknown one');
SELECT throws_ok($$SELECT * FROM bsc.evidence('ev', 'none', -1)$$, '22023', 'invalid number of lags: -1', 'no negative lags');
SELECT throws_ok($$SELECT * FROM bsc.evidence('none')$$, '22023', 'scorecard "none" does not exist', 'nor an unknown scorecard');
SELECT is((SELECT max(best_lag) FROM bsc.evidence('ev', max_lag => 0)), 0, 'max_lag bounds the search');

-- trends alone correlate everything, and differencing sees through it
SELECT pg_temp.load(x.m, ARRAY(SELECT (k * 0.5 + (hashtext(x.m || k) % 1000) / 2000.0)::float8 FROM generate_series(1, 24) AS k), 'E')
FROM unnest(ARRAY['cause', 'effect']) AS x (m);
SELECT ok((SELECT r > 0.95 AND p_value < 1e-6 FROM bsc.evidence('ev', 'none', 6, 'E') WHERE cause = 'cause' AND effect = 'effect'), 'two trends correlate');
SELECT is((SELECT verdict FROM bsc.evidence('ev', 'none', 6, 'E') WHERE cause = 'cause' AND effect = 'effect'), 'unproven',
    'but are not called supported even without differencing: each follows its own trend and past');
SELECT is((SELECT verdict FROM bsc.evidence('ev', 'difference', 6, 'E') WHERE cause = 'cause' AND effect = 'effect'), 'unproven', 'with it neither');
INSERT INTO bsc.entity (scorecard_id, code) SELECT s.id, 'idle' FROM bsc.scorecard AS s WHERE s.code = 'ev';
SELECT is((SELECT count(*) FROM bsc.evidence('ev', entity => 'idle') WHERE verdict <> 'insufficient data' OR n <> 0), 0::bigint, 'an entity that has done nothing has no data');
SELECT matches((SELECT reason FROM bsc.evidence('ev', entity => 'idle') LIMIT 1), '^Neither .* has any attainment yet.$', 'and it is said');

-- what follows from its parts: weights, missing measures, best and worst
SELECT bsc.define('{"code": "mix", "perspectives": [{"code": "p", "objectives": [
    {"code": "mean", "measures": [{"code": "a", "rollup": "last", "weight": 3, "plan": [{"period": "2004-01", "target": "0..10"}, {"period": "2004-03", "target": "0..10"}]},
                                  {"code": "b", "rollup": "last", "plan": [{"period": "2004-01", "target": "0..10"}]}]},
    {"code": "worst", "combine": "worst", "measures": [{"code": "c", "rollup": "last", "plan": [{"period": "2004-01", "target": "0..10"}]},
        {"code": "d", "rollup": "last", "plan": [{"period": "2004-01", "target": "10..0"}]}, {"code": "e", "rollup": "last", "weight": 0, "plan": [{"period": "2004-01", "target": "0..1"}]}]}]}]}');
SELECT bsc.record('mix', m, '2004-01', v) FROM (VALUES ('a', 15), ('b', -5), ('c', 30), ('d', 20), ('e', -100)) AS x (m, v);
SELECT bsc.record('mix', 'a', '2004-03', 5);
SELECT results_eq($$SELECT o.code, s.first_period::text, s.series FROM bsc._objective_series(bsc.scorecard_id('mix'), '') AS s
    JOIN bsc.objective AS o ON o.id = s.objective_id ORDER BY o.code$$,
    $$VALUES ('mean', '2004-01', ARRAY[(3 * 1.5 - 0.5) / 4, NULL, 0.5]), ('worst', '2004-01', ARRAY[-1, NULL, NULL]::float8[])$$,
    'attainments go beyond the goal and below the baseline; a gap is a gap');
SELECT results_eq($$SELECT bsc._season_length(g) FROM unnest(ARRAY['year', 'half', 'quarter', 'month', 'week', 'day']) AS g$$,
    ARRAY[NULL, 2, 4, 12, 52, 7], 'seasons by grain');

-- a Christmas peak in weeks, across years of 53: a season alone supports nothing
SELECT bsc.define(jsonb_build_object('code', 'wk', 'frequency', 'week', 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p', 'objectives', (
    SELECT jsonb_agg(jsonb_build_object('code', 'o' || n, 'measures', jsonb_build_array(jsonb_build_object('code', 'm' || n, 'frequency', 'week', 'rollup', 'last'))))
    FROM generate_series(1, 40) AS n))), 'links', (SELECT jsonb_agg(jsonb_build_object('cause', 'o' || n, 'effect', 'o' || n + 20, 'strength', 1)) FROM generate_series(1, 20) AS n)));
INSERT INTO bsc.plan (measure_id, period, target) SELECT m.id, p, '0..1' FROM bsc.measure AS m, bsc.periods('2012-W01', '2018-W52') AS p WHERE m.scorecard_id = bsc.scorecard_id('wk');
SELECT setseed(0.5);
INSERT INTO bsc.actual (measure_id, period, value)
SELECT m.id, p, random() + CASE WHEN extract(week FROM bsc.first_day(p)) IN (51, 52) THEN 20 ELSE 0 END
FROM bsc.measure AS m, bsc.periods('2012-W01', '2018-W52') AS p WHERE m.scorecard_id = bsc.scorecard_id('wk');
SELECT is((SELECT count(*) FROM bsc.evidence('wk', 'seasonal')), 20::bigint, 'twenty pairs of independent weekly series');
SELECT is_empty($$SELECT cause, r, reason FROM bsc.evidence('wk', 'seasonal') WHERE verdict NOT IN ('unproven')$$, 'whose peaks at Christmas support nothing');

-- what the map says is held, and the verdict comes from what is left: demand moves campaign and revenue, and the campaign
-- does nothing; margin follows revenue down a month later; figures against bsc.link_regression with the controls given by hand
SELECT bsc.define(jsonb_build_object(
    'code', 'ct', 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p', 'objectives', (
        SELECT jsonb_agg(jsonb_build_object('code', o, 'name', initcap(o), 'measures', jsonb_build_array(jsonb_build_object(
            'code', o, 'rollup', 'last', 'plan', (
                SELECT jsonb_agg(jsonb_build_object('period', x.p::text, 'target', '0..1'))
                FROM bsc.periods('2020-01', '2023-12') AS x (p))))))
        FROM unnest(ARRAY['demand', 'campaign', 'revenue', 'margin', 'blank', 'push', 'pull', 'share']) AS o))),
    'links', '[{"cause": "demand", "effect": "campaign", "strength": 0.7},
               {"cause": "demand", "effect": "revenue", "strength": 0.9},
               {"cause": "campaign", "effect": "revenue", "strength": 0.5},
               {"cause": "revenue", "effect": "margin", "strength": 1, "lag": 1},
               {"cause": "margin", "effect": "margin", "strength": 0.1, "lag": 1},
               {"cause": "push", "effect": "pull", "strength": 1},
               {"cause": "pull", "effect": "push", "strength": 0.1},
               {"cause": "campaign", "effect": "pull", "strength": 0.1, "lag": 2},
               {"cause": "revenue", "effect": "share", "strength": 0.1, "lag": 2}]'::jsonb));
CREATE TEMP TABLE made AS
WITH noise AS (SELECT i, ARRAY(SELECT (hashint4(i * 100 + k) % 1000) / 1000.0 FROM generate_series(1, 6) AS k) AS e FROM generate_series(1, 48) AS i),
walk AS (SELECT i, e, sum(2 * e[1]) OVER (ORDER BY i) AS demand FROM noise),
sold AS (SELECT *, demand + e[3] AS revenue FROM walk)
SELECT i, demand, demand + e[2] AS campaign, revenue, 0.3 * e[4] - 0.4 * lag(revenue) OVER (ORDER BY i) AS margin, e[5] AS push, e[6] AS pull,
    0.5 * lag(revenue, 2) OVER (ORDER BY i) AS share
FROM sold;
INSERT INTO bsc.actual (measure_id, period, value)
SELECT bsc.measure_id('ct', v.key), bsc.shift('2020-01'::bsc.period, i - 1), v.value::float8
FROM made, jsonb_each_text(to_jsonb(made) - 'i') AS v WHERE v.value IS NOT NULL;
CREATE TEMP TABLE held AS SELECT * FROM bsc.evidence('ct');
SELECT results_eq($$SELECT cause, effect, controls, verdict FROM held$$, $$VALUES
    ('campaign', 'pull', NULL::text[], 'unproven'), ('campaign', 'revenue', '{demand}', 'unproven'), ('demand', 'campaign', '{}', 'supported'),
    ('demand', 'revenue', '{campaign}', 'supported'), ('margin', 'margin', NULL, 'unproven'), ('pull', 'push', NULL, 'unproven'),
    ('push', 'pull', NULL, 'unproven'), ('revenue', 'margin', '{}', 'contradicted'), ('revenue', 'share', '{}', 'insufficient data')$$, 'the map says what is held');
SELECT ok((SELECT r > 0.5 AND p_adjusted < 0.001 FROM held WHERE cause = 'campaign' AND effect = 'revenue'), 'campaign and revenue correlate');
SELECT matches((SELECT reason FROM held WHERE cause = 'campaign' AND effect = 'revenue'),
    '^"Campaign" and "Revenue" move together [(]r = 0[.]\d\d[)], but no longer with "Demand", .*the effect''s own past held: ', 'but only until demand is held');
CREATE FUNCTION pg_temp.series(measure text) RETURNS float8[] LANGUAGE sql AS $$
    SELECT array_agg(a.value ORDER BY p) FROM bsc.periods('2020-01', '2023-12') AS p
    LEFT JOIN bsc.actual AS a ON a.measure_id = bsc.measure_id('ct', measure) AND a.period OPERATOR(bsc.=) p $$;
SELECT is(e.got, ARRAY[f.estimates[1], f.std_errors[1], f.df, f.p_values[1], f.estimates[2], f.std_errors[2], f.df, f.p_values[2]], 'one regression for both causes')
FROM bsc.link_regression(pg_temp.series('revenue'), ARRAY[pg_temp.series('campaign'), pg_temp.series('demand')], '{0,0}', 12) AS f,
    (SELECT array_agg(u.v ORDER BY cause, u.place) AS got FROM held, unnest(ARRAY[estimate, std_error, df, p_estimate]) WITH ORDINALITY AS u (v, place) WHERE effect = 'revenue') AS e;
SELECT matches((SELECT reason FROM held WHERE cause = 'demand' AND effect = 'revenue'), 'within the month is the map''s word, not the data''s[.]$', 'the direction at no lag is the map''s word');
SELECT ok((SELECT estimate BETWEEN -0.6 AND -0.2 AND estimate_low < estimate AND estimate_high > estimate AND r < -0.5 FROM held WHERE effect = 'margin' AND cause = 'revenue'), 'a sign against the link contradicts');
SELECT is((SELECT reason FROM held WHERE cause = 'push'), '"Pull", "Push" move each other within the same month, so that no regression tells what "Push" does to "Pull"; a lag on one of the links between them would break the loop.', 'a loop within the month is named');
SELECT matches((SELECT reason FROM held WHERE cause = 'campaign' AND effect = 'pull'), '^"Pull", "Push" move each other', 'for what leads into it, too');
SELECT matches((SELECT reason FROM held WHERE effect = 'share'), 'one is computed from the other', 'what is computed proves nothing');
SELECT is((SELECT count(*) FROM held WHERE df IS NULL AND p_estimate IS NOT NULL), 0::bigint, 'no p value without its degrees of freedom');
UPDATE bsc.link SET cause = o.id FROM bsc.objective AS o WHERE o.scorecard_id = link.scorecard_id AND o.code = 'blank'
    AND link.scorecard_id = bsc.scorecard_id('ct') AND link.strength IN (0.7, 0.9);
SELECT is((SELECT (r > 0.5, estimate, verdict)::text FROM bsc.evidence('ct') WHERE cause = 'campaign' AND effect = 'revenue'), '(t,,unproven)', 'a common cause without data leaves it open');
SELECT is((SELECT reason FROM bsc.evidence('ct') WHERE cause = 'campaign' AND effect = 'revenue'),
    '"Revenue" also depends on "Blank", which lacks data, and nothing stands in for it: what "Campaign" does cannot be told from that.', 'and it is named');
-- how long it takes: the sentence of a link that is not yet seen
SELECT matches(bsc._message(bsc._link_finding(ROW('unproven', 'difference', 'A', 'B', 0, 'month', 0.5, 23, 0.2, 0.3, 24, 24, 24, true, true, true,
        ROW(1, NULL, NULL, 1, 20, 15, false, 0.3, 0.25, 0.532862388641, 0.25, '{}', '[{"case": "past"}]', NULL, NULL, NULL, NULL)::bsc._link_fit, 0.25)::bsc._tested_link), bsc._sentences('en')),
    'between -0[.]23 and 0[.]83, with the effect''s own past held [(]95 %, 15 degrees of freedom, adjusted p = 0[.]250[)]; 24 months see strong effects only, one as strong as assumed with 4[4-9] %; 4\d months would see it with 80 %[.]$',
    'with what it would take');
-- nothing is said to be there no longer where the interval excludes 0
SELECT matches(bsc._message(bsc._link_finding(ROW('unproven', 'difference', 'A', 'B', 0, 'month', 0.5, 23, 0.54, 0.01, 24, 24, 24, true, true, true,
        ROW(1, NULL, NULL, 1, 20, 15, false, 0.29, 0.12, 0.26, 0.03, '{}', '[{"case": "past"}]', NULL, NULL, NULL, NULL)::bsc._link_fit, 0.07)::bsc._tested_link), bsc._sentences(l)), said, l)
FROM (VALUES ('en', '^What a point of "A" brings of "B" is between 0[.]03 and 0[.]55, .*adjusted p = 0[.]070[)]; by itself that excludes 0, but of so many links that are tested one may do so by chance; 24 months '),
             ('zh', '^在控制结果自身的过去之后，“A”每增加一点，“B”的变动在 0[.]03 与 0[.]55 之间.*；单独看已排除 0，但检验的因果关系众多，其中之一可能纯属偶然；')) AS v (l, said);

-- pooled over entities: figures by statsmodels (test/oracle/pooled.py does it at large)
SELECT bsc.define(jsonb_build_object(
    'code', 'po', 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p', 'objectives', (
        SELECT jsonb_agg(jsonb_build_object('code', o, 'name', initcap(o), 'measures', jsonb_build_array(jsonb_build_object(
            'code', o, 'rollup', 'last', 'kind', 'rate', 'plan', (
                SELECT jsonb_agg(jsonb_build_object('period', x.p::text, 'target', '0..1'))
                FROM bsc.periods('2020-01', '2021-06') AS x (p))))))
        FROM unnest(ARRAY['visits', 'sales', 'profit', 'rare']) AS o))),
    'links', '[{"cause": "visits", "effect": "sales", "strength": 0.5, "lag": 1},
               {"cause": "sales", "effect": "profit", "strength": 0.5},
               {"cause": "visits", "effect": "profit", "strength": 0.5},
               {"cause": "rare", "effect": "visits", "strength": 0.5}]'::jsonb));
CREATE FUNCTION pg_temp.noise(a int, b int, c int) RETURNS float8 LANGUAGE sql RETURN (hashint8(a * 1000003::bigint + b * 1009 + c) % 2000) / 1000.0;
-- twelve dealers with own trends and a shock that all share; the price cut moves both, visits do what sales gain a month later
CREATE TEMP TABLE panel AS
SELECT d, m, v AS visits, 0.5 * lag(v, 1, 0::float8) OVER (PARTITION BY d ORDER BY m) + pg_temp.noise(d, m, 2) + 3 * pg_temp.noise(0, m, 9) + 0.05 * d * m AS sales,
    CASE WHEN d <= 5 THEN pg_temp.noise(d, m, 5) END AS rare
FROM (SELECT d, m, pg_temp.noise(d, m, 1) + 3 * pg_temp.noise(0, m, 9) + 0.03 * d * m AS v FROM generate_series(1, 12) AS d, generate_series(1, 18) AS m) AS x;
INSERT INTO bsc.actual (measure_id, entity, period, value)
SELECT bsc.measure_id('po', v.key), 'dealer ' || d, bsc.shift('2020-01'::bsc.period, m - 1), v.value::float8
FROM (SELECT *, sales - 0.4 * visits + pg_temp.noise(d, m, 3) / 10 AS profit FROM panel) AS p, jsonb_each_text(to_jsonb(p) - 'd' - 'm') AS v WHERE v.value IS NOT NULL;
CREATE TEMP TABLE pooled AS SELECT * FROM bsc.evidence('po', entities => 'all');
SELECT results_eq('SELECT cause, effect, lag, n, df, pooled, controls, seasonal, verdict FROM pooled', $$VALUES
    ('rare', 'visits', 0, 0, NULL::int, 0, NULL::text[], NULL::boolean, 'insufficient data'),
    ('sales', 'profit', 0, 156, 11, 12, '{visits}', NULL, 'supported'),
    ('visits', 'profit', 0, 156, 11, 12, '{sales}', NULL, 'contradicted'),
    ('visits', 'sales', 1, 144, 11, 12, '{}', NULL, 'supported')$$, 'pooled: rows, clusters, what is held and the verdicts');
SELECT results_eq('SELECT cause, effect, verdict, pooled FROM bsc.evidence(''po'')', $$VALUES
    ('rare', 'visits', 'insufficient data', NULL::int), ('sales', 'profit', 'insufficient data', NULL), ('visits', 'profit', 'insufficient data', NULL), ('visits', 'sales', 'insufficient data', NULL)$$,
    'the whole, of which nothing is recorded, has no column of it');
SELECT is_empty('SELECT 1 FROM pooled WHERE num_nonnulls(r, ci_low, ci_high, slope, p_value, p_adjusted, partial_r, best_lag, best_r) > 0', 'the textbook knows no panels');
SELECT is((SELECT reason FROM pooled WHERE cause = 'rare'), '"Rare" has 8 changes or more in 5 entities; pooling takes 10.', 'how many entities it lacks');
SELECT matches((SELECT reason FROM pooled WHERE effect = 'sales'),
    '^A point more of "Visits" brings 0[.]\d\d of "Sales" 1 month later, as assumed, with what all have in common in a month, the effect''s own past held, over 12 entities [(]95 %: .*, 11 degrees of freedom, adjusted p', 'in a sentence');
-- the same regression by hand: four periods of the past of sales less what visits did, one further lag, levels for entities and
-- periods; made with the estimate, it comes to the estimate.  With the past of sales itself it comes to less
CREATE FUNCTION pg_temp.by_hand(b float8) RETURNS float8 LANGUAGE sql AS $$
    SELECT (bsc.panel_regression('dealer ' || d, m, y, ARRAY[y1 - b * x2, y2 - b * x3, y3 - b * x4, y4 - b * x5, x2, x1], true)).estimates[6] FROM (
        SELECT d, m, y, lag(y, 1) OVER w AS y1, lag(y, 2) OVER w AS y2, lag(y, 3) OVER w AS y3, lag(y, 4) OVER w AS y4,
            lag(x, 1) OVER w AS x1, lag(x, 2) OVER w AS x2, lag(x, 3) OVER w AS x3, lag(x, 4) OVER w AS x4, lag(x, 5) OVER w AS x5
        FROM (SELECT d, bsc.shift('2020-01'::bsc.period, m) AS m, sales - lag(sales) OVER v AS y, visits - lag(visits) OVER v AS x FROM panel WINDOW v AS (PARTITION BY d ORDER BY m)) AS c
        WINDOW w AS (PARTITION BY d ORDER BY m)) AS r WHERE x5 IS NOT NULL $$;
SELECT is((SELECT round(estimate::numeric, 8) FROM pooled WHERE effect = 'sales'),
    (SELECT round(pg_temp.by_hand(estimate)::numeric, 8) FROM pooled WHERE effect = 'sales'), 'the regression of the changes, by hand');
SELECT ok((SELECT pg_temp.by_hand(0) < estimate - 0.01 FROM pooled WHERE effect = 'sales'), 'the past of the effect itself would make it less');
SELECT throws_ok($$SELECT * FROM bsc.evidence('po', entities => 'some')$$, '22023', 'unknown choice of entities: "some"', 'one or all');
SELECT throws_ok($$SELECT * FROM bsc.evidence('po', entities => NULL)$$, '22023', 'unknown choice of entities: NULL', 'not nothing');
SELECT throws_ok($$SELECT * FROM bsc.evidence('po', entity => 'dealer 1', entities => 'all')$$, '22023', 'all entities are pooled, so that "dealer 1" cannot be asked for alone', 'all are not one');
SELECT throws_ok($$SELECT * FROM bsc.evidence('po', 'none', entities => 'all')$$, '22023', 'adjustment "none" cannot be pooled over entities', 'levels are not pooled');
DELETE FROM bsc.actual WHERE measure_id = bsc.measure_id('po', 'sales') AND (bsc.first_day(period) < '2020-05-01' OR entity IN ('dealer 1', 'dealer 2'));
SELECT is((SELECT (pooled, n, verdict)::text FROM bsc.evidence('po', entities => 'all') WHERE effect = 'sales'), '(10,90,supported)', 'ten dealers of fourteen months are enough');
DELETE FROM bsc.actual WHERE measure_id = bsc.measure_id('po', 'sales') AND entity = 'dealer 3' AND bsc.first_day(period) > '2021-04-01';
SELECT is((SELECT (pooled, verdict, reason)::text FROM bsc.evidence('po', entities => 'all') WHERE effect = 'sales'),
    '(9,"insufficient data","9 entities hold all that moves ""Sales"", with its past, in 8 rows or more; pooling takes 10.")', 'nine are not');
-- a catalogue: leaves only
SELECT is_empty($$SELECT * FROM bsc._leaf_entity(bsc.scorecard_id('ct'))$$, 'the whole is no entity');
INSERT INTO bsc.entity (scorecard_id, code, parent) SELECT bsc.scorecard_id('po'), x.code, x.parent FROM (VALUES ('north', ''), ('dealer 1', 'north'), ('dealer 2', '')) AS x (code, parent);
SELECT results_eq($$SELECT l FROM bsc._leaf_entity(bsc.scorecard_id('po')) AS l ORDER BY l$$, ARRAY['dealer 1', 'dealer 2'], 'with a catalogue its leaves');

SELECT * FROM finish();
ROLLBACK;
