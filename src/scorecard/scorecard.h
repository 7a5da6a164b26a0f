/*
 * scorecard.h
 *	  The room "scorecard" in C: locks, kept plans, and the triggers that keep
 *	  parents, children and rules together.
 *
 * lock.c		who waits for whom
 * plan.c		plans that a session keeps, and rows of transition tables
 * parents.c	what foreign keys would do
 * rules.c		what actuals and plans must fit
 * history.c	who changed a row, and what it was before
 */
#ifndef BSC_SCORECARD_H
#define BSC_SCORECARD_H

#include "commands/trigger.h"
#include "executor/spi.h"
#include "utils/snapshot.h"

#include "compat.h"

/* kinds of work on a scorecard, from the mildest; lock.c says what they mean */
typedef enum ScorecardWork
{
	SCORECARD_WRITE,
	SCORECARD_PLAN,
	SCORECARD_REFRESH,
	SCORECARD_CLOSE,
	SCORECARD_DROP
} ScorecardWork;

/* true if the transaction had that lock already */
extern bool ScorecardLock(int64 scorecard_id, ScorecardWork work);

/* statements that are kept; the triggers' own are kept under the trigger's oid */
typedef enum ScorecardStatement
{
	STATEMENT_OF_TRIGGER,
	STATEMENT_OF_RENAMER,
	STATEMENT_WHAT_HOLDS,
	STATEMENT_MEASURE,
	STATEMENT_CLOSED_NEAR,
	STATEMENT_IS_RESTORED,
	STATEMENT_REFUSE_CLOSED,
	STATEMENT_RENAMINGS,
	STATEMENT_FIND_MEASURE,
	STATEMENT_MISS_MEASURE,
	STATEMENT_PUT_ACTUAL,
	STATEMENT_PUT_ACTUALS,
	STATEMENT_CHECK_ENTITIES,
	STATEMENT_TELL_AHEAD
} ScorecardStatement;

extern SPIPlanPtr PlanFind(Oid owner, ScorecardStatement statement);
extern SPIPlanPtr PlanKeep(Oid owner, ScorecardStatement statement,
						   const char *text, int nargs, Oid *types);
extern void PlanExecute(SPIPlanPtr plan, Datum *values, const char *nulls,
						Snapshot snapshot, Snapshot crosscheck, int expected);
extern int64 PlanInt64(uint64 row, int column);
extern Oid	PeriodTypeOid(void);

/* two columns of a row that a statement wrote or removed */
typedef struct RowKey
{
	int64		parts[2];
} RowKey;

typedef struct RowKeys
{
	RowKey	   *keys;
	uint64		count;
	uint64		size;
} RowKeys;

extern void CheckTrigger(FunctionCallInfo fcinfo, const char *name);
extern int	TriggerColumn(TriggerData *trigger, const char *name, Oid type);
extern bool TriggerHasRows(TriggerData *trigger);
extern Tuplestorestate *TriggerRows(TriggerData *trigger);
extern void TriggerKeys(TriggerData *trigger, int ncolumns, const int *columns, RowKeys *keys);
extern void SortKeys(RowKeys *keys);

#endif							/* BSC_SCORECARD_H */
