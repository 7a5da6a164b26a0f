-- Environment and execution.
--
-- A shortfall may come from outside: the market shrank, the winter was mild.
-- An index of the environment has what was planned for it and what was
-- observed; a measure names the index that moves it and its elasticity, the
-- per cent that it moves when the index moves by one.  What execution as
-- planned would have brought in the observed environment is then
--
--     expected = goal * (observed / planned) ^ elasticity
--
-- and of the gap between actual and goal, expected - goal is the environment's
-- part, the rest is execution's.

CREATE TABLE bsc.environment (
    code text NOT NULL,
    period bsc.period NOT NULL,
    planned double precision,
    observed double precision,
    PRIMARY KEY (code, period),
    CONSTRAINT environment_code_is_a_short_key CHECK (bsc._is_code(code)),
    CONSTRAINT environment_planned_is_finite_and_not_negative CHECK (planned >= 0 AND planned < 'Infinity'),
    CONSTRAINT environment_observed_is_finite_and_not_negative CHECK (observed >= 0 AND observed < 'Infinity')
);
COMMENT ON TABLE bsc.environment IS 'indices of what lies outside the company: what was planned with, and what was observed';
COMMENT ON COLUMN bsc.environment.code IS 'short key of the index, as the column environment of bsc.measure names it';
COMMENT ON COLUMN bsc.environment.planned IS 'the index that the targets of the period assume';
COMMENT ON COLUMN bsc.environment.observed IS 'the index as it turned out; NULL while nobody knows';

SELECT pg_catalog.pg_extension_config_dump('bsc.environment', '');

GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE bsc.environment
    TO @extowner@ WITH GRANT OPTION;

-- An index in a period: as given for it; else the means over the finer periods
-- inside it that have both values, the coarsest grain that has any first; else
-- as given for the nearest coarser period that holds it.
CREATE FUNCTION bsc._environment_in(code text, period bsc.period, first_month integer)
RETURNS TABLE (planned double precision, observed double precision)
LANGUAGE sql STABLE PARALLEL SAFE COST 100 ROWS 1
BEGIN ATOMIC
    SELECT f.planned, f.observed
    FROM (
        SELECT 0 AS turn, e.planned, e.observed
        FROM bsc.environment AS e
        WHERE e.code = _environment_in.code AND e.period = _environment_in.period
        UNION ALL
        SELECT bsc._grain_rank(bsc.grain(e.period)), avg(e.planned), avg(e.observed)
        FROM bsc.environment AS e
        WHERE e.code = _environment_in.code
          AND bsc._grain_rank(bsc.grain(e.period)) > bsc._grain_rank(bsc.grain(_environment_in.period))
          AND e.period >= bsc.first_within(_environment_in.period, bsc.grain(e.period))
          AND e.period <= bsc.last_within(_environment_in.period, bsc.grain(e.period))
          AND e.planned IS NOT NULL AND e.observed IS NOT NULL
        GROUP BY bsc.grain(e.period)
        UNION ALL
        SELECT 20 - bsc._grain_rank(bsc.grain(e.period)), e.planned, e.observed
        FROM bsc.environment AS e
        WHERE e.code = _environment_in.code
          AND bsc._grain_rank(bsc.grain(e.period)) < bsc._grain_rank(bsc.grain(_environment_in.period))
          AND e.period = bsc.enclosing(_environment_in.period, bsc.grain(e.period), _environment_in.first_month)) AS f
    ORDER BY f.turn
    LIMIT 1;
END;
COMMENT ON FUNCTION bsc._environment_in(text, bsc.period, integer) IS
    'an index of the environment in a period of any grain';

-- What a goal is worth in the observed environment.  NULL where the index or a
-- part of it is missing, was planned as 0, or leads out of range.
CREATE FUNCTION bsc._expected_actual(
    goal double precision, planned double precision, observed double precision, elasticity double precision)
RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
    WHEN goal = 0 OR elasticity = 0 OR observed = planned AND planned > 0 THEN goal
    WHEN planned = 0 OR observed = 0 AND elasticity < 0 THEN NULL
    WHEN observed = 0 THEN 0
    WHEN abs(elasticity::numeric * ln(observed::numeric / planned::numeric)
             + ln(abs(goal)::numeric)) < 700
    THEN goal * power(observed / planned, elasticity) END;
COMMENT ON FUNCTION bsc._expected_actual(double precision, double precision, double precision, double precision) IS
    'what a goal is worth in the observed environment: goal * (observed / planned) ^ elasticity';

-- Every measure of a scorecard with its gap in a period, split so that the
-- parts add up to the gap to the last bit.  What is provisional has no gap yet.  A measure that names no environment
-- owes its whole gap to execution; one whose index is not known has no parts.
CREATE FUNCTION bsc.gap(scorecard text, period bsc.period, entity text DEFAULT '')
RETURNS TABLE (
    measure text,
    gap double precision,
    environment_part double precision,
    execution_part double precision)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 30
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    asked text := coalesce(entity, '');
    own bsc.period := bsc._ended_period(owner_id, gap.period, asked);
    first_month integer := (SELECT s.first_month FROM bsc.scorecard AS s WHERE s.id = owner_id);
BEGIN
    -- what the outer parts take from the gap may be rounded: the rest is taken
    -- from the rounded one, and the gap is their sum
    RETURN QUERY
    SELECT x.measure, coalesce(f.environment + f.execution, x.gap), f.environment, f.execution
    FROM (
        SELECT n.place, n.measure, CASE WHEN n.provisional IS NOT TRUE THEN n.actual - n.goal END AS gap,
            CASE WHEN m.environment IS NULL THEN n.actual - n.actual
                 ELSE bsc._expected_actual(n.goal, e.planned, e.observed, m.elasticity) - n.goal END AS outside
        FROM bsc._node(owner_id, own, asked, 'period'::text) AS n
        LEFT JOIN bsc.measure AS m ON m.id = n.id
        LEFT JOIN LATERAL bsc._environment_in(m.environment, own, first_month) AS e ON true
        WHERE n.level = 3) AS x
    CROSS JOIN LATERAL (SELECT x.gap - x.outside AS execution) AS s
    CROSS JOIN LATERAL (
        SELECT CASE WHEN x.outside + s.execution = x.gap THEN x.outside ELSE x.gap - s.execution END AS environment,
            s.execution) AS f
    ORDER BY x.place;
END
$$;
COMMENT ON FUNCTION bsc.gap(text, bsc.period, text) IS
    'actual less goal of every measure, and how much of it is the environment''s and how much execution''s';

CREATE FUNCTION bsc.gap(scorecard text, period text DEFAULT NULL, entity text DEFAULT '')
RETURNS TABLE (
    measure text,
    gap double precision,
    environment_part double precision,
    execution_part double precision)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 30
BEGIN ATOMIC
    SELECT g.* FROM bsc.gap(gap.scorecard, gap.period::bsc.period, gap.entity) AS g;
END;
COMMENT ON FUNCTION bsc.gap(text, text, text) IS
    'actual less goal of every measure, and how much of it is the environment''s and how much execution''s';
