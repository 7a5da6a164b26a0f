-- the strategy map as a picture: formats, layout, errors
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS bsc;
\pset format unaligned
\pset tuples_only on

SELECT bsc.define('{
  "code": "map", "name": "A <map> & \"its\" names", "frequency": "month",
  "perspectives": [
    {"code": "f", "name": "Financial", "objectives": [
      {"code": "grow", "name": "Grow", "measures": [{"code": "m1", "rollup": "mean", "plan": [{"period": "2004-01", "target": "0..100"}]}]},
      {"code": "save", "name": "Save \"cost\" | <b>", "measures": [{"code": "m2", "rollup": "mean", "plan": [{"period": "2004-01", "target": "0..100"}]}]}]},
    {"code": "c", "name": "Customer", "objectives": []},
    {"code": "p", "name": "Process", "objectives": [
      {"code": "fast", "name": "Answer fast, and well, and always in the words that the customer has chosen", "measures": [{"code": "m3", "rollup": "mean", "plan": [{"period": "2004-01", "target": "0..100"}]}]},
      {"code": "train", "name": "Train"}]}],
  "links": [
    {"cause": "fast", "effect": "grow", "strength": 0.5, "lag": 2, "hypothesis": "who is answered buys"},
    {"cause": "fast", "effect": "save", "strength": -0.3},
    {"cause": "train", "effect": "fast", "lag": 1},
    {"cause": "grow", "effect": "train", "strength": 0.1, "lag": 12},
    {"cause": "train", "effect": "train", "strength": 0.2, "lag": 1}]}');
SELECT bsc.record('map', 'm1', '2004-01', 95), bsc.record('map', 'm2', '2004-01', 40), bsc.record('map', 'm3', '2004-01', 75);

SELECT bsc.strategy_map('map');
SELECT bsc.strategy_map('map', '2004-01', 'dot', 'en');
SELECT regexp_replace(bsc.strategy_map('map', '2004-01', 'svg'), '<style>.*</style>|bsc-[0-9]+', '', 'g');

-- an empty one, and one without a perspective
SELECT bsc.define('{"code": "void", "name": "Void"}');
SELECT bsc.strategy_map('void', '2004-01', f) FROM unnest(ARRAY['mermaid', 'dot']) AS f;
SELECT bsc.strategy_map('void', NULL::text, 'svg') ~ 'This scorecard has no perspectives yet';

-- Chinese
SELECT bsc.strategy_map('map', '2004-01', 'mermaid', 'zh') LIKE '%95 #37; ' || U&'\7EFF' || '"%';

-- what is wrong
\set VERBOSITY terse
SELECT bsc.strategy_map('no such');
SELECT bsc.strategy_map('map', '2004-01', 'gif');
SELECT bsc.strategy_map('map', '2004-01', NULL);
SELECT bsc.strategy_map('map', '2004-01', 'svg', 'fr');
SELECT bsc.strategy_map('map', '2004-13', 'svg');
SELECT bsc._draw_map('t', 's', 'd', ARRAY['a'], ARRAY[ROW(2, 'x', 'x', NULL, NULL)]::bsc._map_box[], '{}', array_fill(''::text, ARRAY[11]), '', '{}');
SELECT bsc._draw_map('t', 's', 'd', ARRAY['a'], ARRAY[ROW(1, 'x', 'x', NULL, 'blue')]::bsc._map_box[], '{}', array_fill(''::text, ARRAY[11]), '', '{}');
SELECT bsc._draw_map('t', 's', 'd', ARRAY['a'], ARRAY[NULL]::bsc._map_box[], '{}', array_fill(''::text, ARRAY[11]), '', '{}');
SELECT bsc._draw_map('t', 's', 'd', ARRAY['a'], ARRAY[ROW(1, 'x', 'x', NULL, NULL)]::bsc._map_box[], ARRAY[ROW(1, 2, 1, 0, NULL)]::bsc._map_arrow[], array_fill(''::text, ARRAY[11]), '', '{}');
SELECT bsc._draw_map('t', 's', 'd', ARRAY['a'], ARRAY[ROW(1, 'x', 'x', NULL, NULL)]::bsc._map_box[], ARRAY[ROW(1, 1, 'NaN', 0, NULL)]::bsc._map_arrow[], array_fill(''::text, ARRAY[11]), '', '{}');
SELECT bsc._draw_map('t', 's', 'd', ARRAY['a'], '{}', '{}', '{}', '', '{}');
SELECT bsc._draw_map('t', 's', 'd', ARRAY['a', 'b'], ARRAY[ROW(2, 'x', 'x', NULL, NULL), ROW(1, 'x', 'x', NULL, NULL)]::bsc._map_box[], '{}', array_fill(''::text, ARRAY[11]), '', '{}');

-- large ones: more than can be drawn, and one whose labels need a grid of large cells
SELECT bsc._draw_map('t', 's', 'd', ARRAY['a'],
    ARRAY(SELECT ROW(1, 'x', 'x', NULL, NULL)::bsc._map_box FROM generate_series(1, 2000)),
    ARRAY(SELECT ROW(i, i + 1, 1, 0, NULL)::bsc._map_arrow FROM generate_series(1, 1999) AS i)
        || ARRAY(SELECT ROW(1, 2000, 1, i, NULL)::bsc._map_arrow FROM generate_series(1, 3000) AS i),
    array_fill(''::text, ARRAY[11]), '', '{}');
SELECT length(bsc._draw_map('t', 's', 'd', ARRAY['a'], ARRAY[ROW(1, 'x', 'x', NULL, NULL)]::bsc._map_box[],
    ARRAY[ROW(1, 1, 1, 1, NULL)]::bsc._map_arrow[], array_fill(repeat('W', 1000000), ARRAY[11]), '', '{}')) > 1000000;

SELECT bsc.drop_scorecard('map'), bsc.drop_scorecard('void');
