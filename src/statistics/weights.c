/*
 * weights.c
 *	  Weights from judgements: AHP and DEMATEL.
 *
 * AHP (T. L. Saaty, "A Scaling Method for Priorities in Hierarchical
 * Structures", J. Mathematical Psychology 15, 1977).  Cell (i, j) of the
 * judgements says how many times as important i is as j.  The weights are the
 * principal eigenvector, which Perron and Frobenius promise to be positive and
 * single; it is found by the power method on A + s I, whose shift damps the
 * complex eigenvalues that inconsistent judgements have.  The consistency
 * index is (lambda_max - n) / (n - 1), and its ratio to the mean index of
 * random judgements should be at most 0.1.  Which mean depends on whose
 * simulation one believes, so the table can be chosen:
 *
 *	saaty-1977			Saaty's paper above, n to 15
 *	saaty-2005			T. L. Saaty, "Theory and Applications of the Analytic
 *						Network Process", RWS Publications, 2005, p. 31, n to 15
 *	donegan-dodd-1991	H. A. Donegan and F. J. Dodd, "A Note on Saaty's Random
 *						Indexes", Mathematical and Computer Modelling 15 (10),
 *						1991, n to 100, interpolated between the printed sizes
 *
 * DEMATEL (A. Gabus and E. Fontela, "World Problems, an Invitation to Further
 * Thought within the Framework of DEMATEL", Battelle Geneva, 1972).  Cell
 * (i, j) of the direct matrix says how strongly i influences j.  Divided by the
 * larger of the greatest row sum and the greatest column sum it becomes X, and
 * all influences, direct and indirect, are T = X + X^2 + ... = X (I - X)^-1.
 * No row of X sums to more than 1, so the sum converges just if from every
 * factor influence can reach one whose row sums to less than 1, where some of
 * it is lost on each round; otherwise factors pass all their influence round
 * among themselves for ever, which is an error that names them.  I - X is then a nonsingular M-matrix, and Gaussian elimination
 * without pivoting is stable (R. J. Plemmons, "M-matrix Characterizations",
 * Linear Algebra and its Applications 18, 1977).
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "attainment/sums.h"
#include "compat.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "statistics/statistics.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(bsc_ahp);
PG_FUNCTION_INFO_V1(bsc_dematel);

/* how far a cell times its mirror may be from 1: typed reciprocals are rounded */
#define RECIPROCAL_TOLERANCE	1e-5
#define MAX_ITERATIONS			100000
#define MAX_FACTORS				1000
/* a row that sums to less than the divisor, rounding apart */
#define LOSS_TOLERANCE			1e-12

/* the mean consistency index of random judgements of n factors */
typedef struct RandomIndex
{
	int			n;
	double		index;
} RandomIndex;

static const RandomIndex saaty_1977[] = {
	{1, 0}, {2, 0}, {3, 0.58}, {4, 0.90}, {5, 1.12}, {6, 1.24}, {7, 1.32},
	{8, 1.41}, {9, 1.45}, {10, 1.49}, {11, 1.51}, {12, 1.48}, {13, 1.56},
	{14, 1.57}, {15, 1.59}
};

static const RandomIndex saaty_2005[] = {
	{1, 0}, {2, 0}, {3, 0.52}, {4, 0.89}, {5, 1.11}, {6, 1.25}, {7, 1.35},
	{8, 1.40}, {9, 1.45}, {10, 1.49}, {11, 1.52}, {12, 1.54}, {13, 1.56},
	{14, 1.58}, {15, 1.59}
};

static const RandomIndex donegan_dodd_1991[] = {
	{1, 0}, {2, 0}, {3, 0.4914}, {4, 0.8286}, {5, 1.0591}, {6, 1.1797},
	{7, 1.2519}, {8, 1.3171}, {9, 1.3733}, {10, 1.4055}, {11, 1.4213},
	{12, 1.4497}, {13, 1.4643}, {14, 1.4822}, {15, 1.4969}, {16, 1.5078},
	{17, 1.5153}, {18, 1.5262}, {19, 1.5313}, {20, 1.5371}, {25, 1.5619},
	{30, 1.5772}, {40, 1.5976}, {50, 1.6102}, {60, 1.6178}, {70, 1.6237},
	{80, 1.6277}, {90, 1.6213}, {100, 1.6339}
};

static const struct
{
	const char *name;
	const RandomIndex *indices;
	int			count;
}			random_indices[] = {
	{"saaty-1977", saaty_1977, lengthof(saaty_1977)},
	{"saaty-2005", saaty_2005, lengthof(saaty_2005)},
	{"donegan-dodd-1991", donegan_dodd_1991, lengthof(donegan_dodd_1991)}
};

/*
 * Find the random index for n factors in the named table, interpolating
 * between its sizes; false beyond its end.
 */
