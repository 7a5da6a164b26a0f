-- The places of entities in their tree, as numbers.
--
-- They are numbered depth first, so that whoever evaluates finds all that is below an
-- entity by one range of an index.  Between numbers there is room: a change takes new
-- numbers for those that it adds or moves, and leaves the others alone, in the history
-- of places, too.
--
-- Of those that stand between the same two numbers, new ones stand close behind the
-- first, since the next to come is likely to follow them.  Where there is no room, the
-- next few children of the one above are placed anew, too, evenly; if that is not
-- enough, more of them, then the one above with all below it, at the worst the whole
-- tree.
--
-- The functions go by places alone where they can, not by the catalogue: of a statement that does
-- several things at once, such as MERGE, the triggers see all that it did, but are told of one after the other.
-- They are planned anew each time: a plan that was made for five entities takes
-- minutes for ten thousand.

-- All below an entity have numbers above its own, up to "last", which the last of them has.
-- Number 0 is the root.  Kept by triggers and dumped with the rest.
CREATE TABLE bsc._entity_place (
    scorecard_id bigint NOT NULL,
    number bigint NOT NULL,
    last bigint NOT NULL,
    above bigint,
    below integer NOT NULL,
    position integer NOT NULL,
    code text NOT NULL,
    starts date,
    ends date,
    changed_at timestamptz NOT NULL DEFAULT bsc._now(),
    PRIMARY KEY (scorecard_id, number),
    CONSTRAINT entity_has_one_place UNIQUE (scorecard_id, code)
) WITH (autovacuum_analyze_threshold = 0);
COMMENT ON TABLE bsc._entity_place IS 'the places of entities in their tree, numbered depth first';
COMMENT ON COLUMN bsc._entity_place.above IS 'the number of the entity right above it';
COMMENT ON COLUMN bsc._entity_place.below IS 'how many are below it';
CREATE INDEX _entity_place_of_above ON bsc._entity_place (scorecard_id, above, position, code COLLATE "C");

-- An entity that is to get a place: below whom that has one it comes, how deep, and
-- behind which number.
CREATE TYPE bsc._unplaced AS (
    code text,
    depth integer,
    above bigint,
    behind bigint,
    step bigint,
    number bigint);
COMMENT ON TYPE bsc._unplaced IS 'an entity that is to get a place';

SELECT pg_catalog.pg_extension_config_dump('bsc._entity_place', '');
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE bsc._entity_place TO @extowner@ WITH GRANT OPTION;

CREATE FUNCTION bsc._keep_places(places bsc._entity_place[], moment timestamptz)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
BEGIN
    INSERT INTO bsc._entity_place_history (
        scorecard_id, number, last, above, below, position, code, starts, ends, changed_at, replaced_at)
    SELECT g.scorecard_id, g.number, g.last, g.above, g.below, g.position, g.code, g.starts, g.ends, g.changed_at, moment
    FROM unnest(places) AS g
    JOIN bsc.scorecard AS s ON s.id = g.scorecard_id
    WHERE g.changed_at < moment;
END
$$;
COMMENT ON FUNCTION bsc._keep_places(bsc._entity_place[], timestamptz) IS 'keep places that entities had up to a moment in their history';

-- Begin a change of the tree.  It is another from one moment on, whoever began first.
-- The root's row is written by every change, so that under REPEATABLE READ nobody goes by
-- a tree that is another by now.
CREATE FUNCTION bsc._change_places(scorecard_id bigint)
RETURNS timestamptz
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    root bsc._entity_place;
    moment timestamptz;
BEGIN
    SELECT p.* INTO root FROM bsc._entity_place AS p WHERE p.scorecard_id = _change_places.scorecard_id AND p.number = 0;
    moment := greatest(bsc._now(), root.changed_at);
    UPDATE bsc._entity_place AS p SET changed_at = moment WHERE p.scorecard_id = _change_places.scorecard_id AND p.number = 0;
    IF FOUND THEN
        PERFORM bsc._keep_places(ARRAY[root], moment);
    ELSE
        INSERT INTO bsc._entity_place (scorecard_id, number, last, below, position, code, changed_at)
        VALUES (_change_places.scorecard_id, 0, 0, 0, 0, '', moment);
    END IF;
    RETURN moment;
