-- Lint: the causes for which, the paper says, CRM fails, as far as a scorecard shows them.
--
-- It collects seven: four of Rigby, Reicheld and Schefter, three of Booz, Allen and Hamilton.
-- Technology as the driver of the strategy is found by no-outcome, vague expectations by
-- unmeasured-objective and no-target, resources that are not tied to the strategy by
-- idle-initiative (all in lint.sql).  Here are the other four.
--
-- An initiative is on technology as far as the objectives that it serves are: its budget is
-- shared equally among them.  An objective is on technology if it is about that and not about
-- people as well.  What has no start says nothing of what comes first.

-- The initiatives of a scorecard by what their objectives are about.
CREATE FUNCTION bsc._lint_service(scorecard_id bigint)
RETURNS TABLE (path text, name text, starts date, share double precision, kind text)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 10
BEGIN ATOMIC
    SELECT concat_ws('/', s.code, i.code), COALESCE(i.name, i.code), i.starts,
        bsc._money(i.budget) / count(*) OVER (PARTITION BY i.id),
        CASE WHEN ARRAY['capability', 'climate'] && o.themes THEN 'people'
             WHEN 'technology' = ANY (o.themes) THEN 'technology' ELSE 'strategy' END
    FROM bsc.scorecard AS s
    JOIN bsc.initiative AS i ON i.scorecard_id = s.id AND i.state <> 'stopped'
    JOIN bsc.initiative_objective AS x ON x.initiative_id = i.id
    JOIN bsc._lint_objective(_lint_service.scorecard_id) AS o ON o.id = x.objective_id
    WHERE s.id = _lint_service.scorecard_id;
END;
COMMENT ON FUNCTION bsc._lint_service(bigint) IS 'what the initiatives of a scorecard are on: technology, people, or the rest of the strategy';

-- What comes before what, and what gets most.
CREATE FUNCTION bsc._lint_technology(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 2
BEGIN ATOMIC
    WITH service AS MATERIALIZED (
        SELECT v.* FROM bsc._lint_service(_lint_technology.scorecard_id) AS v
    ), first_one AS (
        SELECT v.path, v.name, v.starts
        FROM service AS v
        WHERE v.kind = 'technology' AND isfinite(v.starts)
        ORDER BY v.starts, v.path
        LIMIT 1
    )
    SELECT f.*
    FROM first_one AS t
    JOIN (VALUES ('technology-first', 'strategy'), ('technology-alone', 'people')) AS k (rule, kind)
        ON NOT EXISTS (SELECT 1 FROM service AS v WHERE v.kind = k.kind AND v.starts <= t.starts)
    CROSS JOIN LATERAL bsc._lint_finding(k.rule, t.path, jsonb_build_object('name', t.name, 'starts', t.starts)) AS f
    UNION ALL
    SELECT f.*
    FROM (
        SELECT sum(v.share) FILTER (WHERE v.kind = 'technology') / NULLIF(sum(v.share), 0) AS share FROM service AS v) AS b
    JOIN bsc.scorecard AS s ON s.id = _lint_technology.scorecard_id
    CROSS JOIN LATERAL bsc._lint_finding('technology-heavy'::text, s.code, jsonb_build_object(
        'name', COALESCE(s.name, s.code), 'share', b.share)) AS f
    WHERE b.share > 0.5;
END;
COMMENT ON FUNCTION bsc._lint_technology(bigint) IS 'findings of bsc.lint: technology before, without or above the rest';

-- Customers who are followed, and given nothing.
CREATE FUNCTION bsc._lint_pleasing(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 1
BEGIN ATOMIC
    WITH objective AS MATERIALIZED (
        SELECT o.* FROM bsc._lint_objective(_lint_pleasing.scorecard_id) AS o
    )
    SELECT f.*
    FROM bsc.scorecard AS s
    CROSS JOIN LATERAL bsc._lint_finding('tracking-only'::text, s.code, jsonb_build_object('name', COALESCE(s.name, s.code))) AS f
    WHERE s.id = _lint_pleasing.scorecard_id
      AND EXISTS (
          SELECT 1 FROM objective AS o
          WHERE ARRAY['acquisition', 'selection', 'retention', 'development'] && o.themes AND NOT COALESCE(o.is_financial, false))
      AND NOT EXISTS (SELECT 1 FROM objective AS o WHERE 'value proposition' = ANY (o.themes))
      AND NOT EXISTS (
          SELECT 1
          FROM objective AS o
          JOIN bsc._perspective_node AS p ON p.scorecard_id = s.id AND p.id = o.perspective_id
          JOIN bsc.model_word AS w ON w.kind = 'perspective' AND w.concept = 'customer'
          WHERE lower(p.key) = w.concept OR bsc._is_about(concat_ws(' / ', p.key, p.name), w.word));
END;
COMMENT ON FUNCTION bsc._lint_pleasing(bigint) IS 'findings of bsc.lint: processes that follow customers, and nothing that they get';
