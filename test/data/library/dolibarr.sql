-- The tables and columns of Dolibarr that the library's queries name, and no others.  The
-- orders of customers 1 to 5, of 2003 and 2004, are the same in all six systems, and the
-- invoices in all three that have them.
CREATE SCHEMA dolibarr;
SET LOCAL search_path = dolibarr, pg_catalog;
CREATE TABLE llx_facture (rowid int PRIMARY KEY, entity int NOT NULL DEFAULT 1, fk_soc int NOT NULL, datef date, fk_statut smallint NOT NULL,
    total_ht double precision, total_ttc double precision);
CREATE TABLE llx_facturedet (fk_facture int NOT NULL, qty real, total_ht double precision, buy_price_ht double precision, product_type int DEFAULT 0);
CREATE TABLE llx_paiement (rowid int PRIMARY KEY, datep timestamp);
CREATE TABLE llx_paiement_facture (fk_paiement int, fk_facture int, amount double precision);
CREATE TABLE llx_commande (rowid int PRIMARY KEY, entity int NOT NULL DEFAULT 1, fk_soc int NOT NULL, fk_statut smallint, date_commande date, total_ht double precision);
CREATE TABLE llx_commandedet (fk_commande int NOT NULL, fk_product int);
CREATE TABLE llx_categorie_product (fk_categorie int NOT NULL, fk_product int NOT NULL);
CREATE TABLE llx_propal (entity int NOT NULL DEFAULT 1, fk_statut smallint NOT NULL, datec timestamp, date_signature timestamp, date_cloture timestamp);
CREATE TABLE llx_ticket (entity int DEFAULT 1, type_code varchar(32), fk_statut int, datec timestamp, date_read timestamp, date_close timestamp);
CREATE TABLE llx_contrat (rowid int PRIMARY KEY, entity int NOT NULL DEFAULT 1, fk_soc int NOT NULL);
CREATE TABLE llx_contratdet (fk_contrat int NOT NULL, statut smallint, date_ouverture timestamp, date_cloture timestamp);
CREATE TABLE llx_societe (entity int NOT NULL DEFAULT 1, client smallint, status smallint, email varchar(128), phone varchar(30), fk_pays int, datec timestamp);
CREATE TABLE llx_categorie (rowid int PRIMARY KEY, label varchar(180) NOT NULL, type int NOT NULL);
CREATE TABLE llx_categorie_societe (fk_categorie int NOT NULL, fk_soc int NOT NULL);
CREATE TABLE llx_expedition (entity int NOT NULL DEFAULT 1, fk_statut smallint, date_valid timestamp, date_expedition timestamp, date_delivery timestamp);

INSERT INTO llx_facture (rowid, fk_soc, datef, fk_statut, total_ht, total_ttc) VALUES
    (1, 1, '2003-03-01', 2, 100, 120), (2, 2, '2003-06-01', 2, 300, 360), (3, 1, '2004-02-10', 1, 150, 180), (4, 1, '2004-03-10', 1, -50, -60),
    (5, 2, '2004-02-20', 1, 100, 120), (6, 3, '2004-02-29', 2, 800, 960), (7, 2, '2004-02-21', 0, 999, 999), (8, 3, '2004-02-22', 3, 999, 999);
INSERT INTO llx_facture VALUES (9, 2, 1, '2004-02-10', 1, 999, 999);    -- of another company
INSERT INTO llx_facturedet VALUES (1, 1, 100, 120, 0), (2, 1, 300, 300, NULL), (3, 3, 150, 30, 0), (4, -1, -50, 30, 1), (5, 1, 100, 60, 0), (6, 4, 800, 150, 1),
    (7, 1, 999, 1, 1), (8, 1, 999, 1, 1), (9, 1, 999, 1, 1);
INSERT INTO llx_paiement VALUES (1, '2003-04-10 12:00'), (2, '2004-01-05 12:00'), (3, '2004-03-20 12:00'), (4, '2004-04-10 12:00'), (5, '2004-03-01 12:00');
INSERT INTO llx_paiement_facture VALUES (1, 1, 120), (2, 2, 360), (3, 6, 500), (4, 6, 460), (5, 8, 99), (5, 9, 999);
INSERT INTO llx_commande (rowid, fk_soc, fk_statut, date_commande, total_ht) VALUES
    (1, 1, 1, '2003-02-01', 100), (2, 1, 3, '2004-03-05', 100), (3, 2, 1, '2003-05-01', 200), (4, 3, 1, '2003-11-11', 100), (5, 3, 0, '2004-02-02', 999),
    (6, 4, 1, '2004-01-15', 400), (7, 2, -1, '2004-06-01', 999), (8, 5, 1, '2004-04-04', 500);
