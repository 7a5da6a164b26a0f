-- Regressions of causes in time, panels, interrupted series, difference in differences: published figures, figures of
-- numpy and statsmodels, what is not defined, errors.  Random data are in test/oracle/estimates.py.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc, pg_catalog;
SELECT plan(106);

CREATE FUNCTION pg_temp.near(x float8, y float8, tolerance float8 DEFAULT 1e-9) RETURNS boolean
	LANGUAGE sql AS $$ SELECT abs(x - y) <= tolerance * greatest(abs(x), abs(y)) $$;
CREATE FUNCTION pg_temp.near(x float8[], y float8[], tolerance float8 DEFAULT 1e-9) RETURNS boolean
	LANGUAGE sql AS $$ SELECT cardinality(x) = cardinality(y) AND bool_and(pg_temp.near(a, b, tolerance)) FROM unnest(x, y) AS u (a, b) $$;

-- link_regression -------------------------------------------------------------

-- whole numbers that look like noise: 48 places, x moves y at once by 0.5, z one place later by 0.3
CREATE TEMP TABLE noise AS
	SELECT i, (i * 7919 % 101)::float8 AS x, (i * 104729 % 97)::float8 AS z, (i * 1299709 % 89)::float8 AS e FROM generate_series(1, 48) AS i;
CREATE TEMP TABLE link AS
	SELECT array_agg(x ORDER BY i) AS x, array_agg(z ORDER BY i) AS z, array_agg(y ORDER BY i) AS y, array_agg(y + s ORDER BY i) AS y_season,
		array_agg(e ORDER BY i) AS e
	FROM (SELECT *, 0.5 * x + coalesce(0.3 * lag(z) OVER (ORDER BY i), 0) + e AS y,
		('{0,40,80,120,80,40,0,-40,-80,-120,-80,-40}'::float8[])[(i - 1) % 12 + 1] AS s FROM noise) AS n;
SELECT ok(n = 45 AND df = 38 AND NOT season AND pg_temp.near(estimates, '{0.4917270449898403,0.3272095176851529}')
	AND pg_temp.near(std_errors, '{0.08875589920950563,0.07406850103878715}')
	AND pg_temp.near(p_values, '{2.4320812313223305e-06,8.029930359059183e-05}', 1e-7)
	AND pg_temp.near(covariance[1][2], 0.0017819033167609819) AND covariance[2][1] = covariance[1][2]
	AND pg_temp.near(covariance[1][1], std_errors[1] ^ 2), 'two causes, as statsmodels')
	FROM link, link_regression(y, ARRAY[x, z], '{0,1}');
SELECT ok(n = 45 AND df = 27 AND season AND pg_temp.near(estimates, '{0.4184640283064661,0.2920151832607748}')
	AND pg_temp.near(std_errors, '{0.10563552598010625,0.0855282386771392}')
	AND pg_temp.near(p_values, '{0.0004901134410557814,0.0020349403521037488}', 1e-7), 'with a season, as statsmodels')
	FROM link, link_regression(y_season, ARRAY[x, z], '{0,1}', 12);
SELECT ok(n = 45 AND df = 39 AND pg_temp.near(estimates, '{0.43479179898553627,0.44748351374066603}')
	AND pg_temp.near(std_errors, '{0.10635023970441154,0.14490967926375128}'), 'one cause at two lags: a term that is there is not entered again')
	FROM link, link_regression(y, ARRAY[x, x], '{0,1}');
SELECT ok(NOT a.season AND b.season IS NOT DISTINCT FROM a.season AND a = b, 'a season of 1 is none')
	FROM link, link_regression(y_season, ARRAY[x, z], '{0,1}') AS a, link_regression(y_season, ARRAY[x, z], '{0,1}', 1) AS b;
SELECT ok(season, 'a season in a cause is held too') FROM link, link_regression(y, ARRAY[y_season], '{1}', 12);
SELECT ok(NOT season, 'without two whole seasons none is looked for') FROM link, link_regression(y_season[:23], ARRAY[x[:23]], '{0}', 12);
SELECT ok(pg_temp.near(a.estimates[1] * 1e9 / 1e-6, b.estimates[1], 1e-7) AND pg_temp.near(a.p_values, b.p_values, 1e-6),
	'units change the estimates and not the p values')
	FROM link, link_regression(y, ARRAY[x], '{0}') AS a,
		link_regression((SELECT array_agg(v * 1e9) FROM unnest(y) AS v), ARRAY[(SELECT array_agg(v * 1e-6) FROM unnest(x) AS v)], '{0}') AS b;
-- a gap costs the four rows that it falls into: its own change and the next, and their lags
SELECT is(b.n, a.n - 4, 'a gap in the effect keeps its place')
	FROM link, link_regression(y, ARRAY[x], '{0}') AS a, link_regression(y[:20] || NULL::float8 || y[22:], ARRAY[x], '{0}') AS b;
