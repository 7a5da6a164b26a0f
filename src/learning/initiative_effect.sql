-- Did the initiative work?
--
-- Two questions, by what the initiative says of itself.  Where it names entities, those
-- that began are compared with those that did not: bsc.diff_in_diff, so that whatever
-- happens to all of them in a month falls out.  Where it is for the whole, there is
-- nobody to compare with: bsc.interrupted_series asks whether the measure took a step in
-- the period in which it began, and anything else that began then is in the figure.
--
-- The values are those of the measures of the objectives that it serves, in reporting
-- periods that are over and observed to their end.  A listed entity stands for the
-- leaves of the catalogue below it; the nearest one listed says when a leaf begins.
-- Those who never begin are the controls, or with fewer than two of them, those who
-- have not begun yet.
--
-- p values are adjusted over the measures of the initiative (Benjamini and Hochberg), as
-- those of links are.  Which way is better the last target says.

-- What a measure came to in a period, for the whole ('') or a leaf of the catalogue.
CREATE TYPE bsc._measured AS (
    measure_id bigint,
    entity text,
    period bsc.period,
    actual double precision,
    target bsc.target);
COMMENT ON TYPE bsc._measured IS 'what a measure came to in a period that is over';

CREATE FUNCTION bsc._measured_below(scorecard_id bigint, measures bigint[], until bsc.period)
RETURNS SETOF bsc._measured
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 1000
BEGIN ATOMIC
    SELECT (l.result).node_id, l.entity, (l.result).period, (l.result).actual, (l.result).target
    FROM bsc._leaf_result(_measured_below.scorecard_id, _measured_below.until, 3) AS l
    WHERE (l.result).node_id = ANY (_measured_below.measures) AND (l.result).actual IS NOT NULL;
END;
COMMENT ON FUNCTION bsc._measured_below(bigint, bigint[], bsc.period) IS
    'what measures came to for every entity with none below it, in the reporting periods that are over';

-- The leaves in which an initiative is carried out, with the reporting periods in which it
-- begins there.
CREATE FUNCTION bsc._initiative_start(initiative_id bigint)
RETURNS TABLE (entity text, begins bsc.period)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 20
BEGIN ATOMIC
    SELECT DISTINCT ON (l.code) l.code, bsc.period(d.day, s.frequency, s.first_month)
    FROM bsc.initiative AS i
    JOIN bsc.scorecard AS s ON s.id = i.scorecard_id
    JOIN bsc.initiative_entity AS x ON x.initiative_id = i.id
    CROSS JOIN LATERAL (SELECT COALESCE(x.starts, i.starts) AS day) AS d
    LEFT JOIN bsc._entity_place AS above ON above.scorecard_id = i.scorecard_id AND above.code = x.entity
    CROSS JOIN LATERAL bsc._leaf_entity(i.scorecard_id) AS l (code)
    LEFT JOIN bsc._entity_place AS own ON own.scorecard_id = i.scorecard_id AND own.code = l.code
    WHERE i.id = _initiative_start.initiative_id AND isfinite(d.day)
      AND (l.code = x.entity OR own.number BETWEEN above.number AND above.last)
    ORDER BY l.code, above.number DESC;
END;
COMMENT ON FUNCTION bsc._initiative_start(bigint) IS 'the entities with none below them in which an initiative is carried out, and when it begins there';

-- What an initiative came to in one measure.
CREATE TYPE bsc._initiative_fit AS (
    measure_id bigint,
    method text,
    begins bsc.period,
    before double precision,
    after double precision,
    estimate double precision,
    std_error double precision,
    df double precision,
    p double precision,
    margin double precision,
    treated integer,
    untreated integer,
    pre_p double precision,
    pre_df double precision,
    unheld integer,
    target bsc.target,
    alone jsonb,
    left_out integer);
COMMENT ON TYPE bsc._initiative_fit IS 'what a measure did once an initiative had begun';

