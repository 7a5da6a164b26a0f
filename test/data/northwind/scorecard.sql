-- Northwind's strategy as a scorecard over the tables that load.sql makes: what golden.sql says each measure must be
-- comes out of these queries. Reported by quarter; measured by month. $1 is the period, a bsc.period.
SELECT bsc.define($json$
{
 "code": "northwind",
 "name": "Northwind Traders",
 "mission": "Speciality foods from small producers on every good table",
 "value_proposition": "customer intimacy",
 "frequency": "quarter",
 "perspectives": [
  {"code": "financial", "name": "Financial", "weight": 30, "objectives": [
   {"code": "growth", "name": "Grow with our customers", "theme": "growth", "weight": 60, "measures": [
    {"code": "net_revenue", "name": "Net revenue", "unit": "USD", "indicator": "lagging", "financial": true,
     "frequency": "month", "rollup": "sum", "weight": 60,
     "query": "SELECT sum(d.unit_price::numeric * d.quantity * (1 - d.discount::numeric)) AS value FROM northwind.order_details d JOIN northwind.orders o USING (order_id) WHERE bsc.during(o.order_date, $1)"},
    {"code": "avg_order_value", "name": "Average order value", "unit": "USD", "indicator": "lagging", "financial": true,
     "frequency": "month", "rollup": "query", "kind": "rate", "weight": 40,
     "query": "SELECT sum(d.unit_price::numeric * d.quantity * (1 - d.discount::numeric)) / nullif(count(DISTINCT o.order_id), 0) AS value FROM northwind.order_details d JOIN northwind.orders o USING (order_id) WHERE bsc.during(o.order_date, $1)"}]},
   {"code": "costs", "name": "Serve at lower cost", "theme": "productivity", "weight": 40, "measures": [
    {"code": "discount_given", "name": "Discount given", "unit": "USD", "indicator": "lagging", "financial": true,
     "frequency": "month", "rollup": "sum",
     "query": "SELECT sum(d.unit_price::numeric * d.quantity * d.discount::numeric) AS value FROM northwind.order_details d JOIN northwind.orders o USING (order_id) WHERE bsc.during(o.order_date, $1)"},
    {"code": "freight_per_customer", "name": "Freight per customer", "unit": "USD", "indicator": "lagging", "financial": true,
     "frequency": "month", "rollup": "query",
     "query": "SELECT sum(freight::numeric) / nullif(count(DISTINCT customer_id), 0) AS value FROM northwind.orders WHERE bsc.during(order_date, $1)"}]}]},
  {"code": "customer", "name": "Customer", "weight": 30, "objectives": [
   {"code": "loyalty", "name": "Win customers and keep them", "theme": "growth", "weight": 70, "measures": [
    {"code": "active_customers", "name": "Active customers", "unit": "customers", "indicator": "lagging",
     "frequency": "month", "rollup": "query", "weight": 50,
     "query": "SELECT count(DISTINCT customer_id) AS value FROM northwind.orders WHERE bsc.during(order_date, $1)"},
    {"code": "returning_customer_pct", "name": "Returning customers", "unit": "%", "indicator": "lagging",
     "frequency": "month", "rollup": "query", "kind": "rate", "weight": 50,
     "query": "SELECT 100.0 * count(*) FILTER (WHERE f.first_order < bsc.first_day($1)) / nullif(count(*), 0) AS value FROM (SELECT DISTINCT customer_id FROM northwind.orders WHERE bsc.during(order_date, $1)) a JOIN (SELECT customer_id, min(order_date) AS first_order FROM northwind.orders GROUP BY customer_id) f USING (customer_id)"}]},
   {"code": "access", "name": "Be easy to reach", "theme": "service", "weight": 30, "measures": [
    {"code": "contact_channels", "name": "Contact channels per customer", "unit": "channels", "indicator": "leading",
     "frequency": "month", "rollup": "query", "kind": "rate",
     "query": "SELECT avg((phone IS NOT NULL)::int + (fax IS NOT NULL)::int) AS value FROM northwind.customers WHERE customer_id IN (SELECT customer_id FROM northwind.orders WHERE bsc.during(order_date, $1))"}]}]},
  {"code": "process", "name": "Internal process", "weight": 25, "objectives": [
   {"code": "speed", "name": "Ship fast", "theme": "service", "measures": [
    {"code": "order_to_ship_days", "name": "Order to shipment", "unit": "days", "indicator": "leading",
     "frequency": "month", "rollup": "mean",
     "query": "SELECT avg(shipped_date - order_date) AS value, count(*) AS volume FROM northwind.orders WHERE bsc.during(order_date, $1) AND shipped_date IS NOT NULL"}]},
   {"code": "promises", "name": "Keep our promises", "theme": "service", "measures": [
    {"code": "late_shipment_pct", "name": "Late shipments", "unit": "%", "indicator": "leading",
     "frequency": "month", "rollup": "query", "kind": "rate", "weight": 70,
     "query": "SELECT 100.0 * count(*) FILTER (WHERE shipped_date > required_date) / nullif(count(*), 0) AS value FROM northwind.orders WHERE bsc.during(order_date, $1) AND shipped_date IS NOT NULL"},
    {"code": "backlog_end", "name": "Open orders at the end", "unit": "orders", "indicator": "lagging",
     "frequency": "month", "rollup": "last", "weight": 30,
     "query": "SELECT count(*) AS value FROM northwind.orders WHERE order_date <= bsc.last_day($1) AND (shipped_date IS NULL OR shipped_date > bsc.last_day($1))"}]}]},
  {"code": "learning", "name": "Learning and growth", "weight": 15, "objectives": [
   {"code": "people", "name": "People who do more", "theme": "productivity", "weight": 60, "measures": [
    {"code": "revenue_per_employee", "name": "Revenue per employee", "unit": "USD", "indicator": "lagging",
     "frequency": "month", "rollup": "query",
     "query": "SELECT sum(d.unit_price::numeric * d.quantity * (1 - d.discount::numeric)) / nullif(count(DISTINCT o.employee_id), 0) AS value FROM northwind.order_details d JOIN northwind.orders o USING (order_id) WHERE bsc.during(o.order_date, $1)"}]},
   {"code": "coverage", "name": "Cover the market", "theme": "growth", "weight": 40, "measures": [
    {"code": "territories_per_seller", "name": "Territories per seller", "unit": "territories", "indicator": "leading",
     "frequency": "month", "rollup": "query", "kind": "rate",
     "query": "SELECT avg(n) AS value FROM (SELECT e.employee_id, count(t.territory_id) AS n FROM (SELECT DISTINCT employee_id FROM northwind.orders WHERE bsc.during(order_date, $1)) e LEFT JOIN northwind.employee_territories t USING (employee_id) GROUP BY e.employee_id) x"}]}]}],
 "links": [
  {"cause": "coverage", "effect": "access", "strength": 0.3, "lag": 1, "hypothesis": "who is in the territory is reached"},
  {"cause": "people", "effect": "speed", "strength": 0.5, "hypothesis": "skilled people pick and pack faster"},
  {"cause": "speed", "effect": "promises", "strength": 0.7, "hypothesis": "what leaves early arrives in time"},
  {"cause": "speed", "effect": "costs", "strength": 0.2, "hypothesis": "no express freight for late parcels"},
  {"cause": "promises", "effect": "loyalty", "strength": 0.6, "lag": 1, "hypothesis": "customers come back to who keeps a promise"},
  {"cause": "access", "effect": "loyalty", "strength": 0.3, "lag": 1, "hypothesis": "customers stay where they get an answer"},
  {"cause": "loyalty", "effect": "growth", "strength": 0.8, "lag": 1, "hypothesis": "returning customers order more"}],
 "initiatives": [
  {"code": "dispatch", "name": "Second dispatch shift", "owner": "Operations", "starts": "1997-01-01", "ends": "1997-09-30",
   "budget": 40000, "spent": 38500, "progress": 1, "state": "done", "objectives": ["speed", "promises"]},
  {"code": "freight", "name": "New freight contracts", "owner": "Purchasing", "starts": "1997-10-01", "ends": "1998-06-30",
   "budget": 15000, "spent": 6000, "progress": 0.4, "state": "active", "objectives": ["costs"]},
  {"code": "catalogue", "name": "Regional catalogues", "owner": "Sales", "starts": "1998-01-01", "ends": "1998-12-31",
   "budget": 25000, "spent": 0, "progress": 0, "state": "planned", "objectives": ["loyalty", "access"]}]
}
$json$::jsonb);

