-- The values that may stand in the tables and in a document.
--
-- Each list of choices and each range is named here once.  The constraints of
-- the tables, the reader of documents and its hints all ask these functions.

CREATE FUNCTION bsc._choices(list text)
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN CASE list
    WHEN 'combine' THEN ARRAY['mean', 'worst', 'best']
    WHEN 'empty' THEN ARRAY['zero', 'missing']
    WHEN 'frequency' THEN bsc._grains()
    WHEN 'indicator' THEN ARRAY['leading', 'lagging']
    WHEN 'kind' THEN ARRAY['amount', 'rate']
    WHEN 'missing' THEN ARRAY['skip', 'zero', 'strict']
    WHEN 'rollup' THEN ARRAY['sum', 'mean', 'last', 'min', 'max', 'query', 'formula']
    WHEN 'scope' THEN ARRAY['all', 'whole', 'each']
    WHEN 'spread' THEN ARRAY['equal', 'days', 'path', 'level', 'none']
    WHEN 'state' THEN ARRAY['planned', 'active', 'done', 'stopped']
    WHEN 'value proposition' THEN ARRAY['product leadership', 'customer intimacy', 'operational excellence']
    END;
COMMENT ON FUNCTION bsc._choices(text) IS 'the values of a list of choices, such as rollup; NULL where there is no such list';

-- The bounds belong to the range.
CREATE FUNCTION bsc._limits(range text)
RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN CASE range
    WHEN 'fraction' THEN ARRAY[0, 1]
    WHEN 'month' THEN ARRAY[1, 12]
    WHEN 'not negative' THEN ARRAY[0, NULL]
    WHEN 'periods' THEN ARRAY[0, 1000]
    WHEN 'position' THEN ARRAY['-2147483648'::integer, 2147483647]
    END;
COMMENT ON FUNCTION bsc._limits(text) IS 'the least and the greatest number of a range, NULL for no greatest; NULL where there is no such range';

CREATE FUNCTION bsc._is_code(code text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN code = btrim(code)
    AND length(code) BETWEEN 1 AND 100
    AND strpos(code, '/') = 0
    AND strpos(code, chr(10)) = 0;
COMMENT ON FUNCTION bsc._is_code(text) IS
    'can the text be the code of a scorecard or of a part of it? 1 to 100 characters on one line, no slash, no blank at the ends';

CREATE FUNCTION bsc._is_list(periods bsc.period[])
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN cardinality(periods) = 0
    OR array_ndims(periods) = 1 AND cardinality(periods) <= 1000 AND array_position(periods, NULL::bsc.period) IS NULL;
COMMENT ON FUNCTION bsc._is_list(bsc.period[]) IS 'are these at most 1000 periods in one row, and nothing else?';

CREATE FUNCTION bsc._is_entity(entity text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN octet_length(entity) <= 1000;
COMMENT ON FUNCTION bsc._is_entity(text) IS 'can the text be the name of an entity? At most 1000 bytes';

-- Weights, strengths and the like: neither NaN nor infinite.
CREATE FUNCTION bsc._is_finite(number double precision)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN number > '-Infinity'::double precision AND number < 'Infinity'::double precision;
COMMENT ON FUNCTION bsc._is_finite(double precision) IS 'is the number neither infinite nor NaN?';
