/*
 * graph_spread.c
 *	  How sure is a sum over paths, if the strengths of its links are not?
 *
 * Strengths are random, with means and covariances; those into different
 * nodes are independent, as they come from different regressions.  A change
 * W of a node in a period is what comes in from outside plus, over the links
 * that lead to it, strength times the change of the cause as many periods
 * before as the link's lag.
 *
 * Without a loop the first two moments of all W are exact.  Nodes are taken in
 * topological order; the strengths into a node are then independent of all
 * that comes before it, so that with m for means and c for covariances
 *		E[W(v,t)] = sum over links i of m(i) E[W(i,t)],
 *		E[W(v,t) W(d,s)] = sum of m(i) E[W(i,t) W(d,s)] for d before v,
 *		E[W(v,t) W(v,s)] = sum over pairs of links of
 *			(m(i) m(j) + c(i,j)) E[W(i,t) W(j,s)],
 * where W(i,t) is the change of the cause of link i as its lag sees it.  The
 * linear approximation would be too narrow: strengths along a path multiply.
 *
 * With a loop strengths repeat along a walk, and the linear approximation (the
 * delta method) is what there is: the derivative of every change by every
 * strength follows from the same equations, period by period, links without
 * lag solved by elimination.  It also serves where the moments would be too
 * many.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"

#include "graph/graph_questions.h"

PG_FUNCTION_INFO_V1(bsc_effect_spread);

/* more second moments than this, squared, are not kept */
#define MAX_STATES		2000

typedef struct Spread
{
	int			nnodes;
	int			nlinks;
	const int32 *cause;			/* from 1 */
	const int32 *effect;
	const int32 *lag;
	const float8 *strength;
	int			npairs;
	const int32 *first;			/* two links into one node, from 1 */
	const int32 *second;
	const float8 *covariance;
	int			source;			/* from 0, as all nodes below */
	double		change;
	int			periods;
	bool		lasting;
	int		   *order;			/* the nodes reached */
	int			nreached;
	int		   *place;			/* of a node among them, -1 if it is not reached */
	int		   *in;				/* links that count, by place of their effect */
	int		   *in_from;
	double	   *sd;				/* by node, then period: the result */
} Spread;

static int
CauseOf(const Spread *s, int link)
{
	return s->place[s->cause[link] - 1];
}

/*
 * Number what the source leads to, in an order in which causes come first;
 * false if there is none, for a loop.
 */
static bool
OrderNodes(Spread *s)
{
	int		   *open = palloc0(s->nnodes * sizeof(int));	/* links still to come */
	bool	   *seen = palloc0(s->nnodes * sizeof(bool));
	int			nseen = 1;
	int			done = 0;

	seen[s->source] = true;
	s->order[0] = s->source;
	for (int i = 0; i < nseen; i++)
	{
		for (int l = 0; l < s->nlinks; l++)
		{
			int			to = s->effect[l] - 1;

			if (s->cause[l] - 1 != s->order[i])
				continue;
			open[to]++;
			if (!seen[to])
			{
				seen[to] = true;
				s->order[nseen++] = to;
			}
		}
		CHECK_FOR_INTERRUPTS();
	}
	s->nreached = nseen;
	for (int v = 0; v < s->nnodes; v++)
		s->place[v] = -1;
	if (open[s->source] == 0)
	{
		s->order[0] = s->source;
		for (int n = 1; done < n; done++)
		{
			CHECK_FOR_INTERRUPTS();
			for (int l = 0; l < s->nlinks; l++)
			{
				if (s->cause[l] - 1 == s->order[done] && --open[s->effect[l] - 1] == 0)
					s->order[n++] = s->effect[l] - 1;
			}
		}
	}
	if (done < nseen)
	{
		/* any order will do for a loop */
		nseen = 0;
		for (int v = 0; v < s->nnodes; v++)
		{
			if (seen[v])
				s->order[nseen++] = v;
		}
	}
	for (int i = 0; i < nseen; i++)
		s->place[s->order[i]] = i;
	pfree(open);
	pfree(seen);
	return done == s->nreached;
}

/*
 * List the links that count by their effects.
 */
static void
ListLinks(Spread *s)
{
	int			n = 0;

	s->in = palloc(Max(s->nlinks, 1) * sizeof(int));
	s->in_from = palloc((s->nreached + 1) * sizeof(int));
	for (int v = 0; v < s->nreached; v++)
	{
		s->in_from[v] = n;
		for (int l = 0; l < s->nlinks; l++)
		{
			if (s->effect[l] - 1 == s->order[v] && CauseOf(s, l) >= 0)
				s->in[n++] = l;
		}
		if (n - s->in_from[v] > GRAPH_DENSE_MAX)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("an objective with %d causes has too many for intervals", n - s->in_from[v]),
					 errhint("Ask with learned => false.")));
		CHECK_FOR_INTERRUPTS();
	}
	s->in_from[s->nreached] = n;
}