SELECT is(b.n, a.n - 3, 'a gap in a cause keeps its place')
	FROM link, link_regression(y, ARRAY[x], '{0}') AS a, link_regression(y, ARRAY[x[:20] || NULL::float8 || x[22:]], '{0}') AS b;
SELECT ok(estimates[2] IS NULL AND std_errors[2] IS NULL AND p_values[2] IS NULL AND covariance[1][2] IS NULL
	AND pg_temp.near(estimates[1], (SELECT estimates[1] FROM link_regression(y, ARRAY[x], '{0}')))
	AND df = (SELECT df FROM link_regression(y, ARRAY[x], '{0}')), 'a cause that never changes has no estimate and costs nothing')
	FROM link, link_regression(y, ARRAY[x, (SELECT array_agg(7.0::float8) FROM unnest(x))], '{0,0}');
SELECT ok(estimates[1] IS NOT NULL AND estimates[2] IS NULL, 'the same cause twice at one lag: told once')
	FROM link, link_regression(y, ARRAY[x, x], '{0,0}');
SELECT ok(pg_temp.near(estimates[1], 2) AND std_errors[1] IS NULL AND p_values[1] IS NULL AND covariance[1][1] IS NULL,
	'one is computed from the other: no error, no p value')
	FROM link, link_regression((SELECT array_agg(2 * v + 3) FROM unnest(x) AS v), ARRAY[x], '{0}');
SELECT ok(n = 45 AND estimates[1] = 0 AND std_errors[1] IS NULL AND p_values[1] IS NULL, 'an effect that never changes')
	FROM link, link_regression((SELECT array_agg(0.1::float8 * i) FROM generate_series(1, 48) AS i), ARRAY[x], '{0}');
SELECT ok(n = 5 AND df = 0 AND estimates IS NULL AND std_errors IS NULL AND p_values IS NULL AND covariance IS NULL, 'no degree of freedom: no figures')
	FROM link, link_regression(y[:8], ARRAY[x[:8]], '{0}');
SELECT ok(NOT season AND df = 40, 'a season longer than the series is none') FROM link, link_regression(y, ARRAY[x], '{0}', 2147483647);
SELECT is(link_regression::text, '(0,0,f,,,,)', 'empty series') FROM link_regression('{}', '{}', '{}');
SELECT is(link_regression::text, '(45,42,f,{},{},{},{})', 'no causes') FROM link, link_regression(y, '{}', '{}');
SELECT ok(link_regression(NULL, '{}', '{}') IS NULL AND link_regression('{}', NULL, '{}') IS NULL AND link_regression('{}', '{}', NULL) IS NULL, 'NULL: NULL');

-- interrupted_series ----------------------------------------------------------

-- a step of 5 at place 25 on a trend of 0.5, errors that follow each other; figures of a dense covariance matrix in numpy
CREATE TEMP TABLE step AS WITH RECURSIVE w (i, w) AS (
	SELECT 1, 0.0::float8 UNION ALL SELECT i + 1, 0.6 * w + ((i + 1) * 1299709 % 89 - 44) / 10.0::float8 FROM w WHERE i < 48)
	SELECT array_agg(100 + 0.5 * i + w + CASE WHEN i >= 25 THEN 5 ELSE 0 END ORDER BY i) AS s FROM w;
SELECT ok(n = 48 AND pg_temp.near(rho, 0.4434544533930512, 1e-6) AND pg_temp.near(df, 17.3504259441244, 1e-6) AND pg_temp.near(level, 5.7849711785273605, 1e-6)
	AND pg_temp.near(level_se, 2.133826175578601, 1e-6) AND pg_temp.near(level_p, 0.014639131608473679, 1e-6) AND slope IS NULL
	AND slope_se IS NULL AND slope_p IS NULL, 'a step') FROM step, interrupted_series(s, 25);
SELECT ok(pg_temp.near(rho, 0.48316841169173214, 1e-6) AND pg_temp.near(df, 11.847794130430417, 1e-6) AND pg_temp.near(level, 6.3082693322242385, 1e-6)
	AND pg_temp.near(level_se, 2.7686678925379034, 1e-6) AND pg_temp.near(level_p, 0.042057067054972086, 1e-6), 'a step, with a season')
	FROM step, interrupted_series(s, 25, 12);
SELECT ok(pg_temp.near(rho, 0.4602514161259381, 1e-6) AND pg_temp.near(level, 5.886217135259441, 1e-6) AND pg_temp.near(slope, 0.10841309236588072, 1e-6)
	AND pg_temp.near(slope_se, 0.184685957818242, 1e-6), 'a step, and another slope') FROM step, interrupted_series(s, 25, with_slope => true);
