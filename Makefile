# CGPFilter - virus and spam filter helper for CommuniGate Pro
#
# `make demo` and `make test` are all a newcomer needs; `make help` lists the
# rest.  Both install missing Debian packages first (DEPS=no to skip that).
#
#   V=1          show the commands
#   ERR=1        warnings are errors (CI)
#   VARIANT=     release (default), debug, asan, tsan, portable, avx512
#                (emulated): one object folder each, build/$(VARIANT)
#   CC= CXX=     compilers
#   DESTDIR=     staging root for install
#   BASEDIR=     CommuniGate base directory, default /var/CommuniGate
#   JOBS=        what demo and test build at the same time, unless make was
#                given -j, and how many tests or files of tests run (8 at most);
#                default one a processor
#   INTEGRATION= files of integration tests, by name; all without
#   FUZZ_SECONDS= time for each fuzzer, default 60
#   BENCH=       only benchmarks whose name contains this
#   DATA=        mail corpora and signature sets that are not part of the
#                project (archives); tests that want them say so and skip

.DEFAULT_GOAL := all

VERSION := 0.1.0
VARIANT ?= release
BASEDIR ?= /var/CommuniGate
override JOBS := $(or $(strip $(JOBS)),$(shell getconf _NPROCESSORS_ONLN 2>/dev/null \
    || getconf NPROCESSORS_ONLN 2>/dev/null),1)
FUZZ_SECONDS ?= 60
DATA ?= ../shared/data

O := build/$(VARIANT)
CLANG ?= clang
LIBFUZZER_FLAGS := -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all

ifneq ($(V),1)
Q := @
SAY = @printf '  %-8s %s\n'
else
SAY = @:
endif

# ---- dependencies -------------------------------------------------------------
#
# Packages come before everything: the compiler is asked below what it builds
# for.  build/.deps.mk is an included makefile, so make brings it up to date
# first and then starts over.

PACKAGES := gcc g++ pkg-config libhyperscan-dev libjemalloc-dev liburcu-dev \
        libbenchmark-dev libcmocka-dev libssl-dev libarchive-dev libmspack-dev libpcre2-dev libyara-dev zlib1g-dev liblzma-dev libpsl-dev libutf8proc-dev \
        libxxhash-dev liblmdb-dev libhiredis-dev libmicrohttpd-dev libsodium-dev libzstd-dev libcurl4-openssl-dev bats perl \
        mandoc procps diffutils xz-utils bzip2
PACKAGES_FUZZ := clang libclang-rt-14-dev
PACKAGES_LINT := clang-format cppcheck
NO_PACKAGES_GOALS := clean help dist uninstall

ifneq ($(filter-out $(NO_PACKAGES_GOALS),$(or $(MAKECMDGOALS),all)),)
-include build/.deps.mk
endif

build/.deps.mk: Makefile tests/support/install-packages
	@mkdir -p build
	@DEPS=$(DEPS) tests/support/install-packages $(PACKAGES)
	@touch $@

.PHONY: deps deps-fuzz deps-lint
deps: build/.deps.mk ## install missing Debian packages (DEPS=no: skip)
deps-fuzz:
	@DEPS=$(DEPS) tests/support/install-packages $(PACKAGES_FUZZ)
deps-lint:
	@DEPS=$(DEPS) tests/support/install-packages $(PACKAGES_LINT)

# ---- flags ------------------------------------------------------------------

# Ahead of what the compiler is asked for.
ifeq ($(VARIANT),fuzz)
CC := $(CLANG)
endif
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
        -Wformat=2 -Wconversion -Wundef -Wpointer-arith
ifeq ($(ERR),1)
WARN += -Werror
endif
BUILD_DATE := $(shell date -u $${SOURCE_DATE_EPOCH:+-d @$$SOURCE_DATE_EPOCH} +%Y-%m-%d)
CPPFLAGS += -I. -D_GNU_SOURCE -DCGPFILTER_VERSION='"$(VERSION)"' \
        -include core/base/banned.h
CFLAGS ?= -O2 -g
BASE_CFLAGS := -std=c11 -pthread -fno-strict-aliasing $(WARN)
HARDEN := -fstack-protector-strong -fPIE
# Of the libraries named below the program loads some itself, when it needs them
# (simd/shared_library.h): tests and tools call them directly, and so need them.
LDFLAGS += -pthread -Wl,--as-needed
LDLIBS := -lurcu-memb -lcrypto -larchive -llzma -lmspack -lpcre2-8 -lpsl -lutf8proc -llmdb -lhiredis -lsodium -lzstd -lz -lm

