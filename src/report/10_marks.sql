-- How a status looks, wherever it is drawn.

-- Colours that stay apart for people who do not see red and green as others
-- do: they differ in lightness and in blue, too.  What has no status is grey.
CREATE FUNCTION bsc.status_color(status text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE status
    WHEN 'red' THEN '#B2182B'
    WHEN 'amber' THEN '#F0B000'
    WHEN 'green' THEN '#009E73'
    ELSE '#C8C8C8' END;

COMMENT ON FUNCTION bsc.status_color(text) IS 'the colour of a status as #rrggbb; grey where there is none';
