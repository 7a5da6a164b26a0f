-- What a report shows: one place that asks the rooms above, for all formats.
--
-- The dear parts, the nodes of the tree and every result of the past, are asked
-- for once and handed on as arrays: to the sheet, to the evidence and, with
-- it, to the review.

-- A node of the tree: how it stands, how it stood a period and a year before,
-- and how it came here (a measure's actuals, any other node's scores).  The path
-- has the codes of perspective, objective and measure; reason is why a measure has
-- no score; low, high and signals are the natural limits of its series and what breaks them;
-- thresholds are where a status changes, so that no score is rounded over one.
CREATE TYPE bsc._sheet_node AS (
    ordinal bigint,
    level integer,
    path text,
    parent text,
    name text,
    unit text,
    actual double precision,
    goal double precision,
    score double precision,
    status text,
    weight double precision,
    coverage double precision,
    pace double precision,
    provisional boolean,
    stale_since date,
    score_before double precision,
    change double precision,
    previous double precision,
    year_ago double precision,
    series double precision[],
    reason text,
    low double precision[],
    high double precision[],
    signals boolean[],
    thresholds double precision[],
    owner text,
    description text);
COMMENT ON TYPE bsc._sheet_node IS 'a node of a scorecard''s tree as reports show it';

-- What a measure did to the whole; told of where it is a tenth of a point (rounded)
-- at least, and not while it is under way: a score so far is no change against that
-- of a whole period.
CREATE TYPE bsc._sheet_change AS (
    ordinal bigint,
    name text,
    score double precision,
    score_before double precision,
    change double precision,
    is_told boolean,
    is_under_way boolean);
COMMENT ON TYPE bsc._sheet_change IS 'what a measure did to the whole, as reports show it';

-- A link of the strategy map with the names of its ends.
CREATE TYPE bsc._sheet_link AS (
    ordinal bigint,
    cause text,
    effect text,
    strength double precision,
    lag integer,
    verdict text,
    reason text);
COMMENT ON TYPE bsc._sheet_link IS 'an assumed link and its evidence, as reports show them';

CREATE TYPE bsc._sheet_finding AS (
    ordinal bigint,
    loop text,
    severity text,
    finding text);
COMMENT ON TYPE bsc._sheet_finding IS 'a finding of a review, as reports show it';

CREATE TYPE bsc._sheet_step AS (
    name text,
    due date,
    done date,
    late boolean);
COMMENT ON TYPE bsc._sheet_step IS 'a step of an initiative as reports show it';

CREATE TYPE bsc._sheet_initiative AS (
    ordinal bigint,
    name text,
    owner text,
    state text,
    starts date,
    ends date,
    progress double precision,
    budget double precision,
    spent double precision,
    late boolean,
    objectives text,
    description text,
    steps bsc._sheet_step[]);
COMMENT ON TYPE bsc._sheet_initiative IS 'an initiative as reports show it';

-- A note on a figure, or on the scorecard; entity is whose it is now or was when it was
-- kept.
CREATE TYPE bsc._sheet_note AS (
    ordinal bigint,
    id bigint,
    entity text,
    name text,
    label text,
    said text,
    author text,
    day date);
COMMENT ON TYPE bsc._sheet_note IS 'what was said about a figure, as reports show it';

-- What was changed since the period ended; value before and after as short texts, of whole nodes none.
CREATE TYPE bsc._sheet_later AS (
    ordinal bigint,
    moment text,
    author text,
    what text,
    path text,
    before text,
    after text);
COMMENT ON TYPE bsc._sheet_later IS 'what was changed since the period ended, as reports show it';

