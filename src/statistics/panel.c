/*
 * panel.c
 *	  The rows of a panel, gathered by aggregates.
 *
 * The aggregates over panels need all rows at once, so their state keeps them:
 * entities are numbered as they come and known by the bytes of their names,
 * rows are kept in columns.  Workers send their states whole.  The final
 * functions read the rows by entity and period, in an order of their own that
 * does not change the state, so that the result depends neither on the order
 * of rows nor on the plan, to the last bit.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "compat.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "port.h"
#include "statistics/panel.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(bsc_panel_combine);
PG_FUNCTION_INFO_V1(bsc_panel_serialize);
PG_FUNCTION_INFO_V1(bsc_panel_deserialize);

/* rows and entities at most; what they take is checked where it grows */
#define MAX_ROWS		((int64) PG_INT32_MAX)

/*
 * The state argument of a support function, NULL before the first row.
 */
Panel *
PanelArgument(FunctionCallInfo fcinfo, MemoryContext *context)
{
	if (!AggCheckCallContext(fcinfo, context))
		elog(ERROR, "panel aggregate called in non-aggregate context");
	return PG_ARGISNULL(0) ? NULL : (Panel *) PG_GETARG_POINTER(0);
}

/*
 * An empty state.
 */
Panel *
PanelCreate(MemoryContext context)
{
	Panel	   *panel = MemoryContextAllocZero(context, sizeof(Panel));

	panel->context = context;
	panel->option = -1;
	panel->row_room = 64;
	panel->entity = MemoryContextAlloc(context, panel->row_room * sizeof(uint32));
	panel->period = MemoryContextAlloc(context, panel->row_room * sizeof(Period));
	panel->entity_room = 16;
	panel->name_room = 256;
	panel->names = MemoryContextAlloc(context, panel->name_room);
	panel->name_off = MemoryContextAllocZero(context, (panel->entity_room + 1) * sizeof(Size));
	panel->start = MemoryContextAlloc(context, panel->entity_room * sizeof(Period));
	panel->slot_mask = 63;
	panel->slots = MemoryContextAllocZero(context, (panel->slot_mask + 1) * sizeof(EntitySlot));
	return panel;
}

/*
 * Say how many numbers a row has; it must be the same throughout.
 */
void
PanelSetWidth(Panel *panel, int width)
{
	if (panel->width == 0)
	{
		panel->width = width;
		panel->value = MemoryContextAllocHuge(panel->context,
											  (Size) panel->row_room * width * sizeof(double));
	}
	else if (panel->width != width)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there must be as many causes in all rows, not %d and %d",
						panel->width - 1, width - 1)));
}

/*
 * Double the table of entities.
 */
static void
GrowSlots(Panel *panel)
{
	uint32		mask = panel->slot_mask * 2 + 1;
	EntitySlot *slots = MemoryContextAllocExtended(panel->context,
												   ((Size) mask + 1) * sizeof(EntitySlot),
												   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);

	for (uint32 i = 0; i <= panel->slot_mask; i++)
	{
		uint32		place = panel->slots[i].hash & mask;

		if (panel->slots[i].entity == 0)
			continue;
		while (slots[place].entity != 0)
			place = (place + 1) & mask;
		slots[place] = panel->slots[i];
	}
	pfree(panel->slots);
	panel->slots = slots;
	panel->slot_mask = mask;
}

static bool
IsCalled(const Panel *panel, uint32 entity, const char *name, int len)
{
	Size		start = panel->name_off[entity];

	return panel->name_off[entity + 1] - start == (Size) len &&
		memcmp(panel->names + start, name, len) == 0;
}

/*
 * A new entity.
 */
static uint32
AddEntity(Panel *panel, const char *name, int len, Period start)
{
	Size		end = panel->name_off[panel->nentities];

	if (panel->nentities == panel->entity_room)
	{
		Size		room = (Size) panel->entity_room * 2;

		panel->name_off = repalloc_huge(panel->name_off, (room + 1) * sizeof(Size));
		panel->start = repalloc_huge(panel->start, room * sizeof(Period));
		panel->entity_room = (uint32) room;
	}
	if (end + len > panel->name_room)
	{
		panel->name_room = Max(panel->name_room * 2, end + len);
		panel->names = repalloc_huge(panel->names, panel->name_room);
	}
	memcpy(panel->names + end, name, len);
	panel->name_off[panel->nentities + 1] = end + len;
	panel->start[panel->nentities] = start;
	return panel->nentities++;
}

/*
 * How an entity's start is shown.
 */
static const char *
ShowStart(Period start)
{
	return start == PANEL_NEVER ? "never" : PeriodToCstring(start);
}

/*
 * The number of an entity, a new one if need be.  Its first treated period
 * must be the same throughout.
 */
