-- The map as the data have corrected it: strengths between guess and estimate, what follows from them with bounds, and
-- links that the data deny left out of all that looks forward.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT no_plan();

-- deviations of sums over paths: worked examples of the exact moments (simulated with 200,000 and 400,000 draws: 0.5470, 0.3491, 0.3222)
SELECT is(round((bsc._effect_spread(5, '{1,1,2,3,1,4,3}', '{2,3,4,4,4,5,5}', '{0,0,0,0,0,0,0}', '{.6,.5,.8,-.4,.1,.7,.3}',
    '{1,2,3,4,5,6,7}', '{1,2,3,4,5,6,7}', '{.09,.25,.04,.16,.01,.49,.09}', 1, 1, 1, true))[5]::numeric, 7), 0.5456592, 'a total effect over four ways');
SELECT is(ARRAY(SELECT round(s::numeric, 4) FROM unnest((bsc._effect_spread(4, '{1,2,1,3}', '{2,3,3,4}', '{1,0,2,1}', '{.6,.8,-.2,.5}',
    '{1,2,3,4}', '{1,2,3,4}', '{.09,.16,.04,.25}', 1, 1, 6, true))[19:24]) AS s), ARRAY[0, 0, 0.3499, 0.3231, 0.3231, 0.3231], 'a lasting change with lags, period by period');
SELECT is(ARRAY(SELECT round(s::numeric, 4) FROM unnest((bsc._effect_spread(2, '{1}', '{2}', '{1}', '{.6}', '{1}', '{1}', '{.09}', 1, 2, 4, false))) AS s),
    ARRAY[0, 0, 0, 0, 0, 0.6, 0, 0], 'one that does not last is over after its lag');
-- two links of one regression into y, x -> y at lags 0 and 1: var(b0 + b1) = .04 + .09 + 2 * (-.05)
SELECT is(round((bsc._effect_spread(2, '{1,1}', '{2,2}', '{0,1}', '{1,1}', '{1,2,1}', '{1,2,2}', '{.04,.09,-.05}', 1, 1, 2, true))[4]::numeric, 9),
    round(sqrt(0.03), 9), 'estimates of one regression go together');
-- a loop: T = s1 / (1 - s1 s2), dT/ds1 = 1 / (1 - s1 s2)^2, dT/ds2 = s1^2 / (1 - s1 s2)^2
SELECT is(round((bsc._effect_spread(2, '{1,2}', '{2,1}', '{0,0}', '{.5,.5}', '{1,2}', '{1,2}', '{.01,.04}', 1, 1, 1, true))[2]::numeric, 9),
    round(sqrt((0.1 / 0.5625) ^ 2 + (0.2 * 0.25 / 0.5625) ^ 2), 9), 'a loop by the linear approximation');
-- the linear approximation of many periods and the exact moments agree where there is one link
SELECT throws_ok($$SELECT bsc._effect_spread(2, array_fill(1, ARRAY[65536]), array_fill(2, ARRAY[65536]), array_fill(0, ARRAY[65536]), array_fill(.5::float8, ARRAY[65536]), '{}', '{}', '{}', 1, 1, 1, false)$$,
	'54000', 'an objective with 65536 causes has too many for intervals', 'more causes than there is room for');
SELECT throws_ok($$SELECT bsc._effect_spread(2, '{1,2,2}', '{2,1,1}', '{0,0,1}', '{.5,.5,.1}', '{}', '{}', '{}', 1, 1, 40000000, true)$$,
	'54000', 'changes of 2 nodes over 40000000 periods are too many', 'nor are there so many periods where it goes round');
SELECT is(round((bsc._effect_spread(3, '{1,1}', '{2,3}', '{0,2500}', '{.5,.5}', '{1,2}', '{1,2}', '{.01,.04}', 1, 1, 2600, true))[2 * 2600]::numeric, 9), 0.1,
    'too many moments for the exact way');

