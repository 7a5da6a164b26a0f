/*
 * map.c
 *	  A strategy map as it comes from SQL.
 *
 * bsc._draw_map() takes all that is in a map as values: the perspectives by
 * name, from the top down, their objectives as boxes, and the links between
 * them as arrows, which name boxes by their place in the list.  It knows
 * nothing of tables.  The same values in the same order give the same drawing,
 * byte for byte.
 */
#include "postgres.h"

#include <math.h>

#include "report/report.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(bsc_draw_map);

/* columns of bsc._map_box and bsc._map_arrow */
#define BOX_BAND		0
#define BOX_CODE		1
#define BOX_NAME		2
#define BOX_SHOWN		3
#define BOX_STATUS		4
#define BOX_COLUMNS		5
#define ARROW_CAUSE		0
#define ARROW_EFFECT	1
#define ARROW_STRENGTH	2
#define ARROW_LAG		3
#define ARROW_NOTE		4
#define ARROW_COLUMNS	5

/* the most that a map can show */
#define MOST_BOXES		10000
#define MOST_ARROWS		100000

static MapStatus
StatusOf(MapText text)
{
	if (text.len == 5 && memcmp(text.s, "green", 5) == 0)
		return STATUS_GREEN;
	if (text.len == 5 && memcmp(text.s, "amber", 5) == 0)
		return STATUS_AMBER;
	if (text.len == 3 && memcmp(text.s, "red", 3) == 0)
		return STATUS_RED;
	if (text.len == 0)
		return STATUS_NONE;
	DrawingInvalid("map", "unknown status");
}

static void
ReadBoxes(StrategyMap *map, ArrayType *array)
{
	RowReader	reader;

	StartRows(&reader, array, "map", BOX_COLUMNS, MOST_BOXES, "objectives");
	map->nboxes = reader.nrows;
	map->boxes = palloc0(sizeof(MapBox) * Max(map->nboxes, 1));
	for (int i = 0; i < map->nboxes; i++)
	{
		MapBox	   *box = &map->boxes[i];

		ReadRow(&reader, i);
		box->band = reader.nulls[BOX_BAND] ? -1 : DatumGetInt32(reader.values[BOX_BAND]) - 1;
		if (box->band < 0 || box->band >= map->nbands)
			DrawingInvalid("map", "box without a band");
		if (i > 0 && box->band < box[-1].band)
			DrawingInvalid("map", "boxes are not in the order of their bands");
		map->bands[box->band].is_empty = false;
		box->code = TextOf(reader.values[BOX_CODE], reader.nulls[BOX_CODE]);
		box->name = TextOf(reader.values[BOX_NAME], reader.nulls[BOX_NAME]);
		box->shown = TextOf(reader.values[BOX_SHOWN], reader.nulls[BOX_SHOWN]);
		box->status = StatusOf(TextOf(reader.values[BOX_STATUS], reader.nulls[BOX_STATUS]));
	}
}

/*
 * Make the label of an arrow, and the room that a box's arrows to itself need.
 */
static void
LabelArrow(StrategyMap *map, MapArrow *arrow)
{
	const MapText *lag = &map->captions[CAPTION_LAG];

	if (arrow->lag > 0)
	{
		arrow->shown = psprintf("%.*s %d", lag->len, lag->s, arrow->lag);
		arrow->label_width = ceil(DrawnWidth(arrow->shown, strlen(arrow->shown)) * MAP_SMALL_SIZE + 8);
	}
	if (arrow->cause == arrow->effect)
		map->boxes[arrow->cause].loop_width += Max(arrow->label_width, 16) + 16;
}

static void
ReadArrows(StrategyMap *map, ArrayType *array)
{
	RowReader	reader;

	StartRows(&reader, array, "map", ARROW_COLUMNS, MOST_ARROWS, "links");
	map->narrows = reader.nrows;
	map->arrows = palloc0(sizeof(MapArrow) * Max(map->narrows, 1));
	for (int i = 0; i < map->narrows; i++)
	{
		MapArrow   *arrow = &map->arrows[i];

		ReadRow(&reader, i);
		for (int j = ARROW_CAUSE; j <= ARROW_LAG; j++)
			if (reader.nulls[j])
				DrawingInvalid("map", "incomplete arrow");
		arrow->cause = DatumGetInt32(reader.values[ARROW_CAUSE]) - 1;
		arrow->effect = DatumGetInt32(reader.values[ARROW_EFFECT]) - 1;
		if (arrow->cause < 0 || arrow->cause >= map->nboxes ||
			arrow->effect < 0 || arrow->effect >= map->nboxes)
			DrawingInvalid("map", "arrow without a box");
		arrow->strength = DatumGetFloat8(reader.values[ARROW_STRENGTH]);
		if (!isfinite(arrow->strength))
			DrawingInvalid("map", "strength is not finite");
		arrow->lag = DatumGetInt32(reader.values[ARROW_LAG]);
		arrow->note = TextOf(reader.values[ARROW_NOTE], reader.nulls[ARROW_NOTE]);
		LabelArrow(map, arrow);
	}
}

/*
 * Which of the arrows are denied by the data, by their places from 1.
 */
static void
ReadDenied(StrategyMap *map, ArrayType *array)
{
	Datum	   *places;
	bool	   *nulls;
	int			n;

	deconstruct_array(array, INT4OID, sizeof(int32), true, TYPALIGN_INT, &places, &nulls, &n);
	for (int i = 0; i < n; i++)
	{
		int			place = DatumGetInt32(places[i]);

		if (nulls[i] || place < 1 || place > map->narrows)
			DrawingInvalid("map", "denied arrow that is none");
		map->arrows[place - 1].is_denied = true;
	}
}

/*
 * bsc._draw_map(title, subtitle, description, bands, boxes, arrows, captions, style, denied)
 */
Datum
bsc_draw_map(PG_FUNCTION_ARGS)
{
	StrategyMap map = {0};
	MapText    *names;
	int			ncaptions;
	StringInfoData out;

	map.title = TextOf(PG_GETARG_DATUM(0), false);
	map.subtitle = TextOf(PG_GETARG_DATUM(1), false);
	map.description = TextOf(PG_GETARG_DATUM(2), false);
	names = ReadTexts(PG_GETARG_ARRAYTYPE_P(3), &map.nbands);
	if (map.nbands > MOST_BOXES)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("number of perspectives (%d) exceeds what a map can show (%d)", map.nbands, MOST_BOXES)));
	map.bands = palloc0(sizeof(MapBand) * Max(map.nbands, 1));
	for (int i = 0; i < map.nbands; i++)
	{
		map.bands[i].name = names[i];
		map.bands[i].is_empty = true;
	}
	ReadBoxes(&map, PG_GETARG_ARRAYTYPE_P(4));
	map.captions = ReadTexts(PG_GETARG_ARRAYTYPE_P(6), &ncaptions);
	if (ncaptions != CAPTION_COUNT)
		DrawingInvalid("map", "wrong number of captions");
	ReadArrows(&map, PG_GETARG_ARRAYTYPE_P(5));
	ReadDenied(&map, PG_GETARG_ARRAYTYPE_P(8));
	map.style = TextOf(PG_GETARG_DATUM(7), false);

	MapArrange(&map);
	MapRoute(&map);
	initStringInfo(&out);
	MapDraw(&map, &out);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, out.len));
}
