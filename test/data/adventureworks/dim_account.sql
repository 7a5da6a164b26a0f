COPY adventureworks.dim_account FROM stdin WITH (FORMAT csv, HEADER true, ENCODING 'UTF8');
account_key,parent_account_key,account_code,description,account_type,operator,value_type
1,,1,Balance Sheet,,~,Currency
2,1,10,Assets,Assets,+,Currency
3,2,110,Current Assets,Assets,+,Currency
4,3,1110,Cash,Assets,+,Currency
5,3,1120,Receivables,Assets,+,Currency
6,5,1130,Trade Receivables,Assets,+,Currency
7,5,1140,Other Receivables,Assets,+,Currency
8,3,1150,Allowance for Bad Debt,Assets,+,Currency
9,3,1160,Inventory,Assets,+,Currency
10,9,1162,Raw Materials,Assets,+,Currency
11,9,1164,Work in Process,Assets,+,Currency
12,9,1166,Finished Goods,Assets,+,Currency
13,3,1170,Deferred Taxes,Assets,+,Currency
14,3,1180,Prepaid Expenses,Assets,+,Currency
15,3,1185,Intercompany Receivables,Assets,+,Currency
17,2,1200,"Property, Plant, Equipment",Assets,+,Currency
18,17,1210,Land & Improvements,Assets,+,Currency
19,17,1220,Buildings & Improvements,Assets,+,Currency
20,17,1230,Machinery & Equipment,Assets,+,Currency
21,17,1240,Office Furniture & Equipment,Assets,+,Currency
22,17,1250,Leasehold Improvements,Assets,+,Currency
23,17,1260,Construction In Progress,Assets,+,Currency
24,2,1300,Other Assets,Assets,+,Currency
25,1,20,Liabilities and Owners Equity,Liabilities,-,Currency
26,25,210,Liabilities,Liabilities,+,Currency
27,26,2200,Current Liabilities,Liabilities,+,Currency
28,27,2210,Notes Payable,Liabilities,+,Currency
29,27,2230,Accounts Payable,Liabilities,+,Currency
30,27,2300,Accrued Expenses,Liabilities,+,Currency
31,30,2310,Salary & Other Comp,Liabilities,+,Currency
32,30,2320,Insurance,Liabilities,+,Currency
33,30,2330,Warranties,Liabilities,+,Currency
34,27,2340,Intercompany Payables,Liabilities,+,Currency
35,27,2350,Other Current Liabilities,Liabilities,+,Currency
36,26,2400,Long Term Liabilities,Liabilities,+,Currency
37,36,2410,Long Term Obligations,Liabilities,+,Currency
38,36,2420,Pension Liability,Liabilities,+,Currency
39,36,2430,Other Retirement Benefits,Liabilities,+,Currency
40,36,2440,Other Long Term Liabilities,Liabilities,+,Currency
41,25,300,Owners Equity,Liabilities,+,Currency
42,41,3010,Partner Capital,Liabilities,+,Currency
43,41,3020,Additional Paid In Capital,Liabilities,+,Currency
44,41,3030,Retained Earnings,Liabilities,+,Currency
45,44,3540,Prior Year Retained Earnings,Liabilities,+,Currency
46,44,3550,Current Retained Earnings,Liabilities,+,Currency
47,,4,Net Income,Revenue,+,Currency
48,47,40,Operating Profit,Revenue,+,Currency
49,48,400,Gross Margin,Revenue,+,Currency
50,49,4100,Net Sales,Revenue,+,Currency
51,50,4110,Gross Sales,Revenue,+,Currency
52,51,4500,Intercompany Sales,Revenue,+,Currency
53,50,4130,Returns and Adjustments,Expenditures,-,Currency
54,50,4140,Discounts,Expenditures,-,Currency
55,49,5000,Total Cost of Sales,Expenditures,-,Currency
56,55,5020,Standard Cost of Sales,Expenditures,+,Currency
57,55,5050,Variances,Expenditures,+,Currency
58,48,60,Operating Expenses,Expenditures,-,Currency
59,58,600,Labor Expenses,Expenditures,+,Currency
60,59,6000,Salaries,Expenditures,+,Currency
61,59,6020,Payroll Taxes,Expenditures,+,Currency
62,59,6040,Employee Benefits,Expenditures,+,Currency
63,58,6100,Commissions,Expenditures,+,Currency
64,58,620,Travel Expenses,Expenditures,+,Currency
65,64,6200,Travel Transportation,Expenditures,+,Currency
66,64,6210,Travel Lodging,Expenditures,+,Currency
67,64,6220,Meals,Expenditures,+,Currency
68,64,6230,Entertainment,Expenditures,+,Currency
69,64,6240,Other Travel Related,Expenditures,+,Currency
70,58,630,Marketing,Expenditures,+,Currency
71,70,6300,Conferences,Expenditures,+,Currency
72,70,6310,Marketing Collateral,Expenditures,+,Currency
73,58,6400,Office Supplies,Expenditures,+,Currency
74,58,6500,Professional Services,Expenditures,+,Currency
75,58,660,Telephone and Utilities,Expenditures,+,Currency
76,75,6610,Telephone,Expenditures,+,Currency
77,75,6620,Utilities,Expenditures,+,Currency
78,58,6700,Other Expenses,Expenditures,+,Currency
79,58,680,Depreciation,Expenditures,+,Currency
80,79,6810,Building Leasehold,Expenditures,+,Currency
81,79,6820,Vehicles,Expenditures,+,Currency
82,79,6830,Equipment,Expenditures,+,Currency
83,79,6840,Furniture and Fixtures,Expenditures,+,Currency
84,79,6850,Other Assets,Expenditures,+,Currency
85,79,6860,Amortization of Goodwill,Expenditures,+,Currency
87,58,6920,Rent,Expenditures,+,Currency
88,47,80,Other Income and Expense,Revenue,+,Currency
89,88,8000,Interest Income,Revenue,+,Currency
90,88,8010,Interest Expense,Expenditures,-,Currency
91,88,8020,Gain/Loss on Sales of Asset,Revenue,+,Currency
92,88,8030,Other Income,Revenue,+,Currency
93,88,8040,Curr Xchg Gain/(Loss),Revenue,+,Currency
94,47,8500,Taxes,Expenditures,-,Currency
95,,9500,Statistical Accounts,Statistical,~,Units
96,95,9510,Headcount,Balances,~,Units
97,95,9520,Units,Flow,~,Units
98,95,9530,Average Unit Price,Balances,~,Currency
99,95,9540,Square Footage,Balances,~,Units
100,27,2220,Current Installments of Long-term Debt,Liabilities,+,Currency
101,51,4200,Trade Sales,Revenue,+,Currency
\.
