-- regressions that judge: one effect and its causes in time, panels, before and after, with and without

CREATE FUNCTION bsc.link_regression(effect float8[], causes float8[], lags int[], season int DEFAULT NULL,
	OUT n int, OUT df int, OUT season boolean, OUT estimates float8[], OUT std_errors float8[],
	OUT p_values float8[], OUT covariance float8[])
AS 'MODULE_PATHNAME', 'bsc_link_regression' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION bsc.link_regression(float8[], float8[], int[], int) IS
'how strongly the changes of causes, one a row, move those of the effect so many places later, its own past, one further lag of each cause and the season held';
