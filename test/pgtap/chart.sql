-- bsc.chart_svg: what it shows is what the tables and the statistics say
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT plan(36);
SET LOCAL search_path = public, bsc;

CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE COST 1 RETURN '2024-05-16 12:00+00'::timestamptz;
SELECT bsc.define('{"code": "c", "name": "Company & Co", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
	{"code": "sales", "name": "<Sales> \"net\"", "unit": "EUR", "plan": [{"period": "2024", "target": "0..1800"}]},
	{"code": "band", "rollup": "last", "plan": [{"period": "2024-03", "target": "60:0 70:1 80:1 90:0"}]},
	{"code": "none"}, {"code": "visits", "frequency": "week"}]}]}]}') \g /dev/null
INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value)
SELECT 'c', m, '', bsc.shift('2018-01'::bsc.period, i), 100 + i * 7919 % 31 + CASE WHEN i = 74 THEN 300 ELSE 0 END FROM unnest('{sales,band}'::text[]) AS m, generate_series(0, 75) AS i WHERE i <> 70;
INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value) VALUES ('c', 'sales', '', '2024-05', 7), ('c', 'visits', '', '2024W02', 5), ('c', 'visits', '', '2024W03', 5);
CREATE FUNCTION pg_temp.chart(measure text, period text DEFAULT NULL, lang text DEFAULT 'en') RETURNS xml LANGUAGE sql STABLE
RETURN xmlparse(document replace(bsc.chart_svg('c', measure, period, '', lang), ' xmlns="http://www.w3.org/2000/svg"', ''));
CREATE FUNCTION pg_temp.found(chart xml, path text) RETURNS text[] LANGUAGE sql STABLE RETURN xpath(path, chart)::text[];
CREATE TEMP TABLE sales AS SELECT pg_temp.chart('sales') AS c;
CREATE TEMP TABLE series AS
SELECT bsc._at_places(array_agg(a.value ORDER BY a.period), array_agg(bsc.distance(a.period, '2018-01') + 1 ORDER BY a.period)) AS s
FROM bsc.actual AS a WHERE a.measure_id = bsc.measure_id('c', 'sales') AND a.period < '2024-05';

SELECT is(bsc.chart_svg('c', 'sales'), bsc.chart_svg('c', 'sales', '2024'::bsc.period, NULL, 'en'), 'the company year under way, as text or as a period');
SELECT is(xmlserialize(document pg_temp.chart('sales') AS text), xmlserialize(document c AS text), 'again the same bytes') FROM sales;
SELECT is(pg_temp.found(c, '/svg/title/text()'), ARRAY['&lt;Sales&gt; "net": Company &amp; Co, 2019-05 to 2024-12, EUR'], 'a title: name, scorecard, span, unit') FROM sales;
SELECT is(pg_temp.found(c, '/svg/@role') || pg_temp.found(c, 'count(//script)'), '{img,0}', 'a picture without a script') FROM sales;
SELECT is(string_to_array((pg_temp.found(c, '/svg/@aria-labelledby'))[1], ' '), pg_temp.found(c, '/svg/title/@id | /svg/desc/@id'), 'that names its title and description') FROM sales;

-- values: sixty places, one of them a gap
SELECT is(cardinality(pg_temp.found(c, '//path[@class="bsc-dot" or @class="bsc-signal"]/@data-period')), 59, 'sixty periods, but for the gap') FROM sales;
SELECT is((regexp_match(array_to_string(pg_temp.found(c, '//path[@class="bsc-value"]/@d'), '|'), 'M[^|]*'))[1] ~ 'M.*M', true, 'which breaks the line') FROM sales;
SELECT is(pg_temp.found(c, '//path[@class="bsc-signal"]/@data-period'),
	(SELECT array_agg(bsc.shift('2018-01'::bsc.period, x.i - 1)::text ORDER BY x.i) FROM series, bsc.xmr(s, 12) AS x WHERE x.signal IS NOT NULL AND x.i > 16), 'diamonds where the natural limits are broken') FROM sales;
