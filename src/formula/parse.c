/*
 * parse.c
 *	  Reading a formula.
 *
 * The grammar, loosest binding first:
 *
 *		sum      = product { ("+" | "-") product }
 *		product  = factor { ("*" | "/") factor }
 *		factor   = "-" factor | number | name | "(" sum ")" | function
 *		function = "abs" "(" sum ")" | "coalesce" "(" sum "," sum ")"
 *		         | ("least" | "greatest") "(" sum { "," sum } ")"
 *
 * A name is a letter or underscore followed by letters, digits and
 * underscores (all ASCII); any other name stands in double quotes, a double
 * quote in it doubled.  A function's name is one only where "(" follows, so a
 * figure may be called "least".
 *
 * The parser descends by recursion, at most FORMULA_MAX_DEPTH levels, and
 * writes each operation after its operands (postfix order), so that the value
 * can be computed with a stack and without recursion.
 */
#include "postgres.h"

#include <errno.h>
#include <math.h>

#include "formula/formula.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"

typedef struct Parser
{
	const char *text;
	const char *at;				/* what is read next */
	Formula    *formula;
	int			depth;
	int			height;			/* values on the stack at this point */
} Parser;

static void ParseSum(Parser *parser);

/* What may be in a name without quotes, whatever the locale says. */
static bool
StartsName(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static bool
IsDigit(char c)
{
	return c >= '0' && c <= '9';
}

/* The length of the name without quotes that stands here. */
static int
NameLength(const char *at)
{
	int			length = 0;

	if (!StartsName(*at))
		return 0;
	while (StartsName(at[length]) || IsDigit(at[length]))
		length++;
	return length;
}

/* The place of a byte as a user counts: in characters, from 1. */
static int
CharacterAt(const Parser *parser, const char *at)
{
	return pg_mbstrlen_with_len(parser->text, (int) (at - parser->text)) + 1;
}

static void
SyntaxError(const Parser *parser, const char *expected)
{
	int			length = NameLength(parser->at);

	if (*parser->at == '\0')
		ereport(ERROR,
				(errcode(ERRCODE_SYNTAX_ERROR),
				 errmsg("syntax error at the end of formula \"%s\"", parser->text),
				 errhint("%s was expected.", expected)));
	/* show the word, or the one character */
	if (length == 0)
		length = pg_mblen(parser->at);
	ereport(ERROR,
			(errcode(ERRCODE_SYNTAX_ERROR),
			 errmsg("syntax error at \"%.*s\", character %d of formula \"%s\"",
					length, parser->at, CharacterAt(parser, parser->at), parser->text),
			 errhint("%s was expected. Names with other characters than letters, digits and underscores stand in double quotes.",
					 expected)));
}

static void
SkipSpace(Parser *parser)
{
	parser->at += strspn(parser->at, " \t\n\r\f\v");
}

/* Go past a character, if it comes next. */
static bool
Accept(Parser *parser, char character)
{
	SkipSpace(parser);
	if (*parser->at != character)
		return false;
	parser->at++;
	return true;
}

static void
Expect(Parser *parser, char character, const char *expected)
{
	if (!Accept(parser, character))
		SyntaxError(parser, expected);
}

/* Add a step, which takes some values from the stack and leaves one. */
static FormulaStep *
AddStep(Parser *parser, FormulaOp op, int taken)
{
	Formula    *formula = parser->formula;
	FormulaStep *step;

	if (formula->nsteps == formula->capacity)
	{
		formula->capacity *= 2;
		formula->steps = repalloc(formula->steps, formula->capacity * sizeof(FormulaStep));
	}
	step = &formula->steps[formula->nsteps++];
	memset(step, 0, sizeof(FormulaStep));
	step->op = op;
	step->arguments = taken;
	parser->height += 1 - taken;
	formula->most = Max(formula->most, parser->height);
	return step;
}

static void
AddOperand(Parser *parser, char *name, const char *start)
{
	Formula    *formula = parser->formula;
	int			operand = FormulaOperand(formula, name);
	FormulaStep *step;

	if (operand < 0)
	{
		if (formula->noperands == FORMULA_MAX_OPERANDS)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("a formula has at most %d different operands", FORMULA_MAX_OPERANDS),
					 errhint("Put a part of it into a formula of its own.")));
		operand = formula->noperands++;
		formula->operands[operand] = name;
	}
	step = AddStep(parser, FORMULA_OPERAND, 0);
	step->operand = operand;
	step->start = (int) (start - parser->text);
	step->length = (int) (parser->at - start);
}

/* A name in double quotes. */
static void
ParseQuoted(Parser *parser)
{
	const char *start = parser->at;
	char	   *name = palloc(strlen(start) + 1);
	int			length = 0;

	for (parser->at++;; parser->at++)
	{
		if (*parser->at == '\0')
			ereport(ERROR,
					(errcode(ERRCODE_SYNTAX_ERROR),
					 errmsg("the name that begins at character %d of formula \"%s\" has no closing double quote",
							CharacterAt(parser, start), parser->text)));
		if (*parser->at == '"' && *++parser->at != '"')
			break;
		name[length++] = *parser->at;
	}
	name[length] = '\0';
	if (length == 0)
		ereport(ERROR,
				(errcode(ERRCODE_SYNTAX_ERROR),
				 errmsg("the name at character %d of formula \"%s\" is empty",
						CharacterAt(parser, start), parser->text)));
	AddOperand(parser, name, start);
}

