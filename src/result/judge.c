/*
 * judge.c
 *	  Which target a measure's value is held against.
 *
 * For a period P it is the first of these that exists:
 *
 *	1	the row planned for the entity and P itself;
 *	2	what the entity's rows for finer periods in P come to;
 *	3	if the figure is a rate: the row of the whole company for P, then 2 with
 *		the company's rows where the entity has none;
 *	4	the row of the finest coarser period that holds P, the entity's own and,
 *		for a rate, the company's, made P's by the measure's spread (spread.c).
 *
 * An amount depends on the size of the unit, so that the company's target is
 * no one entity's; its rows are not even brought here.
 *
 * In 2, the parts that count are those with an actual: a quarter under way is
 * held against its months so far.  They are of the finest grain that serves,
 * from the measure's own on, as long as no part sticks out of the window.
 * Targets roll up as their measure does.  Where the months' values add up, so do
 * their curves, knot by knot, and where the value is the months' mean, the
 * target is the mean curve: every part needs its row.  Where the value is that of
 * one month (last, min, max), or a rate that is not made of months at all
 * (query, formula), it is held against the row of the latest part, and the others are not
 * asked for.  An amount found by query, a count of distinct customers say, has
 * no target made of its parts', and neither has an amount by formula.  Curves of unlike scores have no sum; the whole
 * then has no target, and the search is over.
 *
 * A row without a target says that nothing is planned.  For P it ends all but
 * the search among finer rows; for a part it is that part's row, which adds
 * nothing to a sum and takes no part in a mean; for a coarser period it ends the
 * search in 4, and a part whose search ended so has a row without a target.
 *
 * A stretch that is not one period (a year to date, or the part of a period that
 * has been observed) has the target that its own periods with an actual come to,
 * each found by 1 to 4, the last one cut by the share of it that has been
 * observed.
 *
 * Who finds no target wants to know why.  The search notes the first obstacle it
 * meets, with the period that it met it in.
 */
#include "postgres.h"

#include "compat.h"
#include "miscadmin.h"
#include "result/result.h"

/* targets of parts, on the way to that of the whole */
typedef struct Total
{
	const TreeNode *node;
	const Target *target;		/* so far */
	int			count;			/* parts that have one */
	bool		unlike;			/* their curves have no sum */
} Total;

#define AddsUp(rule)	((rule) == ROLLUP_SUM || (rule) == ROLLUP_MEAN)

/* an amount that nothing is known of from its parts' */
#define IsWhole(node)	((node)->figure == KIND_AMOUNT && \
						 ((node)->window.rule == ROLLUP_QUERY || (node)->window.rule == ROLLUP_FORMULA))

/* What SQL calls the reasons (learning/reasons.sql says them in words). */
const char *
LackName(Lack lack)
{
	static const char *const names[] = {"plan", "nothing", "part", "unlike", "spread", "count"};

	return names[lack];
}

/* Note why there is no target, unless an earlier obstacle has been noted. */
static void
NoteLack(Goal *goal, Lack lack, Period period)
{
	if (goal->lack != LACK_PLAN)
		return;
	goal->lack = lack;
	goal->has_lack_period = true;
	goal->lack_period = period;
}

/* Take in a part's target, NULL where nothing is planned for it. */
static void
TotalTake(Total *total, const Target *target)
{
	if (!AddsUp(total->node->window.rule))
	{
		total->target = target;
		total->count = target != NULL;
		return;
	}
	if (target == NULL)
		return;
	if (total->count++ == 0)
		total->target = target;
	else if (!total->unlike && TargetSameScores(total->target, target))
		total->target = TargetAdd(total->target, target);
	else
		total->unlike = true;
}

/* What has come of the parts, the last of which is told of where it is nothing. */
static void
TotalGive(const Total *total, Period last, Goal *goal)
{
	goal->finding = FOUND_NOTHING;
	if (total->count == 0 || total->unlike)
	{
		goal->lack = LACK_PLAN;
		NoteLack(goal, total->unlike ? LACK_UNLIKE : LACK_NOTHING, last);
		return;
	}
	goal->finding = FOUND_TARGET;
	goal->target = total->node->window.rule == ROLLUP_MEAN && total->count > 1 ?
		TargetDivide(total->target, total->count) : total->target;
}

/* The row of a part: the entity's own or, where that may be, the company's. */
static const TargetRow *
FindRow(const Targets *own, const Targets *shared, Period period)
{
	const TargetRow *row = TargetsFind(own, period);

	return row != NULL || shared == NULL ? row : TargetsFind(shared, period);
}

