/*
 * near.c
 *	  Names that look like a mistyped one.
 *
 * The distance is that of Levenshtein, the least number of characters to
 * insert, delete or replace; a name is near if no more than a third of the
 * longer one is wrong (one character of a short one, but not the only one),
 * upper and lower case apart.  So is one that has a word more at its end.  The
 * server's own function does the work, which takes up to 255 bytes; longer names
 * have no near ones.
 */
#include "postgres.h"

#include <ctype.h>

#include "catalog/pg_collation.h"
#include "catalog/pg_type.h"
#include "compat.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/formatting.h"
#include "utils/varlena.h"

PG_FUNCTION_INFO_V1(bsc_near_names);

#define LONGEST_NAME	255
#define MOST_NAMES		3

typedef struct NearName
{
	int			distance;
	int			place;
} NearName;

static int
CompareNear(const void *a, const void *b)
{
	const NearName *x = a;
	const NearName *y = b;

	if (x->distance != y->distance)
		return x->distance < y->distance ? -1 : 1;
	return x->place < y->place ? -1 : x->place > y->place;
}

/* Is one name the other and a word more?  (A step of a path is none.) */
static bool
HasWordMore(const char *longer, const char *shorter, int length)
{
	unsigned char next;

	if (length == 0 || strncmp(longer, shorter, length) != 0)
		return false;
	next = (unsigned char) longer[length];
	return next < 0x80 && next != '/' && (isspace(next) || ispunct(next));
}

/* The distance of two names, both in lower case; -1 if they are not near. */
static int
Distance(const char *name, const char *other)
{
	int			length = (int) strlen(name);
	int			other_length = (int) strlen(other);
	int			longer = Max(pg_mbstrlen(name), pg_mbstrlen(other));
	int			most = Max(longer / 3, 1);
	int			distance;

	if (length > LONGEST_NAME || other_length > LONGEST_NAME)
		return -1;
	if (HasWordMore(name, other, other_length) || HasWordMore(other, name, length))
		return longer - Min(pg_mbstrlen(name), pg_mbstrlen(other));
	distance = varstr_levenshtein_less_equal(name, length, other, other_length, 1, 1, 1, most, true);
	return distance <= most && (distance == 0 || distance < longer) ? distance : -1;
}

/*
 * bsc._near_names(name, names): those that look like the name, nearest first
 */
Datum
bsc_near_names(PG_FUNCTION_ARGS)
{
	text	   *name = PG_GETARG_TEXT_PP(0);
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(1);
	char	   *typed = str_tolower(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name), DEFAULT_COLLATION_OID);
	Datum	   *names;
	bool	   *nulls;
	int			count;
	NearName   *near;
	int			nnear = 0;
	Datum		result[MOST_NAMES];

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &names, &nulls, &count);
	near = palloc(Max(count, 1) * sizeof(NearName));
	for (int i = 0; i < count; i++)
	{
		text	   *other;
		char	   *lower;
		int			distance;

		if (nulls[i])
			continue;
		CHECK_FOR_INTERRUPTS();
		other = DatumGetTextPP(names[i]);
		lower = str_tolower(VARDATA_ANY(other), VARSIZE_ANY_EXHDR(other), DEFAULT_COLLATION_OID);
		distance = Distance(typed, lower);
		pfree(lower);
		if (distance >= 0)
			near[nnear++] = (NearName) {distance, i};
	}
	qsort(near, nnear, sizeof(NearName), CompareNear);
	nnear = Min(nnear, MOST_NAMES);
	for (int i = 0; i < nnear; i++)
		result[i] = names[near[i].place];
	PG_RETURN_ARRAYTYPE_P(construct_array(result, nnear, TEXTOID, -1, false, TYPALIGN_INT));
}
