-- Is the strategy right?  Each link says that one objective moves another, so
-- strongly, after so many periods.  Here the recorded series answer.
--
-- The figures are those of the textbook, at the assumed lag: correlation and
-- slope over the complete pairs, the 95 % interval by Fisher's transformation,
-- the t test's p value, and the p values of all links of the scorecard together
-- adjusted by Y. Benjamini and Y. Hochberg, "Controlling the False Discovery
-- Rate", Journal of the Royal Statistical Society B 57, 1995.
--
-- The verdict asks for more than the figures.  Eight pairs at least, or the
-- answer is that there are too few data; a series that does not vary, or has too
-- many gaps, gets words and no numbers.  Then the adjusted p value must not be
-- above 0.05, and must not be when the pairs are counted for what they are
-- worth, either (effective_pairs): differencing makes a series of independent
-- values swing to and fro, and two such series correlate by chance two to four
-- times as often as the plain test says.  The sign decides the rest.
-- test/bench/calibration shows what this comes to.

-- What the sentence beside a verdict is made of: a link as it was tested.
CREATE TYPE bsc._tested_link AS (
    verdict text,
    adjust text,
    cause text,
    effect text,
    lag integer,
    grain text,
    strength double precision,
    n integer,
    worth integer,
    r double precision,
    p double precision,
    p_worth double precision,
    partial_r double precision,
    span integer,
    cause_values integer,
    effect_values integer,
    cause_varies boolean,
    has_season boolean);
COMMENT ON TYPE bsc._tested_link IS 'a link with all that decided its verdict';

-- The finding behind the sentence: rule and case say which one it is.
CREATE FUNCTION bsc._link_finding(link bsc._tested_link)
RETURNS bsc._finding
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT ROW(
        CASE l.verdict WHEN 'insufficient data' THEN 'link without data' ELSE 'link ' || l.verdict END,
        CASE l.verdict WHEN 'contradicted' THEN 'high' WHEN 'unproven' THEN 'medium'
                       WHEN 'insufficient data' THEN 'low' ELSE 'info' END,
        NULL::text,
        to_jsonb(l) || jsonb_build_object(
            'case', CASE l.verdict
                WHEN 'insufficient data' THEN
                    CASE WHEN l.span = 0 THEN 'none'
                         WHEN l.cause_values = 0 OR l.effect_values = 0 THEN 'missing'
                         WHEN NOT l.has_season THEN 'season'
                         WHEN l.n < 8 THEN 'few' END
                WHEN 'unproven' THEN
                    CASE WHEN l.p <= 0.05 THEN CASE l.adjust WHEN 'seasonal' THEN 'season' ELSE 'past' END END
                WHEN 'contradicted' THEN CASE WHEN l.strength = 0 THEN 'no effect' END END,
            'kind', CASE l.adjust WHEN 'none' THEN 'values' ELSE 'changes' END,
            'lag', CASE WHEN l.lag > 0 THEN l.lag END,
            'way', CASE WHEN l.r > 0 THEN 'same' ELSE 'opposite' END,
            'missing', CASE l.cause_values WHEN 0 THEN l.cause ELSE l.effect END,
            'same', CASE WHEN l.cause_varies THEN l.effect ELSE l.cause END),
        NULL::jsonb)::bsc._finding
    FROM (SELECT (_link_finding.link).*) AS l;
END;
COMMENT ON FUNCTION bsc._link_finding(bsc._tested_link) IS 'the verdict on a link as a finding';

-- What the record says of one link.
CREATE TYPE bsc._link_evidence AS (
    cause text,
    effect text,
    strength double precision,
    lag integer,
    n integer,
    r double precision,
    ci_low double precision,
    ci_high double precision,
    slope double precision,
    p_value double precision,
    p_adjusted double precision,
    partial_r double precision,
    best_lag integer,
    best_r double precision,
    verdict text,
    finding bsc._finding);
COMMENT ON TYPE bsc._link_evidence IS 'what the record says of one assumed link';