/* Are there rows of a grain for parts of the period that is judged? */
static bool
HasRowsWithin(const TreeNode *node, const Targets *rows, PeriodGrain grain)
{
	for (int i = 0; rows != NULL && i < rows->nrows; i++)
	{
		if (PeriodGrainOf(rows->rows[i].period) == grain && PeriodIsPart(rows->rows[i].period, node->judged))
			return true;
	}
	return false;
}

/* Is a part of a coarser grain than the measure's own all inside the window? */
static bool
IsInside(const Window *window, Period part)
{
	PeriodGrain fine = OwnGrain(window);

	return PeriodFirstWithin(part, fine) >= window->first &&
		PeriodLastWithin(part, fine) <= window->last;
}

/*
 * Roll up the targets of the parts of one grain.  False if the grain does not
 * serve, because a part that counts has no row or sticks out.
 */
static bool
RollUpGrain(const TreeNode *node, const Targets *own, const Targets *shared,
			const Parts *parts, PeriodGrain grain, Goal *goal)
{
	const Window *window = &node->window;
	bool		is_own = grain == OwnGrain(window);
	bool		stored = window->rule == ROLLUP_QUERY && !is_own;
	const Period *periods = stored ? parts->stored : parts->periods;
	int			count = stored ? parts->nstored : parts->count;
	Total		total = {node, NULL, 0, false};
	bool		taken = false;
	Period		last_part = 0;

	for (int i = 0; !is_own && !stored && i < count; i++)
	{
		if (!IsInside(window, PeriodEnclosing(periods[i], grain, node->first_month)))
			return false;
	}

	for (int n = 0; n < count; n++)
	{
		/* the latest is asked for alone where it decides */
		int			i = AddsUp(window->rule) ? n : count - 1 - n;
		const TargetRow *row;
		Period		part;

		CHECK_FOR_INTERRUPTS();
		if (stored && (PeriodGrainOf(periods[i]) != grain || !PeriodIsPart(periods[i], node->judged)))
			continue;
		part = is_own ? periods[i] : PeriodEnclosing(periods[i], grain, node->first_month);
		if (taken && part == last_part)
			continue;
		row = FindRow(own, shared, part);
		if (row == NULL)
		{
			if (HasRowsWithin(node, own, grain) || HasRowsWithin(node, shared, grain))
				NoteLack(goal, LACK_PART, part);
			return false;
		}
		TotalTake(&total, row->target);
		last_part = part;
		taken = true;
		if (!AddsUp(window->rule))
			break;
	}
	if (!taken)
		return false;
	TotalGive(&total, last_part, goal);
	return true;
}

/* The same for the finest grain that serves. */
static bool
RollUpTargets(const TreeNode *node, const Targets *own, const Targets *shared,
			  const Parts *parts, Goal *goal)
{
	const Window *window = &node->window;

	if (WindowIsSingle(window) ||
		(own->nrows == 0 && (shared == NULL || shared->nrows == 0)))
		return false;
	if (IsWhole(node))
	{
		for (int grain = OwnGrain(window); grain > (int) PeriodGrainOf(node->judged); grain--)
		{
			if (HasRowsWithin(node, own, (PeriodGrain) grain))
				NoteLack(goal, LACK_COUNT, node->judged);
		}
		return false;
	}
	for (int grain = OwnGrain(window); grain > (int) PeriodGrainOf(node->judged); grain--)
	{
		if (RollUpGrain(node, own, shared, parts, (PeriodGrain) grain, goal))
			return true;
	}
	return false;
}

/* The target that the finest coarser period lends to one within it. */
static void
FindCoarser(const TreeNode *node, const Targets *own, const Targets *shared,
			Period period, const Parts *parts, Goal *goal)
{
	for (int grain = (int) PeriodGrainOf(period) - 1; grain >= PERIOD_YEAR; grain--)
	{
		Period		coarse = PeriodEnclosing(period, (PeriodGrain) grain, node->first_month);
		const Targets *rows = own;
		const TargetRow *row = TargetsFind(own, coarse);

		if (row == NULL && shared != NULL)
		{
			rows = shared;
			row = TargetsFind(shared, coarse);
		}
		if (row == NULL)
			continue;
		if (row->target == NULL)
		{
			goal->finding = FOUND_NOTHING;
			NoteLack(goal, LACK_NOTHING, coarse);
			return;
		}
		goal->target = SpreadTarget(node, rows, row, period, parts);
		if (goal->target != NULL)
		{
			goal->finding = FOUND_TARGET;
			goal->has_period = true;
			goal->period = coarse;
		}
		else
			NoteLack(goal, LACK_SPREAD, coarse);
		return;
	}
}

