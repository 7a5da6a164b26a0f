-- Lint: what the paper, and the practice since, says goes wrong with a
-- scorecard, found in one.
--
-- Each group of rules is a function of its own that returns findings (rule,
-- subject, message, hint); lint() puts them together and adds each rule's
-- severity.  The view lint_rule has the rules with the reason for each.  An error
-- is a part of the scorecard that cannot give a result; a warning, a strategy
-- that is probably not what was meant; a notice, something still to be done.
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
    SELECT o.id, p.id, bsc._objective_name(o.id), concat_ws('/', s.code, p.code, o.code), coalesce(o.name, o.code),
        coalesce(p.name, p.code), r.rank, p.id = goal_id,
        ARRAY(SELECT DISTINCT w.concept
              FROM word AS w
              WHERE bsc._is_about(concat_ws(' / ', o.theme, o.code, o.name), w.word))
    FROM bsc.scorecard AS s
    JOIN bsc.perspective AS p ON p.scorecard_id = s.id
    JOIN bsc._perspective_rank(s.id) AS r ON r.perspective_id = p.id
    JOIN bsc.objective AS o ON o.perspective_id = p.id
    WHERE s.id = _lint_objective.scorecard_id;
END
$$;
COMMENT ON FUNCTION bsc._lint_objective(bigint) IS 'the objectives of a scorecard, where they stand and what they are about';

-- What is still missing in the tree.
CREATE FUNCTION bsc._lint_gaps(scorecard_id bigint)
RETURNS TABLE (rule text, subject text, message text, hint text)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 20
BEGIN ATOMIC
    SELECT 'empty-scorecard', s.code,
        format('scorecard "%s" has no perspective', COALESCE(s.name, s.code)),
        'Give it some with bsc.define(), or start from one of bsc.templates.'
    FROM bsc.scorecard AS s
    WHERE s.id = _lint_gaps.scorecard_id
      AND NOT EXISTS (SELECT 1 FROM bsc.perspective AS p WHERE p.scorecard_id = s.id)
    UNION ALL
    SELECT 'empty-perspective', concat_ws('/', s.code, p.key),
        format('perspective "%s" has no objective', p.name),
        'Say what the strategy wants to reach there, or leave the perspective out.'
    FROM bsc.scorecard AS s
    CROSS JOIN bsc._node(s.id) AS p
    WHERE s.id = _lint_gaps.scorecard_id AND p.level = 1
      AND NOT EXISTS (SELECT 1 FROM bsc.objective AS o WHERE o.perspective_id = p.id)
    UNION ALL
    SELECT 'unmeasured-objective', concat_ws('/', s.code, o.key),
        format('nobody measures objective "%s"', o.name),
        'Give it a measure, a leading one at best: what would be seen first if it were reached?'
    FROM bsc.scorecard AS s
    CROSS JOIN bsc._node(s.id) AS o
    WHERE s.id = _lint_gaps.scorecard_id AND o.level = 2
      AND NOT EXISTS (SELECT 1 FROM bsc.measure AS m WHERE m.objective_id = o.id)
    UNION ALL
    SELECT CASE f.lacks WHEN 'target' THEN 'no-target' ELSE 'no-query' END,
        concat_ws('/', s.code, n.key),
        format('measure "%s" has no %s', n.name, f.lacks),
        CASE f.lacks
            WHEN 'target' THEN 'Without one its actuals are shown and never scored: add one to the measure''s plan.'
            ELSE 'Record its actuals by hand, with bsc.record() or through bsc.actual_entry, or give it a query.' END
    FROM bsc.scorecard AS s
    CROSS JOIN bsc._node(s.id) AS n
    JOIN bsc.measure AS m ON m.id = n.id
    CROSS JOIN (VALUES ('target'), ('query')) AS f (lacks)
    WHERE s.id = _lint_gaps.scorecard_id AND n.level = 3
      AND CASE f.lacks
          WHEN 'target' THEN NOT EXISTS (SELECT 1 FROM bsc.plan AS t WHERE t.measure_id = m.id)
          ELSE m.query IS NULL END
    UNION ALL
    SELECT 'idle-initiative', concat_ws('/', s.code, i.code),
        format('initiative "%s" serves no objective', COALESCE(i.name, i.code)),
        'Tie it to the objectives that it is to move, or ask why it is paid for.'
    FROM bsc.scorecard AS s
    JOIN bsc.initiative AS i ON i.scorecard_id = s.id
    WHERE s.id = _lint_gaps.scorecard_id
      AND NOT EXISTS (SELECT 1 FROM bsc.initiative_objective AS x WHERE x.initiative_id = i.id);
