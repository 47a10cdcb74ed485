# What lying reporters do to the score, with and without trust in reporters, on
# the public corpus of DATA.  Included by the Makefile after its rules.

REPORTERS_SEED ?= 1

.PHONY: reporter-trust
reporter-trust: $O/bench/reporters ## what lying reporters do to the score, on the public corpus of DATA
	$(Q)archive='$(DATA)'/corpus/spamassassin.tar.xz; \
	[ -r "$$archive" ] || { echo "SKIP: no $$archive (DATA=)"; exit 0; }; \
	rm -rf $O/bench/reports; mkdir -p $O/bench/reports; \
	tar -xJf "$$archive" -C $O/bench/reports || exit 1; \
	index=$$(cd $O/bench/reports && find . -name index | head -n 1); \
	run() { rm -rf reporters.tmp; mkdir reporters.tmp; ../reporters --seed $(REPORTERS_SEED) "$$@" "$$index"; }; \
	cd $O/bench/reports && \
	echo '| liars | trust | 96: spam caught, ham hit | 80 | 50 | trust of the honest, of liars |' && \
	echo '|---|---|---|---|---|---|' && \
	for liars in 0 10 40; do \
	    run --liars $$liars --trust 0 && run --liars $$liars --trust 1 || exit 1; \
	done && \
	echo 'one new liar alone, who reports every message:' && \
	run --alone --liars 100 --trust 0 && run --alone --liars 100 --trust 1; \
	code=$$?; cd - >/dev/null; rm -rf $O/bench/reports; exit $$code
