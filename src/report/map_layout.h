/*
 * map_layout.h
 *	  What the files that arrange a strategy map share: map_rows.c, map_order.c
 *	  and map_places.c.
 */
#ifndef BSC_MAP_LAYOUT_H
#define BSC_MAP_LAYOUT_H

#include "storage/shmem.h"

#include "report/report.h"

/* a piece of an arrow between neighbouring rows */
typedef struct MapPiece
{
	int			upper;			/* items */
	int			lower;
	double		weight;
} MapPiece;

/* for each item, the pieces of arrows that lead from it up, or down */
typedef struct MapNeighbours
{
	int		   *first;			/* by item, and one behind the last */
	MapPiece   *pieces;			/* upper is the item itself, lower the other one */
} MapNeighbours;

/* map_order.c */
extern MapNeighbours MapFindNeighbours(const StrategyMap *map, bool up);
extern void MapOrderRows(StrategyMap *map, const MapNeighbours *up, const MapNeighbours *down);

/* map_places.c */
extern void MapPlaceItems(StrategyMap *map, const MapNeighbours *up, const MapNeighbours *down);

static inline void *
MapAllocArray(Size size, int n)
{
	return MemoryContextAllocHuge(CurrentMemoryContext, mul_size(size, Max(n, 1)));
}

#endif							/* BSC_MAP_LAYOUT_H */
