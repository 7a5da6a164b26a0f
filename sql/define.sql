--
-- The document of a scorecard: what its errors say
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS bsc;
RESET client_min_messages;
\set SHOW_CONTEXT never

-- a small one, there and back
SELECT bsc.define('{
  "code": "acme", "name": "Acme", "perspectives": [
    {"code": "customer", "objectives": [
      {"code": "loyalty", "measures": [
        {"code": "nps", "rollup": "mean", "plan": [{"period": "2004q1", "target": ">= 40"}]}]}]},
    {"code": "financial", "objectives": [
      {"code": "growth", "measures": [{"code": "revenue", "unit": "EUR", "financial": true}]}]}],
  "links": [{"cause": "loyalty", "effect": "growth", "lag": 2}],
  "initiatives": [{"code": "club", "starts": "2004-02-01", "objectives": ["loyalty"]}]}');
SELECT jsonb_pretty(bsc.definition('acme'));

-- one fault at a time, put into it
CREATE TEMP TABLE good AS SELECT bsc.definition('acme') AS doc;
CREATE FUNCTION pg_temp.fault(path text[], value jsonb) RETURNS text
LANGUAGE sql AS $$ SELECT bsc.define(jsonb_set(doc, path, value)) FROM good $$;

SELECT bsc.define(NULL);
SELECT bsc.define('[]');
SELECT bsc.define('"acme"');
SELECT bsc.define('{}');
SELECT bsc.define('{"code": 7}');
SELECT bsc.define('{"code": "a/b"}');
SELECT pg_temp.fault('{frequenzy}', '"month"');
SELECT pg_temp.fault('{frequency}', '"monthly"');
SELECT pg_temp.fault('{first_month}', '13');
SELECT pg_temp.fault('{amber}', '0.95');
SELECT pg_temp.fault('{amber}', '"0.7"');
SELECT pg_temp.fault('{time_zone}', '"Asia/Shangai"');
SELECT pg_temp.fault('{perspectives}', '{"code": "customer"}');
SELECT pg_temp.fault('{perspectives,1}', '"financial"');
SELECT pg_temp.fault('{perspectives,1,wieght}', '2');
SELECT pg_temp.fault('{perspectives,1,weight}', '-2');
SELECT pg_temp.fault('{perspectives,1,code}', 'null');
SELECT pg_temp.fault('{perspectives,1,code}', '"customer"');
SELECT pg_temp.fault('{perspectives,1,objectives,0,combine}', '"median"');
SELECT pg_temp.fault('{perspectives,1,objectives,0,measures,0,rollup}', '"summ"');
SELECT pg_temp.fault('{perspectives,1,objectives,0,measures,0,financial}', '"yes"');
SELECT pg_temp.fault('{perspectives,1,objectives,0,measures,0,carry_forward}', '1.5');
SELECT pg_temp.fault('{perspectives,1,objectives,0,measures,0,code}', '"nps"');
SELECT pg_temp.fault('{perspectives,1,objectives,0,measures,0,was}', '["a", "list"]');
SELECT pg_temp.fault('{perspectives,1,objectives,0,measures,0,run_as}', '"bsc no such role"');
SELECT pg_temp.fault('{perspectives,0,objectives,0,measures,0,plan,0,target}', '40');
SELECT pg_temp.fault('{perspectives,0,objectives,0,measures,0,plan,0,target}', '"forty"');
SELECT pg_temp.fault('{perspectives,0,objectives,0,measures,0,plan,0,target}', '">= 0"');
SELECT pg_temp.fault('{perspectives,0,objectives,0,measures,0,plan,0,target}', '"0:-1 40:1"');
SELECT pg_temp.fault('{perspectives,0,objectives,0,measures,0,plan,0,period}', '"Q1 2004"');
SELECT pg_temp.fault('{perspectives,0,objectives,0,measures,0,plan,0,period}', '"2004-01-01"');
SELECT pg_temp.fault('{perspectives,0,objectives,0,measures,0,plan,0,period}', '"2004-04/P1Y"');
SELECT pg_temp.fault('{perspectives,0,objectives,0,measures,0,plan,1}', '{"period": "2004Q1", "target": "0..50"}');
SELECT pg_temp.fault('{perspectives,0,objectives,0,measures,0,plan,0,entity}', to_jsonb(repeat('x', 1001)));
SELECT pg_temp.fault('{links,0,cause}', '"loyality"');
SELECT pg_temp.fault('{links,0}', '{"cause": "growth", "effect": "growth"}');
SELECT pg_temp.fault('{links,1}', '{"cause": "customer/loyalty", "effect": "growth", "lag": 2.0}');
SELECT pg_temp.fault('{perspectives,1,objectives,1}', '{"code": "loyalty"}');
SELECT pg_temp.fault('{initiatives,0,objectives,1}', '"loyality"');
SELECT pg_temp.fault('{initiatives,0,objectives,1}', '"customer/loyalty"');
SELECT pg_temp.fault('{initiatives,0,objectives,1}', '1');
SELECT pg_temp.fault('{initiatives,0,starts}', '"1.2.2004"');
SELECT pg_temp.fault('{initiatives,0,starts}', '"2004-02-30"');
SELECT pg_temp.fault('{initiatives,0,ends}', '"2004-01-31"');
SELECT pg_temp.fault('{initiatives,0,progress}', '50');
SELECT pg_temp.fault('{initiatives,1}', '{"code": "club"}');

