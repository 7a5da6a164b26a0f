-- What moved a measure: the drivers that its formula names, or the entities that it
-- is added up from.  Arithmetic of the definition, exact; it claims no cause.

-- The period that a measure is read in: its own that holds the period, where it is
-- coarser.  A formula reads its operands there too.
CREATE FUNCTION bsc._read_period(measure_id bigint, period bsc.period)
RETURNS bsc.period
LANGUAGE sql STABLE PARALLEL SAFE COST 10
BEGIN ATOMIC
    SELECT CASE WHEN bsc._grain_rank(m.frequency) < bsc._grain_rank(bsc.grain(_read_period.period))
                THEN bsc.enclosing(_read_period.period, m.frequency, s.first_month)
                ELSE _read_period.period END
    FROM bsc.measure AS m
    JOIN bsc.scorecard AS s ON s.id = m.scorecard_id
    WHERE m.id = _read_period.measure_id;
END;
COMMENT ON FUNCTION bsc._read_period(bigint, bsc.period) IS 'the period, or the one of the measure''s own that holds it where the measure is coarser';

-- The drivers of a formula between two evaluations; without the second, from its goals.
CREATE FUNCTION bsc._attribution(
    formula text, nodes bsc._evaluated_node[], nodes_before bsc._evaluated_node[], method text)
RETURNS TABLE (
    ordinal bigint,
    driver text,
    name text,
    before double precision,
    after double precision,
    effect double precision,
    share double precision)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 500 ROWS 3
BEGIN ATOMIC
    WITH operand AS MATERIALIZED (
        SELECT o.ordinality, o.code, n.name,
            CASE WHEN _attribution.nodes_before IS NULL THEN n.goal ELSE b.actual END AS before, n.actual AS after
        FROM unnest(bsc._formula_operands(_attribution.formula)) WITH ORDINALITY AS o (code, ordinality)
        LEFT JOIN unnest(_attribution.nodes) AS n ON n.level = 3 AND n.measure = o.code
        LEFT JOIN unnest(_attribution.nodes_before) AS b ON b.level = 3 AND b.measure = o.code
    )
    SELECT o.ordinality, o.code, o.name, o.before, o.after, d.effect, d.share
    FROM (SELECT array_agg(x.code ORDER BY x.ordinality) AS codes, array_agg(x.before ORDER BY x.ordinality) AS before,
              array_agg(x.after ORDER BY x.ordinality) AS after
          FROM operand AS x) AS a
    CROSS JOIN LATERAL bsc.decompose(_attribution.formula, a.codes, a.before, a.after, _attribution.method) AS d
    JOIN operand AS o ON o.code = d.driver;
END;
COMMENT ON FUNCTION bsc._attribution(text, bsc._evaluated_node[], bsc._evaluated_node[], text) IS
    'what each driver of a formula made of its change between two evaluations, or from the goals where the second is NULL';

-- What a period of a measure is compared with: the one before, or another as long.
CREATE FUNCTION bsc._period_against(scorecard_id bigint, measure_id bigint, period bsc.period, against bsc.period)
RETURNS bsc.period
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 200
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    compared bsc.period := coalesce(
        bsc._read_period(measure_id, bsc._own_period(scorecard_id, against)), bsc._period_before(period));
BEGIN
    IF bsc.grain(compared) <> bsc.grain(period) THEN
        RAISE EXCEPTION 'the % % cannot be held against the % %', bsc.grain(period), period, bsc.grain(compared), compared
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Name two years, two quarters or two of another length.';
    END IF;
    RETURN compared;
END
$$;
COMMENT ON FUNCTION bsc._period_against(bigint, bigint, bsc.period, bsc.period) IS
    'the period that one of a measure is compared with, the one before for NULL; an error for one of another grain';

CREATE FUNCTION bsc._attribute(
    scorecard text, measure text, period bsc.period, against bsc.period, from_goals boolean, entity text, method text, basis text)
RETURNS TABLE (
    driver text,
    name text,
    before double precision,
    after double precision,
    effect double precision,
    share double precision)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 2000 ROWS 3
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    asked_id bigint := bsc.measure_id(scorecard, measure);
    asked text := bsc._asked_entity(owner_id, entity);
    asked_basis text := bsc._basis(basis);
    now_period bsc.period := bsc._read_period(asked_id, bsc._asked_period(owner_id, period, asked));
    then_period bsc.period := bsc._period_against(owner_id, asked_id, now_period, against);
    said text := (SELECT m.formula FROM bsc.measure AS m WHERE m.id = asked_id);
