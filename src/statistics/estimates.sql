-- regressions that judge: one effect and its causes in time, panels, before and after, with and without

CREATE FUNCTION bsc.link_regression(effect float8[], causes float8[], lags int[], season int DEFAULT NULL,
	OUT n int, OUT df int, OUT season boolean, OUT estimates float8[], OUT std_errors float8[],
	OUT p_values float8[], OUT covariance float8[])
AS 'MODULE_PATHNAME', 'bsc_link_regression' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION bsc.link_regression(float8[], float8[], int[], int) IS
'how strongly the changes of causes, one a row, move those of the effect so many places later, its own past, one further lag of each cause and the season held';

-- The forms that bsc.evidence asks for: levels in place of changes, the season held without
-- looking, and a second further lag of each cause where that leaves 30 degrees of freedom.
-- margins are half the widths of the 95 % intervals.
CREATE FUNCTION bsc._link_regression(effect float8[], causes float8[], lags int[], season int, levels boolean, always boolean, more boolean,
	OUT n int, OUT df int, OUT season boolean, OUT estimates float8[], OUT std_errors float8[],
	OUT p_values float8[], OUT covariance float8[], OUT margins float8[])
AS 'MODULE_PATHNAME', 'bsc_link_regression_form' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION bsc._link_regression(float8[], float8[], int[], int, boolean, boolean, boolean) IS
'link_regression over changes or levels, the season by test or always, with the intervals of the estimates';

CREATE FUNCTION bsc._student_quantile(level float8, df float8) RETURNS float8
AS 'MODULE_PATHNAME', 'bsc_student_quantile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION bsc._student_quantile(float8, float8) IS
'the t that stays within with the chance of level; NULL without a degree of freedom';

CREATE FUNCTION bsc.interrupted_series(series float8[], first_after int, season int DEFAULT NULL, with_slope boolean DEFAULT false,
	OUT n int, OUT rho float8, OUT df float8, OUT level float8, OUT level_se float8, OUT level_p float8,
	OUT slope float8, OUT slope_se float8, OUT slope_p float8, OUT counterfactual float8[])
AS 'MODULE_PATHNAME', 'bsc_interrupted_series' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION bsc.interrupted_series(float8[], int, int, boolean) IS
'the step of a series at the first place after something began, and its change of slope, with errors that follow each other';

-- panels: rows of many entities over many periods

CREATE TYPE bsc.panel_fit AS (
	n int,
	entities int,
	periods int,
	df int,
	estimates float8[],
	std_errors float8[],
	t float8[],
	p_values float8[],
	covariance float8[],
	r_squared float8
);
COMMENT ON TYPE bsc.panel_fit IS
'within estimator of a panel, its errors clustered by entity; what is not defined is NULL';

CREATE TYPE bsc.diff_in_diff_fit AS (
	treated int,
	untreated int,
	cohorts int,
	cells int,
	estimate float8,
	std_error float8,
	df float8,
	p_value float8,
	ci_low float8,
	ci_high float8,
	pre_estimate float8,
	pre_p float8,
	left_out int,
	pre_df float8
);
COMMENT ON TYPE bsc.diff_in_diff_fit IS
'difference in differences over cohorts that begin at different times; what is not defined is NULL';

CREATE FUNCTION bsc._panel_combine(state internal, more internal) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_panel_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._panel_combine(internal, internal) IS 'combine function of panel_regression and diff_in_diff';

CREATE FUNCTION bsc._panel_serialize(state internal) RETURNS bytea
AS 'MODULE_PATHNAME', 'bsc_panel_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._panel_serialize(internal) IS 'serialization function of panel_regression and diff_in_diff';

CREATE FUNCTION bsc._panel_deserialize(bytes bytea, state internal) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_panel_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._panel_deserialize(bytea, internal) IS 'deserialization function of panel_regression and diff_in_diff';

CREATE FUNCTION bsc._panel_regression_final(state internal) RETURNS bsc.panel_fit
AS 'MODULE_PATHNAME', 'bsc_panel_regression_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._panel_regression_final(internal) IS 'final function of panel_regression';

