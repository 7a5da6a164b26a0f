-- The strategy of the template "xcmg" as a scorecard over the CRM that load.sql makes: queries for its 16 measures, working
-- hours, initiatives, and targets for 2004 from the state found in July to October 2003. Reported and measured by month.
-- The language of the names is English, or that of the variable lang: psql -v lang=zh.
\if :{?lang} \else
    \set lang en
\endif
SELECT bsc.define(bsc.template('xcmg', :'lang'));

UPDATE bsc.scorecard SET time_zone = 'Asia/Shanghai' WHERE code = 'xcmg';

-- Response times count the company's working hours, 8 a day.
INSERT INTO bsc.calendar (code, name, time_zone) VALUES ('xcmg', 'Service', 'Asia/Shanghai');
INSERT INTO bsc.calendar_hours (calendar, weekday, opens, closes)
SELECT 'xcmg', day, opens, closes
FROM generate_series(1, 5) AS day, (VALUES (time '08:30', time '12:00'), ('13:30', '18:00')) AS h (opens, closes);
INSERT INTO bsc.calendar_exception (calendar, date, name) SELECT 'xcmg', day, name FROM xcmg.holiday;

-- What to count. $1 is the period: a month, and for roll-up "query" its quarter, half and year too.
UPDATE bsc.measure AS m SET query = q.query
FROM (VALUES
    ('net-profit', $$SELECT sum(amount) AS value FROM xcmg.ledger WHERE bsc.during(booked_on, $1)$$),
    ('cash-flow', $$SELECT sum(amount) AS value FROM xcmg.ledger WHERE bsc.during(paid_on, $1)$$),
    ('service-revenue', $$SELECT sum(amount) AS value FROM xcmg.ledger
        WHERE account IN ('training fees', 'service contracts') AND bsc.during(booked_on, $1)$$),
    -- by customer and month, so that a year's figure can be held against a month's: who bought or asked for service
    ('cost-per-customer', $$SELECT
        (SELECT - sum(amount) FROM xcmg.ledger
         WHERE account IN ('staff', 'service', 'channels', 'training', 'spare parts') AND bsc.during(booked_on, $1))
        / (SELECT nullif(count(*), 0) FROM (
             SELECT customer, date_trunc('month', sold_on) FROM xcmg.machine WHERE bsc.during(sold_on, $1)
             UNION
             SELECT customer, date_trunc('month', opened_at) FROM xcmg.service_request WHERE bsc.during(opened_at, $1)) AS active)
        AS value$$),
    ('customer-satisfaction', $$SELECT avg(rating) AS value, count(*) AS volume FROM xcmg.customer_survey WHERE bsc.during(asked_on, $1)$$),
    ('dealer-satisfaction', $$SELECT avg(rating) AS value, count(*) AS volume FROM xcmg.dealer_survey WHERE bsc.during(asked_on, $1)$$),
    ('dealer-profit-growth', $$SELECT 100 * (n.profit / b.profit - 1) AS value
        FROM (SELECT sum(profit) / count(DISTINCT month) AS profit FROM xcmg.dealer_account WHERE bsc.during(month, $1)) AS n,
             (SELECT sum(profit) / count(DISTINCT month) AS profit FROM xcmg.dealer_account WHERE month BETWEEN '2003-07-01' AND '2003-10-01') AS b$$),
    ('service-response', $$SELECT avg(extract(epoch FROM bsc.working_time(opened_at, first_action_at, 'xcmg'))) / 3600 AS value,
        count(first_action_at) AS volume FROM xcmg.service_request WHERE bsc.during(opened_at, $1)$$),
    ('complaint-response', $$SELECT avg(extract(epoch FROM bsc.working_time(received_at, answered_at, 'xcmg'))) / 3600 AS value,
        count(answered_at) AS volume FROM xcmg.complaint WHERE bsc.during(received_at, $1)$$),
    ('dealer-quality', $$SELECT avg(points) AS value FROM xcmg.dealer_rating WHERE bsc.during(rated_on, $1)$$),
    ('contact-channels', $$SELECT count(DISTINCT channel) AS value FROM xcmg.service_request WHERE bsc.during(opened_at, $1)$$),
    ('channel-cost', $$SELECT sum(amount) AS value FROM xcmg.channel_cost WHERE bsc.during(month, $1)$$),
    ('employee-satisfaction', $$SELECT avg(rating) AS value, count(*) AS volume FROM xcmg.employee_survey WHERE bsc.during(asked_on, $1)$$),
    ('incentive-satisfaction', $$SELECT avg(incentives) AS value, count(*) AS volume FROM xcmg.employee_survey WHERE bsc.during(asked_on, $1)$$),
    ('training-cost', $$SELECT sum(cost) AS value FROM xcmg.course WHERE audience <> 'customers' AND bsc.during(held_on, $1)$$),
    ('technology-coverage', $$SELECT 100.0 * count(*) FILTER (WHERE in_system) / nullif(count(*), 0) AS value
        FROM (SELECT in_system FROM xcmg.service_request WHERE bsc.during(opened_at, $1)
              UNION ALL SELECT in_system FROM xcmg.repair WHERE bsc.during(started_at, $1)) AS handled$$)
) AS q (measure, query)
WHERE m.code = q.measure AND m.scorecard_id = (SELECT id FROM bsc.scorecard WHERE code = 'xcmg');