static bool
LookUpRandomIndex(const char *name, int n, double *index)
{
	for (int t = 0; t < (int) lengthof(random_indices); t++)
	{
		const RandomIndex *indices = random_indices[t].indices;

		if (strcmp(random_indices[t].name, name) != 0)
			continue;
		for (int i = 0; i < random_indices[t].count; i++)
		{
			if (indices[i].n == n)
			{
				*index = indices[i].index;
				return true;
			}
			if (indices[i].n > n)
			{
				*index = indices[i - 1].index +
					(indices[i].index - indices[i - 1].index) *
					(n - indices[i - 1].n) / (indices[i].n - indices[i - 1].n);
				return true;
			}
		}
		return false;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown random indices \"%s\"", name),
			 errhint("Known are \"saaty-1977\", \"saaty-2005\" and \"donegan-dodd-1991\".")));
}

/*
 * A square matrix argument.
 */
static double *
GetSquareMatrix(ArrayType *array, const char *what, int *n)
{
	int			columns;
	double	   *matrix = StatMatrixFromArray(array, what, n, &columns);

	if (*n != columns || *n == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be a square matrix, not %d by %d", what, *n, columns)));
	if (*n > MAX_FACTORS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("%s must be of at most %d factors, not %d",
						what, MAX_FACTORS, *n)));
	return matrix;
}

/*
 * Check judgements; fill in the cells that are left to their mirrors.
 */
static void
CheckJudgements(double *a, int n)
{
	for (int i = 0; i < n; i++)
	{
		for (int j = 0; j <= i; j++)
		{
			double	   *cell = &a[i * n + j];
			double	   *mirror = &a[j * n + i];

			if (i == j && isnan(*cell))
				*cell = 1;
			if (isnan(*cell) && isnan(*mirror))
				ereport(ERROR,
						(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
						 errmsg("judgement in row %d, column %d is missing", j + 1, i + 1)));
			if (*cell <= 0 || *mirror <= 0)
			{
				bool		upper = *mirror <= 0;

				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("judgement in row %d, column %d must be positive, but is %g",
								(upper ? j : i) + 1, (upper ? i : j) + 1,
								upper ? *mirror : *cell)));
			}
			if (i == j && fabs(*cell - 1) > RECIPROCAL_TOLERANCE)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("judgement in row %d, column %d must be 1, but is %g",
								i + 1, i + 1, *cell),
						 errdetail("It compares a factor with itself.")));
			if (isnan(*cell))
				*cell = 1 / *mirror;
			else if (isnan(*mirror))
				*mirror = 1 / *cell;
			else if (!(fabs(*cell * *mirror - 1) <= RECIPROCAL_TOLERANCE))
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("judgement in row %d, column %d is not the reciprocal of row %d, column %d",
								i + 1, j + 1, j + 1, i + 1),
						 errdetail("They are %g and %g.", *cell, *mirror),
						 errhint("Leave one of the two NULL and it is filled in.")));
		}
	}
}

/*
 * Principal eigenvector (summing to 1) and eigenvalue of a positive matrix.
 */
static double
PrincipalEigenvector(const double *a, int n, double *weights)
{
	double	   *next = palloc(n * sizeof(double));
	double		lambda = n;

	for (int i = 0; i < n; i++)
		weights[i] = 1.0 / n;
	for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++)
	{
		double		shift = lambda / 2;
		double		change = 0;

		lambda = 0;
		for (int i = 0; i < n; i++)
		{
			Sum		sum = {0, 0};

			for (int j = 0; j < n; j++)
				SumAdd(&sum, a[i * n + j] * weights[j]);
			next[i] = SumValue(&sum);
			lambda += next[i];
		}
		if (isinf(lambda) || isnan(lambda))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("judgements are too large")));
		for (int i = 0; i < n; i++)
		{
			double		weight = (next[i] + shift * weights[i]) / (lambda + shift);

			change = Max(change, fabs(weight - weights[i]) / weight);
			weights[i] = weight;
		}
		if (change <= 16 * DBL_EPSILON)
		{
			pfree(next);
			return lambda;
		}
		CHECK_FOR_INTERRUPTS();
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("judgements contradict each other too much to yield weights")));
}

/*
 * bsc.ahp(judgements, random_indices)
 *		-> (weights, lambda_max, consistency_index, consistency_ratio)
 */
