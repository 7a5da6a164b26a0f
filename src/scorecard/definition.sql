-- The document of a scorecard as it is: what define() would need to make it
-- again, and no more.  Values that define() fills in by itself are left out.

CREATE FUNCTION bsc._without_defaults(kind text, value jsonb)
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(jsonb_object_agg(k.key, v.value), '{}')
    FROM bsc._document_keys() AS k
    JOIN jsonb_each(_without_defaults.value) AS v ON v.key = k.key
    WHERE k.kind = _without_defaults.kind
      AND v.value <> 'null'
      AND v.value IS DISTINCT FROM k.initial;
END;
COMMENT ON FUNCTION bsc._without_defaults(text, jsonb) IS 'a row as its node in a document: known keys only, without what define() would fill in';

CREATE FUNCTION bsc._plan_definition(measure_id bigint)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT jsonb_agg(
        jsonb_strip_nulls(jsonb_build_object('entity', nullif(t.entity, ''), 'period', t.period))
            || jsonb_build_object('target', t.target)
        ORDER BY t.entity COLLATE "C", bsc.first_day(t.period), bsc.last_day(t.period) DESC)
    FROM bsc.plan AS t
    WHERE t.measure_id = _plan_definition.measure_id;
END;
COMMENT ON FUNCTION bsc._plan_definition(bigint) IS 'the targets of a measure as a document lists them';

CREATE FUNCTION bsc._served_definition(initiative_id bigint)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT jsonb_agg(n.name ORDER BY n.name COLLATE "C")
    FROM (SELECT bsc._objective_name(x.objective_id) AS name
          FROM bsc.initiative_objective AS x
          WHERE x.initiative_id = _served_definition.initiative_id) AS n;
END;
COMMENT ON FUNCTION bsc._served_definition(bigint) IS 'the objectives that an initiative serves as a document lists them';

CREATE FUNCTION bsc._started_definition(initiative_id bigint)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('entity', x.entity, 'starts', x.starts)) ORDER BY x.entity COLLATE "C")
    FROM bsc.initiative_entity AS x
    WHERE x.initiative_id = _started_definition.initiative_id;
END;
COMMENT ON FUNCTION bsc._started_definition(bigint) IS 'the entities of an initiative as a document lists them';

-- In the order in which they are due.
CREATE FUNCTION bsc._steps_definition(initiative_id bigint)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT jsonb_agg(bsc._without_defaults('initiative_step'::text, to_jsonb(s)) ORDER BY s.due, s.code COLLATE "C")
    FROM bsc.initiative_step AS s
    WHERE s.initiative_id = _steps_definition.initiative_id;
END;
COMMENT ON FUNCTION bsc._steps_definition(bigint) IS 'the steps of an initiative as a document lists them';

-- Each list is a subquery of its own, so that every child is looked up by the
-- index on its parent, whatever the planner thinks of tables just filled.
CREATE FUNCTION bsc._measures_definition(objective_id bigint, frequency text, with_plan boolean)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT jsonb_agg(
        bsc._without_defaults('measure', to_jsonb(m) || jsonb_build_object(
            'position', nullif(m.position, m.ordinal),
            'frequency', nullif(m.frequency, _measures_definition.frequency),
            'run_as', CASE WHEN m.query IS NOT NULL THEN nullif(m.run_as, current_user) END,
            'plan', CASE WHEN with_plan THEN bsc._plan_definition(m.id) END))
        ORDER BY m.ordinal)
    FROM (SELECT x.*, row_number() OVER (ORDER BY x.position, x.code COLLATE "C") AS ordinal
          FROM bsc.measure AS x
          WHERE x.objective_id = _measures_definition.objective_id) AS m;
END;
COMMENT ON FUNCTION bsc._measures_definition(bigint, text, boolean) IS 'the measures of an objective as a document lists them';

