-- Creates the schema adventureworks with its tables and their data; run from any folder:
--   psql -v ON_ERROR_STOP=1 -d DB -f test/data/adventureworks/load.sql
-- Each data file is one COPY with its rows in CSV (an empty field is NULL, "" is the empty string).
\ir schema.sql
\ir dim_currency.sql
\ir dim_organization.sql
\ir dim_department_group.sql
\ir dim_scenario.sql
\ir dim_account.sql
\ir fact_finance.sql
\ir fact_call_center.sql
\ir fact_sales_quota.sql
\ir fact_survey_response.sql
\ir dim_reseller.sql
\ir vendor.sql
\ir department.sql
\ir employee.sql
\ir employee_department_history.sql
\ir employee_pay_history.sql
\ir purchase_order_header.sql
\ir purchase_order_detail.sql
ANALYZE adventureworks.dim_currency, adventureworks.dim_organization, adventureworks.dim_department_group, adventureworks.dim_scenario, adventureworks.dim_account, adventureworks.fact_finance, adventureworks.fact_call_center, adventureworks.fact_sales_quota, adventureworks.fact_survey_response, adventureworks.dim_reseller, adventureworks.vendor, adventureworks.department, adventureworks.employee, adventureworks.employee_department_history, adventureworks.employee_pay_history, adventureworks.purchase_order_header, adventureworks.purchase_order_detail;
