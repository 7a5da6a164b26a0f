/*
 * survival.c
 *	  How long do customers stay?  The curve of those who are still there.
 *
 * E. L. Kaplan and P. Meier, "Nonparametric Estimation from Incomplete
 * Observations", J. American Statistical Association 53, 1958: with n(t) at risk
 * and d(t) leaving at t, S is the product of 1 - d / n over all times so far.  At
 * risk at t is who came under observation before t and has been watched until t
 * or longer: customers who were there before the books begin enter at the age at
 * which these begin (left truncation; without it, survival is too high).  Who
 * is lost from sight at t counts as at risk at t.
 *
 * The variance is M. Greenwood's ("The Natural Duration of Cancer", Reports on
 * Public Health 33, 1926): S^2 v with v the sum of d / (n (n - d)).  The interval is
 * that of ln(-ln S) (J. D. Kalbfleisch and R. L. Prentice, "The Statistical
 * Analysis of Failure Time Data", 1980), which never leaves 0 to 1:
 *
 *		S ^ exp(+- z sqrt(v) / ln S).
 *
 * The state counts different durations and entries (counts.c), so it is as
 * large as there are different times.
 */
#include "postgres.h"

#include <math.h>

#include "access/htup_details.h"
#include "attainment/sums.h"
#include "compat.h"
#include "customer/customer.h"
#include "miscadmin.h"
#include "statistics/statistics.h"
#include "utils/array.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

PG_FUNCTION_INFO_V1(bsc_kaplan_meier_accum);
PG_FUNCTION_INFO_V1(bsc_kaplan_meier_final);
PG_FUNCTION_INFO_V1(bsc_survival_at);
PG_FUNCTION_INFO_V1(bsc_survival_quantile);
PG_FUNCTION_INFO_V1(bsc_mean_until);

/* the 0.975 quantile of the standard normal distribution */
#define NORMAL_975		1.959963984540054235524594
/* what a product may be off from the level that it reaches */
#define LEVEL_TOLERANCE	1e-12

/* the first number of an entry of the state; the second is a time */
enum
{
	ENTERED, ENDED, CENSORED
};

/* columns of bsc.survival_step */
enum
{
	STEP_TIME, STEP_AT_RISK, STEP_EVENTS, STEP_CENSORED, STEP_SURVIVAL, STEP_ERROR, STEP_LOW, STEP_HIGH, STEP_COLUMNS
};

/* a curve, as an argument; bounds that are NULL are NaN */
typedef struct Curve
{
	int			n;
	double	   *time;
	double	   *survival;
	double	   *low;
	double	   *high;
} Curve;

/*
 * Transition: (state, duration, ended [, entry]).
 */
Datum
bsc_kaplan_meier_accum(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Counts	   *counts = CountsArgument(fcinfo, &context);

	if (!PG_ARGISNULL(1) && !PG_ARGISNULL(2) && (PG_NARGS() < 4 || !PG_ARGISNULL(3)))
	{
		double		duration = PG_GETARG_FLOAT8(1);
		double		entry = PG_NARGS() < 4 ? 0 : PG_GETARG_FLOAT8(3);
		double		key[COUNT_KEYS] = {PG_GETARG_BOOL(2) ? ENDED : CENSORED, duration, 0};
		double		entered[COUNT_KEYS] = {ENTERED, entry, 0};

		CheckPositive(duration, "duration");
		StatCheckFinite(entry, "entry");
		if (entry < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("entry must not be negative, but is %g", entry)));
		if (entry >= duration)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("entry %g is not before the end of duration %g", entry, duration),
					 errhint("Both count from when the customer began; entry is how old the customer was when the books begin.")));
		counts = CountsAdd(counts, context, key, 1);
		counts = CountsAdd(counts, context, entered, 1);
	}
	if (counts == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(counts);
}

/*
 * What there is to say of one time: survival so far is exp(ln_s), of variance v.
 */
