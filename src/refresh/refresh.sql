-- What a refresh runs, and when.  The work itself is done in C.

-- Whoever records something for a period that has not begun has probably mistyped it.
CREATE FUNCTION bsc._tell_ahead(scorecard_id bigint, period bsc.period)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    company bsc.scorecard;
BEGIN
    SELECT s.* INTO company FROM bsc.scorecard AS s WHERE s.id = scorecard_id;
    -- a day that is past everywhere is so in a zone that this server does not know, too
    IF bsc.first_day(period) >= (bsc._now() AT TIME ZONE 'UTC')::date
        AND bsc.first_day(period) > (bsc._now() AT TIME ZONE company.time_zone)::date THEN
        RAISE NOTICE 'period % of scorecard "%" has not begun', period, company.code;
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._tell_ahead(bigint, bsc.period) IS 'a notice if a period in which something is recorded has not begun';

-- The periods that a refresh is asked for: those given, which must be the
-- scorecard's own, or the reporting period that is under way in its time zone.
CREATE FUNCTION bsc._refresh_range(
    scorecard text, from_period bsc.period, to_period bsc.period,
    OUT scorecard_id bigint, OUT first_period bsc.period, OUT last_period bsc.period)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    company bsc.scorecard;
    today date;
    unfinished bsc.period;
BEGIN
    scorecard_id := bsc.scorecard_id(scorecard);
    SELECT s.* INTO company FROM bsc.scorecard AS s WHERE s.id = scorecard_id;
    first_period := bsc._own_period(scorecard_id, from_period);
    last_period := coalesce(bsc._own_period(scorecard_id, to_period), first_period);
    IF first_period IS NULL THEN
        today := (bsc._now() AT TIME ZONE company.time_zone)::date;
        first_period := bsc.period(today, company.frequency, company.first_month);
        IF last_period IS NULL THEN
            last_period := first_period;
            unfinished := bsc._since_last_run(scorecard_id, today);
            IF unfinished OPERATOR(bsc.<) first_period THEN
                first_period := unfinished;
            END IF;
        END IF;
    END IF;
    IF bsc.last_day(last_period) < bsc.first_day(first_period) THEN
        RAISE EXCEPTION 'period % ends before period % starts', last_period, first_period
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Give the earlier period first.';
    END IF;
    PERFORM bsc._tell_ahead(scorecard_id, last_period);
END
$$;
COMMENT ON FUNCTION bsc._refresh_range(text, bsc.period, bsc.period) IS
    'the scorecard and the first and last period that a refresh is asked for';

-- The first and the last period of a grain that belong to a period, or the one
-- that holds it where the grain is coarser.
CREATE FUNCTION bsc._first_of_grain(period bsc.period, grain text, first_month integer)
RETURNS bsc.period
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN bsc._grain_rank(grain) > bsc._grain_rank(bsc.grain(period)) THEN bsc.first_within(period, grain)
    WHEN grain = bsc.grain(period) THEN period
    ELSE bsc.enclosing(period, grain, first_month) END;
COMMENT ON FUNCTION bsc._first_of_grain(bsc.period, text, integer) IS
    'first period of a grain that belongs to the period, or the coarser one that holds it';

CREATE FUNCTION bsc._last_of_grain(period bsc.period, grain text, first_month integer)
RETURNS bsc.period
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN bsc._grain_rank(grain) > bsc._grain_rank(bsc.grain(period)) THEN bsc.last_within(period, grain)
    WHEN grain = bsc.grain(period) THEN period
    ELSE bsc.enclosing(period, grain, first_month) END;
COMMENT ON FUNCTION bsc._last_of_grain(bsc.period, text, integer) IS
    'last period of a grain that belongs to the period, or the coarser one that holds it';

