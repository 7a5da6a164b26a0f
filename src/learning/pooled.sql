-- Links judged over all entities at once: dealers, regions, branches.
--
-- Eighteen months of one company decide little; eighteen months of two hundred
-- dealers decide a lot, and whatever moves all of them in a month, an unnamed price cut
-- or the season, falls out.  So the changes of all entities are stacked, and each
-- effect has one regression, as in controls.sql: its causes at their lags, one further
-- lag of each, and its own past, here of four periods.  A level for each entity takes
-- away its own trend, which is the mean of its changes; one for each period takes away
-- what all have in common.  Errors are clustered by entity, with the degrees of freedom
-- of their number less one (bsc._panel_links).
--
-- The own past that is held is that of what disturbs the effect: the effect less what its
-- causes did.  Held as the past of the effect itself it takes 7 to 20 % from the
-- estimate of a link that is there, and many entities make that certain
-- (statistics/panel_links.c).  Where others stand in for a cause without data, so that
-- it is not known what the causes did, and where the record is too short for the lags of the
-- causes that this takes, the past of the effect itself is held.
--
-- Entities are the leaves of the catalogue, or without one all but the whole.  An
-- entity counts from eight complete rows on, and it takes ten entities: with fewer the
-- errors of clusters are too small.
--
-- What it cannot tell apart: an event common to all to which large entities react more in
-- both series.  Put their size into the map, or measure in shares of it.

-- The changes of all objectives of one entity, a row for each objective in the order
-- of the names; the first column is the change into the period after first.
CREATE TYPE bsc._entity_changes AS (
    entity text,
    first bsc.period,
    names text[],
    changes double precision[]);
COMMENT ON TYPE bsc._entity_changes IS 'the changes of every objective of one entity, from period to period';

CREATE FUNCTION bsc._leaf_entity(scorecard_id bigint)
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM bsc._entity_place AS p WHERE p.scorecard_id = _leaf_entity.scorecard_id) THEN
        RETURN QUERY
        SELECT p.code
        FROM bsc._entity_place AS p
        WHERE p.scorecard_id = _leaf_entity.scorecard_id AND p.number > 0 AND p.last = p.number;
    ELSE
        RETURN QUERY
        SELECT DISTINCT a.entity
        FROM bsc.measure AS m
        JOIN bsc.actual AS a ON a.measure_id = m.id
        WHERE m.scorecard_id = _leaf_entity.scorecard_id AND a.entity <> '';
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._leaf_entity(bigint) IS
    'the entities with none below them in the catalogue; without a catalogue all but the whole';

-- Every leaf in every reporting period that is over, no later than until: each period
-- is evaluated once, for all of them; the nodes of one level, or of all (NULL).
CREATE FUNCTION bsc._leaf_result(scorecard_id bigint, until bsc.period, level integer)
RETURNS TABLE (entity text, result bsc._past_result)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    today date := (SELECT (bsc._now() AT TIME ZONE s.time_zone)::date FROM bsc.scorecard AS s WHERE s.id = _leaf_result.scorecard_id);
    outline bsc._outline_node[] := bsc._outline(scorecard_id, true);
    leaves text[] := ARRAY(SELECT l.code FROM bsc._leaf_entity(scorecard_id) AS l (code));
BEGIN
    RETURN QUERY
    SELECT r.entity, ROW(q.period, v.level, v.node_id, v.actual, v.target, v.score, v.actual_period, v.volume)::bsc._past_result
    FROM bsc._reporting_period(_leaf_result.scorecard_id) AS q (period)
    CROSS JOIN LATERAL bsc._entity_result(outline, q.period, 'period'::text, _leaf_result.level, false) AS r
    CROSS JOIN LATERAL unnest(r.nodes) AS v
    WHERE bsc.last_day(q.period) < today AND (_leaf_result.until IS NULL OR q.period OPERATOR(bsc.<=) _leaf_result.until)
      AND r.entity = ANY (leaves) AND NOT coalesce(v.provisional, false);
END
$$;
COMMENT ON FUNCTION bsc._leaf_result(bigint, bsc.period, integer) IS
    'what the entities with none below them came to, in the reporting periods that are over';

