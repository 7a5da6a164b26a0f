-- Entities outside the catalogue: refused where a person gives them, recorded by a refresh, and named by lint.
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;
SET LOCAL search_path = public, bsc;
SELECT no_plan();

CREATE TABLE public.sale (dealer text, sold date, amount float8);
SELECT bsc.define('{"code": "s", "name": "Sales", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "m", "query": "SELECT dealer AS entity, sum(amount) AS value FROM public.sale WHERE bsc.during(sold, $1) GROUP BY dealer"},
    {"code": "n", "plan": [{"period": "2024", "entity": "north", "target": "0..10"}, {"period": "2024", "entity": "", "target": "0..10"}]}]}]}],
    "entities": [{"code": "north"}, {"code": "dealer-17", "parent": "north"}, {"code": "dealer-18", "parent": "north"}]}');
SELECT bsc.define('{"code": "free", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m"}]}]}]}');
CREATE FUNCTION pg_temp.caught(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    more text;
    advice text;
BEGIN
    EXECUTE statement;
    RETURN 'nothing';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS more = PG_EXCEPTION_DETAIL, advice = PG_EXCEPTION_HINT;
    RETURN concat_ws(' / ', SQLSTATE, SQLERRM, nullif(more, ''), nullif(advice, ''));
END
$$;

-- record
SELECT is(pg_temp.caught($$SELECT bsc.record('s', 'm', '2024-01', 1, 'dealer17')$$),
    '22023 / scorecard "s" has no entity "dealer17" / Perhaps you mean "dealer-17" or "dealer-18".', 'record names those that are near');
SELECT is(pg_temp.caught($$SELECT bsc.record('s', 'm', '2024-01', 1, 'xyz')$$),
    '22023 / scorecard "s" has no entity "xyz" / There is: dealer-17, dealer-18, north.', 'or what there is');
SELECT lives_ok($$SELECT bsc.record('s', 'm', '2024-01', 1, 'dealer-17'), bsc.record('s', 'm', '2024-01', 1), bsc.record('s', 'm', '2024-01', 1, NULL),
    bsc.record('s', 'm', '2024-01', 1, 'north'), bsc.record('free', 'm', '2024-01', 1, 'dealer17')$$, 'the whole, inner entities, and any where there is no catalogue');

-- actual_entry: nothing of the statement is recorded
SELECT is(pg_temp.caught($$INSERT INTO bsc.actual_entry VALUES ('s', 'm', 'dealer-18', '2024-01', 1), ('s', 'n', 'dealer-19', '2024-01', 2)$$),
    '22023 / scorecard "s" has no entity "dealer-19" / Perhaps you mean "dealer-17" or "dealer-18".', 'actual_entry');
SELECT is((SELECT count(*) FROM bsc.actual_entry WHERE entity = 'dealer-18'), 0::bigint, 'all or nothing');
SELECT is(pg_temp.caught($$INSERT INTO bsc.actual_entry VALUES ('free', 'm', 'x', '2024-01', 1), ('s', 'm', 'x', '2024-01', 2)$$),
    '22023 / scorecard "s" has no entity "x" / There is: dealer-17, dealer-18, north.', 'the same entity in a scorecard without a catalogue is no way in');
SELECT is(pg_temp.caught($$INSERT INTO bsc.actual_entry VALUES ('free', 'm', 'x', '2024-01', 1), ('s', 'm', NULL, '2024-01', 2), ('s', 'm', 'dealer-18', '2024-01', 2), ('s', 'n', 'dealer-18', '2024-01', 2)$$),
    'nothing', 'those that are there are taken');
SELECT is(pg_temp.caught($$UPDATE bsc.actual_entry SET entity = 'dealer-19' WHERE scorecard = 's' AND entity = 'dealer-18'$$),
    '22023 / scorecard "s" has no entity "dealer-19" / Perhaps you mean "dealer-17" or "dealer-18".', 'nor is a correction');

-- plan_entry
SELECT is(pg_temp.caught($$INSERT INTO bsc.plan_entry VALUES ('s', 'm', 'dealer17', '2024', '0..10')$$),
    '22023 / scorecard "s" has no entity "dealer17" / It is of scorecard ''s'', measure ''m'', entity ''dealer17'', period ''2024'', target ''0..10''. / Perhaps you mean "dealer-17" or "dealer-18".',
    'plan_entry names the row, too');
SELECT is(pg_temp.caught($$INSERT INTO bsc.plan_entry VALUES ('s', 'm', 'dealer-17', '2024', '0..10'), ('s', 'm', '', '2024', '0..10'), ('free', 'm', 'x', '2024', '0..10')$$), 'nothing', 'or takes it');
SELECT matches(pg_temp.caught($$UPDATE bsc.plan_entry SET entity = 'dealer17' WHERE scorecard = 's' AND entity = 'dealer-17'$$), '^22023 / scorecard "s" has no entity "dealer17"', 'or corrects it not');

-- a refresh records, and lint says so
SELECT is((SELECT count(*) FROM bsc.lint('s') WHERE rule = 'unknown-entity'), 0::bigint, 'nothing to say as long as all are in the catalogue');
INSERT INTO public.sale VALUES ('dealer-17', '2024-02-01', 5), ('dealer17', '2024-02-02', 7), ('nowhere', '2024-02-03', 1);
CALL bsc.refresh('s', '2024-02');
SELECT is((SELECT string_agg(entity || '=' || value, ' ' ORDER BY entity) FROM bsc.actual_entry WHERE period = '2024-02' AND measure = 'm'),
    'dealer-17=5 dealer17=7 nowhere=1', 'a refresh records what the query returns');
SELECT is((SELECT concat_ws(' / ', severity, subject, message, hint) FROM bsc.lint('s') WHERE rule = 'unknown-entity'),
    'warning / s / scorecard "Sales" has actuals of entities that its catalogue does not have, 2 in all: "dealer17" (perhaps "dealer-17", "dealer-18"), "nowhere"'
    ' / Add them to the catalogue, or let the query return the codes that it has; then delete what is recorded under the wrong ones.', 'lint names them');
SELECT is((SELECT message FROM bsc.lint('s', 'zh') WHERE rule = 'unknown-entity'),
    '计分卡“Sales”有不在实体目录中的实体的实际值，共 2 个：“dealer17”（可能是“dealer-17”、“dealer-18”）、“nowhere”', 'in Chinese');
SELECT is((SELECT count(*) FROM bsc.lint('free') WHERE rule = 'unknown-entity'), 0::bigint, 'without a catalogue none is unknown');
-- and so does the review: of the whole, of who may be meant, and of nobody else; not of what is closed
SELECT is_empty($$SELECT * FROM bsc.review('s', '2024-01') WHERE rule = 'unknown entities'$$, 'the review has nothing to say of a month without them');
SELECT results_eq($$SELECT e, severity, subject, finding FROM unnest(ARRAY['', 'dealer-17', 'north']) AS e, bsc.review('s', '2024-02', e) WHERE rule = 'unknown entities' ORDER BY e$$, $$VALUES
    (''::text, 'high', 's', 'There are actuals of entities that the catalogue does not have, 2 in all: "dealer17" (perhaps "dealer-17", "dealer-18"), "nowhere". Whatever is put together from entities lacks them, in "m".'),
    ('dealer-17', 'high', 's', 'There are actuals of entities that the catalogue does not have, 2 in all: "dealer17" (perhaps "dealer-17", "dealer-18"), "nowhere". Whatever is put together from entities lacks them, in "m".')$$, 'the review names them');
SELECT matches(bsc.report('s', '2024-02', 'html'), 'actuals of entities that the catalogue does not have, 2 in all: ', 'and so does the page');
SELECT results_eq($$SELECT r.entities, r.list FROM bsc._unlisted_since(bsc.scorecard_id('s'), bsc._now()) AS r$$,
    $$VALUES (2::bigint, '"dealer17" (perhaps "dealer-17", "dealer-18"), "nowhere"')$$, 'a refresh names those that it found');
CALL bsc.close_period('s', '2024-02');
SELECT is_empty($$SELECT * FROM bsc.review('s', '2024-02') WHERE rule = 'unknown entities'$$, 'what is closed is as it was');
CALL bsc.reopen_period('s', '2024-02');
-- a dealer got another code in the CRM first
SELECT bsc.define('{"code": "r", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "m", "name": "Sales", "query": "SELECT dealer AS entity, sum(amount) AS value FROM (VALUES (''d1'', 5), (''d2 new'', 7)) AS v (dealer, amount) WHERE $1 IS NOT NULL GROUP BY dealer",
     "plan": [{"period": "2024", "entity": "d1", "target": ">= 60"}, {"period": "2024", "entity": "d2", "target": ">= 60"}]}]}]}],
    "entities": [{"code": "d1"}, {"code": "d2"}]}');
