-- Findings of bsc.lint about queries over tables of other servers: foreign tables,
-- partitioned tables that have such parts, and tables that Citus distributes.

-- The tables that Citus distributes, where it is installed.
CREATE FUNCTION bsc._distributed_tables()
RETURNS oid[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tables oid[] := '{}';
BEGIN
    IF has_table_privilege(to_regclass('pg_catalog.pg_dist_partition'), 'SELECT') THEN
        EXECUTE 'SELECT array_agg(p.logicalrelid::oid) FROM pg_catalog.pg_dist_partition AS p' INTO tables;
    END IF;
    RETURN coalesce(tables, '{}');
END
$$;
COMMENT ON FUNCTION bsc._distributed_tables() IS 'the tables that Citus spreads over its workers';

-- Is a table on another server, or a part of it?
CREATE FUNCTION bsc._is_foreign(relation oid)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN EXISTS (
    SELECT 1
    FROM pg_class AS c
    WHERE c.relkind = 'f'
      AND (c.oid = relation
           OR c.oid IN (SELECT t.relid FROM pg_partition_tree(relation::regclass) AS t)));
COMMENT ON FUNCTION bsc._is_foreign(oid) IS 'is it a foreign table, or has it a partition that is one?';

CREATE FUNCTION bsc._lint_remote(scorecard_id bigint)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL UNSAFE COST 10000 ROWS 2
BEGIN ATOMIC
    SELECT f.*
    FROM (
        SELECT concat_ws('/', s.code, n.key) AS path, n.name, bsc._query_reads(n.id) AS reads
        FROM bsc.scorecard AS s
        CROSS JOIN bsc._node(s.id) AS n
        JOIN bsc.measure AS m ON m.id = n.id
        WHERE s.id = _lint_remote.scorecard_id AND n.level = 3 AND m.query IS NOT NULL
        OFFSET 0) AS q
    CROSS JOIN bsc._distributed_tables() AS d (tables)
    CROSS JOIN LATERAL (
        SELECT 'remote-zone'::text, min(t.relation::regclass::text)
        FROM unnest((q.reads).tables) AS t (relation)
        WHERE (q.reads).session_zone AND (t.relation = ANY (d.tables) OR bsc._is_foreign(t.relation))
        UNION ALL
        SELECT 'remote-rollup'::text, min(t.relation::regclass::text)
        FROM unnest((q.reads).grouped) AS t (relation)
        WHERE t.relation = ANY (d.tables)) AS b (rule, relation)
    CROSS JOIN LATERAL bsc._lint_finding(b.rule, q.path, jsonb_build_object('name', q.name, 'relation', b.relation)) AS f
    WHERE b.relation IS NOT NULL;
END;
COMMENT ON FUNCTION bsc._lint_remote(bigint) IS 'findings of bsc.lint: queries over tables of other servers';
