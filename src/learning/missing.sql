-- What the data say that the map does not show.
--
-- A map that lacks a link closes nothing: if z moves x and y, but the map knows only
-- z -> x, then x -> y is judged without z held, and nobody can tell from the map.  So
-- what the map denies is tested where it matters.  For each link x -> y of lag L and each
-- cause z of x, K periods before, that is no cause of y and that y does not lead to, the
-- map says: once all causes of y are held, z has nothing more to say of y.  The
-- regression by which x -> y is judged (controls.sql) takes z of L + K periods before
-- among its causes, and z is tested in it.  That is the independence of z and y given
-- the causes of y, which the map implies (bsc.implied_independences), in time.
--
-- p values are adjusted over all that is tested (Benjamini and Hochberg), and what is at
-- most 0.03 is told: then a map that lacks nothing is said to lack something in 5 % of
-- scorecards, since short series reject a little more often than they say
-- (test/bench/calibration).  A link that
-- lacks makes whatever else moves x look as if it moved y, too (x then depends on both):
-- so of what is significant for one effect only the clearest is told, which is to be
-- settled first.  Nothing is added to the map: it is a question to those who drew it.

-- What was tested, and what came of it.
CREATE TYPE bsc._missing_link AS (
    cause text,
    effect text,
    lag integer,
    estimate double precision,
    std_error double precision,
    df integer,
    p_value double precision,
    q_value double precision,
    finding bsc._finding);
COMMENT ON TYPE bsc._missing_link IS 'a link that the map denies, as the data judge it';

-- The links that the map denies, each with the regression that tests it: its own term is
-- the last one.
CREATE FUNCTION bsc._denied_link(scorecard_id bigint, objectives bsc._tested_objective[])
RETURNS TABLE (cause text, effect text, lag integer, through text, names text[], lags integer[])
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 5000 ROWS 50
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    map bsc.causal_graph := bsc._strategy_graph_of(scorecard_id);
    links bsc._held_link[] := ARRAY(SELECT h FROM bsc._held_link(scorecard_id, 2, objectives) AS h);
BEGIN
    RETURN QUERY
    SELECT DISTINCT ON (k.cause COLLATE "C", h.effect COLLATE "C", d.lag) k.cause, h.effect, d.lag, h.cause, h.names || k.cause, h.lags || d.lag
    FROM unnest(links) AS h
    JOIN unnest(links) AS k ON k.effect = h.cause AND k.cause <> h.cause AND k.cause <> h.effect
    CROSS JOIN LATERAL (SELECT h.lag + k.lag AS lag) AS d
    JOIN unnest(objectives) AS z ON z.name = k.cause AND z.is_usable
    WHERE h.names IS NOT NULL AND k.cause <> ALL (h.names)
      AND NOT EXISTS (SELECT 1 FROM unnest(links) AS told WHERE told.cause = k.cause AND told.effect = h.effect)
      AND NOT bsc.is_cause(map, h.effect, k.cause)
    ORDER BY k.cause COLLATE "C", h.effect COLLATE "C", d.lag, h.cause COLLATE "C", h.names COLLATE "C", h.lags;
END
$$;
COMMENT ON FUNCTION bsc._denied_link(bigint, bsc._tested_objective[]) IS
    'what the map says is not there: causes of causes that would move an effect by themselves';

CREATE FUNCTION bsc._missing_link(scorecard_id bigint, past bsc._past_result[])
RETURNS SETOF bsc._missing_link
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 20000 ROWS 20
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    grain text := (SELECT s.frequency FROM bsc.scorecard AS s WHERE s.id = _missing_link.scorecard_id);
    objectives bsc._tested_objective[] := ARRAY(
        SELECT o FROM bsc._tested_objective(scorecard_id, 'difference'::text, past) AS o);
