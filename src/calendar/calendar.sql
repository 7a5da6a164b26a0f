-- business calendars, the working time between two moments, and deadlines
--
-- Hours and exceptions belong to a calendar by its code. Triggers see to it, not
-- foreign keys: a parallel restore loads the tables of an extension in any
-- order, and a foreign key would make it fail. The trigger that asks for the
-- calendar stands back while check_function_bodies is off, which is how a dump
-- says that it is being loaded. calendar_rows.c says how two sessions are kept
-- from slipping past each other.

CREATE TABLE bsc.calendar (
	code text PRIMARY KEY
		CONSTRAINT calendar_code_is_not_empty CHECK (code <> ''),
	name text,
	time_zone text NOT NULL DEFAULT 'UTC'
		CONSTRAINT calendar_time_zone_is_not_empty CHECK (time_zone <> '')
);
COMMENT ON TABLE bsc.calendar IS 'business calendars: when somebody is there to answer';
COMMENT ON COLUMN bsc.calendar.code IS 'short key, as given to working_time and deadline';
COMMENT ON COLUMN bsc.calendar.time_zone IS 'time zone in which the hours and dates are meant, such as Europe/Berlin';

-- A zone that nobody knows makes an error of whatever looks at a time in it, so it is
-- refused where it is written.  A dump brings along what its own server knew.
CREATE FUNCTION bsc._zone_hint(zone text) RETURNS text
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT concat_ws(' '::text,
		'Perhaps you mean "' || string_agg(z.name, '" or "' ORDER BY z.name COLLATE "C") || '".',
		'It must be a name of pg_timezone_names, such as Asia/Shanghai.')
	FROM pg_timezone_names AS z
	WHERE right(lower(z.name), length(_zone_hint.zone) + 1) = '/' || lower(_zone_hint.zone)
	  AND z.name !~ '^(posix|right)/';
END;
COMMENT ON FUNCTION bsc._zone_hint(zone text) IS 'a hint that names the time zones of a place, and where they all are';

CREATE FUNCTION bsc._check_time_zone() RETURNS trigger
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF current_setting('check_function_bodies')::boolean THEN
		PERFORM '2000-01-01 00:00+00'::timestamptz AT TIME ZONE NEW.time_zone;
	END IF;
	RETURN NEW;
EXCEPTION WHEN invalid_parameter_value THEN
	RAISE EXCEPTION 'time zone "%" not recognized', NEW.time_zone
		USING ERRCODE = 'invalid_parameter_value', HINT = bsc._zone_hint(NEW.time_zone);
END
$$;
COMMENT ON FUNCTION bsc._check_time_zone() IS 'trigger: a time zone must be one that the server knows';

CREATE TRIGGER time_zone_is_known BEFORE INSERT OR UPDATE OF time_zone ON bsc.calendar
	FOR EACH ROW WHEN (NEW.time_zone <> '') EXECUTE FUNCTION bsc._check_time_zone();

CREATE TABLE bsc.calendar_hours (
	calendar text NOT NULL,
	weekday smallint NOT NULL
		CONSTRAINT calendar_weekday_is_from_1_monday_to_7_sunday CHECK (weekday BETWEEN 1 AND 7),
	opens time NOT NULL
		CONSTRAINT calendar_opens_before_24_00 CHECK (opens < time '24:00'),
	closes time NOT NULL,
	CONSTRAINT calendar_closes_differs_from_opens CHECK (closes <> opens),
	PRIMARY KEY (calendar, weekday, opens)
);
COMMENT ON TABLE bsc.calendar_hours IS
'opening hours by weekday: any number of spans a day; one that closes before it opens runs over midnight';
COMMENT ON COLUMN bsc.calendar_hours.weekday IS 'the day on which the span opens: 1 is Monday, 7 is Sunday';
COMMENT ON COLUMN bsc.calendar_hours.opens IS 'local time at which the span begins';
COMMENT ON COLUMN bsc.calendar_hours.closes IS 'local time at which it ends, 24:00 at most; earlier than opens: on the next day';