END
$$;
COMMENT ON FUNCTION bsc._change_places(bigint) IS 'begin a change of the places in a tree; returns its time';

-- Take the places of some entities and of all below them; NULL: of all but the root.
CREATE FUNCTION bsc._take_places(scorecard_id bigint, codes text[], moment timestamptz)
RETURNS bsc._entity_place[]
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $$
DECLARE
    taken bsc._entity_place[];
BEGIN
    WITH removed AS (
        DELETE FROM bsc._entity_place AS p
        WHERE p.scorecard_id = _take_places.scorecard_id AND p.number > 0 AND p.number = ANY (ARRAY(
            SELECT d.number
            FROM bsc._entity_place AS a
            JOIN bsc._entity_place AS d ON d.scorecard_id = a.scorecard_id AND d.number >= a.number AND (d.number <= a.last OR codes IS NULL)
            WHERE a.scorecard_id = _take_places.scorecard_id AND a.code = ANY (coalesce(codes, ARRAY['']))))
        RETURNING p AS place
    )
    SELECT array_agg(r.place) INTO taken FROM removed AS r;
    PERFORM bsc._keep_places(taken, moment);
    RETURN taken;
END
$$;
COMMENT ON FUNCTION bsc._take_places(bigint, text[], timestamptz) IS 'take the places of entities and of all below them, which it returns';

-- The numbers that entities without a place get (NULL: all of them), as far as they are reached from those that have one.
CREATE FUNCTION bsc._unplaced_entities(scorecard_id bigint, codes text[], apart bigint)
RETURNS SETOF bsc._unplaced
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $$
BEGIN
    RETURN QUERY
    WITH RECURSIVE top AS (
        SELECT t.code, t.position, a.number AS above, coalesce(b.last, a.number) AS behind
        FROM bsc.entity AS t
        JOIN bsc._entity_place AS a ON a.scorecard_id = t.scorecard_id AND a.code = t.parent
        LEFT JOIN LATERAL (
            SELECT s.last
            FROM bsc._entity_place AS s
            WHERE s.scorecard_id = a.scorecard_id AND s.above = a.number
              AND (s.position, s.code COLLATE "C") < (t.position, t.code COLLATE "C")
            ORDER BY s.position DESC, s.code COLLATE "C" DESC
            LIMIT 1) AS b ON true
        WHERE t.scorecard_id = _unplaced_entities.scorecard_id AND (codes IS NULL OR t.code = ANY (codes))
    ), gap AS MATERIALIZED (
        -- what was last before a top may be gone
        SELECT b.behind, f.number AS first,
            (SELECT min(p.number) FROM bsc._entity_place AS p
             WHERE p.scorecard_id = _unplaced_entities.scorecard_id AND p.number > f.number) AS next
        FROM (SELECT DISTINCT t.behind FROM top AS t) AS b
        CROSS JOIN LATERAL (
            SELECT max(p.number) AS number FROM bsc._entity_place AS p
            WHERE p.scorecard_id = _unplaced_entities.scorecard_id AND p.number <= b.behind) AS f
    ), walk AS (
        SELECT t.code, t.above, t.behind, ARRAY[bsc._place(t.position::bigint, t.code)] AS place
        FROM top AS t
        UNION ALL
        SELECT e.code, w.above, w.behind, w.place || bsc._place(e.position::bigint, e.code)
        FROM walk AS w
        JOIN bsc.entity AS e ON e.scorecard_id = _unplaced_entities.scorecard_id AND e.parent = w.code
        WHERE cardinality(w.place) < 100
    ), ordered AS (
        -- of those in one gap, who stands below a deeper one comes first
        SELECT w.code, cardinality(w.place) AS depth, w.above, g.first, g.next, count(*) OVER (PARTITION BY g.first) AS among,
            row_number() OVER (PARTITION BY g.first ORDER BY w.above DESC, w.place COLLATE "C") AS ordinal
        FROM walk AS w
        JOIN gap AS g ON g.behind = w.behind
    )
    SELECT o.code, o.depth, o.above, o.first, s.step, o.first + o.ordinal * s.step
    FROM ordered AS o
    CROSS JOIN LATERAL (SELECT CASE
        WHEN o.next IS NULL THEN least(17592186044416, (4611686018427387904 - o.first) / (1 + o.among))
        ELSE least(apart, (o.next - o.first) / (1 + o.among)) END AS step) AS s;
