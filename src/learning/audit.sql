-- The audit trail: what was changed on a scorecard, by whom and when.
--
-- Rows as they are and rows of the histories are versions, one after the other for
-- each key.  A version that follows another one at once is a change, and each column that
-- differs a row of the answer; one that follows nothing was added, one that nothing
-- follows was removed.  What lasted no longer than its transaction was seen by nobody
-- and is left out.  Paths are those of bsc.define_changes(), by the codes of today or the last ones.

CREATE TYPE bsc._version AS (
    kind text,
    key text,
    value jsonb,
    changed_at timestamptz,
    changed_by text,
    replaced_at timestamptz,
    replaced_by text,
    turn bigint
);
COMMENT ON TYPE bsc._version IS 'a row of a scorecard while it was so; replaced_at NULL: it still is';

CREATE FUNCTION bsc._definition_versions(scorecard_id bigint)
RETURNS SETOF bsc._version
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 100
BEGIN ATOMIC
    SELECT 'scorecard'::text, t.id::text, to_jsonb(t), t.changed_at, t.changed_by, NULL::timestamptz, NULL::text, NULL::bigint
    FROM bsc.scorecard AS t WHERE t.id = _definition_versions.scorecard_id
    UNION ALL SELECT 'scorecard', h.scorecard_id::text, to_jsonb(h), h.changed_at, h.changed_by, h.replaced_at, h.replaced_by, h.id
    FROM bsc.scorecard_history AS h WHERE h.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'perspective', t.id::text, to_jsonb(t), t.changed_at, t.changed_by, NULL, NULL, NULL
    FROM bsc.perspective AS t WHERE t.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'perspective', h.perspective_id::text, to_jsonb(h), h.changed_at, h.changed_by, h.replaced_at, h.replaced_by, h.id
    FROM bsc.perspective_history AS h WHERE h.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'objective', t.id::text, to_jsonb(t), t.changed_at, t.changed_by, NULL, NULL, NULL
    FROM bsc.objective AS t WHERE t.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'objective', h.objective_id::text, to_jsonb(h), h.changed_at, h.changed_by, h.replaced_at, h.replaced_by, h.id
    FROM bsc.objective_history AS h WHERE h.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'measure', t.id::text, to_jsonb(t), t.changed_at, t.changed_by, NULL, NULL, NULL
    FROM bsc.measure AS t WHERE t.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'measure', h.measure_id::text, to_jsonb(h), h.changed_at, h.changed_by, h.replaced_at, h.replaced_by, h.id
    FROM bsc.measure_history AS h WHERE h.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'link', t.id::text, to_jsonb(t), t.changed_at, t.changed_by, NULL, NULL, NULL
    FROM bsc.link AS t WHERE t.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'link', h.link_id::text, to_jsonb(h), h.changed_at, h.changed_by, h.replaced_at, h.replaced_by, h.id
    FROM bsc.link_history AS h WHERE h.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'initiative', t.id::text, to_jsonb(t), t.changed_at, t.changed_by, NULL, NULL, NULL
    FROM bsc.initiative AS t WHERE t.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'initiative', h.initiative_id::text, to_jsonb(h), h.changed_at, h.changed_by, h.replaced_at, h.replaced_by, h.id
    FROM bsc.initiative_history AS h WHERE h.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'initiative_objective', t.initiative_id || ' ' || t.objective_id, to_jsonb(t), t.changed_at, t.changed_by, NULL, NULL, NULL
    FROM bsc.initiative_objective AS t WHERE t.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'initiative_objective', h.initiative_id || ' ' || h.objective_id, to_jsonb(h), h.changed_at, h.changed_by, h.replaced_at, h.replaced_by, h.id
    FROM bsc.initiative_objective_history AS h WHERE h.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'initiative_entity', t.initiative_id || ' ' || t.entity, to_jsonb(t), t.changed_at, t.changed_by, NULL, NULL, NULL
    FROM bsc.initiative_entity AS t WHERE t.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'initiative_entity', h.initiative_id || ' ' || h.entity, to_jsonb(h), h.changed_at, h.changed_by, h.replaced_at, h.replaced_by, h.id
    FROM bsc.initiative_entity_history AS h WHERE h.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'initiative_step', t.initiative_id || ' ' || t.code, to_jsonb(t), t.changed_at, t.changed_by, NULL, NULL, NULL
    FROM bsc.initiative_step AS t WHERE t.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'initiative_step', h.initiative_id || ' ' || h.code, to_jsonb(h), h.changed_at, h.changed_by, h.replaced_at, h.replaced_by, h.id
    FROM bsc.initiative_step_history AS h WHERE h.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'entity', t.id::text, to_jsonb(t), t.changed_at, t.changed_by, NULL, NULL, NULL
    FROM bsc.entity AS t WHERE t.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'entity', h.entity_id::text, to_jsonb(h), h.changed_at, h.changed_by, h.replaced_at, h.replaced_by, h.id
    FROM bsc.entity_history AS h WHERE h.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'note', t.id::text, to_jsonb(t), t.changed_at, t.changed_by, NULL, NULL, NULL
    FROM bsc.note AS t WHERE t.scorecard_id = _definition_versions.scorecard_id
    UNION ALL SELECT 'note', h.note_id::text, to_jsonb(h), h.changed_at, h.changed_by, h.replaced_at, h.replaced_by, h.id
    FROM bsc.note_history AS h WHERE h.scorecard_id = _definition_versions.scorecard_id;
