CREATE FUNCTION bsc.is_code(code text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN code = btrim(code)
    AND length(code) BETWEEN 1 AND 100
    AND strpos(code, '/') = 0
    AND strpos(code, chr(10)) = 0;
COMMENT ON FUNCTION bsc.is_code(text) IS
    'can the text be the code of a scorecard or of a part of it? 1 to 100 characters on one line, no slash, no blank at the ends';