-- For the whole: did the measure take a step?  The season is held from three rounds on.
CREATE FUNCTION bsc._initiative_step(begins bsc.period, measured bsc._measured[])
RETURNS SETOF bsc._initiative_fit
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 10
BEGIN ATOMIC
    WITH span AS (
        SELECT m.measure_id, bsc.min(m.period) AS first, bsc.max(m.period) AS last,
            bsc._season_length(bsc.grain(bsc.min(m.period))) AS season
        FROM unnest(_initiative_step.measured) AS m
        GROUP BY m.measure_id
    ), series AS MATERIALIZED (
        SELECT s.measure_id, s.season, array_agg(m.actual ORDER BY bsc.first_day(p.period)) AS series,
            (count(*) FILTER (WHERE p.period OPERATOR(bsc.<) _initiative_step.begins))::integer AS places_before,
            avg(m.actual) FILTER (WHERE p.period OPERATOR(bsc.<) _initiative_step.begins) AS before,
            avg(m.actual) FILTER (WHERE p.period OPERATOR(bsc.>=) _initiative_step.begins) AS after,
            (array_agg(m.target ORDER BY bsc.first_day(p.period) DESC) FILTER (WHERE m.target IS NOT NULL))[1] AS target
        FROM span AS s
        CROSS JOIN LATERAL bsc.periods(s.first, s.last) AS p (period)
        LEFT JOIN unnest(_initiative_step.measured) AS m ON m.measure_id = s.measure_id AND m.period OPERATOR(bsc.=) p.period
        -- a place of the season is the same week in every year
        WHERE bsc.grain(p.period) <> 'week' OR EXTRACT(week FROM bsc.first_day(p.period)) <> 53
        GROUP BY s.measure_id, s.season
    )
    SELECT s.measure_id, 'interrupted series', _initiative_step.begins, s.before, s.after,
        f.level, f.level_se, f.df, f.level_p, f.level_se * bsc._student_quantile(0.95::double precision, f.df),
        NULL::integer, NULL::integer, NULL::double precision, NULL::double precision,
        CASE WHEN cardinality(s.series) < 3 * s.season THEN 3 * s.season END, s.target, NULL::jsonb, NULL::integer
    FROM series AS s
    LEFT JOIN LATERAL bsc.interrupted_series(
        s.series, s.places_before + 1,
        CASE WHEN cardinality(s.series) >= 3 * s.season THEN s.season END, false) AS f
        ON s.places_before BETWEEN 1 AND cardinality(s.series) - 1;
END;
COMMENT ON FUNCTION bsc._initiative_step(bsc.period, bsc._measured[]) IS 'the steps that measures of the whole took in a period';