END;
COMMENT ON FUNCTION bsc._definition_versions(bigint) IS 'all versions of the rows that define a scorecard, and of its notes';

-- Targets and actuals that were replaced since a moment: of a period and what is in it or, for
-- NULL, of all.
CREATE FUNCTION bsc._replaced_targets(scorecard_id bigint, since timestamptz, period bsc.period)
RETURNS SETOF bsc.plan_history
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 1000
BEGIN ATOMIC
    SELECT h.* FROM bsc.plan_history AS h
    WHERE h.scorecard_id = _replaced_targets.scorecard_id AND h.replaced_at >= _replaced_targets.since
      AND (_replaced_targets.period IS NULL OR h.period OPERATOR(bsc.<@) _replaced_targets.period);
END;
COMMENT ON FUNCTION bsc._replaced_targets(bigint, timestamptz, bsc.period) IS 'targets that were replaced since a moment, of a period or (NULL) of all';

CREATE FUNCTION bsc._replaced_actuals(scorecard_id bigint, since timestamptz, period bsc.period)
RETURNS SETOF bsc.actual_history
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 1000
BEGIN ATOMIC
    SELECT h.* FROM bsc.measure AS m JOIN bsc.actual_history AS h ON h.measure_id = m.id
    WHERE m.scorecard_id = _replaced_actuals.scorecard_id AND h.replaced_at >= _replaced_actuals.since
      AND (_replaced_actuals.period IS NULL OR h.period OPERATOR(bsc.<@) _replaced_actuals.period);
END;
COMMENT ON FUNCTION bsc._replaced_actuals(bigint, timestamptz, bsc.period) IS 'actuals that were replaced since a moment, of a period or (NULL) of all';

-- So many of those of a period are looked into, the newest: after a night in which ten thousand
-- dealers were corrected nobody waits for a page that shows fifteen.  The others are counted.
CREATE FUNCTION bsc._most_looked_into()
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN 1000;
COMMENT ON FUNCTION bsc._most_looked_into() IS 'how many replaced targets, and actuals, of a period are looked into';

CREATE FUNCTION bsc._not_looked_into(scorecard_id bigint, since timestamptz, period bsc.period)
RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
RETURN greatest(0, (SELECT count(*) FROM bsc._replaced_targets(scorecard_id, since, period) AS h) - bsc._most_looked_into())
    + greatest(0, (SELECT count(*) FROM bsc._replaced_actuals(scorecard_id, since, period) AS h) - bsc._most_looked_into());
COMMENT ON FUNCTION bsc._not_looked_into(bigint, timestamptz, bsc.period) IS
    'how many more targets and actuals of a period were replaced since a moment';

