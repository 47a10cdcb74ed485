/*
 * base64 - decode as a mail client does: the choice of a kernel
 *
 * One row a level.  An SSE4.2 variant would serve processors from before 2013
 * only; the scalar twin is fast enough for them.
 */
#include "simd/base64.h"

#include "simd/base64_kernels.h"
#include "simd/cpu.h"

static base64_kernel *const kernels[CPU_LEVELS] = {
    [CPU_SCALAR] = base64_decode_scalar,
    [CPU_SSE42] = base64_decode_scalar,
#if defined(__x86_64__) && !defined(PORTABLE_ONLY)
    [CPU_AVX2] = base64_decode_avx2,
    [CPU_AVX512] = base64_decode_avx512,
#endif
};

struct base64_result
base64_decode(
    const uint8_t *data, size_t size, enum base64_padding padding, uint8_t *out)
{
	return kernels[cpu_level()](data, size, padding, out);
}
