/*
 * members.c
 *	  What an entity of the catalogue gets from those below it.
 *
 * An entity with others below it, a region of dealers say, is evaluated with the
 * rows of all of these beside its own (inner.c).  They are its members.  Their
 * numbers are those of the catalogue, counted from that of the entity above all
 * others, which is 0, so that whatever is below a member has a greater number: one
 * pass from the last member to the first meets children before their parents, and
 * leaves what each inner one comes to.
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
	const Shelf *shelf;
	int32	   *next;			/* the first row after the period at hand */
	MemberSum  *sums;			/* of inner members */
	Combined   *combined;
} Work;

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

	while (*next < work->shelf->first[member + 1] && work->shelf->rows[*next].period <= period)
		(*next)++;
	if (*next == work->shelf->first[member])
		return NULL;
	row = &work->shelf->rows[*next - 1];
	if (row->period != period && PeriodDistance(period, row->period) > work->node->window.carry)
		return NULL;
	return row;
}

/* Where an inner entity's periods are kept; NULL if it is not kept. */
static CombinedPeriod *
PeriodsOf(const Combined *combined, int member)
{
	int			place = combined->members->member[member].inner;

	if (!combined->all)
		return member == 0 ? combined->periods : NULL;
	return combined->periods + (Size) place * combined->length;
}

/* Compute one period, the place-th of the window. */
static void
CombinePeriod(Work *work, Period period, int place)
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
		if (below != NULL && PeriodsOf(combined, i) != NULL)
		{
			CombinedPeriod *kept = &PeriodsOf(combined, i)[place];

			kept->is_computed = row == &computed;
			if (kept->is_computed)
				kept->row = computed;
			kept->leaves = leaves;
			kept->present = present;
		}
		if (i > 0 && member->starts <= last_day && member->ends >= first_day)
		{
			MemberSum  *above = &work->sums[members->member[member->above].inner];

			TakeValue(above, row, is_carried);
			above->leaves += leaves;
			above->present += present;
		}
	}
}

