/*
 * inner.c
 *	  The results of all entities of a part of the catalogue that have others
 *	  below them.
 *
 * What a region of dealers comes to is made of the dealers' rows, and so is what
 * the country comes to and the company as a whole.  So all of these are evaluated
 * in one go from one reading of the rows: measure by measure, from the last entity
 * to the first, each is told what its children come to (members.c).  Then every
 * inner entity is evaluated as any other is (evaluate.c), with what was computed
 * for it beside its own rows.
 *
 * bsc._inner_nodes is the aggregate; the rows are those that nodes.sql finds, the
 * part of the catalogue an array of those in it by their numbers.  Where that is most
 * of the catalogue, nodes.sql finds only what there is of the inner entities
 * themselves; the rest is read here, one measure after the other (everybody.c), with
 * names in place of numbers, which are looked up.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "common/hashfn.h"
#include "compat.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "result/result.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

PG_FUNCTION_INFO_V1(bsc_inner_nodes_accum);
PG_FUNCTION_INFO_V1(bsc_inner_nodes_final);
PG_FUNCTION_INFO_V1(bsc_nodes_of);
PG_FUNCTION_INFO_V1(bsc_asks_for_most);

/* names in the order of their numbers, and the numbers by hashes of the names */
typedef struct Names
{
	text	  **name;
	int		   *slots;			/* a number, or -1 */
	uint32		mask;
	int		   *next;			/* whose row came last time after one of each; a guess */
	int			last;
} Names;

/* the group: a part of the catalogue */
typedef struct Inner
{
	TreeCache  *cache;
	uint64		generation;
	int			wanted;			/* level, or ALL_LEVELS */
	bool		of_everybody;	/* rows are to be read, too */
	bool		is_past;		/* as they were at a moment */
	TimestampTz as_of;
	bool		all;			/* all inner entities, or the first alone */
	bool		by_name;		/* those that are asked for by name are listed, whatever there is of them */
	int64	   *numbers;		/* of the members in the catalogue, which has gaps, in their order */
	Members		members;
	Names		names;
	MemberRows *rows[FLEXIBLE_ARRAY_MEMBER];	/* by place in the tree */
} Inner;

/* the columns of bsc._member_place, in their order */
enum
{
	PLACE_NUMBER,
	PLACE_ABOVE,
	PLACE_CODE,
	PLACE_STARTS,
	PLACE_ENDS,
	PLACE_COLUMNS
};

/* the arguments of the transition function; the first is the state */
enum
{
	ARG_TREE = 1,
	ARG_LEVEL,
	ARG_PLACES,
	ARG_OF_EVERYBODY,
	ARG_ALL,
	ARG_BY_NAME,
	ARG_ORDINAL,
	ARG_NUMBER,
	ARG_PERIOD,
	ARG_VALUE,
	ARG_VOLUME,
	ARG_TARGET,
	ARG_AS_OF
};

static void
PlacesCorrupted(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("not a part of a catalogue")));
}

/* Is this the name of a number? */
static bool
IsNameOf(const Names *names, int number, const char *name, int length)
{
	const text *there = names->name[number];

	return VARSIZE_ANY_EXHDR(there) == length && memcmp(VARDATA_ANY(there), name, length) == 0;
}

/* Where a name is, or belongs. */
static int *
FindName(const Names *names, const char *name, int length)
{
	uint32		place = hash_bytes((const unsigned char *) name, length) & names->mask;

	while (names->slots[place] >= 0)
	{
		if (IsNameOf(names, names->slots[place], name, length))
			break;
		place = (place + 1) & names->mask;
	}
	return &names->slots[place];
}

