/*
 * fit.c
 *	  What the final functions of the models do alike: begin with the rows in
 *	  order, say whether the search has found a top, and give parameters with
 *	  their errors.
 *
 * The rows of all models begin with the parameters and then their errors.
 */
#include "postgres.h"

#include <math.h>

#include "access/htup_details.h"
#include "customer/customer.h"
#include "funcapi.h"

/*
 * Begin: the entries in order.  False if there was no row.
 */
bool
FitBegin(Fit *fit, FunctionCallInfo fcinfo)
{
	MemoryContext context;

	memset(fit, 0, sizeof(Fit));
	fit->counts = CountsArgument(fcinfo, &context);
	if (fit->counts == NULL)
		return false;
	if (get_call_result_type(fcinfo, NULL, &fit->tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	Assert(fit->tupdesc->natts <= FIT_MOST);
	CountsSort(fit->counts);
	return true;
}

/*
 * The search is over: do the data determine the parameters?  If not,
 * flattest says along which of them they leave most open.
 */
bool
FitSettle(Fit *fit, double customers)
{
	fit->searched = true;
	fit->determined = SearchDetermined(&fit->search, customers, fit->covariance, &fit->flattest);
	return fit->determined;
}

/*
 * The first columns: n parameters, and their errors.  directions, a row for
 * each parameter, say how its logarithm changes with those of the search.
 */
void
FitParameters(Fit *fit, int n, const double *parameters, const double *directions)
{
	for (int i = 0; i < n; i++)
	{
		double		error = 0;

		if (fit->determined)
			error = parameters[i] * SpreadAlong(fit->covariance, fit->search.size, directions + i * fit->search.size);
		fit->nulls[i] = !fit->searched;
		fit->nulls[n + i] = !fit->determined;
		fit->values[i] = Float8GetDatum(parameters[i]);
		fit->values[n + i] = Float8GetDatum(error);
	}
}

Datum
FitRow(Fit *fit)
{
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(fit->tupdesc), fit->values, fit->nulls));
}
