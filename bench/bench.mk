# Benchmarks: a part of the top Makefile.
#
# bench/bench_NAME.c defines bench_NAME(void); a new file is found by itself.
# Other .c files here are shared between them.
#
#   BENCH=          only benchmarks whose name matches this expression
#   BENCH_TEXT=     a file of text to scan, in place of the generated one
#   BENCH_FLAGS=    more --benchmark_... options
#
# The table is printed; the raw figures go to $O/bench/bench.json.

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
	   echo 'void (*const bench_list[])(void) = {'; \
	   for name in $(BENCH_NAMES); do echo "bench_$$name,"; done; \
	   echo '0};'; \
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

$(BENCH_SUITE): $(BENCH_OBJECTS) $(LIB)
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lbenchmark $(LDLIBS) -lstdc++

.PHONY: bench bench-smoke FORCE
bench: $(BENCH_SUITE) $(BENCH_PROGRAMS) ## benchmarks, BENCH= to choose; raw figures in JSON
	$(Q)BENCH_COMMIT=$(BENCH_COMMIT) BENCH_TEXT=$(BENCH_TEXT) $(BENCH_SUITE) \
	    --benchmark_filter='$(BENCH)' --benchmark_out=$O/bench/bench.json \
	    --benchmark_out_format=json $(BENCH_FLAGS)
	@echo "raw figures: $O/bench/bench.json"

# A few iterations each: do they run, and are their answers right?
bench-smoke: $(BENCH_SUITE) $(BENCH_PROGRAMS) ## every benchmark once, to see it run
	$(Q)$(BENCH_SUITE) --benchmark_filter='$(BENCH)' \
	    --benchmark_min_time=0.001 >/dev/null
	@echo "bench-smoke: all answers right"