CREATE FUNCTION bsc._objectives_definition(perspective_id bigint, frequency text, with_plan boolean)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT jsonb_agg(
        bsc._without_defaults('objective', to_jsonb(o) || jsonb_build_object(
            'position', nullif(o.position, o.ordinal),
            'weights', o.weights,
            'measures', bsc._without_weights(
                bsc._measures_definition(o.id, _objectives_definition.frequency, with_plan), o.weights)))
        ORDER BY o.ordinal)
    FROM (SELECT x.*,
                 bsc._still_judged(x.judgements, ARRAY(
                     SELECT m.weight FROM bsc.measure AS m
                     WHERE m.objective_id = x.id ORDER BY m.position, m.code COLLATE "C")) AS weights,
                 row_number() OVER (ORDER BY x.position, x.code COLLATE "C") AS ordinal
          FROM bsc.objective AS x
          WHERE x.perspective_id = _objectives_definition.perspective_id) AS o;
END;
COMMENT ON FUNCTION bsc._objectives_definition(bigint, text, boolean) IS 'the objectives of a perspective as a document lists them';

-- Without the targets, measures have no key "plan", which tells define() to leave them alone.
CREATE FUNCTION bsc.definition(code text, with_plan boolean DEFAULT true)
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
SET extra_float_digits = 1
AS $$
DECLARE
    own_id bigint := bsc.scorecard_id(code);
BEGIN
    RETURN (
        SELECT bsc._without_defaults('scorecard', to_jsonb(s) || jsonb_build_object(
            'weights', s.weights,
            'perspectives', bsc._without_weights((
                SELECT jsonb_agg(
                    bsc._without_defaults('perspective', to_jsonb(p) || jsonb_build_object(
                        'position', nullif(p.position, p.ordinal),
                        'weights', p.weights,
                        'objectives', bsc._without_weights(bsc._objectives_definition(p.id, s.frequency, with_plan), p.weights)))
                    ORDER BY p.ordinal)
                FROM (SELECT x.*,
                             bsc._still_judged(x.judgements, ARRAY(
                                 SELECT o.weight FROM bsc.objective AS o
                                 WHERE o.perspective_id = x.id ORDER BY o.position, o.code COLLATE "C")) AS weights,
                             row_number() OVER (ORDER BY x.position, x.code COLLATE "C") AS ordinal
                      FROM bsc.perspective AS x
                      WHERE x.scorecard_id = s.id) AS p), s.weights),
            'links', (
                SELECT jsonb_agg(
                    bsc._without_defaults('link', to_jsonb(l) || jsonb_build_object(
                        'cause', l.cause_name, 'effect', l.effect_name))
                    ORDER BY l.cause_name COLLATE "C", l.effect_name COLLATE "C", l.lag)
                FROM (SELECT x.*, bsc._objective_name(x.cause) AS cause_name, bsc._objective_name(x.effect) AS effect_name
                      FROM bsc.link AS x
                      WHERE x.scorecard_id = s.id) AS l),
            'initiatives', (
                SELECT jsonb_agg(
                    bsc._without_defaults('initiative', to_jsonb(i) || jsonb_build_object(
                        'objectives', bsc._served_definition(i.id), 'entities', bsc._started_definition(i.id),
                        'steps', bsc._steps_definition(i.id)))
                    ORDER BY i.code COLLATE "C")
                FROM bsc.initiative AS i
                WHERE i.scorecard_id = s.id),
            'entities', bsc._catalogue_definition(s.id)))
        FROM (SELECT x.*,
                     bsc._still_judged(x.judgements, ARRAY(
                         SELECT p.weight FROM bsc.perspective AS p
                         WHERE p.scorecard_id = x.id ORDER BY p.position, p.code COLLATE "C")) AS weights
              FROM bsc.scorecard AS x
              WHERE x.id = own_id) AS s);
END
$$;
COMMENT ON FUNCTION bsc.definition(text, boolean) IS
    'the document of a scorecard, such that define() makes the same scorecard of it; with the targets or, to keep them elsewhere, without';

CREATE FUNCTION bsc.drop_scorecard(code text)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own_id bigint := bsc.scorecard_id(code);
BEGIN
    PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, own_id, 'drop'::text);
    DELETE FROM bsc.refresh_log AS l
    WHERE l.scorecard = (SELECT s.code FROM bsc.scorecard AS s WHERE s.id = own_id);
    DELETE FROM bsc.scorecard AS s WHERE s.id = own_id;
END
$$;
COMMENT ON FUNCTION bsc.drop_scorecard(text) IS 'delete a scorecard with all that belongs to it: definition, plans, actuals, closed results and log';
