-- The selection of the case study: a list of customers by name, whom to keep, whom to grow and whom to leave to the dealers.
-- It reads what the CRM has up to December 2004; THE ROWS ARE SYNTHETIC. Needs bsc, and may be run again.
--
-- abc: A for the largest customers until they reach 80 % of what was bought, B until 95 %, C for the rest.
-- asks: 5 for the fifth that asks for service most often, 1 for the one that asks least.
-- p_alive: the chance that he is still a customer, by how often and how lately he bought (BG/NBD). No purchase is not
-- churn: the model of these rows says "flat: nobody seems to leave", as the generator lets nobody leave.
-- choice: keep A while they are there, and win back those who are not; grow B, and C who have machines at work that call for
-- service often; the dealers look after the rest.
CREATE OR REPLACE VIEW xcmg.customer_choice AS
WITH day AS (
    SELECT customer, sold_on, count(*) AS machines, sum(price) AS bought
    FROM xcmg.machine WHERE sold_on <= date '2004-12-31' GROUP BY customer, sold_on
), request AS (
    SELECT customer, count(*) AS requests FROM xcmg.service_request GROUP BY customer
), buyer AS (
    SELECT customer, sum(machines)::bigint AS machines, sum(bought) AS bought, max(sold_on) AS last_bought, count(*) - 1 AS frequency,
           (max(sold_on) - min(sold_on))::float8 AS recency, (date '2004-12-31' - min(sold_on))::float8 AS age
    FROM day GROUP BY customer
), fit AS (
    SELECT bsc.bg_nbd(frequency, recency, age) AS model FROM buyer WHERE age > 0
), class AS (
    SELECT b.customer, b.machines, b.bought, b.last_bought, coalesce(r.requests, 0) AS requests,
           bsc.abc_class(b.bought::float8) OVER () AS abc, bsc.quantile_class(5) OVER (ORDER BY coalesce(r.requests, 0)) AS asks,
           bsc.p_alive(f.model, b.frequency, b.recency, b.age) AS p_alive, (f.model).state
    FROM buyer AS b CROSS JOIN fit AS f LEFT JOIN request AS r USING (customer)
    WHERE b.age > 0
)
SELECT c.name AS customer, d.name AS dealer, k.machines, k.bought, k.last_bought, k.requests, k.abc, k.asks, k.p_alive, k.state AS model,
       CASE WHEN k.abc = 'A' THEN CASE WHEN k.p_alive >= 0.5 THEN 'keep' ELSE 'win back' END
            WHEN k.abc = 'B' OR k.asks >= 4 THEN 'grow'
            ELSE 'leave to the dealer' END AS choice
FROM class AS k JOIN xcmg.customer AS c ON c.id = k.customer JOIN xcmg.dealer AS d ON d.id = c.dealer;
COMMENT ON VIEW xcmg.customer_choice IS 'synthetic: whom to keep, whom to grow and whom to leave to the dealer, by name';
