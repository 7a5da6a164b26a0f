/*
 * targets.c
 *	  What is planned for a measure: a list of periods and their targets, which
 *	  is filled in any order and then looked up in.
 */
#include "postgres.h"

#include "compat.h"
#include "result/result.h"
#include "utils/memutils.h"

/* Keep a copy of what is planned for a period; a NULL target says that nothing is. */
void
TargetsAdd(Targets *targets, MemoryContext context, Period period, const Target *target)
{
	TargetRow  *row;

	if (targets->nrows == targets->capacity)
	{
		if (targets->capacity == 0)
		{
			targets->capacity = 1;
			targets->rows = MemoryContextAlloc(context, sizeof(TargetRow));
		}
		else
		{
			if (targets->capacity > (int32) (MaxAllocSize / sizeof(TargetRow) / 2))
				ereport(ERROR,
						(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						 errmsg("too many targets in one period")));
			targets->capacity *= 2;
			targets->rows = repalloc(targets->rows, sizeof(TargetRow) * targets->capacity);
		}
	}
	row = &targets->rows[targets->nrows++];
	row->period = period;
	row->target = NULL;
	if (target != NULL)
	{
		row->target = MemoryContextAlloc(context, VARSIZE(target));
		memcpy(row->target, target, VARSIZE(target));
	}
}

static int
CompareRows(const void *a, const void *b)
{
	Period		left = ((const TargetRow *) a)->period;
	Period		right = ((const TargetRow *) b)->period;

	return (left > right) - (left < right);
}

/* Make the targets ready to be looked up in. */
void
TargetsSort(Targets *targets)
{
	if (targets->nrows > 1)
		qsort(targets->rows, targets->nrows, sizeof(TargetRow), CompareRows);
}

/* The row planned for a period, or NULL. */
const TargetRow *
TargetsFind(const Targets *targets, Period period)
{
	TargetRow	key;

	if (targets->nrows == 0)
		return NULL;
	key.period = period;
	key.target = NULL;
	return bsearch(&key, targets->rows, targets->nrows, sizeof(TargetRow), CompareRows);
}
