-- Is the strategy right?  Each link says that one objective moves another, so
-- strongly, after so many periods.  Here the recorded series answer.
--
-- Two kinds of figures stand side by side.  Those of the textbook describe the pair:
-- correlation and slope at the assumed lag over the complete pairs, the 95 %
-- interval by Fisher's transformation, the t test's p value.  The estimate says
-- what the cause does once all is held that the map says must be (controls.sql).
-- The verdict comes from the estimate alone: two series that a third one moves
-- correlate as strongly as any cause and effect.
--
-- Both kinds of p values are adjusted over the links of the scorecard by
-- Y. Benjamini and Y. Hochberg, "Controlling the False Discovery Rate", Journal of
-- the Royal Statistical Society B 57, 1995: at most 0.05, and the sign of the
-- estimate decides.  What is not decided is unproven, which is not "no effect": the
-- sentence says what the data leave possible, and how long a record it would take.
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
    r double precision,
    p double precision,
    span integer,
    cause_values integer,
    effect_values integer,
    cause_varies boolean,
    has_season boolean,
    is_known boolean,
    fit bsc._link_fit,
    q double precision);
COMMENT ON TYPE bsc._tested_link IS 'a link with all that decided its verdict';

-- The chance that an effect so strong would be told from none by a regression of
-- this standard error: the t distribution moved to it.
CREATE FUNCTION bsc._chance_to_see(strength double precision, std_error double precision, margin double precision, df integer)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN d.short > 0 THEN p.both / 2 ELSE 1 - p.both / 2 END
    FROM (SELECT (_chance_to_see.margin - abs(_chance_to_see.strength)) / _chance_to_see.std_error AS short) AS d
    CROSS JOIN LATERAL (
        SELECT bsc.p_value(d.short / sqrt(_chance_to_see.df + d.short * d.short), _chance_to_see.df + 2, 0) AS both) AS p;
END;
COMMENT ON FUNCTION bsc._chance_to_see(double precision, double precision, double precision, integer) IS
    'the chance that an effect so strong would come out as significant';

-- How many more periods it takes until that chance is four in five; errors shrink with
-- the root of the degrees of freedom.  0.84 is the normal quantile of four in five.
CREATE FUNCTION bsc._periods_to_see(strength double precision, std_error double precision, df integer)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT GREATEST(0, ceil((1.96 + 2.4 / GREATEST(a.freedom, 3) + 0.84) ^ 2 * a.ratio - _periods_to_see.df))
    FROM (
        SELECT r.ratio, 7.84 * r.ratio AS freedom
        FROM (SELECT _periods_to_see.df * (_periods_to_see.std_error / abs(_periods_to_see.strength)) ^ 2 AS ratio) AS r) AS a;
END;
COMMENT ON FUNCTION bsc._periods_to_see(double precision, double precision, integer) IS
    'how many more periods it takes until an effect so strong is seen four times in five';

-- Which of its sentences a verdict takes.
CREATE FUNCTION bsc._link_case(link bsc._tested_link)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE (link).verdict
    WHEN 'insufficient data' THEN
        CASE WHEN ((link).fit).pooled IS NOT NULL AND (NOT (link).is_known OR ((link).fit).df IS NULL)
                 THEN CASE WHEN (link).is_known THEN 'entities' ELSE 'known' END
             WHEN ((link).fit).pooled IS NOT NULL THEN CASE WHEN ((link).fit).estimate IS NULL THEN 'nothing left' ELSE 'exact' END
             WHEN (link).span = 0 THEN 'none'
             WHEN (link).cause_values = 0 OR (link).effect_values = 0 THEN 'missing'
             WHEN NOT (link).has_season THEN 'season'
             WHEN (link).n < 8 THEN 'few'
             WHEN (link).r IS NULL THEN NULL
             WHEN ((link).fit).terms > 64 THEN 'crowded'
             WHEN ((link).fit).rows < 8 THEN 'rows'
             WHEN ((link).fit).df < 3 THEN 'freedom'
             WHEN ((link).fit).estimate IS NULL THEN 'nothing left'
             ELSE 'exact' END
    WHEN 'unproven' THEN
        COALESCE(((link).fit).obstacle,
            -- what is left of it is nothing that can be told from none
            CASE WHEN (link).p <= 0.05 AND abs(((link).fit).estimate) <= ((link).fit).margin THEN 'together' END)
    WHEN 'contradicted' THEN CASE WHEN (link).strength = 0 THEN 'no effect' END END;
