/*
 * phase.c
 *	  A year's target, spread over its parts by the season.
 *
 * A flow, which adds up over the year (sales, complaints), is shared out: each
 * part gets its index as a share of all the indices.  A level (satisfaction, a
 * rate, staff) holds in every part, and is scaled by the index, where the
 * indices are taken to have mean 1.
 *
 * The parts of a flow add up to the year exactly, in whatever order and
 * grouping they are added.  To that end every part is a multiple of the unit in
 * the last place of the year's value: all sums of such parts up to the year's
 * value are multiples of that unit with no more than 53 bits, and so without
 * rounding.  It is the running totals that are rounded, and each part is the
 * difference of two, so that rounding errors do not pile up.
 */
#include "postgres.h"

#include <math.h>

#include "attainment/sums.h"
#include "compat.h"
#include "miscadmin.h"
#include "statistics/statistics.h"
#include "target/target.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(bsc_phase);

/*
 * Read the indices: numbers above zero, none missing.  They come back scaled
 * by a power of two, so that their sum, also returned, is below 1 and products
 * with it do not overflow.
 */
static double *
GetIndices(ArrayType *array, int *n, double *total)
{
	double	   *indices = StatSeriesFromArray(array, "index", n);
	double		scale;
	Sum			sum = {0, 0};
	int			exponent;

	if (*n == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there must be at least one index")));
	for (int i = 0; i < *n; i++)
	{
		if (isnan(indices[i]))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("index at place %d is null", i + 1)));
		if (indices[i] <= 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("index %g at place %d is not above zero", indices[i], i + 1)));
	}

	/* an array has fewer than 2^30 elements */
	frexp(StatLevel(indices, *n), &exponent);
	scale = ldexp(1.0, Min(-exponent - 30, DBL_MAX_EXP - 1));
	for (int i = 0; i < *n; i++)
	{
		indices[i] *= scale;
		SumAdd(&sum, indices[i]);
	}
	*total = SumValue(&sum);
	return indices;
}

/*
 * A running total, rounded to the unit in the last place of the whole.
 */
static double
RoundToUnitOf(double total, double whole)
{
	int			exponent;
	double		unit;

	frexp(whole, &exponent);
	unit = ldexp(1.0, Max(exponent - DBL_MANT_DIG, DBL_MIN_EXP - DBL_MANT_DIG));
	return rint(total / unit) * unit;
}

/*
 * Work out the part of a knot's value for every place.
 */
static void
PhaseValue(double value, const double *indices, int n, double all, bool flow,
		   double *parts)
{
	Sum			running = {0, 0};
	double		before = 0;

	for (int i = 0; i < n; i++)
	{
		if (flow)
		{
			double		total;

			SumAdd(&running, indices[i]);
			total = i == n - 1 ? value :
				RoundToUnitOf(value * SumValue(&running) / all, value);
			parts[i] = total - before;
			before = total;
		}
		else
			parts[i] = value * indices[i] * n / all;
	}
}

/*
 * bsc.phase(target, indices, rollup) -> one target for each index
 */
Datum
bsc_phase(PG_FUNCTION_ARGS)
{
	FuncCallContext *context;
	Target	  **phases;

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext old;
		Target	   *target;
		char	   *rollup;
		double	   *indices;
		double	   *parts;
		double		all;
		bool		flow;
		int			n;

		context = SRF_FIRSTCALL_INIT();
		old = MemoryContextSwitchTo(context->multi_call_memory_ctx);
		target = PG_GETARG_TARGET_P(0);
		indices = GetIndices(PG_GETARG_ARRAYTYPE_P(1), &n, &all);
		rollup = text_to_cstring(PG_GETARG_TEXT_PP(2));
		flow = strcmp(rollup, "sum") == 0;
		if (!flow && strcmp(rollup, "mean") != 0 && strcmp(rollup, "last") != 0 &&
			strcmp(rollup, "min") != 0 && strcmp(rollup, "max") != 0 &&
			strcmp(rollup, "query") != 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("unknown roll-up rule \"%s\"", rollup),
					 errhint("Rules are \"sum\", \"mean\", \"last\", \"min\", \"max\" and \"query\".")));

		phases = palloc_extended(mul_size(n, sizeof(Target *)), MCXT_ALLOC_HUGE);
		parts = palloc_extended(mul_size(n, mul_size(target->nknots, sizeof(double))), MCXT_ALLOC_HUGE);
		for (int k = 0; k < target->nknots; k++)
			PhaseValue(target->knots[k].value, indices, n, all, flow,
					   parts + (Size) k * n);
		for (int i = 0; i < n; i++)
		{
			TargetKnot	knots[TARGET_MAX_KNOTS];

			CHECK_FOR_INTERRUPTS();
			for (int k = 0; k < target->nknots; k++)
			{
				knots[k].value = parts[(Size) k * n + i];
				knots[k].score = target->knots[k].score;
				if (!IsFinite(knots[k].value))
					ereport(ERROR,
							(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
							 errmsg("value of a target is out of range")));
			}
			phases[i] = TargetMake(knots, target->nknots, NULL);
		}
		context->user_fctx = phases;
		context->max_calls = n;
		MemoryContextSwitchTo(old);
	}
	context = SRF_PERCALL_SETUP();
	phases = context->user_fctx;
	if (context->call_cntr < context->max_calls)
	{
		Target	   *phase = phases[context->call_cntr];

		SRF_RETURN_NEXT(context, PointerGetDatum(phase));
	}
	SRF_RETURN_DONE(context);
}