-- It has more than 60 lines because it is one query: all links of a scorecard are
-- tested before the p-values of any can be adjusted.
CREATE FUNCTION bsc._link_evidence(scorecard_id bigint, adjust text, max_lag integer, past bsc._past_result[])
RETURNS SETOF bsc._link_evidence
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 20
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    grain text := (SELECT s.frequency FROM bsc.scorecard AS s WHERE s.id = _link_evidence.scorecard_id);
BEGIN
    IF adjust IS NULL OR adjust NOT IN ('none', 'difference', 'seasonal') THEN
        RAISE EXCEPTION 'unknown adjustment: %', coalesce('"' || adjust || '"', 'NULL')
            USING ERRCODE = 'invalid_parameter_value', HINT = 'It is none, difference or seasonal.';
    END IF;
    IF max_lag IS NULL OR max_lag NOT BETWEEN 0 AND 1000 THEN
        RAISE EXCEPTION 'invalid number of lags: %', coalesce(max_lag::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value', HINT = 'It is from 0 to 1000.';
    END IF;

    RETURN QUERY
    WITH variable AS MATERIALIZED (
        SELECT o.id, c.name, coalesce(o.name, o.code) AS title,
            s.series AS raw, a.series, cardinality(s.series) AS span, num_nonnulls(VARIADIC s.series) AS present,
            bsc.autocorrelations(a.series, greatest(1, cardinality(a.series) / 5)) AS echo
        FROM bsc.objective AS o
        JOIN bsc._named_objective(_link_evidence.scorecard_id) AS c ON c.objective_id = o.id
        LEFT JOIN bsc._objective_series(_link_evidence.scorecard_id, _link_evidence.past) AS s
            ON s.objective_id = o.id
        CROSS JOIN LATERAL (
            SELECT bsc._adjusted_series(s.series, adjust, s.first_period) AS series) AS a
        WHERE o.scorecard_id = _link_evidence.scorecard_id
    ), tested AS MATERIALIZED (
        SELECT l.id, l.cause, l.effect, l.strength, l.lag,
            x.name AS cause_name, y.name AS effect_name, x.title AS cause_title, y.title AS effect_title,
            x.series AS cause_series, y.series AS effect_series,
            coalesce(x.span, 0) AS span, coalesce(x.present, 0) AS cause_present, coalesce(y.present, 0) AS effect_present,
            x.raw IS NULL OR x.series IS NOT NULL AND y.series IS NOT NULL AS has_season,
            coalesce(g.n, 0) AS n, g.slope IS NOT NULL AS cause_varies,
            -- a season that was taken out has been estimated, at the cost of a pair for each of its places but one
            greatest(3, bsc._effective_pairs(g.n, x.echo, y.echo)
                - CASE adjust WHEN 'seasonal' THEN coalesce(bsc._season_length(grain) - 1, 0) ELSE 0 END) AS worth,
            CASE WHEN g.n >= 8 AND g.r IS NOT NULL THEN g.r END AS r,
            CASE WHEN g.n >= 8 AND g.r IS NOT NULL THEN g.slope END AS slope,
            CASE WHEN g.n >= 8 AND g.r IS NOT NULL THEN g.p_value END AS p
        FROM bsc.link AS l
        JOIN variable AS x ON x.id = l.cause
        JOIN variable AS y ON y.id = l.effect
        CROSS JOIN LATERAL bsc.lagged_regression(x.series, y.series, l.lag) AS g
        WHERE l.scorecard_id = _link_evidence.scorecard_id
    ), adjusted AS MATERIALIZED (
        SELECT u.id, u.p, u.p_worth
        FROM (
            SELECT array_agg(t.id ORDER BY t.id) AS ids,
                bsc.p_adjust(array_agg(t.p ORDER BY t.id)) AS ps,
                bsc.p_adjust(array_agg(CASE WHEN t.r IS NOT NULL THEN bsc.p_value(t.r, t.worth, 0) END
                                       ORDER BY t.id)) AS ps_worth
            FROM tested AS t) AS a
        CROSS JOIN LATERAL unnest(a.ids, a.ps, a.ps_worth) AS u (id, p, p_worth)
    ), judged AS (
        SELECT t.*, a.p AS p_adjusted, a.p_worth, i.ci_low, i.ci_high,
            controlled.r AS partial_r, best.lag AS best_lag, best.r AS best_r,
            CASE WHEN t.r IS NULL THEN 'insufficient data'
                 WHEN a.p > 0.05 OR a.p_worth > 0.05 THEN 'unproven'
                 WHEN sign(t.r) = sign(t.strength) THEN 'supported'
                 ELSE 'contradicted' END AS verdict
        FROM tested AS t
        JOIN adjusted AS a ON a.id = t.id
        LEFT JOIN LATERAL bsc.fisher_interval(t.r, t.n, 0) AS i ON true
        -- each common cause as it is assumed to act: on the effect of a period,
        -- and on the cause of lag periods before
        LEFT JOIN LATERAL (
            SELECT p.r
            FROM (
                SELECT array_agg(c.series) AS series
                FROM (
                    SELECT DISTINCT bsc.lagged(z.series, v.lag) AS series
                    FROM bsc.link AS on_cause
                    JOIN bsc.link AS on_effect ON on_effect.cause = on_cause.cause
                    JOIN variable AS z ON z.id = on_cause.cause
                    CROSS JOIN LATERAL (VALUES (on_effect.lag), (t.lag + on_cause.lag)) AS v (lag)
                    WHERE on_cause.effect = t.cause AND on_effect.effect = t.effect
                      AND on_cause.cause NOT IN (t.cause, t.effect)
                      AND z.series IS NOT NULL) AS c) AS controls
            CROSS JOIN LATERAL bsc.partial_corr(
                bsc.lagged(t.cause_series, t.lag), t.effect_series, controls.series) AS p
            WHERE controls.series IS NOT NULL) AS controlled ON t.r IS NOT NULL
        LEFT JOIN LATERAL (
            SELECT k.lag, g.r
            FROM generate_series(0, least(max_lag, t.span)) AS k (lag)
            CROSS JOIN LATERAL bsc.lagged_regression(t.cause_series, t.effect_series, k.lag) AS g
            WHERE g.n >= 8 AND g.r IS NOT NULL
            ORDER BY abs(g.r) DESC, k.lag
            LIMIT 1) AS best ON t.r IS NOT NULL
    )
    SELECT j.cause_name, j.effect_name, j.strength, j.lag, j.n, j.r, j.ci_low, j.ci_high, j.slope,
        j.p, j.p_adjusted, j.partial_r, j.best_lag, j.best_r, j.verdict,
        bsc._link_finding(ROW(
            j.verdict, adjust, j.cause_title, j.effect_title, j.lag, grain, j.strength,
            j.n, j.worth, j.r, j.p_adjusted, j.p_worth, j.partial_r,
            j.span, j.cause_present, j.effect_present, j.cause_varies, j.has_season)::bsc._tested_link)
    FROM judged AS j
    ORDER BY j.cause_name COLLATE "C", j.effect_name COLLATE "C", j.lag;
END
$$;
COMMENT ON FUNCTION bsc._link_evidence(bigint, text, integer, bsc._past_result[]) IS
    'what results at hand say about each assumed link of a scorecard';

CREATE FUNCTION bsc.evidence(
    scorecard text, adjust text DEFAULT 'difference', max_lag integer DEFAULT 6, entity text DEFAULT '',
    lang text DEFAULT 'en')
RETURNS TABLE (
    cause text,
    effect text,
    strength double precision,
    lag integer,
    n integer,
    r double precision,
    ci_low double precision,
    ci_high double precision,
    slope double precision,
    p_value double precision,
    p_adjusted double precision,
    partial_r double precision,
    best_lag integer,
    best_r double precision,
    verdict text,
    reason text)
LANGUAGE sql STABLE PARALLEL SAFE COST 20000 ROWS 20
BEGIN ATOMIC
    WITH word AS MATERIALIZED (
        SELECT bsc._sentences(evidence.lang) AS sentences
    )
    SELECT e.cause, e.effect, e.strength, e.lag, e.n, e.r, e.ci_low, e.ci_high, e.slope, e.p_value, e.p_adjusted,
        e.partial_r, e.best_lag, e.best_r, e.verdict, bsc._message(e.finding, w.sentences)
    FROM word AS w
    CROSS JOIN LATERAL bsc._link_evidence(
        bsc.scorecard_id(evidence.scorecard), evidence.adjust, evidence.max_lag, ARRAY(
            SELECT p FROM bsc._past(bsc.scorecard_id(evidence.scorecard), COALESCE(evidence.entity, ''), NULL::bsc.period) AS p)) AS e
    ORDER BY e.cause COLLATE "C", e.effect COLLATE "C", e.lag;
END;
COMMENT ON FUNCTION bsc.evidence(text, text, integer, text, text) IS
    'what the recorded series say about each assumed link: supported, contradicted, unproven or insufficient data, and why';
