-- Why a ratio or a revenue changed over its parts.  Golden figures: published where a source is named, else by hand.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc;
SELECT no_plan();

-- Bickel, Hammel and O'Connell, Science 187, 1975, as R's UCBAdmissions has them: men, then women
CREATE TEMPORARY TABLE berkeley AS
SELECT * FROM (VALUES ('A', 512, 825, 89, 108), ('B', 353, 560, 17, 25), ('C', 120, 325, 202, 593),
    ('D', 138, 417, 131, 375), ('E', 53, 191, 94, 393), ('F', 22, 373, 24, 341)) AS t (department, num0, den0, num1, den1);
SELECT results_eq($$SELECT e.segment, round(e.rate_effect::numeric, 6), round(e.mix_effect::numeric, 6)
    FROM (SELECT bsc.rate_mix(department, num0, den0, num1, den1) AS r FROM berkeley) AS x, unnest(r) AS e$$,
    $$VALUES ('A', 0.037177, -0.086201), ('B', 0.005504, -0.054612), ('C', -0.006346, -0.003932),
             ('D', 0.003305, -0.001691), ('E', -0.005461, -0.016614), ('F', 0.001849, -0.014624)$$, 'Berkeley 1973');
SELECT results_eq($$SELECT round(sum(e.rate_effect)::numeric, 6), round(sum(e.mix_effect)::numeric, 6), round(sum(e.effect)::numeric, 6)
    FROM (SELECT bsc.rate_mix(department, num0, den0, num1, den1) AS r FROM berkeley) AS x, unnest(r) AS e$$,
    $$VALUES (0.036028, -0.177674, -0.141645)$$, 'the whole fall is where they applied');
-- the same applications one by one, numeric and in any order
SELECT is(
    (SELECT bsc.rate_mix(department, a0::numeric, d0::bigint, a1, d1)
     FROM (SELECT department, (k <= num0)::int AS a0, 1 AS d0, 0 AS a1, 0 AS d1 FROM berkeley, generate_series(1, den0) AS k
           UNION ALL SELECT department, 0, 0, (k <= num1)::int, 1 FROM berkeley, generate_series(1, den1) AS k ORDER BY 3, 1 DESC) AS t),
    (SELECT bsc.rate_mix(department, num0, den0, num1, den1) FROM berkeley), 'rows of one segment are added first');

-- a segment that is there on one side alone has one rate: W 10 of 100 at 0.5 before, X 30 of 100 at 0.2 after; the rest at 0.4
SELECT results_eq($$SELECT e.segment, e.rate_before, e.rate_after, e.rate_effect, round(e.mix_effect::numeric, 12), round(e.effect::numeric, 12)
    FROM (SELECT bsc.rate_mix(s, a, b, c, d) AS r FROM (VALUES ('w', 5, 10, 0, 0), ('x', 0, 0, 6, 30), ('y', 36, 90, 28, 70)) AS t (s, a, b, c, d)) AS x, unnest(r) AS e$$,
    $$VALUES ('w', 0.5::float8, NULL::float8, 0::float8, -0.1 * (0.5 - 0.375), -0.1 * (0.5 - 0.375)), ('x', NULL, 0.2, 0, 0.3 * (0.2 - 0.375), 0.3 * (0.2 - 0.375)),
             ('y', 0.4, 0.4, 0, -0.2 * (0.4 - 0.375), -0.2 * (0.4 - 0.375))$$, 'gone and new segments are all mix');
SELECT is((SELECT round(sum(e.effect)::numeric, 12) FROM (SELECT bsc.rate_mix(s, a, b, c, d) AS r FROM (VALUES ('w', 5, 10, 3, 0), ('y', 30, 90, 28, 70)) AS t (s, a, b, c, d)) AS x, unnest(r) AS e),
    round(31 / 70.0 - 35 / 100.0, 12), 'what has no denominator counts in the sum');

-- labels of any type, read as text; NULLs; nothing
SELECT is((SELECT bsc.rate_mix(7, 1, 2, 3, 4)::text), '{"(7,1,1,0.5,0.75,0.25,0,0.25)"}', 'an integer for a label');
SELECT is((SELECT (r)[1].segment FROM (SELECT bsc.rate_mix('2024-03'::bsc.period, 1, 2, 3, 4) AS r) AS x), '2024-03', 'a period for a label');
SELECT is((SELECT (r)[1].item FROM (SELECT bsc.price_volume_mix(DATE '2024-03-01', 1, 2, 3, 4) AS r) AS x), '2024-03-01', 'a date for an item');
SELECT is((SELECT (r)[1].item FROM (SELECT bsc.price_volume_mix('x', 1, 2, 3, 4) AS r) AS x), 'x', 'a literal');
SELECT is((SELECT array_agg(e.segment) FROM (SELECT bsc.rate_mix(s, 1, 1, 1, 1) AS r FROM (VALUES ('b'), ('a'), ('B'), ('ä')) AS t (s)) AS x, unnest(r) AS e),
    '{B,a,b,ä}', 'in the order of bytes');
SELECT is((SELECT bsc.rate_mix(s, a, 1, 1, 1)::text FROM (VALUES ('x', 1), (NULL, 1), ('y', NULL)) AS t (s, a)),
    '{"(x,1,1,1,1,0,0,0)"}', 'rows with a NULL are left out');
