CREATE FUNCTION bsc.report_html(
    scorecard_id bigint, period bsc.period, entity text, sheet bsc.sheet_node[], words jsonb, lang text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT '<!DOCTYPE html><html lang="' || CASE lang WHEN 'zh' THEN 'zh-CN' ELSE lang END
            || '"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>'
            || bsc.markup(min(n.name) FILTER (WHERE n.level = 0), 'html') || '</title></head><body><main><h1>'
            || bsc.markup(min(n.name) FILTER (WHERE n.level = 0), 'html') || '</h1><table>'
            || string_agg('<tr><th scope="row">' || bsc.markup(n.name, 'html') || '</th><td>'
                || coalesce(bsc.short_percent(n.score), '') || '</td></tr>', '' ORDER BY n.ordinal)
            || '</table></main></body></html>'
        FROM unnest(sheet) AS n);
END
$$;
COMMENT ON FUNCTION bsc.report_html(bigint, bsc.period, text, bsc.sheet_node[], jsonb, text) IS 'a report as a page';
