-- The board's report on a closed period, the same for ever.
--
-- Figures are frozen for every entity (result/closing.sql).  What the page on the whole
-- shows beside them depends on much that moves on: on the period before, on the past of
-- every objective, on links, initiatives, names, thresholds, on what was planned elsewhere
-- and on which queries fail.  So closing puts the page on the whole together once more and
-- keeps it beside the definition, in every language, as data that any format can be made of.
--
-- The page on an entity takes its figures from what was frozen for it, and from the page of
-- the whole what is not of one entity: names, links, initiatives.  It is compared with
-- periods that were closed no later, since others may still move.  Evidence and findings are
-- kept for the whole alone: to test every link of every entity would make the closing
-- of a month a matter of hours.

-- What is to be kept of the page on the whole for periods that are about to be closed,
-- one object by languages for each.
CREATE FUNCTION bsc._pages_to_keep(scorecard_id bigint, periods bsc.period[])
RETURNS jsonb[]
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 1000000
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'
SET extra_float_digits = 1
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    past bsc._past_result[] := ARRAY(
        SELECT p
        FROM bsc._past(_pages_to_keep.scorecard_id, ''::text, (
            SELECT bsc.max(bsc._sheet_period(_pages_to_keep.scorecard_id, c.period, ''::text))
            FROM unnest(periods) AS c (period))) AS p);
    closing bsc.period;
    spoken text;
    page bsc._sheet;
    page_by_language jsonb;
    pages jsonb[] := '{}';
BEGIN
    FOREACH closing IN ARRAY periods LOOP
        page_by_language := '{}';
        FOR spoken IN SELECT l.language FROM bsc._template_language AS l ORDER BY l.language LOOP
            page := bsc._sheet_head(scorecard_id, closing, ''::text, spoken);
            page.is_closed := true;
            page := bsc._live_sheet(page, ARRAY(SELECT p FROM unnest(past) AS p WHERE p.period OPERATOR(bsc.<=) page.reported));
            page.map := bsc._sheet_map(page);
            page_by_language := page_by_language || jsonb_build_object(spoken, (to_jsonb(page) - '{words,evidence}'::text[]) #- '{map,words}');
        END LOOP;
        pages := pages || page_by_language;
    END LOOP;
    RETURN pages;
END
$$;
COMMENT ON FUNCTION bsc._pages_to_keep(bigint, bsc.period[]) IS 'the pages on the whole for periods that are about to be closed, each by languages';

-- The page on the whole that was kept when a period was closed; nothing where it
-- is open.  A language that came later is answered in English.
CREATE FUNCTION bsc._kept_sheet(scorecard_id bigint, period bsc.period, language text)
RETURNS bsc._sheet
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    page bsc._sheet;
    kept jsonb := (
        SELECT coalesce(c.page -> _kept_sheet.language, c.page -> 'en')
        FROM bsc.closed_period AS c
        WHERE c.scorecard_id = _kept_sheet.scorecard_id AND c.period OPERATOR(bsc.=) _kept_sheet.period);
BEGIN
    IF kept IS NOT NULL THEN
        page := jsonb_populate_record(NULL::bsc._sheet, kept);
        page.scorecard_id := scorecard_id;
        page.words := bsc._words(language);
        page.map.words := page.words;
    END IF;
    RETURN page;
END
$$;
COMMENT ON FUNCTION bsc._kept_sheet(bigint, bsc.period, text) IS 'the page on the whole as it was when a period was closed; NULL where it is open';

-- The tree of an entity in a closed period: what was frozen for it, or the tree of the
-- whole without a figure where it was not there.
CREATE FUNCTION bsc._kept_nodes(kept bsc._sheet, entity text)
RETURNS bsc._evaluated_node[]
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    nodes bsc._evaluated_node[] := bsc._frozen_nodes(kept.scorecard_id, kept.period, entity);
BEGIN
    IF cardinality(nodes) = 0 THEN
        nodes := ARRAY(
            SELECT ROW(n.level, NULL::bigint, n.key, n.parent, n.place, n.perspective, n.objective, n.measure, n.name, n.unit,
                NULL::double precision, NULL::bsc.period, NULL::double precision, NULL::double precision, NULL::double precision,
                NULL::bsc.status, n.weight, 0::double precision, n.combine, n.missing, NULL::double precision, false,
                NULL::bsc.period, NULL::timestamptz, NULL::text, NULL::bsc.period, n.figure)::bsc._evaluated_node
            FROM unnest(kept.evaluated) AS n);
    END IF;
    RETURN nodes;
END
$$;
COMMENT ON FUNCTION bsc._kept_nodes(bsc._sheet, text) IS 'the tree of an entity in a closed period';

-- What was frozen for an entity; empty where nothing was.
CREATE FUNCTION bsc._frozen_nodes(scorecard_id bigint, period bsc.period, entity text)
RETURNS bsc._evaluated_node[]
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN ARRAY(
        SELECT n
        FROM bsc._node(_frozen_nodes.scorecard_id, _frozen_nodes.period, _frozen_nodes.entity, 'period'::text) AS n
        WHERE EXISTS (
            SELECT 1 FROM bsc.closed_result AS f
            WHERE f.scorecard_id = _frozen_nodes.scorecard_id AND f.period OPERATOR(bsc.=) _frozen_nodes.period
              AND f.entity = _frozen_nodes.entity AND f.basis = 'period'));
END
$$;
COMMENT ON FUNCTION bsc._frozen_nodes(bigint, bsc.period, text) IS 'what was frozen for an entity when a period was closed';

-- Was a period closed no later than another?
CREATE FUNCTION bsc._is_closed_before(scorecard_id bigint, earlier bsc.period, later bsc.period)
RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 200
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1
        FROM bsc.closed_period AS a
        JOIN bsc.closed_period AS b ON b.scorecard_id = a.scorecard_id
        WHERE a.scorecard_id = _is_closed_before.scorecard_id AND a.period OPERATOR(bsc.=) earlier
          AND b.period OPERATOR(bsc.=) later AND a.closed_at <= b.closed_at);
