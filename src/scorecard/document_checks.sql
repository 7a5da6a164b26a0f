-- What must be right within a document, whatever the tables hold.
--
-- Each check looks at all nodes at once and raises the first fault in the
-- document's order, with its path and a hint.  bsc._read_document() runs them one
-- after the other: values by themselves, then texts that types must read, then
-- what is said twice, then values that contradict each other.

-- Unknown keys, missing ones, wrong types, values out of range.
CREATE FUNCTION bsc._check_document_values(nodes bsc._document_node[])
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    fault record;
BEGIN
    SELECT f.problem, f.path, f.value, f.hint INTO fault
    FROM (
        SELECT n.place, 'invalid value' AS problem, n.path, bsc._document_excerpt(n.value) AS value,
               CASE n.kind WHEN 'served' THEN 'It must be the code of an objective, a string.'
                           ELSE 'It must be an object.' END AS hint
        FROM unnest(nodes) AS n
        WHERE jsonb_typeof(n.value) <> CASE n.kind WHEN 'served' THEN 'string' ELSE 'object' END

        UNION ALL
        SELECT n.place || coalesce(k.ordinal, 0),
               CASE WHEN k.key IS NULL THEN 'unknown key' ELSE 'invalid value' END,
               left(bsc._document_path(n.path, given.key), 1000),
               CASE WHEN k.key IS NOT NULL THEN bsc._document_excerpt(given.value) END,
               CASE WHEN k.key IS NULL
                    THEN 'Known here are: '
                         || (SELECT string_agg(known.key, ', ' ORDER BY known.ordinal)
                             FROM bsc._document_keys() AS known WHERE known.kind = n.kind) || '.'
                    ELSE bsc._document_value_hint(k.type, k.low, k.high, k.accepted) END
        FROM unnest(nodes) AS n
        CROSS JOIN LATERAL jsonb_each(
            CASE jsonb_typeof(n.value) WHEN 'object' THEN n.value ELSE '{}' END) AS given (key, value)
        LEFT JOIN bsc._document_keys() AS k ON k.kind = n.kind AND k.key = given.key
        WHERE k.key IS NULL
           OR given.value <> 'null' AND NOT bsc._document_value_fits(given.value, k.type, k.low, k.high, k.accepted)

        UNION ALL
        SELECT n.place || k.ordinal, 'missing value', bsc._document_path(n.path, k.key), NULL,
               bsc._document_value_hint(k.type, k.low, k.high, k.accepted)
        FROM unnest(nodes) AS n
        JOIN bsc._document_keys() AS k ON k.kind = n.kind AND k.required
        WHERE jsonb_typeof(n.value) = 'object'
          AND n.value ->> k.key IS NULL
          -- that nothing is planned must be said
          AND NOT (k.type = 'target' AND n.value ? k.key)
    ) AS f
    ORDER BY f.place, f.path
    LIMIT 1;
    IF FOUND THEN
        PERFORM bsc._refuse_document(fault.problem, fault.path, fault.value, fault.hint);
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._check_document_values(bsc._document_node[]) IS 'error where a document has unknown or missing keys or values of the wrong kind';

-- Dates, periods and targets are what their types say they are.  All are read
-- at once; only when that fails is the culprit looked for, and its type's own
-- words are passed on.
CREATE FUNCTION bsc._check_document_texts(nodes bsc._document_node[])
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'
SET extra_float_digits = 1
AS $$
DECLARE
    given record;
    said text;
    advice text;
BEGIN
    PERFORM count((n.value ->> 'period')::bsc.period), count((n.value ->> 'target')::bsc.target)
    FROM unnest(nodes) AS n WHERE n.kind = 'plan';
    PERFORM count(e.period::bsc.period)
    FROM unnest(nodes) AS n
    CROSS JOIN LATERAL jsonb_array_elements_text(n.value -> 'rebase') AS e (period)
    WHERE n.kind = 'measure';
    PERFORM count((n.value ->> 'starts')::date), count((n.value ->> 'ends')::date), count((n.value ->> 'due')::date),
        count((n.value ->> 'done')::date)
    FROM unnest(nodes) AS n WHERE n.kind IN ('initiative', 'initiative_entity', 'initiative_step', 'entity');
