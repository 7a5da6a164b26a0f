-- Measures that are made of measures: what their formulas must keep.
--
-- A formula names measures of its scorecard by their codes.  These must be there, no
-- formula may come back to itself, and what is added up over time cannot be read for
-- a part of its period.  A document is checked as it is read, so that the error says
-- where; all else that is written, at the end of its statement, so that a formula and
-- what it names may come together.  A formula follows a measure to its new code, and
-- a measure that a formula names cannot be removed alone.
--
-- Two sessions could make a circle together, each with one half of it.  So the
-- scorecard is locked as a refresh locks it, and what is there is read after that.

-- The first formula that cannot be, what is wrong with it, and the SQLSTATE of that;
-- no row if all can.  The arrays hold all measures of a scorecard.
CREATE FUNCTION bsc._formula_fault(
    codes text[], frequencies text[], rollups text[], formulas text[],
    OUT code text, OUT problem text, OUT hint text, OUT state text)
RETURNS SETOF record
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 1000 ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    given record;
BEGIN
    BEGIN
        PERFORM bsc._formula_operands(f.formula) FROM unnest(formulas) AS f (formula);
    EXCEPTION WHEN syntax_error OR numeric_value_out_of_range OR program_limit_exceeded THEN
        FOR given IN SELECT m.* FROM unnest(codes, formulas) AS m (code, formula) LOOP
            BEGIN
                PERFORM bsc._formula_operands(given.formula);
            EXCEPTION WHEN syntax_error OR numeric_value_out_of_range OR program_limit_exceeded THEN
                GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT, state = RETURNED_SQLSTATE;
                code := given.code;
                RETURN NEXT;
                RETURN;
            END;
        END LOOP;
    END;

    SELECT f.code, f.problem, f.hint INTO code, problem, hint
    FROM (
        SELECT m.ordinal, 0 AS place, m.code, 'it names no measure' AS problem,
            'What never changes is no measure: write it into the formulas that need it.' AS hint
        FROM unnest(codes, formulas) WITH ORDINALITY AS m (code, formula, ordinal)
        WHERE bsc._formula_operands(m.formula) = '{}'
        UNION ALL
        SELECT m.ordinal, o.place, m.code,
            CASE WHEN x.code IS NULL THEN format('there is no measure "%s"', o.operand)
                 ELSE format('measure "%s" is a sum for each %s, of which a %s is a part', o.operand, x.frequency, m.frequency) END,
            CASE WHEN x.code IS NULL THEN bsc._near_hint(o.operand, codes)
                 ELSE format('Give the formula''s measure frequency %s or a coarser one.', x.frequency) END
        FROM unnest(codes, frequencies, formulas) WITH ORDINALITY AS m (code, frequency, formula, ordinal)
        CROSS JOIN LATERAL unnest(bsc._formula_operands(m.formula)) WITH ORDINALITY AS o (operand, place)
        LEFT JOIN unnest(codes, frequencies, rollups) AS x (code, frequency, rollup) ON x.code = o.operand
        WHERE x.code IS NULL
           OR x.rollup = 'sum' AND bsc._grain_rank(m.frequency) > bsc._grain_rank(x.frequency)) AS f
    ORDER BY f.ordinal, f.place
    LIMIT 1;
    IF FOUND THEN
        state := '22023';
        RETURN NEXT;
        RETURN;
    END IF;
    RETURN QUERY SELECT c.* FROM bsc._formula_circle(codes, formulas) AS c;
END
$$;
COMMENT ON FUNCTION bsc._formula_fault(text[], text[], text[], text[]) IS 'the first formula of a scorecard that cannot be, and why';

-- The same for circles and for formulas of formulas of formulas.  Level by level, those
-- are settled that are made of what is settled; what is left then comes back to itself.
CREATE FUNCTION bsc._formula_circle(
    codes text[], formulas text[], OUT code text, OUT problem text, OUT hint text, OUT state text)
RETURNS SETOF record
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    settled text[] := ARRAY(SELECT m.code FROM unnest(codes, formulas) AS m (code, formula) WHERE m.formula IS NULL);
    ready text[];
    chain text[];
    level integer := 0;
