# The files of conf/ that are made from the table of keys.  They are kept in
# the project, so that a reader finds them without a build; `make conf` brings
# them up to date, `make conf-check` says whether they are.

PRINT_CONFIG := $O/conf/print_config

$(PRINT_CONFIG): $O/conf/print_config.o $(LIB)
	$(SAY) LD $@
	$(Q)$(CC) $(CFLAGS) $(HARDEN) $(LDFLAGS) -o $@ $^ $(LDLIBS)

.PRECIOUS: $O/conf/print_config.o

$O/conf/CGPFilter.cfg: $(PRINT_CONFIG)
	$(Q)$(PRINT_CONFIG) sample >$@.new && mv $@.new $@

$O/conf/CGPFilter.cfg.5: $(PRINT_CONFIG) conf/man/CGPFilter.cfg.5.in
	$(Q)$(PRINT_CONFIG) man conf/man/CGPFilter.cfg.5.in >$@.new && mv $@.new $@

.PHONY: conf conf-check
conf: $O/conf/CGPFilter.cfg $O/conf/CGPFilter.cfg.5 ## renew conf/CGPFilter.cfg and its manual from the table of keys
	$(Q)cp $O/conf/CGPFilter.cfg conf/CGPFilter.cfg
	$(Q)cp $O/conf/CGPFilter.cfg.5 conf/man/CGPFilter.cfg.5

conf-check: $O/conf/CGPFilter.cfg $O/conf/CGPFilter.cfg.5 ## are conf/CGPFilter.cfg and its manual up to date?
	$(Q)diff -u conf/CGPFilter.cfg $O/conf/CGPFilter.cfg && \
	    diff -u conf/man/CGPFilter.cfg.5 $O/conf/CGPFilter.cfg.5 || \
	    { echo 'run `make conf`'; exit 1; }
	$(Q)mandoc -Tlint -Wwarning conf/man/CGPFilter.cfg.5

# The cartridge that ships, from the public corpus of DATA.  Kept in the project,
# since a build has no corpus; no evaluation uses it.
.PHONY: default-cartridge
default-cartridge: $(PROGRAM) ## renew conf/cartridge/default.cartridge from the public corpus of DATA
	$(Q)archive='$(DATA)'/corpus/spamassassin.tar.xz; \
	[ -r "$$archive" ] || { echo "no $$archive (DATA=)"; exit 1; }; \
	rm -rf $O/cartridge && mkdir -p $O/cartridge conf/cartridge && \
	tar -xJf "$$archive" -C $O/cartridge && \
	$(PROGRAM) LEARN --ship --cartridge $O/cartridge/default.cartridge \
	    legit $O/cartridge/*/*ham* spam $O/cartridge/*/spam* && \
	cp $O/cartridge/default.cartridge conf/cartridge/default.cartridge && \
	rm -rf $O/cartridge

# This test makes each allocation fail once.
$O/tests/unit/test_config_memory: LDFLAGS += -Wl,--wrap=malloc,--wrap=calloc,--wrap=strdup
