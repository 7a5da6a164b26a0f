-- The review as people hold it: the findings, what became of earlier
-- decisions, and the decisions taken now.

-- The reporting period that a review is held for.
CREATE FUNCTION bsc._review_period(scorecard_id bigint, period bsc.period, entity text)
RETURNS bsc.period
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    own bsc.period := bsc._asked_period(scorecard_id, period, entity);
    company bsc.scorecard;
BEGIN
    SELECT s.* INTO company FROM bsc.scorecard AS s WHERE s.id = _review_period.scorecard_id;
    IF bsc.grain(own) <> company.frequency THEN
        RAISE EXCEPTION 'scorecard "%" is reviewed by %, not for %', company.code, company.frequency, own
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = format('Give a reporting period, such as %s.',
                                bsc.period(bsc.last_day(own), company.frequency, company.first_month));
    END IF;
    RETURN own;
END
$$;
COMMENT ON FUNCTION bsc._review_period(bigint, bsc.period, text) IS
    'the reporting period that a review is held for, the latest by default; an error for any other grain';

-- The rules of the review, in the order of the page, and the loop that each
-- belongs to; a decision is followed up in the loop of what was decided on.
CREATE VIEW bsc._review_rule (rule, ordinal, loop) WITH (security_invoker = true) AS
VALUES
    ('off target', 1, 'single'),
    ('off-pace', 2, 'single'),
    ('driver in the red', 3, 'single'),
    ('unlikely', 4, 'single'),
    ('cannot-reach', 5, 'single'),
    ('signal', 6, 'single'),
    ('level-changed', 7, 'single'),
    ('late initiative', 8, 'single'),
    ('late steps', 9, 'single'),
    ('should have started', 10, 'single'),
    ('unfunded initiative', 11, 'single'),
    ('failing queries', 12, 'single'),
    ('unknown entities', 13, 'single'),
    ('data gap', 14, 'single'),
    ('link contradicted', 15, 'double'),
    ('link unproven', 16, 'double'),
    ('missing link', 17, 'double'),
    ('link without data', 18, 'double'),
    ('initiative backfired', 19, 'double'),
    ('initiative unproven', 20, 'double'),
    ('initiative worked', 21, 'double'),
    ('decision', 22, NULL);
COMMENT ON VIEW bsc._review_rule IS 'the rules of bsc.review, in the order of the page, with their loops';
GRANT SELECT ON bsc._review_rule TO @extowner@ WITH GRANT OPTION;

-- What became of the decisions of earlier periods.  A finding that is there no
-- more is resolved; one that still is has got better or worse by its score, or
-- by its severity where it has none.  One decided again is followed up from its
-- last decision.
CREATE FUNCTION bsc._review_followup(
    scorecard_id bigint, period bsc.period, entity text, findings bsc._finding[], sentences jsonb)
