-- What holds for every object of the extension: it is described, labelled for
-- the planner, needs nobody's search_path and gives nothing to the public.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT plan(19);

CREATE TEMP VIEW member AS
SELECT d.classid, d.objid
FROM pg_depend AS d
JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
WHERE e.extname = 'bsc' AND d.deptype = 'e';

CREATE TEMP VIEW routine AS
SELECT p.*, p.oid::regprocedure::text AS signature, l.lanname AS language
FROM member AS m
JOIN pg_proc AS p ON m.classid = 'pg_proc'::regclass AND p.oid = m.objid
JOIN pg_language AS l ON l.oid = p.prolang;

SELECT cmp_ok((SELECT count(*) FROM routine), '>', 100::bigint, 'there are functions to look at');

-- indexes, sequences, row types and array types follow from what they belong to
SELECT is_empty($$
    SELECT pg_describe_object(m.classid, m.objid, 0)
    FROM member AS m
    LEFT JOIN pg_class AS c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid
    LEFT JOIN pg_type AS t ON m.classid = 'pg_type'::regclass AND t.oid = m.objid
    WHERE obj_description(m.objid, m.classid::regclass::name) IS NULL
      AND m.classid NOT IN ('pg_cast'::regclass, 'pg_opfamily'::regclass, 'pg_opclass'::regclass,
                            'pg_amop'::regclass, 'pg_amproc'::regclass)
      AND coalesce(c.relkind, 'r') NOT IN ('i', 'S')
      AND coalesce(t.typtype, 'b') <> 'c' AND coalesce(t.typelem, 0) = 0
    ORDER BY 1$$, 'every object has a comment');

SELECT is_empty($$
    SELECT pg_describe_object(m.classid, m.objid, 0)
    FROM member AS m
    WHERE obj_description(m.objid, m.classid::regclass::name) ~ '^[[:space:]]|[.]$'
    ORDER BY 1$$, 'comments are written as the server writes its own, without a full stop');

SELECT is_empty($$
    SELECT signature FROM routine
    WHERE prosecdef ORDER BY 1$$, 'no function runs with the rights of its owner');

-- errors tell their arguments, which row security and views with security_barrier are to hide
SELECT is_empty($$
    SELECT signature FROM routine
    WHERE proleakproof ORDER BY 1$$, 'no function claims that it tells nothing of its arguments');

-- what a statistic of a column holds is shown by the server's own estimators to those alone who may read it
SELECT is_empty($$
    SELECT o.oid::regoperator::text FROM member AS m
    JOIN pg_operator AS o ON m.classid = 'pg_operator'::regclass AND o.oid = m.objid
    JOIN pg_proc AS p ON p.oid IN (o.oprrest, o.oprjoin)
    WHERE p.pronamespace <> 'pg_catalog'::regnamespace ORDER BY 1$$, 'no operator has an estimator of its own');

SELECT is_empty($$
    SELECT signature FROM routine
    WHERE language = 'plpgsql'
      AND (proconfig IS NULL OR NOT 'search_path=pg_catalog, pg_temp' = ANY (proconfig))
    ORDER BY 1$$, 'every PL/pgSQL function fixes its search_path');

SELECT is_empty($$
    SELECT signature FROM routine
    WHERE language = 'sql' AND prosqlbody IS NULL
      AND (proconfig IS NULL OR NOT 'search_path=pg_catalog, pg_temp' = ANY (proconfig))
    ORDER BY 1$$, 'every SQL function is bound when it is created');

-- what writes, locks, or runs other people's queries
CREATE TEMP TABLE writes (name text PRIMARY KEY);
INSERT INTO writes VALUES
    ('define'), ('_define_thresholds'), ('_plan_measure'), ('copy_targets'), ('_define_perspectives'), ('_define_objectives'), ('_define_measures'), ('_define_plans'),
    ('_define_links'), ('_define_initiatives'), ('_open_scorecard'), ('_remove_measures'), ('_remove_plans'), ('_release_operands'),
    ('_rename_history'), ('_rename_entities'), ('_number_entities'), ('adopt'), ('_adopt'), ('_change_places'), ('_keep_places'), ('_take_places'), ('_tell_above'), ('_rename_places'), ('_update_places'), ('_write_rows'), ('drop_scorecard'), ('_lock_scorecard'), ('_lock_codes'), ('_lock_document'), ('_refuse_closed'),
    ('test_query'), ('record'), ('phase_targets'), ('record_review'), ('_freeze'), ('_mark_closed'),
    ('_note_changes'), ('_forget_changes'), ('annotate'), ('drill'), ('edit_note'), ('withdraw_note'), ('_change_note'), ('prune_history'), ('_extend_places'), ('_define_catalogue'),
    ('query_problem'), ('_query_problem'), ('_lint_queries'), ('_lint_map'), ('lint'), ('_note_role');

