/*
 * classes.c
 *	  Classes of customers, in which equal customers stay together.
 *
 * ntile cuts a tie wherever the rows happen to lie, so that a customer changes
 * class from one query to the next.  quantile_class puts a whole tie where its
 * middle lies: with n rows, "less" of them before the tie and "equal" in it,
 *
 *		class = 1 + floor(classes (2 less + equal) / (2 n)),
 *
 * in whole numbers.  Without ties, and where classes divides n, that is ntile.
 *
 * abc_class (after V. Pareto; H. F. Dickie, "ABC Inventory Analysis Shoots for
 * Dollars, Not Pennies", Factory Management and Maintenance 109, 1951) asks what
 * those of strictly larger amounts bring together: below the share a the row
 * is in A, so A is the smallest set of whole ties that reaches that share.  Its
 * sums are compensated, and a sum that differs from the limit by rounding of
 * the amounts alone has reached it.
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "attainment/sums.h"
#include "compat.h"
#include "miscadmin.h"
#include "port.h"
#include "statistics/statistics.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "windowapi.h"

PG_FUNCTION_INFO_V1(bsc_quantile_class);
PG_FUNCTION_INFO_V1(bsc_abc_class);

#define MAX_CLASSES		10000
#define NO_DIFFERENCE	1e-12

/* the tie that was met last */
typedef struct Tie
{
	int64		less;			/* rows before it */
	int64		equal;			/* rows in it */
} Tie;

/* what abc_class works out once for a partition */
typedef struct AbcClasses
{
	bool		known;
	double		a;
	double		b;
	char		class[FLEXIBLE_ARRAY_MEMBER];	/* of each row, 0 for NULL */
} AbcClasses;

/* an amount and the row it is of */
typedef struct RowAmount
{
	double		amount;
	int64		row;
} RowAmount;

/*
 * bsc.quantile_class(classes) OVER (ORDER BY ...)
 */
Datum
bsc_quantile_class(PG_FUNCTION_ARGS)
{
	WindowObject winobj = PG_WINDOW_OBJECT();
	int64		row = WinGetCurrentPosition(winobj);
	int64		n = WinGetPartitionRowCount(winobj);
	Tie		   *tie = WinGetPartitionLocalMemory(winobj, sizeof(Tie));
	bool		isnull;
	int			classes = DatumGetInt32(WinGetFuncArgCurrent(winobj, 0, &isnull));

	if (row >= tie->less + tie->equal)
	{
		tie->less = row;
		tie->equal = 1;
		while (row + tie->equal < n && WinRowsArePeers(winobj, row, row + tie->equal))
		{
			CHECK_FOR_INTERRUPTS();
			tie->equal++;
		}
	}
	if (isnull)
		PG_RETURN_NULL();
	if (classes < 1 || classes > MAX_CLASSES)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there must be 1 to %d classes, not %d", MAX_CLASSES, classes)));
	PG_RETURN_INT32((int32) (1 + classes * (2 * tie->less + tie->equal) / (2 * n)));
}

/*
 * qsort comparator: largest amount first.
 */
static int
CompareRowAmounts(const void *a, const void *b, void *arg)
{
	double		x = ((const RowAmount *) a)->amount;
	double		y = ((const RowAmount *) b)->amount;

	return (x < y) - (x > y);
}

/*
 * The amounts of a partition that are above zero; the others get their class
 * at once.  Returns how many there are.
 */
static int64
ReadAmounts(WindowObject winobj, AbcClasses *classes, RowAmount *amounts, int64 n)
{
	int64		used = 0;

	for (int64 i = 0; i < n; i++)
	{
		bool		isnull;
		bool		isout;
		double		amount = DatumGetFloat8(WinGetFuncArgInPartition(winobj, 0, (int) i, WINDOW_SEEK_HEAD, false,
																	 &isnull, &isout));

		CHECK_FOR_INTERRUPTS();
		if (isnull)
			continue;
		StatCheckFinite(amount, "amount");
		classes->class[i] = 'C';
		if (amount > 0)
		{
			amounts[used].amount = amount;
			amounts[used++].row = i;
		}
	}
	return used;
}

/*
 * Work out the classes of a partition.
 */
static void
FindAbcClasses(WindowObject winobj, AbcClasses *classes, int64 n)
{
	RowAmount  *amounts = palloc_extended(Max(n, 1) * sizeof(RowAmount), MCXT_ALLOC_HUGE);
	int64		used = ReadAmounts(winobj, classes, amounts, n);
	Sum			total = {0, 0};
	Sum			before = {0, 0};
	double		larger = 0;
	double		scale = 1;
	int			exponent;

	qsort_interruptible(amounts, used, sizeof(RowAmount), CompareRowAmounts, NULL);
	if (used > 0)
	{
		/* so that no sum overflows */
		frexp(amounts[0].amount, &exponent);
		scale = ldexp(1.0, Min(-exponent, DBL_MAX_EXP - 1));
	}
	for (int64 i = 0; i < used; i++)
		SumAdd(&total, amounts[i].amount * scale);
	for (int64 i = 0; i < used; i++)
	{
		double		all = SumValue(&total);

		if (i == 0 || amounts[i].amount < amounts[i - 1].amount)
			larger = SumValue(&before);
		if (larger < classes->a * all - NO_DIFFERENCE * all)
			classes->class[amounts[i].row] = 'A';
		else if (larger < classes->b * all - NO_DIFFERENCE * all)
			classes->class[amounts[i].row] = 'B';
		SumAdd(&before, amounts[i].amount * scale);
	}
	pfree(amounts);
}

/*
 * A share, an argument of the current row; false if it is NULL.
 */
static bool
ShareArgument(WindowObject winobj, int argument, const char *what, double *share)
{
	bool		isnull;

	*share = DatumGetFloat8(WinGetFuncArgCurrent(winobj, argument, &isnull));
	if (isnull)
		return false;
	if (!(*share >= 0 && *share <= 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("share %s must be between 0 and 1, but is %g", what, *share)));
	return true;
}

/*
 * bsc.abc_class(amount, a, b) OVER (...)
 */
Datum
bsc_abc_class(PG_FUNCTION_ARGS)
{
	WindowObject winobj = PG_WINDOW_OBJECT();
	int64		n = WinGetPartitionRowCount(winobj);
	AbcClasses *classes = WinGetPartitionLocalMemory(winobj, offsetof(AbcClasses, class) + n);
	char		class;
	double		a;
	double		b;

	if (!ShareArgument(winobj, 1, "a", &a) || !ShareArgument(winobj, 2, "b", &b))
		PG_RETURN_NULL();
	if (a > b)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("share a must not exceed share b, but is %g and b %g", a, b)));
	if (!classes->known)
	{
		classes->a = a;
		classes->b = b;
		FindAbcClasses(winobj, classes, n);
		classes->known = true;
	}
	if (a != classes->a || b != classes->b)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("shares a and b must be the same in all rows of a partition")));
	class = classes->class[WinGetCurrentPosition(winobj)];
	if (class == 0)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text_with_len(&class, 1));
}
