-- The table and columns of a workspace of Twenty that the library's queries name, and no
-- others.  The schema has a name of the kind that must be quoted.
CREATE SCHEMA "workspace-1";
SET LOCAL search_path = "workspace-1", pg_catalog;
CREATE TYPE opportunity_stage_enum AS ENUM ('NEW', 'PROPOSAL', 'CUSTOMER');
CREATE TABLE opportunity ("companyId" uuid, stage opportunity_stage_enum NOT NULL, "amountAmountMicros" numeric, "closeDate" timestamptz, "createdAt" timestamptz NOT NULL, "deletedAt" timestamptz);

INSERT INTO opportunity
SELECT md5(o.company::text)::uuid, o.stage::opportunity_stage_enum, o.amount * 1000000::numeric, o.closed, o.created, o.deleted
FROM (VALUES (1, 'CUSTOMER', 100, timestamptz '2003-02-01 12:00+00', timestamptz '2003-01-22 12:00+00', NULL::timestamptz),
    (1, 'CUSTOMER', 100, '2004-03-05 12:00+00', '2004-02-04 12:00+00', NULL), (2, 'CUSTOMER', 200, '2003-05-01 12:00+00', '2003-04-21 12:00+00', NULL),
    (3, 'CUSTOMER', 100, '2003-11-11 12:00+00', '2003-11-01 12:00+00', NULL), (3, 'PROPOSAL', 999, '2004-02-02 12:00+00', '2004-01-01 12:00+00', NULL),
    (4, 'CUSTOMER', 400, '2004-01-15 12:00+00', '2004-01-05 12:00+00', NULL), (2, 'CUSTOMER', 999, '2004-03-01 12:00+00', '2004-01-05 12:00+00', '2004-03-02 12:00+00'),
    (8, 'PROPOSAL', 999, '2004-07-01 12:00+00', '2004-06-01 12:00+00', NULL), (8, 'CUSTOMER', 999, '2004-07-02 12:00+00', '2004-06-01 12:00+00', '2004-07-03 12:00+00'),
    -- in April by Berlin's clocks
    (5, 'CUSTOMER', 500, '2004-03-31 22:30+00', '2004-03-01 22:30+00', NULL), (NULL, 'CUSTOMER', 999, '2004-05-10 12:00+00', '2004-05-01 12:00+00', NULL)
    ) AS o (company, stage, amount, closed, created, deleted);
-- what customers 21 to 27 bought in the nineties, the same in all six systems: for lifetime value
INSERT INTO opportunity
SELECT md5(o.customer::text)::uuid, 'CUSTOMER', o.amount * 1000000::numeric, o.day + time '12:00', o.day + time '12:00', NULL FROM (VALUES
    (21, date '1996-01-10', 60), (21, '1996-01-10', 40), (21, '1996-07-10', 110), (21, '1997-03-10', 90), (21, '1999-06-10', 120),
    (22, '1996-02-01', 50), (22, '1996-02-20', 60), (23, '1997-05-05', 200), (23, '1999-01-01', 0), (24, '1997-01-15', 80), (24, '1998-01-15', 95),
    (24, '1999-01-15', 85), (25, '1998-08-08', 40), (26, '1998-03-03', 300), (26, '1999-11-03', 280), (27, '1999-12-31', 70)) AS o (customer, day, amount);
