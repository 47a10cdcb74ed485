/*
 * moves_kernels - the variants behind moves.h; private to simd/moves*.c
 */
#ifndef SIMD_MOVES_KERNELS_H
#define SIMD_MOVES_KERNELS_H

#include "simd/moves.h"

struct moves_kernels {
	void (*make_even)(const struct moves_dice *dice, const uint32_t *hashes,
	    float value, int32_t *moves_r);
	void (*make_by_energy)(const struct moves_dice *dice,
	    const uint32_t *hashes, const struct moves_step *step,
	    const int32_t *energy, int32_t *moves_r);
};

extern const struct moves_kernels moves_scalar;
extern const struct moves_kernels moves_avx2;

#endif