END
$$;
COMMENT ON FUNCTION bsc._is_closed_before(bigint, bsc.period, bsc.period) IS 'was a period closed no later than another?';

-- How an entity's nodes came to a closed period, over the last twelve that were closed no
-- later; what was provisional is left out.
CREATE FUNCTION bsc._kept_trend(kept bsc._sheet, entity text, nodes bsc._evaluated_node[])
RETURNS TABLE (key text, series double precision[])
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 5000 ROWS 50
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH place AS MATERIALIZED (
        SELECT q.period, q.slot
        FROM bsc.periods(
            CASE WHEN bsc.first_day(kept.reported) >= '0013-01-01' THEN bsc.shift(kept.reported, -11) ELSE kept.reported END,
            kept.reported) WITH ORDINALITY AS q (period, slot)
    ), point AS MATERIALIZED (
        SELECT p.slot, concat_ws('/', f.perspective, f.objective, f.measure) AS path,
            CASE WHEN f.provisional THEN NULL WHEN f.level = 3 THEN f.actual ELSE f.score END AS value
        FROM place AS p
        JOIN bsc.closed_result AS f ON f.period OPERATOR(bsc.=) p.period
        WHERE f.scorecard_id = kept.scorecard_id AND f.entity = _kept_trend.entity AND f.basis = 'period'
          AND bsc._is_closed_before(kept.scorecard_id, p.period, kept.period)
    )
    SELECT n.key, array_agg(v.value ORDER BY p.slot)
    FROM unnest(_kept_trend.nodes) AS n
    CROSS JOIN place AS p
    LEFT JOIN point AS v ON v.path = n.key AND v.slot = p.slot
    WHERE p.slot >= (SELECT min(x.slot) FROM point AS x)
    GROUP BY n.key;
