/*
 * search.c
 *	  The largest value of a function inside a box, and whether it is one.
 *
 * Likelihoods of customer models often have no top: with few customers the
 * parameters run off, along a ridge that hardly rises.  The search therefore
 * has bounds on all sides, always ends, and says what it found.
 *
 * A projected Newton method (D. P. Bertsekas, "Projected Newton Methods for
 * Optimization Problems with Simple Constraints", SIAM J. Control and
 * Optimization 20, 1982).  Parameters at a bound to which the gradient pushes
 * are held; for the others the negative Hessian is taken apart into
 * eigenvectors, by Jacobi's rotations, and the step along each is its gradient
 * over |eigenvalue| + damping.  So saddles are left, and the step always leads
 * up.  Damping grows when a step fails and shrinks when it helps (K.
 * Levenberg 1944; D. W. Marquardt 1963).
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "customer/customer.h"
#include "miscadmin.h"

#define MAX_ITERATIONS		200
#define MAX_DAMPING			1e12
#define LONGEST_STEP		2.0
/* the slope that counts as none, of the mean over customers */
#define NO_GRADIENT			1e-9
/* rounding of the value itself */
#define VALUE_NOISE			(8 * DBL_EPSILON)
/* the least curvature, over all customers together, that determines a parameter */
#define LEAST_CURVATURE		1e-4

/*
 * Eigenvalues of a symmetric matrix of that size (Jacobi's rotations, C. G. J.
 * Jacobi 1846); column k of vectors belongs to values[k].  The matrix is used
 * up.
 */
static void
Eigen(double *a, int size, double *values, double *vectors)
{
	for (int i = 0; i < size; i++)
		for (int j = 0; j < size; j++)
			vectors[i * size + j] = i == j;
	for (int sweep = 0; sweep < 50; sweep++)
	{
		double		off = 0;

		for (int p = 0; p < size; p++)
		{
			for (int q = p + 1; q < size; q++)
			{
				double		apq = a[p * size + q];
				double		theta;
				double		t;
				double		c;
				double		s;

				/* what is left is lost in rounding */
				if (fabs(apq) <= DBL_EPSILON * 1e-3 * sqrt(fabs(a[p * size + p]) * fabs(a[q * size + q])) ||
					fabs(apq) < DBL_MIN)
					continue;
				off = 1;
				theta = (a[q * size + q] - a[p * size + p]) / (2 * apq);
				t = (theta < 0 ? -1 : 1) / (fabs(theta) + hypot(theta, 1));
				c = 1 / hypot(t, 1);
				s = t * c;
				for (int k = 0; k < size; k++)
				{
					double		x = a[k * size + p];
					double		y = a[k * size + q];

					a[k * size + p] = c * x - s * y;
					a[k * size + q] = s * x + c * y;
				}
				for (int k = 0; k < size; k++)
				{
					double		x = a[p * size + k];
					double		y = a[q * size + k];

					a[p * size + k] = c * x - s * y;
					a[q * size + k] = s * x + c * y;
					x = vectors[k * size + p];
					y = vectors[k * size + q];
					vectors[k * size + p] = c * x - s * y;
					vectors[k * size + q] = s * x + c * y;
				}
			}
		}
		if (off == 0)
			break;
	}
	for (int i = 0; i < size; i++)
		values[i] = a[i * size + i];
}

/*
 * Does the gradient push this parameter against a bound it is at?
 */
static bool
IsHeld(const Search *search, int i)
{
	return (search->at[i] <= search->low[i] && search->gradient[i] <= 0) ||
		(search->at[i] >= search->high[i] && search->gradient[i] >= 0);
}

/*
 * The damped Newton step of the free parameters; the largest slope among them.
 */
static double
NewtonStep(const Search *search, double damping, double *step)
{
	int			free[SEARCH_MOST];
	int			n = 0;
	double		slope = 0;
	double		longest = 0;
	double		curvature[SEARCH_MOST * SEARCH_MOST];
	double		values[SEARCH_MOST];
	double		vectors[SEARCH_MOST * SEARCH_MOST];

	for (int i = 0; i < search->size; i++)
	{
		step[i] = 0;
		if (IsHeld(search, i))
			continue;
		slope = Max(slope, fabs(search->gradient[i]));
		free[n++] = i;
	}
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			curvature[i * n + j] = -search->hessian[free[i] * search->size + free[j]];
	Eigen(curvature, n, values, vectors);
	for (int k = 0; k < n; k++)
	{
		double		along = 0;

		for (int i = 0; i < n; i++)
			along += vectors[i * n + k] * search->gradient[free[i]];
		along /= fabs(values[k]) + damping;
		for (int i = 0; i < n; i++)
			step[free[i]] += vectors[i * n + k] * along;
	}
	for (int i = 0; i < search->size; i++)
		longest = Max(longest, fabs(step[i]));
	if (longest > LONGEST_STEP)
		for (int i = 0; i < search->size; i++)
			step[i] *= LONGEST_STEP / longest;
	return slope;
}