/* The members' targets, sorted into lists of their own. */
static Targets *
SortTargets(const MemberRows *rows, int count)
{
	Targets    *targets = palloc0(mul_size(sizeof(Targets), count));
	TargetRow  *all = MemoryContextAllocHuge(CurrentMemoryContext, mul_size(sizeof(TargetRow), add_size(rows->ntargets, 1)));

	for (int32 i = 0; i < rows->ntargets; i++)
	{
		if (rows->targets[i].member < 0 || rows->targets[i].member >= count)
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

/* The rows of a measure in the order of members and periods. */
Shelf *
ShelveRows(const MemberRows *rows, int count)
{
	Shelf	   *shelf = palloc(sizeof(Shelf));
	int32	   *next = palloc(mul_size(sizeof(int32), count + 1));

	shelf->targets = rows->ntargets > 0 ? SortTargets(rows, count) : NULL;
	shelf->first = palloc0(mul_size(sizeof(int32), count + 1));
	shelf->rows = MemoryContextAllocHuge(CurrentMemoryContext,
										 mul_size(sizeof(ActualRow), add_size(rows->nactuals, 1)));
	for (int32 i = 0; i < rows->nactuals; i++)
	{
		if (rows->actuals[i].member < 0 || rows->actuals[i].member >= count)
			MembersCorrupted();
		shelf->first[rows->actuals[i].member + 1]++;
	}
	for (int i = 1; i <= count; i++)
		shelf->first[i] += shelf->first[i - 1];
	memcpy(next, shelf->first, sizeof(int32) * (count + 1));

	for (int32 i = 0; i < rows->nactuals; i++)
	{
		int			member = rows->actuals[i].member;
		ActualRow	row = rows->actuals[i].row;
		int32		place = next[member]++;

		/* they come almost sorted */
		for (; place > shelf->first[member] && shelf->rows[place - 1].period > row.period; place--)
			shelf->rows[place] = shelf->rows[place - 1];
		shelf->rows[place] = row;
	}
	pfree(next);
	return shelf;
}

/* Keep no actuals but of those who have others below them: nobody looks at more once all are put together. */
void
KeepInner(Shelf *shelf, const Members *members)
{
	ActualRow  *all = shelf->rows;
	int32		count = 0;

	for (int i = 0; i < members->count; i++)
	{
		int32		from = shelf->first[i];

		shelf->first[i] = count;
		if (members->member[i].inner < 0)
			continue;
		for (int32 row = from; row < shelf->first[i + 1]; row++)
			all[count++] = all[row];
	}
	shelf->first[members->count] = count;
	shelf->rows = palloc(mul_size(sizeof(ActualRow), add_size(count, 1)));
	memcpy(shelf->rows, all, sizeof(ActualRow) * count);
	pfree(all);
}

/*
 * What was recorded for members, put together for the first of them or for all that
 * have others below them.
 */
Combined *
CombineMembers(const TreeNode *node, const Members *members, const Shelf *shelf, bool all)
{
	Combined   *combined = palloc0(sizeof(Combined));
	Work		work = {.node = node, .members = members, .shelf = shelf, .combined = combined};
	Period		period = node->window.first;

	combined->members = members;
	combined->shelf = shelf;
	combined->context = CurrentMemoryContext;
	combined->length = WindowLength(&node->window);
	combined->all = all;
	combined->periods = MemoryContextAllocHuge(CurrentMemoryContext,
											   mul_size(sizeof(CombinedPeriod), mul_size(all ? members->ninner : 1, combined->length)));
	if (node->kind == READING_NOW && node->figure == KIND_AMOUNT)
	{
		combined->has = MemoryContextAllocHuge(CurrentMemoryContext, mul_size(members->count, combined->length));
		if (all)
			combined->goals = palloc0(mul_size(sizeof(MemberGoal), members->ninner));
	}
	work.next = palloc(mul_size(sizeof(int32), members->count));
	memcpy(work.next, shelf->first, sizeof(int32) * members->count);
	work.sums = palloc(mul_size(sizeof(MemberSum), members->ninner));
	for (int place = 0; place < combined->length; place++)
	{
		CHECK_FOR_INTERRUPTS();
		if (place > 0)
			period = PeriodShift(period, 1);
		CombinePeriod(&work, period, place);
	}
	pfree(work.next);
	pfree(work.sums);
	return combined;
}

/*
 * What there is for one of them: its own rows, with what was computed from those
 * below it ("combined", NULL where nothing is).  True if the period lists it.
 */
bool
GatherMember(const TreeNode *node, const Shelf *shelf, const Combined *combined, int number, Recorded *recorded)
{
	bool		listed = false;
	Combined   *mine;

	for (int32 i = shelf->first[number]; i < shelf->first[number + 1]; i++)
		listed |= RecordedActual(recorded, node, CurrentMemoryContext, shelf->rows[i].period,
								 shelf->rows[i].value, shelf->rows[i].volume);
	if (shelf->targets != NULL)
		recorded->targets = shelf->targets[number];
	if (combined == NULL)
		return listed;
	mine = palloc(sizeof(Combined));
	*mine = *combined;
	mine->top = number;
	mine->ncomputed = 0;
	recorded->combined = mine;
	for (int place = 0; place < mine->length; place++)
	{
		const CombinedPeriod *period = &PeriodsOf(combined, number)[place];

		if (!period->is_computed)
			continue;
		mine->ncomputed++;
		if (WindowIsSingle(&node->window))
		{
			recorded->actuals.latest = period->row;
			recorded->actuals.nrows = 1;
		}
		else
			ActualsPush(&recorded->actuals, CurrentMemoryContext, &period->row);
	}
	return listed || (node->lists && mine->ncomputed > 0);
}

/* How many of the pairs of a leaf and one of the first so many periods have a value. */
double
CombinedCoverage(const Combined *combined, int begun)
{
	const CombinedPeriod *periods = PeriodsOf(combined, combined->top);
	int64		leaves = 0;
	int64		present = 0;

	for (int i = 0; i < Min(begun, combined->length); i++)
	{
		leaves += periods[i].leaves;
		present += periods[i].present;
	}
	return leaves > 0 ? (double) present / leaves : 0;
}
