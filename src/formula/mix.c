/*
 * mix.c
 *	  Why a ratio or a revenue changed, over the parts that it is made of.
 *
 * A conversion rate may fall although it rises in every channel, because more
 * visits come through the poor ones; a revenue may fall because of the prices,
 * the quantities, or what of the range was bought.  Two aggregates tell these
 * apart, for analysts, straight from their tables.
 *
 * rate_mix (E. M. Kitagawa, "Components of a Difference Between Two Rates",
 * Journal of the American Statistical Association 50, 1955, centred).  With w
 * a segment's share of all denominators, r its rate and R that of the whole,
 *
 *		rate = (w0 + w1) / 2 * (r1 - r0)
 *		mix  = (w1 - w0) * ((r0 + r1) / 2 - (R0 + R1) / 2)
 *
 * add up to R1 - R0.  Taking the mean of R away costs nothing, as the changes
 * of the shares add up to zero, and makes a gain in weight good only where the
 * rate is above that of the whole.  A segment that is there on one side alone
 * has one rate, so that what it does is mix.
 *
 * price_volume_mix, over the items sold before and after, with Q their
 * quantities together and P their mean price before,
 *
 *		price  = q1 (p1 - p0)
 *		volume = (q1 - q0) P + (q0 Q1 / Q0 - q0) (p0 - P)
 *		mix    = (q1 - q0 Q1 / Q0) (p0 - P)
 *
 * An item that is sold on one side alone is new or lost with its revenue.  All
 * five add up to the change of the revenue, for each item too.
 *
 * The state of both is a hash table by label with four sums that carry their
 * rounding errors; so a label's rows may come in any order, and workers send
 * labels and sums.  The final functions put the labels in order.
 */
#include "postgres.h"

#include <math.h>

#include "attainment/sums.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "compat.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "port.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

PG_FUNCTION_INFO_V1(bsc_rate_mix_accum);
PG_FUNCTION_INFO_V1(bsc_price_volume_mix_accum);
PG_FUNCTION_INFO_V1(bsc_mix_combine);
PG_FUNCTION_INFO_V1(bsc_mix_serialize);
PG_FUNCTION_INFO_V1(bsc_mix_deserialize);
PG_FUNCTION_INFO_V1(bsc_rate_mix_final);
PG_FUNCTION_INFO_V1(bsc_price_volume_mix_final);

/* what is added up for a label: two numbers before, two after */
#define SUMS		4

/* columns of bsc.item_effect, more than bsc.segment_effect has */
#define ITEM_COLUMNS		11
/* of what was added and taken away, what may be rounding */
#define ROUNDING			1e-12

static const char *const segment_names[SUMS] = {"num0", "den0", "num1", "den1"};
static const char *const item_names[SUMS] = {"qty0", "price0", "qty1", "price1"};

/* a segment or an item */
typedef struct Part
{
	char	   *label;
	uint32		hash;
	char		status;
	Sum			sums[SUMS];
	double		size[SUMS];		/* of what was added, without its sign */
} Part;

#define SH_PREFIX		parts
#define SH_ELEMENT_TYPE Part
#define SH_KEY_TYPE		char *
#define SH_KEY			label
#define SH_HASH_KEY(tb, key)	hash_bytes((const unsigned char *) (key), (int) strlen(key))
#define SH_EQUAL(tb, a, b)		(strcmp((a), (b)) == 0)
#define SH_STORE_HASH
#define SH_GET_HASH(tb, a)		(a)->hash
#define SH_SCOPE		static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/* the state: the parts, and how their labels become text */
typedef struct Mix
{
	MemoryContext context;
	parts_hash *parts;
	FmgrInfo	output;
} Mix;

/*
 * The state of an aggregate, or a new one where there is none yet.
 */
