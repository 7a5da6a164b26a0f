COPY adventureworks.dim_organization FROM stdin WITH (FORMAT csv, HEADER true, ENCODING 'UTF8');
organization_key,parent_organization_key,percentage_of_ownership,organization_name,currency_key
1,,1,AdventureWorks Cycle,100
2,1,1,North America Operations,100
3,14,1,Northeast Division,100
4,14,1,Northwest Division,100
5,14,1,Central Division,100
6,14,1,Southeast Division,100
7,14,1,Southwest Division,100
8,2,.75,Canadian Division,19
9,1,1,European Operations,36
10,1,.75,Pacific Operations,6
11,9,.50,France,36
12,9,.25,Germany,36
13,10,.50,Australia,6
14,2,1,USA Operations,100
\.