SELECT is_empty($$
    SELECT signature FROM routine AS r
    WHERE provolatile = 'v' AND prorettype <> 'trigger'::regtype AND prokind <> 'p'
      AND prokind <> 'a' AND proname NOT IN (SELECT name FROM writes)
    ORDER BY 1$$, 'only what writes or locks is volatile');

-- what catches errors, or calls what does, needs a subtransaction, and parallel workers cannot have one;
-- nor have they their leader's picture of the activities
SELECT is_empty($$
    SELECT signature FROM routine
    WHERE proparallel <> 's' AND prorettype <> 'trigger'::regtype AND prokind <> 'p'
      AND proname NOT IN (SELECT name FROM writes)
      AND proname NOT IN ('_moved', '_read_document', '_check_formulas', '_check_document_formulas', '_weigh_document', 'define_changes', 'review', '_review_findings', '_review_objectives', '_review_initiatives',
                          '_running_refreshes', '_query_reads', '_lint_remote', '_sheet', '_live_sheet', '_pages_to_keep', '_sheet_finding', 'report', '_reported')
      AND NOT (language = 'plpgsql' AND prosrc ~ 'EXCEPTION\s+WHEN')
    ORDER BY 1$$, 'all else is parallel safe');

-- RAISE shows "HINT:" even where there is none; bsc._refuse() leaves it out
SELECT is_empty($$
    SELECT signature FROM routine
    WHERE language = 'plpgsql' AND prosrc ~ '(HINT|DETAIL) = (coalesce\([\w.]+, ''''\)|(\w+\.)?(advice|more|hint))\s*[,;]'
    ORDER BY 1$$, 'no hint or detail may be empty');

-- pg_upgrade makes functions before the operator classes of our types, by which rows are grouped, sorted and found least
SELECT is_empty($$
    SELECT p.oid::regprocedure::text
    FROM pg_proc AS p
    CROSS JOIN LATERAL regexp_matches(p.prosqlbody::text, ':(?:eqop|minmaxtype) (\d+)', 'g') AS m
    WHERE p.pronamespace = 'bsc'::regnamespace
      AND (EXISTS (SELECT 1 FROM pg_operator AS o WHERE o.oid = m[1]::oid AND o.oprnamespace = 'bsc'::regnamespace)
           OR EXISTS (SELECT 1 FROM pg_type AS t WHERE t.oid = m[1]::oid AND t.typnamespace = 'bsc'::regnamespace))
    ORDER BY 1$$, 'no bound body groups, sorts or compares by an operator class of ours');

SELECT is_empty($$
    SELECT signature FROM routine
    WHERE prokind = 'a' AND proparallel <> 's' ORDER BY 1$$, 'aggregates are parallel safe');

-- an input, output or support function, or an operator's, is called by no name
SELECT is_empty($$
    SELECT r.signature FROM routine AS r
    WHERE r.pronargs > 0 AND r.proargnames IS NULL AND r.prorettype <> 'trigger'::regtype
      AND obj_description(r.oid, 'pg_proc') !~ '^(I/O|implementation of |less-equal-greater|hash|sort support|planner support|aggregate )'
    ORDER BY 1$$, 'arguments have names');

SELECT is_empty($$
    SELECT c.oid::regclass::text
    FROM member AS m
    JOIN pg_class AS c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid
    WHERE c.relkind = 'v' AND (c.reloptions IS NULL OR NOT 'security_invoker=true' = ANY (c.reloptions))
    ORDER BY 1$$, 'views look with the rights of who looks');

SELECT is_empty($$
    SELECT c.oid::regclass::text, a.privilege_type
    FROM member AS m
    JOIN pg_class AS c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid
    CROSS JOIN aclexplode(c.relacl) AS a
    WHERE a.grantee = 0
    ORDER BY 1$$, 'the public sees no table and no view');

SELECT is_empty($$
    SELECT c.oid::regclass::text
    FROM member AS m
    JOIN pg_class AS c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid
    CROSS JOIN pg_extension AS e
    WHERE e.extname = 'bsc' AND c.relkind IN ('r', 'S')
      AND NOT c.oid = ANY (e.extconfig)
      AND c.relname <> '_run_as_role'   -- roles have other oids elsewhere
    ORDER BY 1$$, 'every table and every sequence is dumped with its data');

SELECT is_empty($$
    SELECT c.oid::regclass::text
    FROM member AS m
    JOIN pg_class AS c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid
    WHERE c.relkind IN ('r', 'v', 'm') AND c.relname IN ('period', 'target', 'status', 'tally', 'causal_graph')
    ORDER BY 1$$, 'no relation takes the name of a type');

-- what runs in milliseconds is not worth compiling, and the costs of functions over many rows have the server do it
SELECT is_empty($$
    SELECT signature FROM routine
    WHERE language = 'plpgsql' AND provolatile = 's' AND proretset AND proname !~ '^_' AND 'scorecard' = ANY (proargnames)
      AND 'jit=off' <> ALL (coalesce(proconfig, '{}'))
    ORDER BY 1$$, 'whoever asks one scorecard does without JIT');

SELECT * FROM finish();
ROLLBACK;
