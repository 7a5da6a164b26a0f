/*
 * least_squares.h
 *	  Least squares over series: what the regressions of this room share.
 */
#ifndef BSC_LEAST_SQUARES_H
#define BSC_LEAST_SQUARES_H

#include "statistics/statistics.h"

/* what is left of a column, relative to itself, counts as nothing below this */
#define LS_TOLERANCE	1e-10

/* what is left of the squares, relative to all, counts as nothing below this */
#define LS_EXACT		1e-20

/*
 * Columns made orthonormal one after the other.  The first "rank" columns of
 * basis, each of n values, span those that were added; column i of factor says
 * how the i-th that was not dropped is made of them (the R of QR).
 */
typedef struct LeastSquares
{
	int			n;
	int			room;			/* columns there may be */
	int			rank;
	double	   *basis;
	double	   *factor;			/* room x room, column after column */
} LeastSquares;

extern void LsBegin(LeastSquares *ls, int n, int room);
extern bool LsAdd(LeastSquares *ls, const double *column);
extern double LsProject(const LeastSquares *ls, double *values, double *parts);
extern void LsSolve(const LeastSquares *ls, int first, double *parts);
extern void LsInverse(const LeastSquares *ls, int first, double *inverse);
extern double LsInnerProduct(const double *a, const double *b, Size n);
extern void LsEnd(LeastSquares *ls);

#endif							/* BSC_LEAST_SQUARES_H */
