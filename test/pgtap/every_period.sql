-- Every public function that takes a period, for every grain, first month of the company year, frequency and basis.
-- Where evaluate answers, none may fail; where it says that the period is not the company's, all say so.  The twelve
-- companies stand side by side: what is asked of one must not stumble over the measures of another.
BEGIN;
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET jit = off;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SELECT no_plan();

CREATE TABLE public.tick (now timestamptz);
INSERT INTO public.tick VALUES ('2026-01-20 00:00+00');
CREATE OR REPLACE FUNCTION bsc._now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE RETURN (SELECT t.now FROM public.tick AS t);

-- a company for each month that a year may start in, with measures of every frequency
CREATE TEMP TABLE company AS
SELECT 'c' || f AS code, f AS first_month, (bsc._grains())[1 + f % 6] AS frequency FROM generate_series(1, 12) AS f;
SELECT bsc.define(jsonb_build_object('code', c.code, 'first_month', c.first_month, 'frequency', c.frequency,
    'entities', '[{"code": "north"}, {"code": "south"}]'::jsonb,
    'perspectives', jsonb_build_array(
        jsonb_build_object('code', 'money', 'objectives', jsonb_build_array(jsonb_build_object('code', 'earn', 'measures', (
            SELECT jsonb_agg(m ORDER BY g.grain, m ->> 'code')
            FROM unnest(bsc._grains()) AS g (grain)
            CROSS JOIN LATERAL (VALUES
                (jsonb_build_object('code', 'sales-' || g.grain, 'frequency', g.grain, 'environment', 'fx', 'elasticity', 1)),
                (jsonb_build_object('code', 'cost-' || g.grain, 'frequency', g.grain)),
                (jsonb_build_object('code', 'share-' || g.grain, 'frequency', g.grain, 'formula', format('"cost-%1$s" / "sales-%1$s"', g.grain)))) AS x (m))))),
        jsonb_build_object('code', 'people', 'objectives', '[{"code": "care", "measures": [{"code": "mood", "rollup": "last", "carry_forward": 2}]}]'::jsonb)),
    'links', '[{"cause": "care", "effect": "earn", "strength": 0.5, "lag": 1}]'::jsonb))
FROM company AS c;

-- what is recorded, never twice the same, and far below its goal; two company years of it, and a few weeks and days
CREATE TEMP TABLE recorded AS
SELECT c.code, c.first_month, m.id, m.code AS measure, m.frequency, p.period
FROM company AS c
JOIN bsc.scorecard AS s ON s.code = c.code
JOIN bsc.measure AS m ON m.scorecard_id = s.id AND m.formula IS NULL
CROSS JOIN LATERAL bsc.periods(
    bsc.period(CASE m.frequency WHEN 'day' THEN date '2025-06-10' WHEN 'week' THEN date '2025-05-10' ELSE date '2023-12-31' END, m.frequency, c.first_month),
    bsc.period(date '2025-06-30', m.frequency, c.first_month)) AS p (period);
INSERT INTO bsc.actual (measure_id, entity, period, value)
SELECT r.id, e.code, r.period, 3 + (bsc.first_day(r.period) - date '2020-01-01') % 7 + length(e.code) + length(r.measure) % 4
FROM recorded AS r CROSS JOIN unnest(ARRAY['', 'north', 'south']) AS e (code);
INSERT INTO bsc.plan (measure_id, entity, period, target)
SELECT DISTINCT m.id, e.code, y.period, '0..9999999'::bsc.target
FROM company AS c
JOIN bsc.scorecard AS s ON s.code = c.code
JOIN bsc.measure AS m ON m.scorecard_id = s.id
CROSS JOIN unnest(ARRAY['', 'north', 'south']) AS e (code)
CROSS JOIN LATERAL bsc.periods(bsc.period(date '2023-12-31', 'year', c.first_month), bsc.period(date '2025-06-30', 'year', c.first_month)) AS y (period);
-- an index of the environment that is given in all grains
INSERT INTO bsc.environment (code, period, planned, observed)
SELECT DISTINCT 'fx', bsc.period(date '2025-05-15', g.grain, c.first_month), 1.0, 1.1 FROM company AS c CROSS JOIN unnest(bsc._grains()) AS g (grain);

