/*
 * least_squares.c
 *	  Least squares by orthonormal columns.
 *
 * Columns are made orthonormal one after the other by the modified
 * Gram-Schmidt process (A. Bjorck, "Solving Linear Least Squares Problems by
 * Gram-Schmidt Orthogonalization", BIT 7, 1967), in two passes, which keep them
 * orthogonal to working precision whatever they are (L. Giraud, J. Langou and
 * M. Rozloznik, Numerische Mathematik 101, 2005).
 *
 * A column of which less than 1e-10 is left is determined by those before it
 * and is dropped.  So the order decides which one of columns that determine
 * each other goes: those whose coefficients are asked for come last, and their
 * coefficients and covariances then need only the last rows and columns of the
 * triangular factor.
 */
#include "postgres.h"

#include <math.h>

#include "compat.h"
#include "miscadmin.h"
#include "statistics/least_squares.h"
#include "utils/memutils.h"

/*
 * The inner product of two columns, in four sums that do not wait for each
 * other.
 */
double
LsInnerProduct(const double *a, const double *b, Size n)
{
	double		total[4] = {0, 0, 0, 0};
	Size		i;

	for (i = 0; i + 4 <= n; i += 4)
	{
		total[0] += a[i] * b[i];
		total[1] += a[i + 1] * b[i + 1];
		total[2] += a[i + 2] * b[i + 2];
		total[3] += a[i + 3] * b[i + 3];
	}
	for (; i < n; i++)
		total[0] += a[i] * b[i];
	return (total[0] + total[1]) + (total[2] + total[3]);
}

/*
 * Get ready for columns of n values.
 */
void
LsBegin(LeastSquares *ls, int n, int room)
{
	ls->n = n;
	ls->room = room;
	ls->rank = 0;
	ls->basis = palloc_extended(mul_size(Max(n, 1), mul_size(Max(room, 1), sizeof(double))),
								MCXT_ALLOC_HUGE);
	ls->factor = palloc0(mul_size(Max(room, 1), mul_size(Max(room, 1), sizeof(double))));
}

/*
 * Give the memory back.
 */
void
LsEnd(LeastSquares *ls)
{
	pfree(ls->basis);
	pfree(ls->factor);
}

/*
 * Take from a column what the basis determines of it.  Returns the length of
 * what is left; parts gets how much of each basis column was in it.
 */
double
LsProject(const LeastSquares *ls, double *values, double *parts)
{
	for (int b = 0; b < ls->rank; b++)
		parts[b] = 0;
	for (int pass = 0; pass < 2; pass++)
	{
		for (int b = 0; b < ls->rank; b++)
		{
			const double *basis = ls->basis + (Size) b * ls->n;
			double		part = LsInnerProduct(values, basis, ls->n);

			for (int i = 0; i < ls->n; i++)
				values[i] -= part * basis[i];
			parts[b] += part;
			CHECK_FOR_INTERRUPTS();
		}
	}
	return sqrt(LsInnerProduct(values, values, ls->n));
}

/*
 * Add a column; false if those before it determine it.
 */
bool
LsAdd(LeastSquares *ls, const double *column)
{
	double	   *next = ls->basis + (Size) ls->rank * ls->n;
	double	   *parts = ls->factor + (Size) ls->rank * ls->room;
	double		before = sqrt(LsInnerProduct(column, column, ls->n));
	double		after;

	Assert(ls->rank < ls->room);
	/* there are no more directions than values */
	if (ls->rank == ls->n || before == 0)
		return false;
	memcpy(next, column, ls->n * sizeof(double));
	after = LsProject(ls, next, parts);
	if (after < LS_TOLERANCE * before)
		return false;
	for (int i = 0; i < ls->n; i++)
		next[i] /= after;
	parts[ls->rank++] = after;
	return true;
}

/*
 * Turn the parts of a projection into the coefficients of the columns from
 * "first" on, in place.
 */
void
LsSolve(const LeastSquares *ls, int first, double *parts)
{
	for (int i = ls->rank - 1; i >= first; i--)
	{
		for (int k = i + 1; k < ls->rank; k++)
			parts[i] -= ls->factor[(Size) k * ls->room + i] * parts[k];
		parts[i] /= ls->factor[(Size) i * ls->room + i];
	}
}

/*
 * The inverse of the triangular factor of the columns from "first" on, row
 * after row.  Its product with its transpose, times the variance of the
 * residuals, is the covariance of their coefficients.
 */
void
LsInverse(const LeastSquares *ls, int first, double *inverse)
{
	int			size = ls->rank - first;
	double	   *unit = palloc(Max(ls->rank, 1) * sizeof(double));

	for (int column = 0; column < size; column++)
	{
		memset(unit, 0, ls->rank * sizeof(double));
		unit[first + column] = 1;
		LsSolve(ls, first, unit);
		for (int row = 0; row < size; row++)
			inverse[row * size + column] = unit[first + row];
	}
	pfree(unit);
}
