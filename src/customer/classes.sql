-- classes of customers in which equal customers stay together

CREATE FUNCTION bsc.quantile_class(classes int DEFAULT 5) RETURNS int
AS 'MODULE_PATHNAME', 'bsc_quantile_class' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION bsc.quantile_class(int) IS
'class of the row from 1 to classes in the order of the window; rows that are equal in that order have the same class';

CREATE FUNCTION bsc.abc_class(amount float8, a float8 DEFAULT 0.8, b float8 DEFAULT 0.95) RETURNS text
AS 'MODULE_PATHNAME', 'bsc_abc_class' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION bsc.abc_class(float8, float8, float8) IS
'A for the largest amounts that together reach the share a of the total of the partition, B for those that then reach b, C for the rest; equal amounts have the same class';