-- Where a refresh begins that is told nothing.  A period that was last run while it was
-- under way lacks what came after that, an hour of a month with an hourly job, days after a
-- weekend, and nobody would run it again.  So it begins with the first period that is over
-- and was last run before that, and otherwise after the last one that was run.  What began
-- more than a year ago is left to a person.
CREATE FUNCTION bsc._since_last_run(scorecard_id bigint, today date)
RETURNS bsc.period
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
BEGIN ATOMIC
    SELECT bsc.min(CASE WHEN r.last_run < r.over AND r.over <= bsc._now() AND NOT EXISTS (
                             SELECT 1 FROM bsc.closed_period AS c
                             WHERE c.scorecard_id = _since_last_run.scorecard_id AND bsc._is_part(r.period, c.period)) THEN r.reported
                        WHEN r.is_last THEN bsc.shift(r.reported, 1) END)
    FROM (
        SELECT x.period, x.last_run, bsc._last_of_grain(x.period, s.frequency, s.first_month) AS reported,
            bsc.moment_after(x.period, s.time_zone) AS over,
            row_number() OVER (ORDER BY bsc.first_day(bsc._last_of_grain(x.period, s.frequency, s.first_month)) DESC) = 1 AS is_last
        FROM bsc.scorecard AS s
        JOIN bsc.measure AS m ON m.scorecard_id = s.id AND m.query IS NOT NULL
        JOIN bsc.measure_run AS x ON x.measure_id = m.id
        WHERE s.id = _since_last_run.scorecard_id AND bsc.grain(x.period) = m.frequency
          AND x.period OPERATOR(bsc.>) bsc.period(_since_last_run.today - 366, 'day'::text)
          AND x.period OPERATOR(bsc.<) bsc.period(_since_last_run.today + 1, 'day'::text)) AS r;
END;
COMMENT ON FUNCTION bsc._since_last_run(bigint, date) IS
    'the first reporting period of the last year that was not run to its end, or else the one after the last that was run; NULL: none was';

-- What a logged run was a run of.  The measure's id is in it because a measure
-- that was dropped and made again has no actuals.
CREATE FUNCTION bsc._query_digest(measure_id bigint, query text, run_as text, rollup text, time_zone text)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN encode(sha256(convert_to(
    jsonb_build_array(measure_id, query, run_as, rollup, time_zone)::text, getdatabaseencoding())), 'hex');
COMMENT ON FUNCTION bsc._query_digest(bigint, text, text, text, text) IS
    'digest of all that a measure''s query depends on, by which refresh_log tells whether it has changed';

-- Which queries are to be run for which periods, in the order of running.
CREATE FUNCTION bsc._refresh_work(
    scorecard_id bigint, from_period bsc.period, to_period bsc.period, only_changed boolean)
RETURNS TABLE (period bsc.period, measures bigint[])
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH queried AS (
        SELECT s.code AS scorecard, s.first_month, s.time_zone,
            m.id, m.code, m.frequency, m.rollup, m.position,
            bsc._query_digest(m.id, m.query, m.run_as, m.rollup, s.time_zone) AS digest
        FROM bsc.scorecard AS s
        JOIN bsc.measure AS m ON m.scorecard_id = s.id
        WHERE s.id = _refresh_work.scorecard_id AND m.query IS NOT NULL
    ),
    fine AS (
        SELECT q.*, p.period
        FROM queried AS q
        CROSS JOIN LATERAL bsc.periods(
            bsc._first_of_grain(_refresh_work.from_period, q.frequency, q.first_month),
            bsc._last_of_grain(_refresh_work.to_period, q.frequency, q.first_month)) AS p (period)
    ),
    touched AS (
        SELECT q.*, t.period
        FROM queried AS q
        JOIN bsc.measure_change AS c ON c.measure_id = q.id
        CROSS JOIN LATERAL unnest(c.periods) AS t (period)
        WHERE _refresh_work.only_changed
    ),
    work AS (
        SELECT f.* FROM fine AS f
        UNION ALL
        SELECT DISTINCT f.scorecard, f.first_month, f.time_zone, f.id, f.code, f.frequency, f.rollup,
            f.position, f.digest, bsc.enclosing(f.period, g.grain, f.first_month)
        FROM fine AS f
        JOIN unnest(bsc._grains()) AS g (grain)
          ON bsc._grain_rank(g.grain) < bsc._grain_rank(f.frequency)
        WHERE f.rollup = 'query'
        UNION
        SELECT t.* FROM touched AS t
    )
    SELECT w.period, array_agg(w.id ORDER BY w.position, w.code)
    FROM work AS w
    WHERE NOT coalesce(_refresh_work.only_changed, false)
       OR NOT coalesce((
            SELECT r.error IS NULL AND r.digest = w.digest
               AND r.last_success >= bsc.moment_after(w.period, w.time_zone)
            FROM bsc.measure_run AS r
            WHERE r.measure_id = w.id AND r.period OPERATOR(bsc.=) w.period), false)
       OR EXISTS (SELECT 1 FROM touched AS t WHERE t.id = w.id AND t.period OPERATOR(bsc.=) w.period)
    GROUP BY w.period
    ORDER BY bsc.last_day(w.period), bsc._grain_rank(bsc.grain(w.period)) DESC, w.period;
