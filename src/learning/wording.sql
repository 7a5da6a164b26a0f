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

-- A score is judged as it is and shown rounded: 0.896 is amber where green begins at 0.9, and
-- "90 % amber" is not to be believed.  So it gets as many decimals as it takes to stand on its
-- own side of every threshold.  What no decimals keep apart, such as the mean of 0.6 and 1.2,
-- which is a bit below 0.9, is "< 90 %".
CREATE FUNCTION bsc._shown_score(score double precision, thresholds double precision[])
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT COALESCE(
        round(_shown_score.score::numeric * 100, min(d.decimals)) || ' %',
        CASE WHEN round(_shown_score.score::numeric * 100) >= _shown_score.score * 100 THEN '< ' ELSE '> ' END
            || round(_shown_score.score::numeric * 100) || ' %')
    FROM generate_series(0, 12) AS d (decimals)
    WHERE NOT EXISTS (
        SELECT 1 FROM unnest(_shown_score.thresholds) AS t (threshold)
        WHERE (round(_shown_score.score::numeric * 100, d.decimals) >= t.threshold::numeric * 100)
            <> (_shown_score.score >= t.threshold));
END;
COMMENT ON FUNCTION bsc._shown_score(double precision, double precision[]) IS
    'a score as a percentage that rounding carries over none of the thresholds';

CREATE FUNCTION bsc._thresholds(scorecard_id bigint)
RETURNS double precision[]
LANGUAGE sql STABLE PARALLEL SAFE COST 200
BEGIN ATOMIC
    SELECT array_agg(DISTINCT t.threshold ORDER BY t.threshold)
    FROM (
        SELECT unnest(ARRAY[s.amber, s.green]) FROM bsc.scorecard AS s WHERE s.id = _thresholds.scorecard_id
        UNION ALL
        SELECT unnest(ARRAY[m.amber, m.green]) FROM bsc.measure AS m WHERE m.scorecard_id = _thresholds.scorecard_id) AS t (threshold)
    WHERE t.threshold IS NOT NULL;
END;
COMMENT ON FUNCTION bsc._thresholds(bigint) IS 'where a status changes in a scorecard: its own thresholds and those of its measures';
