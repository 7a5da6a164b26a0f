-- What a report says in words of what its sheet holds, the same in every format.

-- What is to be said below the list of what changed, or in its place; NULL if nothing is.
CREATE FUNCTION bsc._sheet_change_note(page bsc._sheet)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN format(page.words ->> CASE
        WHEN cardinality(page.changes) = 0 THEN 'no comparison'
        WHEN EXISTS (SELECT 1 FROM unnest(page.changes) AS c WHERE c.is_under_way) THEN 'not compared'
        WHEN NOT EXISTS (SELECT 1 FROM unnest(page.changes) AS c WHERE c.is_told) THEN 'nothing changed' END, page.label_before);
END
$$;
COMMENT ON FUNCTION bsc._sheet_change_note(bsc._sheet) IS 'why there is no list of what changed, or what it leaves out';

-- The periods of a trend in words, up to the last one that has a value.
CREATE FUNCTION bsc._sheet_trend_span(page bsc._sheet, series double precision[])
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    places bigint := cardinality(series);
    first_month integer := (SELECT s.first_month FROM bsc.scorecard AS s WHERE s.id = page.scorecard_id);
BEGIN
    RETURN (
        SELECT format('%s %s %s', bsc.label(bsc.shift(page.reported, (min(v.place) - places)::integer), first_month, 'end'::text), page.words ->> 'to',
                      bsc.label(bsc.shift(page.reported, (max(v.place) - places)::integer), first_month, 'end'::text))
        FROM unnest(series) WITH ORDINALITY AS v (value, place)
        WHERE v.value IS NOT NULL);
END
$$;
COMMENT ON FUNCTION bsc._sheet_trend_span(bsc._sheet, double precision[]) IS 'from which period to which one a trend is known, in words';

-- The last value of a series that is known.
CREATE FUNCTION bsc._last_known(series double precision[])
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT v.value FROM unnest(series) WITH ORDINALITY AS v (value, place) WHERE v.value IS NOT NULL ORDER BY v.place DESC LIMIT 1);
COMMENT ON FUNCTION bsc._last_known(double precision[]) IS 'the last value of a series that is known';

-- That queries fail; NULL where none does.
CREATE FUNCTION bsc._sheet_stale_line(stale bsc._failing, words jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (stale).failing > 0
    THEN format(words ->> CASE (stale).failing WHEN 1 THEN 'one stale' ELSE 'many stale' END,
                (stale).failing, (stale).queries, (stale).since, (stale).error) END;
COMMENT ON FUNCTION bsc._sheet_stale_line(bsc._failing, jsonb) IS 'how many queries fail, since when and why, in words';

-- The word for a status, and that it is one so far.
CREATE FUNCTION bsc._status_word(node bsc._sheet_node, words jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (node).provisional AND (node).status IS NULL AND (node).score IS NOT NULL THEN words ->> 'not judged'
    ELSE concat_ws(' ', words ->> COALESCE((node).status, 'no score'), CASE WHEN (node).provisional THEN words ->> 'so far' END) END;
COMMENT ON FUNCTION bsc._status_word(bsc._sheet_node, jsonb) IS 'a status in words, and that it is one so far';

-- The pace of what is under way; NULL elsewhere, or where there is none.
CREATE FUNCTION bsc._shown_pace(node bsc._sheet_node, words jsonb)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN (node).provisional AND (node).pace IS NOT NULL THEN format(words ->> 'pace', bsc._shown_score((node).pace, (node).thresholds)) END;
COMMENT ON FUNCTION bsc._shown_pace(bsc._sheet_node, jsonb) IS 'the pace of a node that is under way, in words';

-- The natural limits of a trend in words; NULL where there are none.
CREATE FUNCTION bsc._sheet_limits(node bsc._sheet_node, words jsonb)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN bsc._last_known((node).low) IS NOT NULL THEN format(words ->> 'trend limits',
    bsc._shown_amount(bsc._last_known((node).low)), bsc._shown_amount(bsc._last_known((node).high)),
    cardinality(array_positions((node).signals, true))) END;
COMMENT ON FUNCTION bsc._sheet_limits(bsc._sheet_node, jsonb) IS 'the natural limits of a measure''s trend in words';

-- What the year of a measure will come to, with its interval and the chance of its goal, in
-- words; NULL where there is no outlook.
CREATE FUNCTION bsc._shown_outlook("row" bsc._outlook, words jsonb)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN concat_ws(', ', format(words ->> 'range', bsc._shown_amount(("row").low), bsc._shown_amount(("row").high)),
    CASE WHEN ("row").probability IS NOT NULL THEN format(words ->> 'chance', bsc._short_percent(("row").probability)) END);
COMMENT ON FUNCTION bsc._shown_outlook(bsc._outlook, jsonb) IS 'the interval of an outlook and the chance of its goal, in words';

-- A step of an initiative in words: when it was done, or is or was due.
CREATE FUNCTION bsc._shown_step(step bsc._sheet_step, words jsonb)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN format(words ->> CASE WHEN (step).done IS NOT NULL THEN 'step done' WHEN (step).late THEN 'step late'
                             WHEN (step).due IS NOT NULL THEN 'step due' ELSE 'step open' END,
    (step).name, COALESCE((step).done, (step).due));
COMMENT ON FUNCTION bsc._shown_step(bsc._sheet_step, jsonb) IS 'a step of an initiative in words';