END;
COMMENT ON FUNCTION bsc._lint_gaps(bigint) IS 'findings of bsc.lint: what is missing in the tree';

-- The four balances, and the processes that the value proposition lives on.
CREATE FUNCTION bsc._lint_balance(scorecard_id bigint)
RETURNS TABLE (rule text, subject text, message text, hint text)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 5
BEGIN ATOMIC
    WITH objective AS MATERIALIZED (
        SELECT o.* FROM bsc._lint_objective(_lint_balance.scorecard_id) AS o
    ), learning AS MATERIALIZED (
        -- the development of staff is not that of customers
        SELECT p.id
        FROM bsc.perspective AS p
        JOIN bsc.model_word AS w ON w.kind = 'perspective' AND w.concept = 'learning'
        WHERE p.scorecard_id = _lint_balance.scorecard_id
          AND (lower(p.code) = w.concept
               OR bsc._is_about(concat_ws(' / ', p.code, p.name), w.word))
    )
    SELECT 'only-' || CASE WHEN c.leading = 0 THEN 'lagging' ELSE 'leading' END, c.path,
        format('perspective "%s" has only %s measures', c.name,
            CASE WHEN c.leading = 0 THEN 'lagging' ELSE 'leading' END),
        CASE WHEN c.leading = 0
            THEN 'They tell what has happened; add one that moves early enough to act on.'
            ELSE 'They tell what is being done; add one that shows whether it had its effect.' END
    FROM (
        SELECT concat_ws('/', s.code, p.code) AS path, COALESCE(p.name, p.code) AS name,
            count(*) FILTER (WHERE m.indicator = 'leading') AS leading,
            count(*) FILTER (WHERE m.indicator = 'lagging') AS lagging
        FROM bsc.scorecard AS s
        JOIN bsc.perspective AS p ON p.scorecard_id = s.id
        JOIN bsc.objective AS o ON o.perspective_id = p.id
        JOIN bsc.measure AS m ON m.objective_id = o.id
        WHERE s.id = _lint_balance.scorecard_id
        GROUP BY s.code, p.id) AS c
    WHERE c.leading = 0 AND c.lagging > 0 OR c.lagging = 0 AND c.leading > 0
    UNION ALL
    SELECT 'only-financial', s.code,
        format('all measures of scorecard "%s" are financial', COALESCE(s.name, s.code)),
        'Add measures of customers, processes and people, which drive the financial ones.'
    FROM bsc.scorecard AS s
    WHERE s.id = _lint_balance.scorecard_id
      AND (SELECT bool_and(m.financial) FROM bsc.measure AS m WHERE m.scorecard_id = s.id)
    UNION ALL
    SELECT 'no-financial-side', s.code,
        format('scorecard "%s" has no financial side', COALESCE(s.name, s.code)),
        'Call a perspective "financial", or mark its measures as such: the strategy is to pay somewhere.'
    FROM bsc.scorecard AS s
    WHERE s.id = _lint_balance.scorecard_id
      AND bsc._financial_perspective(s.id) IS NULL
      AND EXISTS (SELECT 1 FROM bsc.objective AS o WHERE o.scorecard_id = s.id)
    UNION ALL
    SELECT 'no-' || w.theme, concat_ws('/', s.code, p.code),
        format('perspective "%s" has no objective for %s', COALESCE(p.name, p.code), w.theme),
        format('Add one, or give one that is there the theme "%s".', w.theme)
    FROM bsc.scorecard AS s
    JOIN bsc.perspective AS p ON p.id = bsc._financial_perspective(s.id)
    CROSS JOIN (VALUES ('growth'), ('productivity')) AS w (theme)
    WHERE s.id = _lint_balance.scorecard_id
      AND EXISTS (SELECT 1 FROM bsc.objective AS o WHERE o.perspective_id = p.id)
      AND NOT EXISTS (
          SELECT 1 FROM objective AS o
          WHERE o.is_financial AND w.theme = ANY (o.themes))
    UNION ALL
    SELECT 'no-key-process', s.code,
        format('no objective is about customer %s, a key process of %s', k.process, s.value_proposition),
        format('Add one to the processes, or give one that is there the theme "%s".', k.process)
    FROM bsc.scorecard AS s
    JOIN (VALUES
        ('product leadership', 'acquisition'), ('product leadership', 'selection'),
        ('customer intimacy', 'acquisition'), ('customer intimacy', 'retention'),
        ('customer intimacy', 'development'),
        ('operational excellence', 'acquisition'), ('operational excellence', 'retention')
    ) AS k (proposition, process) ON k.proposition = s.value_proposition
    WHERE s.id = _lint_balance.scorecard_id
      AND EXISTS (SELECT 1 FROM bsc.objective AS o WHERE o.scorecard_id = s.id)
      AND NOT EXISTS (
          SELECT 1 FROM objective AS o
          WHERE NOT COALESCE(o.is_financial, false)
            AND o.perspective_id NOT IN (SELECT l.id FROM learning AS l)
            AND k.process = ANY (o.themes));
