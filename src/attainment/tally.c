/*
 * tally.c
 *	  The type bsc.tally: what weighted scores add up to.
 *
 * Text form: five numbers with slashes between,
 *
 *		count/missing/weight/missing weight/weighted score
 *
 * as in 2/1/80/20/58.  The last three are sums that carry their rounding
 * error along; where that is not zero it follows with its sign, as in
 * 2/0/0.3+5.551115123125783e-17/0/0.24.  Every number is printed in the fewest
 * digits that read back the same, so text keeps a tally exactly.
 *
 * Tallies are kept in one canonical form (normalized sums, no negative zero),
 * so that equal ones are equal byte by byte.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "common/int.h"
#include "libpq/pqformat.h"

#include "compat.h"
#include "attainment/tally.h"
#include "target/number.h"
#include "target/target.h"

PG_FUNCTION_INFO_V1(bsc_tally_in);
PG_FUNCTION_INFO_V1(bsc_tally_out);
PG_FUNCTION_INFO_V1(bsc_tally_recv);
PG_FUNCTION_INFO_V1(bsc_tally_send);
PG_FUNCTION_INFO_V1(bsc_tally_add);
PG_FUNCTION_INFO_V1(bsc_tally_attainment);
PG_FUNCTION_INFO_V1(bsc_tally_coverage);
PG_FUNCTION_INFO_V1(bsc_tally_parts);
PG_FUNCTION_INFO_V1(bsc_tally_eq);
PG_FUNCTION_INFO_V1(bsc_tally_ne);
PG_FUNCTION_INFO_V1(bsc_tally_lt);
PG_FUNCTION_INFO_V1(bsc_tally_le);
PG_FUNCTION_INFO_V1(bsc_tally_gt);
PG_FUNCTION_INFO_V1(bsc_tally_ge);
PG_FUNCTION_INFO_V1(bsc_tally_cmp);
PG_FUNCTION_INFO_V1(bsc_tally_hash);
PG_FUNCTION_INFO_V1(bsc_tally_hash_extended);

StaticAssertDecl(sizeof(Tally) == 64, "bsc.tally is declared with 64 bytes");

/* Say what is wrong with a weight or a score. */
static const char *
DescribeNumber(double x)
{
	if (isnan(x))
		return "NaN";
	return isinf(x) ? "infinite" : "negative";
}

void
WeightInvalid(double weight)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("weight must not be %s", DescribeNumber(weight))));
}

void
ScoreInvalid(double score)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("score must not be %s", DescribeNumber(score))));
}

/* Have all sums stayed within range? */
static bool
TallyIsFinite(const Tally *tally)
{
	return IsFinite(tally->weight.hi) &&
		IsFinite(tally->missing_weight.hi) &&
		IsFinite(tally->score.hi);
}

/* Refuse a tally whose sums have overflowed. */
static inline void
CheckTally(const Tally *tally)
{
	if (unlikely(!TallyIsFinite(tally)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of weights or weighted scores is out of range")));
}

/*
 * Bring a sum into canonical form: hi is the rounded sum and lo what rounding
 * took from it, exactly (TwoSum, see sums.h).  What comes from outside may have
 * its larger part in lo; the shorter Fast2Sum would lose some of it then.
 */
static void
SumNormalize(Sum *sum)
{
	double		total = sum->hi + sum->lo;
	double		part = total - sum->hi;

	sum->lo = (sum->hi - (total - part)) + (sum->lo - part) + 0.0;
	sum->hi = total + 0.0;
}

/*
 * Bring a tally into canonical form, and refuse one whose sums overflowed.
 */
void
TallyNormalize(Tally *tally)
{
	CheckTally(tally);
	SumNormalize(&tally->weight);
	SumNormalize(&tally->missing_weight);
	SumNormalize(&tally->score);
}

/* Add a tally to another. */
void
TallyAdd(Tally *tally, const Tally *other)
{
	if (pg_add_s64_overflow(tally->count, other->count, &tally->count) ||
		pg_add_s64_overflow(tally->missing, other->missing, &tally->missing))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("count of a tally is out of range")));
	SumAddSum(&tally->weight, &other->weight);
	SumAddSum(&tally->missing_weight, &other->missing_weight);
	SumAddSum(&tally->score, &other->score);
}

/*
 * The weighted mean of the scores.  False if there is none: no score was seen,
 * or none that has a weight.
 */
bool
TallyAttainment(const Tally *tally, double *attainment)
{
	CheckTally(tally);
	if (tally->count == 0 || tally->weight.hi <= 0)
		return false;
	*attainment = SumDivide(&tally->score, &tally->weight);
	return true;
}

/*
 * The share of the weight that has data.  False if there is no weight at all.
 */
bool
TallyCoverage(const Tally *tally, double *coverage)
{
	Sum			seen = tally->weight;
	Sum			all = tally->weight;

	CheckTally(tally);
	SumAddSum(&all, &tally->missing_weight);
	if (!IsFinite(all.hi))
	{
		/* add halves, so that the sum cannot overflow */
		all.hi = tally->missing_weight.hi / 2;
		all.lo = tally->missing_weight.lo / 2;
		seen.hi /= 2;
		seen.lo /= 2;
		SumAddSum(&all, &seen);
	}
	if (all.hi <= 0)
		return false;
	*coverage = SumDivide(&seen, &all);
	return true;
}

