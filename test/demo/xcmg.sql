-- The demo of the case study behind the template "xcmg": the marketing company of a construction machinery group.
-- LANG_BSC=zh in the environment gives the names in Chinese (default en); the other language stands beside them once.
\set QUIET on
\pset null ''
\pset footer off
\pset linestyle unicode
\pset border 1
\set lang en
\getenv lang LANG_BSC
SET client_min_messages = warning;

\echo '* CREATE EXTENSION bsc (as the owner of the database, who is no superuser)'
CREATE EXTENSION bsc;

\echo '* Make a CRM: July 2003 to December 2004, THE ROWS ARE SYNTHETIC and shaped to the story of the case study'
\ir ../data/xcmg/load.sql
\echo '* Define the scorecard from bsc.template(''xcmg''), add queries, working hours, initiatives; refresh July to October 2003;'
\echo '  set the targets for 2004 from the state found in these months'
\o /dev/null
\ir ../data/xcmg/scorecard.sql
\o
\echo '* Refresh it all: CALL bsc.refresh(''xcmg'', ''2003-07'', ''2004-12'')'
RESET client_min_messages;
CALL bsc.refresh('xcmg', '2003-07', '2004-12');
-- as autovacuum would sooner or later
SET client_min_messages = error;
ANALYZE;
RESET client_min_messages;
DO $$
DECLARE
    failure bsc.refresh_log;
BEGIN
    SELECT * INTO failure FROM bsc.refresh_log WHERE error IS NOT NULL LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'measure "%" could not be refreshed for %: %', failure.measure, failure.period, failure.error;
    END IF;
END
$$;

-- How this demo writes figures and bars.
CREATE FUNCTION pg_temp.figure(value float8) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE WHEN abs(value) >= 1000 THEN to_char(value, 'FM999,999,999,990') ELSE to_char(value, 'FM990.0') END;
CREATE FUNCTION pg_temp.bar(score float8, width int) RETURNS text LANGUAGE sql IMMUTABLE
RETURN repeat('█', round(score * width)::int) || repeat('░', width - round(score * width)::int);

\echo
\echo '1. The state found, October 2003: scores are in percent of the way from that state (0) to the goals for 2004 (100).'
\echo
SELECT repeat('  ', e.level) || e.name AS "October 2003", pg_temp.figure(e.actual) AS actual, pg_temp.figure(e.goal) AS goal, m.unit,
       round(100 * e.score) AS score, e.status, t.name AS " "
FROM bsc.evaluate('xcmg', '2003-10') WITH ORDINALITY AS e (level, path, code, name, actual, goal, score, status, weight, coverage, line)
LEFT JOIN bsc.measure AS m ON e.level = 3 AND m.code = e.code
LEFT JOIN LATERAL ( -- the name in the other language
    SELECT n ->> 'name' AS name
    FROM jsonb_path_query(bsc.template('xcmg', CASE :'lang' WHEN 'en' THEN 'zh' ELSE 'en' END), '$.**{0 to 6} ? (exists (@.code))') AS n
    WHERE n ->> 'code' = e.code LIMIT 1) AS t ON true
ORDER BY e.line;

\echo 'Why? The causes of what profit growth, and delighting customers, lacked in October 2003: bsc.root_causes(...).'
\echo
SELECT m.name AS outcome, r.name AS cause, round(100 * r.score) AS score, r.status, round(r.total_effect::numeric, 2) AS effect,
       r.lag AS months, to_char(100 * r.share, 'FM990') || ' %' AS "share of shortfall", pg_temp.bar(r.share, 20) AS " "
FROM (VALUES (1, 'profit-growth'), (2, 'delight-customers')) AS o (n, outcome)
CROSS JOIN LATERAL bsc.root_causes('xcmg', o.outcome, '2003-10') WITH ORDINALITY AS r
JOIN bsc.strategy_map_node AS m ON m.scorecard = 'xcmg' AND m.objective = o.outcome
ORDER BY o.n, r.ordinality;