-- five objectives of which the data know three
SELECT bsc.define(jsonb_build_object(
    'code', 'le', 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p', 'objectives', (
        SELECT jsonb_agg(jsonb_build_object('code', o, 'measures', jsonb_build_array(jsonb_build_object(
            'code', 'm' || o, 'rollup', 'last', 'kind', 'rate', 'plan', (
                SELECT jsonb_agg(jsonb_build_object('period', x.p::text, 'target', '0..1'))
                FROM bsc.periods('2020-01', '2022-12') AS x (p))))))
        FROM unnest(ARRAY['a', 'b', 'c', 'd', 'e', 'f']) AS o))),
    'links', '[{"cause": "a", "effect": "b", "strength": 0.6, "lag": 1},
               {"cause": "b", "effect": "c", "strength": 0.8},
               {"cause": "a", "effect": "c", "strength": 0.5, "lag": 2},
               {"cause": "c", "effect": "d", "strength": 0.5, "lag": 1},
               {"cause": "d", "effect": "e", "strength": 0},
               {"cause": "c", "effect": "f", "strength": 0.5}]'::jsonb));
CREATE FUNCTION pg_temp.noise(a int, b int) RETURNS float8 LANGUAGE sql RETURN (hashint8(a * 1000003::bigint + b) % 2000) / 2000.0;
-- c follows b, and falls where a had risen; f falls with c
INSERT INTO bsc.actual (measure_id, period, value)
SELECT bsc.measure_id('le', 'm' || v.key), bsc.shift('2020-01'::bsc.period, m - 1), v.value::float8
FROM (SELECT *, -c + pg_temp.noise(m, 4) / 10 AS f
      FROM (SELECT m, a, b, 0.5 * b - 0.6 * lag(a, 2, 0::float8) OVER (ORDER BY m) + pg_temp.noise(m, 3) / 4 AS c
            FROM (SELECT m, a, 0.4 * lag(a, 1, 0::float8) OVER (ORDER BY m) + pg_temp.noise(m, 2) AS b
                  FROM (SELECT m, pg_temp.noise(m, 1) AS a FROM generate_series(1, 36) AS m) AS x) AS y) AS z) AS w, jsonb_each_text(to_jsonb(w) - 'm') AS v;
CREATE TEMP TABLE learned AS SELECT * FROM bsc.learned_links('le');
SELECT results_eq('SELECT cause, effect, lag, verdict, used, pooled FROM learned', $$VALUES
    ('a', 'b', 1, 'unproven', true, NULL::int), ('a', 'c', 2, 'contradicted', false, NULL), ('b', 'c', 0, 'supported', true, NULL),
    ('c', 'd', 1, 'insufficient data', true, NULL), ('c', 'f', 0, 'contradicted', false, NULL), ('d', 'e', 0, 'insufficient data', true, NULL)$$, 'what is used and what it was learned from');
-- the rule, from the evidence: tau = max(|s|, 0.1), sigma from the width of the interval
SELECT results_eq($$SELECT cause, effect, round(learned::numeric, 12), round(low::numeric, 12), round(high::numeric, 12), round(weight_of_data::numeric, 12) FROM learned WHERE used AND estimate IS NOT NULL$$, $$
    SELECT cause, effect, round(((t2 * estimate + s2 * strength) / (t2 + s2))::numeric, 12), round(((t2 * estimate + s2 * strength) / (t2 + s2) - 1.959964 * sqrt(t2 * s2 / (t2 + s2)))::numeric, 12),
        round(((t2 * estimate + s2 * strength) / (t2 + s2) + 1.959964 * sqrt(t2 * s2 / (t2 + s2)))::numeric, 12), round((t2 / (t2 + s2))::numeric, 12)
    FROM (SELECT *, greatest(abs(strength), 0.1) ^ 2 AS t2, ((estimate_high - estimate_low) / 2 / 1.959964) ^ 2 AS s2 FROM bsc.evidence('le')) AS e
    WHERE verdict IN ('supported', 'unproven')$$, 'between guess and estimate, by their precision');
