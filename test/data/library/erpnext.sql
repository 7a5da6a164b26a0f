-- The tables and columns of ERPNext that the library's queries name, and no others.
CREATE SCHEMA erpnext;
SET LOCAL search_path = erpnext, pg_catalog;
CREATE TABLE "tabSales Invoice" (docstatus smallint NOT NULL, customer varchar(140), posting_date date, base_net_total numeric(21,9), name varchar(140), base_grand_total numeric(21,9));
CREATE TABLE "tabSales Order" (docstatus smallint NOT NULL, customer varchar(140), transaction_date date, base_net_total numeric(21,9), name varchar(140));
CREATE TABLE "tabLead" (status varchar(140), creation timestamp(6));
CREATE TABLE "tabIssue" (opening_date date, opening_time time(6), first_responded_on timestamp(6), agreement_status varchar(140), sla_resolution_date timestamp(6), issue_type varchar(140));
CREATE TABLE "tabSales Invoice Item" (parent varchar(140), item_code varchar(140), base_net_amount numeric(21,9));
CREATE TABLE "tabSales Order Item" (parent varchar(140), item_group varchar(140));
CREATE TABLE "tabItem" (name varchar(140), is_stock_item smallint);
CREATE TABLE "tabCustomer" (name varchar(140), customer_group varchar(140), disabled smallint NOT NULL, creation timestamp(6), email_id varchar(140), mobile_no varchar(140), territory varchar(140));
CREATE TABLE "tabDelivery Note" (docstatus smallint NOT NULL, is_return smallint NOT NULL, posting_date date);
CREATE TABLE "tabGL Entry" (party_type varchar(140), posting_date date, debit numeric(21,9), credit numeric(21,9), is_cancelled smallint NOT NULL DEFAULT 0, account varchar(140));
CREATE TABLE "tabAccount" (name varchar(140), root_type varchar(140), account_type varchar(140));

INSERT INTO "tabSales Invoice" VALUES (1, 'c1', '2003-03-01', 100, 'i1', 120), (1, 'c2', '2003-06-01', 300, 'i2', 360), (1, 'c1', '2004-02-10', 150, 'i3', 180),
    (1, 'c1', '2004-03-10', -50, 'i4', -60), (1, 'c2', '2004-02-20', 100, 'i5', 120), (1, 'c3', '2004-02-29', 800, 'i6', 960), (0, 'c2', '2004-02-21', 999, 'i7', 999),
    (2, 'c3', '2004-02-22', 999, 'i8', 999);
INSERT INTO "tabSales Order" VALUES (1, 'c1', '2003-02-01', 100, 'o1'), (1, 'c1', '2004-03-05', 100, 'o2'), (1, 'c2', '2003-05-01', 200, 'o3'), (1, 'c3', '2003-11-11', 100, 'o4'),
    (0, 'c3', '2004-02-02', 999, 'o5'), (1, 'c4', '2004-01-15', 400, 'o6'), (2, 'c2', '2004-06-01', 999, 'o7'), (1, 'c5', '2004-04-04', 500, 'o8'), (0, 'c8', '2004-07-01', 999, 'o9');
INSERT INTO "tabLead" VALUES ('Lead', '2004-03-01 09:00'), ('Converted', '2004-03-02 09:00'), ('Opportunity', '2004-03-31 22:30'), ('Open', '2004-03-04 09:00'), ('Converted', '2004-02-29 23:30');
INSERT INTO "tabIssue" VALUES ('2004-03-05', '16:00', '2004-03-08 10:00', 'Fulfilled', '2004-03-09 10:00', 'Complaint'),
    ('2004-03-09', '09:00', '2004-03-09 13:00', 'Failed', '2004-03-20 10:00', 'Complaint'), ('2004-03-09', '09:00', NULL, 'First Response Due', '2004-03-15 10:00', NULL),
    ('2004-02-20', '09:00', NULL, 'Fulfilled', '2004-03-01 10:00', 'Complaint'), ('2004-02-20', '09:00', NULL, 'Fulfilled', '2004-02-29 10:00', 'Question');
INSERT INTO "tabItem" VALUES ('goods', 1), ('service', 0);
INSERT INTO "tabSales Invoice Item" VALUES ('i3', 'goods', 100), ('i3', 'service', 50), ('i5', NULL, 100), ('i6', 'service', 500), ('i6', 'goods', 300), ('i4', 'service', -50),
    ('i7', 'service', 999), ('i8', 'service', 999);
INSERT INTO "tabSales Order Item" VALUES ('o1', 'A'), ('o3', 'A'), ('o3', 'B'), ('o2', 'A'), ('o2', 'B'), ('o6', 'A'), ('o6', 'A'), ('o8', 'A'), ('o8', NULL), ('o7', 'A'), ('o7', 'B');
INSERT INTO "tabCustomer" VALUES ('c1', 'Target', 0, '2003-01-01', 'a@example.com', '1', 'North'), ('c2', 'Others', 0, '2004-12-31 23:30', 'b@example.com', NULL, 'North'),
    ('c3', NULL, 0, '2003-01-01', '', '3', 'North'), ('c4', 'Others', 0, '2005-01-01', 'd@example.com', '4', 'North'), ('c5', 'Others', 1, '2003-01-01', 'e@example.com', '5', 'North');
INSERT INTO "tabDelivery Note" VALUES (1, 0, '2004-03-01'), (1, 0, '2004-03-09'), (1, 0, '2004-03-10'), (1, 0, '2004-03-31'), (1, 1, '2004-03-12'), (0, 0, '2004-03-12'), (2, 0, '2004-03-12');
INSERT INTO "tabGL Entry" VALUES ('Customer', '2003-12-15', 500, 0, 0), ('Customer', '2004-02-10', 1200, 0, 0), ('Customer', '2004-03-05', 0, 300, 0), ('Customer', '2004-04-01', 99, 0, 0),
    ('Customer', '2004-02-14', 5000, 0, 1), ('Supplier', '2004-02-15', 0, 700, 0), (NULL, '2004-02-16', 800, 0, 0);
INSERT INTO "tabAccount" VALUES ('Sales', 'Income', 'Income Account'), ('Cost', 'Expense', 'Cost of Goods Sold'), ('Rent', 'Expense', 'Expense Account');
INSERT INTO "tabGL Entry" VALUES (NULL, '2004-02-10', 0, 1000, 0, 'Sales'), (NULL, '2004-02-11', 600, 0, 0, 'Cost'), (NULL, '2004-02-12', 100, 0, 0, 'Rent'),
    (NULL, '2004-02-13', 0, 500, 1, 'Sales'), (NULL, '2004-03-10', 50, 0, 0, 'Sales');
-- what customers 21 to 27 bought in the nineties, the same in all six systems: for lifetime value
INSERT INTO "tabSales Order" (docstatus, customer, transaction_date, base_net_total)
SELECT 1, 'c' || o.customer, o.day, o.amount FROM (VALUES
    (21, date '1996-01-10', 60), (21, '1996-01-10', 40), (21, '1996-07-10', 110), (21, '1997-03-10', 90), (21, '1999-06-10', 120),
    (22, '1996-02-01', 50), (22, '1996-02-20', 60), (23, '1997-05-05', 200), (23, '1999-01-01', 0), (24, '1997-01-15', 80), (24, '1998-01-15', 95),
    (24, '1999-01-15', 85), (25, '1998-08-08', 40), (26, '1998-03-03', 300), (26, '1999-11-03', 280), (27, '1999-12-31', 70)) AS o (customer, day, amount);
