-- The public API as one page: every name of schema bsc without a leading underscore.  Who adds one changes this
-- list on purpose; everything else is bsc._name and may change.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS bsc;
RESET client_min_messages;
\pset format unaligned
\pset tuples_only on

\echo types, tables and views
SELECT CASE WHEN t.typtype = 'e' THEN 'enum' WHEN c.relkind = 'r' THEN 'table' WHEN c.relkind = 'v' THEN 'view' ELSE 'type' END,
    t.typname
FROM pg_type AS t
LEFT JOIN pg_class AS c ON c.oid = t.typrelid
WHERE t.typnamespace = 'bsc'::regnamespace AND t.typname !~ '^_' AND t.typelem = 0
ORDER BY 1, t.typname COLLATE "C";

\echo functions, procedures and aggregates
SELECT CASE p.prokind WHEN 'a' THEN 'aggregate' WHEN 'p' THEN 'procedure' ELSE 'function' END,
    p.proname || '(' || pg_get_function_arguments(p.oid) || ')' || coalesce(' ' || pg_get_function_result(p.oid), '')
FROM pg_proc AS p
WHERE p.pronamespace = 'bsc'::regnamespace AND p.proname !~ '^_'
ORDER BY p.proname COLLATE "C", pg_get_function_arguments(p.oid) COLLATE "C";
