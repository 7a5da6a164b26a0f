/*
 * period_support.c
 *	  What the planner is told about bsc.during and bsc.within.
 *
 * A call of a function tells the planner nothing; a range condition tells it
 * everything it can use: which btree or BRIN index serves, which partitions can
 * be left out, how many rows will come.  So wherever the planner simplifies
 * expressions we replace
 *
 *		bsc.during(x, p)	by	x >= (begin of p) AND x < (end of p)
 *		bsc.within(x, p, q)	by	x >= (begin of p) AND x < (end of q)
 *
 * and likewise the operators.  x is evaluated twice then, and p of during unless
 * it is a constant; as in core's inline_function() this is done only where it
 * changes nothing and costs little: no volatile functions, no sub-selects, no
 * sets, and at most ten operators' worth of work.
 *
 * The bounds are, depending on the type of x,
 *
 *		date		first_day(p), day_after(p)
 *		timestamp	the same, cast to timestamp
 *		timestamptz	first_moment(p), moment_after(p), [with the zone if given]
 *
 * as constants if p (and the zone) are constants.  Only the bounds in the
 * session's time zone stay function calls even then: they are stable, so that
 * the planner uses their present value for its estimates, but each execution
 * of a prepared plan computes them anew.
 *
 * A NULL makes both comparisons NULL, hence the whole, as the strict function
 * would be; within() treats its two periods as BETWEEN does, and is not strict.
 * Infinite moments fail one of the comparisons.
 *
 * Nothing is looked up by way of search_path: comparisons come from the btree
 * operator family of x's type, our functions from the schema of the one that
 * is being replaced.
 */
#include "postgres.h"

#include "access/stratnum.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "optimizer/clauses.h"
#include "optimizer/cost.h"
#include "optimizer/optimizer.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

#include "period/period.h"

/* as in inline_function() */
#define CHEAP_OPERATORS		10

PG_FUNCTION_INFO_V1(bsc_during_support);

/*
 * May this argument be evaluated twice?
 */
static bool
MayRepeat(Node *arg)
{
	QualCost	cost;

	if (IsA(arg, Var) || IsA(arg, Const) || IsA(arg, Param))
		return true;
	if (contain_volatile_functions(arg) || contain_subplans(arg) ||
		expression_returns_set(arg))
		return false;
	cost_qual_eval(&cost, list_make1(arg), NULL);
	return cost.startup + cost.per_tuple <= CHEAP_OPERATORS * cpu_operator_cost;
}

/*
 * Find one of our functions in the schema of another.  Returns InvalidOid if
 * it is not there.
 */
static Oid
SiblingFunction(Oid funcid, const char *name, int nargs, const Oid *argtypes)
{
	oidvector  *types = buildoidvector(argtypes, nargs);

	return GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid,
						   CStringGetDatum(name), PointerGetDatum(types),
						   ObjectIdGetDatum(get_func_namespace(funcid)));
}

/*
 * Call one of our functions on the period, and on the zone if there is one.
 * Returns NULL if the function is not there.
 */
static Expr *
MakeBoundCall(Oid funcid, const char *name, Oid rettype, Node *period, Node *zone)
{
	Oid			argtypes[2] = {exprType(period), TEXTOID};
	List	   *args = list_make1(copyObject(period));
	Oid			bound;

	if (zone != NULL)
		args = lappend(args, copyObject(zone));
	bound = SiblingFunction(funcid, name, list_length(args), argtypes);
	if (!OidIsValid(bound))
		return NULL;
	return (Expr *) makeFuncExpr(bound, rettype, args, InvalidOid,
								 zone != NULL ? exprCollation(zone) : InvalidOid,
								 COERCE_EXPLICIT_CALL);
}

/*
 * A constant of type timestamp or timestamptz.
 */
static Expr *
MakeTimestampConst(Oid type, Timestamp moment)
{
	TypeCacheEntry *entry = lookup_type_cache(type, 0);

	return (Expr *) makeConst(type, -1, InvalidOid, entry->typlen,
							  TimestampGetDatum(moment), false, entry->typbyval);
}

/*
 * Make the lower (or upper) bound of a period for moments of this type.
 * Returns NULL if there is no way.
 */