/* Which member has a number in the catalogue?  -1: none of the first "count". */
static int
MemberOfNumber(const int64 *numbers, int count, int64 number)
{
	int			low = 0;
	int			high = count - 1;

	while (low <= high)
	{
		int			middle = low + (high - low) / 2;

		if (numbers[middle] == number)
			return middle;
		if (numbers[middle] < number)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return -1;
}

/* Read who is in the part of the catalogue, into the current memory context. */
static void
ReadPlaces(Inner *state, ArrayType *array)
{
	Members    *members = &state->members;
	TupleDesc	desc = lookup_rowtype_tupdesc_copy(ARR_ELEMTYPE(array), -1);
	Datum	   *elements;
	bool	   *element_nulls;
	int			count;
	uint32		slots = 16;

	if (desc->natts != PLACE_COLUMNS)
		PlacesCorrupted();
	deconstruct_array(array, ARR_ELEMTYPE(array), -1, false, TYPALIGN_DOUBLE, &elements, &element_nulls, &count);
	if (count == 0)
		PlacesCorrupted();
	while (slots < (uint32) count * 2)
		slots *= 2;
	state->names.mask = slots - 1;
	state->names.name = palloc(mul_size(sizeof(text *), count));
	state->names.slots = palloc(mul_size(sizeof(int), slots));
	memset(state->names.slots, -1, sizeof(int) * slots);
	state->names.next = palloc0(mul_size(sizeof(int), count));
	state->names.last = 0;
	state->numbers = palloc(mul_size(sizeof(int64), count));
	members->count = count;
	members->member = palloc0(mul_size(sizeof(Member), count));
	for (int i = 0; i < count; i++)
	{
		Member	   *member = &members->member[i];
		Datum		values[PLACE_COLUMNS];
		bool		nulls[PLACE_COLUMNS];
		text	   *name;

		if (element_nulls[i])
			PlacesCorrupted();
		ReadRowColumns(elements[i], desc, values, nulls);
		if (nulls[PLACE_NUMBER] || nulls[PLACE_CODE])
			PlacesCorrupted();
		state->numbers[i] = DatumGetInt64(values[PLACE_NUMBER]);
		if (i > 0 && state->numbers[i] <= state->numbers[i - 1])
			PlacesCorrupted();
		/* all are there, each below one that comes before it */
		member->above = i == 0 || nulls[PLACE_ABOVE] ? -1 : MemberOfNumber(state->numbers, i, DatumGetInt64(values[PLACE_ABOVE]));
		if (i > 0 && member->above < 0)
			PlacesCorrupted();
		member->starts = nulls[PLACE_STARTS] ? DATEVAL_NOBEGIN : DatumGetDateADT(values[PLACE_STARTS]);
		member->ends = nulls[PLACE_ENDS] ? DATEVAL_NOEND : DatumGetDateADT(values[PLACE_ENDS]);
		name = DatumGetTextPCopy(values[PLACE_CODE]);
		state->names.name[i] = name;
		*FindName(&state->names, VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name)) = i;
	}
	MembersComplete(members);
}

/* The state of a group that has its first row. */
static Inner *
BeginInner(FunctionCallInfo fcinfo, MemoryContext context)
{
	TreeCache  *cache;
	Inner	   *state;
	MemoryContext old;

	if (PG_ARGISNULL(ARG_TREE) || PG_ARGISNULL(ARG_PLACES) || PG_ARGISNULL(ARG_OF_EVERYBODY) ||
		PG_ARGISNULL(ARG_ALL) || PG_ARGISNULL(ARG_BY_NAME))
		PlacesCorrupted();
	cache = CacheTree(fcinfo, PG_GETARG_ARRAYTYPE_P(ARG_TREE));
	state = MemoryContextAllocZero(context,
								   add_size(offsetof(Inner, rows),
											mul_size(sizeof(MemberRows *), cache->tree->nnodes)));
	state->cache = cache;
	state->generation = cache->generation;
	state->wanted = PG_ARGISNULL(ARG_LEVEL) ? ALL_LEVELS : PG_GETARG_INT32(ARG_LEVEL);
	state->of_everybody = PG_GETARG_BOOL(ARG_OF_EVERYBODY);
	state->all = PG_GETARG_BOOL(ARG_ALL);
	state->by_name = PG_GETARG_BOOL(ARG_BY_NAME);
	state->is_past = !PG_ARGISNULL(ARG_AS_OF);
	state->as_of = state->is_past ? PG_GETARG_TIMESTAMPTZ(ARG_AS_OF) : 0;
	old = MemoryContextSwitchTo(context);
	ReadPlaces(state, PG_GETARG_ARRAYTYPE_P(ARG_PLACES));
	MemoryContextSwitchTo(old);
	return state;
}

