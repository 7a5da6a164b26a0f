-- Up to when each measure is known, and since when its query fails.

-- A measure fails since the first failure that no good run has followed, of the same
-- period or of a later one.  So the failures of two months are one failure, an old
-- period that cannot be refreshed any more is none once newer ones have succeeded,
-- and a month that succeeds says nothing of the one after it.
CREATE VIEW bsc.measure_freshness WITH (security_invoker = true) AS
SELECT s.code AS scorecard, m.code AS measure, COALESCE(m.name, m.code) AS name, o.observed,
    r.last_run, r.last_success, f.failing_since, f.error
FROM bsc.scorecard AS s
CROSS JOIN LATERAL unnest(bsc._observed_all(s.id)) AS o
JOIN bsc.measure AS m ON m.id = o.measure_id
CROSS JOIN LATERAL (
    SELECT max(t.last_run) AS last_run, max(t.last_success) AS last_success
    FROM bsc.measure_run AS t
    WHERE t.measure_id = m.id) AS r
CROSS JOIN LATERAL (
    SELECT min(t.failing_since) AS failing_since,
        (array_agg(t.error ORDER BY t.last_run DESC, bsc.last_day(t.period) DESC))[1] AS error
    FROM bsc.measure_run AS t
    WHERE t.measure_id = m.id AND t.failing_since IS NOT NULL
      AND NOT EXISTS (
        SELECT 1 FROM bsc.measure_run AS g
        WHERE g.measure_id = m.id AND g.period OPERATOR(bsc.>=) t.period
          AND g.last_success >= t.failing_since)) AS f;
COMMENT ON VIEW bsc.measure_freshness IS
    'for each measure up to when it has been observed, when its query last ran, when that was last good, and since when it fails with which error';

GRANT SELECT ON bsc.measure_freshness TO @extowner@ WITH GRANT OPTION;

-- Periods that are over and were left before that: what came after is not in their figures,
-- which are shown as final once a later period has been run.
CREATE FUNCTION bsc._cut_short(scorecard_id bigint)
RETURNS TABLE (measure_id bigint, period bsc.period)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 2
BEGIN ATOMIC
    SELECT m.id, r.period
    FROM bsc.scorecard AS s
    JOIN bsc.measure AS m ON m.scorecard_id = s.id AND m.query IS NOT NULL
    JOIN bsc.measure_run AS r ON r.measure_id = m.id AND bsc.grain(r.period) = m.frequency
    CROSS JOIN LATERAL (SELECT bsc.moment_after(r.period, s.time_zone) AS over) AS e
    WHERE s.id = _cut_short.scorecard_id AND r.last_success < e.over AND e.over <= bsc._now();
END;
COMMENT ON FUNCTION bsc._cut_short(bigint) IS 'the periods that are over and for which a measure''s query last ran well before that';
