/*
 * report.h
 *	  The room "report": what people see.  Strategy maps and scorecards as
 *	  text, Markdown, HTML, SVG, Mermaid and DOT.
 *
 * SQL asks the rooms above for what there is to show and puts pages together;
 * C does what SQL is bad at: escaping, the width of texts, and the layout of
 * maps.
 *
 * markup.c		names of people's own in a language that has special characters
 * width.c		how wide a text is, on a terminal and in a drawing
 * marks.c		bars and sparklines
 * map.c		a strategy map as it comes from SQL
 * map_rows.c	where its objectives stand
 * map_routes.c	which way its links go, between the boxes
 * map_svg.c	the drawing
 */
#ifndef BSC_REPORT_H
#define BSC_REPORT_H

#include "postgres.h"

#include "compat.h"
#include "lib/stringinfo.h"

/* languages in which a name may have to be said */
typedef enum Markup
{
	MARKUP_XML,					/* HTML and SVG, text and attributes */
	MARKUP_MERMAID,				/* a quoted label */
	MARKUP_DOT,					/* a quoted string */
	MARKUP_MARKDOWN,			/* running text and cells of tables */
	MARKUP_TEXT					/* a terminal */
} Markup;

/* markup.c */
extern void AppendMarkup(StringInfo out, const char *text, int len, Markup markup);

/* width.c */
extern int	TerminalWidth(const char *text, int len);
extern double DrawnWidth(const char *text, int len);

#endif							/* BSC_REPORT_H */
