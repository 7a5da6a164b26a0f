/*
 * map_svg.c
 *	  The drawing of a strategy map, as SVG.
 *
 * One self-contained element: no script, no outside file, its styles inside.
 * It can be a file of its own or a part of a page, beside others of its kind,
 * so its ids carry a hash of all that is in it.  A status is told three times,
 * by colour, by the shape of a sign and in words; colours are in the style
 * sheet alone.
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"
#include "report/report.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(bsc_map_line_width);

/* the class of a status, and the shape and mark of its sign around (0, 0) */
static const struct
{
	const char *class;
	const char *shape;
	const char *mark;
	int			caption;
}			signs[] = {
	[STATUS_NONE] = {"none", "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z", NULL, CAPTION_NONE},
	[STATUS_RED] = {"red", "M0-7.5L7.5 0L0 7.5L-7.5 0z", "M-2.4-2.4L2.4 2.4M2.4-2.4L-2.4 2.4", CAPTION_RED},
	[STATUS_AMBER] = {"amber", "M0-7L7.5 6H-7.5z", "M0-2.6V1.6M0 3.8V4.2", CAPTION_AMBER},
	[STATUS_GREEN] = {"green", "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z", "M-3.4.4L-1 2.8L3.5-2.6", CAPTION_GREEN}
};

#define SIGN_WIDTH		15.0
#define STRIPE_WIDTH	4.0

static void
AppendSign(StringInfo out, MapStatus status, double x, double y)
{
	appendStringInfoString(out, "<g class=\"bsc-sign\" transform=\"translate(");
	AppendTenths(out, x);
	appendStringInfoChar(out, ' ');
	AppendTenths(out, y);
	appendStringInfo(out, ")\"><path class=\"bsc-shape\" d=\"%s\"/>", signs[status].shape);
	if (signs[status].mark != NULL)
		appendStringInfo(out, "<path class=\"bsc-mark\" d=\"%s\"/>", signs[status].mark);
	appendStringInfoString(out, "</g>");
}

static void
DrawBands(const StrategyMap *map, StringInfo out)
{
	for (int i = 0; i < map->nbands; i++)
	{
		const MapBand *band = &map->bands[i];
		double		height = (band->lines.nlines + band->is_empty) * MAP_NAME_LEADING;
		double		base = (band->top + band->bottom - height) / 2 + MAP_NAME_SIZE;

		appendStringInfoString(out, "<g class=\"bsc-band\"><title>");
		AppendName(out, band->name);
		appendStringInfoString(out, "</title>");
		AppendRectangle(out, "bsc-strip", MAP_MARGIN, band->top,
						map->width - 2 * MAP_MARGIN, band->bottom - band->top, 8);
		appendStringInfoChar(out, '\n');
		AppendLines(out, "bsc-side", MAP_MARGIN + MAP_BOX_PADDING,
					base, &band->lines);
		appendStringInfoString(out, "</g>\n");
		if (band->is_empty)
			AppendLine(out, "bsc-small", MAP_MARGIN + MAP_BOX_PADDING, base + band->lines.nlines * MAP_NAME_LEADING,
					   map->captions[CAPTION_NO_OBJECTIVES], false);
	}
}

/*
 * The width of an arrow by its strength; full is the strongest of the map.
 */
static double
LineWidth(double strength, double full)
{
	return MAP_LINE_THIN + (MAP_LINE_THICK - MAP_LINE_THIN) * fabs(strength) / Max(full, 1);
}

/*
 * bsc._map_line_width(strength, strongest): the same for pictures that others
 * draw.
 */
Datum
bsc_map_line_width(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(psprintf("%.2f", LineWidth(PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1)))));
}

/*
 * The strength of the strongest arrow.
 */
static double
FullStrength(const StrategyMap *map)
{
	double		result = 0;

	for (int i = 0; i < map->narrows; i++)
		result = Max(result, fabs(map->arrows[i].strength));
	return result;
}

