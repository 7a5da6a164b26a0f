/*
 * refresh.h
 *	  The room "refresh": running the queries of measures and recording what
 *	  they find.  The SQL side is in refresh.sql to progress.sql.
 *
 * query.c		runs or explains one measure's query as another role and leaves no trace
 * rows.c		takes its rows as they come, and refuses those that cannot be recorded
 * temporary.c	keeps it away from temporary objects of others
 * error.c		what is told of its error
 * trial.c		what one query would record, or what is wrong with it
 * drill.c		the rows behind a figure
 * changes.c		which periods have changed in the company's tables since the last look
 * range.c		which queries are run once for several periods
 * reads.c		which tables a query reads, and whether it depends on the session's time zone
 * write.c		replaces the actuals of a measure and period by a query's rows
 * notify.c		tells who listens which statuses have changed by it
 * progress.c	shows other sessions how far a refresh is
 * log.c		keeps the log, and tells the caller of each query and of all
 * refresh.c	the procedure that does all this for many queries
 * statement.c	the statements that these run for themselves
 *
 * What a query finds is a set of rows (entity text, value float8, volume
 * float8, period) in a tuplestore.  A row with NULL value stands for no actual; an
 * entity is never NULL and comes at most once in a period.  What of it is to be written is
 * a second set of rows, of only those that are not recorded so already.
 */
#ifndef BSC_REFRESH_H
#define BSC_REFRESH_H

#include "access/tupdesc.h"
#include "nodes/parsenodes.h"
#include "period/period.h"
#include "tcop/dest.h"
#include "utils/array.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

#include "compat.h"

/* what a query of a measure is for */
typedef enum QueryPurpose
{
	QUERY_VALUES = 0,			/* its actuals: $1 and $2 the periods, $3 the time zone */
	QUERY_DETAIL,				/* the rows behind a figure: $1 the period, $2 the entities */
	QUERY_CHANGES				/* the periods touched: $1 since when */
} QueryPurpose;

/* a measure's query, and what it is run with */
typedef struct MeasureQuery
{
	const char *measure;		/* code, for messages */
	const char *query;			/* the text as the user wrote it */
	const char *run_as;			/* name of the role that it runs as */
	Oid			role;			/* the one that had this name when it was given; invalid if unknown */
	const char *time_zone;		/* the scorecard's; $3 */
	bool		zero;			/* does no row for an entity mean zero? */
	Oid			period_type;
	Datum		period;			/* $1 */
	Datum		last_period;	/* $2; of the same series */
	Datum		periods;		/* those of them that are to be recorded, bsc.period[] */
	int			nperiods;
	QueryPurpose purpose;
	bool		is_whole;		/* $2 is NULL */
	Datum		entities;		/* $2, text[] */
	TimestampTz since;			/* $1 of QUERY_CHANGES */
} MeasureQuery;

/* what it found */
typedef struct Found
{
	Tuplestorestate *store;
	TupleDesc	desc;			/* see FOUND_... below */
	int64		actuals;		/* rows that have a value */
	int64	   *counts;			/* of these, for each period from the first to the last */
	bool		has_entity;		/* did it return that column? */
	bool		maybe_twice;	/* an entity may have come more than once */
	bool		lacks_period;	/* was to be of several periods and does not tell which: not run */
} Found;

/* what a refresh is at */
typedef enum RefreshPhase
{
	REFRESH_PLANNING,
	REFRESH_LOCKING,
	REFRESH_RUNNING,
	REFRESH_COMPARING
} RefreshPhase;

/* how far it is, for others to see */
typedef struct RefreshProgress
{
	int64		scorecard_id;
	RefreshPhase phase;
	TimestampTz started;
	int64		total;			/* queries to run */
	int64		done;			/* of these, with those that failed */
	int64		failed;
	int64		measure_id;		/* whose query is running; 0 for none */
	Period		period;			/* for which */
	TimestampTz query_started;
	int64		busy;			/* microseconds that those done took */
} RefreshProgress;

/* the statuses before a refresh, and what they are compared in */
typedef struct StatusWatch
{
	int64		scorecard_id;
	const char *scorecard;		/* code */
	Oid			period_type;
	Datum		first_period;	/* what is refreshed */
	Datum		last_period;
	bool		only_changed;
	MemoryContext context;		/* lives longer than transactions do */
	Oid			periods_type;	/* invalid if no period can change */
	Datum		periods;		/* bsc.period[], in the order of time */
	Tuplestorestate *before;
	TupleDesc	desc;
	int64		changes;		/* found in the end */
} StatusWatch;

/* the measures whose query is run for a period, or one that is run for several */
typedef struct RefreshStep
{
	Datum		periods;		/* bsc.period[], of one grain */
	Datum		measures;		/* bigint[] */
} RefreshStep;

