/*
 * working_time.h
 *	  A business calendar, compiled: see working_time.c.
 */
#ifndef BSC_WORKING_TIME_H
#define BSC_WORKING_TIME_H

#include "pgtime.h"
#include "utils/date.h"
#include "utils/timestamp.h"

/* one span of opening hours as a user gives it */
typedef struct CalendarHours
{
	int			weekday;		/* 0 is Monday */
	TimeADT		opens;
	TimeADT		closes;			/* before opens: on the next day */
} CalendarHours;

typedef struct WorkCalendar WorkCalendar;

extern WorkCalendar *WorkCalendarCompile(pg_tz *zone,
										 const CalendarHours *hours, int n_hours,
										 const DateADT *holidays, int n_holidays);
extern int64 WorkCalendarElapsed(WorkCalendar *calendar,
								 TimestampTz from, TimestampTz to);

#endif							/* BSC_WORKING_TIME_H */
