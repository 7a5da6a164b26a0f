/*
 * map_rows.c
 *	  Where the boxes of a strategy map stand: rows and lanes, and the steps in
 *	  their order.
 *
 * The method is that of K. Sugiyama, S. Tagawa and M. Toda, "Methods for Visual
 * Understanding of Hierarchical System Structures", IEEE Transactions on
 * Systems, Man, and Cybernetics 11, 1981, with what a strategy map needs:
 *
 * Rows (here).  The perspectives give the order from above to below.  Within
 * one, an effect stands above its cause where no loop forbids it, and rows that
 * would be too long are broken.
 *
 * Lanes (here).  An arrow that passes rows on its way has a lane of its own in
 * each of them, which stands among the boxes as if it were a narrow one.  So there
 * is a way for every arrow on which no box stands.
 *
 * Order (map_order.c).  Items of each row are sorted so that few arrows cross.
 *
 * Places (map_places.c).  Each item stands as near as possible to the middle of
 * its neighbours.
 *
 * Nothing here depends on chance or on addresses: sorting is stable, ties go to
 * the order in which the map was given.
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"
#include "report/map_layout.h"

/* half of a lane's width */
#define LANE_HALF		3.0

/* more lanes would take gigabytes, and no drawing could hold them */
#define MOST_LANES		5000000

/*
 * How many boxes a row may hold: maps are a little wider than they are high.
 */
static int
RowCapacity(const StrategyMap *map)
{
	int			capacity = (int) ceil(sqrt(map->nboxes * 0.8));

	return Max(4, Min(capacity, 8));
}

/*
 * How far below the top of its band each box stands: the longest chain of
 * effects above it within the band.  Arrows that would close a loop do not count:
 * those that lead back to a box which is being looked at.
 */
static void
Depths(const StrategyMap *map, int *depth)
{
	int		   *first = MapAllocArray(sizeof(int), map->nboxes + 1);
	int		   *effects = MapAllocArray(sizeof(int), map->narrows);
	int		   *next = MapAllocArray(sizeof(int), map->nboxes);
	int		   *stack = MapAllocArray(sizeof(int), map->nboxes);
	char	   *seen = MapAllocArray(1, map->nboxes);

	memset(first, 0, sizeof(int) * (map->nboxes + 1));
	for (int i = 0; i < map->narrows; i++)
	{
		const MapArrow *arrow = &map->arrows[i];

		if (arrow->cause != arrow->effect &&
			map->boxes[arrow->cause].band == map->boxes[arrow->effect].band)
			first[arrow->cause + 1]++;
	}
	for (int i = 0; i < map->nboxes; i++)
	{
		first[i + 1] += first[i];
		next[i] = first[i];
	}
	for (int i = 0; i < map->narrows; i++)
	{
		const MapArrow *arrow = &map->arrows[i];

		if (arrow->cause != arrow->effect &&
			map->boxes[arrow->cause].band == map->boxes[arrow->effect].band)
			effects[next[arrow->cause]++] = arrow->effect;
	}

	memset(seen, 0, map->nboxes);
	memset(depth, 0, sizeof(int) * map->nboxes);
	for (int i = 0; i < map->nboxes; i++)
		next[i] = first[i];
	for (int root = 0; root < map->nboxes; root++)
	{
		int			n = 0;

		if (seen[root])
			continue;
		stack[n++] = root;
		seen[root] = 1;
		while (n > 0)
		{
			int			box = stack[n - 1];

			if (next[box] < first[box + 1])
			{
				int			effect = effects[next[box]++];

				if (seen[effect] == 0)
				{
					seen[effect] = 1;
					stack[n++] = effect;
				}
				else if (seen[effect] == 2)
					depth[box] = Max(depth[box], depth[effect] + 1);
			}
			else
			{
				seen[box] = 2;
				n--;
				if (n > 0)
					depth[stack[n - 1]] = Max(depth[stack[n - 1]], depth[box] + 1);
			}
		}
	}
}

/*
 * Give each box its row, and each band its rows.
 */