END
$$;
COMMENT ON FUNCTION bsc._unplaced_entities(bigint, text[], bigint) IS 'entities without a place, with the numbers that they get';

-- Who is to be placed anew with entities that have no room: the next of those below the
-- same one, and at last this one itself.
CREATE FUNCTION bsc._in_the_way(scorecard_id bigint, part bsc._unplaced[], many integer)
RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $$
BEGIN
    RETURN ARRAY(
        SELECT n.code
        FROM (SELECT x.behind, min(x.above) AS above FROM unnest(part) AS x WHERE x.step < 1 GROUP BY x.behind) AS c
        CROSS JOIN LATERAL (
            SELECT p.code
            FROM bsc._entity_place AS p
            WHERE p.scorecard_id = _in_the_way.scorecard_id
              AND (p.above = c.above AND p.number > c.behind OR p.number = c.above AND many > 256)
            ORDER BY p.number
            LIMIT many) AS n);
END
$$;
COMMENT ON FUNCTION bsc._in_the_way(bigint, bsc._unplaced[], integer) IS 'who is to be placed anew with entities that have no room';

-- The places of entities that have their numbers.  From the last to the first, "open" holds those that are
-- not yet known to be below another: each takes those that are deeper.
CREATE FUNCTION bsc._nested(part bsc._unplaced[])
RETURNS TABLE (code text, number bigint, last bigint, above bigint, below integer)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    codes text[];
    depths integer[];
    numbers bigint[];
    lasts bigint[];
    aboves bigint[];
    counts integer[] := array_fill(0, ARRAY[cardinality(part)]);
    open integer[] := counts;
    noted integer := 0;
    child integer;
BEGIN
    SELECT array_agg(p.code), array_agg(p.depth), array_agg(p.number), array_agg(p.number), array_agg(p.above)
    INTO codes, depths, numbers, lasts, aboves
    FROM unnest(part) AS p;
    FOR i IN REVERSE cardinality(part)..1 LOOP
        WHILE noted > 0 AND depths[open[noted]] > depths[i] LOOP
            child := open[noted];
            aboves[child] := numbers[i];
            lasts[i] := greatest(lasts[i], lasts[child]);
            counts[i] := counts[i] + 1 + counts[child];
            noted := noted - 1;
        END LOOP;
        noted := noted + 1;
        open[noted] := i;
    END LOOP;
    RETURN QUERY
    SELECT n.* FROM unnest(codes, numbers, lasts, aboves, counts) AS n (code, number, last, above, below);
END
$$;
COMMENT ON FUNCTION bsc._nested(bsc._unplaced[]) IS 'the places of entities that have their numbers, in the order of these';

-- Tell those above of entities that get places and of places that are gone; returns the
-- level of the deepest that gets one.
CREATE FUNCTION bsc._tell_above(scorecard_id bigint, part bsc._unplaced[], gone bsc._entity_place[], moment timestamptz)
RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $$
DECLARE
    numbers bigint[];
    more integer[];
    reach bigint[];
    deepest bigint;
    before bsc._entity_place[];
BEGIN
    WITH RECURSIVE up AS (
        SELECT n.above AS number, 0 AS levels, count(*) AS more, max(n.number) AS reach, max(n.depth) AS depth
        FROM unnest(part) AS n
        GROUP BY n.above
        UNION ALL
        SELECT g.above, 0, -1 - g.below, NULL, NULL
        FROM unnest(gone) AS g
        WHERE NOT EXISTS (SELECT 1 FROM unnest(gone) AS h WHERE h.number = g.above)
        UNION ALL
        SELECT p.above, u.levels + 1, u.more, u.reach, u.depth
        FROM up AS u
        JOIN bsc._entity_place AS p ON p.scorecard_id = _tell_above.scorecard_id AND p.number = u.number
        WHERE p.above IS NOT NULL
    )
    SELECT array_agg(x.number), array_agg(x.more), array_agg(x.reach), max(x.depth) INTO numbers, more, reach, deepest
    FROM (SELECT u.number, sum(u.more)::integer AS more, max(u.reach) AS reach, max(u.levels + u.depth) AS depth FROM up AS u GROUP BY u.number) AS x;
    -- (apart from that, since the planner cannot know there how few they are)
    WITH change AS MATERIALIZED (
        SELECT p AS place, p.number, p.below + x.more AS below,
            greatest(x.reach, (SELECT max(l.number) FROM bsc._entity_place AS l
                               WHERE l.scorecard_id = p.scorecard_id AND l.number <= p.last)) AS last
        FROM unnest(numbers, more, reach) AS x (number, more, reach)
        JOIN bsc._entity_place AS p ON p.scorecard_id = _tell_above.scorecard_id AND p.number = x.number
    ), written AS (
        UPDATE bsc._entity_place AS p SET last = c.last, below = c.below, changed_at = moment
        FROM change AS c
        WHERE p.scorecard_id = _tell_above.scorecard_id AND p.number = c.number AND (p.last, p.below) <> (c.last, c.below)
        RETURNING c.place
    )
    SELECT array_agg(w.place) INTO before FROM written AS w;
    PERFORM bsc._keep_places(before, moment);
    RETURN deepest;
