/*
 * customer.h
 *	  What the files of the customer room share: counts of equal rows, maxima
 *	  inside a box, what a fit returns, sums over ladders, means under a beta
 *	  distribution.
 */
#ifndef BSC_CUSTOMER_H
#define BSC_CUSTOMER_H

#include "access/tupdesc.h"
#include "fmgr.h"

/* numbers in a row, at most */
#define COUNT_KEYS		3

/* parameters of a model, at most */
#define SEARCH_MOST		4

/* columns of what a fit returns, at most */
#define FIT_MOST		13

/* equal rows, counted */
typedef struct CountEntry
{
	double		key[COUNT_KEYS];
	int64		count;
} CountEntry;

/* what every aggregate of this room remembers; see counts.c */
typedef struct Counts
{
	MemoryContext context;
	int64		total;			/* of all counts */
	int64		used;
	int64		room;
	CountEntry *entries;
	uint32	   *slots;			/* one more than the entry's place, 0: empty */
	uint32		mask;
	bool		indexed;		/* slots say where entries are */
} Counts;

/*
 * Steps of a count that falls: weight[k] customers climbed the rungs from
 * first[k] on, up to first[k] + length[k] - 1.
 */
typedef struct Ladder
{
	int64		steps;
	double	   *first;
	double	   *length;
	double	   *weight;
} Ladder;

/*
 * A function to be made as large as can be inside a box, and what was found.
 * evaluate gives value, gradient and Hessian (row after row, size by size).
 */
typedef struct Search
{
	int			size;
	double		low[SEARCH_MOST];
	double		high[SEARCH_MOST];
	double		(*evaluate) (void *model, const double *at, double *gradient, double *hessian);
	void	   *model;
	double		at[SEARCH_MOST];
	double		value;
	double		gradient[SEARCH_MOST];
	double		hessian[SEARCH_MOST * SEARCH_MOST];
	bool		settled;		/* the free gradient vanishes */
	int			iterations;
} Search;

/*
 * What a final function has found, and the row that it returns; see fit.c
 */
typedef struct Fit
{
	Counts	   *counts;
	Search		search;
	bool		searched;		/* there are parameters */
	bool		determined;		/* there are errors too */
	int			flattest;
	double		covariance[SEARCH_MOST * SEARCH_MOST];
	TupleDesc	tupdesc;
	Datum		values[FIT_MOST];
	bool		nulls[FIT_MOST];
} Fit;

/* counts.c */
extern Counts *CountsArgument(FunctionCallInfo fcinfo, MemoryContext *context);
extern Counts *CountsAdd(Counts *counts, MemoryContext context, const double *key, int64 count);
extern void CountsSort(Counts *counts);
extern bool CountsWeight(FunctionCallInfo fcinfo, int argument, int64 *weight);

/* ladder.c */
extern double LnBeta(double a, double b);
extern double Digamma(double x);
extern double Trigamma(double x);
extern void LadderRates(const Ladder *ladder, double r, double sums[3]);
extern void LadderDropout(const Ladder *ladder, double a, double b, double sums[6]);
extern void LadderFromCounts(Ladder *ladder, const CountEntry *entries, int64 n, double (*rungs) (const CountEntry *entry));

/* search.c */
extern void SearchFrom(Search *search, const double *start);
extern void SearchBest(Search *search, const double *starts, int nstarts);
extern bool SearchDetermined(const Search *search, double customers, double *covariance, int *flattest);
extern double SpreadAlong(const double *covariance, int size, const double *direction);

/* fit.c */
extern bool FitBegin(Fit *fit, FunctionCallInfo fcinfo);
extern bool FitSettle(Fit *fit, double customers);
extern void FitParameters(Fit *fit, int n, const double *parameters, const double *directions);
extern Datum FitRow(Fit *fit);

/* predict.c */
extern double BetaMean(double a, double b, double (*g) (double p, const double *constants), const double *constants);
extern void CheckPositive(double value, const char *what);
extern void CheckCustomer(int64 frequency, double *recency, double age);
extern void CheckSpend(int64 frequency, double mean_spend);

#endif							/* BSC_CUSTOMER_H */