CREATE FUNCTION bsc._entity_changes(scorecard_id bigint, until bsc.period)
RETURNS SETOF bsc._entity_changes
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 100
BEGIN ATOMIC
    SELECT p.entity, bsc.min(s.first_period), array_agg(o.name ORDER BY o.name COLLATE "C"),
        array_agg(bsc.difference(s.series, 1) ORDER BY o.name COLLATE "C")
    FROM (
        SELECT l.entity, array_agg(l.result) AS results
        FROM bsc._leaf_result(_entity_changes.scorecard_id, _entity_changes.until, NULL::integer) AS l
        GROUP BY l.entity) AS p
    CROSS JOIN LATERAL bsc._objective_series(_entity_changes.scorecard_id, p.results) AS s
    JOIN bsc._named_objective(_entity_changes.scorecard_id) AS o ON o.objective_id = s.objective_id
    WHERE cardinality(s.series) > 1
    GROUP BY p.entity, bsc.first_day(s.first_period);
END;
COMMENT ON FUNCTION bsc._entity_changes(bigint, bsc.period) IS
    'the changes of every objective of every leaf entity, up to a period';

-- The objectives as links are tested on them.  An objective can be held if ten entities
-- have eight changes of it; span is the longest record, present the number of these entities.
CREATE FUNCTION bsc._pooled_objective(scorecard_id bigint, panel bsc._entity_changes[])
RETURNS SETOF bsc._tested_objective
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 20
BEGIN ATOMIC
    WITH known AS MATERIALIZED (
        SELECT n.name, count(*) FILTER (WHERE (
                SELECT count(p.changes[n.ordinality][i.place]) FROM generate_series(1, array_length(p.changes, 2)) AS i (place)) >= 8) AS entities
        FROM unnest(_pooled_objective.panel) AS p
        CROSS JOIN LATERAL unnest(p.names) WITH ORDINALITY AS n (name, ordinality)
        GROUP BY n.name
    )
    SELECT o.id, c.name, COALESCE(o.name, o.code), NULL::double precision[], NULL::double precision[],
        COALESCE((SELECT max(array_length(p.changes, 2)) + 1 FROM unnest(_pooled_objective.panel) AS p), 0),
        COALESCE(k.entities, 0)::integer, true, COALESCE(k.entities, 0) >= 10
    FROM bsc.objective AS o
    JOIN bsc._named_objective(_pooled_objective.scorecard_id) AS c ON c.objective_id = o.id
    LEFT JOIN known AS k ON k.name = c.name
    WHERE o.scorecard_id = _pooled_objective.scorecard_id
    ORDER BY c.name COLLATE "C";
END;
COMMENT ON FUNCTION bsc._pooled_objective(bigint, bsc._entity_changes[]) IS 'the objectives of a scorecard as they are tested over all entities';

-- The regression of one effect: complete rows of the entities that have eight of them.
-- depth: so many lags of each cause are in a row beyond its own (bsc._panel_links).
CREATE FUNCTION bsc._pooled_regression(effect text, names text[], lags integer[], depth integer, panel bsc._entity_changes[])
RETURNS bsc.panel_fit
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    known text[] := panel[1].names;
    places integer[];
    backs integer[];
    effect_place integer := array_position(panel[1].names, effect);
    found bsc.panel_fit;
BEGIN
    SELECT array_agg(c.place ORDER BY c.term, c.back), array_agg(c.back ORDER BY c.term, c.back)
    INTO places, backs
    FROM (
        SELECT 0 AS term, effect_place AS place, k.lag AS back FROM generate_series(1, 4) AS k (lag)
        UNION ALL
        SELECT t.ordinality, array_position(known, t.name), t.lag + k.lag
        FROM ROWS FROM (unnest(names), unnest(lags)) WITH ORDINALITY AS t (name, lag, ordinality)
        -- bsc._panel_links refuses more
        CROSS JOIN generate_series(0, least(depth, 4)) AS k (lag)) AS c;

    SELECT (bsc._panel_links(u.entity, u.period, u.effect, u.causes, depth)).*
    INTO found
    FROM (
        SELECT p.entity, p.first OPERATOR(bsc.+) i.place AS period, p.changes[effect_place][i.place] AS effect, x.causes,
            count(*) OVER (PARTITION BY p.entity) AS rows
        FROM unnest(panel) AS p
        CROSS JOIN LATERAL generate_series(1, array_length(p.changes, 2)) AS i (place)
        CROSS JOIN LATERAL (
            SELECT array_agg(p.changes[c.place][i.place - c.back] ORDER BY c.ordinality) AS causes
            FROM unnest(places, backs) WITH ORDINALITY AS c (place, back, ordinality)) AS x
        WHERE p.changes[effect_place][i.place] IS NOT NULL AND array_position(x.causes, NULL::double precision) IS NULL) AS u
    WHERE u.rows >= 8;
    RETURN found;