/*
 * What is wrong with this tally from outside, or NULL.  The sums are in
 * canonical form.
 */
static const char *
TallyProblem(const Tally *tally)
{
	if (tally->count < 0 || tally->missing < 0)
		return "A count is negative.";
	if (!TallyIsFinite(tally))
		return "A sum is not a finite number.";
	if (tally->weight.hi < 0 || tally->missing_weight.hi < 0 || tally->score.hi < 0)
		return "A sum is negative.";
	if ((tally->count == 0 && tally->weight.hi > 0) ||
		(tally->missing == 0 && tally->missing_weight.hi > 0))
		return "There is a weight where nothing was counted.";
	if (tally->weight.hi == 0 && tally->score.hi > 0)
		return "There is a weighted score without a weight.";
	return NULL;
}

/* Read a count that a slash follows, and move over both. */
static bool
ReadCount(const char **p, int64 *count)
{
	const char *start = *p;
	int64		result = 0;

	while (**p >= '0' && **p <= '9')
	{
		if (pg_mul_s64_overflow(result, 10, &result) ||
			pg_add_s64_overflow(result, **p - '0', &result))
			return false;
		(*p)++;
	}
	if (*p == start || **p != '/')
		return false;
	(*p)++;
	*count = result;
	return true;
}

/* Read a sum and the given character behind it, and move over both. */
static bool
ReadSum(const char **p, Sum *sum, char behind)
{
	sum->lo = 0;
	if (ReadNumber(p, &sum->hi) != NUMBER_OK)
		return false;
	if ((**p == '+' || **p == '-') && ReadNumber(p, &sum->lo) != NUMBER_OK)
		return false;
	if (**p != behind)
		return false;
	if (behind != '\0')
		(*p)++;
	SumNormalize(sum);
	return true;
}

/* text -> tally */
Datum
bsc_tally_in(PG_FUNCTION_ARGS)
{
	char	   *input = PG_GETARG_CSTRING(0);
	const char *p = input;
	Tally	   *tally = (Tally *) palloc0(sizeof(Tally));
	const char *problem;

	if (!ReadCount(&p, &tally->count) ||
		!ReadCount(&p, &tally->missing) ||
		!ReadSum(&p, &tally->weight, '/') ||
		!ReadSum(&p, &tally->missing_weight, '/') ||
		!ReadSum(&p, &tally->score, '\0'))
		ereturn(BSC_ESCONTEXT(fcinfo), (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", "bsc.tally", input),
				 errhint("Write count/missing/weight/missing weight/weighted score, such as 2/1/80/20/58.")));
	problem = TallyProblem(tally);
	if (problem != NULL)
		ereturn(BSC_ESCONTEXT(fcinfo), (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid %s: \"%s\"", "bsc.tally", input),
				 errdetail_internal("%s", problem)));
	PG_RETURN_TALLY_P(tally);
}

/* Append a sum and, if there is one, its rounding error. */
static void
AppendSum(StringInfo buf, const Sum *sum)
{
	appendStringInfoChar(buf, '/');
	AppendNumber(buf, sum->hi);
	if (sum->lo > 0)
		appendStringInfoChar(buf, '+');
	if (sum->lo != 0)
		AppendNumber(buf, sum->lo);
}

/* tally -> text */
Datum
bsc_tally_out(PG_FUNCTION_ARGS)
{
	Tally		tally = *PG_GETARG_TALLY_P(0);
	StringInfoData buf;

	TallyNormalize(&tally);
	initStringInfo(&buf);
	appendStringInfo(&buf, INT64_FORMAT "/" INT64_FORMAT, tally.count, tally.missing);
	AppendSum(&buf, &tally.weight);
	AppendSum(&buf, &tally.missing_weight);
	AppendSum(&buf, &tally.score);
	PG_RETURN_CSTRING(buf.data);
}

/* Take a sum out of a message. */
static void
ReceiveSum(StringInfo buf, Sum *sum)
{
	sum->hi = pq_getmsgfloat8(buf);
	sum->lo = pq_getmsgfloat8(buf);
	SumNormalize(sum);
}

/*
 * bytes -> tally.  The bytes: both counts (int64), then each sum as two
 * float8, the second being the rounding error.
 */
Datum
bsc_tally_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	Tally	   *tally = (Tally *) palloc0(sizeof(Tally));
	const char *problem;

	tally->count = pq_getmsgint64(buf);
	tally->missing = pq_getmsgint64(buf);
	ReceiveSum(buf, &tally->weight);
	ReceiveSum(buf, &tally->missing_weight);
	ReceiveSum(buf, &tally->score);
	problem = TallyProblem(tally);
	if (problem != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid external %s value", "bsc.tally"),
				 errdetail_internal("%s", problem)));
	PG_RETURN_TALLY_P(tally);
}

