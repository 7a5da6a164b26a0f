/*
 * member_goals.c
 *	  The target that an entity gets from those below it (members.c).
 *
 * An amount's target, where the entity's own plan leads to nothing, is the
 * sum of those of its children, each found by its own search.  All children whose
 * values are in the value that is shown need one; nothing planned adds nothing.
 *
 * So a child counts in those periods in which it has a value and is in service, as
 * all between it and the entity are.  Where the latest value is shown, the stock of
 * a quarter say, only those count who have a part in it, and not who left before;
 * in a mean a child's target has the share of the periods that its values have.
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

/* what of a member is in the value of the one above all: so that it has a share in its target */
typedef struct Part
{
	bool	   *counts;			/* which periods of the window */
	int			count;			/* how many */
	bool		has_value;		/* in one of them */
	bool		is_cut;			/* it is out of service in others */
} Part;

/* Is a member in service in a period? */
static bool
IsInService(const Member *member, Period period)
{
	return member->starts < PeriodDayAfter(period) && member->ends >= PeriodFirstDay(period);
}

/*
 * The one above all others: all its periods with a value, or still to come.  Where one
 * period decides, it alone.
 */
static Part
WholePart(const Search *search)
{
	const bool *has = search->combined->has + (Size) search->combined->top * search->combined->length;
	Part		part = {palloc0(search->limit), 0, true, false};

	for (int i = search->limit - 1; i >= 0; i--)
	{
		part.counts[i] = has[i] || i >= search->coming;
		part.count += part.counts[i];
		if (part.counts[i] && search->node->window.rule == ROLLUP_LAST)
			break;
	}
	return part;
}

/* What of these is a member's. */
static Part
MemberPart(const Search *search, int number, const Part *above)
{
	const Member *member = &search->combined->members->member[number];
	const bool *has = search->combined->has + (Size) number * search->combined->length;
	Period		first = search->node->window.first;
	bool		always = IsInService(member, first) && IsInService(member, search->node->window.last);
	Part		part = {palloc(search->limit), 0, false, above->is_cut || !always};

	for (int i = 0; i < search->limit; i++)
	{
		Period		period = i == 0 ? first : PeriodShift(first, i);

		part.counts[i] = above->counts[i] && (has[i] || i >= search->coming) &&
			(always || IsInService(member, period));
		if (!part.counts[i])
			continue;
		search->periods[part.count++] = period;
		part.has_value |= has[i];
	}
	return part;
}

/*
 * The target that a member has of its own for its part.  What is planned for the very
 * period is the plan, whoever comes or goes in it; of a coarser period's target, those in
 * which it was in service have theirs.
 */
static void
FindOwnGoal(const Search *search, int number, const Part *part, Goal *goal)
{
	static const Targets none = {0};
	const TreeNode *node = search->node;
	const Combined *combined = search->combined;
	const Targets *targets = combined->shelf->targets != NULL ? &combined->shelf->targets[number] : &none;
	Parts		parts = {part->count, search->periods, 0, NULL};

	if (!search->is_stretch)
	{
		FindGoal(node, targets, &parts, goal);
		if (node->window.rule == ROLLUP_SUM && part->is_cut && goal->finding == FOUND_TARGET &&
			goal->period != node->judged)
			FindStretchGoal(node, targets, &parts, 1, goal);
	}
	else
		FindStretchGoal(node, targets, &parts,
						TIMESTAMP_IS_NOBEGIN(search->observed) ? 1 :
						ObservedShare(parts.periods[parts.count - 1], search->observed, search->tree->zone), goal);
}

static void SumOfGoals(const Search *search, int above, const Part *part, Goal *goal);

/* The sum of the targets of a member's children. */
static void
SumGoals(const Search *search, int above, const Part *whole, Goal *goal)
{
	const Member *all = search->combined->members->member;
	const Target *sum = NULL;
	bool		is_nothing = false;

	check_stack_depth();
	CHECK_FOR_INTERRUPTS();
	for (int i = above + 1; i <= all[above].last; i = all[i].last + 1)
	{
		Part		part = MemberPart(search, i, whole);
		Goal		own = {0};

		if (part.count > 0)
		{
			FindOwnGoal(search, i, &part, &own);
			if (own.finding == FOUND_NONE && all[i].inner >= 0)
				SumOfGoals(search, i, &part, &own);
		}
		pfree(part.counts);
		if (part.count == 0 || (own.finding == FOUND_NONE && !part.has_value))
			continue;
		/* a mean of levels has that of who was there half the time by half */
		if (own.target != NULL && search->node->window.rule == ROLLUP_MEAN && part.count < whole->count)
		{
			own.target = ScaledTarget(own.target, part.count, whole->count);
			if (own.target == NULL)
				own.finding = FOUND_NOTHING;
		}
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

/* Is what is kept the answer to the same question? */
static bool
IsKept(const MemberGoal *kept, const Search *search, const Part *part)
{
	return kept->known && kept->is_stretch == search->is_stretch && kept->limit == search->limit &&
		kept->coming == search->coming && kept->observed == search->observed &&
		kept->is_cut == part->is_cut && memcmp(kept->counts, part->counts, search->limit) == 0;
}

/* The same, from what is kept. */
static void
SumOfGoals(const Search *search, int above, const Part *part, Goal *goal)
{
	const Combined *combined = search->combined;
	MemberGoal *kept;
	MemoryContext old;

	if (combined->goals == NULL)
	{
		SumGoals(search, above, part, goal);
		return;
	}
	kept = &combined->goals[combined->members->member[above].inner];
	if (!IsKept(kept, search, part))
	{
		old = MemoryContextSwitchTo(combined->context);
		kept->known = false;
		memset(&kept->goal, 0, sizeof(Goal));
		SumGoals(search, above, part, &kept->goal);
		if (kept->counts == NULL)
			kept->counts = palloc(combined->length);
		memcpy(kept->counts, part->counts, search->limit);
		MemoryContextSwitchTo(old);
		kept->known = true;
		kept->is_stretch = search->is_stretch;
		kept->limit = search->limit;
		kept->coming = search->coming;
		kept->observed = search->observed;
		kept->is_cut = part->is_cut;
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
	Part		whole;

	if (goal->finding != FOUND_NONE || search.combined == NULL || search.combined->has == NULL)
		return;
	search.periods = palloc(mul_size(sizeof(Period), search.combined->length));
	whole = WholePart(&search);
	SumOfGoals(&search, search.combined->top, &whole, goal);
	pfree(whole.counts);
	pfree(search.periods);
}
