-- What is said of a measure's nature, that nothing is planned, what a refresh tells of its
-- runs, and the clock by which all of it goes.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

-- 1. What holds where nothing is said, and what was said.
SELECT results_eq(
    $$SELECT r, bsc._kind(r, NULL), bsc._spread(r, NULL, NULL), bsc._spread(r, 'rate', NULL),
             bsc._empty(r, 'SELECT 1', NULL), bsc._empty(r, NULL, NULL)
      FROM unnest(ARRAY['sum', 'mean', 'last', 'min', 'max', 'query', 'formula']) WITH ORDINALITY AS x (r, i) ORDER BY i$$,
    $$VALUES ('sum', 'amount', 'equal', 'equal', 'zero', 'missing'),
             ('mean', 'rate', 'level', 'level', 'missing', 'missing'),
             ('last', 'rate', 'level', 'level', 'missing', 'missing'),
             ('min', 'rate', 'level', 'level', 'missing', 'missing'),
             ('max', 'rate', 'level', 'level', 'missing', 'missing'),
             ('query', 'amount', 'none', 'level', 'missing', 'missing'),
             ('formula', 'rate', 'level', 'level', 'missing', 'missing')$$, 'what follows from the roll-up');
SELECT is(ARRAY[bsc._kind('last', 'amount'), bsc._kind('query', 'rate'), bsc._spread('sum', NULL, 'days'),
                bsc._spread('query', NULL, 'equal'), bsc._empty('sum', 'SELECT 1', 'missing'),
                bsc._empty('last', NULL, 'zero')],
          '{amount,rate,days,equal,missing,zero}', 'what was said holds');

-- 2. In the document and back.
CREATE TEMP TABLE doc AS SELECT $${"code": "nature", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "plain"},
    {"code": "said", "rollup": "query", "kind": "rate", "spread": "days", "empty": "zero",
     "plan": [{"period": "2024", "target": null}, {"period": "2024-01", "target": "0..1"},
              {"entity": "E", "period": "2024-02", "target": null}]}]}]}]}$$::jsonb AS d;
SELECT is(bsc.define(d), 'nature', 'a document says them') FROM doc;
SELECT results_eq($$SELECT code, kind, spread, empty FROM bsc.measure ORDER BY code$$,
    $$VALUES ('plain', NULL, NULL, NULL), ('said', 'rate', 'days', 'zero')$$, 'and what it leaves out stays out');
SELECT is(bsc.definition('nature') #> '{perspectives,0,objectives,0,measures}', $$[{"code": "plain"},
    {"code": "said", "rollup": "query", "kind": "rate", "spread": "days", "empty": "zero",
     "plan": [{"period": "2024", "target": null}, {"period": "2024-01", "target": "0..1"},
              {"entity": "E", "period": "2024-02", "target": null}]}]$$, 'definition writes what was given, and only that');
