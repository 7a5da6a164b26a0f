-- Targets as people keep them: a view that knows codes only, to load a spreadsheet
-- into, and last year's targets as a start for this year's.

CREATE VIEW bsc.plan_entry WITH (security_invoker = true) AS
SELECT s.code AS scorecard, m.code AS measure, t.entity, t.period::text AS period, t.target::text AS target
FROM bsc.scorecard AS s
JOIN bsc.measure AS m ON m.scorecard_id = s.id
JOIN bsc.plan AS t ON t.measure_id = m.id;
COMMENT ON VIEW bsc.plan_entry IS
    'targets by codes, to read, load (a row that is there already is replaced), correct and delete; an empty target says that nothing is planned';

-- The lock comes before the rows (lock.c); two of them in one order for all.  Whom we have
-- waited for may have dropped a scorecard and made another of its code.
CREATE FUNCTION bsc._lock_codes(scorecard text, other text, work text)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    locked bigint[];
    ids bigint[] := ARRAY(SELECT s.id FROM bsc.scorecard AS s WHERE s.code IN (scorecard, other) ORDER BY s.id);
BEGIN
    WHILE ids IS DISTINCT FROM locked LOOP
        PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, i.id, work) FROM unnest(ids) AS i (id);
        locked := ids;
        ids := ARRAY(SELECT s.id FROM bsc.scorecard AS s WHERE s.code IN (scorecard, other) ORDER BY s.id);
    END LOOP;
END
$$;
COMMENT ON FUNCTION bsc._lock_codes(text, text, text) IS 'lock one or two scorecards, known by their codes';

-- The measure that a row of plan_entry names, its scorecard locked first.
CREATE FUNCTION bsc._plan_measure(scorecard text, measure text)
RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM bsc._lock_codes(scorecard, scorecard, 'plan'::text);
    RETURN bsc.measure_id(_plan_measure.scorecard, _plan_measure.measure);
END
$$;
COMMENT ON FUNCTION bsc._plan_measure(text, text) IS 'id of the measure that is planned for, its scorecard locked';

-- A row as it is kept, or an error that names its key and says what is wrong.
-- Entities must be in the catalogue, where there is one, unless the row has its already.
CREATE FUNCTION bsc._check_plan_entry(entry bsc.plan_entry, has_entity boolean)
RETURNS bsc.plan_entry
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    said text;
    more text;
    advice text;
    code text;
BEGIN
    entry.entity := coalesce(entry.entity, '');
    entry.target := nullif(btrim(entry.target), '');
    IF entry.period IS NULL THEN
        RAISE EXCEPTION 'a target needs a period' USING ERRCODE = 'null_value_not_allowed';
    ELSIF NOT bsc._is_entity(entry.entity) THEN
        RAISE EXCEPTION 'an entity has at most 1000 bytes' USING ERRCODE = 'check_violation';
    END IF;
    entry.period := entry.period::bsc.period;
    entry.target := entry.target::bsc.target;
    IF bsc.lowest_score(entry.target::bsc.target) < 0 THEN
        RAISE EXCEPTION 'a target''s scores must not be negative' USING ERRCODE = 'check_violation';
    END IF;
    IF entry.entity <> '' AND NOT has_entity THEN
        PERFORM bsc._check_entity(s.id, entry.entity) FROM bsc.scorecard AS s WHERE s.code = entry.scorecard;
    END IF;
    RETURN entry;
EXCEPTION WHEN data_exception OR check_violation THEN
    GET STACKED DIAGNOSTICS said = MESSAGE_TEXT, more = PG_EXCEPTION_DETAIL, advice = PG_EXCEPTION_HINT,
        code = RETURNED_SQLSTATE;
    PERFORM bsc._refuse(
        code, said,
        format('It is of scorecard %L, measure %L, entity %L, period %L, target %L.%s', entry.scorecard,
               entry.measure, left(entry.entity, 100), entry.period, entry.target, ' ' || nullif(more, '')),
        advice);
END
$$;
COMMENT ON FUNCTION bsc._check_plan_entry(bsc.plan_entry, boolean) IS 'a row of plan_entry as it is kept; an error names its key and the reason';