ANALYZE bsc.scorecard, bsc.perspective, bsc.objective, bsc.measure, bsc.actual, bsc.plan, bsc.environment;

-- what is asked: in all grains, a period of the company's own and, where there is one, of another company's
CREATE TEMP TABLE question AS
SELECT c.code, c.first_month, c.frequency, g.grain, bsc.period(date '2025-06-15', g.grain, c.first_month) AS period, true AS is_own
FROM company AS c CROSS JOIN unnest(bsc._grains()) AS g (grain)
UNION ALL
SELECT c.code, c.first_month, c.frequency, g.grain, bsc.period(date '2025-06-15', g.grain, c.first_month % 12 + 1), false
FROM company AS c CROSS JOIN unnest(ARRAY['year', 'half', 'quarter']) AS g (grain);

-- of a scorecard, a period, an entity and a basis; what takes long is asked of the first companies only
CREATE TEMP TABLE asked (name text, companies int, query text);
INSERT INTO asked VALUES
    ('evaluate', 12, 'SELECT count(*) FROM bsc.evaluate(%1$L, %2$L::bsc.period, %3$L, %4$L)'),
    ('evaluate then', 3, 'SELECT count(*) FROM bsc.evaluate(%1$L, %2$L::bsc.period, %3$L, %4$L, bsc._now())'),
    ('explain', 12, 'SELECT count(*) FROM bsc.explain(%1$L, %2$L::bsc.period, %3$L, NULL, %4$L)'),
    ('explain then', 1, 'SELECT count(*) FROM bsc.explain(%1$L, %2$L::bsc.period, %3$L, NULL, %4$L, bsc._now())'),
    ('attribute', 12, 'SELECT count(a) FROM unnest(ARRAY[''month'', ''half'']) AS g CROSS JOIN LATERAL bsc.attribute(%1$L, ''share-'' || g, %2$L::bsc.period, NULL, %3$L, ''shapley'', %4$L) AS a'),
    ('attribute_entities', 12, 'SELECT count(a) FROM unnest(ARRAY[''month'', ''half'']) AS g CROSS JOIN LATERAL bsc.attribute_entities(%1$L, ''share-'' || g, %2$L::bsc.period, NULL, NULL, %4$L, %3$L) AS a'),
    ('contributors', 12, 'SELECT count(a) FROM unnest(ARRAY[''month'', ''half'']) AS g CROSS JOIN LATERAL bsc.contributors(%1$L, ''sales-'' || g, %2$L::bsc.period, %3$L) AS a'),
    ('outlook', 6, 'SELECT count(*) FROM bsc.outlook(%1$L, %2$L::bsc.period, %3$L)'),
    ('review', 12, 'SELECT count(*) FROM bsc.review(%1$L, %2$L::bsc.period, %3$L, ''en'')'),
    ('report', 6, 'SELECT length(bsc.report(%1$L, %2$L::bsc.period, ''text'', ''en'', %3$L))'),
    ('page', 2, 'SELECT length(bsc.report(%1$L, %2$L::bsc.period, ''html'', ''en'', %3$L))'),
    ('page then', 1, 'SELECT length(bsc.report(%1$L, %2$L::bsc.period, ''html'', ''en'', %3$L, bsc._now()))'),
    ('strategy_map', 12, 'SELECT length(bsc.strategy_map(%1$L, %2$L::bsc.period, ''svg'', ''en'', %3$L))'),
    ('chart_svg', 12, 'SELECT sum(length(bsc.chart_svg(%1$L, ''sales-'' || g, %2$L::bsc.period, %3$L, ''en''))) FROM unnest(bsc._grains()) AS g'),
    ('gap', 12, 'SELECT count(*) FROM bsc.gap(%1$L, %2$L::bsc.period, %3$L)'),
    ('root_causes', 12, 'SELECT count(*) FROM bsc.root_causes(%1$L, ''earn'', %2$L::bsc.period, %3$L, true)'),
    ('impact', 12, 'SELECT count(*) FROM bsc.impact(%1$L, ''care'', %2$L::bsc.period, %3$L, false)'),
    ('result_by_grain', 12, 'SELECT count(*) FROM bsc.result_by_grain WHERE scorecard = %1$L AND period::text = %2$L AND entity = %3$L AND basis = %4$L');

