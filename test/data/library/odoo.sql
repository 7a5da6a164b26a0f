-- The tables and columns of Odoo that the library's queries name, and no others, with rows
-- whose figures are worked out by hand in test/pgtap/library.sql.  Timestamps have no zone
-- and are in UTC; the scorecard's zone there is Europe/Berlin.
CREATE SCHEMA odoo;
SET LOCAL search_path = odoo, pg_catalog;
CREATE TABLE account_account (id int PRIMARY KEY, account_type varchar NOT NULL);
CREATE TABLE account_move (id int GENERATED ALWAYS AS IDENTITY, move_type varchar NOT NULL, state varchar NOT NULL, invoice_date date, commercial_partner_id int,
    amount_untaxed_signed numeric, amount_total_signed numeric);
CREATE TABLE account_move_line (account_id int, date date NOT NULL, balance numeric, parent_state varchar, move_id int, product_id int, display_type varchar);
CREATE TABLE crm_stage (id int PRIMARY KEY, is_won boolean);
CREATE TABLE crm_lead (id int PRIMARY KEY, type varchar NOT NULL, stage_id int, create_date timestamp, date_closed timestamp, date_conversion timestamp);
CREATE TABLE product_template (id int PRIMARY KEY, categ_id int NOT NULL, type varchar NOT NULL);
CREATE TABLE product_product (id int PRIMARY KEY, product_tmpl_id int NOT NULL);
CREATE TABLE rating_rating (rating double precision, consumed boolean, write_date timestamp);
CREATE TABLE res_partner (id int PRIMARY KEY, commercial_partner_id int, parent_id int, active boolean, customer_rank int, email varchar, phone varchar,
    country_id int, create_date timestamp);
CREATE TABLE sale_order (id int PRIMARY KEY, partner_id int NOT NULL, state varchar, date_order timestamp NOT NULL, create_date timestamp,
    amount_untaxed numeric, currency_rate numeric, opportunity_id int);
CREATE TABLE sale_order_line (order_id int NOT NULL, product_id int, margin double precision);
CREATE TABLE stock_picking_type (id int PRIMARY KEY, code varchar NOT NULL);
CREATE TABLE stock_picking (picking_type_id int NOT NULL, state varchar, date_done timestamp, date_deadline timestamp);
CREATE TABLE res_partner_category (id int PRIMARY KEY, name jsonb NOT NULL);
CREATE TABLE res_partner_res_partner_category_rel (category_id int NOT NULL, partner_id int NOT NULL);
CREATE TABLE res_users (partner_id int NOT NULL, share boolean);
CREATE TABLE mail_message_subtype (id int PRIMARY KEY, internal boolean);
CREATE TABLE mail_message (model varchar, res_id int, date timestamp, message_type varchar, subtype_id int, author_id int);

INSERT INTO account_move (move_type, state, invoice_date, commercial_partner_id, amount_untaxed_signed, amount_total_signed) VALUES
    ('out_invoice', 'posted', '2003-03-01', 1, 100, 120), ('out_invoice', 'posted', '2003-06-01', 2, 300, 360),
    ('out_invoice', 'posted', '2004-02-10', 1, 150, 180), ('out_refund', 'posted', '2004-03-10', 1, -50, -60),
    ('out_invoice', 'posted', '2004-02-20', 2, 100, 120), ('out_invoice', 'posted', '2004-02-29', 3, 800, 960),
    -- a draft, a cancelled one, a vendor's bill
    ('out_invoice', 'draft', '2004-02-21', 2, 999, 999), ('out_invoice', 'cancel', '2004-02-22', 3, 999, 999), ('in_invoice', 'posted', '2004-02-15', 9, -700, -840),
    ('entry', 'posted', '2003-05-05', 9, 700, 700), ('entry', 'posted', '2004-02-16', 9, 5000, 5000);
INSERT INTO account_account VALUES (1, 'income'), (2, 'expense_direct_cost'), (3, 'asset_receivable'), (4, 'expense');
INSERT INTO account_move_line VALUES
    (1, '2004-02-10', -1000, 'posted'), (2, '2004-02-11', 600, 'posted'), (4, '2004-02-12', 100, 'posted'), (1, '2004-02-13', -500, 'draft'),
    (1, '2004-03-10', 50, 'posted'),
    (3, '2003-12-15', 500, 'posted'), (3, '2004-02-10', 1200, 'posted'), (3, '2004-03-05', -300, 'posted'), (3, '2004-04-01', 99, 'posted'), (3, '2004-02-14', 5000, 'draft');
