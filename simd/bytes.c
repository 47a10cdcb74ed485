/*
 * bytes - finding things in bytes, many at a time: the choice of a kernel
 *
 * One row a level.  There is no SSE4.2 variant: the scalar twin rests on the C
 * library's memchr, which is vector code of its own on such processors.
 */
#include "simd/bytes.h"

#include "simd/bytes_kernels.h"
#include "simd/cpu.h"

static const struct bytes_kernels *const kernels[CPU_LEVELS] = {
    [CPU_SCALAR] = &bytes_scalar,
    [CPU_SSE42] = &bytes_scalar,
#if defined(__x86_64__) && !defined(PORTABLE_ONLY)
    [CPU_AVX2] = &bytes_avx2,
    [CPU_AVX512] = &bytes_avx512,
#endif
};

size_t
bytes_find_lf(const uint8_t *data, size_t size)
{
	return kernels[cpu_level()]->find_lf(data, size);
}

size_t
bytes_find_dash_line(const uint8_t *data, size_t size, size_t from)
{
	return kernels[cpu_level()]->find_dash_line(data, size, from);
}

bool
bytes_are_ascii(const uint8_t *data, size_t size)
{
	return kernels[cpu_level()]->are_ascii(data, size);
}

bool
bytes_are_text(const uint8_t *data, size_t size)
{
	return kernels[cpu_level()]->are_text(data, size);
}

unsigned
bytes_look(const uint8_t *data, size_t size, size_t from)
{
	return kernels[cpu_level()]->look(data, size, from);
}

size_t
bytes_count_odd(const uint8_t *data, size_t size)
{
	return kernels[cpu_level()]->count_odd(data, size);
}

size_t
bytes_find_line(
    const uint8_t *data, size_t size, size_t from, const struct bytes_set *set)
{
	return kernels[cpu_level()]->find_line(data, size, from, set);
}

size_t
bytes_find_header_end(const uint8_t *data, size_t size)
{
	return kernels[cpu_level()]->find_header_end(data, size);
}

size_t
bytes_find_pair(const uint8_t *data, size_t size, size_t from,
    const struct bytes_pairs *pairs)
{
	return kernels[cpu_level()]->find_pair(data, size, from, pairs);
}

size_t
bytes_find_two(const uint8_t *data, size_t size, const struct bytes_two *two)
{
	return kernels[cpu_level()]->find_two(data, size, two);
}

size_t
bytes_find_last_two(
    const uint8_t *data, size_t size, const struct bytes_two *two)
{
	return kernels[cpu_level()]->find_last_two(data, size, two);
}

size_t
bytes_copy_words(const uint8_t *data, size_t size, uint8_t *out)
{
	return kernels[cpu_level()]->copy_words(data, size, out);
}

size_t
bytes_copy_lower(const uint8_t *data, size_t size, uint8_t *out)
{
	return kernels[cpu_level()]->copy_lower(data, size, out);
}

size_t
bytes_copy_plain(
    const uint8_t *data, size_t size, bool behind_blank, uint8_t *out)
{
	return kernels[cpu_level()]->copy_plain(data, size, behind_blank, out);
}

bool
bytes_map_words(
    const uint8_t *data, size_t size, uint64_t *words_r, uint64_t *dots_r)
{
	return kernels[cpu_level()]->map_words(data, size, words_r, dots_r);
}