END;
COMMENT ON FUNCTION bsc._lint_balance(bigint) IS 'findings of bsc.lint: balances and key processes';

-- What is wrong with the loop that a node is in, if it amplifies.
CREATE FUNCTION bsc._amplifying_loop(map bsc.causal_graph, node text)
RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL UNSAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ring text[] := ARRAY(
        SELECT d.node FROM bsc.downstream(map, _amplifying_loop.node) AS d
        INTERSECT
        SELECT u.node FROM bsc.upstream(map, _amplifying_loop.node) AS u) || _amplifying_loop.node;
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
RETURNS TABLE (rule text, subject text, message text, hint text)
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
        FROM bsc.upstream_of_any(map, ARRAY(SELECT o.node FROM objective AS o WHERE o.is_financial)) AS u
    ), circle AS MATERIALIZED (
        SELECT c.cycle, o.path, bsc._amplifying_loop(map, c.cycle[1]) AS amplifying,
            (SELECT string_agg('"' || n.name || '"', ' -> ' ORDER BY e.ordinality)
             FROM unnest(c.cycle || c.cycle[1]) WITH ORDINALITY AS e (node, ordinality)
             JOIN objective AS n ON n.node = e.node) AS names
        FROM bsc.cycles(map) AS c
        JOIN objective AS o ON o.node = c.cycle[1]
    )
    SELECT 'no-outcome', o.path,
        CASE WHEN 'technology' = ANY (o.themes)
            THEN format('technology "%s" leads to no financial objective', o.name)
            ELSE format('objective "%s" leads to no financial one', o.name) END,
        CASE WHEN 'technology' = ANY (o.themes)
            THEN 'Link it to the objectives that it is to serve, or leave it: technology is no strategy.'
            ELSE 'Link it to what it is to bring about, until the links reach a financial objective.' END
    FROM objective AS o
    WHERE o.is_financial IS FALSE AND o.node NOT IN (SELECT p.node FROM paying AS p)
    UNION ALL
    SELECT 'backward-link', c.path,
        format('the link "%s" -> "%s" runs down, from "%s" to "%s"', c.name, e.name, c.perspective, e.perspective),
        'Causes run upwards, from learning to processes to customers to finance: is it the other way round?'
    FROM bsc.link AS l
    JOIN objective AS c ON c.id = l.cause
    JOIN objective AS e ON e.id = l.effect
    WHERE l.scorecard_id = _lint_map.scorecard_id AND c.rank < e.rank
    UNION ALL
    SELECT CASE WHEN c.amplifying IS NULL THEN 'cycle' ELSE 'amplifying-loop' END, c.path,
        CASE WHEN c.amplifying IS NULL
            THEN format('the links %s form a cycle', c.names)
            ELSE format('the links %s are part of a loop that amplifies', c.names) END,
        CASE WHEN c.amplifying IS NULL
            THEN 'A cause that is its own effect explains nothing: leave out the weakest link.'
            ELSE c.amplifying || ' Effects and root causes are not defined: lower the strengths or leave out a link.' END
    FROM circle AS c;
