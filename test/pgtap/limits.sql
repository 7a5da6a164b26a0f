-- No argument can make a call endless: every integer that a function of ours
-- takes is tried at both its ends.  What is too much is refused, or cut to what
-- there is; no call may still be running when the (long) timeout ends it.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

SELECT bsc.define('{"code": "lim", "perspectives": [{"code": "p", "objectives": [
    {"code": "a", "measures": [{"code": "ma", "rollup": "last"}]}, {"code": "b", "measures": [{"code": "mb", "rollup": "last", "carry_forward": 2}]}]}],
    "links": [{"cause": "a", "effect": "b", "strength": 0.5, "lag": 1}]}');
INSERT INTO bsc.plan (measure_id, period, target) SELECT m.id, '2004', '0..1' FROM bsc.measure AS m WHERE m.scorecard_id = bsc.scorecard_id('lim');
INSERT INTO bsc.actual (measure_id, period, value) SELECT m.id, p, extract(day FROM bsc.last_day(p)) % 7 FROM bsc.measure AS m, bsc.periods('2003-01', '2004-12') AS p
WHERE m.scorecard_id = bsc.scorecard_id('lim');

-- a value for each kind of argument, and two for an integer: the one under test, and an ordinary one
CREATE TEMP TABLE kind (type regtype PRIMARY KEY, sample text);
INSERT INTO kind VALUES
    ('text', NULL), ('integer', '1'), ('bigint', 'bsc.scorecard_id(''lim'')'), ('boolean', 'true'), ('double precision', '0.5'),
    ('double precision[]', 'ARRAY[1, 2, 4, 3, 5, 7, 6, 8, 9, 12, 10, 11]::float8[]'), ('date', 'date ''2004-05-06'''),
    ('timestamp', 'timestamp ''2004-05-06'''), ('timestamptz', 'timestamptz ''2004-05-06'''), ('jsonb', 'jsonb ''[[1]]'''), ('text[]', 'ARRAY[''a'']'), ('integer[]', 'ARRAY[1]'),
    ('bsc._tested_objective[]', 'ARRAY(SELECT o FROM bsc._tested_objective(bsc.scorecard_id(''lim''), ''difference'', ARRAY(SELECT p FROM bsc._past(bsc.scorecard_id(''lim''), '''', NULL::bsc.period) AS p)) AS o)'),
    ('bsc._uncertain_map', 'bsc._uncertain_map(bsc.scorecard_id(''lim''), ARRAY(SELECT l FROM bsc._learned_links(bsc.scorecard_id(''lim''), '''', NULL::bsc.period) AS l))'),
    ('bsc._past_result[]', 'ARRAY(SELECT p FROM bsc._past(bsc.scorecard_id(''lim''), '''', NULL::bsc.period) AS p)'),
    ('bsc.bg_nbd_fit', '''(0.2, 4, 0.8, 2.4, 0, 0, 0, 0, -10, 9, 4, 5, converged)'''), ('bsc.gamma_gamma_fit', '''(6, 4, 15, 0, 0, 0, -10, 9, 0, 35, converged)'''),
    ('bsc._held_link[]', 'ARRAY[ROW(1, ''a'', ''b'', 1, NULL, NULL, ''{}'', ''{}'')::bsc._held_link]'),
    ('bsc._entity_changes[]', 'ARRAY(SELECT ROW(e::text, ''2004-01'', ''{a,b}'', ARRAY[1, 2, 4, 3, 5, 7, 6, 8, 9, 12, 10, e])::bsc._entity_changes FROM generate_series(1, 20) AS e)'),
    ('bsc._unplaced[]', 'ARRAY[ROW(''a'', 1, 0, 0, 1, 1)::bsc._unplaced]'), ('bsc._entity_place[]', 'ARRAY[ROW(1, 1, 1, 0, 0, 0, ''a'', ''2004-01-01'', NULL, now())::bsc._entity_place]'),
    ('bsc.period[]', 'ARRAY[''2004-06'']'),
    ('bsc.period', 'bsc.period ''2004-06'''), ('bsc.target', 'bsc.target ''0..1'''), ('bsc.causal_graph', 'bsc.causal_graph ''a -> b 0.5 @1; b -> a 0.9 @1''');
CREATE TEMP TABLE word (argument text PRIMARY KEY, sample text);
INSERT INTO word VALUES ('scorecard', 'lim'), ('measure', 'ma'), ('objective', 'a'), ('node', 'a'), ('source', 'a'), ('cause', 'a'), ('effect', 'b'), ('grain', 'month'),
    ('adjust', 'none'), ('model', 'additive'), ('lang', 'en'), ('language', 'en'), ('entity', ''), ('rollup', 'sum'), ('label', 'FY2004'), ('named_after', 'end');

CREATE TEMP TABLE call AS
SELECT p.oid::regprocedure::text AS routine, a.n AS tested, v.value,
    'SELECT count(s) FROM (SELECT bsc.' || quote_ident(p.proname) || '('
        || (SELECT CASE WHEN count(*) = count(k.type) THEN string_agg(CASE WHEN b.n = a.n THEN v.value || '::integer'
                                WHEN b.type = 'text'::regtype THEN quote_literal(coalesce(w.sample, 'x')) || '::text'
                                ELSE k.sample || '::' || b.type::regtype::text END, ', ' ORDER BY b.n) END
         FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS b (type, n)
         LEFT JOIN kind AS k ON k.type = b.type
         LEFT JOIN word AS w ON w.argument = p.proargnames[b.n]) || ') OFFSET 0) AS s' AS sql
