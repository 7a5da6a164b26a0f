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
FindPace(const Tree *tree, const TreeNode *node, const Recorded *recorded, const Parts *parts,
		 TimestampTz observed, NodeResult *result)
{
	Parts		begun;
	Goal		goal;

	if (result->too_early)
		return;
	begun = PartsBegun(parts, observed, tree->zone);
	if (begun.count > 0)
	{
		FindStretchGoal(node, &recorded->targets, &begun,
						ObservedShare(begun.periods[begun.count - 1], observed, tree->zone), &goal);
		FindMembersGoal(tree, node, recorded, true, CountBegun(&node->window, observed, tree->zone),
						observed, WindowLength(&node->window), &goal);
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
 * of parts covers all of its period.  (What is computed from the entities below
 * counts these, too.)
 */
static double
Coverage(const TreeNode *node, const Combined *combined, const Parts *parts, int begun)
{
	if (combined != NULL && combined->ncomputed > 0)
		return CombinedCoverage(combined, WindowIsSingle(&node->window) ? 1 : begun);
	if (WindowIsSingle(&node->window) || (node->window.rule == ROLLUP_QUERY && node->window.has_own))
		return 1;
	return begun > 0 ? (double) parts->count / begun : 0;
}

/*
 * The share of a measure's periods begun that have an actual, and how far it is
 * known: "observed" comes as the measure is, and a value that is carried into a
 * period stands for all of it.
 */
double
CoveredShare(const Tree *tree, const TreeNode *node, const Combined *combined, const Parts *parts,
			 const Value *actual, TimestampTz *observed, bool *is_carried)
{
	bool		all;
	Parts		begun;

	*is_carried = false;
	if (actual->has_carried && PeriodMomentAfter(actual->carried, tree->zone) > *observed)
	{
		*observed = PeriodMomentAfter(actual->carried, tree->zone);
		*is_carried = true;
	}
	all = node->complete && !*is_carried;
	begun = all ? *parts : PartsBegun(parts, *observed, tree->zone);
	return Coverage(node, combined, &begun, all ? WindowLength(&node->window) :
					*is_carried ? CountBegun(&node->window, *observed, tree->zone) : node->begun);
}

/* The actual of a measure that something was recorded for, and which of its periods have one. */
static void
ReadActual(const Entity *entity, int place, Parts *parts)
{
	const TreeNode *node = &entity->tree->nodes[place];
	Recorded   *recorded = entity->recorded[place];
	NodeResult *result = &entity->results[place];
	bool		is_now = node->kind == READING_NOW;

	if (recorded != NULL)
	{
		if (is_now && !WindowIsSingle(&node->window))
			parts->periods = palloc(mul_size(sizeof(Period), WindowLength(&node->window)));
		result->has_actual = ActualsRollUp(&recorded->actuals, &node->window, &result->actual,
										   is_now ? parts->periods : NULL);
		parts->count = result->actual.present;
		parts->nstored = recorded->actuals.nstored;
		parts->stored = recorded->actuals.stored;
	}
	if (is_now)
		result->share = CoveredShare(entity->tree, node, recorded != NULL ? recorded->combined : NULL, parts,
									 &result->actual, &result->observed, &result->is_carried);
	if (!result->has_actual)
		result->share = 0;
}

/*
 * What a forecast of the whole is held against: the parts that have an actual and
 * those after the last one that is over and observed, which are still to come.  The
 * first of these is the "coming"-th of the window.
 */
static Parts
PartsToCome(const Tree *tree, const TreeNode *node, const Parts *parts, int *coming)
{
	const Window *window = &node->window;
	TimestampTz seen = node->has_observed ? Min(node->observed, tree->now) : DT_NOBEGIN;
	Parts		whole = {0, palloc(mul_size(sizeof(Period), WindowLength(window))), 0, NULL};

	while (whole.count < parts->count && PeriodMomentAfter(parts->periods[whole.count], tree->zone) <= seen)
	{
		whole.periods[whole.count] = parts->periods[whole.count];
		whole.count++;
	}
	*coming = whole.count == 0 ? 0 : PeriodDistance(whole.periods[whole.count - 1], window->first) + 1;
	for (int i = *coming; i < WindowLength(window); i++)
		whole.periods[whole.count++] = PeriodShift(window->first, i);
	return whole;
}

/* Has a forecast of the measure parts? */
#define HasPartsToCome(tree, node) \
	((tree)->is_outlook && (node)->has_judged && !WindowIsSingle(&(node)->window) && \
	 ((node)->window.rule == ROLLUP_SUM || (node)->window.rule == ROLLUP_MEAN || (node)->window.rule == ROLLUP_LAST))

/*
 * An outlook is judged as the period itself is, but gives the target of the whole of it,
 * so that one reading of the rows answers both.
 */
static void
FindGoalToCome(const Tree *tree, const TreeNode *node, const Recorded *recorded, const Parts *parts, NodeResult *result)
{
	int			coming;
	Parts		whole = PartsToCome(tree, node, parts, &coming);

	result->goal = (Goal) {0};
	FindGoal(node, &recorded->targets, &whole, &result->goal);
	FindMembersGoal(tree, node, recorded, false, WindowLength(&node->window), result->observed, coming, &result->goal);
}

/* What an actual is held against, and what that says. */
static void
JudgeMeasure(const Tree *tree, const TreeNode *node, const Recorded *recorded, const Parts *parts, NodeResult *result)
{
	const Targets *own = &recorded->targets;

	/* what is carried stands for all of its period, but a formula is known no farther than the least of its operands */
	result->too_early = node->too_early &&
		(node->formula == NULL ? !result->is_carried :
		 IsTooEarly(&node->window, result->observed, tree->zone, tree->now));
	if (node->has_judged)
		FindGoal(node, own, parts, &result->goal);
	else
		FindStretchGoal(node, own, parts,
						parts->count == 0 || TIMESTAMP_IS_NOBEGIN(result->observed) ? 1 :
						ObservedShare(parts->periods[parts->count - 1], result->observed, tree->zone),
						&result->goal);
	FindMembersGoal(tree, node, recorded, !node->has_judged, WindowLength(&node->window), result->observed,
					WindowLength(&node->window), &result->goal);
	if (!result->has_actual)
		return;
	result->has_score = result->goal.target != NULL;
	if (result->has_score)
	{
		result->score = TargetScore(result->goal.target, result->actual.value);
		result->coverage = result->share;
	}

	result->provisional = result->is_carried ?
		!(node->over && result->observed >= node->end) : !node->complete;
	result->lost = node->lost && !result->provisional;
	if (result->provisional)
		FindPace(tree, node, recorded, parts, result->observed, result);
	else
	{
		result->has_pace = result->has_score;
		result->pace = result->score;
	}
	FindStatus(node, result);
}

/* Evaluate a measure for one entity, unless a formula that reads it has done so. */
void
EvaluateMeasure(const Entity *entity, int place)
{
	static const Recorded nothing = {0};
	const TreeNode *node = &entity->tree->nodes[place];
	Recorded   *recorded = entity->recorded[place];
	const Recorded *held;
	NodeResult *result = &entity->results[place];
	Period		single = 0;
	Parts		parts = {0, &single, 0, NULL};

	if (result->evaluated)
		return;
	result->evaluated = true;
	result->measures = 1;
	result->observed = node->has_observed ? node->observed : DT_NOBEGIN;
	if (node->formula != NULL)
		ReadFormula(entity, place, &parts);
	else
		ReadActual(entity, place, &parts);
	if (node->kind != READING_NOW)
		return;
	if (recorded != NULL)
		TargetsSort(&recorded->targets);
	held = recorded != NULL ? recorded : &nothing;
	JudgeMeasure(entity->tree, node, held, &parts, result);
	if (HasPartsToCome(entity->tree, node))
		FindGoalToCome(entity->tree, node, held, &parts, result);
}