END
$$;
COMMENT ON FUNCTION bsc._pooled_regression(text, text[], integer[], integer, bsc._entity_changes[]) IS
    'the regression of one effect over all entities, with levels for entities and periods';

CREATE FUNCTION bsc._pooled_fit(scorecard_id bigint, grain text, objectives bsc._tested_objective[], panel bsc._entity_changes[])
RETURNS SETOF bsc._link_fit
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    links bsc._held_link[] := ARRAY(SELECT h FROM bsc._held_link(scorecard_id, 4, objectives) AS h);
BEGIN
    RETURN QUERY
    WITH asked AS MATERIALIZED (
        SELECT d.effect, d.names, d.lags, bsc._holds_all(links, d.effect, d.names, d.lags, 4) AS is_whole
        FROM (SELECT DISTINCT h.effect, h.names, h.lags FROM unnest(links) AS h WHERE h.names IS NOT NULL) AS d
    ), whole AS MATERIALIZED (
        SELECT a.*, f.*
        FROM asked AS a
        LEFT JOIN LATERAL bsc._pooled_regression(a.effect, a.names, a.lags, 4, panel) AS f ON a.is_whole
    ), fit AS MATERIALIZED (
        SELECT w.effect, w.names, w.lags, f.n, coalesce(f.entities, 0) AS entities, f.df, f.estimates, f.std_errors, f.p_values, f.covariance,
            f.entities >= 10 AND f.n >= 8 AS is_enough, bsc._student_quantile(0.95::double precision, f.df::double precision) AS quantile
        FROM whole AS w
        CROSS JOIN LATERAL (
            SELECT w.n, w.entities, w.df, w.estimates, w.std_errors, w.p_values, w.covariance WHERE w.entities >= 10
            UNION ALL
            SELECT p.n, p.entities, p.df, p.estimates, p.std_errors, p.p_values, p.covariance
            FROM bsc._pooled_regression(w.effect, w.names, w.lags, 1, panel) AS p
            WHERE (w.entities >= 10) IS NOT TRUE) AS f
    )
    SELECT h.link_id, h.obstacle, h.about, cardinality(h.names), coalesce(f.n, 0), CASE WHEN f.is_enough THEN f.df END, NULL::boolean,
        e.estimate, e.std_error, e.std_error * f.quantile, e.p, s.controls, s.held, coalesce(f.entities, 0), h.names, h.lags,
        e.correlations
    FROM unnest(links) AS h
    LEFT JOIN fit AS f ON f.effect = h.effect AND f.names = h.names AND f.lags = h.lags
    LEFT JOIN LATERAL (
        SELECT f.estimates[u.ordinality] AS estimate, f.std_errors[u.ordinality] AS std_error, f.p_values[u.ordinality] AS p,
            bsc._correlations(f.covariance, f.std_errors, u.ordinality::integer,
                              ARRAY(SELECT k.place FROM generate_series(1, cardinality(h.names)) AS k (place) ORDER BY k.place)) AS correlations
        FROM ROWS FROM (unnest(h.names), unnest(h.lags)) WITH ORDINALITY AS u (name, lag, ordinality)
        WHERE u.name = h.cause AND u.lag = h.lag AND f.is_enough) AS e ON true
    LEFT JOIN LATERAL bsc._shown_controls(h, NULL::boolean, _pooled_fit.grain, _pooled_fit.objectives) AS s ON h.names IS NOT NULL;
END
$$;
COMMENT ON FUNCTION bsc._pooled_fit(bigint, text, bsc._tested_objective[], bsc._entity_changes[]) IS
    'every link of a scorecard as the regression of its effect over all entities estimates it';