ARCH := $(shell $(CC) -dumpmachine 2>/dev/null | cut -d- -f1)
YARA := $(shell printf '\#include <yara.h>\n\#ifndef __GLIBC__\n\#error\n\#endif\n' | $(CC) -E - >/dev/null 2>&1 && echo yes)
# A program that is linked statically loads nothing.
ifneq ($(filter -static%,$(CC) $(LDFLAGS)),)
CPPFLAGS += -DLIBRARIES_LINKED
endif
# Of these two the header alone: the library is loaded by whoever wants it.
CURL := $(shell printf '\#include <curl/curl.h>\n' | $(CC) -E - >/dev/null 2>&1 && echo yes)
MICROHTTPD := $(shell printf '\#include <microhttpd.h>\n' | $(CC) -E - >/dev/null 2>&1 && echo yes)
# The kernel's own header.
IO_URING := $(shell printf '\#include <linux/io_uring.h>\n\#ifndef IORING_SETUP_COOP_TASKRUN\n\#error\n\#endif\n' | $(CC) -E - >/dev/null 2>&1 && echo yes)
HYPERSCAN := $(shell printf '\#include <hs/hs.h>\n' | $(CC) -E - >/dev/null 2>&1 && echo yes)

# With a sanitizer's instrumentation gcc 12 takes initialised memory for
# uninitialised; the release build has the warning.
SANITIZED := -O1 -g -fno-omit-frame-pointer -Wno-maybe-uninitialized

ifneq ($(filter release avx512,$(VARIANT)),)
CPPFLAGS += -D_FORTIFY_SOURCE=2
HARDEN += -Wl,-z,relro,-z,now -pie
LDFLAGS += -static-libgcc
# Inside of the program: as a shared library it has libstdc++ come along, with
# half of all the symbols that a start looks up.
JEMALLOC := $(shell $(CC) -print-file-name=libjemalloc_pic.a)
LDLIBS += $(if $(filter /%,$(JEMALLOC)),$(JEMALLOC) -lm,-ljemalloc)
else ifeq ($(VARIANT),asan)
CPPFLAGS += -DCHECK_HOT_ON
CFLAGS := $(SANITIZED) -fsanitize=address,undefined -fno-sanitize-recover=undefined
LDFLAGS += -fsanitize=address,undefined
else ifeq ($(VARIANT),tsan)
CPPFLAGS += -DCHECK_HOT_ON
CFLAGS := $(SANITIZED) -fsanitize=thread
# An object, since from a library the linker would not take it.
TSAN_OPTIONS_OBJECT := $O/tests/support/sanitizer/tsan_options.o
LDFLAGS += -fsanitize=thread $(TSAN_OPTIONS_OBJECT)
else ifeq ($(VARIANT),debug)
CPPFLAGS += -DCHECK_HOT_ON
CFLAGS := -O0 -g3
else ifeq ($(VARIANT),fuzz)
CPPFLAGS += -DCHECK_HOT_ON
CFLAGS := -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined \
        -fno-sanitize-recover=all
LDFLAGS += -fsanitize=address,undefined
else ifeq ($(VARIANT),portable)
# What SPARC and the rest get: no Hyperscan, no vector kernels, nothing that is
# Linux's own (conf/PORTING.md).
ARCH := portable
HYPERSCAN :=
YARA :=
MICROHTTPD :=
IO_URING :=
CPPFLAGS += -DPORTABLE_ONLY -DPLAIN_UNIX
endif

# gcc for x86 copies what it knows to be short by `rep movs` and clears it by
# `rep stos`, both with a start-up of some 30 cycles: the C library is faster.
BASE_CFLAGS += $(shell echo | $(CC) -mstringop-strategy=libcall -E -xc - >/dev/null 2>&1 && echo -mstringop-strategy=libcall)

ifeq ($(HYPERSCAN),yes)
CPPFLAGS += -DHAVE_HYPERSCAN
LDLIBS += -lhs -lstdc++
endif
ifeq ($(YARA),yes)
LDLIBS += -lyara
endif

