/*
 * formula.c
 *	  The value of a measure that is made of measures: revenue / orders.
 *
 * For a period, each operand is first read for the same period by its own
 * roll-up, and the formula then makes one figure of these.  So the ratio of a
 * quarter is that of the quarter's sums and never a mean of the months' ratios.
 * It is the same to date and over a rolling year.  A formula whose own periods are
 * coarser than what is asked for reads its operands for its own period that holds
 * it, as any measure does.
 *
 * As a rule the operands have been evaluated for just this period, and nothing
 * else is needed.  Their own targets ask for more: which of a formula's periods
 * have a value is told by reading its operands for each of them.  For that the
 * operands' actuals are kept as they came (keeps_rows), and the last reading of
 * each grain is remembered, so that a figure that many formulas name is read
 * once.
 *
 * Formulas may name formulas.  The scorecard's rules leave no circle among them,
 * but two transactions at once might, so LinkFormulas looks again.
 */
#include "postgres.h"

#include <math.h>

#include "compat.h"
#include "miscadmin.h"
#include "result/result.h"
#include "utils/memutils.h"

/* The place of a measure, read as a kind; -1 if it is not there. */
static int
FindOperand(const Tree *tree, int64 id, ReadingKind kind)
{
	for (int i = 0; i < tree->nnodes; i++)
	{
		if (tree->nodes[i].level == LEVEL_MEASURE && tree->nodes[i].id == id && tree->nodes[i].kind == kind)
			return i;
	}
	return -1;
}

/* how far the search for circles has come with a node */
typedef enum Visit
{
	VISIT_NOT,
	VISIT_UNDER_WAY,
	VISIT_DONE
} Visit;

static void
RefuseCircles(const Tree *tree, int place, Visit *visits)
{
	const TreeNode *node = &tree->nodes[place];

	if (node->formula == NULL || visits[place] == VISIT_DONE)
		return;
	if (visits[place] == VISIT_UNDER_WAY)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("formula \"%s\" depends on its own value", node->formula->text)));
	check_stack_depth();
	visits[place] = VISIT_UNDER_WAY;
	for (int i = 0; i < node->formula->noperands; i++)
	{
		if (node->operands[i] >= 0)
			RefuseCircles(tree, node->operands[i], visits);
	}
	visits[place] = VISIT_DONE;
}

/* Let all that a node is made of keep its actuals. */
static void
KeepRows(Tree *tree, int place)
{
	TreeNode   *node;

	if (place < 0 || tree->nodes[place].keeps_rows)
		return;
	node = &tree->nodes[place];
	node->keeps_rows = true;
	for (int i = 0; node->formula != NULL && i < node->formula->noperands; i++)
		KeepRows(tree, node->operands[i]);
}

/* Are a measure's own periods coarser than a period? */
#define IsCoarser(node, period)		(OwnGrain(&(node)->window) < PeriodGrainOf(period))

/*
 * What does a formula that is asked for a period read its operands for?  If it is
 * coarser, for its own period that holds it.  That may be a week of another company
 * year than the day, and to date it stays the day's: of the year before there is
 * that week alone, and one of the year after ends the weeks of the day's year.
 */
static void
FindOperandPeriod(const TreeNode *node, const Reading *reading, Period *period, Basis *basis)
{
	Period		of_day;
	Period		of_own;

	*period = reading->period;
	*basis = reading->basis;
	if (!IsCoarser(node, reading->period))
		return;
	*period = PeriodEnclosing(reading->period, OwnGrain(&node->window), node->first_month);
	if (reading->basis != BASIS_YTD)
		return;
	of_day = PeriodEnclosing(reading->period, PERIOD_YEAR, node->first_month);
	of_own = PeriodEnclosing(*period, PERIOD_YEAR, node->first_month);
	if (of_own < of_day)
		*basis = BASIS_PERIOD;
	else if (of_own > of_day)
		*basis = BASIS_YTD_BEFORE;
}