SELECT ok(cardinality(counterfactual) = 48 AND counterfactual[:24] = array_fill(NULL::float8, ARRAY[24])
	AND pg_temp.near(counterfactual[48] - counterfactual[47], counterfactual[26] - counterfactual[25], 1e-6), 'what would have been, from the step on: a line')
	FROM step, interrupted_series(s, 25);
SELECT ok(pg_temp.near(level, 7) AND pg_temp.near(slope, -2) AND level_se IS NULL AND slope_p IS NULL AND rho IS NULL AND df IS NULL
	AND pg_temp.near(counterfactual[20], 30), 'without errors: the step and no p value')
	FROM interrupted_series((SELECT array_agg(10.0::float8 + i + CASE WHEN i >= 11 THEN 7 - 2 * (i - 11) ELSE 0 END ORDER BY i) FROM generate_series(1, 20) AS i), 11, NULL, true);
SELECT ok(level = 0 AND slope = 0 AND level_p IS NULL AND slope_p IS NULL AND counterfactual[20:] = array_fill(0::float8, ARRAY[21]), 'a series of zeros')
	FROM interrupted_series(array_fill(0::float8, ARRAY[40]), 20, NULL, true);
SELECT ok(abs(level) < 1e-9 AND level_p IS NULL, 'or of so many of one value that nothing is left') FROM interrupted_series(array_fill(32::float8, ARRAY[65536]), 52);
SELECT is(interrupted_series::text, '(' || v.n || ',,,,,,,,,)', 'too little: ' || why) FROM (VALUES
	('{1,5,2,6,3,7,8}'::float8[], 4, NULL::int, 7, 'seven values'),
	('{1,5,2,6,3,7,8,1,2}', 3, NULL, 9, 'two before'), ('{1,5,2,6,3,7,8,1,2}', 8, NULL, 9, 'two after'),
	('{1,5,2,6,3,7,8,1,2}', 10, NULL, 9, 'none after'), ('{1,5,2,6,3,7,8,1,2}', 5, 4, 9, 'three degrees of freedom'),
	('{1,5,2,6,3,7,8,1,2}', 5, 2000000000, 9, 'a season longer than the series'), ('{}', 1, NULL, 0, 'nothing')) AS v (s, a, season, n, why),
	interrupted_series(s, a, season);
SELECT ok(a.n = 46 AND a.level IS NOT NULL AND pg_temp.near(a.level, b.level, 0.3) AND cardinality(a.counterfactual) = 48
	AND a.counterfactual[30] IS NOT NULL, 'gaps keep their place')
	FROM step, interrupted_series(s[:9] || NULL::float8 || s[11:29] || NULL::float8 || s[31:], 25) AS a, interrupted_series(s, 25) AS b;
SELECT ok(interrupted_series(NULL, 1) IS NULL AND interrupted_series('{}', NULL) IS NULL AND interrupted_series('{}', 1, 1, NULL) IS NULL, 'NULL: NULL');

-- panel_regression ------------------------------------------------------------
-- what a p value is made of does not depend on the unit
CREATE TEMP TABLE small AS SELECT f.unit, panel_regression(e, bsc.period(make_date(2020, i, 1), 'month'), f.unit * sin(ascii(e) * i), ARRAY[i + length(e) * i * i]::float8[]) AS fit,
	diff_in_diff(e, bsc.period(make_date(2020, i, 1), 'month'), f.unit * sin(ascii(e) * i), CASE WHEN e < 'c' THEN bsc.period('2020-03') END) AS trial
	FROM (VALUES (1::float8), (1e-300), (5e-322)) AS f (unit), unnest(ARRAY['a', 'bb', 'ccc', 'dd', 'e']) AS e, generate_series(1, 6) AS i GROUP BY f.unit;
SELECT ok(count((fit).p_values[1]) = 3 AND max((fit).p_values[1]) - min((fit).p_values[1]) < 0.01, 'panel_regression in a tiny unit') FROM small;
SELECT ok(count((trial).p_value) = 3 AND max((trial).p_value) - min((trial).p_value) < 0.01, 'diff_in_diff in a tiny unit') FROM small;

\i test/data/published/grunfeld.sql
-- Baltagi 2008, Stata's xtreg, fe vce(cluster): ten firms
CREATE TEMP TABLE firms AS SELECT firm, make_date(year, 1, 1) AS day, year::text AS year, invest, value, capital FROM grunfeld WHERE firm <> 'American Steel';
SELECT ok(n = 200 AND entities = 10 AND periods = 20 AND df = 9 AND pg_temp.near(estimates, '{0.1101238,0.3100653}', 5e-7)
	AND pg_temp.near(std_errors, '{0.0151945,0.0527518}', 5e-6) AND pg_temp.near(p_values, '{4.8287e-5,2.3546e-4}', 1e-4)
	AND pg_temp.near(r_squared, 0.7667576, 1e-7) AND pg_temp.near(t[1], estimates[1] / std_errors[1])
	AND pg_temp.near(covariance[2][2], std_errors[2] ^ 2) AND covariance[1][2] = covariance[2][1], 'Grunfeld: within')
	FROM (SELECT (panel_regression(firm, year, invest, ARRAY[value, capital])).* FROM firms) AS f;
