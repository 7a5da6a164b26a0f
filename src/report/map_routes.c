/*
 * map_routes.c
 *	  Which way the arrows of a strategy map go, and where their labels stand.
 *
 * Between two rows lies a corridor, in which no box stands.  An arrow leaves
 * its cause at the top, crosses corridors in curves and passes the rows between
 * them in its lanes, straight up.  Both ends of a curve are vertical, and its
 * control points lie at the heights of its ends or between them; a Bezier curve
 * stays in the hull of its control points, so it never leaves the corridor, and
 * no arrow runs through a box.  Arrows that go down leave at the bottom.  One
 * between boxes of the same row is an arc in the corridor above them, and one
 * from a box to itself a loop at its right.
 *
 * The arrows at one side of a box are spread over it, in the order in which
 * they come from left to right.
 *
 * A label stands on its own arrow, in a corridor, where it covers no other
 * label and as little as possible of other arrows.  Which arrows are where is
 * kept in a grid of small cells.  Where labels find no place, all corridors are
 * made higher, and everything is tried again.
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"
#include "report/report.h"

/* heights of corridors */
#define CORRIDOR_LEAST		26.0
#define CORRIDOR_MOST		170.0
#define BAND_GAP			10.0

/* between two arrows at a side of a box */
#define PORT_GAP			24.0
#define PORT_MARGIN			18.0

/* the grid of what is covered: the side of its cells, and at most so many */
#define CELL				8.0
#define MOST_CELLS			16000000.0
#define CURVE_SAMPLES		24

/* how often corridors are made higher for labels */
#define ATTEMPTS			6
#define STRETCH				1.3

/* no height makes room for more labels, so that one attempt will do */
#define MOST_SPREAD_LABELS	2000

/* an end of an arrow at a side of a box */
typedef struct Port
{
	int			box;
	bool		is_top;
	double		towards;		/* where the arrow comes from */
	int			arrow;
	bool		is_effect;
	double		x;
} Port;

typedef struct Grid
{
	double		cell;			/* the side of a cell */
	int			columns;
	int			rows;
	int		   *count;			/* arrows in the cell */
	int		   *last;			/* the last of them */
} Grid;

static inline bool
IsLoop(const MapArrow *arrow)
{
	return arrow->cause == arrow->effect;
}

static inline bool
IsArc(const StrategyMap *map, const MapArrow *arrow)
{
	return map->items[arrow->cause].row == map->items[arrow->effect].row;
}

/*
 * Break the names into lines, which gives the rows their heights.
 */
static void
MeasureRows(StrategyMap *map, double *height)
{
	for (int r = 0; r < map->nrows; r++)
		height[r] = 30;
	for (int i = 0; i < map->nboxes; i++)
	{
		MapBox	   *box = &map->boxes[i];
		int			row = map->items[box->item].row;

		box->lines = WrapText(box->name, (MAP_BOX_WIDTH - 2 * MAP_BOX_PADDING) / MAP_NAME_SIZE, MAP_NAME_LINES);
		height[row] = Max(height[row], 2 * MAP_BOX_PADDING + MAP_NAME_LEADING * (box->lines.nlines + 1) + 4);
	}
	for (int i = 0; i < map->nbands; i++)
	{
		MapBand    *band = &map->bands[i];

		band->lines = WrapText(band->name, (MAP_GUTTER - 2 * MAP_BOX_PADDING) / (MAP_NAME_SIZE * MAP_BOLD), MAP_NAME_LINES);
	}
}

/*
 * The room that a band needs above and below its rows, to hold its own name.
 */
static double
BandPadding(const MapBand *band, const double *height)
{
	double		rows = 0;

	for (int r = band->first_row; r < band->first_row + band->nrows; r++)
		rows += height[r];
	return Max(MAP_BAND_PADDING, ceil(((band->lines.nlines + band->is_empty) * MAP_NAME_LEADING + 16 - rows) / 2));
}

/*
 * How high the corridor above each row is to be: the more arrows and the wider
 * their curves, the higher.
 */
