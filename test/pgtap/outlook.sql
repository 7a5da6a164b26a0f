-- forecasts, natural limits, assurance, change points: worked examples to six places, published cases, what must hold for any series
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc;
SELECT setseed(0.19130101);
SELECT plan(144);

-- G. E. P. Box and G. M. Jenkins, "Time Series Analysis", 1970, series G: airline passengers, 1955 to 1960, in thousands
-- G. W. Cobb, "The problem of the Nile", Biometrika 65, 1978: annual flow at Aswan, 1871 to 1970
CREATE TEMP TABLE published (name text, series float8[]);
INSERT INTO published VALUES
	('passengers', '{242,233,267,269,270,315,364,347,312,274,237,278,284,277,317,313,318,374,413,405,355,306,271,306,315,301,356,348,355,422,465,467,404,347,305,336,340,318,362,348,363,435,491,505,404,359,310,337,360,342,406,396,420,472,548,559,463,407,362,405,417,391,419,461,472,535,622,606,508,461,390,432}'),
	('nile', '{1120,1160,963,1210,1160,1160,813,1230,1370,1140,995,935,1110,994,1020,960,1180,799,958,1140,1100,1210,1150,1250,1260,1220,1030,1100,774,840,874,694,940,833,701,916,692,1020,1050,969,831,726,456,824,702,1120,1100,832,764,821,768,845,864,862,698,845,744,796,1040,759,781,865,845,944,984,897,822,1010,771,676,649,846,812,742,801,1040,860,874,848,890,744,749,838,1050,918,986,797,923,975,815,1020,906,901,1170,912,746,919,718,714,740}');
CREATE FUNCTION pg_temp.series(text) RETURNS float8[] STABLE LANGUAGE sql AS 'SELECT series FROM published WHERE name = $1';
CREATE FUNCTION pg_temp.r6(float8) RETURNS numeric IMMUTABLE LANGUAGE sql AS 'SELECT round($1::numeric, 6)';
-- all rows of a forecast on one line
CREATE FUNCTION pg_temp.forecast(float8[], int, int, float8 DEFAULT 0.8) RETURNS text STABLE LANGUAGE sql AS
'SELECT string_agg(format(''%s [%s, %s]'', pg_temp.r6(mean), pg_temp.r6(low), pg_temp.r6(high)), '' '' ORDER BY step) FROM bsc.forecast($1, $2, $3, $4)';
CREATE FUNCTION pg_temp.total(float8[], int, int) RETURNS text STABLE LANGUAGE sql AS
'SELECT format(''%s [%s, %s]'', pg_temp.r6(mean), pg_temp.r6(low), pg_temp.r6(high)) FROM bsc.forecast_total($1, $2, $3)';

-- forecast: worked examples
SELECT is(pg_temp.forecast('{5,7,6,9,8,11,10,13}', 1, 4),
	'12.616128 [8.007710, 17.224545] 13.325235 [8.167142, 18.483329] 14.025221 [8.250192, 19.800249] 14.716266 [8.258725, 21.173806]', 'eight values: Theta and damped trend');
SELECT is(pg_temp.total('{5,7,6,9,8,11,10,13}', 1, 4), '54.682849 [38.853459, 70.512239]', 'their total');
SELECT is(pg_temp.r6(probability), 0.663173, 'and the chance that it is 50') FROM bsc.forecast_total('{5,7,6,9,8,11,10,13}', 1, 4, at_least => 50);
SELECT is(pg_temp.forecast('{3,NULL,5,6,8,NULL,9,11,10,12,14,13,NULL}', 1, 3),
	'14.544466 [11.398604, 17.690327] 15.105480 [11.495655, 18.715305] 15.650527 [11.564212, 19.736842]', 'gaps, one of them at the end');
SELECT is(pg_temp.total('{3,NULL,5,6,8,NULL,9,11,10,12,14,13,NULL}', 1, 3), '45.300473 [36.145495, 54.455451]', 'and their total');
SELECT is(pg_temp.forecast('{-4,6,10,2,-6,5,12,1,-3,7,9,3,-5,8,11,2}', 4, 4),
	'-4.315099 [-6.390802, -2.239396] 6.960189 [4.859495, 9.060884] 10.852913 [8.714965, 12.990861] 2.552265 [0.365429, 4.739102]', 'an additive season');
