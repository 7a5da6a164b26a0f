/*
 * report.h
 *	  The room "report": what people see.  Strategy maps and scorecards as
 *	  text, Markdown, HTML, SVG, Mermaid and DOT.
 *
 * SQL asks the rooms above for what there is to show and puts pages together;
 * C does what SQL is bad at: escaping, the width of texts, and the layout of
 * maps.
 *
 * markup.c		escaping users' texts for each format
 * width.c		how wide a text is, on a terminal and in a drawing
 * marks.c		bars and sparklines
 * drawing.c	how drawings are handed over and written
 * map.c		a strategy map as it comes from SQL
 * map_rows.c	where its boxes stand: rows and lanes
 * map_order.c	the order within each row
 * map_places.c	the places within each row
 * map_routes.c	which way its links go, between the boxes
 * map_svg.c	the drawing
 * chart.c		the drawing of one measure
 * chart_words.c	its legend
 */
#ifndef BSC_REPORT_H
#define BSC_REPORT_H

#include "access/tupdesc.h"
#include "compat.h"
#include "lib/stringinfo.h"
#include "utils/array.h"

/* formats for which a text can be escaped */
typedef enum Markup
{
	MARKUP_XML,					/* HTML and SVG, text and attributes */
	MARKUP_MERMAID,				/* a quoted label */
	MARKUP_DOT,					/* a quoted string */
	MARKUP_MARKDOWN,			/* running text and cells of tables */
	MARKUP_TEXT					/* a terminal */
} Markup;

/* a text in somebody else's memory, without a closing zero */
typedef struct MapText
{
	const char *s;
	int			len;
} MapText;

/* the lines into which a text is broken */
typedef struct MapLines
{
	int			nlines;
	MapText    *lines;
	bool		is_cut;			/* an ellipsis belongs behind the last one */
} MapLines;

typedef enum MapStatus
{
	STATUS_NONE,
	STATUS_RED,
	STATUS_AMBER,
	STATUS_GREEN
} MapStatus;

/* a band of the map: a perspective */
typedef struct MapBand
{
	MapText		name;
	int			first_row;
	int			nrows;			/* at least 1 */
	bool		is_empty;		/* no box is in it */
	double		top;
	double		bottom;
	MapLines	lines;
} MapBand;

/* a box: an objective */
typedef struct MapBox
{
	int			band;
	MapText		code;
	MapText		name;
	MapText		shown;			/* the score, as it is shown */
	MapStatus	status;
	int			item;			/* its place, in a row of items */
	double		loop_width;		/* room for arrows to itself, at its right */
	MapLines	lines;
	double		left;
	double		top;
	double		right;
	double		bottom;
} MapBox;

typedef struct MapPoint
{
	double		x;
	double		y;
} MapPoint;

/* an arrow: a link of cause and effect */
typedef struct MapArrow
{
	int			cause;			/* boxes */
	int			effect;
	double		strength;
	int			lag;
	MapText		note;
	bool		is_denied;		/* by the data, and so not used */
	int			upper;			/* the item at the end that stands higher */
	int			lower;
	int			first_lane;		/* items between them, from above */
	int			nlanes;
	int			npoints;		/* of the route: a start, then three for each curve */
	MapPoint   *points;
	MapPoint	label;			/* centre of the label */
	double		label_width;	/* 0: no label */
	char	   *shown;			/* the label */
} MapArrow;

/* what stands in a row: a box, or the lane by which an arrow passes it */
typedef struct MapItem
{
	int			row;
	int			box;			/* -1: a lane */
	double		x;				/* the middle */
	double		half;			/* half of the width */
	double		weight;			/* how strongly it holds its place in the row */
} MapItem;

typedef struct MapRow
{
	int			band;
	int			nitems;
	int		   *items;			/* from left to right */
	double		top;
	double		bottom;
} MapRow;

typedef struct StrategyMap
{
	MapText		title;
	MapText		subtitle;
	MapText		description;
	MapText		style;			/* the style sheet */
	MapText    *captions;		/* in the order of CAPTION_... */
	int			nbands;
	MapBand    *bands;
	int			nboxes;
	MapBox	   *boxes;
	int			narrows;
	MapArrow   *arrows;
	int			nrows;
	MapRow	   *rows;
	int			nitems;
	MapItem    *items;
	double		width;
	double		height;
	double		legend_top;
} StrategyMap;

