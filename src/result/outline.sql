-- What of a scorecard's evaluation is the same for all periods and entities.

-- What a measure has to do with formulas: those that are made of it, by one another
-- too, and what it is made of itself.
CREATE TYPE bsc._formula_link AS (
    measure_id bigint,
    operands bigint[],
    sources bigint[],
    readers text[]);
COMMENT ON TYPE bsc._formula_link IS
    'the measures that a formula names, in its order, those without a formula that it comes down to, and the frequencies of the formulas that read a measure';

CREATE FUNCTION bsc._formula_links(scorecard_id bigint)
RETURNS bsc._formula_link[]
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
SET jit = off
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM bsc.measure AS m
                   WHERE m.scorecard_id = _formula_links.scorecard_id AND m.formula IS NOT NULL) THEN
        RETURN '{}';
    END IF;
    RETURN ARRAY(
        WITH RECURSIVE edge AS MATERIALIZED (
            SELECT m.id, m.frequency, o.ordinal, x.id AS operand, x.formula IS NULL AS is_source
            FROM bsc.measure AS m
            CROSS JOIN LATERAL unnest(bsc._formula_operands(m.formula)) WITH ORDINALITY AS o (code, ordinal)
            LEFT JOIN bsc.measure AS x ON x.scorecard_id = m.scorecard_id AND x.code = o.code
            WHERE m.scorecard_id = _formula_links.scorecard_id
        ), reach (id, frequency, operand, is_source) AS (
            SELECT e.id, e.frequency, e.operand, e.is_source FROM edge AS e
            UNION
            SELECT r.id, r.frequency, e.operand, e.is_source
            FROM reach AS r
            JOIN edge AS e ON e.id = r.operand
        )
        SELECT ROW(m.id,
            (SELECT array_agg(e.operand ORDER BY e.ordinal) FROM edge AS e WHERE e.id = m.id),
            (SELECT array_agg(DISTINCT r.operand) FROM reach AS r WHERE r.id = m.id AND r.is_source),
            (SELECT array_agg(DISTINCT r.frequency) FROM reach AS r WHERE r.operand = m.id))::bsc._formula_link
        FROM bsc.measure AS m
        WHERE m.scorecard_id = _formula_links.scorecard_id);
END
$$;
COMMENT ON FUNCTION bsc._formula_links(bigint) IS 'what each measure of a scorecard has to do with formulas; empty if it has none';

