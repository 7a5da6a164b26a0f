-- Formulas: what is read and what is refused, values, and why a value changed.
-- Golden figures: counted by hand, or published where a source is named.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc;
SELECT no_plan();

-- the value of a formula over a = 2, b = 3, c = 4, z = 0 and a missing m
CREATE FUNCTION pg_temp.value(formula text) RETURNS float8 LANGUAGE sql AS
$$SELECT bsc.calculate(formula, '{a,b,c,z,m,order-value,"say \"x\"",订单,least}', '{2,3,4,0,NULL,50,7,9,11}')$$;

SELECT is(pg_temp.value(formula), expected, formula)
FROM (VALUES
    ('2', 2::float8), (' .5 ', 0.5), ('1e3', 1000), ('2.', 2), ('1.5E-1', 0.15),
    ('a', 2), ('a + b', 5), ('a - b - c', -5), ('a - (b - c)', 3), ('a + b * c', 14), ('(a + b) * c', 20),
    ('c / a / a', 1), ('c / (a / a)', 4), ('a * b / c', 1.5), ('-a', -2), ('- -a', 2), ('a - -b', 5), ('-a * b', -6),
    ('a*-b', -6), ('"order-value" * a', 100), ('"say ""x"""', 7), ('"订单" + 1', 10), ('"a"', 2),
    ('least(a, b)', 2), ('GREATEST(a, b, c)', 4), ('abs(a - c)', 2), ('least (a)', 2), ('least + 1', 12), ('least(least, 1)', 1),
    ('coalesce(m, b)', 3), ('coalesce(a, m)', 2), ('coalesce(a / z, c)', 4), ('coalesce(coalesce(m, m), 1)', 1),
    -- missing: an operand, a quotient by zero, an overflow
    ('m', NULL), ('a + m', NULL), ('m * z', NULL), ('least(a, m)', NULL), ('greatest(m, a)', NULL), ('abs(m)', NULL), ('coalesce(m, m)', NULL),
    ('a / z', NULL), ('z / z', NULL), ('a / (b - b)', NULL), ('1e308 * 10', NULL), ('1e308 + 1e308', NULL), ('0 * (1e308 * 10)', NULL),
    ('coalesce(1e308 * 10, 5)', 5)) AS t (formula, expected);

-- what is not a formula: the code, the message
CREATE FUNCTION pg_temp.refusal(formula text) RETURNS text LANGUAGE plpgsql AS
$$BEGIN
    PERFORM bsc.calculate(formula, '{a,b}', '{1,2}');
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE || ' ' || SQLERRM;
END$$;

SELECT is(pg_temp.refusal(formula), expected, 'refused: ' || left(formula, 30))
FROM (VALUES
    ('', '42601 syntax error at the end of formula ""'),
    ('a +', '42601 syntax error at the end of formula "a +"'),
    ('a b', '42601 syntax error at "b", character 3 of formula "a b"'),
    ('a + * b', '42601 syntax error at "*", character 5 of formula "a + * b"'),
    ('(a', '42601 syntax error at the end of formula "(a"'),
    ('a)', '42601 syntax error at ")", character 2 of formula "a)"'),
    ('+a', '42601 syntax error at "+", character 1 of formula "+a"'),
    ('a-订单', '42601 syntax error at "订", character 3 of formula "a-订单"'),
    ('"订" - 单', '42601 syntax error at "单", character 7 of formula ""订" - 单"'),
    ('a; DROP TABLE x', '42601 syntax error at ";", character 2 of formula "a; DROP TABLE x"'),
    ('0x10', '42601 syntax error at "x10", character 2 of formula "0x10"'),
    ('1e', '42601 syntax error at "e", character 2 of formula "1e"'),
    ('a ^ 2', '42601 syntax error at "^", character 3 of formula "a ^ 2"'),
    ('"a', '42601 the name that begins at character 1 of formula ""a" has no closing double quote'),
    ('a * ""', '42601 the name at character 5 of formula "a * """ is empty'),
    ('a + sqrt(b)', '42601 unknown function "sqrt" at character 5 of formula "a + sqrt(b)"'),
    ('coalesce(a)', '42601 syntax error at ")", character 11 of formula "coalesce(a)"'),
    ('coalesce(a, b, a)', '42601 syntax error at ",", character 14 of formula "coalesce(a, b, a)"'),
    ('abs(a, b)', '42601 syntax error at ",", character 6 of formula "abs(a, b)"'),
    ('least()', '42601 syntax error at ")", character 7 of formula "least()"'),
    ('1e400', '22003 number "1e400" is out of range in formula "1e400"'),
    ('a + wrong', '22023 no value is given for "wrong" in formula "a + wrong"'),
    (repeat('(', 101) || 'a' || repeat(')', 101), '54000 a formula is nested at most 100 levels deep'),
    (repeat('-', 10240) || 'a', '54000 a formula has at most 10240 bytes'),
    (repeat('-', 10000) || 'a', '54000 a formula is nested at most 100 levels deep'),
    ((SELECT string_agg('n' || i, '+') FROM generate_series(1, 65) AS i), '54000 a formula has at most 64 different operands'))
    AS t (formula, expected);

