/*
 * decompose.c
 *	  Why a formula's value changed: how much of the change each driver made.
 *
 * Both methods are exact (the effects add up to the change), treat all drivers
 * alike, give an unchanged driver nothing, and turn round with time.
 *
 * Shapley (L. S. Shapley, "A Value for n-Person Games", 1953; for changes of a
 * product J. Albrecht, D. François and K. Schoors, "A Shapley Decomposition of
 * Carbon Emissions without Residuals", Energy Policy 30, 2002; J. W. Sun,
 * "Changes in Energy Consumption and Energy Intensity", Energy Economics 20,
 * 1998; E. Dietzenbacher and B. Los, "Structural Decomposition Techniques",
 * Economic Systems Research 10, 1998).  The drivers are put from their value
 * before to that after one by one, in every order, and a driver's effect is what
 * its own step makes on average.  With f(S) the value when the drivers in S
 * have changed,
 *
 *		effect of i = sum over S without i of |S|! (n - |S| - 1)! / n! (f(S + i) - f(S))
 *
 * All 2^n values are computed once, so n is limited.  Any formula will do.
 *
 * LMDI (additive LMDI-I: B. W. Ang, "Decomposition Analysis for Policymaking in
 * Energy", Energy Policy 32, 2004; "The LMDI Approach to Decomposition
 * Analysis", 33, 2005; "LMDI Decomposition Approach: A Guide for
 * Implementation", 86, 2015).  For a product V of powers x_i^e_i, all above
 * zero,
 *
 *		effect of i = e_i L(V1, V0) ln(x_i1 / x_i0),   L(a, b) = (a - b) / ln(a / b),
 *
 * computed as y_i = e_i log1p((x_i1 - x_i0) / x_i0), L = V0 expm1(y) / y with y
 * their sum, so that small changes keep their digits.  Where drivers are zero
 * before or after, the limit for all of them vanishing alike is taken (B. W.
 * Ang and N. Liu, "Handling Zero Values in the Logarithmic Mean Divisia Index
 * Decomposition Approach", Energy Policy 35, 2007): they share the change, and
 * the others have no effect.
 */
#include "postgres.h"

#include <math.h>

#include "attainment/sums.h"
#include "compat.h"
#include "formula/formula.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

PG_FUNCTION_INFO_V1(bsc_decompose);

/* changed drivers at most: all their 2^n mixtures are evaluated */
#define MAX_CHANGED		16
/* a change that is smaller than this part of the effects is no base for shares */
#define LEAST_CHANGE	1e-9

/* what is to be explained */
typedef struct Change
{
	const Formula *formula;
	double		before[FORMULA_MAX_OPERANDS];
	double		after[FORMULA_MAX_OPERANDS];
	double		value_before;
	double		value_after;
	double		effect[FORMULA_MAX_OPERANDS];
} Change;

/*
 * Shapley's effects.  False if the formula has no value for one of the
 * mixtures.
 */
