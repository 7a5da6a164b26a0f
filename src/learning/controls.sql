-- What is held when a link is judged, and what it then comes to.
--
-- Whatever moves both ends of a link makes them go together, link or not.  So
-- the effect is explained by all of its causes at once, each at its lag, by its
-- own past and by the season where there is one (bsc.link_regression): what is
-- left for the cause that is asked about is what it does itself.  The map says
-- which these are, and what may stand in for a cause that has no data
-- (bsc.link_controls); nobody picks controls by hand.  Links into one effect that
-- hold the same are estimated together, once.
--
-- Three things no regression can tell: what a link does into an objective that is
-- in a loop without lag, since the loop carries every effect round within the
-- period; what a link does where a cause of the effect has no data and nothing
-- stands in; and how an objective follows itself, which is held always.

-- An objective with its series: as recorded, as the textbook's figures see it,
-- and as the regression does.
CREATE TYPE bsc._tested_objective AS (
    objective_id bigint,
    name text,
    title text,
    series double precision[],
    held double precision[],
    span integer,
    present integer,
    has_season boolean,
    is_usable boolean);
COMMENT ON TYPE bsc._tested_objective IS 'an objective as links are tested on it';

-- A series without its weeks 53, so that a place is the same week in every year.
CREATE FUNCTION bsc._without_week_53(series double precision[], first bsc.period)
RETURNS double precision[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
RETURN CASE WHEN bsc.grain(first) <> 'week' THEN series ELSE ARRAY(
    SELECT u.value
    FROM unnest(series) WITH ORDINALITY AS u (value, ordinal)
    WHERE EXTRACT(week FROM bsc.first_day(first) + 7 * (u.ordinal::integer - 1)) <> 53
    ORDER BY u.ordinal) END;
COMMENT ON FUNCTION bsc._without_week_53(double precision[], bsc.period) IS 'a series of weeks without the weeks 53, any other as it is';

-- Eight values, or changes where changes are tested, make a series that can be held.
CREATE FUNCTION bsc._tested_objective(scorecard_id bigint, adjust text, past bsc._past_result[])
RETURNS SETOF bsc._tested_objective
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 20
BEGIN ATOMIC
    SELECT o.id, c.name, COALESCE(o.name, o.code), a.series,
        bsc._without_week_53(s.series, s.first_period), COALESCE(cardinality(s.series), 0),
        num_nonnulls(VARIADIC COALESCE(s.series, '{}'::double precision[])),
        s.series IS NULL OR a.series IS NOT NULL,
        num_nonnulls(VARIADIC COALESCE(a.series, '{}'::double precision[])) >= 8
    FROM bsc.objective AS o
    JOIN bsc._named_objective(_tested_objective.scorecard_id) AS c ON c.objective_id = o.id
    LEFT JOIN bsc._objective_series(_tested_objective.scorecard_id, _tested_objective.past) AS s
        ON s.objective_id = o.id
    CROSS JOIN LATERAL (
        SELECT bsc._adjusted_series(s.series, _tested_objective.adjust, s.first_period) AS series) AS a
    WHERE o.scorecard_id = _tested_objective.scorecard_id
    ORDER BY c.name COLLATE "C";
END;
COMMENT ON FUNCTION bsc._tested_objective(bigint, text, bsc._past_result[]) IS
    'the objectives of a scorecard with their series, from results at hand';

-- The objectives that an objective moves within the same period, and is moved by.
CREATE FUNCTION bsc._same_period_loop(scorecard_id bigint)
RETURNS TABLE (objective_id bigint, members text[])
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    at_once bsc.causal_graph := (
        SELECT bsc.causal_graph(c.name, e.name, 1::double precision, 0)
        FROM bsc.link AS l
        JOIN bsc._named_objective(_same_period_loop.scorecard_id) AS c ON c.objective_id = l.cause
        JOIN bsc._named_objective(_same_period_loop.scorecard_id) AS e ON e.objective_id = l.effect
        WHERE l.scorecard_id = _same_period_loop.scorecard_id AND l.lag = 0 AND l.cause <> l.effect);
BEGIN
    IF at_once IS NULL OR NOT EXISTS (SELECT 1 FROM bsc.cycles(at_once)) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT c.objective_id, array_agg(m.name ORDER BY m.name COLLATE "C")
    FROM bsc._named_objective(_same_period_loop.scorecard_id) AS c
    CROSS JOIN LATERAL (
        SELECT d.node AS name
        FROM bsc.downstream(at_once, c.name, NULL::integer) AS d
        JOIN bsc.upstream(at_once, c.name, NULL::integer) AS u ON u.node = d.node
        WHERE d.node <> c.name
        UNION ALL
        SELECT c.name) AS m
    WHERE EXISTS (SELECT 1 FROM bsc.link AS l WHERE l.scorecard_id = _same_period_loop.scorecard_id AND l.lag = 0
                  AND l.cause <> l.effect AND c.objective_id IN (l.cause, l.effect))
    GROUP BY c.objective_id
    HAVING count(*) > 1;
END
$$;
COMMENT ON FUNCTION bsc._same_period_loop(bigint) IS 'objectives that move each other within one period, each with all of its loop';

-- A link and what is held for it: the terms of the regression, its own among them.
-- obstacle says why there is none.
CREATE TYPE bsc._held_link AS (
    link_id bigint,
    cause text,
    effect text,
    lag integer,
    obstacle text,
    about text[],
    names text[],
    lags integer[]);
COMMENT ON TYPE bsc._held_link IS 'a link with all that enters the regression by which it is judged';

-- A term brings one further lag of itself into the regression.  So of what is held
-- at lags in a row, the last one takes no term.
CREATE FUNCTION bsc._held_terms(scorecard_id bigint, own_lags integer, objectives bsc._tested_objective[])
RETURNS TABLE (link_id bigint, names text[], lags integer[])
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 2000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    map bsc.causal_graph := bsc._strategy_graph_of(scorecard_id);
    without text[] := ARRAY(SELECT o.name FROM unnest(objectives) AS o WHERE NOT o.is_usable);
    in_loops bigint[] := ARRAY(SELECT s.objective_id FROM bsc._same_period_loop(scorecard_id) AS s);
BEGIN
    RETURN QUERY
    WITH link AS MATERIALIZED (
        SELECT l.id, x.name AS cause, y.name AS effect, l.lag, x.is_usable AND y.is_usable AND l.cause <> l.effect
            AND l.effect <> ALL (in_loops) AS can_be_told
        FROM bsc.link AS l
        JOIN unnest(_held_terms.objectives) AS x ON x.objective_id = l.cause
        JOIN unnest(_held_terms.objectives) AS y ON y.objective_id = l.effect
        WHERE l.scorecard_id = _held_terms.scorecard_id
    ), control AS MATERIALIZED (
        SELECT k.id, k.effect, c.control AS name, c.control_lag AS lag,
            EXISTS (SELECT 1 FROM link AS other
                    WHERE other.cause = c.control AND other.effect = k.effect AND other.lag = c.control_lag) AS is_link
        FROM link AS k
        CROSS JOIN LATERAL bsc.link_controls(map, k.cause, k.effect, k.lag, without) AS c
        WHERE k.can_be_told
    ), whole AS MATERIALIZED (
        SELECT k.id, k.cause AS name, k.lag
        FROM link AS k
        WHERE k.id IN (SELECT c.id FROM control AS c)
        UNION
        SELECT c.id, c.name, c.lag
        FROM control AS c
        WHERE c.is_link AND NOT (c.name = c.effect AND c.lag <= own_lags)
    ), term AS MATERIALIZED (
        SELECT w.id, w.name, w.lag, true AS is_whole FROM whole AS w
        UNION ALL
        SELECT c.id, c.name, c.lag, false
        FROM control AS c
        WHERE NOT c.is_link AND NOT (c.name = c.effect AND c.lag <= own_lags)
    )
    SELECT t.id, array_agg(t.name ORDER BY t.name COLLATE "C", t.lag), array_agg(t.lag ORDER BY t.name COLLATE "C", t.lag)
    FROM term AS t
    WHERE t.is_whole
       OR EXISTS (SELECT 1 FROM term AS later WHERE later.id = t.id AND later.name = t.name AND later.lag = t.lag + 1)
       OR NOT EXISTS (SELECT 1 FROM term AS before WHERE before.id = t.id AND before.name = t.name AND before.lag = t.lag - 1)
    GROUP BY t.id;
END
$$;
COMMENT ON FUNCTION bsc._held_terms(bigint, integer, bsc._tested_objective[]) IS
    'for each link that can be told, the objectives in its regression and their lags, its cause among them';

CREATE FUNCTION bsc._held_link(scorecard_id bigint, own_lags integer, objectives bsc._tested_objective[])
RETURNS SETOF bsc._held_link
LANGUAGE sql STABLE PARALLEL SAFE COST 3000 ROWS 20
BEGIN ATOMIC
    WITH objective AS MATERIALIZED (
        SELECT o.objective_id, o.name, o.title, o.is_usable FROM unnest(_held_link.objectives) AS o
    ), loop AS MATERIALIZED (
        SELECT s.objective_id, ARRAY(SELECT o.title FROM objective AS o WHERE o.name = ANY (s.members) ORDER BY o.name COLLATE "C") AS titles
        FROM bsc._same_period_loop(_held_link.scorecard_id) AS s
    )
    SELECT l.id, x.name, y.name, l.lag,
        CASE WHEN l.cause = l.effect THEN 'itself' WHEN loop.titles IS NOT NULL THEN 'loop'
             WHEN t.names IS NULL THEN CASE WHEN cardinality(lack.titles) > 0 THEN 'missing' ELSE 'open' END END,
        COALESCE(loop.titles, lack.titles), t.names, t.lags
    FROM bsc.link AS l
    JOIN objective AS x ON x.objective_id = l.cause
    JOIN objective AS y ON y.objective_id = l.effect
    LEFT JOIN loop ON loop.objective_id = l.effect
    LEFT JOIN bsc._held_terms(_held_link.scorecard_id, _held_link.own_lags, _held_link.objectives) AS t ON t.link_id = l.id
    CROSS JOIN LATERAL (
        SELECT ARRAY(
            SELECT DISTINCT z.title
            FROM bsc.link AS other
            JOIN objective AS z ON z.objective_id = other.cause AND NOT z.is_usable
            WHERE other.effect = l.effect AND other.cause <> l.effect) AS titles) AS lack
    WHERE l.scorecard_id = _held_link.scorecard_id;
END;
COMMENT ON FUNCTION bsc._held_link(bigint, integer, bsc._tested_objective[]) IS
    'every link of a scorecard with what is held for it, or with what is in the way';

-- Does a regression have all the causes that the map knows of its effect, and nothing else?
-- Then what is left of the effect disturbs it, and is moved by none of them.
CREATE FUNCTION bsc._holds_all(links bsc._held_link[], effect text, names text[], lags integer[], own_lags integer)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 200
BEGIN ATOMIC
    SELECT COALESCE(array_agg(ROW(l.cause, l.lag)::text ORDER BY l.cause COLLATE "C", l.lag), '{}')
        = ARRAY(SELECT ROW(t.name, t.lag)::text
                FROM ROWS FROM (unnest(_holds_all.names), unnest(_holds_all.lags)) AS t (name, lag)
                ORDER BY t.name COLLATE "C", t.lag)
    FROM unnest(_holds_all.links) AS l
    WHERE l.effect = _holds_all.effect AND (l.cause <> l.effect OR l.lag > _holds_all.own_lags);
END;
COMMENT ON FUNCTION bsc._holds_all(bsc._held_link[], text, text[], integer[], integer) IS
    'are these all the causes of an effect, beside its own past of so many periods?';

-- What a link comes to once all of that is held; only complete figures count.  pooled is
-- the number of entities, NULL where there is one series for each objective; correlations
-- are those of the estimate with all that its regression estimates, in the order of names.
CREATE TYPE bsc._link_fit AS (
    link_id bigint,
    obstacle text,
    about text[],
    terms integer,
    rows integer,
    df integer,
    seasonal boolean,
    estimate double precision,
    std_error double precision,
    margin double precision,
    p double precision,
    controls text[],
    held jsonb,
    pooled integer,
    names text[],
    lags integer[],
    correlations double precision[]);
COMMENT ON TYPE bsc._link_fit IS 'a link as its regression estimates it';

-- The objectives held beside a link, as the evidence lists them and as its sentence does.
-- seasonal is NULL where a level for each period holds the season and more.
CREATE FUNCTION bsc._shown_controls(link bsc._held_link, seasonal boolean, grain text, objectives bsc._tested_objective[])
RETURNS TABLE (controls text[], held jsonb)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 200 ROWS 1
BEGIN ATOMIC
    SELECT COALESCE(array_agg(t.name || CASE WHEN t.lag > 0 THEN ' [lag ' || t.lag || ']' ELSE '' END ORDER BY t.ordinality), '{}'),
        COALESCE(jsonb_agg(jsonb_build_object('name', o.title, 'lag', NULLIF(t.lag, 0), 'grain', _shown_controls.grain)
                           ORDER BY t.ordinality), '[]')
            || CASE WHEN _shown_controls.seasonal IS NULL
                    THEN jsonb_build_array(jsonb_build_object('case', 'period', 'grain', _shown_controls.grain))
                    WHEN _shown_controls.seasonal THEN '[{"case": "season"}]'::jsonb ELSE '[]'::jsonb END
            || '[{"case": "past"}]'::jsonb
    FROM ROWS FROM (unnest((_shown_controls.link).names), unnest((_shown_controls.link).lags)) WITH ORDINALITY AS t (name, lag, ordinality)
    JOIN unnest(_shown_controls.objectives) AS o ON o.name = t.name
    WHERE t.name <> (_shown_controls.link).cause OR t.lag <> (_shown_controls.link).lag;
END;
COMMENT ON FUNCTION bsc._shown_controls(bsc._held_link, boolean, text, bsc._tested_objective[]) IS 'what is held beside a link, as names and for a sentence';

-- A row of a matrix of correlations, from one of covariances.
CREATE FUNCTION bsc._correlations(covariance double precision[], std_errors double precision[], place integer, others integer[])
RETURNS double precision[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 50
RETURN ARRAY(
    SELECT covariance[place][o.place] / NULLIF(std_errors[place] * std_errors[o.place], 0)
    FROM unnest(others) WITH ORDINALITY AS o (place, ordinality)
    ORDER BY o.ordinality);
COMMENT ON FUNCTION bsc._correlations(double precision[], double precision[], integer, integer[]) IS
    'how one estimate goes together with others of its regression';

CREATE FUNCTION bsc._link_fit(scorecard_id bigint, adjust text, grain text, objectives bsc._tested_objective[])
RETURNS SETOF bsc._link_fit
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    links bsc._held_link[] := ARRAY(
        SELECT h FROM bsc._held_link(scorecard_id, CASE adjust WHEN 'none' THEN 1 ELSE 2 END, objectives) AS h);
BEGIN
    RETURN QUERY
    WITH fit AS MATERIALIZED (
        SELECT d.effect, d.names, d.lags, f.*
        FROM (SELECT DISTINCT h.effect, h.names, h.lags FROM unnest(links) AS h WHERE h.names IS NOT NULL) AS d
        JOIN unnest(objectives) AS y ON y.name = d.effect
        CROSS JOIN LATERAL (
            SELECT array_agg(x.held ORDER BY u.ordinality) AS causes
            FROM unnest(d.names) WITH ORDINALITY AS u (name, ordinality)
            JOIN unnest(objectives) AS x ON x.name = u.name) AS c
        CROSS JOIN LATERAL bsc._link_regression(
            -- not what the regression refuses: more causes than it takes, lags longer than the record
            CASE WHEN cardinality(d.names) <= 64 AND cardinality(y.held) > ALL (d.lags) THEN y.held END,
            c.causes, d.lags, bsc._season_length(_link_fit.grain),
            adjust = 'none', adjust = 'seasonal', bsc._holds_all(links, d.effect, d.names, d.lags, 2)) AS f
    )
    SELECT h.link_id, h.obstacle, h.about, cardinality(h.names), coalesce(f.n, 0), f.df, f.season,
        e.estimate, e.std_error, e.margin, e.p, s.controls, s.held, NULL::integer, h.names, h.lags, e.correlations
    FROM unnest(links) AS h
    LEFT JOIN fit AS f ON f.effect = h.effect AND f.names = h.names AND f.lags = h.lags
    LEFT JOIN LATERAL (
        SELECT f.estimates[u.ordinality] AS estimate, f.std_errors[u.ordinality] AS std_error,
            f.margins[u.ordinality] AS margin, f.p_values[u.ordinality] AS p,
            bsc._correlations(f.covariance, f.std_errors, u.ordinality::integer,
                              ARRAY(SELECT k.place FROM generate_series(1, cardinality(h.names)) AS k (place) ORDER BY k.place)) AS correlations
        FROM ROWS FROM (unnest(h.names), unnest(h.lags)) WITH ORDINALITY AS u (name, lag, ordinality)
        WHERE u.name = h.cause AND u.lag = h.lag AND f.n >= 8 AND f.df >= 3) AS e ON true
    LEFT JOIN LATERAL bsc._shown_controls(h, f.season, _link_fit.grain, _link_fit.objectives) AS s ON h.names IS NOT NULL;
END
$$;
COMMENT ON FUNCTION bsc._link_fit(bigint, text, text, bsc._tested_objective[]) IS
    'every link of a scorecard as the regression of its effect estimates it';