END
$$;
COMMENT ON FUNCTION bsc._lint_map(bigint) IS 'findings of bsc.lint: causes and effects';

-- Weights that look like shares, and add up to nearly the whole.
CREATE FUNCTION bsc._lint_weights(scorecard_id bigint)
RETURNS TABLE (rule text, subject text, message text, hint text)
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
    SELECT 'zero-weights', a.path,
        format('all %s of %s "%s" have weight 0', a.children, a.kind, a.name),
        format('It can never have a score: give one of its %s a weight.', a.children)
    FROM added AS a
    WHERE a.greatest = 0
    UNION ALL
    SELECT 'weights-off', a.path,
        format('the weights of the %s of %s "%s" add up to %s, not %s', a.children, a.kind, a.name,
            trim_scale(a.total), w.whole),
        format('If they are meant as %s, one of them is wrong; they are taken in proportion as they are.',
            CASE w.whole WHEN 1 THEN 'shares' ELSE 'percentages' END)
    FROM added AS a
    CROSS JOIN (VALUES (1), (100)) AS w (whole)
    WHERE a.combine = 'mean'
      AND a.least < a.greatest AND a.greatest < w.whole
      AND abs(a.total - w.whole) > w.whole * 1e-9
      AND abs(a.total - w.whole) <= w.whole * 0.1;
END;
COMMENT ON FUNCTION bsc._lint_weights(bigint) IS 'findings of bsc.lint: weights';

