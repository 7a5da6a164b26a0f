/*
 * map_places.c
 *	  Where in its row each box and each lane of a strategy map stands.
 *
 * Each item wants to stand in the middle of its neighbours in both directions;
 * lanes want it more than boxes do, so that long arrows run straight.  The best
 * places for a row that keep its order and its distances are a problem of isotonic
 * regression, which pooling of neighbours solves exactly (R. E. Barlow et al.,
 * "Statistical Inference under Order Restrictions", 1972).  Rows are placed in
 * turn, several times over.
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"
#include "report/map_layout.h"

/* sweeps over all rows */
#define PLACE_SWEEPS	24

/* distances between items of a row, from edge to edge */
#define BOX_GAP			34.0
#define LANE_GAP		12.0

/*
 * The least distance between the middles of neighbours.
 */
static double
Distance(const StrategyMap *map, const MapItem *left, const MapItem *right)
{
	double		gap = left->box >= 0 && right->box >= 0 ? BOX_GAP : LANE_GAP;

	if (left->box >= 0)
		gap += map->boxes[left->box].loop_width;
	return left->half + gap + right->half;
}

/*
 * Place a row: as near as possible to where its items want to be.
 *
 * offset is where an item would stand if the row were packed from the left.
 * Less their offsets, places must only not descend; blocks of items that would
 * are put together at their weighted mean.
 */
static void
PlaceRow(StrategyMap *map, const MapRow *row, const double *wanted, double *offset,
		 double *mean, double *weight, int *start)
{
	int			nblocks = 0;

	for (int i = 0; i < row->nitems; i++)
	{
		MapItem    *item = &map->items[row->items[i]];

		offset[i] = i == 0 ? 0 : offset[i - 1] + Distance(map, &map->items[row->items[i - 1]], item);
		mean[nblocks] = wanted[i] - offset[i];
		weight[nblocks] = item->weight;
		start[nblocks] = i;
		nblocks++;
		while (nblocks > 1 && mean[nblocks - 2] > mean[nblocks - 1])
		{
			double		total = weight[nblocks - 2] + weight[nblocks - 1];

			mean[nblocks - 2] = (mean[nblocks - 2] * weight[nblocks - 2] +
								 mean[nblocks - 1] * weight[nblocks - 1]) / total;
			weight[nblocks - 2] = total;
			nblocks--;
		}
	}
	for (int block = 0; block < nblocks; block++)
	{
		int			end = block + 1 < nblocks ? start[block + 1] : row->nitems;

		for (int i = start[block]; i < end; i++)
			map->items[row->items[i]].x = mean[block] + offset[i];
	}
}

/*
 * Move everything to the right of the bands' names, and find the drawing's width.
 */
static void
MoveIntoDrawing(StrategyMap *map)
{
	double		left = 0;
	double		right = 0;

	for (int i = 0; i < map->nitems; i++)
	{
		const MapItem *item = &map->items[i];
		double		loops = item->box >= 0 ? map->boxes[item->box].loop_width : 0;

		if (i == 0 || item->x - item->half < left)
			left = item->x - item->half;
		if (i == 0 || item->x + item->half + loops > right)
			right = item->x + item->half + loops;
	}
	for (int i = 0; i < map->nitems; i++)
		map->items[i].x = rint(map->items[i].x - left + MAP_MARGIN + MAP_GUTTER + MAP_LANE_PADDING);
	map->width = ceil(MAP_MARGIN + MAP_GUTTER + MAP_LANE_PADDING + Max(right - left, 2 * MAP_BOX_WIDTH) +
					  MAP_LANE_PADDING + MAP_MARGIN);
}

/*
 * Find the places of all items.
 */
void
MapPlaceItems(StrategyMap *map, const MapNeighbours *up, const MapNeighbours *down)
{
	double	   *wanted = MapAllocArray(sizeof(double), map->nitems);
	double	   *offset = MapAllocArray(sizeof(double), map->nitems);
	double	   *mean = MapAllocArray(sizeof(double), map->nitems);
	double	   *weight = MapAllocArray(sizeof(double), map->nitems);
	int		   *start = MapAllocArray(sizeof(int), map->nitems);

	for (int i = 0; i < map->nitems; i++)
		map->items[i].weight = 1;
	/* begin with every row centred */
	for (int r = 0; r < map->nrows; r++)
	{
		const MapRow *row = &map->rows[r];
		double		width = 0;

		for (int i = 1; i < row->nitems; i++)
			width += Distance(map, &map->items[row->items[i - 1]], &map->items[row->items[i]]);
		for (int i = 0; i < row->nitems; i++)
			wanted[i] = -width / 2 + (i > 0 ? width * i / (row->nitems - 1) : 0);
		PlaceRow(map, row, wanted, offset, mean, weight, start);
	}

	for (int sweep = 0; sweep < PLACE_SWEEPS; sweep++)
	{
		for (int i = 0; i < map->nrows; i++)
		{
			const MapRow *row = &map->rows[sweep % 2 ? map->nrows - 1 - i : i];

			CHECK_FOR_INTERRUPTS();
			for (int j = 0; j < row->nitems; j++)
			{
				MapItem    *item = &map->items[row->items[j]];
				double		sum = 0;
				double		total = 0;
				const MapNeighbours *sides[2] = {up, down};

				for (int side = 0; side < 2; side++)
				{
					int			id = row->items[j];

					for (int k = sides[side]->first[id]; k < sides[side]->first[id + 1]; k++)
					{
						const MapPiece *piece = &sides[side]->pieces[k];

						sum += piece->weight * map->items[piece->lower].x;
						total += piece->weight;
					}
				}
				wanted[j] = total > 0 ? sum / total : item->x;
				item->weight = Max(total, 0.5);
			}
			PlaceRow(map, row, wanted, offset, mean, weight, start);
		}
	}
	MoveIntoDrawing(map);
}
