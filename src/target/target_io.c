/*
 * target_io.c
 *	  bsc.target in and out: text, binary, and made from numbers.
 *
 * Text forms:
 *
 *		60..95				from baseline to goal, either way round
 *		>= 95    <= 24		short for 0..95 and for 48..24
 *		60:0 95:1 110:1.2	any curve, knot by knot
 *
 * Whatever makes a target (text, binary, constructors, arithmetic) calls
 * TargetMake, so there is one set of rules.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "libpq/pqformat.h"
#include "parser/scansup.h"
#include "utils/array.h"

#include "compat.h"
#include "target/number.h"
#include "target/target.h"

PG_FUNCTION_INFO_V1(bsc_target_in);
PG_FUNCTION_INFO_V1(bsc_target_out);
PG_FUNCTION_INFO_V1(bsc_target_recv);
PG_FUNCTION_INFO_V1(bsc_target_send);
PG_FUNCTION_INFO_V1(bsc_target_straight);
PG_FUNCTION_INFO_V1(bsc_target_curve);

/* Stored bytes that no function of ours can have written. */
void
TargetCorrupted(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("invalid bsc.target value")));
}

/*
 * Check the knots and build a target from them; -0 becomes 0 in the caller's
 * array too.  NULL after a soft error.
 */
Target *
TargetMake(TargetKnot *knots, int nknots, Node *escontext)
{
	Target	   *target;
	double		lowest;
	double		highest;

	if (nknots < TARGET_MIN_KNOTS)
		ereturn(escontext, NULL,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a target needs at least %d knots", TARGET_MIN_KNOTS)));
	if (nknots > TARGET_MAX_KNOTS)
		ereturn(escontext, NULL,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("number of knots of a target exceeds the maximum allowed (%d)",
						TARGET_MAX_KNOTS)));

	lowest = highest = knots[0].score;
	for (int i = 0; i < nknots; i++)
	{
		knots[i].value += 0.0;
		knots[i].score += 0.0;
		if (!IsFinite(knots[i].value) || !IsFinite(knots[i].score))
			ereturn(escontext, NULL,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("values and scores of a target must be finite")));
		if (i > 0 && knots[i].value <= knots[i - 1].value)
			ereturn(escontext, NULL,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("values of a target must be strictly increasing"),
					 errdetail("Knot %d has the value %g after %g.",
							   i + 1, knots[i].value, knots[i - 1].value)));
		lowest = Min(lowest, knots[i].score);
		highest = Max(highest, knots[i].score);
	}

	/* interpolation takes these differences */
	if (!IsFinite(knots[nknots - 1].value - knots[0].value) ||
		!IsFinite(highest - lowest))
		ereturn(escontext, NULL,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("span of a target is out of range")));

	target = (Target *) palloc(TARGET_SIZE(nknots));
	SET_VARSIZE(target, TARGET_SIZE(nknots));
	target->nknots = nknots;
	target->format = 0;
	memcpy(target->knots, knots, nknots * sizeof(TargetKnot));
	return target;
}

/*
 * The straight line from a baseline, which scores 0, to a goal, which scores 1.
 */
Target *
TargetStraight(double baseline, double goal, Node *escontext)
{
	TargetKnot	knots[2];
	int			top = goal > baseline ? 1 : 0;

	if (baseline == goal)
		ereturn(escontext, NULL,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("baseline and goal of a target must differ")));
	knots[top].value = goal;
	knots[top].score = 1;
	knots[1 - top].value = baseline;
	knots[1 - top].score = 0;
	return TargetMake(knots, 2, escontext);
}

/* Skip white space. */
static const char *
SkipSpace(const char *p)
{
	while (scanner_isspace(*p))
		p++;
	return p;
}

/* Complain about text that is no target. */
static Target *
SyntaxError(const char *input, Node *escontext)
{
	ereturn(escontext, NULL,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type %s: \"%s\"", "bsc.target", input),
			 errhint("Write \"60..95\" (baseline to goal), \">= 95\", \"<= 24\", or knots such as \"60:0 95:1 110:1.2\".")));
}

/* Read a number and move over it; false after a soft error. */
static bool
ParseNumber(const char **p, double *number, const char *input, Node *escontext)
{
	switch (ReadNumber(p, number))
	{
		case NUMBER_OK:
			return true;
		case NUMBER_NONE:
			(void) SyntaxError(input, escontext);
			return false;
		case NUMBER_OUT_OF_RANGE:
			break;
	}
	ereturn(escontext, false,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("number in target \"%s\" is out of range for type double precision",
					input)));
}

/*
 * The short forms: ">= 95" scores 0 at nothing, "<= 24" scores 0 at twice the
 * goal.  Both say something only about a positive goal.
 */
static Target *
ParseShortForm(const char *p, const char *input, Node *escontext)
{
	bool		at_least = (*p == '>');
	double		goal;

	p = SkipSpace(p + 2);
	if (!ParseNumber(&p, &goal, input, escontext))
		return NULL;
	if (*SkipSpace(p) != '\0')
		return SyntaxError(input, escontext);
	if (goal <= 0)
		ereturn(escontext, NULL,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the short form \"%s\" needs a goal above zero",
						at_least ? ">=" : "<="),
				 errhint("Write the baseline too: \"baseline..goal\", for example \"%s\".",
						 at_least ? "-10..0" : "10..0")));
	if (!IsFinite(2 * goal))
		ereturn(escontext, NULL,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("twice the goal of a target is out of range")));
	return TargetStraight(at_least ? 0 : 2 * goal, goal, escontext);
}