SELECT is(pg_temp.total('{-4,6,10,2,-6,5,12,1,-3,7,9,3,-5,8,11,2}', 4, 4), '16.050269 [11.151797, 20.948741]', 'and a year of it');
SELECT is(pg_temp.forecast('{0,2,1,0,3,1,0,0,2,1,0,1,4,0,1,0}', 1, 2), '1.013170 [0.000000, 3.016642] 1.012842 [0.000000, 3.040436]', 'counts are not negative');
SELECT is(pg_temp.forecast('{10,12,11,13}', 1, 2), '12.500101 [3.754260, 21.245942] 12.900101 [3.819781, 21.980421]', 'four values: Theta alone');
SELECT is(pg_temp.forecast('{5,7}', 1, 2), '7.000000 [0.844633, 13.155367] 7.000000 [0.000000, 15.705004]', 'two values: a random walk');
SELECT is(pg_temp.forecast('{NULL,8}', 1, 1), '8.000000 [, ]', 'one value: no interval');
SELECT is(pg_temp.forecast(array_fill(3::float8, '{20}'), 1, 1), '3.000000 [3.000000, 3.000000]', 'what never moved');
SELECT is(pg_temp.forecast('{35,24,30,26,40,32,27}', 7, 2), '30.714307 [17.697879, 43.730735] 30.750021 [17.430682, 44.069361]', 'one season is no season');
SELECT is(array_agg(pg_temp.r6(mean) ORDER BY step), '{445.648754,420.612623,478.208418,475.473764,489.099952,567.167724,636.581909,632.276927,537.280664,467.263663,407.552202,454.084032}'::numeric[],
	'airline passengers: 1961') FROM bsc.forecast(pg_temp.series('passengers'), 12, 12);
SELECT is(array_agg((pg_temp.r6(low), pg_temp.r6(high))::text ORDER BY step), '{"(429.471403,461.826106)","(413.533181,494.634883)"}', 'their bounds') FROM bsc.forecast(pg_temp.series('passengers'), 12, 12) WHERE step IN (1, 12);
SELECT is(pg_temp.total(pg_temp.series('passengers'), 12, 12), '6011.250633 [5681.633424, 6340.867841]', 'and their year');

-- forecast: what must hold for any series
CREATE TEMP TABLE random_series AS SELECT n, (SELECT array_agg(CASE WHEN random() > 0.1 THEN 30 + 8 * sin(i * pi() / 2 + n) + i * (n % 3) / 4.0 + random() * 9 + 0 * n END ORDER BY i)
	FROM generate_series(1, 8 + n % 40) AS i) AS s FROM generate_series(1, 120) AS n;
SELECT is(count(*), 0::bigint, 'times 2^n is exact')
FROM random_series, LATERAL (SELECT array_agg(v * 2 ^ 40 ORDER BY i) AS t, array_agg(v / 2 ^ 900 ORDER BY i) AS u FROM unnest(s) WITH ORDINALITY AS x (v, i)) AS l,
	bsc.forecast(s, 4, 6) AS a, bsc.forecast(t, 4, 6) AS b, bsc.forecast(u, 4, 6) AS c
WHERE b.step = a.step AND c.step = a.step AND (a.mean * 2 ^ 40, a.low * 2 ^ 40, a.high * 2 ^ 40, a.mean / 2 ^ 900, a.low / 2 ^ 900, a.high / 2 ^ 900)
	IS DISTINCT FROM (b.mean, b.low, b.high, c.mean, c.low, c.high);
SELECT ok(max(greatest(abs(a.mean + 1e6 - b.mean), abs(a.low + 1e6 - b.low), abs(a.high + 1e6 - b.high))) < 2e-6, 'an additive series may lie anywhere')
FROM random_series, LATERAL (SELECT array_agg(v - 5e6 ORDER BY i) AS t, array_agg(v - 4e6 ORDER BY i) AS u FROM unnest(s) WITH ORDINALITY AS x (v, i)) AS l,
	bsc.forecast(t, 4, 6) AS a JOIN LATERAL bsc.forecast(u, 4, 6) AS b USING (step);
