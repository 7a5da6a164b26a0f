/*
 * map_rows.c
 *	  Where the boxes of a strategy map stand.
 *
 * The method is that of K. Sugiyama, S. Tagawa and M. Toda, "Methods for Visual
 * Understanding of Hierarchical System Structures", IEEE Transactions on
 * Systems, Man, and Cybernetics 11, 1981, with what a strategy map needs:
 *
 * Rows.  The perspectives give the order from above to below.  Within one, an
 * effect stands above its cause where no loop forbids it, and rows that would
 * be too long are broken.
 *
 * Lanes.  An arrow that passes rows on its way has a lane of its own in each of
 * them, which stands among the boxes as if it were a narrow one.  So there is a
 * way for every arrow on which no box stands.
 *
 * Order.  Rows are swept up and down; each is sorted by where the neighbours
 * of its items stand in the row before.  The order with the fewest crossings
 * that was seen is kept.
 *
 * Places.  Each item wants to stand in the middle of its neighbours in both
 * directions; lanes want it more than boxes do, so that long arrows run
 * straight.  The best places for a row that keep its order and its distances
 * are a problem of isotonic regression, which pooling of neighbours solves
 * exactly (R. E. Barlow et al., "Statistical Inference under Order
 * Restrictions", 1972).  Rows are placed in turn, some times over.
 *
 * Nothing here depends on chance or on addresses: sorting is stable, ties go to
 * the order in which the map was given.
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"
#include "report/report.h"

/* sweeps over all rows, for the order and for the places */
#define ORDER_SWEEPS	24
#define PLACE_SWEEPS	24

/* distances between items of a row, from edge to edge */
#define BOX_GAP			34.0
#define LANE_GAP		12.0
#define LANE_HALF		3.0

/* more lanes would take gigabytes, and no drawing could hold them */
#define MOST_LANES		5000000

/* a piece of an arrow between neighbouring rows */
typedef struct Piece
{
	int			upper;			/* items */
	int			lower;
	double		weight;
} Piece;

/* who is joined to whom */
typedef struct Neighbours
{
	int		   *first;			/* by item, and one behind the last */
	Piece	   *pieces;			/* upper is the item itself, lower the other one */
} Neighbours;

/* an item with what it is sorted by */
typedef struct Ranked
{
	double		key;
	int			before;			/* its place before */
	int			item;
} Ranked;

static void *
AllocArray(Size size, int n)
{
	return MemoryContextAllocHuge(CurrentMemoryContext, mul_size(size, Max(n, 1)));
}

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
	int		   *first = AllocArray(sizeof(int), map->nboxes + 1);
	int		   *effects = AllocArray(sizeof(int), map->narrows);
	int		   *next = AllocArray(sizeof(int), map->nboxes);
	int		   *stack = AllocArray(sizeof(int), map->nboxes);
	char	   *seen = AllocArray(1, map->nboxes);

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
	int		   *depth = AllocArray(sizeof(int), map->nboxes);
	int		   *count = AllocArray(sizeof(int), map->nboxes + 1);
	int		   *filled = AllocArray(sizeof(int), map->nboxes + 1);
	int		   *start = AllocArray(sizeof(int), map->nboxes + 1);
	int			capacity = RowCapacity(map);
	int			most = map->nboxes + map->nbands;

	Depths(map, depth);
	map->rows = AllocArray(sizeof(MapRow), most);
	memset(map->rows, 0, sizeof(MapRow) * most);
	map->items = AllocArray(sizeof(MapItem), map->nboxes);
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
		map->rows[i].items = AllocArray(sizeof(int), map->rows[i].nitems);
		map->rows[i].nitems = 0;
	}
	for (int i = 0; i < map->nitems; i++)
	{
		MapRow	   *row = &map->rows[map->items[i].row];

		row->items[row->nitems++] = i;
	}
}

/*
 * The pieces of all arrows, from each item up or down.
 */
static Neighbours
FindNeighbours(const StrategyMap *map, bool up)
{
	Neighbours	result;
	Piece	   *pieces;
	int			npieces = 0;
	int		   *next;

	for (int i = 0; i < map->narrows; i++)
		if (map->items[map->arrows[i].upper].row != map->items[map->arrows[i].lower].row)
			npieces += map->arrows[i].nlanes + 1;
	pieces = AllocArray(sizeof(Piece), npieces);
	npieces = 0;
	for (int i = 0; i < map->narrows; i++)
	{
		const MapArrow *arrow = &map->arrows[i];
		int			above = arrow->upper;

		if (map->items[arrow->upper].row == map->items[arrow->lower].row)
			continue;
		for (int j = 0; j <= arrow->nlanes; j++)
		{
			int			below = j < arrow->nlanes ? arrow->first_lane + j : arrow->lower;
			Piece	   *piece = &pieces[npieces++];
			int			nlanes = (map->items[above].box < 0) + (map->items[below].box < 0);

			piece->upper = up ? below : above;
			piece->lower = up ? above : below;
			piece->weight = nlanes == 2 ? 16 : nlanes == 1 ? 3 : 1;
			above = below;
		}
	}

	result.first = AllocArray(sizeof(int), map->nitems + 1);
	memset(result.first, 0, sizeof(int) * (map->nitems + 1));
	for (int i = 0; i < npieces; i++)
		result.first[pieces[i].upper + 1]++;
	next = AllocArray(sizeof(int), map->nitems + 1);
	next[0] = 0;
	for (int i = 0; i < map->nitems; i++)
	{
		result.first[i + 1] += result.first[i];
		next[i] = result.first[i];
	}
	result.pieces = AllocArray(sizeof(Piece), npieces);
	for (int i = 0; i < npieces; i++)
		result.pieces[next[pieces[i].upper]++] = pieces[i];
	pfree(pieces);
	pfree(next);
	return result;
}

