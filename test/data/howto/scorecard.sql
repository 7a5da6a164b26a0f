SELECT bsc.define($doc${"code": "teams", "name": "Teams", "perspectives": [{"code": "financial", "objectives": [
    {"code": "growth", "measures": [{"code": "revenue", "unit": "EUR", "financial": true}, {"code": "customers"}]}]}]}$doc$);