static Mix *
MixArgument(FunctionCallInfo fcinfo)
{
	MemoryContext context;
	Mix		   *mix;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "aggregate function called in non-aggregate context");
	if (!PG_ARGISNULL(0))
		return (Mix *) PG_GETARG_POINTER(0);
	mix = MemoryContextAllocZero(context, sizeof(Mix));
	mix->context = context;
	mix->parts = parts_create(context, 64, NULL);
	return mix;
}

/*
 * The part with a label, made where it is new.
 */
static Part *
FindPart(Mix *mix, char *label)
{
	bool		found;
	Part	   *part = parts_insert(mix->parts, label, &found);

	if (!found)
	{
		part->label = MemoryContextStrdup(mix->context, label);
		memset(part->sums, 0, sizeof(part->sums));
		memset(part->size, 0, sizeof(part->size));
	}
	return part;
}

/*
 * The part that a row belongs to: its label is the second argument, of any
 * type, read as text.
 */
static Part *
RowPart(FunctionCallInfo fcinfo, Mix *mix)
{
	if (mix->output.fn_oid == InvalidOid)
	{
		Oid			type = get_fn_expr_argtype(fcinfo->flinfo, 1);
		Oid			function;
		bool		is_varlena;

		if (!OidIsValid(type))
			elog(ERROR, "could not determine the type of the label");
		getTypeOutputInfo(type, &function, &is_varlena);
		fmgr_info_cxt(function, &mix->output, mix->context);
	}
	return FindPart(mix, OutputFunctionCall(&mix->output, PG_GETARG_DATUM(1)));
}

/*
 * A number of a row, which must be one.
 */
static double
RowNumber(FunctionCallInfo fcinfo, int argument, const char *name)
{
	double		number = PG_GETARG_FLOAT8(argument);

	if (!isfinite(number))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be a number, but is %s", name,
						isnan(number) ? "NaN" : number > 0 ? "infinity" : "-infinity")));
	return number;
}

/*
 * Add to a sum of a part a number, which stands for number + error.
 */
static void
AddNumber(Part *part, int k, double number, double error)
{
	SumAddParts(&part->sums[k], number, error);
	part->size[k] += fabs(number);
}

/*
 * Transition function of rate_mix(segment, num0, den0, num1, den1).  Rows with
 * a NULL are left out.
 */
Datum
bsc_rate_mix_accum(PG_FUNCTION_ARGS)
{
	double		numbers[SUMS];
	Mix		   *mix;
	Part	   *part;

	for (int i = 1; i <= SUMS + 1; i++)
	{
		if (!PG_ARGISNULL(i))
			continue;
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_POINTER(PG_GETARG_POINTER(0));
	}
	for (int i = 0; i < SUMS; i++)
		numbers[i] = RowNumber(fcinfo, i + 2, segment_names[i]);
	mix = MixArgument(fcinfo);
	part = RowPart(fcinfo, mix);
	for (int i = 0; i < SUMS; i++)
		AddNumber(part, i, numbers[i], 0);
	PG_RETURN_POINTER(mix);
}

/*
 * Transition function of price_volume_mix(item, qty0, price0, qty1, price1).
 * No quantity is none; a price without one does not matter.
 */
Datum
bsc_price_volume_mix_accum(PG_FUNCTION_ARGS)
{
	double		quantity[2];
	double		price[2] = {0, 0};
	Mix		   *mix;
	Part	   *part;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_POINTER(PG_GETARG_POINTER(0));
	}
	mix = MixArgument(fcinfo);
	part = RowPart(fcinfo, mix);
	for (int side = 0; side < 2; side++)
	{
		int			argument = 2 + 2 * side;

		quantity[side] = PG_ARGISNULL(argument) ? 0 : RowNumber(fcinfo, argument, item_names[2 * side]);
		if (!PG_ARGISNULL(argument + 1))
			price[side] = RowNumber(fcinfo, argument + 1, item_names[2 * side + 1]);
		else if (quantity[side] != 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("item \"%s\" has %s %g and no %s", part->label,
							item_names[2 * side], quantity[side], item_names[2 * side + 1])));
	}
	for (int side = 0; side < 2; side++)
	{
		double		revenue = quantity[side] * price[side];
		double		error = fabs(revenue) < SUM_SPLIT_LIMIT && fabs(quantity[side]) < SUM_SPLIT_LIMIT &&
			fabs(price[side]) < SUM_SPLIT_LIMIT ? ProductError(quantity[side], price[side], revenue) : 0;

		AddNumber(part, 2 * side, quantity[side], 0);
		AddNumber(part, 2 * side + 1, revenue, error);
	}
	PG_RETURN_POINTER(mix);
}