END
$$;
COMMENT ON FUNCTION bsc._tell_above(bigint, bsc._unplaced[], bsc._entity_place[], timestamptz) IS
    'tell those above of entities that get places and of places that are gone';

-- Place entities that are new or stand elsewhere, take the places of those that are gone;
-- who is below them follows, and all others keep their numbers.  NULL: all anew, as where not all
-- are reached: then it is no tree, which is an error, or places were lost.
CREATE FUNCTION bsc._number_entities(scorecard_id bigint, changed text[])
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $$
DECLARE
    moment timestamptz := bsc._change_places(scorecard_id);
    whole boolean := changed IS NULL OR NOT EXISTS (
        SELECT 1 FROM bsc._entity_place AS p WHERE p.scorecard_id = _number_entities.scorecard_id AND p.number > 0);
    wanted text[] := CASE WHEN NOT whole THEN changed END;
    taking text[] := wanted;
    apart bigint := CASE WHEN whole THEN 17592186044416 ELSE 268435456 END;
    many integer := 16;
    gone bsc._entity_place[] := '{}';
    part bsc._unplaced[];
BEGIN
    LOOP
        gone := gone || bsc._take_places(scorecard_id, taking, moment);
        wanted := CASE WHEN NOT whole THEN changed || ARRAY(SELECT g.code FROM unnest(gone) AS g) END;
        part := ARRAY(SELECT u FROM bsc._unplaced_entities(scorecard_id, wanted, apart) AS u ORDER BY u.number);
        IF cardinality(part) <> (
            SELECT count(*) FROM bsc.entity AS e
            WHERE e.scorecard_id = _number_entities.scorecard_id AND (whole OR e.code = ANY (wanted)))
        THEN
            IF whole THEN
                PERFORM bsc._refuse_entities(scorecard_id);
            END IF;
            PERFORM bsc._number_entities(scorecard_id, NULL::text[]);
            RETURN;
        END IF;
        EXIT WHEN NOT EXISTS (SELECT 1 FROM unnest(part) AS p WHERE p.step < 1);
        taking := bsc._in_the_way(scorecard_id, part, many);
        IF '' = ANY (taking) THEN
            PERFORM bsc._number_entities(scorecard_id, NULL::text[]);
            RETURN;
        END IF;
        many := many * 16;
        apart := 17592186044416;
    END LOOP;
    IF whole THEN
        UPDATE bsc._entity_place AS p SET last = 0, below = 0 WHERE p.scorecard_id = _number_entities.scorecard_id AND p.number = 0;
        gone := '{}';
    END IF;
    IF bsc._tell_above(scorecard_id, part, gone, moment) > 100 THEN
        PERFORM bsc._refuse_entities(scorecard_id);
    END IF;
    INSERT INTO bsc._entity_place
    SELECT e.scorecard_id, n.number, n.last, n.above, n.below, e.position, e.code, e.starts, e.ends, moment
    FROM bsc._nested(part) AS n
    JOIN bsc.entity AS e ON e.scorecard_id = _number_entities.scorecard_id AND e.code = n.code;
    DELETE FROM bsc._entity_place AS p WHERE p.scorecard_id = _number_entities.scorecard_id AND p.number = 0 AND p.below = 0;