/*
 * Climb from a start.
 */
void
SearchFrom(Search *search, const double *start)
{
	int			size = search->size;
	double		damping = 1e-3;
	double		at[SEARCH_MOST];
	double		step[SEARCH_MOST];
	double		gradient[SEARCH_MOST];
	double		hessian[SEARCH_MOST * SEARCH_MOST];

	for (int i = 0; i < size; i++)
		search->at[i] = Min(Max(start[i], search->low[i]), search->high[i]);
	search->value = search->evaluate(search->model, search->at, search->gradient, search->hessian);
	search->settled = false;
	for (search->iterations = 0; search->iterations < MAX_ITERATIONS; search->iterations++)
	{
		double		value;

		CHECK_FOR_INTERRUPTS();
		if (NewtonStep(search, damping, step) < NO_GRADIENT)
		{
			search->settled = true;
			return;
		}
		for (int i = 0; i < size; i++)
			at[i] = Min(Max(search->at[i] + step[i], search->low[i]), search->high[i]);
		value = search->evaluate(search->model, at, gradient, hessian);
		if (value >= search->value - VALUE_NOISE * fabs(search->value))
		{
			memcpy(search->at, at, sizeof(double) * size);
			memcpy(search->gradient, gradient, sizeof(double) * size);
			memcpy(search->hessian, hessian, sizeof(double) * size * size);
			search->value = value;
			damping /= 8;
		}
		else if ((damping *= 8) > MAX_DAMPING)
			return;
	}
}

/*
 * Climb from each start; keep the highest.
 */
void
SearchBest(Search *search, const double *starts, int nstarts)
{
	Search		best;

	SearchFrom(search, starts);
	best = *search;
	for (int s = 1; s < nstarts; s++)
	{
		double		gain;

		SearchFrom(search, starts + s * search->size);
		gain = search->value - best.value;
		/* of two equally high, the one that was found first */
		if (gain > 1e-12 * fabs(best.value) || (search->settled && !best.settled && gain > -1e-12 * fabs(best.value)))
			best = *search;
	}
	*search = best;
}

/*
 * Do so many customers determine all parameters?  The top must lie inside the
 * box and be curved in all directions; then covariance is that of the
 * parameters.  Else flattest is the parameter that matters most in the
 * direction of the least curvature, or the one at its bound.
 */
bool
SearchDetermined(const Search *search, double customers, double *covariance, int *flattest)
{
	int			size = search->size;
	int			least = 0;
	double		curvature[SEARCH_MOST * SEARCH_MOST];
	double		values[SEARCH_MOST];
	double		vectors[SEARCH_MOST * SEARCH_MOST];

	for (int i = 0; i < size * size; i++)
		curvature[i] = -search->hessian[i] * customers;
	Eigen(curvature, size, values, vectors);
	for (int k = 1; k < size; k++)
	{
		if (values[k] < values[least])
			least = k;
	}
	*flattest = 0;
	for (int i = 1; i < size; i++)
	{
		if (fabs(vectors[i * size + least]) > fabs(vectors[*flattest * size + least]))
			*flattest = i;
	}
	for (int i = 0; i < size; i++)
	{
		if (search->at[i] > search->low[i] && search->at[i] < search->high[i])
			continue;
		*flattest = i;
		return false;
	}
	if (!search->settled || !(values[least] >= LEAST_CURVATURE))
		return false;
	for (int i = 0; i < size; i++)
	{
		for (int j = 0; j < size; j++)
		{
			covariance[i * size + j] = 0;
			for (int k = 0; k < size; k++)
				covariance[i * size + j] += vectors[i * size + k] * vectors[j * size + k] / values[k];
		}
	}
	return true;
}

/*
 * The standard deviation of a sum of parameters, each times its direction.
 */
double
SpreadAlong(const double *covariance, int size, const double *direction)
{
	double		variance = 0;

	for (int i = 0; i < size; i++)
		for (int j = 0; j < size; j++)
			variance += direction[i] * direction[j] * covariance[i * size + j];
	return sqrt(variance);
}
