# Benchmarks: a part of the top Makefile.
#
# bench/bench_NAME.c defines bench_NAME(void); a new file is found by itself.
# Other .c files here are shared between them.
#
#   BENCH=          only benchmarks whose name matches this expression
#   BENCH_TEXT=     a file of text to scan, in place of the generated one
#   BENCH_FLAGS=    more --benchmark_... options
#
#   BASE=           bench-compare: the revision to compare with, default HEAD
#   BENCH_ROUNDS=   bench-compare: how often old and new are timed in turn
#   BENCH_WORSE=    per cent more instructions that end in an error
#
# The table is printed, and kept in $O/bench/bench.txt; the raw figures go to
# $O/bench/bench.json.

BENCH_NAMES := $(sort $(patsubst bench/bench_%.c,%,$(wildcard bench/bench_*.c)))
BENCH_SUITE := $O/bench/cgpbench-suite
BENCH_OBJECTS := $(patsubst %.c,$O/%.o,$(wildcard bench/*.c)) \
        $(patsubst %.c,$O/%.o,$(wildcard bench/serve/*.c)) \
        $O/bench/bench_shim.o $O/bench/bench_list.o
# What bench_pipeline starts.
BENCH_PROGRAMS := $(PROGRAM) $(patsubst %,$O/bench/%,\
        mkcorpus null_helper null_pipeline plain_scan)
BENCH_COMMIT = $(shell git describe --always --dirty 2>/dev/null)
BENCH_WARN := $(filter-out -Wstrict-prototypes -Wmissing-prototypes,$(WARN))

# Written again only when a benchmark came or went.
$O/bench/bench_list.c: FORCE
	@mkdir -p $(@D)
	@{ echo '#include "bench/bench_list.h"'; \
	   for name in $(BENCH_NAMES); do echo "void bench_$$name(void);"; done; \
	   echo 'const struct bench_suite bench_list[] = {'; \
	   for name in $(BENCH_NAMES); do \
	       echo "{\"$$name\", bench_$$name},"; \
	   done; \
	   echo '{0, 0}};'; \
	   echo 'const size_t bench_list_count = $(words $(BENCH_NAMES));'; \
	 } > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$O/bench/bench_list.o: $O/bench/bench_list.c
	$(SAY) CC $<
	$(Q)$(CC) $(CPPFLAGS) $(BASE_CFLAGS) $(CFLAGS) -c -o $@ $<

$O/bench/bench_shim.o: bench/bench_shim.cc Makefile
	@mkdir -p $(@D)
	$(SAY) CXX $<
	$(Q)$(CXX) $(CPPFLAGS) -std=c++17 -pthread $(BENCH_WARN) $(CFLAGS) \
	    -MMD -MP -c -o $@ $<

# Compiled again when valgrind's header came or went.
$O/bench/count.o: $O/bench/callgrind
$O/bench/callgrind: FORCE
	@mkdir -p $(@D)
	@ls /usr/include/valgrind/callgrind.h >$@.new 2>/dev/null || true
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(BENCH_SUITE): $(BENCH_OBJECTS) $(LIB)
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lbenchmark $(LDLIBS) -lstdc++

.PHONY: bench bench-build bench-smoke FORCE
bench-build: $(BENCH_SUITE) $(BENCH_PROGRAMS)
bench: bench-build ## benchmarks, BENCH= to choose; a table, raw figures in JSON
	$(Q)rm -f $O/bench/failed; { BENCH_COMMIT=$(BENCH_COMMIT) \
	    BENCH_TEXT=$(BENCH_TEXT) $(BENCH_SUITE) \
	    --benchmark_filter='$(BENCH)' --benchmark_out=$O/bench/bench.json \
	    --benchmark_out_format=json $(BENCH_FLAGS) || \
	    touch $O/bench/failed; } | tee $O/bench/bench.txt
	@test ! -e $O/bench/failed
	@echo "table: $O/bench/bench.txt, raw figures: $O/bench/bench.json"

# A few iterations each: do they run, and are their answers right?
bench-smoke: bench-build ## every benchmark once, to see it run
	$(Q)$(BENCH_SUITE) --benchmark_filter='$(BENCH)' \
	    --benchmark_min_time=0.001 >/dev/null
	@echo "bench-smoke: all answers right"

# ---- instructions -------------------------------------------------------------
#
# What callgrind counts is the same on a busy machine as on an idle one.

BASE ?= HEAD
BENCH_ROUNDS ?= 5
BENCH_WORSE ?= 5
PACKAGES_COUNT := valgrind
COUNTED := bench/instructions.txt
COUNT := bench/tools/count-instructions $(BENCH_SUITE) $(COUNTED)

.PHONY: deps-count count-build bench-compare check-instructions instructions
deps-count:
	@DEPS=$(DEPS) tests/support/install-packages $(PACKAGES_COUNT)

# Figures from a build for one processor say nothing about another one.
count-build: deps-count
	@case '$(CFLAGS)' in *-march=*|*-mtune=*) \
	    echo 'count instructions without -march= and -mtune=' >&2; exit 2;; esac
	$(Q)$(MAKE) --no-print-directory bench-build

check-instructions: count-build ## has a stage become dearer? (bench/instructions.txt)
	$(Q)$(COUNT) >$O/bench/instructions.txt
	$(Q)bench/tools/compare-instructions $(COUNTED) $O/bench/instructions.txt $(BENCH_WORSE)

instructions: count-build ## take the counts of now as those to hold
	$(Q)$(COUNT) >$O/bench/instructions.txt
	$(Q)cp $O/bench/instructions.txt $(COUNTED)

bench-compare: count-build ## this tree against BASE=, by time and by instructions
	$(Q)O=$O MAKE='$(MAKE)' bench/tools/compare-bench $(BASE) '$(BENCH)' \
	    $(BENCH_ROUNDS) $(BENCH_WORSE)

# ---- the targets -------------------------------------------------------------

# Mails to measure memory with, besides those that are made up.
SPEED_CORPORA ?= $(wildcard $(DATA)/corpus/*.tar.xz)

.PHONY: speed-report
speed-report: bench-build $O/bench/cgpbench $O/bench/cgpserve $O/bench/null_threads ## are the targets of speed and memory held? (some minutes)
	$(Q)bench/tools/speed-report $O $(SPEED_CORPORA)
