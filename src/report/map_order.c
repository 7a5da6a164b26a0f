/*
 * map_order.c
 *	  The order of the boxes and lanes of each row of a strategy map, so that few
 *	  arrows cross.
 *
 * Rows are swept up and down; each is sorted by where the neighbours of its items
 * stand in the row before (the barycentre method of Sugiyama, Tagawa and Toda;
 * see map_rows.c).  Crossings between neighbouring rows are inversions, counted in
 * O(n log n) by a tree of sums (W. Barth, P. Mutzel and M. Juenger, "Simple and
 * Efficient Bilayer Cross Counting", Journal of Graph Algorithms and Applications
 * 8, 2004).  The order with the fewest crossings that was seen is kept.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "report/map_layout.h"

/* sweeps over all rows */
#define ORDER_SWEEPS	24

/* an item with what it is sorted by */
typedef struct Ranked
{
	double		key;
	int			before;			/* its place before */
	int			item;
} Ranked;

/*
 * The pieces of all arrows, from each item up or down.
 */
MapNeighbours
MapFindNeighbours(const StrategyMap *map, bool up)
{
	MapNeighbours	result;
	MapPiece   *pieces;
	int			npieces = 0;
	int		   *next;

	for (int i = 0; i < map->narrows; i++)
		if (map->items[map->arrows[i].upper].row != map->items[map->arrows[i].lower].row)
			npieces += map->arrows[i].nlanes + 1;
	pieces = MapAllocArray(sizeof(MapPiece), npieces);
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
			MapPiece   *piece = &pieces[npieces++];
			int			nlanes = (map->items[above].box < 0) + (map->items[below].box < 0);

			piece->upper = up ? below : above;
			piece->lower = up ? above : below;
			piece->weight = nlanes == 2 ? 16 : nlanes == 1 ? 3 : 1;
			above = below;
		}
	}

	result.first = MapAllocArray(sizeof(int), map->nitems + 1);
	memset(result.first, 0, sizeof(int) * (map->nitems + 1));
	for (int i = 0; i < npieces; i++)
		result.first[pieces[i].upper + 1]++;
	next = MapAllocArray(sizeof(int), map->nitems + 1);
	next[0] = 0;
	for (int i = 0; i < map->nitems; i++)
	{
		result.first[i + 1] += result.first[i];
		next[i] = result.first[i];
	}
	result.pieces = MapAllocArray(sizeof(MapPiece), npieces);
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
SortRow(MapRow *row, const MapNeighbours *neighbours, int *place, Ranked *ranked)
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
CountCrossings(const StrategyMap *map, const MapNeighbours *down, int *rank, int *sums)
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
void
MapOrderRows(StrategyMap *map, const MapNeighbours *up, const MapNeighbours *down)
{
	int		   *place = MapAllocArray(sizeof(int), map->nitems);
	int		   *rank = MapAllocArray(sizeof(int), map->nitems);
	int		   *sums = MapAllocArray(sizeof(int), map->nitems + 1);
	int		   *best = MapAllocArray(sizeof(int), map->nitems);
	Ranked	   *ranked = MapAllocArray(sizeof(Ranked), map->nitems);
	int64		fewest = PG_INT64_MAX;

	for (int i = 0; i < map->nrows; i++)
		NumberRow(&map->rows[i], place);
	for (int sweep = 0; sweep <= ORDER_SWEEPS && fewest > 0; sweep++)
	{
		int64		crossings;

		CHECK_FOR_INTERRUPTS();
		/* at first all lanes are behind the boxes, an order not worth keeping */
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