END
$$;
COMMENT ON FUNCTION bsc._kept_trend(bsc._sheet, text, bsc._evaluated_node[]) IS 'how each node of an entity came to a closed period';

-- The page on an entity from what was frozen for it.
CREATE FUNCTION bsc._kept_entity(kept bsc._sheet, entity text)
RETURNS bsc._sheet
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 20000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    page bsc._sheet := kept;
    sentences jsonb := bsc._sentences(kept.language);
    nodes bsc._evaluated_node[] := bsc._kept_nodes(kept, entity);
    nodes_before bsc._evaluated_node[] := '{}';
BEGIN
    IF bsc._is_closed_before(kept.scorecard_id, kept.before, kept.period) THEN
        nodes_before := bsc._frozen_nodes(kept.scorecard_id, kept.before, entity);
    END IF;
    page.entity := entity;
    page.links := NULL;
    page.findings := NULL;
    page.map := bsc._map_parts(kept.scorecard_id, kept.label, nodes, kept.map, kept.words);
    page.nodes := ARRAY(
        SELECT ROW(row_number() OVER (ORDER BY n.place), n.level, n.key, coalesce(n.parent, ''),
            n.name, n.unit, n.actual, n.goal, n.score, n.status::text, n.weight, n.coverage, n.pace, coalesce(n.provisional, false),
            x.day, b.score, CASE WHEN u.key IS NULL THEN n.score - b.score END, h.previous, h.year_ago, t.series,
            CASE WHEN n.level = 3 AND n.score IS NULL
                 THEN sentences ->> CASE WHEN n.actual IS NULL THEN 'lack actual' ELSE 'lack closed' END END,
            NULL::double precision[], NULL::double precision[], NULL::boolean[], (kept.nodes[1]).thresholds, w.owner, w.description)::bsc._sheet_node
        FROM unnest(nodes) AS n
        LEFT JOIN unnest(nodes_before) AS b ON b.key = n.key
        LEFT JOIN bsc._not_compared(nodes, nodes_before) AS u (key) ON u.key = n.key
        LEFT JOIN bsc._sheet_earlier(kept.scorecard_id, kept.period, page.entity, nodes, NULL::bsc._past_result[]) AS h ON h.key = n.key
        LEFT JOIN bsc._kept_trend(kept, page.entity, nodes) AS t ON t.key = n.key
        LEFT JOIN unnest((kept.stale).measures, (kept.stale).days) AS x (measure, day) ON x.measure = n.measure
        LEFT JOIN unnest(kept.nodes) AS w ON w.path = n.key
        ORDER BY 1);
    page.changes := ARRAY(SELECT c FROM bsc._sheet_change(nodes, nodes_before) AS c);
    RETURN page;
END
$$;
COMMENT ON FUNCTION bsc._kept_entity(bsc._sheet, text) IS 'all that a report shows of an entity in a closed period';

-- All that a report shows; short leaves out what looks back and what the
-- review finds.
CREATE FUNCTION bsc._sheet(scorecard text, period bsc.period, entity text, language text, is_short boolean)
RETURNS bsc._sheet
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own_id bigint := bsc.scorecard_id(scorecard);
    asked text := bsc._asked_entity(own_id, entity);
    own bsc.period := bsc._asked_period(own_id, period, asked);
    page bsc._sheet;
BEGIN
    PERFORM bsc._check_language(language);
    page := bsc._kept_sheet(own_id, own, language);
    IF page.scorecard_id IS NOT NULL THEN
        RETURN CASE asked WHEN '' THEN page ELSE bsc._kept_entity(page, asked) END;
    END IF;
    page := bsc._sheet_head(own_id, own, asked, language);
    RETURN bsc._live_sheet(
        page, CASE WHEN NOT is_short THEN ARRAY(SELECT p FROM bsc._past(own_id, page.entity, page.reported) AS p) END);
END
$$;
COMMENT ON FUNCTION bsc._sheet(text, bsc.period, text, text, boolean) IS 'all that a report shows of an entity and a period';
