/*
 * working_time.h
 *	  A business calendar, compiled: its days (open_days.c) and the moments
 *	  between which it is asked (working_time.c).
 */
#ifndef BSC_WORKING_TIME_H
#define BSC_WORKING_TIME_H

#include "pgtime.h"
#include "utils/date.h"
#include "utils/multirangetypes.h"
#include "utils/timestamp.h"
#include "utils/typcache.h"

/* one span of opening hours as a user gives it */
typedef struct CalendarHours
{
	int			weekday;		/* 0 is Monday */
	TimeADT		opens;
	TimeADT		closes;			/* before opens: on the next day */
} CalendarHours;

/* one span of other hours on a date, or that it is closed */
typedef struct CalendarException
{
	DateADT		date;
	bool		yearly;			/* on that month and day of every year */
	bool		closed;
	TimeADT		opens;
	TimeADT		closes;
} CalendarException;

typedef struct OpenDays OpenDays;
typedef struct WorkCalendar WorkCalendar;

/* open_days.c */
extern OpenDays *OpenDaysCompile(const CalendarHours *hours, int n_hours,
								 CalendarException *exceptions, int n_exceptions);
extern bool OpenDaysNeverOpen(const OpenDays *days);
extern int64 OpenDaysElapsed(const OpenDays *days, int64 local);
extern int64 OpenDaysReach(const OpenDays *days, int64 elapsed, bool latest);

/* working_time.c */
extern WorkCalendar *WorkCalendarCompile(pg_tz *zone,
										 const CalendarHours *hours, int n_hours,
										 CalendarException *exceptions, int n_exceptions);
extern int64 WorkCalendarElapsed(WorkCalendar *calendar,
								 TimestampTz from, TimestampTz to,
								 const MultirangeType *pauses);
extern TimestampTz WorkCalendarDeadline(WorkCalendar *calendar,
										TimestampTz start, int64 duration,
										const MultirangeType *pauses,
										const char *code);

#endif							/* BSC_WORKING_TIME_H */
