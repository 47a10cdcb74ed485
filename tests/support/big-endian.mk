# The tests on a machine of the other byte order, by emulation; see
# tests/support/check-big-endian.
.PHONY: check-big-endian check-8k-pages
check-big-endian: ## all tests but integration as big-endian programs (s390x), emulated
	$(Q)tests/support/check-big-endian build/s390x
check-8k-pages: ## corpora and stress tests as SPARC programs (8 KB pages), emulated
	$(Q)prove tests/support/check-sparc64