static bool
ShapleyEffects(Change *change)
{
	const Formula *formula = change->formula;
	int			changed[FORMULA_MAX_OPERANDS];
	int			n = 0;
	double		operands[FORMULA_MAX_OPERANDS];
	double		weight[MAX_CHANGED];
	double	   *value;

	for (int i = 0; i < formula->noperands; i++)
	{
		if (change->before[i] != change->after[i])
			changed[n++] = i;
	}
	if (n > MAX_CHANGED)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("%d drivers have changed, and method shapley takes at most %d", n, MAX_CHANGED),
				 errhint("Put parts of the formula into formulas of their own, and decompose one after the other.")));
	/* the weight of a set of k drivers: k! (n - k - 1)! / n! */
	for (int k = 0; k < n; k++)
		weight[k] = k == 0 ? 1.0 / n : weight[k - 1] * k / (n - k);

	value = palloc(((Size) 1 << n) * sizeof(double));
	memcpy(operands, change->before, sizeof(operands));
	for (uint32 set = 0; set < (uint32) 1 << n; set++)
	{
		for (int i = 0; i < n; i++)
			operands[changed[i]] = (set >> i & 1) ? change->after[changed[i]] : change->before[changed[i]];
		value[set] = FormulaValue(formula, operands);
		if (isnan(value[set]))
			return false;
		if ((set & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
	}
	for (int i = 0; i < n; i++)
	{
		Sum			sum = {0, 0};

		for (uint32 set = 0; set < (uint32) 1 << n; set++)
		{
			double		factor;

			if (set >> i & 1)
				continue;
			factor = weight[pg_popcount32(set)];
			SumAdd(&sum, factor * value[set | (uint32) 1 << i]);
			SumAdd(&sum, -factor * value[set]);
		}
		CHECK_FOR_INTERRUPTS();
		change->effect[changed[i]] = SumValue(&sum);
	}
	pfree(value);
	return true;
}

/*
 * The exponents of the operands in a product.  False if the formula is no
 * product or quotient of operands and numbers above zero.
 */
bool
FormulaExponents(const Formula *formula, int *exponents)
{
	int			n = Max(formula->noperands, 1);
	int		   *stack = palloc0((Size) formula->most * n * sizeof(int));
	int			height = 0;

	for (int i = 0; i < formula->nsteps; i++)
	{
		const FormulaStep *step = &formula->steps[i];
		int		   *top = stack + (Size) height * n;

		switch (step->op)
		{
			case FORMULA_NUMBER:
				if (step->number <= 0)
					return false;
				memset(top, 0, n * sizeof(int));
				height++;
				break;
			case FORMULA_OPERAND:
				memset(top, 0, n * sizeof(int));
				top[step->operand] = 1;
				height++;
				break;
			case FORMULA_MULTIPLY:
			case FORMULA_DIVIDE:
				height--;
				for (int j = 0; j < n; j++)
					top[j - 2 * n] += step->op == FORMULA_MULTIPLY ? top[j - n] : -top[j - n];
				break;
			default:
				return false;
		}
	}
	memcpy(exponents, stack, formula->noperands * sizeof(int));
	pfree(stack);
	return true;
}

/* The effects by LMDI. */
static void
LmdiEffects(Change *change)
{
	const Formula *formula = change->formula;
	int			exponents[FORMULA_MAX_OPERANDS];
	double		difference = change->value_after - change->value_before;
	double		log_change[FORMULA_MAX_OPERANDS];
	double		y = 0;
	double		mean;
	int			zeros = 0;

	if (!FormulaExponents(formula, exponents))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("method lmdi takes only products and quotients of drivers and numbers above zero"),
				 errdetail("The formula is \"%s\".", formula->text),
				 errhint("Method shapley takes any formula.")));
	for (int i = 0; i < formula->noperands; i++)
	{
		if (change->before[i] < 0 || change->after[i] < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("method lmdi takes no values below zero, and driver \"%s\" has one",
							formula->operands[i]),
					 errhint("Method shapley takes any value.")));
		/* vanished or appeared; at zero all along, it makes the whole zero all along */
		if ((change->before[i] == 0) != (change->after[i] == 0))
			zeros += abs(exponents[i]);
	}
	if (zeros > 0 || change->value_before == 0 || change->value_after == 0)
	{
		for (int i = 0; i < formula->noperands; i++)
		{
			if (zeros > 0 && (change->before[i] == 0) != (change->after[i] == 0))
				change->effect[i] = difference * abs(exponents[i]) / zeros;
		}
		return;
	}
	for (int i = 0; i < formula->noperands; i++)
	{
		double		ratio = (change->after[i] - change->before[i]) / change->before[i];

		/* where even the ratio is too large for a double, its logarithm is not */
		log_change[i] = exponents[i] *
			(isinf(ratio) ? log(change->after[i]) - log(change->before[i]) : log1p(ratio));
		y += log_change[i];
	}
	if (y == 0)
		mean = change->value_before;
	else if (fabs(y) < 1)
		mean = change->value_before * expm1(y) / y;
	else
		mean = difference / y;
	for (int i = 0; i < formula->noperands; i++)
		change->effect[i] = mean * log_change[i];
}

