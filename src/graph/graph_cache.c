/*
 * graph_cache.c
 *	  Large stored graphs stay in memory, up to a limit.
 *
 * A graph of ten megabytes takes milliseconds to read from its TOAST table
 * and microseconds to search, so each backend keeps the graphs that it used
 * last.  Only values stored out of line are kept, as only they have an
 * identity: the TOAST table and the value's number in it.
 *
 * That identity can be used again for another value, after the old one is
 * vacuumed away and the number counter has wrapped, or when the table is
 * dropped.  So an entry is believed only after the stored header, with its
 * 128-bit hash of the content, was read anew and compared.  What a command
 * has seen once cannot change under it: the check is repeated only in a new
 * command, so that a lateral join of a thousand calls makes it once.
 *
 * The setting bsc.graph_cache_size limits the sum of the graphs' sizes; the
 * least recently used go first, and at 0 nothing is kept.  An entry in use
 * by a function that returns row by row is put out of the table at once, but
 * lives until the memory context that holds the function's state is reset.
 *
 * There is one static pointer, to a structure of this backend alone.
 */
#include "postgres.h"

#include "access/detoast.h"
#include "access/xact.h"
#include "lib/ilist.h"
#include "miscadmin.h"
#include "storage/proc.h"
#include "utils/guc.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"

#include "graph/graph.h"

/* smaller values are read again each time, which costs as little */
#define CACHE_MIN_SIZE	(16 * 1024)

typedef struct CacheKey
{
	Oid			toastrelid;
	Oid			valueid;
	int32		rawsize;
} CacheKey;

typedef struct CachedGraph CachedGraph;

typedef struct CacheSlot
{
	CacheKey	key;			/* must be first */
	CachedGraph *graph;
} CacheSlot;

struct CachedGraph
{
	dlist_node	recency;		/* most recently used first; if in the table */
	CacheKey	key;
	bool		in_table;
	int			pins;
	MemoryContext context;		/* holds this and the value */
	Size		size;
	/* the command that last compared the hash */
	LocalTransactionId lxid;
	CommandId	command;
	TimestampTz statement;
	CausalGraph *value;
};

typedef struct GraphCache
{
	MemoryContext context;
	HTAB	   *table;
	dlist_head	recency;
	Size		size;
} GraphCache;

PGDLLEXPORT void _PG_init(void);

static GraphCache *cache = NULL;
static int	graph_cache_size = 65536;

static Size
CacheLimit(int kilobytes)
{
	return (Size) kilobytes * 1024;
}

/* Free an entry, or leave that to the last one who uses it. */
static void
DropEntry(CachedGraph *graph)
{
	if (graph->in_table)
	{
		hash_search(cache->table, &graph->key, HASH_REMOVE, NULL);
		dlist_delete(&graph->recency);
		cache->size -= graph->size;
		graph->in_table = false;
	}
	if (graph->pins == 0)
		MemoryContextDelete(graph->context);
}

/* Drop the least recently used entries until "size" bytes are left. */
static void
ShrinkTo(Size size)
{
	while (cache != NULL && cache->size > size)
		DropEntry(dlist_tail_element(CachedGraph, recency, &cache->recency));
}

/* A smaller limit takes effect at once. */
static void
AssignCacheSize(int newval, void *extra)
{
	ShrinkTo(CacheLimit(newval));
}

static void
UnpinEntry(void *arg)
{
	CachedGraph *graph = (CachedGraph *) arg;

	graph->pins--;
	if (!graph->in_table)
		DropEntry(graph);
}

/* Keep an entry alive as long as the current memory context. */
static void
PinEntry(CachedGraph *graph)
{
	MemoryContextCallback *callback = palloc(sizeof(MemoryContextCallback));

	callback->func = UnpinEntry;
	callback->arg = graph;
	MemoryContextRegisterResetCallback(CurrentMemoryContext, callback);
	graph->pins++;
}

