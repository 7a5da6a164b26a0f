-- Will we make it, and is it noise?  What the measures of a year (or of any coarser
-- period) will come to, and the charts of their natural limits.
--
-- Both look at ended periods only: over by the clock, and observed to their end.
-- A part of a month forecast as a month is the trend that always ends in a fall.

-- Values at their places, ascending from 1, with NULL in the gaps between them.
CREATE FUNCTION bsc._at_places("values" double precision[], places integer[])
RETURNS double precision[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 50
RETURN CASE
    WHEN places[cardinality(places)] = cardinality(places) THEN "values"
    ELSE (
        SELECT array_agg(v.value ORDER BY q.place)
        FROM generate_series(1, places[cardinality(places)]) AS q (place)
        LEFT JOIN unnest("values", places) AS v (value, place) ON v.place = q.place) END;
COMMENT ON FUNCTION bsc._at_places(double precision[], integer[]) IS 'a series with its gaps, from values and their places';

-- What is known of a measure before its forecast.  Steps are counted from its last
-- ended period with an actual: past lies in the period that is asked for, and the
-- steps from first_step to last_step are what remains of it.
CREATE TYPE bsc._outlook_series AS (
    measure_id bigint,
    rollup text,
    season integer,
    last_ended date,
    first_step integer,
    last_step integer,
    series double precision[],
    volumes double precision[],
    past double precision[],
    past_volumes double precision[],
    open_step integer,
    open_value double precision,
    open_share double precision);
COMMENT ON TYPE bsc._outlook_series IS 'a measure''s ended periods, and what remains of the period that is asked for';

CREATE FUNCTION bsc._outlook_series(scorecard_id bigint, period bsc.period, entity text, past bsc._past_result[])
RETURNS SETOF bsc._outlook_series
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 30
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH seen AS MATERIALIZED ( -- on its own, or the planner calls it to count its rows
        SELECT bsc._observed_all(_outlook_series.scorecard_id) AS observed
    ), measure AS MATERIALIZED (
        SELECT m.id, m.rollup, g.grain, s.time_zone, CASE WHEN o.observed IS NOT NULL THEN least(o.observed, bsc._now()) END AS seen,
            bsc.first_within(_outlook_series.period, g.grain) AS first, bsc.last_within(_outlook_series.period, g.grain) AS last
        FROM bsc.scorecard AS s
        JOIN bsc.measure AS m ON m.scorecard_id = s.id
        CROSS JOIN LATERAL bsc._phase_grain(m.frequency) AS g (grain)
        LEFT JOIN (SELECT o.* FROM seen AS n CROSS JOIN LATERAL unnest(n.observed) AS o) AS o ON o.measure_id = m.id
        WHERE s.id = _outlook_series.scorecard_id
          AND bsc._grain_rank(bsc.grain(_outlook_series.period)) <= bsc._grain_rank(g.grain)
    ), known AS MATERIALIZED (
        SELECT m.id, h.period, h.value, h.volume, bsc.moment_after(h.period, m.time_zone) <= m.seen AS ended,
            extract(epoch FROM m.seen - bsc.first_moment(h.period, m.time_zone))::double precision
                / extract(epoch FROM bsc.moment_after(h.period, m.time_zone) - bsc.first_moment(h.period, m.time_zone))::double precision AS share
        FROM measure AS m
        JOIN bsc._own_values(_outlook_series.scorecard_id, _outlook_series.entity, ARRAY(SELECT x.id FROM measure AS x), true,
            _outlook_series.past) AS h
          ON h.measure_id = m.id
    ), span AS MATERIALIZED (
        SELECT k.id, bsc.min(k.period) AS first, bsc.max(k.period) AS last FROM known AS k WHERE k.ended GROUP BY k.id
    ), gathered AS MATERIALIZED (
        SELECT s.id, array_agg(w.place ORDER BY w.place) AS places,
            array_agg(k.value ORDER BY w.place) AS series, array_agg(k.volume ORDER BY w.place) AS volumes,
            array_agg(k.value ORDER BY w.place) FILTER (WHERE w.within) AS past,
            array_agg(k.volume ORDER BY w.place) FILTER (WHERE w.within) AS past_volumes
        FROM known AS k
        JOIN span AS s ON s.id = k.id
        JOIN measure AS m ON m.id = k.id
        CROSS JOIN LATERAL (
            SELECT bsc.distance(k.period, s.first) + 1 AS place,
                bsc.distance(k.period, m.first) >= 0 AND bsc.distance(k.period, m.last) <= 0 AS within) AS w
        WHERE k.ended
        GROUP BY s.id
    )
    SELECT m.id, m.rollup, bsc._season_length(m.grain), bsc.last_day(s.last),
        greatest(1, bsc.distance(m.first, s.last)), bsc.distance(m.last, s.last),
        bsc._at_places(g.series, g.places), bsc._at_places(g.volumes, g.places), g.past, g.past_volumes,
        bsc.distance(k.period, s.last), k.value, k.share
    FROM measure AS m
    LEFT JOIN span AS s ON s.id = m.id
    LEFT JOIN gathered AS g ON g.id = m.id
    LEFT JOIN known AS k ON k.id = m.id AND k.share > 0 AND k.share < 1
        AND bsc.distance(k.period, m.first) >= 0 AND bsc.distance(k.period, m.last) <= 0;
END
$$;
COMMENT ON FUNCTION bsc._outlook_series(bigint, bsc.period, text, bsc._past_result[]) IS
    'the ended periods of every measure, and what remains of a period';

-- How much each step from the last ended period counts in a period's value.
-- A mean is weighted by volume where all of it is known: what is to come has the
-- volume of the same period a year before, else the mean of the last year's.
CREATE FUNCTION bsc._step_weights(s bsc._outlook_series)
RETURNS double precision[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 50
BEGIN ATOMIC
    WITH step AS (
        SELECT k.step, k.step >= s.first_step AS counts,
            COALESCE(s.volumes[cardinality(s.volumes) + k.step - s.season],
                (SELECT avg(v.volume) FROM unnest(s.volumes[cardinality(s.volumes) - s.season + 1 :]) AS v (volume))) AS volume
        FROM generate_series(1, s.last_step) AS k (step)
    ), whole AS (
        SELECT COALESCE(cardinality(s.past), 0) + count(*) AS periods,
            sum(k.volume) + COALESCE((SELECT sum(v.volume) FROM unnest(s.past_volumes) AS v (volume)), 0) AS volume,
            COALESCE(bool_and(k.volume IS NOT NULL), false) AND array_position(s.past_volumes, NULL::double precision) IS NULL AS weighted
        FROM step AS k
        WHERE k.counts
    )
    SELECT array_agg(CASE WHEN NOT k.counts THEN 0
            WHEN s.rollup = 'sum' THEN 1
            WHEN s.rollup = 'last' THEN (k.step = s.last_step)::integer
            WHEN w.weighted AND w.volume > 0 THEN k.volume / w.volume
            ELSE 1.0 / w.periods END::double precision ORDER BY k.step)
    FROM step AS k CROSS JOIN whole AS w;
END;
COMMENT ON FUNCTION bsc._step_weights(bsc._outlook_series) IS
    'how much each step counts in what a period comes to';

-- What is certain of a period's value already.
CREATE FUNCTION bsc._certain(s bsc._outlook_series, weights double precision[])
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 50
RETURN CASE s.rollup
    WHEN 'sum' THEN (SELECT COALESCE(sum(p.value), 0) FROM unnest(s.past) AS p (value)) + COALESCE(s.open_value, 0)
    -- the past has what is left of the weights
    WHEN 'mean' THEN COALESCE((
        SELECT (1 - (SELECT sum(w.weight) FROM unnest(weights) AS w (weight)))
            * CASE WHEN bool_and(p.volume IS NOT NULL) AND sum(p.volume) > 0
                   THEN sum(p.value * p.volume) / sum(p.volume) ELSE avg(p.value) END
        FROM unnest(s.past, s.past_volumes) AS p (value, volume)), 0)
    ELSE 0 END;
COMMENT ON FUNCTION bsc._certain(bsc._outlook_series, double precision[]) IS
    'what the ended periods, and a sum''s part under way, give to a period''s value';

-- The period that an outlook is for: hers, or the company year of the latest
-- reporting period with an actual.
CREATE FUNCTION bsc._outlook_period(scorecard_id bigint, period bsc.period, entity text)
RETURNS bsc.period
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own bsc.period := bsc._own_period(scorecard_id, period);
    company bsc.scorecard;
    finest text;
BEGIN
    SELECT s.* INTO company FROM bsc.scorecard AS s WHERE s.id = _outlook_period.scorecard_id;
    IF own IS NULL THEN
        RETURN bsc.enclosing(bsc._asked_period(scorecard_id, NULL::bsc.period, entity), 'year'::text, company.first_month);
    END IF;
    SELECT bsc._phase_grain(m.frequency) INTO finest
    FROM bsc.measure AS m
    WHERE m.scorecard_id = _outlook_period.scorecard_id
    ORDER BY bsc._grain_rank(bsc._phase_grain(m.frequency)) DESC
    LIMIT 1;
    IF bsc._grain_rank(bsc.grain(own)) > bsc._grain_rank(finest) THEN
        RAISE EXCEPTION 'period % is finer than what any measure of scorecard "%" can be forecast by', own, company.code
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = format('Give a %s or a longer period.', replace(finest, 'half', 'half-year'));
    END IF;
    RETURN own;
END
$$;
COMMENT ON FUNCTION bsc._outlook_period(bigint, bsc.period, text) IS
    'the period that an outlook is for; for NULL the company year under way';

-- A sum without negative values that has passed its goal stays beyond it.
CREATE FUNCTION bsc._is_decided(s bsc._outlook_series, so_far double precision, "from" double precision, "to" double precision)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN s.rollup = 'sum' AND (0 > ANY (s.series)) IS NOT TRUE AND (s.open_value < 0) IS NOT TRUE
    AND COALESCE(CASE WHEN "to" IS NULL THEN so_far >= "from" ELSE so_far > "to" END, false);
COMMENT ON FUNCTION bsc._is_decided(bsc._outlook_series, double precision, double precision, double precision) IS
    'can nothing that is still to come change whether the goal is reached?';

CREATE FUNCTION bsc._outlook_verdict(remains boolean, decided boolean, forecast boolean, probability double precision)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN decided OR NOT remains THEN CASE WHEN probability > 0.5 THEN 'met' WHEN probability IS NOT NULL THEN 'missed' ELSE 'insufficient data' END
    WHEN NOT forecast THEN NULL
    WHEN probability IS NULL THEN 'insufficient data'
    WHEN probability >= 0.8 THEN 'likely'
    WHEN probability <= 0.2 THEN 'unlikely'
    ELSE 'open' END;
COMMENT ON FUNCTION bsc._outlook_verdict(boolean, boolean, boolean, double precision) IS
    'met, missed, likely, unlikely, open or insufficient data';

-- A row of bsc.outlook() at hand.
CREATE TYPE bsc._outlook AS (
    measure text,
    name text,
    actual_so_far double precision,
    expected double precision,
    low double precision,
    high double precision,
    goal double precision,
    probability double precision,
    pace double precision,
    verdict text);
COMMENT ON TYPE bsc._outlook IS 'what a measure will come to';

-- The outlook of a period, whose entity and level are known to be good.  Whoever has
-- evaluated the entity's past hands it on; else it is NULL.  What is more than a thousand
-- steps off has no forecast.
CREATE FUNCTION bsc._outlook_of(
    scorecard_id bigint, period bsc.period, entity text, level double precision, past bsc._past_result[])
RETURNS SETOF bsc._outlook
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 30
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH measure AS MATERIALIZED (
        -- what is still to come counts among the parts that a target is made of; what is closed is told as it was frozen
        SELECT n.node_id AS id, t.place, t.measure, CASE WHEN f.measure IS NULL THEN t.name ELSE f.name END AS name,
            CASE WHEN f.measure IS NULL THEN n.actual ELSE f.actual END AS actual,
            CASE WHEN f.measure IS NULL THEN n.pace ELSE f.pace END AS pace, n.target
        FROM bsc._one_result(
            bsc._outline(_outlook_of.scorecard_id, true), _outlook_of.period, 'outlook'::text, _outlook_of.entity, 3, false) AS e
        CROSS JOIN LATERAL unnest(e.nodes) AS n
        JOIN bsc._node(_outlook_of.scorecard_id) AS t ON t.level = 3 AND t.id = n.node_id
        LEFT JOIN bsc.closed_result AS f
            ON f.scorecard_id = _outlook_of.scorecard_id AND f.period OPERATOR(bsc.=) _outlook_of.period AND f.basis = 'period'
                AND f.entity = _outlook_of.entity AND f.measure = t.measure
    )
    SELECT n.measure, n.name, n.actual,
        CASE WHEN k.remains THEN f.mean ELSE n.actual END,
        CASE WHEN k.remains THEN f.low ELSE n.actual END, CASE WHEN k.remains THEN f.high ELSE n.actual END,
        bsc.goal(n.target), p.probability, n.pace,
        CASE WHEN bsc.goal(n.target) IS NOT NULL THEN bsc._outlook_verdict(k.remains, k.decided, k.forecast, p.probability) END
    FROM measure AS n
    JOIN bsc._outlook_series(_outlook_of.scorecard_id, _outlook_of.period, _outlook_of.entity, _outlook_of.past) AS s ON s.measure_id = n.id
    LEFT JOIN LATERAL bsc._goal_range(n.target) AS r ON true
    CROSS JOIN LATERAL (SELECT coalesce(s.last_step >= 1, true) AS remains, s.rollup IN ('sum', 'mean', 'last') AS forecast,
                               bsc._is_decided(s, n.actual, r."from", r."to") AS decided OFFSET 0) AS k
    CROSS JOIN LATERAL (SELECT CASE WHEN k.remains AND k.forecast THEN bsc._step_weights(s) END AS weights OFFSET 0) AS w
    LEFT JOIN LATERAL bsc._forecast_sum(
        s.series, s.season, CASE WHEN w.weights IS NOT NULL AND s.last_step <= 1000 THEN s.last_step END, w.weights, _outlook_of.level, bsc._certain(s, w.weights),
        CASE WHEN s.rollup = 'sum' THEN s.open_step END, s.open_share, r."from", r."to") AS f ON true
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN r."from" IS NULL AND r."to" IS NULL THEN NULL
            WHEN k.decided THEN (r."to" IS NULL)::integer::double precision
            WHEN k.remains THEN f.probability
            ELSE (n.actual >= coalesce(r."from", n.actual) AND n.actual <= coalesce(r."to", n.actual))::integer::double precision
            END AS probability) AS p
    ORDER BY n.place;
END
$$;
COMMENT ON FUNCTION bsc._outlook_of(bigint, bsc.period, text, double precision, bsc._past_result[]) IS
    'what every measure of an entity will come to in a period';

CREATE FUNCTION bsc.outlook(
    scorecard text, period bsc.period, entity text DEFAULT '', level double precision DEFAULT 0.8)
RETURNS TABLE (
    measure text,
    name text,
    actual_so_far double precision,
    expected double precision,
    low double precision,
    high double precision,
    goal double precision,
    probability double precision,
    pace double precision,
    verdict text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 30
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    owner_id bigint := bsc.scorecard_id(outlook.scorecard);
    asked text := bsc._asked_entity(owner_id, outlook.entity);
    own bsc.period := bsc._outlook_period(owner_id, outlook.period, asked);
    wanted double precision := coalesce(outlook.level, 0.8);
BEGIN
    IF NOT (wanted > 0 AND wanted < 1) THEN
        RAISE EXCEPTION 'level % is not between 0 and 1', wanted USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN QUERY
    SELECT o.* FROM bsc._outlook_of(owner_id, own, asked, wanted, NULL::bsc._past_result[]) AS o;
END
$$;
COMMENT ON FUNCTION bsc.outlook(text, bsc.period, text, double precision) IS
    'will we make it? What every measure will come to in a period (NULL: the company year under way), with an interval, and the probability of its goal';

CREATE FUNCTION bsc.outlook(
    scorecard text, period text DEFAULT NULL, entity text DEFAULT '', level double precision DEFAULT 0.8)
RETURNS TABLE (
    measure text,
    name text,
    actual_so_far double precision,
    expected double precision,
    low double precision,
    high double precision,
    goal double precision,
    probability double precision,
    pace double precision,
    verdict text)
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 30
BEGIN ATOMIC
    SELECT o.* FROM bsc.outlook(outlook.scorecard, outlook.period::bsc.period, outlook.entity, outlook.level) AS o;
END;
COMMENT ON FUNCTION bsc.outlook(text, text, text, double precision) IS
    'will we make it? What every measure will come to in a period (NULL: the company year under way), with an interval, and the probability of its goal';

-- What the company year of a reporting period will come to, as its reports and reviews
-- tell it: only with the latest that has something to say, and not once it is closed.  An
-- outlook from any other period would know what came after it.
CREATE FUNCTION bsc._year_outlook(scorecard_id bigint, period bsc.period, entity text, past bsc._past_result[])
RETURNS SETOF bsc._outlook
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 30
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    company bsc.scorecard;
BEGIN
    SELECT s.* INTO company FROM bsc.scorecard AS s WHERE s.id = _year_outlook.scorecard_id;
    IF coalesce(_year_outlook.period OPERATOR(bsc.<) bsc._latest_period(company.id, _year_outlook.entity), true)
        OR EXISTS (
            SELECT 1 FROM bsc.closed_period AS c
            WHERE c.scorecard_id = company.id AND c.period OPERATOR(bsc.=) _year_outlook.period) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT o.*
    FROM bsc._outlook_of(
        company.id, bsc.enclosing(_year_outlook.period, 'year'::text, company.first_month), _year_outlook.entity,
        0.8::double precision, past) AS o;
END
$$;
COMMENT ON FUNCTION bsc._year_outlook(bigint, bsc.period, text, bsc._past_result[]) IS
    'what the company year of the latest reporting period will come to; no rows for any other period';

-- The ended periods of one measure and entity at the measure's own grain, in order,
-- with NULL for gaps.
CREATE FUNCTION bsc._ended_series(scorecard_id bigint, measure_id bigint, entity text, time_zone text, observed timestamptz)
RETURNS TABLE (first bsc.period, last bsc.period, series double precision[])
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH ended AS MATERIALIZED (
        SELECT a.period, a.value
        FROM bsc._own_values(_ended_series.scorecard_id, _ended_series.entity, ARRAY[_ended_series.measure_id], false,
            NULL::bsc._past_result[]) AS a
        WHERE _ended_series.observed IS NOT NULL -- least() would pass over it
          AND bsc.moment_after(a.period, _ended_series.time_zone) <= least(_ended_series.observed, bsc._now())
    ), span AS MATERIALIZED (
        SELECT bsc.min(e.period) AS first, bsc.max(e.period) AS last FROM ended AS e
    )
    SELECT s.first, s.last, (
        SELECT bsc._at_places(array_agg(e.value ORDER BY w.place), array_agg(w.place ORDER BY w.place))
        FROM ended AS e
        CROSS JOIN LATERAL (SELECT bsc.distance(e.period, s.first) + 1 AS place) AS w)
    FROM span AS s
    WHERE s.first IS NOT NULL;
END
$$;
COMMENT ON FUNCTION bsc._ended_series(bigint, bigint, text, text, timestamptz) IS
    'the ended periods of one measure and entity, with NULL for gaps';

-- The places of a series at which its limits begin anew: those of the periods that
-- hold the first days of the given ones.
CREATE FUNCTION bsc._rebase_places(rebase bsc.period[], frequency text, first_month integer, first bsc.period, places integer)
RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 50
RETURN CASE WHEN cardinality(rebase) > 0 THEN ARRAY(
    SELECT DISTINCT p.place
    FROM unnest(rebase) AS r (period)
    CROSS JOIN LATERAL (SELECT bsc.distance(bsc.period(bsc.first_day(r.period), frequency, first_month), first) + 1 AS place) AS p
    WHERE p.place BETWEEN 2 AND places) END;
COMMENT ON FUNCTION bsc._rebase_places(bsc.period[], text, integer, bsc.period, integer) IS
    'the places of a series at which its natural limits begin anew';

-- The target of a measure in one period.
CREATE FUNCTION bsc._target_of(scorecard_id bigint, measure_id bigint, entity text, period bsc.period)
RETURNS bsc.target
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
BEGIN ATOMIC
    SELECT n.target
    FROM bsc._one_result(bsc._outline(_target_of.scorecard_id, false), _target_of.period, 'period'::text, _target_of.entity, 3, false) AS e
    CROSS JOIN LATERAL unnest(e.nodes) AS n
    WHERE n.node_id = _target_of.measure_id;
END;
COMMENT ON FUNCTION bsc._target_of(bigint, bigint, text, bsc.period) IS 'the target of a measure in one period';

-- (The target is asked for once a chart, and only by who wants the assurance.)
CREATE VIEW bsc.measure_chart WITH (security_invoker = true) AS
SELECT s.code AS scorecard, e.entity, bsc.shift(r.first, x.i - 1)::text AS period, bsc.first_day(bsc.shift(r.first, x.i - 1)) AS period_start,
    m.code AS measure, COALESCE(m.name, m.code) AS name,
    x.value, x.centre, x.low, x.high, x.signal, bsc.assurance(x.low, x.high, t.target) AS assurance
FROM bsc.scorecard AS s
CROSS JOIN LATERAL bsc._observed_all(s.id) AS seen (observed)
CROSS JOIN LATERAL bsc._formula_links(s.id) AS f (links)
JOIN bsc.measure AS m ON m.scorecard_id = s.id
-- who has something recorded, or is made of those who have; a formula is of what it is made of
CROSS JOIN LATERAL (
    SELECT a.entity FROM bsc.actual AS a WHERE a.measure_id = m.id
    UNION
    SELECT p.code FROM bsc._entity_place AS p WHERE p.scorecard_id = s.id AND p.last > p.number
    UNION
    SELECT a.entity
    FROM unnest(f.links) AS l
    CROSS JOIN LATERAL unnest(l.sources) AS o (id)
    JOIN bsc.actual AS a ON a.measure_id = o.id
    WHERE l.measure_id = m.id AND m.formula IS NOT NULL) AS e
CROSS JOIN LATERAL bsc._ended_series(s.id, m.id, e.entity, s.time_zone,
    (SELECT o.observed FROM unnest(seen.observed) AS o WHERE o.measure_id = m.id)) AS r
CROSS JOIN LATERAL (SELECT bsc._target_of(s.id, m.id, e.entity, r.last) AS target OFFSET 0) AS t
CROSS JOIN LATERAL bsc.xmr(r.series, bsc._season_length(m.frequency), 'mean'::text, NULL::integer,
    bsc._rebase_places(m.rebase, m.frequency, s.first_month, r.first, cardinality(r.series)), false, 8, 7) AS x;
COMMENT ON VIEW bsc.measure_chart IS
    'the natural limits of every measure and entity, and what breaks them, over all periods that have ended';
GRANT SELECT ON bsc.measure_chart TO @extowner@ WITH GRANT OPTION;
