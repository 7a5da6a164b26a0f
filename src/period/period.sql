-- period: the type, its parts, its neighbours, its order

CREATE TYPE bsc.period;

CREATE FUNCTION bsc._period_in(cstring) RETURNS bsc.period
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_period_in';
COMMENT ON FUNCTION bsc._period_in(cstring) IS
	'I/O';

CREATE FUNCTION bsc._period_out(bsc.period) RETURNS cstring
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_period_out';
COMMENT ON FUNCTION bsc._period_out(bsc.period) IS
	'I/O';

CREATE FUNCTION bsc._period_recv(internal) RETURNS bsc.period
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_period_recv';
COMMENT ON FUNCTION bsc._period_recv(internal) IS
	'I/O';

CREATE FUNCTION bsc._period_send(bsc.period) RETURNS bytea
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_period_send';
COMMENT ON FUNCTION bsc._period_send(bsc.period) IS
	'I/O';

-- eight bytes, by value where int8 is
CREATE TYPE bsc.period (
	INPUT = bsc._period_in,
	OUTPUT = bsc._period_out,
	RECEIVE = bsc._period_recv,
	SEND = bsc._period_send,
	LIKE = pg_catalog.int8
);
COMMENT ON TYPE bsc.period IS
	'year, half, quarter, month, week or day of the calendar or of a company year';

-- the period that holds a day

CREATE FUNCTION bsc.period(day date, grain text) RETURNS bsc.period
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_period_of_date';
COMMENT ON FUNCTION bsc.period(day date, grain text) IS
	'period of this grain that holds the day';

CREATE FUNCTION bsc.period(day date, grain text, first_month int) RETURNS bsc.period
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_period_of_date';
COMMENT ON FUNCTION bsc.period(day date, grain text, first_month int) IS
	'period of this grain that holds the day, in a company year that starts in first_month';

CREATE FUNCTION bsc.period(moment timestamp, grain text) RETURNS bsc.period
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_period_of_timestamp';
COMMENT ON FUNCTION bsc.period(moment timestamp, grain text) IS
	'period of this grain that holds the moment';

CREATE FUNCTION bsc.period(moment timestamp, grain text, first_month int) RETURNS bsc.period
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_period_of_timestamp';
COMMENT ON FUNCTION bsc.period(moment timestamp, grain text, first_month int) IS
	'period of this grain that holds the moment, in a company year that starts in first_month';

CREATE FUNCTION bsc.period(moment timestamptz, grain text) RETURNS bsc.period
	LANGUAGE c STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_period_of_timestamptz';
COMMENT ON FUNCTION bsc.period(moment timestamptz, grain text) IS
	'period of this grain that holds the moment in the session''s time zone';

CREATE FUNCTION bsc.period(moment timestamptz, grain text, first_month int) RETURNS bsc.period
	LANGUAGE c STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_period_of_timestamptz';
COMMENT ON FUNCTION bsc.period(moment timestamptz, grain text, first_month int) IS
	'period of this grain that holds the moment in the session''s time zone, in a company year that starts in first_month';

CREATE FUNCTION bsc.period(moment timestamptz, grain text, first_month int, zone text) RETURNS bsc.period
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_period_of_timestamptz';
COMMENT ON FUNCTION bsc.period(moment timestamptz, grain text, first_month int, zone text) IS
	'period of this grain that holds the moment in a time zone, in a company year that starts in first_month';

-- parts

CREATE FUNCTION bsc.grain(period bsc.period) RETURNS text
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_grain';
COMMENT ON FUNCTION bsc.grain(period bsc.period) IS
	'grain of the period: year, half, quarter, month, week or day';

CREATE FUNCTION bsc._grain_rank(grain text) RETURNS integer
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_grain_rank';
COMMENT ON FUNCTION bsc._grain_rank(grain text) IS
	'place of a grain from coarse (1, year) to fine (6, day)';

CREATE FUNCTION bsc._grains() RETURNS text[]
	LANGUAGE c IMMUTABLE PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_grains';
COMMENT ON FUNCTION bsc._grains() IS 'the grains of periods, from coarse to fine';

CREATE FUNCTION bsc.first_day(period bsc.period) RETURNS date
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_first_day';
COMMENT ON FUNCTION bsc.first_day(period bsc.period) IS
	'first day of the period';

CREATE FUNCTION bsc.last_day(period bsc.period) RETURNS date
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_last_day';
COMMENT ON FUNCTION bsc.last_day(period bsc.period) IS
	'last day of the period';

CREATE FUNCTION bsc.day_after(period bsc.period) RETURNS date
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_day_after';
COMMENT ON FUNCTION bsc.day_after(period bsc.period) IS
	'first day that no longer belongs to the period';

