/*
 * qp - decode quoted-printable as a mail client does: the choice of a kernel
 *
 * One row a level, see base64.c about SSE4.2.
 */
#include "simd/qp.h"

#include "simd/cpu.h"
#include "simd/qp_kernels.h"

static qp_kernel *const kernels[CPU_LEVELS] = {
    [CPU_SCALAR] = qp_decode_scalar,
    [CPU_SSE42] = qp_decode_scalar,
#if defined(__x86_64__) && !defined(PORTABLE_ONLY)
    [CPU_AVX2] = qp_decode_avx2,
    [CPU_AVX512] = qp_decode_avx512,
#endif
};

struct qp_result
qp_decode(const uint8_t *data, size_t size, uint8_t *out)
{
	return kernels[cpu_level()](data, size, out);
}
