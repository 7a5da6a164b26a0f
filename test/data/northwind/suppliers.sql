COPY northwind.suppliers FROM stdin WITH (FORMAT csv, HEADER true, ENCODING 'UTF8');
supplier_id,company_name,city,country
1,Exotic Liquids,London,UK
2,New Orleans Cajun Delights,New Orleans,USA
3,Grandma Kelly's Homestead,Ann Arbor,USA
4,Tokyo Traders,Tokyo,Japan
5,Cooperativa de Quesos 'Las Cabras',Oviedo,Spain
6,Mayumi's,Osaka,Japan
7,"Pavlova, Ltd.",Melbourne,Australia
8,"Specialty Biscuits, Ltd.",Manchester,UK
9,PB Knäckebröd AB,Göteborg,Sweden
10,Refrescos Americanas LTDA,Sao Paulo,Brazil
11,Heli Süßwaren GmbH & Co. KG,Berlin,Germany
12,Plutzer Lebensmittelgroßmärkte AG,Frankfurt,Germany
13,Nord-Ost-Fisch Handelsgesellschaft mbH,Cuxhaven,Germany
14,Formaggi Fortini s.r.l.,Ravenna,Italy
15,Norske Meierier,Sandvika,Norway
16,Bigfoot Breweries,Bend,USA
17,Svensk Sjöföda AB,Stockholm,Sweden
18,Aux joyeux ecclésiastiques,Paris,France
19,New England Seafood Cannery,Boston,USA
20,Leka Trading,Singapore,Singapore
21,Lyngbysild,Lyngby,Denmark
22,Zaanse Snoepfabriek,Zaandam,Netherlands
23,Karkki Oy,Lappeenranta,Finland
24,"G'day, Mate",Sydney,Australia
25,Ma Maison,Montréal,Canada
26,Pasta Buttini s.r.l.,Salerno,Italy
27,Escargots Nouveaux,Montceau,France
28,Gai pâturage,Annecy,France
29,Forêts d'érables,Ste-Hyacinthe,Canada
\.
