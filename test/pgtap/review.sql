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
INSERT INTO bsc.actual (measure_id, period, value) SELECT bsc.measure_id('rv', 'profit'), bsc.shift('2003-01'::bsc.period, i + 1), 1.5 - sum(change) OVER (ORDER BY i) FROM step WHERE i <= 16;
INSERT INTO bsc.actual (measure_id, period, value) SELECT bsc.measure_id('rv', 'skill'), bsc.shift('2003-01'::bsc.period, i - 1), 0.75 + (i * 7 % 5) / 50.0 FROM step;

CREATE TEMP TABLE page AS SELECT * FROM bsc.review('rv', '2004-06');
SELECT results_eq($$SELECT loop, severity, subject, evidence ->> 'rule' FROM page$$, $$VALUES
    ('single', 'high', 'speed', 'off target'),
    ('single', 'high', 'late', 'late initiative'),
    ('single', 'high', 'unbegun', 'late initiative'),
    ('single', 'high', 'poor', 'unfunded initiative'),
    ('single', 'medium', 'skill', 'off target'),
    ('single', 'medium', 'speed -> profit', 'driver in the red'),
    ('single', 'medium', 'slow', 'late initiative'),
    ('single', 'medium', 'over', 'unfunded initiative'),
    ('single', 'medium', 'blank', 'data gap'),
    ('double', 'high', 'speed -> profit', 'link contradicted'),
    ('double', 'medium', 'skill -> speed', 'link unproven')$$, 'one page, the gravest first; what is well, done or aside is not on it');
SELECT matches((SELECT finding FROM page WHERE subject = 'speed'), '^"Speed" is red at \d+ %, by "Days"; behind it: "Skill" \(100 %\)\.$', 'an objective off target, with its measures and root causes');
SELECT is((SELECT evidence #> '{root_causes,0,cause}' FROM page WHERE subject = 'speed'), '"skill"', 'which the evidence holds too');
SELECT is((SELECT evidence ->> 'period' FROM page WHERE subject = 'speed -> profit' AND loop = 'single'), '2004-08', 'a driver reaches its outcome after the lag');
SELECT is((SELECT (evidence -> 'expected_change')::numeric::float8 FROM page WHERE subject = 'speed -> profit' AND loop = 'single'),
          (SELECT i.expected_change FROM bsc.impact('rv', 'speed', '2004-06') AS i WHERE i.effect = 'profit'), 'by what impact says');
SELECT is((SELECT finding FROM page WHERE subject = 'late'), 'Initiative "Late" should have ended on 2004-03-31 and is at 50 %; it serves "Speed" (red).', 'a late initiative');
SELECT is((SELECT finding FROM page WHERE subject = 'slow'), 'Initiative "slow" is at 30 % when 50 % of its time is gone; it serves "Skill" (amber).', 'one that lags behind');
SELECT is((SELECT finding FROM page WHERE subject = 'blank'), 'Measure "Blank" has neither actual nor target.', 'a data gap');
SELECT is((SELECT (evidence ->> 'verdict', (evidence ->> 'n')::int)::text FROM page WHERE loop = 'double' AND subject = 'speed -> profit'),
          (SELECT (verdict, n)::text FROM bsc.evidence('rv') WHERE cause = 'speed'), 'the double loop shows the evidence');
SELECT is((SELECT evidence ->> 'n' FROM bsc.review('rv', '2004-03') WHERE loop = 'double' AND subject = 'speed -> profit'), '12', 'as far as it was known then');
SELECT results_eq($$SELECT * FROM bsc.review('rv')$$, 'TABLE page', 'the latest period by default');
SELECT results_eq($$SELECT * FROM bsc.review('rv', '2004-06'::bsc.period, '')$$, 'TABLE page', 'a period will do');
SELECT throws_ok($$SELECT * FROM bsc.review('rv', '2004')$$, '22023', 'scorecard "rv" is reviewed by month, not for 2004', 'a reporting period, no other');
SELECT is_empty($$SELECT 1 FROM bsc.review('rv', '2004-06', 'E') WHERE evidence ->> 'rule' NOT IN ('data gap', 'link without data')$$, 'an entity without data has gaps only');

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
    '^Decided in 2004-06 \(Bob, due 2004-07-15\): two more people - the finding \(off target\) is still there, better \(score \d+ %, then \d+ %\)\.$', 'in words');
SELECT matches((SELECT finding FROM bsc.review('rv', '2004-07') WHERE evidence ->> 'rule' = 'decision' AND subject = 'blank'),
    '^Decided in 2004-06: ask Ann - the finding \(data gap\) is still there, unchanged\.$', 'also without owner and score');
SELECT bsc.record_review('rv', '2004-07', 'speed', 'four more people');
SELECT bsc.record('rv', m, '2004-08', 0.95) FROM unnest(ARRAY['profit', 'skill', 'speed']) AS m;
SELECT results_eq($$SELECT evidence ->> 'decision', evidence ->> 'decided_in', evidence ->> 'outcome' FROM bsc.review('rv', '2004-08') WHERE evidence ->> 'rule' = 'decision' AND subject = 'speed'$$,
    $$VALUES ('four more people', '2004-07', 'resolved')$$, 'the last decision on a finding is the one that is followed up');
SELECT bsc.drop_scorecard('rv');
SELECT is_empty('TABLE bsc.review_decision', 'decisions go with their scorecard');

SELECT * FROM finish();
ROLLBACK;