/*
 * Merge two states.
 */
Datum
bsc_mix_combine(PG_FUNCTION_ARGS)
{
	Mix		   *mix;
	parts_iterator iterator;
	Part	   *more;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_POINTER(PG_GETARG_POINTER(0));
	}
	mix = MixArgument(fcinfo);
	parts_start_iterate(((Mix *) PG_GETARG_POINTER(1))->parts, &iterator);
	while ((more = parts_iterate(((Mix *) PG_GETARG_POINTER(1))->parts, &iterator)) != NULL)
	{
		Part	   *part = FindPart(mix, more->label);

		for (int i = 0; i < SUMS; i++)
		{
			SumAddSum(&part->sums[i], &more->sums[i]);
			part->size[i] += more->size[i];
		}
	}
	PG_RETURN_POINTER(mix);
}

/*
 * A state as bytes: each label with its sums.
 */
Datum
bsc_mix_serialize(PG_FUNCTION_ARGS)
{
	Mix		   *mix = MixArgument(fcinfo);
	StringInfoData buffer;
	parts_iterator iterator;
	Part	   *part;

	pq_begintypsend(&buffer);
	parts_start_iterate(mix->parts, &iterator);
	while ((part = parts_iterate(mix->parts, &iterator)) != NULL)
	{
		int			length = (int) strlen(part->label);

		pq_sendint32(&buffer, length);
		pq_sendbytes(&buffer, part->label, length);
		for (int i = 0; i < SUMS; i++)
		{
			pq_sendfloat8(&buffer, part->sums[i].hi);
			pq_sendfloat8(&buffer, part->sums[i].lo);
			pq_sendfloat8(&buffer, part->size[i]);
		}
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buffer));
}

/*
 * The state that mix_serialize wrote.
 */
Datum
bsc_mix_deserialize(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Mix		   *mix = palloc0(sizeof(Mix));
	bytea	   *bytes = PG_GETARG_BYTEA_PP(0);
	StringInfoData buffer;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "aggregate function called in non-aggregate context");
	mix->context = CurrentMemoryContext;
	mix->parts = parts_create(CurrentMemoryContext, 64, NULL);
	initStringInfo(&buffer);
	appendBinaryStringInfo(&buffer, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
	while (buffer.cursor < buffer.len)
	{
		int			length = (int) pq_getmsgint(&buffer, 4);
		char	   *label = pnstrdup(pq_getmsgbytes(&buffer, length), length);
		Part	   *part = FindPart(mix, label);

		for (int i = 0; i < SUMS; i++)
		{
			part->sums[i].hi = pq_getmsgfloat8(&buffer);
			part->sums[i].lo = pq_getmsgfloat8(&buffer);
			part->size[i] = pq_getmsgfloat8(&buffer);
		}
		pfree(label);
	}
	pfree(buffer.data);
	PG_RETURN_POINTER(mix);
}

/*
 * qsort comparator: by label, byte by byte.
 */
static int
CompareParts(const void *a, const void *b, void *arg)
{
	return strcmp(((const Part *) a)->label, ((const Part *) b)->label);
}

/*
 * The parts of a state in order, with the sums over all in total.  "first" and
 * the one two after it are the sums that must not be below zero, called by
 * their names; what only rounding has left of what was added and taken away is
 * zero.
 */