-- Over entities: what did it bring those who began, over those who did not?
CREATE FUNCTION bsc._initiative_contrast(initiative_id bigint, measured bsc._measured[])
RETURNS SETOF bsc._initiative_fit
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 10
BEGIN ATOMIC
    WITH start AS MATERIALIZED (
        SELECT s.entity, s.begins FROM bsc._initiative_start(_initiative_contrast.initiative_id) AS s
    ), row AS MATERIALIZED (
        SELECT m.measure_id, m.entity, m.period, m.actual, m.target, s.begins
        FROM unnest(_initiative_contrast.measured) AS m
        LEFT JOIN start AS s ON s.entity = m.entity
    ), measure AS MATERIALIZED (
        SELECT r.measure_id, bsc.min(r.begins) AS begins,
            CASE WHEN count(DISTINCT r.entity) FILTER (WHERE r.begins IS NULL) < 2 THEN 'not yet' ELSE 'never' END AS controls,
            avg(r.actual) FILTER (WHERE r.period OPERATOR(bsc.<) r.begins) AS before,
            avg(r.actual) FILTER (WHERE r.period OPERATOR(bsc.>=) r.begins) AS after,
            (array_agg(r.target ORDER BY bsc.first_day(r.period) DESC, r.entity COLLATE "C")
                FILTER (WHERE r.target IS NOT NULL AND r.begins IS NOT NULL))[1] AS target
        FROM row AS r
        GROUP BY r.measure_id
    ), span AS (
        SELECT r.measure_id, bsc.min(r.period) AS first, bsc.max(r.period) AS last FROM row AS r GROUP BY r.measure_id
    ), cohort AS (
        -- as bsc.diff_in_diff() has them: who begins after the last period never does
        SELECT r.measure_id, min(r.entity) AS entity,
            row_number() OVER (PARTITION BY r.measure_id ORDER BY min(r.entity COLLATE "C")) AS ordinal
        FROM row AS r
        JOIN span AS s ON s.measure_id = r.measure_id
        WHERE r.begins IS NULL OR r.begins OPERATOR(bsc.>) s.first
        GROUP BY r.measure_id, CASE WHEN r.begins OPERATOR(bsc.<=) s.last THEN r.begins::text END
        HAVING count(DISTINCT r.entity) = 1
    ), alone AS (
        SELECT c.measure_id, jsonb_agg(jsonb_build_object('entity', c.entity, 'case', CASE WHEN c.ordinal = 13 THEN 'more' END)
            ORDER BY c.ordinal) AS places
        FROM cohort AS c
        WHERE c.ordinal <= 13
        GROUP BY c.measure_id
    ), fit AS MATERIALIZED (
        SELECT r.measure_id, bsc.diff_in_diff(r.entity, r.period, r.actual, r.begins, m.controls) AS d
        FROM row AS r
        JOIN measure AS m ON m.measure_id = r.measure_id
        GROUP BY r.measure_id
    )
    SELECT m.measure_id, 'difference in differences', m.begins, m.before, m.after,
        (f.d).estimate, (f.d).std_error, (f.d).df, (f.d).p_value, (f.d).ci_high - (f.d).estimate,
        COALESCE((f.d).treated, 0), COALESCE((f.d).untreated, 0), (f.d).pre_p, (f.d).pre_df, NULL::integer, m.target,
        a.places, (f.d).left_out
    FROM measure AS m
    JOIN fit AS f ON f.measure_id = m.measure_id
    LEFT JOIN alone AS a ON a.measure_id = m.measure_id;
END;
COMMENT ON FUNCTION bsc._initiative_contrast(bigint, bsc._measured[]) IS
    'what measures did in the entities in which an initiative began, over those in which it did not';

-- A row for each measure of the objectives that the initiative serves.
CREATE FUNCTION bsc._initiative_fit(initiative_id bigint, past bsc._past_result[], below bsc._measured[])
RETURNS SETOF bsc._initiative_fit
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 20000 ROWS 10
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    measures bigint[] := ARRAY(
        SELECT m.id
        FROM bsc.initiative_objective AS x
        JOIN bsc.measure AS m ON m.objective_id = x.objective_id
        WHERE x.initiative_id = _initiative_fit.initiative_id);
    begins bsc.period := (
        SELECT bsc.period(i.starts, s.frequency, s.first_month)
        FROM bsc.initiative AS i
        JOIN bsc.scorecard AS s ON s.id = i.scorecard_id
        WHERE i.id = _initiative_fit.initiative_id AND isfinite(i.starts));
BEGIN
    IF EXISTS (SELECT 1 FROM bsc.initiative_entity AS x WHERE x.initiative_id = _initiative_fit.initiative_id) THEN
        RETURN QUERY
        SELECT f.* FROM bsc._initiative_contrast(
            initiative_id, ARRAY(SELECT b FROM unnest(below) AS b WHERE b.measure_id = ANY (measures))) AS f;
    ELSIF begins IS NOT NULL THEN
        RETURN QUERY
        SELECT f.* FROM bsc._initiative_step(begins, ARRAY(
            SELECT ROW(p.node_id, '', p.period, p.actual, p.target)::bsc._measured
            FROM unnest(past) AS p
            WHERE p.level = 3 AND p.node_id = ANY (measures) AND p.actual IS NOT NULL)) AS f;
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._initiative_fit(bigint, bsc._past_result[], bsc._measured[]) IS
    'what the measures of an initiative did once it had begun, from results at hand';

-- The answer for a measure; its finding has the sentence.
CREATE TYPE bsc._initiative_effect AS (
    measure text,
    name text,
    method text,
    before double precision,
    after double precision,
    estimate double precision,
    std_error double precision,
    df double precision,
    p_value double precision,
    ci_low double precision,
    ci_high double precision,
    q_value double precision,
    in_score double precision,
    verdict text,
    finding bsc._finding);
