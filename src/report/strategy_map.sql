-- The strategy map as users ask for it.

CREATE FUNCTION bsc._mapped(scorecard text, period bsc.period, format text, lang text, entity text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 20000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    owner_id bigint := bsc.scorecard_id(scorecard);
    words jsonb := bsc._words(lang);
    asked text := bsc._asked_entity(owner_id, entity);
    own bsc.period := bsc._asked_period(owner_id, period, asked);
    kept bsc._sheet := bsc._kept_sheet(owner_id, own, lang);
    parts bsc._map_parts;
BEGIN
    IF kept.scorecard_id IS NULL THEN
        parts := bsc._map_parts(
            owner_id, bsc.label(own, (SELECT s.first_month FROM bsc.scorecard AS s WHERE s.id = owner_id), 'end'::text),
            ARRAY(SELECT n FROM bsc._node(owner_id, own, asked, 'period'::text) AS n), NULL::bsc._map_parts, words);
        parts.denied := bsc._denied_arrows(parts, ARRAY(SELECT e FROM bsc._map_evidence(owner_id, own, asked) AS e));
    ELSIF asked = '' THEN
        parts := kept.map;
    ELSE
        parts := bsc._map_parts(owner_id, kept.label, bsc._kept_nodes(kept, asked), kept.map, words);
    END IF;
    RETURN bsc._drawn_map(owner_id, parts, format);
END
$$;
COMMENT ON FUNCTION bsc._mapped(text, bsc.period, text, text, text) IS 'the strategy map of one entity for a period in a format, as it stands';

CREATE FUNCTION bsc.strategy_map(
    scorecard text, period bsc.period, format text DEFAULT 'mermaid', lang text DEFAULT 'en', entity text DEFAULT '',
    as_of timestamptz DEFAULT NULL)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 20000
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
BEGIN
    IF as_of IS NULL THEN
        RETURN bsc._mapped(scorecard, period, format, lang, entity);
    END IF;
    RETURN bsc._mapped(scorecard, period, format, lang, bsc._entity_then(scorecard, entity, as_of), as_of);
END
$$;
COMMENT ON FUNCTION bsc.strategy_map(text, bsc.period, text, text, text, timestamptz) IS
    'the strategy map of one entity for a period as a picture: mermaid, dot or svg; language en or zh; as_of for what it showed then';

CREATE FUNCTION bsc.strategy_map(
    scorecard text, period text DEFAULT NULL, format text DEFAULT 'mermaid', lang text DEFAULT 'en', entity text DEFAULT '',
    as_of timestamptz DEFAULT NULL)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 20000
RETURN bsc.strategy_map(scorecard, period::bsc.period, format, lang, entity, as_of);
COMMENT ON FUNCTION bsc.strategy_map(text, text, text, text, text, timestamptz) IS
    'the strategy map of one entity for a period as a picture: mermaid, dot or svg; language en or zh; as_of for what it showed then';
