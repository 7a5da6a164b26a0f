-- How golden.sql came about: the measure queries of data set adventureworks, by hand and without bsc. Run after load.sql, from
-- any folder; prints the rows that differ from golden.sql (none):
--   psql -v ON_ERROR_STOP=1 -d DB -f test/data/adventureworks/measures.sql
-- Every measure is one scalar query over a half-open period [p.s, p.e); NULL = no data in the period.
SET search_path = adventureworks;
SET TimeZone = 'UTC';
CREATE TEMP TABLE period AS
SELECT g.grain, d::date AS s, (d + g.step)::date AS e
FROM (VALUES ('month', interval '1 month'), ('quarter', interval '3 months'), ('year', interval '1 year')) g(grain, step),
     LATERAL generate_series(date_trunc(g.grain, timestamp '2011-01-01'), timestamp '2014-01-01' - interval '1 day', g.step) d;
INSERT INTO period VALUES ('may2014','2014-05-01','2014-06-01'),('may2014','2014-05-01','2014-05-16'),('may2014','2014-05-16','2014-06-01'),('may2014','2014-06-01','2014-07-01');
CREATE TEMP TABLE computed (measure text, grain text, period_start date, period_end date, value numeric);

-- net_income_usd | perspective: financial | case measure: net profit | unit: USD | better: up
INSERT INTO computed SELECT 'net_income_usd', p.grain, p.s, p.e, (
  SELECT sum(f.amount * r.sign)
  FROM fact_finance f JOIN account_rollup r ON r.account_key = f.account_key AND r.ancestor_key = 47
  JOIN dim_organization o ON o.organization_key = f.organization_key AND o.currency_key = 100
  WHERE f.scenario_key = 1 AND f.date >= p.s AND f.date < p.e
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- net_sales_usd | perspective: financial | case measure: revenue (base of extra service revenue) | unit: USD | better: up
INSERT INTO computed SELECT 'net_sales_usd', p.grain, p.s, p.e, (
  SELECT sum(f.amount * r.sign)
  FROM fact_finance f JOIN account_rollup r ON r.account_key = f.account_key AND r.ancestor_key = 50
  JOIN dim_organization o ON o.organization_key = f.organization_key AND o.currency_key = 100
  WHERE f.scenario_key = 1 AND f.date >= p.s AND f.date < p.e
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- operating_margin_pct | perspective: financial | case measure: net profit | unit: % | better: up
INSERT INTO computed SELECT 'operating_margin_pct', p.grain, p.s, p.e, (
  SELECT 100 * sum(f.amount * r.sign) FILTER (WHERE r.ancestor_key = 48) / nullif(sum(f.amount * r.sign) FILTER (WHERE r.ancestor_key = 50), 0)
  FROM fact_finance f JOIN account_rollup r ON r.account_key = f.account_key AND r.ancestor_key IN (48, 50)
  JOIN dim_organization o ON o.organization_key = f.organization_key AND o.currency_key = 100
  WHERE f.scenario_key = 1 AND f.date >= p.s AND f.date < p.e
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- net_sales_vs_budget_pct | perspective: financial | case measure: target attainment (Actual / Budget scenario) | unit: % | better: up
INSERT INTO computed SELECT 'net_sales_vs_budget_pct', p.grain, p.s, p.e, (
  SELECT 100 * sum(f.amount * r.sign) FILTER (WHERE f.scenario_key = 1) / nullif(sum(f.amount * r.sign) FILTER (WHERE f.scenario_key = 2), 0)
  FROM fact_finance f JOIN account_rollup r ON r.account_key = f.account_key AND r.ancestor_key = 50
  JOIN dim_organization o ON o.organization_key = f.organization_key AND o.currency_key = 100
  WHERE f.date >= p.s AND f.date < p.e
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- cash_balance_usd | perspective: financial | case measure: cash flow (stock: last posting date in the period) | unit: USD | better: up
INSERT INTO computed SELECT 'cash_balance_usd', p.grain, p.s, p.e, (
  SELECT sum(f.amount) FROM fact_finance f
  JOIN dim_organization o ON o.organization_key = f.organization_key AND o.currency_key = 100
  WHERE f.scenario_key = 1 AND f.account_key = 4 AND f.date = (SELECT max(g.date) FROM fact_finance g JOIN dim_organization q ON q.organization_key = g.organization_key AND q.currency_key = 100
     WHERE g.scenario_key = 1 AND g.account_key = 4 AND g.date >= p.s AND g.date < p.e)
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- marketing_expense_usd | perspective: customer | case measure: channel cost | unit: USD | better: down
INSERT INTO computed SELECT 'marketing_expense_usd', p.grain, p.s, p.e, (
  SELECT sum(f.amount * r.sign)
  FROM fact_finance f JOIN account_rollup r ON r.account_key = f.account_key AND r.ancestor_key = 70
  JOIN dim_organization o ON o.organization_key = f.organization_key AND o.currency_key = 100
  WHERE f.scenario_key = 1 AND f.date >= p.s AND f.date < p.e
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- survey_customers | perspective: customer | case measure: customer contact (distinct customers who answered) | unit: customers | better: up
INSERT INTO computed SELECT 'survey_customers', p.grain, p.s, p.e, (
  SELECT count(DISTINCT customer_key) FROM fact_survey_response WHERE date >= p.s AND date < p.e
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- dealers_won | perspective: customer | case measure: dealer growth (first-order year of resellers; only at year grain) | unit: dealers | better: up
INSERT INTO computed SELECT 'dealers_won', p.grain, p.s, p.e, (
  SELECT count(*) FROM dim_reseller WHERE first_order_year = extract(year FROM p.s)
) FROM period p WHERE p.grain IN ('year');

-- sales_quota | perspective: process | case measure: sales plan | unit: USD | better: up
INSERT INTO computed SELECT 'sales_quota', p.grain, p.s, p.e, (
  SELECT sum(sales_amount_quota) FROM fact_sales_quota WHERE date >= p.s AND date < p.e
) FROM period p WHERE p.grain IN ('quarter','year');

-- po_lead_time_days | perspective: process | case measure: average service response time (order to ship) | unit: days | better: down
INSERT INTO computed SELECT 'po_lead_time_days', p.grain, p.s, p.e, (
  SELECT avg(ship_date - order_date) FROM purchase_order_header WHERE order_date >= p.s AND order_date < p.e
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- supplier_reject_pct | perspective: process | case measure: dealer / supplier quality | unit: % | better: down
INSERT INTO computed SELECT 'supplier_reject_pct', p.grain, p.s, p.e, (
  SELECT 100 * sum(d.rejected_qty) / nullif(sum(d.received_qty), 0) FROM purchase_order_detail d
  JOIN purchase_order_header h USING (purchase_order_id) WHERE h.order_date >= p.s AND h.order_date < p.e
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- call_issue_seconds | perspective: process | case measure: complaint response time (weighted by issues; data of May 2014 only) | unit: seconds | better: down
INSERT INTO computed SELECT 'call_issue_seconds', p.grain, p.s, p.e, (
  SELECT sum(average_time_per_issue * issues_raised)::numeric / nullif(sum(issues_raised), 0) FROM fact_call_center WHERE date >= p.s AND date < p.e
) FROM period p WHERE p.grain IN ('may2014');

-- call_abandon_grade | perspective: process | case measure: service quality (mean service grade, float8; lower is better) | unit: ratio | better: down
INSERT INTO computed SELECT 'call_abandon_grade', p.grain, p.s, p.e, (
  SELECT avg(service_grade)::numeric FROM fact_call_center WHERE date >= p.s AND date < p.e
) FROM period p WHERE p.grain IN ('may2014');

-- headcount_end | perspective: learning & growth | case measure: staff (stock at the end of the period) | unit: people | better: up
INSERT INTO computed SELECT 'headcount_end', p.grain, p.s, p.e, (
  SELECT count(DISTINCT employee_id) FROM employee_department_history WHERE start_date < p.e AND (end_date IS NULL OR end_date >= p.e)
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- avg_pay_rate_end | perspective: learning & growth | case measure: incentive satisfaction (mean current pay rate at the end of the period) | unit: USD/h | better: up
INSERT INTO computed SELECT 'avg_pay_rate_end', p.grain, p.s, p.e, (
  SELECT avg(rate) FROM (SELECT DISTINCT ON (employee_id) rate FROM employee_pay_history WHERE rate_change_date < p.e ORDER BY employee_id, rate_change_date DESC) x
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- conference_expense_usd | perspective: learning & growth | case measure: training cost (account 6300 Conferences) | unit: USD | better: down
INSERT INTO computed SELECT 'conference_expense_usd', p.grain, p.s, p.e, (
  SELECT sum(f.amount * r.sign)
  FROM fact_finance f JOIN account_rollup r ON r.account_key = f.account_key AND r.ancestor_key = 71
  JOIN dim_organization o ON o.organization_key = f.organization_key AND o.currency_key = 100
  WHERE f.scenario_key = 1 AND f.date >= p.s AND f.date < p.e
) FROM period p WHERE p.grain IN ('month','quarter','year');

\ir golden.sql
SELECT measure, grain, period_start, period_end, g.value AS golden, round(c.value, 6) AS computed
FROM golden g FULL JOIN computed c USING (measure, grain, period_start, period_end)
WHERE round(g.value::numeric, 6) IS DISTINCT FROM round(c.value, 6) ORDER BY 1, 2, 3, 4;
