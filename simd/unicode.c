/*
 * unicode - UTF-8 checked and made: the choice of a kernel
 *
 * One row a level, see base64.c about SSE4.2.
 */
#include "simd/unicode.h"

#include "simd/cpu.h"
#include "simd/unicode_kernels.h"

static const struct unicode_kernels *const kernels[CPU_LEVELS] = {
    [CPU_SCALAR] = &unicode_scalar,
    [CPU_SSE42] = &unicode_scalar,
#if defined(__x86_64__) && !defined(PORTABLE_ONLY)
    [CPU_AVX2] = &unicode_avx2,
    [CPU_AVX512] = &unicode_avx512,
#endif
};

size_t
unicode_ascii_run(const uint8_t *data, size_t size)
{
	return kernels[cpu_level()]->ascii_run(data, size);
}

size_t
unicode_utf8_run(const uint8_t *data, size_t size)
{
	return kernels[cpu_level()]->utf8_run(data, size);
}

size_t
unicode_from_single(const struct unicode_single *charset, const uint8_t *data,
    size_t size, uint8_t *out)
{
	return kernels[cpu_level()]->from_single(charset, data, size, out);
}

struct unicode_result
unicode_from_utf16(
    const uint8_t *data, size_t count, bool big_endian, uint8_t *out)
{
	return kernels[cpu_level()]->from_utf16(data, count, big_endian, out);
}
