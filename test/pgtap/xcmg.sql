-- The case of the template xcmg, run: what it shows, that every figure is what the CRM's tables say by hand, and that a
-- changed row changes the result.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL timezone = 'UTC';
SET LOCAL datestyle = 'ISO';
\o /dev/null
\ir ../data/xcmg/load.sql
\ir ../data/xcmg/scorecard.sql
CALL bsc.refresh('xcmg', '2003-07', '2004-12');
ANALYZE;
\o
SELECT plan(39);

-- the rows: the same on every machine and version
CREATE FUNCTION pg_temp.digest(relation text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    EXECUTE format($q$SELECT count(*) || ' ' || left(encode(sha256(convert_to(string_agg(t::text, chr(10) ORDER BY t::text COLLATE "C"), 'UTF8')), 'hex'), 16)
        FROM xcmg.%I AS t$q$, relation) INTO found;
    RETURN found;
END $$;
SELECT is(string_agg(relation || ' ' || pg_temp.digest(relation), E'\n' ORDER BY relation COLLATE "C"), 'channel_cost 101 529a050a546c9331
complaint 652 acd412d556e26f3d
course 267 7d4532d6cb4fe996
customer_survey 2552 70c89d81d0de3a87
dealer_account 432 8a5e3514c4f4a2a6
dealer_rating 168 7e5daa5e75d22bd4
dealer_survey 168 2680862f030fe83b
employee_survey 560 a9d614dc04dde159
ledger 15125 1cdf3e294ebb3a76
machine 6964 94b719b4c7ad6848
part_stock 3600 02171d3a8b890ed9
repair 2318 d260ce14418c1a66
repair_progress 6278 56a30f27717bf617
service_request 3520 9d80011e9cf74b13', 'the generator makes the same rows as ever')
FROM unnest(ARRAY['machine', 'service_request', 'repair', 'repair_progress', 'complaint', 'customer_survey', 'dealer_survey', 'employee_survey',
                  'dealer_rating', 'dealer_account', 'course', 'part_stock', 'channel_cost', 'ledger']) AS relation;

-- the scorecard
SELECT is((SELECT count(*) FROM bsc.evaluate('xcmg', '2004-12') WHERE level = 1), 4::bigint, 'four perspectives');
SELECT is((SELECT count(*) FROM bsc.evaluate('xcmg', '2004-12') WHERE level = 2), 9::bigint, 'nine objectives');
SELECT is((SELECT count(*) FROM bsc.evaluate('xcmg', '2004-12') WHERE level = 3), 16::bigint, 'sixteen measures');
SELECT is_empty($$SELECT measure, period, error FROM bsc.refresh_log WHERE scorecard = 'xcmg' AND error IS NOT NULL$$, 'no query fails');
SELECT is((SELECT count(*) FROM bsc.measure_result WHERE scorecard = 'xcmg' AND period_start <= '2004-12-01' AND score IS NOT NULL AND coverage = 1),
          16 * 18::bigint, 'every measure has a score in every month');

-- every figure of every month, by hand: tables of the CRM and plain SQL only
CREATE TEMP TABLE hours AS -- working hours from one moment to another: what each day's two spans share with it
SELECT kind, id, sum(extract(epoch FROM greatest(interval '0', least(upto, day + closes) - greatest(since, day + opens)))) / 3600 AS hours
FROM (SELECT 'request' AS kind, id, opened_at AT TIME ZONE 'Asia/Shanghai' AS since, first_action_at AT TIME ZONE 'Asia/Shanghai' AS upto FROM xcmg.service_request
      UNION ALL SELECT 'complaint', id, received_at AT TIME ZONE 'Asia/Shanghai', answered_at AT TIME ZONE 'Asia/Shanghai' FROM xcmg.complaint) AS r
CROSS JOIN LATERAL generate_series(since::date::timestamp, upto::date::timestamp, interval '1 day') AS day
CROSS JOIN (VALUES (time '08:30', time '12:00'), (time '13:30', time '18:00')) AS h (opens, closes)
WHERE extract(isodow FROM day) < 6 AND day::date NOT IN (SELECT h.day FROM xcmg.holiday AS h)
GROUP BY kind, id;

CREATE TEMP TABLE month AS SELECT m::date AS month FROM generate_series(timestamp '2003-07-01', '2004-12-01', interval '1 month') AS m;
CREATE TEMP TABLE asked AS -- the months of a quarterly survey, and those for which it stands
SELECT m.month, (SELECT max(date_trunc('month', d.rated_on)::date) FROM xcmg.dealer_rating AS d WHERE d.rated_on < m.month + interval '1 month') AS month_asked FROM month AS m;
CREATE TEMP TABLE request AS
SELECT q.*, date_trunc('month', opened_at AT TIME ZONE 'Asia/Shanghai')::date AS month FROM xcmg.service_request AS q;

ANALYZE hours, month, asked, request;
CREATE FUNCTION pg_temp.by_hand() RETURNS TABLE (measure text, month date, value numeric) LANGUAGE sql AS $$
    SELECT 'net-profit', date_trunc('month', booked_on)::date, sum(amount) FROM xcmg.ledger GROUP BY 2
    UNION ALL SELECT 'cash-flow', date_trunc('month', paid_on)::date, sum(amount) FROM xcmg.ledger GROUP BY 2
    UNION ALL SELECT 'service-revenue', date_trunc('month', booked_on)::date, sum(amount) FROM xcmg.ledger
        WHERE account = 'training fees' OR account = 'service contracts' GROUP BY 2
    UNION ALL SELECT 'cost-per-customer', m.month,
        (SELECT - sum(amount) FROM xcmg.ledger AS l WHERE date_trunc('month', l.booked_on) = m.month AND amount < 0 AND account <> 'machine purchases')
        / (SELECT count(DISTINCT customer) FROM (
             SELECT customer FROM xcmg.machine AS x WHERE date_trunc('month', x.sold_on) = m.month
             UNION ALL SELECT customer FROM request AS r WHERE r.month = m.month) AS u) FROM month AS m
    UNION ALL SELECT 'customer-satisfaction', date_trunc('month', asked_on)::date, avg(rating) FROM xcmg.customer_survey GROUP BY 2
    UNION ALL SELECT 'dealer-satisfaction', a.month, avg(rating) FROM asked AS a JOIN xcmg.dealer_survey ON date_trunc('month', asked_on) = month_asked GROUP BY 2
    UNION ALL SELECT 'dealer-profit-growth', month, 100 * (sum(profit)
        / (SELECT sum(profit) / 4 FROM xcmg.dealer_account WHERE month < '2003-11-01') - 1) FROM xcmg.dealer_account GROUP BY 2
    UNION ALL SELECT 'service-response', r.month, avg(h.hours) FROM request AS r JOIN hours AS h ON h.kind = 'request' AND h.id = r.id GROUP BY 2
    UNION ALL SELECT 'complaint-response', date_trunc('month', received_at AT TIME ZONE 'Asia/Shanghai')::date, avg(h.hours)
        FROM xcmg.complaint AS c JOIN hours AS h ON h.kind = 'complaint' AND h.id = c.id GROUP BY 2
    UNION ALL SELECT 'dealer-quality', a.month, avg(points) FROM asked AS a JOIN xcmg.dealer_rating ON date_trunc('month', rated_on) = month_asked GROUP BY 2
    UNION ALL SELECT 'contact-channels', month, count(DISTINCT channel) FROM request GROUP BY 2
    UNION ALL SELECT 'channel-cost', month, sum(amount) FROM xcmg.channel_cost GROUP BY 2
    UNION ALL SELECT 'employee-satisfaction', a.month, avg(rating) FROM asked AS a JOIN xcmg.employee_survey ON date_trunc('month', asked_on) = month_asked GROUP BY 2
    UNION ALL SELECT 'incentive-satisfaction', a.month, avg(incentives) FROM asked AS a JOIN xcmg.employee_survey ON date_trunc('month', asked_on) = month_asked GROUP BY 2
    UNION ALL SELECT 'training-cost', date_trunc('month', held_on)::date, sum(cost) FROM xcmg.course WHERE audience IN ('staff', 'dealers') GROUP BY 2
    UNION ALL SELECT 'technology-coverage', month, 100.0 * sum(in_system::int) / count(*)
        FROM (SELECT month, in_system FROM request
              UNION ALL SELECT date_trunc('month', started_at AT TIME ZONE 'Asia/Shanghai')::date, in_system FROM xcmg.repair) AS u GROUP BY 2 $$;
CREATE TEMP TABLE hand AS SELECT h.* FROM pg_temp.by_hand() AS h JOIN month USING (month);
CREATE TEMP VIEW shown AS
SELECT measure, period_start AS month, actual, baseline, goal, score, status FROM bsc.measure_result
WHERE scorecard = 'xcmg' AND entity = '' AND period_start <= '2004-12-01';
SELECT is(count(*), 16 * 18::bigint, 'sixteen measures by hand for eighteen months') FROM hand;
SELECT is_empty($$SELECT * FROM hand FULL JOIN shown USING (measure, month)
    WHERE abs(value - actual) <= 1e-9 * abs(value) + 1e-9 IS NOT TRUE$$, 'every actual is what the tables of the CRM say by hand');

-- the targets: set from the state found
CREATE TEMP TABLE state AS
SELECT measure, avg(value) AS state FROM hand
WHERE month <= '2003-10-01' AND measure NOT IN ('customer-satisfaction', 'service-response', 'complaint-response') AND (month IN ('2003-07-01', '2003-09-01')
      OR measure NOT IN ('dealer-satisfaction', 'dealer-quality', 'employee-satisfaction', 'incentive-satisfaction'))
GROUP BY measure
UNION ALL SELECT 'customer-satisfaction', avg(rating) FROM xcmg.customer_survey WHERE asked_on < '2003-11-01'
UNION ALL SELECT 'service-response', avg(hours) FROM request JOIN hours USING (id) WHERE kind = 'request' AND month <= '2003-10-01'
UNION ALL SELECT 'complaint-response', avg(hours) FROM xcmg.complaint JOIN hours USING (id) WHERE kind = 'complaint' AND received_at < '2003-11-01 00:00+08';
SELECT is_empty($$SELECT measure, month, state, baseline FROM state FULL JOIN shown USING (measure) WHERE round(state, 2) = round(baseline::numeric, 2) IS NOT TRUE$$,
    'what scores 0 is the state of July to October 2003, in every month');
SELECT is_empty($$SELECT measure, baseline, goal FROM shown WHERE (goal > baseline) <> (measure NOT IN ('cost-per-customer', 'service-response', 'complaint-response', 'channel-cost'))$$,
    'costs and response times are to fall, all else is to rise');
SELECT results_eq($$SELECT round((goal / baseline)::numeric, 6) FROM shown WHERE month = '2004-12-01' AND measure IN ('net-profit', 'service-response') ORDER BY measure$$,
    'VALUES (1.6), (0.3)', 'goals are the state times the factor');
SELECT results_eq($$SELECT round((goal - baseline)::numeric, 6) FROM shown WHERE month = '2004-12-01' AND measure IN ('contact-channels', 'customer-satisfaction') ORDER BY measure$$,
    'VALUES (3.0), (2.4)', 'or the state and a step');

-- the story
SELECT is((SELECT string_agg(objective, ' ' ORDER BY objective COLLATE "C") FROM bsc.objective_result
           WHERE scorecard = 'xcmg' AND period = '2003-10' AND status = 'red'),
          'channel-management competitive-dealers delight-customers increase-value profit-growth strategic-capability technology win-win working-climate',
          'all nine objectives are red in October 2003');
SELECT is((SELECT count(*) FROM shown WHERE month = '2004-12-01' AND score = 1), 16::bigint, 'all sixteen targets are met in December 2004');
SELECT is((SELECT count(*) FROM hand JOIN shown USING (measure, month)
           WHERE month = '2004-12-01' AND CASE WHEN goal > baseline THEN value >= goal::numeric ELSE value <= goal::numeric END), 16::bigint,
          'and by hand: every figure is on the good side of its goal');
SELECT is((SELECT string_agg(measure, ' ' ORDER BY measure COLLATE "C") FROM shown WHERE month = '2004-11-01' AND score < 1), 'dealer-satisfaction net-profit',
          'two were still missed in November');
SELECT is((SELECT score FROM bsc.evaluate('xcmg', '2004-12') WHERE level = 0), 1::float8, 'the whole is at 100 % in December 2004');
SELECT is_empty($$SELECT period FROM (SELECT period, score, lag(score) OVER (ORDER BY period_start) AS before FROM bsc.scorecard_result
    WHERE scorecard = 'xcmg' AND period_start BETWEEN '2003-10-01' AND '2004-12-01') AS w WHERE score <= before$$, 'the whole rises in every month of the programme');
SELECT is(round((sum(amount) FILTER (WHERE booked_on BETWEEN '2004-01-01' AND '2004-12-31')
                 - sum(amount) FILTER (WHERE booked_on BETWEEN '2003-07-01' AND '2003-10-31') * 12 / 4) / 1e6), 200::numeric,
          'by the ledger, 2004 brings 200 million yuan more than twelve months like those of July to October 2003')
FROM xcmg.ledger;
SELECT is(round((((SELECT actual FROM bsc.evaluate('xcmg', '2004') WHERE code = 'net-profit')
                  - 3 * (SELECT sum(actual) FROM shown WHERE measure = 'net-profit' AND month <= '2003-10-01')) / 1e6)::numeric), 200::numeric,
          'and by the scorecard');
SELECT ok((SELECT sum(quantity * price) FILTER (WHERE counted_on = '2004-12-31') < 0.6 * sum(quantity * price) FILTER (WHERE counted_on = '2003-10-31')
           FROM xcmg.part_stock AS s JOIN xcmg.part AS p ON p.id = s.part)
          AND (SELECT 5 * avg((NOT part_in_stock)::int) FILTER (WHERE started_at >= '2004-10-01') < avg((NOT part_in_stock)::int) FILTER (WHERE started_at < '2003-11-01')
               FROM xcmg.repair), 'spare-part stock falls by more than 40 %, and shortages to a fifth');

-- the causes, by hand: a recursive walk over the links, and each cause's shortfall below green
CREATE TEMP TABLE cause AS
WITH RECURSIVE named AS (
    SELECT c.code AS cause, e.code AS effect, l.strength FROM bsc.link AS l
    JOIN bsc.objective AS c ON c.id = l.cause JOIN bsc.objective AS e ON e.id = l.effect JOIN bsc.scorecard AS s ON s.id = l.scorecard_id WHERE s.code = 'xcmg'
), walk AS (
    SELECT cause, strength FROM named WHERE effect = 'profit-growth'
    UNION ALL SELECT n.cause, n.strength * w.strength FROM named AS n JOIN walk AS w ON w.cause = n.effect
)
SELECT w.cause, sum(w.strength) * (0.9 - o.score) AS lost
FROM walk AS w JOIN bsc.objective_result AS o ON o.scorecard = 'xcmg' AND o.objective = w.cause AND o.period = '2003-10' GROUP BY w.cause, o.score;
SELECT results_eq($$SELECT cause, round(share::numeric, 9) FROM bsc.root_causes('xcmg', 'profit-growth', '2003-10')$$,
    $$SELECT cause, round((lost / sum(lost) OVER ())::numeric, 9) FROM cause ORDER BY lost DESC$$, 'the causes of the missing profit in October 2003, as by hand');
SELECT is((SELECT cause FROM bsc.root_causes('xcmg', 'delight-customers', '2003-10') LIMIT 1), 'increase-value', 'slow service first of all discontents customers');
SELECT is_empty($$SELECT * FROM bsc.root_causes('xcmg', 'profit-growth', '2004-12')$$, 'nothing is missing in December 2004');

-- whom to keep, to grow and to leave, by hand: who is A is larger than all that make up the last 20 %
CREATE TEMP TABLE bought AS
SELECT c.name AS customer, sum(m.price) AS bought, count(*) AS machines, max(m.sold_on) AS last_bought,
       (SELECT count(*) FROM xcmg.service_request AS q WHERE q.customer = c.id) AS requests
FROM xcmg.machine AS m JOIN xcmg.customer AS c ON c.id = m.customer GROUP BY c.id;
CREATE TEMP TABLE larger AS
SELECT b.*, (SELECT coalesce(sum(x.bought), 0) FROM bought AS x WHERE x.bought > b.bought) / (SELECT sum(bought) FROM bought) AS share,
       (SELECT count(*) FROM bought AS x WHERE x.requests < b.requests) AS fewer, (SELECT count(*) FROM bought AS x WHERE x.requests = b.requests) AS same
FROM bought AS b;
CREATE TEMP TABLE chosen AS SELECT * FROM xcmg.customer_choice;
SELECT is(count(*), 1014::bigint, 'every buyer is chosen once') FROM chosen JOIN bought USING (customer, bought, machines, last_bought, requests);
SELECT is_empty($$SELECT customer FROM chosen JOIN larger USING (customer)
    WHERE abc <> CASE WHEN share < 0.8 THEN 'A' WHEN share < 0.95 THEN 'B' ELSE 'C' END
       OR asks <> floor(5 * (fewer + (same - 1) / 2.0) / 1014) + 1$$, 'classes as by hand');
SELECT results_eq($$SELECT choice, count(*) FROM chosen GROUP BY choice ORDER BY 1$$,
    $$SELECT CASE WHEN share < 0.8 THEN 'keep' WHEN share < 0.95 OR floor(5 * (fewer + (same - 1) / 2.0) / 1014) >= 3 THEN 'grow' ELSE 'leave to the dealer' END, count(*)
      FROM larger GROUP BY 1 ORDER BY 1$$, 'keep the best, grow the next and those who ask often, leave the rest');
SELECT results_eq($$SELECT count(*), round(100 * sum(bought) / (SELECT sum(bought) FROM bought), 1) FROM chosen WHERE choice = 'keep'$$,
    'VALUES (462::bigint, 80.0)', '46 % of the customers bring 80 %');
SELECT results_eq($$SELECT min(model), max(model), min(p_alive) > 0.999 FROM chosen$$, $$VALUES ('flat: nobody seems to leave', 'flat: nobody seems to leave', true)$$,
    'no purchase is not churn: who is silent since 2003 is a customer still, as the generator lets nobody leave');
SELECT results_eq($$SELECT left(obj_description('xcmg'::regnamespace), 9), left(obj_description('xcmg.customer_choice'::regclass), 9)$$, $$VALUES ('synthetic', 'synthetic')$$,
    'the rows say that they are synthetic');

-- complaints by deadline: two working days of eight hours, counted by hand and by bsc.deadline
SELECT results_eq($$
    SELECT bsc.period(received_at AT TIME ZONE 'Asia/Shanghai', 'quarter')::text, count(*) FILTER (WHERE answered_at <= bsc.deadline(received_at, interval '16 hours', 'xcmg'))
    FROM xcmg.complaint WHERE answered_at IS NOT NULL GROUP BY 1 ORDER BY 1$$, $$
    SELECT to_char(c.received_at AT TIME ZONE 'Asia/Shanghai', 'YYYY"Q"Q'), count(*) FILTER (WHERE h.hours <= 16)
    FROM xcmg.complaint AS c JOIN hours AS h ON h.kind = 'complaint' AND h.id = c.id GROUP BY 1 ORDER BY 1$$, 'complaints answered by their deadline, by quarter');
SELECT is((SELECT array_agg(percent ORDER BY quarter) FROM (
        SELECT to_char(c.received_at AT TIME ZONE 'Asia/Shanghai', 'YYYY"Q"Q') AS quarter, round(100 * avg((h.hours <= 16)::int)) AS percent
        FROM xcmg.complaint AS c JOIN hours AS h ON h.kind = 'complaint' AND h.id = c.id GROUP BY 1) AS q WHERE quarter IN ('2003Q3', '2004Q4')),
    '{3,86}', 'in 2003 next to none in time, at the end of 2004 most');

-- a changed row changes the result: somebody is slow in December 2004
CREATE TEMP TABLE earlier AS SELECT * FROM bsc.evaluate('xcmg', '2004-12');
CREATE TEMP TABLE earlier_months AS SELECT * FROM shown WHERE month < '2004-12-01';
UPDATE xcmg.service_request SET first_action_at = first_action_at + interval '4 days' WHERE opened_at >= '2004-12-01 00:00+08';
\o /dev/null
CALL bsc.refresh('xcmg', '2004-12', '2004-12');
\o
CREATE TEMP TABLE later AS SELECT * FROM bsc.evaluate('xcmg', '2004-12');
SELECT results_eq($$SELECT l.code FROM later AS l JOIN earlier AS e USING (path) WHERE l.score < e.score ORDER BY l.path COLLATE "C"$$,
    $$VALUES ('xcmg'), ('process'), ('increase-value'), ('service-response')$$, 'slower service lowers its measure, objective, perspective and the whole; nothing else');
SELECT is_empty($$SELECT l.path FROM later AS l JOIN earlier AS e USING (path) WHERE l.code NOT IN ('xcmg', 'process', 'increase-value', 'service-response') AND l IS DISTINCT FROM e$$,
    'all else is as it was');
SELECT ok((SELECT l.actual > l.goal AND l.score < 1 AND e.score = 1 FROM later AS l JOIN earlier AS e USING (path) WHERE l.code = 'service-response'), 'the target is missed then');
SELECT is((SELECT round((e.score - l.score)::numeric, 9) FROM later AS l JOIN earlier AS e USING (path) WHERE l.level = 0),
          (SELECT round(((e.score - l.score) / 2 / 3 / 4)::numeric, 9) FROM later AS l JOIN earlier AS e USING (path) WHERE l.code = 'service-response'),
          'the whole falls by the weight of the measure: one of two, of three, of four');
SELECT is_empty($$TABLE earlier_months EXCEPT SELECT * FROM shown$$, 'the months before are as they were');
INSERT INTO xcmg.ledger (booked_on, account, amount, paid_on) VALUES ('2004-12-31', 'staff', -5000000, NULL);
\o /dev/null
CALL bsc.refresh('xcmg', '2004-12', '2004-12');
\o
SELECT is((SELECT string_agg(code, ' ' ORDER BY code COLLATE "C") FROM bsc.evaluate('xcmg', '2004-12') WHERE level = 3 AND score < 1),
          'cost-per-customer net-profit service-response', 'one more cost, and the targets for profit and cost are missed too');

-- the other language
\o /dev/null
SELECT bsc.drop_scorecard('xcmg');
DELETE FROM bsc.calendar WHERE code = 'xcmg';
\set lang zh
\ir ../data/xcmg/scorecard.sql
\o
SELECT results_eq($$SELECT code, name, actual::numeric FROM bsc.evaluate('xcmg', '2003-10') WHERE code = 'net-profit'$$,
    $$SELECT 'net-profit', '净利润', value FROM hand WHERE measure = 'net-profit' AND month = '2003-10-01'$$, 'it speaks Chinese');

SELECT * FROM finish();
ROLLBACK;