static void
CorridorHeights(const StrategyMap *map, double *corridor)
{
	int		   *n = palloc0(sizeof(int) * Max(map->nrows, 1));

	memset(corridor, 0, sizeof(double) * map->nrows);
	for (int i = 0; i < map->narrows; i++)
	{
		const MapArrow *arrow = &map->arrows[i];
		int			upper = map->items[arrow->upper].row;
		int			above = arrow->upper;

		CHECK_FOR_INTERRUPTS();
		if (IsLoop(arrow))
			continue;
		for (int j = 0; j <= arrow->nlanes; j++)
		{
			int			below = j < arrow->nlanes ? arrow->first_lane + j : arrow->lower;
			int			row = IsArc(map, arrow) ? upper : upper + 1 + j;

			n[row]++;
			corridor[row] = Max(corridor[row], fabs(map->items[above].x - map->items[below].x));
			above = below;
		}
	}
	for (int r = 0; r < map->nrows; r++)
		corridor[r] = n[r] == 0 ? CORRIDOR_LEAST : Min(44 + 3.0 * n[r] + 0.1 * corridor[r], CORRIDOR_MOST);
	pfree(n);
}

/*
 * Give rows, boxes and bands their heights.
 */
static void
PlaceRows(StrategyMap *map, const double *height, const double *corridors, double stretch)
{
	double		y = MAP_MARGIN + MAP_HEADING;

	for (int b = 0; b < map->nbands; b++)
	{
		MapBand    *band = &map->bands[b];
		double		padding = BandPadding(band, height);

		for (int r = band->first_row; r < band->first_row + band->nrows; r++)
		{
			/* where no arrow passes, nothing needs more room */
			double		corridor = ceil(corridors[r] > CORRIDOR_LEAST ? corridors[r] * stretch : CORRIDOR_LEAST);

			if (r > band->first_row)
				y += corridor;
			else if (b == 0)
			{
				band->top = y;
				y += Max(padding, corridor);
			}
			else
			{
				double		before = map->bands[b - 1].bottom - y;

				/* the band begins in the corridor */
				corridor = Max(corridor, before + BAND_GAP + padding);
				y += corridor;
				band->top = y - padding;
			}
			map->rows[r].top = y;
			y += height[r];
			map->rows[r].bottom = y;
		}
		band->bottom = y + padding;
	}
	map->legend_top = (map->nbands > 0 ? map->bands[map->nbands - 1].bottom : y) + MAP_BAND_PADDING;

	for (int i = 0; i < map->nboxes; i++)
	{
		MapBox	   *box = &map->boxes[i];
		const MapItem *item = &map->items[box->item];

		box->left = item->x - item->half;
		box->right = item->x + item->half;
		box->top = map->rows[item->row].top;
		box->bottom = map->rows[item->row].bottom;
	}
}

static int
ComparePorts(const void *a, const void *b)
{
	const Port *x = a;
	const Port *y = b;

	if (x->box != y->box)
		return x->box - y->box;
	if (x->is_top != y->is_top)
		return x->is_top ? -1 : 1;
	if (x->towards != y->towards)
		return x->towards < y->towards ? -1 : 1;
	if (x->arrow != y->arrow)
		return x->arrow - y->arrow;
	return x->is_effect - y->is_effect;
}

/*
 * Spread the ends of arrows over the sides of their boxes.  The result has the
 * two ends of each arrow, cause first.
 */
