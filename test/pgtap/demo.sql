-- What the demos show of judgement: a year's target in its months, a month under way, who is idle, and what is stale. All
-- figures by hand, from the tables of the companies.
BEGIN;
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
\o /dev/null
\ir ../data/northwind/load.sql
\ir ../data/northwind/scorecard.sql
\ir ../data/northwind/sellers.sql
\ir ../data/xcmg/load.sql
\ir ../data/xcmg/scorecard.sql
\ir ../data/xcmg/dealers.sql
CALL bsc.refresh('northwind', '1996-07', '1998-05');
CALL bsc.refresh('xcmg', '2003-11', '2004-12');
\o
SELECT no_plan();

-- 1. Northwind's sellers: of May, six days and ten hours of 31 days are over
CREATE TEMP TABLE sold AS
SELECT e.last_name AS entity, date_trunc('month', o.order_date)::date AS month,
       sum(d.unit_price::numeric * d.quantity * (1 - d.discount::numeric))::float8 AS value
FROM northwind.orders AS o JOIN northwind.order_details AS d USING (order_id) JOIN northwind.employees AS e USING (employee_id)
WHERE o.order_date >= '1998-01-01' GROUP BY GROUPING SETS ((e.last_name, 2), (2));
UPDATE sold SET entity = '' WHERE entity IS NULL;
CREATE TEMP TABLE want AS
SELECT e.entity, m.month, coalesce(s.value, 0) AS value, e.year / 12 AS goal,
       CASE m.month WHEN '1998-05-01' THEN 154.0::float8 / (31 * 24) ELSE 1 END AS share
FROM (SELECT last_name AS entity, CASE title WHEN 'Sales Manager' THEN 60000.0 ELSE 142500 END::float8 AS year FROM northwind.employees
      UNION ALL VALUES ('', 1200000)) AS e
CROSS JOIN (SELECT ('1998-0' || i || '-01')::date AS month FROM generate_series(1, 5) AS i) AS m
LEFT JOIN sold AS s USING (entity, month);
SELECT is(count(*), 4::bigint, 'four sellers have no order in May') FROM want WHERE month = '1998-05-01' AND value = 0;
SELECT is((SELECT count(*) FROM bsc.measure_result WHERE scorecard = 'sellers' AND measure = 'revenue' AND entity NOT IN ('UK', 'USA')), (SELECT count(*) FROM want), 'everybody has a row in each month');
SELECT is_empty($$SELECT w.*, r.actual, r.goal, r.score, r.pace, r.status, r.provisional FROM want AS w
    LEFT JOIN bsc.measure_result AS r ON r.scorecard = 'sellers' AND r.measure = 'revenue' AND r.entity = w.entity AND r.period_start = w.month
    WHERE (abs(r.actual - w.value) < 1e-6 AND abs(r.goal - w.goal) < 1e-9 AND abs(r.score - least(w.value / w.goal, 1)) < 1e-9
           AND abs(r.pace - least(w.value / (w.goal * w.share), 1)) < 1e-9 AND r.provisional = (w.share < 1) AND r.goal_period = '1998'
           AND r.status = CASE WHEN w.value >= 0.9 * w.goal * w.share THEN 'green' WHEN w.value >= 0.7 * w.goal * w.share THEN 'amber' ELSE 'red' END) IS NOT TRUE$$,
    'a twelfth of the year for each month; May by its pace');
SELECT results_eq($$SELECT status FROM bsc.measure_result WHERE scorecard = 'sellers' AND measure = 'revenue' AND period = '1998-05' AND entity IN ('Suyama', '', 'Davolio') ORDER BY entity$$,
    ARRAY['amber', 'green', 'red'], 'not all are red, though none has reached the month');
SELECT results_eq($$SELECT a.entity, a.source FROM bsc.actual AS a WHERE a.measure_id = bsc.measure_id('sellers', 'revenue') AND a.value = 0 ORDER BY 1$$,
    $$VALUES ('Buchanan', 'empty'), ('Dodsworth', 'empty'), ('Leverling', 'empty'), ('Suyama', 'empty')$$, 'their zeros are written down');
SELECT is_empty($$SELECT * FROM (SELECT sum(value) AS actual, 120000000 / 100.0 AS goal, sum(value) / sum(goal * share) AS pace FROM want WHERE entity = '') AS w,
    bsc.result_by_grain AS r WHERE r.scorecard = 'sellers' AND r.level = 3 AND r.measure = 'revenue' AND r.entity = '' AND r.grain = 'year' AND r.basis = 'period'
      AND (abs(r.actual - w.actual) < 1e-6 AND r.goal = w.goal AND abs(r.pace - least(w.pace, 1)) < 1e-9 AND r.provisional) IS NOT TRUE$$, 'the year is on pace');
SELECT results_eq($$SELECT measure, observed AT TIME ZONE 'UTC', failing_since IS NOT NULL, error LIKE '42P01%' FROM bsc.measure_freshness WHERE scorecard = 'sellers' ORDER BY 1$$,
    $$VALUES ('freight', timestamp '1998-05-01 00:00', true, true), ('revenue', '1998-05-07 10:00', false, NULL)$$, 'and one measure is stale');

