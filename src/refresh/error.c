/*
 * error.c
 *	  The error of a measure's query as the log and the user are told it.
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "refresh/refresh.h"

/* an error's text in the log is cut here */
#define MAX_ERROR_LENGTH	8000

/* how messages call the type */
#define PERIOD_NAME "bsc.period"

/*
 * Is it an operator that is missing beside a period?  The message has the types of
 * both sides, in whatever language.
 */
static bool
IsPeriodCompared(const ErrorData *error, const char *message)
{
	return error->sqlerrcode == ERRCODE_UNDEFINED_FUNCTION && strchr(message, '(') == NULL &&
		strstr(message, PERIOD_NAME) != NULL;
}

/*
 * Say in an error's hint that a time is compared with a period by bsc.during(), or
 * that no schema is searched where the query runs, if it
 * misses a table, a function, an operator or a type that it names without a schema.
 *
 * The message has the name as the query gives it; only an operator's has the types
 * beside it, and no parenthesis.
 */
void
ErrorExplainPath(ErrorData *error)
{
	const char *message = error->message ? error->message : "";
	size_t		length = strlen(message);

	if (IsPeriodCompared(error, message))
	{
		error->hint = pstrdup("A time is in a period or not: write bsc.during(ordered_at, $1), with the column that has the time; periods are compared by OPERATOR(bsc.=).");
		return;
	}
	if (error->sqlerrcode == ERRCODE_UNDEFINED_FUNCTION)
	{
		size_t		name = strcspn(message, "(");

		/* the arguments' types may have a schema, the name has none */
		length = name < length ? name : 0;
	}
	/* of other objects only those that a query names have a place in its text */
	else if (error->sqlerrcode != ERRCODE_UNDEFINED_TABLE &&
			 !(error->sqlerrcode == ERRCODE_UNDEFINED_OBJECT && (error->cursorpos > 0 || error->internalpos > 0)))
		return;
	if (memchr(message, '.', length) != NULL)
		return;
	error->hint = psprintf("%s%sThe search_path of a measure's query is empty: name the schema, as in crm.sale, crm.size(x) or a OPERATOR(crm.=) b.",
						   error->hint ? error->hint : "", error->hint ? " " : "");
}

/*
 * The line of the measure's query that an error points to.
 */
static void
AppendErrorLine(StringInfo text, const ErrorData *error, const char *query)
{
	const char *line = query;
	const char *end;
	int			number = 1;
	int			bytes;

	if (error->internalpos <= 0 || error->internalquery == NULL ||
		strcmp(error->internalquery, query) != 0)
		return;
	bytes = pg_mbcharcliplen(query, strlen(query), error->internalpos - 1);
	for (const char *p = query; p < query + bytes; p++)
		if (*p == '\n')
		{
			line = p + 1;
			number++;
		}
	end = strchr(line, '\n');
	appendStringInfo(text, "\nLINE %d: %.*s", number,
					 end ? (int) (end - line) : (int) strlen(line), line);
}

/*
 * What the log says about an error.
 */
char *
ErrorText(const ErrorData *error, const char *query)
{
	StringInfoData text;

	initStringInfo(&text);
	appendStringInfo(&text, "%s: %s", unpack_sql_state(error->sqlerrcode),
					 error->message ? error->message : "missing error text");
	AppendErrorLine(&text, error, query);
	if (error->detail)
		appendStringInfo(&text, "\nDETAIL: %s", error->detail);
	if (error->hint)
		appendStringInfo(&text, "\nHINT: %s", error->hint);
	if (error->context)
		appendStringInfo(&text, "\nCONTEXT: %s", error->context);
	if (text.len > MAX_ERROR_LENGTH)
		text.data[pg_mbcliplen(text.data, text.len, MAX_ERROR_LENGTH)] = '\0';
	return text.data;
}
