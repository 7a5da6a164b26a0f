-- The map as the data have corrected it.
--
-- A typed strength s is a guess that may be wrong by its own size: normal around s
-- with deviation tau, the larger of |s| and 0.1.  The estimate of its regression is normal
-- around the truth with deviation sigma, half the width of its 95 % interval divided by
-- 1.959964, so that few degrees of freedom count as what they are.  Together they make
--      w = tau^2 / (tau^2 + sigma^2),  learned = w estimate + (1 - w) s,  deviation sqrt(w) sigma,
-- one rule for every link: it moves a little with each month, and not at all without data.
-- The other rule that offers itself, "the estimate replaces the guess once it is
-- significant", keeps the guess where the truth is nothing, and exaggerates what passes
-- (A. Gelman and J. Carlin, Perspectives on Psychological Science 9, 2014).
--
-- A link that the data contradict has no strength at all.  A sign against the theory says
-- that the theory is wrong there, not that its opposite is true.

CREATE TYPE bsc._learned_link AS (
    cause text,
    effect text,
    lag integer,
    strength double precision,
    estimate double precision,
    std_error double precision,
    learned double precision,
    low double precision,
    high double precision,
    weight_of_data double precision,
    pooled integer,
    verdict text,
    used boolean,
    deviation double precision,
    fit bsc._link_fit);
COMMENT ON TYPE bsc._learned_link IS 'a link of the map with the strength that the data leave it';

CREATE FUNCTION bsc._learned_links(links bsc._link_evidence[])
RETURNS SETOF bsc._learned_link
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 200 ROWS 20
BEGIN ATOMIC
    SELECT e.cause, e.effect, e.lag, e.strength, e.estimate, e.std_error,
        CASE WHEN u.used THEN m.mean END, CASE WHEN u.used THEN m.mean - 1.959964 * m.deviation END,
        CASE WHEN u.used THEN m.mean + 1.959964 * m.deviation END, w.weight, CASE WHEN e.estimate IS NOT NULL THEN e.pooled END,
        e.verdict, u.used, CASE WHEN u.used THEN m.deviation END, e.fit
    FROM unnest(_learned_links.links) AS e
    CROSS JOIN LATERAL (
        SELECT GREATEST(abs(e.strength), 0.1) AS tau, (e.estimate_high - e.estimate) / 1.959964 AS sigma) AS d
    CROSS JOIN LATERAL (SELECT COALESCE(1 / (1 + (d.sigma / d.tau) ^ 2), 0) AS weight) AS w
    CROSS JOIN LATERAL (
        SELECT COALESCE(w.weight * e.estimate, 0) + (1 - w.weight) * e.strength AS mean,
            COALESCE(sqrt(w.weight) * d.sigma, d.tau) AS deviation) AS m
    CROSS JOIN LATERAL (SELECT e.verdict <> 'contradicted' AS used) AS u;
END;
COMMENT ON FUNCTION bsc._learned_links(bsc._link_evidence[]) IS 'the strengths of a map that the data leave, from its evidence';

-- The evidence that the map learns from.  For the whole it is that of all entities
-- pooled, link by link, where there are ten of them and the link has an estimate there;
-- else that of the series of the one entity that is asked for.
CREATE FUNCTION bsc._best_evidence(scorecard_id bigint, entity text, until bsc.period, past bsc._past_result[])
RETURNS SETOF bsc._link_evidence
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    own bsc._link_evidence[];
    together bsc._link_evidence[];
BEGIN
    -- without links there is nothing to learn, and to evaluate all entities is dear
    IF NOT EXISTS (SELECT 1 FROM bsc.link AS l WHERE l.scorecard_id = _best_evidence.scorecard_id) THEN
        RETURN;
    END IF;
    own := ARRAY(SELECT e FROM bsc._link_evidence(scorecard_id, 'difference'::text, 6, past) AS e);
    IF entity = '' AND (SELECT count(*) FROM bsc._leaf_entity(scorecard_id)) >= 10 THEN
        together := ARRAY(SELECT e FROM bsc._pooled_evidence(scorecard_id, until) AS e WHERE e.estimate IS NOT NULL);
    END IF;
    RETURN QUERY
    SELECT (CASE WHEN p.cause IS NOT NULL THEN p ELSE o END).*
    FROM unnest(own) AS o
    LEFT JOIN unnest(together) AS p ON p.cause = o.cause AND p.effect = o.effect AND p.lag = o.lag
    ORDER BY o.cause COLLATE "C", o.effect COLLATE "C", o.lag;