SELECT ok(bool_and(b.low <= a.low AND a.high <= b.high) AND bool_or(b.low < a.low), 'a lower level lies inside a higher one') FROM random_series, bsc.forecast(s, 4, 6, 0.6) AS a JOIN LATERAL bsc.forecast(s, 4, 6, 0.61) AS b USING (step);
SELECT ok(max(greatest(abs(a.mean - t.mean), abs(a.low - t.low), abs(a.high - t.high))) < 1e-12 * 100, 'the total of one step is that step')
FROM random_series, bsc.forecast(s, 4, 6) AS a, LATERAL (SELECT array_agg((i = a.step)::int::float8 ORDER BY i) AS w FROM generate_series(1, 6) AS i) AS l, bsc.forecast_total(s, 4, 6, w) AS t;
SELECT ok(bool_and(t.high - t.low < (SELECT sum(high - low) FROM bsc.forecast(s, 4, 6))), 'a total is surer than its steps put together') FROM random_series, bsc.forecast_total(s, 4, 6) AS t WHERE t.low > 0;
SELECT is(count(*), 0::bigint, 'a gap at the end is forecast over, one at the beginning does not count')
FROM random_series, bsc.forecast('{NULL,NULL,NULL}'::float8[] || s || '{NULL,NULL}'::float8[], 4, 4) AS a JOIN LATERAL bsc.forecast(s || '{NULL,NULL}'::float8[], 4, 4) AS b USING (step)
	JOIN LATERAL (SELECT step - 2 AS step, mean, low, high FROM bsc.forecast(s, 4, 6)) AS c USING (step) WHERE (a.mean, a.low, a.high) IS DISTINCT FROM (b.mean, b.low, b.high) OR (a.mean, a.low, a.high) IS DISTINCT FROM (c.mean, c.low, c.high);
SELECT is(count(*) FILTER (WHERE low <= mean AND mean <= high), 12 * 3::bigint - 3, 'one to twelve values: an interval from two on') FROM generate_series(1, 12) AS n, bsc.forecast((pg_temp.series('nile'))[1:n], 12, 3);
SELECT ok(bool_and(mean >= 0 AND low >= 0 AND high < 100), 'all zeros but one') FROM generate_series(1, 20) AS n, bsc.forecast(array_fill(0::float8, ARRAY[n - 1]) || 7::float8 || array_fill(0::float8, ARRAY[20 - n]), 4, 8);
SELECT is(pg_temp.forecast('{0,0,0,0,0,0,0,0,0}', 4, 2), '0.000000 [0.000000, 0.000000] 0.000000 [0.000000, 0.000000]', 'all zeros');
SELECT ok(max(mean) < 457 AND max(high) < 2000, 'a month of next to nothing makes no millions')
FROM bsc.forecast((SELECT array_agg(CASE WHEN i % 12 = 0 THEN 1e-4 ELSE 300 + 30 * (i % 5) END ORDER BY i) FROM generate_series(1, 60) AS i)::float8[], 12, 24);
SELECT is(array_agg(mean), '{NULL,NULL}', 'no values: rows without numbers') FROM bsc.forecast('{NULL,NULL,NULL}', 12, 2);
SELECT is((SELECT array_agg(step) FROM bsc.forecast('{}', 12, 2)), '{1,2}', 'nor places');
SELECT is(count(*), 0::bigint, 'no series: no rows') FROM bsc.forecast(NULL, 12, 2);
SELECT is(num_nulls(mean, low, high, probability), 4, 'no series: no total') FROM bsc.forecast_total(NULL, 12, 2);
SELECT is(probability, NULL, 'one value has no probability') FROM bsc.forecast_total('{8}', 1, 1, at_least => 3);
SELECT is(array_agg(probability ORDER BY a), '{1,1,0}', 'without spread it is 0 or 1') FROM unnest('{5,6,7}'::float8[]) AS a, bsc.forecast_total('{3,3,3,3}', 1, 2, at_least => a);
SELECT ok(abs(a.probability + b.probability - 1) < 1e-12 AND b.low < 0, 'a negative weight turns it round, and nothing is cut') FROM bsc.forecast_total('{5,7,6,9,8,11,10,13}', 1, 1, '{1}', 0.8, 12) AS a, bsc.forecast_total('{5,7,6,9,8,11,10,13}', 1, 1, '{-1}', 0.8, -12) AS b;
SELECT is((SELECT array_agg(f::text) FROM bsc.forecast(s, NULL, 3, NULL) AS f), (SELECT array_agg(f::text) FROM bsc.forecast(s, 1, 3, 0.8) AS f), 'NULL: no season, the default level') FROM random_series WHERE n = 1;
SELECT throws_ok('SELECT * FROM bsc.forecast(''{1e308,-1e308,1.7e308,-1e308}'', 1, 9)', '22003', NULL, 'what cannot be written as a number');