EXCEPTION WHEN data_exception THEN
    FOR given IN
        SELECT bsc._document_path(n.path, k.key) || e.index AS path, k.type, e.value, k.key,
               bsc._document_value_hint(k.type, k.low, k.high, k.accepted) AS hint
        FROM unnest(nodes) AS n
        JOIN bsc._document_keys() AS k ON k.kind = n.kind AND k.type IN ('date', 'period', 'periods', 'target')
        CROSS JOIN LATERAL (
            SELECT '' AS index, n.value -> k.key AS value, 0::bigint AS turn
            WHERE jsonb_typeof(n.value -> k.key) = 'string'
            UNION ALL
            SELECT format('[%s]', i.ordinality - 1), i.value, i.ordinality
            FROM jsonb_array_elements(CASE WHEN k.type = 'periods' THEN n.value -> k.key END) WITH ORDINALITY AS i) AS e
        ORDER BY n.place, k.ordinal, e.turn
    LOOP
        BEGIN
            CASE given.type
                WHEN 'date' THEN PERFORM (given.value #>> '{}')::date;
                WHEN 'period', 'periods' THEN PERFORM (given.value #>> '{}')::bsc.period;
                WHEN 'target' THEN PERFORM (given.value #>> '{}')::bsc.target;
            END CASE;
        EXCEPTION WHEN data_exception THEN
            GET STACKED DIAGNOSTICS said = MESSAGE_TEXT, advice = PG_EXCEPTION_HINT;
            RAISE EXCEPTION '%', format('invalid value at %s: %s', given.path, bsc._document_excerpt(given.value))
                USING ERRCODE = 'invalid_parameter_value',
                      DETAIL = said,
                      HINT = coalesce(nullif(advice, ''), given.hint);
        END;
    END LOOP;
    RAISE;
END
$$;
COMMENT ON FUNCTION bsc._check_document_texts(bsc._document_node[]) IS 'error where a document has a malformed date, period or target';

-- What must not stand twice.
CREATE FUNCTION bsc._check_document_doubles(nodes bsc._document_node[])
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    fault record;
BEGIN
    SELECT d.problem, d.path, d.value, d.earlier INTO fault
    FROM (
        SELECT 'duplicate code' AS problem, n.place, n.path || c.key AS path, to_jsonb(c.code) AS value,
               first_value(n.path) OVER (
                   PARTITION BY c.key, n.kind, CASE WHEN n.kind IN ('objective', 'initiative_step') THEN n.belongs END, c.code COLLATE "C"
                   ORDER BY n.place) AS earlier,
               n.path AS own
        FROM unnest(nodes) AS n
        CROSS JOIN LATERAL (VALUES ('.code', n.key), ('.was', n.was)) AS c (key, code)
        WHERE n.kind IN ('perspective', 'objective', 'measure', 'initiative', 'initiative_step', 'entity') AND c.code IS NOT NULL

        UNION ALL
        SELECT 'duplicate target', n.place, n.path, n.value -> 'period',
               first_value(n.path) OVER (
                   PARTITION BY n.belongs, (n.value ->> 'entity') COLLATE "C", (n.value ->> 'period')::bsc.period
                   ORDER BY n.place),
               n.path
        FROM unnest(nodes) AS n
        WHERE n.kind = 'plan'

        UNION ALL
        SELECT 'duplicate link', n.place, n.path,
               to_jsonb((n.value #>> '{given,cause}') || ' -> ' || (n.value #>> '{given,effect}')),
               first_value(n.path) OVER (
                   PARTITION BY n.value ->> 'cause', n.value ->> 'effect', n.value -> 'lag' ORDER BY n.place),
               n.path
        FROM unnest(nodes) AS n
        WHERE n.kind = 'link'

        UNION ALL
        SELECT 'duplicate objective', n.place, n.path, n.value #> '{given,objective}',
               first_value(n.path) OVER (PARTITION BY n.belongs, n.value ->> 'objective' ORDER BY n.place),
               n.path
        FROM unnest(nodes) AS n
        WHERE n.kind = 'served'

        UNION ALL
        SELECT 'duplicate entity', n.place, n.path, n.value -> 'entity',
               first_value(n.path) OVER (PARTITION BY n.belongs, (n.value ->> 'entity') COLLATE "C" ORDER BY n.place), n.path
        FROM unnest(nodes) AS n WHERE n.kind = 'initiative_entity'
    ) AS d
    WHERE d.own <> d.earlier
    ORDER BY d.place, d.problem, d.path
    LIMIT 1;
    IF FOUND THEN
        PERFORM bsc._refuse_document(fault.problem, fault.path, bsc._document_excerpt(fault.value),
                                    format('It is given before, at %s.', fault.earlier));
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._check_document_doubles(bsc._document_node[]) IS 'error where a document says a thing twice';

-- The faults of measures and of their targets that come of other values of the
-- document: a fault's path, the value there and what to do about it.
CREATE FUNCTION bsc._contradicting_measures(nodes bsc._document_node[])
RETURNS TABLE (place integer[], path text, value jsonb, hint text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT n.place, n.path || '.' || m.misfit[1], n.value -> m.misfit[1], m.misfit[2]
    FROM unnest(nodes) AS n
    CROSS JOIN LATERAL (
        SELECT bsc._misfit(n.value ->> 'rollup', n.value ->> 'kind', n.value ->> 'spread', n.value ->> 'empty'))
        AS m (misfit)
    WHERE n.kind = 'measure' AND m.misfit IS NOT NULL
    UNION ALL
    SELECT n.place, n.path || '.' || t.given, n.value -> t.given,
           format('It would be amber from %s and green from %s: the scorecard''s %s stands where the measure has none.',
                  t.amber, t.green, CASE t.given WHEN 'amber' THEN 'green' ELSE 'amber' END)
    FROM unnest(nodes) AS n
    CROSS JOIN LATERAL (
        SELECT CASE WHEN n.value ? 'amber' THEN 'amber' ELSE 'green' END AS given,
               coalesce(n.value -> 'amber', nodes[1].value -> 'amber')::numeric AS amber,
               coalesce(n.value -> 'green', nodes[1].value -> 'green')::numeric AS green) AS t
    WHERE n.kind = 'measure' AND (n.value ? 'amber' OR n.value ? 'green') AND t.amber > t.green;
END;
COMMENT ON FUNCTION bsc._contradicting_measures(bsc._document_node[]) IS 'the measures of a document whose values contradict each other';

CREATE FUNCTION bsc._contradicting_plans(nodes bsc._document_node[])
RETURNS TABLE (place integer[], path text, value jsonb, hint text)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH company AS MATERIALIZED (
        SELECT (nodes[1].value -> 'first_month')::integer AS first_month,
               (SELECT jsonb_object_agg(m.key, m.value ->> 'frequency')
                FROM unnest(nodes) AS m WHERE m.kind = 'measure') AS frequencies
    ), planned AS (
        SELECT n.place, n.path, n.value, (n.value ->> 'period')::bsc.period AS period,
               c.first_month, c.frequencies ->> n.belongs AS frequency
        FROM unnest(nodes) AS n
        CROSS JOIN company AS c
        WHERE n.kind = 'plan'
    )
    SELECT p.place, p.path || '.period', p.value -> 'period',
           CASE WHEN bsc._is_own_period(p.period, p.first_month)
                THEN format('The measure''s frequency is %s: give a %1$s or a longer period.', p.frequency)
                ELSE format('The company year starts in month %s: the %s that holds the first day of this one is %s.',
                            p.first_month, bsc.grain(p.period),
                            bsc.period(bsc.first_day(p.period), bsc.grain(p.period), p.first_month))
           END
    FROM planned AS p
    WHERE NOT bsc._is_own_period(p.period, p.first_month)
       OR bsc._grain_rank(bsc.grain(p.period)) > bsc._grain_rank(p.frequency)
    UNION ALL
    SELECT p.place, p.path || '.target', p.value -> 'target', 'A target''s scores must not be negative.'
    FROM planned AS p
    WHERE bsc.lowest_score((p.value ->> 'target')::bsc.target) < 0;
END;
COMMENT ON FUNCTION bsc._contradicting_plans(bsc._document_node[]) IS 'the targets of a document that do not suit their measure or the company year';

-- What must suit other values of the document.
CREATE FUNCTION bsc._check_document_sense(nodes bsc._document_node[])
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'
SET extra_float_digits = 1
AS $$
DECLARE
    fault record;
    top jsonb := nodes[1].value;
BEGIN
    SELECT f.path, f.value, f.hint INTO fault
    FROM (
        SELECT '{}'::integer[] AS place, 'amber' AS path, top -> 'amber' AS value,
               format('It must not be above green, which is %s.', top -> 'green') AS hint
        WHERE (top -> 'amber')::numeric > (top -> 'green')::numeric
        UNION ALL
        SELECT m.place, m.path, m.value, m.hint FROM bsc._contradicting_measures(nodes) AS m
        UNION ALL
        SELECT p.place, p.path, p.value, p.hint FROM bsc._contradicting_plans(nodes) AS p
        UNION ALL
        SELECT n.place, n.path || '.effect', n.value #> '{given,effect}',
               'An objective can have an effect on itself only with a lag of 1 or more.'
        FROM unnest(nodes) AS n
        WHERE n.kind = 'link' AND n.value -> 'cause' = n.value -> 'effect' AND (n.value -> 'lag')::integer = 0
        UNION ALL
        SELECT n.place, n.path || '.ends', n.value -> 'ends',
               format('It must not be before the %s starts, on %s.', n.kind, n.value ->> 'starts')
        FROM unnest(nodes) AS n
        WHERE n.kind IN ('initiative', 'entity') AND (n.value ->> 'ends')::date < (n.value ->> 'starts')::date
        UNION ALL
        SELECT n.place, n.path || '.entity', n.value -> 'entity',
               'It must name an entity. For the whole, leave the list out: the initiative''s own "starts" is meant.'
        FROM unnest(nodes) AS n
        WHERE n.kind = 'initiative_entity' AND n.value ->> 'entity' = ''
    ) AS f
    ORDER BY f.place, f.path
    LIMIT 1;
    IF FOUND THEN
        PERFORM bsc._refuse_document('invalid value', fault.path, bsc._document_excerpt(fault.value), fault.hint);
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._check_document_sense(bsc._document_node[]) IS 'error where two values of a document contradict each other';
