# Tools for measuring: bench/tools/X.c and bench/reference/X.c become
# $O/bench/X.  Included by the Makefile after its own rules.
#
#   cgpbench     plays the server against any helper and measures it: the
#                harness that is installed
#   cgpserve     the same conversation for tests: one run, every law
#   mkcorpus     makes mails and a matching signature file from a seed
#   mkpadding    makes signatures that bring a set to its true size
#   null_helper  answers OK to everything: the yardstick of the protocol
#   null_threads answers OK to everything by threads that do nothing else: the
#                yardstick of handing over
#   plain_scan   the shortest way from a request to an answer: the yardstick
#                of the whole helper

BENCH_TOOLS := $(patsubst bench/tools/%.c,$O/bench/%,$(wildcard bench/tools/*.c)) \
        $(patsubst bench/reference/%.c,$O/bench/%,$(wildcard bench/reference/*.c))

# What the tests need to be there.
TOOLS_BUILT ?= $(BENCH_TOOLS)

.PHONY: bench-tools
bench-tools: $(BENCH_TOOLS) ## cgpbench, cgpserve, mkcorpus and the reference helpers

SERVE_OBJECTS := $(patsubst %.c,$O/%.o,$(wildcard bench/serve/*.c))
HARNESS_OBJECTS := $(patsubst %.c,$O/%.o,$(wildcard bench/harness/*.c))

# Explicit rules, so that the library stands behind all that needs it.
$O/bench/cgpserve $O/bench/mkcorpus $O/bench/mkpadding: $O/bench/%: $O/bench/tools/%.o $(SERVE_OBJECTS) $(LIB)
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$O/bench/cgpbench: $O/bench/tools/cgpbench.o $(HARNESS_OBJECTS) $(SERVE_OBJECTS) $(LIB)
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# Unit tests of what the harness is made of.
$(filter $O/tests/unit/test_bench_%,$(UNIT_TESTS)): $O/tests/unit/%: \
        $O/tests/unit/%.o $(SUPPORT) $(HARNESS_OBJECTS) $(SERVE_OBJECTS) $(LIB)
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka $(LDLIBS)

$O/bench/%: $O/bench/reference/%.o $(LIB)
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

.PHONY: compare-portable
compare-portable: $(PROGRAM) $(BENCH_TOOLS) ## the portable matcher beside Hyperscan, on the corpora of DATA
	$(Q)$(MAKE) --no-print-directory VARIANT=portable build/portable/CGPFilter
	$(Q)bench/tools/compare-portable $(abspath $(PROGRAM)) $(abspath build/portable/CGPFilter) \
	    $(abspath $O/bench) $(abspath $(DATA))

.PHONY: compare-clamd-rate
compare-clamd-rate: $(PROGRAM) $(BENCH_TOOLS) ## messages a core-second beside clamd, on the corpora of DATA
	$(Q)bench/tools/compare-clamd-rate $(abspath $(PROGRAM)) $(abspath $O/bench) $(abspath $(DATA))

.PHONY: compare-bogofilter
compare-bogofilter: $(PROGRAM) ## learning and rating beside bogofilter, on the SpamAssassin corpus of DATA
	$(Q)bench/tools/compare-bogofilter $(abspath $(PROGRAM)) \
	    $(abspath conf/cartridge/default.cartridge) $(abspath $(DATA))

.PRECIOUS: $O/bench/tools/%.o $O/bench/reference/%.o $O/bench/serve/%.o $O/bench/harness/%.o
