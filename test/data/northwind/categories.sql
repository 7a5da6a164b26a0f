COPY northwind.categories FROM stdin WITH (FORMAT csv, HEADER true, ENCODING 'UTF8');
category_id,category_name
1,Beverages
2,Condiments
3,Confections
4,Dairy Products
5,Grains/Cereals
6,Meat/Poultry
7,Produce
8,Seafood
\.