SELECT throws_ok(format('SELECT * FROM bsc.%s', call), '22023', message, message) FROM (VALUES
	('forecast(''{1,NaN}'', 1, 1)', 'series must be a finite number, not NaN'),
	('forecast(''{1,-Infinity}'', 1, 1)', 'series must be a finite number, not -Infinity'),
	('forecast(''{{1,2}}'', 1, 1)', 'series must be an array of one dimension, not 2'),
	('forecast(''{1}'', 1, 0)', 'horizon must be 1 to 1000 steps, not 0'),
	('forecast(''{1}'', 1, 1001)', 'horizon must be 1 to 1000 steps, not 1001'),
	('forecast(''{1}'', -1, 1)', 'season must have 0 to 366 places, not -1'),
	('forecast(''{1}'', 367, 1)', 'season must have 0 to 366 places, not 367'),
	('forecast(''{1}'', 1, 1, 1)', 'level 1 is not between 0 and 1'),
	('forecast(''{1}'', 1, 1, ''NaN'')', 'level NaN is not between 0 and 1'),
	('forecast_total(''{1}'', 1, 2, ''{1}'')', 'there are 1 weights for 2 steps'),
	('forecast_total(''{1}'', 1, 2, ''{1,NULL}'')', 'weight at place 2 is null'),
	('forecast_total(''{1}'', 1, 2, ''{1,Infinity}'')', 'weight must be a finite number, not Infinity'),
	('forecast_total(''{1}'', 1, 2, NULL, 0)', 'level 0 is not between 0 and 1'),
	('forecast_total(''{1}'', 1, 2, NULL, 0.8, ''NaN'')', 'at_least must be a finite number, not NaN'),
	('xmr(''{1,NaN}'')', 'series must be a finite number, not NaN'),
	('xmr(''{{1,2}}'')', 'series must be an array of one dimension, not 2'),
	('xmr(''{1}'', 367)', 'season must have 0 to 366 places, not 367'),
	('xmr(''{1}'', 0, ''average'')', 'unknown centre "average"'),
	('xmr(''{1}'', baseline => 5)', 'baseline must be at least 6, not 5'),
	('xmr(''{1}'', run => 1)', 'run must be at least 2, not 1'),
	('xmr(''{1}'', trend => 2)', 'trend must be at least 3, not 2'),
	('xmr(''{1}'', rebase => ''{2}'')', 'rebase 2 is not a place of the series, which has 1'),
	('xmr(''{1}'', rebase => ''{0}'')', 'rebase 0 is not a place of the series, which has 1'),
	('xmr(''{1}'', rebase => ''{NULL}'')', 'rebase at place 1 is null'),
	('xmr(''{1}'', rebase => ''{{1}}'')', 'rebase must be an array of one dimension, not 2'),
	('assurance(''NaN'', 2, ''0..1'')', 'low limit must be a finite number, not NaN'),
	('assurance(3, 2, ''0..1'')', 'low limit 3 is above the high limit 2'),
	('change_points(''{1,NaN}'')', 'series must be a finite number, not NaN'),
	('change_points(''{1}'', -3)', 'season must have 0 to 366 places, not -3'),
	('change_points(''{1}'', 0, 1)', 'min_length must be at least 2, not 1'),
	('change_points(''{1}'', 0, 2, 51)', 'most must be 0 to 50, not 51'),
	('change_points(''{1}'', 0, 2, -1)', 'most must be 0 to 50, not -1')) AS v (call, message);

