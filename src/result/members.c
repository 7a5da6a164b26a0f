/*
 * members.c
 *	  What an entity of the catalogue gets from those below it.
 *
 * An entity with others below it, a region of dealers say, is evaluated in a
 * group that has the rows of all of these beside its own (nodes.sql).  They are
 * its members.  Their numbers are those of the catalogue, counted from the
 * entity's own, which is 0, so that whatever is below a member has a greater
 * number: one pass from the last member to the first meets children before their
 * parents.
 *
 * Values are made for each of the measure's own periods p by itself.  A member's
 * value in p is the first of: its own row for p; if it has members below it, what
 * these come to; its own row of an earlier period, as far as the measure carries
 * forward.  Members come to something as follows, those out of service in p left
 * out:
 *
 *	amount	sum, last, mean: the sum
 *	rate	mean, last: the mean by volume, equal where a volume lacks or all are
 *			0; the volume is the sum, none where one lacks
 *			min, max: the least, the greatest
 *
 * and nothing under any other rule.  What was computed so stands for p and
 * nothing else: it is carried nowhere, for what it was made of is carried itself.
 * It counts as carried where all that it was made of is.  The computed values then
 * join the entity's own and roll up over time as any (rollup.c).
 *
 * Coverage counts pairs of a leaf and a period.  A member whose value in p is of
 * its own rows counts as a leaf, in place of those below it.
 *
 * An amount's target, where the entity's own plan leads to nothing, is the
 * sum of those of its children, each found by its own search.  All children that
 * have a value and are in service need one; nothing planned adds nothing.
 */
#include "postgres.h"

#include "attainment/sums.h"
#include "compat.h"
#include "miscadmin.h"
#include "result/result.h"
#include "utils/datetime.h"
#include "utils/float.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(bsc_takes_members);

/* an error where the group is not what nodes.sql makes */
static void
MembersCorrupted(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("not the members of an entity")));
}

/* Room for one more element of an array that doubles. */
static void *
Grow(void *array, int32 *capacity, int32 needed, Size size, MemoryContext context)
{
	int32		wanted = Max(16, *capacity);

	if (needed <= *capacity)
		return array;
	while (wanted < needed)
	{
		if (wanted > PG_INT32_MAX / 2)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many entities below one")));
		wanted *= 2;
	}
	*capacity = wanted;
	return array == NULL ?
		MemoryContextAllocHuge(context, mul_size(size, wanted)) :
		repalloc_huge(array, mul_size(size, wanted));
}

/* Keep where a member stands; "above" is the number of the one it belongs to. */
void
MembersAdd(Members *members, MemoryContext context, int number, int above, DateADT starts, DateADT ends)
{
	Member	   *member;

	if (number < 1 || number == PG_INT32_MAX || above < 0 || above >= number)
		MembersCorrupted();
	members->member = Grow(members->member, &members->capacity, number + 1, sizeof(Member), context);
	for (; members->count <= number; members->count++)
	{
		memset(&members->member[members->count], 0, sizeof(Member));
		members->member[members->count].above = -1;
	}
	member = &members->member[number];
	member->above = above;
	member->starts = starts;
	member->ends = ends;
}

/* Keep a member's actual. */
void
MemberActualsAdd(MemberRows *rows, MemoryContext context, int number, Period period, double value, double volume)
{
	MemberActual *row;

	rows->actuals = Grow(rows->actuals, &rows->actual_capacity, rows->nactuals + 1, sizeof(MemberActual), context);
	row = &rows->actuals[rows->nactuals++];
	row->member = number;
	row->row.period = period;
	row->row.value = value;
	row->row.volume = volume;
	row->row.computed = row->row.carried = false;
}

/* Keep what is planned for a member; NULL: that nothing is. */
void
MemberTargetsAdd(MemberRows *rows, MemoryContext context, int number, Period period, const Target *target)
{
	MemberTarget *row;

	rows->targets = Grow(rows->targets, &rows->target_capacity, rows->ntargets + 1, sizeof(MemberTarget), context);
	row = &rows->targets[rows->ntargets++];
	row->member = number;
	row->row.period = period;
	row->row.target = NULL;
	if (target != NULL)
	{
		row->row.target = MemoryContextAlloc(context, VARSIZE(target));
		memcpy(row->row.target, target, VARSIZE(target));
	}
}

