-- Queries that return the period of each row are run once for all periods: what they leave is what period by period leaves.
\set ECHO none
\set QUIET 1
BEGIN;
SET client_min_messages = error;

CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT plan(29);

CREATE SCHEMA crm;
CREATE TABLE crm.sale (rep text, at timestamptz, amount numeric, customer int);
INSERT INTO crm.sale
SELECT 'rep ' || i % 7, timestamptz '2023-10-01 00:30+00' + (i * 7919 % 1100) * interval '17 hours', i % 97 + i / 1000.0, i % 53
FROM generate_series(1, 5000) AS i;
-- one who sells nothing in most months, and one without a name
INSERT INTO crm.sale SELECT 'seldom', m, 5, 1 FROM generate_series(timestamptz '2023-11-10', '2025-11-10', '5 months') AS m;

-- The same measures twice: one period at a time, and all in one pass.
CREATE FUNCTION pg_temp.measure(code text, query text, more jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('code', code, 'query', query) || more $$;
CREATE FUNCTION pg_temp.scorecard(code text, one_pass boolean) RETURNS text LANGUAGE sql AS $$
    SELECT bsc.define(jsonb_build_object('code', code, 'time_zone', 'Asia/Tokyo', 'first_month', 4, 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p',
        'objectives', jsonb_build_array(jsonb_build_object('code', 'o', 'measures', jsonb_build_array(
            pg_temp.measure('sales', 'SELECT ' || p || 'rep AS entity, sum(amount) AS value FROM crm.sale WHERE ' || w || ' GROUP BY 1' || g,
                jsonb_build_object('plan', '[{"entity": "seldom", "period": "2024-04/P1Y", "target": "0..100"}, {"entity": "seldom", "period": "2023-04/P1Y", "target": "0..100"}]'::jsonb)),
            pg_temp.measure('weekly', 'SELECT ' || p || 'rep AS entity, avg(amount) AS value, count(*) AS volume FROM crm.sale WHERE ' || w || ' GROUP BY 1' || g,
                '{"rollup": "mean", "frequency": "week"}'),
            pg_temp.measure('customers', 'SELECT ' || p || 'count(DISTINCT customer) AS value FROM crm.sale WHERE ' || w || CASE WHEN one_pass THEN ' GROUP BY 1' ELSE '' END,
                '{"rollup": "query"}'))))))))
    FROM (SELECT CASE WHEN one_pass THEN 'bsc.period(at, bsc.grain($1), 4) AS period, ' ELSE '' END,
        CASE WHEN one_pass THEN 'bsc.within(at, $1, $2)' ELSE 'bsc.during(at, $1)' END, CASE WHEN one_pass THEN ', 2' ELSE '' END) AS v (p, w, g) $$;
SELECT pg_temp.scorecard('singly', false), pg_temp.scorecard('together', true);

CREATE VIEW pg_temp.recorded AS
SELECT scorecard, measure, entity, period, value, volume, source FROM bsc.actual_entry JOIN (
    SELECT m.code AS measure, s.code AS scorecard, a.entity, a.period::text AS period, a.source
    FROM bsc.actual a JOIN bsc.measure m ON m.id = a.measure_id JOIN bsc.scorecard s ON s.id = m.scorecard_id) AS x USING (scorecard, measure, entity, period);
CREATE FUNCTION pg_temp.differences() RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' ',
        (SELECT count(*) FROM (SELECT measure, entity, period, value, volume, source FROM pg_temp.recorded WHERE scorecard = 'singly'
            EXCEPT SELECT measure, entity, period, value, volume, source FROM pg_temp.recorded WHERE scorecard = 'together') AS d),
        (SELECT count(*) FROM (SELECT measure, entity, period, value, volume, source FROM pg_temp.recorded WHERE scorecard = 'together'
            EXCEPT SELECT measure, entity, period, value, volume, source FROM pg_temp.recorded WHERE scorecard = 'singly') AS d),
        (SELECT count(*) FROM (SELECT measure, period, rows, error FROM bsc.refresh_log WHERE scorecard = 'singly'
            EXCEPT SELECT measure, period, rows, error FROM bsc.refresh_log WHERE scorecard = 'together') AS d),
        (SELECT abs(count(*) FILTER (WHERE scorecard = 'singly') - count(*) FILTER (WHERE scorecard = 'together')) FROM bsc.refresh_log),
        (SELECT count(*) FROM (SELECT m.code, r.period, r.error, r.last_success FROM bsc.measure_run r JOIN bsc.measure m ON m.id = r.measure_id JOIN bsc.scorecard s ON s.id = m.scorecard_id WHERE s.code = 'singly'
            EXCEPT SELECT m.code, r.period, r.error, r.last_success FROM bsc.measure_run r JOIN bsc.measure m ON m.id = r.measure_id JOIN bsc.scorecard s ON s.id = m.scorecard_id WHERE s.code = 'together') AS d)) $$;