INSERT INTO res_partner (id, commercial_partner_id, parent_id, active, customer_rank, email, phone, country_id, create_date) VALUES
    (1, 1, NULL, true, 2, 'a@example.com', '1', 5, '2003-01-01'), (2, 2, NULL, true, 1, 'b@example.com', NULL, 5, '2003-01-01'),
    (3, 3, NULL, true, 1, '', '3', 5, '2003-01-01'),
    -- created in 2005 by Berlin's clocks; archived; no customer; a contact of 1
    (4, 4, NULL, true, 1, 'd@example.com', '4', 5, '2004-12-31 23:30'), (5, 5, NULL, false, 1, 'e@example.com', '5', 5, '2003-01-01'),
    (6, 6, NULL, true, 0, 'f@example.com', '6', 5, '2003-01-01'), (11, 1, 1, true, 1, 'g@example.com', '7', 5, '2003-01-01');
INSERT INTO sale_order (id, partner_id, state, date_order, amount_untaxed, currency_rate) VALUES
    (1, 1, 'sale', '2003-02-01 09:00', 100, 1), (2, 2, 'done', '2003-05-01 09:00', 200, 1), (3, 3, 'sale', '2003-11-11 09:00', 100, 1),
    -- by a contact of 1; in another currency; in April by Berlin's clocks
    (4, 11, 'sale', '2004-03-05 09:00', 100, NULL), (5, 4, 'sale', '2004-01-15 09:00', 800, 2), (6, 5, 'sale', '2004-03-31 22:30', 500, 1),
    (7, 3, 'draft', '2004-02-02 09:00', 999, 1), (8, 2, 'cancel', '2004-06-01 09:00', 999, 1), (12, 6, 'draft', '2004-07-01 09:00', 999, 1);
INSERT INTO sale_order (id, partner_id, state, date_order, create_date, opportunity_id) VALUES
    (9, 2, 'draft', '2004-03-08', '2004-03-08 10:00', 4), (10, 2, 'sent', '2004-03-09', '2004-03-09 10:00', 4), (11, 2, 'cancel', '2004-03-01', '2004-03-01 12:00', 1);
INSERT INTO product_template VALUES (1, 1, 'consu'), (2, 1, 'consu'), (3, 2, 'service');
INSERT INTO product_product VALUES (10, 1), (20, 2), (30, 3);
INSERT INTO sale_order_line VALUES (1, 10, 10), (2, 10, 20), (2, 30, -30), (4, 10, 10), (4, 30, -30), (5, 10, 40), (5, 20, -10), (6, 10, 5), (6, NULL, -5),
    (8, 10, 99), (8, 30, 99);
INSERT INTO crm_stage VALUES (1, false), (4, true);
INSERT INTO crm_lead (id, type, stage_id, create_date, date_closed, date_conversion) VALUES
    (1, 'opportunity', 4, '2004-03-01 08:00', '2004-03-11 08:00', NULL), (2, 'opportunity', 4, '2004-03-01 00:00', '2004-03-21 00:00', NULL),
    (3, 'opportunity', 4, '2004-03-02 12:00', '2004-03-31 22:30', NULL),    -- won in April by Berlin's clocks
    (4, 'opportunity', 1, '2004-03-05 09:00', '2004-03-15 08:00', NULL),    -- lost
    (5, 'opportunity', 1, '2004-03-06 08:00', NULL, '2004-03-07 08:00'), (6, 'lead', 1, '2004-03-08 08:00', NULL, NULL), (7, 'lead', 1, '2004-03-09 08:00', NULL, NULL),
    (8, 'opportunity', 1, '2004-02-29 23:30', NULL, '2004-03-02 08:00'),    -- came in in March by Berlin's clocks
    (9, 'lead', 1, '2004-01-10 08:00', '2004-03-20 08:00', NULL), (10, 'lead', 4, '2004-04-01 08:00', '2004-04-02 08:00', NULL);