/* Whose row is it?  -1: of nobody here.  One measure's rows come in the order of another's. */
static int
NumberOfName(Names *names, const text *name)
{
	int			number = names->next[names->last];

	if (!IsNameOf(names, number, VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name)))
		number = *FindName(names, VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));
	if (number >= 0)
	{
		names->next[names->last] = number;
		names->last = number;
	}
	return number;
}

/* Where the rows of the measure at a place of the tree are kept. */
static MemberRows *
RowsOf(Inner *state, int place, MemoryContext context)
{
	if (state->rows[place] == NULL)
		state->rows[place] = MemoryContextAllocZero(context, sizeof(MemberRows));
	return state->rows[place];
}

/* Keep an actual, if the measure may need it. */
static void
KeepActual(MemberRows *rows, const TreeNode *node, MemoryContext context,
		   int number, Period period, double value, double volume)
{
	if (!MembersCombine(node) || node->keeps_rows || ActualsTake(&node->window, period))
		MemberActualsAdd(rows, context, number, period, value, volume);
}

/*
 * Take in a row: (state, tree, wanted level, places, of everybody, all, by name, place
 * in the tree, number, period, value, volume, target, moment of the past).  It is an
 * actual if it has a value, and otherwise what is planned.  Without a period it is nothing, and there so
 * that there is a group.
 */
Datum
bsc_inner_nodes_accum(PG_FUNCTION_ARGS)
{
	MemoryContext context;
	Inner	   *state;
	const Tree *tree;
	const TreeNode *node;
	int			place;
	int			number;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "bsc_inner_nodes_accum called in non-aggregate context");
	state = PG_ARGISNULL(0) ? BeginInner(fcinfo, context) : (Inner *) PG_GETARG_POINTER(0);
	tree = CachedTree(state->cache, state->generation);
	if (PG_ARGISNULL(ARG_PERIOD))
		PG_RETURN_POINTER(state);
	place = PG_ARGISNULL(ARG_ORDINAL) ? -1 : PG_GETARG_INT32(ARG_ORDINAL);
	if (place < 0 || place >= tree->nnodes || tree->nodes[place].level != LEVEL_MEASURE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the tree has no measure in place %d", place)));
	node = &tree->nodes[place];
	number = PG_ARGISNULL(ARG_NUMBER) ? -1 : MemberOfNumber(state->numbers, state->members.count, PG_GETARG_INT64(ARG_NUMBER));
	if (number < 0)
		PlacesCorrupted();
	if (PG_ARGISNULL(ARG_VALUE))
		MemberTargetsAdd(RowsOf(state, place, context), context, number, PG_GETARG_PERIOD(ARG_PERIOD),
						 PG_ARGISNULL(ARG_TARGET) ? NULL : PG_GETARG_TARGET_P(ARG_TARGET));
	else
		KeepActual(RowsOf(state, place, context), node, context, number, PG_GETARG_PERIOD(ARG_PERIOD),
				   PG_GETARG_FLOAT8(ARG_VALUE),
				   PG_ARGISNULL(ARG_VOLUME) ? get_float8_nan() : PG_GETARG_FLOAT8(ARG_VOLUME));
	PG_RETURN_POINTER(state);
}

/* for whom rows of everybody are read */
typedef struct Taking
{
	Inner	   *state;
	const TreeNode *node;
	MemberRows *rows;
	MemoryContext context;
} Taking;

/* Take in a row that was read. */
static void
TakeRow(void *argument, const RecordedRow *row)
{
	Taking	   *taking = (Taking *) argument;
	int			number = NumberOfName(&taking->state->names, row->entity);

	if (number < 0)
		return;
	if (row->is_plan)
		MemberTargetsAdd(taking->rows, taking->context, number, row->period, row->target);
	else
		KeepActual(taking->rows, taking->node, taking->context, number, row->period, row->value, row->volume);
}

/* what a measure comes to when it is read for another period */
typedef struct OtherPeriod
{
	Period		first;			/* the window of the measure's own periods */
	Period		last;
	Combined   *combined;
	struct OtherPeriod *next;
} OtherPeriod;

/* what there is of the entities, by the places of measures */
typedef struct Below
{
	MemoryContext context;
	const Inner *state;
	Shelf	  **shelves;		/* NULL where there is nothing */
	Combined  **combined;		/* NULL where nothing comes from members */
	OtherPeriod **others;		/* what formulas have read for other periods */
} Below;

