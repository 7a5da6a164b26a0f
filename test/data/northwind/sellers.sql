-- A second scorecard over Northwind: its sellers, by month, as it stood at ten in the morning of 7 May 1998. The orders end
-- on the 6th. The year is planned once, for the whole and for each seller; May is under way; four sellers have no order in it;
-- and one measure is stale, because what its query reads is gone since the first of May. The sellers sell from two countries,
-- whose figures and targets are made of theirs.
CREATE VIEW northwind.shipment AS SELECT shipped_date, freight FROM northwind.orders WHERE shipped_date IS NOT NULL;

SELECT bsc.define($json$
{
 "code": "sellers",
 "name": "Northwind's sellers",
 "perspectives": [
  {"code": "financial", "name": "Financial", "objectives": [
   {"code": "sell", "name": "Sell more", "measures": [
    {"code": "revenue", "name": "Net revenue", "unit": "USD", "rollup": "sum",
     "query": "SELECT e.last_name AS entity, sum(d.unit_price::numeric * d.quantity * (1 - d.discount::numeric)) AS value FROM northwind.orders o JOIN northwind.order_details d USING (order_id) JOIN northwind.employees e USING (employee_id) WHERE bsc.during(o.order_date, $1) GROUP BY ROLLUP (1)",
     "plan": [{"period": "1998", "target": "0..1200000"}]}]}]},
  {"code": "process", "name": "Internal process", "objectives": [
   {"code": "ship", "name": "Ship what is sold", "measures": [
    {"code": "freight", "name": "Freight of what left", "unit": "USD", "rollup": "sum",
     "query": "SELECT sum(freight::numeric) AS value FROM northwind.shipment WHERE bsc.during(shipped_date, $1)",
     "plan": [{"period": "1998", "target": "96000..48000"}]}]}]}]
}
$json$::jsonb);

INSERT INTO bsc.entity (scorecard_id, code, parent)
SELECT DISTINCT bsc.scorecard_id('sellers'), e.country, '' FROM northwind.employees AS e
UNION ALL SELECT bsc.scorecard_id('sellers'), e.last_name, e.country FROM northwind.employees AS e;

INSERT INTO bsc.plan (measure_id, entity, period, target)
SELECT bsc.measure_id('sellers', 'revenue'), e.last_name, '1998', bsc.target(0, CASE e.title WHEN 'Sales Manager' THEN 60000 ELSE 142500 END)
FROM northwind.employees AS e;

CALL bsc.refresh('sellers', '1998-01', '1998-04');
DROP VIEW northwind.shipment;
CALL bsc.refresh('sellers', '1998-05', '1998-05');

-- so that it is 7 May 1998 again, the runs for May are dated then
UPDATE bsc.measure_run AS r
SET last_run = timestamptz '1998-05-07 10:00+00', last_success = timestamptz '1998-05-07 10:00+00' + (r.last_success - r.last_success),
    failing_since = timestamptz '1998-05-01 06:00+00' + (r.failing_since - r.failing_since)
FROM bsc.measure AS m
WHERE m.id = r.measure_id AND m.scorecard_id = bsc.scorecard_id('sellers') AND r.period::text = '1998-05';
