-- Table definitions written for this project; data from the Microsoft AdventureWorks samples (MIT).
CREATE SCHEMA adventureworks;
CREATE TABLE adventureworks.dim_currency (
	currency_key int PRIMARY KEY, currency_code char(3) NOT NULL, currency_name text NOT NULL);
CREATE TABLE adventureworks.dim_organization (
	organization_key int PRIMARY KEY,
	parent_organization_key int REFERENCES adventureworks.dim_organization,
	percentage_of_ownership numeric(5,2), organization_name text NOT NULL,
	currency_key int REFERENCES adventureworks.dim_currency);
CREATE TABLE adventureworks.dim_department_group (
	department_group_key int PRIMARY KEY,
	parent_department_group_key int REFERENCES adventureworks.dim_department_group,
	department_group_name text NOT NULL);
CREATE TABLE adventureworks.dim_scenario (scenario_key int PRIMARY KEY, scenario_name text NOT NULL);
CREATE TABLE adventureworks.dim_account (
	account_key int PRIMARY KEY, parent_account_key int REFERENCES adventureworks.dim_account,
	account_code int, description text NOT NULL, account_type text, operator char(1) NOT NULL,
	value_type text);
CREATE TABLE adventureworks.fact_finance (
	finance_key int PRIMARY KEY,
	organization_key int NOT NULL REFERENCES adventureworks.dim_organization,
	department_group_key int NOT NULL REFERENCES adventureworks.dim_department_group,
	scenario_key int NOT NULL REFERENCES adventureworks.dim_scenario,
	account_key int NOT NULL REFERENCES adventureworks.dim_account, amount numeric NOT NULL,
	date date NOT NULL);
CREATE TABLE adventureworks.fact_call_center (
	call_center_key int PRIMARY KEY, wage_type text NOT NULL, shift text NOT NULL,
	level_one_operators smallint, level_two_operators smallint, total_operators smallint, calls int,
	automatic_responses int, orders int, issues_raised smallint, average_time_per_issue smallint,
	service_grade double precision, date date NOT NULL);
CREATE TABLE adventureworks.fact_sales_quota (
	sales_quota_key int PRIMARY KEY, employee_key int NOT NULL, calendar_year smallint NOT NULL,
	calendar_quarter smallint NOT NULL, sales_amount_quota numeric(19,4) NOT NULL, date date NOT NULL);
CREATE TABLE adventureworks.fact_survey_response (
	survey_response_key int PRIMARY KEY, customer_key int NOT NULL, product_category text,
	product_subcategory text, date date NOT NULL);
CREATE TABLE adventureworks.dim_reseller (
	reseller_key int PRIMARY KEY, reseller_code text NOT NULL UNIQUE, business_type text NOT NULL,
	reseller_name text NOT NULL, number_employees int, order_frequency char(1), first_order_year int,
	last_order_year int, product_line text, annual_sales numeric(19,4), annual_revenue numeric(19,4),
	year_opened int);
CREATE TABLE adventureworks.vendor (
	vendor_id int PRIMARY KEY, account_number text NOT NULL, name text NOT NULL,
	credit_rating smallint NOT NULL, preferred boolean NOT NULL, active boolean NOT NULL);
CREATE TABLE adventureworks.department (
	department_id int PRIMARY KEY, name text NOT NULL, group_name text NOT NULL);
CREATE TABLE adventureworks.employee (
	employee_id int PRIMARY KEY, job_title text NOT NULL, birth_date date, gender char(1),
	hire_date date NOT NULL, salaried boolean NOT NULL, vacation_hours smallint,
	sick_leave_hours smallint, current boolean NOT NULL);
CREATE TABLE adventureworks.employee_department_history (
	employee_id int NOT NULL REFERENCES adventureworks.employee,
	department_id int NOT NULL REFERENCES adventureworks.department, start_date date NOT NULL,
	end_date date, PRIMARY KEY (employee_id, department_id, start_date));
CREATE TABLE adventureworks.employee_pay_history (
	employee_id int NOT NULL REFERENCES adventureworks.employee, rate_change_date date NOT NULL,
	rate numeric(10,4) NOT NULL, pay_frequency smallint NOT NULL,
	PRIMARY KEY (employee_id, rate_change_date));
CREATE TABLE adventureworks.purchase_order_header (
	purchase_order_id int PRIMARY KEY, status smallint NOT NULL,
	employee_id int NOT NULL REFERENCES adventureworks.employee,
	vendor_id int NOT NULL REFERENCES adventureworks.vendor, ship_method_id int NOT NULL,
	order_date date NOT NULL, ship_date date, sub_total numeric(19,4) NOT NULL,
	tax_amt numeric(19,4) NOT NULL, freight numeric(19,4) NOT NULL);
CREATE TABLE adventureworks.purchase_order_detail (
	purchase_order_id int NOT NULL REFERENCES adventureworks.purchase_order_header,
	purchase_order_detail_id int PRIMARY KEY, due_date date NOT NULL, order_qty int NOT NULL,
	product_id int NOT NULL, unit_price numeric(19,4) NOT NULL, received_qty numeric(8,2) NOT NULL,
	rejected_qty numeric(8,2) NOT NULL);
-- every (ancestor, leaf) pair of the chart of accounts with the sign the leaf carries in the ancestor
CREATE VIEW adventureworks.account_rollup AS
WITH RECURSIVE r(ancestor_key, account_key, sign) AS (
  SELECT account_key, account_key, 1 FROM adventureworks.dim_account
  UNION ALL
  SELECT r.ancestor_key, c.account_key, r.sign * CASE c.operator WHEN '-' THEN -1 ELSE 1 END
  FROM r JOIN adventureworks.dim_account c ON c.parent_account_key = r.account_key)
SELECT ancestor_key, account_key, sign FROM r;