SELECT is(pg_temp.found(c, '//path[@data-period="2024-03"]/title/text()'), '{"2024-03: 413, above the limits"}', 'and said so') FROM sales;
SELECT is(pg_temp.found(c, 'count(//*[@data-period="2024-05"]/title[contains(., "expected")])'), '{1}', 'the month under way is forecast, not shown as a fall') FROM sales;
SELECT is(pg_temp.found(c, '//path[@class="bsc-ring"]/title/text()'),
	(SELECT array_agg(format('%s: %s expected (%s to %s)', bsc.shift('2024-04'::bsc.period, f.step), bsc._shown_amount(f.mean), bsc._shown_amount(f.low), bsc._shown_amount(f.high)) ORDER BY f.step)
	 FROM series, bsc.forecast(s, 12, 8) AS f), 'forecasts to the year''s end, with their intervals') FROM sales;

-- places: what is higher stands higher, and to scale
CREATE TEMP TABLE tick AS SELECT replace((xpath('string(.)', t))[1]::text, ',', '')::float8 AS value, (xpath('string(/text/@y)', t))[1]::text::float8 - 11 * 0.36 AS y FROM sales, unnest(xpath('//text[@class="bsc-small bsc-tick"]', c)) AS t;
SELECT ok(count(*) BETWEEN 3 AND 10 AND min(value) <= 100 AND max(value) >= 413, 'a scale that holds all') FROM tick;
CREATE TEMP TABLE scale AS SELECT regr_slope(y, value) AS slope, regr_intercept(y, value) AS start FROM tick;
SELECT ok(max(abs(y - start - slope * value)) < 0.11, 'even') FROM tick, scale;
CREATE FUNCTION pg_temp.heights(c xml, class text) RETURNS float8[] LANGUAGE sql STABLE
RETURN (SELECT array_agg(coalesce(m[1], m[2])::float8 ORDER BY n) FROM regexp_matches((pg_temp.found(c, format('(//path[@class="%s"]/@d)[1]', class)))[1], '[ML][0-9.-]+ ([0-9.-]+)|V([0-9.-]+)', 'g') WITH ORDINALITY AS x (m, n));
SELECT ok(max(abs(h - start - slope * v)) < 0.11 AND count(*) = 59, 'the line goes through the values')
FROM sales, scale, series, unnest(pg_temp.heights(c, 'bsc-value'), array_remove(s[17:], NULL)) AS p (h, v);
SELECT ok(abs(h - start - slope * 150) < 0.11, 'the target of a month is a twelfth of the year''s') FROM sales, scale, unnest(pg_temp.heights(c, 'bsc-goal')) AS h;
SELECT is(cardinality(pg_temp.heights(c, 'bsc-goal')), 1, 'from January on, without a step') FROM sales;
SELECT ok(max(abs(h - start - slope * v)) < 0.11 AND count(*) > 0, 'the limits are those of xmr') FROM sales, scale, unnest(pg_temp.heights(c, 'bsc-limit'),
	(SELECT array_agg(DISTINCT x.low) FROM series, bsc.xmr(s, 12) AS x)) AS p (h, v);
SELECT ok(max(abs(h - start - slope * v)) < 0.11 AND count(*) = 9, 'and the forecast goes on from the last value') FROM sales, scale, unnest(pg_temp.heights(c, 'bsc-expected'),
	(SELECT ARRAY[(SELECT s[76] FROM series)] || array_agg(f.mean ORDER BY f.step) FROM series, bsc.forecast(s, 12, 8) AS f)) AS p (h, v);
SELECT ok(max(abs(h - start - slope * v)) < 0.11 AND count(*) = 17, 'its interval is a fan') FROM sales, scale, unnest(pg_temp.heights(c, 'bsc-interval'),
	(SELECT ARRAY[(SELECT s[76] FROM series)] || array_agg(f.high ORDER BY f.step) || array_agg(f.low ORDER BY f.step DESC) FROM series, bsc.forecast(s, 12, 8) AS f)) AS p (h, v);