-- Targets and actuals that have been replaced since a moment, before and after; of a period
-- the newest or, for NULL, all, with the indices of the environment.
CREATE FUNCTION bsc._figure_versions(scorecard_id bigint, since timestamptz, period bsc.period)
RETURNS SETOF bsc._version
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 1000
BEGIN ATOMIC
    WITH plan AS MATERIALIZED (
        SELECT h.*
        FROM bsc._replaced_targets(_figure_versions.scorecard_id, _figure_versions.since, _figure_versions.period) AS h
        ORDER BY h.replaced_at DESC, h.id DESC
        LIMIT CASE WHEN _figure_versions.period IS NOT NULL THEN bsc._most_looked_into() END
    ), actual AS MATERIALIZED (
        SELECT h.*
        FROM bsc._replaced_actuals(_figure_versions.scorecard_id, _figure_versions.since, _figure_versions.period) AS h
        ORDER BY h.replaced_at DESC, h.id DESC
        LIMIT CASE WHEN _figure_versions.period IS NOT NULL THEN bsc._most_looked_into() END
    )
    SELECT 'plan'::text, concat_ws(' ', h.measure_id, h.entity, h.period), to_jsonb(h), h.changed_at, h.changed_by,
        h.replaced_at, h.replaced_by, h.id
    FROM plan AS h
    UNION ALL
    SELECT 'plan', concat_ws(' ', t.measure_id, t.entity, t.period), to_jsonb(t), t.changed_at, t.changed_by, NULL, NULL, NULL
    FROM (SELECT DISTINCT h.measure_id, h.entity, h.period::text AS period FROM plan AS h) AS k
    JOIN bsc.plan AS t ON t.measure_id = k.measure_id AND t.entity = k.entity AND t.period OPERATOR(bsc.=) k.period::bsc.period
    UNION ALL
    SELECT 'actual', concat_ws(' ', h.measure_id, h.entity, h.period), to_jsonb(h), h.recorded_at, h.recorded_by,
        h.replaced_at, h.replaced_by, h.id
    FROM actual AS h
    UNION ALL
    SELECT 'actual', concat_ws(' ', t.measure_id, t.entity, t.period), to_jsonb(t), t.recorded_at, t.recorded_by, NULL, NULL, NULL
    FROM (SELECT DISTINCT h.measure_id, h.entity, h.period::text AS period FROM actual AS h) AS k
    JOIN bsc.actual AS t ON t.measure_id = k.measure_id AND t.entity = k.entity AND t.period OPERATOR(bsc.=) k.period::bsc.period
    UNION ALL
    SELECT 'environment', e.code || ' ' || e.period, to_jsonb(e), e.changed_at, e.changed_by, NULL, NULL, NULL
    FROM bsc.environment AS e
    WHERE _figure_versions.period IS NULL
      AND e.code IN (SELECT m.environment FROM bsc.measure AS m WHERE m.scorecard_id = _figure_versions.scorecard_id)
    UNION ALL
    SELECT 'environment', h.code || ' ' || h.period, to_jsonb(h), h.changed_at, h.changed_by, h.replaced_at, h.replaced_by, h.id
    FROM bsc.environment_history AS h
    WHERE _figure_versions.period IS NULL
      AND h.code IN (SELECT m.environment FROM bsc.measure AS m WHERE m.scorecard_id = _figure_versions.scorecard_id);
END;
COMMENT ON FUNCTION bsc._figure_versions(bigint, timestamptz, bsc.period) IS
    'the versions of targets and actuals that were replaced since a moment, and of indices';

