-- June is planned with 300. It is refreshed after 3 days, after 9, and when it is over.
SELECT bsc.define('{"code": "shop", "perspectives": [{"code": "money", "objectives": [{"code": "grow", "measures": [
    {"code": "sales", "query": "SELECT sum(amount) FROM public.sale WHERE bsc.during(day, $1)", "plan": [{"period": "2024-06", "target": "0..300"}]}]}]}]}');
\set see 'INSERT INTO public.seen SELECT extract(day FROM moment - timestamptz ''2024-06-01 00:00+00''), actual, goal, score, pace, status, provisional FROM public.clock, bsc.measure_result WHERE scorecard = ''shop''; '
INSERT INTO public.sale VALUES ('2024-06-01', 10), ('2024-06-03', 20);
UPDATE public.clock SET moment = '2024-06-04 00:00+00';
CALL bsc.refresh('shop', '2024-06');
:see
INSERT INTO public.sale VALUES ('2024-06-05', 15), ('2024-06-09', 15);
UPDATE public.clock SET moment = '2024-06-10 00:00+00';
CALL bsc.refresh('shop', '2024-06');
:see
INSERT INTO public.sale VALUES ('2024-06-15', 120), ('2024-06-29', 105);
UPDATE public.clock SET moment = '2024-07-01 00:00+00';
CALL bsc.refresh('shop', '2024-06');
:see
