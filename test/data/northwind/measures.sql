-- How golden.sql came about: the measure queries of data set northwind, by hand and without bsc. Run after load.sql, from
-- any folder; prints the rows that differ from golden.sql (none):
--   psql -v ON_ERROR_STOP=1 -d DB -f test/data/northwind/measures.sql
-- Every measure is one scalar query over a half-open period [p.s, p.e); NULL = no data in the period.
SET search_path = northwind;
SET TimeZone = 'UTC';
CREATE TEMP TABLE period AS
SELECT g.grain, d::date AS s, (d + g.step)::date AS e
FROM (VALUES ('month', interval '1 month'), ('quarter', interval '3 months'), ('year', interval '1 year')) g(grain, step),
     LATERAL generate_series(date_trunc(g.grain, timestamp '1996-07-01'), timestamp '1998-07-01' - interval '1 day', g.step) d;
CREATE TEMP TABLE computed (measure text, grain text, period_start date, period_end date, value numeric);

-- net_revenue | perspective: financial | case measure: net profit / revenue | unit: USD | better: up
INSERT INTO computed SELECT 'net_revenue', p.grain, p.s, p.e, (
  SELECT sum(d.unit_price::numeric * d.quantity * (1 - d.discount::numeric)) FROM order_details d JOIN orders o USING (order_id) WHERE o.order_date >= p.s AND o.order_date < p.e
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- discount_given | perspective: financial | case measure: channel cost | unit: USD | better: down
INSERT INTO computed SELECT 'discount_given', p.grain, p.s, p.e, (
  SELECT sum(d.unit_price::numeric * d.quantity * d.discount::numeric) FROM order_details d JOIN orders o USING (order_id) WHERE o.order_date >= p.s AND o.order_date < p.e
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- freight_per_customer | perspective: financial | case measure: average cost per customer | unit: USD | better: down
INSERT INTO computed SELECT 'freight_per_customer', p.grain, p.s, p.e, (
  SELECT sum(freight::numeric) / nullif(count(DISTINCT customer_id), 0) FROM orders WHERE order_date >= p.s AND order_date < p.e
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- avg_order_value | perspective: financial | case measure: extra service revenue per order | unit: USD | better: up
INSERT INTO computed SELECT 'avg_order_value', p.grain, p.s, p.e, (
  SELECT avg(v) FROM (SELECT sum(d.unit_price::numeric * d.quantity * (1 - d.discount::numeric)) AS v FROM order_details d JOIN orders o USING (order_id) WHERE o.order_date >= p.s AND o.order_date < p.e GROUP BY o.order_id) x
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- active_customers | perspective: customer | case measure: customer base | unit: customers | better: up
INSERT INTO computed SELECT 'active_customers', p.grain, p.s, p.e, (
  SELECT count(DISTINCT customer_id) FROM orders WHERE order_date >= p.s AND order_date < p.e
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- returning_customer_pct | perspective: customer | case measure: customer satisfaction (share of active customers who bought before) | unit: % | better: up
INSERT INTO computed SELECT 'returning_customer_pct', p.grain, p.s, p.e, (
  SELECT 100.0 * count(*) FILTER (WHERE first_order < p.s) / nullif(count(*), 0) FROM (SELECT DISTINCT customer_id FROM orders WHERE order_date >= p.s AND order_date < p.e) a
  JOIN (SELECT customer_id, min(order_date) AS first_order FROM orders GROUP BY customer_id) f USING (customer_id)
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- contact_channels | perspective: customer | case measure: number of customer contact channels (phone, fax on file per active customer) | unit: channels | better: up
INSERT INTO computed SELECT 'contact_channels', p.grain, p.s, p.e, (
  SELECT avg((phone IS NOT NULL)::int + (fax IS NOT NULL)::int) FROM customers WHERE customer_id IN (SELECT customer_id FROM orders WHERE order_date >= p.s AND order_date < p.e)
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- order_to_ship_days | perspective: process | case measure: average service response time | unit: days | better: down
INSERT INTO computed SELECT 'order_to_ship_days', p.grain, p.s, p.e, (
  SELECT avg(shipped_date - order_date) FROM orders WHERE order_date >= p.s AND order_date < p.e AND shipped_date IS NOT NULL
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- late_shipment_pct | perspective: process | case measure: complaint response / delivery quality | unit: % | better: down
INSERT INTO computed SELECT 'late_shipment_pct', p.grain, p.s, p.e, (
  SELECT 100.0 * count(*) FILTER (WHERE shipped_date > required_date) / nullif(count(*), 0) FROM orders WHERE order_date >= p.s AND order_date < p.e AND shipped_date IS NOT NULL
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- backlog_end | perspective: process | case measure: open orders at the end of the period (stock) | unit: orders | better: down
INSERT INTO computed SELECT 'backlog_end', p.grain, p.s, p.e, (
  SELECT count(*) FROM orders WHERE order_date < p.e AND (shipped_date IS NULL OR shipped_date >= p.e)
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- revenue_per_employee | perspective: learning & growth | case measure: employee productivity | unit: USD | better: up
INSERT INTO computed SELECT 'revenue_per_employee', p.grain, p.s, p.e, (
  SELECT sum(d.unit_price::numeric * d.quantity * (1 - d.discount::numeric)) / nullif(count(DISTINCT o.employee_id), 0) FROM order_details d JOIN orders o USING (order_id) WHERE o.order_date >= p.s AND o.order_date < p.e
) FROM period p WHERE p.grain IN ('month','quarter','year');

-- territories_per_seller | perspective: learning & growth | case measure: coverage: territories of the sellers active in the period | unit: territories | better: up
INSERT INTO computed SELECT 'territories_per_seller', p.grain, p.s, p.e, (
  SELECT avg(n) FROM (SELECT e.employee_id, count(t.territory_id) AS n FROM (SELECT DISTINCT employee_id FROM orders WHERE order_date >= p.s AND order_date < p.e) e LEFT JOIN employee_territories t USING (employee_id) GROUP BY 1) x
) FROM period p WHERE p.grain IN ('month','quarter','year');

\ir golden.sql
SELECT measure, grain, period_start, period_end, g.value AS golden, round(c.value, 6) AS computed
FROM golden g FULL JOIN computed c USING (measure, grain, period_start, period_end)
WHERE round(g.value::numeric, 6) IS DISTINCT FROM round(c.value, 6) ORDER BY 1, 2, 3, 4;