-- gives NULL for NULL, but is not declared STRICT, so that the planner can inline it
CREATE FUNCTION bsc.daterange(period bsc.period) RETURNS daterange
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN period IS NOT NULL
		THEN daterange(bsc.first_day(period), bsc.day_after(period)) END;
COMMENT ON FUNCTION bsc.daterange(period bsc.period) IS
	'the days of the period as a range';

CREATE CAST (bsc.period AS daterange) WITH FUNCTION bsc.daterange(bsc.period);
COMMENT ON CAST (bsc.period AS daterange) IS
	'the days of the period as a range';

-- neighbours

CREATE FUNCTION bsc.shift(period bsc.period, steps int) RETURNS bsc.period
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_shift';
COMMENT ON FUNCTION bsc.shift(period bsc.period, steps int) IS
	'period of the same grain that many steps later';

CREATE FUNCTION bsc._shift_back(period bsc.period, steps int) RETURNS bsc.period
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_shift_back';
COMMENT ON FUNCTION bsc._shift_back(period bsc.period, steps int) IS
	'period of the same grain that many steps earlier';

CREATE FUNCTION bsc.distance(period bsc.period, earlier bsc.period) RETURNS int
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_distance';
COMMENT ON FUNCTION bsc.distance(period bsc.period, earlier bsc.period) IS
	'steps from the second period to the first, both of one grain';

CREATE OPERATOR bsc.+ (
	LEFTARG = bsc.period, RIGHTARG = int, FUNCTION = bsc.shift
);
COMMENT ON OPERATOR bsc.+ (bsc.period, int) IS 'period that many steps later';

CREATE OPERATOR bsc.- (
	LEFTARG = bsc.period, RIGHTARG = int, FUNCTION = bsc._shift_back
);
COMMENT ON OPERATOR bsc.- (bsc.period, int) IS 'period that many steps earlier';

CREATE OPERATOR bsc.- (
	LEFTARG = bsc.period, RIGHTARG = bsc.period, FUNCTION = bsc.distance
);
COMMENT ON OPERATOR bsc.- (bsc.period, bsc.period) IS 'steps from the second period to the first';

CREATE FUNCTION bsc.same_period(period bsc.period, years int) RETURNS bsc.period
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_same_period';
COMMENT ON FUNCTION bsc.same_period(period bsc.period, years int) IS
	'period of the same place in the calendar that many years later; week 53 becomes 52 where there is none, 29 February the 28th';

-- what companies call their years

CREATE FUNCTION bsc.label(period bsc.period, first_month int DEFAULT 1, named_after text DEFAULT 'end') RETURNS text
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_label';
COMMENT ON FUNCTION bsc.label(period bsc.period, first_month int, named_after text) IS
	'period as a company calls it whose year starts in first_month: FY2025, FY2025 H1 or FY2025 Q4, else its own text; years are named after the calendar year of their end or start';

CREATE FUNCTION bsc.from_label(label text, first_month int DEFAULT 1, named_after text DEFAULT 'end') RETURNS bsc.period
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_from_label';
COMMENT ON FUNCTION bsc.from_label(label text, first_month int, named_after text) IS
	'period that has that label in a company whose year starts in first_month';

-- coarser and finer periods

CREATE FUNCTION bsc.enclosing(period bsc.period, grain text) RETURNS bsc.period
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_enclosing';
COMMENT ON FUNCTION bsc.enclosing(period bsc.period, grain text) IS
	'coarser period of the calendar year that holds the period; a week belongs where its Thursday falls';

CREATE FUNCTION bsc.enclosing(period bsc.period, grain text, first_month int) RETURNS bsc.period
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_enclosing';
COMMENT ON FUNCTION bsc.enclosing(period bsc.period, grain text, first_month int) IS
	'coarser period that holds the period, in a company year that starts in first_month';

CREATE FUNCTION bsc.first_within(period bsc.period, grain text) RETURNS bsc.period
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_first_within';
COMMENT ON FUNCTION bsc.first_within(period bsc.period, grain text) IS
	'first finer period of this grain within the period';

CREATE FUNCTION bsc.last_within(period bsc.period, grain text) RETURNS bsc.period
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_last_within';
COMMENT ON FUNCTION bsc.last_within(period bsc.period, grain text) IS
	'last finer period of this grain within the period';

CREATE FUNCTION bsc._is_part(part bsc.period, whole bsc.period) RETURNS boolean
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_is_part';
COMMENT ON FUNCTION bsc._is_part(part bsc.period, whole bsc.period) IS
	'does the part count for the whole when values are rolled up? a week does where its Thursday falls';