CREATE FUNCTION pg_temp.unfit(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    hint text;
    broken text;
BEGIN
    EXECUTE statement;
    RETURN 'taken';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT, broken = CONSTRAINT_NAME;
    RETURN concat_ws(' / ', SQLSTATE, SQLERRM, nullif(hint, ''), broken);
END $$;
CREATE TEMP TABLE before AS SELECT 'm' AS what, id::text AS key, xmin::text AS writer, ctid::text AS place FROM bsc.measure
    UNION ALL SELECT 'p', concat_ws(' ', measure_id, entity, period), xmin::text, ctid::text FROM bsc.plan;
SAVEPOINT again;
SELECT is(bsc.define(bsc.definition('nature')), 'nature', 'its own definition is taken');
SELECT is_empty($$(SELECT 'm' AS what, id::text AS key, xmin::text AS writer, ctid::text AS place FROM bsc.measure
    UNION ALL SELECT 'p', concat_ws(' ', measure_id, entity, period), xmin::text, ctid::text FROM bsc.plan)
    EXCEPT SELECT * FROM before$$, 'and touches no row');
SELECT is(bsc.define(jsonb_set(d, '{perspectives,0,objectives,0,measures,1}',
    '{"code": "said", "rollup": "last", "plan": [{"period": "2024", "target": "1..2"}, {"period": "2024-01", "target": null}]}')),
    'nature', 'and taken back') FROM doc;
SELECT results_eq($$SELECT m.kind, m.spread, m.empty, p.entity, p.period::text, p.target::text
    FROM bsc.measure AS m JOIN bsc.plan AS p ON p.measure_id = m.id ORDER BY 5$$,
    $$VALUES (NULL, NULL, NULL, '', '2024', '1..2'), (NULL, NULL, NULL, '', '2024-01', NULL)$$, 'a target can become none, and back');

CREATE FUNCTION pg_temp.refused(changed jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    hint text;
BEGIN
    PERFORM bsc.define(jsonb_set(d, '{perspectives,0,objectives,0,measures,0}', '{"code": "plain"}'::jsonb || changed)) FROM doc;
    RETURN 'taken';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
    RETURN SQLSTATE || ' ' || SQLERRM || ' / ' || hint;
END $$;
SELECT is(pg_temp.refused(x.c), x.said, x.c::text) FROM (VALUES
    ('{"kind": "rate"}'::jsonb, '22023 invalid value at perspectives[0].objectives[0].measures[0].kind: "rate" / A sum is an amount: leave out the kind, or roll the rate up by mean, last, min, max or query.'),
    ('{"spread": "level"}', '22023 invalid value at perspectives[0].objectives[0].measures[0].spread: "level" / A part of a sum cannot have the target of the whole: say equal, days, path or none.'),
    ('{"empty": "zero", "rollup": "mean"}', '22023 invalid value at perspectives[0].objectives[0].measures[0].empty: "zero" / No row is no zero to a mean, a minimum or a maximum: let the query return a volume, by which the mean is weighed.'),
    ('{"kind": "level"}', '22023 invalid value at perspectives[0].objectives[0].measures[0].kind: "level" / It is one of: amount, rate.'),
    ('{"plan": [{"period": "2024"}]}', '22023 missing value at perspectives[0].objectives[0].measures[0].plan[0].target / It must be a string such as "60..95", or null where nothing is planned.'),
    ('{"kind": "amount", "spread": "path", "empty": "zero"}', 'taken'),
    ('{"kind": "rate", "spread": "level", "empty": "missing", "rollup": "min"}', 'taken')) AS x (c, said);

-- 3. In plain SQL.
UPDATE bsc.measure SET rollup = 'sum', kind = NULL, spread = NULL, empty = NULL WHERE code = 'plain';
SELECT is(pg_temp.unfit('UPDATE bsc.measure SET ' || x.change || ' WHERE code = ''plain'''), x.said, x.change) FROM (VALUES
    ($$kind = 'rate'$$, '23514 / measure "plain" cannot have kind "rate" with roll-up "sum" / A sum is an amount: leave out the kind, or roll the rate up by mean, last, min, max or query. / measure_kind_spread_and_empty_suit_its_rollup'),
    ($$spread = 'level'$$, '23514 / measure "plain" cannot have spread "level" with roll-up "sum" / A part of a sum cannot have the target of the whole: say equal, days, path or none. / measure_kind_spread_and_empty_suit_its_rollup'),
    ($$rollup = 'max', empty = 'zero'$$, '23514 / measure "plain" cannot have empty "zero" with roll-up "max" / No row is no zero to a mean, a minimum or a maximum: let the query return a volume, by which the mean is weighed. / measure_kind_spread_and_empty_suit_its_rollup'),
    ($$rollup = 'last', empty = 'zero'$$, 'taken'),
    ($$rollup = 'mean'$$, '23514 / measure "plain" cannot have empty "zero" with roll-up "mean" / No row is no zero to a mean, a minimum or a maximum: let the query return a volume, by which the mean is weighed. / measure_kind_spread_and_empty_suit_its_rollup'),
    ($$rollup = 'query'$$, 'taken')) AS x (change, said);
ALTER TABLE bsc.measure DISABLE TRIGGER explain_misfit;
SELECT matches(pg_temp.unfit($$UPDATE bsc.measure SET rollup = 'sum', kind = 'rate' WHERE code = 'plain'$$),
    '^23514 .*measure_kind_spread_and_empty_suit_its_rollup$', 'the constraint holds without its explanation');
ALTER TABLE bsc.measure ENABLE TRIGGER explain_misfit;

-- 4. The clock: put another moment in its place, and all goes by it.
ROLLBACK TO again;
CREATE TABLE public.moment AS SELECT '2024-02-29 23:30+00'::timestamptz AS at;
GRANT SELECT ON public.moment TO PUBLIC;
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE COST 1
    AS 'SELECT m.at FROM public.moment AS m';
SELECT bsc.define('{"code": "clock", "time_zone": "Europe/Berlin", "perspectives": [{"code": "p", "objectives": [
    {"code": "o", "measures": [{"code": "q", "query": "SELECT 7 AS value"}, {"code": "bad", "query": "SELECT 1/0 AS value"},
                               {"code": "h", "plan": [{"period": "2024-01", "target": "0..1"}]}]}]}],
    "initiatives": [{"code": "i", "objectives": ["o"]}]}');