uint32
PanelEntity(Panel *panel, const char *name, int len, Period start)
{
	uint32		entity = panel->recent;

	if (panel->nentities == 0 || !IsCalled(panel, entity, name, len))
	{
		uint32		hash = hash_bytes((const unsigned char *) name, len);
		uint32		place = hash & panel->slot_mask;

		while (panel->slots[place].entity != 0 &&
			   !(panel->slots[place].hash == hash &&
				 IsCalled(panel, panel->slots[place].entity - 1, name, len)))
			place = (place + 1) & panel->slot_mask;
		if (panel->slots[place].entity == 0)
		{
			entity = AddEntity(panel, name, len, start);
			panel->slots[place].hash = hash;
			panel->slots[place].entity = entity + 1;
			if (panel->nentities > panel->slot_mask / 2)
				GrowSlots(panel);
		}
		else
			entity = panel->slots[place].entity - 1;
		panel->recent = entity;
	}
	if (panel->start[entity] != start)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("entity \"%.*s\" has two first treated periods, %s and %s", len, name,
						ShowStart(panel->start[entity]), ShowStart(start))));
	return entity;
}

/*
 * A new row; returns where its numbers go.
 */
double *
PanelAddRow(Panel *panel, uint32 entity, Period period)
{
	if (panel->nrows == panel->row_room)
	{
		int64		room = panel->row_room * 2;

		if (room > MAX_ROWS)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("panel has too many rows")));
		panel->entity = repalloc_huge(panel->entity, room * sizeof(uint32));
		panel->period = repalloc_huge(panel->period, room * sizeof(Period));
		panel->value = repalloc_huge(panel->value, room * panel->width * sizeof(double));
		panel->row_room = room;
	}
	panel->entity[panel->nrows] = entity;
	panel->period[panel->nrows] = period;
	return panel->value + panel->nrows++ * panel->width;
}

/*
 * The name of an entity as a string.
 */
char *
PanelEntityName(const Panel *panel, uint32 entity)
{
	return pnstrdup(panel->names + panel->name_off[entity],
					panel->name_off[entity + 1] - panel->name_off[entity]);
}

/*
 * An argument that is a period, or the text of one.
 */
Period
PanelPeriodArgument(FunctionCallInfo fcinfo, int n)
{
	char	   *word;
	Period		period;

	if (get_fn_expr_argtype(fcinfo->flinfo, n) != TEXTOID)
		return PG_GETARG_PERIOD(n);
	word = text_to_cstring(PG_GETARG_TEXT_PP(n));
	period = PeriodParse(word, NULL);
	pfree(word);
	return period;
}

/*
 * qsort comparator: entities by the bytes of their names.
 */
static int
CompareEntities(const void *a, const void *b, void *arg)
{
	const Panel *panel = (const Panel *) arg;
	uint32		x = *(const uint32 *) a;
	uint32		y = *(const uint32 *) b;
	Size		x_len = panel->name_off[x + 1] - panel->name_off[x];
	Size		y_len = panel->name_off[y + 1] - panel->name_off[y];
	int			order = memcmp(panel->names + panel->name_off[x],
							   panel->names + panel->name_off[y], Min(x_len, y_len));

	return order != 0 ? order : (x_len > y_len) - (x_len < y_len);
}

/*
 * qsort comparator: rows by the place of their entity, then period.
 */
static int
CompareRows(const void *a, const void *b, void *arg)
{
	const PanelOrder *order = (const PanelOrder *) arg;
	const Panel *panel = order->panel;
	int64		x = *(const int64 *) a;
	int64		y = *(const int64 *) b;
	uint32		x_rank = order->rank[panel->entity[x]];
	uint32		y_rank = order->rank[panel->entity[y]];

	if (x_rank != y_rank)
		return x_rank < y_rank ? -1 : 1;
	return (panel->period[x] > panel->period[y]) - (panel->period[x] < panel->period[y]);
}

/*
 * Put rows in order, in the current memory context.
 */