/*
 * Put all measures together.  The rows as they came are given up on the way, and those
 * of everybody are read here, so that there are never more than one measure's.
 */
static Below
CombineMeasures(Inner *state, const Tree *tree)
{
	Below		result = {
		CurrentMemoryContext,
		state,
		palloc0(mul_size(sizeof(Shelf *), tree->nnodes)),
		palloc0(mul_size(sizeof(Combined *), tree->nnodes)),
		palloc0(mul_size(sizeof(OtherPeriod *), tree->nnodes))
	};
	Everybody  *everybody = state->of_everybody ?
		EverybodyBegin(tree->period_type, state->is_past ? &state->as_of : NULL) : NULL;

	for (int i = 0; i < tree->nnodes; i++)
	{
		const TreeNode *node = &tree->nodes[i];
		MemberRows *rows;

		if (everybody != NULL && node->level == LEVEL_MEASURE && MembersCombine(node))
		{
			Taking		taking = {state, node, RowsOf(state, i, CurrentMemoryContext), CurrentMemoryContext};

			EverybodyRead(everybody, node, node->figure == KIND_AMOUNT, TakeRow, &taking);
		}
		rows = state->rows[i];
		if (rows == NULL || (rows->nactuals == 0 && rows->ntargets == 0))
			continue;
		result.shelves[i] = ShelveRows(rows, state->members.count);
		if (rows->actuals != NULL)
			pfree(rows->actuals);
		rows->actuals = NULL;
		if (MembersCombine(node) && rows->nactuals > 0)
			result.combined[i] = CombineMembers(node, &state->members, result.shelves[i], state->all);
		if (state->all && !node->keeps_rows)
			KeepInner(result.shelves[i], &state->members);
	}
	if (everybody != NULL)
		EverybodyEnd(everybody);
	return result;
}

/*
 * What there is of a measure for an inner entity in another period than the one that
 * is asked for, the window of which is in "node".
 */
void
GatherFor(const Entity *entity, int place, const TreeNode *node, Recorded *recorded)
{
	Below	   *below = entity->below;
	OtherPeriod *other = below->others[place];

	if (below->combined[place] == NULL)
		return;
	while (other != NULL && (other->first != node->window.first || other->last != node->window.last))
		other = other->next;
	if (other == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(below->context);

		other = palloc(sizeof(OtherPeriod));
		other->first = node->window.first;
		other->last = node->window.last;
		other->combined = CombineMembers(node, &below->state->members, below->shelves[place], below->state->all);
		other->next = below->others[place];
		below->others[place] = other;
		MemoryContextSwitchTo(old);
	}
	(void) GatherMember(node, below->shelves[place], other->combined, entity->number, recorded);
}

/* The results of one of the inner entities; NULL if the period does not list it. */
static ArrayType *
EvaluateInner(const Inner *state, const Tree *tree, Below *below, int number, const ResultShape *shape)
{
	bool		is_whole = VARSIZE_ANY_EXHDR(state->names.name[number]) == 0;
	Recorded  **recorded = palloc0(mul_size(sizeof(Recorded *), tree->nnodes));
	Entity		entity = {tree, recorded, NULL, is_whole, below, number};
	bool		listed = state->by_name;

	for (int i = 0; i < tree->nnodes; i++)
	{
		if (below->shelves[i] == NULL || !IsForEntity(&tree->nodes[i], is_whole))
			continue;
		recorded[i] = palloc0(sizeof(Recorded));
		listed |= GatherMember(&tree->nodes[i], below->shelves[i], below->combined[i], number, recorded[i]);
	}
	return listed ? EvaluateEntity(&entity, state->wanted, shape) : NULL;
}

/* the columns of bsc._inner_node, in their order */
enum
{
	INNER_NUMBER,
	INNER_NODES,
	INNER_COLUMNS
};

/*
 * The results of the inner entities, or of the first: an array of bsc._inner_node in
 * the order of their numbers.
 */