CREATE FUNCTION bsc.contains(period bsc.period, other bsc.period) RETURNS boolean
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_contains';
COMMENT ON FUNCTION bsc.contains(period bsc.period, other bsc.period) IS
	'does every day of the other period belong to this one?';

CREATE FUNCTION bsc._contained(period bsc.period, other bsc.period) RETURNS boolean
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_contained';
COMMENT ON FUNCTION bsc._contained(period bsc.period, other bsc.period) IS
	'does every day of the period belong to the other one?';

CREATE OPERATOR bsc.@> (
	LEFTARG = bsc.period, RIGHTARG = bsc.period, FUNCTION = bsc.contains,
	COMMUTATOR = OPERATOR(bsc.<@), RESTRICT = pg_catalog.contsel, JOIN = pg_catalog.contjoinsel
);
COMMENT ON OPERATOR bsc.@> (bsc.period, bsc.period) IS 'contains';

CREATE OPERATOR bsc.<@ (
	LEFTARG = bsc.period, RIGHTARG = bsc.period, FUNCTION = bsc._contained,
	COMMUTATOR = OPERATOR(bsc.@>), RESTRICT = pg_catalog.contsel, JOIN = pg_catalog.contjoinsel
);
COMMENT ON OPERATOR bsc.<@ (bsc.period, bsc.period) IS 'is contained by';

-- series

CREATE FUNCTION bsc._series_support(internal) RETURNS internal
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_series_support';
COMMENT ON FUNCTION bsc._series_support(internal) IS
	'planner support for bsc.periods and bsc.subdivide';

CREATE FUNCTION bsc.periods(first bsc.period, last bsc.period) RETURNS SETOF bsc.period
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 12 SUPPORT bsc._series_support
	AS 'MODULE_PATHNAME', 'bsc_periods';
COMMENT ON FUNCTION bsc.periods(first bsc.period, last bsc.period) IS
	'all periods from the first to the last, both included';

CREATE FUNCTION bsc.subdivide(period bsc.period, grain text) RETURNS SETOF bsc.period
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 12 SUPPORT bsc._series_support
	AS 'MODULE_PATHNAME', 'bsc_subdivide';
COMMENT ON FUNCTION bsc.subdivide(period bsc.period, grain text) IS
	'all finer periods of this grain within the period';

-- order: a period is an integer whose order is that of first days, the longer
-- period first, so core's functions for int8 do

CREATE FUNCTION bsc._period_eq(bsc.period, bsc.period) RETURNS boolean
	LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
	AS 'int8eq';
COMMENT ON FUNCTION bsc._period_eq(bsc.period, bsc.period) IS
	'implementation of = operator';

CREATE FUNCTION bsc._period_ne(bsc.period, bsc.period) RETURNS boolean
	LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
	AS 'int8ne';
COMMENT ON FUNCTION bsc._period_ne(bsc.period, bsc.period) IS
	'implementation of <> operator';

CREATE FUNCTION bsc._period_lt(bsc.period, bsc.period) RETURNS boolean
	LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
	AS 'int8lt';
COMMENT ON FUNCTION bsc._period_lt(bsc.period, bsc.period) IS
	'implementation of < operator';

CREATE FUNCTION bsc._period_le(bsc.period, bsc.period) RETURNS boolean
	LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
	AS 'int8le';
COMMENT ON FUNCTION bsc._period_le(bsc.period, bsc.period) IS
	'implementation of <= operator';

CREATE FUNCTION bsc._period_gt(bsc.period, bsc.period) RETURNS boolean
	LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
	AS 'int8gt';
COMMENT ON FUNCTION bsc._period_gt(bsc.period, bsc.period) IS
	'implementation of > operator';

CREATE FUNCTION bsc._period_ge(bsc.period, bsc.period) RETURNS boolean
	LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
	AS 'int8ge';
COMMENT ON FUNCTION bsc._period_ge(bsc.period, bsc.period) IS
	'implementation of >= operator';

CREATE FUNCTION bsc._period_cmp(bsc.period, bsc.period) RETURNS int
	LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
	AS 'btint8cmp';
COMMENT ON FUNCTION bsc._period_cmp(bsc.period, bsc.period) IS
	'less-equal-greater';

CREATE FUNCTION bsc._period_sortsupport(internal) RETURNS void
	LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
	AS 'btint8sortsupport';
COMMENT ON FUNCTION bsc._period_sortsupport(internal) IS
	'sort support';

CREATE FUNCTION bsc._period_hash(bsc.period) RETURNS int
	LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
	AS 'hashint8';
COMMENT ON FUNCTION bsc._period_hash(bsc.period) IS
	'hash';

