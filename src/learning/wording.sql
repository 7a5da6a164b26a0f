-- Numbers as the sentences of this room say them.

CREATE FUNCTION bsc._short_number(value double precision)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN round(value::numeric, 2)::text;
COMMENT ON FUNCTION bsc._short_number(double precision) IS 'a number with two decimals';

CREATE FUNCTION bsc._short_p(p double precision)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN p < 0.001 THEN 'p < 0.001'
            ELSE 'p = ' || round(p::numeric, 3) END;
COMMENT ON FUNCTION bsc._short_p(double precision) IS 'a p value as a sentence gives it';

CREATE FUNCTION bsc._short_percent(fraction double precision)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN round(fraction::numeric * 100) || ' %';
COMMENT ON FUNCTION bsc._short_percent(double precision) IS 'a fraction as a percentage';
