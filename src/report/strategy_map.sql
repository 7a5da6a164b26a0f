-- The strategy map as users ask for it.

CREATE FUNCTION bsc.strategy_map(
    scorecard text, period bsc.period, format text DEFAULT 'mermaid', lang text DEFAULT 'en', entity text DEFAULT '')
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 20000
SET search_path = pg_catalog, pg_temp
SET jit = off
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
COMMENT ON FUNCTION bsc.strategy_map(text, bsc.period, text, text, text) IS
    'the strategy map of one entity for a period as a picture: mermaid, dot or svg; language en or zh';

CREATE FUNCTION bsc.strategy_map(
    scorecard text, period text DEFAULT NULL, format text DEFAULT 'mermaid', lang text DEFAULT 'en', entity text DEFAULT '')
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 20000
RETURN bsc.strategy_map(scorecard, period::bsc.period, format, lang, entity);
COMMENT ON FUNCTION bsc.strategy_map(text, text, text, text, text) IS
    'the strategy map of one entity for a period as a picture: mermaid, dot or svg; language en or zh';
