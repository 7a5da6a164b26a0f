/*
 * graph_radius.c
 *	  Does feedback die away?
 *
 * In a loop with the matrix B of direct effects, the effects over all walks
 * are I + B + B^2 + ..., which has a sum, (I - B)^-1, if and only if the
 * spectral radius of B is below 1 (Bentler and Freeman 1983, "Tests for
 * stability in linear structural equation systems").  The inverse often
 * exists though the sum does not, so the radius must be looked at.  Strengths
 * may be negative, and then walks can cancel each other; so the radius of B,
 * not that of |B|, decides.  From cheap to dear:
 *
 * 1. The radius of |B| is no less than that of B, and is below 1 if and only
 *    if elimination without pivoting turns I - |B| into a triangle with
 *    positive pivots (it is then a nonsingular M-matrix: Berman and Plemmons
 *    1979, chapter 6).  A finite test, and enough for most loops.  Loops of
 *    more than GRAPH_DENSE_MAX nodes take the bounds of Collatz (1942)
 *    instead: for any x > 0 the radius lies between the least and the
 *    greatest (|B|x)_i / x_i.
 * 2. If every closed chain of links has an even number of negative ones
 *    whichever way they point, B is |B| with the signs of some nodes turned
 *    over, and has the same radius: then test 1 is decisive both ways.
 * 3. Else, up to SQUARE_MAX nodes, square B again and again.  A norm of B^m
 *    below 1 proves that the radius is below 1, a trace greater than n in
 *    absolute value that it is not, and the m-th root of the norm tends to
 *    the radius (Gelfand 1941).  Undecided at m = 2^36, the radius is within
 *    1e-9 of 1 and counts as 1.
 * 4. Larger loops with signs: B is applied to vectors of no special
 *    direction until these have shrunk or grown 1e40-fold.  This decides
 *    almost surely, but is no proof.  If neither happens in MAX_STEPS steps,
 *    error 54000 says so.
 *
 * All of it is in floating point: a gain within 1e-12 of 1 counts as 1.
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"
#include "utils/float.h"
#include "utils/memutils.h"

#include "graph/graph_questions.h"

#define SQUARE_MAX		500
#define MAX_SQUARINGS	36
#define COLLATZ_STEPS	500
#define MAX_STEPS		20000

static double *
DenseRoom(uint32 n)
{
	return palloc_extended((Size) n * n * sizeof(double), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
}

/* Test 1 for loops of moderate size. */
static bool
EliminationStaysPositive(const GraphMatrix *b)
{
	uint32		n = b->n;
	double	   *a = DenseRoom(n);
	bool		result = true;
	uint32		i;
	uint32		j;
	uint32		k;

	for (i = 0; i < n; i++)
	{
		a[(Size) i * n + i] = 1.0;
		for (k = b->off[i]; k < b->off[i + 1]; k++)
			a[(Size) i * n + b->to[k]] -= fabs(b->value[k]);
	}
	for (k = 0; k < n && result; k++)
	{
		double	   *pivot_row = a + (Size) k * n;

		CHECK_FOR_INTERRUPTS();
		if (!(pivot_row[k] > 1.0 - GRAPH_GAIN_LIMIT))
			result = false;
		for (i = k + 1; i < n && result; i++)
		{
			double	   *row = a + (Size) i * n;
			double		factor = row[k] / pivot_row[k];

			if (factor == 0.0)
				continue;
			for (j = k + 1; j < n; j++)
				row[j] -= factor * pivot_row[j];
		}
	}
	pfree(a);
	return result;
}