-- Targets and actuals that came since a moment and replaced nothing: nearly all that refreshes
-- record, so that they are no versions to be compared.
CREATE FUNCTION bsc._new_figures(scorecard_id bigint, since timestamptz)
RETURNS TABLE (at timestamptz, by text, kind text, measure_id bigint, place text, value jsonb)
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 10000
BEGIN ATOMIC
    SELECT t.changed_at, t.changed_by, 'plan', t.measure_id, concat_ws(' ', nullif(t.entity, ''), t.period::text),
        COALESCE(to_jsonb(t.target::text), 'null'::jsonb)
    FROM bsc.measure AS m JOIN bsc.plan AS t ON t.measure_id = m.id
    WHERE m.scorecard_id = _new_figures.scorecard_id AND t.changed_at >= since AND NOT EXISTS (
        SELECT 1 FROM bsc.plan_history AS h
        WHERE h.measure_id = t.measure_id AND h.entity = t.entity AND h.period OPERATOR(bsc.=) t.period AND h.replaced_at >= since)
    UNION ALL
    SELECT t.recorded_at, t.recorded_by, 'actual', t.measure_id, concat_ws(' ', nullif(t.entity, ''), t.period::text), to_jsonb(t.value)
    FROM bsc.measure AS m JOIN bsc.actual AS t ON t.measure_id = m.id
    WHERE m.scorecard_id = _new_figures.scorecard_id AND t.recorded_at >= since AND NOT EXISTS (
        SELECT 1 FROM bsc.actual_history AS h
        WHERE h.measure_id = t.measure_id AND h.entity = t.entity AND h.period OPERATOR(bsc.=) t.period AND h.replaced_at >= since);
END;
COMMENT ON FUNCTION bsc._new_figures(bigint, timestamptz) IS 'targets and actuals that came since a moment and replaced nothing';

-- Periods that were closed and reopened since a moment.
CREATE FUNCTION bsc._closings(scorecard_id bigint, since timestamptz)
RETURNS TABLE (at timestamptz, by text, what text, path text, before jsonb, after jsonb)
LANGUAGE sql STABLE PARALLEL SAFE COST 500 ROWS 20
BEGIN ATOMIC
    WITH closed AS (
        SELECT c.period, c.closed_at, c.closed_by, NULL::timestamptz AS reopened_at, NULL::text AS reopened_by
        FROM bsc.closed_period AS c WHERE c.scorecard_id = _closings.scorecard_id
        UNION ALL
        SELECT h.period, h.closed_at, h.closed_by, h.reopened_at, h.reopened_by
        FROM bsc.closed_period_history AS h WHERE h.scorecard_id = _closings.scorecard_id
    )
    SELECT x.at, x.by, x.what, format('periods[%s]', c.period), to_jsonb(x.before), to_jsonb(x.after)
    FROM closed AS c
    CROSS JOIN LATERAL (VALUES (c.closed_at, c.closed_by, 'closed', 'open', 'closed'),
                               (c.reopened_at, c.reopened_by, 'reopened', 'closed', 'open')) AS x (at, by, what, before, after)
    WHERE x.at >= since AND c.closed_at IS DISTINCT FROM c.reopened_at;
END;
COMMENT ON FUNCTION bsc._closings(bigint, timestamptz) IS 'which periods were closed and reopened since a moment';

-- What happened since a moment to rows of the definition, whose versions these are, and to
-- figures: one row for each version that came or went.
CREATE FUNCTION bsc._version_changes(definition bsc._version[], scorecard_id bigint, since timestamptz, period bsc.period)
RETURNS TABLE (at timestamptz, by text, what text, kind text, key text, before jsonb, after jsonb)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 1000
BEGIN ATOMIC
    WITH version AS (
        SELECT v.* FROM unnest(_version_changes.definition) AS v
        UNION ALL
        SELECT f.* FROM bsc._figure_versions(_version_changes.scorecard_id, _version_changes.since, _version_changes.period) AS f
    ), own AS (
        -- a plain UPDATE of an actual need not have written when
        SELECT v.*, greatest(v.changed_at, lag(v.replaced_at) OVER w) AS began
        FROM version AS v
        WINDOW w AS (PARTITION BY v.kind, v.key ORDER BY v.replaced_at, v.turn)
    ), lasting AS (
        SELECT o.*, lag(o.replaced_at) OVER w AS previous_end, lead(o.began) OVER w AS next_begin, lead(o.value) OVER w AS next_value
        FROM own AS o
        WHERE o.replaced_at IS NULL OR o.began < o.replaced_at
        WINDOW w AS (PARTITION BY o.kind, o.key ORDER BY o.replaced_at, o.turn)
    )
    SELECT l.began, l.changed_by, 'added', l.kind, l.key, NULL::jsonb, l.value
    FROM lasting AS l
    WHERE l.began >= _version_changes.since AND l.previous_end IS DISTINCT FROM l.began
    UNION ALL
    SELECT l.replaced_at, l.replaced_by, CASE WHEN l.next_begin = l.replaced_at THEN 'changed' ELSE 'removed' END, l.kind, l.key,
        l.value, CASE WHEN l.next_begin = l.replaced_at THEN l.next_value END
    FROM lasting AS l
    WHERE l.replaced_at >= _version_changes.since;
