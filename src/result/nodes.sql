-- The evaluation: what each node of the tree comes to in one period.
--
-- SQL lays out the tree and finds the rows that matter; the aggregate of
-- evaluate.c does the rest, entity by entity.

-- A node of the tree as the evaluation is given it, in the order of
-- COLUMN_... in tree.c.  Level 0 is the scorecard, 3 a measure; kind tells which
-- period a measure is read for: 0 the one asked for, 1 the one before, 2 that of
-- the year before.  period is the one that is read, or the last of a stretch;
-- observed is up to when the measure has been.  low to high is where its actuals
-- lie; plan_low to plan_high, with the coarser plan_periods, its targets, but for those
-- that are shared by all.  operands are the ids of the measures that a formula names, in
-- its order.
CREATE TYPE bsc._tree_node AS (
    ordinal integer,
    level integer,
    kind integer,
    node_id bigint,
    weight double precision,
    combine text,
    missing text,
    amber double precision,
    green double precision,
    time_zone text,
    "now" timestamptz,
    period bsc.period,
    rollup text,
    figure text,
    spread text,
    scope text,
    carry integer,
    first_month integer,
    is_coarser boolean,
    first_period bsc.period,
    last_period bsc.period,
    own_period bsc.period,
    judged_period bsc.period,
    observed timestamptz,
    low bsc.period,
    high bsc.period,
    plan_low bsc.period,
    plan_high bsc.period,
    plan_periods bsc.period[],
    shared_periods bsc.period[],
    shared_targets bsc.target[],
    basis text,
    formula text,
    operands bigint[]);
COMMENT ON TYPE bsc._tree_node IS 'a node of a scorecard''s tree: its weight and rule, or how a measure reads a period';

-- What a node came to, in the order of RESULT_... in evaluate.c.  lack is why a
-- measure that has an actual has no target (judge.c), and lack_period the period that
-- this is told of; volume is that of its actual.
CREATE TYPE bsc._result_node AS (
    level integer,
    node_id bigint,
    actual double precision,
    actual_period bsc.period,
    target bsc.target,
    goal_period bsc.period,
    score double precision,
    pace double precision,
    status bsc.status,
    provisional boolean,
    coverage double precision,
    observed timestamptz,
    measures bigint,
    red bigint,
    amber bigint,
    green bigint,
    previous double precision,
    change double precision,
    year_ago double precision,
    year_change double precision,
    lack text,
    lack_period bsc.period,
    volume double precision);
COMMENT ON TYPE bsc._result_node IS 'what a node of the tree came to';

CREATE FUNCTION bsc._entity_nodes_accum(
    state internal, tree bsc._tree_node[], level integer, entity text, ordinal integer,
    period bsc.period, value double precision, volume double precision, target bsc.target)
RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_entity_nodes_accum'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._entity_nodes_accum(internal, bsc._tree_node[], integer, text, integer, bsc.period, double precision, double precision, bsc.target) IS 'aggregate transition function';

CREATE FUNCTION bsc._entity_nodes_final(state internal)
RETURNS bsc._result_node[]
AS 'MODULE_PATHNAME', 'bsc_entity_nodes_final'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._entity_nodes_final(internal) IS 'aggregate final function';

CREATE AGGREGATE bsc._entity_nodes(
    tree bsc._tree_node[], level integer, entity text, ordinal integer,
    period bsc.period, value double precision, volume double precision, target bsc.target) (
    SFUNC = bsc._entity_nodes_accum, STYPE = internal, SSPACE = 1024,
    FINALFUNC = bsc._entity_nodes_final, FINALFUNC_MODIFY = SHAREABLE, PARALLEL = SAFE);
COMMENT ON AGGREGATE bsc._entity_nodes(bsc._tree_node[], integer, text, integer, bsc.period, double precision, double precision, bsc.target) IS
    'the results of one entity from its actuals and its own targets, an array of the nodes of one level or (NULL) of all; NULL if it has none';

-- The same for the entities of a part of a catalogue that have others below them, from
-- the rows of all in it (inner.c).
CREATE TYPE bsc._member_place AS (
    number bigint,
    above bigint,
    code text,
    starts date,
    ends date);
COMMENT ON TYPE bsc._member_place IS 'where an entity of a part of the catalogue stands, and when it is in service';