SELECT is(pg_temp.refusal(repeat('(', 99) || 'a' || repeat(')', 99)), NULL, 'nesting up to the limit is read');
SELECT is(bsc.calculate((SELECT string_agg('n' || i, '+') FROM generate_series(1, 64) AS i),
    (SELECT array_agg('n' || i) FROM generate_series(1, 64) AS i), (SELECT array_agg(i) FROM generate_series(1, 64) AS i)),
    2080::float8, '64 operands are read');
SELECT is((SELECT sum(bsc.calculate(CASE WHEN i % 2 = 0 THEN 'a + 1' ELSE 'a * 2' END, '{a}', ARRAY[i]::float8[])) FROM generate_series(1, 100) AS i),
    (2 * 2500 + 2550 + 50)::float8, 'a call site may change its formula');

SELECT throws_ok($$SELECT bsc.calculate('a', '{a,a}', '{1,2}')$$, '22023', 'name "a" is given twice');
SELECT throws_ok($$SELECT bsc.calculate('a', '{a,b}', '{1}')$$, '22023', 'there are 2 names and 1 values');
SELECT throws_ok($$SELECT bsc.calculate('a', '{NULL}', '{1}')$$, '22023', 'the names must not contain NULL');
SELECT throws_ok($$SELECT bsc.calculate('a', '{a}', '{NaN}')$$, '22023', 'the values must not contain NaN or infinity');
SELECT throws_ok($$SELECT bsc.calculate('a', '{a}', '{Infinity}')$$, '22023', 'the values must not contain NaN or infinity');
SELECT throws_ok($$SELECT bsc.calculate('a', '{{a}}', '{1}')$$, '22023', 'the names must be an array with one dimension');

-- names
SELECT is(bsc._formula_operands('b * a + "x y" / b'), '{b,a,x y}'::text[], 'each operand once, as it first appears');
SELECT is(bsc._formula_operands('1 + 2'), '{}'::text[], 'a formula may have none');
SELECT is(bsc._formula_renamed(' a +b * "c d"/a', '{a,b}', '{b,a}'), ' b +a * "c d"/b', 'two names trade places, all else stays');
SELECT is(bsc._formula_renamed('a + "b"', '{a,b}', '{x-y,z}'), '"x-y" + z', 'quotes come and go as they are needed');
SELECT is(bsc._formula_renamed('a + b', ARRAY['a'], ARRAY['say "x"']), '"say ""x""" + b', 'a quote in a name is doubled');
SELECT is(bsc._formula_operands(bsc._formula_renamed('a + b', ARRAY['a'], ARRAY['say "x"'])), '{"say \"x\"",b}'::text[], 'and reads back');

-- Why it changed.  Shapley: counted by hand over all orders of the drivers.
CREATE FUNCTION pg_temp.effects(formula text, before float8[], after float8[], method text) RETURNS text LANGUAGE sql AS
$$SELECT string_agg(coalesce(round(d.effect::numeric, 9)::float8::text, 'NULL'), ' ' ORDER BY o.ordinal)
FROM unnest(bsc._formula_operands(formula)) WITH ORDINALITY AS o (driver, ordinal)
JOIN bsc.decompose(formula, bsc._formula_operands(formula), before, after, method) AS d USING (driver)$$;

