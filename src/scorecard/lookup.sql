-- From the codes that people use to the ids that tables use.  An unknown code
-- is an error that names it and those that look like it, or what there is.

CREATE FUNCTION bsc._list_codes(codes text[])
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN cardinality(codes) > 12
    THEN array_to_string(codes[1:12], ', ') || ', ...'
    ELSE array_to_string(codes, ', ') END;
COMMENT ON FUNCTION bsc._list_codes(text[]) IS 'codes as a list for a hint, cut short where there are many';

CREATE FUNCTION bsc.scorecard_id(scorecard text)
RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found_id bigint;
BEGIN
    SELECT s.id INTO found_id FROM bsc.scorecard AS s WHERE s.code = scorecard_id.scorecard;
    IF found_id IS NULL THEN
        RAISE EXCEPTION 'scorecard "%" does not exist', coalesce(scorecard, 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = coalesce(bsc._near_hint(scorecard, ARRAY(SELECT s.code FROM bsc.scorecard AS s ORDER BY s.code)),
                                  'There is none yet: create one with bsc.define().');
    END IF;
    RETURN found_id;
END
$$;
COMMENT ON FUNCTION bsc.scorecard_id(text) IS 'id of the scorecard with that code; an unknown code is an error';

CREATE FUNCTION bsc.measure_id(scorecard text, measure text)
RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    found_id bigint;
BEGIN
    SELECT m.id INTO found_id
    FROM bsc.measure AS m
    WHERE m.scorecard_id = owner_id AND m.code = measure_id.measure;
    IF found_id IS NULL THEN
        RAISE EXCEPTION 'scorecard "%" has no measure "%"', scorecard, coalesce(measure, 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = coalesce(bsc._near_hint(measure, ARRAY(
                                      SELECT m.code FROM bsc.measure AS m WHERE m.scorecard_id = owner_id ORDER BY m.code)),
                                  'It has no measures yet.');
    END IF;
    RETURN found_id;
END
$$;
COMMENT ON FUNCTION bsc.measure_id(text, text) IS 'id of the measure with that code; an unknown code is an error';

-- An objective is named by its code, or by perspective/code where two
-- perspectives share one.
CREATE FUNCTION bsc.objective_id(scorecard_id bigint, objective text)
RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found_ids bigint[];
BEGIN
    SELECT array_agg(o.id) INTO found_ids
    FROM bsc.objective AS o
    JOIN bsc.perspective AS p ON p.id = o.perspective_id
    WHERE o.scorecard_id = objective_id.scorecard_id
      AND (o.code = objective_id.objective OR p.code || '/' || o.code = objective_id.objective);
    IF cardinality(found_ids) = 1 THEN
        RETURN found_ids[1];
    ELSIF cardinality(found_ids) > 1 THEN
        RAISE EXCEPTION 'objective "%" stands in more than one perspective', objective
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Write it as perspective/objective.';
    END IF;
    RAISE EXCEPTION 'scorecard "%" has no objective "%"',
        (SELECT s.code FROM bsc.scorecard AS s WHERE s.id = objective_id.scorecard_id),
        coalesce(objective, 'NULL')
        USING ERRCODE = 'invalid_parameter_value',
              HINT = coalesce(bsc._perhaps(objective, ARRAY(
                                  SELECT p.code || '/' || o.code
                                  FROM bsc.objective AS o
                                  JOIN bsc.perspective AS p ON p.id = o.perspective_id
                                  WHERE o.scorecard_id = objective_id.scorecard_id
                                  ORDER BY 1)),
                              bsc._near_hint(objective, ARRAY(
                                  SELECT n.name FROM bsc._named_objective(objective_id.scorecard_id) AS n ORDER BY n.name)),
                              'It has no objectives yet.');
END
$$;
COMMENT ON FUNCTION bsc.objective_id(bigint, text) IS 'id of the objective with that code or perspective/code; an unknown one is an error';

-- The way back: for each objective, the shortest name that objective_id() takes
-- for it.
CREATE FUNCTION bsc._named_objective(scorecard_id bigint)
RETURNS TABLE (objective_id bigint, name text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
BEGIN ATOMIC
    SELECT o.id, CASE WHEN count(*) OVER (PARTITION BY o.code) > 1
        THEN p.code || '/' || o.code
        ELSE o.code END
    FROM bsc.objective AS o
    JOIN bsc.perspective AS p ON p.id = o.perspective_id
    WHERE o.scorecard_id = _named_objective.scorecard_id;
END;
COMMENT ON FUNCTION bsc._named_objective(bigint) IS 'the objectives of a scorecard by code, with the perspective where the code alone is not unique';

-- That of one, found by the index: views ask for it row by row, and must not pay
-- for all objectives each time.  Who needs many asks for all at once.
CREATE FUNCTION bsc._objective_name(objective_id bigint)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN EXISTS (
            SELECT 1 FROM bsc.objective AS twin
            WHERE twin.scorecard_id = o.scorecard_id AND twin.code = o.code AND twin.id <> o.id)
        THEN p.code || '/' || o.code
        ELSE o.code END
    FROM bsc.objective AS o
    JOIN bsc.perspective AS p ON p.id = o.perspective_id
    WHERE o.id = _objective_name.objective_id;
END;
COMMENT ON FUNCTION bsc._objective_name(bigint) IS 'the code of an objective, with its perspective where the code alone is not unique';

-- A period as the scorecard's company year knows it.
CREATE FUNCTION bsc._own_period(scorecard_id bigint, period bsc.period)
RETURNS bsc.period
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    company bsc.scorecard;
BEGIN
    IF period IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT s.* INTO company FROM bsc.scorecard AS s WHERE s.id = _own_period.scorecard_id;
    IF NOT bsc._is_own_period(period, company.first_month) THEN
        RAISE EXCEPTION 'period % is not one of scorecard "%"', period, company.code
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = format('Its company year starts in month %s.', company.first_month),
                  HINT = format('Its first day is in %s, its last day in %s.',
                                bsc.period(bsc.first_day(period), bsc.grain(period), company.first_month),
                                bsc.period(bsc.last_day(period), bsc.grain(period), company.first_month));
    END IF;
    RETURN period;
END
$$;
COMMENT ON FUNCTION bsc._own_period(bigint, bsc.period) IS 'the period, if it is one of the scorecard''s company year; else an error';

CREATE FUNCTION bsc._is_own_period(period bsc.period, first_month integer)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN bsc.grain(period) IN ('month', 'week', 'day')
    OR bsc.period(bsc.first_day(period), bsc.grain(period), first_month) OPERATOR(bsc.=) period;
COMMENT ON FUNCTION bsc._is_own_period(bsc.period, integer) IS 'does the period exist in a company year that starts in that month?';
