COPY adventureworks.dim_department_group FROM stdin WITH (FORMAT csv, HEADER true, ENCODING 'UTF8');
department_group_key,parent_department_group_key,department_group_name
1,,Corporate
2,1,Executive General and Administration
3,1,Inventory Management
4,1,Manufacturing
5,1,Quality Assurance
6,1,Research and Development
7,1,Sales and Marketing
\.