SELECT results_eq($$SELECT effect, learned, round(low::numeric, 9)::float8, round(high::numeric, 9)::float8, weight_of_data FROM learned WHERE estimate IS NULL$$, $$VALUES
    ('d', 0.5::float8, -0.479982::float8, 1.479982::float8, 0::float8), ('e', 0, -0.1959964, 0.1959964, 0)$$, 'without an estimate the guess, as wide as itself');
SELECT results_eq($$SELECT count(*), count(learned), count(low), count(high) FROM learned WHERE NOT used$$, $$VALUES (2::bigint, 0::bigint, 0::bigint, 0::bigint)$$, 'what the data deny has no strength');
SELECT ok(bsc.strategy_graph('le')::text = bsc.strategy_graph('le', false)::text
    AND bsc.strategy_graph('le')::text = 'a -> b [0.6, lag 1]; a -> c [0.5, lag 2]; b -> c [0.8]; c -> d [0.5, lag 1]; c -> f [0.5]; d -> e [0]', 'the map as typed');
SELECT is(bsc.strategy_graph('le', true)::text, (SELECT bsc.causal_graph(x.cause, x.effect, x.strength, x.lag)::text FROM (
    SELECT cause, effect, learned AS strength, lag FROM learned WHERE used UNION ALL VALUES ('f', NULL::text, NULL::float8, NULL::int)) AS x (cause, effect, strength, lag)), 'and as learned, with all its objectives');

-- a -> b -> c -> d: mean the product of the means, second moment the product of the second moments
CREATE TEMP TABLE moment AS SELECT cause, effect, learned AS m, ((high - low) / 2 / 1.959964) ^ 2 AS v FROM learned WHERE used;
CREATE FUNCTION pg_temp.bound(step int, sign int) RETURNS numeric LANGUAGE sql AS $$
    SELECT round((exp(sum(ln(m))) + sign * 1.959964 * sqrt(exp(sum(ln(m * m + v))) - exp(sum(ln(m))) ^ 2))::numeric, 9)
    FROM (SELECT * FROM moment WHERE cause IN ('a', 'b', 'c') ORDER BY cause LIMIT step) AS x
$$;
SELECT results_eq($$SELECT effect, period, round(expected_change::numeric, 9), round(low::numeric, 9), round(high::numeric, 9) FROM bsc.what_if('le', 'a', 1, 2) WHERE effect IN ('b', 'c', 'd', 'f') AND expected_change <> 0 ORDER BY 1, 2$$, $$VALUES
    ('b', 1, pg_temp.bound(1, 0), pg_temp.bound(1, -1), pg_temp.bound(1, 1)), ('b', 2, pg_temp.bound(1, 0), pg_temp.bound(1, -1), pg_temp.bound(1, 1)),
    ('c', 1, pg_temp.bound(2, 0), pg_temp.bound(2, -1), pg_temp.bound(2, 1)), ('c', 2, pg_temp.bound(2, 0), pg_temp.bound(2, -1), pg_temp.bound(2, 1)),
    ('d', 2, pg_temp.bound(3, 0), pg_temp.bound(3, -1), pg_temp.bound(3, 1))$$, 'what if: along the one way that is left, and f is not reached');
SELECT is_empty($$SELECT 1 FROM bsc.what_if('le', 'a', 1, 2) WHERE effect = 'f'$$, 'what is reached by denied links only has no row');
SELECT results_eq($$SELECT effect, expected_change, low, high FROM bsc.what_if('le', 'a', 1, 2, learned => false) WHERE period = 2 ORDER BY effect$$, $$VALUES
    ('a', 1::float8, NULL::float8, NULL::float8), ('b', 0.6, NULL, NULL), ('c', 0.98, NULL, NULL), ('d', 0.24, NULL, NULL), ('e', 0, NULL, NULL), ('f', 0.49, NULL, NULL)$$, 'as typed, without bounds');
