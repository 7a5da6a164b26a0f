-- The report on a terminal: one screen.

CREATE FUNCTION bsc.report_text(
    scorecard_id bigint, period bsc.period, entity text, sheet bsc.sheet_node[], words jsonb, colour boolean)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT string_agg(
            bsc.fit(repeat('  ', n.level) || n.name, 50) || ' ' || bsc.bar(n.score)
            || lpad(coalesce(bsc.short_percent(n.score), ''), 7)
            || lpad(coalesce(bsc.shown_change(n.score - n.score_before), ''), 6)
            || '  ' || (words ->> coalesce(n.status, 'no score')), E'\n' ORDER BY n.ordinal)
        FROM unnest(sheet) AS n
        WHERE n.level < 3);
END
$$;
COMMENT ON FUNCTION bsc.report_text(bigint, bsc.period, text, bsc.sheet_node[], jsonb, boolean) IS 'a report for a terminal';
