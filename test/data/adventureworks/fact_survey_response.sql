COPY adventureworks.fact_survey_response FROM stdin WITH (FORMAT csv, HEADER true, ENCODING 'UTF8');
survey_response_key,customer_key,product_category,product_subcategory,date
1,11001,Clothing,Tights,2012-03-09
2,11001,Accessories,Fenders,2012-03-09
3,11001,Accessories,Hydration Packs,2012-03-09
4,11017,Clothing,Shorts,2012-04-24
5,11017,Accessories,Bottles and Cages,2012-04-24
6,11019,Accessories,Locks,2012-04-06
7,11026,Accessories,Bottles and Cages,2012-04-14
8,11033,Clothing,Jerseys,2012-03-10
9,11033,Clothing,Socks,2012-03-10
10,11033,Clothing,Tights,2012-03-10
11,11037,Accessories,Helmets,2012-03-03
12,11037,Accessories,Hydration Packs,2012-03-03
13,11047,Clothing,Shorts,2012-03-11
14,11047,Clothing,Socks,2012-03-11
15,11047,Accessories,Fenders,2012-03-11
16,11048,Accessories,Hydration Packs,2012-04-26
17,11048,Accessories,Pumps,2012-04-26
18,11054,Clothing,Bib-Shorts,2012-03-12
19,11057,Accessories,Pumps,2012-04-08
20,11070,Accessories,Cleaners,2012-04-17
21,11070,Accessories,Helmets,2012-04-17
22,11078,Accessories,Helmets,2012-04-05
23,11079,Clothing,Jerseys,2012-03-14
24,11079,Accessories,Bike Stands,2012-03-14
25,11079,Accessories,Tires and Tubes,2012-03-14
26,11109,Clothing,Vests,2012-03-26
27,11110,Clothing,Jerseys,2012-03-09
28,11111,Clothing,Gloves,2012-03-24
29,11111,Accessories,Fenders,2012-03-24
30,11111,Accessories,Hydration Packs,2012-03-24
31,11123,Accessories,Helmets,2012-04-27
32,11123,Accessories,Lights,2012-04-27
33,11123,Accessories,Tires and Tubes,2012-04-27
34,11125,Accessories,Pumps,2012-03-25
35,11132,Clothing,Socks,2012-04-27
36,11142,Clothing,Caps,2012-03-21
37,11150,Clothing,Jerseys,2012-04-10
38,11150,Accessories,Helmets,2012-04-10
39,11223,Accessories,Panniers,2012-03-04
40,11276,Clothing,Socks,2012-03-03
41,11276,Accessories,Locks,2012-03-03
42,11287,Clothing,Tights,2012-03-03
43,11287,Accessories,Lights,2012-03-03
44,11300,Accessories,Helmets,2012-03-07
45,11316,Clothing,Vests,2012-03-25
46,11316,Accessories,Bottles and Cages,2012-03-25
47,11316,Accessories,Locks,2012-03-25
48,11331,Clothing,Gloves,2012-04-17
49,11331,Clothing,Tights,2012-04-17
50,11335,Accessories,Bike Racks,2012-03-17
51,11338,Accessories,Hydration Packs,2012-03-01
52,11344,Accessories,Bike Stands,2012-03-16
53,11358,Accessories,Bike Stands,2012-03-04
54,11358,Accessories,Bottles and Cages,2012-03-04
55,11364,Clothing,Tights,2012-04-23
56,11387,Accessories,Helmets,2012-03-31
57,11413,Clothing,Vests,2012-04-01
58,11413,Accessories,Tires and Tubes,2012-04-01
59,11431,Accessories,Bike Stands,2012-04-06
60,11446,Clothing,Shorts,2012-04-10
61,11449,Accessories,Bottles and Cages,2012-03-11
62,11464,Accessories,Bike Stands,2012-04-09
63,11495,Accessories,Lights,2012-03-13
64,11498,Clothing,Jerseys,2012-04-09
65,11498,Clothing,Shorts,2012-04-09
66,11498,Accessories,Cleaners,2012-04-09
67,11500,Accessories,Pumps,2012-04-07
68,11502,Clothing,Jerseys,2012-03-25
69,11502,Clothing,Socks,2012-03-25
70,11505,Accessories,Fenders,2012-03-22
71,11505,Accessories,Locks,2012-03-22
72,11505,Accessories,Tires and Tubes,2012-03-22
73,11510,Clothing,Vests,2012-04-03
74,11519,Accessories,Tires and Tubes,2012-04-26
75,11523,Clothing,Caps,2012-03-02
76,11523,Clothing,Vests,2012-03-02
77,11530,Accessories,Cleaners,2012-03-24
78,11562,Accessories,Locks,2012-03-14
79,11613,Clothing,Vests,2012-03-12
80,11618,Accessories,Pumps,2012-04-19
81,11631,Accessories,Tires and Tubes,2012-03-17
82,11640,Accessories,Bike Stands,2012-03-01
83,11640,Accessories,Lights,2012-03-01
84,11641,Accessories,Locks,2012-04-24
85,11647,Accessories,Hydration Packs,2012-03-01
86,11647,Accessories,Lights,2012-03-01
87,11651,Clothing,Jerseys,2012-04-03
88,11711,Clothing,Shorts,2012-03-13
89,11711,Accessories,Hydration Packs,2012-03-13
90,11719,Accessories,Bike Racks,2012-04-04
91,11719,Accessories,Locks,2012-04-04
92,11749,Accessories,Lights,2012-04-19
93,11753,Clothing,Shorts,2012-03-22
94,11753,Accessories,Panniers,2012-03-22
95,11758,Accessories,Locks,2012-04-25
96,11808,Accessories,Cleaners,2012-03-09
97,11845,Accessories,Fenders,2012-02-29
98,11875,Clothing,Shorts,2012-04-02
99,11875,Clothing,Tights,2012-04-02
100,11888,Clothing,Shorts,2012-04-05
101,11888,Accessories,Panniers,2012-04-05
102,11904,Accessories,Pumps,2012-03-22
103,11911,Clothing,Bib-Shorts,2012-03-25
104,11913,Accessories,Bike Stands,2012-04-02
105,11917,Clothing,Socks,2012-04-07
106,11918,Accessories,Hydration Packs,2012-03-15
107,11918,Accessories,Pumps,2012-03-15
108,11952,Clothing,Vests,2012-03-03
109,11952,Accessories,Helmets,2012-03-03
110,11963,Accessories,Fenders,2012-04-10
111,11963,Accessories,Pumps,2012-04-10
112,11968,Accessories,Locks,2012-04-06
113,11986,Accessories,Locks,2012-04-16
114,11987,Clothing,Shorts,2012-03-12
115,11991,Clothing,Bib-Shorts,2012-04-08
116,11991,Accessories,Pumps,2012-04-08
117,11995,Clothing,Tights,2012-03-26
118,11997,Accessories,Bottles and Cages,2012-03-27
119,12002,Clothing,Vests,2012-04-08
120,12038,Clothing,Jerseys,2012-03-22
121,12056,Clothing,Gloves,2012-03-30
122,12089,Clothing,Tights,2012-04-18
123,12113,Clothing,Vests,2012-04-17
124,12113,Accessories,Cleaners,2012-04-17
125,12129,Accessories,Bottles and Cages,2012-03-19
126,12136,Clothing,Tights,2012-03-06
127,12136,Accessories,Locks,2012-03-06
128,12165,Accessories,Locks,2012-04-11
129,12166,Clothing,Shorts,2012-04-10
130,12166,Accessories,Tires and Tubes,2012-04-10
131,12226,Accessories,Bottles and Cages,2012-03-06
132,12243,Accessories,Locks,2012-04-20
133,12248,Clothing,Shorts,2012-04-21
134,12248,Accessories,Panniers,2012-04-21
135,12248,Accessories,Pumps,2012-04-21
136,12306,Accessories,Cleaners,2012-03-22
137,12317,Clothing,Jerseys,2012-04-26
138,12317,Accessories,Bike Racks,2012-04-26
139,12317,Accessories,Tires and Tubes,2012-04-26
140,12327,Clothing,Socks,2012-03-11
141,12327,Accessories,Pumps,2012-03-11
142,12338,Accessories,Bike Stands,2012-03-26
143,12343,Clothing,Socks,2012-04-11
144,12344,Clothing,Tights,2012-04-05
145,12350,Clothing,Shorts,2012-04-21
146,12350,Accessories,Lights,2012-04-21
147,12351,Accessories,Fenders,2012-03-21
148,12351,Accessories,Helmets,2012-03-21
149,12354,Accessories,Bike Stands,2012-04-18
150,12358,Accessories,Fenders,2012-03-17
151,12359,Accessories,Bike Racks,2012-04-13
152,12359,Accessories,Fenders,2012-04-13
153,12359,Accessories,Lights,2012-04-13
154,12363,Accessories,Panniers,2012-03-19
155,12363,Accessories,Pumps,2012-03-19
156,12396,Accessories,Fenders,2012-03-18
157,12399,Clothing,Bib-Shorts,2012-03-20
158,12401,Accessories,Helmets,2012-03-01
159,12491,Clothing,Socks,2012-04-02
160,12491,Accessories,Hydration Packs,2012-04-02
161,12491,Accessories,Lights,2012-04-02
162,12496,Accessories,Bike Racks,2012-04-17
163,12496,Accessories,Lights,2012-04-17
164,12530,Clothing,Tights,2012-03-16
165,12530,Accessories,Locks,2012-03-16
166,12571,Accessories,Tires and Tubes,2012-04-08
167,12577,Accessories,Hydration Packs,2012-04-06
168,12580,Clothing,Tights,2012-03-29
169,12587,Accessories,Lights,2012-03-06
170,12588,Accessories,Locks,2012-04-03
171,12617,Clothing,Shorts,2012-04-10
172,12617,Accessories,Locks,2012-04-10
173,12619,Clothing,Jerseys,2012-04-11
174,12619,Clothing,Shorts,2012-04-11
175,12619,Accessories,Lights,2012-04-11
176,12630,Accessories,Lights,2012-03-23
177,12675,Accessories,Panniers,2012-03-17
178,12675,Accessories,Tires and Tubes,2012-03-17
179,12677,Clothing,Vests,2012-03-27
180,12677,Accessories,Lights,2012-03-27
181,12687,Accessories,Locks,2012-04-20
182,12697,Clothing,Caps,2012-03-11
183,12697,Accessories,Tires and Tubes,2012-03-11
184,12714,Accessories,Cleaners,2012-03-11
185,12714,Accessories,Locks,2012-03-11
186,12715,Clothing,Caps,2012-02-29
187,12715,Accessories,Bike Stands,2012-02-29
188,12760,Clothing,Tights,2012-04-04
189,12760,Clothing,Vests,2012-04-04
190,12763,Accessories,Hydration Packs,2012-03-15
191,12765,Clothing,Tights,2012-04-12
192,12765,Accessories,Lights,2012-04-12
193,12785,Clothing,Caps,2012-03-12
194,12785,Clothing,Vests,2012-03-12
195,12800,Accessories,Cleaners,2012-03-04
196,12800,Accessories,Fenders,2012-03-04
197,12837,Accessories,Hydration Packs,2012-04-01
198,12840,Clothing,Tights,2012-03-17
199,12840,Accessories,Lights,2012-03-17
200,12840,Accessories,Pumps,2012-03-17
201,12870,Accessories,Locks,2012-04-19
202,12895,Clothing,Jerseys,2012-03-01
203,12919,Clothing,Tights,2012-03-03
204,12919,Accessories,Bike Racks,2012-03-03
205,12919,Accessories,Panniers,2012-03-03
206,12939,Accessories,Bike Racks,2012-02-29
207,12945,Clothing,Jerseys,2012-03-25
208,12959,Accessories,Cleaners,2012-03-12
209,12959,Accessories,Panniers,2012-03-12
210,12987,Clothing,Gloves,2012-04-26
211,12988,Accessories,Tires and Tubes,2012-03-02
212,12991,Accessories,Locks,2012-04-11
213,12997,Clothing,Gloves,2012-03-21
214,13004,Accessories,Bike Racks,2012-03-28
215,13006,Clothing,Shorts,2012-03-30
216,13006,Accessories,Bike Stands,2012-03-30
217,13006,Accessories,Fenders,2012-03-30
218,13008,Clothing,Shorts,2012-03-12
219,13008,Accessories,Bike Racks,2012-03-12
220,13008,Accessories,Fenders,2012-03-12
221,13011,Clothing,Jerseys,2012-02-29
222,13011,Clothing,Socks,2012-02-29
223,13012,Clothing,Gloves,2012-03-21
224,13021,Clothing,Shorts,2012-03-26
225,13024,Clothing,Tights,2012-03-23
226,13024,Accessories,Fenders,2012-03-23
227,13024,Accessories,Pumps,2012-03-23
228,13026,Accessories,Helmets,2012-04-05
229,13034,Accessories,Lights,2012-03-18
230,13037,Clothing,Vests,2012-03-17
231,13037,Accessories,Hydration Packs,2012-03-17
232,13044,Clothing,Socks,2012-04-24
233,13051,Accessories,Hydration Packs,2012-03-22
234,13079,Accessories,Fenders,2012-04-15
235,13095,Clothing,Bib-Shorts,2012-03-04
236,13095,Clothing,Jerseys,2012-03-04
237,13095,Accessories,Bike Racks,2012-03-04
238,13103,Clothing,Jerseys,2012-03-14
239,13103,Accessories,Bike Racks,2012-03-14
240,13103,Accessories,Cleaners,2012-03-14
241,13110,Clothing,Vests,2012-04-19
242,13114,Clothing,Vests,2012-03-25
243,13114,Accessories,Panniers,2012-03-25
244,13138,Accessories,Tires and Tubes,2012-04-13
245,13139,Accessories,Panniers,2012-02-29
246,13143,Clothing,Vests,2012-04-10
247,13175,Clothing,Socks,2012-03-28
248,13175,Clothing,Tights,2012-03-28
249,13175,Accessories,Bottles and Cages,2012-03-28
250,13197,Accessories,Bike Racks,2012-03-06
251,13197,Accessories,Panniers,2012-03-06
252,13217,Accessories,Bottles and Cages,2012-02-29
253,13239,Clothing,Gloves,2012-04-25
254,13239,Clothing,Jerseys,2012-04-25
255,13239,Accessories,Helmets,2012-04-25
256,13249,Clothing,Vests,2012-04-16
257,13257,Accessories,Lights,2012-04-12
258,13284,Clothing,Jerseys,2012-04-03
259,13345,Accessories,Bike Racks,2012-03-24
260,13350,Accessories,Locks,2012-03-22
261,13350,Accessories,Tires and Tubes,2012-03-22
262,13391,Accessories,Tires and Tubes,2012-04-09
263,13434,Clothing,Socks,2012-04-19
264,13474,Accessories,Pumps,2012-04-19
265,13494,Clothing,Tights,2012-04-16
266,13494,Accessories,Lights,2012-04-16
267,13521,Accessories,Bike Stands,2012-04-18
268,13522,Accessories,Hydration Packs,2012-03-28
269,13522,Accessories,Lights,2012-03-28
270,13528,Accessories,Hydration Packs,2012-03-23
271,13529,Clothing,Tights,2012-04-13
272,13535,Clothing,Socks,2012-03-09
273,13535,Accessories,Hydration Packs,2012-03-09
274,13541,Accessories,Bike Racks,2012-04-04
275,13543,Clothing,Caps,2012-03-06
276,13543,Clothing,Socks,2012-03-06
277,13543,Accessories,Lights,2012-03-06
278,13562,Clothing,Vests,2012-03-27
279,13562,Accessories,Locks,2012-03-27
280,13586,Accessories,Bike Racks,2012-03-19
281,13587,Accessories,Panniers,2012-03-21
282,13588,Accessories,Tires and Tubes,2012-04-24
283,13597,Accessories,Locks,2012-04-10
284,13618,Clothing,Tights,2012-03-28
285,13620,Clothing,Socks,2012-04-19
286,13627,Clothing,Vests,2012-04-06
287,13632,Clothing,Caps,2012-04-20
288,13639,Accessories,Pumps,2012-04-26
289,13643,Accessories,Bottles and Cages,2012-04-08
290,13668,Clothing,Socks,2012-03-24
291,13668,Accessories,Helmets,2012-03-24
292,13694,Clothing,Socks,2012-04-15
293,13694,Accessories,Helmets,2012-04-15
294,13719,Clothing,Shorts,2012-03-17
295,13732,Clothing,Bib-Shorts,2012-04-03
296,13732,Clothing,Shorts,2012-04-03
297,13732,Accessories,Lights,2012-04-03
298,13758,Accessories,Fenders,2012-04-21
299,13758,Accessories,Lights,2012-04-21
300,13778,Clothing,Shorts,2012-03-28
301,13836,Accessories,Panniers,2012-03-07
302,13837,Accessories,Pumps,2012-04-09
303,13842,Clothing,Caps,2012-03-07
304,13846,Accessories,Helmets,2012-04-07
305,13852,Accessories,Bottles and Cages,2012-04-13
306,13852,Accessories,Hydration Packs,2012-04-13
307,13918,Clothing,Caps,2012-03-04
308,13918,Clothing,Jerseys,2012-03-04
309,13918,Clothing,Vests,2012-03-04
310,13966,Clothing,Shorts,2012-03-26
311,13973,Accessories,Pumps,2012-04-09
312,13995,Accessories,Pumps,2012-03-31
313,14007,Clothing,Bib-Shorts,2012-03-26
314,14008,Clothing,Jerseys,2012-04-23
315,14008,Accessories,Pumps,2012-04-23
316,14009,Clothing,Jerseys,2012-04-04
317,14009,Clothing,Tights,2012-04-04
318,14009,Accessories,Bottles and Cages,2012-04-04
319,14014,Accessories,Fenders,2012-04-26
320,14016,Clothing,Jerseys,2012-03-31
321,14016,Accessories,Bike Stands,2012-03-31
322,14020,Clothing,Tights,2012-02-29
323,14050,Accessories,Panniers,2012-03-20
324,14066,Clothing,Caps,2012-04-01
325,14066,Accessories,Bike Stands,2012-04-01
326,14067,Clothing,Gloves,2012-03-11
327,14067,Accessories,Tires and Tubes,2012-03-11
328,14070,Accessories,Bike Stands,2012-02-29
329,14091,Accessories,Bike Stands,2012-04-04
330,14091,Accessories,Cleaners,2012-04-04
331,14108,Accessories,Bottles and Cages,2012-03-11
332,14108,Accessories,Fenders,2012-03-11
333,14124,Accessories,Panniers,2012-03-02
334,14131,Clothing,Jerseys,2012-04-08
335,14131,Accessories,Fenders,2012-04-08
336,14134,Accessories,Lights,2012-03-12
337,14142,Accessories,Pumps,2012-03-20
338,14146,Clothing,Bib-Shorts,2012-03-10
339,14146,Accessories,Cleaners,2012-03-10
340,14153,Accessories,Tires and Tubes,2012-02-29
341,14165,Clothing,Bib-Shorts,2012-04-24
342,14165,Accessories,Panniers,2012-04-24
343,14209,Clothing,Tights,2012-04-09
344,14212,Accessories,Panniers,2012-04-11
345,14213,Clothing,Vests,2012-03-24
346,14213,Accessories,Locks,2012-03-24
347,14215,Accessories,Fenders,2012-03-22
348,14216,Accessories,Panniers,2012-04-19
349,14217,Accessories,Helmets,2012-03-15
350,14220,Accessories,Pumps,2012-03-04
351,14222,Clothing,Gloves,2012-03-24
352,14227,Accessories,Bike Racks,2012-04-05
353,14228,Clothing,Shorts,2012-04-20
354,14228,Clothing,Vests,2012-04-20
355,14229,Accessories,Bike Stands,2012-03-25
356,14229,Accessories,Hydration Packs,2012-03-25
357,14264,Clothing,Gloves,2012-03-30
358,14264,Clothing,Jerseys,2012-03-30
359,14264,Accessories,Pumps,2012-03-30
360,14265,Clothing,Tights,2012-03-21
361,14265,Accessories,Bike Racks,2012-03-21
362,14278,Clothing,Caps,2012-04-15
363,14278,Accessories,Pumps,2012-04-15
364,14300,Accessories,Locks,2012-03-14
365,14304,Accessories,Bike Stands,2012-04-07
366,14316,Clothing,Bib-Shorts,2012-02-29
367,14322,Clothing,Caps,2012-04-22
368,14325,Accessories,Bottles and Cages,2012-04-16
369,14332,Accessories,Lights,2012-03-27
370,14346,Accessories,Panniers,2012-04-20
371,14370,Accessories,Tires and Tubes,2012-03-26
372,14496,Accessories,Helmets,2012-03-24
373,14525,Clothing,Shorts,2012-04-25
374,14525,Accessories,Bike Racks,2012-04-25
375,14525,Accessories,Pumps,2012-04-25
376,14544,Clothing,Bib-Shorts,2012-04-04
377,14546,Accessories,Bottles and Cages,2012-04-16
378,14546,Accessories,Cleaners,2012-04-16
379,14597,Clothing,Caps,2012-04-02
380,14626,Accessories,Panniers,2012-04-19
381,14626,Accessories,Pumps,2012-04-19
382,14640,Clothing,Shorts,2012-04-23
383,14667,Clothing,Shorts,2012-03-24
384,14667,Accessories,Lights,2012-03-24
385,14670,Accessories,Bike Stands,2012-03-31
386,14679,Clothing,Shorts,2012-03-02
387,14679,Accessories,Helmets,2012-03-02
388,14683,Accessories,Helmets,2012-03-04
389,14684,Clothing,Vests,2012-04-05
390,14695,Clothing,Bib-Shorts,2012-04-16
391,14700,Clothing,Jerseys,2012-03-18
392,14700,Accessories,Helmets,2012-03-18
393,14723,Accessories,Bottles and Cages,2012-03-29
394,14767,Accessories,Fenders,2012-03-06
395,14811,Clothing,Bib-Shorts,2012-03-17
396,14812,Accessories,Fenders,2012-03-10
397,14839,Clothing,Jerseys,2012-03-28
398,14854,Clothing,Gloves,2012-04-05
399,14857,Accessories,Lights,2012-03-09
400,14858,Accessories,Cleaners,2012-04-09
401,14877,Accessories,Bottles and Cages,2012-04-15
402,14877,Accessories,Cleaners,2012-04-15
403,14964,Clothing,Jerseys,2012-03-15
404,14964,Clothing,Shorts,2012-03-15
405,14964,Clothing,Vests,2012-03-15
406,14982,Clothing,Tights,2012-03-06
407,14982,Accessories,Lights,2012-03-06
408,14982,Accessories,Tires and Tubes,2012-03-06
409,14990,Clothing,Tights,2012-04-06
410,14990,Accessories,Cleaners,2012-04-06
411,14999,Clothing,Bib-Shorts,2012-04-17
412,14999,Clothing,Socks,2012-04-17
413,14999,Clothing,Tights,2012-04-17
414,15019,Clothing,Gloves,2012-03-30
415,15019,Clothing,Shorts,2012-03-30
416,15021,Accessories,Pumps,2012-03-24
417,15030,Clothing,Jerseys,2012-03-25
418,15038,Clothing,Tights,2012-03-13
419,15038,Accessories,Fenders,2012-03-13
420,15042,Clothing,Jerseys,2012-03-20
421,15042,Clothing,Tights,2012-03-20
422,15042,Accessories,Cleaners,2012-03-20
423,15043,Accessories,Bike Racks,2012-04-19
424,15044,Accessories,Tires and Tubes,2012-03-31
425,15078,Clothing,Jerseys,2012-03-17
426,15120,Accessories,Cleaners,2012-03-07
427,15120,Accessories,Hydration Packs,2012-03-07
428,15124,Clothing,Gloves,2012-03-30
429,15127,Accessories,Lights,2012-04-23
430,15139,Clothing,Jerseys,2012-03-03
431,15139,Accessories,Bike Racks,2012-03-03
432,15139,Accessories,Fenders,2012-03-03
433,15145,Accessories,Panniers,2012-03-30
434,15153,Clothing,Bib-Shorts,2012-03-05
435,15153,Clothing,Shorts,2012-03-05
436,15153,Accessories,Bike Racks,2012-03-05
437,15153,Accessories,Pumps,2012-03-05
438,15157,Clothing,Socks,2012-03-31
439,15186,Clothing,Tights,2012-04-18
440,15187,Accessories,Fenders,2012-04-04
441,15187,Accessories,Pumps,2012-04-04
442,15192,Clothing,Tights,2012-03-03
443,15211,Clothing,Caps,2012-03-21
444,15212,Clothing,Bib-Shorts,2012-03-29
445,15215,Accessories,Bike Racks,2012-03-09
446,15215,Accessories,Panniers,2012-03-09
447,15215,Accessories,Pumps,2012-03-09
448,15217,Accessories,Bottles and Cages,2012-03-15
449,15217,Accessories,Cleaners,2012-03-15
450,15222,Clothing,Caps,2012-03-07
451,15222,Clothing,Jerseys,2012-03-07
452,15222,Accessories,Helmets,2012-03-07
453,15226,Clothing,Socks,2012-04-18
454,15229,Accessories,Hydration Packs,2012-03-28
455,15238,Accessories,Cleaners,2012-02-29
456,15241,Clothing,Gloves,2012-03-13
457,15241,Clothing,Shorts,2012-03-13
458,15253,Clothing,Gloves,2012-04-15
459,15262,Clothing,Socks,2012-04-18
460,15262,Accessories,Lights,2012-04-18
461,15340,Clothing,Caps,2012-04-16
462,15362,Accessories,Helmets,2012-03-10
463,15434,Clothing,Caps,2012-03-02
464,15434,Clothing,Vests,2012-03-02
465,15436,Clothing,Jerseys,2012-03-21
466,15453,Clothing,Shorts,2012-03-10
467,15453,Accessories,Helmets,2012-03-10
468,15455,Accessories,Bike Stands,2012-04-22
469,15461,Accessories,Bottles and Cages,2012-03-15
470,15465,Clothing,Caps,2012-04-03
471,15465,Clothing,Vests,2012-04-03
472,15488,Clothing,Socks,2012-04-19
473,15572,Clothing,Vests,2012-03-13
474,15572,Accessories,Tires and Tubes,2012-03-13
475,15576,Clothing,Tights,2012-04-14
476,15576,Accessories,Fenders,2012-04-14
477,15578,Clothing,Vests,2012-03-28
478,15590,Accessories,Locks,2012-03-03
479,15591,Accessories,Bike Stands,2012-03-03
480,15591,Accessories,Bottles and Cages,2012-03-03
481,15597,Clothing,Socks,2012-04-03
482,15597,Accessories,Locks,2012-04-03
483,15602,Accessories,Helmets,2012-03-22
484,15614,Clothing,Caps,2012-04-04
485,15635,Accessories,Bike Racks,2012-03-24
486,15635,Accessories,Cleaners,2012-03-24
487,15644,Clothing,Vests,2012-04-06
488,15648,Accessories,Helmets,2012-03-04
489,15679,Clothing,Socks,2012-03-04
490,15681,Clothing,Jerseys,2012-03-09
491,15681,Accessories,Bike Stands,2012-03-09
492,15683,Clothing,Tights,2012-04-01
493,15683,Accessories,Lights,2012-04-01
494,15689,Clothing,Tights,2012-03-28
495,15689,Accessories,Lights,2012-03-28
496,15692,Accessories,Cleaners,2012-04-12
497,15730,Clothing,Socks,2012-03-18
498,15730,Clothing,Tights,2012-03-18
499,15730,Accessories,Pumps,2012-03-18
500,15748,Clothing,Shorts,2012-04-13
501,15756,Clothing,Shorts,2012-03-22
502,15757,Clothing,Bib-Shorts,2012-04-19
503,15758,Accessories,Fenders,2012-03-24
504,15760,Clothing,Caps,2012-03-02
505,15767,Clothing,Shorts,2012-03-26
506,15767,Clothing,Socks,2012-03-26
507,15767,Accessories,Fenders,2012-03-26
508,15786,Accessories,Cleaners,2012-03-09
509,15788,Clothing,Socks,2012-03-05
510,15788,Accessories,Panniers,2012-03-05
511,15793,Clothing,Shorts,2012-03-12
512,15793,Clothing,Tights,2012-03-12
513,15793,Clothing,Vests,2012-03-12
514,15793,Accessories,Bike Stands,2012-03-12
515,15800,Accessories,Lights,2012-04-02
516,15803,Clothing,Vests,2012-03-11
517,15815,Accessories,Helmets,2012-03-30
518,15829,Accessories,Bike Racks,2012-04-02
519,15832,Clothing,Vests,2012-04-17
520,15856,Clothing,Tights,2012-03-05
521,15866,Clothing,Vests,2012-03-25
522,15866,Accessories,Cleaners,2012-03-25
523,16020,Clothing,Bib-Shorts,2012-04-07
524,16021,Clothing,Jerseys,2012-04-22
525,16032,Clothing,Bib-Shorts,2012-03-05
526,16032,Clothing,Tights,2012-03-05
527,16032,Accessories,Bike Racks,2012-03-05
528,16032,Accessories,Bottles and Cages,2012-03-05
529,16032,Accessories,Hydration Packs,2012-03-05
530,16083,Clothing,Tights,2012-04-14
531,16083,Accessories,Hydration Packs,2012-04-14
532,16096,Accessories,Helmets,2012-04-04
533,16109,Accessories,Fenders,2012-04-22
534,16128,Accessories,Helmets,2012-04-24
535,16128,Accessories,Locks,2012-04-24
536,16159,Clothing,Shorts,2012-03-27
537,16168,Accessories,Bike Stands,2012-03-06
538,16168,Accessories,Cleaners,2012-03-06
539,16176,Clothing,Vests,2012-03-30
540,16179,Clothing,Jerseys,2012-03-15
541,16180,Clothing,Vests,2012-03-11
542,16180,Accessories,Bottles and Cages,2012-03-11
543,16180,Accessories,Panniers,2012-03-11
544,16213,Clothing,Jerseys,2012-04-05
545,16251,Accessories,Cleaners,2012-03-08
546,16251,Accessories,Locks,2012-03-08
547,16260,Accessories,Helmets,2012-04-18
548,16260,Accessories,Panniers,2012-04-18
549,16276,Accessories,Tires and Tubes,2012-03-24
550,16293,Accessories,Cleaners,2012-04-15
551,16293,Accessories,Tires and Tubes,2012-04-15
552,16339,Accessories,Tires and Tubes,2012-03-29
553,16346,Clothing,Shorts,2012-04-16
554,16346,Accessories,Bottles and Cages,2012-04-16
555,16352,Accessories,Locks,2012-04-27
556,16402,Clothing,Tights,2012-04-03
557,16402,Accessories,Tires and Tubes,2012-04-03
558,16406,Clothing,Caps,2012-04-18
559,16406,Accessories,Bottles and Cages,2012-04-18
560,16435,Accessories,Lights,2012-03-19
561,16457,Accessories,Hydration Packs,2012-03-08
562,16457,Accessories,Panniers,2012-03-08
563,16481,Accessories,Helmets,2012-04-01
564,16481,Accessories,Lights,2012-04-01
565,16483,Clothing,Gloves,2012-04-20
566,16483,Clothing,Jerseys,2012-04-20
567,16483,Clothing,Shorts,2012-04-20
568,16491,Accessories,Fenders,2012-04-05
569,16491,Accessories,Hydration Packs,2012-04-05
570,16491,Accessories,Tires and Tubes,2012-04-05
571,16525,Accessories,Hydration Packs,2012-04-02
572,16527,Accessories,Bottles and Cages,2012-03-19
573,16527,Accessories,Fenders,2012-03-19
574,16527,Accessories,Pumps,2012-03-19
575,16529,Accessories,Panniers,2012-03-15
576,16551,Clothing,Bib-Shorts,2012-04-18
577,16553,Clothing,Bib-Shorts,2012-02-29
578,16553,Accessories,Bike Stands,2012-02-29
579,16562,Clothing,Vests,2012-04-22
580,16563,Clothing,Caps,2012-04-20
581,16571,Clothing,Gloves,2012-04-20
582,16601,Clothing,Jerseys,2012-03-29
583,16601,Accessories,Cleaners,2012-03-29
584,16610,Clothing,Socks,2012-03-06
585,16610,Accessories,Cleaners,2012-03-06
586,16632,Accessories,Lights,2012-04-22
587,16635,Clothing,Vests,2012-04-02
588,16635,Accessories,Fenders,2012-04-02
589,16636,Accessories,Cleaners,2012-04-27
590,16636,Accessories,Helmets,2012-04-27
591,16640,Clothing,Socks,2012-03-23
592,16660,Accessories,Fenders,2012-03-22
593,16663,Clothing,Jerseys,2012-03-02
594,16679,Accessories,Lights,2012-04-13
595,16680,Clothing,Gloves,2012-04-13
596,16680,Accessories,Helmets,2012-04-13
597,16682,Clothing,Bib-Shorts,2012-04-24
598,16682,Accessories,Tires and Tubes,2012-04-24
599,16689,Clothing,Gloves,2012-03-03
600,16689,Accessories,Hydration Packs,2012-03-03
601,16689,Accessories,Locks,2012-03-03
602,16692,Accessories,Hydration Packs,2012-03-12
603,16692,Accessories,Lights,2012-03-12
604,16699,Accessories,Bike Stands,2012-03-06
605,16699,Accessories,Cleaners,2012-03-06
606,16704,Accessories,Cleaners,2012-03-30
607,16705,Accessories,Helmets,2012-04-14
608,16705,Accessories,Locks,2012-04-14
609,16706,Clothing,Vests,2012-03-20
610,16710,Accessories,Bike Racks,2012-03-17
611,16710,Accessories,Tires and Tubes,2012-03-17
612,16712,Clothing,Gloves,2012-04-07
613,16712,Clothing,Vests,2012-04-07
614,16712,Accessories,Panniers,2012-04-07
615,16717,Accessories,Helmets,2012-03-08
616,16717,Accessories,Tires and Tubes,2012-03-08
617,16743,Clothing,Jerseys,2012-02-29
618,16743,Clothing,Socks,2012-02-29
619,16743,Accessories,Bike Stands,2012-02-29
620,16743,Accessories,Pumps,2012-02-29
621,16745,Clothing,Shorts,2012-04-06
622,16754,Clothing,Jerseys,2012-04-05
623,16754,Accessories,Tires and Tubes,2012-04-05
624,16828,Clothing,Gloves,2012-04-07
625,16828,Accessories,Locks,2012-04-07
626,16837,Clothing,Bib-Shorts,2012-04-03
627,16837,Clothing,Caps,2012-04-03
628,16873,Clothing,Caps,2012-03-19
629,16873,Accessories,Locks,2012-03-19
630,16876,Clothing,Tights,2012-04-19
631,16902,Clothing,Gloves,2012-04-12
632,16902,Accessories,Fenders,2012-04-12
633,16902,Accessories,Locks,2012-04-12
634,16921,Accessories,Hydration Packs,2012-04-26
635,16928,Accessories,Fenders,2012-04-20
636,16938,Clothing,Gloves,2012-04-23
637,16938,Accessories,Cleaners,2012-04-23
638,16945,Accessories,Bike Stands,2012-03-02
639,16945,Accessories,Bottles and Cages,2012-03-02
640,16945,Accessories,Hydration Packs,2012-03-02
641,16964,Accessories,Bike Racks,2012-03-08
642,16964,Accessories,Helmets,2012-03-08
643,16995,Clothing,Bib-Shorts,2012-04-12
644,16995,Accessories,Fenders,2012-04-12
645,17045,Accessories,Fenders,2012-04-23
646,17045,Accessories,Tires and Tubes,2012-04-23
647,17048,Clothing,Jerseys,2012-04-24
648,17050,Clothing,Tights,2012-04-05
649,17050,Accessories,Fenders,2012-04-05
650,17050,Accessories,Helmets,2012-04-05
651,17053,Clothing,Jerseys,2012-04-10
652,17053,Clothing,Tights,2012-04-10
653,17053,Accessories,Bottles and Cages,2012-04-10
654,17053,Accessories,Helmets,2012-04-10
655,17055,Accessories,Panniers,2012-03-05
656,17062,Clothing,Socks,2012-04-06
657,17075,Accessories,Tires and Tubes,2012-04-24
658,17077,Accessories,Lights,2012-03-23
659,17078,Accessories,Tires and Tubes,2012-03-11
660,17112,Clothing,Gloves,2012-04-10
661,17112,Accessories,Pumps,2012-04-10
662,17115,Clothing,Bib-Shorts,2012-03-04
663,17115,Clothing,Shorts,2012-03-04
664,17115,Accessories,Cleaners,2012-03-04
665,17119,Clothing,Socks,2012-03-01
666,17119,Accessories,Locks,2012-03-01
667,17203,Clothing,Shorts,2012-03-05
668,17203,Accessories,Cleaners,2012-03-05
669,17216,Clothing,Bib-Shorts,2012-04-10
670,17227,Clothing,Tights,2012-04-16
671,17227,Clothing,Vests,2012-04-16
672,17227,Accessories,Panniers,2012-04-16
673,17231,Accessories,Hydration Packs,2012-03-01
674,17235,Accessories,Pumps,2012-03-09
675,17235,Accessories,Tires and Tubes,2012-03-09
676,17238,Accessories,Bottles and Cages,2012-04-05
677,17238,Accessories,Locks,2012-04-05
678,17242,Clothing,Tights,2012-03-13
679,17246,Clothing,Caps,2012-03-19
680,17246,Accessories,Bike Stands,2012-03-19
681,17246,Accessories,Locks,2012-03-19
682,17251,Accessories,Bottles and Cages,2012-04-16
683,17258,Accessories,Bike Racks,2012-04-14
684,17258,Accessories,Cleaners,2012-04-14
685,17263,Accessories,Helmets,2012-04-14
686,17279,Accessories,Bike Racks,2012-03-10
687,17284,Accessories,Locks,2012-03-10
688,17299,Accessories,Bottles and Cages,2012-03-23
689,17299,Accessories,Helmets,2012-03-23
690,17300,Clothing,Vests,2012-04-27
691,17300,Accessories,Bottles and Cages,2012-04-27
692,17309,Clothing,Gloves,2012-04-25
693,17309,Accessories,Locks,2012-04-25
694,17316,Clothing,Tights,2012-03-24
695,17319,Clothing,Jerseys,2012-04-24
696,17319,Accessories,Hydration Packs,2012-04-24
697,17319,Accessories,Panniers,2012-04-24
698,17327,Clothing,Tights,2012-03-23
699,17329,Accessories,Bike Racks,2012-04-20
700,17331,Accessories,Bike Racks,2012-04-14
701,17331,Accessories,Panniers,2012-04-14
702,17351,Accessories,Tires and Tubes,2012-03-28
703,17353,Accessories,Hydration Packs,2012-04-19
704,17353,Accessories,Tires and Tubes,2012-04-19
705,17388,Accessories,Fenders,2012-03-01
706,17388,Accessories,Lights,2012-03-01
707,17388,Accessories,Locks,2012-03-01
708,17400,Clothing,Vests,2012-03-06
709,17400,Accessories,Tires and Tubes,2012-03-06
710,17491,Clothing,Tights,2012-04-01
711,17491,Accessories,Helmets,2012-04-01
712,17558,Accessories,Bottles and Cages,2012-03-31
713,17579,Accessories,Hydration Packs,2012-02-29
714,17579,Accessories,Panniers,2012-02-29
715,17636,Clothing,Jerseys,2012-03-20
716,17636,Accessories,Panniers,2012-03-20
717,17655,Accessories,Panniers,2012-04-20
718,17686,Clothing,Gloves,2012-04-13
719,17707,Clothing,Socks,2012-04-12
720,17709,Accessories,Bike Stands,2012-04-16
721,17709,Accessories,Pumps,2012-04-16
722,17725,Clothing,Gloves,2012-04-14
723,17725,Accessories,Helmets,2012-04-14
724,17727,Clothing,Shorts,2012-03-18
725,17727,Clothing,Tights,2012-03-18
726,17728,Accessories,Bike Racks,2012-04-27
727,17728,Accessories,Pumps,2012-04-27
728,17730,Accessories,Fenders,2012-03-12
729,17730,Accessories,Hydration Packs,2012-03-12
730,17730,Accessories,Panniers,2012-03-12
731,17746,Accessories,Helmets,2012-03-13
732,17753,Accessories,Helmets,2012-03-18
733,17755,Clothing,Caps,2012-03-15
734,17755,Clothing,Shorts,2012-03-15
735,17755,Clothing,Socks,2012-03-15
736,17760,Accessories,Lights,2012-02-29
737,17760,Accessories,Panniers,2012-02-29
738,17786,Clothing,Vests,2012-04-24
739,17786,Accessories,Locks,2012-04-24
740,17786,Accessories,Pumps,2012-04-24
741,17792,Clothing,Jerseys,2012-03-23
742,17795,Accessories,Lights,2012-04-25
743,17882,Clothing,Bib-Shorts,2012-04-03
744,17882,Accessories,Pumps,2012-04-03
745,17884,Clothing,Jerseys,2012-02-29
746,17884,Accessories,Hydration Packs,2012-02-29
747,17895,Clothing,Bib-Shorts,2012-03-25
748,17895,Accessories,Bike Stands,2012-03-25
749,17901,Accessories,Cleaners,2012-03-09
750,17910,Accessories,Bike Racks,2012-04-11
751,17910,Accessories,Fenders,2012-04-11
752,17911,Accessories,Bike Stands,2012-04-20
753,17911,Accessories,Locks,2012-04-20
754,17911,Accessories,Panniers,2012-04-20
755,17922,Clothing,Shorts,2012-03-06
756,17951,Accessories,Pumps,2012-03-02
757,17960,Clothing,Tights,2012-03-14
758,18092,Clothing,Vests,2012-03-28
759,18092,Accessories,Locks,2012-03-28
760,18116,Clothing,Bib-Shorts,2012-04-08
761,18135,Accessories,Bottles and Cages,2012-03-10
762,18154,Clothing,Bib-Shorts,2012-03-15
763,18160,Accessories,Pumps,2012-03-06
764,18168,Accessories,Panniers,2012-03-02
765,18186,Accessories,Locks,2012-03-27
766,18196,Clothing,Shorts,2012-03-23
767,18198,Clothing,Bib-Shorts,2012-03-05
768,18202,Clothing,Gloves,2012-03-25
769,18203,Accessories,Lights,2012-03-17
770,18206,Clothing,Jerseys,2012-03-31
771,18206,Accessories,Bike Racks,2012-03-31
772,18206,Accessories,Pumps,2012-03-31
773,18209,Accessories,Locks,2012-04-14
774,18214,Clothing,Caps,2012-03-16
775,18214,Clothing,Jerseys,2012-03-16
776,18214,Accessories,Cleaners,2012-03-16
777,18243,Clothing,Bib-Shorts,2012-04-14
778,18247,Clothing,Bib-Shorts,2012-03-26
779,18250,Clothing,Shorts,2012-04-12
780,18251,Accessories,Panniers,2012-03-20
781,18253,Clothing,Vests,2012-03-07
782,18253,Accessories,Locks,2012-03-07
783,18253,Accessories,Panniers,2012-03-07
784,18255,Accessories,Hydration Packs,2012-03-16
785,18259,Clothing,Gloves,2012-03-14
786,18259,Accessories,Fenders,2012-03-14
787,18259,Accessories,Lights,2012-03-14
788,18263,Clothing,Gloves,2012-04-05
789,18263,Clothing,Shorts,2012-04-05
790,18264,Accessories,Bike Racks,2012-04-19
791,18273,Accessories,Hydration Packs,2012-03-27
792,18281,Clothing,Socks,2012-03-07
793,18281,Clothing,Vests,2012-03-07
794,18281,Accessories,Cleaners,2012-03-07
795,18288,Accessories,Bike Racks,2012-04-26
796,18289,Clothing,Socks,2012-03-28
797,18292,Accessories,Fenders,2012-03-04
798,18292,Accessories,Panniers,2012-03-04
799,18296,Clothing,Caps,2012-04-26
800,18296,Clothing,Gloves,2012-04-26
801,18296,Accessories,Hydration Packs,2012-04-26
802,18297,Clothing,Bib-Shorts,2012-03-12
803,18297,Accessories,Panniers,2012-03-12
804,18299,Clothing,Bib-Shorts,2012-03-11
805,18300,Accessories,Fenders,2012-03-15
806,18306,Accessories,Cleaners,2012-04-20
807,18306,Accessories,Helmets,2012-04-20
808,18308,Clothing,Jerseys,2012-03-16
809,18308,Clothing,Socks,2012-03-16
810,18317,Clothing,Jerseys,2012-03-04
811,18329,Clothing,Bib-Shorts,2012-03-13
812,18329,Clothing,Tights,2012-03-13
813,18334,Accessories,Helmets,2012-04-12
814,18337,Accessories,Bike Racks,2012-04-14
815,18391,Accessories,Bottles and Cages,2012-03-10
816,18447,Clothing,Caps,2012-03-11
817,18451,Clothing,Gloves,2012-03-17
818,18458,Clothing,Gloves,2012-03-08
819,18458,Accessories,Cleaners,2012-03-08
820,18469,Accessories,Helmets,2012-04-23
821,18469,Accessories,Hydration Packs,2012-04-23
822,18482,Clothing,Gloves,2012-03-21
823,18484,Accessories,Panniers,2012-03-18
824,18491,Clothing,Jerseys,2012-03-01
825,18495,Accessories,Bike Racks,2012-04-10
826,18495,Accessories,Helmets,2012-04-10
827,18495,Accessories,Locks,2012-04-10
828,18629,Clothing,Gloves,2012-04-20
829,18629,Accessories,Panniers,2012-04-20
830,18636,Clothing,Jerseys,2012-03-23
831,18691,Accessories,Lights,2012-03-18
832,18697,Clothing,Caps,2012-03-21
833,18702,Clothing,Caps,2012-04-21
834,18708,Clothing,Socks,2012-03-30
835,18708,Accessories,Fenders,2012-03-30
836,18711,Clothing,Tights,2012-04-27
837,18717,Clothing,Bib-Shorts,2012-04-11
838,18717,Accessories,Bike Racks,2012-04-11
839,18717,Accessories,Bike Stands,2012-04-11
840,18727,Clothing,Bib-Shorts,2012-03-12
841,18727,Accessories,Locks,2012-03-12
842,18731,Clothing,Socks,2012-03-17
843,18735,Accessories,Fenders,2012-03-11
844,18736,Clothing,Bib-Shorts,2012-03-09
845,18736,Accessories,Panniers,2012-03-09
846,18741,Clothing,Shorts,2012-03-26
847,18741,Clothing,Tights,2012-03-26
848,18741,Accessories,Tires and Tubes,2012-03-26
849,18788,Clothing,Shorts,2012-03-07
850,18841,Clothing,Shorts,2012-04-03
851,18841,Accessories,Pumps,2012-04-03
852,18841,Accessories,Tires and Tubes,2012-04-03
853,18855,Clothing,Shorts,2012-03-25
854,18871,Clothing,Socks,2012-04-03
855,18871,Accessories,Pumps,2012-04-03
856,18882,Accessories,Locks,2012-03-27
857,18882,Accessories,Pumps,2012-03-27
858,18902,Clothing,Bib-Shorts,2012-04-25
859,18944,Accessories,Helmets,2012-03-25
860,18950,Accessories,Cleaners,2012-04-16
861,18950,Accessories,Tires and Tubes,2012-04-16
862,18968,Accessories,Bike Racks,2012-04-22
863,18971,Accessories,Bike Stands,2012-04-06
864,18971,Accessories,Hydration Packs,2012-04-06
865,19047,Clothing,Bib-Shorts,2012-04-04
866,19047,Accessories,Bottles and Cages,2012-04-04
867,19066,Accessories,Cleaners,2012-03-17
868,19072,Accessories,Pumps,2012-03-15
869,19076,Accessories,Cleaners,2012-02-29
870,19090,Clothing,Caps,2012-03-29
871,19090,Accessories,Fenders,2012-03-29
872,19094,Clothing,Vests,2012-03-01
873,19094,Accessories,Bottles and Cages,2012-03-01
874,19094,Accessories,Hydration Packs,2012-03-01
875,19095,Accessories,Bike Stands,2012-03-02
876,19101,Accessories,Cleaners,2012-04-08
877,19101,Accessories,Locks,2012-04-08
878,19150,Accessories,Tires and Tubes,2012-04-23
879,19193,Clothing,Socks,2012-03-13
880,19193,Accessories,Panniers,2012-03-13
881,19232,Clothing,Bib-Shorts,2012-04-07
882,19232,Clothing,Socks,2012-04-07
883,19278,Accessories,Bottles and Cages,2012-04-10
884,19278,Accessories,Fenders,2012-04-10
885,19311,Clothing,Caps,2012-03-11
886,19339,Clothing,Gloves,2012-03-02
887,19339,Accessories,Pumps,2012-03-02
888,19345,Clothing,Gloves,2012-03-01
889,19345,Accessories,Panniers,2012-03-01
890,19369,Clothing,Jerseys,2012-04-01
891,19369,Clothing,Vests,2012-04-01
892,19382,Clothing,Socks,2012-04-20
893,19382,Accessories,Tires and Tubes,2012-04-20
894,19385,Clothing,Socks,2012-03-06
895,19418,Accessories,Cleaners,2012-04-02
896,19419,Accessories,Fenders,2012-03-14
897,19465,Clothing,Caps,2012-03-28
898,19555,Clothing,Caps,2012-03-25
899,19555,Accessories,Bike Racks,2012-03-25
900,19559,Clothing,Socks,2012-04-13
901,19559,Accessories,Hydration Packs,2012-04-13
902,19561,Clothing,Caps,2012-04-11
903,19562,Clothing,Tights,2012-04-15
904,19562,Accessories,Fenders,2012-04-15
905,19569,Accessories,Fenders,2012-04-20
906,19581,Clothing,Bib-Shorts,2012-04-27
907,19581,Clothing,Tights,2012-04-27
908,19592,Clothing,Socks,2012-04-21
909,19597,Accessories,Tires and Tubes,2012-03-23
910,19608,Accessories,Bottles and Cages,2012-03-08
911,19609,Accessories,Bike Stands,2012-04-11
912,19610,Accessories,Hydration Packs,2012-03-30
913,19610,Accessories,Panniers,2012-03-30
914,19610,Accessories,Pumps,2012-03-30
915,19611,Clothing,Socks,2012-03-06
916,19611,Accessories,Bottles and Cages,2012-03-06
917,19611,Accessories,Helmets,2012-03-06
918,19611,Accessories,Pumps,2012-03-06
919,19614,Accessories,Bottles and Cages,2012-03-12
920,19615,Clothing,Vests,2012-03-13
921,19617,Clothing,Vests,2012-03-20
922,19617,Accessories,Lights,2012-03-20
923,19618,Accessories,Helmets,2012-03-13
924,19620,Accessories,Cleaners,2012-03-25
925,19621,Accessories,Panniers,2012-03-08
926,19631,Accessories,Lights,2012-03-16
927,19631,Accessories,Tires and Tubes,2012-03-16
928,19651,Clothing,Bib-Shorts,2012-03-04
929,19667,Clothing,Caps,2012-03-14
930,19667,Accessories,Bottles and Cages,2012-03-14
931,19667,Accessories,Tires and Tubes,2012-03-14
932,19752,Clothing,Caps,2012-04-22
933,19753,Clothing,Gloves,2012-04-13
934,19762,Clothing,Gloves,2012-03-01
935,19765,Accessories,Panniers,2012-04-23
936,19772,Clothing,Bib-Shorts,2012-03-23
937,19782,Clothing,Bib-Shorts,2012-04-23
938,19782,Clothing,Caps,2012-04-23
939,19782,Clothing,Jerseys,2012-04-23
940,19784,Accessories,Helmets,2012-03-17
941,19786,Clothing,Caps,2012-03-29
942,19786,Accessories,Bike Stands,2012-03-29
943,19786,Accessories,Bottles and Cages,2012-03-29
944,19798,Clothing,Jerseys,2012-03-19
945,19801,Clothing,Jerseys,2012-04-24
946,19801,Accessories,Bottles and Cages,2012-04-24
947,19826,Accessories,Cleaners,2012-03-18
948,19839,Clothing,Shorts,2012-04-27
949,19839,Accessories,Lights,2012-04-27
950,19839,Accessories,Panniers,2012-04-27
951,19862,Clothing,Jerseys,2012-04-09
952,19862,Accessories,Tires and Tubes,2012-04-09
953,19870,Accessories,Pumps,2012-04-05
954,19912,Clothing,Gloves,2012-03-26
955,19912,Accessories,Cleaners,2012-03-26
956,19944,Accessories,Bottles and Cages,2012-03-08
957,19944,Accessories,Helmets,2012-03-08
958,19948,Accessories,Bottles and Cages,2012-03-20
959,19952,Accessories,Helmets,2012-03-29
960,19954,Clothing,Caps,2012-03-31
961,19954,Clothing,Socks,2012-03-31
962,19954,Clothing,Vests,2012-03-31
963,19955,Accessories,Tires and Tubes,2012-04-04
964,19960,Accessories,Lights,2012-04-13
965,19961,Clothing,Caps,2012-03-20
966,19961,Accessories,Fenders,2012-03-20
967,19961,Accessories,Helmets,2012-03-20
968,19968,Clothing,Caps,2012-03-19
969,19968,Accessories,Pumps,2012-03-19
970,19970,Clothing,Caps,2012-04-02
971,20148,Accessories,Tires and Tubes,2012-04-04
972,20153,Clothing,Caps,2012-02-29
973,20153,Accessories,Fenders,2012-02-29
974,20157,Clothing,Vests,2012-04-06
975,20157,Accessories,Bottles and Cages,2012-04-06
976,20157,Accessories,Lights,2012-04-06
977,20158,Clothing,Caps,2012-03-08
978,20158,Accessories,Bottles and Cages,2012-03-08
979,20158,Accessories,Cleaners,2012-03-08
980,20213,Clothing,Shorts,2012-03-14
981,20213,Accessories,Cleaners,2012-03-14
982,20213,Accessories,Hydration Packs,2012-03-14
983,20213,Accessories,Locks,2012-03-14
984,20222,Clothing,Caps,2012-03-08
985,20222,Accessories,Cleaners,2012-03-08
986,20234,Clothing,Shorts,2012-03-27
987,20235,Clothing,Gloves,2012-03-28
988,20235,Accessories,Bike Stands,2012-03-28
989,20235,Accessories,Panniers,2012-03-28
990,20239,Accessories,Panniers,2012-04-06
991,20239,Accessories,Tires and Tubes,2012-04-06
992,20241,Accessories,Lights,2012-03-16
993,20245,Accessories,Pumps,2012-04-18
994,20245,Accessories,Tires and Tubes,2012-04-18
995,20248,Accessories,Hydration Packs,2012-03-26
996,20254,Clothing,Socks,2012-03-11
997,20264,Clothing,Jerseys,2012-04-12
998,20299,Clothing,Socks,2012-04-08
999,20312,Accessories,Fenders,2012-04-19
1000,20312,Accessories,Pumps,2012-04-19
1001,20318,Clothing,Tights,2012-04-22
1002,20318,Accessories,Locks,2012-04-22
1003,20354,Accessories,Cleaners,2012-04-21
1004,20417,Clothing,Tights,2012-04-10
1005,20419,Clothing,Tights,2012-04-05
1006,20419,Accessories,Cleaners,2012-04-05
1007,20419,Accessories,Tires and Tubes,2012-04-05
1008,20425,Clothing,Tights,2012-03-22
1009,20429,Clothing,Tights,2012-04-09
1010,20429,Accessories,Cleaners,2012-04-09
1011,20445,Accessories,Tires and Tubes,2012-03-24
1012,20460,Clothing,Vests,2012-03-02
1013,20492,Clothing,Socks,2012-03-21
1014,20517,Accessories,Helmets,2012-04-24
1015,20546,Accessories,Bike Stands,2012-03-19
1016,20562,Accessories,Locks,2012-03-29
1017,20585,Clothing,Caps,2012-04-08
1018,20616,Clothing,Jerseys,2012-03-24
1019,20616,Accessories,Panniers,2012-03-24
1020,20616,Accessories,Tires and Tubes,2012-03-24
1021,20627,Clothing,Jerseys,2012-04-02
1022,20627,Clothing,Tights,2012-04-02
1023,20628,Accessories,Bike Racks,2012-04-06
1024,20679,Accessories,Lights,2012-04-01
1025,20679,Accessories,Tires and Tubes,2012-04-01
1026,20694,Clothing,Vests,2012-04-15
1027,20710,Accessories,Lights,2012-04-19
1028,20710,Accessories,Panniers,2012-04-19
1029,20716,Clothing,Caps,2012-03-12
1030,20716,Accessories,Panniers,2012-03-12
1031,20740,Accessories,Tires and Tubes,2012-04-15
1032,20798,Accessories,Helmets,2012-04-18
1033,20812,Accessories,Bike Stands,2012-04-17
1034,20820,Clothing,Socks,2012-03-21
1035,20828,Accessories,Bike Racks,2012-04-13
1036,20828,Accessories,Pumps,2012-04-13
1037,20835,Clothing,Gloves,2012-03-24
1038,20872,Clothing,Caps,2012-04-19
1039,20899,Clothing,Shorts,2012-03-08
1040,20916,Clothing,Vests,2012-04-02
1041,20925,Accessories,Locks,2012-03-07
1042,20943,Clothing,Bib-Shorts,2012-03-22
1043,20943,Accessories,Tires and Tubes,2012-03-22
1044,20977,Clothing,Bib-Shorts,2012-03-29
1045,20977,Accessories,Lights,2012-03-29
1046,20997,Accessories,Bike Stands,2012-03-12
1047,21000,Clothing,Socks,2012-04-02
1048,21045,Clothing,Caps,2012-04-10
1049,21060,Accessories,Bike Racks,2012-03-13
1050,21148,Clothing,Caps,2012-04-08
1051,21148,Accessories,Fenders,2012-04-08
1052,21166,Accessories,Bike Racks,2012-04-20
1053,21166,Accessories,Panniers,2012-04-20
1054,21176,Accessories,Bottles and Cages,2012-03-26
1055,21176,Accessories,Hydration Packs,2012-03-26
1056,21181,Accessories,Bike Racks,2012-04-20
1057,21202,Clothing,Tights,2012-04-17
1058,21202,Accessories,Fenders,2012-04-17
1059,21219,Accessories,Tires and Tubes,2012-03-01
1060,21221,Clothing,Socks,2012-03-10
1061,21224,Accessories,Locks,2012-04-13
1062,21254,Accessories,Bike Stands,2012-03-06
1063,21266,Clothing,Socks,2012-04-21
1064,21266,Accessories,Pumps,2012-04-21
1065,21295,Clothing,Jerseys,2012-04-01
1066,21295,Accessories,Tires and Tubes,2012-04-01
1067,21359,Accessories,Bottles and Cages,2012-03-16
1068,21366,Clothing,Jerseys,2012-04-08
1069,21366,Clothing,Vests,2012-04-08
1070,21370,Accessories,Tires and Tubes,2012-03-03
1071,21371,Clothing,Caps,2012-03-07
1072,21371,Accessories,Tires and Tubes,2012-03-07
1073,21377,Accessories,Tires and Tubes,2012-04-21
1074,21379,Accessories,Bottles and Cages,2012-04-06
1075,21384,Accessories,Cleaners,2012-04-04
1076,21555,Accessories,Bike Racks,2012-04-17
1077,21558,Accessories,Helmets,2012-03-21
1078,21560,Accessories,Fenders,2012-04-02
1079,21560,Accessories,Hydration Packs,2012-04-02
1080,21562,Clothing,Bib-Shorts,2012-03-24
1081,21564,Clothing,Jerseys,2012-03-07
1082,21664,Clothing,Gloves,2012-04-15
1083,21666,Clothing,Jerseys,2012-04-05
1084,21671,Clothing,Jerseys,2012-03-15
1085,21671,Accessories,Bike Racks,2012-03-15
1086,21681,Clothing,Socks,2012-04-21
1087,21684,Clothing,Shorts,2012-04-01
1088,21684,Accessories,Panniers,2012-04-01
1089,21726,Accessories,Bike Stands,2012-04-15
1090,21726,Accessories,Hydration Packs,2012-04-15
1091,21726,Accessories,Tires and Tubes,2012-04-15
1092,21752,Accessories,Helmets,2012-03-24
1093,21815,Clothing,Caps,2012-03-18
1094,21815,Accessories,Fenders,2012-03-18
1095,21831,Clothing,Socks,2012-03-14
1096,21831,Clothing,Vests,2012-03-14
1097,21868,Clothing,Shorts,2012-04-06
1098,21873,Accessories,Bottles and Cages,2012-04-15
1099,21877,Accessories,Fenders,2012-03-15
1100,21890,Accessories,Locks,2012-03-21
1101,21891,Accessories,Bottles and Cages,2012-03-03
1102,21896,Clothing,Shorts,2012-04-06
1103,21896,Accessories,Bottles and Cages,2012-04-06
1104,21952,Accessories,Panniers,2012-04-01
1105,21953,Accessories,Hydration Packs,2012-03-10
1106,21957,Accessories,Fenders,2012-04-21
1107,21962,Accessories,Helmets,2012-03-01
1108,21966,Clothing,Socks,2012-03-16
1109,21966,Accessories,Tires and Tubes,2012-03-16
1110,21972,Clothing,Bib-Shorts,2012-03-07
1111,21972,Accessories,Bike Racks,2012-03-07
1112,21972,Accessories,Bottles and Cages,2012-03-07
1113,21972,Accessories,Cleaners,2012-03-07
1114,21974,Clothing,Shorts,2012-03-01
1115,21983,Accessories,Cleaners,2012-04-10
1116,21984,Accessories,Hydration Packs,2012-04-04
1117,21999,Accessories,Locks,2012-04-24
1118,22004,Accessories,Cleaners,2012-04-16
1119,22004,Accessories,Helmets,2012-04-16
1120,22005,Clothing,Gloves,2012-03-28
1121,22005,Accessories,Tires and Tubes,2012-03-28
1122,22006,Accessories,Locks,2012-04-09
1123,22020,Accessories,Cleaners,2012-03-31
1124,22020,Accessories,Hydration Packs,2012-03-31
1125,22032,Accessories,Bike Racks,2012-03-25
1126,22032,Accessories,Pumps,2012-03-25
1127,22050,Clothing,Gloves,2012-04-04
1128,22151,Accessories,Cleaners,2012-03-27
1129,22167,Clothing,Shorts,2012-04-27
1130,22169,Accessories,Hydration Packs,2012-04-17
1131,22169,Accessories,Panniers,2012-04-17
1132,22196,Accessories,Locks,2012-04-06
1133,22198,Clothing,Vests,2012-04-02
1134,22198,Accessories,Fenders,2012-04-02
1135,22198,Accessories,Hydration Packs,2012-04-02
1136,22199,Accessories,Lights,2012-03-12
1137,22201,Clothing,Tights,2012-04-12
1138,22205,Accessories,Lights,2012-03-25
1139,22210,Accessories,Helmets,2012-03-30
1140,22214,Clothing,Shorts,2012-03-29
1141,22214,Accessories,Bike Racks,2012-03-29
1142,22234,Accessories,Helmets,2012-03-13
1143,22251,Clothing,Vests,2012-03-20
1144,22265,Clothing,Tights,2012-03-13
1145,22265,Accessories,Bike Stands,2012-03-13
1146,22265,Accessories,Bottles and Cages,2012-03-13
1147,22383,Clothing,Tights,2012-04-03
1148,22383,Accessories,Cleaners,2012-04-03
1149,22400,Clothing,Jerseys,2012-03-30
1150,22408,Accessories,Bottles and Cages,2012-04-08
1151,22408,Accessories,Lights,2012-04-08
1152,22408,Accessories,Locks,2012-04-08
1153,22479,Clothing,Vests,2012-03-09
1154,22479,Accessories,Pumps,2012-03-09
1155,22503,Clothing,Jerseys,2012-02-29
1156,22503,Accessories,Locks,2012-02-29
1157,22524,Clothing,Tights,2012-04-16
1158,22524,Accessories,Bottles and Cages,2012-04-16
1159,22573,Clothing,Tights,2012-04-22
1160,22582,Clothing,Bib-Shorts,2012-03-02
1161,22603,Clothing,Shorts,2012-04-25
1162,22603,Clothing,Vests,2012-04-25
1163,22615,Clothing,Jerseys,2012-03-08
1164,22615,Accessories,Fenders,2012-03-08
1165,22615,Accessories,Hydration Packs,2012-03-08
1166,22620,Clothing,Socks,2012-04-16
1167,22620,Accessories,Lights,2012-04-16
1168,22624,Accessories,Bike Racks,2012-04-03
1169,22630,Clothing,Bib-Shorts,2012-03-03
1170,22630,Clothing,Gloves,2012-03-03
1171,22631,Clothing,Gloves,2012-03-16
1172,22631,Accessories,Bike Racks,2012-03-16
1173,22640,Clothing,Caps,2012-03-06
1174,22640,Clothing,Shorts,2012-03-06
1175,22840,Clothing,Bib-Shorts,2012-04-11
1176,22846,Clothing,Bib-Shorts,2012-04-21
1177,22846,Accessories,Bike Racks,2012-04-21
1178,22847,Clothing,Jerseys,2012-04-16
1179,22849,Clothing,Bib-Shorts,2012-03-16
1180,22849,Accessories,Cleaners,2012-03-16
1181,22854,Clothing,Shorts,2012-03-08
1182,22914,Clothing,Caps,2012-03-22
1183,22914,Clothing,Jerseys,2012-03-22
1184,22919,Accessories,Pumps,2012-03-15
1185,22928,Clothing,Shorts,2012-03-30
1186,22928,Accessories,Fenders,2012-03-30
1187,22928,Accessories,Pumps,2012-03-30
1188,22928,Accessories,Tires and Tubes,2012-03-30
1189,22932,Clothing,Tights,2012-04-08
1190,22932,Accessories,Bike Stands,2012-04-08
1191,22933,Accessories,Hydration Packs,2012-03-18
1192,22957,Clothing,Tights,2012-04-14
1193,22960,Clothing,Bib-Shorts,2012-04-05
1194,22960,Accessories,Pumps,2012-04-05
1195,22973,Clothing,Caps,2012-03-12
1196,22973,Accessories,Helmets,2012-03-12
1197,23012,Accessories,Helmets,2012-04-19
1198,23014,Accessories,Hydration Packs,2012-03-21
1199,23076,Clothing,Gloves,2012-02-29
1200,23083,Accessories,Bottles and Cages,2012-03-29
1201,23083,Accessories,Panniers,2012-03-29
1202,23084,Accessories,Bike Stands,2012-04-07
1203,23084,Accessories,Fenders,2012-04-07
1204,23084,Accessories,Tires and Tubes,2012-04-07
1205,23086,Clothing,Tights,2012-04-11
1206,23087,Accessories,Panniers,2012-04-11
1207,23094,Clothing,Gloves,2012-02-29
1208,23097,Clothing,Jerseys,2012-03-14
1209,23097,Clothing,Tights,2012-03-14
1210,23098,Clothing,Socks,2012-04-24
1211,23098,Clothing,Vests,2012-04-24
1212,23098,Accessories,Fenders,2012-04-24
1213,23101,Clothing,Socks,2012-03-27
1214,23101,Clothing,Tights,2012-03-27
1215,23101,Accessories,Bike Stands,2012-03-27
1216,23103,Clothing,Vests,2012-04-17
1217,23114,Clothing,Jerseys,2012-03-12
1218,23114,Clothing,Socks,2012-03-12
1219,23121,Clothing,Jerseys,2012-04-16
1220,23121,Accessories,Bottles and Cages,2012-04-16
1221,23123,Accessories,Hydration Packs,2012-03-05
1222,23159,Clothing,Tights,2012-03-31
1223,23172,Clothing,Shorts,2012-04-23
1224,23172,Accessories,Pumps,2012-04-23
1225,23223,Accessories,Lights,2012-04-13
1226,23223,Accessories,Pumps,2012-04-13
1227,23247,Accessories,Bike Stands,2012-04-11
1228,23271,Accessories,Panniers,2012-03-24
1229,23306,Accessories,Tires and Tubes,2012-03-06
1230,23314,Accessories,Lights,2012-03-20
1231,23315,Accessories,Bike Racks,2012-03-06
1232,23315,Accessories,Lights,2012-03-06
1233,23315,Accessories,Panniers,2012-03-06
1234,23343,Clothing,Gloves,2012-04-12
1235,23343,Accessories,Panniers,2012-04-12
1236,23343,Accessories,Tires and Tubes,2012-04-12
1237,23348,Accessories,Bike Racks,2012-03-28
1238,23348,Accessories,Bike Stands,2012-03-28
1239,23348,Accessories,Helmets,2012-03-28
1240,23350,Clothing,Caps,2012-03-17
1241,23350,Accessories,Fenders,2012-03-17
1242,23378,Clothing,Vests,2012-04-16
1243,23415,Clothing,Vests,2012-04-12
1244,23416,Clothing,Shorts,2012-03-07
1245,23417,Clothing,Caps,2012-03-01
1246,23417,Accessories,Bottles and Cages,2012-03-01
1247,23417,Accessories,Fenders,2012-03-01
1248,23419,Clothing,Gloves,2012-03-31
1249,23419,Clothing,Jerseys,2012-03-31
1250,23419,Clothing,Tights,2012-03-31
1251,23426,Accessories,Lights,2012-04-07
1252,23428,Accessories,Helmets,2012-03-24
1253,23487,Clothing,Caps,2012-04-01
1254,23487,Accessories,Cleaners,2012-04-01
1255,23503,Accessories,Helmets,2012-03-10
1256,23503,Accessories,Pumps,2012-03-10
1257,23521,Clothing,Tights,2012-04-21
1258,23521,Accessories,Cleaners,2012-04-21
1259,23528,Clothing,Vests,2012-03-06
1260,23528,Accessories,Pumps,2012-03-06
1261,23528,Accessories,Tires and Tubes,2012-03-06
1262,23530,Accessories,Bike Racks,2012-03-08
1263,23543,Accessories,Hydration Packs,2012-03-21
1264,23553,Clothing,Bib-Shorts,2012-03-13
1265,23553,Accessories,Tires and Tubes,2012-03-13
1266,23562,Clothing,Tights,2012-04-26
1267,23562,Accessories,Panniers,2012-04-26
1268,23574,Accessories,Locks,2012-04-01
1269,23576,Clothing,Tights,2012-03-01
1270,23576,Accessories,Locks,2012-03-01
1271,23598,Clothing,Shorts,2012-04-13
1272,23598,Accessories,Pumps,2012-04-13
1273,23644,Accessories,Hydration Packs,2012-04-05
1274,23644,Accessories,Locks,2012-04-05
1275,23645,Accessories,Hydration Packs,2012-03-22
1276,23651,Clothing,Jerseys,2012-03-03
1277,23651,Accessories,Pumps,2012-03-03
1278,23655,Clothing,Jerseys,2012-04-19
1279,23655,Accessories,Cleaners,2012-04-19
1280,23655,Accessories,Hydration Packs,2012-04-19
1281,23655,Accessories,Pumps,2012-04-19
1282,23680,Clothing,Caps,2012-03-16
1283,23708,Accessories,Bike Stands,2012-03-13
1284,23719,Clothing,Shorts,2012-04-16
1285,23719,Accessories,Cleaners,2012-04-16
1286,23730,Clothing,Gloves,2012-03-31
1287,23774,Accessories,Bottles and Cages,2012-04-17
1288,23780,Accessories,Bike Stands,2012-04-19
1289,23848,Clothing,Bib-Shorts,2012-04-21
1290,23865,Clothing,Gloves,2012-03-31
1291,23898,Accessories,Cleaners,2012-04-01
1292,23898,Accessories,Fenders,2012-04-01
1293,23898,Accessories,Locks,2012-04-01
1294,23919,Accessories,Bottles and Cages,2012-03-02
1295,23924,Accessories,Lights,2012-03-28
1296,23924,Accessories,Panniers,2012-03-28
1297,23967,Clothing,Gloves,2012-04-04
1298,23967,Accessories,Bottles and Cages,2012-04-04
1299,23979,Accessories,Helmets,2012-03-17
1300,23979,Accessories,Panniers,2012-03-17
1301,23994,Clothing,Caps,2012-04-12
1302,23994,Clothing,Socks,2012-04-12
1303,23995,Clothing,Tights,2012-04-09
1304,24005,Accessories,Bike Racks,2012-03-27
1305,24080,Clothing,Socks,2012-03-30
1306,24161,Clothing,Shorts,2012-02-29
1307,24167,Clothing,Shorts,2012-04-03
1308,24167,Clothing,Vests,2012-04-03
1309,24167,Accessories,Panniers,2012-04-03
1310,24172,Clothing,Gloves,2012-04-05
1311,24172,Accessories,Bike Racks,2012-04-05
1312,24172,Accessories,Fenders,2012-04-05
1313,24192,Clothing,Socks,2012-04-25
1314,24192,Accessories,Lights,2012-04-25
1315,24218,Accessories,Bottles and Cages,2012-04-06
1316,24246,Accessories,Fenders,2012-04-27
1317,24248,Clothing,Shorts,2012-04-27
1318,24248,Accessories,Bike Stands,2012-04-27
1319,24267,Accessories,Bottles and Cages,2012-04-08
1320,24270,Accessories,Tires and Tubes,2012-04-26
1321,24283,Clothing,Socks,2012-03-01
1322,24300,Clothing,Socks,2012-04-12
1323,24300,Accessories,Bike Stands,2012-04-12
1324,24300,Accessories,Tires and Tubes,2012-04-12
1325,24357,Accessories,Bike Stands,2012-04-01
1326,24362,Clothing,Gloves,2012-04-20
1327,24362,Clothing,Jerseys,2012-04-20
1328,24362,Accessories,Bottles and Cages,2012-04-20
1329,24369,Accessories,Hydration Packs,2012-04-23
1330,24373,Clothing,Caps,2012-03-23
1331,24373,Accessories,Pumps,2012-03-23
1332,24384,Accessories,Cleaners,2012-02-29
1333,24465,Clothing,Gloves,2012-04-23
1334,24478,Accessories,Cleaners,2012-04-12
1335,24480,Accessories,Bike Racks,2012-04-14
1336,24480,Accessories,Cleaners,2012-04-14
1337,24482,Clothing,Socks,2012-03-05
1338,24482,Accessories,Fenders,2012-03-05
1339,24483,Clothing,Socks,2012-04-04
1340,24485,Accessories,Helmets,2012-04-09
1341,24485,Accessories,Tires and Tubes,2012-04-09
1342,24489,Accessories,Panniers,2012-04-03
1343,24494,Clothing,Shorts,2012-03-13
1344,24494,Clothing,Socks,2012-03-13
1345,24501,Clothing,Shorts,2012-03-12
1346,24501,Clothing,Vests,2012-03-12
1347,24504,Clothing,Shorts,2012-03-24
1348,24506,Accessories,Lights,2012-03-01
1349,24506,Accessories,Panniers,2012-03-01
1350,24533,Clothing,Caps,2012-04-25
1351,24595,Accessories,Tires and Tubes,2012-03-04
1352,24606,Clothing,Caps,2012-04-01
1353,24606,Accessories,Bike Stands,2012-04-01
1354,24606,Accessories,Helmets,2012-04-01
1355,24613,Accessories,Hydration Packs,2012-04-27
1356,24615,Accessories,Cleaners,2012-04-12
1357,24615,Accessories,Helmets,2012-04-12
1358,24661,Accessories,Hydration Packs,2012-03-27
1359,24706,Accessories,Fenders,2012-03-16
1360,24706,Accessories,Lights,2012-03-16
1361,24714,Clothing,Shorts,2012-03-07
1362,24714,Accessories,Cleaners,2012-03-07
1363,24757,Clothing,Bib-Shorts,2012-04-15
1364,24757,Accessories,Helmets,2012-04-15
1365,24781,Clothing,Vests,2012-03-23
1366,24781,Accessories,Bottles and Cages,2012-03-23
1367,24882,Clothing,Caps,2012-04-09
1368,24882,Accessories,Fenders,2012-04-09
1369,24884,Accessories,Locks,2012-04-09
1370,24885,Accessories,Lights,2012-03-02
1371,24888,Accessories,Cleaners,2012-03-17
1372,24888,Accessories,Hydration Packs,2012-03-17
1373,24889,Clothing,Bib-Shorts,2012-03-22
1374,24890,Accessories,Bottles and Cages,2012-03-25
1375,24890,Accessories,Helmets,2012-03-25
1376,24890,Accessories,Locks,2012-03-25
1377,24893,Accessories,Locks,2012-03-14
1378,24893,Accessories,Panniers,2012-03-14
1379,24895,Clothing,Vests,2012-03-19
1380,24895,Accessories,Bottles and Cages,2012-03-19
1381,24895,Accessories,Helmets,2012-03-19
1382,24918,Accessories,Panniers,2012-04-08
1383,24923,Accessories,Panniers,2012-04-24
1384,24939,Clothing,Shorts,2012-03-19
1385,24939,Accessories,Bike Racks,2012-03-19
1386,24963,Clothing,Gloves,2012-03-22
1387,24996,Accessories,Cleaners,2012-03-13
1388,25002,Clothing,Socks,2012-02-29
1389,25002,Clothing,Tights,2012-02-29
1390,25002,Accessories,Bike Racks,2012-02-29
1391,25012,Clothing,Caps,2012-02-29
1392,25012,Accessories,Lights,2012-02-29
1393,25021,Clothing,Tights,2012-04-19
1394,25021,Accessories,Cleaners,2012-04-19
1395,25036,Accessories,Locks,2012-04-01
1396,25066,Clothing,Bib-Shorts,2012-03-10
1397,25066,Accessories,Pumps,2012-03-10
1398,25066,Accessories,Tires and Tubes,2012-03-10
1399,25107,Accessories,Helmets,2012-03-06
1400,25107,Accessories,Pumps,2012-03-06
1401,25113,Accessories,Pumps,2012-04-19
1402,25116,Accessories,Bottles and Cages,2012-03-15
1403,25119,Accessories,Lights,2012-03-08
1404,25123,Clothing,Jerseys,2012-04-03
1405,25123,Accessories,Lights,2012-04-03
1406,25125,Accessories,Tires and Tubes,2012-04-16
1407,25209,Clothing,Shorts,2012-03-21
1408,25209,Accessories,Bike Racks,2012-03-21
1409,25211,Accessories,Locks,2012-03-06
1410,25222,Accessories,Bottles and Cages,2012-04-26
1411,25222,Accessories,Locks,2012-04-26
1412,25224,Accessories,Fenders,2012-03-26
1413,25228,Accessories,Tires and Tubes,2012-03-05
1414,25244,Accessories,Lights,2012-04-19
1415,25245,Accessories,Panniers,2012-03-27
1416,25248,Accessories,Bottles and Cages,2012-04-02
1417,25249,Accessories,Bottles and Cages,2012-03-26
1418,25252,Clothing,Shorts,2012-03-14
1419,25300,Clothing,Vests,2012-03-11
1420,25313,Clothing,Shorts,2012-03-13
1421,25328,Clothing,Tights,2012-03-13
1422,25328,Accessories,Pumps,2012-03-13
1423,25347,Clothing,Gloves,2012-02-29
1424,25347,Accessories,Bottles and Cages,2012-02-29
1425,25349,Clothing,Tights,2012-04-25
1426,25363,Accessories,Hydration Packs,2012-04-11
1427,25427,Accessories,Pumps,2012-03-05
1428,25433,Accessories,Fenders,2012-03-02
1429,25461,Accessories,Helmets,2012-04-13
1430,25524,Clothing,Socks,2012-03-25
1431,25524,Accessories,Bike Stands,2012-03-25
1432,25524,Accessories,Cleaners,2012-03-25
1433,25525,Clothing,Tights,2012-03-27
1434,25533,Clothing,Vests,2012-03-25
1435,25537,Clothing,Jerseys,2012-03-15
1436,25546,Clothing,Socks,2012-03-29
1437,25558,Clothing,Gloves,2012-03-27
1438,25635,Clothing,Gloves,2012-03-27
1439,25635,Accessories,Locks,2012-03-27
1440,25663,Accessories,Hydration Packs,2012-04-20
1441,25699,Accessories,Bike Racks,2012-04-02
1442,25711,Accessories,Bike Stands,2012-04-26
1443,25711,Accessories,Lights,2012-04-26
1444,25762,Accessories,Bike Racks,2012-04-05
1445,25768,Accessories,Bike Stands,2012-04-12
1446,25778,Accessories,Fenders,2012-04-25
1447,25778,Accessories,Locks,2012-04-25
1448,25793,Clothing,Vests,2012-04-13
1449,25797,Accessories,Lights,2012-03-13
1450,25826,Accessories,Fenders,2012-04-01
1451,25907,Clothing,Vests,2012-04-25
1452,25907,Accessories,Pumps,2012-04-25
1453,25919,Accessories,Hydration Packs,2012-03-25
1454,25920,Accessories,Bottles and Cages,2012-03-13
1455,25935,Accessories,Bike Racks,2012-04-16
1456,25951,Clothing,Bib-Shorts,2012-04-11
1457,25995,Accessories,Bike Stands,2012-03-13
1458,25995,Accessories,Helmets,2012-03-13
1459,26035,Accessories,Bike Stands,2012-03-03
1460,26035,Accessories,Cleaners,2012-03-03
1461,26072,Accessories,Fenders,2012-03-14
1462,26073,Clothing,Vests,2012-03-19
1463,26100,Clothing,Caps,2012-03-28
1464,26129,Clothing,Vests,2012-03-25
1465,26139,Accessories,Fenders,2012-04-06
1466,26157,Clothing,Socks,2012-04-16
1467,26158,Accessories,Bike Stands,2012-03-16
1468,26158,Accessories,Pumps,2012-03-16
1469,26162,Clothing,Tights,2012-04-17
1470,26165,Clothing,Bib-Shorts,2012-03-05
1471,26176,Accessories,Bike Stands,2012-04-25
1472,26188,Clothing,Caps,2012-03-16
1473,26193,Clothing,Caps,2012-04-07
1474,26230,Accessories,Pumps,2012-04-27
1475,26242,Clothing,Shorts,2012-04-06
1476,26242,Accessories,Locks,2012-04-06
1477,26245,Clothing,Tights,2012-03-10
1478,26318,Accessories,Bike Stands,2012-04-09
1479,26321,Clothing,Shorts,2012-03-25
1480,26321,Accessories,Bike Stands,2012-03-25
1481,26321,Accessories,Hydration Packs,2012-03-25
1482,26386,Accessories,Cleaners,2012-04-12
1483,26400,Clothing,Gloves,2012-04-13
1484,26400,Clothing,Shorts,2012-04-13
1485,26401,Accessories,Bike Racks,2012-03-28
1486,26401,Accessories,Pumps,2012-03-28
1487,26406,Accessories,Locks,2012-03-27
1488,26431,Clothing,Shorts,2012-03-20
1489,26437,Clothing,Gloves,2012-03-15
1490,26441,Clothing,Jerseys,2012-04-12
1491,26442,Clothing,Shorts,2012-04-09
1492,26442,Accessories,Helmets,2012-04-09
1493,26447,Clothing,Shorts,2012-03-16
1494,26482,Clothing,Gloves,2012-03-16
1495,26482,Accessories,Bike Stands,2012-03-16
1496,26482,Accessories,Bottles and Cages,2012-03-16
1497,26489,Accessories,Lights,2012-03-11
1498,26500,Clothing,Gloves,2012-04-06
1499,26504,Accessories,Hydration Packs,2012-03-08
1500,26505,Accessories,Helmets,2012-04-17
1501,26527,Accessories,Bike Racks,2012-04-25
1502,26527,Accessories,Bottles and Cages,2012-04-25
1503,26565,Clothing,Tights,2012-03-22
1504,26568,Accessories,Lights,2012-04-23
1505,26568,Accessories,Panniers,2012-04-23
1506,26568,Accessories,Pumps,2012-04-23
1507,26620,Clothing,Shorts,2012-03-05
1508,26620,Accessories,Panniers,2012-03-05
1509,26652,Accessories,Lights,2012-03-03
1510,26653,Accessories,Bottles and Cages,2012-03-16
1511,26664,Accessories,Fenders,2012-03-22
1512,26664,Accessories,Panniers,2012-03-22
1513,26665,Accessories,Bottles and Cages,2012-04-20
1514,26667,Clothing,Caps,2012-04-14
1515,26667,Accessories,Cleaners,2012-04-14
1516,26671,Clothing,Socks,2012-03-04
1517,26686,Accessories,Helmets,2012-03-18
1518,26700,Clothing,Vests,2012-04-21
1519,26701,Clothing,Vests,2012-03-12
1520,26730,Clothing,Tights,2012-03-04
1521,26730,Clothing,Vests,2012-03-04
1522,26730,Accessories,Bike Stands,2012-03-04
1523,26741,Clothing,Caps,2012-04-06
1524,26753,Clothing,Shorts,2012-03-01
1525,26758,Accessories,Fenders,2012-04-19
1526,26758,Accessories,Lights,2012-04-19
1527,26763,Clothing,Shorts,2012-03-02
1528,26764,Accessories,Lights,2012-03-27
1529,26765,Clothing,Shorts,2012-04-24
1530,26773,Accessories,Fenders,2012-04-23
1531,26802,Clothing,Bib-Shorts,2012-04-10
1532,26802,Clothing,Vests,2012-04-10
1533,26802,Accessories,Bike Racks,2012-04-10
1534,26847,Clothing,Bib-Shorts,2012-04-25
1535,26847,Clothing,Tights,2012-04-25
1536,26860,Accessories,Cleaners,2012-03-10
1537,26860,Accessories,Locks,2012-03-10
1538,26912,Accessories,Fenders,2012-03-30
1539,26912,Accessories,Helmets,2012-03-30
1540,26916,Clothing,Tights,2012-04-19
1541,26948,Accessories,Hydration Packs,2012-04-19
1542,26953,Clothing,Gloves,2012-04-21
1543,26953,Accessories,Panniers,2012-04-21
1544,26967,Clothing,Vests,2012-03-26
1545,26980,Clothing,Bib-Shorts,2012-04-06
1546,26983,Accessories,Bottles and Cages,2012-03-11
1547,26985,Clothing,Caps,2012-03-21
1548,27049,Clothing,Bib-Shorts,2012-04-14
1549,27099,Clothing,Tights,2012-03-12
1550,27099,Accessories,Bike Racks,2012-03-12
1551,27099,Accessories,Locks,2012-03-12
1552,27100,Clothing,Shorts,2012-04-20
1553,27100,Accessories,Hydration Packs,2012-04-20
1554,27101,Clothing,Bib-Shorts,2012-03-30
1555,27112,Accessories,Bike Racks,2012-03-08
1556,27112,Accessories,Bike Stands,2012-03-08
1557,27112,Accessories,Pumps,2012-03-08
1558,27119,Accessories,Helmets,2012-04-25
1559,27130,Clothing,Bib-Shorts,2012-03-06
1560,27130,Clothing,Tights,2012-03-06
1561,27144,Clothing,Gloves,2012-03-18
1562,27146,Clothing,Vests,2012-03-05
1563,27180,Clothing,Gloves,2012-03-24
1564,27259,Clothing,Jerseys,2012-04-10
1565,27259,Clothing,Tights,2012-04-10
1566,27259,Accessories,Bike Stands,2012-04-10
1567,27282,Clothing,Socks,2012-03-18
1568,27282,Accessories,Hydration Packs,2012-03-18
1569,27298,Accessories,Tires and Tubes,2012-04-08
1570,27300,Clothing,Caps,2012-04-20
1571,27304,Clothing,Gloves,2012-03-16
1572,27304,Accessories,Pumps,2012-03-16
1573,27323,Accessories,Tires and Tubes,2012-03-06
1574,27325,Accessories,Tires and Tubes,2012-04-12
1575,27343,Accessories,Bike Racks,2012-03-30
1576,27351,Accessories,Lights,2012-04-09
1577,27363,Accessories,Bottles and Cages,2012-03-15
1578,27366,Clothing,Bib-Shorts,2012-03-27
1579,27377,Clothing,Gloves,2012-03-18
1580,27380,Clothing,Jerseys,2012-04-15
1581,27413,Clothing,Shorts,2012-03-23
1582,27414,Clothing,Socks,2012-03-07
1583,27415,Clothing,Bib-Shorts,2012-03-23
1584,27415,Accessories,Panniers,2012-03-23
1585,27428,Accessories,Lights,2012-03-06
1586,27451,Clothing,Socks,2012-04-04
1587,27491,Accessories,Bike Stands,2012-03-28
1588,27493,Accessories,Panniers,2012-03-31
1589,27497,Clothing,Bib-Shorts,2012-04-13
1590,27500,Clothing,Bib-Shorts,2012-04-01
1591,27500,Clothing,Socks,2012-04-01
1592,27518,Accessories,Cleaners,2012-03-09
1593,27518,Accessories,Tires and Tubes,2012-03-09
1594,27519,Accessories,Lights,2012-04-08
1595,27557,Clothing,Bib-Shorts,2012-03-20
1596,27584,Accessories,Bike Racks,2012-03-21
1597,27591,Accessories,Bike Racks,2012-03-22
1598,27628,Clothing,Tights,2012-04-09
1599,27687,Accessories,Bike Stands,2012-04-21
1600,27688,Accessories,Lights,2012-04-26
1601,27691,Clothing,Caps,2012-03-12
1602,27698,Accessories,Bike Stands,2012-04-09
1603,27703,Clothing,Bib-Shorts,2012-04-11
1604,27703,Accessories,Bottles and Cages,2012-04-11
1605,27708,Accessories,Bottles and Cages,2012-03-06
1606,27714,Clothing,Bib-Shorts,2012-04-25
1607,27785,Accessories,Hydration Packs,2012-04-04
1608,27787,Clothing,Socks,2012-04-18
1609,27843,Clothing,Jerseys,2012-04-15
1610,27866,Accessories,Hydration Packs,2012-04-09
1611,27872,Accessories,Cleaners,2012-04-20
1612,27874,Accessories,Panniers,2012-04-20
1613,27875,Accessories,Fenders,2012-04-03
1614,27879,Clothing,Shorts,2012-04-04
1615,27883,Clothing,Shorts,2012-04-05
1616,27890,Clothing,Vests,2012-04-17
1617,27890,Accessories,Helmets,2012-04-17
1618,27897,Accessories,Hydration Packs,2012-03-24
1619,27907,Clothing,Jerseys,2012-04-11
1620,27907,Accessories,Pumps,2012-04-11
1621,27941,Clothing,Socks,2012-04-20
1622,27971,Clothing,Tights,2012-04-12
1623,27975,Accessories,Pumps,2012-04-13
1624,27980,Accessories,Locks,2012-03-29
1625,28034,Clothing,Vests,2012-04-06
1626,28045,Accessories,Cleaners,2012-04-07
1627,28045,Accessories,Tires and Tubes,2012-04-07
1628,28046,Accessories,Bike Racks,2012-04-21
1629,28072,Accessories,Bottles and Cages,2012-03-22
1630,28072,Accessories,Fenders,2012-03-22
1631,28079,Accessories,Bike Racks,2012-04-11
1632,28079,Accessories,Lights,2012-04-11
1633,28079,Accessories,Locks,2012-04-11
1634,28092,Clothing,Caps,2012-03-19
1635,28092,Clothing,Shorts,2012-03-19
1636,28092,Accessories,Pumps,2012-03-19
1637,28135,Accessories,Hydration Packs,2012-03-31
1638,28136,Accessories,Locks,2012-03-22
1639,28138,Accessories,Bike Racks,2012-03-15
1640,28138,Accessories,Lights,2012-03-15
1641,28140,Accessories,Helmets,2012-03-07
1642,28160,Accessories,Bike Stands,2012-03-19
1643,28177,Accessories,Bottles and Cages,2012-02-29
1644,28195,Accessories,Bike Stands,2012-03-12
1645,28195,Accessories,Bottles and Cages,2012-03-12
1646,28195,Accessories,Helmets,2012-03-12
1647,28203,Clothing,Shorts,2012-04-02
1648,28211,Accessories,Hydration Packs,2012-03-23
1649,28215,Clothing,Socks,2012-04-19
1650,28215,Clothing,Vests,2012-04-19
1651,28220,Accessories,Lights,2012-04-27
1652,28245,Clothing,Socks,2012-04-27
1653,28260,Accessories,Hydration Packs,2012-04-23
1654,28284,Clothing,Shorts,2012-03-24
1655,28302,Clothing,Shorts,2012-03-23
1656,28303,Accessories,Bike Stands,2012-03-02
1657,28304,Clothing,Vests,2012-04-09
1658,28304,Accessories,Pumps,2012-04-09
1659,28306,Clothing,Bib-Shorts,2012-03-19
1660,28307,Accessories,Locks,2012-03-09
1661,28310,Clothing,Socks,2012-03-17
1662,28326,Accessories,Panniers,2012-03-07
1663,28328,Accessories,Pumps,2012-03-08
1664,28342,Accessories,Bottles and Cages,2012-03-22
1665,28350,Clothing,Gloves,2012-03-20
1666,28350,Clothing,Jerseys,2012-03-20
1667,28352,Accessories,Fenders,2012-03-08
1668,28354,Clothing,Caps,2012-03-12
1669,28372,Accessories,Helmets,2012-03-24
1670,28372,Accessories,Panniers,2012-03-24
1671,28397,Clothing,Vests,2012-03-20
1672,28397,Accessories,Panniers,2012-03-20
1673,28404,Accessories,Cleaners,2012-03-01
1674,28404,Accessories,Locks,2012-03-01
1675,28405,Clothing,Tights,2012-04-17
1676,28473,Accessories,Locks,2012-04-15
1677,28500,Accessories,Cleaners,2012-03-09
1678,28505,Clothing,Vests,2012-04-24
1679,28507,Accessories,Pumps,2012-03-30
1680,28526,Accessories,Helmets,2012-04-23
1681,28526,Accessories,Hydration Packs,2012-04-23
1682,28534,Clothing,Bib-Shorts,2012-04-16
1683,28534,Accessories,Pumps,2012-04-16
1684,28566,Accessories,Helmets,2012-03-22
1685,28566,Accessories,Lights,2012-03-22
1686,28575,Clothing,Socks,2012-04-16
1687,28581,Accessories,Fenders,2012-03-16
1688,28581,Accessories,Tires and Tubes,2012-03-16
1689,28602,Clothing,Jerseys,2012-03-07
1690,28602,Accessories,Panniers,2012-03-07
1691,28620,Clothing,Tights,2012-04-13
1692,28620,Accessories,Tires and Tubes,2012-04-13
1693,28624,Accessories,Bottles and Cages,2012-03-14
1694,28626,Accessories,Bike Racks,2012-03-24
1695,28640,Accessories,Cleaners,2012-03-16
1696,28648,Clothing,Bib-Shorts,2012-04-21
1697,28652,Accessories,Fenders,2012-03-07
1698,28656,Accessories,Locks,2012-03-20
1699,28656,Accessories,Panniers,2012-03-20
1700,28716,Clothing,Vests,2012-04-22
1701,28716,Accessories,Helmets,2012-04-22
1702,28735,Clothing,Gloves,2012-03-20
1703,28735,Accessories,Locks,2012-03-20
1704,28744,Accessories,Fenders,2012-04-02
1705,28759,Clothing,Caps,2012-04-27
1706,28759,Accessories,Panniers,2012-04-27
1707,28798,Clothing,Socks,2012-04-17
1708,28798,Clothing,Tights,2012-04-17
1709,28798,Accessories,Cleaners,2012-04-17
1710,28836,Accessories,Bike Stands,2012-02-29
1711,28836,Accessories,Helmets,2012-02-29
1712,28891,Accessories,Bike Stands,2012-03-30
1713,28891,Accessories,Cleaners,2012-03-30
1714,28913,Accessories,Bike Racks,2012-03-22
1715,28932,Clothing,Jerseys,2012-03-18
1716,28932,Accessories,Lights,2012-03-18
1717,28933,Accessories,Bottles and Cages,2012-04-01
1718,28933,Accessories,Fenders,2012-04-01
1719,28942,Clothing,Shorts,2012-04-13
1720,28953,Accessories,Tires and Tubes,2012-03-13
1721,28956,Accessories,Locks,2012-03-06
1722,28963,Accessories,Cleaners,2012-03-09
1723,28963,Accessories,Pumps,2012-03-09
1724,28976,Accessories,Bike Stands,2012-04-11
1725,28976,Accessories,Bottles and Cages,2012-04-11
1726,29012,Accessories,Bike Racks,2012-03-04
1727,29012,Accessories,Bike Stands,2012-03-04
1728,29012,Accessories,Bottles and Cages,2012-03-04
1729,29027,Clothing,Shorts,2012-03-27
1730,29027,Clothing,Tights,2012-03-27
1731,29027,Accessories,Fenders,2012-03-27
1732,29041,Clothing,Bib-Shorts,2012-03-07
1733,29041,Clothing,Gloves,2012-03-07
1734,29042,Accessories,Helmets,2012-04-02
1735,29066,Clothing,Caps,2012-03-08
1736,29068,Accessories,Bottles and Cages,2012-03-23
1737,29068,Accessories,Locks,2012-03-23
1738,29071,Accessories,Locks,2012-04-13
1739,29083,Clothing,Jerseys,2012-04-11
1740,29083,Accessories,Fenders,2012-04-11
1741,29092,Accessories,Bottles and Cages,2012-04-18
1742,29092,Accessories,Helmets,2012-04-18
1743,29098,Clothing,Shorts,2012-03-29
1744,29098,Accessories,Bottles and Cages,2012-03-29
1745,29100,Accessories,Pumps,2012-03-24
1746,29116,Accessories,Bike Racks,2012-04-02
1747,29124,Clothing,Shorts,2012-02-29
1748,29124,Accessories,Fenders,2012-02-29
1749,29135,Clothing,Gloves,2012-03-01
1750,29135,Clothing,Vests,2012-03-01
1751,29137,Accessories,Locks,2012-04-15
1752,29176,Clothing,Jerseys,2012-03-03
1753,29176,Clothing,Shorts,2012-03-03
1754,29176,Accessories,Locks,2012-03-03
1755,29179,Clothing,Jerseys,2012-03-30
1756,29179,Accessories,Tires and Tubes,2012-03-30
1757,29192,Accessories,Fenders,2012-04-05
1758,29230,Clothing,Bib-Shorts,2012-04-18
1759,29230,Accessories,Pumps,2012-04-18
1760,29247,Accessories,Hydration Packs,2012-04-09
1761,29259,Accessories,Pumps,2012-04-19
1762,29266,Accessories,Lights,2012-03-23
1763,29290,Accessories,Lights,2012-03-20
1764,29303,Accessories,Hydration Packs,2012-03-07
1765,29304,Clothing,Jerseys,2012-03-23
1766,29305,Accessories,Helmets,2012-03-07
1767,29305,Accessories,Lights,2012-03-07
1768,29336,Clothing,Tights,2012-04-09
1769,29343,Clothing,Jerseys,2012-03-05
1770,29355,Accessories,Helmets,2012-03-20
1771,29360,Clothing,Jerseys,2012-03-03
1772,29360,Clothing,Socks,2012-03-03
1773,29360,Accessories,Cleaners,2012-03-03
1774,29366,Clothing,Vests,2012-04-23
1775,29366,Accessories,Fenders,2012-04-23
1776,29366,Accessories,Panniers,2012-04-23
1777,29430,Accessories,Panniers,2012-04-02
1778,29446,Accessories,Hydration Packs,2012-04-18
1779,29446,Accessories,Lights,2012-04-18
1780,29453,Accessories,Cleaners,2012-04-02
1781,29460,Accessories,Bottles and Cages,2012-04-21
1782,29465,Accessories,Lights,2012-03-07
1783,29465,Accessories,Panniers,2012-03-07
1784,23899,Accessories,Hydration Packs,2012-04-22
1785,22458,Accessories,Hydration Packs,2012-03-17
1786,21058,Accessories,Hydration Packs,2012-03-13
1787,17740,Accessories,Hydration Packs,2012-04-06
1788,15017,Accessories,Hydration Packs,2012-04-21
1789,12632,Accessories,Hydration Packs,2012-03-24
1790,12718,Accessories,Hydration Packs,2012-04-12
1791,20910,Accessories,Hydration Packs,2012-04-07
1792,13773,Accessories,Hydration Packs,2012-04-24
1793,24095,Accessories,Hydration Packs,2012-03-20
1794,16439,Accessories,Hydration Packs,2012-02-29
1795,14689,Accessories,Hydration Packs,2012-04-25
1796,20827,Accessories,Hydration Packs,2012-04-03
1797,14845,Accessories,Panniers,2012-04-16
1798,19320,Accessories,Locks,2012-03-06
1799,21080,Clothing,Caps,2012-04-01
1800,15651,Clothing,Socks,2012-04-22
1801,16596,Clothing,Caps,2012-03-17
1802,19295,Clothing,Socks,2012-04-12
1803,22511,Clothing,Socks,2012-03-29
1804,22484,Accessories,Pumps,2012-04-27
1805,24952,Accessories,Pumps,2012-03-05
1806,17752,Clothing,Tights,2012-03-04
1807,21862,Accessories,Hydration Packs,2012-03-22
1808,19310,Clothing,Vests,2012-04-25
1809,23958,Clothing,Vests,2012-04-12
1810,19174,Clothing,Vests,2012-03-12
1811,28384,Clothing,Vests,2012-03-07
1812,13812,Clothing,Vests,2012-04-06
1813,21522,Clothing,Vests,2012-03-23
1814,14971,Clothing,Vests,2012-03-22
1815,18132,Clothing,Vests,2012-02-29
1816,12866,Clothing,Vests,2012-03-03
1817,25476,Clothing,Vests,2012-04-03
1818,21357,Clothing,Vests,2012-03-11
1819,20883,Clothing,Shorts,2012-04-25
1820,16424,Accessories,Lights,2012-04-11
1821,13232,Accessories,Bike Stands,2012-03-15
1822,19016,Clothing,Tights,2012-04-25
1823,26947,Accessories,Bike Stands,2012-03-08
1824,29045,Accessories,Lights,2012-03-03
1825,23436,Accessories,Hydration Packs,2012-04-23
1826,12873,Accessories,Hydration Packs,2012-02-29
1827,20940,Accessories,Hydration Packs,2012-03-26
1828,24578,Accessories,Hydration Packs,2012-04-04
1829,14254,Accessories,Hydration Packs,2012-04-06
1830,27398,Accessories,Hydration Packs,2012-03-21
1831,22445,Accessories,Hydration Packs,2012-03-21
1832,11406,Accessories,Hydration Packs,2012-04-17
1833,20962,Accessories,Hydration Packs,2012-04-07
1834,22188,Clothing,Shorts,2012-03-01
1835,13727,Clothing,Tights,2012-03-08
1836,15163,Accessories,Panniers,2012-04-06
1837,23485,Accessories,Lights,2012-04-05
1838,27601,Clothing,Caps,2012-04-04
1839,18801,Accessories,Lights,2012-03-11
1840,11778,Clothing,Caps,2012-03-03
1841,15994,Clothing,Shorts,2012-04-10
1842,11241,Clothing,Jerseys,2012-04-16
1843,28787,Accessories,Pumps,2012-03-04
1844,18726,Clothing,Tights,2012-04-04
1845,12374,Clothing,Shorts,2012-03-18
1846,23062,Accessories,Pumps,2012-03-04
1847,29333,Accessories,Helmets,2012-04-23
1848,17204,Accessories,Lights,2012-04-12
1849,28264,Clothing,Shorts,2012-03-25
1850,27145,Clothing,Caps,2012-03-05
1851,16536,Accessories,Pumps,2012-03-02
1852,22003,Accessories,Pumps,2012-03-17
1853,22091,Accessories,Pumps,2012-03-23
1854,18647,Clothing,Caps,2012-03-31
1855,19204,Accessories,Lights,2012-03-28
1856,19959,Clothing,Tights,2012-03-30
1857,27570,Clothing,Tights,2012-03-14
1858,16936,Accessories,Locks,2012-04-07
1859,20919,Clothing,Tights,2012-03-27
1860,23948,Clothing,Jerseys,2012-04-01
1861,25689,Clothing,Shorts,2012-03-03
1862,22897,Accessories,Helmets,2012-03-25
1863,19334,Accessories,Lights,2012-04-21
1864,11473,Clothing,Caps,2012-03-14
1865,14350,Accessories,Panniers,2012-03-12
1866,22969,Clothing,Shorts,2012-03-28
1867,27069,Clothing,Socks,2012-04-22
1868,12008,Accessories,Pumps,2012-03-24
1869,13630,Accessories,Locks,2012-03-08
1870,27269,Clothing,Shorts,2012-04-10
1871,13945,Accessories,Panniers,2012-03-10
1872,18604,Accessories,Panniers,2012-03-11
1873,23410,Accessories,Panniers,2012-04-01
1874,17293,Clothing,Jerseys,2012-03-16
1875,18013,Accessories,Helmets,2012-03-05
1876,15665,Clothing,Jerseys,2012-04-03
1877,24693,Clothing,Socks,2012-03-18
1878,12618,Clothing,Socks,2012-04-09
1879,19093,Accessories,Panniers,2012-03-15
1880,25062,Clothing,Tights,2012-04-27
1881,11779,Accessories,Locks,2012-04-13
1882,12899,Clothing,Shorts,2012-04-17
1883,11766,Clothing,Tights,2012-03-29
1884,28183,Accessories,Pumps,2012-03-09
1885,21234,Accessories,Locks,2012-04-25
1886,14705,Clothing,Caps,2012-04-07
1887,17162,Clothing,Shorts,2012-03-15
1888,11707,Clothing,Socks,2012-04-09
1889,25715,Accessories,Panniers,2012-04-22
1890,17816,Clothing,Shorts,2012-03-22
1891,12356,Clothing,Jerseys,2012-03-07
1892,18800,Clothing,Tights,2012-03-18
1893,22589,Accessories,Panniers,2012-04-10
1894,27116,Clothing,Socks,2012-03-26
1895,23589,Clothing,Tights,2012-04-20
1896,24173,Clothing,Shorts,2012-04-07
1897,28212,Accessories,Lights,2012-04-16
1898,28734,Accessories,Lights,2012-04-04
1899,12740,Accessories,Lights,2012-04-14
1900,15479,Accessories,Helmets,2012-04-01
1901,19994,Accessories,Pumps,2012-03-12
1902,15425,Clothing,Jerseys,2012-03-31
1903,11989,Accessories,Helmets,2012-03-21
1904,27715,Accessories,Helmets,2012-03-14
1905,28514,Clothing,Caps,2012-04-14
1906,28402,Accessories,Locks,2012-04-27
1907,20500,Accessories,Locks,2012-03-14
1908,21309,Accessories,Panniers,2012-04-20
1909,21488,Accessories,Pumps,2012-03-13
1910,12457,Clothing,Caps,2012-04-26
1911,17105,Clothing,Shorts,2012-04-11
1912,22305,Accessories,Panniers,2012-04-06
1913,26451,Accessories,Pumps,2012-04-27
1914,25207,Clothing,Shorts,2012-04-19
1915,13508,Clothing,Jerseys,2012-03-09
1916,11399,Clothing,Tights,2012-04-02
1917,12256,Accessories,Helmets,2012-03-17
1918,16312,Clothing,Caps,2012-03-23
1919,24551,Accessories,Pumps,2012-03-29
1920,25491,Clothing,Tights,2012-03-27
1921,11390,Accessories,Panniers,2012-04-24
1922,12534,Clothing,Shorts,2012-03-02
1923,13781,Accessories,Lights,2012-03-31
1924,17822,Clothing,Socks,2012-04-13
1925,19490,Clothing,Shorts,2012-04-12
1926,11555,Accessories,Locks,2012-04-17
1927,25513,Clothing,Jerseys,2012-03-29
1928,25723,Accessories,Panniers,2012-03-27
1929,17957,Clothing,Tights,2012-04-24
1930,14942,Accessories,Lights,2012-03-18
1931,19252,Clothing,Tights,2012-03-28
1932,22795,Accessories,Lights,2012-03-07
1933,28380,Accessories,Pumps,2012-04-21
1934,22449,Accessories,Pumps,2012-03-29
1935,18623,Clothing,Jerseys,2012-04-06
1936,12221,Accessories,Pumps,2012-04-11
1937,12782,Accessories,Locks,2012-03-12
1938,27699,Accessories,Locks,2012-03-04
1939,11141,Clothing,Shorts,2012-04-17
1940,26369,Clothing,Jerseys,2012-04-13
1941,13679,Clothing,Shorts,2012-04-26
1942,11813,Accessories,Panniers,2012-04-18
1943,17254,Accessories,Pumps,2012-04-17
1944,19056,Accessories,Panniers,2012-04-19
1945,13180,Clothing,Shorts,2012-03-26
1946,19833,Accessories,Lights,2012-03-11
1947,12055,Accessories,Helmets,2012-03-09
1948,16948,Clothing,Socks,2012-03-08
1949,17888,Accessories,Locks,2012-03-20
1950,24960,Accessories,Pumps,2012-04-16
1951,14987,Clothing,Caps,2012-03-06
1952,12515,Accessories,Locks,2012-04-18
1953,20915,Accessories,Panniers,2012-03-12
1954,26738,Accessories,Locks,2012-03-20
1955,12068,Accessories,Helmets,2012-03-31
1956,28094,Accessories,Pumps,2012-03-17
1957,11238,Clothing,Shorts,2012-04-09
1958,11538,Accessories,Helmets,2012-03-03
1959,11973,Accessories,Helmets,2012-04-17
1960,16600,Accessories,Pumps,2012-03-22
1961,23929,Clothing,Shorts,2012-04-09
1962,24365,Accessories,Helmets,2012-03-17
1963,18874,Accessories,Locks,2012-03-26
1964,16248,Clothing,Socks,2012-04-15
1965,12594,Accessories,Pumps,2012-03-07
1966,18828,Accessories,Locks,2012-04-15
1967,26125,Clothing,Shorts,2012-03-28
1968,12057,Clothing,Bib-Shorts,2012-04-03
1969,24498,Clothing,Bib-Shorts,2012-03-11
1970,11950,Clothing,Bib-Shorts,2012-04-08
1971,12949,Clothing,Bib-Shorts,2012-03-08
1972,18081,Clothing,Bib-Shorts,2012-04-18
1973,23299,Clothing,Bib-Shorts,2012-04-22
1974,11508,Clothing,Bib-Shorts,2012-04-23
1975,28155,Clothing,Bib-Shorts,2012-04-20
1976,25694,Clothing,Bib-Shorts,2012-03-11
1977,21521,Clothing,Bib-Shorts,2012-04-10
1978,20697,Clothing,Bib-Shorts,2012-03-31
1979,24339,Clothing,Bib-Shorts,2012-03-05
1980,27073,Clothing,Bib-Shorts,2012-04-01
1981,24198,Clothing,Bib-Shorts,2012-04-12
1982,13838,Clothing,Bib-Shorts,2012-04-14
1983,28924,Clothing,Bib-Shorts,2012-03-06
1984,15150,Clothing,Bib-Shorts,2012-04-16
1985,25833,Clothing,Bib-Shorts,2012-03-01
1986,13600,Clothing,Bib-Shorts,2012-04-19
1987,21070,Clothing,Bib-Shorts,2012-03-29
1988,16067,Clothing,Bib-Shorts,2012-03-24
1989,20515,Clothing,Bib-Shorts,2012-04-17
1990,17016,Clothing,Bib-Shorts,2012-04-14
1991,15677,Clothing,Bib-Shorts,2012-03-08
1992,23844,Clothing,Bib-Shorts,2012-03-13
1993,23649,Clothing,Bib-Shorts,2012-03-16
1994,15638,Clothing,Bib-Shorts,2012-03-30
1995,25849,Clothing,Bib-Shorts,2012-03-25
1996,20624,Clothing,Bib-Shorts,2012-03-23
1997,12891,Clothing,Bib-Shorts,2012-03-22
1998,20707,Clothing,Bib-Shorts,2012-03-25
1999,23340,Clothing,Bib-Shorts,2012-04-13
2000,11674,Clothing,Bib-Shorts,2012-04-03
2001,11959,Clothing,Bib-Shorts,2012-04-07
2002,21803,Clothing,Bib-Shorts,2012-04-11
2003,14868,Clothing,Bib-Shorts,2012-04-19
2004,18325,Clothing,Bib-Shorts,2012-03-16
2005,11965,Clothing,Bib-Shorts,2012-03-05
2006,23102,Clothing,Bib-Shorts,2012-03-12
2007,14594,Clothing,Bib-Shorts,2012-04-01
2008,21628,Clothing,Bib-Shorts,2012-03-06
2009,22015,Clothing,Bib-Shorts,2012-03-22
2010,13042,Clothing,Bib-Shorts,2012-04-21
2011,15109,Clothing,Bib-Shorts,2012-03-13
2012,25452,Clothing,Bib-Shorts,2012-04-25
2013,19155,Clothing,Bib-Shorts,2012-03-28
2014,13089,Clothing,Bib-Shorts,2012-03-05
2015,28529,Accessories,Panniers,2012-03-09
2016,25473,Accessories,Helmets,2012-04-04
2017,14616,Accessories,Pumps,2012-03-23
2018,21936,Accessories,Pumps,2012-04-21
2019,19525,Clothing,Socks,2012-04-01
2020,20569,Accessories,Panniers,2012-03-11
2021,15303,Accessories,Pumps,2012-03-30
2022,13146,Clothing,Caps,2012-03-08
2023,25607,Clothing,Tights,2012-04-17
2024,19179,Clothing,Jerseys,2012-04-02
2025,16132,Accessories,Pumps,2012-03-21
2026,14708,Clothing,Socks,2012-03-28
2027,19474,Clothing,Socks,2012-03-05
2028,18179,Accessories,Panniers,2012-03-16
2029,25143,Accessories,Locks,2012-03-26
2030,14818,Accessories,Pumps,2012-03-04
2031,22959,Clothing,Caps,2012-03-21
2032,25182,Accessories,Lights,2012-04-20
2033,15827,Clothing,Jerseys,2012-03-26
2034,21586,Accessories,Lights,2012-04-13
2035,15305,Clothing,Tights,2012-04-04
2036,12627,Clothing,Caps,2012-03-07
2037,19156,Accessories,Panniers,2012-04-02
2038,23735,Accessories,Lights,2012-04-03
2039,27488,Accessories,Panniers,2012-04-15
2040,27739,Accessories,Locks,2012-04-14
2041,29056,Accessories,Locks,2012-03-30
2042,22737,Clothing,Tights,2012-03-30
2043,11081,Clothing,Tights,2012-04-11
2044,13956,Accessories,Locks,2012-03-26
2045,11402,Accessories,Panniers,2012-04-04
2046,29279,Accessories,Helmets,2012-04-01
2047,19466,Accessories,Locks,2012-04-18
2048,14879,Clothing,Jerseys,2012-03-05
2049,11903,Clothing,Shorts,2012-03-23
2050,26407,Clothing,Caps,2012-04-02
2051,18210,Clothing,Caps,2012-04-22
2052,14988,Clothing,Shorts,2012-03-30
2053,29454,Clothing,Tights,2012-04-01
2054,20125,Accessories,Panniers,2012-03-31
2055,11735,Clothing,Socks,2012-03-30
2056,15887,Accessories,Panniers,2012-03-12
2057,14188,Accessories,Lights,2012-03-15
2058,13875,Accessories,Locks,2012-03-15
2059,20467,Clothing,Shorts,2012-04-10
2060,29384,Clothing,Shorts,2012-04-25
2061,16577,Accessories,Helmets,2012-03-07
2062,22397,Clothing,Shorts,2012-03-15
2063,15270,Clothing,Caps,2012-03-21
2064,20497,Clothing,Tights,2012-03-01
2065,18935,Accessories,Panniers,2012-04-24
2066,13763,Clothing,Tights,2012-04-26
2067,22421,Accessories,Pumps,2012-03-01
2068,23983,Accessories,Pumps,2012-04-22
2069,23899,Clothing,Jerseys,2012-04-22
2070,22458,Accessories,Lights,2012-03-17
2071,21058,Accessories,Helmets,2012-03-13
2072,17740,Clothing,Vests,2012-04-06
2073,15017,Clothing,Vests,2012-04-21
2074,12632,Clothing,Vests,2012-03-24
2075,12718,Clothing,Vests,2012-04-12
2076,20910,Clothing,Vests,2012-04-07
2077,13773,Clothing,Vests,2012-04-24
2078,24095,Clothing,Vests,2012-03-20
2079,16439,Clothing,Vests,2012-02-29
2080,14689,Clothing,Vests,2012-04-25
2082,14845,Clothing,Socks,2012-04-16
2083,19320,Accessories,Bottles and Cages,2012-03-06
2084,21080,Accessories,Locks,2012-04-01
2085,15651,Accessories,Panniers,2012-04-22
2086,16596,Clothing,Jerseys,2012-03-17
2087,19295,Accessories,Pumps,2012-04-12
2088,22511,Clothing,Caps,2012-03-29
2089,22484,Clothing,Tights,2012-04-27
2090,24952,Clothing,Tights,2012-03-05
2091,17752,Clothing,Shorts,2012-03-04
2092,21862,Clothing,Jerseys,2012-03-22
2093,19310,Accessories,Pumps,2012-04-25
2094,23958,Clothing,Tights,2012-04-12
2095,19174,Clothing,Shorts,2012-03-12
2096,28384,Clothing,Socks,2012-03-07
2097,13812,Clothing,Caps,2012-04-06
2098,21522,Accessories,Panniers,2012-03-23
2099,14971,Accessories,Lights,2012-03-22
2100,18132,Accessories,Pumps,2012-02-29
2101,12866,Accessories,Locks,2012-03-03
2102,25476,Accessories,Locks,2012-04-03
2103,21357,Accessories,Lights,2012-03-11
2104,20883,Accessories,Bike Stands,2012-04-25
2105,16424,Clothing,Shorts,2012-04-11
2106,13232,Clothing,Shorts,2012-03-15
2107,19016,Accessories,Lights,2012-04-25
2108,26947,Clothing,Caps,2012-03-08
2109,29045,Accessories,Locks,2012-03-03
2110,23436,Clothing,Tights,2012-04-23
2111,12873,Clothing,Tights,2012-02-29
2112,20940,Clothing,Shorts,2012-03-26
2113,24578,Accessories,Lights,2012-04-04
2114,14254,Clothing,Tights,2012-04-06
2115,27398,Accessories,Pumps,2012-03-21
2116,22445,Accessories,Locks,2012-03-21
2117,11406,Clothing,Caps,2012-04-17
2118,20962,Clothing,Socks,2012-04-07
2119,22188,Accessories,Lights,2012-03-01
2120,13727,Accessories,Pumps,2012-03-08
2121,15163,Accessories,Pumps,2012-04-06
2122,23485,Accessories,Bike Stands,2012-04-05
2123,27601,Clothing,Socks,2012-04-04
2124,18801,Accessories,Helmets,2012-03-11
2125,11778,Accessories,Pumps,2012-03-03
2126,15994,Clothing,Shorts,2012-04-10
2127,11241,Accessories,Panniers,2012-04-16
2128,28787,Clothing,Socks,2012-03-04
2130,12374,Clothing,Tights,2012-03-18
2131,23062,Accessories,Panniers,2012-03-04
2132,29333,Accessories,Locks,2012-04-23
2133,17204,Clothing,Jerseys,2012-04-12
2134,28264,Clothing,Caps,2012-03-25
2135,27145,Clothing,Tights,2012-03-05
2136,16536,Clothing,Caps,2012-03-02
2137,22003,Accessories,Helmets,2012-03-17
2138,22091,Clothing,Caps,2012-03-23
2139,18647,Clothing,Shorts,2012-03-31
2141,19959,Accessories,Panniers,2012-03-30
2142,27570,Clothing,Socks,2012-03-14
2143,16936,Clothing,Shorts,2012-04-07
2144,20919,Clothing,Shorts,2012-03-27
2145,23948,Accessories,Lights,2012-04-01
2146,25689,Clothing,Socks,2012-03-03
2147,22897,Accessories,Lights,2012-03-25
2148,19334,Clothing,Tights,2012-04-21
2149,11473,Accessories,Locks,2012-03-14
2150,14350,Accessories,Lights,2012-03-12
2152,27069,Clothing,Caps,2012-04-22
2153,12008,Clothing,Shorts,2012-03-24
2154,13630,Clothing,Shorts,2012-03-08
2155,27269,Clothing,Socks,2012-04-10
2156,13945,Accessories,Helmets,2012-03-10
2157,18604,Accessories,Locks,2012-03-11
2158,23410,Accessories,Lights,2012-04-01
2159,17293,Accessories,Helmets,2012-03-16
2160,18013,Clothing,Caps,2012-03-05
2161,15665,Clothing,Shorts,2012-04-03
2162,24693,Clothing,Shorts,2012-03-18
2163,12618,Clothing,Caps,2012-04-09
2164,19093,Accessories,Helmets,2012-03-15
2165,25062,Clothing,Socks,2012-04-27
2166,11779,Clothing,Tights,2012-04-13
2167,12899,Clothing,Tights,2012-04-17
2168,11766,Accessories,Locks,2012-03-29
2169,28183,Clothing,Shorts,2012-03-09
2170,21234,Accessories,Pumps,2012-04-25
2171,14705,Clothing,Socks,2012-04-07
2172,17162,Clothing,Jerseys,2012-03-15
2173,11707,Accessories,Pumps,2012-04-09
2175,17816,Clothing,Jerseys,2012-03-22
2176,12356,Accessories,Pumps,2012-03-07
2177,18800,Accessories,Pumps,2012-03-18
2179,27116,Clothing,Jerseys,2012-03-26
2180,23589,Clothing,Caps,2012-04-20
2181,24173,Accessories,Helmets,2012-04-07
2182,28212,Accessories,Pumps,2012-04-16
2183,28734,Accessories,Pumps,2012-04-04
2184,12740,Clothing,Caps,2012-04-14
2185,15479,Clothing,Caps,2012-04-01
2186,19994,Clothing,Tights,2012-03-12
2187,15425,Accessories,Panniers,2012-03-31
2189,27715,Clothing,Socks,2012-03-14
2190,28514,Accessories,Locks,2012-04-14
2191,28402,Accessories,Lights,2012-04-27
2192,20500,Clothing,Shorts,2012-03-14
2193,21309,Accessories,Lights,2012-04-20
2194,21488,Clothing,Shorts,2012-03-13
2195,12457,Clothing,Tights,2012-04-26
2196,17105,Accessories,Panniers,2012-04-11
2197,22305,Accessories,Locks,2012-04-06
2200,13508,Clothing,Socks,2012-03-09
2201,11399,Accessories,Panniers,2012-04-02
2202,12256,Clothing,Tights,2012-03-17
2203,16312,Clothing,Shorts,2012-03-23
2205,25491,Accessories,Pumps,2012-03-27
2206,11390,Clothing,Caps,2012-04-24
2207,12534,Accessories,Locks,2012-03-02
2208,13781,Clothing,Jerseys,2012-03-31
2209,17822,Accessories,Helmets,2012-04-13
2211,11555,Accessories,Pumps,2012-04-17
2212,25513,Accessories,Panniers,2012-03-29
2213,25723,Clothing,Jerseys,2012-03-27
2214,17957,Clothing,Jerseys,2012-04-24
2215,14942,Clothing,Tights,2012-03-18
2216,19252,Accessories,Locks,2012-03-28
2217,22795,Clothing,Tights,2012-03-07
2219,22449,Accessories,Lights,2012-03-29
2220,18623,Accessories,Locks,2012-04-06
2221,12221,Clothing,Caps,2012-04-11
2222,12782,Accessories,Helmets,2012-03-12
2223,27699,Accessories,Lights,2012-03-04
2224,11141,Clothing,Caps,2012-04-17
2225,26369,Accessories,Locks,2012-04-13
2226,13679,Clothing,Socks,2012-04-26
2227,11813,Accessories,Locks,2012-04-18
2228,17254,Accessories,Locks,2012-04-17
2230,13180,Accessories,Panniers,2012-03-26
2232,12055,Accessories,Panniers,2012-03-09
2233,16948,Clothing,Jerseys,2012-03-08
2234,17888,Clothing,Shorts,2012-03-20
2235,24960,Accessories,Helmets,2012-04-16
2236,14987,Clothing,Tights,2012-03-06
2237,12515,Accessories,Helmets,2012-04-18
2239,26738,Clothing,Shorts,2012-03-20
2240,12068,Clothing,Jerseys,2012-03-31
2241,28094,Clothing,Jerseys,2012-03-17
2242,11238,Accessories,Lights,2012-04-09
2243,11538,Accessories,Panniers,2012-03-03
2244,11973,Accessories,Locks,2012-04-17
2245,16600,Clothing,Tights,2012-03-22
2246,23929,Clothing,Socks,2012-04-09
2247,24365,Clothing,Socks,2012-03-17
2248,18874,Clothing,Tights,2012-03-26
2249,16248,Accessories,Helmets,2012-04-15
2250,12594,Clothing,Socks,2012-03-07
2251,18828,Accessories,Lights,2012-04-15
2252,26125,Clothing,Caps,2012-03-28
2253,12057,Clothing,Gloves,2012-04-03
2254,24498,Clothing,Gloves,2012-03-11
2255,11950,Clothing,Gloves,2012-04-08
2256,12949,Clothing,Gloves,2012-03-08
2257,18081,Clothing,Gloves,2012-04-18
2258,25017,Clothing,Gloves,2012-03-02
2259,20742,Clothing,Gloves,2012-04-15
2260,21378,Clothing,Gloves,2012-03-31
2261,29049,Clothing,Gloves,2012-04-21
2262,19821,Clothing,Gloves,2012-03-06
2263,21741,Clothing,Gloves,2012-03-18
2264,16614,Clothing,Gloves,2012-03-22
2265,11334,Clothing,Gloves,2012-04-05
2266,15041,Clothing,Gloves,2012-03-18
2267,18554,Clothing,Gloves,2012-03-04
2268,24035,Clothing,Gloves,2012-03-23
2269,20767,Clothing,Gloves,2012-03-01
2270,11872,Clothing,Gloves,2012-04-24
2271,27565,Clothing,Gloves,2012-03-13
2272,19662,Clothing,Gloves,2012-03-02
2273,23299,Clothing,Gloves,2012-04-22
2274,11508,Clothing,Gloves,2012-04-23
2275,28155,Clothing,Gloves,2012-04-20
2276,25694,Clothing,Gloves,2012-03-11
2277,21521,Clothing,Gloves,2012-04-10
2278,20697,Clothing,Gloves,2012-03-31
2279,24339,Clothing,Gloves,2012-03-05
2280,27073,Clothing,Gloves,2012-04-01
2281,24198,Clothing,Gloves,2012-04-12
2282,13838,Clothing,Gloves,2012-04-14
2283,28924,Clothing,Gloves,2012-03-06
2284,15150,Clothing,Gloves,2012-04-16
2285,25833,Clothing,Gloves,2012-03-01
2286,13600,Clothing,Gloves,2012-04-19
2287,21070,Clothing,Gloves,2012-03-29
2288,16067,Clothing,Gloves,2012-03-24
2289,20515,Clothing,Gloves,2012-04-17
2290,17016,Clothing,Gloves,2012-04-14
2291,15677,Clothing,Gloves,2012-03-08
2292,23844,Clothing,Gloves,2012-03-13
2293,23649,Clothing,Gloves,2012-03-16
2294,15638,Clothing,Gloves,2012-03-30
2295,25849,Clothing,Gloves,2012-03-25
2296,20624,Clothing,Gloves,2012-03-23
2297,12891,Clothing,Gloves,2012-03-22
2298,20707,Clothing,Gloves,2012-03-25
2299,23340,Clothing,Gloves,2012-04-13
2300,11674,Clothing,Gloves,2012-04-03
2301,11959,Clothing,Gloves,2012-04-07
2302,21803,Clothing,Gloves,2012-04-11
2303,14868,Clothing,Gloves,2012-04-19
2304,18325,Clothing,Gloves,2012-03-16
2305,11965,Clothing,Gloves,2012-03-05
2306,23102,Clothing,Gloves,2012-03-12
2307,14594,Clothing,Gloves,2012-04-01
2308,21628,Clothing,Gloves,2012-03-06
2309,22015,Clothing,Gloves,2012-03-22
2310,13042,Clothing,Gloves,2012-04-21
2311,15109,Clothing,Gloves,2012-03-13
2312,25452,Clothing,Gloves,2012-04-25
2313,19155,Clothing,Gloves,2012-03-28
2314,13089,Clothing,Gloves,2012-03-05
2315,28529,Clothing,Jerseys,2012-03-09
2316,25473,Clothing,Jerseys,2012-04-04
2317,14616,Clothing,Caps,2012-03-23
2319,19525,Accessories,Lights,2012-04-01
2320,20569,Accessories,Locks,2012-03-11
2321,15303,Clothing,Caps,2012-03-30
2322,13146,Accessories,Helmets,2012-03-08
2323,25607,Accessories,Lights,2012-04-17
2324,19179,Accessories,Panniers,2012-04-02
2325,16132,Clothing,Tights,2012-03-21
2326,14708,Accessories,Pumps,2012-03-28
2327,19474,Clothing,Shorts,2012-03-05
2328,18179,Accessories,Pumps,2012-03-16
2329,25143,Accessories,Lights,2012-03-26
2330,14818,Clothing,Shorts,2012-03-04
2331,22959,Accessories,Helmets,2012-03-21
2333,15827,Accessories,Lights,2012-03-26
2334,21586,Clothing,Shorts,2012-04-13
2335,15305,Accessories,Lights,2012-04-04
2336,12627,Accessories,Panniers,2012-03-07
2337,19156,Clothing,Shorts,2012-04-02
2338,23735,Clothing,Tights,2012-04-03
2339,27488,Clothing,Socks,2012-04-15
2341,29056,Clothing,Shorts,2012-03-30
2345,11402,Clothing,Jerseys,2012-04-04
2346,29279,Accessories,Panniers,2012-04-01
2347,19466,Clothing,Shorts,2012-04-18
2348,14879,Accessories,Lights,2012-03-05
2350,26407,Clothing,Jerseys,2012-04-02
2351,18210,Accessories,Panniers,2012-04-22
2352,14988,Clothing,Caps,2012-03-30
2353,29454,Accessories,Panniers,2012-04-01
2354,20125,Clothing,Shorts,2012-03-31
2355,11735,Accessories,Panniers,2012-03-30
2356,15887,Accessories,Helmets,2012-03-12
2357,14188,Accessories,Panniers,2012-03-15
2358,13875,Clothing,Socks,2012-03-15
2359,20467,Clothing,Jerseys,2012-04-10
2360,29384,Clothing,Jerseys,2012-04-25
2361,16577,Clothing,Shorts,2012-03-07
2362,22397,Accessories,Lights,2012-03-15
2363,15270,Clothing,Jerseys,2012-03-21
2364,20497,Accessories,Helmets,2012-03-01
2365,18935,Accessories,Locks,2012-04-24
2366,13763,Clothing,Jerseys,2012-04-26
2367,22421,Clothing,Socks,2012-03-01
2368,23983,Clothing,Caps,2012-04-22
2369,24676,Clothing,Tights,2012-04-08
2370,26871,Accessories,Panniers,2012-03-17
2371,20553,Accessories,Hydration Packs,2012-04-20
2372,12649,Accessories,Hydration Packs,2012-04-03
2373,12639,Clothing,Vests,2012-04-21
2374,14766,Accessories,Bike Stands,2012-04-13
2375,27335,Accessories,Fenders,2012-04-27
2376,17084,Accessories,Bike Stands,2012-04-27
2377,29450,Clothing,Vests,2012-03-16
2378,12510,Accessories,Pumps,2012-03-17
2379,14959,Accessories,Bike Stands,2012-04-13
2380,27772,Clothing,Socks,2012-04-11
2381,13531,Accessories,Hydration Packs,2012-04-03
2382,14135,Accessories,Lights,2012-03-20
2383,14144,Accessories,Fenders,2012-04-08
2384,14923,Accessories,Bottles and Cages,2012-02-29
2385,22800,Clothing,Vests,2012-03-27
2386,14152,Clothing,Tights,2012-04-05
2387,21132,Clothing,Jerseys,2012-04-11
2388,23973,Clothing,Bib-Shorts,2012-04-19
2389,27807,Accessories,Fenders,2012-04-02
2390,24153,Accessories,Fenders,2012-04-22
2391,12631,Accessories,Fenders,2012-03-02
2392,21081,Accessories,Fenders,2012-03-19
2393,22377,Accessories,Fenders,2012-03-07
2394,23756,Accessories,Fenders,2012-04-05
2395,25539,Accessories,Fenders,2012-04-14
2396,12552,Accessories,Fenders,2012-03-19
2397,25574,Accessories,Fenders,2012-04-16
2398,24124,Accessories,Fenders,2012-03-14
2399,22814,Accessories,Fenders,2012-04-24
2400,12830,Accessories,Fenders,2012-04-26
2401,27926,Accessories,Fenders,2012-03-05
2402,24116,Accessories,Fenders,2012-04-14
2403,19426,Accessories,Fenders,2012-03-26
2404,13768,Accessories,Fenders,2012-04-08
2405,12254,Accessories,Fenders,2012-04-10
2406,12557,Accessories,Fenders,2012-03-02
2407,11420,Accessories,Fenders,2012-04-20
2408,22583,Accessories,Fenders,2012-04-08
2409,27477,Accessories,Fenders,2012-04-04
2410,13577,Accessories,Fenders,2012-03-22
2411,15419,Accessories,Fenders,2012-04-05
2412,29235,Clothing,Gloves,2012-04-19
2413,16485,Accessories,Helmets,2012-04-19
2414,27290,Accessories,Hydration Packs,2012-04-09
2415,20045,Accessories,Bike Racks,2012-02-29
2416,27958,Accessories,Fenders,2012-03-04
2417,28443,Accessories,Bottles and Cages,2012-04-25
2418,22827,Accessories,Bike Racks,2012-04-13
2419,15650,Accessories,Bottles and Cages,2012-03-20
2420,17187,Clothing,Shorts,2012-03-20
2421,14779,Accessories,Locks,2012-04-12
2422,22962,Accessories,Fenders,2012-03-15
2423,14453,Accessories,Bottles and Cages,2012-03-30
2424,23077,Clothing,Gloves,2012-04-25
2425,25867,Accessories,Cleaners,2012-04-23
2426,15331,Clothing,Gloves,2012-04-23
2427,12559,Accessories,Tires and Tubes,2012-03-25
2428,12041,Accessories,Hydration Packs,2012-03-23
2429,28674,Accessories,Bike Stands,2012-03-02
2430,28694,Accessories,Fenders,2012-04-26
2431,13461,Clothing,Gloves,2012-04-07
2432,24037,Accessories,Hydration Packs,2012-03-18
2433,25860,Accessories,Hydration Packs,2012-04-08
2434,11537,Accessories,Hydration Packs,2012-03-18
2435,19058,Accessories,Hydration Packs,2012-04-14
2436,24732,Accessories,Hydration Packs,2012-04-19
2437,25383,Accessories,Hydration Packs,2012-04-24
2438,28800,Accessories,Hydration Packs,2012-04-17
2439,17269,Accessories,Hydration Packs,2012-03-24
2440,25958,Accessories,Bottles and Cages,2012-03-04
2441,15446,Accessories,Pumps,2012-03-10
2442,14399,Clothing,Socks,2012-03-17
2443,21505,Accessories,Locks,2012-03-29
2444,11210,Accessories,Fenders,2012-03-03
2445,25928,Accessories,Cleaners,2012-03-16
2446,13135,Accessories,Panniers,2012-04-01
2447,14250,Accessories,Fenders,2012-04-10
2448,24000,Clothing,Vests,2012-03-04
2449,16983,Accessories,Bike Racks,2012-03-09
2450,28704,Accessories,Fenders,2012-03-16
2451,19560,Clothing,Gloves,2012-03-22
2452,12956,Accessories,Cleaners,2012-04-21
2453,15501,Accessories,Hydration Packs,2012-04-08
2454,21622,Clothing,Tights,2012-03-27
2455,14348,Accessories,Panniers,2012-03-18
2456,15557,Accessories,Pumps,2012-04-10
2457,14599,Accessories,Panniers,2012-04-09
2458,25604,Clothing,Gloves,2012-03-09
2459,11683,Accessories,Tires and Tubes,2012-03-08
2460,13190,Accessories,Hydration Packs,2012-04-15
2461,20982,Clothing,Gloves,2012-03-23
2462,21319,Accessories,Cleaners,2012-04-18
2463,13851,Clothing,Vests,2012-04-20
2464,27002,Accessories,Pumps,2012-03-05
2465,20052,Accessories,Fenders,2012-03-30
2466,17160,Accessories,Bike Racks,2012-04-17
2467,21053,Clothing,Jerseys,2012-04-20
2468,28149,Accessories,Cleaners,2012-03-05
2469,20811,Accessories,Bike Stands,2012-04-16
2470,13466,Accessories,Hydration Packs,2012-02-29
2471,12762,Accessories,Hydration Packs,2012-03-20
2472,22546,Accessories,Hydration Packs,2012-03-25
2473,24069,Accessories,Hydration Packs,2012-03-02
2474,29157,Accessories,Hydration Packs,2012-03-25
2475,15725,Accessories,Hydration Packs,2012-03-14
2476,27261,Accessories,Hydration Packs,2012-04-03
2477,23007,Accessories,Hydration Packs,2012-04-05
2478,16925,Accessories,Lights,2012-03-29
2479,28793,Accessories,Hydration Packs,2012-04-24
2480,11905,Accessories,Bike Stands,2012-03-17
2481,18761,Clothing,Shorts,2012-03-01
2482,24713,Accessories,Helmets,2012-04-05
2483,24287,Clothing,Tights,2012-03-21
2484,23880,Clothing,Jerseys,2012-03-12
2485,16769,Accessories,Bike Stands,2012-03-18
2486,20298,Accessories,Lights,2012-03-22
2487,18809,Accessories,Tires and Tubes,2012-04-21
2488,13898,Accessories,Bike Racks,2012-04-09
2489,23567,Accessories,Bike Stands,2012-04-19
2490,29482,Clothing,Shorts,2012-03-24
2491,25974,Clothing,Vests,2012-03-29
2492,14184,Accessories,Bike Stands,2012-04-21
2493,16591,Accessories,Panniers,2012-04-25
2494,28167,Clothing,Jerseys,2012-04-14
2495,18529,Accessories,Pumps,2012-04-15
2496,19867,Clothing,Socks,2012-03-15
2497,26417,Accessories,Cleaners,2012-03-16
2498,28143,Accessories,Panniers,2012-04-11
2499,11181,Accessories,Locks,2012-03-09
2500,11807,Clothing,Bib-Shorts,2012-04-11
2501,12889,Accessories,Cleaners,2012-04-10
2502,16428,Accessories,Bike Racks,2012-03-08
2503,15653,Clothing,Shorts,2012-03-11
2504,20070,Accessories,Panniers,2012-04-07
2505,24414,Clothing,Caps,2012-03-08
2506,13061,Accessories,Pumps,2012-04-17
2507,13761,Clothing,Vests,2012-04-14
2508,27973,Clothing,Caps,2012-03-03
2509,22992,Clothing,Bib-Shorts,2012-04-16
2510,12601,Accessories,Fenders,2012-03-26
2511,13936,Clothing,Tights,2012-03-15
2512,20892,Clothing,Socks,2012-04-02
2513,22690,Accessories,Pumps,2012-04-15
2514,12197,Accessories,Hydration Packs,2012-04-16
2515,18766,Clothing,Jerseys,2012-03-17
2516,18150,Accessories,Bike Stands,2012-03-05
2517,20046,Clothing,Vests,2012-04-17
2518,22555,Clothing,Bib-Shorts,2012-04-20
2519,27318,Accessories,Lights,2012-04-23
2520,16433,Accessories,Bottles and Cages,2012-03-23
2521,13672,Accessories,Fenders,2012-04-09
2522,17641,Accessories,Bike Racks,2012-04-15
2523,19323,Accessories,Bottles and Cages,2012-03-03
2524,19367,Accessories,Tires and Tubes,2012-03-15
2525,27122,Accessories,Panniers,2012-04-05
2526,28894,Accessories,Cleaners,2012-03-11
2527,22831,Accessories,Pumps,2012-03-09
2528,28395,Accessories,Bike Stands,2012-04-23
2529,11594,Accessories,Bike Stands,2012-03-12
2530,19487,Accessories,Bike Racks,2012-03-15
2531,24043,Clothing,Jerseys,2012-04-17
2532,27126,Accessories,Lights,2012-03-22
2533,28471,Clothing,Gloves,2012-04-04
2534,17805,Accessories,Bottles and Cages,2012-04-13
2535,19352,Accessories,Pumps,2012-04-05
2536,17938,Accessories,Cleaners,2012-04-12
2537,15925,Clothing,Caps,2012-04-24
2538,12466,Accessories,Fenders,2012-03-17
2539,20057,Clothing,Socks,2012-04-06
2540,28442,Accessories,Lights,2012-03-26
2541,12509,Accessories,Fenders,2012-04-20
2542,19494,Accessories,Cleaners,2012-04-22
2543,28132,Clothing,Tights,2012-03-08
2544,16153,Accessories,Locks,2012-03-01
2545,26995,Clothing,Vests,2012-03-25
2546,15070,Clothing,Shorts,2012-03-24
2547,26799,Accessories,Helmets,2012-04-17
2548,13899,Accessories,Lights,2012-04-24
2549,24823,Clothing,Tights,2012-03-29
2550,29359,Accessories,Bike Stands,2012-04-07
2551,24628,Accessories,Tires and Tubes,2012-03-06
2552,21382,Accessories,Lights,2012-04-26
2553,23908,Accessories,Lights,2012-03-24
2554,29479,Accessories,Cleaners,2012-03-03
2555,20824,Accessories,Bottles and Cages,2012-03-17
2556,21665,Accessories,Tires and Tubes,2012-03-01
2557,21072,Accessories,Bike Stands,2012-03-12
2558,21314,Accessories,Helmets,2012-04-14
2559,22626,Accessories,Pumps,2012-03-23
2560,22526,Accessories,Bottles and Cages,2012-03-03
2561,25025,Accessories,Cleaners,2012-03-05
2562,22874,Accessories,Bike Racks,2012-04-07
2563,12908,Accessories,Bike Stands,2012-03-25
2564,28790,Accessories,Helmets,2012-04-21
2565,16546,Accessories,Panniers,2012-04-01
2566,14136,Accessories,Pumps,2012-03-29
2567,28475,Accessories,Bike Stands,2012-03-20
2568,26913,Clothing,Vests,2012-04-24
2569,24676,Accessories,Locks,2012-04-08
2570,26871,Clothing,Jerseys,2012-03-17
2571,20553,Clothing,Gloves,2012-04-20
2572,12649,Clothing,Bib-Shorts,2012-04-03
2573,12639,Clothing,Tights,2012-04-21
2574,14766,Accessories,Helmets,2012-04-13
2575,27335,Clothing,Gloves,2012-04-27
2576,17084,Clothing,Vests,2012-04-27
2577,29450,Accessories,Fenders,2012-03-16
2578,12510,Clothing,Gloves,2012-03-17
2579,14959,Accessories,Pumps,2012-04-13
2580,27772,Accessories,Pumps,2012-04-11
2581,13531,Clothing,Socks,2012-04-03
2582,14135,Accessories,Tires and Tubes,2012-03-20
2583,14144,Clothing,Vests,2012-04-08
2584,14923,Clothing,Vests,2012-02-29
2586,14152,Clothing,Vests,2012-04-05
2587,21132,Clothing,Vests,2012-04-11
2588,23973,Clothing,Vests,2012-04-19
2589,27807,Clothing,Vests,2012-04-02
2590,24153,Clothing,Vests,2012-04-22
2591,12631,Clothing,Vests,2012-03-02
2592,21081,Clothing,Vests,2012-03-19
2593,22377,Clothing,Vests,2012-03-07
2594,23756,Clothing,Vests,2012-04-05
2595,25539,Clothing,Vests,2012-04-14
2596,12552,Clothing,Vests,2012-03-19
2597,25574,Clothing,Vests,2012-04-16
2598,24124,Clothing,Vests,2012-03-14
2599,22814,Clothing,Vests,2012-04-24
2600,12830,Clothing,Vests,2012-04-26
2601,27926,Clothing,Vests,2012-03-05
2602,24116,Clothing,Vests,2012-04-14
2603,19426,Clothing,Bib-Shorts,2012-03-26
2605,12254,Accessories,Cleaners,2012-04-10
2606,12557,Accessories,Helmets,2012-03-02
2607,11420,Clothing,Jerseys,2012-04-20
2610,13577,Accessories,Locks,2012-03-22
2611,15419,Accessories,Pumps,2012-04-05
2612,29235,Clothing,Vests,2012-04-19
2613,16485,Clothing,Jerseys,2012-04-19
2614,27290,Accessories,Panniers,2012-04-09
2615,20045,Clothing,Vests,2012-02-29
2616,27958,Clothing,Socks,2012-03-04
2617,28443,Accessories,Tires and Tubes,2012-04-25
2618,22827,Accessories,Helmets,2012-04-13
2619,15650,Clothing,Jerseys,2012-03-20
2620,17187,Accessories,Lights,2012-03-20
2621,14779,Clothing,Socks,2012-04-12
2622,22962,Accessories,Hydration Packs,2012-03-15
2624,23077,Clothing,Socks,2012-04-25
2626,15331,Clothing,Caps,2012-04-23
2627,12559,Clothing,Socks,2012-03-25
2628,12041,Clothing,Bib-Shorts,2012-03-23
2629,28674,Accessories,Hydration Packs,2012-03-02
2630,28694,Accessories,Bike Racks,2012-04-26
2631,13461,Accessories,Bike Racks,2012-04-07
2632,24037,Accessories,Bike Stands,2012-03-18
2633,25860,Clothing,Gloves,2012-04-08
2634,11537,Accessories,Pumps,2012-03-18
2635,19058,Accessories,Fenders,2012-04-14
2636,24732,Accessories,Lights,2012-04-19
2637,25383,Clothing,Jerseys,2012-04-24
2638,28800,Clothing,Shorts,2012-04-17
2639,17269,Accessories,Tires and Tubes,2012-03-24
2640,25958,Accessories,Locks,2012-03-04
2641,15446,Clothing,Tights,2012-03-10
2642,14399,Clothing,Vests,2012-03-17
2643,21505,Clothing,Socks,2012-03-29
2644,11210,Clothing,Caps,2012-03-03
2645,25928,Clothing,Jerseys,2012-03-16
2646,13135,Accessories,Lights,2012-04-01
2647,14250,Accessories,Helmets,2012-04-10
2648,24000,Clothing,Jerseys,2012-03-04
2649,16983,Accessories,Helmets,2012-03-09
2650,28704,Accessories,Cleaners,2012-03-16
2651,19560,Clothing,Shorts,2012-03-22
2652,12956,Clothing,Socks,2012-04-21
2653,15501,Clothing,Tights,2012-04-08
2654,21622,Accessories,Hydration Packs,2012-03-27
2655,14348,Clothing,Caps,2012-03-18
2656,15557,Accessories,Bike Racks,2012-04-10
2657,14599,Accessories,Helmets,2012-04-09
2658,25604,Accessories,Helmets,2012-03-09
2659,11683,Clothing,Jerseys,2012-03-08
2660,13190,Clothing,Shorts,2012-04-15
2661,20982,Clothing,Shorts,2012-03-23
2662,21319,Accessories,Tires and Tubes,2012-04-18
2663,13851,Clothing,Shorts,2012-04-20
2664,27002,Accessories,Lights,2012-03-05
2665,20052,Accessories,Pumps,2012-03-30
2666,17160,Accessories,Panniers,2012-04-17
2667,21053,Accessories,Bottles and Cages,2012-04-20
2668,28149,Clothing,Caps,2012-03-05
2669,20811,Accessories,Tires and Tubes,2012-04-16
2670,13466,Accessories,Bike Stands,2012-02-29
2671,12762,Accessories,Panniers,2012-03-20
2672,22546,Accessories,Fenders,2012-03-25
2673,24069,Accessories,Pumps,2012-03-02
2674,29157,Clothing,Tights,2012-03-25
2675,15725,Accessories,Pumps,2012-03-14
2676,27261,Accessories,Bike Stands,2012-04-03
2677,23007,Accessories,Bike Stands,2012-04-05
2678,16925,Accessories,Hydration Packs,2012-03-29
2679,28793,Clothing,Caps,2012-04-24
2681,18761,Accessories,Cleaners,2012-03-01
2682,24713,Accessories,Hydration Packs,2012-04-05
2683,24287,Clothing,Vests,2012-03-21
2684,23880,Accessories,Panniers,2012-03-12
2685,16769,Accessories,Panniers,2012-03-18
2686,20298,Accessories,Tires and Tubes,2012-03-22
2687,18809,Accessories,Cleaners,2012-04-21
2688,13898,Clothing,Shorts,2012-04-09
2689,23567,Accessories,Cleaners,2012-04-19
2690,29482,Accessories,Cleaners,2012-03-24
2691,25974,Clothing,Caps,2012-03-29
2692,14184,Accessories,Bike Racks,2012-04-21
2693,16591,Clothing,Shorts,2012-04-25
2694,28167,Clothing,Shorts,2012-04-14
2695,18529,Accessories,Cleaners,2012-04-15
2696,19867,Clothing,Bib-Shorts,2012-03-15
2698,28143,Accessories,Tires and Tubes,2012-04-11
2699,11181,Clothing,Jerseys,2012-03-09
2700,11807,Accessories,Hydration Packs,2012-04-11
2701,12889,Accessories,Lights,2012-04-10
2702,16428,Accessories,Cleaners,2012-03-08
2703,15653,Clothing,Gloves,2012-03-11
2704,20070,Accessories,Bottles and Cages,2012-04-07
2705,24414,Accessories,Tires and Tubes,2012-03-08
2706,13061,Clothing,Vests,2012-04-17
2707,13761,Clothing,Socks,2012-04-14
2708,27973,Accessories,Fenders,2012-03-03
2709,22992,Clothing,Socks,2012-04-16
2711,13936,Accessories,Pumps,2012-03-15
2712,20892,Clothing,Shorts,2012-04-02
2713,22690,Clothing,Gloves,2012-04-15
2714,12197,Clothing,Shorts,2012-04-16
2715,18766,Accessories,Tires and Tubes,2012-03-17
2716,18150,Clothing,Vests,2012-03-05
2717,20046,Accessories,Cleaners,2012-04-17
2718,22555,Accessories,Bike Racks,2012-04-20
2719,27318,Accessories,Pumps,2012-04-23
2720,16433,Accessories,Pumps,2012-03-23
2721,13672,Clothing,Gloves,2012-04-09
2723,19323,Clothing,Gloves,2012-03-03
2724,19367,Accessories,Cleaners,2012-03-15
2725,27122,Accessories,Cleaners,2012-04-05
2726,28894,Accessories,Locks,2012-03-11
2727,22831,Clothing,Tights,2012-03-09
2728,28395,Accessories,Bottles and Cages,2012-04-23
2730,19487,Clothing,Tights,2012-03-15
2732,27126,Clothing,Tights,2012-03-22
2733,28471,Accessories,Panniers,2012-04-04
2734,17805,Accessories,Panniers,2012-04-13
2735,19352,Clothing,Caps,2012-04-05
2738,12466,Clothing,Vests,2012-03-17
2739,20057,Clothing,Gloves,2012-04-06
2740,28442,Clothing,Caps,2012-03-26
2742,19494,Clothing,Tights,2012-04-22
2744,16153,Clothing,Shorts,2012-03-01
2745,26995,Clothing,Jerseys,2012-03-25
2746,15070,Accessories,Bottles and Cages,2012-03-24
2749,24823,Clothing,Socks,2012-03-29
2750,29359,Accessories,Cleaners,2012-04-07
2751,24628,Accessories,Bike Racks,2012-03-06
2752,21382,Accessories,Fenders,2012-04-26
2753,23908,Clothing,Vests,2012-03-24
2754,29479,Clothing,Caps,2012-03-03
2755,20824,Clothing,Caps,2012-03-17
2756,21665,Clothing,Bib-Shorts,2012-03-01
2757,21072,Clothing,Tights,2012-03-12
2758,21314,Accessories,Fenders,2012-04-14
2759,22626,Accessories,Fenders,2012-03-23
2760,22526,Clothing,Bib-Shorts,2012-03-03
2761,25025,Clothing,Gloves,2012-03-05
2762,22874,Clothing,Tights,2012-04-07
2763,12908,Clothing,Socks,2012-03-25
2764,28790,Accessories,Bike Racks,2012-04-21
2766,14136,Clothing,Vests,2012-03-29
2767,28475,Accessories,Pumps,2012-03-20
2768,26913,Accessories,Pumps,2012-04-24
\.
