-- One measure large: its values, natural limits and targets over time, and what it will
-- come to, as SVG.
--
-- What is to be drawn is put together here, as values; C draws it (chart.c).

-- A period of a chart: what it is called, what it is said to be, what happened in it,
-- whether its value breaks the limits; and the figures: the value, its natural limits,
-- the values that reach the goal (no end: NULL), and the forecast with its interval.
CREATE TYPE bsc._chart_point AS (
    label text,
    said text,
    note text,
    has_signal boolean,
    value double precision,
    centre double precision,
    low double precision,
    high double precision,
    goal_from double precision,
    goal_to double precision,
    expected double precision,
    least double precision,
    most double precision);
COMMENT ON TYPE bsc._chart_point IS 'a period in the chart of a measure';

CREATE FUNCTION bsc._draw_chart(
    title text, subtitle text, description text, points bsc._chart_point[], words text[], style text)
RETURNS text
AS 'MODULE_PATHNAME', 'bsc_draw_chart'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000;
COMMENT ON FUNCTION bsc._draw_chart(text, text, text, bsc._chart_point[], text[], text) IS
    'an SVG of one measure: values, limits, targets, notes and forecasts by period';

CREATE FUNCTION bsc._chart_style()
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN bsc._drawing_style('bsc-chart'::text, ARRAY['card', 'strip', 'edge', 'line', 'text', 'quiet', 'accent', 'green']) || $css$
.bsc-grid { fill: none; stroke: var(--line); stroke-width: 1; }
.bsc-tick { text-anchor: end; }
.bsc-period { text-anchor: middle; }
.bsc-limits { fill: var(--strip); }
.bsc-limit { fill: none; stroke: var(--edge); stroke-width: 1; stroke-dasharray: 2 3; }
.bsc-centre { fill: none; stroke: var(--edge); stroke-width: 1; }
.bsc-goal { fill: none; stroke: var(--green); stroke-width: 2; stroke-dasharray: 9 4; }
.bsc-value { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.bsc-expected { fill: none; stroke: var(--accent); stroke-width: 1.5; stroke-dasharray: 4 4; }
.bsc-interval { fill: var(--accent); fill-opacity: 0.16; stroke: var(--accent); stroke-width: 0.75; stroke-opacity: 0.6; }
.bsc-dot { fill: var(--accent); stroke: var(--card); stroke-width: 1; }
.bsc-ring { fill: var(--card); stroke: var(--accent); stroke-width: 1.5; }
.bsc-signal { fill: var(--text); stroke: var(--card); stroke-width: 1; }
.bsc-note { fill: var(--quiet); }
$css$;
COMMENT ON FUNCTION bsc._chart_style() IS 'the sheet of styles of a measure''s chart';

-- The period up to whose end a chart goes: hers, or the company year under way.
CREATE FUNCTION bsc._chart_period(measure_id bigint, period bsc.period, entity text)
RETURNS bsc.period
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    asked bsc.measure;
    own bsc.period;
BEGIN
    SELECT m.* INTO asked FROM bsc.measure AS m WHERE m.id = _chart_period.measure_id;
    own := bsc._outlook_period(asked.scorecard_id, period, entity);
    IF bsc._grain_rank(bsc.grain(own)) > bsc._grain_rank(asked.frequency) THEN
        IF period IS NULL THEN
            RETURN bsc.enclosing(own, asked.frequency, (SELECT s.first_month FROM bsc.scorecard AS s WHERE s.id = asked.scorecard_id));
        END IF;
        RAISE EXCEPTION 'period % is finer than the periods of measure "%"', own, asked.code
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = format('Give a %s or a longer period.', replace(asked.frequency, 'half', 'half-year'));
    END IF;
    RETURN own;
END
$$;
COMMENT ON FUNCTION bsc._chart_period(bigint, bsc.period, text) IS 'the period up to whose end a chart of a measure goes';

-- What was said about a measure, and about the scorecard as a whole (events, which concern
-- every entity), stands at the period in which its own lies.
CREATE FUNCTION bsc._chart_notes(measure_id bigint, entity text, periods bsc.period[])
RETURNS TABLE (period bsc.period, said text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT p.period, string_agg(n.text, '; ' ORDER BY bsc.first_day(n.period), n.id)
    FROM bsc.measure AS m
    JOIN bsc.note AS n ON n.scorecard_id = m.scorecard_id AND NOT n.withdrawn
    JOIN unnest(periods) AS p (period) ON bsc._is_part(n.period, p.period)
    WHERE m.id = _chart_notes.measure_id
      AND (n.level = 3 AND n.subject_id = m.id AND n.entity = _chart_notes.entity
           OR n.level = 0 AND n.entity IN ('', _chart_notes.entity))
    GROUP BY p.period;
END
$$;
COMMENT ON FUNCTION bsc._chart_notes(bigint, text, bsc.period[]) IS 'what was said about a measure and what happened, by the periods of its chart';

-- The periods of a chart: the last sixty that have ended by the period's end, and what
-- remains of the period.  Limits are those of all that has ended.
CREATE FUNCTION bsc._chart_points(measure_id bigint, period bsc.period, entity text, words jsonb)
RETURNS SETOF bsc._chart_point
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 20000 ROWS 60
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    asked bsc.measure;
    company bsc.scorecard;
    season integer;
    first_period bsc.period;
    series double precision[];
    known integer;
    steps integer;
BEGIN
    SELECT m.* INTO asked FROM bsc.measure AS m WHERE m.id = _chart_points.measure_id;
    SELECT s.* INTO company FROM bsc.scorecard AS s WHERE s.id = asked.scorecard_id;
    season := bsc._season_length(asked.frequency);
    SELECT r.first, r.series[1 : bsc.distance(bsc.last_within(_chart_points.period, asked.frequency), r.first) + 1]
    INTO first_period, series
    FROM bsc._ended_series(company.id, asked.id, _chart_points.entity, company.time_zone,
        (SELECT o.observed FROM unnest(bsc._observed_all(company.id)) AS o WHERE o.measure_id = asked.id)) AS r;
    IF coalesce(cardinality(series), 0) = 0 THEN
        RETURN;
    END IF;
    known := cardinality(series);
    steps := least(bsc.distance(bsc.last_within(_chart_points.period, asked.frequency), first_period) + 1 - known, 1000);
    RETURN QUERY
    WITH place AS MATERIALIZED (
        SELECT g.i, bsc.shift(first_period, g.i - 1) AS period
        FROM generate_series(greatest(1, known - 59), known + steps) AS g (i)
    ), target AS MATERIALIZED (
        SELECT p.i, r."from", r."to"
        FROM (SELECT bsc._outline(company.id, false) AS outline) AS o
        CROSS JOIN place AS p
        CROSS JOIN LATERAL bsc._one_result(o.outline, p.period, 'period'::text, _chart_points.entity, 3, false) AS e
        CROSS JOIN LATERAL unnest(e.nodes) AS n
        CROSS JOIN LATERAL bsc._goal_range(n.target) AS r
        WHERE n.node_id = asked.id
    )
    SELECT q.label,
        concat(q.label, ': ', coalesce(bsc._shown_amount(x.value), bsc._shown_amount(f.mean)),
               CASE WHEN x.value IS NULL THEN ' ' || format(words ->> 'expected within', bsc._shown_amount(f.low), bsc._shown_amount(f.high)) END,
               ', ' || (words ->> ('signal ' || x.signal))),
        a.said, x.signal IS NOT NULL, x.value, x.centre, x.low, x.high, t."from", t."to", f.mean, f.low, f.high
    FROM place AS p
    CROSS JOIN LATERAL (SELECT bsc.label(p.period, company.first_month, 'end'::text) AS label) AS q
    LEFT JOIN bsc.xmr(series, season, 'mean'::text, NULL::integer,
        bsc._rebase_places(asked.rebase, asked.frequency, company.first_month, first_period, known), false, 8, 7) AS x ON x.i = p.i
    LEFT JOIN bsc.forecast(series, season, nullif(steps, 0), 0.8::double precision) AS f ON f.step = p.i - known
    LEFT JOIN target AS t ON t.i = p.i
    LEFT JOIN bsc._chart_notes(asked.id, _chart_points.entity, ARRAY(SELECT y.period FROM place AS y)) AS a ON a.period OPERATOR(bsc.=) p.period
    ORDER BY p.i;
END
$$;
COMMENT ON FUNCTION bsc._chart_points(bigint, bsc.period, text, jsonb) IS
    'the periods of a measure''s chart, up to the end of a period';

-- What a chart is read out as.
CREATE FUNCTION bsc._chart_description(name text, points bsc._chart_point[], words jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN count(p.value) = 0 THEN _chart_description.words ->> 'no values' ELSE concat_ws(' ',
        format(_chart_description.words ->> 'chart values', _chart_description.name, bsc._shown_amount(min(p.value)), bsc._shown_amount(max(p.value)),
               bsc._shown_amount((array_agg(p.value ORDER BY p.ordinality DESC) FILTER (WHERE p.value IS NOT NULL))[1])),
        CASE WHEN count(p.low) > 0 THEN format(_chart_description.words ->> 'chart limits',
            bsc._shown_amount((array_agg(p.low ORDER BY p.ordinality DESC) FILTER (WHERE p.low IS NOT NULL))[1]),
            bsc._shown_amount((array_agg(p.high ORDER BY p.ordinality DESC) FILTER (WHERE p.high IS NOT NULL))[1]),
            count(*) FILTER (WHERE p.has_signal)) END,
        CASE WHEN count(p.expected) > 0 THEN format(_chart_description.words ->> 'chart forecast',
            (array_agg(p.said ORDER BY p.ordinality DESC) FILTER (WHERE p.expected IS NOT NULL))[1]) END) END
    FROM unnest(_chart_description.points) WITH ORDINALITY AS p;
END;
COMMENT ON FUNCTION bsc._chart_description(text, bsc._chart_point[], jsonb) IS 'a chart of a measure in words';

CREATE FUNCTION bsc.chart_svg(
    scorecard text, measure text, period bsc.period, entity text DEFAULT '', lang text DEFAULT 'en')
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 50000
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
DECLARE
    own_id bigint := bsc.measure_id(scorecard, measure);
    asked text := bsc._asked_entity((SELECT m.scorecard_id FROM bsc.measure AS m WHERE m.id = own_id), entity);
    words jsonb := bsc._sentences(lang) || bsc._words(lang);
    own bsc.period := bsc._chart_period(own_id, period, asked);
    points bsc._chart_point[] := ARRAY(SELECT p FROM bsc._chart_points(own_id, own, asked, words) AS p);
    name text;
    place text;
BEGIN
    SELECT coalesce(m.name, m.code),
        concat_ws(', ', coalesce(s.name, s.code), nullif(asked, ''),
                  (points[1]).label || ' ' || (words ->> 'to') || ' ' || (points[cardinality(points)]).label, m.unit)
    INTO name, place
    FROM bsc.measure AS m
    JOIN bsc.scorecard AS s ON s.id = m.scorecard_id
    WHERE m.id = own_id;
    RETURN bsc._draw_chart(name, place, bsc._chart_description(name, points, words), points,
        ARRAY[words ->> 'actual', words ->> 'signal', words ->> 'centre', words ->> 'natural limits', words ->> 'goal',
              words ->> 'forecast', words ->> 'interval', words ->> 'note', words ->> 'no values'],
        bsc._chart_style());
END
$$;
COMMENT ON FUNCTION bsc.chart_svg(text, text, bsc.period, text, text) IS
    'one measure of one entity as a drawing (SVG), up to the end of a period (NULL: the company year under way): values, natural limits, targets and forecast; language en or zh';

CREATE FUNCTION bsc.chart_svg(
    scorecard text, measure text, period text DEFAULT NULL, entity text DEFAULT '', lang text DEFAULT 'en')
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 50000
RETURN bsc.chart_svg(scorecard, measure, period::bsc.period, entity, lang);
COMMENT ON FUNCTION bsc.chart_svg(text, text, text, text, text) IS
    'one measure of one entity as a drawing (SVG), up to the end of a period (NULL: the company year under way): values, natural limits, targets and forecast; language en or zh';