-- All of it.  reported is the reporting period that evidence, review and trends
-- are for.  The labels are what the company calls the three periods: FY2025 Q4 where
-- its year is not the calendar's.  as_of is the day on which initiatives are looked at.
-- The outlook is that of the company year, and is empty where nothing remains of it or the
-- page is not the latest.
-- What looks back is NULL where nobody asked for it; links, findings and the map also
-- where they were not kept for the entity or are yet to be put together.
CREATE TYPE bsc._sheet AS (
    scorecard_id bigint,
    scorecard text,
    mission text,
    period bsc.period,
    before bsc.period,
    reported bsc.period,
    label text,
    label_before text,
    label_reported text,
    as_of date,
    is_closed boolean,
    entity text,
    out_of_service text,
    language text,
    words jsonb,
    made text,
    stale bsc._failing,
    evaluated bsc._evaluated_node[],
    nodes bsc._sheet_node[],
    changes bsc._sheet_change[],
    links bsc._sheet_link[],
    findings bsc._sheet_finding[],
    initiatives bsc._sheet_initiative[],
    notes bsc._sheet_note[],
    outlook_label text,
    outlook bsc._outlook[],
    evidence bsc._link_evidence[],
    map bsc._map_parts,
    later bsc._sheet_later[],
    later_count bigint);
COMMENT ON TYPE bsc._sheet IS 'all that a report shows';

-- The reporting period that stands for a period of any grain: the one that
-- holds it, or the last within it that has an actual, or else its last.
CREATE FUNCTION bsc._sheet_period(scorecard_id bigint, period bsc.period, entity text)
RETURNS bsc.period
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    company bsc.scorecard;
    latest bsc.period;
    last_period bsc.period;
BEGIN
    SELECT s.* INTO company FROM bsc.scorecard AS s WHERE s.id = _sheet_period.scorecard_id;
    last_period := bsc.period(bsc.last_day(period), company.frequency, company.first_month);
    IF bsc._grain_rank(bsc.grain(period)) < bsc._grain_rank(company.frequency) THEN
        latest := bsc._latest_period(scorecard_id, entity);
        IF bsc.first_day(latest) BETWEEN bsc.first_day(period) AND bsc.last_day(period) THEN
            RETURN latest;
        END IF;
    END IF;
    RETURN last_period;
END
$$;
COMMENT ON FUNCTION bsc._sheet_period(bigint, bsc.period, text) IS
    'the reporting period that stands for a period of any grain in reviews and trends';

-- How the nodes came here: up to twelve reporting periods, none before anything was
-- recorded, and what is closed as it was frozen.  Without a past there is nothing.  Natural
-- limits are those of the whole past.
CREATE FUNCTION bsc._sheet_trend(
    scorecard_id bigint, reported bsc.period, entity text, nodes bsc._evaluated_node[], past bsc._past_result[], noise bsc._noise[])
RETURNS TABLE (key text, series double precision[], low double precision[], high double precision[], signals boolean[])
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 5000 ROWS 50
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    first_period bsc.period := (
        SELECT bsc.max(q.period)
        FROM (VALUES (CASE WHEN bsc.first_day(_sheet_trend.reported) >= '0013-01-01'
                           THEN bsc.shift(_sheet_trend.reported, -11) END),
                     ((SELECT bsc.min(h.period) FROM unnest(_sheet_trend.past) AS h))) AS q (period));
BEGIN
    RETURN QUERY
    WITH place AS MATERIALIZED (
        SELECT q.period, q.slot
        FROM bsc.periods(first_period, _sheet_trend.reported) WITH ORDINALITY AS q (period, slot)
    ), frozen AS MATERIALIZED (
        SELECT p.slot, concat_ws('/', f.perspective, f.objective, f.measure) AS path,
            CASE WHEN f.provisional THEN NULL WHEN f.level = 3 THEN f.actual ELSE f.score END AS value
        FROM place AS p
        JOIN bsc.closed_result AS f ON f.period OPERATOR(bsc.=) p.period
        WHERE f.scorecard_id = _sheet_trend.scorecard_id AND f.entity = _sheet_trend.entity AND f.basis = 'period'
    ), point AS (
        SELECT f.slot, f.path, f.value FROM frozen AS f
        UNION ALL
        SELECT p.slot, k.key, CASE h.level WHEN 3 THEN h.actual ELSE h.score END
        FROM place AS p
        JOIN unnest(_sheet_trend.past) AS h ON h.period OPERATOR(bsc.=) p.period
        JOIN bsc._node(_sheet_trend.scorecard_id) AS k ON k.level = h.level AND k.id = h.node_id
        WHERE p.slot NOT IN (SELECT f.slot FROM frozen AS f)
    )
    SELECT n.key, array_agg(v.value ORDER BY p.slot), array_agg(x.low ORDER BY p.slot), array_agg(x.high ORDER BY p.slot),
        array_agg(x.signal IS NOT NULL ORDER BY p.slot)
    FROM unnest(_sheet_trend.nodes) AS n
    CROSS JOIN place AS p
    LEFT JOIN point AS v ON v.path = n.key AND v.slot = p.slot
    LEFT JOIN unnest(_sheet_trend.noise) AS x ON n.level = 3 AND x.measure_id = n.id AND x.period OPERATOR(bsc.=) p.period
    GROUP BY n.key;