\echo '2. Month by month: people and technology first, then processes, customers, and money last.'
\echo
SELECT w.period AS month, round(100 * w.score) AS score, pg_temp.bar(w.score, 20) AS " ", w.status,
       round(100 * max(p.score) FILTER (WHERE p.perspective = 'learning')) AS learning,
       round(100 * max(p.score) FILTER (WHERE p.perspective = 'process')) AS process,
       round(100 * max(p.score) FILTER (WHERE p.perspective = 'customer')) AS customer,
       round(100 * max(p.score) FILTER (WHERE p.perspective = 'financial')) AS financial,
       w.red, w.amber, w.green
FROM bsc.scorecard_result AS w
JOIN bsc.perspective_result AS p USING (scorecard, entity, period_start)
WHERE w.scorecard = 'xcmg' AND w.entity = '' AND w.period_start <= '2004-12-01'
GROUP BY w.period, w.period_start, w.score, w.status, w.red, w.amber, w.green
ORDER BY w.period_start;

\echo '3. The evaluation of December 2004: bsc.evaluate(''xcmg'', ''2004-12'').'
\echo
SELECT repeat('  ', e.level) || e.name AS "December 2004", pg_temp.figure(m.baseline) AS "found 2003", pg_temp.figure(e.actual) AS actual,
       pg_temp.figure(e.goal) AS goal, m.unit, round(100 * e.score) AS score, pg_temp.bar(e.score, 10) AS " ", e.status,
       CASE WHEN e.level = 3 THEN CASE WHEN e.score >= 1 THEN 'met' ELSE 'missed' END END AS target
FROM bsc.evaluate('xcmg', '2004-12') WITH ORDINALITY AS e (level, path, code, name, actual, goal, score, status, weight, coverage, line)
LEFT JOIN bsc.measure_result AS m
    ON e.level = 3 AND m.scorecard = 'xcmg' AND m.entity = '' AND m.period_start = '2004-12-01' AND m.measure = e.code
ORDER BY e.line;

\echo 'The profit in million yuan: the year 2004, and the state found (July to October 2003) taken for twelve months.'
\echo
SELECT pg_temp.figure(sum(r.actual) FILTER (WHERE r.period_start >= '2004-01-01') / 1e6) AS "profit 2004",
       pg_temp.figure(3 * sum(r.actual) FILTER (WHERE r.period_start <= '2003-10-01') / 1e6) AS "3 x July to October 2003",
       pg_temp.figure((sum(r.actual) FILTER (WHERE r.period_start >= '2004-01-01')
              - 3 * sum(r.actual) FILTER (WHERE r.period_start <= '2003-10-01')) / 1e6) AS "more"
FROM bsc.measure_result AS r
WHERE r.scorecard = 'xcmg' AND r.entity = '' AND r.measure = 'net-profit' AND r.period_start <= '2004-12-01';

\echo 'Spare parts, from the CRM itself: less on the shelves, and still what is needed.'
\echo
SELECT s.quarter, s.stock AS "stock at the end, million yuan", r.short AS "repairs without the part, %", r.late AS "repairs late, %"
FROM (SELECT bsc.period(t.counted_on, 'quarter')::text AS quarter, round(sum(t.quantity * p.price) / 1e6, 1) AS stock
      FROM xcmg.part_stock AS t JOIN xcmg.part AS p ON p.id = t.part
      WHERE t.counted_on = bsc.last_day(bsc.period(t.counted_on, 'quarter')) GROUP BY t.counted_on) AS s
JOIN (SELECT bsc.period(started_at, 'quarter')::text AS quarter, round(100 * avg((NOT part_in_stock)::int)) AS short,
             round(100 * avg((finished_at > promised_at)::int)) AS late
      FROM xcmg.repair GROUP BY 1) AS r USING (quarter)
ORDER BY s.quarter;