CREATE FUNCTION bsc._diff_in_diff_final(state internal) RETURNS bsc.diff_in_diff_fit
AS 'MODULE_PATHNAME', 'bsc_diff_in_diff_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._diff_in_diff_final(internal) IS 'final function of diff_in_diff';

CREATE FUNCTION bsc._panel_accum(state internal, entity text, period bsc.period, effect float8, causes float8[]) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_panel_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._panel_accum(internal, text, bsc.period, float8, float8[]) IS 'transition function of panel_regression';

CREATE FUNCTION bsc._panel_accum(state internal, entity text, period bsc.period, effect float8, causes float8[], period_effects boolean) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_panel_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._panel_accum(internal, text, bsc.period, float8, float8[], boolean) IS 'transition function of panel_regression';

CREATE FUNCTION bsc._panel_accum(state internal, entity text, period text, effect float8, causes float8[]) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_panel_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._panel_accum(internal, text, text, float8, float8[]) IS 'transition function of panel_regression';

CREATE FUNCTION bsc._panel_accum(state internal, entity text, period text, effect float8, causes float8[], period_effects boolean) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_panel_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._panel_accum(internal, text, text, float8, float8[], boolean) IS 'transition function of panel_regression';

-- For bsc.evidence over all entities: the own past of what disturbs the effect.  A row
-- holds the effect's past of four periods, then each cause at its lag and at depth more,
-- 1 (the past is that of the effect itself) or 4.
CREATE FUNCTION bsc._panel_links_accum(state internal, entity text, period bsc.period, effect float8, causes float8[], depth int) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_panel_links_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._panel_links_accum(internal, text, bsc.period, float8, float8[], int) IS 'transition function of _panel_links';

CREATE FUNCTION bsc._panel_links_final(state internal) RETURNS bsc.panel_fit
AS 'MODULE_PATHNAME', 'bsc_panel_links_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._panel_links_final(internal) IS 'final function of _panel_links';

