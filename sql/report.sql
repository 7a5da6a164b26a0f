-- Reports on a terminal, to the character.
SELECT getdatabaseencoding() <> 'UTF8' AS skip_test \gset
\if :skip_test
\quit
\endif
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS bsc;
RESET client_min_messages;
\set VERBOSITY default
\set SHOW_CONTEXT never
\pset format unaligned
\pset tuples_only on

-- marks
SELECT bsc.sparkline('{3,1,4,1,5,9,2,6,5,3,5}'), bsc.sparkline('{1,NULL,2,NULL}') || '|', bsc.sparkline('{7,7}'), bsc.sparkline('{}');
SELECT bsc._bar(s) || '|' FROM unnest('{0,0.01,0.25,0.5,0.618,0.99,1,1.2,-1,NULL}'::float8[]) AS s;
SELECT bsc._bar(0.333, 3), bsc._bar(0.333, 30);
SELECT bsc.sparkline('{1,NaN}');
SELECT bsc._bar('Infinity');
SELECT bsc._bar(0.5, 1001);
SELECT bsc.sparkline_svg('{1,3,NULL,2}', 'Revenue');

-- a scorecard with names of two scripts
SELECT bsc.define($json${
  "code": "report_demo", "name": "茶馆 Tea house", "frequency": "quarter",
  "perspectives": [
    {"code": "f", "name": "财务", "weight": 60, "objectives": [
      {"code": "profit", "name": "利润增长", "measures": [
        {"code": "revenue", "name": "收入", "unit": "元", "frequency": "quarter", "rollup": "sum"},
        {"code": "cost", "name": "Cost of a cup, with everything that belongs to it", "unit": "CNY", "frequency": "quarter", "rollup": "mean"}]}]},
    {"code": "c", "name": "Customers", "weight": 40, "objectives": [
      {"code": "loyal", "name": "客人常来", "measures": [
        {"code": "visits", "name": "每位客人的来访次数", "frequency": "quarter", "rollup": "mean"}]},
      {"code": "known", "name": "Be known", "measures": [
        {"code": "reach", "name": "Reach", "frequency": "quarter", "rollup": "last"}]}]}],
  "links": [{"cause": "loyal", "effect": "profit"}]
}$json$);
INSERT INTO bsc.plan (measure_id, period, target)
SELECT bsc.measure_id('report_demo', t.measure), p.period, t.target::bsc.target
FROM (VALUES ('revenue', '0..250000'), ('cost', '5..3'), ('visits', '1..4')) AS t (measure, target), bsc.periods('2024Q1'::bsc.period, '2024Q2'::bsc.period) AS p (period);
SELECT bsc.record('report_demo', m, p, v)
FROM (VALUES ('revenue', '2024Q1', 123456.78), ('cost', '2024Q1', 4.5), ('visits', '2024Q1', 2.2),
             ('revenue', '2024Q2', 249000), ('cost', '2024Q2', 4.725), ('visits', '2024Q2', 4)) AS t (m, p, v) \g /dev/null
SELECT bsc.report('report_demo', '2024Q2');
SELECT bsc.report('report_demo', '2024Q1', 'text', 'zh');
SELECT replace(bsc.report('report_demo', '2024Q2', 'ansi'), chr(27), '\e');
SELECT bsc.report('report_demo', '2024');
INSERT INTO bsc.entity (scorecard_id, code) SELECT s.id, 'nobody' FROM bsc.scorecard AS s WHERE s.code = 'report_demo';
SELECT bsc.report('report_demo', '2024Q2', 'text', 'en', 'nobody');
-- a mistyped one is named
SELECT bsc.report('report_demo', '2024Q2', 'text', 'en', 'nobdy');

-- money that no double can be, the last day that there is, and a time zone by its rule
INSERT INTO bsc.initiative (scorecard_id, code, starts, ends, budget, spent)
VALUES (bsc.scorecard_id('report_demo'), 'eternal', '2024-01-01', '5874897-12-31', 1e400, 1e-400);
SELECT budget, spent FROM bsc.initiative_status WHERE scorecard = 'report_demo';
UPDATE bsc.scorecard SET time_zone = '<img src=x>0' WHERE code = 'report_demo';
SELECT f, bsc.report('report_demo', '2024Q2', f) ~ '1e\+308', bsc.report('report_demo', '2024Q2', f) LIKE '%<img%'
FROM unnest(ARRAY['markdown', 'html']) AS f;

-- what cannot be
SELECT bsc.report('report_demo', '2024Q2', 'pdf');
SELECT bsc.report('report_demo', '2024Q2', 'html', 'tlh');
SELECT bsc.report('report_demo', 'soon');
SELECT bsc.drop_scorecard('report_demo');

-- a change of attainment is a fraction: one beyond the whole is warned of
SELECT bsc.define('{"code": "fractions", "perspectives": [{"code": "p", "objectives": [{"code": "a"}, {"code": "b"}]}], "links": [{"cause": "a", "effect": "b", "strength": 0.5}]}');
SELECT effect, expected_change FROM bsc.what_if('fractions', 'a', 10, 0);
SELECT effect, expected_change FROM bsc.what_if('fractions', 'a', -1, 0);
SELECT bsc.drop_scorecard('fractions');

-- a database that may lack all but ASCII
SELECT current_database() AS home \gset
CREATE DATABASE regression_bsc_ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0;
\c regression_bsc_ascii
SET client_min_messages = warning;
CREATE EXTENSION bsc;
RESET client_min_messages;
SELECT bsc.sparkline('{1,2,3,4,5,6,7,8,NULL}') || '|', bsc._bar(0.55) || '|';
SELECT bsc.define('{"code": "plain", "frequency": "month", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m"}]}]}]}');
INSERT INTO bsc.plan (measure_id, period, target) VALUES (bsc.measure_id('plain', 'm'), '2024-02', '0..10');
INSERT INTO bsc.actual (measure_id, period, value) VALUES (bsc.measure_id('plain', 'm'), '2024-02', 4);
SELECT bsc.report('plain');
SELECT bsc.report('plain', '2024-02', 'html') ~ '[^\x01-\x7f]' AS other_than_ascii;
SELECT bsc.report('plain', '2024-02', 'text', 'zh');
\c :home
DROP DATABASE regression_bsc_ascii;

-- one whose control characters are of one byte, too
CREATE DATABASE regression_bsc_latin1 ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0;
\c regression_bsc_latin1
SET client_min_messages = warning;
CREATE EXTENSION bsc;
RESET client_min_messages;
SELECT bsc._markup(convert_from('\x419b324ae4', 'LATIN1'), m) = convert_from('\x413f324ae4', 'LATIN1')
FROM unnest(ARRAY['html', 'mermaid', 'dot', 'markdown', 'text']) AS m;
\c :home
DROP DATABASE regression_bsc_latin1;