INSERT INTO llx_commande VALUES (9, 2, 9, 1, '2004-03-01', 999), (10, 1, 8, 0, '2004-07-01', 999), (11, 2, 2, 1, '2004-03-02', 999);
INSERT INTO llx_categorie_product VALUES (1, 10), (1, 20), (2, 30);
INSERT INTO llx_commandedet VALUES (1, 10), (3, 10), (3, 30), (2, 10), (2, 30), (6, 10), (6, 20), (8, 10), (8, NULL), (7, 10), (7, 30), (9, 10), (9, 30);
INSERT INTO llx_propal (fk_statut, datec, date_signature, date_cloture) VALUES
    (2, '2004-03-01 10:00', '2004-03-10 10:00', NULL), (4, '2004-03-01 10:00', NULL, '2004-03-21 10:00'), (3, '2004-03-05 10:00', '2004-03-15 10:00', NULL),
    (2, '2004-03-01 22:30', '2004-03-31 22:30', NULL), (1, '2004-03-01 10:00', NULL, NULL), (-1, '2004-03-01 10:00', NULL, '2004-03-12 10:00');
INSERT INTO llx_propal VALUES (2, 3, '2004-03-01', '2004-03-12', NULL), (2, 2, '2004-03-01', '2004-03-03', NULL);
INSERT INTO llx_ticket (type_code, fk_statut, datec, date_read, date_close) VALUES
    ('ISSUE', 8, '2004-03-05 16:00', '2004-03-08 10:00', '2004-03-09 12:00'), ('REQUEST', 8, '2004-03-09 09:00', '2004-03-09 13:00', '2004-03-09 14:00'),
    ('ISSUE', 9, '2004-03-09 09:00', NULL, '2004-03-20 09:00'), ('ISSUE', 8, '2004-03-10 09:00', NULL, '2004-03-10 11:00');
INSERT INTO llx_ticket VALUES (2, 'ISSUE', 8, '2004-03-01 09:00', '2004-03-20 09:00', '2004-03-22 09:00');
INSERT INTO llx_contrat (rowid, fk_soc) VALUES (1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (7, 7);
INSERT INTO llx_contrat VALUES (6, 2, 6);
INSERT INTO llx_contratdet VALUES (1, 4, '2003-01-01', NULL), (2, 5, '2003-05-01', '2004-03-15'), (3, 5, '2003-05-01', '2004-02-10'), (3, 4, '2004-02-10', NULL),
    (4, 4, '2004-03-05', NULL), (5, 0, '2003-01-01', NULL), (6, 5, '2003-01-01', '2004-03-20'), (7, 5, '2003-01-01', '2003-12-31');
INSERT INTO llx_societe (client, status, email, phone, fk_pays, datec) VALUES
    (1, 1, 'a@example.com', '1', 1, '2003-01-01'), (3, 1, 'b@example.com', NULL, 1, '2003-01-01'), (1, 1, 'c@example.com', '3', 0, '2003-01-01'),
    (1, 1, 'd@example.com', '4', 1, '2005-01-01'), (1, 0, 'e@example.com', '5', 1, '2003-01-01'), (2, 1, 'f@example.com', '6', 1, '2003-01-01');
INSERT INTO llx_societe VALUES (2, 1, 1, 'g@example.com', '7', 1, '2003-01-01');
INSERT INTO llx_categorie VALUES (5, 'Target', 2), (6, 'Target', 1), (7, 'Others', 2);
INSERT INTO llx_categorie_societe VALUES (5, 1), (7, 1), (6, 2), (7, 3), (5, 9);
INSERT INTO llx_expedition (fk_statut, date_valid, date_expedition, date_delivery) VALUES (1, '2004-03-02 10:00', '2004-03-02 10:00', '2004-03-03 12:00'),
    (2, '2004-03-09 10:00', '2004-03-11 10:00', '2004-03-10 10:00'), (2, '2004-03-10 10:00', '2004-03-10 23:00', '2004-03-10 09:00'), (1, '2004-03-31 23:30', '2004-03-31 23:30', NULL),
    (0, '2004-03-11 10:00', '2004-03-11 10:00', '2004-03-12 10:00');
INSERT INTO llx_expedition VALUES (2, 1, '2004-03-12 10:00', '2004-03-12 10:00', '2004-03-11 10:00');
-- what customers 21 to 27 bought in the nineties, the same in all six systems: for lifetime value
INSERT INTO llx_commande (rowid, fk_soc, fk_statut, date_commande, total_ht)
SELECT 20 + row_number() OVER (), o.customer, 1, o.day, o.amount FROM (VALUES
    (21, date '1996-01-10', 60), (21, '1996-01-10', 40), (21, '1996-07-10', 110), (21, '1997-03-10', 90), (21, '1999-06-10', 120),
    (22, '1996-02-01', 50), (22, '1996-02-20', 60), (23, '1997-05-05', 200), (23, '1999-01-01', 0), (24, '1997-01-15', 80), (24, '1998-01-15', 95),
    (24, '1999-01-15', 85), (25, '1998-08-08', 40), (26, '1998-03-03', 300), (26, '1999-11-03', 280), (27, '1999-12-31', 70)) AS o (customer, day, amount);
