-- Entities that a query tells of and the catalogue does not have: a dealer who got a new code in
-- the CRM before she got it here, or one that was mistyped there.  What is told of them is
-- recorded and counts for nobody else.

-- Which these are, of some measures, each from a first to a last period.  NOT IN is a hash of the
-- catalogue, whatever the planner believes of tables that were never analyzed.
CREATE FUNCTION bsc._unlisted(
    scorecard_id bigint, measures bigint[], first_periods bsc.period[], last_periods bsc.period[])
RETURNS TABLE (measure_id bigint, entity text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM bsc._entity_place AS p WHERE p.scorecard_id = _unlisted.scorecard_id) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT DISTINCT x.measure_id, a.entity
    FROM unnest(_unlisted.measures, _unlisted.first_periods, _unlisted.last_periods) AS x (measure_id, first_period, last_period)
    JOIN bsc.actual AS a
      ON a.measure_id = x.measure_id AND a.period OPERATOR(bsc.>=) x.first_period AND a.period OPERATOR(bsc.<=) x.last_period
    WHERE a.entity <> ''
      AND a.entity NOT IN (SELECT p.code FROM bsc._entity_place AS p WHERE p.scorecard_id = _unlisted.scorecard_id);
END
$$;
COMMENT ON FUNCTION bsc._unlisted(bigint, bigint[], bsc.period[], bsc.period[]) IS
    'the entities that measures have actuals of and the catalogue, if there is one, does not have';

-- Those of all that was run since a refresh began; the first five with the names that they may mean.
CREATE FUNCTION bsc._unlisted_since(scorecard_id bigint, began timestamptz)
RETURNS TABLE (entities bigint, list text)
LANGUAGE sql STABLE PARALLEL SAFE COST 20000 ROWS 1
BEGIN ATOMIC
    WITH run AS (
        SELECT array_agg(r.measure_id) AS measures, array_agg(r.period) AS periods
        FROM bsc.measure AS m
        JOIN bsc.measure_run AS r ON r.measure_id = m.id
        WHERE m.scorecard_id = _unlisted_since.scorecard_id AND r.last_success >= _unlisted_since.began
    ), unlisted AS MATERIALIZED (
        SELECT u.entity, row_number() OVER (ORDER BY u.entity COLLATE "C") AS ordinal
        FROM run AS r
        CROSS JOIN LATERAL bsc._unlisted(_unlisted_since.scorecard_id, r.measures, r.periods, r.periods) AS u
        GROUP BY u.entity
    ), catalogue AS MATERIALIZED (
        SELECT bsc._entity_codes(_unlisted_since.scorecard_id) AS codes
    )
    SELECT (SELECT count(*) FROM unlisted AS c),
        string_agg(CASE WHEN u.ordinal > 5 THEN '...' ELSE '"' || u.entity || '"' || COALESCE(
            ' (perhaps "' || NULLIF(array_to_string(bsc._near_names(u.entity, (SELECT c.codes FROM catalogue AS c)), '", "'), '') || '")', '')
            END, ', ' ORDER BY u.ordinal)
    FROM unlisted AS u
    WHERE u.ordinal <= 6;
END;
COMMENT ON FUNCTION bsc._unlisted_since(bigint, timestamptz) IS
    'how many entities that the catalogue does not have a refresh has found since it began, and which';
