-- Recording by hand: one value, or many through a view that knows codes only.

CREATE FUNCTION bsc.record(
    scorecard text, measure text, period bsc.period, value double precision,
    entity text DEFAULT '', volume double precision DEFAULT NULL)
RETURNS void
AS 'MODULE_PATHNAME', 'bsc_record'
LANGUAGE C VOLATILE;
COMMENT ON FUNCTION bsc.record(text, text, bsc.period, double precision, text, double precision) IS
    'record one actual by hand, in place of the one that is there';

CREATE FUNCTION bsc.record(
    scorecard text, measure text, period text, value double precision,
    entity text DEFAULT '', volume double precision DEFAULT NULL)
RETURNS void
AS 'MODULE_PATHNAME', 'bsc_record_text'
LANGUAGE C VOLATILE;
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
AS 'MODULE_PATHNAME', 'bsc_enter_actual'
LANGUAGE C VOLATILE;
COMMENT ON FUNCTION bsc._enter_actual() IS 'trigger: a row put into actual_entry is recorded with the others of its statement';

CREATE FUNCTION bsc._enter_actuals()
RETURNS trigger
AS 'MODULE_PATHNAME', 'bsc_enter_actuals'
LANGUAGE C VOLATILE;
COMMENT ON FUNCTION bsc._enter_actuals() IS
    'trigger: the rows that a statement puts into actual_entry are recorded together at its end';

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
    PERFORM bsc._lock_codes(OLD.scorecard, NEW.scorecard, 'refresh'::text);
    IF (NEW.scorecard, NEW.entity) <> (OLD.scorecard, OLD.entity) THEN
        PERFORM bsc._check_entity(bsc.scorecard_id(NEW.scorecard), NEW.entity);
    END IF;
    IF NEW.period <> OLD.period THEN
        PERFORM bsc._tell_ahead(bsc.scorecard_id(NEW.scorecard), NEW.period::bsc.period);
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
    PERFORM bsc._lock_codes(OLD.scorecard, OLD.scorecard, 'refresh'::text);
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

CREATE TRIGGER begin_entry BEFORE INSERT ON bsc.actual_entry
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._enter_actuals();
CREATE TRIGGER end_entry AFTER INSERT ON bsc.actual_entry
    FOR EACH STATEMENT EXECUTE FUNCTION bsc._enter_actuals();
CREATE TRIGGER enter_actual INSTEAD OF INSERT ON bsc.actual_entry
    FOR EACH ROW EXECUTE FUNCTION bsc._enter_actual();
CREATE TRIGGER correct_actual INSTEAD OF UPDATE ON bsc.actual_entry
    FOR EACH ROW EXECUTE FUNCTION bsc._correct_actual();
CREATE TRIGGER remove_actual INSTEAD OF DELETE ON bsc.actual_entry
    FOR EACH ROW EXECUTE FUNCTION bsc._remove_actual();

GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE bsc.actual_entry TO @extowner@ WITH GRANT OPTION;