END;
COMMENT ON FUNCTION bsc._version_changes(bsc._version[], bigint, timestamptz, bsc.period) IS
    'which rows were added, changed and removed since a moment';

-- Where each row of the definition stands, or stood last.
CREATE FUNCTION bsc._version_paths(versions bsc._version[])
RETURNS TABLE (kind text, key text, path text)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 1000
BEGIN ATOMIC
    WITH latest AS MATERIALIZED (
        SELECT DISTINCT ON (v.kind, v.key) v.kind, v.key, v.value, v.value ->> 'code' AS code
        FROM unnest(versions) AS v
        ORDER BY v.kind, v.key, v.replaced_at DESC, v.turn DESC
    ), objective AS MATERIALIZED (
        SELECT o.key, o.code, p.code AS perspective
        FROM latest AS o JOIN latest AS p ON p.kind = 'perspective' AND p.key = o.value ->> 'perspective_id'
        WHERE o.kind = 'objective'
    ), measure AS MATERIALIZED (
        SELECT m.key, bsc._node_path('measure'::text, o.perspective || '/' || o.code, m.code) AS path
        FROM latest AS m JOIN objective AS o ON o.key = m.value ->> 'objective_id'
        WHERE m.kind = 'measure'
    )
    SELECT l.kind, l.key, bsc._node_path(l.kind, NULL::text, l.code) FROM latest AS l WHERE l.kind IN ('scorecard', 'perspective', 'initiative')
    UNION ALL SELECT 'objective', o.key, bsc._node_path('objective'::text, o.perspective, o.code) FROM objective AS o
    UNION ALL SELECT 'measure', m.key, m.path FROM measure AS m
    UNION ALL
    SELECT l.kind, l.key, bsc._link_path(c.code, e.code, (l.value ->> 'lag')::integer)
    FROM latest AS l JOIN objective AS c ON c.key = l.value ->> 'cause' JOIN objective AS e ON e.key = l.value ->> 'effect'
    WHERE l.kind = 'link'
    UNION ALL
    SELECT l.kind, l.key, format('initiatives[%s].objectives[%s]', i.code, o.code)
    FROM latest AS l
    JOIN latest AS i ON i.kind = 'initiative' AND i.key = l.value ->> 'initiative_id'
    JOIN objective AS o ON o.key = l.value ->> 'objective_id'
    WHERE l.kind = 'initiative_objective'
    UNION ALL
    SELECT l.kind, l.key, format('initiatives[%s].entities[%s]', i.code, l.value ->> 'entity')
    FROM latest AS l
    JOIN latest AS i ON i.kind = 'initiative' AND i.key = l.value ->> 'initiative_id'
    WHERE l.kind = 'initiative_entity'
    UNION ALL
    SELECT l.kind, l.key, format('initiatives[%s].steps[%s]', i.code, l.code)
    FROM latest AS l
    JOIN latest AS i ON i.kind = 'initiative' AND i.key = l.value ->> 'initiative_id'
    WHERE l.kind = 'initiative_step'
    UNION ALL SELECT l.kind, l.key, format('entities[%s]', l.code) FROM latest AS l WHERE l.kind = 'entity'
    UNION ALL
    SELECT l.kind, l.key, format('notes[%s]', concat_ws(' ', l.value ->> 'path', nullif(l.value ->> 'entity', ''), l.value ->> 'period'))
    FROM latest AS l WHERE l.kind = 'note';
END;
COMMENT ON FUNCTION bsc._version_paths(bsc._version[]) IS 'the path of each row of the definition, by its codes of today or its last ones';

