/*
 * counts.c
 *	  Equal rows, counted: the state of the aggregates over customers.
 *
 * Customers without a contract differ in three numbers, and most of them
 * share theirs with many others: who bought once, so many days ago, is one of
 * hundreds.  So no aggregate of this room keeps customers; it keeps different
 * rows with a count each, about 40 bytes for one.  A table in which rows are
 * counted already adds its counts and gives the very same state.
 *
 * The entries stand in the order in which they came, and a hash table (open
 * addressing, linear probing, at most three quarters full) says where each is.
 * Workers send entries in sorted order; so what is merged never comes in the
 * order of its hashes, which would make long runs.  The final function sorts
 * the entries in place and the hash table is built again if rows follow, as
 * they do in window frames.  Sums over sorted entries come out the same in
 * every plan, to the last bit.
 */
#include "postgres.h"

#include <math.h>

#include "common/hashfn.h"
#include "common/int.h"
#include "compat.h"
#include "customer/customer.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "port.h"
#include "statistics/statistics.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(bsc_counts_combine);
PG_FUNCTION_INFO_V1(bsc_counts_serialize);
PG_FUNCTION_INFO_V1(bsc_counts_deserialize);

/* entries of 32 bytes and 2^25 slots of 4: below 1 GB */
#define MAX_ENTRIES		25000000
#define FIRST_ROOM		64

/*
 * The state of an aggregate, NULL at first.
 */
Counts *
CountsArgument(FunctionCallInfo fcinfo, MemoryContext *context)
{
	if (!AggCheckCallContext(fcinfo, context))
		elog(ERROR, "aggregate function called in non-aggregate context");
	return PG_ARGISNULL(0) ? NULL : (Counts *) PG_GETARG_POINTER(0);
}

static Counts *
CountsCreate(MemoryContext context)
{
	Counts	   *counts = MemoryContextAllocZero(context, sizeof(Counts));

	counts->context = context;
	counts->room = FIRST_ROOM;
	counts->entries = MemoryContextAlloc(context, FIRST_ROOM * sizeof(CountEntry));
	counts->mask = 2 * FIRST_ROOM - 1;
	counts->slots = MemoryContextAllocZero(context, 2 * FIRST_ROOM * sizeof(uint32));
	counts->indexed = true;
	return counts;
}

/*
 * The slot of a key, or the empty one where it belongs.
 */
static uint32
FindSlot(const Counts *counts, const double *key)
{
	uint32		place = hash_bytes((const unsigned char *) key, COUNT_KEYS * sizeof(double)) & counts->mask;

	while (counts->slots[place] != 0 &&
		   memcmp(counts->entries[counts->slots[place] - 1].key, key, COUNT_KEYS * sizeof(double)) != 0)
		place = (place + 1) & counts->mask;
	return place;
}

/*
 * Build the hash table, with as many slots as mask says.
 */
static void
IndexEntries(Counts *counts, uint32 mask)
{
	if (mask != counts->mask)
	{
		pfree(counts->slots);
		counts->slots = MemoryContextAllocExtended(counts->context, ((Size) mask + 1) * sizeof(uint32),
												   MCXT_ALLOC_HUGE);
		counts->mask = mask;
	}
	memset(counts->slots, 0, ((Size) mask + 1) * sizeof(uint32));
	for (int64 i = 0; i < counts->used; i++)
		counts->slots[FindSlot(counts, counts->entries[i].key)] = (uint32) i + 1;
	counts->indexed = true;
}

/*
 * Count a key so many times more; counts may be NULL at first.  Keys hold no
 * NaN.  Returns the state.
 */
