/*
 * member_goals.c
 *	  The target that an entity gets from those below it (members.c).
 *
 * An amount's target, where the entity's own plan leads to nothing, is the
 * sum of those of its children, each found by its own search.  All children that
 * have a value and are in service need one; nothing planned adds nothing.
 *
 * Where all inner entities are evaluated together, those above ask again for what
 * has been found for those below them; so the last answer of each is kept.
 */
#include "postgres.h"

#include "compat.h"
#include "miscadmin.h"
#include "result/result.h"
#include "utils/memutils.h"

/* a target that is looked for among members */
typedef struct Search
{
	const Tree *tree;
	const TreeNode *node;
	const Combined *combined;
	int			limit;			/* only so many periods of the window count */
	bool		is_stretch;
	TimestampTz observed;
	int			coming;			/* from this period of the window on, all count in which a member is in service */
	Period	   *periods;		/* room for those of one member */
} Search;

/* Is a member in service in one of the periods from first to last? */
static bool
IsInService(const Member *member, Period first, Period last)
{
	return member->starts < PeriodDayAfter(last) && member->ends >= PeriodFirstDay(first);
}

/* A member's own periods that count: with a value, or still to come. */
static Parts
MemberParts(const Search *search, int member, bool *has_value)
{
	const bool *has = search->combined->has + (Size) member * search->combined->length;
	Parts		parts = {0, search->periods, 0, NULL};
	Period		first = search->node->window.first;

	*has_value = false;
	for (int i = 0; i < search->limit; i++)
	{
		Period		period = i == 0 ? first : PeriodShift(first, i);

		if (has[i] || (i >= search->coming && IsInService(&search->combined->members->member[member], period, period)))
			parts.periods[parts.count++] = period;
		*has_value |= has[i];
	}
	return parts;
}

static void SumOfGoals(const Search *search, int above, Goal *goal);

/* The sum of the targets of a member's children. */
static void
SumGoals(const Search *search, int above, Goal *goal)
{
	static const Targets none = {0};
	const Combined *combined = search->combined;
	const Member *all = combined->members->member;
	const Target *sum = NULL;
	bool		is_nothing = false;

	check_stack_depth();
	CHECK_FOR_INTERRUPTS();
	for (int i = above + 1; i <= all[above].last; i = all[i].last + 1)
	{
		bool		has_value;
		Parts		parts = MemberParts(search, i, &has_value);
		const Targets *targets = combined->shelf->targets != NULL ? &combined->shelf->targets[i] : &none;
		Goal		own;

		if (parts.count == 0 || !IsInService(&all[i], search->node->window.first, search->node->window.last))
			continue;
		if (search->is_stretch)
		{
			Period		last = parts.periods[parts.count - 1];

			FindStretchGoal(search->node, targets, &parts,
							TIMESTAMP_IS_NOBEGIN(search->observed) ? 1 :
							ObservedShare(last, search->observed, search->tree->zone), &own);
		}
		else
			FindGoal(search->node, targets, &parts, &own);
		if (own.finding == FOUND_NONE && all[i].inner >= 0)
			SumOfGoals(search, i, &own);
		if (own.finding == FOUND_NONE && !has_value)
			continue;
		if (own.finding == FOUND_NOTHING)
		{
			is_nothing = true;
			continue;
		}
		if (own.target == NULL || (sum != NULL && !TargetSameScores(sum, own.target)))
			return;
		sum = sum == NULL ? own.target : TargetAdd(sum, own.target);
	}
	if (sum == NULL)
	{
		goal->finding = is_nothing ? FOUND_NOTHING : FOUND_NONE;
		return;
	}
	goal->finding = FOUND_TARGET;
	goal->target = sum;
	goal->has_period = !search->is_stretch;
	goal->period = search->node->judged;
}

/* The same, from what is kept. */
static void
SumOfGoals(const Search *search, int above, Goal *goal)
{
	const Combined *combined = search->combined;
	MemberGoal *kept;
	MemoryContext old;

	if (combined->goals == NULL)
	{
		SumGoals(search, above, goal);
		return;
	}
	kept = &combined->goals[combined->members->member[above].inner];
	if (!kept->known || kept->is_stretch != search->is_stretch || kept->limit != search->limit ||
		kept->coming != search->coming || kept->observed != search->observed)
	{
		old = MemoryContextSwitchTo(combined->context);
		kept->known = false;
		memset(&kept->goal, 0, sizeof(Goal));
		SumGoals(search, above, &kept->goal);
		MemoryContextSwitchTo(old);
		kept->known = true;
		kept->is_stretch = search->is_stretch;
		kept->limit = search->limit;
		kept->coming = search->coming;
		kept->observed = search->observed;
	}
	/* why there is none is told of the entity itself */
	goal->finding = kept->goal.finding;
	if (goal->finding != FOUND_TARGET)
		return;
	goal->target = kept->goal.target;
	goal->has_period = kept->goal.has_period;
	goal->period = kept->goal.period;
}

/*
 * Where nothing was found for the entity itself: what its children's targets for
 * the same period come to; for a stretch, that of the window's first so many
 * periods, as far as they have been observed.  From the period "coming" on, what is
 * still to come counts like what has a value.
 */
void
FindMembersGoal(const Tree *tree, const TreeNode *node, const Recorded *recorded,
				bool is_stretch, int limit, TimestampTz observed, int coming, Goal *goal)
{
	Search		search = {tree, node, recorded != NULL ? recorded->combined : NULL, limit, is_stretch, observed, coming, NULL};

	if (goal->finding != FOUND_NONE || search.combined == NULL || search.combined->has == NULL)
		return;
	search.periods = palloc(mul_size(sizeof(Period), search.combined->length));
	SumOfGoals(&search, search.combined->top, goal);
	pfree(search.periods);
}