SELECT ok(pg_temp.near(estimates, '{0.1177159,0.3579163}', 5e-7) AND pg_temp.near(std_errors, '{0.0108244,0.0478484}', 5e-6)
	AND pg_temp.near(p_values, '{1.7727e-6,3.7703e-5}', 1e-4), 'Grunfeld: within in two ways')
	FROM (SELECT (panel_regression(firm, year::period, invest, ARRAY[value, capital], true)).* FROM firms) AS f;
-- the same slopes by hand: deviations from means, in SQL
SELECT ok(pg_temp.near(estimates[1], slope), 'one cause: the slope of deviations from the means')
	FROM (SELECT (panel_regression(firm, year, invest, ARRAY[value])).* FROM firms) AS f,
		(SELECT regr_slope(y, x) AS slope FROM (SELECT invest - avg(invest) OVER w AS y, value - avg(value) OVER w AS x FROM firms WINDOW w AS (PARTITION BY firm)) AS d) AS s;
SELECT ok(pg_temp.near(estimates[1], slope), 'in two ways, balanced')
	FROM (SELECT (panel_regression(firm, year, invest, ARRAY[value], true)).* FROM firms) AS f,
		(SELECT regr_slope(y, x) AS slope FROM (SELECT invest - avg(invest) OVER w - avg(invest) OVER v AS y, value - avg(value) OVER w - avg(value) OVER v AS x
			FROM firms WINDOW w AS (PARTITION BY firm), v AS (PARTITION BY year)) AS d) AS s;
SELECT ok(count(DISTINCT f::text) = 1, 'the order of rows changes nothing, to the last bit')
	FROM (SELECT panel_regression(firm, year, invest, ARRAY[value, capital], true ORDER BY invest) AS f FROM firms
		UNION ALL SELECT panel_regression(firm, year, invest, ARRAY[value, capital], true ORDER BY year, value) FROM firms
		UNION ALL SELECT panel_regression(firm, year, invest, ARRAY[value, capital], true) FROM firms) AS f;
SELECT ok((a.f).estimates[1] = (b.f).estimates[1] AND (a.f).n = 200 AND (a.f).entities = 10, 'an entity with one row is left out, and so is a row with a NULL')
	FROM (SELECT panel_regression(firm, year, invest, ARRAY[value]) AS f FROM (
		SELECT firm, year, invest, value FROM firms UNION ALL VALUES ('one', '1940', 5.0::float8, 3.0::float8), ('GM', NULL, 5, 3), (NULL, '1940', 5, 3),
			('x', '1940', NULL, 3), ('x', '1941', 3, NULL)) AS u) AS a,
		(SELECT panel_regression(firm, year, invest, ARRAY[value]) AS f FROM firms) AS b;
SELECT ok((f).estimates[2] IS NULL AND (f).std_errors[2] IS NULL AND (f).t[2] IS NULL AND (f).p_values[2] IS NULL AND (f).covariance[1][2] IS NULL
	AND pg_temp.near((f).estimates[1], 0.1101238, 1) AND (f).estimates[1] IS NOT NULL, 'a cause that is constant within entities has no slope')
	FROM (SELECT panel_regression(firm, year, invest, ARRAY[value, length(firm)::float8 * 1e6]) AS f FROM firms) AS a;
SELECT ok((f).estimates[1] IS NULL AND (f).estimates[2] IS NOT NULL, 'a cause that all entities share has none beside the periods')
	FROM (SELECT panel_regression(firm, year, invest, ARRAY[year::float8, value], true) AS f FROM firms) AS a;
SELECT ok(pg_temp.near((f).estimates, '{2}') AND (f).std_errors[1] IS NULL AND (f).p_values[1] IS NULL AND (f).r_squared = 1, 'exact data have no error')
	FROM (SELECT panel_regression(firm, year, 2 * value, ARRAY[value]) AS f FROM firms) AS a;
-- two groups that share no period: one level less to tell
SELECT ok((f).n = 8 AND (f).entities = 4 AND (f).periods = 4 AND (f).estimates[1] IS NOT NULL, 'groups that share no period')
	FROM (SELECT panel_regression(e, p, y, ARRAY[x], true) AS f FROM (VALUES ('a', '2000', 1.0::float8, 2.0::float8), ('a', '2001', 3, 1), ('b', '2000', 2, 5), ('b', '2001', 2, 3),
		('c', '2002', 1, 4), ('c', '2003', 0, 2), ('d', '2002', 7, 1), ('d', '2003', 5, 5)) AS v (e, p, y, x)) AS a;
