COPY northwind.shippers FROM stdin WITH (FORMAT csv, HEADER true, ENCODING 'UTF8');
shipper_id,company_name,phone
1,Speedy Express,(503) 555-9831
2,United Package,(503) 555-3199
3,Federal Shipping,(503) 555-9931
4,Alliance Shippers,1-800-222-0451
5,UPS,1-800-782-7892
6,DHL,1-800-225-5345
\.