CALL bsc.refresh('singly', '2023-10', '2025-09', notify => false);
CALL bsc.refresh('together', '2023-10', '2025-09', notify => false);
SELECT is(count(*), 959::bigint, 'so much was recorded') FROM pg_temp.recorded WHERE scorecard = 'singly';
SELECT is(pg_temp.differences(), '0 0 0 0 0', 'actuals, log and runs are the same');
SELECT cmp_ok(count(*), '>', 5::bigint, 'with zeros for no row') FROM pg_temp.recorded WHERE scorecard = 'together' AND source = 'empty';
SELECT is(array_agg(DISTINCT bsc.grain(period::bsc.period)), '{half,month,quarter,year}', 'of every grain that is due') FROM pg_temp.recorded WHERE scorecard = 'together' AND measure = 'customers';
SELECT is(count(DISTINCT started), 6::bigint, 'by one run for each measure and grain') FROM bsc.refresh_log WHERE scorecard = 'together';

-- again, after changes: what is new, different and gone; by hand, and closed
UPDATE crm.sale SET amount = amount + 1 WHERE rep = 'rep 1' AND at > '2025-01-01';
DELETE FROM crm.sale WHERE rep = 'rep 2' AND at < '2024-06-01';
INSERT INTO crm.sale SELECT 'new', at, 1, 1 FROM crm.sale WHERE rep = 'rep 3';
SELECT bsc.record(s, 'sales', '2024-05', 1, 'rep 4'), bsc.record(s, 'sales', '2024-05', 1, 'by hand') FROM unnest('{singly,together}'::text[]) AS s;
CALL bsc.close_period('singly', '2024-07');
CALL bsc.close_period('together', '2024-07');
CALL bsc.close_period('singly', '2024-09');
CALL bsc.close_period('together', '2024-09');
CALL bsc.refresh('singly', '2023-10', '2025-09', notify => false);
CALL bsc.refresh('together', '2023-10', '2025-09', notify => false);
SELECT is(pg_temp.differences(), '0 0 0 0 0', 'after changes, too');
SELECT is(count(*), 0::bigint, 'closed periods are left alone') FROM pg_temp.recorded WHERE scorecard = 'together' AND period IN ('2024-07', '2024-09') AND entity = 'new';
SELECT is(count(*), 1::bigint, 'what was recorded by hand stays where the query is silent') FROM pg_temp.recorded WHERE scorecard = 'together' AND entity = 'by hand';
SELECT is((SELECT count(*) FROM bsc.actual_history h JOIN bsc.measure m ON m.id = h.measure_id JOIN bsc.scorecard s ON s.id = m.scorecard_id WHERE s.code = 'together'),
    (SELECT count(*) FROM bsc.actual_history h JOIN bsc.measure m ON m.id = h.measure_id JOIN bsc.scorecard s ON s.id = m.scorecard_id WHERE s.code = 'singly'), 'the history is as long');
CALL bsc.refresh('together', '2024-08', notify => false);
CALL bsc.refresh('singly', '2024-08', notify => false);
SELECT is(pg_temp.differences(), '0 0 0 0 0', 'one period alone is the same');
CREATE TEMP TABLE logged AS SELECT max(id) AS id FROM bsc.refresh_log;
CALL bsc.refresh('together', '2023-10', '2025-09', only_changed => true, notify => false);
SELECT is(count(*), 0::bigint, 'what was run already is not run again') FROM bsc.refresh_log WHERE id > (SELECT id FROM logged);
UPDATE bsc.measure_run SET last_success = NULL WHERE period::text IN ('2024-02', '2024-05', '2024-07')
    AND measure_id = (SELECT m.id FROM bsc.measure m JOIN bsc.scorecard s ON s.id = m.scorecard_id WHERE s.code = 'together' AND m.code = 'sales');
CALL bsc.refresh('together', '2023-10', '2025-09', only_changed => true, notify => false);
SELECT is(array_agg(period::text ORDER BY id), '{2024-02,2024-05}', 'those that are due are, if they are not closed') FROM bsc.refresh_log WHERE id > (SELECT id FROM logged);

-- test_query knows them
SELECT results_eq($$ SELECT entity, value, volume FROM bsc.test_query('together', 'weekly', '2024-W20') ORDER BY 1 $$,
    $$ SELECT entity, value, volume FROM bsc.test_query('singly', 'weekly', '2024-W20') ORDER BY 1 $$, 'a trial of one period');

-- errors
CREATE FUNCTION pg_temp.error_of(query text, period text DEFAULT '2024-05') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    UPDATE bsc.measure AS m SET query = error_of.query FROM bsc.scorecard AS s WHERE s.id = m.scorecard_id AND s.code = 'together' AND m.code = 'sales';
    PERFORM * FROM bsc.test_query('together', 'sales', period);
    RETURN 'none';
EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE || ' ' || SQLERRM;
END $$;
SELECT matches(pg_temp.error_of('SELECT bsc.period(at, ''month'') AS period, sum(amount) AS value FROM crm.sale GROUP BY 1'),
    '^22023 the query returned period 202[345]-[0-9]{2} when it was asked for 2024-05$', 'a period that was not asked for');
SELECT matches(pg_temp.error_of('SELECT bsc.period(at, ''quarter'') AS period, sum(amount) AS value FROM crm.sale WHERE bsc.within(at, $1, $2) GROUP BY 1'),
    '^22023 the query returned period 2024Q2, which is not of the same kind as 2024-05$', 'one of another grain');
SELECT is(pg_temp.error_of('SELECT NULL::bsc.period AS period, 1 AS value'), '22004 the query returned a row whose period is NULL', 'none');
SELECT is(pg_temp.error_of('SELECT ''2024-05'' AS period, 1 AS value'), '42804 column "period" of the query is of type text, not bsc.period', 'a text');
SELECT is(pg_temp.error_of('SELECT $1 AS period, 1 AS value UNION ALL SELECT $1, 2'), '21000 the query returned more than one row for the whole', 'twice');
SELECT is(pg_temp.error_of('SELECT $1 AS period'), '42804 column "period" of the query is of type bsc.period, not a number', 'one column is the value, whatever its name');
SELECT is(pg_temp.error_of('SELECT count(*) AS value FROM crm.sale WHERE bsc.within(at, $1, $2)'), 'none', '$2 without the column is the period itself');
SELECT is(pg_temp.error_of('SELECT 1 / ($3 = ''Asia/Tokyo'' AND $3 = current_setting(''TimeZone''))::int AS value'), 'none', '$3 is the time zone');
SELECT matches(pg_temp.error_of('SELECT $4 AS value'), '^42P02 ', 'there is no fourth');

-- an error is that run's, for all its periods; the others go on
SELECT is(pg_temp.error_of('SELECT p AS period, 1 / (p::text <> ''2024-03'')::int AS value FROM bsc.periods($1, $2) AS p'), 'none', 'an error of one period of several');
CREATE TEMP TABLE before AS SELECT * FROM pg_temp.recorded WHERE scorecard = 'together';
CALL bsc.refresh('together', '2024-01', '2024-05', notify => false);
SELECT is(array_agg(DISTINCT r.period::text || ' ' || r.error), '{"2024-01 22012: division by zero","2024-02 22012: division by zero","2024-03 22012: division by zero","2024-04 22012: division by zero","2024-05 22012: division by zero"}',
    'is that of all')
FROM (SELECT r.period, split_part(r.error, E'\n', 1) AS error FROM bsc.measure_run r JOIN bsc.measure m ON m.id = r.measure_id JOIN bsc.scorecard s ON s.id = m.scorecard_id WHERE s.code = 'together' AND r.error IS NOT NULL) AS r;
SELECT is((SELECT count(*) FROM (SELECT * FROM before EXCEPT SELECT * FROM pg_temp.recorded) AS d), 0::bigint, 'and the old actuals stay');

-- more rows than are remembered, and one twice among them
SET LOCAL work_mem = '64kB';
SELECT is(pg_temp.error_of('SELECT p AS period, ''e'' || i AS entity, i AS value FROM bsc.periods($1, $2) AS p, generate_series(1, 30000) AS i'), 'none', 'many rows');
CALL bsc.refresh('together', '2024-01', '2024-02', notify => false);
SELECT is(count(*), 60000::bigint, 'are recorded') FROM pg_temp.recorded WHERE scorecard = 'together' AND measure = 'sales' AND period IN ('2024-01', '2024-02') AND entity LIKE 'e%';
SELECT is(pg_temp.error_of('SELECT p AS period, ''e'' || i AS entity, i AS value FROM bsc.periods($1, $2) AS p, generate_series(1, 300) AS i UNION ALL SELECT $2, ''e7'', 7'), '21000 the query returned more than one row for entity "e7"', 'one of them twice');
UPDATE bsc.measure AS m SET query = 'SELECT p AS period, ''e'' || i AS entity, i AS value FROM bsc.periods($1, $2) AS p, generate_series(1, 300) AS i UNION ALL SELECT $2, ''e7'', 7'
FROM bsc.scorecard AS s WHERE s.id = m.scorecard_id AND s.code = 'together' AND m.code = 'sales';
CALL bsc.refresh('together', '2024-01', '2024-02', notify => false);
SELECT matches(error, '^21000: the query returned more than one row for entity "e7" in 2024-02', 'and in which period') FROM bsc.refresh_log WHERE measure = 'sales' ORDER BY id DESC LIMIT 1;

SELECT * FROM finish();
ROLLBACK;