static void
DrawRoute(const MapArrow *arrow, StringInfo out)
{
	for (int i = 0; i < arrow->npoints; i++)
	{
		const MapPoint *p = &arrow->points[i];

		if (i > 0 && i % 3 == 1 && i + 2 < arrow->npoints &&
			p[-1].x == p[0].x && p[0].x == p[1].x && p[1].x == p[2].x &&
			(p[2].y - p[-1].y) * (p[0].y - p[-1].y) >= 0)
		{
			appendStringInfoChar(out, 'V');
			AppendTenths(out, p[2].y);
			i += 2;
			continue;
		}
		appendStringInfoChar(out, i == 0 ? 'M' : i % 3 == 1 ? 'C' : ' ');
		AppendTenths(out, p->x);
		appendStringInfoChar(out, ' ');
		AppendTenths(out, p->y);
	}
}

static void
AppendCross(StringInfo out, double x, double y)
{
	appendStringInfoString(out, "<path class=\"bsc-cross\" transform=\"translate(");
	AppendTenths(out, x);
	appendStringInfoChar(out, ' ');
	AppendTenths(out, y);
	appendStringInfoString(out, ")\" d=\"M-5-5L5 5M5-5L-5 5\"/>\n");
}

/*
 * The cross on a link that the data deny: in the middle of its way, or before a
 * label that stands there.
 */
static void
DrawCross(const MapArrow *arrow, StringInfo out)
{
	const MapPoint *p = arrow->points + (arrow->npoints - 1) / 6 * 3;
	double		t = arrow->label_width > 0 ? 0.2 : 0.5;
	double		a = (1 - t) * (1 - t) * (1 - t);
	double		b = 3 * t * (1 - t) * (1 - t);
	double		c = 3 * t * t * (1 - t);
	double		d = t * t * t;

	AppendCross(out, a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
				a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y);
}

/*
 * Name the ends and the lag of a link, for scripts that look at the page.
 */
static void
AppendEnds(const StrategyMap *map, const MapArrow *arrow, StringInfo out)
{
	appendStringInfoString(out, " data-cause=\"");
	AppendName(out, map->boxes[arrow->cause].code);
	appendStringInfoString(out, "\" data-effect=\"");
	AppendName(out, map->boxes[arrow->effect].code);
	appendStringInfo(out, "\" data-lag=\"%d\"", arrow->lag);
}

static void
DrawArrows(const StrategyMap *map, uint64 id, StringInfo out)
{
	double		full = FullStrength(map);

	appendStringInfoString(out, "<g class=\"bsc-links\">\n");
	for (int i = 0; i < map->narrows; i++)
	{
		const MapArrow *arrow = &map->arrows[i];

		CHECK_FOR_INTERRUPTS();
		appendStringInfo(out, "<path class=\"bsc-link%s\"",
						 arrow->is_denied ? " bsc-denied" : arrow->strength < 0 ? " bsc-opposite" : "");
		AppendEnds(map, arrow, out);
		appendStringInfo(out, " stroke-width=\"%.2f\" marker-end=\"url(#bsc-" UINT64_FORMAT "-head)\" d=\"",
						 LineWidth(arrow->strength, full), id);
		DrawRoute(arrow, out);
		appendStringInfoString(out, "\"><title>");
		AppendName(out, arrow->note);
		appendStringInfoString(out, "</title></path>\n");
		if (arrow->is_denied && arrow->npoints >= 4)
			DrawCross(arrow, out);
	}
	appendStringInfoString(out, "</g>\n");
	for (int i = 0; i < map->narrows; i++)
	{
		const MapArrow *arrow = &map->arrows[i];
		MapText		shown;

		if (arrow->label_width <= 0)
			continue;
		shown.s = arrow->shown;
		shown.len = strlen(arrow->shown);
		appendStringInfoString(out, "<g class=\"bsc-label\"");
		AppendEnds(map, arrow, out);
		appendStringInfoChar(out, '>');
		AppendRectangle(out, "bsc-pill", arrow->label.x - arrow->label_width / 2,
						arrow->label.y - MAP_LABEL_HEIGHT / 2, arrow->label_width, MAP_LABEL_HEIGHT,
						MAP_LABEL_HEIGHT / 2);
		AppendLine(out, "bsc-lag", arrow->label.x, arrow->label.y + MAP_SMALL_SIZE * 0.36, shown, false);
		appendStringInfoString(out, "</g>\n");
	}
}

