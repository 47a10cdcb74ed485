# What fingerprints alone catch in a stream made of the corpora of DATA, beside
# the figures of the scoring study.  Included by the Makefile after its rules.

PRINT_STREAM_SEED ?= 1
PRINT_STREAM_LATE ?= 0

.PHONY: print-stream
print-stream: $O/bench/printstream ## what fingerprints alone catch in a stream of the corpora of DATA
	$(Q)for name in spamassassin modern-dev; do \
	    archive='$(DATA)'/corpus/$$name.tar.xz; \
	    [ -r "$$archive" ] || { echo "SKIP $$name: no $$archive (DATA=)"; continue; }; \
	    rm -rf $O/bench/stream; mkdir -p $O/bench/stream; \
	    tar -xJf "$$archive" -C $O/bench/stream || exit 1; \
	    echo "== $$name, seed $(PRINT_STREAM_SEED), reported $(PRINT_STREAM_LATE) messages late"; \
	    $O/bench/printstream --seed $(PRINT_STREAM_SEED) --late $(PRINT_STREAM_LATE) \
	        "$$(find $O/bench/stream -name index | head -n 1)" || exit 1; \
	done; rm -rf $O/bench/stream
