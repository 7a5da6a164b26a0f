-- Closing a period: its results are frozen (result/closing.sql), and the board's page is
-- kept as it is (kept.sql).

-- What a closing leaves unsettled, as notices.
CREATE FUNCTION bsc._tell_closed(scorecard_id bigint, closing bsc.period)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    company bsc.scorecard := (SELECT s FROM bsc.scorecard AS s WHERE s.id = _tell_closed.scorecard_id);
    unsettled text[] := ARRAY(
        SELECT DISTINCT f.name
        FROM bsc.closed_result AS f
        WHERE f.scorecard_id = _tell_closed.scorecard_id AND f.period OPERATOR(bsc.=) closing AND f.basis = 'period'
          AND f.level = 3 AND f.provisional
        ORDER BY f.name);
    unfinished text[] := ARRAY(
        SELECT coalesce(m.name, m.code)
        FROM bsc._cut_short(scorecard_id) AS c
        JOIN bsc.measure AS m ON m.id = c.measure_id
        WHERE bsc._is_part(c.period, closing)
        EXCEPT
        SELECT u.name FROM unnest(unsettled) AS u (name)
        ORDER BY 1);
    still_open text;
BEGIN
    IF unsettled <> '{}' THEN
        RAISE NOTICE 'period % of scorecard "%" is closed with provisional results', closing, company.code
            USING DETAIL = format('Not observed to the end of the period: %s.', bsc._list_codes(unsettled)),
                  HINT = 'Reopen it, refresh the scorecard and close it again to freeze final ones.';
    END IF;
    IF unfinished <> '{}' THEN
        RAISE NOTICE 'period % of scorecard "%" is closed and was last refreshed before its end', closing, company.code
            USING DETAIL = format('What came after is not in the figures of: %s.', bsc._list_codes(unfinished)),
                  HINT = 'Reopen it, refresh it and close it again.';
    END IF;
    IF bsc.first_moment(closing, company.time_zone) > bsc._now() THEN
        RAISE NOTICE 'period % of scorecard "%" is closed before it begins', closing, company.code
            USING DETAIL = 'Refreshes will leave it out, and it takes no actuals and targets.',
                  HINT = format('If another one was meant: CALL bsc.reopen_period(%L, %L).', company.code, closing);
    END IF;
    still_open := bsc._left_open(scorecard_id, closing);
    IF still_open IS NOT NULL THEN
        RAISE NOTICE 'everything in % of scorecard "%" is closed, but not the results of %', still_open, company.code, still_open
            USING DETAIL = 'They follow later changes of weights and targets.',
                  HINT = 'Close what is to stay as it is with bsc.close_period().';
    END IF;
END
$$;
COMMENT ON FUNCTION bsc._tell_closed(bigint, bsc.period) IS 'notices of what a closing leaves unsettled';

CREATE PROCEDURE bsc.close_period(scorecard text, period bsc.period)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    closing bsc.period := bsc._own_period(owner_id, period);
    frequency text := (SELECT s.frequency FROM bsc.scorecard AS s WHERE s.id = owner_id);
    closed_periods bsc.period[];
BEGIN
    IF closing IS NULL OR bsc._grain_rank(bsc.grain(closing)) > bsc._grain_rank(frequency) THEN
        RAISE EXCEPTION 'cannot close %: scorecard "%" reports by %',
            coalesce('period ' || closing::text, 'no period'), scorecard, frequency
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = format('Close a %s or a coarser period.', replace(frequency, 'half', 'half-year'));
    END IF;

    -- what is committed while we wait for the lock must be frozen too
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'cannot close a period at isolation level %', upper(current_setting('transaction_isolation'))
            USING ERRCODE = 'invalid_transaction_state',
                  HINT = 'Close it in a transaction of its own: BEGIN ISOLATION LEVEL READ COMMITTED.';
    END IF;
    PERFORM bsc._lock_scorecard('bsc.scorecard'::regclass, owner_id, 'close'::text);

    IF EXISTS (SELECT 1 FROM bsc.closed_period AS c
               WHERE c.scorecard_id = owner_id AND c.period OPERATOR(bsc.=) closing) THEN
        RAISE EXCEPTION 'period % of scorecard "%" is closed already', closing, scorecard
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;

    closed_periods := ARRAY(SELECT p FROM bsc._to_close(owner_id, closing) AS p);
    -- the pages as long as everything is open
    PERFORM bsc._mark_closed(owner_id, closing, closed_periods, bsc._pages_to_keep(owner_id, closed_periods));
    PERFORM bsc._freeze(owner_id, p, b)
    FROM unnest(closed_periods) AS p
    CROSS JOIN unnest(ARRAY['period', 'ytd']) AS b;
    PERFORM bsc._tell_closed(owner_id, closing);
END
$$;
COMMENT ON PROCEDURE bsc.close_period(text, bsc.period) IS 'freeze a reporting period or a coarser one with all inside it: results stay as they are, and nothing inside can be written';

CREATE PROCEDURE bsc.close_period(scorecard text, period text)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CALL bsc.close_period(scorecard, period::bsc.period);
END
$$;
COMMENT ON PROCEDURE bsc.close_period(text, text) IS 'freeze a reporting period or a coarser one with all inside it: results stay as they are, and nothing inside can be written';
