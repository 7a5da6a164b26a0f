--
-- A filter on scorecard, entity or period_start reaches the indexes on actual:
-- of the table only what the answer needs is read
--
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS bsc;

-- two scorecards of 6 measures, 300 entities, 24 months: 86,400 actuals and as many targets
SELECT bsc.define(jsonb_build_object('code', code, 'perspectives', '[{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "a"}, {"code": "b", "rollup": "last", "carry_forward": 2}, {"code": "c", "rollup": "mean"},
    {"code": "d", "rollup": "min"}, {"code": "e", "rollup": "max"}, {"code": "f", "rollup": "query"}]}]}]'::jsonb))
FROM unnest(ARRAY['plan one', 'plan two']) AS code;
INSERT INTO bsc.actual (measure_id, entity, period, value)
SELECT m.id, 'e' || e, p, e
FROM bsc.scorecard AS s JOIN bsc.measure AS m ON m.scorecard_id = s.id,
     generate_series(1, 300) AS e, bsc.periods('2022-01', '2023-12') AS p
WHERE s.code LIKE 'plan%';
INSERT INTO bsc.plan (measure_id, entity, period, target)
SELECT m.id, CASE WHEN e > 0 THEN 'e' || e ELSE '' END, p, '0..300'
FROM bsc.scorecard AS s JOIN bsc.measure AS m ON m.scorecard_id = s.id,
     generate_series(0, 300) AS e, bsc.periods('2022-01', '2023-12') AS p