END
$$;
COMMENT ON FUNCTION bsc._best_evidence(bigint, text, bsc.period, bsc._past_result[]) IS
    'the evidence that a map learns from: pooled where there are entities enough, else of one series';

CREATE FUNCTION bsc._learned_links(scorecard_id bigint, entity text, until bsc.period)
RETURNS SETOF bsc._learned_link
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 20
BEGIN ATOMIC
    SELECT l.*
    FROM bsc._learned_links(ARRAY(
        SELECT e FROM bsc._best_evidence(_learned_links.scorecard_id, _learned_links.entity, _learned_links.until, ARRAY(
            SELECT p FROM bsc._past(_learned_links.scorecard_id, _learned_links.entity, _learned_links.until) AS p)) AS e)) AS l;
END;
COMMENT ON FUNCTION bsc._learned_links(bigint, text, bsc.period) IS 'the strengths of a map that the data up to a period leave';

CREATE FUNCTION bsc.learned_links(scorecard text, entity text DEFAULT '', entities text DEFAULT 'best')
RETURNS TABLE (
    cause text,
    effect text,
    lag integer,
    strength double precision,
    estimate double precision,
    std_error double precision,
    learned double precision,
    low double precision,
    high double precision,
    weight_of_data double precision,
    pooled integer,
    verdict text,
    used boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 20
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    asked text := bsc._asked_entity(owner_id, entity);
BEGIN
    IF entities IS NULL OR entities NOT IN ('best', 'one', 'all') THEN
        RAISE EXCEPTION 'unknown choice of entities: %', coalesce('"' || entities || '"', 'NULL')
            USING ERRCODE = 'invalid_parameter_value', HINT = 'It is best, one or all.';
    END IF;
    RETURN QUERY
    SELECT l.cause, l.effect, l.lag, l.strength, l.estimate, l.std_error, l.learned, l.low, l.high, l.weight_of_data, l.pooled,
        l.verdict, l.used
    FROM bsc._learned_links(
        CASE WHEN entities = 'best' THEN ARRAY(
                 SELECT e FROM bsc._best_evidence(owner_id, asked, NULL::bsc.period, ARRAY(
                     SELECT p FROM bsc._past(owner_id, asked, NULL::bsc.period) AS p)) AS e)
             ELSE ARRAY(SELECT e FROM bsc._asked_evidence(owner_id, 'difference'::text, 6, asked, entities) AS e) END) AS l
    ORDER BY l.cause COLLATE "C", l.effect COLLATE "C", l.lag;
END
$$;
COMMENT ON FUNCTION bsc.learned_links(text, text, text) IS
    'every link of the strategy map with the strength that theory and data together give it, and what it was learned from';

CREATE FUNCTION bsc._learned_graph(scorecard_id bigint, links bsc._learned_link[])
RETURNS bsc.causal_graph
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
BEGIN ATOMIC
    SELECT COALESCE(bsc.causal_graph(g.cause, g.effect, g.strength, g.lag), ''::bsc.causal_graph)
    FROM (
        SELECT n.name AS cause, NULL::text AS effect, 1::double precision AS strength, 0 AS lag
        FROM bsc._named_objective(_learned_graph.scorecard_id) AS n
        UNION ALL
        SELECT l.cause, l.effect, l.learned, l.lag
        FROM unnest(_learned_graph.links) AS l
        WHERE l.used) AS g;
END;
COMMENT ON FUNCTION bsc._learned_graph(bigint, bsc._learned_link[]) IS 'the strategy map with the strengths that the data leave';

CREATE FUNCTION bsc.strategy_graph(scorecard text, learned boolean DEFAULT false)
RETURNS bsc.causal_graph
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
BEGIN
    IF learned THEN
        RETURN bsc._learned_graph(owner_id, ARRAY(SELECT l FROM bsc._learned_links(owner_id, ''::text, NULL::bsc.period) AS l));
    END IF;
    RETURN bsc._strategy_graph_of(owner_id);
END
$$;
COMMENT ON FUNCTION bsc.strategy_graph(text, boolean) IS
    'the objectives of a scorecard and the links between them as a causal graph, with the strengths as typed or as learned';

-- What the deviations of sums over paths are computed from, put together once for
-- many questions: links by the places of their ends among the names, and the
-- covariances of two into one effect, which are not zero if one regression estimated both.
CREATE TYPE bsc._uncertain_map AS (
    names text[],
    causes integer[],
    effects integer[],
    lags integer[],
    strengths double precision[],
    first integer[],
    second integer[],
    covariances double precision[]);
COMMENT ON TYPE bsc._uncertain_map IS 'a learned map with the covariances of its strengths';

CREATE FUNCTION bsc._uncertain_map(scorecard_id bigint, links bsc._learned_link[])
RETURNS bsc._uncertain_map
LANGUAGE sql STABLE PARALLEL SAFE COST 2000
BEGIN ATOMIC
    WITH named AS MATERIALIZED (
        SELECT array_agg(n.name ORDER BY n.name COLLATE "C") AS names FROM bsc._named_objective(_uncertain_map.scorecard_id) AS n
    ), used AS MATERIALIZED (
        SELECT l.*, (row_number() OVER ())::integer AS place FROM unnest(_uncertain_map.links) AS l WHERE l.used
    ), pair AS MATERIALIZED (
        SELECT a.place AS first, b.place AS second,
            CASE WHEN a.place = b.place THEN 1
                 ELSE ((a.fit).correlations)[t.ordinality] END * a.deviation * b.deviation AS covariance
        FROM used AS a
        JOIN used AS b ON b.effect = a.effect AND b.place >= a.place
        LEFT JOIN LATERAL ROWS FROM (unnest((a.fit).names), unnest((a.fit).lags)) WITH ORDINALITY AS t (name, lag, ordinality)
            ON t.name = b.cause AND t.lag = b.lag AND a.place <> b.place AND a.estimate IS NOT NULL AND b.estimate IS NOT NULL
               AND (a.fit).names = (b.fit).names AND (a.fit).lags = (b.fit).lags AND a.pooled IS NOT DISTINCT FROM b.pooled
    )
    SELECT ROW(n.names,
        (SELECT COALESCE(array_agg(array_position(n.names, u.cause) ORDER BY u.place), '{}') FROM used AS u),
        (SELECT COALESCE(array_agg(array_position(n.names, u.effect) ORDER BY u.place), '{}') FROM used AS u),
        (SELECT COALESCE(array_agg(u.lag ORDER BY u.place), '{}') FROM used AS u),
        (SELECT COALESCE(array_agg(u.learned ORDER BY u.place), '{}') FROM used AS u),
        (SELECT COALESCE(array_agg(p.first ORDER BY p.first, p.second), '{}') FROM pair AS p WHERE p.covariance <> 0),
        (SELECT COALESCE(array_agg(p.second ORDER BY p.first, p.second), '{}') FROM pair AS p WHERE p.covariance <> 0),
        (SELECT COALESCE(array_agg(p.covariance ORDER BY p.first, p.second), '{}') FROM pair AS p WHERE p.covariance <> 0))::bsc._uncertain_map
    FROM named AS n;
END;
COMMENT ON FUNCTION bsc._uncertain_map(bigint, bsc._learned_link[]) IS 'a learned map with the covariances of its strengths';

-- Deviations of what a change of one objective does to each: of the total effects, or
-- of every period from 0 to a horizon.
CREATE FUNCTION bsc._spread(map bsc._uncertain_map, source text, change double precision)
RETURNS TABLE (objective text, deviation double precision)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 ROWS 20
BEGIN ATOMIC
    SELECT u.name, u.deviation
    FROM ROWS FROM (unnest((_spread.map).names), unnest(bsc._effect_spread(
        cardinality((_spread.map).names), (_spread.map).causes, (_spread.map).effects,
        -- all that it comes to in the end: without lags, at once
        array_fill(0, ARRAY[cardinality((_spread.map).lags)]), (_spread.map).strengths,
        (_spread.map).first, (_spread.map).second, (_spread.map).covariances,
        array_position((_spread.map).names, _spread.source), _spread.change, 1, true))) AS u (name, deviation);
END;
COMMENT ON FUNCTION bsc._spread(bsc._uncertain_map, text, double precision) IS 'deviations of the total effects of a change of one objective';

CREATE FUNCTION bsc._spread(map bsc._uncertain_map, source text, change double precision, horizon integer, lasting boolean)
RETURNS TABLE (objective text, period integer, deviation double precision)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 ROWS 200
BEGIN ATOMIC
    SELECT (_spread.map).names[1 + (u.ordinality - 1) / (_spread.horizon + 1)],
        ((u.ordinality - 1) % (_spread.horizon + 1))::integer, u.deviation
    FROM unnest(bsc._effect_spread(
        cardinality((_spread.map).names), (_spread.map).causes, (_spread.map).effects, (_spread.map).lags, (_spread.map).strengths,
        (_spread.map).first, (_spread.map).second, (_spread.map).covariances,
        array_position((_spread.map).names, _spread.source), _spread.change, _spread.horizon + 1, _spread.lasting))
        WITH ORDINALITY AS u (deviation, ordinality);
END;
COMMENT ON FUNCTION bsc._spread(bsc._uncertain_map, text, double precision, integer, boolean) IS
    'deviations of the changes that a change of one objective brings, period by period';

-- The links for drawing.  What the data say of them is worked out once for a scorecard, and
-- only where a query shows it: a column that nobody asks for is not computed.
CREATE VIEW bsc._drawn_link WITH (security_invoker = true) AS
SELECT s.code AS scorecard, e.cause_id, e.effect_id, e.cause, e.effect, e.strength, e.lag, e.hypothesis, e.financial_effect, e.learned
FROM bsc.scorecard AS s
CROSS JOIN LATERAL (
    WITH financial AS MATERIALIZED (
        SELECT f.objective_id, f.effect FROM bsc._financial_effect(s.id) AS f
    ),
    learned AS MATERIALIZED (
        SELECT k AS link FROM bsc._learned_links(s.id, ''::text, NULL::bsc.period) AS k
    )
    SELECT l.cause AS cause_id, l.effect AS effect_id, n.cause, n.effect, l.strength, l.lag, l.hypothesis,
        l.strength * f.effect AS financial_effect,
        (SELECT k.link FROM learned AS k
         WHERE (k.link).cause = n.cause AND (k.link).effect = n.effect AND (k.link).lag = l.lag) AS learned
    FROM bsc.link AS l
    CROSS JOIN LATERAL (SELECT bsc._objective_name(l.cause) AS cause, bsc._objective_name(l.effect) AS effect) AS n
    LEFT JOIN financial AS f ON f.objective_id = l.effect
    WHERE l.scorecard_id = s.id) AS e;
COMMENT ON VIEW bsc._drawn_link IS 'every link of every scorecard with what is drawn of it';

CREATE VIEW bsc.strategy_map_edge WITH (security_invoker = true) AS
SELECT e.scorecard, e.cause, e.effect, e.strength, e.lag, e.financial_effect,
    (e.learned).learned AS learned, (e.learned).low AS low, (e.learned).high AS high, (e.learned).verdict AS verdict
FROM bsc._drawn_link AS e;
COMMENT ON VIEW bsc.strategy_map_edge IS
    'every link of the strategy map: its strength as typed, what a point of its cause moves, through it, in the financial perspective, and what the data leave of it';

GRANT SELECT ON bsc._drawn_link, bsc.strategy_map_edge TO @extowner@ WITH GRANT OPTION;
