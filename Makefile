# bsc: balanced scorecards inside PostgreSQL
#
# "make help" lists the targets. Building needs PGXS; the targets below OWN_GOALS do not: they install what is
# missing, or say what to install.

HERE := $(dir $(firstword $(MAKEFILE_LIST)))

EXTENSION = bsc
EXTVERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" "$(HERE)bsc.control")

# The rooms under src/, upper ones first: a room may use those before it.
ROOMS = period target attainment formula graph calendar statistics customer scorecard library result refresh learning report

# Names are relative to this file's folder, which a VPATH build is not in.
here-wildcard = $(patsubst $(HERE)%,%,$(sort $(wildcard $(HERE)$(1))))

# The SQL files of each room in the order in which they are loaded.
SQL_period = period period_during
SQL_target = target target_sum
SQL_attainment = combined_score tally tally_aggregates
SQL_formula = formula mix
SQL_graph = graph_value graph_questions graph_separation graph_spread
SQL_calendar = calendar
SQL_statistics = association estimates crm forecast limits season weights
SQL_customer = classes lifetime retention
SQL_scorecard = clock kind choices tables parents lookup node rules run_as initiatives entities places history notes past plan_entry document document_checks formulas judgements matching define definition changes catalogue template_source templates
SQL_result = reading outline nodes periods views evaluate contributors attribute moved explain closing initiative_status
SQL_library = measure_source library adopt
SQL_refresh = refresh drill record status_change progress freshness unlisted
SQL_learning = sentence_source series strategy_graph finding lint lint_remote wording controls pooled evidence learned causes missing initiative_effect environment audit phase outlook noise reasons lint_plan lint_causes review decisions
SQL_report = word_source palette marks figures map chart sheet phrases kept strategy_map text markdown style html html_learning notes grafana report closing as_of_source

# The templates of scorecards, the library's measures, the sentences of findings and the words of reports are data, which becomes SQL here.
TEMPLATES := $(call here-wildcard,src/scorecard/templates/*.json)
MADE_SQL_scorecard = src/scorecard/template_source.sql
LIBRARY := $(call here-wildcard,src/library/measures/*.json)
MADE_SQL_library = src/library/measure_source.sql
WORDS := $(call here-wildcard,src/report/words/*.json)
MADE_SQL_report = src/report/word_source.sql
SENTENCES := $(call here-wildcard,src/learning/words/*.json)
MADE_SQL_learning = src/learning/sentence_source.sql
# What reads a scorecard is written a second time, as of a moment of the past.
MADE_SQL_past = src/report/as_of_source.sql
EXTRA_CLEAN = $(MADE_SQL_past) $(MADE_SQL_scorecard) $(MADE_SQL_library) $(MADE_SQL_learning) $(MADE_SQL_report)

MODULE_big = bsc
OBJS := src/bsc.o $(foreach room,$(ROOMS),$(patsubst %.c,%.o,$(call here-wildcard,src/$(room)/*.c)))
SQL := src/bsc.sql $(foreach room,$(ROOMS),$(SQL_$(room):%=src/$(room)/%.sql)) src/bsc_end.sql
ALL_HEADERS := $(call here-wildcard,src/*.h) $(call here-wildcard,src/*/*.h)
DATA := $(call here-wildcard,bsc--*--*.sql)
DATA_built = bsc--$(EXTVERSION).sql
PGFILEDESC = "bsc - balanced scorecards over the tables a company already has"

