-- how customers buy, leave and spend when nobody tells: BG/NBD and gamma-gamma, fitted, and what follows from them

CREATE TYPE bsc.bg_nbd_fit AS (
	r float8,
	alpha float8,
	a float8,
	b float8,
	r_error float8,
	alpha_error float8,
	a_error float8,
	b_error float8,
	log_likelihood float8,
	customers bigint,
	repeat_customers bigint,
	iterations int,
	state text
);
COMMENT ON TYPE bsc.bg_nbd_fit IS
'how customers buy and leave; state says whether the data determine it: converged, flat with what they leave open, no repeat purchases';

CREATE TYPE bsc.gamma_gamma_fit AS (
	p float8,
	q float8,
	gamma float8,
	p_error float8,
	q_error float8,
	gamma_error float8,
	log_likelihood float8,
	customers bigint,
	correlation float8,
	mean_spend float8,
	state text
);
COMMENT ON TYPE bsc.gamma_gamma_fit IS
'what customers spend on a purchase; state says whether the data determine it: converged, flat with what they leave open, too few customers';

CREATE FUNCTION bsc._counts_combine(state internal, more internal) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_counts_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._counts_combine(internal, internal) IS 'combine function of the aggregates over customers';

CREATE FUNCTION bsc._counts_serialize(state internal) RETURNS bytea
AS 'MODULE_PATHNAME', 'bsc_counts_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._counts_serialize(internal) IS 'serialization function of the aggregates over customers';

CREATE FUNCTION bsc._counts_deserialize(bytes bytea, state internal) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_counts_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._counts_deserialize(bytea, internal) IS 'deserialization function of the aggregates over customers';

CREATE FUNCTION bsc._bg_nbd_accum(state internal, frequency bigint, recency float8, age float8) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_bg_nbd_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._bg_nbd_accum(internal, bigint, float8, float8) IS 'transition function of bg_nbd';

CREATE FUNCTION bsc._bg_nbd_accum(state internal, frequency bigint, recency float8, age float8, customers bigint) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_bg_nbd_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._bg_nbd_accum(internal, bigint, float8, float8, bigint) IS 'transition function of bg_nbd';

CREATE FUNCTION bsc._bg_nbd_final(state internal) RETURNS bsc.bg_nbd_fit
AS 'MODULE_PATHNAME', 'bsc_bg_nbd_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION bsc._bg_nbd_final(internal) IS 'final function of bg_nbd';