CREATE TABLE bsc.calendar_exception (
	calendar text NOT NULL,
	date date NOT NULL
		CONSTRAINT calendar_exception_is_a_finite_date CHECK (isfinite(date)),
	name text,
	opens time
		CONSTRAINT calendar_exception_opens_before_24_00 CHECK (opens < time '24:00'),
	closes time,
	yearly boolean NOT NULL DEFAULT false,
	CONSTRAINT calendar_exception_opens_and_closes_or_neither CHECK ((opens IS NULL) = (closes IS NULL)),
	CONSTRAINT calendar_exception_closes_differs_from_opens CHECK (closes <> opens),
	CONSTRAINT calendar_exception_is_there_once UNIQUE NULLS NOT DISTINCT (calendar, date, yearly, opens)
);
-- opens may be NULL, so there is no primary key by which replication could tell the rows
ALTER TABLE bsc.calendar_exception REPLICA IDENTITY FULL;
COMMENT ON TABLE bsc.calendar_exception IS
'dates with other hours than their weekday''s: one row for each span, or one without hours for a day that is closed';
COMMENT ON COLUMN bsc.calendar_exception.date IS 'the day on which the span opens, or on which nothing does';
COMMENT ON COLUMN bsc.calendar_exception.opens IS 'local time at which the span begins; empty: closed all day';
COMMENT ON COLUMN bsc.calendar_exception.closes IS 'local time at which it ends, 24:00 at most; earlier than opens: on the next day';
COMMENT ON COLUMN bsc.calendar_exception.yearly IS
'whether it holds on that month and day of every year, earlier ones too; what is given for a date itself comes first';

CREATE FUNCTION bsc._lock_calendars() RETURNS trigger
AS 'MODULE_PATHNAME', 'bsc_lock_calendars' LANGUAGE C VOLATILE;
COMMENT ON FUNCTION bsc._lock_calendars() IS
'trigger: writers of hours and exceptions and those who remove or rename calendars wait for each other';

CREATE TRIGGER a_lock_calendars BEFORE DELETE OR UPDATE OF code OR TRUNCATE ON bsc.calendar
	FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_calendars();
CREATE TRIGGER a_lock_calendars BEFORE INSERT OR UPDATE OR DELETE ON bsc.calendar_hours
	FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_calendars();
CREATE TRIGGER a_lock_calendars BEFORE INSERT OR UPDATE OR DELETE ON bsc.calendar_exception
	FOR EACH STATEMENT EXECUTE FUNCTION bsc._lock_calendars();

CREATE FUNCTION bsc._calendar_must_exist() RETURNS trigger
AS 'MODULE_PATHNAME', 'bsc_calendar_must_exist' LANGUAGE C VOLATILE;
COMMENT ON FUNCTION bsc._calendar_must_exist() IS 'trigger: refuses hours and exceptions of no calendar';

CREATE TRIGGER calendar_must_exist AFTER INSERT OR UPDATE OF calendar ON bsc.calendar_hours
	FOR EACH ROW EXECUTE FUNCTION bsc._calendar_must_exist();
CREATE TRIGGER calendar_must_exist AFTER INSERT OR UPDATE OF calendar ON bsc.calendar_exception
	FOR EACH ROW EXECUTE FUNCTION bsc._calendar_must_exist();

CREATE FUNCTION bsc._calendar_changed() RETURNS trigger
AS 'MODULE_PATHNAME', 'bsc_calendar_changed' LANGUAGE C VOLATILE;
COMMENT ON FUNCTION bsc._calendar_changed() IS 'trigger: hours and exceptions follow their calendar when it is renamed, and go with it';

CREATE TRIGGER calendar_renamed AFTER UPDATE OF code ON bsc.calendar
	FOR EACH ROW WHEN (OLD.code <> NEW.code) EXECUTE FUNCTION bsc._calendar_changed();
CREATE TRIGGER calendar_deleted AFTER DELETE ON bsc.calendar
	FOR EACH ROW EXECUTE FUNCTION bsc._calendar_changed();
CREATE TRIGGER calendar_truncated AFTER TRUNCATE ON bsc.calendar
	FOR EACH STATEMENT EXECUTE FUNCTION bsc._calendar_changed();

SELECT pg_catalog.pg_extension_config_dump('bsc.calendar', '');
SELECT pg_catalog.pg_extension_config_dump('bsc.calendar_hours', '');
SELECT pg_catalog.pg_extension_config_dump('bsc.calendar_exception', '');

GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE bsc.calendar, bsc.calendar_hours, bsc.calendar_exception TO @extowner@ WITH GRANT OPTION;

CREATE FUNCTION bsc.working_time("from" timestamptz, "to" timestamptz, calendar text, pauses tstzmultirange DEFAULT '{}') RETURNS interval
AS 'MODULE_PATHNAME', 'bsc_working_time' LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION bsc.working_time(timestamptz, timestamptz, text, tstzmultirange) IS
'working time between two moments by a business calendar, less the open hours of pauses, as hours; negative if the second is earlier';

CREATE FUNCTION bsc.deadline(start timestamptz, duration interval, calendar text, pauses tstzmultirange DEFAULT '{}') RETURNS timestamptz
AS 'MODULE_PATHNAME', 'bsc_deadline' LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION bsc.deadline(timestamptz, interval, text, tstzmultirange) IS
'when so many working hours have passed since start, pauses left out; infinity while a pause has no end; of negative hours, by when to start';