SELECT is(bsc._current_period(id)::text, '2024-03', 'the period under way is that of the clock, in the zone of the scorecard')
    FROM bsc.scorecard WHERE code = 'clock';
SET client_min_messages = error;
CALL bsc.refresh('clock');
SET client_min_messages = warning;
SELECT results_eq($$SELECT m.code, r.period::text, r.last_run, r.last_success, r.failing_since, split_part(r.error, E'\n', 1)
    FROM bsc.measure_run AS r JOIN bsc.measure AS m ON m.id = r.measure_id ORDER BY 1$$,
    $$VALUES ('bad', '2024-03', '2024-02-29 23:30+00'::timestamptz, NULL::timestamptz, '2024-02-29 23:30+00'::timestamptz, '22012: division by zero'),
             ('q', '2024-03', '2024-02-29 23:30+00', '2024-02-29 23:30+00', NULL, NULL)$$, 'each run is told');
SELECT is((SELECT recorded_at FROM bsc.actual), at, 'so is when an actual was recorded') FROM moment;
SELECT bsc.record('clock', 'h', '2024-02', 3);
UPDATE moment SET at = '2024-03-15 12:00+00';
UPDATE bsc.measure SET query = 'SELECT 1/0 AS value' WHERE code = 'q';
UPDATE bsc.initiative SET spent = 1;
UPDATE bsc.actual_entry SET value = 4 WHERE measure = 'h';
SET client_min_messages = error;
CALL bsc.refresh('clock');
SET client_min_messages = warning;
SELECT results_eq($$SELECT m.code, r.last_run, r.last_success, r.failing_since, r.error IS NULL
    FROM bsc.measure_run AS r JOIN bsc.measure AS m ON m.id = r.measure_id ORDER BY 1$$,
    $$VALUES ('bad', '2024-03-15 12:00+00'::timestamptz, NULL::timestamptz, '2024-02-29 23:30+00'::timestamptz, false),
             ('q', '2024-03-15 12:00+00', '2024-02-29 23:30+00', '2024-03-15 12:00+00', false)$$,
    'a failing run keeps the last good one and since when it fails');
UPDATE bsc.measure SET query = 'SELECT 8 AS value' WHERE code = 'q';
UPDATE moment SET at = '2024-03-16 12:00+00';
SET client_min_messages = error;
CALL bsc.refresh('clock');
SET client_min_messages = warning;
SELECT results_eq($$SELECT r.last_run, r.last_success, r.failing_since, r.error
    FROM bsc.measure_run AS r JOIN bsc.measure AS m ON m.id = r.measure_id AND m.code = 'q'$$,
    $$VALUES ('2024-03-16 12:00+00'::timestamptz, '2024-03-16 12:00+00'::timestamptz, NULL::timestamptz, NULL::text)$$,
    'and a good one ends that');