SELECT is(bsc.rate_mix(s, 1, 1, 1, 1), NULL, 'no row, no answer') FROM (VALUES (NULL::text)) AS t (s);
SELECT is(bsc.rate_mix('a', 1, 0, 1, 1), NULL, 'no denominator, no answer');
SELECT throws_ok($$SELECT bsc.rate_mix('a', 1, -1, 1, 1)$$, '22023', 'den0 of "a" adds up to -1, and must not be below zero');
SELECT throws_ok($$SELECT bsc.rate_mix('a', 'NaN', 1, 1, 1)$$, '22023', 'num0 must be a number, but is NaN');
SELECT throws_ok($$SELECT bsc.rate_mix('a', 1, 1, 1, '-infinity')$$, '22023', 'den1 must be a number, but is -infinity');
SELECT throws_ok($$SELECT bsc.rate_mix(i, 1, 1e308, 1, 1) FROM generate_series(1, 3) AS i$$, '22003', 'the sums are too large');

-- three products: totals 1,000 at 2.5 and 1,100 at 2.3636; of product A 1,200 = 390 + 810 are published (a question in a public forum, 2006)
CREATE TEMPORARY TABLE sold AS
SELECT * FROM (VALUES ('A', 400, 4, 700, 3), ('B', 300, 1, 100, 2), ('C', 300, 2, 300, 1)) AS t (item, qty0, price0, qty1, price1);
SELECT results_eq($$SELECT e.item, round(e.price_effect), round(e.volume_effect::numeric, 9), round(e.mix_effect::numeric, 9), e.new_effect, e.lost_effect, e.effect
    FROM (SELECT bsc.price_volume_mix(item, qty0, price0, qty1, price1) AS r FROM sold) AS x, unnest(r) AS e$$,
    $$VALUES ('A', -700::float8, 810::numeric, 390::numeric, 0::float8, 0::float8, 500::float8), ('B', 100, -545, 345, 0, 0, -100), ('C', -300, -15, 15, 0, 0, -300)$$,
    'price, volume and mix');
SELECT is(
    (SELECT bsc.price_volume_mix(item, q0, p0, q1, p1::numeric)
     FROM (SELECT item, qty0 - 100 AS q0, price0 AS p0, NULL::int AS q1, NULL::int AS p1 FROM sold
           UNION ALL SELECT item, 100, price0, qty1, price1 FROM sold ORDER BY 1 DESC) AS t),
    (SELECT bsc.price_volume_mix(item, qty0, price0, qty1, price1) FROM sold), 'rows of customers and items give the same as rows of items');
SELECT results_eq($$SELECT e.item, e.price_before, e.price_after, e.price_effect, e.volume_effect, e.mix_effect, e.new_effect, e.lost_effect, e.effect
    FROM (SELECT bsc.price_volume_mix(i, a, b, c, d) AS r
          FROM (VALUES ('gift', 5, 0, 5, 2), ('gone', 3, 2, 0, NULL), ('new', NULL, NULL, 2, 5)) AS t (i, a, b, c, d)) AS x, unnest(r) AS e$$,
    $$VALUES ('gift', 0::float8, 2::float8, 10::float8, 0::float8, 0::float8, 0::float8, 0::float8, 10::float8),
             ('gone', 2, NULL, 0, 0, 0, 0, -6, -6), ('new', NULL, 5, 0, 0, 0, 10, 0, 10)$$,
    'new and lost by quantity: what was given away is not new when it gets a price');
SELECT is((SELECT (r)[1].effect FROM (SELECT bsc.price_volume_mix('x', q, 2, 1, 1) AS r FROM (VALUES (0.3), (-0.1), (-0.2)) AS t (q)) AS x),
    3::float8, 'what came back to nothing was not sold');
SELECT throws_ok($$SELECT bsc.price_volume_mix('x', 1, NULL, 1, 1)$$, '22023', 'item "x" has qty0 1 and no price0');
SELECT throws_ok($$SELECT bsc.price_volume_mix('x', 1, 1, -2, 1)$$, '22023', 'qty1 of "x" adds up to -2, and must not be below zero');
SELECT throws_ok($$SELECT bsc.price_volume_mix('x', 1, 1, 2, 'infinity')$$, '22023', 'price1 must be a number, but is infinity');
SELECT throws_ok($$SELECT bsc.price_volume_mix('x', 1e200, 1e200, 2, 1)$$, '22003', 'the sums are too large');

-- Ang 2005: activity, structure and intensity of two sectors by lmdi, added up
SELECT results_eq($$SELECT d.driver, round(sum(d.effect)::numeric, 6)
    FROM (VALUES (30, 10, 80, 40), (20, 40, 16, 40)) AS s (e0, q0, e1, q1),
        bsc.decompose('activity * structure * intensity', '{activity,structure,intensity}',
            ARRAY[50, q0 / 50.0, e0 / q0::float8]::float8[], ARRAY[80, q1 / 80.0, e1 / q1::float8]::float8[], 'lmdi') AS d
    GROUP BY 1 ORDER BY 1$$,
    $$VALUES ('activity', 32.384638), ('intensity', -24.669505), ('structure', 38.284867)$$, 'activity, structure and intensity');
-- as indices, each the exponential of its effect over the logarithmic mean of the totals: their product is 96 over 50
SELECT results_eq($$SELECT d.driver, round(exp(sum(d.effect) * ln(96 / 50.0::float8) / 46)::numeric, 6)
    FROM (VALUES (30, 10, 80, 40), (20, 40, 16, 40)) AS s (e0, q0, e1, q1),
        bsc.decompose('activity * structure * intensity', '{activity,structure,intensity}',
            ARRAY[50, q0 / 50.0, e0 / q0::float8]::float8[], ARRAY[80, q1 / 80.0, e1 / q1::float8]::float8[], 'lmdi') AS d
    GROUP BY 1 ORDER BY 1$$,
    $$VALUES ('activity', 1.582880), ('intensity', 0.704802), ('structure', 1.721020)$$, 'and as indices');

SELECT * FROM finish();
ROLLBACK;
