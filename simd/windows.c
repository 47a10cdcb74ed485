/*
 * windows - where in a text one of many windows may stand: the choice of a
 * kernel
 *
 * AVX-512 takes the kernel of AVX2: words of the filter are loaded one by one,
 * and that is what takes the time.
 */
#include "simd/windows.h"

#include "simd/cpu.h"
#include "simd/windows_kernels.h"

static windows_next_kernel *const kernels[CPU_LEVELS] = {
    [CPU_SCALAR] = windows_next_scalar,
    [CPU_SSE42] = windows_next_scalar,
#if defined(__x86_64__) && !defined(PORTABLE_ONLY)
    [CPU_AVX2] = windows_next_avx2,
    [CPU_AVX512] = windows_next_avx2,
#endif
};

size_t
windows_next(const struct windows_filter *filter, const uint8_t *data,
    size_t size, size_t at)
{
	return kernels[cpu_level()](filter, data, size, at);
}