Counts *
CountsAdd(Counts *counts, MemoryContext context, const double *key, int64 count)
{
	double		clean[COUNT_KEYS];
	CountEntry *entry;
	uint32		place;

	if (counts == NULL)
		counts = CountsCreate(context);
	/* zero has one sign */
	for (int i = 0; i < COUNT_KEYS; i++)
		clean[i] = key[i] == 0 ? 0 : key[i];
	if (!counts->indexed)
		IndexEntries(counts, counts->mask);
	if (pg_add_s64_overflow(counts->total, count, &counts->total))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("too many customers")));
	place = FindSlot(counts, clean);
	if (counts->slots[place] != 0)
	{
		counts->entries[counts->slots[place] - 1].count += count;
		return counts;
	}
	if (counts->used == counts->room)
	{
		if (counts->room == MAX_ENTRIES)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("more than %d different rows of customers", MAX_ENTRIES),
					 errhint("Round times to weeks, or group equal rows first and give their number as customers.")));
		counts->room = Min(counts->room * 2, MAX_ENTRIES);
		counts->entries = repalloc_huge(counts->entries, counts->room * sizeof(CountEntry));
	}
	entry = &counts->entries[counts->used++];
	memcpy(entry->key, clean, sizeof(clean));
	entry->count = count;
	counts->slots[place] = (uint32) counts->used;
	if (counts->used > counts->mask / 4 * 3)
		IndexEntries(counts, counts->mask * 2 + 1);
	return counts;
}

/*
 * How many customers a row stands for, an argument; false where the row does
 * not count.
 */
bool
CountsWeight(FunctionCallInfo fcinfo, int argument, int64 *weight)
{
	*weight = 1;
	if (PG_NARGS() <= argument)
		return true;
	if (PG_ARGISNULL(argument))
		return false;
	*weight = PG_GETARG_INT64(argument);
	if (*weight < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("customers must not be negative, but is %lld", (long long) *weight)));
	return *weight > 0;
}

/*
 * qsort comparator: by the first number, then the second, then the third.
 */
static int
CompareEntries(const void *a, const void *b, void *arg)
{
	const CountEntry *x = (const CountEntry *) a;
	const CountEntry *y = (const CountEntry *) b;

	for (int i = 0; i < COUNT_KEYS; i++)
	{
		if (x->key[i] != y->key[i])
			return x->key[i] < y->key[i] ? -1 : 1;
	}
	return 0;
}

/*
 * Put the entries in order.
 */
void
CountsSort(Counts *counts)
{
	counts->indexed = false;
	qsort_interruptible(counts->entries, counts->used, sizeof(CountEntry), CompareEntries, NULL);
}

/*
 * Merge two states.
 */
Datum
bsc_counts_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Counts	   *counts = CountsArgument(fcinfo, &context);
	Counts	   *more = PG_ARGISNULL(1) ? NULL : (Counts *) PG_GETARG_POINTER(1);

	for (int64 i = 0; more != NULL && i < more->used; i++)
		counts = CountsAdd(counts, context, more->entries[i].key, more->entries[i].count);
	if (counts == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(counts);
}

/*
 * A state as bytes: the entries, in order.
 */
Datum
bsc_counts_serialize(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Counts	   *counts = CountsArgument(fcinfo, &context);
	StringInfoData buffer;

	CountsSort(counts);
	pq_begintypsend(&buffer);
	enlargeStringInfo(&buffer, (int) (counts->used * sizeof(CountEntry)));
	for (int64 i = 0; i < counts->used; i++)
	{
		for (int k = 0; k < COUNT_KEYS; k++)
			pq_sendfloat8(&buffer, counts->entries[i].key[k]);
		pq_sendint64(&buffer, counts->entries[i].count);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buffer));
}

/*
 * The state that counts_serialize wrote, checked.
 */
Datum
bsc_counts_deserialize(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Counts	   *counts;
	bytea	   *bytes = PG_GETARG_BYTEA_PP(0);
	StringInfoData buffer;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "aggregate function called in non-aggregate context");
	counts = CountsCreate(CurrentMemoryContext);
	initStringInfo(&buffer);
	appendBinaryStringInfo(&buffer, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
	while (buffer.cursor < buffer.len)
	{
		double		key[COUNT_KEYS];
		int64		count;

		for (int k = 0; k < COUNT_KEYS; k++)
		{
			key[k] = pq_getmsgfloat8(&buffer);
			StatCheckFinite(key[k], "number");
		}
		count = pq_getmsgint64(&buffer);
		if (count < 0)
			elog(ERROR, "invalid state of an aggregate over customers");
		counts = CountsAdd(counts, CurrentMemoryContext, key, count);
	}
	pfree(buffer.data);
	PG_RETURN_POINTER(counts);
}