RETURNS SETOF bsc._finding
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 10
BEGIN ATOMIC
    SELECT 'decision',
        CASE WHEN s.state = 'resolved' THEN 'info'
             WHEN d.due <= bsc.last_day(_review_followup.period) THEN 'high'
             ELSE f.severity END,
        d.subject,
        jsonb_build_object(
            'loop', d.loop, 'period', d.period::text, 'decision', d.decision, 'rule', d.rule,
            'who', CASE WHEN d.owner IS NULL THEN '[]'::jsonb
                        ELSE jsonb_build_array(jsonb_build_object('case', 'owner', 'owner', d.owner)) END
                || CASE WHEN d.due IS NULL THEN '[]'::jsonb
                        ELSE jsonb_build_array(jsonb_build_object('case', 'due', 'due', d.due)) END,
            'state', s.state, 'case', CASE s.state WHEN 'resolved' THEN s.state END,
            'now', f.evidence -> 'score', 'then', d.evidence -> 'score',
            'thresholds', bsc._thresholds(_review_followup.scorecard_id)),
        jsonb_build_object(
            'decision', d.decision, 'decided_in', d.period, 'owner', d.owner, 'due', d.due, 'decided_on', d.rule,
            'outcome', s.state, 'finding_then', d.finding, 'evidence_then', d.evidence,
            'finding_now', bsc._message(f, _review_followup.sentences), 'evidence_now', f.evidence)
    FROM (
        SELECT DISTINCT ON (x.loop, x.rule, x.subject) x.*
        FROM bsc.review_decision AS x
        WHERE x.scorecard_id = _review_followup.scorecard_id AND x.entity = _review_followup.entity
          AND x.period < _review_followup.period
        ORDER BY x.loop, x.rule, x.subject, bsc.first_day(x.period) DESC, bsc.last_day(x.period), x.id DESC) AS d
    LEFT JOIN unnest(_review_followup.findings) AS f ON f.rule = d.rule AND f.subject = d.subject
    CROSS JOIN LATERAL (
        SELECT CASE WHEN jsonb_typeof(f.evidence -> 'score') = 'number' AND jsonb_typeof(d.evidence -> 'score') = 'number'
                    THEN sign((f.evidence ->> 'score')::double precision - (d.evidence ->> 'score')::double precision)
                    ELSE sign(array_position(ARRAY['high', 'medium', 'low'], f.severity)::double precision
                              - array_position(ARRAY['high', 'medium', 'low'], d.severity)) END AS change) AS c
    CROSS JOIN LATERAL (
        SELECT CASE WHEN f.rule IS NULL THEN 'resolved'
                    WHEN c.change > 0 THEN 'better' WHEN c.change < 0 THEN 'worse' ELSE 'same' END AS state) AS s;
END;
COMMENT ON FUNCTION bsc._review_followup(bigint, bsc.period, text, bsc._finding[], jsonb) IS
    'what became of the decisions taken in earlier reviews';

-- The findings with what became of decisions, in words, gravest first.
CREATE FUNCTION bsc._review_page(
    scorecard_id bigint, period bsc.period, entity text, findings bsc._finding[], sentences jsonb)
RETURNS TABLE (loop text, rule text, severity text, subject text, finding text, evidence jsonb)
LANGUAGE sql STABLE PARALLEL SAFE COST 2000 ROWS 50
BEGIN ATOMIC
    SELECT s.loop, s.rule, s.severity, s.subject, s.said, s.evidence
    FROM (
        SELECT COALESCE((r.finding).parameters ->> 'loop', k.loop) AS loop, k.rule, k.ordinal,
            (r.finding).severity, (r.finding).subject, bsc._message(r.finding, _review_page.sentences) AS said,
            (r.finding).evidence
        FROM (
            SELECT f AS finding FROM unnest(_review_page.findings) AS f
            UNION ALL
            SELECT d FROM bsc._review_followup(
                _review_page.scorecard_id, _review_page.period, _review_page.entity, _review_page.findings,
                _review_page.sentences) AS d) AS r
        JOIN bsc._review_rule AS k ON k.rule = (r.finding).rule) AS s
    ORDER BY s.loop DESC, array_position(ARRAY['high', 'medium', 'low', 'info'], s.severity), s.ordinal,
        s.subject COLLATE "C", s.said COLLATE "C";
END;
COMMENT ON FUNCTION bsc._review_page(bigint, bsc.period, text, bsc._finding[], jsonb) IS
    'findings with what became of decisions, in words, gravest first';