/* When all members are known: which have others below, and how far these go. */
void
MembersComplete(Members *members)
{
	if (members->count == 0)
		return;
	members->ninner = 0;
	for (int i = members->count - 1; i >= 0; i--)
	{
		Member	   *member = &members->member[i];

		member->last = Max(member->last, i);
		member->inner = member->last > i ? members->ninner++ : -1;
		if (i == 0)
			break;
		if (member->above < 0)
			MembersCorrupted();
		members->member[member->above].last = Max(members->member[member->above].last, member->last);
	}
}

/* Do the entities below one come to a value of a measure? */
static bool
TakesMembers(Rollup rule, Kind figure, Scope scope)
{
	switch (rule)
	{
		case ROLLUP_SUM:
		case ROLLUP_LAST:
		case ROLLUP_MEAN:
			return scope != SCOPE_WHOLE;
		case ROLLUP_MIN:
		case ROLLUP_MAX:
			return scope != SCOPE_WHOLE && figure == KIND_RATE;
		default:
			return false;
	}
}

/* bsc._takes_members(rollup, figure, scope), by which the rows are found */
Datum
bsc_takes_members(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(TakesMembers(RollupFromText(PG_GETARG_TEXT_PP(0)), KindFromText(PG_GETARG_TEXT_PP(1)),
								ScopeFromText(PG_GETARG_TEXT_PP(2))));
}

/* Do members come to something under the measure's rule? */
bool
MembersCombine(const TreeNode *node)
{
	return TakesMembers(node->window.rule, node->figure, node->scope);
}

/* what the children of a member come to in a period, on the way */
typedef struct MemberSum
{
	int			count;
	Sum			sum;
	Sum			weighted;
	double		volume;
	bool		lacks_volume;
	bool		has_fresh;		/* a value that is not carried */
	double		least;
	double		greatest;
	int64		leaves;
	int64		present;
} MemberSum;

/* what is being computed: one measure, all of its own periods */
typedef struct Work
{
	const TreeNode *node;
	const Members *members;
	ActualRow  *rows;			/* by member, then period */
	int32	   *first;			/* where each member's begin; one more for the end */
	int32	   *next;			/* the first row after the period at hand */
	MemberSum  *sums;			/* of inner members */
	Combined   *combined;
} Work;

/* Sort the rows by member and period; those of member 0 are the entity's own. */
static void
SortRows(Work *work, const Recorded *recorded)
{
	const Actuals *own = &recorded->actuals;
	const MemberRows *rows = &recorded->members;
	const ActualRow *own_rows = WindowIsSingle(&work->node->window) ? &own->latest : own->rows;
	int			count = work->members->count;

	work->first = palloc0(mul_size(sizeof(int32), count + 1));
	work->next = palloc(mul_size(sizeof(int32), count + 1));
	work->rows = MemoryContextAllocHuge(CurrentMemoryContext,
										mul_size(sizeof(ActualRow), add_size(own->nrows, rows->nactuals) + 1));
	work->first[1] = own->nrows;
	for (int32 i = 0; i < rows->nactuals; i++)
	{
		if (rows->actuals[i].member < 1 || rows->actuals[i].member >= count)
			MembersCorrupted();
		work->first[rows->actuals[i].member + 1]++;
	}
	for (int i = 1; i <= count; i++)
		work->first[i] += work->first[i - 1];
	memcpy(work->next, work->first, sizeof(int32) * (count + 1));

	for (int32 i = -own->nrows; i < rows->nactuals; i++)
	{
		int			member = i < 0 ? 0 : rows->actuals[i].member;
		ActualRow	row = i < 0 ? own_rows[own->nrows + i] : rows->actuals[i].row;
		int32		place = work->next[member]++;

		/* they come almost sorted */
		for (; place > work->first[member] && work->rows[place - 1].period > row.period; place--)
			work->rows[place] = work->rows[place - 1];
		work->rows[place] = row;
	}
	memcpy(work->next, work->first, sizeof(int32) * (count + 1));
}