COMMENT ON TYPE bsc._initiative_effect IS 'what an initiative did to a measure';

-- Which of its sentences a verdict takes.  A comparison with an estimate and no error lacks a
-- spread: of a place that is alone, or of places that are all alike.
CREATE FUNCTION bsc._initiative_case(verdict text, fit bsc._initiative_fit, has_start boolean)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN verdict = 'insufficient data' THEN
        CASE WHEN NOT has_start THEN 'start' WHEN (fit).measure_id IS NULL THEN 'none'
             WHEN (fit).method = 'difference in differences' AND (fit).estimate IS NOT NULL
             THEN CASE WHEN (fit).alone IS NOT NULL THEN 'alone' WHEN (fit).left_out > 0 THEN 'left' ELSE 'alike' END
             WHEN (fit).method = 'difference in differences' THEN 'compared' END
    WHEN verdict = 'unproven' AND (fit).pre_p <= 0.05 THEN 'astray'
    WHEN (fit).method = 'difference in differences' THEN 'compared' END;
COMMENT ON FUNCTION bsc._initiative_case(text, bsc._initiative_fit, boolean) IS 'which sentence of its verdict an initiative takes';

-- The better direction is that of the last target; a target to be kept within has none.
-- Where the two sides went different ways before, the comparison proves nothing.
CREATE FUNCTION bsc._initiative_verdict(fit bsc._initiative_fit, q double precision)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN q IS NULL THEN 'insufficient data'
    WHEN q > 0.05 OR (fit).pre_p <= 0.05 THEN 'unproven'
    WHEN sign((fit).estimate) = CASE bsc.direction((fit).target) WHEN 'increase' THEN 1 WHEN 'decrease' THEN -1 END THEN 'worked'
    WHEN bsc.direction((fit).target) IN ('increase', 'decrease') THEN 'backfired'
    ELSE 'unproven' END;
COMMENT ON FUNCTION bsc._initiative_verdict(bsc._initiative_fit, double precision) IS 'the verdict on an initiative, by its estimate';

CREATE FUNCTION bsc._initiative_effect(
    initiative_id bigint, only_measure bigint, past bsc._past_result[], below bsc._measured[])
RETURNS SETOF bsc._initiative_effect
LANGUAGE sql STABLE PARALLEL SAFE COST 20000 ROWS 10
BEGIN ATOMIC
    WITH fit AS MATERIALIZED (
        SELECT m.id, m.code, COALESCE(m.name, m.code) AS title, f AS fit, row_number() OVER (ORDER BY m.code COLLATE "C") AS turn
        FROM bsc.initiative_objective AS x
        JOIN bsc.measure AS m ON m.objective_id = x.objective_id
        LEFT JOIN bsc._initiative_fit(_initiative_effect.initiative_id, _initiative_effect.past, _initiative_effect.below) AS f
            ON f.measure_id = m.id
        WHERE x.initiative_id = _initiative_effect.initiative_id
          AND (_initiative_effect.only_measure IS NULL OR m.id = _initiative_effect.only_measure)
    ), adjusted AS (
        SELECT bsc.p_adjust(array_agg((f.fit).p ORDER BY f.turn)) AS q FROM fit AS f
    )
    SELECT f.code, f.title, (f.fit).method, (k.fit).before, (k.fit).after, (k.fit).estimate, (k.fit).std_error, (k.fit).df,
        (k.fit).p, (k.fit).estimate - (k.fit).margin, (k.fit).estimate + (k.fit).margin, a.q[f.turn],
        (k.fit).estimate / NULLIF(bsc.goal((k.fit).target) - bsc.baseline((k.fit).target), 0), v.verdict,
        ROW('initiative ' || CASE v.verdict WHEN 'insufficient data' THEN 'without data' ELSE v.verdict END,
            CASE v.verdict WHEN 'backfired' THEN 'high' ELSE 'low' END,
            i.code || ' -> ' || f.code,
            COALESCE(to_jsonb(f.fit), '{}') || jsonb_build_object(
                'case', bsc._initiative_case(v.verdict, f.fit, s.is_known), 'name', COALESCE(i.name, i.code), 'measure', f.title,
                'low', (f.fit).estimate - (f.fit).margin, 'high', (f.fit).estimate + (f.fit).margin, 'q', a.q[f.turn],
                'begins', (f.fit).begins::text, 'grain', bsc.grain((f.fit).begins),
                'goal', CASE WHEN v.verdict = 'unproven' AND a.q[f.turn] <= 0.05 THEN 'unknown' END),
            NULL::jsonb)::bsc._finding
    FROM bsc.initiative AS i
    CROSS JOIN fit AS f
    CROSS JOIN adjusted AS a
    CROSS JOIN LATERAL (
        SELECT COALESCE(isfinite(i.starts), false) OR EXISTS (
            SELECT 1 FROM bsc.initiative_entity AS x WHERE x.initiative_id = i.id AND isfinite(x.starts)) AS is_known) AS s
    CROSS JOIN LATERAL (SELECT bsc._initiative_verdict(f.fit, a.q[f.turn]) AS verdict) AS v
    -- of what cannot be told there are no figures
    CROSS JOIN LATERAL (SELECT CASE WHEN v.verdict <> 'insufficient data' THEN f.fit END AS fit) AS k
    WHERE i.id = _initiative_effect.initiative_id;