END
$$;
COMMENT ON FUNCTION bsc._sheet_trend(bigint, bsc.period, text, bsc._evaluated_node[], bsc._past_result[], bsc._noise[]) IS
    'how each node of a tree came to a reporting period: its last values';

-- What each measure had a period and a year before, as it was frozen where the period
-- is closed.  Without a past, only that.  Where the past has both periods of every measure
-- they were evaluated already.
CREATE FUNCTION bsc._sheet_earlier(
    scorecard_id bigint, period bsc.period, entity text, nodes bsc._evaluated_node[], past bsc._past_result[])
RETURNS TABLE (key text, previous double precision, year_ago double precision)
LANGUAGE sql STABLE PARALLEL SAFE COST 5000 ROWS 30
BEGIN ATOMIC
    WITH measure AS MATERIALIZED (
        SELECT n.key, n.id, n.measure, b.node_id IS NOT NULL AND y.node_id IS NOT NULL AS is_known,
            b.actual AS previous, y.actual AS year_ago
        FROM unnest(_sheet_earlier.nodes) AS n
        LEFT JOIN unnest(_sheet_earlier.past) AS b
            ON b.level = 3 AND b.node_id = n.id AND b.period = bsc._period_before(_sheet_earlier.period)
        LEFT JOIN unnest(_sheet_earlier.past) AS y
            ON y.level = 3 AND y.node_id = n.id AND y.period = bsc._year_before(_sheet_earlier.period)
        WHERE n.level = 3
    ), history AS (
        SELECT v.node_id, v.previous, v.year_ago
        FROM bsc._one_result(
            bsc._outline(_sheet_earlier.scorecard_id, false), _sheet_earlier.period, 'period'::text, _sheet_earlier.entity, 3,
            true) AS e
        CROSS JOIN LATERAL unnest(e.nodes) AS v
        WHERE _sheet_earlier.past IS NOT NULL AND NOT (SELECT bool_and(m.is_known) FROM measure AS m)
    )
    SELECT m.key,
        CASE WHEN f.measure IS NOT NULL THEN f.previous WHEN h.node_id IS NOT NULL THEN h.previous ELSE m.previous END,
        CASE WHEN f.measure IS NOT NULL THEN f.year_ago WHEN h.node_id IS NOT NULL THEN h.year_ago ELSE m.year_ago END
    FROM measure AS m
    LEFT JOIN history AS h ON h.node_id = m.id
    LEFT JOIN bsc.closed_result AS f
        ON f.scorecard_id = _sheet_earlier.scorecard_id AND f.period = _sheet_earlier.period
            AND f.basis = 'period' AND f.entity = _sheet_earlier.entity AND f.measure = m.measure;
END;
COMMENT ON FUNCTION bsc._sheet_earlier(bigint, bsc.period, text, bsc._evaluated_node[], bsc._past_result[]) IS
    'what each measure had a period and a year before';