BEGIN
    LOOP
        ready := ARRAY(
            SELECT m.code
            FROM unnest(codes, formulas) AS m (code, formula)
            WHERE m.code <> ALL (settled) AND bsc._formula_operands(m.formula) <@ settled);
        EXIT WHEN ready = '{}';
        level := level + 1;
        IF level > 32 THEN
            code := ready[1];
            problem := 'it is made of formulas of formulas, more than 32 levels deep';
            state := '54000';
            RETURN NEXT;
            RETURN;
        END IF;
        settled := settled || ready;
    END LOOP;
    code := (SELECT m.code FROM unnest(codes) WITH ORDINALITY AS m (code, ordinal)
             WHERE m.code <> ALL (settled) ORDER BY m.ordinal LIMIT 1);
    IF code IS NULL THEN
        RETURN;
    END IF;
    -- from one to the next that is not settled, until one comes again
    chain := ARRAY[code];
    LOOP
        SELECT o.operand INTO code
        FROM unnest(codes, formulas) AS m (code, formula)
        CROSS JOIN LATERAL unnest(bsc._formula_operands(m.formula)) WITH ORDINALITY AS o (operand, ordinal)
        WHERE m.code = chain[cardinality(chain)] AND o.operand <> ALL (settled)
        ORDER BY o.ordinal
        LIMIT 1;
        EXIT WHEN code = ANY (chain);
        chain := chain || code;
    END LOOP;
    chain := chain[array_position(chain, code):] || code;
    problem := format('it comes back to itself, %s', array_to_string(chain, ' -> '));
    state := '22023';
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION bsc._formula_circle(text[], text[]) IS 'a formula of a scorecard that comes back to itself or is made of too many levels';

-- A document's formulas.
CREATE FUNCTION bsc._check_document_formulas(nodes bsc._document_node[])
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    fault record;
BEGIN
    SELECT f.path, f.value, f.hint INTO fault
    FROM (
        SELECT n.place, n.path || '.' || k.key AS path, n.value -> k.key AS value,
            CASE k.key WHEN 'rollup' THEN 'Roll-up formula and a formula go together.'
                       ELSE 'A measure with a formula has none: the formula gives its values.' END AS hint
        FROM unnest(nodes) AS n
        CROSS JOIN (VALUES (1, 'rollup'), (2, 'query'), (3, 'carry_forward')) AS k (ordinal, key)
        WHERE n.kind = 'measure'
          AND CASE k.key
              WHEN 'rollup' THEN (n.value ->> 'rollup' = 'formula') <> (n.value ->> 'formula' IS NOT NULL)
              WHEN 'query' THEN n.value ->> 'formula' IS NOT NULL AND n.value ->> 'query' IS NOT NULL
              ELSE n.value ->> 'formula' IS NOT NULL AND n.value ->> 'carry_forward' <> '0' END
        ORDER BY n.place, k.ordinal
        LIMIT 1) AS f;
    IF FOUND THEN
        PERFORM bsc._refuse_document('invalid value'::text, fault.path, bsc._document_excerpt(fault.value), fault.hint);
    END IF;

    IF EXISTS (SELECT 1 FROM unnest(nodes) AS n WHERE n.kind = 'measure' AND n.value ->> 'formula' IS NOT NULL) THEN
        SELECT n.path, n.value -> 'formula' AS value, f.* INTO fault
        FROM (
            SELECT array_agg(m.key ORDER BY m.place) AS codes, array_agg(m.value ->> 'frequency' ORDER BY m.place) AS frequencies,
                array_agg(m.value ->> 'rollup' ORDER BY m.place) AS rollups,
                array_agg(m.value ->> 'formula' ORDER BY m.place) AS formulas
            FROM unnest(nodes) AS m
            WHERE m.kind = 'measure') AS a
        CROSS JOIN LATERAL bsc._formula_fault(a.codes, a.frequencies, a.rollups, a.formulas) AS f
        JOIN unnest(nodes) AS n ON n.kind = 'measure' AND n.key = f.code;
        IF FOUND THEN
            PERFORM bsc._refuse(
                fault.state, format('invalid value at %s.formula: %s', fault.path, bsc._document_excerpt(fault.value)),
                upper(left(fault.problem, 1)) || substr(fault.problem, 2) || '.', fault.hint);
        END IF;
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._check_document_formulas(bsc._document_node[]) IS 'error where a formula of a document cannot be';

-- The formulas of scorecards as they stand in the table.
CREATE FUNCTION bsc._check_formulas(scorecards bigint[])
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    fault record;
BEGIN
    SELECT f.* INTO fault
    FROM (
        SELECT array_agg(m.code ORDER BY m.id) AS codes, array_agg(m.frequency ORDER BY m.id) AS frequencies,
            array_agg(m.rollup ORDER BY m.id) AS rollups, array_agg(m.formula ORDER BY m.id) AS formulas
        FROM bsc.measure AS m
        WHERE m.scorecard_id = ANY (scorecards)
        GROUP BY m.scorecard_id
        HAVING count(m.formula) > 0) AS a
    CROSS JOIN LATERAL bsc._formula_fault(a.codes, a.frequencies, a.rollups, a.formulas) AS f
    LIMIT 1;
    IF FOUND THEN
        PERFORM bsc._refuse(
            fault.state, format('formula of measure "%s" cannot be: %s', fault.code, fault.problem), NULL::text, fault.hint);
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._check_formulas(bigint[]) IS 'error where a formula of these scorecards cannot be';

