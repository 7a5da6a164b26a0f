/*
 * width.c
 *	  How wide a text is, on a terminal and in a drawing.
 *
 * A terminal gives a Chinese character two columns and a combining mark none.
 * The server knows how many (pg_dsplen), by the tables that psql aligns its
 * own output with, so that what we pad stands in line with what psql prints.
 *
 * A drawing is looked at with whatever fonts there are, and nobody here can ask
 * them.  So widths are estimated from above: by the widest sans-serif face in
 * common use (Verdana, and DejaVu Sans, which took over its widths), in classes
 * of letters, as parts of the font's size.  A face that is narrower leaves a
 * little room at the end of a line.
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "report/report.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(bsc_display_width);
PG_FUNCTION_INFO_V1(bsc_fit);

/*
 * The columns that one character takes.  Where the server says -1, it cannot
 * be shown, and a replacement will be.
 */
static inline int
CharacterWidth(const char *s)
{
	int			width = pg_dsplen(s);

	return width < 0 ? 1 : width;
}

/*
 * The columns that a text takes on a terminal.
 */
static int
TerminalWidth(const char *text, int len)
{
	const char *end = text + len;
	int			width = 0;

	while (text < end)
	{
		width += CharacterWidth(text);
		text += pg_mblen(text);
	}
	return width;
}

/*
 * The width of a text in a drawing, as a multiple of the font's size.
 */
double
DrawnWidth(const char *text, int len)
{
	const char *end = text + len;
	double		width = 0;

	while (text < end)
	{
		unsigned char c = *text;

		if (c >= 0x80)
		{
			int			columns = pg_dsplen(text);

			/* letters of other scripts: up to the width of a capital M */
			width += columns == 2 ? 1.05 : columns == 0 ? 0.1 : 0.86;
		}
		else if (strchr("ijl.,:;'|!I ", c))
			width += 0.42;
		else if (strchr("frt()[]{}-/\\\"`", c))
			width += 0.47;
		else if (strchr("mw%@MW<>+=~#_&", c))
			width += 1.02;
		else if (c >= 'A' && c <= 'Z')
			width += 0.80;
		else
			width += 0.65;
		text += pg_mblen(text);
	}
	return width;
}

/*
 * Is this one of the wide characters that must not begin a line: comma, full
 * stop, closing brackets and quotes?
 */
static bool
ClosesWide(const char *s)
{
	static const char *const closing[] = {
		"\xE3\x80\x81", "\xE3\x80\x82", "\xE3\x80\x8B", "\xE3\x80\x8D", "\xE3\x80\x91",
		"\xEF\xBC\x8C", "\xEF\xBC\x89", "\xEF\xBC\x9A", "\xEF\xBC\x9B"
	};

	if (GetDatabaseEncoding() != PG_UTF8)
		return false;
	for (int i = 0; i < (int) lengthof(closing); i++)
		if (strncmp(s, closing[i], 3) == 0)
			return true;
	return false;
}

/*
 * May a line end between two characters?  Behind a blank, and beside those of
 * the wide scripts, which are written without blanks; but not before what
 * belongs to the character in front.
 */
static bool
MayBreak(const char *before, const char *s)
{
	if (*before == ' ')
		return true;
	if (*s == ' ' || pg_dsplen(s) <= 0 || pg_dsplen(before) <= 0)
		return false;
	if (pg_dsplen(s) == 2)
		return !ClosesWide(s);
	return pg_dsplen(before) == 2 && strchr(",.;:!?)]}%", *s) == NULL;
}

/*
 * Break a text into lines that are no wider than so many font sizes, at most so
 * many of them.  A word that is too wide for a line by itself is broken where it
 * has to be.
 */
MapLines
WrapText(MapText text, double width, int most)
{
	const char *end;
	const char *s = text.s;
	MapLines	result = {0, palloc(sizeof(MapText) * most), false};

	if (s == NULL)
		return result;
	end = s + text.len;
	while (s < end && *s == ' ')
		s++;
	while (s < end && result.nlines < most)
	{
		MapText    *line = &result.lines[result.nlines++];
		const char *before = NULL;	/* the character in front */
		const char *fits = NULL;	/* where the line may end */
		double		used = 0;

		line->s = s;
		while (s < end)
		{
			int			bytes = Min(pg_mblen(s), (int) (end - s));
			double		more = DrawnWidth(s, bytes);

			if (before != NULL && MayBreak(before, s))
				fits = s;
			/* a blank at the end of a line takes no room */
			if (before != NULL && used + more > width && *s != ' ')
				break;
			used += more;
			before = s;
			s += bytes;
		}
		if (s < end && fits != NULL)
			s = fits;
		line->len = s - line->s;
		while (line->len > 0 && line->s[line->len - 1] == ' ')
			line->len--;
		while (s < end && *s == ' ')
			s++;
	}
	result.is_cut = s < end;
	return result;
}

/*
 * bsc._display_width(text): the columns it takes on a terminal.
 */
Datum
bsc_display_width(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);

	PG_RETURN_INT32(TerminalWidth(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t)));
}

/*
 * bsc._fit(text, columns): the text in just so many columns of a terminal, with
 * blanks at its end, or cut with an ellipsis.
 */
Datum
bsc_fit(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);
	int			columns = PG_GETARG_INT32(1);
	const char *ellipsis = GetDatabaseEncoding() == PG_UTF8 ? "\xE2\x80\xA6" : "~";
	const char *s;
	const char *end;
	StringInfoData shown;
	StringInfoData out;
	int			width = 0;
	bool		is_cut;

	if (columns < 0 || columns > 1000)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid number of columns: %d", columns),
				 errhint("It is from 0 to 1000.")));

	initStringInfo(&shown);
	AppendMarkup(&shown, VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t), MARKUP_TEXT);
	is_cut = TerminalWidth(shown.data, shown.len) > columns;
	initStringInfo(&out);
	s = shown.data;
	end = s + shown.len;
	while (s < end)
	{
		int			bytes = pg_mblen(s);
		int			more = CharacterWidth(s);

		if (width + more > columns - (is_cut ? 1 : 0))
			break;
		appendBinaryStringInfo(&out, s, bytes);
		width += more;
		s += bytes;
	}
	if (is_cut && columns > 0)
	{
		appendStringInfoString(&out, ellipsis);
		width++;
	}
	appendStringInfoSpaces(&out, columns - width);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, out.len));
}
