/*
 * period_series.c
 *	  Functions that return many periods, row by row, and what the planner is
 *	  told about how many.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "optimizer/optimizer.h"
#include "utils/builtins.h"

#include "period/period.h"

/*
 * Where a series is, and how many periods are still to come.
 */
typedef struct Series
{
	Period		next;
	int64		left;
} Series;

PG_FUNCTION_INFO_V1(bsc_periods);
PG_FUNCTION_INFO_V1(bsc_subdivide);
PG_FUNCTION_INFO_V1(bsc_series_support);

/*
 * Set a series up on the first call.
 */
static void
StartSeries(FuncCallContext *funcctx, Period first, Period last)
{
	Series	   *series;

	series = (Series *) MemoryContextAlloc(funcctx->multi_call_memory_ctx, sizeof(Series));
	series->next = first;
	series->left = (int64) PeriodDistance(last, first) + 1;
	funcctx->user_fctx = series;
}

/*
 * Return the next period.  The last step is not taken, as the last period of
 * all has none after it.
 */
static Datum
NextOfSeries(FunctionCallInfo fcinfo)
{
	FuncCallContext *funcctx = SRF_PERCALL_SETUP();
	Series	   *series = (Series *) funcctx->user_fctx;
	Period		period = series->next;

	if (series->left <= 0)
		SRF_RETURN_DONE(funcctx);
	if (--series->left > 0)
		series->next = PeriodShift(period, 1);
	SRF_RETURN_NEXT(funcctx, PeriodGetDatum(period));
}

/*
 * All periods from one to the other, both included; none if the second is
 * earlier.
 */
Datum
bsc_periods(PG_FUNCTION_ARGS)
{
	if (SRF_IS_FIRSTCALL())
		StartSeries(SRF_FIRSTCALL_INIT(), PG_GETARG_PERIOD(0), PG_GETARG_PERIOD(1));
	return NextOfSeries(fcinfo);
}

/*
 * All finer periods within one.
 */
Datum
bsc_subdivide(PG_FUNCTION_ARGS)
{
	if (SRF_IS_FIRSTCALL())
	{
		Period		period = PG_GETARG_PERIOD(0);
		PeriodGrain grain = PeriodGrainFromText(PG_GETARG_TEXT_PP(1));

		StartSeries(SRF_FIRSTCALL_INIT(),
					PeriodFirstWithin(period, grain),
					PeriodLastWithin(period, grain));
	}
	return NextOfSeries(fcinfo);
}

/*
 * About how many days a period of this grain has.
 */
static double
DaysOfGrain(PeriodGrain grain)
{
	static const double days[PERIOD_GRAINS] = {
		365.2425, 182.62125, 91.310625, 30.436875, 7, 1
	};

	return days[grain];
}

/*
 * How many rows will a call of periods() or subdivide() return?  Exact for
 * periods(); an average for subdivide(), except that zero rows never occur.
 */
static bool
EstimateRows(SupportRequestRows *req)
{
	List	   *args;
	Node	   *arg1;
	Node	   *arg2;
	Period		period;
	PeriodGrain grain;

	if (!is_funcclause(req->node))
		return false;
	args = ((FuncExpr *) req->node)->args;
	if (list_length(args) != 2)
		return false;

	/* parameters may have known values */
	arg1 = estimate_expression_value(req->root, linitial(args));
	arg2 = estimate_expression_value(req->root, lsecond(args));

	if ((IsA(arg1, Const) && ((Const *) arg1)->constisnull) ||
		(IsA(arg2, Const) && ((Const *) arg2)->constisnull))
	{
		req->rows = 0;
		return true;
	}
	if (!IsA(arg1, Const) || !IsA(arg2, Const))
		return false;

	period = DatumGetPeriod(((Const *) arg1)->constvalue);
	if (exprType(arg2) == TEXTOID)
	{
		/* errors are for the function itself to raise, if it is ever called */
		if (!PeriodGrainFind(TextDatumGetCString(((Const *) arg2)->constvalue), &grain) ||
			grain < PeriodGrainOf(period))
			return false;
		req->rows = rint((PeriodDayAfter(period) - PeriodFirstDay(period)) /
						 DaysOfGrain(grain));
	}
	else
	{
		Period		last = DatumGetPeriod(((Const *) arg2)->constvalue);

		if (!PeriodSameSeries(last, period))
			return false;
		req->rows = Max(0, PeriodDistance(last, period) + 1);
	}
	return true;
}

/*
 * Planner support of periods() and subdivide().
 */
Datum
bsc_series_support(PG_FUNCTION_ARGS)
{
	Node	   *request = (Node *) PG_GETARG_POINTER(0);

	if (IsA(request, SupportRequestRows) &&
		EstimateRows((SupportRequestRows *) request))
		PG_RETURN_POINTER(request);
	PG_RETURN_POINTER(NULL);
}
