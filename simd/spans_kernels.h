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

#endif