-- other measures and periods
SELECT is(pg_temp.found(pg_temp.chart('band'), 'count(//path[@class="bsc-goal"])'), '{3}', 'a band has two ends, and a sample');
SELECT is(pg_temp.found(pg_temp.chart('sales', '2023'), 'count(//path[@class="bsc-ring"])'), '{0}', 'a year that is over has no forecast');
SELECT is((pg_temp.found(pg_temp.chart('sales', '2023'), '//*[@data-period]/@data-period'))[60], NULL, 'and ends with its last month');
SELECT is((pg_temp.found(pg_temp.chart('visits', '2024Q1'), '//*[@data-period]/@data-period'))[1:2], '{2024-W02,2024-W03}', 'weeks are drawn as weeks');
SELECT is(pg_temp.found(pg_temp.chart('none'), '//text[last()]/text()'), '{"No values yet."}', 'nothing to draw, and said so');
SELECT is(pg_temp.found(pg_temp.chart('none', NULL, 'zh'), '/svg/desc/text()'), '{尚无数值。}', 'in Chinese');
SELECT is_empty($$SELECT w FROM unnest(pg_temp.found(pg_temp.chart('sales', NULL, 'zh'), '//g[@class="bsc-legend"]/text/text() | //path/title/text()')) AS w WHERE w ~ '[a-z]'$$, 'all of it');
-- notes stand at their period: those on the measure, and on the scorecard's events
SELECT bsc.record('c', 'sales', '2024-04', 5, 'north'), bsc.record('c', 'sales', '2024-03', 5, 'north') \g /dev/null
SELECT bsc.annotate('c', 'c/p/o/sales', '2024-03', 'a strike'), bsc.annotate('c', 'c/p/o/sales', '2024-03', 'it snows', 'north'),
	bsc.annotate('c', 'c', '2024-03-14', 'the fair'), bsc.annotate('c', 'c', '2024Q1', 'a quarter'), bsc.annotate('c', 'c/p', '2024-02', 'a perspective'),
	bsc.withdraw_note(bsc.annotate('c', 'c', '2024-02', 'taken back')) \g /dev/null
CREATE FUNCTION pg_temp.notes(entity text) RETURNS text[] LANGUAGE sql STABLE
RETURN pg_temp.found(xmlparse(document replace(bsc.chart_svg('c', 'sales', '2024', entity), ' xmlns="http://www.w3.org/2000/svg"', '')), '//path[@class="bsc-note"]/title/text()');
SELECT is(pg_temp.notes(''), '{"2024-03: a strike; the fair"}', 'what was said about the measure and what happened in the period');
SELECT is(pg_temp.notes('north'), '{"2024-03: it snows; the fair"}', 'an entity''s chart has its own notes, and what happened to all');
SELECT is(pg_temp.found(pg_temp.chart('band'), '//path[@class="bsc-note"]/title/text()'), '{"2024-03: the fair"}', 'another measure has the events only');
SELECT throws_ok($$SELECT bsc.chart_svg('c', 'salse')$$, '22023', 'scorecard "c" has no measure "salse"', 'no such measure');
SELECT throws_ok($$SELECT bsc.chart_svg('c', 'sales', '2024W20')$$, '22023', NULL, 'a period finer than the measure''s');
SELECT throws_ok($$SELECT bsc.chart_svg('c', 'sales', lang => 'xx')$$, '22023', NULL, 'no such language');

-- the drawing itself: figures of any size, notes, what is wrong
CREATE FUNCTION pg_temp.drawn(VARIADIC float8[]) RETURNS text LANGUAGE sql STABLE RETURN bsc._draw_chart('t', 's', 'd',
	ARRAY(SELECT ROW('p' || n, 'said', NULL, false, v, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::bsc._chart_point FROM unnest($1) WITH ORDINALITY AS x (v, n)), array_fill('w'::text, '{9}'), '');
SELECT is_empty($$SELECT v FROM (VALUES (ARRAY[1e308, -1e308]), ('{1.7976931348623157e308,1.7976931348623157e308}'), ('{-1.7976931348623157e308}'), ('{5e-324,0}'), ('{1e15,1.000000000000001e15}'), ('{0}'), ('{3,3,3}'), ('{1e-300,2e-300}'), ('{0.1,0.3}')) AS t (v)
	WHERE pg_temp.drawn(VARIADIC v) ~* 'nan|inf' OR NOT xml_is_well_formed_document(pg_temp.drawn(VARIADIC v))$$, 'the largest and the smallest figures');
SELECT matches(bsc._draw_chart('t', 's', 'd', ARRAY[ROW('p', 'said', 'moved <house>', false, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::bsc._chart_point], array_fill('w'::text, '{9}'), ''), 'bsc-note"[^>]*><title>p: moved &lt;house&gt;</title>', 'a note stands at its period');
SELECT throws_ok($$SELECT pg_temp.drawn(VARIADIC '{NaN}')$$, '22023', 'invalid chart: a figure is not finite', 'a figure that is none');
SELECT throws_ok($$SELECT pg_temp.drawn(VARIADIC array_fill(1::float8, '{2001}'))$$, '54000', NULL, 'more than can be drawn');
SELECT * FROM finish();
ROLLBACK;
