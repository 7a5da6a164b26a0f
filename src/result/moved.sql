-- What moved the measures that are red: first by driver, then by entity.

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

-- The largest effects of a list, as sentences and texts tell them.
CREATE FUNCTION bsc._movers(codes text[], names text[], effects double precision[])
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT jsonb_agg(jsonb_build_object('code', m.code, 'name', COALESCE(m.name, m.code), 'effect', m.effect) ORDER BY m.place)
    FROM (SELECT x.code, x.name, x.effect, row_number() OVER (ORDER BY abs(x.effect) DESC, x.ordinality) AS place
          FROM ROWS FROM (unnest(_movers.codes), unnest(_movers.names), unnest(_movers.effects))
               WITH ORDINALITY AS x (code, name, effect, ordinality)
          WHERE x.effect <> 0) AS m
    WHERE m.place <= 3;
END;
COMMENT ON FUNCTION bsc._movers(text[], text[], double precision[]) IS 'the three largest effects with their codes and names, NULL where there is none';

CREATE FUNCTION bsc._movers_text(movers jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT string_agg(concat(m.value ->> 'code', ' ', CASE WHEN (m.value ->> 'effect')::double precision > 0 THEN '+' END,
                             bsc._shown_amount((m.value ->> 'effect')::double precision)), ', ' ORDER BY m.ordinality)
    FROM jsonb_array_elements(_movers_text.movers) WITH ORDINALITY AS m (value, ordinality);
END;
COMMENT ON FUNCTION bsc._movers_text(jsonb) IS 'the largest effects as a text: visits -650, orders +497';

-- By driver; nothing where the formula has no value before, or more drivers that
-- changed than can be told apart.
CREATE FUNCTION bsc._moving_drivers(formula text, nodes bsc._evaluated_node[], nodes_before bsc._evaluated_node[])
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (
        SELECT count(*)
        FROM unnest(bsc._formula_operands(formula)) AS o (code)
        JOIN unnest(nodes) AS n ON n.level = 3 AND n.measure = o.code
        JOIN unnest(nodes_before) AS b ON b.level = 3 AND b.measure = o.code
        WHERE n.actual <> b.actual) <= 16
    THEN (SELECT bsc._movers(array_agg(a.driver ORDER BY a.ordinal), array_agg(a.name ORDER BY a.ordinal),
                             array_agg(a.effect ORDER BY a.ordinal))
          FROM bsc._attribution(formula, nodes, nodes_before, 'shapley'::text) AS a) END;
COMMENT ON FUNCTION bsc._moving_drivers(text, bsc._evaluated_node[], bsc._evaluated_node[]) IS
    'the drivers that moved a formula most';

-- Can rates be told apart: no denominator below zero, none of next to nothing?
CREATE FUNCTION bsc._are_rates(measures bigint[], parts text[], entity_values jsonb)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN cardinality(measures) = 1 OR NOT EXISTS (
    SELECT 1 FROM unnest(parts) AS p (code)
    CROSS JOIN LATERAL (SELECT (entity_values -> p.code ->> measures[3]::text)::double precision AS denominator) AS d
    WHERE d.denominator < 1e-100 AND d.denominator <> 0);
COMMENT ON FUNCTION bsc._are_rates(bigint[], text[], jsonb) IS
    'is a measure one that is added up, or a quotient whose denominators can all be divided by?';

-- By the entities that a whole is made of.
CREATE FUNCTION bsc._moving_entities(
    scorecard_id bigint, measures bigint[], times double precision, whole text, parts text[], now_values jsonb, then_values jsonb)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN bsc._are_rates(measures, parts, now_values) AND bsc._are_rates(measures, parts, then_values)
    THEN (SELECT bsc._movers(array_agg(x.entity ORDER BY x.entity COLLATE "C"), array_agg(e.name ORDER BY x.entity COLLATE "C"),
                             array_agg(x.effect ORDER BY x.entity COLLATE "C"))
          FROM bsc._entity_effects(measures, times, whole, parts, now_values, then_values) AS x
          LEFT JOIN bsc.entity AS e ON e.scorecard_id = _moving_entities.scorecard_id AND e.code = x.entity
          WHERE x.entity IS NOT NULL) END;
COMMENT ON FUNCTION bsc._moving_entities(bigint, bigint[], double precision, text, text[], jsonb, jsonb) IS
    'the entities that moved a measure of a whole most';

-- What moved each red measure between two evaluations of an entity.  A part of a period
-- is not compared with a whole one, nor a period with one of another grain.  All entities are read once for all measures.
CREATE FUNCTION bsc._moved(
    scorecard_id bigint, period bsc.period, period_before bsc.period, entity text, basis text,
    nodes bsc._evaluated_node[], nodes_before bsc._evaluated_node[])
RETURNS TABLE (parent text, place text[], measure text, said jsonb)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    red bigint[] := ARRAY(
        SELECT m.id
        FROM unnest(nodes) AS n
        JOIN bsc.measure AS m ON m.id = n.id AND m.rollup IN ('formula', 'sum')
        JOIN unnest(nodes_before) AS b ON b.level = 3 AND b.measure = n.measure
        WHERE n.level = 3 AND n.status = 'red' AND n.actual <> b.actual AND NOT coalesce(n.provisional, false)
          -- a coarser one is read in another period; of all measures there are this may be asked, and must not fail
          AND bsc._grain_rank(m.frequency) >= bsc._grain_rank(bsc.grain(_moved.period))
          AND bsc.grain(_moved.period_before) = bsc.grain(_moved.period));
    added bigint[] := ARRAY(SELECT DISTINCT x FROM unnest(red) AS r (id) CROSS JOIN LATERAL unnest(bsc._added_measures(r.id)) AS x);
    is_whole boolean := entity = '' OR EXISTS (
        SELECT 1 FROM bsc._entity_place AS p
        WHERE p.scorecard_id = _moved.scorecard_id AND p.code = _moved.entity AND p.last > p.number);
    now_values jsonb;
    then_values jsonb;
    parts text[];
BEGIN
    IF is_whole AND cardinality(added) > 0 THEN
        now_values := bsc._values_by_entity(scorecard_id, added, period, basis);
        then_values := bsc._values_by_entity(scorecard_id, added, period_before, basis);
        parts := bsc._parts_of(scorecard_id, entity, ARRAY(SELECT jsonb_object_keys(now_values || then_values)));
    END IF;
    RETURN QUERY
    SELECT n.parent, n.place, n.measure, jsonb_build_object(
        'measure', n.measure, 'name', n.name, 'before', b.actual, 'actual', n.actual, 'change', n.actual - b.actual,
        'against', period_before::text, 'drivers', x.drivers, 'entities', x.entities)
    FROM unnest(nodes) AS n
    JOIN bsc.measure AS m ON m.id = n.id
    JOIN unnest(nodes_before) AS b ON b.level = 3 AND b.measure = n.measure
    CROSS JOIN LATERAL (
        SELECT CASE WHEN m.formula IS NOT NULL THEN bsc._moving_drivers(m.formula, nodes, nodes_before) END AS drivers,
            CASE WHEN parts IS NOT NULL AND bsc._added_measures(m.id) IS NOT NULL
                 THEN bsc._moving_entities(_moved.scorecard_id, bsc._added_measures(m.id), bsc._times_quotient(m.formula), _moved.entity,
                                           parts, now_values, then_values)
            END AS entities) AS x
    WHERE n.level = 3 AND n.id = ANY (red) AND (x.drivers IS NOT NULL OR x.entities IS NOT NULL);
END
$$;
COMMENT ON FUNCTION bsc._moved(bigint, bsc.period, bsc.period, text, text, bsc._evaluated_node[], bsc._evaluated_node[]) IS
    'what moved each red measure between two periods: its drivers, then the entities that it is added up from';
