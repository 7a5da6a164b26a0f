/*
 * formula.c
 *	  The value of a formula, and the names that it uses.
 *
 * A figure that is missing is NaN here, and every operation on it gives NaN
 * again; coalesce() alone looks past it.  A quotient by zero and whatever is
 * too large for a double are missing as well, so that one bad figure spoils
 * its own result and never a whole query.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "compat.h"
#include "formula/formula.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(bsc_calculate);
PG_FUNCTION_INFO_V1(bsc_formula_operands);
PG_FUNCTION_INFO_V1(bsc_formula_quotient);
PG_FUNCTION_INFO_V1(bsc_formula_renamed);

/* the formula that a call site has parsed, as it is mostly the same for all rows */
typedef struct FormulaCache
{
	MemoryContext context;
	Formula    *formula;
} FormulaCache;

/* One operation on the values that it takes from the stack. */
static double
Operate(const FormulaStep *step, const double *arguments)
{
	double		value = arguments[0];

	switch (step->op)
	{
		case FORMULA_ADD:
			value += arguments[1];
			break;
		case FORMULA_SUBTRACT:
			value -= arguments[1];
			break;
		case FORMULA_MULTIPLY:
			value *= arguments[1];
			break;
		case FORMULA_DIVIDE:
			value = arguments[1] == 0 ? NAN : value / arguments[1];
			break;
		case FORMULA_NEGATE:
			value = -value;
			break;
		case FORMULA_ABS:
			value = fabs(value);
			break;
		case FORMULA_COALESCE:
			value = isnan(value) ? arguments[1] : value;
			break;
		case FORMULA_LEAST:
		case FORMULA_GREATEST:
			for (int i = 1; i < step->arguments; i++)
			{
				if (isnan(value) || isnan(arguments[i]))
					value = NAN;
				else if (step->op == FORMULA_LEAST)
					value = Min(value, arguments[i]);
				else
					value = Max(value, arguments[i]);
			}
			break;
		case FORMULA_NUMBER:
		case FORMULA_OPERAND:
			break;
	}
	return isinf(value) ? NAN : value;
}

/* The formula's value for its operands' values, in their order; NaN is missing. */
double
FormulaValue(const Formula *formula, const double *operands)
{
	double		small[16] = {0};
	double	   *stack = small;
	int			height = 0;
	double		value;

	if (formula->most > lengthof(small))
		stack = palloc(formula->most * sizeof(double));
	for (int i = 0; i < formula->nsteps; i++)
	{
		const FormulaStep *step = &formula->steps[i];

		if (step->op == FORMULA_NUMBER)
			stack[height++] = step->number;
		else if (step->op == FORMULA_OPERAND)
			stack[height++] = operands[step->operand];
		else
		{
			height -= step->arguments;
			stack[height] = Operate(step, &stack[height]);
			height++;
		}
	}
	value = stack[0];
	if (stack != small)
		pfree(stack);
	return value;
}

/* Which operand has a name; -1 if none. */
int
FormulaOperand(const Formula *formula, const char *name)
{
	for (int i = 0; i < formula->noperands; i++)
	{
		if (strcmp(formula->operands[i], name) == 0)
			return i;
	}
	return -1;
}

/* An array of names.  Each must be there, and just once. */
char	  **
FormulaNames(ArrayType *array, const char *what, int *n)
{
	Datum	   *elements;
	bool	   *nulls;
	char	  **names;

	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be an array with one dimension", what)));
	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &elements, &nulls, n);
	names = palloc(Max(*n, 1) * sizeof(char *));
	for (int i = 0; i < *n; i++)
	{
		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("%s must not contain NULL", what)));
		names[i] = TextDatumGetCString(elements[i]);
	}
	return names;
}

/* An array of numbers, NULL as NaN. */
double *
FormulaNumbers(ArrayType *array, const char *what, int *n)
{
	Datum	   *elements;
	bool	   *nulls;
	double	   *numbers;

	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be an array with one dimension", what)));
	deconstruct_array(array, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE,
					  &elements, &nulls, n);
	numbers = palloc(Max(*n, 1) * sizeof(double));
	for (int i = 0; i < *n; i++)
	{
		numbers[i] = nulls[i] ? NAN : DatumGetFloat8(elements[i]);
		if (!nulls[i] && (isnan(numbers[i]) || isinf(numbers[i])))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("%s must not contain NaN or infinity", what)));
	}
	return numbers;
}

/* The parsed formula of a call: that of the call before, if the text is the same. */
static const Formula *
CachedFormula(FunctionCallInfo fcinfo, text *argument)
{
	FormulaCache *cache = fcinfo->flinfo->fn_extra;
	MemoryContext caller;
	char	   *source;

	if (cache != NULL && cache->formula != NULL &&
		strlen(cache->formula->text) == VARSIZE_ANY_EXHDR(argument) &&
		memcmp(cache->formula->text, VARDATA_ANY(argument), VARSIZE_ANY_EXHDR(argument)) == 0)
		return cache->formula;
	if (cache == NULL)
	{
		cache = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(FormulaCache));
		cache->context = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "bsc formula",
											   ALLOCSET_SMALL_SIZES);
		fcinfo->flinfo->fn_extra = cache;
	}
	cache->formula = NULL;
	MemoryContextReset(cache->context);
	caller = MemoryContextSwitchTo(cache->context);
	source = text_to_cstring(argument);
	cache->formula = FormulaParse(source);
	MemoryContextSwitchTo(caller);
	return cache->formula;
}

