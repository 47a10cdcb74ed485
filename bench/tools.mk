# Tools for measuring: bench/tools/X.c and bench/reference/X.c become
# $O/bench/X.  Included by the Makefile after its own rules.
#
#   cgpserve     plays the server against any helper, checks every answer
#   mkcorpus     makes mails and a matching signature file from a seed
#   null_helper  answers OK to everything: the yardstick of the protocol
#   plain_scan   the shortest way from a request to an answer: the yardstick
#                of the whole helper

BENCH_TOOLS := $(patsubst bench/tools/%.c,$O/bench/%,$(wildcard bench/tools/*.c)) \
        $(patsubst bench/reference/%.c,$O/bench/%,$(wildcard bench/reference/*.c))

# What the tests need to be there.
TOOLS_BUILT ?= $(BENCH_TOOLS)

.PHONY: bench-tools
bench-tools: $(BENCH_TOOLS) ## cgpserve, mkcorpus and the reference helpers

# An explicit rule, so that the library stands behind all that needs it.
$O/bench/cgpserve: $O/bench/tools/cgpserve.o \
        $(patsubst %.c,$O/%.o,$(wildcard bench/serve/*.c)) $(LIB)
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$O/bench/%: $O/bench/reference/%.o $(LIB)
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

.PRECIOUS: $O/bench/tools/%.o $O/bench/reference/%.o $O/bench/serve/%.o