-- natural limits: the signals of a chart as runs of places, and its limits
CREATE FUNCTION pg_temp.signals(float8[], int DEFAULT 8, int[] DEFAULT NULL) RETURNS text STABLE LANGUAGE sql AS
'SELECT coalesce(string_agg(i || '' '' || signal, '', '' ORDER BY i), ''none'') FROM bsc.xmr($1, NULL, ''mean'', NULL, $3, false, $2) WHERE signal IS NOT NULL';
-- signals alone: a baseline of equally spread values around 0, with limits of -3 to 3, and after it the case
CREATE FUNCTION pg_temp.rules(float8[], int DEFAULT 8) RETURNS text STABLE LANGUAGE sql AS
'SELECT coalesce(string_agg(i - 40 || '' '' || signal, '', '' ORDER BY i), ''none'')
FROM bsc.xmr((SELECT array_agg((3 / 2.66 / 2) * (-1) ^ (k + 1) ORDER BY k) FROM generate_series(1, 40) AS k) || $1, NULL, ''mean'', 40, NULL, false, $2) WHERE signal IS NOT NULL';
SELECT is(array_agg(DISTINCT (pg_temp.r6(centre), pg_temp.r6(low), pg_temp.r6(high))::text), '{"(41.416667,36.822121,46.011212)"}', 'limits from means') FROM bsc.xmr('{39,41,41,41,43,44,41,42,40,41,44,40}');
SELECT is(array_agg(DISTINCT (centre, pg_temp.r6(low), pg_temp.r6(high))::text), '{"(41,34.710000,47.290000)"}', 'limits from medians') FROM bsc.xmr('{39,41,41,41,43,44,41,42,40,41,44,40}', centre => 'median');
-- set.seed(123); rnorm(20) in R: the limits are published in the tests of NHSRplotthedots
CREATE TEMP TABLE normal AS SELECT '{-0.56047564655221,-0.23017748948328,1.55870831414912,0.070508391424576,0.129287735160946,1.71506498688328,0.460916205989202,-1.26506123460653,-0.686852851893526,-0.445661970099958,1.22408179743946,0.359813827057364,0.400771450594052,0.11068271594512,-0.555841134754075,1.78691313680308,0.497850478229239,-1.96661715662964,0.701355901563686,-0.472791407727934}'::float8[] AS s;
SELECT is(array_agg(DISTINCT (round(centre::numeric, 7), pg_temp.r6(low), pg_temp.r6(high), signal)::text), '{"(0.1416238,-3.011380,3.294627,)"}', 'twenty normal numbers have no signal') FROM normal, bsc.xmr(s);
SELECT is((array_agg((pg_temp.r6(centre), pg_temp.r6(low), pg_temp.r6(high))::text))[1] || count(signal), '(919.350000,564.898283,1273.801717)38', 'the Nile: 38 signals in one chart') FROM bsc.xmr(pg_temp.series('nile'));
SELECT is(array_agg(DISTINCT (i >= 29, pg_temp.r6(centre), pg_temp.r6(low), pg_temp.r6(high))::text), '{"(f,1097.750000,722.197407,1473.302593)","(t,849.972222,510.766025,1189.178419)"}', 'rebased at 1899, two sets of limits') FROM bsc.xmr(pg_temp.series('nile'), rebase => '{29}');
SELECT is(pg_temp.signals(pg_temp.series('nile'), 8, '{29}'), '43 low', 'and one signal, 1913');
SELECT is(pg_temp.signals('{10,11,12,13,14,15,16,15,14,13,12,11,10,12,13,11}'), '1 trend up, 2 trend up, 3 trend up, 4 trend up, 5 trend up, 6 trend up, 7 high, 8 trend down, 9 trend down, 10 trend down, 11 trend down, 12 trend down, 13 trend down', 'up and down again');
SELECT is(pg_temp.signals('{1,2,3,4,5,6,7}'), '1 low, 2 trend up, 3 trend up, 4 trend up, 5 trend up, 6 trend up, 7 high', 'seven rising values');
SELECT is(array_agg(DISTINCT (centre, pg_temp.r6(low), pg_temp.r6(high))::text), '{"(4,1.340000,6.660000)"}', 'and their limits') FROM bsc.xmr('{1,2,3,4,5,6,7}');
-- the single rules, on the vectors of NHSRplotthedots, within limits that they do not touch
SELECT is(pg_temp.rules('{-0.75,-0.5,-0.25,0.125,0.25,0.375,0.5}'), '1 trend up, 2 trend up, 3 trend up, 4 trend up, 5 trend up, 6 trend up, 7 trend up', '1 to 7 is one trend');
SELECT is(pg_temp.rules('{-0.75,-0.5,-0.25,0.125,0.25,0.375}'), 'none', '1 to 6 is none');
SELECT is(pg_temp.rules('{-0.75,-0.5,-0.25,-0.25,0.125,0.25,0.375}'), 'none', 'nor is 1, 2, 3, 3, 4, 5, 6');
SELECT is(pg_temp.rules('{-0.5,-0.75,-0.5,-0.25,0.125,0.25,0.375,0.5,-0.25}'), '2 trend up, 3 trend up, 4 trend up, 5 trend up, 6 trend up, 7 trend up, 8 trend up', 'of 2, 1, 2, 3, 4, 5, 6, 7, 3 places 2 to 8');
SELECT is(pg_temp.rules('{-0.1,0.5,0.4,0.3,0.2,0.1,-0.2,-0.3,-0.2,0.1,0.2,0.3,0.4,0.5,-0.2}'), '2 trend down, 3 trend down, 4 trend down, 5 trend down, 6 trend down, 7 trend down, 8 trend down, 9 trend up, 10 trend up, 11 trend up, 12 trend up, 13 trend up, 14 trend up', 'a turning point of two trends belongs to the falling one');
SELECT is(pg_temp.rules('{0.5,0.25,0.5,0.25,0.5,0.25,0.5,0.25,-0.5}', 7), '1 shift up, 2 shift up, 3 shift up, 4 shift up, 5 shift up, 6 shift up, 7 shift up, 8 shift up', 'eight on one side and one on the other, run 7');
SELECT is(pg_temp.rules('{0.5,0.25,0.5,0.25,0.5,0.25,0.5,-0.5}'), 'none', 'seven are too few for run 8');
SELECT is(pg_temp.rules('{0.5,0.25,0.5,0.25,0,0.5,0.25,0.5,0.25,-0.5}'), 'none', 'one on the centre ends a shift');
SELECT is(pg_temp.rules('{0.5,0.25,0.5,0.25,NULL,0.5,0.25,0.5,0.25,-0.5}'), '1 shift up, 2 shift up, 3 shift up, 4 shift up, 6 shift up, 7 shift up, 8 shift up, 9 shift up', 'gaps are passed over');
SELECT is(pg_temp.rules('{0.5,0.25,2.5,0.25,2.5,0.25,0.5,-0.5}'), '3 near high, 5 near high', 'two of three near a limit: these two');
SELECT is(pg_temp.rules('{0.5,0.25,2.5,-0.25,2.5,0.25,0.5,-0.5}'), 'none', 'not with one on the other side between them');
SELECT is(pg_temp.rules('{-0.5,-2.5,-3.5,-0.5,0.5}'), '3 low', 'one outside is not one near');
SELECT is(pg_temp.rules('{-0.5,-2.5,-2.75,-3.5,0.5}'), '2 near low, 3 near low, 4 low', 'but does not stand in its way');
SELECT is(pg_temp.rules('{2,-2,0.5,2.25,2,-0.5}'), 'none', 'exactly two thirds of the way is not beyond');
-- limits
SELECT is(count(signal), 0::bigint, 'a value on a limit is inside') FROM bsc.xmr('{-0.5,0.5,-0.5,0.5,-0.5,0.5,2.66,0.1,-2.66,0.1}', baseline => 6);
SELECT is(count(signal), 2::bigint, 'one beyond it is not') FROM bsc.xmr('{-0.5,0.5,-0.5,0.5,-0.5,0.5,2.661,0.1,-2.661,0.1}', baseline => 6);
SELECT is(array_agg(DISTINCT (low, centre, high, signal)::text), '{"(0.1,0.1,0.1,)"}', 'what never moved has no signal') FROM bsc.xmr(array_fill(0.1::float8, '{10}'));
SELECT is(count(centre), 0::bigint, 'five values are too few') FROM bsc.xmr('{1,2,1,2,1}');
SELECT is(count(centre), 6::bigint, 'six are enough') FROM bsc.xmr('{1,2,1,2,1,2}');
SELECT is(count(centre), 0::bigint, 'three ranges are too few') FROM bsc.xmr('{1,2,NULL,1,2,NULL,1,2}');
SELECT is(array_agg((i, value)::text ORDER BY i), '{"(1,1)","(2,)","(3,2)"}', 'a place is a row') FROM bsc.xmr('{1,NULL,2}');
SELECT is(count(*), 0::bigint, 'no places, no rows') FROM bsc.xmr('{}');
SELECT is(count(*), 0::bigint, 'no series, no rows') FROM bsc.xmr(NULL);
SELECT is(max(high - centre), 2.66::float8, 'no range is taken across a gap') FROM bsc.xmr('{1,2,1,2,1,NULL,9,8,9,8,9}');
SELECT ok(abs(max(high - centre) - 2.66) < 1e-12, 'nor from one group to the next') FROM bsc.xmr('{1,2,1,2,1,2,91,90,91,90,91,90}', rebase => '{7}');
SELECT is((SELECT array_agg(x::text) FROM bsc.xmr(s, rebase => '{1}') AS x), (SELECT array_agg(x::text) FROM bsc.xmr(s) AS x), 'a group that begins where the series does') FROM normal;
SELECT is(count(centre), 19::bigint, 'a group of the last place alone has no limits') FROM normal, bsc.xmr(s, rebase => '{20,20}');
SELECT is((SELECT array_agg((low, high)::text ORDER BY i) FROM bsc.xmr((SELECT array_agg(v ORDER BY i DESC) FROM unnest(s) WITH ORDINALITY AS u (v, i)))), (SELECT array_agg((low, high)::text ORDER BY i) FROM bsc.xmr(s)), 'reversed, the limits are the same') FROM normal;
SELECT ok(abs(max(high - centre) - 2.66) < 1e-12, 'a baseline holds the limits') FROM bsc.xmr('{1,2,1,2,1,2,5,9,1,7,3,2}', baseline => 6);
SELECT ok(max(a.high - a.centre) > 5 AND abs(max(b.high - b.centre) - 2.66) < 1e-12, 'screened, one jump does not widen the limits')
FROM bsc.xmr('{1,2,1,2,1,2,1,2,1,2,20,21,20,21,20,21}') AS a JOIN bsc.xmr('{1,2,1,2,1,2,1,2,1,2,20,21,20,21,20,21}', screen => true) AS b USING (i);
SELECT is(count(signal), 0::bigint, 'a season is no signal') FROM (SELECT array_agg(100 + 30 * sin(i * pi() / 6) + i * 7 % 13 / 3.0 ORDER BY i) AS s FROM generate_series(1, 60) AS i) AS l, bsc.xmr(s, 12) WHERE signal IN ('high', 'low');
SELECT ok(count(DISTINCT round(high::numeric, 3)) > 4, 'the limits go with it') FROM (SELECT array_agg(100 + 30 * sin(i * pi() / 6) ORDER BY i) AS s FROM generate_series(1, 60) AS i) AS l, bsc.xmr(s, 12);

