-- do they stay?  Survival curves, and contracts that are renewed

CREATE TYPE bsc.survival_step AS (
	"time" float8,
	at_risk bigint,
	events bigint,
	censored bigint,
	survival float8,
	std_error float8,
	ci_low float8,
	ci_high float8
);
COMMENT ON TYPE bsc.survival_step IS
'one time of a survival curve: who was at risk, who left, who was lost from sight, and the share that stays longer, with its error and 95 % interval';

CREATE FUNCTION bsc._kaplan_meier_accum(state internal, duration float8, ended boolean) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_kaplan_meier_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._kaplan_meier_accum(internal, float8, boolean) IS 'transition function of kaplan_meier';

CREATE FUNCTION bsc._kaplan_meier_accum(state internal, duration float8, ended boolean, entry float8) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_kaplan_meier_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._kaplan_meier_accum(internal, float8, boolean, float8) IS 'transition function of kaplan_meier';

CREATE FUNCTION bsc._kaplan_meier_final(state internal) RETURNS bsc.survival_step[]
AS 'MODULE_PATHNAME', 'bsc_kaplan_meier_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION bsc._kaplan_meier_final(internal) IS 'final function of kaplan_meier';

CREATE AGGREGATE bsc.kaplan_meier(duration float8, ended boolean) (
	SFUNC = bsc._kaplan_meier_accum,
	STYPE = internal,
	SSPACE = 65536,
	COMBINEFUNC = bsc._counts_combine,
	SERIALFUNC = bsc._counts_serialize,
	DESERIALFUNC = bsc._counts_deserialize,
	FINALFUNC = bsc._kaplan_meier_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.kaplan_meier(float8, boolean) IS
'survival curve of Kaplan and Meier, one step for each different duration; ended is false for who is still there';

CREATE AGGREGATE bsc.kaplan_meier(duration float8, ended boolean, entry float8) (
	SFUNC = bsc._kaplan_meier_accum,
	STYPE = internal,
	SSPACE = 65536,
	COMBINEFUNC = bsc._counts_combine,
	SERIALFUNC = bsc._counts_serialize,
	DESERIALFUNC = bsc._counts_deserialize,
	FINALFUNC = bsc._kaplan_meier_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.kaplan_meier(float8, boolean, float8) IS
'survival curve of Kaplan and Meier where customers came under observation when they were entry old';

CREATE FUNCTION bsc.survival_at(steps bsc.survival_step[], "time" float8) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_survival_at' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION bsc.survival_at(bsc.survival_step[], float8) IS
'share that stays longer than time; NULL beyond the last time, unless nobody stayed';

CREATE FUNCTION bsc.survival_quantile(steps bsc.survival_step[], p float8 DEFAULT 0.5, OUT value float8, OUT ci_low float8, OUT ci_high float8)
AS 'MODULE_PATHNAME', 'bsc_survival_quantile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION bsc.survival_quantile(bsc.survival_step[], float8) IS
'first time by which the share p has left, and its 95 % interval; NULL where the curve, or its bound, does not come down that far';

CREATE FUNCTION bsc.mean_until(steps bsc.survival_step[], "time" float8) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_mean_until' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION bsc.mean_until(bsc.survival_step[], float8) IS
'mean time that a customer stays within the first time, the area below the curve; NULL beyond the last time, unless nobody stayed';

CREATE TYPE bsc.sbg_fit AS (
	alpha float8,
	beta float8,
	alpha_error float8,
	beta_error float8,
	log_likelihood float8,
	customers bigint,
	ended bigint,
	mean_churn float8,
	state text
);
COMMENT ON TYPE bsc.sbg_fit IS
'how contracts are renewed; state says whether the data determine it: converged, flat with what they leave open, nobody left';

CREATE FUNCTION bsc._sbg_accum(state internal, renewals int, ended boolean) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_sbg_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._sbg_accum(internal, int, boolean) IS 'transition function of sbg';

CREATE FUNCTION bsc._sbg_accum(state internal, renewals int, ended boolean, customers bigint) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_sbg_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._sbg_accum(internal, int, boolean, bigint) IS 'transition function of sbg';

CREATE FUNCTION bsc._sbg_final(state internal) RETURNS bsc.sbg_fit
AS 'MODULE_PATHNAME', 'bsc_sbg_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION bsc._sbg_final(internal) IS 'final function of sbg';

CREATE AGGREGATE bsc.sbg(renewals int, ended boolean) (
	SFUNC = bsc._sbg_accum,
	STYPE = internal,
	SSPACE = 8192,
	COMBINEFUNC = bsc._counts_combine,
	SERIALFUNC = bsc._counts_serialize,
	DESERIALFUNC = bsc._counts_deserialize,
	FINALFUNC = bsc._sbg_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.sbg(int, boolean) IS
'shifted beta-geometric model of contracts: renewal dates that were reached, and whether it ended at the last of them';

CREATE AGGREGATE bsc.sbg(renewals int, ended boolean, customers bigint) (
	SFUNC = bsc._sbg_accum,
	STYPE = internal,
	SSPACE = 8192,
	COMBINEFUNC = bsc._counts_combine,
	SERIALFUNC = bsc._counts_serialize,
	DESERIALFUNC = bsc._counts_deserialize,
	FINALFUNC = bsc._sbg_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.sbg(int, boolean, bigint) IS
'shifted beta-geometric model of contracts, from rows that stand for so many equal customers each';

CREATE FUNCTION bsc.sbg_survival(alpha float8, beta float8, renewals int) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_sbg_survival' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION bsc.sbg_survival(float8, float8, int) IS
'share of a cohort that is still there after so many renewal dates, by the shifted beta-geometric model';

CREATE FUNCTION bsc.sbg_retention(alpha float8, beta float8, renewals int) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_sbg_retention' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION bsc.sbg_retention(float8, float8, int) IS
'share of those there until this renewal date that renews, by the shifted beta-geometric model; the first date is 1';

CREATE FUNCTION bsc.sbg_residual_lifetime(alpha float8, beta float8, renewals int, discount float8 DEFAULT 0.1) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_sbg_residual_lifetime' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500;
COMMENT ON FUNCTION bsc.sbg_residual_lifetime(float8, float8, int, float8) IS
'discounted renewals still to be expected of who has renewed so many times, just before the next date, which is not discounted; NULL where they are infinite';
