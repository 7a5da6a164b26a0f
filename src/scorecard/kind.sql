-- What a measure is by nature, as far as its author has said: its kind, how a
-- coarser target is spread over its parts, and what it means when a query
-- returns no row.  The table keeps what was said and NULL where nothing was;
-- what then holds follows from the roll-up, and is said here and nowhere else.

-- amount: depends on the size of the unit and the length of the time, as revenue
-- does.  rate: does not, as satisfaction does not.
CREATE FUNCTION bsc._kind(rollup text, kind text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN COALESCE(kind, CASE WHEN rollup IN ('sum', 'query') THEN 'amount' ELSE 'rate' END);
COMMENT ON FUNCTION bsc._kind(text, text) IS
    'the kind of a measure, amount or rate: what was said, or what follows from its roll-up';

CREATE FUNCTION bsc._spread(rollup text, kind text, spread text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN COALESCE(spread, CASE
    WHEN rollup = 'sum' THEN 'equal'
    WHEN rollup = 'query' AND bsc._kind(rollup, kind) = 'amount' THEN 'none'
    ELSE 'level' END);
COMMENT ON FUNCTION bsc._spread(text, text, text) IS
    'how a measure''s target for a coarser period is made one for its parts: what was said, or what follows from its roll-up and kind';

CREATE FUNCTION bsc._empty(rollup text, query text, empty text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN COALESCE(empty, CASE WHEN rollup = 'sum' AND query IS NOT NULL THEN 'zero' ELSE 'missing' END);
COMMENT ON FUNCTION bsc._empty(text, text, text) IS
    'what it means that a measure''s query returns no row for an entity, zero or missing: what was said, or what follows from its roll-up';

-- Which of these a roll-up does not go with, and what to do about it: the key and
-- a hint, or NULL where all is well.
CREATE FUNCTION bsc._misfit(rollup text, kind text, spread text, empty text)
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN CASE
    WHEN rollup = 'sum' AND kind = 'rate'
    THEN ARRAY['kind', 'A sum is an amount: leave out the kind, or roll the rate up by mean, last, min, max or query.']
    WHEN rollup = 'sum' AND spread = 'level'
    THEN ARRAY['spread', 'A part of a sum cannot have the target of the whole: say equal, days, path or none.']
    WHEN empty = 'zero' AND rollup NOT IN ('sum', 'last', 'query')
    THEN ARRAY['empty', 'No row is no zero to a mean, a minimum or a maximum: let the query return a volume, by which the mean is weighed.']
    END;
COMMENT ON FUNCTION bsc._misfit(text, text, text, text) IS
    'what of a measure''s kind, spread and empty does not go with its roll-up, and a hint; NULL where all does';