BEGIN
    IF said IS NULL THEN
        RAISE EXCEPTION 'measure "%" is not a formula', measure
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'bsc.attribute_entities tells which entities moved a measure.';
    END IF;
    RETURN QUERY
    SELECT a.driver, a.name, a.before, a.after, a.effect, a.share
    FROM bsc._attribution(
        said,
        ARRAY(SELECT n FROM bsc._node(owner_id, now_period, asked, asked_basis) AS n),
        CASE WHEN NOT from_goals
             THEN ARRAY(SELECT n FROM bsc._node(owner_id, then_period, asked, asked_basis) AS n) END,
        coalesce(method, 'shapley'::text)) AS a
    ORDER BY a.ordinal;
END
$$;
COMMENT ON FUNCTION bsc._attribute(text, text, bsc.period, bsc.period, boolean, text, text, text) IS
    'what moved a formula measure, against another period or its drivers'' goals';

CREATE FUNCTION bsc._attribute_then(
    scorecard text, measure text, period bsc.period, against bsc.period, from_goals boolean, entity text, method text, basis text,
    as_of timestamptz)
RETURNS TABLE (
    driver text,
    name text,
    before double precision,
    after double precision,
    effect double precision,
    share double precision)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 2000 ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF as_of IS NULL THEN
        RETURN QUERY SELECT a.* FROM bsc._attribute(scorecard, measure, period, against, from_goals, entity, method, basis) AS a;
    ELSE
        RETURN QUERY SELECT a.* FROM bsc._attribute(
            scorecard, measure, period, against, from_goals, bsc._entity_then(scorecard, entity, as_of), method, basis, as_of) AS a;
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._attribute_then(text, text, bsc.period, bsc.period, boolean, text, text, text, timestamptz) IS
    'what moved a formula measure, as it stands or as of a moment';

CREATE FUNCTION bsc.attribute(
    scorecard text, measure text, period bsc.period, against bsc.period DEFAULT NULL, entity text DEFAULT '',
    method text DEFAULT 'shapley', basis text DEFAULT 'period', as_of timestamptz DEFAULT NULL)
RETURNS TABLE (
    driver text,
    name text,
    before double precision,
    after double precision,
    effect double precision,
    share double precision)
LANGUAGE sql STABLE PARALLEL SAFE COST 2000 ROWS 3
BEGIN ATOMIC
    SELECT a.* FROM bsc._attribute_then(
        attribute.scorecard, attribute.measure, attribute.period, attribute.against, false, attribute.entity,
        attribute.method, attribute.basis, attribute.as_of) AS a;
END;
COMMENT ON FUNCTION bsc.attribute(text, text, bsc.period, bsc.period, text, text, text, timestamptz) IS
    'what moved a formula measure: the effect of each measure that the formula names, adding up to the change against another period (NULL: the one before); basis period, ytd or rolling; as_of for what it was then';

CREATE FUNCTION bsc.attribute(
    scorecard text, measure text, period text DEFAULT NULL, against text DEFAULT NULL, entity text DEFAULT '',
    method text DEFAULT 'shapley', basis text DEFAULT 'period', as_of timestamptz DEFAULT NULL)
RETURNS TABLE (
    driver text,
    name text,
    before double precision,
    after double precision,
    effect double precision,
    share double precision)
LANGUAGE sql STABLE PARALLEL SAFE COST 2000 ROWS 3
BEGIN ATOMIC
    SELECT a.* FROM bsc._attribute_then(
        attribute.scorecard, attribute.measure, attribute.period::bsc.period,
        nullif(attribute.against, 'goal'::text)::bsc.period, COALESCE(attribute.against = 'goal'::text, false), attribute.entity,
        attribute.method, attribute.basis, attribute.as_of) AS a;
END;
COMMENT ON FUNCTION bsc.attribute(text, text, text, text, text, text, text, timestamptz) IS
    'what moved a formula measure: the effect of each measure that the formula names, adding up to the change against another period (NULL: the one before), or, against goal, to the actual less the formula of the drivers'' goals, which may differ from the measure''s own goal; basis period, ytd or rolling; as_of for what it was then';