void
PanelOrderRows(PanelOrder *order, const Panel *panel)
{
	uint32	   *entities = palloc_extended(Max(panel->nentities, 1) * sizeof(uint32), MCXT_ALLOC_HUGE);

	order->panel = panel;
	order->nrows = panel->nrows;
	order->rank = palloc_extended(Max(panel->nentities, 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
	order->row = palloc_extended(Max(panel->nrows, 1) * sizeof(int64), MCXT_ALLOC_HUGE);
	for (uint32 i = 0; i < panel->nentities; i++)
		entities[i] = i;
	qsort_interruptible(entities, panel->nentities, sizeof(uint32), CompareEntities,
						unconstify(Panel *, panel));
	for (uint32 i = 0; i < panel->nentities; i++)
		order->rank[entities[i]] = i;
	pfree(entities);
	for (int64 i = 0; i < panel->nrows; i++)
		order->row[i] = i;
	qsort_interruptible(order->row, panel->nrows, sizeof(int64), CompareRows, order);
	for (int64 i = 1; i < panel->nrows; i++)
		PanelRefuseTwice(order, i);
}

/*
 * Refuse a row that is of the same entity and period as the one before.
 */
void
PanelRefuseTwice(const PanelOrder *order, int64 place)
{
	const Panel *panel = order->panel;
	int64		row = order->row[place];

	if (CompareRows(&order->row[place - 1], &row, unconstify(PanelOrder *, order)) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("entity \"%s\" has period %s twice",
						PanelEntityName(panel, panel->entity[row]),
						PeriodToCstring(panel->period[row])),
				 errhint("Give one row for each entity and period.")));
}

/*
 * Merge two states.
 */
Datum
bsc_panel_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Panel	   *panel = PanelArgument(fcinfo, &context);
	Panel	   *more = PG_ARGISNULL(1) ? NULL : (Panel *) PG_GETARG_POINTER(1);
	uint32	   *number;

	if (more == NULL)
	{
		if (panel == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(panel);
	}
	if (panel == NULL)
		panel = PanelCreate(context);
	if (panel->option >= 0 && more->option >= 0 && panel->option != more->option)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the last argument must be the same in all rows")));
	panel->option = Max(panel->option, more->option);
	if (more->width > 0)
		PanelSetWidth(panel, more->width);
	number = palloc_extended(Max(more->nentities, 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
	for (uint32 i = 0; i < more->nentities; i++)
		number[i] = PanelEntity(panel, more->names + more->name_off[i],
								(int) (more->name_off[i + 1] - more->name_off[i]), more->start[i]);
	for (int64 i = 0; i < more->nrows; i++)
	{
		double	   *value = PanelAddRow(panel, number[more->entity[i]], more->period[i]);

		memcpy(value, more->value + i * more->width, more->width * sizeof(double));
	}
	pfree(number);
	PG_RETURN_POINTER(panel);
}

/*
 * A state as bytes: counts, entities, rows.
 */
Datum
bsc_panel_serialize(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Panel	   *panel = PanelArgument(fcinfo, &context);
	StringInfoData buffer;
	double		size = 64 + panel->name_off[panel->nentities] + panel->nentities * 12.0 +
	panel->nrows * (12.0 + panel->width * 8.0);

	if (size > MaxAllocSize - 64)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("panel has too many rows for one parallel worker"),
				 errhint("Set max_parallel_workers_per_gather to 0.")));
	pq_begintypsend(&buffer);
	enlargeStringInfo(&buffer, (int) size);
	pq_sendint32(&buffer, panel->width);
	pq_sendint32(&buffer, panel->option);
	pq_sendint32(&buffer, panel->nentities);
	pq_sendint32(&buffer, (int32) panel->nrows);
	for (uint32 i = 0; i < panel->nentities; i++)
	{
		int			len = (int) (panel->name_off[i + 1] - panel->name_off[i]);

		pq_sendint32(&buffer, len);
		pq_sendbytes(&buffer, panel->names + panel->name_off[i], len);
		pq_sendint64(&buffer, panel->start[i]);
	}
	for (int64 i = 0; i < panel->nrows; i++)
	{
		pq_sendint32(&buffer, panel->entity[i]);
		pq_sendint64(&buffer, panel->period[i]);
		for (int c = 0; c < panel->width; c++)
			pq_sendfloat8(&buffer, panel->value[i * panel->width + c]);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buffer));
}

/*
 * The state that panel_serialize wrote, checked.
 */
Datum
bsc_panel_deserialize(PG_FUNCTION_ARGS)
{
	bytea	   *bytes;
	StringInfoData buffer;
	Panel	   *panel;
	int			width;
	uint32		nentities;
	int			nrows;

	if (!AggCheckCallContext(fcinfo, NULL))
		elog(ERROR, "bsc_panel_deserialize called in non-aggregate context");
	bytes = PG_GETARG_BYTEA_PP(0);
	initStringInfo(&buffer);
	appendBinaryStringInfo(&buffer, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
	panel = PanelCreate(CurrentMemoryContext);
	width = pq_getmsgint(&buffer, 4);
	panel->option = pq_getmsgint(&buffer, 4);
	nentities = pq_getmsgint(&buffer, 4);
	nrows = pq_getmsgint(&buffer, 4);
	if (width < 0 || width > 10000 || panel->option < -1 || (width == 0 && nrows > 0) || nrows < 0)
		elog(ERROR, "invalid state of a panel aggregate");
	if (width > 0)
		PanelSetWidth(panel, width);
	for (uint32 i = 0; i < nentities; i++)
	{
		int			len = pq_getmsgint(&buffer, 4);
		const char *name = pq_getmsgbytes(&buffer, len);
		Period		start = pq_getmsgint64(&buffer);

		if (PanelEntity(panel, name, len, start) != i)
			elog(ERROR, "invalid state of a panel aggregate");
	}
	for (int i = 0; i < nrows; i++)
	{
		uint32		entity = pq_getmsgint(&buffer, 4);
		Period		period = pq_getmsgint64(&buffer);
		double	   *value;

		if (entity >= nentities)
			elog(ERROR, "invalid state of a panel aggregate");
		value = PanelAddRow(panel, entity, period);
		for (int c = 0; c < width; c++)
		{
			value[c] = pq_getmsgfloat8(&buffer);
			StatCheckFinite(value[c], "value");
		}
	}
	pq_getmsgend(&buffer);
	pfree(buffer.data);
	PG_RETURN_POINTER(panel);
}

/*
 * qsort comparator: periods in order.
 */
int
PanelComparePeriods(const void *a, const void *b, void *arg)
{
	Period		x = *(const Period *) a;
	Period		y = *(const Period *) b;

	return (x > y) - (x < y);
}