-- Targets are rows: most are standards that hold for every quarter ...
INSERT INTO bsc.plan (measure_id, period, target)
SELECT m.id, p.period, t.target::bsc.target
FROM (VALUES ('avg_order_value', '1000..1600'), ('freight_per_customer', '200..100'),
             ('returning_customer_pct', '50..90'), ('contact_channels', '1..2'),
             ('order_to_ship_days', '12..7'), ('late_shipment_pct', '10..2'),
             ('backlog_end', '25..10'), ('territories_per_seller', '3..6')) AS t (measure, target)
JOIN bsc.measure AS m ON m.code = t.measure
JOIN bsc.scorecard AS s ON s.id = m.scorecard_id AND s.code = 'northwind'
CROSS JOIN bsc.periods('1996Q3'::bsc.period, '1998Q2'::bsc.period) AS p (period);

-- ... others rise from quarter to quarter ...
INSERT INTO bsc.plan (measure_id, period, target)
SELECT m.id, p.period,
       CASE m.code WHEN 'active_customers' THEN bsc.target(30, 42 + 3 * p.n)
                   ELSE bsc.target(7700 * 1.08::float8 ^ (p.n - 1), 11000 * 1.08::float8 ^ (p.n - 1)) END
FROM bsc.measure AS m
JOIN bsc.scorecard AS s ON s.id = m.scorecard_id AND s.code = 'northwind'
CROSS JOIN bsc.periods('1996Q3'::bsc.period, '1998Q2'::bsc.period) WITH ORDINALITY AS p (period, n)
WHERE m.code IN ('active_customers', 'revenue_per_employee');

-- ... and the budget is by month: 32,000 USD and 4 % more each month; discounts up to 6 % of it.
INSERT INTO bsc.plan (measure_id, period, target)
SELECT m.id, p.period,
       CASE m.code WHEN 'net_revenue' THEN bsc.target(0.7 * b.budget, b.budget)
                   ELSE bsc.target(0.12 * b.budget, 0.06 * b.budget) END
FROM bsc.measure AS m
JOIN bsc.scorecard AS s ON s.id = m.scorecard_id AND s.code = 'northwind'
CROSS JOIN bsc.periods('1996-07'::bsc.period, '1998-06'::bsc.period) WITH ORDINALITY AS p (period, n)
CROSS JOIN LATERAL (SELECT 32000 * 1.04::float8 ^ (p.n - 1)) AS b (budget)
WHERE m.code IN ('net_revenue', 'discount_given');
