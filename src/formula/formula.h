/*
 * formula.h
 *	  The room "formula": arithmetic over figures that have names.
 *
 * parse.c		from the text to a Formula, and errors that say where
 * formula.c	its value, the names it uses, and names renamed
 * decompose.c	which driver of a formula made how much of its change
 */
#ifndef BSC_FORMULA_H
#define BSC_FORMULA_H

#include "utils/array.h"

#define FORMULA_MAX_LENGTH		10240
#define FORMULA_MAX_OPERANDS	64
#define FORMULA_MAX_DEPTH		100

typedef enum FormulaOp
{
	FORMULA_NUMBER,
	FORMULA_OPERAND,
	FORMULA_ADD,
	FORMULA_SUBTRACT,
	FORMULA_MULTIPLY,
	FORMULA_DIVIDE,
	FORMULA_NEGATE,
	FORMULA_ABS,
	FORMULA_LEAST,
	FORMULA_GREATEST,
	FORMULA_COALESCE
} FormulaOp;

/* a step of the formula in postfix order */
typedef struct FormulaStep
{
	FormulaOp	op;
	double		number;
	int			operand;		/* which name */
	int			arguments;		/* of a function */
	int			start;			/* where the name stands in the text */
	int			length;
} FormulaStep;

typedef struct Formula
{
	const char *text;
	int			noperands;
	char	   *operands[FORMULA_MAX_OPERANDS]; /* each name once, as it first appears */
	int			nsteps;
	int			capacity;
	FormulaStep *steps;
	int			most;			/* values on the stack at the same time, at most */
} Formula;

/* parse.c */
extern Formula *FormulaParse(const char *text);
extern bool FormulaIsPlainName(const char *name);

/* formula.c */
extern double FormulaValue(const Formula *formula, const double *operands);
extern int	FormulaOperand(const Formula *formula, const char *name);
extern char **FormulaNames(ArrayType *array, const char *what, int *n);
extern double *FormulaNumbers(ArrayType *array, const char *what, int *n);

/* decompose.c */
extern bool FormulaExponents(const Formula *formula, int *exponents);

#endif							/* BSC_FORMULA_H */