/*
 * The covariances of the links into a node, a square of them.
 */
static double *
Covariances(const Spread *s, int v)
{
	int			first = s->in_from[v];
	int			k = s->in_from[v + 1] - first;
	double	   *c = palloc0(Max((Size) k * k, 1) * sizeof(double));

	for (int p = 0; p < s->npairs; p++)
	{
		int			a = -1;
		int			b = -1;

		CHECK_FOR_INTERRUPTS();
		for (int i = 0; i < k; i++)
		{
			if (s->in[first + i] == s->first[p] - 1)
				a = i;
			if (s->in[first + i] == s->second[p] - 1)
				b = i;
		}
		if (a >= 0 && b >= 0)
			c[a * k + b] = c[b * k + a] = s->covariance[p];
	}
	return c;
}

/*
 * After so many periods nothing changes any more: the longest way, by lags.
 */
static int
SettledAfter(const Spread *s)
{
	int64	   *latest = palloc0(s->nreached * sizeof(int64));
	int64		longest = 0;

	for (int v = 1; v < s->nreached; v++)
	{
		for (int i = s->in_from[v]; i < s->in_from[v + 1]; i++)
			latest[v] = Max(latest[v], latest[CauseOf(s, s->in[i])] + s->lag[s->in[i]]);
		longest = Max(longest, latest[v]);
	}
	pfree(latest);
	return (int) Min(longest, s->periods - 1);
}

/*
 * The second moments of one node with those before it and with itself; mean
 * and moment are by place and period, n in all.
 */
static void
MomentsOfNode(const Spread *s, int v, int periods, double *mean, double *moment)
{
	Size		n = (Size) s->nreached * periods;
	int			first = s->in_from[v];
	int			k = s->in_from[v + 1] - first;
	double	   *c = Covariances(s, v);

	for (int t = 0; t < periods; t++)
	{
		Size		row = (Size) v * periods + t;

		for (int i = 0; i < k; i++)
		{
			int			l = s->in[first + i];
			Size		from;

			if (s->lag[l] > t)
				continue;
			from = (Size) CauseOf(s, l) * periods + t - s->lag[l];
			mean[row] += s->strength[l] * mean[from];
			for (Size d = 0; d < (Size) v * periods; d++)
				moment[row * n + d] += s->strength[l] * moment[from * n + d];
		}
		for (Size d = 0; d < (Size) v * periods; d++)
			moment[d * n + row] = moment[row * n + d];
		CHECK_FOR_INTERRUPTS();
	}
	for (int t = 0; t < periods; t++)
	{
		for (int u = 0; u < periods; u++)
		{
			double		sum = 0;

			CHECK_FOR_INTERRUPTS();
			for (int i = 0; i < k; i++)
			{
				for (int j = 0; j < k; j++)
				{
					int			a = s->in[first + i];
					int			b = s->in[first + j];

					if (s->lag[a] <= t && s->lag[b] <= u)
						sum += (s->strength[a] * s->strength[b] + c[i * k + j]) *
							moment[((Size) CauseOf(s, a) * periods + t - s->lag[a]) * n +
								   (Size) CauseOf(s, b) * periods + u - s->lag[b]];
				}
			}
			moment[((Size) v * periods + t) * n + (Size) v * periods + u] = sum;
		}
	}
	pfree(c);
}

/*
 * Exact moments of a map without a loop, over the periods until it settles.
 */
static void
SpreadOfMoments(Spread *s, int periods)
{
	Size		n = (Size) s->nreached * periods;
	double	   *mean = palloc0(n * sizeof(double));
	double	   *moment = palloc0(n * n * sizeof(double));

	/* the source is the first */
	for (int t = 0; t < (s->lasting ? periods : 1); t++)
	{
		mean[t] = s->change;
		for (int u = 0; u < (s->lasting ? periods : 1); u++)
			moment[(Size) t * n + u] = s->change * s->change;
	}
	for (int v = 1; v < s->nreached; v++)
		MomentsOfNode(s, v, periods, mean, moment);
	for (int v = 0; v < s->nreached; v++)
	{
		for (int t = 0; t < s->periods; t++)
		{
			Size		row = (Size) v * periods + Min(t, periods - 1);
			double		variance = moment[row * n + row] - mean[row] * mean[row];

			if (t < periods || s->lasting)
				s->sd[(Size) s->order[v] * s->periods + t] = sqrt(Max(variance, 0));
		}
	}
	pfree(mean);
	pfree(moment);
}

