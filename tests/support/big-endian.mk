# The tests on machines of the other byte order, by emulation; see
# tests/support/check-big-endian and check-sparc64.
.PHONY: check-big-endian check-sparc64
check-big-endian: ## all tests but integration as big-endian programs (s390x), emulated
	$(Q)tests/support/check-big-endian build/s390x
check-sparc64: ## the same as SPARC programs: big-endian, 8 KB pages, strict alignment
	$(Q)tests/support/check-sparc64 build/sparc64
