/*
 * refuse.c
 *	  An error in words that are only known when it is raised.
 *
 * RAISE of PL/pgSQL must be given a detail and a hint or none, once and for
 * all; what passes on the error of another, or names what is near, has one now
 * and then, and "HINT:" followed by nothing helps nobody.
 */
#include "postgres.h"

#include "compat.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(bsc_refuse);

/* An argument as a string; NULL if there is none or nothing in it. */
static char *
Words(FunctionCallInfo fcinfo, int number)
{
	char	   *words = PG_ARGISNULL(number) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(number));

	return words != NULL && words[0] != '\0' ? words : NULL;
}

/* bsc._refuse(state, said, more, advice): an error with what there is of these */
Datum
bsc_refuse(PG_FUNCTION_ARGS)
{
	char	   *state = Words(fcinfo, 0);
	char	   *said = Words(fcinfo, 1);
	char	   *more = Words(fcinfo, 2);
	char	   *advice = Words(fcinfo, 3);

	if (state == NULL || strlen(state) != 5 || said == NULL)
		elog(ERROR, "an error needs a SQLSTATE and a message");
	ereport(ERROR,
			(errcode(MAKE_SQLSTATE(state[0], state[1], state[2], state[3], state[4])),
			 errmsg_internal("%s", said),
			 more ? errdetail_internal("%s", more) : 0,
			 advice ? errhint("%s", advice) : 0));
	PG_RETURN_VOID();
}
