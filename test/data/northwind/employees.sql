COPY northwind.employees FROM stdin WITH (FORMAT csv, HEADER true, ENCODING 'UTF8');
employee_id,last_name,first_name,title,birth_date,hire_date,city,country,reports_to
1,Davolio,Nancy,Sales Representative,1948-12-08,1992-05-01,Seattle,USA,2
2,Fuller,Andrew,"Vice President, Sales",1952-02-19,1992-08-14,Tacoma,USA,
3,Leverling,Janet,Sales Representative,1963-08-30,1992-04-01,Kirkland,USA,2
4,Peacock,Margaret,Sales Representative,1937-09-19,1993-05-03,Redmond,USA,2
5,Buchanan,Steven,Sales Manager,1955-03-04,1993-10-17,London,UK,2
6,Suyama,Michael,Sales Representative,1963-07-02,1993-10-17,London,UK,5
7,King,Robert,Sales Representative,1960-05-29,1994-01-02,London,UK,5
8,Callahan,Laura,Inside Sales Coordinator,1958-01-09,1994-03-05,Seattle,USA,2
9,Dodsworth,Anne,Sales Representative,1966-01-27,1994-11-15,London,UK,5
\.
