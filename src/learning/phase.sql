-- Planning with the season: a year's target over its months, by how the
-- measure's own actuals have spread over the year so far.

-- The periods that a year's target is spread over: months, or the measure's own
-- where they are coarser.
CREATE FUNCTION bsc._phase_grain(frequency text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN frequency IN ('week', 'day') THEN 'month' ELSE frequency END;
COMMENT ON FUNCTION bsc._phase_grain(text) IS 'the periods over which a year''s target of a measure of that frequency is spread';

-- A measure's actuals, read month by month as the views read them, as far as the
-- months are over.  The series begins with a company year, so that its first place
-- is the year's first month.
CREATE FUNCTION bsc._measure_history(measure_id bigint, entity text, grain text)
RETURNS double precision[]
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    owner_id bigint := (SELECT m.scorecard_id FROM bsc.measure AS m WHERE m.id = _measure_history.measure_id);
    -- a formula's are those of what it is made of
    sources bigint[] := coalesce((
        SELECT l.sources FROM unnest(bsc._formula_links(owner_id)) AS l WHERE l.measure_id = _measure_history.measure_id),
        ARRAY[measure_id]);
    months bsc.period[] := ARRAY(
        SELECT q.period
        FROM (
            SELECT bsc.first_within(bsc.enclosing(bsc.min(a.period), 'year', s.first_month), _measure_history.grain) AS first,
                bsc.enclosing(bsc.max(a.period), _measure_history.grain, s.first_month) AS last
            FROM bsc.scorecard AS s
            CROSS JOIN LATERAL (
                SELECT x.period
                FROM bsc.actual AS x
                WHERE x.measure_id = ANY (sources) AND x.entity = _measure_history.entity
                UNION ALL
                SELECT x.period
                FROM bsc._member(s.id) AS d
                JOIN bsc.actual AS x ON x.measure_id = ANY (sources) AND x.entity = d.code
                WHERE d.entity = _measure_history.entity) AS a
            WHERE s.id = owner_id
              AND bsc._grain_rank(bsc.grain(a.period)) >= bsc._grain_rank(_measure_history.grain)
            GROUP BY s.first_month) AS span
        CROSS JOIN LATERAL bsc.periods(span.first, span.last) AS q (period));
    past bsc._past_result[] := ARRAY(
        SELECT p FROM bsc._past_of(owner_id, entity, months) AS p
        WHERE p.level = 3 AND p.node_id = _measure_history.measure_id);
BEGIN
    RETURN (
        SELECT array_agg(p.actual ORDER BY q.ordinality)
        FROM unnest(months) WITH ORDINALITY AS q (period)
        LEFT JOIN unnest(past) AS p ON p.period OPERATOR(bsc.=) q.period
        -- gaps before the last month that is known are told; what comes after it is not over
        WHERE q.period OPERATOR(bsc.<=) (SELECT bsc.max(h.period) FROM unnest(past) AS h WHERE h.actual IS NOT NULL));
END
$$;
COMMENT ON FUNCTION bsc._measure_history(bigint, text, text) IS
    'a measure''s actuals period by period, from the beginning of a company year on, as far as they are over';

-- The company year that is to be planned; an error for anything else.
CREATE FUNCTION bsc._phase_year(scorecard_id bigint, year bsc.period)
RETURNS bsc.period
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own bsc.period := bsc._own_period(scorecard_id, year);
BEGIN
    IF bsc.grain(own) <> 'year' THEN
        RAISE EXCEPTION 'period % is not a year', own
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = format('Give a company year, such as %s.',
                                bsc.enclosing(own, 'year', (SELECT s.first_month FROM bsc.scorecard AS s
                                                            WHERE s.id = _phase_year.scorecard_id)));
    END IF;
    RETURN own;
END
$$;
COMMENT ON FUNCTION bsc._phase_year(bigint, bsc.period) IS 'a year, if it is one of the company''s; else an error';

CREATE FUNCTION bsc._refuse_closed_year(scorecard_id bigint, year bsc.period)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    closed bsc.period;
BEGIN
    SELECT c.period INTO closed
    FROM bsc.closed_period AS c
    WHERE c.scorecard_id = _refuse_closed_year.scorecard_id
      AND bsc.first_day(c.period) <= bsc.last_day(year) AND bsc.last_day(c.period) >= bsc.first_day(year)
    ORDER BY bsc.first_day(c.period)
    LIMIT 1;
    IF FOUND THEN
        PERFORM bsc._refuse_closed(_refuse_closed_year.scorecard_id, closed);
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._refuse_closed_year(bigint, bsc.period) IS 'refuse a year of which something is closed';

-- A measure's own season, by which a target can be spread; an error where its history
-- shows none that can.
CREATE FUNCTION bsc._season_of_measure(measure_id bigint, entity text, grain text)
RETURNS double precision[]
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    measure text := (SELECT m.code FROM bsc.measure AS m WHERE m.id = _season_of_measure.measure_id);
    history double precision[] := bsc._measure_history(measure_id, entity, grain);
    indices double precision[];
    half integer := bsc._season_length(grain) / 2;
    place integer;
    known bigint;
    used bigint;
BEGIN
    IF 0 > ANY (history) THEN
        RAISE EXCEPTION 'measure "%" has values below zero, which no season can scale', measure
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = 'Give indices of your own to bsc.phase(), and write what it returns into bsc.plan.';
    END IF;
    indices := bsc.seasonal_indices(history, bsc._season_length(grain), 'multiplicative');
    IF indices IS NULL THEN
        RAISE EXCEPTION 'measure "%" has too little history to show its season', measure
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  DETAIL = format('The %ss of two years without gaps are needed%s.', replace(grain, 'half', 'half-year'),
                                  CASE WHEN entity = '' THEN '' ELSE format(' of entity "%s"', entity) END),
                  HINT = 'Give indices of your own to bsc.phase(), and write what it returns into bsc.plan.';
    ELSIF 0 >= ANY (indices) THEN
        place := array_position(indices, 0);
        SELECT count(h.value), count(*) FILTER (WHERE h.number > half AND h.number <= cardinality(history) - half
            AND array_position(history[h.number - half:h.number + half], NULL) IS NULL) INTO known, used
        FROM unnest(history) WITH ORDINALITY AS h (value, number)
        WHERE (h.number - 1) % cardinality(indices) + 1 = place;
        RAISE EXCEPTION 'the season of measure "%" has a % that came to nothing', measure, replace(grain, 'half', 'half-year')
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  DETAIL = format('It is number %s of the year, with %s values in all, and 0 wherever half a year is known on either side, which takes the season: %s.',
                                  place, known, CASE used WHEN 1 THEN 'once' ELSE used || ' times' END),
                  HINT = 'Give indices of your own to bsc.phase(), and write what it returns into bsc.plan.';
    END IF;
    RETURN indices;
END
$$;
COMMENT ON FUNCTION bsc._season_of_measure(bigint, text, text) IS 'the seasonal indices of a measure''s own actuals; an error where they show none';

CREATE FUNCTION bsc.phase_targets(
    scorecard text, measure text, year bsc.period, year_target bsc.target, entity text DEFAULT '')
RETURNS TABLE (period text, seasonal_index double precision, goal double precision, target text)
LANGUAGE plpgsql VOLATILE ROWS 12
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    found_id bigint := bsc.measure_id(phase_targets.scorecard, phase_targets.measure);
    owner_id bigint := bsc.scorecard_id(phase_targets.scorecard);
    asked text := coalesce(phase_targets.entity, '');
    own bsc.period := bsc._phase_year(owner_id, year);
    grain text;
    rule text;
    indices double precision[];
BEGIN
    IF own IS NULL OR phase_targets.year_target IS NULL THEN
        RAISE EXCEPTION 'a year and its target are needed'
            USING ERRCODE = 'null_value_not_allowed';
    END IF;
    -- a formula's target is one of levels, as that of a last value
    SELECT bsc._phase_grain(m.frequency), CASE m.rollup WHEN 'formula' THEN 'last' ELSE m.rollup END INTO grain, rule
    FROM bsc.measure AS m WHERE m.id = found_id;
    IF grain = 'year' THEN
        RAISE EXCEPTION 'measure "%" is measured by the year, which has no season', measure
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Write its target into bsc.plan.';
    END IF;
    PERFORM bsc._check_entity(owner_id, asked), bsc._refuse_closed_year(owner_id, own);
    indices := bsc._season_of_measure(found_id, asked, grain);
    PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, owner_id, 'plan'::text);

    RETURN QUERY
    WITH phased AS (
        SELECT p.period, p.seasonal_index, p.target
        FROM ROWS FROM (bsc.subdivide(own, grain), unnest(indices), bsc.phase(phase_targets.year_target, indices, rule))
            AS p (period, seasonal_index, target)
    ), written AS (
        INSERT INTO bsc.plan AS t (measure_id, entity, period, target)
        SELECT found_id, asked, p.period, p.target FROM phased AS p
        ON CONFLICT (measure_id, entity, period) DO UPDATE
        SET target = excluded.target
        WHERE t.target IS NULL OR t.target OPERATOR(bsc.<>) excluded.target
    )
    SELECT p.period::text, p.seasonal_index, bsc.goal(p.target), p.target::text
    FROM phased AS p
    ORDER BY p.period USING OPERATOR(bsc.<);
END
$$;
COMMENT ON FUNCTION bsc.phase_targets(text, text, bsc.period, bsc.target, text) IS
    'spread a year''s target over its months by the measure''s own season and write it into the plan';

CREATE FUNCTION bsc.phase_targets(
    scorecard text, measure text, year text, year_target bsc.target, entity text DEFAULT '')
RETURNS TABLE (period text, seasonal_index double precision, goal double precision, target text)
LANGUAGE sql VOLATILE ROWS 12
BEGIN ATOMIC
    SELECT p.* FROM bsc.phase_targets(
        phase_targets.scorecard, phase_targets.measure, phase_targets.year::bsc.period,
        phase_targets.year_target, phase_targets.entity) AS p;
END;
COMMENT ON FUNCTION bsc.phase_targets(text, text, text, bsc.target, text) IS
    'spread a year''s target over its months by the measure''s own season and write it into the plan';