static void
DrawBoxes(const StrategyMap *map, StringInfo out)
{
	for (int i = 0; i < map->nboxes; i++)
	{
		const MapBox *box = &map->boxes[i];
		MapText		word = map->captions[signs[box->status].caption];
		double		left = box->left + MAP_BOX_PADDING + STRIPE_WIDTH;
		double		base = box->bottom - MAP_BOX_PADDING;

		CHECK_FOR_INTERRUPTS();
		appendStringInfo(out, "<g class=\"bsc-node bsc-%s\" data-node=\"", signs[box->status].class);
		AppendName(out, box->code);
		appendStringInfoString(out, "\"><title>");
		AppendName(out, box->name);
		appendStringInfoString(out, ": ");
		if (box->shown.len > 0)
		{
			AppendName(out, box->shown);
			appendStringInfoString(out, ", ");
		}
		AppendName(out, word);
		appendStringInfoString(out, "</title>");
		AppendRectangle(out, "bsc-box", box->left, box->top, box->right - box->left, box->bottom - box->top, 7);
		AppendRectangle(out, "bsc-stripe", box->left + 5, box->top + 7, STRIPE_WIDTH,
						box->bottom - box->top - 14, STRIPE_WIDTH / 2);
		appendStringInfoChar(out, '\n');
		AppendLines(out, "bsc-name", left, box->top + MAP_BOX_PADDING + MAP_NAME_SIZE, &box->lines);
		AppendSign(out, box->status, left + SIGN_WIDTH / 2, base - SIGN_WIDTH / 2 + 1);
		AppendElement(out, "text", "bsc-score", left + SIGN_WIDTH + 7, base - 2);
		appendStringInfoChar(out, '>');
		AppendName(out, box->shown);
		if (box->shown.len > 0)
			appendStringInfoChar(out, ' ');
		AppendName(out, word);
		appendStringInfoString(out, "</text></g>\n");
	}
}

/*
 * An entry of the legend about lines: samples and what they mean.
 */
static void
DrawLineEntry(const StrategyMap *map, int caption, MapPoint *used, StringInfo out)
{
	MapText		words = map->captions[caption];
	bool		is_broken = caption == CAPTION_OPPOSITE || caption == CAPTION_DENIED;
	double		sample = caption == CAPTION_LAG_MEANING ? 0 : 44;
	MapPoint	place = NextEntry(used, map->width, sample + DrawnWidth(words.s, words.len) * MAP_SMALL_SIZE);

	for (int i = 0; i < (caption == CAPTION_STRONGER ? 2 : sample > 0 ? 1 : 0); i++)
	{
		appendStringInfo(out, "<path class=\"bsc-sample%s\" stroke-width=\"%.0f\" d=\"M",
						 caption == CAPTION_OPPOSITE ? " bsc-opposite" : caption == CAPTION_DENIED ? " bsc-denied" : "",
						 is_broken ? MAP_LINE_DASHED : i == 0 ? MAP_LINE_THIN : MAP_LINE_THICK);
		AppendTenths(out, place.x + i * 20);
		appendStringInfoChar(out, ' ');
		AppendTenths(out, place.y);
		appendStringInfo(out, "h%d\"/>", is_broken ? 36 : 16);
	}
	if (caption == CAPTION_DENIED)
		AppendCross(out, place.x + 18, place.y);
	AppendLine(out, "bsc-small", place.x + sample, place.y + MAP_SMALL_SIZE * 0.36, words, false);
}

/*
 * Explain the signs that are in the drawing.  Returns the height up to the
 * legend's end.
 */
