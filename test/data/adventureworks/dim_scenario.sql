COPY adventureworks.dim_scenario FROM stdin WITH (FORMAT csv, HEADER true, ENCODING 'UTF8');
scenario_key,scenario_name
1,Actual
2,Budget
3,Forecast
\.
