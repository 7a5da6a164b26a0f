-- measures over customers: net promoter score, share of the best, Gini coefficient

CREATE FUNCTION bsc._nps_accum(state bigint[], rating float8) RETURNS bigint[]
AS 'MODULE_PATHNAME', 'bsc_nps_accum' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._nps_accum(bigint[], float8) IS 'transition function of nps';

CREATE FUNCTION bsc._nps_remove(state bigint[], rating float8) RETURNS bigint[]
AS 'MODULE_PATHNAME', 'bsc_nps_remove' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._nps_remove(bigint[], float8) IS 'inverse transition function of nps';

CREATE FUNCTION bsc._nps_combine(state bigint[], more bigint[]) RETURNS bigint[]
AS 'MODULE_PATHNAME', 'bsc_nps_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._nps_combine(bigint[], bigint[]) IS 'combine function of nps';

CREATE FUNCTION bsc._nps_final(state bigint[]) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_nps_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._nps_final(bigint[]) IS 'final function of nps';

CREATE AGGREGATE bsc.nps(rating float8) (
	SFUNC = bsc._nps_accum,
	STYPE = bigint[],
	INITCOND = '{0,0,0}',
	COMBINEFUNC = bsc._nps_combine,
	FINALFUNC = bsc._nps_final,
	MSFUNC = bsc._nps_accum,
	MINVFUNC = bsc._nps_remove,
	MSTYPE = bigint[],
	MINITCOND = '{0,0,0}',
	MFINALFUNC = bsc._nps_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.nps(float8) IS
'net promoter score of ratings from 0 to 10: percentage of promoters (9, 10) less that of detractors (below 7)';

CREATE FUNCTION bsc._amounts_accum(state internal, amount float8) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_amounts_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._amounts_accum(internal, float8) IS 'transition function of top_share and gini';

CREATE FUNCTION bsc._amounts_accum(state internal, amount float8, fraction float8) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_amounts_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._amounts_accum(internal, float8, float8) IS 'transition function of top_share';

CREATE FUNCTION bsc._amounts_combine(state internal, more internal) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_amounts_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._amounts_combine(internal, internal) IS 'combine function of top_share and gini';

CREATE FUNCTION bsc._amounts_serialize(state internal) RETURNS bytea
AS 'MODULE_PATHNAME', 'bsc_amounts_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._amounts_serialize(internal) IS 'serialization function of top_share and gini';

CREATE FUNCTION bsc._amounts_deserialize(bytes bytea, state internal) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_amounts_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._amounts_deserialize(bytea, internal) IS 'deserialization function of top_share and gini';

CREATE FUNCTION bsc._top_share_final(state internal) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_top_share_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._top_share_final(internal) IS 'final function of top_share';

CREATE FUNCTION bsc._gini_final(state internal) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_gini_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._gini_final(internal) IS 'final function of gini';

CREATE AGGREGATE bsc.top_share(amount float8) (
	SFUNC = bsc._amounts_accum,
	STYPE = internal,
	COMBINEFUNC = bsc._amounts_combine,
	SERIALFUNC = bsc._amounts_serialize,
	DESERIALFUNC = bsc._amounts_deserialize,
	FINALFUNC = bsc._top_share_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.top_share(float8) IS
'share of the total amount that comes from the best fifth of the rows';

CREATE AGGREGATE bsc.top_share(amount float8, fraction float8) (
	SFUNC = bsc._amounts_accum,
	STYPE = internal,
	COMBINEFUNC = bsc._amounts_combine,
	SERIALFUNC = bsc._amounts_serialize,
	DESERIALFUNC = bsc._amounts_deserialize,
	FINALFUNC = bsc._top_share_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.top_share(float8, float8) IS
'share of the total amount that comes from the best fraction of the rows';

CREATE AGGREGATE bsc.gini(amount float8) (
	SFUNC = bsc._amounts_accum,
	STYPE = internal,
	COMBINEFUNC = bsc._amounts_combine,
	SERIALFUNC = bsc._amounts_serialize,
	DESERIALFUNC = bsc._amounts_deserialize,
	FINALFUNC = bsc._gini_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.gini(float8) IS
'Gini coefficient of the amounts: 0 where all are equal, near 1 where one has all';