/* bsc.calculate(formula, names, operand_values) */
Datum
bsc_calculate(PG_FUNCTION_ARGS)
{
	const Formula *formula = CachedFormula(fcinfo, PG_GETARG_TEXT_PP(0));
	int			nnames;
	int			nvalues;
	char	  **names = FormulaNames(PG_GETARG_ARRAYTYPE_P(1), "the names", &nnames);
	double	   *values = FormulaNumbers(PG_GETARG_ARRAYTYPE_P(2), "the values", &nvalues);
	double		operands[FORMULA_MAX_OPERANDS];
	bool		known[FORMULA_MAX_OPERANDS] = {false};
	double		result;

	if (nnames != nvalues)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there are %d names and %d values", nnames, nvalues)));
	for (int i = 0; i < nnames; i++)
	{
		int			operand = FormulaOperand(formula, names[i]);

		if (operand < 0)
			continue;
		if (known[operand])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("name \"%s\" is given twice", names[i])));
		known[operand] = true;
		operands[operand] = values[i];
	}
	for (int i = 0; i < formula->noperands; i++)
	{
		if (!known[i])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("no value is given for \"%s\" in formula \"%s\"",
							formula->operands[i], formula->text)));
	}
	result = FormulaValue(formula, operands);
	if (isnan(result))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(result);
}

/* bsc._formula_operands(formula): the names in it, each once, as they first appear */
Datum
bsc_formula_operands(PG_FUNCTION_ARGS)
{
	Formula    *formula = FormulaParse(text_to_cstring(PG_GETARG_TEXT_PP(0)));
	Datum		names[FORMULA_MAX_OPERANDS];

	for (int i = 0; i < formula->noperands; i++)
		names[i] = CStringGetTextDatum(formula->operands[i]);
	PG_RETURN_ARRAYTYPE_P(construct_array(names, formula->noperands, TEXTOID, -1, false, TYPALIGN_INT));
}

/*
 * bsc._formula_quotient(formula): what is divided and by what, where the formula
 * is one quotient of two names, or some times that; NULL for any other
 */
Datum
bsc_formula_quotient(PG_FUNCTION_ARGS)
{
	Formula    *formula = FormulaParse(text_to_cstring(PG_GETARG_TEXT_PP(0)));
	int			exponents[FORMULA_MAX_OPERANDS];
	int			named = 0;
	Datum		names[2];

	for (int i = 0; i < formula->nsteps; i++)
		named += formula->steps[i].op == FORMULA_OPERAND;
	if (named != 2 || formula->noperands != 2 || !FormulaExponents(formula, exponents) ||
		exponents[0] + exponents[1] != 0)
		PG_RETURN_NULL();
	for (int i = 0; i < 2; i++)
		names[exponents[i] > 0 ? 0 : 1] = CStringGetTextDatum(formula->operands[i]);
	PG_RETURN_ARRAYTYPE_P(construct_array(names, 2, TEXTOID, -1, false, TYPALIGN_INT));
}

/*
 * bsc._formula_renamed(formula, names, new_names): the same formula with other
 * names, all else of the text as it was.  All names change at once, so that two
 * may trade places.
 */
Datum
bsc_formula_renamed(PG_FUNCTION_ARGS)
{
	Formula    *formula = FormulaParse(text_to_cstring(PG_GETARG_TEXT_PP(0)));
	int			nold;
	int			nnew;
	char	  **old_names = FormulaNames(PG_GETARG_ARRAYTYPE_P(1), "the names", &nold);
	char	  **new_names = FormulaNames(PG_GETARG_ARRAYTYPE_P(2), "the new names", &nnew);
	StringInfoData renamed;
	int			from = 0;

	if (nold != nnew)
		elog(ERROR, "%d names have %d new ones", nold, nnew);
	initStringInfo(&renamed);
	for (int i = 0; i < formula->nsteps; i++)
	{
		const FormulaStep *step = &formula->steps[i];
		const char *name = NULL;

		if (step->op != FORMULA_OPERAND)
			continue;
		for (int j = 0; j < nold && name == NULL; j++)
		{
			if (strcmp(formula->operands[step->operand], old_names[j]) == 0)
				name = new_names[j];
		}
		if (name == NULL)
			continue;
		/* operands stand in the steps in the order of the text */
		appendBinaryStringInfo(&renamed, formula->text + from, step->start - from);
		if (FormulaIsPlainName(name))
			appendStringInfoString(&renamed, name);
		else
		{
			appendStringInfoChar(&renamed, '"');
			for (const char *c = name; *c != '\0'; c++)
			{
				if (*c == '"')
					appendStringInfoChar(&renamed, '"');
				appendStringInfoChar(&renamed, *c);
			}
			appendStringInfoChar(&renamed, '"');
		}
		from = step->start + step->length;
	}
	appendStringInfoString(&renamed, formula->text + from);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(renamed.data, renamed.len));
}