/* Join the formulas of a tree to the nodes that they name, by ids in the formula's order. */
void
LinkFormulas(Tree *tree, ArrayType **operands)
{
	Visit	   *visits = palloc0(mul_size(sizeof(Visit), tree->nnodes));

	for (int i = 0; i < tree->nnodes; i++)
	{
		TreeNode   *node = &tree->nodes[i];
		Datum	   *ids;
		bool	   *nulls;
		int			nids;

		if (node->formula == NULL)
			continue;
		deconstruct_array(operands[i], INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE,
						  &ids, &nulls, &nids);
		if (nids != node->formula->noperands)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("formula \"%s\" has not %d operands", node->formula->text, nids)));
		node->operands = palloc(mul_size(sizeof(int), Max(nids, 1)));
		for (int j = 0; j < nids; j++)
			node->operands[j] = nulls[j] ? -1 : FindOperand(tree, DatumGetInt64(ids[j]), node->kind);
	}
	for (int i = 0; i < tree->nnodes; i++)
	{
		RefuseCircles(tree, i, visits);
		if (tree->nodes[i].formula != NULL &&
			(!WindowIsSingle(&tree->nodes[i].window) || IsCoarser(&tree->nodes[i], tree->nodes[i].period)))
			KeepRows(tree, i);
	}
	pfree(visits);
}

/* Keep an actual for formulas. */
void
RowsAdd(Rows *rows, MemoryContext context, Period period, double value, double volume)
{
	if (rows->nrows == rows->capacity)
	{
		if (rows->capacity > (int32) (MaxAllocSize / sizeof(ActualRow) / 2))
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many actuals in one period")));
		rows->capacity = Max(4, rows->capacity * 2);
		rows->rows = rows->rows == NULL ?
			MemoryContextAlloc(context, sizeof(ActualRow) * rows->capacity) :
			repalloc(rows->rows, sizeof(ActualRow) * rows->capacity);
	}
	rows->rows[rows->nrows++] = (ActualRow) {period, value, volume};
	rows->sorted = false;
}

static int
CompareRows(const void *a, const void *b)
{
	Period		left = ((const ActualRow *) a)->period;
	Period		right = ((const ActualRow *) b)->period;

	return (left > right) - (left < right);
}

/* Show a window the kept actuals that lie in a range. */
static void
ShowRows(Rows *rows, const Window *window, Period low, Period high, Actuals *actuals)
{
	int32		from = 0;
	int32		to = rows->nrows;

	if (!rows->sorted)
	{
		qsort(rows->rows, rows->nrows, sizeof(ActualRow), CompareRows);
		rows->sorted = true;
	}
	while (from < to)
	{
		int32		middle = from + (to - from) / 2;

		if (rows->rows[middle].period < low)
			from = middle + 1;
		else
			to = middle;
	}
	for (; from < rows->nrows && rows->rows[from].period <= high; from++)
		ActualsAdd(actuals, window, CurrentMemoryContext, rows->rows[from].period,
				   rows->rows[from].value, rows->rows[from].volume);
}

/* Read a measure that something was recorded for, for any period. */
static void
ReadRows(const Entity *entity, int place, Reading *reading)
{
	const Tree *tree = entity->tree;
	Recorded   *recorded = entity->recorded[place];
	TreeNode	node = tree->nodes[place];
	Actuals		actuals = {0};
	const Combined *combined = NULL;
	Parts		parts = {0, NULL, 0, NULL};
	Value		value = {0};
	Period		low;
	Period		high;
	bool		has_value = false;
	bool		is_carried;

	ReadWindow(&node.window, OwnGrain(&node.window), reading->period, reading->basis, node.first_month, &low, &high);
	if (reading->has_progress)
	{
		ReadProgress(&node, reading->period, tree->zone, tree->now);
		parts.periods = palloc(mul_size(sizeof(Period), WindowLength(&node.window)));
	}
	if (recorded != NULL && entity->below != NULL && MembersCombine(&node))
	{
		Recorded	below = {0};

		GatherFor(entity, place, &node, &below);
		combined = below.combined;
		has_value = ActualsRollUp(&below.actuals, &node.window, &value, parts.periods);
	}
	else if (recorded != NULL && recorded->rows.nrows > 0)
	{
		ShowRows(&recorded->rows, &node.window, low, high, &actuals);
		has_value = ActualsRollUp(&actuals, &node.window, &value, parts.periods);
	}
	reading->value = has_value ? value.value : NAN;
	if (reading->has_progress)
	{
		parts.count = value.present;
		reading->observed = node.has_observed ? node.observed : DT_NOBEGIN;
		reading->covered = CoveredShare(tree, &node, combined, &parts, &value, &reading->observed, &is_carried);
		if (!has_value)
			reading->covered = 0;
		pfree(parts.periods);
	}
	if (actuals.rows != NULL)
		pfree(actuals.rows);
	if (actuals.stored != NULL)
		pfree(actuals.stored);
}

