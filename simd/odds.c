/*
 * odds - what words say of spam: the choice of a kernel
 */
#include "simd/odds.h"

#include "simd/cpu.h"
#include "simd/odds_kernels.h"

static const struct odds_kernels *const kernels[CPU_LEVELS] = {
    [CPU_SCALAR] = &odds_scalar,
    [CPU_SSE42] = &odds_scalar,
#if defined(__x86_64__) && !defined(PORTABLE_ONLY)
    [CPU_AVX2] = &odds_avx2,
    [CPU_AVX512] = &odds_avx2,
#endif
};

size_t
odds_keep_ratios(const struct odds_scales *scales, const uint32_t *counts,
    size_t count, double *ratios_r)
{
	return kernels[cpu_level()]->keep_ratios(
	    scales, counts, count, ratios_r);
}

void
odds_make_logs(double *numbers, size_t count)
{
	kernels[cpu_level()]->make_logs(numbers, count);
}