COMMENT ON FUNCTION bsc._link_case(bsc._tested_link) IS 'which sentence of its verdict a link takes';

-- The same where entities are pooled: their number stays, and each of them gets more rows.
CREATE FUNCTION bsc._pooled_periods_to_see(strength double precision, fit bsc._link_fit)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN GREATEST(0, ceil((fit).rows::double precision / NULLIF((fit).pooled, 0)
    * ((((fit).margin + 0.84 * (fit).std_error) / abs(strength)) ^ 2 - 1)));
COMMENT ON FUNCTION bsc._pooled_periods_to_see(double precision, bsc._link_fit) IS
    'how many more periods of all entities it takes until an effect so strong is seen four times in five';

-- What the data leave possible: whether the assumed strength is among it, and if so
-- how likely it was to be seen, and what that would take.
CREATE FUNCTION bsc._link_prospect(link bsc._tested_link)
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN abs((l.fit).estimate) > (l.fit).margin THEN jsonb_build_object('many', 'links') ELSE '{}'::jsonb END ||
        CASE WHEN abs(l.strength - (l.fit).estimate) > (l.fit).margin THEN jsonb_build_object('excluded', l.strength)
        WHEN l.strength <> 0 THEN jsonb_build_object(
            CASE WHEN m.more > 0 THEN 'faint' ELSE 'power' END,
            bsc._chance_to_see(l.strength, (l.fit).std_error, (l.fit).margin, (l.fit).df),
            'need', CASE WHEN m.more BETWEEN 1 AND 9 * l.span THEN l.span + m.more::integer END,
            'beyond', CASE WHEN m.more > 9 * l.span THEN 10 * l.span END)
        ELSE '{}'::jsonb END
    FROM (SELECT (_link_prospect.link).*) AS l
    CROSS JOIN LATERAL (
        SELECT CASE WHEN l.strength = 0 THEN NULL
            WHEN (l.fit).pooled IS NULL THEN bsc._periods_to_see(l.strength, (l.fit).std_error, (l.fit).df)
            ELSE bsc._pooled_periods_to_see(l.strength, l.fit) END AS more) AS m
    WHERE l.verdict = 'unproven' AND (l.fit).obstacle IS NULL;
END;
COMMENT ON FUNCTION bsc._link_prospect(bsc._tested_link) IS 'what the data leave possible of an unproven link, and what it would take to tell';

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
        to_jsonb(l) - 'fit' || jsonb_build_object(
            'case', bsc._link_case(_link_finding.link),
            'kind', CASE l.adjust WHEN 'none' THEN 'values' ELSE 'changes' END,
            'lag', CASE WHEN l.lag > 0 THEN l.lag END,
            'within', CASE WHEN l.lag = 0 THEN l.grain END,
            'period', l.grain,
            'missing', CASE WHEN l.cause_values < CASE WHEN (l.fit).pooled IS NULL THEN 1 ELSE 10 END THEN l.cause ELSE l.effect END,
            'having', LEAST(l.cause_values, l.effect_values),
            'pooled', (l.fit).pooled,
            'same', CASE WHEN l.cause_varies THEN l.effect ELSE l.cause END,
            'estimate', (l.fit).estimate,
            'low', (l.fit).estimate - (l.fit).margin,
            'high', (l.fit).estimate + (l.fit).margin,
            'df', (l.fit).df, 'rows', (l.fit).rows, 'terms', (l.fit).terms,
            'season', CASE WHEN (l.fit).seasonal THEN 'held' END,
            'held', (l.fit).held,
            'about', (SELECT jsonb_agg(jsonb_build_object('name', a.name) ORDER BY a.ordinality)
                      FROM unnest((l.fit).about) WITH ORDINALITY AS a (name, ordinality)))
            || COALESCE(bsc._link_prospect(_link_finding.link), '{}'::jsonb),
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
    estimate double precision,
    std_error double precision,
    estimate_low double precision,
    estimate_high double precision,
    df integer,
    p_estimate double precision,
    q_estimate double precision,
    controls text[],
    seasonal boolean,
    pooled integer,
    verdict text,
    finding bsc._finding,
    fit bsc._link_fit);
