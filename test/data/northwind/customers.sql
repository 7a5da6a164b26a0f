COPY northwind.customers FROM stdin WITH (FORMAT csv, HEADER true, ENCODING 'UTF8');
customer_id,company_name,contact_name,contact_title,city,region,country,phone,fax
ALFKI,Alfreds Futterkiste,Maria Anders,Sales Representative,Berlin,,Germany,030-0074321,030-0076545
ANATR,Ana Trujillo Emparedados y helados,Ana Trujillo,Owner,México D.F.,,Mexico,(5) 555-4729,(5) 555-3745
ANTON,Antonio Moreno Taquería,Antonio Moreno,Owner,México D.F.,,Mexico,(5) 555-3932,
AROUT,Around the Horn,Thomas Hardy,Sales Representative,London,,UK,(171) 555-7788,(171) 555-6750
BERGS,Berglunds snabbköp,Christina Berglund,Order Administrator,Luleå,,Sweden,0921-12 34 65,0921-12 34 67
BLAUS,Blauer See Delikatessen,Hanna Moos,Sales Representative,Mannheim,,Germany,0621-08460,0621-08924
BLONP,Blondesddsl père et fils,Frédérique Citeaux,Marketing Manager,Strasbourg,,France,88.60.15.31,88.60.15.32
BOLID,Bólido Comidas preparadas,Martín Sommer,Owner,Madrid,,Spain,(91) 555 22 82,(91) 555 91 99
BONAP,Bon app',Laurence Lebihan,Owner,Marseille,,France,91.24.45.40,91.24.45.41
BOTTM,Bottom-Dollar Markets,Elizabeth Lincoln,Accounting Manager,Tsawassen,BC,Canada,(604) 555-4729,(604) 555-3745
BSBEV,B's Beverages,Victoria Ashworth,Sales Representative,London,,UK,(171) 555-1212,
CACTU,Cactus Comidas para llevar,Patricio Simpson,Sales Agent,Buenos Aires,,Argentina,(1) 135-5555,(1) 135-4892
CENTC,Centro comercial Moctezuma,Francisco Chang,Marketing Manager,México D.F.,,Mexico,(5) 555-3392,(5) 555-7293
CHOPS,Chop-suey Chinese,Yang Wang,Owner,Bern,,Switzerland,0452-076545,
COMMI,Comércio Mineiro,Pedro Afonso,Sales Associate,Sao Paulo,SP,Brazil,(11) 555-7647,
CONSH,Consolidated Holdings,Elizabeth Brown,Sales Representative,London,,UK,(171) 555-2282,(171) 555-9199
DRACD,Drachenblut Delikatessen,Sven Ottlieb,Order Administrator,Aachen,,Germany,0241-039123,0241-059428
DUMON,Du monde entier,Janine Labrune,Owner,Nantes,,France,40.67.88.88,40.67.89.89
EASTC,Eastern Connection,Ann Devon,Sales Agent,London,,UK,(171) 555-0297,(171) 555-3373
ERNSH,Ernst Handel,Roland Mendel,Sales Manager,Graz,,Austria,7675-3425,7675-3426
FAMIA,Familia Arquibaldo,Aria Cruz,Marketing Assistant,Sao Paulo,SP,Brazil,(11) 555-9857,
FISSA,FISSA Fabrica Inter. Salchichas S.A.,Diego Roel,Accounting Manager,Madrid,,Spain,(91) 555 94 44,(91) 555 55 93
FOLIG,Folies gourmandes,Martine Rancé,Assistant Sales Agent,Lille,,France,20.16.10.16,20.16.10.17
FOLKO,Folk och fä HB,Maria Larsson,Owner,Bräcke,,Sweden,0695-34 67 21,
FRANK,Frankenversand,Peter Franken,Marketing Manager,München,,Germany,089-0877310,089-0877451
FRANR,France restauration,Carine Schmitt,Marketing Manager,Nantes,,France,40.32.21.21,40.32.21.20
FRANS,Franchi S.p.A.,Paolo Accorti,Sales Representative,Torino,,Italy,011-4988260,011-4988261
FURIB,Furia Bacalhau e Frutos do Mar,Lino Rodriguez,Sales Manager,Lisboa,,Portugal,(1) 354-2534,(1) 354-2535
GALED,Galería del gastrónomo,Eduardo Saavedra,Marketing Manager,Barcelona,,Spain,(93) 203 4560,(93) 203 4561
GODOS,Godos Cocina Típica,José Pedro Freyre,Sales Manager,Sevilla,,Spain,(95) 555 82 82,
GOURL,Gourmet Lanchonetes,André Fonseca,Sales Associate,Campinas,SP,Brazil,(11) 555-9482,
GREAL,Great Lakes Food Market,Howard Snyder,Marketing Manager,Eugene,OR,USA,(503) 555-7555,
GROSR,GROSELLA-Restaurante,Manuel Pereira,Owner,Caracas,DF,Venezuela,(2) 283-2951,(2) 283-3397
HANAR,Hanari Carnes,Mario Pontes,Accounting Manager,Rio de Janeiro,RJ,Brazil,(21) 555-0091,(21) 555-8765
HILAA,HILARION-Abastos,Carlos Hernández,Sales Representative,San Cristóbal,Táchira,Venezuela,(5) 555-1340,(5) 555-1948
HUNGC,Hungry Coyote Import Store,Yoshi Latimer,Sales Representative,Elgin,OR,USA,(503) 555-6874,(503) 555-2376
HUNGO,Hungry Owl All-Night Grocers,Patricia McKenna,Sales Associate,Cork,Co. Cork,Ireland,2967 542,2967 3333
ISLAT,Island Trading,Helen Bennett,Marketing Manager,Cowes,Isle of Wight,UK,(198) 555-8888,
KOENE,Königlich Essen,Philip Cramer,Sales Associate,Brandenburg,,Germany,0555-09876,
LACOR,La corne d'abondance,Daniel Tonini,Sales Representative,Versailles,,France,30.59.84.10,30.59.85.11
LAMAI,La maison d'Asie,Annette Roulet,Sales Manager,Toulouse,,France,61.77.61.10,61.77.61.11
LAUGB,Laughing Bacchus Wine Cellars,Yoshi Tannamuri,Marketing Assistant,Vancouver,BC,Canada,(604) 555-3392,(604) 555-7293
LAZYK,Lazy K Kountry Store,John Steel,Marketing Manager,Walla Walla,WA,USA,(509) 555-7969,(509) 555-6221
LEHMS,Lehmanns Marktstand,Renate Messner,Sales Representative,Frankfurt a.M.,,Germany,069-0245984,069-0245874
LETSS,Let's Stop N Shop,Jaime Yorres,Owner,San Francisco,CA,USA,(415) 555-5938,
LILAS,LILA-Supermercado,Carlos González,Accounting Manager,Barquisimeto,Lara,Venezuela,(9) 331-6954,(9) 331-7256
LINOD,LINO-Delicateses,Felipe Izquierdo,Owner,I. de Margarita,Nueva Esparta,Venezuela,(8) 34-56-12,(8) 34-93-93
LONEP,Lonesome Pine Restaurant,Fran Wilson,Sales Manager,Portland,OR,USA,(503) 555-9573,(503) 555-9646
MAGAA,Magazzini Alimentari Riuniti,Giovanni Rovelli,Marketing Manager,Bergamo,,Italy,035-640230,035-640231
MAISD,Maison Dewey,Catherine Dewey,Sales Agent,Bruxelles,,Belgium,(02) 201 24 67,(02) 201 24 68
MEREP,Mère Paillarde,Jean Fresnière,Marketing Assistant,Montréal,Québec,Canada,(514) 555-8054,(514) 555-8055
MORGK,Morgenstern Gesundkost,Alexander Feuer,Marketing Assistant,Leipzig,,Germany,0342-023176,
NORTS,North/South,Simon Crowther,Sales Associate,London,,UK,(171) 555-7733,(171) 555-2530
OCEAN,Océano Atlántico Ltda.,Yvonne Moncada,Sales Agent,Buenos Aires,,Argentina,(1) 135-5333,(1) 135-5535
OLDWO,Old World Delicatessen,Rene Phillips,Sales Representative,Anchorage,AK,USA,(907) 555-7584,(907) 555-2880
OTTIK,Ottilies Käseladen,Henriette Pfalzheim,Owner,Köln,,Germany,0221-0644327,0221-0765721
PARIS,Paris spécialités,Marie Bertrand,Owner,Paris,,France,(1) 42.34.22.66,(1) 42.34.22.77
PERIC,Pericles Comidas clásicas,Guillermo Fernández,Sales Representative,México D.F.,,Mexico,(5) 552-3745,(5) 545-3745
PICCO,Piccolo und mehr,Georg Pipps,Sales Manager,Salzburg,,Austria,6562-9722,6562-9723
PRINI,Princesa Isabel Vinhos,Isabel de Castro,Sales Representative,Lisboa,,Portugal,(1) 356-5634,
QUEDE,Que Delícia,Bernardo Batista,Accounting Manager,Rio de Janeiro,RJ,Brazil,(21) 555-4252,(21) 555-4545
QUEEN,Queen Cozinha,Lúcia Carvalho,Marketing Assistant,Sao Paulo,SP,Brazil,(11) 555-1189,
QUICK,QUICK-Stop,Horst Kloss,Accounting Manager,Cunewalde,,Germany,0372-035188,
RANCH,Rancho grande,Sergio Gutiérrez,Sales Representative,Buenos Aires,,Argentina,(1) 123-5555,(1) 123-5556
RATTC,Rattlesnake Canyon Grocery,Paula Wilson,Assistant Sales Representative,Albuquerque,NM,USA,(505) 555-5939,(505) 555-3620
REGGC,Reggiani Caseifici,Maurizio Moroni,Sales Associate,Reggio Emilia,,Italy,0522-556721,0522-556722
RICAR,Ricardo Adocicados,Janete Limeira,Assistant Sales Agent,Rio de Janeiro,RJ,Brazil,(21) 555-3412,
RICSU,Richter Supermarkt,Michael Holz,Sales Manager,Genève,,Switzerland,0897-034214,
ROMEY,Romero y tomillo,Alejandra Camino,Accounting Manager,Madrid,,Spain,(91) 745 6200,(91) 745 6210
SANTG,Santé Gourmet,Jonas Bergulfsen,Owner,Stavern,,Norway,07-98 92 35,07-98 92 47
SAVEA,Save-a-lot Markets,Jose Pavarotti,Sales Representative,Boise,ID,USA,(208) 555-8097,
SEVES,Seven Seas Imports,Hari Kumar,Sales Manager,London,,UK,(171) 555-1717,(171) 555-5646
SIMOB,Simons bistro,Jytte Petersen,Owner,Kobenhavn,,Denmark,31 12 34 56,31 13 35 57
SPECD,Spécialités du monde,Dominique Perrier,Marketing Manager,Paris,,France,(1) 47.55.60.10,(1) 47.55.60.20
SPLIR,Split Rail Beer & Ale,Art Braunschweiger,Sales Manager,Lander,WY,USA,(307) 555-4680,(307) 555-6525
SUPRD,Suprêmes délices,Pascale Cartrain,Accounting Manager,Charleroi,,Belgium,(071) 23 67 22 20,(071) 23 67 22 21
THEBI,The Big Cheese,Liz Nixon,Marketing Manager,Portland,OR,USA,(503) 555-3612,
THECR,The Cracker Box,Liu Wong,Marketing Assistant,Butte,MT,USA,(406) 555-5834,(406) 555-8083
TOMSP,Toms Spezialitäten,Karin Josephs,Marketing Manager,Münster,,Germany,0251-031259,0251-035695
TORTU,Tortuga Restaurante,Miguel Angel Paolino,Owner,México D.F.,,Mexico,(5) 555-2933,
TRADH,Tradição Hipermercados,Anabela Domingues,Sales Representative,Sao Paulo,SP,Brazil,(11) 555-2167,(11) 555-2168
TRAIH,Trail's Head Gourmet Provisioners,Helvetius Nagy,Sales Associate,Kirkland,WA,USA,(206) 555-8257,(206) 555-2174
VAFFE,Vaffeljernet,Palle Ibsen,Sales Manager,Århus,,Denmark,86 21 32 43,86 22 33 44
VICTE,Victuailles en stock,Mary Saveley,Sales Agent,Lyon,,France,78.32.54.86,78.32.54.87
VINET,Vins et alcools Chevalier,Paul Henriot,Accounting Manager,Reims,,France,26.47.15.10,26.47.15.11
WANDK,Die Wandernde Kuh,Rita Müller,Sales Representative,Stuttgart,,Germany,0711-020361,0711-035428
WARTH,Wartian Herkku,Pirkko Koskitalo,Accounting Manager,Oulu,,Finland,981-443655,981-443655
WELLI,Wellington Importadora,Paula Parente,Sales Manager,Resende,SP,Brazil,(14) 555-8122,
WHITC,White Clover Markets,Karl Jablonski,Owner,Seattle,WA,USA,(206) 555-4112,(206) 555-4115
WILMK,Wilman Kala,Matti Karttunen,Owner/Marketing Assistant,Helsinki,,Finland,90-224 8858,90-224 8858
WOLZA,Wolski  Zajazd,Zbyszek Piestrzeniewicz,Owner,Warszawa,,Poland,(26) 642-7012,(26) 642-7012
\.