/* What the children of a member came to; false if to nothing. */
static bool
CombinedRow(const TreeNode *node, const MemberSum *sum, Period period, ActualRow *row)
{
	if (sum->count == 0)
		return false;
	row->period = period;
	row->computed = true;
	row->carried = !sum->has_fresh;
	row->volume = sum->lacks_volume ? get_float8_nan() : sum->volume;
	if (node->figure == KIND_AMOUNT)
		row->value = SumValue(&sum->sum);
	else if (node->window.rule == ROLLUP_MIN)
		row->value = sum->least;
	else if (node->window.rule == ROLLUP_MAX)
		row->value = sum->greatest;
	else if (!sum->lacks_volume && sum->volume > 0)
		row->value = SumValue(&sum->weighted) / sum->volume;
	else
		row->value = SumValue(&sum->sum) / sum->count;
	if (!IsFinite(row->value) || isinf(row->volume))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("the actuals of the entities below one are too large to be put together")));
	return true;
}

/* Take in the value of a child, NULL where it has none. */
static void
TakeValue(MemberSum *sum, const ActualRow *row, bool is_carried)
{
	if (row == NULL)
		return;
	if (sum->count == 0 || row->value < sum->least)
		sum->least = row->value;
	if (sum->count == 0 || row->value > sum->greatest)
		sum->greatest = row->value;
	sum->count++;
	SumAdd(&sum->sum, row->value);
	if (isnan(row->volume))
		sum->lacks_volume = true;
	else
	{
		SumAdd(&sum->weighted, row->value * row->volume);
		sum->volume += row->volume;
	}
	sum->has_fresh |= !is_carried;
}

/* The member's own row that stands for a period, for itself or carried; or NULL. */
static const ActualRow *
OwnRow(Work *work, int member, Period period)
{
	int32	   *next = &work->next[member];
	const ActualRow *row;

	while (*next < work->first[member + 1] && work->rows[*next].period <= period)
		(*next)++;
	if (*next == work->first[member])
		return NULL;
	row = &work->rows[*next - 1];
	if (row->period != period && PeriodDistance(period, row->period) > work->node->window.carry)
		return NULL;
	return row;
}

/*
 * Compute one period, the place-th of the window.  True if the entity itself got
 * a value from its members, which is left in *result.
 */
static bool
CombinePeriod(Work *work, Period period, int place, ActualRow *result)
{
	const Members *members = work->members;
	Combined   *combined = work->combined;
	DateADT		first_day = PeriodFirstDay(period);
	DateADT		last_day = PeriodDayAfter(period) - 1;

	memset(work->sums, 0, mul_size(sizeof(MemberSum), members->ninner));
	for (int i = members->count - 1; i >= 0; i--)
	{
		const Member *member = &members->member[i];
		MemberSum  *below = member->inner >= 0 ? &work->sums[member->inner] : NULL;
		const ActualRow *row = OwnRow(work, i, period);
		ActualRow	computed;
		bool		is_own = row != NULL;
		bool		is_carried = is_own && row->period != period;
		int64		leaves = 1;
		int64		present = is_own;

		if ((!is_own || is_carried) && below != NULL && CombinedRow(work->node, below, period, &computed))
		{
			row = &computed;
			is_own = false;
			is_carried = computed.carried;
		}
		if (below != NULL && !is_own)
		{
			leaves = below->leaves;
			present = below->present;
		}
		if (combined->has != NULL)
			combined->has[(Size) i * combined->length + place] = row != NULL;
		if (i == 0)
		{
			combined->leaves[place] = leaves;
			combined->present[place] = present;
			if (row == &computed)
				*result = computed;
			return row == &computed;
		}
		if (member->starts <= last_day && member->ends >= first_day)
		{
			MemberSum  *above = &work->sums[members->member[member->above].inner];

			TakeValue(above, row, is_carried);
			above->leaves += leaves;
			above->present += present;
		}
	}
	return false;				/* not reached */
}

/* A copy of the entity's own actuals with room for so many computed ones. */
static void
CopyActuals(Actuals *actuals, const Window *window, int more)
{
	ActualRow  *rows = palloc(mul_size(sizeof(ActualRow), add_size(actuals->nrows, more)));

	if (WindowIsSingle(window))
		return;
	if (actuals->nrows > 0)
		memcpy(rows, actuals->rows, sizeof(ActualRow) * actuals->nrows);
	else
		actuals->sorted = true;
	actuals->rows = rows;
	actuals->capacity = actuals->nrows + more;
}