/*
 * I less the strengths of links without lag, inverted by elimination with the
 * largest pivot.
 */
static double *
InverseAtOnce(const Spread *s)
{
	int			n = s->nreached;
	double	   *a = palloc0((Size) n * n * sizeof(double));
	double	   *b = palloc0((Size) n * n * sizeof(double));

	for (int v = 0; v < n; v++)
	{
		a[(Size) v * n + v] += 1;
		b[(Size) v * n + v] = 1;
		for (int i = s->in_from[v]; i < s->in_from[v + 1]; i++)
		{
			if (s->lag[s->in[i]] == 0)
				a[(Size) v * n + CauseOf(s, s->in[i])] -= s->strength[s->in[i]];
		}
	}
	for (int p = 0; p < n; p++)
	{
		int			best = p;

		CHECK_FOR_INTERRUPTS();
		for (int v = p + 1; v < n; v++)
		{
			if (fabs(a[(Size) v * n + p]) > fabs(a[(Size) best * n + p]))
				best = v;
		}
		if (a[(Size) best * n + p] == 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("feedback amplifies, so effects grow without bound")));
		for (int c = 0; c < n; c++)
		{
			double		x = a[(Size) best * n + c];
			double		y = b[(Size) best * n + c];

			a[(Size) best * n + c] = a[(Size) p * n + c];
			b[(Size) best * n + c] = b[(Size) p * n + c];
			a[(Size) p * n + c] = x;
			b[(Size) p * n + c] = y;
		}
		for (int v = 0; v < n; v++)
		{
			double		factor = a[(Size) v * n + p] / a[(Size) p * n + p];

			if (v == p || factor == 0)
				continue;
			for (int c = 0; c < n; c++)
			{
				a[(Size) v * n + c] -= factor * a[(Size) p * n + c];
				b[(Size) v * n + c] -= factor * b[(Size) p * n + c];
			}
		}
	}
	for (int v = 0; v < n; v++)
	{
		for (int c = 0; c < n; c++)
			b[(Size) v * n + c] /= a[(Size) v * n + v];
	}
	pfree(a);
	return b;
}

/*
 * One run through the periods: what comes in is the change at the source, or
 * (link >= 0) the change of a link's cause at its effect.  By period, place.
 */
static double *
RunPeriods(const Spread *s, const double *inverse, int link, const double *changes)
{
	int			n = s->nreached;
	double	   *w = palloc0((Size) n * s->periods * sizeof(double));
	double	   *x = palloc(n * sizeof(double));

	for (int t = 0; t < s->periods; t++)
	{
		CHECK_FOR_INTERRUPTS();
		for (int v = 0; v < n; v++)
		{
			x[v] = 0;
			for (int i = s->in_from[v]; i < s->in_from[v + 1]; i++)
			{
				int			l = s->in[i];

				if (s->lag[l] > 0 && s->lag[l] <= t)
					x[v] += s->strength[l] * w[(Size) (t - s->lag[l]) * n + CauseOf(s, l)];
			}
		}
		if (link < 0 && (t == 0 || s->lasting))
			x[s->place[s->source]] += s->change;
		if (link >= 0 && s->lag[link] <= t)
			x[s->place[s->effect[link] - 1]] += changes[(Size) (t - s->lag[link]) * n + CauseOf(s, link)];
		for (int v = 0; v < n; v++)
		{
			double		sum = 0;

			for (int c = 0; c < n; c++)
				sum += inverse[(Size) v * n + c] * x[c];
			w[(Size) t * n + v] = sum;
		}
	}
	pfree(x);
	return w;
}

pg_noreturn static void
RefuseMany(const Spread *s)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("changes of %d nodes over %d periods are too many", s->nnodes, s->periods),
			 errhint("Choose a shorter horizon.")));
}

/*
 * Refuse what the linear approximation has no room for: a square of the nodes, and
 * for each link into one of them the changes of all.
 */
static void
CheckRoom(const Spread *s)
{
	int			most = 0;

	if (s->nreached > GRAPH_DENSE_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a map of %d objectives with loops is too large for intervals", s->nreached),
				 errhint("Ask with learned => false.")));
	for (int v = 0; v < s->nreached; v++)
		most = Max(most, s->in_from[v + 1] - s->in_from[v]);
	if ((Size) s->nreached * s->periods > MaxAllocSize / sizeof(double) / (most + 1))
		RefuseMany(s);
}