static void
FillStep(Datum *values, bool *nulls, double time, int64 at_risk, int64 events, int64 censored, double ln_s, double v)
{
	double		survival = exp(ln_s);
	double		width = ln_s < 0 ? NORMAL_975 * sqrt(v) / -ln_s : 0;

	memset(nulls, false, STEP_COLUMNS);
	values[STEP_TIME] = Float8GetDatum(time);
	values[STEP_AT_RISK] = Int64GetDatum(at_risk);
	values[STEP_EVENTS] = Int64GetDatum(events);
	values[STEP_CENSORED] = Int64GetDatum(censored);
	values[STEP_SURVIVAL] = Float8GetDatum(survival);
	values[STEP_ERROR] = Float8GetDatum(survival * sqrt(v));
	values[STEP_LOW] = Float8GetDatum(exp(ln_s * exp(width)));
	values[STEP_HIGH] = Float8GetDatum(exp(ln_s * exp(-width)));
	nulls[STEP_ERROR] = nulls[STEP_LOW] = nulls[STEP_HIGH] = isinf(ln_s);
}

/*
 * The steps of a state in order: entries first, then those who ended, then
 * those lost from sight, each by time.
 */
static ArrayType *
BuildSteps(const Counts *counts, TupleDesc tupdesc, Oid type)
{
	const CountEntry *e = counts->entries;
	int64		entered = 0;
	int64		ended;
	int64		censored;
	int64		end = counts->used;
	int64		at_risk = 0;
	int64		n = 0;
	Sum			ln_s = {0, 0};
	Sum			v = {0, 0};
	Datum	   *steps;

	for (ended = 0; ended < end && e[ended].key[0] == ENTERED; ended++)
		;
	for (censored = ended; censored < end && e[censored].key[0] == ENDED; censored++)
		;
	steps = palloc_extended(mul_size(end - ended, sizeof(Datum)), MCXT_ALLOC_HUGE);
	for (int64 i = ended, j = censored; i < censored || j < end;)
	{
		double		time = i < censored && (j == end || e[i].key[1] <= e[j].key[1]) ? e[i].key[1] : e[j].key[1];
		int64		events = i < censored && e[i].key[1] == time ? e[i++].count : 0;
		int64		lost = j < end && e[j].key[1] == time ? e[j++].count : 0;
		Datum		values[STEP_COLUMNS];
		bool		nulls[STEP_COLUMNS];

		CHECK_FOR_INTERRUPTS();
		for (; entered < ended && e[entered].key[1] < time; entered++)
			at_risk += e[entered].count;
		if (events == at_risk)
			ln_s.hi = -INFINITY;
		else if (events > 0 && !isinf(ln_s.hi))
		{
			SumAdd(&ln_s, log1p(-(double) events / at_risk));
			SumAdd(&v, (double) events / at_risk / (at_risk - events));
		}
		FillStep(values, nulls, time, at_risk, events, lost, isinf(ln_s.hi) ? -INFINITY : SumValue(&ln_s), SumValue(&v));
		steps[n++] = HeapTupleGetDatum(heap_form_tuple(tupdesc, values, nulls));
		at_risk -= events + lost;
	}
	return construct_array(steps, (int) n, type, -1, false, TYPALIGN_DOUBLE);
}

/*
 * The curve as an array of steps.
 */
Datum
bsc_kaplan_meier_final(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Counts	   *counts = CountsArgument(fcinfo, &context);
	Oid			array;
	Oid			type;
	TupleDesc	tupdesc;
	ArrayType  *steps;

	if (counts == NULL)
		PG_RETURN_NULL();
	get_call_result_type(fcinfo, &array, NULL);
	type = get_element_type(array);
	tupdesc = lookup_rowtype_tupdesc(type, -1);
	CountsSort(counts);
	steps = BuildSteps(counts, tupdesc, type);
	ReleaseTupleDesc(tupdesc);
	PG_RETURN_ARRAYTYPE_P(steps);
}

/*
 * A column of a step that must not be NULL, or may be, then NaN.
 */
static double
StepNumber(HeapTupleHeader step, int column, bool required)
{
	bool		isnull;
	double		number = DatumGetFloat8(GetAttributeByNum(step, column + 1, &isnull));

	if (!isnull)
		return number;
	if (required)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("steps of a survival curve must have a time and a survival")));
	return NAN;
}

/*
 * A curve, an argument.
 */