-- The nodes, depth first.  Without a past they have no series.
CREATE FUNCTION bsc._sheet_node(
    scorecard_id bigint, period bsc.period, reported bsc.period, entity text,
    nodes bsc._evaluated_node[], nodes_before bsc._evaluated_node[], past bsc._past_result[], noise bsc._noise[],
    stale bsc._failing, sentences jsonb)
RETURNS SETOF bsc._sheet_node
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 50
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    thresholds double precision[] := bsc._thresholds(scorecard_id);
BEGIN
    RETURN QUERY
    SELECT row_number() OVER (ORDER BY n.place), n.level, n.key, coalesce(n.parent, ''),
        n.name, n.unit, n.actual, n.goal, n.score, n.status::text, n.weight, n.coverage, n.pace, coalesce(n.provisional, false),
        x.day, b.score,
        CASE WHEN u.key IS NULL THEN n.score - b.score END,
        h.previous, h.year_ago, t.series,
        CASE WHEN r.key IS NOT NULL THEN bsc._filled(
            bsc._sentence('lack'::text, r.reason, ''::text, _sheet_node.sentences), r.reason, _sheet_node.sentences) END,
        t.low, t.high, t.signals, thresholds, coalesce(m.owner, o.owner), coalesce(m.description, o.description)
    FROM unnest(_sheet_node.nodes) AS n
    LEFT JOIN unnest(_sheet_node.nodes_before) AS b ON b.key = n.key
    LEFT JOIN bsc._not_compared(_sheet_node.nodes, _sheet_node.nodes_before) AS u (key) ON u.key = n.key
    LEFT JOIN bsc._sheet_earlier(
        _sheet_node.scorecard_id, _sheet_node.period, _sheet_node.entity, _sheet_node.nodes, _sheet_node.past) AS h ON h.key = n.key
    LEFT JOIN bsc._sheet_trend(
        _sheet_node.scorecard_id, _sheet_node.reported, _sheet_node.entity, _sheet_node.nodes, _sheet_node.past, _sheet_node.noise) AS t
        ON t.key = n.key
    LEFT JOIN bsc._score_reason(
        _sheet_node.scorecard_id, _sheet_node.period, _sheet_node.entity, _sheet_node.nodes) AS r ON r.key = n.key
    LEFT JOIN unnest((_sheet_node.stale).measures, (_sheet_node.stale).days) AS x (measure, day) ON x.measure = n.measure
    LEFT JOIN bsc.measure AS m ON n.level = 3 AND m.id = n.id
    LEFT JOIN bsc.objective AS o ON n.level = 2 AND o.id = n.id
    ORDER BY 1;
END
$$;
COMMENT ON FUNCTION bsc._sheet_node(
    bigint, bsc.period, bsc.period, text, bsc._evaluated_node[], bsc._evaluated_node[], bsc._past_result[],
    bsc._noise[], bsc._failing, jsonb) IS
    'the nodes of a tree as reports show them, depth first';

-- What changed the whole, as bsc.explain() tells it, most first.
CREATE FUNCTION bsc._sheet_change(nodes bsc._evaluated_node[], nodes_before bsc._evaluated_node[])
RETURNS SETOF bsc._sheet_change
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 30
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT row_number() OVER (ORDER BY abs(c.change) DESC NULLS FIRST, coalesce(c.place, c.place_before)),
        c.name, c.score, c.score_before, c.change, coalesce(abs(c.change) >= 0.0005, false), c.is_under_way
    FROM bsc._contribution_change(nodes, nodes_before) AS c
    WHERE c.change IS NOT NULL OR c.is_under_way
    ORDER BY 1;
END
$$;
COMMENT ON FUNCTION bsc._sheet_change(bsc._evaluated_node[], bsc._evaluated_node[]) IS
    'what each measure did to the whole between two evaluations, most first';