REGRESS := $(patsubst sql/%.sql,%,$(call here-wildcard,sql/*.sql))
ISOLATION := $(patsubst test/isolation/specs/%.spec,%,$(call here-wildcard,test/isolation/specs/*.spec))
ISOLATION_OPTS = --inputdir=$(srcdir)/test/isolation
PG_CFLAGS = -fvisibility=hidden
# sums carry their rounding errors, which fused operations would lose
PG_CFLAGS += -ffp-contract=off
PG_CPPFLAGS = -I$(srcdir)/src -DBSC_VERSION='"$(EXTVERSION)"'

PG_CONFIG ?= pg_config
PGXS := $(shell "$(PG_CONFIG)" --pgxs 2>/dev/null)
# PGXS may come without the server's headers
SERVER_HEADERS := $(wildcard $(addsuffix /postgres.h,$(shell "$(PG_CONFIG)" --includedir-server 2>/dev/null)))

OWN_GOALS = help test check-readme test-science test-clients test-pictures test-bench test-all test-fresh demo demo-stop bench bench-scale matrix lint dist deb
.PHONY: $(OWN_GOALS)

ifneq ($(and $(wildcard $(PGXS)),$(SERVER_HEADERS)),)
# A server built with LLVM wants bitcode of extensions too: only where its clang is there.
ifeq ($(shell command -v $(firstword $(shell sed -n 's/^CLANG *= *//p' $(dir $(PGXS))../Makefile.global) clang)),)
override with_llvm := no
endif
include $(PGXS)
need := $(if $(shell command -v $(firstword $(CC))),,a C compiler ("$(firstword $(CC))"; Debian: apt-get install gcc libc6-dev))
else
need := PostgreSQL's pg_config with PGXS (Debian: apt-get install postgresql-server-dev-all, or postgresql-server-dev-NN for one version; elsewhere set PG_CONFIG)
all install installcheck uninstall clean:
endif

ifneq ($(need),)
ifneq ($(filter-out $(OWN_GOALS),$(or $(MAKECMDGOALS),all)),)
$(error missing: $(need))
endif
endif

bsc--$(EXTVERSION).sql: $(SQL) bsc.control Makefile
	cat $(filter %.sql,$^) >$@

TO_SQL = src/scorecard/templates/to_sql.pl

$(MADE_SQL_scorecard): $(TO_SQL) $(TEMPLATES)
	perl $< _template_source 'the templates with all their languages and variants' $(filter %.json,$^) >$@

$(MADE_SQL_library): $(TO_SQL) $(LIBRARY)
	perl $< _measure_source 'the measures of the library with all their languages and queries' $(filter %.json,$^) >$@

$(MADE_SQL_learning): $(TO_SQL) $(SENTENCES)
	perl $< _sentence_source 'the sentences of findings in all their languages' $(filter %.json,$^) >$@

$(MADE_SQL_report): $(TO_SQL) $(WORDS)
	perl $< _word_source 'the words of reports in all their languages' $(filter %.json,$^) >$@

$(MADE_SQL_past): src/as_of.pl $(filter-out %_source.sql,$(SQL))
	perl $< $(filter %.sql,$^) >$@

$(OBJS): $(ALL_HEADERS)

ifneq ($(HERE),./)
$(shell mkdir -p $(sort $(dir $(OBJS))))
endif

# Quoted for the shell: the folder may have any name.
quoted = '$(subst ','\'',$(HERE))test/$(1)'
run = @$(quoted)

help:
	@echo 'make                 build for the PostgreSQL of PG_CONFIG (default: pg_config)'
	@echo 'make install         install into that PostgreSQL'
	@echo 'make installcheck    run pg_regress and the isolation tests on a running server'
	@echo 'make test            run the tests on throw-away servers; SUITES="pgtap regress" or TESTS="period" for some'
	@echo 'make check-readme    run the examples of the documentation and check its links'
	@echo 'make test-science    the comparisons with SciPy and statsmodels'
	@echo 'make test-clients    real client programs: JDBC, ODBC, Python, Node.js, LibreOffice; what is not to be had is skipped'
	@echo 'make test-pictures   maps and report pages in Chromium'
	@echo 'make test-bench      the benchmarks, cut short: do they run?'
	@echo 'make test-all        all of them'
	@echo 'make test-fresh      demo and all tests in fresh chroots of Debian 12, and the Debian package in one'
	@echo 'make demo            a company, its tables and its scorecard on a local server of its own'
	@echo 'make demo-stop       stop that server and remove it'
	@echo 'make bench           run the benchmarks'
	@echo 'make bench-scale     36 million actuals, 50 million events: an hour, 30 GB of disk; SCALE=0.05 for a part of it'
	@echo 'make matrix          build and test on every PostgreSQL that Debian has (15, 17, 18), in cached chroots'
	@echo 'make lint            build with gcc and clang without a warning; static analysis if there'
	@echo 'make dist            the zip for PGXN'
	@echo 'make deb             a Debian package for the PostgreSQL of PG_CONFIG'
	@echo 'All but the first three install what is missing, or say what to install.'

test:
	$(call run,run)

test-science test-clients test-pictures test-bench test-all:
	$(call run,run) $(@:test-%=%)

test-fresh:
	$(call run,fresh)

bench:
	$(call run,run) --bench

bench-scale: export TESTS = scale
bench-scale: export SCALE ?= 1
bench-scale: export TEST_TIMEOUT ?= 36000
bench-scale:
	$(call run,run) --bench

check-readme: export SUITES = readme
check-readme:
	$(call run,run)

demo:
	$(call run,demo/run)

demo-stop:
	$(call run,demo/run) --stop

matrix:
	$(call run,matrix)

lint:
	$(call run,lint)

dist:
	$(call run,deb) --dist

deb:
	$(call run,deb)