static int
CompareRanked(const void *a, const void *b)
{
	const Ranked *x = a;
	const Ranked *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->before - y->before;
}

/*
 * Sort a row by the mean place of each item's neighbours.  What has none keeps
 * its place.
 */
static void
SortRow(MapRow *row, const Neighbours *neighbours, int *place, Ranked *ranked)
{
	for (int i = 0; i < row->nitems; i++)
	{
		int			item = row->items[i];
		int			from = neighbours->first[item];
		int			to = neighbours->first[item + 1];
		double		sum = 0;

		for (int j = from; j < to; j++)
			sum += place[neighbours->pieces[j].lower];
		ranked[i].key = to > from ? sum / (to - from) : place[item];
		ranked[i].before = i;
		ranked[i].item = item;
	}
	qsort(ranked, row->nitems, sizeof(Ranked), CompareRanked);
	for (int i = 0; i < row->nitems; i++)
		row->items[i] = ranked[i].item;
}

/*
 * Each item's place in its row, as a number that can be compared with places
 * in longer and shorter rows.
 */
static void
NumberRow(const MapRow *row, int *place)
{
	for (int i = 0; i < row->nitems; i++)
		place[row->items[i]] = (int) ((2 * i + 1) * (int64) 500000 / row->nitems);
}

/*
 * How many pairs of pieces cross between all rows: inversions, counted by a
 * tree of sums.
 */
static int64
CountCrossings(const StrategyMap *map, const Neighbours *down, int *rank, int *sums)
{
	int64		crossings = 0;

	for (int r = 0; r + 1 < map->nrows; r++)
	{
		const MapRow *row = &map->rows[r];
		const MapRow *below = &map->rows[r + 1];
		int64		npieces = 0;

		CHECK_FOR_INTERRUPTS();
		memset(sums, 0, sizeof(int) * (below->nitems + 1));
		for (int i = 0; i < below->nitems; i++)
			rank[below->items[i]] = i + 1;
		for (int i = 0; i < row->nitems; i++)
		{
			int			from = down->first[row->items[i]];
			int			to = down->first[row->items[i] + 1];

			for (int j = from; j < to; j++)
			{
				int			smaller = 0;

				for (int k = rank[down->pieces[j].lower]; k > 0; k -= k & -k)
					smaller += sums[k];
				crossings += npieces - smaller;
			}
			for (int j = from; j < to; j++)
				for (int k = rank[down->pieces[j].lower]; k <= below->nitems; k += k & -k)
					sums[k]++;
			npieces += to - from;
		}
	}
	return crossings;
}

/*
 * Bring all rows into an order with few crossings.
 */
static void
OrderRows(StrategyMap *map, const Neighbours *up, const Neighbours *down)
{
	int		   *place = AllocArray(sizeof(int), map->nitems);
	int		   *rank = AllocArray(sizeof(int), map->nitems);
	int		   *sums = AllocArray(sizeof(int), map->nitems + 1);
	int		   *best = AllocArray(sizeof(int), map->nitems);
	Ranked	   *ranked = AllocArray(sizeof(Ranked), map->nitems);
	int64		fewest = PG_INT64_MAX;

	for (int i = 0; i < map->nrows; i++)
		NumberRow(&map->rows[i], place);
	for (int sweep = 0; sweep <= ORDER_SWEEPS && fewest > 0; sweep++)
	{
		int64		crossings;

		CHECK_FOR_INTERRUPTS();
		/* lanes stand behind all boxes first: the first sweep is not judged */
		if (sweep > 0)
		{
			for (int i = 1; i < map->nrows; i++)
			{
				MapRow	   *row = &map->rows[sweep % 2 ? i : map->nrows - 1 - i];

				SortRow(row, sweep % 2 ? up : down, place, ranked);
				NumberRow(row, place);
			}
		}
		crossings = CountCrossings(map, down, rank, sums);
		if (crossings < fewest && (sweep > 0 || crossings == 0))
		{
			int			n = 0;

			fewest = crossings;
			for (int i = 0; i < map->nrows; i++)
				for (int j = 0; j < map->rows[i].nitems; j++)
					best[n++] = map->rows[i].items[j];
		}
	}
	if (fewest < PG_INT64_MAX)
		for (int i = 0, n = 0; i < map->nrows; i++)
			for (int j = 0; j < map->rows[i].nitems; j++)
				map->rows[i].items[j] = best[n++];
}

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
 * Find the places of all items.
 */
static void
PlaceItems(StrategyMap *map, const Neighbours *up, const Neighbours *down)
{
	double	   *wanted = AllocArray(sizeof(double), map->nitems);
	double	   *offset = AllocArray(sizeof(double), map->nitems);
	double	   *mean = AllocArray(sizeof(double), map->nitems);
	double	   *weight = AllocArray(sizeof(double), map->nitems);
	int		   *start = AllocArray(sizeof(int), map->nitems);
	double		left = 0;
	double		right = 0;

	for (int i = 0; i < map->nitems; i++)
		map->items[i].weight = 1;
	/* at first each row stands in the middle */
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
				const Neighbours *sides[2] = {up, down};

				for (int side = 0; side < 2; side++)
				{
					int			id = row->items[j];

					for (int k = sides[side]->first[id]; k < sides[side]->first[id + 1]; k++)
					{
						const Piece *piece = &sides[side]->pieces[k];

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
 * Find the row and the horizontal place of every box and lane.
 */
void
MapArrange(StrategyMap *map)
{
	Neighbours	up;
	Neighbours	down;

	MakeRows(map);
	MakeLanes(map);
	up = FindNeighbours(map, true);
	down = FindNeighbours(map, false);
	OrderRows(map, &up, &down);
	PlaceItems(map, &up, &down);
}