-- What of a row is the company's: not its keys, nor who wrote it and when.
CREATE FUNCTION bsc._changing_columns(value jsonb)
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN jsonb_strip_nulls(value - ARRAY['id', 'scorecard_id', 'measure_id', 'link_id', 'initiative_id', 'entity_id', 'cause', 'effect',
    'changed_at', 'changed_by', 'recorded_at', 'recorded_by', 'replaced_at', 'replaced_by', 'for_good', 'source']);
COMMENT ON FUNCTION bsc._changing_columns(jsonb) IS 'a row without its keys and without who wrote it';

-- The columns in which two versions differ; "moved" is the kind of the parent where that is another.
CREATE FUNCTION bsc._differing_columns(before jsonb, after jsonb)
RETURNS TABLE (name text, moved text, before jsonb, after jsonb)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 2
BEGIN ATOMIC
    SELECT CASE k.name WHEN 'judgements' THEN 'weights' ELSE k.name END,
        CASE k.name WHEN 'perspective_id' THEN 'perspective' WHEN 'objective_id' THEN 'objective' END,
        _differing_columns.before -> k.name, _differing_columns.after -> k.name
    FROM jsonb_object_keys(bsc._changing_columns(_differing_columns.before) || bsc._changing_columns(_differing_columns.after)) AS k (name)
    WHERE _differing_columns.before -> k.name IS DISTINCT FROM _differing_columns.after -> k.name
      -- a history names the row's own id so, too
      AND _differing_columns.before ? k.name AND _differing_columns.after ? k.name;
END;
COMMENT ON FUNCTION bsc._differing_columns(jsonb, jsonb) IS 'the columns in which two versions of a row differ';

CREATE FUNCTION bsc._moved_path(versions bsc._version[], kind text, id jsonb)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT to_jsonb(p.path) FROM bsc._version_paths(versions) AS p WHERE p.kind = _moved_path.kind AND p.key = _moved_path.id #>> '{}';
END;
COMMENT ON FUNCTION bsc._moved_path(bsc._version[], text, jsonb) IS 'where a row was or is now, by the id of what it hung on';

-- A row that came or went, as a document would say it, or its figure.
CREATE FUNCTION bsc._version_value(kind text, value jsonb)
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN value IS NULL THEN NULL ELSE CASE kind
    WHEN 'plan' THEN value -> 'target'
    WHEN 'actual' THEN value -> 'value'
    WHEN 'note' THEN value -> 'text'
    WHEN 'initiative_objective' THEN NULL
    WHEN 'entity' THEN bsc._changing_columns(value)
    WHEN 'environment' THEN bsc._changing_columns(value)
    ELSE bsc._without_defaults(kind, value - ARRAY['cause', 'effect']) END END;
COMMENT ON FUNCTION bsc._version_value(text, jsonb) IS 'what the audit trail says of a row that came or went';

