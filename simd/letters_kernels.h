/*
 * letters_kernels - the variants behind letters.h; private to simd/letters*.c
 */
#ifndef SIMD_LETTERS_KERNELS_H
#define SIMD_LETTERS_KERNELS_H

#include "simd/letters.h"

struct letters_kernels {
	size_t (*copy)(const uint8_t *data, size_t size, uint8_t *letters_r,
	    uint32_t *starts_r, size_t *count_r);
};

extern const struct letters_kernels letters_scalar;
extern const struct letters_kernels letters_avx512;

#endif