WHERE s.code LIKE 'plan%';
-- how a query reads a table: is it all by index, with this in the condition, and how many rows
-- (which of the two indexes is the planner's affair: both have entity and period, in another order)
CREATE FUNCTION pg_temp.reading(query text, relation text, condition text, OUT by_index boolean, OUT rows_read bigint)
LANGUAGE plpgsql AS $$
DECLARE
    answer json;
BEGIN
    EXECUTE 'EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, FORMAT JSON) ' || query INTO answer;
    WITH RECURSIVE node AS (
        SELECT (answer -> 0 -> 'Plan')::jsonb AS node
        UNION ALL
        SELECT child FROM node, jsonb_array_elements(node -> 'Plans') AS child
    )
    SELECT bool_and(node ->> 'Node Type' ~ '^(Index|Bitmap)' AND node ->> 'Index Cond' ~ condition),
        coalesce(sum(((node ->> 'Actual Rows')::float8 + coalesce((node ->> 'Rows Removed by Filter')::float8, 0))
                     * (node ->> 'Actual Loops')::float8), 0)::bigint
    INTO by_index, rows_read
    FROM node
    WHERE node ->> 'Relation Name' = relation AND (node ->> 'Actual Loops')::float8 > 0;
END
$$;

-- Before the tables have ever been analyzed the planner takes what is read for more
-- than it is, and would rather read all.
-- (a bitmap scan has its condition elsewhere; workers may be had or not)
SET enable_bitmapscan = off;
SET max_parallel_workers_per_gather = 0;
SELECT v AS view, w.filter, r.by_index, p.by_index AS plan_by_index
FROM unnest(ARRAY['scorecard', 'measure']) WITH ORDINALITY AS u (v, n),
    (VALUES (1, 'scorecard, period_start', $$scorecard = 'plan one' AND period_start = '2023-05-01'$$, 'period'),
            (2, 'scorecard, entity, period_start', $$scorecard = 'plan one' AND entity = 'e7' AND period_start = '2023-05-01'$$, '^(?=.*entity)(?=.*period)'),
            (3, 'period_start', $$period_start = '2023-05-01'$$, 'period')) AS w (m, filter, clause, condition),
    LATERAL format('SELECT * FROM bsc.%s_result WHERE %s', v, w.clause) AS q (query),
    LATERAL pg_temp.reading(q.query, 'actual', w.condition) AS r,
    LATERAL pg_temp.reading(q.query, 'plan', w.condition) AS p
ORDER BY n, m;

-- every row is in the sample, so that the statistics are always the same
SET default_statistics_target = 1000;
VACUUM (ANALYZE) bsc.actual;
VACUUM (ANALYZE) bsc.plan;
-- a table of this size may well be read whole, as long as others keep VACUUM from its work
SET enable_seqscan = off;

-- A month of a scorecard is 6 measures of 300 entities, and "b" looks back two
-- months more; the measures look back on another month and another year.  Rows
-- are counted with some slack, as EXPLAIN rounds them for each loop.
SELECT v AS view, w.filter, r.by_index,
    r.rows_read BETWEEN 1 AND w.rows * CASE v WHEN 'measure' THEN 3 ELSE 1 END * 1.3 AS reads_just_its_own
FROM unnest(ARRAY['scorecard', 'perspective', 'objective', 'measure']) WITH ORDINALITY AS u (v, n),
    (VALUES (1, 'scorecard, period_start', $$scorecard = 'plan one' AND period_start = '2023-05-01'$$, 8 * 300, 'period'),
            (2, 'scorecard, entity, period_start', $$scorecard = 'plan one' AND entity = 'e7' AND period_start = '2023-05-01'$$, 8, '^(?=.*entity)(?=.*period)'),
            (3, 'scorecard, entity', $$scorecard = 'plan two' AND entity = 'e7'$$, 24 * 8, '^(?=.*entity)(?=.*period)'),
            (4, 'entity, period_start', $$entity = 'e7' AND period_start = '2023-05-01'$$, 2 * 8, '^(?=.*entity)(?=.*period)'),
            (5, 'period_start', $$period_start = '2023-05-01'$$, 2 * 8 * 300, 'period')) AS w (m, filter, clause, rows, condition),
    LATERAL pg_temp.reading(format('SELECT * FROM bsc.%s_result WHERE %s', v, w.clause), 'actual', w.condition) AS r
ORDER BY n, m;

-- the same for targets
SELECT r.by_index, r.rows_read BETWEEN 1 AND 9 AS reads_just_its_own
FROM pg_temp.reading($$SELECT * FROM bsc.scorecard_result WHERE scorecard = 'plan one' AND entity = 'e7' AND period_start = '2023-05-01'$$, 'plan', '^(?=.*entity)(?=.*period)') AS r;
SELECT r.by_index, r.rows_read BETWEEN 1 AND 6 * 301 * 1.3 AS reads_just_its_own
FROM pg_temp.reading($$SELECT * FROM bsc.scorecard_result WHERE scorecard = 'plan one' AND period_start = '2023-05-01'$$, 'plan', 'period') AS r;

-- one entity is read from the index that has its periods side by side, and from nothing else (from 18 on
-- the other one may serve as well, which is gone through by leaps)
CREATE FUNCTION pg_temp.scans(query text, relation text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    answer json;
BEGIN
    EXECUTE 'EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, FORMAT JSON) ' || query INTO answer;
    RETURN (
        WITH RECURSIVE node AS (
            SELECT (answer -> 0 -> 'Plan')::jsonb AS node
            UNION ALL
            SELECT child FROM node, jsonb_array_elements(node -> 'Plans') AS child
        )
        SELECT string_agg(DISTINCT concat_ws(' ', node ->> 'Node Type', node ->> 'Index Name'), ', ')
        FROM node
        WHERE node ->> 'Relation Name' = relation AND (node ->> 'Actual Loops')::float8 > 0);
END
$$;
SELECT v AS view, r AS relation,
    pg_temp.scans(format('SELECT * FROM bsc.%s_result WHERE %s', v, w.clause), r)
        ~ CASE WHEN current_setting('server_version_num')::int >= 180000 THEN '^Index Only Scan \w+$' ELSE '^Index Only Scan (actual|plan)_pkey$' END AS by_index_alone
FROM unnest(ARRAY['scorecard', 'measure']) AS v, unnest(ARRAY['actual', 'plan']) AS r,
    (VALUES (1, $$scorecard = 'plan one' AND entity = 'e7' AND period_start = '2023-05-01'$$), (2, $$scorecard = 'plan one' AND entity = 'e7'$$)) AS w (n, clause)
ORDER BY n, v, r;

-- what is not there costs nothing
SELECT rows_read FROM pg_temp.reading($$SELECT * FROM bsc.scorecard_result WHERE scorecard = 'none'$$, 'actual', '');
SELECT rows_read FROM pg_temp.reading($$SELECT * FROM bsc.scorecard_result WHERE scorecard = 'plan one' AND period_start = '2021-05-01'$$, 'actual', '');

SELECT bsc.drop_scorecard(code) FROM unnest(ARRAY['plan one', 'plan two']) AS code;

-- Two thousand dealers have targets for another month, the only one that has any: neither who asks whether there are any, nor
-- who says whose there are, goes through all of them.
SELECT bsc.define(jsonb_build_object('code', 'plan three', 'perspectives', jsonb_build_array(jsonb_build_object('code', 'p', 'objectives',
    jsonb_build_array(jsonb_build_object('code', 'o', 'measures',
        (SELECT jsonb_agg(jsonb_build_object('code', 'm' || n)) FROM generate_series(1, 20) AS n)))))));
INSERT INTO bsc.plan (measure_id, entity, period, target)
SELECT m.id, 'd' || d, '2023-02', '0..300'
FROM bsc.scorecard AS s JOIN bsc.measure AS m ON m.scorecard_id = s.id, generate_series(1, 2000) AS d
WHERE s.code = 'plan three';
VACUUM (ANALYZE) bsc.plan;
CREATE FUNCTION pg_temp.reading_of(relation regclass, query text, OUT entries bigint, OUT blocks bigint)
LANGUAGE plpgsql AS $$
DECLARE
    entries_before bigint;
    blocks_before bigint;
BEGIN
    SELECT sum(pg_stat_get_xact_tuples_returned(i.indexrelid)), sum(pg_stat_get_xact_blocks_fetched(i.indexrelid))
    INTO entries_before, blocks_before FROM pg_index AS i WHERE i.indrelid = relation;
    EXECUTE query;
    SELECT sum(pg_stat_get_xact_tuples_returned(i.indexrelid)) - entries_before, sum(pg_stat_get_xact_blocks_fetched(i.indexrelid)) - blocks_before
    INTO entries, blocks FROM pg_index AS i WHERE i.indrelid = relation;
END
$$;
-- each of 20 measures is looked up a few times, at two blocks or three, and one target found of each
SELECT entries, blocks < 600 AS few_blocks
FROM pg_temp.reading_of('bsc.plan', $$SELECT count(*) FROM bsc.evaluate('plan three', '2024-03')$$);
-- 15 of its dealers
SELECT entries, blocks < 1500 AS few_blocks
FROM pg_temp.reading_of('bsc.plan', $$SELECT count(*) FROM bsc._planned_for(
    ARRAY(SELECT m.id FROM bsc.measure AS m WHERE m.scorecard_id = bsc.scorecard_id('plan three')), '')$$);

-- The page of the whole, as all of them are put below it and a few have no target: what is read of the
-- tree grows with the dealers and measures (and not with the square of the dealers, two million here).
INSERT INTO bsc.entity (scorecard_id, code) SELECT bsc.scorecard_id('plan three'), 'd' || d FROM generate_series(1, 2000) AS d;
INSERT INTO bsc.actual (measure_id, entity, period, value)
SELECT m.id, 'd' || d, '2023-02', d
FROM bsc.measure AS m, generate_series(1, 2000) AS d
WHERE m.scorecard_id = bsc.scorecard_id('plan three') AND m.code IN ('m1', 'm2', 'm3');
DELETE FROM bsc.plan WHERE entity IN ('d7', 'd77');
VACUUM (ANALYZE) bsc.plan;
VACUUM (ANALYZE) bsc.actual;
VACUUM (ANALYZE) bsc.entity;
SELECT count(*) FILTER (WHERE page LIKE '%"d77" has no target for 2023-02%') AS told FROM bsc.report('plan three', '2023-02', 'markdown') AS page;
SELECT relation, entries < 300000 AS few_entries
FROM unnest(ARRAY['bsc._entity_place', 'bsc.plan', 'bsc.actual']) AS relation,
    pg_temp.reading_of(relation, $$SELECT bsc.report('plan three', '2023-02', 'markdown')$$);

SELECT bsc.drop_scorecard('plan three');
