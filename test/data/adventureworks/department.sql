COPY adventureworks.department FROM stdin WITH (FORMAT csv, HEADER true, ENCODING 'UTF8');
department_id,name,group_name
1,Engineering,Research and Development
2,Tool Design,Research and Development
3,Sales,Sales and Marketing
4,Marketing,Sales and Marketing
5,Purchasing,Inventory Management
6,Research and Development,Research and Development
7,Production,Manufacturing
8,Production Control,Manufacturing
9,Human Resources,Executive General and Administration
10,Finance,Executive General and Administration
11,Information Services,Executive General and Administration
12,Document Control,Quality Assurance
13,Quality Assurance,Quality Assurance
14,Facilities and Maintenance,Executive General and Administration
15,Shipping and Receiving,Inventory Management
16,Executive,Executive General and Administration
\.