-- assurance
SELECT is(bsc.assurance(low, high, target::bsc.target), answer, format('%s to %s against %s', low, high, target)) FROM (VALUES
	(1, 3, '0..4', 'never'), (5, 7, '0..4', 'always'), (1, 5, '0..4', 'sometimes'), (1, 3, '8..4', 'always'), (5, 7, '8..4', 'never'), (1, 5, '8..4', 'sometimes'),
	(1, 4, '0..4', 'sometimes'), (4, 5, '0..4', 'sometimes'), (4.1, 5, '0..4', 'always'), (4, 5, '8..4', 'sometimes'),
	(14.5, 15.5, '10:0 14:1 16:1 20:0', 'always'), (14, 15, '10:0 14:1 16:1 20:0', 'sometimes'), (9, 21, '10:0 14:1 16:1 20:0', 'sometimes'), (17, 21, '10:0 14:1 16:1 20:0', 'never'),
	(5, 7, '0:0 10:2', 'sometimes'), (5.5, 7, '0:0 10:2', 'always'), (50, 60, '0:0 10:0.5', 'never'),
	(2, 8, '0:1 4:1 5:0 6:1 10:1', 'sometimes'), (4.5, 5.5, '0:1 4:1 5:0 6:1 10:1', 'never')) AS v (low, high, target, answer);