-- Is a measure of that scope for an entity?
CREATE FUNCTION bsc._is_in_scope(scope text, entity text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN CASE scope WHEN 'whole' THEN entity = '' WHEN 'each' THEN entity <> '' ELSE true END;
COMMENT ON FUNCTION bsc._is_in_scope(text, text) IS 'is a measure of that scope for an entity?';

-- Up to when each measure of a scorecard has been observed, any entity.
CREATE TYPE bsc._observed AS (
    measure_id bigint,
    observed timestamptz);
COMMENT ON TYPE bsc._observed IS 'up to when a measure has been observed';

-- The latest, over the measure's own periods that have begun, of: when the last
-- good run of its query started, at most the period's end; and, where something
-- was recorded by hand, the end of the period, or the time of the recording if that
-- lies in it and the period is not over.
--
-- From the latest period on backwards: a run that started within or after its
-- period reaches farther than any period before, so that the first of these ends
-- the search.  Only what was recorded by hand in the period under way is looked
-- at row by row; before it, that there is something is enough.
CREATE FUNCTION bsc._observed_recorded(scorecard_id bigint)
RETURNS bsc._observed[]
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
BEGIN
    RETURN ARRAY(
        SELECT ROW(m.id, greatest(
            CASE WHEN g.good_period IS NOT NULL
                 -- infinity: in the past, where the log has lost it (scorecard/past.sql)
                 THEN CASE g.good_success WHEN 'infinity' THEN g.good_success
                      ELSE least(g.good_success, bsc.moment_after(g.good_period, s.time_zone)) END END,
            (SELECT max(r.last_success)
             FROM bsc.measure_run AS r
             WHERE r.measure_id = m.id AND r.period OPERATOR(bsc.<=) u.under_way
               AND r.period OPERATOR(bsc.>) g.good_period AND bsc.grain(r.period) = m.frequency),
            (SELECT max(r.last_success)
             FROM bsc.measure_run AS r
             WHERE g.good_period IS NULL AND r.measure_id = m.id AND r.period OPERATOR(bsc.<=) u.under_way
               AND bsc.grain(r.period) = m.frequency),
            CASE WHEN h.period IS NULL THEN NULL
                 WHEN h.period OPERATOR(bsc.<>) u.under_way OR EXISTS (
                     SELECT 1 FROM bsc.actual AS a
                     WHERE a.measure_id = m.id AND a.period OPERATOR(bsc.=) h.period
                       AND a.source NOT IN ('refresh', 'empty') AND bsc._is_in_scope(m.scope, a.entity)
                       AND (a.recorded_at < bsc.first_moment(h.period, s.time_zone)
                            OR a.recorded_at >= bsc.moment_after(h.period, s.time_zone)))
                 THEN bsc.moment_after(h.period, s.time_zone)
                 ELSE (SELECT max(a.recorded_at) FROM bsc.actual AS a
                       WHERE a.measure_id = m.id AND a.period OPERATOR(bsc.=) h.period
                         AND a.source NOT IN ('refresh', 'empty') AND bsc._is_in_scope(m.scope, a.entity)) END))::bsc._observed
        FROM bsc.scorecard AS s
        JOIN bsc.measure AS m ON m.scorecard_id = s.id
        CROSS JOIN LATERAL (
            SELECT bsc.period((bsc._now() AT TIME ZONE s.time_zone)::date, m.frequency, s.first_month) AS under_way) AS u
        LEFT JOIN LATERAL (
            SELECT r.period AS good_period, r.last_success AS good_success
            FROM bsc.measure_run AS r
            WHERE r.measure_id = m.id AND r.period OPERATOR(bsc.<=) u.under_way AND bsc.grain(r.period) = m.frequency
              AND r.last_success >= bsc.first_moment(r.period, s.time_zone)
            ORDER BY r.period DESC
            LIMIT 1) AS g ON true
        LEFT JOIN LATERAL (
            SELECT a.period
            FROM bsc.actual AS a
            WHERE a.measure_id = m.id AND a.period OPERATOR(bsc.<=) u.under_way
              AND bsc.grain(a.period) = m.frequency AND a.source NOT IN ('refresh', 'empty') AND bsc._is_in_scope(m.scope, a.entity)
            ORDER BY a.period DESC
            LIMIT 1) AS h ON true
        WHERE s.id = _observed_recorded.scorecard_id);
END
$$;
COMMENT ON FUNCTION bsc._observed_recorded(bigint) IS 'up to when each measure of a scorecard has been observed by what is recorded for it; formulas never';

-- The same as of a moment, by hand (more than 60 lines because it is one query): the latest
-- actual of all entities is found by going down the index of the table, where what as_of.pl
-- would make looks at all of them.
CREATE FUNCTION bsc._observed_recorded(scorecard_id bigint, as_of timestamptz)
RETURNS bsc._observed[]
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
BEGIN
    RETURN ARRAY(
        SELECT ROW(m.id, greatest(
            CASE WHEN g.good_period IS NOT NULL
                 -- infinity: in the past, where the log has lost it (scorecard/past.sql)
                 THEN CASE g.good_success WHEN 'infinity' THEN g.good_success
                      ELSE least(g.good_success, bsc.moment_after(g.good_period, s.time_zone)) END END,
            (SELECT max(r.last_success)
             FROM bsc._measure_run_at(as_of) AS r
             WHERE r.measure_id = m.id AND r.period OPERATOR(bsc.<=) u.under_way
               AND r.period OPERATOR(bsc.>) g.good_period AND bsc.grain(r.period) = m.frequency),
            (SELECT max(r.last_success)
             FROM bsc._measure_run_at(as_of) AS r
             WHERE g.good_period IS NULL AND r.measure_id = m.id AND r.period OPERATOR(bsc.<=) u.under_way
               AND bsc.grain(r.period) = m.frequency),
            CASE WHEN h.period IS NULL THEN NULL
                 WHEN h.period OPERATOR(bsc.<>) u.under_way OR EXISTS (
                     SELECT 1 FROM bsc._actual_at(as_of) AS a
                     WHERE a.measure_id = m.id AND a.period OPERATOR(bsc.=) h.period
                       AND a.source NOT IN ('refresh', 'empty') AND bsc._is_in_scope(m.scope, a.entity)
                       AND (a.recorded_at < bsc.first_moment(h.period, s.time_zone)
                            OR a.recorded_at >= bsc.moment_after(h.period, s.time_zone)))
                 THEN bsc.moment_after(h.period, s.time_zone)
                 ELSE (SELECT max(a.recorded_at) FROM bsc._actual_at(as_of) AS a
                       WHERE a.measure_id = m.id AND a.period OPERATOR(bsc.=) h.period
                         AND a.source NOT IN ('refresh', 'empty') AND bsc._is_in_scope(m.scope, a.entity)) END))::bsc._observed
        FROM bsc._scorecard_at(as_of) AS s
        JOIN bsc._measure_at(as_of) AS m ON m.scorecard_id = s.id
        CROSS JOIN LATERAL (
            SELECT bsc.period((as_of AT TIME ZONE s.time_zone)::date, m.frequency, s.first_month) AS under_way) AS u
        LEFT JOIN LATERAL (
            SELECT r.period AS good_period, r.last_success AS good_success
            FROM bsc._measure_run_at(as_of) AS r
            WHERE r.measure_id = m.id AND r.period OPERATOR(bsc.<=) u.under_way AND bsc.grain(r.period) = m.frequency
              AND r.last_success >= bsc.first_moment(r.period, s.time_zone)
            ORDER BY r.period DESC
            LIMIT 1) AS g ON true
        CROSS JOIN LATERAL (
            SELECT bsc.max(x.period) AS period
            FROM (
                (SELECT a.period
                 FROM bsc.actual AS a
                 WHERE a.measure_id = m.id AND a.period OPERATOR(bsc.<=) u.under_way
                   AND bsc.grain(a.period) = m.frequency AND a.source NOT IN ('refresh', 'empty') AND bsc._is_in_scope(m.scope, a.entity)
                   AND a.recorded_at <= as_of
                   AND NOT EXISTS (
                     SELECT 1 FROM bsc.actual_history AS k
                     WHERE k.measure_id = a.measure_id AND k.entity = a.entity AND k.period OPERATOR(bsc.=) a.period
                       AND k.replaced_at > as_of
                     OFFSET 0)
                 ORDER BY a.period DESC
                 LIMIT 1)
                UNION ALL
                (SELECT a.period
                 FROM bsc.actual_history AS a
                 WHERE a.measure_id = m.id AND a.period OPERATOR(bsc.<=) u.under_way
                   AND bsc.grain(a.period) = m.frequency AND a.source NOT IN ('refresh', 'empty') AND bsc._is_in_scope(m.scope, a.entity)
                   AND a.recorded_at <= as_of AND a.replaced_at > as_of
                   AND NOT EXISTS (
                     SELECT 1 FROM bsc.actual_history AS k
                     WHERE k.measure_id = a.measure_id AND k.entity = a.entity AND k.period OPERATOR(bsc.=) a.period
                       AND k.replaced_at > as_of AND (k.replaced_at, k.id) < (a.replaced_at, a.id)
                     OFFSET 0)
                 ORDER BY a.period DESC
                 LIMIT 1)) AS x) AS h
        WHERE s.id = _observed_recorded.scorecard_id);
END
$$;
COMMENT ON FUNCTION bsc._observed_recorded(bigint, timestamptz) IS 'up to when each measure of a scorecard had been observed by what was recorded for it then; formulas never';

-- A formula is known as far as all that it is made of.
CREATE FUNCTION bsc._observed_formulas(recorded bsc._observed[], links bsc._formula_link[])
RETURNS bsc._observed[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN cardinality(links) = 0 THEN recorded ELSE ARRAY(
    SELECT ROW(r.measure_id, CASE WHEN l.operands IS NULL THEN r.observed ELSE (
        SELECT CASE WHEN bool_and(o.observed IS NOT NULL)
                    THEN CASE max(o.observed) WHEN 'infinity' THEN 'infinity'::timestamptz ELSE min(o.observed) END END
        FROM unnest(l.sources) AS i (id)
        LEFT JOIN unnest(recorded) AS o ON o.measure_id = i.id) END)::bsc._observed
    FROM unnest(recorded) AS r
    JOIN unnest(links) AS l ON l.measure_id = r.measure_id) END;
COMMENT ON FUNCTION bsc._observed_formulas(bsc._observed[], bsc._formula_link[]) IS
    'up to when measures have been observed, formulas as far as what they are made of';

CREATE FUNCTION bsc._observed_all(scorecard_id bigint)
RETURNS bsc._observed[]
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
RETURN bsc._observed_formulas(bsc._observed_recorded(scorecard_id), bsc._formula_links(scorecard_id));
COMMENT ON FUNCTION bsc._observed_all(bigint) IS 'up to when each measure of a scorecard has been observed';

-- A node of the tree with all that is said of it: its weight and rule and, for a
-- measure, how it reads a period and up to when it has been observed.  What
-- concerns the scorecard as a whole stands in its first node.  The targets that serve
-- everybody (the whole's, of a rate) are all there, so that nobody looks for them in each
-- period anew (nor the whole for its own); planned tells whether there are others.
CREATE TYPE bsc._outline_node AS (
    level integer,
    node_id bigint,
    weight double precision,
    combine text,
    missing text,
    amber double precision,
    green double precision,
    time_zone text,
    "now" timestamptz,
    frequency text,
    rollup text,
    figure text,
    spread text,
    scope text,
    carry integer,
    first_month integer,
    observed timestamptz,
    formula text,
    operands bigint[],
    readers text[],
    planned boolean,
    shared_periods bsc.period[],
    shared_targets bsc.target[]);
COMMENT ON TYPE bsc._outline_node IS 'a node of a scorecard''s tree: what its evaluation needs to know for any period and entity';

-- One row where an entity may have targets of its own.
CREATE FUNCTION bsc._own_target(measure_id bigint, with_whole boolean)
RETURNS SETOF boolean
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    SELECT true
    WHERE EXISTS (SELECT 1 FROM bsc.plan AS g WHERE g.measure_id = _own_target.measure_id AND g.entity > '')
       OR (_own_target.with_whole
           AND EXISTS (SELECT 1 FROM bsc.plan AS g WHERE g.measure_id = _own_target.measure_id AND g.entity = ''));
END;
COMMENT ON FUNCTION bsc._own_target(bigint, boolean) IS 'true where a measure has targets that are not for everybody';

-- As of a moment it may: to find out would read much of the history, and to look for those of an
-- entity is cheap.
CREATE FUNCTION bsc._own_target(measure_id bigint, with_whole boolean, as_of timestamptz)
RETURNS SETOF boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    SELECT true;
END;
COMMENT ON FUNCTION bsc._own_target(bigint, boolean, timestamptz) IS 'true: a measure may have had targets that were not for everybody';

-- All of them, depth first.  Whoever evaluates many periods asks for this once.
CREATE FUNCTION bsc._outline(scorecard_id bigint, with_observed boolean)
RETURNS bsc._outline_node[]
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
DECLARE
    -- asked for before, so that it is once
    links bsc._formula_link[] := bsc._formula_links(scorecard_id);
    observed_all bsc._observed[] := CASE WHEN with_observed
        THEN bsc._observed_formulas(bsc._observed_recorded(scorecard_id), links) END;
BEGIN
    RETURN ARRAY(
        SELECT ROW(n.level, n.id, n.weight, n.combine, t.missing,
            -- a measure's thresholds may be its own
            CASE n.level WHEN 3 THEN LEAST(COALESCE(m.amber, s.amber), COALESCE(m.green, s.green)) ELSE t.amber END,
            CASE n.level WHEN 3 THEN COALESCE(m.green, s.green) ELSE t.green END, t.time_zone, t.moment,
            m.frequency, m.rollup, m.figure, bsc._spread(m.rollup, m.kind, m.spread),
            COALESCE(m.scope, CASE WHEN m.id IS NOT NULL THEN 'all' END),
            m.carry_forward, s.first_month, m.observed, m.formula, m.operands, m.readers,
            m.planned, p.periods, p.targets)::bsc._outline_node
        FROM bsc.scorecard AS s
        CROSS JOIN bsc._node(_outline.scorecard_id) AS n
        LEFT JOIN LATERAL (
            SELECT s.missing, s.amber, s.green, s.time_zone, bsc._now() AS moment) AS t ON n.level = 0
        LEFT JOIN (
            SELECT x.*, l.operands, l.readers, o.observed, bsc._kind(x.rollup, x.kind) AS figure,
                EXISTS (SELECT 1 FROM bsc._own_target(x.id, bsc._kind(x.rollup, x.kind) = 'amount') AS g) AS planned
            FROM bsc.measure AS x
            LEFT JOIN unnest(observed_all) AS o ON o.measure_id = x.id
            LEFT JOIN unnest(links) AS l ON l.measure_id = x.id
            WHERE x.scorecard_id = _outline.scorecard_id
            OFFSET 0) AS m ON n.level = 3 AND m.id = n.id
        LEFT JOIN LATERAL (
            SELECT array_agg(g.period) AS periods, array_agg(g.target) AS targets
            FROM bsc.plan AS g
            WHERE g.measure_id = m.id AND g.entity = '') AS p ON m.figure = 'rate'
        WHERE s.id = _outline.scorecard_id
        ORDER BY n.place COLLATE "C");
END
$$;
COMMENT ON FUNCTION bsc._outline(bigint, boolean) IS
    'the nodes of a scorecard''s tree, depth first, with what is the same for all periods and entities; without observed, nothing counts as observed';
