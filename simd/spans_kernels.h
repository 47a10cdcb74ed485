/*
 * spans_kernels - the variants behind spans.h; private to simd/spans*.c
 */
#ifndef SIMD_SPANS_KERNELS_H
#define SIMD_SPANS_KERNELS_H

#include "simd/spans.h"

struct spans_kernels {
	size_t (*of)(const uint64_t *bits, size_t steps, uint16_t *begins_r,
	    uint16_t *ends_r);
	void (*hash)(const uint8_t *bytes, const uint16_t *begins,
	    const uint16_t *ends, size_t count, size_t most,
	    uint32_t *hashes_r);
};

extern const struct spans_kernels spans_scalar;
extern const struct spans_kernels spans_avx512;

static inline size_t
spans_size(const uint16_t *begins, const uint16_t *ends, size_t i, size_t most)
{
	size_t size = (size_t)ends[i] - begins[i];

	return size < most ? size : most;
}

/* The places of the bits, of which the lowest is base; returns how many.
 * Behind them SPANS_IN_64 less that may be written, too. */
typedef size_t spans_put(uint64_t bits, size_t base, uint16_t *places);

/* A span begins where the bit below is clear, and ends at the first clear one;
 * put_places() becomes part of it. */
static inline __attribute__((always_inline)) size_t
spans_walk(const uint64_t *bits, size_t steps, uint16_t *begins_r,
    uint16_t *ends_r, spans_put *put_places)
{
	size_t begins = 0, ends = 0;
	uint64_t last = 0;

	for (size_t i = 0; i < steps; i++) {
		uint64_t here = bits[i], behind = here << 1 | last;

		begins += put_places(here & ~behind, i * 64, begins_r + begins);
		ends += put_places(behind & ~here, i * 64, ends_r + ends);
		last = here >> 63;
	}
	return ends;
}

#endif