-- Some measures of all entities, as frozen where the period is closed.
CREATE FUNCTION bsc._entity_values(scorecard_id bigint, measures bigint[], period bsc.period, basis text)
RETURNS TABLE (entity text, measure_id bigint, actual double precision)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 5000 ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    IF EXISTS (SELECT 1 FROM bsc.closed_result AS f
               WHERE f.scorecard_id = _entity_values.scorecard_id AND f.period OPERATOR(bsc.=) _entity_values.period
                 AND f.basis = _entity_values.basis) THEN
        RETURN QUERY
        SELECT f.entity, m.id, f.actual
        FROM bsc.closed_result AS f
        JOIN bsc.measure AS m ON m.scorecard_id = f.scorecard_id AND m.code = f.measure
        WHERE f.scorecard_id = _entity_values.scorecard_id AND f.period OPERATOR(bsc.=) _entity_values.period
          AND f.basis = _entity_values.basis AND f.level = 3 AND m.id = ANY (_entity_values.measures);
    ELSE
        RETURN QUERY
        SELECT e.entity, n.node_id, n.actual
        FROM bsc._entity_result(bsc._outline_of(_entity_values.scorecard_id, _entity_values.measures), _entity_values.period,
                                _entity_values.basis, 3, false) AS e
        CROSS JOIN LATERAL unnest(e.nodes) AS n
        WHERE n.level = 3 AND n.node_id = ANY (_entity_values.measures);
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._entity_values(bigint, bigint[], bsc.period, text) IS
    'what measures come to for every entity that the period lists';

-- A whole against what is added up: its children in the catalogue, else, for '', all
-- others.
CREATE FUNCTION bsc._parts_of(scorecard_id bigint, whole text, listed text[])
RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE COST 100
BEGIN ATOMIC
    WITH child AS MATERIALIZED (
        SELECT p.code
        FROM bsc._entity_place AS w
        JOIN bsc._entity_place AS p ON p.scorecard_id = w.scorecard_id AND p.above = w.number AND p.number > w.number
        WHERE w.scorecard_id = _parts_of.scorecard_id AND w.code = _parts_of.whole
    )
    SELECT CASE WHEN EXISTS (SELECT 1 FROM child)
        THEN ARRAY(SELECT c.code FROM child AS c)
        ELSE ARRAY(SELECT DISTINCT l.code FROM unnest(_parts_of.listed) AS l (code) WHERE l.code <> '' AND _parts_of.whole = '') END;
END;
COMMENT ON FUNCTION bsc._parts_of(bigint, text, text[]) IS
    'the entities that make a whole: its children in the catalogue, else, of '''', all of a list but ''''';

CREATE FUNCTION bsc._left_over(whole double precision, parts double precision, size double precision)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN CASE WHEN abs(whole - parts) <= 1e-12 * (abs(whole) + abs(parts) + size) THEN 0 ELSE whole - parts END;
COMMENT ON FUNCTION bsc._left_over(double precision, double precision, double precision) IS
    'what parts leave of a whole; 0 where it is only rounding';

-- What each part did, from their values before and after, and what is left of the
-- change of the whole, as the part NULL.  measures: one that is added up, or so many
-- times a quotient and what it is made of.
CREATE FUNCTION bsc._entity_effects(
    measures bigint[], times double precision, whole text, parts text[], now_values jsonb, then_values jsonb)
RETURNS TABLE (
    entity text,
    before double precision,
    after double precision,
    effect double precision,
    rate_effect double precision,
    mix_effect double precision)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 100
BEGIN ATOMIC
    WITH part AS MATERIALIZED (
        SELECT p.code, k.ordinality AS k,
            (_entity_effects.then_values -> p.code ->> k.id::text)::double precision AS before,
            (_entity_effects.now_values -> p.code ->> k.id::text)::double precision AS after
        FROM unnest(_entity_effects.parts || _entity_effects.whole) AS p (code)
        CROSS JOIN unnest(_entity_effects.measures) WITH ORDINALITY AS k (id, ordinality)
    ), figure AS MATERIALIZED (
        SELECT p.code, max(p.before) FILTER (WHERE p.k = 1) AS before, max(p.after) FILTER (WHERE p.k = 1) AS after,
            times * COALESCE(max(p.before) FILTER (WHERE p.k = 2), 0) AS num0, COALESCE(max(p.before) FILTER (WHERE p.k = 3), 0) AS den0,
            times * COALESCE(max(p.after) FILTER (WHERE p.k = 2), 0) AS num1, COALESCE(max(p.after) FILTER (WHERE p.k = 3), 0) AS den1
        FROM part AS p
        GROUP BY p.code
    ), effect AS MATERIALIZED (
        SELECT f.code, COALESCE(f.after, 0) - COALESCE(f.before, 0) AS effect,
            NULL::double precision AS rate_effect, NULL::double precision AS mix_effect
        FROM figure AS f
        WHERE cardinality(_entity_effects.measures) = 1 AND f.code <> _entity_effects.whole
        UNION ALL
        SELECT e.segment, e.effect, e.rate_effect, e.mix_effect
        FROM (SELECT bsc.rate_mix(f.code, f.num0, f.den0, f.num1, f.den1) AS effects
              FROM figure AS f WHERE f.code <> _entity_effects.whole) AS r
        CROSS JOIN LATERAL unnest(r.effects) AS e
        WHERE cardinality(_entity_effects.measures) > 1
    )
    SELECT f.code, f.before, f.after, e.effect, e.rate_effect, e.mix_effect
    FROM figure AS f
    LEFT JOIN effect AS e ON e.code = f.code
    WHERE f.code <> _entity_effects.whole
    UNION ALL
    SELECT NULL, CASE WHEN t.is_sum THEN bsc._left_over(w.before, t.before, t.size) END,
        CASE WHEN t.is_sum THEN bsc._left_over(w.after, t.after, t.size) END,
        bsc._left_over(w.after - w.before, t.effect, abs(w.after) + abs(w.before) + t.size), NULL, NULL
    FROM figure AS w
    CROSS JOIN (
        SELECT cardinality(_entity_effects.measures) = 1 AS is_sum, sum(COALESCE(f.before, 0)) AS before, sum(COALESCE(f.after, 0)) AS after,
            sum(e.effect) AS effect, sum(abs(e.effect)) AS size
        FROM figure AS f
        LEFT JOIN effect AS e ON e.code = f.code
        WHERE f.code <> _entity_effects.whole) AS t
    WHERE w.code = _entity_effects.whole;