-- Surveys and ratings of each quarter's end serve the two months after it.
UPDATE bsc.measure SET carry_forward = 2
WHERE code IN ('dealer-satisfaction', 'dealer-quality', 'employee-satisfaction', 'incentive-satisfaction')
  AND scorecard_id = (SELECT id FROM bsc.scorecard WHERE code = 'xcmg');

-- The programme, as work: planned first, then begun, then done.
UPDATE bsc.initiative AS i SET owner = w.owner, starts = w.starts, ends = w.ends, budget = w.budget, state = 'active'
FROM (VALUES
    ('top-management', 'General manager', date '2003-11-03', date '2004-03-31', 100000),
    ('employee-training', 'Human resources', '2003-11-10', '2004-12-31', 3600000),
    ('system-integration', 'Information technology', '2003-11-10', '2004-06-30', 8000000),
    ('system-use', 'Information technology', '2004-01-05', '2004-11-30', 1500000),
    ('information-sharing', 'Sales regions', '2003-12-01', '2004-09-30', 1200000),
    ('complaint-process', 'Service', '2003-12-01', '2004-05-31', 300000),
    ('service-process', 'Service', '2003-12-01', '2004-08-31', 900000),
    ('customer-positioning', 'Marketing', '2004-01-05', '2004-04-30', 200000),
    ('value-analysis', 'Marketing', '2004-01-05', '2004-06-30', 250000),
    ('dealer-rating', 'Sales regions', '2003-12-15', '2004-12-31', 400000),
    ('dealer-skills', 'Sales regions', '2004-02-02', '2004-11-30', 1100000),
    ('dealer-information', 'Information technology', '2004-03-01', '2004-10-31', 600000),
    ('satisfaction-survey', 'Marketing', '2003-11-24', '2004-12-31', 500000)
) AS w (initiative, owner, starts, ends, budget)
WHERE i.code = w.initiative AND i.scorecard_id = (SELECT id FROM bsc.scorecard WHERE code = 'xcmg');

UPDATE bsc.initiative SET state = 'done', progress = 1, spent = round(budget * 0.96, -3)
WHERE scorecard_id = (SELECT id FROM bsc.scorecard WHERE code = 'xcmg') AND ends < '2004-12-31';
UPDATE bsc.initiative SET progress = 0.95, spent = round(budget * 0.9, -3)
WHERE scorecard_id = (SELECT id FROM bsc.scorecard WHERE code = 'xcmg') AND ends = '2004-12-31';

-- The state found: the actuals of July to October 2003.
CALL bsc.refresh('xcmg', '2003-07', '2003-10');

-- The targets for 2004. The rule: the state found (the mean of the four months' actuals, weighted by their volumes where they
-- have some) scores 0, and the goal, which scores 1, is that state times a factor plus a step, both set by the management. The
-- measure of a score is the same in every month, so those of 2003 are judged by where the company wants to be in 2004.
INSERT INTO bsc.plan (measure_id, period, target)
SELECT bsc.measure_id('xcmg', f.measure), p.period, bsc.target(f.state, f.state * f.factor + f.step)
FROM (
    SELECT measure, g.factor, g.step,
           round((sum(a.value * coalesce(a.volume, 1)) / sum(coalesce(a.volume, 1)))::numeric, 2)::float8 AS state
    FROM (VALUES
        ('net-profit', 1.6, 0), ('cash-flow', 1.8, 0), ('service-revenue', 2.7, 0), ('cost-per-customer', 0.72, 0),
        ('customer-satisfaction', 1, 2.4), ('dealer-satisfaction', 1, 2), ('dealer-profit-growth', 1, 35),
        ('service-response', 0.3, 0), ('complaint-response', 0.33, 0), ('dealer-quality', 1, 20),
        ('contact-channels', 1, 3), ('channel-cost', 0.75, 0),
        ('employee-satisfaction', 1, 1.6), ('incentive-satisfaction', 1, 2), ('training-cost', 3, 0),
        ('technology-coverage', 1, 85)) AS g (measure, factor, step)
    JOIN bsc.actual_entry AS a USING (measure)
    WHERE a.scorecard = 'xcmg' AND a.entity = '' AND a.period IN ('2003-07', '2003-08', '2003-09', '2003-10')
    GROUP BY measure, g.factor, g.step
) AS f
CROSS JOIN bsc.periods('2003-07'::bsc.period, '2004-12'::bsc.period) AS p (period);

\ir customers.sql