CALL bsc.refresh('r', '2024-02');
SELECT results_eq($$SELECT e, finding, evidence FROM unnest(ARRAY['', 'd1', 'd2']) AS e, bsc.review('r', '2024-02', e, CASE e WHEN '' THEN 'zh' ELSE 'en' END) WHERE rule = 'unknown entities' ORDER BY e$$, $$VALUES
    (''::text, '有不在实体目录中的实体的实际值，共 1 个：“d2 new”（可能是“d2”）。由各实体合成的数值不含它们，涉及“Sales”；“d2”记为 0。', '{"rule": "unknown entities", "zero": ["d2"], "entities": ["d2 new"], "measures": ["m"]}'::jsonb),
    ('d2', 'There are actuals of entities that the catalogue does not have, 1 in all: "d2 new" (perhaps "d2"). Whatever is put together from entities lacks them, in "Sales"; "d2" got 0.', '{"rule": "unknown entities", "zero": ["d2"], "entities": ["d2 new"], "measures": ["m"]}')$$, 'who got a zero is named');
SELECT bsc.record_review('r', '2024-02', 'r', 'rename d2', rule => 'unknown entities');
DELETE FROM bsc.actual_entry WHERE scorecard = 'r' AND entity = 'd2 new';
UPDATE bsc.entity SET code = 'd2 new' WHERE code = 'd2' AND scorecard_id = bsc.scorecard_id('r');
CALL bsc.refresh('r', '2024-02');
SELECT is((SELECT string_agg(entity || ' ' || value, ', ' ORDER BY entity) FROM bsc.actual_entry WHERE scorecard = 'r'), 'd1 5, d2 new 7', 'the way out');
SELECT is((SELECT finding FROM bsc.review('r', '2024-03') WHERE subject = 'r'), 'Decided in 2024-02: rename d2 - the finding (unknown entities) is there no more.', 'and nothing is left to say');

