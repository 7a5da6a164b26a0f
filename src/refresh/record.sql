-- Recording by hand: one value, or many through a view that knows codes only.

CREATE FUNCTION bsc.record(
    scorecard text, measure text, period bsc.period, value double precision,
    entity text DEFAULT '', volume double precision DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    found_id bigint := bsc.measure_id(scorecard, measure);
BEGIN
    IF period IS NULL OR value IS NULL THEN
        RAISE EXCEPTION 'an actual needs a period and a value'
            USING ERRCODE = 'null_value_not_allowed',
                  DETAIL = format('It is of measure %L, entity %L, period %L.', measure, coalesce(entity, ''), period),
                  HINT = 'To take one away, delete it from bsc.actual_entry.';
    END IF;
    INSERT INTO bsc.actual AS a (measure_id, entity, period, value, volume, source)
    VALUES (found_id, coalesce(record.entity, ''), record.period, record.value, record.volume, 'manual')
    ON CONFLICT (measure_id, entity, period) DO UPDATE
    SET value = excluded.value, volume = excluded.volume, source = excluded.source,
        recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by
    WHERE (a.value, a.volume, a.source) IS DISTINCT FROM (excluded.value, excluded.volume, excluded.source);
END
$$;
COMMENT ON FUNCTION bsc.record(text, text, bsc.period, double precision, text, double precision) IS
    'record one actual by hand, in place of the one that is there';

CREATE FUNCTION bsc.record(
    scorecard text, measure text, period text, value double precision,
    entity text DEFAULT '', volume double precision DEFAULT NULL)
RETURNS void
LANGUAGE sql VOLATILE
RETURN bsc.record(scorecard, measure, period::bsc.period, value, entity, volume);
COMMENT ON FUNCTION bsc.record(text, text, text, double precision, text, double precision) IS
    'record one actual by hand, in place of the one that is there';

CREATE VIEW bsc.actual_entry WITH (security_invoker = true) AS
SELECT s.code AS scorecard, m.code AS measure, a.entity, a.period::text AS period, a.value, a.volume
FROM bsc.scorecard AS s
JOIN bsc.measure AS m ON m.scorecard_id = s.id
JOIN bsc.actual AS a ON a.measure_id = m.id;
COMMENT ON VIEW bsc.actual_entry IS
    'actuals by codes, to read, load (a row that is there already is replaced), correct and delete';

CREATE FUNCTION bsc._enter_actual()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.entity := coalesce(NEW.entity, '');
    NEW.period := NEW.period::bsc.period;
    PERFORM bsc.record(NEW.scorecard, NEW.measure, NEW.period::bsc.period, NEW.value, NEW.entity, NEW.volume);
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION bsc._enter_actual() IS 'trigger: a row put into actual_entry is recorded';

-- An actual keeps its row, and its history, when its key is corrected.
CREATE FUNCTION bsc._correct_actual()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.entity := coalesce(NEW.entity, '');
    NEW.period := NEW.period::bsc.period;
    IF NEW.period IS NULL OR NEW.value IS NULL THEN
        RAISE EXCEPTION 'an actual needs a period and a value'
            USING ERRCODE = 'null_value_not_allowed',
                  DETAIL = format('It is of measure %L, entity %L, period %L.', OLD.measure, OLD.entity, OLD.period),
                  HINT = 'To take it away, delete it.';
    END IF;
    UPDATE bsc.actual AS a
    SET measure_id = bsc.measure_id(NEW.scorecard, NEW.measure), entity = NEW.entity,
        period = NEW.period::bsc.period, value = NEW.value, volume = NEW.volume,
        source = 'manual', recorded_at = bsc._now(), recorded_by = current_user
    WHERE a.measure_id = bsc.measure_id(OLD.scorecard, OLD.measure)
      AND a.entity = OLD.entity AND a.period OPERATOR(bsc.=) OLD.period::bsc.period;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION bsc._correct_actual() IS 'trigger: a row changed in actual_entry is changed in actual';

CREATE FUNCTION bsc._remove_actual()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM bsc.actual AS a
    WHERE a.measure_id = bsc.measure_id(OLD.scorecard, OLD.measure)
      AND a.entity = OLD.entity AND a.period OPERATOR(bsc.=) OLD.period::bsc.period;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    RETURN OLD;
END
$$;
COMMENT ON FUNCTION bsc._remove_actual() IS 'trigger: a row deleted from actual_entry is deleted from actual';

CREATE TRIGGER enter_actual INSTEAD OF INSERT ON bsc.actual_entry
    FOR EACH ROW EXECUTE FUNCTION bsc._enter_actual();
CREATE TRIGGER correct_actual INSTEAD OF UPDATE ON bsc.actual_entry
    FOR EACH ROW EXECUTE FUNCTION bsc._correct_actual();
CREATE TRIGGER remove_actual INSTEAD OF DELETE ON bsc.actual_entry
    FOR EACH ROW EXECUTE FUNCTION bsc._remove_actual();

GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE bsc.actual_entry TO @extowner@ WITH GRANT OPTION;