BEGIN
    RETURN QUERY
    WITH fit AS MATERIALIZED (
        SELECT d.cause, d.effect, d.lag, d.through, f.df, f.estimates[n.own] AS estimate, f.std_errors[n.own] AS std_error,
            f.margins[n.own] AS margin, CASE WHEN f.n >= 8 AND f.df >= 3 THEN f.p_values[n.own] END AS p
        FROM bsc._denied_link(_missing_link.scorecard_id, objectives) AS d
        JOIN unnest(objectives) AS y ON y.name = d.effect
        CROSS JOIN LATERAL (SELECT cardinality(d.names) AS own) AS n
        CROSS JOIN LATERAL (
            SELECT array_agg(x.held ORDER BY u.ordinality) AS causes
            FROM unnest(d.names) WITH ORDINALITY AS u (name, ordinality)
            JOIN unnest(objectives) AS x ON x.name = u.name) AS c
        CROSS JOIN LATERAL bsc._link_regression(
            CASE WHEN n.own <= 64 AND cardinality(y.held) > ALL (d.lags) THEN y.held END,
            c.causes, d.lags, bsc._season_length(grain), false, false, false) AS f
    ), tested AS MATERIALIZED (
        SELECT f.*, row_number() OVER (ORDER BY f.cause COLLATE "C", f.effect COLLATE "C", f.lag) AS turn,
            row_number() OVER (PARTITION BY f.effect ORDER BY f.p, f.cause COLLATE "C", f.lag) AS rank
        FROM fit AS f
        WHERE f.p IS NOT NULL
    ), adjusted AS (
        SELECT bsc.p_adjust(array_agg(t.p ORDER BY t.turn)) AS qs FROM tested AS t
    )
    SELECT t.cause, t.effect, t.lag, t.estimate, t.std_error, t.df, t.p, a.qs[t.turn],
        CASE WHEN a.qs[t.turn] <= 0.03 AND t.rank = 1 THEN ROW(
            'missing link', 'medium',
            t.cause || ' -> ' || t.effect,
            jsonb_build_object(
                'cause', x.title, 'effect', y.title, 'through', z.title, 'grain', grain, 'lag', nullif(t.lag, 0),
                'estimate', t.estimate, 'low', t.estimate - t.margin, 'high', t.estimate + t.margin, 'df', t.df, 'q', a.qs[t.turn]),
            NULL::jsonb)::bsc._finding END
    FROM tested AS t
    CROSS JOIN adjusted AS a
    JOIN unnest(objectives) AS x ON x.name = t.cause
    JOIN unnest(objectives) AS y ON y.name = t.effect
    JOIN unnest(objectives) AS z ON z.name = t.through
    ORDER BY t.turn;
END
$$;
COMMENT ON FUNCTION bsc._missing_link(bigint, bsc._past_result[]) IS 'the links that the map denies as results at hand judge them';

CREATE FUNCTION bsc.missing_links(scorecard text, entity text DEFAULT '', lang text DEFAULT 'en')
RETURNS TABLE (
    cause text,
    effect text,
    lag integer,
    estimate double precision,
    std_error double precision,
    df integer,
    p_value double precision,
    q_value double precision,
    finding text)
LANGUAGE sql STABLE PARALLEL SAFE COST 20000 ROWS 20
BEGIN ATOMIC
    WITH word AS MATERIALIZED (
        SELECT bsc._sentences(missing_links.lang) AS sentences
    )
    SELECT m.cause, m.effect, m.lag, m.estimate, m.std_error, m.df, m.p_value, m.q_value,
        CASE WHEN (m.finding).rule IS NOT NULL THEN bsc._message(m.finding, w.sentences) END
    FROM word AS w
    CROSS JOIN LATERAL bsc._missing_link(bsc.scorecard_id(missing_links.scorecard), ARRAY(
        SELECT p FROM bsc._past(
            bsc.scorecard_id(missing_links.scorecard),
            bsc._asked_entity(bsc.scorecard_id(missing_links.scorecard), missing_links.entity),
            NULL::bsc.period) AS p)) AS m
    ORDER BY m.cause COLLATE "C", m.effect COLLATE "C", m.lag;
END;
COMMENT ON FUNCTION bsc.missing_links(text, text, text) IS
    'causes of causes that the map says act through them alone: whether the data see more, and what it is';

CREATE FUNCTION bsc._review_missing(scorecard_id bigint, past bsc._past_result[])
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL SAFE COST 20000 ROWS 5
BEGIN ATOMIC
    SELECT (m.finding).rule, (m.finding).severity, (m.finding).subject, (m.finding).parameters, to_jsonb(m) - 'finding'
    FROM bsc._missing_link(_review_missing.scorecard_id, _review_missing.past) AS m
    WHERE (m.finding).rule IS NOT NULL;
END;
COMMENT ON FUNCTION bsc._review_missing(bigint, bsc._past_result[]) IS 'findings of a review: links that the data show and the map does not';