\echo 'Complaints by deadline, of the synthetic rows: two working days (16 hours) to answer, as bsc.deadline counts them.'
\echo
SELECT bsc.period(c.received_at AT TIME ZONE 'Asia/Shanghai', 'quarter')::text AS quarter, count(*) AS complaints,
       round(100 * avg(coalesce(c.answered_at <= c.due, false)::int)) AS "in time, %",
       max(bsc.working_time(c.due, c.answered_at, 'xcmg')) FILTER (WHERE c.answered_at > c.due) AS "latest, working hours"
FROM (SELECT *, bsc.deadline(received_at, interval '16 hours', 'xcmg') AS due FROM xcmg.complaint) AS c
WHERE c.answered_at IS NOT NULL OR c.due < timestamptz '2005-01-01 00:00+08'
GROUP BY 1 ORDER BY 1;

\echo 'The initiatives, and the objectives they were for.'
\echo
SELECT i.name AS initiative, i.owner, i.starts, i.ends, i.state, to_char(100 * i.progress, 'FM990') || ' %' AS progress,
       pg_temp.figure(i.budget) AS budget, pg_temp.figure(i.spent) AS spent, string_agg(o.name, ', ' ORDER BY o.id) AS "for"
FROM bsc.initiative AS i
JOIN bsc.initiative_objective AS x ON x.initiative_id = i.id
JOIN bsc.objective AS o ON o.id = x.objective_id
JOIN bsc.scorecard AS s ON s.id = i.scorecard_id AND s.code = 'xcmg'
GROUP BY i.id ORDER BY i.starts, i.code;

\echo '4. The strategy map, outcomes first: what each objective is caused by (strength, months), and its score in December 2004.'
\echo
SELECT m.line AS "cause and effect", m.score, m.status
FROM (
    SELECT p.position AS place, 0 AS n, NULL::text AS objective, 0::float8 AS strength, '▌' || p.name AS line, NULL::float8 AS score, NULL::text AS status
    FROM bsc.perspective AS p JOIN bsc.scorecard AS s ON s.id = p.scorecard_id WHERE s.code = 'xcmg'
    UNION ALL
    SELECT p.position, o.position, n.objective, 0, '    ' || n.name, round(100 * n.score), n.status
    FROM bsc.strategy_map_node AS n
    JOIN bsc.scorecard AS s ON s.code = n.scorecard
    JOIN bsc.perspective AS p ON p.scorecard_id = s.id AND p.code = n.perspective
    JOIN bsc.objective AS o ON o.perspective_id = p.id AND o.code = n.objective
    WHERE n.scorecard = 'xcmg'
    UNION ALL
    SELECT p.position, o.position, e.effect, e.strength, '        ← ' || c.name || format(' (%s, %s)', e.strength, e.lag), NULL, NULL
    FROM bsc.strategy_map_edge AS e
    JOIN bsc.strategy_map_node AS c ON c.scorecard = e.scorecard AND c.objective = e.cause
    JOIN bsc.objective AS o ON o.id = bsc.objective_id(bsc.scorecard_id('xcmg'), e.effect)
    JOIN bsc.perspective AS p ON p.id = o.perspective_id
    WHERE e.scorecard = 'xcmg'
) AS m
ORDER BY m.place, m.objective IS NOT NULL, m.n, m.objective, m.strength > 0, m.strength DESC;

\echo 'Is it right? What 18 months say: bsc.evidence(''xcmg''), and over all dealers together, bsc.evidence(''xcmg'', entities => ''all'').'
\echo
SELECT o.cause || ' → ' || o.effect AS link, o.lag, o.n, o.df, round(o.estimate::numeric, 2) AS estimate, round(o.p_estimate::numeric, 3) AS p, o.verdict,
       a.pooled AS dealers, a.df AS "df, pooled", round(a.estimate::numeric, 2) AS "estimate, pooled", round(a.p_estimate::numeric, 3) AS "p, pooled", a.verdict AS "verdict, pooled"
FROM bsc.evidence('xcmg') AS o
JOIN bsc.evidence('xcmg', entities => 'all') AS a USING (cause, effect, lag)
ORDER BY o.cause, o.effect, o.lag;