-- The trail since a moment: all of it, or for a period only what may change what is said of that.
-- Rows of the definition are few, and an array; figures may be millions, and are in none.
CREATE FUNCTION bsc._told_changes(scorecard_id bigint, since timestamptz, period bsc.period)
RETURNS TABLE (at timestamptz, by text, what text, path text, before jsonb, after jsonb, kind text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 100
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    definition bsc._version[] := ARRAY(
        SELECT v FROM bsc._definition_versions(_told_changes.scorecard_id) AS v
        WHERE _told_changes.period IS NULL OR v.kind <> 'note');
BEGIN
    RETURN QUERY
    WITH place AS MATERIALIZED (
        SELECT p.kind, p.key, p.path FROM bsc._version_paths(definition) AS p
    ), placed AS (
        SELECT c.*, CASE WHEN c.kind = 'environment' THEN format('environment[%s %s]', f.value ->> 'code', f.value ->> 'period')
            WHEN c.kind IN ('plan', 'actual')
            THEN format('%s.%s[%s]', m.path, c.kind, concat_ws(' ', nullif(f.value ->> 'entity', ''), f.value ->> 'period'))
            ELSE p.path END AS path
        FROM bsc._version_changes(definition, _told_changes.scorecard_id, _told_changes.since, _told_changes.period) AS c
        CROSS JOIN LATERAL (SELECT COALESCE(c.after, c.before) AS value) AS f
        LEFT JOIN place AS p ON p.kind = c.kind AND p.key = c.key
        LEFT JOIN place AS m ON m.kind = 'measure' AND m.key = f.value ->> 'measure_id'
        WHERE p.path IS NOT NULL OR m.path IS NOT NULL OR c.kind = 'environment'
    ), told AS (
        SELECT c.at, c.by, d.what, d.path, d.before, d.after, c.kind
        FROM placed AS c
        CROSS JOIN LATERAL (
            SELECT c.what, c.path, bsc._version_value(c.kind, c.before), bsc._version_value(c.kind, c.after)
            WHERE c.what <> 'changed'
            UNION ALL
            SELECT CASE WHEN k.moved IS NULL THEN 'changed' ELSE 'moved' END,
                   CASE WHEN k.moved IS NULL THEN bsc._document_path(c.path, k.name) ELSE c.path END,
                   CASE WHEN k.moved IS NULL THEN nullif(k.before, 'null') ELSE bsc._moved_path(definition, k.moved, k.before) END,
                   CASE WHEN k.moved IS NULL THEN nullif(k.after, 'null') ELSE bsc._moved_path(definition, k.moved, k.after) END
            FROM bsc._differing_columns(c.before, c.after) AS k
            WHERE c.what = 'changed') AS d (what, path, before, after)
        UNION ALL
        SELECT n.at, n.by, 'added', format('%s.%s[%s]', m.path, n.kind, n.place), NULL, n.value, n.kind
        FROM bsc._new_figures(_told_changes.scorecard_id, _told_changes.since) AS n
        JOIN place AS m ON m.kind = 'measure' AND m.key = n.measure_id::text
        WHERE _told_changes.period IS NULL
        UNION ALL
        SELECT x.at, x.by, x.what, x.path, x.before, x.after, 'closing'
        FROM bsc._closings(_told_changes.scorecard_id, _told_changes.since) AS x
        WHERE _told_changes.period IS NULL
    )
    SELECT t.* FROM told AS t
    ORDER BY t.at DESC, t.kind = 'scorecard' DESC, t.path COLLATE "C";
END
$$;
COMMENT ON FUNCTION bsc._told_changes(bigint, timestamptz, bsc.period) IS
    'what happened to a scorecard since a moment, newest first; for a period only what may change what is said of it';

CREATE FUNCTION bsc.changes(scorecard text, since timestamptz)
RETURNS TABLE (at timestamptz, by text, what text, path text, before jsonb, after jsonb)
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 100
BEGIN ATOMIC
    SELECT c.at, c.by, c.what, c.path, c.before, c.after
    FROM bsc._told_changes(bsc.scorecard_id(changes.scorecard), COALESCE(changes.since, '-infinity'::timestamptz), NULL::bsc.period) AS c;
END;
COMMENT ON FUNCTION bsc.changes(text, timestamptz) IS
    'the audit trail of a scorecard since a moment, newest first: who added, changed, removed or moved what, and what it was before; who closed and reopened which period';

-- What was changed since a period ended, as far as it may change what is said of it: the
-- definition, and the period's own targets and actuals that were others before.  What was
-- recorded first after its end is no change, nor what the scorecard began with; and notes stand
-- elsewhere.
CREATE FUNCTION bsc._later_changes(scorecard_id bigint, period bsc.period, since timestamptz)
RETURNS TABLE (at timestamptz, by text, what text, path text, before jsonb, after jsonb)
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 20
BEGIN ATOMIC
    SELECT c.at, c.by, c.what, c.path, c.before, c.after
    FROM bsc._told_changes(_later_changes.scorecard_id, _later_changes.since, _later_changes.period) AS c
    WHERE (c.kind NOT IN ('plan', 'actual') OR c.what <> 'added')
      AND c.at > LEAST((SELECT s.changed_at FROM bsc.scorecard AS s WHERE s.id = _later_changes.scorecard_id),
                       (SELECT min(h.changed_at) FROM bsc.scorecard_history AS h WHERE h.scorecard_id = _later_changes.scorecard_id));
END;
COMMENT ON FUNCTION bsc._later_changes(bigint, bsc.period, timestamptz) IS
    'what was changed since a period ended that may change what is said of it, newest first';

-- The tree of entities is one of all of them, so that a moment of which a part of it is pruned
-- would have none.  What is left of it then has been so since the first was: an earlier moment is
-- shown by it.
CREATE FUNCTION bsc._extend_places(scorecard_id bigint, before timestamptz)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    first timestamptz := (
        SELECT min(h.changed_at)
        FROM bsc._entity_place_history AS h
        WHERE h.scorecard_id = _extend_places.scorecard_id AND h.replaced_at < before);
BEGIN
    UPDATE bsc._entity_place AS p SET changed_at = first
    WHERE p.scorecard_id = _extend_places.scorecard_id AND p.changed_at > first AND p.changed_at < before;
    UPDATE bsc._entity_place_history AS h SET changed_at = first
    WHERE h.scorecard_id = _extend_places.scorecard_id AND h.changed_at > first AND h.changed_at < before AND h.replaced_at >= before;
END
$$;
COMMENT ON FUNCTION bsc._extend_places(bigint, timestamptz) IS 'let the places of entities at a moment be those of all time before';

-- Histories and the log up to a moment.  Whoever prunes waits for refreshes, which write both.
CREATE FUNCTION bsc.prune_history(scorecard text, before timestamptz)
RETURNS bigint
LANGUAGE plpgsql VOLATILE COST 10000
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    own_id bigint := bsc.scorecard_id(scorecard);
    pruned bigint := 0;
    gone bigint;
    kind text;
BEGIN
    IF before IS NULL THEN
        RAISE EXCEPTION 'the moment up to which history is pruned must not be null'
            USING ERRCODE = 'null_value_not_allowed', HINT = 'Such as ''2024-01-01''.';
    END IF;
    PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, own_id, 'refresh'::text);
    PERFORM bsc._extend_places(own_id, before);
    FOREACH kind IN ARRAY ARRAY['scorecard', 'perspective', 'objective', 'measure', 'link', 'initiative',
                                'initiative_objective', 'initiative_entity', 'initiative_step', 'entity', '_entity_place', 'note', 'plan',
                                'closed_result'] LOOP
        EXECUTE format('DELETE FROM bsc.%I AS h WHERE h.scorecard_id = $1 AND h.replaced_at < $2', kind || '_history')
        USING own_id, before;
        GET DIAGNOSTICS gone = ROW_COUNT;
        pruned := pruned + gone;
    END LOOP;
    DELETE FROM bsc.closed_period_history AS h WHERE h.scorecard_id = own_id AND h.reopened_at < before;
    GET DIAGNOSTICS gone = ROW_COUNT;
    pruned := pruned + gone;
    DELETE FROM bsc.actual_history AS h USING bsc.measure AS m
    WHERE m.scorecard_id = own_id AND h.measure_id = m.id AND h.replaced_at < before;
    GET DIAGNOSTICS gone = ROW_COUNT;
    pruned := pruned + gone;
    -- an index is the company's: its past stays while another scorecard goes by it
    DELETE FROM bsc.environment_history AS h
    WHERE h.replaced_at < before
      AND h.code IN (SELECT m.environment FROM bsc.measure AS m WHERE m.scorecard_id = own_id)
      AND h.code NOT IN (SELECT m.environment FROM bsc.measure AS m WHERE m.scorecard_id <> own_id AND m.environment IS NOT NULL);
    GET DIAGNOSTICS gone = ROW_COUNT;
    pruned := pruned + gone;
    DELETE FROM bsc.refresh_log AS l USING bsc.scorecard AS s
    WHERE s.id = own_id AND l.scorecard = s.code AND l.started < before;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN pruned + gone;
END
$$;
COMMENT ON FUNCTION bsc.prune_history(text, timestamptz) IS
    'delete what a scorecard was before it was changed before that moment, and its log up to then; the number of rows deleted';
