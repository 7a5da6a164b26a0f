-- A few rows in tables with the column names of Odoo's CRM and Sales
-- applications, for the README's example.  Odoo keeps timestamps without zone,
-- in UTC, and translated names as jsonb.
CREATE TABLE crm_team (id int PRIMARY KEY, name jsonb NOT NULL, active boolean);
CREATE TABLE crm_stage (id int PRIMARY KEY, name jsonb NOT NULL, is_won boolean, sequence int);
CREATE TABLE crm_lead (
    id int PRIMARY KEY, name varchar NOT NULL, type varchar NOT NULL, active boolean,
    stage_id int REFERENCES crm_stage, team_id int REFERENCES crm_team, partner_id int,
    expected_revenue numeric, probability double precision,
    create_date timestamp, date_open timestamp, date_closed timestamp);
CREATE TABLE sale_order (
    id int PRIMARY KEY, name varchar NOT NULL, state varchar, partner_id int, team_id int REFERENCES crm_team,
    date_order timestamp NOT NULL, amount_untaxed numeric, amount_total numeric);

INSERT INTO crm_team VALUES (1, '{"en_US": "Europe"}', true), (2, '{"en_US": "Americas"}', true);
INSERT INTO crm_stage VALUES (1, '{"en_US": "New"}', false, 0), (2, '{"en_US": "Qualified"}', false, 1),
    (4, '{"en_US": "Won"}', true, 3);
-- a lead every other day of 2024; two of three are closed after 12 to 30 days, and of these more are won in autumn
INSERT INTO crm_lead
SELECT n, 'Lead ' || n, 'opportunity', won IS NOT FALSE, CASE WHEN won THEN 4 ELSE 1 + n % 2 END, 1 + n % 2, n,
       1000 + 37 * (n % 50), CASE WHEN won THEN 100 WHEN won IS FALSE THEN 0 ELSE 20 END,
       created, created + interval '9 hours', CASE WHEN won IS NOT NULL THEN created + (12 + n % 19) * interval '1 day' END
FROM (SELECT n, timestamp '2024-01-01 08:00' + n * interval '2 days' AS created,
             CASE WHEN n % 3 = 0 THEN NULL ELSE n % 5 < 2 + n / 90 END AS won
      FROM generate_series(1, 180) AS n) AS lead;
INSERT INTO sale_order
SELECT id, 'S' || lpad(id::text, 5, '0'), CASE WHEN id % 17 = 0 THEN 'cancel' ELSE 'sale' END, partner_id, team_id,
       date_closed, expected_revenue, expected_revenue * 1.2
FROM crm_lead WHERE stage_id = 4;
ANALYZE;