\echo 'What the dealers do not say, and why:'
\echo
SELECT a.verdict, count(*) AS links, min(a.reason) AS "for example"
FROM bsc.evidence('xcmg', lang => :'lang', entities => 'all') AS a
WHERE a.verdict <> 'supported'
GROUP BY a.verdict ORDER BY a.verdict;

\echo '5. The customers (synthetic): whom to keep, whom to grow and whom to leave to the dealers; xcmg.customer_choice has them by name.'
\echo '   Fewer than half of them bring 80 percent. No purchase is not churn: the model (bsc.bg_nbd) finds that nobody seems to leave.'
\echo
SELECT choice, abc, count(*) AS customers, sum(machines) AS machines, pg_temp.figure(sum(bought)::float8 / 1e6) AS "million yuan",
       round(100 * sum(bought) / sum(sum(bought)) OVER (), 1) AS "% of sales", count(*) FILTER (WHERE last_bought < '2004-07-01') AS "silent since June",
       round(min(p_alive)::numeric, 3) AS "least p_alive", min(model) AS model
FROM xcmg.customer_choice GROUP BY choice, abc ORDER BY sum(bought) DESC;

\echo 'To be called first: who is to be kept or grown, and has been silent for longest.'
\echo
SELECT choice, customer, dealer, machines, pg_temp.figure(bought::float8 / 1e6) AS "million yuan", last_bought, requests, round(p_alive::numeric, 3) AS p_alive
FROM (SELECT *, row_number() OVER (PARTITION BY choice ORDER BY last_bought, customer) AS n FROM xcmg.customer_choice) AS c
WHERE n <= 5 AND choice IN ('keep', 'grow') ORDER BY choice DESC, n;

\echo '6. The dealers in a month under way: 8 December 2004, ten in the morning (one query is to fail here). Each dealer''s year was'
\echo '   planned once, "2004": "0..180" machines; the status so far is that of the pace. Lanzhou has sold nothing: 0, and red.'
\echo
\o /dev/null
\ir ../data/xcmg/dealers.sql
\o
\echo
SELECT CASE entity WHEN '' THEN '(whole)' ELSE entity END AS "December 2004", actual, goal, round(100 * score) AS score, round(100 * pace) AS pace,
       status || CASE WHEN provisional THEN ' so far' ELSE '' END AS status
FROM bsc.measure_result
WHERE scorecard = 'dealers' AND measure = 'machines' AND period_start = '2004-12-01' AND entity NOT IN (SELECT region FROM xcmg.dealer)
ORDER BY entity <> '', pace DESC, actual DESC, entity COLLATE "C";

\echo 'Their regions (bsc.entity): figures and goals are made of the dealers'', average price and margin are formulas, "revenue / machines"'
\echo 'and "100 * (revenue - cost) / revenue".'
\echo
SELECT n.entity AS "December 2004", n.actual AS machines, n.goal, round(100 * n.pace) AS pace,
       n.status || CASE WHEN n.provisional THEN ' so far' ELSE '' END AS status,
       pg_temp.figure(p.actual) AS "average price, yuan", pg_temp.figure(g.actual) AS "margin, %"
FROM bsc.measure_result AS n
JOIN bsc.measure_result AS p USING (scorecard, entity, period)
JOIN bsc.measure_result AS g USING (scorecard, entity, period)
WHERE scorecard = 'dealers' AND period = '2004-12' AND n.measure = 'machines' AND p.measure = 'average-price' AND g.measure = 'margin'
  AND entity IN (SELECT region FROM xcmg.dealer)
ORDER BY entity COLLATE "C";

\echo 'What is stale: the dealers'' reports are gone.'
\echo
SELECT name, to_char(observed AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS "known up to",
       to_char(failing_since AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS "fails since", split_part(error, E'\n', 1) AS error
FROM bsc.measure_freshness WHERE scorecard = 'dealers' ORDER BY name;