static double *
SpreadPorts(const StrategyMap *map)
{
	int			nports = 0;
	Port	   *ports = MemoryContextAllocHuge(CurrentMemoryContext, mul_size(sizeof(Port), Max(2 * map->narrows, 1)));
	double	   *result = MemoryContextAllocHuge(CurrentMemoryContext, mul_size(sizeof(double), Max(2 * map->narrows, 1)));

	for (int i = 0; i < map->narrows; i++)
	{
		const MapArrow *arrow = &map->arrows[i];

		if (IsLoop(arrow))
			continue;
		for (int end = 0; end < 2; end++)
		{
			Port	   *port = &ports[nports++];
			int			box = end == 0 ? arrow->cause : arrow->effect;
			bool		is_upper = arrow->upper == box;
			int			next;

			if (arrow->nlanes > 0)
				next = is_upper ? arrow->first_lane : arrow->first_lane + arrow->nlanes - 1;
			else
				next = end == 0 ? arrow->effect : arrow->cause;
			port->box = box;
			port->is_top = !is_upper || IsArc(map, arrow);
			port->towards = map->items[next].x;
			port->arrow = i;
			port->is_effect = end == 1;
		}
	}
	qsort(ports, nports, sizeof(Port), ComparePorts);
	for (int i = 0, j; i < nports; i = j)
	{
		const MapBox *box = &map->boxes[ports[i].box];
		double		gap;

		for (j = i + 1; j < nports && ports[j].box == ports[i].box && ports[j].is_top == ports[i].is_top;)
			j++;
		gap = Min(PORT_GAP, (box->right - box->left - 2 * PORT_MARGIN) / Max(j - i - 1, 1));
		for (int k = i; k < j; k++)
			result[2 * ports[k].arrow + ports[k].is_effect] =
				(box->left + box->right) / 2 + (k - i - (j - i - 1) / 2.0) * gap;
	}
	pfree(ports);
	return result;
}

static void
AddPoint(MapArrow *arrow, double x, double y)
{
	arrow->points[arrow->npoints].x = x;
	arrow->points[arrow->npoints].y = y;
	arrow->npoints++;
}

/*
 * A curve from the last point, vertical at both ends; straight down where it
 * goes nowhere else.
 */
static void
AddCurve(MapArrow *arrow, double x, double y)
{
	MapPoint	from = arrow->points[arrow->npoints - 1];

	AddPoint(arrow, from.x, from.y + (y - from.y) * 0.5);
	AddPoint(arrow, x, y - (y - from.y) * 0.5);
	AddPoint(arrow, x, y);
}

/*
 * The loop of an arrow from a box to itself.  used is the room at the box's
 * right that other loops have taken.
 */
static void
RouteLoop(const StrategyMap *map, MapArrow *arrow, double *used)
{
	const MapBox *box = &map->boxes[arrow->cause];
	double		width = Max(arrow->label_width, 16);
	double		apex = *used + width / 2 + 8;
	double		middle = (box->top + box->bottom) / 2;
	double		half = Min(10 + *used / 8, (box->bottom - box->top) / 2 - 4);

	arrow->npoints = 0;
	AddPoint(arrow, box->right, middle + half);
	AddPoint(arrow, box->right + apex / 0.75, middle + half);
	AddPoint(arrow, box->right + (apex - MAP_ARROW_HEAD / 4) / 0.75, middle - half);
	AddPoint(arrow, box->right + MAP_ARROW_HEAD, middle - half);
	arrow->label.x = box->right + apex;
	arrow->label.y = middle;
	*used += width + 16;
}

/*
 * Lay out all routes.
 */
static void
RouteArrows(StrategyMap *map)
{
	double	   *ports = SpreadPorts(map);
	double	   *used = palloc0(sizeof(double) * Max(map->nboxes, 1));

	for (int i = 0; i < map->narrows; i++)
	{
		MapArrow   *arrow = &map->arrows[i];
		const MapRow *upper = &map->rows[map->items[arrow->upper].row];
		bool		is_down = arrow->cause == arrow->upper;
		double		from = ports[2 * i + (is_down ? 0 : 1)];
		double		to = ports[2 * i + (is_down ? 1 : 0)];

		CHECK_FOR_INTERRUPTS();
		if (arrow->points == NULL)
			arrow->points = palloc(mul_size(sizeof(MapPoint), 6 * (Size) arrow->nlanes + 4));
		arrow->npoints = 0;
		if (IsLoop(arrow))
			RouteLoop(map, arrow, &used[arrow->cause]);
		else if (IsArc(map, arrow))
		{
			double		height = CORRIDOR_LEAST + Min(fabs(ports[2 * i] - ports[2 * i + 1]) * 0.1, 40);

			AddPoint(arrow, ports[2 * i], upper->top);
			AddPoint(arrow, ports[2 * i], upper->top - height);
			AddPoint(arrow, ports[2 * i + 1], upper->top - height);
			AddPoint(arrow, ports[2 * i + 1], upper->top - MAP_ARROW_HEAD);
		}
		else
		{
			/* from above to below; the head is at the effect */
			AddPoint(arrow, from, upper->bottom + (is_down ? 0 : MAP_ARROW_HEAD));
			for (int j = 0; j < arrow->nlanes; j++)
			{
				const MapItem *lane = &map->items[arrow->first_lane + j];

				AddCurve(arrow, lane->x, map->rows[lane->row].top);
				AddCurve(arrow, lane->x, map->rows[lane->row].bottom);
			}
			AddCurve(arrow, to, map->rows[map->items[arrow->lower].row].top - (is_down ? MAP_ARROW_HEAD : 0));
			if (!is_down)
				for (int j = 0, k = arrow->npoints - 1; j < k; j++, k--)
				{
					MapPoint	point = arrow->points[j];

					arrow->points[j] = arrow->points[k];
					arrow->points[k] = point;
				}
		}
	}
	pfree(used);
	pfree(ports);
}