# ---- sources: a new .c file in these folders is built by itself -------------

SOURCES := $(wildcard simd/*.c core/*/*.c core/archive/*/*.c threads/*.c threads/*/*.c threads/command/*/*.c)
ifneq ($(ARCH),x86_64)
SOURCES := $(filter-out %_sse42.c %_avx2.c %_avx512.c,$(SOURCES))
endif
ifneq ($(HYPERSCAN),yes)
SOURCES := $(filter-out simd/matcher_hs.c simd/matcher_mixed.c simd/matcher_twofold.c,$(SOURCES))
endif
# Either of them; a static program has the second in any case (conf/static.mk).
SOURCES := $(filter-out core/yara/$(if $(YARA),yara_none,yara).c,$(SOURCES))
SOURCES := $(filter-out threads/record/metrics_http$(if $(MICROHTTPD),_none).c,$(SOURCES))
SOURCES := $(filter-out threads/shared/receipts$(if $(IO_URING),_none).c,$(SOURCES))
SOURCES := $(filter-out $(addprefix threads/command/update/,$(if $(CURL),fetch_none.c,fetch.c fetch_arrival.c fetch_curl.c)),$(SOURCES))
MAIN := threads/main.c
LIB_OBJECTS := $(patsubst %.c,$O/%.o,$(filter-out $(MAIN),$(SOURCES)))
LIB := $O/libcgpfilter.a
PROGRAM := $O/CGPFilter

UNIT_TESTS := $(patsubst tests/unit/%.c,$O/tests/unit/%,$(wildcard tests/unit/test_*.c))
ifeq ($(VARIANT),tsan)
# What runs in one thread has nothing for TSan to see, and takes minutes: of the
# units only those of threads/, without a person's commands.
UNIT_TESTS := $(filter $(addprefix $O/tests/unit/test_,$(notdir $(basename \
        $(wildcard threads/*/*.c)))),$(UNIT_TESTS))
