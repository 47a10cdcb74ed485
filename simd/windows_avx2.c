/*
 * windows_avx2 - eight windows a step
 *
 * Windows begin four bytes apart, so three loads hold the first, the second and
 * the third words of eight.  Words of the filter come one by one: a gather
 * takes longer.
 */
#include "simd/windows_kernels.h"

#include <immintrin.h>

#define LANES 8u
#define STRIDE (LANES * WINDOWS_STEP)

static inline __m256i
folded(const uint8_t *bytes)
{
	return _mm256_or_si256(_mm256_loadu_si256((const void *)bytes),
	    _mm256_set1_epi32((int)WINDOWS_FOLD));
}

static inline __m256i
times(__m256i words, uint32_t factor)
{
	return _mm256_mullo_epi32(words, _mm256_set1_epi32((int)factor));
}

/* windows_hash() of the eight windows from bytes on. */
static inline __m256i
hashes_at(const uint8_t *bytes)
{
	__m256i sum = _mm256_add_epi32(
	    _mm256_add_epi32(times(folded(bytes), WINDOWS_FIRST),
		times(folded(bytes + 4), WINDOWS_SECOND)),
	    times(folded(bytes + 8), WINDOWS_THIRD));

	return _mm256_xor_si256(sum, _mm256_srli_epi32(sum, WINDOWS_MIX));
}

static inline __m256i
words_of(const struct windows_filter *filter, __m256i hashes)
{
	uint32_t at[LANES];
	const uint32_t *words = filter->words;

	_mm256_storeu_si256((void *)at,
	    _mm256_and_si256(_mm256_srli_epi32(hashes, WINDOWS_INDEX),
		_mm256_set1_epi32((int)filter->mask)));
	return _mm256_setr_epi32((int)words[at[0]], (int)words[at[1]],
	    (int)words[at[2]], (int)words[at[3]], (int)words[at[4]],
	    (int)words[at[5]], (int)words[at[6]], (int)words[at[7]]);
}

/* The lowest bit of each lane: not denied. */
static inline __m256i
passed(__m256i words, __m256i hashes)
{
	const __m256i bits = _mm256_set1_epi32((int)WINDOWS_BIT_MASK);
	__m256i other = _mm256_srli_epi32(hashes, WINDOWS_OTHER_BIT);

	return _mm256_and_si256(
	    _mm256_srlv_epi32(words, _mm256_and_si256(hashes, bits)),
	    _mm256_srlv_epi32(words, _mm256_and_si256(other, bits)));
}

size_t
windows_next_avx2(const struct windows_filter *filter, const uint8_t *data,
    size_t size, size_t at)
{
	const struct windows_filter held = *filter;

	for (; size - at >= STRIDE + WINDOWS_SIZE - WINDOWS_STEP;
	     at += STRIDE) {
		__m256i hashes = hashes_at(data + at);
		__m256i lanes = passed(words_of(&held, hashes), hashes);

		if (_mm256_testz_si256(lanes, _mm256_set1_epi32(1)))
			continue;
		return at +
		       WINDOWS_STEP *
			   (unsigned)__builtin_ctz(
			       (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(
				   _mm256_slli_epi32(lanes, 31))));
	}
	return windows_next_scalar(&held, data, size, at);
}
