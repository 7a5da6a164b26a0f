-- The company's rows behind a figure.

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
