/*
 * spans - runs of set bits, and their hashes: the choice of a kernel
 *
 * AVX2 has neither vpcompressb nor a product of 64 bits: it takes plain C.
 */
#include "simd/spans.h"

#include "simd/cpu.h"
#include "simd/spans_kernels.h"

static const struct spans_kernels *const kernels[CPU_LEVELS] = {
    [CPU_SCALAR] = &spans_scalar,
    [CPU_SSE42] = &spans_scalar,
#if defined(__x86_64__) && !defined(PORTABLE_ONLY)
    [CPU_AVX2] = &spans_scalar,
    [CPU_AVX512] = &spans_avx512,
#endif
};

size_t
spans_of(
    const uint64_t *bits, size_t steps, uint16_t *begins_r, uint16_t *ends_r)
{
	return kernels[cpu_level()]->of(bits, steps, begins_r, ends_r);
}

void
spans_hash(const uint8_t *bytes, const uint16_t *begins, const uint16_t *ends,
    size_t count, size_t most, uint32_t *hashes_r)
{
	kernels[cpu_level()]->hash(bytes, begins, ends, count, most, hashes_r);
}
