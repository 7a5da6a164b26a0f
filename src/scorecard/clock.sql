-- The clock.
--
-- Which period is under way, whether one is over, when something was recorded:
-- all of it is told by this function, and nothing else in the extension reads the
-- clock, but for a refresh, which takes how long its queries run.  It is the start of the transaction, so that whatever one statement
-- shows, it shows as of one moment.  There is no setting for it: a test puts
-- another moment in its place by CREATE OR REPLACE FUNCTION, in a database of its own.

CREATE FUNCTION bsc._now()
RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE COST 1
RETURN now();
COMMENT ON FUNCTION bsc._now() IS
    'the moment that it is: the start of the transaction';