/*
 * The target of a period, by all four steps.  Parts are NULL for a period of the
 * measure's own grain.
 */
static void
FindPeriodGoal(const TreeNode *node, const Targets *own, Period period, const Parts *parts, Goal *goal)
{
	const Targets *shared = node->figure == KIND_RATE ? &node->shared : NULL;
	const TargetRow *mine = TargetsFind(own, period);
	const TargetRow *theirs = shared != NULL ? TargetsFind(shared, period) : NULL;
	bool		nothing = (mine != NULL && mine->target == NULL) ||
		(mine == NULL && theirs != NULL && theirs->target == NULL);

	memset(goal, 0, sizeof(Goal));
	goal->has_period = true;
	goal->period = period;
	if (mine != NULL && mine->target != NULL)
	{
		goal->finding = FOUND_TARGET;
		goal->target = mine->target;
		return;
	}
	if (parts != NULL && RollUpTargets(node, own, NULL, parts, goal))
		return;
	if (!nothing && theirs != NULL)
	{
		goal->finding = FOUND_TARGET;
		goal->target = theirs->target;
		return;
	}
	if (parts != NULL && shared != NULL && RollUpTargets(node, own, shared, parts, goal))
		return;
	goal->has_period = false;
	if (nothing)
	{
		goal->finding = FOUND_NOTHING;
		NoteLack(goal, LACK_NOTHING, period);
	}
	else
		FindCoarser(node, own, shared, period, parts, goal);
}

/*
 * The target of a stretch: what those of its own periods with an actual come to.
 * Of the last one only this share counts.
 */
void
FindStretchGoal(const TreeNode *node, const Targets *own, const Parts *parts,
				double last_share, Goal *goal)
{
	const Window *window = &node->window;
	bool		cuts = window->rule == ROLLUP_SUM || node->spread == SPREAD_DAYS;
	Total		total = {node, NULL, 0, false};

	memset(goal, 0, sizeof(Goal));
	if (parts->count == 0)
		return;
	/* those who were counted once so far are no share of those in the whole */
	if (IsWhole(node) &&
		(!WindowIsSingle(window) || (node->spread == SPREAD_NONE && last_share < 1)))
	{
		if (own->nrows > 0)
			NoteLack(goal, LACK_COUNT, parts->periods[parts->count - 1]);
		return;
	}
	for (int i = AddsUp(window->rule) ? 0 : parts->count - 1; i < parts->count; i++)
	{
		Goal		part;

		CHECK_FOR_INTERRUPTS();
		FindPeriodGoal(node, own, parts->periods[i], NULL, &part);
		if (part.finding == FOUND_NONE)
		{
			if (part.lack != LACK_PLAN)
				NoteLack(goal, part.lack, part.lack_period);
			else if (own->nrows > 0 || node->shared.nrows > 0)
				NoteLack(goal, LACK_PART, parts->periods[i]);
			return;
		}
		if (part.target != NULL && i == parts->count - 1 && cuts && last_share > 0 && last_share < 1)
		{
			part.target = ScaledTarget(part.target, last_share, 1);
			if (part.target == NULL)
			{
				goal->finding = FOUND_NOTHING;
				return;
			}
		}
		TotalTake(&total, part.target);
	}
	TotalGive(&total, parts->periods[parts->count - 1], goal);
}

/*
 * What whoever has no targets of her own is held against in one period of the
 * measure: the same for all, so that it is found once for a tree.
 */
void
FindUsualGoal(TreeNode *node)
{
	static const Targets none = {0};

	if (node->kind != READING_NOW || !node->has_judged || !WindowIsSingle(&node->window))
		return;
	FindPeriodGoal(node, &none, node->judged, NULL, &node->usual);
	node->has_usual = true;
}

/*
 * The target that the score is told by, given the entity's own rows and which
 * periods of the window have an actual.
 */
void
FindGoal(const TreeNode *node, const Targets *own, const Parts *parts, Goal *goal)
{
	if (node->has_usual && own->nrows == 0)
		*goal = node->usual;
	else
		FindPeriodGoal(node, own, node->judged, WindowIsSingle(&node->window) ? NULL : parts, goal);
}
