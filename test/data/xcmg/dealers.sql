-- A second scorecard over the CRM: its dealers, by month, as the books stood at ten in the morning of 8 December 2004. Each
-- dealer's year is planned once; December is under way; Lanzhou was signed for 2004 and has sold nothing; and one measure is
-- stale, because the dealers' reports that its query reads are gone since the first of November. The dealers are in regions,
-- whose figures and targets are made of theirs; the average price and the margin are formulas.
CREATE VIEW xcmg.sale AS SELECT dealer, sold_on, price, cost FROM xcmg.machine WHERE sold_on < date '2004-12-08';
CREATE VIEW xcmg.dealer_report AS SELECT month, profit FROM xcmg.dealer_account;

SELECT bsc.define($json$
{
 "code": "dealers",
 "name": "Dealers",
 "time_zone": "Asia/Shanghai",
 "perspectives": [
  {"code": "customer", "name": "Customer", "objectives": [
   {"code": "sell", "name": "Sell more machines", "measures": [
    {"code": "machines", "name": "Machines sold", "unit": "machines", "rollup": "sum",
     "query": "SELECT d.name AS entity, count(*) AS value FROM xcmg.sale AS s JOIN xcmg.dealer AS d ON d.id = s.dealer WHERE bsc.during(s.sold_on, $1) GROUP BY ROLLUP (1)",
     "plan": [{"period": "2004", "target": "0..4320"}, {"period": "2004", "entity": "Lanzhou 兰州", "target": "0..120"}]}]},
   {"code": "earn", "name": "Dealers earn", "measures": [
    {"code": "dealer-profit", "name": "Dealers' profit", "unit": "yuan", "rollup": "sum",
     "query": "SELECT sum(profit) AS value FROM xcmg.dealer_report WHERE bsc.during(month, $1)",
     "plan": [{"period": "2004", "target": "0..120000000"}]}]},
   {"code": "price", "name": "Sell at prices that pay", "measures": [
    {"code": "revenue", "name": "Revenue", "unit": "yuan", "rollup": "sum", "weight": 0,
     "query": "SELECT d.name AS entity, sum(s.price) AS value FROM xcmg.sale AS s JOIN xcmg.dealer AS d ON d.id = s.dealer WHERE bsc.during(s.sold_on, $1) GROUP BY ROLLUP (1)"},
    {"code": "cost", "name": "Cost of what was sold", "unit": "yuan", "rollup": "sum", "weight": 0,
     "query": "SELECT d.name AS entity, sum(s.cost) AS value FROM xcmg.sale AS s JOIN xcmg.dealer AS d ON d.id = s.dealer WHERE bsc.during(s.sold_on, $1) GROUP BY ROLLUP (1)"},
    {"code": "average-price", "name": "Average price", "unit": "yuan", "weight": 0, "formula": "revenue / machines"},
    {"code": "margin", "name": "Margin", "unit": "%", "formula": "100 * (revenue - cost) / revenue",
     "plan": [{"period": "2004", "target": "25..27"}]}]}]}]
}
$json$::jsonb);

INSERT INTO bsc.entity (scorecard_id, code, parent)
SELECT DISTINCT bsc.scorecard_id('dealers'), d.region, '' FROM xcmg.dealer AS d
UNION ALL SELECT bsc.scorecard_id('dealers'), d.name, d.region FROM xcmg.dealer AS d
UNION ALL SELECT bsc.scorecard_id('dealers'), 'Lanzhou 兰州', 'West 西部';

INSERT INTO bsc.plan (measure_id, entity, period, target)
SELECT bsc.measure_id('dealers', 'machines'), d.name, '2004', '0..180' FROM xcmg.dealer AS d;

CALL bsc.refresh('dealers', '2004-01', '2004-10');
DROP VIEW xcmg.dealer_report;
CALL bsc.refresh('dealers', '2004-11', '2004-12');

-- so that it is 8 December 2004 again, the runs for December are dated then, and the failures from when they began
UPDATE bsc.measure_run AS r
SET last_run = timestamptz '2004-12-08 10:00+08', last_success = timestamptz '2004-12-08 10:00+08' + (r.last_success - r.last_success),
    failing_since = timestamptz '2004-11-01 06:00+08' + (r.failing_since - r.failing_since)
FROM bsc.measure AS m
WHERE m.id = r.measure_id AND m.scorecard_id = bsc.scorecard_id('dealers') AND r.period::text IN ('2004-11', '2004-12')
  AND (r.period::text = '2004-12' OR r.last_success IS NULL);