endif
STRESS_TESTS := $(patsubst tests/stress/%.c,$O/tests/stress/%,$(wildcard tests/stress/stress_*.c))
FUZZERS := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
REPLAYS := $(patsubst %,$O/tests/fuzz/%,$(FUZZERS))
SUPPORT := $(patsubst %.c,$O/%.o,$(wildcard tests/support/*.c))

.PHONY: all
all: $(PROGRAM) ## release build

$O/%_sse42.o: KERNEL_FLAGS := -msse4.2 -mpopcnt
$O/%_avx2.o: KERNEL_FLAGS := -mavx2 -mbmi -mbmi2 -mlzcnt -mpopcnt
$O/%_avx512.o: KERNEL_FLAGS := -mavx2 -mbmi -mbmi2 -mlzcnt -mpopcnt -mavx512f \
        -mavx512bw -mavx512dq -mavx512vl -mavx512vbmi -mavx512vbmi2
ifeq ($(VARIANT),avx512)
# Kernels of that level on a processor of the level below: slow, and all else as
# in the release.
$O/simd/cpu.o: CPPFLAGS += -DAVX512_EMULATED
$O/%_avx512.o: KERNEL_FLAGS := -mavx2 -mbmi -mbmi2 -mlzcnt -mpopcnt -Itests/support/avx512 -Wno-psabi
endif

$O/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(SAY) CC $<
	$(Q)$(CC) $(CPPFLAGS) $(BASE_CFLAGS) $(CFLAGS) $(filter-out -Wl%,$(filter-out -pie,$(HARDEN))) \
	    $(KERNEL_FLAGS) -MMD -MP -c -o $@ $<

# What the program loads is what it would have been linked with.
soname = $(addprefix -DSONAME=,$(shell readelf -d \
        $$($(CC) -print-file-name=lib$1.so) 2>/dev/null | sed -n 's/.*SONAME.*\[\(.*\)\]/"\\"\1\\""/p'))
$O/core/base/libarchive.o: CPPFLAGS += $(call soname,archive)
$O/core/base/libcrypto.o: CPPFLAGS += $(call soname,crypto)
$O/core/yara/yara.o: CPPFLAGS += $(call soname,yara)
$O/simd/matcher_hs.o: CPPFLAGS += $(call soname,hs)

# The start-up line names the build date; nothing else is rebuilt for it.
$O/threads/base/version.o: CPPFLAGS += -DCGPFILTER_BUILD_DATE='"$(BUILD_DATE)"'

# What takes a request and writes its answer is optimised as one: calls across
# these files were a sixth of its instructions.  Of gcc alone, and not in builds
# that look for defects.
ifneq ($(and $(filter release avx512,$(VARIANT)),$(shell $(CC) --version 2>/dev/null | grep 'Free Software')),)
AS_ONE := $(filter $O/core/protocol/% $O/threads/pipeline/% $O/threads/shared/% \
        $(addprefix $O/core/base/,budget.o clock.o quoted.o text.o) \
        $(addprefix $O/threads/base/,park.o processor.o ring.o wake.o),$(LIB_OBJECTS))
LIB_OBJECTS := $(filter-out $(AS_ONE),$(LIB_OBJECTS)) $O/pipeline.o
$(AS_ONE): KERNEL_FLAGS := -O3 -flto

$O/pipeline.o: $(AS_ONE)
	$(SAY) LTO $@
	$(Q)$(CC) $(CFLAGS) $(filter-out -Wl%,$(filter-out -pie,$(HARDEN))) -flto=auto -flinker-output=nolto-rel -r -o $@ $^
endif

$(LIB): $(LIB_OBJECTS) | $(TSAN_OPTIONS_OBJECT)
	$(SAY) AR $@
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(PROGRAM): $O/threads/main.o $(LIB)
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(HARDEN) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# ---- tests -------------------------------------------------------------------

$O/tests/unit/%: $O/tests/unit/%.o $(SUPPORT) $(LIB)
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka $(LDLIBS)

$O/tests/stress/%: $O/tests/stress/%.o $(SUPPORT) $(LIB)
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# Replays a corpus without libFuzzer, so that it runs with any compiler.
$O/tests/fuzz/%: $O/tests/fuzz/%.o $O/tests/fuzz/replay.o $(SUPPORT) $(LIB)
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$O/bench/%: $O/bench/tools/%.o $(LIB)
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

.PRECIOUS: $O/tests/fuzz/% $O/%.o $O/tests/unit/%.o $O/tests/stress/%.o $O/tests/fuzz/%.o

-include $(shell find $O -name '*.d' 2>/dev/null)

# ---- test ladder ----------------------------------------------------------------

-include bench/bench.mk bench/tools.mk bench/prints.mk bench/reporters.mk conf/conf.mk conf/static.mk tests/support/big-endian.mk tests/integration/integration.mk tests/evasion/evasion.mk

# The program with a fault_point() that obeys messages made to kill it.
FAULTY := $O/tests/CGPFilter-faulty
$(FAULTY): $O/threads/main.o $O/tests/support/faults/fault_point.o $(LIB)
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(HARDEN) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# demo and test build by all processors, unless make was told by how many.  That
# is a make of its own, which is not to build beside this one.
demo: | $(filter-out demo,$(MAKECMDGOALS))
test: | $(filter-out demo test check,$(MAKECMDGOALS))
PARALLEL = --no-print-directory $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(JOBS))
SIDE_BY_SIDE := --jobs $(if $(filter 1 2 3 4 5 6 7,$(JOBS)),$(JOBS),8)
PROVE := prove --timer $(SIDE_BY_SIDE) --exec ''
# The longest first.
BATS = $(or $(INTEGRATION:%=tests/integration/%.bats),$(shell ls -S tests/integration/*.bats))
# The search for leaks takes longer than most of the programs that a test starts;
# units, corpora and transcripts have it.
NO_LEAKS := $(if $(filter asan,$(VARIANT)),ASAN_OPTIONS=$$ASAN_OPTIONS:detect_leaks=0)
CORPUS_REPLAY := $(if $(filter tsan,$(VARIANT)),,$(patsubst %,$O/tests/replay/%,$(FUZZERS)))

# One program a fuzzer and its corpus, as prove wants to call it.
$O/tests/replay/fuzz_%: $O/tests/fuzz/fuzz_%
	@mkdir -p $(@D)
	@printf '#!/bin/sh\nexec $O/tests/fuzz/fuzz_$* tests/corpus/fuzz/$*\n' >$@
	@chmod +x $@

.PHONY: test test-programs unit replay conformance integration stress
unit: $(UNIT_TESTS) ## unit tests alone
	$(Q)$(PROVE) $(UNIT_TESTS)
replay: $(CORPUS_REPLAY) ## every fuzzer's corpus, without a fuzzer
	$(Q)$(PROVE) $(CORPUS_REPLAY)
stress: $(STRESS_TESTS) ## threads under load; each ends in a law
	$(Q)$(PROVE) $(STRESS_TESTS)
conformance: $(PROGRAM) $(TOOLS_BUILT) ## the protocol, transcript by transcript
	$(Q)CGPFILTER=$(PROGRAM) prove tests/conformance/run
integration: $(PROGRAM) $(FAULTY) $(TOOLS_BUILT) ## the installed program, from outside
	$(Q)CGPFILTER=$(abspath $(PROGRAM)) FAULTY=$(abspath $(FAULTY)) \
	    TOOLS=$(abspath $O/bench) DATA=$(abspath $(DATA)) O=$(abspath $O) \
	    $(NO_LEAKS) prove --timer $(SIDE_BY_SIDE) --exec 'bats --tap' $(BATS)

.PHONY: compare-clamscan compare-executables compare-decoders compare-forms
compare-clamscan: $(PROGRAM) $(TOOLS_BUILT) ## the same finds as clamscan, on the corpora of DATA
	$(Q)tests/support/compare-clamscan $(PROGRAM) $O/bench/cgpserve $(DATA)
compare-executables: $(PROGRAM) ## offsets within programs as in clamscan, on made files
	$(Q)tests/support/compare-executables $(PROGRAM)
compare-forms: $O/tests/print-forms ## normalised pages, scripts and texts as clamscan's, made at random
	$(Q)tests/support/compare-forms $<
$O/tests/print-forms: $O/tests/support/forms/print_forms.o $(LIB)
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)
compare-generated: $(PROGRAM) $(TOOLS_BUILT) ## all comparisons with clamscan on made signatures and files, a table
	$(Q)tests/support/compare-generated $O/bench/rawscan $(PROGRAM)
compare-decoders: $(PROGRAM) ## the same leaves as other MIME decoders, on the corpora of DATA
	$(Q)CGPFILTER=$(PROGRAM) tests/support/compare-decoders \
	    $(DATA)/corpus/spamassassin.tar.xz $(DATA)/corpus/modern-dev.tar.xz

test-programs: $(PROGRAM) $(FAULTY) $(UNIT_TESTS) $(STRESS_TESTS) $(CORPUS_REPLAY) $(TOOLS_BUILT) conf-check
test: ## all tests
	$(Q)$(MAKE) $(PARALLEL) test-programs
	@# Those of stress/ begin, for some of them sleep.
	$(Q)$(PROVE) $(STRESS_TESTS) $(UNIT_TESTS) $(CORPUS_REPLAY)
	$(Q)$(MAKE) --no-print-directory conformance integration evasion

.PHONY: check check-asan check-tsan check-portable check-avx512
check-asan: ## unit, replay, stress, conformance under ASan and UBSan
	$(Q)$(MAKE) --no-print-directory VARIANT=asan test
check-tsan: ## the same under TSan
	$(Q)$(MAKE) --no-print-directory VARIANT=tsan test
check-portable: ## the same without Hyperscan and vector kernels
	$(Q)$(MAKE) --no-print-directory VARIANT=portable test
# Each kernel against its scalar twin, and the corpora of what they decode.
AVX512_UNITS := $(addprefix build/avx512/tests/unit/test_,bytes base64 qp unicode hashes spans letters)
AVX512_REPLAYS := $(addprefix build/avx512/tests/replay/fuzz_,base64 qp bytes charset html)
check-avx512: ## kernels of AVX-512 where the processor has none, emulated (slow)
	$(Q)$(MAKE) --no-print-directory VARIANT=avx512 $(AVX512_UNITS) $(AVX512_REPLAYS)
	$(Q)$(PROVE) $(AVX512_UNITS) $(AVX512_REPLAYS)
check: test check-portable check-avx512 check-asan check-tsan lint ## everything

# ---- fuzzing ------------------------------------------------------------------------

.PHONY: fuzz fuzz-build
fuzz-build: | deps-fuzz
	$(Q)$(MAKE) --no-print-directory VARIANT=fuzz $(patsubst %,build/fuzz/bin/%,$(FUZZERS))

build/fuzz/bin/%: build/fuzz/tests/fuzz/%.o $(patsubst %.c,build/fuzz/%.o,$(wildcard tests/support/*.c)) build/fuzz/libcgpfilter.a
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(Q)$(CLANG) -g -O1 $(LIBFUZZER_FLAGS) -o $@ $^ $(filter-out -ljemalloc,$(LDLIBS))

fuzz: fuzz-build ## every fuzzer, FUZZ_SECONDS each; finds stay in build/fuzz
	$(Q)$(MAKE) $(PARALLEL) --output-sync VARIANT=fuzz $(FUZZERS:%=run-%)
run-fuzz_%: build/fuzz/bin/fuzz_%
	@echo "== fuzz_$*"; mkdir -p build/fuzz/corpus/fuzz_$*
	$(Q)build/fuzz/bin/fuzz_$* -max_total_time=$(FUZZ_SECONDS) -timeout=10 \
	    -rss_limit_mb=4096 -malloc_limit_mb=65536 $(FUZZ_FLAGS) -print_final_stats=1 -verbosity=0 \
	    -artifact_prefix=build/fuzz/ build/fuzz/corpus/fuzz_$* tests/corpus/fuzz/$*

# ---- lint ------------------------------------------------------------------------------

LINTED := $(shell git ls-files '*.c' '*.h' 2>/dev/null)

# What a README must name; without git there is nothing to ask.
NAMED = $(shell git ls-files --cached --others --exclude-standard 'simd/*.[ch]' 'core/*.[ch]' 'core/*.def' \
        'threads/*.[ch]' 'threads/*.def' 'tests/unit/*' 'tests/fuzz/*.c' 'tests/stress/*' 'tests/integration/*' \
        'tests/support/*' 2>/dev/null | grep -v 'README.md$$\|tests/support/.*/')

.PHONY: lint check-layers check-format check-man
lint: check-layers check-format check-man check-analysis ## format, layers, manual pages, analysers
check-layers: ## who includes whom; which README leaves a file out
	$(Q)tests/support/check-layers
	$(Q)tests/support/check-readmes $(NAMED)
check-format: | deps-lint ## clang-format
	$(Q)clang-format --dry-run -Werror $(LINTED) && echo "format: good"
check-man: ## manual pages
	$(Q)cd conf/man && mandoc -Tlint *.[0-9] && echo "manual pages: good"
.PHONY: check-analysis
# Across files cppcheck takes "*x_r = NULL" for a use of a null pointer and an
# output parameter for an uninitialized input; within a file it is right.
check-analysis: | deps-lint ## cppcheck
	$(Q)cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 -I. -D_GNU_SOURCE \
	    --enable=warning,portability --suppress=missingIncludeSystem \
	    --suppress=ctunullpointer --suppress=ctuuninitvar simd core threads && echo "cppcheck: good"

# ---- install --------------------------------------------------------------------------------

PLACE := $(DESTDIR)$(BASEDIR)/CGPFilter

.PHONY: install uninstall dist clean demo help
install: $(PROGRAM) $O/bench/cgpbench ## into DESTDIR, below BASEDIR; keeps an edited configuration
	$(Q)tests/support/install $(PROGRAM) '$(PLACE)'
uninstall: ## what install put there; configuration and databases stay
	$(Q)rm -f '$(PLACE)'/CGPFilter '$(PLACE)'/CGPFilter-static '$(PLACE)'/test.msg '$(PLACE)'/default.cartridge '$(PLACE)'/update.sh \
	    '$(PLACE)'/CGPFilter.cfg.new '$(PLACE)'/whitelist.cfg.new '$(PLACE)'/cartridge.cfg.new '$(PLACE)'/cgpbench '$(PLACE)'/cgpbench-peer '$(PLACE)'/man/man*/CGPFilter* \
	    '$(PLACE)'/man/man1/cgpbench.1

demo: ## the main job on the shipped messages
	$(Q)$(MAKE) $(PARALLEL) $(PROGRAM)
	$(Q)conf/demo/run $(PROGRAM)

dist: ## a source archive
	$(Q)mkdir -p build && git archive --prefix=CGPFilter-$(VERSION)/ -o build/CGPFilter-$(VERSION).tar.gz HEAD

clean: ## all that was built
	$(Q)rm -rf build

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

