-- What all client programs look at: Northwind in English, xcmg in Chinese, and a scorecard with whatever is hard to carry
-- over a wire. Every reporting view has rows, and nearly every column a value.
\set QUIET on
\set ON_ERROR_STOP on
\o /dev/null
SET client_min_messages = warning;
CREATE EXTENSION bsc;

\ir ../data/northwind/load.sql
\ir ../data/northwind/scorecard.sql
CALL bsc.refresh('northwind', '1996-10', '1997-12');
SELECT bsc.annotate('northwind', (SELECT e.path FROM bsc.evaluate('northwind', '1997Q4') AS e WHERE e.level = 3 AND e.actual IS NOT NULL ORDER BY e.path LIMIT 1), '1997Q4', 'counted twice');
CALL bsc.close_period('northwind', '1997Q2');

\set lang zh
\ir ../data/xcmg/load.sql
\ir ../data/xcmg/scorecard.sql
CALL bsc.refresh('xcmg', '2003-11', '2004-03');

-- two offices beside the whole, with targets of their own
INSERT INTO bsc.plan (measure_id, entity, period, target)
SELECT m.id, e.entity, p.period, '0..10'
FROM bsc.measure AS m
JOIN bsc.scorecard AS s ON s.id = m.scorecard_id AND s.code = 'xcmg'
CROSS JOIN (VALUES ('徐州办事处'), ('Zürich, "O''Neil"')) AS e (entity)
CROSS JOIN bsc.periods('2004-02'::bsc.period, '2004-03'::bsc.period) AS p (period)
WHERE m.code IN ('customer-satisfaction', 'dealer-satisfaction');
INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value, volume)
VALUES ('xcmg', 'customer-satisfaction', '徐州办事处', '2004-02', 6.5, 20), ('xcmg', 'customer-satisfaction', '徐州办事处', '2004-03', 8.25, 31),
       ('xcmg', 'dealer-satisfaction', '徐州办事处', '2004-03', 4, 7), ('xcmg', 'customer-satisfaction', 'Zürich, "O''Neil"', '2004-03', 9.75, 3);

-- Names with all that some format uses for itself; numbers that few digits do not hold; days on which a clock was changed
-- at midnight in one place or other, and days at both ends of what spreadsheets know.
SELECT bsc.define(jsonb_build_object(
    'code', 'edge', 'name', E'\u00e9dge "quoted", ''single'' <b>&amp;</b> \U0001F600', 'frequency', 'day', 'time_zone', 'America/Sao_Paulo',
    'perspectives', jsonb_build_array(jsonb_build_object('code', 'p%s', 'name', 'percent %s $1 ? :x {0}', 'objectives', jsonb_build_array(
        jsonb_build_object('code', 'o|o', 'name', 'pipe | semicolon ; comma ,', 'owner', 'O''Neil, "Zoë"', 'description', E'a\nb', 'measures', jsonb_build_array(
            jsonb_build_object('code', 'm', 'name', E'two\nlines,\ta tab, back\\slash \\n', 'unit', '% ‰ ¥', 'rollup', 'mean',
                'owner', E'tab\there', 'description', 'NULL'),
            jsonb_build_object('code', 'broken', 'query', 'SELECT 1 / 0 AS value')))))),
    'initiatives', jsonb_build_array(jsonb_build_object('code', 'i', 'name', 'NULL', 'owner', '',
        'description', '\N', 'steps', jsonb_build_array(jsonb_build_object('code', 's;1', 'name', '=1+1', 'due', '2100-02-28')),
        'starts', '2018-11-04', 'ends', '2100-03-01', 'budget', 0.1, 'spent', 0.05, 'progress', 0.3, 'objectives', jsonb_build_array('o|o')))));
INSERT INTO bsc.plan (measure_id, period, target)
SELECT m.id, d::bsc.period, '0..0.7'
FROM bsc.measure AS m
JOIN bsc.scorecard AS s ON s.id = m.scorecard_id AND s.code = 'edge'
CROSS JOIN unnest('{1900-03-01,1970-01-01,2018-11-03,2018-11-04,2024-02-29,2100-03-01}'::text[]) AS d;
INSERT INTO bsc.actual_entry (scorecard, measure, period, value)
VALUES ('edge', 'm', '1900-03-01', 0.1::float8 + 0.2::float8), ('edge', 'm', '1940-06-01', 5e-324), ('edge', 'm', '1970-01-01', 0.7::float8 / 3),
       ('edge', 'm', '1999-12-31', -1e150), ('edge', 'm', '2018-11-03', 1e-7), ('edge', 'm', '2018-11-04', 0.49999999999999994),
       ('edge', 'm', '2024-02-29', 9007199254740993), ('edge', 'm', '2100-03-01', 123456789.123456789);

-- a red measure that drivers and entities have moved
SELECT bsc.define('{"code": "moved", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "revenue", "plan": [{"period": "2024", "target": "0..6000"}]}, {"code": "orders", "weight": 0},
    {"code": "basket", "formula": "revenue / orders", "plan": [{"period": "2024", "target": "0..100"}]}]}]}]}');
INSERT INTO bsc.actual_entry (scorecard, measure, entity, period, value)
SELECT 'moved', v.measure, v.entity, v.period, v.value
FROM (VALUES ('revenue', '', '2024-01', 500), ('revenue', 'Zoë', '2024-01', 300), ('revenue', 'a, "b"', '2024-01', 200),
             ('revenue', '', '2024-02', 300), ('revenue', 'Zoë', '2024-02', 250), ('revenue', 'a, "b"', '2024-02', 50),
             ('orders', '', '2024-01', 6), ('orders', '', '2024-02', 7), ('orders', 'Zoë', '2024-02', 5)) AS v (measure, entity, period, value);

-- a link that works the other way
UPDATE bsc.link SET strength = - strength
WHERE id = (SELECT min(l.id) FROM bsc.link AS l JOIN bsc.scorecard AS s ON s.id = l.scorecard_id AND s.code = 'xcmg');

-- an error to look at in the log
SET client_min_messages = error;
CALL bsc.refresh('edge', '2024-02-29');

-- a spreadsheet counts days, in floating point: the last of six digits is lost on it
UPDATE bsc.refresh_log
SET started = date_bin('10 microseconds', started, timestamptz 'epoch'), finished = date_bin('10 microseconds', finished, timestamptz 'epoch');

-- who reports reads, and no more
SELECT 'CREATE ROLE bsc_reporter LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bsc_reporter') \gexec
\getenv password PGPASSWORD
\if :{?password}
    ALTER ROLE bsc_reporter PASSWORD :'password';
\endif
GRANT USAGE ON SCHEMA bsc TO bsc_reporter;
GRANT SELECT ON ALL TABLES IN SCHEMA bsc TO bsc_reporter;

-- a spreadsheet keeps no more than hundredths of milliseconds
UPDATE bsc.measure_run SET last_run = date_trunc('second', last_run), last_success = date_trunc('second', last_success),
    failing_since = date_trunc('second', failing_since);