Datum
bsc_inner_nodes_final(PG_FUNCTION_ARGS)
{
	Oid			element = get_element_type(get_fn_expr_rettype(fcinfo->flinfo));
	Inner	   *state;
	const Tree *tree;
	TupleDesc	desc;
	const ResultShape *shape;
	Below		below;
	Datum	   *rows;
	int			nrows = 0;
	MemoryContext each;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = (Inner *) PG_GETARG_POINTER(0);
	tree = CachedTree(state->cache, state->generation);
	desc = lookup_rowtype_tupdesc_copy(element, -1);
	if (desc->natts != INNER_COLUMNS)
		elog(ERROR, "unexpected row type of inner entities");
	desc = BlessTupleDesc(desc);
	shape = GetResultShape(fcinfo, get_element_type(TupleDescAttr(desc, INNER_NODES)->atttypid));
	below = CombineMeasures(state, tree);
	rows = palloc(mul_size(sizeof(Datum), Max(state->members.ninner, 1)));
	each = AllocSetContextCreate(CurrentMemoryContext, "inner entity", ALLOCSET_DEFAULT_SIZES);
	for (int i = 0; i < (state->all ? state->members.count : 1); i++)
	{
		MemoryContext old;
		ArrayType  *nodes;
		Datum		values[INNER_COLUMNS];
		bool		nulls[INNER_COLUMNS] = {0};

		if (state->members.member[i].inner < 0)
			continue;
		CHECK_FOR_INTERRUPTS();
		MemoryContextReset(each);
		old = MemoryContextSwitchTo(each);
		nodes = EvaluateInner(state, tree, &below, i, shape);
		MemoryContextSwitchTo(old);
		if (nodes == NULL)
			continue;
		values[INNER_NUMBER] = Int64GetDatum(state->numbers[i]);
		values[INNER_NODES] = PointerGetDatum(nodes);
		rows[nrows++] = HeapTupleGetDatum(heap_form_tuple(desc, values, nulls));
	}
	MemoryContextDelete(each);
	PG_RETURN_ARRAYTYPE_P(construct_array(rows, nrows, element, -1, false, TYPALIGN_DOUBLE));
}

/* bsc._nodes_of(bsc._inner_node[], number): the nodes of one of them, or NULL */
Datum
bsc_nodes_of(PG_FUNCTION_ARGS)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(0);
	int64		number = PG_GETARG_INT64(1);
	int			count = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	char	   *element = ARR_DATA_PTR(array);

	if (ARR_HASNULL(array))
		PlacesCorrupted();
	for (int i = 0; i < count; i++)
	{
		HeapTupleHeader header = (HeapTupleHeader) element;
		bool		is_null;
		int64		found = DatumGetInt64(GetAttributeByNum(header, INNER_NUMBER + 1, &is_null));

		if (found == number)
		{
			Datum		nodes = GetAttributeByNum(header, INNER_NODES + 1, &is_null);

			if (is_null)
				PG_RETURN_NULL();
			PG_RETURN_DATUM(nodes);
		}
		if (found > number)
			break;
		element += VARSIZE_ANY(element);
		element = (char *) att_align_nominal(element, TYPALIGN_DOUBLE);
	}
	PG_RETURN_NULL();
}

/* what has been asked for so far in one evaluation */
typedef struct AskedFor
{
	Period		period;
	uint32		basis;
	int			level;
	int64		members;
} AskedFor;

/*
 * bsc._asks_for_most(period, basis, level, below, total): do the inner entities that
 * were asked for so far in one evaluation, this one with so many below it among them,
 * read so much of the catalogue that all are better evaluated together?  Nobody can
 * tell beforehand: a filter on a view is applied row by row.
 */
Datum
bsc_asks_for_most(PG_FUNCTION_ARGS)
{
	AskedFor   *asked = (AskedFor *) fcinfo->flinfo->fn_extra;
	Period		period = PG_GETARG_PERIOD(0);
	text	   *basis = PG_GETARG_TEXT_PP(1);
	uint32		hash = hash_bytes((const unsigned char *) VARDATA_ANY(basis), VARSIZE_ANY_EXHDR(basis));
	int			level = PG_GETARG_INT32(2);

	if (asked == NULL)
		fcinfo->flinfo->fn_extra = asked = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(AskedFor));
	if (asked->period != period || asked->basis != hash || asked->level != level)
		*asked = (AskedFor) {period, hash, level, 0};
	asked->members += PG_GETARG_INT32(3);
	PG_RETURN_BOOL(asked->members > Max(50, PG_GETARG_INT32(4) / 100));
}
