-- Creates the schema northwind with its tables and their data; run from any folder:
--   psql -v ON_ERROR_STOP=1 -d DB -f test/data/northwind/load.sql
-- Each data file is one COPY with its rows in CSV (an empty field is NULL, "" is the empty string).
\ir schema.sql
\ir categories.sql
\ir suppliers.sql
\ir shippers.sql
\ir customers.sql
\ir employees.sql
\ir employee_territories.sql
\ir products.sql
\ir orders.sql
\ir order_details.sql
ANALYZE northwind.categories, northwind.suppliers, northwind.shippers, northwind.customers, northwind.employees, northwind.employee_territories, northwind.products, northwind.orders, northwind.order_details;
