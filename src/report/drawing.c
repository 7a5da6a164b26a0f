/*
 * drawing.c
 *	  What drawings have in common: how they are handed over by SQL, and how
 *	  they are written as SVG.
 *
 * A drawing takes all that it shows as values, texts and rows of composite
 * types, and knows nothing of tables.  Numbers are written with one decimal at
 * most, finer than anybody can see.
 */
#include "postgres.h"

#include <math.h>

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "report/report.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

/*
 * Values that no SQL of ours hands over.
 */
void
DrawingInvalid(const char *drawing, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid %s: %s", drawing, what)));
}

/*
 * A text datum without a copy; NULL gives an empty text.
 */
MapText
TextOf(Datum value, bool isnull)
{
	MapText		result = {"", 0};

	if (!isnull)
	{
		text	   *t = DatumGetTextPP(value);

		result.s = VARDATA_ANY(t);
		result.len = VARSIZE_ANY_EXHDR(t);
	}
	return result;
}

/*
 * The elements of an array of texts.
 */
MapText *
ReadTexts(ArrayType *array, int *n)
{
	Datum	   *elements;
	bool	   *nulls;
	MapText    *result;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &elements, &nulls, n);
	result = palloc(sizeof(MapText) * Max(*n, 1));
	for (int i = 0; i < *n; i++)
		result[i] = TextOf(elements[i], nulls[i]);
	return result;
}

/*
 * Take up an array of rows, no more than so many; what they are and what they
 * belong to is said in errors.
 */
void
StartRows(RowReader *reader, ArrayType *array, const char *drawing, int ncolumns, int most, const char *what)
{
	Oid			type = ARR_ELEMTYPE(array);
	int16		length;
	bool		by_value;
	char		align;

	get_typlenbyvalalign(type, &length, &by_value, &align);
	deconstruct_array(array, type, length, by_value, align,
					  &reader->elements, &reader->element_nulls, &reader->nrows);
	if (reader->nrows > most)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("number of %s (%d) exceeds what a %s can show (%d)", what, reader->nrows, drawing, most)));
	reader->desc = lookup_rowtype_tupdesc_copy(type, -1);
	reader->drawing = drawing;
	if (reader->desc->natts != ncolumns || ncolumns > DRAWING_COLUMNS)
		DrawingInvalid(drawing, "wrong row type");
}

/*
 * Read a row into the reader.
 */
void
ReadRow(RowReader *reader, int i)
{
	HeapTupleHeader header;
	HeapTupleData tuple;

	if (reader->element_nulls[i])
		DrawingInvalid(reader->drawing, "row is null");
	header = DatumGetHeapTupleHeader(reader->elements[i]);
	tuple.t_len = HeapTupleHeaderGetDatumLength(header);
	ItemPointerSetInvalid(&tuple.t_self);
	tuple.t_tableOid = InvalidOid;
	tuple.t_data = header;
	heap_deform_tuple(&tuple, reader->desc, reader->values, reader->nulls);
}

void
AppendTenths(StringInfo out, double value)
{
	double		tenths = rint(value * 10);
	bool		is_whole = fmod(tenths, 10) == 0;

	/* no minus sign before zero */
	appendStringInfo(out, "%.*f", is_whole ? 0 : 1, tenths == 0 ? 0.0 : tenths / 10);
}

void
AppendAttribute(StringInfo out, const char *name, double value)
{
	appendStringInfo(out, " %s=\"", name);
	AppendTenths(out, value);
	appendStringInfoChar(out, '"');
}

void
AppendName(StringInfo out, MapText text)
{
	AppendMarkup(out, text.s, text.len, MARKUP_XML);
}

/*
 * Begin an element with its class and place.
 */
void
AppendElement(StringInfo out, const char *element, const char *class, double x, double y)
{
	appendStringInfo(out, "<%s class=\"%s\"", element, class);
	AppendAttribute(out, "x", x);
	AppendAttribute(out, "y", y);
}