static Expr *
MakeBound(Oid funcid, Oid type, Node *period, Node *zone, bool upper)
{
	DateADT		day = 0;
	Expr	   *call;

	if (type == TIMESTAMPTZOID)
	{
		if (zone != NULL && IsA(zone, Const) && IsA(period, Const))
		{
			Period		value = DatumGetPeriod(((Const *) period)->constvalue);
			pg_tz	   *tz;

			/* a wrong name is an error only when the call is executed */
			tz = PeriodTimeZone(DatumGetTextPP(((Const *) zone)->constvalue), true);
			if (tz == NULL)
				return NULL;
			return MakeTimestampConst(type, upper ? PeriodMomentAfter(value, tz) :
									  PeriodFirstMoment(value, tz));
		}
		return MakeBoundCall(funcid, upper ? "moment_after" : "first_moment",
							 type, period, zone);
	}

	if (IsA(period, Const))
	{
		Period		value = DatumGetPeriod(((Const *) period)->constvalue);

		day = upper ? PeriodDayAfter(value) : PeriodFirstDay(value);
		if (type == DATEOID)
			return (Expr *) makeConst(DATEOID, -1, InvalidOid, sizeof(DateADT),
									  DateADTGetDatum(day), false, true);
		return MakeTimestampConst(type, (Timestamp) day * USECS_PER_DAY);
	}

	call = MakeBoundCall(funcid, upper ? "day_after" : "first_day", DATEOID, period, NULL);
	if (call != NULL && type == TIMESTAMPOID)
		call = (Expr *) makeFuncExpr(F_TIMESTAMP_DATE, TIMESTAMPOID, list_make1(call),
									 InvalidOid, InvalidOid, COERCE_EXPLICIT_CAST);
	return call;
}

/*
 * Make "x >= bound" or "x < bound".
 */
static Expr *
MakeComparison(Oid type, StrategyNumber strategy, Node *moment, Expr *bound)
{
	TypeCacheEntry *entry = lookup_type_cache(type, TYPECACHE_BTREE_OPFAMILY);
	Oid			operator = get_opfamily_member(entry->btree_opf, type, type, strategy);
	OpExpr	   *result;

	if (!OidIsValid(operator))
		elog(ERROR, "missing comparison operator of type %u", type);
	result = (OpExpr *) make_opclause(operator, BOOLOID, false, (Expr *) copyObject(moment),
									  bound, InvalidOid, InvalidOid);
	set_opfuncid(result);
	return (Expr *) result;
}

/*
 * Is this the type of a moment?
 */
static bool
IsMoment(Node *arg)
{
	Oid			type = exprType(arg);

	return type == DATEOID || type == TIMESTAMPOID || type == TIMESTAMPTZOID;
}

/*
 * Write a call of during(), within() or period_holds() as a range condition.
 * Returns NULL to leave it as it is.
 */
static Node *
DuringAsRange(FuncExpr *call)
{
	Node	   *moment = linitial(call->args);
	Node	   *first = lsecond(call->args);
	Node	   *last;
	Node	   *zone;
	int			next = 2;
	Oid			type;
	Expr	   *lower;
	Expr	   *upper;
	ListCell   *lc;

	/* the commutator has them the other way round */
	if (!IsMoment(moment))
	{
		moment = lsecond(call->args);
		first = linitial(call->args);
		if (!IsMoment(moment))
			return NULL;
	}
	type = exprType(moment);

	/* within() has two periods */
	last = first;
	if (list_length(call->args) > next && exprType(list_nth(call->args, next)) == exprType(first))
		last = list_nth(call->args, next++);
	zone = list_length(call->args) > next ? list_nth(call->args, next) : NULL;

	foreach(lc, call->args)
	{
		Node	   *arg = (Node *) lfirst(lc);

		if (!MayRepeat(arg) || (IsA(arg, Const) && ((Const *) arg)->constisnull))
			return NULL;
	}

	lower = MakeBound(call->funcid, type, first, zone, false);
	upper = MakeBound(call->funcid, type, last, zone, true);
	if (lower == NULL || upper == NULL)
		return NULL;

	return (Node *) make_andclause(list_make2(MakeComparison(type, BTGreaterEqualStrategyNumber,
															 moment, lower),
											  MakeComparison(type, BTLessStrategyNumber,
															 moment, upper)));
}

/*
 * Planner support of during(), within() and period_holds().
 */
Datum
bsc_during_support(PG_FUNCTION_ARGS)
{
	Node	   *request = (Node *) PG_GETARG_POINTER(0);

	if (IsA(request, SupportRequestSimplify))
		PG_RETURN_POINTER(DuringAsRange(((SupportRequestSimplify *) request)->fcall));
	PG_RETURN_POINTER(NULL);
}
