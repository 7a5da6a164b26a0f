# bsc: balanced scorecards inside PostgreSQL

EXTENSION = bsc
EXTVERSION = $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" bsc.control)

# The rooms under src/, upper ones first: a room may use those before it.
ROOMS = period target attainment graph statistics scorecard refresh result learning report

MODULE_big = bsc
OBJS = src/bsc.o $(foreach room,$(ROOMS),$(patsubst %.c,%.o,$(sort $(wildcard src/$(room)/*.c))))
SQL = src/bsc.sql $(foreach room,$(ROOMS),$(sort $(wildcard src/$(room)/*.sql)))
DATA = $(wildcard bsc--*--*.sql)
DATA_built = bsc--$(EXTVERSION).sql
PGFILEDESC = "bsc - balanced scorecards over the tables a company already has"

REGRESS = $(sort $(patsubst sql/%.sql,%,$(wildcard sql/*.sql)))
PG_CPPFLAGS = -I$(srcdir)/src -DBSC_VERSION='"$(EXTVERSION)"'

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

bsc--$(EXTVERSION).sql: $(SQL) bsc.control Makefile
	cat $(SQL) >$@

$(OBJS): $(wildcard src/*.h src/*/*.h)
