/*
 * sums.h
 *	  Sums of doubles that carry their rounding error along.
 *
 * A Sum is an unevaluated pair hi + lo with |lo| at most half a unit in the
 * last place of hi ("double-double", about 106 bits).  Adding uses TwoSum,
 * which finds the exact rounding error of an addition (O. Møller 1965; D. E.
 * Knuth, The Art of Computer Programming vol. 2, 4.2.2, theorem B), then
 * renormalizes; each addition is off by at most 3 u^2 of the sum, u = 2^-53
 * (M. Joldes, J.-M. Muller, V. Popescu, ACM TOMS 44(2), 2017, for the
 * algorithm "DWPlusFP", whose bound is 2 u^2).  Products are split exactly
 * into two doubles before they are added (T. J. Dekker, Numerische Mathematik
 * 18, 1971), so that equal scores under any weights have exactly that score
 * for their mean.
 *
 * Sums of n terms that are not negative are therefore within 3 n u^2 of the
 * exact sum, relatively: 4e-23 for a thousand million rows.  Rounded to one
 * double that is the same in whichever order the terms come, unless the exact
 * sum lies within that distance of the middle between two doubles.  That is
 * not a guarantee of equal results for every order, but a chance of one in
 * ten million against it.
 *
 * A sum that has overflowed is not finite any more, and stays so.
 */
#ifndef BSC_SUMS_H
#define BSC_SUMS_H

#include <math.h>

typedef struct Sum
{
	double		hi;
	double		lo;
} Sum;

/* 2^27 + 1 cuts a double into two halves of 26 bits */
#define SUM_SPLITTER	134217729.0

/* factors and products up to here can be split without overflow */
#define SUM_SPLIT_LIMIT	1e290

/* Add x, which stands for x + error. */
static inline void
SumAddParts(Sum *sum, double x, double error)
{
	double		total = sum->hi + x;
	double		part = total - sum->hi;
	double		low = (sum->hi - (total - part)) + (x - part);

	low += sum->lo + error;
	sum->hi = total + low;
	sum->lo = low - (sum->hi - total);
}

/* Add a number. */
static inline void
SumAdd(Sum *sum, double x)
{
	SumAddParts(sum, x, 0);
}

/* Add another sum. */
static inline void
SumAddSum(Sum *sum, const Sum *other)
{
	SumAddParts(sum, other->hi, other->lo);
}

/* The rounding error of product = a * b. */
static inline double
ProductError(double a, double b, double product)
{
#ifdef FP_FAST_FMA
	return fma(a, b, -product);
#else
	double		t;
	double		ahi;
	double		alo;
	double		bhi;
	double		blo;

	t = SUM_SPLITTER * a;
	ahi = t - (t - a);
	alo = a - ahi;
	t = SUM_SPLITTER * b;
	bhi = t - (t - b);
	blo = b - bhi;
	return ((ahi * bhi - product) + ahi * blo + alo * bhi) + alo * blo;
#endif
}

/* Add weight * score, where neither is below zero; sign -1 subtracts it. */
static inline void
SumAddProduct(Sum *sum, double weight, double score, double sign)
{
	double		product = weight * score;
	double		error = 0;

	if (likely(product < SUM_SPLIT_LIMIT &&
			   weight < SUM_SPLIT_LIMIT && score < SUM_SPLIT_LIMIT))
		error = ProductError(weight, score, product);
	SumAddParts(sum, sign * product, sign * error);
}

/* The sum as one double. */
static inline double
SumValue(const Sum *sum)
{
	return sum->hi + sum->lo;
}

/* The quotient of two sums, the second above zero, as one double. */
static inline double
SumDivide(const Sum *dividend, const Sum *divisor)
{
	double		quotient = dividend->hi / divisor->hi;
	double		back = quotient * divisor->hi;
	double		correction;

	/* one step of long division; useless where the splitting overflows */
	correction = dividend->hi - back;
	correction -= ProductError(quotient, divisor->hi, back);
	correction += dividend->lo - quotient * divisor->lo;
	correction /= divisor->hi;
	if (fabs(correction) <= fabs(quotient))
		return quotient + correction;
	return quotient;
}

#endif							/* BSC_SUMS_H */
