/*
 * matcher_portable_windows - which windows a literal is known by (private)
 */
#ifndef SIMD_MATCHER_PORTABLE_WINDOWS_H
#define SIMD_MATCHER_PORTABLE_WINDOWS_H

#include "simd/matcher_portable_tables.h"

/* Windows of literals while they are chosen. */
struct portable_choice {
	struct portable_window *window; /* 2^window_bits; use: literal << 8 */
	uint32_t window_bits;
	uint64_t *common; /* sorted products of what no window should be */
	size_t common_count;
};

/* Fill in what is common.  False: no memory. */
bool portable_know_common(struct portable_choice *choice);

/*
 * Enter the windows of a literal into the table.  False: it has none that are
 * rare enough, and nothing was entered.  The literal has at least
 * PORTABLE_WINDOW_SIZE_MIN bytes.
 */
bool portable_choose(struct portable_choice *choice, uint32_t index,
    const struct matcher_literal *literal);

#endif
