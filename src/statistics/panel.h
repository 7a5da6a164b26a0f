/*
 * panel.h
 *	  The rows of a panel: many entities, each over many periods.
 */
#ifndef BSC_PANEL_H
#define BSC_PANEL_H

#include "attainment/sums.h"
#include "period/period.h"
#include "statistics/least_squares.h"

/* one slot of the table of entities; entity is one more than the number, 0 is empty */
typedef struct EntitySlot
{
	uint32		hash;
	uint32		entity;
} EntitySlot;

/* no period: an entity that is never treated */
#define PANEL_NEVER		PG_INT64_MIN

/*
 * What the aggregates over panels remember.  Row i is of entity[i] and
 * period[i] and has the numbers value[i * width .. (i + 1) * width - 1].
 */
typedef struct Panel
{
	MemoryContext context;
	int			width;			/* numbers in a row; 0: not known yet */
	int			option;			/* the aggregate's own, the same in all rows; -1: not known yet */
	int64		nrows;
	int64		row_room;
	uint32	   *entity;
	Period	   *period;
	double	   *value;
	/* entities: entity i is called names[name_off[i] .. name_off[i + 1] - 1] */
	uint32		nentities;
	uint32		entity_room;
	char	   *names;
	Size		name_room;
	Size	   *name_off;
	Period	   *start;			/* first treated period; for diff_in_diff */
	EntitySlot *slots;
	uint32		slot_mask;
	uint32		recent;			/* entity of the last row */
} Panel;

/* the rows by entity, in byte order of their names, then period */
typedef struct PanelOrder
{
	const Panel *panel;
	int64		nrows;
	uint32	   *rank;			/* place of each entity */
	int64	   *row;
} PanelOrder;

/* a panel in order, with numbers for entities and periods */
typedef struct Within
{
	int			n;				/* rows */
	int			nentities;
	int			nperiods;
	int			ngroups;		/* of entities that hang together */
	int		   *first;			/* first row of each entity, and the end */
	int		   *period;			/* of each row */
	bool		both;			/* take away the periods' levels too */
	bool		balanced;
	int		   *unknown;		/* of each period in the system, -1: left out */
	int			nunknowns;
	double	   *triangle;		/* Cholesky factor of the system, or NULL */
	double	   *levels;
	Sum		   *sums;			/* of each period */
	int		   *counts;
} Within;

/* what the regressions over panels return: one figure for each of k causes, NaN where there is none */
typedef struct PanelFit
{
	int			k;
	double	   *estimates;
	double	   *errors;
	double	   *t;
	double	   *p_values;
	double	   *covariance;		/* k x k */
	double		r_squared;
} PanelFit;

extern Panel *PanelArgument(FunctionCallInfo fcinfo, MemoryContext *context);
extern Panel *PanelCreate(MemoryContext context);
extern uint32 PanelEntity(Panel *panel, const char *name, int len, Period start);
extern double *PanelAddRow(Panel *panel, uint32 entity, Period period);
extern void PanelSetWidth(Panel *panel, int width);
extern void PanelOrderRows(PanelOrder *order, const Panel *panel);
extern void PanelRefuseTwice(const PanelOrder *order, int64 place);
extern char *PanelEntityName(const Panel *panel, uint32 entity);
extern int	PanelComparePeriods(const void *a, const void *b, void *arg);
extern Period PanelPeriodArgument(FunctionCallInfo fcinfo, int n);
extern void PanelWithin(Within *w, const PanelOrder *order, bool both, int64 *rows);
extern void PanelProject(Within *w, double *x);
extern Datum PanelAccumulate(FunctionCallInfo fcinfo, int option);
extern double PanelTakeColumn(Within *w, const Panel *panel, const int64 *rows, int column,
							  double *x, double *scale);
extern double *PanelClusterSums(const Within *w, const LeastSquares *ls, const double *residual);
extern double PanelSandwich(const double *inverse, const double *meat, int k, int a, int b);
extern bool PanelHasSpread(const double *inverse, int k, int a, double variance, double left);
extern void PanelFitBegin(PanelFit *fit, int k);
extern void PanelTakeEstimate(PanelFit *fit, int i, double part, double unit);
extern void PanelTakeError(PanelFit *fit, int i, double part, double variance, double unit, double df);
extern Datum PanelFitDatum(FunctionCallInfo fcinfo, const Within *w, const PanelFit *fit, bool has_df,
						   MemoryContext caller);

#endif							/* BSC_PANEL_H */
