-- during and within: is a moment inside a period, or inside several in a row?

-- where a period begins and ends in a time zone

CREATE FUNCTION bsc.first_moment(period bsc.period) RETURNS timestamptz
	LANGUAGE c STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_first_moment';
COMMENT ON FUNCTION bsc.first_moment(period bsc.period) IS
	'when the period begins in the session''s time zone';

CREATE FUNCTION bsc.first_moment(period bsc.period, zone text) RETURNS timestamptz
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_first_moment';
COMMENT ON FUNCTION bsc.first_moment(period bsc.period, zone text) IS
	'when the period begins in a time zone';

CREATE FUNCTION bsc.moment_after(period bsc.period) RETURNS timestamptz
	LANGUAGE c STABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_moment_after';
COMMENT ON FUNCTION bsc.moment_after(period bsc.period) IS
	'when the period is over in the session''s time zone: the first moment that no longer belongs to it';

CREATE FUNCTION bsc.moment_after(period bsc.period, zone text) RETURNS timestamptz
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_moment_after';
COMMENT ON FUNCTION bsc.moment_after(period bsc.period, zone text) IS
	'when the period is over in a time zone: the first moment that no longer belongs to it';

CREATE FUNCTION bsc._during_support(internal) RETURNS internal
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
	AS 'MODULE_PATHNAME', 'bsc_during_support';
COMMENT ON FUNCTION bsc._during_support(internal) IS
	'planner support for bsc.during and bsc.within: writes them as a range condition';

-- Functions (moment, period) and, for the commutator, (period, moment).  The
-- latter do not share the name contains: it would be ambiguous with literals.

CREATE FUNCTION bsc.during(day date, period bsc.period) RETURNS boolean
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE SUPPORT bsc._during_support
	AS 'MODULE_PATHNAME', 'bsc_during_date';
COMMENT ON FUNCTION bsc.during(day date, period bsc.period) IS
	'is the day inside the period?';

CREATE FUNCTION bsc.during(moment timestamp, period bsc.period) RETURNS boolean
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE SUPPORT bsc._during_support
	AS 'MODULE_PATHNAME', 'bsc_during_timestamp';
COMMENT ON FUNCTION bsc.during(moment timestamp, period bsc.period) IS
	'is the moment inside the period?';

CREATE FUNCTION bsc.during(moment timestamptz, period bsc.period) RETURNS boolean
	LANGUAGE c STABLE STRICT PARALLEL SAFE SUPPORT bsc._during_support
	AS 'MODULE_PATHNAME', 'bsc_during_timestamptz';
COMMENT ON FUNCTION bsc.during(moment timestamptz, period bsc.period) IS
	'is the moment inside the period in the session''s time zone?';

CREATE FUNCTION bsc.during(moment timestamptz, period bsc.period, zone text) RETURNS boolean
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE SUPPORT bsc._during_support
	AS 'MODULE_PATHNAME', 'bsc_during_timestamptz';
COMMENT ON FUNCTION bsc.during(moment timestamptz, period bsc.period, zone text) IS
	'is the moment inside the period in a time zone?';

-- The periods from one to another: for queries that run over many of them in one
-- pass, GROUP BY bsc.period(moment, grain).  Of a period that is NULL nothing is
-- known, as with BETWEEN.

CREATE FUNCTION bsc.within(day date, first_period bsc.period, last_period bsc.period) RETURNS boolean
	LANGUAGE c IMMUTABLE PARALLEL SAFE SUPPORT bsc._during_support
	AS 'MODULE_PATHNAME', 'bsc_within_date';
COMMENT ON FUNCTION bsc.within(day date, first_period bsc.period, last_period bsc.period) IS
	'is the day inside the periods from the first to the last?';

CREATE FUNCTION bsc.within(moment timestamp, first_period bsc.period, last_period bsc.period) RETURNS boolean
	LANGUAGE c IMMUTABLE PARALLEL SAFE SUPPORT bsc._during_support
	AS 'MODULE_PATHNAME', 'bsc_within_timestamp';
COMMENT ON FUNCTION bsc.within(moment timestamp, first_period bsc.period, last_period bsc.period) IS
	'is the moment inside the periods from the first to the last?';

CREATE FUNCTION bsc.within(moment timestamptz, first_period bsc.period, last_period bsc.period) RETURNS boolean
	LANGUAGE c STABLE PARALLEL SAFE SUPPORT bsc._during_support
	AS 'MODULE_PATHNAME', 'bsc_within_timestamptz';