/* Put a sum into a message. */
static void
SendSum(StringInfo buf, const Sum *sum)
{
	pq_sendfloat8(buf, sum->hi);
	pq_sendfloat8(buf, sum->lo);
}

/* tally -> bytes */
Datum
bsc_tally_send(PG_FUNCTION_ARGS)
{
	Tally		tally = *PG_GETARG_TALLY_P(0);
	StringInfoData buf;

	TallyNormalize(&tally);
	pq_begintypsend(&buf);
	pq_sendint64(&buf, tally.count);
	pq_sendint64(&buf, tally.missing);
	SendSum(&buf, &tally.weight);
	SendSum(&buf, &tally.missing_weight);
	SendSum(&buf, &tally.score);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* tally + tally */
Datum
bsc_tally_add(PG_FUNCTION_ARGS)
{
	Tally	   *result = (Tally *) palloc(sizeof(Tally));

	*result = *PG_GETARG_TALLY_P(0);
	TallyAdd(result, PG_GETARG_TALLY_P(1));
	TallyNormalize(result);
	PG_RETURN_TALLY_P(result);
}

/* attainment of a tally; final function of the aggregate, too */
Datum
bsc_tally_attainment(PG_FUNCTION_ARGS)
{
	double		attainment;

	if (!TallyAttainment(PG_GETARG_TALLY_P(0), &attainment))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(attainment);
}

/* coverage of a tally; final function of the aggregate, too */
Datum
bsc_tally_coverage(PG_FUNCTION_ARGS)
{
	double		coverage;

	if (!TallyCoverage(PG_GETARG_TALLY_P(0), &coverage))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(coverage);
}

/* bsc.parts(tally) */
Datum
bsc_tally_parts(PG_FUNCTION_ARGS)
{
	Tally	   *tally = PG_GETARG_TALLY_P(0);
	TupleDesc	tupdesc;
	Datum		values[6] = {0};
	bool		nulls[6] = {0};
	double		share;

	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	tupdesc = BlessTupleDesc(tupdesc);

	nulls[0] = !TallyAttainment(tally, &share);
	if (!nulls[0])
		values[0] = Float8GetDatum(share);
	nulls[1] = !TallyCoverage(tally, &share);
	if (!nulls[1])
		values[1] = Float8GetDatum(share);
	values[2] = Float8GetDatum(SumValue(&tally->weight));
	values[3] = Float8GetDatum(SumValue(&tally->missing_weight));
	values[4] = Int64GetDatum(tally->count);
	values[5] = Int64GetDatum(tally->missing);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(tupdesc, values, nulls)));
}

/* Compare two sums in canonical form. */
static int
SumCompare(const Sum *a, const Sum *b)
{
	if (a->hi != b->hi)
		return a->hi < b->hi ? -1 : 1;
	if (a->lo != b->lo)
		return a->lo < b->lo ? -1 : 1;
	return 0;
}

/*
 * A total order: by attainment, none first, then by all the rest.
 */
static int
TallyCompare(const Tally *a, const Tally *b)
{
	double		x;
	double		y;
	bool		has_x;
	bool		has_y;
	int			result;

	if (memcmp(a, b, sizeof(Tally)) == 0)
		return 0;
	has_x = TallyAttainment(a, &x);
	has_y = TallyAttainment(b, &y);
	if (has_x != has_y)
		return has_x ? 1 : -1;
	if (has_x && x != y)
		return x < y ? -1 : 1;
	result = SumCompare(&a->weight, &b->weight);
	if (result == 0)
		result = SumCompare(&a->missing_weight, &b->missing_weight);
	if (result == 0)
		result = SumCompare(&a->score, &b->score);
	if (result == 0 && a->count != b->count)
		result = a->count < b->count ? -1 : 1;
	if (result == 0 && a->missing != b->missing)
		result = a->missing < b->missing ? -1 : 1;
	return result;
}

/* Compare two arguments. */
static int
CompareArguments(FunctionCallInfo fcinfo)
{
	return TallyCompare(PG_GETARG_TALLY_P(0), PG_GETARG_TALLY_P(1));
}

/* tally = tally */
Datum
bsc_tally_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareArguments(fcinfo) == 0);
}

/* tally <> tally */
Datum
bsc_tally_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareArguments(fcinfo) != 0);
}

/* tally < tally */
Datum
bsc_tally_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareArguments(fcinfo) < 0);
}

/* tally <= tally */
Datum
bsc_tally_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareArguments(fcinfo) <= 0);
}

/* tally > tally */
Datum
bsc_tally_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareArguments(fcinfo) > 0);
}

/* tally >= tally */
Datum
bsc_tally_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(CompareArguments(fcinfo) >= 0);
}

/* btree comparison */
Datum
bsc_tally_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(CompareArguments(fcinfo));
}

/* hash of the canonical bytes */
Datum
bsc_tally_hash(PG_FUNCTION_ARGS)
{
	return hash_any((unsigned char *) PG_GETARG_TALLY_P(0), sizeof(Tally));
}

/* hash with a seed */
Datum
bsc_tally_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_any_extended((unsigned char *) PG_GETARG_TALLY_P(0),
							 sizeof(Tally), PG_GETARG_INT64(1));
}