CREATE AGGREGATE bsc.bg_nbd(frequency bigint, recency float8, age float8) (
	SFUNC = bsc._bg_nbd_accum,
	STYPE = internal,
	SSPACE = 1000000,
	COMBINEFUNC = bsc._counts_combine,
	SERIALFUNC = bsc._counts_serialize,
	DESERIALFUNC = bsc._counts_deserialize,
	FINALFUNC = bsc._bg_nbd_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.bg_nbd(bigint, float8, float8) IS
'BG/NBD model of customers without a contract: purchases after the first, time from the first to the last, time from the first to the end';

CREATE AGGREGATE bsc.bg_nbd(frequency bigint, recency float8, age float8, customers bigint) (
	SFUNC = bsc._bg_nbd_accum,
	STYPE = internal,
	SSPACE = 1000000,
	COMBINEFUNC = bsc._counts_combine,
	SERIALFUNC = bsc._counts_serialize,
	DESERIALFUNC = bsc._counts_deserialize,
	FINALFUNC = bsc._bg_nbd_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.bg_nbd(bigint, float8, float8, bigint) IS
'BG/NBD model of customers without a contract, from rows that stand for so many equal customers each';

CREATE FUNCTION bsc._gamma_gamma_accum(state internal, frequency bigint, mean_spend float8) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_gamma_gamma_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._gamma_gamma_accum(internal, bigint, float8) IS 'transition function of gamma_gamma';

CREATE FUNCTION bsc._gamma_gamma_accum(state internal, frequency bigint, mean_spend float8, customers bigint) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_gamma_gamma_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._gamma_gamma_accum(internal, bigint, float8, bigint) IS 'transition function of gamma_gamma';

CREATE FUNCTION bsc._gamma_gamma_final(state internal) RETURNS bsc.gamma_gamma_fit
AS 'MODULE_PATHNAME', 'bsc_gamma_gamma_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100000;
COMMENT ON FUNCTION bsc._gamma_gamma_final(internal) IS 'final function of gamma_gamma';

CREATE AGGREGATE bsc.gamma_gamma(frequency bigint, mean_spend float8) (
	SFUNC = bsc._gamma_gamma_accum,
	STYPE = internal,
	SSPACE = 1000000,
	COMBINEFUNC = bsc._counts_combine,
	SERIALFUNC = bsc._counts_serialize,
	DESERIALFUNC = bsc._counts_deserialize,
	FINALFUNC = bsc._gamma_gamma_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.gamma_gamma(bigint, float8) IS
'gamma-gamma model of what customers spend: purchases after the first, and their mean spend';

CREATE AGGREGATE bsc.gamma_gamma(frequency bigint, mean_spend float8, customers bigint) (
	SFUNC = bsc._gamma_gamma_accum,
	STYPE = internal,
	SSPACE = 1000000,
	COMBINEFUNC = bsc._counts_combine,
	SERIALFUNC = bsc._counts_serialize,
	DESERIALFUNC = bsc._counts_deserialize,
	FINALFUNC = bsc._gamma_gamma_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.gamma_gamma(bigint, float8, bigint) IS
'gamma-gamma model of what customers spend, from rows that stand for so many equal customers each';

CREATE FUNCTION bsc.p_alive(r float8, alpha float8, a float8, b float8, frequency bigint, recency float8, age float8) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_p_alive' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION bsc.p_alive(float8, float8, float8, float8, bigint, float8, float8) IS
'chance that a customer is still one by the BG/NBD model; 1 for who has not bought again, as one leaves only after a repeat purchase';

CREATE FUNCTION bsc.p_alive(fit bsc.bg_nbd_fit, frequency bigint, recency float8, age float8) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5
RETURN bsc.p_alive((fit).r, (fit).alpha, (fit).a, (fit).b, frequency, recency, age);
COMMENT ON FUNCTION bsc.p_alive(bsc.bg_nbd_fit, bigint, float8, float8) IS
'chance that a customer is still one by a fitted BG/NBD model; 1 for who has not bought again, as one leaves only after a repeat purchase';

CREATE FUNCTION bsc.expected_purchases(r float8, alpha float8, a float8, b float8, frequency bigint, recency float8, age float8, horizon float8) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_expected_purchases' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION bsc.expected_purchases(float8, float8, float8, float8, bigint, float8, float8, float8) IS
'purchases of a customer to be expected within the next horizon by the BG/NBD model';

CREATE FUNCTION bsc.expected_purchases(fit bsc.bg_nbd_fit, frequency bigint, recency float8, age float8, horizon float8) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 200
RETURN bsc.expected_purchases((fit).r, (fit).alpha, (fit).a, (fit).b, frequency, recency, age, horizon);
COMMENT ON FUNCTION bsc.expected_purchases(bsc.bg_nbd_fit, bigint, float8, float8, float8) IS
'purchases of a customer to be expected within the next horizon by a fitted BG/NBD model';

CREATE FUNCTION bsc._expected_purchases_new(r float8, alpha float8, a float8, b float8, horizon float8) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_expected_purchases_new' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION bsc._expected_purchases_new(float8, float8, float8, float8, float8) IS 'expected_purchases of a new customer';

CREATE FUNCTION bsc.expected_purchases(fit bsc.bg_nbd_fit, horizon float8) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 200
RETURN bsc._expected_purchases_new((fit).r, (fit).alpha, (fit).a, (fit).b, horizon);
COMMENT ON FUNCTION bsc.expected_purchases(bsc.bg_nbd_fit, float8) IS
'repeat purchases of a new customer to be expected within horizon after the first purchase, by a fitted BG/NBD model';

CREATE FUNCTION bsc.expected_spend(p float8, q float8, gamma float8, frequency bigint, mean_spend float8) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_expected_spend' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION bsc.expected_spend(float8, float8, float8, bigint, float8) IS
'what a customer is to be expected to spend on a purchase by the gamma-gamma model; NULL where it gives no mean';

CREATE FUNCTION bsc.expected_spend(fit bsc.gamma_gamma_fit, frequency bigint, mean_spend float8) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 2
RETURN bsc.expected_spend((fit).p, (fit).q, (fit).gamma, frequency, mean_spend);
COMMENT ON FUNCTION bsc.expected_spend(bsc.gamma_gamma_fit, bigint, float8) IS
'what a customer is to be expected to spend on a purchase by a fitted gamma-gamma model; NULL where it gives no mean';

CREATE FUNCTION bsc._discounted_purchases(r float8, alpha float8, a float8, b float8, frequency bigint, recency float8, age float8,
	periods int, discount float8, step float8) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_discounted_purchases' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000;
COMMENT ON FUNCTION bsc._discounted_purchases(float8, float8, float8, float8, bigint, float8, float8, int, float8, float8) IS
'purchases to be expected in each of the next periods, worth less the later';

CREATE FUNCTION bsc.customer_value(bg_nbd bsc.bg_nbd_fit, gamma_gamma bsc.gamma_gamma_fit, frequency bigint, recency float8, age float8,
	mean_spend float8, periods int, discount float8 DEFAULT 0, step float8 DEFAULT 1) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5000
RETURN bsc._discounted_purchases((bg_nbd).r, (bg_nbd).alpha, (bg_nbd).a, (bg_nbd).b, frequency, recency, age, periods, discount, step)
	* bsc.expected_spend((gamma_gamma).p, (gamma_gamma).q, (gamma_gamma).gamma, frequency, mean_spend);
COMMENT ON FUNCTION bsc.customer_value(bsc.bg_nbd_fit, bsc.gamma_gamma_fit, bigint, float8, float8, float8, int, float8, float8) IS
'what a customer is to be expected to bring in the next periods of length step, discounted by so much for each';
