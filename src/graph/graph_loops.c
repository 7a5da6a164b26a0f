/*
 * graph_loops.c
 *	  Sums over all walks within a loop.
 *
 * What arrives at the nodes of a loop from outside, u, goes round and comes
 * out as x = u + xB, B being the matrix of direct effects within the loop;
 * seen from an effect back to its causes it is y = v + By.  Both are solved
 * with one factorization of I - B, after graph_radius.c has made sure that
 * the solution is the sum that is asked for.
 *
 * Of a loop's links only those without lag may matter (what happens within
 * one period).  They may leave several smaller loops, or none: so the loop is
 * first split into its components once more, and their equations are solved
 * one component after the other, in topological order.  Up to
 * GRAPH_DENSE_MAX nodes this is Gaussian elimination with partial pivoting,
 * beyond that iteration of x = u + xB, which converges because the radius
 * is below 1; it ends when only the last bits change.
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"
#include "utils/memutils.h"

#include "graph/graph_questions.h"

#define MAX_ITERATIONS	1000000

/* one component of the loop's links */
typedef struct LoopBlock
{
	uint32		start;			/* of its nodes in loop->order */
	uint32		count;
	double		gain;			/* of a single node upon itself */
	double	   *lu;				/* factors of I - B, row by row; NULL: iterate */
	uint32	   *pivot;
} LoopBlock;

struct GraphLoop
{
	uint32		n;
	GraphMatrix b;				/* all links, nodes counted from the first */
	uint32		nblocks;
	LoopBlock  *blocks;			/* in topological order */
	uint32	   *order;			/* nodes by block */
	uint32	   *place;			/* of a node in order */
	double	   *work;			/* as long as the largest block */
	double	   *work2;
};

