/*
 * record.h
 *	  Recording by hand: one actual (record.c), or all rows that a statement puts
 *	  into the view of actuals (entry.c).
 */
#ifndef BSC_RECORD_H
#define BSC_RECORD_H

#include "period/period.h"
#include "utils/array.h"

/* one actual, named by codes */
typedef struct Entry
{
	Datum		scorecard;		/* text */
	Datum		measure;		/* text */
	Datum		entity;			/* text, never null */
	Period		period;
	float8		value;
	float8		volume;
	bool		no_scorecard;	/* is it null? */
	bool		no_measure;
	bool		no_period;
	bool		no_value;
	bool		no_volume;
} Entry;

/* in place of the row that is there, unless that is the same */
#define RECORD_OVER \
	" ON CONFLICT (measure_id, entity, period) DO UPDATE" \
	" SET value = excluded.value, volume = excluded.volume, source = excluded.source," \
	" recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by" \
	" WHERE a.value OPERATOR(pg_catalog.<>) excluded.value" \
	" OR a.source OPERATOR(pg_catalog.<>) excluded.source" \
	" OR CASE WHEN a.volume IS NULL OR excluded.volume IS NULL" \
	" THEN a.volume IS NOT NULL OR excluded.volume IS NOT NULL" \
	" ELSE a.volume OPERATOR(pg_catalog.<>) excluded.volume END"

extern bool RecordFind(const Entry *entry, int64 *measure_id, int64 *scorecard_id);
extern void RecordMiss(const Entry *entry);
extern void RecordRefuse(const Entry *entry);
extern void RecordCheckEntities(ArrayType *scorecards, ArrayType *entities);
extern void RecordTellAhead(int64 scorecard_id, Period latest);
extern void Record(const Entry *entry);

#endif							/* BSC_RECORD_H */