END;
COMMENT ON FUNCTION bsc._entity_effects(bigint[], double precision, text, text[], jsonb, jsonb) IS
    'what each part did to the change of the whole, and what of it they leave';

-- How many times its quotient a formula is: 100 * orders / visits is 100.
CREATE FUNCTION bsc._times_quotient(formula text)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN bsc.calculate(formula, bsc._formula_quotient(formula), '{1,1}'::double precision[]);
COMMENT ON FUNCTION bsc._times_quotient(text) IS 'how many times its quotient a formula is, NULL for any other';

-- The measures that entities may be asked for: one with roll-up sum, or a quotient of
-- two with its numerator and denominator.
CREATE FUNCTION bsc._added_measures(measure_id bigint)
RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    asked bsc.measure;
    quotient bigint[];
BEGIN
    SELECT m.* INTO asked FROM bsc.measure AS m WHERE m.id = measure_id;
    IF asked.rollup = 'sum' THEN
        RETURN ARRAY[asked.id];
    END IF;
    quotient := ARRAY(
        SELECT m.id
        FROM unnest(bsc._formula_quotient(asked.formula)) WITH ORDINALITY AS q (code, ordinality)
        JOIN bsc.measure AS m ON m.scorecard_id = asked.scorecard_id AND m.code = q.code AND m.rollup = 'sum'
        ORDER BY q.ordinality);
    IF cardinality(quotient) = 2 THEN
        RETURN asked.id || quotient;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION bsc._added_measures(bigint) IS
    'a measure with roll-up sum, or a quotient with the two that it divides; NULL for any other';

CREATE FUNCTION bsc._values_by_entity(scorecard_id bigint, measures bigint[], period bsc.period, basis text)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE COST 5000
BEGIN ATOMIC
    SELECT COALESCE(jsonb_object_agg(v.entity, v.figures), '{}'::jsonb)
    FROM (SELECT x.entity, jsonb_object_agg(x.measure_id, x.actual) AS figures
          FROM bsc._entity_values(_values_by_entity.scorecard_id, _values_by_entity.measures,
                                  _values_by_entity.period, _values_by_entity.basis) AS x
          GROUP BY x.entity) AS v;
END;
COMMENT ON FUNCTION bsc._values_by_entity(bigint, bigint[], bsc.period, text) IS 'what measures come to, by entity and the measure''s id';

CREATE FUNCTION bsc._attribute_entities(
    scorecard text, measure text, period bsc.period, against bsc.period, entities text[], basis text, whole text)
RETURNS TABLE (
    entity text,
    before double precision,
    after double precision,
    effect double precision,
    rate_effect double precision,
    mix_effect double precision,
    share double precision)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    asked_id bigint := bsc.measure_id(scorecard, measure);
    asked text := bsc._asked_entity(owner_id, whole);
    asked_basis text := bsc._basis(basis);
    now_period bsc.period := bsc._read_period(asked_id, bsc._asked_period(owner_id, period, asked));
    then_period bsc.period := bsc._period_against(owner_id, asked_id, now_period, against);
    measures bigint[] := bsc._added_measures(asked_id);
    now_values jsonb;
    then_values jsonb;
    parts text[];