/* Copy the links of a loop; positions of nodes count from its first. */
static void
CopyLinks(GraphLoop *loop, const GraphView *g, uint32 first, uint32 last, bool same_period)
{
	GraphMatrix *b = &loop->b;
	uint32		m = g->fwd_off[last + 1] - g->fwd_off[first];
	uint32		count = 0;
	uint32		v;
	uint32		i;

	b->n = last - first + 1;
	b->off = palloc_extended(((Size) b->n + 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
	b->to = palloc_extended(Max((Size) m, 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
	b->value = palloc_extended(Max((Size) m, 1) * sizeof(double), MCXT_ALLOC_HUGE);
	for (v = first; v <= last; v++)
	{
		b->off[v - first] = count;
		for (i = g->fwd_off[v]; i < g->fwd_off[v + 1] && g->fwd_to[i] <= last; i++)
		{
			if (same_period && g->lag != NULL && g->lag[i] > 0)
				continue;
			b->to[count] = g->fwd_to[i] - first;
			b->value[count] = g->strength ? g->strength[i] : 1.0;
			count++;
		}
	}
	b->off[b->n] = count;
}

/* Split the loop into components of the links it has. */
static void
FindBlocks(GraphLoop *loop)
{
	uint32		n = loop->n;
	uint32	   *component = palloc_extended((Size) n * sizeof(uint32), MCXT_ALLOC_HUGE);
	uint32		nblocks = GraphComponents(n, loop->b.off, loop->b.to, component);
	uint32		start = 0;
	uint32		largest = 0;
	uint32		i;

	loop->nblocks = nblocks;
	loop->blocks = palloc_extended((Size) nblocks * sizeof(LoopBlock),
								   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	loop->order = palloc_extended((Size) n * sizeof(uint32), MCXT_ALLOC_HUGE);
	loop->place = palloc_extended((Size) n * sizeof(uint32), MCXT_ALLOC_HUGE);

	/* links lead from higher to lower component numbers */
	for (i = 0; i < n; i++)
		loop->blocks[nblocks - 1 - component[i]].count++;
	for (i = 0; i < nblocks; i++)
	{
		largest = Max(largest, loop->blocks[i].count);
		loop->blocks[i].start = start;
		start += loop->blocks[i].count;
		loop->blocks[i].count = 0;
	}
	for (i = 0; i < n; i++)
	{
		LoopBlock  *block = &loop->blocks[nblocks - 1 - component[i]];

		loop->place[i] = block->start + block->count++;
		loop->order[loop->place[i]] = i;
	}
	loop->work = palloc_extended((Size) largest * sizeof(double), MCXT_ALLOC_HUGE);
	loop->work2 = palloc_extended((Size) largest * sizeof(double), MCXT_ALLOC_HUGE);
	pfree(component);
}

static inline bool
InBlock(const GraphLoop *loop, const LoopBlock *block, uint32 node)
{
	return loop->place[node] - block->start < block->count;
}

/* The effects within one block as a matrix of its own. */
static GraphMatrix
BlockMatrix(const GraphLoop *loop, const LoopBlock *block)
{
	GraphMatrix b;
	uint32		m = 0;
	uint32		i;
	uint32		k;

	b.n = block->count;
	for (i = 0; i < b.n; i++)
	{
		uint32		v = loop->order[block->start + i];

		m += loop->b.off[v + 1] - loop->b.off[v];
	}
	b.off = palloc_extended(((Size) b.n + 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
	b.to = palloc_extended(Max((Size) m, 1) * sizeof(uint32), MCXT_ALLOC_HUGE);
	b.value = palloc_extended(Max((Size) m, 1) * sizeof(double), MCXT_ALLOC_HUGE);
	m = 0;
	for (i = 0; i < b.n; i++)
	{
		uint32		v = loop->order[block->start + i];

		b.off[i] = m;
		for (k = loop->b.off[v]; k < loop->b.off[v + 1]; k++)
		{
			uint32		to = loop->b.to[k];

			if (!InBlock(loop, block, to))
				continue;
			/* parallel links follow each other: their effects add up */
			if (m > b.off[i] && b.to[m - 1] == loop->place[to] - block->start)
				b.value[m - 1] += loop->b.value[k];
			else
			{
				b.to[m] = loop->place[to] - block->start;
				b.value[m] = loop->b.value[k];
				m++;
			}
		}
	}
	b.off[b.n] = m;
	return b;
}

/* Factor I - B of a block, rows exchanged so that pivots are large. */
static void
FactorBlock(LoopBlock *block, const GraphMatrix *b)
{
	uint32		n = b->n;
	double	   *a = palloc_extended((Size) n * n * sizeof(double),
									MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	uint32	   *pivot = palloc((Size) n * sizeof(uint32));
	uint32		i;
	uint32		j;
	uint32		k;

	for (i = 0; i < n; i++)
	{
		a[(Size) i * n + i] = 1.0;
		for (k = b->off[i]; k < b->off[i + 1]; k++)
			a[(Size) i * n + b->to[k]] -= b->value[k];
	}
	for (k = 0; k < n; k++)
	{
		double	   *pivot_row = a + (Size) k * n;
		uint32		best = k;

		CHECK_FOR_INTERRUPTS();
		for (i = k + 1; i < n; i++)
		{
			if (fabs(a[(Size) i * n + k]) > fabs(a[(Size) best * n + k]))
				best = i;
		}
		pivot[k] = best;
		if (best != k)
		{
			double	   *other = a + (Size) best * n;

			for (j = 0; j < n; j++)
			{
				double		swap = pivot_row[j];

				pivot_row[j] = other[j];
				other[j] = swap;
			}
		}
		for (i = k + 1; i < n; i++)
		{
			double	   *row = a + (Size) i * n;
			double		factor = row[k] / pivot_row[k];

			row[k] = factor;
			if (factor == 0.0)
				continue;
			for (j = k + 1; j < n; j++)
				row[j] -= factor * pivot_row[j];
		}
	}
	block->lu = a;
	block->pivot = pivot;
}

/* Say that a loop amplifies, and name its strongest cycle. */
static void
ReportAmplifies(const GraphLoop *loop, const LoopBlock *block, const GraphMatrix *b,
				const GraphView *g, uint32 first, bool same_period)
{
	uint32		length;
	double		product;
	uint32	   *cycle = GraphStrongestCycle(b, &length, &product);
	uint32		i;

	for (i = 0; i < length; i++)
		cycle[i] = first + loop->order[block->start + cycle[i]];
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 same_period ?
			 errmsg("feedback within one period amplifies, so effects grow without bound") :
			 errmsg("feedback amplifies, so effects grow without bound"),
			 errdetail_plural("The strongest loop is %s, whose strengths multiply to %g; %u node takes part in the feedback.",
							  "The strongest loop is %s, whose strengths multiply to %g; %u nodes take part in the feedback.",
							  b->n, GraphShowPath(g, cycle, length, true), product, b->n)));
}

/*
 * Prepare to sum over the walks in a loop or, with same_period, over those of
 * links without lag.  Raises an error if the sum does not converge.  The
 * result lives in the current memory context.
 */
GraphLoop *
GraphLoopCreate(const GraphView *g, uint32 first, uint32 last, bool same_period)
{
	GraphLoop  *loop = palloc0(sizeof(GraphLoop));
	uint32		i;

	loop->n = last - first + 1;
	CopyLinks(loop, g, first, last, same_period);
	FindBlocks(loop);
	for (i = 0; i < loop->nblocks; i++)
	{
		LoopBlock  *block = &loop->blocks[i];
		GraphMatrix b = BlockMatrix(loop, block);

		if ((i & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (b.off[b.n] > 0)
		{
			if (!GraphFeedbackFades(&b))
				ReportAmplifies(loop, block, &b, g, first, same_period);
			if (b.n == 1)
				block->gain = b.value[0];
			else if (b.n <= GRAPH_DENSE_MAX)
				FactorBlock(block, &b);
		}
		pfree(b.off);
		pfree(b.to);
		pfree(b.value);
	}
	return loop;
}

/* Has the loop any link that matters? */
bool
GraphLoopHasLinks(const GraphLoop *loop)
{
	return loop->b.off[loop->n] > 0;
}

/* Solve z (I - B) = z' or (I - B) z = z' with the factors of I - B. */
static void
SolveFactored(const LoopBlock *block, double *z, bool reverse)
{
	uint32		n = block->count;
	const double *a = block->lu;
	uint32		i;
	uint32		j;

	if (reverse)
	{
		for (i = 0; i < n; i++)
		{
			double		swap = z[i];

			z[i] = z[block->pivot[i]];
			z[block->pivot[i]] = swap;
		}
		for (i = 1; i < n; i++)
		{
			for (j = 0; j < i; j++)
				z[i] -= a[(Size) i * n + j] * z[j];
		}
		for (i = n; i-- > 0;)
		{
			for (j = i + 1; j < n; j++)
				z[i] -= a[(Size) i * n + j] * z[j];
			z[i] /= a[(Size) i * n + i];
		}
	}
	else
	{
		for (i = 0; i < n; i++)
		{
			z[i] /= a[(Size) i * n + i];
			for (j = i + 1; j < n; j++)
				z[j] -= a[(Size) i * n + j] * z[i];
		}
		for (i = n; i-- > 1;)
		{
			for (j = 0; j < i; j++)
				z[j] -= a[(Size) i * n + j] * z[i];
		}
		for (i = n; i-- > 0;)
		{
			double		swap = z[i];

			z[i] = z[block->pivot[i]];
			z[block->pivot[i]] = swap;
		}
	}
}

/* Iterate z = z' + zB, or z' + Bz, until it stands still. */
static void
SolveByIteration(GraphLoop *loop, const LoopBlock *block, double *z, bool reverse)
{
	double	   *input = loop->work2;
	double	   *next = palloc_extended((Size) block->count * sizeof(double), MCXT_ALLOC_HUGE);
	int			round;
	uint32		i;
	uint32		k;

	memcpy(input, z, (Size) block->count * sizeof(double));
	for (round = 0;; round++)
	{
		double		size = 0.0;
		double		change = 0.0;

		if (round == MAX_ITERATIONS)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("effects in a loop of %u nodes did not settle in %d iterations",
							block->count, MAX_ITERATIONS)));
		memcpy(next, input, (Size) block->count * sizeof(double));
		for (i = 0; i < block->count; i++)
		{
			uint32		v = loop->order[block->start + i];

			if ((i & 0xFFF) == 0)
				CHECK_FOR_INTERRUPTS();
			for (k = loop->b.off[v]; k < loop->b.off[v + 1]; k++)
			{
				uint32		j = loop->place[loop->b.to[k]] - block->start;

				if (j >= block->count)
					continue;
				if (reverse)
					next[i] += loop->b.value[k] * z[j];
				else
					next[j] += loop->b.value[k] * z[i];
			}
		}
		for (i = 0; i < block->count; i++)
		{
			size = Max(size, fabs(next[i]));
			change = Max(change, fabs(next[i] - z[i]));
			z[i] = next[i];
		}
		/* also ends if there is an overflow, which the caller reports */
		if (!(change > size * 4.5e-16))
			break;
	}
	pfree(next);
}

/*
 * Sum over all walks: x has what arrives at each node from outside, and gets
 * what that adds up to; reverse is for effects back to causes.
 */
void
GraphLoopSolve(GraphLoop *loop, double *x, bool reverse)
{
	uint32		turn;
	uint32		i;
	uint32		k;

	for (turn = 0; turn < loop->nblocks; turn++)
	{
		LoopBlock  *block = &loop->blocks[reverse ? loop->nblocks - 1 - turn : turn];
		double	   *z = loop->work;

		if ((turn & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		for (i = 0; i < block->count; i++)
		{
			uint32		v = loop->order[block->start + i];

			z[i] = x[v];
			if (!reverse)
				continue;
			for (k = loop->b.off[v]; k < loop->b.off[v + 1]; k++)
			{
				if (!InBlock(loop, block, loop->b.to[k]))
					z[i] += loop->b.value[k] * x[loop->b.to[k]];
			}
		}

		if (block->count == 1)
			z[0] /= 1.0 - block->gain;
		else if (block->lu)
			SolveFactored(block, z, reverse);
		else
			SolveByIteration(loop, block, z, reverse);

		for (i = 0; i < block->count; i++)
		{
			uint32		v = loop->order[block->start + i];

			x[v] = z[i];
			if (reverse)
				continue;
			for (k = loop->b.off[v]; k < loop->b.off[v + 1]; k++)
			{
				if (!InBlock(loop, block, loop->b.to[k]))
					x[loop->b.to[k]] += loop->b.value[k] * z[i];
			}
		}
	}
}
