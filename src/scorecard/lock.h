/*
 * lock.h
 *	  The locks of scorecards, for other rooms.
 */
#ifndef BSC_LOCK_H
#define BSC_LOCK_H

#include "fmgr.h"

extern Datum bsc_lock_scorecard(PG_FUNCTION_ARGS);

#endif							/* BSC_LOCK_H */
