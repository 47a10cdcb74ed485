/*
 * hashes_kernels - the variants behind hashes.h; private to simd/hashes*.c
 */
#ifndef SIMD_HASHES_KERNELS_H
#define SIMD_HASHES_KERNELS_H

#include <string.h>

#include "simd/hashes.h"

struct hashes_kernels {
	void (*of_runs)(const uint8_t *bytes, size_t count, uint32_t *hashes_r);
	size_t (*keep_new)(uint64_t *seen, const uint32_t *hashes, size_t count,
	    const struct hashes_table *table, uint32_t *kept_r);
};

extern const struct hashes_kernels hashes_scalar;
extern const struct hashes_kernels hashes_avx2;

/* Compiled once for each level: shifts by any number of bits are what it is
 * made of, and newer processors do them in one step. */
static inline size_t
hashes_keep_new_plain(uint64_t *seen, const uint32_t *hashes, size_t count,
    const struct hashes_table *table, uint32_t *kept_r)
{
	const char *entries = table->entries;
	uint64_t mask = (uint64_t)table->mask * table->entry_bytes;
	unsigned shift = (unsigned)__builtin_ctz(table->entry_bytes);
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t hash = hashes[i];
		uint64_t *word = &seen[hash >> (32 - HASHES_SEEN_BITS + 6)];
		/* The bits above the six are of no weight to a shift. */
		unsigned at = hash >> (32 - HASHES_SEEN_BITS) & 63;
		uint64_t old = *word, bit = UINT64_C(1) << at;

		__builtin_prefetch(entries + ((uint64_t)hash << shift & mask));
		/* No branch: which of both it will be cannot be foreseen. */
		kept_r[kept] = hash;
		kept += (old & bit) == 0;
		*word = old | bit;
	}
	return kept;
}

#endif
