SELECT bsc.define('{"code": "sales", "perspectives": [{"code": "financial", "objectives": [{"code": "growth", "measures": [
    {"code": "revenue", "query": "SELECT sum(amount) AS value FROM public.sale WHERE bsc.during(day, $1)"},
    {"code": "complaints"}]}]}]}');
