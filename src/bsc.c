/*
 * bsc.c
 *	  What the server asks of every loadable module.
 */
#include "postgres.h"

#include "compat.h"

BSC_MODULE_MAGIC;
