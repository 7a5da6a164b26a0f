/*
 * markup.c
 *	  Escaping users' texts for HTML and SVG, Mermaid, DOT, Markdown and
 *	  terminals.
 *
 * Whatever a name holds, what is shown must be the name, and nothing of it may
 * be taken for a command.  So each language has one rule here, by the character
 * and not by the word, and everything of the room goes through it:
 *
 * XML, for HTML and SVG, text and quoted attributes alike: the five characters
 * with entities of their own.
 *
 * Mermaid, in a quoted label: every character of ASCII that is not a letter, a
 * digit, a blank or a comma, as a character code.  Mermaid looks for Markdown,
 * HTML, formulas and directives within quotes, too; and it puts certain
 * letters with a degree sign and a paragraph sign in place of codes for a while.
 * Two dollars, and a backslash before an n, mean something to it even as
 * codes, so an invisible character goes between them.
 *
 * DOT, in a quoted string: the quote and the backslash, which begins an escape
 * even where it is none, and the ampersand, because Graphviz reads entities.
 *
 * Markdown: a backslash before what could begin anything in running text or in
 * a cell of a table, links without brackets and mentions included.
 *
 * Terminals take control characters for commands.
 *
 * Control characters are never shown as they are: a line break or a tab becomes
 * a blank, any other one the replacement character (in a database that cannot
 * hold it, a question mark).  So do the two code points that XML does not know.
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "report/report.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(bsc_markup);

static const struct
{
	const char *name;
	Markup		markup;
}			markups[] = {
	{"html", MARKUP_XML},
	{"mermaid", MARKUP_MERMAID},
	{"dot", MARKUP_DOT},
	{"markdown", MARKUP_MARKDOWN},
	{"text", MARKUP_TEXT}
};

/* U+FFFD, as bytes or where only ASCII is safe */
#define REPLACEMENT	(GetDatabaseEncoding() == PG_UTF8 ? "\xEF\xBF\xBD" : "?")

/* U+2060, which is not seen and where no line ends */
#define JOINER		"\xE2\x81\xA0"

static inline bool
IsLetterOrDigit(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/*
 * A character of ASCII that can be shown.  next is the byte behind it.
 */
static void
AppendAscii(StringInfo out, char c, unsigned char next, Markup markup)
{
	switch (markup)
	{
		case MARKUP_XML:
			if (c == '&')
				appendStringInfoString(out, "&amp;");
			else if (c == '<')
				appendStringInfoString(out, "&lt;");
			else if (c == '>')
				appendStringInfoString(out, "&gt;");
			else if (c == '"')
				appendStringInfoString(out, "&quot;");
			else if (c == '\'')
				appendStringInfoString(out, "&#39;");
			else
				appendStringInfoChar(out, c);
			break;
		case MARKUP_MERMAID:
			if (IsLetterOrDigit(c) || c == ' ' || c == ',')
				appendStringInfoChar(out, c);
			else
				appendStringInfo(out, "#%d;", c);
			/* even as codes, $$ begins a formula and \n ends a line */
			if ((c == '$' && next == '$') || (c == '\\' && next == 'n'))
				appendStringInfoString(out, GetDatabaseEncoding() == PG_UTF8 ? JOINER : "");
			break;
		case MARKUP_DOT:
			if (c == '"' || c == '\\')
				appendStringInfoChar(out, '\\');
			if (c == '&')
				appendStringInfoString(out, "&amp;");
			else
				appendStringInfoChar(out, c);
			break;
		case MARKUP_MARKDOWN:
			if (c == '<')
				appendStringInfoString(out, "&lt;");
			else if (c == '>')
				appendStringInfoString(out, "&gt;");
			else if (c == '&')
				appendStringInfoString(out, "&amp;");
			else
			{
				/* a dot at the end of a word begins nothing */
				if (strchr("\\`*_[]|~#$@:!+=", c) || (c == '.' && next != ' ' && next != '\0'))
					appendStringInfoChar(out, '\\');
				appendStringInfoChar(out, c);
			}
			break;
		case MARKUP_TEXT:
			appendStringInfoChar(out, c);
			break;
	}
}

/*
 * Has the database's encoding control characters from 0x80 to 0x9F?  Those of
 * Microsoft and KOI8 have letters and signs there.
 */
static bool
HasHighControls(void)
{
	switch (GetDatabaseEncoding())
	{
		case PG_LATIN1:
		case PG_LATIN2:
		case PG_LATIN3:
		case PG_LATIN4:
		case PG_LATIN5:
		case PG_LATIN6:
		case PG_LATIN7:
		case PG_LATIN8:
		case PG_LATIN9:
		case PG_LATIN10:
		case PG_ISO_8859_5:
		case PG_ISO_8859_6:
		case PG_ISO_8859_7:
		case PG_ISO_8859_8:
			return true;
		default:
			return false;
	}
}

/*
 * Is this character of several bytes one that must not be shown: U+0080 to
 * U+009F, U+2028 and U+2029, U+FFFE and U+FFFF?
 */
static bool
IsUnseen(const unsigned char *s, int len)
{
	if (GetDatabaseEncoding() != PG_UTF8)
		return false;
	return (len == 2 && s[0] == 0xC2 && s[1] < 0xA0) ||
		(len == 3 && s[0] == 0xE2 && s[1] == 0x80 && (s[2] == 0xA8 || s[2] == 0xA9)) ||
		(len == 3 && s[0] == 0xEF && s[1] == 0xBF && s[2] >= 0xBE);
}

/*
 * Append a text so that the language shows just it.
 */
void
AppendMarkup(StringInfo out, const char *text, int len, Markup markup)
{
	const char *end = text + len;

	while (text < end)
	{
		int			bytes = Min(pg_mblen(text), (int) (end - text));
		unsigned char c = *text;

		if (bytes > 1)
		{
			if (IsUnseen((const unsigned char *) text, bytes))
				appendStringInfoString(out, REPLACEMENT);
			else if (markup == MARKUP_MERMAID && GetDatabaseEncoding() == PG_UTF8 && bytes == 2 &&
					 c == 0xC2 && (text[1] == '\xB0' || text[1] == '\xB6'))
				appendStringInfoString(out, text[1] == '\xB0' ? JOINER "\xC2\xB0" : "\xC2\xB6" JOINER);
			else
				appendBinaryStringInfo(out, text, bytes);
		}
		else if (c == '\t' || c == '\n' || c == '\r')
			appendStringInfoChar(out, ' ');
		else if (c < ' ' || c == 0x7F || (c >= 0x80 && c < 0xA0 && HasHighControls()))
			appendStringInfoString(out, REPLACEMENT);
		else if (c < 0x80)
			AppendAscii(out, c, text + 1 < end ? text[1] : '\0', markup);
		else
			appendStringInfoChar(out, c);
		text += bytes;
	}
}

/*
 * bsc._markup(name, language): the name as that language shows it.
 */
Datum
bsc_markup(PG_FUNCTION_ARGS)
{
	text	   *name = PG_GETARG_TEXT_PP(0);
	char	   *language = text_to_cstring(PG_GETARG_TEXT_PP(1));
	StringInfoData out;

	for (int i = 0; i < (int) lengthof(markups); i++)
		if (strcmp(markups[i].name, language) == 0)
		{
			initStringInfo(&out);
			AppendMarkup(&out, VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name), markups[i].markup);
			PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, out.len));
		}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown markup language: \"%s\"", language),
			 errhint("It is html, mermaid, dot, markdown or text.")));
	PG_RETURN_NULL();
}