CREATE AGGREGATE bsc._panel_links(entity text, period bsc.period, effect float8, causes float8[], depth int) (
	SFUNC = bsc._panel_links_accum,
	STYPE = internal,
	SSPACE = 65536,
	FINALFUNC = bsc._panel_links_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc._panel_links(text, bsc.period, float8, float8[], int) IS
'how strongly causes move an effect over all entities of a panel, in changes, with the past of what disturbs it held';

CREATE AGGREGATE bsc.panel_regression(entity text, period bsc.period, effect float8, causes float8[]) (
	SFUNC = bsc._panel_accum,
	STYPE = internal,
	SSPACE = 65536,
	COMBINEFUNC = bsc._panel_combine,
	SERIALFUNC = bsc._panel_serialize,
	DESERIALFUNC = bsc._panel_deserialize,
	FINALFUNC = bsc._panel_regression_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.panel_regression(text, bsc.period, float8, float8[]) IS
'slopes of causes within entities, the level of each entity taken away';

CREATE AGGREGATE bsc.panel_regression(entity text, period bsc.period, effect float8, causes float8[], period_effects boolean) (
	SFUNC = bsc._panel_accum,
	STYPE = internal,
	SSPACE = 65536,
	COMBINEFUNC = bsc._panel_combine,
	SERIALFUNC = bsc._panel_serialize,
	DESERIALFUNC = bsc._panel_deserialize,
	FINALFUNC = bsc._panel_regression_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.panel_regression(text, bsc.period, float8, float8[], boolean) IS
'slopes of causes within entities, the level of each entity, and of each period if asked taken away';

CREATE AGGREGATE bsc.panel_regression(entity text, period text, effect float8, causes float8[]) (
	SFUNC = bsc._panel_accum,
	STYPE = internal,
	SSPACE = 65536,
	COMBINEFUNC = bsc._panel_combine,
	SERIALFUNC = bsc._panel_serialize,
	DESERIALFUNC = bsc._panel_deserialize,
	FINALFUNC = bsc._panel_regression_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.panel_regression(text, text, float8, float8[]) IS
'slopes of causes within entities, the level of each entity taken away';

CREATE AGGREGATE bsc.panel_regression(entity text, period text, effect float8, causes float8[], period_effects boolean) (
	SFUNC = bsc._panel_accum,
	STYPE = internal,
	SSPACE = 65536,
	COMBINEFUNC = bsc._panel_combine,
	SERIALFUNC = bsc._panel_serialize,
	DESERIALFUNC = bsc._panel_deserialize,
	FINALFUNC = bsc._panel_regression_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.panel_regression(text, text, float8, float8[], boolean) IS
'slopes of causes within entities, the level of each entity, and of each period if asked taken away';

CREATE FUNCTION bsc._diff_in_diff_accum(state internal, entity text, period bsc.period, outcome float8, first_treated bsc.period) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_diff_in_diff_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._diff_in_diff_accum(internal, text, bsc.period, float8, bsc.period) IS 'transition function of diff_in_diff';

CREATE FUNCTION bsc._diff_in_diff_accum(state internal, entity text, period bsc.period, outcome float8, first_treated bsc.period, controls text) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_diff_in_diff_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._diff_in_diff_accum(internal, text, bsc.period, float8, bsc.period, text) IS 'transition function of diff_in_diff';

CREATE FUNCTION bsc._diff_in_diff_accum(state internal, entity text, period text, outcome float8, first_treated text) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_diff_in_diff_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._diff_in_diff_accum(internal, text, text, float8, text) IS 'transition function of diff_in_diff';

CREATE FUNCTION bsc._diff_in_diff_accum(state internal, entity text, period text, outcome float8, first_treated text, controls text) RETURNS internal
AS 'MODULE_PATHNAME', 'bsc_diff_in_diff_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._diff_in_diff_accum(internal, text, text, float8, text, text) IS 'transition function of diff_in_diff';

CREATE AGGREGATE bsc.diff_in_diff(entity text, period bsc.period, outcome float8, first_treated bsc.period) (
	SFUNC = bsc._diff_in_diff_accum,
	STYPE = internal,
	SSPACE = 65536,
	COMBINEFUNC = bsc._panel_combine,
	SERIALFUNC = bsc._panel_serialize,
	DESERIALFUNC = bsc._panel_deserialize,
	FINALFUNC = bsc._diff_in_diff_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.diff_in_diff(text, bsc.period, float8, bsc.period) IS
'what it brought those who began, over those who never begin; first_treated is NULL for those who never begin';

CREATE AGGREGATE bsc.diff_in_diff(entity text, period bsc.period, outcome float8, first_treated bsc.period, controls text) (
	SFUNC = bsc._diff_in_diff_accum,
	STYPE = internal,
	SSPACE = 65536,
	COMBINEFUNC = bsc._panel_combine,
	SERIALFUNC = bsc._panel_serialize,
	DESERIALFUNC = bsc._panel_deserialize,
	FINALFUNC = bsc._diff_in_diff_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.diff_in_diff(text, bsc.period, float8, bsc.period, text) IS
'what it brought those who began, over the given controls; first_treated is NULL for those who never begin';

CREATE AGGREGATE bsc.diff_in_diff(entity text, period text, outcome float8, first_treated text) (
	SFUNC = bsc._diff_in_diff_accum,
	STYPE = internal,
	SSPACE = 65536,
	COMBINEFUNC = bsc._panel_combine,
	SERIALFUNC = bsc._panel_serialize,
	DESERIALFUNC = bsc._panel_deserialize,
	FINALFUNC = bsc._diff_in_diff_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.diff_in_diff(text, text, float8, text) IS
'what it brought those who began, over those who never begin; first_treated is NULL for those who never begin';

CREATE AGGREGATE bsc.diff_in_diff(entity text, period text, outcome float8, first_treated text, controls text) (
	SFUNC = bsc._diff_in_diff_accum,
	STYPE = internal,
	SSPACE = 65536,
	COMBINEFUNC = bsc._panel_combine,
	SERIALFUNC = bsc._panel_serialize,
	DESERIALFUNC = bsc._panel_deserialize,
	FINALFUNC = bsc._diff_in_diff_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.diff_in_diff(text, text, float8, text, text) IS
'what it brought those who began, over the given controls; first_treated is NULL for those who never begin';
