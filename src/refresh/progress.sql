-- Refreshes that are running now.  They live in the server's table of activities
-- and nowhere else (progress.c), so there is nothing to dump or to clean up.

CREATE FUNCTION bsc._running_refreshes(
    OUT pid integer, OUT scorecard_id bigint, OUT state text, OUT started timestamptz,
    OUT done bigint, OUT total bigint, OUT failed bigint,
    OUT measure_id bigint, OUT period bsc.period, OUT query_started timestamptz, OUT estimated_end timestamptz)
RETURNS SETOF record
AS 'MODULE_PATHNAME', 'bsc_running_refreshes'
LANGUAGE C STABLE PARALLEL RESTRICTED COST 100 ROWS 2;
COMMENT ON FUNCTION bsc._running_refreshes() IS
    'the refreshes of this database that are running now, from the server''s table of activities';

CREATE VIEW bsc.refresh_progress WITH (security_invoker = true) AS
SELECT s.code AS scorecard, r.state, r.done, r.total, r.failed,
    m.code AS measure, r.period::text AS period, r.query_started,
    r.started, r.estimated_end, r.pid
FROM bsc._running_refreshes() AS r
JOIN bsc.scorecard AS s ON s.id = r.scorecard_id
LEFT JOIN bsc.measure AS m ON m.id = r.measure_id;
COMMENT ON VIEW bsc.refresh_progress IS
    'refreshes that are running now: how many queries are done, which one is running, when the last will have ended';

GRANT SELECT ON bsc.refresh_progress TO @extowner@ WITH GRANT OPTION;