/*
 * The linear approximation, for loops.
 */
static void
SpreadOfDerivatives(Spread *s)
{
	int			n = s->nreached;
	double	   *inverse;
	double	   *changes;

	inverse = InverseAtOnce(s);
	changes = RunPeriods(s, inverse, -1, NULL);
	for (int v = 0; v < n; v++)
	{
		int			first = s->in_from[v];
		int			k = s->in_from[v + 1] - first;
		double	   *c = Covariances(s, v);
		double	  **d = palloc(Max(k, 1) * sizeof(double *));

		for (int i = 0; i < k; i++)
			d[i] = RunPeriods(s, inverse, s->in[first + i], changes);
		for (int i = 0; i < k * k; i++)
		{
			CHECK_FOR_INTERRUPTS();
			for (Size x = 0; c[i] != 0 && x < (Size) n * s->periods; x++)
				s->sd[(Size) s->order[x % n] * s->periods + x / n] += c[i] * d[i / k][x] * d[i % k][x];
		}
		for (int i = 0; i < k; i++)
			pfree(d[i]);
		pfree(d);
		pfree(c);
	}
	for (Size x = 0; x < (Size) s->nnodes * s->periods; x++)
		s->sd[x] = sqrt(Max(s->sd[x], 0));
}

/*
 * An array argument without NULLs, of as many elements as there should be.
 */
static const void *
ReadArray(FunctionCallInfo fcinfo, int argument, Oid type, int wanted, int *n)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(argument);

	*n = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	if (ARR_ELEMTYPE(array) != type || array_contains_nulls(array) || (wanted >= 0 && *n != wanted))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument %d is not an array of as many values as there should be", argument + 1)));
	return ARR_DATA_PTR(array);
}

/*
 * bsc._effect_spread(nodes, causes, effects, lags, strengths, first, second,
 * covariances, source, change, periods, lasting): standard deviations, by node
 * and period
 */
Datum
bsc_effect_spread(PG_FUNCTION_ARGS)
{
	Spread		s = {0};
	int			n;
	int			periods;
	bool		acyclic;
	bool		exact;
	Datum	   *result;

	s.nnodes = PG_GETARG_INT32(0);
	s.cause = ReadArray(fcinfo, 1, INT4OID, -1, &s.nlinks);
	s.effect = ReadArray(fcinfo, 2, INT4OID, s.nlinks, &n);
	s.lag = ReadArray(fcinfo, 3, INT4OID, s.nlinks, &n);
	s.strength = ReadArray(fcinfo, 4, FLOAT8OID, s.nlinks, &n);
	s.first = ReadArray(fcinfo, 5, INT4OID, -1, &s.npairs);
	s.second = ReadArray(fcinfo, 6, INT4OID, s.npairs, &n);
	s.covariance = ReadArray(fcinfo, 7, FLOAT8OID, s.npairs, &n);
	s.source = PG_GETARG_INT32(8) - 1;
	s.change = PG_GETARG_FLOAT8(9);
	s.periods = PG_GETARG_INT32(10);
	s.lasting = PG_GETARG_BOOL(11);
	if (s.source < 0 || s.source >= s.nnodes)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there is no node %d to change", s.source + 1)));
	if (s.periods < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("horizon must be between 0 and %d, but is %d", PG_INT32_MAX - 1, s.periods - 1)));
	if (s.periods > (int) (MaxAllocSize / sizeof(Datum)) / s.nnodes)
		RefuseMany(&s);
	for (int l = 0; l < s.nlinks; l++)
	{
		if (s.cause[l] < 1 || s.cause[l] > s.nnodes || s.effect[l] < 1 || s.effect[l] > s.nnodes || s.lag[l] < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("link %d is invalid", l + 1)));
	}
	s.order = palloc(s.nnodes * sizeof(int));
	s.place = palloc(s.nnodes * sizeof(int));
	acyclic = OrderNodes(&s);
	ListLinks(&s);
	periods = acyclic ? SettledAfter(&s) + 1 : s.periods;
	exact = acyclic && (Size) s.nreached * periods <= MAX_STATES;
	if (!exact)
		CheckRoom(&s);
	s.sd = palloc0((Size) s.nnodes * s.periods * sizeof(double));
	if (exact)
		SpreadOfMoments(&s, periods);
	else
		SpreadOfDerivatives(&s);

	n = s.nnodes * s.periods;
	result = palloc(n * sizeof(Datum));
	for (int i = 0; i < n; i++)
		result[i] = Float8GetDatum(s.sd[i]);
	PG_RETURN_ARRAYTYPE_P(construct_array(result, n, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}
