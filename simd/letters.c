/*
 * letters - a text without all that is no letter: the choice of a kernel
 *
 * AVX2 has no vpcompressb: it takes plain C.
 */
#include "simd/letters.h"

#include "simd/cpu.h"
#include "simd/letters_kernels.h"

static const struct letters_kernels *const kernels[CPU_LEVELS] = {
    [CPU_SCALAR] = &letters_scalar,
    [CPU_SSE42] = &letters_scalar,
#if defined(__x86_64__) && !defined(PORTABLE_ONLY)
    [CPU_AVX2] = &letters_scalar,
    [CPU_AVX512] = &letters_avx512,
#endif
};

size_t
letters_copy(const uint8_t *data, size_t size, uint8_t *letters_r,
    uint32_t *starts_r, size_t *count_r)
{
	return kernels[cpu_level()]->copy(
	    data, size, letters_r, starts_r, count_r);
}