SELECT is(pg_temp.effects(formula, before, after, method), expected, formula || ', ' || method)
FROM (VALUES
    ('visits * conversion * "order value"', '{12000,0.02,50}'::float8[], '{11400,0.0225,52}'::float8[], 'shapley', '-650.5 1491.5 497'),
    ('visits * conversion * "order value"', '{12000,0.02,50}', '{11400,0.0225,52}', 'lmdi', '-649.230279689 1490.805262069 496.42501762'),
    ('a * b', '{0,5}', '{2,3}', 'shapley', '8 -2'),
    ('a * b', '{0,5}', '{2,3}', 'lmdi', '6 0'),
    ('a - b * c', '{100,8,5}', '{120,10,6}', 'shapley', '20 -11 -9'),
    ('a / b', '{200,10000}', '{216,12000}', 'shapley', '0.001466667 -0.003466667'),
    ('a * b * c', '{10000,0.02,50}', '{12000,0.018,55}', 'shapley', '1993.333333333 -1156.666666667 1043.333333333'),
    -- Ang 2005, illustrative case, sector 1: activity 50 -> 80, structure, intensity
    ('q * s * i', ARRAY[50, 10 / 50.0, 30 / 10.0]::float8[], ARRAY[80, 40 / 80.0, 80 / 40.0]::float8[], 'lmdi', '23.959503033 46.710002228 -20.669505261'),
    -- drivers that vanish share the change, the others have none
    ('a * b * c', '{2,3,4}', '{0,5,6}', 'lmdi', '-24 0 0'),
    ('a * b * c', '{2,3,4}', '{0,0,6}', 'lmdi', '-12 -12 0'),
    ('a * b', '{0,5}', '{0,3}', 'lmdi', '0 0'),
    ('a * b', '{0,5}', '{2,0}', 'lmdi', '0 0'),
    -- nothing changed, or nothing counts
    ('a * b', '{2,3}', '{2,3}', 'shapley', '0 0'),
    ('a * b', '{2,3}', '{2,3}', 'lmdi', '0 0'),
    ('a / a * b', '{2,3}', '{5,3}', 'lmdi', '0 0'),
    -- no value before, after or between them: NULL for all
    ('a * b', '{2,NULL}', '{2,3}', 'shapley', 'NULL NULL'),
    ('a / b', '{2,0}', '{2,3}', 'shapley', 'NULL NULL'),
    ('a / b', '{2,0}', '{2,3}', 'lmdi', 'NULL NULL'),
    ('a / (b - c)', '{1,5,3}', '{1,7,5}', 'shapley', 'NULL NULL NULL')) AS t (formula, before, after, method, expected);

-- all sectors of that case together: 32.384638, 38.284867, -24.669505 (sector 2: energy 20 -> 16, output 40 -> 40)
SELECT is(string_agg(round(sum::numeric, 6)::text, ' ' ORDER BY driver DESC), '38.284867 32.384638 -24.669505', 'Ang 2005, both sectors')
FROM (
    SELECT d.driver, sum(d.effect)
    FROM (VALUES (10, 30, 40, 80), (40, 20, 40, 16)) AS s (o0, e0, o1, e1)
    CROSS JOIN bsc.decompose('q * s * i', '{q,s,i}', ARRAY[50, o0 / 50.0, e0 / o0::float8], ARRAY[80, o1 / 80.0, e1 / o1::float8], 'lmdi') AS d
    GROUP BY d.driver) AS e;

SELECT is((SELECT round(effect::numeric, 25) FROM bsc.decompose('a * b', '{a,b}', '{1,1}', '{1.0000000000001,1}', 'lmdi') WHERE driver = 'a'),
    round((1.0000000000001::float8 - 1)::numeric, 25), 'a change of 1e-13 keeps its digits');
