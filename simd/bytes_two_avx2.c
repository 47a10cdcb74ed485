/*
 * bytes_two_avx2 - two bytes side by side, 32 places a step
 *
 * Each place is looked at with the one behind it.  The last vector overlaps
 * places that are known to hold nothing.
 */
#include "simd/bytes_kernels.h"

#include <immintrin.h>

#define STEP 32u
/* So many bytes hold STEP places. */
#define NEEDED (STEP + 1)

struct held {
	__m256i first[2];
	__m256i second[2];
};

static inline struct held
hold(const struct bytes_two *two)
{
	return (struct held){
	    .first = {_mm256_set1_epi8((char)two->first[0]),
		_mm256_set1_epi8((char)two->first[1])},
	    .second = {_mm256_set1_epi8((char)two->second[0]),
		_mm256_set1_epi8((char)two->second[1])},
	};
}

static inline __m256i
either(const uint8_t *p, const __m256i bytes[2])
{
	__m256i v = _mm256_loadu_si256((const __m256i *)p);

	return _mm256_or_si256(
	    _mm256_cmpeq_epi8(v, bytes[0]), _mm256_cmpeq_epi8(v, bytes[1]));
}

/* A bit for each of the 32 places from p on. */
static inline uint32_t
places(const uint8_t *p, const struct held *held)
{
	return (uint32_t)_mm256_movemask_epi8(_mm256_and_si256(
	    either(p, held->first), either(p + 1, held->second)));
}

size_t
bytes_find_two_avx2(
    const uint8_t *data, size_t size, const struct bytes_two *two)
{
	const struct held held = hold(two);
	uint32_t found;

	if (size < NEEDED)
		return bytes_find_two_scalar(data, size, 0, two);
	for (size_t i = 0; size - i >= NEEDED; i += STEP) {
		found = places(data + i, &held);
		if (found != 0)
			return i + _tzcnt_u32(found);
	}
	found = places(data + size - NEEDED, &held);
	return found != 0 ? size - NEEDED + _tzcnt_u32(found) : size;
}

size_t
bytes_find_last_two_avx2(
    const uint8_t *data, size_t size, const struct bytes_two *two)
{
	const struct held held = hold(two);
	uint32_t found;

	if (size < NEEDED)
		return bytes_find_last_two_scalar(data, size, size, two);
	for (size_t end = size; end >= NEEDED; end -= STEP) {
		found = places(data + end - NEEDED, &held);
		if (found != 0)
			return end - NEEDED + 31 - _lzcnt_u32(found);
	}
	found = places(data, &held);
	return found != 0 ? 31 - _lzcnt_u32(found) : size;
}
