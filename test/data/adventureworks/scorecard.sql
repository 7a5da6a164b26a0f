-- AdventureWorks as a scorecard over the tables that load.sql makes: what golden.sql says each measure must be comes
-- out of these queries. Reported by month; measured by day, month, quarter and year. $1 is the period, a bsc.period.
SELECT bsc.define($json$
{
 "code": "adventureworks",
 "name": "AdventureWorks Cycles",
 "frequency": "month",
 "perspectives": [
  {"code": "financial", "name": "Financial", "objectives": [
   {"code": "profit", "name": "Earn more", "theme": "growth", "measures": [
    {"code": "net_income_usd", "name": "Net income", "unit": "USD", "indicator": "lagging", "financial": true, "rollup": "sum",
     "query": "SELECT sum(f.amount * r.sign) AS value FROM adventureworks.fact_finance f JOIN adventureworks.account_rollup r ON r.account_key = f.account_key AND r.ancestor_key = 47 JOIN adventureworks.dim_organization o ON o.organization_key = f.organization_key AND o.currency_key = 100 WHERE f.scenario_key = 1 AND bsc.during(f.date, $1)"},
    {"code": "net_sales_usd", "name": "Net sales", "unit": "USD", "indicator": "lagging", "financial": true, "rollup": "sum",
     "query": "SELECT sum(f.amount * r.sign) AS value FROM adventureworks.fact_finance f JOIN adventureworks.account_rollup r ON r.account_key = f.account_key AND r.ancestor_key = 50 JOIN adventureworks.dim_organization o ON o.organization_key = f.organization_key AND o.currency_key = 100 WHERE f.scenario_key = 1 AND bsc.during(f.date, $1)"},
    {"code": "operating_margin_pct", "name": "Operating margin", "unit": "%", "indicator": "lagging", "financial": true, "rollup": "query", "kind": "rate",
     "query": "SELECT 100 * sum(f.amount * r.sign) FILTER (WHERE r.ancestor_key = 48) / nullif(sum(f.amount * r.sign) FILTER (WHERE r.ancestor_key = 50), 0) AS value FROM adventureworks.fact_finance f JOIN adventureworks.account_rollup r ON r.account_key = f.account_key AND r.ancestor_key IN (48, 50) JOIN adventureworks.dim_organization o ON o.organization_key = f.organization_key AND o.currency_key = 100 WHERE f.scenario_key = 1 AND bsc.during(f.date, $1)"},
    {"code": "net_sales_vs_budget_pct", "name": "Net sales against budget", "unit": "%", "indicator": "lagging", "financial": true, "rollup": "query", "kind": "rate",
     "query": "SELECT 100 * sum(f.amount * r.sign) FILTER (WHERE f.scenario_key = 1) / nullif(sum(f.amount * r.sign) FILTER (WHERE f.scenario_key = 2), 0) AS value FROM adventureworks.fact_finance f JOIN adventureworks.account_rollup r ON r.account_key = f.account_key AND r.ancestor_key = 50 JOIN adventureworks.dim_organization o ON o.organization_key = f.organization_key AND o.currency_key = 100 WHERE bsc.during(f.date, $1)"}]},
   {"code": "cash", "name": "Stay liquid", "theme": "productivity", "measures": [
    {"code": "cash_balance_usd", "name": "Cash balance", "unit": "USD", "indicator": "lagging", "financial": true, "rollup": "last",
     "description": "The balance of the last posting date in the period; a month without a posting has none.",
     "query": "SELECT sum(f.amount) AS value FROM adventureworks.fact_finance f JOIN adventureworks.dim_organization o ON o.organization_key = f.organization_key AND o.currency_key = 100 WHERE f.scenario_key = 1 AND f.account_key = 4 AND f.date = (SELECT max(g.date) FROM adventureworks.fact_finance g JOIN adventureworks.dim_organization q ON q.organization_key = g.organization_key AND q.currency_key = 100 WHERE g.scenario_key = 1 AND g.account_key = 4 AND bsc.during(g.date, $1))"}]}]},
  {"code": "customer", "name": "Customer", "objectives": [
   {"code": "channel", "name": "Reach more dealers and riders", "theme": "growth", "measures": [
    {"code": "marketing_expense_usd", "name": "Marketing expense", "unit": "USD", "indicator": "leading", "financial": true, "rollup": "sum",
     "query": "SELECT sum(f.amount * r.sign) AS value FROM adventureworks.fact_finance f JOIN adventureworks.account_rollup r ON r.account_key = f.account_key AND r.ancestor_key = 70 JOIN adventureworks.dim_organization o ON o.organization_key = f.organization_key AND o.currency_key = 100 WHERE f.scenario_key = 1 AND bsc.during(f.date, $1)"},
    {"code": "survey_customers", "name": "Customers who answered", "unit": "customers", "indicator": "leading", "rollup": "query",
     "query": "SELECT count(DISTINCT customer_key) AS value FROM adventureworks.fact_survey_response WHERE bsc.during(date, $1)"},
    {"code": "dealers_won", "name": "Dealers won", "unit": "dealers", "indicator": "lagging", "frequency": "year", "rollup": "sum",
     "query": "SELECT count(*) AS value FROM adventureworks.dim_reseller WHERE first_order_year = extract(year FROM bsc.first_day($1))"}]}]},
  {"code": "process", "name": "Internal process", "objectives": [
   {"code": "sales", "name": "Plan sales well", "measures": [
    {"code": "sales_quota", "name": "Sales quota", "unit": "USD", "indicator": "leading", "frequency": "quarter", "rollup": "sum",
     "query": "SELECT sum(sales_amount_quota) AS value FROM adventureworks.fact_sales_quota WHERE bsc.during(date, $1)"}]},
   {"code": "supply", "name": "Supply in time and in order", "theme": "quality", "measures": [
    {"code": "po_lead_time_days", "name": "Order to shipment", "unit": "days", "indicator": "leading", "rollup": "mean",
     "query": "SELECT avg(ship_date - order_date) AS value, count(ship_date) AS volume FROM adventureworks.purchase_order_header WHERE bsc.during(order_date, $1)"},
    {"code": "supplier_reject_pct", "name": "Rejected by us", "unit": "%", "indicator": "leading", "rollup": "mean",
     "query": "SELECT 100 * sum(d.rejected_qty) / nullif(sum(d.received_qty), 0) AS value, sum(d.received_qty) AS volume FROM adventureworks.purchase_order_detail d JOIN adventureworks.purchase_order_header h USING (purchase_order_id) WHERE bsc.during(h.order_date, $1)"}]},
   {"code": "service", "name": "Answer quickly", "theme": "service", "measures": [
    {"code": "call_issue_seconds", "name": "Seconds per issue", "unit": "seconds", "indicator": "leading", "frequency": "day", "rollup": "mean",
     "query": "SELECT sum(average_time_per_issue * issues_raised)::numeric / nullif(sum(issues_raised), 0) AS value, sum(issues_raised) AS volume FROM adventureworks.fact_call_center WHERE bsc.during(date, $1)"},
    {"code": "call_abandon_grade", "name": "Calls given up", "unit": "ratio", "indicator": "leading", "frequency": "day", "rollup": "mean",
     "query": "SELECT avg(service_grade) AS value, count(service_grade) AS volume FROM adventureworks.fact_call_center WHERE bsc.during(date, $1)"}]}]},
  {"code": "learning", "name": "Learning and growth", "objectives": [
   {"code": "staff", "name": "Grow and reward our people", "measures": [
    {"code": "headcount_end", "name": "Headcount at the end", "unit": "people", "indicator": "leading", "rollup": "query",
     "query": "SELECT count(DISTINCT employee_id) AS value FROM adventureworks.employee_department_history WHERE start_date <= bsc.last_day($1) AND (end_date IS NULL OR end_date > bsc.last_day($1))"},
    {"code": "avg_pay_rate_end", "name": "Average pay rate at the end", "unit": "USD/h", "indicator": "leading", "rollup": "last",
     "query": "SELECT avg(rate) AS value FROM (SELECT DISTINCT ON (employee_id) rate FROM adventureworks.employee_pay_history WHERE rate_change_date <= bsc.last_day($1) ORDER BY employee_id, rate_change_date DESC) x"},
    {"code": "conference_expense_usd", "name": "Conferences", "unit": "USD", "indicator": "leading", "financial": true, "rollup": "sum",
     "query": "SELECT sum(f.amount * r.sign) AS value FROM adventureworks.fact_finance f JOIN adventureworks.account_rollup r ON r.account_key = f.account_key AND r.ancestor_key = 71 JOIN adventureworks.dim_organization o ON o.organization_key = f.organization_key AND o.currency_key = 100 WHERE f.scenario_key = 1 AND bsc.during(f.date, $1)"}]}]}],
 "links": [
  {"cause": "staff", "effect": "service", "strength": 0.4, "lag": 1},
  {"cause": "service", "effect": "channel", "strength": 0.3, "lag": 1},
  {"cause": "supply", "effect": "channel", "strength": 0.3},
  {"cause": "channel", "effect": "profit", "strength": 0.6, "lag": 1},
  {"cause": "sales", "effect": "profit", "strength": 0.5},
  {"cause": "profit", "effect": "cash", "strength": 0.7, "lag": 1}]
}
$json$::jsonb);

-- The company's own budget is the target for net sales, as far as there is one.
INSERT INTO bsc.plan (measure_id, period, target)
SELECT m.id, p.period, bsc.target(0.5 * b.budget, b.budget)
FROM bsc.measure AS m
JOIN bsc.scorecard AS s ON s.id = m.scorecard_id AND s.code = 'adventureworks'
CROSS JOIN bsc.periods('2011-01'::bsc.period, '2011-12'::bsc.period) AS p (period)
CROSS JOIN LATERAL (
	SELECT sum(f.amount * r.sign)::float8
	FROM adventureworks.fact_finance AS f
	JOIN adventureworks.account_rollup AS r ON r.account_key = f.account_key AND r.ancestor_key = 50
	JOIN adventureworks.dim_organization AS o ON o.organization_key = f.organization_key AND o.currency_key = 100
	WHERE f.scenario_key = 2 AND bsc.during(f.date, p.period)) AS b (budget)
WHERE m.code = 'net_sales_usd' AND b.budget > 0;
