/*
 * hashes_kernels - the variants behind hashes.h; private to simd/hashes*.c
 */
#ifndef SIMD_HASHES_KERNELS_H
#define SIMD_HASHES_KERNELS_H

#include <string.h>

#include "simd/hashes.h"

struct hashes_kernels {
	void (*of_runs)(const uint8_t *bytes, size_t count, uint32_t *hashes_r);
	size_t (*of_words)(const uint32_t *words, size_t count, size_t ahead,
	    uint32_t place, uint32_t *hashes_r, uint32_t *alone_r);
	size_t (*keep_new)(uint64_t *seen, const uint32_t *hashes, size_t count,
	    const struct hashes_table *table, uint32_t *kept_r);
};

extern const struct hashes_kernels hashes_scalar;
extern const struct hashes_kernels hashes_avx2;
extern const struct hashes_kernels hashes_avx512;

/* The word at i of count, ahead more behind them: how many of its near ones
 * there are. */
static inline size_t
hashes_near(size_t count, size_t ahead, size_t i)
{
	size_t behind = count + ahead - i - 1;

	return behind < HASHES_NEAR ? behind : HASHES_NEAR;
}

/* One size of entry: it is part of the address that is asked for. */
static inline __attribute__((always_inline)) size_t
hashes_keep_sized(uint64_t *seen, const uint32_t *hashes, size_t count,
    const struct hashes_table *table, size_t entry_bytes, uint32_t *kept_r)
{
	const char *entries = table->entries;
	uint32_t mask = table->mask;
	size_t kept = 0;

#pragma GCC unroll 4
	for (size_t i = 0; i < count; i++) {
		uint32_t hash = hashes[i];
		uint64_t *word = &seen[hash >> (32 - HASHES_SEEN_BITS + 6)];
		unsigned at = hash >> (32 - HASHES_SEEN_BITS) & 63;
		uint64_t old = *word, marked = old | UINT64_C(1) << at;

		__builtin_prefetch(entries + (hash & mask) * entry_bytes);
		/* No branch: which of both it will be cannot be foreseen. */
		kept_r[kept] = hash;
		kept += old < marked;
		*word = marked;
	}
	return kept;
}

/* Compiled once for each level: shifts by any number of bits are what it is
 * made of, and newer processors do them in one step. */
static inline size_t
hashes_keep_new_plain(uint64_t *seen, const uint32_t *hashes, size_t count,
    const struct hashes_table *table, uint32_t *kept_r)
{
	switch (table->entry_bytes) {
	case 4:
		return hashes_keep_sized(seen, hashes, count, table, 4, kept_r);
	case 2:
		return hashes_keep_sized(seen, hashes, count, table, 2, kept_r);
	default:
		return hashes_keep_sized(seen, hashes, count, table, 1, kept_r);
	}
}

#endif