static void ReadOperands(const Entity *entity, int place, Reading *reading);

/*
 * What a measure comes to in the reading's period; with has_progress, also how far
 * it is known and covered.
 */
static void
ReadMeasure(const Entity *entity, int place, Reading *reading)
{
	const TreeNode *node = &entity->tree->nodes[place];
	NodeResult *result = &entity->results[place];
	Reading    *last;

	CHECK_FOR_INTERRUPTS();
	if (!IsForEntity(node, entity->is_whole))
	{
		reading->value = NAN;
		reading->observed = node->has_observed ? node->observed : DT_NOBEGIN;
		reading->covered = 0;
		return;
	}
	if (reading->period == node->period && reading->basis == entity->tree->basis)
	{
		EvaluateMeasure(entity, place);
		reading->value = result->has_actual ? result->actual.value : NAN;
		reading->observed = result->observed;
		reading->covered = result->share;
		return;
	}
	if (result->readings == NULL)
		result->readings = palloc0(PERIOD_GRAINS * sizeof(Reading));
	last = &result->readings[PeriodGrainOf(reading->period)];
	if (!last->known || last->period != reading->period || last->basis != reading->basis ||
		(reading->has_progress && !last->has_progress))
	{
		if (node->formula != NULL)
			ReadOperands(entity, place, reading);
		else
			ReadRows(entity, place, reading);
		*last = *reading;
		last->known = true;
	}
	*reading = *last;
}

/* Read the operands of a formula for the reading's period, and make one reading of them. */
static void
ReadOperands(const Entity *entity, int place, Reading *reading)
{
	const TreeNode *node = &entity->tree->nodes[place];
	double		values[FORMULA_MAX_OPERANDS];

	reading->observed = DT_NOEND;
	reading->covered = 1;
	for (int i = 0; i < node->formula->noperands; i++)
	{
		Reading		operand = {
			.has_progress = reading->has_progress,
			.value = NAN,
			.observed = DT_NOBEGIN
		};

		FindOperandPeriod(node, reading, &operand.period, &operand.basis);
		if (node->operands[i] >= 0)
			ReadMeasure(entity, node->operands[i], &operand);
		values[i] = operand.value;
		reading->observed = Min(reading->observed, operand.observed);
		reading->covered = Min(reading->covered, operand.covered);
	}
	reading->value = FormulaValue(node->formula, values);
}

/* Which of a formula's own periods have a value. */
static void
FindParts(const Entity *entity, int place, Parts *parts)
{
	const TreeNode *node = &entity->tree->nodes[place];
	int			length = WindowLength(&node->window);

	parts->periods = palloc(mul_size(sizeof(Period), length));
	for (int i = 0; i < length; i++)
	{
		Reading		part = {.period = PeriodShift(node->window.first, i), .basis = BASIS_PERIOD};

		ReadMeasure(entity, place, &part);
		if (!isnan(part.value))
			parts->periods[parts->count++] = part.period;
	}
}

/*
 * The value of a formula for the period that it is evaluated for, with its parts
 * where a target may need them.  It is known as far as all its operands are, and
 * covered as the least of them.
 */
void
ReadFormula(const Entity *entity, int place, Parts *parts)
{
	const TreeNode *node = &entity->tree->nodes[place];
	const Recorded *recorded = entity->recorded[place];
	NodeResult *result = &entity->results[place];
	Reading		reading = {
		.has_progress = node->kind == READING_NOW,
		.period = node->period,
		.basis = entity->tree->basis
	};

	ReadOperands(entity, place, &reading);
	result->has_actual = !isnan(reading.value);
	if (!result->has_actual)
		reading.value = 0;
	result->actual.value = reading.value;
	result->actual.is_of_one = WindowIsSingle(&node->window);
	result->actual.from = node->window.first;
	result->actual.volume = NAN;
	if (node->kind != READING_NOW)
		return;
	result->is_carried = reading.observed > result->observed;
	result->observed = reading.observed;
	result->share = result->has_actual ? reading.covered : 0;
	if (WindowIsSingle(&node->window))
	{
		parts->periods[0] = node->window.first;
		parts->count = result->has_actual ? 1 : 0;
	}
	else if ((recorded != NULL && recorded->targets.nrows > 0) || node->shared.nrows > 0)
		FindParts(entity, place, parts);
}