typedef struct RefreshCall
{
	Datum		scorecard_id;
	char	   *scorecard;		/* code */
	Oid			period_type;
	bool		only_changed;
	bool		verbose;		/* a notice for each query? */
	bool		notify;			/* tell listeners of statuses? */
	bool		atomic;			/* may we not commit? */
	RefreshStep *steps;
	uint64		nsteps;
	MemoryContext context;		/* lives as long as the call */

	RefreshProgress progress;
	StatusWatch watch;
	TimestampTz began;			/* by bsc._now() */
	int64		ahead;			/* microseconds of bsc._now() before the server's clock */
	int64		changed;		/* actuals that are not what they were */
	bool		moved;			/* is a measure observed farther than before? */
	Period	   *closed;			/* periods left out */
	int			nclosed;
	char	   *first_failure;
} RefreshCall;

/* a row of bsc._refresh_queries */
typedef struct RefreshQuery
{
	int64		id;
	char	   *digest;
	bool		is_noted;		/* has changed_since told of periods that are not run yet? */
	MeasureQuery measure;
} RefreshQuery;

/* columns of the rows, counted from 0 */
#define FOUND_ENTITY	0
#define FOUND_VALUE		1
#define FOUND_VOLUME	2
#define FOUND_PERIOD	3
#define FOUND_COLUMNS	4

/* a hint where a row without an entity is not, or not surely, the whole */
#define NAME_THE_REST \
	"Give those that belong to none a name of their own, such as coalesce(team, '(none)'), or leave them out; only a total's entity is NULL."

/* which column of the result is what; -1 for none */
typedef struct FoundColumns
{
	int			column[FOUND_COLUMNS];
	Oid			type[FOUND_COLUMNS];
} FoundColumns;

/* longest entity in bytes; the tables say the same */
#define MAX_ENTITY_LENGTH	1000

extern Found *FoundBegin(const MeasureQuery *measure);
extern void FoundEnd(Found *found);
extern void found_columns(TupleDesc result, Oid period_type, FoundColumns *columns);
extern DestReceiver *found_receiver(Found *found, const MeasureQuery *measure, MemoryContext context);
extern bool found_expect(DestReceiver *self, const FoundColumns *columns, Query *query);
extern ErrorData *QueryRun(const MeasureQuery *measure, Found *found);
extern ErrorData *QueryShow(const MeasureQuery *measure, DestReceiver *receiver);
extern ErrorData *QueryExplain(const MeasureQuery *measure);
extern ErrorData *QueryPeriods(const MeasureQuery *measure, ArrayBuildState **periods);
extern bool QueryReturnsPeriod(const MeasureQuery *measure);
extern ErrorData *QueryInspect(const MeasureQuery *measure, void (*inspect) (List *queries, void *argument),
							   void *argument);
extern void QueryRead(MeasureQuery *measure, uint64 row, int column);
extern void QueryForPeriod(MeasureQuery *measure, Datum period);
extern void QueryCheckTemporary(const MeasureQuery *measure, Oid role);
extern bool QueryErrorIsCancel(const ErrorData *error);

extern void WriteCheck(int64 measure_id, const MeasureQuery *measure, Found *found);
extern ErrorData *WriteActuals(int64 measure_id, const MeasureQuery *measure, const Found *found,
								void (*before) (void *argument), void *argument, int64 *changed);

extern void ErrorExplainPath(ErrorData *error);
extern char *ErrorText(const ErrorData *error, const char *query);

extern int	OwnBeginPath(void);
extern void OwnEndPath(int nestlevel);
extern void OwnExecute(const char *statement, int nargs, Oid *types, Datum *values,
						const char *nulls);
extern char *OwnText(uint64 row, int column);
extern Datum OwnDatum(uint64 row, int column);
extern Datum OwnCopy(uint64 row, int column, MemoryContext context);
extern void OwnRegister(const char *name, Tuplestorestate *store, TupleDesc desc);
extern TupleDesc OwnIntoStore(const char *statement, int nargs, Oid *types, Datum *values,
								Tuplestorestate *store, MemoryContext context);
extern ErrorData *OwnSubtransaction(void (*work) (void *argument), void *argument);

extern const char *RefreshPeriodsText(const MeasureQuery *measure);
extern void RefreshLogQuery(RefreshCall *call, const RefreshQuery *query, TimestampTz started,
							TimestampTz finished, const Found *found, const char *error);
extern void RefreshTellQuery(RefreshCall *call, const RefreshQuery *query, int64 microseconds,
							 int64 actuals, const ErrorData *error);
extern void RefreshReport(RefreshCall *call);

extern void ChangesLook(RefreshCall *call);
extern Datum RefreshRangedMeasures(RefreshCall *call, Datum period);

extern void ProgressShow(const RefreshProgress *progress);
extern void ProgressClear(void);

extern ErrorData *StatusWatchPlan(StatusWatch *watch);
extern ErrorData *StatusWatchBegin(StatusWatch *watch);
extern ErrorData *StatusWatchTell(StatusWatch *watch);
extern void StatusWatchEnd(StatusWatch *watch);

#endif							/* BSC_REFRESH_H */
