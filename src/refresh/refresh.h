/*
 * refresh.h
 *	  The room "refresh": running the queries of measures and recording what
 *	  they find.  The SQL side is in 10_refresh.sql and 20_record.sql.
 *
 * query.c		runs or explains one measure's query as another role and leaves no trace
 * temporary.c	keeps it away from temporary objects of others
 * write.c		replaces the actuals of a measure and period by a query's rows
 * refresh.c	the procedure that does both for many, and keeps the log
 *
 * What a query finds is a set of rows (entity text, value float8, volume
 * float8) in a tuplestore.  A row with NULL value stands for no actual; an
 * entity is never NULL and comes at most once.
 */
#ifndef BSC_REFRESH_H
#define BSC_REFRESH_H

#include "access/tupdesc.h"
#include "utils/tuplestore.h"

#include "compat.h"

/* a measure's query, and what it is run with */
typedef struct MeasureQuery
{
	const char *measure;		/* code, for messages */
	const char *query;			/* the text as the user wrote it */
	const char *run_as;			/* name of the role that it runs as */
	const char *time_zone;		/* the scorecard's */
	Oid			period_type;	/* $1 */
	Datum		period;
} MeasureQuery;

/* columns of the rows, counted from 0 */
#define FOUND_ENTITY	0
#define FOUND_VALUE		1
#define FOUND_VOLUME	2
#define FOUND_COLUMNS	3

/* longest entity in bytes; the tables say the same */
#define MAX_ENTITY_LENGTH	1000

extern TupleDesc query_found_desc(void);
extern ErrorData *query_run(const MeasureQuery *measure, Tuplestorestate *found, TupleDesc desc,
							int64 *actuals);
extern ErrorData *query_explain(const MeasureQuery *measure);
extern void query_check_temporary(const MeasureQuery *measure, Oid role);
extern bool query_error_is_cancel(const ErrorData *error);

extern int	write_begin_path(void);
extern void write_end_path(int nestlevel);
extern void write_check(Tuplestorestate *found, TupleDesc desc);
extern ErrorData *write_actuals(int64 measure_id, const MeasureQuery *measure,
								Tuplestorestate *found, TupleDesc desc);

#endif							/* BSC_REFRESH_H */