SELECT is(panel_regression(e, p, y, ARRAY[x])::text, '(3,1,3,,,,,,,)', 'one entity: counts alone')
	FROM (VALUES ('a', '2000', 1.0::float8, 2.0::float8), ('a', '2001', 3, 1), ('a', '2002', 3, 7), ('b', '2002', 3, 7)) AS v (e, p, y, x);
SELECT is(panel_regression(e, p, y, ARRAY[x, y * y, x * x], true)::text, '(4,2,2,,,,,,,)', 'fewer rows than parameters: counts alone')
	FROM (VALUES ('a', '2000', 1.0::float8, 2.0::float8), ('a', '2001', 3, 1), ('b', '2000', 3, 7), ('b', '2001', 4, 7)) AS v (e, p, y, x);
SELECT is(panel_regression('a', '2000', 1, '{1}')::text, '(0,0,0,,,,,,,)', 'no rows') FROM firms WHERE false;
SELECT is(panel_regression('a', '2000'::text, NULL, '{1}')::text, '(0,0,0,,,,,,,)', 'no complete row');

-- diff_in_diff ----------------------------------------------------------------

-- Card and Krueger 1994, table 3, balanced sample: mean changes with their standard errors, 2.75 (1.34)
CREATE TEMP TABLE restaurant AS
	SELECT state || i AS id, state = 'NJ' AS raised, change + se * sqrt(n) * (i - (n + 1) / 2.0) / sqrt(n * (n + 1) / 12.0) AS change
	FROM (VALUES ('PA', 75, -2.2833::float8, 1.25327::float8), ('NJ', 309, 0.4667, 0.48083)) AS v (state, n, change, se), generate_series(1, n) AS i;
SELECT ok(treated = 309 AND untreated = 75 AND cohorts = 1 AND cells = 1 AND left_out = 0 AND pg_temp.near(estimate, 2.75, 1e-4)
	AND pg_temp.near(std_error, 1.3423410, 1e-4) AND pg_temp.near(df, 96.884, 1e-3) AND pg_temp.near(p_value, 0.0432, 1e-3)
	AND pg_temp.near(ci_low, 2.75 - 1.984840 * 1.342341, 2e-3) AND pre_estimate IS NULL AND pre_p IS NULL, 'Card and Krueger')
	FROM (SELECT (diff_in_diff(id, year, CASE year WHEN '1993' THEN 20 + change ELSE 20 END, CASE WHEN raised THEN '1993' END)).*
		FROM restaurant, (VALUES ('1992'), ('1993')) AS y (year)) AS d;

-- mpdta of the R package did: teen employment in 500 counties, the means of its cohorts
CREATE TEMP TABLE county AS
	SELECT first || '/' || i AS id, (2002 + t)::text AS year, m AS mean, i, CASE WHEN first <> 'never' THEN first END AS first
	FROM (VALUES ('never', 309, '{5.654630,5.592000,5.604808,5.638896,5.661133}'::float8[]), ('2004', 20, '{6.179697,6.106564,6.059452,6.026704,6.085388}'),
		('2006', 40, '{6.573994,6.517884,6.527941,6.557435,6.543041}'), ('2007', 131, '{5.842906,5.810783,5.820866,5.823866,5.820048}')) AS v (first, n, means),
		generate_series(1, n) AS i, unnest(means) WITH ORDINALITY AS u (m, t);
SELECT ok(pg_temp.near(estimate, cell, 0.006) AND cells = 1 AND cohorts = 1, format('mpdta: cohort %s in %s', g, t))
	FROM (VALUES ('2004', '2004', -0.0105::float8), ('2004', '2005', -0.0704), ('2004', '2006', -0.1373), ('2004', '2007', -0.1008),
		('2006', '2006', -0.0046), ('2006', '2007', -0.0412), ('2007', '2007', -0.0261)) AS v (g, t, cell),
	LATERAL (SELECT (diff_in_diff(id, year, mean, first)).* FROM county
		WHERE (first IS NULL OR first = g) AND year IN ((g::int - 1)::text, t)) AS d
	WHERE g <> '2006' OR t <> '2006';
SELECT ok(abs(estimate + 0.0046) < 5e-5, 'mpdta: cohort 2006 in 2006')
	FROM (SELECT (diff_in_diff(id, year, mean, first)).* FROM county WHERE (first IS NULL OR first = '2006') AND year IN ('2005', '2006')) AS d;
SELECT ok(pg_temp.near(estimate, -0.03101828, 1e-4) AND treated = 191 AND untreated = 309 AND cohorts = 3 AND cells = 7, 'mpdta: never treated as controls')
	FROM (SELECT (diff_in_diff(id, year, mean, first)).* FROM county) AS d;
SELECT ok(pg_temp.near(estimate, -0.03046223, 1e-4) AND treated = 191 AND cells = 7, 'mpdta: not yet treated as controls')
	FROM (SELECT (diff_in_diff(id, year::period, mean, first::period, 'not yet')).* FROM county) AS d;