void
AppendRectangle(StringInfo out, const char *class, double x, double y, double width, double height, double radius)
{
	AppendElement(out, "rect", class, x, y);
	AppendAttribute(out, "width", width);
	AppendAttribute(out, "height", height);
	AppendAttribute(out, "rx", radius);
	appendStringInfoString(out, "/>");
}

void
AppendLine(StringInfo out, const char *class, double x, double y, MapText text, bool is_cut)
{
	AppendElement(out, "text", class, x, y);
	appendStringInfoChar(out, '>');
	AppendName(out, text);
	if (is_cut)
		appendStringInfoString(out, "&#8230;");
	appendStringInfoString(out, "</text>\n");
}

void
AppendLines(StringInfo out, const char *class, double x, double y, const MapLines *lines)
{
	for (int i = 0; i < lines->nlines; i++)
		AppendLine(out, class, x, y + i * MAP_NAME_LEADING, lines->lines[i],
				   lines->is_cut && i == lines->nlines - 1);
}

/*
 * Find the place of the legend's next entry, which has that width.
 */
MapPoint
NextEntry(MapPoint *used, double drawing_width, double width)
{
	MapPoint	place;

	if (used->x > MAP_MARGIN && used->x + width > drawing_width - MAP_MARGIN)
	{
		used->x = MAP_MARGIN;
		used->y += DRAWING_LEGEND_LINE;
	}
	place = *used;
	used->x += width + 20;
	return place;
}

/*
 * A hash of a drawing's texts and of what is in it, for its ids.
 */
uint64
DrawingId(MapText title, MapText subtitle, const StringInfo body)
{
	uint64		seed = hash_bytes_extended((const unsigned char *) title.s, title.len, 0);

	seed = hash_bytes_extended((const unsigned char *) subtitle.s, subtitle.len, seed);
	return hash_bytes_extended((const unsigned char *) body->data, body->len, seed) % UINT64CONST(10000000000);
}

/*
 * Begin a drawing: its size, what it is for whoever cannot see it, its styles.
 */
void
StartDrawing(StringInfo out, const char *class, uint64 id, double width, double height,
			 MapText title, MapText subtitle, MapText description, MapText style)
{
	appendStringInfo(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"%s\" role=\"img\"", class);
	appendStringInfo(out, " aria-labelledby=\"bsc-" UINT64_FORMAT "-title bsc-" UINT64_FORMAT "-desc\"", id, id);
	AppendAttribute(out, "width", width);
	AppendAttribute(out, "height", height);
	/* a page reads --width, so as not to shrink the drawing below what is legible */
	appendStringInfo(out, " style=\"--width:%.0fpx\" viewBox=\"0 0 ", width);
	AppendTenths(out, width);
	appendStringInfoChar(out, ' ');
	AppendTenths(out, height);
	appendStringInfo(out, "\">\n<title id=\"bsc-" UINT64_FORMAT "-title\">", id);
	AppendName(out, title);
	appendStringInfoString(out, ": ");
	AppendName(out, subtitle);
	appendStringInfo(out, "</title>\n<desc id=\"bsc-" UINT64_FORMAT "-desc\">", id);
	AppendName(out, description);
	appendStringInfoString(out, "</desc>\n<style>");
	appendBinaryStringInfo(out, style.s, style.len);
	appendStringInfoString(out, "</style>\n");
}

/*
 * A drawing's background and its heading.
 */
void
AppendHeading(StringInfo out, double width, double height, MapText title, MapText subtitle)
{
	MapLines	lines;

	AppendRectangle(out, "bsc-page", 0, 0, width, height, 0);
	appendStringInfoChar(out, '\n');
	lines = WrapText(title, (width - 2 * MAP_MARGIN) / (DRAWING_TITLE * MAP_BOLD), 1);
	AppendLines(out, "bsc-title", MAP_MARGIN, MAP_MARGIN + DRAWING_TITLE, &lines);
	lines = WrapText(subtitle, (width - 2 * MAP_MARGIN) / MAP_NAME_SIZE, 1);
	AppendLines(out, "bsc-subtitle", MAP_MARGIN, MAP_MARGIN + DRAWING_TITLE + 22, &lines);
}
