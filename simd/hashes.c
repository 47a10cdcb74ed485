/*
 * hashes - what a text is known by: the choice of a kernel
 */
#include "simd/hashes.h"

#include "simd/cpu.h"
#include "simd/hashes_kernels.h"

static const struct hashes_kernels *const kernels[CPU_LEVELS] = {
    [CPU_SCALAR] = &hashes_scalar,
    [CPU_SSE42] = &hashes_scalar,
#if defined(__x86_64__) && !defined(PORTABLE_ONLY)
    [CPU_AVX2] = &hashes_avx2,
    [CPU_AVX512] = &hashes_avx512,
#endif
};

void
hashes_of_runs(const uint8_t *bytes, size_t count, uint32_t *hashes_r)
{
	kernels[cpu_level()]->of_runs(bytes, count, hashes_r);
}

size_t
hashes_of_words(const uint32_t *words, size_t count, size_t ahead,
    uint32_t place, uint32_t *hashes_r, uint32_t *alone_r)
{
	return kernels[cpu_level()]->of_words(
	    words, count, ahead, place, hashes_r, alone_r);
}

size_t
hashes_keep_new(uint64_t *seen, const uint32_t *hashes, size_t count,
    const struct hashes_table *table, uint32_t *kept_r)
{
	return kernels[cpu_level()]->keep_new(
	    seen, hashes, count, table, kept_r);
}
