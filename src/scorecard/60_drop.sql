CREATE FUNCTION bsc.drop_scorecard(code text)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own_id bigint := bsc.scorecard_id(code);
BEGIN
    PERFORM bsc.lock_scorecard('bsc.scorecard', own_id, 'close');
    DELETE FROM bsc.refresh_log AS l
    WHERE l.scorecard = (SELECT s.code FROM bsc.scorecard AS s WHERE s.id = own_id);
    DELETE FROM bsc.scorecard AS s WHERE s.id = own_id;
END
$$;
COMMENT ON FUNCTION bsc.drop_scorecard(text) IS 'delete a scorecard with all that belongs to it: definition, plans, actuals, closed results and log';