SELECT is(bsc.assurance(NULL, 1, '0..1'), NULL, 'no limits, no answer');

-- change points
SELECT is(array_agg((i, before, pg_temp.r6(after))::text), '{"(29,1097.75,849.972222)"}', 'the Nile: the new level begins in 1899') FROM bsc.change_points(pg_temp.series('nile'));
SELECT is(array_agg(c::text), '{"(13,20.5,26.5)"}', 'a step of two dozen values') FROM bsc.change_points('{20,21,19,22,20,21,20,19,21,22,20,21,26,27,25,28,26,27,26,25,27,28,26,27}') AS c;
-- J. Bai and P. Perron, "Computation and Analysis of Multiple Structural Change Models", 2003, as strucchange computes it
SELECT is((SELECT array_agg(i - 1 ORDER BY i) FROM bsc.change_points(pg_temp.series('nile'), NULL, 15)), '{28}', 'with stretches of fifteen years too');
SELECT is(array_agg(i), '{15}', 'gaps keep their places') FROM bsc.change_points('{20,21,19,22,NULL,NULL,20,21,20,19,21,22,20,21,26,27,25,28,26,27,26,25,27,28,26,27}');
SELECT is(array_agg(i), NULL, 'eleven values are too few for six and six') FROM bsc.change_points('{1,1,1,1,1,9,9,9,9,9,9}');
SELECT is(array_agg(i), '{7}', 'twelve are not') FROM bsc.change_points('{1,1,1,1,1,1,9,9,9,9,9,9}');
SELECT is(array_agg((i, before, after)::text ORDER BY i), '{"(4,1,5)","(7,5,2)"}', 'three levels without noise, and no more') FROM bsc.change_points('{1,1,1,5,5,5,2,2,2}', NULL, 3, 5);
SELECT is(array_agg(i), '{4}', 'of two cuts that are as good the earlier') FROM bsc.change_points('{9,9,9}'::float8[] || array_fill(0::float8, '{30}') || '{9,9,9}'::float8[], NULL, 2, 1);
SELECT is(array_agg(i), NULL, 'no cuts asked for') FROM bsc.change_points('{1,1,1,1,1,1,9,9,9,9,9,9}', NULL, 6, 0);
SELECT is(array_agg(i), NULL, 'what never moved') FROM bsc.change_points(array_fill(0.1::float8, '{40}'));
SELECT is(array_agg(i), NULL, 'no series') FROM bsc.change_points(NULL);
SELECT is(array_agg(i), '{25}', 'a level under a season') FROM (SELECT array_agg(100 + 40 * sin(i * pi() / 2) + 12 * (i > 24)::int + i * 7 % 13 / 13.0 ORDER BY i) AS s FROM generate_series(1, 48) AS i) AS l, bsc.change_points(s, 4);

