-- why a ratio or a revenue changed, over the parts that it is made of

CREATE TYPE bsc.segment_effect AS (
	segment text,
	weight_before float8,
	weight_after float8,
	rate_before float8,
	rate_after float8,
	rate_effect float8,
	mix_effect float8,
	effect float8
);
COMMENT ON TYPE bsc.segment_effect IS
'what a segment did to the change of a ratio: by its own rate, and by its share of the whole';

CREATE FUNCTION bsc._rate_mix_accum(state internal, segment "any", num0 float8, den0 float8, num1 float8, den1 float8) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_rate_mix_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._rate_mix_accum(internal, "any", float8, float8, float8, float8) IS 'transition function of rate_mix';

CREATE FUNCTION bsc._mix_combine(state internal, more internal) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_mix_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._mix_combine(internal, internal) IS 'combine function of rate_mix and price_volume_mix';

CREATE FUNCTION bsc._mix_serialize(state internal) RETURNS bytea
AS 'MODULE_PATHNAME', 'bsc_mix_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._mix_serialize(internal) IS 'serialization function of rate_mix and price_volume_mix';

CREATE FUNCTION bsc._mix_deserialize(bytes bytea, state internal) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_mix_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._mix_deserialize(bytea, internal) IS 'deserialization function of rate_mix and price_volume_mix';

CREATE FUNCTION bsc._rate_mix_final(state internal) RETURNS bsc.segment_effect[]
AS 'MODULE_PATHNAME', 'bsc_rate_mix_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION bsc._rate_mix_final(internal) IS 'final function of rate_mix';

CREATE AGGREGATE bsc.rate_mix(segment "any", num0 float8, den0 float8, num1 float8, den1 float8) (
	SFUNC = bsc._rate_mix_accum,
	STYPE = internal,
	SSPACE = 16384,
	COMBINEFUNC = bsc._mix_combine,
	SERIALFUNC = bsc._mix_serialize,
	DESERIALFUNC = bsc._mix_deserialize,
	FINALFUNC = bsc._rate_mix_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.rate_mix("any", float8, float8, float8, float8) IS
'why a ratio changed from num0 / den0 to num1 / den1: for each segment what its own rate and what its share of the whole did; the effects add up to the change';

CREATE TYPE bsc.item_effect AS (
	item text,
	quantity_before float8,
	price_before float8,
	quantity_after float8,
	price_after float8,
	price_effect float8,
	volume_effect float8,
	mix_effect float8,
	new_effect float8,
	lost_effect float8,
	effect float8
);
COMMENT ON TYPE bsc.item_effect IS
'what an item did to the change of a revenue: by its price, by the quantity of all, by its share of that, or as new or lost';

CREATE FUNCTION bsc._price_volume_mix_accum(state internal, item "any", qty0 float8, price0 float8, qty1 float8, price1 float8) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_price_volume_mix_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._price_volume_mix_accum(internal, "any", float8, float8, float8, float8) IS 'transition function of price_volume_mix';

CREATE FUNCTION bsc._price_volume_mix_final(state internal) RETURNS bsc.item_effect[]
AS 'MODULE_PATHNAME', 'bsc_price_volume_mix_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION bsc._price_volume_mix_final(internal) IS 'final function of price_volume_mix';

CREATE AGGREGATE bsc.price_volume_mix(item "any", qty0 float8, price0 float8, qty1 float8, price1 float8) (
	SFUNC = bsc._price_volume_mix_accum,
	STYPE = internal,
	SSPACE = 16384,
	COMBINEFUNC = bsc._mix_combine,
	SERIALFUNC = bsc._mix_serialize,
	DESERIALFUNC = bsc._mix_deserialize,
	FINALFUNC = bsc._price_volume_mix_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.price_volume_mix("any", float8, float8, float8, float8) IS
'why a revenue changed: for each item what price, volume and mix did, or that it is new or lost; quantities in one unit; the effects add up to the change';