SELECT is_empty($$SELECT w.* FROM (
        SELECT e.country, w.month, sum(w.value) AS value, sum(w.goal) AS goal, max(w.share) AS share
        FROM want AS w JOIN northwind.employees AS e ON e.last_name = w.entity GROUP BY e.country, w.month) AS w
    LEFT JOIN bsc.measure_result AS r ON r.scorecard = 'sellers' AND r.measure = 'revenue' AND r.entity = w.country AND r.period_start = w.month
    WHERE (abs(r.actual - w.value) < 1e-6 AND abs(r.goal - w.goal) < 1e-6 AND abs(r.pace - least(w.value / (w.goal * w.share), 1)) < 1e-9) IS NOT TRUE$$,
    'a country has what its sellers have, and is to have what they are to have');

-- 2. XCMG's dealers: of December, seven days and ten hours of 31 days are over
SELECT is_empty($$SELECT d.name, r.actual, r.pace FROM (
        SELECT d.name, count(m.serial) AS n, 15.0 AS goal FROM xcmg.dealer AS d
        LEFT JOIN xcmg.machine AS m ON m.dealer = d.id AND m.sold_on BETWEEN '2004-12-01' AND '2004-12-07' GROUP BY d.id
        UNION ALL VALUES ('Lanzhou 兰州', 0, 10.0)
        UNION ALL SELECT '', count(*), 360 FROM xcmg.machine WHERE sold_on BETWEEN '2004-12-01' AND '2004-12-07') AS d
    LEFT JOIN bsc.measure_result AS r ON r.scorecard = 'dealers' AND r.measure = 'machines' AND r.entity = d.name AND r.period = '2004-12'
    WHERE (r.actual = d.n AND r.goal = d.goal AND r.provisional AND abs(r.pace - least(d.n / (d.goal * 178 / (31 * 24)), 1)) < 1e-9) IS NOT TRUE$$,
    'each by the share of December that is over, an idle one too');
SELECT is((SELECT count(*) FROM bsc.measure_result WHERE scorecard = 'dealers' AND entity = 'Lanzhou 兰州' AND measure = 'machines' AND status = 'red'), 12::bigint, 'who sells nothing is red, not green');
SELECT results_eq($$SELECT measure, observed AT TIME ZONE 'Asia/Shanghai', failing_since IS NOT NULL FROM bsc.measure_freshness WHERE scorecard = 'dealers' ORDER BY 1$$,
    $$VALUES ('average-price', timestamp '2004-12-08 10:00', false), ('cost', '2004-12-08 10:00', false), ('dealer-profit', '2004-11-01 00:00', true), ('machines', '2004-12-08 10:00', false), ('margin', '2004-12-08 10:00', false), ('revenue', '2004-12-08 10:00', false)$$,
    'and one measure is stale');
SELECT is_empty($$SELECT w.* FROM (
        SELECT d.region, bsc.period(date_trunc('month', m.sold_on)::date, 'month')::text AS month, count(*) AS machines, avg(m.price)::float8 AS price,
            100 * (1 - sum(m.cost) / sum(m.price))::float8 AS margin
        FROM xcmg.dealer AS d JOIN xcmg.machine AS m ON m.dealer = d.id AND m.sold_on BETWEEN '2004-01-01' AND '2004-12-07' GROUP BY 1, 2) AS w
    LEFT JOIN bsc.measure_result AS n ON n.scorecard = 'dealers' AND n.measure = 'machines' AND n.entity = w.region AND n.period = w.month
    LEFT JOIN bsc.measure_result AS p ON p.scorecard = 'dealers' AND p.measure = 'average-price' AND p.entity = w.region AND p.period = w.month
    LEFT JOIN bsc.measure_result AS m ON m.scorecard = 'dealers' AND m.measure = 'margin' AND m.entity = w.region AND m.period = w.month
    WHERE (n.actual = w.machines AND n.goal = 90 + CASE w.region WHEN 'West 西部' THEN 10 ELSE 0 END
           AND abs(p.actual - w.price) < 1e-6 AND abs(m.actual - w.margin) < 1e-9 AND m.goal = 27) IS NOT TRUE$$,
    'regions: machines and goals of six dealers (and of Lanzhou), prices and margins by their formulas');

-- 3. A rate has its goal in every grain; an amount that is asked anew for each period has it only where it is planned
SELECT results_eq($$SELECT measure, goal FROM bsc.result_by_grain WHERE scorecard = 'northwind' AND level = 3 AND grain = 'year' AND basis = 'period' AND period = '1997'
      AND measure IN ('avg_order_value', 'returning_customer_pct', 'contact_channels', 'late_shipment_pct', 'territories_per_seller',
                      'active_customers', 'freight_per_customer', 'revenue_per_employee') ORDER BY measure$$,
    $$VALUES ('active_customers', NULL::float8), ('avg_order_value', 1600), ('contact_channels', 2), ('freight_per_customer', NULL),
             ('late_shipment_pct', 2), ('returning_customer_pct', 90), ('revenue_per_employee', NULL), ('territories_per_seller', 6)$$, 'Northwind''s year');
SELECT is((SELECT string_agg(measure, ' ' ORDER BY measure) FROM bsc.result_by_grain WHERE scorecard = 'xcmg' AND level = 3 AND grain = 'year' AND basis = 'period'
           AND period = '2004' AND entity = '' AND goal IS NULL), 'contact-channels cost-per-customer', 'XCMG''s year: ways to reach the company are counted, and costs paid, and a month''s are no year''s');
SELECT results_eq($$SELECT period, provisional FROM bsc.scorecard_result WHERE scorecard = 'northwind' AND provisional$$,
    $$VALUES ('1998Q2', true)$$, 'the quarter that is refreshed for two of its months is not judged as a whole');

SELECT * FROM finish();
ROLLBACK;