-- one season for all: what the forecast takes out is seasonal_indices, drawn towards 1
SELECT is(array_agg(pg_temp.r6(high / mean) ORDER BY i), '{0.907832,0.853545,0.966760,0.957660,0.981501,1.134063,1.268342,1.255362,1.063078,0.921404,0.800972,0.889481}'::numeric[], 'the passengers'' months')
FROM (SELECT i, high, avg(high) OVER () AS mean FROM bsc.xmr(pg_temp.series('passengers'), 12) WHERE i <= 12) AS s;
SELECT ok(max(abs(high / mean / index - 1)) < 0.01 AND bool_and(abs(high / mean - 1) <= abs(index - 1)) AND bool_or(high / mean <> index), 'which are seasonal_indices, drawn a little towards 1')
FROM (SELECT high, avg(high) OVER () AS mean, (bsc.seasonal_indices(pg_temp.series('passengers'), 12))[i] AS index FROM bsc.xmr(pg_temp.series('passengers'), 12) WHERE i <= 12) AS s;

-- the same bytes from parallel workers
CREATE TABLE public.many AS SELECT n, s FROM random_series, generate_series(1, 3);
ALTER TABLE public.many SET (parallel_workers = 2);
ANALYZE public.many;
CREATE FUNCTION public.said(s float8[]) RETURNS text IMMUTABLE PARALLEL SAFE LANGUAGE plpgsql AS $$BEGIN
	RETURN md5(array_to_string(ARRAY(SELECT f::text FROM bsc.forecast(s, 4, 5) AS f), ' ') || (SELECT t::text FROM bsc.forecast_total(s, 4, 5, NULL, 0.8, 100) AS t)
		|| array_to_string(ARRAY(SELECT x::text FROM bsc.xmr(s, 4) AS x), ' ') || array_to_string(ARRAY(SELECT c::text FROM bsc.change_points(s, 4) AS c), ' '));
END$$;
CREATE FUNCTION pg_temp.plan_of(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$BEGIN RETURN QUERY EXECUTE 'EXPLAIN (COSTS OFF, VERBOSE) ' || query; END$$;
SET LOCAL max_parallel_workers_per_gather = 0;
CREATE TEMP TABLE serial AS SELECT n, public.said(s) AS said FROM public.many;
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL parallel_leader_participation = off;
SELECT matches(string_agg(line, ' '), 'Gather.*Parallel Seq Scan.*Output: n, said', 'workers do the work') FROM pg_temp.plan_of('SELECT n, public.said(s) AS said FROM public.many') AS line;
CREATE TEMP TABLE parallel AS SELECT n, public.said(s) AS said FROM public.many;
SELECT is((SELECT count(*) FROM (TABLE serial EXCEPT ALL TABLE parallel) AS l) + (SELECT count(*) FROM parallel), 360::bigint, 'the same bytes, serial and parallel');
SELECT * FROM finish();
ROLLBACK;
