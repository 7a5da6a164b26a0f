-- Lint: what the paper, and the practice since, says goes wrong with a
-- scorecard, found in one.
--
-- Each group of rules is a function of its own that returns findings; lint()
-- puts them together, adds each rule's severity and says them in a language.
-- The view lint_rule has the rules with the reason for each, and
-- words/lint.json their sentences.  An error is a part of the scorecard that
-- cannot give a result; a warning, a strategy that is probably not what was
-- meant; a notice, something still to be done.
--
-- To add a rule: a row of lint_rule, its sentence and its hint in
-- words/lint.json, and a SELECT in one of the functions, with the name of the
-- rule as a literal (a test looks for these).  Rules about plans and what they are
-- held against are in lint_plan.sql.
--
-- A subject is a path as in bsc.evaluate(), codes joined by slashes: of an
-- initiative, scorecard/code; of a link, that of its cause.  Messages use the
-- scorecard's own names.
--
-- What an objective or a perspective is about is told by the words of the
-- generic model.  They are taken from its template, in all its languages, so
-- that the script stays ASCII and no database meets characters that it lacks.

CREATE VIEW bsc.model_word WITH (security_invoker = true) AS
WITH model AS (
    SELECT p.value AS perspective, l.language
    FROM bsc._template_source AS t
    CROSS JOIN LATERAL json_array_elements(t.source -> 'perspectives') AS p (value)
    CROSS JOIN bsc._template_language AS l
    WHERE t.name = 'crm'
)
SELECT DISTINCT 'perspective' AS kind, m.perspective ->> 'code' AS concept,
    lower(bsc._spoken(m.perspective -> 'name' -> m.language) #>> '{}') AS word
FROM model AS m
UNION
SELECT 'theme', o.value -> 'theme' ->> 'en',
    lower(bsc._spoken(o.value -> 'theme' -> m.language) #>> '{}')
FROM model AS m
CROSS JOIN LATERAL json_array_elements(m.perspective -> 'objectives') AS o (value);
COMMENT ON VIEW bsc.model_word IS 'what the generic model calls its perspectives and themes, in every language';

-- Does a text name a concept?  English words are looked for whole; Chinese is
-- written without blanks.
CREATE FUNCTION bsc._is_about(said text, word text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN word ~ '^[a-z ]+$'
    THEN lower(said) ~ ('(^|[^a-z])' || word || '([^a-z]|$)')
    ELSE strpos(lower(said), word) > 0 END;
COMMENT ON FUNCTION bsc._is_about(text, text) IS 'does a text contain a word of the generic model?';

-- The objectives with what they are about, by theme, code or name, and where
-- they stand.
CREATE FUNCTION bsc._lint_objective(scorecard_id bigint)
RETURNS TABLE (id bigint, perspective_id bigint, node text, path text, name text, perspective text,
               rank bigint, is_financial boolean, themes text[])
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    goal_id bigint := bsc._financial_perspective(scorecard_id);
BEGIN
    RETURN QUERY
    WITH word AS MATERIALIZED (
        SELECT w.concept, w.word FROM bsc.model_word AS w WHERE w.kind = 'theme'
    )
    SELECT o.id, p.id, c.name, concat_ws('/', s.code, n.key), n.name, p.name, r.rank, p.id = goal_id,
        ARRAY(SELECT DISTINCT w.concept
              FROM word AS w
              WHERE bsc._is_about(concat_ws(' / ', o.theme, o.code, o.name), w.word))
    FROM bsc.scorecard AS s
    JOIN bsc._objective_node AS n ON n.scorecard_id = s.id
    JOIN bsc._perspective_node AS p ON p.scorecard_id = s.id AND p.key = n.parent
    JOIN bsc._perspective_rank(s.id) AS r ON r.perspective_id = p.id
    JOIN bsc._named_objective(s.id) AS c ON c.objective_id = n.id
    JOIN bsc.objective AS o ON o.id = n.id
    WHERE s.id = _lint_objective.scorecard_id;
END
$$;
COMMENT ON FUNCTION bsc._lint_objective(bigint) IS 'the objectives of a scorecard, where they stand and what they are about';

-- A finding of a rule; lint() knows how grave it is.
CREATE FUNCTION bsc._lint_finding(rule text, subject text, parameters jsonb)
RETURNS bsc._finding
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ROW(rule, NULL::text, subject, parameters, NULL::jsonb)::bsc._finding;
COMMENT ON FUNCTION bsc._lint_finding(text, text, jsonb) IS 'a finding of lint, its severity left open';

-- What is still missing in the tree.
CREATE FUNCTION bsc._lint_gaps(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 20
BEGIN ATOMIC
    WITH missing AS (
        SELECT 'empty-scorecard' AS rule, s.code AS subject, COALESCE(s.name, s.code) AS name
        FROM bsc.scorecard AS s
        WHERE s.id = _lint_gaps.scorecard_id
          AND NOT EXISTS (SELECT 1 FROM bsc.perspective AS p WHERE p.scorecard_id = s.id)
        UNION ALL
        SELECT f.rule, concat_ws('/', s.code, n.key), n.name
        FROM bsc.scorecard AS s
        CROSS JOIN bsc._node(s.id) AS n
        LEFT JOIN bsc.measure AS m ON n.level = 3 AND m.id = n.id
        CROSS JOIN LATERAL (VALUES
            ('empty-perspective', n.level = 1
                AND NOT EXISTS (SELECT 1 FROM bsc.objective AS o WHERE o.perspective_id = n.id)),
            ('unmeasured-objective', n.level = 2
                AND NOT EXISTS (SELECT 1 FROM bsc.measure AS c WHERE c.objective_id = n.id)),
            ('no-target', n.level = 3 AND m.weight > 0
                AND NOT EXISTS (SELECT 1 FROM bsc.plan AS t WHERE t.measure_id = n.id)),
            ('no-query', n.level = 3 AND m.query IS NULL AND m.formula IS NULL)) AS f (rule, broken)
        WHERE s.id = _lint_gaps.scorecard_id AND f.broken
        UNION ALL
        SELECT 'idle-initiative', concat_ws('/', s.code, i.code), COALESCE(i.name, i.code)
        FROM bsc.scorecard AS s
        JOIN bsc.initiative AS i ON i.scorecard_id = s.id
        WHERE s.id = _lint_gaps.scorecard_id
          AND NOT EXISTS (SELECT 1 FROM bsc.initiative_objective AS x WHERE x.initiative_id = i.id)
    )
    SELECT f.*
    FROM missing AS m
    CROSS JOIN LATERAL bsc._lint_finding(m.rule, m.subject, jsonb_build_object('name', m.name)) AS f;
END;
COMMENT ON FUNCTION bsc._lint_gaps(bigint) IS 'findings of bsc.lint: what is missing in the tree';

-- Perspectives all of whose measures tell what has been, or all of them what is to come.
CREATE FUNCTION bsc._lint_indicators(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 2
BEGIN ATOMIC
    SELECT f.*
    FROM (
        SELECT concat_ws('/', s.code, p.key) AS path, p.name,
            count(*) FILTER (WHERE m.indicator = 'leading') AS leading,
            count(*) FILTER (WHERE m.indicator = 'lagging') AS lagging
        FROM bsc.scorecard AS s
        JOIN bsc._perspective_node AS p ON p.scorecard_id = s.id
        JOIN bsc._measure_node AS n ON n.scorecard_id = s.id AND n.perspective = p.key
        JOIN bsc.measure AS m ON m.id = n.id
        WHERE s.id = _lint_indicators.scorecard_id
        GROUP BY s.code, p.key, p.name) AS c
    CROSS JOIN LATERAL bsc._lint_finding(
        CASE WHEN c.leading = 0 THEN 'only-lagging' ELSE 'only-leading' END, c.path, jsonb_build_object('name', c.name)) AS f
    WHERE c.leading = 0 AND c.lagging > 0 OR c.lagging = 0 AND c.leading > 0;
END;
COMMENT ON FUNCTION bsc._lint_indicators(bigint) IS 'findings of bsc.lint: leading and lagging measures';

-- A financial side, beside others, with growth and with productivity.
CREATE FUNCTION bsc._lint_financial(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 2
BEGIN ATOMIC
    WITH unbalanced AS (
        SELECT 'only-financial' AS rule, s.code AS subject, COALESCE(s.name, s.code) AS name
        FROM bsc.scorecard AS s
        WHERE s.id = _lint_financial.scorecard_id
          AND (SELECT bool_and(m.financial) FROM bsc.measure AS m WHERE m.scorecard_id = s.id)
        UNION ALL
        SELECT 'no-financial-side', s.code, COALESCE(s.name, s.code)
        FROM bsc.scorecard AS s
        WHERE s.id = _lint_financial.scorecard_id
          AND bsc._financial_perspective(s.id) IS NULL
          AND EXISTS (SELECT 1 FROM bsc.objective AS o WHERE o.scorecard_id = s.id)
        UNION ALL
        SELECT w.rule, concat_ws('/', s.code, p.key), p.name
        FROM bsc.scorecard AS s
        JOIN bsc._perspective_node AS p ON p.id = bsc._financial_perspective(s.id)
        CROSS JOIN (VALUES ('no-growth', 'growth'), ('no-productivity', 'productivity')) AS w (rule, theme)
        WHERE s.id = _lint_financial.scorecard_id
          AND EXISTS (SELECT 1 FROM bsc.objective AS o WHERE o.perspective_id = p.id)
          AND NOT EXISTS (
              SELECT 1 FROM bsc._lint_objective(_lint_financial.scorecard_id) AS o
              WHERE o.is_financial AND w.theme = ANY (o.themes))
    )
    SELECT f.*
    FROM unbalanced AS u
    CROSS JOIN LATERAL bsc._lint_finding(u.rule, u.subject, jsonb_build_object('name', u.name)) AS f;
END;
COMMENT ON FUNCTION bsc._lint_financial(bigint) IS 'findings of bsc.lint: the financial side';

-- The processes that the value proposition lives on.
CREATE FUNCTION bsc._lint_processes(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 2
BEGIN ATOMIC
    WITH learning AS MATERIALIZED (
        -- the development of staff is not that of customers
        SELECT p.id
        FROM bsc._perspective_node AS p
        JOIN bsc.model_word AS w ON w.kind = 'perspective' AND w.concept = 'learning'
        WHERE p.scorecard_id = _lint_processes.scorecard_id
          AND (lower(p.key) = w.concept
               OR bsc._is_about(concat_ws(' / ', p.key, p.name), w.word))
    ), served AS MATERIALIZED (
        SELECT o.themes
        FROM bsc._lint_objective(_lint_processes.scorecard_id) AS o
        WHERE NOT COALESCE(o.is_financial, false) AND o.perspective_id NOT IN (SELECT l.id FROM learning AS l)
    )
    SELECT f.*
    FROM bsc.scorecard AS s
    JOIN (VALUES
        ('product leadership', 'acquisition'), ('product leadership', 'selection'),
        ('customer intimacy', 'acquisition'), ('customer intimacy', 'retention'),
        ('customer intimacy', 'development'),
        ('operational excellence', 'acquisition'), ('operational excellence', 'retention')
    ) AS k (proposition, process) ON k.proposition = s.value_proposition
    CROSS JOIN LATERAL bsc._lint_finding('no-key-process'::text, s.code, jsonb_build_object(
        'name', COALESCE(s.name, s.code), 'process', k.process, 'proposition', s.value_proposition)) AS f
    WHERE s.id = _lint_processes.scorecard_id
      AND EXISTS (SELECT 1 FROM bsc.objective AS o WHERE o.scorecard_id = s.id)
      AND NOT EXISTS (SELECT 1 FROM served AS o WHERE k.process = ANY (o.themes));
END;
COMMENT ON FUNCTION bsc._lint_processes(bigint) IS 'findings of bsc.lint: key processes';

-- What is wrong with the loop that a node is in, if it amplifies.
CREATE FUNCTION bsc._amplifying_loop(map bsc.causal_graph, node text)
RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL UNSAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ring text[] := ARRAY(
        SELECT d.node FROM bsc.downstream(map, _amplifying_loop.node, NULL::integer) AS d
        INTERSECT
        SELECT u.node FROM bsc.upstream(map, _amplifying_loop.node, NULL::integer) AS u) || _amplifying_loop.node;
    said text;
    problem text;
BEGIN
    PERFORM bsc.total_effect(bsc.causal_graph(e.cause, e.effect, e.strength, e.lag),
                             _amplifying_loop.node, _amplifying_loop.node)
    FROM bsc.edges(map) AS e
    WHERE e.cause = ANY (ring) AND e.effect = ANY (ring);
    RETURN NULL;
EXCEPTION WHEN invalid_parameter_value OR numeric_value_out_of_range OR program_limit_exceeded THEN
    GET STACKED DIAGNOSTICS said = PG_EXCEPTION_DETAIL, problem = MESSAGE_TEXT;
    RETURN coalesce(nullif(said, ''), format('The server says: %s.', problem));
END
$$;
COMMENT ON FUNCTION bsc._amplifying_loop(bsc.causal_graph, text) IS 'what is wrong with the loop that a node is in, if it amplifies; else NULL';

-- Causes and effects.
CREATE FUNCTION bsc._lint_map(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 2000 ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    map bsc.causal_graph := bsc._strategy_graph_of(scorecard_id);
BEGIN
    RETURN QUERY
    WITH objective AS MATERIALIZED (
        SELECT o.* FROM bsc._lint_objective(_lint_map.scorecard_id) AS o
    ), paying AS MATERIALIZED (
        SELECT u.node
        FROM bsc.upstream_of_any(map, ARRAY(SELECT o.node FROM objective AS o WHERE o.is_financial), NULL::integer) AS u
    ), circle AS MATERIALIZED (
        SELECT c.cycle, o.path, bsc._amplifying_loop(map, c.cycle[1]) AS amplifying,
            (SELECT jsonb_agg(jsonb_build_object('name', n.name) ORDER BY e.ordinality)
             FROM unnest(c.cycle || c.cycle[1]) WITH ORDINALITY AS e (node, ordinality)
             JOIN objective AS n ON n.node = e.node) AS ring
        FROM bsc.cycles(map) AS c
        JOIN objective AS o ON o.node = c.cycle[1]
    ), found AS (
        SELECT 'no-outcome' AS rule, o.path AS subject, jsonb_build_object(
            'name', o.name, 'case', CASE WHEN 'technology' = ANY (o.themes) THEN 'technology' END) AS parameters
        FROM objective AS o
        WHERE o.is_financial IS FALSE AND o.node NOT IN (SELECT p.node FROM paying AS p)
        UNION ALL
        SELECT 'backward-link', c.path, jsonb_build_object(
            'cause', c.name, 'effect', e.name, 'from', c.perspective, 'to', e.perspective)
        FROM bsc.link AS l
        JOIN objective AS c ON c.id = l.cause
        JOIN objective AS e ON e.id = l.effect
        WHERE l.scorecard_id = _lint_map.scorecard_id AND c.rank < e.rank
        UNION ALL
        SELECT CASE WHEN c.amplifying IS NULL THEN 'cycle' ELSE 'amplifying-loop' END, c.path,
            jsonb_build_object('ring', c.ring, 'problem', c.amplifying)
        FROM circle AS c
    )
    SELECT n.* FROM found AS f CROSS JOIN LATERAL bsc._lint_finding(f.rule, f.subject, f.parameters) AS n;
END
$$;
COMMENT ON FUNCTION bsc._lint_map(bigint) IS 'findings of bsc.lint: causes and effects';

-- Weights that look like shares, and add up to nearly the whole.
CREATE FUNCTION bsc._lint_weights(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 2
BEGIN ATOMIC
    WITH weighted AS (
        SELECT concat_ws('/', s.code, NULLIF(o.key, '')) AS path, o.name, o.combine,
            (ARRAY['scorecard', 'perspective', 'objective'])[c.level] AS kind,
            (ARRAY['perspectives', 'objectives', 'measures'])[c.level] AS children, c.weight
        FROM bsc.scorecard AS s
        CROSS JOIN bsc._node(s.id) AS c
        JOIN bsc._node(_lint_weights.scorecard_id) AS o ON o.key = c.parent
        WHERE s.id = _lint_weights.scorecard_id
    ), added AS (
        -- numeric adds decimals as they were written
        SELECT w.path, w.kind, w.name, w.combine, w.children, sum(w.weight::numeric) AS total,
            max(w.weight) AS greatest, min(w.weight) AS least
        FROM weighted AS w
        GROUP BY w.path, w.kind, w.name, w.combine, w.children
    )
    SELECT f.*
    FROM added AS a
    CROSS JOIN LATERAL bsc._lint_finding('zero-weights'::text, a.path, jsonb_build_object(
        'kind', a.kind, 'name', a.name, 'children', a.children)) AS f
    WHERE a.greatest = 0
    UNION ALL
    SELECT f.*
    FROM added AS a
    CROSS JOIN (VALUES (1), (100)) AS w (whole)
    CROSS JOIN LATERAL bsc._lint_finding('weights-off'::text, a.path, jsonb_build_object(
        'kind', a.kind, 'name', a.name, 'children', a.children,
        'total', trim_scale(a.total), 'whole', w.whole)) AS f
    WHERE a.combine = 'mean'
      AND a.least < a.greatest AND a.greatest < w.whole
      AND abs(a.total - w.whole) > w.whole * 1e-9
      AND abs(a.total - w.whole) <= w.whole * 0.1;
END;
COMMENT ON FUNCTION bsc._lint_weights(bigint) IS 'findings of bsc.lint: weights';

-- Pairwise judgements that contradict each other, as long as the weights are
-- those that came of them.
CREATE FUNCTION bsc._lint_judgements(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 1
BEGIN ATOMIC
    WITH judged AS (
        SELECT s.id, n.level, concat_ws('/', s.code, NULLIF(n.key, '')) AS path, n.key, n.name,
            CASE n.level WHEN 0 THEN s.judgements
                         WHEN 1 THEN (SELECT p.judgements FROM bsc.perspective AS p WHERE p.id = n.id)
                         ELSE (SELECT o.judgements FROM bsc.objective AS o WHERE o.id = n.id) END AS judgements
        FROM bsc.scorecard AS s
        CROSS JOIN bsc._node(s.id) AS n
        WHERE s.id = _lint_judgements.scorecard_id AND n.level < 3
    ), doubtful AS MATERIALIZED (
        SELECT j.*
        FROM judged AS j
        -- anything may stand in the column
        WHERE CASE jsonb_typeof(j.judgements -> 'consistency_ratio')
                  WHEN 'number' THEN (j.judgements -> 'consistency_ratio')::numeric > 0.1 ELSE false END
    )
    SELECT f.*
    FROM doubtful AS j
    CROSS JOIN LATERAL bsc._lint_finding('inconsistent-judgements'::text, j.path, jsonb_build_object(
        'kind', (ARRAY['scorecard', 'perspective', 'objective'])[j.level + 1], 'name', j.name,
        'children', (ARRAY['perspectives', 'objectives', 'measures'])[j.level + 1],
        'ratio', j.judgements -> 'consistency_ratio')) AS f
    WHERE bsc._still_judged(j.judgements, ARRAY(
        SELECT c.weight FROM bsc._node(j.id) AS c WHERE c.parent = j.key ORDER BY c.place COLLATE "C")) IS NOT NULL;
END;
COMMENT ON FUNCTION bsc._lint_judgements(bigint) IS 'findings of bsc.lint: pairwise judgements whose consistency ratio is above 0.1';

-- Does a query use its period?  $1 in a comment, a literal or a quoted name is no use.
CREATE FUNCTION bsc._uses_period(query text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
RETURN regexp_replace(query,
    E'--[^\n]*|/[*]([^*]|[*]+[^*/])*[*]+/|''[^'']*''|"[^"]*"'::text, ' '::text, 'g'::text) ~ E'\\$1([^0-9]|$)';
COMMENT ON FUNCTION bsc._uses_period(text) IS 'does a query use its parameter $1, the period?';

-- Queries and the roles that they run as.  A problem's first line is the
-- server's message, the rest is what the server has to explain.
CREATE FUNCTION bsc._lint_queries(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL UNSAFE COST 10000 ROWS 5
BEGIN ATOMIC
    SELECT f.*
    FROM (
        SELECT concat_ws('/', s.code, n.key) AS path, n.name, p.part, m.query, m.run_as, bsc._query_problem(m.id, p.part) AS problem
        FROM bsc.scorecard AS s
        CROSS JOIN bsc._node(s.id) AS n
        JOIN bsc.measure AS m ON m.id = n.id
        CROSS JOIN LATERAL (VALUES ('query', m.query), ('changed_since', m.changed_since), ('detail_query', m.detail_query)) AS p (part, query)
        WHERE s.id = _lint_queries.scorecard_id AND n.level = 3 AND p.query IS NOT NULL
        OFFSET 0) AS q
    CROSS JOIN LATERAL (
        SELECT split_part(q.problem, E'\n', 1) AS problem,
            regexp_replace(substr(q.problem, strpos(q.problem, E'\n') + 1), '^HINT: ', '') AS explanation) AS t
    LEFT JOIN pg_roles AS r ON r.rolname = q.run_as
    CROSS JOIN LATERAL bsc._lint_finding(
        CASE WHEN q.problem IS NULL THEN 'no-period' WHEN q.part <> 'detail_query' AND r.rolname IS NULL THEN 'no-role' ELSE 'broken-query' END, q.path,
        jsonb_build_object('name', q.name, 'part', q.part, 'try', CASE q.part WHEN 'query' THEN 'bsc.test_query()' WHEN 'detail_query' THEN 'bsc.drill()' END,
            'role', q.run_as, 'problem', t.problem,
            'explanation', t.explanation, 'case', CASE WHEN strpos(q.problem, E'\n') > 0 THEN 'explained' END)) AS f
    WHERE q.problem IS NOT NULL AND NOT (q.part = 'changed_since' AND r.rolname IS NULL)
       OR q.part = 'query' AND NOT bsc._uses_period(q.query);
END;
COMMENT ON FUNCTION bsc._lint_queries(bigint) IS 'findings of bsc.lint: queries and their roles';

-- A query that reads what refreshes write: whether it finds this month's or last month's
-- depends on which query runs first.  What is put in quotes or said in a comment counts
-- too: the query is searched as text.
CREATE FUNCTION bsc._lint_readers(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 2
BEGIN ATOMIC
    SELECT f.*
    FROM bsc.scorecard AS s
    CROSS JOIN bsc._node(s.id) AS n
    JOIN bsc.measure AS m ON m.id = n.id
    CROSS JOIN LATERAL bsc._lint_finding(
        'reads-actuals'::text, concat_ws('/', s.code, n.key), jsonb_build_object('name', n.name)) AS f
    WHERE s.id = _lint_readers.scorecard_id AND n.level = 3
      AND m.query ~* E'\\m"?bsc"?\\s*\\.\\s*"?(actual|actual_entry|(measure|objective|perspective|scorecard)_result|result_by_grain|evaluate|explain)\\M';
END;
COMMENT ON FUNCTION bsc._lint_readers(bigint) IS 'findings of bsc.lint: queries that read what other queries write';

-- Targets that nothing is ever measured against: the entity is misspelt, or
-- the query does not return it.  Targets that begin after the last actual are
-- for the future; those of the whole serve entities too, unless they are sums.  What is
-- above others in the catalogue is measured by their actuals.
CREATE FUNCTION bsc._lint_entities(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 5
BEGIN ATOMIC
    WITH latest AS (
        SELECT max(bsc.last_day(a.period)) AS day
        FROM bsc.measure AS m
        CROSS JOIN LATERAL (
            SELECT bsc.max(x.period) AS period FROM bsc.actual AS x WHERE x.measure_id = m.id) AS a
        WHERE m.scorecard_id = _lint_entities.scorecard_id
    ), planned AS (
        SELECT m.id, m.rollup, t.entity,
            m.rollup <> 'query' AND NOT (m.rollup IN ('min', 'max') AND bsc._kind(m.rollup, m.kind) = 'amount')
                AND m.scope IS DISTINCT FROM 'whole' AS is_computed
        FROM bsc.measure AS m
        CROSS JOIN latest AS l
        JOIN bsc.plan AS t ON t.measure_id = m.id AND bsc.first_day(t.period) <= l.day
        WHERE m.scorecard_id = _lint_entities.scorecard_id AND m.formula IS NULL
        GROUP BY m.id, t.entity
    ), bare AS MATERIALIZED (
        SELECT n.*
        FROM planned AS n
        WHERE NOT EXISTS (SELECT 1 FROM bsc.actual AS a WHERE a.measure_id = n.id AND a.entity = n.entity)
          AND (n.entity <> '' OR n.rollup = 'sum' OR NOT EXISTS (SELECT 1 FROM bsc.actual AS a WHERE a.measure_id = n.id))
    ), unmet AS (
        SELECT n.id, n.entity, row_number() OVER (PARTITION BY n.id ORDER BY n.entity) AS ordinal
        FROM bare AS n
        -- each by its index (OFFSET 0), or the planner would go through all dealers for every region
        WHERE NOT (n.is_computed AND EXISTS (
              SELECT 1 FROM (SELECT x.number, x.last FROM bsc._entity_place AS x
                    WHERE x.scorecard_id = _lint_entities.scorecard_id AND x.code = n.entity OFFSET 0) AS p
              CROSS JOIN LATERAL (
                    SELECT x.code FROM bsc._entity_place AS x
                    WHERE x.scorecard_id = _lint_entities.scorecard_id AND x.number > p.number AND x.number <= p.last OFFSET 0) AS b
              CROSS JOIN LATERAL (SELECT 1 FROM bsc.actual AS x WHERE x.measure_id = n.id AND x.entity = b.code OFFSET 0) AS a))
    ), listed AS (
        SELECT u.id, jsonb_agg(jsonb_build_object('entity', u.entity, 'case',
            CASE WHEN u.ordinal = 13 THEN 'more' WHEN u.entity = '' THEN 'whole' END) ORDER BY u.ordinal) AS entities
        FROM unmet AS u
        WHERE u.ordinal <= 13
        GROUP BY u.id
    )
    SELECT f.*
    FROM listed AS u
    JOIN bsc._node(_lint_entities.scorecard_id) AS n ON n.level = 3 AND n.id = u.id
    JOIN bsc.scorecard AS s ON s.id = _lint_entities.scorecard_id
    CROSS JOIN LATERAL bsc._lint_finding(
        'no-actuals'::text, concat_ws('/', s.code, n.key),
        jsonb_build_object('name', n.name, 'entities', u.entities)) AS f;
END;
COMMENT ON FUNCTION bsc._lint_entities(bigint) IS 'findings of bsc.lint: targets without actuals';

CREATE VIEW bsc.lint_rule (rule, severity, finds, reason) WITH (security_invoker = true) AS
VALUES
    ('broken-query', 'error', 'a query that does not parse, lacks rights, or returns other columns; it is explained, not run',
     'A measure whose query fails keeps its old actuals, and nobody looks at the log.'),
    ('no-role', 'error', 'a query that is to run as a role that does not exist',
     'A query never runs as another role than the one it was given.'),
    ('zero-weights', 'error', 'siblings whose weights are all 0',
     'A weighted mean over no weight is no number.'),
    ('amplifying-loop', 'error', 'a cycle of links whose strengths multiply to 1 or more',
     'Total effects are sums over all paths, and these do not end (Bollen 1987).'),
    ('empty-scorecard', 'warning', 'a scorecard without perspectives',
     'The paper looks at a strategy from four perspectives.'),
    ('empty-perspective', 'warning', 'a perspective without objectives',
     'The paper: a scorecard describes the whole strategy, finance, customers, processes and learning.'),
    ('unmeasured-objective', 'warning', 'an objective without a measure',
     'The paper: CRM fails where companies rely on vague expectations instead of a clear customer strategy.'),
    ('no-target', 'warning', 'a measure without any target that has a weight',
     'The paper: objectives are made concrete by measures, targets and initiatives; all sixteen of its case have a target.'),
    ('idle-initiative', 'warning', 'an initiative that serves no objective',
     'The paper: CRM fails where the resources of the organization are not tied to the customer strategy.'),
    ('no-outcome', 'warning', 'an objective, such as technology, that no path of links joins to a financial one',
     'The paper: CRM fails where technology is taken for the driver of the customer strategy; chains of cause and effect must end in lasting profit.'),
    ('technology-first', 'warning', 'an initiative on technology that starts before any on customers, processes or finance',
     'The paper: CRM fails where its technology is put in before there is a customer strategy.'),
    ('technology-alone', 'warning', 'an initiative on technology, while none on organization and people (themes capability, climate) starts before or with it',
     'The paper: CRM fails where its system is installed before there is an organization centred on the customer.'),
    ('technology-heavy', 'warning', 'more than half of the initiatives'' budget on technology, shared equally among the objectives of each',
     'The paper: CRM fails where it is taken for a matter of much technology, the more the better.'),
    ('tracking-only', 'warning', 'processes that select, win, keep or develop customers, and no objective of the customer perspective or on the value proposition',
     'The paper: CRM fails where customers are followed step by step rather than pleased, and come to dislike it.'),
    ('no-financial-side', 'warning', 'a scorecard none of whose perspectives is financial',
     'The paper: the final purpose of a CRM strategy is lasting profit.'),
    ('no-growth', 'warning', 'a financial side without an objective for growth',
     'The paper: there are two ways to financial results, growth of revenue and productivity.'),
    ('no-productivity', 'warning', 'a financial side without an objective for productivity',
     'The paper: there are two ways to financial results, growth of revenue and productivity.'),
    ('no-key-process', 'warning', 'a value proposition without an objective for one of its key processes',
     'The paper: product leadership must lead in acquisition and selection, customer intimacy in acquisition, retention and development, operational excellence in acquisition and retention.'),
    ('only-lagging', 'warning', 'a perspective whose measures, as far as marked, are all lagging',
     'The paper: a scorecard balances outcomes and the drivers of outcomes.'),
    ('only-leading', 'warning', 'a perspective whose measures, as far as marked, are all leading',
     'The paper: a scorecard balances outcomes and the drivers of outcomes.'),
    ('only-financial', 'warning', 'a scorecard all of whose measures are financial',
     'The paper: a scorecard balances hard financial and soft non-financial measures.'),
    ('backward-link', 'warning', 'a link that runs down the perspectives, away from the financial one',
     'The paper: learning and growth is the base of the whole strategy; causes run from it up to finance.'),
    ('cycle', 'warning', 'links that lead from an objective back to itself',
     'Practice: a strategy map is a hypothesis about causes; a circle of causes cannot be refuted.'),
    ('weights-off', 'warning', 'sibling weights below 1 or below 100, not all equal, that add up to within 10 % of 1 or 100 but not to it',
     'Practice: such weights are meant as shares; one of them is a slip of the pen.'),
    ('inconsistent-judgements', 'warning', 'pairwise judgements (AHP) with a consistency ratio above 0.1, while the weights are still theirs',
     'T. L. Saaty, The Analytic Hierarchy Process (1980): above 0.1 the judgements are to be gone over again.'),
    ('no-period', 'warning', 'a query that never uses $1, the period',
     'It returns the same for every period, so that a refresh writes today''s figure into the past.'),
    ('coarse-target', 'warning', 'targets only for periods coarser than those reported, and spread "none"',
     'A year''s target that is not spread leaves every month without a score.'),
    ('plan-hole', 'warning', 'a period between the first and the last planned one that is neither planned nor said to have no plan',
     'A period that was forgotten has no score, and no sum of targets holds it; a target that is NULL says that nothing is planned.'),
    ('plan-sum', 'warning', 'goals of all parts of a period that do not add up to the period''s own, by more than 0.01 %',
     'Either of the two is out of date, and the year''s score contradicts its months''.'),
    ('plan-below', 'warning', 'goals of an entity and of all next below it for one period, of an amount that adds up, that differ by more than 1 %',
     'What was planned for the region contradicts what was planned for its dealers; it is held against its own.'),
    ('unlike-curves', 'warning', 'targets within one year whose curves have unlike scores, of a measure that is rolled up by sum or mean',
     'Curves are added knot by knot; unlike ones have no sum, and the year has no target.'),
    ('kind-unsaid', 'warning', 'a measure without a kind, though it decides: targets of parts only, of a query, or a target of the whole while entities have none',
     'A distinct count of a year must not be held against a month''s target, nor one entity against the company''s.'),
    ('percent-thresholds', 'warning', 'amber or green above 2',
     'Scores are fractions, 1 is the goal: a threshold of 90 is never reached.'),
    ('empty-unsaid', 'warning', 'entities with a target that a good run returned no row for, where it is not said what that means',
     'No row may mean none, or unknown; only one of the two is a score.'),
    ('no-actuals', 'warning', 'entities with a target of a period that has begun, and no actual of that measure',
     'Practice: the entity is misspelt in the plan, or the query leaves it out.'),
    ('unknown-entity', 'warning', 'actuals of an entity that the catalogue does not have, where there is one',
     'A refresh records what the query returns; no region has a part in it, and the dealer it was meant for lacks it.'),
    ('cut-short', 'warning', 'periods that are over, for which a query ran well and last did so before their end',
     'What came after is not in the figures, and they are shown as final once a later period has been refreshed.'),
    ('out-of-service', 'warning', 'actuals of an entity of periods in which the catalogue does not have it in service',
     'What is above an entity is computed without them: a slip in a date takes its figures out of the region and of the company.'),
    ('alike-entities', 'warning', 'entities with actuals or targets whose names differ only by blanks or case',
     'Practice: they are one entity to those who read them, and two to the scorecard; each has a part of the figures.'),
    ('reads-actuals', 'warning', 'a query that reads bsc.actual, or results that are made of it',
     'The queries of a refresh run in no given order, so such a query finds old actuals or new ones; a measure made of measures has a formula.'),
    ('remote-zone', 'warning', 'a query that looks at moments in the session''s time zone, over tables of other servers (foreign tables, Citus)',
     'Other servers'' sessions have a time zone of their own: what is run there finds other rows, and what must not be sent there makes all rows travel.'),
    ('remote-rollup', 'warning', 'a query with grouping sets over a table that Citus distributes',
     'Citus refuses them; tallies or sums of each entity, and the total above them, are the same.'),
    ('no-query', 'notice', 'a measure without a query',
     'Practice: what is recorded by hand is forgotten first.'),
    ('short-history', 'notice', 'a measure with a goal and two to seven values, which bsc.outlook forecasts from',
     'Short series flatter themselves: intervals that should hold 80 % held 64 to 71 % of what came where there were few values.');
COMMENT ON VIEW bsc.lint_rule IS 'the rules of bsc.lint, with the reason for each';
GRANT SELECT ON bsc.model_word, bsc.lint_rule TO @extowner@ WITH GRANT OPTION;

CREATE FUNCTION bsc.lint(scorecard text, lang text DEFAULT 'en')
RETURNS TABLE (rule text, severity text, subject text, message text, hint text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 20000 ROWS 20
SET search_path = pg_catalog, pg_temp
SET extra_float_digits = 1
SET jit = off
AS $$
DECLARE
    own_id bigint := bsc.scorecard_id(scorecard);
    sentences jsonb := bsc._sentences(lang);
BEGIN
    RETURN QUERY
    WITH found AS MATERIALIZED (
        SELECT g AS finding FROM bsc._lint_gaps(own_id) AS g
        UNION ALL SELECT i FROM bsc._lint_indicators(own_id) AS i
        UNION ALL SELECT b FROM bsc._lint_financial(own_id) AS b
        UNION ALL SELECT k FROM bsc._lint_processes(own_id) AS k
        UNION ALL SELECT m FROM bsc._lint_map(own_id) AS m
        UNION ALL SELECT w FROM bsc._lint_weights(own_id) AS w
        UNION ALL SELECT j FROM bsc._lint_judgements(own_id) AS j
        UNION ALL SELECT q FROM bsc._lint_queries(own_id) AS q
        UNION ALL SELECT a FROM bsc._lint_readers(own_id) AS a
        UNION ALL SELECT t FROM bsc._lint_remote(own_id) AS t
        UNION ALL SELECT e FROM bsc._lint_entities(own_id) AS e
        UNION ALL SELECT c FROM bsc._lint_catalogue(own_id) AS c
        UNION ALL SELECT o FROM bsc._lint_service_time(own_id) AS o
        UNION ALL SELECT l FROM bsc._lint_alike(own_id) AS l
        UNION ALL SELECT y FROM bsc._lint_technology(own_id) AS y
        UNION ALL SELECT x FROM bsc._lint_pleasing(own_id) AS x
        UNION ALL SELECT p FROM bsc._lint_plan(own_id) AS p
    ), said AS (
        SELECT f.finding, bsc._message(f.finding, sentences) AS message FROM found AS f
    )
    SELECT (f.finding).rule, r.severity, (f.finding).subject, f.message, bsc._hint(f.finding, sentences)
    FROM said AS f
    LEFT JOIN bsc.lint_rule AS r ON r.rule = (f.finding).rule
    ORDER BY array_position(ARRAY['error', 'warning', 'notice'], r.severity), (f.finding).rule, (f.finding).subject,
        f.message;
END
$$;
COMMENT ON FUNCTION bsc.lint(text, text) IS 'what is wrong with a scorecard, gravest first; said in English (en) or Chinese (zh)';