COMMENT ON TYPE bsc._link_evidence IS 'what the record says of one assumed link';

-- The textbook's figures of a link, before those of the others adjust them.
CREATE TYPE bsc._plain_link AS (
    link_id bigint,
    n integer,
    r double precision,
    ci_low double precision,
    ci_high double precision,
    slope double precision,
    p double precision,
    partial_r double precision,
    best_lag integer,
    best_r double precision,
    cause_varies boolean);
COMMENT ON TYPE bsc._plain_link IS 'correlation and regression of a link''s two series';

CREATE FUNCTION bsc._plain_link(scorecard_id bigint, max_lag integer, objectives bsc._tested_objective[])
RETURNS SETOF bsc._plain_link
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 5000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH variable AS MATERIALIZED (
        SELECT o.objective_id AS id, o.series, o.span FROM unnest(_plain_link.objectives) AS o
    ), tested AS MATERIALIZED (
        SELECT l.id, l.cause, l.effect, l.lag, x.series AS cause_series, y.series AS effect_series, x.span,
            coalesce(g.n, 0) AS n, g.slope IS NOT NULL AS cause_varies,
            CASE WHEN g.n >= 8 AND g.r IS NOT NULL THEN g.r END AS r, g.slope, g.p_value
        FROM bsc.link AS l
        JOIN variable AS x ON x.id = l.cause
        JOIN variable AS y ON y.id = l.effect
        CROSS JOIN LATERAL bsc.lagged_regression(x.series, y.series, l.lag) AS g
        WHERE l.scorecard_id = _plain_link.scorecard_id
    )
    SELECT t.id, t.n, t.r, i.ci_low, i.ci_high, CASE WHEN t.r IS NOT NULL THEN t.slope END,
        CASE WHEN t.r IS NOT NULL THEN t.p_value END, controlled.r, best.lag, best.r, t.cause_varies
    FROM tested AS t
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
        LIMIT 1) AS best ON t.r IS NOT NULL;
END
$$;
COMMENT ON FUNCTION bsc._plain_link(bigint, integer, bsc._tested_objective[]) IS
    'correlation and regression of the two series of each link, at the assumed lag and at the best one';

CREATE FUNCTION bsc._link_verdict(strength double precision, is_known boolean, fit bsc._link_fit, q double precision)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN NOT is_known THEN 'insufficient data'
    WHEN (fit).obstacle IS NOT NULL THEN 'unproven'
    WHEN q IS NULL THEN 'insufficient data'
    WHEN q > 0.05 THEN 'unproven'
    WHEN sign((fit).estimate) = sign(strength) THEN 'supported'
    ELSE 'contradicted' END;
COMMENT ON FUNCTION bsc._link_verdict(double precision, boolean, bsc._link_fit, double precision) IS
    'the verdict on a link, by its estimate';

-- The verdicts, from the figures of all links together: of one series for each
-- objective, or pooled, where the textbook has no figures.
CREATE FUNCTION bsc._judged_links(
    scorecard_id bigint, adjust text, objectives bsc._tested_objective[], plains bsc._plain_link[], fits bsc._link_fit[])
