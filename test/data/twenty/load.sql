-- A few rows in tables with the column names of a Twenty workspace, for the
-- README's example: quoted camelCase, amounts in micros of the currency,
-- timestamptz, and rows that are marked as deleted rather than deleted.
CREATE SCHEMA workspace_3joxkr9ofo5hlxjan164egffx;
SET search_path = workspace_3joxkr9ofo5hlxjan164egffx;
CREATE TYPE opportunity_stage_enum AS ENUM ('NEW', 'SCREENING', 'MEETING', 'PROPOSAL', 'CUSTOMER');
CREATE TABLE company (
    id uuid PRIMARY KEY, name text, "idealCustomerProfile" boolean NOT NULL DEFAULT false,
    "createdAt" timestamptz NOT NULL, "updatedAt" timestamptz NOT NULL, "deletedAt" timestamptz);
CREATE TABLE opportunity (
    id uuid PRIMARY KEY, name text NOT NULL, "amountAmountMicros" numeric, "amountCurrencyCode" text,
    "closeDate" timestamptz, stage opportunity_stage_enum NOT NULL, "companyId" uuid REFERENCES company,
    "createdAt" timestamptz NOT NULL, "updatedAt" timestamptz NOT NULL, "deletedAt" timestamptz);

INSERT INTO company
SELECT md5('company' || n)::uuid, 'Company ' || n, n % 4 = 0, t, t, CASE WHEN n % 20 = 0 THEN t + interval '30 days' END
FROM (SELECT n, timestamptz '2024-01-01 10:00+00' + n * interval '3 days' AS t FROM generate_series(1, 120) AS n) AS c;
INSERT INTO opportunity
SELECT md5('opportunity' || n)::uuid, 'Opportunity ' || n, (2000 + 90 * (n % 40)) * 1000000::numeric, 'EUR',
       t + interval '25 days', CASE WHEN n % 3 = 0 THEN 'CUSTOMER' WHEN n % 3 = 1 THEN 'PROPOSAL' ELSE 'NEW' END::opportunity_stage_enum,
       md5('company' || 1 + n % 120)::uuid, t, t, CASE WHEN n % 25 = 0 THEN t + interval '40 days' END
FROM (SELECT n, timestamptz '2024-01-01 23:30+00' + n * interval '1 day' AS t FROM generate_series(1, 330) AS n) AS o;
RESET search_path;
ANALYZE;