SELECT ok(std_error IS NULL AND df IS NULL AND p_value IS NULL AND ci_low IS NULL AND ci_high IS NULL AND pre_p IS NULL, 'entities that change alike have no error')
	FROM (SELECT (diff_in_diff(id, year, mean, first)).* FROM county) AS d;
-- each cohort's counties differ in one year only: the error follows from the weights of that year
SELECT ok(pg_temp.near(std_error, sqrt(131 / 191.0 * 131 / 191.0 * var / 131)), 'an error from one cohort in one year')
	FROM (SELECT (diff_in_diff(id, year, mean + CASE WHEN first = '2007' AND year = '2007' THEN i - 66 ELSE 0 END, first)).* FROM county) AS d,
		(SELECT variance(i::float8) AS var FROM generate_series(1, 131) AS i) AS v;
-- trends that part before the start
SELECT ok(pg_temp.near(pre_estimate, 3, 0.05) AND pre_p < 0.001 AND pg_temp.near(estimate, 4.5, 0.05), 'the trend before')
	FROM (SELECT (diff_in_diff('e' || i, t::text, (i * 7919 + t * 104729) % 101 / 1000.0 + CASE WHEN i <= 10 THEN 3 * t ELSE 0 END,
		CASE WHEN i <= 10 THEN '2004' END)).* FROM generate_series(1, 30) AS i, generate_series(2001, 2005) AS t) AS d;
SELECT ok(treated = 1 AND estimate = 2 AND std_error IS NULL AND p_value IS NULL, 'a cohort of one has no error')
	FROM (SELECT (diff_in_diff(e, p, y, s)).* FROM (VALUES ('a', '2000', 1.0::float8, '2001'), ('a', '2001', 4, '2001'), ('b', '2000', 2, NULL), ('b', '2001', 2, NULL),
		('c', '2000', 2, NULL), ('c', '2001', 4, NULL)) AS v (e, p, y, s)) AS d;
SELECT ok(treated = 1 AND left_out = 2 AND untreated = 1, 'treated from the first period on, or without a period that is used: left out, and counted')
	FROM (SELECT (diff_in_diff(e, p, y, s)).* FROM (VALUES ('a', '2000', 1.0::float8, '2001'), ('a', '2001', 4, '2001'), ('b', '2000', 2, NULL), ('b', '2001', 2, NULL),
		('c', '2000', 2, NULL), ('d', '2000', 2, '1999'), ('d', '2001', 2, '1999')) AS v (e, p, y, s)) AS d;
SELECT ok(untreated = 2 AND treated = 1, 'who begins after the last period is not treated here')
	FROM (SELECT (diff_in_diff(e, p, y, s)).* FROM (VALUES ('a', '2000', 1.0::float8, '2001'), ('a', '2001', 4, '2001'), ('b', '2000', 2, NULL), ('b', '2001', 2, NULL),
		('c', '2000', 2, '2005'), ('c', '2001', 3, '2005')) AS v (e, p, y, s)) AS d;
SELECT is(d::text, '(0,0,0,0,,,,,,,,,0,)', 'nobody to compare with')
	FROM (SELECT diff_in_diff(e, p, y, s) AS d FROM (VALUES ('a', '2000', 1.0::float8, '2001'), ('a', '2001', 4, '2001')) AS v (e, p, y, s)) AS x;
SELECT is(d::text, '(0,1,0,0,,,,,,,,,0,)', 'nobody treated')
	FROM (SELECT diff_in_diff(e, p, y, s) AS d FROM (VALUES ('a', '2000', 1.0::float8, NULL), ('a', '2001', 4, NULL)) AS v (e, p, y, s)) AS x;
SELECT is(diff_in_diff('a', '2000', 1, '2000')::text, '(0,0,0,0,,,,,,,,,0,)', 'no rows') FROM firms WHERE false;

-- plans in parallel give the same, to the last bit ------------------------------

CREATE TABLE big AS SELECT 'e' || e AS e, (2000 + t)::text AS t, e * 7919 % 101 + (e + t)::bigint * 104729 % 97 / 10.0::float8 AS y, (e::bigint * t * 1299709 % 89)::float8 AS x,
	CASE e % 3 WHEN 1 THEN '2003' WHEN 2 THEN '2005' END AS s FROM generate_series(1, 2000) AS e, generate_series(0, 9) AS t;