Datum
bsc_ahp(PG_FUNCTION_ARGS)
{
	int			n;
	double	   *judgements = GetSquareMatrix(PG_GETARG_ARRAYTYPE_P(0), "judgements", &n);
	char	   *table = text_to_cstring(PG_GETARG_TEXT_PP(1));
	double	   *weights = palloc(n * sizeof(double));
	double		lambda;
	double		index;
	double		random_index = 0;
	bool		known;
	TupleDesc	tupdesc;
	Datum		values[4];
	bool		nulls[4] = {false, false, false, false};

	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	known = LookUpRandomIndex(table, n, &random_index);
	CheckJudgements(judgements, n);
	lambda = PrincipalEigenvector(judgements, n, weights);

	/* lambda is at least n, rounding apart; two factors cannot disagree */
	index = n > 2 ? Max((lambda - n) / (n - 1), 0) : 0;
	values[0] = PointerGetDatum(StatArrayFromSeries(weights, n));
	values[1] = Float8GetDatum(lambda);
	values[2] = Float8GetDatum(index);
	values[3] = Float8GetDatum(n > 2 && known ? index / random_index : 0);
	nulls[3] = !known;
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(tupdesc),
													  values, nulls)));
}

/*
 * Refuse a matrix whose influences never fade: one in which, from some factor,
 * no factor is reached that loses influence.
 */
static void
CheckConvergence(const double *x, int n)
{
	bool	   *fades = palloc0(n * sizeof(bool));
	int		   *queue = palloc(n * sizeof(int));
	int			head = 0;
	int			tail = 0;

	for (int i = 0; i < n; i++)
	{
		Sum		row = {0, 0};

		for (int j = 0; j < n; j++)
			SumAdd(&row, x[i * n + j]);
		if (SumValue(&row) < 1 - LOSS_TOLERANCE)
		{
			fades[i] = true;
			queue[tail++] = i;
		}
	}
	while (head < tail)
	{
		int			j = queue[head++];

		for (int i = 0; i < n; i++)
		{
			if (!fades[i] && x[i * n + j] > 0)
			{
				fades[i] = true;
				queue[tail++] = i;
			}
		}
		CHECK_FOR_INTERRUPTS();
	}
	if (tail < n)
	{
		StringInfoData names;

		initStringInfo(&names);
		for (int i = 0; i < n; i++)
		{
			if (!fades[i])
				appendStringInfo(&names, "%s%d", names.len > 0 ? ", " : "", i + 1);
		}
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("total influence does not converge"),
				 errdetail("These factors pass all their influence on among themselves: %s.",
						   names.data)));
	}
	pfree(fades);
	pfree(queue);
}

/*
 * Solve (I - X) T = X in place of the right-hand side, without pivoting.
 */
static void
SolveTotalRelation(double *system, double *total, int n)
{
	for (int pivot = 0; pivot < n; pivot++)
	{
		double		divisor = system[pivot * n + pivot];

		if (divisor <= 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("total influence does not converge"),
					 errdetail("The influence of factor %d on itself does not fade.",
							   pivot + 1)));
		for (int j = 0; j < n; j++)
		{
			system[pivot * n + j] /= divisor;
			total[pivot * n + j] /= divisor;
		}
		for (int i = 0; i < n; i++)
		{
			double		factor = system[i * n + pivot];

			if (i == pivot || factor == 0)
				continue;
			for (int j = pivot; j < n; j++)
				system[i * n + j] -= factor * system[pivot * n + j];
			for (int j = 0; j < n; j++)
				total[i * n + j] -= factor * total[pivot * n + j];
		}
		CHECK_FOR_INTERRUPTS();
	}
}

/*
 * bsc.dematel(direct): the total-relation matrix.
 */
Datum
bsc_dematel(PG_FUNCTION_ARGS)
{
	int			n;
	double	   *direct = GetSquareMatrix(PG_GETARG_ARRAYTYPE_P(0), "direct influences", &n);
	double	   *system = palloc((Size) n * n * sizeof(double));
	double		largest = StatLevel(direct, n * n);
	double		divisor = 0;

	for (int i = 0; i < n * n; i++)
	{
		if (isnan(direct[i]))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("influence in row %d, column %d is missing",
							i / n + 1, i % n + 1)));
		if (direct[i] < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("influence in row %d, column %d must not be negative, but is %g",
							i / n + 1, i % n + 1, direct[i])));
		/* so that no sum overflows */
		if (largest > 0)
			direct[i] /= largest;
	}
	for (int i = 0; i < n; i++)
	{
		Sum		row = {0, 0};
		Sum		column = {0, 0};

		for (int j = 0; j < n; j++)
		{
			SumAdd(&row, direct[i * n + j]);
			SumAdd(&column, direct[j * n + i]);
		}
		divisor = Max(divisor, Max(SumValue(&row), SumValue(&column)));
	}
	for (int i = 0; i < n * n && divisor > 0; i++)
		direct[i] /= divisor;
	CheckConvergence(direct, n);
	for (int i = 0; i < n * n; i++)
		system[i] = (i / n == i % n ? 1 : 0) - direct[i];
	SolveTotalRelation(system, direct, n);
	PG_RETURN_ARRAYTYPE_P(StatArrayFromMatrix(direct, n, n));
}