/* A number such as 2, 0.5 or 1e3. */
static void
ParseNumber(Parser *parser)
{
	char	   *end;
	double		number;

	/* strtod would also take hexadecimal digits */
	if (parser->at[0] == '0' && (parser->at[1] == 'x' || parser->at[1] == 'X'))
	{
		parser->at++;
		SyntaxError(parser, "An operator");
	}
	errno = 0;
	number = strtod(parser->at, &end);
	if (isinf(number))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("number \"%.*s\" is out of range in formula \"%s\"",
						(int) (end - parser->at), parser->at, parser->text)));
	parser->at = end;
	AddStep(parser, FORMULA_NUMBER, 0)->number = number;
}

/* The arguments of a function, behind its opening parenthesis. */
static void
ParseFunction(Parser *parser, const char *start, int length)
{
	static const struct
	{
		const char *name;
		FormulaOp	op;
		int			least;
		int			most;
	}			functions[] =
	{
		{"abs", FORMULA_ABS, 1, 1},
		{"coalesce", FORMULA_COALESCE, 2, 2},
		{"least", FORMULA_LEAST, 1, FORMULA_MAX_LENGTH},
		{"greatest", FORMULA_GREATEST, 1, FORMULA_MAX_LENGTH}
	};
	int			arguments = 0;

	for (int i = 0; i < lengthof(functions); i++)
	{
		if ((int) strlen(functions[i].name) != length || pg_strncasecmp(functions[i].name, start, length) != 0)
			continue;
		do
		{
			ParseSum(parser);
			arguments++;
		} while (arguments < functions[i].most && Accept(parser, ','));
		if (arguments < functions[i].least)
			SyntaxError(parser, "\",\"");
		Expect(parser, ')', arguments < functions[i].most ? "\",\" or \")\"" : "\")\"");
		AddStep(parser, functions[i].op, arguments);
		return;
	}
	ereport(ERROR,
			(errcode(ERRCODE_SYNTAX_ERROR),
			 errmsg("unknown function \"%.*s\" at character %d of formula \"%s\"",
					length, start, CharacterAt(parser, start), parser->text),
			 errhint("The functions are abs, coalesce, greatest and least.")));
}

static void
ParseFactor(Parser *parser)
{
	const char *start;

	check_stack_depth();
	if (++parser->depth > FORMULA_MAX_DEPTH)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a formula is nested at most %d levels deep", FORMULA_MAX_DEPTH)));
	SkipSpace(parser);
	start = parser->at;
	if (Accept(parser, '-'))
	{
		ParseFactor(parser);
		AddStep(parser, FORMULA_NEGATE, 1);
	}
	else if (Accept(parser, '('))
	{
		ParseSum(parser);
		Expect(parser, ')', "An operator or \")\"");
	}
	else if (*start == '"')
		ParseQuoted(parser);
	else if (IsDigit(*start) || (*start == '.' && IsDigit(start[1])))
		ParseNumber(parser);
	else if (StartsName(*start))
	{
		int			length = NameLength(start);

		parser->at = start + length;
		if (Accept(parser, '('))
			ParseFunction(parser, start, length);
		else
		{
			/* not past the spaces behind it */
			parser->at = start + length;
			AddOperand(parser, pnstrdup(start, length), start);
		}
	}
	else
		SyntaxError(parser, "A number, a name or \"(\"");
	parser->depth--;
}

static void
ParseProduct(Parser *parser)
{
	ParseFactor(parser);
	for (;;)
	{
		FormulaOp	op;

		if (Accept(parser, '*'))
			op = FORMULA_MULTIPLY;
		else if (Accept(parser, '/'))
			op = FORMULA_DIVIDE;
		else
			return;
		ParseFactor(parser);
		AddStep(parser, op, 2);
	}
}

static void
ParseSum(Parser *parser)
{
	ParseProduct(parser);
	for (;;)
	{
		FormulaOp	op;

		if (Accept(parser, '+'))
			op = FORMULA_ADD;
		else if (Accept(parser, '-'))
			op = FORMULA_SUBTRACT;
		else
			return;
		ParseProduct(parser);
		AddStep(parser, op, 2);
	}
}

/* Would this name be read without double quotes? */
bool
FormulaIsPlainName(const char *name)
{
	return *name != '\0' && name[NameLength(name)] == '\0';
}

/* The formula of a text, in the current memory context; the text is kept. */
Formula *
FormulaParse(const char *text)
{
	Parser		parser = {.text = text, .at = text};
	Size		length = strlen(text);

	if (length > FORMULA_MAX_LENGTH)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a formula has at most %d bytes", FORMULA_MAX_LENGTH),
				 errhint("Put a part of it into a formula of its own.")));
	parser.formula = palloc0(sizeof(Formula));
	parser.formula->text = text;
	parser.formula->capacity = 16;
	parser.formula->steps = palloc(parser.formula->capacity * sizeof(FormulaStep));
	ParseSum(&parser);
	SkipSpace(&parser);
	if (*parser.at != '\0')
		SyntaxError(&parser, "An operator");
	return parser.formula;
}