SELECT results_eq($$SELECT effect, round(total_effect::numeric, 9), round((high - low)::numeric, 7) FROM bsc.impact('le', 'a', '2022-12') WHERE effect <> 'e'$$, $$
    SELECT x.effect, pg_temp.bound(x.step, 0), round((s.shortfall * (pg_temp.bound(x.step, 1) - pg_temp.bound(x.step, -1)))::numeric, 7)
    FROM (VALUES ('b', 1), ('c', 2), ('d', 3)) AS x (effect, step), (SELECT 0.9 - score AS shortfall FROM bsc.evaluate('le', '2022-12') WHERE level = 2 AND code = 'a') AS s$$, 'impact');
SELECT results_eq($$SELECT cause, round(total_effect::numeric, 9), round(low::numeric, 9), round(high::numeric, 9) FROM bsc.root_causes('le', 'c', '2022-12') ORDER BY cause$$, $$
    SELECT 'a', pg_temp.bound(2, 0), pg_temp.bound(2, -1), pg_temp.bound(2, 1) UNION ALL SELECT cause, round(learned::numeric, 9), round(low::numeric, 9), round(high::numeric, 9) FROM learned WHERE cause = 'b'$$, 'root causes');
SELECT results_eq($$SELECT cause, round(total_effect::numeric, 9), low FROM bsc.root_causes('le', 'c', '2022-12', learned => false) ORDER BY cause$$, $$VALUES ('a', 0.98, NULL::float8), ('b', 0.8, NULL)$$, 'root causes as typed');
SELECT is_empty($$SELECT * FROM bsc.root_causes('le', 'f', '2022-12')$$, 'nothing lies behind what only denied links reach');
SELECT is(count(*)::int, 2, 'the review says of both denied links that forecasts leave them out') FROM bsc.review('le', '2022-12') WHERE rule = 'link contradicted' AND finding LIKE '%; it is left out of forecasts.';
-- the map draws them so, in a way that needs no colour, and says what it means
SELECT results_eq($$SELECT m[1] || ' ' || m[2] FROM regexp_matches(bsc.strategy_map('le', '2022-12', 'svg'), '<path class="bsc-link bsc-denied" data-cause="([^"]*)" data-effect="([^"]*)"', 'g') AS m ORDER BY 1$$,
    ARRAY['a c', 'c f'], 'dotted');
SELECT is((SELECT count(*)::int FROM regexp_matches(bsc.strategy_map('le', '2022-12', 'svg'), '<path class="bsc-cross"', 'g')), 3, 'with a cross each, and one in the legend');
SELECT ok(bsc.strategy_map('le', '2022-12', 'svg') LIKE '%>contradicted by the data, not used</text>%' AND bsc.strategy_map('le', '2022-12', 'svg', 'zh') LIKE '%>被数据否定，不再使用</text>%', 'which is explained in either language');
SELECT results_eq($$SELECT m[1] FROM regexp_matches(bsc.strategy_map('le', '2022-12'), E'(o\\d+ -.-x[^\n]*)', 'g') AS m ORDER BY 1$$,
    ARRAY['o1 -.-x|"lag 2, contradicted by the data, not used"| o3', 'o3 -.-x|"contradicted by the data, not used"| o6'], 'Mermaid');
