/*
 * spread.c
 *	  From a coarse target to a part of it.
 *
 * A year's target says something of each of its months.  What, depends on the
 * figure:
 *
 *	equal	where values add up, each of the measure's own periods has an equal
 *			share; any other figure has the target as it is
 *	days	a share by days
 *	path	where values add up, as equal; a level grows in a straight line from the
 *			target of the coarse period before to this one's
 *	level	the target as it is
 *	none	nothing
 *
 * Weeks belong to a period by their Thursday and count seven days.  A share of
 * zero, and values that scaling has made alike, are no target.
 */
#include "postgres.h"

#include "compat.h"
#include "result/result.h"
#include "utils/builtins.h"
#include "utils/datetime.h"

/* The spread of that name. */
Spread
SpreadFromText(text *name)
{
	static const char *const names[] = {"equal", "days", "path", "level", "none"};
	size_t		len = VARSIZE_ANY_EXHDR(name);

	for (int i = 0; i < (int) lengthof(names); i++)
	{
		if (len == strlen(names[i]) && memcmp(VARDATA_ANY(name), names[i], len) == 0)
			return (Spread) i;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown spread: \"%s\"", text_to_cstring(name)),
			 errhint("It is equal, days, path, level or none.")));
	return SPREAD_NONE;			/* not reached */
}

/* A target of values that were computed; NULL if they make none. */
static const Target *
MakeTarget(TargetKnot *knots, int nknots)
{
	for (int i = 0; i < nknots; i++)
	{
		if (!IsFinite(knots[i].value) ||
			(i > 0 && !(knots[i].value > knots[i - 1].value)))
			return NULL;
	}
	return TargetMake(knots, nknots, NULL);
}

/* Every value times a fraction; NULL if that makes no target. */
const Target *
ScaledTarget(const Target *target, double numerator, double denominator)
{
	TargetKnot	knots[TARGET_MAX_KNOTS];

	if (!(numerator > 0) || !(denominator > 0))
		return NULL;
	for (int i = 0; i < target->nknots; i++)
	{
		knots[i].value = target->knots[i].value * numerator / denominator;
		knots[i].score = target->knots[i].score;
	}
	return MakeTarget(knots, target->nknots);
}

/* How many periods of a grain a period has. */
static int
CountWithin(Period period, PeriodGrain grain)
{
	return PeriodDistance(PeriodLastWithin(period, grain), PeriodFirstWithin(period, grain)) + 1;
}

/* How many of them lie in a part of it. */
static int
CountShared(Period whole, Period part, PeriodGrain grain)
{
	Period		first = Max(PeriodFirstWithin(whole, grain), PeriodFirstWithin(part, grain));
	Period		last = Min(PeriodLastWithin(whole, grain), PeriodLastWithin(part, grain));

	return first > last ? 0 : PeriodDistance(last, first) + 1;
}

/* The days of a period, or seven for each week where it is made of weeks. */
static int
CountDays(Period period, bool by_weeks)
{
	return by_weeks ? CountWithin(period, PERIOD_WEEK) * 7 :
		PeriodDayAfter(period) - PeriodFirstDay(period);
}

/*
 * A level on its way from the target of the coarse period before, of the same
 * rows, to this one's: so far at the end of the last period that has an actual.
 */
static const Target *
TargetOnPath(const TreeNode *node, const Targets *rows, const TargetRow *row, Period part, const Parts *parts)
{
	PeriodGrain fine = OwnGrain(&node->window);
	Period		first = PeriodFirstWithin(row->period, fine);
	Period		end = parts != NULL && parts->count > 0 ?
		parts->periods[parts->count - 1] : PeriodLastWithin(part, fine);
	int			gone = PeriodDistance(end, first) + 1;
	int			length = CountWithin(row->period, fine);
	const TargetRow *before = NULL;
	TargetKnot	knots[TARGET_MAX_KNOTS];

	if (PeriodFirstDay(row->period) >= date2j(2, 1, 1) - POSTGRES_EPOCH_JDATE)
		before = TargetsFind(rows, PeriodShift(row->period, -1));
	if (gone >= length || before == NULL || before->target == NULL ||
		!TargetSameScores(before->target, row->target))
		return row->target;
	for (int i = 0; i < row->target->nknots; i++)
	{
		double		from = before->target->knots[i].value;

		knots[i].value = from + gone * (row->target->knots[i].value - from) / length;
		knots[i].score = row->target->knots[i].score;
	}
	return MakeTarget(knots, row->target->nknots);
}

/*
 * The target of a part of the period that the row is planned for; NULL if there
 * is none.  "rows" are those that the row is one of.
 */
const Target *
SpreadTarget(const TreeNode *node, const Targets *rows, const TargetRow *row, Period part, const Parts *parts)
{
	PeriodGrain fine = OwnGrain(&node->window);
	bool		by_weeks = fine == PERIOD_WEEK;

	switch (node->spread)
	{
		case SPREAD_NONE:
			return NULL;
		case SPREAD_LEVEL:
			return row->target;
		case SPREAD_DAYS:
			return ScaledTarget(row->target, CountDays(part, by_weeks), CountDays(row->period, by_weeks));
		case SPREAD_PATH:
			if (node->window.rule != ROLLUP_SUM)
				return TargetOnPath(node, rows, row, part, parts);
			break;
		case SPREAD_EQUAL:
			if (node->window.rule != ROLLUP_SUM)
				return row->target;
			break;
	}
	return ScaledTarget(row->target, CountShared(row->period, part, fine), CountWithin(row->period, fine));
}
