-- Making the tables say what a document says.
--
-- Each node of the document is first matched with the row that it describes,
-- by its code or by the one it had before; then, table by table, rows that are
-- no longer wanted are deleted, rows that differ are updated and rows that are
-- missing are inserted.  A row that is as it should be is not touched: the same
-- document again writes nothing.

-- Which row does each node of a kind describe?  The one with its own code; or
-- the one with the code that it had before ("was"), if there is none with its
-- own, or if that one becomes another node's in turn.  So codes can be handed
-- on (a becomes b, b becomes c) or swapped, and a document whose renaming has
-- been done already can be given again.
--
-- "claim" holds the nodes whose old code exists.  A claim is void if the node's
-- own code exists too and nobody else claims that row with effect; "chain"
-- follows each claim to whoever claims the code that it would take.
CREATE FUNCTION bsc.match_nodes(nodes bsc.document_node[], kind text, keys text[], ids bigint[])
RETURNS bsc.document_node[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    RETURN ARRAY(
        WITH RECURSIVE
        present AS MATERIALIZED (
            SELECT u.key, u.id FROM unnest(keys, ids) AS u (key, id)
        ),
        claim AS MATERIALIZED (
            SELECT n.key, n.was
            FROM unnest(nodes) AS n
            JOIN present AS r ON r.key = n.was
            WHERE n.kind = match_nodes.kind AND n.was <> n.key
        ),
        chain (start, key) AS (
            SELECT c.key, c.key FROM claim AS c
            UNION
            SELECT h.start, c.key
            FROM chain AS h
            JOIN present AS r ON r.key = h.key
            JOIN claim AS c ON c.was = h.key
        ),
        renamed AS MATERIALIZED (
            SELECT c.key, c.was
            FROM claim AS c
            WHERE c.key NOT IN (
                SELECT h.start
                FROM chain AS h
                JOIN present AS r ON r.key = h.key
                WHERE h.key NOT IN (SELECT o.was FROM claim AS o))
        )
        SELECT CASE WHEN n.kind = match_nodes.kind
                    THEN (n.kind, n.place, n.path, n.parent, n.ordinal, n.key, c.was,
                          coalesce(old.id, own.id), n.value)::bsc.document_node
                    ELSE n::bsc.document_node END
        FROM unnest(nodes) AS n
        LEFT JOIN renamed AS c ON c.key = n.key AND n.kind = match_nodes.kind
        LEFT JOIN present AS old ON old.key = c.was
        LEFT JOIN present AS own ON own.key = n.key AND n.kind = match_nodes.kind
            AND own.key NOT IN (SELECT o.was FROM renamed AS o)
        ORDER BY n.place);
END
$$;

-- The same for objectives, whose codes are unique in their perspective only.
-- Their keys are perspective/code with the perspective's code as it is in the
-- tables so far.  An objective that is new where it stands, while one of that
-- code is missing elsewhere, has been moved from there.
CREATE FUNCTION bsc.match_objectives(nodes bsc.document_node[], own_id bigint)
RETURNS bsc.document_node[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    keys text[];
    ids bigint[];
    keyed bsc.document_node[];
BEGIN
    SELECT array_agg(p.code || '/' || o.code ORDER BY p.code, o.code),
           array_agg(o.id ORDER BY p.code, o.code)
    INTO keys, ids
    FROM bsc.objective AS o
    JOIN bsc.perspective AS p ON p.id = o.perspective_id
    WHERE o.scorecard_id = own_id;

    -- a code has no slash: nothing can stand below a perspective that is new
    keyed := ARRAY(
        SELECT (n.kind, n.place, n.path, n.parent, n.ordinal,
                coalesce(p.code, '/' || n.parent) || '/' || n.key,
                CASE WHEN n.was IS NULL THEN NULL
                     WHEN strpos(n.was, '/') > 0 THEN n.was
                     ELSE coalesce(
                        (SELECT u.key FROM unnest(keys) AS u (key) WHERE u.key = p.code || '/' || n.was),
                        (SELECT min(u.key) FROM unnest(keys) AS u (key) WHERE split_part(u.key, '/', 2) = n.was))
                END,
                NULL, n.value)::bsc.document_node
        FROM unnest(nodes) AS n
        JOIN unnest(nodes) AS above ON above.path = n.parent
        LEFT JOIN bsc.perspective AS p ON p.id = above.id
        WHERE n.kind = 'objective');

    keyed := ARRAY(
        SELECT (n.kind, n.place, n.path, n.parent, n.ordinal, n.key,
                CASE WHEN n.key = ANY (keys) OR n.was = ANY (keys) THEN n.was ELSE moved.key END,
                NULL, n.value)::bsc.document_node
        FROM (SELECT k.*, row_number() OVER (PARTITION BY k.value ->> 'code' ORDER BY k.place) AS turn
              FROM unnest(keyed) AS k) AS n
        LEFT JOIN (
            SELECT u.key, row_number() OVER (PARTITION BY split_part(u.key, '/', 2) ORDER BY u.key) AS turn
            FROM unnest(keys) AS u (key)
            WHERE NOT EXISTS (SELECT 1 FROM unnest(keyed) AS k WHERE u.key IN (k.key, k.was))
        ) AS moved ON split_part(moved.key, '/', 2) = n.value ->> 'code' AND moved.turn = 1
            AND NOT EXISTS (
                SELECT 1 FROM unnest(keyed) AS k
                WHERE k.value ->> 'code' = n.value ->> 'code' AND k.place < n.place
                  AND NOT coalesce(k.key = ANY (keys) OR k.was = ANY (keys), false)));

    RETURN ARRAY(SELECT n FROM unnest(nodes) AS n WHERE n.kind <> 'objective')
        || bsc.match_nodes(keyed, 'objective', keys, ids);
END
$$;