CREATE TYPE bsc._inner_node AS (
    number bigint,
    nodes bsc._result_node[]);
COMMENT ON TYPE bsc._inner_node IS 'the results of an entity that has others below it, by its number in the catalogue';

CREATE FUNCTION bsc._inner_nodes_accum(
    state internal, tree bsc._tree_node[], level integer, places bsc._member_place[],
    of_all boolean, every boolean, by_name boolean, ordinal integer, number bigint,
    period bsc.period, value double precision, volume double precision, target bsc.target, as_of timestamptz)
RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_inner_nodes_accum'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._inner_nodes_accum(internal, bsc._tree_node[], integer, bsc._member_place[], boolean, boolean, boolean, integer, bigint, bsc.period, double precision, double precision, bsc.target, timestamptz) IS 'aggregate transition function';

CREATE FUNCTION bsc._inner_nodes_final(state internal)
RETURNS bsc._inner_node[]
AS 'MODULE_PATHNAME', 'bsc_inner_nodes_final'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._inner_nodes_final(internal) IS 'aggregate final function';

CREATE AGGREGATE bsc._inner_nodes(
    tree bsc._tree_node[], level integer, places bsc._member_place[],
    of_all boolean, every boolean, by_name boolean, ordinal integer, number bigint,
    period bsc.period, value double precision, volume double precision, target bsc.target, as_of timestamptz) (
    SFUNC = bsc._inner_nodes_accum, STYPE = internal, SSPACE = 100000,
    FINALFUNC = bsc._inner_nodes_final, FINALFUNC_MODIFY = READ_WRITE, PARALLEL = SAFE);
COMMENT ON AGGREGATE bsc._inner_nodes(bsc._tree_node[], integer, bsc._member_place[], boolean, boolean, boolean, integer, bigint, bsc.period, double precision, double precision, bsc.target, timestamptz) IS
    'the results of the inner entities of a part of a catalogue (of every one or the first), in the order of their numbers';

CREATE FUNCTION bsc._nodes_of(results bsc._inner_node[], number bigint)
RETURNS bsc._result_node[]
AS 'MODULE_PATHNAME', 'bsc_nodes_of'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._nodes_of(bsc._inner_node[], bigint) IS 'the nodes of the entity with that number';

CREATE FUNCTION bsc._asks_for_most(period bsc.period, basis text, level integer, below integer, total integer)
RETURNS boolean
AS 'MODULE_PATHNAME', 'bsc_asks_for_most'
LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._asks_for_most(bsc.period, text, integer, integer, integer) IS
    'is so much of a catalogue below the entities that were asked for in one evaluation that all are better read together?';

-- What those who listen for statuses may be told of: the nodes that have a status or
-- are provisional, in their order, each as 4 * id + level.  NULLs if there is none.
CREATE FUNCTION bsc._node_statuses(
    results bsc._result_node[], OUT nodes bigint[], OUT statuses bsc.status[], OUT provisional boolean[])
AS 'MODULE_PATHNAME', 'bsc_node_statuses'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._node_statuses(bsc._result_node[]) IS 'the nodes of an entity that have a status or are provisional, and both';

-- The tree of a scorecard for a period, depth first.  With history, each
-- measure is followed by how it reads the period before and that of the year
-- before.  A view over many periods asks for many trees, so all that comes from tables
-- stands in the outline already.
CREATE FUNCTION bsc._tree(outline bsc._outline_node[], period bsc.period, basis text, history boolean)
RETURNS bsc._tree_node[]
AS 'MODULE_PATHNAME', 'bsc_tree'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION bsc._tree(bsc._outline_node[], bsc.period, text, boolean) IS
    'the nodes of a scorecard for a period, depth first, with what each needs of the tables';

-- Do the entities below one come to a value of a measure (members.c)?
CREATE FUNCTION bsc._takes_members(rollup text, figure text, scope text)
RETURNS boolean
AS 'MODULE_PATHNAME', 'bsc_takes_members'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._takes_members(text, text, text) IS 'do the entities below one come to a value of a measure?';

