/*
 * measure.c
 *	  The result of a measure: its value, what it is held against, and what that
 *	  says.
 *
 * The score holds the actual against the target of the whole period, as ever.
 * While the period is under way that says little: a year that is exactly on its
 * way would be red until December.  So there is the pace beside it, which holds
 * the same actual against the target of the part of the period that has been
 * observed, and the status of a provisional result is that of its pace.  Where
 * less than a fifth of the first of its periods has been observed, nothing is
 * said at all.
 */
#include "postgres.h"

#include "compat.h"
#include "result/result.h"

/* The parts that count: those that have begun by the moment. */
static Parts
PartsBegun(const Parts *parts, TimestampTz observed, pg_tz *zone)
{
	Parts		begun = *parts;

	while (begun.count > 0 &&
		   PeriodFirstMoment(begun.periods[begun.count - 1], zone) >= observed)
		begun.count--;
	return begun;
}

/*
 * The pace of a provisional result.
 */
static void
FindPace(const Tree *tree, const TreeNode *node, const Targets *own, const Parts *parts,
		 TimestampTz observed, NodeResult *result)
{
	Parts		begun;
	Goal		goal;

	if (result->too_early)
		return;
	begun = PartsBegun(parts, observed, tree->zone);
	if (begun.count > 0)
	{
		FindStretchGoal(node, own, &begun,
						ObservedShare(begun.periods[begun.count - 1], observed, tree->zone), &goal);
		if (goal.target != NULL)
		{
			result->has_pace = true;
			result->pace = TargetScore(goal.target, result->actual.value);
		}
	}
}

/* The status, by the pace where the result is provisional. */
static void
FindStatus(const TreeNode *node, NodeResult *result)
{
	if (!result->provisional)
	{
		result->has_status = result->has_score;
		if (result->has_score)
			result->status = StatusOfScore(result->score, node->amber, node->green);
	}
	else if (result->has_pace)
	{
		result->has_status = true;
		result->status = StatusOfScore(result->pace, node->amber, node->green);
	}
	else if (result->has_score && !result->too_early)
	{
		/* what is there already can only grow */
		result->status = StatusOfScore(result->score, node->amber, node->green);
		result->has_status = result->status == STATUS_GREEN;
	}
	if (result->has_status)
		result->count[result->status]++;
}

/*
 * The share of the periods begun that have an actual.  A value that is not made
 * of parts covers all of its period.
 */
static double
Coverage(const TreeNode *node, const Parts *parts, int begun)
{
	if (WindowIsSingle(&node->window) || (node->window.rule == ROLLUP_QUERY && node->window.has_own))
		return 1;
	return begun > 0 ? (double) parts->count / begun : 0;
}

/*
 * Evaluate a measure for one entity; "recorded" is NULL where nothing is.
 */
void
EvaluateMeasure(const Tree *tree, const TreeNode *node, Recorded *recorded, NodeResult *result)
{
	static const Targets no_targets = {0, 0, NULL};
	const Window *window = &node->window;
	const Targets *own = recorded != NULL ? &recorded->targets : &no_targets;
	Value	   *actual = &result->actual;
	Parts		parts = {0, NULL, 0, NULL};
	TimestampTz observed = node->has_observed ? node->observed : DT_NOBEGIN;
	bool		is_carried = false;
	Period		single = 0;

	result->measures = 1;
	if (recorded != NULL)
	{
		parts.periods = WindowIsSingle(window) ? &single :
			palloc(mul_size(sizeof(Period), WindowLength(window)));
		result->has_actual = ActualsRollUp(&recorded->actuals, window, actual, parts.periods);
		parts.count = actual->present;
		parts.nstored = recorded->actuals.nstored;
		parts.stored = recorded->actuals.stored;
		TargetsSort(&recorded->targets);
	}
	/* what is carried into a period stands for all of it */
	if (actual->has_carried &&
		PeriodMomentAfter(actual->carried, tree->zone) > observed)
	{
		observed = PeriodMomentAfter(actual->carried, tree->zone);
		is_carried = true;
	}
	result->too_early = node->too_early && !is_carried;

	if (node->has_judged)
		FindGoal(node, own, &parts, &result->goal);
	else
		FindStretchGoal(node, own, &parts,
						parts.count == 0 || TIMESTAMP_IS_NOBEGIN(observed) ? 1 :
						ObservedShare(parts.periods[parts.count - 1], observed, tree->zone),
						&result->goal);
	if (!result->has_actual)
		return;
	result->has_score = result->goal.target != NULL;
	if (result->has_score)
		result->score = TargetScore(result->goal.target, actual->value);

	result->provisional = is_carried ?
		!(node->over && observed >= node->end) : !node->complete;
	if (result->provisional)
		FindPace(tree, node, own, &parts, observed, result);
	else
	{
		result->has_pace = result->has_score;
		result->pace = result->score;
	}
	FindStatus(node, result);
	if (result->has_score)
	{
		bool		all = node->complete && !is_carried;
		Parts		begun = all ? parts : PartsBegun(&parts, observed, tree->zone);

		result->coverage = Coverage(node, &begun,
									all ? WindowLength(window) :
									is_carried ? CountBegun(window, observed, tree->zone) : node->begun);
	}
}
