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

-- An amount in three significant digits, or in all the digits before its point,
-- by thousands; what is beyond any unit is written with its exponent.
CREATE FUNCTION bsc._shown_amount(amount double precision)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
    WHEN amount = 0 THEN '0'
    WHEN abs(amount) >= 1e12 OR abs(amount) < 1e-5
        THEN replace(ltrim(to_char(amount::numeric, '9.99EEEE')), '.00e', 'e')
    WHEN abs(amount) >= 99.95 THEN to_char(amount::numeric, 'FM999,999,999,999,990')
    ELSE trim_scale(round(
        amount::numeric, 2 - floor(log(abs(amount)))::integer))::text END;
COMMENT ON FUNCTION bsc._shown_amount(double precision) IS
    'an amount as reports show it: by thousands, or in three significant digits';