RETURNS SETOF bsc._link_evidence
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 2000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    grain text := (SELECT s.frequency FROM bsc.scorecard AS s WHERE s.id = _judged_links.scorecard_id);
BEGIN
    RETURN QUERY
    WITH figure AS MATERIALIZED (
        -- a link that is insufficient has no estimate
        SELECT l.id, l.strength, l.lag, x, y, plain, fit, k.is_known, CASE WHEN k.is_known THEN fit.p END AS p
        FROM unnest(fits) AS fit
        JOIN bsc.link AS l ON l.id = fit.link_id
        JOIN unnest(objectives) AS x ON x.objective_id = l.cause
        JOIN unnest(objectives) AS y ON y.objective_id = l.effect
        LEFT JOIN unnest(plains) AS plain ON plain.link_id = fit.link_id
        CROSS JOIN LATERAL (
            SELECT CASE WHEN fit.pooled IS NULL THEN plain.r IS NOT NULL ELSE x.is_usable AND y.is_usable END AS is_known) AS k
    ), adjusted AS MATERIALIZED (
        SELECT u.id, u.p, u.q
        FROM (
            SELECT array_agg(f.id ORDER BY f.id) AS ids,
                bsc.p_adjust(array_agg((f.plain).p ORDER BY f.id)) AS ps,
                bsc.p_adjust(array_agg(f.p ORDER BY f.id)) AS qs
            FROM figure AS f) AS a
        CROSS JOIN LATERAL unnest(a.ids, a.ps, a.qs) AS u (id, p, q)
    )
    SELECT (f.x).name, (f.y).name, f.strength, f.lag, c.n, (f.plain).r, (f.plain).ci_low, (f.plain).ci_high,
        (f.plain).slope, (f.plain).p, a.p, (f.plain).partial_r, (f.plain).best_lag, (f.plain).best_r,
        e.estimate, e.std_error, e.estimate - e.margin, e.estimate + e.margin, CASE WHEN f.is_known OR (f.fit).pooled IS NULL THEN (f.fit).df END, f.p, a.q,
        CASE WHEN f.is_known OR (f.fit).pooled IS NULL THEN (f.fit).controls END, CASE WHEN f.is_known OR (f.fit).pooled IS NULL THEN (f.fit).seasonal END, (f.fit).pooled, v.verdict,
        bsc._link_finding(ROW(v.verdict, adjust, (f.x).title, (f.y).title, f.lag, grain, f.strength, c.n, (f.plain).r, a.p,
            (f.x).span, (f.x).present, (f.y).present, (f.plain).cause_varies, (f.x).has_season AND (f.y).has_season, f.is_known,
            f.fit, a.q)::bsc._tested_link),
        f.fit
    FROM figure AS f
    JOIN adjusted AS a ON a.id = f.id
    CROSS JOIN LATERAL (SELECT CASE WHEN (f.fit).pooled IS NULL THEN (f.plain).n ELSE (f.fit).rows END AS n) AS c
    LEFT JOIN LATERAL (SELECT (f.fit).estimate, (f.fit).std_error, (f.fit).margin WHERE f.p IS NOT NULL) AS e ON true
    CROSS JOIN LATERAL (SELECT bsc._link_verdict(f.strength, f.is_known, f.fit, a.q) AS verdict) AS v
    ORDER BY (f.x).name COLLATE "C", (f.y).name COLLATE "C", f.lag;
END
$$;
COMMENT ON FUNCTION bsc._judged_links(bigint, text, bsc._tested_objective[], bsc._plain_link[], bsc._link_fit[]) IS
    'the verdicts on all links of a scorecard, from their figures';

CREATE FUNCTION bsc._link_evidence(scorecard_id bigint, adjust text, max_lag integer, past bsc._past_result[])
RETURNS SETOF bsc._link_evidence
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 20
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    grain text := (SELECT s.frequency FROM bsc.scorecard AS s WHERE s.id = _link_evidence.scorecard_id);
    objectives bsc._tested_objective[] := ARRAY(SELECT o FROM bsc._tested_objective(scorecard_id, adjust, past) AS o);
BEGIN
    RETURN QUERY
    SELECT e.*
    FROM bsc._judged_links(_link_evidence.scorecard_id, adjust, objectives,
        ARRAY(SELECT plain FROM bsc._plain_link(_link_evidence.scorecard_id, max_lag, objectives) AS plain),
        ARRAY(SELECT fit FROM bsc._link_fit(_link_evidence.scorecard_id, adjust, grain, objectives) AS fit)) AS e;
END
$$;
COMMENT ON FUNCTION bsc._link_evidence(bigint, text, integer, bsc._past_result[]) IS
    'what results at hand say about each assumed link of a scorecard';

-- Over all entities at once: pooled.sql.
CREATE FUNCTION bsc._pooled_evidence(scorecard_id bigint, until bsc.period)
RETURNS SETOF bsc._link_evidence
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 200000 ROWS 20
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    grain text := (SELECT s.frequency FROM bsc.scorecard AS s WHERE s.id = _pooled_evidence.scorecard_id);
    panel bsc._entity_changes[] := ARRAY(SELECT c FROM bsc._entity_changes(scorecard_id, until) AS c);
    objectives bsc._tested_objective[] := ARRAY(SELECT o FROM bsc._pooled_objective(scorecard_id, panel) AS o);
