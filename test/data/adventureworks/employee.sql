COPY adventureworks.employee FROM stdin WITH (FORMAT csv, HEADER true, ENCODING 'UTF8');
employee_id,job_title,birth_date,gender,hire_date,salaried,vacation_hours,sick_leave_hours,current
1,Chief Executive Officer,1969-01-29,M,2009-01-14,1,99,69,1
2,Vice President of Engineering,1971-08-01,F,2008-01-31,1,1,20,1
3,Engineering Manager,1974-11-12,M,2007-11-11,1,2,21,1
4,Senior Tool Designer,1974-12-23,M,2007-12-05,0,48,80,1
5,Design Engineer,1952-09-27,F,2008-01-06,1,5,22,1
6,Design Engineer,1959-03-11,M,2008-01-24,1,6,23,1
7,Research and Development Manager,1987-02-24,M,2009-02-08,1,61,50,1
8,Research and Development Engineer,1986-06-05,F,2008-12-29,1,62,51,1
9,Research and Development Engineer,1979-01-21,F,2009-01-16,1,63,51,1
10,Research and Development Manager,1984-11-30,M,2009-05-03,1,16,64,1
11,Senior Tool Designer,1978-01-17,M,2010-12-05,0,7,23,1
12,Tool Designer,1959-07-29,M,2007-12-11,0,9,24,1
13,Tool Designer,1989-05-28,F,2010-12-23,0,8,24,1
14,Senior Design Engineer,1979-06-16,M,2010-12-30,1,3,21,1
15,Design Engineer,1961-05-02,F,2011-01-18,1,4,22,1
16,Marketing Manager,1975-03-19,M,2007-12-20,1,40,40,1
17,Marketing Assistant,1987-05-03,M,2007-01-26,0,42,41,1
18,Marketing Specialist,1978-03-06,M,2011-02-07,0,48,44,1
19,Marketing Assistant,1978-01-29,F,2011-02-14,0,43,41,1
20,Marketing Assistant,1975-03-17,F,2011-01-07,0,41,40,1
21,Marketing Specialist,1986-02-04,M,2009-03-02,0,44,42,1
22,Marketing Specialist,1987-05-21,M,2008-12-12,0,45,42,1
23,Marketing Specialist,1962-09-13,F,2009-01-12,0,46,43,1
24,Marketing Specialist,1979-06-18,F,2009-01-18,0,47,43,1
25,Vice President of Production,1983-01-07,M,2009-02-03,1,64,52,1
26,Production Control Manager,1982-11-03,M,2008-12-01,1,43,41,1
27,Production Supervisor - WC60,1956-10-08,F,2008-02-27,0,80,60,1
28,Production Technician - WC60,1988-03-13,M,2006-06-30,0,21,30,1
29,Production Technician - WC60,1979-09-25,M,2009-01-23,0,19,29,1
30,Production Technician - WC60,1989-09-28,F,2009-01-29,0,14,27,1
31,Production Technician - WC60,1986-05-20,F,2009-01-04,0,18,29,1
32,Production Technician - WC60,1977-07-10,F,2008-12-29,0,23,31,1
33,Production Technician - WC60,1976-12-26,M,2008-12-17,0,17,28,1
34,Production Technician - WC60,1987-06-10,F,2009-02-16,0,15,27,1
35,Production Technician - WC60,1977-01-10,M,2009-02-08,0,22,31,1
36,Production Technician - WC60,1984-07-31,M,2009-02-10,0,20,30,1
37,Production Technician - WC60,1986-08-07,M,2009-03-07,0,16,28,1
38,Production Technician - WC60,1966-12-14,F,2010-01-16,0,24,32,1
39,Production Technician - WC60,1971-09-11,M,2010-02-05,0,25,32,1
40,Production Supervisor - WC60,1956-01-16,F,2007-12-26,0,82,61,1
41,Production Technician - WC60,1973-08-27,M,2009-01-21,0,35,37,1
42,Production Technician - WC60,1984-07-25,M,2008-12-27,0,39,39,1
43,Production Technician - WC60,1988-11-19,F,2009-01-02,0,34,37,1
44,Production Technician - WC60,1990-05-17,M,2008-12-08,0,38,39,1
45,Production Technician - WC60,1986-01-10,M,2009-02-26,0,37,38,1
46,Production Technician - WC60,1976-02-10,M,2009-02-08,0,36,38,1
47,Production Supervisor - WC10,1988-09-06,M,2009-02-22,0,65,52,1
48,Production Technician - WC10,1956-06-04,F,2008-01-06,0,83,61,1
49,Production Technician - WC10,1956-03-26,M,2008-01-07,0,88,64,1
50,Production Technician - WC10,1956-08-30,M,2008-02-02,0,84,62,1
51,Production Technician - WC10,1956-07-11,M,2008-02-20,0,85,62,1
52,Production Technician - WC10,1956-04-04,F,2008-03-10,0,86,63,1
53,Production Technician - WC10,1956-03-29,F,2008-03-28,0,87,63,1
54,Production Technician - WC10,1986-09-10,F,2010-01-01,0,89,64,1
55,Production Supervisor - WC50,1956-04-01,M,2008-02-08,0,79,59,1
56,Production Technician - WC50,1988-07-06,F,2009-02-05,0,9,24,1
57,Production Technician - WC50,1971-07-24,M,2009-02-23,0,10,25,1
58,Production Technician - WC50,1986-05-30,M,2008-12-05,0,11,25,1
59,Production Technician - WC50,1979-08-16,M,2008-12-24,0,12,26,1
60,Production Technician - WC50,1977-02-03,M,2009-01-11,0,13,26,1
61,Production Technician - WC50,1989-08-09,F,2009-01-18,0,8,24,1
62,Production Supervisor - WC60,1956-08-07,M,2008-03-17,0,81,60,1
63,Production Technician - WC60,1955-01-30,M,2010-01-29,0,30,35,1
64,Production Technician - WC60,1973-09-05,M,2010-02-23,0,26,33,1
65,Production Technician - WC60,1970-04-28,M,2010-02-23,0,29,34,1
66,Production Technician - WC60,1970-03-07,M,2009-12-22,0,28,34,1
67,Production Technician - WC60,1976-02-11,M,2009-03-05,0,32,36,1
68,Production Technician - WC60,1971-09-02,M,2009-12-03,0,27,33,1
69,Production Technician - WC60,1991-04-06,M,2009-02-15,0,31,35,1
70,Production Technician - WC60,1984-12-29,M,2008-12-15,0,33,36,1
71,Production Supervisor - WC30,1989-01-29,M,2009-02-15,0,70,55,1
72,Production Technician - WC30,1977-05-14,M,2008-12-01,0,41,40,1
73,Production Technician - WC30,1983-10-19,F,2008-12-19,0,42,41,1
74,Production Technician - WC30,1989-11-06,M,2009-01-07,0,43,41,1
75,Production Technician - WC30,1982-06-27,M,2009-01-26,0,44,42,1
76,Production Technician - WC30,1988-10-17,F,2009-02-12,0,45,42,1
77,Production Technician - WC30,1983-05-13,F,2009-03-03,0,46,43,1
78,Production Supervisor - WC40,1987-08-27,M,2008-12-15,0,72,56,1
79,Production Technician - WC40,1966-12-08,M,2010-01-24,0,60,50,1
80,Production Technician - WC40,1970-12-03,M,2010-01-17,0,65,52,1
81,Production Technician - WC40,1971-03-09,M,2009-12-29,0,64,52,1
82,Production Technician - WC40,1973-08-29,M,2010-03-03,0,62,51,1
83,Production Technician - WC40,1973-12-23,M,2010-02-12,0,61,50,1
84,Production Technician - WC40,1952-03-02,M,2010-02-05,0,66,53,1
85,Production Technician - WC40,1970-12-23,M,2009-12-11,0,63,51,1
86,Production Technician - WC40,1972-06-13,M,2009-01-05,0,59,49,1
87,Production Supervisor - WC10,1984-04-11,M,2008-12-22,0,67,53,1
88,Production Technician - WC10,1966-12-17,F,2009-12-18,0,99,69,1
89,Production Technician - WC10,1986-09-10,M,2010-02-01,0,96,68,1
90,Production Technician - WC10,1986-09-07,F,2010-02-20,0,97,68,1
91,Production Technician - WC10,1986-09-13,F,2010-01-12,0,95,67,1
92,Production Technician - WC10,1986-10-01,M,2010-03-10,0,98,69,1
93,Production Supervisor - WC50,1980-04-28,M,2008-12-27,0,78,59,1
94,Production Technician - WC50,1972-11-25,M,2008-12-12,0,6,23,1
95,Production Technician - WC50,1986-09-08,M,2008-12-19,0,1,20,1
96,Production Technician - WC50,1990-01-25,F,2009-03-02,0,5,22,1
97,Production Technician - WC50,1986-03-21,M,2009-02-10,0,0,20,1
98,Production Technician - WC50,1978-06-26,M,2009-02-11,0,4,22,1
99,Production Technician - WC50,1979-03-29,M,2009-01-06,0,2,21,1
100,Production Technician - WC50,1973-01-24,M,2009-01-12,0,7,23,1
101,Production Technician - WC50,1971-08-30,M,2009-01-25,0,3,21,1
102,Production Supervisor - WC10,1983-10-26,M,2008-12-03,0,66,53,1
103,Production Technician - WC10,1986-09-22,M,2009-12-06,0,93,66,1
104,Production Technician - WC10,1986-09-19,F,2009-12-25,0,94,67,1
105,Production Technician - WC10,1986-09-19,M,2009-12-25,0,90,65,1
106,Production Technician - WC10,1986-09-28,M,2010-02-27,0,92,66,1
107,Production Technician - WC10,1986-10-01,M,2010-02-08,0,91,65,1
108,Production Supervisor - WC50,1989-02-05,M,2008-12-08,0,77,58,1
109,Production Technician - WC50,1978-01-26,F,2008-12-07,0,95,67,1
110,Production Technician - WC50,1979-07-06,M,2008-12-14,0,90,65,1
111,Production Technician - WC50,1978-02-25,M,2008-12-17,0,93,66,1
112,Production Technician - WC50,1978-05-31,M,2009-01-01,0,91,65,1
113,Production Technician - WC50,1987-07-17,F,2008-12-25,0,96,68,1
114,Production Technician - WC50,1978-05-07,M,2009-01-13,0,97,68,1
115,Production Technician - WC50,1991-05-31,F,2009-01-20,0,92,66,1
116,Production Technician - WC50,1974-05-03,M,2009-01-31,0,98,69,1
117,Production Technician - WC50,1990-08-04,M,2009-02-18,0,99,69,1
118,Production Technician - WC50,1971-06-13,M,2009-02-13,0,88,64,1
119,Production Technician - WC50,1989-06-15,M,2009-02-25,0,94,67,1
120,Production Technician - WC50,1987-06-06,F,2009-03-04,0,89,64,1
121,Shipping and Receiving Supervisor,1972-09-09,M,2009-01-02,1,93,66,1
122,Stocker,1978-02-17,F,2008-12-07,0,97,68,1
123,Shipping and Receiving Clerk,1977-03-18,M,2008-12-07,0,95,67,1
124,Stocker,1984-04-30,F,2008-12-26,0,98,69,1
125,Shipping and Receiving Clerk,1973-11-11,M,2009-01-20,0,94,67,1
126,Stocker,1985-05-04,M,2009-02-26,0,96,68,1
127,Production Supervisor - WC40,1983-07-02,M,2009-01-03,0,73,56,1
128,Production Technician - WC40,1980-11-13,M,2008-12-04,0,68,54,1
129,Production Technician - WC40,1988-05-16,M,2008-12-22,0,69,54,1
130,Production Technician - WC40,1973-08-04,M,2009-02-13,0,71,55,1
131,Production Technician - WC40,1990-10-07,M,2009-02-15,0,72,56,1
132,Production Technician - WC40,1986-04-09,F,2009-02-22,0,67,53,1
133,Production Technician - WC40,1991-01-04,M,2009-01-10,0,70,55,1
134,Production Supervisor - WC20,1985-01-19,M,2009-01-14,0,40,40,1
135,Production Technician - WC20,1982-01-03,M,2008-12-04,0,9,24,1
136,Production Technician - WC20,1970-11-12,M,2009-12-11,0,4,22,1
137,Production Technician - WC20,1974-09-05,F,2009-02-23,0,8,24,1
138,Production Technician - WC20,1987-11-22,F,2009-02-04,0,7,23,1
139,Production Technician - WC20,1971-10-23,M,2010-01-06,0,0,20,1
140,Production Technician - WC20,1953-04-30,M,2010-01-22,0,5,22,1
141,Production Technician - WC20,1974-09-10,M,2010-01-24,0,1,20,1
142,Production Technician - WC20,1970-04-04,F,2010-03-04,0,3,21,1
143,Production Technician - WC20,1971-09-05,M,2010-02-13,0,2,21,1
144,Production Technician - WC20,1990-11-04,M,2009-01-17,0,6,23,1
145,Production Supervisor - WC30,1981-08-18,F,2009-01-27,0,69,54,1
146,Production Technician - WC30,1989-06-25,M,2008-12-07,0,36,38,1
147,Production Technician - WC30,1975-11-05,F,2008-12-26,0,37,38,1
148,Production Technician - WC30,1988-12-07,M,2009-01-14,0,38,39,1
149,Production Technician - WC30,1983-10-20,M,2009-01-31,0,39,39,1
150,Production Technician - WC30,1982-09-18,M,2009-02-26,0,35,37,1
151,Production Technician - WC30,1977-09-13,M,2009-02-19,0,40,40,1
152,Production Supervisor - WC20,1977-04-06,M,2009-02-01,0,41,40,1
153,Production Technician - WC20,1974-10-16,M,2008-12-16,0,15,27,1
154,Production Technician - WC20,1967-03-02,M,2008-12-23,0,10,25,1
155,Production Technician - WC20,1989-02-15,M,2009-01-04,0,16,28,1
156,Production Technician - WC20,1974-09-23,M,2009-01-11,0,11,25,1
157,Production Technician - WC20,1977-10-05,F,2009-02-03,0,12,26,1
158,Production Technician - WC20,1986-12-08,F,2009-03-07,0,14,27,1
159,Production Technician - WC20,1984-12-08,M,2009-02-16,0,13,26,1
160,Production Supervisor - WC45,1977-01-15,M,2009-01-21,0,74,57,1
161,Production Technician - WC45,1985-02-06,M,2008-12-15,0,74,57,1
162,Production Technician - WC45,1980-12-25,F,2009-01-03,0,75,57,1
163,Production Technician - WC45,1990-04-13,M,2009-02-08,0,77,58,1
164,Production Technician - WC45,1988-09-24,M,2009-03-06,0,73,56,1
165,Production Technician - WC45,1988-12-16,M,2009-01-22,0,76,58,1
166,Production Supervisor - WC30,1983-06-22,M,2009-02-21,0,68,54,1
167,Production Technician - WC30,1979-11-02,M,2008-12-02,0,25,32,1
168,Production Technician - WC30,1984-08-25,M,2008-12-07,0,34,37,1
169,Production Technician - WC30,1983-04-02,F,2008-12-14,0,31,35,1
170,Production Technician - WC30,1977-04-16,M,2008-12-21,0,26,33,1
171,Production Technician - WC30,1981-08-03,M,2009-01-02,0,32,36,1
172,Production Technician - WC30,1986-10-24,M,2009-01-16,0,22,31,1
173,Production Technician - WC30,1987-07-15,M,2009-01-21,0,33,36,1
174,Production Technician - WC30,1986-01-05,M,2009-01-27,0,28,34,1
175,Production Technician - WC30,1989-01-08,M,2009-02-02,0,23,31,1
176,Production Technician - WC30,1985-09-23,M,2009-02-14,0,29,34,1
177,Production Technician - WC30,1982-02-11,M,2009-02-21,0,24,32,1
178,Production Technician - WC30,1982-03-24,M,2009-03-03,0,27,33,1
179,Production Technician - WC30,1974-11-15,M,2009-03-05,0,30,35,1
180,Production Supervisor - WC20,1984-11-18,F,2009-02-20,0,42,41,1
181,Production Technician - WC20,1984-11-17,M,2008-12-09,0,20,30,1
182,Production Technician - WC20,1986-12-01,M,2008-12-28,0,21,30,1
183,Production Technician - WC20,1979-07-02,F,2009-01-22,0,17,28,1
184,Production Technician - WC20,1986-04-05,M,2009-02-09,0,18,29,1
185,Production Technician - WC20,1975-12-21,M,2009-02-28,0,19,29,1
186,Production Supervisor - WC45,1990-05-24,M,2009-02-08,0,75,57,1
187,Production Technician - WC45,1989-04-15,F,2008-12-09,0,79,59,1
188,Production Technician - WC45,1985-11-24,M,2008-12-27,0,80,60,1
189,Production Technician - WC45,1972-07-24,F,2009-01-15,0,81,60,1
190,Production Technician - WC45,1985-02-28,M,2009-02-02,0,82,61,1
191,Production Technician - WC45,1988-03-14,M,2009-02-26,0,78,59,1
192,Production Supervisor - WC40,1983-02-28,F,2009-03-05,0,71,55,1
193,Production Technician - WC40,1988-12-05,M,2008-12-06,0,52,46,1
194,Production Technician - WC40,1989-06-25,M,2008-12-12,0,47,43,1
195,Production Technician - WC40,1985-12-25,M,2008-12-17,0,58,49,1
196,Production Technician - WC40,1980-10-04,M,2008-12-24,0,53,46,1
197,Production Technician - WC40,1977-10-04,M,2008-12-31,0,48,44,1
198,Production Technician - WC40,1988-11-26,F,2009-01-04,0,49,44,1
199,Production Technician - WC40,1987-02-10,F,2009-01-12,0,54,47,1
200,Production Technician - WC40,1987-09-06,M,2009-01-17,0,56,48,1
201,Production Technician - WC40,1977-02-10,M,2009-01-29,0,55,47,1
202,Production Technician - WC40,1989-11-10,M,2009-02-05,0,50,45,1
203,Production Technician - WC40,1981-05-28,M,2009-02-24,0,51,45,1
204,Production Technician - WC40,1988-05-10,M,2009-03-08,0,57,48,1
205,Production Supervisor - WC45,1980-07-18,F,2009-02-26,0,76,58,1
206,Production Technician - WC45,1962-09-13,M,2008-12-02,0,84,62,1
207,Production Technician - WC45,1970-10-18,M,2008-12-02,0,85,62,1
208,Production Technician - WC45,1987-02-10,M,2009-01-08,0,86,63,1
209,Production Technician - WC45,1990-11-01,F,2009-01-27,0,87,63,1
210,Production Technician - WC45,1969-09-17,F,2009-02-20,0,83,61,1
211,Quality Assurance Manager,1977-10-26,M,2009-02-28,1,80,60,1
212,Quality Assurance Supervisor,1976-03-18,M,2008-12-09,1,81,60,1
213,Quality Assurance Technician,1966-12-05,M,2010-02-23,0,85,62,1
214,Quality Assurance Technician,1989-03-28,M,2009-02-02,0,84,62,1
215,Quality Assurance Technician,1986-04-30,M,2009-01-15,0,83,61,1
216,Quality Assurance Technician,1976-03-06,M,2008-12-28,0,82,61,1
217,Document Control Manager,1976-01-30,M,2009-01-04,0,77,58,1
218,Control Specialist,1990-04-28,M,2008-12-16,0,76,58,1
219,Document Control Assistant,1987-03-12,M,2009-01-22,0,78,59,1
220,Document Control Assistant,1975-12-25,F,2009-02-09,0,79,59,1
221,Control Specialist,1987-05-26,M,2009-03-06,0,75,57,1
222,Master Scheduler,1968-09-17,M,2008-12-12,0,44,42,1
223,Scheduling Assistant,1987-12-22,M,2009-01-26,0,46,43,1
224,Scheduling Assistant,1981-11-06,M,2009-01-07,0,45,42,1
225,Scheduling Assistant,1984-03-29,M,2009-02-13,0,47,43,1
226,Scheduling Assistant,1984-08-11,M,2009-03-03,0,48,44,1
227,Facilities Manager,1971-02-18,M,2009-12-02,1,86,63,1
228,Maintenance Supervisor,1976-01-18,M,2008-12-14,1,92,66,1
229,Janitor,1970-07-31,F,2010-02-16,0,90,65,1
230,Janitor,1971-12-17,M,2010-03-05,0,88,64,1
231,Janitor,1954-04-24,F,2010-03-07,0,91,65,1
232,Janitor,1970-12-03,M,2010-01-27,0,89,64,1
233,Facilities Administrative Assistant,1971-08-27,M,2009-12-21,0,87,63,1
234,Chief Financial Officer,1976-01-06,F,2009-01-31,1,0,20,1
235,Human Resources Manager,1976-02-11,F,2008-12-06,1,54,47,1
236,Human Resources Administrative Assistant,1976-04-16,M,2009-02-25,0,53,46,1
237,Human Resources Administrative Assistant,1977-04-17,M,2009-02-06,0,52,46,1
238,Recruiter,1984-08-01,M,2009-01-01,0,50,45,1
239,Benefits Specialist,1984-11-20,F,2008-12-25,0,51,45,1
240,Recruiter,1978-07-18,M,2008-12-13,0,49,44,1
241,Accounts Manager,1983-07-08,M,2009-01-30,1,57,48,1
242,Accounts Receivable Specialist,1976-03-06,F,2008-12-18,0,60,50,1
243,Accounts Receivable Specialist,1976-02-23,F,2009-01-06,0,61,50,1
244,Accounts Receivable Specialist,1984-09-20,M,2009-01-24,0,62,51,1
245,Accountant,1976-01-04,F,2009-02-18,1,58,49,1
246,Accounts Payable Specialist,1977-02-14,M,2009-02-11,0,63,51,1
247,Accounts Payable Specialist,1979-03-09,F,2009-03-01,0,64,52,1
248,Accountant,1979-07-01,M,2009-03-08,1,59,49,1
249,Finance Manager,1984-10-11,F,2008-12-25,1,55,47,1
250,Purchasing Manager,1978-02-10,F,2011-02-25,1,49,44,1
251,Buyer,1984-08-17,M,2009-02-10,0,59,49,1
252,Buyer,1974-08-21,M,2009-02-28,0,60,50,1
253,Buyer,1970-11-30,F,2009-12-17,0,56,48,1
254,Buyer,1970-11-24,M,2010-01-04,0,57,48,1
255,Buyer,1966-11-29,M,2010-01-11,0,52,46,1
256,Buyer,1952-05-12,M,2010-01-23,0,58,49,1
257,Buyer,1972-09-17,M,2010-01-27,0,54,47,1
258,Buyer,1971-01-04,F,2010-01-31,0,53,46,1
259,Buyer,1973-06-03,M,2010-03-09,0,55,47,1
260,Purchasing Assistant,1978-01-29,F,2010-12-06,0,50,45,1
261,Purchasing Assistant,1978-01-17,M,2010-12-25,0,51,45,1
262,Assistant to the Chief Financial Officer,1964-06-21,M,2009-01-12,0,56,48,1
263,Information Services Manager,1975-12-13,F,2008-12-11,1,65,52,1
264,Network Manager,1984-03-25,F,2009-02-04,1,68,54,1
265,Network Administrator,1977-03-27,M,2008-12-04,0,70,55,1
266,Network Administrator,1980-05-28,M,2009-02-23,0,69,54,1
267,Application Specialist,1978-05-19,F,2009-02-16,1,74,57,1
268,Application Specialist,1988-03-13,M,2009-02-03,1,73,56,1
269,Application Specialist,1987-05-26,M,2009-01-11,1,72,56,1
270,Database Administrator,1975-05-17,M,2009-01-17,1,67,53,1
271,Database Administrator,1976-01-06,M,2009-01-22,1,66,53,1
272,Application Specialist,1985-01-30,F,2008-12-23,1,71,55,1
273,Vice President of Sales,1977-06-06,M,2011-02-15,1,10,25,1
274,North American Sales Manager,1951-10-17,M,2011-01-04,1,14,27,1
275,Sales Representative,1968-12-25,M,2011-05-31,1,38,39,1
276,Sales Representative,1980-02-27,F,2011-05-31,1,27,33,1
277,Sales Representative,1962-08-29,F,2011-05-31,1,24,32,1
278,Sales Representative,1975-02-04,M,2011-05-31,1,33,36,1
279,Sales Representative,1974-01-18,M,2011-05-31,1,29,34,1
280,Sales Representative,1974-12-06,F,2011-05-31,1,22,31,1
281,Sales Representative,1968-03-09,M,2011-05-31,1,26,33,1
282,Sales Representative,1963-12-11,M,2011-05-31,1,31,35,1
283,Sales Representative,1974-02-11,M,2011-05-31,1,23,31,1
284,Sales Representative,1978-01-05,M,2012-09-30,1,39,39,1
285,Pacific Sales Manager,1975-01-11,M,2013-03-14,1,20,30,1
286,Sales Representative,1977-02-14,F,2013-05-30,1,36,38,1
287,European Sales Manager,1957-09-20,F,2012-04-16,1,21,30,1
288,Sales Representative,1975-07-09,F,2013-05-30,1,35,37,1
289,Sales Representative,1968-03-17,F,2012-05-30,1,37,38,1
290,Sales Representative,1975-09-30,M,2012-05-30,1,34,37,1
\.
