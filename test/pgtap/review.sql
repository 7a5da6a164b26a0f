-- Both loops on one page, and what becomes of decisions.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT no_plan();

SELECT bsc.define(jsonb_build_object('code', 'rv', 'perspectives', jsonb_build_array(
    jsonb_build_object('code', 'financial', 'objectives', jsonb_build_array(
        jsonb_build_object('code', 'profit', 'name', 'Profit', 'measures', '[{"code": "profit", "name": "Margin", "rollup": "last", "financial": true}]'::jsonb))),
    jsonb_build_object('code', 'process', 'objectives', jsonb_build_array(
        jsonb_build_object('code', 'speed', 'name', 'Speed', 'measures', '[{"code": "speed", "name": "Days", "rollup": "last"}, {"code": "blank", "name": "Blank", "rollup": "last", "owner": "Ann"}]'::jsonb),
        jsonb_build_object('code', 'skill', 'name', 'Skill', 'measures', '[{"code": "skill", "name": "Tests", "rollup": "last"}]'::jsonb)))),
    'links', '[{"cause": "skill", "effect": "speed", "strength": 0.5, "lag": 1}, {"cause": "speed", "effect": "profit", "strength": 0.8, "lag": 2}]'::jsonb,
    'initiatives', '[
        {"code": "late", "name": "Late", "starts": "2004-01-01", "ends": "2004-03-31", "budget": 10, "progress": 0.5, "state": "active", "objectives": ["speed"]},
        {"code": "unbegun", "starts": "2004-05-01", "ends": "2004-12-31", "budget": 10, "state": "planned", "objectives": ["speed"]},
        {"code": "justdue", "starts": "2004-06-15", "ends": "2004-12-31", "budget": 10, "state": "planned", "objectives": ["speed"]},
        {"code": "slow", "starts": "2004-01-01", "ends": "2004-12-31", "budget": 10, "progress": 0.3, "state": "active", "objectives": ["skill"]},
        {"code": "good", "starts": "2004-01-01", "ends": "2004-12-31", "budget": 10, "progress": 0.45, "state": "active", "objectives": ["skill"]},
        {"code": "poor", "starts": "2004-06-01", "ends": "2004-12-31", "progress": 0.2, "state": "active", "objectives": ["speed", "skill"]},
        {"code": "over", "starts": "2004-06-01", "ends": "2004-12-31", "budget": 10, "spent": 11, "progress": 0.2, "state": "active", "objectives": ["skill"]},
        {"code": "past", "starts": "2003-01-01", "ends": "2003-12-31", "budget": 10, "state": "done", "objectives": ["speed"]},
        {"code": "aside", "starts": "2003-01-01", "ends": "2003-12-31", "budget": 10, "state": "active", "objectives": ["profit"]}]'::jsonb));
INSERT INTO bsc.plan (measure_id, period, target) SELECT m.id, p, '0..1' FROM bsc.measure AS m, bsc.periods('2003-01', '2004-12') AS p
WHERE m.scorecard_id = bsc.scorecard_id('rv') AND m.code <> 'blank';
-- profit falls whenever speed has risen two months before; skill is noise; at the end profit is green, speed red, skill amber
CREATE TEMP TABLE step AS SELECT i, (ARRAY[.1,-.2,.3,.1,-.3,.2,.2,-.1,-.2,.3,-.3,.1,.2,-.1,.1,-.3,.2,0])[i]::float8 AS change FROM generate_series(1, 18) AS i;
INSERT INTO bsc.actual (measure_id, period, value) SELECT bsc.measure_id('rv', 'speed'), bsc.shift('2003-01'::bsc.period, i - 1), 0.5 + sum(change) OVER (ORDER BY i) - 0.4 FROM step;
INSERT INTO bsc.actual (measure_id, period, value) SELECT bsc.measure_id('rv', 'profit'), bsc.shift('2003-01'::bsc.period, i + 1), 1.5 - sum(change) OVER (ORDER BY i) + (i * 5 % 7) / 70.0 FROM step WHERE i <= 16;
INSERT INTO bsc.actual (measure_id, period, value) SELECT bsc.measure_id('rv', 'skill'), bsc.shift('2003-01'::bsc.period, i - 1), 0.75 + (i * 7 % 5) / 50.0 FROM step;

CREATE TEMP TABLE page AS SELECT * FROM bsc.review('rv', '2004-06');
SELECT results_eq($$SELECT loop, severity, subject, evidence ->> 'rule' FROM page$$, $$VALUES
    ('single', 'high', 'speed', 'off target'),
    ('single', 'high', 'late', 'late initiative'),
    ('single', 'high', 'justdue', 'should have started'),
    ('single', 'high', 'unbegun', 'should have started'),
    ('single', 'high', 'poor', 'unfunded initiative'),
    ('single', 'medium', 'skill', 'off target'),
    ('single', 'medium', 'skill', 'unlikely'),
    ('single', 'medium', 'speed', 'unlikely'),
    ('single', 'medium', 'skill', 'cannot-reach'),
    ('single', 'medium', 'speed', 'cannot-reach'),
    ('single', 'medium', 'slow', 'late initiative'),
    ('single', 'medium', 'unbegun', 'late initiative'),
    ('single', 'medium', 'over', 'unfunded initiative'),
    ('single', 'medium', 'blank', 'data gap'),
    ('double', 'high', 'speed -> profit', 'link contradicted'),
    ('double', 'medium', 'skill -> speed', 'link unproven'),
    ('double', 'low', 'good -> skill', 'initiative unproven'),
    ('double', 'low', 'late -> speed', 'initiative unproven'),
    ('double', 'low', 'slow -> skill', 'initiative unproven')$$, 'one page, the gravest first; what is well, done or aside is not on it');
SELECT matches((SELECT finding FROM page WHERE subject = 'speed' AND rule = 'off target'), '^"Speed" is red at \d+ %, by "Days"; behind it: "Skill" \(100 %\)\.$', 'an objective off target, with its measures and root causes');
SELECT is((SELECT evidence #> '{root_causes,0,cause}' FROM page WHERE subject = 'speed' AND rule = 'off target'), '"skill"', 'which the evidence holds too');
SELECT matches((SELECT finding FROM page WHERE rule = 'link contradicted'), 'against the 0[.]80 assumed.*; it is left out of forecasts[.]$', 'what the data deny');
SELECT is_empty($$SELECT subject FROM page WHERE rule = 'driver in the red'$$, 'is not said to come');
CREATE TEMP TABLE early AS SELECT * FROM bsc.review('rv', '2003-06');
SELECT is((SELECT rule FROM early WHERE subject = 'speed -> profit' AND loop = 'double'), 'link without data', 'before the data deny it');
SELECT is((SELECT evidence ->> 'period' FROM early WHERE subject = 'speed -> profit' AND loop = 'single'), '2003-08', 'a driver reaches its outcome after the lag');
SELECT is((SELECT (evidence -> 'expected_change')::numeric::float8 FROM early WHERE subject = 'speed -> profit' AND loop = 'single'),
          (SELECT i.expected_change FROM bsc.impact('rv', 'speed', '2003-06') AS i WHERE i.effect = 'profit'), 'by what impact says');
SELECT results_eq($$SELECT rule FROM page$$, $$SELECT evidence ->> 'rule' FROM page$$, 'the rule that record_review asks for has a column');
SELECT is((SELECT finding FROM page WHERE subject = 'late'), 'Initiative "Late" should have ended on 2004-03-31 and is at 50 %; it serves "Speed" (red).', 'a late initiative');
SELECT is((SELECT finding FROM page WHERE subject = 'slow'), 'Initiative "slow" is at 30 % when 50 % of its time is gone; it serves "Skill" (amber).', 'one that lags behind');
SELECT is((SELECT finding FROM page WHERE subject = 'blank'), 'Measure "Blank" has neither actual nor target.', 'a data gap');
SELECT is((SELECT (evidence ->> 'verdict', (evidence ->> 'n')::int)::text FROM page WHERE loop = 'double' AND subject = 'speed -> profit'),
          (SELECT (verdict, n)::text FROM bsc.evidence('rv') WHERE cause = 'speed'), 'the double loop shows the evidence');
SELECT is((SELECT evidence ->> 'n' FROM bsc.review('rv', '2004-03') WHERE loop = 'double' AND subject = 'speed -> profit'), '12', 'as far as it was known then');
SELECT results_eq($$SELECT * FROM bsc.review('rv')$$, 'TABLE page', 'the latest period by default');
SELECT results_eq($$SELECT * FROM bsc.review('rv', '2004-06'::bsc.period, '')$$, 'TABLE page', 'a period will do');
SELECT throws_ok($$SELECT * FROM bsc.review('rv', '2004')$$, '22023', 'scorecard "rv" is reviewed by month, not for 2004', 'a reporting period, no other');
INSERT INTO bsc.entity (scorecard_id, code) SELECT s.id, 'E' FROM bsc.scorecard AS s WHERE s.code = 'rv';
SELECT is_empty($$SELECT 1 FROM bsc.review('rv', '2004-06', 'E') WHERE evidence ->> 'rule' NOT IN ('data gap', 'link without data')$$, 'an entity without data has gaps only');


-- one rule says what is late: is_late's, for the review, the report's list and the dashboard's view
CREATE TEMP TABLE wheel AS
SELECT format('%s %s %s %s', state, starts, ends, progress) AS code, state, starts, ends, progress
FROM unnest(ARRAY['planned', 'active', 'done']) AS state,
     unnest(ARRAY[NULL, date '2004-01-01', '2004-06-15', '2004-06-29', '2004-06-30', '2004-07-01', '2005-01-01']) AS starts,
     unnest(ARRAY[NULL, date '2004-06-29', '2004-06-30', '2004-07-01', '2004-12-31', '2005-12-31']) AS ends,
     unnest(ARRAY[0, 0.4, 0.9]) AS progress
WHERE starts <= ends IS NOT FALSE AND (state <> 'planned' OR progress = 0);
CREATE TEMP TABLE unwheeled AS SELECT bsc.definition('rv') AS doc;
SELECT bsc.define(jsonb_set(doc, '{initiatives}', (
    SELECT jsonb_agg(jsonb_strip_nulls(to_jsonb(w)) - 'code' - 'n' || jsonb_build_object('code', 'w' || n, 'name', code, 'objectives', '["speed"]'::jsonb))
    FROM (SELECT *, row_number() OVER () AS n FROM wheel) AS w))) FROM unwheeled;
CREATE TEMP TABLE wheeled AS SELECT i.* FROM bsc.initiative AS i WHERE i.scorecard_id = bsc.scorecard_id('rv');
SELECT cmp_ok((SELECT count(*) FROM wheeled), '>', 150::bigint, 'initiatives of all kinds');
SELECT set_eq($$SELECT subject FROM bsc.review('rv', '2004-06') WHERE rule = 'late initiative'$$,
    $$SELECT code FROM wheeled WHERE bsc._is_late(state, starts, ends, progress, '2004-07-01')$$, 'late is what is_late says, the morning after the period');
SELECT set_eq($$SELECT subject FROM bsc.review('rv', '2004-06') WHERE rule = 'should have started'$$,
    $$SELECT code FROM wheeled WHERE state = 'planned' AND starts <= '2004-06-30'$$, 'what is planned still, and should have started, is said to');
SELECT set_eq($$SELECT i.name FROM unnest((bsc._sheet('rv', '2004-06', '', 'en', false)).initiatives) AS i WHERE i.late$$,
    $$SELECT substring(finding FROM '"([^"]*)"') FROM bsc.review('rv', '2004-06') WHERE rule = 'late initiative'$$, 'the list of the report marks the same as late');
SELECT set_eq($$SELECT i.name FROM unnest((bsc._sheet('rv', '2004Q2', '', 'en', false)).initiatives) AS i WHERE i.late$$,
    $$SELECT substring(f.finding FROM '"([^"]*)"') FROM unnest((bsc._sheet('rv', '2004Q2', '', 'en', false)).findings) AS f WHERE f.finding ~ 'is gone|should have ended'$$,
    'for a period of another grain, too');
-- a period under way is judged today
SELECT bsc.record('rv', 'speed', bsc.period(now(), 'month')::text, 0.1);
UPDATE bsc.plan SET period = bsc.period(now(), 'month') WHERE measure_id = bsc.measure_id('rv', 'speed') AND period::text = '2004-12';
UPDATE bsc.initiative SET starts = (now() AT TIME ZONE 'UTC')::date - 1000, ends = bsc.last_day(bsc.period(now() AT TIME ZONE 'UTC', 'month')) + 1, progress = 1
WHERE scorecard_id = bsc.scorecard_id('rv') AND state <> 'done';
SELECT set_eq($$SELECT i.code FROM bsc.initiative AS i JOIN bsc.review('rv', bsc.period(now(), 'month')) AS r ON r.subject = i.code AND r.rule = 'late initiative'$$,
    $$SELECT initiative FROM bsc.initiative_status WHERE scorecard = 'rv' AND late$$, 'and by the same rule');
DELETE FROM bsc.actual WHERE measure_id = bsc.measure_id('rv', 'speed') AND period::text = bsc.period(now(), 'month')::text;
UPDATE bsc.plan SET period = '2004-12' WHERE measure_id = bsc.measure_id('rv', 'speed') AND period::text = bsc.period(now(), 'month')::text;
SELECT bsc.define(doc) FROM unwheeled;
SELECT results_eq($$SELECT * FROM bsc.review('rv', '2004-06')$$, 'TABLE page', 'the page is as it was');

-- in Chinese: the same findings, in Chinese throughout
SELECT results_eq($$SELECT loop, rule, severity, subject, evidence FROM bsc.review('rv', '2004-06', '', 'zh')$$, $$SELECT loop, rule, severity, subject, evidence FROM page$$, 'the language changes no finding');
SELECT is((SELECT finding FROM bsc.review('rv', '2004-06', '', 'zh') WHERE subject = 'late'), '行动方案“Late”应于 2004-03-31 结束，进度为 50 %；它服务于“Speed”（红色）。', 'a finding in Chinese');
CREATE FUNCTION pg_temp.english(said text) RETURNS text[] LANGUAGE sql AS $$
    SELECT array_agg(m[1]) FROM regexp_matches(regexp_replace(said, '“[^”]*”', '', 'g'), '([A-Za-z]{2,})', 'g') AS m $$;
SELECT is_empty($$SELECT finding FROM bsc.review('rv', '2004-06', '', 'zh') WHERE pg_temp.english(finding) IS NOT NULL$$, 'and all of them');
INSERT INTO bsc.entity (scorecard_id, code) SELECT s.id, 'nobody' FROM bsc.scorecard AS s WHERE s.code = 'rv';
SELECT is_empty($$SELECT reason FROM unnest(ARRAY['none', 'difference', 'seasonal']) AS a, unnest(ARRAY['', 'nobody']) AS e, bsc.evidence('rv', a, 6, e, 'zh') WHERE pg_temp.english(reason) IS NOT NULL$$, 'the evidence likewise');
SELECT throws_ok($$SELECT * FROM bsc.review('rv', '2004-06', '', 'xx')$$, '22023', 'reports are not to be had in language "xx"', 'an unknown language');
SELECT throws_ok($$SELECT * FROM bsc.evidence('rv', lang => NULL)$$, '22023', 'reports are not to be had in language "NULL"', 'and none');

-- decisions
SELECT ok(bsc.record_review('rv', '2004-06', 'speed', 'two more people', 'Bob', '2004-07-15') IS NOT NULL, 'a decision is kept');
SELECT ok(bsc.record_review('rv', '2004-06'::bsc.period, 'speed -> profit', 'drop the link', rule => 'link contradicted') IS NOT NULL, 'on the finding that the rule names');
SELECT ok(bsc.record_review('rv', '2004-06', 'blank', 'ask Ann') IS NOT NULL, 'without an owner too');
SELECT results_eq($$SELECT period::text, loop, rule, severity, subject, decision, owner, due, recorded_by FROM bsc.review_decision ORDER BY id$$,
    $$VALUES ('2004-06', 'single', 'off target', 'high', 'speed', 'two more people', 'Bob', date '2004-07-15', current_user::text COLLATE "default"),
             ('2004-06', 'double', 'link contradicted', 'high', 'speed -> profit', 'drop the link', NULL, NULL, current_user::text COLLATE "default"),
             ('2004-06', 'single', 'data gap', 'medium', 'blank', 'ask Ann', NULL, NULL, current_user::text COLLATE "default")$$, 'with the finding as it was');
SELECT throws_ok($$SELECT bsc.record_review('rv', '2004-06', 'profit', 'nothing')$$, '22023', 'the review of 2004-06 has no finding on "profit"', 'no decision without a finding');
SELECT throws_ok($$SELECT bsc.record_review('rv', '2004-06', 'speed', 'nothing', rule => 'data gap')$$, '22023', 'the review of 2004-06 has no finding on "speed" by rule "data gap"', 'nor one by another rule');
SELECT throws_ok($$SELECT bsc.record_review('rv', '2004-06', 'speed', '')$$, '22004', 'a decision must say something', 'nor an empty one');
SELECT results_eq($$SELECT * FROM bsc.review('rv', '2004-06')$$, 'TABLE page', 'the review itself is as it was');

-- the month after: speed is better but still red, the link is dropped, blank is as blank as before
SELECT bsc.record('rv', 'speed', '2004-07', (SELECT value + 0.1 FROM bsc.actual WHERE measure_id = bsc.measure_id('rv', 'speed') AND period::text = '2004-06'));
SELECT bsc.record('rv', m, '2004-07', 0.95) FROM unnest(ARRAY['profit', 'skill']) AS m;
SELECT bsc.define(jsonb_set(bsc.definition('rv'), '{links}', (bsc.definition('rv') -> 'links') - 1));
SELECT results_eq($$SELECT severity, subject, evidence ->> 'outcome', evidence ->> 'decision' FROM bsc.review('rv', '2004-07') WHERE evidence ->> 'rule' = 'decision' ORDER BY subject$$,
    $$VALUES ('medium', 'blank', 'same', 'ask Ann'), ('high', 'speed', 'better', 'two more people'), ('info', 'speed -> profit', 'resolved', 'drop the link')$$,
    'the next review shows what became of them; what is overdue is grave');
SELECT matches((SELECT finding FROM bsc.review('rv', '2004-07') WHERE evidence ->> 'rule' = 'decision' AND subject = 'speed'),
    '^Decided in 2004-06 \(Bob, due 2004-07-15\): two more people - the finding \(off target\) is still there, better \(score \d+ % then, \d+ % now\)\.$', 'in words');
SELECT matches((SELECT finding FROM bsc.review('rv', '2004-07') WHERE evidence ->> 'rule' = 'decision' AND subject = 'blank'),
    '^Decided in 2004-06: ask Ann - the finding \(data gap\) is still there, unchanged\.$', 'also without owner and score');
SELECT is((SELECT finding FROM bsc.review('rv', '2004-07', '', 'zh') WHERE rule = 'decision' AND subject = 'blank'), '2004-06 决定：ask Ann；该发现（数据缺口）仍然存在，没有变化。', 'in Chinese, too');
SELECT bsc.record_review('rv', '2004-07', 'speed', 'four more people');
SELECT bsc.record('rv', m, '2004-08', 0.95) FROM unnest(ARRAY['profit', 'skill', 'speed']) AS m;
SELECT results_eq($$SELECT evidence ->> 'decision', evidence ->> 'decided_in', evidence ->> 'outcome' FROM bsc.review('rv', '2004-08') WHERE evidence ->> 'rule' = 'decision' AND subject = 'speed'$$,
    $$VALUES ('four more people', '2004-07', 'resolved')$$, 'the last decision on a finding is the one that is followed up');
SELECT bsc.drop_scorecard('rv');
SELECT is_empty('TABLE bsc.review_decision', 'decisions go with their scorecard');


-- every rule has its sentence and its name, every sentence all languages, and every language the same parameters
SELECT is_empty($$SELECT rule FROM bsc._review_rule WHERE NOT bsc._sentences('en') ? rule OR rule <> 'decision' AND NOT bsc._sentences('en') ? ('rule ' || rule)$$, 'every rule has its sentence');
SELECT is_empty($$
    SELECT l.language, w.key FROM bsc._sentence_source AS s CROSS JOIN LATERAL json_each(s.source) AS w
    CROSS JOIN (VALUES ('en'), ('zh')) AS l (language) WHERE coalesce(w.value ->> l.language, '') = ''$$, 'every sentence has its translation');
SELECT is_empty($$
    SELECT w.key FROM bsc._sentence_source AS s CROSS JOIN LATERAL json_each(s.source) AS w
    WHERE w.key <> 'only-financial hint' AND ARRAY(SELECT DISTINCT substr(m[1], 1, position(':' IN m[1] || ':') - 1) FROM regexp_matches(w.value ->> 'en', '\{([^}]*)\}', 'g') AS m ORDER BY 1)
       <> ARRAY(SELECT DISTINCT substr(m[1], 1, position(':' IN m[1] || ':') - 1) FROM regexp_matches(w.value ->> 'zh', '\{([^}]*)\}', 'g') AS m ORDER BY 1)$$, 'with the same parameters');
SELECT is_empty($$
    SELECT w.key, m[1] FROM bsc._sentence_source AS s CROSS JOIN LATERAL json_each(s.source) AS w
    CROSS JOIN (VALUES ('en'), ('zh')) AS l (language)
    CROSS JOIN LATERAL regexp_matches(w.value ->> l.language, ':(each|as|count) ([^}]*)\}', 'g') AS m
    WHERE NOT EXISTS (SELECT 1 FROM jsonb_object_keys(bsc._sentences('en')) AS k
                      WHERE CASE m[1] WHEN 'count' THEN k = 'n ' || m[2] WHEN 'each' THEN k = m[2] OR k ~ ('^' || m[2] || ' ') ELSE k ~ ('^' || m[2] || ' ') END)$$,
    'and the words that these are shown by');
-- what stands in a name is a name
SELECT is(bsc._message(ROW('no-target', NULL, NULL, jsonb_build_object('name', n), NULL)::bsc._finding, bsc._sentences('en')), format('measure "%s" has no target', n), 'a name is not a sentence')
FROM unnest(ARRAY['{name}', '[x] {y:each named}', '%s \1 $1', '', 'a"b', E'two\nlines']) AS n;

SELECT * FROM finish();
ROLLBACK;