ANALYZE big;
CREATE TEMP TABLE fit AS SELECT panel_regression(e, t, y, ARRAY[x, y * y], true) AS f, diff_in_diff(e, t, y, s, 'not yet') AS d FROM big WHERE x <> 7;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
CREATE FUNCTION pg_temp.plan() RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE 'EXPLAIN SELECT panel_regression(e, t, y, ARRAY[x, y * y], true), diff_in_diff(e, t, y, s, $x$not yet$x$) FROM big WHERE x <> 7';
END $$;
SELECT ok(bool_or(plan LIKE '%Partial Aggregate%'), 'the plan is parallel') FROM pg_temp.plan() AS plan;
SELECT ok(fit.f::text = p.f::text AND fit.d::text = p.d::text, 'a parallel plan gives the same')
	FROM fit, (SELECT panel_regression(e, t, y, ARRAY[x, y * y], true) AS f, diff_in_diff(e, t, y, s, 'not yet') AS d FROM big WHERE x <> 7) AS p;

-- errors ----------------------------------------------------------------------

CREATE TEMP TABLE wrong (query text, state text, message text);
INSERT INTO wrong VALUES
	($$ link_regression('{1,2}', '{{1}}', '{0}') $$, '22023', 'effect and every cause must be equally long, not 2 and 1 values'),
	($$ link_regression('{1,2}', '{{1,2}}', '{0,1}') $$, '22023', 'there must be one lag for each cause'),
	($$ link_regression('{1,2}', '{{1,2}}', '{NULL}') $$, '22004', 'lags must not contain nulls'),
	($$ link_regression('{1,2}', '{{1,2}}', '{-1}') $$, '22023', 'lag must be at least 0 and less than the length of the series, 2, but is -1'),
	($$ link_regression('{1,2}', '{{1,2}}', '{2}') $$, '22023', 'lag must be at least 0 and less than the length of the series, 2, but is 2'),
	($$ link_regression('{1,2}', '{{1,2}}', '{0}', -1) $$, '22023', 'season must not be negative, but is -1'),
	($$ link_regression('{1,NaN}', '{{1,2}}', '{0}') $$, '22023', 'effect must be a finite number, not NaN'),
	($$ link_regression('{1,2}', '{{1,Infinity}}', '{0}') $$, '22023', 'causes must be a finite number, not Infinity'),
	($$ link_regression('{1}', (SELECT array_agg('{1}'::float8[]) FROM generate_series(1, 65)), array_fill(0, ARRAY[65])) $$, '22023', 'there may be at most 64 causes, not 65'),
	($$ interrupted_series('{1}', 0) $$, '22023', 'first_after must be a place in the series, from 1 on, but is 0'),
	($$ interrupted_series('{1}', 1, -1) $$, '22023', 'season must not be negative, but is -1'),
	($$ interrupted_series('{-Infinity}', 1) $$, '22023', 'series must be a finite number, not -Infinity'),
	($$ panel_regression(e, '2000'::text, 1, '{1}') FROM (VALUES ('b'), ('a"b'), ('a"b')) AS v (e) $$, '22023', 'entity "a"b" has period 2000 twice'),
	($$ panel_regression('a', '2000'::text, 1, x::float8[]) FROM (VALUES ('{1}'), ('{1,2}')) AS v (x) $$, '22023', 'there must be as many causes in all rows, not 1 and 2'),
	($$ panel_regression('a', '2000'::text, 1, '{}') $$, '22023', 'there must be from 1 to 1000 causes, not 0'),
	($$ panel_regression('a', '2000'::text, 1, '{NaN}') $$, '22023', 'causes must be a finite number, not NaN'),
	($$ panel_regression('a', '2000'::text, 'Infinity', '{1}') $$, '22023', 'effect must be a finite number, not Infinity'),
	($$ panel_regression('a', i::text, 1, '{1}', i > 2000) FROM generate_series(2000, 2001) AS i $$, '22023', 'period_effects must be the same in all rows'),
	($$ panel_regression('a', '2000'::text, 1, '{1}', NULL) $$, '22004', 'period_effects must not be null'),
	($$ panel_regression('a', 'never'::text, 1, '{1}') $$, '22007', NULL),
	($$ diff_in_diff('a', '2000'::text, 1, '2001', 'all') $$, '22023', 'unknown controls "all"'),
	($$ diff_in_diff('a', '2000'::text, 1, '2001', NULL) $$, '22004', 'controls must not be null'),
	($$ diff_in_diff('a', '2000'::text, 'NaN', '2001') $$, '22023', 'outcome must be a finite number, not NaN'),
	($$ diff_in_diff('a', '2000'::text, 1, '2001-01') $$, '22023', 'period 2000 and first treated period 2001-01 are not of one series'),
	($$ diff_in_diff('a', p, 1, NULL::text) FROM (VALUES ('2000'), ('2001-01')) AS v (p) $$, '22023', 'periods 2000 and 2001-01 are not of one series'),
	($$ diff_in_diff('a', i::text, 1, i::text) FROM generate_series(2000, 2001) AS i $$, '22023', 'entity "a" has two first treated periods, 2000 and 2001'),
	($$ diff_in_diff('a', '2000'::text, 1, '2001'::text) FROM generate_series(1, 2) $$, '22023', 'entity "a" has period 2000 twice');