END
$$;
COMMENT ON FUNCTION bsc._refresh_work(bigint, bsc.period, bsc.period, boolean) IS
    'which measures'' queries a refresh runs for which periods, in the order of running';

-- The same as steps.  A measure whose query returns the column period is one of
-- those in ranged: it is run once for each grain, over all periods that are due,
-- and before the others.
CREATE FUNCTION bsc._refresh_steps(
    scorecard_id bigint, from_period bsc.period, to_period bsc.period, only_changed boolean, ranged bigint[])
RETURNS TABLE (periods bsc.period[], measures bigint[])
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH work AS (
        SELECT w.period, w.number, m.id, m.place, m.id = ANY (_refresh_steps.ranged) AS is_ranged
        FROM bsc._refresh_work(_refresh_steps.scorecard_id, _refresh_steps.from_period,
                               _refresh_steps.to_period, _refresh_steps.only_changed)
             WITH ORDINALITY AS w (period, measures, number)
        CROSS JOIN LATERAL unnest(w.measures) WITH ORDINALITY AS m (id, place)
    ),
    steps AS (
        SELECT array_agg(w.period ORDER BY w.number) AS periods, ARRAY[w.id] AS measures,
            0::bigint AS number, min(w.place) AS place, w.id, bsc._grain_rank(bsc.grain(w.period)) AS rank
        FROM work AS w
        WHERE w.is_ranged
        GROUP BY w.id, bsc.grain(w.period)
        UNION ALL
        SELECT (array_agg(w.period))[1:1], array_agg(w.id ORDER BY w.place), w.number, 0, 0, 0
        FROM work AS w
        WHERE NOT w.is_ranged
        GROUP BY w.number
    )
    SELECT s.periods, s.measures
    FROM steps AS s
    ORDER BY s.number, s.rank DESC, s.place, s.id;
END;
COMMENT ON FUNCTION bsc._refresh_steps(bigint, bsc.period, bsc.period, boolean, bigint[]) IS
    'the steps of a refresh: measures whose queries are run for one period, or one for several periods in one pass';

