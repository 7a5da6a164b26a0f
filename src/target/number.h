/*
 * number.h
 *	  Numbers inside the text of our types.
 */
#ifndef BSC_NUMBER_H
#define BSC_NUMBER_H

#include "lib/stringinfo.h"

typedef enum NumberResult
{
	NUMBER_OK,
	NUMBER_NONE,
	NUMBER_OUT_OF_RANGE
} NumberResult;

extern NumberResult ReadNumber(const char **p, double *number);
extern void AppendNumber(StringInfo buf, double number);

#endif							/* BSC_NUMBER_H */
