-- The values of every column of choices, written out here: a value that is dropped
-- or renamed by mistake is one that somebody's document has.
BEGIN;
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pgtap SCHEMA public;
CREATE EXTENSION IF NOT EXISTS bsc;

SELECT plan(74);

CREATE TEMP TABLE choice (kind text, key text, accepted text[]);
INSERT INTO choice VALUES
    ('scorecard', 'value_proposition', '{product leadership,customer intimacy,operational excellence}'),
    ('scorecard', 'frequency', '{year,half,quarter,month,week,day}'),
    ('scorecard', 'missing', '{skip,zero,strict}'),
    ('perspective', 'combine', '{mean,worst,best}'),
    ('objective', 'combine', '{mean,worst,best}'),
    ('measure', 'indicator', '{leading,lagging}'),
    ('measure', 'frequency', '{year,half,quarter,month,week,day}'),
    ('measure', 'rollup', '{sum,mean,last,min,max,query,formula}'),
    ('measure', 'kind', '{amount,rate}'),
    ('measure', 'scope', '{all,whole,each}'),
    ('measure', 'spread', '{equal,days,path,level,none}'),
    ('measure', 'empty', '{zero,missing}'),
    ('initiative', 'state', '{planned,active,done,stopped}');

-- what else must be said for the value to make sense
CREATE FUNCTION pg_temp.beside(key text, value text) RETURNS jsonb
LANGUAGE sql AS $$
    SELECT CASE WHEN value IN ('rate', 'level') THEN '{"rollup": "last"}'::jsonb
                WHEN value = 'formula' THEN '{"formula": "other"}' ELSE '{}' END
$$;

-- the outcome of a document with that value: the value that the table then has, or the error's code
CREATE FUNCTION pg_temp.in_document(kind text, key text, value text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    slot text[] := CASE kind
        WHEN 'scorecard' THEN '{}' WHEN 'perspective' THEN '{perspectives,0}'
        WHEN 'objective' THEN '{perspectives,0,objectives,0}'
        WHEN 'measure' THEN '{perspectives,0,objectives,0,measures,0}' ELSE '{initiatives,0}' END;
    doc jsonb := '{"code": "choices", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [{"code": "m"}, {"code": "other"}]}]}],
                   "initiatives": [{"code": "i"}]}';
    found text;
BEGIN
    IF slot = '{}' THEN
        doc := doc || jsonb_build_object(key, value);
    ELSE
        doc := jsonb_set(doc, slot, (doc #> slot) || pg_temp.beside(key, value) || jsonb_build_object(key, value));
    END IF;
    -- an initiative's state goes one way only
    PERFORM bsc.drop_scorecard('choices') WHERE EXISTS (SELECT 1 FROM bsc.scorecard WHERE code = 'choices');
    PERFORM bsc.define(doc);
    EXECUTE format('SELECT %I FROM bsc.%I WHERE %s', key, kind,
        CASE kind WHEN 'scorecard' THEN 'code = ''choices'''
             ELSE 'code <> ''other'' AND scorecard_id = (SELECT id FROM bsc.scorecard WHERE code = ''choices'')' END) INTO found;
    RETURN found;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;

-- the outcome of plain SQL
CREATE FUNCTION pg_temp.in_table(kind text, key text, value text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    PERFORM bsc.drop_scorecard('choices') WHERE EXISTS (SELECT 1 FROM bsc.scorecard WHERE code = 'choices');
    PERFORM bsc.define('{"code": "choices", "perspectives": [{"code": "p", "objectives": [{"code": "o", "measures": [
        {"code": "m", "rollup": "last"}, {"code": "other"}]}]}]}');
    IF kind = 'initiative' THEN
        INSERT INTO bsc.initiative (scorecard_id, code, state)
        SELECT id, 'i', value FROM bsc.scorecard WHERE code = 'choices' RETURNING state INTO found;
    ELSE
        EXECUTE format('UPDATE bsc.%I SET %I = $1%s WHERE %s RETURNING %2$I', kind, key,
            CASE WHEN value = 'formula' THEN ', formula = ''other''' END,
            CASE kind WHEN 'scorecard' THEN 'code = ''choices'''
                 ELSE 'code <> ''other'' AND scorecard_id = (SELECT id FROM bsc.scorecard WHERE code = ''choices'')' END) INTO found USING value;
    END IF;
    RETURN found;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;

SELECT is(pg_temp.in_document(c.kind, c.key, 'some other'), '22023', format('a document''s %s.%s can be nothing else', c.kind, c.key))
FROM choice AS c;
SELECT is(pg_temp.in_table(c.kind, c.key, 'some other'), '23514', format('nor can that column be, by SQL: %s.%s', c.kind, c.key))
FROM choice AS c;
-- "zero" needs a roll-up to which no row can be a zero, "level" one of which a part can have the target of the whole
SELECT is(ARRAY(SELECT pg_temp.in_document(c.kind, c.key, v) FROM unnest(c.accepted) AS v), c.accepted,
          format('a document takes every %s.%s', c.kind, c.key))
FROM choice AS c;
SELECT is(ARRAY(SELECT pg_temp.in_table(c.kind, c.key, v) FROM unnest(c.accepted) AS v), c.accepted,
          format('so does SQL: %s.%s', c.kind, c.key))
FROM choice AS c;

-- and these are all lists of choices that there are, with all their values
SELECT set_eq($$SELECT kind, key FROM bsc._document_keys() WHERE type = 'choice'$$, 'SELECT kind, key FROM choice',
    'no column of choices is left out here');
SELECT results_eq($$SELECT kind, key, accepted FROM bsc._document_keys() WHERE type = 'choice' ORDER BY kind, key$$,
    'SELECT kind, key, accepted FROM choice ORDER BY kind, key', 'and none takes more');
SELECT is(pg_temp.in_table(c.kind, c.key, NULL), NULL, format('%s.%s may be empty', c.kind, c.key))
FROM choice AS c WHERE c.key IN ('value_proposition', 'indicator', 'kind', 'scope', 'spread', 'empty');
SELECT is(pg_temp.in_table('scorecard', 'missing', NULL), '23502', 'others may not');

-- SQL is answered in words: what is wrong, what may stand there, and what may be meant
CREATE FUNCTION pg_temp.told(kind text, key text, value text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    said text;
    hint text;
BEGIN
    EXECUTE format('UPDATE bsc.%I SET %I = $1', kind, key) USING value;
    RETURN 'passes';
EXCEPTION WHEN check_violation THEN
    GET STACKED DIAGNOSTICS said = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
    RETURN said || ' ' || hint;
END
$$;
DELETE FROM bsc.measure WHERE code = 'other';
SELECT bsc.drop_scorecard('choices');
SELECT bsc.define('{"code": "choices", "perspectives": [{"code": "choices", "objectives": [{"code": "choices", "measures": [{"code": "choices"}]}]}],
    "initiatives": [{"code": "choices"}]}');
SELECT is(pg_temp.told(c.kind, c.key, left(c.accepted[2], -1) || '_'),
    format('%s "choices" cannot have %s "%s_" Perhaps you mean "%s". It is one of: %s.', c.kind, c.key, left(c.accepted[2], -1), c.accepted[2],
        array_to_string(c.accepted, ', ')), 'a near name for ' || c.kind || '.' || c.key)
FROM choice AS c;
SELECT * FROM finish();
ROLLBACK;
