-- Table definitions written for this project (column names and types follow the public Northwind sample, Ms-PL data).
CREATE SCHEMA northwind;
CREATE TABLE northwind.categories (category_id smallint PRIMARY KEY, category_name varchar(15) NOT NULL);
CREATE TABLE northwind.suppliers (
	supplier_id smallint PRIMARY KEY, company_name varchar(40) NOT NULL, city varchar(15),
	country varchar(15));
CREATE TABLE northwind.shippers (
	shipper_id smallint PRIMARY KEY, company_name varchar(40) NOT NULL, phone varchar(24));
CREATE TABLE northwind.customers (
	customer_id varchar(5) PRIMARY KEY, company_name varchar(40) NOT NULL, contact_name varchar(30),
	contact_title varchar(30), city varchar(15), region varchar(15), country varchar(15),
	phone varchar(24), fax varchar(24));
CREATE TABLE northwind.employees (
	employee_id smallint PRIMARY KEY, last_name varchar(20) NOT NULL, first_name varchar(10) NOT NULL,
	title varchar(30), birth_date date, hire_date date, city varchar(15), country varchar(15),
	reports_to smallint REFERENCES northwind.employees);
CREATE TABLE northwind.employee_territories (
	employee_id smallint NOT NULL REFERENCES northwind.employees, territory_id varchar(20) NOT NULL,
	PRIMARY KEY (employee_id, territory_id));
CREATE TABLE northwind.products (
	product_id smallint PRIMARY KEY, product_name varchar(40) NOT NULL,
	supplier_id smallint REFERENCES northwind.suppliers,
	category_id smallint REFERENCES northwind.categories, quantity_per_unit varchar(20),
	unit_price real, units_in_stock smallint, units_on_order smallint, reorder_level smallint,
	discontinued integer NOT NULL);
CREATE TABLE northwind.orders (
	order_id smallint PRIMARY KEY, customer_id varchar(5) REFERENCES northwind.customers,
	employee_id smallint REFERENCES northwind.employees, order_date date, required_date date,
	shipped_date date, ship_via smallint REFERENCES northwind.shippers, freight real,
	ship_name varchar(40), ship_address varchar(60), ship_city varchar(15), ship_region varchar(15),
	ship_postal_code varchar(10), ship_country varchar(15));
CREATE TABLE northwind.order_details (
	order_id smallint NOT NULL REFERENCES northwind.orders,
	product_id smallint NOT NULL REFERENCES northwind.products, unit_price real NOT NULL,
	quantity smallint NOT NULL, discount real NOT NULL, PRIMARY KEY (order_id, product_id));