CREATE FUNCTION bsc._period_hash_extended(bsc.period, bigint) RETURNS bigint
	LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
	AS 'hashint8extended';
COMMENT ON FUNCTION bsc._period_hash_extended(bsc.period, bigint) IS
	'hash';

CREATE OPERATOR bsc.= (
	LEFTARG = bsc.period, RIGHTARG = bsc.period, FUNCTION = bsc._period_eq,
	COMMUTATOR = OPERATOR(bsc.=), NEGATOR = OPERATOR(bsc.<>),
	RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR bsc.= (bsc.period, bsc.period) IS 'equal';

CREATE OPERATOR bsc.<> (
	LEFTARG = bsc.period, RIGHTARG = bsc.period, FUNCTION = bsc._period_ne,
	COMMUTATOR = OPERATOR(bsc.<>), NEGATOR = OPERATOR(bsc.=),
	RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR bsc.<> (bsc.period, bsc.period) IS 'not equal';

CREATE OPERATOR bsc.< (
	LEFTARG = bsc.period, RIGHTARG = bsc.period, FUNCTION = bsc._period_lt,
	COMMUTATOR = OPERATOR(bsc.>), NEGATOR = OPERATOR(bsc.>=),
	RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);
COMMENT ON OPERATOR bsc.< (bsc.period, bsc.period) IS 'less than';

CREATE OPERATOR bsc.<= (
	LEFTARG = bsc.period, RIGHTARG = bsc.period, FUNCTION = bsc._period_le,
	COMMUTATOR = OPERATOR(bsc.>=), NEGATOR = OPERATOR(bsc.>),
	RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);
COMMENT ON OPERATOR bsc.<= (bsc.period, bsc.period) IS 'less than or equal';

CREATE OPERATOR bsc.> (
	LEFTARG = bsc.period, RIGHTARG = bsc.period, FUNCTION = bsc._period_gt,
	COMMUTATOR = OPERATOR(bsc.<), NEGATOR = OPERATOR(bsc.<=),
	RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);
COMMENT ON OPERATOR bsc.> (bsc.period, bsc.period) IS 'greater than';

CREATE OPERATOR bsc.>= (
	LEFTARG = bsc.period, RIGHTARG = bsc.period, FUNCTION = bsc._period_ge,
	COMMUTATOR = OPERATOR(bsc.<=), NEGATOR = OPERATOR(bsc.<),
	RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR bsc.>= (bsc.period, bsc.period) IS 'greater than or equal';

CREATE OPERATOR CLASS bsc.period_ops DEFAULT FOR TYPE bsc.period USING btree AS
	OPERATOR 1 bsc.<,
	OPERATOR 2 bsc.<=,
	OPERATOR 3 bsc.=,
	OPERATOR 4 bsc.>=,
	OPERATOR 5 bsc.>,
	FUNCTION 1 bsc._period_cmp(bsc.period, bsc.period),
	FUNCTION 2 bsc._period_sortsupport(internal),
	FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS bsc.period_ops USING btree IS
	'by first day, the longer period first';

CREATE OPERATOR CLASS bsc.period_ops DEFAULT FOR TYPE bsc.period USING hash AS
	OPERATOR 1 bsc.=,
	FUNCTION 1 bsc._period_hash(bsc.period),
	FUNCTION 2 bsc._period_hash_extended(bsc.period, bigint);
COMMENT ON OPERATOR CLASS bsc.period_ops USING hash IS
	'equality of periods';

CREATE FUNCTION bsc._period_smaller(a bsc.period, b bsc.period) RETURNS bsc.period
	LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
	AS 'int8smaller';
COMMENT ON FUNCTION bsc._period_smaller(bsc.period, bsc.period) IS
	'smaller of two';

CREATE FUNCTION bsc._period_larger(a bsc.period, b bsc.period) RETURNS bsc.period
	LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
	AS 'int8larger';
COMMENT ON FUNCTION bsc._period_larger(bsc.period, bsc.period) IS
	'larger of two';

CREATE AGGREGATE bsc.min(period bsc.period) (
	SFUNC = bsc._period_smaller, STYPE = bsc.period, COMBINEFUNC = bsc._period_smaller,
	SORTOP = OPERATOR(bsc.<), PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.min(bsc.period) IS 'first of all periods in order';

CREATE AGGREGATE bsc.max(period bsc.period) (
	SFUNC = bsc._period_larger, STYPE = bsc.period, COMBINEFUNC = bsc._period_larger,
	SORTOP = OPERATOR(bsc.>), PARALLEL = SAFE
);
COMMENT ON AGGREGATE bsc.max(bsc.period) IS 'last of all periods in order';