static Part *
SortedParts(const Mix *mix, int first, const char *const *names, const char *hint, Sum *total)
{
	int			n = (int) mix->parts->members;
	Part	   *sorted = palloc_extended(mul_size(n, sizeof(Part)), MCXT_ALLOC_HUGE);
	parts_iterator iterator;
	Part	   *part;
	int			used = 0;

	parts_start_iterate(mix->parts, &iterator);
	while ((part = parts_iterate(mix->parts, &iterator)) != NULL)
		sorted[used++] = *part;
	qsort_interruptible(sorted, n, sizeof(Part), CompareParts, NULL);
	memset(total, 0, SUMS * sizeof(Sum));
	for (int i = 0; i < n; i++)
	{
		for (int k = 0; k < SUMS; k++)
			SumAddSum(&total[k], &sorted[i].sums[k]);
	}
	for (int k = 0; k < SUMS; k++)
	{
		if (!isfinite(SumValue(&total[k])))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("the sums are too large")));
	}
	for (int i = 0; i < n; i++)
	{
		for (int k = first; k < SUMS; k += 2)
		{
			double		sum = SumValue(&sorted[i].sums[k]);

			if (fabs(sum) <= ROUNDING * sorted[i].size[k])
				memset(&sorted[i].sums[k], 0, sizeof(Sum));
			else if (sum < 0)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("%s of \"%s\" adds up to %g, and must not be below zero",
								names[k], sorted[i].label, sum),
						 errhint("%s", hint)));
		}
	}
	return sorted;
}

/* what a final function makes of a part */
typedef void (*FillRow) (const Part *part, const Sum *total, Datum *values, bool *nulls);

/*
 * The rows of all parts as an array of the aggregate's result type.
 */
static Datum
BuildRows(FunctionCallInfo fcinfo, const Part *sorted, int n, const Sum *total, FillRow fill)
{
	Oid			array;
	Oid			type;
	TupleDesc	tupdesc;
	Datum	   *rows = palloc_extended(mul_size(n, sizeof(Datum)), MCXT_ALLOC_HUGE);
	ArrayType  *result;

	get_call_result_type(fcinfo, &array, NULL);
	type = get_element_type(array);
	tupdesc = lookup_rowtype_tupdesc(type, -1);
	for (int i = 0; i < n; i++)
	{
		Datum		values[ITEM_COLUMNS];
		bool		nulls[ITEM_COLUMNS] = {false};

		CHECK_FOR_INTERRUPTS();
		values[0] = CStringGetTextDatum(sorted[i].label);
		fill(&sorted[i], total, values, nulls);
		rows[i] = HeapTupleGetDatum(heap_form_tuple(tupdesc, values, nulls));
	}
	ReleaseTupleDesc(tupdesc);
	result = construct_array(rows, n, type, -1, false, TYPALIGN_DOUBLE);
	return PointerGetDatum(result);
}

/*
 * A number, NULL where it is NaN; 0, never -0.
 */
static void
FillNumber(Datum *values, bool *nulls, int column, double number)
{
	values[column] = Float8GetDatum(number + 0.0);
	nulls[column] = isnan(number);
	if (isinf(number))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("the effects are too large")));
}

/*
 * What a segment did: bsc.segment_effect.
 */
static void
FillSegment(const Part *part, const Sum *total, Datum *values, bool *nulls)
{
	double		num[2] = {SumValue(&part->sums[0]), SumValue(&part->sums[2])};
	double		den[2] = {SumValue(&part->sums[1]), SumValue(&part->sums[3])};
	double		all[2] = {SumValue(&total[1]), SumValue(&total[3])};
	double		weight[2];
	double		rate[2];
	double		mean = (SumValue(&total[0]) / all[0] + SumValue(&total[2]) / all[1]) / 2;
	double		rate_effect = 0;
	double		mix_effect;

	for (int side = 0; side < 2; side++)
	{
		weight[side] = den[side] / all[side];
		rate[side] = den[side] == 0 ? NAN : num[side] / den[side];
	}
	if (den[0] != 0 && den[1] != 0)
	{
		rate_effect = (weight[0] + weight[1]) / 2 * (rate[1] - rate[0]);
		mix_effect = (weight[1] - weight[0]) * ((rate[0] + rate[1]) / 2 - mean);
	}
	else
		mix_effect = num[1] / all[1] - num[0] / all[0] - (weight[1] - weight[0]) * mean;
	FillNumber(values, nulls, 1, weight[0]);
	FillNumber(values, nulls, 2, weight[1]);
	FillNumber(values, nulls, 3, rate[0]);
	FillNumber(values, nulls, 4, rate[1]);
	FillNumber(values, nulls, 5, rate_effect);
	FillNumber(values, nulls, 6, mix_effect);
	FillNumber(values, nulls, 7, rate_effect + mix_effect);
}