UPDATE bsc.actual_entry SET value = 8 WHERE entity = 'dealer17' AND scorecard = 's';
SELECT is((SELECT value FROM bsc.actual_entry WHERE entity = 'dealer17' AND scorecard = 's'), 8::float8, 'what a refresh has recorded can be corrected');
INSERT INTO public.sale SELECT 'd' || i, '2024-03-01', 1 FROM generate_series(1, 20) AS i;
CALL bsc.refresh('s', '2024-03');
SELECT matches((SELECT message FROM bsc.lint('s') WHERE rule = 'unknown-entity'), '22 in all: "d1", "d10", .*"d2", \.\.\.$', 'of many the first twelve');

-- what is above others has its actuals from them
SELECT is_empty($$SELECT * FROM bsc.lint('s') WHERE rule = 'no-actuals'$$, 'a region with a target is measured by its dealers');
UPDATE bsc.measure SET rollup = 'query', kind = 'amount' WHERE code = 'n';
SELECT is((SELECT message FROM bsc.lint('s') WHERE rule = 'no-actuals'), 'measure "n" has targets but no actuals for "north"', 'unless they cannot be put together');

-- in a period that ends before an entity is in service, or begins after it, its actuals are not those of its region
SELECT bsc.define('{"code": "out", "name": "Out", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
    {"code": "m"}, {"code": "w", "frequency": "week", "rollup": "last"}, {"code": "q", "rollup": "query"}, {"code": "whole", "scope": "whole"}, {"code": "most", "rollup": "max", "kind": "amount"}]}]}],
    "entities": [{"code": "south"}, {"code": "early", "parent": "south", "starts": "2024-02-15"}, {"code": "late", "parent": "south", "ends": "2024-02-15"},
                 {"code": "both", "parent": "south", "starts": "2024-02-15", "ends": "2024-02-20"}, {"code": "none", "parent": "south", "starts": "2024-02-29", "ends": "2024-02-29"}]}');