FROM pg_depend AS d
JOIN pg_proc AS p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND e.oid = d.refobjid AND e.extname = 'bsc'
CROSS JOIN unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a (type, n)
CROSS JOIN (VALUES ('2147483647'), ('(-2147483648)')) AS v (value)
WHERE d.deptype = 'e' AND p.prokind NOT IN ('p', 'w') AND a.type = 'integer'::regtype
  -- what only the server, or another function of ours, hands over
  AND NOT 'internal'::regtype = ANY (p.proargtypes::oid[])
ORDER BY 1, 2, 3;

SELECT is_empty($$SELECT routine FROM call WHERE sql IS NULL AND routine !~ 'tree_node|_outline_node|_inner_node|_observed\[\]'$$, 'there is a sample for every argument');
SELECT cmp_ok((SELECT count(*) FROM call WHERE sql IS NOT NULL), '>=', 60::bigint, 'the calls');

CREATE FUNCTION pg_temp.outcome(call text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE call;
    RETURN 'answered';
EXCEPTION
    WHEN query_canceled THEN RETURN 'endless';
    WHEN OTHERS THEN RETURN CASE WHEN SQLSTATE ~ '^(22|54|0A|55000)' THEN 'refused' ELSE SQLSTATE || ' ' || SQLERRM END;
END
$$;
SET LOCAL statement_timeout = '60s';
SELECT format('SELECT matches(pg_temp.outcome(%L), ''^(answered|refused)$'', %L)', sql, routine || ', argument ' || tested || ' = ' || value)
FROM call WHERE sql IS NOT NULL ORDER BY routine, tested, value \gexec

-- loops over the calendar: one that opens on a single day, and one with other hours on every day of the year and of a century
INSERT INTO bsc.calendar (code) VALUES ('c'), ('once'), ('every');
INSERT INTO bsc.calendar_hours VALUES ('c', 1, '09:00', '17:00');
INSERT INTO bsc.calendar_exception (calendar, date, opens, closes, yearly)
SELECT 'once', date '2024-01-01', time '09:00', time '10:00', false
UNION ALL SELECT 'every', date '2000-01-01' + n, time '12:00', time '09:00', true FROM generate_series(0, 365) AS n
UNION ALL SELECT 'every', date '2000-01-01' + n, time '23:00', time '22:00', false FROM generate_series(0, 36524) AS n;
SELECT matches(pg_temp.outcome(c), '^(answered|refused)$', c) FROM unnest(ARRAY[
    $$SELECT count(*) FROM bsc.periods('0001-01-01', '9999-12-31')$$,
    $$SELECT count(*) FROM bsc.subdivide('0001', 'day')$$,
    $$SELECT bsc.working_time('-infinity', 'infinity', 'c')$$,
    $$SELECT bsc.working_time('4713-01-01 BC', '294276-12-31', 'c')$$,
    $$SELECT sum(bsc.working_time('4713-01-01 BC', '294276-12-31', 'c')) FROM generate_series(1, 20)$$,
    $$SELECT bsc.deadline(start, duration, 'c') FROM (VALUES (timestamptz '4713-01-01 BC', interval '2562047788 hours'), ('294276-12-31', '-2562047788 hours')) AS v (start, duration)$$,
    $$SELECT bsc.deadline('294276-12-31', '2562047788 hours', 'c', '{[4713-01-01 BC, 294276-12-30)}')$$,
    $$SELECT bsc.deadline('2024-01-01', '24 hours', 'once')$$,
    $$SELECT bsc.deadline('2024-01-01', '1000 hours', 'every'), bsc.working_time('2024-01-01', '2424-01-01', 'every')$$,
    $$SELECT bsc.working_time('2024-01-01', '2025-01-01', 'c', range_agg(tstzrange(h, h + interval '30 minutes'))) FROM generate_series(timestamptz '1990-01-01', '2025-01-01', '1 hour') AS h$$]) AS c;

-- and columns that set one
UPDATE bsc.measure SET carry_forward = 1000 WHERE code = 'mb' AND scorecard_id = bsc.scorecard_id('lim');
UPDATE bsc.link SET lag = 1000 WHERE scorecard_id = bsc.scorecard_id('lim');
UPDATE bsc.actual SET value = 0.1 WHERE measure_id = bsc.measure_id('lim', 'ma');
SELECT is(pg_temp.outcome(c), 'answered', c) FROM unnest(ARRAY[
    $$SELECT count(s) FROM bsc.measure_result AS s WHERE scorecard = 'lim'$$,
    $$SELECT count(s) FROM bsc.evaluate('lim', '9999-12') AS s$$,
    $$SELECT count(s) FROM bsc.evidence('lim') AS s$$,
    $$SELECT count(s) FROM bsc.review('lim') AS s$$,
    $$SELECT count(s) FROM bsc.strategy_map('lim', NULL, 'svg') AS s$$,
    $$SELECT bsc.report('lim', '2004-12', 'html')$$,
    $$SELECT count(s) FROM bsc.root_causes('lim', 'b') AS s$$,
    $$SELECT count(s) FROM bsc.impact('lim', 'a') AS s$$]) AS c;

SELECT * FROM finish();
ROLLBACK;
