-- The tables and columns of SuiteCRM that the library's queries name, and no others, as
-- foreign tables show them: flags are numbers, timestamps have no zone and are in UTC.
CREATE SCHEMA suitecrm;
SET LOCAL search_path = suitecrm, pg_catalog;
CREATE TABLE opportunities (id char(36) PRIMARY KEY, sales_stage varchar(255), amount_usdollar double precision, date_closed date, date_entered timestamp, deleted smallint NOT NULL DEFAULT 0);
CREATE TABLE accounts_opportunities (opportunity_id char(36), account_id char(36), deleted smallint NOT NULL DEFAULT 0);
CREATE TABLE leads (converted smallint, date_entered timestamp, deleted smallint NOT NULL DEFAULT 0, id char(36));
CREATE TABLE calls (parent_type varchar(255), parent_id char(36), status varchar(100), date_start timestamp, deleted smallint NOT NULL DEFAULT 0);
CREATE TABLE accounts (account_type varchar(50), phone_office varchar(100), industry varchar(50), billing_address_country varchar(255), date_entered timestamp, deleted smallint NOT NULL DEFAULT 0);

INSERT INTO opportunities VALUES ('o1', 'Closed Won', 100, '2003-02-01', '2003-01-20 10:00'), ('o2', 'Closed Won', 100, '2004-03-05', '2004-02-04 10:00'),
    ('o3', 'Closed Won', 200, '2003-05-01', '2003-04-20 10:00'), ('o4', 'Closed Won', 100, '2003-11-11', '2003-11-01 10:00'), ('o5', 'Closed Lost', 999, '2004-02-02', '2004-01-02 10:00'),
    ('o6', 'Closed Won', 400, '2004-01-15', '2004-01-05 23:30'), ('o7', 'Prospecting', 999, '2004-06-01', '2004-01-05 10:00'), ('o8', 'Closed Won', 500, '2004-04-04', '2004-03-31 22:30'),
    ('o10', 'Prospecting', 999, '2004-07-01', '2004-06-01 10:00');
INSERT INTO opportunities VALUES ('o9', 'Closed Won', 999, '2004-03-01', '2004-01-01 10:00', 1), ('o11', 'Closed Won', 999, '2004-07-02', '2004-06-01 10:00', 1);
INSERT INTO accounts_opportunities VALUES ('o1', '1'), ('o2', '1'), ('o3', '2'), ('o4', '3'), ('o5', '3'), ('o6', '4'), ('o7', '2'), ('o8', '5'), ('o9', '2'), ('o10', '8'), ('o11', '8');
INSERT INTO accounts_opportunities VALUES ('o2', '3', 1), ('o6', '8', 1);    -- links that were taken back
INSERT INTO leads VALUES (1, '2004-03-02 10:00'), (0, '2004-03-03 10:00'), (1, '2004-02-29 23:30'), (0, '2004-03-31 22:30');
INSERT INTO leads VALUES (1, '2004-03-04 10:00', 1);
INSERT INTO accounts VALUES ('Customer', '1', 'Mining', 'CN', '2003-01-01'), ('Customer', '2', NULL, 'CN', '2003-01-01'), ('Customer', '', 'Mining', 'CN', '2003-01-01'),
    ('Customer', '4', 'Mining', 'CN', '2004-12-31 23:30'), ('Partner', '5', 'Mining', 'CN', '2003-01-01');
INSERT INTO accounts VALUES ('Customer', '6', 'Mining', 'CN', '2003-01-01', 1);
-- a lead of Friday, 10:00 in Berlin, is called on Monday at 11:00, after a call that was not held, one that was taken back and one to an account; another after four hours
INSERT INTO leads VALUES (0, '2004-04-02 08:00', 0, 'l1'), (0, '2004-04-06 07:00', 0, 'l2'), (0, '2004-04-07 07:00', 0, 'l3'), (0, '2004-04-07 07:00', 1, 'l4');
INSERT INTO calls VALUES ('Leads', 'l1', 'Not Held', '2004-04-02 09:00', 0), ('Leads', 'l1', 'Held', '2004-04-02 09:30', 1), ('Accounts', 'l1', 'Held', '2004-04-02 09:40', 0),
    ('Leads', 'l1', 'Held', '2004-04-05 09:00', 0), ('Leads', 'l1', 'Held', '2004-04-06 09:00', 0), ('Leads', 'l2', 'Held', '2004-04-06 11:00', 0), ('Leads', 'l3', 'Planned', '2004-04-08 11:00', 0),
    ('Leads', 'l4', 'Held', '2004-04-08 11:00', 0);
-- what customers 21 to 27 bought in the nineties, the same in all six systems: for lifetime value
INSERT INTO opportunities
SELECT 'p' || row_number() OVER (), 'Closed Won', o.amount, o.day, o.day FROM (VALUES
    (21, date '1996-01-10', 60), (21, '1996-01-10', 40), (21, '1996-07-10', 110), (21, '1997-03-10', 90), (21, '1999-06-10', 120),
    (22, '1996-02-01', 50), (22, '1996-02-20', 60), (23, '1997-05-05', 200), (23, '1999-01-01', 0), (24, '1997-01-15', 80), (24, '1998-01-15', 95),
    (24, '1999-01-15', 85), (25, '1998-08-08', 40), (26, '1998-03-03', 300), (26, '1999-11-03', 280), (27, '1999-12-31', 70)) AS o (customer, day, amount);
INSERT INTO accounts_opportunities
SELECT 'p' || row_number() OVER (), o.customer FROM unnest('{21,21,21,21,21,22,22,23,23,24,24,24,25,26,26,27}'::int[]) AS o (customer);