static double
DrawLegend(const StrategyMap *map, StringInfo out)
{
	static const MapStatus order[] = {STATUS_GREEN, STATUS_AMBER, STATUS_RED, STATUS_NONE};
	MapPoint	used = {MAP_MARGIN, map->legend_top + DRAWING_LEGEND_LINE / 2};
	bool		has_none = false;
	bool		has_lag = false;
	bool		has_opposite = false;
	bool		has_denied = false;

	for (int i = 0; i < map->nboxes; i++)
		has_none |= map->boxes[i].status == STATUS_NONE;
	for (int i = 0; i < map->narrows; i++)
	{
		has_lag |= map->arrows[i].lag > 0;
		has_opposite |= map->arrows[i].strength < 0 && !map->arrows[i].is_denied;
		has_denied |= map->arrows[i].is_denied;
	}

	appendStringInfoString(out, "<g class=\"bsc-legend\">\n");
	for (int i = 0; i < (int) lengthof(order); i++)
	{
		MapText		word = map->captions[signs[order[i]].caption];
		MapPoint	place;

		if (order[i] == STATUS_NONE && !has_none)
			continue;
		place = NextEntry(&used, map->width, SIGN_WIDTH + 6 + DrawnWidth(word.s, word.len) * MAP_SMALL_SIZE);
		appendStringInfo(out, "<g class=\"bsc-%s\">", signs[order[i]].class);
		AppendSign(out, order[i], place.x + SIGN_WIDTH / 2, place.y);
		AppendLine(out, "bsc-small", place.x + SIGN_WIDTH + 6, place.y + MAP_SMALL_SIZE * 0.36, word, false);
		appendStringInfoString(out, "</g>");
	}
	for (int caption = CAPTION_LAG_MEANING; caption <= CAPTION_DENIED; caption++)
	{
		if (caption == CAPTION_LAG_MEANING ? has_lag : caption == CAPTION_OPPOSITE ? has_opposite :
			caption == CAPTION_DENIED ? has_denied : map->narrows > 0)
			DrawLineEntry(map, caption, &used, out);
	}
	appendStringInfoString(out, "</g>\n");
	return used.y + DRAWING_LEGEND_LINE / 2 + MAP_MARGIN / 2;
}

/*
 * Draw a map whose boxes and arrows have their places.
 */
void
MapDraw(const StrategyMap *map, StringInfo out)
{
	StringInfoData boxes;
	StringInfoData legend;
	double		height = map->legend_top;
	double		width = map->width;
	uint64		id;

	initStringInfo(&boxes);
	initStringInfo(&legend);
	DrawBoxes(map, &boxes);
	if (map->nboxes > 0)
		height = DrawLegend(map, &legend);
	id = DrawingId(map->title, map->subtitle, &boxes);

	StartDrawing(out, "bsc-map", id, width, height, map->title, map->subtitle, map->description, map->style);
	appendStringInfo(out, "<defs><marker id=\"bsc-" UINT64_FORMAT "-head\" viewBox=\"0 0 8 8\" refX=\"0\" refY=\"4\""
					 " markerWidth=\"%d\" markerHeight=\"%d\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
					 "<path class=\"bsc-head\" d=\"M0 .5L8 4L0 7.5z\"/></marker></defs>\n",
					 id, (int) MAP_ARROW_HEAD, (int) MAP_ARROW_HEAD);
	AppendHeading(out, width, height, map->title, map->subtitle);
	if (map->nbands == 0)
		AppendLine(out, "bsc-subtitle", MAP_MARGIN, MAP_MARGIN + MAP_HEADING, map->captions[CAPTION_NO_PERSPECTIVES], false);
	DrawBands(map, out);
	DrawArrows(map, id, out);
	appendBinaryStringInfo(out, boxes.data, boxes.len);
	appendBinaryStringInfo(out, legend.data, legend.len);
	appendStringInfoString(out, "</svg>");
	pfree(boxes.data);
	pfree(legend.data);
}