-- Queries and the roles that they run as.
CREATE FUNCTION bsc._lint_queries(scorecard_id bigint)
RETURNS TABLE (rule text, subject text, message text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE COST 10000 ROWS 5
BEGIN ATOMIC
    SELECT CASE WHEN r.rolname IS NULL THEN 'no-role' ELSE 'broken-query' END, q.path,
        CASE WHEN r.rolname IS NULL
            THEN format('measure "%s" is to be run as role "%s", which does not exist', q.name, q.run_as)
            ELSE format('the query of measure "%s" would fail: %s', q.name,
                split_part(q.problem, E'\n', 1)) END,
        CASE WHEN r.rolname IS NULL
            THEN 'Create the role, or set the measure''s run_as to another.'
            ELSE COALESCE(NULLIF(substr(q.problem, strpos(q.problem, E'\n') + 1), q.problem),
                'Mend the query; bsc.test_query() shows what it returns.') END
    FROM (
        SELECT concat_ws('/', s.code, n.key) AS path, n.name, m.run_as, bsc.query_problem(m.id) AS problem
        FROM bsc.scorecard AS s
        CROSS JOIN bsc._node(s.id) AS n
        JOIN bsc.measure AS m ON m.id = n.id
        WHERE s.id = _lint_queries.scorecard_id AND n.level = 3 AND m.query IS NOT NULL
        OFFSET 0) AS q
    LEFT JOIN pg_roles AS r ON r.rolname = q.run_as
    WHERE q.problem IS NOT NULL;
END;
COMMENT ON FUNCTION bsc._lint_queries(bigint) IS 'findings of bsc.lint: queries and their roles';

-- Targets that nothing is ever measured against: the entity is misspelt, or
-- the query does not return it.  Targets that begin after the last actual are
-- for the future; those of the whole serve entities too, unless they are sums.
CREATE FUNCTION bsc._lint_entities(scorecard_id bigint)
RETURNS TABLE (rule text, subject text, message text, hint text)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 5
BEGIN ATOMIC
    WITH latest AS (
        SELECT max(bsc.last_day(a.period)) AS day
        FROM bsc.measure AS m
        CROSS JOIN LATERAL (
            SELECT bsc.max(x.period) AS period FROM bsc.actual AS x WHERE x.measure_id = m.id) AS a
        WHERE m.scorecard_id = _lint_entities.scorecard_id
    ), planned AS (
        SELECT m.id, m.rollup, t.entity
        FROM bsc.measure AS m
        CROSS JOIN latest AS l
        JOIN bsc.plan AS t ON t.measure_id = m.id AND bsc.first_day(t.period) <= l.day
        WHERE m.scorecard_id = _lint_entities.scorecard_id
        GROUP BY m.id, t.entity
    ), unmet AS (
        SELECT n.id, bsc._list_codes(array_agg(
            CASE n.entity WHEN '' THEN 'the whole' ELSE '"' || n.entity || '"' END ORDER BY n.entity)) AS entities
        FROM planned AS n
        WHERE NOT EXISTS (SELECT 1 FROM bsc.actual AS a WHERE a.measure_id = n.id AND a.entity = n.entity)
          AND NOT (n.entity = '' AND n.rollup <> 'sum'
                   AND EXISTS (SELECT 1 FROM bsc.actual AS a WHERE a.measure_id = n.id))
        GROUP BY n.id
    )
    SELECT 'no-actuals', concat_ws('/', s.code, n.key),
        format('measure "%s" has targets but no actuals for %s', n.name, u.entities),
        'Refresh or record them; if they should be there, compare the names with those that the query returns.'
    FROM unmet AS u
    JOIN bsc._node(_lint_entities.scorecard_id) AS n ON n.level = 3 AND n.id = u.id
    JOIN bsc.scorecard AS s ON s.id = _lint_entities.scorecard_id;
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
    ('no-target', 'warning', 'a measure without any target',
     'The paper: objectives are made concrete by measures, targets and initiatives; all sixteen of its case have a target.'),
    ('idle-initiative', 'warning', 'an initiative that serves no objective',
     'The paper: CRM fails where the resources of the organization are not tied to the customer strategy.'),
    ('no-outcome', 'warning', 'an objective, such as technology, that no path of links joins to a financial one',
     'The paper: CRM fails where technology is taken for the driver of the customer strategy; chains of cause and effect must end in lasting profit.'),
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
    ('no-actuals', 'warning', 'entities with a target of a period that has begun, and no actual of that measure',
     'Practice: the entity is misspelt in the plan, or the query leaves it out.'),
    ('no-query', 'notice', 'a measure without a query',
     'Practice: what is recorded by hand is forgotten first.');
COMMENT ON VIEW bsc.lint_rule IS 'the rules of bsc.lint, with the reason for each';

CREATE FUNCTION bsc.lint(scorecard text)
RETURNS TABLE (rule text, severity text, subject text, message text, hint text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 20000 ROWS 20
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
DECLARE
    own_id bigint := bsc.scorecard_id(scorecard);
BEGIN
    RETURN QUERY
    SELECT f.rule, r.severity, f.subject, f.message, f.hint
    FROM (SELECT g.* FROM bsc._lint_gaps(own_id) AS g
          UNION ALL SELECT b.* FROM bsc._lint_balance(own_id) AS b
          UNION ALL SELECT m.* FROM bsc._lint_map(own_id) AS m
          UNION ALL SELECT w.* FROM bsc._lint_weights(own_id) AS w
          UNION ALL SELECT q.* FROM bsc._lint_queries(own_id) AS q
          UNION ALL SELECT e.* FROM bsc._lint_entities(own_id) AS e) AS f
    LEFT JOIN bsc.lint_rule AS r ON r.rule = f.rule
    ORDER BY array_position(ARRAY['error', 'warning', 'notice'], r.severity), f.rule, f.subject, f.message;
END
$$;
COMMENT ON FUNCTION bsc.lint(text) IS
    'what the practice of scorecards says is wrong with this one: rule, severity (error, warning or notice), subject, message and hint';

GRANT SELECT ON bsc.model_word, bsc.lint_rule TO @extowner@ WITH GRANT OPTION;