/* Read any text form; NULL after a soft error. */
static Target *
ParseTarget(const char *input, Node *escontext)
{
	TargetKnot	knots[TARGET_MAX_KNOTS];
	int			nknots = 0;
	const char *p = SkipSpace(input);
	const char *after;
	double		number;

	if ((p[0] == '>' || p[0] == '<') && p[1] == '=')
		return ParseShortForm(p, input, escontext);

	if (!ParseNumber(&p, &number, input, escontext))
		return NULL;

	after = SkipSpace(p);
	if (after[0] == '.' && after[1] == '.' && after[2] != '.')
	{
		double		goal;

		p = SkipSpace(after + 2);
		if (!ParseNumber(&p, &goal, input, escontext))
			return NULL;
		if (*SkipSpace(p) != '\0')
			return SyntaxError(input, escontext);
		return TargetStraight(number, goal, escontext);
	}

	for (;;)
	{
		if (*p != ':')
			return SyntaxError(input, escontext);
		p++;
		if (nknots == TARGET_MAX_KNOTS)
			return TargetMake(knots, nknots + 1, escontext);	/* says so */
		knots[nknots].value = number;
		if (!ParseNumber(&p, &knots[nknots].score, input, escontext))
			return NULL;
		nknots++;
		after = SkipSpace(p);
		if (*after == '\0')
			break;
		if (after == p)
			return SyntaxError(input, escontext);
		p = after;
		if (!ParseNumber(&p, &number, input, escontext))
			return NULL;
	}
	return TargetMake(knots, nknots, escontext);
}

/* text -> target */
Datum
bsc_target_in(PG_FUNCTION_ARGS)
{
	Target	   *target = ParseTarget(PG_GETARG_CSTRING(0), BSC_ESCONTEXT(fcinfo));

	if (target == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TARGET_P(target);
}

/* target -> text: a..b if the curve is just that, else knots */
Datum
bsc_target_out(PG_FUNCTION_ARGS)
{
	Target	   *target = PG_GETARG_TARGET_P(0);
	const TargetKnot *knots = target->knots;
	StringInfoData buf;

	initStringInfo(&buf);
	if (target->nknots == 2 &&
		((knots[0].score == 0 && knots[1].score == 1) ||
		 (knots[0].score == 1 && knots[1].score == 0)))
	{
		int			goal = knots[1].score == 1 ? 1 : 0;

		AppendNumber(&buf, knots[1 - goal].value);
		appendStringInfoString(&buf, "..");
		AppendNumber(&buf, knots[goal].value);
	}
	else
	{
		for (int i = 0; i < target->nknots; i++)
		{
			if (i > 0)
				appendStringInfoChar(&buf, ' ');
			AppendNumber(&buf, knots[i].value);
			appendStringInfoChar(&buf, ':');
			AppendNumber(&buf, knots[i].score);
		}
	}
	PG_RETURN_CSTRING(buf.data);
}

/*
 * bytes -> target.  The bytes: format (int16, 0), number of knots (int16),
 * then value and score (float8) of each.
 */
Datum
bsc_target_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	TargetKnot	knots[TARGET_MAX_KNOTS];
	int			format = pq_getmsgint(buf, 2);
	int			nknots = pq_getmsgint(buf, 2);

	if (format != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported format of bsc.target: %d", format)));
	if (nknots < TARGET_MIN_KNOTS || nknots > TARGET_MAX_KNOTS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid number of knots in external bsc.target value: %d", nknots)));
	for (int i = 0; i < nknots; i++)
	{
		knots[i].value = pq_getmsgfloat8(buf);
		knots[i].score = pq_getmsgfloat8(buf);
	}
	PG_RETURN_TARGET_P(TargetMake(knots, nknots, NULL));
}

/* target -> bytes */
Datum
bsc_target_send(PG_FUNCTION_ARGS)
{
	Target	   *target = PG_GETARG_TARGET_P(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint16(&buf, target->format);
	pq_sendint16(&buf, target->nknots);
	for (int i = 0; i < target->nknots; i++)
	{
		pq_sendfloat8(&buf, target->knots[i].value);
		pq_sendfloat8(&buf, target->knots[i].score);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* bsc.target(baseline, goal) */
Datum
bsc_target_straight(PG_FUNCTION_ARGS)
{
	double		baseline = PG_GETARG_FLOAT8(0);
	double		goal = PG_GETARG_FLOAT8(1);

	PG_RETURN_TARGET_P(TargetStraight(baseline, goal, NULL));
}

/* Numbers of a one-dimensional array without nulls. */
static Datum *
ArrayNumbers(ArrayType *array, int *count)
{
	Datum	   *numbers;

	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("array must be one-dimensional")));
	if (array_contains_nulls(array))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("array must not contain nulls")));
	deconstruct_array(array, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL,
					  TYPALIGN_DOUBLE, &numbers, NULL, count);
	return numbers;
}

/* bsc.curve(actuals, scores) */
Datum
bsc_target_curve(PG_FUNCTION_ARGS)
{
	int			nvalues;
	int			nscores;
	Datum	   *values = ArrayNumbers(PG_GETARG_ARRAYTYPE_P(0), &nvalues);
	Datum	   *scores = ArrayNumbers(PG_GETARG_ARRAYTYPE_P(1), &nscores);
	TargetKnot	knots[TARGET_MAX_KNOTS];

	if (nvalues != nscores)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("a curve needs as many scores as actuals"),
				 errdetail("Actuals: %d, scores: %d.", nvalues, nscores)));
	for (int i = 0; i < Min(nvalues, TARGET_MAX_KNOTS); i++)
	{
		knots[i].value = DatumGetFloat8(values[i]);
		knots[i].score = DatumGetFloat8(scores[i]);
	}
	PG_RETURN_TARGET_P(TargetMake(knots, nvalues, NULL));
}