-- two measures that were one
SELECT bsc.define('{"code": "acme", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "a", "was": "nps"}, {"code": "b", "was": "nps"}]}]}]}');

-- two measures of that name, one in each list
SELECT bsc.define('{"code": "acme", "perspectives": [
    {"code": "p", "objectives": [{"code": "o", "measures": [{"code": "a"}]}, {"code": "o2", "measures": [{"code": "a"}]}]}]}');

-- nothing has changed
SELECT bsc.definition('acme') = doc AS unchanged FROM good;

-- actuals are not thrown away by leaving something out
INSERT INTO bsc.actual (measure_id, period, value) VALUES (bsc.measure_id('acme', 'nps'), '2004-01', 30);
SELECT bsc.define(doc #- '{perspectives,0}' #- '{links,0}' #- '{initiatives,0}') FROM good;
SELECT bsc.define(doc #- '{perspectives,0}' #- '{links,0}' #- '{initiatives,0}', prune => true) FROM good;
SELECT bsc.definition('acme') #> '{perspectives}' AS perspectives;

-- queries that are kept beside the document
CREATE FUNCTION pg_temp.queried(extra text) RETURNS jsonb LANGUAGE sql AS $$
SELECT format('{"code": "queried", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "a"}, {"code": "b"}%s]}]}]}', extra)::jsonb $$;
SELECT bsc.define(pg_temp.queried(', {"code": "c"}'), queries => '{"a": "SELECT 1", "b": "SELECT 2", "c": "SELECT 3"}');
SELECT bsc.define(pg_temp.queried(', {"code": "c", "formula": "a / b"}'), queries => '{"a": "SELECT 1"}');
SELECT bsc.define(pg_temp.queried(', {"code": "d"}'), queries => '{"b": "SELECT 2", "d": "SELECT 3"}');
SELECT bsc.define(pg_temp.queried(''));
SELECT bsc.define(pg_temp.queried(''));
SELECT bsc.drop_scorecard('queried');

SELECT bsc.define('{"code": "beta"}');
SELECT bsc.define('{"code": "acme", "was": "beta"}');

-- what is not there; the hints list what is
\set VERBOSITY terse
SELECT bsc.definition('gamma');
SELECT bsc.drop_scorecard('gamma');
SELECT bsc.drop_scorecard('acme');
SELECT bsc.drop_scorecard('beta');
SELECT bsc.drop_scorecard('beta');