CREATE FUNCTION bsc._enter_plan()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own_id bigint := bsc._plan_measure(NEW.scorecard, NEW.measure);
BEGIN
    NEW := bsc._check_plan_entry(NEW, false);
    INSERT INTO bsc.plan AS t (measure_id, entity, period, target)
    VALUES (own_id, NEW.entity, NEW.period::bsc.period, NEW.target::bsc.target)
    ON CONFLICT (measure_id, entity, period) DO UPDATE
    SET target = excluded.target
    WHERE (t.target IS NULL) <> (excluded.target IS NULL) OR t.target OPERATOR(bsc.<>) excluded.target;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION bsc._enter_plan() IS 'trigger: a row put into plan_entry is planned';

-- A target keeps its row when its key is corrected.
CREATE FUNCTION bsc._correct_plan()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM bsc._lock_codes(OLD.scorecard, NEW.scorecard, 'plan'::text);
    NEW := bsc._check_plan_entry(NEW, (NEW.scorecard, coalesce(NEW.entity, '')) = (OLD.scorecard, OLD.entity));
    UPDATE bsc.plan AS t
    SET measure_id = bsc.measure_id(NEW.scorecard, NEW.measure), entity = NEW.entity,
        period = NEW.period::bsc.period, target = NEW.target::bsc.target
    WHERE t.measure_id = bsc.measure_id(OLD.scorecard, OLD.measure)
      AND t.entity = OLD.entity AND t.period OPERATOR(bsc.=) OLD.period::bsc.period;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION bsc._correct_plan() IS 'trigger: a row changed in plan_entry is changed in plan';

CREATE FUNCTION bsc._remove_plan()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own_id bigint := bsc._plan_measure(OLD.scorecard, OLD.measure);
BEGIN
    DELETE FROM bsc.plan AS t
    WHERE t.measure_id = own_id
      AND t.entity = OLD.entity AND t.period OPERATOR(bsc.=) OLD.period::bsc.period;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    RETURN OLD;
END
$$;
COMMENT ON FUNCTION bsc._remove_plan() IS 'trigger: a row deleted from plan_entry is deleted from plan';

CREATE TRIGGER enter_plan INSTEAD OF INSERT ON bsc.plan_entry
    FOR EACH ROW EXECUTE FUNCTION bsc._enter_plan();
CREATE TRIGGER correct_plan INSTEAD OF UPDATE ON bsc.plan_entry
    FOR EACH ROW EXECUTE FUNCTION bsc._correct_plan();
CREATE TRIGGER remove_plan INSTEAD OF DELETE ON bsc.plan_entry
    FOR EACH ROW EXECUTE FUNCTION bsc._remove_plan();

GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE bsc.plan_entry TO @extowner@ WITH GRANT OPTION;

-- Where a part of one period has its place in another of the same grain: what is
-- made of months in the same month of it, a week by the number of its Thursday, a day
-- on the same day of its month; the last week or day stands for one that is not
-- there.
CREATE FUNCTION bsc._counterpart(part bsc.period, whole bsc.period, other bsc.period)
RETURNS bsc.period
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE
        WHEN part OPERATOR(bsc.=) whole THEN other
        WHEN moved.day IS NULL
        THEN bsc.shift(bsc.first_within(other, 'day'::text), bsc.distance(part, bsc.first_within(whole, 'day'::text)))
        WHEN bsc.grain(part) = 'week'
        THEN bsc.shift(bsc.first_within(other, 'week'::text), LEAST(
            bsc.distance(part, bsc.first_within(whole, 'week'::text)),
            bsc.distance(bsc.last_within(other, 'week'::text), bsc.first_within(other, 'week'::text))))
        ELSE bsc.period(moved.day, bsc.grain(part), extract(month FROM moved.day)::integer)
        END
    -- the first day, as many months later; a week's days have no such
    FROM (SELECT CASE WHEN bsc.grain(whole) <> 'week' AND bsc.grain(whole) <> 'day' THEN
        (bsc.first_day(part) + make_interval(0, bsc.distance(
            bsc.first_within(other, 'month'::text), bsc.first_within(whole, 'month'::text)), 0, 0, 0, 0, 0::double precision))::date
        END) AS moved (day);
END;
COMMENT ON FUNCTION bsc._counterpart(bsc.period, bsc.period, bsc.period) IS
    'the period that has the place in the other one that the part has in the whole';

-- The factor, scorecard and measures of copy_targets, or an error.
CREATE FUNCTION bsc._check_copied_targets(
    own_id bigint, from_period bsc.period, to_period bsc.period, factor double precision, measures text[])
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    company text := (SELECT s.code FROM bsc.scorecard AS s WHERE s.id = own_id);
    unknown text;