-- Formulas that a statement has not written itself follow measures to new codes.
CREATE FUNCTION bsc._formulas_changed()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    scorecards bigint[];
BEGIN
    -- in a dump, what a formula names may come after it
    IF NOT current_setting('check_function_bodies')::boolean THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
        scorecards := ARRAY(SELECT DISTINCT w.scorecard_id FROM written AS w WHERE w.formula IS NOT NULL ORDER BY 1);
    ELSE
        scorecards := ARRAY(
            SELECT DISTINCT s.id
            FROM written AS w
            JOIN removed AS r ON r.id = w.id
            CROSS JOIN LATERAL (VALUES (w.scorecard_id), (r.scorecard_id)) AS s (id)
            WHERE (w.code, w.frequency, w.rollup, w.formula, w.scorecard_id)
                  IS DISTINCT FROM (r.code, r.frequency, r.rollup, r.formula, r.scorecard_id)
              AND (w.formula IS NOT NULL OR EXISTS (
                  SELECT 1 FROM bsc.measure AS m WHERE m.scorecard_id = s.id AND m.formula IS NOT NULL))
            ORDER BY 1);
    END IF;
    IF scorecards = '{}' THEN
        RETURN NULL;
    END IF;
    PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, s.id, 'refresh'::text) FROM unnest(scorecards) AS s (id);
    IF TG_OP = 'UPDATE' THEN
        UPDATE bsc.measure AS m SET formula = bsc._formula_renamed(m.formula, c.old_codes, c.new_codes)
        FROM (
            SELECT w.scorecard_id, array_agg(r.code ORDER BY r.id) AS old_codes, array_agg(w.code ORDER BY r.id) AS new_codes
            FROM written AS w
            JOIN removed AS r ON r.id = w.id AND r.scorecard_id = w.scorecard_id
            WHERE w.code <> r.code
            GROUP BY w.scorecard_id) AS c
        WHERE m.scorecard_id = c.scorecard_id AND m.formula IS NOT NULL
          AND bsc._formula_operands(m.formula) && c.old_codes
          AND NOT EXISTS (SELECT 1 FROM written AS w JOIN removed AS r ON r.id = w.id
                          WHERE w.id = m.id AND w.formula IS DISTINCT FROM r.formula);
    END IF;
    PERFORM bsc._check_formulas(scorecards);
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION bsc._formulas_changed() IS 'trigger: formulas follow new codes, and can be';

CREATE FUNCTION bsc._keep_operands()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    lost record;
BEGIN
    SELECT r.code, m.code AS reader INTO lost
    FROM removed AS r
    JOIN bsc.measure AS m ON m.scorecard_id = r.scorecard_id AND m.formula IS NOT NULL
    WHERE r.code = ANY (bsc._formula_operands(m.formula))
    ORDER BY r.code COLLATE "C", m.code COLLATE "C"
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'measure "%" cannot be removed: the formula of measure "%" names it', lost.code, lost.reader
            USING ERRCODE = 'dependent_objects_still_exist',
                  HINT = 'Change that formula first, or remove both at once.';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION bsc._keep_operands() IS 'trigger: a measure that a formula names is not removed alone';

CREATE TRIGGER formulas_inserted AFTER INSERT ON bsc.measure
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION bsc._formulas_changed();
CREATE TRIGGER formulas_updated AFTER UPDATE ON bsc.measure
    REFERENCING OLD TABLE AS removed NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION bsc._formulas_changed();
CREATE TRIGGER keep_operands AFTER DELETE ON bsc.measure
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION bsc._keep_operands();

-- A document may remove a measure and change the formula that named it: that one has
-- none while the measure goes.
CREATE FUNCTION bsc._release_operands(unwanted bigint[])
RETURNS void
LANGUAGE sql VOLATILE
BEGIN ATOMIC
    UPDATE bsc.measure AS m SET rollup = 'last', formula = NULL
    WHERE m.formula IS NOT NULL AND m.id <> ALL (_release_operands.unwanted)
      AND EXISTS (
        SELECT 1 FROM bsc.measure AS x
        WHERE x.id = ANY (_release_operands.unwanted) AND x.scorecard_id = m.scorecard_id
          AND x.code = ANY (bsc._formula_operands(m.formula)));
END;
COMMENT ON FUNCTION bsc._release_operands(bigint[]) IS 'take away the formulas that name measures which are to be removed, until their document is written';