-- Those periods for which a measure has targets that are not for everybody.  Each is asked for the first of
-- them, so that the index that is read is the one by period, and not all that is planned for the measure.
CREATE FUNCTION bsc._planned_periods(measure_id bigint, periods bsc.period[], with_whole boolean)
RETURNS SETOF bsc.period
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    SELECT c.period
    FROM unnest(_planned_periods.periods) AS c (period)
    WHERE (SELECT bsc.min(x.period) FROM bsc.plan AS x
           WHERE x.measure_id = _planned_periods.measure_id AND x.period >= c.period AND x.period <= c.period
             AND (_planned_periods.with_whole OR x.entity > '')) IS NOT NULL;
END;
COMMENT ON FUNCTION bsc._planned_periods(bigint, bsc.period[], boolean) IS 'those of the periods for which a measure has targets that are not for everybody';

-- As of a moment any may be one: no index of the history leads from a period to its entities.
CREATE FUNCTION bsc._planned_periods(measure_id bigint, periods bsc.period[], with_whole boolean, as_of timestamptz)
RETURNS SETOF bsc.period
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    SELECT c.period FROM unnest(_planned_periods.periods) AS c (period);
END;
COMMENT ON FUNCTION bsc._planned_periods(bigint, bsc.period[], boolean, timestamptz) IS 'the periods for which a measure may have had targets';

