/*
 * moves - how far weights move: the choice of a kernel
 */
#include "simd/moves.h"

#include "simd/cpu.h"
#include "simd/moves_kernels.h"

static const struct moves_kernels *const kernels[CPU_LEVELS] = {
    [CPU_SCALAR] = &moves_scalar,
    [CPU_SSE42] = &moves_scalar,
#if defined(__x86_64__) && !defined(PORTABLE_ONLY)
    [CPU_AVX2] = &moves_avx2,
    [CPU_AVX512] = &moves_avx2,
#endif
};

void
moves_make_even(const struct moves_dice *dice, const uint32_t *hashes,
    float value, int32_t *moves_r)
{
	kernels[cpu_level()]->make_even(dice, hashes, value, moves_r);
}

void
moves_make_by_energy(const struct moves_dice *dice, const uint32_t *hashes,
    const struct moves_step *step, const int32_t *energy, int32_t *moves_r)
{
	kernels[cpu_level()]->make_by_energy(
	    dice, hashes, step, energy, moves_r);
}
