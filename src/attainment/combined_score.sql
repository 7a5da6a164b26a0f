-- combined_score: how the children of a node make its score

CREATE FUNCTION bsc._combined_score_accum(state internal, score float8, weight float8, combine text, missing text) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_combined_score_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._combined_score_accum(internal, float8, float8, text, text) IS 'aggregate transition function';
CREATE FUNCTION bsc._combined_score_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_combined_score_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._combined_score_combine(internal, internal) IS 'aggregate combine function';
CREATE FUNCTION bsc._combined_score_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'bsc_combined_score_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._combined_score_serialize(internal) IS 'aggregate serial function';
CREATE FUNCTION bsc._combined_score_deserialize(bytes bytea, internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'bsc_combined_score_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._combined_score_deserialize(bytea, internal) IS 'aggregate deserial function';
CREATE FUNCTION bsc._combined_score_final(state internal) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_combined_score_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._combined_score_final(internal) IS 'aggregate final function';

CREATE AGGREGATE bsc.combined_score(score float8, weight float8, combine text, missing text) (
	SFUNC = bsc._combined_score_accum, STYPE = internal, SSPACE = 128, COMBINEFUNC = bsc._combined_score_combine,
	SERIALFUNC = bsc._combined_score_serialize, DESERIALFUNC = bsc._combined_score_deserialize,
	FINALFUNC = bsc._combined_score_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.combined_score(float8, float8, text, text) IS 'score of a node from its children: combine is mean, worst or best, missing is skip, zero or strict';

-- The same rule turned round: how much of a parent's score each child carries.
CREATE FUNCTION bsc._shares(scores float8[], weights float8[], combine text, missing text) RETURNS float8[]
	AS 'MODULE_PATHNAME', 'bsc_shares' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._shares(float8[], float8[], text, text) IS 'the share of each child in its parent''s score; NULL if the parent has none';

CREATE FUNCTION bsc._combined_value(vals float8[], weights float8[], combine text) RETURNS float8
	AS 'MODULE_PATHNAME', 'bsc_combined_value' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._combined_value(float8[], float8[], text) IS 'what the values that are there come to under mean, worst or best, whatever their sign';