-- The measures of a tree, and where the rows of each lie.  Coarser periods of which nobody
-- has a target that is not in the tree, as of most, are left out, so that nobody has to
-- look for them.  A plan of its own goes to the table of plans by its index, however soon
-- a sequential scan may hope to find something.
CREATE FUNCTION bsc._tree_measure(tree bsc._tree_node[])
RETURNS TABLE (
    ordinal integer, node_id bigint, low bsc.period, high bsc.period,
    plan_low bsc.period, plan_high bsc.period, plan_periods bsc.period[], with_plan boolean, takes_members boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 30
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
BEGIN
    RETURN QUERY
    SELECT t.ordinal, t.node_id, t.low, t.high, t.plan_low, t.plan_high,
        CASE WHEN t.plan_periods IS NOT NULL AND EXISTS (
            SELECT 1 FROM bsc._planned_periods(t.node_id, t.plan_periods, t.figure = 'amount') AS c) THEN t.plan_periods END,
        t.figure = 'amount' AND t.plan_low IS NOT NULL, bsc._takes_members(t.rollup, t.figure, t.scope)
    FROM unnest(_tree_measure.tree) AS t
    WHERE t.level = 3;
END
$$;
COMMENT ON FUNCTION bsc._tree_measure(bsc._tree_node[]) IS 'the measures of a tree, and where what was recorded and planned for them lies';

-- Is so much of a catalogue below an entity that their rows are better read with those
-- of all entities than looked up one by one?
CREATE FUNCTION bsc._is_most(below integer, total integer)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN below > 100 AND below > total / 10;
COMMENT ON FUNCTION bsc._is_most(integer, integer) IS 'is so much of a catalogue below an entity that it is better read as a whole?';

-- Who is below whom in a catalogue.  (The planner takes an array for short, and would
-- take a range of the index for a good part of it.)
CREATE FUNCTION bsc._member(scorecard_id bigint)
RETURNS TABLE (entity text, code text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
BEGIN ATOMIC
    SELECT a.code, d.code
    FROM bsc._entity_place AS a
    CROSS JOIN LATERAL unnest(ARRAY(
        SELECT x.code
        FROM bsc._entity_place AS x
        WHERE x.scorecard_id = a.scorecard_id AND x.number > a.number AND x.number <= a.last)) AS d (code)
    WHERE a.scorecard_id = _member.scorecard_id AND a.last > a.number;
END;
COMMENT ON FUNCTION bsc._member(bigint) IS 'who is below whom in the catalogue of a scorecard';

-- What was recorded and planned for a measure: for one entity, each found by its
-- index, or for all.  Plans only where they can matter to those above.
CREATE FUNCTION bsc._recorded(
    measure_id bigint, entity text, low bsc.period, high bsc.period,
    plan_low bsc.period, plan_high bsc.period, plan_periods bsc.period[], with_plan boolean)
RETURNS TABLE (period bsc.period, value double precision, volume double precision, target bsc.target)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    SELECT a.period, a.value, a.volume, NULL::bsc.target
    FROM bsc.actual AS a
    WHERE a.measure_id = _recorded.measure_id AND a.entity = _recorded.entity
      AND a.period >= _recorded.low AND a.period <= _recorded.high
    UNION ALL
    SELECT g.period, NULL, NULL, g.target
    FROM bsc.plan AS g
    WHERE g.measure_id = _recorded.measure_id AND g.entity = _recorded.entity AND _recorded.with_plan
      AND g.period >= _recorded.plan_low AND g.period <= _recorded.plan_high
    UNION ALL
    SELECT g.period, NULL, NULL, g.target
    FROM bsc.plan AS g
    WHERE g.measure_id = _recorded.measure_id AND g.entity = _recorded.entity AND _recorded.with_plan
      AND _recorded.plan_periods IS NOT NULL AND g.period = ANY (_recorded.plan_periods);
END;
COMMENT ON FUNCTION bsc._recorded(bigint, text, bsc.period, bsc.period, bsc.period, bsc.period, bsc.period[], boolean) IS
    'what was recorded and planned for a measure and an entity';

CREATE FUNCTION bsc._recorded_all(
    measure_id bigint, low bsc.period, high bsc.period,
    plan_low bsc.period, plan_high bsc.period, plan_periods bsc.period[], with_plan boolean)
RETURNS TABLE (entity text, period bsc.period, value double precision, volume double precision, target bsc.target)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
    SELECT a.entity, a.period, a.value, a.volume, NULL::bsc.target
    FROM bsc.actual AS a
    WHERE a.measure_id = _recorded_all.measure_id
      AND a.period >= _recorded_all.low AND a.period <= _recorded_all.high
    UNION ALL
    SELECT g.entity, g.period, NULL, NULL, g.target
    FROM bsc.plan AS g
    WHERE g.measure_id = _recorded_all.measure_id AND _recorded_all.with_plan
      AND g.period >= _recorded_all.plan_low AND g.period <= _recorded_all.plan_high
    UNION ALL
    SELECT g.entity, g.period, NULL, NULL, g.target
    FROM bsc.plan AS g
    WHERE g.measure_id = _recorded_all.measure_id AND _recorded_all.with_plan
      AND _recorded_all.plan_periods IS NOT NULL AND g.period = ANY (_recorded_all.plan_periods);
END;
COMMENT ON FUNCTION bsc._recorded_all(bigint, bsc.period, bsc.period, bsc.period, bsc.period, bsc.period[], boolean) IS
    'what was recorded and planned for a measure and all entities';

-- What was recorded and planned for a part of the catalogue, from its first number to its
-- last, as far as those above take it; not where the rows of all entities are read, which
-- the aggregate sees to itself (everybody.c).  Of the inner ones themselves (of every one
-- or the first) there is more to read than of others: what was recorded for measures that
-- take nothing from below, and all targets.  A row of NULLs stands for the part itself.
CREATE FUNCTION bsc._inner_rows(
    tree bsc._tree_node[], scorecard_id bigint, first bigint, last bigint, of_all boolean, every boolean)
RETURNS TABLE (
    ordinal integer, number bigint,
    period bsc.period, value double precision, volume double precision, target bsc.target)
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 10000
BEGIN ATOMIC
    WITH node AS MATERIALIZED (SELECT t.* FROM bsc._tree_measure(_inner_rows.tree) AS t)
    SELECT t.ordinal, p.number, a.period, a.value, a.volume, a.target
    FROM bsc._entity_place AS p
    CROSS JOIN node AS t
    CROSS JOIN LATERAL bsc._recorded(
        t.node_id, p.code, t.low, t.high, t.plan_low, t.plan_high, t.plan_periods, t.with_plan) AS a
    WHERE NOT _inner_rows.of_all AND t.takes_members
      AND p.scorecard_id = _inner_rows.scorecard_id AND p.number >= _inner_rows.first AND p.number <= _inner_rows.last
    UNION ALL
    SELECT t.ordinal, p.number, a.period, a.value, a.volume, a.target
    FROM bsc._entity_place AS p
    CROSS JOIN node AS t
    CROSS JOIN LATERAL bsc._recorded(
        t.node_id, p.code, CASE WHEN NOT t.takes_members THEN t.low END, CASE WHEN NOT t.takes_members THEN t.high END,
        t.plan_low, t.plan_high, t.plan_periods, true) AS a
    WHERE NOT (t.takes_members AND (t.with_plan OR t.plan_low IS NULL))
      AND p.scorecard_id = _inner_rows.scorecard_id AND p.number >= _inner_rows.first
      AND p.number <= CASE WHEN _inner_rows.every THEN _inner_rows.last ELSE _inner_rows.first END AND p.last > p.number
    UNION ALL
    SELECT NULL, NULL, NULL, NULL, NULL, NULL;
END;
COMMENT ON FUNCTION bsc._inner_rows(bsc._tree_node[], bigint, bigint, bigint, boolean, boolean) IS
    'what was recorded and planned for a part of the catalogue, as far as its inner entities need it';

-- The results of an entity of the catalogue that has others below it, or of every such
-- one from it on down; by_name tells that the first is asked for by name, and has results
-- whatever there is of it.  Where those below are most of the catalogue their rows are
-- read with those of all entities, else one by one.  (It is planned by itself, and once:
-- whoever has no catalogue pays nothing for it in the plans of the views.)
CREATE FUNCTION bsc._inner_results(
    tree bsc._tree_node[], level integer, scorecard_id bigint, entity text, every boolean, by_name boolean)
RETURNS bsc._inner_node[]
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
DECLARE
    top bsc._entity_place;
    total integer;
    of_all boolean;
    places bsc._member_place[];
BEGIN
    SELECT p.* INTO top
    FROM bsc._entity_place AS p
    WHERE p.scorecard_id = _inner_results.scorecard_id AND p.code = _inner_results.entity;
    SELECT p.below INTO total
    FROM bsc._entity_place AS p
    WHERE p.scorecard_id = _inner_results.scorecard_id AND p.number = 0;
    of_all := bsc._is_most(top.below, total);
    places := ARRAY(
        SELECT ROW(p.number, p.above, p.code, p.starts, p.ends)::bsc._member_place
        FROM bsc._entity_place AS p
        WHERE p.scorecard_id = _inner_results.scorecard_id AND p.number >= top.number AND p.number <= top.last
        ORDER BY p.number);
    RETURN (
        SELECT bsc._inner_nodes(
            _inner_results.tree, _inner_results.level, places, of_all, _inner_results.every, _inner_results.by_name,
            r.ordinal, r.number, r.period, r.value, r.volume, r.target, bsc._past_moment())
        FROM bsc._inner_rows(
            _inner_results.tree, _inner_results.scorecard_id, top.number, top.last, of_all, _inner_results.every) AS r);
END
$$;
COMMENT ON FUNCTION bsc._inner_results(bsc._tree_node[], integer, bigint, text, boolean, boolean) IS
    'the results of an entity of the catalogue that has others below it, or of every such one from it on down';

-- The results of every entity that the period lists: an array of its nodes, depth
-- first, of one level or (NULL) of all.  A plain query that the planner pulls
-- into the views, so that a filter on the entity reaches the tables.
--
-- Each measure goes to the index for its own rows, whatever the planner believes of
-- a table that has not been analyzed: it would rather read all of it.  What sees to
-- this is a union, within which a measure's bounds are constants; unlike OFFSET 0 it
-- lets the filter through.
--
-- Entities of the catalogue that have others below them are evaluated apart: the first
-- few that are asked for by themselves, the smallest first, and as soon as these are no
-- longer few, all at once from one reading of the rows.
CREATE FUNCTION bsc._entity_result(
    outline bsc._outline_node[], period bsc.period, basis text, level integer, history boolean)
RETURNS TABLE (entity text, nodes bsc._result_node[])
LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
BEGIN ATOMIC
    WITH tree AS MATERIALIZED (
        SELECT bsc._tree(_entity_result.outline, _entity_result.period, _entity_result.basis, _entity_result.history) AS nodes
    ), measure AS MATERIALIZED (
        SELECT m.* FROM tree AS t CROSS JOIN LATERAL bsc._tree_measure(t.nodes) AS m
    ), catalogue AS MATERIALIZED (
        SELECT p.scorecard_id, p.below AS total
        FROM tree AS t
        JOIN bsc._entity_place AS p ON p.scorecard_id = t.nodes[1].node_id AND p.number = 0
    )
    SELECT f.entity,
        bsc._entity_nodes(
            (SELECT t.nodes FROM tree AS t), _entity_result.level, f.entity,
            f.ordinal, f.period, f.value, f.volume, f.target)
    FROM (
        SELECT t.ordinal, r.entity, r.period, r.value, r.volume, r.target
        FROM measure AS t
        CROSS JOIN LATERAL bsc._recorded_all(
            t.node_id, t.low, t.high, t.plan_low, t.plan_high, t.plan_periods, true) AS r
        UNION ALL
        SELECT -1, p.code, NULL, NULL, NULL, NULL
        FROM catalogue AS c
        JOIN bsc._entity_place AS p ON p.scorecard_id = c.scorecard_id AND p.last > p.number) AS f
    GROUP BY f.entity
    HAVING min(f.ordinal) >= 0
    UNION ALL
    SELECT p.code, bsc._nodes_of(
        CASE WHEN bsc._asks_for_most(
                _entity_result.period, _entity_result.basis, COALESCE(_entity_result.level, -1), p.below, c.total)
             THEN (SELECT bsc._inner_results(
                       (SELECT t.nodes FROM tree AS t), _entity_result.level,
                       x.scorecard_id, ''::text, true, false)
                   FROM catalogue AS x)
             ELSE bsc._inner_results(
                 (SELECT t.nodes FROM tree AS t), _entity_result.level,
                 c.scorecard_id, p.code, false, false) END,
        p.number)
    FROM catalogue AS c
    CROSS JOIN LATERAL (
        SELECT x.code, x.number, x.below
        FROM bsc._entity_place AS x
        WHERE x.scorecard_id = c.scorecard_id AND x.last > x.number
        ORDER BY x.below) AS p;
END;
COMMENT ON FUNCTION bsc._entity_result(bsc._outline_node[], bsc.period, text, integer, boolean) IS
    'the nodes of every entity that the period lists';

-- Those of one entity, whether the period lists it or not.  Its rows are few and
-- stand together in the index, so each measure goes there for its own: the planner
-- would rather read the whole of a table that it takes for small, once for each
-- period of a report.
CREATE FUNCTION bsc._one_result(
    outline bsc._outline_node[], period bsc.period, basis text, entity text, level integer, history boolean)
RETURNS TABLE (nodes bsc._result_node[])
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    WITH tree AS MATERIALIZED (
        SELECT bsc._tree(_one_result.outline, _one_result.period, _one_result.basis, _one_result.history) AS nodes
    ), measure AS MATERIALIZED (
        SELECT m.* FROM tree AS t CROSS JOIN LATERAL bsc._tree_measure(t.nodes) AS m
    ), above AS MATERIALIZED (
        SELECT p.scorecard_id, p.number
        FROM tree AS t
        JOIN bsc._entity_place AS p
            ON p.scorecard_id = t.nodes[1].node_id AND p.code = _one_result.entity AND p.last > p.number
    )
    SELECT CASE WHEN EXISTS (SELECT 1 FROM above AS a)
        THEN (
            SELECT bsc._nodes_of(bsc._inner_results(
                    (SELECT t.nodes FROM tree AS t), _one_result.level,
                    a.scorecard_id, _one_result.entity, false, true), a.number)
            FROM above AS a)
        ELSE (
            SELECT bsc._entity_nodes(
                    (SELECT t.nodes FROM tree AS t), _one_result.level, _one_result.entity,
                    f.ordinal, f.period, f.value, f.volume, f.target)
            FROM (
                SELECT t.ordinal, r.period, r.value, r.volume, r.target
                FROM measure AS t
                CROSS JOIN LATERAL bsc._recorded(
                    t.node_id, _one_result.entity, t.low, t.high, t.plan_low, t.plan_high, t.plan_periods, true) AS r
                UNION ALL
                SELECT NULL, NULL, NULL, NULL, NULL
                WHERE _one_result.entity IS NOT NULL) AS f) END;
END;
COMMENT ON FUNCTION bsc._one_result(bsc._outline_node[], bsc.period, text, text, integer, boolean) IS
    'the nodes of one entity, whether the period lists it or not';
