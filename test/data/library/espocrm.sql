-- The tables and columns of EspoCRM that the library's queries name, and no others.
-- Timestamps have no zone and are in UTC.
CREATE SCHEMA espocrm;
SET LOCAL search_path = espocrm, pg_catalog;
CREATE TABLE opportunity (account_id varchar(17), stage varchar(255), amount double precision, close_date date, created_at timestamp(0), deleted boolean NOT NULL DEFAULT false);
CREATE TABLE lead (status varchar(255), created_at timestamp(0), deleted boolean NOT NULL DEFAULT false, id varchar(17));
CREATE TABLE call (parent_type varchar(100), parent_id varchar(17), status varchar(255), date_start timestamp(0), deleted boolean NOT NULL DEFAULT false);
CREATE TABLE account (type varchar(255), website varchar(255), industry varchar(255), billing_address_country varchar(255), created_at timestamp(0), deleted boolean NOT NULL DEFAULT false);

INSERT INTO opportunity VALUES ('1', 'Closed Won', 100, '2003-02-01', '2003-01-20 10:00'), ('1', 'Closed Won', 100, '2004-03-05', '2004-02-04 10:00'),
    ('2', 'Closed Won', 200, '2003-05-01', '2003-04-20 10:00'), ('3', 'Closed Won', 100, '2003-11-11', '2003-11-01 10:00'), ('3', 'Closed Lost', 999, '2004-02-02', '2004-01-02 10:00'),
    ('4', 'Closed Won', 400, '2004-01-15', '2004-01-05 23:30'), ('2', 'Proposal', 999, '2004-06-01', '2004-01-05 10:00'), ('5', 'Closed Won', 500, '2004-04-04', '2004-03-31 22:30'),
    (NULL, 'Closed Won', 999, '2004-05-10', '2004-05-01 10:00'), ('8', 'Proposal', 999, '2004-07-01', '2004-06-01 10:00');
INSERT INTO opportunity VALUES ('2', 'Closed Won', 999, '2004-03-01', '2004-01-01 10:00', true), ('2', 'Closed Lost', 999, '2004-03-01', '2004-01-01 10:00', true), ('8', 'Closed Won', 999, '2004-07-02', '2004-06-01 10:00', true);
INSERT INTO lead VALUES ('Converted', '2004-03-02 10:00'), ('New', '2004-03-03 10:00'), ('Converted', '2004-02-29 23:30'), ('New', '2004-03-31 22:30');
INSERT INTO lead VALUES ('Converted', '2004-03-04 10:00', true);
INSERT INTO account VALUES ('Customer', 'example.com', 'Mining', 'CN', '2003-01-01'), ('Customer', 'example.com', NULL, 'CN', '2003-01-01'), ('Customer', '', 'Mining', 'CN', '2003-01-01'),
    ('Customer', 'example.com', 'Mining', 'CN', '2004-12-31 23:30'), ('Partner', 'example.com', 'Mining', 'CN', '2003-01-01');
INSERT INTO account VALUES ('Customer', 'example.com', 'Mining', 'CN', '2003-01-01', true);
-- a lead of Friday, 10:00 in Berlin, is called on Monday at 11:00, after a call that was not held, one that was taken back and one to an account; another after four hours
INSERT INTO lead VALUES ('New', '2004-04-02 08:00', false, 'l1'), ('New', '2004-04-06 07:00', false, 'l2'), ('New', '2004-04-07 07:00', false, 'l3'), ('New', '2004-04-07 07:00', true, 'l4');
INSERT INTO call VALUES ('Lead', 'l1', 'Not Held', '2004-04-02 09:00', false), ('Lead', 'l1', 'Held', '2004-04-02 09:30', true), ('Account', 'l1', 'Held', '2004-04-02 09:40', false),
    ('Lead', 'l1', 'Held', '2004-04-05 09:00', false), ('Lead', 'l1', 'Held', '2004-04-06 09:00', false), ('Lead', 'l2', 'Held', '2004-04-06 11:00', false), ('Lead', 'l3', 'Planned', '2004-04-08 11:00', false),
    ('Lead', 'l4', 'Held', '2004-04-08 11:00', false);
-- what customers 21 to 27 bought in the nineties, the same in all six systems: for lifetime value
INSERT INTO opportunity (account_id, stage, amount, close_date, created_at)
SELECT o.customer, 'Closed Won', o.amount, o.day, o.day FROM (VALUES
    (21, date '1996-01-10', 60), (21, '1996-01-10', 40), (21, '1996-07-10', 110), (21, '1997-03-10', 90), (21, '1999-06-10', 120),
    (22, '1996-02-01', 50), (22, '1996-02-20', 60), (23, '1997-05-05', 200), (23, '1999-01-01', 0), (24, '1997-01-15', 80), (24, '1998-01-15', 95),
    (24, '1999-01-15', 85), (25, '1998-08-08', 40), (26, '1998-03-03', 300), (26, '1999-11-03', 280), (27, '1999-12-31', 70)) AS o (customer, day, amount);