END;
COMMENT ON FUNCTION bsc._initiative_effect(bigint, bigint, bsc._past_result[], bsc._measured[]) IS
    'what an initiative did to each of its measures, from results at hand';

CREATE FUNCTION bsc._initiative_id(scorecard text, initiative text)
RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    found_id bigint := (
        SELECT i.id FROM bsc.initiative AS i WHERE i.scorecard_id = owner_id AND i.code = _initiative_id.initiative);
BEGIN
    IF found_id IS NULL THEN
        RAISE EXCEPTION 'scorecard "%" has no initiative "%"', scorecard, coalesce(initiative, 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = coalesce(bsc._near_hint(initiative, ARRAY(
                      SELECT i.code FROM bsc.initiative AS i WHERE i.scorecard_id = owner_id ORDER BY i.code COLLATE "C")),
                      'It has no initiatives yet.');
    END IF;
    RETURN found_id;
END
$$;
COMMENT ON FUNCTION bsc._initiative_id(text, text) IS 'id of the initiative with that code; an unknown code is an error';

-- The measure of an initiative that is asked for alone; NULL for all.
CREATE FUNCTION bsc._initiative_measure(initiative_id bigint, code text)
RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    codes text[] := ARRAY(
        SELECT m.code
        FROM bsc.initiative_objective AS x
        JOIN bsc.measure AS m ON m.objective_id = x.objective_id
        WHERE x.initiative_id = _initiative_measure.initiative_id
        ORDER BY m.code COLLATE "C");
BEGIN
    IF code <> ALL (codes) THEN
        RAISE EXCEPTION 'initiative "%" serves no objective with a measure "%"',
            (SELECT i.code FROM bsc.initiative AS i WHERE i.id = initiative_id), code
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = coalesce(bsc._near_hint(code, codes), 'It serves no objective that has measures.');
    END IF;
    RETURN (
        SELECT m.id
        FROM bsc.initiative AS i
        JOIN bsc.measure AS m ON m.scorecard_id = i.scorecard_id
        WHERE i.id = _initiative_measure.initiative_id AND m.code = _initiative_measure.code);
END
$$;
COMMENT ON FUNCTION bsc._initiative_measure(bigint, text) IS 'id of a measure that an initiative is to move; another code is an error';

-- What there is on record for initiatives: the whole's past or, where entities are named,
-- theirs.
CREATE FUNCTION bsc._initiative_effects(
    initiatives bigint[], only_measure bigint, past bsc._past_result[], until bsc.period)
RETURNS TABLE (initiative_id bigint, effect bsc._initiative_effect)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 50000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    owner_id bigint := (SELECT i.scorecard_id FROM bsc.initiative AS i WHERE i.id = initiatives[1]);
    compared bigint[] := ARRAY(
        SELECT DISTINCT m.id
        FROM bsc.initiative_entity AS e
        JOIN bsc.initiative_objective AS x ON x.initiative_id = e.initiative_id
        JOIN bsc.measure AS m ON m.objective_id = x.objective_id
        WHERE e.initiative_id = ANY (initiatives));
    below bsc._measured[];
BEGIN
    IF compared <> '{}' THEN
        below := ARRAY(SELECT b FROM bsc._measured_below(owner_id, compared, until) AS b);
    END IF;
    RETURN QUERY
    SELECT i.id, e
    FROM unnest(initiatives) AS i (id)
    CROSS JOIN LATERAL bsc._initiative_effect(i.id, only_measure, past, below) AS e;
END
$$;
COMMENT ON FUNCTION bsc._initiative_effects(bigint[], bigint, bsc._past_result[], bsc.period) IS
    'what initiatives did to their measures, the past of the whole at hand';

CREATE FUNCTION bsc.initiative_effect(
    scorecard text, initiative text, only_measure text DEFAULT NULL, lang text DEFAULT 'en')
RETURNS TABLE (
    measure text,
    name text,
    method text,
    before double precision,
    after double precision,
    estimate double precision,
    std_error double precision,
    df double precision,
    p_value double precision,
    ci_low double precision,
    ci_high double precision,
    q_value double precision,
    in_score double precision,
    verdict text,
    reason text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 50000 ROWS 10
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    sentences jsonb := bsc._sentences(lang);
    own_id bigint := bsc._initiative_id(scorecard, initiative);
    measure_id bigint := bsc._initiative_measure(own_id, only_measure);
    owner_id bigint;
    state text;
BEGIN
    SELECT i.scorecard_id, i.state INTO owner_id, state FROM bsc.initiative AS i WHERE i.id = own_id;
    IF state = 'planned' THEN
        RAISE EXCEPTION 'initiative "%" has not begun', initiative
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = 'It is planned: what it did can be asked once it is active.';
    END IF;
    RETURN QUERY
    SELECT (e.effect).measure, (e.effect).name, (e.effect).method, (e.effect).before, (e.effect).after,
        (e.effect).estimate, (e.effect).std_error, (e.effect).df, (e.effect).p_value, (e.effect).ci_low, (e.effect).ci_high,
        (e.effect).q_value, (e.effect).in_score, (e.effect).verdict, bsc._message((e.effect).finding, sentences)
    FROM bsc._initiative_effects(
        ARRAY[own_id], measure_id,
        -- where entities are compared, nobody asks for the whole
        CASE WHEN NOT EXISTS (SELECT 1 FROM bsc.initiative_entity AS x WHERE x.initiative_id = own_id)
             THEN ARRAY(SELECT p FROM bsc._past(owner_id, ''::text, NULL::bsc.period) AS p) END, NULL::bsc.period) AS e
    ORDER BY (e.effect).measure COLLATE "C";
END
$$;
COMMENT ON FUNCTION bsc.initiative_effect(text, text, text, text) IS
    'did an initiative work? what each measure that it is to move did once it had begun, over a control group where it names entities';

-- In the review of the whole, as far as it was known at the end of the period.
CREATE FUNCTION bsc._review_effects(scorecard_id bigint, period bsc.period, entity text, past bsc._past_result[])
RETURNS SETOF bsc._finding
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 50000 ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    begun bigint[] := ARRAY(
        SELECT i.id FROM bsc.initiative AS i
        WHERE i.scorecard_id = _review_effects.scorecard_id AND i.state <> 'planned'
        ORDER BY i.code COLLATE "C");
BEGIN
    IF entity = '' AND begun <> '{}' THEN
        RETURN QUERY
        SELECT ((e.effect).finding).rule, ((e.effect).finding).severity, ((e.effect).finding).subject,
            ((e.effect).finding).parameters, to_jsonb(e.effect) - 'finding'
        FROM bsc._initiative_effects(begun, NULL::bigint, past, period) AS e
        WHERE (e.effect).verdict <> 'insufficient data';
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._review_effects(bigint, bsc.period, text, bsc._past_result[]) IS
    'findings of a review: what initiatives did to the measures that they are to move';
