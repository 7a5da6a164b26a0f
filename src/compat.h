/*
 * compat.h
 *	  The differences between the server versions that bsc supports (15 on).
 *
 * Every #if on PG_VERSION_NUM lives here, so that the rest of the code reads
 * as if there were one PostgreSQL.
 */
#ifndef BSC_COMPAT_H
#define BSC_COMPAT_H

#include "fmgr.h"
#include "funcapi.h"
#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#include "varatt.h"
#else
#include "utils/guc.h"
#include "utils/guc_tables.h"
#endif

/* 18 can tell users the name and version of a loaded module */
#ifdef PG_MODULE_MAGIC_EXT
#define BSC_MODULE_MAGIC PG_MODULE_MAGIC_EXT(.name = "bsc", .version = BSC_VERSION)
#else
#define BSC_MODULE_MAGIC PG_MODULE_MAGIC
#endif

/*
 * Only what the server looks up by name is exported from the module: it is
 * built with -fvisibility=hidden, as PGXS does by itself from 16 on.  Before
 * 16 the server's macros do not mark their functions as exported, so they are
 * redefined here; every file that uses one of them includes this header,
 * directly or through its room's.
 */
#if PG_VERSION_NUM < 160000
#ifdef __GNUC__
#undef PGDLLEXPORT
#define PGDLLEXPORT __attribute__((visibility("default")))
#endif
#undef PG_FUNCTION_INFO_V1
#define PG_FUNCTION_INFO_V1(funcname) \
	extern PGDLLEXPORT Datum funcname(PG_FUNCTION_ARGS); \
	extern PGDLLEXPORT const Pg_finfo_record *CppConcat(pg_finfo_, funcname) (void); \
	const Pg_finfo_record * \
	CppConcat(pg_finfo_, funcname) (void) \
	{ \
		static const Pg_finfo_record info = {1}; \
		return &info; \
	} \
	extern int	no_such_variable
#endif

/* have memory fetched that will be read soon, where the compiler can say that */
#ifdef __GNUC__
#define BscPrefetch(address) __builtin_prefetch(address)
#else
#define BscPrefetch(address) ((void) (address))
#endif

/* 18 says that a function does not return in front of it */
#ifndef pg_noreturn
#define pg_noreturn __attribute__((noreturn))
#endif

/* soft errors of input functions came with 16; before, an error is an error */
#if PG_VERSION_NUM < 160000
#define ereturn(context, dummy_value, ...) \
	do { \
		(void) (context); \
		ereport(ERROR, __VA_ARGS__); \
		return dummy_value; \
	} while (0)
#define errsave(context, ...) \
	do { \
		(void) (context); \
		ereport(ERROR, __VA_ARGS__); \
	} while (0)
#define SOFT_ERROR_OCCURRED(escontext) false
#define BSC_ESCONTEXT(fcinfo) NULL
typedef struct Node BscErrorContext;
#else
#define BSC_ESCONTEXT(fcinfo) ((fcinfo)->context)
typedef struct Node BscErrorContext;
#endif

/*
 * Up to 15, RESET transaction_read_only puts a read-only transaction back to
 * read-write without asking, because it takes the stored reset value and skips
 * the check.  A result that is not NULL points to that stored value: while a
 * caller has it set to true, RESET cannot make the transaction read-write.
 * From 16 on the server refuses such a RESET.
 */
static inline bool *
ReadOnlyResetValue(void)
{
#if PG_VERSION_NUM < 160000
	struct config_generic **settings = get_guc_variables();

	for (int i = 0; i < GetNumConfigOptions(); i++)
		if (strcmp(settings[i]->name, "transaction_read_only") == 0)
			return &((struct config_bool *) settings[i])->reset_val;
#endif
	return NULL;
}

/* 17 moved the backend's local transaction id; needs storage/proc.h */
#if PG_VERSION_NUM >= 170000
#define BSC_LOCAL_XID (MyProc->vxid.lxid)
#else
#define BSC_LOCAL_XID (MyProc->lxid)
#endif

/* 17 can also ask for a stronger lock; needs storage/lock.h */
#if PG_VERSION_NUM >= 170000
#define BscLockHeldByMe(tag, mode) LockHeldByMe(tag, mode, false)
#else
#define BscLockHeldByMe(tag, mode) LockHeldByMe(tag, mode)
#endif

/* an entry of the table of activities; needs utils/backend_status.h */
#if PG_VERSION_NUM >= 160000
#define LocalBackendStatus(index) pgstat_get_local_beentry_by_index(index)
#else
#define LocalBackendStatus(index) pgstat_fetch_stat_local_beentry(index)
#endif

#endif							/* BSC_COMPAT_H */