INSERT INTO stock_picking_type VALUES (1, 'outgoing'), (2, 'incoming');
INSERT INTO stock_picking VALUES
    (1, 'done', '2004-03-10 10:00', '2004-03-10 08:00'), (1, 'done', '2004-03-12 10:00', '2004-03-11 10:00'), (1, 'done', '2004-03-15 22:00', '2004-03-15 23:30'),
    (1, 'done', '2004-03-20 23:30', '2004-03-20 12:00'),    -- on the 21st by Berlin's clocks
    (1, 'done', '2004-03-22 10:00', NULL), (1, 'assigned', '2004-03-11 09:00', '2004-03-11 10:00'), (2, 'done', '2004-03-10 10:00', '2004-03-11 10:00');
INSERT INTO rating_rating VALUES (5, true, '2004-03-02'), (4, true, '2004-03-03'), (1, true, '2004-03-04'), (0, true, '2004-03-05'), (5, false, '2004-03-06'),
    (1, true, '2004-02-29 23:30');    -- in March by Berlin's clocks
-- goods and services on the invoices: of February 550 of 1050 are services, in March 50 of them go back; taxes and drafts are none
INSERT INTO account_move_line VALUES
    (4, '2004-02-10', -100, 'posted', 3, 10, 'product'), (4, '2004-02-10', -50, 'posted', 3, 30, 'product'), (4, '2004-02-20', -100, 'posted', 5, NULL, 'product'),
    (4, '2004-02-29', -500, 'posted', 6, 30, 'product'), (4, '2004-02-29', -300, 'posted', 6, 10, 'product'), (4, '2004-02-29', -160, 'posted', 6, 30, 'tax'),
    (4, '2004-03-10', 50, 'posted', 4, 30, 'product'), (4, '2004-02-21', -999, 'draft', 7, 30, 'product'), (4, '2004-02-15', 700, 'posted', 9, 30, 'product');
INSERT INTO res_partner_category VALUES (1, '{"en_US": "Target", "zh_CN": "x"}'), (2, '{"en_US": "Others"}');
INSERT INTO res_partner_res_partner_category_rel VALUES (1, 1), (2, 1), (2, 2), (2, 3), (1, 9);
-- lead 4 is written to on Monday, after the system's word that it is there, a customer's own message, a note and a message of the portal; lead 6 on the same day
INSERT INTO res_users VALUES (100, false), (101, true);
INSERT INTO mail_message_subtype VALUES (1, NULL), (2, true);
INSERT INTO mail_message VALUES ('crm.lead', 4, '2004-03-05 09:00', 'notification', 1, 100), ('crm.lead', 4, '2004-03-05 09:30', 'email', 1, 3),
    ('crm.lead', 4, '2004-03-05 09:40', 'comment', 2, 100), ('crm.lead', 4, '2004-03-05 09:50', 'comment', 1, 101), ('crm.lead', 4, '2004-03-08 10:00', 'comment', 1, 100),
    ('crm.lead', 4, '2004-03-09 10:00', 'comment', 1, 100), ('crm.lead', 6, '2004-03-08 12:00', 'email', 1, 100), ('sale.order', 7, '2004-03-09 12:00', 'comment', 1, 100);
-- what customers 21 to 27 bought in the nineties, the same in all six systems: for lifetime value
INSERT INTO res_partner (id, commercial_partner_id, active, customer_rank) SELECT n, n, false, 0 FROM generate_series(21, 27) AS n;
INSERT INTO sale_order (id, partner_id, state, date_order, amount_untaxed, currency_rate)
SELECT 20 + row_number() OVER (), o.customer, 'sale', o.day + time '09:00', o.amount, 1 FROM (VALUES
    (21, date '1996-01-10', 60), (21, '1996-01-10', 40), (21, '1996-07-10', 110), (21, '1997-03-10', 90), (21, '1999-06-10', 120),
    (22, '1996-02-01', 50), (22, '1996-02-20', 60), (23, '1997-05-05', 200), (23, '1999-01-01', 0), (24, '1997-01-15', 80), (24, '1998-01-15', 95),
    (24, '1999-01-15', 85), (25, '1998-08-08', 40), (26, '1998-03-03', 300), (26, '1999-11-03', 280), (27, '1999-12-31', 70)) AS o (customer, day, amount);
