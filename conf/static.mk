# The program with all libraries inside, for systems where one of them is
# missing or too old: `make static` makes $O/CGPFilter-static.  Linux only; it
# asks for nothing but a kernel (3.2 or newer) and, for times of the day, the
# zone files.
#
# - Hyperscan's static library chooses its code by ifunc like the shared one.
# - libarchive drags in all that it unpacks with, and libxml2 (for xar) ICU, whose
#   tables are 28 MB of the program.
# - libyara is left out: yara_none.o stands ahead of the library, which then has
#   nothing to ask of yara.o.
# - libcurl is loaded at run time, which a static program cannot do, and does not link statically (Debian
#   builds it with GSSAPI and LDAP); fetch_none.o stands in its place, and updates come by the ordinary program: `CGPFilter UPDATE` from cron.
# - libmicrohttpd is loaded at run time, which a static program cannot: nothing listens.
# - What the program loads when it needs it (simd/shared_library.h) is linked: the
#   files that do so are compiled a second time, for that, and stand ahead.
# - -static-pie keeps the random addresses of the ordinary program; `file` says
#   "static-pie linked", ldd "statically linked".
# - The linker's warnings are of getaddrinfo, gethostbyname and dlopen inside
#   libcrypto (BIO, engines), which are never called: digest.c keeps OpenSSL from
#   reading a configuration that might name modules to load.

PACKAGES_STATIC := libhyperscan-dev libjemalloc-dev liburcu-dev libssl-dev \
        libarchive-dev libmspack-dev libpcre2-dev libpsl-dev libutf8proc-dev libidn2-dev libunistring-dev zlib1g-dev libacl1-dev libbz2-dev liblz4-dev \
        liblzma-dev libzstd-dev nettle-dev libxml2-dev libicu-dev libstdc++-12-dev \
        libxxhash-dev liblmdb-dev libhiredis-dev libsodium-dev libc6-dev
STATIC_PROGRAM := $O/CGPFilter-static
STATIC_LIBS := $(filter-out -lyara,$(LDLIBS)) -lurcu-common -lz -lnettle -lacl -llzma -lzstd -llz4 -lbz2 \
        -lxml2 -lidn2 -lunistring -licuuc -licudata
LOADERS := simd/shared_library core/base/libarchive core/base/libcrypto
ifeq ($(HYPERSCAN),yes)
LOADERS += simd/matcher_hs
endif
LOADERS_LINKED := $(patsubst %,$O/linked/%.o,$(LOADERS))
STATIC_SILENCE := getaddrinfo|gethostbyname|dlopen|in function .(dlfcn_|BIO_)

.PHONY: static deps-static check-static
static: $(STATIC_PROGRAM) ## the program with all libraries inside
deps-static:
	@DEPS=$(DEPS) tests/support/install-packages $(PACKAGES_STATIC)

$O/linked/%.o: %.c Makefile conf/static.mk
	@mkdir -p $(@D)
	$(SAY) CC $<
	$(Q)$(CC) $(CPPFLAGS) -DLIBRARIES_LINKED $(BASE_CFLAGS) $(CFLAGS) $(filter-out -Wl%,$(filter-out -pie,$(HARDEN))) \
	    -MMD -MP -c -o $@ $<

$(STATIC_PROGRAM): $O/threads/main.o $(LOADERS_LINKED) $O/core/yara/yara_none.o $O/threads/command/update/fetch_none.o $O/threads/record/metrics_http_none.o $(LIB) conf/static.mk | deps-static
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(filter-out -pie,$(HARDEN)) $(LDFLAGS) -static-pie -o $@ \
	    $(filter %.o %.a,$^) -Wl,--start-group $(STATIC_LIBS) -Wl,--end-group 2>$@.log || \
	    { cat $@.log >&2; exit 1; }
	$(Q)grep -vE '$(STATIC_SILENCE)' $@.log >&2 || true

# A twin that is there is installed, and brought up to date first.
install: $(wildcard $(STATIC_PROGRAM))

check-static: $(STATIC_PROGRAM) ## the static program alone in a root, and the protocol
	$(Q)CGPFILTER=$(STATIC_PROGRAM) prove tests/support/check-static tests/conformance/run