CREATE FUNCTION pg_temp.out() RETURNS text LANGUAGE sql AS $$SELECT string_agg(message, '; ') FROM bsc.lint('out') WHERE rule = 'out-of-service'$$;
SELECT bsc.record('out', 'm', '2024-02', 5, e) FROM unnest(ARRAY['early', 'late', 'both', 'none']) AS e;
SELECT bsc.record('out', m, p, 5, e) FROM unnest(ARRAY['q', 'whole', 'most']) AS m, unnest(ARRAY['2024-01', '2024-03']) AS p, unnest(ARRAY['early', 'late', 'both']) AS e;
SELECT bsc.record('out', 'm', p, 0, 'both') FROM unnest(ARRAY['2024-01', '2024-03']) AS p;
SELECT bsc.record('out', 'w', p, 5, 'both') FROM unnest(ARRAY['2024-W07', '2024-W08']) AS p;
SELECT bsc.record('out', 'm', '2024-03', 5, 'early'), bsc.record('out', 'm', '2024-01', 5, 'late');
SELECT is(pg_temp.out(), NULL, 'in service on a day of the period, nothing, or of no account above');
SELECT is((SELECT actual FROM bsc.evaluate('out', '2024-02', 'south') WHERE code = 'm'), 20::float8, 'all have a part in their region');
SELECT bsc.record('out', 'w', '2024-W06', 5, 'both'), bsc.record('out', 'w', '2024-W09', 5, 'both'), bsc.record('out', 'm', '2024-01', 5, 'early'), bsc.record('out', 'm', '2024-03', 5, 'late');
SELECT is(pg_temp.out(), 'scorecard "Out" has actuals of entities of times at which they are not in service, 3 in all: "both" (before 2024-02-15, after 2024-02-20), "early" (before 2024-02-15), "late" (after 2024-02-15)', 'those of other times');
SELECT is((SELECT actual FROM bsc.evaluate('out', '2024-03', 'south') WHERE code = 'm'), 5::float8, 'have none');
SELECT is((SELECT concat_ws(' / ', severity, subject, message) FROM bsc.lint('out', 'zh') WHERE rule = 'out-of-service'),
    'warning / out / 计分卡“Out”有实体停用期间的实际值，共 3 个实体：“both”（2024-02-15 之前、2024-02-20 之后）、“early”（2024-02-15 之前）、“late”（2024-02-15 之后）', 'in Chinese');
INSERT INTO bsc.entity (scorecard_id, code, parent, ends) SELECT bsc.scorecard_id('out'), 'e' || i, 'south', '2024-01-31' FROM generate_series(1, 20) AS i;
SELECT bsc.record('out', 'm', '2024-02', 5, 'e' || i) FROM generate_series(1, 20) AS i;
SELECT matches(pg_temp.out(), '23 in all: "both" [^;]*"e1" .*\), \.\.\.$', 'of many the first twelve');

SELECT * FROM finish();
ROLLBACK;
