-- Where an outlook shows: in the review, on the page, in Markdown; and where it does not
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT plan(15);

CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE COST 1 RETURN '2024-05-16 12:00+00'::timestamptz;
SELECT bsc.define('{"code": "c", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
	{"code": "sales", "name": "Sales", "unit": "EUR", "plan": [{"period": "2024", "target": "0..1900"}, {"period": "2024-05", "target": "0..200"}]},
	{"code": "calls", "name": "Calls", "plan": [{"period": "2024", "target": "0..1000"}, {"period": "2024-05", "target": "0..80"}]},
	{"code": "free", "name": "Free"}, {"code": "one", "plan": [{"period": "2024", "target": "0..10"}]}]}]}]}') \g /dev/null
INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value)
SELECT 'c', m, '', bsc.shift('2021-01'::bsc.period, i), 100 + i * 7919 % 31 FROM unnest('{sales,calls,free}'::text[]) AS m, generate_series(0, 39) AS i;
INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value) VALUES ('c', 'sales', '', '2024-05', 20), ('c', 'calls', '', '2024-05', 60), ('c', 'one', '', '2024-04', 1);

SELECT is(array_agg(measure || ' ' || verdict ORDER BY measure), '{"calls likely","one insufficient data","sales unlikely"}', 'one goal is likely, one is not') FROM bsc.outlook('c') WHERE verdict IS NOT NULL;
CREATE TEMP TABLE o AS SELECT * FROM bsc.outlook('c', '2024') WHERE measure = 'sales';
SELECT results_eq($$SELECT rule, loop, severity, subject FROM bsc.review('c') WHERE rule IN ('unlikely', 'off-pace')$$,
	$$VALUES ('off-pace', 'single', 'medium', 'sales'), ('unlikely', 'single', 'medium', 'sales')$$, 'the review tells of that, and of the month that is behind its time');
SELECT is(finding, format('Measure "Sales" will probably miss its goal for 2024: %s expected (%s to %s), goal 1,900, chance %s %%.',
	to_char(o.expected, 'FM9,999'), to_char(o.low, 'FM9,999'), to_char(o.high, 'FM9,999'), round(100 * o.probability)), 'in words')
FROM o, bsc.review('c') WHERE rule = 'unlikely';
SELECT is(ARRAY[evidence -> 'expected', evidence -> 'low', evidence -> 'high', evidence -> 'goal', evidence -> 'probability', evidence -> 'period'],
	ARRAY[to_jsonb(o.expected), to_jsonb(o.low), to_jsonb(o.high), to_jsonb(o.goal), to_jsonb(o.probability), '"2024"'], 'on the grounds of the outlook') FROM o, bsc.review('c') WHERE rule = 'unlikely';
SELECT is(finding, 'Measure "Sales" is behind its time: pace 20 %, 20 so far, goal 200 EUR.', 'and how far behind it is') FROM bsc.review('c') WHERE rule = 'off-pace';
SELECT is_empty($$SELECT finding FROM bsc.review('c', lang => 'zh') WHERE rule IN ('unlikely', 'off-pace') AND regexp_replace(finding, '“[^”]*”| EUR', '', 'g') ~ '[a-z]'$$, 'in Chinese');
SELECT is_empty($$SELECT * FROM bsc.review('c', '2024-04') WHERE rule IN ('unlikely', 'off-pace')$$, 'a period before knows nothing of what came after it');

-- the page
CREATE FUNCTION pg_temp.cells(period text) RETURNS SETOF text[] LANGUAGE sql AS $$
SELECT ARRAY(SELECT (xpath('string(.)', c))[1]::text FROM unnest(xpath('/tr/*', r)) WITH ORDINALITY AS u (c, n) ORDER BY n)
FROM unnest(xpath('//section[@id="measures"]//tr', xmlparse(document bsc.report('c', period, 'html')))) WITH ORDINALITY AS t (r, n) ORDER BY n $$;
SELECT is((SELECT array_agg(c[7]) FROM pg_temp.cells(NULL) AS c),
	(SELECT 'Outlook 2024'::text || array_agg(CASE WHEN x.low < x.high THEN concat(bsc._shown_amount(x.expected), bsc._shown_amount(x.low), ' to ', bsc._shown_amount(x.high), ', chance ' || round(100 * x.probability) || ' %') ELSE '' END)
	 FROM bsc.outlook('c') AS x), 'a column of the page: the figure, its interval, the chance; nothing where there is no interval');
SELECT is((xpath('string(//td[@class="outlook"]/span[@class="range"]/span[@class="span"]/@style)', xmlparse(document bsc.report('c', NULL::text, 'html'))))[1]::text,
	(SELECT format('left:0.0%%;width:%s%%', round(100 * ((o.high - o.low) / (1900 - o.low))::numeric, 1)) FROM o), 'and a bar, from the lower end to the goal, which lies beyond the interval');

SELECT is(cardinality(c), 9, 'nine columns and no more') FROM pg_temp.cells('2024-04') AS c LIMIT 1;
SELECT matches(bsc.report('c', NULL::text, 'markdown'), '\| Outlook 2024 \|.*\| Sales [^\n]*\| ' || bsc._shown_amount(o.expected) || ' \(' || bsc._shown_amount(o.low) || ' to ' || bsc._shown_amount(o.high) || ', chance \d+ %\) \|', 'Markdown says it') FROM o;
SELECT matches(bsc.report('c', NULL::text, 'html', 'zh'), '2024 展望.*达成概率', 'in Chinese, too');

-- closed: what it showed, it shows for ever
UPDATE bsc.scorecard SET frequency = 'month';
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE COST 1 RETURN '2024-06-02 12:00+00'::timestamptz;
SELECT is(count(*), 1::bigint, 'as long as nothing came after it, the ended month has the outlook') FROM bsc.review('c', '2024-05') WHERE rule = 'unlikely';
CALL bsc.close_period('c', '2024-05');
SELECT is_empty($$SELECT * FROM bsc.review('c', '2024-05') WHERE rule = 'unlikely'$$, 'closed, it has none');
SELECT unalike(bsc.report('c', '2024-05', 'html'), '%Outlook%', 'nor its page');
SELECT * FROM finish();
ROLLBACK;
