/*
 * judge.c
 *	  Which target a measure's value is held against.
 *
 * A window of one period is judged by the target of that period, one of a
 * whole coarser period by the target given for it.  Where there is none, the
 * target is rolled up from those of just those parts of the window that have
 * an actual, all of them needed: a quarter under way is held against its
 * months so far.  The parts are of the measure's own frequency or, where those
 * have no targets, of the finest coarser grain that has, as long as no part
 * sticks out of the window.
 *
 * The entity's own targets come first, those for the parts too.  Without all
 * of these the target counts that was given for all entities and the whole
 * period; without that, those given for all fill in where the entity has none.
 * Targets of all that are to be added up are no one entity's: the tree does
 * not bring them here.
 *
 * Targets roll up as their measure does: if the months' values add up, so do
 * their targets, knot by knot; if the value is the months' mean, the target is
 * the mean curve; and where the value is that of one month (last, min, max) or
 * not made of months at all (query), it is held against the last target given.
 * Curves of unlike scores (a straight one and one with a stretch goal) have no
 * sum.  The whole then has no target, rather than an error: one inconsistent
 * plan must not keep the rest of a scorecard from being read.
 */
#include "postgres.h"

#include "compat.h"
#include "miscadmin.h"
#include "result/result.h"
#include "utils/memutils.h"

/* Keep a copy of a target. */
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
	row->target = MemoryContextAlloc(context, VARSIZE(target));
	memcpy(row->target, target, VARSIZE(target));
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

/* The target given for a period, or NULL. */
static const Target *
TargetsFind(const Targets *targets, Period period)
{
	TargetRow	key;
	TargetRow  *found;

	if (targets->nrows == 0)
		return NULL;
	key.period = period;
	key.target = NULL;
	found = bsearch(&key, targets->rows, targets->nrows, sizeof(TargetRow), CompareRows);
	return found == NULL ? NULL : found->target;
}

/*
 * What the targets of parts of this grain come to.  False if a part has none
 * or sticks out; *whole is NULL where they do not add up.  "shared" is NULL
 * where only the entity's own count.
 */
static bool
RollUpGrain(const TreeNode *node, const Targets *own, const Targets *shared,
			const Period *present, int npresent, PeriodGrain grain, const Target **whole)
{
	const Window *window = &node->window;
	PeriodGrain fine = PeriodGrainOf(window->first);
	bool		adds = window->rule == ROLLUP_SUM || window->rule == ROLLUP_MEAN;
	Target	   *sum = NULL;
	Period		last_part = 0;
	int			nparts = 0;

	*whole = NULL;
	for (int i = 0; i < npresent; i++)
	{
		Period		part = PeriodEnclosing(present[i], grain, node->first_month);
		const Target *target;

		CHECK_FOR_INTERRUPTS();
		if (nparts > 0 && part == last_part)
			continue;
		if (grain != fine &&
			(PeriodFirstWithin(part, fine) < window->first ||
			 PeriodLastWithin(part, fine) > window->last))
			return false;
		target = TargetsFind(own, part);
		if (target == NULL && shared != NULL)
			target = TargetsFind(shared, part);
		if (target == NULL)
			return false;
		last_part = part;
		if (nparts++ == 0 || !adds)
			*whole = target;
		else if (*whole != NULL && !TargetSameScores(*whole, target))
			*whole = NULL;		/* but a missing target still counts as such */
		else if (*whole != NULL)
		{
			Target	   *longer = TargetAdd(*whole, target);

			if (sum != NULL)
				pfree(sum);
			*whole = sum = longer;
		}
	}
	if (*whole != NULL && window->rule == ROLLUP_MEAN)
		*whole = TargetDivide(*whole, nparts);
	return true;
}

/* The same for the finest grain whose targets are complete. */
static bool
RollUpTargets(const TreeNode *node, const Targets *own, const Targets *shared,
		   const Period *present, int npresent, const Target **whole)
{
	for (int grain = PeriodGrainOf(node->window.first); grain >= PERIOD_YEAR; grain--)
	{
		if (RollUpGrain(node, own, shared, present, npresent, (PeriodGrain) grain, whole))
			return true;
	}
	return false;
}

/*
 * The target of a measure for the window, given the entity's own targets and
 * which periods of the window have an actual; NULL if it has none.
 */
const Target *
FindTarget(const TreeNode *node, const Targets *own, const Period *present, int npresent)
{
	bool		has_parts = npresent > 0 && !WindowIsSingle(&node->window);
	const Target *target = NULL;

	if (node->has_judged && (target = TargetsFind(own, node->judged)) != NULL)
		return target;
	if (has_parts && own->nrows > 0 &&
		RollUpTargets(node, own, NULL, present, npresent, &target))
		return target;
	if (node->has_judged && (target = TargetsFind(&node->shared, node->judged)) != NULL)
		return target;
	if (has_parts && node->shared.nrows > 0 &&
		RollUpTargets(node, own, &node->shared, present, npresent, &target))
		return target;
	return NULL;
}