CREATE FUNCTION bsc._sheet_link(scorecard_id bigint, links bsc._link_evidence[], sentences jsonb)
RETURNS SETOF bsc._sheet_link
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    WITH title AS MATERIALIZED (
        SELECT c.name AS objective, coalesce(o.name, o.code) AS name
        FROM bsc.objective AS o
        JOIN bsc._named_objective(_sheet_link.scorecard_id) AS c ON c.objective_id = o.id
        WHERE o.scorecard_id = _sheet_link.scorecard_id
    )
    SELECT e.ordinality, c.name, f.name, e.strength, e.lag, e.verdict, bsc._message(e.finding, sentences)
    FROM unnest(links) WITH ORDINALITY AS e
    JOIN title AS c ON c.objective = e.cause
    JOIN title AS f ON f.objective = e.effect
    ORDER BY 1;
END
$$;
COMMENT ON FUNCTION bsc._sheet_link(bigint, bsc._link_evidence[], jsonb) IS 'the links of a strategy map with their evidence, as reports show them';

-- The findings of the review.  What it says of links that are unproven or
-- without data stands beside each link of the evidence, so their numbers will
-- do here; and so will that of initiatives of which nothing is proven.
CREATE FUNCTION bsc._sheet_finding(
    scorecard_id bigint, period bsc.period, entity text, findings bsc._finding[], words jsonb, sentences jsonb)
RETURNS SETOF bsc._sheet_finding
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 20000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    links bigint := (SELECT count(*) FROM bsc.link AS l WHERE l.scorecard_id = _sheet_finding.scorecard_id);
BEGIN
    RETURN QUERY
    WITH found AS MATERIALIZED (
        SELECT p.*
        FROM bsc._review_page(
            _sheet_finding.scorecard_id, _sheet_finding.period, _sheet_finding.entity, _sheet_finding.findings,
            _sheet_finding.sentences) WITH ORDINALITY AS p
    )
    SELECT f.ordinality, f.loop, f.severity, f.finding
    FROM found AS f
    WHERE f.rule NOT IN ('link unproven', 'link without data', 'initiative unproven')
    UNION ALL
    SELECT min(f.ordinality), f.loop, f.severity, format(_sheet_finding.words ->> f.rule, count(*), CASE f.rule
        WHEN 'initiative unproven' THEN (SELECT count(*) FROM found AS x WHERE x.rule LIKE 'initiative %')
        ELSE links END)
    FROM found AS f
    WHERE f.rule IN ('link unproven', 'link without data', 'initiative unproven')
    GROUP BY f.rule, f.loop, f.severity
    ORDER BY 1;
END
$$;
COMMENT ON FUNCTION bsc._sheet_finding(
    bigint, bsc.period, text, bsc._finding[], jsonb, jsonb) IS
    'the findings of a review, as reports show them';

-- The initiatives as they stand now, judged on the morning of a day.
CREATE FUNCTION bsc._sheet_initiative(scorecard_id bigint, today date)
RETURNS SETOF bsc._sheet_initiative
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT row_number() OVER (ORDER BY i.starts, i.ends, i.code COLLATE "C"), coalesce(i.name, i.code), i.owner, i.state,
        i.starts, i.ends, i.progress, bsc._money(i.budget), bsc._money(i.spent),
        bsc._is_late(i.state, i.starts, i.ends, i.progress, today),
        (SELECT string_agg(coalesce(o.name, o.code), ', ' ORDER BY p.position, p.code, o.position, o.code)
         FROM bsc.initiative_objective AS x
         JOIN bsc.objective AS o ON o.id = x.objective_id
         JOIN bsc.perspective AS p ON p.id = o.perspective_id
         WHERE x.initiative_id = i.id),
        i.description,
        ARRAY(SELECT ROW(coalesce(s.name, s.code), s.due, s.done, bsc._is_step_late(i.state, s.due, s.done, today))::bsc._sheet_step
              FROM bsc.initiative_step AS s
              WHERE s.initiative_id = i.id
              ORDER BY s.due, s.code COLLATE "C")
    FROM bsc.initiative AS i
    WHERE i.scorecard_id = _sheet_initiative.scorecard_id
    ORDER BY 1;
END
$$;
COMMENT ON FUNCTION bsc._sheet_initiative(bigint, date) IS 'the initiatives of a scorecard as they are judged on a day';

