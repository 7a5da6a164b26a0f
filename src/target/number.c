/*
 * number.c
 *	  Numbers inside the text of our types.
 *
 * strtod reads the number, but where it ends is found here first: strtod alone
 * would take the first dot of "60..95" for a decimal point, and would know
 * words and hexadecimal digits.  How far strtod itself reads does not matter,
 * as long as nothing that the grammar lets follow a number changes the number
 * before it.  "..", ":", "/", white space and signs do not.
 */
#include "postgres.h"

#include <math.h>

#include "common/shortest_dec.h"

#include "compat.h"
#include "target/number.h"

/* Skip digits. */
static const char *
SkipDigits(const char *p)
{
	while (*p >= '0' && *p <= '9')
		p++;
	return p;
}

/*
 * Where does the number at p end?  At p itself if there is none.  A dot and an
 * exponent belong to it only if a digit follows.
 */
static const char *
EndOfNumber(const char *p)
{
	const char *start = p;
	const char *digits;
	const char *exponent;

	if (*p == '-' || *p == '+')
		p++;
	digits = p;
	p = SkipDigits(p);
	if (p[0] == '.' && p[1] >= '0' && p[1] <= '9')
		p = SkipDigits(p + 1);
	if (p == digits)
		return start;
	if (*p == 'e' || *p == 'E')
	{
		exponent = p + 1;
		if (*exponent == '-' || *exponent == '+')
			exponent++;
		if (SkipDigits(exponent) > exponent)
			p = SkipDigits(exponent);
	}
	return p;
}

/*
 * Read the number at *p and move over it.  One that is too large for a double,
 * or too small to differ from zero, is out of range, as it is in the server.
 */
NumberResult
ReadNumber(const char **p, double *number)
{
	const char *end = EndOfNumber(*p);

	if (end == *p)
		return NUMBER_NONE;
	errno = 0;
	*number = strtod(*p, NULL);
	if (errno == ERANGE &&
		(*number == 0 || *number == HUGE_VAL || *number == -HUGE_VAL))
		return NUMBER_OUT_OF_RANGE;
	*p = end;
	return NUMBER_OK;
}

/* Append a number in the fewest digits that read back the same. */
void
AppendNumber(StringInfo buf, double number)
{
	char		digits[DOUBLE_SHORTEST_DECIMAL_LEN];

	double_to_shortest_decimal_buf(number, digits);
	appendStringInfoString(buf, digits);
}