SELECT is((SELECT array_agg(share) FROM bsc.decompose('a + b', '{a,b}', '{1,5}', '{4,6}')), '{0.75,0.25}'::float8[], 'shares of the change');
SELECT is((SELECT array_agg(share) FROM bsc.decompose('a + b', '{a,b}', '{1,5}', '{4,2}')), '{NULL,NULL}'::float8[], 'no shares of no change');
SELECT is((SELECT array_agg(share::text ORDER BY driver) FROM bsc.decompose('a + b', '{a,b}', '{1,5}', '{1,2}')), '{0,1}'::text[], 'who did not change has no part in a fall: 0, not -0');
SELECT results_eq($$SELECT * FROM bsc.decompose('a', '{x,a}', '{1,NULL}', '{2,3}')$$,
    $$VALUES ('x', 1::float8, 2::float8, NULL::float8, NULL::float8), ('a', NULL, 3, NULL, NULL)$$, 'the rows come as the drivers were given');
SELECT results_eq($$SELECT driver, effect FROM bsc.decompose('a', '{x,a}', '{1,2}', '{2,3}')$$,
    $$VALUES ('x', 0::float8), ('a', 1)$$, 'a driver that the formula does not name has no effect');
SELECT is((SELECT round(sum(effect)::numeric, 6) FROM bsc.decompose(
    (SELECT string_agg('n' || i, ' * ') FROM generate_series(1, 16) AS i), (SELECT array_agg('n' || i) FROM generate_series(1, 16) AS i),
    array_fill(1::float8, ARRAY[16]), array_fill(2::float8, ARRAY[16]))), 65535::numeric, '16 drivers that change');

SELECT throws_ok($$SELECT * FROM bsc.decompose((SELECT string_agg('n' || i, ' * ') FROM generate_series(1, 17) AS i), (SELECT array_agg('n' || i) FROM generate_series(1, 17) AS i),
    array_fill(1::float8, ARRAY[17]), array_fill(2::float8, ARRAY[17]))$$, '54000', '17 drivers have changed, and method shapley takes at most 16');
SELECT lives_ok($$SELECT * FROM bsc.decompose((SELECT string_agg('n' || i, ' * ') FROM generate_series(1, 17) AS i), (SELECT array_agg('n' || i) FROM generate_series(1, 17) AS i),
    array_fill(1::float8, ARRAY[17]), array_fill(2::float8, ARRAY[16]) || 1)$$, 'those that stayed do not count');
SELECT throws_ok($$SELECT * FROM bsc.decompose('a - b', '{a,b}', '{1,2}', '{1,3}', 'lmdi')$$, '22023', 'method lmdi takes only products and quotients of drivers and numbers above zero');
SELECT throws_ok($$SELECT * FROM bsc.decompose('-a * b', '{a,b}', '{1,2}', '{1,3}', 'lmdi')$$, '22023', 'method lmdi takes only products and quotients of drivers and numbers above zero');
SELECT throws_ok($$SELECT * FROM bsc.decompose('a * b', '{a,b}', '{1,2}', '{-1,3}', 'lmdi')$$, '22023', 'method lmdi takes no values below zero, and driver "a" has one');
SELECT throws_ok($$SELECT * FROM bsc.decompose('a', '{a}', '{1}', '{2}', 'average')$$, '22023', 'unknown method "average"');
SELECT throws_ok($$SELECT * FROM bsc.decompose('a', '{b}', '{1}', '{2}')$$, '22023', 'no values are given for driver "a" of formula "a"');
SELECT throws_ok($$SELECT * FROM bsc.decompose('a', '{a,a}', '{1,1}', '{2,2}')$$, '22023', 'driver "a" is given twice');
SELECT throws_ok($$SELECT * FROM bsc.decompose('a', '{a,b}', '{1}', '{2}')$$, '22023', 'there are 2 drivers, 1 values before and 1 values after');
SELECT throws_ok($$SELECT * FROM bsc.decompose('a', '{a}', '{Infinity}', '{2}')$$, '22023', 'the values before must not contain NaN or infinity');
SELECT is((SELECT count(*) FROM bsc.decompose(NULL, '{a}', '{1}', '{2}')), 0::bigint, 'NULL in, no rows out');

SELECT * FROM finish();
ROLLBACK;
