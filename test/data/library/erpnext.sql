-- The tables and columns of ERPNext that the library's queries name, and no others.
CREATE SCHEMA erpnext;
SET LOCAL search_path = erpnext, pg_catalog;
CREATE TABLE "tabSales Invoice" (docstatus smallint NOT NULL, customer varchar(140), posting_date date, base_net_total numeric(21,9));
CREATE TABLE "tabSales Order" (docstatus smallint NOT NULL, customer varchar(140), transaction_date date, base_net_total numeric(21,9));
CREATE TABLE "tabLead" (status varchar(140), creation timestamp(6));
CREATE TABLE "tabIssue" (opening_date date, opening_time time(6), first_responded_on timestamp(6), agreement_status varchar(140), sla_resolution_date timestamp(6));

INSERT INTO "tabSales Invoice" VALUES (1, 'c1', '2003-03-01', 100), (1, 'c2', '2003-06-01', 300), (1, 'c1', '2004-02-10', 150), (1, 'c1', '2004-03-10', -50),
    (1, 'c2', '2004-02-20', 100), (1, 'c3', '2004-02-29', 800), (0, 'c2', '2004-02-21', 999), (2, 'c3', '2004-02-22', 999);
INSERT INTO "tabSales Order" VALUES (1, 'c1', '2003-02-01', 100), (1, 'c1', '2004-03-05', 100), (1, 'c2', '2003-05-01', 200), (1, 'c3', '2003-11-11', 100),
    (0, 'c3', '2004-02-02', 999), (1, 'c4', '2004-01-15', 400), (2, 'c2', '2004-06-01', 999), (1, 'c5', '2004-04-04', 500), (0, 'c8', '2004-07-01', 999);
INSERT INTO "tabLead" VALUES ('Lead', '2004-03-01 09:00'), ('Converted', '2004-03-02 09:00'), ('Opportunity', '2004-03-31 22:30'), ('Open', '2004-03-04 09:00'), ('Converted', '2004-02-29 23:30');
INSERT INTO "tabIssue" VALUES ('2004-03-05', '16:00', '2004-03-08 10:00', 'Fulfilled', '2004-03-09 10:00'), ('2004-03-09', '09:00', '2004-03-09 13:00', 'Failed', '2004-03-20 10:00'),
    ('2004-03-09', '09:00', NULL, 'First Response Due', '2004-03-15 10:00'), ('2004-02-20', '09:00', NULL, 'Fulfilled', '2004-03-01 10:00'), ('2004-02-20', '09:00', NULL, 'Fulfilled', '2004-02-29 10:00');