/* Put a computed value beside the others; it is for a period that has no own one. */
static void
AddComputed(Actuals *actuals, const Window *window, const ActualRow *row)
{
	if (WindowIsSingle(window))
	{
		actuals->latest = *row;
		actuals->nrows = 1;
		return;
	}
	if (actuals->nrows > 0 && actuals->rows[actuals->nrows - 1].period > row->period)
		actuals->sorted = false;
	actuals->rows[actuals->nrows++] = *row;
}

/* The members' targets, sorted into lists of their own. */
static Targets *
SortTargets(const MemberRows *rows, int count)
{
	Targets    *targets = palloc0(mul_size(sizeof(Targets), count));
	TargetRow  *all = MemoryContextAllocHuge(CurrentMemoryContext, mul_size(sizeof(TargetRow), add_size(rows->ntargets, 1)));

	for (int32 i = 0; i < rows->ntargets; i++)
	{
		if (rows->targets[i].member < 1 || rows->targets[i].member >= count)
			MembersCorrupted();
		targets[rows->targets[i].member].capacity++;
	}
	for (int i = 0; i < count; i++)
	{
		targets[i].rows = all;
		all += targets[i].capacity;
	}
	for (int32 i = 0; i < rows->ntargets; i++)
	{
		Targets    *own = &targets[rows->targets[i].member];

		own->rows[own->nrows++] = rows->targets[i].row;
	}
	for (int i = 0; i < count; i++)
		TargetsSort(&targets[i]);
	return targets;
}

/*
 * What was recorded for an entity and its members, put together: its own actuals
 * with those that were computed.
 */
Recorded *
CombineMembers(const TreeNode *node, const Members *members, const Recorded *recorded)
{
	const Window *window = &node->window;
	Recorded   *result = palloc(sizeof(Recorded));
	Combined   *combined = palloc0(sizeof(Combined));
	Work		work = {.node = node, .members = members, .combined = combined};
	int			length = WindowLength(window);
	Period		period = window->first;

	*result = *recorded;
	combined->length = length;
	combined->members = members;
	combined->leaves = palloc0(mul_size(sizeof(int64), length));
	combined->present = palloc0(mul_size(sizeof(int64), length));
	if (node->kind == READING_NOW && node->figure == KIND_AMOUNT)
	{
		combined->has = MemoryContextAllocHuge(CurrentMemoryContext, mul_size(members->count, length));
		combined->targets = SortTargets(&recorded->members, members->count);
	}
	SortRows(&work, recorded);
	work.sums = palloc(mul_size(sizeof(MemberSum), members->ninner));
	CopyActuals(&result->actuals, window, length);
	for (int place = 0; place < length; place++)
	{
		ActualRow	row;

		CHECK_FOR_INTERRUPTS();
		if (place > 0)
			period = PeriodShift(period, 1);
		if (CombinePeriod(&work, period, place, &row))
		{
			AddComputed(&result->actuals, window, &row);
			combined->ncomputed++;
		}
	}
	pfree(work.rows);
	pfree(work.sums);
	result->combined = combined;
	return result;
}

/* How many of the pairs of a leaf and one of the first so many periods have a value. */
double
CombinedCoverage(const Combined *combined, int begun)
{
	int64		leaves = 0;
	int64		present = 0;

	for (int i = 0; i < Min(begun, combined->length); i++)
	{
		leaves += combined->leaves[i];
		present += combined->present[i];
	}
	return leaves > 0 ? (double) present / leaves : 0;
}

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

/* The sum of the targets of a member's children. */
static void
SumGoals(const Search *search, int above, Goal *goal)
{
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
		Goal		own;

		if (parts.count == 0 || !IsInService(&all[i], search->node->window.first, search->node->window.last))
			continue;
		if (search->is_stretch)
		{
			Period		last = parts.periods[parts.count - 1];

			FindStretchGoal(search->node, &combined->targets[i], &parts,
							TIMESTAMP_IS_NOBEGIN(search->observed) ? 1 :
							ObservedShare(last, search->observed, search->tree->zone), &own);
		}
		else
			FindGoal(search->node, &combined->targets[i], &parts, &own);
		if (own.finding == FOUND_NONE && all[i].inner >= 0)
			SumGoals(search, i, &own);
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

	if (goal->finding != FOUND_NONE || search.combined == NULL || search.combined->targets == NULL)
		return;
	search.periods = palloc(mul_size(sizeof(Period), search.combined->length));
	SumGoals(&search, 0, goal);
	pfree(search.periods);
}