COMMENT ON FUNCTION bsc.within(moment timestamptz, first_period bsc.period, last_period bsc.period) IS
	'is the moment inside the periods from the first to the last, in the session''s time zone?';

CREATE FUNCTION bsc.within(moment timestamptz, first_period bsc.period, last_period bsc.period, zone text) RETURNS boolean
	LANGUAGE c IMMUTABLE PARALLEL SAFE SUPPORT bsc._during_support
	AS 'MODULE_PATHNAME', 'bsc_within_timestamptz';
COMMENT ON FUNCTION bsc.within(moment timestamptz, first_period bsc.period, last_period bsc.period, zone text) IS
	'is the moment inside the periods from the first to the last, in a time zone?';

CREATE FUNCTION bsc._period_holds(period bsc.period, day date) RETURNS boolean
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE SUPPORT bsc._during_support
	AS 'MODULE_PATHNAME', 'bsc_holds_date';
COMMENT ON FUNCTION bsc._period_holds(period bsc.period, day date) IS
	'is the day inside the period?';

CREATE FUNCTION bsc._period_holds(period bsc.period, moment timestamp) RETURNS boolean
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE SUPPORT bsc._during_support
	AS 'MODULE_PATHNAME', 'bsc_holds_timestamp';
COMMENT ON FUNCTION bsc._period_holds(period bsc.period, moment timestamp) IS
	'is the moment inside the period?';

CREATE FUNCTION bsc._period_holds(period bsc.period, moment timestamptz) RETURNS boolean
	LANGUAGE c STABLE STRICT PARALLEL SAFE SUPPORT bsc._during_support
	AS 'MODULE_PATHNAME', 'bsc_holds_timestamptz';
COMMENT ON FUNCTION bsc._period_holds(period bsc.period, moment timestamptz) IS
	'is the moment inside the period in the session''s time zone?';

CREATE OPERATOR bsc.<@ (
	LEFTARG = date, RIGHTARG = bsc.period, FUNCTION = bsc.during,
	COMMUTATOR = OPERATOR(bsc.@>), RESTRICT = pg_catalog.contsel, JOIN = pg_catalog.contjoinsel
);
COMMENT ON OPERATOR bsc.<@ (date, bsc.period) IS 'is inside the period';

CREATE OPERATOR bsc.@> (
	LEFTARG = bsc.period, RIGHTARG = date, FUNCTION = bsc._period_holds,
	COMMUTATOR = OPERATOR(bsc.<@), RESTRICT = pg_catalog.contsel, JOIN = pg_catalog.contjoinsel
);
COMMENT ON OPERATOR bsc.@> (bsc.period, date) IS 'holds the moment';

CREATE OPERATOR bsc.<@ (
	LEFTARG = timestamp, RIGHTARG = bsc.period, FUNCTION = bsc.during,
	COMMUTATOR = OPERATOR(bsc.@>), RESTRICT = pg_catalog.contsel, JOIN = pg_catalog.contjoinsel
);
COMMENT ON OPERATOR bsc.<@ (timestamp, bsc.period) IS 'is inside the period';

CREATE OPERATOR bsc.@> (
	LEFTARG = bsc.period, RIGHTARG = timestamp, FUNCTION = bsc._period_holds,
	COMMUTATOR = OPERATOR(bsc.<@), RESTRICT = pg_catalog.contsel, JOIN = pg_catalog.contjoinsel
);
COMMENT ON OPERATOR bsc.@> (bsc.period, timestamp) IS 'holds the moment';

CREATE OPERATOR bsc.<@ (
	LEFTARG = timestamptz, RIGHTARG = bsc.period, FUNCTION = bsc.during,
	COMMUTATOR = OPERATOR(bsc.@>), RESTRICT = pg_catalog.contsel, JOIN = pg_catalog.contjoinsel
);
COMMENT ON OPERATOR bsc.<@ (timestamptz, bsc.period) IS 'is inside the period';

CREATE OPERATOR bsc.@> (
	LEFTARG = bsc.period, RIGHTARG = timestamptz, FUNCTION = bsc._period_holds,
	COMMUTATOR = OPERATOR(bsc.<@), RESTRICT = pg_catalog.contsel, JOIN = pg_catalog.contjoinsel
);
COMMENT ON OPERATOR bsc.@> (bsc.period, timestamptz) IS 'holds the moment';