-- The queries that tell which periods have changed, and since when they are asked:
-- since they were last, or else since the oldest run that still counts.
CREATE FUNCTION bsc._change_queries(scorecard_id bigint)
RETURNS TABLE (id bigint, code text, query text, run_as text, time_zone text, role oid, since timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT m.id, m.code, m.changed_since, m.run_as, s.time_zone, bsc._noted_role(m.id, m.run_as),
        coalesce(c.seen, (SELECT min(r.last_success) FROM bsc.measure_run AS r WHERE r.measure_id = m.id))
    FROM bsc.scorecard AS s
    JOIN bsc.measure AS m ON m.scorecard_id = s.id
    LEFT JOIN bsc.measure_change AS c ON c.measure_id = m.id
    WHERE s.id = _change_queries.scorecard_id AND m.query IS NOT NULL AND m.changed_since IS NOT NULL
    ORDER BY m.position, m.code;
END;
COMMENT ON FUNCTION bsc._change_queries(bigint) IS
    'the queries that tell which periods of a scorecard''s measures have changed, and since when they are to be asked';

-- Note what changed_since of a measure has told, as periods of the measure's, with
-- roll-up query also those that hold them; or say that it failed.  Closed ones are
-- named, and not noted.
CREATE FUNCTION bsc._note_changes(measure_id bigint, told bsc.period[], error text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    changed record;
BEGIN
    SELECT s.code AS scorecard, m.code AS measure, m.frequency, s.time_zone, s.first_month, p.periods, p.closed
    INTO changed
    FROM bsc.measure AS m
    JOIN bsc.scorecard AS s ON s.id = m.scorecard_id
    CROSS JOIN LATERAL (
        SELECT array_agg(k.period ORDER BY k.period) FILTER (WHERE NOT k.is_closed) AS periods,
            array_agg(k.period ORDER BY k.period) FILTER (WHERE k.is_closed) AS closed
        FROM (
            SELECT w.period,
                bsc._is_closed(s.id, w.period, bsc.grain(w.period) <> m.frequency, s.frequency, s.first_month) AS is_closed
            FROM (
                SELECT f.period
                FROM unnest(_note_changes.told) AS t (period)
                CROSS JOIN LATERAL bsc.periods(
                    bsc._first_of_grain(t.period, m.frequency, s.first_month),
                    bsc._last_of_grain(t.period, m.frequency, s.first_month)) AS f (period)
                UNION
                SELECT bsc.enclosing(bsc._first_of_grain(t.period, m.frequency, s.first_month), g.grain, s.first_month)
                FROM unnest(_note_changes.told) AS t (period)
                JOIN unnest(bsc._grains()) AS g (grain) ON bsc._grain_rank(g.grain) < bsc._grain_rank(m.frequency)
                WHERE m.rollup = 'query') AS w (period)) AS k) AS p
    WHERE m.id = _note_changes.measure_id;
    IF error IS NULL THEN
        INSERT INTO bsc.measure_change AS c (measure_id, seen, periods)
        VALUES (_note_changes.measure_id, bsc._now(), coalesce(changed.periods, '{}'))
        ON CONFLICT ON CONSTRAINT measure_change_pkey DO UPDATE
        SET seen = excluded.seen,
            periods = ARRAY(SELECT DISTINCT p FROM unnest(c.periods || excluded.periods) AS p ORDER BY p);
    ELSE
        RAISE WARNING 'measure "%": changed_since failed: %', changed.measure, split_part(error, E'\n', 1)
            USING HINT = 'Periods that were run already are not run again by this refresh; the next one asks it again.';
    END IF;
    IF changed.closed IS NOT NULL THEN
        RAISE NOTICE 'measure "%": data of closed periods have changed: %', changed.measure, array_to_string(changed.closed, ', ')
            USING HINT = 'What is closed stays as it is; reopen a period to refresh it.';
    END IF;
    INSERT INTO bsc.refresh_log (scorecard, measure, period, started, finished, error)
    SELECT changed.scorecard, changed.measure, c.period, bsc._now(), bsc._now(), 'the period is closed, and its data have changed'
    FROM unnest(changed.closed) AS c (period)
    UNION ALL
    SELECT changed.scorecard, changed.measure,
        bsc.period((bsc._now() AT TIME ZONE changed.time_zone)::date, changed.frequency, changed.first_month),
        bsc._now(), bsc._now(), 'changed_since: ' || _note_changes.error
    WHERE _note_changes.error IS NOT NULL;
END
$$;
COMMENT ON FUNCTION bsc._note_changes(bigint, bsc.period[], text) IS
    'note which periods of a measure have changed by what its changed_since told, or that it failed';

-- A good run has followed.
CREATE FUNCTION bsc._forget_changes(measure_id bigint, done bsc.period[])
RETURNS void
LANGUAGE sql
BEGIN ATOMIC
    UPDATE bsc.measure_change AS c
    SET periods = ARRAY(SELECT p.period FROM unnest(c.periods) AS p (period)
                        WHERE NOT p.period OPERATOR(bsc.=) ANY (_forget_changes.done))
    WHERE c.measure_id = _forget_changes.measure_id;
END;
COMMENT ON FUNCTION bsc._forget_changes(bigint, bsc.period[]) IS 'a good run has followed for these periods of a measure';

-- Has an entity of a catalogue others right below it that are in service in a period?
CREATE FUNCTION bsc._has_children(scorecard_id bigint, entity text, period bsc.period)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN EXISTS (
    SELECT 1
    FROM bsc._entity_place AS a
    JOIN bsc._entity_place AS d
      ON d.scorecard_id = a.scorecard_id AND d.number > a.number AND d.number <= a.last AND d.above = a.number
    WHERE a.scorecard_id = _has_children.scorecard_id AND a.code = _has_children.entity
      AND bsc._in_service(d.starts, d.ends, _has_children.period));
COMMENT ON FUNCTION bsc._has_children(bigint, text, bsc.period) IS
    'has an entity of the catalogue others right below it that are in service in a period?';

-- For which entities no row means zero in a period: those of whom something is
-- expected.  These are the entities with a target for the period or for a longer
-- one that holds it, and those of the catalogue of which the query has told in that
-- company year; the whole too, but only if the query tells of nothing else, or
-- has told of it in that company year.
--
-- Whom the catalogue knows is expected only while in service.  What has others below
-- it is what these come to, and never expected unless the query has told of it.  Of
-- entities that the measure is not for, and of a period that has not begun, nothing is.
CREATE FUNCTION bsc._expected(measure_id bigint, period bsc.period, is_whole boolean)
RETURNS SETOF text
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT DISTINCT c.entity
    FROM bsc.measure AS m
    JOIN bsc.scorecard AS s ON s.id = m.scorecard_id
    CROSS JOIN LATERAL bsc.enclosing(_expected.period, 'year', s.first_month) AS y (year)
    CROSS JOIN LATERAL (
        SELECT t.entity, true AS is_planned
        FROM unnest(bsc._grains()) AS g (grain)
        JOIN bsc.plan AS t
          ON t.measure_id = m.id
         AND t.period OPERATOR(bsc.=) bsc.enclosing(_expected.period, g.grain, s.first_month)
        WHERE bsc._grain_rank(g.grain) <= bsc._grain_rank(bsc.grain(_expected.period))
          AND t.target IS NOT NULL
        UNION ALL
        SELECT p.code, false
        FROM bsc._entity_place AS p
        WHERE p.scorecard_id = s.id) AS c
    LEFT JOIN bsc._entity_place AS d ON d.scorecard_id = s.id AND d.code = c.entity
    CROSS JOIN LATERAL (
        SELECT EXISTS (
            SELECT 1
            FROM bsc.actual AS a
            WHERE a.measure_id = m.id AND a.entity = c.entity AND a.source = 'refresh'
              AND a.period OPERATOR(bsc.>=) bsc.first_within(y.year, m.frequency)
              AND a.period OPERATOR(bsc.<=) bsc.last_within(y.year, m.frequency)) AS is_told) AS h
    WHERE m.id = _expected.measure_id
      AND bsc.first_day(_expected.period)::timestamp AT TIME ZONE s.time_zone <= bsc._now()
      AND (c.is_planned OR h.is_told)
      AND (c.entity <> '' OR c.is_planned AND (_expected.is_whole OR h.is_told))
      AND (d.code IS NULL OR bsc._in_service(d.starts, d.ends, _expected.period))
      AND (d.code IS NULL OR h.is_told OR m.scope = 'whole' OR NOT bsc._has_children(s.id, c.entity, _expected.period))
      AND bsc._is_in_scope(m.scope, c.entity);
END
$$;
COMMENT ON FUNCTION bsc._expected(bigint, bsc.period, boolean) IS
    'the entities of which a measure''s query is expected to return a row for a period, is_whole where it has no column for them';

-- Does no row of a measure's query mean zero in a period?  Only in one of its own.
CREATE FUNCTION bsc._is_zero(rollup text, query text, empty text, frequency text, period bsc.period)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN bsc._empty(rollup, query, empty) = 'zero' AND bsc.grain(period) = frequency;
COMMENT ON FUNCTION bsc._is_zero(text, text, text, text, bsc.period) IS
    'does no row of a measure''s query mean zero in a period?';

-- May the actuals of a period change no more?  Those of a closed period, and those
-- of one that is longer than what is reported, once all that is in it is closed.
CREATE FUNCTION bsc._is_closed(
    scorecard_id bigint, period bsc.period, is_derived boolean, frequency text, first_month integer)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN EXISTS (
        SELECT 1 FROM bsc.closed_period AS c
        WHERE c.scorecard_id = _is_closed.scorecard_id AND bsc._is_part(_is_closed.period, c.period))
    OR is_derived
       AND bsc._grain_rank(bsc.grain(period)) < bsc._grain_rank(frequency)
       AND NOT EXISTS (
        SELECT 1
        FROM bsc.periods(bsc.first_within(_is_closed.period, _is_closed.frequency),
                         bsc.last_within(_is_closed.period, _is_closed.frequency)) AS p (period)
        WHERE NOT EXISTS (
            SELECT 1 FROM bsc.closed_period AS c
            WHERE c.scorecard_id = _is_closed.scorecard_id AND c.period OPERATOR(bsc.=) p.period));
COMMENT ON FUNCTION bsc._is_closed(bigint, bsc.period, boolean, text, integer) IS
    'may the actuals of a period change no more? is_derived where the period is longer than the measure''s own';

-- The queries of some measures as they are now, and which of the periods, all of
-- one grain, may still change; NULL if none.
CREATE FUNCTION bsc._refresh_queries(scorecard_id bigint, periods bsc.period[], measures bigint[])
RETURNS TABLE (id bigint, code text, query text, run_as text, time_zone text, digest text, open bsc.period[],
               zero boolean, role oid, noted boolean)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT m.id, m.code, m.query, m.run_as, s.time_zone,
        bsc._query_digest(m.id, m.query, m.run_as, m.rollup, s.time_zone),
        (SELECT array_agg(p.period ORDER BY p.number)
         FROM unnest(_refresh_queries.periods) WITH ORDINALITY AS p (period, number)
         WHERE NOT bsc._is_closed(s.id, p.period, bsc.grain(p.period) <> m.frequency, s.frequency, s.first_month)),
        bsc._is_zero(m.rollup, m.query, m.empty, m.frequency, _refresh_queries.periods[1]),
        bsc._noted_role(m.id, m.run_as),
        EXISTS (SELECT 1 FROM bsc.measure_change AS c WHERE c.measure_id = m.id AND cardinality(c.periods) > 0)
    FROM bsc.scorecard AS s
    JOIN bsc.measure AS m ON m.scorecard_id = s.id
    WHERE s.id = _refresh_queries.scorecard_id
      AND m.id = ANY (_refresh_queries.measures)
      AND m.query IS NOT NULL
    ORDER BY m.position, m.code;
END;
COMMENT ON FUNCTION bsc._refresh_queries(bigint, bsc.period[], bigint[]) IS
    'the queries that a refresh runs for one period or several, as they are now';

-- The queries that may be ones for several periods: they name the second of these.
CREATE FUNCTION bsc._range_queries(scorecard_id bigint)
RETURNS TABLE (id bigint, code text, query text, run_as text, time_zone text, role oid)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT m.id, m.code, m.query, m.run_as, s.time_zone, bsc._noted_role(m.id, m.run_as)
    FROM bsc.scorecard AS s
    JOIN bsc.measure AS m ON m.scorecard_id = s.id
    WHERE s.id = _range_queries.scorecard_id AND strpos(m.query, '$2') > 0;
END;
COMMENT ON FUNCTION bsc._range_queries(bigint) IS
    'the queries of a scorecard that may be ones for several periods';

CREATE PROCEDURE bsc.refresh(
    scorecard text, from_period text DEFAULT NULL, to_period text DEFAULT NULL,
    only_changed boolean DEFAULT false, verbose boolean DEFAULT false, notify boolean DEFAULT true)
AS 'MODULE_PATHNAME', 'bsc_refresh'
LANGUAGE C;
COMMENT ON PROCEDURE bsc.refresh(text, text, text, boolean, boolean, boolean) IS
    'run the measures'' queries and record their actuals, for given periods or for the one under way and those that ended since the last run; with only_changed, those alone whose last run failed, was of another query, or came before the period was over; with verbose, a notice for each; status changes are told by NOTIFY bsc_status unless notify is false';

CREATE PROCEDURE bsc.refresh(
    scorecard text, from_period bsc.period, to_period bsc.period DEFAULT NULL,
    only_changed boolean DEFAULT false, verbose boolean DEFAULT false, notify boolean DEFAULT true)
AS 'MODULE_PATHNAME', 'bsc_refresh'
LANGUAGE C;
COMMENT ON PROCEDURE bsc.refresh(text, bsc.period, bsc.period, boolean, boolean, boolean) IS
    'run the measures'' queries and record their actuals; with only_changed, those alone whose last run failed, was of another query, or came before the period was over; with verbose, a notice for each; status changes are told by NOTIFY bsc_status unless notify is false';

CREATE FUNCTION bsc._query_to_test(
    scorecard text, measure text, period bsc.period,
    OUT code text, OUT query text, OUT run_as text, OUT time_zone text, OUT period_to_test bsc.period,
    OUT zero boolean, OUT measure_id bigint, OUT role oid)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found_id bigint := bsc.measure_id(scorecard, measure);
    asked bsc.measure;
BEGIN
    SELECT m.code, m.query, m.run_as, s.time_zone, bsc._own_period(s.id, _query_to_test.period), m.id,
        bsc._is_zero(m.rollup, m.query, m.empty, m.frequency, _query_to_test.period), bsc._noted_role(m.id, m.run_as)
    INTO _query_to_test.code, _query_to_test.query, _query_to_test.run_as, _query_to_test.time_zone, period_to_test,
        _query_to_test.measure_id, _query_to_test.zero, _query_to_test.role
    FROM bsc.measure AS m
    JOIN bsc.scorecard AS s ON s.id = m.scorecard_id
    WHERE m.id = found_id;
    -- whoever may only read gets what was recorded, and not the author's rights
    IF NOT has_table_privilege('bsc.actual', 'INSERT')
       AND NOT EXISTS (SELECT 1 FROM pg_roles AS r
                       WHERE r.rolname = _query_to_test.run_as AND pg_has_role(r.oid, 'MEMBER')) THEN
        RAISE EXCEPTION 'permission denied to run the query of measure "%"', measure
            USING ERRCODE = 'insufficient_privilege',
                  HINT = 'It takes the right to INSERT into bsc.actual, or to be a member of the role that the query runs as.';
    END IF;
    IF _query_to_test.query IS NULL THEN
        RAISE EXCEPTION 'measure "%" has no query', measure
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = CASE WHEN (SELECT m.formula FROM bsc.measure AS m WHERE m.id = found_id) IS NOT NULL
                              THEN 'Its formula gives its values, in bsc.measure_result.'
                              ELSE 'Its actuals are recorded by hand: with bsc.record() or through bsc.actual_entry.' END;
    END IF;
    IF period IS NULL THEN
        RAISE EXCEPTION 'no period is given to run the query of measure "%" for', measure
            USING ERRCODE = 'null_value_not_allowed';
    END IF;
    SELECT m.* INTO asked FROM bsc.measure AS m WHERE m.id = found_id;
    IF bsc._grain_rank(bsc.grain(period)) > bsc._grain_rank(asked.frequency)
       OR asked.rollup <> 'query' AND bsc.grain(period) <> asked.frequency THEN
        RAISE NOTICE 'a refresh records nothing of measure "%" for %', measure, period
            USING HINT = format('It is asked by the %s, and what a longer period comes to is made of these.', asked.frequency);
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._query_to_test(text, text, bsc.period) IS
    'the query of a measure, for bsc.test_query';

CREATE FUNCTION bsc.test_query(scorecard text, measure text, period text)
RETURNS TABLE (entity text, value double precision, volume double precision)
AS 'MODULE_PATHNAME', 'bsc_test_query'
LANGUAGE C VOLATILE PARALLEL UNSAFE COST 10000 ROWS 100;
COMMENT ON FUNCTION bsc.test_query(text, text, text) IS
    'what a refresh would record for a measure and period, or the error of its query';

CREATE FUNCTION bsc.test_query(scorecard text, measure text, period bsc.period)
RETURNS TABLE (entity text, value double precision, volume double precision)
AS 'MODULE_PATHNAME', 'bsc_test_query'
LANGUAGE C VOLATILE PARALLEL UNSAFE COST 10000 ROWS 100;
COMMENT ON FUNCTION bsc.test_query(text, text, bsc.period) IS
    'what a refresh would record for a measure and period, or the error of its query';

CREATE FUNCTION bsc._query_reads(
    measure_id bigint, OUT tables oid[], OUT session_zone boolean, OUT grouped oid[])
AS 'MODULE_PATHNAME', 'bsc_query_reads'
LANGUAGE C STABLE STRICT PARALLEL UNSAFE COST 10000;
COMMENT ON FUNCTION bsc._query_reads(bigint) IS
    'which tables a measure''s query reads, whether it looks at moments in the session''s time zone, and which tables grouping sets read; NULL if it does not parse';