BEGIN
    RETURN QUERY
    SELECT e.*
    FROM bsc._judged_links(_pooled_evidence.scorecard_id, 'difference'::text, objectives, '{}'::bsc._plain_link[],
        ARRAY(SELECT fit FROM bsc._pooled_fit(_pooled_evidence.scorecard_id, grain, objectives, panel) AS fit)) AS e;
END
$$;
COMMENT ON FUNCTION bsc._pooled_evidence(bigint, bsc.period) IS
    'what the entities of a scorecard together say about each assumed link, up to a period';

-- What was asked for, or an error that says what can be.
CREATE FUNCTION bsc._asked_evidence(scorecard_id bigint, adjust text, max_lag integer, entity text, entities text)
RETURNS SETOF bsc._link_evidence
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 20000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF adjust IS NULL OR adjust NOT IN ('none', 'difference', 'seasonal') THEN
        RAISE EXCEPTION 'unknown adjustment: %', coalesce('"' || adjust || '"', 'NULL')
            USING ERRCODE = 'invalid_parameter_value', HINT = 'It is none, difference or seasonal.';
    END IF;
    IF max_lag IS NULL OR max_lag NOT BETWEEN 0 AND 1000 THEN
        RAISE EXCEPTION 'invalid number of lags: %', coalesce(max_lag::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value', HINT = 'It is from 0 to 1000.';
    END IF;
    IF entities IS NULL OR entities NOT IN ('one', 'all') THEN
        RAISE EXCEPTION 'unknown choice of entities: %', coalesce('"' || entities || '"', 'NULL')
            USING ERRCODE = 'invalid_parameter_value', HINT = 'It is one or all.';
    END IF;
    IF entities = 'all' AND entity <> '' THEN
        RAISE EXCEPTION 'all entities are pooled, so that "%" cannot be asked for alone', entity
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Leave out the entity, or give entities => ''one''.';
    END IF;
    IF entities = 'all' AND adjust <> 'difference' THEN
        RAISE EXCEPTION 'adjustment "%" cannot be pooled over entities', adjust
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Pooled evidence takes changes, and what all entities have in common in a period, the season among it, away.';
    END IF;
    IF entities = 'all' THEN
        RETURN QUERY SELECT e.* FROM bsc._pooled_evidence(scorecard_id, NULL::bsc.period) AS e;
    ELSE
        RETURN QUERY SELECT e.* FROM bsc._link_evidence(scorecard_id, adjust, max_lag, ARRAY(
            SELECT p FROM bsc._past(scorecard_id, entity, NULL::bsc.period) AS p)) AS e;
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._asked_evidence(bigint, text, integer, text, text) IS 'the evidence for each link, of one entity or of all together';

CREATE FUNCTION bsc.evidence(
    scorecard text, adjust text DEFAULT 'difference', max_lag integer DEFAULT 6, entity text DEFAULT '',
    lang text DEFAULT 'en', entities text DEFAULT 'one')
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
    estimate double precision,
    std_error double precision,
    estimate_low double precision,
    estimate_high double precision,
    df integer,
    p_estimate double precision,
    q_estimate double precision,
    controls text[],
    seasonal boolean,
    pooled integer,
    verdict text,
    reason text)
LANGUAGE sql STABLE PARALLEL SAFE COST 20000 ROWS 20
BEGIN ATOMIC
    WITH word AS MATERIALIZED (
        SELECT bsc._sentences(evidence.lang) AS sentences
    )
    SELECT e.cause, e.effect, e.strength, e.lag, e.n, e.r, e.ci_low, e.ci_high, e.slope, e.p_value, e.p_adjusted,
        e.partial_r, e.best_lag, e.best_r, e.estimate, e.std_error, e.estimate_low, e.estimate_high, e.df,
        e.p_estimate, e.q_estimate, e.controls, e.seasonal, e.pooled, e.verdict, bsc._message(e.finding, w.sentences)
    FROM word AS w
    CROSS JOIN LATERAL bsc._asked_evidence(
        bsc.scorecard_id(evidence.scorecard), evidence.adjust, evidence.max_lag, bsc._asked_entity(bsc.scorecard_id(evidence.scorecard), evidence.entity), evidence.entities) AS e
    ORDER BY e.cause COLLATE "C", e.effect COLLATE "C", e.lag;
END;
COMMENT ON FUNCTION bsc.evidence(text, text, integer, text, text, text) IS
    'what the recorded series say about each assumed link: supported, contradicted, unproven or insufficient data, and why';