/* Read the drivers' values into the order of the formula's operands. */
static void
ReadDrivers(Change *change, char **drivers, int ndrivers, const double *before, const double *after)
{
	const Formula *formula = change->formula;
	bool		known[FORMULA_MAX_OPERANDS] = {false};

	for (int i = 0; i < ndrivers; i++)
	{
		int			operand = FormulaOperand(formula, drivers[i]);

		CHECK_FOR_INTERRUPTS();
		for (int j = 0; j < i; j++)
		{
			if (strcmp(drivers[j], drivers[i]) == 0)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("driver \"%s\" is given twice", drivers[i])));
		}
		if (operand < 0)
			continue;
		known[operand] = true;
		change->before[operand] = before[i];
		change->after[operand] = after[i];
	}
	for (int i = 0; i < formula->noperands; i++)
	{
		if (!known[i])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("no values are given for driver \"%s\" of formula \"%s\"",
							formula->operands[i], formula->text)));
	}
}

/*
 * Compute the effects.  False if there are none: the formula has no value
 * before, after, or between them.
 */
static bool
ComputeEffects(Change *change, const char *method)
{
	bool		is_lmdi = strcmp(method, "lmdi") == 0;

	if (!is_lmdi && strcmp(method, "shapley") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown method \"%s\"", method),
				 errhint("It is shapley or lmdi.")));
	memset(change->effect, 0, sizeof(change->effect));
	change->value_before = FormulaValue(change->formula, change->before);
	change->value_after = FormulaValue(change->formula, change->after);
	for (int i = 0; i < change->formula->noperands; i++)
	{
		if (isnan(change->before[i]) || isnan(change->after[i]))
			return false;
	}
	if (isnan(change->value_before) || isnan(change->value_after))
		return false;
	if (is_lmdi)
	{
		LmdiEffects(change);
		return true;
	}
	return ShapleyEffects(change);
}

/* bsc.decompose(formula, drivers, before, after, method) */
Datum
bsc_decompose(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	Change		change;
	int			ndrivers;
	int			nbefore;
	int			nafter;
	char	  **drivers = FormulaNames(PG_GETARG_ARRAYTYPE_P(1), "the drivers", &ndrivers);
	double	   *before = FormulaNumbers(PG_GETARG_ARRAYTYPE_P(2), "the values before", &nbefore);
	double	   *after = FormulaNumbers(PG_GETARG_ARRAYTYPE_P(3), "the values after", &nafter);
	bool		has_effects;
	double		difference;
	double		size = 0;

	if (ndrivers != nbefore || ndrivers != nafter)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there are %d drivers, %d values before and %d values after",
						ndrivers, nbefore, nafter)));
	change.formula = FormulaParse(text_to_cstring(PG_GETARG_TEXT_PP(0)));
	ReadDrivers(&change, drivers, ndrivers, before, after);
	has_effects = ComputeEffects(&change, text_to_cstring(PG_GETARG_TEXT_PP(4)));
	difference = change.value_after - change.value_before;
	for (int i = 0; i < change.formula->noperands; i++)
		size += fabs(change.effect[i]);

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < ndrivers; i++)
	{
		int			operand = FormulaOperand(change.formula, drivers[i]);
		double		effect = operand < 0 ? 0 : change.effect[operand];
		Datum		values[5];
		bool		nulls[5] = {false};

		values[0] = CStringGetTextDatum(drivers[i]);
		values[1] = Float8GetDatum(before[i]);
		nulls[1] = isnan(before[i]);
		values[2] = Float8GetDatum(after[i]);
		nulls[2] = isnan(after[i]);
		values[3] = Float8GetDatum(effect);
		/* effects that overflow are as good as none */
		nulls[3] = !has_effects || !isfinite(effect);
		values[4] = Float8GetDatum(effect / difference + 0.0); /* 0, never -0 */
		nulls[4] = nulls[3] || difference == 0 || !(fabs(difference) >= LEAST_CHANGE * size);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
