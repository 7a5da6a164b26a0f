-- The company's rows behind a figure, and whether the queries of a measure would run.

-- Whose server a superuser's session is, and that of a role that reads and writes its files,
-- is not for the author of a query to decide: such a caller runs only what his like has written.
CREATE FUNCTION bsc._may_show(author text)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT NOT EXISTS (
        SELECT 1
        FROM pg_roles AS caller
        LEFT JOIN pg_roles AS writer ON writer.rolname = author
        CROSS JOIN unnest(ARRAY['pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files']::name[]) AS power
        WHERE caller.rolname = CURRENT_USER
          AND (caller.rolsuper AND writer.rolsuper IS NOT TRUE
               OR pg_has_role(caller.oid, power, 'MEMBER'::text)
                  AND (writer.oid IS NULL OR NOT pg_has_role(writer.oid, power, 'MEMBER'::text))));
END;
COMMENT ON FUNCTION bsc._may_show(text) IS 'is a role of that name trusted enough for the caller to run what it has written?';

CREATE FUNCTION bsc._detail_query(
    scorecard text, measure text, period bsc.period, entity text,
    OUT code text, OUT query text, OUT time_zone text, OUT period_to_show bsc.period, OUT entities text[])
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    own_id bigint := bsc.scorecard_id(_detail_query.scorecard);
    found_id bigint := bsc.measure_id(_detail_query.scorecard, _detail_query.measure);
    asked text := bsc._asked_entity(own_id, _detail_query.entity);
    author text;
BEGIN
    SELECT m.code, m.detail_query, s.time_zone, bsc._own_period(s.id, _detail_query.period), m.detail_by
    INTO _detail_query.code, _detail_query.query, _detail_query.time_zone, _detail_query.period_to_show, author
    FROM bsc.measure AS m
    JOIN bsc.scorecard AS s ON s.id = m.scorecard_id
    WHERE m.id = found_id;
    IF _detail_query.query IS NULL THEN
        RAISE EXCEPTION 'measure "%" has no detail query', _detail_query.code
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = 'Its column detail_query takes one SELECT: $1 is the period, $2 the entity and all below it (text[]), NULL for the whole.';
    ELSIF _detail_query.period IS NULL THEN
        RAISE EXCEPTION 'no period is given to show the rows behind measure "%" of', _detail_query.code
            USING ERRCODE = 'null_value_not_allowed';
    ELSIF NOT bsc._may_show(author) THEN
        RAISE EXCEPTION 'permission denied to run the detail query of measure "%" as "%"', _detail_query.code, current_user
            USING ERRCODE = 'insufficient_privilege',
                  DETAIL = format('Role "%s" has written it, who has fewer rights on the server.', coalesce(author, '')),
                  HINT = format('SET ROLE to somebody who may read its tables, or take it for your own: '
                                'UPDATE bsc.measure SET detail_by = current_user WHERE code = %L.', _detail_query.code);
    END IF;
    IF asked <> '' THEN
        _detail_query.entities := ARRAY(
            SELECT asked
            UNION
            SELECT d.code
            FROM bsc._entity_place AS a
            JOIN bsc._entity_place AS d ON d.scorecard_id = a.scorecard_id AND d.number > a.number AND d.number <= a.last
            WHERE a.scorecard_id = own_id AND a.code = asked
            ORDER BY 1);
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._detail_query(text, text, bsc.period, text) IS 'the detail query of a measure and what it is run with, for bsc.drill';

CREATE FUNCTION bsc.drill(scorecard text, measure text, period text, entity text DEFAULT '', max_rows integer DEFAULT 1000)
RETURNS SETOF jsonb
AS 'MODULE_PATHNAME', 'bsc_drill'
LANGUAGE C VOLATILE PARALLEL UNSAFE COST 10000 ROWS 100;
COMMENT ON FUNCTION bsc.drill(text, text, text, text, integer) IS
    'the rows behind a figure, by the measure''s detail query run as the caller; no more than max_rows';

CREATE FUNCTION bsc.drill(scorecard text, measure text, period bsc.period, entity text DEFAULT '', max_rows integer DEFAULT 1000)
RETURNS SETOF jsonb
AS 'MODULE_PATHNAME', 'bsc_drill'
LANGUAGE C VOLATILE PARALLEL UNSAFE COST 10000 ROWS 100;
COMMENT ON FUNCTION bsc.drill(text, text, bsc.period, text, integer) IS
    'the rows behind a figure, by the measure''s detail query run as the caller; no more than max_rows';

CREATE FUNCTION bsc.query_problem(measure_id bigint)
RETURNS text
AS 'MODULE_PATHNAME', 'bsc_query_problem'
LANGUAGE C STABLE STRICT PARALLEL UNSAFE COST 10000;
COMMENT ON FUNCTION bsc.query_problem(bigint) IS
    'why a measure''s query would not run: its error when it is explained as run_as; NULL where there is none';

-- The same of what else of a measure is a query: changed_since and detail_query.
CREATE FUNCTION bsc._query_problem(measure_id bigint, part text)
RETURNS text
AS 'MODULE_PATHNAME', 'bsc_query_problem'
LANGUAGE C STABLE STRICT PARALLEL UNSAFE COST 10000;
COMMENT ON FUNCTION bsc._query_problem(bigint, text) IS
    'why a query of a measure, the column of that name, would not run; NULL where there is none';

-- A measure's query, to be looked at and not run: one of its columns query, changed_since and
-- detail_query.  The last is run as whoever asks, and is looked at as she is, if she may.
CREATE FUNCTION bsc._query_to_look_at(measure_id bigint, part text)
RETURNS TABLE (code text, query text, run_as text, time_zone text, period bsc.period, role oid)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT m.code, q.query, q.run_as, s.time_zone,
        bsc.period((bsc._now() AT TIME ZONE s.time_zone)::date, m.frequency, s.first_month), q.role
    FROM bsc.measure AS m
    JOIN bsc.scorecard AS s ON s.id = m.scorecard_id
    CROSS JOIN LATERAL (
        SELECT CASE _query_to_look_at.part WHEN 'query' THEN m.query ELSE m.changed_since END, m.run_as, bsc._noted_role(m.id, m.run_as)
        WHERE _query_to_look_at.part IN ('query', 'changed_since')
        UNION ALL
        SELECT m.detail_query, CURRENT_USER::text, (SELECT r.oid FROM pg_roles AS r WHERE r.rolname = CURRENT_USER)
        WHERE _query_to_look_at.part = 'detail_query' AND bsc._may_show(m.detail_by)) AS q (query, run_as, role)
    WHERE m.id = _query_to_look_at.measure_id AND q.query IS NOT NULL;
END;
COMMENT ON FUNCTION bsc._query_to_look_at(bigint, text) IS 'a query of a measure, the column of that name, to be explained or inspected';