/*
 * A point of a curve of a route.
 */
static MapPoint
CurvePoint(const MapPoint *p, double t)
{
	double		s = 1 - t;
	double		a = s * s * s;
	double		b = 3 * s * s * t;
	double		c = 3 * s * t * t;
	double		d = t * t * t;
	MapPoint	result = {a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
	a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y};

	return result;
}

/*
 * What an array of the grid has for a cell; NULL outside the grid.
 */
static inline int *
GridCell(const Grid *grid, int *array, int x, int y)
{
	if (x < 0 || y < 0 || x >= grid->columns || y >= grid->rows)
		return NULL;
	return &array[(Size) y * grid->columns + x];
}

/*
 * Which arrows pass which cells.  A map that is too large for small cells has
 * larger ones.
 */
static Grid
CoverGrid(const StrategyMap *map)
{
	Grid		grid;
	Size		ncells;

	grid.cell = CELL;
	while ((map->width / grid.cell + 1) * (map->legend_top / grid.cell + 1) > MOST_CELLS)
		grid.cell *= 2;
	grid.columns = (int) (map->width / grid.cell) + 1;
	grid.rows = (int) (map->legend_top / grid.cell) + 1;
	ncells = mul_size(grid.columns, grid.rows);
	grid.count = MemoryContextAllocExtended(CurrentMemoryContext, mul_size(ncells, sizeof(int)), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	grid.last = MemoryContextAllocExtended(CurrentMemoryContext, mul_size(ncells, sizeof(int)), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	for (int i = 0; i < map->narrows; i++)
	{
		const MapArrow *arrow = &map->arrows[i];

		CHECK_FOR_INTERRUPTS();
		for (int j = 0; j + 3 < arrow->npoints; j += 3)
			for (int k = 0; k <= CURVE_SAMPLES; k++)
			{
				MapPoint	p = CurvePoint(&arrow->points[j], (double) k / CURVE_SAMPLES);
				int		   *count = GridCell(&grid, grid.count, (int) (p.x / grid.cell), (int) (p.y / grid.cell));
				int		   *last = GridCell(&grid, grid.last, (int) (p.x / grid.cell), (int) (p.y / grid.cell));

				if (count != NULL && *last != i + 1)
				{
					*last = i + 1;
					(*count)++;
				}
			}
	}
	return grid;
}

/*
 * The arrows under a label.
 */
static int
Covered(const Grid *grid, MapPoint centre, double width)
{
	int			result = 0;

	for (int y = (int) ((centre.y - MAP_LABEL_HEIGHT / 2) / grid->cell); y <= (int) ((centre.y + MAP_LABEL_HEIGHT / 2) / grid->cell); y++)
		for (int x = (int) ((centre.x - width / 2) / grid->cell); x <= (int) ((centre.x + width / 2) / grid->cell); x++)
		{
			const int  *count = GridCell(grid, grid->count, x, y);

			result += count != NULL ? *count : 0;
		}
	return result;
}

/*
 * Do two labels come too near to each other?
 */
static bool
LabelsMeet(MapPoint a, double a_width, MapPoint b, double b_width)
{
	return fabs(a.x - b.x) < (a_width + b_width) / 2 + 2 &&
		fabs(a.y - b.y) < MAP_LABEL_HEIGHT + 2;
}

/*
 * Is there room for a label between the boxes: does it stand in one corridor?
 */
static bool
InCorridor(const StrategyMap *map, MapPoint centre, double width)
{
	double		top = centre.y - MAP_LABEL_HEIGHT / 2 - 1;
	double		bottom = centre.y + MAP_LABEL_HEIGHT / 2 + 1;
	int			low = 0;
	int			high = map->nrows;

	if (centre.x - width / 2 < MAP_MARGIN + MAP_GUTTER || centre.x + width / 2 > map->width - MAP_MARGIN)
		return false;
	/* the first row that ends below its top */
	while (low < high)
	{
		int			middle = (low + high) / 2;

		if (map->rows[middle].bottom <= top)
			low = middle + 1;
		else
			high = middle;
	}
	return low == map->nrows || map->rows[low].top >= bottom;
}

/*
 * Find a place for every label.  Returns false where one has to stand on
 * another.
 */
static bool
PlaceLabels(StrategyMap *map)
{
	Grid		grid = CoverGrid(map);
	int		   *placed = palloc(sizeof(int) * Max(map->narrows, 1));
	int			nplaced = 0;
	bool		all_free = true;

	for (int i = 0; i < map->narrows; i++)
		if (map->arrows[i].label_width > 0 && IsLoop(&map->arrows[i]))
			placed[nplaced++] = i;
	for (int i = 0; i < map->narrows; i++)
	{
		MapArrow   *arrow = &map->arrows[i];
		double		least = INFINITY;

		CHECK_FOR_INTERRUPTS();
		if (arrow->label_width <= 0 || IsLoop(arrow))
			continue;
		for (int j = 0; j + 3 < arrow->npoints; j += 3)
			for (int k = 2; k <= CURVE_SAMPLES - 2; k++)
			{
				double		t = (double) k / CURVE_SAMPLES;
				MapPoint	p = CurvePoint(&arrow->points[j], t);
				double		cost;

				if (!InCorridor(map, p, arrow->label_width))
					continue;
				/* the middle of a curve, and rather the last one */
				cost = Covered(&grid, p, arrow->label_width) + fabs(t - 0.5) * 2 + (arrow->npoints - j) * 0.1;
				/* not on the head */
				if (fabs(p.y - arrow->points[arrow->npoints - 1].y) < MAP_LABEL_HEIGHT / 2 + 4 &&
					fabs(p.x - arrow->points[arrow->npoints - 1].x) < arrow->label_width / 2 + MAP_ARROW_HEAD)
					cost += 20;
				for (int m = 0; m < nplaced && cost < least; m++)
				{
					const MapArrow *other = &map->arrows[placed[m]];

					if (LabelsMeet(p, arrow->label_width, other->label, other->label_width))
						cost += 1000;
				}
				if (cost < least)
				{
					least = cost;
					arrow->label = p;
				}
			}
		if (least >= 1000)
			all_free = false;
		if (isinf(least))
			arrow->label = CurvePoint(arrow->points, 0.5);
		placed[nplaced++] = i;
	}
	pfree(placed);
	pfree(grid.count);
	pfree(grid.last);
	return all_free;
}

/*
 * Find the heights of everything, the routes and the places of labels.
 */
void
MapRoute(StrategyMap *map)
{
	double	   *height = palloc(sizeof(double) * Max(map->nrows, 1));
	double	   *corridors = palloc(sizeof(double) * Max(map->nrows, 1));
	double		stretch = 1;
	int			attempts = ATTEMPTS;
	int			nlabels = 0;

	for (int i = 0; i < map->narrows; i++)
		nlabels += map->arrows[i].label_width > 0;
	if (nlabels > MOST_SPREAD_LABELS)
		attempts = 1;
	MeasureRows(map, height);
	CorridorHeights(map, corridors);
	for (int attempt = 0; attempt < attempts; attempt++)
	{
		CHECK_FOR_INTERRUPTS();
		PlaceRows(map, height, corridors, stretch);
		RouteArrows(map);
		if (PlaceLabels(map))
			break;
		stretch *= STRETCH;
	}
	pfree(height);
	pfree(corridors);
}