END
$$;
COMMENT ON FUNCTION bsc._number_entities(bigint, text[]) IS
    'place entities that are new or stand elsewhere, take the places of those that are gone; NULL: number all anew';

-- Bring places in line with entities that were updated.  Of these, "reordered" have another
-- code or position, and move where the children of the one above now come in another order.
CREATE FUNCTION bsc._update_places(scorecard_id bigint, updated text[], reordered text[])
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $$
DECLARE
    are_lost boolean;
    moved text[];
    differing bsc._entity_place[];
    moment timestamptz;
BEGIN
    SELECT bool_or(p.number IS NULL), array_agg(e.code) FILTER (WHERE a.number IS NULL),
        array_agg(p) FILTER (WHERE a.number IS NOT NULL AND (p.position, p.starts, p.ends) IS DISTINCT FROM (e.position, e.starts, e.ends))
    INTO are_lost, moved, differing
    FROM bsc.entity AS e
    LEFT JOIN bsc._entity_place AS p ON p.scorecard_id = e.scorecard_id AND p.code = e.code
    LEFT JOIN bsc._entity_place AS a ON a.scorecard_id = e.scorecard_id AND a.code = e.parent AND a.number = p.above
    WHERE e.scorecard_id = _update_places.scorecard_id AND e.code = ANY (updated);
    IF are_lost THEN
        PERFORM bsc._number_entities(scorecard_id, NULL::text[]);
        RETURN;
    END IF;
    IF differing <> '{}' THEN
        moment := bsc._change_places(scorecard_id);
        UPDATE bsc._entity_place AS p SET position = e.position, starts = e.starts, ends = e.ends, changed_at = moment
        FROM unnest(differing) AS d
        JOIN bsc.entity AS e ON e.scorecard_id = _update_places.scorecard_id AND e.code = d.code
        WHERE p.scorecard_id = d.scorecard_id AND p.number = d.number;
        PERFORM bsc._keep_places(differing, moment);
    END IF;
    IF reordered <> '{}' THEN
        moved := moved || ARRAY(
            SELECT p.code
            FROM bsc._entity_place AS p
            WHERE p.scorecard_id = _update_places.scorecard_id AND p.code = ANY (reordered)
              AND p.above IN (
                SELECT s.above
                FROM (
                    SELECT c.above, c.number < lag(c.number) OVER (PARTITION BY c.above ORDER BY c.position, c.code COLLATE "C") AS is_before
                    FROM bsc._entity_place AS c
                    WHERE c.scorecard_id = _update_places.scorecard_id AND c.above IN (
                        SELECT r.above FROM bsc._entity_place AS r
                        WHERE r.scorecard_id = _update_places.scorecard_id AND r.code = ANY (reordered))) AS s
                WHERE s.is_before));
    END IF;
    IF moved <> '{}' THEN
        PERFORM bsc._number_entities(scorecard_id, moved);
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._update_places(bigint, text[], text[]) IS 'bring the places of entities in line with the catalogue, where they were updated';

CREATE FUNCTION bsc._rename_places(renamings bsc._entity_renaming[])
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    places bsc._entity_place[];
BEGIN
    PERFORM bsc._change_places(c.scorecard_id) FROM (SELECT DISTINCT r.scorecard_id FROM unnest(renamings) AS r) AS c;
    -- (one may take the code that another gives up)
    places := ARRAY(
        SELECT (p.scorecard_id, p.number, p.last, p.above, p.below, p.position, r.new_code, p.starts, p.ends, p.changed_at)::bsc._entity_place
        FROM unnest(renamings) AS r
        JOIN bsc._entity_place AS p ON p.scorecard_id = r.scorecard_id AND p.code = r.old_code);
    DELETE FROM bsc._entity_place AS p
    USING unnest(places) AS n
    WHERE p.scorecard_id = n.scorecard_id AND p.number = n.number;
    INSERT INTO bsc._entity_place SELECT n.* FROM unnest(places) AS n;
    UPDATE bsc._entity_place_history AS h SET code = r.new_code
    FROM unnest(renamings) AS r
    WHERE h.scorecard_id = r.scorecard_id AND h.code = r.old_code;
END
$$;
COMMENT ON FUNCTION bsc._rename_places(bsc._entity_renaming[]) IS 'let places, also those of the past, follow entities to their new codes';