CREATE FUNCTION bsc.review(scorecard text, period bsc.period, entity text DEFAULT '', lang text DEFAULT 'en')
RETURNS TABLE (loop text, severity text, subject text, finding text, evidence jsonb, rule text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000 ROWS 50
SET search_path = pg_catalog, pg_temp
SET extra_float_digits = 1
SET jit = off
AS $$
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    asked text := bsc._asked_entity(owner_id, entity);
    own bsc.period := bsc._review_period(owner_id, period, asked);
    sentences jsonb := bsc._sentences(lang);
    findings bsc._finding[] := ARRAY(SELECT f FROM bsc._review_findings(owner_id, own, asked) AS f);
BEGIN
    RETURN QUERY
    SELECT p.loop, p.severity, p.subject, p.finding, jsonb_build_object('rule', p.rule) || p.evidence, p.rule
    FROM bsc._review_page(owner_id, own, asked, findings, sentences) WITH ORDINALITY AS p
    ORDER BY p.ordinality;
END
$$;
COMMENT ON FUNCTION bsc.review(text, bsc.period, text, text) IS
    'both loops on one page: what is off target and why, what stands in the way, what is to come, which links fail, what became of decisions';

CREATE FUNCTION bsc.review(scorecard text, period text DEFAULT NULL, entity text DEFAULT '', lang text DEFAULT 'en')
RETURNS TABLE (loop text, severity text, subject text, finding text, evidence jsonb, rule text)
LANGUAGE sql STABLE PARALLEL UNSAFE COST 100000 ROWS 50
BEGIN ATOMIC
    SELECT r.* FROM bsc.review(review.scorecard, review.period::bsc.period, review.entity, review.lang) AS r;
END;
COMMENT ON FUNCTION bsc.review(text, text, text, text) IS
    'both loops on one page: what is off target and why, what stands in the way, what is to come, which links fail, what became of decisions';

-- Keep a decision with the finding as it is now.  Where a subject has several
-- findings, rule says which; without it the gravest is meant.
CREATE FUNCTION bsc.record_review(
    scorecard text, period bsc.period, subject text, decision text,
    owner text DEFAULT NULL, due date DEFAULT NULL, rule text DEFAULT NULL, entity text DEFAULT '')
RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    owner_id bigint := bsc.scorecard_id(record_review.scorecard);
    asked text := bsc._asked_entity(owner_id, record_review.entity);
    own bsc.period := bsc._review_period(owner_id, record_review.period, asked);
    new_id bigint;
BEGIN
    IF coalesce(record_review.decision, '') = '' THEN
        RAISE EXCEPTION 'a decision must say something'
            USING ERRCODE = 'null_value_not_allowed';
    END IF;
    INSERT INTO bsc.review_decision AS d (
        scorecard_id, entity, period, loop, rule, severity, subject, finding, evidence, decision, owner, due)
    SELECT owner_id, asked, own, k.loop, f.rule, f.severity, f.subject, bsc._message(f, bsc._sentences('en'::text)), f.evidence,
        record_review.decision, record_review.owner, record_review.due
    FROM bsc._review_findings(owner_id, own, asked) AS f
    JOIN bsc._review_rule AS k ON k.rule = f.rule
    WHERE f.subject = record_review.subject AND (record_review.rule IS NULL OR f.rule = record_review.rule)
    ORDER BY array_position(ARRAY['high', 'medium', 'low'], f.severity), k.loop DESC, f.rule
    LIMIT 1
    RETURNING d.id INTO new_id;
    IF new_id IS NULL THEN
        RAISE EXCEPTION 'the review of % has no finding on "%"%', own, coalesce(record_review.subject, 'NULL'),
            CASE WHEN record_review.rule IS NULL THEN '' ELSE format(' by rule "%s"', record_review.rule) END
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = coalesce(bsc._near_hint(record_review.subject, ARRAY(
                                      SELECT DISTINCT f.subject
                                      FROM bsc._review_findings(owner_id, own, asked) AS f
                                      WHERE record_review.rule IS NULL OR f.rule = record_review.rule
                                      ORDER BY 1)),
                                  'It has no such findings at all.');
    END IF;
    RETURN new_id;
END
$$;
COMMENT ON FUNCTION bsc.record_review(text, bsc.period, text, text, text, date, text, text) IS
    'keep the decision taken on a finding of a review; returns its id';

CREATE FUNCTION bsc.record_review(
    scorecard text, period text, subject text, decision text,
    owner text DEFAULT NULL, due date DEFAULT NULL, rule text DEFAULT NULL, entity text DEFAULT '')
RETURNS bigint
LANGUAGE sql VOLATILE
RETURN bsc.record_review(scorecard, period::bsc.period, subject, decision, owner, due, rule, entity);
COMMENT ON FUNCTION bsc.record_review(text, text, text, text, text, date, text, text) IS
    'keep the decision taken on a finding of a review; returns its id';