BEGIN
    IF from_period IS NULL OR to_period IS NULL THEN
        RAISE EXCEPTION 'targets are copied from one period to another: neither may be null'
            USING ERRCODE = 'null_value_not_allowed';
    ELSIF bsc.grain(from_period) <> bsc.grain(to_period) THEN
        RAISE EXCEPTION 'targets of the % % cannot be copied to the % %',
            bsc.grain(from_period), from_period, bsc.grain(to_period), to_period
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Name two years, two quarters or two of another length.';
    ELSIF factor IS NULL OR NOT (factor > 0 AND factor < 'Infinity') THEN
        RAISE EXCEPTION 'factor must be a number above zero, not %', coalesce(factor::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Write 1.05 for 5 % more.';
    END IF;
    SELECT u.code INTO unknown
    FROM unnest(measures) WITH ORDINALITY AS u (code, ordinal)
    WHERE NOT EXISTS (SELECT 1 FROM bsc.measure AS m WHERE m.scorecard_id = own_id AND m.code = u.code)
    ORDER BY u.ordinal
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'scorecard "%" has no measure "%"', company, coalesce(unknown, 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = coalesce(bsc._near_hint(coalesce(unknown, ''), (
                             SELECT array_agg(m.code ORDER BY m.code) FROM bsc.measure AS m WHERE m.scorecard_id = own_id)),
                             'It has no measures yet.');
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._check_copied_targets(bigint, bsc.period, bsc.period, double precision, text[]) IS
    'error where targets cannot be copied so';

CREATE FUNCTION bsc.copy_targets(
    scorecard text, from_period bsc.period, to_period bsc.period, factor double precision DEFAULT 1,
    measures text[] DEFAULT NULL, replace boolean DEFAULT false)
RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own_id bigint := bsc.scorecard_id(scorecard);
    written bigint;
BEGIN
    PERFORM bsc._check_copied_targets(own_id, from_period, to_period, factor, measures);
    PERFORM bsc._own_period(own_id, from_period), bsc._own_period(own_id, to_period);
    PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, own_id, 'plan'::text);
    INSERT INTO bsc.plan AS t (measure_id, entity, period, target)
    -- where two have one place, the one whose own it is comes first
    SELECT DISTINCT ON (m.id, p.entity, c.period) m.id, p.entity, c.period, bsc.scale(p.target, factor)
    FROM bsc.measure AS m
    JOIN bsc.plan AS p ON p.measure_id = m.id
    CROSS JOIN LATERAL (SELECT bsc._counterpart(p.period, from_period, to_period) AS period) AS c
    WHERE m.scorecard_id = own_id
      AND (copy_targets.measures IS NULL OR m.code = ANY (copy_targets.measures))
      AND bsc._is_part(p.period, from_period)
      -- whoever is out of service then has nothing to reach
      AND NOT EXISTS (
          SELECT 1 FROM bsc.entity AS e
          WHERE e.scorecard_id = own_id AND e.code = p.entity AND NOT bsc._in_service(e.starts, e.ends, c.period))
    ORDER BY m.id, p.entity, c.period, bsc.first_day(p.period)
    ON CONFLICT (measure_id, entity, period) DO UPDATE
    SET target = excluded.target
    WHERE copy_targets.replace
      AND ((t.target IS NULL) <> (excluded.target IS NULL) OR t.target OPERATOR(bsc.<>) excluded.target);
    GET DIAGNOSTICS written = ROW_COUNT;
    RETURN written;
END
$$;
COMMENT ON FUNCTION bsc.copy_targets(text, bsc.period, bsc.period, double precision, text[], boolean) IS
    'copy the targets of a period to their places in another, values times factor; what is there stays unless replace; the number of targets written';

CREATE FUNCTION bsc.copy_targets(
    scorecard text, from_period text, to_period text, factor double precision DEFAULT 1,
    measures text[] DEFAULT NULL, replace boolean DEFAULT false)
RETURNS bigint
LANGUAGE sql VOLATILE
RETURN bsc.copy_targets(scorecard, from_period::bsc.period, to_period::bsc.period, factor, measures, replace);
COMMENT ON FUNCTION bsc.copy_targets(text, text, text, double precision, text[], boolean) IS
    'copy the targets of a period to their places in another, values times factor; what is there stays unless replace; the number of targets written';