/*
 * Final function of rate_mix; NULL where one side has no denominator at all.
 */
Datum
bsc_rate_mix_final(PG_FUNCTION_ARGS)
{
	Sum			total[SUMS];
	Mix		   *mix;
	Part	   *sorted;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	mix = MixArgument(fcinfo);
	sorted = SortedParts(mix, 1, segment_names,
						 "A denominator counts what could have been: visits, applications, hours.", total);
	if (SumValue(&total[1]) == 0 || SumValue(&total[3]) == 0)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(BuildRows(fcinfo, sorted, (int) mix->parts->members, total, FillSegment));
}

/*
 * What an item did: bsc.item_effect.  The totals are those of the items that
 * are sold on both sides.
 */
static void
FillItem(const Part *part, const Sum *total, Datum *values, bool *nulls)
{
	double		quantity[2] = {SumValue(&part->sums[0]), SumValue(&part->sums[2])};
	double		revenue[2] = {SumValue(&part->sums[1]), SumValue(&part->sums[3])};
	double		price[2];
	double		effects[5] = {0, 0, 0, 0, 0};
	Sum			effect = {0, 0};

	for (int side = 0; side < 2; side++)
		price[side] = quantity[side] == 0 ? NAN : revenue[side] / quantity[side];
	if (quantity[0] != 0 && quantity[1] != 0)
	{
		double		mean = SumDivide(&total[1], &total[0]);
		double		kept = quantity[0] * SumDivide(&total[2], &total[0]);

		effects[0] = revenue[1] - quantity[1] * price[0];
		effects[1] = (quantity[1] - quantity[0]) * mean + (kept - quantity[0]) * (price[0] - mean);
		effects[2] = (quantity[1] - kept) * (price[0] - mean);
	}
	else
	{
		effects[3] = revenue[1];
		effects[4] = 0 - revenue[0];
	}
	for (int side = 0; side < 2; side++)
	{
		FillNumber(values, nulls, 1 + 2 * side, quantity[side]);
		FillNumber(values, nulls, 2 + 2 * side, price[side]);
	}
	for (int i = 0; i < 5; i++)
	{
		SumAdd(&effect, effects[i]);
		FillNumber(values, nulls, 5 + i, effects[i]);
	}
	FillNumber(values, nulls, 10, SumValue(&effect));
}

/*
 * Final function of price_volume_mix.
 */
Datum
bsc_price_volume_mix_final(PG_FUNCTION_ARGS)
{
	Sum			all[SUMS];
	Sum			both[SUMS] = {{0, 0}};
	Mix		   *mix;
	Part	   *sorted;
	int			n;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	mix = MixArgument(fcinfo);
	n = (int) mix->parts->members;
	sorted = SortedParts(mix, 0, item_names,
						 "More came back than was sold: add such items to others, or leave returns out.", all);
	for (int i = 0; i < n; i++)
	{
		const Sum  *sums = sorted[i].sums;

		for (int k = 0; k < SUMS && SumValue(&sums[0]) != 0 && SumValue(&sums[2]) != 0; k++)
			SumAddSum(&both[k], &sums[k]);
	}
	PG_RETURN_DATUM(BuildRows(fcinfo, sorted, n, both, FillItem));
}