static Curve
CurveArgument(FunctionCallInfo fcinfo)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(0);
	Curve		curve;
	Datum	   *steps;
	bool	   *nulls;

	deconstruct_array(array, ARR_ELEMTYPE(array), -1, false, TYPALIGN_DOUBLE, &steps, &nulls, &curve.n);
	curve.time = palloc_extended(mul_size(curve.n, 4 * sizeof(double)), MCXT_ALLOC_HUGE);
	curve.survival = curve.time + curve.n;
	curve.low = curve.survival + curve.n;
	curve.high = curve.low + curve.n;
	for (int i = 0; i < curve.n; i++)
	{
		HeapTupleHeader step;

		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("steps of a survival curve must not be NULL")));
		step = DatumGetHeapTupleHeader(steps[i]);
		curve.time[i] = StepNumber(step, STEP_TIME, true);
		curve.survival[i] = StepNumber(step, STEP_SURVIVAL, true);
		curve.low[i] = StepNumber(step, STEP_LOW, false);
		curve.high[i] = StepNumber(step, STEP_HIGH, false);
		if (!(curve.time[i] > (i == 0 ? 0 : curve.time[i - 1])))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("steps of a survival curve must be in order of time")));
	}
	return curve;
}

/*
 * A time, an argument.
 */
static double
TimeArgument(FunctionCallInfo fcinfo, int argument)
{
	double		time = PG_GETARG_FLOAT8(argument);

	StatCheckFinite(time, "time");
	if (time < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("time must not be negative, but is %g", time)));
	return time;
}

/*
 * Is nothing known at this time?  A curve that has come down to 0 stays there.
 */
static bool
IsBeyond(const Curve *curve, double time)
{
	return curve->n == 0 || (time > curve->time[curve->n - 1] && curve->survival[curve->n - 1] > 0);
}

/*
 * bsc.survival_at(steps, time)
 */
Datum
bsc_survival_at(PG_FUNCTION_ARGS)
{
	Curve		curve = CurveArgument(fcinfo);
	double		time = TimeArgument(fcinfo, 1);
	double		survival = 1;

	if (IsBeyond(&curve, time))
		PG_RETURN_NULL();
	for (int i = 0; i < curve.n && curve.time[i] <= time; i++)
		survival = curve.survival[i];
	PG_RETURN_FLOAT8(survival);
}

/*
 * The first time at which the numbers are not above the level; false if none.
 */
static bool
FirstBelow(const Curve *curve, const double *numbers, double level, Datum *time)
{
	for (int i = 0; i < curve->n; i++)
	{
		if (numbers[i] <= level + LEVEL_TOLERANCE)
		{
			*time = Float8GetDatum(curve->time[i]);
			return true;
		}
	}
	*time = (Datum) 0;
	return false;
}

/*
 * bsc.survival_quantile(steps, p) -> (value, ci_low, ci_high)
 */
Datum
bsc_survival_quantile(PG_FUNCTION_ARGS)
{
	Curve		curve = CurveArgument(fcinfo);
	double		p = PG_GETARG_FLOAT8(1);
	TupleDesc	tupdesc;
	Datum		values[3];
	bool		nulls[3];

	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	if (!(p > 0 && p < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("p must be above 0 and below 1, but is %g", p)));
	nulls[0] = !FirstBelow(&curve, curve.survival, 1 - p, &values[0]);
	nulls[1] = !FirstBelow(&curve, curve.low, 1 - p, &values[1]);
	nulls[2] = !FirstBelow(&curve, curve.high, 1 - p, &values[2]);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(tupdesc), values, nulls)));
}

/*
 * bsc.mean_until(steps, time): the area below the curve
 */
Datum
bsc_mean_until(PG_FUNCTION_ARGS)
{
	Curve		curve = CurveArgument(fcinfo);
	double		time = TimeArgument(fcinfo, 1);
	double		survival = 1;
	double		since = 0;
	Sum			area = {0, 0};

	if (IsBeyond(&curve, time))
		PG_RETURN_NULL();
	for (int i = 0; i < curve.n && curve.time[i] <= time; i++)
	{
		SumAdd(&area, survival * (curve.time[i] - since));
		survival = curve.survival[i];
		since = curve.time[i];
	}
	SumAdd(&area, survival * (time - since));
	PG_RETURN_FLOAT8(SumValue(&area));
}