SELECT results_eq($$SELECT m.code, a.value, a.recorded_at FROM bsc.actual AS a JOIN bsc.measure AS m ON m.id = a.measure_id ORDER BY 1$$,
    $$VALUES ('h', 4::float8, '2024-03-15 12:00+00'::timestamptz), ('q', 8, '2024-03-16 12:00+00')$$, 'by hand, too');
SELECT is((SELECT count(*) FROM bsc.refresh_log AS l WHERE l.scorecard = 'clock'
    AND l.started >= '2024-02-29 23:30+00' AND l.finished < '2024-03-16 18:00+00' AND l.finished >= l.started), 6::bigint,
    'the log goes by it as well');
CALL bsc.close_period('clock', '2024-03');
SELECT is((SELECT array_agg(DISTINCT x.at ORDER BY x.at) FROM (
    SELECT replaced_at FROM bsc.actual_history UNION SELECT closed_at FROM bsc.closed_period
    UNION SELECT changed_at FROM bsc.initiative UNION SELECT replaced_at FROM bsc.initiative_history
    UNION SELECT p.changed_at FROM bsc.plan AS p JOIN bsc.measure AS m ON m.id = p.measure_id AND m.code = 'h') AS x (at)),
    '{"2024-02-29 23:30+00","2024-03-15 12:00+00","2024-03-16 12:00+00"}'::timestamptz[], 'and all else that carries a time');

-- 5. Nobody else reads it: no function, default, view or constraint.
CREATE TEMP VIEW reads AS
SELECT pg_describe_object(d.classid, d.objid, 0) AS what, x.source
FROM pg_depend AS d
JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'bsc'
CROSS JOIN LATERAL (
    SELECT p.prosrc || coalesce(pg_get_function_sqlbody(p.oid), '') AS source FROM pg_proc AS p
    WHERE d.classid = 'pg_proc'::regclass AND p.oid = d.objid AND p.prokind <> 'a'
    UNION ALL
    SELECT pg_get_viewdef(c.oid) FROM pg_class AS c WHERE d.classid = 'pg_class'::regclass AND c.oid = d.objid AND c.relkind = 'v'
    UNION ALL
    SELECT pg_get_expr(f.adbin, f.adrelid) FROM pg_attrdef AS f WHERE d.classid = 'pg_class'::regclass AND f.adrelid = d.objid
    UNION ALL
    SELECT pg_get_constraintdef(c.oid) FROM pg_constraint AS c WHERE d.classid = 'pg_class'::regclass AND c.conrelid = d.objid
) AS x
WHERE d.deptype = 'e';
CREATE FUNCTION pg_temp.reads_clock(source text) RETURNS boolean LANGUAGE sql AS $$
    SELECT regexp_replace(source, '--[^\n]*', '', 'g') ~*
        '(^|[^_[:alnum:]])((now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday|age)[(]|(current_date|current_time|current_timestamp|localtime|localtimestamp)\M|''(now|today|yesterday|tomorrow)''::(date|time))'$$;
SELECT ok(bool_and(pg_temp.reads_clock(s)), 'what reads a clock is known') FROM unnest(ARRAY['RETURN now()', 'pg_catalog.clock_timestamp()',
    'x := CURRENT_DATE;', '''today''::date']) AS s;
SELECT ok(NOT bool_or(pg_temp.reads_clock(s)), 'and what does not') FROM unnest(ARRAY['bsc._now()', 'n.now', '-- now() is', 'known(x)']) AS s;
SELECT cmp_ok(count(*), '>', 300::bigint, 'there is enough to look at') FROM reads;
SELECT is_empty('SELECT what FROM reads WHERE pg_temp.reads_clock(source) ORDER BY 1', 'one function reads the clock, and nothing else');

-- 6. Runs are kept like all that belongs to a measure.
SELECT matches(pg_temp.unfit($$INSERT INTO bsc.measure_run (measure_id, period, last_run) VALUES (-1, '2024', bsc._now())$$),
    '^23503 .*measure_run_belongs_to_a_measure$', 'a run needs its measure');
SELECT bsc.drop_scorecard('clock');
SELECT is_empty('SELECT * FROM bsc.measure_run', 'and goes with it');

SELECT * FROM finish();
ROLLBACK;