/* y = x |B|, or x B */
static void
Apply(const GraphMatrix *b, const double *x, double *y, bool absolute)
{
	uint32		i;
	uint32		k;

	memset(y, 0, (Size) b->n * sizeof(double));
	for (i = 0; i < b->n; i++)
	{
		if ((i & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		for (k = b->off[i]; k < b->off[i + 1]; k++)
			y[b->to[k]] += x[i] * (absolute ? fabs(b->value[k]) : b->value[k]);
	}
}

/*
 * Test 1 for large loops: 1 if the radius of |B| is below 1, -1 if not, 0 if
 * the bounds do not tell.  I + |B| in place of |B| makes them close in on
 * each other even if all cycles have the same length.
 */
static int
CollatzBounds(const GraphMatrix *b)
{
	uint32		n = b->n;
	double	   *x = palloc_extended((Size) n * sizeof(double), MCXT_ALLOC_HUGE);
	double	   *y = palloc_extended((Size) n * sizeof(double), MCXT_ALLOC_HUGE);
	int			result = 0;
	int			step;
	uint32		i;

	for (i = 0; i < n; i++)
		x[i] = 1.0;
	for (step = 0; step < COLLATZ_STEPS && result == 0; step++)
	{
		double		least = get_float8_infinity();
		double		greatest = 0.0;
		double		sum = 0.0;

		Apply(b, x, y, true);
		for (i = 0; i < n; i++)
		{
			double		ratio = y[i] / x[i];

			least = Min(least, ratio);
			greatest = Max(greatest, ratio);
			y[i] += x[i];
			sum += y[i];
		}
		if (isinf(sum))
			break;
		if (greatest < GRAPH_GAIN_LIMIT)
			result = 1;
		else if (least >= GRAPH_GAIN_LIMIT)
			result = -1;
		for (i = 0; i < n; i++)
			x[i] = Max(y[i] / sum * n, 1e-290);
	}
	pfree(x);
	pfree(y);
	return result;
}

/*
 * Test 2: can the nodes be given signs such that every link's strength has
 * the sign of the product of its ends' signs?
 */
static bool
SignsAreBalanced(const GraphMatrix *b)
{
	uint32		n = b->n;
	uint32		m = b->off[n];
	uint32	   *roff = palloc_extended(((Size) n + 2) * sizeof(uint32),
									   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	uint32	   *rlink = palloc_extended(Max((Size) m, 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
	uint32	   *source = palloc_extended(Max((Size) m, 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
	uint32	   *queue = palloc_extended((Size) n * sizeof(uint32), MCXT_ALLOC_HUGE);
	int8	   *sign = palloc_extended(n, MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	uint32		head = 0;
	uint32		tail = 0;
	uint32		root;
	uint32		i;
	uint32		k;
	bool		result = true;

	/* links by effect */
	for (k = 0; k < m; k++)
		roff[b->to[k] + 2]++;
	for (i = 0; i < n; i++)
		roff[i + 2] += roff[i + 1];
	for (i = 0; i < n; i++)
	{
		for (k = b->off[i]; k < b->off[i + 1]; k++)
		{
			source[k] = i;
			rlink[roff[b->to[k] + 1]++] = k;
		}
	}

	for (root = 0; root < n && result; root++)
	{
		if (sign[root] != 0)
			continue;
		sign[root] = 1;
		queue[tail++] = root;
		while (head < tail && result)
		{
			uint32		v = queue[head++];
			uint32		forward = b->off[v + 1] - b->off[v];
			uint32		all = forward + roff[v + 1] - roff[v];

			if ((head & 0xFFF) == 0)
				CHECK_FOR_INTERRUPTS();
			for (i = 0; i < all; i++)
			{
				uint32		link = i < forward ? b->off[v] + i : rlink[roff[v] + i - forward];
				uint32		other = i < forward ? b->to[link] : source[link];
				int8		wanted;

				if (b->value[link] == 0.0)
					continue;
				wanted = b->value[link] < 0.0 ? -sign[v] : sign[v];
				if (sign[other] == 0)
				{
					sign[other] = wanted;
					queue[tail++] = other;
				}
				else if (sign[other] != wanted)
				{
					result = false;
					break;
				}
			}
		}
	}
	pfree(roff);
	pfree(rlink);
	pfree(source);
	pfree(queue);
	pfree(sign);
	return result;
}

/* Test 3: powers of B by repeated squaring; their scale is kept apart. */
static bool
PowersVanish(const GraphMatrix *b)
{
	uint32		n = b->n;
	double	   *a = DenseRoom(n);
	double	   *square = DenseRoom(n);
	double		log_scale = 0.0;	/* B^m is a times exp(log_scale) */
	double		power = 1.0;	/* m */
	bool		result = false;
	int			round;
	uint32		i;
	uint32		j;
	uint32		k;

	for (i = 0; i < n; i++)
	{
		for (k = b->off[i]; k < b->off[i + 1]; k++)
			a[(Size) i * n + b->to[k]] += b->value[k];
	}
	for (round = 0;; round++)
	{
		double		norm = 0.0;
		double		trace = 0.0;
		double	   *swap;

		for (i = 0; i < n; i++)
		{
			double		sum = 0.0;

			for (j = 0; j < n; j++)
				sum += fabs(a[(Size) i * n + j]);
			norm = Max(norm, sum);
			trace += a[(Size) i * n + i];
		}
		if (norm == 0.0 || (log(norm) + log_scale) / power < log(GRAPH_GAIN_LIMIT))
		{
			result = true;
			break;
		}
		if (round == MAX_SQUARINGS || isinf(norm) ||
			log(fabs(trace) / n) + log_scale >= 0.0)
			break;

		for (i = 0; i < n * n; i++)
			a[i] /= norm;
		log_scale = 2.0 * (log_scale + log(norm));
		power *= 2.0;
		memset(square, 0, (Size) n * n * sizeof(double));
		for (i = 0; i < n; i++)
		{
			double	   *to = square + (Size) i * n;

			CHECK_FOR_INTERRUPTS();
			for (k = 0; k < n; k++)
			{
				double		factor = a[(Size) i * n + k];
				const double *from = a + (Size) k * n;

				if (factor == 0.0)
					continue;
				for (j = 0; j < n; j++)
					to[j] += factor * from[j];
			}
		}
		swap = a;
		a = square;
		square = swap;
	}
	pfree(a);
	pfree(square);
	return result;
}

/* Test 4: do vectors shrink? */
static bool
VectorsShrink(const GraphMatrix *b)
{
	uint32		n = b->n;
	double	   *x = palloc_extended((Size) n * sizeof(double), MCXT_ALLOC_HUGE);
	double	   *y = palloc_extended((Size) n * sizeof(double), MCXT_ALLOC_HUGE);
	uint64		random = UINT64CONST(0x9e3779b97f4a7c15);
	double		log_size = 0.0;
	int			step;
	uint32		i;

	for (i = 0; i < n; i++)
	{
		random = random * UINT64CONST(6364136223846793005) + UINT64CONST(1442695040888963407);
		x[i] = (double) (int64) random / 9.3e18 + 1e-3;
	}
	for (step = 0; step < MAX_STEPS && fabs(log_size) < 92.0; step++)
	{
		double		before = 0.0;
		double		after = 0.0;
		double	   *swap;

		Apply(b, x, y, false);
		for (i = 0; i < n; i++)
		{
			before = Max(before, fabs(x[i]));
			after = Max(after, fabs(y[i]));
		}
		if (after == 0.0)
			log_size = -100.0;
		else
		{
			log_size += log(after / before);
			for (i = 0; i < n; i++)
				y[i] /= after;
		}
		swap = x;
		x = y;
		y = swap;
	}
	pfree(x);
	pfree(y);
	if (fabs(log_size) < 92.0)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("cannot tell whether the feedback among %u nodes dies away", n),
				 errdetail("After %d steps it has neither faded nor grown.", MAX_STEPS)));
	return log_size < 0.0;
}

/* Is the spectral radius of a loop's effects below 1? */
bool
GraphFeedbackFades(const GraphMatrix *b)
{
	uint32		k;
	double		gain = 0.0;

	if (b->n == 1)
	{
		for (k = 0; k < b->off[1]; k++)
			gain += b->value[k];
		return fabs(gain) < GRAPH_GAIN_LIMIT;
	}
	if (b->n <= GRAPH_DENSE_MAX)
	{
		if (EliminationStaysPositive(b))
			return true;
		if (SignsAreBalanced(b))
			return false;
	}
	else
	{
		int			verdict = CollatzBounds(b);

		if (verdict > 0)
			return true;
		if (verdict < 0 && SignsAreBalanced(b))
			return false;
	}
	if (b->n <= SQUARE_MAX)
		return PowersVanish(b);
	return VectorsShrink(b);
}
