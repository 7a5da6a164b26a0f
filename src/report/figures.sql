-- Figures as reports show them: bars, sparklines, amounts, changes.

CREATE FUNCTION bsc.sparkline(series double precision[])
RETURNS text
AS 'MODULE_PATHNAME', 'bsc_sparkline'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc.sparkline(double precision[]) IS
    'a series as a word of bars, from its lowest to its highest value, blank where it has a gap';

CREATE FUNCTION bsc._bar(score double precision, columns integer DEFAULT 10)
RETURNS text
AS 'MODULE_PATHNAME', 'bsc_bar'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._bar(double precision, integer) IS
    'a bar of so many columns that is full at a score of 1; blank without a score';

CREATE FUNCTION bsc._mark(name text, is_html boolean DEFAULT false)
RETURNS text
AS 'MODULE_PATHNAME', 'bsc_mark'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION bsc._mark(text, boolean) IS
    'a sign by its name: in ASCII where the database is not UTF8, or as a reference for a page';

CREATE FUNCTION bsc.sparkline_svg(series double precision[], label text DEFAULT NULL)
RETURNS text
AS 'MODULE_PATHNAME', 'bsc_sparkline_svg'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc.sparkline_svg(double precision[], text) IS
    'a series as a small drawing for a page, its last value marked; the label is what it is read out as';

CREATE FUNCTION bsc._sparkline_svg(
    series double precision[], label text, low double precision[], high double precision[], signals boolean[])
RETURNS text
AS 'MODULE_PATHNAME', 'bsc_sparkline_svg'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION bsc._sparkline_svg(double precision[], text, double precision[], double precision[], boolean[]) IS
    'a series as a small drawing for a page, over its natural limits, with what breaks them marked';

-- A change of a score, in percentage points and with its sign.
CREATE FUNCTION bsc._shown_change(change double precision, decimals integer DEFAULT 0)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN round(change::numeric * 100, decimals) > 0 THEN '+' ELSE '' END
    || round(change::numeric * 100, decimals);
COMMENT ON FUNCTION bsc._shown_change(double precision, integer) IS 'a change of a score in percentage points, with its sign';

-- A text at the right end of so many columns of a terminal.
CREATE FUNCTION bsc._fit_right(value text, columns integer)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN repeat(' ', columns - bsc._display_width(COALESCE(value, ''))) || COALESCE(value, '');
COMMENT ON FUNCTION bsc._fit_right(text, integer) IS 'a text at the right end of so many columns of a terminal';