/* Make the cache the first time it is needed. */
static void
CreateCache(void)
{
	MemoryContext context;
	GraphCache *made;
	HASHCTL		ctl;

	context = AllocSetContextCreate(TopMemoryContext, "bsc causal graph cache",
									ALLOCSET_SMALL_SIZES);
	made = MemoryContextAllocZero(context, sizeof(GraphCache));
	made->context = context;
	ctl.keysize = sizeof(CacheKey);
	ctl.entrysize = sizeof(CacheSlot);
	ctl.hcxt = context;
	made->table = hash_create("bsc causal graphs", 16, &ctl,
							  HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	dlist_init(&made->recency);
	cache = made;
}

/* Was the entry compared with what is stored, by this very command? */
static bool
IsCheckedNow(CachedGraph *graph)
{
	return graph->lxid == BSC_LOCAL_XID &&
		graph->command == GetCurrentCommandId(false) &&
		graph->statement == GetCurrentStatementStartTimestamp();
}

static void
MarkChecked(CachedGraph *graph)
{
	graph->lxid = BSC_LOCAL_XID;
	graph->command = GetCurrentCommandId(false);
	graph->statement = GetCurrentStatementStartTimestamp();
}

/* Compare an entry with the header of what is stored now. */
static bool
IsStillStored(CachedGraph *graph, Datum value)
{
	CausalGraph *header = DatumGetGraphHeader(value);
	bool		same;

	same = memcmp((char *) header + VARHDRSZ, (char *) graph->value + VARHDRSZ,
				  sizeof(CausalGraph) - VARHDRSZ) == 0;
	pfree(header);
	return same;
}

/* Read a graph into the cache. */
static CachedGraph *
LoadEntry(Datum value, const CacheKey *key, Size size)
{
	MemoryContext context;
	MemoryContext caller;
	CachedGraph *graph;
	CacheSlot  *slot;
	bool		found;

	/* until it is complete it belongs to the caller, should there be an error */
	context = AllocSetContextCreate(CurrentMemoryContext, "bsc causal graph",
									ALLOCSET_SMALL_SIZES);
	caller = MemoryContextSwitchTo(context);
	graph = palloc0(sizeof(CachedGraph));
	graph->context = context;
	graph->key = *key;
	graph->size = size;
	graph->value = (CausalGraph *) PG_DETOAST_DATUM(value);
	MemoryContextSwitchTo(caller);
	GraphCheckHeader(graph->value, VARSIZE(graph->value));

	ShrinkTo(CacheLimit(graph_cache_size) - size);
	slot = hash_search(cache->table, key, HASH_ENTER, &found);
	slot->graph = graph;
	MemoryContextSetParent(context, cache->context);
	dlist_push_head(&cache->recency, &graph->recency);
	cache->size += size;
	graph->in_table = true;
	MarkChecked(graph);
	return graph;
}

/*
 * A graph from the cache, or NULL if it is not of the kind that is cached:
 * then the caller must detoast it.  The result is good until the next call,
 * or with "keep" as long as the current memory context.
 */
const CausalGraph *
GraphCacheFetch(Datum value, bool keep)
{
	struct varlena *stored = (struct varlena *) DatumGetPointer(value);
	struct varatt_external pointer;
	CacheKey	key;
	CacheSlot  *slot;
	CachedGraph *graph;
	Size		size;

	if (!VARATT_IS_EXTERNAL_ONDISK(stored))
		return NULL;
	VARATT_EXTERNAL_GET_POINTER(pointer, stored);
	size = (Size) pointer.va_rawsize;
	if (size < CACHE_MIN_SIZE || size > CacheLimit(graph_cache_size))
		return NULL;

	if (cache == NULL)
		CreateCache();
	memset(&key, 0, sizeof(key));
	key.toastrelid = pointer.va_toastrelid;
	key.valueid = pointer.va_valueid;
	key.rawsize = pointer.va_rawsize;
	slot = hash_search(cache->table, &key, HASH_FIND, NULL);
	graph = slot ? slot->graph : NULL;
	if (graph != NULL && !IsCheckedNow(graph))
	{
		if (IsStillStored(graph, value))
			MarkChecked(graph);
		else
		{
			DropEntry(graph);
			graph = NULL;
		}
	}
	if (graph == NULL)
		graph = LoadEntry(value, &key, size);
	else
		dlist_move_head(&cache->recency, &graph->recency);
	if (keep)
		PinEntry(graph);
	return graph->value;
}

/* What the server calls once, when it loads the module. */
void
_PG_init(void)
{
	DefineCustomIntVariable("bsc.graph_cache_size",
							"Sets how much memory a session may use to keep causal graphs at hand.",
							"Large graphs are kept after they are read from a table; 0 keeps none.",
							&graph_cache_size,
							65536, 0, MAX_KILOBYTES,
							PGC_USERSET, GUC_UNIT_KB,
							NULL, AssignCacheSize, NULL);
	MarkGUCPrefixReserved("bsc");
}