SELECT throws_ok('SELECT bsc.' || ltrim(query), state::char(5), message, coalesce(message, ltrim(query))) FROM wrong;

-- the regression of pooled evidence: rows of an effect, four periods of its past, and a cause at its lag and beyond
CREATE TEMP TABLE linked AS
SELECT s, d, bsc.shift('2020-01'::bsc.period, m) AS m, y, ARRAY[lag(y, 1) OVER w, lag(y, 2) OVER w, lag(y, 3) OVER w, lag(y, 4) OVER w,
    x, lag(x, 1) OVER w, lag(x, 2) OVER w, lag(x, 3) OVER w, lag(x, 4) OVER w] AS a
FROM (SELECT s, d, m, hashint8extended(s * 1000003 + d * 1009 + m, 1) % 1000 / 1000.0::float8 AS y, hashint8extended(s * 1000003 + d * 1009 + m, 2) % 1000 / 1000.0::float8 AS x
      FROM generate_series(1, 3) AS s, generate_series(1, 4) AS d, generate_series(1, 14) AS m) AS r
WINDOW w AS (PARTITION BY s, d ORDER BY m);
SELECT results_eq($$SELECT (f).n, (f).entities, (f).df, round((f).estimates[1]::numeric, 9), round((f).std_errors[1]::numeric, 9), round((f).p_values[1]::numeric, 9)
        FROM (SELECT bsc._panel_links('e' || d, m, y, a[1:6], 1) AS f FROM linked WHERE s = 3) AS l$$,
    $$SELECT (f).n, (f).entities, (f).df, round((f).estimates[6]::numeric, 9), round((f).std_errors[6]::numeric, 9), round((f).p_values[6]::numeric, 9)
        FROM (SELECT bsc.panel_regression('e' || d, m, y, a[1:4] || a[6] || a[5], true) AS f FROM linked WHERE s = 3) AS l$$,
    'with the past of the effect itself it is panel_regression');
SELECT ok((SELECT pg_temp.near((f).estimates[1], (p).estimates[1], 1e-12) AND (f).entities = 2
    FROM (SELECT bsc._panel_links('e' || d, m, y, a, 4) AS f, bsc._panel_links('e' || d, m, y, a[1:6], 1) AS p
          FROM linked WHERE s = 2 AND d <= 2 AND m OPERATOR(bsc.>) '2020-05') AS l), 'and so it is where repeating does not come to an end');
SELECT ok((SELECT abs((f).estimates[1] - (p).estimates[1]) > 0.001 AND (f).std_errors[1] > 0
    FROM (SELECT bsc._panel_links('e' || d, m, y, a, 4) AS f, bsc._panel_links('e' || d, m, y, a[1:6], 1) AS p
          FROM linked WHERE s = 1 AND m OPERATOR(bsc.>) '2020-05') AS l), 'else it is not');
SELECT is((SELECT bsc._panel_links('e' || d, m, y, ARRAY[a[1], a[2], a[3], a[4], d, d, d, d, d], 4)::text FROM linked WHERE s = 1),
    '(40,4,10,3,{NULL},{NULL},{NULL},{NULL},{{NULL}},)', 'a cause that never moves within an entity');
SELECT is((SELECT ((f).n, (f).estimates, (f).std_errors)::text
    FROM (SELECT bsc._panel_links('e' || d, m, 2 * a[5], ARRAY[2 * a[6], 2 * a[7], 2 * a[8], 2 * a[9], a[5], a[6], a[7], a[8], a[9]], 4) AS f FROM linked WHERE s = 1) AS l),
    '(40,{2},{NULL})', 'an effect that is computed from its cause has no error');
SELECT ok(count(p) = 4 AND max(p) - min(p) < 1e-12, 'what a p value of _panel_links is made of does not depend on the unit')
	FROM (SELECT (bsc._panel_links('e' || d, m, u * 1000 * y, ARRAY[u * 1000 * a[1], u * 1000 * a[2], u * 1000 * a[3], u * 1000 * a[4], c * a[5], c * a[6]], 1)).p_values[1] AS p
	      FROM (SELECT s, d, m, round(1000 * y) / 1000 AS y, a FROM linked) AS l CROSS JOIN (VALUES (1::float8, 1::float8), (1e-100, 1e300), (1e-30, 1e299), (1e-310, 1)) AS f (u, c)
	      WHERE s = 3 GROUP BY u, c) AS l;
SELECT is((SELECT bsc._panel_links('e', m, y, a, 4)::text FROM linked WHERE s = 1 AND d = 1), '(10,1,10,0,,,,,,)', 'one entity: counts alone');
SELECT is((SELECT bsc._panel_links('e', m, y, a, 4)::text FROM linked WHERE false), '(0,0,0,-1,,,,,,)', 'no rows');

SELECT * FROM finish();
ROLLBACK;