CREATE TEMP TABLE answer (code text, grain text, period text, is_own bool, name text, basis text, planned text, said text, state text);
CREATE FUNCTION pg_temp.ask(planned text, companies int, bases text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    q record;
    said text;
    state text;
BEGIN
    FOR q IN
        SELECT u.code, u.grain, u.period, u.is_own, a.name, b.basis, format(a.query, u.code, u.period, '', b.basis) AS query
        FROM question AS u
        JOIN asked AS a ON u.first_month <= least(a.companies, ask.companies)
        CROSS JOIN unnest(bases) AS b (basis)
        WHERE b.basis = 'period' OR u.is_own AND a.query LIKE '%4$L%'
    LOOP
        BEGIN
            EXECUTE q.query INTO said;
            state := NULL;
        EXCEPTION WHEN OTHERS THEN
            said := SQLERRM;
            state := SQLSTATE;
        END;
        INSERT INTO answer VALUES (q.code, q.grain, q.period::text, q.is_own, q.name, q.basis, ask.planned, said, state);
    END LOOP;
END
$$;
SELECT pg_temp.ask('as it likes', 12, ARRAY['period', 'ytd', 'rolling']);

SELECT is_empty($$SELECT a.* FROM answer AS a WHERE a.name = 'evaluate' AND (a.state IS NULL) <> a.is_own$$, 'evaluate answers for what is the company''s own, and for nothing else');
-- what these functions say of themselves: they are for periods that can be forecast, charted, reviewed
SELECT is_empty($$
    SELECT a.* FROM answer AS a
    WHERE a.is_own AND a.state IS NOT NULL AND NOT CASE a.name
        WHEN 'outlook' THEN a.said LIKE 'period % is finer than what any measure of scorecard % can be forecast by'
        WHEN 'chart_svg' THEN a.said LIKE 'period % is finer than %'
        WHEN 'review' THEN a.said LIKE 'scorecard % is reviewed by %, not for %' ELSE false END$$,
    'where evaluate answers, nothing fails');
SELECT is_empty($$
    SELECT a.* FROM answer AS a
    JOIN answer AS e ON e.name = 'evaluate' AND e.basis = 'period' AND (e.code, e.grain, e.period, e.is_own, e.planned) = (a.code, a.grain, a.period, a.is_own, a.planned)
    WHERE NOT a.is_own AND a.name <> 'result_by_grain' AND a.said IS DISTINCT FROM e.said$$,
    'and where it says that the period is not the company''s, all say the same');
SELECT isnt(max(a.said), '0', a.name || ' has something to tell') FROM answer AS a WHERE a.is_own AND a.state IS NULL GROUP BY a.name ORDER BY a.name COLLATE "C";

-- how the planner goes about it makes no difference: a join by hash asks other rows than a loop does
SET enable_nestloop = off;
DISCARD PLANS;
SELECT pg_temp.ask('by hash', 1, ARRAY['period']);
RESET enable_nestloop;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
DISCARD PLANS;
SELECT pg_temp.ask('by loop', 1, ARRAY['period']);
SELECT is_empty($$
    SELECT a.* FROM answer AS a
    JOIN answer AS l ON l.planned = 'as it likes' AND (l.code, l.grain, l.period, l.is_own, l.name, l.basis) = (a.code, a.grain, a.period, a.is_own, a.name, a.basis)
    WHERE a.planned <> 'as it likes' AND (a.said, a.state) IS DISTINCT FROM (l.said, l.state)$$, 'whichever way the planner goes about it');

SELECT * FROM finish();
ROLLBACK;