CREATE FUNCTION bsc._sheet_later(scorecard_id bigint, period bsc.period)
RETURNS SETOF bsc._sheet_later
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    company bsc.scorecard := (SELECT s FROM bsc.scorecard AS s WHERE s.id = _sheet_later.scorecard_id);
    ended timestamptz := bsc.moment_after(period, company.time_zone);
BEGIN
    IF ended < bsc._now() THEN
        RETURN QUERY
        SELECT c.ordinality, to_char(c.at AT TIME ZONE company.time_zone, 'YYYY-MM-DD HH24:MI'), c.by, c.what,
            CASE c.path WHEN '' THEN company.code ELSE c.path END,
            CASE WHEN jsonb_typeof(c.before) <> 'object' THEN left(c.before #>> '{}', 60) END,
            CASE WHEN jsonb_typeof(c.after) <> 'object' THEN left(c.after #>> '{}', 60) END
        FROM bsc._later_changes(scorecard_id, period, ended) WITH ORDINALITY AS c
        ORDER BY 1;
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._sheet_later(bigint, bsc.period) IS 'what was changed since a period ended, as reports show it';

-- What stands above a report: whose it is, for which period, and which queries fail.
CREATE FUNCTION bsc._sheet_head(scorecard_id bigint, period bsc.period, entity text, language text)
RETURNS bsc._sheet
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 5000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    company bsc.scorecard;
    page bsc._sheet;
BEGIN
    SELECT s.* INTO company FROM bsc.scorecard AS s WHERE s.id = _sheet_head.scorecard_id;
    page.scorecard_id := company.id;
    page.scorecard := company.code;
    page.mission := company.mission;
    page.entity := coalesce(entity, '');
    page.language := language;
    page.words := bsc._words(language);
    page.period := bsc._asked_period(company.id, period, page.entity);
    page.before := bsc._period_before(page.period);
    page.reported := bsc._sheet_period(company.id, page.period, page.entity);
    page.label := bsc.label(page.period, company.first_month, 'end'::text);
    page.label_before := bsc.label(page.before, company.first_month, 'end'::text);
    page.label_reported := bsc.label(page.reported, company.first_month, 'end'::text);
    page.as_of := least((bsc._now() AT TIME ZONE company.time_zone)::date, bsc.last_day(page.period));
    page.outlook_label := bsc.label(bsc.enclosing(page.reported, 'year'::text, company.first_month), company.first_month, 'end'::text);
    page.out_of_service := (
        SELECT CASE WHEN isfinite(p.ends) AND p.ends < page.as_of THEN format(page.words ->> 'not in service since', p.ends + 1)
                    WHEN isfinite(p.starts) AND p.starts > page.as_of THEN format(page.words ->> 'not in service before', p.starts) END
        FROM bsc._entity_place AS p
        WHERE p.scorecard_id = company.id AND p.code = page.entity);
    page.is_closed := EXISTS (
        SELECT 1 FROM bsc.closed_period AS c
        WHERE c.scorecard_id = company.id AND c.period OPERATOR(bsc.=) page.period);
    page.made := to_char(bsc._now() AT TIME ZONE company.time_zone, 'YYYY-MM-DD HH24:MI') || ' (' || company.time_zone || ')';
    page.stale := bsc._failing_queries(company.id);
    RETURN page;
END
$$;
COMMENT ON FUNCTION bsc._sheet_head(bigint, bsc.period, text, text) IS 'what stands above a report';

-- All that a report shows as things stand.  Without a past, what looks back and what the
-- review finds are left out.
CREATE FUNCTION bsc._live_sheet(head bsc._sheet, past bsc._past_result[])
RETURNS bsc._sheet
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    page bsc._sheet := head;
    own_id bigint := page.scorecard_id;
    sentences jsonb := bsc._sentences(page.language);
    nodes bsc._evaluated_node[] := ARRAY(SELECT n FROM bsc._node(own_id, page.period, page.entity, 'period'::text) AS n);
    nodes_before bsc._evaluated_node[] := ARRAY(
        SELECT n FROM bsc._node(own_id, page.before, page.entity, 'period'::text) AS n);
    noise bsc._noise[];
    links bsc._link_evidence[];
    judging_day date;
BEGIN
    page.evaluated := nodes;
    page.notes := ARRAY(SELECT n FROM bsc._notes_now(page) AS n);
    IF past IS NOT NULL THEN
        noise := ARRAY(SELECT x FROM bsc._noise(own_id, page.reported, past) AS x);
    END IF;
    page.nodes := ARRAY(
        SELECT n FROM bsc._sheet_node(
            own_id, page.period, page.reported, page.entity, nodes, nodes_before, past, noise, page.stale, sentences) AS n);
    page.changes := ARRAY(SELECT c FROM bsc._sheet_change(nodes, nodes_before) AS c);
    IF past IS NULL THEN
        RETURN page;
    END IF;

    links := ARRAY(SELECT e FROM bsc._best_evidence(own_id, page.entity, page.reported, past) AS e);
    page.evidence := links;
    page.links := ARRAY(SELECT l FROM bsc._sheet_link(own_id, links, sentences) AS l);
    IF page.reported OPERATOR(bsc.<>) page.period THEN
        nodes := ARRAY(SELECT n FROM bsc._node(own_id, page.reported, page.entity, 'period'::text) AS n);
    END IF;
    -- one day for both, so that they agree on what is late
    judging_day := bsc._judging_day(own_id, page.period);
    IF NOT page.is_closed THEN
        page.outlook := ARRAY(SELECT o FROM bsc._year_outlook(own_id, page.reported, page.entity, past) AS o);
    END IF;
    page.findings := ARRAY(
        SELECT f
        FROM bsc._sheet_finding(
            own_id, page.reported, page.entity,
            ARRAY(SELECT r FROM bsc._review_findings(
                own_id, page.reported, page.entity, judging_day, nodes, links, page.outlook, noise, past) AS r),
            page.words, sentences) AS f);
    page.initiatives := ARRAY(SELECT i FROM bsc._sheet_initiative(own_id, judging_day) AS i);
    page.later := ARRAY(SELECT l FROM bsc._sheet_later(own_id, page.period) AS l);
    page.later_count := cardinality(page.later) + CASE WHEN cardinality(page.later) > 15 THEN (
        SELECT bsc._not_looked_into(s.id, bsc.moment_after(page.period, s.time_zone), page.period)
        FROM bsc.scorecard AS s WHERE s.id = own_id) ELSE 0 END;
    page.later := page.later[1:15];
    page.outlook := ARRAY(SELECT o FROM unnest(page.outlook) AS o WHERE o.low < o.high);
    RETURN page;
END
$$;
COMMENT ON FUNCTION bsc._live_sheet(bsc._sheet, bsc._past_result[]) IS 'all that a report shows of an entity and a period as things stand';

-- The strategy map as it stood.
CREATE FUNCTION bsc._sheet_map(page bsc._sheet)
RETURNS bsc._map_parts
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 5000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    parts bsc._map_parts := page.map;
BEGIN
    IF parts.boxes IS NULL THEN
        parts := bsc._map_parts(page.scorecard_id, page.label, page.evaluated, NULL::bsc._map_parts, page.words);
        parts.denied := bsc._denied_arrows(parts, page.evidence);
    END IF;
    RETURN parts;
END
$$;
COMMENT ON FUNCTION bsc._sheet_map(bsc._sheet) IS 'the strategy map of a report';

-- It drawn; NULL where there is nothing to draw.
CREATE FUNCTION bsc._sheet_map(page bsc._sheet, format text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF cardinality(page.nodes) = 1 THEN
        RETURN NULL;
    END IF;
    RETURN bsc._drawn_map(page.scorecard_id, bsc._sheet_map(page), format);
END
$$;
COMMENT ON FUNCTION bsc._sheet_map(bsc._sheet, text) IS 'the strategy map of a report in a format';