SELECT is((SELECT count(*)::int FROM regexp_matches(bsc.strategy_map('le', '2022-12', 'dot'), 'style=dotted, arrowhead=tee, label="[^"]*contradicted by the data, not used"', 'g')), 2, 'DOT');
SELECT is((SELECT count(*)::int FROM regexp_matches(bsc.report('le', '2022-12', 'html'), 'class="bsc-link bsc-denied"', 'g')), 2, 'and so does the page');
SELECT unalike(bsc.strategy_map('le', '2020-06', 'svg'), '%class="bsc-link bsc-denied"%', 'before anything was known it does not');
-- a loop that amplifies: the usual error, never typed strengths in its place
UPDATE bsc.link SET strength = 2 WHERE scorecard_id = bsc.scorecard_id('le') AND cause = bsc.objective_id(bsc.scorecard_id('le'), 'c') AND effect = bsc.objective_id(bsc.scorecard_id('le'), 'd');
INSERT INTO bsc.link (scorecard_id, cause, effect, strength) SELECT s, bsc.objective_id(s, 'd'), bsc.objective_id(s, 'c'), 2 FROM bsc.scorecard_id('le') AS s;
SELECT throws_like($$SELECT * FROM bsc.impact('le', 'c')$$, 'feedback amplifies%', 'a loop that amplifies');
UPDATE bsc.link SET strength = 0.2 WHERE scorecard_id = bsc.scorecard_id('le') AND strength = 2;
SELECT ok(bool_and(low < high), 'one that fades has bounds') FROM bsc.impact('le', 'c', '2022-12') WHERE total_effect <> 0;

DELETE FROM bsc.link WHERE scorecard_id = bsc.scorecard_id('le') AND cause = bsc.objective_id(bsc.scorecard_id('le'), 'd') AND effect = bsc.objective_id(bsc.scorecard_id('le'), 'c');
-- ten dealers: the whole learns from all of them, one of them from itself
INSERT INTO bsc.actual (measure_id, period, entity, value)
SELECT bsc.measure_id('le', 'm' || v.key), bsc.shift('2020-01'::bsc.period, m - 1), 'dealer ' || d, v.value::float8
FROM (SELECT d, m, a, 0.7 * lag(a, 1, 0::float8) OVER (PARTITION BY d ORDER BY m) + pg_temp.noise(m, 20 + d) AS b
      FROM (SELECT d, m, pg_temp.noise(m, d + 5) AS a FROM generate_series(1, 10) AS d, generate_series(1, 18) AS m) AS x) AS y, jsonb_each_text(to_jsonb(y) - 'm' - 'd') AS v;
SELECT results_eq($$SELECT cause, effect, pooled, verdict FROM bsc.learned_links('le') WHERE cause IN ('a', 'b')$$, $$VALUES ('a', 'b', 10, 'supported'), ('a', 'c', NULL, 'contradicted'), ('b', 'c', NULL, 'supported')$$,
    'pooled where the entities tell, one series elsewhere, and it is said which');
SELECT is((SELECT estimate FROM bsc.learned_links('le') WHERE cause = 'a' AND effect = 'b'), (SELECT estimate FROM bsc.evidence('le', entities => 'all') WHERE cause = 'a' AND effect = 'b'), 'the pooled estimate');
SELECT is((SELECT (estimate, pooled)::text FROM bsc.learned_links('le', entities => 'one') WHERE cause = 'a' AND effect = 'b'), (SELECT (estimate, NULL::int)::text FROM bsc.evidence('le') WHERE cause = 'a' AND effect = 'b'), 'one series if it is asked for');
SELECT is((SELECT (estimate, pooled)::text FROM bsc.learned_links('le', 'dealer 1') WHERE cause = 'a' AND effect = 'b'), (SELECT (estimate, NULL::int)::text FROM bsc.evidence('le', entity => 'dealer 1') WHERE cause = 'a' AND effect = 'b'), 'a dealer learns from himself');
SELECT is((SELECT expected_change FROM bsc.what_if('le', 'a', 1, 1) WHERE effect = 'b' AND period = 1), (SELECT learned FROM bsc.learned_links('le') WHERE cause = 'a' AND effect = 'b'), 'what if follows it');
SELECT throws_ok($$SELECT * FROM bsc.learned_links('le', entities => 'some')$$, '22023', 'unknown choice of entities: "some"', 'no other choice');
SELECT throws_ok($$SELECT * FROM bsc.learned_links('le', 'dealer 1', 'all')$$, '22023', 'all entities are pooled, so that "dealer 1" cannot be asked for alone', 'all are not one');

SELECT * FROM finish();
ROLLBACK;