static void
MakeRows(StrategyMap *map)
{
	int		   *depth = MapAllocArray(sizeof(int), map->nboxes);
	int		   *count = MapAllocArray(sizeof(int), map->nboxes + 1);
	int		   *filled = MapAllocArray(sizeof(int), map->nboxes + 1);
	int		   *start = MapAllocArray(sizeof(int), map->nboxes + 1);
	int			capacity = RowCapacity(map);
	int			most = map->nboxes + map->nbands;

	Depths(map, depth);
	map->rows = MapAllocArray(sizeof(MapRow), most);
	memset(map->rows, 0, sizeof(MapRow) * most);
	map->items = MapAllocArray(sizeof(MapItem), map->nboxes);
	map->nitems = map->nboxes;
	for (int band = 0, box = 0; band < map->nbands; band++)
	{
		int			from = box;
		int			deepest = -1;

		while (box < map->nboxes && map->boxes[box].band == band)
			box++;
		memset(count, 0, sizeof(int) * (map->nboxes + 1));
		memset(filled, 0, sizeof(int) * (map->nboxes + 1));
		for (int i = from; i < box; i++)
		{
			count[depth[i]]++;
			deepest = Max(deepest, depth[i]);
		}
		map->bands[band].first_row = map->nrows;
		for (int d = 0; d <= deepest; d++)
		{
			start[d] = map->nrows;
			map->nrows += (count[d] + capacity - 1) / capacity;
		}
		if (deepest < 0)
			map->nrows++;		/* an empty band */
		map->bands[band].nrows = map->nrows - map->bands[band].first_row;
		for (int i = map->bands[band].first_row; i < map->nrows; i++)
			map->rows[i].band = band;

		/* long rows are broken into equal parts */
		for (int i = from; i < box; i++)
		{
			int			d = depth[i];
			int			nparts = (count[d] + capacity - 1) / capacity;
			MapItem    *item = &map->items[i];

			item->row = start[d] + (int) ((int64) filled[d]++ * nparts / count[d]);
			item->box = i;
			item->half = MAP_BOX_WIDTH / 2;
			map->boxes[i].item = i;
			map->rows[item->row].nitems++;
		}
	}
}

/*
 * Give each arrow its lanes, and put all items into their rows.
 */
static void
MakeLanes(StrategyMap *map)
{
	int64		nlanes = 0;
	int			next;

	for (int i = 0; i < map->narrows; i++)
	{
		MapArrow   *arrow = &map->arrows[i];
		int			cause = map->items[arrow->cause].row;
		int			effect = map->items[arrow->effect].row;

		arrow->upper = cause < effect ? arrow->cause : arrow->effect;
		arrow->lower = cause < effect ? arrow->effect : arrow->cause;
		arrow->nlanes = Max(abs(cause - effect) - 1, 0);
		nlanes += arrow->nlanes;
	}
	if (nlanes > MOST_LANES)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the strategy map is too large to be drawn"),
				 errdetail("Its links pass other rows of objectives %lld times; %d are possible.",
						   (long long) nlanes, MOST_LANES)));

	next = map->nitems;
	map->items = repalloc_huge(map->items, mul_size(sizeof(MapItem), Max(next + nlanes, 1)));
	for (int i = 0; i < map->narrows; i++)
	{
		MapArrow   *arrow = &map->arrows[i];

		arrow->first_lane = next;
		for (int j = 0; j < arrow->nlanes; j++)
		{
			MapItem    *item = &map->items[next++];

			item->row = map->items[arrow->upper].row + 1 + j;
			item->box = -1;
			item->half = LANE_HALF;
			map->rows[item->row].nitems++;
		}
	}
	map->nitems = next;

	for (int i = 0; i < map->nrows; i++)
	{
		map->rows[i].items = MapAllocArray(sizeof(int), map->rows[i].nitems);
		map->rows[i].nitems = 0;
	}
	for (int i = 0; i < map->nitems; i++)
	{
		MapRow	   *row = &map->rows[map->items[i].row];

		row->items[row->nitems++] = i;
	}
}

/*
 * Find the row and the horizontal place of every box and lane.
 */
void
MapArrange(StrategyMap *map)
{
	MapNeighbours up;
	MapNeighbours down;

	MakeRows(map);
	MakeLanes(map);
	up = MapFindNeighbours(map, true);
	down = MapFindNeighbours(map, false);
	MapOrderRows(map, &up, &down);
	MapPlaceItems(map, &up, &down);
}
