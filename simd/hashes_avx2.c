/*
 * hashes_avx2 - eight hashes a step
 *
 * There is no product of two numbers of 64 bits; those of 32 make it up.  Of
 * the second product only bits 32 to 63 are wanted.
 */
#include "simd/hashes_kernels.h"

#include <immintrin.h>

#define STEP 8u
#define FIRST_LOW 0x7f4a7c15u
#define FIRST_HIGH 0x9e3779b9u
#define SECOND_LOW 0x6659fd93u
#define SECOND_HIGH 0xd6e8feb8u

static inline __m256i
factor(uint32_t x)
{
	return _mm256_set1_epi64x((long long)x);
}

/* hashes_mix() of four; the hash is the low half of each. */
static inline __m256i
mix(__m256i x)
{
	__m256i high = _mm256_srli_epi64(x, 32), cross, low;

	cross = _mm256_add_epi64(_mm256_mul_epu32(x, factor(FIRST_HIGH)),
	    _mm256_mul_epu32(high, factor(FIRST_LOW)));
	x = _mm256_add_epi64(_mm256_mul_epu32(x, factor(FIRST_LOW)),
	    _mm256_slli_epi64(cross, 32));
	high = _mm256_srli_epi64(x, 32);
	low = _mm256_xor_si256(x, high);
	cross = _mm256_add_epi64(_mm256_mul_epu32(low, factor(SECOND_HIGH)),
	    _mm256_mul_epu32(high, factor(SECOND_LOW)));
	return _mm256_add_epi64(cross,
	    _mm256_srli_epi64(_mm256_mul_epu32(low, factor(SECOND_LOW)), 32));
}

/* The four runs that begin at bytes, each in a lane: eight bytes hold them. */
static inline __m256i
runs_at(const uint8_t *bytes)
{
	const __m256i spread =
	    _mm256_setr_epi8(0, 1, 2, 3, 4, -1, -1, -1, 1, 2, 3, 4, 5, -1, -1,
		-1, 2, 3, 4, 5, 6, -1, -1, -1, 3, 4, 5, 6, 7, -1, -1, -1);
	long long eight;

	memcpy(&eight, bytes, sizeof(eight));
	return _mm256_shuffle_epi8(_mm256_set1_epi64x(eight), spread);
}

static void
of_runs(const uint8_t *bytes, size_t count, uint32_t *hashes_r)
{
	for (size_t i = 0; i < count; i += STEP) {
		__m256i first = mix(runs_at(bytes + i));
		__m256i second = mix(runs_at(bytes + i + STEP / 2));
		/* The low halves, in the order of both lanes of both. */
		__m256 halves = _mm256_shuffle_ps(_mm256_castsi256_ps(first),
		    _mm256_castsi256_ps(second), _MM_SHUFFLE(2, 0, 2, 0));

		_mm256_storeu_si256((__m256i *)(hashes_r + i),
		    _mm256_permute4x64_epi64(
			_mm256_castps_si256(halves), _MM_SHUFFLE(3, 1, 2, 0)));
	}
}

/* The low halves of four. */
static inline __m128i
low_halves(__m256i x)
{
	const __m256i even = _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6);

	return _mm256_castsi256_si128(_mm256_permutevar8x32_epi32(x, even));
}

/* Always four near ones: those that are not there are written over by what
 * comes next. */
static size_t
of_words(const uint32_t *words, size_t count, size_t ahead, uint32_t place,
    uint32_t *hashes_r, uint32_t *alone_r)
{
	const uint64_t spread = hashes_pair(0, 0, 0, 1);
	const __m256i by_distance = _mm256_add_epi64(
	    _mm256_set1_epi64x((long long)hashes_pair(0, 0, place, 0)),
	    _mm256_setr_epi64x((long long)spread, (long long)(2 * spread),
		(long long)(3 * spread), (long long)(4 * spread)));
	uint32_t *to = hashes_r;

	for (size_t i = 0; i < count; i++) {
		__m256i near =
		    _mm256_set1_epi64x((long long)((uint64_t)words[i] << 32));
		__m256i far = _mm256_cvtepu32_epi64(
		    _mm_loadu_si128((const __m128i *)(words + i + 1)));

		alone_r[i] =
		    (uint32_t)(hashes_mix((uint64_t)place << 32 | words[i]) >>
			       32);
		*to++ = alone_r[i];
		_mm_storeu_si128((__m128i *)to,
		    low_halves(mix(_mm256_add_epi64(
			_mm256_or_si256(near, far), by_distance))));
		to += hashes_near(count, ahead, i);
	}
	return (size_t)(to - hashes_r);
}

static size_t
keep_new(uint64_t *seen, const uint32_t *hashes, size_t count,
    const struct hashes_table *table, uint32_t *kept_r)
{
	return hashes_keep_new_plain(seen, hashes, count, table, kept_r);
}

const struct hashes_kernels hashes_avx2 = {
    .of_runs = of_runs,
    .of_words = of_words,
    .keep_new = keep_new,
};
