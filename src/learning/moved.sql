-- What moved the measures that are red: first by driver, then by entity.

-- The largest effects of a list, as a sentence tells them.
CREATE FUNCTION bsc._movers(names text[], effects double precision[])
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT jsonb_agg(jsonb_build_object('name', m.name, 'effect', m.effect) ORDER BY m.place)
    FROM (SELECT x.name, x.effect, row_number() OVER (ORDER BY abs(x.effect) DESC, x.ordinality) AS place
          FROM ROWS FROM (unnest(_movers.names), unnest(_movers.effects)) WITH ORDINALITY AS x (name, effect, ordinality)
          WHERE x.effect <> 0) AS m
    WHERE m.place <= 3;
END;
COMMENT ON FUNCTION bsc._movers(text[], double precision[]) IS 'the three largest effects with their names, NULL where there is none';

-- By driver; nothing where the formula has too many or no value before.
CREATE FUNCTION bsc._moving_drivers(formula text, nodes bsc._evaluated_node[], nodes_before bsc._evaluated_node[])
RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT bsc._movers(array_agg(coalesce(a.name, a.driver) ORDER BY a.ordinal), array_agg(a.effect ORDER BY a.ordinal))
        FROM bsc._attribution(formula, nodes, nodes_before, 'shapley'::text) AS a);
EXCEPTION
    WHEN invalid_parameter_value OR program_limit_exceeded THEN
        RETURN NULL;
END
$$;
COMMENT ON FUNCTION bsc._moving_drivers(text, bsc._evaluated_node[], bsc._evaluated_node[]) IS
    'the drivers that moved a formula most, as a sentence tells them';

-- By entity, for a measure of the whole.
CREATE FUNCTION bsc._moving_entities(scorecard_id bigint, measure_id bigint, period bsc.period, period_before bsc.period)
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    measures bigint[] := bsc._added_measures(measure_id);
    now_values jsonb;
    then_values jsonb;
    parts text[];
BEGIN
    IF measures IS NULL THEN
        RETURN NULL;
    END IF;
    now_values := bsc._values_by_entity(scorecard_id, measures, period, 'period'::text);
    then_values := bsc._values_by_entity(scorecard_id, measures, period_before, 'period'::text);
    parts := bsc._parts_of_whole(scorecard_id, ARRAY(SELECT jsonb_object_keys(now_values || then_values)));
    RETURN (
        SELECT bsc._movers(array_agg(coalesce(e.name, x.entity) ORDER BY x.entity COLLATE "C"),
                           array_agg(x.effect ORDER BY x.entity COLLATE "C"))
        FROM bsc._entity_effects(measures, parts, now_values, then_values) AS x
        LEFT JOIN bsc.entity AS e ON e.scorecard_id = _moving_entities.scorecard_id AND e.code = x.entity
        WHERE x.entity IS NOT NULL);
EXCEPTION
    WHEN invalid_parameter_value OR numeric_value_out_of_range THEN
        RETURN NULL;
END
$$;
COMMENT ON FUNCTION bsc._moving_entities(bigint, bigint, bsc.period, bsc.period) IS
    'the entities that moved a measure of the whole most, as a sentence tells them';

-- What moved each red measure, by the key of its objective.  A part of a period is not
-- compared with a whole one.
CREATE FUNCTION bsc._moved(scorecard_id bigint, period bsc.period, entity text, nodes bsc._evaluated_node[])
RETURNS TABLE (parent text, place text[], said jsonb)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 10000 ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    period_before bsc.period := bsc._period_before(period);
    nodes_before bsc._evaluated_node[];
BEGIN
    IF period_before IS NULL OR NOT EXISTS (
        SELECT 1 FROM unnest(nodes) AS n
        JOIN bsc.measure AS m ON m.id = n.id AND m.rollup IN ('formula', 'sum')
        WHERE n.level = 3 AND n.status = 'red' AND n.actual IS NOT NULL AND NOT coalesce(n.provisional, false)) THEN
        RETURN;
    END IF;
    nodes_before := ARRAY(SELECT n FROM bsc._node(scorecard_id, period_before, entity, 'period'::text) AS n);
    RETURN QUERY
    SELECT n.parent, n.place, jsonb_build_object(
        'measure', n.measure, 'name', n.name, 'before', b.actual, 'actual', n.actual, 'change', n.actual - b.actual,
        'against', period_before::text, 'drivers', x.drivers, 'entities', x.entities)
    FROM unnest(nodes) AS n
    JOIN bsc.measure AS m ON m.id = n.id
    JOIN unnest(nodes_before) AS b ON b.level = 3 AND b.measure = n.measure
    CROSS JOIN LATERAL (
        SELECT CASE WHEN m.formula IS NOT NULL THEN bsc._moving_drivers(m.formula, nodes, nodes_before) END AS drivers,
            CASE WHEN _moved.entity = '' THEN bsc._moving_entities(_moved.scorecard_id, m.id, _moved.period, period_before) END AS entities) AS x
    WHERE n.level = 3 AND n.status = 'red' AND NOT coalesce(n.provisional, false) AND n.actual <> b.actual
      AND bsc._read_period(m.id, _moved.period) OPERATOR(bsc.=) _moved.period
      AND (x.drivers IS NOT NULL OR x.entities IS NOT NULL);
END
$$;
COMMENT ON FUNCTION bsc._moved(bigint, bsc.period, text, bsc._evaluated_node[]) IS
    'what moved each red measure against the period before: its drivers, then its entities';