BEGIN
    IF measures IS NULL THEN
        RAISE EXCEPTION 'measure "%" does not add up over entities', measure
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'It takes a measure with roll-up sum, or a formula that is one quotient of two such measures, perhaps times a number; bsc.attribute tells which drivers moved any formula.';
    END IF;
    PERFORM bsc._asked_entity(owner_id, e.code) FROM unnest(entities) AS e (code);
    now_values := bsc._values_by_entity(owner_id, measures, now_period, asked_basis);
    then_values := bsc._values_by_entity(owner_id, measures, then_period, asked_basis);
    parts := CASE WHEN entities IS NOT NULL
        THEN ARRAY(SELECT DISTINCT e.code FROM unnest(entities) AS e (code) WHERE e.code <> asked)
        ELSE bsc._parts_of(owner_id, asked, ARRAY(SELECT jsonb_object_keys(now_values || then_values))) END;
    RETURN QUERY
    SELECT x.entity, x.before, x.after, x.effect, x.rate_effect, x.mix_effect,
        CASE WHEN abs(sum(x.effect) OVER ()) >= 1e-9 * sum(abs(x.effect)) OVER ()
             -- no part is 0, never -0
             THEN x.effect / nullif(sum(x.effect) OVER (), 0) + 0.0::double precision END
    FROM bsc._entity_effects(
        measures, (SELECT bsc._times_quotient(m.formula) FROM bsc.measure AS m WHERE m.id = asked_id), asked, parts,
        now_values, then_values) AS x
    ORDER BY x.entity IS NULL, abs(x.effect) DESC NULLS LAST, x.entity COLLATE "C";
END
$$;
COMMENT ON FUNCTION bsc._attribute_entities(text, text, bsc.period, bsc.period, text[], text, text) IS
    'which entities moved a measure that is added up, as it stands';

CREATE FUNCTION bsc.attribute_entities(
    scorecard text, measure text, period bsc.period, against bsc.period DEFAULT NULL, entities text[] DEFAULT NULL,
    basis text DEFAULT 'period', whole text DEFAULT '', as_of timestamptz DEFAULT NULL)
RETURNS TABLE (
    entity text,
    before double precision,
    after double precision,
    effect double precision,
    rate_effect double precision,
    mix_effect double precision,
    share double precision)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 100
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
BEGIN
    IF as_of IS NULL THEN
        RETURN QUERY SELECT a.* FROM bsc._attribute_entities(scorecard, measure, period, against, entities, basis, whole) AS a;
    ELSE
        RETURN QUERY SELECT a.* FROM bsc._attribute_entities(
            scorecard, measure, period, against,
            (SELECT array_agg(bsc._entity_then(scorecard, e.code, as_of)) FROM unnest(entities) AS e (code)),
            basis, bsc._entity_then(scorecard, whole, as_of), as_of) AS a;
    END IF;
END
$$;
COMMENT ON FUNCTION bsc.attribute_entities(text, text, bsc.period, bsc.period, text[], text, text, timestamptz) IS
    'which entities moved a measure that is added up, or a quotient of two such, against another period (NULL: the one before), the largest effect first; the last row, entity NULL, is what of the whole''s change they do not explain; whole: the entity whose change it is; entities NULL: its children in the catalogue, else all but ''''; as_of for what it was then';

CREATE FUNCTION bsc.attribute_entities(
    scorecard text, measure text, period text DEFAULT NULL, against text DEFAULT NULL, entities text[] DEFAULT NULL,
    basis text DEFAULT 'period', whole text DEFAULT '', as_of timestamptz DEFAULT NULL)
RETURNS TABLE (
    entity text,
    before double precision,
    after double precision,
    effect double precision,
    rate_effect double precision,
    mix_effect double precision,
    share double precision)
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 100
BEGIN ATOMIC
    SELECT a.* FROM bsc.attribute_entities(
        attribute_entities.scorecard, attribute_entities.measure, attribute_entities.period::bsc.period,
        attribute_entities.against::bsc.period, attribute_entities.entities, attribute_entities.basis, attribute_entities.whole, attribute_entities.as_of) AS a;
END;
COMMENT ON FUNCTION bsc.attribute_entities(text, text, text, text, text[], text, text, timestamptz) IS
    'which entities moved a measure that is added up, or a quotient of two such, against another period (NULL: the one before), the largest effect first; the last row, entity NULL, is what of the whole''s change they do not explain; whole: the entity whose change it is; entities NULL: its children in the catalogue, else all but ''''; as_of for what it was then';