/* the words that a drawing needs */
#define CAPTION_GREEN			0
#define CAPTION_AMBER			1
#define CAPTION_RED				2
#define CAPTION_NONE			3
#define CAPTION_LAG				4	/* before the number, at an arrow */
#define CAPTION_LAG_MEANING		5
#define CAPTION_STRONGER		6
#define CAPTION_OPPOSITE		7
#define CAPTION_DENIED			8
#define CAPTION_NO_OBJECTIVES	9
#define CAPTION_NO_PERSPECTIVES	10
#define CAPTION_COUNT			11

/* the most columns of a row of a drawing */
#define DRAWING_COLUMNS		16

/*
 * The rows of an array of a composite type, one after the other.
 */
typedef struct RowReader
{
	const char *drawing;		/* what it is called in errors */
	TupleDesc	desc;
	Datum	   *elements;
	bool	   *element_nulls;
	int			nrows;
	Datum		values[DRAWING_COLUMNS];
	bool		nulls[DRAWING_COLUMNS];
} RowReader;

/* sizes in a drawing, in the units of its view box */
#define DRAWING_TITLE		20.0
#define DRAWING_LEGEND_LINE	24.0
#define MAP_MARGIN			24.0
#define MAP_GUTTER			132.0	/* for the names of bands */
#define MAP_HEADING			64.0
#define MAP_BOX_WIDTH		176.0
#define MAP_BOX_PADDING		12.0
#define MAP_NAME_SIZE		13.0
#define MAP_NAME_LEADING	17.0
#define MAP_SMALL_SIZE		11.0
#define MAP_BOLD			1.12	/* how much wider bold letters are */
#define MAP_LABEL_HEIGHT	16.0
#define MAP_BAND_PADDING	16.0
#define MAP_LANE_PADDING	32.0	/* between the sides of a band and what is in it */
#define MAP_ARROW_HEAD		8.0
#define MAP_NAME_LINES		6		/* at most, in a box */
#define MAP_LINE_THIN		1.0		/* arrows, by their strength */
#define MAP_LINE_THICK		4.0
#define MAP_LINE_DASHED		2.0		/* the sample of one that weakens its effect */

/* markup.c */
extern void AppendMarkup(StringInfo out, const char *text, int len, Markup markup);

/* width.c */
extern double DrawnWidth(const char *text, int len);
extern MapLines WrapText(MapText text, double width, int most);

/* drawing.c */
pg_noreturn extern void DrawingInvalid(const char *drawing, const char *what);
extern MapText TextOf(Datum value, bool isnull);
extern MapText *ReadTexts(ArrayType *array, int *n);
extern void StartRows(RowReader *reader, ArrayType *array, const char *drawing, int ncolumns, int most, const char *what);
extern void ReadRow(RowReader *reader, int i);
extern void AppendTenths(StringInfo out, double value);
extern void AppendAttribute(StringInfo out, const char *name, double value);
extern void AppendName(StringInfo out, MapText text);
extern void AppendElement(StringInfo out, const char *element, const char *class, double x, double y);
extern void AppendRectangle(StringInfo out, const char *class, double x, double y, double width, double height, double radius);
extern void AppendLine(StringInfo out, const char *class, double x, double y, MapText text, bool is_cut);
extern void AppendLines(StringInfo out, const char *class, double x, double y, const MapLines *lines);
extern MapPoint NextEntry(MapPoint *used, double drawing_width, double width);
extern uint64 DrawingId(MapText title, MapText subtitle, const StringInfo body);
extern void StartDrawing(StringInfo out, const char *class, uint64 id, double width, double height,
						 MapText title, MapText subtitle, MapText description, MapText style);
extern void AppendHeading(StringInfo out, double width, double height, MapText title, MapText subtitle);

/* map_rows.c */
extern void MapArrange(StrategyMap *map);

/* map_routes.c */
extern void MapRoute(StrategyMap *map);

/* map_svg.c */
extern void MapDraw(const StrategyMap *map, StringInfo out);

#endif							/* BSC_REPORT_H */
